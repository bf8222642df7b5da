"""One of the review's five percentages, with all that must be said beside it (METHOD 9)."""

from dataclasses import dataclass
from enum import StrEnum

from foothold.core.shares import Bounds, Share


class PercentageId(StrEnum):
    """The five percentages, in METHOD 9's order."""

    P1 = "P1"
    """Both sides achieved their goals."""
    P2 = "P2"
    """More could have been accomplished."""
    P3 = "P3"
    """"I should have asked ..."."""
    P4 = "P4"
    """The customer would call it the best use of his time."""
    P5 = "P5"
    """A next step agreed, documented and scheduled."""


class WhyUnknown(StrEnum):
    """Why there is no share."""

    NO_MEETINGS = "no meetings"
    NOTHING_TO_COUNT = "nothing to count"
    """All held meetings ended with an order or an explicit no (P5)."""
    NO_OWN_ANSWER = "no own answer"
    """No goal of ours was recorded before and answered after."""
    CUSTOMER_NOT_ASKED = "customer not asked"
    NO_CUSTOMER_ANSWER = "no customer answer"
    NEVER_BOTH = "never both"
    """Each side answered somewhere, but never both of the same meeting."""
    NO_DEBRIEF = "no debrief"
    STEP_UNKNOWN = "step unknown"
    """Whether the next step counts is not known: their answer to the next meeting's invitation is missing."""
    STEP_UNSEEN = "step unseen"
    """When the next date was set is not known."""
    RECAP_UNKNOWN = "recap unknown"
    """Whether a recap was sent is not known: no mail was read."""
    MAILS_FEW = "mails few"
    """Too few of the mails that were read are ours: they are not what was sent."""
    MAILS_END = "mails end"
    """The mails that were read end before the recap was due."""
    MAILS_BEGIN = "mails begin"
    """The mails that were read do not reach back to the meeting."""
    NO_ADDRESS = "no address"
    """Nobody met has an address to look for among the mails."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The same question by one side's answers alone (P4: our guess); None where that side gave none."""

    ours: Share | None = None
    customer: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentage:
    """One of the five.

    `share` rests on the meetings whose answer is known; for P5 it is None as soon as one is not.
    `bounds` are over all meetings that count: none, or all, of the unknown were a yes. `response` is
    how many of the held meetings were answered for at all (P1, P2, P4: by the customer; P3: debriefed).
    `why_unknown` says why there is no share. `not_reflecting` (P3): 0% over 20 debriefs or more.
    """

    id: PercentageId
    share: Share | None
    bounds: Bounds | None
    apart: Apart = Apart()
    response: Share | None = None
    why_unknown: tuple[WhyUnknown, ...] = ()
    not_reflecting: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a share, or bounds narrower than 0% to 100%."""
        return self.share is not None or (self.bounds is not None and self.bounds.says_something)

    def __str__(self) -> str:
        if not self.known:
            return "not known"
        parts = [] if self.share is None else [str(self.share)]
        if self.bounds is not None and self.bounds.unknown:
            if self.share is not None and not self.share.too_few:
                parts = [f"{self.share} of answers"]
            parts.append(str(self.bounds))
        if self.response is not None:
            parts.append(f"response {self.response.short}")
        return "; ".join(parts)
