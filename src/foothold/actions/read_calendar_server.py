"""Read what changed in a connected calendar: asked outside any transaction, kept only if still ours (DESIGN 2, 6)."""

import re
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from foothold.actions.claim_connection import EVERY, claimed, has_failed, is_still_ours
from foothold.actions.connect_calendar import access_of
from foothold.actions.forget_unused import settle_accounts_again
from foothold.actions.import_calendar import GivenCalendar, import_calendar
from foothold.actions.mark_gone import mark_gone, take_over
from foothold.actions.refresh_source import forget_idle_runs
from foothold.connectors.calendar import ScannedCalendar, scan_calendar, threads_of
from foothold.connectors.calendar.caldav_changes import Changes, changes_since
from foothold.connectors.calendar.caldav_outcomes import Trouble
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable
from foothold.records.changes_kept import changed_by
from foothold.records.models import Connection, Membership
from foothold.records.secrets import CannotOpen


def read_calendar_server(connection_id: UUID, attempt: int, *, now: datetime) -> bool:
    """Read a claimed calendar; whether the outcome, good or bad, was still ours to keep.

    What goes wrong is written on the connection in one line for a person, and it is tried again later.
    """
    mine = claimed(connection_id, attempt)
    if mine is None:
        return False
    connection, seat = mine
    try:
        changes = changes_since(
            connection.settings["calendar"], connection.cursor.get("cursor", ""), access_of(connection)
        )
    except CannotOpen as cannot:
        return has_failed(connection, attempt, str(cannot), now=now, may_pass=False)
    if isinstance(changes, Trouble):
        return has_failed(connection, attempt, changes.message, now=now, may_pass=changes.may_pass)
    scanned, skipped = _scanned(changes)
    with transaction.atomic():
        if not is_still_ours(connection, attempt):
            return False
        _keep(seat, connection, changes, scanned, skipped, now=now)
    return True


def _scanned(changes: Changes) -> tuple[ScannedCalendar | None, list[Skipped]]:
    """All that changed as one calendar; what cannot be read is named and stops nothing else."""
    skipped = [Skipped(address, "It is too large to be read.") for address in changes.left_out]
    if not changes.changed:
        return None, skipped
    try:
        return scan_calendar(b"\r\n".join(each.data.strip() for each in changes.changed), "calendar"), skipped
    except Unreadable as unreadable:
        return None, [*skipped, Skipped("calendar", str(unreadable))]


def _keep(
    seat: Membership,
    connection: Connection,
    changes: Changes,
    scanned: ScannedCalendar | None,
    skipped: list[Skipped],
    *,
    now: datetime,
) -> None:
    source = connection.source
    places: dict[str, list[str]] = {} if changes.is_whole else dict(connection.cursor.get("places", {}))
    for address in changes.gone:
        places.pop(address, None)
    for found in changes.changed:
        places[found.address] = _uids_in(found.data)
    run = None
    if source is not None and scanned is not None:
        given = GivenCalendar(
            "", scanned.fingerprints, partial(threads_of, scanned), (*scanned.skipped, *skipped), tz=scanned.tz
        )
        run = import_calendar(seat, given, source.name, now=now, source=source).run
        if run is not None:
            take_over(seat, source, run, given.fingerprints)
            forget_idle_runs(source, keep=run.pk)
    if source is not None and (changes.gone or changes.is_whole):
        there = [uid for uids in places.values() for uid in uids]
        with changed_by(run):
            settle_accounts_again(seat, mark_gone(seat, source, there, now=now))
    connection.cursor = {"cursor": changes.cursor, "places": places}
    connection.read_at, connection.problem, connection.failures = now, "", 0
    connection.claimed_until, connection.next_read_at = None, now + EVERY
    connection.save()


def _uids_in(data: bytes) -> list[str]:
    """The UIDs of an entry's object; it holds one, of however many instances (RFC 4791 4.1)."""
    unfolded = _FOLD.sub(b"", data)
    plain = _PLAIN_UID.findall(unfolded)
    if plain and len(plain) == len(_EVENT.findall(unfolded)) == unfolded.upper().count(b"\nUID"):
        return list(dict.fromkeys(uid.decode("ascii") for uid in plain))
    try:
        return list(scan_calendar(data, "entry").fingerprints)
    except Unreadable:
        return []


_FOLD = re.compile(rb"\r?\n[ \t]")
_EVENT = re.compile(rb"^BEGIN:VEVENT\r?$", re.MULTILINE)
_PLAIN_UID = re.compile(rb"^UID:([A-Za-z0-9._@-]{1,200})\r?$", re.MULTILINE)
"""A UID that needs no reading: nearly all are, and an entry is scanned once already with all the others."""
