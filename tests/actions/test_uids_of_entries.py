"""Which UIDs an entry on a server holds is read the quick way or by the scan, and is the same."""

import pytest

from foothold.actions.read_calendar_server import _uids_in
from foothold.connectors.calendar import scan_calendar
from foothold.connectors.calendar.caldav_changes import _PLAIN_PATH, _address
from foothold.connectors.calendar.caldav_wire import Access, Basic, address_of, place_at

HEAD, END = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"END:VCALENDAR\r\n"
LONG = b"a" * 70 + b"\r\n bc@harbour.example"


def _event(uid: bytes) -> bytes:
    return b"BEGIN:VEVENT\r\n" + uid + b"\r\nDTSTART:20260929T080000Z\r\nSUMMARY:UID:x\r\nEND:VEVENT\r\n"


@pytest.mark.parametrize(
    "events",
    [
        [b"UID:1@harbour.example"],
        [b"UID:1", b"UID:1", b"UID:2"],
        [b"UID:" + LONG],
        [b"UID:a\\,b"],
        [b"uid:lower"],
        [b"UID;X-A=1:with-parameter"],
        [b"X-NONE:none"],
        [b"UID:one", b"UID:two words"],
        [b"UID:b\xc3\xa4r"],
    ],
)
def test_the_quick_way_finds_what_the_scan_finds(events: list[bytes]) -> None:
    data = HEAD + b"".join(map(_event, events)) + END
    assert _uids_in(data) == list(scan_calendar(data, "x").fingerprints)


@pytest.mark.parametrize(
    ("path", "is_plain"),
    [
        ("/anna/first/1-2_3.ics", True),
        ("/anna/first/made-1@harbour.example.ics", True),
        ("/anna@harbour.example/first/1.ics", False),
        ("/anna/a%20b.ics", False),
        ("/anna/../petra/1.ics", False),
        ("//other.example/1.ics", False),
        ("http://cal.harbour.example:5232/anna/1.ics", False),
    ],
)
def test_a_plain_path_gives_the_address_that_taking_it_apart_gives(path: str, is_plain: bool) -> None:
    access = Access(Basic("anna", "x"), allow_private=True)
    place = place_at("http://cal.harbour.example:5232/anna/first/", access)
    assert bool(_PLAIN_PATH.fullmatch(path)) is is_plain
    if is_plain:
        assert _address(place, path, access) == address_of(place_at(path, access, after=place))
