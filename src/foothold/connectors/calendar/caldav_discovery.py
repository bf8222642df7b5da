"""From a mail address or a server's address to the calendars behind it (RFC 6764, RFC 4791 6.2, RFC 6638 2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import unquote

from foothold.connectors.calendar.caldav_outcomes import (
    CalDavFailed,
    CannotReach,
    NoCalendarHere,
    NotFound,
    Refused,
    Trouble,
    WrongPassword,
)
from foothold.connectors.calendar.caldav_wire import Access, address_of, place_at, returning_trouble, send
from foothold.connectors.calendar.caldav_xml import (
    CALDAV,
    CALENDARSERVER,
    DAV,
    Multistatus,
    Resource,
    multistatus,
    propfind,
)
from foothold.connectors.calendar.feed_address import Place
from foothold.connectors.calendar.feed_troubles import Why
from foothold.connectors.calendar.written_lines import is_mailbox

WELL_KNOWN = "/.well-known/caldav"

PROBE_WITHIN = timedelta(seconds=8)
"""How long a host that was only guessed is waited for."""

_PROVIDERS = {
    "https://caldav.icloud.com/": "icloud.com me.com mac.com",
    "https://caldav.fastmail.com/": "fastmail.com fastmail.fm",
    "https://caldav.calendar.yahoo.com/": "yahoo.com ymail.com",
    "https://caldav.gmx.net/": "gmx.net gmx.de gmx.at gmx.ch",
    "https://caldav.web.de/": "web.de",
    "https://dav.mailbox.org/": "mailbox.org",
    "https://posteo.de:8443/": "posteo.de posteo.net posteo.at posteo.ch",
}
_PROVIDER_OF = {domain: address for address, domains in _PROVIDERS.items() for domain in domains.split()}
_USUAL_NAMES = ("", "caldav.", "dav.", "calendar.", "cloud.", "mail.")

_PRINCIPAL = (f"{DAV}current-user-principal", f"{DAV}principal-URL", f"{DAV}resourcetype", f"{CALDAV}calendar-home-set")
_OF_A_PRINCIPAL = (
    f"{CALDAV}calendar-home-set",
    f"{CALDAV}calendar-user-address-set",
    f"{CALDAV}schedule-outbox-URL",
    f"{CALDAV}schedule-inbox-URL",
)
_DEFAULT = f"{CALDAV}schedule-default-calendar-URL"
_OF_A_CALENDAR = (
    f"{DAV}resourcetype",
    f"{DAV}displayname",
    f"{DAV}current-user-privilege-set",
    f"{DAV}supported-report-set",
    f"{CALDAV}supported-calendar-component-set",
    f"{CALENDARSERVER}getctag",
)
_WRITING = frozenset({f"{DAV}{name}" for name in ("all", "write", "write-content", "bind")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar that holds meetings. `address` is where its entries lie, ending with a slash."""

    address: str
    name: str
    is_writable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """What an account has. All addresses are absolute.

    `addresses` are the mail addresses the server knows its owner by, lower case; `outbox` is where free and busy of
    others is asked for, empty where it is not. `schedules_itself`: the server invites the attendees of what is put
    there (RFC 6638 3.2, calendar-auto-schedule); we must send no mail besides, or they are invited twice.
    """

    principal: str
    home: str
    calendars: tuple[Calendar, ...]
    addresses: tuple[str, ...] = ()
    outbox: str = ""
    schedules_itself: bool = False


@returning_trouble
def connect(address: str, access: Access) -> Connected:
    """Find the calendars of the account at `address`: a mail address, a server's address, or a calendar's own.

    For a mail address the provider we know, else the usual names under its domain; a host only gets the login after
    it has shown that it wants one for CalDAV. Writable calendars come first, of them the
    one invitations arrive in. Changes nothing anywhere.
    """
    trouble: Trouble | None = None
    silent: set[str] = set()
    for place in _candidates(address.strip(), access):
        if place.host in silent:
            continue
        try:
            return _account(_principal_of(place, access), access)
        except CalDavFailed as failed:
            if not isinstance(failed.trouble, _ELSEWHERE):
                raise
            if isinstance(failed.trouble, CannotReach) and failed.trouble.reason not in _OF_ONE_PATH:
                silent.add(place.host)
            # The first one is what the person typed: what was wrong there is what helps.
            trouble = trouble or failed.trouble
    raise CalDavFailed(trouble or CannotReach("", Why.ADDRESS))


_ELSEWHERE = (NotFound, NoCalendarHere, CannotReach)
"""Another candidate may be right. A refused login is an answer."""
_OF_ONE_PATH = frozenset({Why.TROUBLE, Why.CUT_SHORT, Why.TOO_LARGE, Why.REDIRECTS})
"""Troubles that another path of the same host need not have."""


def calendar_path(place: Place) -> str:
    """The path of a place as paths are compared: decoded, without its last slash."""
    return unquote(place.url.path).rstrip("/")


def _candidates(address: str, access: Access) -> Iterator[Place]:
    if "://" not in address and is_mailbox(address):
        yield from _of_a_mailbox(address, access)
        return
    given = place_at(address if "://" in address else f"https://{address}", access)
    yield given
    for path in (WELL_KNOWN, "/"):
        if given.url.path != path:
            yield place_at(path, access, after=given)


