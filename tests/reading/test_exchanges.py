"""Sales exchanges of one to four turns, read as READING.md settles them (Mon 2 Mar 2026, 10:00, Berlin)."""

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
