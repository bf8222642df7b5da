"""One request to a CalDAV server over the guarded way calendar addresses take (feed_network.py).

Every address is looked up and checked by us; the login goes to the server it was given for and to hosts of the same
owner, over HTTPS; without encryption only within a private network that may be asked.
"""

import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache, wraps
from ipaddress import ip_address
from typing import ParamSpec, Protocol, TypeVar
from urllib.parse import quote, unquote

import httpcore

from foothold.connectors.calendar.caldav_outcomes import (
    CalDavFailed,
    CannotReach,
    NotFound,
    Refused,
    Trouble,
    WrongPassword,
)
from foothold.connectors.calendar.feed_address import Place, may_be_asked, place_of
from foothold.connectors.calendar.feed_network import Network, Unproven, connection_to
from foothold.connectors.calendar.feed_troubles import FeedFailed, FeedRefused, Why
from foothold.core.domains import registrable

LARGEST_ANSWER = 20_000_000
"""Bytes of one answer."""

MOST_REDIRECTS = 4

WITHIN = timedelta(seconds=30)
"""One request with its redirects: the name looked up, the last byte."""

_OF_A_SEGMENT = "@!$&'()*+,;=:~"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Arguments = ParamSpec("Arguments")
Outcome = TypeVar("Outcome")


class Credentials(Protocol):
    """What proves to the server who asks."""

    def header(self) -> str:
        """The value of Authorization."""
        ...

    @property
    def scheme(self) -> str:
        """The name of the way, in lower case, as a server's WWW-Authenticate offers it."""
        ...


@dataclass(frozen=True, slots=True)
class Basic:
    """A user name and a password, or an app password (RFC 7617)."""

    user: str
    password: str = field(repr=False)
    scheme = "basic"

    def header(self) -> str:
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token (RFC 6750). Who gives it renews it."""

    token: str = field(repr=False)
    scheme = "bearer"

    def header(self) -> str:
        return f"Bearer {self.token}"


@dataclass(frozen=True, slots=True)
class Access:
    """How a server is asked: as whom, and how far. `credentials` None asks as nobody.

    `allow_private` also asks private networks, other ports and, within such a network, without encryption (personal
    mode, a firm's own server). `within` bounds each request, `largest` each answer in bytes.
    """

    credentials: Credentials | None
    allow_private: bool = False
    within: timedelta = WITHIN
    largest: int = LARGEST_ANSWER
    network: Network = field(default_factory=Network, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `place` is who answered, after redirects; header names are lower case."""

    place: Place
    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def is_html(self) -> bool:
        return "html" in self.headers.get("content-type", "").lower()

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "").strip()


def returning_trouble(ask: Callable[Arguments, Outcome]) -> Callable[Arguments, Outcome | Trouble]:
    """`ask` with what it raises as `CalDavFailed` returned."""

    @wraps(ask)
    def asked(*arguments: Arguments.args, **named: Arguments.kwargs) -> Outcome | Trouble:
        try:
            return ask(*arguments, **named)
        except CalDavFailed as failed:
            return failed.trouble

    return asked


def place_at(address: str, access: Access, *, after: Place | None = None) -> Place:
    """Where `address` leads; relative to `after`, and then to the same owner's hosts only. Raises `CalDavFailed`."""
    try:
        place = place_of(address, allow_private=access.allow_private, after=after)
    except FeedRefused as refused:
        raise CalDavFailed(CannotReach(refused.host, refused.why)) from None
    if after is not None and not _is_same_owner(place, after):
        raise CalDavFailed(CannotReach(after.host, Why.REDIRECTS))
    if place.scheme == "http" and not access.allow_private:
        raise CalDavFailed(CannotReach(place.host, Why.UNENCRYPTED))
    return place


def address_of(place: Place) -> str:
    """The address of a place, the same however its path was percent-encoded: servers and ours differ in that."""
    path, _, _ = place.url.raw_path.decode("ascii").partition("?")
    segments = (quote(unquote(segment), safe=_OF_A_SEGMENT) for segment in path.split("/"))
    return f"{place.scheme}://{place.authority.decode()}{'/'.join(segments)}"


def send(
    access: Access,
    method: str,
    place: Place,
    body: bytes = b"",
    headers: Sequence[tuple[str, str]] = (),
) -> Answer:
    """Ask; redirects are followed to the same owner's hosts with the same method and body.

    Raises `CalDavFailed` where nothing answers, for 401, for 429 and for 5xx; what else the status means is the
    caller's to say.
    """
    until = time.monotonic() + access.within.total_seconds()
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(access, method, place, body, headers, until)
        location = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not location:
            _raise_for(answer, access)
            return answer
        place = place_at(location, access, after=place)
    raise CalDavFailed(CannotReach(place.host, Why.REDIRECTS))


