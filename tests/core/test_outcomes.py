"""Outcomes and an agenda suggested from what is open, never made up (METHOD 5, us.6 and us.7)."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from foothold.core.commitments import Commitment, CommitmentState, HomeworkKind, thing_promised
from foothold.core.evidence import Side
from foothold.core.outcomes import Because, Situation, said_to_them, suggested_agenda, suggested_outcomes
from foothold.core.prep_questions import FIRST_THREE, prep_question_for, sheet_question
from foothold.core.purpose import Purpose, guess_purpose
from foothold.core.readiness import Item, agenda_lacks, outcome_lacks
from foothold.core.substance import too_thin

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
PUMP_HOURS = Commitment(
    owner="Petra Lang", side=Side.CUSTOMER, deliverable="send you the pump hours", due=date(2026, 9, 25)
)
SITUATION = Situation(purpose=Purpose.PROPOSAL_REVIEW, topic="price for three sites", commitments=(PUMP_HOURS,))


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.SOCIAL] + [None])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("topic", ["price for three sites", "", "catch up"])
def test_three_are_suggested_and_each_would_count_once_taken(
    purpose: Purpose | None, language: str, topic: str
) -> None:
    found = suggested_outcomes(Situation(purpose=purpose, topic=topic), language)
    assert len({each.outcome for each in found}) == 3
    slots = [NOW + timedelta(days=2), NOW + timedelta(days=3)]
    for each in found:
        assert "{" not in each.outcome + each.next_step
        assert outcome_lacks(each.outcome, each.next_step, slots, NOW, language=language) == ()
        question = sheet_question(Item.US_6, language)
        assert too_thin(f"{each.outcome} {each.next_step}", question, NOW, language=language) is None


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.SOCIAL] + [None])
@pytest.mark.parametrize(
    ("language", "them"), [("en", r"\b(?<!as )(they|them|their)\b"), ("de", r"\b(sie|ihnen|ihren?)\b")]
)
def test_said_to_the_customer_none_speaks_of_them(purpose: Purpose | None, language: str, them: str) -> None:
    situation = replace(SITUATION, purpose=purpose, left_vague="Call me", goal="cut the cost by 20 percent")
    for each in suggested_outcomes(situation, language):
        assert not re.search(them, said_to_them(each.outcome)), each.outcome


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (
            "Which parts of their offer they take as they are, and which must change",
            "Which parts of their offer you take as they are, and which must change",
        ),
        (
            "Was X ihnen bisher gebracht hat, in ihren eigenen Zahlen",
            "Was X Ihnen bisher gebracht hat, in Ihren eigenen Zahlen",
        ),
        ("Their supplier says when they deliver", "Their supplier says when they deliver"),
        ("", ""),
    ],
)
def test_only_what_is_suggested_here_is_turned_and_no_topic_in_it(outcome: str, said: str) -> None:
    assert said_to_them(outcome) == said


def test_a_social_meeting_gets_none() -> None:
    assert suggested_outcomes(Situation(purpose=Purpose.SOCIAL)) == ()


def test_what_is_open_is_suggested_with_the_words_it_rests_on() -> None:
    situation = replace(SITUATION, left_vague="Call me after the conference", goal="cut the cost by 20 percent")
    found = suggested_outcomes(situation)
    assert [each.because for each in found] == [Because.PURPOSE, Because.PROMISE, Because.LEFT_VAGUE]
    assert [each.about for each in found] == ["", "the pump hours", "Call me after the conference"]


@pytest.mark.parametrize("state", [CommitmentState.DONE, CommitmentState.DROPPED])
def test_what_was_done_or_dropped_is_not_brought_up(state: CommitmentState) -> None:
    situation = replace(SITUATION, commitments=(replace(PUMP_HOURS, state=state),))
    assert Because.PROMISE not in {each.because for each in suggested_outcomes(situation)}


@pytest.mark.parametrize("kind", [HomeworkKind.BRING_PERSON, HomeworkKind.INTRODUCE])
def test_a_person_they_bring_is_nothing_to_look_at_together(kind: HomeworkKind) -> None:
    lena = replace(PUMP_HOURS, deliverable="bring Lena", kind=kind)
    situation = replace(SITUATION, commitments=(lena,))
    assert Because.PROMISE not in {each.because for each in suggested_outcomes(situation)}
    assert not [each for each in suggested_agenda(situation, timedelta(hours=1)) if "Lena" in each.text]
    both = suggested_outcomes(replace(SITUATION, commitments=(lena, PUMP_HOURS)))
    assert [each.about for each in both if each.because is Because.PROMISE] == ["the pump hours"]


@pytest.mark.parametrize("minutes", [10, 15, 30, 45, 60, 480])
@pytest.mark.parametrize("outcome", ["", "A yes or no on the second site"])
def test_a_suggested_agenda_would_count_once_taken(minutes: int, outcome: str) -> None:
    length = timedelta(minutes=minutes)
    agenda = suggested_agenda(SITUATION, length, outcome=outcome)
    assert agenda_lacks(agenda, length) == ()
    assert agenda[0].his
    assert agenda[-1].text == "What is the next step, with whom, on which day?"


def test_his_own_question_takes_the_room_kept_for_it() -> None:
    agenda = suggested_agenda(SITUATION, timedelta(minutes=45), his_question="Does it run at night?")
    assert (agenda[0].text, agenda[0].his) == ("Does it run at night?", True)


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("send you the pump hours of sites 2 and 3.", "the pump hours of sites 2 and 3"),
        ("bring Eva from quality", "Eva from quality"),
        ("send", "send"),
        ("think about it", "think about it"),
    ],
)
def test_of_a_promise_the_thing_is_named(words: str, thing: str) -> None:
    assert thing_promised(words) == thing


@pytest.mark.parametrize(
    ("title", "purpose"),
    [
        ("Decision on the second site", Purpose.DECISION),
        ("Price for three sites", Purpose.PROPOSAL_REVIEW),
        ("Wartungsangebot", Purpose.PROPOSAL_REVIEW),
        ("Entscheidung über das Angebot", Purpose.DECISION),
        ("Factory tour of the press line", Purpose.SITE_VISIT),
        ("Pilot result", Purpose.WORKING_SESSION),
        ("Summer lunch", Purpose.SOCIAL),
        ("Northwind", None),
        ("", None),
    ],
)
def test_a_title_tells_what_kind_of_meeting_it_is(title: str, purpose: Purpose | None) -> None:
    assert guess_purpose(title) is purpose


def test_a_first_meeting_that_names_nothing_is_a_first_conversation() -> None:
    assert guess_purpose("Northwind", is_first=True) is Purpose.FIRST_CONVERSATION
    assert guess_purpose("Offer for Northwind", is_first=True) is Purpose.PROPOSAL_REVIEW


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_the_customer_cannot_answer_is_not_asked(language: str) -> None:
    silent = {item for item in Item if not prep_question_for(item, "", language)}
    assert silent == {Item.US_9, Item.CU_1}
    assert all(prep_question_for(item, "", language).endswith("?") for item in FIRST_THREE)
    assert all(sheet_question(item, language) for item in Item)
