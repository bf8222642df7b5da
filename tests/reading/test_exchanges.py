"""Sales exchanges of one to four turns, read as READING.md settles them (Mon 2 Mar 2026, 10:00, Berlin)."""

from typing import Any

import pytest

from foothold.cli.read_lines import answer

NOW = {"now": "2026-03-02T10:00:00", "tz": "Europe/Berlin"}

NO_AGREEMENT = [
    ["S: Thursday at 3?", "C: Thursday's fine but not at 3."],
    ["S: Thursday the 12th at 3?", "C: The 12th is good, could we do the morning instead?"],
    ["S: Thursday at 3?", "C: Good. Same time the day after?"],
    ["S: Thursday the 12th at 3?", "C: Thursday the 12th works, the time doesn't."],
    ["S: Thursday at 3?", "C: 3 is fine, but which day again?"],
    ["S: Thursday at 3?", "C: It works well, your pump."],
    ["S: Thursday at 3? Does the machine work?", "C: Yes, it works."],
    ["S: Thursday at 3?", "C: Make it 4 and you're on."],
    ["S: Unless I hear otherwise, Thursday at 3.", "C: OK bye."],
    ["S: Thursday at 3?", "C: Good morning, thank you for the brochure."],
    ["S: Thursday at 3?", "C: Super, looking forward to the report."],
]


@pytest.mark.parametrize("turns", NO_AGREEMENT, ids=[" / ".join(turns)[:60] for turns in NO_AGREEMENT])
def test_a_yes_to_half_a_slot_or_to_something_else_is_no_agreement(turns: list[str]) -> None:
    said = [{"side": t[0], "speaker": t[0], "text": t[3:]} for t in turns]
    assert answer("turns", {"id": "x", **NOW, "turns": said})["grade"] != "agreed"


