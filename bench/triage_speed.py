"""What working out where deals stand costs: a hundred thousand of them, and one (METHOD 7; records.standings).

    python bench/triage_speed.py [--deals 100000] [--quick]
    bin/with-postgres .venv/bin/python bench/triage_speed.py

On SQLite, or the database of DATABASE_URL, which has to be empty. Each deal has four meetings, one of them ahead for
a third of the deals, two customer persons who answered, one kept reading of words (about 1 kB) and a promise. Asked:
all of them in under 60 s, one in under 20 ms. "First" stores every standing and its history, "again" finds most
unchanged, which is what happens every day. Seconds of the clock and of our own CPU.
Exit 1 where the asked time is missed.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from filled_workspace import open_database

MOST_SECONDS, MOST_MILLISECONDS = 60.0, 20.0
DAY = timedelta(days=1)
AT_ONCE = 2_000
DOCUMENT = {
    "schema": "verdict/1",
    "verdict": "advance (pending)",
    "tests": {f"T{n}": {"level": level, "evidence": []} for n, level in enumerate(("E3", "E1", "E0", "E3", "E1"), 1)},
    "next_step": None,
    "vague": [{"text": "We will look at it together with the people from quality next month.", "start": 7, "end": 77}]
    * 4,
}


def fill(seat: Any, many: int, now: datetime) -> None:
    """The deals with all that belongs to them, one account each."""
    from django.db import transaction

    from foothold.records.many_rows import insert

    for at in range(0, many, AT_ONCE):
        rows: dict[type, list[Any]] = {}
        for number in range(at, min(at + AT_ONCE, many)):
            for row in _deal(seat, number, now):
                rows.setdefault(type(row), []).append(row)
        with transaction.atomic():
            for made in rows.values():
                insert(seat.workspace_id, made)


def _deal(seat: Any, number: int, now: datetime) -> Iterator[Any]:
    from foothold.records.models import Account, Attendee, Commitment, Judgement, Meeting, Opportunity

    rng, inside = Random(number), {"workspace_id": seat.workspace_id}
    account = Account(name=f"Account {number}", **inside)
    deal = Opportunity(
        account=account, seller=seat.user, name=account.name, opened_at=now - 100 * DAY, currency="EUR",
        amount=rng.randint(2_000, 90_000), amount_level="E2", **inside,
    )  # fmt: skip
    yield from (account, deal)
    days = [-90, -rng.randint(20, 80), -rng.randint(2, 19), rng.randint(1, 20) if number % 3 == 0 else -1]
    for at, back in enumerate(days):
        held = now + back * DAY
        meeting = Meeting(
            seller=seat.user, account=account, opportunity=deal, title="Lead times for housings", held_at=held,
            ends_at=held + DAY / 24, tz="UTC", status="stands", answer=rng.choice(("accepted", "no_answer")),
            answer_level="E4", put_at=min(held, now) - 5 * DAY, noted_at=min(held, now) - 4 * DAY, organized_by="ours",
            people_known=True, relation="customer", created_at=now - 100 * DAY, **inside,
        )  # fmt: skip
        yield meeting
        for name in ("petra", "jan"):
            address = f"{name}@c{number}.example"
            yield Attendee(meeting=meeting, address=address, side="customer", partstat="ACCEPTED", level="E4", **inside)
        if at == 2:
            yield Judgement(meeting=meeting, version=1, document=DOCUMENT, software="0", made_at=held, **inside)
            yield Commitment(
                meeting=meeting, place=0, side="customer", owner="Petra", what="scrap data", due_on=held.date(),
                kind="gather_data", evidence=[{"text": "scrap data"}], **inside,
            )  # fmt: skip


def timed(what: Any) -> tuple[float, float]:
    """Seconds of the clock and of our own CPU."""
    began, cpu = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - began, time.process_time() - cpu


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deals", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="2,000 deals")
    asked = parser.parse_args()
    many, now = (2_000 if asked.quick else asked.deals), datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        open_database(Path(folder))
        from foothold.actions.open_workspace import open_personal_workspace
        from foothold.actions.settle_standings import settle_standings

        seat = open_personal_workspace(name="Anna", tz="UTC")
        fill(seat, many, now)
        from filled_workspace import _analyse

        from foothold.records.models import Account

        _analyse()
        print(f"{many:,} deals, 4 meetings each\n| what | clock | CPU |\n|---|---|---|")
        slowest = 0.0
        for name, at in (("first", now), ("again", now + timedelta(minutes=1))):
            clock, cpu = timed(lambda at=at: settle_standings(seat.workspace_id, now=at))  # type: ignore[misc]
            slowest = max(slowest, clock)
            print(f"| {name} | {clock:.1f} s | {cpu:.1f} s |", flush=True)
        some = list(Account.objects.in_workspace(seat.workspace_id).order_by("pk").values_list("pk", flat=True)[:60])
        ones = [timed(lambda key=key: settle_standings(seat.workspace_id, now=now, accounts=[key])) for key in some]  # type: ignore[misc]
        one = 1000 * median(clock for clock, _ in ones)
        print(f"| one deal, median | {one:.1f} ms | {1000 * median(cpu for _, cpu in ones):.1f} ms |")
    return int(one > MOST_MILLISECONDS or (not asked.quick and slowest > MOST_SECONDS))


if __name__ == "__main__":
    sys.exit(main())
