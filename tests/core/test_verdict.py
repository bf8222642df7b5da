"""METHOD 6.1: the first rule that fits."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import (
    AfterMeeting,
    Attendance,
    BusinessDays,
    Commitment,
    CommitmentState,
    CustomerAct,
    Level,
    NextStep,
    PartStat,
    Reply,
    Side,
    Verdict,
    judge,
    judge_again,
)

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = BusinessDays(BERLIN)
ENDED = datetime(2026, 3, 2, 11, tzinfo=BERLIN)  # a Monday
IN_1_BD = datetime(2026, 3, 3, 11, tzinfo=BERLIN)
IN_2_BD = datetime(2026, 3, 4, 11, tzinfo=BERLIN)
IN_3_BD = datetime(2026, 3, 5, 11, tzinfo=BERLIN)
SLOT = datetime(2026, 3, 12, 15, tzinfo=BERLIN)

INVITED = NextStep(
    starts_at=SLOT,
    topic="factory tour of the press line",
    agreed=Level.E3,
    invited_at=ENDED,
    named_by=Side.OURS,
)
BOOKED = replace(INVITED, replies=(Reply(PartStat.ACCEPTED, Level.E4),))
PROMISE = Commitment(
    owner="J. Ruiz", side=Side.CUSTOMER, deliverable="scrap data", due=date(2026, 3, 6), level=Level.E3
)
SIGNED_TRIAL = CustomerAct("trial agreement returned", date(2026, 3, 3), Level.E4, towards_decision=True)
LEFT = AfterMeeting(ended_at=ENDED)


def verdict(now=IN_1_BD, **what):
    return judge(replace(LEFT, **what), now, DAYS)


def test_v1_a_vague_ending_is_a_continuation():
    assert verdict(next_step=NextStep(topic="call me in a few weeks")) is Verdict.CONTINUATION


def test_v2_booked_with_a_topic_is_an_advance():
    assert verdict(next_step=BOOKED) is Verdict.ADVANCE


def test_v3_invited_with_a_topic_is_pending_for_two_business_days():
    assert verdict(IN_1_BD, next_step=INVITED) is Verdict.PENDING
    assert verdict(IN_2_BD, next_step=INVITED) is Verdict.PENDING
    assert verdict(IN_2_BD + timedelta(seconds=1), next_step=INVITED) is Verdict.CONTINUATION


def test_v3b_after_three_it_is_a_continuation():
    assert verdict(IN_3_BD, next_step=INVITED) is Verdict.CONTINUATION


def test_v4_booked_with_a_filler_topic_is_a_continuation():
    assert verdict(next_step=replace(BOOKED, topic="catch up")) is Verdict.CONTINUATION


def test_v5_a_spoken_order_is_pending_until_signed():
    assert verdict(order=Level.E3) is Verdict.PENDING
    assert verdict(IN_3_BD, order=Level.E3) is Verdict.CONTINUATION
    assert verdict(order=Level.E4) is Verdict.ORDER


def test_v6_an_explicit_no_is_no_sale_even_on_the_sellers_word():
    assert verdict(refusal=Level.E1, next_step=BOOKED) is Verdict.NO_SALE
    assert verdict(refusal=Level.E3) is Verdict.NO_SALE


@pytest.mark.parametrize("what", [{"cancelled": True}, {"moved": True}])
def test_cancelled_or_moved_has_no_verdict(what):
    assert verdict(order=Level.E4, **what) is None


def test_not_yet_over_has_no_verdict():
    assert verdict(ENDED - timedelta(seconds=1), order=Level.E4) is None
    assert verdict(ENDED, order=Level.E4) is Verdict.ORDER


def test_a_side_known_to_have_been_absent_is_a_no_show_before_all_else():
    assert verdict(attendance=Attendance(True, False, Level.E1), order=Level.E4) is Verdict.NO_SHOW
    assert verdict(attendance=Attendance(False, True, Level.E4)) is Verdict.NO_SHOW


def test_unknown_attendance_is_no_no_show():
    assert verdict(attendance=Attendance(None, None, Level.E0), next_step=BOOKED) is Verdict.ADVANCE
    assert verdict(attendance=Attendance(True, None, Level.E4)) is Verdict.CONTINUATION


def test_an_order_comes_before_a_no():
    assert verdict(order=Level.E4, refusal=Level.E3) is Verdict.ORDER


def test_a_dated_act_towards_a_decision_advances_when_seen():
    assert verdict(acts=(SIGNED_TRIAL,)) is Verdict.ADVANCE
    assert verdict(acts=(replace(SIGNED_TRIAL, level=Level.E3),)) is Verdict.CONTINUATION
    assert verdict(acts=(replace(SIGNED_TRIAL, on=None),)) is Verdict.CONTINUATION
    assert verdict(acts=(replace(SIGNED_TRIAL, towards_decision=False),)) is Verdict.CONTINUATION


def test_a_dated_promise_in_his_words_is_pending():
    assert verdict(promises=(PROMISE,)) is Verdict.PENDING
    assert verdict(IN_3_BD, promises=(PROMISE,)) is Verdict.CONTINUATION


@pytest.mark.parametrize(
    "changed",
    [
        {"due": None},
        {"level": Level.E1},
        {"side": Side.OURS},
        {"state": CommitmentState.DROPPED},
        {"deliverable": "think about it"},
    ],
)
def test_a_promise_undated_typed_dropped_empty_or_ours_is_no_advance(changed):
    assert verdict(promises=(replace(PROMISE, **changed),)) is Verdict.CONTINUATION


def test_a_slot_agreed_with_a_topic_is_pending_also_before_the_invitation_left():
    assert verdict(next_step=replace(INVITED, invited_at=None)) is Verdict.PENDING
    assert verdict(next_step=replace(INVITED, topic="next steps")) is Verdict.CONTINUATION
    assert verdict(next_step=replace(INVITED, agreed=Level.E1)) is Verdict.CONTINUATION


def test_a_weekend_does_not_use_up_the_two_business_days():
    friday = datetime(2026, 3, 6, 16, tzinfo=BERLIN)
    meeting = AfterMeeting(ended_at=friday, promises=(PROMISE,))
    assert judge(meeting, datetime(2026, 3, 10, 15, tzinfo=BERLIN), DAYS) is Verdict.PENDING
    assert judge(meeting, datetime(2026, 3, 10, 17, tzinfo=BERLIN), DAYS) is Verdict.CONTINUATION


def test_the_verdict_does_not_fall_because_the_booked_step_has_passed():
    after = SLOT + timedelta(days=20)
    assert verdict(after, next_step=BOOKED) is Verdict.ADVANCE
    missed = replace(BOOKED, attendance=Attendance(True, False, Level.E4))
    assert verdict(after, next_step=missed) is Verdict.ADVANCE


def test_a_step_held_without_a_click_makes_it_an_advance():
    held = replace(INVITED, attendance=Attendance(True, True, Level.E4))
    assert verdict(SLOT + timedelta(days=1), next_step=held) is Verdict.ADVANCE


def test_a_slot_already_past_when_the_meeting_ended_is_no_next_step():
    past = replace(BOOKED, starts_at=ENDED - timedelta(days=3))
    assert verdict(next_step=past) is Verdict.CONTINUATION


def test_length_talk_share_and_sentiment_are_no_inputs():
    assert {field.name for field in fields(AfterMeeting)} == {
        "ended_at",
        "cancelled",
        "moved",
        "attendance",
        "order",
        "refusal",
        "next_step",
        "promises",
        "acts",
    }


def test_the_verdicts_are_the_six_words():
    assert [str(each) for each in Verdict] == [
        "order",
        "advance",
        "advance (pending)",
        "continuation",
        "no sale",
        "no show",
    ]


typed = st.sampled_from([Level.E0, Level.E1, Level.E2])


@given(typed, typed, typed, typed, st.integers(0, 400))
def test_nothing_the_seller_types_or_sends_makes_an_advance(order, promised, agreed, act, hours):
    meeting = replace(
        LEFT,
        order=order,
        next_step=replace(INVITED, agreed=agreed, replies=(Reply(PartStat.ACCEPTED, agreed),)),
        promises=(replace(PROMISE, level=promised),),
        acts=(replace(SIGNED_TRIAL, level=act),),
        attendance=Attendance(True, True, Level.E2),
    )
    assert judge(meeting, ENDED + timedelta(hours=hours), DAYS) is Verdict.CONTINUATION


def again(said, now=IN_1_BD, step_booked=None, **known):
    return judge_again(said, replace(LEFT, **known), step_booked=step_booked, now=now, days=DAYS)


def test_his_accepted_invitation_moves_the_verdict_of_a_meeting_whose_words_only_promised_it():
    assert again(Verdict.PENDING) is Verdict.PENDING
    assert again(Verdict.PENDING, step_booked=True) is Verdict.ADVANCE
    assert again(Verdict.CONTINUATION, step_booked=True) is Verdict.ADVANCE
    assert again(None, step_booked=True) is Verdict.ADVANCE


def test_v3b_what_was_pending_is_a_continuation_after_two_business_days_of_the_customer():
    assert again(Verdict.PENDING, IN_2_BD) is Verdict.PENDING
    assert again(Verdict.PENDING, IN_3_BD) is Verdict.CONTINUATION
    off = BusinessDays(BERLIN, frozenset({date(2026, 3, 4)}))
    assert judge_again(Verdict.PENDING, LEFT, step_booked=None, now=IN_3_BD, days=off) is Verdict.PENDING


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"cancelled": True}, None),
        ({"moved": True}, None),
        ({"attendance": Attendance(True, False, Level.E1)}, Verdict.NO_SHOW),
        ({"order": Level.E4}, Verdict.ORDER),
        ({"refusal": Level.E1}, Verdict.NO_SALE),
        ({"refusal": Level.E1, "order": Level.E4}, Verdict.ORDER),
    ],
)
def test_what_is_known_apart_from_the_words_comes_first(known, found):
    assert again(Verdict.PENDING, step_booked=True, **known) is found


def test_a_no_in_the_words_stays_whatever_is_booked_and_an_order_is_more_than_a_no():
    assert again(Verdict.NO_SALE, step_booked=True) is Verdict.NO_SALE
    assert again(Verdict.ORDER, refusal=Level.E3) is Verdict.ORDER


def test_without_words_a_step_that_does_not_count_is_a_continuation_and_an_unknown_one_no_verdict():
    assert again(None, step_booked=False) is Verdict.CONTINUATION
    assert again(None) is None
    assert again(None, now=ENDED - timedelta(minutes=1), step_booked=True) is None
