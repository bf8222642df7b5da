"""The same file read again: what was kept before is replaced, and nothing of it stays behind."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from foothold.actions.debrief_meeting import chosen_sides
from foothold.actions.delete_meeting import delete_meeting
from foothold.records.models import Account, Commitment, Contact, Homework, Meeting, SpeakerSide

Read = Callable[..., Any]

FORGETS = r"""
import sys
from datetime import datetime, UTC
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from foothold.actions.debrief_meeting import Answers, debrief_meeting
from foothold.actions.open_workspace import open_personal_workspace
from foothold.read import open_conversation
now = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
seat = open_personal_workspace(name="Anna", tz="UTC")
talk = open_conversation(b"Anna: Hello.\nPetra: The zebra likes its marmalade very warm.\n", "call.txt")
def stored():
    return any(b"marmalade" in file.read_bytes() for file in settings.DATA_DIR.glob("foothold.sqlite3*"))
def read(knowing):
    debrief_meeting(seat, talk, Answers(held_at=now, tz="UTC", knowing=knowing), now=now)
read("everyone_knew")
assert stored(), "kept at first"
if "reader" in sys.argv:
    import sqlite3
    from foothold.records.erasing import forget_what_is_due
    other = sqlite3.connect(settings.DATA_DIR / "foothold.sqlite3", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM records_meeting").fetchall()
    read("not_known")
    assert (settings.DATA_DIR / "log_to_empty").exists(), "left to the jobs"
    assert not forget_what_is_due()
    other.close()
    assert forget_what_is_due()
    assert not (settings.DATA_DIR / "log_to_empty").exists()
else:
    read("not_known")
assert not stored(), "gone from the file and its log"
"""


def forgets(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    said = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    said |= {"FOOTHOLD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "foothold.site.settings"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", FORGETS, *words], env=said, capture_output=True, text=True, timeout=240, check=False
    )


def test_a_text_read_again_as_not_known_is_not_in_the_database_file_any_more(tmp_path: Path) -> None:
    outcome = forgets(tmp_path)
    assert outcome.returncode == 0, outcome.stderr


def test_a_log_that_somebody_reads_is_emptied_by_the_jobs_later(tmp_path: Path) -> None:
    outcome = forgets(tmp_path, "reader")
    assert outcome.returncode == 0, outcome.stderr


def test_a_side_that_was_only_shown_is_not_remembered_as_told(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat, prefilled={"Anna Weber": "ours", "Petra Lang": "unknown"})
    sides = SpeakerSide.objects.in_workspace(seat.workspace_id).values_list("name", "side")
    assert ("Anna Weber", "ours") not in sides
    assert ("Petra Lang", "customer") in sides
    assert chosen_sides({"A": "ours", "B": "ours"}, {"A": "ours", "B": "customer"}) == {"B": "ours"}


def test_a_blank_customer_keeps_the_one_named_before(seat: Any, read_meeting: Read) -> None:
    first = read_meeting(seat)
    again = read_meeting(seat, account="")
    assert again.pk == first.pk
    assert (again.account.name, again.title) == ("Northwind", "Northwind")


def test_another_customer_leaves_no_empty_one_behind(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    read_meeting(seat, account="Alpine")
    assert [row.name for row in Account.objects.in_workspace(seat.workspace_id)] == ["Alpine"]
    assert [row.account.name for row in Contact.objects.in_workspace(seat.workspace_id)] == ["Alpine"]


def test_the_last_meeting_takes_its_customers_people_and_their_sides(seat: Any, read_meeting: Read) -> None:
    meeting = read_meeting(seat)
    account = meeting.account
    Contact.objects.in_workspace(seat.workspace_id).create(account=account, name="Eva Stone")
    SpeakerSide.objects.in_workspace(seat.workspace_id).create(name="Eva Stone", side="customer")
    delete_meeting(meeting)
    for model in (Meeting, Account, Contact):
        assert not model.objects.in_workspace(seat.workspace_id).exists()
    names = set(SpeakerSide.objects.in_workspace(seat.workspace_id).values_list("name", flat=True))
    assert not names & {"Petra Lang", "Eva Stone"}


def test_homework_asked_for_with_an_invitation_hangs_on_the_same_words_as_before(
    seat: Any, read_meeting: Read, plan: Any, now: Any
) -> None:
    said = "Petra Lang: We'll send you the scrap data of line two by Friday.\nAnna Weber: {}\n"
    meeting = read_meeting(seat, said.format("Thank you, Petra."), "talk.txt")
    following = plan(seat, "Line walk", now + timedelta(days=3))
    promise = Commitment.objects.in_workspace(seat.workspace).get(meeting=meeting)
    asked = Homework.objects.in_workspace(seat.workspace).create(
        meeting=following, place=0, side="customer", what=promise.what, commitment=promise
    )
    read_meeting(seat, said.format("Thank you, Petra."), "talk.txt")
    asked.refresh_from_db()
    assert asked.commitment is not None
    assert (asked.commitment.meeting, asked.commitment.what) == (meeting, promise.what)
