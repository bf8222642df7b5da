"""Rows of a deal to signals: only what the customer did or said, only what was known by then (METHOD 7.1; 11, K6)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from foothold.core.calendar_days import BusinessDays
from foothold.core.evidence import Side
from foothold.core.triage import Signals, Step, values
from foothold.records.deal_rows import Asked, Began, Deal, DealRows, PageAct, Person, Promised, Sent, person_meant
from foothold.records.deal_signals import read_deal
from foothold.records.met_rows import Met

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = BusinessDays(UTC)
SELLER = uuid4()
DEAL = Deal(uuid4(), uuid4(), SELLER, NOW - 90 * DAY, "", None, None, "", "")


def met(days: float, **changes: Any) -> Met:
    """A meeting with a topic so many days from now, set a week before, accepted on the day after it was set."""
    at = NOW + days * DAY
    base = Met(
        pk=uuid4(), deal=DEAL.pk, title="Lead times for housings", held_at=at,
        ends_at=at + DAY / 24, medium="", status="stands", answer="accepted", answer_level="E4",
        noted_at=min(at, NOW) - 6 * DAY, put_at=min(at, NOW) - 7 * DAY, created_at=min(at, NOW) - 7 * DAY,
        organized_by="ours", we_accepted="yes", we_declined=False, people_known=True, moved_by_us=0,
        moved_by_customer=0, moved_by_unknown=0, ending="",
    )  # fmt: skip
    return base._replace(**changes)


def rows(*meetings: Met, **more: Any) -> DealRows:
    return DealRows(DEAL, meetings=sorted(meetings, key=lambda each: each.held_at), **more)


def signals(*meetings: Met, **more: Any) -> Signals:
    return read_deal(rows(*meetings, **more), NOW, DAYS).signals


def wrote(days: float, who: str = "petra") -> Began:
    """A letter he began so many days ago."""
    return Began(NOW - days * DAY, who, "mail", uuid4())


HELD = met(-5)
AHEAD = met(5)


def test_an_accepted_date_with_a_topic_is_booked():
    assert signals(HELD, AHEAD).step is Step.BOOKED
    assert signals(HELD).step is Step.NONE


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"moved_by_us": 3}, id="moved three times by us"),
        pytest.param({"moved_by_us": 1, "moved_by_unknown": 1, "moved_by_customer": 1}, id="by anybody"),
        pytest.param({"title": "Catch up / next steps"}, id="a dummy topic"),
        pytest.param({"people_known": False}, id="an entry that names no customer"),
        pytest.param({"answer": "no_answer", "answer_level": ""}, id="an offer of ours alone"),
        pytest.param({"answer": "accepted", "answer_level": "E1"}, id="accepted as the seller says"),
        pytest.param({"answer": "", "answer_level": ""}, id="an answer nobody knows"),
        pytest.param({"status": "cancelled"}, id="cancelled"),
        pytest.param({"we_declined": True}, id="declined by us"),
    ],
)
def test_what_is_no_act_of_the_customer_is_as_good_as_no_next_step(change):
    assert signals(HELD, AHEAD._replace(**change)).step is Step.NONE


def test_two_moves_keep_a_step_and_count_as_one_reschedule_too_many():
    found = signals(HELD, AHEAD._replace(moved_by_customer=2))
    assert (found.step, found.reschedules) == (Step.BOOKED, 2)


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"answer": "counter"}, Step.PROPOSED),
        ({"answer": "tentative"}, Step.PROPOSED),
        ({"organized_by": "customer", "we_accepted": "no"}, Step.PROPOSED),
        ({"organized_by": "customer", "answer": ""}, Step.BOOKED),
        ({"answer_level": "E3", "put_at": NOW - DAY, "noted_at": NOW - DAY}, Step.INVITED),
        ({"answer_level": "E3"}, Step.UNCONFIRMED),
    ],
)
def test_steps_short_of_booked(change, step):
    assert signals(HELD, AHEAD._replace(**change)).step is step


def test_an_invitation_to_a_slot_he_agreed_to_is_unconfirmed_after_two_business_days():
    silent = AHEAD._replace(answer="no_answer", answer_level="")

    def sent(days: float, agreed: str) -> dict[UUID, Sent]:
        return {silent.pk: Sent(silent.pk, NOW - days * DAY, agreed, "Lead times for housings")}

    # NOW is a Tuesday: two days before is a Sunday.
    assert signals(HELD, silent, invitations=sent(1, "E3")).step is Step.INVITED
    assert signals(HELD, silent, invitations=sent(2, "E3")).step is Step.INVITED
    assert signals(HELD, silent, invitations=sent(5, "E3")).step is Step.UNCONFIRMED
    assert signals(HELD, silent, invitations=sent(1, "E0")).step is Step.NONE
    off = BusinessDays(UTC, frozenset({date(2026, 9, 18), date(2026, 9, 21)}))
    his = read_deal(rows(HELD, silent, invitations=sent(5, "E3")), NOW, off)
    assert his.signals.step is Step.INVITED, "his Friday and Monday were public holidays"


def test_an_invitation_that_has_not_left_waits_for_us_and_a_slot_agreed_aloud_stays_proposed():
    waiting = AHEAD._replace(answer="no_answer", answer_level="")

    def read(agreed: str, left_at: datetime | None) -> Any:
        sent = {waiting.pk: Sent(waiting.pk, left_at, agreed, "Lead times for housings")}
        return read_deal(rows(HELD, waiting, invitations=sent), NOW, DAYS)

    for agreed, step in (("E3", Step.PROPOSED), ("E0", Step.NONE)):
        found = read(agreed, None)
        assert (found.next_date.borne, found.next_date.who_must_answer) == (step, Side.OURS)
        assert not found.next_date.is_sent
        assert found.counted["not_sent"] == [("meeting", waiting.pk)]
    sent = read("E3", NOW - DAY)
    assert (sent.next_date.borne, sent.next_date.who_must_answer) == (Step.INVITED, Side.CUSTOMER)
    assert sent.next_date.is_sent
    assert not sent.counted["not_sent"]


def test_a_slot_of_ours_they_neither_took_nor_refused_waits_for_them():
    said = {"start": (NOW + 3 * DAY).isoformat(), "topic": "trial plan for line two", "agreed": "E0"}

    def who(*sides: str, **more: Any) -> Side | None:
        document = {"next_step": said | more | {"evidence": [{"side": side} for side in sides]}}
        return read_deal(rows(HELD, documents={HELD.pk: document}), NOW, DAYS).next_date.who_must_answer

    assert who("ours", "customer") is Side.CUSTOMER, "METHOD 4.3 X15: hmm, let me see"
    assert who("ours") is Side.CUSTOMER
    assert who("customer") is Side.OURS
    assert who("customer", named_by="ours") is Side.CUSTOMER, (
        "their mail quotes our slot, and only their words are here"
    )
    assert who("ours", "customer", agreed="E3") is Side.OURS, "agreed: the invitation is ours to send"


def test_a_slot_of_ours_whose_invitation_has_not_left_waits_for_us():
    said = {"start": AHEAD.held_at.isoformat(), "topic": "trial plan", "agreed": "E0", "evidence": [{"side": "ours"}]}
    open_one = AHEAD._replace(answer="no_answer", answer_level="")
    unsent = Sent(open_one.pk, None, "", open_one.title)
    found = read_deal(
        rows(HELD, open_one, documents={HELD.pk: {"next_step": said}}, invitations={open_one.pk: unsent}), NOW, DAYS
    )
    assert (found.next_date.at, found.next_date.who_must_answer) == (AHEAD.held_at, Side.OURS)


def test_a_slot_agreed_aloud_is_proposed_and_a_slot_of_ours_alone_is_none():
    said = {"start": (NOW + 3 * DAY).isoformat(), "topic": "trial plan for line two", "agreed": "E3"}
    assert signals(HELD, documents={HELD.pk: {"next_step": said}}).step is Step.PROPOSED
    ours = said | {"agreed": "E0", "evidence": [{"side": "ours"}]}
    assert signals(HELD, documents={HELD.pk: {"next_step": ours}}).step is Step.NONE
    theirs = said | {"agreed": "E0", "evidence": [{"side": "customer"}]}
    assert signals(HELD, documents={HELD.pk: {"next_step": theirs}}).step is Step.PROPOSED
    past = said | {"start": (NOW - DAY).isoformat()}
    assert signals(HELD, documents={HELD.pk: {"next_step": past}}).step is Step.NONE


def test_a_slot_named_in_a_mail_after_the_last_meeting_counts_as_one_named_aloud():
    theirs = {"start": (NOW + 8 * DAY).isoformat(), "topic": "Trial plan", "evidence": [{"side": "customer"}]}
    other = theirs | {"start": (NOW + 9 * DAY).isoformat()}
    mail, silent = met(-1, medium="mail"), met(-0.5, medium="mail")
    documents = {mail.pk: {"next_step": theirs}, HELD.pk: {"next_step": other}, silent.pk: {"next_step": None}}

    def date_of(*meetings: Met) -> Any:
        return read_deal(rows(*meetings, documents=documents), NOW, DAYS).next_date

    found = date_of(HELD, mail, silent)
    assert (found.at, found.step, found.who_must_answer) == (NOW + 8 * DAY, Step.PROPOSED, Side.OURS)
    assert date_of(HELD).at == NOW + 9 * DAY
    # What was written before they met is history: they talked since.
    assert date_of(met(-30, medium="mail", pk=mail.pk), HELD).at == NOW + 9 * DAY


def test_a_time_named_aloud_is_over_once_what_was_booked_out_of_that_talk_was_called_off():
    said = {"start": (NOW + 3 * DAY).isoformat(), "topic": "trial plan for line two", "agreed": "E3"}
    document, fell = {HELD.pk: {"next_step": said}}, met(6, status="cancelled")

    def then(called_off: datetime | None, out_of: UUID | None) -> Step:
        sent = Sent(fell.pk, NOW - DAY, "", fell.title, called_off, from_meeting=out_of)
        return signals(HELD, fell, documents=document, invitations={fell.pk: sent}).step

    named = signals(HELD, fell, documents=document).step
    assert named is not Step.NONE
    assert then(NOW - DAY, HELD.pk) is Step.NONE
    assert then(NOW - DAY, uuid4()) is named
    assert then(NOW + DAY, HELD.pk) is named
    assert then(None, HELD.pk) is named


def test_further_meetings_count_where_he_bore_them_out_and_lately():
    first = met(-80)
    assert signals(first, met(-20), HELD).held == 3
    assert signals(first, met(-70), HELD).held == 2
    assumed = {"answer": "", "answer_level": ""}
    assert signals(first, HELD._replace(**assumed)).held == 1
    spoke = HELD._replace(**assumed)
    assert signals(first, spoke, people={spoke.pk: [Person(spoke.pk, "petra", "", "E3", spoke=True)]}).held == 2


def test_a_mail_is_no_meeting():
    assert signals(HELD._replace(medium="mail")).held == 0


def test_promises_count_once_due_and_kept_only_by_his_own_act():
    promise = Promised(uuid4(), HELD.pk, (NOW - DAY).date(), "pay_or_pilot")
    late = signals(HELD, promises=[promise])
    assert (late.kept, late.due, late.costly, late.asks) == (0, 1, 0, late.asks)
    done = Asked(HELD.pk, None, promise.pk, NOW - 2 * DAY, "E4")
    kept = signals(HELD, promises=[promise], homework=[done])
    assert (kept.kept, kept.due, kept.costly) == (1, 1, 1)
    ticked_by_us = done._replace(done_at=None, level="E1")
    assert signals(HELD, promises=[promise], homework=[ticked_by_us]).kept == 0


def test_a_promise_told_twice_counts_once_and_homework_on_either_telling_keeps_it():
    talk, mail = met(-8), met(-7)
    told = Promised(uuid4(), talk.pk, None, "pay_or_pilot", "Petra Lang", "pay the pilot of the press line")
    again = told._replace(pk=uuid4(), meeting=mail.pk, due_on=(NOW - DAY).date(), owner="Petra")
    late = signals(talk, mail, promises=[told, again])
    assert (late.kept, late.due) == (0, 1)
    for promise in (told, again):
        done = Asked(HELD.pk, None, promise.pk, NOW - 2 * DAY, "E4")
        kept = signals(talk, mail, HELD, promises=[told, again], homework=[done])
        assert (kept.kept, kept.due, kept.costly) == (1, 1, 1)
    other = again._replace(what="pay the pilot of press line 2")
    assert signals(talk, mail, promises=[told._replace(due_on=again.due_on), other]).due == 2


def test_what_is_told_again_later_hides_no_promise_of_before():
    first, later = met(-20), met(-10)
    told = Promised(uuid4(), first.pk, (NOW - 19 * DAY).date(), "", "Petra Lang", "send the scrap data")
    again = told._replace(pk=uuid4(), meeting=later.pk)
    both = rows(first, later, promises=[again, told])
    assert [read_deal(both, NOW - days * DAY, DAYS).signals.due for days in (15, 5)] == [1, 1]


def test_a_promise_without_a_day_counts_on_the_day_it_was_kept():
    long_ago, told = met(-200), Promised(uuid4(), HELD.pk, None, "give_access_or_tour")

    def kept(days: float) -> tuple[int, int, int]:
        found = signals(
            long_ago, HELD, promises=[told], homework=[Asked(HELD.pk, None, told.pk, NOW - days * DAY, "E4")]
        )
        return found.kept, found.due, found.costly

    told = told._replace(meeting=long_ago.pk)
    assert kept(190) == kept(61) == (0, 0, 0)
    assert kept(59) == kept(0) == (1, 1, 1)


def test_a_promise_without_a_day_is_due_when_we_asked_for_it_and_they_accepted():
    first = met(-20)
    told = Promised(uuid4(), first.pk, None, "gather_data")
    asked = Asked(HELD.pk, (NOW - 5 * DAY).date(), told.pk, None, "")

    def due(meeting: Met, homework: Asked) -> tuple[int, int]:
        found = signals(first, meeting, promises=[told], homework=[homework])
        return found.kept, found.due

    assert due(HELD, asked) == due(HELD, asked._replace(promise=None)) == (0, 1)
    assert due(HELD, asked._replace(due_on=(NOW + DAY).date())) == (0, 0)
    assert due(HELD._replace(answer="no_answer", answer_level=""), asked) == (0, 0), "they agreed to no day"
    assert due(HELD, asked._replace(done_at=NOW - DAY, level="E4")) == (1, 1)


def test_a_promise_of_today_or_without_a_day_is_not_late():
    for due_on in (NOW.date(), (NOW + DAY).date(), None):
        assert signals(HELD, promises=[Promised(uuid4(), HELD.pk, due_on, "gather_data")]).due == 0


def test_tests_count_as_undisclosed_only_where_words_were_looked_at():
    tests = {"T1": {"level": "E0"}, "T2": {"level": "E1"}, "T3": {"level": "not looked at"}, "T4": {"level": "E3"}}
    assert signals(HELD, documents={HELD.pk: {"tests": tests}}).undisclosed == 1
    later = met(-1)
    quoted = {"tests": {"T2": {"level": "E3"}}}
    assert signals(HELD, later, documents={HELD.pk: {"tests": tests}, later.pk: quoted}).undisclosed == 0


def test_a_decision_date_is_his_internal_meeting_and_a_later_one_is_a_slip():
    first, second = met(-20), met(-5)
    stated = Promised(uuid4(), first.pk, date(2026, 10, 1), "internal_meeting")
    moved = Promised(uuid4(), second.pk, date(2026, 11, 1), "internal_meeting")
    once, slipped = signals(first, promises=[stated]), signals(first, second, promises=[stated, moved])
    assert (once.decision_on, once.slips) == (date(2026, 10, 1), 0)
    assert (slipped.decision_on, slipped.slips) == (date(2026, 11, 1), 1)


@pytest.mark.parametrize("by_him", [{"status": "cancelled", "organized_by": "customer"}, {"answer": "declined"}])
def test_a_date_he_cancelled_or_declined_weighs_until_a_new_one_stands(by_him: dict[str, str]):
    fell = met(-3, **by_him)
    assert signals(HELD, fell).cancelled
    assert not signals(HELD, fell, AHEAD).cancelled
    assert not signals(HELD, met(-70, **by_him)).cancelled


@pytest.mark.parametrize("status", ["cancelled", "gone"])
def test_a_date_of_ours_that_was_cancelled_by_nobody_knows_whom_is_not_held_against_him(status: str):
    assert not signals(HELD, met(-3, status=status)).cancelled
    assert not signals(HELD, met(-3, status=status, organized_by="")).cancelled


def test_what_we_called_off_ourselves_is_not_held_against_him_unless_he_had_declined_it():
    fell = met(3, status="cancelled", answer="declined", noted_at=NOW - 2 * DAY)

    def called_off(days: float) -> dict[UUID, Sent]:
        return {fell.pk: Sent(fell.pk, NOW, "E0", "Lead times for housings", NOW - days * DAY)}

    assert not signals(HELD, fell, invitations=called_off(3)).cancelled
    assert signals(HELD, fell, invitations=called_off(1)).cancelled


def missed(days: float, by: str = "customer", **changes: Any) -> Met:
    """A meeting of which its seller said an hour after its start that one side did not come."""
    one = met(days, **changes)
    return one._replace(absent=by, absent_told_at=one.held_at + DAY / 24)


def test_a_no_show_he_rebooks_is_told_from_one_he_does_not():
    absent = missed(-6)
    rebooked = met(4, organized_by="customer", put_at=NOW - 4 * DAY)
    assert (signals(absent).no_shows, signals(absent).rebooked) == (1, 0)
    found = signals(absent, rebooked)
    assert (found.no_shows, found.rebooked) == (0, 1)


def test_what_nobody_came_to_was_not_held_and_its_acceptance_bears_nothing_out():
    found = read_deal(rows(HELD, missed(-3)), NOW, DAYS)
    assert (found.held, found.signals.held) == (1, 1)
    assert found.counted["no_shows"][0][0] == "meeting"
    assert signals(missed(-3)).held == 0


def test_a_no_show_counts_from_when_it_was_said():
    absent = missed(-3)
    before = absent.absent_told_at - DAY / 24 / 60
    assert read_deal(rows(absent), before, DAYS).signals.no_shows == 0
    assert read_deal(rows(absent), absent.absent_told_at, DAYS).signals.no_shows == 1


def test_one_said_to_be_missed_while_it_runs_is_no_date_ahead():
    running = met(-0.01)._replace(absent="customer", absent_told_at=NOW)
    assert signals(HELD, running).step is Step.NONE
    assert signals(HELD, running).no_shows == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"absent": "ours"}, id="we missed it"),
        pytest.param({"absent": "there"}, id="they were heard in it"),
        pytest.param({"status": "cancelled"}, id="cancelled"),
        pytest.param({"untold": True}, id="they were never told of it"),
        pytest.param({"medium": "mail"}, id="a mail"),
        pytest.param({"absent_told_at": NOW - 7 * DAY}, id="moved since it was said"),
    ],
)
def test_what_he_did_not_miss_is_no_no_show_of_his(change: dict[str, Any]):
    assert signals(missed(-6)._replace(**change)).no_shows == 0


def test_a_no_show_is_rebooked_within_five_business_days_and_a_weekend_is_none():
    absent = missed(-10, held_at=datetime(2026, 9, 11, 18, tzinfo=UTC))

    def rebooked(at: datetime) -> int:
        again = met(4, organized_by="customer", put_at=at)
        return signals(absent, again).rebooked

    assert rebooked(datetime(2026, 9, 20, 12, tzinfo=UTC)) == 1, "the Sunday after those five"
    assert rebooked(datetime(2026, 9, 21, 10, tzinfo=UTC)) == 0
    assert rebooked(datetime(2026, 9, 10, 12, tzinfo=UTC)) == 0, "it was set before"


def test_an_explicit_no_stands_until_he_acts_again():
    written = HELD._replace(ending="no", medium="mail")
    assert signals(written).refused, "a no by mail is a no"
    refused = HELD._replace(ending="no")
    assert signals(refused).refused
    assert not signals(refused, began=[wrote(1, "petra@northwind.example")]).refused


def test_letters_and_calls_he_began_count_for_fourteen_days():
    assert signals(HELD, began=[wrote(13), wrote(15)]).own_acts == 1


def test_who_calls_without_a_name_is_nobody_new_and_his_call_is_an_act_all_the_same():
    calls = [Began(NOW - days * DAY, "", "call", uuid4()) for days in (3, 2)]
    petra = {HELD.pk: [Person(HELD.pk, "petra", "ACCEPTED", "E4")]}
    assert signals(HELD, people=petra, began=calls).people == 1
    assert signals(HELD, began=calls).people == 1
    assert signals(HELD, people=petra, began=[*calls, wrote(1, "lukas")]).people == 2
    refused = HELD._replace(ending="no")
    assert signals(refused, people=petra).refused
    assert not signals(refused, people=petra, began=calls).refused


def test_people_are_those_who_acted_and_not_those_we_invited():
    assert signals(HELD).people == 1
    two = [Person(HELD.pk, "petra", "ACCEPTED", "E4"), Person(HELD.pk, "jan", "ACCEPTED", "E4")]
    assert signals(HELD, people={HELD.pk: two}).people == 2
    asked = [Person(HELD.pk, "petra", "ACCEPTED", "E4"), Person(HELD.pk, "jan", "NEEDS-ACTION", "E4")]
    assert signals(HELD, people={HELD.pk: asked}).people == 1


def test_a_colleague_he_adds_is_an_act_he_started_and_cost_him_something():
    added = PageAct(AHEAD.pk, HELD.pk, uuid4(), "petra@northwind.example", "colleague", "E4", NOW - DAY)
    found = signals(HELD, AHEAD, acts=[added])
    assert (found.own_acts, found.costly) == (1, 1)


def test_an_existing_customer_is_one_won_before_that_day():
    assert signals(HELD, won_before=[NOW - DAY]).existing
    assert not signals(HELD, won_before=[NOW + DAY]).existing


def test_ignored_requests_count_as_asks_once_five_business_days_are_over():
    silent = {"answer": "no_answer", "answer_level": ""}
    assert signals(met(5, put_at=NOW - 2 * DAY, **silent)).asks == 0
    assert signals(met(5, put_at=NOW - 8 * DAY, **silent)).asks == 1
    assert read_deal(rows(HELD), NOW, DAYS, unanswered=4).signals.asks == signals(HELD).asks + 4


def test_a_date_that_never_left_asked_him_for_nothing():
    silent = met(5, answer="no_answer", answer_level="", put_at=NOW - 8 * DAY)
    left, kept = Sent(silent.pk, NOW - 8 * DAY, "", silent.title), Sent(silent.pk, None, "", silent.title)
    assert signals(silent, invitations={silent.pk: left}).asks == 1
    assert signals(silent, invitations={silent.pk: kept}).asks == 0
    assert signals(met(-1, answer="no_answer", answer_level="", put_at=NOW - 8 * DAY, untold=True)).asks == 0


def test_an_old_answer_that_a_calendar_notes_again_today_is_no_act_of_today():
    asked = {HELD.pk: [Person(HELD.pk, "petra", "ACCEPTED", "E4")]}
    old = met(-100, pk=HELD.pk, noted_at=NOW, put_at=NOW - 110 * DAY)
    found = read_deal(rows(old, people=asked), NOW, DAYS)
    assert found.last_act_at == old.held_at
    declined = old._replace(answer="declined", answer_level="")
    assert read_deal(rows(declined), NOW - 50 * DAY, DAYS).held == 0, "declined before it began"


def test_nothing_learnt_later_counts():
    before = replace(rows(HELD, AHEAD, won_before=[NOW - DAY]), began=[wrote(1)])
    then = read_deal(before, NOW - 30 * DAY, DAYS)
    assert (then.seen, then.signals, then.last_act_at) == (0, Signals(), None)


def test_a_date_that_is_booked_but_about_nothing_is_shown_as_booked_and_weighs_nothing():
    found = read_deal(rows(HELD, AHEAD._replace(title="Catch up")), NOW, DAYS)
    assert (found.next_date.borne, found.signals.step) == (Step.BOOKED, Step.NONE)


def test_a_deal_without_any_row_is_read_without_a_fault():
    found = read_deal(rows(), NOW, DAYS)
    assert (found.signals, found.seen, found.held) == (Signals(), 0, 0)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"next_step": None, "tests": None},
        {"next_step": {"start": "no time"}},
        {"next_step": {"start": "2026-10-01"}},
    ],
)
def test_odd_documents_say_nothing(document):
    assert signals(HELD, documents={HELD.pk: document}).step is Step.NONE


def test_each_reason_names_as_many_rows_as_it_was_counted_from():
    busy = rows(
        met(-50, moved_by_customer=2),
        met(-30, moved_by_us=2),
        HELD,
        AHEAD,
        began=[wrote(3), wrote(4, "jan")],
        people={HELD.pk: [Person(HELD.pk, "petra", "ACCEPTED", "E4")]},
        promises=[Promised(uuid4(), HELD.pk, (NOW - 2 * DAY).date(), ""), Promised(uuid4(), HELD.pk, None, "")],
    )
    read = read_deal(busy, NOW, DAYS)
    counts = {row.signal: row.count for row in values(read.signals) if row.value}
    assert {"next_step", "further_meetings", "rescheduled", "own_acts", "people", "commitments_kept"} <= set(counts)
    assert {signal: len(read.counted[signal]) for signal in counts} == counts
    assert read.counted["own_acts"] == [("mail", each.pk) for each in busy.began]
    assert read.counted["next_step"] == [("meeting", AHEAD.pk)]


@pytest.mark.parametrize(
    ("others", "who"),
    [
        pytest.param({}, "anna", id="nobody else is known"),
        pytest.param({"a.maurer@kern.example": "Anna Maurer"}, "a.maurer@kern.example", id="one fits"),
        pytest.param({"a.maurer@kern.example": "Anna Maurer", "anna roth": "Anna Roth"}, "", id="several fit"),
        pytest.param({"h.annas@kern.example": "Hanna Annas"}, "anna", id="part of a name is no name"),
    ],
)
def test_a_first_name_alone_is_the_one_person_it_fits_and_nobody_new_where_several_do(others, who):
    assert person_meant("Anna", {"anna": "Anna"} | others) == who


def test_of_two_booked_dates_the_one_that_counts_is_the_next():
    about_nothing, counts = met(2, title="Catch up"), met(6)
    found = read_deal(rows(HELD, about_nothing, counts), NOW, DAYS)
    assert (found.next_date.meeting, found.next_date.step) == (counts.pk, Step.BOOKED)
    assert read_deal(rows(HELD, about_nothing), NOW, DAYS).next_date.meeting == about_nothing.pk
