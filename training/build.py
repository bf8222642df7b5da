"""Build the shipped weights of single acts from the labelled sentences: one command, the same bytes each time.

    python training/build.py            weights, calibration, and what they reach on sentences not trained on
    python training/build.py --check    the same, compared with the shipped file instead of written

Needs numpy, scipy and scikit-learn (training/requirements.txt) and ../shared/data/text; see training/README.md.
"""

import argparse
import gzip
import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import elsewhere
import fitting
import numpy as np
from corpora import Unit, units
from labels import FOLDER, LABELS, labelled, own

from foothold.reading import measures
from foothold.reading.act_features import see
from foothold.reading.acts import FIRM_FROM
from foothold.reading.slots import Moment

OUT = fitting.SHIPPED / "acts.bin"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MOMENT = Moment(NOW, UTC)
"""No sentence of the corpora says when it was written; the marks the weights see do not depend on the day."""
FOLDS = 5
STRENGTH = 0.2
DOUBTFUL = 0.4
"""How much a sentence counts whose annotator hesitated between two classes."""
OWN = 0.5
"""How much an invented sentence counts beside a real one."""
NOTHING = 0.6
"""How much one without an act counts: hard negatives were looked for, and would teach to doubt every act."""


TAUGHT = 0.5
"""How much a sentence counts that only the encoder has told about."""


def features_of(unit: Unit) -> list[int] | None:
    """As at run time; every other document is read without its sentences' place, for not every reader knows it."""
    known = sha256(b"place" + unit.document.encode()).digest()[0] % 2
    seen = see(unit.text, MOMENT, unit.before, unit.after, unit.position if known else None)
    return sorted(set(seen.features)) if seen else None


def fold_of(document: str) -> int:
    return sha256(document.encode()).digest()[1] % FOLDS


class Examples:
    """Labelled sentences with their features, the share of each class, and how much each counts."""

    def __init__(self, told: Iterable[tuple[Unit, str, bool]]) -> None:
        self.rows: list[list[int]] = []
        self.documents: list[str] = []
        self.kinds: list[str] = []
        self.blind: list[str] = []
        """The classes of those without any cue."""
        shares: list[np.ndarray] = []
        self._shares, self._weight = shares, list[float]()
        for unit, label, doubtful in told:
            self._add(unit.kind, unit.document, label, doubtful, features_of(unit))

    def add(self, kept: Iterable[tuple[str, str, bool, list[int]]]) -> None:
        """Sentences of which only the features are kept; one without any has no cue."""
        for name, label, doubtful, features in kept:
            self._add(name.partition(":")[0], name.rpartition(".")[0], label, doubtful, features or None)

    def _add(self, kind: str, document: str, label: str, doubtful: bool, features: list[int] | None) -> None:
        if features is None:
            self.blind.append(label)
            return
        self.rows.append(features)
        self.documents.append(document)
        self.kinds.append(kind)
        self._shares.append(one_hot(label))
        self._weight.append(
            (DOUBTFUL if doubtful else 1.0) * (OWN if kind == "own" else 1.0) * (NOTHING if label == "none" else 1.0)
        )

    @property
    def shares(self) -> np.ndarray:
        return np.array(self._shares)

    @property
    def weight(self) -> np.ndarray:
        return np.array(self._weight)


def one_hot(label: str) -> np.ndarray:
    return np.eye(len(LABELS))[LABELS.index(label)]


