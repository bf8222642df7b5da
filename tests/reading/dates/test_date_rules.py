"""READING, "Dates and times" and "Due dates", rule by rule; METHOD 4.3 (Mon 2 Mar 2026, 10:00, Berlin)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from foothold.reading.dates import DateMention, find_dates, to_json

BERLIN = ZoneInfo("Europe/Berlin")
MEETING = datetime(2026, 3, 2, 10, tzinfo=BERLIN)


def only(text: str, now: datetime = MEETING, **options: object) -> DateMention:
    found = find_dates(text, now, **options)  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


def said(text: str, now: datetime = MEETING, **options: object) -> tuple[str, str | None, str | None, str]:
    """The text of the one mention, its start and end as on the wire (minutes, no offset), and its grain."""
    mention = only(text, now, **options)
    wire = to_json(mention)
    return mention.text, _short(wire["start"]), _short(wire["end"]), mention.grain


def _short(moment: str | None) -> str | None:
    return moment[:16] if moment else None


def table(rows: str) -> list[tuple[str, ...]]:
    """Rows of "words | start | end | grain"; a dash for none."""
    return [tuple(cell.strip() for cell in row.split("|")) for row in rows.strip().splitlines()]


def check(row: tuple[str, ...]) -> None:
    words, start, end, grain = row
    mention = only(words)
    wire = to_json(mention)
    assert (_short(wire["start"]) or "-", _short(wire["end"]) or "-", mention.grain) == (start, end, grain)


METHOD_EXAMPLES = [
    ("Just give me a call next week.", ("next week", "2026-03-09", "2026-03-15", "week")),
    ("I'll touch base in a few days if I haven't heard from you.", ("in a few days", None, None, "vague")),
    ("Follow up in a week or two.", ("in a week or two", None, None, "vague")),
    ("Thursday the 12th at 3?", ("Thursday the 12th at 3", "2026-03-12T15:00", None, "minute")),
    ("Let's do Tuesday at ten, I'll bring Anna.", ("Tuesday at ten", "2026-03-03T10:00", None, "minute")),
    ("Send me an invite for the 12th.", ("the 12th", "2026-03-12", None, "day")),
    (
        "I'm at my desk Thursday afternoon, try me.",
        ("Thursday afternoon", "2026-03-05T12:00", "2026-03-05T17:00", "hour"),
    ),
    ("We'll send you the scrap data by Friday.", ("by Friday", "2026-03-06", None, "day")),
    ("I'd have to check, but the 12th at three could work.", ("the 12th at three", "2026-03-12T15:00", None, "minute")),
    ("We're meeting on the 12th at 3", ("the 12th at 3", "2026-03-12T15:00", None, "minute")),
    ("Last Tuesday at ten was better.", ("Last Tuesday at ten", "2026-02-24T10:00", None, "minute")),
    ("I'm back from the fair on the 16th, call me then.", ("the 16th", "2026-03-16", None, "day")),
    ("Could we pencil in Wednesday 14:00?", ("Wednesday 14:00", "2026-03-04T14:00", None, "minute")),
    ("I'll answer by mail on Friday noon.", ("Friday noon", "2026-03-06T12:00", None, "minute")),
]


@pytest.mark.parametrize(("words", "wanted"), METHOD_EXAMPLES, ids=[words for words, _ in METHOD_EXAMPLES])
def test_the_examples_of_the_method(words: str, wanted: tuple[str, str | None, str | None, str]) -> None:
    assert said(words) == wanted


def test_when_hell_freezes_over_is_never_a_date() -> None:
    assert find_dates("Call me when hell freezes over.", MEETING) == []


@pytest.mark.parametrize("row", table("""
    Monday              | 2026-03-09 | - | day
    Friday              | 2026-03-06 | - | day
    this Friday         | 2026-03-06 | - | day
    next Friday         | 2026-03-13 | - | day
    coming Friday       | 2026-03-06 | - | day
    this coming Friday  | 2026-03-06 | - | day
    next Monday         | 2026-03-09 | - | day
    the Tuesday after next | 2026-03-17 | - | day
    last Friday         | 2026-02-27 | - | day
    this past Friday    | 2026-02-27 | - | day
