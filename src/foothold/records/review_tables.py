"""The daily numbers of a review as tables of their own, and the triggers that say which days changed.

They hold nothing that is not in the meetings and in what was said of them: no backup and no export has them, and
whoever loses them counts again. Every change of a meeting, by whatever way it comes into the database, leaves a mark
for its seller and day; docs/decisions/0012-daily-review-numbers.md says why the database itself does that.
"""

from collections.abc import Iterator
from dataclasses import fields

from django.db import connection

from foothold.core.counts import ReviewCounts

_ASKED_ANEW = {"accounts", "accounts_without_next_date", "short_calls", "next_held", "next_to_come"}
"""What depends on the moment, or is no sum over days."""
COUNTED = (*(f.name for f in fields(ReviewCounts) if f.name not in _ASKED_ANEW), "dated", "undated")
"""The columns of a day. `dated`: a next date stands, come or not; `undated`: of them those of an unknown moment."""

DAYS, MARKS, BUILT = "review_days", "review_marks", "review_built"

_RELEVANT = ("seller_id", "held_at", "ends_at", "next_at", "tally", "relation", "demo", "title")
"""What of a meeting a day's numbers are made of; other changes leave no mark."""
_SAID = {
    "records_feeling": "feeling",
    "records_afterthought": "afterthought",
    "records_customerjudgement": "judgement",
    "records_preparation": "preparation",
    "records_invitation": "invitation",
    "records_departure": "departure",
}
"""What is said of a meeting, by table."""


def column(name: str) -> str:
    """The column of a number; some of them are words of SQL."""
    return f"n_{name}"


def create_tables() -> None:
    """Make the three tables anew, empty."""
    is_postgres = connection.vendor == "postgresql"
    key, number, moment, flag, serial = (
        ("uuid", "integer", "timestamp with time zone", "boolean", "bigserial PRIMARY KEY")
        if is_postgres
        else ("char(32)", "integer", "datetime", "bool", "integer PRIMARY KEY AUTOINCREMENT")
    )
    columns = ", ".join(f"{column(name)} {number} NOT NULL" for name in COUNTED)
    drop_tables()
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {DAYS} (workspace_id {key} NOT NULL, purpose varchar(30) NOT NULL, "
            f"seller_id {key} NOT NULL, day date NOT NULL, demo {flag} NOT NULL, last_end {moment}, {columns}, "
            "PRIMARY KEY (workspace_id, purpose, seller_id, day, demo))"
        )
        # For everybody's days at once; the primary key is for one seller's.
        cursor.execute(f"CREATE INDEX review_days_of ON {DAYS} (workspace_id, purpose, day)")
        cursor.execute(
            f"CREATE TABLE {MARKS} (id {serial}, workspace_id {key} NOT NULL, seller_id {key} NOT NULL, "
            "utc_day date NOT NULL)"
        )
        cursor.execute(f"CREATE INDEX review_marks_of ON {MARKS} (workspace_id, seller_id, utc_day)")
        cursor.execute(f"CREATE TABLE {BUILT} (workspace_id {key} PRIMARY KEY, tz varchar(64) NOT NULL)")


def drop_tables() -> None:
    """Remove them; after `drop_triggers`, which write into them."""
    with connection.cursor() as cursor:
        for table in (DAYS, MARKS, BUILT):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


def tables_are_there() -> bool:
    """Whether the database has come so far."""
    return BUILT in connection.introspection.table_names()


def install_triggers() -> bool:
    """Make the triggers that are not there; True where any was missing: then nothing kept may be believed.

    SQLite loses a table's triggers when a migration makes the table anew, so this runs after every migration.
    """
    wanted = dict(_triggers())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTIONS)
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'review_marks_%'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'review_marks_%'")
        there = {row[0] for row in cursor.fetchall()}
        missing = [name for name in wanted if name not in there]
        for name in missing:
            cursor.execute(wanted[name])
        if missing:
            cursor.execute(f"DELETE FROM {BUILT}")
    return bool(missing)


