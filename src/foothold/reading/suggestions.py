"""What a second reader proposes, as far as the words bear it out: beside the verdict, never part of it.

A claim is kept only with words that stand in the canonical text, in the turn of the speaker it names. Of the
reader's answer nothing is handed on but which words it points at: days, times, sides and the text itself are
read from the source by us. What our own reading found too is merged away (docs/decisions/0008).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from foothold.core.conversation import Conversation, Unreadable
from foothold.core.evidence import Evidence, Side
from foothold.core.five_tests import MeetingTest
from foothold.reading.commitments import due_day
from foothold.reading.dates import DateMention, find_dates
from foothold.reading.mass_mail import is_mass_mail
from foothold.reading.passages import Part, parts_of
from foothold.reading.quotes import NotThere, Quotes, Span, is_same_name, stands_in
from foothold.reading.second_reader import NOBODY_NAMED, Said, SecondReader
from foothold.reading.slots import Moment

SCHEMA = "suggestions/1"
MOST_PARTS = 60
"""Parts that are read, the last ones of a longer text: what was agreed is said at the end."""
MOST_CLAIMS = 60
"""Claims looked at in one answer."""
MOST_QUOTES = 6
"""Quotes looked at in one claim."""
TO_NOBODY = "This mail is written to nobody in particular; it was not sent."


class Kind(StrEnum):
    """What a claim is about."""

    SLOT = "slot"
    """A day, perhaps with a time, named for another meeting."""
    AGREEMENT = "agreement"
    """A yes of the customer's to a day and time."""
    COMMITMENT = "commitment"
    REFUSAL = "refusal"
    """A no of the customer's to going on."""
    TEST = "test"
    """One of the five tests."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A claim that its words bear out. `test` for a test alone, `owner` and `due` for a commitment, `start` and
    `day` for a slot."""

    kind: Kind
    side: Side
    evidence: tuple[Evidence, ...]
    test: MeetingTest | None = None
    owner: str | None = None
    due: date | None = None
    start: datetime | None = None
    day: date | None = None


@dataclass(slots=True)
class _Kept:
    """What is left of a reader's answers, and what is not."""

    found: list[Suggestion] = field(default_factory=list)
    lost_quotes: int = 0
    lost_claims: int = 0


def nothing_suggested(model: str, asked: str, note: str) -> dict[str, Any]:
    """A `suggestions/1` object of a reader that could not be asked at all."""
    return _document(model, asked, note, parts=(0, 0), fresh=[], kept=_Kept())


def suggestions(
    conversation: Conversation, document: Mapping[str, Any], reader: SecondReader, moment: Moment
) -> dict[str, Any]:
    """A `suggestions/1` object (docs/contracts.md): what the reader points at beside this `verdict/1` document.

    The document is read and never changed. A reader that fails leaves a `note`, and what it said before.
    """
    sides = {row["name"]: Side(row["side"]) for row in document["speakers"]}
    checking = _Checking(conversation, Quotes(conversation, sides), sides, moment)
    parts = [] if is_mass_mail(conversation) else parts_of(conversation)
    kept, looked_at, note = _Kept(), 0, TO_NOBODY if is_mass_mail(conversation) else None
    for part in reversed(parts[-MOST_PARTS:]):
        try:
            claims = reader.propose(_said(conversation.text, part))
        except Unreadable as trouble:
            note = str(trouble)
            break
        looked_at += 1
        for claim in claims[:MOST_CLAIMS]:
            checking.take(claim, part, kept)
        kept.lost_claims += len(claims[MOST_CLAIMS:])
    if note is None and looked_at < len(parts):
        note = f"Only the last {looked_at} of {len(parts)} parts were looked at."
    fresh = [one for one in _without_repeats(kept.found) if not _is_found_already(one, document)]
    return _document(reader.model, reader.asked, note, parts=(len(parts), looked_at), fresh=fresh, kept=kept)


