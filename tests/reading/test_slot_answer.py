"""What a reply says to the slot we asked for: a false yes is the costliest error there is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.reading.slot_answer import Said, SlotAnswer, answer_to_slot

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=VIENNA)
THURSDAY = datetime(2026, 9, 24, 10, 0, tzinfo=VIENNA)


def answered(text: str) -> SlotAnswer:
    return answer_to_slot(text, THURSDAY, NOW, VIENNA)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Works for me.", "Works for me."),
        ("Hi Anna,\n\nThursday at ten is fine. I will bring the pump hours.\n\nPetra", "Thursday at ten is fine."),
        ("Thursday works, see you then.", "Thursday works, see you then."),
    ],
)
def test_a_yes_carries_the_words_that_say_it(words: str, quote: str) -> None:
    assert answered(words) == SlotAnswer(Said.YES, quote)


@pytest.mark.parametrize(
    "words",
    ["Let me check with Jan first.", "I think that could work.", "Thanks!", "", "The pump hours are attached.", "?"],
)
def test_half_a_yes_and_courtesies_are_not_clear(words: str) -> None:
    assert answered(words).said is Said.NOT_CLEAR


@pytest.mark.parametrize(
    "words",
    [
        "I am out of office until Monday. Yes, I will answer you then.",
        "Thank you for your mail. I'm on vacation and will be back on Thursday. Yes, I'll reply then.",
        "We will see you in court on Thursday",
        "Thursday at 10 works, but I'd prefer 3",
    ],
)
def test_a_yes_to_something_else_is_not_clear(words: str) -> None:
    assert answered(words).said is Said.NOT_CLEAR


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("Thursday at 10 works, but I prefer 11", 11),
        ("Thursday at 10 works, but I prefer 3 pm.", 15),
        ("Thursday works, but 11 would be better.", 11),
    ],
)
def test_a_yes_with_a_time_they_prefer_asks_for_that_time(words: str, hour: int) -> None:
    assert answered(words) == SlotAnswer(Said.OTHER_TIME, words, THURSDAY.replace(hour=hour))


@pytest.mark.parametrize(
    "words",
    [
        "Yes, Thursday at 10 works. I'm out of office until Wednesday.",
        "Thursday works, I would prefer Teams.",
        "We will see you at the tennis court on Thursday at 10.",
    ],
)
def test_a_yes_beside_an_absence_a_place_or_a_wish_stays_one(words: str) -> None:
    assert answered(words).said is Said.YES


def test_another_time_is_theirs_to_name() -> None:
    found = answered("Sorry, I can't make Thursday. Could we do Friday at 9 instead?")
    assert found.said is Said.OTHER_TIME
    assert found.new_start == datetime(2026, 9, 25, 9, 0, tzinfo=VIENNA)
    assert found.quote == "Could we do Friday at 9 instead?"


def test_another_day_without_a_time_is_only_a_day() -> None:
    found = answered("Can we do Friday instead?")
    assert (found.said, found.new_start, found.on) == (Said.OTHER_TIME, None, date(2026, 9, 25))


@pytest.mark.parametrize(
    "words", ["No, that does not work for me.", "Can't do Thursday, sorry.", "We went with someone else."]
)
def test_a_no_is_a_no(words: str) -> None:
    assert answered(words).said is Said.NO


@pytest.mark.parametrize(
    "words",
    [
        "Thursday 10 is bad, Thursday 2pm is good",
        "After 3pm works for me.",
        "Before 9 works for me",
        "Morning is bad, afternoon works for me",
        "The afternoon works better for me.",
        "Thursday 24 works, not at 10 though.",
    ],
)
def test_a_yes_to_hours_the_slot_is_not_in_is_no_yes(words: str) -> None:
    assert answered(words).said is not Said.YES


@pytest.mark.parametrize(
    "words",
    [
        "Thursday works until 3pm.",
        "Thursday works for me before 11.",
        "Any time after 9 works for me.",
        "Mornings work for me.",
        "Thursday at 10 works, not at 11 though.",
    ],
)
def test_a_yes_to_hours_the_slot_is_in_stays_one(words: str) -> None:
    assert answered(words).said is Said.YES


@pytest.mark.parametrize(
    "words",
    [
        "Unfortunately I don't have the pump hours yet.",
        "Please cancel my hotel room.",
        "No need to bring the samples.",
        "I'm not interested in the second module, only in the first.",
        "Thursday doesn't work for Jan. I am fine.",
    ],
)
def test_a_no_to_a_thing_or_for_somebody_else_refuses_no_meeting(words: str) -> None:
    assert answered(words).said is Said.NOT_CLEAR


@pytest.mark.parametrize(
    "words",
    [
        "Unfortunately I don't have the time on Thursday.",
        "Please cancel the meeting.",
        "Please cancel our Thursday call.",
        "No need to meet.",
        "We are not interested.",
        "Thursday doesn't work for Jan and me.",
        "No need to bring the samples. I can't make Thursday.",
        "Declined",
        "Declined.\n\nPetra",
    ],
)
def test_a_no_to_the_meeting_stays_one(words: str) -> None:
    assert answered(words).said is Said.NO


@pytest.mark.parametrize(
    "words",
    [
        "I have another meeting at 11, so we must stop on time.",
        "Could you call me tomorrow at 9 before the meeting?",
        "Our production stops on Friday at 14:00, so please send the offer before.",
    ],
)
def test_an_hour_of_something_else_is_no_other_time(words: str) -> None:
    assert answered(words).said is Said.NOT_CLEAR


def test_an_hour_asked_for_beside_another_meeting_is_theirs_to_name() -> None:
    found = answered("I have another meeting then, could we do Friday at 9?")
    assert (found.said, found.new_start) == (Said.OTHER_TIME, datetime(2026, 9, 25, 9, 0, tzinfo=VIENNA))


def test_a_slot_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        answer_to_slot("Yes", THURSDAY.replace(tzinfo=None), NOW, VIENNA)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_reply_breaks_it(text: str) -> None:
    answer_to_slot(text, datetime(2026, 9, 24, 10, tzinfo=UTC), datetime(2026, 9, 22, 12, tzinfo=UTC), UTC)
