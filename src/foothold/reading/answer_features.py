"""What the weights of answers see of a reply to an offered slot: its words in order, and whether it names that slot.

Checksums of names, as in `act_features`; training and reading make them with this one function.
"""

import re
from itertools import pairwise

from foothold.reading.checksums import checksum
from foothold.reading.slots import Moment
from foothold.reading.stretches import stretches_of

LONGEST_REPLY = 1500
"""Code points of a reply, and of the offer before it, that are looked at."""

_TOKEN = re.compile(r"~?[a-z]+(?:'[a-z]+)*|\d+|[?!,.]")
_WORD = re.compile(r"[a-z]{3,}|\d+")
_OF_TIME = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday one two three four five six seven eight nine ten eleven
    twelve half
    """.split()
)
_MASK = 0xFFFFFFFF


def answer_features(offer: str, reply: str, moment: Moment) -> list[int]:
    """The features of one turn said in answer to the words that offer a slot; any text is answered."""
    offer, reply = offer[-LONGEST_REPLY:], reply[:LONGEST_REPLY]
    parts = stretches_of(reply, moment, True)
    names = {"always", f"parts {min(len(parts), 5)}"}
    features: list[int] = []
    days = 0
    for number, part in enumerate(parts):
        tokens = ["#" if token.isdigit() else token for token in _TOKEN.findall(part.said)]
        if part.text.rstrip().endswith("?"):
            tokens.append("?")
        days += tokens.count("~day")
        place = "first" if number == 0 else "last" if number == len(parts) - 1 else "middle"
        names.update(f"{place} begins {token}" for token in tokens[:2])
        names.add(f"{place} begins {' '.join(tokens[:2])}")
        names.update(f"early {token}" for token in tokens[:4])
        if "?" in tokens:
            names.add(f"{place} asks")
        ids = [_START, *map(checksum, tokens), _END]
        features += ids[1:-1]
        features += [(a * 31 + b * 7 + 1) & _MASK for a, b in pairwise(ids)]
        features += [(a * 131 + b * 31 + c * 7 + 2) & _MASK for a, b, c in zip(ids, ids[1:], ids[2:], strict=False)]
    names.add(f"days {min(2, days)}")
    offered, said = _times(offer), _times(reply)
    names.add(f"said again {min(2, len(offered & said))}")
    names.add(f"said anew {min(2, len(said - offered))}")
    return features + [checksum(name) for name in sorted(names)]


def _times(text: str) -> frozenset[str]:
    """The words and figures by which a slot is told from another."""
    return frozenset(w for w in _WORD.findall(text.lower()) if w in _OF_TIME or w.isdigit())


_START, _END = checksum("<"), checksum(">")
