"""Which zone a calendar means by a name (DESIGN 6): never naive, never silently UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foothold.connectors.calendar import read_calendar
from foothold.connectors.calendar.zone_definitions import defined_zone
from foothold.connectors.calendar.zone_names import WINDOWS_ZONES
from foothold.connectors.calendar.zones import Zones, world_zone
from foothold.core.calendar_entries import Entry

DEFINITION = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def at(written: str, zone: str = "", definition: str = "") -> Entry:
    data = (
        f"BEGIN:VCALENDAR\n{definition}BEGIN:VEVENT\nUID:1\nDTSTART;TZID={zone}:{written}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (entry,) = read_calendar(data.encode(), "a.ics").entries
    return entry


@pytest.mark.parametrize(
    ("name", "iana"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        ("europe/vienna", "Europe/Vienna"),
        ('"Europe/Vienna"', "Europe/Vienna"),
        ("/freeassociation.sourceforge.net/Europe/Vienna", "Europe/Vienna"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("/Europe/Stockholm", "Europe/Stockholm"),
        ("posix/Europe/Vaduz", "Europe/Vaduz"),
        ("US-Eastern", "US/Eastern"),
        ("Japan", "Japan"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("w. europe standard time", "Europe/Berlin"),
        ('"Eastern Standard Time"', "America/New_York"),
        ("Yukon Standard Time", "America/Whitehorse"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("CET", "CET"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"', "Europe/Berlin"),
        ('"(GMT+01:00) Brussels, Copenhagen, Madrid, Paris"', "Europe/Paris"),
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "America/New_York"),
        ('"(UTC) Dublin, Edinburgh, Lisbon, London"', "Europe/London"),
        ('"Canberra, Melbourne, Sydney"', "Australia/Sydney"),
        ("UTC+11", "UTC+11:00"),
        ('"(GMT-03:00)"', "UTC-03:00"),
        ('"(UTC+05:00) Somewhere new"', "UTC+05:00"),
    ],
)
def test_a_zone_is_known_by_every_name_programs_give_it(name: str, iana: str) -> None:
    entry = at("20260702T100000", name)
    assert entry.tz == iana
    assert isinstance(entry.start, datetime)
    assert entry.start.utcoffset() is not None
    assert not entry.floating


def test_every_windows_zone_leads_to_a_zone_of_the_world_by_name_and_by_words() -> None:
    rows = [line.split(" | ") for line in WINDOWS_ZONES.strip().splitlines()]
    assert len(rows) == 139
    for windows, iana, words in rows:
        for name in (windows, f"(UTC+00:00) {words}"):
            zone = world_zone(name)
            assert zone, name
            assert zone.name == iana, name


@pytest.mark.parametrize(
    "name",
    [
        "Nowhere",
        "Germany/Berlin",
        "custom_America/New_York",
        "EST",
        "PST",
        "localtime",
        "../etc/passwd",
        "Europe",
        "x" * 9999,
        "GMT +0100 (Standard) / GMT +0200 (Daylight)",
        "Factory",
        "+99:99",
        "\u5927\u962a",
    ],
)
def test_a_zone_nobody_knows_leaves_the_start_unknown_and_named(name: str) -> None:
    entry = at("20260702T100000", name)
    assert entry.start is None
    assert entry.tz == ""
    assert name[:40] in entry.problem


@pytest.mark.parametrize(
    "name", ["Nowhere", "EST", "GMT +0100 (Standard) / GMT +0200 (Daylight)", "Customized Time Zone"]
)
def test_the_files_own_definition_counts_where_the_world_knows_no_such_zone(name: str) -> None:
    definition = DEFINITION.format(name=name)
    summer, winter = at("20260702T100000", f'"{name}"', definition), at("20260102T100000", f'"{name}"', definition)
    assert summer.start == datetime(2026, 7, 2, 8, tzinfo=UTC)
    assert winter.start == datetime(2026, 1, 2, 9, tzinfo=UTC)
    assert summer.tz == name


def test_the_worlds_zone_counts_more_than_the_files_definition_of_it() -> None:
    assert at("20260702T100000", "America/New_York", DEFINITION.format(name="America/New_York")).start == datetime(
        2026, 7, 2, 14, tzinfo=UTC
    )


def test_a_definition_that_names_its_place_is_that_place() -> None:
    definition = DEFINITION.format(name="Harbour").replace(
        "BEGIN:STANDARD", "X-LIC-LOCATION:Europe/Vienna\nBEGIN:STANDARD"
    )
    assert at("20260702T100000", "Harbour", definition).tz == "Europe/Vienna"


def test_a_defined_zone_keeps_the_time_of_the_world_zone_it_describes() -> None:
    zone, vienna = defined_zone(tuple(DEFINITION.splitlines()), "Harbour"), ZoneInfo("Europe/Vienna")
    assert zone is not None
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        there, here = moment.astimezone(zone), moment.astimezone(vienna)
        assert there.replace(tzinfo=None) == here.replace(tzinfo=None)
        assert there.utcoffset() == here.utcoffset()
        assert there.fold == here.fold
        moment += timedelta(minutes=30)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20260329T023000", "2026-03-29T03:30:00+02:00"),
        ("20261025T023000", "2026-10-25T02:30:00+02:00"),
        ("20260302T240000", "2026-03-03T00:00:00+01:00"),
        ("20260302T235960", "2026-03-02T23:59:59+01:00"),
        ("20260302T1000", "2026-03-02T10:00:00+01:00"),
        ("2026-03-02T10:00:00", "2026-03-02T10:00:00+01:00"),
        ("20260302T100000Z", "2026-03-02T10:00:00+00:00"),
        ("20260302T100000-0500", "2026-03-02T10:00:00-05:00"),
    ],
)
@pytest.mark.parametrize("definition", ["", DEFINITION.format(name="Harbour")])
def test_times_the_clock_skips_move_forward_and_of_two_the_first_is_meant(
    written: str, expected: str, definition: str
) -> None:
    start = at(written, "Harbour" if definition else "Europe/Vienna", definition).start
    assert start is not None
    assert start.isoformat() == expected


def test_a_definition_without_an_offset_defines_nothing() -> None:
    assert at("20260302T100000", "Odd", "BEGIN:VTIMEZONE\nTZID:Odd\nEND:VTIMEZONE\n").start is None


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_definition_from_the_ends_of_the_calendar_is_bounded(year: str) -> None:
    definition = DEFINITION.format(name="Odd").replace("1601", year)
    assert at("20260302T100000", "Odd", definition).start is not None


def test_each_name_is_looked_up_once_for_a_file() -> None:
    zones = Zones({})
    assert zones.find("Europe/Vienna") is zones.find("Europe/Vienna")
    assert zones.find("Nowhere") is None
