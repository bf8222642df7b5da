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
None refuses. No rule may need itself, so patterns have bounded length; every (rule, position) is
tried once: reading takes time linear in the text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Captures = dict[str, Any]
Builder = Callable[[Captures], Any]
Row = tuple[str, Builder]
Bits = dict[str, int]

# Pairs of neighbours for which a rule remembers the patterns in question.
_DISPATCH_SIZE = 20_000


@dataclass(slots=True)
class Tokens:
    """A text cut up: parallel lists, one entry a token, and one after the last for the end."""

    words: list[str]
    masks: list[int]
    values: list[Any]
    starts: list[int]
    ends: list[int]


@dataclass(slots=True)
class Found:
    """What a rule found: tokens `begin` to `end` (not included) and the meaning built from them."""

    end: int
    meaning: Any
    begin: int


# What a step does with a token: take it, or only look.
_TAKE, _AHEAD, _NOT_AHEAD, _BEHIND, _NOT_BEHIND, _BEGIN = range(6)
_LOOKS = {"+": _AHEAD, "-": _NOT_AHEAD, "@": _BEHIND, "!": _NOT_BEHIND}


@dataclass(slots=True)
class _Step:
    act: int
    mask: int = 0
    rules: tuple["Rule", ...] = ()
    key: str | None = None
    optional: bool = False


@dataclass(slots=True)
class _Pattern:
    steps: list[_Step]
    build: Builder
    firsts: int = 0
    seconds: int = -1
    """What the second token must be among, where the first step takes exactly one token; else anything."""
    lead: "Rule | None" = None
    """The one rule the pattern begins with: where that finds nothing, the pattern need not be tried."""
    first: _Step | None = None
    """The first step that takes something."""

    def may_begin(self, pair: int, mask: int, following: int) -> bool:
        """Whether it can begin with two tokens of these categories, as far as the rules it begins with can."""
        if not self.firsts & mask or (self.seconds >= 0 and not self.seconds & following):
            return False
        first = self.first
        if first is None or first.mask & mask:
            return True
        return any(rule.candidates(pair, mask, following) for rule in first.rules)


@dataclass(slots=True, eq=False)
class Rule:
    """Patterns by any of which something can be said."""

    name: str
    number: int
    patterns: list[_Pattern] = field(default_factory=list)
    firsts: int = 0
    told_apart: dict[int, tuple[_Pattern, ...]] = field(default_factory=dict)
    """The candidates of the pairs that were asked for."""

    def candidates(self, pair: int, mask: int, following: int) -> tuple[_Pattern, ...]:
        """The patterns that can begin with two tokens of these categories; `pair` names the two masks."""
        found = self.told_apart.get(pair)
        if found is None:
            found = ()
            if self.firsts & mask:
                found = tuple(p for p in self.patterns if p.may_begin(pair, mask, following))
            if len(self.told_apart) >= _DISPATCH_SIZE:
                self.told_apart.clear()
            self.told_apart[pair] = found
        return found


@dataclass(slots=True, eq=False)
class Grammar:
    """Compiled rules. `bits` gives every category and every word that a pattern names its bit."""

    rules: dict[str, Rule]
    bits: Bits
    _kinds: "_Numbers" = field(default_factory=lambda: _Numbers())

    @property
    def literals(self) -> dict[str, int]:
        """The words that patterns name, with their bits (categories are upper case)."""
        return {name: bit for name, bit in self.bits.items() if not name.isupper()}

    def kinds_of(self, masks: Iterable[int]) -> list[int]:
        """A small number for each set of categories. There are as many as different words, not as texts."""
        return list(map(self._kinds.__getitem__, masks))


class _Numbers(dict[int, int]):
    """What is asked for, numbered as it comes."""

    def __missing__(self, asked: int) -> int:
        number = self[asked] = len(self)
        return number


def compile_grammar(rules: Mapping[str, Iterable[Row]], bits: Bits) -> Grammar:
    """Compile the table of rules. `bits` is filled with a bit for every name not there yet.

    ValueError where rules need each other in a circle.
    """
    grammar = Grammar({name: Rule(name, number) for number, name in enumerate(rules)}, bits)
    settled: set[str] = set()
    for name in rules:
        _compile(name, rules, grammar, settled, [])
    return grammar


def _compile(
    name: str, rules: Mapping[str, Iterable[Row]], grammar: Grammar, settled: set[str], around: list[str]
) -> Rule:
    """One rule, the rules inside it first."""
    rule = grammar.rules[name]
    if name in settled:
        return rule
    if name in around:
        raise ValueError(f"the rules {' > '.join([*around, name])} go round")

    def inner(other: str) -> Rule:
        return _compile(other, rules, grammar, settled, [*around, name])

    for text, build in rules[name]:
        for steps in _spelled_out([_step(element, grammar.bits, inner) for element in text.split()]):
            rule.patterns.append(_pattern(steps, build))
    for pattern in rule.patterns:
        rule.firsts |= pattern.firsts
    settled.add(name)
    return rule


def _step(element: str, bits: Bits, inner: Callable[[str], Rule]) -> _Step:
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
    named: list[Rule] = []
    for name in element.removesuffix("?").split("|") if len(element) > 1 else [element]:
        if name[0] == "<" and len(name) > 2:
            named.append(inner(name[1:-1]))
        else:
            mask |= bits.setdefault(name, 1 << len(bits))
    return _Step(act, mask, tuple(named), key, optional)


