"""Picture 3: what is written in it can be read, whatever was felt."""

import re
from itertools import combinations, product

import pytest

from foothold.core.feeling import HappyEars
from foothold.core.shares import Share
from foothold.records.felt import Felt
from foothold.web.felt_picture import felt_picture

NONE = Share(0, 0)
EARS = HappyEars(NONE, None, None, None, None, None, None, "")
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def drawn(by_sureness: list[tuple[int, Share]]) -> str:
    felt = Felt(EARS, NONE, tuple(by_sureness), {}, NONE, NONE, (), (), (), ())
    return str(felt_picture(felt).svg)


def texts(svg: str) -> list[Box]:
    """The room each word takes, 0.62 of its size a letter, as the widest typeface we have seen needs it."""
    boxes = []
    for given, said in re.findall(r"<text ([^>]+)>([^<]+)</text>", svg):
        has = dict(re.findall(r'([\w-]+)="([^"]*)"', given))
        size = float(has.get("font-size", "13"))
        width, x, y = len(said) * size * 0.62, float(has["x"]), float(has["y"])
        left = x - {"end": width, "middle": width / 2}.get(has.get("text-anchor", ""), 0)
        boxes.append((left, y - 0.75 * size, left + width, y + 0.2 * size))
    return boxes


def diamonds(svg: str) -> list[Box]:
    tops = re.findall(r'd="M(\S+) (\S+)l7 7-7 7-7-7z"', svg)
    return [(float(x) - 7, float(y), float(x) + 7, float(y) + 14) for x, y in tops]


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    "shares",
    [
        [(percent, Share(3, 3)) for percent in (0, 25, 50, 75, 100)],
        [(percent, Share(12, 12)) for percent in (0, 25, 50, 75, 100)],
        [(percent, Share(0, 140)) for percent in (0, 25, 50, 75, 100)],
        [(50, Share(3, 4)), (75, Share(3, 4)), (100, Share(1, 1))],
        [(75, Share(9, 20)), (100, Share(10, 20))],
        [(100, Share(118, 120))],
    ],
    ids=str,
)
def test_no_words_stand_on_others_or_on_a_diamond(shares: list[tuple[int, Share]]) -> None:
    svg = drawn(shares)
    words = texts(svg)
    assert len(diamonds(svg)) == len(shares)
    assert not [pair for pair in combinations(words, 2) if overlap(*pair)]
    assert not [pair for pair in product(words, diamonds(svg)) if overlap(*pair)]
    assert all(left >= 0 and right <= 320 for left, _top, right, _bottom in words)
    for _percent, share in shares:
        assert f">{share.k} of {share.of}<" in svg
