"""What the counts of a review cost in the database over 50,000 meetings (records.picture.review_counts).

    python bench/review_query.py [--quick] [--runs 30] [--explain]
    bin/with-postgres .venv/bin/python bench/review_query.py

On SQLite, or the database of DATABASE_URL, which has to be empty. Two workspaces' worth, one after the other:
all 50,000 within the 90 days of one review of the whole team, the worst that may come; and spread over two years and
200 sellers, reviewed by a manager and by one seller. "In the database" is the time its statements take, the rest is
ours. Exit 1 when the database needs more than 100 ms in the median.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filled_workspace import Shape, fill, open_database

MOST_MILLISECONDS = 100.0
SHAPES = {
    "all in the window": Shape(days_back=88, days_ahead=0),
    "two years": Shape(),
}
QUICK = {"all in the window": Shape(meetings=2000, sellers=8, days_back=88, days_ahead=0)}


def statements_of(seat: Any, *, whole_team: bool, now: datetime) -> list[tuple[str, Any]]:
    """What one call asks the database, with the values."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []

    def watch(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((statement, values))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(watch):
        counted(seat, whole_team=whole_team, now=now)
    return asked


def in_database(asked: list[tuple[str, Any]]) -> list[float]:
    """Milliseconds of each statement until its last row is here: SQLite computes rows only as they are fetched."""
    from django.db import connection

    spent = []
    with connection.cursor() as cursor:
        for statement, values in asked:
            began = time.perf_counter()
            cursor.execute(statement, values)
            cursor.fetchall()
            spent.append(1000 * (time.perf_counter() - began))
    return spent


def counted(seat: Any, *, whole_team: bool, now: datetime) -> Any:
    """The counts of the last 90 days, as the page of the review asks for them."""
    from zoneinfo import ZoneInfo

    from foothold.core.calendar_days import BusinessDays
    from foothold.core.window import window
    from foothold.records.picture import customer_meetings, review_counts

    zone = ZoneInfo(seat.workspace.tz)
    span = window(now.astimezone(zone).date(), BusinessDays(zone))
    return review_counts(customer_meetings(seat, whole_team=whole_team), span, now=now)


def measure(name: str, seat: Any, *, whole_team: bool, now: datetime, runs: int) -> bool:
    """Print one row; True when the target is met."""
    asked = statements_of(seat, whole_team=whole_team, now=now)
    whole, inside = [], []
    for _ in range(runs):
        began = time.perf_counter()
        counts = counted(seat, whole_team=whole_team, now=now)
        whole.append(1000 * (time.perf_counter() - began))
        inside.append(sum(in_database(asked)))
    median = statistics.median(inside)
    figures = [f"{value:.1f} ms" for value in (median, p95(inside), statistics.median(whole), p95(whole))]
    verdict = "met" if median <= MOST_MILLISECONDS else "MISSED"
    words = [name, f"{counts.held:,}", str(len(asked)), *figures, f"{MOST_MILLISECONDS:g} ms, {verdict}"]
    print(f"| {' | '.join(words)} |", flush=True)
    return median <= MOST_MILLISECONDS


def p95(values: list[float]) -> float:
    """The value 95% are not above; the largest of fewer than twenty."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def explain(seat: Any, *, whole_team: bool, now: datetime) -> None:
    """Print every statement with its seconds and its plan."""
    from django.db import connection

    asked = statements_of(seat, whole_team=whole_team, now=now)
    how = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    for (statement, values), spent in zip(asked, in_database(asked), strict=True):
        print(f"\n{spent:.1f} ms: {statement}\n", file=sys.stderr)
        with connection.cursor() as cursor:
            cursor.execute(f"{how} {statement}", values)
            for row in cursor.fetchall():
                print("   ", row[-1], file=sys.stderr)


def measure_shape(name: str, shape: Shape, runs: int, *, explained: bool) -> bool:
    """Fill and measure; True when the target is met for everybody."""
    now = datetime.now(UTC)
    seats = fill(shape, now=now)
    who = [(f"{name}, whole team", seats[0], True)]
    if shape.days_back > 90:
        who.append((f"{name}, one seller", seats[1], False))
    fine = [measure(words, seat, whole_team=team, now=now, runs=runs) for words, seat, team in who]
    if explained:
        explain(seats[0], whole_team=True, now=now)
    return all(fine)


def main() -> int:
    """Measure every shape in a process of its own; 0 when the target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--quick", action="store_true", help="2,000 meetings: a look, no figure")
    arguments.add_argument("--runs", type=int, default=30)
    arguments.add_argument("--explain", action="store_true", help="print every statement with its plan")
    arguments.add_argument("--child", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    shapes = QUICK if chosen.quick else SHAPES
    if chosen.child:
        open_database(Path(os.environ["FOOTHOLD_DATA"]))
        return 0 if measure_shape(chosen.child, shapes[chosen.child], chosen.runs, explained=chosen.explain) else 1
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    print(f"review_counts on {database}, {chosen.runs} runs\n")
    print("| meetings | held in the window | statements | in the database | p95 | with ours | p95 | target |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    codes = []
    for name in shapes:
        with tempfile.TemporaryDirectory(prefix="foothold-bench-") as data:
            command = [sys.executable, __file__, *sys.argv[1:], "--child", name]
            codes.append(subprocess.run(command, env=os.environ | {"FOOTHOLD_DATA": data}).returncode)
        _empty(os.environ.get("DATABASE_URL"))
    return max(codes)


def _empty(url: str | None) -> None:
    """Leave the PostgreSQL we were given as empty as it was."""
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    sys.exit(main())
