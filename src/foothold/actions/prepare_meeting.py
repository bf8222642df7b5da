"""Prepare a meeting: what it is for, the next step with its slots, the agenda, and which sheet (METHOD 5)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foothold.core.prep_questions import sheet_question
from foothold.core.readiness import AgendaQuestion, Item
from foothold.core.substance import COPIES_LAST, EarlierAnswer, TooThin, too_thin
from foothold.records.models import Invitation, Meeting, Membership, Preparation, PreparedItem
from foothold.records.prepared import TYPED, agenda_kept, utc

MOST_QUESTIONS = 12
"""Questions of an agenda; more are no agenda."""
MOST_SLOTS = 3
LONGEST = 2000
LONGEST_QUESTION = 200
_EARLIER = 500


class CannotPrepare(ValueError):
    """What cannot be, one line for a person; nothing was stored or sent."""


def set_outcome(
    seat: Membership,
    meeting: Meeting,
    outcome: str,
    *,
    next_step: str = "",
    slots: Sequence[datetime] = (),
    now: datetime,
) -> Preparation:
    """Keep what we want to leave with, and the next step we will ask for with its two or three times (us.6).

    Nothing is refused: what is too thin to count is kept with the reason. An empty outcome takes it back. What the
    customer has been sent is then no longer what stands here. Raises CannotPrepare for a meeting that is over.
    """
    outcome, next_step = outcome.strip()[:LONGEST], _one_line(next_step)
    with preparing(seat, meeting, now) as preparation:
        kept = [utc(each).isoformat() for each in sorted(set(slots)) if each > now][:MOST_SLOTS]
        if preparation.outcome != outcome:
            preparation.agenda_sent_at = None
        preparation.outcome, preparation.slots = outcome, kept
        preparation.save()
        keep_typed(seat, meeting, Item.US_6, next_step, judged=f"{outcome} {next_step}", now=now)
    return preparation


def set_agenda(seat: Membership, meeting: Meeting, agenda: Iterable[AgendaQuestion], *, now: datetime) -> Preparation:
    """Keep the agenda as questions with their minutes and whose they are (us.7); blank ones are left out.

    Raises CannotPrepare for a meeting that is over.
    """
    asked = [
        replace(each, text=_one_line(each.text)[:LONGEST_QUESTION], minutes=max(0, min(each.minutes, 600)))
        for each in agenda
        if each.text.strip()
    ][:MOST_QUESTIONS]
    with preparing(seat, meeting, now) as preparation:
        kept = agenda_kept(asked)
        if preparation.agenda != kept:
            preparation.agenda, preparation.agenda_sent_at = kept, None
            preparation.save()
        words = " ".join(each.text for each in asked)
        keep_typed(seat, meeting, Item.US_7, "", judged=words, now=now)
    return preparation


def want_full_sheet(seat: Membership, meeting: Meeting, *, full: bool, now: datetime) -> Preparation:
    """Ask for all eight questions, or for the short sheet again. Raises CannotPrepare for a meeting that is over."""
    with preparing(seat, meeting, now) as preparation:
        preparation.full = full
        preparation.save(update_fields=["full"])
    return preparation


@contextmanager
def preparing(seat: Membership, meeting: Meeting, now: datetime) -> Iterator[Preparation]:
    """The preparation of one's own meeting, nobody else's until the transaction ends; made where there was none.

    What was expected is said before the meeting, not after it: CannotPrepare once it is over.
    """
    if meeting.seller_id != seat.user_id or meeting.workspace_id != seat.workspace_id:
        raise CannotPrepare(_("Only its seller prepares a meeting."))
    if meeting.ended_at <= now:
        raise CannotPrepare(_("This meeting is over. What was expected of it stays as it was."))
    with transaction.atomic():
        rows = Preparation.objects.in_workspace(seat.workspace_id)
        rows.get_or_create(
            workspace_id=seat.workspace_id,
            meeting=meeting,
            defaults={"user_id": seat.user_id, "opened_at": now, **_of_the_invitation(meeting)},
        )
        yield rows.select_for_update().get(meeting=meeting)


def keep_typed(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    words: str,
    *,
    judged: str = "",
    grounds: dict[str, object] | None = None,
    our_products: Iterable[str] | None = None,
    now: datetime,
) -> PreparedItem | None:
    """Keep one typed answer (E1) through the substance gate; the row, None where it was emptied.

    `judged` is the whole of what was typed, where `words` is a part of it. In the caller's transaction.
    """
    rows = PreparedItem.objects.in_workspace(seat.workspace_id)
    whole = judged or words
    if not whole.strip():
        rows.filter(meeting=meeting, item=item.value, key=TYPED).delete()
        return None
    row, _made = rows.update_or_create(
        workspace_id=seat.workspace_id,
        meeting=meeting,
        item=item.value,
        key=TYPED,
        defaults={
            "words": words[:LONGEST],
            "level": "E1",
            "too_thin": why_too_thin(seat, meeting, item, whole, our_products=our_products, now=now),
            "grounds": {"said": whole[:LONGEST]} | (grounds or {}),
            "user_id": seat.user_id,
            "said_at": now,
        },
    )
    return row


def why_too_thin(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    words: str,
    *,
    our_products: Iterable[str] | None = None,
    now: datetime,
) -> str:
    """Why typed words count nothing, "" where they count: the gate of METHOD 5, beside what was typed in 90 days."""
    language = language_of_words()
    found: TooThin | None = too_thin(
        words,
        sheet_question(item, language),
        now,
        earlier=_typed_before(seat, meeting, item, now),
        our_products=our_products,
        language=language,
    )
    return found.value if found else ""


def language_of_words() -> str:
    """The language in which typed words are looked at: those of the pages."""
    return "de" if (get_language() or "").startswith("de") else "en"


def _typed_before(seat: Membership, meeting: Meeting, item: Item, now: datetime) -> list[EarlierAnswer]:
    """Other answers of this person's last 90 days, of other meetings and of other items of this one."""
    rows = PreparedItem.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id, key=TYPED, said_at__gt=now - COPIES_LAST - timedelta(days=1)
    )
    others = rows.exclude(meeting=meeting, item=item.value).order_by("-said_at")
    kept = others.values_list("words", "grounds", "said_at")[:_EARLIER]
    return [EarlierAnswer(str(grounds.get("said") or words), at) for words, grounds, at in kept]


def _of_the_invitation(meeting: Meeting) -> dict[str, object]:
    """What the customer has been invited with is where preparing begins."""
    sent = Invitation.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting).first()
    if sent is None:
        return {}
    left = {"agenda_sent_at": sent.left_at} if sent.outcome or sent.agenda else {}
    return {"outcome": sent.outcome, "agenda": list(sent.agenda), **left}


def _one_line(words: str) -> str:
    return " ".join(words.split())[:LONGEST]
