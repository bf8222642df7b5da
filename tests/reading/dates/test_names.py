"""Words of time in names, labels and ratios are no dates (READING 10); where they could be either, they stay dates."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from foothold.reading.dates import find_dates

MEETING = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))  # a Monday


def cells(rows: str) -> list[str]:
    return [cell.strip() for cell in rows.replace("\n", "|").split("|") if cell.strip()]


def said(words: str) -> list[str]:
    return [mention.text for mention in find_dates(words, MEETING)]


@pytest.mark.parametrize("words", cells("""
Mr March signed | Prof. Friday wrote it | Ms May Chen leads the audit | Mrs Anna May is out
"""))  # fmt: skip
def test_a_title_makes_a_person_of_a_month_or_a_weekday(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize("words", cells("""
Thu Nguyen runs our plant | Sunday Okafor is our new buyer | May Li joined | April said yes | June from accounts paid
Theresa May opened the plant | Thanks, May! | Tell May about it
"""))  # fmt: skip
def test_a_first_or_last_name_is_told_by_its_neighbours(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize("words", cells("""
12 March Street | Send it to 5 May Road, Leeds | at 1 April Avenue | They moved to 30 June Lane | at 14 July Close
"""))  # fmt: skip
def test_a_street_takes_its_house_number_along(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize("words", cells("""
Noon is the biggest marketplace here | Noon sells our pumps | Noon Systems GmbH called | May Industries Ltd makes seals
Sunday Inc has an app | We read it in USA Today | Lunch at TGI Fridays | She writes for Today's Parent
The Sunday Times wrote | The Daily Mail wrote | Friday Night Lights | the Black Friday script | He quoted Groundhog Day
"""))  # fmt: skip
def test_firms_papers_and_films_are_no_dates(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize("words", cells("""
Question Q3 is unclear | figure Q2 | Q4 of the survey | Fix the H1 on the page | The H2 tags are missing
Q1: How did you hear of us?
"""))  # fmt: skip
def test_questions_and_headings_are_no_quarters_and_halves(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize("words", cells("""
We won 3-2 | a ratio of 1:20 | the 16:10 screen | mixed 1:20 with water | we are open, 24/7, for you
"""))  # fmt: skip
def test_scores_ratios_and_opening_hours_are_no_times(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(("words", "found"), [
    ("In May Siemens will come.", ["May"]), ("Peter May 12 works for me", ["May 12"]), ("Monday Anna is out.", ["Monday"]),
    ("Is Monday confirmed?", ["Monday"]), ("Mr Klein Friday is fine", ["Friday"]), ("Noon is the latest I can do.", ["Noon"]),
    ("Friday is the day our customer visits.", ["Friday"]), ("Monday Project meeting", ["Monday"]),
    ("The call with our lead at 10:30", ["10:30"]), ("The 14:30 video call", ["14:30"]), ("Q2 site visit", ["Q2"]),
    ("Black Friday is near.", ["Black Friday"]), ("Today Peter said no.", ["Today"]), ("Q4 of 2026", ["Q4 of 2026"]),
    ("10-11 on Friday", ["10-11 on Friday"]),
])  # fmt: skip
def test_what_could_be_either_stays_a_date(words: str, found: list[str]) -> None:
    assert said(words) == found
