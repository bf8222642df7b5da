"""What holds for every text: no crash, true places, no agreement out of nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.core.conversation import Conversation, Turn
from foothold.read import judge

NOW = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))

WORDS = st.sampled_from(
    "Thursday at 3 works yes no we'll send you the data by Friday call me next week . ? , ! the 12th Tuesday ten maybe "
    "if I'll bring Anna never 10:00 see you then great cancelled last spoke 👍 \n I'm away until Monday".split(" ")
)
TALK = st.lists(st.tuples(st.sampled_from(["Anna", "Petra"]), st.lists(WORDS, max_size=12).map(" ".join)), max_size=8)
ANY_TALK = st.lists(st.tuples(st.sampled_from(["Anna", "Petra"]), st.text(max_size=80)), max_size=4)


def conversation_of(talk: list[tuple[str, str]]) -> Conversation:
    turns, at = [], 0
    for speaker, words in talk:
        turns.append(Turn(speaker, at, at + len(words)))
        at += len(words) + 1
    return Conversation("talk", "txt", "\n".join(words for _, words in talk), tuple(turns), "")


def every_evidence(found: object) -> list[dict[str, object]]:
    if isinstance(found, dict):
        own = [found] if {"start", "end", "text", "line"} <= found.keys() else []
        return own + [e for value in found.values() for e in every_evidence(value)]
    return [e for one in found for e in every_evidence(one)] if isinstance(found, list) else []


@given(TALK | ANY_TALK)
@settings(max_examples=150, deadline=None)
def test_every_quote_stands_where_it_says(talk: list[tuple[str, str]]) -> None:
    conversation = conversation_of(talk)
    document = judge(conversation, now=NOW, ours=["Anna"])
    for evidence in every_evidence(document):
        start, end = evidence["start"], evidence["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert conversation.text[start:end] == evidence["text"]
        assert evidence["text"]
        assert evidence["line"] == conversation.text.count("\n", 0, start) + 1


@given(TALK)
@settings(max_examples=150, deadline=None)
def test_without_words_of_the_customer_nothing_is_agreed(talk: list[tuple[str, str]]) -> None:
    document = judge(conversation_of([("Anna", words) for _, words in talk]), now=NOW, ours=["Anna"])
    step = document["next_step"]
    assert step is None or step["agreed"] == "E0"
    assert document["verdict"] in ("continuation", None)


@given(TALK)
@settings(max_examples=100, deadline=None)
def test_while_sides_are_unknown_nothing_is_judged(talk: list[tuple[str, str]]) -> None:
    document = judge(conversation_of(talk), now=NOW)
    assert document["needs"][:1] == ["sides"]
    assert document["verdict"] is None
    assert document["next_step"] is None or document["next_step"]["agreed"] == "E0"


@given(TALK)
@settings(max_examples=60, deadline=None)
def test_the_same_input_gives_the_same_document(talk: list[tuple[str, str]]) -> None:
    conversation = conversation_of(talk)
    assert judge(conversation, now=NOW, ours=["Anna"]) == judge(conversation, now=NOW, ours=["Anna"])


HOSTILE = [
    "On ", "yes ", "I'll send you ", "Thursday at 3? ",
    "call me if ", "we we we ", "1/1/", "a.", ". ", "?", "the 12th ",
    "could you send ", "if you have any ", "\n", "ש", "👍 ", "from 3 to ", "our customers ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_repeated_phrase_is_read_to_the_end(unit: str) -> None:
    """bench/linear_time.py measures how long it takes; here it must only come back, with true places."""
    conversation = conversation_of([("Petra", unit * (40_000 // len(unit)))])
    for evidence in every_evidence(judge(conversation, now=NOW, ours=["Anna"]))[:50]:
        assert conversation.text[evidence["start"] : evidence["end"]] == evidence["text"]  # type: ignore[misc]
