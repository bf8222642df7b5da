"""What goes from a meeting's findings with a person: his name, his quotes, and what was made of his words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from foothold.records.models import SourceText

REMOVED = "[removed]"
SOURCE_DELETED = "verified, source deleted"
RUN = 4
"""Words in a row that make a stored string count as taken from somebody's sentence."""

_WORD = re.compile(r"\w+")
_DERIVED = frozenset({"topic", "what"})
"""Fields that are made of what was said, beside the quotes themselves. `ask` is emptied as well."""


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """The person to erase: `blot` takes his names and addresses out of any text, as whole words."""

    address: str
    blot: Callable[[str], str]

    @classmethod
    def of(cls, name: str, address: str, turns: Iterable[Sequence[Any]]) -> "ErasedPerson":
        """By name and address, and by the names under which that address speaks."""
        name, address = name.strip(), address.strip()
        also = {speaker for speaker, _, _, _, other in turns if speaker and address and _same(other or "", address)}
        return cls(address, _blot([name, *sorted(also)], address))

    def is_named(self, name: str) -> bool:
        """Whether nothing is left of `name` without him: his name, a part of it, or his address."""
        return bool(name.strip()) and not self.blot(name).replace(REMOVED, "").strip(" ,.")

    def speaks_as(self, speaker: str | None, address: str | None = None) -> bool:
        """Whether these are his words, by the speaker's name or the mail address."""
        by_address = bool(self.address and address) and _same(address or "", self.address)
        return by_address or self.is_named(speaker or "")


@dataclass(frozen=True, slots=True)
class ErasedWords:
    """His words in one meeting: `runs` are every four of them in a row; `spoke` whether he said anything."""

    person: ErasedPerson
    runs: frozenset[tuple[str, ...]]
    spoke: bool = field(default=False)

    def erased_from(self, found: Any) -> Any:
        """The same findings without him: own quotes emptied and marked, derived strings removed."""
        if isinstance(found, list):
            return [self.erased_from(item) for item in found]
        if isinstance(found, str):
            return REMOVED if self._repeats(found) else self.person.blot(found)
        if not isinstance(found, dict):
            return found
        if "start" in found and "text" in found:
            return self._quote(found)
        values = {key: self.erased_from(value) for key, value in found.items()}
        for key in _DERIVED & values.keys():
            if values[key] and self._made_of_his_words(key, found):
                values[key] = REMOVED
        if self.spoke and values.get("ask"):
            values["ask"] = None
        return values

    def _made_of_his_words(self, key: str, found: dict[str, Any]) -> bool:
        """A promise says whose words it rests on; a topic may be anybody's, so where he spoke it goes."""
        if key == "topic":
            return self.spoke
        return any(self.person.speaks_as(row.get("speaker")) for row in found.get("evidence") or ())

    def _quote(self, quote: dict[str, Any]) -> dict[str, Any]:
        if self.person.speaks_as(quote.get("speaker")):
            return quote | {"text": "", "speaker": REMOVED, "source": SOURCE_DELETED}
        # Another speaker's own words stay, even where both said the same.
        return {key: self.person.blot(value) if isinstance(value, str) else value for key, value in quote.items()}

    def _repeats(self, text: str) -> bool:
        return not self.runs.isdisjoint(_runs(text))


def words_erased(
    person: ErasedPerson, sources: Iterable[SourceText], documents: Iterable[dict[str, Any]]
) -> ErasedWords:
    """What he said in a meeting, as far as its kept text, its quoted mails and its quotes still show it."""
    said: list[str] = []
    spoke = False
    for source in sources:
        for speaker, start, end, _, address in source.turns:
            if person.speaks_as(speaker, address):
                said.append(source.text[start:end])
        said += [text for speaker, address, _, text in source.earlier if person.speaks_as(speaker, address)]
    for document in documents:
        spoke |= any(person.speaks_as(row.get("name")) for row in document.get("speakers") or ())
        said += _quotes_of(person, document)
    return ErasedWords(person, frozenset(run for text in said for run in _runs(text)), spoke or bool(said))


def _quotes_of(person: ErasedPerson, found: Any) -> list[str]:
    if isinstance(found, dict) and "start" in found and "text" in found:
        return [found["text"]] if person.speaks_as(found.get("speaker")) else []
    items = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [quote for item in items for quote in _quotes_of(person, item)]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _blot(names: Sequence[str], address: str) -> Callable[[str], str]:
    """A function that replaces the person's names and address, as whole words, in any text."""
    marks = [re.escape(mark) for mark in (address, *names) if mark]
    # A full name also goes by its parts: "Petra Lang" is "Petra" in the talk and "Ms Lang" in the mail.
    marks += [re.escape(part) for name in names if " " in name for part in name.split() if len(part) > 2]
    if not marks:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(marks)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(REMOVED, text)
