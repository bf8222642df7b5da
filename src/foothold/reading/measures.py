"""How well labels were read: precision, recall and F1 by class, their intervals, and whether probabilities hold.

Nothing here reads a text. F1 of a class nobody has and nobody was given is left out of the macro mean;
a class that was never right counts 0.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BINS = 10
"""Equal stretches of 0 to 1 in which stated and observed shares are compared."""
DRAWS = 1000
"""Bootstrap draws; the seed is fixed, so that the same file gives the same interval."""


@dataclass(frozen=True, slots=True)
class ClassScore:
    """One class: how many were meant, how many were read, how many of these rightly."""

    meant: int
    read: int
    right: int

    @property
    def precision(self) -> float | None:
        """Of those read as this class, the share that was meant so; None where none was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Of those meant, the share that was read so; None where none was meant."""
        return self.right / self.meant if self.meant else None

    @property
    def f1(self) -> float:
        """2 right / (meant + read), 0 to 1; 0 where there is neither."""
        return 2 * self.right / (self.meant + self.read) if self.meant + self.read else 0.0


def class_scores(pairs: Iterable[tuple[str, str]]) -> dict[str, ClassScore]:
    """The score of each class in pairs of (meant, read), classes in the order of their names."""
    counted = Counter(pairs)
    names = sorted({name for pair in counted for name in pair})
    return {
        name: ClassScore(
            meant=sum(n for (meant, _), n in counted.items() if meant == name),
            read=sum(n for (_, read), n in counted.items() if read == name),
            right=counted[name, name],
        )
        for name in names
    }


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The plain mean of the classes' F1, 0 to 1; 0 for no pairs."""
    scores = class_scores(pairs).values()
    return sum(score.f1 for score in scores) / len(scores) if scores else 0.0


def interval(pairs: Sequence[tuple[str, str]], draws: int = DRAWS) -> tuple[float, float]:
    """The middle 95% of macro-F1 over bootstrap draws of the same size; (0, 0) for no pairs."""
    if not pairs:
        return 0.0, 0.0
    rng = random.Random(1)  # noqa: S311  (a fixed draw, not a secret)
    drawn = sorted(macro_f1(rng.choices(pairs, k=len(pairs))) for _ in range(draws))
    return drawn[int(0.025 * draws)], drawn[min(draws - 1, int(0.975 * draws))]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Labels read with a like probability: how many, the mean stated, and the share that was right."""

    low: float
    count: int
    stated: float
    right: float


def reliability(read: Sequence[tuple[float, bool]], bins: int = BINS) -> list[Stretch]:
    """Stated probability of the label read against how often it was right, in equal stretches; empty ones left out."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for p, right in read:
        held.setdefault(min(bins - 1, int(p * bins)), []).append((p, right))
    return [
        Stretch(
            low=number / bins,
            count=len(inside),
            stated=sum(p for p, _ in inside) / len(inside),
            right=sum(right for _, right in inside) / len(inside),
        )
        for number, inside in sorted(held.items())
    ]


def calibration_error(read: Sequence[tuple[float, bool]], bins: int = BINS) -> float:
    """ECE: the mean gap between stated and observed over the stretches, by their size; 0 to 1."""
    gaps = (part.count * abs(part.stated - part.right) for part in reliability(read, bins))
    return sum(gaps) / len(read) if read else 0.0


def brier(truth: Sequence[tuple[Mapping[str, float], str]]) -> float:
    """The mean squared distance between stated probabilities and what was meant, 0 (sure and right) to 2."""
    if not truth:
        return 0.0
    return sum(
        sum((p - (name == meant)) ** 2 for name, p in stated.items()) + (meant not in stated) for stated, meant in truth
    ) / len(truth)
