"""Whose words stand where in TXT, MD and DOCX, with or without speaker labels (DESIGN 5)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from foothold.connectors.transcripts.heads import Head, clock_alone, head, stamp
from foothold.connectors.transcripts.labels import (
    Label,
    begins_list,
    could_name_someone,
    heads_notes,
    is_capitalised,
    is_ordinary,
    is_short_talk,
    key,
    speakers,
)
from foothold.core.conversation import Turn

_DAY = 24 * 3600
_HOUR = 3600
_LEAST_SHARE_OF_NAMES = 4  # one line in four, where names stand alone on their lines


@dataclass(slots=True)
class _Line:
    """One line of the text: where it begins, what it says, and its head if it has one.

    `below` says that the head's words stand on the lines below; `of_head` that this line is part of the
    next line's or the line before's head, and holds no words.
    """

    start: int
    text: str
    head: Head | None = None
    below: bool = False
    of_head: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def words(self) -> str:
        return self.text[self.head.words_from :] if self.head else self.text


def read_written(text: str, paragraph_a_line: bool = False) -> tuple[list[Turn], bool]:
    """The turns of a text, and whether it is talk (speakers or a running clock are marked).

    Without labels one turn a paragraph, speaker unknown. `paragraph_a_line` for DOCX, where every line
    is a paragraph; else a blank line ends one.
    """
    lines = _lines(text)
    _names_beside_clocks(lines)
    if not any(line.head and line.head.firm for line in lines):
        _names_alone(lines)
    _reject_agendas(lines)
    _reject_lists(lines)
    _keep_speakers(lines)
    _keep_running_clocks(lines)
    spoken = any(line.head and line.head.name for line in lines) or sum(1 for line in lines if line.head) > 1
    return _turns(_since_start(lines), paragraph_a_line), spoken


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        lines.append(_Line(start, line, head(line) if line and not line.isspace() else None))
        start += len(line) + 1
    for read in lines:
        read.below = read.head is not None and read.head.name is not None and not read.words.strip()
    return lines


def _names_beside_clocks(lines: list[_Line]) -> None:
    """A clock alone on its line, the name on the line below it or above it, then words."""
    clocks = [(at, found) for at, line in enumerate(lines) if (found := _clock_of(line)) is not None]
    under = [(at, at + 1, clock) for at, clock in clocks if _is_name_line(lines, at + 1, words_at=at + 2)]
    over = [(at, at - 1, clock) for at, clock in clocks if _is_name_line(lines, at - 1, words_at=at + 1)]
    under, over = _repeating(lines, under), _repeating(lines, over)
    for at, name_at, clock in under if len(under) >= len(over) else over:
        last = max(at, name_at)
        lines[min(at, name_at)].of_head = True
        lines[min(at, name_at)].head = None
        name = lines[name_at].text.strip(" *_#\t")
        lines[last].head = Head(name, len(lines[last].text), clock, firm=True)
        lines[last].below = True


def _clock_of(line: _Line) -> float | None:
    return clock_alone(line.text) if ":" in line.text else None


def _is_name_line(lines: list[_Line], at: int, words_at: int) -> bool:
    if not (0 <= at < len(lines) and words_at < len(lines)) or lines[words_at].blank:
        return False
    name = lines[at].text.strip(" *_#\t")
    return could_name_someone(name) and is_capitalised(name) and _clock_of(lines[words_at]) is None


def _repeating(lines: list[_Line], found: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Only where the names come again: a first line of words is not somebody's name."""
    counts = Counter(key(lines[name_at].text.strip(" *_#\t")) for _, name_at, _ in found)
    repeated = sum(count for count in counts.values() if count > 1)
    return found if repeated * 2 >= len(found) or (len(found) == 2 and len(counts) == 2) else []


def _names_alone(lines: list[_Line]) -> None:
    """Names alone on their lines (tables in DOCX), words below: they repeat and make up a good share."""
    filled = [line for line in lines if not line.blank]
    names = Counter(key(line.text) for line in filled if _stands_alone(line.text))
    chosen = {name for name, count in names.items() if count > 1}
    if len(chosen) < 2:
        return
    headed = [
        line for line, following in pairwise(filled) if key(line.text) in chosen and key(following.text) not in chosen
    ]
    if len(headed) * _LEAST_SHARE_OF_NAMES < len(filled):
        return
    for line in headed:
        line.head, line.below = Head(line.text.strip(), len(line.text), firm=True), True


def _stands_alone(text: str) -> bool:
    name = text.strip()
    short = len(name.split()) <= 4 and name[-1:] not in ".,;!?"
    return short and could_name_someone(name) and is_capitalised(name)


