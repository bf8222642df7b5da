"""How silent each deal's customer is, worked out for many deals at once (METHOD 8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.core.calendar_days import BusinessDays, business_days_between
from foothold.core.evidence import Level
from foothold.core.gone_dark import Advice, Foretold, OwnSilences, advised, foretold
from foothold.core.reply_times import WITHOUT_HISTORY, ReplyTimes, account_prior, reply_times
from foothold.core.silence import PI0, Kind, Silence, kind_of, silence
from foothold.core.touches import (
    Act,
    Proposal,
    Touch,
    Waited,
    acts_of,
    ages,
    answers_in,
    end_of_day,
    in_all,
    is_weekly,
    past_due,
    silences_of,
    taken,
    unanswered_by,
)
from foothold.core.touches import How as TouchHow
from foothold.records.calendars import Calendars
from foothold.records.letter_signs import Letters
from foothold.records.met_rows import MetRows
from foothold.records.models import Opportunity, SilenceConstants
from foothold.records.signs import LOOKED_BACK, Owed, Signs, of_deal, signs_of

_AT_ONCE = 400
ACTED_WITHIN = timedelta(days=30)
"""Whoever of an account acted within these days can be asked in place of one who is silent [C]."""
Answered = tuple[datetime, datetime]
"""When we touched last before an answer, and when it came."""


@dataclass(frozen=True, slots=True)
class DealSilence:
    """What is known of one deal's silence as of a moment. `silence` None: nothing is unanswered, no state.

    `whom` is, of the people written to, the one most alive of those who ever acted ("" not known), by address or name,
    and `silent_since` his oldest unanswered touch; `touches` are all of the deal's, to whomever, oldest first. `people`
    are the customer persons of the deal, `acted` those of the account who did something in the last 30 days, in
    whichever of its deals. `last_act_at` is the last sign of the customer. `owed` is
    what of ours is overdue, the oldest first: then it is us who are silent. `proposals` are those open.
    `own` are the workspace's own silences of its kind that came to something.
    `times` is the rhythm of the chance, the team's or the default where nothing else is known; `usual` is what they
    do, counted on his own answers, else on his account's: counted on 0 it is not known, and never said as theirs.
    """

    opportunity_id: UUID
    account_id: UUID
    silence: Silence | None
    kind: Kind
    times: ReplyTimes
    usual: ReplyTimes
    touches: tuple[Touch, ...]
    silent_since: datetime | None
    booked: bool
    last_act_at: datetime | None
    whom: str
    people: dict[str, str]
    acted: dict[str, str]
    owed: tuple[Owed, ...]
    proposals: tuple[Proposal, ...]
    weekly: bool
    absent_until: date | None
    advice: Advice | None
    own: OwnSilences

    @property
    def state(self) -> str:
        """The state as a standing keeps it: active, quiet, dark; "" where there is nothing to be silent to."""
        return self.silence.state.value if self.silence else ""

    @property
    def is_silent(self) -> bool:
        return self.silence is not None and self.silence.is_silent

    @property
    def p_alive(self) -> float | None:
        return self.silence.alive if self.silence else None

    @property
    def alive_ratio(self) -> float:
        """1 where nothing is unanswered: P(win) stays as it is (METHOD 7)."""
        return self.silence.alive_ratio if self.silence else 1.0

    @property
    def usual_answer_days(self) -> float | None:
        """Business days half their answers take, his own or his account's; None where not one was counted."""
        return self.usual.median if self.usual.replies else None

    @property
    def is_by_default(self) -> bool:
        """Whether the chance rests on METHOD's own rhythm: nothing of theirs and too little of the team's is known."""
        return not self.usual.replies and self.times == WITHOUT_HISTORY

    @property
    def foretold(self) -> tuple[Foretold, Foretold] | None:
        """An answer in five business days, if we wait and if we write; None where there is too little to say it."""
        return foretold(self.silence, self.times, self.own) if self.silence is not None else None

    @property
    def unanswered(self) -> int:
        return len(self.touches)


