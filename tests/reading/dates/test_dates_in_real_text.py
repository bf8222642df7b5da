"""On real text kept beside the repo: dates said are found, and speech without dates gives few."""

import gzip
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from foothold.reading.dates import find_dates

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "text"
NOW = datetime(2001, 6, 6, 10, tzinfo=ZoneInfo("America/Chicago"))

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent: not measured here")


@needs_data
def test_most_due_words_of_the_labelled_sentences_are_found() -> None:
    sentences = [json.loads(line) for line in (DATA / "next_steps_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    due = [sentence for sentence in sentences if sentence["due_text"]]
    found = 0
    for sentence in due:
        begin = sentence["text"].index(sentence["due_text"])
        end = begin + len(sentence["due_text"])
        found += any(m.span[0] < end and begin < m.span[1] for m in find_dates(sentence["text"], NOW))
    # What is left are events ("next meeting", "following the meeting") and "soon".
    assert found / len(due) >= 0.85


@needs_data
def test_an_hour_of_design_talk_names_few_days() -> None:
    with gzip.open(DATA / "ami_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        acts = [json.loads(line)["text"] for line, _ in zip(lines, range(20_000), strict=False)]
    days = [m for act in acts for m in find_dates(act, NOW) if m.kind == "point" and m.grain in {"minute", "day"}]
    assert len(days) / len(acts) < 0.006
