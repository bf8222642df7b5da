"""What is doubtful about a CRM's export, in words for a report: core and the reading name it, here it is said."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.crm_dates import DateDoubt
from foothold.core.crm_rows import RowDoubt

NAMED = 5
"""Lines, customers and sellers that are named; the others are counted."""


class TakenDoubt(StrEnum):
    """What a row says that is not taken over, or not wholly."""

    DELETED = "deleted"
    OTHER_DEAL = "other_deal"
    MET_ELSEWHERE = "met_elsewhere"
    PERSON_ELSEWHERE = "person_elsewhere"
    ERASED = "erased"


Doubt = DateDoubt | RowDoubt | TakenDoubt

_WORDS: Mapping[Doubt, object] = {
    DateDoubt.OPENED_AHEAD: _l("It was opened on a day still to come: the day of this import stands for it."),
    DateDoubt.OPENED_UNKNOWN: _l("It has no opening day: its closing day or the day of this import stands for it."),
    DateDoubt.CLOSED_AHEAD: _l("It was closed on a day still to come: when it was closed is not known."),
    DateDoubt.CLOSED_FIRST: _l("It was closed before it was opened: when it was closed is not known."),
    DateDoubt.CLOSED_UNKNOWN: _l("It is closed, without a day: when is not known."),
    RowDoubt.ENDS_CONTRADICT: _l("Its stage and its status contradict each other: how it ended is not known."),
    RowDoubt.DAY_UNREAD: _l("A day in it cannot be read, or is written in another order than the others: not known."),
    RowDoubt.AMOUNT_UNREAD: _l("Its amount cannot be read: how much it is worth is not known."),
    RowDoubt.AMOUNT_NEGATIVE: _l("Its amount is below zero: how much it is worth is not known."),
    RowDoubt.NAME_CUT: _l("A name in it is longer than 200 characters: its beginning is kept."),
    TakenDoubt.DELETED: _l("It is marked as deleted in the CRM. What is known of it here stays."),
    TakenDoubt.OTHER_DEAL: _l("Another deal of another customer has this key. It was left out."),
    TakenDoubt.MET_ELSEWHERE: _l(
        "It is another customer's in the CRM than in the calendar. It stays where it was met."
    ),
    TakenDoubt.PERSON_ELSEWHERE: _l("This person is at another firm in the CRM than where we met. Nothing moved."),
    TakenDoubt.ERASED: _l("This person was erased here, and stays out."),
}


def doubt_line(doubt: Doubt, rows: Sequence[int]) -> str:
    """One doubt and the lines of the file it is about."""
    named = ", ".join(map(str, rows[:NAMED])) + (", …" if len(rows) > NAMED else "")
    line = ngettext("%(n)s line (%(named)s): %(doubt)s", "%(n)s lines (%(named)s): %(doubt)s", len(rows))
    return line % {"n": f"{len(rows):,}", "named": named, "doubt": _WORDS[doubt]}


def alike_line(names: Sequence[str]) -> str:
    """Customers that are only like others; Who is who asks."""
    line = _("Customers kept apart from like ones: %(names)s. Nothing was merged. “Who is who” asks.")
    return line % {"names": _named(names)}


def unknown_sellers_line(deals: int, names: Sequence[str], *, is_alone: bool) -> str:
    """Whose rows have no seller here; `names` those with most rows first. Who is alone here has them."""
    whose = f": {_named(names)}" if names else ""
    if is_alone:
        line = _("%(n)s without a seller here%(whose)s. You are alone here: they are listed as yours.")
    else:
        line = _("%(n)s without a seller here%(whose)s. An admin gives them to a person under Deals.")
    return line % {"n": f"{deals:,}", "whose": whose}


def missing_meetings_line(missing: int, logged: int) -> str:
    """Logged meetings that no calendar shows."""
    line = _("%(n)s of %(of)s logged meetings are in no calendar. They are our word and count for nothing.")
    return line % {"n": f"{missing:,}", "of": f"{logged:,}"}


def _named(names: Sequence[str]) -> str:
    listed = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    if more <= 0:
        return listed
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {"names": listed, "n": f"{more:,}"}
