"""Dates: our grammar and Microsoft's own Python on Microsoft's English cases, through one adapter; and our speed.

    python bench/dates_suite.py [--misses] [--left-out] [--no-peer]

The cases (microsoft/Recognizers-Text Specs, MIT) are not in this repo; they are looked for in
../shared/data/text/recognizers_en. Their conventions are not ours (READING, "Dates and times"), so an
answer of either program is turned into the moments it may stand for, and one of a case's values is enough:

- their `end` is the day after, ours the last day; "March to May" ends for them where May begins;
- a deadline is a day with us ("by Friday", "end of the month"), a stretch with them;
- "after the 15th" begins on the 16th with us; a time without a day is compared on the clock;
- where they cut "Easter Monday at 10:30" in two, one mention with both is right;
- a part of the day is the same part, though its hours are not theirs.

A case is right when every mention is and there is no other. Sets and durations are counted apart, by
kind. `REASONS` are kinds of cases that our shape or conventions cannot answer as they do; each is told
from the case alone, never from an answer, and the shares are given with and without them.
"""

import argparse
import gzip
import json
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import read_cold

from foothold.reading.dates import DateMention, find_dates

HERE = Path(__file__).resolve().parent
DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
SUITE = "DateTimeModel"
COUNTED = {"set", "duration"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program says about a stretch of text: the moments it may stand for, as text."""

    begin: int
    end: int
    kind: str
    values: tuple["Value", ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One meaning. A moment is "2026-03-14", "2026-03-14 15:00" or "15:00"; any of several is meant."""

    starts: frozenset[str]
    ends: frozenset[str] = frozenset()
    point: bool = False


def main() -> None:
    """Print the shares, and what is asked for."""
    parser = argparse.ArgumentParser(description="Dates: our grammar and its peer on public cases, and our speed.")
    parser.add_argument("--misses", action="store_true", help="list what differs in the cases we can answer")
    parser.add_argument("--left-out", action="store_true", help="list what is left out, and why")
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    if not (DATA / "recognizers_en").is_dir():
        print(f"not measured: {DATA / 'recognizers_en'} is absent")
        return
    todo = list(cases())
    ours = our_answers(todo)
    if options.misses or options.left_out:
        for case, answers in zip(todo, ours, strict=True):
            why = reason(case)
            if options.left_out and why:
                print(why, f"{case['now']:%a %Y-%m-%d}", case["Input"][:100], sep=" | ")
            if options.misses and not why and (notes := differences(case, answers)):
                print(f"{case['now']:%a %Y-%m-%d %H:%M} {case['Input'][:120]!r}", *notes, sep="\n      ")
        return
    table(todo, {"foothold": ours} | ({} if options.no_peer else answers_of_peer(todo)))
    print(speed())


def cases() -> Iterator[dict[str, Any]]:
    path = DATA / "recognizers_en" / f"{SUITE}.json"
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        said = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
        case["now"] = datetime.fromisoformat(said[:19]).replace(tzinfo=UTC)
        yield case


def table(todo: list[dict[str, Any]], programs: dict[str, list[list[Answer]]]) -> None:
    """Shares of cases right with and without what is left out; sets and durations by mention."""
    left_out = Counter(why for case in todo if (why := reason(case)))
    print(f"{len(todo)} cases, left out {left_out.total()}:")
    for why, count in left_out.most_common():
        print(f"  {count:4} {why}")
    print(f"{'':22}{'all cases':>20}{'expressible cases':>22}{'sets, durations':>20}")
    for name, answers in programs.items():
        every, kept, counted = shares(todo, answers)
        print(f"{name:22}{every:>20}{kept:>22}{counted:>20}")


def shares(todo: list[dict[str, Any]], answers: list[list[Answer]]) -> tuple[str, str, str]:
    """What is right of all cases, of those we can express, and of sets and durations by their kind."""
    right = [not differences(case, found) for case, found in zip(todo, answers, strict=True)]
    kept = [ok for case, ok in zip(todo, right, strict=True) if not reason(case)]
    counted = [
        wanted["TypeName"].endswith(answer.kind)
        for case, found in zip(todo, answers, strict=True)
        for wanted in mentions_of(case)
        if kind_of(wanted) in COUNTED
        for answer in [next((a for a in found if overlap(a, wanted)), Answer(0, 0, "none", ()))]
    ]
    return share(right), share(kept), share(counted)


def share(right: list[bool]) -> str:
    return f"{sum(right)}/{len(right)} {sum(right) / max(1, len(right)):.1%}"


# -- what is left out ---------------------------------------------------------------------------

WEEKDAYS = "mon tue wed thu fri sat sun".split()
OTHER_WEEK = re.compile(r"\b(?:next|following|this|last|past)\s+(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b(?! the| \d)", re.IGNORECASE)
NOW = re.compile(r"^(?:right )?now$|^at (?:the|this) (?:moment|minute|present time|time)$|^at present$")
NUMBERED_WEEK = re.compile(r"^(?:the )?week \d+$", re.IGNORECASE)
IN_A_NAME = re.compile(r"[\w/_-]\d{4}-?\d\d-?\d\d[\w._-]*\.\w|^https?:|www\.\S*\d{4}|-\d{8}-")
MONTH_PART = re.compile(r"\b(?:early|mid|late|beginning|start|middle|end)\b", re.IGNORECASE)


def _no_value(case: dict[str, Any]) -> bool:
    return any(
        kind_of(m) not in COUNTED and (not m["Resolution"]["values"] or _unresolved(m)) for m in mentions_of(case)
    )


def _unresolved(mention: dict[str, Any]) -> bool:
    return all(v.get("value") == "not resolved" for v in mention["Resolution"]["values"])


def _next_by_week(case: dict[str, Any]) -> bool:
    """ "Next Friday" is of the next Monday-to-Sunday week with us (rule 1); theirs is another day."""
    monday = case["now"].date() - timedelta(days=case["now"].weekday())
    for mention in mentions_of(case):
        match = OTHER_WEEK.search(mention["Text"])
        if match and kind_of(mention) in {"date", "datetime"}:
            which = mention["Text"][match.start() :].split()[0].lower()
            weeks = {"next": 1, "following": 1, "this": 0}.get(which, -1)
            day = monday + timedelta(days=WEEKDAYS.index(match[1].lower()), weeks=weeks)
            if not any(str(v.get("value", "")).startswith(day.isoformat()) for v in mention["Resolution"]["values"]):
                return True
    return False


def _weekday_today(case: dict[str, Any]) -> bool:
    """A weekday said on that weekday is a week ahead with us (rule 1), today with them."""
    today = case["now"].date()
    for mention in mentions_of(case):
        match = WEEKDAY.search(mention["Text"])
        if match and WEEKDAYS.index(match[1].lower()) == today.weekday():
            values = [str(v.get("value") or v.get("start") or "")[:10] for v in mention["Resolution"]["values"]]
            if max(values) == today.isoformat():
                return True
    return False


def _week_over(case: dict[str, Any]) -> bool:
    """A numbered week already over is next year's with us (rule 2: the next to come), this year's with them."""
    today = case["now"].date().isoformat()
    return any(
        NUMBERED_WEEK.search(m["Text"]) and all(v.get("end", "") <= today for v in m["Resolution"]["values"])
        for m in mentions_of(case)
    )


def _month_part(case: dict[str, Any]) -> bool:
    """Mid-March is the 11th to the 20th with us (rule 4); they count from the 10th, or cut in half."""
    return any(
        MONTH_PART.search(m["Text"]) and any(v.get("Mod", "").split("-")[-1] in {"start", "mid", "end"}
                                             for v in m["Resolution"]["values"])
        and kind_of(m) == "daterange" and "end" not in m["Text"].lower().split()
        for m in mentions_of(case)
    )  # fmt: skip


def _of_kind(kinds: set[str]) -> Callable[[dict[str, Any]], bool]:
    return lambda case: any(kind_of(m) in kinds for m in mentions_of(case))


def _values(test: Callable[[dict[str, Any]], bool]) -> Callable[[dict[str, Any]], bool]:
    return lambda case: any(test(v) for m in mentions_of(case) for v in m["Resolution"]["values"])


REASONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "a set or a duration (counted apart, by kind)": _of_kind(COUNTED),
    "no value of theirs (30 February, a season, a fiscal year)": _no_value,
    "a time zone alone": _of_kind({"timezone"}),
    '"now": no date with us': lambda case: any(NOW.search(m["Text"].lower()) for m in mentions_of(case)),
    'refers to another time in the text ("that week")': _values(lambda v: v.get("Mod") == "ref_undef"),
    "a weekday of this, the next or the last week: theirs is not of that Monday-to-Sunday week": _next_by_week,
    "a weekday said on that weekday: today with them, in a week with us": _weekday_today,
    "a numbered week already over: next year's with us": _week_over,
    "a part of a month or year cut elsewhere (mid-March from the 10th)": _month_part,
    "figures inside a file name or an address": lambda case: IN_A_NAME.search(case["Input"]) is not None,
}


