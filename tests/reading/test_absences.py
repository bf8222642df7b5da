"""A stated absence: whose words tell it, from when until when; only the customer's own stop a clock (METHOD 3, 8)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold.read import read

NOW = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Tuesday."""


def said(text: str, name: str = "call.txt") -> Any:
    return read(text.encode(), name=name, ours=["harbour.example", "Anna Weber"], now=NOW)


def away(text: str, name: str = "call.txt") -> Any:
    return said(text, name)["absence"]


HEAD = "From: {}\nTo: {}\nDate: Tue, 1 Sep 2026 09:00:00 +0200\nMessage-ID: <1@x>\n"
AUTOMATIC = "Subject: Automatic reply\nAuto-Submitted: auto-replied\n\nI am out of the office until 16 September.\n"


@pytest.mark.parametrize(
    ("words", "first", "until"),
    [
        ("I'm away until 16 September.", "2026-09-01", "2026-09-16"),
        ("I am on holiday from 21 December until 7 January.", "2026-12-21", "2027-01-07"),
        ("I'm out from 12 October, back on 19 October.", "2026-10-12", "2026-10-19"),
        ("We're closed from Friday and back on the 17th.", "2026-09-04", "2026-09-17"),
    ],
)
def test_an_absence_begins_on_the_first_day_that_is_named_else_as_it_is_told(
    words: str, first: str, until: str
) -> None:
    assert away(f"Anna Weber: Shall we go on?\nPetra Lang: {words}\n") == {"first": first, "until": until}


def test_what_we_say_or_note_of_an_absence_stops_no_clock() -> None:
    assert away("Anna Weber: I'm away until 16 September.\nPetra Lang: Fine.\n") is None
    noted = said("Petra is away until 16 September.\n", "notes.md")
    assert (noted["absence"], noted["absence_until"]) == (None, "2026-09-16")
    assert said("Anna is away until 16 September.\n", "notes.md")["absence_until"] is None, "she is ours"


def test_an_automatic_reply_of_theirs_is_theirs_and_one_of_ours_is_none() -> None:
    theirs = HEAD.format("petra@northwind.example", "anna@harbour.example") + AUTOMATIC
    assert away(theirs, "away.eml") == {"first": "2026-09-01", "until": "2026-09-16"}
    ours = HEAD.format("anna@harbour.example", "petra@northwind.example") + AUTOMATIC
    assert (away(ours, "away.eml"), said(ours, "away.eml")["absence_until"]) == (None, None)
