"""A small compiled grammar: patterns over tokens, written as text in a language's table.

A pattern is a row of elements. Each is one of

    at            the word itself                 WEEKDAY   any word of that category
    <day>         another rule                    a|B|<c>   any of these
    w=WEEKDAY     keeps the value under "w"       of?       may be missing
    +FREE         the next token is such a one, and is not taken (also: the end of the text)
    -FREE         the next token is not such a one (or no <rule> is found there)
    @AT           the token before is such a one
    !AT           the token before is not such a one
    ^             the mention begins here: what stands before is context, not part of it

A rule takes the longest of its patterns whose builder accepts what was kept; a builder that answers
None refuses. Patterns have bounded length and every (rule, position) is tried once, so reading
takes time linear in the text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

# Pairs of neighbours seen, for which the patterns in question are remembered.
_DISPATCH_SIZE = 100_000

Captures = dict[str, Any]
Builder = Callable[[Captures], Any]
Row = tuple[str, Builder]
Bits = dict[str, int]


@dataclass(slots=True)
class Tokens:
    """A text cut up: parallel lists, one entry a token, and one after the last for the end."""

    words: list[str]
    masks: list[int]
    values: list[Any]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: tokens `begin` to `end` (not included) and the meaning built from them."""

    end: int
    meaning: Any
    begin: int


# What a step does with the token before it: take it, or only look.
_TAKE, _AHEAD, _NOT_AHEAD, _BEHIND, _NOT_BEHIND, _BEGIN = range(6)
_LOOKS = {"+": _AHEAD, "-": _NOT_AHEAD, "@": _BEHIND, "!": _NOT_BEHIND}


@dataclass(slots=True)
class _Step:
    act: int
    mask: int = 0
    rules: tuple[str, ...] = ()
    key: str | None = None
    optional: bool = False


@dataclass(slots=True)
class _Pattern:
    steps: list[_Step]
    build: Builder
    firsts: int = 0
    seconds: int = -1
    """What the second token must be among, where the first step takes exactly one token; else anything."""


@dataclass(slots=True)
class Grammar:
    """Compiled rules. `bits` gives every category and every word that a pattern names its bit."""

    rules: dict[str, list[_Pattern]]
    bits: Bits
    _dispatch: dict[tuple[str, int, int], tuple[_Pattern, ...]] = field(default_factory=dict)

    @property
    def literals(self) -> dict[str, int]:
        """The words that patterns name, with their bits (categories are upper case)."""
        return {name: bit for name, bit in self.bits.items() if not name.isupper()}

    def firsts(self, rule: str) -> int:
        """The categories a finding of this rule can begin with."""
        mask = 0
        for pattern in self.rules[rule]:
            mask |= pattern.firsts
        return mask

    def candidates(self, rule: str, mask: int, following: int) -> tuple[_Pattern, ...]:
        """The rule's patterns that can begin with two tokens of these categories."""
        key = (rule, mask, following)
        found = self._dispatch.get(key)
        if found is None:
            found = tuple(
                p for p in self.rules[rule] if p.firsts & mask and (p.seconds < 0 or p.seconds & following)
            )
            if len(self._dispatch) >= _DISPATCH_SIZE:
                self._dispatch.clear()
            self._dispatch[key] = found
        return found


def compile_grammar(rules: Mapping[str, Iterable[Row]], bits: Bits) -> Grammar:
    """Compile the table of rules. `bits` is filled with a bit for every name not there yet."""
    compiled = {
        name: [
            _Pattern(steps, build)
            for text, build in rows
            for steps in _spelled_out([_step(element, bits) for element in text.split()])
        ]
        for name, rows in rules.items()
    }
    grammar = Grammar(compiled, bits)
    _settle_firsts(grammar)
    return grammar


def _step(element: str, bits: Bits) -> _Step:
    if element == "^":
        return _Step(_BEGIN)
    act = _LOOKS.get(element[0], _TAKE) if len(element) > 1 else _TAKE
    if act != _TAKE:
        element = element[1:]
    key: str | None = None
    if "=" in element:
        key, element = element.split("=", 1)
    optional = element.endswith("?") and len(element) > 1
    mask = 0
    rules: list[str] = []
    for name in element.removesuffix("?").split("|") if len(element) > 1 else [element]:
        if name[0] == "<" and len(name) > 2:
            rules.append(name[1:-1])
        else:
            mask |= bits.setdefault(name, 1 << len(bits))
    return _Step(act, mask, tuple(rules), key, optional)


