"""Set up, connections (UX S9): each a line, connected or one button; and what waits to leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from foothold.connectors.calendar.caldav_discovery import Calendar, Connected
from foothold.connectors.mail.mail_server import MailServer, Security
from foothold.records.models import Connection, Departure, Membership
from foothold.records.models.connections import ConnectionKind
from foothold.records.scoping import ScopedQuerySet
from foothold.records.secrets import CannotOpen, seal, unseal
from foothold.web.more_of_today import leaves_later, waiting

SHOWN = 50
"""Departures listed at most."""
_CHOOSES_WITHIN = 900
"""Seconds in which one of several calendars is to be chosen: so long a sealed password travels in the page."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds: what was typed and did not work, never the password. `wrong` is why."""

    address: str = ""
    user: str = ""
    imap: str = ""
    smtp: str = ""
    wrong: str = ""
    advice: str = ""
    details: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Several calendars were found: which one? `carried` brings the login back, sealed, for a quarter of an hour."""

    calendars: tuple[Calendar, ...]
    carried: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows besides what is stored."""

    mail: Typed = field(default_factory=Typed)
    calendar: Typed = field(default_factory=Typed)
    choice: Choice | None = None


def connections_context(seat: Membership, page: Page, *, now: datetime) -> dict[str, Any]:
    """The context of web/connections.html."""
    own = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    rows = {row.kind: row for row in own}
    mailbox = rows.get(ConnectionKind.MAIL)
    return {
        "at_setup": True,
        "mailbox": mailbox,
        "calendar": rows.get(ConnectionKind.CALENDAR),
        "proposed_check": _proposed_check(seat, mailbox),
        "typed_mail": page.mail,
        "typed_calendar": page.calendar,
        "choice": page.choice,
        "waiting": _outbox(waiting(seat, now=now)),
        "later": _outbox(leaves_later(seat, now=now)),
    }


@dataclass(frozen=True, slots=True)
class Outbox:
    """A part of what has not left yet: how many, and the first of them."""

    count: int
    shown: list[Departure]

    @property
    def unshown(self) -> int:
        return self.count - len(self.shown)


def _outbox(departures: ScopedQuerySet[Departure]) -> Outbox:
    return Outbox(departures.count(), list(departures.order_by("due_at", "pk")[:SHOWN]))


def servers_line(server: MailServer | None) -> str:
    """A server as it is typed: host, port and how it is encrypted, where that is not what the port says."""
    if server is None:
        return ""
    usual = server.security is _USUAL.get(server.port)
    return f"{server.host}:{server.port}" + ("" if usual else f" {server.security.value}")


def server_of(line: str, user: str, usual_port: int) -> MailServer:
    """What was typed, read back. Raises ValueError, one line for a person."""
    words = line.split()
    host, _colon, port = (words[0] if words else "").partition(":")
    if not host or len(words) > 2 or (port and not port.isdecimal()):
        raise ValueError(_("Write a server like imap.harbour.example:993."))
    number = int(port or usual_port)
    named = words[1].lower() if len(words) == 2 else ""
    if named and named not in {each.value for each in Security}:
        raise ValueError(_("Write how it is encrypted as tls, starttls or none."))
    security = Security(named) if named else _USUAL.get(number, Security.TLS)
    return MailServer(host.lower(), number, security, user)


_USUAL: Mapping[int, Security] = {993: Security.TLS, 465: Security.TLS, 143: Security.STARTTLS, 587: Security.STARTTLS}


def carry_login(seat: Membership, found: Connected, address: str, user: str, password: str) -> str:
    """The login, sealed and signed for this person, to come back with the calendar that is chosen."""
    kept = {"address": address, "user": user, "sealed": seal(password, about=_about(seat))}
    return signing.dumps(kept, salt=_about(seat))


def carried_login(seat: Membership, carried: str) -> tuple[str, str, str] | None:
    """Address, user and password that were carried; None where too much time has passed, or it was changed."""
    try:
        kept = signing.loads(carried, salt=_about(seat), max_age=_CHOOSES_WITHIN)
        return kept["address"], kept["user"], unseal(kept["sealed"], about=_about(seat))
    except (signing.BadSignature, CannotOpen, KeyError, TypeError):
        return None


def _about(seat: Membership) -> str:
    return f"login of {seat.pk}"


def _proposed_check(seat: Membership, mailbox: Connection | None) -> str:
    """The mail server that checks senders, to be trusted with one tap; empty where one is trusted already."""
    return "" if mailbox is None or seat.workspace.authserv_id else str(mailbox.cursor.get("checks", ""))
