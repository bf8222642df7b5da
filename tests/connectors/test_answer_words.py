"""What somebody writes beside the answer of his calendar, without what the calendar program writes. All invented."""

import pytest

from foothold.connectors.mail.answer_words import words_beside_answer

WORDS = "Can we do Friday at 10 instead?"
GOOGLE = """Petra Lang has declined this invitation{note}

Price for three sites
Thursday Sep 24, 2026 ⋅ 10am – 10:45am
Central European Time - Vienna

Invitation from Google Calendar: https://calendar.google.com/calendar/
You are receiving this email because you are subscribed to calendar notifications."""
EXCHANGE = """When: Thursday, September 24, 2026 10:00 AM-10:45 AM. (UTC+01:00) Vienna
Where: Room 2

*~*~*~*~*~*~*~*~*~*

{words}"""


@pytest.mark.parametrize(
    "text",
    [
        GOOGLE.format(note="."),
        "Accepted: Price for three sites @ Thu 24 Sep 2026 10am - 10:45am",
        "Petra Lang <petra@northwind.example> has tentatively accepted your event invitation.",
        "Petra Lang has replied “Maybe” to this invitation.\nThursday Sep 24, 2026",
        "Declined: Price for three sites\nWhen: Friday 25 September 10:00\nWhere: Room 2",
        EXCHANGE.format(words=""),
        "Abgelehnt: Preis für drei Standorte\nPetra Lang hat diese Einladung abgelehnt.",
        "",
    ],
)
def test_what_the_calendar_program_writes_is_no_word_of_his(text: str) -> None:
    assert words_beside_answer(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        GOOGLE.format(note=f' with this note:\n\n"{WORDS}"\n'),
        EXCHANGE.format(words=WORDS),
        f"Declined: Price for three sites\n\n{WORDS}",
        f"{WORDS}\n\nPetra Lang has declined this invitation.\nThursday Sep 24, 2026",
    ],
)
def test_what_he_wrote_himself_stays(text: str) -> None:
    assert words_beside_answer(text) == WORDS


def test_who_tells_of_another_invitation_speaks_himself() -> None:
    said = "My boss has declined this, sorry. Friday at 10?"
    assert words_beside_answer(said) == said
