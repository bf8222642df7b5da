"""The calendars of the demo team: ninety days of invented meetings, as a calendar program would export them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OWNER = "you@harbour-pumps.example"


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A customer of the demo: who comes, and what is talked about from meeting to meeting."""

    domain: str
    people: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One meeting: with which customer, so many weekdays from today, at what hour, and what the customer answered.

    `put_after` is how many hours after the meeting before ended it was put in the calendar; negative before it ended,
    in the room; None where the calendar does not say when.
    """

    customer: int
    days: int
    hour: int
    put_after: float | None
    answer: str


@dataclass(frozen=True, slots=True)
class DemoCalendar:
    """The calendar of one of the demo team, and the customers in it."""

    name: str
    address: str
    customers: tuple[DemoCustomer, ...]
    meetings: tuple[PlannedMeeting, ...]


def _planned(*rows: tuple[int, int, int, float | None, str]) -> tuple[PlannedMeeting, ...]:
    return tuple(PlannedMeeting(*row) for row in rows)


YOURS = DemoCalendar(
    "You",
    OWNER,
    (
        DemoCustomer("orchard-bakery.example", ("Lena Fox", "Paul Adler"), ("Oven circuit pumps", "Site walk bakery")),
        DemoCustomer("millbrook-spa.example", ("Ravi Menon",), ("Pool heating offer", "Price for three pools")),
        DemoCustomer("castle-cinema.example", ("Nora Quinn",), ("Air handling retrofit", "Noise measurements")),
        DemoCustomer("delta-tiles.example", ("Marco Conti", "Eva Blum"), ("Kiln cooling loop", "Trial results kiln")),
        DemoCustomer("greenway-foods.example", ("Sofia Lund",), ("Cold store pumps", "Maintenance contract")),
        DemoCustomer("harvest-juice.example", ("Tim Brandt",), ("Pressing line flow", "Second line planning")),
    ),
    _planned(
        (0, -58, 10, None, "ACCEPTED"), (0, -44, 10, -0.3, "ACCEPTED"), (0, -30, 10, -0.2, "ACCEPTED"),
        (0, -12, 10, 30.0, "NEEDS-ACTION"), (0, 6, 10, -0.1, "ACCEPTED"),
        (1, -50, 14, None, "ACCEPTED"), (1, -33, 14, 52.0, "ACCEPTED"), (1, -15, 15, 70.0, "TENTATIVE"),
        (2, -47, 9, None, "ACCEPTED"), (2, -36, 9, -0.4, "DECLINED"), (2, -20, 9, 26.0, "ACCEPTED"),
        (3, -55, 13, None, "ACCEPTED"), (3, -40, 13, -0.2, "ACCEPTED"), (3, -26, 13, -0.2, "ACCEPTED"),
        (3, -9, 13, -0.2, "ACCEPTED"), (3, 0, 15, -0.2, "ACCEPTED"), (3, 4, 13, -0.2, "ACCEPTED"),
        (4, -52, 11, None, "ACCEPTED"), (4, -38, 11, -0.2, "ACCEPTED"), (4, -18, 11, 49.0, "ACCEPTED"),
        (4, 9, 11, 20.0, "NEEDS-ACTION"),
        (5, -48, 16, None, "ACCEPTED"), (5, -35, 16, -0.3, "ACCEPTED"), (5, -24, 16, -0.2, "ACCEPTED"),
        (5, -10, 16, -0.5, "ACCEPTED"),
    ),
)  # fmt: skip
"""The owner's own: most weeks have meetings, one is today, a few are ahead."""

