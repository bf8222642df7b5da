"""Which customer a call was with: by the name in the log, or by a number seen with a customer before."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from foothold.records.many_rows import overwrite
from foothold.records.models import Account, Call, Contact, Membership

_SHORTEST_NUMBER = 6
_TELLING_DIGITS = 9
"""The end of a number that is the same however it is written: +49 170 1234567 and 0170 1234567."""


def match_calls(seat: Membership, calls: Iterable[Call]) -> None:
    """Give each of these stored calls that has none its account, where one and only one fits."""
    without = [call for call in calls if call.account_id is None]
    if not without:
        return
    by_name = _by_name(seat.workspace_id)
    by_number = _by_number(seat.workspace_id)
    for call in without:
        call.account_id = _only(by_name.get(_folded(call.name), set()))
        if call.account_id and (number := number_key(call.number)):
            by_number.setdefault(number, set()).add(call.account_id)
    for call in without:
        if call.account_id is None and (number := number_key(call.number)):
            call.account_id = _only(by_number.get(number, set()))
    overwrite(seat.workspace_id, [call for call in without if call.account_id])


def number_key(number: str) -> str:
    """What a telephone number is compared by; empty for none, a short code, and "anonymous"."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    return digits[-_TELLING_DIGITS:] if len(digits) >= _SHORTEST_NUMBER else ""


def _by_name(workspace_id: Any) -> dict[str, set[UUID]]:
    """The accounts people and accounts go by; the demo's are nobody's."""
    found: dict[str, set[UUID]] = {}
    people = Contact.objects.in_workspace(workspace_id).filter(account__isnull=False, demo=False)
    accounts = Account.objects.in_workspace(workspace_id).filter(demo=False)
    for name, account_id in (*people.values_list("name", "account_id"), *accounts.values_list("name", "pk")):
        if account_id is not None:
            found.setdefault(_folded(name), set()).add(account_id)
    return found


def _by_number(workspace_id: Any) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    calls = Call.objects.in_workspace(workspace_id).filter(account__isnull=False).exclude(number="")
    for number, account_id in calls.values_list("number", "account_id").distinct():
        if account_id is not None and (key := number_key(number)):
            found.setdefault(key, set()).add(account_id)
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _only(accounts: set[UUID]) -> UUID | None:
    """The one account, None where it is not clear which."""
    return next(iter(accounts)) if len(accounts) == 1 else None
