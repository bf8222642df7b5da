"""The customer page: what the invitation says, what he can answer, what both sides bring (UX, S8).

Never on it: state, verdict, chance, triage, or anything the seller wrote for himself.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foothold.actions.guest_acts import Refusal, closed_because
from foothold.actions.judge_meeting_as_guest import judged
from foothold.actions.prepare_as_guest import LONGEST_ANSWER, LONGEST_NAME, firms_asked, prep_answer
from foothold.core.evidence import Side
from foothold.core.outcomes import said_to_them
from foothold.core.slots import Slot
from foothold.records.guest_slots import slots_for_guest
from foothold.records.guests import proposed_colleagues
from foothold.records.invitations import day_promised, homework_of
from foothold.records.models import Homework
from foothold.records.models.booking import GuestActKind
from foothold.records.models.findings import Met, Promise
from foothold.records.models.meetings import Known
from foothold.web.guest_answers import answered
from foothold.web.guest_style import STYLE
from foothold.web.guest_troubles import SENTENCES
from foothold.web.guest_visit import Visit, other_languages
from foothold.web.guest_zones import likely_zones

_LINK = re.compile(r"https://[^\s<>\"']+\Z")


@dataclass(frozen=True, slots=True)
class Bring:
    """One thing to bring, as a line."""

    place: int
    what: str
    owner: str
    due: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A time to choose instead: what is sent, and what is read."""

    value: str
    day: str
    hours: str


def page_context(
    visit: Visit, *, refused: Refusal | None = None, typed: dict[str, str] | None = None
) -> dict[str, Any]:
    """All the page shows. `refused` is why the last act was not taken, `typed` what was written in its form."""
    invitation, closed = visit.invitation, closed_because(visit.guest, visit.invitation, visit.now)
    homework = _homework(visit)
    return {
        **frame_context(visit),
        "closed": closed,
        "trouble": SENTENCES[refused] if refused else "",
        "typed": typed or {},
        "answered": answered(visit),
        "is_wrong_person": any(act.kind == GuestActKind.NOT_FOR_ME for act in visit.own_acts),
        "choices": [_choice(slot, visit) for slot in slots_for_guest(invitation, visit.now)] if not closed else [],
        "first_day": visit.now.astimezone(visit.zone).date().isoformat(),
        "outcome": said_to_them(invitation.outcome),
        "agenda": _agenda(invitation.agenda),
        "place_is_link": bool(_LINK.match(invitation.place.strip())),
        "theirs": [item for side, item in homework if side == Side.CUSTOMER],
        "ours": [item for side, item in homework if side == Side.OURS],
        "prep_answer": prep_answer(visit.guest),
        "longest_answer": LONGEST_ANSWER,
        "longest_name": LONGEST_NAME,
        "can_add": bool(firms_asked(invitation)),
        "proposed": proposed_colleagues(invitation, visit.acts),
        "judged": judged(visit.guest) if closed else None,
        "goals": Met.choices,
        "yes_or_no": [(Known.YES.value, _("Yes")), (Known.NO.value, _("No"))],
        "may_judge": closed is Refusal.PASSED and invitation.meeting.stands and invitation.meeting.missed_by is None,
        "zones": likely_zones(visit.zone, invitation.starts_at),
    }


def frame_context(visit: Visit) -> dict[str, Any]:
    """What every page of a link shows: whose it is, which meeting, and the way to the other language."""
    invitation = visit.invitation
    return {
        "style": STYLE,
        "visit": visit,
        "invitation": invitation,
        "seller": visit.seller,
        "firm": visit.firm,
        "day": visit.day(invitation.starts_at),
        "hours": visit.hours(invitation.starts_at, invitation.ends_at),
        "zone": visit.zone_words(),
        "page": visit.address(),
        "stored_page": visit.address("guest_stored"),
        "calendar_file": visit.address("guest_calendar"),
        "languages": [(code, name, visit.address(lang=code)) for code, name in other_languages()],
    }


def _choice(slot: Slot, visit: Visit) -> Choice:
    begins = slot.starts_at
    return Choice(begins.isoformat(), visit.day(begins), visit.hours(begins, slot.ends_at))


def _homework(visit: Visit) -> list[tuple[str, Bring]]:
    return [(row.side, _bring(row, visit)) for row in homework_of(visit.invitation.meeting)]


def _bring(row: Homework, visit: Visit) -> Bring:
    due_on = day_promised(row)
    due = visit.on_day(due_on) if due_on else ""
    return Bring(row.place, row.what, row.owner, due, row.state == Promise.DONE)


def _agenda(kept: Any) -> list[str]:
    """The questions of the agenda; minutes and whose they are concern the seller's sheet."""
    rows = kept if isinstance(kept, list) else []
    questions = [row.get("question", "") if isinstance(row, dict) else str(row) for row in rows]
    return [question for question in questions if question]
