"""What to propose for the next step while closing: its topic, what both sides bring, the prep question.

Seed 001: the close-out has a date, a topic, homework and the question what he wants prepared. All of it
is proposed from what is open or was said, never made up; the seller taps or changes it (UX, S3).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from foothold.core.commitments import Commitment, CommitmentState, has_deliverable, thing_promised
from foothold.core.evidence import Side
from foothold.core.substance import COPY_FROM, likeness
from foothold.core.topic import content_words, has_topic

AT_MOST = 4
"""Chips of a kind that are shown."""
LONGEST_CHIP = 120
"""Characters above which a wording is a passage, not a chip."""
_TOLERANCE = 1e-9


class ChipSource(StrEnum):
    """Where a chip comes from."""

    NEXT_STEP = "topic of the next step"
    PLANNED = "planned before the meeting"
    PROMISE = "promised in this meeting"
    OPEN = "still open"
    AGENDA = "not asked yet"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing to tap. `commitment` is the promise it comes from; `due` and `owner` are as it says, if it does."""

    text: str
    source: ChipSource
    commitment: Commitment | None = None

    @property
    def owner(self) -> str:
        """Who promised it; "" where nobody is named."""
        return self.commitment.owner.strip() if self.commitment is not None else ""

    @property
    def due(self) -> date | None:
        """By when."""
        return self.commitment.due if self.commitment is not None else None


@dataclass(frozen=True, slots=True)
class CloseOut:
    """The proposal. `topic` is filled in, "" where nothing is open; `topics` are the others to swap it for.

    `they_bring` and `we_bring` are homework and tasks of ours, none of them chosen yet.
    """

    topic: str
    topics: tuple[Chip, ...]
    they_bring: tuple[Chip, ...]
    we_bring: tuple[Chip, ...]
    prep_question: str


def close_out(
    commitments: Sequence[Commitment],
    *,
    next_topic: str = "",
    planned: str = "",
    promises: Sequence[Commitment] = (),
    not_asked: Sequence[str] = (),
    language: str = "en",
) -> CloseOut:
    """Return what to propose when a meeting is closed.

    `commitments` are what is on record with this customer, in any state; `next_topic` and `promises` what
    the last judgement found; `planned` is the next step the seller wanted to ask for (METHOD 5, us.6);
    `not_asked` the agenda questions nobody asked. Wordings of one thing become one chip, the shortest;
    shorter ones come first, at most 4 of a kind. The topic filled in is that of the next step if it names
    one, else the planned one if that does, else the shortest that does: of what they owe first, our own
    homework last. "join you" names nothing and is none; "send" and "bring" are homework, and of them the thing
    handed over may be a topic. What was done or dropped does not come back.
    ValueError for a language without a filler list.
    """
    known = [*_chips(promises, ChipSource.PROMISE), *_chips(commitments, ChipSource.OPEN)]
    over = [
        words for each in (*promises, *commitments) if _is_over(each) and (words := _words(each.deliverable, language))
    ]
    left = [chip for chip in known if not any(_alike(_words(chip.text, language), words) for words in over)]
    asked = [_chip(text, ChipSource.AGENDA) for text in not_asked]
    # What was agreed in the room outdates what was planned before it.
    meant = [_chip(next_topic, ChipSource.NEXT_STEP), _chip(planned, ChipSource.PLANNED)]
    topics = _topics(meant, [*_things(left, language), *asked], language)
    topic = topics[0].text if topics and _is_topic(topics[0], language) else ""
    return CloseOut(
        topic=topic,
        topics=topics[1:] if topic else topics[:AT_MOST],
        they_bring=_of(left, Side.CUSTOMER, language),
        we_bring=_of(left, Side.OURS, language),
        prep_question=prep_question(topic, language),
    )


def prep_question(topic: str = "", language: str = "en") -> str:
    """Return the question put to the customer with the invitation (001-8), to be changed by the seller.

    English where there is none in `language`; it is the customer's.

    >>> prep_question("price for 3 sites")
    'What matters most to you about "price for 3 sites", so that we come prepared?'
    """
    with_topic, without = _PREP_QUESTIONS.get(language.casefold()[:2], _PREP_QUESTIONS["en"])
    return with_topic.format(topic=topic.strip()) if topic.strip() else without


