"""The columns of a CRM's table, as their page shows them, and what a person sent back about them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from foothold.actions.import_crm import PROGRAM_NAMES
from foothold.connectors.crm.export_mapping import Column, Proposal, Told
from foothold.connectors.crm.export_names import FIELDS
from foothold.core.crm_rows import CrmKind
from foothold.records.models import Membership
from foothold.records.write_back import crms_of
from foothold.web.wording import Words

KINDS: dict[str, Words] = {
    CrmKind.DEALS: _l("deals"),
    CrmKind.CONTACTS: _l("people"),
    CrmKind.COMPANIES: _l("companies"),
    CrmKind.LOG: _l("logged meetings and calls"),
}
FIELD_WORDS: dict[str, Words] = {
    "key": _l("the CRM's own id"),
    "name": _l("name"),
    "product": _l("product"),
    "account": _l("customer"),
    "account_key": _l("the customer's id"),
    "domain": _l("website or domain"),
    "owner": _l("seller"),
    "amount": _l("amount"),
    "currency": _l("currency"),
    "stage": _l("stage"),
    "status": _l("open, won or lost"),
    "is_won": _l("won, yes or no"),
    "is_lost": _l("lost, yes or no"),
    "opened_on": _l("day opened"),
    "closes_on": _l("day it closes or closed"),
    "expected_on": _l("day expected to close"),
    "won_on": _l("day won"),
    "lost_on": _l("day lost"),
    "contact": _l("contact's name"),
    "address": _l("contact's address"),
    "deleted": _l("deleted, yes or no"),
    "first_name": _l("first name"),
    "last_name": _l("last name"),
    "country": _l("country"),
    "act_kind": _l("meeting, call or mail"),
    "at": _l("day and time"),
    "clock": _l("time of day"),
    "subject": _l("subject"),
    "deal": _l("deal's name"),
    "deal_key": _l("the deal's id"),
}
ASKS: dict[str, Words] = {
    "kind": _l("Nothing tells what this is a list of. Choose it."),
    "needed": _l("Too little is known of it. Say which column holds what."),
    "dates": _l("Its dates could be day or month first. Choose one."),
    "decimals": _l("Its amounts could mean thousands or cents. Choose one."),
}
_BECAUSE: dict[str, Words] = {"name": _l("by its name"), "told": _l("as said before")}


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column on the page: what it holds as chosen, why, and some of its values as text."""

    column: Column
    because: Words

    @property
    def is_read(self) -> bool:
        return bool(self.column.field)


def columns_page(proposal: Proposal) -> dict[str, object]:
    """What crm_columns.html shows."""
    lines = [ColumnLine(column, _BECAUSE.get(column.because, "")) for column in proposal.columns]
    fields = [(name, FIELD_WORDS[name]) for name in FIELDS[proposal.kind]] if proposal.kind else []
    return {
        "read": [line for line in lines if line.is_read],
        "left": [line for line in lines if not line.is_read],
        "mostly_left": sum(not line.is_read for line in lines) > len(lines) / 2,
        "fields": fields,
        "kinds": list(KINDS.items()),
        "kind": proposal.kind.value if proposal.kind else "",
        "programs": list(PROGRAM_NAMES.items()),
        "program": proposal.program,
        "asks": [ASKS[ask] for ask in proposal.asks],
        "asks_dates": "dates" in proposal.asks,
        "asks_decimals": "decimals" in proposal.asks,
    }


def told_in(sent: Mapping[str, str], proposal: Proposal) -> Told:
    """What the form says. Choices of another kind than the page was made for say nothing."""
    kind = CrmKind(sent["kind"]) if sent.get("kind") in list(CrmKind) else None
    same = kind is proposal.kind and kind is not None
    known = set(FIELDS[kind]) if kind else set()
    columns = {
        column.name: sent[f"column.{column.place}"]
        for column in proposal.columns
        if same and sent.get(f"column.{column.place}", "-") in known | {""}
    }
    return Told(
        columns=columns,
        kind=kind,
        program=sent["program"] if sent.get("program") in PROGRAM_NAMES else "",
        day_first={"day": True, "month": False}.get(sent.get("dates", "")),
        decimal_mark={"point": ".", "comma": ","}.get(sent.get("decimals", ""), ""),
    )


def chosen_twice(told: Told) -> str:
    """The field that two columns were chosen for, in words; empty where there is none."""
    counts = Counter(what for what in told.columns.values() if what)
    return next((str(FIELD_WORDS[what]) for what, many in counts.items() if many > 1), "")


def crm_choices(seat: Membership) -> list[tuple[str, str, int]]:
    """The CRMs this person's deals came from: value, name, how many deals."""
    return [(crm, PROGRAM_NAMES.get(crm, crm), many) for crm, many in crms_of(seat).items()]