def _document(
    model: str, asked: str, note: str | None, *, parts: tuple[int, int], fresh: list[Suggestion], kept: _Kept
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "model": model,
        "asked": asked,
        "note": note,
        "parts": {"of": parts[0], "looked_at": parts[1]},
        "found": [_json(one) for one in fresh],
        "merged": len(kept.found) - len(fresh),
        "dropped": {"quotes": kept.lost_quotes, "claims": kept.lost_claims},
    }


def _said(text: str, part: Part) -> list[Said]:
    return [(stretch.speaker or NOBODY_NAMED, text[stretch.start : stretch.end].strip()) for stretch in part]


@dataclass(frozen=True, slots=True)
class _Checking:
    conversation: Conversation
    quotes: Quotes
    sides: Mapping[str | None, Side]
    moment: Moment

    def take(self, claim: Mapping[str, object], part: Part, kept: _Kept) -> None:
        """Keep the claim as far as it holds, and count what does not."""
        evidence, lost = self._evidence(claim, (part[0].start, part[-1].end))
        kept.lost_quotes += lost
        suggestion = self._suggestion(claim, evidence) if evidence else None
        if suggestion is None:
            kept.lost_claims += 1
        else:
            kept.found.append(suggestion)

    def _evidence(self, claim: Mapping[str, object], within: Span) -> tuple[tuple[Evidence, ...], int]:
        """The quotes that are there, in reading order, and how many are not.

        A "Yes." that is said ten times is looked for beside the claim's other words; alone it points nowhere.
        """
        spans: list[Span] = []
        lost, unclear = 0, []
        for speaker, words in _quotes_in(claim):
            place = self.quotes.look_up(words, speaker, within)
            if place is NotThere.AMBIGUOUS:
                unclear.append((speaker, words))
            elif isinstance(place, NotThere):
                lost += 1
            else:
                spans.append(place)
        for speaker, words in unclear:
            place = self.quotes.look_up(words, speaker, within, near=spans[0][0]) if spans else NotThere.AMBIGUOUS
            if isinstance(place, NotThere):
                lost += 1
            else:
                spans.append(place)
        return tuple(self.quotes.evidence(span) for span in sorted(set(spans))), lost

    def _suggestion(self, claim: Mapping[str, object], evidence: tuple[Evidence, ...]) -> Suggestion | None:
        kind = claim.get("kind")
        if kind == Kind.COMMITMENT:
            return self._commitment(claim, evidence)
        if kind == Kind.SLOT:
            return self._slot(claim, evidence)
        if kind in (Kind.AGREEMENT, Kind.REFUSAL):
            # Our own yes is none, and our own no ends nothing (READING, Next steps 3).
            theirs = [one for one in evidence if one.side is not Side.OURS]
            return Suggestion(Kind(str(kind)), theirs[0].side, evidence) if theirs else None
        if kind == Kind.TEST and claim.get("test") in set(MeetingTest):
            return Suggestion(Kind.TEST, evidence[0].side, evidence, test=MeetingTest(str(claim["test"])))
        return None

    def _commitment(self, claim: Mapping[str, object], evidence: tuple[Evidence, ...]) -> Suggestion | None:
        """Whoever speaks in the conversation promises in his own words; somebody else is named in them."""
        said = _text(claim.get("owner"))
        speaker = next((name for name in self.sides if name and is_same_name(name, said)), None)
        own = [one for one in evidence if speaker and is_same_name(one.speaker, speaker)]
        if speaker and not own:
            return None
        named = said if said and any(stands_in(said, one.text) for one in evidence) else None
        return Suggestion(
            Kind.COMMITMENT,
            side=(own or list(evidence))[0].side,
            evidence=evidence,
            owner=speaker or named or (evidence[0].speaker if not said else None),
            due=self._due(claim, evidence),
        )

    def _due(self, claim: Mapping[str, object], evidence: tuple[Evidence, ...]) -> date | None:
        days = {day for mention in self._mentions(claim, evidence) for day in [due_day(mention)] if day}
        return days.pop() if len(days) == 1 else None

    def _slot(self, claim: Mapping[str, object], evidence: tuple[Evidence, ...]) -> Suggestion | None:
        """A day that is still to come, and its time where the words name one; words without either are no slot."""
        for mention in self._mentions(claim, evidence):
            start, day = _moment_of(mention)
            if day is not None and (start or self.moment.now) >= self.moment.now and day >= self.moment.now.date():
                return Suggestion(Kind.SLOT, evidence[0].side, evidence, start=start, day=day)
        return None

    def _mentions(self, claim: Mapping[str, object], evidence: Iterable[Evidence]) -> list[DateMention]:
        """The days and times in the quoted words; in those the claim points at, where they are among them."""
        when = _text(claim.get("when"))
        texts = [one.text for one in evidence]
        pointed_at = [when] if when and any(stands_in(when, text) for text in texts) else texts
        return [
            mention
            for text in pointed_at
            for mention in find_dates(text, self.moment.now, self.moment.tz, self.moment.locale)
        ]


