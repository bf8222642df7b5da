"""Business English beyond the plain date: idiom of the Isles and the States, speech recognition, spans and names."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from foothold.reading.dates import DateMention, find_dates, to_json

MEETING = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))  # a Monday


def only(words: str, now: datetime = MEETING) -> DateMention:
    (mention,) = find_dates(words, now)
    return mention


@pytest.mark.parametrize("row", """
pencil in a week on Friday               | a week on Friday             | 2026-03-13 | -
this day week                            | this day week                | 2026-03-09 | -
two weeks on Wednesday                   | two weeks on Wednesday       | 2026-03-18 | -
Monday, three months from now            | Monday, three months from now | 2026-06-01 | -
till the new year                        | till the new year            | - | 2027-01-01
the weekend of the 12th                  | the weekend of the 12th      | 2026-03-14 | 2026-03-15
Easter weekend                           | Easter weekend               | 2026-04-04 | 2026-04-05
next working week                        | next working week            | 2026-03-09 | 2026-03-13
the first two weeks of April             | the first two weeks of April | 2026-03-30 | 2026-04-12
the last three months of 2026            | the last three months of 2026 | 2026-10-01 | 2026-12-31
the next two quarters                    | the next two quarters        | 2026-04-01 | 2026-09-30
april ninth through seventeenth          | april ninth through seventeenth | 2026-04-09 | 2026-04-17
between the ninth and the seventeenth of april | between the ninth and the seventeenth of april | 2026-04-09 | 2026-04-17
from the middle of March to the end of May | from the middle of March to the end of May | 2026-03-11 | 2026-05-31
January to June                          | January to June              | 2026-01-01 | 2026-06-30
June to August                           | June to August               | 2026-06-01 | 2026-08-31
from 2026-02-20 to date                  | from 2026-02-20 to date      | 2026-02-20 | 2026-03-02
for 3 days from Wednesday                | for 3 days from Wednesday    | 2026-03-04 | 2026-03-06
two weeks starting 16 March              | two weeks starting 16 March  | 2026-03-16 | 2026-03-29
in two thousand and thirty               | two thousand and thirty      | 2030-01-01 | 2030-12-31
it was january twelfth nineteen ninety eight | january twelfth nineteen ninety eight | 1998-01-12 | -
on or before 10 March                    | on or before 10 March        | 2026-03-10 | -
Thursday all day                         | Thursday all day             | 2026-03-05 | -
Thursday 2/4                             | Thursday 2/4                 | 2026-04-02 | -
Will the third suit you?                 | the third                    | 2026-03-03 | -
The second is too early for us           | The second                   | 2026-04-02 | -
can you make the first?                  | the first                    | 2026-04-01 | -
between the twenty second and the twenty sixth | between the twenty second and the twenty sixth | 2026-03-22 | 2026-03-26
they want it by march                    | by march                     | 2026-03-01 | 2026-03-31
it can start in may                      | may                          | 2026-05-01 | 2026-05-31
from march to may                        | from march to may            | 2026-03-01 | 2026-05-31
Wednesday or later                       | Wednesday or later           | 2026-03-04 | -
""".strip().splitlines(), ids=str)  # fmt: skip
def test_days_in_idiom(row: str) -> None:
    words, said, start, end = (cell.strip() for cell in row.split("|"))
    mention = only(words)
    wire = to_json(mention)
    assert (mention.text, wire["start"] or "-", wire["end"] or "-") == (said, start, end)


@pytest.mark.parametrize("row", """
thu 2p works                            | thu 2p                    | 2026-03-05T14:00 | -
Wed 11th @ 10:30am                      | Wed 11th @ 10:30am        | 2026-03-11T10:30 | -
the 12th around four ish                | the 12th around four ish  | 2026-03-12T16:00 | -
lunch on Tuesday the 10th at 1          | Tuesday the 10th at 1     | 2026-03-10T13:00 | -
How about 2 pm your time on Thursday    | 2 pm your time on Thursday | 2026-03-05T14:00 | -
Tuesday before ten                      | Tuesday before ten        | - | 2026-03-03T10:00
Monday any time after 3 pm              | Monday any time after 3 pm | 2026-03-09T15:00 | -
from 2 pm for two hours                 | from 2 pm for two hours   | 2026-03-02T14:00 | 2026-03-02T16:00
12 March from 9:30 for 7 hours          | 12 March from 9:30 for 7 hours | 2026-03-12T09:30 | 2026-03-12T16:30
in the next hour                        | in the next hour          | 2026-03-02T10:00 | 2026-03-02T11:00
from now until 5 pm Friday              | from now until 5 pm Friday | 2026-03-02T10:00 | 2026-03-06T17:00
from 2 pm till tomorrow noon            | from 2 pm till tomorrow noon | 2026-03-02T14:00 | 2026-03-03T12:00
last night at 8                         | last night at 8           | 2026-03-01T20:00 | -
the first Monday morning of next month  | the first Monday morning of next month | 2026-04-06T08:00 | 2026-04-06T12:00
between 0830-1130                       | between 0830-1130         | 2026-03-03T08:30 | 2026-03-03T11:30
half an hour from now                   | half an hour from now     | 2026-03-02T10:30 | -
Thursday from 10 to 11, if that helps   | Thursday from 10 to 11    | 2026-03-05T10:00 | 2026-03-05T11:00
Friday from ten to ten thirty works     | Friday from ten to ten thirty | 2026-03-06T10:00 | 2026-03-06T10:30
ten to eleven on Thursday suits me      | ten to eleven on Thursday | 2026-03-05T10:50 | -
Monday ten to eleven is free            | Monday ten to eleven      | 2026-03-09T10:00 | 2026-03-09T11:00
at oh nine hundred                      | oh nine hundred           | 2026-03-03T09:00 | -
oh eight thirty on Friday               | oh eight thirty on Friday | 2026-03-06T08:30 | -
zero nine hundred tomorrow              | zero nine hundred tomorrow | 2026-03-03T09:00 | -
fifteen hundred on Thursday             | fifteen hundred on Thursday | 2026-03-05T15:00 | -
the fifth at ten a m                    | the fifth at ten a m      | 2026-03-05T10:00 | -
the kick-off is 2/4 at 1:30 pm          | 2/4 at 1:30 pm            | 2026-04-02T13:30 | -
the afternoon of the 19th looks good    | the afternoon of the 19th | 2026-03-19T12:00 | 2026-03-19T17:00
""".strip().splitlines(), ids=str)  # fmt: skip
def test_times_in_idiom(row: str) -> None:
    words, said, start, end = (cell.strip() for cell in row.split("|"))
    mention = only(words)
    wire = to_json(mention)
    assert (mention.text, (wire["start"] or "-")[:16], (wire["end"] or "-")[:16]) == (said, start, end)


def test_a_set_and_the_day_it_starts_are_two_mentions() -> None:
    often, first = find_dates("We ship every Friday, starting 8 May.", MEETING)
    assert (often.text, often.kind) == ("every Friday", "set")
    assert (first.text, first.start) == ("starting 8 May", date(2026, 5, 8))


@pytest.mark.parametrize(
    "words", ["the first of every month", "the 15th of each month", "the last Friday of every month"]
)
def test_a_day_of_every_month_is_one_set(words: str) -> None:
    mention = only(words)
    assert (mention.text, mention.kind, mention.start) == (words, "set", None)


def test_small_letters_make_months_of_a_list_and_verbs_of_the_rest() -> None:
    assert [mention.start for mention in find_dates("we can come in may or june", MEETING)] == [
        date(2026, 5, 1),
        date(2026, 6, 1),
    ]
    assert find_dates("it may march in, and in may not", MEETING) == []


@pytest.mark.parametrize("words", ["the third item suits you", "the first time", "a third of the parts",
                                   "the second works better than the first", "until the third attempt"])  # fmt: skip
def test_the_third_of_something_is_no_day(words: str) -> None:
    assert find_dates(words, MEETING) == []


@pytest.mark.parametrize("words", ["after the fair", "before the trade show", "after half-term", "until after the holidays",
                                   "before the go-live", "last fiscal year"])  # fmt: skip
def test_an_occasion_without_a_date_is_a_vague_time(words: str) -> None:
    mention = only(words)
    assert (mention.text, mention.start, mention.end, mention.grain) == (words, None, None, "vague")


def test_a_month_said_once_holds_for_all_its_days() -> None:
    def starts(words: str) -> list[object]:
        return [mention.start for mention in find_dates(words, MEETING)]

    assert starts("18 and 19 June") == [date(2026, 6, 18), date(2026, 6, 19)]
    assert starts("the 3rd, 4th or 5th of May") == [date(2026, 5, day) for day in (3, 4, 5)]
    assert starts("we have 18 and 19 machines") == []


def test_a_week_said_last_holds_for_every_weekday_of_the_list() -> None:
    days = [mention.start for mention in find_dates("Tuesday, Wednesday or Thursday next week", MEETING)]
    assert days == [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)]


def test_a_time_with_a_day_of_its_own_keeps_it_beside_another_time() -> None:
    first, second = find_dates("1pm UK / 8am ET on Thursday", MEETING)
    assert (first.text, second.text) == ("1pm UK", "8am ET on Thursday")
    assert isinstance(second.start, datetime)
    assert second.start.astimezone(UTC).isoformat()[:16] == "2026-03-05T13:00"


def test_what_is_moved_from_one_day_to_another_is_no_stretch() -> None:
    assert [mention.kind for mention in find_dates("from Thursday to Friday", MEETING)] == ["range"]
    moved = find_dates("Could we move it from Thursday to Friday?", MEETING)
    assert [mention.start for mention in moved] == [date(2026, 3, 5), date(2026, 3, 6)]


def test_a_month_is_one_where_something_is_put_off_to_it_and_a_person_where_one_talks_to_her() -> None:
    assert only("It is postponed to June.").start == date(2026, 6, 1)
    assert find_dates("Talk to June about the invoice.", MEETING) == []


@pytest.mark.parametrize("words", """
The office is at 4 Friday Street | The Monday app is down | see Monday.com | Happy New Year to you all | Merry Christmas
happy Friday everyone | the chance is one in ten | twelve thirty a unit | at 2 morning sessions | flat 2a | it is a Saturday
At the end of the day, price decides | the business day ends | three of the first two weeks
""".replace("\n", "|").split("|"))  # fmt: skip
def test_names_greetings_and_shares_are_no_dates(words: str) -> None:
    assert [mention for mention in find_dates(words.strip(), MEETING) if mention.start or mention.end] == []
