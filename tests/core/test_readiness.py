"""Readiness of both sides: METHOD 5 and its examples R1 to R6."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.commitments import Commitment, CommitmentState
from foothold.core.evidence import Level, Side
from foothold.core.readiness import (
    AgendaQuestion,
    Gate,
    HitRate,
    Item,
    Lack,
    Mark,
    Origin,
    Prepared,
    Question,
    ReadyClass,
    SheetFlag,
    agenda_lacks,
    change_lacks,
    hit_rate,
    is_known,
    issue_lacks,
    outcome_lacks,
    own_tasks,
    readiness,
    risk_lacks,
    sheet_flags,
    value,
    wants_full_sheet,
)
from foothold.core.substance import TooThin

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OURS = tuple(item for item in Item if item.side is Side.OURS)
THEIRS = tuple(item for item in Item if item.side is Side.CUSTOMER)
E0, E1, E2, E3, E4 = Level
FOUND = st.builds(Prepared, item=st.sampled_from(Item), level=st.sampled_from(Level))


def sheet(ours, theirs=E0, **others):
    """Every item of a side at one level; others by name: cu_1=E4, us_7=None (left out)."""
    levels = dict.fromkeys(OURS, ours) | dict.fromkeys(THEIRS, theirs)
    levels |= {Item[name.upper()]: level for name, level in others.items()}
    return [
        each if isinstance(each, Prepared) else Prepared(item=item, level=each)
        for item, each in levels.items()
        if each is not None
    ]


def not_applicable(item):
    return Prepared(item=item, not_applicable_because="only the two of us are needed")


R = {
    "R1": (sheet(E1, E1), 0.40, 0.40, ReadyClass.NOT_READY),
    "R2": (sheet(E1, cu_1=E4), 0.40, 0.25, ReadyClass.NOT_READY),
    "R3": (sheet(E2, cu_1=E4), 0.70, 0.25, ReadyClass.NOT_READY),
    "R4": (sheet(E2, E4, us_2=E3, cu_4=E2, cu_5=E0), 0.7545, 0.8375, ReadyClass.READY),
    "R5": (sheet(E4, E4, us_7=None), 0.9091, 1.0, ReadyClass.NOT_READY),
    "R6": (
        sheet(
            E2,
            cu_1=E4,
            cu_2=E3,
            cu_3=Prepared(item=Item.CU_3, none_needed_because="it is our first meeting"),
            cu_4=not_applicable(Item.CU_4),
            cu_5=not_applicable(Item.CU_5),
        ),
        0.70,
        0.80,
        ReadyClass.READY,
    ),
}


@pytest.mark.parametrize("name", R)
def test_the_examples_of_the_method(name):
    given_sheet, ours, customer, reached = R[name]
    found = readiness(given_sheet, NOW)
    assert found.ours == pytest.approx(ours, abs=5e-5)
    assert found.customer == pytest.approx(customer, abs=5e-5)
    assert found.reached is found.shown is reached


def test_the_weights_sum_to_11_and_8():
    assert sum(item.weight for item in OURS) == 11
    assert sum(item.weight for item in THEIRS) == 8


def test_the_readiness_is_the_lower_of_the_two():
    assert readiness(R["R4"][0], NOW).score == pytest.approx(0.7545, abs=5e-5)
    assert readiness(R["R3"][0], NOW).score == 0.25


@pytest.mark.parametrize(("level", "worth"), [(E0, 0), (E1, 0.4), (E2, 0.7), (E3, 1), (E4, 1)])
def test_an_item_is_worth_what_it_rests_on(level, worth):
    assert value(Prepared(item=Item.US_2, level=level), NOW) == worth
    assert value(Prepared(item=Item.CU_2, level=level), NOW) == worth


def test_our_typing_gives_at_most_point_4_and_our_artefact_at_most_point_7():
    claimed = Prepared(item=Item.CU_4, level=E4)
    assert value(replace(claimed, origin=Origin.TYPED), NOW) == 0.4
    assert value(replace(claimed, origin=Origin.ARTEFACT), NOW) == 0.7
    assert value(replace(claimed, origin=Origin.CUSTOMER), NOW) == 1
    assert value(replace(claimed, level=E1, origin=Origin.CUSTOMER), NOW) == 0.4


def test_a_typed_acceptance_opens_no_gate():
    typed = Prepared(item=Item.CU_1, level=E4, origin=Origin.TYPED)
    assert readiness(sheet(E4, E4, cu_1=typed), NOW).closed_gates == (Gate.ACCEPTANCE,)


def test_a_confirmation_older_than_14_days_counts_point_7():
    accepted = Prepared(item=Item.CU_1, level=E4, confirmed_at=NOW - timedelta(days=14))
    assert value(accepted, NOW) == 1
    older = replace(accepted, confirmed_at=NOW - timedelta(days=14, seconds=1))
    assert value(older, NOW) == 0.7


def test_an_old_acceptance_still_opens_its_gate():
    older = Prepared(item=Item.CU_1, level=E4, confirmed_at=NOW - timedelta(days=30))
    found = readiness(sheet(E4, E4, cu_1=older), NOW)
    assert found.closed_gates == ()
    assert found.customer == pytest.approx(7.4 / 8)


def test_age_raises_nothing_and_leaves_our_side_alone():
    ago = NOW - timedelta(days=30)
    assert value(Prepared(item=Item.CU_2, level=E1, confirmed_at=ago), NOW) == 0.4
    assert value(Prepared(item=Item.US_2, level=E3, confirmed_at=ago), NOW) == 1


@pytest.mark.parametrize("item", [item for item in Item if item not in (Item.CU_4, Item.CU_5)])
def test_no_other_item_may_be_not_applicable(item):
    with pytest.raises(ValueError, match="always applies"):
        not_applicable(item)


def test_only_homework_may_not_be_needed():
    with pytest.raises(ValueError, match="always needed"):
        Prepared(item=Item.CU_2, none_needed_because="first meeting")


def test_a_blank_reason_is_no_reason():
    assert value(Prepared(item=Item.CU_3, none_needed_because="  "), NOW) == 0
    assert value(Prepared(item=Item.CU_4, not_applicable_because=" "), NOW) == 0


def test_what_is_known_counts_though_it_was_said_not_to_apply():
    both = [*sheet(E4, E4, cu_4=E2), not_applicable(Item.CU_4)]
    assert readiness(both, NOW).values[Item.CU_4] == 0.7


def test_the_best_of_several_answers_to_one_item_counts():
    found = readiness([Prepared(item=Item.US_1, level=level) for level in (E1, E3, E2)], NOW)
    assert found.values[Item.US_1] == 1


def test_thin_text_is_worth_nothing_but_his_own_few_words_are_his():
    thin = Prepared(item=Item.US_1, level=E1, too_thin=TooThin.TOO_SHORT)
    assert value(thin, NOW) == 0
    assert value(replace(thin, level=E3), NOW) == 1
    assert value(replace(thin, level=E3, origin=Origin.TYPED), NOW) == 0


def test_an_answer_that_lacks_a_part_is_worth_nothing_and_keeps_its_gate_shut():
    late = Prepared(item=Item.US_7, level=E2, lacks=(Lack.TOO_LONG,))
    assert readiness(sheet(E4, E4, us_7=late), NOW).closed_gates == (Gate.AGENDA,)


def test_gates_are_an_outcome_an_agenda_and_his_acceptance():
    assert readiness([], NOW).closed_gates == (Gate.OUTCOME, Gate.AGENDA, Gate.ACCEPTANCE)
    assert readiness(sheet(E1, cu_1=E4), NOW).closed_gates == ()
    assert readiness(sheet(E4, E4, cu_1=E3), NOW).closed_gates == (Gate.ACCEPTANCE,)


def test_exactly_70_and_40_hundredths_are_enough():
    seven_tenths = sheet(E2, E2, cu_1=E4)
    assert readiness(seven_tenths, NOW).reached is ReadyClass.READY
    four_tenths = sheet(E1, E1, cu_1=E4)
    assert readiness(four_tenths, NOW).reached is ReadyClass.PARTLY
    assert readiness(sheet(E1, E1, cu_1=E4, us_1=E0), NOW).reached is ReadyClass.NOT_READY


def test_typed_text_alone_is_never_ready():
    typed = [Prepared(item=item, level=E4, origin=Origin.TYPED) for item in Item]
    found = readiness(typed, NOW)
    assert found.score == pytest.approx(0.4)
    assert found.reached is ReadyClass.NOT_READY


def test_the_short_sheet_is_shown_as_short():
    found = readiness(R["R6"][0], NOW, short=True)
    assert found.shown is ReadyClass.SHORT
    assert found.reached is ReadyClass.READY


def test_five_of_eight_known():
    found = readiness(sheet(E0, us_1=E1, us_2=E3, us_5=E2, us_6=E1, us_7=E2, us_8=E1, cu_1=E4, cu_2=E4), NOW)
    assert found.known == (Question.Q1, Question.Q2, Question.Q5, Question.Q7, Question.Q8)


def test_a_question_of_several_items_is_known_when_each_that_applies_is():
    some = sheet(E0, us_6=E1, cu_3=E3, cu_4=E2)
    assert not is_known(Question.Q7, some, NOW)
    assert not is_known(Question.Q6, some, NOW)
    assert is_known(Question.Q6, [*some, not_applicable(Item.CU_5)], NOW)


def test_every_item_but_the_systems_own_belongs_to_one_question():
    asked = [item for question in Question for item in question.items]
    assert sorted(asked) == sorted(set(Item) - {Item.US_9, Item.CU_1, Item.CU_2})


def test_the_full_sheet_is_for_decision_proposal_and_high_value_meetings_and_when_wanted():
    assert wants_full_sheet("decision")
    assert wants_full_sheet("proposal_review")
    assert wants_full_sheet("demo", high_value=True)
    assert wants_full_sheet("", wanted=True)
    assert not wants_full_sheet("demo")
    assert not wants_full_sheet("")


def test_a_meeting_without_an_outcome_has_no_purpose():
    assert sheet_flags(" ") == (SheetFlag.NO_PURPOSE,)
    assert sheet_flags("yes or no on the second site") == ()
    assert sheet_flags("", "social") == ()


def test_the_outcome_needs_a_step_with_a_topic_and_two_or_three_slots_ahead():
    slots = [NOW + timedelta(days=day) for day in (7, 8, 9, 10)]
    assert outcome_lacks("yes or no on site 2", "lead times for housings", slots[:2], NOW) == ()
    assert outcome_lacks("yes or no on site 2", "lead times for housings", slots, NOW) == (Lack.SLOTS,)
    assert outcome_lacks("decide", "catch up", slots[:3], NOW) == (Lack.NEXT_STEP,)
    twice_and_past = [slots[0], slots[0], NOW]
    assert outcome_lacks("", "", twice_and_past, NOW) == (Lack.OUTCOME, Lack.NEXT_STEP, Lack.SLOTS)


def test_the_agenda_is_questions_one_of_them_his_within_the_length():
    agenda = [AgendaQuestion("What did site 1 save?", 20, his=True), AgendaQuestion("Who signs?", 25)]
    assert agenda_lacks(agenda, timedelta(minutes=45)) == ()
    assert agenda_lacks(agenda, timedelta(minutes=44)) == (Lack.TOO_LONG,)
    assert agenda_lacks(agenda[1:], timedelta(minutes=45)) == (Lack.HIS_QUESTION,)
    assert agenda_lacks([AgendaQuestion(" ")], timedelta(minutes=45)) == (Lack.QUESTIONS,)


def test_an_issue_and_a_risk_need_all_their_parts():
    whole = {"issue": "scrap", "person": "reports it", "this_meeting": "wants a date", "how_we_know": "mail"}
    assert issue_lacks(**whole) == ()
    assert issue_lacks(**(whole | {"how_we_know": " "})) == (Lack.HOW_WE_KNOW,)
    assert risk_lacks(risk="CFO absent", avoid="invite him", handle="") == (Lack.HANDLE,)


def test_a_change_needs_a_source_not_older_than_12_months():
    today = date(2026, 3, 2)
    assert change_lacks("grid fees rise", "regulator", date(2025, 3, 2), today) == ()
    assert change_lacks("grid fees rise", "regulator", date(2025, 3, 1), today) == (Lack.OLD_SOURCE,)
    assert change_lacks("grid fees rise", "regulator", None, today) == (Lack.OLD_SOURCE,)
    assert change_lacks("", "", None, today) == (Lack.CHANGE, Lack.SOURCE)
    assert change_lacks("x", "y", date(2023, 2, 28), date(2024, 2, 29)) == ()


def test_our_tasks_are_done_when_none_is_left():
    task = Commitment(owner="Ada", side=Side.OURS, deliverable="price")
    assert own_tasks([]) is E2
    assert own_tasks([replace(task, state=CommitmentState.DONE), replace(task, side=Side.CUSTOMER)]) is E2
    assert own_tasks([task]) is E0
    assert own_tasks([replace(task, state=CommitmentState.LATE)]) is E0


def test_the_hit_rate_counts_what_was_learned_of_predictions():
    marks = [(Item.US_1, Mark.HIT), (Item.US_2, Mark.PARTLY), (Item.US_3, Mark.MISS), (Item.US_8, Mark.NOT_LEARNED)]
    found = hit_rate([*marks, (Item.US_4, Mark.HIT)])
    assert found == HitRate(1, 1, 1, 1)
    assert (found.share.k, found.share.of) == (1, 3)


@given(st.lists(FOUND))
def test_scores_lie_between_0_and_1_and_the_class_follows_from_them(answers):
    found = readiness(answers, NOW)
    assert 0 <= found.score <= found.ours <= 1 + 1e-9
    assert found.customer <= 1 + 1e-9
    assert (found.reached is ReadyClass.READY) == (not found.closed_gates and found.score >= 0.7 - 1e-9)


@given(st.lists(FOUND), FOUND)
def test_one_more_answer_never_lowers_a_score(answers, another):
    before, after = readiness(answers, NOW), readiness([*answers, another], NOW)
    assert after.ours >= before.ours
    assert after.customer >= before.customer
    assert set(before.known) <= set(after.known)


@given(st.lists(FOUND), st.sampled_from(OURS))
def test_nothing_of_ours_moves_the_customers_score(answers, item):
    moved = readiness([*answers, Prepared(item=item, level=E4)], NOW)
    assert moved.customer == readiness(answers, NOW).customer
