"""Read a calendar's secret address again: claimed first, asked outside any transaction, kept only if still ours.

DESIGN 2 (sending), 6 (a clock step expires live leases: the attempt number fences).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from foothold.actions.forget_unused import settle_accounts_again
from foothold.actions.import_calendar import GivenCalendar, Taken, import_calendar
from foothold.actions.mark_gone import mark_gone, take_over
from foothold.connectors.calendar import ScannedCalendar, scan_calendar, threads_of
from foothold.connectors.calendar.feed import FeedAnswer, FeedFailed, Fetched, fetch_calendar, next_try
from foothold.connectors.calendar.feed_times import LATEST, SPREAD
from foothold.core.conversation import Unreadable
from foothold.records.changes_kept import changed_by
from foothold.records.leases import is_free
from foothold.records.models import Import, ImportChange, MeetingStood, Membership, Source
from foothold.records.models.sources import ImportState, SourceType
from foothold.records.scoping import ScopedQuerySet
from foothold.records.secrets import CannotOpen, unseal

LEASE = timedelta(minutes=10)
"""How long a reading may take before another process may try: a fetch ends within half a minute, a large
calendar is stored within a few."""
_FURTHEST = LATEST * (1 + SPREAD)
"""How far ahead the next reading can lie; further means that the clock has stepped back since."""
_ANSWERS = frozenset({"REPLY", "COUNTER"})


def sources_due(*, now: datetime, at_most: int = 20) -> list[UUID]:
    """The addresses to read now that nobody reads, the longest due first."""
    return list(_due(now).order_by("next_read_at").values_list("pk", flat=True)[:at_most])


def claim_source(source_id: UUID, *, now: datetime, due_only: bool = True) -> int | None:
    """Take the lease on one address; the attempt number to finish under, or None where it is another's or not due."""
    with transaction.atomic():
        wanted = _due(now) if due_only else _free(now)
        mine = wanted.filter(pk=source_id).update(claimed_until=now + LEASE, attempt=F("attempt") + 1)
        if mine != 1:
            return None
        return _everywhere().values_list("attempt", flat=True).get(pk=source_id)


def refresh_source(source_id: UUID, attempt: int, *, now: datetime) -> bool:
    """Read a claimed address; whether the outcome, good or bad, was still ours to keep.

    What goes wrong is written on the Source in one line for a person, and it is tried again later. Call it
    outside any transaction.
    """
    source = _everywhere().filter(pk=source_id, attempt=attempt).first()
    if source is None:
        return False
    seat = _seat(source)
    if seat is None:
        return _give_up(source, attempt)
    try:
        answer = _ask(source)
        calendar = scanned(answer)
    except FeedFailed as failed:
        return _failed(source, attempt, failed, source.failures + 1, now=now)
    except (Unreadable, CannotOpen) as refused:
        # Asking again helps only after a person changed something: once a day is enough to see that he did.
        return _failed(source, attempt, refused, max(source.failures + 1, 12), now=now)
    with transaction.atomic():
        if not _is_still_ours(source, attempt):
            return False
        keep_answer(seat, source, answer, calendar, now=now)
    return True


def refresh_now(seat: Membership, source: Source, *, now: datetime) -> Source:
    """Read this address at once, due or not; the row as it stands after, with `problem` where something is wrong.

    Where another process reads it at this moment, nothing is done.
    """
    own = Source.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    attempt = claim_source(own.get(pk=source.pk).pk, now=now, due_only=False)
    if attempt is not None:
        refresh_source(source.pk, attempt, now=now)
    return own.get(pk=source.pk)


def scanned(answer: FeedAnswer) -> ScannedCalendar | None:
    """The calendar of an answer, None where nothing is new. Raises `Unreadable`."""
    if not isinstance(answer, Fetched):
        return None
    calendar = scan_calendar(answer.data, "calendar")
    if calendar.method in _ANSWERS:
        raise Unreadable(_("There is an answer to an invitation at this address, not a calendar. Check the address."))
    return calendar


