"""How it ended: our own vague endings, vague words, refusals, absences (METHOD 4; seeds 000 to 003)."""

from dataclasses import dataclass
from datetime import date, datetime

from foothold.core.evidence import Evidence, Side
from foothold.reading import english as en
from foothold.reading.dates import DateMention, find_dates
from foothold.reading.looks import Look
from foothold.reading.slots import Moment, Slot, may_be_same


@dataclass(frozen=True, slots=True)
class Endings:
    """What the words say besides slots and promises; each with the words it rests on."""

    vague: tuple[Evidence, ...]
    our_vague_endings: tuple[Evidence, ...]
    seller_ends_vaguely: bool
    refusal: tuple[Evidence, ...]
    absence_until: date | None
    absence: tuple[Evidence, ...]
    absence_from: date | None = None
    """The first day of it, where one is named; else it begins as it is told."""


def endings(
    flat: list[Look], moment: Moment, agreed: Slot | None = None, our_names: frozenset[str] = frozenset()
) -> Endings:
    """Go once through the looks at a conversation, in its order; `agreed` is the slot agreed to."""
    ours = [look for look in flat if look.ends_vaguely]
    refusals = [look for look in flat if look.sentence.side is Side.CUSTOMER and is_refusal(look)]
    of_ours = _WE | {word for name in our_names for word in name.casefold().split()}
    told = (look for look in flat if _may_tell_absence(look, of_ours))
    absences = [(day, look) for look in told for day in [absent_until(look, moment)] if day]
    last_contact = next(
        (
            look
            for look in reversed(flat)
            if look.sentence.side is Side.OURS
            and (look.ends_vaguely or look.vague_contact or look.slots or look.asks_when)
        ),
        None,
    )
    return Endings(
        vague=_words(look for look in flat if _is_vague(look) and not _names(look, agreed)),
        our_vague_endings=_words(ours),
        seller_ends_vaguely=last_contact is not None and last_contact.ends_vaguely,
        refusal=_words(refusals[-1:]),
        absence_until=absences[-1][0] if absences else None,
        absence=_words(look for _, look in absences[-1:]),
        absence_from=_absent_from(*absences[-1], moment) if absences else None,
    )


def _names(look: Look, agreed: Slot | None) -> bool:
    """ "See you Thursday.", "Speak to you then!": after Thursday at ten was agreed neither is vague."""
    if agreed is None:
        return False
    if any(may_be_same(slot, agreed) for slot in look.slots):
        return True
    return not look.slots and bool(en.UNTIL_THEN.search(look.low, look.words))


def _is_vague(look: Look) -> bool:
    if look.ends_vaguely or (look.is_never and look.has_contact):
        return True
    whole = any(s.start is not None and not s.window for s in look.slots)
    return not whole and look.vague_contact and look.is_about_us_later


_WE = frozenset({"i", "i'm", "we", "we're", "our"})


def _may_tell_absence(look: Look, of_ours: frozenset[str]) -> bool:
    """The customer himself, or our notes about him ("Jan is away until..."); `of_ours` are words for one of ours."""
    is_note = look.sentence.speech.speaker is None and not of_ours & look.words
    return look.sentence.side is Side.CUSTOMER or is_note


def is_refusal(look: Look) -> bool:
    """An explicit no to going on, however polite; not a declined slot, not a tale, not an "if"."""
    if not en.REFUSAL.search(look.low, look.words) or en.REFUSAL_UNDONE.search(look.low, look.words):
        return False
    return not look.sentence.is_question and not any(slot.is_whole for slot in look.slots)


def absent_until(look: Look, moment: Moment) -> date | None:
    """The day the customer names as back, or "until" (READING 11)."""
    back = en.ABSENCE_BACK.search(look.low, look.words)
    away = en.ABSENCE_AWAY.search(look.low, look.words)
    if not (back or away) or look.is_past or look.sentence.is_question:
        return None
    if (
        back
        and not away
        and not ({"i'm", "i", "we", "we're", "he's", "she's", "i'll", "he", "she", "back"} & look.words)
    ):
        return None
    # "Off from Friday and back on the 17th": the day behind "back" is it.
    start = back.start() if back else min(m.start() for m in (back, away) if m)
    for mention in look.mentions:
        if mention.span[1] <= start or mention.kind not in ("point", "range"):
            continue
        day = _back_on(mention, moment) if mention.start is None or (away and not back) else mention.start
        if day is None:
            continue
        day = day.date() if isinstance(day, datetime) else day
        if day > moment.now.date():
            return day
    return None


def _absent_from(until: date, look: Look, moment: Moment) -> date | None:
    """The first day of an absence, where one ahead is named before its end: "from 21 December until 7 January"."""
    days = (_day_of(mention.start) for mention in look.mentions if mention.kind in ("point", "range"))
    return min((day for day in days if day is not None and moment.now.date() < day < until), default=None)


def _day_of(at: date | datetime | None) -> date | None:
    return at.date() if isinstance(at, datetime) else at


def _back_on(mention: DateMention, moment: Moment) -> date | None:
    """ "Until the 6th" is the 6th; "until October" its first day, for then he is back; "through October" its last."""
    until = en.UNTIL.match(mention.text.lower())
    if until and mention.grain in ("week", "month", "quarter", "year"):
        whole = find_dates(mention.text[until.end() :], moment.now, moment.tz, moment.locale)
        if whole and whole[0].start is not None:
            return whole[0].start
    return mention.end or mention.start


def _words(looks: "object") -> tuple[Evidence, ...]:
    return tuple(e for look in looks for e in look.sentence.evidence())  # type: ignore[attr-defined]
