"""Template words: quotes with the place they stand, days with their weekday."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foothold.actions.letter_dates import zone_name
from foothold.web import wording
from foothold.web.date_words import Line
from foothold.web.day_words import day_words, moment_words
from foothold.web.meeting_rows import meeting_row
from foothold.web.wording import STATES

register = template.Library()


@register.filter
def clock(seconds: float | None) -> str:
    """42:10."""
    return wording.clock(seconds)


@register.filter
def state_word(state: str) -> str:
    """The word of a state for lists."""
    return str(STATES.get(state, STATES[""]))


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """Thu 24 Sep; the year only where it is not this one."""
    return day_words(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Thu 24 Sep 10:00, on the seller's clock; the year only where it is not this one."""
    return moment_words(timezone.localtime(value)) if value else ""


@register.filter
def zone(name: str) -> str:
    """Europe/Vienna; UTC by whichever of its names."""
    return zone_name(name)


@register.filter
def percent(value: int | None) -> str:
    return _("not said") if value is None else f"{value} %"


@register.simple_tag(name="meeting_rows", takes_context=True)
def meeting_rows(context: template.Context, lines: Iterable[Line]) -> SafeString:
    """The lines of a list of meetings; the one whose page this is is marked."""
    here, seat = context.get("meeting"), context["seat"]
    names_mine = bool(context.get("demo_is_present"))
    shown = getattr(here, "pk", None)
    rows = (meeting_row(each, seat, is_here=each.meeting.pk == shown, names_mine=names_mine) for each in lines)
    return format_html_join("", "{}", ((row,) for row in rows))


@register.inclusion_tag("web/parts/quote.html")
def quote(evidence: Mapping[str, Any], words_are_here: bool = False) -> dict[str, Any]:
    """The customer's or our own words with speaker and place; a link where the text is kept."""
    return {
        "words": evidence.get("text") or "",
        "speaker": evidence.get("speaker") or "",
        "side": evidence.get("side") or "unknown",
        "clock": wording.clock(evidence.get("at")),
        "line": evidence.get("line"),
        "linked": words_are_here and bool(evidence.get("text")),
        "removed": "source" in evidence and not evidence.get("text"),
        "source_deleted": "source" in evidence,
    }
