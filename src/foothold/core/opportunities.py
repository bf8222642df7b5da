"""Which opportunity a meeting belongs to: by people and open dates, doubtful ones asked once (DESIGN 3; METHOD 3).

All of it is convention [C]: no study says where one deal ends and the next begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

GAP = timedelta(days=180)
"""Time without a meeting after which the next one begins a new opportunity [C: about one median sales cycle]."""
NEW = "new"
"""What is told for a meeting that begins an opportunity of its own; "new:1", "new:2" are those begun here."""


@dataclass(frozen=True, slots=True)
class MetPeople:
    """A meeting as far as it tells whose deal it is. `people` of the customer only; empty where not known."""

    key: str
    at: datetime
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenOpportunity:
    """An opportunity of the account: its first and last meeting, who was met, and when it was closed, if it was.

    As known beside the meetings that are assigned with it: from a CRM, or from meetings not given again. Without
    meetings (`unmet`) it began when the CRM says, and stays open until it is closed: no pause ends what never met.
    """

    key: str
    first_at: datetime
    last_at: datetime
    people: frozenset[str] = frozenset()
    closed_at: datetime | None = None
    unmet: bool = False


class AssignedBecause(StrEnum):
    """Why a meeting belongs where it does. Where two were possible, `Assignment.doubtful` says so."""

    TOLD = "told"
    TOLD_NEW = "told_new"
    SHARED_PEOPLE = "shared_people"
    LATEST_OF_SEVERAL_SHARED = "latest_of_several_shared"
    ONLY_ONE_OPEN = "only_one_open"
    OTHER_PEOPLE = "other_people"
    LATEST_OF_SEVERAL_OPEN = "latest_of_several_open"
    LEADS_UP_TO = "leads_up_to"
    NONE_OPEN = "none_open"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a meeting belongs: an opportunity's key, or "new:<n>" for one that is to be made."""

    meeting: str
    opportunity: str
    doubtful: bool
    because: AssignedBecause


def assign(
    meetings: Sequence[MetPeople],
    opportunities: Sequence[OpenOpportunity],
    *,
    told: Mapping[str, str] | None = None,
    earlier: Sequence[Assignment] = (),
    gap: timedelta = GAP,
) -> tuple[Assignment, ...]:
    """Return the opportunity of each meeting of one account, in order of time.

    The first that fits, of the opportunities open on that day (begun, not closed before, last
    meeting at most `gap` ago or none yet):
    told; the one that shares a person with the meeting; the latest of several that do (doubtful);
    the only one open (doubtful where both sides' people are known and differ); the latest of several
    open (doubtful); one that begins within `gap` after, with people in common or not known
    (doubtful); a new one.

    `told` are people's answers by meeting: an opportunity's key, or "new". `earlier` are results
    kept from before, under the keys their opportunities were given since: they stand, so that
    nothing is asked twice and assigning again changes nothing. Where an answer departs from them,
    the meetings after it follow the rules again; an answer that names no opportunity is passed
    over. ValueError for a naive time or a key that comes twice. The time needed grows with the
    meetings times the opportunities open at once.
    """
    _check(meetings, opportunities)
    kept, answers = {result.meeting: result for result in earlier}, told or {}
    deals = _Deals(opportunities, gap, taken={result.opportunity for result in earlier})
    departed, results = False, []
    for meeting in sorted(meetings, key=lambda one: (one.at, one.key)):
        before = kept.get(meeting.key)
        result = _as_told(meeting, answers.get(meeting.key), before, deals)
        if result is not None:
            departed = departed or (before is not None and before.opportunity != result.opportunity)
        elif before is not None and (not departed or before.because in _TOLD):
            result = before
        else:
            result = _by_rule(meeting, before, deals)
        deals.add(result.opportunity, meeting)
        results.append(result)
    return tuple(results)


def opportunities_after(
    meetings: Sequence[MetPeople], opportunities: Sequence[OpenOpportunity], assigned: Sequence[Assignment]
) -> tuple[OpenOpportunity, ...]:
    """Return the opportunities with their meetings' times and people taken in, new ones last, under "new:<n>"."""
    after = {opportunity.key: opportunity for opportunity in opportunities}
    where = {result.meeting: result.opportunity for result in assigned}
    for meeting in sorted(meetings, key=lambda one: (one.at, one.key)):
        if meeting.key in where:
            after[where[meeting.key]] = _joined(after.get(where[meeting.key]), where[meeting.key], meeting)
    return tuple(after.values())


_TOLD = {AssignedBecause.TOLD, AssignedBecause.TOLD_NEW}


def _as_told(meeting: MetPeople, answer: str | None, before: Assignment | None, deals: "_Deals") -> Assignment | None:
    if answer == NEW:
        if before is not None and before.because is AssignedBecause.TOLD_NEW:
            return before  # Its opportunity was made when this was told first; it is not made again.
        return Assignment(meeting.key, deals.new_key(), False, AssignedBecause.TOLD_NEW)
    if answer is None or not deals.knows(answer):
        return None
    return Assignment(meeting.key, answer, False, AssignedBecause.TOLD)


