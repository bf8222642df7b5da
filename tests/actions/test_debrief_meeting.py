"""Debriefing: what is stored, under which answer, and what is never asked twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.answer_feeling import answer_feeling, is_late
from foothold.actions.correct_claim import correct_claim
from foothold.actions.keep_or_drop_commitment import (
    drop_commitment,
    keep_commitment,
    reopen_commitment,
    set_due,
)
from foothold.actions.read_conversation import read_conversation
from foothold.actions.tell_sides import NoWords, tell_sides
from foothold.read import open_conversation
from foothold.records.models import (
    Commitment,
    Contact,
    Correction,
    Feeling,
    Judgement,
    Meeting,
    SourceConsent,
    SourceText,
)

Read = Callable[..., Any]
AGREED = "Anna Weber: Shall we look at the trial plan next Thursday at 10?\nJan Novak: Next Thursday at 10 works.\n"


def in_(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def test_a_vague_ending_is_stored_as_vague_with_its_promise(seat: Any, read_meeting: Read) -> None:
    meeting = read_meeting(seat)
    assert meeting.state == "vague"
    assert meeting.title == "Northwind"
    [promise] = in_(seat, Commitment).filter(side="customer")
    assert "pump hours" in promise.what
    assert promise.due_on is not None
    assert in_(seat, SourceText).get(meeting=meeting).text.endswith("a few weeks then.\n")


def test_quotes_stand_in_the_kept_text_where_they_say(seat: Any, read_meeting: Read) -> None:
    meeting = read_meeting(seat)
    text = in_(seat, SourceText).get(meeting=meeting).text
    quotes = [row for promise in in_(seat, Commitment) for row in promise.evidence]
    assert quotes
    assert all(text[row["start"] : row["end"]] == row["text"] for row in quotes)


@pytest.mark.parametrize("knowing", ["not_known", ""])
def test_without_a_yes_no_verbatim_text_is_stored(seat: Any, read_meeting: Read, knowing: str) -> None:
    source = in_(seat, SourceText).get(meeting=read_meeting(seat, knowing=knowing))
    assert (source.text, source.turns, source.keeping) == ("", [], "never")
    assert in_(seat, Judgement).get().document["commitments"][0]["evidence"][0]["text"]


def test_the_question_about_knowing_is_asked_once_a_kind_of_source(
    seat: Any, read_meeting: Read, now: datetime
) -> None:
    vtt = open_conversation(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna Weber>Hello Petra.\n", "call.vtt")
    notes = open_conversation(b"Met Petra. She calls next week.", "notes.md")
    assert read_conversation(seat, vtt, now=now).asks_knowing
    read_meeting(seat)
    assert not read_conversation(seat, vtt, now=now).asks_knowing
    assert read_conversation(seat, notes, now=now).asks_knowing


def test_skipping_the_question_is_no_answer_and_it_comes_again(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat, knowing="")
    assert not in_(seat, SourceConsent).exists()


def test_who_is_who_is_asked_once(seat: Any, read_meeting: Read, now: datetime) -> None:
    conversation = open_conversation(AGREED.encode(), "call.txt")
    before = read_conversation(seat, conversation, now=now)
    assert {speaker.name for speaker in before.unknown_speakers} == {"Anna Weber", "Jan Novak"}
    read_meeting(seat, AGREED, "call.txt")
    assert read_conversation(seat, conversation, now=now).unknown_speakers == ()


def test_reading_before_the_answers_stores_nothing(seat: Any, now: datetime) -> None:
    read_conversation(seat, open_conversation(AGREED.encode(), "call.txt"), now=now)
    assert not in_(seat, Meeting).exists()
    assert not in_(seat, SourceText).exists()


def test_the_same_file_read_again_is_a_new_judgement_not_a_new_meeting(seat: Any, read_meeting: Read) -> None:
    first = read_meeting(seat)
    second = read_meeting(seat)
    assert first.pk == second.pk
    assert list(in_(seat, Judgement).order_by("version").values_list("version", flat=True)) == [1, 2]


def test_the_same_file_of_a_colleague_is_his_own_meeting(seat: Any, colleague: Any, read_meeting: Read) -> None:
    assert read_meeting(seat).pk != read_meeting(colleague).pk


def test_the_customers_people_become_contacts(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat)
    assert [(person.name, person.account.name) for person in in_(seat, Contact)] == [("Petra Lang", "Northwind")]


def test_the_account_is_guessed_from_the_people_met_before(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    conversation = open_conversation(b"Anna Weber: Hello.\nPetra Lang: Hello, Anna.\n", "call.txt")
    assert read_conversation(seat, conversation, now=now).account == "Northwind"


@pytest.mark.parametrize(
    ("file_name", "account"),
    [
        ("northwind-call.vtt", "Northwind"),
        ("pasted words.txt", ""),
        ("2026-09-22 Zoom meeting.vtt", ""),
        ("Alpine Foods pilot.txt", "Alpine Foods"),
    ],
)
def test_the_account_is_guessed_from_the_files_name(seat: Any, now: datetime, file_name: str, account: str) -> None:
    conversation = open_conversation(b"Ann: Hello.\nBob: Hello, Ann.\n", file_name)
    assert read_conversation(seat, conversation, now=now).account == account


# --- the feeling ---------------------------------------------------------------------------------------------


def test_a_feeling_said_before_the_verdict_is_locked(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat, met="yes", sure=75)
    answer_feeling(seat, meeting, met="no", sure=0, now=now + timedelta(hours=1))
    feeling = in_(seat, Feeling).get()
    assert (feeling.met, feeling.sure, feeling.late) == ("yes", 75, False)


def test_reading_again_does_not_change_what_was_felt(seat: Any, read_meeting: Read) -> None:
    read_meeting(seat, met="yes", sure=75)
    read_meeting(seat, met="no", sure=0)
    assert in_(seat, Feeling).get().sure == 75


def test_a_feeling_after_the_verdict_is_late(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat)
    assert not in_(seat, Feeling).exists()
    feeling = answer_feeling(seat, meeting, met="", sure=50, now=now + timedelta(minutes=1))
    assert feeling is not None
    assert feeling.late


def test_a_feeling_is_late_from_half_an_hour_after_the_end(now: datetime) -> None:
    assert not is_late(ended=now, said_at=now + timedelta(minutes=30))
    assert is_late(ended=now, said_at=now + timedelta(minutes=31))


@pytest.mark.parametrize(("met", "sure"), [("perhaps", None), ("", 60), ("yes", 101)])
def test_a_feeling_has_three_words_and_five_stops(
    seat: Any, read_meeting: Read, now: datetime, met: str, sure: Any
) -> None:
    meeting = read_meeting(seat)
    with pytest.raises(ValueError, match="not one of"):
        answer_feeling(seat, meeting, met=met, sure=sure, now=now)


# --- what the seller says about it ------------------------------------------------------------------------------


def test_not_right_is_a_label_and_moves_no_level(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    judgement = in_(seat, Judgement).get()
    before = judgement.document["tests"]["T1"]
    correct_claim(seat, judgement, "tests.T1", says="was_not_said", words="He meant Jan", now=now)
    correct_claim(seat, judgement, "tests.T1", says="was_said", now=now)
    label = in_(seat, Correction).get()
    assert (label.claim, label.says, label.found) == ("tests.T1", "was_said", before)
    assert in_(seat, Judgement).get().document["tests"]["T1"] == before


@pytest.mark.parametrize("claim", ["", "nothing", "tests.T9", "commitments.99", "commitments.x", "verdict.0.1"])
def test_not_right_about_a_claim_nobody_made_is_refused(
    seat: Any, read_meeting: Read, now: datetime, claim: str
) -> None:
    read_meeting(seat)
    with pytest.raises(KeyError):
        correct_claim(seat, in_(seat, Judgement).get(), claim, says="agreed", now=now)


def test_dropped_promises_stay_dropped_when_the_file_is_read_again(
    seat: Any, read_meeting: Read, now: datetime
) -> None:
    read_meeting(seat)
    drop_commitment(seat, in_(seat, Commitment).filter(side="customer").get(), now=now)
    read_meeting(seat)
    assert in_(seat, Commitment).filter(side="customer").get().state == "dropped"


def test_a_dropped_promise_is_kept_as_a_label_until_it_is_taken_back(
    seat: Any, read_meeting: Read, now: datetime
) -> None:
    read_meeting(seat)
    promise = in_(seat, Commitment).filter(side="customer").get()
    drop_commitment(seat, promise, now=now)
    label = in_(seat, Correction).get()
    assert (label.claim, label.says) == (f"commitments.{promise.place}", "no_promise")
    assert label.found["what"] == promise.what
    reopen_commitment(seat, promise)
    assert not in_(seat, Correction).exists()


def test_keeping_a_promise_says_when_and_a_day_keeps_it_too(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    promise = in_(seat, Commitment).filter(side="customer").get()
    assert keep_commitment(promise, now=now).kept_at == now
    assert set_due(promise, now.date(), now=now).due_on == now.date()


def test_sides_told_later_make_a_new_judgement(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat, AGREED, "call.txt", sides={})
    assert in_(seat, Judgement).get().document["needs"] == ["sides"]
    source = in_(seat, SourceText).select_related("meeting").get()
    tell_sides(seat, source, {"Anna Weber": "ours", "Jan Novak": "customer"}, now=now)
    latest = in_(seat, Judgement).order_by("-version").first()
    assert (latest.version, latest.document["state"]) == (2, "offered")
    assert in_(seat, Meeting).get(pk=meeting.pk).state == "offered"


def test_sides_cannot_be_told_later_without_the_words(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat, AGREED, "call.txt", sides={}, knowing="not_known")
    source = in_(seat, SourceText).select_related("meeting").get()
    with pytest.raises(NoWords):
        tell_sides(seat, source, {"Anna Weber": "ours"}, now=now)
