"""Exchanges: the reading of 1 to 4 turns against labels written without sight of the code.

Run: python bench/exchanges.py [bench/data/exchanges_dev.jsonl] [--errors]

The labels follow READING.md. exchanges_dev.jsonl may be looked at and learned from; of exchanges_held_out.jsonl,
exchanges_everyday.jsonl and exchanges_idiom.jsonl only the table is printed unless --errors asks for the texts,
and a text once read is no longer held out. The exchanges are invented: the table says how well the conventions are
kept, not how often such sentences occur.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from foothold.cli.read_lines import answer

GRADES = ("none", "vague", "proposed", "agreed")
FLAGS = ("seller_vague_ending", "date_without_time", "window", "hedged", "past", "refusal",
         "email_appointment", "absence")  # fmt: skip
HANDED = frozenset("printed ready sent shared brought along back over round away too tomorrow together".split())
"""What may end a labelled thing without saying which it is ("the floor plans printed")."""
DEV = Path(__file__).resolve().parent / "data" / "exchanges_dev.jsonl"


@dataclass(frozen=True)
class Exchange:
    """One exchange with its label and what was read from it."""

    given: dict[str, Any]
    gold: dict[str, Any]
    read: dict[str, Any]
    took_ms: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Exchanges of 1 to 4 turns: what is read against labels.")
    parser.add_argument("file", type=Path, nargs="?", default=DEV, help="labelled exchanges, one JSON a line")
    parser.add_argument("--errors", action="store_true", help="also print the texts of what differs")
    options = parser.parse_args()
    exchanges = list(read_all(options.file))
    if not exchanges:
        parser.error(f"no exchanges in {options.file}")
    for line in table(exchanges):
        print(line)
    if options.errors:
        for line in errors(exchanges):
            print(line)


def read_all(path: Path) -> Iterator[Exchange]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if lines:
        answer("turns", asked(lines[0]))  # the first call compiles the patterns and is not timed
    for given in lines:
        began = time.perf_counter()
        read = answer("turns", asked(given))
        yield Exchange(given, given["gold"], read, (time.perf_counter() - began) * 1000)


def asked(given: dict[str, Any]) -> dict[str, Any]:
    """The input without its label: what is read must not see the answer."""
    return {key: value for key, value in given.items() if key != "gold"}


def table(exchanges: list[Exchange]) -> Iterator[str]:
    yield from grades(exchanges)
    yield from days_and_times(exchanges)
    yield from flags(exchanges)
    yield from promises(exchanges)
    yield f"{'ms per exchange':34}{sum(e.took_ms for e in exchanges) / len(exchanges):8.2f}"


def grades(exchanges: list[Exchange]) -> Iterator[str]:
    count = Counter((e.gold["grade"], e.read["grade"]) for e in exchanges)
    right = sum(count[grade, grade] for grade in GRADES)
    of_agreed = sum(count["agreed", said] for said in GRADES)
    false = sum(count[meant, "agreed"] for meant in GRADES if meant != "agreed")
    yield share("grade right", right, len(exchanges))
    yield share("false agreements (of all)", false, len(exchanges))
    yield share("agreements found", count["agreed", "agreed"], of_agreed)
    yield f"{'label below, read right':24}" + "".join(f"{grade:>10}" for grade in GRADES)
    for meant in GRADES:
        yield f"{meant:24}" + "".join(f"{count[meant, said]:10}" for said in GRADES)


def days_and_times(exchanges: list[Exchange]) -> Iterator[str]:
    slots = [e for e in exchanges if e.gold["start"]]
    days = [e for e in exchanges if e.gold["grade"] == "vague" and e.gold["date"]]
    absences = [e for e in exchanges if e.gold["absence_until"]]
    yield share("start exact (agreed, proposed)", sum(start_is_right(e) for e in slots), len(slots))
    yield share("day kept (vague with a day)", sum(e.read["date"] == e.gold["date"] for e in days), len(days))
    found = sum(e.read["absence_until"] == e.gold["absence_until"] for e in absences)
    yield share("absence_until exact", found, len(absences))
    invented = sum(bool(e.read["absence_until"]) and not e.gold["absence_until"] for e in exchanges)
    yield f"{'absence_until invented':34}{invented:8}"


def flags(exchanges: list[Exchange]) -> Iterator[str]:
    yield f"{'flag':24}{'labelled':>10}{'precision':>11}{'recall':>9}"
    for flag in FLAGS:
        yield precision_recall(flag, [(flag in e.gold["flags"], flag in e.read["flags"]) for e in exchanges])
    yield precision_recall("refusal (field)", [(e.gold["refusal"], e.read["refusal"]) for e in exchanges])


def precision_recall(name: str, pairs: list[tuple[bool, bool]]) -> str:
    both = sum(meant and said for meant, said in pairs)
    meant, said = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return f"{name:24}{meant:10}{ratio(both, said):>11}{ratio(both, meant):>9}"


def promises(exchanges: list[Exchange]) -> Iterator[str]:
    matched = [pair for e in exchanges for pair in matches(e)]
    said = sum(len(e.read["commitments"]) for e in exchanges)
    meant = sum(len(e.gold["commitments"]) for e in exchanges)
    due = sum(wanted["due"] == (found["due"] or "")[:10] for wanted, found in matched if wanted["due"])
    due += sum(not found["due"] for wanted, found in matched if not wanted["due"])
    yield share("commitments, precision", len(matched), said)
    yield share("commitments, recall", len(matched), meant)
    yield share("due exact among the matched", due, len(matched))


def matches(exchange: Exchange) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of (labelled, read) commitments of one side whose `what` has all the key words; each used once."""
    free = list(exchange.read["commitments"])
    pairs = []
    for wanted in exchange.gold["commitments"]:
        for found in free:
            what = (found["what"] or "").lower()
            if found["side"] == wanted["side"] and all(word.lower() in what for word in key_words(wanted)):
                free.remove(found)
                pairs.append((wanted, found))
                break
    return pairs


