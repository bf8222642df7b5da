"""The JSON-lines forms of `foothold read`: --sentences, --turns, --dates (DESIGN 5), one object in, one out."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from foothold.core.conversation import Conversation, Turn
from foothold.core.evidence import Side
from foothold.read import local_zone, sentence_encoder, zone_of
from foothold.reading.acts import act_of
from foothold.reading.commitments import due_day
from foothold.reading.conversations import read_conversation
from foothold.reading.dates import find_dates, to_json
from foothold.reading.slots import Moment

_OURS = frozenset("ours us our s seller sales rep we vendor agent".split())
_THEIRS = frozenset("customer c client buyer prospect them theirs lead".split())


def answer(form: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answer line for one given line; KeyError, ValueError or TypeError for one out of shape."""
    if not isinstance(given, dict):
        raise TypeError("it is no JSON object")
    return _FORMS[form](given)


def _sentence(given: dict[str, Any]) -> dict[str, Any]:
    context = given.get("context") or {}
    position = given.get("position")
    act = act_of(
        given["text"],
        _moment(given),
        before=context.get("prev") or "",
        after=context.get("next") or "",
        position=float(position) if position is not None else None,
        encoder=sentence_encoder(),
    )
    due = None
    if act.due:
        last = due_day(act.due) if act.label.startswith("commitment") else None
        shown = to_json(act.due)
        due = {
            "text": act.due.text,
            "due_start": shown["start"] if given.get("now") else None,
            "due_end": (last.isoformat() if last and shown["start"] is None else shown["end"])
            if given.get("now")
            else None,
            "grain": act.due.grain,
        }
    return {
        "id": given.get("id"),
        "label": act.label,
        "p": _rounded(act.probabilities),
        "intent": round(act.intent, 4),
        "due": due,
        "owner": act.owner,
    }


def _dates(given: dict[str, Any]) -> dict[str, Any]:
    moment = _moment(given)
    found = find_dates(given["text"], moment.now, moment.tz, given.get("locale"))
    return {"id": given.get("id"), "dates": [to_json(mention) for mention in found]}


def _turns(given: dict[str, Any]) -> dict[str, Any]:
    moment = _moment(given)
    turns: list[Turn] = []
    parts: list[str] = []
    sides: dict[str | None, Side] = {}
    named: dict[Side, str] = {}
    at = 0
    if not isinstance(given["turns"], list) or not all(isinstance(turn, dict) for turn in given["turns"]):
        raise TypeError("turns must be a list of objects with side and text")
    by_name = _sides({turn["side"] for turn in given["turns"]})
    for turn in given["turns"]:
        side = by_name[turn["side"]]
        named.setdefault(side, turn["side"])
        # Two people of one name on both sides must stay two: the side is part of who speaks.
        speaker = f"{turn.get('speaker') or turn['side']}\u241f{turn['side']}"
        sides[speaker] = side
        turns.append(Turn(speaker, at, at + len(turn["text"])))
        parts.append(turn["text"])
        at += len(turn["text"]) + 1
    conversation = Conversation("-", "txt", "\n".join(parts), tuple(turns), "", spoken=True)
    found = read_conversation(conversation, sides, moment)
    step = found.step
    agreed = step.grade == "agreed"
    return {
        "id": given.get("id"),
        "grade": step.grade,
        "start": step.start.isoformat() if step.start and step.grade in ("proposed", "agreed") else None,
        "date": step.day.isoformat() if step.day and step.grade != "none" else None,
        "agreed_by_customer": agreed,
        "flags": list(found.flags),
        "absence_until": found.endings.absence_until.isoformat() if found.endings.absence_until else None,
        "refusal": found.refused,
        "commitments": [
            {
                "side": named.get(c.side, c.side.value),
                "what": c.what,
                "due": c.due.isoformat() if c.due else None,
            }
            for c in found.commitments
        ],
    }


def _sides(names: set[str]) -> dict[str, Side]:
    """The side of each name used; of two names the one not known is the other side's."""
    known = {name: _side(name) for name in names}
    told = {side for side in known.values() if side is not Side.UNKNOWN}
    if len(names) == 2 and len(told) == 1:
        other = Side.CUSTOMER if Side.OURS in told else Side.OURS
        return {name: other if side is Side.UNKNOWN else side for name, side in known.items()}
    return known


def _side(name: str) -> Side:
    low = name.strip().lower()
    return Side.OURS if low in _OURS else Side.CUSTOMER if low in _THEIRS else Side.UNKNOWN


def _moment(given: dict[str, Any]) -> Moment:
    zone: tzinfo | None = zone_of(given.get("tz"))
    if given.get("now"):
        now = datetime.fromisoformat(given["now"])
        zone = zone or now.tzinfo or local_zone()
        return Moment(
            now.replace(tzinfo=zone) if now.tzinfo is None else now.astimezone(zone),
            zone,
            given.get("locale"),
        )
    zone = zone or local_zone()
    return Moment(datetime.now(zone), zone, given.get("locale"))


_FORMS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "sentences": _sentence,
    "dates": _dates,
    "turns": _turns,
}


def _rounded(probabilities: Mapping[str, float]) -> dict[str, float]:
    """To four places, and still 1 in all: what rounding adds or takes, the likeliest class bears."""
    rounded = {label: round(p, 4) for label, p in probabilities.items()}
    likeliest = max(rounded, key=lambda label: rounded[label])
    rounded[likeliest] = round(1 - sum(p for label, p in rounded.items() if label != likeliest), 4)
    return rounded