TEAM = (
    DemoCalendar(
        "Anna Weber",
        "anna@harbour-pumps.example",
        (
            DemoCustomer("valley-paper.example", ("Ines Roth", "Karl Stein"), ("Stock pump rebuild", "Energy figures")),
            DemoCustomer("north-harbour.example", ("Oscar Dahl",), ("Bilge pump trial", "Price for the fleet")),
            DemoCustomer("silver-mine.example", ("Zoe Hart",), ("Slurry line losses", "Wear part contract")),
        ),
        _planned(
            (0, -49, 9, None, "ACCEPTED"), (0, -34, 9, -0.2, "ACCEPTED"), (0, -19, 9, -0.3, "ACCEPTED"),
            (0, -6, 9, -0.2, "ACCEPTED"), (0, 3, 9, -0.1, "ACCEPTED"),
            (1, -41, 11, None, "ACCEPTED"), (1, -27, 11, -0.2, "ACCEPTED"), (1, -11, 11, -0.4, "ACCEPTED"),
            (1, 5, 11, 5.0, "ACCEPTED"),
            (2, -37, 14, None, "ACCEPTED"), (2, -22, 14, 60.0, "ACCEPTED"),
        ),
    ),
    DemoCalendar(
        "Tom Reyes",
        "tom@harbour-pumps.example",
        (
            DemoCustomer("lakeside-hotel.example", ("Ana Ferrer",), ("Laundry water loop", "Season maintenance")),
            DemoCustomer("granite-quarry.example", ("Ben Ode",), ("Dewatering pumps", "Rental or purchase")),
        ),
        _planned(
            (0, -46, 10, None, "ACCEPTED"), (0, -29, 10, 55.0, "ACCEPTED"), (0, -13, 10, 80.0, "ACCEPTED"),
            (1, -39, 15, None, "ACCEPTED"), (1, -25, 15, -0.2, "ACCEPTED"), (1, -7, 15, 30.0, "NEEDS-ACTION"),
            (1, 7, 15, 26.0, "NEEDS-ACTION"),
        ),
    ),
)  # fmt: skip
"""Colleagues' own, so that a team has something to compare; whoever leads it sees their findings."""


def demo_calendar(*, now: datetime, zone: ZoneInfo, of: DemoCalendar = YOURS) -> bytes:
    """An iCalendar file dated around `now`."""
    today = now.astimezone(zone).date()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Foothold//Demo//EN", f"X-WR-CALNAME:{of.address}"]
    ended: dict[int, datetime] = {}
    for place, planned in enumerate(of.meetings):
        starts_at = datetime.combine(weekdays_from(today, planned.days), time(planned.hour), zone)
        put_at = starts_at - timedelta(days=9)
        if planned.put_after is not None:
            before = ended[planned.customer] + timedelta(hours=planned.put_after)
            put_at = min(before, starts_at - timedelta(hours=1))
        lines += _vevent(place, of, planned, starts_at, put_at)
        ended[planned.customer] = starts_at + timedelta(minutes=45)
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def weekdays_from(today: date, days: int) -> date:
    """So many weekdays before or after today; today itself, whatever day it is."""
    day, left = today, abs(days)
    while left:
        day += timedelta(days=1 if days > 0 else -1)
        left -= day.weekday() < 5
    return day


def address_of(name: str, customer: DemoCustomer) -> str:
    """The mail address of one of a customer's people."""
    return f"{name.lower().replace(' ', '.')}@{customer.domain}"


def people_met(of: DemoCalendar, place: int) -> Sequence[str]:
    """Who of the customer comes to the meeting at this place of the calendar."""
    return of.customers[of.meetings[place].customer].people[: 1 + place % 2]


def _vevent(place: int, of: DemoCalendar, planned: PlannedMeeting, starts_at: datetime, put_at: datetime) -> list[str]:
    customer = of.customers[planned.customer]
    lines = [
        "BEGIN:VEVENT",
        f"UID:demo-{of.address.partition('@')[0]}-{place}@harbour-pumps.example",
        f"DTSTAMP:{_utc(put_at)}",
        f"CREATED:{_utc(put_at)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(starts_at + timedelta(minutes=45))}",
        f"SUMMARY:{customer.titles[place % len(customer.titles)]}",
        f"ORGANIZER;CN={of.name}:mailto:{of.address}",
        f"ATTENDEE;CN={of.name};PARTSTAT=ACCEPTED:mailto:{of.address}",
    ]
    for name in people_met(of, place):
        lines.append(f"ATTENDEE;CN={name};PARTSTAT={planned.answer}:mailto:{address_of(name, customer)}")
    return [*lines, "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
