"""The verdict in the words of the screen."""

from datetime import date
from typing import Any

import pytest

from foothold.web.meeting_page import next_days
from foothold.web.wording import card, clock
from foothold.web.wording import tests as five_tests

QUOTE = {"text": "Thursday works.", "speaker": "Jan", "side": "customer", "at": 65.0, "line": 3, "start": 0, "end": 15}


def document(**values: Any) -> dict[str, Any]:
    step = {"grade": "proposed", "agreed": "E0", "start": "2026-09-24T10:00:00+02:00", "date": "2026-09-24"}
    step |= {"tz": "Europe/Berlin", "flags": [], "evidence": [QUOTE]}
    return {"needs": [], "verdict": "continuation", "state": "offered", "next_step": step, "tests": {}} | values


def step(**values: Any) -> dict[str, Any]:
    return document()["next_step"] | values


@pytest.mark.parametrize(
    ("given", "sentence", "second"),
    [
        (document(), "Thursday 24 Sep 10:00", "They named it. We must answer."),
        (document(next_step=step(agreed="E3")), "Thursday 24 Sep 10:00", "Agreed aloud. Send the invitation."),
        (
            document(next_step=step(agreed="E1")),
            "Thursday 24 Sep 10:00",
            "Agreed, by our own notes. Their words are not here.",
        ),
        (document(next_step=step(grade="booked"), state="booked"), "Thursday 24 Sep 10:00", "They accepted."),
        (
            document(next_step=step(grade="vague", start=None), state="vague"),
            "Nothing is booked.",
            "Thursday 24 Sep was named.",
        ),
        (document(next_step=None, state="vague"), "Nothing is booked.", ""),
        (document(next_step=None, state="closed", verdict="no sale"), "They said no.", ""),
        (document(next_step=None, state="vague", verdict="order"), "They ordered.", ""),
        (
            document(next_step=None, state="vague", verdict="advance (pending)"),
            "Nothing is booked.",
            "They promised something with a day.",
        ),
    ],
)
def test_the_verdict_is_one_sentence_and_whose_move_it_is(given: Any, sentence: str, second: str) -> None:
    found = card(given)
    assert (found.sentence, found.second) == (sentence, second)
    assert all(len(line.split()) <= 12 for line in (found.sentence, found.second))


def test_our_slot_without_their_yes_is_theirs_to_answer() -> None:
    ours = QUOTE | {"side": "ours"}
    assert card(document(next_step=step(evidence=[ours, QUOTE]))).second == "They have not said yes."


def test_our_slot_that_only_their_words_speak_of_is_never_said_to_be_theirs() -> None:
    assert card(document(next_step=step(named_by="ours"))).second == "They have not said yes."
    assert card(document(next_step=step(named_by="customer"))).second == "They named it. We must answer."


def test_unknown_sides_are_neither_good_nor_bad() -> None:
    found = card(document(needs=["sides"], verdict=None, state=None, next_step=None))
    assert found.needs_sides
    assert found.state == ""
    assert found.sentence == "We cannot tell yet who agreed."


@pytest.mark.parametrize(
    ("level", "answer"),
    [("E4", "yes"), ("E3", "yes"), ("E2", "partly"), ("E1", "partly"), ("E0", "no"), ("not looked at", "unknown")],
)
def test_a_test_not_looked_at_is_no_no(level: str, answer: str) -> None:
    lines = five_tests(document(tests={"T2": {"level": level, "evidence": []}}))
    assert [line.id for line in lines] == ["T1", "T2", "T3", "T4", "T5"]
    assert lines[1].answer == answer
    assert lines[0].answer == "unknown"


def test_a_step_in_another_zone_is_shown_in_its_own() -> None:
    assert card(document(next_step=step(start="2026-09-24T08:00:00+00:00"))).sentence == "Thursday 24 Sep 10:00"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, ""), (0, "00:00"), (65.4, "01:05"), (2530, "42:10"), (3730, "1:02:10")]
)
def test_a_clock_reads_like_a_recording(seconds: float | None, shown: str) -> None:
    assert clock(seconds) == shown


def test_days_to_promise_by_are_working_days_to_come() -> None:
    for offset in range(14):
        today = date.fromordinal(date(2026, 9, 14).toordinal() + offset)
        days = next_days(today)
        assert 2 <= len(days) <= 3
        assert all(day > today and day.weekday() < 5 for day in days)
