"""The head of a line in written transcripts: a clock, a name, both, in the ways meeting tools write them.

[Petra Lang] 10:02:11            Zoom, words below
10:02:11 From Petra to Everyone: words
Petra Lang   0:03                Teams, Otter, words below
[00:12:03] Petra: words          Fireflies and many others
Petra (00:12): words
**Petra:** words                 Markdown
0:03 - Petra Lang (Acme)         Fathom, words below
"""

import re
from dataclasses import dataclass

from foothold.connectors.transcripts.labels import LONGEST_LABEL

# Every expression works on one line, and every repetition in it is bounded.
_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s{1,3}"
_EDGE = r"[*_]{0,3}"
_LEAD = rf"\s{{0,40}}(?:[-*•>]\s{{1,4}}|#{{1,6}}\s{{1,4}})?@?{_EDGE}"
_RANGE = rf"(?:\s{{0,3}}(?:-{{1,2}}>|[-–—]|to)\s{{0,3}}[\[(<]?{_CLOCK}[\])>]?)?"
_STAMP = rf"[\[(<]?(?P<date>{_DATE})?(?P<clock>{_CLOCK})[\])>]?{_RANGE}{_EDGE}"
_NAME = rf"(?P<name>[^\s:：\[\]*_][^:：\[\]]{{0,{LONGEST_LABEL - 1}}}?)"
_CLOSE = rf"{_EDGE}\s{{0,2}}(?::(?=[\s*_]|$)|：){_EDGE}\s{{0,9}}"

_STAMP_ALONE = re.compile(rf"{_LEAD}{_STAMP}[:\s]{{0,9}}$")
_STAMP_FIRST = re.compile(rf"{_LEAD}{_STAMP}\s{{0,3}}[-–—|:]?\s{{0,9}}{_EDGE}")
_BRACKETED = re.compile(
    rf"{_LEAD}\[(?P<name>[^\[\]:]{{1,{LONGEST_LABEL}}})\]{_EDGE}\s{{1,9}}(?P<clock>{_CLOCK})(?:\s{{1,9}}|$)"
)
_FROM = re.compile(rf"From\s{{1,9}}{_NAME}(?:\s{{1,3}}[Tt]o\s{{1,3}}[^:]{{1,{LONGEST_LABEL}}}?)?\s{{0,3}}{_CLOSE}")
_COLON = re.compile(rf"{_NAME}{_EDGE}\s{{0,3}}(?:[*_(\[]{{1,3}}(?P<clock>{_CLOCK})[)\]*_]{{1,3}})?{_CLOSE}")
_CLOCK_BEHIND = re.compile(
    rf"{_NAME}{_EDGE}(?P<gap>\s{{1,60}}|\s{{0,3}}[-–—|,·•]\s{{0,3}}|\s{{0,3}}(?=[(\[]))"
    rf"[(\[*_]{{0,3}}(?P<clock>{_CLOCK})(?P<end>[)\]*_]{{0,3}})(?:\s{{0,9}}$|(?<=[)\]])\s{{1,9}})"
)
_LEAD_LENGTH = 60
_PLAIN_LEAD = re.compile(_LEAD)


@dataclass(frozen=True, slots=True)
class Head:
    """What a line says before its words.

    `name` None for a clock alone; `words_from` is an offset into the line; `seconds` the clock, None
    without one; `wall` says that it shows the time of day; `firm` that the form itself tells a speaker.
    """

    name: str | None
    words_from: int
    seconds: float | None = None
    wall: bool = False
    firm: bool = False


def head(line: str) -> Head | None:
    """The head of `line`, None where it has none. A candidate: the whole source decides (labels.py)."""
    if ":" not in line and "：" not in line:
        return None
    bracketed = _BRACKETED.match(line) if "[" in line[:_LEAD_LENGTH] else None
    if bracketed:
        return _head(bracketed, wall=True, firm=True)
    found = _STAMP_FIRST.match(line)
    if found:
        return _after_stamp(line, found)
    start = lead.end() if (lead := _PLAIN_LEAD.match(line)) else 0
    named = _COLON.match(line, start)
    if named:
        return _head(named, firm=named["clock"] is not None)
    behind = _CLOCK_BEHIND.match(line, start)
    if behind:
        return _head(behind, firm=behind["gap"] != " " or bool(behind["end"]))
    return None


def stamp(line: str) -> Head | None:
    """The clock before a line's words, whatever they are."""
    found = _STAMP_FIRST.match(line)
    return Head(None, found.end(), seconds(found["clock"]), _is_wall(found)) if found else None


def clock_alone(line: str) -> float | None:
    """Seconds, when the line holds a clock and nothing else."""
    found = _STAMP_ALONE.match(line)
    return seconds(found["clock"]) if found else None


def seconds(clock: str) -> float:
    """Seconds of "0:03", "00:12:03.120" or "2:05 PM" (then since midnight)."""
    digits = clock.rstrip("AaPpMm. ")
    parts = [float(part) for part in digits.replace(",", ".").split(":")]
    total = 0.0
    for part in parts:
        total = total * 60 + part
    if not _is_of_day(clock):
        return total
    if len(parts) == 2:
        total *= 60
    noon = 12 * 3600
    return total % noon + (noon if "p" in clock.lower() else 0)


def _is_of_day(clock: str) -> bool:
    return clock.rstrip(".")[-1:] in "mM"


def _is_wall(found: re.Match[str]) -> bool:
    return bool(found["date"]) or _is_of_day(found["clock"])


def _after_stamp(line: str, found: re.Match[str]) -> Head:
    at, wall = seconds(found["clock"]), _is_wall(found)
    sent = _FROM.match(line, found.end())
    if sent:
        return Head(sent["name"].strip(), sent.end(), at, True, True)
    named = _COLON.match(line, found.end())
    if named:
        return Head(named["name"].strip(), named.end(), at, wall, True)
    rest = line[found.end() :].strip(" *_")
    if 0 < len(rest) <= LONGEST_LABEL and not set(rest) & set(":：[]"):
        return Head(rest, len(line), at, wall)
    return Head(None, found.end(), at, wall)


def _head(found: re.Match[str], wall: bool = False, firm: bool = False) -> Head:
    clock = found["clock"]
    at = seconds(clock) if clock else None
    return Head(found["name"].strip(" ,-–—|"), found.end(), at, wall or bool(clock and _is_of_day(clock)), firm)
