"""What the weights of single acts see of a sentence: its words in order, and what the grammar says of it.

Every feature is a whole number, a checksum of its name, so that the shipped weights hold figures and no words.
Training and reading make them with this one function.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from foothold.reading.act_rules import beside, has_no_cue, rule_of, winner
from foothold.reading.checksums import checksum
from foothold.reading.slots import Moment
from foothold.reading.stretches import LONGEST_READ, Stretch, is_talk, stretches_of

_TOKEN = re.compile(r"~?[a-z]+(?:'[a-z]+)*|\d+|[?!|:]")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_MASK = 0xFFFFFFFF

_SMALL = frozenset(
    """
    i you we he she they it me us him them my your our this that there here and or but so if when as at by for from in
    on to with about after before until is are was were be been am do does did have has had will would can could should
    may might must not no need want going let please thanks what who when where why how which all any some more again
    now
    then just also next last ~day ~week ~past ~habit ~span | ? ! # call meet meeting send get make see talk discuss
    """.split()
)
"""The words grammar is made of; their order without the others is a feature of its own."""


class Seen(NamedTuple):
    """A sentence as the grammar sees it: the rule that takes it, the stretch it took, and its features."""

    rule: str
    stretch: Stretch | None
    stretches: list[Stretch]
    features: list[int]


def see(text: str, moment: Moment, before: str = "", after: str = "", position: float | None = None) -> Seen | None:
    """What is seen of one sentence; None for one that holds no act, whatever its other words are.

    `position` is its place in its conversation, 0 to 1; None where it stands alone.
    """
    text = text[:LONGEST_READ]
    if has_no_cue(text):
        return None
    talk = is_talk(text) or is_talk(before) or is_talk(after)
    told = [(rule_of(stretch), stretch) for stretch in stretches_of(text, moment, talk)]
    stretches = [part for _, part in told]
    rule, stretch = beside(*winner(told), text, stretches, moment, before, after)
    features = _words(" | ".join(part.said for part in stretches))
    features += _grammar(rule, told, talk)
    features += _place(text, before, after, position, talk)
    return Seen(rule, stretch, stretches, features)


def _words(said: str) -> list[int]:
    """One, two and three words that follow each other; the small words' order; the first word."""
    tokens = ["#" if token.isdigit() else token for token in _TOKEN.findall(said)]
    ids = [_START, *map(checksum, tokens), _END]
    features = ids[1:-1]
    features += [(a * 31 + b * 7 + 1) & _MASK for a, b in pairwise(ids)]
    features += [(a * 131 + b * 31 + c * 7 + 2) & _MASK for a, b, c in zip(ids, ids[1:], ids[2:], strict=False)]
    small = [checksum(token) for token in tokens if token in _SMALL][:12]
    features += [(a * 137 + b * 37 + c * 11 + 3) & _MASK for a, b, c in zip(small, small[1:], small[2:], strict=False)]
    features.append((ids[1] * 41 + 5) & _MASK)
    features.append(checksum(f"length {min(8, (len(tokens) + 1).bit_length())}"))
    return features


def _grammar(rule: str, told: list[tuple[str, Stretch]], talk: bool) -> list[int]:
    names = {f"rule {rule}", f"rule {rule} {'said' if talk else 'written'}"}
    names.update(f"part {part}" for part, _ in told)
    names.update(f"mark {word}" for _, stretch in told for word in stretch.words if word[0] == "~")
    return [checksum(name) for name in sorted(names)]


def _place(text: str, before: str, after: str, position: float | None, talk: bool) -> list[int]:
    names = ["always", "said" if talk else "written", f"ends {text.rstrip()[-1:]!a}"]
    if text[:1].isupper():
        names.append("begins large")
    if _NAME.search(text):
        names.append("names")
    for name, side in (("before", before), ("after", after)):
        names.append(f"{name} {'none' if not side else '?' if side.rstrip().endswith('?') else 'told'}")
    if position is not None:
        names.append(f"place {int(position * 5)} {'said' if talk else 'written'}")
    return [checksum(name) for name in names]


_START, _END = checksum("<"), checksum(">")
