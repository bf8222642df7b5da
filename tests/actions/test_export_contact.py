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
from foothold.records.models import (
    Attendance,
    Closing,
    Contact,
    CustomerJudgement,
    Departure,
    GuestAct,
    Homework,
    Judgement,
    PreparedItem,
)

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


def test_a_persons_export_holds_what_was_sent_to_him_and_what_he_did_on_his_pages(
    seat: Any, colleague: Any, invite: Callable[..., Any], now: Any
) -> None:
    made = invite(seat, "Petra Lang", "Jan Novak")
    rows = {model: model.objects.in_workspace(seat.workspace_id) for model in KEPT_OF_PAGES}
    contacts = Contact.objects.in_workspace(seat.workspace_id)
    him = contacts.create(name="Petra Lang", address="petra@northwind.example")
    Attendance.objects.in_workspace(seat.workspace_id).create(meeting=made.meeting, contact=him)
    for name in ("Petra Lang", "Jan Novak", ""):
        rows[GuestAct].create(
            invitation=made, guest=made.links[name], kind="yes", sequence=0, level="E4", done_at=now, said={"of": name}
        )
    for address in ("petra@northwind.example", "jan@northwind.example"):
        rows[CustomerJudgement].create(meeting=made.meeting, address=address, level="E4", said_at=now)
        rows[PreparedItem].create(meeting=made.meeting, item="cu.1", key=address, by=address, level="E4", said_at=now)
        rows[Departure].create(
            user=seat.user, kind="invitation", by="mailbox", key=address, thread="t", to_addresses=[address],
            made_at=now, due_at=now,
        )  # fmt: skip
    for place, owner in enumerate(("Petra Lang", "Jan Novak")):
        rows[Homework].create(meeting=made.meeting, place=40 + place, side="customer", owner=owner, what="figures")
    rows[Closing].create(meeting=made.meeting, user=seat.user, how="refused", words="Petra Lang is away", said_at=now)
    about = json.loads(json.dumps(kept_about(seat, [him]), default=str))
    assert [row["address"] for row in about["pages"]] == ["petra@northwind.example"]
    assert [row["said"] for row in about["acts_on_pages"]] == [{"of": "Petra Lang"}]
    assert [row["by"] for row in about["prepared"]] == ["petra@northwind.example"]
    assert [row["address"] for row in about["judgements_of_his"]] == ["petra@northwind.example"]
    assert [row["owner"] for row in about["homework"]] == ["Petra Lang"]
    assert [row["to_addresses"] for row in about["letters_to_him"]] == [["petra@northwind.example"]]
    assert [row["words"] for row in about["closings"]] == ["Petra Lang is away"]
    assert "jan@" not in json.dumps({name: about[name] for name in about if name != "calendar_entries"})
    assert "sealed" not in json.dumps(about["pages"])
    theirs = kept_about(colleague, [him])
    assert (theirs["letters_to_him"], theirs["closings"]) == ([], [])


KEPT_OF_PAGES = (GuestAct, CustomerJudgement, PreparedItem, Departure, Homework, Closing)
