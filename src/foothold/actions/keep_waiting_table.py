"""A table that waits for a person's word on its columns, for a day at most, and how it is read in then."""

import zlib
from datetime import datetime, timedelta

from django.db import transaction

from foothold.actions.import_crm import import_crm
from foothold.actions.import_files import AskedTable, Report, read_columns
from foothold.connectors.crm.export_file import NotSure
from foothold.connectors.crm.export_mapping import Proposal, Told
from foothold.records.models import Membership, WaitingTable
from foothold.records.scoping import ScopedQuerySet

WAITS = timedelta(days=1)
_MOST = 20
"""Tables of one person that wait at once; an older one goes."""


def keep_waiting_table(seat: Membership, table: AskedTable, *, now: datetime) -> WaitingTable:
    """Keep a dropped table; what has waited too long goes."""
    with transaction.atomic():
        waiting = WaitingTable.objects.in_workspace(seat.workspace_id)
        waiting.filter(came_at__lt=now - WAITS).delete()
        mine = waiting.filter(user_id=seat.user_id)
        mine.filter(name=table.name[:200]).delete()
        for old in mine.order_by("-came_at")[_MOST - 1 :]:
            old.delete()
        return waiting.create(
            user_id=seat.user_id, name=table.name[:200], content=zlib.compress(table.data), came_at=now
        )


def expire_waiting_tables(*, now: datetime) -> int:
    """Let go of what waited too long, in every workspace; how many tables. Nothing of them was stored."""
    rows = WaitingTable.objects.across_workspaces(because="tables that waited too long go in every workspace")
    return rows.filter(came_at__lt=now - WAITS).delete()[0]


def waiting_tables(seat: Membership, *, now: datetime) -> ScopedQuerySet[WaitingTable]:
    """The person's own tables that wait, oldest first."""
    rows = WaitingTable.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return rows.filter(came_at__gte=now - WAITS).order_by("came_at", "pk")


def proposal_of(seat: Membership, waiting: WaitingTable, told: Told) -> Proposal:
    """How it would be read, with what was told. Raises Unreadable for what a person cannot have meant."""
    try:
        return read_columns(seat, zlib.decompress(bytes(waiting.content)), waiting.name, told).proposal
    except NotSure as asks:
        return asks.proposal


def read_waiting_table(seat: Membership, waiting: WaitingTable, told: Told, *, now: datetime) -> Report:
    """Read it in as told, and let it wait no longer. NotSure or Unreadable, and nothing stored, where it cannot be."""
    report = Report(files=1)
    file = read_columns(seat, zlib.decompress(bytes(waiting.content)), waiting.name, told)
    with transaction.atomic():
        report.add(import_crm(seat, file, waiting.name, told=told, now=now))
        waiting.delete()
    report.read_as.append((waiting.name, file.proposal))
    return report
