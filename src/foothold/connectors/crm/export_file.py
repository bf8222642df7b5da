"""A CRM's export, read row by row as its mapping says: deals, people, firms, or what sellers logged."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from foothold.connectors.crm.export_mapping import DATES, Proposal, Told, propose
from foothold.connectors.crm.export_words import act_kind, closure_in, country_code, domain_in, says_yes
from foothold.core.amounts import amount_in, currency_in
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable
from foothold.core.crm_rows import CrmAct, CrmCompany, CrmContact, CrmKind, CrmOpportunity, CrmRow, RowDoubt
from foothold.core.mailboxes import counterpart, mailbox
from foothold.core.state import Closure
from foothold.core.tables import Table, day_in, moment_in, read_table

MOST_SKIPPED = 1_000
_NAME = 200
_NAMES = ("name", "account", "product", "contact", "first_name", "last_name", "subject", "deal")
Cell = Callable[[str], str]


class NotSure(Unreadable):
    """The table can be read, once a person has said what nothing in it tells; `proposal` is as far as we came."""

    def __init__(self, proposal: Proposal, table: Table) -> None:
        super().__init__(questions(proposal))
        self.proposal, self.table = proposal, table


@dataclass(frozen=True, slots=True)
class CrmFile:
    """The rows of one export in its order, each key once; what was left out and why."""

    proposal: Proposal
    rows: tuple[CrmRow, ...]
    skipped: tuple[Skipped, ...] = ()


def looks_like_table(head: bytes, name: str) -> bool:
    """Whether the start of a file is a table with columns; whose, its names tell later."""
    if name.lower().rpartition(".")[2] not in {"csv", "tsv"}:
        return False
    try:
        return len(read_table(head).columns) > 1
    except Unreadable:
        return False


def read_crm(data: bytes, name: str, *, told: Told, tz: ZoneInfo) -> CrmFile:
    """The rows of an export. Times without an offset are in `tz`.

    Raises `NotSure` where something must be asked first, `Unreadable` as `read_table`, and for a told column that
    there is not.
    """
    table = read_table(data)
    if not table.rows:
        raise Unreadable("This table has columns and no rows. Nothing of it was stored.")
    try:
        proposal = propose(table, told)
    except ValueError as wrong:
        raise Unreadable(str(wrong)) from None
    if not proposal.is_sure:
        raise NotSure(proposal, table)
    return rows_of(table, proposal, name, tz=tz)


def rows_of(table: Table, proposal: Proposal, name: str, *, tz: ZoneInfo) -> CrmFile:
    """The rows of a table whose columns are settled. A key that comes twice counts once, the last time."""
    places = proposal.places
    header = {column.field: column.name for column in proposal.columns if column.field}
    read = _READERS[proposal.kind or CrmKind.DEALS]
    rows: dict[str, CrmRow] = {}
    skipped: list[Skipped] = []
    for line, cells in zip(table.lines, table.rows, strict=True):

        def cell(what: str, cells: tuple[str, ...] = cells) -> str:
            return cells[places[what]] if what in places else ""

        made = _why_not(cells, table) or read(cell, line, proposal, header, tz)
        if isinstance(made, CrmRow):
            if made.key in rows:
                skipped.append(Skipped(f"{name}, line {rows[made.key].row}", "The same row comes again further down."))
            rows[made.key] = made
        else:
            skipped.append(Skipped(f"{name}, line {line}", made))
    return CrmFile(proposal, tuple(rows.values()), tuple(skipped[:MOST_SKIPPED]))


def questions(proposal: Proposal) -> str:
    """What must be said before the table can be read, in words for a person at a terminal."""
    names = ", ".join(column.name for column in proposal.columns)[:240]
    said = {
        "kind": f"Nothing tells what this is a list of. Its columns: {names}. Say it (--table deals).",
        "needed": f"Too little of it is known. Its columns: {names}. Say what one holds (--map 'Column=field').",
        "dates": "Its dates could be day or month first. Say it (--dates day-first or --dates month-first).",
        "decimals": "Its amounts could mean thousands or cents. Say it (--decimals point or --decimals comma).",
    }
    return " ".join(said[ask] for ask in proposal.asks)


def _why_not(cells: tuple[str, ...], table: Table) -> str | None:
    if len(cells) > len(table.columns):
        return "It has more cells than there are columns."
    if len(table.columns) > 3 and sum(map(bool, cells)) == 1:
        return "It holds one cell only, as the lines below a report do."
    return None


def _opportunity(cell: Cell, line: int, proposal: Proposal, header: dict[str, str], tz: ZoneInfo) -> CrmRow | str:
    name, account = _plain(cell("name")), _plain(cell("account"))
    key, made = _key(cell, "name", "account", "product", "owner", "opened_on")
    if not key:
        return "It names neither a deal nor a customer."
    name = name or ", ".join(part for part in (account, _plain(cell("product"))) if part)[:_NAME]

    def day(what: str) -> date | None:
        return day_in(cell(what), day_first=proposal.day_first)

    closure, doubts = _closure(cell)
    won_on, lost_on = day("won_on"), day("lost_on")
    if closure is None and not doubts and not cell("stage") and not cell("status"):
        closure = Closure.WON if won_on else Closure.LOST if lost_on else None
    closed_on = (won_on if closure is Closure.WON else lost_on if closure is Closure.LOST else None) or day("closes_on")
    amount = amount_in(cell("amount"), proposal.decimal_mark or ".")
    doubts = (*doubts, *_doubts(cell, proposal), *_doubts_of_amount(cell("amount"), amount))
    return CrmOpportunity(
        key=key,
        row=line,
        made_key=made,
        **_firm(cell, account),
        name=name or key,
        amount=amount if amount and amount > 0 else None,
        currency=_currency(cell, header),
        stage=_plain(cell("stage"))[:100],
        closure=closure,
        opened_on=day("opened_on"),
        closed_on=closed_on,
        expected_on=day("expected_on"),
        contact=_plain(cell("contact")),
        address=mailbox(_first(cell("address"))),
        doubts=doubts,
    )


def _doubts(cell: Cell, proposal: Proposal) -> tuple[RowDoubt, ...]:
    """Which of a row's days and names are not taken as they stand."""
    # What was logged without a day is left out as a row, with its reason.
    days = [cell(what) for what in DATES - {"at"} if _has_digit(cell(what))]
    unread = any(day_in(day, day_first=proposal.day_first) is None for day in days)
    is_cut = any(len(" ".join(cell(what).split())) > _NAME for what in _NAMES)
    return (*((RowDoubt.DAY_UNREAD,) if unread else ()), *((RowDoubt.NAME_CUT,) if is_cut else ()))


