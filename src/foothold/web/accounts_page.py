"""The list of customers: who holds the next date with each, when they were last met, how often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from foothold.core.evidence import Side
from foothold.records.accounts import ListedAccount, best_dates, in_crm_only, listed_accounts
from foothold.records.models import Account, Membership, OpportunityStanding
from foothold.records.named_aloud import named_aloud
from foothold.records.picture import customer_meetings
from foothold.records.silent_deals import NamedSilent, silent_accounts
from foothold.records.standing import Stand, Standing
from foothold.records.today import LOOKED_BACK
from foothold.web.asked_filter import asked_filter
from foothold.web.date_words import STANDS, css_of, who_must
from foothold.web.silent_words import waited
from foothold.web.wording import STATES, Words

AT_MOST = 200
"""Customers on the page; search finds the others by name."""

IN_CRM = "crm"
"""The list of those only a CRM knows."""

FILTERS: Mapping[str, Words] = {
    "all": _l("All"),
    "without": _l("No next date"),
    "older": _l("No next date, not met for over 90 days"),
    IN_CRM: _l("No meeting we can see"),
}


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer: `css` names shape and colour of the state, `word` is read; `next_at` is the date it rests on.

    `second` is for how long a silent one has not answered.
    """

    account: Account
    row: ListedAccount
    css: str
    word: Words
    next_at: datetime | None = None
    who: Words = ""
    second: str = ""


def accounts_page(seat: Membership, *, which: str, team: bool, now: datetime) -> dict[str, Any]:
    """The context of web/accounts.html: one's own customers, with `team` all one may see."""
    which, no_such_filter = asked_filter(which, FILTERS, "all")
    meetings = customer_meetings(seat, whole_team=team)
    aloud = named_aloud(seat, now=now, whole_team=team)
    listed = [_with_slot(row, aloud) for row in listed_accounts(meetings, now=now)]
    has_colleagues = Membership.objects.in_workspace(seat.workspace_id).exclude(pk=seat.pk).exists()
    only_in_crm = in_crm_only(seat, whole_team=team or not has_colleagues)
    in_crm = only_in_crm.count()
    left = [row for row in listed if _is_left(row, which, now)]
    shown = left[:AT_MOST]
    beside = AT_MOST - len(shown) if which in {"all", IN_CRM} else 0
    many = len(left) + (in_crm if which in {"all", IN_CRM} else 0)
    unseen = list(only_in_crm[:beside]) if beside else []
    accounts = Account.objects.in_workspace(seat.workspace_id).in_bulk([row.account_id for row in shown])
    dates = best_dates(meetings, [row.account_id for row in shown if row.has_next], now=now)
    silent = silent_accounts(seat, list(accounts), now=now, whole_team=team)
    return {
        "at_list": True,
        "which": which,
        "no_such_filter": no_such_filter,
        "team": team,
        "mine": address_of(which),
        "teams": address_of(which, team=True),
        "has_colleagues": has_colleagues,
        "filters": [
            (key, word, address_of(key, team=team), _counted(listed, key, now, in_crm))
            for key, word in FILTERS.items()
            if key != IN_CRM or in_crm
        ],
        "many": many,
        "unshown": many - len(shown) - len(unseen),
        "in_crm": unseen,
        "lines": [
            _line(
                accounts[row.account_id],
                row,
                dates.get(row.account_id) or _date_of(aloud.get(row.account_id)),
                silent.get(row.account_id),
            )
            for row in shown
            if row.account_id in accounts
        ],
    }


def address_of(which: str = "all", *, team: bool = False) -> str:
    """Of the list, as far as it is not the usual one."""
    asked = ({} if which == "all" else {"which": which}) | ({"team": "1"} if team else {})
    return f"{reverse('accounts')}?{urlencode(asked)}" if asked else reverse("accounts")


def _counted(listed: Sequence[ListedAccount], which: str, now: datetime, in_crm: int) -> int:
    """How many a filter leaves; those only a CRM knows stand in two lists and count in no other."""
    return sum(_is_left(row, which, now) for row in listed) + (in_crm if which in {"all", IN_CRM} else 0)


def _is_left(row: ListedAccount, which: str, now: datetime) -> bool:
    if which in {"all", IN_CRM}:
        return which == "all"
    return row.lacks_next and (which == "without" or row.last_met_before(now - LOOKED_BACK))


def _with_slot(row: ListedAccount, aloud: Mapping[UUID, OpportunityStanding]) -> ListedAccount:
    """A slot that was named and stands in no calendar yet is a next date, too: offered (DESIGN 3)."""
    return replace(row, has_next=True) if row.account_id in aloud else row


def _date_of(aloud: OpportunityStanding | None) -> tuple[datetime, Standing] | None:
    if aloud is None or aloud.slot_at is None:
        return None
    return aloud.slot_at, Standing(Stand.OFFERED, Side(aloud.who_must_answer) if aloud.who_must_answer else None)


def _line(
    account: Account, row: ListedAccount, date: tuple[datetime, Standing] | None, silent: NamedSilent | None
) -> CustomerLine:
    """Booked by the calendar, else silent as its deal is, else offered: as the customer's own page has it."""
    if silent is not None and (date is None or date[1].stand is not Stand.BOOKED):
        return CustomerLine(account, row, "silent", STATES["silent"], second=waited(silent.days, silent.usual))
    if date is None:
        return CustomerLine(account, row, "next-never", _l("No next date"))
    next_at, found = date
    word = _l("Answer not known") if found.stand is Stand.UNKNOWN else STANDS[found.stand]
    return CustomerLine(account, row, css_of(found), word, next_at, who_must(found))