EXCHANGES: list[tuple[str, str | None, list[str]]] = [
    # agreed: a date and a time, and a yes in any idiom
    ("agreed", "2026-03-05T15:00", ["S: Would Thursday at 3 pm suit you?", "C: It would, yes."]),
    ("agreed", "2026-03-05T15:00", ["S: Thursday 3pm?", "C: ok"]),
    ("agreed", "2026-03-04T14:30", ["S: Wednesday half two?", "C: Grand, see you then."]),
    (
        "agreed",
        "2026-03-10T09:00",
        ["S: Next Tuesday at 9 in your office?", "C: Yes please, I'll book the room."],
    ),
    ("agreed", "2026-03-03T11:00", ["C: I could do tomorrow at 11.", "S: Tomorrow at 11 it is."]),
    (
        "agreed",
        "2026-03-06T10:00",
        ["C: Friday 10:00 would be best for us.", "S: Booked, I'll send the invitation."],
    ),
    (
        "agreed",
        "2026-03-12T15:00",
        ["S: I have the 12th at 3 or the 13th at 10.", "C: The 12th suits me better."],
    ),
    ("agreed", "2026-03-13T10:00", ["S: I have the 12th at 3 or the 13th at 10.", "C: The second one."]),
    ("agreed", "2026-03-05T16:00", ["S: Thursday at 3?", "C: Can't do 3, how about 4?", "S: 4 works."]),
    (
        "agreed",
        "2026-03-05T15:00",
        ["S: Thursday at 3?", "C: Is that by phone?", "S: Yes, by phone.", "C: Then Thursday at 3 is fine."],
    ),
    (
        "agreed",
        "2026-03-05T15:00",
        ["S: How about Thursday?", "C: Thursday is good.", "S: At 3?", "C: Perfect."],
    ),
    ("agreed", "2026-03-05T15:00", ["S: shall we say thursday at three", "C: yeah that works for me"]),
    (
        "agreed",
        "2026-03-16T09:30",
        ["S: Let's meet on Monday 16 March at 9:30 to look at the pilot.", "C: Sounds good to me."],
    ),
    ("agreed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Lock it in."]),
    ("agreed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Count me in."]),
    ("agreed", "2026-03-05T15:00", ["S: Can you make Thursday at 3?", "C: I can."]),
    ("agreed", "2026-03-05T15:00", ["S: Thursday at 3 then.", "C: Done. Talk then."]),
    ("agreed", "2026-03-05T15:00", ["S: Are you free on Thursday at 3?", "C: I am."]),
    ("agreed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Send me the invite."]),
    # proposed: named, but no yes to it
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: I think so."]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Should be fine."]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: I need to check with my boss first."]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Let me get back to you."]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Noted."]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Which room would that be in?"]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3?", "C: Pencil it in, I'll confirm tomorrow."]),
    ("proposed", "2026-03-05T15:00", ["S: Thursday at 3, unless I hear from you."]),
    ("proposed", "2026-03-05T15:00", ["S: I'll call you on Thursday at 3."]),
    ("proposed", "2026-03-05T15:00", ["C: Ring me Thursday at 3."]),
    (
        "proposed",
        "2026-03-05T15:00",
        ["S: Thursday at 3? By the way, is the new line running?", "C: Yes, since January."],
    ),
    ("proposed", "2026-03-05T15:00", ["C: Thursday at 3 could work for us, I'd need to ask finance."]),
    ("proposed", "2026-03-04T15:00", ["C: By 3 pm Wednesday I mail you my answers."]),
    # vague: contact without date and time
    ("vague", None, ["C: Let's talk again after the summer."]),
    ("vague", None, ["S: When could we meet?", "C: Sometime next month."]),
    ("vague", None, ["S: I'll follow up next week.", "C: Perfect."]),
    ("vague", None, ["C: Drop me a line when the new version is out."]),
    ("vague", None, ["S: Can we meet on Thursday at 3?", "C: No, I'm travelling then."]),
    ("vague", None, ["S: Shall we meet?", "C: Sure, let's find a time."]),
    ("vague", None, ["C: Come by any time in the week of the 14th."]),
    ("vague", None, ["S: Feel free to reach out whenever you're ready."]),
    (
        "vague",
        None,
        ["S: Thursday at 3?", "C: Works.", "S: Great.", "C: Hang on, I just saw I can't make Thursday."],
    ),
    ("vague", None, ["S: The 12th at 3?", "C: I'm away until the 20th."]),
    ("proposed", "2026-03-24T15:00", ["S: The 24th at 3?", "C: I'm away until the 20th."]),
    ("vague", None, ["C: We should get together once the budget is through."]),
    ("vague", None, ["C: Tuesday morning is good for me."]),
    # none
    ("none", None, ["C: The meeting on Thursday at 3 was useful."]),
    ("none", None, ["C: We met your competitor last Thursday at 3."]),
    ("none", None, ["C: If we had met on Thursday at 3, it would have been too late."]),
    ("none", None, ["C: They are meeting the auditors on Thursday at 3."]),
    ("none", None, ["C: My flight leaves on Thursday at 3."]),
    ("none", None, ["C: The machine costs 12,300 and the manual is on page 15."]),
    ("none", None, ["S: We send you the offer by Friday."]),
    ("none", None, ["C: Call extension 1530 if anything breaks."]),
    ("none", None, ["S: Our engineers always start at 7."]),
    ("none", None, ["C: Thanks for the demo, very interesting."]),
    ("none", None, ["S: As discussed in our call on Monday, the price is 900."]),
    (
        "none",
        None,
        ["S: Shall we meet Thursday at 3?", "C: We have decided against it. We won't be going ahead."],
    ),
    ("none", None, ["C: Sorry, it's a no from us."]),
]


@pytest.mark.parametrize(("grade", "start", "turns"), EXCHANGES, ids=[" / ".join(e[2])[:60] for e in EXCHANGES])
def test_an_exchange_is_graded_as_the_conventions_say(grade: str, start: str | None, turns: list[str]) -> None:
    said = [{"side": t[0], "speaker": t[0], "text": t[3:]} for t in turns]
    found = answer("turns", {"id": "x", **NOW, "turns": said})
    assert (found["grade"], (found["start"] or "")[:16] or None) == (grade, start)


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("Last Tuesday at ten was better.", True),
        ("If we had bought it last year, we would be in a review every Tuesday at ten.", False),
        ("My flight got in at 6:10 and my bag turned up at nine.", False),
    ],
)
def test_only_a_slot_of_ours_that_is_over_is_flagged_as_past(words: str, past: bool) -> None:
    turns = [{"side": "C", "speaker": "C", "text": words}]
    assert ("past" in answer("turns", {"id": "x", **NOW, "turns": turns})["flags"]) is past


