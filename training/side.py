"""What the classes' probabilities are worth on the corpora's own marks, on documents held out from everything.

    python training/side.py       email intent (F1, AUC) and AMI action items (average precision, best F1)

The scores are the ones every reader gets: 1 - p(none) for intent, p(commitment_self) + p(commitment_request) for action
items. The default is fitted without the held-out documents for this.
"""

import argparse

import fitting
import numpy as np
from build import MOMENT, Examples, train
from corpora import Unit, units
from labels import LABELS, labelled
from sklearn.metrics import average_precision_score, f1_score, precision_recall_curve, roc_auc_score
from splits import held_out

from foothold.reading.act_features import see

NOTHING = np.array([0.01, 0.005, 0.001, 0.01, 0.974])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--semantic", action="store_true", help="with the encoder mixed in")
    args = parser.parse_args()
    columns, model = train(
        Examples(one for one in labelled() if not held_out(one[0].document)), taught=not args.semantic
    )
    held = [unit for unit in units() if held_out(unit.document)]
    with_actions = {unit.document for unit in held if "action" in unit.tags}
    intent = [unit for unit in held if unit.kind == "intent"]
    talk = [unit for unit in held if unit.document in with_actions]
    for name, chosen, mark, columns_of_score in (
        ("intent", intent, "yes", slice(0, 4)),
        ("AMI action items", talk, "action", slice(2, 4)),
    ):
        scores = shares(chosen, columns, model, semantic=args.semantic)[:, columns_of_score].sum(1)
        truth = np.array([mark in unit.tags for unit in chosen])
        precision, recall, _ = precision_recall_curve(truth, scores)
        best = (2 * precision * recall / np.maximum(precision + recall, 1e-9)).max()
        print(
            f"{name}: {len(chosen)} sentences, {truth.sum()} marked; AUC {roc_auc_score(truth, scores):.3f}, "
            f"F1 at a half {f1_score(truth, scores > 0.5):.3f}, best F1 {best:.3f}, "
            f"average precision {average_precision_score(truth, scores):.3f}"
        )


def shares(chosen: list[Unit], columns: dict[int, int], model: np.ndarray, *, semantic: bool) -> np.ndarray:
    seen = [see(unit.text, MOMENT, unit.before, unit.after, unit.position) for unit in chosen]
    rows = [sorted(set(one.features)) if one else [] for one in seen]
    stated = fitting.softmax(fitting.matrix(rows, columns) @ model.T)
    stated[[one is None for one in seen]] = NOTHING
    if semantic:
        from mix import in_context

        from foothold.connectors.models.encoder import SentenceEncoder
        from foothold.reading.second_opinion import mixed

        encoder = SentenceEncoder()
        for number in np.flatnonzero(stated[:, LABELS.index("none")] < 0.995):
            if seen[number] is not None:
                (opinion,) = encoder.scores([in_context(chosen[number])])
                stated[number] = mixed(list(stated[number]), opinion)
    return stated


if __name__ == "__main__":
    main()
