"""Once a day: score what was foretold of answers, tell the own constants anew, foretell today's (METHOD 8)."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from foothold.actions.settle_standings import EVERY as SETTLED_EVERY
from foothold.core.calendar_days import BusinessDays, add_business_days, business_days_between
from foothold.core.evidence import Level
from foothold.core.gone_dark import LOOK_AGAIN, OwnSilences, own_pi0
from foothold.core.reply_times import FROM_TEAM, WITHOUT_HISTORY, reply_times
from foothold.core.silence import HORIZON, Kind, kind_of
from foothold.core.touches import Act, Touch, Waited, acts_of, silences_of
from foothold.records.calendars import Calendars
from foothold.records.models import Account, OpportunityStanding, SilenceConstants, SilencePrediction, Workspace
from foothold.records.signs import Signs, of_deal, signs_of
from foothold.records.silences import Constants, Rhythms, of_account, signs_in, silences
from foothold.records.silences_then import seen_by

EVERY = timedelta(days=1)


def workspaces_due(*, now: datetime) -> list[UUID]:
    """The workspaces whose constants were told a day ago or never."""
    told = SilenceConstants.objects.across_workspaces(because="the daily round looks for what is due")
    lately = told.filter(made_at__gt=now - EVERY).values("workspace_id")
    return list(Workspace.objects.exclude(pk__in=lately).values_list("pk", flat=True))


def foretell_answers(workspace_id: Any, *, now: datetime) -> int:
    """Score, learn and foretell for one workspace, in one transaction; how much was foretold. Once a day at most."""
    demo = set(Account.objects.in_workspace(workspace_id).filter(demo=True).values_list("pk", flat=True))
    signs = {key: each for key, each in signs_of(workspace_id, None, now=now).items() if key not in demo}
    calendars = Calendars(workspace_id, now)
    learnt = _learnt(signs, calendars, now)
    with transaction.atomic():
        if not _claimed(workspace_id, learnt, now):
            return 0
        _score(workspace_id, signs, learnt.constants, calendars, now)
        return _foretell(workspace_id, learnt.constants, calendars, signs.keys(), now)


@dataclass(frozen=True, slots=True)
class _Learnt:
    constants: Constants
    own: dict[Kind, OwnSilences]


def _learnt(signs: dict[UUID, Signs], calendars: Calendars, now: datetime) -> _Learnt:
    taken: list[float] = []
    counted = {kind: [0, 0] for kind in Kind}
    for account, theirs in signs.items():
        days = calendars.of(account)
        rhythms = Rhythms(theirs, WITHOUT_HISTORY, days)
        taken += rhythms.all
        for kind, came in _ended(theirs, rhythms, days, now):
            counted[kind][0] += 1
            counted[kind][1] += came
    team = reply_times(taken) if len(taken) >= FROM_TEAM else WITHOUT_HISTORY
    own = {kind: OwnSilences(*both) for kind, both in counted.items()}
    return _Learnt(Constants(team, own_pi0(own), own), own)


def _ended(signs: Signs, rhythms: Rhythms, days: BusinessDays, now: datetime) -> Iterator[tuple[Kind, bool]]:
    """Each silence of the past that has come to something: an act within 90 days, or none in them."""
    acts = [sign.what for sign in signs.found if isinstance(sign.what, Act)]
    for person, past in rhythms.past.items():
        his = acts_of(acts, person)
        for each in past:
            until = each.touches[-1].at + LOOK_AGAIN
            came = each.ended_by is not None and each.ended_by.at <= until
            if came or until <= now:
                yield _kind_then(each, his, days), came


def _kind_then(waited: Waited, acts: list[Act], days: BusinessDays) -> Kind:
    """What went before the silence, as of its first touch, by the acts of him whose it was."""
    began = waited.touches[0].at
    before = [act for act in acts if act.at < began]
    last = max((act.at for act in before if act.level >= Level.E4), default=None)
    since = business_days_between(last, began, days) if last is not None else None
    # A meeting held is an act that answers nothing by itself.
    return kind_of(bd_since_act=since, met_or_proposed=any(not act.answers for act in before))


def _claimed(workspace_id: Any, learnt: _Learnt, now: datetime) -> bool:
    """Keep what was learnt; False where another process did so today."""
    team = learnt.constants.team
    kinds = {
        kind.value: {"pi0": learnt.constants.pi0[kind], "ended": own.ended, "answered": own.answered}
        for kind, own in learnt.own.items()
    }
    told = {"team_mu": team.mu, "team_sigma": team.sigma, "team_replies": team.replies, "kinds": kinds, "made_at": now}
    rows = SilenceConstants.objects.in_workspace(workspace_id)
    before = rows.first()
    if before is None:
        _row, made = rows.get_or_create(workspace_id=workspace_id, defaults=told)
    else:
        made = rows.filter(made_at__lte=now - EVERY).update(**told) == 1
    if made and (before is None or any(getattr(before, name) != told[name] for name in _USED)):
        # Every deal is worked out by the same constants: none keeps the old ones until something happens to it.
        OpportunityStanding.objects.in_workspace(workspace_id).update(as_of=now - SETTLED_EVERY)
    return made


_USED = ("team_mu", "team_sigma", "team_replies", "kinds")


def _score(
    workspace_id: Any, signs: dict[UUID, Signs], constants: Constants, calendars: Calendars, now: datetime
) -> None:
    """Say of what is due whether it came; where we touched again meanwhile the question was another one."""
    rows = SilencePrediction.objects.in_workspace(workspace_id).filter(scored_at__isnull=True)
    due = list(rows.filter(due_at__lte=now).select_related("opportunity"))
    for row in due:
        theirs = signs.get(row.opportunity.account_id)
        answers = _answers(row, theirs, constants, calendars) if theirs else []
        found = of_deal(theirs, row.opportunity.pk, len(theirs.known) <= 1) if theirs else []
        touches = [each.at for each in found if isinstance(each, Touch) and row.made_at < each.at <= row.due_at]
        row.came, row.scored_at = bool(answers), now
        row.void = bool(touches) and (not answers or min(touches) < min(answers))
    SilencePrediction.objects.in_workspace(workspace_id).bulk_update(due, ["came", "void", "scored_at"], batch_size=500)


def _answers(row: SilencePrediction, signs: Signs, constants: Constants, calendars: Calendars) -> list[datetime]:
    """When the silence that was foretold of ended within its time: by him it was told of, or by whoever stands for him.

    Whose it was is told again from what was known then.
    """
    account, deal = row.opportunity.account_id, row.opportunity.pk
    then = seen_by(signs, row.made_at)
    days = calendars.of(account)
    silent = of_account(account, [deal], then, constants, days, row.made_at).get(deal)
    touches, before, _proposals = signs_in(then, deal, row.made_at, days)
    _later, acts, _open = signs_in(signs, deal, row.due_at, days)
    acted = {act.person for act in before}
    whom = silent.whom if silent is not None else ""
    asked = [each for each in touches if each.at <= row.made_at]
    return [
        each.ended_by.at
        for person, past in silences_of(asked, [act for act in acts if act.at <= row.due_at], days).items()
        if person in {"", whom} or not {person, whom} & acted
        for each in past
        if each.ended_by is not None and each.ended_by.at > row.made_at
    ]


def _foretell(
    workspace_id: Any, constants: Constants, calendars: Calendars, own: Container[UUID], now: datetime
) -> int:
    today = now.astimezone(ZoneInfo(Workspace.objects.get(pk=workspace_id).tz)).date()
    found = silences(workspace_id, None, now, constants=constants)
    rows = SilencePrediction.objects.in_workspace(workspace_id)
    told = set(rows.filter(made_on=today).values_list("opportunity_id", flat=True))
    new = [
        SilencePrediction(
            workspace_id=workspace_id,
            opportunity_id=deal,
            kind=each.kind.value,
            chance=each.silence.reply_waiting,
            unanswered=each.unanswered,
            made_on=today,
            made_at=now,
            due_at=add_business_days(now, HORIZON, calendars.of(each.account_id)),
        )
        for deal, each in found.items()
        if each.silence is not None and not each.booked and each.account_id in own and deal not in told
    ]
    rows.bulk_create(new, batch_size=500)
    return len(new)


def foretold_and_seen(workspace_id: Any) -> list[tuple[float, bool]]:
    """What was foretold of answers and what came, of all that is scored and was not another question by then."""
    rows = SilencePrediction.objects.in_workspace(workspace_id).filter(~Q(came=None), void=False)
    return [(chance, bool(came)) for chance, came in rows.values_list("chance", "came")]
