"""Dates: our grammar on the recognizers' English cases, and its speed. Run: python bench/dates_suite.py [--misses]

The cases (microsoft/Recognizers-Text Specs, MIT) are not in this repo; they are looked for in
../shared/data/text/recognizers_en. Their conventions are not ours (READING, "Dates and times"): where
a case allows several values, one of them is enough; hours are compared on the clock; durations and
sets are compared by kind. What remains below 100% is partly meant.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from foothold.reading.dates import DateMention, find_dates

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
SUITES = ("DateTimeModel", "DateParser", "DatePeriodParser", "TimeParser", "TimePeriodParser", "DateTimeParser",
          "DateTimePeriodParser", "DurationParser", "SetParser", "HolidayParser")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Dates: our grammar on public cases, and its speed.")
    parser.add_argument("--misses", action="store_true", help="list what differs")
    parser.add_argument("--suite", default="DateTimeModel", help="with --misses: which suite")
    options = parser.parse_args()
    if not (DATA / "recognizers_en").is_dir():
        print(f"not measured: {DATA / 'recognizers_en'} is absent")
        return
    if options.misses:
        for line in misses(options.suite):
            print(line)
        return
    print(f"{'suite':24}{'mentions':>9}{'found':>8}{'value':>8}{'extra':>7}{'cases right':>13}")
    for suite in SUITES:
        print(row(suite))
    print(speed())


def cases(suite: str) -> Iterator[dict[str, Any]]:
    path = DATA / "recognizers_en" / f"{suite}.json"
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        said = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
        case["now"] = datetime.fromisoformat(said[:19]).replace(tzinfo=UTC)
        yield case


def row(suite: str) -> str:
    count = Counter[str]()
    for case in cases(suite):
        found = find_dates(case["Input"], case["now"], locale="en-US")
        right = True
        used: set[int] = set()
        for wanted in case["Results"]:
            count["wanted"] += 1
            mention = overlapping(found, wanted, used)
            same = mention is not None and agrees(mention, wanted)
            count["found"] += mention is not None
            count["value"] += same
            right &= same
        extra = len(found) - len(used)
        count["extra"] += extra
        count["cases"] += 1
        count["right"] += right and not extra
    share = [f"{count[name] / max(1, count['wanted']):8.1%}" for name in ("found", "value")]
    return f"{suite:24}{count['wanted']:9}{''.join(share)}{count['extra']:7}{count['right']:7} of{count['cases']:4}"


def misses(suite: str) -> Iterator[str]:
    for number, case in enumerate(cases(suite)):
        found = find_dates(case["Input"], case["now"], locale="en-US")
        used: set[int] = set()
        notes = []
        for wanted in case["Results"]:
            mention = overlapping(found, wanted, used)
            if mention is None or not agrees(mention, wanted):
                values = [show(value) for value in values_of(wanted)]
                ours = mention and (mention.text, mention.kind, str(mention.start), str(mention.end))
                kind = wanted.get("TypeName", wanted.get("Type"))
                notes.append(f"wanted {wanted.get('Text')!r} {kind} {values} got {ours}")
        notes += [f"extra {m.text!r} {m.kind} {m.start}" for k, m in enumerate(found) if k not in used]
        if notes:
            yield (f"{number} {case['now']:%a %Y-%m-%d %H:%M} {case['Input'][:160]!r}\n      " + "\n      ".join(notes))


def show(value: dict[str, Any]) -> str:
    span = f"{value.get('start', '')}..{value.get('end', '')}"
    return str(value.get("value") or span) + (f" {value['Mod']}" if "Mod" in value else "")


def values_of(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """The readings a case allows; the parsers' files keep them in another shape."""
    resolution = wanted.get("Resolution")
    if resolution:
        return list(resolution.get("values", []))
    inner = wanted.get("Value") or {}
    values = []
    for key in ("FutureResolution", "PastResolution"):
        value: dict[str, Any] = {}
        for name, text in (inner.get(key) or {}).items():
            if name.startswith("start"):
                value["start"] = text
            elif name.startswith("end"):
                value["end"] = text
            elif name in {"date", "dateTime", "time", "duration", "set"}:
                value["value"] = text
        if value:
            values.append(value)
    return values


