"""Whole conversations: who is who, what was promised, what the tests found (METHOD 6.2; DESIGN 5)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold.read import read

NOW = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def document(*lines: str, ours: tuple[str, ...] = ("Anna",)) -> dict[str, Any]:
    return read("\n".join(lines).encode(), name="talk.txt", now=NOW, ours=ours)


def promised(found: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(c["side"], c["what"], c["due"]) for c in found["commitments"]]


def test_a_number_behind_a_name_tells_two_speakers_apart() -> None:
    found = document("Speaker 1: Thursday at 3?", "Speaker 2: Thursday works.", "Speaker 1: Fine.", ours=("Speaker 1",))
    assert [s["side"] for s in found["speakers"]] == ["ours", "customer"]


def test_ours_who_do_not_speak_say_nothing_about_those_who_do() -> None:
    found = document("Lena Hart: Thursday at 3?", "Omar Diaz: Works.", "Lena Hart: Fine.", ours=("harbour.example",))
    assert [s["side"] for s in found["speakers"]] == ["unknown", "unknown"]
    assert found["needs"] == ["sides"]


@pytest.mark.parametrize(
    "no",
    ["We're not going to move forward this year.", "We have signed with Acme last week.", "I will not be renewing."],
)
def test_a_period_beside_a_no_does_not_make_it_less_of_a_no(no: str) -> None:
    assert document("Anna: Shall we meet?", f"Petra: {no}", "Anna: Thanks.")["verdict"] == "no sale"


def test_one_sentence_may_hold_two_promises_each_with_its_day() -> None:
    found = document(
        "Anna: And you?", "Petra: I'll talk to her tomorrow and send you the stop log by Wednesday.", "Anna: Ok."
    )
    assert promised(found) == [
        ("customer", "talk to her", "2026-11-23"),
        ("customer", "send you the stop log", "2026-11-25"),
    ]


@pytest.mark.parametrize("title", ["Dr.", "Prof. Dr.", "Mr.", "Mrs.", "Ms.", "Frau Dr."])
def test_the_full_stop_of_a_title_ends_no_promise(title: str) -> None:
    found = document("Anna: And you?", f"Petra: I'll bring {title} Kern along on Thursday.", "Anna: Ok.")
    assert promised(found) == [("customer", f"bring {title} Kern along", "2026-11-26")]


@pytest.mark.parametrize(
    "what",
    [
        "the plan of the plant in St. Gallen",
        "approx. 40 housings",
        "a sample, e.g. a housing",
        "the price for Acme Inc. and the drawing",
        "what Northwind Ltd. signed",
        "the quote of Meyer & Co. for the pumps",
        "the list of Alpine Corp. with its dates",
        "offer No. 5",
        "the drawings no. 4 and no. 5",
        "the drawings Nos. 12 and 13",
    ],
)
def test_the_full_stop_of_a_short_word_ends_no_promise(what: str) -> None:
    found = document("Anna: And you?", f"Petra: I'll send you {what} on Thursday.", "Anna: Ok.")
    assert promised(found) == [("customer", f"send you {what}", "2026-11-26")]


def test_a_promise_to_a_firm_goes_on_behind_its_full_stop() -> None:
    found = document("Petra: And you?", "Anna: We'll send Acme Inc. the price on Thursday.", "Petra: Ok.")
    assert promised(found) == [("ours", "send Acme Inc. the price", "2026-11-26")]


@pytest.mark.parametrize(
    "after",
    [
        "You check it by Thursday.",
        "Petra signs it on Thursday.",
        "Then it goes out on Thursday.",
        "you check it on Thursday.",
    ],
)
def test_what_somebody_else_does_behind_a_firms_full_stop_is_no_part_of_the_promise(after: str) -> None:
    found = document("Petra: And you?", f"Anna: I'll send the quote to Acme Inc. {after}", "Petra: Ok.")
    assert ("ours", "send the quote to Acme Inc", None) in promised(found)
    assert not [each for each in promised(found) if "quote" in each[1] and each[2]]


@pytest.mark.parametrize(
    "said", ["No. I'll send the price on Thursday.", "I'll tell them no. I'll send the price on Thursday."]
)
def test_a_no_that_is_no_number_ends_its_sentence(said: str) -> None:
    found = document("Petra: Can you come?", f"Anna: {said}", "Petra: Ok.")
    assert ("ours", "send the price", "2026-11-26") in promised(found)


def test_what_they_ask_for_and_we_take_up_is_our_promise() -> None:
    found = document("Petra: Please send me a quote by tomorrow.", "Anna: Will do.", "Petra: Thanks.")
    assert promised(found) == [("ours", "send me a quote", "2026-11-23")]


def test_notes_tell_third_persons_promises_as_the_sellers_word() -> None:
    found = document("She will send the floor plan by Thursday.", "I promised the lease offer by Wednesday.")
    assert promised(found) == [
        ("customer", "send the floor plan", "2026-11-26"),
        ("ours", "the lease offer", "2026-11-25"),
    ]
    assert found["tests"]["T1"]["level"] == "E1"


def test_a_slot_agreed_to_aloud_is_half_an_assignment() -> None:
    found = document("Anna: Thursday at 3 for the pilot result?", "Petra: Perfect.", "Anna: Good.")
    assert found["next_step"]["agreed"] == "E3"
    assert found["tests"]["T1"]["level"] == "E2"


def test_a_period_he_accepts_and_a_measure_he_names_are_full_tests() -> None:
    found = document(
        "Anna: That takes six weeks. Is that soon enough?",
        "Petra: Six weeks is fine.",
        "Anna: And what would be good enough?",
        "Petra: One stop a shift at most.",
    )
    assert (found["tests"]["T3"]["level"], found["tests"]["T2"]["level"]) == ("E3", "E3")


def test_a_season_he_wants_it_by_is_half_of_how_soon() -> None:
    found = document("Anna: By when do you need it?", "Petra: Before the spring season starts.", "Anna: Ok.")
    assert found["tests"]["T3"]["level"] == "E2"


@pytest.mark.parametrize(
    "words",
    [
        "I need to ask my sister Lena, she runs the second site.",
        "We need to talk to our board first.",
        "I would like to discuss it with my boss.",
        "I need to run it past finance first.",
        "We want to think it over for a week or so.",
        "We'd need to get approval from our board for this.",
    ],
)
def test_whom_he_has_to_ask_is_no_goal_of_his(words: str) -> None:
    found = document("Anna: When can we talk about the contract?", f"Petra: {words}", "Anna: Fine.")
    assert found["tests"]["T5"] == {"level": "E0", "evidence": []}


@pytest.mark.parametrize(
    "words",
    [
        "We want to cut the bill of the four depots before the winter.",
        "We want to ask you about the lead times of the pumps.",
        "I need to ask my sister, but we want to cut the waste on line two.",
    ],
)
def test_what_he_wants_of_us_is_his_goal(words: str) -> None:
    found = document("Anna: What would make this worth it?", f"Petra: {words}", "Anna: Fine.")
    assert found["tests"]["T5"]["level"] == "E2"


def test_a_slot_he_named_is_ours_to_answer() -> None:
    found = document("Petra: Friday at ten would work for us.", "Anna: Let me see.", "Petra: Fine.")
    assert found["ask"].startswith("Friday 27 November at 10:00 it is")


def test_a_language_that_is_not_read_is_not_judged() -> None:
    found = document(
        "Anna: Haben Sie am Donnerstag um 10 Uhr Zeit?", "Petra: Ja, das passt mir gut und ich bringe die Zahlen mit."
    )
    assert "language" in found["needs"]
    assert found["verdict"] is None
    assert {t["level"] for t in found["tests"].values()} == {"not looked at"}


def test_the_full_date_in_a_heading_is_when_notes_were_written() -> None:
    found = read(
        b"Visit at Kessler, 19 November 2026\n\nNext call on Thursday at 10:00, trial result.",
        name="n.txt",
        ours=["Anna"],
        tz="Europe/Berlin",
    )
    assert found["next_step"]["start"] == "2026-11-26T10:00:00+01:00"
    assert "now" not in found["needs"]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("to decide on the prices", "decide on the prices"),
        ("to compare the price per depot", "price per depot"),
        ("to decide", None),
        ("to discuss it", None),
    ],
)
def test_what_is_to_be_decided_is_a_topic_of_one_thing_too(said: str, topic: str | None) -> None:
    found = document(f"Anna: Shall we meet again on Thursday at 14:00, with Paul, {said}?", "Petra: Thursday works.")
    assert found["next_step"]["topic"] == topic


NOTES = b"Visit at Northwind, 2 March\n\nPetra agreed to Thursday 12 March at 15:00, pilot result and price."


def noted(text: bytes, monkeypatch: pytest.MonkeyPatch, *, on: str = "2026-11-30") -> dict[str, Any]:
    """Notes read on a day, which they do not tell themselves."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.fromisoformat(f"{on}T10:00").replace(tzinfo=tz)

    monkeypatch.setattr("foothold.read.datetime", Clock)
    return read(text, name="n.txt", ours=["Anna"], tz="Europe/Berlin")