def reason(case: dict[str, Any]) -> str | None:
    """Why the case is left out of the expressible ones; None for one of them."""
    return next((name for name, test in REASONS.items() if test(case)), None)


def mentions_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    for mention in case["Results"]:
        mention.setdefault("TypeName", "none")
        if not isinstance(mention.get("Resolution"), dict) or "values" not in mention["Resolution"]:
            mention["Resolution"] = {"values": []}
    results: list[dict[str, Any]] = case["Results"]
    return results


def kind_of(mention: dict[str, Any]) -> str:
    return str(mention["TypeName"]).split(".")[-1]


# -- answers ------------------------------------------------------------------------------------


def our_answers(todo: list[dict[str, Any]]) -> list[list[Answer]]:
    return [[answer_of_ours(m) for m in find_dates(c["Input"], c["now"], locale="en-US")] for c in todo]


def answer_of_ours(mention: DateMention) -> Answer:
    first, last = mention.start, mention.end
    if mention.kind == "point":
        value = Value(_moments(first), point=True)
    else:
        starts = _moments(first) | (_moments(_shifted(first, -1)) if last is None else frozenset())
        ends = _moments(last) | _moments(_shifted(last, 1)) | _moments(_unit_of(last, mention.grain))
        value = Value(starts, ends)
    return Answer(*mention.span, mention.kind, (value,), mention.text)


