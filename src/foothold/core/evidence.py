"""What a statement rests on (METHOD 3, evidence levels)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How well a statement is borne out, from nothing (E0) to an act of the customer we saw (E4).

    Only E3 and E4 come from the customer, so only they move a judgement.
    """

    E0 = 0
    """Missing."""
    E1 = 1
    """Stated by the seller."""
    E2 = 2
    """Our own artefact with a link: an invitation or a recap sent, a web source."""
    E3 = 3
    """The customer's own words, located in a source, speaker identified."""
    E4 = 4
    """A customer's act seen by the system: an invitation accepted, a slot of his that we accept."""


class Side(StrEnum):
    """Whose words they are. Unknown is neither ours nor the customer's."""

    OURS = "ours"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in a source: `canonical_text[start:end] == text`, always (DESIGN 5).

    `at` is seconds from the start of the recording, None where the source has no clock;
    `line` counts from 1; `start` and `end` are code points into the canonical text.
    """

    text: str
    speaker: str | None
    side: Side
    at: float | None
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grounds:
    """A level with the words it rests on, as it is kept.

    After its source was deleted (retention, erasure) the level stands, marked so.
    """

    level: Level
    evidence: tuple[Evidence, ...] = ()
    source_deleted: bool = False

    @property
    def mark(self) -> str:
        """What is said beside the level: that its source is gone, or nothing."""
        return "verified, source deleted" if self.source_deleted else ""


def is_located(evidence: Evidence, canonical_text: str) -> bool:
    """Whether the quoted words stand in their source where the evidence says."""
    start, end = evidence.start, evidence.end
    return bool(evidence.text) and 0 <= start < end and canonical_text[start:end] == evidence.text


def level_of_quote(evidence: Evidence, canonical_text: str) -> Level:
    """Return what a quote is worth (METHOD 3).

    E3 for words found in their source and spoken by an identified customer person. A quote that
    is not found is E1, and so are the seller's own words; words of nobody known are a source of
    ours, E2.

    >>> said = Evidence("Thursday works.", "J. Ruiz", Side.CUSTOMER, None, 1, 0, 15)
    >>> level_of_quote(said, "Thursday works. Bye.").name
    'E3'
    >>> level_of_quote(said, "Thursday? No.").name
    'E1'
    """
    if not is_located(evidence, canonical_text) or evidence.side is Side.OURS:
        return Level.E1
    identified = evidence.side is Side.CUSTOMER and bool(evidence.speaker and evidence.speaker.strip())
    return Level.E3 if identified else Level.E2


def after_edit(before: Grounds, claimed: Level) -> Grounds:
    """Return the grounds after a person changed the statement: an edit may lower a level, never raise it."""
    return Grounds(min(before.level, claimed), before.evidence, before.source_deleted)


def after_deletion(before: Grounds) -> Grounds:
    """Return the grounds after their source was deleted: the level and the quotes stay."""
    return Grounds(before.level, before.evidence, source_deleted=True)
