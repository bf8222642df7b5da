"""How often a seller does what coaching looks at, and how well the policy is kept, over 90 days (METHOD 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max

from foothold.core.coaching import AGENDA, HOMEWORK, IN_ROOM, PSYCHOGRAPHICS, USUAL, Behaviour, policy_compliance
from foothold.core.evidence import Level, Side
from foothold.core.next_dates import NextSet
from foothold.core.shares import Bounds
from foothold.core.verdict import Verdict
from foothold.core.window import DAYS, Window, window
from foothold.records.calendars import our_days
from foothold.records.models import Judgement, Meeting, Membership, Preparation, Source
from foothold.records.models.meetings import TAKES_PLACE, CustomerAnswer, Known
from foothold.records.models.sources import SourceType
from foothold.records.picture import customer_meetings, held

A_MONTH = 30
AGENDA_WITHIN = timedelta(days=7)
"""Before a meeting of which it is not known since when it stood in the calendar."""
_OWN_WORDS = {Level.E3.name, Level.E4.name}
_NEXT = tuple(f"next_meeting__{name}" for name in ("answer", "answer_level", "organized_by", "we_accepted"))


@dataclass(frozen=True, slots=True)
class Counted:
    """A behaviour with the meetings its rate was counted on: done in `yes`, not in `no`; at others nobody saw."""

    behaviour: Behaviour
    yes: tuple[UUID, ...]
    no: tuple[UUID, ...]

    @property
    def k(self) -> int:
        return len(self.yes)

    @property
    def n(self) -> int:
        """0 where nothing was seen."""
        return len(self.yes) + len(self.no)


@dataclass(frozen=True, slots=True)
class Left:
    """How the meetings were left: by the policy (003-4), not so, and those of which it is not known."""

    well: tuple[UUID, ...]
    not_well: tuple[UUID, ...]
    unknown: tuple[UUID, ...]

    @property
    def compliance(self) -> Bounds:
        well, not_well = len(self.well), len(self.not_well)
        return policy_compliance(well, not_well, well + not_well + len(self.unknown))


@dataclass(frozen=True, slots=True)
class Coaching:
    """The behaviours of one seller, and how he left his meetings."""

    counted: tuple[Counted, ...]
    left: Left
    span: Window

    @property
    def compliance(self) -> Bounds:
        return self.left.compliance


def coaching_of(whom: Membership, *, now: datetime) -> Coaching:
    """Count them over the meetings of the last 90 days. Five queries, a sixth where a booking was not sent."""
    today = now.astimezone(ZoneInfo(whom.workspace.tz)).date()
    span = window(today, our_days(whom.workspace, today))
    meetings = held(customer_meetings(whom), span, now=now).order_by()
    names = ("pk", "account", "demo", "held_at", "put_at", "next_set", "homework_set", "step_counts", "ending")
    rows = _without_untold(whom, list(meetings.values(*names, *_NEXT, "next_meeting__untold")))
    read = _read(whom, meetings)
    prepared = Preparation.objects.in_workspace(whom.workspace_id).filter(meeting__in=meetings.values("pk"))
    sent = set(prepared.filter(agenda_sent_at__isnull=False).values_list("meeting_id", flat=True))
    agendas = dict.fromkeys(_mails_seen_before(whom, rows), False) | dict.fromkeys(sent, True)
    tests = {row["pk"]: read[row["pk"]]["t4"] for row in rows if row["pk"] in read}
    tests = {key: level for key, level in tests.items() if level in Level.__members__}
    in_room = _answers(rows, "next_set", NextSet.IN_ROOM, {NextSet.LATER, NextSet.NEVER})
    counted = (
        _counted(IN_ROOM, len(rows), in_room),
        _counted(HOMEWORK, len(rows), _answers(rows, "homework_set", Known.YES, {Known.NO})),
        _counted(AGENDA, len(rows), agendas),
        _counted(PSYCHOGRAPHICS, len(tests), {key: level in _OWN_WORDS for key, level in tests.items()}),
    )
    return Coaching(counted, _left(rows, read), span)


def _without_untold(whom: Membership, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they are without a booking they were never told of: it is no next date. Where the customer was met
    again nevertheless, when that date was set is not known."""
    untold = [row for row in rows if row["next_meeting__untold"]]
    if not untold:
        return rows
    others = Meeting.objects.in_workspace(whom.workspace_id).filter(TAKES_PLACE).order_by()
    theirs = others.filter(account__in={row["account"] for row in untold if row["account"]})
    last = dict(theirs.values_list("account").annotate(last=Max("held_at")))
    for row in untold:
        is_last = last.get(row["account"], row["held_at"]) <= row["held_at"]
        row["next_set"] = NextSet.NEVER.value if is_last else NextSet.UNKNOWN.value
    return rows


