"""All about reading in one run: single acts beside peers, dates, the readers, and an hour of talk.

    python bench/reading.py [LINES.jsonl] [--no-acts] [--no-dates] [--no-readers] [--no-hour] [--no-peers] [--runs 5]

LINES are labelled sentences as for `foothold bench reading`; without them ../shared/data/text/next_steps_dev.jsonl.
Peers are installed once into environments of their own in the cache folder (read_cold.py). What is absent is
said to be. Prints Markdown tables.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import acts_readers
import ami
import dates_business
import dates_suite
import read_cold

from foothold.reading import measures
from foothold.reading.dates import DateMention

HERE = Path(__file__).resolve().parent
LINES = dates_suite.DATA / "next_steps_dev.jsonl"
CLASSES = ("firm_meeting", "vague_meeting", "commitment_self", "commitment_request", "none")
ACTS = {
    "Foothold, default": "default",
    "Foothold with [semantic]": "semantic",
    "keyword list": "keywords",
    "n-grams": "ngrams",
}
NGRAM_PACKAGES = ["scikit-learn==1.9.1"]
READER_PACKAGES = ["webvtt-py", "mail-parser-reply"]


def main() -> None:
    """Print the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lines", type=Path, nargs="?", default=LINES, help="labelled sentences, JSON lines")
    for part in ("acts", "dates", "readers", "hour", "peers"):
        parser.add_argument(f"--no-{part}", action="store_true", help=f"leave the {part} out")
    parser.add_argument("--runs", type=int, default=5, help="of the hour")
    chosen = parser.parse_args()
    read_cold.as_installed()
    if not chosen.no_acts:
        acts(chosen.lines, peers=not chosen.no_peers)
    if not chosen.no_dates:
        dates(peers=not chosen.no_peers)
    if not chosen.no_readers:
        readers(peers=not chosen.no_peers)
    if not chosen.no_hour:
        hour(chosen.runs)


def show(*lines: str) -> None:
    """At once, so that what other processes print comes in its place."""
    print(*lines, sep="\n", flush=True)


# -- single acts --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What one reader answered, and what it took: CPU seconds of loading and of its passes, and memory."""

    answers: list[dict[str, Any]]
    loading: float
    first: float
    later: float
    at_once: float
    peak_mb: float


def acts(path: Path, *, peers: bool) -> None:
    """The table of single acts, one row a reader."""
    if not path.is_file():
        show(f"single acts: not measured, {path.name} is absent", "")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    meant = [row["label"] for row in rows]
    shares = ", ".join(f"{name} {count}" for name, count in Counter(meant).most_common())
    show(f"Single acts, {len(rows)} labelled sentences with their neighbours ({path.name}): {shares}.", "")
    show(
        "| reader | macro-F1 (95%) | F1 firm | vague | self | request | none | precision firm | firm as vague, "
        "vague as firm, none as firm | ECE | start, loading | sentences a second, cold | warm | memory |",
        f"|{'---|' * 14}",
    )
    at_once = ""
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        for name, reader in ACTS.items():
            if not peers and reader in ("keywords", "ngrams"):
                continue
            told = answers_of(reader, path, Path(folder, "model"))
            show(f"| {name} | {told} |{' |' * 12}" if isinstance(told, str) else act_row(name, meant, told))
            if reader == "ngrams" and not isinstance(told, str):
                at_once = f" The n-grams given all at once: {a_second(len(rows), told.at_once)} a second."
    show(
        "",
        f"A sentence at a time, seconds of CPU; cold is the first pass of a new process, after one sentence.{at_once}",
        "",
    )


def answers_of(reader: str, path: Path, model: Path) -> Told | str:
    """The reader's answers from a process of its own, or why there are none."""
    python, more = sys.executable, list[str]()
    if reader == "ngrams":
        known = read_cold.peer_python("acts", NGRAM_PACKAGES)
        if known is None:
            return "could not be installed here"
        python, more = known, [str(model)]
        if not ami.ACTS.exists():
            return "not trained: ../shared/data/text is absent"
        trained = process(python, "train", path, more)
        if trained.returncode:
            return f"not trained: {last_words(trained)}"
    done = process(python, reader, path, more)
    if done.returncode == acts_readers.NOT_INSTALLED:
        return "not installed"
    return f"failed: {last_words(done)}" if done.returncode else Told(**json.loads(done.stdout))


