"""Answer an item of the Ready sheet: by typing, by a source, by the customer's words, or that it needs no answer.

Nothing is refused (METHOD 5): what is too thin is kept with the reason and counts nothing. The customer's side
moves by him alone: our typing gives it at most E1, our own artefact at most E2.
"""

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from foothold.actions.prepare_meeting import LONGEST, CannotPrepare, keep_typed, preparing
from foothold.core.evidence import Evidence, Level, Side, level_of_quote
from foothold.core.readiness import MAY_NOT_APPLY, MAY_NOT_BE_NEEDED, Item
from foothold.reading.quotes import Quotes
from foothold.records.conversations import conversation_kept
from foothold.records.models import Identity, Judgement, Meeting, Membership, PreparedItem, SourceText
from foothold.records.models.people import IdentityKind
from foothold.records.prepared import (
    ASKED,
    LINKED,
    NONE_NEEDED,
    NOT_APPLICABLE,
    OURS,
    QUOTED,
    SKIPPED,
    Words,
    quoted_key,
    words_kept,
)
from foothold.records.readiness import sheet_of
from foothold.records.visibility import words_seen_by

PARTS: Mapping[Item, tuple[str, ...]] = {
    Item.US_3: ("issue", "person", "this_meeting", "how_we_know"),
    Item.US_4: ("source",),
    Item.US_8: ("risk", "avoid", "handle"),
}
"""The parts an answer to these items consists of, by their names in a form."""
LOOKED_INTO = 30
"""Kept texts of this customer in which a quote is looked up, the newest first."""
_SYSTEM = frozenset({Item.US_6, Item.US_7, Item.US_9, Item.CU_1})
"""Items that are set elsewhere, or filled by what happens."""


def answer_item(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    words: str = "",
    *,
    parts: Mapping[str, str] | None = None,
    source_on: date | None = None,
    now: datetime,
) -> PreparedItem | None:
    """Keep what the seller says himself (E1); None where it was emptied. `source_on` is the day of us.4's source."""
    _may_be_answered(item)
    kept = _parts(item, parts)
    with preparing(seat, meeting, now):
        _unskip(seat, meeting, item)
        return keep_typed(
            seat,
            meeting,
            item,
            words.strip() or "; ".join(kept.values()),
            judged=" ".join([words, *kept.values()]),
            grounds={"parts": kept} | ({"on": source_on.isoformat()} if source_on else {}),
            our_products=_our_names(seat) if item is Item.US_1 else None,
            now=now,
        )


def answer_by_source(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    words: str,
    url: str,
    source_on: date | None = None,
    *,
    parts: Mapping[str, str] | None = None,
    now: datetime,
) -> PreparedItem:
    """Keep what a page says, with its address and day (E2). Raises CannotPrepare for no web address or no words."""
    _may_be_answered(item)
    address = _web_address(url)
    kept = _parts(item, parts)
    if not (words.strip() or kept):
        raise CannotPrepare(_("Say what the source says, in a few words."))
    if source_on is not None and source_on > now.date():
        raise CannotPrepare(_("That day is still to come. Give the day of the source."))
    with preparing(seat, meeting, now):
        return _keep(
            seat,
            meeting,
            item,
            LINKED,
            words=words.strip() or "; ".join(kept.values()),
            level=Level.E2,
            grounds={"source": "link", "url": address, "parts": kept}
            | ({"on": source_on.isoformat()} if source_on else {}),
            now=now,
        )


def answer_by_quote(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    quote: str,
    *,
    parts: Mapping[str, str] | None = None,
    now: datetime,
) -> tuple[PreparedItem | None, Level]:
    """Look words up in what this customer said, as far as it is kept; the row, and what it is worth.

    Found in a customer person's mouth they are E3. Found nowhere, or said by us, they are the seller's own word
    (E1), which passes the substance gate or does not.
    """
    _may_be_answered(item)
    found = _look_up(seat, meeting, quote)
    if found is None:
        return answer_item(seat, meeting, item, quote, parts=parts, now=now), Level.E1
    source, evidence = found
    said_on = source.meeting.held_at
    words = Words(
        text=evidence.text,
        speaker=evidence.speaker or "",
        meeting_id=source.meeting_id,
        said_on=said_on,
        line=evidence.line,
        start=evidence.start,
        end=evidence.end,
        at=evidence.at,
    )
    with preparing(seat, meeting, now):
        return _keep_words(seat, meeting, item, words, _parts(item, parts), now), Level.E3


def take_words(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    start: int,
    *,
    parts: Mapping[str, str] | None = None,
    now: datetime,
) -> PreparedItem:
    """These words of his, which the sheet offers, do answer the item (E3). Raises CannotPrepare where it offers none.

    `start` is where they stand, so that nothing else is taken than what was shown.
    """
    _may_be_answered(item)
    words = sheet_of(seat, meeting, now=now).candidates.get(item)
    if words is None or words.start != start:
        raise CannotPrepare(_("Those words are no longer offered here. Look again."))
    with preparing(seat, meeting, now):
        return _keep_words(seat, meeting, item, words, _parts(item, parts), now)


def skip_item(seat: Membership, meeting: Meeting, item: Item, *, now: datetime) -> PreparedItem:
    """Pass it over: it counts nothing, and is not asked again on this sheet."""
    with preparing(seat, meeting, now):
        return _keep(seat, meeting, item, SKIPPED, skipped=True, now=now)