def key_words(wanted: dict[str, Any]) -> list[str]:
    """The labelled key words; where only `what` is labelled, the thing in it, whether one or several."""
    if "keywords" in wanted:
        return list(wanted["keywords"])
    said = re.split(r",| (?:of|on|for|from|to|with|by|at|in) ", wanted["what"].lower())[0]
    words = [word for word in re.findall(r"[\w'-]+", said) if word not in HANDED]
    return [re.sub(r"(?<=\w{3})(?:ies|y|s)$", "", word) for word in words[-1:]]


def start_is_right(exchange: Exchange) -> bool:
    """The same instant, however its offset is written; a bare date is no start."""
    start = exchange.read["start"]
    if not start or "T" not in start:
        return False
    return bool(datetime.fromisoformat(start) == datetime.fromisoformat(exchange.gold["start"]))


def errors(exchanges: list[Exchange]) -> Iterator[str]:
    for exchange in exchanges:
        wrong = differences(exchange)
        if wrong:
            given = exchange.given
            yield f"\n{given['id']}  {given['now']}  {given['tz']}"
            yield from (f"  {turn['side']}: {turn['text']}" for turn in given["turns"])
            yield from (f"  ! {line}" for line in wrong)


def differences(exchange: Exchange) -> list[str]:
    gold, read = exchange.gold, exchange.read
    wrong = [
        f"{key}: labelled {gold[key]}, read {read[key]}"
        for key in ("grade", "absence_until", "refusal")
        if gold[key] != read[key]
    ]
    if gold["start"] and not start_is_right(exchange):
        wrong.append(f"start: labelled {gold['start']}, read {read['start']}")
    if gold["grade"] == "vague" and gold["date"] and gold["date"] != read["date"]:
        wrong.append(f"date: labelled {gold['date']}, read {read['date']}")
    if set(gold["flags"]) != set(read["flags"]):
        wrong.append(f"flags: labelled {sorted(gold['flags'])}, read {sorted(read['flags'])}")
    pairs = matches(exchange)
    late = any((wanted["due"] or "") != (found["due"] or "")[:10] for wanted, found in pairs)
    if late or not len(pairs) == len(gold["commitments"]) == len(read["commitments"]):
        wrong.append(f"commitments: labelled {gold['commitments']}, read {read['commitments']}")
    return wrong


def share(name: str, part: int, whole: int) -> str:
    return f"{name:34}{ratio(part, whole):>8}  ({part} of {whole})"


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    main()
