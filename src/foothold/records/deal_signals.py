"""Rows of a deal to the signals of METHOD 7.1, as of a day: only what the customer did or said by then counts.

| signal | from which rows |
|---|---|
| existing customer | another deal of the account, won earlier |
| further meetings | of the last 60 days, that he accepted (E3, E4), invited us to, or spoke in |
| next step booked | a date ahead with a topic: he accepted (E4), or he invited and we accepted |
| invited, unconfirmed | our invitation to a slot he agreed to (E3), up to 2 business days; later |
| proposed | his offer, another time he asks for, a maybe, a slot agreed aloud, also until its invitation has left |
| kept k of n | his promises in located words, due in 60 days; kept by his own tick or act |
| no-show | its seller says that they did not come, and nobody of theirs was heard in it |
| cancelled | declined, or called off where he had invited us, and no date with him after |
| reschedules | moves of his meetings, whoever moved them |
| acts he started | his letter that answers none of ours, call, invitation, a colleague he adds |
| people who acted | who answered, spoke, wrote, or acted on the page |
| costly homework | promises of access, money or people he kept; a colleague added |
| undisclosed | T2 to T5 where words were read, below E3 in every reading |
| decision date | his promise of an internal meeting with a day; a later day is a slip |
| explicit no | his located words, or his no on the page, with no act after |
| asks | dates and homework we asked for that he was told of, once answered or 5 business days old |

Never: an offer of ours alone, a calendar entry alone, our mails, calls, ticks and words, a date without a topic or
moved three times, the people we invited, a CRM's stage and closing date, what was felt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from foothold.core.calendar_days import BusinessDays, add_business_days, business_days_between
from foothold.core.coaching import MOVED_TOO_OFTEN
from foothold.core.commitments import CommitmentState, HomeworkKind, Told, same_commitments
from foothold.core.evidence import Side
from foothold.core.purpose import Purpose, guess_purpose
from foothold.core.state import named_by
from foothold.core.topic import ANY_LANGUAGE, has_topic
from foothold.core.triage import Signal, Signals, Step
from foothold.records.deal_rows import Asked, DealRows, Promised, moment_named, person_meant
from foothold.records.met_rows import BORNE, Met
from foothold.records.models.booking import GuestActKind
from foothold.records.models.meetings import SAID_NO, CalendarStatus, CustomerAnswer, Known, Medium, missed_by
from foothold.records.standing import ANSWERED

LOOKED_BACK = timedelta(days=60)
STARTED_WITHIN = timedelta(days=14)
CONFIRMED_WITHIN = 2
IGNORED_AFTER = 5
"""Business days after which a request without an answer was ignored."""
REBOOKED_WITHIN = 5
"""Business days in which he rebooks a meeting he did not come to (METHOD 7.1)."""
_UNDISCLOSED = ("T2", "T3", "T4", "T5")
_COSTLY = {HomeworkKind.GIVE_ACCESS_OR_TOUR, HomeworkKind.BRING_PERSON, HomeworkKind.PAY_OR_PILOT}
_THERE = frozenset({"", CalendarStatus.STANDS})
_COMES = frozenset({CustomerAnswer.ACCEPTED, CustomerAnswer.TENTATIVE})
_DECIDES = {Purpose.DECISION, Purpose.PROPOSAL_REVIEW}
_BEST_FIRST = (Step.BOOKED, Step.INVITED, Step.PROPOSED, Step.UNKNOWN, Step.UNCONFIRMED, Step.NONE)


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date ahead: how far he bears it out, when it is, and whose answer it waits for.

    `borne` is what the customer did about it, `step` what of that counts: nothing for a date without a topic or one
    that is always moved. `is_sent` is False where our invitation to it has not left. `holds_until` is when time alone
    changes it.
    """

    step: Step = Step.NONE
    borne: Step = Step.NONE
    at: datetime | None = None
    topic: str = ""
    who_must_answer: Side | None = None
    decides: bool = False
    meeting: UUID | None = None
    is_sent: bool = True
    holds_until: datetime | None = None


Source = tuple[str, UUID]
"""A row that was counted: "meeting", "promise", "mail" or "call", and its key."""


@dataclass(frozen=True, slots=True)
class Read:
    """A deal as of a moment: its signals, its next date, meetings held (also assumed), and his last act.

    `counted` are the rows each signal was counted from, one for each of its count. `holds_until` is when the first of
    the dates ahead changes by time alone, None where there is none.
    """

    signals: Signals
    next_date: NextDate
    held: int
    seen: int
    last_act_at: datetime | None
    counted: Mapping[str, list[Source]]
    holds_until: datetime | None = None