def process(python: str, reader: str, path: Path, more: list[str]) -> subprocess.CompletedProcess[str]:
    """On one thread, for seconds of CPU are compared."""
    command = [python, "-W", "ignore", str(HERE / "acts_readers.py"), reader, str(path), *more]
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | one_thread)


def last_words(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr.strip().splitlines() or ["without a word"])[-1][:80]


def act_row(name: str, meant: list[str], told: Told) -> str:
    """One reader's row."""
    read = [answer["label"] for answer in told.answers]
    pairs = list(zip(meant, read, strict=True))
    scores = measures.class_scores(pairs)
    nothing = measures.ClassScore(0, 0, 0)
    low, high = measures.interval(pairs)
    firm = scores.get("firm_meeting", nothing).precision
    wrong = (("firm_meeting", "vague_meeting"), ("vague_meeting", "firm_meeting"), ("none", "firm_meeting"))
    cells = [
        f"{measures.macro_f1(pairs):.3f} ({low:.3f} to {high:.3f})",
        *(f"{scores.get(label, nothing).f1:.3f}" for label in CLASSES),
        "none read" if firm is None else f"{firm:.3f}",
        ", ".join(str(pairs.count(pair)) for pair in wrong),
        calibration(told.answers, meant),
        f"{told.loading:.2f} s",
        a_second(len(meant), told.first),
        a_second(len(meant), told.later),
        f"{told.peak_mb:.0f} MB",
    ]
    return f"| {name} | {' | '.join(cells)} |"


def calibration(answers: list[dict[str, Any]], meant: list[str]) -> str:
    """ECE of the label read; a reader may state no probabilities."""
    if not all("p" in answer for answer in answers):
        return "none stated"
    stated = [(a["p"][a["label"]], a["label"] == label) for a, label in zip(answers, meant, strict=True)]
    return f"{measures.calibration_error(stated):.3f}"


def a_second(count: int, spent: float) -> str:
    return f"{count / spent:,.0f}" if spent else "too quick to say"


# -- dates --------------------------------------------------------------------------------------


def dates(*, peers: bool) -> None:
    """Dates of our sentences and of the recognizers' own cases, ours and theirs by one scoring."""
    show("Dates, the recognizers beside us; on their own cases and on ours.", "")
    show("| what | Foothold | recognizers-text-suite, en-us |", "|---|---|---|")
    for path in dates_business.OURS:
        for row in business_rows(path, peers=peers):
            show(row)
    for row in suite_rows(peers=peers):
        show(row)
    show("")


def business_rows(path: Path, *, peers: bool) -> Iterator[str]:
    """Mentions right, sentences right, sentences without a date that stay silent."""
    lines = list(dates_business.lines(path))
    asked = [{"Input": line["text"], "now": datetime.fromisoformat(line["now"])} for line in lines]
    theirs = next(iter(dates_suite.answers_of_peer(asked).values()), None) if peers else None
    counts = [Counter[str](), Counter[str]()]
    for number, line in enumerate(lines):
        dates_business.judge(line, counts[0])
        if theirs is not None:
            dates_business.judge(line, counts[1], [mention_of(answer, line) for answer in theirs[number]])
    for what, part, whole in (
        ("mentions, span and value right", "both", "expected"),
        ("sentences, all right", "sentences right", "sentences"),
        ("sentences without a date, silent", "silent", "traps"),
    ):
        cells = [dates_business.share(c[part], c[whole]) if c[whole] else "absent" for c in counts]
        yield f"| {path.stem}: {counts[0][whole]} {what} | {' | '.join(cells)} |"