def read(*turns: str) -> dict[str, Any]:
    said = [{"side": turn[0], "speaker": turn[0], "text": turn[3:]} for turn in turns]
    return answer("turns", {"id": "x", **NOW, "turns": said})


def summed(*turns: str) -> tuple[str, str | None]:
    found = read(*turns)
    return found["grade"], (found["start"] or "")[5:16] or None


@pytest.mark.parametrize(
    "words",
    [
        "No clash on this end.",
        "Suits, my dear.",
        "Too easy.",
        "Exactly, until Thursday.",
        "I've blocked it.",
        "Do come.",
        "Sound.",
        "kk see you then",
        "You're very welcome on Thursday at 3.",
        "Hello, thank you for the list. Prices we must still discuss. The meeting on Thursday at 3 is in my calendar.",
        "We look forward to welcoming you.",
        "Yes, though I'll be dialling in from the car.",
        "Delivery: thank you. Meeting: Thursday at 3, yes please.",
        "yeah no thursday at three that's fine",
    ],
)
def test_a_yes_in_any_idiom_agrees_wherever_it_stands(words: str) -> None:
    assert summed("S: Would Thursday at 3 suit you for the load review?", f"C: {words}") == ("agreed", "03-05T15:00")


@pytest.mark.parametrize(
    "words",
    [
        "Ring me at the yard.",
        "At ours please.",
        "Ask for me at the gate.",
        "Bring your boots.",
        "Ring away, I'm on site.",
    ],
)
def test_telling_how_to_come_is_a_yes_to_a_slot_just_offered(words: str) -> None:
    assert summed("S: Thursday at 3?", f"C: {words}") == ("agreed", "03-05T15:00")


@pytest.mark.parametrize(
    "words",
    [
        "Ring me first, then we can see.",
        "Come on, you know I hate Thursdays.",
        "Bring the price down and we'll talk.",
        "By phone you'd get me maybe.",
        "Use the time for somebody who needs it.",
    ],
)
def test_telling_what_must_come_first_is_none(words: str) -> None:
    assert summed("S: Thursday at 3?", f"C: {words}")[0] != "agreed"


@pytest.mark.parametrize(
    "words",
    [
        "Thursday's the day the auditors come in.",
        "Slammed Thursday.",
        "Perfect timing, we were just talking about you.",
        "Absolutely not.",
        "Of course you'd say that.",
        "Brilliant, another meeting.",
        "It's in my calendar as a holiday.",
        "I've accepted another offer for Thursday at 3.",
        "Put it in writing first.",
        "Happy to talk once we have the figures.",
        "Go on then, tell me why.",
        "The proposal looks good to me, all agreed on our side.",
        "No problem with the pump so far.",
        "It's perfect, the sample.",
        "Your machine works perfectly, by the way.",
        "Thursday... let me look.",
        "3 works. Oh hang on, I just saw that's the board.",
        "Okay but why Thursday?",
        "Already booked, sorry.",
        "80% sure I can make that.",
        "I'd say so, but I'd want to run it past Fergal.",
        "My son will read it, he has done an MBA.",
        "Thursday I am in Rennes all day, so no.",
    ],
)
def test_a_yes_to_a_thing_a_joke_or_a_doubt_is_no_agreement(words: str) -> None:
    assert summed("S: Thursday at 3?", f"C: {words}")[0] != "agreed"