def read_deal(rows: DealRows, now: datetime, days: BusinessDays, *, unanswered: int = 0) -> Read:
    """The signals of a deal as of `now` (aware), with nothing that was learnt later.

    `unanswered` touches of ours (METHOD 8) are requests he ignored. `days` are the customer's working days.
    """
    known = [met for met in rows.meetings if met.known_at <= now]
    held = [met for met in known if was_held(met, now)]
    borne = [met for met in held if _is_borne_out(met, rows)]
    since = now - LOOKED_BACK
    further = [met for met in borne if met.held_at >= since and met is not held[0]]
    dates = _dates(rows, known, held, now, days)
    next_date = _next_of(dates, now)
    best = min(dates, key=lambda each: _BEST_FIRST.index(each.step), default=NextDate())
    acts = _acts(rows, known, borne, now)
    promised = _Promises(rows, now, days.zone)
    decision, slips = _decision(rows, now, days.zone)
    absent, rebooked = _no_shows(known, since, now, days)
    started, colleagues = _started(rows, known, now), _colleagues(rows, now)
    undisclosed, cancelled = _undisclosed(rows, held, since), _cancelled(rows, known, now, since)
    refused = _refused(rows, known, acts, now)
    # What was called off and set anew is one move more; the moves of the one called off stand beside it.
    moved = [_met(met) for met in known if met.held_at >= since for _ in range(met.own_moves + bool(met.set_anew))]
    lately = {who: source for at, who, source in acts if at >= since}
    # Who is not named may be any of those who are.
    people = {who: source for who, source in lately.items() if who} or lately
    last = [_met(met) for met in held[-1:]]
    signals = Signals(
        existing=any(at <= now for at in rows.won_before),
        held=1 + len(further) if held else 0,
        step=best.step,
        kept=promised.kept,
        due=promised.due,
        no_shows=len(absent) - rebooked,
        rebooked=rebooked,
        cancelled=bool(cancelled),
        reschedules=len(moved),
        own_acts=len(started),
        people=max(len(people), 1 if held else 0),
        costly=len(promised.costly) + len(colleagues),
        undisclosed=len(undisclosed),
        decision_stated=decision is not None,
        decision_on=decision[0] if decision else None,
        decides=any(each.decides for each in dates),
        slips=len(slips),
        refused=bool(refused),
        asks=_asks(rows, known, now, days) + promised.all_due + unanswered,
    )
    counted: dict[str, list[Source]] = {
        Signal.NEXT_STEP: [("meeting", best.meeting)] if best.meeting else last,
        Signal.FURTHER_MEETINGS: [_met(met) for met in further],
        Signal.COMMITMENTS_KEPT: promised.counted,
        Signal.NO_SHOWS: [_met(met) for met in absent],
        Signal.CANCELLED: cancelled,
        Signal.RESCHEDULED: moved[1:],
        Signal.OWN_ACTS: started,
        Signal.PEOPLE: list(people.values()) or last,
        Signal.COSTLY_HOMEWORK: promised.costly + colleagues,
        Signal.UNDISCLOSED: undisclosed,
        Signal.DECISION_DATE: [decision[1]] if decision else [],
        Signal.SLIPS: slips,
        "refused": refused,
        "not_sent": [("meeting", next_date.meeting)] if next_date.meeting and not next_date.is_sent else [],
    }
    acted = max((at for at, _, _ in acts), default=None)
    ends = min((each.holds_until for each in dates if each.holds_until is not None), default=None)
    return Read(signals, next_date, len(held), len(known), acted, counted, ends)


def was_held(met: Met, now: datetime) -> bool:
    """Whether a meeting that is known was held by `now`, also assumed; a mail that was read is none.

    That somebody did not come counts from when it was said.
    """
    there = _stands(met, now) and missed_by(met, now) is None
    return there and _is_over(met, now) and met.medium != Medium.MAIL and not met.untold


def _met(met: Met) -> Source:
    return "meeting", met.pk


# Dates


def _stands(met: Met, now: datetime) -> bool:
    there = met.status in _THERE and not met.we_declined
    return there and not (met.answer == CustomerAnswer.DECLINED and met.answered_at <= now)


def _is_over(met: Met, now: datetime) -> bool:
    return met.held_at <= now and (met.ends_at is None or met.ends_at <= now)


