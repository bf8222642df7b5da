"""A workspace's model: off by default, asked by a job, its words beside the verdict and gone with their source."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from foothold.actions.choose_second_reader import LOCKED, choose_second_reader, opened, try_second_reader
from foothold.actions.delete_contact import delete_contact
from foothold.actions.delete_everything import delete_everything
from foothold.actions.export_contact import kept_about
from foothold.actions.export_everything import export_to_zip, exported_files
from foothold.actions.make_demo import make_demo
from foothold.actions.suggest_findings import (
    LEASE,
    MOST_ATTEMPTS,
    ask_for_suggestions,
    claim_suggestions,
    suggest_findings,
    suggestions_due,
)
from foothold.actions.tell_sides import tell_sides
from foothold.connectors.models import ModelTrouble
from foothold.core.conversation import Unreadable
from foothold.jobs.loop import work_once
from foothold.read import with_suggestions
from foothold.records.models import Contact, Judgement, Meeting, SecondReader, SecondReading, SourceText
from foothold.records.secrets import CannotOpen, unseal

Read = Callable[..., Any]
KEY = "sk-very-secret-0123456789"
WORDS = "We will send you the pump hours by Friday."
VAGUE_WORDS = "Call me after the conference."


@pytest.fixture
def switched_on(seat: Any, model_server: Any, points_at: Any) -> SecondReader:
    model_server.findings = [
        points_at("test", ("Petra Lang", VAGUE_WORDS), test="T4"),
        points_at("agreement", ("Petra Lang", "Thursday at 10 is fine.")),
    ]
    return choose_second_reader(seat, on=True, base_url=model_server.url, model="llama3.1", key=KEY)


def readings(seat: Any) -> list[SecondReading]:
    return list(SecondReading.objects.in_workspace(seat.workspace_id))


def documents(seat: Any) -> list[Any]:
    return [row.document for row in Judgement.objects.in_workspace(seat.workspace_id).order_by("made_at", "version")]


def everything_of(seat: Any) -> str:
    return "\n".join(content for _, content in exported_files(seat))


# --- off ----------------------------------------------------------------------------------------------------


def test_off_by_default_nothing_is_asked(seat: Any, read_meeting: Read, model_server: Any, now: datetime) -> None:
    read_meeting(seat)
    work_once(now=now)
    assert readings(seat) == []
    assert model_server.asked == []


def test_set_up_and_not_switched_on_nothing_is_asked(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime
) -> None:
    choose_second_reader(seat, on=False, base_url=model_server.url, model="llama3.1", key=KEY)
    read_meeting(seat)
    work_once(now=now)
    assert readings(seat) == []
    assert model_server.asked == []


def test_another_workspace_that_is_on_asks_about_its_own_only(
    seat: Any, stranger: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    read_meeting(stranger)
    work_once(now=now)
    assert (readings(stranger), model_server.asked) == ([], [])


def test_switched_off_what_waits_is_not_sent(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    assert [row.state for row in readings(seat)] == ["waiting"]
    choose_second_reader(seat, on=False, base_url=model_server.url, model="llama3.1")
    work_once(now=now)
    assert (readings(seat), model_server.asked) == ([], [])


@pytest.mark.parametrize("knowing", ["not_known"])
def test_words_of_which_it_is_not_known_whether_everyone_knew_are_never_sent(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any, knowing: str
) -> None:
    read_meeting(seat, knowing=knowing)
    work_once(now=now)
    assert (readings(seat), model_server.asked) == ([], [])


def test_the_demo_is_never_sent(seat: Any, model_server: Any, now: datetime, switched_on: Any) -> None:
    make_demo(seat.workspace, now=now)
    work_once(now=now)
    assert (readings(seat), model_server.asked) == ([], [])


# --- on --------------------------------------------------------------------------------------------------------


def test_a_meeting_is_asked_about_once_by_the_job(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    assert model_server.asked == [], "the verdict waits for nobody"
    assert work_once(now=now) == 1
    assert work_once(now=now) == 0
    [row] = readings(seat)
    assert row.state == "answered"
    assert [one["evidence"][0]["text"] for one in row.document["found"]] == [VAGUE_WORDS]
    assert row.document["dropped"] == {"quotes": 1, "claims": 1}
    assert len(model_server.asked) == 1
    assert model_server.heads[0]["authorization"] == f"Bearer {KEY}"


def test_the_words_and_names_are_sent_and_nothing_else_of_ours(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat, name="secret-deal.vtt", account="Donau Pumps", sure=75)
    work_once(now=now)
    assert WORDS in model_server.words
    assert "Petra Lang" in model_server.words
    for never in ("secret-deal", "Donau Pumps", seat.workspace.name, seat.user.address, "75", "2026"):
        assert never not in model_server.words, never


def test_judgements_promises_and_states_are_the_same_with_and_without(
    seat: Any, make_seat: Read, read_meeting: Read, model_server: Any, points_at: Any, now: datetime, switched_on: Any
) -> None:
    from foothold.records.models import Commitment

    model_server.findings = [
        points_at(kind, ("Petra Lang", VAGUE_WORDS), owner="Petra Lang", when=VAGUE_WORDS)
        for kind in ("slot", "agreement", "commitment", "refusal")
    ]
    other = make_seat("Ida")
    with_it, without = read_meeting(seat), read_meeting(other)
    work_once(now=now)
    assert readings(seat)[0].document["found"]
    assert documents(seat) == documents(other)
    columns = ("state", "ending", "homework_set", "next_set", "answer")
    with_it.refresh_from_db()
    without.refresh_from_db()
    assert [getattr(with_it, name) for name in columns] == [getattr(without, name) for name in columns]
    promises = [
        list(Commitment.objects.in_workspace(one.workspace_id).values_list("side", "what", "due_on", "firm", "state"))
        for one in (seat, other)
    ]
    assert promises[0] == promises[1]


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_model_that_fails_leaves_one_line_and_is_not_asked_again_by_itself(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any, status: int
) -> None:
    model_server.status, model_server.body = status, b"{}"
    meeting = read_meeting(seat)
    work_once(now=now)
    asked = len(model_server.asked)
    work_once(now=now + timedelta(hours=1))
    assert len(model_server.asked) == asked
    [row] = readings(seat)
    assert row.state == "failed"
    assert "127.0.0.1" in row.document["note"]
    assert KEY not in json.dumps(row.document)
    model_server.status, model_server.body = 200, None
    assert ask_for_suggestions(meeting, row.judgement, now=now)
    work_once(now=now)
    assert [row.state for row in readings(seat)] == ["answered"]


def test_sides_told_later_are_a_new_question(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    work_once(now=now)
    source = SourceText.objects.in_workspace(seat.workspace_id).get()
    tell_sides(seat, source, {"Anna Weber": "customer", "Petra Lang": "ours"}, now=now)
    [row] = readings(seat)
    assert (row.state, row.document, row.judgement.version) == ("waiting", None, 2)
    work_once(now=now)
    [row] = readings(seat)
    assert row.document["found"][0]["side"] == "ours"


# --- leases --------------------------------------------------------------------------------------------------------


def test_a_claimed_one_is_nobody_elses_until_its_lease_ends(
    seat: Any, read_meeting: Read, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    [due] = suggestions_due(now=now)
    assert claim_suggestions(due, now=now) == 1
    assert claim_suggestions(due, now=now) is None
    later = now + LEASE + timedelta(seconds=1)
    assert claim_suggestions(due, now=later) == 2
    assert not suggest_findings(due, 1, now=later), "the first has lost it"
    assert suggest_findings(due, 2, now=later)


def test_what_is_cut_short_again_and_again_is_left(
    seat: Any, read_meeting: Read, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    [due] = suggestions_due(now=now)
    for number in range(MOST_ATTEMPTS):
        assert claim_suggestions(due, now=now + number * 2 * LEASE) == number + 1
    assert suggestions_due(now=now + 20 * LEASE) == []


def test_read_anew_while_the_model_thinks_the_old_answer_is_not_kept(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    meeting = read_meeting(seat)
    [due] = suggestions_due(now=now)
    attempt = claim_suggestions(due, now=now)
    assert attempt
    judgement = Judgement.objects.in_workspace(seat.workspace_id).get()
    ask_for_suggestions(meeting, judgement, now=now)
    assert not suggest_findings(due, attempt, now=now)
    assert [row.state for row in readings(seat)] == ["waiting"]


def test_a_person_erased_while_the_model_thinks_does_not_come_back(
    seat: Any, read_meeting: Read, now: datetime, switched_on: Any, monkeypatch: Any
) -> None:
    def erased_meanwhile(*args: Any, **kwargs: Any) -> Any:
        found = with_suggestions(*args, **kwargs)
        delete_contact(Contact.objects.in_workspace(seat.workspace_id).get(name="Petra Lang"))
        return found

    monkeypatch.setattr("foothold.actions.suggest_findings.with_suggestions", erased_meanwhile)
    read_meeting(seat)
    work_once(now=now)
    assert readings(seat) == []


# --- gone with their source, out with the rest ---------------------------------------------------------------------


def test_an_erased_persons_words_go_from_the_suggestions(
    seat: Any, read_meeting: Read, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    work_once(now=now)
    assert VAGUE_WORDS in everything_of(seat)
    delete_contact(Contact.objects.in_workspace(seat.workspace_id).get(name="Petra Lang"))
    left = everything_of(seat)
    assert "Petra" not in left
    assert VAGUE_WORDS not in left
    assert readings(seat)[0].document["found"][0]["evidence"][0]["source"] == "verified, source deleted"


def test_expired_texts_leave_suggestions_marked(seat: Any, read_meeting: Read, now: datetime, switched_on: Any) -> None:
    read_meeting(seat)
    work_once(now=now)
    work_once(now=now + timedelta(days=200))
    [row] = readings(seat)
    assert row.document["found"][0]["evidence"][0] | {"source": ""} != row.document["found"][0]["evidence"][0]
    assert row.document["found"][0]["evidence"][0]["text"] == VAGUE_WORDS


def test_a_deleted_meeting_takes_them_along(seat: Any, read_meeting: Read, now: datetime, switched_on: Any) -> None:
    meeting = read_meeting(seat)
    work_once(now=now)
    Meeting.objects.in_workspace(seat.workspace_id).filter(pk=meeting.pk).delete()
    assert readings(seat) == []


def test_deleting_everything_takes_the_model_and_its_key(seat: Any, switched_on: Any) -> None:
    delete_everything(seat.workspace)
    assert not SecondReader.objects.in_workspace(seat.workspace_id).exists()


def test_a_contacts_export_holds_his_words_that_a_model_pointed_at(
    seat: Any, read_meeting: Read, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    work_once(now=now)
    people = list(Contact.objects.in_workspace(seat.workspace_id).filter(name="Petra Lang"))
    [quote] = kept_about(seat, people)["suggested_quotes"]
    assert quote["text"] == VAGUE_WORDS


# --- the key ----------------------------------------------------------------------------------------------------------


def test_the_key_is_in_no_export_no_repr_and_not_readable_in_the_row(
    seat: Any, read_meeting: Read, now: datetime, switched_on: Any
) -> None:
    read_meeting(seat)
    work_once(now=now)
    archive = BytesIO()
    export_to_zip(seat, archive)
    with ZipFile(archive) as files:
        whole = b"".join(files.read(name) for name in files.namelist()).decode()
        assert json.loads(files.read("second_readers.json"))[0].keys().isdisjoint({"sealed", "key"})
    sealed = SecondReader.objects.in_workspace(seat.workspace_id).get().sealed
    assert sealed
    for text in (whole, sealed, repr(switched_on), str(switched_on), repr(opened(switched_on))):
        assert KEY not in text
    assert sealed not in whole


def test_a_key_opens_in_its_own_row_only(seat: Any, stranger: Any, model_server: Any, switched_on: Any) -> None:
    theirs = choose_second_reader(stranger, on=True, base_url=model_server.url, model="m", key="sk-theirs")
    assert opened(theirs)._key == "sk-theirs"
    with pytest.raises(CannotOpen):
        unseal(switched_on.sealed, about=str(theirs.pk))
    theirs.sealed = switched_on.sealed
    with pytest.raises(Unreadable) as told:
        try_second_reader(theirs)
    assert str(told.value) == LOCKED
    assert model_server.asked == []


def test_a_key_that_does_not_open_is_a_line_and_nothing_is_sent(
    seat: Any, read_meeting: Read, model_server: Any, now: datetime, switched_on: Any
) -> None:
    SecondReader.objects.in_workspace(seat.workspace_id).update(sealed="s1:00000000:AAAA")
    read_meeting(seat)
    work_once(now=now)
    [row] = readings(seat)
    assert (row.state, row.document["note"]) == ("failed", LOCKED)
    assert model_server.asked == []


def test_an_empty_key_keeps_the_one_before_for_the_same_server_only(seat: Any, model_server: Any) -> None:
    def chosen(base_url: str, **more: Any) -> bool:
        return bool(choose_second_reader(seat, on=True, base_url=base_url, model="m", **more).sealed)

    assert chosen(model_server.url, key=KEY)
    assert chosen(model_server.url)
    assert chosen(model_server.url + "/other")
    assert not chosen(model_server.url, forget_key=True)
    assert chosen(model_server.url, key=KEY)
    assert not chosen("https://evil.example/v1"), "another server does not get it"
    assert not chosen(model_server.url)


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_url": "http://models.example/v1"},
        {"base_url": ""},
        {"model": " "},
        {"key": "a b"},
        {"base_url": "http://169.254.169.254/"},
    ],
)
def test_what_cannot_be_asked_changes_nothing(seat: Any, model_server: Any, switched_on: Any, wrong: Any) -> None:
    before = SecondReader.objects.in_workspace(seat.workspace_id).values().get()
    with pytest.raises(ModelTrouble):
        choose_second_reader(seat, **{"on": True, "base_url": model_server.url, "model": "m", **wrong})
    assert SecondReader.objects.in_workspace(seat.workspace_id).values().get() == before


def test_trying_sends_invented_words_only(seat: Any, read_meeting: Read, model_server: Any, switched_on: Any) -> None:
    read_meeting(seat)
    try_second_reader(switched_on)
    assert "Petra Lang" not in model_server.words
    assert "pump hours" not in model_server.words
