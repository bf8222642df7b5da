"""When was the next date put in the calendar? (DESIGN 6; METHOD 4.1, 9)"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from foothold.core.calendar_days import BusinessDays
from foothold.core.next_dates import IN_THE_ROOM, Dated, NextSet, next_dates, set_anew

NINE = datetime(2026, 9, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
PETRA, JAN = frozenset({"petra@northwind.example"}), frozenset({"jan@northwind.example"})
FIRST = Dated(key="first", account="northwind", starts_at=NINE, ends_at=NINE + HOUR, people=PETRA, put_at=NINE)
NEXT = Dated(
    key="next",
    account="northwind",
    starts_at=NINE + timedelta(days=7),
    ends_at=NINE + timedelta(days=7) + HOUR,
    people=PETRA,
    put_at=NINE + HOUR / 2,
)


def test_a_date_put_before_the_end_was_set_in_the_room() -> None:
    found = next_dates([FIRST, NEXT])["first"]
    assert (found.key, found.set, found.starts_at) == ("next", NextSet.IN_ROOM, NEXT.starts_at)


def test_ten_minutes_after_the_end_are_still_in_the_room_and_a_second_more_is_later() -> None:
    on_time = replace(NEXT, put_at=FIRST.ends_at + IN_THE_ROOM)
    late = replace(NEXT, put_at=FIRST.ends_at + IN_THE_ROOM + timedelta(seconds=1))
    assert next_dates([FIRST, on_time])["first"].set is NextSet.IN_ROOM
    assert next_dates([FIRST, late])["first"].set is NextSet.LATER


def test_without_created_the_moment_is_unknown_but_the_date_is_there() -> None:
    found = next_dates([FIRST, replace(NEXT, put_at=None)])["first"]
    assert (found.set, found.key) == (NextSet.UNKNOWN, "next")


def test_made_after_the_meeting_it_was_not_set_in_it_though_it_is_not_known_when_they_were_told() -> None:
    unsaid = replace(NEXT, put_at=None, not_before=FIRST.ends_at + IN_THE_ROOM)
    assert next_dates([FIRST, unsaid])["first"].set is NextSet.UNKNOWN
    later = replace(unsaid, not_before=FIRST.ends_at + timedelta(days=3))
    assert next_dates([FIRST, later])["first"].set is NextSet.LATER


def test_nothing_ahead_is_never() -> None:
    assert next_dates([FIRST])["first"].set is NextSet.NEVER


def test_other_people_of_the_same_account_are_no_next_date_with_these() -> None:
    assert next_dates([FIRST, replace(NEXT, people=JAN)])["first"].set is NextSet.NEVER


def test_one_person_in_common_is_enough() -> None:
    assert next_dates([replace(FIRST, people=PETRA | JAN), NEXT])["first"].key == "next"


def test_where_nobody_is_named_the_account_is_enough() -> None:
    nobody = frozenset[str]()
    assert next_dates([replace(FIRST, people=nobody), NEXT])["first"].key == "next"
    assert next_dates([FIRST, replace(NEXT, people=nobody)])["first"].key == "next"


def test_the_same_person_in_a_meeting_counted_for_another_customer_is_the_same_person() -> None:
    assert next_dates([FIRST, replace(NEXT, account="helio")])["first"].key == "next"


def test_a_meeting_that_names_nobody_is_next_for_its_own_account_alone() -> None:
    nobody = replace(NEXT, account="helio", people=frozenset())
    assert next_dates([FIRST, nobody])["first"].set is NextSet.NEVER


def test_a_meeting_that_fell_through_is_no_next_date_and_is_remembered() -> None:
    found = next_dates([FIRST, replace(NEXT, stands=False)])["first"]
    assert (found.set, found.fell_through) == (NextSet.NEVER, True)


def test_a_date_that_fell_through_is_remembered_though_another_one_was_set() -> None:
    later = replace(NEXT, key="later", starts_at=NEXT.starts_at + timedelta(days=7), put_at=NEXT.starts_at)
    found = next_dates([FIRST, replace(NEXT, stands=False), later])["first"]
    assert (found.key, found.set, found.fell_through) == ("later", NextSet.LATER, True)


def test_a_date_cancelled_long_after_a_next_meeting_that_stood_is_not_this_meetings() -> None:
    cancelled = replace(NEXT, key="far", starts_at=NEXT.starts_at + timedelta(days=30), stands=False, put_at=NINE)
    assert next_dates([FIRST, NEXT, cancelled])["first"].fell_through is False


def test_meetings_of_the_same_minute_are_not_each_others_next() -> None:
    twin = replace(FIRST, key="twin")
    assert {found.set for found in next_dates([FIRST, twin]).values()} == {NextSet.NEVER}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.integers(0, 3), st.sets(st.sampled_from("abc")), st.integers(-3, 30), st.booleans()
        ),
        max_size=25,
    )
)
def test_the_next_one_is_the_earliest_that_stands_with_somebody_in_common(
    drawn: list[tuple[int, int, set[str], int, bool]],
) -> None:
    meetings = [
        Dated(
            key=place,
            account=account,
            starts_at=NINE + timedelta(days=day),
            ends_at=NINE + timedelta(days=day) + HOUR,
            people=frozenset(people),
            put_at=NINE + timedelta(days=put),
            stands=stands,
        )
        for place, (day, account, people, put, stands) in enumerate(drawn)
    ]
    found = next_dates(meetings)
    for meeting in meetings:
        following = [
            each
            for each in meetings
            if each.stands
            and each.starts_at > meeting.starts_at
            and (
                each.people & meeting.people
                or (each.account == meeting.account and not (each.people and meeting.people))
            )
        ]
        earliest = min((each.starts_at for each in following), default=None)
        assert found[meeting.key].starts_at == earliest


OFF = replace(NEXT, key="off", stands=False, called_off_at=NINE + timedelta(days=2))
ANEW = replace(NEXT, key="anew", starts_at=NINE + timedelta(days=9), put_at=NINE + timedelta(days=2, hours=1))


def moved_before(*meetings: Dated[str]) -> dict[str, int]:
    return dict(set_anew(meetings, lambda _account: BusinessDays(UTC)))


def test_a_date_called_off_and_set_anew_within_two_business_days_is_one_that_was_moved() -> None:
    assert moved_before(FIRST, OFF, ANEW) == {"anew": 1}
    assert moved_before(OFF, replace(ANEW, put_at=NINE + timedelta(days=2) - HOUR)) == {"anew": 1}, "set first"
    assert moved_before(OFF, replace(ANEW, put_at=NINE + timedelta(days=6))) == {}, "a date set long after is a new one"
    assert moved_before(replace(OFF, called_off_at=None), ANEW) == {}, "nobody knows when"
    assert moved_before(OFF, replace(ANEW, people=JAN)) == {}
    assert moved_before(OFF, replace(ANEW, people=frozenset())) == {"anew": 1}
    assert moved_before(replace(OFF, called_off_at=OFF.ends_at), ANEW) == {}, "it was over"
    assert moved_before(OFF, replace(ANEW, starts_at=OFF.starts_at)) == {}, "entered anew at the very same time"


def test_moves_go_on_counting_however_often_it_is_set_anew_and_one_takes_the_place_of_one() -> None:
    again = replace(ANEW, key="again", starts_at=ANEW.starts_at + HOUR, put_at=NINE + timedelta(days=3))
    assert moved_before(OFF, ANEW, again) == {"anew": 1}
    off_too = replace(ANEW, stands=False, called_off_at=NINE + timedelta(days=3))
    assert moved_before(replace(OFF, moves=2), off_too, again) == {"anew": 3, "again": 4}


def test_of_two_called_off_at_once_the_sooner_one_is_replaced_whatever_their_keys() -> None:
    for often, never in (("a", "b"), ("b", "a")):
        moved_often = replace(OFF, key=often, moves=2)
        never_moved = replace(OFF, key=never, starts_at=OFF.starts_at + HOUR, ends_at=OFF.ends_at + HOUR)
        assert moved_before(moved_often, never_moved, ANEW) == {"anew": 3}
