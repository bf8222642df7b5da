"""Any text, any moment: never an error, always true spans, and time linear in the length."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.reading.dates import DateMention, find_dates, to_json
from foothold.reading.dates.english import ENGLISH
from foothold.reading.dates.german import GERMAN

MEETING = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))
ZONES = [UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Kiritimati")]
GRAINS = {"minute", "hour", "day", "week", "month", "quarter", "year", "vague"}
PIECES = sorted(ENGLISH.words) + sorted(ENGLISH.grammar.literals) + [
    "1", "3", "10", "14", "31", "45", "2026", "9999", "12:30", "9.30", "3pm", "15h", "15h30", "14th", "31st",
    "12/11", "2/29",
    "11.12.2026", "2026-03-14", "0930", "10-11", "Q", "May", "March", "Sat", "100000", "2026-12-31T23:59:59Z",
]  # fmt: skip

# Walls of clocks, of which the strategy makes moments in the zones above.
FIRST = datetime(1, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LAST = datetime(9999, 12, 31, 23, 59, tzinfo=UTC).replace(tzinfo=None)
moments = st.builds(lambda wall, zone: wall.replace(tzinfo=zone), st.datetimes(FIRST, LAST), st.sampled_from(ZONES))
phrases = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
GERMAN_PIECES = sorted(GERMAN.words) + sorted(GERMAN.grammar.literals) + [
    "1", "3.", "14.", "31.", "14.3.", "14.3", "14,50", "15:30", "9.30", "15h", "2026", "11.12.2026", "10-11", "Morgen",
    "Mai", "Mo", "So", "KW",
]  # fmt: skip
german_phrases = st.lists(st.sampled_from(GERMAN_PIECES), max_size=12).map(" ".join)


def true_of(mention: DateMention, text: str) -> bool:
    start, end = mention.span
    for moment in (mention.start, mention.end):
        if isinstance(moment, datetime) and moment.tzinfo is None:
            return False
    return (
        text[start:end] == mention.text
        and 0 <= start < end
        and mention.kind in {"point", "range", "duration", "set"}
        and mention.grain in GRAINS
        and set(to_json(mention)) == {"text", "span", "kind", "start", "end", "grain"}
    )


@settings(deadline=None, max_examples=400)
@given(
    text=phrases,
    now=moments,
    zone=st.sampled_from([None, *ZONES]),
    locale=st.sampled_from([None, "en-US", "en_GB", "x"]),
)
def test_any_words_of_time_at_any_moment_are_read_without_error(
    text: str, now: datetime, zone: ZoneInfo | None, locale: str | None
) -> None:
    found = find_dates(text, now, zone, locale)
    assert all(true_of(mention, text) for mention in found)
    ends = [0] + [mention.span[1] for mention in found]
    assert all(mention.span[0] >= end for mention, end in zip(found, ends, strict=False))


@settings(deadline=None, max_examples=300)
@given(text=german_phrases | st.text(max_size=60), now=moments, zone=st.sampled_from([None, *ZONES]))
def test_any_german_words_at_any_moment_are_read_without_error(text: str, now: datetime, zone: ZoneInfo | None) -> None:
    found = find_dates(text, now, zone, "de")
    assert all(true_of(mention, text) for mention in found)
    ends = [0] + [mention.span[1] for mention in found]
    assert all(mention.span[0] >= end for mention, end in zip(found, ends, strict=False))


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_days_of_the_calendar_are_survived(year: int) -> None:
    now = datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, 23, 59, tzinfo=UTC)
    words = "the 14th, next 31st, tomorrow at ten, last year, in two weeks, Monday week, Christmas, in 9000 years"
    for zone in ZONES:
        for piece in (words, "99/99/9999", *words.split(", ")):
            assert all(true_of(mention, piece) for mention in find_dates(piece, now, zone))


@settings(deadline=None, max_examples=200)
@given(text=st.text(max_size=80), now=moments)
def test_any_text_is_read_without_error(text: str, now: datetime) -> None:
    assert all(true_of(mention, text) for mention in find_dates(text, now))


@settings(deadline=None, max_examples=150)
@given(days=st.integers(0, 800), hour=st.integers(0, 23), weekday=st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_is_one_to_seven_days_ahead_and_next_is_in_the_next_week(days: int, hour: int, weekday: str) -> None:
    now = MEETING.replace(hour=hour) + timedelta(days=days)
    (plain,) = find_dates(weekday, now)
    (following,) = find_dates("next " + weekday, now)
    assert isinstance(plain.start, date)
    assert isinstance(following.start, date)
    assert 1 <= (plain.start - now.date()).days <= 7
    monday = now.date() - timedelta(days=now.weekday())
    assert 7 <= (following.start - monday).days <= 13


@settings(deadline=None, max_examples=150)
@given(days=st.integers(0, 800), minute=st.integers(0, 59), hour=st.integers(0, 23))
def test_a_time_alone_lies_ahead_within_a_day(days: int, minute: int, hour: int) -> None:
    now = (MEETING + timedelta(days=days)).astimezone(UTC)
    (mention,) = find_dates(f"{hour:02}:{minute:02}", now)
    assert isinstance(mention.start, datetime)
    assert timedelta(0) < mention.start - now <= timedelta(days=1)


ATTACKS = [
    "1/", "1-", "1:", "1,000,", "on ", "monday ", "twenty ", "the week of ", "half past ", "between 2 and ", "a.b@",
    "end of the ", "in two weeks from ", "12th, the ", "(", "the first two weeks of ", "for 3 days from ", "and 19 june ",
    "a.", "a-", "1", "9 ",
]  # fmt: skip
GERMAN_ATTACKS = ["vom 9. bis ", "14. ", "1,", "mo ", "der ersten ", "in der woche vom ", "viertel ", "bis zum "]


@pytest.mark.parametrize(
    ("piece", "locale"), [(piece, "en") for piece in ATTACKS] + [(piece, "de") for piece in GERMAN_ATTACKS]
)
def test_time_grows_with_the_length_and_not_faster(piece: str, locale: str) -> None:
    def spent(times: int) -> float:
        text = piece * times
        begin = time.process_time()
        find_dates(text, MEETING, locale=locale)
        return time.process_time() - begin

    spent(200)
    small, large = spent(1_000), spent(8_000)
    assert large < 40 * small + 0.5
    assert large < 10


def test_a_megabyte_without_dates_costs_next_to_nothing() -> None:
    begin = time.process_time()
    assert find_dates("on " * 350_000, MEETING) == []
    assert find_dates("1/" * 500_000, MEETING) == []
    assert time.process_time() - begin < 5
