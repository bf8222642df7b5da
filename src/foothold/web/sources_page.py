"""Sources, as the page shows them: what each is, what was read of it and when, and what it can prove (UX S9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, ngettext_lazy

from foothold.records.models import CalendarEntry, Call, Import, Letter, Membership, Source
from foothold.records.models.sources import ImportState, SenderCheck, SourceType
from foothold.records.scoping import ScopedQuerySet
from foothold.web.wording import Words

KINDS: Mapping[str, Words] = {
    SourceType.CALENDAR_FILE: _l("Calendar, from a file"),
    SourceType.CALENDAR_ADDRESS: _l("Calendar, at its address"),
    SourceType.MAILS: _l("Mails"),
    SourceType.CALLS: _l("Call log"),
    SourceType.CALENDAR_SERVER: _l("Calendar, connected"),
    SourceType.CRM: _l("CRM export"),
}

_ROWS = {
    SourceType.CALENDAR_FILE: ngettext_lazy("%(n)d entry", "%(n)d entries", "n"),
    SourceType.CALENDAR_ADDRESS: ngettext_lazy("%(n)d entry", "%(n)d entries", "n"),
    SourceType.MAILS: ngettext_lazy("%(n)d mail", "%(n)d mails", "n"),
    SourceType.CALLS: ngettext_lazy("%(n)d call", "%(n)d calls", "n"),
    SourceType.CALENDAR_SERVER: ngettext_lazy("%(n)d entry", "%(n)d entries", "n"),
    SourceType.CRM: ngettext_lazy("%(n)d CRM row", "%(n)d CRM rows", "n"),
}


MOST_RUNS = 1_000
"""Readings looked at, the newest."""
FILES_NAMED = 5
"""Files a card names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Card:
    """One source on the page. `last` is its newest reading that stands, the only one that can be taken back."""

    source: Source
    kind: Words
    last: Import | None
    total: Words = ""
    """Everything known from it now, in words."""
    rejected: Words = ""
    """Its mails that count for nothing, in words."""
    files: tuple[str, ...] = ()
    """The files of its last readings, newest first."""

    @property
    def unnamed_files(self) -> int:
        return max(len(self.files) - FILES_NAMED, 0)

    @property
    def named_files(self) -> tuple[str, ...]:
        return self.files[:FILES_NAMED]

    @property
    def has_address(self) -> bool:
        return self.source.kind == SourceType.CALENDAR_ADDRESS

    @property
    def changed_something(self) -> bool:
        return self.last is not None and bool(self.last.new or self.last.changed)

    @property
    def can_undo(self) -> bool:
        """Whether the last reading can be taken back. What is read on and on is removed instead."""
        return self.changed_something and not self.source.is_read_on


@dataclass(frozen=True, slots=True)
class Sight:
    """What one kind of source shows of a question: "yes", "partly" or "no", and how far."""

    mark: str
    words: Words
    of: Words = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of "what we see and what we do not": a sight for each of `SEEN_IN`."""

    words: Words
    seen: tuple[Sight, ...]

    @property
    def sights(self) -> tuple[Sight, ...]:
        return tuple(replace(sight, of=of) for sight, of in zip(self.seen, SEEN_IN, strict=True))


@dataclass(frozen=True, slots=True)
class Export:
    """How to get a calendar out of a program, in three lines; `address` where it has one to copy."""

    program: str
    steps: tuple[Words, Words, Words]
    address: Words = ""


SEEN_IN = (_l("Calendar"), _l("Mails"), _l("Call log"))

QUESTIONS = (
    Question(
        _l("That a meeting was held"),
        (
            Sight("partly", _l("assumed: past, not cancelled, not declined")),
            Sight("no", _l("no")),
            Sight("yes", _l("calls, with their length")),
        ),
    ),
    Question(
        _l("That they accepted"),
        (
            Sight("partly", _l("if the calendar names people and answers; published ones often do not")),
            Sight("yes", _l("their answer, if your mail server vouches for the sender")),
            Sight("no", _l("no")),
        ),
    ),
    Question(
        _l("When the next date was set"),
        (
            Sight("partly", _l("if entries carry their creation day (CREATED)")),
            Sight("no", _l("no")),
            Sight("no", _l("no")),
        ),
    ),
    Question(
        _l("That we wrote to them after it"),
        (Sight("no", _l("no")), Sight("yes", _l("who, to whom, when; never the words")), Sight("no", _l("no"))),
    ),
    Question(
        _l("What was said"),
        (
            Sight("no", _l("no: drop the transcript on After")),
            Sight("no", _l("no: drop the one mail on After")),
            Sight("no", _l("no")),
        ),
    ),
)

EXPORTS = (
    Export(
        "Google",
        (
            _l("On a computer: Settings, then Import & export."),
            _l("Click Export. A ZIP file is saved."),
            _l("Drop the ZIP here as it is."),
        ),
        _l("Settings, your calendar, Integrate calendar: Secret address in iCal format."),
    ),
    Export(
        "Outlook",
        (
            _l("Windows: in the calendar choose File, Save Calendar, as iCalendar (ICS)."),
            _l("Choose More options: whole calendar, full details."),
            _l("Drop the ICS file here."),
        ),
        _l("On the web: Settings, Calendar, Shared calendars, Publish with all details: the ICS link."),
    ),
    Export(
        "Apple",
        (
            _l("On a Mac: choose the calendar at the left."),
            _l("File, Export, Export…, as ICS."),
            _l("Drop the ICS file here."),
        ),
        _l("iCloud: share the calendar as public and copy its webcal address. Anybody who has it can read it."),
    ),
    Export(
        "Thunderbird",
        (
            _l("Open the calendar and choose it at the left."),
            _l("Right-click it: Export Calendar, as iCalendar (ICS)."),
            _l("Drop the ICS file here."),
        ),
    ),
)


def cards(seat: Membership) -> list[Card]:
    """The person's own sources, the ones in trouble first, then the last read."""
    sources = list(own_sources(seat))
    runs = _runs(seat, [source.pk for source in sources])
    counts, failed = _totals(seat), _failed(seat)
    listed = [
        replace(_card(source, runs.get(source.pk, []), counts), rejected=_rejected(failed.get(source.pk, 0)))
        for source in sources
    ]
    return sorted(listed, key=lambda card: not card.source.problem)


