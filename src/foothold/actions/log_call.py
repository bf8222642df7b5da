"""One tap: called, and what came of it. Nothing a seller taps moves a state (DESIGN 1.1)."""

from datetime import datetime
from uuid import UUID, uuid4

from foothold.actions.settle_standings import settle_standings
from foothold.records.models import Account, Call, Membership
from foothold.records.models.meetings import CallOutcome

_TAPPED = "tap:"
"""How the key of a tapped call begins; those of a call log are digests."""


def log_call(seat: Membership, account: Account, outcome: str, *, now: datetime, key: str = "") -> Call:
    """Write down a call of this person with the account, just made: spoke, no_answer or booked.

    Nobody measured its length, so it is no meeting and is counted apart. "booked" books nothing: the date
    is booked by the invitation and the customer's answer to it. The account's deals are worked out anew: a call
    nobody took is a touch. The same `key` (up to 60 characters, made by the page) sent twice is one call.
    ValueError for another outcome.
    """
    if outcome not in CallOutcome.values:
        raise ValueError(f"A call was spoke, no_answer or booked, not {outcome[:40]!r}.")
    call, is_new = Call.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        key=_TAPPED + (key[:60] or uuid4().hex),
        defaults={"called_at": now, "outcome": outcome, "direction": "out", "account": account},
    )
    if is_new:
        settle_standings(seat.workspace_id, now=now, accounts=[account.pk])
    return call


def take_back_call(seat: Membership, call_id: UUID, *, now: datetime) -> bool:
    """Undo a tap of this person's own; False where there is none. A call of a log goes with its import."""
    own = Call.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, source__isnull=True)
    tapped = own.filter(pk=call_id, key__startswith=_TAPPED)
    accounts = [account for account in tapped.values_list("account_id", flat=True) if account]
    gone, _ = tapped.delete()
    settle_standings(seat.workspace_id, now=now, accounts=accounts)
    return gone > 0
