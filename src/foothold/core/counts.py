"""What the 90-day review is counted on (METHOD 9): plain numbers, as a database gives them."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCounts:
    """What was counted over the meetings held in the window; every number counts meetings unless it says so.

    Whatever is not known stays out of both the yes and the no of a pair. ValueError below 0.
    """

    held: int = 0
    """Held in the window, assumed or seen; calls of at least 5 minutes among them."""

    our_goal_yes: int = 0
    """Our goal, recorded before, was reached."""
    our_goal_partly: int = 0
    our_goal_no: int = 0
    customer_goal_yes: int = 0
    """He says his goal was reached."""
    customer_goal_no: int = 0
    both_goals_known: int = 0
    """Both of these are answered: P1's denominator."""
    both_goals_yes: int = 0
    a_goal_missed: int = 0
    """At least one of the two is answered with no or partly, whether or not the other is known."""

    could_more_we_yes: int = 0
    """We say that more could have been accomplished."""
    could_more_we_no: int = 0
    could_more_customer_yes: int = 0
    could_more_customer_no: int = 0
    could_more_answered: int = 0
    """At least one side answered: P2's denominator."""
    could_more_yes: int = 0
    """At least one side says yes."""

    debriefed: int = 0
    should_have: int = 0
    """Debriefed, with at least one of: should have asked, forgot, did not handle well."""

    customer_asked: int = 0
    """The one question of three boxes went to a customer person after the meeting."""
    customer_answered: int = 0
    best_use: int = 0
    """All three boxes are ticked."""
    guessed: int = 0
    """We guessed the customer's answer before it came."""
    guessed_best_use: int = 0

    explicit_no: int = 0
    """The customer said no, at E3 or E4; not while the opportunity is open again."""
    orders: int = 0
    """An order that needs nothing more; likewise. No meeting is in both."""
    step_counted: int = 0
    """Of the rest: a counted next step (booked, with a topic) within 2 business days."""
    step_not_counted: int = 0
    recap_sent: int = 0
    """Of the rest: a recap or plan sent within 1 business day."""
    recap_not_sent: int = 0
    step_and_recap: int = 0
    """Both: P5's numerator."""
    step_or_recap_missing: int = 0
    """At least one of the two is known to be missing, whether or not the other is known."""

    in_room: int = 0
    """The next date was in the calendar before the meeting ended."""
    later: int = 0
    """It came into the calendar after the end."""
    never: int = 0
    """There is no next date in the calendar. A next date without CREATED is none of the three."""
    with_homework: int = 0
    without_homework: int = 0
    full: int = 0
    """Full best next action step (METHOD 4.1)."""
    not_full: int = 0
    next_held: int = 0
    """The meeting's next date has come, and that meeting was held."""
    next_not_held: int = 0
    next_to_come: int = 0

    cancelled: int = 0
    """Planned in the window and cancelled; not held."""
    declined: int = 0
    """Planned in the window and declined by the customer; not held."""
    moved: int = 0
    """Planned or held meetings that were moved at least once, whoever did it."""
    moved_by_customer: int = 0
    moved_by_us: int = 0
    accepted: int = 0
    """Held, with a customer person's ACCEPTED."""
    tentative: int = 0
    """Held, not accepted by any of them, but TENTATIVE by one."""
    unanswered: int = 0
    """Held, with customer people invited and neither; without attendees in the calendar it is not known."""
    accounts: int = 0
    """Accounts (not meetings) met in the window."""
    accounts_without_next_date: int = 0
    calls: int = 0
    """Of the held meetings, the calls."""
    short_calls: int = 0
    """Calls under 5 minutes: listed apart, not among the held."""

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) < 0:
                raise ValueError(f"{field.name}: {getattr(self, field.name)} is no count")
