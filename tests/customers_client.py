"""What the customer's calendar program makes of an invitation it got by mail, and the answer it sends."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from foothold.connectors.calendar import read_calendar

ANNA, PETRA = "anna@harbour.example", "petra@northwind.example"


def calendar_in(data: bytes) -> tuple[Any, Any]:
    """The mail, and the calendar read from its calendar part."""
    mail = message_from_bytes(data, policy=policy.default)
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return mail, read_calendar(payload, "invitation")


def answer_to(invitation: bytes, method: str, partstat: str, *, start: datetime | None = None) -> EmailMessage:
    """Petra's answer to an invitation as it lies in her mailbox; `start` is the time she asks for instead."""
    mail, calendar = calendar_in(invitation)
    entry = calendar.entries[0]
    begins = f":{start.astimezone(UTC):%Y%m%dT%H%M%SZ}" if start else f";TZID=Europe/Vienna:{entry.start:%Y%m%dT%H%M%S}"
    text = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Petra//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n"
        f"UID:{entry.uid}\r\nSEQUENCE:{entry.sequence}\r\nDTSTAMP:{timezone.now():%Y%m%dT%H%M%SZ}\r\n"
        f"DTSTART{begins}\r\nORGANIZER:mailto:{ANNA}\r\nATTENDEE;PARTSTAT={partstat}:mailto:{PETRA}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = PETRA, ANNA, f"{partstat}: {mail['Subject']}"
    reply["Message-ID"] = f"<{partstat}-{timezone.now().timestamp()}@northwind.example>"
    reply["In-Reply-To"] = mail["Message-ID"]
    reply["Date"] = timezone.now()
    reply.set_content("See the calendar part.")
    reply.add_alternative(text, subtype="calendar", params={"method": method})
    return reply
