"""Measure on sentences that people have labelled: foothold bench reading FILE.jsonl

Each line is {"id", "text", "label", "context": {"prev", "next"}}, as for `foothold read --sentences`, with the
label a person gave. Printed: precision, recall and F1 by class, macro-F1 with its interval, what firm and vague
meetings were taken for, whether the probabilities hold, and sentences per second. Nothing is stored.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from foothold.cli.exits import DONE, UNREADABLE, USAGE
from foothold.cli.output import as_line, put, say
from foothold.read import sentence_encoder
from foothold.reading import measures

IN_WORDS = {
    "firm_meeting": "a meeting with its day or time",
    "vague_meeting": "a meeting without day or time",
    "commitment_self": "the speaker takes something on",
    "commitment_request": "somebody else is asked to do something",
    "none": "none of these",
}
"""What each label means, for who has not read the guide to them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is measured, on what, and whether the [semantic] encoder helps."""
    parser.add_argument("what", choices=["reading"], help="what to measure")
    parser.add_argument("file", metavar="FILE", help="JSON lines of labelled sentences")
    parser.add_argument("--json", action="store_true", help="the same as data")
    parser.add_argument("--errors", action="store_true", help="list every sentence read wrongly, on stdout")


def run(args: argparse.Namespace) -> int:
    """Read every line, compare, print. Lines that cannot be read are named and left out."""
    try:
        rows, bad = _rows(Path(args.file))
    except OSError as error:
        say(f"foothold: {Path(args.file).name} could not be opened: {error.strerror}.")
        return UNREADABLE
    if not rows:
        say("foothold: no labelled sentence in it; a line needs text and label.")
        return UNREADABLE if bad else USAGE
    rows, answers, seconds, odd = _answers(rows)
    bad += odd
    if not rows:
        return UNREADABLE
    found = _measured(rows, answers, seconds)
    found["with_encoder"] = sentence_encoder() is not None
    if args.json:
        put(as_line(found))
    else:
        _print(found)
    if args.errors:
        for row, answer in zip(rows, answers, strict=True):
            if row["label"] != answer["label"]:
                told = {"id": row.get("id"), "label": row["label"], "read": answer["label"], "text": row["text"]}
                put(as_line({**told, "p": answer["p"]}))
    return UNREADABLE if bad else DONE


def _rows(path: Path) -> tuple[list[dict[str, Any]], int]:
    rows, bad = [], 0
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row["text"], str) or not isinstance(row["label"], str):
                    raise TypeError
            except (ValueError, KeyError, TypeError, RecursionError):
                bad += 1
                say(f"foothold: line {number} was left out: it needs text and label, both as text")
                continue
            rows.append(row)
    return rows, bad


def _answers(
    rows: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float, int]:
    """The rows answered, their answers, the CPU seconds these took, and how many rows were out of shape.

    Weights are loaded before the clock starts.
    """
    from foothold.cli.read_lines import answer

    answer("sentences", {"text": "Shall we meet on Tuesday at ten?"})
    began = time.process_time()
    read, answers = [], []
    for row in rows:
        try:
            answers.append(answer("sentences", row))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            name = row.get("id") or "a sentence without id"
            say(f"foothold: {name} was left out: its context, position, now or tz is out of shape")
            continue
        read.append(row)
    return read, answers, time.process_time() - began, len(rows) - len(read)


def _measured(rows: list[dict[str, Any]], answers: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    pairs = [(row["label"], answer["label"]) for row, answer in zip(rows, answers, strict=True)]
    stated = [
        (answer["p"][answer["label"]], meant == answer["label"])
        for (meant, _), answer in zip(pairs, answers, strict=True)
    ]
    low, high = measures.interval(pairs)
    return {
        "schema": "bench-reading/1",
        "sentences": len(rows),
        "classes": {
            name: {"meant": s.meant, "read": s.read, "precision": s.precision, "recall": s.recall, "f1": s.f1}
            for name, s in measures.class_scores(pairs).items()
        },
        "macro_f1": measures.macro_f1(pairs),
        "macro_f1_95": [low, high],
        "accuracy": sum(meant == read for meant, read in pairs) / len(pairs),
        "firm_as_vague": pairs.count(("firm_meeting", "vague_meeting")),
        "vague_as_firm": pairs.count(("vague_meeting", "firm_meeting")),
        "nothing_as_firm": pairs.count(("none", "firm_meeting")),
        "ece": measures.calibration_error(stated),
        "brier": measures.brier([(answer["p"], meant) for (meant, _), answer in zip(pairs, answers, strict=True)]),
        "reliability": [
            {"from": part.low, "count": part.count, "stated": part.stated, "right": part.right}
            for part in measures.reliability(stated)
        ],
        "sentences_per_cpu_second": round(len(rows) / seconds) if seconds else None,
    }


def _print(found: dict[str, Any]) -> None:
    put("meant: labelled so by people; read: read so by Foothold; precision: of those read so, the share meant so;")
    put("recall: of those meant so, the share read so; F1: both in one; macro-F1: its mean over the classes")
    put(f"{'class':20}{'meant':>7}{'read':>7}{'precision':>11}{'recall':>9}{'F1':>7}")
    for name, s in found["classes"].items():
        put(
            f"{name[:19]:20}{s['meant']:>7}{s['read']:>7}{_share(s['precision']):>11}{_share(s['recall']):>9}{s['f1']:>7.3f}"
            f"{_in_words(name)}"
        )
    low, high = found["macro_f1_95"]
    put(f"macro-F1 {found['macro_f1']:.3f} (95%: {low:.3f} to {high:.3f})")
    put(f"right: {found['accuracy']:.1%} of {found['sentences']:,}")
    put(
        f"firm read as vague {found['firm_as_vague']}, vague as firm {found['vague_as_firm']}, "
        f"nothing as firm {found['nothing_as_firm']}"
    )
    put(f"probabilities: off by {found['ece']:.3f} on average (ECE), Brier {found['brier']:.3f} (0 is best)")
    for part in found["reliability"]:
        put(f"  said {part['stated']:.2f}  was right {part['right']:.2f}  {_bar(part['right'])}  {part['count']:,}")
    put(f"{found['sentences_per_cpu_second'] or 0:,} sentences per second of CPU")
    put(
        "with the encoder of [semantic]" if found["with_encoder"] else "the default alone, without the extra [semantic]"
    )


def _in_words(name: str) -> str:
    return f"  {IN_WORDS[name]}" if name in IN_WORDS else ""


def _bar(share: float) -> str:
    return "#" * round(20 * share) + "." * (20 - round(20 * share))


def _share(value: float | None) -> str:
    return "none read" if value is None else f"{value:.3f}"
