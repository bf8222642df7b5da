"""The canonical text under construction: lines, and turns as offsets into them (DESIGN 5)."""

from dataclasses import dataclass, field

from foothold.core.conversation import Turn


@dataclass(slots=True)
class CanonicalText:
    """Words are added in order; each turn knows where its own words came to stand."""

    turns: list[Turn] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _line_open: bool = False

    def add(self, words: str) -> int:
        """Put `words` on the open line, after a space if it holds some; returns where they begin."""
        if self._line_open:
            self._put(" ")
        start = self._length
        self._put(words)
        self._line_open = True
        return start

    def end_line(self) -> None:
        """Close the line, if it holds anything."""
        if self._line_open:
            self._put("\n")
            self._line_open = False

    def turn(self, speaker: str | None, start: int, at: float | None) -> None:
        """Note that the words from `start` to here are `speaker`'s."""
        if start < self._length:
            self.turns.append(Turn(speaker, start, self._length, at))

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
