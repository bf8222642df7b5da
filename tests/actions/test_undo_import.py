"""An import is undone: what it changed is as before, what it brought is gone, and nothing else is touched."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from foothold.actions.import_files import import_bytes
from foothold.actions.start_import import start_import
from foothold.actions.tell_relations import tell_relation
from foothold.actions.undo_import import undo_import
from foothold.core.relations import Relation
from foothold.records.models import (
    Account,
    Attendee,
    CalendarEntry,
    Contact,
    Counterpart,
    Identity,
    Import,
    ImportChange,
    InvitationReply,
    Judgement,
    Letter,
    Meeting,
    Opportunity,
    OpportunityJudgement,
    OpportunityStanding,
    Source,
)
from foothold.records.scoping import InWorkspace

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NOT_READ = {Import, ImportChange, Source, OpportunityStanding, OpportunityJudgement}
"""The readings themselves, and what is worked out from the rows as of a moment, with its history."""
KEPT = [
    model
    for model in apps.get_app_config("records").get_models()
    if issubclass(model, InWorkspace) and model not in NOT_READ
]


def event(uid: str, start: str, *, summary: str = "Trial plan", sequence: int = 0, lines: str = "") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}@harbour.example\nDTSTAMP:20260901T000000Z\nCREATED:20260901T080000Z\n"
        f"DTSTART:{start}\nDURATION:PT1H\nSEQUENCE:{sequence}\nSUMMARY:{summary}\n"
        "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example\n"
        "ATTENDEE;CN=Anna Weber;PARTSTAT=ACCEPTED:mailto:anna@harbour.example\n"
        f"ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED:mailto:petra@northwind.example\n{lines}END:VEVENT\n"
    )


def calendar(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:anna@harbour.example\n{''.join(events)}END:VCALENDAR\n".encode()


FIRST = calendar(event("1", "20260901T080000Z"), event("2", "20260929T080000Z"))
SECOND = calendar(
    event("1", "20260901T080000Z"),
    event("2", "20260930T090000Z", summary="Trial result"),
    event("3", "20261006T080000Z").replace("northwind", "alpine"),
)


def read(seat: Any, data: bytes, name: str = "anna.ics", now: datetime = NOW) -> Import:
    report = import_bytes(seat, data, name, now=now)
    assert report.runs, report.skipped
    return report.runs[-1]


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def picture(seat: Any) -> list[str]:
    """Every row but the readings themselves, without keys: what a person could see of it."""
    said = []
    for model in KEPT:
        for row in rows(seat, model):
            fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            shown = {name: str(value) for name, value in fields.items() if name not in TIMES and name[-2:] != "id"}
            said.append(f"{model.__name__} {shown}")
    return sorted(said)


TIMES = {"created_at", "expanded_until", "until"}


def test_undoing_the_only_import_leaves_nothing_of_it(seat: Any) -> None:
    before = picture(seat)
    run = read(seat, FIRST)
    assert rows(seat, Meeting).count() == 2
    assert rows(seat, Contact).exists()
    assert undo_import(seat, run, now=LATER)
    assert picture(seat) == before
    for model in (Meeting, CalendarEntry, Contact, Account, Opportunity, Counterpart, Identity):
        assert not rows(seat, model).exists(), model


def test_undoing_the_second_import_puts_back_what_the_first_said(seat: Any) -> None:
    read(seat, FIRST)
    before = picture(seat)
    second = read(seat, SECOND, now=LATER)
    assert rows(seat, Meeting).get(title="Trial result").moves == 1
    assert rows(seat, Account).count() == 2
    assert undo_import(seat, second, now=LATER)
    assert picture(seat) == before


def test_an_undone_import_can_be_read_again(seat: Any) -> None:
    read(seat, FIRST)
    second = read(seat, SECOND, now=LATER)
    there = picture(seat)
    undo_import(seat, second, now=LATER)
    report = import_bytes(seat, SECOND, "anna.ics", now=LATER + timedelta(hours=1))
    assert (report.new, report.changed, report.same) == (1, 1, 1)
    assert picture(seat) == there


def test_undoing_twice_does_nothing_the_second_time(seat: Any) -> None:
    run = read(seat, FIRST)
    assert undo_import(seat, run, now=LATER) is True
    read(seat, FIRST, now=LATER)
    before = picture(seat)
    assert undo_import(seat, run, now=LATER) is False
    assert picture(seat) == before


def test_an_import_that_a_later_one_changed_is_undone_after_it(seat: Any) -> None:
    first, second = read(seat, FIRST), read(seat, SECOND, now=LATER)
    before = picture(seat)
    with pytest.raises(ValueError, match="Undo that one first"):
        undo_import(seat, first, now=LATER)
    assert picture(seat) == before
    assert undo_import(seat, second, now=LATER)
    assert undo_import(seat, first, now=LATER)
    assert not rows(seat, Meeting).exists()


def test_a_later_import_of_other_meetings_is_in_nobodys_way(seat: Any) -> None:
    first = read(seat, FIRST)
    read(seat, calendar(event("9", "20260908T080000Z")), "other.ics", now=LATER)
    assert undo_import(seat, first, now=LATER)
    assert [meeting.entry.uid for meeting in rows(seat, Meeting)] == ["9@harbour.example"]


def test_the_next_date_of_what_stays_is_told_anew(seat: Any) -> None:
    read(seat, calendar(event("1", "20260901T080000Z")))
    second = read(seat, calendar(event("2", "20260929T080000Z")), "second.ics", now=LATER)
    assert rows(seat, Meeting).get(entry__uid__startswith="1@").next_meeting is not None
    undo_import(seat, second, now=LATER)
    left = rows(seat, Meeting).get()
    assert (left.next_meeting_id, left.next_at, left.next_set) == (None, None, "never")


def test_an_undo_counts_no_moves(seat: Any) -> None:
    read(seat, calendar(event("1", "20260929T080000Z", sequence=0)))
    moved = read(seat, calendar(event("1", "20260930T080000Z", sequence=1)), now=LATER)
    again = read(seat, calendar(event("1", "20261001T080000Z", sequence=1)), now=LATER + timedelta(hours=1))
    assert rows(seat, Meeting).get().moves == 2
    undo_import(seat, again, now=LATER)
    assert rows(seat, Meeting).get().moves == 1
    undo_import(seat, moved, now=LATER)
    meeting = rows(seat, Meeting).get()
    assert (meeting.moves, meeting.held_at.day, meeting.sequence) == (0, 29, 0)


def test_what_was_said_in_a_meeting_outlives_the_undo(seat: Any, read_meeting: Callable[..., Any]) -> None:
    run = read(seat, calendar(event("1", "20260922T110000Z")))
    meeting = read_meeting(seat, held_at=datetime(2026, 9, 22, 11, 5, tzinfo=UTC))
    assert meeting.entry_id is not None
    undo_import(seat, run, now=LATER)
    left = rows(seat, Meeting).get()
    assert (left.pk, left.entry_id, left.status, left.answer) == (meeting.pk, None, "", "")
    assert rows(seat, Judgement).filter(meeting=left).exists()
    assert not rows(seat, Attendee).exists()
    assert rows(seat, Contact).get().name == "Petra Lang"


def test_what_a_person_told_about_a_firm_outlives_the_undo(seat: Any) -> None:
    run = read(seat, FIRST)
    tell_relation(seat, "northwind.example", Relation.PARTNER)
    undo_import(seat, run, now=LATER)
    assert rows(seat, Counterpart).get().relation == "partner"


def test_a_colleague_cannot_undo_it(seat: Any, colleague: Any) -> None:
    run = read(seat, FIRST)
    with pytest.raises(ValueError, match="Only the person who read it"):
        undo_import(colleague, run, now=LATER)
    assert rows(seat, Meeting).count() == 2


def test_a_stranger_finds_no_such_import(seat: Any, stranger: Any) -> None:
    run = read(seat, FIRST)
    with pytest.raises(Import.DoesNotExist):
        undo_import(stranger, run, now=LATER)


def test_of_readings_in_one_breath_and_after_a_clock_stepped_back_the_last_is_the_latest(seat: Any) -> None:
    source = rows(seat, Source).create(user=seat.user, kind="calls", key="1", name="calls")
    runs = [start_import(seat, source, ["a"], now=moment) for moment in (NOW, NOW, NOW - timedelta(days=3))]
    assert [run.started_at for run in runs] == sorted({run.started_at for run in runs})


# --- mails -------------------------------------------------------------------------------------

RECAP = """From: Anna Weber <anna@harbour.example>
To: Petra Lang <petra@northwind.example>
Subject: Our trial
Date: Tue, 1 Sep 2026 12:00:00 +0000
Message-ID: <{id}@harbour.example>

