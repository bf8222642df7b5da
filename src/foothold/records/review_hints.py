"""What the system noticed of held meetings: hints beside P2 and P3, and the length they kept to (METHOD 9, 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from foothold.core.agreed_length import kept_to
from foothold.core.evidence import Side
from foothold.core.hints import Hint, not_asked
from foothold.core.replies import PartStat
from foothold.core.shares import Share
from foothold.core.window import Window
from foothold.records.models import Attendee, Meeting, Membership, Preparation, SourceText
from foothold.records.models.meetings import Keeping
from foothold.records.picture import customer_meetings, held
from foothold.records.scoping import ScopedQuerySet

Hints = tuple[tuple[Hint, tuple[Meeting, ...]], ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """Own held meetings at which something was missing, by what was; without those of which nothing is known.

    `kept_length` is how many kept to the agreed length, of those whose talk has times and whose end was agreed.
    `lengths` are those meetings, and whether each kept to it.
    Whether one began late no source tells yet.
    """

    hints: Hints
    kept_length: Share
    lengths: tuple[tuple[Meeting, bool], ...]


def noticed(seat: Membership, window: Window, *, now: datetime) -> Noticed:
    """What was noticed of one's own meetings of a window."""
    meetings = held(customer_meetings(seat), window, now=now).order_by("-held_at", "pk")
    texts = _texts(seat, meetings)
    found = (
        (Hint.QUESTION_NOT_ASKED, _not_asked(seat, texts)),
        (Hint.PERSON_ABSENT, _absent(seat, meetings)),
    )
    return Noticed(tuple((hint, rows) for hint, rows in found if rows), _kept_length(texts), tuple(_lengths(texts)))


def kept_length(seat: Membership, window: Window, *, now: datetime) -> Share:
    """`Noticed.kept_length` alone."""
    return _kept_length(_texts(seat, held(customer_meetings(seat), window, now=now)))


def _texts(seat: Membership, meetings: ScopedQuerySet[Meeting]) -> list[SourceText]:
    texts = SourceText.objects.in_workspace(seat.workspace_id).filter(meeting__in=meetings, keeping=Keeping.KEPT)
    return list(texts.select_related("meeting"))


def _kept_length(texts: Iterable[SourceText]) -> Share:
    known = _lengths(texts)
    return Share(sum(kept for _meeting, kept in known), len(known))


def _lengths(texts: Iterable[SourceText]) -> list[tuple[Meeting, bool]]:
    return [(text.meeting, kept) for text in texts if (kept := _kept_to_length(text)) is not None]


def _kept_to_length(text: SourceText) -> bool | None:
    """By the last time mark of the talk; without one, or without an agreed end, it is not known."""
    if not text.spoken or text.meeting.ends_at is None:
        return None
    times = [at for _speaker, _start, _end, at, _address in text.turns if at is not None]
    return kept_to(text.meeting.ends_at - text.meeting.held_at, max(times, default=None))


def _not_asked(seat: Membership, texts: Iterable[SourceText]) -> tuple[Meeting, ...]:
    """Meetings whose words are kept and do not hold a question of our agenda."""
    words = {text.meeting_id: text for text in texts}
    sheets = Preparation.objects.in_workspace(seat.workspace_id).filter(meeting__in=list(words)).exclude(agenda=[])
    return tuple(
        sheet.meeting
        for sheet in sheets.select_related("meeting").order_by("-meeting__held_at")
        if not_asked([str(row.get("question", "")) for row in sheet.agenda], words[sheet.meeting_id].text)
    )


def _absent(seat: Membership, meetings: ScopedQuerySet[Meeting]) -> tuple[Meeting, ...]:
    """Meetings that were held though one of the customer's people had declined."""
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(
        meeting__in=meetings, side=Side.CUSTOMER.value, partstat=PartStat.DECLINED.value
    )
    found = {row.meeting_id: row.meeting for row in people.select_related("meeting").order_by("-meeting__held_at")}
    return tuple(found.values())
