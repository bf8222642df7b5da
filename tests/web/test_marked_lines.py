"""The words line by line, with what a claim rests on marked."""

import time
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foothold.core.conversation import Conversation, Turn
from foothold.web.marked_lines import marked_lines, merged


def said(text: str, turns: tuple[Turn, ...] = ()) -> Conversation:
    return Conversation("call.txt", "txt", text, turns, "0" * 64)


def claim(start: int, end: int) -> dict[str, Any]:
    return {"text": "", "line": 1, "start": start, "end": end}


def test_a_claim_is_marked_where_it_stands() -> None:
    [line] = marked_lines(said("Call me next week."), {"vague": [claim(0, 7)]})
    assert [(piece.text, piece.marked) for piece in line.pieces] == [("Call me", True), (" next week.", False)]


def test_a_claim_over_two_lines_is_marked_on_both() -> None:
    first, second = marked_lines(said("Call me\nnext week."), {"vague": [claim(5, 12)]})
    assert [(piece.text, piece.marked) for piece in first.pieces] == [("Call ", False), ("me", True)]
    assert [(piece.text, piece.marked) for piece in second.pieces] == [("next", True), (" week.", False)]


def test_numbers_count_empty_lines_too() -> None:
    assert [line.number for line in marked_lines(said("One\n\nThree"), {})] == [1, 3]


def test_a_speaker_is_named_where_he_begins_unless_his_line_names_him() -> None:
    turns = (Turn("Anna", 0, 5), Turn("Anna", 6, 11), Turn("Petra", 12, 24))
    lines = list(marked_lines(said("Hello\nagain\nPetra: Hello", turns), {}))
    assert [line.speaker for line in lines] == ["Anna", "", ""]


def test_places_outside_the_text_mark_nothing() -> None:
    lines = list(marked_lines(said("Hello"), {"vague": [claim(-1, 3), claim(2, 99), claim(3, 3)]}))
    assert not any(line.marked for line in lines)


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_the_pieces_of_a_line_are_the_line(text: str, spans: list[tuple[int, int]]) -> None:
    document = {"vague": [claim(start, end) for start, end in spans]}
    marked = {i for start, end in spans if 0 <= start < end <= len(text) for i in range(start, end)}
    begins = [0]
    for words in text.split("\n"):
        begins.append(begins[-1] + len(words) + 1)
    for line in marked_lines(said(text), document):
        at = begins[line.number - 1]
        assert "".join(piece.text for piece in line.pieces) == text.split("\n")[line.number - 1]
        for piece in line.pieces:
            assert all((at + i in marked) is piece.marked for i in range(len(piece.text)))
            at += len(piece.text)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_merged_spans_do_not_touch(spans: list[tuple[int, int]]) -> None:
    result = merged((start, end) for start, end in spans if start < end)
    assert all(one[1] < other[0] for one, other in pairwise(result))


def test_a_long_text_with_many_claims_takes_linear_time() -> None:
    text = "word \n" * 60_000
    document = {"vague": [claim(i * 6, i * 6 + 4) for i in range(60_000)]}
    began = time.process_time()
    assert sum(line.marked for line in marked_lines(said(text), document)) == 60_000
    assert time.process_time() - began < 5