def _is_borne_out(met: Met, rows: DealRows) -> bool:
    """Whether his act or his words say that he was there, and not our calendar alone."""
    accepted = met.answer in _COMES and met.answer_level in BORNE
    his = met.organized_by == Side.CUSTOMER
    return accepted or his or any(person.spoke for person in rows.people.get(met.pk, ()))


def _dates(rows: DealRows, known: list[Met], held: list[Met], now: datetime, days: BusinessDays) -> list[NextDate]:
    spoken = _last_spoken(rows, known, held[-1:], now)
    ahead = [
        _date_of(met, rows, now, days, spoken if spoken is not None and spoken.at == met.held_at else None)
        for met in known
        if (met.held_at > now or not _is_over(met, now)) and missed_by(met, now) is None
    ]
    dates = [each for each in ahead if each is not None]
    if spoken is None or any(_is_invited_to(spoken, each) for each in dates):
        return dates
    waits_for_us = any(each.at == spoken.at and not each.is_sent for each in dates)
    if waits_for_us and spoken.who_must_answer is Side.CUSTOMER:
        spoken = replace(spoken, who_must_answer=Side.OURS)  # the invitation to it is made, and waits for us
    return [*dates, spoken]


def _last_spoken(rows: DealRows, known: list[Met], last: list[Met], now: datetime) -> NextDate | None:
    """The slot of the latest words that name one still to come: of the last meeting, or of a mail read after it."""
    since = max((met.held_at for met in last), default=None)
    mails = [met for met in known if met.medium == Medium.MAIL and met.held_at <= now and _stands(met, now)]
    written = [met for met in mails if since is None or met.held_at > since]
    told = (met for met in (*reversed(written), *last) if not _was_called_off(met, rows, now))
    return next(filter(None, (_spoken(rows.documents.get(met.pk, {}), now) for met in told)), None)


def _was_called_off(met: Met, rows: DealRows, now: datetime) -> bool:
    """Whether what was booked out of it was called off: a time named in it is over, too."""
    booked = (each for each in rows.invitations.values() if each.from_meeting == met.pk)
    return any(each.cancelled_at is not None and each.cancelled_at <= now for each in booked)


def _is_invited_to(spoken: NextDate, dated: NextDate) -> bool:
    """Whether a time named aloud is this date of the calendar, which waits for him: one date, and not two."""
    return dated.at == spoken.at and dated.who_must_answer is Side.CUSTOMER and spoken.borne is not Step.BOOKED


def _next_of(dates: list[NextDate], now: datetime) -> NextDate:
    """The best borne out; of two as well borne out the one that counts, then the sooner one."""

    def rank(each: NextDate) -> tuple[int, int, datetime]:
        return _BEST_FIRST.index(each.borne), _BEST_FIRST.index(each.step), each.at or now

    return min(dates, key=rank, default=NextDate())


def _date_of(
    met: Met, rows: DealRows, now: datetime, days: BusinessDays, aloud: NextDate | None = None
) -> NextDate | None:
    """A date of the calendar; `aloud` is what the last meeting's words say of this very time, if they do."""
    if not _stands(met, now):
        return None
    sent = rows.invitations.get(met.pk)
    topic = sent.topic if sent else met.title
    if aloud is not None and not has_topic(topic, ANY_LANGUAGE):
        topic = aloud.topic
    borne, who = _step_of(met, rows, now, days, aloud)
    step = borne
    if not has_topic(topic, ANY_LANGUAGE) or met.moves >= MOVED_TOO_OFTEN:
        # A date about nothing, or one that is always moved, says no more of him than none (METHOD 4.1 P; 11, K6).
        step = Step.NONE
    decides = step is Step.BOOKED and (guess_purpose(topic) in _DECIDES or "pilot" in topic.casefold())
    ends = max(met.held_at, met.ends_at or met.held_at)
    if borne is Step.INVITED:
        ends = min(ends, _unconfirmed_at(met, rows, days))
    return NextDate(step, borne, met.held_at, topic, who, decides, met.pk, not _is_unsent(met, rows, now), ends)


