"""The way to a mail server: looked up, checked, connected to and encrypted, for IMAP and SMTP alike."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import certifi

from foothold.connectors.look_up import look_up
from foothold.connectors.mail.mail_server import MailServer, Security
from foothold.connectors.mail.mail_troubles import Why

SECONDS_AN_ADDRESS = 8.0
"""How long one of several addresses of a host is tried."""

MOST_ADDRESSES = 6


class Unreached(Exception):
    """No connection, or none that may be used."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.name)
        self.why = why


def trusted_authorities(file: Path | None = None) -> ssl.SSLContext:
    """TLS 1.2 or later, the host's name and chain verified against the machine's and certifi's authorities.

    `file` (PEM) adds an authority: a firm's own, or a test's.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    context.load_verify_locations(certifi.where())
    if file is not None:
        context.load_verify_locations(file)
    return context


@dataclass(frozen=True, slots=True)
class Network:
    """What servers are reached with. `may_be_asked(ip)` is the workspace's rule which networks are asked.

    `resolve(host, port, seconds)` gives IP addresses or raises OSError.
    """

    resolve: Callable[[str, int, float], Sequence[str]] = look_up
    may_be_asked: Callable[[str], bool] = lambda address: True
    tls: Callable[[], ssl.SSLContext] = trusted_authorities


def connected(server: MailServer, network: Network, seconds: float) -> socket.socket:
    """A connection to one of the server's addresses, all of them checked before. Not encrypted yet.

    Raises `Unreached`.
    """
    until = time.monotonic() + seconds
    last = Why.NO_ANSWER
    addresses = _checked(server, network, seconds)
    for number, address in enumerate(addresses, start=1):
        left = until - time.monotonic()
        if left <= 0:
            raise Unreached(Why.TOO_SLOW)
        try:
            wire = socket.create_connection(
                (address, server.port), min(left, SECONDS_AN_ADDRESS) if number < len(addresses) else left
            )
        except TimeoutError:
            last = Why.TOO_SLOW
        except (OSError, OverflowError):
            last = Why.NO_ANSWER
        else:
            wire.settimeout(seconds)
            return wire
    raise Unreached(last)


def encrypted(wire: socket.socket, host: str, network: Network) -> ssl.SSLSocket:
    """The same connection over TLS, the host proven. Raises `Unreached`; the wire is closed then."""
    try:
        return network.tls().wrap_socket(wire, server_hostname=host)
    except ssl.SSLCertVerificationError:
        why = Why.CERTIFICATE
    except TimeoutError:
        why = Why.TOO_SLOW
    except (OSError, ValueError):
        why = Why.NONSENSE
    wire.close()
    raise Unreached(why)


@contextmanager
def cut_off(wire: Callable[[], socket.socket | None], seconds: float) -> Iterator[None]:
    """Ends the connection that `wire` gives after `seconds`, however little and often the other side sends."""

    def end() -> None:
        current = wire()
        if current is not None:
            with suppress(OSError):
                # Not SSLSocket's own: it would take the encryption away under the thread that reads.
                socket.socket.shutdown(current, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _checked(server: MailServer, network: Network, seconds: float) -> list[str]:
    try:
        addresses = list(dict.fromkeys(network.resolve(server.host, server.port, seconds)))
    except TimeoutError:
        raise Unreached(Why.TOO_SLOW) from None
    except (OSError, UnicodeError):
        addresses = []
    if not addresses:
        raise Unreached(Why.NO_NAME)
    # One private address among public ones is how a name is made to lead inside: all or none.
    if not all(network.may_be_asked(address) for address in addresses):
        raise Unreached(Why.NOT_ASKED)
    if server.security is Security.NONE and not all(ip_address(address).is_loopback for address in addresses):
        raise Unreached(Why.NOT_LOCAL)
    return addresses[:MOST_ADDRESSES]
