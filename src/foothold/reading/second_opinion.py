"""The port of an optional encoder: how the [semantic] extra gives a second opinion on single acts.

Reading never imports a model; whoever composes it (`foothold.read`) hands one in. What the encoder says is mixed
with what the default says in fixed shares, fitted on documents that neither was trained on (training/mix.py).
"""

import json
from collections.abc import Sequence
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Protocol

InContext = tuple[str, str, str]
"""A sentence, the one before it and the one after, as written; "" where there is none."""


class Encoder(Protocol):
    """Gives each sentence a score for each of `acts.LABELS`; any text is answered."""

    def scores(self, sentences: Sequence[InContext]) -> list[list[float]]:
        """A list of five scores (unbounded, higher is likelier) for each sentence, in their order."""
        ...


def mixed(shares: Sequence[float], opinion: Sequence[float]) -> list[float]:
    """The default's probabilities and the encoder's scores as one probability for each class, summing to 1."""
    default, encoder, bias = _mix()
    scores = [
        default * log(max(share, 1e-6)) + encoder * score + extra
        for share, score, extra in zip(shares, opinion, bias, strict=True)
    ]
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    whole = sum(raised)
    return [one / whole for one in raised]


@cache
def _mix() -> tuple[float, float, list[float]]:
    """How much the default's logarithm and the encoder's score count, and what is added to each class."""
    told = json.loads((Path(__file__).parent / "weights" / "mix.json").read_text(encoding="utf-8"))
    return told["default"], told["encoder"], told["bias"]
