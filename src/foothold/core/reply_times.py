"""How long somebody takes to answer, given that he answers: lognormal in business days (METHOD 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import erfc, exp, fsum, log, sqrt

SHORTEST = 0.02
"""Business days below which an answer is not told apart from one at once."""
FROM_ACCOUNT = 5
"""Replies of the account from which its rhythm is what a person's own is measured against."""
FROM_TEAM = 20
"""Replies to the team from which its rhythm stands in for an account's."""
_PRIOR_MEAN = 3
_PRIOR_SPREAD = 5


@dataclass(frozen=True, slots=True)
class ReplyTimes:
    """Reply times in business days: ln t is normal with `mu` and `sigma`; `replies` is how many it was counted on.

    `replies` 0 means that nothing of his own is known, and the rhythm is somebody else's.
    """

    mu: float
    sigma: float
    replies: int = 0

    @property
    def median(self) -> float:
        """The business days half of his answers take: "usually"."""
        return exp(self.mu)

    def answered_by(self, age: float) -> float:
        """Return F: the share of his answers that take at most `age` business days, from 0 to 1.

        >>> round(WITHOUT_HISTORY.answered_by(1.0), 2)
        0.5
        """
        if age <= 0:
            return 0.0
        return erfc((self.mu - log(age)) / (self.sigma * sqrt(2))) / 2


WITHOUT_HISTORY = ReplyTimes(mu=0.0, sigma=1.5)
"""Median one business day, sigma 1.5: slower than friends and colleagues, the heavy tail kept [C]."""


def reply_times(taken: Iterable[float], prior: ReplyTimes = WITHOUT_HISTORY) -> ReplyTimes:
    """Return his reply times after the answers that took `taken` business days, seen before `prior`.

    Conjugate update with prior weights 3 (mean) and 5 (spread). Without any answer: `prior`, counted on none.

    >>> reply_times([6, 9, 12, 8, 10]).replies
    5
    """
    logs = [log(max(each, SHORTEST)) for each in taken]
    many = len(logs)
    if not many:
        return ReplyTimes(prior.mu, prior.sigma)
    mean = fsum(logs) / many
    mu = (_PRIOR_MEAN * prior.mu + fsum(logs)) / (_PRIOR_MEAN + many)
    within = fsum((each - mean) ** 2 for each in logs)
    apart = _PRIOR_MEAN * many / (_PRIOR_MEAN + many) * (mean - prior.mu) ** 2
    variance = (_PRIOR_SPREAD * prior.sigma**2 + within + apart) / (_PRIOR_SPREAD + many)
    return ReplyTimes(mu, sqrt(variance), many)


def reply_times_of(own: Iterable[float], account: Iterable[float] = (), team: Iterable[float] = ()) -> ReplyTimes:
    """Return a person's reply times, seen before those of his account, else of the team, else of nobody.

    `account` are all answers of the account (business days, his own among them), `team` all that the team got. The
    account's count from 5 on and are themselves seen before the team's, which count from 20 on (METHOD 8).
    """
    return reply_times(own, prior_of(account, team))


def prior_of(account: Iterable[float], team: Iterable[float] = ()) -> ReplyTimes:
    """Return what a person of this account is measured against before he himself has answered."""
    listed = list(team)
    of_team = reply_times(listed) if len(listed) >= FROM_TEAM else WITHOUT_HISTORY
    return account_prior(account, of_team)


def account_prior(account: Iterable[float], team: ReplyTimes) -> ReplyTimes:
    """Return the account's reply times seen before the team's where it gave 5 answers, else the team's."""
    theirs = list(account)
    return reply_times(theirs, team) if len(theirs) >= FROM_ACCOUNT else team
