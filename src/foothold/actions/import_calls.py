"""Take a call log in: calls by their key, matched to customers; a long one with a customer is a meeting (METHOD 3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from foothold.actions.hold_calls import hold_calls
from foothold.actions.import_calendar import Taken, finish, source_of_file
from foothold.actions.match_calls import match_calls
from foothold.actions.start_import import cover, start_import
from foothold.connectors.crm.call_log import CallLog, LoggedCall
from foothold.core.calendar_entries import Skipped
from foothold.records.changes_kept import changed_by
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Call, Import, ImportChange, Membership, Source
from foothold.records.models.meetings import CallOutcome
from foothold.records.models.sources import SourceType

_OUTCOMES = {"spoke": CallOutcome.SPOKE.value, "no answer": CallOutcome.NO_ANSWER.value}
UNDOABLE = ("seconds", "name", "outcome", "direction")
"""What a later export of the same call may say anew."""


def import_calls(seat: Membership, log: CallLog, name: str, *, now: datetime) -> Taken:
    """Store the calls in one transaction; the same call again changes only what the log says differently.

    A call of at least five minutes with a known customer is a meeting held by phone. A shorter one, one of
    unknown length and one with somebody unknown is kept as a call and counted apart. What was matched to a
    customer before stays so.
    """
    with transaction.atomic():
        source = source_of_file(seat, SourceType.CALLS, name, name)
        run = start_import(seat, source, [name], now=now)
        taken = Taken(skipped=[*log.skipped, *(Skipped(name, warning) for warning in log.warnings)])
        calls = _store(seat, log.calls, source, run, taken)
        cover(run, [call.at for call in log.calls])
        finish(run, taken, now=now)
        with changed_by(run):
            match_calls(seat, calls)
            hold_calls(seat, calls)
    return taken


def erased_key(key: str) -> str:
    """What stands for the key of a call from which a person was erased: the call log again does not bring him back.

    A key is made of the number and the moment, which a machine can try out; this one needs our own secret, too.
    """
    return "erased:" + salted_hmac("foothold.erased call", key, algorithm="sha256").hexdigest()[:56]


def _store(seat: Membership, logged: Sequence[LoggedCall], source: Source, run: Import, taken: Taken) -> list[Call]:
    """New calls and those that say something else than before, stored; all that the log names and that are kept."""
    known = _known(seat, [call.key for call in logged])
    new: list[Call] = []
    changed: list[Call] = []
    changes: list[ImportChange] = []
    for call in {each.key: each for each in logged}.values():
        row = known.get(call.key)
        if row is None and erased_key(call.key) in known:
            continue
        said = _said(call)
        if row is None:
            row = Call(workspace_id=seat.workspace_id, user_id=seat.user_id, source=source, key=call.key, **said)
            row.called_at, row.number = call.at, call.number[:64]
            new.append(row)
            changes.append(ImportChange(workspace_id=seat.workspace_id, run=run, model="call", row=row.pk))
        elif differing := {field for field, value in said.items() if value not in {"", None, getattr(row, field)}}:
            before = {field: getattr(row, field) for field in UNDOABLE}
            for field in differing:
                setattr(row, field, said[field])
            changed.append(row)
            changes.append(
                ImportChange(workspace_id=seat.workspace_id, run=run, model="call", row=row.pk, before=before)
            )
        known[call.key] = row
    insert(seat.workspace_id, new)
    overwrite(seat.workspace_id, changed)
    insert(seat.workspace_id, changes)
    taken.new, taken.changed = len(new), len(changed)
    taken.same = len({call.key for call in logged}) - taken.new - taken.changed
    return [known[call.key] for call in logged if call.key in known]


def _said(call: LoggedCall) -> dict[str, str | int | None]:
    seconds = None if call.seconds is None else min(call.seconds, 2_147_483_647)
    return {
        "seconds": seconds,
        "name": call.name[:200],
        "outcome": _OUTCOMES.get(call.outcome, ""),
        "direction": call.direction,
    }


def _known(seat: Membership, keys: Iterable[str]) -> dict[str, Call]:
    found: dict[str, Call] = {}
    rows = Call.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    for part in in_parts(set(keys)):
        both = [*part, *map(erased_key, part)]
        found |= {row.key: row for row in rows.filter(key__in=both)}
    return found
