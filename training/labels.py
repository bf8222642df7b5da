"""Our own labels of the training corpora, given by reading (README.md here), and sentences of our own."""

import json
from collections.abc import Iterator
from pathlib import Path

from corpora import Unit, units

LABELS = ("firm_meeting", "vague_meeting", "commitment_self", "commitment_request", "none")
FOLDER = Path(__file__).resolve().parent / "labels"


def told() -> dict[str, tuple[str, bool]]:
    """The label of each unit somebody read, by id, and whether he hesitated."""
    rows = (FOLDER / "labels.tsv").read_text(encoding="utf-8").splitlines()
    return {name: (label, bool(doubt)) for name, label, *doubt in (row.split("\t") for row in rows)}


def own() -> Iterator[tuple[Unit, str, bool]]:
    """Sentences of our own with their labels (labels/sentences.jsonl); families of like ones stand together."""
    for number, line in enumerate((FOLDER / "sentences.jsonl").read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        unit = Unit(f"own:{number}", f"own:{number // 12}", row["text"], row["before"] or "", row["after"] or "")
        yield unit, row["label"], False


def labelled() -> Iterator[tuple[Unit, str, bool]]:
    """The labelled units with their texts, in the corpora's order."""
    labels = told()
    for unit in units():
        if unit.id in labels:
            yield unit, *labels[unit.id]
