"""What is kept of a customer's visit, listed for himself; and what the button deletes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foothold.actions.make_guest_links import LIVES_ON
from foothold.records.models import GuestAct
from foothold.records.models.booking import GuestActKind
from foothold.web.guest_page import frame_context
from foothold.web.guest_visit import Visit


@dataclass(frozen=True, slots=True)
class Kept:
    """One act as a line: when, what, and the words in it."""

    at: str
    what: str
    words: str


def stored_context(visit: Visit) -> dict[str, Any]:
    """Everything done by this link, oldest first; by the shared one that is everybody's."""
    return {
        **frame_context(visit),
        "kept": [Kept(visit.moment(act.done_at), _what(act), _words(act)) for act in visit.own_acts],
        "lives_on": LIVES_ON.days,
        "ends_on": visit.day(visit.guest.expires_at),
    }


def _what(act: GuestAct) -> str:
    return {
        GuestActKind.YES: _("Answered: Yes"),
        GuestActKind.OTHER_TIME: _("Asked for another time"),
        GuestActKind.NOT_THIS_TIME: _("Answered: Not at this time"),
        GuestActKind.NOT_AT_ALL: _("Answered: No, thank you"),
        GuestActKind.NOT_FOR_ME: _("Said that this is not for you"),
        GuestActKind.BROUGHT: _("Ticked"),
        GuestActKind.NOT_BROUGHT: _("Unticked"),
        GuestActKind.COLLEAGUE: _("Named a colleague"),
        GuestActKind.PREPARED: _("Answered the question"),
        GuestActKind.JUDGED: _("Said how the meeting was"),
    }[GuestActKind(act.kind)]


def _words(act: GuestAct) -> str:
    """What was written, chosen or ticked."""
    said = act.said
    if act.kind == GuestActKind.COLLEAGUE:
        return f"{said['name']}, {said['address']}"
    return str(said.get("words") or said.get("what") or "")
