"""Everything the Ready page shows (UX S2), gathered in one place: facts with their source, and suggestions apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from foothold.actions.answer_item import PARTS
from foothold.actions.ask_customer import OwnMail, colleagues_named, own_mail
from foothold.actions.invite import sends_itself
from foothold.actions.prepare_meeting import language_of_words
from foothold.core.commitments import thing_promised
from foothold.core.evidence import Side
from foothold.core.outcomes import (
    Situation,
    SuggestedOutcome,
    suggested_agenda,
    suggested_outcomes,
)
from foothold.core.prep_questions import FIRST_THREE, sheet_question
from foothold.core.purpose import Purpose
from foothold.core.readiness import (
    MAY_NOT_APPLY,
    MAY_NOT_BE_NEEDED,
    PREDICTIONS,
    AgendaQuestion,
    Item,
    Question,
    ReadyClass,
)
from foothold.records.models import Meeting, Membership
from foothold.records.models.preparing import Mark
from foothold.records.own_name import own_name
from foothold.records.prepared import ASKED, Answer, From, Words
from foothold.records.readiness import Sheet, hit_rate_of, letters_with, predictions_of, sending_of, sheet_of
from foothold.records.ready_situation import situation_of
from foothold.records.ready_slots import slots_to_ask_for
from foothold.records.should_have import still_to_ask
from foothold.web import ready_words
from foothold.web.wording import Words as Worded

AGENDA_ROWS = 5
"""Rows of the agenda's form; with one more than there are questions."""
_ASKABLE_FOR_THEM = (Item.CU_2, Item.CU_3, Item.CU_4, Item.CU_5)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item as the sheet shows it: known with its source, too thin to count, asked, skipped, or open."""

    item: Item
    name: Worded
    question: str
    state: str
    text: str = ""
    source: Worded = ""
    said_at: datetime | None = None
    by: str = ""
    words: Words | None = None
    url: str = ""
    host: str = ""
    why: str = ""
    candidate: Words | None = None
    asked_words: str = ""
    asked_at: datetime | None = None
    missing: str = ""
    may_be_asked: bool = True
    may_be_excused: str = ""
    parts: tuple[tuple[str, Worded, str], ...] = ()
    needs_source: bool = False
    is_ours: bool = False
    typed: str = ""
    typed_url: str = ""
    typed_on: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in {"open", "thin"}

    @property
    def field(self) -> str:
        """The item as an id on the page."""
        return self.item.value.replace(".", "-")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One of the eight questions; Q6 has three items, Q7 is set above (outcome and agenda)."""

    number: str
    name: Worded
    items: tuple[ItemLine, ...]
    is_known: bool
    is_set_above: bool = False

    @property
    def is_worth_showing(self) -> bool:
        """Whether the short sheet has something to show here: known, asked, offered in their words, or missing."""
        touched = any(
            each.state not in {"open", "skipped"} or each.candidate or each.missing or each.asked_words
            for each in self.items
        )
        return self.is_known or self.is_set_above or touched


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One item of the customer's score (METHOD 5): what it counts of its weight; `css` is done, open or missing."""

    name: Worded
    css: str
    counts: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An outcome that is suggested, not fact; `because` says what it rests on."""

    outcome: SuggestedOutcome
    because: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A time to ask for; `value` is what the form sends."""

    value: str
    at: datetime
    chosen: bool
    best: bool = False
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class ToSend:
    """How the words reach the customer. `by` is "invitation" (Foothold sends), "file" (our invitation, the seller
    sends it) or "mail" (not our invitation: the seller writes)."""

    by: str
    is_out: bool
    can_send: bool
    sent_at: datetime | None
    mail: OwnMail | None
    shows_text: bool
    refused: str = ""
    waiting: int = 0


