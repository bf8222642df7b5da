"""Fitting the chance of an answer to a mailbox's history: a weighted logistic and one lognormal (METHOD 8)."""

from collections.abc import Iterable, Sequence
from math import fsum, log, sqrt
from operator import mul

from foothold.core.real_mail.chance import ReplyChance, logistic
from foothold.core.real_mail.history import DAY, FEATURES, History, Sent

HALF_LIFE = 180 * DAY
"""Seconds after which a mail counts half as much for the fit."""
FEWEST = 50
"""Answers below which nothing can be fitted."""
_RIDGE = 1.0
_WIDEST = 90 * DAY
_NARROWEST = 0.1
_STEPS = 12


def fit(mails: Iterable[Sent]) -> ReplyChance:
    """Return the model of these mails, seen from the moment of the last one.

    Mails that are young and unanswered count as answered later with the chance that they will be. ValueError with
    fewer than 50 answers. Standard library only: about a second for 5,000 mails.
    """
    listed = sorted(mails, key=lambda sent: sent.at)
    answered = [sent for sent in listed if sent.answered_after is not None]
    if len(answered) < FEWEST:
        raise ValueError(f"{len(answered)} answers are too few to learn from; {FEWEST} are needed")
    end = listed[-1].at
    rows = [(1.0, *features) for features in _features(listed)]
    weights = [0.5 ** ((end - sent.at) / HALF_LIFE) for sent in listed]
    mu, sigma = _lognormal(listed, weights)
    targets = [float(sent.answered_after is not None) for sent in listed]
    first = ReplyChance(_logistic_fit(rows, targets, weights), mu, sigma, len(listed))
    young = {at: first for at, sent in enumerate(listed) if not targets[at] and end - sent.at < _WIDEST}
    for at, model in young.items():
        targets[at] = _still_to_come(model, rows[at][1:], end - listed[at].at)
    return ReplyChance(_logistic_fit(rows, targets, weights, first.weights), mu, sigma, len(listed))


def _features(listed: Sequence[Sent]) -> list[tuple[float, ...]]:
    history, found = History(), []
    for sent in listed:
        for _known in history.until(sent.at):
            pass
        found.append(history.features(sent))
        history.add(sent)
    return found


def _lognormal(listed: Sequence[Sent], weights: Sequence[float]) -> tuple[float, float]:
    pairs = [
        (weight, log(max(sent.answered_after, 1.0)))
        for weight, sent in zip(weights, listed, strict=True)
        if sent.answered_after is not None
    ]
    total = fsum(weight for weight, _ in pairs)
    mu = fsum(weight * each for weight, each in pairs) / total
    # Answers that all take alike say little of how the next ones spread.
    return mu, max(_NARROWEST, sqrt(fsum(weight * (each - mu) ** 2 for weight, each in pairs) / total))


def _still_to_come(model: ReplyChance, features: Sequence[float], age: float) -> float:
    ever = logistic(model.log_odds(features))
    by_now = model.answered_by(age)
    return ever * (1 - by_now) / (1 - ever * by_now)


def _logistic_fit(
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    weights: Sequence[float],
    start: Sequence[float] = (),
) -> tuple[float, ...]:
    """Newton's steps for a logistic with a light ridge on all but the intercept."""
    width = len(FEATURES) + 1
    beta = list(start) or [0.0] * width
    for _ in range(_STEPS):
        slope = [-_RIDGE * b if at else 0.0 for at, b in enumerate(beta)]
        bend = [[_RIDGE * (i == j and i > 0) for j in range(width)] for i in range(width)]
        for row, target, weight in zip(rows, targets, weights, strict=True):
            chance = logistic(sum(map(mul, beta, row)))
            push, curve = weight * (target - chance), weight * chance * (1 - chance)
            for i in range(width):
                slope[i] += push * row[i]
                scaled, line = curve * row[i], bend[i]
                for j in range(i, width):
                    line[j] += scaled * row[j]
        step = _solved(bend, slope)
        beta = [b + s for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return tuple(beta)


def _solved(upper: list[list[float]], right: Sequence[float]) -> list[float]:
    """Solve a symmetric positive system given by its upper half, by elimination."""
    width = len(right)
    lines = [[upper[min(i, j)][max(i, j)] for j in range(width)] + [right[i]] for i in range(width)]
    for i in range(width):
        lines[i][i] += 1e-9
        for k in range(i + 1, width):
            ratio = lines[k][i] / lines[i][i]
            lines[k] = [a - ratio * b for a, b in zip(lines[k], lines[i], strict=True)]
    found = [0.0] * width
    for i in reversed(range(width)):
        found[i] = (lines[i][width] - sum(lines[i][j] * found[j] for j in range(i + 1, width))) / lines[i][i]
    return found
