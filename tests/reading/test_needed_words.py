"""The words a phrase cannot do without: tables tried by them find what they find tried at once."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.reading.english.__main__ import large
from foothold.reading.needed_words import needed_words
from foothold.reading.phrases import _compiled


@pytest.mark.parametrize(
    ("way", "needed"),
    [
        ("(?:i|we) will touch bases?(?: again)?", [{"i", "we"}, {"will"}, {"touch"}, {"base", "bases"}]),
        ("let's do it", [{"let", "lets"}, {"do"}, {"it"}]),
        ("e-?mail it", [{"it"}]),
        ("the (?:\\w+ ){0,3}list", [{"the"}, {"list"}]),
        ("works(?! (?:out|well)) then", [{"works"}, {"then"}]),
        ("(?:feel free|please) to [a-z]+", [{"feel", "please"}, {"to"}]),
        ("book(?:ed)? \\w+", []),
        ("fill(?: \\w+){0,5}? in", [{"fill"}, {"in"}]),
        ("\\d+ ?% off", [{"off"}]),
    ],
)
def test_the_words_without_which_nothing_matches_are_read_from_the_expression(way: str, needed: list[set[str]]) -> None:
    assert [set(words) for words in needed_words(way)] == needed


LARGE = large()
WORDS = sorted({word for phrase in LARGE for word in re.findall(r"[a-z']+|[.,!?~-]", "\n".join(phrase.lines()))})


@settings(deadline=None)  # the first look at a phrase compiles it
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from(range(len(LARGE))))
def test_a_table_tried_by_its_words_finds_what_it_finds_tried_at_once(words: list[str], number: int) -> None:
    low = " ".join(words)
    found, wanted = LARGE[number]._table.search(low, 0), at_once(number).search(low)
    assert (found and found.span()) == (wanted and wanted.span())


@cache
def at_once(number: int) -> re.Pattern[str]:
    """All the ways of a phrase in one expression."""
    return _compiled("|".join(LARGE[number].lines()))
