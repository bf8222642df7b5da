"""The seller's one line in answer to a note of ours (UX 4), read with the real reading of dates."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.one_line import EchoPart, NotUnderstood, OneLine, Problem, Wanted, first_line, read_line
from foothold.reading.dates import find_dates

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 9, 22, 10, 47, tzinfo=BERLIN)
GERMAN = partial(find_dates, locale="de")


def at(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def read(text, now=TUESDAY):
    return read_line(text, now, find_dates)


def read_german(text):
    return read_line(text, TUESDAY, GERMAN, language="de")


def booked(starts_at, topic="", minutes=None, also=()):
    length = timedelta(minutes=minutes) if minutes else None
    return OneLine(wanted=Wanted.BOOK, starts_at=starts_at, topic=topic, lasts_for=length, also=also)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thu 10 pump hours", booked(at(2026, 9, 24, 10), "pump hours")),
        ("wed 9 roadmap", booked(at(2026, 9, 23, 9), "roadmap")),
        ("Thursday at 10 price for 3 sites", booked(at(2026, 9, 24, 10), "price for 3 sites")),
        (
            "fri 14:30 45m price for 3 sites + cfo joins",
            booked(at(2026, 9, 25, 14, 30), "price for 3 sites", 45, ("cfo joins",)),
        ),
        (
            "ok thu 10, about pump hours + cfo joins + Petra",
            booked(at(2026, 9, 24, 10), "pump hours", also=("cfo joins", "Petra")),
        ),
        ("pump hours thu 10", booked(at(2026, 9, 24, 10), "pump hours")),
        ("24 sep 10:00 price", booked(at(2026, 9, 24, 10), "price")),
        ("Thu 24 Sep 10 price", booked(at(2026, 9, 24, 10), "price")),
        ("thu 24 10:00 price", booked(at(2026, 9, 24, 10), "price")),
        ("fri 1430 price", booked(at(2026, 9, 25, 14, 30), "price")),
        ("fri 9-10 price", booked(at(2026, 9, 25, 9), "price", 60)),
        ("fri 1430-1500 price", booked(at(2026, 9, 25, 14, 30), "price", 30)),
        ("thu 2-3pm price", booked(at(2026, 9, 24, 14), "price", 60)),
        ("wed 9 for 1.5h roadmap", booked(at(2026, 9, 23, 9), "roadmap", 90)),
        ("thu 10 price by friday", booked(at(2026, 9, 24, 10), "price by friday")),
        ("thu 10", booked(at(2026, 9, 24, 10))),
    ],
)
def test_a_day_and_a_time_and_what_about_is_a_booking(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do 10 Pumpenstunden", booked(at(2026, 9, 24, 10), "Pumpenstunden")),
        (
            "Fr 14:30 45 Min Preis für 3 Standorte + CFO kommt dazu",
            booked(at(2026, 9, 25, 14, 30), "Preis für 3 Standorte", 45, ("CFO kommt dazu",)),
        ),
        ("am 30.9. um 10 Uhr Preis", booked(at(2026, 9, 30, 10), "Preis")),
        ("loslassen", OneLine(wanted=Wanted.LET_GO)),
        ("später 2 Wochen", OneLine(wanted=Wanted.LATER, until_on=date(2026, 10, 6))),
        ("keiner, weil sie im Urlaub sind", OneLine(wanted=Wanted.NONE_BECAUSE, because="sie im Urlaub sind")),
    ],
)
def test_german_is_read_too(text, expected):
    assert read_german(text) == expected


def test_bare_1_to_6_is_afternoon_and_7_is_morning():
    assert [read(f"thu {hour} price").starts_at.hour for hour in (1, 6, 7, 12)] == [13, 18, 7, 12]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("later 2w", date(2026, 10, 6)),
        ("later in 3 days", date(2026, 9, 25)),
        ("later 5 m", date(2027, 2, 22)),
        ("Later, 1 oct", date(2026, 10, 1)),
        ("later fri.", date(2026, 9, 25)),
    ],
)
def test_later_has_a_day(text, until):
    assert read(text) == OneLine(wanted=Wanted.LATER, until_on=until)


def test_a_month_later_ends_with_the_month():
    assert read("later 1m", at(2026, 1, 31, 9)).until_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let go.", OneLine(wanted=Wanted.LET_GO)),
        ("let it go, because they chose another", OneLine(wanted=Wanted.LET_GO, because="they chose another")),
        (
            "later 2w because of the fair",
            OneLine(wanted=Wanted.LATER, until_on=date(2026, 10, 6), because="of the fair"),
        ),
        ("none because the boss came in", OneLine(wanted=Wanted.NONE_BECAUSE, because="the boss came in")),
        ("not asked, because the boss came in", OneLine(wanted=Wanted.NONE_BECAUSE, because="the boss came in")),
        ("they would not: call me after the fair", OneLine(wanted=Wanted.WOULD_NOT, because="call me after the fair")),
    ],
)
def test_the_other_answers_keep_their_words(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "problem", "day"),
    [
        ("", Problem.EMPTY, None),
        ("...", Problem.EMPTY, None),
        ("hello there", Problem.UNCLEAR, None),
        ("1", Problem.UNCLEAR, None),
        ("later", Problem.NO_DAY, None),
        ("later yesterday", Problem.PAST, date(2026, 9, 21)),
        ("none", Problem.NO_REASON, None),
        ("none because", Problem.NO_REASON, None),
        ("thu", Problem.NO_TIME, date(2026, 9, 24)),
        ("thu 24 pump hours", Problem.NO_TIME, date(2026, 9, 24)),
        ("thu morning price", Problem.NO_TIME, date(2026, 9, 24)),
        ("thu 100 pumps", Problem.NO_TIME, date(2026, 9, 24)),
        ("thu 25:00 price", Problem.NO_TIME, date(2026, 9, 24)),
        ("mon or tue 10 price", Problem.TWO_TIMES, None),
        ("thu 10 fri 11 price", Problem.TWO_TIMES, None),
        ("thu 10:00 or 11:00", Problem.TWO_TIMES, None),
        ("thu 10 price or fri 11", Problem.TWO_TIMES, None),
        ("today 10:00 price", Problem.PAST, date(2026, 9, 22)),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_a_problem_with_a_name(text, problem, day):
    found = read(text)
    assert isinstance(found, NotUnderstood)
    assert (found.problem, found.day) == (problem, day)


def test_a_number_that_is_that_weekdays_date_may_be_the_day_or_the_hour():
    on_the_seventh = at(2026, 9, 7, 9)
    assert read("thu 10 pump hours", on_the_seventh).problem is Problem.DAY_OR_HOUR
    assert read("thu 10 10:00 pump hours", on_the_seventh).starts_at == at(2026, 9, 10, 10)
    assert read("thu 10:00 pump hours", on_the_seventh).starts_at == at(2026, 9, 10, 10)


@pytest.mark.parametrize(
    "text",
    [
        "thu 10 pump hours\nfri 11, Anna Weber +43 1 234",
        "\n\n  thu  10   pump hours \r\n",
        "> Book the next one. [Fri 9]\n\nthu 10 pump hours",
        "On Tue 22 Sep 2026 at 10:55 Foothold wrote:\n> [Fri 9]\n> [Mon 9]\nthu 10 pump hours",
        "On Tue, 22 Sep 2026 at 10:55, Foothold\n<notes@foothold.example> wrote:\n> [Fri 9]\nthu 10 pump hours",
        "thu 10 pump hours\n-----Original Message-----\nlet go",
    ],
)
def test_only_the_first_line_of_his_own_counts(text):
    assert read(text) == booked(at(2026, 9, 24, 10), "pump hours")


@pytest.mark.parametrize(
    "text",
    ["-- \nAnna, thu 10", "-----Original Message-----\nthu 10 x", "From: Foothold\nthu 10 x", "> thu 10 pump hours"],
)
def test_history_and_signatures_are_no_answer(text):
    assert read(text) == NotUnderstood(Problem.EMPTY)


def test_the_echo_says_what_was_understood_in_order():
    echo = read("fri 14:30 45m price for 3 sites + cfo joins").echo
    assert echo == (
        (EchoPart.WHEN, at(2026, 9, 25, 14, 30)),
        (EchoPart.FOR, timedelta(minutes=45)),
        (EchoPart.ABOUT, "price for 3 sites"),
        (EchoPart.ALSO, "cfo joins"),
    )


def test_a_naive_now_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        read("thu 10", datetime(2026, 9, 22))  # noqa: DTZ001


PIECES = st.sampled_from(
    "thu fri 10 14:30 24 sep or + 45m 9-10 later let go none because 2w , . price\n> pm at 1430 tomorrow next week".split(
        " "
    )
)


@given(st.lists(PIECES, max_size=10).map(" ".join) | st.text())
def test_any_line_is_read_or_named_a_problem(text):
    found = read(text)
    if isinstance(found, OneLine) and found.wanted is Wanted.BOOK:
        assert found.starts_at > TUESDAY
        assert found.lasts_for is None or found.lasts_for > timedelta(0)
    if isinstance(found, OneLine) and found.wanted is Wanted.LATER:
        assert found.until_on > TUESDAY.date()


@given(st.text(), st.text())
def test_what_stands_below_changes_nothing(line, below):
    if first_line(line) and len(line.splitlines()) == 1:
        assert read(f"{line}\n--\n{below}") == read(line)


def test_a_very_long_line_is_read_in_time():
    assert isinstance(read("thu 10 " + "on and or 10 " * 20_000), OneLine | NotUnderstood)
    assert isinstance(read_line("later " * 9_999, TUESDAY.astimezone(UTC), find_dates), NotUnderstood)
