"""The Ready sheet of a meeting: every answer known with where it comes from, both scores, and what is missing.

What METHOD 5 asks is worked out from the rows each time it is shown: the calendar, the words of earlier meetings
with this customer, promises of both sides, homework, and what was prepared. Nothing here counts a suggestion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from foothold.core.evidence import Side
from foothold.core.purpose import Purpose, guess_purpose
from foothold.core.readiness import (
    PREDICTIONS,
    AgendaQuestion,
    HitRate,
    Item,
    Mark,
    Readiness,
    SheetFlag,
    hit_rate,
    readiness,
    sheet_flags,
    wants_full_sheet,
)
from foothold.records.answers import answers_of, candidates_in, owed_in
from foothold.records.letter_signs import letters_that_count
from foothold.records.models import (
    Attendee,
    Departure,
    Invitation,
    Meeting,
    Membership,
    Preparation,
    PreparedItem,
)
from foothold.records.models.connections import DepartureState
from foothold.records.prepared import ASKED, Answer, Known, Owed, Words
from foothold.records.preparing_rows import Rows


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything known before a meeting.

    `answers` are all answers, the best of an item first. `candidates` are located words of the customer that may
    answer an item: facts, but whether they answer it a person says. `owed` is what is still to bring, ours first.
    `purpose` is a guess; `agenda_is_out` whether the customer has outcome and agenda as they stand here.
    """

    meeting: Meeting
    now: datetime
    invitation: Invitation | None
    preparation: Preparation | None
    people: tuple[Attendee, ...]
    purpose: Purpose | None
    is_first: bool
    outcome: str
    next_step: str
    slots: tuple[datetime, ...]
    agenda: tuple[AgendaQuestion, ...]
    answers: tuple[Answer, ...]
    candidates: Mapping[Item, Words]
    owed: tuple[Owed, ...]
    asked: Mapping[Item, PreparedItem]
    skipped: frozenset[Item]
    readiness: Readiness
    is_full: bool
    agenda_is_out: bool
    last_document: Mapping[str, Any]

    def answer_to(self, item: Item) -> Answer | None:
        """The best answer to an item; one that counts nothing is an answer too, and says why it counts nothing."""
        return next((each for each in self.answers if each.item is item), None)

    @cached_property
    def customers(self) -> tuple[Attendee, ...]:
        """The customer persons the calendar names."""
        return tuple(each for each in self.people if each.side == Side.CUSTOMER)

    @property
    def who(self) -> str:
        """Whom it is with, in a word or two."""
        for person in self.customers:
            name = person.name or person.address.split("@")[0]
            if name:
                return name.split(" ")[0]
        return self.meeting.account.name if self.meeting.account else ""

    @property
    def flags(self) -> tuple[SheetFlag, ...]:
        return sheet_flags(self.outcome, self.purpose.value if self.purpose else "")

    @property
    def known(self) -> int:
        """Of the eight questions, how many are known."""
        return len(self.readiness.known)

    @property
    def length(self) -> timedelta:
        return self.meeting.ended_at - self.meeting.held_at

    @property
    def data_owed(self) -> str:
        """The data they have not sent yet, in their words; "" where none was promised."""
        return next((each.what for each in self.owed if each.side is Side.CUSTOMER and each.is_data), "")

    @property
    def homework_owed(self) -> str:
        """The first thing they have not done yet."""
        return next((each.what for each in self.owed if each.side is Side.CUSTOMER), "")


def sheet_of(seat: Membership, meeting: Meeting, *, now: datetime) -> Sheet:
    """The sheet of one meeting of this person's own."""
    return sheets(seat, [meeting], now=now)[meeting.pk]


def sheets(seat: Membership, meetings: Sequence[Meeting], *, now: datetime) -> dict[UUID, Sheet]:
    """The sheets of several meetings, in about a dozen queries however many there are."""
    if not meetings:
        return {}
    rows = Rows(seat, meetings, now)
    return {meeting.pk: _sheet(rows.of(meeting), now) for meeting in meetings}


def _sheet(known: Known, now: datetime) -> Sheet:
    preparation = known.preparation
    purpose = guess_purpose(known.meeting.title, is_first=known.is_first)
    answers = answers_of(known, now)
    is_full = wants_full_sheet(purpose.value if purpose else "", wanted=bool(preparation and preparation.full))
    step = known.typed(Item.US_6)
    return Sheet(
        meeting=known.meeting,
        now=now,
        invitation=known.invitation,
        preparation=preparation,
        people=tuple(known.people),
        purpose=purpose,
        is_first=known.is_first,
        outcome=known.outcome,
        next_step=step.words if step else "",
        slots=known.slots,
        agenda=known.agenda,
        answers=answers,
        candidates=candidates_in(known, answers),
        owed=owed_in(known),
        asked={Item(row.item): row for row in known.items if row.key == ASKED},
        skipped=known.skipped,
        readiness=readiness((each.prepared for each in answers), now, short=not is_full),
        is_full=is_full,
        agenda_is_out=known.is_out,
        last_document=known.judged[0][1] if known.judged else {},
    )


def predictions_of(seat: Membership, meeting: Meeting, *, now: datetime) -> dict[Item, Answer]:
    """What was expected of a meeting and can be marked after it, as it stood when it began; empty items left out."""
    sheet = sheet_of(seat, meeting, now=min(now, meeting.held_at))
    found = {item: sheet.answer_to(item) for item in Item if item in PREDICTIONS}
    # What nobody looked at before the meeting, nobody expected.
    seen = sheet.preparation is not None
    return {item: each for item, each in found.items() if each is not None and each.text and (each.row or seen)}


def hit_rate_of(seat: Membership) -> HitRate:
    """How the seller's predictions came out, over all his meetings."""
    rows = PreparedItem.objects.in_workspace(seat.workspace_id).filter(meeting__seller_id=seat.user_id)
    marks = rows.exclude(mark="").values_list("item", "mark")
    return hit_rate((Item(item), Mark(mark)) for item, mark in marks)


def letters_with(seat: Membership, sheet: Sheet) -> tuple[datetime | None, datetime | None]:
    """When they wrote last, and when we wrote to them last; the words of letters are not kept."""
    theirs = {each.address for each in sheet.customers if each.address}
    if not theirs:
        return None, None
    rows = letters_that_count(seat.workspace_id).filter(user_id=seat.user_id, sent_at__lte=sheet.now)
    from_them = rows.filter(from_address__in=theirs).order_by("-sent_at").values_list("sent_at", flat=True).first()
    recent = rows.exclude(from_address__in=theirs).order_by("-sent_at").values_list("sent_at", "to_addresses")[:300]
    to_them = next((at for at, to in recent if theirs & set(to)), None)
    return from_them, to_them


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the invitation's present words have come. `refused` is the other side's own words."""

    waiting: int = 0
    refused: str = ""


def sending_of(sheet: Sheet) -> Sending:
    """Whether the last update of the invitation waits, or was refused; nothing where none of ours leaves."""
    if sheet.invitation is None:
        return Sending()
    rows = Departure.objects.in_workspace(sheet.invitation.workspace_id).filter(
        invitation=sheet.invitation, sequence=sheet.invitation.sequence
    )
    found = list(rows.values_list("state", "problem"))
    waiting = [problem for state, problem in found if state == DepartureState.WAITING]
    refused = [problem for state, problem in found if state == DepartureState.REFUSED]
    said = next((each for each in (*refused, *waiting) if each), "refused" if refused else "")
    return Sending(waiting=len(waiting), refused=said)
