"""The file of needed words, which spares the reading of every expression at the start."""

from foothold.reading.english.__main__ import kept
from foothold.reading.needed_words import KEPT, needed_words, needs_of


def test_the_kept_needed_words_are_those_of_the_tables() -> None:
    assert KEPT.read_text(encoding="utf-8") == kept(), "run python -m foothold.reading.english"


def test_an_expression_that_is_not_kept_is_read_anew() -> None:
    way = "a way (?:nobody|no one) has written down"
    assert needs_of(way) == needed_words(way)
