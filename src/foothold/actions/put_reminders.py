"""The last five minutes of each customer meeting, "book the next one", in the seller's own connected calendar (UX 4).

The one reminder that reaches every phone without an app. It stands once for a meeting, moves and goes with it, and
is there for the next seven days only, so that a calendar is not filled with what may never be.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.depart import Leaving, depart
from foothold.actions.note_words import address_of
from foothold.actions.whom_to_write import calendar_of
from foothold.connectors.calendar.writing import reminder_uid, write_reminder
from foothold.records.models import Departure, Meeting, Membership
from foothold.records.models.connections import ConnectionKind, DepartureKind
from foothold.records.note_choices import ENTRY, chosen
from foothold.records.picture import customer_meetings

AHEAD = timedelta(days=7)
_THREAD = "reminder "
_GONE = "gone"


def put_reminders(seat: Membership, *, now: datetime) -> int:
    """Put into the outbox what makes the calendar show the reminders as they are to be; how many changes that are."""
    if calendar_of(seat) is None:
        return 0
    with transaction.atomic():
        standing, wanted = _standing(seat), _wanted(seat, now=now) if chosen(seat)[ENTRY] else {}
        ended = _over(seat, [key for key in standing if key not in wanted], now=now)
        changes = 0
        for key, meeting in wanted.items():
            last = standing.get(key)
            if _state(last) != _ends(meeting) and (meeting.held_at < now + AHEAD or _state(last) not in {"", _GONE}):
                _put(seat, meeting, 0 if last is None else last.place + 1, now=now)
                changes += 1
        for key, last in standing.items():
            if key not in wanted and key not in ended and _state(last) != _GONE:
                _take_out(seat, key, last.place + 1, now=now)
                changes += 1
    return changes


def _standing(seat: Membership) -> dict[UUID, Departure]:
    """The last word sent about the reminder of each meeting."""
    rows = Departure.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id, kind=DepartureKind.NOTE, by=ConnectionKind.CALENDAR, thread__startswith=_THREAD
    )
    return {UUID(row.thread.removeprefix(_THREAD)): row for row in rows.order_by("thread", "place")}


def _wanted(seat: Membership, *, now: datetime) -> dict[UUID, Meeting]:
    """Customer meetings to come whose date holds and after which nothing is set yet."""
    ahead = customer_meetings(seat).filter(
        demo=False, all_day=False, ends_at__isnull=False, ends_at__gt=now, next_meeting=None
    )
    return {each.pk: each for each in ahead.select_related("account").order_by("held_at")[:500] if each.stands}


def _over(seat: Membership, keys: list[UUID], *, now: datetime) -> set[UUID]:
    """Those that were held: their reminder is past, too, and stays where it is."""
    rows = Meeting.objects.in_workspace(seat.workspace_id).filter(pk__in=keys, ends_at__lte=now)
    return {each.pk for each in rows if each.stands}


def _state(last: Departure | None) -> str:
    """What stands after it: the end of the meeting it was written for, "gone", or nothing yet."""
    return last.key.rpartition(" ")[2] if last is not None else ""


def _ends(meeting: Meeting) -> str:
    return f"{meeting.ended_at.astimezone(UTC):%Y%m%dT%H%MZ}"


def _put(seat: Membership, meeting: Meeting, place: int, *, now: datetime) -> None:
    name = meeting.account.name if meeting.account else meeting.title
    data = write_reminder(
        meeting_uid=str(meeting.pk),
        ends_at=meeting.ended_at,
        tz=seat.workspace.tz,
        url=address_of("close", meeting.pk),
        summary=_("Book the next one: {name}").format(name=name)[:200],
        stamped_at=now,
        created_at=now,
        sequence=place,
    )
    _leave(seat, meeting.pk, place, _ends(meeting), data, now=now)


def _take_out(seat: Membership, key: UUID, place: int, *, now: datetime) -> None:
    _leave(seat, key, place, _GONE, b"", now=now)


def _leave(seat: Membership, key: UUID, place: int, state: str, data: bytes, *, now: datetime) -> None:
    leaving = Leaving(
        kind=DepartureKind.NOTE,
        by=ConnectionKind.CALENDAR,
        key=f"{_THREAD}{key.hex} {place} {state}",
        thread=f"{_THREAD}{key}",
        data=data,
        uid=reminder_uid(str(key)),
        sequence=place,
        subject=_("Book the next one"),
    )
    depart(seat, leaving, now=now)
