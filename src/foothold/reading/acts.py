"""The act of a single sentence: one of five classes, with probabilities (data/text/GUIDE.md; DESIGN 5).

A grammar, not a trained model: the sentence is made plain, cut into stretches, and each stretch is told
by the first rule that takes it. Every rule has a name and a share of each class among the sentences it
takes. The shares are a considered choice - how often such a rule may be wrong, and what the sentence is
then - and are not fitted to the development items; trained weights are to replace them.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from foothold.reading.dates import DateMention, find_dates
from foothold.reading.english import acts as en
from foothold.reading.phrases import Phrase
from foothold.reading.slots import Moment
from foothold.reading.speeches import lowered

LABELS = ("firm_meeting", "vague_meeting", "commitment_self", "commitment_request", "none")

LONGEST_READ = 1200
"""Code points of a sentence, and of its neighbours, that are read; no sentence of talk or mail is longer."""

_SHARES: dict[str, tuple[float, float, float, float, float]] = {
    "a day is proposed": (0.84, 0.04, 0.02, 0.03, 0.07),
    "a meeting of ours on a day": (0.74, 0.05, 0.03, 0.06, 0.12),
    "a meeting, its day beside it": (0.60, 0.24, 0.03, 0.04, 0.09),
    "a meeting without a day": (0.05, 0.78, 0.03, 0.05, 0.09),
    "promise": (0.02, 0.04, 0.78, 0.05, 0.11),
    "offer": (0.02, 0.05, 0.66, 0.07, 0.20),
    "joint resolution": (0.03, 0.08, 0.55, 0.12, 0.22),
    "request": (0.02, 0.05, 0.04, 0.77, 0.12),
    "imperative": (0.02, 0.05, 0.03, 0.68, 0.22),
    "assignment": (0.02, 0.03, 0.08, 0.66, 0.21),
    "a dated meeting in passing": (0.55, 0.06, 0.05, 0.10, 0.24),
    "a meeting in passing": (0.05, 0.55, 0.05, 0.08, 0.27),
    "declined or away": (0.06, 0.04, 0.02, 0.03, 0.85),
    "courtesy": (0.01, 0.05, 0.02, 0.05, 0.87),
    "past, habit or another's": (0.07, 0.03, 0.02, 0.03, 0.85),
    "advertised": (0.01, 0.02, 0.01, 0.06, 0.90),
    "narration": (0.01, 0.05, 0.03, 0.03, 0.88),
    "nothing": (0.01, 0.02, 0.02, 0.03, 0.92),
}
"""Share of each class of LABELS by rule, in the order in which an act wins over another (GUIDE, "Priority")."""

_ORDER = {rule: place for place, rule in enumerate(_SHARES)}


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence's class, the probability of each (they sum to 1), when it is due, and who owes it.

    `due` holds an exact stretch of the sentence; where that names an event ("the next meeting") and no
    time, its `grain` is vague and it has neither start nor end. `owner` is speaker, other, both or None.
    """

    label: str
    probabilities: dict[str, float]
    due: DateMention | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One clause-like piece of the plain text, with the mentions of time it holds."""

    text: str
    said: str
    words: frozenset[str]
    mentions: tuple[DateMention, ...]
    spoken: bool

    def has(self, phrase: Phrase) -> bool:
        return phrase.search(self.said, self.words) is not None


def act_of(text: str, moment: Moment, *, before: str = "", after: str = "") -> Act:
    """The act of one sentence, or of an utterance that holds several; `before` and `after` are its context.

    Times are resolved against `moment`. Any text is answered, an empty one with none. Only the first
    LONGEST_READ code points are read.
    """
    text = text[:LONGEST_READ]
    talk = any(map(_is_talk, (text, before, after)))
    rule, stretch = _main_act(text, moment, talk)
    if rule in _MAY_BE_DATED and stretch and _is_dated_beside(stretch, moment, before, after):
        rule = "a meeting, its day beside it"
    elif (
        rule == "nothing"
        and (taken := _taken_up(text, moment, talk)) is not None
        and _is_dated_beside(taken, moment, before, after)
    ):
        rule, stretch = "a meeting, its day beside it", taken
    shares = dict(zip(LABELS, _SHARES[rule], strict=True))
    label = max(shares, key=lambda name: shares[name])
    if stretch is None or label == "none":
        return Act(label, shares, None, None)
    return Act(label, shares, _due(text, stretch, label), _owner(rule, label))


# --- which act -----------------------------------------------------------------------------------------

_MAY_BE_DATED = frozenset({"a meeting without a day", "a meeting in passing"})
_DATED = frozenset({"a day is proposed", "a meeting of ours on a day", "a dated meeting in passing"})


def _main_act(text: str, moment: Moment, talk: bool = False) -> tuple[str, _Stretch | None]:
    """The winning rule among the stretches, and the stretch it took."""
    words = frozenset(_CUE.findall(text.lower()))
    if words.isdisjoint(en.CUES):
        return "nothing", None
    best: tuple[str, _Stretch | None] = ("nothing", None)
    for stretch in _stretches(text, moment, talk or _is_talk(text)):
        rule = _rule(stretch)
        if _ORDER[rule] < _ORDER[best[0]]:
            best = rule, stretch
    return best


def _rule(stretch: _Stretch) -> str:
    main = _without_courtesies(stretch)
    if not main.spoken and main.has(en.ADVERT):
        return "advertised"
    meeting = _meeting(main)
    if meeting in _FIRST:
        return meeting
    commitment = _commitment(main)
    return min((meeting, commitment), key=lambda rule: _ORDER[rule]) if meeting != "nothing" else commitment


def _without_courtesies(stretch: _Stretch) -> _Stretch:
    """ "Read it and call me if you have any questions" asks for the reading alone."""
    found = en.COURTESY.search(stretch.said, stretch.words)
    if not found or en.URGENT.search(found.group(), stretch.words):
        return stretch  # an answer that is surely due: "let me know by Friday if you have any changes"
    said = f"{stretch.said[: found.start()]}~courtesy{stretch.said[found.end() :]}"
    return replace(stretch, said=said, words=_words_of(said))


_FIRST = frozenset({"a day is proposed", "a meeting of ours on a day", "a meeting without a day"})


def _meeting(stretch: _Stretch) -> str:
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


def _is_this_morning(stretch: _Stretch) -> bool:
    """A meeting told of "this morning" without any word that looks ahead has been held."""
    return any(m.text.lower() == "this morning" for m in stretch.mentions)


def _proposal(stretch: _Stretch, dated: bool) -> re.Match[str] | None:
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


def _acts(stretch: _Stretch) -> bool:
    return any(map(stretch.has, (en.PROMISE, en.WE_PROMISE, en.PLEASE, en.ASKED, en.IMPERATIVE, en.LET_ME_KNOW)))


def _commitment(stretch: _Stretch) -> str:
    """The rule by which somebody is to act: the speaker, both, or another."""
    narrated = stretch.has(en.NARRATION)
    at_hand = stretch.spoken and not stretch.has(en.TASK)
    for rule, phrase in _REQUESTS if narrated else (*_PROMISES, *_REQUESTS):
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


def _taken_up(text: str, moment: Moment, talk: bool) -> _Stretch | None:
    """The stretch that says yes to a slot which is named elsewhere ("works for me")."""
    if frozenset(_CUE.findall(text.lower())).isdisjoint(en.YES_CUES):
        return None
    return next((s for s in _stretches(text, moment, talk) if s.has(en.ACCEPTED)), None)


_OFTEN_AT_HAND = (en.WE_PROMISE, en.RESOLVED, en.MUST, en.ASSIGNED, en.IMPERATIVE)
"""In talk these are mostly about the thing that is talked about: "you should have a button"."""


def _is_dated_beside(stretch: _Stretch, moment: Moment, *context: str) -> bool:
    """Whether the context fixes a day for the meeting, and the stretch has no vague time of its own."""
    if "~week" in stretch.words or en.OWN_VAGUE_TIME.search(stretch.said, stretch.words):
        return False
    return any(_main_act(beside[:LONGEST_READ], moment)[0] in _DATED for beside in context if beside)


# --- making a sentence plain -----------------------------------------------------------------------------

_CUE = re.compile(r"[a-z]+")
_WORD = re.compile(r"~?[^\W_]+(?:['-][^\W_]+)*")
_END = re.compile(r"[.!?;…]+[\"')\]]*(?=\s|$)|\n\s*(?=\n|[-*•]|\d{1,2}[.)])|\s(?:-{1,3}|–|—)\s|,? but (?=\w)")
_SOUND = re.compile(r"\{\w*\}?|\[\w{0,20}\]")
_MEAL = re.compile(r"\b(?:breakfast|lunch|dinner|supper)\b")
_FAR_DAY = re.compile(r"in (?!half|an?\b)[\w -]*?(?:days|weeks?|months?)")


_SPOKEN = re.compile(r"\{|\s[,?.](?:\s|$)|\b(?:uh|um|mm|hmm|uhm|uhhuh)\b", re.IGNORECASE)


def _is_talk(text: str) -> bool:
    """Whether it is a raw record of speech, where "let us discuss the buttons" goes on with the meeting at hand."""
    return text[:LONGEST_READ].islower() or _SPOKEN.search(text[:LONGEST_READ]) is not None


def _stretches(text: str, moment: Moment, spoken: bool) -> list[_Stretch]:
    mentions = find_dates(text, moment.now, moment.tz, moment.locale)
    stretches = []
    begin = 0
    for end, next_begin in _ends(text, mentions):
        if next_begin > begin:
            inside = tuple(m for m in mentions if begin <= m.span[0] < next_begin)
            stretches.append(_stretch(text, (begin, end), inside, moment, spoken))
        begin = next_begin
    return stretches


def _ends(text: str, mentions: list[DateMention]) -> list[tuple[int, int]]:
    """Where stretches end and the next begin; never within a mention ("8 a.m. Tuesday")."""
    ends = [
        (found.end() if "?" in found.group() else found.start(), found.end())
        for found in _END.finditer(text)
        if not any(m.span[0] < found.end() < m.span[1] for m in mentions)
    ]
    return [*ends, (len(text), len(text))]


def _stretch(
    text: str, span: tuple[int, int], mentions: tuple[DateMention, ...], moment: Moment, spoken: bool
) -> _Stretch:
    begin, end = span
    parts = []
    at = begin
    for mention in mentions:
        parts.append(text[at : mention.span[0]])
        parts.append(_mark(mention, moment))
        at = mention.span[1]
    parts.append(text[at:end])
    said = _plain("".join(parts))
    return _Stretch(text[begin:end], said, _words_of(said), mentions, spoken)


def _words_of(said: str) -> frozenset[str]:
    return frozenset(_WORD.findall(said))


def _plain(text: str) -> str:
    said = lowered(text).replace("_", "")
    if "{" in said or "[" in said:
        said = _SOUND.sub(" ", said)
    if "'" in said:
        for short, full in en.CONTRACTIONS:
            said = said.replace(short, full)
    words = said.split()
    kept: list[str] = []
    for word in words:
        if word in en.FILLERS or (kept and word == kept[-1] and not word.startswith("~")):
            continue
        kept.append(en.SHORTHAND.get(word, word))
    said = " ".join(kept)
    return said.replace(" ,", ",").replace(" ?", "?") if " ," in said or " ?" in said else said


def _mark(mention: DateMention, moment: Moment) -> str:
    """What stands for a mention in the plain text."""
    low = mention.text.lower()
    if mention.kind == "set":
        return "~habit"
    if mention.kind == "duration":
        return "~span"
    if _is_over(mention, low, moment.now):
        return "~past"
    meal = _MEAL.search(low)
    opening = f"{meal.group()} " if meal else "by " if low.startswith(("by ", "before ", "until ", "till ")) else ""
    return opening + ("~day" if _is_specific(mention, low) else "~week")


def _is_over(mention: DateMention, low: str, now: datetime) -> bool:
    """Told by relative words alone: a full date with its year says nothing where the sentence's own time is unknown."""
    if low == "earlier today":
        return True
    if "last" in low or "yesterday" in low or "ago" in low or "previous" in low:
        last = mention.end or mention.start
        return last is not None and _day(last) <= now.date()
    return False


