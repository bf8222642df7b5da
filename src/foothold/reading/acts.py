"""The act of a single sentence: one of five classes, with probabilities (data/text/GUIDE.md; DESIGN 5).

The grammar (`act_rules`) tells what a sentence says; weights learnt from sentences that people labelled weigh
that beside its words and give each class its probability (weights/MODEL_CARD.md). Deterministic: the same
sentence in the same context always has the same act.
"""

from dataclasses import dataclass

from foothold.reading.act_features import Seen, see
from foothold.reading.act_rules import DAY_BESIDE
from foothold.reading.dates import DateMention
from foothold.reading.english import acts as en
from foothold.reading.second_opinion import Encoder, mixed
from foothold.reading.slots import Moment
from foothold.reading.speeches import lowered
from foothold.reading.stretches import LONGEST_READ, is_specific, words_of
from foothold.reading.weights import weights

__all__ = ["LABELS", "LONGEST_READ", "Act", "act_of"]

LABELS = ("firm_meeting", "vague_meeting", "commitment_self", "commitment_request", "none")

_NOTHING = LABELS.index("none")

_NO_CUE = (0.01, 0.005, 0.001, 0.01, 0.974)
"""Shares of the classes among labelled sentences without any cue (training/build.py prints them)."""
_NO_CUE_INTENT = 0.12
"""The same for intent (training/intent.py)."""


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
    intent: float = 0.0
    """Probability that it asks, proposes or promises anything at all, adverts included: wider than the classes."""


def act_of(
    text: str,
    moment: Moment,
    *,
    before: str = "",
    after: str = "",
    position: float | None = None,
    encoder: Encoder | None = None,
) -> Act:
    """The act of one sentence, or of an utterance that holds several; `before` and `after` are its context.

    `position` is its place in its conversation, 0 to 1, None where it stands alone. Times are resolved against
    `moment`. Any text is answered, an empty one with none. Only the first LONGEST_READ code points are read.
    With an `encoder` (the [semantic] extra) its opinion is mixed in, unless the default is sure that it is nothing.
    """
    seen = see(text, moment, before, after, position)
    if seen is None:
        return Act("none", dict(zip(LABELS, _NO_CUE, strict=True)), None, None, _NO_CUE_INTENT)
    shares, (intent, _) = weights("acts", "intent").of_each(seen.features)
    if encoder is not None and shares[_NOTHING] < SURE_OF_NOTHING:
        (opinion,) = encoder.scores([(text[:LONGEST_READ], before, after)])
        shares = mixed(shares, opinion)
    return _act(text, seen, dict(zip(LABELS, shares, strict=True)), intent)


def label_of(rule: str, shares: dict[str, float]) -> str:
    """The likeliest class, but for what the grammar knows better and where the costly error needs more.

    A false firm meeting is the costliest error there is: it is read from FIRM_FROM on only. Where the neighbouring
    sentence fixes the day, a meeting without one is firm (GUIDE, "Labels"). A courtesy, the past, a refusal or an
    advertisement is nothing as soon as that is at all likely (GUIDE, "Always none").
    """
    if rule in SILENCING and shares["none"] >= SILENCED_FROM:
        return "none"
    best = max(shares, key=lambda name: shares[name])
    if rule == DAY_BESIDE and best == "vague_meeting":
        return "firm_meeting"
    if best == "firm_meeting" and shares[best] < FIRM_FROM and rule != DAY_BESIDE:
        return max((name for name in shares if name != best), key=lambda name: shares[name])
    return best


SURE_OF_NOTHING = 0.95
"""From here on the encoder is not asked: nine in ten utterances of talk, and no label on held-out documents differs."""
FIRM_FROM = 0.68
"""From here on 85 of 100 sentences read as firm meetings are (training/build.py, documents not trained on)."""
SILENCED_FROM = 0.35
SILENCING = frozenset({"courtesy", "past, habit or another's", "declined or away", "advertised"})


def _act(text: str, seen: Seen, shares: dict[str, float], intent: float) -> Act:
    label = label_of(seen.rule, shares)
    if label == "none":
        return Act(label, shares, None, None, intent)
    return Act(label, shares, _due(text[:LONGEST_READ], seen, label), _owner(seen.rule, label), intent)


def _due(text: str, seen: Seen, label: str) -> DateMention | None:
    """The time of the meeting or of the action; an event that bounds it where no time is named."""
    parts = [seen.stretch] if seen.stretch else seen.stretches
    ahead = [m for part in parts for m in part.mentions if m.kind in ("point", "range")]
    if label == "firm_meeting":
        ahead = [m for m in ahead if is_specific(m, m.text.lower())]
    if ahead:
        moved = len(ahead) > 1 and any(part.has(en.MOVED) for part in parts)
        return ahead[-1] if moved else ahead[0]
    if label == "firm_meeting":
        return None
    low = lowered(text)
    found = en.EVENT_ANCHOR.search(low, words_of(low))
    return DateMention(text[found.start() : found.end()], found.span(), "point", None, None, "vague") if found else None


def _owner(rule: str, label: str) -> str:
    if label == "commitment_self":
        return "both" if rule == "joint resolution" else "speaker"
    return "other" if label == "commitment_request" else "both"
