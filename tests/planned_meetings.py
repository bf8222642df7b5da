"""Meetings of a calendar, for tests of every layer (loaded by conftest.py).

- `plan(seat, title, starts_at, **fields)`: a customer meeting of 45 minutes with Petra Lang of Northwind.
- `connected(seat, address)`: the seat with a mailbox connected, as a row: nothing is sent.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

Plan = Callable[..., Any]


@pytest.fixture
def plan(db: None) -> Plan:
    from foothold.records.models import Account, Attendee, CalendarEntry, Counterpart, Meeting, Source

    def planned(seat: Any, title: str, starts_at: datetime, *, account: str = "Northwind", **fields: Any) -> Any:
        workspace = seat.workspace
        source, _ = Source.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk, user=seat.user, kind="calendar_file", key="k", name="Anna's calendar"
        )
        count = CalendarEntry.objects.in_workspace(workspace).count()
        entry = CalendarEntry.objects.in_workspace(workspace).create(
            user=seat.user, source=source, uid=f"{count}@harbour.example", fingerprint="f"
        )
        customer, _ = Account.objects.in_workspace(workspace).get_or_create(workspace_id=workspace.pk, name=account)
        Counterpart.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk,
            value="northwind.example",
            defaults={"relation": "customer", "told": True, "account": customer},
        )
        given = {"answer": "accepted", "answer_level": "E4", "status": "stands", "organized_by": "ours"}
        given |= {"we_accepted": "yes", "people_known": True, "ends_at": starts_at + timedelta(minutes=45)} | fields
        meeting = Meeting.objects.in_workspace(workspace).create(
            seller=seat.user,
            account=customer,
            title=title,
            held_at=starts_at,
            tz="Europe/Berlin",
            entry=entry,
            **given,
        )
        Attendee.objects.in_workspace(workspace).create(
            meeting=meeting,
            name="Petra Lang",
            address="petra@northwind.example",
            counterpart="northwind.example",
            side="customer",
            partstat="ACCEPTED",
            level="E4",
        )
        return meeting

    return planned


@pytest.fixture
def connected(now: datetime) -> Callable[..., Any]:
    from foothold.records.models import Connection, Identity

    def connect(seat: Any, address: str = "anna@harbour.example", kind: str = "mail", **fields: Any) -> Any:
        Identity.objects.in_workspace(seat.workspace).get_or_create(
            workspace_id=seat.workspace_id, kind="address", value=address
        )
        return Connection.objects.in_workspace(seat.workspace).create(
            user=seat.user, kind=kind, address=address, connected_at=now, **fields
        )

    return connect
