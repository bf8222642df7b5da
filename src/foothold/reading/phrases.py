"""Phrases as data: a rule asks for a phrase, a language's table says how it is put into words.

A phrase is a list of ways to say a thing with the words that must be there for each to be worth a look: on most
sentences nothing is matched at all, and a way is compiled when a sentence first holds its words. Patterns see one
sentence of bounded length (`speeches.LONGEST_SENTENCE`), in lower case with plain quotes.
"""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from foothold.reading.needed_words import Needs, needs_of, rarest

_APOSTROPHE = re.compile(r"(\(\?<[!=][^)]*\))|(?<!we)(?<![+*}])'(?=(?:t|m|s|ve|ll|re|d)(?![a-z]))")
"""Typed in haste and written down from speech it is left out: "cant", "im", "thats". "we're" keeps it, for "were"."""
_RUN = re.compile(r"\w+")


class Phrase:
    """One or more ways to say a thing.

    `ways` holds one regular expression a line, each taken between word borders; of those that begin at the
    same place the first counts, and only the pieces it names itself are sure to be in the match. `parts` are
    named pieces that several lines share, written <name>. `needs` are words of which the sentence must hold
    one; without them the phrase is always looked for.
    """

    def __init__(self, ways: str, *, needs: str = "", **parts: str) -> None:
        for name, part in parts.items():
            ways = ways.replace(f"<{name}>", part)
        self._ways = ways
        self._needs = frozenset(needs.split())

    def search(self, low: str, words: frozenset[str]) -> re.Match[str] | None:
        """The first place in the lowered sentence where it is said, None if nowhere."""
        if self._needs and self._needs.isdisjoint(words):
            return None
        return self._table.search(low, 0)

    def all(self, low: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Every place, from left to right."""
        if self._needs and self._needs.isdisjoint(words):
            return
        found = self._table.search(low, 0)
        while found:
            yield found
            found = self._table.search(low, max(found.end(), found.start() + 1))

    def opens(self, low: str) -> re.Match[str] | None:
        """The phrase at the very start of a clause."""
        return self._table.match(low, 0)

    def lines(self) -> list[str]:
        """The ways one by one."""
        return [way.strip() for way in self._ways.splitlines() if way.strip()]

    @property
    def is_large(self) -> bool:
        """Whether its ways are tried one by one, by their words."""
        return len(self._ways) >= _LARGE

    @cached_property
    def _table(self) -> "re.Pattern[str] | _Table":
        lines = self.lines()
        if not self.is_large:
            return _compiled("|".join(lines))
        return _Table(lines)


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
            found = self._table.match(low, at)
            if found:
                return found
            opener = self._opener.match(low, at)
            if opener is None or opener.end() == at:
                return None
            at = opener.end()
        return None


MOST_OPENERS = 4


_LARGE = 2500
"""Code points of a phrase's ways from which trying them one by one costs less than trying them at once."""


def _compiled(way: str) -> re.Pattern[str]:
    way = _APOSTROPHE.sub(lambda found: found[1] or "'?", way)
    return re.compile(r"(?<![\w'])(?:" + way + r")(?![\w])")


class _Way:
    """One way to say a thing, or several at once: compiled when a text first holds a word of each of its needs."""

    def __init__(self, way: str, needs: Needs | None = None) -> None:
        self._way = way
        self._pattern: re.Pattern[str] | None = None
        self.needs = needs_of(way) if needs is None else needs

    def may_match(self, runs: frozenset[str]) -> bool:
        for words in self.needs:  # noqa: SIM110 as any() it takes twice as long, and it is asked all the time
            if runs.isdisjoint(words):
                return False
        return True

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._pattern is None:
            self._pattern = _compiled(self._way)
        return self._pattern


class _Table:
    """Many ways: those are tried whose words a text holds, found by the rarest of their words."""

    def __init__(self, lines: list[str]) -> None:
        self._ways = list(_ways(lines))
        self._always = [number for number, way in enumerate(self._ways) if not way.needs]
        self._idle = [way for way in self._ways if not way.needs]
        self._by_word: dict[str, list[int]] = {}
        for number, way in enumerate(self._ways):
            for word in rarest(way.needs) if way.needs else ():
                self._by_word.setdefault(word, []).append(number)
        self._words = frozenset(self._by_word)

    def search(self, low: str, begin: int) -> re.Match[str] | None:
        first: re.Match[str] | None = None
        for way in self._worth_a_look(low):
            found = way.pattern.search(low, begin)
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def match(self, low: str, begin: int) -> re.Match[str] | None:
        for way in self._worth_a_look(low):
            found = way.pattern.match(low, begin)
            if found:
                return found
        return None

    def _worth_a_look(self, low: str) -> list[_Way]:
        """The ways whose words the text holds, in their order."""
        runs = runs_of(low)
        if self._words.isdisjoint(runs):
            return self._idle
        named = {number for word in self._words & runs for number in self._by_word[word]}
        fit = [number for number in named if self._ways[number].may_match(runs)]
        if not fit:
            return self._idle
        return [self._ways[number] for number in sorted(fit + self._always)]


def _ways(lines: list[str]) -> Iterator[_Way]:
    """A way a line; lines in a row that need no word are one."""
    idle: list[str] = []
    for line in lines:
        way = _Way(line)
        if way.needs and idle:
            yield _Way("|".join(idle), needs=[])
            idle = []
        if way.needs:
            yield way
        else:
            idle.append(line)
    if idle:
        yield _Way("|".join(idle), needs=[])


@lru_cache(maxsize=256)
def runs_of(low: str) -> frozenset[str]:
    """The runs of letters, figures and low lines in a sentence, which many phrases look at in turn."""
    return frozenset(_RUN.findall(low))