def _card(source: Source, runs: Sequence[Import], counts: Mapping[UUID, int]) -> Card:
    words = _ROWS.get(SourceType(source.kind), _ROWS[SourceType.CALENDAR_FILE])
    files = dict.fromkeys(name for run in runs for name in run.files) if not source.host else {}
    return Card(
        source=source,
        kind=KINDS.get(source.kind, source.kind),
        last=runs[0] if runs else None,
        total=words % {"n": counts[source.pk]} if source.pk in counts else "",
        files=tuple(files),
    )


def _totals(seat: Membership) -> dict[UUID, int]:
    """How many rows each of one's sources holds now: entries, mails or calls."""
    counted: dict[UUID, int] = {}
    for model in (CalendarEntry, Letter, Call):
        rows = model.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, source__isnull=False)
        counted |= dict(rows.order_by().values_list("source_id").annotate(n=Count("pk")))
    return counted


def _failed(seat: Membership) -> dict[UUID, int]:
    """How many mails of each of one's sources failed the check of their sender (DESIGN 6: rejected, shown)."""
    rows = Letter.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, sender_check=SenderCheck.FAIL)
    return dict(rows.order_by().values_list("source_id").annotate(n=Count("pk")))


def _rejected(n: int) -> Words:
    words = ngettext(
        "%(n)d mail failed its check and counts for nothing",
        "%(n)d mails failed their check and count for nothing",
        n,
    )
    return words % {"n": n} if n else ""


def own_sources(seat: Membership) -> ScopedQuerySet[Source]:
    """One's own: a calendar is its owner's, whatever role somebody else has. What was booked here is no source."""
    sources = Source.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    sources = sources.exclude(kind=SourceType.BOOKED)
    return sources.order_by("-read_at", "-created_at", "pk")


def _runs(seat: Membership, sources: Sequence[UUID]) -> dict[UUID, list[Import]]:
    """The readings that stand, by source, newest first; what they skipped is fetched for the newest alone."""
    runs = Import.objects.in_workspace(seat.workspace_id).filter(source__in=sources, state=ImportState.DONE)
    found: dict[UUID, list[Import]] = {}
    for run in runs.select_related("source").defer("skipped").order_by("-started_at", "pk")[:MOST_RUNS]:
        found.setdefault(run.source_id, []).append(run)
    return found


def counts_in_words(run: Import) -> str:
    """214 entries: 3 new, 1 changed, 210 as before, nothing about them has changed."""
    of = _ROWS.get(SourceType(run.source.kind), _ROWS[SourceType.CALENDAR_FILE]) % {"n": run.read}
    said = changes_in_words(run)
    if run.same:
        same = _("%(n)d as before, nothing about them has changed") % {"n": run.same}
        said = f"{said}, {same}" if said else same
    return f"{of}: {said}" if said else str(of)


def changes_in_words(run: Import) -> str:
    """3 new, 1 changed; empty where it changed nothing."""
    parts = ((run.new, _("%(n)d new")), (run.changed, _("%(n)d changed")))
    return ", ".join(words % {"n": count} for count, words in parts if count)
