"""Which opportunity a meeting belongs to (core/opportunities.py)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.opportunities import (
    GAP,
    AssignedBecause,
    Assignment,
    MetPeople,
    OpenOpportunity,
    assign,
    opportunities_after,
)

MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANNA, PETRA, JO = "anna@northwind.example", "petra@northwind.example", "jo@northwind.example"
PUMPS = OpenOpportunity("pumps", MARCH, MARCH, frozenset({ANNA}))
VALVES = OpenOpportunity("valves", MARCH + timedelta(days=5), MARCH + timedelta(days=5), frozenset({PETRA}))


def met(key: str, day: int, *people: str) -> MetPeople:
    return MetPeople(key, MARCH + timedelta(days=day), frozenset(people))


def only(meeting: MetPeople, *opportunities: OpenOpportunity, **more: object) -> Assignment:
    (assigned,) = assign([meeting], opportunities, **more)  # type: ignore[arg-type]
    return assigned


def test_a_meeting_belongs_to_the_open_opportunity_it_shares_a_person_with() -> None:
    assert only(met("m", 10, PETRA), PUMPS, VALVES) == Assignment("m", "valves", False, AssignedBecause.SHARED_PEOPLE)


def test_of_several_with_the_same_people_the_latest_is_taken_and_asked_about() -> None:
    assigned = only(met("m", 10, ANNA, PETRA), PUMPS, VALVES)
    assert (assigned.opportunity, assigned.doubtful) == ("valves", True)
    assert assigned.because is AssignedBecause.LATEST_OF_SEVERAL_SHARED


def test_other_people_while_one_is_open_is_asked_about_once() -> None:
    first, second = assign([met("m", 10, JO), met("n", 12, JO)], [PUMPS])
    assert first == Assignment("m", "pumps", True, AssignedBecause.OTHER_PEOPLE)
    assert second == Assignment("n", "pumps", False, AssignedBecause.SHARED_PEOPLE)


def test_unknown_people_are_not_other_people() -> None:
    assert only(met("m", 10), PUMPS) == Assignment("m", "pumps", False, AssignedBecause.ONLY_ONE_OPEN)
    nobody_known = replace(PUMPS, people=frozenset())
    assert only(met("m", 10, JO), nobody_known) == Assignment("m", "pumps", False, AssignedBecause.ONLY_ONE_OPEN)


def test_unknown_people_while_several_are_open_go_to_the_latest_and_are_asked_about() -> None:
    assert only(met("m", 10), PUMPS, VALVES) == Assignment("m", "valves", True, AssignedBecause.LATEST_OF_SEVERAL_OPEN)


def test_without_an_open_one_a_new_opportunity_begins_and_holds_what_follows() -> None:
    results = assign([met("m", 0, ANNA), met("n", 9, ANNA), met("o", 20)], [])
    assert [result.opportunity for result in results] == ["new:1", "new:1", "new:1"]
    assert [result.doubtful for result in results] == [False, False, False]


def test_a_meeting_after_the_gap_begins_a_new_one_and_within_it_does_not() -> None:
    late = MetPeople("m", PUMPS.last_at + GAP + timedelta(seconds=1), frozenset({ANNA}))
    assert only(late, PUMPS) == Assignment("m", "new:1", False, AssignedBecause.NONE_OPEN)
    assert only(replace(late, at=PUMPS.last_at + GAP), PUMPS).opportunity == "pumps"
    assert only(met("m", 10, ANNA), PUMPS, gap=timedelta(days=9)).opportunity == "new:1"


def test_a_closed_opportunity_takes_no_meeting_from_the_day_after() -> None:
    closed = replace(PUMPS, closed_at=MARCH + timedelta(days=3))
    assert only(met("m", 4, ANNA), closed).because is AssignedBecause.NONE_OPEN
    # The order was given in that day's meeting, whichever was written down first.
    assert only(MetPeople("m", MARCH + timedelta(days=3, hours=6), frozenset({ANNA})), closed).opportunity == "pumps"


def test_the_day_of_closing_is_the_day_where_the_meeting_was() -> None:
    auckland = timezone(timedelta(hours=13))
    closed = replace(PUMPS, closed_at=datetime(2026, 3, 4, 10, tzinfo=UTC))  # 23:00 in Auckland
    next_morning = MetPeople("m", datetime(2026, 3, 5, 0, 30, tzinfo=auckland), frozenset({ANNA}))
    assert only(next_morning, closed).opportunity == "new:1"


def test_a_meeting_before_all_leads_up_to_the_next_one_with_the_same_people_and_is_asked_about_once() -> None:
    earlier, then = assign([met("m", -20, ANNA), met("n", -10, ANNA)], [PUMPS])
    assert earlier == Assignment("m", "pumps", True, AssignedBecause.LEADS_UP_TO)
    assert then == Assignment("n", "pumps", False, AssignedBecause.SHARED_PEOPLE)
    assert only(met("m", -20, JO), PUMPS).opportunity == "new:1"
    assert only(met("m", -200, ANNA), PUMPS).opportunity == "new:1"


def test_what_was_told_wins_over_every_rule() -> None:
    closed = replace(PUMPS, closed_at=MARCH)
    told = only(met("m", 10, PETRA), closed, VALVES, told={"m": "pumps"})
    assert told == Assignment("m", "pumps", False, AssignedBecause.TOLD)
    assert only(met("m", 10, ANNA), PUMPS, told={"m": "new"}) == Assignment(
        "m", "new:1", False, AssignedBecause.TOLD_NEW
    )


def test_an_answer_that_names_no_opportunity_is_passed_over() -> None:
    assert only(met("m", 10, ANNA), PUMPS, told={"m": "deleted"}).because is AssignedBecause.SHARED_PEOPLE


def test_people_of_a_new_deal_told_once_are_known_in_its_next_meetings() -> None:
    results = assign([met("m", 10, JO), met("n", 12, JO)], [PUMPS], told={"m": "new"})
    assert results[1] == Assignment("n", "new:1", False, AssignedBecause.SHARED_PEOPLE)


def test_after_an_answer_that_departs_the_later_meetings_follow_the_rules_again() -> None:
    meetings = [met("m", 10, JO), met("n", 12, JO)]
    before = assign(meetings, [PUMPS])
    after = assign(meetings, [PUMPS], earlier=before, told={"m": "new"})
    assert [result.opportunity for result in after] == ["new:1", "new:1"]
    assert assign(meetings, [PUMPS], earlier=after, told={"m": "new"}) == after


def test_an_answer_that_agrees_settles_the_doubt_and_changes_no_other_meeting() -> None:
    meetings = [met("m", 10, JO), met("n", 12, JO)]
    before = assign(meetings, [PUMPS])
    after = assign(meetings, [PUMPS], earlier=before, told={"m": "pumps"})
    assert after == (Assignment("m", "pumps", False, AssignedBecause.TOLD), before[1])


def test_an_opportunity_keeps_its_key_when_an_answer_before_it_departs() -> None:
    meetings = [met("m", 10, JO), met("n", 300, JO)]
    before = [
        replace(result, opportunity="second") if result.meeting == "n" else result
        for result in assign(meetings, [PUMPS])
    ]
    after = assign(meetings, [PUMPS], earlier=before, told={"m": "new"})
    assert [result.opportunity for result in after] == ["new:1", "second"]


UNMET = OpenOpportunity("crm", MARCH, MARCH, unmet=True)


def test_the_next_meeting_joins_the_one_open_deal_nobody_met_yet_however_long_it_is_open() -> None:
    joined = only(met("m", 400, ANNA), UNMET)
    assert (joined.opportunity, joined.doubtful) == ("crm", False)
    later = assign([met("m", 400, ANNA), met("n", 400 + GAP.days, ANNA)], [UNMET])
    assert {result.opportunity for result in later} == {"crm"}
    ended = assign([met("m", 10, ANNA), met("n", 11 + GAP.days, ANNA)], [UNMET])
    assert ended[1].because is AssignedBecause.NONE_OPEN, "once met, a pause ends it like any other"


def test_where_the_meeting_could_be_of_several_deals_the_one_nobody_met_is_asked_about() -> None:
    assert only(met("m", 10), PUMPS, UNMET).doubtful
    assert only(met("m", 10, JO), UNMET, replace(UNMET, key="crm2")).doubtful
    assert only(met("m", 10, ANNA), PUMPS, UNMET).opportunity == "pumps", "the same people as before say more"
    assert only(met("m", 10, ANNA), replace(UNMET, closed_at=MARCH)).because is AssignedBecause.NONE_OPEN


def test_a_naive_time_and_a_key_that_comes_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        assign([MetPeople("m", datetime(2026, 3, 2))], [])  # noqa: DTZ001
    with pytest.raises(ValueError, match="twice"):
        assign([met("m", 0), met("m", 1)], [])
    with pytest.raises(ValueError, match="twice"):
        assign([], [PUMPS, PUMPS])


def test_the_first_and_the_last_hours_of_all_years_are_assigned_like_others() -> None:
    ends = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))]
    given_then = OpenOpportunity("old", ends[1], ends[1], closed_at=ends[1])
    results = assign(
        [MetPeople(str(at.year), at.replace(tzinfo=timezone(timedelta(hours=9)))) for at in ends], [given_then]
    )
    assert [result.meeting for result in results] == ["1", "9999"]


PEOPLE = st.frozensets(st.sampled_from([ANNA, PETRA, JO, "kim@northwind.example"]), max_size=2)
MEETINGS = st.lists(
    st.builds(met, st.uuids().map(str), st.integers(0, 900)).flatmap(
        lambda meeting: PEOPLE.map(lambda people: replace(meeting, people=people))
    ),
    max_size=20,
    unique_by=lambda meeting: meeting.key,
)
KNOWN = st.lists(
    st.builds(
        lambda key, first, length, people, closed, unmet: OpenOpportunity(
            key,
            MARCH + timedelta(days=first),
            MARCH + timedelta(days=first + (0 if unmet else length)),
            frozenset() if unmet else people,
            None if closed is None else MARCH + timedelta(days=first + length + closed),
            unmet,
        ),
        st.sampled_from(["a", "b", "c"]),
        st.integers(-100, 700),
        st.integers(0, 200),
        PEOPLE,
        st.none() | st.integers(0, 50),
        st.booleans(),
    ),
    max_size=3,
    unique_by=lambda deal: deal.key,
)


@given(meetings=MEETINGS, known=KNOWN, data=st.data())
def test_assigning_again_changes_nothing(
    meetings: list[MetPeople], known: list[OpenOpportunity], data: st.DataObject
) -> None:
    answers = st.sampled_from(["new", *(deal.key for deal in known)])
    told = data.draw(st.dictionaries(st.sampled_from([one.key for one in meetings]), answers)) if meetings else {}
    first = assign(meetings, known, told=told)
    assert assign(meetings, known, told=told, earlier=first) == first
    # As stored: the new ones have keys of their own, and all have learned their meetings' times and people.
    stored = [replace(result, opportunity=result.opportunity.replace("new:", "deal-")) for result in first]
    learned = opportunities_after(meetings, known, stored)
    assert assign(meetings, learned, told=told, earlier=stored) == tuple(stored)
    assert assign([], learned, earlier=stored) == ()


@given(meetings=MEETINGS, known=KNOWN, data=st.data())
def test_the_order_in_which_meetings_are_given_does_not_matter(
    meetings: list[MetPeople], known: list[OpenOpportunity], data: st.DataObject
) -> None:
    assert assign(data.draw(st.permutations(meetings)), data.draw(st.permutations(known))) == assign(meetings, known)


@given(meetings=MEETINGS)
def test_a_meeting_imported_later_in_time_leaves_the_earlier_ones_where_they_are(meetings: list[MetPeople]) -> None:
    whole = assign(meetings, [])
    in_time = sorted(meetings, key=lambda one: (one.at, one.key))
    half = len(in_time) // 2
    first = assign(in_time[:half], [])
    assert first == whole[:half]
    assert assign(in_time, opportunities_after(in_time[:half], [], first), earlier=first) == whole


@given(meetings=MEETINGS, known=KNOWN)
def test_only_an_opportunity_open_that_day_or_beginning_soon_is_assigned(
    meetings: list[MetPeople], known: list[OpenOpportunity]
) -> None:
    closed_at = {deal.key: deal.closed_at for deal in known}
    at = {meeting.key: meeting.at for meeting in meetings}
    for result in assign(meetings, known):
        closed = closed_at.get(result.opportunity)
        assert closed is None or at[result.meeting].date() <= closed.date()
