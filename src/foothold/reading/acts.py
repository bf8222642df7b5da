"""The act of a single sentence: one of five classes, with probabilities (data/text/GUIDE.md; DESIGN 5).

The first version decides by grammar: each way a sentence is told to be an act is a rule with a name, and
the share of each class among the sentences a rule takes is its probability. The shares are a considered
choice until the trained weights replace them; they are not fitted to the development items.
"""

from dataclasses import dataclass
from datetime import timedelta

from foothold.core.conversation import Conversation, Turn
from foothold.core.evidence import Side
from foothold.reading import english as en
from foothold.reading.commitments import offered
from foothold.reading.dates import DateMention
from foothold.reading.looks import Look, looks_at
from foothold.reading.slots import Moment
from foothold.reading.speeches import speeches

LABELS = ("firm_meeting", "vague_meeting", "commitment_self", "commitment_request", "none")

_SHARES: dict[str, tuple[float, float, float, float, float]] = {
    "meeting with a day": (0.80, 0.06, 0.03, 0.04, 0.07),
    "meeting with a day, half said": (0.60, 0.12, 0.04, 0.06, 0.18),
    "meeting without a day": (0.06, 0.72, 0.04, 0.05, 0.13),
    "promise": (0.03, 0.04, 0.72, 0.06, 0.15),
    "request": (0.03, 0.05, 0.06, 0.72, 0.14),
    "assignment": (0.03, 0.03, 0.10, 0.60, 0.24),
    "courtesy": (0.01, 0.04, 0.02, 0.05, 0.88),
    "past, habit or another's": (0.05, 0.03, 0.02, 0.03, 0.87),
    "nothing": (0.03, 0.04, 0.04, 0.05, 0.84),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence's class, the probability of each, the date it is due, and who owes it."""

    label: str
    probabilities: dict[str, float]
    due: DateMention | None
    owner: str | None


def act_of(text: str, moment: Moment, *, before: str = "", after: str = "") -> Act:
    """The act of one sentence (it may hold several stretches); `before` and `after` are its context."""
    looks = _looks(text, moment)
    rules = [_rule(look, after) for look in looks] or ["nothing"]
    rule = min(rules, key=_weight)
    shares = dict(zip(LABELS, _SHARES[rule], strict=True))
    label = max(shares, key=lambda name: shares[name])
    look = looks[rules.index(rule)] if looks else None
    return Act(label, shares, _due(look, label) if look else None, _owner(look, label) if look else None)


def _looks(text: str, moment: Moment) -> list[Look]:
    conversation = Conversation("-", "txt", text, (Turn(None, 0, len(text)),), "")
    return [
        look for speech in speeches(conversation, {None: Side.UNKNOWN}) for look in looks_at(speech, moment)
    ]


def _weight(rule: str) -> int:
    """Acts before none, and meetings with a day before all (GUIDE, "Priority when several fit")."""
    order = (
        "meeting with a day", "meeting with a day, half said", "meeting without a day", "promise", "request",
        "assignment", "courtesy", "past, habit or another's", "nothing",
    )  # fmt: skip
    return order.index(rule)


def _rule(look: Look, after: str) -> str:
    if look.is_courtesy:
        return "courtesy"
    asked = look.request or offered(look.sentence, look.mentions, look.moment)
    dated = [
        m
        for m in look.mentions
        if m.kind in ("point", "range") and m.grain in ("minute", "hour", "day") and not _is_far(m)
    ]
    if not look.is_about_us_later:
        return "past, habit or another's"
    if (
        dated
        and look.has_contact
        and not all(map(look.is_promised, look.slots))
        and not en.UNAVAILABLE.search(look.low, look.words)
    ):
        return (
            "meeting with a day"
            if en.OFFER.search(look.low, look.words) or en.BETWEEN_US.search(look.low, look.words)
            else "meeting with a day, half said"
        )
    if look.vague_contact and not (look.promise or asked):
        return "meeting without a day"
    if look.promise:
        return "promise"
    if asked:
        return "request"
    return "nothing"


def _is_far(mention: DateMention) -> bool:
    """A stretch of more than a week names no specific day."""
    if mention.start is None or mention.end is None:
        return False
    return bool(mention.end - mention.start > timedelta(days=7))


def _due(look: Look, label: str) -> DateMention | None:
    if label == "none":
        return None
    return look.mentions[0] if look.mentions else None


def _owner(look: Look, label: str) -> str | None:
    if label in ("firm_meeting", "vague_meeting"):
        return "both"
    if label == "commitment_self":
        return "other" if look.promise and look.promise.who else "speaker"
    return "other" if label == "commitment_request" else None
