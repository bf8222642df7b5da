"""Signs of life: what of ours waits for an answer at an account, and what its people did (METHOD 3, 8).

Read for many accounts at once, in about a dozen queries. A calendar file alone shows no touch: an invitation counts
where we saw it leave, or where a calendar server tells who answered.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from foothold.core.evidence import Level, Side
from foothold.core.touches import Act, How, Proposal, Touch
from foothold.records.among import Keys
from foothold.records.in_parts import in_parts
from foothold.records.letter_signs import Letters
from foothold.records.met_rows import BORNE, Met, MetRows
from foothold.records.models import (
    Call,
    Commitment,
    GuestAct,
    Homework,
    InvitationReply,
)
from foothold.records.models import Proposal as ProposalRow
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import CallOutcome, CustomerAnswer, Medium
from foothold.records.models.sources import SourceType
from foothold.records.scoping import ScopedQuerySet
from foothold.records.standing import Stand, Standing, standing
from foothold.records.time_zones import own_zone

_CALLED_OFF = frozenset({Stand.CANCELLED, Stand.GONE, Stand.WE_DECLINED})
LOOKED_BACK = timedelta(days=400)
"""Signs older than this say nothing of today's silence."""


class Sign(NamedTuple):
    """A touch or an act, and the deal it belongs to; None where only its account is known."""

    what: Touch | Act
    opportunity: UUID | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """Something of ours that is overdue."""

    opportunity: UUID | None
    what: str
    due_on: date


@dataclass(slots=True)
class Signs:
    """All signs of one account; `people` are the customer persons of each of its deals, by address or name.

    `met` are the deals with a meeting held, `booked` those with one to come that they accepted, `known` all that have
    any meeting. `promised` are days on which a customer promise fell due, by deal and person.
    """

    found: list[Sign] = field(default_factory=list)
    people: dict[UUID, dict[str, str]] = field(default_factory=dict)
    known: set[UUID] = field(default_factory=set)
    met: set[UUID] = field(default_factory=set)
    booked: set[UUID] = field(default_factory=set)
    promised: list[tuple[UUID | None, str, date]] = field(default_factory=list)
    proposals: list[tuple[UUID, Proposal]] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)


def signs_of(
    workspace_id: Any,
    accounts: Iterable[UUID] | None,
    *,
    now: datetime,
    since: datetime | None = None,
    letters: Letters | None = None,
    zone: tzinfo | None = None,
    met: MetRows | None = None,
) -> dict[UUID, Signs]:
    """Return the signs of these accounts, of all of the workspace's for None, up to `now` (aware).

    From `since` on; without one those of LOOKED_BACK. `letters` are shared between several calls as of the same moment,
    as is the workspace's own `zone`: what is due is due by its calendar, not by UTC's. `met` are the meetings of these
    accounts where they were read already.
    """
    start = since or now - LOOKED_BACK
    mails = letters or Letters(workspace_id, since=start, now=now)
    here = now.astimezone(zone or own_zone(getattr(workspace_id, "pk", workspace_id)))
    if accounts is None:
        return _Reader(workspace_id, None, here, start, mails, met).read()
    found: dict[UUID, Signs] = {}
    for part in in_parts(set(accounts)):
        found |= _Reader(workspace_id, set(part), here, start, mails, met).read()
    return found


