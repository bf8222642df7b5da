"""From which moment a command looks: now, or another one for an older export."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from foothold.records.models import Membership


def add_now(parser: argparse.ArgumentParser) -> None:
    """The option `--now`."""
    parser.add_argument("--now", metavar="ISO", type=_moment, help="look from this moment, as 2026-09-22T14:00 (now)")


def now_of(args: argparse.Namespace, seat: "Membership") -> datetime:
    """The moment asked for, in the workspace's zone where it names none; the clock's where none was asked for."""
    from django.utils import timezone

    asked: datetime | None = args.now
    if asked is None:
        return timezone.now()
    return asked if asked.tzinfo else asked.replace(tzinfo=ZoneInfo(seat.workspace.tz))


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{written}" is no date and time; write it as 2026-09-22T14:00') from None
    if not 1990 <= moment.year <= 2200:
        raise argparse.ArgumentTypeError(f"the year {moment.year} is out of reach; 1990 to 2200")
    return moment