def _spelled_out(steps: list[_Step]) -> list[list[_Step]]:
    """With and without each step that may be missing before the first sure one: two tokens then tell patterns apart."""
    for number, step in enumerate(steps):
        if step.act != _TAKE:
            continue
        if not step.optional:
            return [steps]
        taken = replace(step, optional=False)
        return [
            [*steps[:number], taken, *steps[number + 1 :]],
            *_spelled_out(steps[:number] + steps[number + 1 :]),
        ]
    return [steps]


def _pattern(steps: list[_Step], build: Builder) -> _Pattern:
    pattern = _Pattern(steps, build, _firsts(steps))
    number = next(number for number, step in enumerate(steps) if step.act == _TAKE)
    first, rest = steps[number], steps[number + 1 :]
    pattern.first = first
    if not first.rules:
        pattern.seconds = _seconds(rest)
    elif not first.mask and len(first.rules) == 1:
        pattern.lead = first.rules[0]
    return pattern


def _seconds(rest: list[_Step]) -> int:
    for step in rest:
        if step.act == _AHEAD and not step.rules:
            return step.mask
        if step.act == _TAKE and not step.optional:
            return _firsts(rest)
    return -1


def _firsts(steps: list[_Step]) -> int:
    mask = 0
    for step in steps:
        if step.act != _TAKE:
            continue
        mask |= step.mask
        for rule in step.rules:
            mask |= rule.firsts
        if not step.optional:
            break
    return mask


def kept(key: str) -> Builder:
    """The builder whose meaning is one thing kept."""
    return lambda captures: captures[key]


def anything(captures: Captures) -> bool:
    """The builder of a pattern that only has to be there."""
    return True


_UNKNOWN: Any = object()
"""Stands for what no rule was asked for yet; None is an answer."""


class Reader:
    """One text being read: remembers what each rule found at each token."""

    __slots__ = ("_known", "_many", "_masks", "_pairs", "_values")

    def __init__(self, grammar: Grammar, tokens: Tokens) -> None:
        masks = tokens.masks
        kinds = grammar.kinds_of(masks)
        self._pairs = [kind << 20 | following for kind, following in zip(kinds, [*kinds[1:], 0], strict=True)]
        self._masks = [*masks, 0]
        self._values = tokens.values
        self._many = len(grammar.rules)
        self._known: dict[int, Found | None] = {}

    def forget(self) -> None:
        """Drop what was remembered: a long text behind the reader is not needed again."""
        self._known.clear()

    def find(self, rule: Rule, at: int) -> Found | None:
        """The longest finding of the rule that begins at token `at`, None where there is none."""
        key = at * self._many + rule.number
        known = self._known
        if key in known:
            return known[key]
        pair, masks = self._pairs[at], self._masks
        best: Found | None = None
        for pattern in rule.told_apart.get(pair) or rule.candidates(pair, masks[at], masks[at + 1]):
            lead = pattern.lead
            if lead is not None:
                # What is known already costs no call: most of what is asked has been asked before.
                led = known.get(at * self._many + lead.number, _UNKNOWN)
                if led is None or (led is _UNKNOWN and self.find(lead, at) is None):
                    continue
            kept: Captures = {}
            begin = [at]
            end = self._follow(pattern.steps, 0, at, kept, begin)
            # Ties go to the pattern written first; a shorter finding need not be built.
            if end is None or end <= at or (best is not None and end <= best.end):
                continue
            meaning = pattern.build(kept)
            if meaning is not None:
                best = Found(end, meaning, begin[0])
        known[key] = best
        return best

    def _follow(self, steps: list[_Step], number: int, at: int, kept: Captures, begin: list[int]) -> int | None:
        """Where the steps from `number` on end when they start at token `at`; fills `kept` and `begin`."""
        masks = self._masks
        for k in range(number, len(steps)):
            step = steps[k]
            if step.act != _TAKE:
                if not self._looks_right(step, at, begin):
                    return None
                continue
            if step.mask & masks[at]:
                value, after = self._values[at], at + 1
            else:
                found = self._longest(step.rules, at) if step.rules else None
                if found is None:
                    if step.optional:
                        continue
                    return None
                value, after = found.meaning, found.end
                if begin[0] == at:
                    begin[0] = found.begin
            if step.optional and k + 1 < len(steps):
                end = self._with(step, value, after, steps, k + 1, kept, begin)
                if end is not None:
                    return end
                continue  # what follows fits only without it
            if step.key:
                kept[step.key] = value
            at = after
        return at

    def _with(
        self,
        step: _Step,
        value: Any,
        after: int,
        steps: list[_Step],
        number: int,
        kept: Captures,
        begin: list[int],
    ) -> int | None:
        """The rest of the steps after one that might have been missing, on trial."""
        trial = dict(kept)
        if step.key:
            trial[step.key] = value
        mark = [begin[0]]
        end = self._follow(steps, number, after, trial, mark)
        if end is not None:
            kept.update(trial)
            begin[0] = mark[0]
        return end

    def _longest(self, rules: tuple[Rule, ...], at: int) -> Found | None:
        best: Found | None = None
        known, begins = self._known, at * self._many
        for rule in rules:
            found = known.get(begins + rule.number, _UNKNOWN)
            if found is _UNKNOWN:
                found = self.find(rule, at)
            if found is not None and (best is None or found.end > best.end):
                best = found
        return best

    def _looks_right(self, step: _Step, at: int, begin: list[int]) -> bool:
        if step.act == _BEGIN:
            begin[0] = at
            return True
        if step.act in {_BEHIND, _NOT_BEHIND}:
            seen = at > 0 and bool(self._masks[at - 1] & step.mask)
            return seen == (step.act == _BEHIND)
        seen = bool(self._masks[at] & step.mask) or any(self.find(rule, at) for rule in step.rules)
        return seen == (step.act == _AHEAD)