def _moments(moment: date | datetime | None) -> frozenset[str]:
    if moment is None:
        return frozenset()
    return frozenset({f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()})


def _shifted(moment: date | datetime | None, days: int) -> date | None:
    return None if moment is None or isinstance(moment, datetime) else moment + timedelta(days=days)


def _unit_of(moment: date | datetime | None, grain: str) -> date | None:
    """Where the last month, quarter or year of a stretch begins: their end of "March to May"."""
    if moment is None or isinstance(moment, datetime) or grain not in {"month", "quarter", "year"}:
        return None
    month = {"month": moment.month, "quarter": (moment.month - 1) // 3 * 3 + 1, "year": 1}[grain]
    return date(moment.year, month, 1)


def answers_of_peer(todo: list[dict[str, Any]]) -> dict[str, list[list[Answer]]]:
    """The peer's answers from its own environment; none where it cannot be installed here."""
    python = read_cold.peer_python()
    if python is None:
        return {}
    asked = "".join(json.dumps({"text": c["Input"], "now": f"{c['now']:%Y-%m-%dT%H:%M:%S}"}) + "\n" for c in todo)
    command = [python, "-W", "ignore", str(HERE / "dates_peer.py")]
    told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout
    return {"recognizers (Python)": [[answer_of_peer(a) for a in json.loads(line)] for line in told.splitlines()]}


def answer_of_peer(told: dict[str, Any]) -> Answer:
    values = tuple(
        Value(_texts(v.get("value") or v.get("start")), _texts(v.get("end")), point=bool(v.get("value")))
        for v in told["values"]
    )
    return Answer(told["start"], told["end"], told["kind"], values)


def _texts(moment: str | None) -> frozenset[str]:
    return frozenset({_short(moment)}) if moment else frozenset()


def _short(moment: str) -> str:
    """Without seconds: they are no matter of ours."""
    return moment[:-3] if moment.count(":") == 2 else moment


# -- comparing ----------------------------------------------------------------------------------


def differences(case: dict[str, Any], answers: list[Answer]) -> list[str]:
    """What an answer lacks, says otherwise, or says too much; nothing where the case is right."""
    notes = []
    used: set[Answer] = set()
    for wanted in mentions_of(case):
        beside = [answer for answer in answers if overlap(answer, wanted)]
        answer = next((a for a in beside if a not in used), next(iter(beside), None))
        if answer is None or not (agrees(answer, wanted) or _joined(answer, wanted, mentions_of(case))):
            values = [show(value) for value in wanted["Resolution"]["values"]]
            got = answer and (answer.text, answer.kind, [(sorted(v.starts), sorted(v.ends)) for v in answer.values])
            notes.append(f"wanted {wanted['Text']!r} {kind_of(wanted)} {values} got {got}")
        if answer is not None:
            used.add(answer)
    return notes + [f"extra {a.text!r} {a.kind}" for a in answers if a not in used]


def _joined(answer: Answer, wanted: dict[str, Any], all_wanted: list[dict[str, Any]]) -> bool:
    """One mention with a day and a clock time, where they have the two one by one: it must meet both."""
    both = [other for other in all_wanted if overlap(answer, other)]
    if sorted(kind_of(other) for other in both) not in (["date", "time"], ["date", "timerange"]):
        return False
    return any(
        meets(frozenset(start[:10] for start in ours.starts), str(value.get("value", "")))
        or same(ours, value)
        or _part_of_day(ours, value.get("start"), value.get("end"))
        for ours in answer.values
        for value in wanted["Resolution"]["values"]
    )


def overlap(answer: Answer, wanted: dict[str, Any]) -> bool:
    start = wanted.get("Start", 0)
    end = wanted.get("End", start + wanted.get("Length", 1) - 1) + 1
    return answer.begin < end and bool(start < answer.end)


def show(value: dict[str, Any]) -> str:
    span = f"{value.get('start', '')}..{value.get('end', '')}"
    return str(value.get("value") or span) + (f" {value['Mod']}" if "Mod" in value else "")


def agrees(answer: Answer, wanted: dict[str, Any]) -> bool:
    kind = kind_of(wanted)
    if kind in COUNTED or answer.kind in COUNTED:
        return kind == answer.kind
    values = wanted["Resolution"]["values"]
    if not values or _unresolved(wanted):
        return True
    return any(same(ours, theirs) for ours in answer.values for theirs in values)


def same(ours: Value, theirs: dict[str, Any]) -> bool:
    value = theirs.get("value")
    if value and value.endswith(" 23:59:59") and ours.point:  # "end of tomorrow"
        return meets(ours.starts, value[:10])
    if value:
        return meets(ours.starts | ours.ends, value)
    start, end = theirs.get("start"), theirs.get("end")
    if ours.point:  # a deadline is its day with us, a stretch with them
        (at,) = ours.starts or {""}
        first = start or end
        return bool(first and end and meets(ours.starts, end)) or _inside(at, start, end, theirs)
    starts = meets(ours.starts, start) if start else not ours.starts
    ends = meets(ours.ends, end) if end else not ours.ends
    return (starts and ends) or _part_of_day(ours, start, end)


def _inside(at: str, start: str | None, end: str | None, theirs: dict[str, Any]) -> bool:
    """A day within the end of something, or the last day before their excluded end."""
    if not end or len(at) != 10 or len(end) < 10:
        return False
    last = (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()
    return at == last or ("end" in theirs.get("Mod", "") and start is not None and start[:10] <= at < end[:10])


def meets(ours: frozenset[str], theirs: str) -> bool:
    short = _short(theirs)
    if len(short) == 5:  # a clock time without a day
        return any(moment[-5:] == short for moment in ours if ":" in moment)
    return short in ours


# Where a part of the day begins and ends is a convention: morning is 8 to 12 for both, the rest is not.
PARTS = {("12:00", "17:00"): ("12:00", "16:00"), ("17:00", "21:00"): ("16:00", "20:00"),
         ("17:00", "19:00"): ("16:00", "18:00"), ("19:00", "21:00"): ("18:00", "20:00"),
         ("20:00", "00:00"): ("20:00", "23:59"), ("14:30", "17:00"): ("14:00", "16:00"),
         ("12:00", "14:30"): ("12:00", "14:00"), ("12:00", "14:00"): ("11:00", "13:00")}  # fmt: skip


def _part_of_day(ours: Value, start: str | None, end: str | None) -> bool:
    if not (start and end and ":" in start and ":" in end):
        return False
    wanted = (_short(start)[-5:], _short(end)[-5:])
    return any(
        PARTS.get((first[-5:], last[-5:])) == wanted and (len(start) < 10 or start[:10] == first[:10])
        for first in ours.starts
        for last in ours.ends
    )


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