Thank you for today.
"""
ACCEPTED = """From: Petra Lang <petra@northwind.example>
To: Anna Weber <anna@harbour.example>
Subject: Accepted
Date: Wed, 2 Sep 2026 12:00:00 +0000
Message-ID: <answer@northwind.example>
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:2@harbour.example
DTSTAMP:20260902T120000Z
DTSTART:20260929T080000Z
SEQUENCE:0
ORGANIZER:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=DECLINED:mailto:petra@northwind.example
END:VEVENT
END:VCALENDAR
"""


def mbox(*mails: str) -> bytes:
    return "".join(f"From nobody Tue Sep  1 00:00:00 2026\n{mail}\n" for mail in mails).encode()


def sent(day: str) -> list[str]:
    """A folder of sent mail: ten letters of one day."""
    return [RECAP.format(id=f"{day}-{n}").replace("Tue, 1 Sep", day) for n in range(10)]


def test_letters_and_answers_go_with_the_mails_that_brought_them(seat: Any) -> None:
    read(seat, FIRST)
    before = picture(seat)
    run = read(seat, mbox(*sent("Mon, 31 Aug"), RECAP.format(id="1"), ACCEPTED), "box.mbox", now=LATER)
    assert rows(seat, Letter).count() == 12
    assert rows(seat, Source).get(kind="mails").covers_until is not None
    assert rows(seat, Meeting).get(entry__uid__startswith="1@").recap_sent == "yes"
    assert rows(seat, InvitationReply).count() == 1
    assert picture(seat) != before
    assert undo_import(seat, run, now=LATER)
    assert picture(seat) == before
    source = rows(seat, Source).get(kind="mails")
    assert (source.covers_from, source.covers_until) == (None, None)


def test_a_letter_that_was_there_before_stays_and_the_mailbox_covers_what_it_did(seat: Any) -> None:
    read(seat, FIRST)
    read(seat, mbox(*sent("Mon, 31 Aug")), "box.mbox")
    covered = rows(seat, Source).get(kind="mails").covers_until
    run = read(seat, mbox(*sent("Mon, 31 Aug"), *sent("Tue, 8 Sep")), "box.mbox", now=LATER)
    assert rows(seat, Letter).count() == 20
    assert rows(seat, Source).get(kind="mails").covers_until > covered
    undo_import(seat, run, now=LATER)
    assert rows(seat, Letter).count() == 10
    assert rows(seat, Source).get(kind="mails").covers_until == covered


# --- faults ------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from datetime import datetime, UTC
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from foothold.actions import import_calendar, undo_import
from foothold.actions.import_files import import_bytes
from foothold.actions.open_workspace import open_personal_workspace
from foothold.records.models import Import
seat = open_personal_workspace(name="Anna", tz="Europe/Berlin")
now = datetime(2026, 9, 22, 12, tzinfo=UTC)
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
what, first, second = sys.argv[1], open(sys.argv[2], "rb").read(), open(sys.argv[3], "rb").read()
import_bytes(seat, first, "anna.ics", now=now)
if what == "import":
    import_calendar.finish = die
run = import_bytes(seat, second, "anna.ics", now=now.replace(hour=13)).runs[-1]
if what == "undo":
    undo_import.settle_accounts_again = die
    undo_import.undo_import(seat, run, now=now.replace(hour=14))
"""