def _of_a_mailbox(address: str, access: Access) -> Iterator[Place]:
    domain = address.rpartition("@")[2].lower()
    if provider := _PROVIDER_OF.get(domain):
        yield place_at(provider, access)
        return
    first: Trouble | None = None
    has_found = False
    for name in _USUAL_NAMES:
        found = _that_asks_for_a_login(place_at(f"https://{name}{domain}{WELL_KNOWN}", access), access)
        if isinstance(found, Place):
            has_found = True
            yield found
        else:
            # The domain itself comes first: what is wrong there is what the person can look into.
            first = first or found
    if not has_found:
        raise CalDavFailed(first or CannotReach(domain, Why.NO_NAME))


def _that_asks_for_a_login(place: Place, access: Access) -> Place | Trouble:
    """Where a host asked as nobody leads, if it speaks CalDAV there: a firm's web site never sees the password."""
    nobody = replace(access, credentials=None, within=min(access.within, PROBE_WITHIN))
    try:
        answer = send(nobody, "PROPFIND", place, propfind(_PRINCIPAL), _depth(0))
    except CalDavFailed as failed:
        return place if isinstance(failed.trouble, WrongPassword) else failed.trouble
    return answer.place if answer.status == 207 else NoCalendarHere(place.host)


def _principal_of(place: Place, access: Access) -> Place:
    """The owner's principal, from whatever resource of the server (RFC 5397)."""
    answer = send(access, "PROPFIND", place, propfind(_PRINCIPAL), _depth(0))
    found = _only(multistatus(answer))
    for name in (f"{DAV}current-user-principal", f"{DAV}principal-URL"):
        for href in found.hrefs(name):
            return place_at(href, access, after=answer.place)
    if found.hrefs(f"{CALDAV}calendar-home-set"):
        return answer.place
    raise CalDavFailed(NoCalendarHere(answer.place.host))


def _account(principal: Place, access: Access) -> Connected:
    answer = send(access, "PROPFIND", principal, propfind(_OF_A_PRINCIPAL), _depth(0))
    found = _only(multistatus(answer))
    homes = [place_at(href, access, after=answer.place) for href in found.hrefs(f"{CALDAV}calendar-home-set")]
    if not homes:
        raise CalDavFailed(NoCalendarHere(principal.host))
    calendars = [calendar for home in homes for calendar in _calendars(home, access)]
    if not calendars:
        raise CalDavFailed(NoCalendarHere(principal.host, speaks_caldav=True))
    inbox = next(iter(found.hrefs(f"{CALDAV}schedule-inbox-URL")), "")
    outbox = next(iter(found.hrefs(f"{CALDAV}schedule-outbox-URL")), "")
    default = _default(place_at(inbox, access, after=answer.place), access) if inbox else ""
    return Connected(
        principal=address_of(principal),
        home=address_of(homes[0]),
        calendars=tuple(sorted(calendars, key=lambda each: (not each.is_writable, each.address != default))),
        addresses=tuple(
            href[7:].lower()
            for href in found.hrefs(f"{CALDAV}calendar-user-address-set")
            if href[:7].lower() == "mailto:"
        ),
        outbox=address_of(place_at(outbox, access, after=answer.place)) if outbox else "",
        schedules_itself=_schedules_itself(homes[0], access),
    )


def _default(inbox: Place, access: Access) -> str:
    """The calendar invitations arrive in (RFC 6638 9.2); empty where the server does not say."""
    try:
        answer = send(access, "PROPFIND", inbox, propfind([_DEFAULT]), _depth(0))
        for href in _only(multistatus(answer)).hrefs(_DEFAULT):
            return _collection(place_at(href, access, after=answer.place))
    except CalDavFailed as failed:
        if failed.trouble.may_pass:
            raise
    return ""


def _collection(place: Place) -> str:
    return address_of(place).rstrip("/") + "/"


def _calendars(home: Place, access: Access) -> Iterator[Calendar]:
    answer = send(access, "PROPFIND", home, propfind(_OF_A_CALENDAR), _depth(1))
    for found in multistatus(answer).resources:
        if f"{CALDAV}calendar" in found.children(f"{DAV}resourcetype") and _holds_meetings(found):
            place = place_at(found.href, access, after=answer.place)
            name = found.text(f"{DAV}displayname")[:200] or calendar_path(place).rpartition("/")[2]
            yield Calendar(address=_collection(place), name=name, is_writable=_is_writable(found))


def _holds_meetings(found: Resource) -> bool:
    """Whether VEVENT is among what it holds; a server that does not say holds everything (RFC 4791 5.2.3)."""
    listed = found.properties.get(f"{CALDAV}supported-calendar-component-set")
    names = [each.get("name", "").upper() for each in listed] if listed is not None else []
    return not names or "VEVENT" in names


def _is_writable(found: Resource) -> bool:
    """Whether its owner may write there; one that does not say is tried."""
    listed = found.properties.get(f"{DAV}current-user-privilege-set")
    return listed is None or any(each.tag in _WRITING for each in listed.iter())


def _schedules_itself(home: Place, access: Access) -> bool:
    """Unknown is no: then we send the mail, and the worst is that a customer is told twice."""
    try:
        answer = send(access, "OPTIONS", home)
    except CalDavFailed as failed:
        if isinstance(failed.trouble, Refused):
            return False
        raise
    return "calendar-auto-schedule" in {word.strip() for word in answer.headers.get("dav", "").lower().split(",")}


def _only(found: Multistatus) -> Resource:
    return found.resources[0] if found.resources else Resource("", 404, {})


def _depth(depth: int) -> tuple[tuple[str, str], ...]:
    return (("Depth", str(depth)), ("Content-Type", "application/xml; charset=utf-8"))
