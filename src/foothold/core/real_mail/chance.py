"""Will this mail be answered? P(reply by t | silent until s) from a mailbox's own past (METHOD 8, "on real mail")."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import erfc, exp, log, sqrt

from foothold.core.real_mail.history import DAY, KNOWN_AFTER, History, Sent

_RECENT = 30 * DAY
"""Half-life of the outcomes the intercept is recalibrated on [C]."""
_CAUTION = 10.0
"""Answers the model itself is worth against the recent ones [C]."""


@dataclass(frozen=True, slots=True)
class ReplyChance:
    """A fitted model: `weights` of the intercept and `FEATURES`; ln seconds of an answer are normal (`mu`, `sigma`)."""

    weights: tuple[float, ...]
    mu: float
    sigma: float
    mails: int

    def answered_by(self, seconds: float) -> float:
        """Return F: the share of the answers that come within so many seconds, from 0 to 1."""
        return erfc((self.mu - log(seconds)) / (self.sigma * sqrt(2))) / 2 if seconds > 0 else 0.0

    def log_odds(self, features: Sequence[float]) -> float:
        """Return the log odds that an answer ever comes, before recalibration."""
        return self.weights[0] + sum(w * x for w, x in zip(self.weights[1:], features, strict=True))


@dataclass(frozen=True, slots=True)
class Chance:
    """What is expected of one mail: `ever` that an answer comes at all, 0 to 1, and when, by its model."""

    ever: float
    model: ReplyChance

    def by(self, seconds: float, *, silent: float = 0.0) -> float:
        """Return P(reply by `seconds` | silent until `silent` seconds), both since it was sent, from 0 to 1."""
        until, since = self.model.answered_by(seconds), self.model.answered_by(silent)
        return self.ever * max(0.0, until - since) / (1 - self.ever * since)


def predict(model: ReplyChance, mails: Iterable[Sent], *, before: Iterable[Sent] = ()) -> Iterator[Chance]:
    """Yield the chance of each of `mails` as of the moment it left, in order of time.

    `before` are older mails, as history. Outcomes of `mails` themselves are looked at only once they could be known,
    seven days on: by mails that left after that, and by the recalibration of the intercept.
    """
    history, recent = History(), _Recent()
    for counted, sent in _in_order(before, mails):
        for known in history.until(sent.at):
            recent.learn(known.due_at, known.outcome, known.expected)
        features = history.features(sent)
        ever = logistic(model.log_odds(features) + recent.shift(sent.at))
        # Compared with what the uncorrected model says, so that a correction is not corrected again.
        plain = logistic(model.log_odds(features)) * model.answered_by(KNOWN_AFTER)
        history.add(sent, plain)
        if counted:
            yield Chance(ever, model)


def _in_order(before: Iterable[Sent], mails: Iterable[Sent]) -> list[tuple[bool, Sent]]:
    both = [(False, sent) for sent in before] + [(True, sent) for sent in mails]
    return sorted(both, key=lambda each: each[1].at)


@dataclass(slots=True)
class _Recent:
    """Answers seen and foretold of late, older ones counting less: how much too hopeful the model is now."""

    _at: float = 0.0
    _seen: float = 0.0
    _expected: float = 0.0

    def learn(self, at: float, outcome: bool, expected: float) -> None:
        fading = self._fading(at)
        self._seen = self._seen * fading + outcome
        self._expected = self._expected * fading + expected
        self._at = at

    def shift(self, at: float) -> float:
        fading = self._fading(at)
        return log((self._seen * fading + _CAUTION) / (self._expected * fading + _CAUTION))

    def _fading(self, at: float) -> float:
        return exp(-log(2) * max(0.0, at - self._at) / _RECENT)


def logistic(log_odds: float) -> float:
    """Return the probability of these log odds, which are cut at 30 either way."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))
