"""The calendar of the demo's owner: ninety days of invented meetings, as a calendar program would export them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OWNER = "you@harbour-pumps.example"


@dataclass(frozen=True, slots=True)
class _Customer:
    """A customer of the demo: who comes, and what is talked about from meeting to meeting."""

    domain: str
    people: tuple[str, ...]
    titles: tuple[str, ...]


_CUSTOMERS = (
    _Customer("orchard-bakery.example", ("Lena Fox", "Paul Adler"), ("Oven circuit pumps", "Site walk bakery two")),
    _Customer("millbrook-spa.example", ("Ravi Menon",), ("Pool heating offer", "Price for three pools")),
    _Customer("castle-cinema.example", ("Nora Quinn",), ("Air handling retrofit", "Noise measurements")),
    _Customer("delta-tiles.example", ("Marco Conti", "Eva Blum"), ("Kiln cooling loop", "Trial results kiln")),
    _Customer("greenway-foods.example", ("Sofia Lund",), ("Cold store pumps", "Maintenance contract")),
    _Customer("harvest-juice.example", ("Tim Brandt",), ("Pressing line flow", "Second line planning")),
)

# (customer, weekdays from today, hour, put in the calendar so many hours after the meeting before ended, answer)
# Negative hours: before it ended, in the room. None: the calendar does not say when.
_MEETINGS: tuple[tuple[int, int, int, float | None, str], ...] = (
    (0, -58, 10, None, "ACCEPTED"), (0, -44, 10, -0.3, "ACCEPTED"), (0, -30, 10, -0.2, "ACCEPTED"),
    (0, -12, 10, 30.0, "NEEDS-ACTION"), (0, 6, 10, -0.1, "ACCEPTED"),
    (1, -50, 14, None, "ACCEPTED"), (1, -33, 14, 52.0, "ACCEPTED"), (1, -15, 15, 70.0, "TENTATIVE"),
    (2, -47, 9, None, "ACCEPTED"), (2, -36, 9, -0.4, "DECLINED"), (2, -20, 9, 26.0, "ACCEPTED"),
    (3, -55, 13, None, "ACCEPTED"), (3, -40, 13, -0.2, "ACCEPTED"), (3, -26, 13, -0.2, "ACCEPTED"),
    (3, -9, 13, -0.2, "ACCEPTED"), (3, 0, 15, -0.2, "ACCEPTED"),
    (4, -38, 11, None, "NEEDS-ACTION"), (4, -18, 11, 49.0, "ACCEPTED"), (4, 9, 11, 20.0, "NEEDS-ACTION"),
    (5, -24, 16, None, "ACCEPTED"), (5, -10, 16, -0.5, "ACCEPTED"),
)  # fmt: skip


def demo_calendar(*, now: datetime, zone: ZoneInfo) -> bytes:
    """An iCalendar file dated around `now`: most weeks have meetings, one is today, a few are ahead."""
    today = now.astimezone(zone).date()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Foothold//Demo//EN", f"X-WR-CALNAME:{OWNER}"]
    ended: dict[int, datetime] = {}
    for place, (customer, days, hour, put_after, answer) in enumerate(_MEETINGS):
        starts_at = datetime.combine(_weekday(today, days), time(hour), zone)
        put_at = starts_at - timedelta(days=9)
        if put_after is not None:
            put_at = min(ended[customer] + timedelta(hours=put_after), starts_at - timedelta(hours=1))
        lines += _vevent(place, _CUSTOMERS[customer], starts_at, put_at, answer)
        ended[customer] = starts_at + timedelta(minutes=45)
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def _weekday(today: date, days: int) -> date:
    """So many weekdays before or after today; today itself, whatever day it is."""
    day, left = today, abs(days)
    while left:
        day += timedelta(days=1 if days > 0 else -1)
        left -= day.weekday() < 5
    return day


def _vevent(place: int, customer: _Customer, starts_at: datetime, put_at: datetime, answer: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:demo-{place}@harbour-pumps.example",
        f"DTSTAMP:{_utc(put_at)}",
        f"CREATED:{_utc(put_at)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(starts_at + timedelta(minutes=45))}",
        f"SUMMARY:{customer.titles[place % len(customer.titles)]}",
        f"ORGANIZER;CN=You:mailto:{OWNER}",
        f"ATTENDEE;CN=You;PARTSTAT=ACCEPTED:mailto:{OWNER}",
    ]
    for name in customer.people[: 1 + place % 2]:
        address = f"{name.lower().replace(' ', '.')}@{customer.domain}"
        lines.append(f"ATTENDEE;CN={name};PARTSTAT={answer}:mailto:{address}")
    return [*lines, "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