def _topics(meant: Sequence[Chip], others: Iterable[Chip], language: str) -> tuple[Chip, ...]:
    """The topic to fill in first, of those meant for the next step. One that names nothing stands behind the others."""
    first = [chip for chip in _usable(meant) if has_topic(chip.text, language)]
    ranked = sorted(
        _usable([*meant, *others]),
        key=lambda chip: (not has_topic(chip.text, language), _whose(chip), _size(chip)),
    )
    return _distinct([*first, *ranked], language)[: AT_MOST + 1]


def _things(promised: Iterable[Chip], language: str) -> Iterable[Chip]:
    """What of the promises can be talked about: of "send you the price per depot" the price, of "bring Paul" none."""
    for chip in promised:
        thing = _ARTICLE.sub("", thing_promised(chip.text))
        is_handed_over = thing_promised(chip.text) != chip.text.rstrip(".")
        if not is_handed_over:
            yield chip
        elif has_topic(thing, language):
            yield replace(chip, text=thing)


def _is_topic(chip: Chip, language: str) -> bool:
    """Whether a chip may be filled in: it names a topic, or the words of the next step are all there is."""
    return chip.source is ChipSource.NEXT_STEP or has_topic(chip.text, language)


def _whose(chip: Chip) -> int:
    """What they owe makes the better topic, then what was not asked, and our own homework last."""
    if chip.commitment is None:
        return 1
    return 0 if chip.commitment.side is Side.CUSTOMER else 2


def _of(chips: Iterable[Chip], side: Side, language: str) -> tuple[Chip, ...]:
    theirs = [chip for chip in chips if chip.commitment is not None and chip.commitment.side is side]
    return _distinct(sorted(_usable(theirs), key=_size), language)[:AT_MOST]


def _chips(commitments: Iterable[Commitment], source: ChipSource) -> list[Chip]:
    return [
        _chip(each.deliverable, source, each) for each in commitments if not _is_over(each) and has_deliverable(each)
    ]


def _chip(text: str, source: ChipSource, commitment: Commitment | None = None) -> Chip:
    return Chip(" ".join(text.split()), source, commitment)


def _usable(chips: Iterable[Chip]) -> list[Chip]:
    return [chip for chip in chips if any(map(str.isalnum, chip.text)) and len(chip.text) <= LONGEST_CHIP]


def _distinct(chips: Iterable[Chip], language: str) -> tuple[Chip, ...]:
    kept: list[tuple[Chip, frozenset[str]]] = []
    for chip in chips:
        words = _words(chip.text, language)
        if not any(_alike(words, others) for _, others in kept):
            kept.append((chip, words))
    return tuple(chip for chip, _ in kept)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two wordings are of one thing: nearly the same words, or one says two of them and no other."""
    fewer, more = sorted((one, other), key=len)
    return likeness(one, other) >= COPY_FROM - _TOLERANCE or (len(fewer) >= 2 and fewer <= more)


def _words(text: str, language: str) -> frozenset[str]:
    # What is made of filler alone is told apart by its very words.
    return content_words(text, language) or frozenset(text.casefold().split())


def _is_over(commitment: Commitment) -> bool:
    return commitment.state in (CommitmentState.DONE, CommitmentState.DROPPED)


def _size(chip: Chip) -> tuple[int, str]:
    return len(chip.text), chip.text.casefold()


_ARTICLE = re.compile(r"^(?:the|a|an|our|your|my|their|some|den|die|das|eine?n?)\s+", re.IGNORECASE)
_PREP_QUESTIONS = {
    "en": (
        'What matters most to you about "{topic}", so that we come prepared?',
        "What matters most to you in our next meeting, so that we come prepared?",
    ),
    "de": (
        "Was ist Ihnen bei „{topic}“ am wichtigsten, damit wir vorbereitet kommen?",
        "Was ist Ihnen bei unserem nächsten Treffen am wichtigsten, damit wir vorbereitet kommen?",
    ),
}
