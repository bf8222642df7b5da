"""What goes from a meeting's findings with a person: his name, his quotes, and what was made of his words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from foothold.core.evidence import Grounds, Level, after_deletion
from foothold.records.models import SourceText

REMOVED = "[removed]"
SOURCE_DELETED = after_deletion(Grounds(Level.E0)).mark
MASK = "•"
"""Stands for each letter of a name in a text or a quote, so that every place in the text stays where it was."""
RUN = 4
"""Words in a row that make a stored string count as taken from somebody's sentence."""

_WORD = re.compile(r"\w+")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\.?\s+$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\"“„(\[])[\s\"“„]*$")

_NAMING = frozenset({"name", "speaker", "owner"})
_SAYING = frozenset({"text", "what", "topic", "ask"})
"""Only these fields hold names and words; all others (side, grade, level, ...) are ours and never touched."""

_DERIVED = frozenset({"topic", "what"})
"""Fields that are made of what was said, beside the quotes themselves. `ask` is emptied as well."""

_CALENDAR = frozenset("march april may june august january summer".split())
"""Names that mid-sentence too are more likely a date: alone they stay, unless a title goes before them."""

_ORDINARY = _CALENDAR | frozenset(
    """art ash baker bell bill bishop black bond bridge brook brooks brown bush carpenter carter chance chase christian
    church clay cook cooper crew cross customer dale dawn day dean drew early earnest english even faith farmer field
    fields fisher flood flower ford forest forrest foster frank french gardener gene glass gold good grace grant gray
    green grey guest guy hall hand harbour hardy harmony heath hill hope host house hunter ivy jack joy judge just king
    knight lane law lily little long lord love marshal mark marks mason miles mill miller moss nick north olive page
    park
    parker pat pearl penny pepper perry piper poole pope porter potter power price pride prince prudence ray read reed
    rich ridge river rob rock rose ruby sage scout seller sharp short shepherd singer skip smart smith so speaker spring
    star stark steel stone storm street strong sue summers swift tailor taylor teller temple tiny trinity user victor
    wade walker ward waters we webb wells west white wild will winter wise wolf wood woods work worth yes young you your
    """.split()
)
"""Names that are words too: the first word of a sentence is left alone when it is one of them."""


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """The person to erase: `names` are all he goes by in full, `address` his mail address or empty."""

    names: tuple[str, ...]
    address: str
    only_attended: bool = False
    """Somebody else goes by the same name: what other meetings say is not about him."""

    @classmethod
    def of(
        cls, name: str, address: str, turns: Iterable[Sequence[Any]] = (), *, only_attended: bool = False
    ) -> "ErasedPerson":
        """By name and address, and by the names under which that address speaks."""
        name, address = name.strip(), address.strip()
        also = {speaker for speaker, _, _, _, other in turns if speaker and address and _same(other or "", address)}
        names = dict.fromkeys(one for one in (name, *sorted(also)) if one)
        return cls(tuple(names), address, only_attended)

    def speaks_as(self, speaker: str | None, address: str | None = None) -> bool:
        """Whether these are his words, by the speaker's full name in any order of its parts, or the mail address."""
        if self.address and _same(address or "", self.address):
            return True
        label = _words(speaker or "")
        return bool(label) and (any(label == _words(name) for name in self.names) or _same(speaker or "", self.address))


@dataclass(frozen=True)
class Blot:
    """Takes his names out of a text as whole words of the same case; the address in any case.

    Where he `attended` also the parts of his name ("Petra", "Ms Lang") and a name of one word go; elsewhere only
    the full name of two words or more, since "Will" or "Long" is there anybody, or no name at all.
    """

    person: ErasedPerson
    attended: bool
    others: tuple[str, ...] = ()
    """Names of the others in the meeting: "Anna Lang" is not touched by a part of "Petra Lang"."""

    def removed(self, text: str) -> str:
        """With REMOVED in his place."""
        return self._without(text, lambda found: REMOVED)

    def masked(self, text: str) -> str:
        """With as many marks as his name had letters: places in the text still hold."""
        return self._without(text, lambda found: MASK * len(found))

    def _without(self, text: str, stands_for: Any) -> str:
        for pattern in self._whole:
            text = pattern.sub(lambda found: stands_for(found.group()), text)
        for pattern in self._alone:
            text = pattern.sub(
                lambda found: stands_for(found.group()) if found["part"] and _means_him(found) else found.group(),
                text,
            )
        return text

    @cached_property
    def _whole(self) -> list[re.Pattern[str]]:
        full = [r"\s+".join(map(re.escape, name.split())) for name in self.person.names if " " in name]
        patterns = [_whole_word(re.escape(self.person.address), re.IGNORECASE)] if self.person.address else []
        return [*patterns, *(_whole_word(name) for name in sorted(full, key=len, reverse=True))]

    @cached_property
    def _alone(self) -> list[re.Pattern[str]]:
        parts = {part.strip(",.") for name in self.person.names for part in name.split()} if self.attended else set()
        kept = sorted((part for part in parts if part[:1].isupper() and len(part) > 2), key=len, reverse=True)
        if not kept:
            return []
        stay = [re.escape(name) for name in sorted(self.others, key=len, reverse=True) if " " in name]
        return [_whole_word("|".join([*stay, f"(?P<part>{'|'.join(map(re.escape, kept))})"]))]


