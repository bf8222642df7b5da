"""A meeting as a line of a list, in HTML.

Written here and not by a template: thirty of them stand beside every page, and a template took longer for them than
for the page itself (UX 7).
"""

from functools import lru_cache
from uuid import UUID

from django.urls import get_urlconf, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foothold.records.models import Membership
from foothold.web.date_words import Line
from foothold.web.day_words import day_words, moment_words

_ANY = UUID(int=0)
_NOTHING = mark_safe("")
_ROW = """<li><a href="{href}" data-meeting{here}>
  <span class="state-mark {css}" aria-hidden="true"></span>
  <span class="row-title">{title}</span>{account}
  <span class="row-foot"><span class="row-state state-{css}">{word}</span>
  <span class="row-when">{when}{mail}{who}{whose}<span class="you-say"{unsaid}> · {not_right}</span></span></span>
</a></li>
"""
_HERE, _UNSAID = mark_safe(' aria-current="true"'), mark_safe(" hidden")


def meeting_row(line: Line, seat: Membership, *, is_here: bool, names_mine: bool) -> SafeString:
    """The line. `is_here` is whether its page is the one shown; `names_mine` whether one's own are told from the
    demo's."""
    meeting = line.meeting
    at = timezone.localtime(meeting.held_at)
    account = meeting.account.name if meeting.account else ""
    is_mine = meeting.seller_id == seat.user_id
    return format_html(
        _ROW,
        href=_address(get_urlconf()).replace(str(_ANY), str(meeting.pk)),
        here=_HERE if is_here else _NOTHING,
        css=line.css,
        title=meeting.title or _("No title"),
        account=format_html('\n  <span class="row-account">{}</span>', account)
        if account and account not in meeting.title
        else _NOTHING,
        word=line.word,
        when=moment_words(at) if line.is_ahead and not meeting.all_day else day_words(at.date()),
        mail=f" · {_('mail')}" if meeting.is_mail else "",
        who=format_html('<span class="row-who"> · {}</span>', line.who) if line.who else _NOTHING,
        whose=_whose(meeting.seller.name, is_mine=is_mine, names_mine=names_mine),
        unsaid=_NOTHING if meeting.not_right else _UNSAID,
        not_right=_("you say: not right"),
    )


def _whose(name: str, *, is_mine: bool, names_mine: bool) -> str:
    if not is_mine:
        return f" · {name}"
    return format_html(' · <span class="mine">{}</span>', _("You")) if names_mine else ""


@lru_cache(maxsize=4)
def _address(_urlconf: str | None) -> str:
    """The address of a meeting's page, with a key to be replaced: looking it up takes as long as the rest of a line."""
    return reverse("meeting", args=[_ANY])
