"""The training corpora as units: one sentence or dialogue act with its neighbours, named by a stable id.

Their texts stay in `../shared/data/text` (data/README.md there names sources and licences); this repository
holds ids and our labels only. An id is `lin:DOC.N`, `intent:LINE`, `ami:MEETING:N` or `mrda:MEETING:N`.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, utterance or line of notes; `position` is its place in its document, 0 to 1."""

    id: str
    document: str
    text: str
    before: str = ""
    after: str = ""
    speaker: str = ""
    position: float | None = None
    tags: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.id.partition(":")[0]

    @property
    def spoken(self) -> bool:
        return self.kind in ("ami", "mrda")


def units(shared: Path = SHARED) -> Iterator[Unit]:
    """Every unit of the four corpora, in the files' order."""
    yield from _lin(shared / "lin_email_tasks_80.jsonl")
    yield from _intent(shared / "email_intent_train.tsv")
    yield from _meetings("ami", shared / "ami_train.jsonl.gz", _ami_tags)
    yield from _meetings("mrda", shared / "mrda_train.jsonl.gz", _mrda_tags)


def same_words(text: str) -> str:
    """What two copies of one sentence have in common, for keeping copies on one side of a split."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _lin(path: Path) -> Iterator[Unit]:
    """Mails: the sentences of a mail are put in order, for the file's order is shuffled."""
    mails: dict[str, list[tuple[int, str, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mail, _, number = row["Sentence_id"].partition(".")
        mails.setdefault(mail, []).append((int(number), row["Sentence"], row.get("Task/Goal") or ""))
    for mail, sentences in mails.items():
        sentences.sort(key=lambda one: one[0])
        numbers = {number: text for number, text, _ in sentences}
        last = max(numbers)
        for number, text, goal in sentences:
            yield Unit(
                id=f"lin:{mail}.{number}",
                document=f"lin:{mail}",
                text=text,
                before=numbers.get(number - 1, ""),
                after=numbers.get(number + 1, ""),
                position=number / last if last else None,
                tags=("task",) if re.search(r"(?<!Non )\bTask", goal) else ("no task",) if not goal else (),
            )


def _intent(path: Path) -> Iterator[Unit]:
    """Single sentences of mails without their neighbours; Yes is a request, a proposal or a dated commitment."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if len(row) == 2:
                yield Unit(id=f"intent:{number}", document=f"intent:{number}", text=row[1], tags=(row[0].lower(),))


def _meetings(kind: str, path: Path, tags) -> Iterator[Unit]:  # type: ignore[no-untyped-def]
    meetings: dict[str, list[dict]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            meetings.setdefault(row["meeting"], []).append(row)
    for meeting, rows in meetings.items():
        for place, row in enumerate(rows):
            yield Unit(
                id=f"{kind}:{meeting}:{row['n']}",
                document=f"{kind}:{meeting}",
                text=row["text"],
                before=_said(rows[place - 1]) if place else "",
                after=_said(rows[place + 1]) if place + 1 < len(rows) else "",
                speaker=row["speaker"],
                position=place / max(1, len(rows) - 1),
                tags=tags(row),
            )


def _said(row: dict) -> str:
    return f"{row['speaker']}: {row['text']}"


def _ami_tags(row: dict) -> tuple[str, ...]:
    return tuple(name for name in ("action", "decision") if row[name])


def _mrda_tags(row: dict) -> tuple[str, ...]:
    return tuple(re.split(r"[\^.|:]+", row["full"]))
