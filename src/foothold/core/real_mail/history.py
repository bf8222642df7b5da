"""What a mailbox knows at one moment: who wrote to whom, and which mails were answered (METHOD 8, "on real mail").

What is known of a mail is what was known when it left: an outcome counts for others from seven days after it on,
answered or not, so that early answers do not make everybody look quick.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log, log1p

DAY = 86_400.0
KNOWN_AFTER = 7 * DAY
"""Seconds after which a mail's outcome is history for others: answered within them or not."""
FEATURES = (
    "log recipients",
    "is a reply",
    "is forwarded",
    "log hours since his last mail to us",
    "log hours since his last mail to anybody",
    "log mails to him",
    "log mails from him",
    "log mails he sent",
    "sender's rate",
    "recipient's rate",
    "pair's rate",
)
_LONGEST = 24.0 * 90
"""Hours beyond which a last mail is as good as none."""
_SHRUNK_BY = 10.0
"""Mails the rate above counts for, when a narrower one is told from it [C]."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail to one recipient. `at` and `answered_after` are seconds (epoch, and from then); None: none was seen."""

    at: float
    sender: str
    recipient: str
    recipients: int = 1
    is_reply: bool = False
    is_forwarded: bool = False
    answered_after: float | None = None

    @property
    def outcome(self) -> bool:
        """Whether it was answered within seven days."""
        return self.answered_after is not None and self.answered_after <= KNOWN_AFTER


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """An outcome and from when on (epoch seconds) it is known; `expected` is what was foretold of it."""

    due_at: float
    place: int
    sender: str
    recipient: str
    outcome: bool
    expected: float


@dataclass(slots=True)
class History:
    """What a mailbox knows at one moment: who wrote to whom, and which mails were answered within seven days."""

    _waiting: list[Known] = field(default_factory=list)
    _answered: Counter[tuple[str, str]] = field(default_factory=Counter)
    _asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    _written: Counter[tuple[str, str]] = field(default_factory=Counter)
    _last: dict[tuple[str, str], float] = field(default_factory=dict)
    _count: int = 0

    def until(self, moment: float) -> Iterator[Known]:
        """Take in the outcomes that are known at `moment`, and tell them."""
        while self._waiting and self._waiting[0].due_at <= moment:
            known = heappop(self._waiting)
            for key in _keys(known.sender, known.recipient):
                self._asked[key] += 1
                self._answered[key] += known.outcome
            yield known

    def add(self, sent: Sent, expected: float = 0.0) -> None:
        """Take in that a mail left; its outcome is known seven days on."""
        self._count += 1
        due = Known(sent.at + KNOWN_AFTER, self._count, sent.sender, sent.recipient, sent.outcome, expected)
        heappush(self._waiting, due)
        for key in ((sent.sender, sent.recipient), (sent.sender, "")):
            self._written[key] += 1
            self._last[key] = sent.at

    def features(self, sent: Sent) -> tuple[float, ...]:
        """Return `FEATURES` of a mail as it leaves; rates are log odds, shrunk pair -> recipient -> all."""
        overall = self._rate(("", ""), 0.05)
        of_recipient = self._rate(("", sent.recipient), overall)
        return (
            log(max(sent.recipients, 1)),
            float(sent.is_reply),
            float(sent.is_forwarded),
            self._since((sent.recipient, sent.sender), sent.at),
            self._since((sent.recipient, ""), sent.at),
            log1p(self._written[sent.sender, sent.recipient]),
            log1p(self._written[sent.recipient, sent.sender]),
            log1p(self._written[sent.recipient, ""]),
            _log_odds(self._rate((sent.sender, ""), overall)),
            _log_odds(of_recipient),
            _log_odds(self._rate((sent.sender, sent.recipient), of_recipient)),
        )

    def _rate(self, key: tuple[str, str], wider: float) -> float:
        return (self._answered[key] + _SHRUNK_BY * wider) / (self._asked[key] + _SHRUNK_BY)

    def _since(self, key: tuple[str, str], moment: float) -> float:
        hours = (moment - self._last[key]) / 3600 if key in self._last else _LONGEST
        return log1p(min(max(hours, 0.0), _LONGEST))


def _keys(sender: str, recipient: str) -> tuple[tuple[str, str], ...]:
    return (sender, recipient), (sender, ""), ("", recipient), ("", "")


def _log_odds(rate: float) -> float:
    return log(rate / (1 - rate))