def _spelled_out(steps: list[_Step]) -> list[list[_Step]]:
    """With and without each missing-able step before the first sure one, so that two tokens tell patterns apart."""
    for number, step in enumerate(steps):
        if step.act != _TAKE:
            continue
        if not step.optional:
            return [steps]
        taken = replace(step, optional=False)
        return [
            steps[:number] + [taken] + steps[number + 1 :],
            *_spelled_out(steps[:number] + steps[number + 1 :]),
        ]
    return [steps]


def _settle_firsts(grammar: Grammar) -> None:
    changed = True
    while changed:
        changed = False
        for patterns in grammar.rules.values():
            for pattern in patterns:
                firsts = _firsts(pattern.steps, grammar)
                changed |= firsts != pattern.firsts
                pattern.firsts = firsts
    for patterns in grammar.rules.values():
        for pattern in patterns:
            pattern.seconds = _seconds(pattern.steps, grammar)


def _seconds(steps: list[_Step], grammar: Grammar) -> int:
    taken = [number for number, step in enumerate(steps) if step.act == _TAKE]
    if not taken or steps[taken[0]].rules:
        return -1
    rest = steps[taken[0] + 1 :]
    for step in rest:
        if step.act == _AHEAD and not step.rules:
            return step.mask
        if step.act == _TAKE and not step.optional:
            return _firsts(rest, grammar)
    return -1


def _firsts(steps: list[_Step], grammar: Grammar) -> int:
    mask = 0
    for step in steps:
        if step.act != _TAKE:
            continue
        mask |= step.mask
        for rule in step.rules:
            mask |= grammar.firsts(rule)
        if not step.optional:
            break
    return mask


class Reader:
    """One text being read: remembers what each rule found at each token."""

    __slots__ = ("_grammar", "_known", "_masks", "_values")

    def __init__(self, grammar: Grammar, tokens: Tokens) -> None:
        self._grammar = grammar
        self._masks = tokens.masks
        self._values = tokens.values
        self._known: dict[tuple[str, int], Found | None] = {}

    def find(self, rule: str, at: int) -> Found | None:
        """The longest finding of the rule that begins at token `at`, None where there is none."""
        masks = self._masks
        if not masks[at]:
            return None
        candidates = self._grammar.candidates(rule, masks[at], masks[at + 1] if at + 1 < len(masks) else 0)
        if not candidates:
            return None
        key = (rule, at)
        if key in self._known:
            return self._known[key]
        best: Found | None = None
        for pattern in candidates:
            found = self._match(pattern, at)
            if found is not None and (best is None or found.end > best.end):
                best = found
        self._known[key] = best
        return best

    def _match(self, pattern: _Pattern, at: int) -> Found | None:
        kept: Captures = {}
        begin = [at]
        end = self._steps(pattern.steps, 0, at, kept, begin)
        if end is None or end <= at:
            return None
        meaning = pattern.build(kept)
        return None if meaning is None else Found(end, meaning, begin[0])

    def _steps(
        self, steps: list[_Step], number: int, at: int, kept: Captures, begin: list[int]
    ) -> int | None:
        masks = self._masks
        for k in range(number, len(steps)):
            step = steps[k]
            mask = masks[at]
            if step.act != _TAKE:
                if not self._looks_right(step, at, begin):
                    return None
                continue
            found = self._taken(step, mask, at)
            if found is None:
                if step.optional:
                    continue
                return None
            value, after, first = found
            if begin[0] == at:
                begin[0] = first
            if step.optional and k + 1 < len(steps):
                rest = dict(kept)
                if step.key:
                    rest[step.key] = value
                mark = [begin[0]]
                end = self._steps(steps, k + 1, after, rest, mark)
                if end is not None:
                    kept.update(rest)
                    begin[0] = mark[0]
                    return end
                continue
            if step.key:
                kept[step.key] = value
            at = after
        return at

    def _taken(self, step: _Step, mask: int, at: int) -> tuple[Any, int, int] | None:
        if step.mask & mask:
            return self._values[at], at + 1, at
        for rule in step.rules:
            found = self.find(rule, at)
            if found is not None:
                return found.meaning, found.end, found.begin
        return None

    def _looks_right(self, step: _Step, at: int, begin: list[int]) -> bool:
        if step.act == _BEGIN:
            begin[0] = at
            return True
        if step.act in {_BEHIND, _NOT_BEHIND}:
            seen = at > 0 and bool(self._masks[at - 1] & step.mask)
            return seen == (step.act == _BEHIND)
        seen = bool(self._masks[at] & step.mask) or any(self.find(rule, at) for rule in step.rules)
        return seen == (step.act == _AHEAD)
