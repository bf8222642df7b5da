"""iCalendar files as people and programs write them: what is read, what is named, and what never stops the rest."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from foothold.connectors.calendar import (
    CalendarFile,
    entry_json,
    looks_like_calendar,
    read_calendar,
    scan_calendar,
    threads_of,
)
from foothold.connectors.calendar.scanning import MOST_ATTENDEES, MOST_OF_ONE_UID, MOST_UNENDED
from foothold.core.calendar_entries import Entry
from foothold.core.conversation import Unreadable

FILES = Path(__file__).parent / "files"
HARBOUR = (FILES / "harbour.ics").read_bytes()
MEETING = """UID:1@harbour.example
DTSTAMP:20260301T080000Z
DTSTART:20260302T100000Z
DTEND:20260302T110000Z
SUMMARY:Factory tour
ATTENDEE;PARTSTAT=ACCEPTED;CN=Petra Lang:mailto:petra@northwind.example
"""


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".encode()


def read(*events: str, head: str = "") -> CalendarFile:
    return read_calendar(calendar(*events, head=head), "a.ics")


def only(file: CalendarFile) -> Entry:
    (entry,) = file.entries
    return entry


def reasons(file: CalendarFile) -> str:
    return " | ".join(f"{each.what}: {each.reason}" for each in file.skipped)


def test_a_calendar_is_read_as_written() -> None:
    file = read_calendar(HARBOUR, "harbour.ics")
    series, moved, cancelled = file.entries
    assert (file.method, file.name, file.tz) == ("PUBLISH", "anna@harbour.example", "Europe/Vienna")
    assert file.producer == "-//Harbour//Calendar 3//EN"
    assert not file.skipped
    assert series.start == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert series.start.isoformat() == "2026-03-02T10:00:00+01:00"
    assert series.tz == "Harbour Time"
    assert series.created == datetime(2026, 1, 5, 9, 15, tzinfo=UTC)
    assert series.stamped == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (series.summary, series.sequence, series.recurs, series.video) == ("Press line, weekly", 2, True, True)
    assert series.organizer is not None
    assert series.organizer.address == "anna@harbour.example"
    petra, room, jonas = series.attendees
    assert (petra.address, petra.name, petra.partstat) == ("petra.lang@northwind.example", "Lang, Petra", "ACCEPTED")
    assert not room.is_person
    assert jonas.partstat == ""
    assert moved.created is None
    assert (cancelled.status, cancelled.recurrence_id) == ("CANCELLED", "2026-03-30T10:00:00+02:00")


def test_an_instance_named_in_utc_is_named_in_its_series_zone() -> None:
    _, moved, _ = read_calendar(HARBOUR, "harbour.ics").entries
    assert moved.recurrence_id == "2026-03-23T10:00:00+01:00"


def test_an_instance_named_by_its_day_stands_for_the_meeting_of_that_day() -> None:
    series = MEETING + "RRULE:FREQ=DAILY"
    override = MEETING + "RECURRENCE-ID;VALUE=DATE:20260305"
    assert read(series, override).entries[1].recurrence_id == "2026-03-05T10:00:00+00:00"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_newline_and_unicode_encoding_reads_the_same(newline: str, encoding: str) -> None:
    data = HARBOUR.decode().replace("\n", newline).encode(encoding)
    assert read_calendar(data, "a.ics").entries == read_calendar(HARBOUR, "a.ics").entries


def test_pieces_of_any_size_read_the_same_as_the_whole() -> None:
    data = HARBOUR.replace(b"\n", b"\r\n")
    whole = scan_calendar(data, "a.ics").fingerprints
    for size in (1, 7, 64, 1000):
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        assert scan_calendar(iter(pieces), "a.ics").fingerprints == whole
    assert scan_calendar(io.BytesIO(data), "a.ics").fingerprints == whole


def test_a_letter_folded_in_its_middle_is_whole_again() -> None:
    data = calendar(MEETING.replace("Factory", "Führung Öl").strip()).replace(b"\xc3\xbc", b"\xc3\r\n \xbc")
    assert only(read_calendar(data, "a.ics")).summary == "Führung Öl tour"


def test_windows_1252_is_read_where_utf_8_is_not() -> None:
    data = calendar(MEETING.replace("Factory", "Führung")).decode().encode("cp1252")
    assert only(read_calendar(data, "a.ics")).summary == "Führung tour"


def test_names_in_small_letters_are_the_same_names() -> None:
    data = (
        b"begin:vcalendar\nmethod:request\nbegin:vevent\nuid:1\ndtstart:20260302T100000Z\nend:vevent\nend:vcalendar\n"
    )
    file = read_calendar(data, "a.ics")
    assert (file.method, only(file).start) == ("REQUEST", datetime(2026, 3, 2, 10, tzinfo=UTC))


def test_an_entry_without_an_end_does_not_swallow_the_next() -> None:
    data = calendar(MEETING, MEETING.replace("UID:1", "UID:2")).replace(b"END:VEVENT\n", b"", 1)
    file = read_calendar(data, "a.ics")
    assert [entry.uid for entry in file.entries] == ["1@harbour.example", "2@harbour.example"]
    assert '"Factory tour": it has no end' in reasons(file)


def test_a_file_cut_off_keeps_what_it_says_and_says_so() -> None:
    file = read_calendar(calendar(MEETING)[:-60], "a.ics")
    assert only(file).summary == "Factory tour"
    assert "has no end" in reasons(file)


def test_a_broken_line_is_named_and_its_entry_stays() -> None:
    file = read("UID:1\nDTSTART:20260302T100000Z\nthis is no property\nSUMMARY:Tour")
    assert only(file).summary == "Tour"
    assert 'the line "this is no property" has no name or no value' in reasons(file)


def test_one_bad_entry_never_stops_the_others() -> None:
    file = read("UID:bad\nDTSTART:soon\nSUMMARY:Soon", MEETING)
    bad, good = file.entries
    assert (bad.start, bad.problem) == (None, '"soon" is no date or time')
    assert good.start is not None
    assert '"Soon": "soon" is no date or time' in reasons(file)


def test_an_entry_without_uid_has_the_same_one_at_every_export() -> None:
    bare = MEETING.replace("UID:1@harbour.example\n", "")
    first, again = (
        only(read(bare)),
        only(read(bare.replace("20260301T08", "20260401T08").replace("ACCEPTED", "DECLINED"))),
    )
    other = only(read(bare.replace("Factory", "Office")))
    assert first.uid.startswith("no-uid-")
    assert first.uid == again.uid
    assert first.uid != other.uid


def test_a_uid_given_twice_stays_one_thread_with_both_entries() -> None:
    file = read(MEETING, MEETING.replace("Factory", "Office"))
    assert [len(thread.entries) for thread in file.threads] == [2]
    assert len(file.entries) == 2


def test_an_end_before_the_start_is_left_out_and_named() -> None:
    file = read(MEETING.replace("DTEND:20260302T11", "DTEND:20260302T09"))
    assert only(file).end is None
    assert "ends before it starts" in reasons(file)


@pytest.mark.parametrize(
    ("extra", "end"),
    [
        ("DTSTART:20260302T100000Z\nDURATION:PT45M", datetime(2026, 3, 2, 10, 45, tzinfo=UTC)),
        ("DTSTART:20260302T100000Z\nDURATION:P1W2DT1H", datetime(2026, 3, 11, 11, tzinfo=UTC)),
        ("DTSTART:20260302T100000Z", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("DTSTART;VALUE=DATE:20260302", date(2026, 3, 3)),
        ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260305", date(2026, 3, 5)),
        ("DTSTART:20260302\nDURATION:P2D", date(2026, 3, 4)),
    ],
)
def test_the_end_is_given_or_follows_from_the_duration(extra: str, end: date) -> None:
    entry = only(read(f"UID:1\n{extra}"))
    assert entry.end == end
    assert entry.all_day is not isinstance(entry.start, datetime)


def test_outlooks_day_from_midnight_to_midnight_is_a_day() -> None:
    times = "DTSTART;TZID=Europe/Vienna:20260302T000000\nDTEND;TZID=Europe/Vienna:20260303T000000"
    entry = only(read(f"UID:1\n{times}\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"))
    assert (entry.all_day, entry.start, entry.end) == (True, date(2026, 3, 2), date(2026, 3, 3))


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_first_and_the_last_year_are_not_believed(year: str) -> None:
    file = read(f"UID:1\nDTSTART;TZID=Europe/Vienna:{year}0101T000000\nSUMMARY:Zero", MEETING)
    assert file.entries[0].start is None
    assert "cannot be believed" in reasons(file)
    assert file.entries[1].start is not None


@pytest.mark.parametrize("created", ["19000101T120000Z", "16010101T000000Z", "19700101T000000Z", "nonsense"])
def test_a_programs_zero_is_no_moment_of_creation(created: str) -> None:
    assert only(read(f"{MEETING}CREATED:{created}")).created is None


def test_dtstamp_never_stands_in_for_created() -> None:
    entry = only(read(MEETING))
    assert entry.created is None
    assert entry.stamped is not None


def test_a_floating_time_stays_floating_and_is_never_utc() -> None:
    entry = only(read("UID:1\nDTSTART:20260302T100000\nDTEND:20260302T110000"))
    assert entry.floating
    assert isinstance(entry.start, datetime)
    assert entry.start.tzinfo is None
    assert entry_json(entry)["start"] == "2026-03-02T10:00:00"


@pytest.mark.parametrize(
    ("line", "address", "name"),
    [
        ("ATTENDEE;CN=Petra Lang:MAILTO:Petra@Northwind.example", "petra@northwind.example", "Petra Lang"),
        ('ATTENDEE;CN="Lang; Petra":mailto:petra@northwind.example', "petra@northwind.example", "Lang; Petra"),
        ("ATTENDEE;CN=Lang: Petra:mailto:petra@northwind.example", "petra@northwind.example", "Lang"),
        ('ATTENDEE;CN="Petra:mailto:petra@northwind.example', "petra@northwind.example", "Petra"),
        ("ATTENDEE;CN=P ^'x^' L:mailto:p%40northwind.example", "p@northwind.example", 'P "x" L'),
        ("ATTENDEE;CN=P;EMAIL=p@northwind.example:invalid:nomail", "p@northwind.example", "P"),
        ("ATTENDEE;CN=P:urn:uuid:123", "", "P"),
        ("ATTENDEE;ROLE=OWNER;STATUS=CONFIRMED:Petra Lang <p@northwind.example>", "p@northwind.example", "Petra Lang"),
    ],
)
def test_an_attendee_is_known_by_the_address_wherever_it_stands(line: str, address: str, name: str) -> None:
    (attendee,) = only(read(f"UID:1\nDTSTART:20260302T100000Z\n{line}")).attendees
    assert attendee.address == address
    assert attendee.name.startswith(name)


def test_partstat_is_as_written_in_capitals() -> None:
    lines = [f"ATTENDEE;PARTSTAT={word}:mailto:p@northwind.example" for word in ("accepted", "X-ODD", "DELEGATED")]
    entry = only(read("UID:1\nDTSTART:20260302T100000Z\n" + "\n".join(lines)))
    assert [attendee.partstat for attendee in entry.attendees] == ["ACCEPTED", "X-ODD", "DELEGATED"]


@pytest.mark.parametrize("method", ["REQUEST", "REPLY", "COUNTER", "REFRESH", "CANCEL", "ADD", "DECLINECOUNTER"])
def test_every_message_is_read_like_any_file(method: str) -> None:
    entry = only(read(MEETING + "COMMENT:Thursday suits\\, or Friday", head=f"METHOD:{method}\n"))
    assert (entry.method, entry.comment) == (method, "Thursday suits, or Friday")


def test_several_calendars_in_one_file_keep_their_own_methods() -> None:
    data = calendar(MEETING, head="METHOD:REQUEST\n") + calendar(MEETING, head="METHOD:REPLY\n")
    file = read_calendar(data, "a.ics")
    assert [entry.method for entry in file.entries] == ["REQUEST", "REPLY"]
    assert file.method == "REQUEST"


def test_entries_without_a_calendar_around_them_and_junk_before_it_are_read() -> None:
    bare = b"BEGIN:VEVENT\n" + MEETING.encode() + b"END:VEVENT\n"
    assert only(read_calendar(bare, "a.ics")).summary == "Factory tour"
    assert only(read_calendar(b"saved from a chat\n\n" + calendar(MEETING), "a.ics")).summary == "Factory tour"
    indented = b"\n".join(b"    " + line for line in calendar(MEETING).splitlines())
    assert only(read_calendar(indented, "a.ics")).summary == "Factory tour"


def test_quoted_printable_of_the_old_format_is_read() -> None:
    event = "UID:1\nDTSTART:20260302T100000Z\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:F=C3=BChrung =\nund Essen"
    assert only(read(event)).summary == "Führung und Essen"


def test_a_private_entry_is_marked_and_keeps_its_title() -> None:
    entry = only(read(MEETING + "CLASS:CONFIDENTIAL"))
    assert (entry.private, entry.summary) == (True, "Factory tour")


@pytest.mark.parametrize(
    ("line", "video"),
    [
        ("DESCRIPTION:Join: https://us02web.zoom.us/j/1", True),
        ("X-GOOGLE-CONFERENCE:https://meet.google.com/abc", True),
        ("LOCATION:Microsoft Teams Meeting", True),
        ("LOCATION:Zoomstraße 5", False),
        ("DESCRIPTION:We zoom into the figures", False),
    ],
)
def test_a_meeting_service_named_makes_it_a_video_meeting(line: str, video: bool) -> None:
    assert only(read(MEETING + line)).video is video


def test_descriptions_and_attachments_are_not_kept() -> None:
    file = read(MEETING + "RRULE:FREQ=DAILY\nDESCRIPTION:SECRET WORDS\nATTACH:BINARY WORDS\nX-ALT-DESC:MORE WORDS")
    assert "WORDS" not in repr(file)
    assert "RRULE:FREQ=DAILY" in file.threads[0].raw


def test_entries_without_an_end_are_read_up_to_a_limit_that_is_named() -> None:
    events = "BEGIN:VEVENT\n" * 20_000
    whole = "BEGIN:VEVENT\nUID:one@x\nDTSTART:20260924T100000Z\nEND:VEVENT\n"
    file = read_calendar(f"BEGIN:VCALENDAR\n{events}{whole}END:VCALENDAR\n".encode(), "bomb.ics")
    assert len(file.entries) == MOST_UNENDED + 1
    assert file.entries[-1].uid == "one@x", "what is whole is read all the same"
    (note,) = (each for each in file.skipped if each.what == "entries")
    assert note.reason.startswith("more than 100 have no end (END:VEVENT): the first ones were read")


def test_of_one_uid_no_more_are_read_than_a_meeting_can_have() -> None:
    events = "BEGIN:VEVENT\nUID:one@x\nDTSTART:20260924T100000Z\nEND:VEVENT\n" * (MOST_OF_ONE_UID + 5)
    file = read_calendar(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n".encode(), "bomb.ics")
    assert len(file.entries) == MOST_OF_ONE_UID
    assert [each.reason for each in file.skipped] == [
        "more than 5,000 of this one meeting: the first ones were read (5 times)"
    ]


def test_attendees_beyond_the_limit_are_left_out_and_counted() -> None:
    lines = "\n".join(f"ATTENDEE:mailto:p{number}@northwind.example" for number in range(MOST_ATTENDEES + 5))
    file = read(f"UID:1\nDTSTART:20260302T100000Z\nSUMMARY:All hands\n{lines}")
    assert len(only(file).attendees) == MOST_ATTENDEES
    assert '"All hands": 10,005 attendees: the first 10,000 were read' in reasons(file)


def test_a_line_without_end_is_left_out_and_the_entry_stays() -> None:
    file = read(MEETING + "ATTACH:" + "A" * 3_000_000 + "\nLOCATION:Hall 2")
    assert only(file).location == "Hall 2"
    assert "longer than 1 MB" in reasons(file)


def test_text_that_a_database_or_a_terminal_refuses_is_cleaned() -> None:
    entry = only(read("UID:1\nDTSTART:20260302T100000Z\nSUMMARY:a\x1b[31m\x07b\\nc"))
    assert entry.summary == "a [31m b c"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"Subject,Start Date\nTour,1/2/2026\n", "BEGIN:VCALENDAR"),
        (b"%PDF-1.7 x", "PDF"),
        (b"PK\x03\x04" + bytes(30), "ZIP"),
        (b"words\n" * 20_000, "BEGIN:VCALENDAR"),
    ],
)
def test_what_is_no_calendar_is_refused_in_one_line(data: bytes, word: str) -> None:
    for source in (data, io.BytesIO(data), iter([data])):
        with pytest.raises(Unreadable, match=word) as refused:
            read_calendar(source, "a.ics")
        assert "\n" not in str(refused.value)


def test_a_calendar_that_never_ends_is_refused() -> None:
    block = b"BEGIN:VCALENDAR\nX-JUNK:" + b"x" * 1_000_000

    def endless() -> io.BufferedIOBase:
        class Endless(io.RawIOBase):
            def readable(self) -> bool:
                return True

            def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
                buffer[:] = (block * (len(buffer) // len(block) + 1))[: len(buffer)]
                return len(buffer)

        return io.BufferedReader(Endless())

    with pytest.raises(Unreadable, match="200 MB"):
        scan_calendar(endless(), "a.ics")


def test_the_same_calendar_exported_again_has_the_same_fingerprints() -> None:
    again = HARBOUR.replace(b"DTSTAMP:20260301T080000Z", b"DTSTAMP:20260901T120000Z").replace(b"\n", b"\r\n")
    lines = again.decode().split("\r\n")
    first, second = (
        lines.index(next(line for line in lines if line.startswith(name))) for name in ("SUMMARY", "LOCATION")
    )
    lines[first], lines[second] = lines[second], lines[first]
    assert scan_calendar("\r\n".join(lines).encode(), "a").fingerprints == scan_calendar(HARBOUR, "a").fingerprints


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Factory", "Office"),
        ("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED"),
        ("DTEND:20260302T11", "DTEND:20260302T12"),
        ("SUMMARY", "DESCRIPTION:x\nSUMMARY"),
        ("SUMMARY", "LAST-MODIFIED:20260301T080000Z\nSUMMARY"),
    ],
)
def test_any_other_change_changes_the_fingerprint(before: str, after: str) -> None:
    assert scan_calendar(calendar(MEETING), "a").fingerprints != (
        scan_calendar(calendar(MEETING.replace(before, after)), "a").fingerprints
    )


def test_a_cancellation_with_the_same_lines_is_a_change() -> None:
    request, cancel = (scan_calendar(calendar(MEETING, head=f"METHOD:{word}\n"), "a") for word in ("REQUEST", "CANCEL"))
    assert request.fingerprints != cancel.fingerprints


def test_only_the_threads_asked_for_are_read() -> None:
    scanned = scan_calendar(calendar(MEETING, MEETING.replace("UID:1", "UID:2")), "a.ics")
    (thread,) = threads_of(scanned, ["2@harbour.example"])
    assert thread.uid == "2@harbour.example"
    with pytest.raises(KeyError):
        threads_of(scanned, ["3@harbour.example"])


def test_what_is_kept_of_a_series_reads_as_the_same_series() -> None:
    thread = read_calendar(HARBOUR, "harbour.ics").threads[0]
    again = read_calendar(thread.raw.encode(), "kept").threads[0]
    assert again.entries == thread.entries
    assert again.raw == thread.raw


def test_the_contract_has_exactly_its_fields_and_forms() -> None:
    series = entry_json(read_calendar(HARBOUR, "harbour.ics").entries[0])
    assert list(series) == (
        "uid sequence status start end all_day floating tz summary organizer attendees recurrence_id rrule".split()
    )
    assert series["start"] == "2026-03-02T10:00:00+01:00"
    assert series["organizer"] == "anna@harbour.example"
    assert series["attendees"][2] == {
        "address": "jonas@northwind.example",
        "partstat": "",
        "role": "REQ-PARTICIPANT",
    }
    assert series["rrule"] == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260430T215959Z"
    assert series["recurrence_id"] is None
    day = entry_json(only(read("UID:1\nDTSTART;VALUE=DATE:20260302")))
    assert (day["start"], day["end"], day["all_day"]) == ("2026-03-02", "2026-03-03", True)
    assert entry_json(only(read("UID:1\nDTSTART;TZID=Nowhere:20260302T100000")))["start"] is None


def test_a_mail_that_carries_an_invitation_is_a_mail() -> None:
    mail = b"From: anna@harbour.example\nContent-Type: text/calendar\n\n" + calendar(MEETING)
    assert looks_like_calendar(calendar(MEETING), "export")
    assert looks_like_calendar(b"\xef\xbb\xbf" + calendar(MEETING), "x.txt")
    assert looks_like_calendar(b"<html>", "a.ics")
    assert not looks_like_calendar(mail, "a.eml")
    assert not looks_like_calendar(b"Tell me what BEGIN:VCALENDAR means", "a.txt")


def test_a_huge_duration_is_no_end() -> None:
    assert only(read("UID:1\nDTSTART:20260302T100000Z\nDURATION:P9999999D")).end is None
    ends = only(read("UID:1\nDTSTART:20260302T100000Z\nDURATION:PT1S")).end
    assert ends == datetime(2026, 3, 2, 10, tzinfo=UTC) + timedelta(seconds=1)
