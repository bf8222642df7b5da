"""By which rule of the grammar a sentence holds an act, if by any (data/text/GUIDE.md).

The sentence is cut into stretches, and each is told by the first rule that takes it: tense, who takes part,
negation, condition, habit and courtesy decide here. Which class such a sentence has, and how surely, is not said
here: the weights learnt from labelled sentences weigh the rule beside the words (`acts`).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from foothold.reading.dates import may_hold_dates
from foothold.reading.english import acts as en
from foothold.reading.slots import Moment
from foothold.reading.stretches import LONGEST_READ, Stretch, is_talk, stretches_of, words_of

DAY_BESIDE = "a meeting, its day beside it"
RULES = (
    "a day is proposed",
    "a meeting of ours on a day",
    DAY_BESIDE,
    "a meeting without a day",
    "promise",
    "offer",
    "joint resolution",
    "request",
    "imperative",
    "assignment",
    "a dated meeting in passing",
    "a meeting in passing",
    "declined or away",
    "courtesy",
    "past, habit or another's",
    "advertised",
    "narration",
    "nothing",
)
"""In the order in which an act wins over another (GUIDE, "Priority when several fit")."""

_ORDER = {rule: place for place, rule in enumerate(RULES)}
_CUE = re.compile(r"[a-z]+")
SHORT = 3
"""Words up to which a sentence may be an act without any cue: "On it.", "Same place then?"."""
MAY_BE_DATED = frozenset({"a meeting without a day", "a meeting in passing"})
_DATED = frozenset({"a day is proposed", "a meeting of ours on a day", "a dated meeting in passing"})


def main_rule(text: str, moment: Moment, talk: bool = False) -> tuple[str, Stretch | None]:
    """The winning rule among the stretches, and the stretch it took."""
    if has_no_cue(text):
        return "nothing", None
    return winner([(rule_of(stretch), stretch) for stretch in stretches_of(text, moment, talk or is_talk(text))])


def has_no_cue(text: str) -> bool:
    """Whether none of the words is there without which no sentence holds an act, nor any time."""
    words = _cues_of(text)
    return en.CUES.isdisjoint(words) and len(words) > SHORT and not may_hold_dates(text)


@lru_cache(maxsize=8)  # a sentence is asked about twice: whether it holds an act, and whether it says yes
def _cues_of(text: str) -> list[str]:
    return _CUE.findall(text.lower())


def winner(told: list[tuple[str, Stretch]]) -> tuple[str, Stretch | None]:
    """The rule that comes first in RULES, and the first stretch it took."""
    best: tuple[str, Stretch | None] = ("nothing", None)
    for rule, stretch in told:
        if _ORDER[rule] < _ORDER[best[0]]:
            best = rule, stretch
    return best


def rule_of(stretch: Stretch) -> str:
    """The rule that takes one stretch; "nothing" where none does."""
    main = _without_courtesies(stretch)
    if not main.spoken and main.has(en.ADVERT):
        return "advertised"
    meeting = _meeting(main)
    if meeting in _FIRST:
        return meeting
    commitment = _commitment(main)
    return min((meeting, commitment), key=lambda rule: _ORDER[rule]) if meeting != "nothing" else commitment


def _without_courtesies(stretch: Stretch) -> Stretch:
    """ "Read it and call me if you have any questions" asks for the reading alone."""
    found = en.COURTESY.search(stretch.said, stretch.words)
    if not found or en.URGENT.search(found.group(), stretch.words):
        return stretch  # an answer that is surely due: "let me know by Friday if you have any changes"
    said = f"{stretch.said[: found.start()]}~courtesy{stretch.said[found.end() :]}"
    return stretch._replace(said=said, words=words_of(said))


_FIRST = frozenset({"a day is proposed", "a meeting of ours on a day", "a meeting without a day"})


def _meeting(stretch: Stretch) -> str:
    """The rule by which it speaks of a meeting of the participants to come, or the one by which it does not."""
    dated = "~day" in stretch.words
    proposed = _proposal(stretch, dated)
    mentioned = dated and not proposed and (stretch.has(en.MEETING_OF_OURS) or stretch.has(en.THIRD_MEETING))
    passing = not proposed and any(map(stretch.has, _IN_PASSING))
    if not (proposed or mentioned or passing):
        return "nothing"
    declined = en.DECLINED.search(stretch.said, stretch.words)
    if declined and not (proposed and proposed.start() > declined.start()):
        return "declined or away"
    if stretch.has(en.EACH if proposed else en.HABIT) or (stretch.has(en.PAST) and not stretch.has(en.AHEAD)):
        return "past, habit or another's"
    if not dated and (stretch.has(en.NARRATION) or (stretch.spoken and not stretch.has(en.TOGETHER))):
        return "narration"
    if mentioned:
        if _is_this_morning(stretch) and not stretch.has(en.AHEAD):
            return "past, habit or another's"
        if stretch.has(en.AWAY):
            return "declined or away"
        if stretch.has(en.ANOTHERS):
            return "past, habit or another's"
        return "a dated meeting in passing" if _acts(stretch) else "a meeting of ours on a day"
    if passing and not dated:
        return "a meeting in passing"
    return "a day is proposed" if dated else "a meeting without a day"


def _is_this_morning(stretch: Stretch) -> bool:
    """A meeting told of "this morning" without any word that looks ahead has been held."""
    return any(m.text.lower() == "this morning" for m in stretch.mentions)


def _proposal(stretch: Stretch, dated: bool) -> re.Match[str] | None:
    """Where a meeting is proposed, wished for or arranged."""
    if not dated and stretch.has(en.RSVP):
        return None
    for phrase in (en.DAY_SUITS, *_PROPOSALS) if dated else _PROPOSALS:
        found = phrase.search(stretch.said, stretch.words)
        if found:
            return found
    return None


_PROPOSALS = (en.WE_TALK, en.I_TALK, en.YOU_TALK, en.CALL_ME, en.SET_UP, en.DEFERRED, en.SOME_WEEK)
_IN_PASSING = (en.LOOK_FORWARD, en.SIGN_OFF)


def _acts(stretch: Stretch) -> bool:
    return any(map(stretch.has, (en.PROMISE, en.WE_PROMISE, en.PLEASE, en.ASKED, en.IMPERATIVE, en.LET_ME_KNOW)))


def _commitment(stretch: Stretch) -> str:
    """The rule by which somebody is to act: the speaker, both, or another."""
    narrated = stretch.has(en.NARRATION)
    at_hand = stretch.spoken and not stretch.has(en.TASK)
    for rule, phrase in _REQUESTS if narrated else _COMMITMENTS:
        if stretch.has(phrase) and not (at_hand and phrase in _OFTEN_AT_HAND):
            return rule
    if en.NAMED.search(stretch.text):
        return "assignment"
    if "~courtesy" in stretch.said:
        return "courtesy"
    return "narration" if narrated else "nothing"


_PROMISES = (
    ("promise", en.PROMISE),
    ("promise", en.WE_PROMISE),
    ("offer", en.OFFER),
    ("joint resolution", en.JOINT),
    ("promise", en.INTENT),
    ("joint resolution", en.RESOLVED),
)
_REQUESTS = (
    ("request", en.PLEASE),
    ("request", en.ASKED),
    ("request", en.LET_ME_KNOW),
    ("request", en.MUST),
    ("assignment", en.ASSIGNED),
    ("imperative", en.IMPERATIVE),
)
_COMMITMENTS = (*_PROMISES, *_REQUESTS)


def beside(
    rule: str, stretch: Stretch | None, text: str, stretches: Sequence[Stretch], moment: Moment, *context: str
) -> tuple[str, Stretch | None]:
    """The rule once more, when the neighbouring sentences fix the day of the meeting this one speaks of."""
    if rule in MAY_BE_DATED and stretch and is_dated_beside(stretch, moment, *context):
        return DAY_BESIDE, stretch
    if rule == "nothing":
        taken = taken_up(text, stretches)
        if taken is not None and is_dated_beside(taken, moment, *context):
            return DAY_BESIDE, taken
    return rule, stretch


def taken_up(text: str, stretches: Sequence[Stretch]) -> Stretch | None:
    """The stretch that says yes to a slot which is named elsewhere ("works for me")."""
    if en.YES_CUES.isdisjoint(_cues_of(text)):
        return None
    return next((stretch for stretch in stretches if stretch.has(en.ACCEPTED)), None)


_OFTEN_AT_HAND = (en.WE_PROMISE, en.RESOLVED, en.MUST, en.ASSIGNED, en.IMPERATIVE)
"""In talk these are mostly about the thing that is talked about: "you should have a button"."""


def is_dated_beside(stretch: Stretch, moment: Moment, *context: str) -> bool:
    """Whether the context fixes a day for the meeting, and the stretch has no vague time of its own."""
    if "~week" in stretch.words or en.OWN_VAGUE_TIME.search(stretch.said, stretch.words):
        return False
    return any(main_rule(beside[:LONGEST_READ], moment)[0] in _DATED for beside in context if beside)
