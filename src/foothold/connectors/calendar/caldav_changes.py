"""A calendar on a server as it changes: what is new, what is gone, and where to go on next time.

By sync-collection (RFC 6578) where the server has it, without a limit: Xandikos loses members beyond one. Else by
comparing etags, after a look at the ctag.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from foothold.connectors.calendar.caldav_discovery import calendar_path
from foothold.connectors.calendar.caldav_entries import Found
from foothold.connectors.calendar.caldav_outcomes import CalDavFailed, CannotReach, NoCalendarHere, Refused
from foothold.connectors.calendar.caldav_wire import Access, address_of, place_at, refusal, returning_trouble, send
from foothold.connectors.calendar.caldav_xml import (
    CALDAV,
    CALENDARSERVER,
    DAV,
    Multistatus,
    href,
    multistatus,
    propfind,
    props,
    request,
    words_in,
)
from foothold.connectors.calendar.feed_address import Place
from foothold.connectors.calendar.feed_troubles import Why

AT_ONCE = 100
"""Entries asked for in one request."""

MOST_ENTRIES = 50_000
"""Most entries of one calendar."""

MOST_ROUNDS = 100
"""Most answers one listing may be cut into."""

_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+(?:@[A-Za-z0-9.-]+)?")
"""A path in which nothing is encoded, nor leads up or elsewhere."""
_XML = ("Content-Type", "application/xml; charset=utf-8")
_GETETAG = f"{DAV}getetag"
_GETCTAG = f"{CALENDARSERVER}getctag"
_DATA = f"{CALDAV}calendar-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed in a calendar since a cursor.

    `changed` are the entries that are new or different, `gone` the addresses of those no longer there. `is_whole`:
    `changed` is all there is, and whatever is known besides is gone. `left_out` are addresses of entries too large to
    be read. Keep `cursor` with what was read, in the same transaction.
    """

    changed: tuple[Found, ...]
    gone: tuple[str, ...] = ()
    cursor: str = ""
    is_whole: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Listing:
    """Paths and etags of entries that may have changed, paths that are gone, and the next cursor."""

    etags: Mapping[str, str]
    gone: tuple[str, ...]
    cursor: dict[str, object]
    is_whole: bool


@returning_trouble
def changes_since(calendar: str, cursor: str, access: Access) -> Changes:
    """What changed in the calendar at `calendar` since `cursor`, empty the first time.

    A cursor the server does not take any more begins anew, with `is_whole`.
    """
    place = place_at(calendar, access)
    listing = _listing(place, _opened(cursor), access)
    if len(listing.etags) > MOST_ENTRIES:
        raise CalDavFailed(CannotReach(place.host, Why.TOO_LARGE))
    changed: list[Found] = []
    gone = [*listing.gone]
    left_out: list[str] = []
    paths = list(listing.etags)
    for start in range(0, len(paths), AT_ONCE):
        for path, found in _fetched(place, paths[start : start + AT_ONCE], access):
            if found is None:
                left_out.append(path)
            elif found.data:
                changed.append(found)
            else:
                gone.append(path)
    return Changes(
        changed=tuple(changed),
        gone=tuple(_address(place, path, access) for path in gone),
        cursor=json.dumps(listing.cursor, separators=(",", ":"), sort_keys=True),
        is_whole=listing.is_whole,
        left_out=tuple(_address(place, path, access) for path in left_out),
    )


def multiget(place: Place, paths: Iterable[str], access: Access) -> Multistatus:
    """The entries at `paths`, in one request (RFC 4791 7.9); raises `CalDavFailed`."""
    inner = props([_GETETAG, _DATA]) + "".join(href(path) for path in paths)
    body = request(f"{CALDAV}calendar-multiget", inner)
    return multistatus(send(access, "REPORT", place, body, [_XML, ("Depth", "1")]))


def _opened(cursor: str) -> dict[str, object]:
    try:
        found = json.loads(cursor) if cursor else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _listing(place: Place, cursor: Mapping[str, object], access: Access) -> _Listing:
    if "etags" in cursor:
        return _by_etags(place, cursor, access)
    token = cursor.get("token")
    listing = _by_token(place, token if isinstance(token, str) else "", access)
    return listing or _by_etags(place, {}, access)