@dataclass(frozen=True, slots=True)
class ErasedWords:
    """His words in one meeting: `runs` are every four of them in a row; `spoke` whether he said anything."""

    person: ErasedPerson
    blot: Blot
    runs: frozenset[tuple[str, ...]]
    spoke: bool = field(default=False)

    def erased_from(self, found: Any) -> Any:
        """The same findings without him: own quotes emptied and marked, derived strings removed."""
        if isinstance(found, list):
            return [self.erased_from(item) for item in found]
        if not isinstance(found, dict):
            return found
        if "start" in found and "text" in found:
            return self._quote(found)
        values = {key: self._field(key, value) for key, value in found.items()}
        for key in _DERIVED & values.keys():
            if values[key] and self._made_of_his_words(key, found):
                values[key] = REMOVED
        if self.spoke and values.get("ask"):
            values["ask"] = None
        if values.get("because") and self.is_him(found.get("name")):
            values["because"] = REMOVED
        return values

    def erased_words(self, text: str) -> str:
        """A sentence somebody wrote, without him and without his words."""
        return REMOVED if not self.runs.isdisjoint(_runs(text)) else self.blot.removed(text)

    def _field(self, key: str, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        if not isinstance(value, str):
            return self.erased_from(value)
        if key in _NAMING:
            return REMOVED if self.is_him(value) else self._in_full(value)
        if key == "because":
            return self._in_full(value)
        return self.erased_words(value) if key in _SAYING else value

    def _in_full(self, text: str) -> str:
        return Blot(self.blot.person, attended=False).removed(text)

    def is_him(self, speaker: str | None) -> bool:
        """By name he is only where nobody else of that name is meant."""
        return (self.blot.attended or not self.person.only_attended) and self.person.speaks_as(speaker)

    def _made_of_his_words(self, key: str, found: dict[str, Any]) -> bool:
        """A promise says whose words it rests on; a topic may be anybody's, so where he spoke it goes."""
        if key == "topic":
            return self.spoke
        return any(self.is_him(row.get("speaker")) for row in found.get("evidence") or ())

    def _quote(self, quote: dict[str, Any]) -> dict[str, Any]:
        if self.is_him(quote.get("speaker")):
            return quote | {"text": "", "speaker": REMOVED, "source": SOURCE_DELETED}
        # Another speaker's own words stay, even where both said the same.
        return quote | {"text": self.blot.masked(quote["text"])}


def words_erased(
    person: ErasedPerson, sources: Iterable[SourceText], documents: Iterable[dict[str, Any]], *, attended: bool
) -> ErasedWords:
    """What he said in a meeting, as far as its kept text, its quoted mails and its quotes still show it.

    `attended` is what the contact's row says; who speaks in a meeting has attended it.
    """
    if person.only_attended and not attended:
        return ErasedWords(person, Blot(ErasedPerson((), person.address), attended=False), frozenset())
    sources, documents = list(sources), list(documents)
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
    spoke = spoke or bool(said)
    runs = frozenset(run for text in said for run in _runs(text))
    others = tuple(name for name in _speakers(sources, documents) if not person.speaks_as(name))
    return ErasedWords(person, Blot(person, attended or spoke, others), runs, spoke)


def source_deleted(found: Any) -> Any:
    """The same findings with every quote marked: its words stay, its source is gone (METHOD 3)."""
    if isinstance(found, list):
        return [source_deleted(item) for item in found]
    if not isinstance(found, dict):
        return found
    if "start" in found and "text" in found:
        return found | {"source": SOURCE_DELETED}
    return {key: source_deleted(value) for key, value in found.items()}


def _speakers(sources: Iterable[SourceText], documents: Iterable[dict[str, Any]]) -> set[str]:
    names = {speaker for source in sources for speaker, *_ in [*source.turns, *source.earlier] if speaker}
    return names | {row["name"] for document in documents for row in document.get("speakers") or () if row.get("name")}


def _quotes_of(person: ErasedPerson, found: Any) -> list[str]:
    if isinstance(found, dict) and "start" in found and "text" in found:
        return [found["text"]] if person.speaks_as(found.get("speaker")) else []
    items = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [quote for item in items for quote in _quotes_of(person, item)]


def _means_him(found: re.Match[str]) -> bool:
    """Whether a part of a name that stands alone is the name and not the word it also is."""
    part, before = found.group().casefold(), found.string[max(0, found.start() - 12) : found.start()]
    if _TITLE.search(before):
        return True
    if part in _CALENDAR:
        return False
    return not (part in _ORDINARY and _SENTENCE_START.search(before))


def _whole_word(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", flags)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _words(name: str) -> list[str]:
    return sorted(_WORD.findall(name.casefold()))


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()