def _reject_agendas(lines: Sequence[_Line]) -> None:
    """A head whose words should stand below must have some: "Demo 10:30" over "Lunch 12:00" has none."""
    following_below: bool | None = None
    for line in reversed(lines):
        if line.blank or line.of_head:
            continue
        was_below = line.below
        if was_below and (following_below is not False):
            line.head, line.below = stamp(line.text), False
        following_below = was_below


def _reject_lists(lines: Sequence[_Line]) -> None:
    """Below "Next steps:" or "## Actions", "- Petra: send the offer" names an owner; nobody speaks."""
    listing = False
    for line in lines:
        if _begins_heading(line) or (line.head and line.head.name and is_ordinary(line.head.name)):
            listing = begins_list(line.text)
        elif listing and line.head and line.text.lstrip()[:2] in {"- ", "* ", "• "}:
            line.head, line.below = None, False
        elif line.head:
            listing = False


def _keep_speakers(lines: Sequence[_Line]) -> None:
    """Heads whose name is no speaker are words; a clock before them stays a clock."""
    labels = [
        Label(found.name, line.words, found.firm) for line in lines if (found := line.head) and found.name is not None
    ]
    named = speakers(labels)
    if not named and _names_every_line(lines) and is_short_talk(labels):
        named = frozenset(key(label.name) for label in labels)
    for line in lines:
        if line.head and line.head.name is not None and key(line.head.name) not in named:
            line.head, line.below = stamp(line.text), False


def _names_every_line(lines: Sequence[_Line]) -> bool:
    """Whether each line that says something is "Name: words", and none an item of a list."""
    filled = [line for line in lines if not line.blank]
    return all(
        line.head and line.head.name and not line.below and line.text.lstrip()[:2] not in {"- ", "* ", "• "}
        for line in filled
    )


def _keep_running_clocks(lines: Sequence[_Line]) -> None:
    """A clock without a name counts when it is bracketed or alone and comes again; else "10:30" is a word."""
    clocks = [line for line in lines if line.head and line.head.name is None]
    running = [not line.words.strip() or line.text.lstrip()[:1] in "[(<" for line in clocks]
    comes_once = sum(running) < 2
    for line, runs in zip(clocks, running, strict=True):
        if not runs or comes_once:
            line.head = None


def _since_start(lines: list[_Line]) -> list[_Line]:
    """Times of day become seconds since the first one; they may pass midnight."""
    clocked = [line for line in lines if line.head and line.head.seconds is not None]
    if not clocked or not clocked[0].head or clocked[0].head.seconds is None:
        return lines
    first = clocked[0].head.seconds
    if not clocked[0].head.wall or first < _HOUR:
        return lines
    for line in clocked:
        if line.head and line.head.seconds is not None:
            line.head = replace(line.head, seconds=(line.head.seconds - first) % _DAY)
    return lines


def _turns(lines: Sequence[_Line], paragraph_a_line: bool) -> list[Turn]:
    turns: list[Turn] = []
    speaker: str | None = None
    at: float | None = None
    begun, end = -1, -1
    holds = False  # a head above its words holds for all paragraphs up to the next head
    for line in lines:
        new = line.head is not None or line.of_head
        breaks = (line.blank or paragraph_a_line) and not holds
        if new or breaks or _begins_heading(line, in_block=holds):
            if 0 <= begun < end:
                turns.append(Turn(speaker, begun, end, at))
            begun, end = -1, -1
            if line.head:
                speaker, at, holds = line.head.name, line.head.seconds, line.below
            elif not line.blank or not holds:
                speaker, at, holds = None, None, False
        if line.of_head:
            continue
        words = line.words
        if not words.strip():
            continue
        if begun < 0:
            begun = line.start + len(line.text) - len(words.lstrip())
        end = line.start + len(line.text.rstrip())
    if 0 <= begun < end:
        turns.append(Turn(speaker, begun, end, at))
    return turns


def _begins_heading(line: _Line, in_block: bool = False) -> bool:
    """Whether the line ends what a speaker says: "# ..." or "Notes: ...".

    `in_block`, below a head with a clock, people say "One thing: ..." and only a note-taker's headings
    count; in text typed line by line every ordinary phrase before a colon does.
    """
    if line.blank or (line.head and line.head.name):
        return False
    text = line.text.lstrip()
    name, colon, _ = text[:60].partition(":")
    name = name.strip(" *_-")
    return text.startswith("#") or (bool(colon) and (heads_notes(name) if in_block else is_ordinary(name)))


def names_below_clocks(text: str) -> bool:
    """Whether cue times are followed by names on their own lines, as Teams writes them."""
    lines = _lines(text)
    _names_beside_clocks(lines)
    return any(line.head and line.head.firm and line.below for line in lines)
