"""What an import brought, in words: counts, and what was skipped and why, alike ones together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.actions.import_files import Report
from foothold.records.answers_brought import Answered, Said, answers_brought
from foothold.records.models import Import, Membership, Source
from foothold.records.scoping import ScopedQuerySet
from foothold.web.wording import Words

LAST_DROP = "last_drop"
"""Where the session keeps what the last drop brought: no words, only names, counts and reasons."""
MOST_NAMED = 200
"""Skipped things kept by name for the page; the run itself keeps more."""

ANSWERS_NAMED = 3
"""Customers who answered by what was read that are named."""
_ANSWERED: Mapping[Said, Words] = {
    Said.YES: _l("%(name)s accepted %(when)s"),
    Said.NO: _l("%(name)s said no to %(when)s"),
    Said.MAYBE: _l("%(name)s said maybe to %(when)s"),
    Said.OTHER_TIME: _l("%(name)s asks for %(when)s"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why things were skipped, and which ones: at most five by name."""

    reason: str
    count: int
    named: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class Told:
    """What a drop brought, small enough for a session. `unread` are files nothing was read of."""

    files: int = 0
    read: int = 0
    runs: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = field(default=())

    def as_kept(self) -> dict[str, Any]:
        return {"files": self.files, "read": self.read, "runs": list(self.runs), "unread": [*map(list, self.unread)]}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any] | None) -> "Told":
        if not kept:
            return cls()
        unread = tuple((what, reason) for what, reason in kept["unread"])
        return cls(kept["files"], kept["read"], tuple(kept["runs"]), unread)


def report_of(report: Report) -> Told:
    """The report of a drop without what its runs remember themselves."""
    remembered = {(each["what"], each["reason"]) for run in report.runs for each in run.skipped}
    unread = [(each.what, each.reason) for each in report.skipped]
    left = tuple(each for each in unread if each not in remembered)
    return Told(report.files, report.read, tuple(str(run.pk) for run in report.runs), left[:MOST_NAMED])


def told_of(seat: Membership, source: Source) -> Told:
    """The last reading of a source, as what a drop brought."""
    last = runs_of(seat, None).filter(source=source).first()
    return Told(1, 1, (str(last.pk),)) if last else Told()


def runs_of(seat: Membership, keys: Iterable[str] | None) -> ScopedQuerySet[Import]:
    """The person's own imports, newest first; those of `keys` alone where given."""
    runs = Import.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id).select_related("source")
    if keys is not None:
        runs = runs.filter(pk__in=[UUID(key) for key in keys])
    return runs.order_by("-started_at", "pk")


def to_know(skipped: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is doubtful about what was read; nothing of that was skipped."""
    return list(dict.fromkeys(each["reason"] for each in skipped if each.get("was_read")))


def left_out(skipped: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was not read."""
    return [each for each in skipped if not each.get("was_read")]


def reasons(skipped: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """Skipped things by their reason, the commonest first."""
    by_reason: dict[str, list[str]] = {}
    for each in skipped:
        by_reason.setdefault(each["reason"], []).append(each["what"])
    found = [Reason(reason, len(named), tuple(dict.fromkeys(named))[:5]) for reason, named in by_reason.items()]
    return sorted(found, key=lambda each: (-each.count, each.reason))


def answer_lines(run: Import) -> list[str]:
    """Petra Lang accepted Thu 24 Sep 10:00; three by name, the others counted."""
    found = answers_brought(run)
    lines = [str(_ANSWERED[each.said]) % {"name": each.name, "when": _when(each)} for each in found[:ANSWERS_NAMED]]
    more = len(found) - ANSWERS_NAMED
    return [*lines, ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}] if more > 0 else lines


def _when(answered: Answered) -> str:
    at = timezone.localtime(answered.at)
    day = "D j M" if at.year == timezone.localdate().year else "D j M Y"
    return date_format(at, day if answered.all_day else f"{day} H:i")
