"""One loop: a meeting is booked on the page, the customer's client answers by mail, it is moved or called off.

What was acknowledged to the seller, and what the customer sent, is written down as it happens (`Loop`): at the end
everything stored and everything that arrived must say the same.
"""

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

from fault_browser import Browser
from fault_world import ANNA, PETRA, World

WITHIN = 120.0
"""Seconds of the machine in which each act must come to its end."""
PLANS = (
    ("accept",),
    ("accept", "move", "accept"),
    ("counter", "take"),
    ("counter", "keep"),
    ("move", "accept"),
    ("accept", "cancel"),
    ("decline",),
    ("await", "move", "accept late"),
    ("cancel",),
    ("accept", "move", "move", "decline"),
)
"""What follows the booking; each loop takes one of them."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail at the customer's, as her calendar program sees it. `digest` is of all its bytes."""

    message_id: str
    uid: str
    method: str
    sequence: int
    start: datetime
    digest: str


class CustomerInbox:
    """What has arrived at the customer's, oldest first; each file of her mailbox is read once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._guard = threading.Lock()
        self._read: set[str] = set()
        self._looked = 0.0
        self.mails: list[Mail] = []

    def of(self, uid: str) -> list[Mail]:
        """The mails about one meeting."""
        with self._guard:
            if time.monotonic() - self._looked > 0.1:
                self._look()
            return [mail for mail in self.mails if mail.uid == uid]

    def all(self) -> list[Mail]:
        """Everything that has arrived until now."""
        with self._guard:
            self._look()
            return list(self.mails)

    def _look(self) -> None:
        for path in self._world.provider.dovecot.files(PETRA):
            if path.name not in self._read:
                self._read.add(path.name)
                self.mails.append(_mail(path.read_bytes()))
        self._looked = time.monotonic()


def _mail(data: bytes) -> Mail:
    from foothold.connectors.calendar import read_calendar

    # The first line is the provider's own, about who sent it.
    letter = data.partition(b"\r\n")[2]
    mail = message_from_bytes(letter, policy=policy.default)
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    calendar = read_calendar(part.get_payload(decode=True), "invitation")
    entry = calendar.entries[0]
    return Mail(
        str(mail["Message-ID"]),
        entry.uid,
        calendar.method,
        entry.sequence,
        entry.start.astimezone(UTC),
        sha256(letter).hexdigest(),
    )


@dataclass
class Loop:
    """What is known of one loop from outside: `sequence`, `start` and `stand` as they must be in the end."""

    number: int
    plan: tuple[str, ...]
    start: datetime
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    page: str = ""
    uid: str = ""
    sequence: int = 0
    cancelled: bool = False
    stand: str = "offered"
    replies: int = 0
    last: tuple[str, int] = ("REQUEST", 0)
    wrong: list[str] = field(default_factory=list)

    @property
    def topic(self) -> str:
        return f"Price for site {self.number}"


def loop_of(number: int, seed: int, first: datetime) -> Loop:
    """Loop `number` of a seeded run; each has four hours of its own."""
    plan = random.Random(f"{seed} {number}").choice(PLANS)
    return Loop(number, plan, first + timedelta(hours=4 * number))


class Runner:
    """Runs loops one after the other, in a thread of its own."""

    def __init__(
        self, world: World, inbox: CustomerInbox, waiting: Callable[[bool], None], booking: Callable[[], None]
    ) -> None:
        self._world, self._inbox = world, inbox
        self._waiting, self._booking = waiting, booking
        self._browser = Browser(world)

    def run(self, loop: Loop) -> None:
        """Everything of one loop; what went wrong is written on it."""
        try:
            self._book(loop)
            for act in loop.plan:
                self._act(loop, act)
            self._settle(loop)
        except Exception as failed:
            loop.wrong.append(f"{type(failed).__name__}: {failed}"[:600])

    def _book(self, loop: Loop) -> None:
        self._browser.open_close()
        form = {"key": loop.key, "slot": loop.start.isoformat(), "topic": loop.topic, "topic_own": loop.topic}
        form |= {"who": f"{PETRA} Petra Lang", "they_own": "pump hours", "minutes": "45"}
        self._booking()
        loop.page = self._browser.send("/close", form)
        loop.uid = str(_invitation(self._world, loop).uid)

    def _act(self, loop: Loop, act: str) -> None:
        {
            "move": self._move,
            "cancel": self._cancel,
            "take": self._take,
            "keep": self._keep,
            "accept": lambda one: self._answer(one, "REPLY", "ACCEPTED", "booked"),
            "decline": lambda one: self._answer(one, "REPLY", "DECLINED", "declined"),
            "counter": self._counter,
            "await": self._await,
            "accept late": self._accept_late,
        }[act](loop)

    def _move(self, loop: Loop) -> None:
        to = loop.start + timedelta(hours=1)
        self._browser.send(f"{loop.page}/change", {"what": "move", "slot": to.isoformat()})
        self._changed(loop, to, "offered")

    def _take(self, loop: Loop) -> None:
        self._browser.send(f"{loop.page}/change", {"what": "take"})
        self._changed(loop, loop.start + timedelta(hours=2), "booked")

    def _keep(self, loop: Loop) -> None:
        self._browser.send(f"{loop.page}/change", {"what": "keep"})
        loop.last = ("DECLINECOUNTER", loop.sequence)

    def _cancel(self, loop: Loop) -> None:
        self._browser.send(f"{loop.page}/change", {"what": "cancel"})
        loop.sequence += 1
        loop.cancelled, loop.stand, loop.last = True, "cancelled", ("CANCEL", loop.sequence)

    def _changed(self, loop: Loop, to: datetime, stand: str) -> None:
        loop.sequence += 1
        loop.start, loop.stand, loop.last = to, stand, ("REQUEST", loop.sequence)

    def _counter(self, loop: Loop) -> None:
        self._answer(loop, "COUNTER", "TENTATIVE", "offered", start=loop.start + timedelta(hours=2))

    def _await(self, loop: Loop) -> None:
        self._arrived(loop, loop.sequence)

    def _accept_late(self, loop: Loop) -> None:
        self._answer(loop, "REPLY", "ACCEPTED", "offered", sequence=loop.sequence - 1)

    def _arrived(self, loop: Loop, sequence: int) -> Mail:
        """The mail with this SEQUENCE, once the customer has it."""
        found: list[Mail] = self._until(
            lambda: [mail for mail in self._inbox.of(loop.uid) if mail.sequence == sequence],
            f"SEQUENCE {sequence} at the customer's",
        )
        return found[-1]

    def _answer(
        self,
        loop: Loop,
        method: str,
        partstat: str,
        stand: str,
        *,
        start: datetime | None = None,
        sequence: int | None = None,
    ) -> None:
        """The customer's client answers as soon as the invitation is there, our own "sent" stored or not."""
        mail = self._arrived(loop, loop.sequence if sequence is None else sequence)
        reply = _reply(mail, method, partstat, start, self._world.clock.now())
        self._world.provider.deliver(ANNA, reply)
        loop.replies += 1
        loop.stand = stand
        self._until(lambda: _is_told(self._world, loop, method), f"{method} read and told")

    def _settle(self, loop: Loop) -> None:
        """Until nothing waits any more; what was refused for good is sent again by the seller's tap."""
        self._until(lambda: self._nothing_waits(loop), "nothing waits")

    def _nothing_waits(self, loop: Loop) -> bool:
        waiting = _departures(self._world, loop)
        for departure_id, state in waiting:
            if state == "refused":
                self._browser.send_once(f"/outbox/{departure_id}/again", {})
        return not waiting

    def _until(self, done: Callable[[], Any], what: str) -> Any:
        began, waits = time.monotonic(), False
        try:
            while time.monotonic() - began < WITHIN:
                if found := done():
                    return found
                if not waits and time.monotonic() - began > 3:
                    waits = True
                    self._waiting(True)
                if waits:
                    self._nothing_is_refused()
                time.sleep(0.15)
            raise TimeoutError(f"{what}: not within {WITHIN:.0f} s")
        finally:
            if waits:
                self._waiting(False)

    def _nothing_is_refused(self) -> None:
        from foothold.records.models import Departure

        refused = Departure.objects.in_workspace(self._world.seat.workspace_id).filter(state="refused")
        for departure_id in list(refused.values_list("pk", flat=True)):
            self._browser.send_once(f"/outbox/{departure_id}/again", {})


