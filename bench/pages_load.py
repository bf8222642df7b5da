"""Pages under load: 200 people, each asking for one page every ten seconds, over 50,000 meetings, on two cores.

    python bench/pages_load.py [--quick] [--seconds 60] [--people 200] [--meetings 50000]
    bin/with-postgres .venv/bin/python bench/pages_load.py

On SQLite, or the database of DATABASE_URL, which has to be empty. A workspace is filled (bench/filled_workspace.py),
`foothold serve` started with its jobs, and every request sent at its own moment whether or not the earlier ones have
been answered, on a connection of its own, so that waiting in line counts: a time is from the moment the request was
due to the last byte. CPU of the server, of PostgreSQL, of the driver and of everything else on the machine is told
apart: a run beside other work says little. Each person looks at his own pages in turn. Exit 1 when p95 over all
pages is above 150 ms or an answer is not 200.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from review_query import p95
from served_site import Page, Site, busy_seconds, cpu_seconds, cpu_since, database_pids, serving

MOST_MILLISECONDS = 150.0
EVERY_SECONDS = 10.0
ANSWER_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: which page, the milliseconds from when it was due, the status (0: no answer), the bytes."""

    page: str
    spent: float
    status: int
    size: int


async def ask(site: Site, page: Page, due: float) -> Asked:
    """Ask for the page at its moment (time.monotonic), on a new connection."""
    await asyncio.sleep(max(0.0, due - time.monotonic()))
    try:
        answer = await asyncio.wait_for(_answer(site, page), ANSWER_WITHIN)
    except (OSError, TimeoutError):
        answer = b""
    spent = 1000 * (time.monotonic() - due)
    status = int(answer[9:12]) if answer[:5] == b"HTTP/" else 0
    return Asked(page.name, spent, status, len(answer))


async def _answer(site: Site, page: Page) -> bytes:
    reader, writer = await asyncio.open_connection(site.host, site.port)
    try:
        writer.write(
            f"GET {page.path} HTTP/1.1\r\nHost: {site.host}:{site.port}\r\nCookie: {site.cookie}={page.session}\r\n"
            "Accept: text/html\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()


async def drive(site: Site, seconds: float) -> list[Asked]:
    """Every person once in ten seconds, evenly, each time his next page; the order of people is shuffled once."""
    turns = random.Random(1)
    people = list(site.pages.values())
    turns.shuffle(people)
    began = time.monotonic() + 0.5
    gap = EVERY_SECONDS / len(people)
    asked = []
    for number in range(int(seconds / gap)):
        pages = people[number % len(people)]
        # Different people are at different pages at the same time.
        page = pages[(number // len(people) + number % len(people)) % len(pages)]
        asked.append(asyncio.create_task(ask(site, page, began + number * gap)))
    return await asyncio.gather(*asked)


def told(asked: list[Asked]) -> None:
    """Print the table: every page, then all."""
    by_page: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        by_page[each.page].append(each)
    print("| page | requests | median | p95 | p99 | most | bytes sent | not 200 |\n|---|---|---|---|---|---|---|---|")
    for name, some in [*sorted(by_page.items()), ("all", asked)]:
        spent = sorted(each.spent for each in some)
        at = [spent[min(len(spent) - 1, int(len(spent) * part))] for part in (0.5, 0.95, 0.99, 1)]
        wrong = sum(each.status != 200 for each in some)
        size = sum(each.size for each in some) // len(some)
        figures = " | ".join(f"{value:.0f} ms" for value in at)
        print(f"| {name} | {len(some):,} | {figures} | {size:,} | {wrong} |")


def measure(site: Site, seconds: float) -> bool:
    """Warm up, drive, print; True when the target is met."""
    asyncio.run(drive(site, min(EVERY_SECONDS, seconds)))
    server, database = cpu_seconds(site.pids()), cpu_seconds(database_pids())
    driver, machine, began = _own_cpu(), busy_seconds(), time.monotonic()
    asked = asyncio.run(drive(site, seconds))
    took = time.monotonic() - began
    spent = {"server": cpu_since(server, site.pids()), "PostgreSQL": cpu_since(database, database_pids())}
    spent["driver"] = _own_cpu() - driver
    spent["all else"] = max(0.0, busy_seconds() - machine - sum(spent.values()))
    told(asked)
    all_of_them = p95([each.spent for each in asked])
    fine = all_of_them <= MOST_MILLISECONDS and all(each.status == 200 for each in asked)
    print(f"\np95 {all_of_them:.0f} ms of at most {MOST_MILLISECONDS:.0f} ms, {'met' if fine else 'MISSED'}")
    shares = ", ".join(f"{name} {seconds / took:.0%}" for name, seconds in spent.items())
    a_request = 1000 * spent["server"] / len(asked)
    print(f"{len(asked) / took:.1f} requests a second; CPU, of a core: {shares}; server {a_request:.0f} ms a request")
    return fine


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure what the command line asks for; 0 when the target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--quick", action="store_true", help="2,000 meetings, 20 people, 10 s: a look, no figure")
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--people", type=int, default=200)
    arguments.add_argument("--meetings", type=int, default=50_000)
    arguments.add_argument("--days", type=int, default=730, help="over how many days back they lie")
    arguments.add_argument("--nice", type=int, default=0, help="how much the driver gives way, 0 to 19")
    chosen = arguments.parse_args()
    if chosen.quick:
        chosen.seconds, chosen.people, chosen.meetings = 10.0, 20, 2000
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        shape = {"meetings": chosen.meetings, "sellers": chosen.people, "days_back": chosen.days}
        with serving(Path(folder), shape, now=datetime.now(UTC)) as site:
            # With the lowest priority, as one would expect it, the driver itself came late on two busy cores.
            os.nice(chosen.nice)
            print(f"{chosen.meetings:,} meetings of {chosen.people} people on {database}, {chosen.seconds:.0f} s\n")
            fine = measure(site, chosen.seconds)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
