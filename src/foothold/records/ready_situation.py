"""What outcomes and an agenda are suggested from, and which meeting to get ready for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from foothold.core.outcomes import Situation
from foothold.core.readiness import Item
from foothold.records.accounts import customers_of
from foothold.records.answers import promised
from foothold.records.models import Meeting, Membership
from foothold.records.models.meetings import IS_MEETING, STANDS, UNMEASURED
from foothold.records.picture import customer_meetings
from foothold.records.prepared import From
from foothold.records.readiness import Sheet

LOOKED_AMONG = 200
"""Meetings among which one is looked for by a name, those to come or the last ones."""


def situation_of(sheet: Sheet, language: str = "en") -> Situation:
    """What is known, as the core suggests from it."""
    goal = sheet.answer_to(Item.US_2)
    vague = sheet.last_document.get("vague") or ()
    said = next((each for each in vague if isinstance(each, Mapping)), {})
    state = str(sheet.last_document.get("state") or "").lower()
    return Situation(
        purpose=sheet.purpose,
        topic=_topic(sheet, language),
        commitments=tuple(promised(each) for each in sheet.owed),
        goal=goal.text if goal and goal.source in {From.WORDS, From.CUSTOMER_PAGE} else "",
        left_vague=str(said.get("text") or "") if state == "vague" else "",
    )


def meeting_to_prepare(seat: Membership, who: str = "", *, now: datetime) -> Meeting | None:
    """The next customer meeting that is not over; with `who` the next at that time of day, or with that name in it.

    A name is looked for in the customer's, in the title and in the people's. None where there is none.
    """
    not_over = Q(ends_at__gt=now) | Q(ends_at__isnull=True, held_at__gt=now - UNMEASURED)
    ahead = customer_meetings(seat).filter(STANDS, IS_MEETING, not_over).select_related("account", "seller")
    return first_named(seat, list(ahead.order_by("held_at", "pk")[:LOOKED_AMONG]), who)


def first_named(seat: Membership, meetings: Sequence[Meeting], who: str) -> Meeting | None:
    """The first of these; with `who` the first at that time of day, else with that name in it."""
    wanted = who.strip().casefold()
    if not wanted:
        return meetings[0] if meetings else None
    zone = ZoneInfo(seat.workspace.tz)
    at = next((each for each in meetings if _clock(each, zone) == wanted.zfill(5)), None)
    if at is not None:
        return at
    people = customers_of(seat, [each.pk for each in meetings])
    return next(
        (
            each
            for each in meetings
            if wanted in _names(each)
            or any(wanted in f"{one.name} {one.address}".casefold() for one in people.get(each.pk, ()))
        ),
        None,
    )


def _clock(meeting: Meeting, zone: ZoneInfo) -> str:
    return f"{meeting.held_at.astimezone(zone):%H:%M}"


def _names(meeting: Meeting) -> str:
    return f"{meeting.account.name if meeting.account else ''} {meeting.title}".casefold()


def _topic(sheet: Sheet, language: str) -> str:
    """What the meeting is about, without the customer's name in front."""
    title = sheet.meeting.title
    name = sheet.meeting.account.name if sheet.meeting.account else ""
    if name and title.casefold().startswith(name.casefold()):
        title = title[len(name) :]
    words = title.strip(" ,:;-–—|/")
    first = words.split(" ")[0] if words else ""
    # "Price for three sites" goes on inside a sentence; names and abbreviations keep their capital.
    own = {part for each in sheet.people for part in each.name.split()} | set(name.split())
    lower = language == "en" and first[1:].islower() and first not in own
    return words[:1].lower() + words[1:] if lower else words
