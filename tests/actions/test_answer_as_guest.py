"""What a customer does on the page, and what moves by it (METHOD 4.1, 4.2, 5, 9 P4)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foothold.actions.answer_as_guest import answer_as_guest, not_for_me
from foothold.actions.forget_guest import forget_guest
from foothold.actions.guest_acts import MOST_ACTS, Refusal, Refused
from foothold.actions.judge_meeting_as_guest import Boxes, judge_meeting_as_guest
from foothold.actions.prepare_as_guest import add_colleague, answer_prep_question, prep_answer
from foothold.actions.tick_homework import tick_homework
from foothold.records.guests import proposed_colleagues
from foothold.records.models import (
    Attendee,
    Commitment,
    CustomerJudgement,
    Guest,
    GuestAct,
    Homework,
    InvitationReply,
    Meeting,
    PreparedItem,
)
from foothold.records.models.booking import GuestActKind

Make = Callable[..., Any]
YES, OTHER, NOT_THEN, NEVER = (
    GuestActKind.YES,
    GuestActKind.OTHER_TIME,
    GuestActKind.NOT_THIS_TIME,
    GuestActKind.NOT_AT_ALL,
)


def meeting_of(invitation: Any) -> Meeting:
    return Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)


def acts(invitation: Any) -> list[GuestAct]:
    return list(GuestAct.objects.in_workspace(invitation.workspace_id).order_by("done_at"))


def replies(invitation: Any) -> list[InvitationReply]:
    return list(InvitationReply.objects.in_workspace(invitation.workspace_id).order_by("replied_at"))


def items(invitation: Any, item: str) -> list[PreparedItem]:
    return list(PreparedItem.objects.in_workspace(invitation.workspace_id).filter(item=item))


def test_yes_by_his_own_link_books_the_meeting(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    answer_as_guest(invitation.links["Petra Lang"], YES, sequence=0, now=now)
    meeting = meeting_of(invitation)
    assert (meeting.answer, meeting.answer_level) == ("accepted", "E4")
    [reply] = replies(invitation)
    assert (reply.because, reply.address, reply.source.kind) == ("own link", "petra@northwind.example", "booked")


def test_yes_by_the_shared_link_agrees_and_books_nothing(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    answer_as_guest(invitation.links[""], YES, sequence=0, now=now)
    meeting = meeting_of(invitation)
    assert (meeting.answer, meeting.answer_level) == ("accepted", "E3")
    assert replies(invitation)[0].because == "shared link"


def test_by_the_shared_link_somebody_of_several_answered_nobody_by_name(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    answer_as_guest(invitation.links[""], YES, sequence=0, now=now)
    assert replies(invitation)[0].address == ""
    assert (meeting_of(invitation).answer, meeting_of(invitation).answer_level) == ("accepted", "E3")


def test_one_of_severals_no_by_the_shared_link_declines_for_nobody_else(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    answer_as_guest(invitation.links["Jan Novak"], YES, sequence=0, now=now)
    answer_as_guest(invitation.links[""], NOT_THEN, sequence=0, now=now + timedelta(minutes=1))
    assert (meeting_of(invitation).answer, meeting_of(invitation).answer_level) == ("accepted", "E4")


@pytest.mark.parametrize("answer", [YES, NOT_THEN, NEVER])
def test_the_same_answer_twice_is_one(seat: Any, invite: Make, now: Any, answer: Any) -> None:
    invitation = invite(seat)
    guest = invitation.links["Petra Lang"]
    first = answer_as_guest(guest, answer, sequence=0, now=now)
    assert answer_as_guest(guest, answer, sequence=0, now=now + timedelta(seconds=1)) == first
    assert len(acts(invitation)) == len(replies(invitation)) == 1


def test_the_last_answer_counts_and_all_are_kept(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    guest = invitation.links["Petra Lang"]
    for minute, answer in enumerate([YES, NOT_THEN, YES]):
        answer_as_guest(guest, answer, sequence=0, now=now + timedelta(minutes=minute))
    assert meeting_of(invitation).answer == "accepted"
    assert [act.kind for act in acts(invitation)] == ["yes", "not_this_time", "yes"]


def test_another_time_is_a_counter_of_the_same_length(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    asked = invitation.starts_at + timedelta(days=1)
    answer_as_guest(invitation.links["Petra Lang"], OTHER, sequence=0, now=now, asks_for=asked)
    meeting = meeting_of(invitation)
    assert (meeting.answer, meeting.asked_for) == ("counter", asked)
    assert replies(invitation)[0].new_end - asked == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("asks_for", "why"),
    [
        (None, Refusal.NO_TIME),
        (timedelta(minutes=-1), Refusal.TIME_PAST),
        (timedelta(days=500), Refusal.TIME_FAR),
        (timedelta(days=2, hours=-4), Refusal.SAME_TIME),
    ],
)
def test_a_time_that_cannot_be_is_not_asked_for(seat: Any, invite: Make, now: Any, asks_for: Any, why: Any) -> None:
    invitation = invite(seat)
    asked = now + asks_for if asks_for else None
    with pytest.raises(Refused) as refused:
        answer_as_guest(invitation.links["Petra Lang"], OTHER, sequence=0, now=now, asks_for=asked)
    assert refused.value.why is why
    assert acts(invitation) == []


def test_an_answer_to_a_time_since_moved_is_no_consent(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat, moved=True)
    with pytest.raises(Refused) as refused:
        answer_as_guest(invitation.links["Petra Lang"], YES, sequence=0, now=now)
    assert refused.value.why is Refusal.CHANGED
    assert replies(invitation) == []
    assert meeting_of(invitation).answer != "accepted"


def test_words_changed_meanwhile_leave_an_answer_to_the_same_time_its_worth(seat: Any, invite: Make, now: Any) -> None:
    from foothold.actions.change_invitation import change_words

    invitation = invite(seat)
    change_words(seat, invitation, outcome="A yes or no on the third site.", now=now)
    answer_as_guest(invitation.links["Petra Lang"], YES, sequence=0, now=now)
    assert (meeting_of(invitation).answer, meeting_of(invitation).answer_level) == ("accepted", "E4")


def test_no_to_this_time_is_no_end_but_no_to_going_on_is(seat: Any, invite: Make, now: Any, read_meeting: Make) -> None:
    before = read_meeting(seat)
    invitation = invite(seat, from_meeting=before)
    guest = invitation.links["Petra Lang"]
    answer_as_guest(guest, NOT_THEN, sequence=0, now=now)
    before.refresh_from_db()
    assert (meeting_of(invitation).answer, before.ending) == ("declined", "")
    answer_as_guest(guest, NEVER, sequence=0, now=now + timedelta(minutes=1))
    before.refresh_from_db()
    assert (meeting_of(invitation).answer, before.ending) == ("declined", "no")


def test_who_changes_his_mind_takes_his_no_back(seat: Any, invite: Make, now: Any, read_meeting: Make) -> None:
    before = read_meeting(seat)
    invitation = invite(seat, from_meeting=before)
    guest = invitation.links["Petra Lang"]
    answer_as_guest(guest, NEVER, sequence=0, now=now)
    answer_as_guest(guest, YES, sequence=0, now=now + timedelta(minutes=1))
    before.refresh_from_db()
    assert before.ending == ""


def test_a_meeting_read_again_keeps_the_no_of_the_page(seat: Any, invite: Make, now: Any, read_meeting: Make) -> None:
    from foothold.actions.debrief_meeting import keep_judgement
    from foothold.records.models import Judgement

    before = read_meeting(seat)
    answer_as_guest(invite(seat, from_meeting=before).links["Petra Lang"], NEVER, sequence=0, now=now)
    before.refresh_from_db()
    keep_judgement(before, Judgement.objects.in_workspace(seat.workspace).get().document, now=now)
    assert before.ending == "no"


def test_not_for_me_answers_nothing(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    not_for_me(invitation.links["Petra Lang"], now=now)
    not_for_me(invitation.links["Petra Lang"], now=now)
    assert [act.kind for act in acts(invitation)] == ["not_for_me"]
    assert replies(invitation) == []


@pytest.mark.parametrize(
    ("later", "change", "why"),
    [
        (timedelta(days=3), {}, Refusal.PASSED),
        (timedelta(days=40), {}, Refusal.EXPIRED),
        (timedelta(0), {"cancelled_at": True}, Refusal.CANCELLED),
    ],
)
def test_a_closed_page_takes_no_answer(seat: Any, invite: Make, now: Any, later: Any, change: Any, why: Any) -> None:
    invitation = invite(seat)
    if change:
        invitation.cancelled_at = now
        invitation.save()
    with pytest.raises(Refused) as refused:
        answer_as_guest(invitation.links["Petra Lang"], YES, sequence=0, now=now + later)
    assert refused.value.why is why
    assert acts(invitation) == []


@pytest.mark.parametrize("status", ["cancelled", "gone"])
def test_a_meeting_no_longer_in_the_calendar_takes_no_answer(seat: Any, invite: Make, now: Any, status: str) -> None:
    invitation = invite(seat)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=invitation.meeting_id).update(status=status)
    with pytest.raises(Refused):
        answer_as_guest(invitation.links["Petra Lang"], YES, sequence=0, now=now)


def test_nobodys_thumb_is_that_fast(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    guest = invitation.links["Petra Lang"]
    for turn in range(MOST_ACTS):
        answer_prep_question(guest, f"answer {turn}", now=now + timedelta(seconds=turn))
    with pytest.raises(Refused) as refused:
        answer_as_guest(guest, YES, sequence=0, now=now + timedelta(minutes=5))
    assert refused.value.why is Refusal.TOO_MANY
    answer_as_guest(invitation.links[""], YES, sequence=0, now=now + timedelta(minutes=5))
    answer_as_guest(guest, YES, sequence=0, now=now + timedelta(minutes=20))


# --- to bring ---------------------------------------------------------------------------------


@pytest.fixture
def bring(seat: Any, invite: Make, read_meeting: Make) -> Any:
    """An invitation with two things to bring, the first of them data that was promised, and one of ours."""
    promise = (
        Commitment.objects.in_workspace(seat.workspace).filter(meeting=read_meeting(seat), side="customer").first()
    )
    promise.kind = "gather_data"
    promise.save()
    invitation = invite(seat)
    rows = Homework.objects.in_workspace(seat.workspace)
    rows.create(meeting=invitation.meeting, place=0, side="customer", what="pump hours", commitment=promise)
    rows.create(meeting=invitation.meeting, place=1, side="customer", what="the drawing")
    rows.create(meeting=invitation.meeting, place=2, side="ours", what="the price")
    invitation.promise = promise
    return invitation


def test_a_tick_by_his_own_link_is_his_act(bring: Any, now: Any) -> None:
    tick_homework(bring.links["Petra Lang"], 0, is_done=True, now=now)
    row = Homework.objects.in_workspace(bring.workspace_id).get(place=0)
    assert (row.state, row.done_level, row.done_by) == ("done", "E4", "petra@northwind.example")
    bring.promise.refresh_from_db()
    assert bring.promise.state == "done"


def test_unticked_it_is_open_as_before(bring: Any, now: Any) -> None:
    guest = bring.links["Petra Lang"]
    tick_homework(guest, 0, is_done=True, now=now)
    tick_homework(guest, 0, is_done=False, now=now)
    row = Homework.objects.in_workspace(bring.workspace_id).get(place=0)
    assert (row.state, row.done_level, row.done_by, row.done_at) == ("open", "", "", None)
    bring.promise.refresh_from_db()
    assert bring.promise.state == "open"
    assert items(bring, "cu.5") == []


def test_half_of_the_homework_is_not_homework_done(bring: Any, now: Any) -> None:
    tick_homework(bring.links["Petra Lang"], 0, is_done=True, now=now)
    assert items(bring, "cu.3") == []
    assert [row.level for row in items(bring, "cu.5")] == ["E4"]
    tick_homework(bring.links[""], 1, is_done=True, now=now)
    assert [row.level for row in items(bring, "cu.3")] == ["E3"], "as well as the weakest tick bears it out"


def test_a_tick_twice_is_one(bring: Any, now: Any) -> None:
    tick_homework(bring.links[""], 1, is_done=True, now=now)
    assert tick_homework(bring.links[""], 1, is_done=True, now=now) is None
    assert len(acts(bring)) == 1


@pytest.mark.parametrize("place", [2, 7])
def test_what_is_not_theirs_is_not_ticked(bring: Any, now: Any, place: int) -> None:
    with pytest.raises(Refused):
        tick_homework(bring.links[""], place, is_done=True, now=now)


# --- the question, colleagues ---------------------------------------------------------------


def test_the_prep_question_is_answered_by_each_link_for_itself(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    own, shared = invitation.links["Petra Lang"], invitation.links[""]
    answer_prep_question(own, "  The third site.\nAnd who installs it. ", now=now)
    answer_prep_question(shared, "The price.", now=now)
    found = {(row.level, row.words) for row in items(invitation, "cu.2")}
    assert found == {("E4", "The third site.\nAnd who installs it."), ("E3", "The price.")}
    assert prep_answer(own) == "The third site.\nAnd who installs it."


def test_an_empty_answer_takes_the_answer_back(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    answer_prep_question(invitation.links[""], "The price.", now=now)
    answer_prep_question(invitation.links[""], " ", now=now)
    assert items(invitation, "cu.2") == []


def test_what_is_too_long_is_not_cut(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    with pytest.raises(Refused) as refused:
        answer_prep_question(invitation.links[""], "x" * 10_000, now=now)
    assert refused.value.why is Refusal.TOO_LONG
    assert items(invitation, "cu.2") == []


def test_a_colleague_is_proposed_and_written_to_by_nobody(
    seat: Any, invite: Make, now: Any, mailoutbox: list[Any]
) -> None:
    invitation = invite(seat)
    people = Attendee.objects.in_workspace(seat.workspace).count()
    add_colleague(invitation.links["Petra Lang"], " Eva\u202e Klein ", "Eva@Northwind.example", now=now)
    [proposed] = proposed_colleagues(invitation)
    assert (proposed.name, proposed.address, proposed.by) == (
        "Eva Klein",
        "eva@northwind.example",
        "petra@northwind.example",
    )
    assert [row.level for row in items(invitation, "cu.4")] == ["E4"]
    assert Attendee.objects.in_workspace(seat.workspace).count() == people
    assert Guest.objects.in_workspace(seat.workspace).count() == 2
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("name", "address", "why"),
    [
        ("Eva", "eva@elsewhere.example", Refusal.OTHER_FIRM),
        ("Eva", "eva@northwind.example.elsewhere.example", Refusal.OTHER_FIRM),
        ("Eva", "nobody", Refusal.NO_ADDRESS),
        ("Eva", "eva@northwind.example\r\nBcc: all@northwind.example", Refusal.NO_ADDRESS),
        ("", "eva@northwind.example", Refusal.EMPTY),
        ("x" * 10_000, "eva@northwind.example", Refusal.TOO_LONG),
        ("Petra", "petra@northwind.example", Refusal.ALREADY_INVITED),
    ],
)
def test_only_people_of_the_firm_are_named(
    seat: Any, invite: Make, now: Any, name: str, address: str, why: Refusal
) -> None:
    invitation = invite(seat)
    with pytest.raises(Refused) as refused:
        add_colleague(invitation.links[""], name, address, now=now)
    assert refused.value.why is why
    assert acts(invitation) == []


def test_a_colleague_is_named_once_and_not_without_end(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    for number in range(10):
        add_colleague(invitation.links[""], "Eva", f"eva{number}@northwind.example", now=now)
    assert add_colleague(invitation.links["Petra Lang"], "Eva", "eva1@northwind.example", now=now) is None
    with pytest.raises(Refused):
        add_colleague(invitation.links[""], "Eva", "eva11@northwind.example", now=now)


def test_a_proposed_colleague_who_was_invited_is_no_longer_proposed(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    add_colleague(invitation.links[""], "Eva", "eva@northwind.example", now=now)
    Attendee.objects.in_workspace(seat.workspace).create(
        meeting=invitation.meeting, name="Eva", address="eva@northwind.example", side="customer"
    )
    assert proposed_colleagues(invitation) == []


# --- afterwards -------------------------------------------------------------------------------


def test_the_question_afterwards_is_one_answer_a_link_and_may_be_changed(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    guest, later = invitation.links["Petra Lang"], now + timedelta(days=3)
    judge_meeting_as_guest(guest, Boxes(learned=True), now=later)
    judge_meeting_as_guest(guest, Boxes(True, True, True), now=later)
    assert judge_meeting_as_guest(guest, Boxes(True, True, True), now=later) is None
    [row] = CustomerJudgement.objects.in_workspace(seat.workspace)
    assert (row.learned, row.best_use, row.looking_forward, row.level) == (True, True, True, "E4")
    assert len(acts(invitation)) == 2


def test_no_box_ticked_is_an_answer_too(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    judge_meeting_as_guest(invitation.links[""], Boxes(), now=now + timedelta(days=3))
    assert CustomerJudgement.objects.in_workspace(seat.workspace).get().level == "E3"


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=40)])
def test_it_is_asked_after_the_meeting_and_while_the_page_lives(
    seat: Any, invite: Make, now: Any, later: timedelta
) -> None:
    with pytest.raises(Refused):
        judge_meeting_as_guest(invite(seat).links[""], Boxes(), now=now + later)


def test_nobody_judges_a_meeting_that_was_declined(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    answer_as_guest(invitation.links["Petra Lang"], NOT_THEN, sequence=0, now=now)
    with pytest.raises(Refused):
        judge_meeting_as_guest(invitation.links["Petra Lang"], Boxes(), now=now + timedelta(days=3))


def test_nobody_judges_a_meeting_that_was_missed(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    missed = Meeting.objects.in_workspace(seat.workspace).filter(pk=invitation.meeting_id)
    missed.update(absent="customer", absent_told_at=now + timedelta(days=2))
    with pytest.raises(Refused):
        judge_meeting_as_guest(invitation.links["Petra Lang"], Boxes(), now=now + timedelta(days=3))


# --- forgetting -------------------------------------------------------------------------------


def test_what_he_left_is_deleted_and_his_answer_stays_with_the_seller(bring: Any, now: Any) -> None:
    guest = bring.links["Petra Lang"]
    answer_as_guest(guest, YES, sequence=0, now=now)
    tick_homework(guest, 0, is_done=True, now=now)
    tick_homework(bring.links[""], 1, is_done=True, now=now)
    answer_prep_question(guest, "The third site.", now=now)
    add_colleague(guest, "Eva", "eva@northwind.example", now=now)
    judge_meeting_as_guest(guest, Boxes(True, True, True), now=now + timedelta(days=3))
    forget_guest(guest, now=now)
    workspace = bring.workspace_id
    assert not Guest.objects.in_workspace(workspace).filter(address="petra@northwind.example").exists()
    assert [act.kind for act in acts(bring)] == ["brought"], "the shared link's own"
    assert not PreparedItem.objects.in_workspace(workspace).exists()
    assert not CustomerJudgement.objects.in_workspace(workspace).exists()
    assert [row.state for row in Homework.objects.in_workspace(workspace).filter(side="customer")] == ["open", "done"]
    assert meeting_of(bring).answer == "accepted"


def test_with_his_tick_the_promise_it_kept_is_open_again(seat: Any, invite: Make, read_meeting: Make, now: Any) -> None:
    read_meeting(seat)
    promise = Commitment.objects.in_workspace(seat.workspace).filter(side="customer")[0]
    invitation = invite(seat)
    rows = Homework.objects.in_workspace(seat.workspace)
    rows.create(meeting=invitation.meeting, place=0, side="customer", what=promise.what, commitment=promise)
    tick_homework(invitation.links["Petra Lang"], 0, is_done=True, now=now)
    promise.refresh_from_db()
    assert (promise.state, promise.kept_at) == ("done", now)
    forget_guest(invitation.links["Petra Lang"], now=now)
    promise.refresh_from_db()
    assert (promise.state, promise.kept_at) == ("open", None)


def test_the_shared_link_stays_for_the_others(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    answer_prep_question(invitation.links[""], "The price.", now=now)
    forget_guest(invitation.links[""], now=now)
    forget_guest(invitation.links[""], now=now)
    assert acts(invitation) == []
    assert Guest.objects.in_workspace(seat.workspace).filter(address="").exists()


def test_an_erased_person_is_nowhere_on_the_pages_and_what_he_did_keeps_its_level(bring: Any, now: Any) -> None:
    from django.core import serializers

    from foothold.actions.delete_contact import delete_contact
    from foothold.records.models import Contact, Invitation

    guest = bring.links["Petra Lang"]
    answer_as_guest(guest, YES, sequence=0, now=now)
    for place in (0, 1):
        tick_homework(guest, place, is_done=True, now=now)
    answer_prep_question(guest, "The third site.", now=now)
    answer_prep_question(bring.links[""], "Ask Petra Lang.", now=now)
    add_colleague(guest, "Eva Klein", "eva@northwind.example", now=now)
    judge_meeting_as_guest(guest, Boxes(True, True, True), now=now + timedelta(days=3))
    Invitation.objects.in_workspace(bring.workspace_id).update(
        words="Dear Petra Lang, as agreed.", answers_written={"petra@northwind.example": [[1, "ACCEPTED"]]}
    )
    delete_contact(Contact.objects.in_workspace(bring.workspace_id).get(address="petra@northwind.example"))
    models = (Guest, GuestAct, PreparedItem, CustomerJudgement, Homework, Invitation, InvitationReply)
    left = "".join(serializers.serialize("json", m.objects.in_workspace(bring.workspace_id)) for m in models)
    for gone in ("petra", "Petra Lang", "The third site"):
        assert gone not in left
    assert {row.done_level for row in Homework.objects.in_workspace(bring.workspace_id).filter(side="customer")} == {
        "E4"
    }
    assert [row.level for row in items(bring, "cu.3")] == ["E4"]
    assert CustomerJudgement.objects.in_workspace(bring.workspace_id).get().level == "E4"
    assert (meeting_of(bring).answer, meeting_of(bring).answer_level) == ("accepted", "E4")


def test_a_colleague_who_was_named_can_be_erased_too(seat: Any, invite: Make, now: Any) -> None:
    from foothold.actions.delete_contact import delete_person

    invitation = invite(seat)
    add_colleague(invitation.links["Petra Lang"], "Eva Klein", "eva@northwind.example", now=now)
    assert delete_person(seat, "eva@northwind.example")
    assert proposed_colleagues(invitation) == []
    assert items(invitation, "cu.4") == []
