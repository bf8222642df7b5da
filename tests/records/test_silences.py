"""METHOD 8 on rows: what counts as a touch, what ends a silence, what brings a deal back, what is learnt."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.foretell_answers import foretell_answers, foretold_and_seen, workspaces_due
from foothold.actions.import_files import import_bytes
from foothold.actions.let_go import let_go, take_back_letting_go
from foothold.actions.log_call import log_call, take_back_call
from foothold.actions.note_proposal import NoProposal, note_proposal, proposal_answered
from foothold.actions.revive_deals import revive_deals
from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import settle_standings, standings_due
from foothold.core.gone_dark import Advised
from foothold.core.silence import Kind
from foothold.records.calendars import Calendars
from foothold.records.deal_rows import deal_rows
from foothold.records.models import (
    Attendance,
    Attendee,
    Call,
    Commitment,
    Contact,
    Identity,
    Invitation,
    InvitationReply,
    Judgement,
    Letter,
    LettingGo,
    Meeting,
    Opportunity,
    OpportunityStanding,
    SilenceConstants,
    SilencePrediction,
    Source,
)
from foothold.records.silences import DealSilence, silences
from foothold.records.silent_deals import named_silent, people_elsewhere, silent_accounts

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
"""A Tuesday."""
MET = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
Plan = Callable[..., Any]
Write = Callable[..., None]


@pytest.fixture
def deal(seat: Any, plan: Plan) -> Opportunity:
    """A deal with Northwind, met on the first of September."""
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    meeting = plan(seat, "Pilot result", MET)
    found = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account, name="Northwind", opened_at=MET
    )
    meeting.opportunity = found
    meeting.save()
    return found


@pytest.fixture
def write(seat: Any) -> Write:
    """write(at, to="petra@...") a mail of ours, or from_="petra@..." one of theirs."""

    def wrote(at: datetime, to: str = "petra@northwind.example", from_: str = "anna@harbour.example") -> None:
        rows = Letter.objects.in_workspace(seat.workspace)
        source, _made = Source.objects.in_workspace(seat.workspace).get_or_create(
            workspace_id=seat.workspace_id, user=seat.user, kind="mails", key="m", name="Mails"
        )
        rows.create(
            user=seat.user,
            source=source,
            message_id=f"{rows.count()}@m",
            from_address=from_,
            to_addresses=[to],
            sent_at=at,
        )

    return wrote


def day(number: int, hour: int = 10) -> datetime:
    return datetime(2026, 9, number, hour, tzinfo=UTC)


def of(deal: Opportunity, now: datetime = NOW) -> DealSilence:
    return silences(deal.workspace_id, [deal.pk], now)[deal.pk]


def test_without_an_unanswered_touch_there_is_no_state(deal: Opportunity) -> None:
    found = of(deal)
    assert (found.silence, found.state, found.unanswered, found.alive_ratio) == (None, "", 0, 1.0)
    assert found.advice is None


def test_unanswered_mails_make_a_silence_by_the_formulas_of_the_method(deal: Opportunity, write: Write) -> None:
    for number in (3, 8, 14, 17):
        write(day(number))
    found = of(deal)
    assert found.kind is Kind.MET
    assert found.unanswered == 4
    assert found.silent_since == day(3)
    assert found.silence is not None
    assert found.silence.ages == pytest.approx((13.375, 10.375, 6.375, 3.375), abs=0.2)
    assert found.is_silent
    assert found.whom == "petra@northwind.example"
    assert found.usual_answer_days is None, "nothing is known of how long he takes"


def test_any_mail_of_theirs_ends_it_and_tells_how_long_they_take(deal: Opportunity, write: Write) -> None:
    write(day(3))
    write(day(7), to="anna@harbour.example", from_="petra@northwind.example")
    found = of(deal)
    assert (found.state, found.last_act_at) == ("", day(7))
    assert found.times.replies == 1
    assert found.usual_answer_days is not None


def test_a_rhythm_counted_on_no_answer_of_theirs_is_not_known_and_never_said_as_usual(
    seat: Any, deal: Opportunity, write: Write
) -> None:
    SilenceConstants.objects.in_workspace(seat.workspace).create(
        team_mu=-0.7, team_sigma=1.0, team_replies=40, kinds={}, made_at=NOW
    )
    write(day(3))
    found = of(deal)
    assert (found.times.median, found.usual.replies) == (pytest.approx(0.497, abs=0.001), 0), "the team's is used"
    assert (found.usual_answer_days, found.is_by_default) == (None, False)


def test_answers_of_others_at_the_account_are_its_usual_time_counted(deal: Opportunity, write: Write) -> None:
    for number in (3, 5):
        write(day(number), to="jan@northwind.example")
        write(day(number + 1), to="anna@harbour.example", from_="jan@northwind.example")
    write(day(10), to="petra@northwind.example")
    found = of(deal)
    assert (found.whom, found.times.replies, found.usual.replies) == ("petra@northwind.example", 0, 2)
    assert found.usual_answer_days is not None


def test_constants_that_moved_have_every_deal_worked_out_anew(seat: Any, deal: Opportunity) -> None:
    settle_standings(seat.workspace_id, now=NOW)
    foretell_answers(seat.workspace_id, now=NOW)
    due = [account for keys in standings_due(now=NOW).values() for account in keys]
    assert due == [deal.account_id]


def test_mails_to_several_people_of_a_deal_on_one_day_are_one_touch(deal: Opportunity, write: Write) -> None:
    write(day(3), to="petra@northwind.example")
    write(day(3, 11), to="jan@northwind.example")
    assert of(deal).unanswered == 1


JAN = "jan@northwind.example"


def test_an_act_of_a_colleague_does_not_end_the_silence_of_the_one_written_to(deal: Opportunity, write: Write) -> None:
    for number in (1, 4, 8, 15):
        write(day(number))
    write(day(9), from_=JAN)
    found = of(deal)
    assert (found.whom, found.unanswered) == ("petra@northwind.example", 4)
    write(day(9, 11), from_="petra@northwind.example")
    assert of(deal).unanswered == 1


def test_while_the_last_sign_is_one_of_theirs_nobody_of_the_deal_is_silent(deal: Opportunity, write: Write) -> None:
    for number in (1, 4, 8):
        write(day(number))
    write(day(9), from_=JAN)
    assert (of(deal).silence, of(deal).unanswered) == (None, 0)


def test_what_was_sent_to_several_any_of_them_answers(deal: Opportunity, write: Write) -> None:
    for to in ("petra@northwind.example", JAN):
        write(day(1), to=to)
    write(day(3), from_=JAN)
    write(day(8))
    assert of(deal).unanswered == 1


def test_a_deal_is_as_alive_as_the_most_alive_of_those_who_ever_acted(deal: Opportunity, write: Write) -> None:
    write(datetime(2026, 8, 31, 9, tzinfo=UTC), from_=JAN)
    for number in (1, 4, 8, 15):
        write(day(number))
    dark = of(deal)
    write(day(18), to=JAN)
    found = of(deal)
    assert (found.whom, found.silent_since, found.unanswered) == (JAN, day(18), 5)
    assert found.silence is not None
    assert len(found.silence.ages) == 1
    assert found.p_alive is not None
    assert dark.p_alive is not None
    assert found.p_alive > dark.p_alive


@pytest.mark.parametrize("to", [JAN, "info@northwind.example"])
@pytest.mark.parametrize("petra_acted", [True, False])
def test_a_mail_of_ours_to_one_who_never_acted_makes_nobody_more_alive(
    deal: Opportunity, write: Write, to: str, petra_acted: bool
) -> None:
    if petra_acted:
        write(MET, from_="petra@northwind.example")
    for number in (2, 4, 8, 10, 14, 16):
        write(day(number))
    before = of(deal)
    write(day(22, 9), to=to)
    after = of(deal)
    assert (after.state, before.state, after.unanswered) == ("dark", "dark", 7)
    assert after.p_alive is not None
    assert before.p_alive is not None
    assert after.p_alive <= before.p_alive
    assert after.advice is not None
    assert after.advice.act is Advised.LET_GO


@pytest.mark.parametrize("who_acted", [(), (JAN,), ("petra@northwind.example", JAN)])
def test_turning_to_another_person_is_chasing_all_the_same_and_six_in_all_stay_six(
    deal: Opportunity, write: Write, who_acted: tuple[str, ...]
) -> None:
    for person in who_acted:
        write(MET, from_=person)
    for week in range(6):
        write(day(2) + timedelta(weeks=week), to=("petra@northwind.example", JAN)[week % 2])
    found = of(deal, day(2) + timedelta(weeks=6))
    assert (found.weekly, found.unanswered) == (True, 6)
    assert found.advice is not None
    assert found.advice.act is Advised.LET_GO


def test_who_acted_lately_in_another_deal_of_the_account_can_be_asked(
    seat: Any, deal: Opportunity, plan: Plan, write: Write
) -> None:
    other = Opportunity.objects.in_workspace(seat.workspace).create(
        account=deal.account, seller=seat.user, name="Second site", opened_at=day(1)
    )
    met = plan(seat, "Second site", day(2))
    Attendee.objects.in_workspace(seat.workspace).filter(meeting=met).update(name="Jan Brandt", address=JAN)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=met.pk).update(opportunity=other)
    for number in (1, 4, 8):
        write(day(number))
    assert people_elsewhere(of(deal)) == []
    write(day(7), from_=JAN)
    assert people_elsewhere(of(deal)) == [(JAN, "Jan Brandt")]
    assert people_elsewhere(of(deal, NOW + timedelta(days=40))) == []


def test_mails_to_others_and_between_ourselves_count_for_nothing(deal: Opportunity, write: Write) -> None:
    write(day(3), to="tom@harbour.example")
    write(day(4), to="petra@elsewhere.example")
    assert of(deal).unanswered == 0


def test_a_call_nobody_took_is_a_touch_and_one_a_log_says_was_taken_ends_the_silence(
    seat: Any, deal: Opportunity
) -> None:
    calls = Call.objects.in_workspace(seat.workspace)
    log = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calls", key="l", name="Calls")
    told = {"user": seat.user, "source": log, "direction": "out", "account": deal.account}
    calls.create(key="1", called_at=day(8), outcome="no_answer", **told)
    assert of(deal).unanswered == 1
    calls.create(key="2", called_at=day(9), outcome="spoke", **told)
    assert of(deal).unanswered == 0


@pytest.mark.parametrize("outcome", ["spoke", "booked"])
def test_a_call_the_seller_taps_as_taken_is_no_touch_and_ends_nothing(
    seat: Any, deal: Opportunity, write: Write, outcome: str
) -> None:
    for number in (3, 8, 14, 17):
        write(day(number))
    before = of(deal)
    log_call(seat, deal.account, outcome, now=day(21))
    assert of(deal) == before


@pytest.mark.parametrize(
    "said",
    [
        {"answer": "no_answer", "answer_level": "E0"},
        {"answer": "accepted", "answer_level": "E2"},
        {"answer": "", "answer_level": "", "people_known": False},
        {"answer": "", "answer_level": "", "organized_by": ""},
    ],
)
def test_a_past_date_of_our_own_that_nothing_of_theirs_bears_out_ends_no_silence(
    seat: Any, deal: Opportunity, plan: Plan, write: Write, said: dict[str, Any]
) -> None:
    for number in (3, 8, 14, 17):
        write(day(number))
    before = of(deal)
    plan(seat, "Line walk", day(18), put_at=day(18, 8), opportunity=deal, **said)
    after = of(deal)
    assert (after.unanswered, after.state, after.last_act_at) == (4, "dark", before.last_act_at)
    assert after.p_alive == before.p_alive


@pytest.mark.parametrize(
    "said",
    [
        {"answer": "accepted", "answer_level": "E3"},
        {"answer": "tentative", "answer_level": "E4"},
        {"answer": "", "answer_level": "", "organized_by": "customer"},
    ],
)
def test_a_meeting_held_that_they_answered_or_asked_for_ends_the_silence(
    seat: Any, deal: Opportunity, plan: Plan, write: Write, said: dict[str, Any]
) -> None:
    write(day(3))
    plan(seat, "Line walk", day(18), opportunity=deal, **said)
    assert (of(deal).unanswered, of(deal).last_act_at) == (0, day(18))


@pytest.mark.parametrize("absent", ["customer", "ours"])
def test_one_that_was_missed_ends_no_silence_from_when_that_was_said(
    seat: Any, deal: Opportunity, plan: Plan, write: Write, absent: str
) -> None:
    write(day(3))
    plan(seat, "Line walk", day(18), opportunity=deal, absent=absent, absent_told_at=day(19))
    assert (of(deal, day(18, 12)).unanswered, of(deal).unanswered) == (0, 1)


def test_a_deal_whose_one_meeting_was_missed_was_never_met(deal: Opportunity, write: Write) -> None:
    write(day(3))
    assert of(deal).kind is Kind.MET
    Meeting.objects.in_workspace(deal.workspace_id).update(absent="customer", absent_told_at=MET)
    assert of(deal).kind is Kind.COLD


def test_a_meeting_they_spoke_in_ends_the_silence(seat: Any, deal: Opportunity, plan: Plan, write: Write) -> None:
    write(day(3))
    met = plan(seat, "Line walk", day(18), opportunity=deal, answer="no_answer", answer_level="E0")
    petra = Contact.objects.in_workspace(seat.workspace).create(name="Petra Lang", account=deal.account)
    Attendance.objects.in_workspace(seat.workspace).create(meeting=met, contact=petra)
    assert of(deal).unanswered == 0


def test_a_date_of_our_own_brings_back_nothing_that_was_let_go(seat: Any, deal: Opportunity, plan: Plan) -> None:
    let_go(seat, deal, now=NOW)
    plan(seat, "Line walk", NOW + timedelta(days=1), opportunity=deal, answer="no_answer", answer_level="E0")
    log_call(seat, deal.account, "spoke", now=NOW + timedelta(days=1))
    assert revive_deals(seat.workspace_id, None, now=NOW + timedelta(days=2)) == []


def test_a_calendar_alone_shows_no_silence(seat: Any, deal: Opportunity, plan: Plan) -> None:
    ahead = plan(seat, "Price", NOW + timedelta(days=3), answer="no_answer", answer_level="E0", put_at=day(2))
    ahead.opportunity = deal
    ahead.save()
    assert of(deal).state == ""


def test_an_invitation_that_left_is_a_touch_until_they_answer_it(seat: Any, deal: Opportunity, plan: Plan) -> None:
    ahead = plan(seat, "Price", NOW + timedelta(days=3), answer="no_answer", answer_level="E0")
    ahead.opportunity = deal
    ahead.save()
    Invitation.objects.in_workspace(seat.workspace).create(
        meeting=ahead, seller=seat.user, uid=ahead.entry.uid, code="c", made_under="k", way="file", organizer="a@b.example",
        topic="Price", starts_at=ahead.held_at, ends_at=ahead.ends_at, tz="UTC", created_at=day(4), changed_at=day(4),
        left_at=day(4),
    )  # fmt: skip
    assert of(deal).unanswered == 1
    InvitationReply.objects.in_workspace(seat.workspace).create(
        user=seat.user, source=ahead.entry.source, key="r", uid=ahead.entry.uid, address="petra@northwind.example",
        partstat="TENTATIVE", level="E4", because="verified", replied_at=day(21),
    )  # fmt: skip
    found = of(deal)
    assert found.state == ""
    assert found.kind is Kind.ACTED


def test_a_date_they_accepted_is_active_whatever_was_left_unanswered(
    seat: Any, deal: Opportunity, plan: Plan, write: Write
) -> None:
    for number in (2, 7, 11, 16):
        write(day(number))
    ahead = plan(seat, "Price", NOW + timedelta(days=3))
    ahead.opportunity = deal
    ahead.save()
    found = of(deal)
    assert (found.state, found.booked) == ("active", True)


def test_a_stated_absence_stops_the_clock(deal: Opportunity, write: Write, seat: Any) -> None:
    for number in (2, 4, 8):
        write(day(number))
    before = of(deal)
    meeting = Meeting.objects.in_workspace(seat.workspace).get(opportunity=deal)
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=meeting,
        version=1,
        document={"absence": {"first": "2026-09-02", "until": "2026-09-21"}},
        software="t",
        made_at=MET,
    )
    after = of(deal)
    assert before.silence is not None
    assert after.silence is not None
    assert before.silence.ages[0] > 13
    assert after.silence.ages[0] < 2
    assert after.state == "active"


def test_lists_count_the_days_of_a_stated_absence_as_little_as_the_page_of_the_deal(
    deal: Opportunity, write: Write, seat: Any
) -> None:
    write(NOW - timedelta(days=20))
    settle_standings(seat.workspace_id, now=NOW)
    [plain] = named_silent(seat, now=NOW)
    assert plain.days == 14
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=Meeting.objects.in_workspace(seat.workspace).get(opportunity=deal),
        version=1,
        document={"absence": {"first": "2026-09-01", "until": "2026-09-14"}},
        software="t",
        made_at=MET,
    )
    # The standing says since when; its days are the list's own.
    [listed] = named_silent(seat, now=NOW)
    assert listed.days == 6
    assert silent_accounts(seat, [deal.account_id], now=NOW)[deal.account_id].days == 6


def test_an_absence_that_a_later_reading_does_not_find_stops_no_clock(
    deal: Opportunity, write: Write, seat: Any
) -> None:
    for number in (2, 4, 8):
        write(day(number))
    meeting = Meeting.objects.in_workspace(seat.workspace).get(opportunity=deal)
    for version, document in enumerate(
        ({"absence": {"first": "2026-09-01", "until": "2026-09-21"}}, {"absence": None}), 1
    ):
        Judgement.objects.in_workspace(seat.workspace).create(
            meeting=meeting, version=version, document=document, software="t", made_at=MET
        )
    found = of(deal)
    assert found.silence is not None
    assert found.silence.ages[0] > 13


def test_an_absence_begins_on_the_workspaces_own_day(deal: Opportunity, seat: Any) -> None:
    late = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)
    Meeting.objects.in_workspace(seat.workspace).filter(opportunity=deal).update(held_at=late)
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=Meeting.objects.in_workspace(seat.workspace).get(opportunity=deal),
        version=1,
        document={"absence": {"first": "2026-09-02", "until": "2026-09-21"}},
        software="t",
        made_at=MET,
    )
    [absence] = Calendars(seat.workspace_id, NOW).of(deal.account_id).absences
    assert absence.first == date(2026, 9, 2), "half past midnight in Berlin"


def test_a_promise_of_theirs_past_its_day_is_a_touch_and_one_of_ours_comes_first(seat: Any, deal: Opportunity) -> None:
    meeting = Meeting.objects.in_workspace(seat.workspace).get(opportunity=deal)
    rows = Commitment.objects.in_workspace(seat.workspace)
    rows.create(
        meeting=meeting, place=0, side="customer", owner="Petra Lang", what="pump hours", due_on=date(2026, 9, 9)
    )
    assert of(deal).unanswered == 1
    rows.create(meeting=meeting, place=1, side="ours", what="the price", due_on=date(2026, 9, 4))
    found = of(deal)
    assert [each.what for each in found.owed] == ["the price"]
    assert found.advice is not None
    assert found.advice.act is Advised.OURS_FIRST


def test_a_proposal_is_a_touch_past_its_date_until_it_is_answered(seat: Any, deal: Opportunity) -> None:
    note_proposal(seat, deal, day(3), answer_on=date(2026, 9, 10), now=NOW)
    assert of(deal, day(9)).unanswered == 0
    found = of(deal)
    assert found.unanswered == 1
    assert [each.open_days(NOW) for each in found.proposals] == [19]
    assert proposal_answered(seat, deal, now=NOW) == 1
    assert of(deal).unanswered == 0


def test_an_answer_cannot_be_due_before_the_proposal_was_sent(seat: Any, deal: Opportunity) -> None:
    with pytest.raises(NoProposal):
        note_proposal(seat, deal, day(3), answer_on=date(2026, 9, 2), now=NOW)


def test_deals_without_a_meeting_are_never_counted_as_silent(seat: Any, deal: Opportunity, write: Write) -> None:
    write(day(3))
    bare = Opportunity.objects.in_workspace(seat.workspace).create(account=deal.account, name="CRM", opened_at=MET)
    assert bare.pk not in silences(seat.workspace_id, None, NOW)
    assert deal.pk in silences(seat.workspace_id, None, NOW)


def test_one_deal_asked_alone_is_as_silent_as_among_all(seat: Any, deal: Opportunity, write: Write) -> None:
    write(day(3))
    write(day(8))
    assert silences(seat.workspace_id, None, NOW)[deal.pk] == of(deal)


def test_another_workspace_sees_nothing_of_it(make_seat: Callable[..., Any], deal: Opportunity, write: Write) -> None:
    write(day(3))
    stranger = make_seat("Eve")
    assert silences(stranger.workspace_id, [deal.pk], NOW) == {}


def test_a_moment_without_a_zone_is_refused(deal: Opportunity) -> None:
    with pytest.raises(ValueError, match="zone"):
        silences(deal.workspace_id, None, NOW.replace(tzinfo=None))


def test_a_date_that_stood_when_it_was_let_go_brings_nothing_back_and_one_set_since_does(
    seat: Any, plan: Plan, now: datetime
) -> None:
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    one = timedelta(days=1)
    plan(seat, "Pilot result", now - 30 * one, put_at=now - 40 * one)
    plan(seat, "Trial plan", now + 10 * one, put_at=now - 30 * one, answer="no_answer", answer_level="")
    plan(seat, "Line walk", now + 11 * one, answer="no_answer", answer_level="")
    settle_again(seat)
    deal = Opportunity.objects.in_workspace(seat.workspace).get()
    rows = Meeting.objects.in_workspace(seat.workspace)
    rows.update(created_at=now - 20 * one)
    let_go(seat, deal, now=now)

    def settled() -> tuple[str, int]:
        settle_again(seat)
        deal.refresh_from_db()
        return deal.closure, Opportunity.objects.in_workspace(seat.workspace).count()

    assert settled() == ("let go", 1)
    plan(seat, "Price for three sites", now + 12 * one, put_at=now + one / 24, answer="no_answer")
    assert settled() == ("", 1)


@pytest.mark.parametrize(
    ("change", "unanswered"),
    [({}, 1), ({"status": "cancelled"}, 0), ({"status": "gone"}, 0), ({"we_declined": True}, 0), ({"untold": True}, 0)],
)
def test_an_invitation_that_was_called_off_or_never_sent_waits_for_nobody(
    seat: Any, deal: Opportunity, plan: Plan, change: dict[str, Any], unanswered: int
) -> None:
    asked = {"put_at": day(3), "answer": "no_answer", "answer_level": "E0", "opportunity": deal}
    plan(seat, "Price for three sites", NOW + timedelta(days=5), **asked, **change)
    Source.objects.in_workspace(seat.workspace).update(kind="calendar_server")
    assert of(deal).unanswered == unanswered


def test_what_was_let_go_keeps_a_day_to_look_again_and_can_be_taken_back(seat: Any, deal: Opportunity) -> None:
    gone = let_go(seat, deal, now=NOW)
    assert gone is not None
    assert gone.look_again_on == date(2026, 12, 21)
    assert let_go(seat, deal, now=NOW) is None, "done twice, it is done once"
    deal.refresh_from_db()
    assert (deal.closure, deal.closed_at) == ("let go", NOW)
    assert take_back_letting_go(seat, deal, now=NOW)
    deal.refresh_from_db()
    assert (deal.closure, deal.closed_at) == ("", None)
    assert not take_back_letting_go(seat, deal, now=NOW)


def test_any_act_of_theirs_brings_back_what_was_let_go(seat: Any, deal: Opportunity, write: Write) -> None:
    let_go(seat, deal, now=NOW)
    write(NOW + timedelta(hours=1))
    assert revive_deals(seat.workspace_id, None, now=NOW + timedelta(hours=2)) == [], "a mail of ours does not"
    write(NOW + timedelta(hours=3), to="anna@harbour.example", from_="petra@northwind.example")
    assert revive_deals(seat.workspace_id, None, now=NOW + timedelta(hours=4)) == [deal.pk]
    deal.refresh_from_db()
    assert deal.closure == ""
    assert LettingGo.objects.in_workspace(seat.workspace).get().back_by == "act"


def test_a_date_after_it_was_let_go_belongs_to_the_same_deal_again(seat: Any, deal: Opportunity, plan: Plan) -> None:
    let_go(seat, deal, now=NOW)
    ahead = plan(seat, "New start", NOW + timedelta(days=9), put_at=NOW + timedelta(days=1))
    settle_again(seat, [ahead.pk])
    ahead.refresh_from_db()
    deal.refresh_from_db()
    assert (ahead.opportunity_id, deal.closure) == (deal.pk, "")


def test_answers_are_foretold_once_a_day_and_scored_when_due(seat: Any, deal: Opportunity, write: Write) -> None:
    write(day(16))
    assert workspaces_due(now=NOW) == [seat.workspace_id]
    assert foretell_answers(seat.workspace_id, now=NOW) == 1
    assert workspaces_due(now=NOW + timedelta(hours=23)) == []
    assert foretell_answers(seat.workspace_id, now=NOW + timedelta(hours=1)) == 0
    write(NOW + timedelta(days=2), to="anna@harbour.example", from_="petra@northwind.example")
    foretell_answers(seat.workspace_id, now=NOW + timedelta(days=8))
    [(chance, came)] = foretold_and_seen(seat.workspace_id)
    assert came
    assert 0 < chance < 1


def test_what_was_foretold_is_another_question_once_we_wrote_again(seat: Any, deal: Opportunity, write: Write) -> None:
    write(day(16))
    foretell_answers(seat.workspace_id, now=NOW)
    write(NOW + timedelta(days=1))
    foretell_answers(seat.workspace_id, now=NOW + timedelta(days=8))
    first = SilencePrediction.objects.in_workspace(seat.workspace).get(made_at=NOW)
    assert first.void
    assert foretold_and_seen(seat.workspace_id) == []


def test_from_fifty_silences_on_the_own_threads_tell_what_a_relation_is_worth(
    seat: Any, deal: Opportunity, write: Write
) -> None:
    for number in range(55):
        asked = MET + timedelta(days=1) - timedelta(days=4 * number)
        write(asked)
        write(asked + timedelta(days=2), to="anna@harbour.example", from_="petra@northwind.example")
    foretell_answers(seat.workspace_id, now=NOW)
    told = SilenceConstants.objects.in_workspace(seat.workspace).get()
    assert told.team_replies == 55
    assert told.kinds["met"] == {"pi0": 0.65, "ended": 1, "answered": 1}, "too few of that kind"
    cold = told.kinds["cold"]
    assert (cold["ended"], cold["answered"]) == (54, 54)
    assert cold["pi0"] == pytest.approx((20 * 0.30 + 54) / 74)
    found = of(deal)
    assert found.usual_answer_days is not None


@pytest.mark.parametrize("with_jan", [False, True])
def test_a_call_nobody_took_and_any_mail_after_it_are_a_silence_answered_whoever_else_is_known(
    seat: Any, deal: Opportunity, write: Write, with_jan: bool
) -> None:
    log = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calls", key="l", name="Calls")
    if with_jan:
        write(NOW - timedelta(days=360), to=JAN)
    for number in range(55):
        asked = MET + timedelta(days=1) - timedelta(days=4 * number)
        Call.objects.in_workspace(seat.workspace).create(
            user=seat.user, source=log, key=str(number), direction="out", account=deal.account,
            called_at=asked, outcome="no_answer",
        )  # fmt: skip
        write(asked + timedelta(days=2), to="anna@harbour.example", from_="petra@northwind.example")
    foretell_answers(seat.workspace_id, now=NOW)
    told = SilenceConstants.objects.in_workspace(seat.workspace).get()
    assert told.team_replies == 55
    assert [(told.kinds[kind]["ended"], told.kinds[kind]["answered"]) for kind in ("cold", "met")] == [
        (54 + with_jan, 54),
        (1, 1),
    ]


def test_mails_answered_by_a_call_of_nobody_known_are_answered_whoever_else_is_known(
    seat: Any, deal: Opportunity, write: Write
) -> None:
    log = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calls", key="l", name="Calls")
    write(day(2), to=JAN)
    for number in range(5):
        write(day(3 + 2 * number))
        Call.objects.in_workspace(seat.workspace).create(
            user=seat.user, source=log, key=str(number), direction="in", account=deal.account,
            called_at=day(4 + 2 * number), outcome="spoke",
        )  # fmt: skip
    foretell_answers(seat.workspace_id, now=NOW)
    told = SilenceConstants.objects.in_workspace(seat.workspace).get()
    assert (told.kinds["met"]["ended"], told.kinds["met"]["answered"]) == (6, 6)


@pytest.mark.parametrize(("who", "came"), [("petra@northwind.example", True), (JAN, False)])
def test_what_was_foretold_of_one_person_comes_by_his_own_act(
    seat: Any, deal: Opportunity, write: Write, who: str, came: bool
) -> None:
    for person in (JAN, "petra@northwind.example"):
        write(MET + timedelta(hours=1), to="anna@harbour.example", from_=person)
    write(day(16))
    foretell_answers(seat.workspace_id, now=NOW)
    write(NOW + timedelta(days=2), to="anna@harbour.example", from_=who)
    foretell_answers(seat.workspace_id, now=NOW + timedelta(days=8))
    [(_chance, seen)] = foretold_and_seen(seat.workspace_id)
    assert seen is came


def mail(number: int, day: int, check: str, *, of_us: bool = False) -> bytes:
    """A mail of Petra's to Anna, or of Anna's to Petra, with what our mail server says of its sender."""
    sender, to = ("anna@harbour.example", "petra@northwind.example")[:: 1 if of_us else -1]
    said = f"Authentication-Results: mx.harbour.example; {check}\n" if check else ""
    head = f"From: {sender}\nTo: {to}\nSubject: Hello\nMessage-ID: <{number}@mail.example>\n"
    return f"{said}{head}Date: {day} Sep 2026 08:00:00 +0000\n\nHello.\n".encode()


@pytest.fixture
def trusting(seat: Any) -> Any:
    seat.workspace.authserv_id = "mx.harbour.example"
    seat.workspace.save()
    return seat


FORGED = "spf=fail smtp.mailfrom=northwind.example; dmarc=fail header.from=northwind.example"
PASSED = "dmarc=pass header.from=northwind.example"


@pytest.mark.parametrize(("check", "left", "own_acts"), [(FORGED, 1, 0), ("", 0, 1), (PASSED, 0, 1)])
def test_a_mail_whose_sender_failed_its_check_ends_no_silence_and_is_no_act(
    trusting: Any, deal: Opportunity, check: str, left: int, own_acts: int
) -> None:
    Contact.objects.in_workspace(trusting.workspace).create(
        name="Petra Lang", account=deal.account, address="petra@northwind.example"
    )
    import_bytes(trusting, mail(2, 18, check), "in.eml", now=NOW)
    rows = deal_rows(trusting.workspace_id, [deal.pk])[deal.pk]
    assert len(rows.began) == own_acts
    import_bytes(trusting, mail(1, 10, "", of_us=True), "out.eml", now=NOW)
    assert (of(deal).unanswered, kept(deal)) == (left, left)


def test_a_mail_is_words_and_no_act_that_was_seen(trusting: Any, deal: Opportunity) -> None:
    import_bytes(trusting, mail(1, 21, PASSED), "in.eml", now=NOW)
    assert of(deal).kind is Kind.MET


def test_a_mail_read_again_once_a_server_is_trusted_is_believed_as_far_as_that_says(
    seat: Any, deal: Opportunity
) -> None:
    import_bytes(seat, mail(1, 10, "", of_us=True), "out.eml", now=NOW)
    import_bytes(seat, mail(2, 18, FORGED), "in.eml", now=NOW)
    assert kept(deal) == 0
    seat.workspace.authserv_id = "mx.harbour.example"
    seat.workspace.save()
    import_bytes(seat, mail(2, 18, FORGED), "in.eml", now=NOW)
    assert kept(deal) == 1


def test_a_forged_copy_of_a_mail_takes_nothing_from_it(trusting: Any, deal: Opportunity) -> None:
    import_bytes(trusting, mail(1, 10, "", of_us=True), "out.eml", now=NOW)
    import_bytes(trusting, mail(2, 18, PASSED), "in.eml", now=NOW)
    import_bytes(trusting, mail(2, 18, FORGED), "copy.eml", now=NOW)
    assert kept(deal) == 0


def kept(deal: Opportunity) -> int:
    """The unanswered touches as the deal's standing has them."""
    return OpportunityStanding.objects.in_workspace(deal.workspace_id).get(opportunity=deal).unanswered