def stored(path: Path) -> list[Any]:
    with sqlite3.connect(path) as file:
        tables = ("meeting", "attendee", "calendarentry", "import", "importchange", "contact", "account", "opportunity")
        return [
            sorted(file.execute("select title, held_at, moved_by_us from records_meeting").fetchall()),
            *(file.execute(f"select count(*) from records_{table}").fetchone() for table in tables),  # noqa: S608
        ]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_kill_in_the_middle_of_an_import_or_an_undo_leaves_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "first.ics").write_bytes(FIRST)
    (tmp_path / "second.ics").write_bytes(SECOND)

    def run(what: str) -> tuple[int, list[Any]]:
        folder = tmp_path / what
        folder.mkdir()
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", KILLED, what, tmp_path / "first.ics", tmp_path / "second.ics"],
            env=kept | {"FOOTHOLD_DATA": str(folder)},
            capture_output=True,
            timeout=100,
            check=False,
        )
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
        return done.returncode, stored(folder / "foothold.sqlite3")

    whole = run("nothing")
    killed_importing, killed_undoing = run("import"), run("undo")
    assert (whole[0], killed_importing[0], killed_undoing[0]) == (0, -signal.SIGKILL, -signal.SIGKILL)
    assert killed_undoing[1] == whole[1]
    titles = [title for title, _, _ in killed_importing[1][0]]
    assert titles == ["Trial plan", "Trial plan"]
    assert killed_importing[1] != whole[1]
