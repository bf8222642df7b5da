"""Everything about one person, and nothing about anybody else."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from foothold.actions.correct_claim import correct_claim
from foothold.actions.delete_contact import people_called
from foothold.actions.export_contact import export_contact_to_folder, kept_about
from foothold.records.models import Contact, Judgement

Read = Callable[..., Any]
OTHER = "Anna Weber: Hello Jan.\nJan Novak: We will send you the drawings by Friday.\n"


def test_a_persons_export_holds_his_meetings_words_quotes_promises_and_corrections(
    seat: Any, read_meeting: Read, now: Any, tmp_path: Path
) -> None:
    meeting = read_meeting(seat)
    read_meeting(seat, OTHER, "other.txt", account="Alpine")
    judgement = Judgement.objects.in_workspace(seat.workspace_id).get(meeting=meeting)
    correct_claim(seat, judgement, "tests.T1", says="was_not_said", now=now)
    people = people_called(seat, "petra lang")
    path = export_contact_to_folder(seat, people, tmp_path / "out")
    about = json.loads(path.read_text("utf-8"))
    assert [row["name"] for row in about["contact"]] == ["Petra Lang"]
    assert [row["id"] for row in about["meetings"]] == [str(meeting.pk)]
    assert [row["text"] for row in about["words"]] == [
        "We will send you the pump hours by Friday.",
        "Call me after the conference.",
    ]
    claims = {row["claim"]: row["level"] for row in about["quotes"]}
    assert claims["tests.T1"] == "E3"
    assert "commitments.0" in claims
    assert {row["speaker"] for row in about["quotes"]} == {"Petra Lang"}
    assert [row["owner"] for row in about["promises"]] == ["Petra Lang"]
    assert [row["claim"] for row in about["corrections"]] == ["tests.T1"]
    assert "drawings" not in path.read_text("utf-8")


def test_a_persons_export_leaves_out_words_this_seat_may_not_read(
    seat: Any, colleague: Any, read_meeting: Read
) -> None:
    read_meeting(colleague)
    about = kept_about(seat, people_called(seat, "Petra Lang"))
    assert about["words"] == []
    assert about["quotes"]


def test_nobody_is_called_by_an_empty_name(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    assert people_called(seat, "  ") == []


def test_a_person_is_exported_from_set_up_as_a_zip_by_the_owner_only(
    seat: Any, colleague: Any, read_meeting: Read, browser_of: Callable[..., Any]
) -> None:
    read_meeting(seat)
    person = Contact.objects.in_workspace(seat.workspace_id).get()
    address = f"/setup/people/{person.pk}/export"
    assert address in browser_of(seat).get("/setup").content.decode()
    answer = browser_of(seat).post(address)
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert json.loads(archive.read("contact.json"))["contact"][0]["name"] == "Petra Lang"
    assert browser_of(colleague).post(address).status_code == 404
