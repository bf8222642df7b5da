"""Which notes are due: once each, never late, never in quiet hours (UX 4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.calendar_days import Absence, BusinessDays
from foothold.core.reminders import CustomerAnswered, NotedMeeting, NoteKind, NoteWishes, notes_due

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = BusinessDays(BERLIN)
WISHES = NoteWishes(days=DAYS, off=frozenset({NoteKind.TODAY}))
MORNING = NoteWishes(days=DAYS)


def at(*parts):
    return datetime(*parts, tzinfo=BERLIN)


MEETING = NotedMeeting(key="m1", starts_at=at(2026, 3, 3, 10), ends_at=at(2026, 3, 3, 10, 45))
ANSWER = CustomerAnswered(key="a1", meeting=MEETING, at=at(2026, 3, 2, 15))


def keys(now, wishes=WISHES, meetings=(), answers=(), sent=()):
    return [note.key for note in notes_due(now, wishes, meetings, answers, sent)]


@pytest.mark.parametrize(("clock", "due"), [((7, 29), False), ((7, 30), True), ((11, 59), True), ((12, 0), False)])
def test_todays_list_comes_from_half_past_seven_and_not_in_the_afternoon(clock, due):
    assert keys(at(2026, 3, 2, *clock), MORNING) == ["today:2026-03-02"] * due


def test_todays_list_comes_on_business_days_only():
    off = BusinessDays(BERLIN, frozenset({date(2026, 3, 3)}), (Absence(date(2026, 3, 4), date(2026, 3, 5)),))
    found = [keys(at(2026, 3, day, 8), NoteWishes(days=off)) for day in range(1, 9)]
    assert [len(each) for each in found] == [0, 1, 0, 0, 1, 1, 0, 0]


def test_half_past_seven_is_his_own():
    new_york = NoteWishes(days=BusinessDays(ZoneInfo("America/New_York")))
    assert keys(at(2026, 3, 2, 8), new_york) == []
    assert keys(at(2026, 3, 2, 13, 30), new_york) == ["today:2026-03-02"]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ((9, 39), []),
        ((9, 40), ["ready:m1"]),
        ((9, 59), ["ready:m1"]),
        ((10, 0), []),
        ((10, 39), []),
        ((10, 40), ["close:m1"]),
        ((10, 44), ["close:m1"]),
        ((10, 45), []),
        ((12, 0), []),
    ],
)
def test_20_minutes_before_and_5_before_the_end_and_nothing_after(clock, expected):
    assert keys(at(2026, 3, 3, *clock), meetings=[MEETING]) == expected


def test_a_meeting_shorter_than_5_minutes_is_closed_from_its_start():
    call = replace(MEETING, ends_at=at(2026, 3, 3, 10, 3))
    assert keys(at(2026, 3, 3, 9, 59), meetings=[call]) == ["ready:m1"]
    assert keys(at(2026, 3, 3, 10), meetings=[call]) == ["close:m1"]


def test_a_meeting_that_does_not_stand_is_not_noted():
    assert keys(at(2026, 3, 3, 9, 50), meetings=[replace(MEETING, stands=False)]) == []


def test_who_has_the_next_date_is_not_told_to_book_it():
    assert keys(at(2026, 3, 3, 10, 41), meetings=[replace(MEETING, next_is_set=True)]) == []


def test_what_was_sent_is_not_sent_again():
    assert keys(at(2026, 3, 3, 9, 50), meetings=[MEETING], sent={"ready:m1"}) == []
    assert keys(at(2026, 3, 3, 10, 41), meetings=[MEETING], sent={"ready:m1"}) == ["close:m1"]


def test_a_meeting_in_two_calendars_is_noted_once():
    assert keys(at(2026, 3, 3, 9, 50), meetings=[MEETING, MEETING]) == ["ready:m1"]


@pytest.mark.parametrize("kind", [NoteKind.READY, NoteKind.ANSWER])
def test_each_kind_can_be_switched_off(kind):
    wishes = replace(WISHES, off=frozenset({kind, NoteKind.TODAY}))
    found = notes_due(at(2026, 3, 3, 9, 50), wishes, [MEETING], [ANSWER])
    assert {note.kind for note in found} == {NoteKind.READY, NoteKind.ANSWER} - {kind}


def test_an_answer_comes_at_once_and_not_before_it_was_given():
    assert keys(at(2026, 3, 2, 15), answers=[ANSWER]) == ["answer:a1"]
    assert keys(at(2026, 3, 2, 14, 59), answers=[ANSWER]) == []


def test_an_answer_about_a_meeting_that_is_over_is_no_news():
    assert keys(at(2026, 3, 3, 10, 45), answers=[ANSWER]) == []


def test_an_answer_at_night_waits_for_the_end_of_the_quiet_hours():
    night = replace(ANSWER, at=at(2026, 3, 2, 23))
    assert keys(at(2026, 3, 2, 23, 1), answers=[night]) == []
    assert keys(at(2026, 3, 3, 6, 59), answers=[night]) == []
    assert keys(at(2026, 3, 3, 7), answers=[night]) == ["answer:a1"]


def test_on_a_day_off_only_what_is_about_that_day_comes():
    saturday = replace(MEETING, starts_at=at(2026, 3, 7, 10), ends_at=at(2026, 3, 7, 11))
    monday = replace(MEETING, starts_at=at(2026, 3, 9, 10), ends_at=at(2026, 3, 9, 11))
    friday_night = at(2026, 3, 6, 21)
    now = at(2026, 3, 7, 9, 45)
    assert keys(now, meetings=[saturday]) == ["ready:m1"]
    assert keys(now, answers=[replace(ANSWER, meeting=saturday, at=friday_night)]) == ["answer:a1"]
    assert keys(now, answers=[replace(ANSWER, meeting=monday, at=friday_night)]) == []
    assert keys(at(2026, 3, 9, 7), answers=[replace(ANSWER, meeting=monday, at=friday_night)]) == ["answer:a1"]


def test_quiet_hours_may_lie_within_a_day_or_be_none():
    noon = replace(WISHES, quiet_from=time(9), quiet_until=time(11))
    assert keys(at(2026, 3, 3, 9, 50), noon, [MEETING]) == []
    none = replace(WISHES, quiet_from=time(0), quiet_until=time(0))
    assert keys(at(2026, 3, 2, 23, 1), none, answers=[replace(ANSWER, at=at(2026, 3, 2, 23))]) == ["answer:a1"]


def test_what_fell_due_first_comes_first():
    found = keys(at(2026, 3, 3, 9, 50), MORNING, [MEETING], [ANSWER])
    assert found == ["answer:a1", "today:2026-03-03", "ready:m1"]


def test_20_minutes_are_20_minutes_in_the_night_the_clocks_change():
    awake = replace(WISHES, quiet_from=time(0), quiet_until=time(0))
    # On 29 March 2026 the clock jumps from 2 to 3, on 25 October it shows 2 to 3 twice.
    spring = NotedMeeting(key="s", starts_at=at(2026, 3, 29, 3, 10), ends_at=at(2026, 3, 29, 4))
    assert keys(at(2026, 3, 29, 1, 49), awake, [spring]) == []
    assert keys(at(2026, 3, 29, 1, 50), awake, [spring]) == ["ready:s"]
    second = NotedMeeting(key="a", starts_at=at(2026, 10, 25, 2, 10).replace(fold=1), ends_at=at(2026, 10, 25, 4))
    assert keys(at(2026, 10, 25, 1, 55), awake, [second]) == []
    assert keys(at(2026, 10, 25, 2, 50), awake, [second]) == ["ready:a"]


def test_naive_moments_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        notes_due(datetime(2026, 3, 2), WISHES)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        replace(MEETING, ends_at=datetime(2026, 3, 2))  # noqa: DTZ001


MOMENTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 5), timezones=st.sampled_from([BERLIN, UTC]))  # noqa: DTZ001
MEETINGS = st.lists(
    st.builds(
        lambda key, starts_at, minutes: NotedMeeting(
            key=key,
            starts_at=starts_at,
            ends_at=(starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts_at.tzinfo),
        ),
        st.sampled_from("abc"),
        MOMENTS,
        st.integers(0, 180),
    ),
    max_size=6,
)


@given(MEETINGS, MOMENTS, st.lists(st.integers(0, 600), max_size=40))
def test_looking_often_sends_each_note_once_and_none_after_the_end(meetings, now, waits):
    sent = {}
    for wait in waits:
        now = (now.astimezone(UTC) + timedelta(minutes=wait)).astimezone(BERLIN)
        for note in notes_due(now, MORNING, meetings, sent=sent.keys()):
            assert note.key not in sent
            assert note.due_at <= now.astimezone(UTC)
            sent[note.key] = now
            if note.about:
                ends = [each.ends_at.astimezone(UTC) for each in meetings if each.key == note.about]
                assert now.astimezone(UTC) < max(ends)


@given(MEETINGS, MOMENTS)
def test_the_zone_in_which_a_moment_is_written_changes_nothing(meetings, now):
    assert notes_due(now, MORNING, meetings) == notes_due(now.astimezone(UTC), MORNING, meetings)
