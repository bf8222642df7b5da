"""What was left out of a calendar and why, in a list that no file can make endless."""

from collections import Counter

from foothold.core.calendar_entries import Entry, Skipped

MOST_NOTES = 200
"""Reasons listed one by one for one file; the others are counted."""

_LONGEST = 80


def shown(text: str) -> str:
    """`text` from a file as it may be shown in a sentence: one line, printable, at most 80 characters."""
    one_line = "".join(character if character.isprintable() else " " for character in text[: 4 * _LONGEST])
    cut = " ".join(one_line.split())
    return cut if len(cut) <= _LONGEST else cut[: _LONGEST - 3] + "..."


def titled(entry: Entry) -> str:
    """An entry as a person knows it: by its title, else by its UID."""
    return f'"{shown(entry.summary)}"' if entry.summary else f"the entry {shown(entry.uid)}"


class Notes:
    """Collects `Skipped`: each pair once, with how often it came; the first `MOST_NOTES`, then only a number."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, str]] = Counter()
        self._more = 0

    def add(self, what: str, reason: str) -> None:
        if (what, reason) in self._counted or len(self._counted) < MOST_NOTES:
            self._counted[what, reason] += 1
        else:
            self._more += 1

    def listed(self) -> tuple[Skipped, ...]:
        notes = [
            Skipped(what, reason if count == 1 else f"{reason} ({count:,} times)")
            for (what, reason), count in self._counted.items()
        ]
        if self._more:
            notes.append(Skipped(f"{self._more:,} more", "left out for reasons like the ones above"))
        return tuple(notes)
