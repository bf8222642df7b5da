"""Fitting linear weights over hashed features, and shipping them as whole numbers."""

from hashlib import sha256
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from foothold.reading.weights import packed

SHIPPED = Path(__file__).resolve().parents[1] / "src" / "foothold" / "reading" / "weights"
SCALE = 1 / 512
LEAST = 8
"""Features whose every weight is smaller than so many steps of SCALE are not worth their bytes."""


def matrix(rows: list[list[int]], columns: dict[int, int]) -> csr_matrix:
    indices = [[columns[f] for f in row if f in columns] for row in rows]
    pointers = np.cumsum([0, *map(len, indices)])
    flat = np.array([i for row in indices for i in row], dtype=np.int32)
    return csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(columns)))


def columns_of(rows: list[list[int]], documents: list[str], least: int = 2) -> dict[int, int]:
    """Features seen in at least `least` documents: what one writer alone says teaches nothing, and names stay out."""
    seen: dict[int, set[str]] = {}
    for row, document in zip(rows, documents, strict=True):
        for feature in row:
            held = seen.setdefault(feature, set())
            if len(held) < least:
                held.add(document)
    return {feature: place for place, feature in enumerate(sorted(f for f, held in seen.items() if len(held) >= least))}


def fit(rows: csr_matrix, shares: np.ndarray, weight: np.ndarray, strength: float) -> np.ndarray:
    """Multinomial logistic regression on shares of classes: (classes, features)."""
    parts, targets, weights = [], [], []
    for label in range(shares.shape[1]):
        chosen = np.flatnonzero(shares[:, label] > 0.02)
        parts.append(chosen)
        targets.append(np.full(len(chosen), label))
        weights.append(shares[chosen, label] * weight[chosen])
    order = np.concatenate(parts)
    model = LogisticRegression(C=strength, max_iter=400, fit_intercept=False, tol=1e-5)
    model.fit(rows[order], np.concatenate(targets), sample_weight=np.concatenate(weights))
    one_sided = len(model.coef_) == 1  # of two classes only the second one's weights are kept
    return np.vstack([-model.coef_, model.coef_]) / 2 if one_sided else model.coef_


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def temperature_of(scores: np.ndarray, truth: np.ndarray) -> float:
    """What scores out of the folds must be divided by so that their probabilities hold."""
    rows = np.arange(len(truth))
    found = minimize_scalar(
        lambda t: -np.log(softmax(scores / t)[rows, truth] + 1e-12).mean(), bounds=(0.3, 3), method="bounded"
    )
    return float(found.x)


def ship(out: Path, columns: dict[int, int], model: np.ndarray, temperature: float, *, check: bool) -> None:
    """Round, leave out what weighs nothing, and write, or compare with what is there."""
    whole = {feature: np.rint(model[:, place] / SCALE).astype(int) for feature, place in columns.items()}
    kept = {feature: [int(v) for v in row] for feature, row in whole.items() if np.abs(row).max() >= LEAST}
    data = packed(kept, len(model), SCALE, temperature)
    print(f"{len(kept)} features, {len(data) / 1000:.0f} kB, sha256 {sha256(data).hexdigest()[:16]}")
    if check:
        print("same as shipped" if data == out.read_bytes() else "DIFFERENT from what is shipped")
    else:
        out.write_bytes(data)
