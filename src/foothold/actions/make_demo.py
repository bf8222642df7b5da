"""Make the demo team: conversations and calendars that are really read, with mails and answers beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.db import transaction

from foothold.actions.debrief_meeting import Answers, debrief_meeting
from foothold.actions.demo_calendar import TEAM, YOURS, DemoCalendar, demo_calendar
from foothold.actions.import_files import import_scanned
from foothold.actions.settle_standings import settle_standings
from foothold.actions.share_words import share_words
from foothold.actions.store_demo_answers import store_demo_answers
from foothold.actions.store_demo_mails import store_demo_mails
from foothold.connectors.calendar import scan_calendar
from foothold.core.evidence import Level
from foothold.read import open_conversation
from foothold.records.models import Meeting, Membership, Opportunity, SourceText, User, Workspace
from foothold.records.models.meetings import STANDS
from foothold.records.models.people import DemoState, Role

SELLERS = ("Anna Weber", "Tom Reyes", "Mira Okafor")
YOU = "You"
"""Who speaks for us in the owner's own demo meetings: there every button can be tried."""


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    """One text of the demo folder: who held it, how many days ago, what the seller felt, and whether he
    shares the words. The owner's own are his to share."""

    file: str
    account: str
    seller: str
    customers: tuple[str, ...]
    days_ago: int
    at: time
    met: str
    sure: int | None
    shared: bool = True


MEETINGS = (
    DemoMeeting("northwind.vtt", "Northwind Breweries", YOU, ("Petra Lang",), 1, time(10), "yes", 75, shared=False),
    DemoMeeting("alpine-foods.vtt", "Alpine Foods", "Tom Reyes", ("Jan Novak",), 2, time(13, 30), "yes", 75),
    DemoMeeting("fernhill-dairy.txt", "Fernhill Dairy", YOU, ("Ioana Pop",), 3, time(9), "partly", 50, shared=False),
    DemoMeeting("quayside-laundry.vtt", "Quayside Laundry", "Tom Reyes", ("Grace Doyle",), 5, time(15), "partly", 50),
    DemoMeeting(
        "helio-glass.txt", "Helio Glass", "Anna Weber", ("Samir Haddad",), 8, time(11), "yes", None, shared=False
    ),
    DemoMeeting("bergmann.eml", "Bergmann Metall", "Mira Okafor", ("Ute Bergmann",), 12, time(16, 20), "", None),
)

AMOUNTS = {
    "Northwind Breweries": 48_000,
    "Alpine Foods": 36_500,
    "Fernhill Dairy": 22_000,
    "Helio Glass": 61_000,
    "Orchard Bakery": 27_400,
    "Millbrook SpA": 18_900,
    "Delta Tiles": 74_000,
    "Greenway Foods": 31_000,
    "Harvest Juice": 12_500,
    "Valley Paper": 56_000,
    "North Harbour": 43_500,
    "Lakeside Hotel": 15_200,
    "Granite Quarry": 38_000,
}
"""What the demo's deals are worth, in euros, as a seller would have typed it; of the others it is not known."""


def make_demo(workspace: Workspace, *, now: datetime) -> None:
    """Bring the demo team in, dated back from `now`; once it is there, a second call changes nothing."""
    if workspace.demo == DemoState.PRESENT:
        return
    seats = _seats(workspace)
    for demo in MEETINGS:
        _hold(seats[demo.seller], demo, today=now.astimezone(ZoneInfo(workspace.tz)).date())
    for calendar in (YOURS, *TEAM):
        _read_calendar(seats[calendar.name], calendar, now=now)
    _price(workspace)
    settle_standings(workspace.pk, now=now)
    with transaction.atomic():
        workspace.demo = DemoState.PRESENT
        workspace.save(update_fields=["demo"])


def _seats(workspace: Workspace) -> Mapping[str, Membership]:
    seats = {YOU: Membership.objects.in_workspace(workspace).select_related("user").get(role=Role.OWNER)}
    with transaction.atomic():
        for name in SELLERS:
            address = f"{name.split()[0].lower()}.{workspace.pk.hex[:8]}@harbour.example"
            person, _ = User.objects.get_or_create(address=address, defaults={"name": name, "password": "!"})
            seats[name], _ = Membership.objects.in_workspace(workspace).get_or_create(
                workspace=workspace, user=person, defaults={"role": Role.SELLER, "demo": True}
            )
    return seats


def _read_calendar(seat: Membership, calendar: DemoCalendar, *, now: datetime) -> None:
    zone, name = ZoneInfo(seat.workspace.tz), f"demo-{calendar.name.split()[0].lower()}.ics"
    store_demo_mails(seat, calendar, now=now, zone=zone)
    scanned = scan_calendar(demo_calendar(now=now, zone=zone, of=calendar), name)
    import_scanned(seat, scanned, name, now=now, demo=True)
    planned = Meeting.objects.in_workspace(seat.workspace_id).filter(
        seller_id=seat.user_id, demo=True, entry__isnull=False
    )
    over = planned.filter(STANDS, held_at__lt=now - timedelta(days=1)).order_by("held_at")
    store_demo_answers(seat, list(over))


def _price(workspace: Workspace) -> None:
    deals = Opportunity.objects.in_workspace(workspace).filter(demo=True)
    for name, amount in AMOUNTS.items():
        deals.filter(account__name=name).update(amount=amount, currency="EUR", amount_level=Level.E1.name)


def _hold(seat: Membership, demo: DemoMeeting, *, today: date) -> None:
    held_at = datetime.combine(business_days_before(today, demo.days_ago), demo.at, ZoneInfo(seat.workspace.tz))
    text = files("foothold.actions").joinpath("demo", demo.file).read_text(encoding="utf-8")
    conversation = open_conversation(dated(text, held_at).encode(), demo.file)
    sides = {demo.seller: "ours"} | dict.fromkeys(demo.customers, "customer")
    answers = Answers(
        held_at=held_at,
        tz=seat.workspace.tz,
        account=demo.account,
        sides=sides,
        knowing="everyone_knew",
        met=demo.met,
        sure=demo.sure,
    )
    meeting = debrief_meeting(seat, conversation, answers, now=held_at + timedelta(minutes=8), demo=True)
    source = SourceText.objects.in_workspace(seat.workspace_id).get(meeting=meeting)
    share_words(source, shared=demo.shared)


def dated(text: str, held_at: datetime) -> str:
    """Fill in what depends on the day: {held} is the moment of the mail, {+9} a weekday nine days on."""
    text = text.replace("{held}", format_datetime(held_at))
    return re.sub(r"\{\+(\d+)\}", lambda mark: _spoken(held_at.date(), int(mark[1])), text)


def business_days_before(today: date, days: int) -> date:
    """The day `days` calendar days before, moved back to a weekday."""
    day = today - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _spoken(held_on: date, days: int) -> str:
    day = held_on + timedelta(days=days)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return f"{day:%A} the {day.day}{_ordinal(day.day)} of {day:%B}"


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
