"""METHOD 7.2: the value of an hour, the classes, and when a deal was not tested."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.triage import Chance, Signals, Step
from foothold.core.worth import Effort, Triage, Worth, break_evens, expected, judge, price_of_an_hour

TODAY = date(2026, 3, 2)
TESTED = Signals(held=1, people=1, asks=4)
BOOKED = replace(TESTED, step=Step.BOOKED)


def sure(p: float) -> Chance:
    return Chance(p, p, p, ())


@pytest.mark.parametrize(
    ("p", "money", "effort", "hours"),
    [
        (0.40, (5000, 2500, 400), Effort.PURSUE, (289, 1200)),
        (0.10, (-1000, 400, 100), Effort.NURTURE, (72, 300)),
        (0.03, (-2400, -90, 30), Effort.STOP, (22, 90)),
    ],
)
def test_the_worked_values_of_an_hour(p, money, effort, hours):
    found = expected(p, Worth())
    assert (round(found.pursue), round(found.nurture), round(found.stop)) == money
    assert (round(found.hour_of_pursuing), round(found.hour_of_nurturing)) == hours
    assert found.best is effort


@pytest.mark.parametrize(
    ("worth", "nurture", "pursue", "digits"),
    [
        (Worth(), 0.050, 0.208, 3),
        (Worth(value=4000), 0.25, 1.04, 2),
        (Worth(value=200_000, to_pursue=80, to_nurture=6), 0.015, 0.085, 3),
    ],
)
def test_the_worked_break_evens(worth, nurture, pursue, digits):
    found = break_evens(worth)
    assert found is not None
    assert [round(each, digits) for each in found] == [nurture, pursue]


def test_a_deal_worth_nothing_is_let_go_and_has_no_break_even():
    nothing = Worth(value=0)
    assert break_evens(nothing) is None
    assert judge(TESTED, sure(0.9), nothing, TODAY).triage is Triage.LET_GO


@given(st.floats(0, 1), st.floats(1, 1e6), st.floats(0, 500))
def test_the_larger_value_and_the_hourly_steps_say_the_same(p, value, hour):
    worth = Worth(value=value, hour=hour)
    found, (nurture, pursue) = expected(p, worth), break_evens(worth)
    if nurture < pursue and all(abs(p - each) > 1e-9 for each in (nurture, pursue)):
        steps = [found.hour_of_nurturing > hour, found.hour_of_pursuing > hour]
        assert list(Effort).index(found.best) == sum(steps)


def test_a_week_that_holds_everything_costs_what_an_hour_costs():
    deals = [(0.4, Worth()), (0.1, Worth())]
    assert price_of_an_hour(150, deals, None) == price_of_an_hour(150, deals, 40) == 150


def test_a_full_week_costs_its_last_hour():
    # By hourly value: 1200 for 2 h, 300 for 2 h, 289 for 18 h, 72 for 18 h.
    deals = [(0.4, Worth()), (0.1, Worth())]
    assert price_of_an_hour(150, deals, 3) == pytest.approx(300)
    assert price_of_an_hour(150, deals, 4) == pytest.approx(300)
    assert price_of_an_hour(150, deals, 5) == pytest.approx(0.4 * 0.65 * 20000 / 18)
    assert price_of_an_hour(150, deals, 30) == 150
    assert price_of_an_hour(150, [], 0) == 150


def test_close_soon_needs_a_booked_step_and_a_decision():
    near, far = TODAY + timedelta(90), TODAY + timedelta(91)
    for signals, triage in (
        (replace(BOOKED, decision_on=near), Triage.CLOSE_SOON),
        (replace(BOOKED, decision_on=far), Triage.DEVELOP),
        (replace(BOOKED, decision_on=TODAY - timedelta(1)), Triage.DEVELOP),
        (replace(BOOKED, decides=True), Triage.CLOSE_SOON),
        (replace(TESTED, decides=True, decision_on=near), Triage.DEVELOP),
        (BOOKED, Triage.DEVELOP),
    ):
        assert judge(signals, sure(0.5), Worth(), TODAY).triage is triage


def test_an_explicit_no_is_let_go_however_good_the_rest():
    refused = judge(replace(BOOKED, refused=True, decides=True), Chance(0.9, 0.01, 0.95, ()), Worth(), TODAY)
    assert (refused.triage, refused.uncertain) == (Triage.LET_GO, False)


@pytest.mark.parametrize(
    ("signals", "untested"),
    [
        (Signals(held=1, people=3), True),
        (Signals(held=1, asks=1, step=Step.INVITED), True),
        (Signals(held=1, asks=2), False),
        (Signals(held=2), False),
        (Signals(held=1, own_acts=1), False),
        (Signals(held=1, kept=1, due=1), False),
        (Signals(held=1, step=Step.BOOKED), False),
    ],
)
def test_fewer_than_two_asks_and_no_act_is_not_tested(signals, untested):
    assert (judge(signals, sure(0.1), Worth(), TODAY).triage is Triage.NOT_TESTED) is untested


def test_fewer_than_four_asks_and_an_interval_from_stop_to_pursue_is_not_tested():
    wide = Chance(0.12, 0.04, 0.30, ())
    assert judge(replace(TESTED, asks=3), wide, Worth(), TODAY).triage is Triage.NOT_TESTED
    judged = judge(TESTED, wide, Worth(), TODAY)
    assert (judged.triage, judged.uncertain) == (Triage.KEEP_WARM, True)


@pytest.mark.parametrize("bad", [{"value": -1}, {"hour": -1}, {"to_nurture": 0}, {"to_pursue": 2, "to_nurture": 2}])
def test_impossible_hours_and_money_are_refused(bad):
    with pytest.raises(ValueError, match=r"below 0|takes"):
        Worth(**bad)


def test_a_chance_outside_its_range_is_refused():
    with pytest.raises(ValueError, match="chance"):
        expected(1.01, Worth())
