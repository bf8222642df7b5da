"""The customer ticks on the page what he has ready: his act, not our word for it (METHOD 5, cu.3, cu.5)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from foothold.actions.guest_acts import Refusal, Refused, acting, keep_act
from foothold.core.commitments import HomeworkKind
from foothold.core.evidence import Side
from foothold.records.guests import level_of
from foothold.records.models import Guest, GuestAct, Homework, PreparedItem
from foothold.records.models.booking import GuestActKind
from foothold.records.models.findings import Promise
from foothold.records.scoping import ScopedQuerySet
from foothold.records.told_again import tellings

TICKED = "homework ticked"
"""`PreparedItem.key` of what follows from all ticks together."""


def tick_homework(guest: Guest, place: int, *, is_done: bool, now: datetime) -> GuestAct | None:
    """Tick or untick one item of the customer's; None where it stood so already.

    Raises Refused: NOT_THERE for an item that is not the customer's or was dropped, and what `acting` refuses.
    """
    with acting(guest, now) as invitation:
        items = _theirs(guest, invitation.meeting_id)
        item = items.filter(place=place).first()
        if item is None:
            raise Refused(Refusal.NOT_THERE)
        if (item.state == Promise.DONE) is is_done:
            return None
        _set(item, guest, is_done=is_done, now=now)
        kind = GuestActKind.BROUGHT if is_done else GuestActKind.NOT_BROUGHT
        act = keep_act(guest, invitation, kind, {"place": place, "what": item.what}, now)
        settle_ticks(guest, invitation.meeting_id, now=now)
    return act


def untick_all(guest: Guest, meeting_id: UUID, places: Collection[int], *, now: datetime) -> None:
    """Take back what he himself ticked of these, and what follows from it. In a transaction."""
    ticked = list(_theirs(guest, meeting_id).filter(place__in=places, state=Promise.DONE, done_by=guest.address))
    for item in ticked:
        _set(item, guest, is_done=False, now=now)
    if ticked:
        settle_ticks(guest, meeting_id, now=now)


def settle_ticks(guest: Guest, meeting_id: UUID, *, now: datetime) -> None:
    """Say on the Ready sheet what the ticks come to: homework done (cu.3), data ready (cu.5). In a transaction.

    Half of the homework is not homework done: the item rests on all of it, and on the weakest tick among it.
    """
    items = list(_theirs(guest, meeting_id).select_related("commitment"))
    data = [item for item in items if item.commitment and item.commitment.kind == HomeworkKind.GATHER_DATA]
    for name, needed in (("cu.3", items), ("cu.5", data)):
        done = [item for item in needed if item.state == Promise.DONE and item.done_level]
        rows = PreparedItem.objects.in_workspace(guest.workspace_id)
        if not needed or len(done) < len(needed):
            rows.filter(meeting=meeting_id, item=name, key=TICKED).delete()
            continue
        rows.update_or_create(
            workspace_id=guest.workspace_id,
            meeting_id=meeting_id,
            item=name,
            key=TICKED,
            defaults={
                "words": "; ".join(item.what for item in done),
                "level": min(item.done_level for item in done),
                "grounds": {"source": "customer page"},
                "by": guest.address,
                "said_at": now,
            },
        )


def _set(item: Homework, guest: Guest, *, is_done: bool, now: datetime) -> None:
    item.state = Promise.DONE if is_done else Promise.OPEN
    item.done_at, item.done_by = (now, guest.address) if is_done else (None, "")
    item.done_level = level_of(guest).name if is_done else ""
    item.save(update_fields=["state", "done_at", "done_by", "done_level"])
    _tick_promise(item, now)


def _tick_promise(item: Homework, now: datetime) -> None:
    """The promise it was read from stands as its homework does: what they owe is listed by promises."""
    if item.commitment is None:
        return
    promises = tellings(item.commitment)
    if item.state == Promise.DONE:
        promises.filter(state=Promise.OPEN).update(state=Promise.DONE, kept_at=now)
    else:
        promises.filter(state=Promise.DONE).update(state=Promise.OPEN, kept_at=None)


def _theirs(guest: Guest, meeting_id: UUID) -> ScopedQuerySet[Homework]:
    rows = Homework.objects.in_workspace(guest.workspace_id)
    return rows.filter(meeting=meeting_id, side=Side.CUSTOMER.value).exclude(state=Promise.DROPPED)