def _quotes_in(claim: Mapping[str, object]) -> list[tuple[str | None, str]]:
    quotes = claim.get("quotes")
    rows = quotes[:MOST_QUOTES] if isinstance(quotes, Sequence) and not isinstance(quotes, str) else []
    return [
        (None if name == NOBODY_NAMED else name, _text(row.get("text")))
        for row in rows
        if isinstance(row, Mapping)
        for name in [_text(row.get("speaker"))]
    ]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _moment_of(mention: DateMention) -> tuple[datetime | None, date | None]:
    start = mention.start
    if mention.kind not in ("point", "range") or mention.grain in ("month", "quarter", "year", "vague"):
        return None, None
    if isinstance(start, datetime):
        return (start if mention.grain == "minute" else None), start.date()
    return None, start


def _without_repeats(found: list[Suggestion]) -> list[Suggestion]:
    """In the order of the text; the same thing of two overlapping parts once."""
    kept: list[Suggestion] = []
    for one in sorted(found, key=lambda s: (s.evidence[0].start, s.evidence[-1].end, s.kind)):
        if not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_same(one: Suggestion, other: Suggestion) -> bool:
    about = (one.kind, one.test, one.owner) == (other.kind, other.test, other.owner)
    return about and _touch(one.evidence, [(e.start, e.end) for e in other.evidence])


def _is_found_already(one: Suggestion, document: Mapping[str, Any]) -> bool:
    """Whether our own reading says the same of the same words, or, of a test, that it is met."""
    step = document["next_step"] or {}
    if one.kind is Kind.COMMITMENT:
        return any(_touch(one.evidence, _spans(row["evidence"])) for row in document["commitments"])
    if one.kind is Kind.REFUSAL:
        return _touch(one.evidence, _spans((document["refusal"] or {}).get("evidence", ())))
    if one.kind is Kind.TEST and one.test is not None:
        test = document["tests"][one.test.value]
        return test["level"] in ("E3", "E4") or _touch(one.evidence, _spans(test["evidence"]))
    if one.kind is Kind.AGREEMENT and step.get("agreed") not in ("E3", "E4"):
        return False
    return _touch(one.evidence, _spans(step.get("evidence", ())))


def _spans(evidence: Iterable[Mapping[str, Any]]) -> list[Span]:
    return [(row["start"], row["end"]) for row in evidence]


def _touch(evidence: Iterable[Evidence], spans: Sequence[Span]) -> bool:
    return any(one.start < end and start < one.end for one in evidence for start, end in spans)


def _json(one: Suggestion) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "test": one.test.value if one.test else None,
        "side": one.side.value,
        "owner": one.owner,
        "due": one.due.isoformat() if one.due else None,
        "start": one.start.isoformat() if one.start else None,
        "date": one.day.isoformat() if one.day else None,
        "evidence": [
            {
                "text": e.text,
                "speaker": e.speaker,
                "side": e.side.value,
                "at": e.at,
                "line": e.line,
                "start": e.start,
                "end": e.end,
            }
            for e in one.evidence
        ],
    }
