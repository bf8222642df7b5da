"""The list of customers: who holds the next date with each, when they were last met, how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from foothold.records.accounts import ListedAccount, listed_accounts
from foothold.records.models import Account, Membership
from foothold.records.picture import customer_meetings
from foothold.records.standing import Standing
from foothold.records.today import LOOKED_BACK
from foothold.web.date_words import STANDS, css_of, who_must
from foothold.web.wording import Words

AT_MOST = 200
"""Customers on the page; search finds the others by name."""

FILTERS: Mapping[str, Words] = {
    "all": _l("All"),
    "without": _l("No next date"),
    "older": _l("No next date, not met for over 90 days"),
}


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer: `css` names shape and colour of the state, `word` is read."""

    account: Account
    row: ListedAccount
    css: str
    word: Words
    who: Words = ""


def accounts_page(seat: Membership, *, which: str, mine: bool, now: datetime) -> dict[str, Any]:
    """The context of web/accounts.html; `mine` leaves out what one sees of colleagues' customers."""
    which = which if which in FILTERS else "all"
    listed = listed_accounts(customer_meetings(seat, whole_team=not mine), now=now)
    left = [row for row in listed if _is_left(row, which, now)]
    shown = left[:AT_MOST]
    accounts = Account.objects.in_workspace(seat.workspace_id).in_bulk([row.account_id for row in shown])
    return {
        "at_list": True,
        "which": which,
        "mine": mine,
        "everybodys": address_of(which),
        "mine_only": address_of(which, mine=True),
        "has_colleagues": Membership.objects.in_workspace(seat.workspace_id).exclude(pk=seat.pk).exists(),
        "filters": [
            (key, word, address_of(key, mine=mine), sum(_is_left(row, key, now) for row in listed))
            for key, word in FILTERS.items()
        ],
        "many": len(left),
        "unshown": len(left) - len(shown),
        "lines": [_line(accounts[row.account_id], row) for row in shown if row.account_id in accounts],
    }


def address_of(which: str = "all", *, mine: bool = False) -> str:
    """Of the list, as far as it is not the usual one."""
    asked = ({} if which == "all" else {"which": which}) | ({"mine": "1"} if mine else {})
    return f"{reverse('accounts')}?{urlencode(asked)}" if asked else reverse("accounts")


def _is_left(row: ListedAccount, which: str, now: datetime) -> bool:
    if which == "all":
        return True
    return row.lacks_next and (which == "without" or row.last_met_before(now - LOOKED_BACK))


def _line(account: Account, row: ListedAccount) -> CustomerLine:
    if row.stand is None:
        return CustomerLine(account, row, "next-never", _l("No next date"))
    found = Standing(row.stand, row.who_must_answer)
    return CustomerLine(account, row, css_of(found), STANDS[row.stand], who_must(found))