def _is_specific(mention: DateMention, low: str) -> bool:
    """A day, a clock time, or a few named days; not "this weekend", "in 45 days", "the week of May 3"."""
    if mention.grain not in ("minute", "hour", "day"):
        return False
    if mention.grain == "day" and (
        _FAR_DAY.match(low)
        or ("end of" in low and "day" not in low)
        or ("week" in low and "week from" not in low and "weeks from" not in low)
    ):
        return False
    if mention.start is None or mention.end is None:
        return True
    return _day(mention.end) - _day(mention.start) <= timedelta(days=6)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


# --- when, and who -----------------------------------------------------------------------------------------


def _due(text: str, stretch: _Stretch, label: str) -> DateMention | None:
    """The time of the meeting or of the action; an event that bounds it where no time is named."""
    ahead = [m for m in stretch.mentions if m.kind in ("point", "range")]
    if label == "firm_meeting":
        ahead = [m for m in ahead if _is_specific(m, m.text.lower())]
    if ahead:
        moved = len(ahead) > 1 and en.MOVED.search(stretch.said, stretch.words)
        return ahead[-1] if moved else ahead[0]
    if label == "firm_meeting":
        return None
    low = lowered(text)
    found = en.EVENT_ANCHOR.search(low, _words_of(low))
    return DateMention(text[found.start() : found.end()], found.span(), "point", None, None, "vague") if found else None


def _owner(rule: str, label: str) -> str:
    if label == "commitment_self":
        return "both" if rule == "joint resolution" else "speaker"
    return "other" if label == "commitment_request" else "both"
