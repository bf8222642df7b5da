"""What looks like a date and is none (READING 10; DESIGN 4: the peers find 104 dates in 500 sentences without one)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from foothold.reading.dates import find_dates

MEETING = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))

WORDS = """
we may call you | may I ask something | this may or may not be right | they march on | it might march
the sun is out | sun and rain | we sat down | we sat at 3 tables | wed to the idea | give me a second
the second option | second to none | first of all | at first | on second thoughts | mar the surface
in the fall | prices fall | right now | good morning all | April will join us | Jan is on holiday
day to day | one day | these days | the other day | year on year | minutes of the meeting | a quarter of the budget
the 14th floor | the 21st century | the 3rd party | the twelfth man
""".replace("\n", "|").split("|")

FIGURES = """
at ten percent | ten people came | at ten people | one of them | at one point | two of us | the two of them
between 5 and 10 percent | 10 to 20 percent | two or three people | three to five of them | ten to fifteen units
it costs $14.50 | 12 euros | at 3 euros | €12 each | 15.50 per piece | 200 units at 12 each
version 3.12.1 | version 2.10 | v2.10 | Python 3.11 | Windows 11 | Industry 4.0
room 12 | room 3.14 | building 7 | page 12 | section 3.4 | slide 10 | line 4 | option 2 | invoice 2024
extension 345 | ext. 1430 | call 555-123-4567 | +49 30 123456-78 | 0171 1234567 | 650.650.6500
12% | 24/7 support | a 3/4 inch pipe | 1/2 of that | a 9/10 rating | 50/50 | 192.168.1.1 | 1/1/1/1
10 High Street | at 12 High Street | turn 10 degrees | 2x4 | 10k | 3D | COVID-19 | 1:1 meeting | he is 45
99/99/9999 | 32.13.2026 | 2026-13-45 | 25:61 | 31 February | next 31st
https://example.org/2026/03/14/news | anna.may@example.org
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("words", [words.strip() for words in WORDS if words.strip()])
def test_ordinary_words_are_no_dates(words: str) -> None:
    assert find_dates(words, MEETING) == []


@pytest.mark.parametrize("words", [words.strip() for words in FIGURES if words.strip()])
def test_prices_versions_rooms_phones_and_quantities_are_no_dates(words: str) -> None:
    assert [mention for mention in find_dates(words, MEETING) if mention.start or mention.end] == []


@pytest.mark.parametrize(("words", "found"), [
    ("Does May 5th suit?", "May 5th"), ("see you in May", "May"), ("early in March", "early in March"),
    ("Let's say Sat at 3", "Sat at 3"), ("room 12 at ten", "ten"), ("ten people on Tuesday", "Tuesday"),
    ("the 14th at 3", "the 14th at 3"), ("at ten we start", "ten"), ("talk to Jan on Monday", "Monday"),
])  # fmt: skip
def test_the_same_words_are_dates_where_they_are(words: str, found: str) -> None:
    assert [mention.text for mention in find_dates(words, MEETING)] == [found]
