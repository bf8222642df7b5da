"""Fill a workspace as two years of a sales team would: sellers, accounts, meetings, answers, promises.

    python bench/filled_workspace.py --data FOLDER [--meetings 50000] [--sellers 200] [--days 730]

Into the database of DATABASE_URL, or SQLite in FOLDER. Everything is invented and the same every time.
"""

import argparse
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from filled_rows import SellersRows, Shape
from made_people import OUR_DOMAIN, person

TALK = b"""Anna: Shall we look at the trial plan next Thursday at 10?
Jan: Next Thursday at 10 works. I will bring Eva from quality, and send you the pump hours by Friday.
"""


def open_database(data: Path) -> None:
    """Load Django on this folder and bring its database, or that of DATABASE_URL, to this version."""
    os.environ["FOOTHOLD_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
    import django

    django.setup()
    from foothold.cli.serve import migrate

    migrate()


def fill(shape: Shape, *, now: datetime) -> list[Any]:
    """Fill the owner's workspace, and give the seats: the owner's first."""
    from django.db import transaction

    with transaction.atomic():
        seats = _seats(shape.sellers)
        for seat in seats:
            _debrief(seat, now)
        for number, seat in enumerate(seats):
            _fill_seat(seat, number, shape, now)
    _analyse()
    return seats


def _seats(count: int) -> list[Any]:
    """The owner, a manager for every twenty people, and sellers."""
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.records.models import Identity, Membership, User
    from foothold.records.models.people import IdentityKind, Role

    owner = open_personal_workspace(name="Anna Weber", tz="Europe/Berlin")
    seats = [owner]
    for number in range(1, count):
        name, address = person(number, OUR_DOMAIN)
        user = User(address=address, name=name)
        user.set_unusable_password()
        user.save()
        role = Role.MANAGER if number % 20 == 0 else Role.SELLER
        seats.append(Membership.objects.in_workspace(owner.workspace).create(user=user, role=role))
    Identity.objects.in_workspace(owner.workspace).create(kind=IdentityKind.DOMAIN, value=OUR_DOMAIN)
    return seats


def _fill_seat(seat: Any, number: int, shape: Shape, now: datetime) -> None:
    """One seller with his calendar and mailbox."""
    from foothold.records.many_rows import insert
    from foothold.records.models import Import, Source
    from foothold.records.models.sources import ImportState, SourceType

    random = Random(number)
    mine = {"workspace_id": seat.workspace_id, "user_id": seat.user_id}
    kinds = (SourceType.CALENDAR_FILE, SourceType.MAILS)
    covered = {"covers_from": now - timedelta(days=shape.days_back), "covers_until": now}
    sources = [Source(**mine, kind=kind, key=str(number), name=f"{kind} {number}", read_at=now) for kind in kinds]
    for name, value in covered.items():
        setattr(sources[1], name, value)
    runs = [
        Import(**mine, source=each, state=ImportState.DONE, started_at=now, ended_at=now, read=250, new=250)
        for each in sources
    ]
    rows = SellersRows(seat, sources, random, number, now)
    rows.meet(shape)
    for each in (
        sources,
        runs,
        rows.accounts,
        rows.contacts,
        rows.counterparts,
        rows.deals,
        rows.entries,
        rows.meetings,
    ):
        insert(seat.workspace_id, each)
    for each in (rows.attendees, rows.feelings, rows.promises, rows.letters):
        insert(seat.workspace_id, each)


def _debrief(seat: Any, now: datetime) -> None:
    """One meeting of which the words are kept."""
    from foothold.actions.debrief_meeting import Answers, debrief_meeting
    from foothold.read import open_conversation

    sides = {"Anna": "ours", "Jan": "customer"}
    said = Answers(
        held_at=now - timedelta(days=3), tz="Europe/Berlin", account="", sides=sides, knowing="everyone_knew"
    )
    debrief_meeting(seat, open_conversation(TALK, "call.txt"), said, now=now)


def _analyse() -> None:
    """Let the database count its rows, as it does by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> int:
    """Fill one database."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--meetings", type=int, default=50_000)
    arguments.add_argument("--sellers", type=int, default=200)
    arguments.add_argument("--days", type=int, default=730)
    chosen = arguments.parse_args()
    chosen.data.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    open_database(chosen.data)
    shape = Shape(meetings=chosen.meetings, sellers=chosen.sellers, days_back=chosen.days)
    fill(shape, now=datetime.now(UTC))
    print(f"{shape.meetings:,} meetings of {shape.sellers} sellers in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
