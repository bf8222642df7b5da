"""Which words a regular expression cannot do without, read from the expression itself.

"(?:i|we) will touch base(?: again)?" matches nothing without "will", "touch" and "base". A table of hundreds of
expressions is so tried, and compiled, only where a sentence holds such words. What is read is always true of
every match, never complete: a part that is not understood asks for nothing.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from zlib import crc32

Needs = list[frozenset[str]]
"""One word of each of these sets must stand in the text, as a whole run of letters, figures and low lines."""

_MOST_SPELLINGS = 16

# What becomes of an expression: its words as they are, a blank for what surely parts two words, and marks.
_OPTIONAL_BEGINS, _OPTIONAL_ENDS, _OPTIONAL_PARTS, _UNKNOWN = "\x01\x02\x03\x04"
"""What may be missing and surely parts words at its begin, its end, or both; what may be anything."""
_FIRST_GROUP = 0xE000
_MANY = r"(?:[*+?]|\{\d*,?\d*\})\??"

_CLASS = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]")
_PARTING_CLASS = re.compile(r"[ ,.;:!?()–—-]+$")
_ESCAPE = re.compile(r"\\(.)")
_REPEATED = re.compile(rf"[{_UNKNOWN}](?:{_MANY})|([^\w'()|{{}}?*+])({_MANY})|\w(?:[*+]|\{{\d*,?\d*\}})\??")
_GROUP = re.compile(rf"\((\?:|\?=|\?!|\?<=|\?<!|\?P<\w+>)?([^()]*)\)({_MANY})?")
_MAY_BE_MISSING = re.compile(r"[*?]|\{0?,")
_PUNCTUATION = re.compile(r"[^\w\s'?|()*+{}\x01-\x04\ue000-\uf8ff]")
_SLOT = re.compile(
    rf"((?:^| )[{_OPTIONAL_ENDS}{_OPTIONAL_PARTS}]*)?((?:[\w']\??)+|[\ue000-\uf8ff])"
    rf"(?=([{_OPTIONAL_BEGINS}{_OPTIONAL_PARTS}]*(?= |$))?)"
)
"""A word or a group, with what surely parts it from what stands before it and behind."""


def needed_words(way: str) -> Needs:
    """The sets of words of which every match holds one each; `way` is taken between word borders.

    >>> [sorted(words) for words in needed_words("(?:i|we) will touch bases?(?: again)?")]
    [['i', 'we'], ['will'], ['touch'], ['base', 'bases']]
    >>> needed_words("\\w+ing")
    []
    """
    groups: list[str] = []
    plain = _CLASS.sub(_of_class, way)
    plain = _ESCAPE.sub(_of_escape, plain).replace("^", " ").replace("$", " ")
    plain = _REPEATED.sub(_of_repeated, plain.replace(".", _UNKNOWN))
    while True:
        found = _GROUP.search(plain)
        if found is None:
            break
        plain = plain[: found.start()] + _of_group(found, groups) + plain[found.end() :]
    return [] if "(" in plain or ")" in plain else _of_ways(_PUNCTUATION.sub(" ", plain), groups)


def needs_of(way: str) -> Needs:
    """As `needed_words`, from the file kept beside this one where `way` is in it: reading it anew costs as much as
    compiling the expression.
    """
    kept = _kept().get(str(crc32(way.encode())))
    return needed_words(way) if kept is None else [frozenset(words.split()) for words in kept]


def kept_of(ways: Iterable[str]) -> dict[str, list[str]]:
    """What the file holds for these expressions: by their checksums, their needs."""
    return {str(crc32(way.encode())): [" ".join(sorted(words)) for words in needed_words(way)] for way in ways}


KEPT = Path(__file__).with_suffix(".json")
"""Made by `python -m foothold.reading.english`; an expression that is not in it is read anew."""


@cache
def _kept() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(KEPT.read_bytes()) if KEPT.exists() else {}
    return found


def _of_class(found: re.Match[str]) -> str:
    return " " if not found[1] and _PARTING_CLASS.match(found[2]) else _UNKNOWN


def _of_escape(found: re.Match[str]) -> str:
    sign: str = found[1]
    return "" if sign in "bAZ" else _UNKNOWN if sign.isalnum() else " "


def _of_repeated(found: re.Match[str]) -> str:
    sign, many = found.groups()
    if sign is None:
        return _UNKNOWN
    return _OPTIONAL_PARTS if _MAY_BE_MISSING.match(many) else " "


def _of_group(found: re.Match[str], groups: list[str]) -> str:
    kind, body, many = found.groups()
    if kind in ("?=", "?!", "?<=", "?<!"):
        return ""
    ways = _PUNCTUATION.sub(" ", body).split("|")
    if not any(ways):
        return ""
    begins = all(way.lstrip(_OPTIONAL_PARTS)[:1] == " " for way in ways)
    ends = all(way.rstrip(_OPTIONAL_PARTS)[-1:] == " " for way in ways)
    if many and _MAY_BE_MISSING.match(many):
        marks = _OPTIONAL_PARTS if begins and ends else _OPTIONAL_BEGINS if begins else ""
        return marks or (_OPTIONAL_ENDS if ends else _UNKNOWN)
    if _FIRST_GROUP + len(groups) > 0xF8FF:
        return _UNKNOWN
    groups.append("|".join(ways))
    return f"{' ' * begins}{chr(_FIRST_GROUP + len(groups) - 1)}{' ' * ends}"


def _of_ways(plain: str, groups: list[str]) -> Needs:
    """What all of the alternatives need: the rarest of each, taken together."""
    needs = [list(_of_way(way, groups)) for way in plain.split("|")]
    if len(needs) == 1:
        return needs[0]
    return [frozenset().union(*map(rarest, needs))] if all(needs) else []


def _of_way(way: str, groups: list[str]) -> Iterator[frozenset[str]]:
    for found in _SLOT.finditer(way):
        begins, slot, ends = found.groups()
        if ord(slot[0]) >= _FIRST_GROUP:
            ways = groups[ord(slot) - _FIRST_GROUP]
            if begins is None:
                ways = "|".join(_UNKNOWN + way for way in ways.split("|"))
            if ends is None:
                ways = "|".join(way + _UNKNOWN for way in ways.split("|"))
            yield from _of_ways(ways, groups)
        elif begins is not None and ends is not None and (words := _spellings(slot)):
            yield words


def _spellings(slot: str) -> frozenset[str]:
    """The first run of letters in every way to write it: "let's" is "let" or, in haste, "lets"."""
    letters = re.findall(r"([\w'])(\??)", slot)
    if 2 ** sum(bool(maybe) for _, maybe in letters) > _MOST_SPELLINGS:
        return frozenset()
    written = map("".join, product(*((letter, "") if maybe else (letter,) for letter, maybe in letters)))
    spelled = {one for word in written for one in (word.partition("'")[0], word.replace("'", ""))}
    return frozenset(spelled) if all(spelled) and not slot.startswith("'") else frozenset()


def rarest(needs: Needs) -> frozenset[str]:
    """The set least likely to be met."""
    return min(needs, key=lambda words: sum(_COMMONNESS if word in _COMMON else 1 for word in words))


_COMMONNESS = 40
_COMMON = frozenset(
    """
    a about all am an and any are as at be been but by call can could day days did do does for from get go good had
    has have he her him how i if in is it just know let like me meeting meet more my next no not now of ok on one or
    our out please right see send she should so some take talk thank thanks that the them then there these they
    thing think this time to today too up us was we week well were what when where which who will with would yeah yes
    you your
    """.split()
)
