"""From which moment a command looks: now, or another one for an older export."""

import argparse
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from foothold.records.models import Membership


DAYS_BACK = {"today": 0, "yesterday": 1}
"""Words for a day: the same clock time as now."""


def add_now(parser: argparse.ArgumentParser) -> None:
    """The option `--now`."""
    parser.add_argument(
        "--now", metavar="ISO", type=_moment, help="look from this moment, as 2026-09-22T14:00, or yesterday (now)"
    )


def now_of(args: argparse.Namespace, seat: "Membership") -> datetime:
    """The moment asked for, in the workspace's zone where it names none; the clock's where none was asked for."""
    from django.utils import timezone

    asked: datetime | timedelta | None = args.now
    if asked is None:
        return timezone.now()
    zone = ZoneInfo(seat.workspace.tz)
    if isinstance(asked, timedelta):
        # Within one zone Python counts by the clock on the wall: yesterday 14:00 also where the clocks changed.
        return timezone.now().astimezone(zone) - asked
    return asked if asked.tzinfo else asked.replace(tzinfo=zone)


def _moment(written: str) -> datetime | timedelta:
    if written.strip().lower() in DAYS_BACK:
        return timedelta(days=DAYS_BACK[written.strip().lower()])
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{written}" is no date and time; write it as 2026-09-22T14:00') from None
    if not 1990 <= moment.year <= 2200:
        raise argparse.ArgumentTypeError(f"the year {moment.year} is out of reach; 1990 to 2200")
    return moment