def _mails_seen_before(whom: Membership, rows: Iterable[Mapping[str, Any]]) -> list[UUID]:
    """The meetings before which his mails were read: of no other is it known that no agenda was sent. From the day it
    stood in the calendar; where that is not known, for a week."""
    mails = Source.objects.in_workspace(whom.workspace_id).filter(kind=SourceType.MAILS, user_id=whom.user_id)
    covers = mails.filter(covers_from__isnull=False, covers_until__isnull=False)
    spans = list(covers.values_list("demo", "covers_from", "covers_until"))
    return [
        row["pk"]
        for row in rows
        for begins_at in [min(row["put_at"] or row["held_at"] - AGENDA_WITHIN, row["held_at"])]
        if any(demo == row["demo"] and since <= begins_at and row["held_at"] <= until for demo, since, until in spans)
    ]


def _counted(name: str, occasions: int, seen: Mapping[UUID, bool]) -> Counted:
    """`seen` says of each meeting where one could tell whether it was done."""
    usual = USUAL[name]
    chances = occasions * A_MONTH / DAYS
    yes, no = (tuple(key for key, was in seen.items() if was is done) for done in (True, False))
    rate = len(yes) / len(seen) if seen else None
    return Counted(Behaviour(name, rate, usual.target, chances, usual.weight), yes, no)


def _answers(rows: Iterable[Mapping[str, Any]], name: str, yes: str, no: set[Any]) -> dict[UUID, bool]:
    return {row["pk"]: row[name] == yes for row in rows if row[name] == yes or row[name] in no}


def _read(whom: Membership, meetings: Any) -> dict[UUID, dict[str, Any]]:
    """What the latest reading of each meeting says: verdict, whether a slot was agreed, how far the fourth test got."""
    rows = Judgement.objects.in_workspace(whom.workspace_id).filter(meeting__in=meetings.values("pk"))
    listed = rows.order_by("version").values_list("meeting_id", *(f"document__{name}" for name in _READ.values()))
    return {key: dict(zip(_READ, said, strict=True)) for key, *said in listed}


_READ = {"verdict": "verdict", "agreed": "next_step__agreed", "start": "next_step__start", "t4": "tests__T4__level"}
"""Where each stands in a reading (`verdict/1`)."""


def _left(rows: Iterable[Mapping[str, Any]], read: Mapping[UUID, Mapping[str, Any]]) -> Left:
    """Left with a slot the customer agreed to, an order or a no; known not to be where the words were read, or no date
    ever came. A slot needs no topic here (METHOD 4.2), and a no counts at any level."""
    well: list[UUID] = []
    not_well: list[UUID] = []
    unknown: list[UUID] = []
    for row in rows:
        said = read.get(row["pk"])
        agreed = row["step_counts"] == Known.YES or _agreed_by_act(row) or (said is not None and _agreed_in(said))
        if agreed or row["ending"] or (said is not None and said["verdict"] == Verdict.NO_SALE.value):
            well.append(row["pk"])
        elif said is not None or row["next_set"] == NextSet.NEVER:
            not_well.append(row["pk"])
        else:
            unknown.append(row["pk"])
    return Left(tuple(well), tuple(not_well), tuple(unknown))


def _agreed_in(said: Mapping[str, Any]) -> bool:
    """Whether his own words agree to a slot."""
    return bool(said["start"]) and said["agreed"] in _OWN_WORDS


def _agreed_by_act(row: Mapping[str, Any]) -> bool:
    """Whether the date set in the room is one he accepted, or invited us to and we accepted."""
    answer, level, organized_by, we_accepted = (row[name] for name in _NEXT)
    accepted = answer == CustomerAnswer.ACCEPTED and level in _OWN_WORDS
    his = organized_by == Side.CUSTOMER and we_accepted == Known.YES
    return row["next_set"] == NextSet.IN_ROOM and (accepted or his)