def test_a_mail_of_ours_is_in_the_standing_at_once(seat: Any, deal: Opportunity) -> None:
    settle_standings(seat.workspace_id, now=NOW)
    mail = (
        "From: anna@harbour.example\nTo: petra@northwind.example\nSubject: Two dates\n"
        "Message-ID: <1@harbour.example>\nDate: Thu, 10 Sep 2026 08:00:00 +0000\n\nWould Tuesday suit you?\n"
    )
    import_bytes(seat, mail.encode(), "one.eml", now=NOW)
    assert (of(deal).unanswered, kept(deal)) == (1, 1)


def test_a_tapped_call_is_in_the_standing_at_once_and_out_of_it_when_taken_back(seat: Any, deal: Opportunity) -> None:
    settle_standings(seat.workspace_id, now=NOW)
    call = log_call(seat, deal.account, "no_answer", now=NOW - timedelta(days=4))
    assert kept(deal) == 1
    take_back_call(seat, call.pk, now=NOW)
    assert kept(deal) == 0


def test_a_call_of_a_log_is_in_the_standing_at_once(seat: Any, deal: Opportunity) -> None:
    settle_standings(seat.workspace_id, now=NOW)
    Contact.objects.in_workspace(seat.workspace).create(
        name="Petra Lang", account=deal.account, address="petra@northwind.example"
    )
    head = "Date/Time,Duration (seconds),Number,Name,Direction,Status\n"
    line = "2026-09-15 10:00:00,0,+49 170 1234567,Petra Lang,Outgoing,No answer\n"
    import_bytes(seat, (head + line).encode(), "calls.csv", now=NOW)
    assert kept(deal) == of(deal).unanswered == 1


def test_a_proposal_is_in_the_standing_at_once_and_out_of_it_when_answered(seat: Any, deal: Opportunity) -> None:
    settle_standings(seat.workspace_id, now=NOW)
    note_proposal(seat, deal, day(3), answer_on=date(2026, 9, 10), now=NOW)
    assert kept(deal) == 1
    proposal_answered(seat, deal, now=NOW)
    assert kept(deal) == 0
