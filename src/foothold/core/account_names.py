"""What an account is called, and which account a calendar entry names (DESIGN 6: feeds without attendees)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from unicodedata import normalize

from foothold.core.domains import own_label, shown
from foothold.core.filler import CONFERENCING, LEGAL_FORMS, NOUNS, ORDINARY

LONGEST_NAME = 200
"""Characters of an account's name."""

Key = TypeVar("Key")

_SMALL = frozenset("und and of et the for für fuer der die das de la le".split())
_VOWELS = frozenset("aeiouyäöüáéíóúàèø")


def account_name(counterpart: str) -> str:
    """Return what to call an account until somebody names it; "" for no counterpart.

    Of a domain the label its owner chose, of a private person's mailbox the name in it.

    >>> account_name("northwind-breweries.co.uk"), account_name("anna.weber84@gmail.com")
    ('Northwind Breweries', 'Anna Weber')
    """
    local, at, host = counterpart.rpartition("@")
    label = local if at else shown(own_label(host) or host.partition(".")[0])
    words = [word for word in re.split(r"[._\-+\s]+", label) if word]
    if at:
        words = [word.rstrip("0123456789") for word in words if word.rstrip("0123456789")] or words
    said = len(_without_legal_form(words))
    forms = [LEGAL_FORMS[word] for word in words[said:]]
    if said == 1 and not at and len(words[0]) == 2:
        return " ".join([words[0].upper(), *forms])
    return " ".join([_as_name(word, place) for place, word in enumerate(words[:said])] + forms)[:LONGEST_NAME].rstrip()


def compared_name(name: str) -> str:
    """Return a firm's name as it is compared: without case, marks and the legal form at its end.

    >>> compared_name("Müller & Söhne GmbH") == compared_name("mueller, soehne")
    True
    """
    return " ".join(_without_legal_form([word.plain for word in _words(name[:LONGEST_NAME])]))


def _as_name(word: str, place: int) -> str:
    if place and word in _SMALL:
        return word
    # "bmw" is said letter by letter; with a vowel in it it may be a word.
    initials = word.isalpha() and len(word) <= 4 and not set(word) & _VOWELS
    return word.upper() if initials else word[:1].upper() + word[1:]


def _without_legal_form(plain: list[str]) -> list[str]:
    """The words of a name up to the "GmbH & Co. KG" at its end, at least one."""
    said = len(plain)
    while said > 1 and plain[said - 1] in LEGAL_FORMS:
        said -= 1
    return plain[:said]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, as compared, and whether it stands where every word has a capital."""

    written: str
    plain: str
    begins: bool


@dataclass(slots=True)
class _Branch(Generic[Key]):
    """The names that begin alike, word by word."""

    following: dict[str, "_Branch[Key]"] = field(default_factory=dict)
    keys: set[Key] = field(default_factory=set)
    exactly: set[tuple[str, ...]] = field(default_factory=set)
    """How the name is written, where it counts only written so; empty where it counts anyhow."""
    is_conferencing: bool = False


class AccountNames(Generic[Key]):
    """The known accounts' names, made once for many entries; searching is linear in the text.

    `names` gives each name's account; several may name one. Whole words are compared, without
    regard to case, "ü" as "ue", a legal form ("GmbH") at the end said or not; a name of one long word
    is also found written as two or three. Names under 3 letters and names of ordinary words
    ("Target", "Next Step") count only written exactly so, in the middle of a text that has small
    letters; German nouns not even then.
    """

    def __init__(self, names: Mapping[str, Key]) -> None:
        self._root: _Branch[Key] = _Branch()
        self._glued: dict[str, set[Key]] = {}
        for medium in CONFERENCING:
            self._leaf([word.plain for word in _words(medium)]).is_conferencing = True
        for name, key in names.items():
            self._add(_words(name[:LONGEST_NAME])[:_MOST_WORDS], key)

    def found(self, title: str, place: str = "") -> Key | None:
        """Return the one account named in a title or a place; None where none is, or more than one.

        >>> names = AccountNames({"Northwind": 1, "Northwind Breweries GmbH": 2, "Harbour": 3})
        >>> names.found("Tour of Northwind Breweries"), names.found("Northwind meets Harbour")
        (2, None)
        """
        keys = {key for text in (title, place) for match in self._matches(_words(text)) for key in match}
        return next(iter(keys)) if len(keys) == 1 else None

    def _add(self, words: list[_Word], key: Key) -> None:
        plain = [word.plain for word in words]
        core = _without_legal_form(plain)
        for said in {len(plain), len(core)} - {0}:
            leaf = self._leaf(plain[:said])
            leaf.keys.add(key)
            if _are_ordinary(plain[:said]):
                leaf.exactly.add(tuple(word.written for word in words[:said]))
        glued = "".join(core)
        if len(glued) >= _LONG and not _are_ordinary(core):
            self._glued.setdefault(glued, set()).add(key)

    def _leaf(self, plain: list[str]) -> "_Branch[Key]":
        branch = self._root
        for word in plain:
            branch = branch.following.setdefault(word, _Branch())
        return branch

    def _matches(self, words: list[_Word]) -> Iterator[set[Key]]:
        """The accounts of each name that no longer name contains; empty where it is a conferencing tool's."""
        tells_case = any(word.written[0].islower() for word in words)
        covered = 0
        for start in range(len(words)):
            end, keys = self._longest(words, start, tells_case)
            if end > covered:
                covered = end
                yield keys

    def _longest(self, words: list[_Word], start: int, tells_case: bool) -> tuple[int, set[Key]]:
        branch, end = self._root, start
        keys: set[Key] = set()
        for at in range(start, len(words)):
            following = branch.following.get(words[at].plain)
            if following is None:
                break
            branch = following
            if branch.is_conferencing:
                end, keys = at + 1, set()
            elif branch.keys and (not branch.exactly or _counts(branch.exactly, words[start : at + 1], tells_case)):
                end, keys = at + 1, branch.keys
        for length in range(1, _PIECES + 1):
            pieces = [word.plain for word in words[start : start + length]]
            glued = self._glued.get("".join(pieces))
            # "Best practice" is not said of the firm Bestpractice.
            if glued and start + length > end and not _are_ordinary(pieces):
                end, keys = start + length, glued
        return end, keys


def account_in_text(title: str, place: str, names: Mapping[str, Key]) -> Key | None:
    """Return the one account that a title or a place names; for many texts make `AccountNames` once."""
    return AccountNames(names).found(title, place)


_LONG = 8
"""Letters from which a name in one word is also found in pieces [C: shorter ones arise by chance]."""
_PIECES = 3
_MOST_WORDS = 12
"""Words of a name that are compared: each place in a text is read so far and no further."""

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})


def _words(text: str) -> list[_Word]:
    """The words of a text without its web addresses: a link to a video call names the tool and whoever pays for it."""
    found: list[_Word] = []
    for line in text.splitlines():
        begins = True
        for chunk in line.split():
            if "://" in chunk or chunk.lower().startswith("www."):
                continue
            for written in _WORD.findall(normalize("NFC", chunk)):
                found.append(_Word(written, written.casefold().translate(_PLAIN), begins))
                begins = False
            begins = begins or chunk[-1] in ".!?:;|–—-/"
    return found


def _are_ordinary(plain: list[str]) -> bool:
    return len("".join(plain)) < 3 or all(word in ORDINARY or word in NOUNS for word in plain)


def _counts(exactly: set[tuple[str, ...]], said: list[_Word], tells_case: bool) -> bool:
    if not tells_case or said[0].begins or all(word.plain in NOUNS for word in said):
        return False
    return tuple(word.written for word in said) in exactly
