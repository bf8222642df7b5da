"""Tasks typed in notes with their owner before them, and days as they are told from a weekend or an absence."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold import read
from foothold.cli.read_lines import answer

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 5, 11, 10, tzinfo=BERLIN)


def noted(text: str) -> dict[str, Any]:
    return read(text.encode(), name="notes.md", now=MONDAY, tz=BERLIN, ours=["Nora Lang"])


def promised(text: str) -> list[tuple[str | None, str, str, str | None]]:
    return [(c["owner"], c["side"], c["what"], c["due"]) for c in noted(text)["commitments"]]


@pytest.mark.parametrize(
    ("line", "promise"),
    [
        ("me: send the offer", (None, "ours", "send the offer", None)),
        ("Sarah to send the data by Friday", ("Sarah", "customer", "send the data", "2026-05-15")),
        ("- [ ] Nora to send the draft by Wednesday", ("Nora", "ours", "send the draft", "2026-05-13")),
        ("Action: Sarah Vik to review the contract by Friday", ("Sarah Vik", "customer", "review the contract", "2026-05-15")),
        ("2. Tom -> send the drawings", ("Tom", "customer", "send the drawings", None)),
    ],
)  # fmt: skip
def test_a_task_noted_with_its_owner_is_his_promise(
    line: str, promise: tuple[str | None, str, str, str | None]
) -> None:
    assert promised(f"Notes of the call\n{line}\n") == [promise]


@pytest.mark.parametrize(
    "line",
    ["Ready to send the list by Friday", "Goal: get the line running by Friday", "Price to go up by 5%",
     "Budget: send to the board", "Thanks to send it on", "Sarah to send the data?"],
)  # fmt: skip
def test_a_line_of_notes_without_an_owner_promises_nothing(line: str) -> None:
    assert promised(f"Notes of the call\n{line}\n") == []


def test_in_talk_a_name_before_a_wish_is_its_speaker_and_no_owner() -> None:
    talk = "Sarah: send the data by Friday\nNora: noted\nSarah: thanks\n"
    assert "send the data" not in [what for _, side, what, _ in promised(talk) if side == "customer"]


@pytest.mark.parametrize("line", ["2. Thursday at 3", "2) Thursday at 3", "- 2. Thursday at 3 pm", "12. Thursday at 3"])
def test_a_lists_number_before_a_day_is_no_day(line: str) -> None:
    step = noted(f"Next steps\n1. Prepare the visit\n{line}\n")["next_step"]
    assert step["start"] == "2026-05-14T15:00:00+02:00"


def said(text: str, now: datetime = MONDAY) -> dict[str, Any]:
    given = {"now": now.isoformat(), "tz": "Europe/Berlin", "turns": [{"side": "C", "text": text}]}
    return answer("turns", given)


@pytest.mark.parametrize("day", [16, 17])
@pytest.mark.parametrize("words", ["before the end of the week", "by the end of this week", "by end of week"])
def test_said_on_a_weekend_the_end_of_the_week_is_the_friday_to_come(words: str, day: int) -> None:
    weekend = datetime(2026, 5, day, 10, tzinfo=BERLIN)
    assert said(f"I'll send you the figures {words}.", weekend)["commitments"][0]["due"] == "2026-05-22"


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("I'm out until October.", "2026-10-01"),
        ("I'm on leave until next week.", "2026-05-18"),
        ("I'm out of the office till September.", "2026-09-01"),
        ("I'm away until the end of October.", "2026-10-31"),
        ("I'm out through October.", "2026-10-31"),
        ("I'm away until Friday.", "2026-05-15"),
    ],
)
def test_away_until_a_month_or_a_week_is_until_its_first_day(words: str, back: str) -> None:
    assert said(words)["absence_until"] == back


@pytest.mark.parametrize("close", ["Great, see you then!", "Perfect, speak to you then.", "Looking forward to it!"])
def test_a_close_that_points_to_what_was_agreed_is_not_vague(close: str) -> None:
    talk = f"Nora Lang: Shall we meet on Thursday at 3?\nIvo Berg: Yes, that works.\nNora Lang: {close}\n"
    document = read(talk.encode(), name="call.txt", now=MONDAY, tz=BERLIN, ours=["Nora Lang"])
    assert document["next_step"]["agreed"] == "E3"
    assert close not in [row["text"] for row in document["vague"]]
