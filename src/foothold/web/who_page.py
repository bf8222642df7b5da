"""Who is who, as the page shows it: one line each, our guess with its reason, one click to decide (DESIGN 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _l

from foothold.actions.what_is_known import title_key
from foothold.core.relations import GuessBecause, Relation
from foothold.records.counterparts import Met, without_people
from foothold.records.models import Account, Counterpart, Membership
from foothold.web.wording import Words

AT_ONCE = 50
"""Lines before "more"."""
MOST_TITLES = 5_000
"""Different titles looked at; nobody sorts more of them by hand."""

CHOICES: Mapping[Relation, Words] = {
    Relation.CUSTOMER: _l("Customer"),
    Relation.PARTNER: _l("Partner"),
    Relation.SUPPLIER: _l("Supplier"),
    Relation.PRIVATE: _l("Private"),
    Relation.IGNORE: _l("Ignore"),
}

BECAUSE: Mapping[str, Words] = {
    GuessBecause.MET: _l("you meet them"),
    GuessBecause.MET_AT_THEIR_INVITATION: _l("they invited you"),
    GuessBecause.PRIVATE_WORDS: _l("most titles sound private"),
    GuessBecause.AUDIENCE_WORDS: _l("most titles are webinars or conferences"),
    GuessBecause.APPLICATION_WORDS: _l("most titles are about applying for work"),
    GuessBecause.TRAVEL_WORDS: _l("most titles are trips"),
    GuessBecause.BUYING_WORDS: _l("invoices or renewals; who pays, the titles do not say"),
    GuessBecause.LARGE_ONLY: _l("only meetings of more than 12 people"),
    GuessBecause.PERSONAL_ADDRESS: _l("a personal address may be anybody's"),
    GuessBecause.SHARED_MAILBOXES_ONLY: _l("only shared mailboxes, no person"),
    GuessBecause.ALL_DAY_ONLY: _l("only entries of whole days"),
    GuessBecause.PRACTICE_OR_SCHOOL: _l("the name is that of a practice or a school"),
    GuessBecause.NOBODY_MET: _l("nobody was met yet"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: `is_told` it was pressed, `is_guess` we think it is this one."""

    value: str
    word: Words
    is_told: bool = False
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One counterpart on the page."""

    key: str
    """Tells the line on the page; unlike its row it stays the same when a word is taken back."""
    met: Met
    choices: tuple[Choice, ...]
    because: Words
    word: Words
    """What it is now, told or guessed; empty while nobody decided."""

    @property
    def is_told(self) -> bool:
        return self.met.counterpart.told

    @property
    def is_open(self) -> bool:
        return not self.met.counterpart.relation


@dataclass(frozen=True, slots=True)
class TitleLine:
    """Meetings without people under one title. `account` is the customer's name, told or found in the title."""

    key: str
    title: str
    meetings: int
    last_at: datetime
    account: str
    relation: str
    is_told: bool
    alike: int
    """Other titles that differ from it in numbers, case and marks only."""
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        return not self.relation

    @property
    def word(self) -> Words:
        return CHOICES[Relation(self.relation)] if self.relation in _BY_VALUE else ""


_BY_VALUE = {relation.value for relation in CHOICES}

FILTERS: Mapping[str, Words] = {"all": _l("All"), "open": _l("Not decided yet"), "guessed": _l("Guessed")}


def chosen(met: Sequence[Met], which: str) -> list[Met]:
    """Those a filter leaves."""
    if which == "open":
        return [each for each in met if not each.counterpart.relation]
    if which == "guessed":
        return [each for each in met if each.counterpart.relation and not each.counterpart.told]
    return list(met)


def line(met: Met) -> Line:
    """A counterpart with its buttons."""
    row = met.counterpart
    word = CHOICES[Relation(row.relation)] if row.relation in _BY_VALUE else ""
    return Line(_short(row.value), met, _choices(row.relation, row.told), BECAUSE.get(row.because, ""), word)


def _choices(relation: str, told: bool) -> tuple[Choice, ...]:
    return tuple(
        Choice(each.value, word, is_told=told and relation == each, is_guess=not told and relation == each)
        for each, word in CHOICES.items()
    )


def title_lines(seat: Membership) -> list[TitleLine]:
    """Meetings without people by what their titles are remembered by; the undecided first, then by number."""
    groups = without_people(seat).order_by().values("title", "relation", "account_id")
    rows = list(groups.annotate(n=Count("pk"), last=Max("held_at")).order_by("-n", "title")[:MOST_TITLES])
    names = dict(Account.objects.in_workspace(seat.workspace_id).values_list("pk", "name")) if rows else {}
    told = {row.value: row for row in Counterpart.objects.in_workspace(seat.workspace_id).filter(told=True)}
    by_key: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_key.setdefault(title_key(row["title"]), []).append(row)
    lines = [_title_line(key, alike, told.get(key), names) for key, alike in by_key.items()]
    return sorted(lines, key=lambda each: (not each.is_open, -each.meetings, each.title))


def title_line(seat: Membership, title: str) -> TitleLine | None:
    """The one line this title belongs to."""
    key = _short(title_key(title))
    return next((each for each in title_lines(seat) if each.key == key), None)


def _title_line(
    key: str, alike: list[Mapping[str, Any]], said: Counterpart | None, names: Mapping[Any, str]
) -> TitleLine:
    """Titles that differ in numbers and case only, as one line; told it is one thing, guessed by its commonest."""
    relation = said.relation if said else next((row["relation"] for row in alike if row["relation"]), "")
    return TitleLine(
        key=_short(key),
        title=alike[0]["title"],
        meetings=sum(row["n"] for row in alike),
        last_at=max(row["last"] for row in alike),
        account=next((names[row["account_id"]] for row in alike if row["account_id"]), ""),
        relation=relation,
        is_told=said is not None,
        alike=len({row["title"] for row in alike}) - 1,
        choices=_choices(relation, said is not None)[-2:],
    )


def _short(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:12]
