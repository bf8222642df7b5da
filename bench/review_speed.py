"""A review over millions of meetings: one seller's, the table by seller, the whole team's (METHOD 9).

    python bench/review_speed.py [--meetings 1000000] [--sellers 500] [--runs 15] [--quick]
    bin/with-postgres .venv/bin/python bench/review_speed.py --meetings 10000000

On SQLite, or the database of DATABASE_URL, which has to be empty. Three years of meetings, a month of them ahead, a
twentieth with a feeling and a thirtieth with a customer's answer, written by the database itself; then the daily
numbers are counted as `foothold review --rebuild` does it. Exit 1 when one seller's review, or the table by seller,
takes longer in the median than asked: 150 ms up to a million meetings, 300 ms above.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filled_workspace import open_database

ACCOUNTS_A_SELLER = 20
DAYS_BACK, DAYS_AHEAD = 1095, 30
TITLES = ("Trial plan", "Pump line audit", "Offer review", "Kick-off", "Site visit", "Next steps", "Contract")


def most_milliseconds(meetings: int) -> float:
    """What is asked of one review."""
    return 150.0 if meetings <= 1_000_000 else 300.0


def fill(meetings: int, sellers: int) -> list[Any]:
    """The seats; the meetings come from one statement of the database's own."""
    from django.db import connection

    from foothold.records.review_tables import drop_triggers

    seats = _seats(sellers)
    drop_triggers()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA synchronous = OFF")
        indexes = _without_indexes(cursor)
        cursor.execute(_statement(meetings, sellers * ACCOUNTS_A_SELLER))
        for each in indexes:
            cursor.execute(each)
        for statement in _said():
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    return seats


def _seats(count: int) -> list[Any]:
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.records.many_rows import insert
    from foothold.records.models import Account, Membership, Opportunity, User

    owner = open_personal_workspace(name="Anna Weber", tz="Europe/Berlin")
    people = [User(address=f"s{number}@firm.example", name=f"Seller {number:03}") for number in range(1, count)]
    User.objects.bulk_create(people)
    mine = {"workspace_id": owner.workspace_id}
    insert(owner.workspace_id, [Membership(**mine, user=each, role="seller") for each in people])
    seats = [owner, *Membership.objects.in_workspace(owner.workspace).exclude(pk=owner.pk).select_related("user")]
    accounts = [
        (seat, Account(**mine, name=f"Firm {place}-{number}"))
        for place, seat in enumerate(seats)
        for number in range(ACCOUNTS_A_SELLER)
    ]
    insert(owner.workspace_id, [account for _seat, account in accounts])
    now = datetime.now(UTC)
    deals = [Opportunity(**mine, account=account, name=account.name, opened_at=now) for _seat, account in accounts]
    insert(owner.workspace_id, deals)
    _place_table(accounts, deals)
    return seats


def _place_table(accounts: list[Any], deals: list[Any]) -> None:
    """Which seller, account and deal each meeting belongs to, by number."""
    from django.db import connection

    from foothold.records.review_cells import key

    kind = "uuid" if connection.vendor == "postgresql" else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_place (n integer PRIMARY KEY, w {kind}, s {kind}, a {kind}, o {kind})")
        cursor.executemany(
            "INSERT INTO bench_place VALUES (%s, %s, %s, %s, %s)",
            [
                (number, key(seat.workspace_id), key(seat.user_id), key(account.pk), key(deal.pk))
                for number, ((seat, account), deal) in enumerate(zip(accounts, deals, strict=True))
            ],
        )