"""), ids=str)  # fmt: skip
def test_a_weekday_is_the_first_after_today_and_next_is_of_the_next_week(row: tuple[str, ...]) -> None:
    check(row)


@pytest.mark.parametrize("row", table("""
    Tuesday week            | 2026-03-10 | - | day
    a week on Thursday      | 2026-03-12 | - | day
    Friday fortnight        | 2026-03-20 | - | day
    a fortnight today       | 2026-03-16 | - | day
    the 14th                | 2026-03-14 | - | day
    the 2nd works           | 2026-04-02 | - | day
    14th of March           | 2026-03-14 | - | day
    March 14                | 2026-03-14 | - | day
    the fourteenth of March | 2026-03-14 | - | day
    14 Feb                  | 2027-02-14 | - | day
    Monday the 16th         | 2026-03-16 | - | day
    the 31st                | 2026-03-31 | - | day
    see you in January      | 2027-01-01 | 2027-01-31 | month
    in March                | 2026-03-01 | 2026-03-31 | month
    KW 38                   | 2026-09-14 | 2026-09-20 | week
    calendar week 12        | 2026-03-16 | 2026-03-22 | week
    KW 9                    | 2027-03-01 | 2027-03-07 | week
"""), ids=str)  # fmt: skip
def test_what_leaves_the_month_or_year_open_is_the_next_to_come(row: tuple[str, ...]) -> None:
    check(row)


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert said("the week of the 14th")[1:] == ("2026-03-09", "2026-03-15", "week")
    assert said("next week", datetime(2026, 3, 8, 23, tzinfo=BERLIN))[1:] == ("2026-03-09", "2026-03-15", "week")
    assert said("w/c 16 March")[1:] == ("2026-03-16", "2026-03-22", "week")


@pytest.mark.parametrize("row", table("""
    mid-March                | 2026-03-11 | 2026-03-20 | day
    in mid-April             | 2026-04-11 | 2026-04-20 | day
    first half of January    | 2027-01-01 | 2027-01-15 | day
    second half of April     | 2026-04-16 | 2026-04-30 | day
    early next week          | 2026-03-09 | 2026-03-10 | day
    start of next week       | 2026-03-09 | 2026-03-10 | day
    late next week           | 2026-03-12 | 2026-03-13 | day
    later this week          | 2026-03-03 | 2026-03-08 | day
    Tuesday morning          | 2026-03-03T08:00 | 2026-03-03T12:00 | hour
    Tuesday afternoon        | 2026-03-03T12:00 | 2026-03-03T17:00 | hour
    this weekend             | 2026-03-07 | 2026-03-08 | day
    Q3                       | 2026-07-01 | 2026-09-30 | quarter
    in Q3 2027               | 2027-07-01 | 2027-09-30 | quarter
    next quarter             | 2026-04-01 | 2026-06-30 | quarter
    next month               | 2026-04-01 | 2026-04-30 | month
    in 2027                  | 2027-01-01 | 2027-12-31 | year
    next year                | 2027-01-01 | 2027-12-31 | year
    Mon-Wed                  | 2026-03-09 | 2026-03-11 | day
    from 16 to 20 March      | 2026-03-16 | 2026-03-20 | day
    between the 9th and 13th | 2026-03-09 | 2026-03-13 | day
    March 3-5, 2026          | 2026-03-03 | 2026-03-05 | day
    the next two weeks       | 2026-03-03 | 2026-03-16 | day
"""), ids=str)  # fmt: skip
def test_stretches_include_their_last_day(row: tuple[str, ...]) -> None:
    check(row)


@pytest.mark.parametrize("row", table("""
    by Friday                       | 2026-03-06 | - | day
    end of next week                | 2026-03-13 | - | day
    by the end of the month         | 2026-03-31 | - | day
    end of April                    | 2026-04-30 | - | day
    EOD                             | 2026-03-02 | - | day
    EOD tomorrow                    | 2026-03-03 | - | day
    by end of day tomorrow          | 2026-03-03 | - | day
    close of business Friday        | 2026-03-06 | - | day
    by COB on Thursday              | 2026-03-05 | - | day
    within two weeks                | 2026-03-16 | - | day
    within a fortnight              | 2026-03-16 | - | day
    within 3 working days           | 2026-03-05 | - | day
    within 5 business days          | 2026-03-09 | - | day
    by 3 pm Wednesday               | 2026-03-04T15:00 | - | minute
    no later than Thursday          | 2026-03-05 | - | day
    year end                        | 2026-12-31 | - | day
