"""How much the encoder counts beside the default: fitted on labelled documents that neither was trained on.

python training/mix.py        writes weights/mix.json; prints each alone and mixed, by folds of held-out documents
"""

import json

import fitting
import numpy as np
from build import MOMENT, NOTHING, Examples, features_of, fold_of, train
from corpora import Unit
from labels import LABELS, labelled, own
from scipy.optimize import minimize
from splits import held_out

from foothold.connectors.models.encoder import SentenceEncoder
from foothold.reading import measures
from foothold.reading.act_features import see
from foothold.reading.acts import SURE_OF_NOTHING, label_of
from foothold.reading.second_opinion import InContext

OUT = fitting.SHIPPED / "mix.json"


def main() -> None:
    told = list(labelled())
    seen = [(unit, label) for unit, label, _ in told if held_out(unit.document) and features_of(unit)]
    columns, model = train(Examples([*(one for one in told if not held_out(one[0].document)), *own()]), taught=False)
    default = np.log(fitting.softmax(fitting.matrix([features_of(u) or [] for u, _ in seen], columns) @ model.T))
    opinion = np.array(SentenceEncoder().scores([in_context(unit) for unit, _ in seen]))
    truth = np.array([LABELS.index(label) for _, label in seen])
    folds = np.array([fold_of(unit.document) for unit, _ in seen])
    mixed = np.zeros(default.shape)
    for fold in range(5):
        out = folds == fold
        mixed[out] = together(fitted(default[~out], opinion[~out], truth[~out]), default[out], opinion[out])
    unsure = fitting.softmax(default)[:, LABELS.index("none")] < SURE_OF_NOTHING
    mixed[~unsure] = default[~unsure]
    print(f"the encoder is asked about {unsure.sum()} of {len(seen)}")
    for name, scores in (("default", default), ("encoder", opinion), ("mixed", mixed)):
        show(name, scores, truth)
    rules = [rule_of(unit) for unit, _ in seen]
    for name, scores in (("default", default), ("mixed", mixed)):
        as_read(name, fitting.softmax(scores), rules, truth)
    whole = fitted(default, opinion, truth)
    rounded = [round(float(value), 4) for value in whole]
    OUT.write_text(json.dumps({"default": rounded[0], "encoder": rounded[1], "bias": [*rounded[2:], 0.0]}) + "\n")
    print(OUT.read_text())


def in_context(unit: Unit) -> InContext:
    return unit.text, unit.before, unit.after


def together(mix: np.ndarray, default: np.ndarray, opinion: np.ndarray) -> np.ndarray:
    return mix[0] * default + mix[1] * opinion + np.append(mix[2:], 0.0)


def fitted(default: np.ndarray, opinion: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Two shares and four biases by least surprise, held near an even mix by a small prior."""
    start = np.array([0.5, 0.7, 0.0, 0.0, 0.0, 0.0])
    counts = np.where(truth == LABELS.index("none"), NOTHING, 1.0)

    def surprise(mix: np.ndarray) -> float:
        stated = fitting.softmax(together(mix, default, opinion))[np.arange(len(truth)), truth]
        return float(-np.average(np.log(stated + 1e-9), weights=counts) + 0.002 * ((mix - start) ** 2).sum())

    return np.asarray(minimize(surprise, start, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-4}).x)


def rule_of(unit: Unit) -> str:
    seen = see(unit.text, MOMENT, unit.before, unit.after, unit.position)
    return seen.rule if seen else ""


def as_read(name: str, stated: np.ndarray, rules: list[str], truth: np.ndarray) -> None:
    """With what the grammar knows better, and firm meetings from the threshold on (`acts.label_of`)."""
    shares = [dict(zip(LABELS, map(float, row), strict=True)) for row in stated]
    read = [label_of(rule, share) for rule, share in zip(rules, shares, strict=True)]
    pairs = [(LABELS[t], label) for t, label in zip(truth, read, strict=True)]
    print(f"{name}, labels as read: macro-F1 {measures.macro_f1(pairs):.3f}", classes_of(pairs))


def classes_of(pairs: list[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Precision and recall by class."""
    return {
        name: (round(score.precision or 0, 3), round(score.recall or 0, 3))
        for name, score in measures.class_scores(pairs).items()
    }


def show(name: str, scores: np.ndarray, truth: np.ndarray) -> None:
    stated = fitting.softmax(scores)
    pairs = [(LABELS[t], LABELS[p]) for t, p in zip(truth, stated.argmax(1), strict=True)]
    read = [(float(p.max()), bool(p.argmax() == t)) for p, t in zip(stated, truth, strict=True)]
    ece = measures.calibration_error(read)
    print(f"{name}: macro-F1 {measures.macro_f1(pairs):.3f}, ECE {ece:.3f} of {len(truth)}", classes_of(pairs))


if __name__ == "__main__":
    main()
