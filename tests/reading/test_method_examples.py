"""METHOD 4.3, X1 to X16: a meeting on Mon 2 Mar 2026, 10:00, Europe/Berlin."""

from datetime import date
from typing import Any

import pytest

from foothold.cli.read_lines import answer

NOW = {"now": "2026-03-02T10:00:00", "tz": "Europe/Berlin"}


def read(*turns: str) -> dict[str, Any]:
    """Each turn "S: words" or "C: words"."""
    said = [{"side": t[0], "speaker": t[0], "text": t[3:]} for t in turns]
    return answer("turns", {"id": "x", **NOW, "turns": said})


def test_x1_a_call_next_week_is_vague() -> None:
    found = read("C: Just give me a call next week.")
    assert (found["grade"], found["agreed_by_customer"]) == ("vague", False)


def test_x2_great_is_no_agreement_to_touch_base() -> None:
    found = read("S: I'll touch base in a few days if I haven't heard from you.", "C: Great.")
    assert found["grade"] == "vague"
    assert "seller_vague_ending" in found["flags"]


def test_x3_a_week_or_two_is_vague() -> None:
    assert read("C: Follow up in a week or two.")["grade"] == "vague"


def test_x4_thursday_works_agrees_to_the_slot() -> None:
    found = read("S: Thursday the 12th at 3?", "C: Thursday works.")
    assert (found["grade"], found["start"]) == ("agreed", "2026-03-12T15:00:00+01:00")


def test_x5_a_slot_the_customer_names_is_proposed_and_the_person_is_homework() -> None:
    found = read("C: Let's do Tuesday at ten, I'll bring Anna from purchasing.")
    assert (found["grade"], found["start"]) == ("proposed", "2026-03-03T10:00:00+01:00")
    assert len(found["commitments"]) == 1
    assert "Anna" in found["commitments"][0]["what"]


def test_x6_a_date_without_a_time_is_vague() -> None:
    found = read("C: Send me an invite for the 12th.")
    assert (found["grade"], found["date"]) == ("vague", "2026-03-12")
    assert "date_without_time" in found["flags"]
    assert found["commitments"] == []


def test_x7_an_afternoon_is_a_window() -> None:
    found = read("C: I'm at my desk Thursday afternoon, try me.")
    assert found["grade"] == "vague"
    assert "window" in found["flags"]


def test_x8_a_dated_promise_is_no_next_step() -> None:
    found = read("C: We'll send you the scrap data by Friday.")
    assert found["grade"] == "none"
    assert [(c["side"], c["due"]) for c in found["commitments"]] == [("C", "2026-03-06")]
    assert "scrap data" in found["commitments"][0]["what"]


def test_x9_a_slot_the_customer_would_have_to_check_is_hedged() -> None:
    found = read("C: I'd have to check, but the 12th at three could work.")
    assert (found["grade"], found["start"]) == ("proposed", "2026-03-12T15:00:00+01:00")
    assert "hedged" in found["flags"]


def test_x10_silence_is_no_agreement() -> None:
    found = read("S: We're meeting on the 12th at 3.")
    assert (found["grade"], found["agreed_by_customer"]) == ("proposed", False)


def test_x11_going_with_someone_else_is_an_explicit_no() -> None:
    found = read("C: No, we went with someone else.")
    assert (found["grade"], found["refusal"]) == ("none", True)


def test_x12_the_past_is_no_next_step() -> None:
    found = read("C: Last Tuesday at ten was better.")
    assert (found["grade"], found["start"]) == ("none", None)
    assert "past" in found["flags"]


def test_x13_hell_freezing_over_is_never_a_date() -> None:
    found = read("C: Call me when hell freezes over.")
    assert (found["grade"], found["date"]) == ("vague", None)


def test_x14_a_stated_absence_is_kept() -> None:
    found = read("C: I'm back from the fair on the 16th, call me then.")
    assert (found["grade"], found["absence_until"]) == ("vague", date(2026, 3, 16).isoformat())
    assert "date_without_time" in found["flags"]


def test_x15_let_me_see_is_no_agreement() -> None:
    found = read("S: Could we pencil in Wednesday 14:00?", "C: Hmm, let me see.")
    assert (found["grade"], found["agreed_by_customer"]) == ("proposed", False)


def test_x16_an_answer_by_mail_at_noon_is_an_email_appointment() -> None:
    found = read("C: I'll answer your three questions by mail on Friday noon.")
    assert (found["grade"], found["start"]) == ("proposed", "2026-03-06T12:00:00+01:00")
    assert "email_appointment" in found["flags"]
    assert [c["side"] for c in found["commitments"]] == ["C"]


