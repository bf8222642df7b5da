"""What an answer means for the slots on the table (READING, "Next steps and agreement").

A false "agreed" is the costliest error there is: hedges, conditions, jokes, questions back and yeses to
another question are no agreement, and silence is no consent.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from foothold.core.evidence import Side
from foothold.reading import english as en
from foothold.reading.slots import Slot, may_be_same
from foothold.reading.speeches import Sentence, Speech


class Answer(StrEnum):
    """How a speech answers an offered slot."""

    NONE = "none"
    YES = "yes"
    HEDGED = "hedged"
    DEFERRED = "deferred"
    """ "Let me see": put off, neither a yes nor half of one."""
    NO = "no"


class OtherQuestions(StrEnum):
    """Whether the words that hold the offer also ask something else."""

    NONE = "none"
    BEFORE = "before the slot"
    AFTER = "after the slot"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer, the slot it is to (an index into those offered), and the sentence that gives it."""

    answer: Answer
    chosen: int | None = None
    sentence: Sentence | None = None


_CLAUSE_BORDER = re.compile(r"[,;–-] | and | but ")
_BESIDE_A_REPEATED_SLOT = 3
"""Words beside a slot that is only said again; more may be a joke or a complaint about it."""

_LONGEST_PLAIN_YES = 90
"""Code points before a plain yes at a sentence's start is too far from it to be about the slot."""


def reply(
    speech: Speech,
    looks: list[tuple[Sentence, list[Slot]]],
    offered: list[Slot],
    direct: bool,
    others: OtherQuestions,
) -> Reply:
    """Read a speech as an answer to `offered`.

    `direct`: the offer stands in the words just before; otherwise a bare "yes" is to something else and
    the answer must name the slot. `others`: where the offerer asked something else beside the
    slot, a bare "yes" may be to that (READING 3).
    """
    said: list[tuple[Answer, int | None, Sentence]] = []
    for number, (sentence, slots) in enumerate(looks):
        chosen, contradicts = _which(sentence, slots, offered)
        answer = _answer(sentence, speech.side, contradicts)
        if answer is Answer.NONE and chosen is not None and (_picks_one(sentence) or _says_it_again(sentence, slots)):
            answer = Answer.YES
        if answer is Answer.NONE:
            continue
        names_slot = chosen is not None or bool(en.POINTS_AT_SLOT.search(sentence.low, sentence.words))
        if not names_slot and (not direct or number > 2 or not _may_be_bare(sentence, others)):
            continue
        if not direct and chosen is None and answer is not Answer.NO:
            continue
        said.append((answer, chosen, sentence))
    return _summed(said, len(offered))


def _summed(said: list[tuple[Answer, int | None, Sentence]], offered: int) -> Reply:
    for wanted in (Answer.NO, Answer.HEDGED, Answer.DEFERRED, Answer.YES):
        found = [s for s in said if s[0] is wanted]
        if not found:
            continue
        chosen = next((c for _, c, _ in found if c is not None), None)
        if wanted is Answer.NO:
            later_yes = [s for s in said if s[0] is Answer.YES and s[1] is not None and s[1] != chosen]
            if later_yes:
                return Reply(Answer.YES, later_yes[0][1], later_yes[0][2])
        if wanted is Answer.YES:
            chosen = chosen if chosen is not None else next((c for _, c, _ in said if c is not None), None)
            if chosen is None and offered > 1:
                return Reply(Answer.HEDGED, None, found[0][2])  # yes to which of them?
        best = next((s for s in found if s[1] is not None), found[0])
        return Reply(wanted, chosen if chosen is not None else (0 if offered == 1 else None), best[2])
    return Reply(Answer.NONE)


def _which(sentence: Sentence, slots: list[Slot], offered: list[Slot]) -> tuple[int | None, bool]:
    """Which offered slot the sentence names, and whether it names another one instead."""
    named = [s for s in slots if not (s.deadline or s.window or s.since)]
    for said in named:
        matches = [i for i, slot in enumerate(offered) if may_be_same(said, slot)]
        if len(matches) == 1 or (matches and len(offered) == 1):
            return matches[0], False
    if named:
        return None, True
    if len(offered) == 2:
        if en.LAST_ONE.search(sentence.low, sentence.words):
            return 1, False
        if en.FIRST_ONE.search(sentence.low, sentence.words):
            return 0, False
    return None, False


def _answer(sentence: Sentence, side: Side, contradicts: bool) -> Answer:
    low, words = sentence.low, sentence.words
    if en.NEVER.search(low, words):
        return Answer.NONE
    if en.UNAVAILABLE.search(low, words) and not en.NOT_A_PROBLEM.search(low, words):
        return Answer.NO
    body = en.FILLER_OPENING.sub("", low)
    refused = en.NO_ANSWER.search(low, words)
    if refused and refused.start() < 12 and not en.YES_STRONG.search(low, words):
        return Answer.NO
    if contradicts:
        return Answer.NONE
    strong = en.YES_STRONG.search(low, words) or (side is Side.OURS and en.TAKES_UP.search(low, words))
    plain = en.YES_PLAIN.search(low, words)
    plain = plain if plain and plain.start() <= 12 and len(low) <= _LONGEST_PLAIN_YES else None
    thumbs = any(mark in sentence.text for mark in en.THUMBS)
    if not (side is Side.OURS and en.TAKES_UP.search(low, words)):
        if en.HEDGE.search(low, words):
            return Answer.HEDGED
        if en.DEFERRAL.search(low, words):
            return Answer.DEFERRED
    if sentence.is_question and not _yes_and_question(low):
        return Answer.NONE
    if strong or thumbs or (plain and not en.THANKS_ONLY.opens(body)):
        return Answer.YES
    return Answer.NONE


def _may_be_bare(sentence: Sentence, others: OtherQuestions) -> bool:
    """Whether a yes that names no slot can only be meant for it: to the last question a short one is."""
    if others is OtherQuestions.AFTER:
        return False
    return others is OtherQuestions.NONE or len(sentence.words) <= 3


def _picks_one(sentence: Sentence) -> bool:
    """ "The second one": of two slots, that one, and nothing else said."""
    return len(sentence.words) <= 4 and not sentence.is_question and not any(c.isdigit() for c in sentence.low)


def _says_it_again(sentence: Sentence, slots: list[Slot]) -> bool:
    """ "Half two Monday." "3 pm Eastern, Wednesday.": the slot repeated, without question and hardly more."""
    whole = [s for s in slots if s.start is not None and not s.window]
    if sentence.is_question or not whole or not slots:
        return False
    first, last = min(s.span[0] for s in slots), max(s.span[1] for s in slots)
    beside = (sentence.low[:first] + " " + sentence.low[last:]).split()
    return len(beside) <= _BESIDE_A_REPEATED_SLOT and not sentence.low.startswith(("ha", "lol", "not "))


def _yes_and_question(low: str) -> bool:
    """ "Works for me, shall I bring Anna?": the yes stands before the question."""
    first = _CLAUSE_BORDER.split(low)[0]
    words = frozenset(re.findall(r"[\w']+", first))
    return len(first) < len(low) and bool(en.YES_STRONG.search(first, words) or en.YES_PLAIN.opens(first))
