"""Writes down anew which words the large tables of phrases cannot do without: `python -m foothold.reading.english`."""

import json

from foothold.reading import english
from foothold.reading.english import acts
from foothold.reading.needed_words import KEPT, kept_of
from foothold.reading.phrases import Phrase


def large() -> list[Phrase]:
    """The phrases whose ways are tried by their words, those in rows of phrases among them."""
    found: list[Phrase] = []
    rows = [one for module in (english, acts) for one in vars(module).values()]
    while rows:
        one = rows.pop()
        if isinstance(one, tuple):
            rows.extend(one)
        elif isinstance(one, Phrase) and one.is_large:
            found.append(one)
    return found


def kept() -> str:
    """The text of the file."""
    return json.dumps(kept_of(way for phrase in large() for way in phrase.lines()), indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    KEPT.write_text(kept(), encoding="utf-8")