class _Reader:
    """The rows of one workspace, gathered by account."""

    def __init__(
        self,
        workspace_id: Any,
        named: set[UUID] | None,
        now: datetime,
        since: datetime,
        letters: Letters,
        met: MetRows | None,
    ) -> None:
        self._workspace_id, self._named, self._now = workspace_id, named, now
        self._since, self._letters = since, letters
        self._accounts = None if named is None else Keys(named)
        self._signs: defaultdict[UUID | None, Signs] = defaultdict(Signs)
        self._met = met or MetRows(
            workspace_id, self._in_accounts("account") & Q(held_at__gte=since), since=since, every=named is None
        )
        self._meetings: dict[UUID, Met] = {}
        self._addresses: dict[tuple[UUID | None, str], str] = {}

    def read(self) -> dict[UUID, Signs]:
        self._read_meetings()
        if self._meetings:
            self._read_people()
            self._read_invitations()
            self._read_promises()
        self._read_calls()
        self._read_proposals()
        for account, what in self._letters.of(self._named):
            self._signs[account].found.append(Sign(what))
        return {account: signs for account, signs in self._signs.items() if account is not None}

    def _rows(self, model: Any, account: str) -> ScopedQuerySet[Any]:
        rows: ScopedQuerySet[Any] = model.objects.in_workspace(self._workspace_id).order_by()
        return rows.filter(self._in_accounts(account))

    def _in_accounts(self, account: str) -> Q:
        """Of those named, else of any."""
        return Q(**{f"{account}__isnull": False} if self._accounts is None else {f"{account}__among": self._accounts})

    def _of_meetings(self, model: Any, to: str = "meeting") -> ScopedQuerySet[Any]:
        """Rows that hang on the meetings read, or with accounts unnamed on any of the workspace's.

        By the meetings' keys: asked by their accounts, a database may look through the rows of every account.
        """
        if self._named is None:
            return self._rows(model, f"{to}__account")
        rows: ScopedQuerySet[Any] = model.objects.in_workspace(self._workspace_id).order_by()
        return rows.filter(**{f"{to}__among": self._keys})

    @cached_property
    def _keys(self) -> Keys:
        """Of the meetings, once they are read."""
        return Keys(self._meetings)

    def _add(self, meeting: Met, what: Touch | Act) -> None:
        if what.at <= self._now:
            self._signs[meeting.account].found.append(Sign(what, meeting.deal))

    def _read_meetings(self) -> None:
        for meeting in self._met.meetings:
            # What was read for others, too, may be of another account, or older.
            if meeting.held_at < self._since or (self._named is not None and meeting.account not in self._named):
                continue
            self._meetings[meeting.pk] = meeting
            signs, deal = self._signs[meeting.account], meeting.deal
            if deal is None:
                continue
            found = standing(meeting, self._now)
            signs.known.add(deal)
            if found.stand is Stand.OVER and meeting.medium != Medium.MAIL:
                signs.met.add(deal)
                self._add(meeting, Act(meeting.held_at, "", Level.E2, answers=False))
                if _is_borne_out(meeting):
                    self._add(meeting, Act(meeting.held_at, "", answers=False))
            elif found.stand is Stand.BOOKED:
                signs.booked.add(deal)
            self._asked_by_calendar(meeting, found)

    def _asked_by_calendar(self, meeting: Met, found: Standing) -> None:
        if meeting.put_at is None or meeting.organized_by == Side.CUSTOMER:
            if meeting.put_at is not None and meeting.organized_by == Side.CUSTOMER:
                self._add(meeting, Act(meeting.put_at, "", Level.E4))
            return
        # Called off, or never sent, it waits for nobody.
        waits = found.stand not in _CALLED_OFF and not meeting.untold
        if meeting.source == SourceType.CALENDAR_SERVER and waits:
            self._add(meeting, Touch(meeting.put_at, "", How.INVITATION))
        said_no = meeting.answer in {CustomerAnswer.DECLINED, CustomerAnswer.COUNTER}
        if said_no or (meeting.answer == CustomerAnswer.ACCEPTED and _is_borne_out(meeting)):
            # When they answered no calendar says: at the earliest when they were asked.
            self._add(meeting, Act(meeting.put_at, "", answers=False))

    def _read_people(self) -> None:
        for key, address, name, _, _ in self._met.invited():
            meeting = self._meetings.get(key)
            if meeting is not None:
                self._know(meeting, name, address)
        for key, address, name in self._met.heard:
            meeting = self._meetings.get(key)
            if meeting is not None:
                person = self._know(meeting, name, address)
                if not address:
                    # A name alone may be anybody's of theirs, but that of one whose address is known.
                    person = self._addresses.get((meeting.account, name.casefold()), "")
                answers = meeting.medium == Medium.MAIL
                self._add(meeting, Act(meeting.held_at, person, Level.E3 if answers else Level.E4, answers))

    def _know(self, meeting: Met, name: str, address: str) -> str:
        person = person_of(name, address)
        if name and address:
            self._addresses[meeting.account, name.casefold()] = person
        if meeting.deal is not None:
            people = self._signs[meeting.account].people.setdefault(meeting.deal, {})
            people[person] = name or people.get(person, "")
        return person

    def _read_invitations(self) -> None:
        invitations = [each for each in self._met.invitations if each[0] in self._meetings]
        for key, left_at, _, _, cancelled_at, _, _ in invitations:
            if left_at is not None and left_at >= self._since and cancelled_at is None:
                self._add_by(key, Touch(left_at, "", How.INVITATION))
        if invitations:
            self._read_page_acts()
        self._read_replies()

    def _read_page_acts(self) -> None:
        acts = self._of_meetings(GuestAct, "invitation__meeting").filter(done_at__gte=self._since)
        for key, address, level, done_at in acts.values_list(
            "invitation__meeting_id", "guest__address", "level", "done_at"
        ):
            self._add_by(key, Act(done_at, address.lower(), Level[level]))

    def _read_replies(self) -> None:
        by_uid = {each.uid: each for each in self._meetings.values() if each.uid is not None}
        said = InvitationReply.objects.in_workspace(self._workspace_id).exclude(level=Level.E0.name).order_by()
        for part in [None] if self._named is None else in_parts(by_uid):
            rows = said if part is None else said.filter(uid__in=part)
            fields = ("uid", "address", "level", "replied_at", "came_at")
            for uid, address, level, said_at, came_at in rows.values_list(*fields).iterator(chunk_size=5000):
                at = said_at or came_at
                if uid in by_uid and at is not None and at >= self._since:
                    self._add(by_uid[uid], Act(at, address.lower(), Level[level]))

    def _add_by(self, meeting_id: UUID, what: Touch | Act) -> None:
        meeting = self._meetings.get(meeting_id)
        if meeting is not None:
            self._add(meeting, what)

    def _read_calls(self) -> None:
        calls = self._rows(Call, "account").filter(called_at__gte=self._since, called_at__lte=self._now)
        rows = calls.values_list(
            "account_id", "meeting__opportunity_id", "called_at", "direction", "outcome", "source_id"
        )
        for account, deal, at, direction, outcome, log in rows:
            what = _call(at, direction, outcome, is_typed=log is None)
            if what is not None:
                self._signs[account].found.append(Sign(what, deal))

    def _read_promises(self) -> None:
        today = self._now.date()
        late = self._of_meetings(Commitment).filter(
            ONCE, state=Promise.OPEN, due_on__lte=today, due_on__gte=self._since.date()
        )
        for key, side, owner, what, due_on in late.values_list("meeting_id", "side", "owner", "what", "due_on"):
            self._promise(key, side, owner, what, due_on)
        ours = self._of_meetings(Homework).filter(
            state=Promise.OPEN, side=Side.OURS.value, due_on__lt=today, commitment__isnull=True
        )
        for key, what, due_on in ours.values_list("meeting_id", "what", "due_on"):
            self._promise(key, Side.OURS.value, "", what, due_on)

    def _promise(self, meeting_id: UUID, side: str, owner: str, what: str, due_on: date) -> None:
        meeting = self._meetings.get(meeting_id)
        if meeting is None:
            return
        signs = self._signs[meeting.account]
        if side == Side.CUSTOMER.value:
            person = self._addresses.get((meeting.account, owner.casefold()), "")
            signs.promised.append((meeting.deal, person, due_on))
        elif side == Side.OURS.value and due_on < self._now.date():
            signs.owed.append(Owed(meeting.deal, what, due_on))

    def _read_proposals(self) -> None:
        rows = self._rows(ProposalRow, "opportunity__account").filter(sent_at__gte=self._since)
        for account, deal, sent_at, answer_on, answered_at in rows.values_list(
            "opportunity__account_id", "opportunity_id", "sent_at", "answer_on", "answered_at"
        ):
            self._signs[account].proposals.append((deal, Proposal(sent_at, answer_on, answered_at)))


