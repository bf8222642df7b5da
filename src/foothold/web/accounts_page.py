"""The list of customers: who holds the next date with each, when they were last met, how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from foothold.records.accounts import ListedAccount, best_dates, listed_accounts
from foothold.records.models import Account, Membership
from foothold.records.picture import customer_meetings
from foothold.records.standing import Stand, Standing
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
    """One customer: `css` names shape and colour of the state, `word` is read; `next_at` is the date it rests on."""

    account: Account
    row: ListedAccount
    css: str
    word: Words
    next_at: datetime | None = None
    who: Words = ""


def accounts_page(seat: Membership, *, which: str, team: bool, now: datetime) -> dict[str, Any]:
    """The context of web/accounts.html: one's own customers, with `team` all one may see."""
    which = which if which in FILTERS else "all"
    meetings = customer_meetings(seat, whole_team=team)
    listed = listed_accounts(meetings, now=now)
    left = [row for row in listed if _is_left(row, which, now)]
    shown = left[:AT_MOST]
    accounts = Account.objects.in_workspace(seat.workspace_id).in_bulk([row.account_id for row in shown])
    dates = best_dates(meetings, [row.account_id for row in shown if row.has_next], now=now)
    return {
        "at_list": True,
        "which": which,
        "team": team,
        "mine": address_of(which),
        "teams": address_of(which, team=True),
        "has_colleagues": Membership.objects.in_workspace(seat.workspace_id).exclude(pk=seat.pk).exists(),
        "filters": [
            (key, word, address_of(key, team=team), sum(_is_left(row, key, now) for row in listed))
            for key, word in FILTERS.items()
        ],
        "many": len(left),
        "unshown": len(left) - len(shown),
        "lines": [
            _line(accounts[row.account_id], row, dates.get(row.account_id))
            for row in shown
            if row.account_id in accounts
        ],
    }


def address_of(which: str = "all", *, team: bool = False) -> str:
    """Of the list, as far as it is not the usual one."""
    asked = ({} if which == "all" else {"which": which}) | ({"team": "1"} if team else {})
    return f"{reverse('accounts')}?{urlencode(asked)}" if asked else reverse("accounts")


def _is_left(row: ListedAccount, which: str, now: datetime) -> bool:
    if which == "all":
        return True
    return row.lacks_next and (which == "without" or row.last_met_before(now - LOOKED_BACK))


def _line(account: Account, row: ListedAccount, date: tuple[datetime, Standing] | None) -> CustomerLine:
    if date is None:
        return CustomerLine(account, row, "next-never", _l("No next date"))
    next_at, found = date
    word = _l("Answer not known") if found.stand is Stand.UNKNOWN else STANDS[found.stand]
    return CustomerLine(account, row, css_of(found), word, next_at, who_must(found))