@dataclass(frozen=True, slots=True)
class Constants:
    """What a workspace's own threads say of answers: the team's reply times, pi0 by kind, and what that rests on."""

    team: ReplyTimes
    pi0: dict[Kind, float]
    own: Mapping[Kind, OwnSilences] = field(default_factory=dict)


def silences(
    workspace_id: Any, opportunities: Iterable[UUID] | None, now: datetime, *, constants: Constants | None = None
) -> dict[UUID, DealSilence]:
    """Return the silence of each of these deals that has a meeting, of all open ones of the workspace for None.

    Deals without any meeting are left out: never counted as silent. `now` is aware.
    """
    return Silences(workspace_id, now, constants=constants).of(opportunities)


class Silences:
    """The silences of a workspace as of a moment, asked for some deals at a time: what they share is read once.

    `now` is aware; ValueError otherwise.
    """

    def __init__(self, workspace_id: Any, now: datetime, *, constants: Constants | None = None) -> None:
        if now.utcoffset() is None:
            raise ValueError(f"{now.isoformat()} has no time zone")
        self._workspace_id, self._now = workspace_id, now
        self._constants = constants or constants_of(workspace_id)
        self._calendars = Calendars(workspace_id, now)
        self._letters = Letters(workspace_id, since=now - LOOKED_BACK, now=now)

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's own."""
        return self._calendars.zone

    def days_of(self, account: UUID) -> BusinessDays:
        """The working days of an account's people."""
        return self._calendars.of(account)

    def of(self, opportunities: Iterable[UUID] | None) -> dict[UUID, DealSilence]:
        """As `silences`, for these deals."""
        deals = _deals(self._workspace_id, opportunities)
        return self.of_accounts(deals, None if opportunities is None else set(deals.values()))

    def of_accounts(
        self, deals: Mapping[UUID, UUID], named: set[UUID] | None, met: MetRows | None = None
    ) -> dict[UUID, DealSilence]:
        """The same where the account of each deal is known; `named` are those accounts, None for all.

        `met` are their meetings where they were read already.
        """
        signs = self._signs_of(named, met)
        by_account: dict[UUID, list[UUID]] = {}
        for deal, account in deals.items():
            by_account.setdefault(account, []).append(deal)
        found: dict[UUID, DealSilence] = {}
        for account, theirs in by_account.items():
            if account in signs:
                days = self._calendars.of(account)
                found.update(of_account(account, theirs, signs[account], self._constants, days, self._now))
        return found

    def answers_of(self, found: DealSilence) -> list[tuple[Answered, float]]:
        """The answers `found.usual` was counted on, the newest first, each with the business days it took."""
        account = found.account_id
        signs = self._signs_of({account})[account]
        days = self._calendars.of(account)
        answers = Rhythms(signs, self._constants.team, days).answers(found.whom)
        return [((asked, came), business_days_between(asked, came, days)) for asked, came in answers]

    def _signs_of(self, named: set[UUID] | None, met: MetRows | None = None) -> dict[UUID, Signs]:
        return signs_of(self._workspace_id, named, now=self._now, letters=self._letters, zone=self.zone, met=met)


def _deals(workspace_id: Any, opportunities: Iterable[UUID] | None) -> dict[UUID, UUID]:
    rows = Opportunity.objects.in_workspace(workspace_id).order_by()
    if opportunities is None:
        return dict(rows.filter(closure="").values_list("pk", "account_id"))
    listed, found = list(opportunities), dict[UUID, UUID]()
    for at in range(0, len(listed), _AT_ONCE):
        found.update(rows.filter(pk__in=listed[at : at + _AT_ONCE]).values_list("pk", "account_id"))
    return found


