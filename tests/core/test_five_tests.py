"""METHOD 6.2: five tests, their points, the good meeting."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foothold.core import (
    NOT_LOOKED_AT,
    BusinessDays,
    Inconsistency,
    Level,
    MeetingTest,
    SmartGoal,
    TestResult,
    Verdict,
    assignment_is_full,
    expectations_are_full,
    full_or_less,
    good_meeting,
    how_soon_is_full,
    inconsistencies,
    is_thin,
    points,
    success_measure_is_full,
    target_consumer_is_full,
    total,
)

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
BERLIN = ZoneInfo("Europe/Berlin")
SENT = datetime(2026, 3, 2, 11, tzinfo=BERLIN)


def results(*levels):
    return {test: TestResult(Level(level)) for test, level in zip(MeetingTest, levels, strict=True)}


@pytest.mark.parametrize(
    ("verdict", "levels", "expected", "good"),
    [
        pytest.param(Verdict.CONTINUATION, (1, 0, 0, 0, 1), 0.5, False, id="V1"),
        pytest.param(Verdict.ADVANCE, (4, 3, 3, 1, 3), 4.25, True, id="V2"),
        pytest.param(Verdict.PENDING, (3, 3, 1, 0, 1), 2.5, False, id="V3"),
        pytest.param(Verdict.CONTINUATION, (3, 3, 1, 0, 1), 2.5, False, id="V3b"),
        pytest.param(Verdict.CONTINUATION, (1, 1, 0, 0, 0), 0.5, False, id="V4"),
        pytest.param(Verdict.PENDING, (3, 3, 3, 3, 3), 5.0, False, id="V5"),
        pytest.param(Verdict.NO_SALE, (3, 3, 3, 0, 3), 4.0, False, id="V6"),
        pytest.param(Verdict.ADVANCE, (4, 1, 1, 0, 1), 1.75, False, id="V7"),
    ],
)
def test_the_worked_examples(verdict, levels, expected, good):
    assert total(results(*levels)) == expected
    assert good_meeting(verdict, results(*levels)) is good


def test_v5_is_good_once_signed():
    assert good_meeting(Verdict.ORDER, results(3, 3, 3, 3, 3)) is True


def test_v7_is_thin_and_a_continuation_is_not():
    assert is_thin(Verdict.ADVANCE, results(4, 1, 1, 0, 1)) is True
    assert is_thin(Verdict.ADVANCE, results(4, 3, 3, 1, 3)) is False
    assert is_thin(Verdict.CONTINUATION, results(1, 0, 0, 0, 1)) is False


def test_points_of_each_level():
    assert [points(TestResult(level)) for level in Level] == [0, 0.25, 0.5, 1, 1]


def test_good_needs_the_assignment_and_two_more_in_his_words():
    assert good_meeting(Verdict.ADVANCE, results(2, 3, 3, 3, 3)) is False
    assert good_meeting(Verdict.ADVANCE, results(3, 3, 2, 2, 2)) is False
    assert good_meeting(Verdict.ADVANCE, results(3, 3, 3, 0, 0)) is True


def test_not_looked_at_has_no_points_and_the_meeting_is_neither_good_nor_thin():
    nothing_read = dict.fromkeys(MeetingTest, TestResult(NOT_LOOKED_AT))
    assert points(TestResult(NOT_LOOKED_AT)) is None
    assert total(nothing_read) is None
    assert good_meeting(Verdict.ADVANCE, nothing_read) is None
    assert is_thin(Verdict.ADVANCE, nothing_read) is None
    partly = {**results(4, 3, 3, 1, 3), MeetingTest.T4: TestResult(NOT_LOOKED_AT)}
    assert total(partly) == 4.0
    assert good_meeting(Verdict.ADVANCE, partly) is None


def test_a_test_left_out_was_not_looked_at():
    assert good_meeting(Verdict.ADVANCE, {MeetingTest.T1: TestResult(Level.E4)}) is None


def test_without_a_verdict_a_meeting_is_neither_good_nor_thin():
    assert good_meeting(None, results(4, 4, 4, 4, 4)) is None
    assert is_thin(None, results(4, 4, 4, 4, 4)) is None


def test_a_level_is_shown_by_its_name():
    assert TestResult(Level.E3).shown == "E3"
    assert TestResult(NOT_LOOKED_AT).shown == "not looked at"


def test_words_of_his_that_lack_what_makes_the_test_full_are_half_a_point():
    assert full_or_less(Level.E3, full=False) is Level.E2
    assert full_or_less(Level.E3, full=True) is Level.E3
    assert full_or_less(Level.E1, full=False) is Level.E1


def test_t1_is_full_with_a_task_of_his_or_a_counted_step():
    assert assignment_is_full(customer_task=True, counted_step=False)
    assert assignment_is_full(customer_task=False, counted_step=True)
    assert not assignment_is_full(customer_task=False, counted_step=False)


def test_t2_is_full_with_a_measure_and_a_baseline_or_a_target():
    assert success_measure_is_full(measure="scrap rate", baseline="7%")
    assert success_measure_is_full(measure="scrap rate", target="3%")
    assert not success_measure_is_full(measure="scrap rate")
    assert not success_measure_is_full(measure=" ", target="3%")


def test_t3_is_full_when_feasible_in_time_or_the_later_date_accepted_in_his_words():
    assert how_soon_is_full(wanted_by=JULY, feasible_by=JUNE)
    assert how_soon_is_full(wanted_by=JUNE, feasible_by=JUNE)
    assert not how_soon_is_full(wanted_by=JUNE, feasible_by=JULY)
    assert not how_soon_is_full(wanted_by=JUNE, feasible_by=JULY, later_accepted=Level.E2)
    assert how_soon_is_full(wanted_by=JUNE, feasible_by=JULY, later_accepted=Level.E3)
    assert not how_soon_is_full(wanted_by=JUNE, feasible_by=None)
    assert not how_soon_is_full(wanted_by=None, feasible_by=JUNE)


def test_t4_is_full_with_who_and_a_motive():
    assert target_consumer_is_full(who="night-shift nurses", motive="afraid of dosing errors")
    assert not target_consumer_is_full(who="night-shift nurses", motive="")
    assert not target_consumer_is_full(who="", motive="afraid of dosing errors")


def test_t5_is_full_with_his_goal_and_what_can_be_done_told_or_in_a_recap_that_stood():
    def full(**what):
        given = {
            "goal_in_his_words": True,
            "told": Level.E2,
            "recap_sent_at": SENT,
            "objected": False,
            "now": SENT + timedelta(days=2),
            "days": BusinessDays(BERLIN),
        }
        return expectations_are_full(**{**given, **what})

    assert full()
    assert full(told=Level.E3, recap_sent_at=None)
    assert not full(now=SENT + timedelta(days=1))
    assert not full(objected=True)
    assert not full(told=Level.E1)
    assert not full(recap_sent_at=None)
    assert not full(goal_in_his_words=False, told=Level.E3)


def test_the_goal_must_contain_the_measure():
    found = inconsistencies(measure="scrap below 3%", goal="happier people", wanted_by=None, goal_by=None)
    assert found == (Inconsistency.GOAL_WITHOUT_MEASURE,)
    kept = inconsistencies(measure="Scrap below 3 %", goal="get scrap below 3% by June", wanted_by=None, goal_by=None)
    assert kept == ()


def test_a_number_inside_another_number_is_not_the_measure():
    found = inconsistencies(measure="3%", goal="13% less scrap", wanted_by=None, goal_by=None)
    assert found == (Inconsistency.GOAL_WITHOUT_MEASURE,)


def test_wanted_by_must_be_the_date_of_the_goal():
    assert inconsistencies(measure="", goal="", wanted_by=JUNE, goal_by=JULY) == (Inconsistency.TWO_DATES,)
    assert inconsistencies(measure="", goal="", wanted_by=JUNE, goal_by=JUNE) == ()


def test_what_is_not_known_contradicts_nothing():
    assert inconsistencies(measure="scrap 3%", goal="", wanted_by=JUNE, goal_by=None) == ()


def test_the_smart_fields_belong_to_tests_2_3_and_5():
    goal = SmartGoal("less scrap", "3%", "new tool", "audit in June", "by June")
    assert goal.of_test(MeetingTest.T2) == ("3%",)
    assert goal.of_test(MeetingTest.T3) == ("new tool", "by June")
    assert goal.of_test(MeetingTest.T5) == ("less scrap", "audit in June")
    assert goal.of_test(MeetingTest.T4) == ()