def _step_of(
    met: Met, rows: DealRows, now: datetime, days: BusinessDays, aloud: NextDate | None
) -> tuple[Step, Side | None]:
    if not met.is_told:
        return Step.UNKNOWN, None
    if not met.people_known or met.answered_at > now:
        return Step.NONE, None
    if met.organized_by == Side.CUSTOMER:
        return (Step.BOOKED, None) if met.we_accepted == Known.YES else (Step.PROPOSED, Side.OURS)
    if met.answer == CustomerAnswer.COUNTER:
        return Step.PROPOSED, Side.OURS
    if met.answer == CustomerAnswer.ACCEPTED and met.answer_level == "E4":
        return Step.BOOKED, None
    sent = rows.invitations.get(met.pk)
    if sent is not None and _is_unsent(met, rows, now):
        # Agreed aloud and not invited yet is proposed (METHOD 4.1); an offer that never left is nothing of his.
        return (Step.PROPOSED if sent.agreed in BORNE else Step.NONE), Side.OURS
    accepted = met.answer == CustomerAnswer.ACCEPTED and met.answer_level in BORNE
    # A slot that waited for our invitation, agreed to or named by him, is invited once that is out (METHOD 4.1).
    waited_for_us = aloud is not None and aloud.who_must_answer is Side.OURS
    if accepted or waited_for_us or (sent is not None and sent.agreed in BORNE):
        fresh = now < _unconfirmed_at(met, rows, days)
        return (Step.INVITED if fresh else Step.UNCONFIRMED), Side.CUSTOMER
    half = met.answer == CustomerAnswer.TENTATIVE or (aloud is not None and aloud.borne is Step.PROPOSED)
    return (Step.PROPOSED if half else Step.NONE), Side.CUSTOMER


def _unconfirmed_at(met: Met, rows: DealRows, days: BusinessDays) -> datetime:
    """When an invitation without his answer has waited for too long (METHOD 4.1)."""
    sent = rows.invitations.get(met.pk)
    left_at = (sent.left_at if sent else None) or met.known_at
    return add_business_days(left_at, CONFIRMED_WITHIN, days)


def _is_unsent(met: Met, rows: DealRows, now: datetime) -> bool:
    """Whether our invitation to it has not left, and nothing of him shows that he knows of it."""
    sent = rows.invitations.get(met.pk)
    if sent is None or not (sent.left_at is None or sent.left_at > now):
        return False
    return sent.taken_up_untold or met.answer not in ANSWERED


def _spoken(document: Mapping[str, Any], now: datetime) -> NextDate | None:
    """The slot that words name, where the customer named it or agreed to it."""
    said = document.get("next_step") or {}
    start = moment_named(document)
    if start is None or start <= now:
        return None
    topic = str(said.get("topic") or "")
    agreed = said.get("agreed") in BORNE
    sides = {each.get("side") for each in said.get("evidence") or ()}
    his = agreed or Side.CUSTOMER in sides
    if agreed and said.get("grade") == "booked" and has_topic(topic, ANY_LANGUAGE):
        decides = guess_purpose(topic) in _DECIDES
        return NextDate(Step.BOOKED, Step.BOOKED, start, topic, decides=decides, holds_until=start)
    borne = Step.PROPOSED if his else Step.NONE
    # A slot of ours that he neither took nor refused waits for him (core.state, METHOD 4.3 X15).
    who = Side.OURS if agreed or named_by(said) is Side.CUSTOMER else Side.CUSTOMER
    step = borne if has_topic(topic, ANY_LANGUAGE) else Step.NONE
    return NextDate(step, borne, start, topic, who, holds_until=start)


# Acts


def _acts(rows: DealRows, known: list[Met], borne: list[Met], now: datetime) -> list[tuple[datetime, str, Source]]:
    """When each customer person ("" one not named) acted and which row tells it, as far as was known by `now`."""
    found: list[tuple[datetime, str, Source]] = [
        (act.done_at, act.address.casefold() or str(act.guest), ("meeting", act.meeting)) for act in rows.acts
    ]
    found += [(each.at, each.who, (each.kind, each.pk)) for each in rows.began]
    for met in known:
        for person in rows.people.get(met.pk, ()):
            if person.spoke:
                found.append((met.held_at, person.key, _met(met)))
            elif person.partstat in {"ACCEPTED", "TENTATIVE"}:
                found.append((met.answered_at, person.key, _met(met)))
    found += [(met.held_at, "", _met(met)) for met in borne if not rows.people.get(met.pk)]
    return [each for each in found if each[0] <= now]


def _started(rows: DealRows, known: list[Met], now: datetime) -> list[Source]:
    since = now - STARTED_WITHIN
    began: list[Source] = [(each.kind, each.pk) for each in rows.began if since <= each.at <= now]
    invited = [_met(met) for met in known if met.organized_by == Side.CUSTOMER and since <= met.known_at]
    return began + invited + _added(rows, since, now)


