"""bench/exchanges.py: a promise labelled without key words is looked for by the thing that is promised."""

import runpy
from pathlib import Path

import pytest

KEY_WORDS = runpy.run_path(str(Path(__file__).resolve().parents[2] / "bench" / "exchanges.py"))["key_words"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"what": "whatever", "keywords": ["price", "list"]}, ["price", "list"]),
        ({"what": "send the price list"}, ["list"]),
        ({"what": "the forms, brought along"}, ["form"]),
        ({"what": "answers to all questions by email"}, ["answer"]),
        ({"what": "printed copies of the report"}, ["cop"]),
        ({"what": "have the floor plan printed"}, ["plan"]),
    ],
)
def test_the_thing_that_is_promised(wanted: dict[str, object], words: list[str]) -> None:
    assert KEY_WORDS(wanted) == words
