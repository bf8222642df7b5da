"""Set up, notes: each kind with its one tap (UX 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _l

from foothold.actions.whom_to_write import calendar_of, mailbox_of
from foothold.core.reminders import NoteKind
from foothold.records.models import Membership
from foothold.records.note_choices import ENTRY, SURVEY, chosen
from foothold.records.reach import public_url

Words = str | Lazy

NAMES: Mapping[str, Words] = {
    NoteKind.TODAY: _l("Today, at 07:30"),
    NoteKind.READY: _l("Get ready, 20 minutes before"),
    NoteKind.CLOSE: _l("Book the next one, 5 minutes before the end"),
    NoteKind.ANSWER: _l("A customer answered"),
    ENTRY: _l("“Book the next one” in your calendar, the last 5 minutes of a meeting"),
    SURVEY: _l("Ask customers after a meeting"),
}


@dataclass(frozen=True, slots=True)
class Switch:
    """One kind, and whether it is on. `may` whether this person may change it."""

    kind: str
    name: Words
    is_on: bool
    may: bool = True


def notes_form(seat: Membership) -> dict[str, Any]:
    """The context of web/parts/notes.html."""
    on = chosen(seat)
    mailbox, calendar = mailbox_of(seat), calendar_of(seat)
    return {
        "notes": [Switch(kind, NAMES[kind], on[kind]) for kind in (*map(str, NoteKind), ENTRY)],
        "survey": Switch(SURVEY, NAMES[SURVEY], on[SURVEY], may=seat.is_admin),
        "notes_from": mailbox.address if mailbox else "",
        "has_calendar_server": calendar is not None,
        "customers_reach_us": public_url() is not None,
    }