def overlapping(found: list[DateMention], wanted: dict[str, Any], used: set[int]) -> DateMention | None:
    start = wanted.get("Start", 0)
    end = wanted.get("End", start + wanted.get("Length", 1) - 1) + 1
    for number, mention in enumerate(found):
        if number not in used and mention.span[0] < end and start < mention.span[1]:
            used.add(number)
            return mention
    return None


def agrees(mention: DateMention, wanted: dict[str, Any]) -> bool:
    kind = str(wanted.get("TypeName") or wanted.get("Type") or "").split(".")[-1]
    if kind in {"duration", "set"}:
        return mention.kind == kind
    values = values_of(wanted)
    if all(value.get("value") == "not resolved" for value in values):
        return True
    return any(same(mention, value) for value in values)


def same(mention: DateMention, value: dict[str, Any]) -> bool:
    if value.get("value"):
        return moment(mention.start, value["value"]) or moment(mention.end, value["value"])
    start, end = value.get("start"), value.get("end")
    if mention.kind == "point":  # a deadline is its day with us ("by Friday", "end of the month"), a stretch with them
        return end is not None and (moment(mention.start, end) or moment(after(mention.start), end))
    starts = moment(mention.start, start) if start else mention.start is None
    # The last day is included with us; with them it is not, whether it is the last or the day after.
    ends = moment(mention.end, end) or moment(after(mention.end), end) if end else mention.end is None
    return (starts and ends) or part_of_day(mention, start, end)


def after(day: date | datetime | None) -> date | datetime | None:
    return day if day is None or isinstance(day, datetime) else day + timedelta(days=1)


# Where a part of the day begins and ends is a convention: morning is 8 to 12 for both, the rest is not.
PARTS = {("12:00", "17:00"): ("12:00", "16:00"), ("17:00", "21:00"): ("16:00", "20:00"),
         ("20:00", "00:00"): ("20:00", "23:59"), ("14:30", "17:00"): ("14:00", "16:00"),
         ("12:00", "14:30"): ("12:00", "14:00"), ("12:00", "14:00"): ("11:00", "13:00")}  # fmt: skip


def part_of_day(mention: DateMention, start: str | None, end: str | None) -> bool:
    first, last = mention.start, mention.end
    if not (start and end and isinstance(first, datetime) and isinstance(last, datetime)):
        return False
    theirs = (start.split(" ")[-1][:5], end.split(" ")[-1][:5])
    same_day = len(start) < 10 or start[:10] == first.date().isoformat()
    return PARTS.get((f"{first:%H:%M}", f"{last:%H:%M}")) == theirs and same_day


def moment(ours: date | datetime | None, theirs: str) -> bool:
    if ours is None:
        return False
    if isinstance(ours, datetime):
        clock = ours.strftime("%H:%M")
        if len(theirs) == 8 and theirs[2] == ":":
            return theirs[:5] == clock
        return theirs[:16] == ours.strftime("%Y-%m-%d %H:%M")
    return theirs[:10] == ours.isoformat()


def speed() -> str:
    """Milliseconds a sentence over spoken and written text, one pass, warm."""
    sentences = []
    path = DATA / "ami_train.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                sentences.append(json.loads(line)["text"])
                if len(sentences) >= 20_000:
                    break
    path = DATA / "email_intent_train.tsv"
    if path.is_file():
        sentences += [line.partition("\t")[2] for line in path.read_text(encoding="utf-8").splitlines()]
    now = datetime(2026, 3, 2, 10, tzinfo=UTC)
    begin = time.process_time()
    mentions = sum(len(find_dates(sentence, now)) for sentence in sentences)
    spent = time.process_time() - begin
    each = 1000 * spent / max(1, len(sentences))
    return f"speed: {each:.4f} ms a sentence ({len(sentences)} sentences, {mentions} mentions)"


if __name__ == "__main__":
    main()