"""), ids=str)  # fmt: skip
def test_a_deadline_is_its_day(row: tuple[str, ...]) -> None:
    check(row)
    assert only(row[0]).kind == "point"


@pytest.mark.parametrize("words", ["in a couple of weeks", "in a few days", "in a week or two", "in two to three weeks",
                                   "a few weeks from now", "in the next few weeks", "in some months"])  # fmt: skip
def test_a_couple_and_a_few_are_vague_and_name_no_day(words: str) -> None:
    mention = only(words)
    assert (mention.start, mention.end, mention.grain) == (None, None, "vague")


@pytest.mark.parametrize("row", table("""
    before Christmas   | - | 2026-12-24 | day
    before the 12th    | - | 2026-03-11 | day
    after the 12th     | 2026-03-13 | - | day
    after next week    | 2026-03-16 | - | week
    until Friday       | - | 2026-03-06 | day
    before 3 pm        | - | 2026-03-02T15:00 | minute
    Wednesday after 3  | 2026-03-04T15:00 | - | minute
    not before the 12th | 2026-03-12 | - | day
    since January      | 2026-01-01 | - | month
"""), ids=str)  # fmt: skip
def test_before_has_an_end_only_and_after_a_start_only(row: tuple[str, ...]) -> None:
    check(row)


@pytest.mark.parametrize("row", table("""
    Tuesday at 1      | 2026-03-03T13:00 | - | minute
    Tuesday at 6      | 2026-03-03T18:00 | - | minute
    Tuesday at 7      | 2026-03-03T07:00 | - | minute
    Tuesday at 11     | 2026-03-03T11:00 | - | minute
    Tuesday at 12     | 2026-03-03T12:00 | - | minute
    Tuesday at 3:30   | 2026-03-03T15:30 | - | minute
    Tuesday at 03:30  | 2026-03-03T03:30 | - | minute
    Tuesday at half two         | 2026-03-03T14:30 | - | minute
    half eleven on Tuesday      | 2026-03-03T11:30 | - | minute
    Tuesday, quarter past ten   | 2026-03-03T10:15 | - | minute
    quarter to two on Tuesday   | 2026-03-03T13:45 | - | minute
    Tuesday fifteen hundred     | 2026-03-03T15:00 | - | minute
    Tuesday at three thirty     | 2026-03-03T15:30 | - | minute
    Tuesday evening at eight    | 2026-03-03T20:00 | - | minute
    tomorrow 15h                | 2026-03-03T15:00 | - | minute
    tomorrow 14h30              | 2026-03-03T14:30 | - | minute
    3pm on the 12th             | 2026-03-12T15:00 | - | minute
    at 9 tomorrow morning       | 2026-03-03T09:00 | - | minute
    tomorrow at noon            | 2026-03-03T12:00 | - | minute
    3ish tomorrow               | 2026-03-03T15:00 | - | hour
    Tuesday, around 11          | 2026-03-03T11:00 | - | hour
    10-11am                     | 2026-03-03T10:00 | 2026-03-03T11:00 | minute
    11-1pm tomorrow             | 2026-03-03T11:00 | 2026-03-03T13:00 | minute
    Wednesday 14:00 to 15:00    | 2026-03-04T14:00 | 2026-03-04T15:00 | minute
    Wednesday from 9 to 5       | 2026-03-04T09:00 | 2026-03-04T17:00 | minute
    between 2 and 4 on Thursday | 2026-03-05T14:00 | 2026-03-05T16:00 | hour
    first thing Monday          | 2026-03-09T08:00 | 2026-03-09T09:00 | hour
    in 45 minutes               | 2026-03-02T10:45 | - | minute
    this afternoon at 4         | 2026-03-02T16:00 | - | minute
    tonight at 8                | 2026-03-02T20:00 | - | minute
"""), ids=str)  # fmt: skip
def test_bare_hours_are_business_hours(row: tuple[str, ...]) -> None:
    check(row)


def test_a_time_without_a_day_is_the_next_such_time() -> None:
    assert said("at three", MEETING)[1] == "2026-03-02T15:00"
    assert said("at nine", MEETING)[1] == "2026-03-03T09:00"
    assert said("at ten o'clock", MEETING)[1] == "2026-03-03T10:00"


@pytest.mark.parametrize("row", table("""
    in two weeks              | 2026-03-16 | - | day
    two weeks from now        | 2026-03-16 | - | day
    in ten days' time         | 2026-03-12 | - | day
    in a month                | 2026-04-02 | - | day
    two weeks ago             | 2026-02-16 | - | day
    tomorrow                  | 2026-03-03 | - | day
    the day after tomorrow    | 2026-03-04 | - | day
    yesterday                 | 2026-03-01 | - | day
    Monday next week          | 2026-03-09 | - | day
    next week Tuesday         | 2026-03-10 | - | day
    three days before Christmas | 2026-12-22 | - | day
    the third Tuesday of next month | 2026-04-21 | - | day
    last Friday of October    | 2026-10-30 | - | day
    Good Friday               | 2026-04-03 | - | day
    new year's eve            | 2026-12-31 | - | day
