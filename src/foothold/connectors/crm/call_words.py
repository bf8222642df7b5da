"""What the cells of a call log say: how long, which way, and whether anybody was spoken to."""

import re
from typing import Literal

Direction = Literal["in", "out", ""]
Outcome = Literal["spoke", "no answer", ""]

_LONGEST_CALL = 24 * 60 * 60
_LONGEST_CELL = 60

_OUT = frozenset(
    "outgoing outbound out dialed dialled placed ausgehend ausgehender ausgehende gewählt abgehend".split()
)
_IN = frozenset(
    "incoming inbound in received missed rejected voicemail eingehend eingehender eingehende ankommend angenommen "
    "verpasst entgangen abgelehnt".split()
)
_SPOKE = frozenset(
    "answered connected completed accepted spoke success angenommen verbunden beantwortet erreicht".split()
)
_UNREACHED = frozenset(
    "missed unanswered abandoned declined rejected busy failed voicemail canceled cancelled noanswer verpasst "
    "entgangen abgelehnt besetzt mailbox unbeantwortet abgebrochen fehlgeschlagen".split()
)
_UNREACHED_PHRASES = (
    "no answer",
    "not answered",
    "not connected",
    "nicht angenommen",
    "nicht erreicht",
    "keine antwort",
)
_NOT_CALLS = frozenset({"sms", "mms", "fax", "message", "nachricht"})
_YES, _NO = frozenset({"yes", "true", "y", "1", "ja", "x"}), frozenset({"no", "false", "n", "0", "nein"})
_YES_MEANS_SPOKE = frozenset({"answered", "angenommen", "beantwortet"})
_YES_MEANS_MISSED = frozenset({"missed", "verpasst"})

# Android's CallLog.Calls.TYPE, and the numbers of AVM's FRITZ!Box, which mean other things.
_ANDROID = {"1": "incoming", "2": "outgoing", "3": "missed", "4": "voicemail", "5": "rejected", "6": "rejected"}
_FRITZ = {"1": "incoming", "2": "missed", "3": "outgoing", "4": "outgoing", "10": "rejected"}

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s{0,2}(h|std|stunde|m|s)", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:[.,]\d{1,6})?")
_PLAIN = re.compile(r"\d{1,8}(?:[.,]\d{1,6})?")
_NUMBER = re.compile(r"\+?[\d(][\d\s()./-]{0,30}\d")
_UNITS = {"h": 3600, "std": 3600, "stunde": 3600, "m": 60, "s": 1}


def spelled_out(kind: str, is_fritz: bool) -> str:
    """A direction or kind given as a bare number, in words."""
    return (_FRITZ if is_fritz else _ANDROID).get(kind.strip(), kind)


def direction(kind: str) -> Direction:
    words = _words(kind)
    if words & _OUT:
        return "out"
    return "in" if words & _IN else ""


def is_call(medium: str) -> bool:
    """False for a log's lines about faxes and short messages."""
    return not _words(medium) & _NOT_CALLS


def outcome(said: str, column: str, kind: str, length: int | None) -> Outcome:
    """Whether anybody was spoken to: by the log's word, else by its kind, else by the length of the talk.

    `column` is the plain name of the column `said` stands in: a yes under "Missed" means no.
    """
    words = _words(said)
    if column in _YES_MEANS_SPOKE | _YES_MEANS_MISSED and words & (_YES | _NO):
        return "spoke" if bool(words & _YES) == (column in _YES_MEANS_SPOKE) else "no answer"
    for text in (said, kind):
        if found := _in_words(text):
            return found
    if length is None:
        return ""
    return "spoke" if length else "no answer"


def _in_words(text: str) -> Outcome:
    words, lowered = _words(text), text.casefold()
    if words & _UNREACHED or any(phrase in lowered for phrase in _UNREACHED_PHRASES):
        return "no answer"
    return "spoke" if words & _SPOKE else ""


def seconds(text: str, column: str, hours_and_minutes: bool = False) -> int | None:
    """A length in seconds: 95, "1:35", "0:01:35", "1m 35s"; in minutes where `column` says so.

    `hours_and_minutes` says that "1:35" means more than an hour. None for no length, or one over a day.
    """
    text = text.strip()[:_LONGEST_CELL]
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(group or 0) for group in clock.groups())
        length = hours * 3600 + minutes * 60 + rest
        if hours_and_minutes and clock.group(1) is None:
            length *= 60
    elif _PLAIN.fullmatch(text):
        unit = 60 if "min" in column else 1
        length = round(float(text.replace(",", ".")) * unit)
    else:
        parts = [(float(amount.replace(",", ".")), unit.lower()) for amount, unit in _PART.findall(text)]
        if not parts:
            return None
        length = round(sum(amount * _UNITS[unit] for amount, unit in parts))
    return length if 0 <= length <= _LONGEST_CALL else None


def party(text: str) -> tuple[str, str]:
    """Name and number in one cell: "Anna Weber (+49 30 1234)", a bare number, or a bare name."""
    text = " ".join(text[:200].split())
    found = _NUMBER.search(text)
    if found is None:
        return text, ""
    name = (text[: found.start()] + text[found.end() :]).strip(" ()<>[],;:\"'-")
    return name, found.group().strip("() ") if found.group().count("(") != found.group().count(")") else found.group()


def digits(number: str) -> str:
    """A number as it is dialled: what makes two spellings of it the same."""
    return "".join(character for character in number if character.isdecimal() or character == "+")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:_LONGEST_CELL].casefold()))
