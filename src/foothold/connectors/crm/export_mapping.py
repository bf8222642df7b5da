"""What each column of an unknown table holds: proposed with its reason, told by a person, remembered by its header."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from foothold.connectors.crm.call_columns import plain_name
from foothold.connectors.crm.export_names import FIELDS, PROGRAMS, TELLING
from foothold.core.amounts import decimal_mark, is_unclear
from foothold.core.crm_rows import CrmKind
from foothold.core.table_moments import day_first, day_in, is_mixed
from foothold.core.tables import Table

DATES = frozenset({"opened_on", "closes_on", "expected_on", "won_on", "lost_on", "at"})
"""Fields that hold days: all of one file are written in one order."""
_SAMPLES = 3
_LONGEST_SAMPLE = 60
_TOLD = 5_000
"""Rows that are looked at to tell the order of a date and the sign before the cents."""

NEEDED: dict[CrmKind, tuple[frozenset[str], ...]] = {
    CrmKind.DEALS: (
        frozenset({"key", "name", "account"}),
        frozenset({"stage", "status", "is_won", "won_on", "opened_on", "closes_on", "expected_on", "amount"}),
    ),
    CrmKind.CONTACTS: (frozenset({"name", "last_name", "first_name", "address"}),),
    CrmKind.COMPANIES: (frozenset({"account"}),),
    CrmKind.LOG: (frozenset({"at"}), frozenset({"subject", "act_kind"})),
}
"""Of each of these sets one field must be known, or the rows say nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said about a table: `columns` by their name ("" leaves one out), the rest where it was open.

    A name that comes twice is told apart by a number after it: "Owner (2)".
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kind: CrmKind | None = None
    program: str = ""
    day_first: bool | None = None
    decimal_mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, where it stands, what it holds ("" nothing we read), and why we think so."""

    name: str
    place: int
    field: str = ""
    because: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table would be read. `asks` are what nothing in it tells: "kind", "needed", "dates", "decimals".

    `day_first` and `decimal_mark` are settled for the whole file, never row by row; None and "" while they are asked.
    """

    fingerprint: str
    program: str
    kind: CrmKind | None
    columns: tuple[Column, ...]
    day_first: bool | None
    decimal_mark: str
    asks: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        return not self.asks

    @property
    def places(self) -> dict[str, int]:
        """Where each field stands."""
        return {column.field: column.place for column in self.columns if column.field}


def fingerprint(columns: Sequence[str]) -> str:
    """The same for the same set of columns in any order: what a mapping is remembered by."""
    names = sorted(plain_name(name) for name in columns)
    return hashlib.sha256("\n".join(names).encode("utf-8", "replace")).hexdigest()