def keep_answer(
    seat: Membership, source: Source, answer: FeedAnswer, calendar: ScannedCalendar | None, *, now: datetime
) -> None:
    """Store what was read, and when to ask again by what the calendar wishes. In the caller's transaction."""
    if calendar is not None:
        # A name that is an address may be the secret one.
        source.name = (calendar.name if calendar.name and "/" not in calendar.name else source.name)[:255]
        given = GivenCalendar(calendar.name, calendar.fingerprints, partial(threads_of, calendar), calendar.skipped)
        given = replace(given, tz=calendar.tz)
        taken = import_calendar(seat, given, source.name, now=now, source=source)
        _follow_the_feed(seat, source, taken, given, now=now)
    if isinstance(answer, Fetched):
        # A validator cut short is a wrong one.
        source.etag = answer.etag if len(answer.etag) <= 255 else ""
        source.last_modified = answer.last_modified if len(answer.last_modified) <= 100 else ""
    source.read_at, source.problem, source.failures, source.claimed_until = now, "", 0, None
    source.next_read_at = next_try(0, now, refresh_after=answer.refresh_after, spread_by=str(source.pk))
    source.save()


def put_off(source_id: UUID, attempt: int, *, now: datetime) -> None:
    """After a fault of ours: say so on the source and ask later, ever later, if the attempt is still ours."""
    rows = Source.objects.across_workspaces(because="the job knows the source it claimed").filter(
        pk=source_id, attempt=attempt
    )
    for failures in rows.values_list("failures", flat=True):
        rows.update(
            problem=_("It could not be stored; what was read before is kept. That is our fault."),
            failures=failures + 1,
            next_read_at=next_try(failures + 1, now, spread_by=str(source_id)),
            claimed_until=None,
        )


def _follow_the_feed(seat: Membership, source: Source, taken: Taken, given: GivenCalendar, *, now: datetime) -> None:
    """What the address shows beyond single entries: which ones are its own, and which went."""
    if taken.run is None:
        return
    take_over(seat, source, taken.run, given.fingerprints)
    with changed_by(taken.run):
        settle_accounts_again(seat, mark_gone(seat, source, given.fingerprints, now=now))
    forget_idle_runs(source, keep=taken.run.pk)


def forget_idle_runs(source: Source, *, keep: UUID) -> None:
    """Of the readings that changed nothing only the last is kept: an address is read every hour."""
    gone = MeetingStood.objects.in_workspace(source.workspace_id).filter(run__source=source).values("run_id")
    runs = Import.objects.in_workspace(source.workspace_id).filter(source=source, state=ImportState.DONE)
    changed = ImportChange.objects.in_workspace(source.workspace_id).filter(run__source=source).values("run_id")
    runs.exclude(pk=keep).exclude(pk__in=changed).exclude(pk__in=gone).delete()


def _ask(source: Source) -> FeedAnswer:
    address = unseal(source.sealed, about=str(source.pk))
    return fetch_calendar(
        address,
        etag=source.etag,
        last_modified=source.last_modified,
        allow_private=settings.FEEDS_FROM_PRIVATE_NETWORKS,
    )


def _failed(source: Source, attempt: int, problem: Exception, failures: int, *, now: datetime) -> bool:
    retry_after = problem.retry_after if isinstance(problem, FeedFailed) else None
    with transaction.atomic():
        kept = _everywhere().filter(pk=source.pk, attempt=attempt)
        return (
            kept.update(
                problem=str(problem),
                failures=failures,
                claimed_until=None,
                next_read_at=next_try(failures, now, retry_after=retry_after, spread_by=str(source.pk)),
            )
            == 1
        )


def _give_up(source: Source, attempt: int) -> bool:
    """Its person has no seat any more: nobody is there to read it for."""
    with transaction.atomic():
        kept = _everywhere().filter(pk=source.pk, attempt=attempt)
        return kept.update(next_read_at=None, claimed_until=None) == 1


def _is_still_ours(source: Source, attempt: int) -> bool:
    """Whether nobody took the lease over meanwhile; from here to the commit nobody can (the row is locked)."""
    return _everywhere().filter(pk=source.pk, attempt=attempt).update(claimed_until=None) == 1


def _seat(source: Source) -> Membership | None:
    seats = Membership.objects.in_workspace(source.workspace_id).select_related("workspace", "user")
    return seats.filter(user_id=source.user_id).first()


def _free(now: datetime) -> ScopedQuerySet[Source]:
    """The addresses nobody reads."""
    return _everywhere().filter(is_free(now, LEASE), kind=SourceType.CALENDAR_ADDRESS).exclude(sealed="")


def _due(now: datetime) -> ScopedQuerySet[Source]:
    return _free(now).filter(Q(next_read_at__lte=now) | Q(next_read_at__gt=now + _FURTHEST))


def _everywhere() -> ScopedQuerySet[Source]:
    return Source.objects.across_workspaces(because="addresses are due in every workspace")