AGREED = [
    ("S: Does Tuesday at 10 suit you?", "C: Go on then."),
    ("S: How about Friday at 2?", "C: That's grand."),
    ("S: Can we say Wednesday 15:00?", "C: Works for me, I'll tell Anna."),
    ("S: Wednesday at 3 pm then?", "C: 👍"),
    ("S: Shall we meet on the 12th at 3?", "C: Yes, let's do that. See you then."),
    ("C: Could you come by on Friday at 9?", "S: Perfect, I'll send the invite."),
    ("S: Are you free Thursday?", "C: Thursday's good. At 3?", "S: Perfect."),
    ("S: Tuesday at 10 or Wednesday at 2?", "C: Wednesday works better.", "S: Great."),
    ("S: Thursday at 3?", "C: Could we do 4 instead?", "S: Sure, 4 it is."),
]


@pytest.mark.parametrize("turns", AGREED)
def test_a_yes_in_any_idiom_to_a_date_and_time_is_agreed(turns: tuple[str, ...]) -> None:
    found = read(*turns)
    assert found["grade"] == "agreed"
    assert found["start"]


PROPOSED = [
    ("S: Thursday at 3?", "C: Thanks."),
    ("S: Thursday at 3?", "C: Who else is coming?"),
    ("S: Thursday at 3?", "C: I will revert."),
    ("S: Thursday at 3?", "C: Ask Deirdre, she keeps my diary."),
    ("S: Thursday at 3?", "C: Probably."),
    ("S: Thursday at 3?", "C: Tentatively yes."),
    ("S: Thursday at 3?", "C: Yes, if Anna can make it."),
    ("S: Thursday at 3, unless I hear otherwise.", "C: Thanks for the tour today."),
    ("S: Thursday at 3? And did you get the samples?", "C: Yes, we got the samples."),
    ("S: Tuesday at 10 or Wednesday at 2?", "C: Either works."),
    ("C: Let's say Monday at 11.",),
    ("S: Thursday at 3?", "C: Sure, and pigs might fly."),
]


@pytest.mark.parametrize("turns", PROPOSED)
def test_without_a_clear_yes_a_slot_is_only_proposed(turns: tuple[str, ...]) -> None:
    assert read(*turns)["grade"] == "proposed"


NOT_FIRM = {
    ("S: Thursday at 3?", "C: Thursday doesn't work, sorry."): "vague",
    ("S: Thursday at 3?", "C: Works.", "C: Actually, I can't do Thursday after all."): "vague",
    ("S: Shall we meet Tuesday?", "C: Yes, Tuesday is fine."): "vague",
    ("S: When shall we talk?", "C: Between the 9th and the 13th."): "vague",
    ("C: Our board meets on Tuesday at 10.",): "none",
    ("C: I have a dentist appointment on Thursday at 3.",): "none",
    ("C: We usually meet the auditors on Mondays at 9.",): "none",
    ("S: The price is 12.50 and version 3.11 ships in room 14.",): "none",
    ("S: Please call me if you have any questions.",): "none",
    ("S1: Tom, Tuesday at 9 to prepare?", "S2: Works for me."): "none",
}


@pytest.mark.parametrize(("turns", "grade"), NOT_FIRM.items())
def test_the_past_others_meetings_days_and_courtesies_are_no_slot(turns: tuple[str, ...], grade: str) -> None:
    said = [{"side": t[0], "speaker": t.split(":")[0], "text": t.split(": ", 1)[1]} for t in turns]
    assert answer("turns", {"id": "x", **NOW, "turns": said})["grade"] == grade


REFUSALS = [
    "We decided to go with another supplier.",
    "I'm afraid we're not going ahead.",
    "Thanks, but it's not for us.",
    "We'll pass, but thank you for your time.",
    "We're going to stay with our current supplier.",
    "Please stop calling me.",
]


@pytest.mark.parametrize("words", REFUSALS)
def test_a_polite_no_is_a_refusal_even_after_an_offer(words: str) -> None:
    found = read("S: Shall we meet Thursday at 3?", f"C: {words}")
    assert (found["grade"], found["refusal"]) == ("none", True)


@pytest.mark.parametrize(
    "words",
    [
        "I'll think about it.",
        "Leave it with me.",
        "Let me socialise it.",
        "I'll send you an invite.",
        "I'll put it in the diary.",
    ],
)
def test_thinking_about_it_and_invitations_promise_nothing(words: str) -> None:
    assert read(f"C: {words}")["commitments"] == []


def test_a_request_the_customer_takes_up_is_his_promise() -> None:
    found = read("S: Could you send us the pump hours by Friday?", "C: Sure, will do.")
    assert [(c["side"], c["due"]) for c in found["commitments"]] == [("C", "2026-03-06")]
    assert "pump hours" in found["commitments"][0]["what"]


def test_a_request_nobody_takes_up_is_no_promise() -> None:
    assert read("S: Could you send us the pump hours by Friday?", "C: Who needs them?")["commitments"] == []
