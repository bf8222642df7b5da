"""METHOD 4.1: the grade of a next step, and what it lacks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import (
    Attendance,
    BusinessDays,
    Commitment,
    CommitmentState,
    Flag,
    Grade,
    HomeworkKind,
    Level,
    NextStep,
    Part,
    PartStat,
    Reply,
    Side,
    StepKind,
    agreement,
    asks_for_acceptance,
    flags,
    grade,
    is_agreed,
    is_counted,
    is_firm,
    is_full,
    missing,
    moved,
    slot,
)
from foothold.core.replies import Answer, answers

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = BusinessDays(BERLIN)
NOW = datetime(2026, 3, 2, 11, tzinfo=BERLIN)  # a Monday
SLOT = datetime(2026, 3, 12, 15, tzinfo=BERLIN)
OTHER = datetime(2026, 3, 16, 10, tzinfo=BERLIN)

HOMEWORK = Commitment(
    owner="J. Ruiz",
    side=Side.CUSTOMER,
    deliverable="scrap figures of May",
    due=date(2026, 3, 10),
    kind=HomeworkKind.GATHER_DATA,
    level=Level.E3,
)
OUR_TASK = Commitment(owner="Ada", side=Side.OURS, deliverable="tour plan", due=date(2026, 3, 11))
ACCEPTED = Reply(PartStat.ACCEPTED, Level.E4)
DECLINED = Reply(PartStat.DECLINED, Level.E4)
TENTATIVE = Reply(PartStat.TENTATIVE, Level.E4)

OFFERED = NextStep(
    starts_at=SLOT,
    topic="lead times for housings",
    medium="plant 2, gate B",
    ours=("Ada",),
    customer=("J. Ruiz",),
    named_by=Side.OURS,
)
INVITED = replace(OFFERED, topic="factory tour of the press line", agreed=Level.E3, invited_at=NOW)
BOOKED = replace(INVITED, replies=(ACCEPTED,))
FULL = replace(BOOKED, commitments=(HOMEWORK, OUR_TASK))


def judged(step, now=NOW):
    return grade(step, now), is_firm(step, now), is_counted(step, now), is_full(step, now)


def test_n1_call_me_in_a_few_weeks_is_vague_not_firm_and_lacks_everything():
    step = NextStep(topic="", named_by=Side.CUSTOMER)
    assert judged(step) == (Grade.VAGUE, False, False, False)
    assert missing(step, NOW) == tuple(Part)


def test_n3_a_date_and_both_people_without_a_time_is_vague_and_lacks_the_time_first():
    step = NextStep(starts_on=SLOT.date(), ours=("Ada",), customer=("J. Ruiz",))
    assert grade(step, NOW) is Grade.VAGUE
    assert missing(step, NOW)[0] is Part.TIME


def test_n4_an_offered_slot_with_a_topic_is_proposed():
    assert judged(OFFERED) == (Grade.PROPOSED, False, False, False)


def test_n5_agreed_in_his_words_and_invited_is_firm_but_not_counted():
    assert judged(INVITED) == (Grade.INVITED, True, False, False)
    assert missing(INVITED, NOW) == (Part.HOMEWORK, Part.OUR_TASK, Part.ACCEPTANCE)


def test_n6_accepted_with_homework_and_our_task_is_full():
    assert judged(FULL) == (Grade.BOOKED, True, True, True)
    assert missing(FULL, NOW) == ()


def test_n7_a_filler_topic_is_booked_but_neither_firm_nor_counted():
    step = replace(FULL, topic="Catch up / next steps", commitments=(OUR_TASK,))
    assert judged(step) == (Grade.BOOKED, False, False, False)


def test_n8_invited_then_declined_is_vague():
    step = replace(INVITED, replies=(DECLINED,))
    assert judged(step) == (Grade.VAGUE, False, False, False)
    assert Part.ACCEPTANCE in missing(step, NOW)


def test_no_future_contact_mentioned_is_none():
    assert judged(None) == (Grade.NONE, False, False, False)
    assert missing(None, NOW) == tuple(Part)


def test_grades_are_ordered_by_how_real_the_step_is_not_by_alphabet():
    assert list(Grade) == sorted(Grade)
    assert [each.rank for each in Grade] == [0, 1, 2, 3, 4, 5]
    assert Grade.BOOKED > Grade.VAGUE
    assert Grade.BOOKED >= "booked"
    assert max(Grade) is Grade.HELD


def test_a_step_without_a_time_is_vague_even_when_accepted():
    assert grade(replace(BOOKED, starts_at=None, starts_on=SLOT.date()), NOW) is Grade.VAGUE


def test_a_slot_gone_by_is_vague_even_when_accepted():
    assert grade(BOOKED, SLOT + timedelta(hours=1)) is Grade.VAGUE


def test_a_running_meeting_is_not_yet_past():
    running = replace(BOOKED, ends_at=SLOT + timedelta(hours=1))
    assert grade(running, SLOT + timedelta(minutes=30)) is Grade.BOOKED
    assert grade(running, SLOT + timedelta(minutes=61)) is Grade.VAGUE


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        NextStep(starts_at=datetime(2026, 3, 12, 15))  # noqa: DTZ001


def test_the_sellers_word_that_he_agreed_is_no_agreement():
    assert grade(replace(INVITED, agreed=Level.E1), NOW) is Grade.PROPOSED
    assert grade(replace(INVITED, agreed=Level.E2), NOW) is Grade.PROPOSED


def test_agreed_aloud_but_not_invited_is_proposed_at_e3_and_invited_once_the_invitation_left():
    aloud = replace(INVITED, invited_at=None)
    assert (grade(aloud, NOW), agreement(aloud, NOW)) == (Grade.PROPOSED, Level.E3)
    assert is_agreed(aloud, NOW)
    assert Part.INVITATION in missing(aloud, NOW)
    sent = replace(aloud, invited_at=NOW + timedelta(minutes=5))
    assert grade(sent, NOW) is Grade.PROPOSED
    assert grade(sent, NOW + timedelta(minutes=5)) is Grade.INVITED


def test_his_own_offer_that_nobody_took_up_is_proposed_and_not_agreed():
    offer = replace(INVITED, named_by=Side.CUSTOMER, invited_at=None)
    assert (grade(offer, NOW), is_agreed(offer, NOW)) == (Grade.PROPOSED, False)
    assert is_agreed(replace(offer, taken_up=True), NOW)
    assert grade(replace(offer, invited_at=NOW), NOW) is Grade.INVITED


def test_a_hedged_yes_is_no_agreement():
    assert grade(replace(INVITED, hedged=True), NOW) is Grade.PROPOSED
    assert Flag.HEDGED in flags(replace(INVITED, hedged=True), NOW, DAYS)


def test_tentative_stays_invited_with_his_agreement_and_proposed_without():
    assert grade(replace(INVITED, replies=(TENTATIVE,)), NOW) is Grade.INVITED
    assert grade(replace(INVITED, agreed=Level.E0, replies=(TENTATIVE,)), NOW) is Grade.PROPOSED


def test_tentative_after_accepted_is_invited():
    step = replace(INVITED, agreed=Level.E0, replies=(ACCEPTED, TENTATIVE))
    assert grade(step, NOW) is Grade.INVITED


def test_a_spoken_or_unverified_accepted_is_e3_and_never_books():
    step = replace(INVITED, agreed=Level.E0, replies=(Reply(PartStat.ACCEPTED, Level.E3),))
    assert (grade(step, NOW), agreement(step, NOW)) == (Grade.INVITED, Level.E3)


def test_a_click_by_his_own_link_books_and_one_by_a_shared_link_does_not():
    own = Reply(PartStat.ACCEPTED, Level.E4, own_link=True)
    shared = Reply(PartStat.ACCEPTED, Level.E3)
    page = replace(OFFERED, invited_at=None)
    assert grade(replace(page, replies=(own,)), NOW) is Grade.BOOKED
    assert grade(replace(page, replies=(shared,)), NOW) is Grade.PROPOSED


def test_an_acceptance_of_an_invitation_never_sent_is_not_booked():
    assert grade(replace(BOOKED, invited_at=None), NOW) is Grade.PROPOSED


def test_his_invitation_that_we_accepted_is_booked():
    his = replace(OFFERED, named_by=Side.CUSTOMER, his_invitation_accepted_at=NOW)
    assert grade(his, NOW) is Grade.BOOKED
    assert Part.INVITATION not in missing(his, NOW)


def test_an_email_appointment_is_booked_when_agreed_in_writing_and_proposed_when_spoken():
    spoken = replace(OFFERED, kind=StepKind.EMAIL_APPOINTMENT, agreed=Level.E3)
    assert grade(spoken, NOW) is Grade.PROPOSED
    assert grade(replace(spoken, agreed_in_writing=True), NOW) is Grade.BOOKED
    assert grade(replace(spoken, agreed_in_writing=True, agreed=Level.E1), NOW) is Grade.PROPOSED
    assert grade(replace(spoken, agreed_in_writing=True, kind=StepKind.MEETING), NOW) is Grade.PROPOSED
    assert Flag.EMAIL_APPOINTMENT in flags(spoken, NOW, DAYS)


def test_accepted_then_declined_is_vague_and_declined_then_accepted_is_booked():
    assert grade(replace(INVITED, replies=(ACCEPTED, DECLINED)), NOW) is Grade.VAGUE
    assert grade(replace(INVITED, replies=(DECLINED, ACCEPTED)), NOW) is Grade.BOOKED


def test_one_of_two_declining_does_not_undo_the_others_acceptance():
    ruiz, anna = Reply(PartStat.ACCEPTED, Level.E4, by="Ruiz"), Reply(PartStat.DECLINED, Level.E4, by="Anna")
    both = replace(INVITED, customer=("J. Ruiz", "Anna"))
    assert grade(replace(both, replies=(ruiz, anna)), NOW) is Grade.BOOKED
    assert grade(replace(both, replies=(anna,)), NOW) is Grade.PROPOSED
    assert grade(replace(both, replies=(anna, replace(ruiz, partstat=PartStat.DECLINED))), NOW) is Grade.VAGUE


def test_a_cancelled_step_is_vague():
    assert grade(replace(BOOKED, cancelled_at=NOW), NOW) is Grade.VAGUE


def test_an_answer_to_an_older_sequence_is_history():
    step = replace(INVITED, sequence=1, agreed=Level.E0)
    assert grade(replace(step, replies=(ACCEPTED,)), NOW) is Grade.PROPOSED
    assert grade(replace(step, agreed=Level.E3, replies=(DECLINED,)), NOW) is Grade.INVITED
    assert grade(replace(step, replies=(Reply(PartStat.ACCEPTED, Level.E4, 1),)), NOW) is Grade.BOOKED


def test_an_answer_that_came_later_is_not_known_yet():
    step = replace(INVITED, replies=(replace(ACCEPTED, at=NOW + timedelta(hours=1)),))
    assert grade(step, NOW) is Grade.INVITED
    assert grade(step, NOW + timedelta(hours=2)) is Grade.BOOKED


def test_declined_with_a_new_slot_is_proposed_at_that_slot():
    step = replace(INVITED, replies=(replace(DECLINED, new_slot=OTHER),))
    assert (grade(step, NOW), slot(step, NOW)) == (Grade.PROPOSED, OTHER)
    assert not is_agreed(step, NOW)


def test_declined_with_a_new_slot_already_past_is_vague():
    step = replace(INVITED, replies=(replace(DECLINED, new_slot=NOW - timedelta(days=1)),))
    assert grade(step, NOW) is Grade.VAGUE


def test_a_slot_already_past_when_he_asked_for_it_is_history():
    late = replace(TENTATIVE, new_slot=NOW - timedelta(days=9), at=NOW - timedelta(days=1))
    assert answers((ACCEPTED, late), 0, INVITED.starts_at, NOW) == answers((ACCEPTED,), 0, INVITED.starts_at, NOW)
    declined = replace(late, partstat=PartStat.DECLINED)
    assert answers((ACCEPTED, declined), 0, INVITED.starts_at, NOW) == (Answer(declined=True),)


def test_a_slot_of_his_that_we_accept_is_booked():
    counter = replace(TENTATIVE, new_slot=OTHER)
    taken = replace(INVITED, agreed=Level.E0, starts_at=OTHER, sequence=1, replies=(counter,))
    assert grade(taken, NOW) is Grade.BOOKED


@pytest.mark.parametrize(
    ("partstat", "stands"),
    [
        (PartStat.ACCEPTED, Answer(acceptance=Level.E4)),
        (PartStat.DECLINED, Answer(declined=True)),
        (PartStat.TENTATIVE, Answer()),
        (PartStat.DELEGATED, Answer()),
    ],
)
def test_another_end_or_place_at_the_same_time_says_what_its_partstat_says(partstat, stands):
    counter = Reply(partstat, Level.E4, new_slot=INVITED.starts_at)
    assert answers((counter,), 0, INVITED.starts_at, NOW) == (stands,)


def test_a_yes_that_asks_for_another_end_is_still_a_yes_when_a_maybe_follows():
    counter = replace(ACCEPTED, new_slot=INVITED.starts_at)
    assert answers((counter, TENTATIVE), 0, INVITED.starts_at, NOW) == (Answer(acceptance=Level.E3),)


def test_a_reschedule_by_the_customer_keeps_booked_and_one_by_us_does_not():
    asked = replace(BOOKED, replies=(ACCEPTED, replace(TENTATIVE, new_slot=OTHER)))
    assert (grade(asked, NOW), slot(asked, NOW)) == (Grade.BOOKED, OTHER)
    his = moved(BOOKED, OTHER, Side.CUSTOMER, at=NOW, level=Level.E3)
    assert (grade(his, NOW), his.sequence) == (Grade.BOOKED, 1)
    ours = moved(BOOKED, OTHER, Side.OURS, at=NOW, level=Level.E4)
    assert grade(replace(ours, invited_at=NOW), NOW) is Grade.PROPOSED
    claimed = moved(BOOKED, OTHER, Side.CUSTOMER, at=NOW, level=Level.E1)
    assert grade(replace(claimed, invited_at=NOW), NOW) is Grade.PROPOSED


def test_a_reschedule_by_the_customer_of_an_unbooked_step_is_agreed_but_not_booked():
    his = moved(OFFERED, OTHER, Side.CUSTOMER, at=NOW, level=Level.E3)
    assert (grade(his, NOW), is_agreed(his, NOW)) == (Grade.PROPOSED, True)


def test_declined_after_his_own_reschedule_is_vague():
    his = moved(BOOKED, OTHER, Side.CUSTOMER, at=NOW, level=Level.E4)
    assert grade(replace(his, replies=(*his.replies, replace(DECLINED, sequence=1))), NOW) is Grade.VAGUE


def test_held_with_both_sides_present_is_held_and_was_booked_from_the_day_it_was_invited():
    came = replace(INVITED, agreed=Level.E0, attendance=Attendance(True, True, Level.E4))
    assert grade(came, SLOT + timedelta(hours=2)) is Grade.HELD
    assert grade(came, NOW) is Grade.BOOKED
    assert grade(came, NOW - timedelta(days=1)) is Grade.PROPOSED


def test_a_step_only_assumed_to_be_held_keeps_the_grade_it_began_with():
    assumed, after = Attendance(True, True, Level.E2), SLOT + timedelta(days=1)
    assert grade(replace(BOOKED, attendance=assumed), after) is Grade.BOOKED
    assert grade(replace(OFFERED, invited_at=NOW, attendance=assumed), after) is Grade.PROPOSED
    assert Flag.HELD_ASSUMED in flags(replace(BOOKED, attendance=assumed), after, DAYS)


@pytest.mark.parametrize(("ours", "customer"), [(True, False), (False, True), (True, None), (None, None)])
def test_a_past_step_with_one_side_absent_or_unknown_is_not_held(ours, customer):
    step = replace(BOOKED, attendance=Attendance(ours, customer, Level.E4))
    assert grade(step, SLOT + timedelta(days=1)) is Grade.VAGUE


@pytest.mark.parametrize(
    ("lack", "part"),
    [
        ({"medium": " "}, Part.MEDIUM),
        ({"topic": "touch base"}, Part.TOPIC),
        ({"ours": ()}, Part.PEOPLE),
        ({"customer": ("",)}, Part.PEOPLE),
    ],
)
def test_firm_needs_medium_topic_and_a_person_each_side(lack, part):
    step = replace(FULL, **lack)
    assert not is_firm(step, NOW)
    assert not is_full(step, NOW)
    assert missing(step, NOW) == (part,)


@pytest.mark.parametrize(
    "changed",
    [
        {"due": None},
        {"due": SLOT.date() + timedelta(days=1)},
        {"owner": ""},
        {"deliverable": "think about it"},
        {"state": CommitmentState.DROPPED},
        {"side": Side.UNKNOWN},
    ],
)
def test_homework_and_our_task_need_owner_deliverable_and_a_day_not_after_the_meeting(changed):
    homework, ours = replace(HOMEWORK, **changed), replace(OUR_TASK, **changed)
    assert missing(replace(FULL, commitments=(homework, OUR_TASK)), NOW) == (Part.HOMEWORK,)
    assert missing(replace(FULL, commitments=(HOMEWORK, ours)), NOW) == (Part.OUR_TASK,)


def test_homework_due_on_the_day_of_the_meeting_counts():
    assert is_full(replace(FULL, commitments=(replace(HOMEWORK, due=SLOT.date()), OUR_TASK)), NOW)


def test_an_invited_step_is_unconfirmed_after_two_business_days_and_asked_about_once_shortly_before():
    friday = datetime(2026, 3, 6, 11, tzinfo=BERLIN)
    invited = replace(INVITED, invited_at=friday)
    assert flags(invited, datetime(2026, 3, 9, 12, tzinfo=BERLIN), DAYS) == ()
    assert flags(invited, datetime(2026, 3, 10, 11, tzinfo=BERLIN), DAYS) == (Flag.UNCONFIRMED,)
    assert flags(replace(invited, replies=(ACCEPTED,)), SLOT - timedelta(hours=1), DAYS) == ()
    late = datetime(2026, 3, 11, 12, tzinfo=BERLIN)
    assert asks_for_acceptance(invited, late, DAYS)
    assert not asks_for_acceptance(invited, datetime(2026, 3, 10, 11, tzinfo=BERLIN), DAYS)
    assert not asks_for_acceptance(replace(invited, asked_at=late), late, DAYS)
    assert not asks_for_acceptance(replace(invited, replies=(ACCEPTED,)), late, DAYS)


def test_more_than_sixty_days_ahead_is_distant():
    at = NOW.replace(hour=12)
    assert Flag.DISTANT not in flags(replace(OFFERED, starts_at=at + timedelta(days=60)), NOW, DAYS)
    assert Flag.DISTANT in flags(replace(OFFERED, starts_at=at + timedelta(days=61)), NOW, DAYS)


def test_a_day_without_a_time_and_a_past_slot_are_flagged():
    assert flags(NextStep(starts_on=SLOT.date()), NOW, DAYS) == (Flag.DATE_WITHOUT_TIME,)
    assert flags(replace(OFFERED, starts_at=NOW - timedelta(days=6)), NOW, DAYS) == (Flag.PAST,)
    assert flags(None, NOW, DAYS) == ()


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
levels = st.sampled_from(Level)
below_his_word = st.sampled_from([Level.E0, Level.E1, Level.E2])
maybe = st.none() | moments


def reply_of(partstats, level=levels):
    return st.builds(
        Reply,
        st.sampled_from(partstats),
        level,
        st.integers(0, 2),
        st.sampled_from(["", "ruiz", "anna"]),
        maybe,
        maybe,
        st.booleans(),
    )


def steps(replies, agreed=levels, attended=levels):
    return st.builds(
        NextStep,
        starts_at=maybe,
        ends_at=maybe,
        topic=st.sampled_from(["", "catch up", "press line tour"]),
        medium=st.sampled_from(["", "phone"]),
        ours=st.sampled_from([(), ("Ada",)]),
        customer=st.sampled_from([(), ("Ruiz",), ("Ruiz", "Anna")]),
        kind=st.sampled_from(StepKind),
        named_by=st.sampled_from(Side),
        taken_up=st.booleans(),
        agreed=agreed,
        agreed_in_writing=st.booleans(),
        hedged=st.booleans(),
        sequence=st.integers(0, 2),
        invited_at=maybe,
        cancelled_at=maybe,
        replies=st.lists(replies, max_size=4).map(tuple),
        attendance=st.none() | st.builds(Attendance, *[st.sampled_from([True, False, None])] * 2, attended),
    )


@given(steps(reply_of(PartStat)), moments)
def test_any_step_has_one_grade_and_full_means_counted_and_firm(step, now):
    assert isinstance(grade(step, now), Grade)
    assert not is_full(step, now) or (is_counted(step, now) and is_firm(step, now) and not missing(step, now))
    assert not is_counted(step, now) or grade(step, now) >= Grade.BOOKED
    assert len(set(flags(step, now, DAYS))) == len(flags(step, now, DAYS))


@given(steps(reply_of(PartStat, below_his_word), below_his_word, below_his_word), moments)
def test_an_invitation_without_the_customers_word_or_act_is_never_more_than_proposed(step, now):
    assert grade(step, now) <= Grade.PROPOSED
    assert not is_agreed(step, now)


@given(steps(reply_of(PartStat)), moments)
def test_declined_is_never_booked(step, now):
    refusals = tuple(Reply(PartStat.DECLINED, Level.E4, 2, by) for by in ("", "ruiz", "anna"))
    refused = replace(step, replies=(*step.replies, *refusals), attendance=None)
    assert grade(refused, now) <= Grade.VAGUE


@given(steps(reply_of([PartStat.ACCEPTED]), below_his_word), moments)
def test_an_answer_to_an_older_sequence_never_books(step, now):
    older = tuple(replace(reply, new_slot=None) for reply in step.replies)
    moved_on = replace(step, sequence=3, replies=older, attendance=None)
    assert grade(moved_on, now) <= Grade.PROPOSED


@given(steps(reply_of(PartStat), attended=below_his_word), moments, below_his_word, below_his_word)
def test_no_edit_of_the_sellers_raises_a_grade_above_proposed(step, now, said, seen):
    before = replace(step, agreed=Level.E0, attendance=None)
    claim = Reply(PartStat.ACCEPTED, said, before.sequence, by="someone new")
    edited = replace(
        before,
        agreed=said,
        agreed_in_writing=True,
        attendance=Attendance(True, True, seen),
        replies=(*before.replies, claim),
    )
    if before.starts_at is None or before.starts_at > now:
        assert grade(edited, now) <= max(grade(before, now), Grade.PROPOSED)
    else:
        assert grade(edited, now) < Grade.HELD