def _doubts_of_amount(cell: str, amount: Decimal | None) -> tuple[RowDoubt, ...]:
    if amount is None:
        return (RowDoubt.AMOUNT_UNREAD,) if _has_digit(cell) else ()
    return (RowDoubt.AMOUNT_NEGATIVE,) if amount < 0 else ()


def _closure(cell: Cell) -> tuple[Closure | None, tuple[RowDoubt, ...]]:
    """How it ended; where status, tick and stage say different things it is taken for open, and told."""
    said = {closure_in(cell("status")), closure_in(cell("stage"))} - {None}
    said |= {Closure.WON} if says_yes(cell("is_won")) else set()
    said |= {Closure.LOST} if says_yes(cell("is_lost")) else set()
    if len(said) > 1:
        return None, (RowDoubt.ENDS_CONTRADICT,)
    return next(iter(said), None), ()


def _contact(cell: Cell, line: int, proposal: Proposal, header: dict[str, str], tz: ZoneInfo) -> CrmRow | str:
    address = mailbox(_first(cell("address")))
    parts = " ".join(_plain(cell(part)) for part in ("first_name", "last_name")).strip()
    name = _plain(cell("name")) if "name" in header and not parts else parts
    key, made = _key(cell, "address", "name", "first_name", "last_name", "account")
    if not key or not (name or address):
        return "It names nobody."
    return CrmContact(
        key=key,
        row=line,
        made_key=made,
        **_firm(cell, _plain(cell("account")), address),
        name=name or address,
        address=address,
        doubts=_doubts(cell, proposal),
    )


