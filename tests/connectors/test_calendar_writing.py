"""Invitations as they leave: right under RFC 5545 and RFC 5546, and the same to every reader, whatever stands in them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foothold.connectors.calendar import read_calendar
from foothold.connectors.calendar.writing import (
    content_type,
    is_reminder,
    reminder_uid,
    write,
    write_entry,
    write_reminder,
)
from foothold.connectors.calendar.written_zones import zone_lines
from foothold.core.calendar_entries import Entry
from foothold.core.invitation import Invitation, Method, Party, changed

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
ANNA = "anna@harbour.example"
VIENNA = ZoneInfo("Europe/Vienna")
PETRA = Party("petra@northwind.example", "Petra Lang")
INVITATION = Invitation(
    uid="n1@harbour.example",
    sequence=0,
    stamped_at=NOW,
    created_at=NOW,
    organizer=Party("anna@harbour.example", "Anna Weber"),
    attendees=(PETRA, Party("jan@northwind.example", "Jan Novák", optional=True)),
    starts_at=datetime(2026, 9, 24, 10, tzinfo=VIENNA),
    ends_at=datetime(2026, 9, 24, 10, 45, tzinfo=VIENNA),
    tz="Europe/Vienna",
    summary="Pilot result, price 3 sites",
    text="You leave with a yes or no on the second site.\n\nYou bring: pump hours; site 2, 3",
    place="Northwind, Hall 2",
    url="https://foothold.harbour.example/m/1",
)
HOSTILE = (
    st.text(max_size=90)
    | st.text(alphabet='";:,\\^n\'\r\n\t\x00\x07\x0b\x85\u2028 =A\ud800ü漢', max_size=60)
    | st.sampled_from(
        ['Robert "Bob" Miller', "a\r\nATTENDEE:mailto:eve@evil.example", 'x";ROLE=CHAIR:mailto:eve@evil.example',
         "END:VEVENT\nEND:VCALENDAR", "a^nb", "漢" * 200, "\\n\\,\\;\\\\", "=C3=\r\n =BC"]
    )
)  # fmt: skip
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
WALLS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001


def lines_of(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def line_of(data: bytes, name: str) -> str:
    return next(line for line in lines_of(data) if re.match(rf"{name}[:;]", line))


def read(data: bytes) -> Entry:
    file = read_calendar(data, "invitation.ics")
    assert not file.skipped
    (entry,) = file.entries
    return entry


def peer(data: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(data).events
    assert not event.errors
    return event


def seen(words: str) -> str:
    """What is left of `words` when only what can be seen counts."""
    return "".join(char for char in words if char.isprintable() and not char.isspace())


def test_a_request_asks_every_attendee_and_says_what_it_is_about() -> None:
    assert lines_of(write(INVITATION, Method.REQUEST))[-21:] == [
        "BEGIN:VEVENT",
        "UID:n1@harbour.example",
        "SEQUENCE:0",
        "DTSTAMP:20260922T120000Z",
        "CREATED:20260922T120000Z",
        "LAST-MODIFIED:20260922T120000Z",
        "DTSTART;TZID=Europe/Vienna:20260924T100000",
        "DTEND;TZID=Europe/Vienna:20260924T104500",
        r"SUMMARY:Pilot result\, price 3 sites",
        r"DESCRIPTION:You leave with a yes or no on the second site.\n\nYou bring: pump hours\; site 2\, 3",
        r"LOCATION:Northwind\, Hall 2",
        "URL:https://foothold.harbour.example/m/1",
        'ORGANIZER;CN="Anna Weber":mailto:anna@harbour.example',
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
        ';CN="Petra Lang":mailto:petra@northwind.example',
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
        ';CN="Jan Novák":mailto:jan@northwind.example',
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_zone_is_written_as_the_two_rules_every_calendar_reads() -> None:
    assert lines_of(write(INVITATION, Method.REQUEST))[:22] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Foothold//Foothold//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Vienna",
        "X-LIC-LOCATION:Europe/Vienna",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
    ]


@pytest.mark.parametrize("tz", ["UTC", "Etc/UTC"])
def test_utc_needs_no_definition(tz: str) -> None:
    data = write(replace(INVITATION, tz=tz), Method.REQUEST)
    assert line_of(data, "DTSTART") == "DTSTART:20260924T080000Z"
    assert b"VTIMEZONE" not in data


def test_a_zone_without_summer_time_has_one_standard_time() -> None:
    lines = zone_lines("Asia/Tokyo", 2026)
    assert lines[3:] == (
        "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "TZNAME:JST",
        "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip


def test_summer_time_is_the_larger_offset_also_in_dublin() -> None:
    lines = zone_lines("Europe/Dublin", 2026)
    assert lines[lines.index("BEGIN:DAYLIGHT") + 4] == "TZOFFSETTO:+0100"


def test_the_second_of_two_hours_in_autumn_is_written_in_utc() -> None:
    starts_at = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=VIENNA)
    night = replace(INVITATION, starts_at=starts_at, ends_at=starts_at.astimezone(UTC) + timedelta(hours=1))
    data = write(night, Method.REQUEST)
    assert line_of(data, "DTSTART") == "DTSTART:20261025T013000Z"
    assert read(data).start == starts_at.astimezone(UTC)


def test_a_cancellation_frees_the_time_and_asks_for_no_answer() -> None:
    gone = changed(INVITATION, at=NOW + timedelta(days=1))
    data = write(gone, Method.CANCEL)
    assert line_of(data, "METHOD") == "METHOD:CANCEL"
    assert (line_of(data, "STATUS"), line_of(data, "TRANSP")) == ("STATUS:CANCELLED", "TRANSP:TRANSPARENT")
    assert line_of(data, "SEQUENCE") == "SEQUENCE:1"
    assert len(read(data).attendees) == 2
    assert b"RSVP" not in data


def test_a_declined_counter_goes_to_who_countered_under_the_sequence_in_force() -> None:
    data = write(replace(INVITATION, sequence=3, attendees=(PETRA,)), Method.DECLINECOUNTER)
    entry = read(data)
    assert (entry.method, entry.sequence, entry.status) == ("DECLINECOUNTER", 3, "CONFIRMED")
    assert [each.address for each in entry.attendees] == [PETRA.address]
    assert b"RSVP" not in data


def test_published_it_invites_nobody() -> None:
    data = write(INVITATION, Method.PUBLISH)
    assert read(data).attendees == ()
    assert line_of(data, "ORGANIZER")


def test_an_entry_for_the_sellers_own_calendar_has_attendees_and_no_method() -> None:
    data = write_entry(INVITATION)
    assert read(data).method == ""
    assert len(read(data).attendees) == 2


def test_a_cancelled_entry_stays_in_the_calendar_and_is_free() -> None:
    data = write_entry(INVITATION, cancelled=True)
    assert (read(data).status, line_of(data, "TRANSP")) == ("CANCELLED", "TRANSP:TRANSPARENT")


def test_a_server_can_be_asked_to_leave_the_inviting_to_us() -> None:
    lines = lines_of(write_entry(INVITATION, we_invite=True))
    assert sum(";SCHEDULE-AGENT=CLIENT;" in line for line in lines) == 2
    assert b"SCHEDULE-AGENT" not in write_entry(INVITATION)


def test_an_answer_that_still_stands_is_said_again() -> None:
    accepted = replace(INVITATION, attendees=(replace(PETRA, partstat="ACCEPTED"),))
    assert read(write(accepted, Method.REQUEST)).attendees[0].partstat == "ACCEPTED"


def test_an_answer_nobody_knows_is_none() -> None:
    odd = replace(INVITATION, attendees=(replace(PETRA, partstat='X";CN="Eve'),))
    assert read(write(odd, Method.REQUEST)).attendees[0].partstat == "NEEDS-ACTION"


def test_who_has_no_name_is_called_by_his_address() -> None:
    nameless = replace(INVITATION, attendees=(Party("petra@northwind.example", "  "),))
    assert 'CN="petra@northwind.example"' in line_of(write(nameless, Method.REQUEST), "ATTENDEE")


def test_a_nickname_in_quotes_reads_well_where_rfc_6868_is_not_known() -> None:
    named = replace(INVITATION, attendees=(Party("bob@northwind.example", 'Robert "Bob" Miller'),))
    assert "CN=\"Robert 'Bob' Miller\"" in line_of(write(named, Method.REQUEST), "ATTENDEE")


@pytest.mark.parametrize("address", ["", "petra", "a@b\r\nX:1", "a b@c.example", "<a@b.example>", "a@b.example\x00"])
def test_what_is_no_address_is_not_written(address: str) -> None:
    with pytest.raises(ValueError, match="without a mail address"):
        write(replace(INVITATION, attendees=(Party(address),)), Method.REQUEST)


@pytest.mark.parametrize("tz", ["Mars/Base", "../../etc/passwd", "Europe", "", "W. Europe Standard Time"])
def test_an_unknown_zone_is_not_written(tz: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        write(replace(INVITATION, tz=tz), Method.REQUEST)


def test_the_same_invitation_is_the_same_bytes() -> None:
    assert write(INVITATION, Method.REQUEST) == write(replace(INVITATION), Method.REQUEST)


def test_the_header_of_the_mail_part_names_the_method_of_the_calendar() -> None:
    assert content_type(Method.CANCEL) == "text/calendar; charset=utf-8; method=CANCEL"


def test_a_reminder_is_the_last_five_minutes_and_takes_no_time() -> None:
    data = write_reminder(
        meeting_uid="m1",
        ends_at=datetime(2026, 9, 24, 10, 45, tzinfo=VIENNA),
        tz="Europe/Vienna",
        url="https://foothold.harbour.example/close/1",
        stamped_at=NOW,
        created_at=NOW,
    )
    entry = read(data)
    assert (entry.start, entry.end) == (
        datetime(2026, 9, 24, 10, 40, tzinfo=VIENNA),
        datetime(2026, 9, 24, 10, 45, tzinfo=VIENNA),
    )
    assert (entry.summary, entry.attendees, entry.organizer, entry.method) == ("Book the next one", (), None, "")
    assert line_of(data, "TRANSP") == "TRANSP:TRANSPARENT"
    assert line_of(data, "DESCRIPTION") == "DESCRIPTION:https://foothold.harbour.example/close/1"
    assert peer(data).walk("VALARM")[0]["TRIGGER"].dt == timedelta(0)


def test_a_reminder_is_known_again_and_a_meeting_is_none() -> None:
    assert is_reminder(reminder_uid("m1"))
    assert reminder_uid("m1") == reminder_uid("m1") != reminder_uid("m2")
    assert not is_reminder(INVITATION.uid)


@settings(max_examples=150, deadline=None)
@given(summary=HOSTILE, text=HOSTILE, place=HOSTILE, url=HOSTILE, name=HOSTILE, uid=HOSTILE)
@example(summary="x", text="x", place="x", url="a\r\nX:1", name='a"b', uid="u")
def test_whatever_stands_in_it_both_readers_see_the_same_invitation(
    summary: str, text: str, place: str, url: str, name: str, uid: str
) -> None:
    hostile = replace(
        INVITATION,
        uid=f"u{uid}",
        summary=summary,
        text=text,
        place=place,
        url=url,
        organizer=Party(ANNA, name),
        attendees=(Party("petra@northwind.example", name), Party("o'neil+x%y@north-wind.example", name)),
    )
    data = write(hostile, Method.REQUEST)
    names = [re.split("[:;]", line)[0] for line in lines_of(data)]
    expected = ["UID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
                "URL", "ORGANIZER", "ATTENDEE", "ATTENDEE", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"]  # fmt: skip
    inner = names[len(names) - names[::-1].index("BEGIN") : -3]
    assert inner == [each for each in expected if each in inner]
    assert inner.count("ATTENDEE") == 2
    entry, event = read(data), peer(data)
    assert [each.address for each in entry.attendees] == ["petra@northwind.example", "o'neil+x%y@north-wind.example"]
    assert {each.role for each in entry.attendees} == {"REQ-PARTICIPANT"}
    assert len(event["ATTENDEE"]) == 2
    shown = name.replace('"', "'").replace("\\", "/").encode("utf-8", "replace").decode() if seen(name) else ANNA
    assert seen(str(event["ORGANIZER"].params["CN"])).replace("\ufffd", "?") == seen(shown).replace("\ufffd", "?")
    assert entry.organizer is not None
    assert entry.organizer.name == str(event["ORGANIZER"].params["CN"]).strip()[:4000]
    for ours, theirs in ((entry.uid, "UID"), (entry.summary, "SUMMARY"), (entry.location, "LOCATION")):
        assert seen(ours) == seen(str(event.get(theirs, "")))
    assert entry.start == event["DTSTART"].dt == INVITATION.starts_at


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_no_line_is_longer_than_75_octets_and_no_control_character_leaves(words: str) -> None:
    data = write(replace(INVITATION, summary=words, text=words * 5), Method.REQUEST)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
        assert not re.search(rb"[\x00-\x1f\x7f]", line)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab \n漢;,\\", max_size=300))
def test_the_lines_of_a_text_stay_its_lines(words: str) -> None:
    event = peer(write(replace(INVITATION, text=words), Method.REQUEST))
    assert str(event.get("DESCRIPTION", "")) == words.strip()


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(ZONES), WALLS)
@example("America/New_York", datetime(2006, 4, 5, 10))  # noqa: DTZ001
@example("Africa/Casablanca", datetime(2026, 2, 20, 10))  # noqa: DTZ001
@example("America/Santiago", datetime(2026, 9, 7, 10))  # noqa: DTZ001
@example("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45))  # noqa: DTZ001
@example("Europe/Vienna", datetime(2026, 3, 29, 3, 0))  # noqa: DTZ001
def test_who_knows_no_zone_but_the_one_in_the_file_reads_the_same_moment(tz: str, wall: datetime) -> None:
    starts_at = wall.replace(tzinfo=ZoneInfo(tz), microsecond=0).astimezone(UTC)
    meeting = replace(INVITATION, tz=tz, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
    data = write(meeting, Method.REQUEST).replace(b"\r\n ", b"").replace(b"X-LIC-LOCATION", b"X-OLD-LOCATION")
    named = re.sub(rb"TZID([=:])[^:\r]*", rb"TZID\1Harbour Time", data)
    entry = read(named)
    assert isinstance(entry.start, datetime)
    assert isinstance(entry.end, datetime)
    assert (entry.start.astimezone(UTC), entry.end.astimezone(UTC)) == (meeting.starts_at, meeting.ends_at)


@pytest.mark.parametrize(
    "tz", ["Europe/Vienna", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Asia/Jerusalem"]
)
@pytest.mark.parametrize("month", range(1, 13))
def test_icalendar_reads_the_same_moment_from_the_zone_in_the_file(tz: str, month: int) -> None:
    starts_at = datetime(2027, month, 15, 10, tzinfo=ZoneInfo(tz))
    data = write(
        replace(INVITATION, tz=tz, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)), Method.REQUEST
    )
    # icalendar keeps zones by their name: another for each file.
    named = re.sub(rb"TZID([=:])[^:\r]*", rf"TZID\1Harbour {ZONES.index(tz)} {month}".encode(), data)
    assert peer(named)["DTSTART"].dt == starts_at