def _by_rule(meeting: MetPeople, before: Assignment | None, deals: "_Deals") -> Assignment:
    open_then = deals.open_on(meeting.at)
    sharing = [deal for deal in open_then if deal.people & meeting.people]
    if len(sharing) == 1:
        return Assignment(meeting.key, sharing[0].key, False, AssignedBecause.SHARED_PEOPLE)
    if sharing:
        return Assignment(meeting.key, sharing[-1].key, True, AssignedBecause.LATEST_OF_SEVERAL_SHARED)
    if len(open_then) > 1:
        return Assignment(meeting.key, open_then[-1].key, True, AssignedBecause.LATEST_OF_SEVERAL_OPEN)
    if open_then:
        # Unknown people are not other people: only two known groups can differ.
        others = bool(meeting.people and open_then[0].people)
        because = AssignedBecause.OTHER_PEOPLE if others else AssignedBecause.ONLY_ONE_OPEN
        return Assignment(meeting.key, open_then[0].key, others, because)
    following = deals.begun_soon_after(meeting)
    if following:
        return Assignment(meeting.key, following, True, AssignedBecause.LEADS_UP_TO)
    if before is not None and before.because is AssignedBecause.NONE_OPEN and before.opportunity not in deals.by_key:
        return before  # what it began is begun again, under its own key
    return Assignment(meeting.key, deals.new_key(), False, AssignedBecause.NONE_OPEN)


@dataclass(slots=True)
class _Deals:
    """The opportunities as they stand while the meetings pass in order of time."""

    given: Sequence[OpenOpportunity]
    gap: timedelta
    taken: set[str]
    """The keys of earlier results: what began then begins again under its key."""
    by_key: dict[str, OpenOpportunity] = field(init=False)
    live: dict[str, None] = field(init=False)
    """The keys of those that are not closed and not too long ago."""
    begun: int = 0

    def __post_init__(self) -> None:
        self.by_key = {deal.key: deal for deal in self.given}
        self.live = dict.fromkeys(self.by_key)

    def knows(self, key: str) -> bool:
        """Whether an answer names an opportunity that there is."""
        return key in self.by_key or key in self.taken

    def open_on(self, at: datetime) -> list[OpenOpportunity]:
        """Those open on that day, the latest last."""
        self.live = {key: None for key in self.live if not self._is_over(self.by_key[key], at)}
        deals = (self.by_key[key] for key in self.live)
        return sorted(
            (deal for deal in deals if _day(deal.first_at, at) <= at.date()), key=lambda deal: _latest(deal, at)
        )

    def begun_soon_after(self, meeting: MetPeople) -> str:
        """The next one to begin that these people may have led up to, empty where there is none."""
        deals = (self.by_key[key] for key in self.live)
        ahead = [deal for deal in deals if timedelta(0) < deal.first_at - meeting.at <= self.gap]
        fits = [deal for deal in ahead if not (deal.people and meeting.people) or deal.people & meeting.people]
        return min(fits, key=lambda deal: (deal.first_at, deal.key)).key if fits else ""

    def new_key(self) -> str:
        while True:
            self.begun += 1
            key = f"{NEW}:{self.begun}"
            if key not in self.by_key and key not in self.taken:
                return key

    def add(self, key: str, meeting: MetPeople) -> None:
        self.live[key] = None
        self.by_key[key] = _joined(self.by_key.get(key), key, meeting)

    def _is_over(self, deal: OpenOpportunity, at: datetime) -> bool:
        # On the day it was closed it is still open: the order was given in that day's meeting.
        closed = deal.closed_at is not None and _day(deal.closed_at, at) < at.date()
        return closed or (not deal.unmet and at - deal.last_at > self.gap)


def _joined(deal: OpenOpportunity | None, key: str, meeting: MetPeople) -> OpenOpportunity:
    if deal is None:
        return OpenOpportunity(key, meeting.at, meeting.at, meeting.people)
    first_at = min(deal.first_at, meeting.at)
    last_at = meeting.at if deal.unmet else max(deal.last_at, meeting.at)
    return replace(deal, first_at=first_at, last_at=last_at, people=deal.people | meeting.people, unmet=False)


def _latest(deal: OpenOpportunity, at: datetime) -> tuple[datetime, datetime, str]:
    # What was met after this meeting says nothing about which deal was the latest then.
    return min(deal.last_at, at), deal.first_at, deal.key


def _check(meetings: Sequence[MetPeople], opportunities: Sequence[OpenOpportunity]) -> None:
    for keys in ([one.key for one in meetings], [one.key for one in opportunities]):
        if len(set(keys)) != len(keys):
            raise ValueError("a key comes twice")
    moments = [one.at for one in meetings]
    moments += [at for one in opportunities for at in (one.first_at, one.last_at, one.closed_at) if at is not None]
    for moment in moments:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")


def _day(moment: datetime, at: datetime) -> date:
    """The day of `moment` where the meeting was."""
    try:
        return moment.astimezone(at.tzinfo).date()
    except OverflowError:  # in the first or the last hours of all years
        return moment.date()