@pytest.mark.parametrize(
    ("turns", "start"),
    [
        (("S: Thursday at 10?", "C: An hour later would be easier.", "S: Eleven then, no problem."), "03-05T11:00"),
        (("S: Thursday at 8?", "C: Make it twenty past.", "S: Twenty past eight then."), "03-05T08:20"),
        (("S: Thursday at 10?", "C: Could we push it to eleven?", "S: Eleven's fine."), "03-05T11:00"),
        (("S: Thursday at 10?", "C: Dentist. Same time Friday?", "S: Perfect, Friday at 10."), "03-06T10:00"),
        (("C: I've nothing before Monday week. Could you do four that day?", "S: Of course."), "03-16T16:00"),
    ],
)
def test_a_slot_may_be_named_by_its_distance_from_another(turns: tuple[str, ...], start: str) -> None:
    assert summed(*turns) == ("agreed", start)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Wednesday, no, sorry, Thursday, Thursday the nineteenth at um ten thirty?", "03-19T10:30"),
        ("would thursday at like eleven work", "03-05T11:00"),
        ("fri 330?", "03-06T15:30"),
        ("Could we do Friday 6 Mar, 1400, level 5?", "03-06T14:00"),
        ("Would Thursday the twelfth at eight in the morning do?", "03-12T08:00"),
    ],
)
def test_a_slot_is_read_as_it_is_spoken_and_typed(words: str, start: str) -> None:
    assert summed(f"S: {words}") == ("proposed", start)


@pytest.mark.parametrize(
    "words", ["Friday's the winner.", "Friday, if it's all the same to you.", "The later one please.", "Second option."]
)
def test_of_two_slots_the_chosen_one_is_agreed(words: str) -> None:
    assert summed("S: Thursday at 10 or Friday at 3?", f"C: {words}") == ("agreed", "03-06T15:00")


def test_after_his_own_question_only_an_answer_to_the_offer_agrees() -> None:
    asked = ("S: Thursday at 3?", "C: Is the price still 900?", "S: It is.")
    assert summed(*asked, "C: Great.")[0] == "proposed"
    assert summed(*asked, "C: Then yes, see you Thursday.") == ("agreed", "03-05T15:00")


def test_a_slot_taken_up_as_suggested_before_these_words_is_agreed() -> None:
    assert summed("C: I am happy with the 24th at 10 am as you suggested.") == ("agreed", "03-24T10:00")


def test_a_condition_for_the_others_convenience_is_no_hedge() -> None:
    assert summed("C: I'm around Wednesday at one if you can make it.", "S: I can, Wednesday at one.")[0] == "agreed"
    assert read("C: Wednesday at one, if that's any good to you.")["flags"] == []


@pytest.mark.parametrize("words", ["Can't swing that one.", "Could we rearrange?", "That's a no for Thursday, sorry."])
def test_a_slot_turned_down_without_another_is_vague_and_no_refusal(words: str) -> None:
    found = read("S: Thursday at 3?", f"C: {words}")
    assert (found["grade"], found["refusal"]) == ("vague", False)


@pytest.mark.parametrize(
    "words",
    [
        "We're going with the crowd in Naas, it's signed.",
        "The parish has no need of it.",
        "We have decided not to take the matter any further.",
        "Sir, order is already placed with another party.",
        "Ah we'll leave it so.",
    ],
)
def test_a_no_to_going_on_is_a_refusal_however_polite(words: str) -> None:
    found = read("S: Thursday at 3?", f"C: {words}")
    assert (found["grade"], found["refusal"]) == ("none", True)


@pytest.mark.parametrize(
    ("turns", "flags"),
    [
        (("S: I'll touch base after the move, ok?",), ["seller_vague_ending"]),
        (("S: Please do not hesitate to contact me if any question comes up.",), ["seller_vague_ending"]),
        (("S: I'll send the terms by Friday, and I'll circle back at some stage.",), ["seller_vague_ending"]),
        (("S: Next Thursday I ring you.",), ["date_without_time"]),
        (("S: Are you in on Monday?", "C: Monday's good, morning rather than afternoon."), ["window"]),
        (("C: We want to see you again in autumn.",), []),
        (("C: The whole team's in on Tuesday. Come by then.",), ["date_without_time"]),
        (("S: Shall we do one more session?", "C: Yes. The date we can decide afterwards."), []),
    ],
)
def test_vague_contact_is_flagged_by_what_is_missing(turns: tuple[str, ...], flags: list[str]) -> None:
    found = read(*turns)
    assert (found["grade"], found["flags"]) == ("vague", flags)


