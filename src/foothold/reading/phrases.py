"""Phrases as data: a rule asks for a phrase, a language's table says how it is put into words.

A phrase is a compiled alternative with the words that must be there for it to be worth looking: on most
sentences nothing is matched at all. Patterns see one sentence of bounded length (`speeches.LONGEST_SENTENCE`),
in lower case with plain quotes.
"""

import re
from collections.abc import Iterator
from functools import cached_property

_APOSTROPHE = re.compile(r"(\(\?<[!=][^)]*\))|(?<!we)(?<![+*}])'(?=(?:t|m|s|ve|ll|re|d)(?![a-z]))")
"""Typed in haste and written down from speech it is left out: "cant", "im", "thats". "we're" keeps it, for "were"."""


class Phrase:
    """One or more ways to say a thing.

    `ways` holds one regular expression a line, each taken between word borders. `parts` are named
    pieces that several lines share, written <name>. `needs` are words of which the sentence must
    hold one; without them the phrase is always looked for.
    """

    def __init__(self, ways: str, *, needs: str = "", **parts: str) -> None:
        for name, part in parts.items():
            ways = ways.replace(f"<{name}>", part)
        self._ways = [way.strip() for way in ways.splitlines() if way.strip()]
        self._needs = frozenset(needs.split())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ways = _APOSTROPHE.sub(lambda found: found[1] or "'?", "|".join(self._ways))
        return re.compile(r"(?<![\w'])(?:" + ways + r")(?![\w])")

    def search(self, low: str, words: frozenset[str]) -> re.Match[str] | None:
        """The first place in the lowered sentence where it is said, None if nowhere."""
        if self._needs and self._needs.isdisjoint(words):
            return None
        return self._pattern.search(low)

    def all(self, low: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Every place, from left to right."""
        if self._needs and self._needs.isdisjoint(words):
            return iter(())
        return self._pattern.finditer(low)

    def opens(self, low: str) -> re.Match[str] | None:
        """The phrase at the very start of a clause."""
        return self._pattern.match(low)


class Opening(Phrase):
    """A phrase at the very start of a sentence, behind up to MOST_OPENERS words or marks that may open one.

    `openers` is the regular expression of one such opener. They are taken off one after the other, so that no
    sentence is tried in more than one way.
    """

    def __init__(self, ways: str, *, openers: str, needs: str = "") -> None:
        super().__init__(ways, needs=needs)
        self._openers = openers

    @cached_property
    def _opener(self) -> re.Pattern[str]:
        return re.compile(self._openers)

    def search(self, low: str, words: frozenset[str]) -> re.Match[str] | None:
        """The phrase where it opens the lowered sentence, None if it does not."""
        if self._needs and self._needs.isdisjoint(words):
            return None
        at = 0
        for _ in range(MOST_OPENERS + 1):
            found = self._pattern.match(low, at)
            if found:
                return found
            opener = self._opener.match(low, at)
            if opener is None or opener.end() == at:
                return None
            at = opener.end()
        return None


MOST_OPENERS = 4
