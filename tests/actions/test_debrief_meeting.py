"""Debriefing: what is stored, under which answer, and what is never asked twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.answer_feeling import answer_feeling, is_late
from foothold.actions.change_settings import add_identity
from foothold.actions.correct_claim import correct_claim
from foothold.actions.debrief_meeting import Answers, debrief_meeting
from foothold.actions.keep_or_drop_commitment import (
    drop_commitment,
    keep_commitment,
    reopen_commitment,
    set_due,
)
from foothold.actions.make_demo import make_demo
from foothold.actions.read_conversation import read_conversation
from foothold.actions.tell_sides import NoWords, tell_sides
from foothold.jobs.loop import work_once
from foothold.read import open_conversation
from foothold.records.closing import USUAL_LENGTH, length_of
from foothold.records.models import (
    CalendarEntry,
    Commitment,
    Contact,
    Correction,
    Feeling,
    Judgement,
    Meeting,
    Source,
    SourceConsent,
    SourceText,
)
from foothold.records.who_is_who import told_ours

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


@pytest.mark.parametrize("name", ["northwind-call.vtt", "pasted words.txt", "Alpine Foods pilot.txt"])
def test_a_files_name_is_no_customers_name(seat: Any, read_meeting: Read, now: datetime, name: str) -> None:
    conversation = open_conversation(b"Ann: Hello.\nBob: Hello, Ann.\n", name)
    assert read_conversation(seat, conversation, now=now).account == ""
    assert read_meeting(seat, AGREED, name, account="").title == "Meeting of 22 September"


def test_demo_people_and_customers_are_not_offered(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    conversation = open_conversation(b"Ann: Hello.\nPetra Lang: Hello, Ann.\n", "call.txt")
    assert read_conversation(seat, conversation, now=now).account == ""


NOTES = b"Met Petra Lang. She agreed to Thursday 24 September at 10:00, trial plan."


def test_my_own_written_notes_are_mine_without_a_second_question(seat: Any, now: datetime) -> None:
    notes = open_conversation(NOTES, "notes.md")
    assert read_conversation(seat, notes, now=now).asks_whose_notes
    answers = Answers(held_at=now, tz="Europe/Berlin", knowing="written_notes")
    debrief_meeting(seat, notes, answers, now=now)
    document = in_(seat, Judgement).get().document
    assert document["needs"] == []
    assert [row["side"] for row in document["speakers"]] == ["ours"]
    assert read_conversation(seat, notes, now=now).unknown_speakers == ()


def test_notes_of_others_still_ask_whose_words_they_are(seat: Any, now: datetime) -> None:
    notes = open_conversation(NOTES, "notes.md")
    debrief_meeting(seat, notes, Answers(held_at=now, tz="Europe/Berlin", knowing="everyone_knew"), now=now)
    assert in_(seat, Judgement).get().document["needs"] == ["sides"]
    assert read_conversation(seat, notes, now=now).unknown_speakers


def test_a_recorders_placeholder_is_no_person(seat: Any, read_meeting: Read) -> None:
    talk = AGREED.replace("Anna Weber", "Speaker 1").replace("Jan Novak", "Speaker 2")
    read_meeting(seat, talk, "call.txt", sides={"Speaker 1": "ours", "Speaker 2": "customer"})
    assert not in_(seat, Contact).exists()


def test_a_customer_told_ours_later_is_no_contact_any_more(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat, AGREED, "call.txt", sides={"Anna Weber": "customer", "Jan Novak": "ours"})
    assert [person.name for person in in_(seat, Contact)] == ["Anna Weber"]
    source = in_(seat, SourceText).select_related("meeting").get()
    tell_sides(seat, source, {"Anna Weber": "ours", "Jan Novak": "customer"}, now=now)
    assert [person.name for person in in_(seat, Contact)] == ["Jan Novak"]
    assert [side.name for side in told_ours(seat)] == ["Anna Weber"]


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


def test_words_read_again_are_meant_in_the_zone_they_were_first_read_in(
    seat: Any, read_meeting: Read, now: datetime
) -> None:
    meeting = read_meeting(seat, AGREED, "call.txt", sides={"Anna Weber": "ours", "Jan Novak": "customer"})
    source = in_(seat, Source).create(user=seat.user, kind="calendar_file", key="k", name="Calendar")
    entry = in_(seat, CalendarEntry).create(user=seat.user, source=source, uid="u1", fingerprint="f")
    in_(seat, Meeting).filter(pk=meeting.pk).update(entry=entry, tz="UTC")
    words = in_(seat, SourceText).select_related("meeting").get()
    tell_sides(seat, words, {"Anna Weber": "ours", "Jan Novak": "customer"}, now=now)
    first, again = [each.document["next_step"] for each in in_(seat, Judgement).order_by("version")]
    assert (again["start"], again["tz"]) == (first["start"], first["tz"])
    assert again["tz"] == seat.workspace.tz == "Europe/Berlin"


REPLY = """From: Jan Novak <jan@alpine.example>
To: Anna Weber <anna@harbour.example>
Subject: Re: Trial plan
Date: Tue, 22 Sep 2026 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Thursday works for me.

On Mon, 21 Sep 2026 at 09:00, Anna Weber <anna@harbour.example> wrote:
> Could we do Thursday 24 September at 10:00 to go through the trial plan?
"""


def test_a_kept_mail_judged_again_still_answers_what_it_quotes(seat: Any, read_meeting: Read, now: datetime) -> None:
    add_identity(seat, "anna@harbour.example")
    read_meeting(seat, REPLY, "reply.eml")
    first = in_(seat, Judgement).get().document
    assert first["next_step"]["start"].startswith("2026-09-24T10:00")
    source = in_(seat, SourceText).select_related("meeting").get()
    tell_sides(seat, source, {"Jan Novak": "customer"}, now=now)
    again = in_(seat, Judgement).order_by("-version").first().document
    assert (again["next_step"], again["state"]) == (first["next_step"], first["state"])


def test_quoted_mails_are_kept_only_with_the_text(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat, REPLY, "reply.eml")
    assert in_(seat, SourceText).get().earlier
    work_once(now=now + timedelta(days=181))
    assert in_(seat, SourceText).get().earlier == []
    read_meeting(seat, REPLY, "reply.eml", knowing="not_known")
    assert in_(seat, SourceText).get().earlier == []


def test_sides_cannot_be_told_later_without_the_words(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat, AGREED, "call.txt", sides={}, knowing="not_known")
    source = in_(seat, SourceText).select_related("meeting").get()
    with pytest.raises(NoWords):
        tell_sides(seat, source, {"Anna Weber": "ours"}, now=now)


def test_a_meeting_whose_words_are_dropped_now_is_over(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat, held_at=now)
    assert meeting.ended_at <= now
    assert length_of(meeting) == USUAL_LENGTH, "a moment that was noted is no length"
    earlier = read_meeting(
        seat, name="other.vtt", text="Petra: Call me after the fair.", held_at=now - timedelta(days=1)
    )
    assert earlier.ends_at is None