@pytest.mark.parametrize(
    "words",
    [
        "C: The auditors arrive Thursday at 3.",
        "C: Shift change at two tomorrow, so the phones will be off.",
        "C: We launch on Friday at 9.",
        "C: Pete's seeing your rivals on Thursday at 2.",
        "S: Your order ships Thursday at 3.",
        "S: The agenda of today: 10:00 the status, 10:20 the costs.",
        "C: Your invoice of 12 March, 1500 euros, is paid.",
    ],
)
def test_what_is_told_of_a_time_is_no_offer(words: str) -> None:
    assert summed(words) == ("none", None)


def test_the_day_named_as_back_counts_and_back_to_you_is_no_absence() -> None:
    assert read("C: I'm off from Friday and back in harness on the 17th.")["absence_until"] == "2026-03-17"
    assert read("C: I'll get the form filled in and back to you by Friday.")["absence_until"] is None


@pytest.mark.parametrize(
    ("turns", "what", "due"),
    [
        (("C: Legal want your insurance certificate.", "S: I'll get that over to you by Friday."), "certificate", "06"),
        (("S: All I'm missing is the allergen matrix.", "C: You'll have it by Friday."), "matrix", "06"),
        (("C: The certificate I will send tomorrow.",), "certificate", "03"),
        (("C: The drawings you will have on Friday.",), "drawings", "06"),
        (("C: Our architect mails you the floor plan by Friday.",), "floor plan", "06"),
        (("C: The parts list comes by Friday from my colleague.",), "parts list", "06"),
        (("S: Could you send me the remittance by Friday?", "C: Will do on the remittance."), "remittance", "06"),
        (("S: Thursday at 3?", "C: Fine.", "S: I'll have the noise map with me."), "noise map", "05"),
    ],
)
def test_a_promise_names_its_thing_wherever_it_stands(turns: tuple[str, ...], what: str, due: str) -> None:
    promised = read(*turns)["commitments"]
    assert [(what in p["what"], p["due"]) for p in promised] == [(True, f"2026-03-{due}")]


@pytest.mark.parametrize(
    "last",
    [
        "S: Sorry, I've to cancel, my boss needs me elsewhere.",
        "C: Sorry, something has come up, can't do it any more.",
        "C: Scrap that, let's leave it open.",
    ],
)
def test_an_agreement_is_gone_when_either_side_takes_it_back(last: str) -> None:
    assert summed("S: Thursday at 2?", "C: Works.", "S: Great.", last)[0] == "vague"


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        ("S: Thursday at 2. You'll have seen the new price.", "C: I have, it's fine."),
        ("S: Thursday at 2, and is the budget approved?", "C: It is, finally."),
        ("S: Do you prefer Thursday at 2 or Friday at 10?", "C: Yes."),
        ("S: Thursday at 2?", "C: Yes please send details."),
        ("C: Would Thursday at 2 suit?", "S: I'll check and send an invite if it works."),
        ("C: I could do Thursday at 2 but I'd prefer a mail.", "S: Sure, I'll write you a mail."),
    ],
)
def test_a_yes_that_may_be_to_something_else_in_the_offer_is_none(offer: str, words: str) -> None:
    assert summed(offer, words)[0] == "proposed"


def test_a_yes_behind_the_pleasantries_of_a_mail_is_heard() -> None:
    mail = "Hi Robin,\n\nHope you're well. Apologies for the slow reply, month end.\n\nYes, that works for us.\n\nKim"
    assert summed("S: Would Thursday at 14:00 work?", f"C: {mail}") == ("agreed", "03-05T14:00")


@pytest.mark.parametrize(
    "said", ["Good to see you today.", "Thanks for your time today.", "It was a pleasure to have you here today."]
)
def test_a_pleasantry_about_today_names_no_next_date(said: str) -> None:
    found = answer(
        "turns", {"id": "x", **NOW, "turns": [{"side": "S", "text": said}, {"side": "C", "text": "Same here."}]}
    )
    assert (found["grade"], found["date"]) == ("none", None)


def test_a_call_asked_for_today_keeps_its_day() -> None:
    found = answer("turns", {"id": "x", **NOW, "turns": [{"side": "C", "text": "Please ring me today."}]})
    assert (found["grade"], found["date"]) == ("vague", NOW["now"][:10])
