"""What the calendars say at first sight, in sentences (UX J7): counts below ten, bounds where something is unknown."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.actions.first_picture import FirstPicture
from foothold.core.shares import Bounds
from foothold.records.counterparts import without_people
from foothold.records.models import Meeting, Membership
from foothold.records.visibility import meetings_held_by
from foothold.web.figures import between, short


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why no customer meeting was found, and which part of who is who puts it right; empty for none."""

    why: str
    do: str
    part: str


def meetings_sentence(picture: FirstPicture) -> str:
    """84 customer meetings in 90 days."""
    words = ngettext(
        "%(n)d customer meeting in %(days)d days.", "%(n)d customer meetings in %(days)d days.", picture.meetings
    )
    return words % {"n": picture.meetings, "days": picture.days}


def in_room_sentence(bounds: Bounds) -> str:
    """26 (31 %) ended with the next one already in the calendar; with bounds where CREATED is missing."""
    if not bounds.says_something:
        return _(
            "Whether they ended with the next one already in the calendar is not known: "
            "the calendar does not say when it was put there."
        )
    if not bounds.unknown:
        of = (
            short(bounds.known)
            if bounds.too_few
            else _("%(k)d (%(share)s)") % {"k": bounds.yes, "share": short(bounds.known)}
        )
        return _("%(of)s ended with the next one already in the calendar.") % {"of": of}
    of = between(bounds)
    if not bounds.too_few:
        counts = {"low": bounds.yes, "high": bounds.yes + bounds.unknown, "share": of}
        of = _("%(low)d to %(high)d (%(share)s)") % counts
    words = ngettext(
        "%(of)s ended with the next one already in the calendar; for %(n)d it is not known.",
        "%(of)s ended with the next one already in the calendar; for %(n)d it is not known.",
        bounds.unknown,
    )
    return words % {"of": of, "n": bounds.unknown}


def without_next_sentence(picture: FirstPicture) -> str:
    """11 customers have no next date."""
    if not picture.accounts:
        return ""
    if not picture.without_next:
        return _("Every customer has a next date.")
    words = ngettext("%(n)d customer has no next date.", "%(n)d customers have no next date.", picture.without_next)
    return words % {"n": picture.without_next}


def nothing_found(seat: Membership, picture: FirstPicture) -> Nothing:
    """Why there is no customer meeting in the window: the first reason that fits."""
    own = meetings_held_by(seat).filter(entry__isnull=False)
    if not own.exists():
        return Nothing(_("No meeting is known from a calendar yet."), _("Drop a calendar export."), "")
    inside = own.filter(held_at__gte=picture.window.start, held_at__lt=picture.window.end)
    if not inside.exists():
        return Nothing(_outside(own.order_by("-held_at").first()), _("Drop a newer export, or look at Meetings."), "")
    if not picture.ours:
        return Nothing(
            _("We do not know yet which address is yours, so nobody is told from a customer."),
            _("Say who you are"),
            "ours",
        )
    if not inside.exclude(pk__in=without_people(seat).values("pk")).exists():
        return Nothing(
            _("This calendar names no people: that often happens with published calendars."),
            _("Say which titles are which customer"),
            "titles",
        )
    return Nothing(
        _("All meetings are among yourselves, or with people who are no customers by our guess."),
        _("Say who is a customer"),
        "others",
    )


def _outside(last: Meeting | None) -> str:
    day = date_format(localtime(last.held_at), "D j M Y") if last else ""
    return _("The calendar has no meeting in these days; its last one is of %(day)s.") % {"day": day}
