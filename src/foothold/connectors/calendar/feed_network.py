"""The way to a calendar's host: looked up by us, checked, and connected to at the very address checked.

No proxy and no certificate switch of the environment is used: a proxy would look the name up itself,
and what was checked here would not be what is asked there.
"""

import logging
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import certifi
import httpcore

from foothold.connectors.calendar.feed_address import Place, may_be_asked
from foothold.connectors.calendar.feed_troubles import FeedFailed, FeedRefused, Why
from foothold.connectors.look_up import look_up

SECONDS_AN_ADDRESS = 8.0
"""How long one of several addresses of a host is tried; an unreachable one must not use up the time."""

MOST_ADDRESSES = 6
"""Addresses of a host that are tried. All of them are checked."""

SocketOptions = Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]


class Unproven(httpcore.ConnectError):
    """The host's certificate is not its own, has run out, or is signed by nobody we trust."""


def trusted_authorities() -> ssl.SSLContext:
    """TLS 1.2 or later, the host's name and chain verified against the machine's and certifi's authorities."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Network:
    """What a fetch is done with; a firm with an authority of its own gives its `tls`, a test a wire.

    `resolve(host, port, seconds)` gives IP addresses or raises OSError.
    """

    resolve: Callable[[str, int, float], Sequence[str]] = look_up
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    tls: Callable[[], ssl.SSLContext] = trusted_authorities


def connection_to(place: Place, network: Network, *, until: float, allow_private: bool) -> httpcore.ConnectionPool:
    """A connection for one request to `place`, every byte of it before `until` (time.monotonic seconds).

    Raises `FeedRefused` if any address of the host is not to be asked, `FeedFailed` if it has none.
    """
    addresses = _checked_addresses(place, network, until, allow_private)
    return httpcore.ConnectionPool(
        ssl_context=network.tls() if place.scheme == "https" else None,
        max_connections=1,
        max_keepalive_connections=0,
        network_backend=_OnlyThese(addresses, network.backend, until),
    )


def _checked_addresses(place: Place, network: Network, until: float, allow_private: bool) -> list[str]:
    why = Why.NO_NAME
    addresses: list[str] = []
    try:
        addresses = list(network.resolve(place.host, place.port, until - time.monotonic()))
    except TimeoutError:
        why = Why.TOO_SLOW
    except OSError:
        pass
    if not addresses:
        raise FeedFailed(why, place.host)
    # One private address among public ones is how a name is made to lead inside: all or none.
    if not all(may_be_asked(address, allow_private=allow_private) for address in addresses):
        raise FeedRefused(Why.PRIVATE, place.host)
    return list(dict.fromkeys(addresses))[:MOST_ADDRESSES]


class _OnlyThese(httpcore.NetworkBackend):
    """Connects to checked addresses, whatever the name says by now (DNS rebinding).

    httpcore goes on using the name for TLS (SNI, the certificate) and we for the Host header.
    """

    def __init__(self, addresses: Sequence[str], backend: httpcore.NetworkBackend, until: float) -> None:
        self._addresses = addresses
        self._backend = backend
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception = httpcore.ConnectTimeout()
        for number, address in enumerate(self._addresses, start=1):
            left = _time_left(self._until, httpcore.ConnectTimeout)
            if number < len(self._addresses):
                left = min(left, SECONDS_AN_ADDRESS)
            try:
                stream = self._backend.connect_tcp(address, port, timeout=left, socket_options=socket_options or ())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                last = failed
            else:
                return _Until(stream, self._until)
        raise last


class _Until(httpcore.NetworkStream):
    """A stream that ends at a moment, however little and often the other side sends."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=_time_left(self._until, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_time_left(self._until, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _time_left(self._until, httpcore.ConnectTimeout)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
        except httpcore.ConnectError as failed:
            # Told apart here: further up, httpcore drops the cause.
            if isinstance(failed.__cause__, ssl.SSLCertVerificationError):
                raise Unproven from None
            raise
        return _Until(stream, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _time_left(until: float, too_late: type[httpcore.TimeoutException]) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise too_late
    return left


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


# httpx writes every address at INFO, httpcore every header (Location, cookies) at DEBUG: the address of a
# calendar is its key. A filter holds where a level would be set anew by the next logging configuration.
for _name in ("httpx", "httpcore.connection", "httpcore.http11"):
    logging.getLogger(_name).addFilter(_is_worth_a_line)
