"""The small grammar itself: longest pattern, optional elements, looking around, no rule inside itself."""

from typing import Any

import pytest

from foothold.reading.dates.grammar import Found, Reader, Row, Tokens, compile_grammar, kept


def find(rules: dict[str, list[Row]], words: str, rule: str = "top", at: int = 0) -> Found | None:
    grammar = compile_grammar(rules, {})
    row = words.split()
    masks = [grammar.bits.get(word, 0) for word in row] + [grammar.bits.get("END", 0)]
    values: list[Any] = [*row, None]
    return Reader(grammar, Tokens(row, masks, values, [0] * len(values), [0] * len(values))).find(
        grammar.rules[rule], at
    )


def test_the_longest_pattern_wins_and_the_first_of_equals() -> None:
    rules: dict[str, list[Row]] = {
        "top": [("at", lambda c: "short"), ("at ten", lambda c: "long"), ("at x=ten", kept("x"))]
    }
    found = find(rules, "at ten")
    assert found is not None
    assert (found.end, found.meaning) == (2, "long")


def test_a_builder_that_refuses_leaves_the_shorter_pattern() -> None:
    found = find({"top": [("at ten", lambda c: None), ("at", lambda c: "at")]}, "at ten")
    assert found is not None
    assert found.end == 1


def test_an_optional_element_is_given_up_where_the_rest_needs_it() -> None:
    found = find({"top": [("go x=on? y=on", lambda c: c)]}, "go on")
    assert found is not None
    assert found.meaning == {"y": "on"}


def test_looking_around_takes_nothing() -> None:
    rules: dict[str, list[Row]] = {"top": [("@at ten +sharp -late", lambda c: "ten")]}
    assert find(rules, "at ten sharp", at=1) is not None
    assert find(rules, "by ten sharp", at=1) is None
    assert find(rules, "at ten late", at=1) is None


def test_context_before_the_mark_is_no_part_of_the_mention() -> None:
    found = find({"top": [("for ^ two hours", lambda c: "two hours")]}, "for two hours")
    assert found is not None
    assert (found.begin, found.end) == (1, 3)


def test_a_rule_inside_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="go round"):
        compile_grammar({"a": [("of <b>", kept("x"))], "b": [("the <a>", kept("x"))]}, {})