def does_not_apply(seat: Membership, meeting: Meeting, item: Item, reason: str, *, now: datetime) -> PreparedItem:
    """cu.4 or cu.5 does not apply to this meeting. Raises CannotPrepare for another item or without a reason."""
    if item not in MAY_NOT_APPLY:
        raise CannotPrepare(_("This always applies. Skip it, or say what you know."))
    return _with_reason(seat, meeting, item, NOT_APPLICABLE, reason, now=now)


def none_needed(seat: Membership, meeting: Meeting, reason: str, *, now: datetime) -> PreparedItem:
    """No homework is needed for this meeting, because (cu.3: E1). Raises CannotPrepare without a reason."""
    (item,) = MAY_NOT_BE_NEEDED
    return _with_reason(seat, meeting, item, NONE_NEEDED, reason, now=now)


def take_back(seat: Membership, meeting: Meeting, item: Item, *, now: datetime) -> None:
    """Take back what the seller answered, skipped or excused. What is the customer's own stays."""
    with preparing(seat, meeting, now):
        rows = PreparedItem.objects.in_workspace(seat.workspace_id).filter(meeting=meeting, item=item.value)
        for row in rows.exclude(key=ASKED):
            if row.key in OURS or row.key.startswith(QUOTED):
                row.delete()


def _with_reason(
    seat: Membership, meeting: Meeting, item: Item, key: str, reason: str, *, now: datetime
) -> PreparedItem:
    reason = reason.strip()[:LONGEST]
    if not reason:
        raise CannotPrepare(_("Say why, in a few words."))
    with preparing(seat, meeting, now):
        if key == NOT_APPLICABLE:
            return _keep(seat, meeting, item, key, not_applicable=reason, now=now)
        return _keep(seat, meeting, item, key, words=reason, level=Level.E1, now=now)


def _keep_words(
    seat: Membership, meeting: Meeting, item: Item, words: Words, parts: Mapping[str, str], now: datetime
) -> PreparedItem:
    """Words of his as a row: what is quoted is the source's own text, never what somebody typed."""
    return _keep(
        seat,
        meeting,
        item,
        quoted_key(words),
        words=words.text,
        level=Level.E3,
        by=words.speaker,
        grounds={"source": "words", "parts": dict(parts)} | words_kept(words),
        now=now,
    )


def _keep(
    seat: Membership,
    meeting: Meeting,
    item: Item,
    key: str,
    *,
    words: str = "",
    level: Level = Level.E0,
    by: str = "",
    grounds: Mapping[str, object] | None = None,
    skipped: bool = False,
    not_applicable: str = "",
    now: datetime,
) -> PreparedItem:
    if not skipped:
        _unskip(seat, meeting, item)
    row, _made = PreparedItem.objects.in_workspace(seat.workspace_id).update_or_create(
        workspace_id=seat.workspace_id,
        meeting=meeting,
        item=item.value,
        key=key,
        defaults={
            "words": words[:LONGEST],
            "level": level.name,
            "too_thin": "",
            "grounds": dict(grounds or {}),
            "by": by[:254],
            "user_id": seat.user_id,
            "said_at": now,
            "skipped": skipped,
            "not_applicable": not_applicable,
        },
    )
    return row


def _unskip(seat: Membership, meeting: Meeting, item: Item) -> None:
    rows = PreparedItem.objects.in_workspace(seat.workspace_id)
    rows.filter(meeting=meeting, item=item.value, key=SKIPPED).delete()


def _look_up(seat: Membership, meeting: Meeting, quote: str) -> tuple[SourceText, Evidence] | None:
    """Where a customer person of this account says these words, the newest text first."""
    if not quote.strip() or meeting.account_id is None:
        return None
    texts = words_seen_by(seat).filter(meeting__account_id=meeting.account_id, meeting__held_at__lt=meeting.held_at)
    for source in texts.select_related("meeting").order_by("-meeting__held_at")[:LOOKED_INTO]:
        sides = _sides(source)
        quotes = Quotes(conversation_kept(source), sides)
        for name in (each for each, side in sides.items() if side is Side.CUSTOMER):
            span = quotes.look_up(quote, name, (0, len(source.text)), near=0)
            if not isinstance(span, tuple):
                continue
            evidence = quotes.evidence(span)
            if level_of_quote(evidence, source.text) >= Level.E3:
                return source, evidence
    return None


def _sides(source: SourceText) -> dict[str | None, Side]:
    judgements = Judgement.objects.in_workspace(source.workspace_id).filter(meeting_id=source.meeting_id)
    document = judgements.order_by("-version").values_list("document", flat=True).first() or {}
    return {each.get("name"): Side(each.get("side", "unknown")) for each in document.get("speakers", ())}


def _may_be_answered(item: Item) -> None:
    if item in _SYSTEM:
        raise CannotPrepare(_("This is not typed here."))


def _parts(item: Item, parts: Mapping[str, str] | None) -> dict[str, str]:
    names = PARTS.get(item, ())
    return {
        name: " ".join(part.split())[:500] for name, part in (parts or {}).items() if name in names and part.strip()
    }


def _web_address(url: str) -> str:
    address = url.strip()[:2000]
    try:
        split = urlsplit(address)
    except ValueError:
        split = urlsplit("")
    if split.scheme not in {"http", "https"} or not split.hostname or any(each.isspace() for each in address):
        raise CannotPrepare(_("That is no web address: {said}").format(said=url.strip()[:80]))
    return address


def _our_names(seat: Membership) -> list[str]:
    """Names of our firm: to want to see us is no reason of his."""
    kinds = [IdentityKind.NAME, IdentityKind.DOMAIN]
    rows = Identity.objects.in_workspace(seat.workspace_id).filter(kind__in=kinds, demo=False)
    return [value.rpartition("@")[2].split(".")[0] for value in rows.values_list("value", flat=True)[:100]]