def _by_token(place: Place, token: str, access: Access, *, rounds: int = 0) -> _Listing | None:
    """By sync-collection; None where the server has none. A token it does not know any more: all of it."""
    if rounds > MOST_ROUNDS:
        raise CalDavFailed(CannotReach(place.host, Why.TOO_LARGE))
    inner = f"<D:sync-token>{_escaped(token)}</D:sync-token><D:sync-level>1</D:sync-level>{props([_GETETAG])}"
    answer = send(access, "REPORT", place, request(f"{DAV}sync-collection", inner), [_XML, ("Depth", "0")])
    if answer.status != 207:
        words = words_in(answer)
        if token and answer.status in {403, 409, 410, 412, 507}:
            return _by_token(place, "", access, rounds=rounds + 1)
        if answer.status in {400, 403, 405, 415, 422, 501} and "need-privileges" not in words:
            return None
        raise refusal(answer, words)
    found = multistatus(answer)
    if not found.sync_token:
        return None
    gone = tuple(each.href for each in found.resources if each.status in {404, 410})
    # A server that cuts its answer short says so with a 507 for the calendar itself, and its token goes on from there.
    is_cut = any(each.status == 507 for each in found.resources)
    etags = _etags(found, place)
    if is_cut and found.sync_token != token:
        rest = _by_token(place, found.sync_token, access, rounds=rounds + 1)
        if rest is not None:
            left = {path: etag for path, etag in etags.items() if path not in rest.gone}
            return _Listing({**left, **rest.etags}, (*gone, *rest.gone), rest.cursor, not token)
    return _Listing(etags, gone, {"token": found.sync_token}, is_whole=not token)


def _by_etags(place: Place, cursor: Mapping[str, object], access: Access) -> _Listing:
    """By comparing what each entry's etag was and is."""
    kept = cursor.get("etags")
    known = {str(path): str(etag) for path, etag in kept.items()} if isinstance(kept, dict) else {}
    ctag = _ctag(place, access)
    if ctag and ctag == cursor.get("ctag"):
        return _Listing({}, (), dict(cursor), is_whole=False)
    answer = send(access, "PROPFIND", place, propfind([_GETETAG, f"{DAV}resourcetype"]), [_XML, ("Depth", "1")])
    etags = _etags(multistatus(answer), place)
    changed = {path: etag for path, etag in etags.items() if not etag or known.get(path) != etag}
    gone = tuple(path for path in known if path not in etags)
    return _Listing(changed, gone, {"ctag": ctag, "etags": etags}, is_whole="etags" not in cursor)


def _ctag(place: Place, access: Access) -> str:
    found = multistatus(send(access, "PROPFIND", place, propfind([_GETCTAG]), [_XML, ("Depth", "0")]))
    return found.resources[0].text(_GETCTAG) if found.resources else ""


def _etags(found: Multistatus, place: Place) -> dict[str, str]:
    """Each entry's etag by its path as the server writes it; collections are none."""
    own = calendar_path(place)
    return {
        each.href: each.text(_GETETAG)
        for each in found.resources
        if each.status < 300
        and _path(each.href) != own
        and not each.href.endswith("/")
        and f"{DAV}collection" not in each.children(f"{DAV}resourcetype")
    }


def _path(written: str) -> str:
    """A path as paths are compared, of an href that is a path or an address."""
    rest = written.partition("://")[2]
    return unquote("/" + rest.partition("/")[2] if rest else written).rstrip("/")


def _fetched(place: Place, paths: list[str], access: Access) -> Iterator[tuple[str, Found | None]]:
    """Each entry; without data where it is gone meanwhile, None where it is too large."""
    try:
        found = multiget(place, paths, access)
    except CalDavFailed as failed:
        trouble = failed.trouble
        if not isinstance(trouble, CannotReach) or trouble.reason is not Why.TOO_LARGE:
            raise
        if len(paths) == 1:
            yield paths[0], None
            return
        middle = len(paths) // 2
        yield from _fetched(place, paths[:middle], access)
        yield from _fetched(place, paths[middle:], access)
        return
    by_path = {_path(each.href): each for each in found.resources}
    if paths and not by_path:
        raise CalDavFailed(NoCalendarHere(place.host))
    for path in paths:
        each = by_path.get(_path(path))
        if each is None or each.status in {404, 410}:
            yield path, Found(_address(place, path, access), "", b"")
        elif not (data := each.text(_DATA)):
            raise CalDavFailed(Refused(place.host, each.status, "it lists an entry and does not give it"))
        else:
            yield path, Found(_address(place, path, access), each.text(_GETETAG), data.encode())


def _address(place: Place, path: str, access: Access) -> str:
    """The address of an entry, by its path or address as the server writes it. Nearly all are plain paths."""
    if _PLAIN_PATH.fullmatch(path):
        return f"{place.scheme}://{place.authority.decode()}{path}"
    return address_of(place_at(path, access, after=place))


def _escaped(token: str) -> str:
    return token.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
