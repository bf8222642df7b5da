"""Why it is not known of some meetings whether they ended with a next step, written and booked (METHOD 9, P5)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from foothold.core.calendar_days import BusinessDays, add_business_days
from foothold.core.percentages import WhyUnknown
from foothold.core.window import Window
from foothold.records.calendars import Calendars
from foothold.records.models import Letter, Meeting, Source
from foothold.records.models.sources import SourceType
from foothold.records.review_lists import meetings_counted
from foothold.records.scoping import ScopedQuerySet

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason and how many meetings it holds for. `on` is the day on which the mails read end, or begin."""

    why: WhyUnknown
    meetings: int
    on: date | None = None


def why_step_unknown(meetings: ScopedQuerySet[Meeting], span: Window, *, now: datetime) -> tuple[Gap, ...]:
    """The reasons of those meetings P5 leaves open, in the order of `WhyUnknown`. One meeting may have two."""
    reasons = step_reasons(meetings, span, now=now)
    counted = Counter(why for _key, why, _on in reasons)
    on = {why: min((day for _key, each, day in reasons if each is why and day), default=None) for why in counted}
    return tuple(Gap(why, counted[why], on[why]) for why in WhyUnknown if why in counted)


def step_reasons(
    meetings: ScopedQuerySet[Meeting], span: Window, *, now: datetime
) -> list[tuple[UUID, WhyUnknown, date | None]]:
    """Each of those meetings with its reason, and the day the mails read end or begin."""
    found = list(meetings_counted(meetings, "step_or_recap_unknown", span, now=now).select_related("next_meeting"))
    if not found:
        return []
    calendars = Calendars(found[0].workspace_id, now, since=span.start)
    read = _mails_read(found)
    reasons: list[tuple[UUID, WhyUnknown, date | None]] = []
    for each in found:
        if not each.step_counts:
            reasons.append((each.pk, _why_no_step(each), None))
        if not each.recap_sent:
            why, at = _why_no_recap(each, read.get(each.seller_id), calendars.of(each.account_id))
            reasons.append((each.pk, why, at and at.astimezone(calendars.zone).date()))
    return reasons


def _mails_read(meetings: Sequence[Meeting]) -> dict[UUID, list[Span]]:
    """The days each seller's mails were read for; none where mails were read, and too few of them are ours."""
    workspace = meetings[0].workspace_id
    mails = Source.objects.in_workspace(workspace).filter(
        Exists(Letter.objects.in_workspace(workspace).filter(source=OuterRef("pk"))) | Q(covers_until__isnull=False),
        kind=SourceType.MAILS,
        user__in={each.seller_id for each in meetings},
        demo__in={each.demo for each in meetings},
    )
    spans: dict[UUID, list[Span]] = {}
    for each in mails:
        theirs = spans.setdefault(each.user_id, [])
        if each.covers_from is not None and each.covers_until is not None:
            theirs.append((each.covers_from, each.covers_until))
    return spans


def _why_no_step(meeting: Meeting) -> WhyUnknown:
    """A next date that was set in time is unknown for want of their answer; else for want of the moment."""
    following = meeting.next_meeting
    is_dated = following is not None and following.put_at is not None
    return WhyUnknown.STEP_UNKNOWN if is_dated else WhyUnknown.STEP_UNSEEN


def _why_no_recap(meeting: Meeting, read: list[Span] | None, days: BusinessDays) -> tuple[WhyUnknown, datetime | None]:
    """No mails read, or too few of his; else they end before the recap was due, begin after the meeting, or nobody
    had an address."""
    if not read:
        return WhyUnknown.RECAP_UNKNOWN if read is None else WhyUnknown.MAILS_FEW, None
    ended_at = meeting.ended_at
    due = add_business_days(ended_at, 1, days)
    if any(since <= ended_at and due <= until for since, until in read):
        return WhyUnknown.NO_ADDRESS, None
    last = max(until for _since, until in read)
    if last < due:
        return WhyUnknown.MAILS_END, last
    return WhyUnknown.MAILS_BEGIN, min(since for since, _until in read if since > ended_at)
