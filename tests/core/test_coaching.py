"""METHOD 11: one behaviour, the policy's rate, and a forecast without wishes."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.calendar_days import BusinessDays
from foothold.core.coaching import (
    USUAL,
    Behaviour,
    DealWorth,
    focus,
    has_counted_step,
    must_choose,
    pipeline_sum,
    policy_compliance,
)

IN_ROOM = Behaviour("a dated step in the room", 0.30, 0.60, 20, 1)
HOMEWORK = Behaviour("homework", 0.10, 0.50, 20, 0.6)
AGENDA = Behaviour("agenda", 0.50, 0.80, 20, 0.4)
PSYCHOGRAPHICS = Behaviour("psychographics", 0.20, 0.50, 8, 0.4)
TOPIC = "lead times for housings"


def deal(key="a", grade="booked", topic=TOPIC, amount="100", **more):
    return DealWorth(key, grade, topic, Decimal(amount) if amount else None, more.pop("currency", "EUR"), **more)


def test_the_worked_example():
    assert [each.gain for each in (IN_ROOM, HOMEWORK, AGENDA, PSYCHOGRAPHICS)] == [6.0, 4.8, 2.4, 0.96]
    assert focus([PSYCHOGRAPHICS, AGENDA, HOMEWORK, IN_ROOM]) is IN_ROOM


def test_the_usual_targets_are_those_of_the_example():
    assert {name: (each.target, each.weight) for name, each in USUAL.items()} == {
        "in_room": (0.60, 1.0),
        "homework": (0.50, 0.6),
        "agenda": (0.80, 0.4),
        "psychographics": (0.50, 0.4),
    }


def test_a_rate_that_nobody_looked_at_and_a_target_reached_are_nothing_to_coach():
    assert focus([]) is None
    assert focus([Behaviour("unknown", None, 0.9, 50, 1), Behaviour("reached", 0.7, 0.6, 50, 1)]) is None
    assert focus([Behaviour("never", 0.0, 0.6, 0, 1)]) is None
    assert Behaviour("unknown", None, 0.9, 50, 1).gain is None


def test_one_meeting_a_month_is_a_chance_like_any_other():
    assert focus([Behaviour("homework", 0.0, 0.5, 1, 0.6)]).gain == 0.3


def test_of_equals_the_first_is_chosen():
    again = Behaviour("other", 0.30, 0.60, 20, 1)
    assert focus([IN_ROOM, again]) is IN_ROOM


@given(st.lists(st.builds(Behaviour, st.just("x"), *([st.floats(0, 1)] * 2), st.floats(0, 99), st.floats(0, 1))))
def test_nothing_gains_more_than_the_focus(behaviours):
    found = focus(behaviours)
    assert all((each.gain or 0) <= (found.gain if found else 0) for each in behaviours)


@pytest.mark.parametrize("wrong", [{"rate": 1.1}, {"target": -0.1}, {"chances": -1}, {"weight": 2}])
def test_rates_are_shares_and_chances_a_count(wrong):
    given_ = {"name": "x", "rate": 0.5, "target": 0.5, "chances": 1, "weight": 1} | wrong
    with pytest.raises(ValueError, match="from 0 to 1"):
        Behaviour(**given_)


def test_compliance_leaves_the_unknown_between_its_bounds():
    assert str(policy_compliance(12, 8, 20)) == "60% [39% to 78%]"
    assert str(policy_compliance(12, 4, 20)) == "bounds 60% to 80%"
    assert str(policy_compliance(0, 1, 1)) == "0 of 1 (too few for a percentage)"
    assert policy_compliance(0, 0, 0).low is None
    with pytest.raises(ValueError, match="no bounds"):
        policy_compliance(3, 3, 5)


def test_value_without_a_counted_step_stands_beside_the_forecast():
    summed = pipeline_sum(
        [
            deal("a", "booked", amount="520"),
            deal("b", "invited", amount="260"),
            deal("c", "vague", amount="410.50"),
            deal("d", "", amount="1"),
            deal("e", "booked", amount=None),
        ]
    )
    (euro,) = summed.sums
    assert (euro.forecast, euro.forecast_deals) == (Decimal("520"), 1)
    assert (euro.beside, euro.beside_deals) == (Decimal("671.50"), 3)
    assert summed.unknown == 1


def test_currencies_are_not_added_together():
    summed = pipeline_sum([deal("a", amount="5"), deal("b", amount="9", currency="USD"), deal("c", "none", amount="1")])
    assert [(each.currency, each.forecast, each.beside) for each in summed.sums] == [("USD", 9, 0), ("EUR", 5, 1)]


def test_no_deals_sum_to_nothing():
    assert pipeline_sum([]).sums == ()


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        pytest.param({}, True, id="booked with a topic"),
        pytest.param({"grade": "held"}, True, id="held"),
        pytest.param({"topic": "Catch up / next steps"}, False, id="dummy topic"),
        pytest.param({"topic": ""}, False, id="no topic"),
        pytest.param({"grade": "invited"}, False, id="not accepted"),
        pytest.param({"grade": "proposed"}, False, id="a note to oneself"),
        pytest.param({"is_ahead": False}, False, id="its time has passed"),
        pytest.param({"moves": 2}, True, id="moved twice"),
        pytest.param({"moves": 3}, False, id="three moves of one step equal none"),
    ],
)
def test_gaming_a_step_improves_nothing(changed, counts):
    assert has_counted_step(deal(**changed)) is counts


@given(st.lists(st.tuples(st.sampled_from(["", "none", "vague", "invited", "booked"]), st.integers(0, 10**9))))
def test_forecast_and_beside_are_everything_that_has_an_amount(deals):
    summed = pipeline_sum([deal(str(n), grade, amount=str(amount)) for n, (grade, amount) in enumerate(deals)])
    assert sum(each.forecast + each.beside for each in summed.sums) == sum(amount for _grade, amount in deals)


def test_after_five_business_days_without_a_step_the_seller_chooses():
    days = BusinessDays(UTC)
    monday = datetime(2026, 9, 14, 9, tzinfo=UTC)
    assert not must_choose(monday, datetime(2026, 9, 21, 9, tzinfo=UTC), days)
    assert must_choose(monday, datetime(2026, 9, 21, 10, tzinfo=UTC), days)
    assert not must_choose(None, datetime(2026, 9, 21, 10, tzinfo=UTC), days)
