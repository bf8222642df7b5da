"""Invented meetings of two years: one a number, the same every time; and what the next export says of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from made_people import FIRMS, OUR_DOMAIN, OWNER, Person, firm_domain, firm_name, person

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
"""When the exports are read: a Tuesday."""
BACK, AHEAD = timedelta(days=730), timedelta(days=60)
_BERLIN = ZoneInfo("Europe/Berlin")
_TOPICS = (
    "Trial plan with {}",
    "{}: pump line audit",
    "Offer review {}",
    "{} kick-off",
    "Site visit {}",
    "Pricing, {} and us",
    "Next steps {}",
    "{}: integration workshop",
    "Quarterly review {}",
    "Contract questions ({})",
)
_OWN = ("Team meeting", "Pipeline review", "Planning", "Lunch", "Focus time", "1:1 Anna and Tom", "Forecast call")
_ANSWERS = ("ACCEPTED", "ACCEPTED", "ACCEPTED", "TENTATIVE", "NEEDS-ACTION", "DECLINED")


@dataclass(slots=True)
class Invented:
    """One UID: when it first takes place, who is there, what was changed since the first export."""

    number: int
    start: datetime
    minutes: int
    title: str
    organizer: Person
    attendees: list[tuple[Person, str]]
    created: datetime
    weeks: int
    sequence: int = 0

    @property
    def uid(self) -> str:
        return uid_of(self.number)


def uid_of(number: int) -> str:
    """The UID of an entry, the same in every export."""
    return f"made-{number:08d}-{number * 2654435761 % 2**32:08x}@{OUR_DOMAIN}"


def is_series(number: int) -> bool:
    """2% of all are weekly series."""
    return number % 50 == 11


def is_changed(number: int) -> bool:
    """1% of all, a tenth of them series: what the next export says something else of."""
    return number % 100 == (11 if number % 1000 // 100 == 5 else 7)


def invented(number: int, *, next_export: bool = False) -> Invented:
    """Entry `number` as the first export has it, or as the next one."""
    random = Random(number)
    day = NOW - BACK + (BACK + AHEAD) * random.random()
    day -= timedelta(days=max(0, day.weekday() - 4))
    start = day.astimezone(_BERLIN).replace(hour=random.randint(8, 16), minute=random.choice((0, 30)), second=0)
    start = start.replace(microsecond=0)
    firm = random.randrange(FIRMS)
    with_customer = random.random() < 0.6
    theirs = [person(firm * 7 + each, firm_domain(firm)) for each in random.sample(range(4), random.randint(1, 3))]
    ours = [person(each, OUR_DOMAIN) for each in random.sample(range(1, 8), random.randint(0, 2))]
    attendees = [
        (OWNER, "ACCEPTED"),
        *((each, random.choice(_ANSWERS)) for each in (theirs if with_customer else ours)),
    ]
    entry = Invented(
        number=number,
        start=start,
        minutes=random.choice((30, 45, 60, 90)),
        title=random.choice(_TOPICS).format(firm_name(firm)) if with_customer else random.choice(_OWN),
        organizer=OWNER if random.random() < 0.8 or not with_customer else theirs[0],
        attendees=attendees,
        created=start.astimezone(UTC) - timedelta(days=random.uniform(1, 30)),
        weeks=random.randint(10, 50) if is_series(number) else 0,
    )
    if next_export:
        random.shuffle(entry.attendees)
        if is_changed(number):
            _change(entry)
    return entry


def _change(entry: Invented) -> None:
    """Moved by a day, renamed, or longer and answered anew."""
    if entry.number // 100 % 3 == 0:
        entry.start, entry.sequence = entry.start + timedelta(days=1), 1
    elif entry.number // 100 % 3 == 1:
        entry.title += " (again)"
    else:
        who, answer = entry.attendees[0]
        entry.attendees[0] = (who, "ACCEPTED" if answer != "ACCEPTED" else "TENTATIVE")
        entry.minutes += 15