def constants_of(workspace_id: Any) -> Constants:
    """What was learnt of this workspace's threads; METHOD 8's own where nothing was yet."""
    row = SilenceConstants.objects.in_workspace(workspace_id).first()
    if row is None:
        return Constants(WITHOUT_HISTORY, PI0)
    pi0 = {kind: float(row.kinds.get(kind.value, {}).get("pi0", PI0[kind])) for kind in Kind}
    own = {kind: OwnSilences(each["ended"], each["answered"]) for kind, each in _kinds(row).items()}
    return Constants(ReplyTimes(row.team_mu, row.team_sigma, row.team_replies), pi0, own)


def _kinds(row: SilenceConstants) -> dict[Kind, dict[str, int]]:
    """The kinds of which it was counted what came of their silences."""
    return {kind: row.kinds[kind.value] for kind in Kind if "ended" in row.kinds.get(kind.value, {})}


def of_account(
    account: UUID, deals: list[UUID], signs: Signs, constants: Constants, days: BusinessDays, now: datetime
) -> dict[UUID, DealSilence]:
    """The silence of these deals of one account as of `now`, by the signs given."""
    rhythms = Rhythms(signs, constants.team, days)
    return {
        deal: _of_deal(account, deal, signs, rhythms, constants, days, now) for deal in deals if deal in signs.known
    }


class Rhythms:
    """The reply times at one account, of everybody and of each person, with the silences they were counted on."""

    def __init__(self, signs: Signs, team: ReplyTimes, days: BusinessDays) -> None:
        self.past: dict[str, tuple[Waited, ...]] = silences_of(*_split(_of_people(signs)), days)
        # What went to several and a colleague answered is no answer of his own.
        self._answered = {
            person: [each for each in past if each.ended_by and acts_of([each.ended_by], person)]
            for person, past in self.past.items()
        }
        self.taken = {person: taken(past, days) for person, past in self._answered.items()}
        self.all = [each for those in self.taken.values() for each in those]
        self.acted = {sign.what.person for sign in signs.found if isinstance(sign.what, Act) and sign.what.is_theirs}
        self.acted -= {""}
        self._team, self._prior = team, account_prior(self.all, team)

    def of(self, person: str) -> ReplyTimes:
        """His reply times, measured against his account's, else the team's, else the default."""
        return reply_times(self.taken.get(person, ()), self._prior)

    def answers(self, person: str) -> list[Answered]:
        """The answers `usual` was counted on, the newest first."""
        past = [self._answered[person]] if self.taken.get(person) else self._answered.values()
        return sorted((each for those in past for each in answers_in(those)), reverse=True)

    def usual(self, person: str) -> ReplyTimes:
        """What is said as usual: his own where he ever answered, else everybody's there; counted on 0: not known."""
        return self.of(person) if self.taken.get(person) else reply_times(self.all, self._team)


def _of_people(signs: Signs) -> list[Touch | Act]:
    """The signs of an account; where one person only is known, all of them are his."""
    people = {sign.what.person for sign in signs.found} - {""}
    if len(people) != 1:
        return [sign.what for sign in signs.found]
    return [sign.what if sign.what.person else replace(sign.what, person=next(iter(people))) for sign in signs.found]


def _split(signs: Iterable[Touch | Act]) -> tuple[list[Touch], list[Act]]:
    listed = list(signs)
    return [each for each in listed if isinstance(each, Touch)], [each for each in listed if isinstance(each, Act)]