def train(told: Examples, held: np.ndarray | None = None, *, taught: bool = True) -> tuple[dict[int, int], np.ndarray]:
    """Columns and weights from the labelled examples outside `held`, and from what the encoder taught beside them."""
    keep = np.arange(len(told.rows)) if held is None else np.flatnonzero(~held)
    rows = [told.rows[i] for i in keep]
    documents = [told.documents[i] for i in keep]
    shares, weight = told.shares[keep], told.weight[keep]
    if taught and (lesson := lessons()):
        out = {told.documents[i] for i in np.flatnonzero(held)} if held is not None else set()
        also = [one for one in lesson if one[0] not in out]
        rows += [row for _, row, _ in also]
        documents += [document for document, _, _ in also]
        shares = np.concatenate([shares, np.array([share for _, _, share in also])])
        weight = np.concatenate([weight, np.full(len(also), TAUGHT)])
    columns = fitting.columns_of(rows, documents)
    return columns, fitting.fit(fitting.matrix(rows, columns), shares, weight, STRENGTH)


@cache
def lessons() -> list[tuple[str, list[int], np.ndarray]]:
    """Document, features and shares of the sentences `taught.py` asked the encoder about; none where it was not run."""
    path = FOLDER / "taught.tsv.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="ascii") as lines:
        said = dict(line.rstrip("\n").split("\t") for line in lines)
    found = []
    for unit in units():
        if unit.id in said and (features := features_of(unit)):
            share = np.array(list(map(int, said[unit.id].split())), dtype=float)
            found.append((unit.document, features, share / share.sum()))
    return found


def out_of_fold(told: Examples, *, taught: bool = True) -> np.ndarray:
    scores = np.zeros((len(told.rows), len(LABELS)))
    folds = np.array([fold_of(document) for document in told.documents])
    for fold in range(FOLDS):
        held = folds == fold
        columns, model = train(told, held, taught=taught)
        scores[held] = fitting.matrix([told.rows[i] for i in np.flatnonzero(held)], columns) @ model.T
    return scores


def table(told: Examples, scores: np.ndarray, temperature: float) -> None:
    """What sentences in documents not trained on are read as; those without any cue are read as none."""
    stated = fitting.softmax(scores / temperature)
    truth = told.shares.argmax(1)
    pairs = [(LABELS[t], LABELS[p]) for t, p in zip(truth, stated.argmax(1), strict=True)]
    pairs += [(label, "none") for label in told.blind]
    for name, score in measures.class_scores(pairs).items():
        print(
            f"  {name:20} meant {score.meant:5} precision {score.precision or 0:.3f}"
            f" recall {score.recall or 0:.3f} F1 {score.f1:.3f}"
        )
    read = [(float(p.max()), bool(p.argmax() == t)) for p, t in zip(stated, truth, strict=True)]
    print(f"  macro-F1 {measures.macro_f1(pairs):.4f}  ECE {measures.calibration_error(read):.4f}")
    real = np.array([kind not in ("own", *elsewhere.KINDS) for kind in told.kinds])
    firm = LABELS.index("firm_meeting")
    said = real & (stated.argmax(1) == firm) & (stated[:, firm] >= FIRM_FROM)
    right = (truth[said] == firm).sum()
    print(
        f"  firm_meeting from {FIRM_FROM} on, {real.sum()} real sentences: precision {right / said.sum():.3f}"
        f" recall {right / (truth[real] == firm).sum():.3f}"
    )
    for kind in sorted(set(told.kinds)):
        inside = [pair for pair, other in zip(pairs, told.kinds, strict=False) if other == kind]
        print(f"  {kind:8} macro-F1 {measures.macro_f1(inside):.3f} of {len(inside)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the shipped weights, write nothing")
    args = parser.parse_args()
    told = Examples([*labelled(), *own()])
    told.add(elsewhere.kept())
    print(
        f"{len(told.rows)} labelled sentences, {len(told.blind)} without a cue:",
        dict(Counter(told.blind)),
    )
    scores = out_of_fold(told)
    temperature = fitting.temperature_of(scores, told.shares.argmax(1))
    print(f"temperature {temperature:.3f}, five folds by document:")
    table(told, scores, temperature)
    columns, model = train(told)
    fitting.ship(OUT, columns, model, temperature, check=args.check)


if __name__ == "__main__":
    random.seed(0)
    main()
