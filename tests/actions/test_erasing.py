"""Gone means gone: a meeting, a person, everything; and everything out before."""

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

from foothold.actions.correct_claim import correct_claim
from foothold.actions.delete_contact import SeveralPeople, delete_contact, delete_person
from foothold.actions.delete_everything import delete_everything
from foothold.actions.delete_meeting import delete_meeting
from foothold.actions.erasing_words import REMOVED, SOURCE_DELETED, Blot, ErasedPerson
from foothold.actions.export_everything import EXPORTED, LEFT_OUT, export_to_folder, export_to_zip, exported_files
from foothold.actions.keep_or_drop_commitment import drop_commitment
from foothold.records.models import Account, Commitment, Contact, Judgement, Meeting, Membership, SourceText
from foothold.records.scoping import InWorkspace

Read = Callable[..., Any]
SIDES = {"Anna Weber": "ours", "Jan Novak": "customer"}
OTHER = "Anna Weber: Petra Lang said you decide.\nJan Novak: We will send you the drawings by Friday.\n"

REPLY = """From: Jan Novak <jan.novak@alpine.example>
To: Anna Weber <anna@harbour.example>
Subject: Re: Trial plan
Date: Tue, 22 Sep 2026 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Thursday works for me.

On Mon, 21 Sep 2026 at 09:00, Petra Lang <petra@alpine.example> wrote:
> Could we do Thursday 24 September at 10:00?
"""


def in_(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def everything_stored(seat: Any) -> str:
    """Every row of the workspace as text."""
    rows = [row for model in ROWS for row in in_(seat, model)]
    return serializers.serialize("json", rows, ensure_ascii=False)


ROWS = [model for model in apps.get_app_config("records").get_models() if issubclass(model, InWorkspace)]


def test_an_erased_person_is_nowhere(seat: Any, read_meeting: Read, now: Any) -> None:
    meeting = read_meeting(seat)
    read_meeting(seat, OTHER, "other.txt", account="Alpine")
    judgement = in_(seat, Judgement).get(meeting=meeting)
    correct_claim(seat, judgement, "next_step", says="vague", words="Petra is always like that", now=now)
    assert "Petra" in everything_stored(seat)
    delete_contact(in_(seat, Contact).get(name="Petra Lang"))
    left = everything_stored(seat)
    assert "Petra" not in left
    assert "Lang" not in left
    assert "after the conference" not in left
    assert "Jan Novak" in left


PETRAS = (
    "We will send you the pump hours of both sites by Friday.",
    "The energy bill on site one has doubled since spring, that is why.",
    "Next Thursday at 10 works for us, let us talk about the heat in the drying hall.",
)
HERS = f"""Anna Weber: Petra, what would help most?
Petra Lang: {PETRAS[0]}
Petra Lang: {PETRAS[1]}
Anna Weber: Shall we meet then?
Petra Lang: {PETRAS[2]}
"""


def runs_of_four(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + 4]) for at in range(len(words) - 3)}


@pytest.mark.parametrize("knowing", ["everyone_knew", "not_known"])
def test_no_four_words_of_an_erased_person_stay_anywhere(seat: Any, read_meeting: Read, now: Any, knowing: str) -> None:
    read_meeting(seat, HERS, "call.txt", knowing=knowing)
    judgement = in_(seat, Judgement).get()
    assert judgement.document["next_step"]["topic"]
    for claim in ("next_step", "tests.T1"):
        correct_claim(seat, judgement, claim, says="vague", words=PETRAS[0], now=now)
    drop_commitment(seat, in_(seat, Commitment).filter(side="customer").first(), now=now)
    hers = runs_of_four(" ".join(PETRAS))
    assert hers & runs_of_four(everything_stored(seat))
    delete_contact(in_(seat, Contact).get(name="Petra Lang"))
    assert not hers & runs_of_four(everything_stored(seat))
    assert not hers & runs_of_four(" ".join(content for _, content in exported_files(seat)))
    document = in_(seat, Judgement).get().document
    kept = judgement.document["next_step"]["agreed"]
    assert (document["next_step"]["topic"], document["next_step"]["agreed"]) == (REMOVED, kept)
    assert {promise.what for promise in in_(seat, Commitment).filter(side="customer")} == {REMOVED}


def test_what_we_promised_ourselves_stays_when_a_customer_is_erased(seat: Any, read_meeting: Read) -> None:
    talk = "Anna Weber: I will send you the price by Friday.\nPetra Lang: Thanks, I will look at it.\n"
    read_meeting(seat, talk, "call.txt")
    before = in_(seat, Commitment).get(side="ours").what
    delete_contact(in_(seat, Contact).get(name="Petra Lang"))
    assert in_(seat, Commitment).get(side="ours").what == before