def _of_deal(
    account: UUID,
    deal: UUID,
    signs: Signs,
    rhythms: Rhythms,
    constants: Constants,
    days: BusinessDays,
    now: datetime,
) -> DealSilence:
    touches, acts, proposals = signs_in(signs, deal, now, days)
    last_act = max((act.at for act in acts), default=None)
    booked = deal in signs.booked
    people = dict(signs.people.get(deal, {}))
    only_one = next(iter(people)) if len(people) == 1 else ""
    met = deal in signs.met or bool(proposals)
    ways: list[tuple[Silence | None, tuple[Touch, ...], str, Kind]] = []
    for person, waiting in unanswered_by(touches, acts, now, days, rhythms.acted).items():
        kind = _kind(acts_of(acts, person), met, now, days)
        found = silence(ages(waiting, now, days), constants.pi0[kind], rhythms.of(person or only_one), booked=booked)
        ways.append((found, waiting, person, kind))
    # The deal is as alive as the one most alive of those to be told; alike, he who was written to last.
    found, waiting, person, kind = max(ways, key=_most_alive) if ways else (None, (), "", _kind(acts, met, now, days))
    person = person or only_one
    times = rhythms.of(person)
    asked = in_all(touches, acts, waiting, now, days)
    owed = tuple(
        sorted((each for each in signs.owed if each.opportunity in {deal, None}), key=lambda each: each.due_on)
    )
    return DealSilence(
        opportunity_id=deal,
        account_id=account,
        silence=found,
        kind=kind,
        times=times,
        usual=rhythms.usual(person),
        touches=asked,
        silent_since=waiting[0].at if waiting else None,
        booked=booked,
        last_act_at=last_act,
        whom=person,
        people=people,
        acted=_acted(signs, now),
        owed=owed,
        proposals=tuple(each for each in proposals if each.is_open(now)),
        weekly=is_weekly(asked),
        absent_until=_absent_until(now, days),
        advice=advised(found, in_all=ages(asked, now, days), we_owe=bool(owed), booked=booked),
        own=constants.own.get(kind, OwnSilences(0, 0)),
    )


def signs_in(
    signs: Signs, deal: UUID, now: datetime, days: BusinessDays
) -> tuple[list[Touch], list[Act], list[Proposal]]:
    """What a deal's silence is told from as of `now`: the touches, the acts of theirs, and its proposals."""
    touches, seen = _split(of_deal(signs, deal, len(signs.known) <= 1))
    acts = [act for act in seen if act.is_theirs]
    proposals = [_answered(each, acts) for key, each in signs.proposals if key == deal]
    return touches + past_due(proposals, now, days) + _promised(signs, deal, days), acts, proposals


def _acted(signs: Signs, now: datetime) -> dict[str, str]:
    """Who can be named of those who acted: by address or name."""
    names = {person: name for those in signs.people.values() for person, name in those.items() if name}
    acts = (each.what for each in signs.found if isinstance(each.what, Act) and each.what.is_theirs)
    lately = {act.person for act in acts if now - ACTED_WITHIN <= act.at <= now}
    return {person: names.get(person, "") for person in sorted(lately - {""})}


def _most_alive(way: tuple[Silence | None, tuple[Touch, ...], str, Kind]) -> tuple[float, datetime, str]:
    found, waiting, person, _kind = way
    return found.alive if found is not None else 1.0, waiting[-1].at, person


def _answered(proposal: Proposal, acts: list[Act]) -> Proposal:
    """Whatever the customer did after it was sent answers it, unless it was answered before."""
    after = min((act.at for act in acts if act.at > proposal.sent_at), default=None)
    if after is None or (proposal.answered_at is not None and proposal.answered_at <= after):
        return proposal
    return Proposal(proposal.sent_at, proposal.answer_on, after, proposal.person)


def _promised(signs: Signs, deal: UUID, days: BusinessDays) -> list[Touch]:
    due = ((person, end_of_day(day, days)) for key, person, day in signs.promised if key in {deal, None})
    return [Touch(at, person, TouchHow.PROMISE) for person, at in due]


def _kind(acts: list[Act], met_or_proposed: bool, now: datetime, days: BusinessDays) -> Kind:
    return kind_of(bd_since_act=_since_act(acts, now, days), met_or_proposed=met_or_proposed)


def _since_act(acts: list[Act], now: datetime, days: BusinessDays) -> float | None:
    last = max((act.at for act in acts if act.level >= Level.E4), default=None)
    return business_days_between(last, now, days) if last is not None else None


def _absent_until(now: datetime, days: BusinessDays) -> date | None:
    today = now.astimezone(days.zone).date()
    return max((each.back_on for each in days.absences if today in each), default=None)