def _without_indexes(cursor: Any) -> list[str]:
    """Drop what is quicker made at the end, and give the statements that make it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE tablename = 'records_meeting' AND indexdef NOT LIKE '%UNIQUE%'"
        )
    else:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'records_meeting' "
            "AND sql IS NOT NULL AND sql NOT LIKE '%UNIQUE%'"
        )
    rows = cursor.fetchall()
    for name, _sql in rows:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in rows]


def _statement(meetings: int, places: int) -> str:
    from django.db import connection

    from foothold.records.models import Meeting

    is_postgres = connection.vendor == "postgresql"
    begin = int(time.time()) // 86400 * 86400 - DAYS_BACK * 86400
    days = DAYS_BACK + DAYS_AHEAD

    def chance(many: int, place: int) -> str:
        # Multiplied and cut, so that each column has its own order and every run the same.
        return (
            f"((i * {2654435761 + 2 * place} / 65536) % {many})"
            if is_postgres
            else f"((i * {2654435761 + 2 * place} >> 16) % {many})"
        )

    def one_of(words: tuple[str, ...], place: int) -> str:
        cases = " ".join(f"WHEN {number} THEN '{word}'" for number, word in enumerate(words))
        return f"CASE {chance(len(words), place)} {cases} END"

    def at(seconds: str) -> str:
        return f"to_timestamp({seconds})" if is_postgres else f"datetime({seconds}, 'unixepoch')"

    held = f"({begin} + {chance(days, 1)} * 86400 + (7 + {chance(9, 2)}) * 3600)"
    given = {
        "id": "lpad(to_hex(i), 32, '0')::uuid" if is_postgres else "printf('%032x', i)",
        "workspace_id": "w",
        "seller_id": "s",
        "account_id": "a",
        "opportunity_id": "o",
        "title": one_of(TITLES, 3),
        "held_at": at(held),
        "ends_at": at(f"{held} + 2700"),
        "tz": "'Europe/Berlin'",
        "relation": "'customer'",
        "medium": one_of(("video", "in_person", "phone", ""), 4),
        "status": one_of(("stands",) * 9 + ("cancelled",), 5),
        "answer": one_of(("accepted",) * 6 + ("tentative", "declined", "no_answer", "no_answer", ""), 6),
        "answer_level": "'E4'",
        "next_set": one_of(("in_room", "later", "never", "later"), 7),
        "next_at": f"CASE {chance(4, 7)} WHEN 2 THEN NULL ELSE {at(f'{held} + (3 + {chance(30, 8)}) * 86400')} END",
        "step_counts": one_of(("yes", "no", "no"), 9),
        "recap_sent": one_of(("yes", "no"), 10),
        "homework_set": one_of(("yes", "no", ""), 11),
        "ending": one_of(("",) * 18 + ("no", "order"), 12),
        "state": "''",
        "created_at": at(str(begin)),
        "people_known": "true" if is_postgres else "1",
    }
    columns, values = [], []
    for field in Meeting._meta.concrete_fields:
        if getattr(field, "generated", False):
            continue
        columns.append(field.column)
        values.append(given.get(field.column) or ("NULL" if field.null else _empty(field, is_postgres)))
    if is_postgres:
        series = f"generate_series(1::bigint, {meetings}) AS series(i)"
        source = f"{series} JOIN bench_place ON n = i % {places}"
        head = ""
    else:
        head = f"WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < {meetings}) "
        source = f"series JOIN bench_place ON n = i % {places}"
    text = f"INSERT INTO records_meeting ({', '.join(columns)}) {head}SELECT {', '.join(values)} FROM {source}"
    return text


def _empty(field: Any, is_postgres: bool) -> str:
    from django.db import models

    if isinstance(field, models.BooleanField):
        return "false" if is_postgres else "0"
    return "0" if isinstance(field, models.IntegerField) else "''"


def _said() -> list[str]:
    """Feelings of every twentieth meeting that is over, and customers' answers to every thirtieth."""
    from django.db import connection

    is_postgres = connection.vendor == "postgresql"
    number = "('x' || right(id::text, 12))::bit(48)::bigint" if is_postgres else "CAST(rowid AS integer)"
    over = "held_at < now()" if is_postgres else "held_at < datetime('now')"
    yes, no = ("true", "false") if is_postgres else ("1", "0")
    return [
        "INSERT INTO records_feeling (id, workspace_id, meeting_id, user_id, met, sure, said_at, late) "
        f"SELECT id, workspace_id, id, seller_id, 'yes', 75, ends_at, {no} FROM records_meeting "
        f"WHERE {number} % 20 = 0 AND {over}",
        "INSERT INTO records_customerjudgement "
        "(id, workspace_id, meeting_id, address, learned, best_use, looking_forward, goal, could_more, level, said_at) "
        f"SELECT id, workspace_id, id, '', {yes}, {yes}, {no}, 'yes', '', 'E4', ends_at FROM records_meeting "
        f"WHERE {number} % 30 = 0 AND {over}",
    ]


