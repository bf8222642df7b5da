"""METHOD 3 and 8: what waits for an answer, proposals, absences, limits, the weekly rhythm, the one act."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from foothold.core.calendar_days import Absence, BusinessDays
from foothold.core.evidence import Level
from foothold.core.gone_dark import Advice, Advised, OwnSilences, advised, brier, foretold, look_again_on, own_pi0
from foothold.core.reply_times import WITHOUT_HISTORY
from foothold.core.silence import PI0, Kind, silence
from foothold.core.touches import (
    Act,
    How,
    Proposal,
    Touch,
    ages,
    is_weekly,
    may_touch_in,
    past_due,
    silences_of,
    taken,
    unanswered,
)

DAYS = BusinessDays(UTC)
NOW = datetime(2026, 3, 20, 13, tzinfo=UTC)


def at(day: int, hour: int = 13) -> datetime:
    """A moment of March 2026, which begins on a Sunday."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_any_act_ends_the_silence_and_later_touches_begin_another() -> None:
    touches = [Touch(at(2)), Touch(at(10)), Touch(at(12))]
    assert unanswered(touches, [Act(at(11))], NOW, DAYS) == (Touch(at(12)),)
    assert unanswered(touches, [Act(at(13))], NOW, DAYS) == ()


@pytest.mark.parametrize(("level", "left"), [(Level.E1, 1), (Level.E2, 1), (Level.E3, 0), (Level.E4, 0)])
def test_only_what_is_the_customers_own_ends_a_silence(level: Level, left: int) -> None:
    touches, acts = [Touch(at(2))], [Act(at(11), level=level)]
    assert len(unanswered(touches, acts, NOW, DAYS)) == left
    [silence_then] = silences_of(touches, acts, DAYS)[""]
    assert (silence_then.ended_by is None) == bool(left)


def test_several_touches_of_one_day_to_one_person_are_one_and_to_two_people_two() -> None:
    touches = [Touch(at(10, 9), "petra"), Touch(at(10, 16), "petra"), Touch(at(10, 12), "jan")]
    assert unanswered(touches, [], NOW, DAYS) == (touches[0], touches[2])


def test_touches_and_acts_still_to_come_count_for_nothing() -> None:
    assert unanswered([Touch(at(19)), Touch(at(23))], [Act(at(24))], NOW, DAYS) == (Touch(at(19)),)


def test_a_stated_absence_stops_the_clock() -> None:
    touch = [Touch(at(6))]
    away = replace(DAYS, absences=(Absence(date(2026, 3, 9), date(2026, 3, 16)),))
    assert ages(touch, at(18), DAYS) == (8.0,)
    assert ages(touch, at(18), away) == (3.0,)


def test_a_proposal_is_a_touch_from_the_end_of_its_answer_date_on() -> None:
    proposal = Proposal(at(2), answer_on=date(2026, 3, 10))
    assert past_due([proposal], at(10, 16), DAYS) == []
    assert past_due([proposal], at(11), DAYS) == [Touch(at(10, 17), how=How.PROPOSAL)]


def test_a_proposal_without_an_answer_date_is_one_five_business_days_after_it_was_sent() -> None:
    assert past_due([Proposal(at(2))], NOW, DAYS) == [Touch(at(9), how=How.PROPOSAL)]


def test_an_answered_proposal_is_no_touch_and_open_no_day() -> None:
    answered = Proposal(at(2), answered_at=at(4))
    assert past_due([answered], NOW, DAYS) == []
    assert (Proposal(at(2)).open_days(NOW), answered.open_days(NOW)) == (18, 0)
    assert answered.open_days(at(3)) == 1, "it was open then"


def test_the_time_an_answer_took_counts_from_the_last_touch_and_a_held_meeting_answers_nothing() -> None:
    touches = [Touch(at(2)), Touch(at(5)), Touch(at(10))]
    acts = [Act(at(6)), Act(at(12), answers=False)]
    past = silences_of(touches, acts, DAYS)[""]
    assert [len(each.touches) for each in past] == [2, 1]
    assert taken(past, DAYS) == [1.0]


def test_the_silence_that_lasts_is_the_last_one_and_nothing_ended_it() -> None:
    assert silences_of([Touch(at(2))], [], DAYS)[""][-1].ended_by is None
    assert silences_of([], [Act(at(2))], DAYS) == {}