def mention_of(answer: dates_suite.Answer, line: dict[str, Any]) -> DateMention:
    """The peer's answer in our shape: of all it may stand for, what is right where anything is."""
    may_be = [
        DateMention(line["text"][answer.begin : answer.end], (answer.begin, answer.end), answer.kind, *moments, "")
        for moments in may_stand_for(answer, ZoneInfo(line["tz"]), datetime.fromisoformat(line["now"]).date())
    ]
    wanted = [one for one in line["expected"] if dates_business.overlap(may_be[0].span, one["span"])]
    return next((m for m in may_be if any(dates_business.value_right(m, one) for one in wanted)), may_be[0])


OUR_PARTS = {theirs: ours for ours, theirs in dates_suite.PARTS.items()}
"""Where a part of the day, as they cut it, begins and ends with us."""
Moments = tuple[date | datetime | None, date | datetime | None]


def may_stand_for(answer: dates_suite.Answer, zone: ZoneInfo, today: date) -> Iterator[Moments]:
    """Beginnings and ends, generously: their end is the day after, a deadline a stretch, a time without a day."""
    for value in answer.values if answer.kind not in dates_suite.COUNTED else ():
        starts = [at for text in value.starts for at in moments_of(text, zone, today)]
        ends = [at for text in value.ends for at in moments_of(text, zone, today)]
        ends += [end - timedelta(days=1) for end in ends]
        for start in starts:
            yield start, None
        for end in ends:
            yield end, None
            yield None, end
        yield from ((start, end) for start in starts for end in ends)
        for start, end in zip(value.starts, value.ends, strict=False):
            hours = OUR_PARTS.get((start[11:], end[11:]))
            if hours:
                first, last = (moments_of(f"{start[:10]} {hour}", zone, today) for hour in hours)
                yield from zip(first, last, strict=True)
    yield None, None


def moments_of(text: str, zone: ZoneInfo, today: date) -> list[date | datetime]:
    """A day, a moment, or a clock time today and tomorrow; none where they say it is not resolved."""
    try:
        if len(text) == 10:
            return [date.fromisoformat(text)]
        if len(text) == 5:
            days = (today, today + timedelta(days=1))
            return [datetime.combine(day, time.fromisoformat(text), zone) for day in days]
        return [datetime.fromisoformat(text).replace(tzinfo=zone)]
    except ValueError:
        return []


def suite_rows(*, peers: bool) -> Iterator[str]:
    """Their own English cases, through the adapter of dates_suite.py."""
    if not (dates_suite.DATA / "recognizers_en").is_dir():
        yield "| the recognizers' English cases | not measured: ../shared/data/text is absent | |"
        return
    todo = list(dates_suite.cases())
    shares = [dates_suite.shares(todo, dates_suite.our_answers(todo))]
    if peers:
        shares += [dates_suite.shares(todo, found) for found in dates_suite.answers_of_peer(todo).values()]
    for number, what in enumerate(("all", "those our shape can answer", "sets and durations, by kind")):
        cells = [one[number] for one in shares] + ["absent"] * (2 - len(shares))
        yield f"| their English cases, {what} | {' | '.join(cells)} |"


# -- readers and the hour -----------------------------------------------------------------------


def readers(*, peers: bool) -> None:
    """What bench/readers.py prints, with its peers where they can be installed."""
    python = read_cold.peer_python("readers", READER_PACKAGES) if peers else None
    command = [sys.executable, str(HERE / "readers.py")]
    if python is not None:
        where = "import sysconfig; print(sysconfig.get_path('purelib'))"
        command += ["--peers", subprocess.run([python, "-c", where], capture_output=True, text=True).stdout.strip()]
    show("Transcripts and mails beside webvtt-py and mail-parser-reply.", "")
    done = subprocess.run(command, capture_output=True, text=True)
    show(done.stdout if not done.returncode else f"not measured: {last_words(done)}\n")


def hour(runs: int) -> None:
    """One hour of talk, cold and warm; the encoder reads single sentences only, so the default is measured."""
    if not ami.ACTS.exists():
        show("one hour of talk: not measured, ../shared/data/text is absent")
        return
    os.environ["FOOTHOLD_SEMANTIC"] = "off"
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        transcript = Path(folder, "hour.vtt")
        words, turns = ami.write_hour(transcript)
        read_cold.measure(transcript, f"One hour stitched from AMI, {words} words, {turns} cues", runs, None)


if __name__ == "__main__":
    main()
