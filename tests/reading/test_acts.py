"""The act of a single sentence (data/text/GUIDE.md): every sentence here is our own."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.reading.acts import LABELS, act_of
from foothold.reading.slots import Moment

ZONE = ZoneInfo("Europe/London")
MOMENT = Moment(datetime(2026, 3, 4, 10, tzinfo=ZONE), ZONE, "en-GB")


def label(text: str, **context: str) -> str:
    return act_of(text, MOMENT, **context).label


@pytest.mark.parametrize(
    "text",
    [
        "Can we meet on Thursday at 3 pm to walk through the pricing?",
        "Tuesday morning works for me.",
        "How about lunch tomorrow?",
        "Either Monday or Wednesday is fine with us.",
        "I will call you on Friday.",
        "maybe we can talk about it again tomorrow",
        "Our review meeting is scheduled for 12 March at 10:00.",
    ],
)
def test_a_meeting_of_the_participants_with_a_day_or_a_clock_time_is_firm(text: str) -> None:
    assert label(text) == "firm_meeting"


@pytest.mark.parametrize(
    "text",
    [
        "We should get together next week.",
        "Call me when you have a moment.",
        "We look forward to talking with your team about the rollout.",
        "Could we set up a call to go over the draft?",
        "let's talk about that at the next meeting",
        "Talk to you soon.",
    ],
)
def test_a_wish_to_meet_without_a_day_is_vague(text: str) -> None:
    assert label(text) == "vague_meeting"


@pytest.mark.parametrize(
    "text",
    [
        "I will send you the revised quote by Friday.",
        "We'll get back to you with the figures.",
        "If you send me the list I'll add the missing sites.",
        "I'd be happy to draft the statement of work.",
        "i'll write that up and mail it round",
        "Let me check with our engineers.",
    ],
)
def test_a_promise_of_a_future_action_is_the_speakers(text: str) -> None:
    act = act_of(text, MOMENT)
    assert (act.label, act.owner) == ("commitment_self", "speaker")


@pytest.mark.parametrize(
    "text",
    [
        "Please forward the signed order to Priya.",
        "Could you check the serial numbers?",
        "Let me know which version you prefer.",
        "Marek will prepare the comparison table.",
        "Ines: update the price list.",
        "the interface designer is supposed to work on the layout",
        "Make sure the contract has both signatures.",
    ],
)
def test_asking_instructing_or_assigning_is_a_request(text: str) -> None:
    act = act_of(text, MOMENT)
    assert (act.label, act.owner) == ("commitment_request", "other")


@pytest.mark.parametrize(
    "text",
    [
        "Please call me if you have any questions.",
        "Feel free to contact us at any time.",
        "Should you need further information, please let me know.",
        "Thanks for meeting with us on Monday.",
        "We met last Tuesday and discussed the budget.",
        "We can not make the call on Friday.",
        "I have a dentist appointment tomorrow at 9.",
        "The shareholders meeting of their parent company is on 20 March.",
        "Attached please find the minutes.",
        "so let's look at the next slide",
        "You will find the brochure on our stand.",
        "",
    ],
)
def test_courtesies_the_past_refusals_and_others_meetings_are_none(text: str) -> None:
    act = act_of(text, MOMENT)
    assert (act.label, act.due, act.owner) == ("none", None, None)


def test_a_courtesy_does_not_hide_the_request_it_follows() -> None:
    assert label("Please review the attached plan and call me if you have any questions.") == "commitment_request"


def test_an_answer_that_is_due_by_a_day_is_a_request_not_a_courtesy() -> None:
    assert label("Let me know by Friday if you have any changes.") == "commitment_request"


def test_a_day_in_the_context_makes_the_same_meeting_firm_without_a_due() -> None:
    act = act_of("Let's meet in your office.", MOMENT, before="Can we meet on Thursday at 2 pm?")
    assert (act.label, act.due) == ("firm_meeting", None)


def test_the_sentences_own_vague_time_beats_a_day_in_the_context() -> None:
    assert label("Let's meet again next week.", before="Can we meet on Thursday?") == "vague_meeting"


def test_going_on_with_the_meeting_at_hand_is_no_meeting_in_raw_talk() -> None:
    assert label("um so let's discuss the the colour of the buttons") == "none"


def test_a_decision_to_act_together_by_a_time_is_owed_by_both() -> None:
    act = act_of("We should try the new tariff next week.", MOMENT)
    assert (act.label, act.owner) == ("commitment_self", "both")


def test_of_two_times_of_a_moved_meeting_the_new_one_is_due() -> None:
    act = act_of("Our call is moved from March 10 to March 12.", MOMENT)
    assert act.due is not None
    assert "March 12" in act.due.text


def test_an_event_that_bounds_the_act_is_due_without_a_date() -> None:
    act = act_of("Let's have lunch when you get back to town.", MOMENT)
    assert act.due is not None
    assert act.due.text.startswith("when you get back")
    assert (act.due.start, act.due.end, act.due.grain) == (None, None, "vague")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_answered_and_the_probabilities_agree_with_the_label(text: str, beside: str) -> None:
    act = act_of(text, MOMENT, before=beside, after=beside)
    assert tuple(act.probabilities) == LABELS
    assert sum(act.probabilities.values()) == pytest.approx(1)
    assert act.label == max(act.probabilities, key=lambda name: act.probabilities[name])
    if act.due is not None:
        assert text[act.due.span[0] : act.due.span[1]] == act.due.text


@pytest.mark.parametrize(
    "piece", ["please just and ", "if you have any ", "we will ~ ", "let me know ", "call me on Friday ", "a ", ", "]
)
def test_a_long_monotonous_text_is_read_within_a_second(piece: str) -> None:
    act_of("warm", MOMENT)
    begin = time.process_time()
    act_of(piece * 50_000, MOMENT, before=piece * 1000)
    assert time.process_time() - begin < 1.0