def test_the_silences_of_the_past_end_by_the_rule_of_those_that_last() -> None:
    jan, petra = Touch(at(2), "jan"), Touch(at(3), "petra")
    firm = Touch(at(4))
    assert {
        person: [(len(each.touches), each.ended_by) for each in past]
        for person, past in silences_of([jan, firm], [Act(at(5), "petra")], DAYS).items()
    } == {"": [(1, Act(at(5), "petra"))], "jan": [(1, None)]}, "a call to the firm anybody answers"
    anybody = silences_of([jan, petra], [Act(at(5))], DAYS)
    assert {person: past[0].ended_by for person, past in anybody.items()} == {
        "jan": Act(at(5)),
        "petra": Act(at(5)),
    }, "an act of nobody known may be anybody's"
    [(_last, [cold])] = silences_of([jan, petra, firm], [], DAYS).items()
    assert (len(cold.touches), cold.ended_by) == (3, None), "who never acted is one with the others"


def test_one_touch_in_three_business_days_and_six_in_all() -> None:
    assert may_touch_in([]) == 0.0
    assert may_touch_in([7.0, 1.0]) == 2.0
    assert may_touch_in([7.0, 3.0]) == 0.0
    assert may_touch_in([30.0, 25.0, 20.0, 15.0, 10.0, 9.0]) is None


def test_three_touches_week_by_week_without_news_are_chasing() -> None:
    weekly = [Touch(at(2)), Touch(at(9)), Touch(at(16))]
    assert is_weekly(weekly)
    assert not is_weekly(weekly[:2])
    assert not is_weekly([*weekly[:2], Touch(at(16), news=True)])
    assert not is_weekly([Touch(at(2)), Touch(at(6)), Touch(at(16))])


def test_what_we_owe_comes_first_then_it_is_us_who_are_silent() -> None:
    dark = silence([15, 12, 9, 6, 3])
    assert advised(dark, we_owe=True) == Advice(Advised.OURS_FIRST)
    assert advised(None, we_owe=True) == Advice(Advised.OURS_FIRST)
    assert advised(None) is None


@pytest.mark.parametrize(
    ("waiting", "act"),
    [
        ((2,), Advised.WAIT),
        ((12, 7, 3), Advised.ONE_MESSAGE),
        ((15, 12, 9, 6, 3), Advised.LAST_MESSAGE),
        ((40, 33, 26, 19, 12, 5), Advised.LET_GO),
    ],
)
def test_one_act_is_advised_by_state_and_number_of_touches(waiting: tuple[float, ...], act: Advised) -> None:
    assert advised(silence(waiting)) == Advice(act)


def test_in_the_dark_with_few_touches_somebody_else_is_asked() -> None:
    assert advised(silence([30, 20], 0.30)) == Advice(Advised.ANOTHER_PERSON)


def test_an_act_advised_waits_for_the_third_business_day() -> None:
    assert advised(silence([15, 12, 9, 6, 1])) == Advice(Advised.LAST_MESSAGE, 2.0)


def test_five_business_days_after_the_sixth_message_it_is_let_go() -> None:
    assert advised(silence([15, 14, 12, 9, 6, 2])) == Advice(Advised.LET_GO, 3.0)
    assert advised(silence([15, 14, 12, 9, 6, 5])) == Advice(Advised.LET_GO)


def test_a_booked_meeting_needs_nothing() -> None:
    assert advised(silence([15, 12, 9, 6], booked=True), booked=True) == Advice(Advised.WAIT)


def test_whom_we_let_go_is_looked_at_again_after_ninety_days() -> None:
    assert look_again_on(date(2026, 3, 2)) == date(2026, 5, 31)


def test_own_silences_count_from_fifty_on_against_a_prior_worth_twenty() -> None:
    few = {Kind.COLD: OwnSilences(49, 49)}
    enough = {Kind.COLD: OwnSilences(50, 10)}
    assert own_pi0(few) == PI0
    assert own_pi0(enough)[Kind.COLD] == pytest.approx((20 * 0.30 + 10) / 70)
    assert own_pi0(enough)[Kind.MET] == PI0[Kind.MET]


def test_an_answer_is_foretold_with_its_range_from_fifty_silences_of_their_own_on() -> None:
    john = silence([15, 12, 9, 6, 3])
    assert john is not None
    assert foretold(john, WITHOUT_HISTORY, OwnSilences(49, 30)) is None
    both = foretold(john, WITHOUT_HISTORY, OwnSilences(50, 30))
    assert both is not None
    assert [round(each.p, 2) for each in both] == [0.02, 0.03], "METHOD 8, G1"
    assert all(each.low < each.p < each.high for each in both)
    more = foretold(john, WITHOUT_HISTORY, OwnSilences(500, 300))
    assert more is not None
    assert more[0].high - more[0].low < both[0].high - both[0].low


def test_what_was_foretold_is_scored_by_its_squared_distance() -> None:
    assert brier([]) is None
    assert brier([(1.0, True), (0.0, True)]) == 0.5


def test_a_proposal_to_come_is_not_open_yet() -> None:
    assert Proposal(NOW + timedelta(days=1)).open_days(NOW) == 0
