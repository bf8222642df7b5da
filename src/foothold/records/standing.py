"""Where the date of one meeting stands: booked, offered and who must answer, or over (DESIGN 3, 6; METHOD 4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from foothold.core.evidence import Level, Side
from foothold.records.models import Meeting
from foothold.records.models.meetings import CalendarStatus, CustomerAnswer, Known


class Stand(StrEnum):
    """The states of one meeting, in the order in which the first that fits is taken."""

    CANCELLED = "cancelled"
    GONE = "gone"
    DECLINED = "declined"
    WE_DECLINED = "we_declined"
    OVER = "over"
    """Begun and ended, and neither cancelled nor declined: held, assumed where a calendar alone says so (E2)."""
    BOOKED = "booked"
    OFFERED = "offered"
    UNKNOWN = "unknown"
    """It stands in our calendar, and whether they accepted cannot be seen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A state; for an offered date also who must answer, None where that is not known."""

    stand: Stand
    who_must_answer: Side | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether the date is to come and stands."""
        return self.stand in {Stand.BOOKED, Stand.OFFERED, Stand.UNKNOWN}


def standing(meeting: Meeting, now: datetime) -> Standing:
    """Return where a meeting's date stands as of `now` (aware).

    Booked is one they accepted at E4, or invited us to and we accepted. A calendar that names no
    people leaves the answer unknown, neither yes nor no (DESIGN 6).
    """
    fallen = _fallen(meeting)
    if fallen is not None:
        return Standing(fallen)
    if is_over(meeting, now):
        return Standing(Stand.OVER)
    they_named_it = meeting.organized_by == Side.CUSTOMER and meeting.we_accepted == Known.NO
    if they_named_it or meeting.answer == CustomerAnswer.COUNTER:
        return Standing(Stand.OFFERED, Side.OURS)
    if not meeting.answer or (meeting.organized_by == Side.CUSTOMER and not meeting.we_accepted):
        return Standing(Stand.UNKNOWN)
    if meeting.answer == CustomerAnswer.ACCEPTED and meeting.answer_level == Level.E4.name:
        return Standing(Stand.BOOKED)
    return Standing(Stand.OFFERED, Side.CUSTOMER)


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether it began and, as far as its end is known, ended."""
    return meeting.held_at <= now and (meeting.ends_at is None or meeting.ends_at <= now)


def _fallen(meeting: Meeting) -> Stand | None:
    if meeting.status == CalendarStatus.CANCELLED:
        return Stand.CANCELLED
    if meeting.status == CalendarStatus.GONE:
        return Stand.GONE
    if meeting.answer == CustomerAnswer.DECLINED:
        return Stand.DECLINED
    return Stand.WE_DECLINED if meeting.we_declined else None


def best_date(meetings: list[Meeting], now: datetime) -> tuple[Meeting, Standing] | None:
    """The date ahead that says most of an account: a booked one first, then an offered one, each the soonest."""
    ahead = [(meeting, standing(meeting, now)) for meeting in meetings]
    order = (Stand.BOOKED, Stand.OFFERED, Stand.UNKNOWN)
    dates = [each for each in ahead if each[1].is_ahead]
    return min(dates, key=lambda each: (order.index(each[1].stand), each[0].held_at), default=None)