def _colleagues(rows: DealRows, now: datetime) -> list[Source]:
    return _added(rows, now - LOOKED_BACK, now)


def _added(rows: DealRows, since: datetime, now: datetime) -> list[Source]:
    added = [act for act in rows.acts if act.kind == GuestActKind.COLLEAGUE and since <= act.done_at <= now]
    return [("meeting", act.meeting) for act in added]


def _told_again(said: list[Promised], held: Mapping[UUID, Met]) -> dict[UUID, UUID]:
    """Which of these promises of one deal say what another one says, to that one: each is counted once (METHOD 3)."""
    if len(said) < 2:
        return {}
    names = {promise.owner.casefold(): promise.owner for promise in said}
    return same_commitments(
        Told(
            key=promise.pk,
            told_at=held[promise.meeting].held_at,
            conversation=promise.meeting,
            deal=held[promise.meeting].deal,
            side=Side.CUSTOMER,
            owner=person_meant(promise.owner, names),
            what=promise.what,
            due=promise.due_on,
            state=CommitmentState.OPEN,
        )
        for promise in said
    )


class _Promises:
    """His promises as of a moment: kept of due in the last 60 days, all ever due, and what cost him something."""

    def __init__(self, rows: DealRows, now: datetime, zone: tzinfo) -> None:
        held = {met.pk: met for met in rows.meetings}
        said = [promise for promise in rows.promises if held[promise.meeting].held_at <= now]
        same = _told_again(said, held)
        done: dict[UUID, datetime] = {}
        for asked in rows.homework:
            if asked.promise and asked.done_at:
                key = same.get(asked.promise, asked.promise)
                done[key] = min(asked.done_at, done.get(key, asked.done_at))
        promises = {promise.pk for promise in rows.promises}
        asked_for: dict[UUID, date] = {}  # the day for which what was promised without one was asked
        alone: list[tuple[Asked, date]] = []
        for asked in rows.homework:
            met = held[asked.meeting]
            agreed = asked.done_at is not None or (met.answer == CustomerAnswer.ACCEPTED and met.answered_at <= now)
            if not agreed or met.known_at > now:
                continue
            if asked.promise is None or asked.promise not in promises:
                alone.append((asked, asked.due_on or met.held_at.astimezone(zone).date()))
            elif asked.due_on is not None:
                key = same.get(asked.promise, asked.promise)
                asked_for[key] = min(asked.due_on, asked_for.get(key, asked.due_on))
        self.kept = self.all_due = 0
        self.counted: list[Source] = []
        """Those due in the last 60 days."""
        self.costly: list[Source] = []
        for promise in said:
            if promise.pk not in same:
                at = done.get(promise.pk)
                by = promise.due_on or asked_for.get(promise.pk)
                self._count(by, at, now, zone, promise.kind, ("promise", promise.pk))
        for asked, due in alone:
            self._count(due, asked.done_at, now, zone, "", ("meeting", asked.meeting))

    @property
    def due(self) -> int:
        return len(self.counted)

    def _count(
        self,
        due: date | None,
        done_at: datetime | None,
        now: datetime,
        zone: tzinfo,
        kind: str,
        source: Source,
    ) -> None:
        today, since = now.astimezone(zone).date(), (now - LOOKED_BACK).astimezone(zone).date()
        kept = done_at is not None and done_at <= now
        # A promise of today may still be kept today.
        if not kept and (due is None or due >= today):
            return
        self.all_due += 1
        if due is None and done_at is not None:
            due = done_at.astimezone(zone).date()  # one without a day counts on that on which it was kept
        counted_on = due if due is not None and due < today else today
        if counted_on >= since:
            self.counted.append(source)
            self.kept += kept
            if kept and kind in _COSTLY:
                self.costly.append(source)


def _asks(rows: DealRows, known: list[Met], now: datetime, days: BusinessDays) -> int:
    """Dates we asked him for whose answer is known, or that he left unanswered; dates he would not set.

    What never left asked him for nothing.
    """
    count = len(rows.refused_a_date & {met.pk for met in known}) if rows.refused_a_date else 0
    for met in known:
        if met.organized_by == Side.OURS and met.people_known and not met.untold and not _is_unsent(met, rows, now):
            if met.answer in ANSWERED and met.answered_at <= now:
                count += 1
            elif met.answer == CustomerAnswer.NO_ANSWER:
                count += met.known_at <= _ignored_since(now, days)
    return count


