"""Two years of one invented seller as rows: accounts, meetings with their people and answers, promises, letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from made_people import OUR_DOMAIN, firm_domain, firm_name, person

ACCOUNTS_A_SELLER = 20
PEOPLE_AN_ACCOUNT = 3
TITLES = ("Trial plan", "Pump line audit", "Offer review", "Kick-off", "Site visit", "Next steps", "Contract questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How many customer meetings of how many sellers, over how many days back and ahead.

    A fifth as many meetings again are with nobody from outside.
    """

    meetings: int = 50_000
    sellers: int = 200
    days_back: int = 730
    days_ahead: int = 30


class SellersRows:
    """The rows of one seller, not stored yet."""

    def __init__(self, seat: Any, sources: list[Any], random: Random, number: int, now: datetime) -> None:
        from foothold.records import models

        self._models, self._seat, self._random, self._number, self._now = models, seat, random, number, now
        self._calendar, self._mailbox = sources
        self._in = {"workspace_id": seat.workspace_id}
        self.accounts: list[Any] = []
        self.contacts: list[Any] = []
        self.counterparts: list[Any] = []
        self.deals: list[Any] = []
        self.entries: list[Any] = []
        self.meetings: list[Any] = []
        self.attendees: list[Any] = []
        self.feelings: list[Any] = []
        self.promises: list[Any] = []
        self.letters: list[Any] = []

    def in_order(self) -> tuple[list[Any], ...]:
        """The rows by model, what is pointed to first."""
        of_customers = (self.accounts, self.contacts, self.counterparts, self.deals)
        return *of_customers, self.entries, self.meetings, self.attendees, self.feelings, self.promises, self.letters

    def meet(self, shape: Shape) -> None:
        """The accounts one after the other, each with its meetings in order of time; then our own meetings."""
        each = shape.meetings // shape.sellers
        for place in range(ACCOUNTS_A_SELLER):
            count = each // ACCOUNTS_A_SELLER + (place < each % ACCOUNTS_A_SELLER)
            self._meet_account(self._number * ACCOUNTS_A_SELLER + place, count, shape)
        for start in self._times(each // 5, shape):
            self._meeting(start, "Pipeline review", relation="ours", organized_by="ours")

    def _meet_account(self, firm: int, count: int, shape: Shape) -> None:
        models, domain = self._models, firm_domain(firm)
        account = models.Account(**self._in, name=domain.removesuffix(".example").capitalize())
        deal = models.Opportunity(**self._in, account=account, name=firm_name(firm), opened_at=self._now)
        people = [
            models.Contact(**self._in, account=account, name=name, address=address)
            for name, address in (person(firm * 7 + place, domain) for place in range(PEOPLE_AN_ACCOUNT))
        ]
        self.accounts.append(account)
        self.deals.append(deal)
        self.contacts += people
        self.counterparts.append(
            models.Counterpart(**self._in, value=domain, relation="customer", because="met", account=account)
        )
        before = None
        for start in sorted(self._times(count, shape)):
            meeting = self._with_customer(start, account, deal)
            self._attend(meeting, domain, people)
            if before is not None and not before.we_declined and meeting.status == "stands":
                self._follow(before, meeting)
            before = meeting if meeting.status == "stands" else before
        if before is not None and before.held_at < self._now:
            before.next_set, before.step_counts = "never", "no"

    def _times(self, count: int, shape: Shape) -> Iterator[datetime]:
        days = shape.days_back + shape.days_ahead
        for _ in range(count):
            day = self._now + timedelta(days=self._random.uniform(-shape.days_back, days - shape.days_back))
            yield day.replace(hour=self._random.randint(7, 15), minute=self._random.choice((0, 30)), second=0)

    def _with_customer(self, start: datetime, account: Any, deal: Any) -> Any:
        random, over = self._random, start < self._now
        meeting = self._meeting(
            start,
            f"{random.choice(TITLES)}, {account.name}",
            relation="customer",
            account=account,
            opportunity=deal,
            organized_by=random.choices(("ours", "customer"), (4, 1))[0],
            status=random.choices(("stands", "cancelled", "gone"), (90, 8, 2))[0],
            answer=random.choices(("accepted", "tentative", "declined", "no_answer", ""), (60, 5, 5, 25, 5))[0],
            we_declined=random.random() < 0.02,
            moved_by_us=random.choices((0, 1, 2), (85, 12, 3))[0],
            moved_by_customer=random.choices((0, 1), (90, 10))[0],
            recap_sent=random.choice(("yes", "no", "")) if over else "",
            homework_set=random.choices(("yes", "no", ""), (5, 5, 90))[0] if over else "",
        )
        if over and random.random() < 0.2:
            feeling = {"met": random.choice(("yes", "partly", "no")), "sure": random.choice((0, 25, 50, 75, 100))}
            user = {"user_id": self._seat.user_id, "said_at": start, "late": False}
            self.feelings.append(self._models.Feeling(**self._in, meeting=meeting, **feeling, **user))
        if over and random.random() < 0.2:
            self._promise(meeting)
        return meeting

    def _meeting(self, start: datetime, title: str, **facts: Any) -> Any:
        models, random = self._models, self._random
        uid = f"filled-{self._number}-{len(self.entries)}@{OUR_DOMAIN}"
        entry = models.CalendarEntry(
            **self._in,
            user_id=self._seat.user_id,
            source=self._calendar,
            uid=uid,
            fingerprint=f"{len(self.entries):064d}",
            entries=[{"uid": uid, "summary": title, "start": start.isoformat(), "status": "CONFIRMED"}],
        )
        meeting = models.Meeting(
            **self._in,
            seller_id=self._seat.user_id,
            title=title,
            held_at=start,
            ends_at=start + timedelta(minutes=random.choice((30, 60, 90))),
            tz="Europe/Berlin",
            medium=random.choice(("video", "in_person", "phone", "")),
            entry=entry,
            people_known=True,
            we_accepted="yes",
            answer_level="E4",
            put_at=start - timedelta(days=random.uniform(0.5, 30)),
            **({"status": "stands"} | facts),
        )
        self.entries.append(entry)
        self.meetings.append(meeting)
        return meeting

    def _attend(self, meeting: Any, domain: str, people: list[Any]) -> None:
        attendee = self._models.Attendee
        us = {"address": self._seat.user.address, "name": self._seat.user.name, "counterpart": OUR_DOMAIN}
        self.attendees.append(attendee(**self._in, meeting=meeting, side="ours", organizer=True, level="E4", **us))
        for contact in self._random.sample(people, self._random.randint(1, 2)):
            self.attendees.append(
                attendee(
                    **self._in,
                    meeting=meeting,
                    side="customer",
                    contact=contact,
                    address=contact.address,
                    name=contact.name,
                    counterpart=domain,
                    partstat={"accepted": "ACCEPTED", "declined": "DECLINED"}.get(meeting.answer, "NEEDS-ACTION"),
                    level="E4",
                )
            )
            letter = {"message_id": f"{len(self.letters)}@{OUR_DOMAIN}", "from_address": us["address"]}
            sent = {"to_addresses": [contact.address], "sent_at": meeting.held_at}
            owner = {"user_id": self._seat.user_id, "source": self._mailbox}
            self.letters.append(self._models.Letter(**self._in, **owner, **letter, **sent))

    def _follow(self, before: Any, meeting: Any) -> None:
        """The meeting is the next one after `before`; in the room where it was put there before the end."""
        before.next_meeting, before.next_at = meeting, meeting.held_at
        before.next_set = "in_room" if meeting.put_at <= before.ends_at else "later"
        before.step_counts = "yes" if before.next_set == "in_room" and meeting.answer == "accepted" else ""
        before.next_fell_through = self._random.random() < 0.05

    def _promise(self, meeting: Any) -> None:
        side = self._random.choice(("ours", "customer"))
        due = (meeting.held_at + timedelta(days=7)).date()
        state = "open" if self._random.random() < 0.2 else "done"
        what = {"what": "send the pump hours of the second line", "place": 0, "firm": True}
        self.promises.append(
            self._models.Commitment(**self._in, meeting=meeting, side=side, due_on=due, state=state, **what)
        )