def test_who_quotes_in_a_mail_is_erased_with_it(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat, REPLY, "reply.eml", sides={"Jan Novak": "customer"})
    assert in_(seat, SourceText).get().earlier
    assert delete_person(seat, "Petra Lang")
    source = in_(seat, SourceText).get()
    assert (source.text, source.earlier, source.keeping) == ("", [], "erased")


def test_erasing_somebody_unknown_changes_nothing_and_says_so(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    before = everything_stored(seat)
    assert not delete_person(seat, "Rosalind Unknown")
    assert not delete_person(seat, "nobody@nowhere.example")
    assert everything_stored(seat) == before


def test_a_person_goes_by_address_with_the_words_under_his_name(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat, REPLY, "reply.eml", sides={"Jan Novak": "customer"})
    in_(seat, Contact).delete()
    assert delete_person(seat, "jan.novak@alpine.example")
    assert "Novak" not in everything_stored(seat)
    assert "works for me" not in everything_stored(seat)


def test_an_erased_persons_evidence_keeps_its_level_and_says_why_it_is_empty(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    before = in_(seat, Judgement).get().document
    delete_contact(in_(seat, Contact).get(name="Petra Lang"))
    after = in_(seat, Judgement).get().document
    assert after["tests"]["T1"]["level"] == before["tests"]["T1"]["level"] == "E3"
    quotes = after["tests"]["T1"]["evidence"]
    assert quotes
    assert all(row["text"] == "" and row["source"] == SOURCE_DELETED for row in quotes)


@pytest.mark.parametrize("named", ["petra lang", " Petra Lang "])
def test_a_person_is_erased_by_name_in_any_case(seat: Any, read_meeting: Read, named: str) -> None:
    read_meeting(seat)
    delete_person(seat, named)
    assert "Petra" not in everything_stored(seat)


def test_a_person_who_is_only_talked_about_can_be_erased_too(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat, OTHER, "other.txt", account="Alpine")
    delete_person(seat, "Petra Lang")
    assert "Petra" not in everything_stored(seat)
    assert "Jan Novak" in everything_stored(seat)


def test_two_people_of_one_name_are_not_confused(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    read_meeting(seat, "Anna Weber: Hello.\nPetra Lang: Hello.\n", "other.txt", account="Alpine")
    with pytest.raises(SeveralPeople):
        delete_person(seat, "Petra Lang")
    assert in_(seat, Contact).count() == 2


def test_a_text_the_person_is_only_named_in_stays_without_the_name_and_places_hold(
    seat: Any, read_meeting: Read
) -> None:
    read_meeting(seat)
    other = read_meeting(seat, OTHER, "other.txt", account="Alpine")
    delete_contact(in_(seat, Contact).get(name="Petra Lang"))
    kept = in_(seat, SourceText).get(meeting=other)
    assert (kept.text, kept.keeping) == (OTHER.replace("Petra Lang", "•" * 10), "kept")
    for promise in in_(seat, Commitment).filter(meeting=other):
        assert all(row["text"] == kept.text[row["start"] : row["end"]] for row in promise.evidence)


CALLED = {
    "Will Long": "Thanks, Will. Will you send Mr Long the list? It will take long.",
    "Will May": "Can we meet on 12 May? May I ask for Ms May then, Will? That will do, it may.",
    "Mark Price": "Thanks, Mark. Price matters, so mark the price on the list.",
    "Customer": "The customer has a say. Customer numbers matter to a customer.",
}
LEFT = {
    "Will Long": "Thanks, ••••. Will you send Mr •••• the list? It will take long.",
    "Will May": "Can we meet on 12 May? May I ask for Ms ••• then, ••••? That will do, it may.",
    "Mark Price": "Thanks, ••••. Price matters, so mark the price on the list.",
    "Customer": "The customer has a say. Customer numbers matter to a customer.",
}


@pytest.mark.parametrize("named", CALLED)
def test_a_name_that_is_also_a_word_takes_no_word_with_it(named: str) -> None:
    blot = Blot(ErasedPerson.of(named, ""), attended=True)
    assert blot.masked(CALLED[named]) == LEFT[named]
    assert Blot(ErasedPerson.of(named, ""), attended=False).masked(CALLED[named]) == CALLED[named]


def test_a_relative_of_the_same_family_name_keeps_it() -> None:
    blot = Blot(ErasedPerson.of("Petra Lang", ""), True, others=("Anna Lang",))
    assert blot.removed("Ask Anna Lang, not Ms Lang.") == "Ask Anna Lang, not Ms [removed]."


@pytest.mark.parametrize("named", ["Will Long", "Will May", "Mark Price", "Customer"])
def test_erasing_a_person_leaves_every_other_meeting_and_our_own_fields_alone(
    seat: Any, read_meeting: Read, named: str
) -> None:
    ours = "We will send you the long price list by Friday."
    cue = "00:00:0{}.000 --> 00:00:0{}.000\n<v {}>{}\n\n".format
    talk = "WEBVTT\n\n" + cue(1, 3, "Anna Weber", ours) + cue(4, 6, named, "Good, we will look at it.")
    own = read_meeting(seat, talk, "own.vtt", sides={**SIDES, named: "customer"})
    words = (
        "Anna Weber: We will mark the price in May, it may take long.\nJan Novak: Customer, fine. Will do by Friday.\n"
    )
    other = read_meeting(seat, words, "other.txt", account="Alpine")
    before = in_(seat, Judgement).get(meeting=other).document
    promise = in_(seat, Commitment).get(meeting=own, side="ours")
    delete_contact(in_(seat, Contact).get(name=named))
    assert in_(seat, SourceText).get(meeting=other).text == words
    assert in_(seat, Judgement).get(meeting=other).document == before
    left = in_(seat, Commitment).get(pk=promise.pk)
    assert (left.what, left.evidence) == (promise.what, promise.evidence)
    speakers = in_(seat, Judgement).get(meeting=own).document["speakers"]
    assert {row["side"] for row in speakers} == {"ours", "customer"}
    assert in_(seat, SourceText).get(meeting=own).text == ""
    assert named not in {row["name"] for row in speakers}


def test_of_two_people_of_one_name_only_the_erased_ones_meeting_changes(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    other = read_meeting(seat, "Anna Weber: Hello.\nPetra Lang: Hello.\n", "other.txt", account="Alpine")
    delete_contact(in_(seat, Contact).get(name="Petra Lang", account__name="Northwind"))
    assert in_(seat, SourceText).get(meeting=other).text == "Anna Weber: Hello.\nPetra Lang: Hello.\n"


def test_erasing_a_person_leaves_other_workspaces_alone(seat: Any, stranger: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    read_meeting(stranger)
    delete_contact(in_(seat, Contact).get(name="Petra Lang"))
    assert "Petra Lang" in everything_stored(stranger)


def test_a_short_name_does_not_blot_longer_words(seat: Any, read_meeting: Read) -> None:
    talk = "Anna: We will send you the Janus figures by Friday.\nJan: Good.\n"
    read_meeting(seat, talk, "call.txt", account="Alpine", sides={"Anna": "ours", "Jan": "customer"})
    delete_contact(in_(seat, Contact).get(name="Jan"))
    assert "Janus" in in_(seat, Commitment).get().what


def test_a_deleted_meeting_takes_its_people_and_account_unless_met_elsewhere(seat: Any, read_meeting: Read) -> None:
    first = read_meeting(seat)
    read_meeting(seat, "Anna Weber: Hello again.\nPetra Lang: Hello, Anna.\n", "second.txt")
    delete_meeting(first)
    assert in_(seat, Contact).count() == in_(seat, Account).count() == in_(seat, Meeting).count() == 1
    delete_meeting(in_(seat, Meeting).get())
    for model in (Contact, Account, Meeting, SourceText, Judgement, Commitment):
        assert not in_(seat, model).exists(), model


def test_deleting_everything_leaves_the_owners_seat_and_other_workspaces(
    seat: Any, colleague: Any, stranger: Any, read_meeting: Read
) -> None:
    read_meeting(seat)
    read_meeting(colleague)
    read_meeting(stranger)
    delete_everything(seat.workspace)
    assert [type(row) for model in ROWS for row in in_(seat, model)] == [Membership]
    assert in_(stranger, Meeting).count() == 1


def test_the_export_holds_every_kind_of_row_and_the_texts(seat: Any, read_meeting: Read, tmp_path: Path) -> None:
    assert set(EXPORTED.values()) | set(LEFT_OUT) == set(ROWS)
    meeting = read_meeting(seat, sure=75)
    count = export_to_folder(seat, tmp_path / "out")
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert len(written) == count
    assert f"texts/{meeting.pk}.txt" in written
    assert "Call me after the conference." in (tmp_path / "out" / f"texts/{meeting.pk}.txt").read_text("utf-8")
    assert json.loads((tmp_path / "out/feelings.json").read_text("utf-8"))[0]["sure"] == 75


def test_the_export_leaves_out_what_a_colleague_has_not_shared(seat: Any, colleague: Any, read_meeting: Read) -> None:
    read_meeting(colleague, met="no", sure=0)
    archive = BytesIO()
    export_to_zip(seat, archive)
    with zipfile.ZipFile(archive) as files:
        assert not [name for name in files.namelist() if name.startswith("texts/")]
        assert json.loads(files.read("feelings.json")) == []
        assert json.loads(files.read("sources.json")) == []
        assert b"how shall we leave it" not in b"".join(files.read(name) for name in files.namelist())


@pytest.mark.django_db(transaction=True)
def test_deleting_works_outside_a_test_transaction_too(seat: Any, read_meeting: Read) -> None:
    delete_meeting(read_meeting(seat))
    assert not in_(seat, Meeting).exists()