def _company(cell: Cell, line: int, proposal: Proposal, header: dict[str, str], tz: ZoneInfo) -> CrmRow | str:
    account = _plain(cell("account"))
    if not account:
        return "It names no customer."
    key, made = _key(cell, "account", "domain")
    firm = _firm(cell, account) | {"account_key": "" if made else key}
    return CrmCompany(
        key=key, row=line, made_key=made, **firm, country=country_code(cell("country")), doubts=_doubts(cell, proposal)
    )


def _act(cell: Cell, line: int, proposal: Proposal, header: dict[str, str], tz: ZoneInfo) -> CrmRow | str:
    at = moment_in(cell("at"), cell("clock"), day_first=proposal.day_first, tz=tz)
    day = day_in(cell("at"), day_first=proposal.day_first)
    if at is None and day is None:
        return "Its day cannot be read."
    key, made = _key(cell, "at", "subject", "act_kind", "contact", "account")
    return CrmAct(
        key=key,
        row=line,
        made_key=made,
        **_firm(cell, _plain(cell("account"))),
        kind=act_kind(cell("act_kind") or cell("subject")),
        at=at or datetime.combine(day, time(12), tz),  # type: ignore[arg-type]
        has_time=at is not None,
        subject=_plain(cell("subject")),
        contact=_plain(cell("contact")),
        address=mailbox(_first(cell("address"))),
        deal_key=_plain(cell("deal_key"))[:100],
        deal=_plain(cell("deal")),
        doubts=_doubts(cell, proposal),
    )


_READERS = {
    CrmKind.DEALS: _opportunity,
    CrmKind.CONTACTS: _contact,
    CrmKind.COMPANIES: _company,
    CrmKind.LOG: _act,
}


def _firm(cell: Cell, account: str, address: str = "") -> dict[str, Any]:
    """What all rows say of the customer and of who works it."""
    address = address or mailbox(_first(cell("address")))
    # Who has moved often keeps his old address: it tells the firm only where the row does not name it.
    of_address = counterpart(address) if address and not account else ""
    return {
        "account": account,
        "account_key": _first(cell("account_key"))[:100],
        "domain": domain_in(cell("domain")) or ("" if "@" in of_address else of_address),
        "owner": _plain(cell("owner")),
        "deleted": says_yes(cell("deleted")),
    }


def _key(cell: Cell, *made_of: str) -> tuple[str, bool]:
    """The CRM's own id; without one a key made of the row's words, empty where it has none."""
    own = _plain(cell("key"))
    if own:
        return own[:100], False
    words = [_plain(cell(what)).casefold() for what in made_of]
    if not any(words):
        return "", True
    return "row:" + hashlib.sha256("|".join(words).encode("utf-8", "replace")).hexdigest()[:40], True


def _currency(cell: Cell, header: dict[str, str]) -> str:
    return currency_in(cell("currency").upper()) or currency_in(cell("amount")) or currency_in(header.get("amount", ""))


def _has_digit(text: str) -> bool:
    """Whether a cell says anything: "n/a" and "-" are as good as empty."""
    return any(sign.isdigit() for sign in text)


def _first(text: str) -> str:
    """The first of several that a cell lists."""
    return text.replace(";", ",").partition(",")[0].strip()


def _plain(text: str) -> str:
    """A stranger's words on one line, without what steers a screen, at most 200 characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text[: 4 * _NAME]).split())[:_NAME].rstrip()
