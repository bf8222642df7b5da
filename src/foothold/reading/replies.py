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


ANSWERS = ("yes", "hedged", "no", "other")
"""The classes of the learnt weights: `other` is no answer, a question back, a put-off."""


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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a reply: its number, what it says, the slot it names."""

    number: int
    answer: Answer
    chosen: int | None
    sentence: Sentence
    weak: bool = False
    """Only the slot said again: less than any word of doubt."""


_CLAUSE_BORDER = re.compile(r"[,;–-] | and | but ")
_ONE_CLAUSE = re.compile(r"(?:it's|that's|the|your|our) [^.!?]{1,60}$")
_BESIDE_A_REPEATED_SLOT = 3
"""Words beside a slot that is only said again; more may be a joke or a complaint about it."""

_BEFORE_A_YES_BESIDE = 4
"""Words before a slot with a yes behind it: "Kickoff: Tuesday 2 pm, yes please"."""

_LONGEST_UNMARKED_QUESTION = 120
"""Code points: longer speech without a mark asks one thing and says others."""

_BESIDE_A_PLAIN_YES = 2
"""Words that may follow a plain yes; more must be of the meeting, or the yes is to something else."""


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
    if any(_asks_for_another(sentence, slots, offered) for sentence, slots in looks):
        return Reply(Answer.NONE)
    meant = _said_in_jest([sentence for sentence, _ in looks]) if direct and others is OtherQuestions.NONE else None
    if meant is not None:
        return meant if len(offered) == 1 or meant.answer is Answer.NO else Reply(Answer.NONE)
    said: list[_Sentence] = []
    number = -1
    for sentence, slots in looks:
        number += not en.PLEASANTRY.opens(sentence.low)
        chosen, contradicts = _which(sentence, slots, offered)
        answer = _answer(sentence, speech.side, chosen is not None, contradicts)
        weak = answer is Answer.NONE and chosen is not None and _names_it_as_a_yes(sentence, slots)
        if weak:
            answer = Answer.YES
        if answer is Answer.NONE and direct and number <= 1 and len(offered) == 1 and _comes_along(sentence, slots):
            answer = Answer.YES
        if answer is Answer.NONE:
            continue
        names_slot = chosen is not None or bool(en.POINTS_AT_SLOT.search(sentence.low, sentence.words))
        if not names_slot and (not direct or number > 2 or not _may_be_bare(sentence, others)):
            continue
        if not direct and chosen is None and answer is not Answer.NO:
            continue
        if answer is Answer.YES and chosen is None and _is_of_something_else(sentence):
            continue
        weak = weak and not _chooses_one(sentence)
        said.append(_Sentence(number, answer, chosen, sentence, weak))
    return _summed(said, len(offered))


def may_be_yes(speech: Speech, looks: list[tuple[Sentence, list[Slot]]], offered: list[Slot]) -> bool:
    """Whether nothing in the speech forbids taking it for a yes that stands in no table.

    A joke ("pigs might fly"), a yes to a thing ("it works well, your pump"), a question for another slot, and
    another slot than the one offered do.
    """
    for sentence, slots in looks:
        chosen, contradicts = _which(sentence, slots, offered)
        if contradicts or _asks_for_another(sentence, slots, offered) or en.NEVER.search(sentence.low, sentence.words):
            return False
        answer = _answer(sentence, speech.side, chosen is not None, contradicts)
        if answer is Answer.YES and chosen is None and _is_of_something_else(sentence):
            return False
        if answer is not Answer.YES and _is_of_the_past(sentence, chosen is not None):
            return False
    return True


def is_plain(looks: list[tuple[Sentence, list[Slot]]]) -> bool:
    """Whether a speech neither asks anything nor speaks of a thing that its yes might be to."""
    return not any(asks(s) or en.OTHER_THING.search(s.low, s.words) for s, _ in looks)


def _said_in_jest(sentences: list[Sentence]) -> Reply | None:
    """ "Yes. Just kidding, no." "No, just kidding, that works.": what is said behind the joke is meant.

    Where nothing is, a yes before it is taken back. None where there is no joke, or nothing to turn round.
    """
    for place in range(len(sentences) - 1, -1, -1):
        sentence = sentences[place]
        jokes = list(en.JOKED.all(sentence.low, sentence.words))
        if not jokes:
            continue
        behind = " ".join([sentence.low[jokes[-1].end() :].strip(" ,.!;–-"), *(s.low for s in sentences[place + 1 :])])
        before = " ".join([*(s.low for s in sentences[:place]), sentence.low[: jokes[0].start()]])
        if _says_no(behind):
            return Reply(Answer.NO, None, sentence)
        if _says_yes(behind):
            return Reply(Answer.YES, 0, sentence)
        return Reply(Answer.NO, None, sentence) if _says_yes(before) else None
    return None


def _says_no(low: str) -> bool:
    words = frozenset(re.findall(r"[\w']+", low))
    phrases = (en.UNAVAILABLE, en.NOT_FOR_US, en.NO_ANSWER)
    return not en.NOT_A_PROBLEM.search(low, words) and any(phrase.search(low, words) for phrase in phrases)


def _says_yes(low: str) -> bool:
    words = frozenset(re.findall(r"[\w']+", low))
    return bool(en.YES_STRONG.search(low, words) or en.YES_PLAIN.opens(en.FILLER_OPENING.sub("", low)))


def _is_of_the_past(sentence: Sentence, names_slot: bool) -> bool:
    """ "Great session this morning, thanks.": praise, and no yes to a slot beside it."""
    past = en.OF_THE_PAST.search(sentence.low, sentence.words)
    if past is None or names_slot:
        return False
    yeses = en.YES_STRONG.all(sentence.low, sentence.words)
    return not any(yes.end() <= past.start() or yes.start() >= past.end() for yes in yeses)


def _is_of_something_else(sentence: Sentence) -> bool:
    """ "The price works for us." "No problem with the pump.": a yes that names no slot and is of a thing."""
    low = sentence.low
    if en.SPOILS_A_BARE_YES.search(low, sentence.words) or en.OTHER_THING.opens(en.FILLER_OPENING.sub("", low)):
        return True
    if en.OTHER_THING.search(low, sentence.words):
        yes = en.YES_STRONG.search(low, sentence.words) or en.YES_PLAIN.opens(en.FILLER_OPENING.sub("", low))
        before = _CLAUSE_BORDER.split(low[: yes.end()])[-1] if yes else low
        clause = before + _CLAUSE_BORDER.split(yes.string[yes.end() :] if yes else "")[0]
        if en.OTHER_THING.search(clause, sentence.words) or _ONE_CLAUSE.match(low):
            return True
    return bool(re.search(r"\bbut\b", low)) and not en.BUT_HARMLESS.search(low)


def _asks_for_another(sentence: Sentence, slots: list[Slot], offered: list[Slot]) -> bool:
    """ "Good. Same time the day after?" "The 12th is fine, but which day again?": no yes to what was offered."""
    if not asks(sentence) or not offered:
        return False
    return bool(en.ASKS_FOR_ANOTHER.search(sentence.low, sentence.words)) and not en.NO_ANSWER.search(
        sentence.low, sentence.words
    )


def _summed(said: list[_Sentence], offered: int) -> Reply:
    """What the sentences say together: a clear yes that names the slot outweighs what is said of other things."""
    yes = [s for s in said if s.answer is Answer.YES]
    clear = [s for s in yes if s.chosen is not None and not s.weak]
    for wanted in (Answer.NO, Answer.HEDGED, Answer.DEFERRED):
        against = [s for s in said if s.answer is wanted]
        if clear:
            against = [s for s in against if s.chosen == clear[0].chosen or _takes_back(s, clear[-1])]
        if against:
            best = next((s for s in against if s.chosen is not None), against[0])
            return Reply(wanted, _one_of(best.chosen, offered), best.sentence)
    if not yes:
        return Reply(Answer.NONE)
    best = clear[0] if clear else next((s for s in yes if s.chosen is not None), yes[0])
    chosen = best.chosen if best.chosen is not None else next((s.chosen for s in said if s.chosen is not None), None)
    if chosen is None and offered > 1:
        return Reply(Answer.HEDGED, None, best.sentence)  # yes to which of them?
    return Reply(Answer.YES, _one_of(chosen, offered), best.sentence)


def _one_of(chosen: int | None, offered: int) -> int | None:
    return 0 if chosen is None and offered == 1 else chosen


def _takes_back(said: _Sentence, yes: _Sentence) -> bool:
    """ "Thursday works. But let me check with Anna.": said after the yes, and of it."""
    if said.number <= yes.number:
        return False
    low, words = said.sentence.low, said.sentence.words
    return bool(en.BUT.opens(low) or en.OF_THE_SLOT.search(low, words) or en.TAKEN_BACK.search(low, words))


def _which(sentence: Sentence, slots: list[Slot], offered: list[Slot]) -> tuple[int | None, bool]:
    """Which offered slot the sentence names, and whether it names another one instead."""
    if len(offered) == 2:
        if en.LAST_ONE.search(sentence.low, sentence.words):
            return 1, False
        if en.FIRST_ONE.search(sentence.low, sentence.words):
            return 0, False
    by_mail = any(slot.deadline for slot in offered)
    named = [s for s in slots if not ((s.deadline and not by_mail) or s.window or s.since)]
    for said in named:
        matches = [i for i, slot in enumerate(offered) if may_be_same(said, slot)]
        if len(matches) == 1 or (matches and len(offered) == 1):
            return matches[0], False
    if named:
        return None, True
    return None, False


def _answer(sentence: Sentence, side: Side, names_slot: bool, contradicts: bool) -> Answer:
    low, words = sentence.low, sentence.words
    if en.NEVER.search(low, words):
        return Answer.NONE
    if en.ASKS_TO_MOVE.search(low, words) and not names_slot and not contradicts:
        return Answer.NO
    if en.NOT_FOR_US.search(low, words) and not contradicts and not asks(sentence):
        return Answer.NO
    denied = _denial(sentence)
    if denied is not None:
        # An absence until some day says nothing of a slot after it.
        return Answer.NONE if en.ABSENCE_AWAY.search(low, words) else denied
    refused = en.NO_ANSWER.search(low, words)
    if refused and refused.start() < 12 and not en.YES_STRONG.search(low, words):
        return Answer.NO
    if contradicts:
        return Answer.NONE
    back = en.TAKEN_BACK.search(low, words)
    if back and side is Side.CUSTOMER and not any(yes.start() >= back.end() for yes in en.YES_STRONG.all(low, words)):
        return Answer.DEFERRED
    takes_up = side is Side.OURS and en.TAKES_UP.search(low, words)
    if not takes_up:
        if hedges(sentence):
            return Answer.HEDGED
        put_off = en.DEFERRAL.search(low, words)
        later = [yes for yes in en.YES_STRONG.all(low, words) if put_off and yes.start() > put_off.end()]
        if put_off and not any(_turns(low[put_off.end() : yes.start()]) for yes in later):
            return Answer.DEFERRED
    if asks(sentence) and not _yes_and_question(low):
        return Answer.NONE
    if _is_of_the_past(sentence, names_slot):
        return Answer.NONE
    thumbs = any(mark in sentence.text for mark in en.THUMBS)
    if takes_up or thumbs or en.YES_STRONG.search(low, words) or _says_plain_yes(sentence, names_slot):
        return Answer.YES
    return Answer.NONE


def _denial(sentence: Sentence) -> Answer | None:
    """A no in the sentence; half of one in an "if".

    None where a yes comes after it, and none in "ring away, I'm on site".
    """
    low, words = sentence.low, sentence.words
    if en.NOT_A_PROBLEM.search(low, words):
        return None
    agrees = list(en.YES_STRONG.all(low, words))
    for denial in en.UNAVAILABLE.all(low, words):
        before = _CLAUSE_BORDER.split(low[: denial.start()])[-1]
        if en.CONDITION_WORD.search(before, frozenset()):
            return Answer.HEDGED
        apart = [yes for yes in agrees if yes.end() <= denial.start() or yes.start() >= denial.end()]
        if apart and en.ELSEWHERE.opens(denial.group()) and not en.BUT.search(before, frozenset()):
            continue
        if any(yes.start() >= denial.end() and en.TURNS.search(low[denial.end() : yes.start()]) for yes in apart):
            continue
        return Answer.NO
    return None


def _turns(between: str) -> bool:
    """Whether what follows is a new thought: "let me look, yeah, that works", not "I'll check and send it"."""
    return bool(en.TURNS.search(between)) or between.rstrip().endswith((",", ";", "–"))


def hedges(sentence: Sentence) -> bool:
    """Half accepted or under a condition; "if that suits you" and "if you can make it" are no condition."""
    low = en.POLITE_CONDITION.sub(" ", sentence.low)
    return bool(en.HEDGE.search(low, sentence.words))


def asks(sentence: Sentence) -> bool:
    """A question, with its mark or, in speech and chat, without: "would thursday at three work"."""
    if sentence.is_question:
        return True
    if sentence.text.rstrip()[-1:] in ".!" or len(sentence.low) > _LONGEST_UNMARKED_QUESTION:
        return False
    body = en.FILLER_OPENING.sub("", sentence.low)
    return bool(en.OPENS_A_QUESTION.opens(body) or en.TAG_QUESTION.search(body, sentence.words))


def _names_it_as_a_yes(sentence: Sentence, slots: list[Slot]) -> bool:
    """The slot named with hardly anything beside it, or with a yes before or behind it."""
    if asks(sentence) or sentence.text.rstrip().endswith(("...", "…")):
        return False
    return _picks_one(sentence, slots) or _says_it_again(sentence, slots) or _says_yes_beside(sentence, slots)


def _says_yes_beside(sentence: Sentence, slots: list[Slot]) -> bool:
    """ "Kickoff: Tuesday 2 pm, yes please." "Eight on the twelfth, thank you, I'll bring the pumps."."""
    whole = [s for s in slots if s.start is not None and not s.window]
    if not whole or en.SARCASM_OPENING.opens(sentence.low):
        return False
    before, after = sentence.low[: whole[0].span[0]], sentence.low[whole[-1].span[1] :]
    few = len(re.findall(r"[^\W_]+", before)) <= _BEFORE_A_YES_BESIDE
    return few and bool(en.YES_BEHIND.match(after) or (sentence.side is Side.OURS and en.THANKS_BEHIND.match(after)))


def _comes_along(sentence: Sentence, slots: list[Slot]) -> bool:
    """ "Ring me, I'm at my desk." "Ask for me at the gate.": where and how to come, said to a slot just offered."""
    if slots or sentence.is_question or en.NOT_YET.search(sentence.low, sentence.words):
        return False
    return bool(en.COMES_ALONG.opens(en.FILLER_OPENING.sub("", sentence.low)))


def _says_plain_yes(sentence: Sentence, names_slot: bool) -> bool:
    """ "Sure." "Yes, I'll be there." "Great, Tuesday at ten."; not "Yes, they arrived", not "Good morning"."""
    body = en.FILLER_OPENING.sub("", sentence.low)
    if en.THANKS_ONLY.opens(body):
        return False
    called, _, after = body.partition(", ")
    yes = en.YES_PLAIN.opens(body) or (en.YES_PLAIN.opens(after) if called.isalpha() else None)
    if not yes:
        return False
    rest = yes.string[yes.end() :]
    if en.BUT_HARMLESS.match(rest.lstrip(", ")):
        return True
    if not names_slot and re.match(r",? but\b| (?:another|idea|not)\b", rest):
        return False
    few = len(re.findall(r"[^\W_]+", rest)) <= _BESIDE_A_PLAIN_YES
    return names_slot or few or bool(en.GOES_ON_AFTER_YES.search(rest, frozenset()))


def _may_be_bare(sentence: Sentence, others: OtherQuestions) -> bool:
    """Whether a yes that names no slot can only be meant for it: to the last question a short one is."""
    if others is OtherQuestions.AFTER:
        return False
    return others is OtherQuestions.NONE or len(sentence.words) <= 3


def _picks_one(sentence: Sentence, slots: list[Slot]) -> bool:
    """ "The second one": of two slots, that one."""
    if _chooses_one(sentence):
        return True
    return not any(c.isdigit() for c in sentence.low) and _says_nothing_beside(sentence, slots)


def _chooses_one(sentence: Sentence) -> bool:
    return bool(en.FIRST_ONE.search(sentence.low, sentence.words) or en.LAST_ONE.search(sentence.low, sentence.words))


def _says_nothing_beside(sentence: Sentence, slots: list[Slot]) -> bool:
    """ "Thursday then, please."; not "Slammed Thursday." """
    rest = sentence.low
    for slot in sorted(slots, key=lambda s: s.span, reverse=True):
        rest = rest[: slot.span[0]] + " " + rest[slot.span[1] :]
    return not set(re.findall(r"[^\W_]+", en.POLITE_CONDITION.sub(" ", rest))) - en.NEUTRAL_BESIDE


def _says_it_again(sentence: Sentence, slots: list[Slot]) -> bool:
    """ "Half two Monday." "3 pm Eastern, Wednesday.": the slot repeated, without question and hardly more."""
    whole = [s for s in slots if s.start is not None and not s.window]
    if sentence.is_question or not whole or not slots or en.SARCASM_OPENING.opens(sentence.low):
        return False
    first, last = min(s.span[0] for s in slots), max(s.span[1] for s in slots)
    beside = (sentence.low[:first] + " " + sentence.low[last:]).split()
    if sentence.side is not Side.OURS and not _says_nothing_beside(sentence, slots):
        return False
    return len(beside) <= _BESIDE_A_REPEATED_SLOT and not sentence.low.startswith(("ha", "lol", "not "))


def _yes_and_question(low: str) -> bool:
    """ "Works for me, shall I bring Anna?": the yes stands before the question."""
    first = _CLAUSE_BORDER.split(low)[0]
    if re.match(r",? ?but\b|but\b", low[len(first) :].lstrip()):
        return False
    words = frozenset(re.findall(r"[\w']+", first))
    return len(first) < len(low) and bool(en.YES_STRONG.search(first, words) or en.YES_PLAIN.opens(first))
