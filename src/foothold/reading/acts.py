"""The act of a single sentence: one of five classes, with probabilities (data/text/GUIDE.md; DESIGN 5).

A grammar, not a trained model: the sentence is made plain, cut into stretches, and each stretch is told
by the first rule that takes it. Every rule has a name and a share of each class among the sentences it
takes. The shares are a considered choice - how often such a rule may be wrong, and what the sentence is
then - and are not fitted to the development items; trained weights are to replace them.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from foothold.reading import english_acts as en
from foothold.reading.dates import DateMention, find_dates
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

    said: str
    words: frozenset[str]
    mentions: tuple[DateMention, ...]
    start: int

    def has(self, phrase: "en.Phrase") -> bool:
        return phrase.search(self.said, self.words) is not None


def act_of(text: str, moment: Moment, *, before: str = "", after: str = "") -> Act:
    """The act of one sentence, or of an utterance that holds several; `before` and `after` are its context.

    Times are resolved against `moment`. Any text is answered, an empty one with none. Only the first
    LONGEST_READ code points are read.
    """
    text = text[:LONGEST_READ]
    rule, stretch = _main_act(text, moment)
    if rule in _MAY_BE_DATED and stretch and _is_dated_beside(stretch, moment, before, after):
        rule = "a meeting, its day beside it"
    shares = dict(zip(LABELS, _SHARES[rule], strict=True))
    label = max(shares, key=lambda name: shares[name])
    if stretch is None or label == "none":
        return Act(label, shares, None, None)
    return Act(label, shares, _due(text, stretch, label), _owner(rule, label))