def named_apart(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns' names, the second "Owner" as "Owner (2)", one without a name by its number."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for place, name in enumerate(columns, 1):
        shown = " ".join("".join(sign if sign.isprintable() else " " for sign in name[:200]).split())
        shown = shown or f"column {place}"
        seen[shown] += 1
        found.append(shown if seen[shown] == 1 else f"{shown} ({seen[shown]})")
    return tuple(found)


def propose(table: Table, told: Told = Told()) -> Proposal:
    """What the columns hold, as far as their names and cells tell, and what must be asked.

    What was told counts before anything guessed. ValueError for a told column or field that there is not.
    """
    names = named_apart(table.columns)
    plain = [plain_name(name) for name in table.columns]
    kind = told.kind or _kind(plain) or _kind_of_fields(told)
    fields, because = _fields(plain, kind)
    for name, what in told.columns.items():
        place = _place(name, names)
        if what and what not in _known_fields(kind):
            allowed = ", ".join(sorted(_known_fields(kind)))
            raise ValueError(f'"{what}" is nothing a column can hold. There are: {allowed}.')
        fields = {at: known for at, known in fields.items() if at != place and known != what}
        if what:
            fields[place], because[place] = what, "told"
    columns = tuple(
        Column(name, at, fields.get(at, ""), because.get(at, "") if at in fields else "", _samples(table, at))
        for at, name in enumerate(names)
    )
    order, order_open = _order(table, columns, told)
    mark, mark_open = _mark(table, columns, told)
    asks = [*_missing(kind, columns), *(["dates"] if order_open else []), *(["decimals"] if mark_open else [])]
    program = told.program or _program(plain)
    return Proposal(fingerprint(table.columns), program, kind, columns, order, mark, tuple(asks))


def _kind(plain: Sequence[str]) -> CrmKind | None:
    """The kind that most names tell; None where two tell it equally, or none does."""
    counts = {kind: sum(name in names for name in plain) for kind, names in TELLING.items()}
    # A list of deals names their firms and people too; deals and logged acts are told by names of their own.
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    best, second = ranked[0], ranked[1]
    if best[1] == 0:
        found = [kind for kind in CrmKind if not _lacks(kind, set(_fields(plain, kind)[0].values()))]
        return found[0] if len(found) == 1 else None
    return best[0] if best[1] > second[1] else None


def _kind_of_fields(told: Told) -> CrmKind | None:
    """Which kind alone has all the fields that were told."""
    wanted = {what for what in told.columns.values() if what}
    fits = [kind for kind, fields in FIELDS.items() if wanted and wanted <= fields.keys()]
    return fits[0] if len(fits) == 1 else None


def _known_fields(kind: CrmKind | None) -> set[str]:
    kinds = [kind] if kind else list(FIELDS)
    return {name for each in kinds for name in FIELDS[each]}


def _fields(plain: Sequence[str], kind: CrmKind | None) -> tuple[dict[int, str], dict[int, str]]:
    """Field and reason by place: each field the column whose name comes first among its names."""
    fields: dict[int, str] = {}
    because: dict[int, str] = {}
    if kind is None:
        return fields, because
    taken: dict[str, tuple[int, int]] = {}
    for what, known in FIELDS[kind].items():
        ranks = [(known.index(name), at) for at, name in enumerate(plain) if name in known]
        if ranks:
            taken[what] = min(ranks)
    for what, (_rank, at) in sorted(taken.items(), key=lambda item: item[1]):
        if at not in fields:
            fields[at], because[at] = what, "name"
    return fields, because


def _program(plain: Sequence[str]) -> str:
    """Whose export it is by its names; "csv" where no program stands out."""
    counts = Counter({program: sum(name in names for name in plain) for program, names in PROGRAMS.items()})
    (best, many), (_, second) = counts.most_common(2)
    return best if many >= 2 and many > second else "csv"


def _place(name: str, names: Sequence[str]) -> int:
    folded = name.strip().casefold()
    for at, each in enumerate(names):
        if each.casefold() == folded or (plain_name(each) and plain_name(each) == plain_name(name)):
            return at
    raise ValueError(f'There is no column "{name[:60]}". There are: {", ".join(names)[:300]}.')


def _samples(table: Table, place: int) -> tuple[str, ...]:
    """The first different values of a column, as text."""
    found: dict[str, None] = {}
    for row in table.rows[:200]:
        if row[place]:
            shown = " ".join("".join(sign if sign.isprintable() else " " for sign in row[place][:200]).split())
            found[shown if len(shown) <= _LONGEST_SAMPLE else shown[: _LONGEST_SAMPLE - 1] + "…"] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _missing(kind: CrmKind | None, columns: Sequence[Column]) -> list[str]:
    if kind is None:
        return ["kind"]
    return ["needed"] if _lacks(kind, {column.field for column in columns}) else []


def _lacks(kind: CrmKind, fields: set[str]) -> bool:
    return any(not (one_of & fields) for one_of in NEEDED[kind])


def _order(table: Table, columns: Sequence[Column], told: Told) -> tuple[bool | None, bool]:
    """Whether the day comes first, for all dates of the file, and whether that must be asked."""
    if told.day_first is not None:
        return told.day_first, False
    dated = [[row[column.place] for row in table.rows[:_TOLD]] for column in columns if column.field in DATES]
    cells = [cell for column in dated for cell in column if cell]
    order = day_first(cells, None)
    if order is None and len(table.rows) > _TOLD:
        places = [column.place for column in columns if column.field in DATES]
        order = day_first((row[at] for row in table.rows for at in places), None)
    # Some cells can be read only if the order is known, and nothing in the file tells it; or some put the day first and
    # others the month, and which of them are mistakes only a person knows.
    is_open = order is None and (is_mixed(cells) or any(map(_could_be_two, cells)))
    return order, is_open


def _could_be_two(cell: str) -> bool:
    return day_in(cell, day_first=None) is None and day_in(cell, day_first=True) != day_in(cell, day_first=False)


def _mark(table: Table, columns: Sequence[Column], told: Told) -> tuple[str, bool]:
    if told.decimal_mark:
        return told.decimal_mark, False
    amounts = next((column for column in columns if column.field == "amount"), None)
    cells = [row[amounts.place] for row in table.rows if row[amounts.place]] if amounts else []
    mark = decimal_mark(cells, None)
    return (mark or "."), is_unclear(cells)


def with_told(told: Told, more: Told) -> Told:
    """What was remembered, and what is told now, which counts more."""
    return replace(
        told,
        columns={**told.columns, **more.columns},
        kind=more.kind or told.kind,
        program=more.program or told.program,
        day_first=told.day_first if more.day_first is None else more.day_first,
        decimal_mark=more.decimal_mark or told.decimal_mark,
    )
