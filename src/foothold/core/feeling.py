"""What the seller said before the verdict, set beside what happened: happy ears (METHOD 6.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import fsum, sqrt

from foothold.core.shares import Z95, Share, wilson
from foothold.core.verdict import Verdict

SAID_WITHIN = timedelta(minutes=30)
"""How far from the end of the meeting an answer still counts."""
HELD_WITHIN = timedelta(days=30)
"""How long the next step has to be held; younger meetings are not counted yet."""
LABEL_FROM = 20
"""Meetings from which a label and an interval are shown; also the weight of shrinking."""
BIAS_FROM = 0.10
"""A happy-ears index smaller than this, either way, is no bias."""


class GotWhatFor(StrEnum):
    """Did you get what you came for?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ThirdQuestion(StrEnum):
    """The question that rotates in after the two that are always asked."""

    HOW_GOOD = "How good was it, 1-5"
    PROBABILITY = "probability we win"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a seller said after one meeting, as it was said; it is locked.

    `sure` is how sure the next date is to be held within 30 days, 0 to 1 (None = not answered;
    ValueError outside). `happened` is whether it was: None where it is not known, also while it is
    too early. `how_good` is 1 to 5, `win` 0 to 1. All moments are aware; `verdict_shown_at` is None
    while the verdict has not been shown.
    """

    meeting: str
    ended_at: datetime
    said_at: datetime | None = None
    verdict_shown_at: datetime | None = None
    got_what_for: GotWhatFor | None = None
    sure: float | None = None
    how_good: int | None = None
    win: float | None = None
    happened: bool | None = None

    def __post_init__(self) -> None:
        for chance in (self.sure, self.win):
            if chance is not None and not 0 <= chance <= 1:
                raise ValueError(f"{chance} is no probability from 0 to 1")
        if self.how_good is not None and not 1 <= self.how_good <= 5:
            raise ValueError(f"{self.how_good} is no rating from 1 to 5")


class Bias(StrEnum):
    """What the happy-ears index says."""

    HAPPY_EARS = "happy ears"
    TOO_GLOOMY = "too gloomy"
    NO_BIAS = "no bias shown"
    NOT_ENOUGH = "not enough"


@dataclass(frozen=True, slots=True)
class HappyEars:
    """What was said against what happened, over `happened.of` meetings.

    `index` is mean said minus mean happened, -1 to 1; `interval` its 95% (from 20 meetings on);
    `shrunk` the index pulled to 0 while meetings are few; `brier` the mean squared error, 0 to 1;
    `skill` what that gains over always saying the average. None is "cannot be said".
    """

    happened: Share
    said: float | None
    index: float | None
    interval: tuple[float, float] | None
    shrunk: float | None
    brier: float | None
    skill: float | None
    label: Bias

    @property
    def shown(self) -> str:
        """The label in words; "skilled" beside it where nothing leans and the numbers beat the average."""
        skilled = self.label is Bias.NO_BIAS and self.skill is not None and self.skill > 0
        return f"{self.label}, skilled" if skilled else self.label.value


def happy_ears(pairs: Iterable[tuple[float, bool]]) -> HappyEars:
    """Compare what was said (0 to 1) with what happened, one pair a meeting; also with none at all.

    >>> happy_ears([(0.8, True)] * 12 + [(0.8, False)] * 18).shown
    'happy ears'
    """
    rows = [(said, int(happened)) for said, happened in pairs]
    n = len(rows)
    happened = Share(sum(y for _, y in rows), n)
    if not n:
        return HappyEars(happened, None, None, None, None, None, None, Bias.NOT_ENOUGH)
    said, base = fsum(s for s, _ in rows) / n, happened.k / n
    index = said - base
    brier = fsum((s - y) ** 2 for s, y in rows) / n
    spread = base * (1 - base)
    interval = _interval([s - y for s, y in rows], happened) if n >= LABEL_FROM else None
    return HappyEars(
        happened=happened,
        said=said,
        index=index,
        interval=interval,
        shrunk=index * n / (n + LABEL_FROM),
        brier=brier,
        skill=1 - brier / spread if spread else None,
        label=_label(index, interval),
    )


def in_time(said: Said) -> bool:
    """Whether it was said within 30 minutes of the end and before the verdict was shown."""
    if said.said_at is None or abs(said.said_at - said.ended_at) > SAID_WITHIN:
        return False
    return said.verdict_shown_at is None or said.said_at < said.verdict_shown_at


def counting(said: Iterable[Said], now: datetime) -> list[Said]:
    """Return what the index is made of: in time, at least 30 days old, answered, its outcome known.

    The first answer to a meeting is locked: a later one is kept, but does not count.
    """
    return [
        each
        for each in _first_answers(said)
        if is_due(each.ended_at, now) and in_time(each) and each.happened is not None
    ]


def calibration(said: Sequence[Said], now: datetime) -> HappyEars:
    """Return the happy-ears index of a seller as of `now`."""
    rows = counting(said, now)
    return happy_ears(
        (each.sure, each.happened) for each in rows if each.sure is not None and each.happened is not None
    )


def coverage(said: Sequence[Said], now: datetime) -> Share:
    """Return how many of the meetings at least 30 days old the index rests on; missing and late ones not."""
    old_enough = {each.meeting for each in said if is_due(each.ended_at, now)}
    return Share(len(counting(said, now)), len(old_enough))


def is_due(ended_at: datetime, now: datetime) -> bool:
    """Whether a meeting is at least 30 days old, so that its step had the time to be held."""
    return now - ended_at >= HELD_WITHIN


def held_in_time(ended_at: datetime, held_at: datetime | None, now: datetime) -> bool | None:
    """Whether the next step was held within 30 days of the meeting; None while that can still come."""
    if held_at is not None and held_at - ended_at <= HELD_WITHIN:
        return True
    return False if is_due(ended_at, now) else None


RATED_HIGH, RATED_LOW = range(4, 6), range(1, 4)
"""How good a meeting was felt to be, 1 to 5: the two parts of the plain table (METHOD 6.3)."""


def felt_and_advanced(rated: Iterable[tuple[int, Verdict | None]]) -> tuple[Share, Share]:
    """Return how many of the meetings rated 4-5 advanced, and of those rated 1-3.

    Advanced is an order or an advance; a pending one is not yet. Without a verdict it is left out.
    """
    judged = [(stars, verdict) for stars, verdict in rated if verdict is not None]
    return _advanced(judged, RATED_HIGH), _advanced(judged, RATED_LOW)


def has_advanced(verdict: Verdict) -> bool:
    """An order or an advance; a pending one is none yet."""
    return verdict in (Verdict.ORDER, Verdict.ADVANCE)


def third_question(asked_before: int) -> ThirdQuestion:
    """Return the question that is next in turn after so many times."""
    return tuple(ThirdQuestion)[asked_before % len(ThirdQuestion)]


def _first_answers(said: Iterable[Said]) -> list[Said]:
    first: dict[str, Said] = {}
    for each in said:
        if each.sure is None or each.said_at is None:
            continue
        known = first.get(each.meeting)
        if known is None or known.said_at is None or each.said_at < known.said_at:
            first[each.meeting] = each
    return list(first.values())


def _interval(differences: list[float], happened: Share) -> tuple[float, float]:
    n = len(differences)
    middle = fsum(differences) / n
    sd = sqrt(fsum((d - middle) ** 2 for d in differences) / (n - 1))
    low, high = wilson(happened.k, happened.of)
    # Who always says the same of meetings that all end the same has no spread, yet is not certain.
    half = max(Z95 * sd / sqrt(n), (high - low) / 2)
    return middle - half, middle + half


def _label(index: float, interval: tuple[float, float] | None) -> Bias:
    if interval is None:
        return Bias.NOT_ENOUGH
    low, high = interval
    if index > BIAS_FROM and low > 0:
        return Bias.HAPPY_EARS
    if index < -BIAS_FROM and high < 0:
        return Bias.TOO_GLOOMY
    return Bias.NO_BIAS


def _advanced(judged: list[tuple[int, Verdict]], stars: range) -> Share:
    verdicts = [verdict for rating, verdict in judged if rating in stars]
    return Share(sum(has_advanced(verdict) for verdict in verdicts), len(verdicts))