def _call(at: datetime, direction: str, outcome: str, *, is_typed: bool) -> Touch | Act | None:
    """What a call is: ours that nobody took a touch, one of a log that was taken, or theirs, an act.

    That somebody took it, typed by the seller, is his own word: no touch, and no act either (METHOD 3, E1).
    """
    if direction == "in":
        return Act(at)
    if outcome == CallOutcome.NO_ANSWER:
        return Touch(at, "", How.CALL)
    return Act(at, answers=False) if outcome and not is_typed else None


def _is_borne_out(meeting: Met) -> bool:
    """Whether an act of his says that a meeting took place, and not our calendar alone; that he spoke is read apart."""
    accepted = meeting.answer in {CustomerAnswer.ACCEPTED, CustomerAnswer.TENTATIVE}
    return (accepted and meeting.answer_level in BORNE) or meeting.organized_by == Side.CUSTOMER


def person_of(name: str, address: str) -> str:
    """How a customer person is told from others: by his address, else his name; both in small letters."""
    return address.strip().lower() or name.strip().casefold()


def of_deal(signs: Signs, deal: UUID, is_only_one: bool) -> list[Touch | Act]:
    """Return the signs of one deal of an account: its own, and those of its people or of nobody in particular.

    What names no deal belongs to all of the account's, but for people who are met in others only; where it is the
    only one, everything is its.
    """
    people = signs.people.get(deal, {})
    elsewhere = {person for other, those in signs.people.items() if other != deal for person in those} - people.keys()
    return [
        sign.what
        for sign in signs.found
        if sign.opportunity == deal or (sign.opportunity is None and (is_only_one or sign.what.person not in elsewhere))
    ]