def ready_page(seat: Membership, meeting: Meeting, *, now: datetime, focus: str = "") -> dict[str, Any]:
    """The context of web/ready.html."""
    sheet = sheet_of(seat, meeting, now=now)
    language = language_of_words()
    situation = situation_of(sheet, language)
    slots = _slots(seat, sheet, now)
    their_items = [each for each in _ASKABLE_FOR_THEM if _may_ask_now(sheet, each)]
    from_them, to_them = letters_with(seat, sheet)
    return {
        "at_today": True,
        "meeting": meeting,
        "sheet": sheet,
        "focus": focus,
        "people": [(each, initials(each.name or each.address)) for each in sheet.customers],
        "css": _css(sheet),
        "has_all_it_asks": ready_words.has_all_it_asks(sheet),
        "word": _class_word(sheet),
        "why": ready_words.why_not_more(sheet),
        "no_purpose": bool(sheet.flags),
        "is_social": sheet.purpose is Purpose.SOCIAL,
        "choices": [
            Choice(each, ready_words.suggested_because(each)) for each in suggested_outcomes(situation, language)
        ],
        "slots": slots,
        "lines": (lines := question_lines(sheet)),
        # The short sheet shows what is known; what is not asked is not nagged about.
        "lines_shown": [each for each in lines if sheet.is_full or each.is_worth_showing],
        "lacks": _lacks(sheet),
        "still_to_ask": still_to_ask(seat, meeting),
        "theirs": _their_side(sheet),
        "we_owe": [thing_promised(each.what) for each in sheet.owed if each.side is Side.OURS],
        "ask_now": [(each.value, _about(sheet, each)) for each in their_items],
        "agenda": sheet.agenda,
        "agenda_minutes": sum(each.minutes for each in sheet.agenda),
        "agenda_rows": _agenda_rows(sheet.agenda),
        "length": int(sheet.length / timedelta(minutes=1)),
        "agenda_suggested": [] if sheet.agenda else _agenda_suggested(sheet, situation, language),
        "customer_percent": round(100 * sheet.readiness.customer),
        "customer_score": _customer_score(sheet),
        "hits": hit_rate_of(seat),
        "from_them": from_them,
        "to_them": to_them,
        "colleagues": colleagues_named(sheet.invitation) if sheet.invitation else [],
        "who_decides": _who_decides(sheet),
        "is_first_and_empty": sheet.is_first and sheet.known == 0 and not sheet.outcome,
        "first_mail": _first_mail(seat, sheet) if sheet.is_first else None,
        "send": _to_send(seat, sheet),
    }


def question_lines(sheet: Sheet) -> list[QuestionLine]:
    """The eight questions as eight lines."""
    return [
        QuestionLine(
            number=question.value[1:],
            name=ready_words.QUESTIONS[question],
            items=tuple(item_line(sheet, item) for item in question.items),
            is_known=question in sheet.readiness.known,
            is_set_above=question is Question.Q7,
        )
        for question in Question
    ]


def item_line(sheet: Sheet, item: Item) -> ItemLine:
    """One item: what is known of it, from where, and what may be done about it."""
    answer, asked = sheet.answer_to(item), sheet.asked.get(item)
    own = answer if answer and answer.row and answer.row.user_id else None
    return ItemLine(
        item=item,
        name=ready_words.ITEMS[item],
        question=sheet_question(item, language_of_words()),
        state=_state(sheet, item, answer),
        text=answer.text if answer else "",
        source=ready_words.SOURCES[answer.source] if answer else "",
        said_at=answer.said_at if answer else None,
        by=_by(answer),
        words=answer.words if answer else None,
        url=answer.url if answer else "",
        host=(urlsplit(answer.url).hostname or "").removeprefix("www.") if answer and answer.url else "",
        why=ready_words.why_nothing(answer.prepared.too_thin, answer.prepared.lacks) if answer else "",
        candidate=sheet.candidates.get(item) if not (answer and answer.worth) else None,
        asked_words=asked.words if asked else "",
        asked_at=asked.asked_at if asked else None,
        missing=_about(sheet, item),
        may_be_asked=asked is None,
        may_be_excused="na" if item in MAY_NOT_APPLY else "none" if item in MAY_NOT_BE_NEEDED else "",
        parts=_parts(item, answer),
        needs_source=item is Item.US_4,
        is_ours=own is not None or item in sheet.skipped,
        typed=own.text if own and not own.words else "",
        typed_url=own.url or own.parts.get("source", "") if own else "",
        typed_on=own.source_on.isoformat() if own and own.source_on else "",
    )