@lru_cache(maxsize=64)  # the same moment for every deal of a workspace
def _ignored_since(now: datetime, days: BusinessDays) -> datetime:
    """What asked him until then and has no answer was ignored."""
    return add_business_days(now, -IGNORED_AFTER, days)


# What went against it


def _cancelled(rows: DealRows, known: list[Met], now: datetime, since: datetime) -> list[Source]:
    """The last date with him, where it was cancelled or declined by him, and none stands after it."""
    fell = [met for met in known if met.held_at >= since and _fell_by_him(met, rows, now)]
    last = max(fell, key=lambda met: (met.held_at, met.pk), default=None)
    if last is None or any(_stands(met, now) and met.held_at > last.held_at for met in known):
        return []
    return [_met(last)]


def _fell_by_him(met: Met, rows: DealRows, now: datetime) -> bool:
    """Whether he declined it before we called it off, or a date he had invited us to is off.

    Who cancelled one of ours no calendar says: that is not held against him.
    """
    if met.we_declined or _stands(met, now):
        return False
    sent = rows.invitations.get(met.pk)
    if met.answer == CustomerAnswer.DECLINED and met.answered_at <= now:
        return sent is None or sent.cancelled_at is None or met.answered_at <= sent.cancelled_at
    return met.organized_by == Side.CUSTOMER


def _no_shows(known: list[Met], since: datetime, now: datetime, days: BusinessDays) -> tuple[list[Met], int]:
    """Meetings of the last 60 days he did not come to, and how many of them he rebooked within 5 business days.

    One that we missed says nothing of him, nor does one he was never told of.
    """
    absent = [met for met in known if met.held_at >= since and _was_missed_by_him(met, now)]
    rebooked = sum(
        any(
            later.organized_by == Side.CUSTOMER
            and met.held_at < later.known_at
            and business_days_between(met.held_at, later.known_at, days) <= REBOOKED_WITHIN
            for later in known
        )
        for met in absent
    )
    return absent, rebooked


def _was_missed_by_him(met: Met, now: datetime) -> bool:
    return missed_by(met, now) is Side.CUSTOMER and _stands(met, now) and met.medium != Medium.MAIL and not met.untold


def _undisclosed(rows: DealRows, held: list[Met], since: datetime) -> list[Source]:
    """For each test without a quote the last meeting whose words were read for it."""
    read: dict[str, Source] = {}
    levels: dict[str, set[str]] = {test: set() for test in _UNDISCLOSED}
    for met in held:
        tests = (rows.documents.get(met.pk) or {}).get("tests") or {}
        for test in _UNDISCLOSED:
            level = (tests.get(test) or {}).get("level")
            if met.held_at >= since and level and level != "not looked at":
                levels[test].add(level)
                read[test] = _met(met)
    return [read[test] for test, found in levels.items() if found and not found & set(BORNE)]


def _decision(rows: DealRows, now: datetime, zone: tzinfo) -> tuple[tuple[date, Source] | None, list[Source]]:
    """The day of decision he stated last, in the last 60 days or still to come, and each that was a slip."""
    today, since = now.astimezone(zone).date(), now - LOOKED_BACK
    said_at = {met.pk: met.held_at for met in rows.meetings}
    stated = sorted(
        (said_at[promise.meeting], promise.due_on, promise.pk)
        for promise in rows.promises
        if promise.kind == HomeworkKind.INTERNAL_MEETING and promise.due_on and said_at[promise.meeting] <= now
    )
    stated = [each for each in stated if each[0] >= since or each[1] >= today]
    slips: list[Source] = [
        ("promise", later[2]) for earlier, later in pairwise(stated) if later[0] > earlier[0] and later[1] > earlier[1]
    ]
    return ((stated[-1][1], ("promise", stated[-1][2])) if stated else None), slips


def _refused(rows: DealRows, known: list[Met], acts: list[tuple[datetime, str, Source]], now: datetime) -> list[Source]:
    """His last no, in located words (said or written) or on the page, where nothing of him came after."""
    over = [met for met in known if _stands(met, now) and _is_over(met, now)]
    said = [(met.ends_at or met.held_at, met.pk) for met in over if met.ending in SAID_NO]
    latest: dict[UUID, Any] = {act.guest: act for act in rows.acts if act.done_at <= now}
    said += [(act.done_at, act.meeting) for act in latest.values() if act.kind == GuestActKind.NOT_AT_ALL]
    if not said:
        return []
    last = max(said)
    return [] if any(at > last[0] for at, _, _ in acts) else [("meeting", last[1])]
