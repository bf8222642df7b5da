"""A year of invented deals with a hidden interest that shows only in what customers do, the same every time.

Interest is drawn from a standard normal. It moves whether the next date is set in the room, whether invitations are
accepted, mails answered and promises kept, and whether the deal is won. Nothing else depends on it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp
from random import Random

from made_people import OUR_DOMAIN, Person, firm_domain, firm_name, person

ANSWERED = ("Works for us, Tuesday at 10 it is.", "Thank you, we have sent the pump hours.", "Yes, see you then.")
PUT_OFF = ("Call me after the fair.", "We are busy, maybe next month.", "Looks good, I need to talk to the others.")
ASKED = ("Could we meet again next week?", "Did you have time to look at the offer?", "Which day suits you?")
TOPICS = ("Trial plan", "Site visit", "Offer review", "Contract questions", "Pilot result", "Price for 3 sites")


@dataclass(slots=True)
class Held:
    """A meeting as a calendar holds it."""

    uid: str
    title: str
    start: datetime
    minutes: int
    put_at: datetime
    people: list[tuple[Person, str]]
    status: str = "CONFIRMED"


@dataclass(slots=True)
class Mailed:
    """A mail, from us or from them."""

    sent: datetime
    ours: bool
    them: Person
    subject: str
    text: str


@dataclass(slots=True)
class Talk:
    """A written-down conversation of one meeting."""

    meeting: Held
    text: str


@dataclass(slots=True)
class Deal:
    """One deal as it went. `won` is None while it is open; `amount` in euros."""

    number: int
    seller: int
    interest: float
    opened: datetime
    closed: datetime | None = None
    won: bool | None = None
    amount: int = 0
    meetings: list[Held] = field(default_factory=list)
    mails: list[Mailed] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)

    @property
    def firm(self) -> str:
        return firm_name(self.number)

    @property
    def people(self) -> list[Person]:
        return [person(self.number * 5 + each, firm_domain(self.number)) for each in range(4)]


def seller(number: int) -> Person:
    """Seller `number` of ours."""
    return person(number * 21, OUR_DOMAIN)


def likely(logit: float) -> float:
    """The probability that belongs to a log-odds."""
    return 1 / (1 + exp(-logit))


def year_of_deals(*, sellers: int, each: int, now: datetime, seed: int) -> list[Deal]:
    """`each` deals of every seller, begun over the year before `now`."""
    deals = []
    for number in range(sellers * each):
        random = Random(f"{seed}/{number}")
        opened = now - timedelta(days=random.uniform(3, 360))
        deal = Deal(number, number % sellers, random.gauss(0, 1), opened)
        deal.amount = int(random.lognormvariate(9.9, 0.8) / 100) * 100
        _run(deal, random, now)
        deals.append(deal)
    return deals


def _run(deal: Deal, random: Random, now: datetime) -> None:
    """Meetings and mails until it ends: by an order, a no, or because nobody answers any more."""
    rounds = random.randint(2, 7)
    start, put_at = _office(deal.opened + timedelta(days=4), random), deal.opened
    for turn in range(rounds):
        last = turn == rounds - 1
        met = _meeting(deal, random, turn, start, put_at)
        if start > now:
            return
        end = start + timedelta(minutes=met.minutes)
        wants = random.random() < likely(1.2 * deal.interest - 0.3)
        if random.random() < 0.25:
            deal.talks.append(Talk(met, _said(deal, random, wants, end)))
        if last:
            _end(deal, random, end, now)
            return
        if wants:
            put_at = end - timedelta(minutes=random.randint(1, 12))
        else:
            reply = _chased(deal, random, end, now)
            if reply is None or reply > now:
                if end + timedelta(days=75) < now:
                    deal.closed, deal.won = end + timedelta(days=70), False
                return
            put_at = reply
        start = _office(put_at + timedelta(days=random.uniform(5, 16)), random)


def _meeting(deal: Deal, random: Random, turn: int, start: datetime, put_at: datetime) -> Held:
    count = 1 + (random.random() < likely(deal.interest)) + (random.random() < likely(deal.interest - 1))
    answer = "ACCEPTED" if random.random() < likely(1.5 + deal.interest) else "NEEDS-ACTION"
    people = [(each, answer if place == 0 else "ACCEPTED") for place, each in enumerate(deal.people[:count])]
    title = f"{TOPICS[turn % len(TOPICS)]} {deal.firm}"
    met = Held(f"year-{deal.number:04d}-{turn}@{OUR_DOMAIN}", title, start, random.choice((30, 45, 60)), put_at, people)
    deal.meetings.append(met)
    return met


def _chased(deal: Deal, random: Random, since: datetime, now: datetime) -> datetime | None:
    """We write until they answer; when they did, None where they never do."""
    at, them = since + timedelta(days=1), deal.people[0]
    for _touch in range(random.randint(2, 5)):
        if at > now:
            return None
        deal.mails.append(Mailed(at, True, them, f"{deal.firm}: next step", random.choice(ASKED)))
        if random.random() < likely(deal.interest - 0.2):
            reply = at + timedelta(days=min(20.0, random.lognormvariate(0, 1)))
            said = random.choice(ANSWERED if random.random() < likely(deal.interest) else PUT_OFF)
            deal.mails.append(Mailed(reply, False, them, f"Re: {deal.firm}: next step", said))
            return reply
        at += timedelta(days=random.uniform(4, 9))
    return None


def _end(deal: Deal, random: Random, at: datetime, now: datetime) -> None:
    closed = at + timedelta(days=random.uniform(1, 12))
    if closed < now:
        deal.closed, deal.won = closed, random.random() < likely(1.6 * deal.interest - 1.2)


def _said(deal: Deal, random: Random, wants: bool, end: datetime) -> str:
    us, them = seller(deal.seller).name.split()[0], deal.people[0].name.split()[0]
    lines = [
        f"{us}: What would you like to have at the end?",
        f"{them}: We want to cut the pump hours by {random.choice((10, 15, 20))} percent by spring.",
    ]
    if wants:
        day = _office(end + timedelta(days=7), random)
        lines += [
            f"{us}: Shall we go through the trial plan on {day:%A} at {day:%H:%M}?",
            f"{them}: {day:%A} at {day:%H:%M} works. I will send you the pump hours before that.",
        ]
    else:
        lines += [f"{us}: When do we talk again?", f"{them}: {random.choice(PUT_OFF)}"]
    return "\n".join(lines) + "\n"


def _office(at: datetime, random: Random) -> datetime:
    """A time in the office on that day or the Monday after."""
    at += timedelta(days=max(0, 7 - at.weekday()) if at.weekday() > 4 else 0)
    return at.replace(hour=random.randint(8, 16), minute=random.choice((0, 30)), second=0, microsecond=0)