def refusal(answer: Answer, words: str = "") -> CalDavFailed:
    """What a 4xx means that is nothing else."""
    if answer.status in {404, 410}:
        return CalDavFailed(NotFound(answer.place.host))
    return CalDavFailed(Refused(answer.place.host, answer.status, words))


def _is_same_owner(place: Place, after: Place) -> bool:
    """The same host, or another of the same registered domain on its ordinary port (iCloud has one for each user)."""
    if place.host == after.host:
        return place.port == after.port or (after.scheme, place.scheme) == ("http", "https")
    if _is_ip(place.host) or _is_ip(after.host):
        return False
    owner = registrable(after.host)
    return owner != "" and "." in owner and owner == registrable(place.host) and place.scheme == "https"


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _ask(
    access: Access, method: str, place: Place, body: bytes, headers: Sequence[tuple[str, str]], until: float
) -> Answer:
    """One hop. What httpcore raises is left behind before we raise: it may hold the login."""
    try:
        return _asked(access, method, place, body, headers, until)
    except (FeedFailed, FeedRefused) as failed:
        trouble = CannotReach(failed.host, failed.why)
    except httpcore.TimeoutException:
        trouble = CannotReach(place.host, Why.TOO_SLOW)
    except Unproven:
        trouble = CannotReach(place.host, Why.CERTIFICATE)
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        trouble = CannotReach(place.host, Why.NO_ANSWER)
    raise CalDavFailed(trouble)


def _asked(
    access: Access, method: str, place: Place, body: bytes, headers: Sequence[tuple[str, str]], until: float
) -> Answer:
    network = _encrypted(access.network) if place.scheme == "https" else _only_inside(access.network)
    url = httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.url.raw_path)
    sent = [(b"Host", place.authority), *_headers(access), *((n.encode(), v.encode()) for n, v in headers)]
    sent.append((b"Content-Length", str(len(body)).encode()))
    with (
        connection_to(place, network, until=until, allow_private=access.allow_private) as connection,
        connection.stream(method, url, headers=sent, content=body) as response,
    ):
        said = {name.decode("latin-1").lower(): value.decode("utf-8", "replace") for name, value in response.headers}
        return Answer(place, response.status, said, _body(response, said, place, access.largest))


def _headers(access: Access) -> list[tuple[bytes, bytes]]:
    login = [] if access.credentials is None else [(b"Authorization", access.credentials.header().encode())]
    return [
        (b"User-Agent", b"Foothold (CalDAV)"),
        (b"Accept-Encoding", b"identity"),
        (b"Connection", b"close"),
        *login,
    ]


def _body(response: httpcore.Response, said: dict[str, str], place: Place, largest: int) -> bytes:
    if said.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise FeedFailed(Why.CUT_SHORT, place.host)
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > largest:
            raise FeedRefused(Why.TOO_LARGE, place.host, limit=largest)
    return bytes(body)


def _encrypted(network: Network) -> Network:
    """`network` with its certificates read once an hour: that takes longer than most requests."""
    hour = int(time.monotonic() // 3600)
    return replace(network, tls=lambda: _certificates(network.tls, hour))


@lru_cache(maxsize=4)
def _certificates(read: Callable[[], ssl.SSLContext], hour: int) -> ssl.SSLContext:
    return read()


def _only_inside(network: Network) -> Network:
    """`network` for a request in the clear: public addresses are not asked, a password would be read on the way."""

    def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
        found = network.resolve(host, port, seconds)
        if any(may_be_asked(address) for address in found):
            raise FeedRefused(Why.UNENCRYPTED, host)
        return found

    return replace(network, resolve=resolve)


def _raise_for(answer: Answer, access: Access) -> None:
    host, status = answer.place.host, answer.status
    if status == 401:
        offered = answer.headers.get("www-authenticate", "").lower()
        if access.credentials is not None and offered and access.credentials.scheme not in offered:
            words = f"asks for another kind of login ({offered.split()[0][:20]})"
            raise CalDavFailed(Refused(host, status, words))
        raise CalDavFailed(WrongPassword(host))
    if status == 429:
        raise CalDavFailed(CannotReach(host, Why.BUSY, status))
    # 501 and 505 are no passing trouble: this server does not know the method.
    if status >= 500 and status not in {501, 505, 507}:
        raise CalDavFailed(CannotReach(host, Why.TROUBLE, status))
