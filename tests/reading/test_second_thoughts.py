"""A yes that is none: somebody else's, one said in jest, one to what has been (Mon 2 Mar 2026, 10:00, Berlin)."""

import pytest

from foothold.cli.read_lines import answer


def grade(words: str) -> str:
    turns = [{"side": "S", "text": "Shall we meet on Thursday at 3?"}, {"side": "C", "text": words}]
    given = {"now": "2026-03-02T10:00:00", "tz": "Europe/Berlin", "turns": turns}
    return str(answer("turns", given)["grade"])


@pytest.mark.parametrize(
    "words",
    ["Works for Mark, not for me.", "Fine with the others, just not with us.", "Good for them, bad for me.",
     "Petra is fine with that. I am not."],
)  # fmt: skip
def test_somebody_elses_yes_beside_the_speakers_own_no_declines(words: str) -> None:
    assert grade(words) == "vague"


@pytest.mark.parametrize(
    "words", ["Works for Mark and for me.", "It works for me, not for Mark.", "Not a problem for me."]
)
def test_the_speakers_own_yes_agrees_whatever_others_say(words: str) -> None:
    assert grade(words) == "agreed"


@pytest.mark.parametrize("words", ["Yes. Just kidding, no.", "Yes! Only joking.", "Sure. Just kidding, I can't."])
def test_a_yes_in_jest_is_taken_back(words: str) -> None:
    assert grade(words) == "vague"


@pytest.mark.parametrize("words", ["No, just kidding, yes, that works.", "Never! Just kidding. Thursday at 3 is fine."])
def test_a_yes_behind_the_joke_is_meant(words: str) -> None:
    assert grade(words) == "agreed"


@pytest.mark.parametrize(
    "words",
    ["Great session this morning, thank you!", "Thanks, great demo today.", "Yes, the samples were great, thanks.",
     "Lovely meeting you yesterday.", "That would have been perfect."],
)  # fmt: skip
def test_thanks_and_praise_of_what_has_been_are_no_yes(words: str) -> None:
    assert grade(words) == "proposed"


@pytest.mark.parametrize(
    "words", ["Great demo today, thanks. Works for me.", "Thanks, it was great. Thursday at 3 is fine."]
)
def test_a_yes_beside_the_praise_agrees(words: str) -> None:
    assert grade(words) == "agreed"


@pytest.mark.parametrize("words", ["Sure, if my boss lets me.", "Yes, as long as my manager agrees."])
def test_a_yes_on_a_condition_is_half_a_yes(words: str) -> None:
    assert grade(words) == "proposed"


@pytest.mark.parametrize("words", ["Sure, right after I win the lottery.", "Yes yes, and I'm the Queen of Sheba."])
def test_a_yes_on_what_never_happens_is_none(words: str) -> None:
    assert grade(words) != "agreed"