def test_a_weekday_beside_a_day_tells_the_year_of_the_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    found = noted(NOTES, monkeypatch)
    assert found["next_step"]["start"] == "2026-03-12T15:00:00+01:00"
    assert found["needs"] == []


def test_a_heading_without_a_year_that_no_weekday_bears_out_is_no_day_of_writing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = noted(NOTES.replace(b"Thursday", b"Friday"), monkeypatch)
    assert found["needs"] == ["now"]
    assert noted(NOTES.replace(b"Thursday ", b""), monkeypatch)["needs"] == ["now"]


def test_a_slot_whose_weekday_fits_only_the_past_year_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    found = noted(NOTES.replace(b", 2 March", b""), monkeypatch)
    assert found["next_step"]["start"] is None
    assert "past" in found["next_step"]["flags"]


def test_a_yes_in_a_mail_answers_the_slot_it_quotes() -> None:
    mail = (
        b"From: Petra Lang <petra@northwind.example>\nTo: anna@harbour.example\nDate: Tue, 03 Mar 2026 09:12:00 +0100\n"
        b"Subject: Re: Pilot\n\nThursday works for me.\n\n"
        b"On Mon, 2 Mar 2026 at 17:02, Anna Weber <anna@harbour.example> wrote:\n"
        b"> Shall we meet on Thursday 12 March at 15:00 to go through the pilot result?\n"
    )
    step = read(mail, name="reply.eml", ours=["harbour.example"])["next_step"]
    assert (step["start"], step["agreed"]) == ("2026-03-12T15:00:00+01:00", "E3")
    assert [e["text"] for e in step["evidence"]] == ["Thursday works for me."]


