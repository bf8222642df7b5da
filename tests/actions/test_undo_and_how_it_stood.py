"""How a meeting stood before a reading changed it goes with that reading, and with no other (METHOD 7.3)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.actions.remove_source import remove_source
from foothold.actions.tell_relations import tell_relation
from foothold.actions.undo_import import undo_import
from foothold.core.relations import Relation
from foothold.records.models import Import, Meeting, MeetingStood

HOUR = timedelta(hours=1)
TUESDAY, WEDNESDAY, THURSDAY = "20260929T080000Z", "20260930T080000Z", "20261001T080000Z"


def calendar(start: str = TUESDAY, *, title: str = "Trial plan", sequence: int = 0, partstat: str = "") -> bytes:
    answer = f"PARTSTAT={partstat or 'NEEDS-ACTION'}"
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:anna@harbour.example\n"
        "BEGIN:VEVENT\nUID:1@harbour.example\nDTSTAMP:20260901T000000Z\nCREATED:20260901T080000Z\n"
        f"DTSTART:{start}\nDURATION:PT1H\nSEQUENCE:{sequence}\nSUMMARY:{title}\n"
        "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example\n"
        "ATTENDEE;CN=Anna Weber;PARTSTAT=ACCEPTED:mailto:anna@harbour.example\n"
        f"ATTENDEE;CN=Petra Lang;{answer}:mailto:petra@northwind.example\nEND:VEVENT\nEND:VCALENDAR\n"
    ).encode()


def reply(partstat: str = "ACCEPTED", *, sequence: int = 0, day: int = 2, start: str = TUESDAY) -> bytes:
    """An answer by mail; `start` the time it gives back, blank for none, as RFC 5546 3.2.3 allows."""
    gives_back = f"DTSTART:{start}\n" if start else ""
    return (
        f"From: Petra Lang <petra@northwind.example>\nTo: Anna Weber <anna@harbour.example>\nSubject: {partstat}\n"
        f"Date: Wed, {day} Sep 2026 12:00:00 +0000\nMessage-ID: <{partstat}-{day}@northwind.example>\n"
        "MIME-Version: 1.0\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1@harbour.example\n"
        f"DTSTAMP:202609{day:02}T120000Z\n{gives_back}SEQUENCE:{sequence}\n"
        "ORGANIZER:mailto:anna@harbour.example\n"
        f"ATTENDEE;PARTSTAT={partstat}:mailto:petra@northwind.example\nEND:VEVENT\nEND:VCALENDAR\n"
    ).encode()


@pytest.fixture
def read(seat: Any, now: datetime) -> Any:
    reads = iter(range(1, 100))

    def read(data: bytes, name: str = "anna.ics") -> Import:
        report = import_bytes(seat, data, name, now=now + next(reads) * HOUR)
        assert report.runs, report.skipped
        return report.runs[-1]

    return read


def said(row: Any) -> tuple[str, str, int]:
    return f"{row.held_at:%a}", row.answer, row.moved_by_us


def stood(seat: Any) -> list[tuple[str, str, int]]:
    """How the meeting stood before each change that is kept, oldest first, and how it stands."""
    rows = MeetingStood.objects.in_workspace(seat.workspace).order_by("until")
    return [said(row) for row in [*rows, Meeting.objects.in_workspace(seat.workspace).get()]]


OPEN, ACCEPTED = ("Tue", "no_answer", 0), ("Tue", "accepted", 0)


def test_an_answer_that_came_after_a_reading_of_a_new_title_stays_an_answer_that_came_then(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    renamed = read(calendar(title="Trial result"))
    read(reply(), "reply.eml")
    assert stood(seat) == [OPEN, ACCEPTED]
    undo_import(seat, renamed, now=now)
    assert stood(seat) == [OPEN, ACCEPTED]


def test_an_answer_that_is_taken_back_was_never_given(seat: Any, now: datetime, read: Any) -> None:
    read(calendar())
    answered = read(reply(), "reply.eml")
    undo_import(seat, answered, now=now)
    assert stood(seat) == [OPEN]


def test_a_removed_source_takes_its_answers_along_and_leaves_those_of_others(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    answered = read(reply("TENTATIVE"), "first.eml")
    read(reply("ACCEPTED", day=3), "second.eml")
    assert stood(seat) == [OPEN, ("Tue", "tentative", 0), ACCEPTED]
    remove_source(seat, answered.source, now=now)
    assert stood(seat) == [OPEN, ACCEPTED]


def test_a_removed_calendar_takes_its_moves_along_where_another_tells_of_the_meeting(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    other = calendar(WEDNESDAY, sequence=1).replace(b"X-WR-CALNAME:anna@harbour.example", b"X-WR-CALNAME:Export")
    moved = read(other, "export.ics")
    read(reply(sequence=1, start=""), "reply.eml")
    assert stood(seat) == [OPEN, ("Wed", "no_answer", 1), ("Wed", "accepted", 1)]
    remove_source(seat, moved.source, now=now)
    assert stood(seat) == [OPEN, ACCEPTED]


def test_what_was_changed_between_is_told_without_the_move_that_was_taken_back(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    moved = read(calendar(WEDNESDAY, sequence=1))
    read(reply(sequence=1, start=""), "reply.eml")
    undo_import(seat, moved, now=now)
    assert stood(seat) == [OPEN, ACCEPTED]


def test_of_two_moves_the_last_is_taken_back_and_the_first_stands(seat: Any, now: datetime, read: Any) -> None:
    read(calendar())
    read(calendar(WEDNESDAY, sequence=1))
    last = read(calendar(THURSDAY, sequence=2))
    assert stood(seat) == [OPEN, ("Wed", "no_answer", 1), ("Thu", "no_answer", 2)]
    undo_import(seat, last, now=now)
    assert stood(seat) == [OPEN, ("Wed", "no_answer", 1)]


def test_what_a_person_told_between_stays_a_change_of_its_own(seat: Any, now: datetime, read: Any) -> None:
    read(calendar(partstat="ACCEPTED"))
    renamed = read(calendar(title="Trial result", partstat="ACCEPTED"))
    tell_relation(seat, "northwind.example", Relation.SUPPLIER)
    assert stood(seat) == [ACCEPTED, ("Tue", "", 0)]
    undo_import(seat, renamed, now=now)
    assert stood(seat) == [ACCEPTED, ("Tue", "", 0)]


def export(*args: Any, **fields: Any) -> bytes:
    """The same meeting as a second calendar of hers has it."""
    return calendar(*args, **fields).replace(b"X-WR-CALNAME:anna@harbour.example", b"X-WR-CALNAME:Export")


def cancelled(data: bytes) -> bytes:
    return data.replace(b"SUMMARY", b"STATUS:CANCELLED\nSUMMARY")


def test_what_another_calendar_has_said_since_stays_when_the_first_to_say_it_is_removed(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    moved = read(export(WEDNESDAY, sequence=1), "export.ics")
    own = read(calendar(WEDNESDAY, sequence=2))
    remove_source(seat, moved.source, now=now)
    assert stood(seat) == [OPEN, ("Wed", "no_answer", 1)]
    undo_import(seat, own, now=now)
    assert stood(seat) == [OPEN]


def test_a_meeting_that_her_own_calendar_cancelled_too_stays_so_when_the_other_is_removed(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    other = read(cancelled(export(sequence=1)), "export.ics")
    read(cancelled(calendar(sequence=2)))
    remove_source(seat, other.source, now=now)
    assert Meeting.objects.in_workspace(seat.workspace).get().status == "cancelled"


def test_a_move_there_and_back_goes_with_the_calendar_that_told_of_it(seat: Any, now: datetime, read: Any) -> None:
    read(calendar())
    other = read(export(THURSDAY), "export.ics")
    read(calendar())
    assert stood(seat)[-1] == ("Tue", "no_answer", 2)
    remove_source(seat, other.source, now=now)
    assert stood(seat) == [OPEN]


def test_moves_of_a_removed_calendar_before_her_own_are_one_move_of_hers(seat: Any, now: datetime, read: Any) -> None:
    read(calendar())
    read(export(WEDNESDAY, sequence=1), "export.ics")
    other = read(export(THURSDAY, sequence=2), "export.ics")
    read(calendar(THURSDAY, sequence=3))
    remove_source(seat, other.source, now=now)
    assert stood(seat) == [OPEN, ("Thu", "no_answer", 1)]


def test_a_calendar_that_was_behind_the_removed_one_is_as_it_last_said_it_itself(
    seat: Any, now: datetime, read: Any
) -> None:
    read(calendar())
    other = read(export(WEDNESDAY, sequence=1), "export.ics")
    read(calendar(title="Trial result"))
    assert stood(seat)[-1] == ("Wed", "no_answer", 1)
    remove_source(seat, other.source, now=now)
    assert stood(seat) == [OPEN]
    read(calendar(title="Trial result"))
    meeting = Meeting.objects.in_workspace(seat.workspace).get()
    assert (meeting.title, f"{meeting.held_at:%a}") == ("Trial result", "Tue")
