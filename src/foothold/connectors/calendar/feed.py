"""A calendar at a secret address (ICS subscription): asked politely, read only, trusted in nothing.

The address is a key to somebody's calendar. It stands in no message, no log and no repr of this module.
No cookies, no login, no proxy of the environment: one GET a hop, on a connection of its own.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpcore

from foothold.connectors.calendar.feed_address import Place, place_of
from foothold.connectors.calendar.feed_body import LARGEST_BYTES, read_body
from foothold.connectors.calendar.feed_network import Network, Unproven, connection_to
from foothold.connectors.calendar.feed_times import next_try, refresh_by_header, refresh_interval, retry_after
from foothold.connectors.calendar.feed_troubles import FeedFailed, FeedRefused, Why

__all__ = ["FeedAnswer", "FeedFailed", "FeedRefused", "Fetched", "Network", "Unchanged", "fetch_calendar", "next_try"]

WITHIN = timedelta(seconds=30)
"""The whole of a fetch: every redirect, the name looked up, the last byte."""

MOST_REDIRECTS = 3

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LOGIN = frozenset({401, 403, 407})
_GONE = frozenset({404, 410})
_LATER = frozenset({408, 421, 425})


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing new since the `etag` or `last_modified` that was sent (304)."""

    refresh_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole calendar. `etag` and `last_modified` are for the next fetch, empty where not given.

    `refresh_after`: how often the calendar wants to be asked, None where it does not say (`next_try`).
    """

    data: bytes = field(repr=False)
    etag: str = field(default="", repr=False)
    last_modified: str = ""
    refresh_after: timedelta | None = None


FeedAnswer = Unchanged | Fetched


@dataclass(frozen=True, slots=True)
class _Asking:
    """What stays the same from hop to hop. `until` in seconds of time.monotonic."""

    headers: list[tuple[bytes, bytes]] = field(repr=False)
    is_conditional: bool
    until: float
    largest: int
    allow_private: bool
    network: Network


def fetch_calendar(
    address: str,
    *,
    etag: str = "",
    last_modified: str = "",
    allow_private: bool = False,
    within: timedelta = WITHIN,
    largest: int = LARGEST_BYTES,
    network: Network | None = None,
) -> FeedAnswer:
    """Ask an http, https or webcal address for its calendar; read only, blocks for at most `within`.

    `etag` and `last_modified` are those of the last `Fetched`, empty the first time. `allow_private` also
    asks private networks and other ports (FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS, for a firm's own servers).
    `largest` is in bytes after unpacking. Every redirect, at most 3, is checked like the address itself.
    Raises `FeedRefused` when a person has to change something, `FeedFailed` when it may work later; each
    is one line for a person and names the host only.
    """
    conditions = [
        (name, value.encode("ascii"))
        for name, value in ((b"If-None-Match", _kept(etag)), (b"If-Modified-Since", _kept(last_modified)))
        if value
    ]
    asking = _Asking(
        headers=[*_headers(), *conditions],
        is_conditional=bool(conditions),
        until=time.monotonic() + within.total_seconds(),
        largest=largest,
        allow_private=allow_private,
        network=network or Network(),
    )
    place = place_of(address, allow_private=allow_private)
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(place, asking)
        if not isinstance(answer, Place):
            return answer
        place = answer
    raise FeedRefused(Why.REDIRECTS, place.host)


def _headers() -> list[tuple[bytes, bytes]]:
    return [
        (b"User-Agent", b"Foothold (calendar subscription)"),
        (b"Accept", b"text/calendar, */*;q=0.1"),
        (b"Accept-Encoding", b"gzip"),
        (b"Connection", b"close"),
    ]


def _ask(place: Place, asking: _Asking) -> FeedAnswer | Place:
    """One hop. A `Place` is where a redirect leads.

    What httpcore raises is left behind before we raise: it may hold parts of the address.
    """
    try:
        return _asked(place, asking)
    except httpcore.TimeoutException:
        trouble = FeedFailed(Why.TOO_SLOW, place.host)
    except Unproven:
        trouble = FeedFailed(Why.CERTIFICATE, place.host)
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        trouble = FeedFailed(Why.NO_ANSWER, place.host)
    raise trouble


def _asked(place: Place, asking: _Asking) -> FeedAnswer | Place:
    url = httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.url.raw_path)
    headers = [(b"Host", place.authority), *asking.headers]
    with (
        connection_to(place, asking.network, until=asking.until, allow_private=asking.allow_private) as connection,
        connection.stream("GET", url, headers=headers) as response,
    ):
        said = {name.lower(): value.decode("utf-8", "replace") for name, value in response.headers}
        if response.status == 200:
            return _calendar(response, said, place, asking.largest)
        if response.status == 304 and asking.is_conditional:
            return Unchanged(refresh_by_header(said.get(b"cache-control", "")))
        if response.status in _REDIRECTS and said.get(b"location"):
            return place_of(said[b"location"], allow_private=asking.allow_private, after=place)
        raise _trouble(response.status, said, place.host)


def _calendar(response: httpcore.Response, said: dict[bytes, str], place: Place, largest: int) -> Fetched:
    # h11 has made sure that the header is a number of at most 20 digits.
    if int(said.get(b"content-length", "0")) > largest:
        raise FeedRefused(Why.TOO_LARGE, place.host, limit=largest)
    data = read_body(
        response.iter_stream(), encoding=said.get(b"content-encoding", ""), host=place.host, largest=largest
    )
    return Fetched(
        data,
        etag=_kept(said.get(b"etag", "")),
        last_modified=_kept(said.get(b"last-modified", "")),
        refresh_after=refresh_interval(data, said.get(b"cache-control", "")),
    )


def _trouble(status: int, said: dict[bytes, str], host: str) -> FeedFailed | FeedRefused:
    wait = retry_after(said.get(b"retry-after", ""), datetime.now(UTC))
    if status in _LOGIN:
        return FeedRefused(Why.LOGIN, host, status=status)
    if status in _GONE:
        return FeedRefused(Why.GONE, host, status=status)
    if status == 429:
        return FeedFailed(Why.BUSY, host, status=status, retry_after=wait)
    # A 304 nobody asked for and a redirect to nowhere are the server's own muddle, like a 5xx.
    if status >= 500 or status in _LATER or status == 304 or status in _REDIRECTS:
        return FeedFailed(Why.TROUBLE, host, status=status, retry_after=wait)
    if status < 300:
        return FeedRefused(Why.NOT_A_CALENDAR, host, status=status)
    return FeedRefused(Why.DECLINED, host, status=status)


def _kept(validator: str) -> str:
    """An ETag or date worth sending back: printable ASCII of ordinary length, else nothing."""
    validator = validator.strip()
    return validator if len(validator) <= 512 and validator.isascii() and validator.isprintable() else ""
