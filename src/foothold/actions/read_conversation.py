"""Read a conversation and find out what only its seller can say. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from foothold.core.account_names import account_name
from foothold.core.conversation import Conversation
from foothold.core.mailboxes import is_personal
from foothold.core.relations import Relation, counterpart, relation_of
from foothold.read import judge
from foothold.records.conversations import source_kind
from foothold.records.models import Meeting, Membership, SourceConsent, SourceText
from foothold.records.models.meetings import Knowing, SourceKind
from foothold.records.who_is_who import known_account, names_somebody, ours, remembered_sides

YEARS = range(1900, 2201)
"""The years a conversation may have been held in; days around them can still be counted."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of the conversation: `side` is ours, customer or unknown, `because` says why.

    `name` is empty where the source names nobody; `said` are words to recognise the voice by.
    """

    name: str
    side: str
    because: str
    said: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What is still open before the verdict. `asks_knowing` on the first source of its kind."""

    kind: SourceKind
    asks_knowing: bool
    keeps_words: bool
    speakers: tuple[Speaker, ...]
    held_at: datetime
    held_at_is_known: bool
    account: str
    read_before: Meeting | None

    @property
    def names_somebody(self) -> bool:
        """Whether a side told here can be remembered: "Speaker 1" is somebody else the next time."""
        return any(names_somebody(speaker.name) for speaker in self.speakers)

    @property
    def asks_whose_notes(self) -> bool:
        """Nobody is named in these notes, and where they come from is asked: that answer may settle it."""
        return self.kind == SourceKind.NOTES and self.asks_knowing and [s.name for s in self.unknown_speakers] == [""]

    @property
    def unknown_speakers(self) -> tuple[Speaker, ...]:
        return tuple(speaker for speaker in self.speakers if speaker.side == "unknown")


def read_conversation(seat: Membership, conversation: Conversation, *, now: datetime) -> Questions:
    """The questions left after reading: those already answered, here or earlier, are not asked again."""
    kind = source_kind(conversation)
    known = conversation.held_at if conversation.held_at and conversation.held_at.year in YEARS else None
    held_at = known or now.replace(second=0, microsecond=0)
    answer = SourceConsent.objects.in_workspace(seat.workspace_id).filter(user=seat.user, kind=kind).first()
    told = sides_of_notes(conversation, answer.answer if answer else "")
    document = judge_for(seat, conversation, held_at=held_at, tz=seat.workspace.tz, told=told)
    speakers = tuple(
        Speaker(row["name"] or "", row["side"], row["because"], first_words(conversation, row["name"]))
        for row in document["speakers"]
    )
    return Questions(
        kind=kind,
        asks_knowing=answer is None,
        keeps_words=answer is not None and answer.answer != "not_known",
        speakers=speakers,
        held_at=held_at.astimezone(ZoneInfo(seat.workspace.tz)),
        held_at_is_known=known is not None,
        account=guess_account(seat, conversation, speakers),
        read_before=meeting_of_source(seat, conversation.sha256),
    )


def sides_of_notes(conversation: Conversation, knowing: str) -> dict[str, str]:
    """In somebody's own written notes the words that nobody is named for are his."""
    own = knowing == Knowing.WRITTEN_NOTES and source_kind(conversation) == SourceKind.NOTES
    return {"": "ours"} if own and any(not turn.speaker for turn in conversation.turns) else {}


def judge_for(
    seat: Membership, conversation: Conversation, *, held_at: datetime, tz: str, told: Mapping[str, str]
) -> dict[str, Any]:
    """The `verdict/1` document with everything the workspace knows about who is who.

    `told` are the sides said now, by speaker's name; they win over remembered ones.
    """
    names = {turn.speaker for turn in conversation.turns if turn.speaker}
    sides = remembered_sides(seat, names) | dict(told)
    return dict(judge(conversation, now=held_at, tz=tz, ours=ours(seat), sides=sides))


def meeting_of_source(seat: Membership, sha256: str, *, demo: bool = False) -> Meeting | None:
    """The seller's meeting that the same bytes were read into before, if any; the demo's are apart."""
    source = (
        SourceText.objects.in_workspace(seat.workspace_id)
        .filter(sha256=sha256, meeting__seller_id=seat.user_id, meeting__demo=demo)
        .select_related("meeting")
        .first()
    )
    return source.meeting if source else None


def first_words(conversation: Conversation, speaker: str | None, longest: int = 90) -> str:
    """The first words of a speaker that are more than a greeting, to recognise a nameless voice by."""
    best = ""
    for turn in conversation.turns:
        if turn.speaker != speaker:
            continue
        words = " ".join(conversation.text[turn.start : turn.end].split())
        if len(words) > len(best):
            best = words
        if len(best) >= longest // 2:
            break
    return best if len(best) <= longest else best[:longest].rsplit(" ", 1)[0] + "…"


def guess_account(seat: Membership, conversation: Conversation, speakers: tuple[Speaker, ...]) -> str:
    """The customer's name as far as the source tells: an earlier meeting or an address, else empty."""
    not_ours = [speaker.name for speaker in speakers if speaker.side != "ours"]
    return known_account(seat, not_ours) or _account_by_address(conversation, not_ours, ours(seat))


def _account_by_address(conversation: Conversation, names: list[str], ours_known: tuple[str, ...]) -> str:
    ours = frozenset(value.lower() for value in ours_known)
    for turn in conversation.turns:
        if not turn.address or (turn.speaker and turn.speaker not in names):
            continue
        if relation_of(turn.address, {}, ours) is Relation.OURS or is_personal(turn.address):
            continue
        firm = counterpart(turn.address)
        if firm:
            return account_name(firm)
    return ""
