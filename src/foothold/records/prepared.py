"""What a Ready sheet is made of: an answer with where it comes from, what is owed, and how rows keep it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from foothold.core.evidence import Side
from foothold.core.readiness import AgendaQuestion, Item, Prepared
from foothold.records.models import (
    Attendee,
    Commitment,
    Homework,
    Invitation,
    Meeting,
    Preparation,
    PreparedItem,
)

TYPED, LINKED, QUOTED = "typed", "linked", "quoted"
ASKED, SKIPPED, NOT_APPLICABLE, NONE_NEEDED = "asked", "skipped", "not applicable", "none needed"
OURS = frozenset({TYPED, LINKED, ASKED, SKIPPED, NOT_APPLICABLE, NONE_NEEDED})
"""`PreparedItem.key` of what the seller set. Every other key is the customer's own, or words of his (`QUOTED`)."""
PREP_QUESTION = "prep question"
"""How an item was asked, in `grounds["as"]`: by the invitation's prep question, which has an answer of its own."""


class From(StrEnum):
    """Where an answer comes from, as the sheet says it."""

    TYPED = "typed"
    LINK = "link"
    WORDS = "words"
    CALENDAR = "calendar"
    PROMISES = "promises"
    HOMEWORK = "homework"
    CUSTOMER_PAGE = "customer page"
    INVITATION = "invitation"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The customer's located words: where they stand, and who said them when. `at` is seconds into the recording."""

    text: str
    speaker: str
    meeting_id: UUID
    said_on: datetime
    line: int
    start: int
    end: int
    at: float | None = None
    source_deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing known about an item. `worth` is what it counts (METHOD 5), None where the item does not apply."""

    prepared: Prepared
    text: str
    source: From
    worth: float | None
    said_at: datetime | None = None
    by: str = ""
    words: Words | None = None
    url: str = ""
    source_on: date | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    row: PreparedItem | None = None

    @property
    def item(self) -> Item:
        return self.prepared.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A promise or homework that is not done yet: whose, what, by when."""

    side: Side
    what: str
    owner: str
    due_on: date | None
    is_data: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows say about one meeting. `judged` are the last meetings before it that were judged."""

    meeting: Meeting
    preparation: Preparation | None
    invitation: Invitation | None
    items: list[PreparedItem]
    people: list[Attendee]
    homework: list[Homework]
    promises: list[Commitment]
    judged: list[tuple[Meeting, Mapping[str, Any]]]
    accepted_at: datetime | None
    is_first: bool

    @property
    def outcome(self) -> str:
        """What we want to leave with: as prepared, else as the invitation says it."""
        prepared = self.preparation.outcome if self.preparation else ""
        return prepared or (self.invitation.outcome if self.invitation else "")

    @property
    def agenda(self) -> tuple[AgendaQuestion, ...]:
        """The agenda as prepared, else as the invitation says it."""
        if self.preparation and self.preparation.agenda:
            return agenda_rows(self.preparation.agenda)
        return agenda_rows(self.invitation.agenda) if self.invitation else ()

    @property
    def slots(self) -> tuple[datetime, ...]:
        """The times we will ask for."""
        return tuple(map(datetime.fromisoformat, self.preparation.slots)) if self.preparation else ()

    @property
    def skipped(self) -> frozenset[Item]:
        return frozenset(Item(row.item) for row in self.items if row.skipped)

    def typed(self, item: Item) -> PreparedItem | None:
        """What the seller typed to an item."""
        return next((row for row in self.items if row.item == item and row.key == TYPED), None)

    @property
    def is_out(self) -> bool:
        """Whether the customer has outcome and agenda as they stand here."""
        mine, sent = self.preparation, self.invitation
        if mine is not None and mine.agenda_sent_at is None and (mine.agenda or mine.outcome):
            return False
        if sent is not None:
            return sent.left_at is not None
        return mine is not None and mine.agenda_sent_at is not None


def agenda_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[AgendaQuestion, ...]:
    """The agenda as it is kept ({"question", "minutes", "theirs"}), as the core knows it."""
    return tuple(
        AgendaQuestion(str(row.get("question") or ""), int(row.get("minutes") or 0), bool(row.get("theirs")))
        for row in rows
    )


def agenda_kept(agenda: Iterable[AgendaQuestion]) -> list[dict[str, object]]:
    """The agenda as rows keep it."""
    return [{"question": each.text, "minutes": each.minutes, "theirs": each.his} for each in agenda]


def utc(moment: datetime) -> datetime:
    """The moment as it is kept in a list of slots."""
    return moment.astimezone(UTC)


def quoted_key(words: Words) -> str:
    """`PreparedItem.key` of words of his: one row a place."""
    return f"{QUOTED} {words.meeting_id.hex[:12]} {words.start}"


def words_kept(words: Words) -> dict[str, Any]:
    """Located words as `PreparedItem.grounds` keep them."""
    quote = {
        "text": words.text,
        "speaker": words.speaker,
        "side": Side.CUSTOMER.value,
        "at": words.at,
        "line": words.line,
        "start": words.start,
        "end": words.end,
    }
    return {"quote": quote, "meeting": str(words.meeting_id), "said_on": words.said_on.isoformat()}