def predictions_page(seat: Membership, meeting: Meeting, *, now: datetime) -> dict[str, Any] | None:
    """What was expected and can be marked, for the page of a meeting that is over; None where nothing was."""
    if meeting.seller_id != seat.user_id or meeting.ended_at > now:
        return None
    found = predictions_of(seat, meeting, now=now)
    lines = [
        {
            "item": item.value,
            "name": ready_words.ITEMS[item],
            "text": answer.text,
            "mark": answer.row.mark if answer.row else "",
            "said": answer.row.get_mark_display() if answer.row and answer.row.mark else "",
        }
        for item, answer in found.items()
        if item in PREDICTIONS
    ]
    return {"lines": lines, "marks": Mark.choices, "hits": hit_rate_of(seat)} if lines else None


def initials(name: str) -> str:
    """PL for Petra Lang."""
    words = [word for word in name.split("@")[0].replace(".", " ").split() if word[:1].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def _class_word(sheet: Sheet) -> Worded:
    if ready_words.has_all_it_asks(sheet):
        return ready_words.CLASSES[ReadyClass.SHORT]
    return ready_words.CLASSES[sheet.readiness.reached]


def _css(sheet: Sheet) -> str:
    if ready_words.has_all_it_asks(sheet):
        return ready_words.CSS[ReadyClass.SHORT]
    return ready_words.CSS[sheet.readiness.reached]


def _state(sheet: Sheet, item: Item, answer: Answer | None) -> str:
    if answer is not None and answer.worth is None:
        return "excused"
    if answer is not None and answer.worth:
        return "known"
    if item in sheet.skipped:
        return "skipped"
    if item in sheet.asked and answer is None:
        return "asked"
    return "thin" if answer is not None else "open"


def _by(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return answer.words.speaker if answer.words else answer.by


def _parts(item: Item, answer: Answer | None) -> tuple[tuple[str, Worded, str], ...]:
    said = answer.parts if answer else {}
    return tuple(
        (name, ready_words.PARTS[name], said.get(name, "")) for name in PARTS.get(item, ()) if name in ready_words.PARTS
    )


def _about(sheet: Sheet, item: Item) -> str:
    """What is missing, in the customer's own promise."""
    if item is Item.CU_3:
        return thing_promised(sheet.homework_owed)
    # What is homework and data alike is named once.
    is_named = sheet.data_owed == sheet.homework_owed
    return thing_promised(sheet.data_owed) if item is Item.CU_5 and not is_named else ""


def _may_ask_now(sheet: Sheet, item: Item) -> bool:
    """What "Ask now" asks at once: what they still owe, and the agenda where they answered nothing yet."""
    answer = sheet.answer_to(item)
    answered = answer is not None and (answer.worth is None or answer.worth > 0)
    if item in sheet.asked or item in sheet.skipped or answered:
        return False
    if item is Item.CU_5:
        return bool(sheet.data_owed) and sheet.data_owed != sheet.homework_owed
    if item is Item.CU_3:
        return bool(sheet.homework_owed)
    return item is Item.CU_2 and not (sheet.invitation and sheet.invitation.prep_question)


def _their_side(sheet: Sheet) -> list[tuple[str, str]]:
    """What the customer did and what is missing, as (css, words); never what we did for them."""
    found: list[tuple[str, str]] = []
    accepted = sheet.answer_to(Item.CU_1)
    if accepted and accepted.worth:
        found.append(("done", _("accepted")))
    elif accepted:
        found.append(("open", _("said yes, not verified")))
    else:
        found.append(("missing", _("has not accepted")))
    prep = sheet.answer_to(Item.CU_2)
    if prep and prep.source is From.CUSTOMER_PAGE:
        found.append(("done", _("answered the prep question")))
    elif sheet.invitation and sheet.invitation.prep_question:
        found.append(("missing", _("prep question not answered")))
    found += [
        ("missing", _("{what} missing").format(what=thing_promised(each.what)))
        for each in sheet.owed
        if each.side is Side.CUSTOMER
    ][:3]
    homework = sheet.answer_to(Item.CU_3)
    if homework and homework.worth and homework.source in {From.HOMEWORK, From.CUSTOMER_PAGE}:
        found.append(("done", _("homework done")))
    return found


def _customer_score(sheet: Sheet) -> list[ScoreLine]:
    """What the percentage beside the customer's name was counted from: each item with its weight."""
    return [_score_line(item, value) for item, value in sheet.readiness.values.items() if item.side is Side.CUSTOMER]


def _score_line(item: Item, value: float | None) -> ScoreLine:
    name = ready_words.ITEMS[item]
    if value is None:
        return ScoreLine(name, "done", _("does not apply"))
    points = {"n": number_format(round(item.weight * value, 1)).removesuffix(".0"), "of": item.weight}
    css = "done" if value == 1 else "open" if value else "missing"
    return ScoreLine(
        name, css, _("%(n)s of %(of)d points") % points if value else _("missing, 0 of %(of)d points") % points
    )


def _lacks(sheet: Sheet) -> str:
    answer = sheet.answer_to(Item.US_6)
    return ready_words.why_nothing(answer.prepared.too_thin, answer.prepared.lacks) if answer else ""


def _slots(seat: Membership, sheet: Sheet, now: datetime) -> list[Slot]:
    """The times chosen that are still ahead; else the ones that are free."""
    zone = ZoneInfo(seat.workspace.tz)
    chosen = [each for each in sheet.slots if each > now]
    offered = slots_to_ask_for(seat, sheet.meeting, now=now)
    found = {each: Slot(each.isoformat(), each.astimezone(zone), chosen=True) for each in chosen}
    for each in offered:
        starts_at = each.slot.starts_at
        known = Slot(starts_at.isoformat(), starts_at.astimezone(zone), not chosen, each.best, not each.is_checked)
        found.setdefault(starts_at, known)
    return sorted(found.values(), key=lambda each: each.at)[:6]


def _agenda_rows(agenda: Sequence[AgendaQuestion]) -> list[AgendaQuestion]:
    blank = [AgendaQuestion("")] * max(1, AGENDA_ROWS - len(agenda))
    return [*agenda, *blank]


def _agenda_suggested(sheet: Sheet, situation: Situation, language: str) -> list[AgendaQuestion]:
    his = sheet.answer_to(Item.CU_2)
    return list(
        suggested_agenda(
            situation,
            sheet.length,
            outcome=sheet.outcome,
            his_question=his.text if his and his.source is From.CUSTOMER_PAGE else "",
            language=language,
        )
    )


def _who_decides(sheet: Sheet) -> str:
    """Suggested where a decision is near and one person alone comes from their side."""
    near = sheet.purpose in {Purpose.DECISION, Purpose.PROPOSAL_REVIEW}
    alone = len(sheet.customers) == 1 and not sheet.answer_to(Item.CU_4) and Item.CU_4 not in sheet.asked
    return sheet.who if near and alone and Item.CU_4 not in sheet.skipped else ""


def _to_send(seat: Membership, sheet: Sheet) -> ToSend:
    invitation, preparation = sheet.invitation, sheet.preparation
    by = "mail" if invitation is None else "invitation" if sends_itself(invitation) else "file"
    sending = sending_of(sheet)
    has_words = bool(sheet.outcome.strip() or sheet.agenda or sheet.asked)
    pending = preparation is not None and preparation.agenda_sent_at is not None and not sheet.agenda_is_out
    to_hand = by == "mail" and has_words and not _all_out(sheet)
    shows_text = bool(sending.refused) or (by == "file" and pending) or to_hand
    return ToSend(
        by=by,
        is_out=sheet.agenda_is_out and has_words and _all_out(sheet),
        can_send=has_words,
        sent_at=preparation.agenda_sent_at if preparation else None,
        mail=own_mail(sheet, own_name(seat.user, seat.workspace_id)) if shows_text or by == "mail" else None,
        shows_text=shows_text,
        refused=sending.refused,
        waiting=sending.waiting,
    )


def _all_out(sheet: Sheet) -> bool:
    return sheet.agenda_is_out and all(row.asked_at is not None for row in sheet.asked.values() if row.key == ASKED)


def _first_mail(seat: Membership, sheet: Sheet) -> OwnMail:
    """The confirmation of a first meeting, with the three things to ask."""
    return own_mail(sheet, own_name(seat.user, seat.workspace_id), asking=FIRST_THREE)