def mail_below_our_slot(words: str) -> dict[str, Any]:
    """The customer's mail of Monday the 30th, above our own that offers Thursday the 10th at 14:00."""
    mail = (
        "From: Petra Lang <petra@northwind.example>\nTo: anna@harbour.example\n"
        f"Date: Mon, 30 Nov 2026 10:05:00 +0000\nSubject: Re: Prices\n\n{words}\n\n"
        "On Fri, 27 Nov 2026 at 17:00, Anna Weber <anna@harbour.example> wrote:\n"
        "> Thank you for today. Shall we meet on Thursday 10 December at 14:00?\n"
    )
    return read(mail.encode(), name="reply.eml", ours=["harbour.example"])


def test_their_own_meeting_on_the_day_of_our_slot_is_no_word_of_it() -> None:
    board = "Our board meets on 10 December, I cannot say yes before it."
    found = mail_below_our_slot(f"Thanks for Friday. Could you send the price per site by Thursday? {board}")
    assert (found["next_step"], found["state"]) == (None, "vague")


@pytest.mark.parametrize(
    ("words", "named_by"),
    [
        ("Let me see.", "ours"),
        ("Thursday might work, I have to ask Jan.", "ours"),
        ("Thursday works for me.", "ours"),
        ("Could you do Friday 11 December at 10 instead?", "customer"),
    ],
)
def test_a_slot_stays_whose_it_is_where_a_mail_only_answers_it(words: str, named_by: str) -> None:
    step = mail_below_our_slot(words)["next_step"]
    assert {e["side"] for e in step["evidence"]} == {"customer"}
    assert step["named_by"] == named_by


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("You: I'll send the price by Thursday.\nPetra Lang: Great.\n", "ours"),
        ("Action items:\nYou: send the price by Thursday\nAnna: send the list by Friday\n", "customer"),
    ],
)
def test_who_is_called_you_by_a_source_is_nobody_by_name(text: str, side: str) -> None:
    promise = document(text)["commitments"][0]
    assert (promise["owner"], promise["side"]) == (None, side)