"""), ids=str)  # fmt: skip
def test_days_told_by_other_days(row: tuple[str, ...]) -> None:
    check(row)


def test_several_days_or_times_are_several_mentions() -> None:
    days = [mention.start for mention in find_dates("We have the 19th, 21st and 24th free.", MEETING)]
    assert days == [date(2026, 3, 19), date(2026, 3, 21), date(2026, 3, 24)]
    times = [str(mention.start)[:16] for mention in find_dates("Tuesday at 10 or 11, or Wednesday at 2", MEETING)]
    assert times == ["2026-03-03 10:00", "2026-03-03 11:00", "2026-03-04 14:00"]


def test_a_week_said_once_holds_for_both_weekdays() -> None:
    for words in ("Tuesday or Wednesday next week", "next Tuesday or Wednesday"):
        assert [m.start for m in find_dates(words, MEETING)] == [date(2026, 3, 10), date(2026, 3, 11)]


def test_durations_and_sets_have_no_day() -> None:
    wanted = {
        "for two hours": ("duration", "hour"),
        "30 minutes": ("duration", "minute"),
        "every Tuesday": ("set", "day"),
        "weekly": ("set", "week"),
    }
    for words, (kind, grain) in wanted.items():
        mention = only(words)
        assert (mention.kind, mention.grain, mention.start, mention.end) == (kind, grain, None, None)


# -- locale, zones, clocks ----------------------------------------------------------------------


def test_figures_follow_the_locale_and_the_zone() -> None:
    chicago = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("America/Chicago"))
    assert only("12/11").start == date(2026, 11, 12)
    assert only("12/11", chicago).start == date(2026, 12, 11)
    assert only("12/11", chicago, locale="en-GB").start == date(2026, 11, 12)
    assert only("12/11", locale="en-US").start == date(2026, 12, 11)
    assert only("3/14/26").start == date(2026, 3, 14)
    assert only("11.12.2026", chicago).start == date(2026, 12, 11)
    assert only("2026-03-14", chicago).start == date(2026, 3, 14)


@pytest.mark.parametrize(("words", "instant"), [
    ("10am PT", "2026-03-02T18:00"), ("3 pm ET", "2026-03-02T20:00"), ("3pm Central", "2026-03-02T21:00"),
    ("2pm London time", "2026-03-02T14:00"), ("3 pm CET", "2026-03-02T14:00"),
    ("Tuesday at 10 Berlin time", "2026-03-03T09:00"), ("12:00 GMT+2", "2026-03-02T10:00"),
    ("Tuesday at 3 your time", "2026-03-03T14:00"),
])  # fmt: skip
def test_a_zone_means_the_wall_clock_there(words: str, instant: str) -> None:
    start = only(words).start
    assert isinstance(start, datetime)
    assert start.astimezone(UTC).isoformat()[:16] == instant


def test_letters_of_the_wrong_season_mean_the_wall_clock() -> None:
    september = datetime(2026, 9, 7, 10, tzinfo=BERLIN)
    assert to_json(only("Tuesday 3 pm CET", september))["start"] == "2026-09-08T15:00:00+02:00"


def test_the_addressees_zone_is_used_where_one_is_given() -> None:
    mention = only("Tuesday at 3", MEETING, tz=ZoneInfo("America/New_York"))
    assert to_json(mention)["start"] == "2026-03-03T15:00:00-05:00"


def test_a_time_skipped_by_summer_time_moves_forward() -> None:
    before = datetime(2026, 3, 27, 10, tzinfo=BERLIN)
    assert to_json(only("Sunday at 2:30 am", before))["start"] == "2026-03-29T03:30:00+02:00"


def test_the_wire_has_exactly_the_agreed_fields() -> None:
    assert to_json(only("see you Tuesday at ten")) == {
        "text": "Tuesday at ten", "span": [8, 22], "kind": "point",
        "start": "2026-03-03T10:00:00+01:00", "end": None, "grain": "minute",
    }  # fmt: skip


def test_a_now_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        find_dates("tomorrow", datetime(2026, 3, 2, 10))  # noqa: DTZ001