def drop_triggers() -> None:
    """Take them off before a migration: SQLite renames no table that a trigger speaks of."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgname LIKE 'review_marks_%'")
            for name, table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'review_marks_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def _triggers() -> Iterator[tuple[str, str]]:
    make = _postgres if connection.vendor == "postgresql" else _sqlite
    yield from make()


_CHANGED = {
    "postgresql": " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _RELEVANT),
    "sqlite": " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _RELEVANT),
}


def _sqlite() -> Iterator[tuple[str, str]]:
    def mark(row: str) -> str:
        day = f"substr({row}.held_at, 1, 10)"
        known = f"SELECT 1 FROM {MARKS} WHERE workspace_id = {row}.workspace_id AND seller_id = {row}.seller_id"
        # One writer at a time: a mark that is there has not been worked off.
        return (
            f"INSERT INTO {MARKS} (workspace_id, seller_id, utc_day) "
            f"SELECT {row}.workspace_id, {row}.seller_id, {day} WHERE NOT EXISTS ({known} AND utc_day = {day});"
        )

    def said(row: str) -> str:
        return (
            f"INSERT INTO {MARKS} (workspace_id, seller_id, utc_day) SELECT workspace_id, seller_id, "
            f"substr(held_at, 1, 10) FROM records_meeting WHERE id = {row}.meeting_id;"
        )

    on = "records_meeting FOR EACH ROW"
    yield "review_marks_insert", f"CREATE TRIGGER review_marks_insert AFTER INSERT ON {on} BEGIN {mark('NEW')} END"
    yield "review_marks_delete", f"CREATE TRIGGER review_marks_delete AFTER DELETE ON {on} BEGIN {mark('OLD')} END"
    yield (
        "review_marks_update",
        f"CREATE TRIGGER review_marks_update AFTER UPDATE ON {on} WHEN {_CHANGED['sqlite']} "
        f"BEGIN {mark('OLD')} {mark('NEW')} END",
    )
    for table, name in _SAID.items():
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            trigger = f"review_marks_{name}_{event.lower()}"
            body = " ".join(said(row) for row in rows)
            yield trigger, f"CREATE TRIGGER {trigger} AFTER {event} ON {table} FOR EACH ROW BEGIN {body} END"


_POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION review_mark_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO {MARKS} (workspace_id, seller_id, utc_day)
        VALUES (OLD.workspace_id, OLD.seller_id, (OLD.held_at AT TIME ZONE 'UTC')::date);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO {MARKS} (workspace_id, seller_id, utc_day)
        VALUES (NEW.workspace_id, NEW.seller_id, (NEW.held_at AT TIME ZONE 'UTC')::date);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION review_mark_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO {MARKS} (workspace_id, seller_id, utc_day)
        SELECT workspace_id, seller_id, (held_at AT TIME ZONE 'UTC')::date
        FROM records_meeting WHERE id = OLD.meeting_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO {MARKS} (workspace_id, seller_id, utc_day)
        SELECT workspace_id, seller_id, (held_at AT TIME ZONE 'UTC')::date
        FROM records_meeting WHERE id = NEW.meeting_id;
    END IF;
    RETURN NULL;
END $$;
"""


def _postgres() -> Iterator[tuple[str, str]]:
    each = "ON records_meeting FOR EACH ROW"
    does = "EXECUTE FUNCTION review_mark_meeting()"
    yield "review_marks_written", f"CREATE TRIGGER review_marks_written AFTER INSERT OR DELETE {each} {does}"
    yield (
        "review_marks_update",
        f"CREATE TRIGGER review_marks_update AFTER UPDATE {each} WHEN ({_CHANGED['postgresql']}) {does}",
    )
    for table, name in _SAID.items():
        trigger = f"review_marks_{name}"
        yield (
            trigger,
            f"CREATE TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION review_mark_said()",
        )
