"""Cues of subtitle files (VTT, SRT): a time and its lines, whatever the exporter got wrong."""

import re
from dataclasses import dataclass

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*-+>\s*(?:\d[\d:.,]*)?")
_HALF_TIMING = re.compile(r"[\s\d:.,?-]*-->")
_SIDE_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_NUMBER = re.compile(r"\s*\d{1,9}\s*$")


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown together. `at` is seconds from the start, None where the time cannot be read."""

    at: float | None
    lines: tuple[str, ...]


def seconds(timing: str) -> float | None:
    """The start of a timing line in seconds, None when the line is none."""
    match = _TIMING.match(timing)
    if not match:
        return None
    hours, minutes, secs, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(secs) + (float(f"0.{fraction}") if fraction else 0.0)


def is_timing(line: str) -> bool:
    """Whether `line` begins a cue, with a time that can be read or not."""
    return "->" in line and (_TIMING.match(line) is not None or _HALF_TIMING.match(line) is not None)


def read_cues(text: str) -> tuple[list[Cue], list[str]]:
    """The cues of a VTT or SRT text by their start, and the gaps.

    A missing WEBVTT line, hours left out, decimal commas, blank lines inside a cue and none between
    cues are all read. A cue without a readable time keeps its words at its place in the file.
    """
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if is_timing(line)]
    cues = []
    for place, index in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else len(lines)
        end = _without_identifier(lines, index, following)
        cues.append(Cue(seconds(lines[index]), tuple(_payload(lines[index + 1 : end]))))
    return _in_order(cues)


def _without_identifier(lines: list[str], start: int, following: int) -> int:
    """Where the cue ends: before the next cue's identifier, if it has one."""
    if following == len(lines) or following - 1 <= start:
        return following
    before = following - 1
    lone = before - 1 == start or not lines[before - 1].strip()
    if lines[before].strip() and (_NUMBER.match(lines[before]) or (lone and before - 1 != start)):
        return before
    return following


def _payload(lines: list[str]) -> list[str]:
    """The cue's words without NOTE, STYLE and REGION blocks, which end at a blank line."""
    kept: list[str] = []
    skipping, after_blank = False, False
    for line in lines:
        line = line.strip()
        if not line:
            skipping, after_blank = False, True
            continue
        if after_blank and _SIDE_BLOCK.match(line):
            skipping = True
        after_blank = False
        if not skipping:
            kept.append(line)
    return kept


def _in_order(cues: list[Cue]) -> tuple[list[Cue], list[str]]:
    gaps: list[str] = []
    untimed = sum(1 for cue in cues if cue.at is None)
    if untimed:
        gaps.append(f"{untimed} {_cues(untimed)} without a readable time: the words are kept where they stand.")
    timed: list[tuple[float, Cue]] = []
    last, late = 0.0, 0
    for cue in cues:
        if cue.at is not None:
            late += cue.at < last
            last = cue.at
        timed.append((last, cue))
    if late:
        gaps.append(f"{late} {_cues(late)} out of order: sorted by start.")
    return [cue for _, cue in sorted(timed, key=lambda pair: pair[0])], gaps


def _cues(number: int) -> str:
    return "cue" if number == 1 else "cues"
