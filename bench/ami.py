"""A one-hour transcript to measure reading on: AMI meetings stitched to one VTT, never committed.

The text comes from ../shared/data/text/ami_train.jsonl.gz (AMI corpus, CC BY 4.0). Acts of one speaker
that follow each other make one cue until it is `CUE_WORDS` long, as recorders cut them; the clock is
stretched so that the last cue ends after one hour. Deterministic: the same file every time.

    python bench/ami.py OUT.vtt [--meetings-from 0]
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

ACTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "text" / "ami_train.jsonl.gz"
WORDS = 9_000
CUE_WORDS = 16
HOUR_SECONDS = 3_600.0
NOISE = re.compile(r"\{[^{}]*\}")
# Invented names, so that the reader has sides to find: Anna is ours, the others are the customer's.
NAMES = {"A": "Petra Lang", "B": "Anna Weber", "C": "Jan Novak", "D": "Ruth Keller", "E": "Ivo Brandt"}
OURS = NAMES["B"]


@dataclass(slots=True)
class Cue:
    """What one speaker says without a break; `began` and `ended` in seconds of the stitched recording."""

    speaker: str
    began: float
    ended: float
    words: list[str]


def acts(skip_meetings: int = 0) -> Iterator[tuple[str, float, float, list[str]]]:
    """Speaker, begin, end and words of every act that has words, meeting after meeting on one clock."""
    meeting, seen, offset, latest = None, 0, 0.0, 0.0
    with gzip.open(ACTS, "rt", encoding="utf-8") as lines:
        for act in map(json.loads, lines):
            if act["meeting"] != meeting:
                meeting, seen, offset = act["meeting"], seen + 1, latest
            words = NOISE.sub(" ", act["text"]).split()
            if seen <= skip_meetings or not words:
                continue
            latest = max(latest, offset + act["end"])
            yield NAMES.get(act["speaker"], act["speaker"]), offset + act["start"], offset + act["end"], words


def cues(skip_meetings: int = 0, words_wanted: int = WORDS) -> list[Cue]:
    """Cues until `words_wanted` words are said, in the order of their beginnings."""
    made: list[Cue] = []
    said = 0
    for speaker, began, ended, words in acts(skip_meetings):
        last = made[-1] if made else None
        if last and last.speaker == speaker and len(last.words) < CUE_WORDS:
            last.words += words
            last.ended = max(last.ended, ended)
        else:
            made.append(Cue(speaker, began, ended, list(words)))
        said += len(words)
        if said >= words_wanted:
            break
    return made


def clock(seconds: float) -> str:
    """`seconds` as WebVTT writes a time."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{milliseconds:03d}"


def vtt(made: list[Cue]) -> str:
    """The cues as WebVTT of one hour."""
    stretch = HOUR_SECONDS / max(cue.ended for cue in made)
    blocks = (
        f"{clock(cue.began * stretch)} --> {clock(cue.ended * stretch)}\n"
        f"<v {cue.speaker}>{escape(' '.join(cue.words), quote=False)}</v>\n"
        for cue in made
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


def write_hour(path: Path, skip_meetings: int = 0) -> tuple[int, int]:
    """Write the transcript; how many words and cues it has. Leaves with a clear word without the data."""
    if not ACTS.exists():
        sys.exit(f"{ACTS.name} is not beside this clone (bench/README.md): nothing to measure.")
    made = cues(skip_meetings)
    path.write_text(vtt(made), encoding="utf-8")
    return sum(len(cue.words) for cue in made), len(made)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--meetings-from", type=int, default=0, help="leave out that many meetings first")
    chosen = arguments.parse_args()
    words, turns = write_hour(chosen.out, chosen.meetings_from)
    print(f"{chosen.out}: {words} words, {turns} cues, one hour")
