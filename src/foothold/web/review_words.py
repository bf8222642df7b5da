"""The numbers of a review in words, each with the list of its meetings (METHOD 9; UX S7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.counts import ReviewCounts
from foothold.core.percentages import PercentageId, WhyUnknown
from foothold.core.review import Review
from foothold.core.shares import Bounds, Share
from foothold.records.review_lists import OWN
from foothold.records.why_step_unknown import Gap
from foothold.web.figures import between, counted, short
from foothold.web.wording import Words

WHY: Mapping[WhyUnknown, Words] = {
    WhyUnknown.NO_MEETINGS: _l("No meetings in these days."),
    WhyUnknown.NOTHING_TO_COUNT: _l("All meetings ended with an order or a no."),
    WhyUnknown.NO_OWN_ANSWER: _l("We have not said it ourselves."),
    WhyUnknown.CUSTOMER_NOT_ASKED: _l("No customer was asked."),
    WhyUnknown.NO_CUSTOMER_ANSWER: _l("No customer answered."),
    WhyUnknown.NEVER_BOTH: _l("Never both sides answered of the same meeting."),
    WhyUnknown.NO_DEBRIEF: _l("No meeting was debriefed."),
    WhyUnknown.STEP_UNKNOWN: _l("Their answer to the next invitation is not known."),
    WhyUnknown.STEP_UNSEEN: _l("When the next date was set is not known."),
    WhyUnknown.RECAP_UNKNOWN: _l("Whether a recap was sent is not known: no mails were read."),
    WhyUnknown.MAILS_FEW: _l("Whether a recap was sent is not known: too few of the mails read are yours."),
    WhyUnknown.MAILS_END: _l("The mails read end on %(day)s: a recap later is not seen."),
    WhyUnknown.MAILS_BEGIN: _l("The mails read begin on %(day)s: a recap before is not seen."),
    WhyUnknown.NO_ADDRESS: _l("Whether a recap was sent is not known: nobody met has an address."),
}

LIST_NAMES: Mapping[str, Words] = {
    "held": _l("Meetings held"),
    "in_room": _l("Next date in the room"),
    "later": _l("Next date later"),
    "never": _l("No next date"),
    "unknown": _l("Next date not known"),
    "accepted": _l("They had accepted"),
    "tentative": _l("They had said maybe"),
    "unanswered": _l("They had not answered"),
    "answer_unknown": _l("Their answer is not known"),
    "calls": _l("Calls of 5 minutes and more"),
    "with_homework": _l("They took something to do"),
    "without_homework": _l("They took nothing to do"),
    "full": _l("Booked, with homework on both sides"),
    "not_full": _l("Not booked, or homework missing"),
    "full_unknown": _l("Homework or answer not known"),
    "next_held": _l("The next one was held"),
    "next_to_come": _l("The next one is to come, or they were never told of it"),
    "next_not_held": _l("The next one fell through"),
    "explicit_no": _l("They said no"),
    "orders": _l("They ordered"),
    "step_counted": _l("Next step counts"),
    "step_not_counted": _l("Next step does not count"),
    "step_unknown": _l("Next step not known"),
    "recap_sent": _l("Recap sent within a business day"),
    "recap_not_sent": _l("No recap within a business day"),
    "recap_unknown": _l("Recap not known"),
    "step_and_recap": _l("Next step agreed, written, booked"),
    "step_or_recap_missing": _l("Next step or recap missing"),
    "step_or_recap_unknown": _l("Next step or recap not known"),
    "due": _l("Due to end with a next step"),
    "cancelled": _l("Cancelled"),
    "declined": _l("Declined by them"),
    "moved": _l("Moved"),
    "moved_by_us": _l("Moved by us"),
    "moved_by_customer": _l("Moved by them"),
    "our_goal_yes": _l("You got what you came for"),
    "our_goal_partly": _l("You partly got what you came for"),
    "our_goal_no": _l("You did not get what you came for"),
    "customer_asked": _l("The customer was asked"),
    "customer_answered": _l("The customer answered"),
    "best_use": _l("Customer: best use of the time"),
    "customer_goal_yes": _l("They got what they came for"),
    "customer_goal_no": _l("They did not get what they came for"),
    "could_more_customer_yes": _l("They say more could have been done"),
    "could_more_customer_no": _l("They say no more could have been done"),
    "both_goals_known": _l("Both sides answered"),
    "both_goals_yes": _l("Both sides got what they came for"),
    "a_goal_missed": _l("One side did not get it"),
    "could_more_answered": _l("Somebody said whether more could have been done"),
    "could_more_yes": _l("More could have been done"),
    "could_more_we_yes": _l("You say more could have been done"),
    "could_more_we_no": _l("You say no more could have been done"),
    "debriefed": _l("You said what you should have asked"),
    "should_have": _l("“I should have asked”"),
    "guessed": _l("You guessed their answer before it came"),
    "guessed_best_use": _l("You guessed: the best use of the time"),
}

BEHIND: Mapping[PercentageId, tuple[str, ...]] = {
    PercentageId.P1: ("both_goals_yes", "both_goals_known"),
    PercentageId.P2: ("could_more_yes", "could_more_answered"),
    PercentageId.P3: ("should_have", "debriefed"),
    PercentageId.P4: ("best_use", "customer_answered"),
    PercentageId.P5: ("step_and_recap", "due", "step_or_recap_missing", "step_or_recap_unknown"),
}
"""The lists behind each percentage: its k, its n, and what else the n falls into."""


def beside(which: str) -> tuple[str, ...]:
    """The other lists of the percentage a list belongs to."""
    return next((tuple(each for each in lists if each != which) for lists in BEHIND.values() if which in lists), ())


Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Number:
    """One number and where its meetings are; no address where there are none."""

    name: Words
    count: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Numbers that belong together, and the share they make where it may be said."""

    name: Words
    numbers: tuple[Number, ...]
    share: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count."""
        return not any(number.count for number in self.numbers)


def number_of(counts: ReviewCounts, which: str) -> int:
    """How many meetings a number counts: read from the counts, or what is left of them."""
    due = counts.held - counts.explicit_no - counts.orders
    left: Mapping[str, int] = {
        "unknown": counts.held - counts.in_room - counts.later - counts.never,
        "answer_unknown": counts.held - counts.accepted - counts.tentative - counts.unanswered,
        "step_unknown": due - counts.step_counted - counts.step_not_counted,
        "recap_unknown": due - counts.recap_sent - counts.recap_not_sent,
        "full_unknown": counts.held - counts.full - counts.not_full,
        "due": due,
        "step_or_recap_unknown": due - counts.step_and_recap - counts.step_or_recap_missing,
    }
    return left[which] if which in left else int(getattr(counts, which))


def numbers(found: Review, address: Address) -> list[NumberRow]:
    """What stands behind the pictures, and what always stands beside the fifth percentage (METHOD 9)."""
    beside = found.beside
    rows = (
        (_l("Next date"), ("in_room", "later", "never", "unknown"), _share(beside.in_room)),
        (_l("Came of it"), ("next_held", "next_not_held", "next_to_come"), _later(beside.next_held)),
        (_l("Their answer"), ("accepted", "tentative", "unanswered", "answer_unknown"), _share(beside.accepted)),
        (_l("Next step"), ("step_counted", "step_not_counted", "step_unknown"), _share(beside.step)),
        (_l("Recap"), ("recap_sent", "recap_not_sent", "recap_unknown"), _share(beside.recap)),
        (_l("Full step"), ("full", "not_full", "full_unknown"), _share(beside.full)),
        (_l("Homework"), ("with_homework", "without_homework"), _share(beside.homework)),
        (_l("They said"), ("customer_answered", "best_use", "customer_asked"), ""),
        (_l("Their goal"), ("customer_goal_yes", "customer_goal_no"), ""),
        (_l("More possible"), ("could_more_customer_yes", "could_more_customer_no"), ""),
        (_l("How it ended"), ("orders", "explicit_no"), ""),
        (_l("Not held"), ("cancelled", "declined"), ""),
        (_l("Moved"), ("moved", "moved_by_us", "moved_by_customer"), ""),
        (_l("By phone"), ("calls",), ""),
    )
    return [
        NumberRow(name, tuple(_number(found.counts, which, address) for which in keys), share)
        for name, keys, share in rows
    ]


def share_address(which: PercentageId, share: Share | None, address: Address, *, own: bool) -> str:
    """Of the meetings a share was counted on: those that were a yes, all of them where none was; "" without any.

    Not `own`: what a seller said of himself is no list for anybody else (METHOD 6.3).
    """
    if share is None or not share.of:
        return ""
    name = BEHIND[which][0 if share.k else 1]
    return address(which=name) if own or name not in OWN else ""


def gap_words(gap: Gap) -> str:
    """1 meeting: The mails read end on Tue 24 Nov: a recap later is not seen."""
    many = ngettext("%(n)d meeting:", "%(n)d meetings:", gap.meetings) % {"n": gap.meetings}
    return f"{many} {WHY[gap.why] % {'day': date_format(gap.on, 'D j M')} if gap.on else WHY[gap.why]}"


def own_answers(counts: ReviewCounts, address: Address) -> tuple[Number, ...]:
    """What the seller said of himself, for his eyes; empty where he said nothing."""
    said = tuple(_number(counts, which, address) for which in OWN)
    return tuple(each for each in said if each.count)


def _number(counts: ReviewCounts, which: str, address: Address) -> Number:
    count = number_of(counts, which)
    return Number(LIST_NAMES[which], count, address(which=which) if count else "")


def _share(bounds: Bounds) -> str:
    """35 % to 39 % of 54; with its interval where nothing is unknown."""
    if not bounds.of or not bounds.says_something:
        return _("not known") if bounds.of else ""
    if bounds.share is not None:
        return counted_share(bounds.share)
    return between(bounds) if bounds.too_few else _("%(share)s of %(of)d") % {"share": between(bounds), "of": bounds.of}


def _later(share: Share) -> str:
    return counted_share(share) if share.of else _("none was held yet")


def counted_share(share: Share) -> str:
    """58 % (7 of 12; 32 to 81), or 3 of 8."""
    if share.percent is None or share.interval is None:
        return counted(share.k, share.of)
    low, high = (round(100 * end) for end in share.interval)
    words = {"number": short(share), "on": counted(share.k, share.of), "low": low, "high": high}
    return _("%(number)s (%(on)s; %(low)d to %(high)d)") % words
