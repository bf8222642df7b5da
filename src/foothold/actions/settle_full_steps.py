"""Tell anew whether the steps that follow these meetings are full, after what both sides bring was changed by hand."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from foothold.core.evidence import Side
from foothold.records.full_steps import Followed, full_steps
from foothold.records.models import Attendee, Meeting


def settle_full_steps(workspace_id: Any, meetings: Iterable[UUID]) -> None:
    """Of a few customer meetings. In the caller's transaction."""
    rows = Meeting.objects.in_workspace(workspace_id).filter(pk__in=list(meetings), relation="customer")
    found = list(rows.select_related("next_meeting"))
    customers: dict[UUID, list[str]] = {}
    people = Attendee.objects.in_workspace(workspace_id).filter(side=Side.CUSTOMER.value)
    for key, name, address in people.filter(meeting__in=[each.next_meeting_id for each in found]).values_list(
        "meeting_id", "name", "address"
    ):
        customers.setdefault(key, []).append(name or address)
    steps = [
        Followed(each, each.next_meeting, tuple(customers.get(each.next_meeting.pk, ())) if each.next_meeting else ())
        for each in found
    ]
    for key, is_full in full_steps(workspace_id, steps).items():
        Meeting.objects.in_workspace(workspace_id).filter(pk=key).exclude(step_full=is_full).update(step_full=is_full)
