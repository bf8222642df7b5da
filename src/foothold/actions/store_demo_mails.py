"""Store the mails of the demo team, as a mailbox would tell of them: who wrote to whom and when, no words.

Recaps and answers, and the last ones that nobody answered: without them nobody of the demo could be silent.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from foothold.actions.demo_calendar import DemoCalendar, address_of, people_met, weekdays_from
from foothold.actions.import_calendar import source_of_file
from foothold.records.models import Letter, Membership
from foothold.records.models.sources import SourceType

_UNANSWERED = {1: (-9, -5), 2: (-17, -12, -8), 4: (-12,)}
"""By customer of a calendar: when we wrote last, in weekdays from today, and heard nothing."""
_NO_RECAP_EVERY = 4
"""Of so many meetings one had no recap."""

Written = tuple[str, str, datetime]
"""From, to, when."""


def store_demo_mails(seat: Membership, of: DemoCalendar, *, now: datetime, zone: ZoneInfo) -> None:
    """The mailbox of one of the team, before the calendar is read: what it covers tells of every recap."""
    written = sorted(_written(of, now=now, zone=zone), key=lambda each: each[2])
    source = source_of_file(seat, SourceType.MAILS, f"mails of {of.address}", of.address, demo=True)
    source.read_at, source.covers_from, source.covers_until = now, written[0][2], now
    source.save(update_fields=["read_at", "covers_from", "covers_until"])
    Letter.objects.in_workspace(seat.workspace_id).bulk_create(
        Letter(
            workspace_id=seat.workspace_id,
            user_id=seat.user_id,
            source=source,
            message_id=f"demo-{place}.{of.address}",
            from_address=sender,
            to_addresses=[to],
            sent_at=sent_at,
        )
        for place, (sender, to, sent_at) in enumerate(written)
    )


def _written(of: DemoCalendar, *, now: datetime, zone: ZoneInfo) -> Iterator[Written]:
    today = now.astimezone(zone).date()
    for place, planned in enumerate(of.meetings):
        person = address_of(people_met(of, place)[0], of.customers[planned.customer])
        held_at = datetime.combine(weekdays_from(today, planned.days), time(planned.hour), zone)
        answered_at = datetime.combine(weekdays_from(today, planned.days + 1), time(9), zone)
        if answered_at < now and place % _NO_RECAP_EVERY:
            yield of.address, person, held_at + timedelta(hours=2)
            yield person, of.address, answered_at
    for customer, days in _UNANSWERED.items():
        if customer < len(of.customers):
            person = address_of(of.customers[customer].people[0], of.customers[customer])
            for each in days:
                yield of.address, person, datetime.combine(weekdays_from(today, each), time(8, 30), zone)