def milliseconds(what: Callable[[], Any], runs: int) -> tuple[list[float], list[float]]:
    """How long each run took, and how much of that was our own process at work, after one that warms the caches.

    On a busy machine the two are far apart: each question waits for a turn of ours and one of the database's.
    """
    what()
    spent, worked = [], []
    for _ in range(runs):
        began, begun = time.perf_counter(), time.process_time()
        what()
        spent.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - begun))
    return spent, worked


def measure(seats: list[Any], meetings: int, runs: int) -> bool:
    """Print the rows; True when what is asked is met."""
    from zoneinfo import ZoneInfo

    from foothold.core.calendar_days import BusinessDays
    from foothold.core.window import window
    from foothold.records.picture import customer_meetings, review_counts
    from foothold.records.review_reading import numbers, read_review

    now, zone = datetime.now(UTC), ZoneInfo(seats[0].workspace.tz)
    span = window(now.astimezone(zone).date(), BusinessDays(zone))
    owner, seller = seats[0], seats[len(seats) // 2]
    most = most_milliseconds(meetings)
    asked: list[tuple[str, Callable[[], Any], bool]] = [
        ("one seller's review", lambda: read_review(seller, span, now=now), True),
        ("the table by seller", lambda: numbers(owner, "seller", span, now=now, whole_team=True), True),
        ("the table by purpose, one seller", lambda: numbers(seller, "purpose", span, now=now), True),
        ("the whole team's numbers", lambda: numbers(owner, "day", span, now=now, whole_team=True), False),
        ("one seller, from the meetings", lambda: review_counts(customer_meetings(seller), span, now=now), False),
    ]
    same = review_counts(customer_meetings(seller), span, now=now)
    kept = read_review(seller, span, now=now).counts
    if same != kept:
        print(f"NOT THE SAME: {same} and {kept}")
        return False
    fine = True
    for name, what, is_asked in asked:
        spent, worked = milliseconds(what, runs)
        median, ours = statistics.median(spent), statistics.median(worked)
        verdict = "" if not is_asked else f"{most:g} ms, {'met' if median <= most else 'MISSED'}"
        print(
            f"| {name} | {median:.1f} ms | {max(spent):.1f} ms | {ours:.1f} ms | {verdict} |",
            flush=True,
        )
        fine = fine and (not is_asked or median <= most)
    print(f"\n{kept.held} meetings held in one seller's window.")
    return fine


def main() -> int:
    """Fill, count, measure; 0 when what is asked is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--meetings", type=int, default=1_000_000)
    arguments.add_argument("--sellers", type=int, default=500)
    arguments.add_argument("--runs", type=int, default=15)
    arguments.add_argument("--quick", action="store_true", help="20,000 meetings of 20 sellers: a look, no figure")
    chosen = arguments.parse_args()
    meetings, sellers = (20_000, 20) if chosen.quick else (chosen.meetings, chosen.sellers)
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as data:
        open_database(Path(data))
        began = time.monotonic()
        seats = fill(meetings, sellers)
        filled = time.monotonic()
        from foothold.actions.settle_review_days import rebuild_review_days
        from foothold.records.review_tables import install_triggers

        install_triggers()
        rows = rebuild_review_days(seats[0].workspace)
        counted = time.monotonic()
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
        print(f"{database}: {meetings:,} meetings of {sellers} sellers, filled in {filled - began:.0f} s; ", end="")
        print(f"{rows:,} daily rows counted in {counted - filled:.0f} s; {chosen.runs} runs\n")
        print("| what | median | slowest | our own work | asked |")
        print("|---|---|---|---|---|", flush=True)
        return 0 if measure(seats, meetings, chosen.runs) else 1


if __name__ == "__main__":
    sys.exit(main())