def _invitation(world: World, loop: Loop) -> Any:
    from foothold.records.models import Invitation

    return Invitation.objects.in_workspace(world.seat.workspace_id).get(made_under=loop.key)


def _departures(world: World, loop: Loop) -> list[Any]:
    from foothold.records.models import Departure

    rows = Departure.objects.in_workspace(world.seat.workspace_id).filter(uid=loop.uid)
    return list(rows.filter(state__in=["waiting", "refused"]).values_list("pk", "state"))


def _is_told(world: World, loop: Loop, method: str) -> bool:
    """Whether the seller can see the answer: stored, and what follows from it said of the meeting."""
    from foothold.records.models import InvitationReply, Meeting
    from foothold.records.standing import standing

    workspace = world.seat.workspace_id
    if InvitationReply.objects.in_workspace(workspace).filter(uid=loop.uid).count() < loop.replies:
        return False
    meeting = Meeting.objects.in_workspace(workspace).get(entry__uid=loop.uid)
    return standing(meeting, loop.start).stand == loop.stand and (method != "COUNTER" or meeting.asked_for is not None)


def _reply(mail: Mail, method: str, partstat: str, start: datetime | None, now: datetime) -> bytes:
    """An answer as calendar programs send it (RFC 5546 3.2.3, 3.2.7), and as the provider takes it in."""
    from mail_servers import HOST

    text = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Petra//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n"
        f"UID:{mail.uid}\r\nSEQUENCE:{mail.sequence}\r\nDTSTAMP:{now:%Y%m%dT%H%M%SZ}\r\n"
        f"DTSTART:{(start or mail.start).astimezone(UTC):%Y%m%dT%H%M%SZ}\r\nORGANIZER:mailto:{ANNA}\r\n"
        f"ATTENDEE;PARTSTAT={partstat}:mailto:{PETRA}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = PETRA, ANNA, f"{partstat}: Price"
    reply["Message-ID"], reply["In-Reply-To"] = f"<{uuid.uuid4()}@northwind.example>", mail.message_id
    reply["Date"] = now
    reply.set_content("See the calendar part.")
    reply.add_alternative(text, subtype="calendar", params={"method": method})
    seal = f"Authentication-Results: {HOST}; dmarc=pass header.from=northwind.example\r\n".encode()
    return seal + reply.as_bytes(policy=policy.SMTP)
