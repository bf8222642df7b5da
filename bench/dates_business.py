"""Dates: how many business sentences are read right, and how many sentences without a date stay silent.

    python bench/dates_business.py [FILE.jsonl] [--misses]

A line is `{"id","now","tz","text","locale"?,"expected":[{"text","span","kind","start","end","grain"}]}`,
labelled after docs and READING's conventions. A mention is right when its span and its value are:

- span: the same, apart from a word like "on", "at", "the" or "by" at its edge; a line may leave it out;
- value: the same instants or days; a deadline's day may also be its 17:00, 18:00 or 23:59.

Kind and grain are counted apart. A trap is a line with nothing expected; it is silent when nothing is found.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from foothold.reading.dates import DateMention, find_dates

DATA = Path(__file__).resolve().parent / "data"
OURS = (DATA / "dates_dev.jsonl", DATA / "dates_dev2.jsonl")
EDGES = frozenset("on at in for the by of from this around about sometime any time day um der die das am um im den dem "
                  "bis vom a an".split())  # fmt: skip
DEADLINE_HOURS = {time(17), time(18), time(23, 59)}


def main() -> None:
    """Print the shares, and with --misses every line that differs."""
    parser = argparse.ArgumentParser(description="Dates: business sentences and traps.")
    parser.add_argument("files", nargs="*", type=Path, default=OURS)
    parser.add_argument("--misses", action="store_true", help="list what differs")
    options = parser.parse_args()
    for path in options.files:
        count = Counter[str]()
        for line in lines(path):
            note = judge(line, count)
            if note and options.misses:
                print(note)
        print(path.name, *summary(count), sep="\n  ")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield placed(json.loads(line))


def placed(line: dict[str, Any]) -> dict[str, Any]:
    """The line with a span for every mention."""
    for wanted in line["expected"]:
        if "span" not in wanted:
            begin = line["text"].index(wanted["text"])
            wanted["span"] = [begin, begin + len(wanted["text"])]
    return line


def judge(line: dict[str, Any], count: Counter[str], found: list[DateMention] | None = None) -> str | None:
    """Count one line, read by us or as another program `found` it; a note where it differs."""
    if found is None:
        zone = ZoneInfo(line["tz"])
        found = find_dates(line["text"], datetime.fromisoformat(line["now"]), zone, line.get("locale"))
    expected = line["expected"]
    if not expected:
        count["traps"] += 1
        count["silent"] += not found
        return f"{line['id']} {line['text']!r}: {[m.text for m in found]}" if found else None
    left = list(found)
    wrong = []
    for wanted in expected:
        mention = next((m for m in left if overlap(m.span, wanted["span"])), None)
        if mention is not None:
            left.remove(mention)
        same_value = mention is not None and value_right(mention, wanted)
        same_span = mention is not None and span_right(line["text"], mention.span, wanted["span"])
        count["expected"] += 1
        count["both"] += same_span and same_value
        count["value"] += same_value
        count["span"] += same_span
        count["exact span"] += mention is not None and list(mention.span) == wanted["span"]
        count["kind"] += same_value and mention is not None and mention.kind == wanted["kind"]
        count["grain"] += same_value and mention is not None and mention.grain == wanted["grain"]
        if not (same_span and same_value):
            wrong.append(f"wanted {wanted['text']!r} {wanted['start']} {wanted['end']}, got {shown(mention)}")
    count["extra"] += len(left)
    wrong += [f"extra {shown(mention)}" for mention in left]
    count["sentences"] += 1
    count["sentences right"] += not wrong
    return f"{line['id']} {line['now'][:16]} {line['text']!r}: {'; '.join(wrong)}" if wrong else None


def shown(mention: DateMention | None) -> str:
    return f"{mention.text!r} {mention.start} {mention.end} {mention.grain}" if mention else "nothing"


def overlap(one: tuple[int, int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def span_right(text: str, ours: tuple[int, int], wanted: list[int]) -> bool:
    return core(text[slice(*ours)]) == core(text[slice(*wanted)])


def core(phrase: str) -> list[str]:
    """The words between the edges that may be in or out."""
    words = [word.strip(".,?!()").lower() for word in phrase.split()]
    while words and (words[0] in EDGES or not words[0]):
        words.pop(0)
    while words and not words[-1]:
        words.pop()
    return words


def value_right(mention: DateMention, wanted: dict[str, Any]) -> bool:
    return same_moment(mention.start, wanted["start"]) and same_moment(mention.end, wanted["end"])


def same_moment(ours: date | datetime | None, theirs: str | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    if "T" in theirs:
        return isinstance(ours, datetime) and ours == datetime.fromisoformat(theirs)
    if isinstance(ours, datetime):
        return ours.date().isoformat() == theirs and ours.time() in DEADLINE_HOURS
    return ours.isoformat() == theirs


def summary(count: Counter[str]) -> Iterator[str]:
    expected, sentences, traps = count["expected"], count["sentences"], count["traps"]
    if expected:
        yield f"mentions {expected}: span and value right {share(count['both'], expected)}"
        yield ", ".join(
            f"{name} {share(count[name], expected)}" for name in ("value", "span", "exact span", "kind", "grain")
        )
        yield f"sentences {sentences}: all right {share(count['sentences right'], sentences)}; extra {count['extra']}"
    if traps:
        yield f"sentences without a date {traps}: silent {share(count['silent'], traps)}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}"


if __name__ == "__main__":
    sys.exit(main())
