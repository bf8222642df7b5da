"""A text cut into words, numbers and marks, each with the categories a grammar asks for.

Figures are judged here, as a whole: "12/11/2026" is a date and "15:30" a clock time, while
"1/1/1/1", "1.2.3.4", "$3", "v12", "#14" and "B-12" are none and become one token without a category.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foothold.reading.dates.grammar import Builder, Grammar, Row, Tokens, compile_grammar
from foothold.reading.dates.meaning import Figures, Fixed, Instant, MonthOf

__all__ = ["Builder", "Language", "tokenize"]

# Figures are taken for good, seen whole and then taken by name: nothing behind them can ask for less. The short way to
# say so, ")*+", is misread by Python before 3.11.5 (gh-106052), which Debian 12 has.
_TOKEN = re.compile(
    r"""
    (?P<skip>(?:https?://|www\.)\S+ | (?<![\w.])[\w.+-]{1,64}@[\w-]+\.[\w.-]+
      | (?<![\w.])[^\W\d_][\w-]{0,62}\.(?:com|net|org|io|ai|app|co)(?!\w) )
  | (?P<iso>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)(?!\w)
  | (?P<num>\d{1,2}\.\d{1,2}\.(?=,|\s+[(a-z])
      | (?=(?P<figures>\d+(?:,\d{3}(?!\d))*(?:[.:/\u2013\u2014-]\d+)*))(?P=figures))
    (?P<tail>\s?[ap]\.\s?m\b\.?|[^\W\d_]{0,12}(?:\d{2}(?!\w))?)
  | (?P<offset>(?:GMT|UTC)\s?[+\u2013-]\d{1,2}(?::?\d{2})?|(?<=:\d\d\ )[+-]\d{4})(?!\w)
  | (?P<ampm>[ap]\s?\.\s?m\b(?:\s?\.)?)(?!\w)
  | (?P<word>[^\W\d_]\w*(?:['\u2019][^\W\d_]+)*)
  | (?P<line>\n[ \t\r]*(?:\n|(?=[-*\u2022])))
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRIGGER = re.compile(r"\d|[^\W\d_]+")
_FIGURE = re.compile(r"\d[:/.\u2013-]\d|\d[hap]|\d ?[ap]\.|(?<!\d)(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_LONGEST_FIGURES = 40
"""Code points of figures in a row, with their marks; a longer row ("1-1-1-1-...") is no date."""
_SPLIT_WORD = re.compile(r"([^\W\d_]+)(\d{1,4})$")
_SENTENCE_END = frozenset("{}[].!?:;\u2022*-\u2013\u2014\"'\u201c\u201d\u2018()\n")
_BAD_BEFORE = frozenset("$€£¥#+=\\_/^")
_CURRENCY = frozenset("$€£¥#")
_BAD_AFTER = frozenset("%°\\=_$€£")
_DASHES = re.compile("[-\u2013\u2014]")

Entry = tuple[str, Any]


@dataclass(slots=True)
class Language:
    """One language's table: words with their categories and values, and patterns (see grammar).

    `cased` holds what a word means when capitalised away from a sentence's start ("March" against
    "march"); `numbered` are words that make the number behind them a mere label ("room 12").
    `suffixes` are what may be glued to a number, with the category it then has. `quiet` words alone
    never make a sentence worth reading for dates, unless one of each of a pair of `pairs` stands in it,
    or a figure like "9.30" and one of the first pair's first. `top` is
    the rule of a mention, `more` those of further days and further clock times behind one,
    and `joints` what stands between two of a kind. `decimal_comma`: "14,50" is one number;
    `month_first`: a locale may write the month before the day in figures. `touch_up` sees the tokens
    with the text's capitals before the grammar does.
    """

    words: Mapping[str, Entry]
    cased: Mapping[str, Entry]
    numbered: frozenset[str]
    suffixes: Mapping[str, str]
    tens: Mapping[str, int]
    rules: Mapping[str, list[Row]]
    top: str
    more: tuple[str, str]
    joints: frozenset[str]
    quiet: frozenset[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    decimal_comma: bool = False
    month_first: bool = True
    touch_up: Callable[[str, Tokens, "Language"], None] | None = None
    grammar: Grammar = field(init=False)
    triggers: frozenset[str] = field(init=False)
    known: set[str] = field(init=False)
    """Every word that means something, alone or in a pattern."""
    _halves: frozenset[str] = field(init=False)
    _telling: frozenset[str] = field(init=False)
    _entries: dict[str, tuple[int, Any]] = field(init=False)
    _cased: dict[str, tuple[int, Any]] = field(init=False)
    _masks: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.grammar = compile_grammar(self.rules, {})
        literals = self.grammar.literals
        self._entries = {
            word: (self.mask(categories) | literals.get(word, 0), value)
            for word, (categories, value) in self.words.items()
        }
        for word, bit in literals.items():
            self._entries.setdefault(word, (bit, None))
        self._cased = {
            word: (self.mask(categories) | literals.get(word, 0), value)
            for word, (categories, value) in self.cased.items()
        }
        self.triggers = frozenset(self.words) - self.quiet
        self._halves = frozenset().union(*(one for one, _ in self.pairs))
        self._telling = self.triggers | self._halves
        self.known = self._entries.keys() | self._cased.keys()

    def mask(self, categories: str) -> int:
        """The bits of categories given as words with blanks between."""
        found = self._masks.get(categories)
        if found is None:
            found = 0
            for name in categories.split():
                found |= self.grammar.bits.setdefault(name, 1 << len(self.grammar.bits))
            self._masks[categories] = found
        return found

    def look_up(self, word: str, lower: str, capital: bool) -> tuple[int, Any]:
        """The bits and value of a word; `capital`: written with a capital that no sentence start explains."""
        if capital:
            entry = self._cased.get(lower)
            if entry is not None:
                return entry
        entry = self._entries.get(lower)
        return entry if entry is not None else (0, None)

    def tells(self, word: str) -> bool:
        """Whether a token can be what makes a mention of time: a figure, a word of time, or half of a pair of words."""
        return word in self._telling or (not word.isalpha() and any(map(str.isdigit, word)))

    def may_hold_dates(self, text: str) -> bool:
        """Whether any word or figure in the text could begin a date: the cheap look before the real one."""
        words = _TRIGGER.findall(text.lower())
        if not self.triggers.isdisjoint(words):
            return True
        if self._halves.isdisjoint(words):
            return False
        for one, other in self.pairs:
            if not one.isdisjoint(words) and not other.isdisjoint(words):
                return True
        return not self.pairs[0][0].isdisjoint(words) and _FIGURE.search(text) is not None


def tokenize(text: str, language: Language) -> Tokens:
    """Cut the text up, in time linear in its length."""
    tokens = _Cutter(text, language).cut()
    if language.touch_up is not None:
        language.touch_up(text, tokens, language)
    return tokens


class _Cutter:
    """Collects the tokens of one text."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.out = Tokens([], [], [], [], [])
        self.fresh = True  # the next word opens a sentence

    def cut(self) -> Tokens:
        # Lower-casing can change the length ("İ"), so words are lowered one by one, never the text.
        for match in _TOKEN.finditer(self.text):
            kind = match.lastgroup
            if kind == "word":
                self._word(match.group(), *match.span())
            elif kind == "mark":
                self._mark(match.group(), match.start())
            elif kind == "tail":
                self._number(match)
            elif kind == "ampm":
                half = match.group()[0].lower() + "m"
                self._add(half, self.language.mask("AMPM FREE"), half, match.start(), match.end())
            elif kind == "iso":
                self._iso(match)
            elif kind == "offset":
                self._add("utc", self.language.mask("ZONE FREE"), _offset(match.group()), *match.span())
            elif kind == "line":
                self._add("\n", self.language.mask("LINE FREE"), None, match.start(), match.end())
                self.fresh = True
            else:
                self._add("", 0, None, match.start(), match.end())
        size = len(self.text)
        self._add("", self.language.mask("END FREE"), None, size, size)
        return self.out

    def _add(self, word: str, mask: int, value: Any, start: int, end: int) -> None:
        out = self.out
        out.words.append(word)
        out.masks.append(mask)
        out.values.append(value)
        out.starts.append(start)
        out.ends.append(end)
        self.fresh = False

    def _mark(self, mark: str, start: int) -> None:
        language = self.language
        lone = mark in _BAD_AFTER or mark in _BAD_BEFORE
        entry = language.look_up(mark, mark, False)[0]
        self._add(mark, entry | (0 if lone else language.mask("FREE MARK")), None, start, start + 1)
        # A dash inside "mid-March" opens nothing.
        self.fresh = mark in _SENTENCE_END and not (start and mark in "-\u2013" and self.text[start - 1].isalnum())

    def _word(self, word: str, start: int, end: int) -> None:
        lower = word.lower().replace("\u2019", "'")
        language = self.language
        if lower not in language.known and lower.isalpha():  # as most words are
            self._add(lower, 0, None, start, end)
            return
        capital = word[0].isupper() and not self.fresh
        mask, value = language.look_up(word, lower, capital)
        if not mask and lower.endswith("'s"):
            end -= 2
            word, lower = word[:-2], lower[:-2]
            mask, value = language.look_up(word, lower, capital)
        elif not mask and lower[-1].isdigit() and (split := _SPLIT_WORD.match(lower)):
            head, value = language.look_up(word, split[1], word[0].isupper())
            if head & language.mask("TAKESNUM"):
                middle = start + split.end(1)
                self._add(split[1], head, value, start, middle)
                self._figures(self.text[middle:end], middle, end)
                return
            value = None
        if mask and self._joins_tens(lower, value, end):
            return
        self._add(lower, mask, value, start, end)

    def _joins_tens(self, lower: str, value: Any, end: int) -> bool:
        """ "Twenty five", "twenty-first" become one number."""
        out, language = self.out, self.language
        if not isinstance(value, int) or not out.words or not self._mask_of(lower) & language.mask("UNIT9"):
            return False
        at = len(out.words) - 1
        if out.words[at] == "-" and at:
            at -= 1
        tens = language.tens.get(out.words[at])
        if tens is None or (at < len(out.words) - 1 and out.ends[at] != out.starts[at + 1]):
            return False
        del out.words[at + 1 :], out.masks[at + 1 :], out.values[at + 1 :], out.starts[at + 1 :], out.ends[at + 1 :]
        number = tens + value
        ordinal = self._mask_of(lower) & language.mask("WORD")
        if ordinal and number > 31:
            return False
        out.words[at] = "\u0000"  # a number already made takes no further unit
        out.masks[at] = language.mask("WORD FREE") if ordinal else self._number_word_mask(number)
        out.values[at] = number
        out.ends[at] = end
        return True

    def _mask_of(self, lower: str) -> int:
        return self.language.look_up(lower, lower, False)[0]

    def _number_word_mask(self, number: int) -> int:
        return self.language.mask("WNUM " + number_categories("W", number, 2))

    # -- figures ----------------------------------------------------------------------------------

    def _number(self, match: re.Match[str]) -> None:
        start, end = match.span()
        run, tail = match["num"], match["tail"]
        if len(run) > _LONGEST_FIGURES or self._is_label(start, end, bool(tail)):
            self._add("", 0, None, start, end)
            return
        tail_start = start + len(run)
        if not tail:
            self._figures(run, start, end)
            return
        bare = tail.strip().lower()
        kind = self.language.suffixes.get(bare.replace(".", "").replace(" ", ""))
        if kind == "AMPM":
            self._figures(run, start, tail_start)
            half = bare[0] + "m"
            tail_start += len(tail) - len(tail.lstrip())
            self._add(half, self.language.mask("AMPM FREE"), half, tail_start, end)
        elif kind == "AP" and (":" in run or self._behind_a_day(run)):
            self._figures(run, start, tail_start)
            self._add(bare, self.language.mask("AMPM FREE"), bare + "m", tail_start, end)
        elif kind == "ORD":
            self._ordinal(run, start, end)
        elif kind == "HOUR":
            self._hour(run, "", start, end)
        elif bare[:1] == "h" and len(bare) == 3 and bare[1:].isdigit():
            self._hour(run, bare[1:], start, end)
        elif kind == "WORD" or (kind is None and self._mask_of(bare) & self.language.mask("GLUED")):
            self._figures(run, start, tail_start)
            self._word(tail, tail_start, end)
        elif kind == "ISH":
            self._figures(run, start, tail_start)
            self._add("ish", self.language.look_up("ish", "ish", False)[0], None, tail_start, end)
        else:
            self._add("", 0, None, start, end)

    def _behind_a_day(self, run: str) -> bool:
        """ "Thu 2p", "at 9a": a half of the day cut short; "flat 2a" is none."""
        behind = self.language.mask("WEEKDAY TODAY LOWDAY LONEAT AT")
        return run.isdigit() and 0 < int(run[:4]) <= 12 and bool(self.out.masks and self.out.masks[-1] & behind)

    def _is_label(self, start: int, end: int, tailed: bool) -> bool:
        """Whether what stands before or behind makes the figure a price, a label or a share."""
        text, out = self.text, self.out
        if end < len(text) and text[end] in _BAD_AFTER:
            return True
        if self.language.decimal_comma and _is_decimal(text, start, end):
            return True
        if not out.words:
            return False
        last = len(out.words) - 1
        if out.words[last] in {"-", "\u2013"} and last and out.ends[last] == start:
            before_dash = out.ends[last - 1] == out.starts[last]
            return before_dash and not out.masks[last - 1]
        if start and text[start - 1] in _BAD_BEFORE:
            return not (text[start - 1] == "/" and last and out.masks[last - 1])
        if out.words[last] in _CURRENCY:
            return True
        word = out.words[last]
        if word == "." and last:
            word = out.words[last - 1]
        return word in self.language.numbered and not tailed

    def _figures(self, run: str, start: int, end: int) -> None:
        language = self.language
        if run.isdigit():
            number = int(run) if len(run) <= 9 else -1
            categories = number_categories("D", number, len(run))
            if len(run) in {3, 4}:
                categories += " HHMM"
            self._add(run, language.mask("DNUM " + categories), number, start, end)
            return
        mask, value = self._judged(run)
        if not mask and self._split_at_dash(run, start, end):
            return
        self._add(run, mask, value, start, end)

    def _split_at_dash(self, run: str, start: int, end: int) -> bool:
        """ "10-11", "1:00-5:00", "3/14-3/16": two figures and a dash."""
        dashes = list(_DASHES.finditer(run))
        if len(dashes) % 2 == 0 or len(dashes) > 5:
            return False
        middle = dashes[len(dashes) // 2].start()
        left, right = run[:middle], run[middle + 1 :]
        if not all(part.isdigit() or self._judged(part)[0] for part in (left, right)):
            return False
        self._figures(left, start, start + middle)
        self._mark("-", start + middle)
        self._figures(right, start + middle + 1, end)
        return True

    def _judged(self, run: str) -> tuple[int, Any]:
        """The categories and value of a run with separators; nothing where it is no date, time or fraction."""
        if len(run) > 19:
            return 0, None
        for pattern, reading in _READINGS:
            match = pattern.fullmatch(run)
            if match:
                found = reading(match)
                if found is not None:
                    return self.language.mask(found[0]), found[1]
        return 0, None

    def _ordinal(self, run: str, start: int, end: int) -> None:
        number = int(run) if run.isdigit() and len(run) < 3 else 0
        self._add(run, self.language.mask("ORD FREE") if 1 <= number <= 31 else 0, number, start, end)

    def _hour(self, run: str, minutes: str, start: int, end: int) -> None:
        """ "15h", "15h30"."""
        if run.isdigit() and len(run) < 3 and int(run) < 25 and int(minutes or 0) < 60:
            category = "CLOCK FREE" if minutes else "HOURS DNUM"
            value = (int(run), int(minutes or 0), "24") if minutes else int(run)
            self._add(run, self.language.mask(category), value, start, end)
        elif re.fullmatch(r"\d+(\.\d+)?", run) and len(run) < 9 and not minutes:
            self._add(run, self.language.mask("HOURS"), float(run), start, end)
        else:
            self._add("", 0, None, start, end)

    def _iso(self, match: re.Match[str]) -> None:
        try:
            when = datetime.fromisoformat(match.group().upper())
        except ValueError:
            self._add("", 0, None, *match.span())
            return
        self._add(match.group(), self.language.mask("INSTANT FREE"), Instant(when), *match.span())


def _is_decimal(text: str, start: int, end: int) -> bool:
    """Whether the figures at `start` to `end` are one side of a decimal comma ("14,50")."""
    after = text[end : end + 2]
    before = text[max(0, start - 2) : start]
    return (after[:1] == "," and after[1:].isdigit()) or (before[-1:] == "," and before[:-1].isdigit())


def _offset(written: str) -> str:
    """ "GMT+2", "UTC-05:30" as +HH:MM."""
    figures = re.sub(r"\D", "", written)
    hours, minutes = (figures, "00") if len(figures) < 3 else (figures[:-2], figures[-2:])
    return f"{'+' if '+' in written else '-'}{int(hours):02}:{int(minutes):02}"


def number_categories(kind: str, number: int, width: int) -> str:
    """The categories of a whole number: kind "D" for digits, "W" for words, with its sensible uses."""
    names = []
    if 1 <= number <= 31 and width <= 2:
        names.append(kind + "31")
    if 0 <= number <= 24 and width <= 2:
        names.append(kind + "24")
    if 1 <= number <= 12 and width <= 2:
        names.append(kind + "12")
    if 0 <= number <= 59 and width == 2:
        names.append(kind + "60")
    if 1 <= number <= 53 and width <= 2:
        names.append(kind + "53")
    if width == 4 and number < 2400 and number % 100 < 60 and (number < 1000 or number % 100 % 15 == 0):
        names.append("MIL")
    if width == 4 and 1900 <= number <= 2199:
        names.append(kind + "YEAR")
    if width == 2 and kind == "D":
        names.append("D2")
    return " ".join(names)


def full_year(figures: str) -> int:
    """A year in two figures is near: 70 to 99 the last century, else this one."""
    year = int(figures)
    if len(figures) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


Reading = tuple[str, Any] | None


def _read_clock(match: re.Match[str]) -> Reading:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    # A leading nought or an hour past noon is the 24-hour clock; "3:30" is afternoon by rule 6.
    return "CLOCK FREE", (hour, minute, "24" if match[1].startswith("0") or hour > 12 else "")


def _read_dotted(match: re.Match[str]) -> Reading:
    hour, minute = int(match[1]), int(match[2])
    names = "DECIMAL"
    if hour <= 24 and minute < 60 and len(match[2]) == 2:
        names += " DOTCLOCK"
    if 1 <= hour <= 31 and 1 <= minute <= 12:
        names += " DOTDATE"
    return names, (hour, minute, float(match[0]))


def _read_ordinal_dots(match: re.Match[str]) -> Reading:
    """ "18.09., at 13:30": with the second dot it is the 18th of the ninth, never a clock time."""
    day, month = int(match[1]), int(match[2])
    return ("DATE FREE", Figures("-", day, month, None)) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _read_iso_day(match: re.Match[str]) -> Reading:
    try:
        return "DATE FREE", Fixed(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


def _read_day(match: re.Match[str]) -> Reading:
    a, b, year = int(match[1]), int(match[3]), full_year(match[4])
    if not (1 <= a <= 31 and 1 <= b <= 31 and min(a, b) <= 12 and year > 0):
        return None
    return "DATE FREE", Figures(match[2], a, b, year)


def _read_year_month(match: re.Match[str]) -> Reading:
    year, month = int(match[1]), int(match[2])
    return ("YEARMONTH FREE", MonthOf(month, year)) if 1900 <= year <= 2199 and 1 <= month <= 12 else None


def _read_month_year(match: re.Match[str]) -> Reading:
    year, month = int(match[2]), int(match[1])
    return ("YEARMONTH FREE", MonthOf(month, year)) if 1900 <= year <= 2199 and 1 <= month <= 12 else None


def _read_pair(match: re.Match[str]) -> Reading:
    a, b = int(match[1]), int(match[3])
    if match[2] != "/":
        return ("DASHDATE", Figures(match[2], a, b)) if _fits(a, b) and max(a, b) > 24 else None
    if not _fits(a, b):
        return ("FRACTION", a / b) if b and a < b else None
    # "3/4", "9/10" and "24/7" are shares, grades and opening hours at least as often as days.
    doubtful = (a < b and b in {2, 3, 4, 5, 8, 10}) or a == b
    if (a, b) == (24, 7):
        return "ROUNDTHECLOCK", Figures("/", a, b)
    return ("MAYBEDATE" if doubtful else "PAIRDATE"), Figures("/", a, b)


def _fits(a: int, b: int) -> bool:
    return 1 <= a <= 31 and 1 <= b <= 31 and min(a, b) <= 12


_READINGS = (
    (re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?"), _read_clock),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), _read_iso_day),
    (re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)"), _read_day),
    (re.compile(r"(\d{4})[-/](\d{1,2})"), _read_year_month),
    (re.compile(r"(\d{1,2})[-/.](\d{4})"), _read_month_year),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\."), _read_ordinal_dots),
    (re.compile(r"(\d{1,2})\.(\d{1,2})"), _read_dotted),
    (re.compile(r"(\d{1,2})(/)(\d{1,2})"), _read_pair),
)
