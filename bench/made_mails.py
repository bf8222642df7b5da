"""Invented ordinary mails of a seller's mailbox: quotes, HTML, attachments, newsletters, invitations and answers.

    python bench/made_mails.py mbox|maildir PATH [--mails 10000]

The answers are REPLYs to the meetings of bench/made_calendar.py, verified by the made mail server.
"""

import argparse
import base64
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

from made_meetings import BACK, NOW, invented
from made_people import FIRMS, OUR_DOMAIN, OWNER, Person, firm_domain, person

SERVER = "mx.harbour.example"
"""The authserv-id of the mailbox's server (RFC 8601)."""
_LINES = (
    "thank you for the call this morning, it helped us a lot.",
    "Could you send us the pump hours of the second line by Friday?",
    "I have asked Eva from quality to join us next Thursday at 10.",
    "We would like to see the trial plan before we talk about the price.",
    "The order number is still missing, purchasing will send it next week.",
    "Let us keep the visit on the 14th, I will bring the drawings.",
    "Attached you find the offer in the version we agreed on.",
    "Our board meets at the end of the month, and they will ask for the savings.",
)


def mails(count: int) -> Iterator[bytes]:
    """`count` mails of the two years before made_meetings.NOW, oldest first, with LF ends."""
    for number in range(count):
        yield mail(number, NOW - BACK + BACK * (number / count))


def mail(number: int, sent: datetime) -> bytes:
    """Mail `number`: of twenty, nine are plain, five have HTML beside, three an attachment, two are sent by a machine
    and one carries a calendar part."""
    random = Random(number * 7919)
    which = number % 20
    if which == 19:
        return _answer(number, sent, random)
    if which >= 17:
        return _newsletter(number, sent, random)
    firm = random.randrange(FIRMS)
    them, both_ways = person(firm * 7 + random.randrange(4), firm_domain(firm)), random.random() < 0.45
    writer, reader = (OWNER, them) if both_ways else (them, OWNER)
    text = _letter(random, writer, reader, quoted=random.randint(0, 6), sent=sent)
    if which < 9:
        return _mail(number, sent, writer, reader, "text/plain; charset=utf-8", text)
    boundary = f"=_made_{number:08d}"
    parts = [("text/plain; charset=utf-8", "8bit", text), ("text/html; charset=utf-8", "8bit", _as_page(text))]
    if which < 14:
        return _mail(number, sent, writer, reader, _multipart("alternative", boundary), _parts(parts, boundary))
    attached = base64.encodebytes(random.randbytes(random.randint(20_000, 120_000))).decode()
    parts = [parts[0], ('application/pdf; name="offer.pdf"', "base64", attached)]
    return _mail(number, sent, writer, reader, _multipart("mixed", boundary), _parts(parts, boundary))


def _letter(random: Random, writer: Person, reader: Person, *, quoted: int, sent: datetime) -> str:
    """A letter above `quoted` earlier ones, each quoted a level deeper."""
    said = "\n\n".join(random.choices(_LINES, k=random.randint(2, 6)))
    text = f"Dear {reader.name.split()[0]},\n\n{said}\n\nBest regards\n{writer.name}\n"
    text += (
        f"\n-- \n{writer.name}\n{writer.address.partition('@')[2]} | Quay 4 | +49 30 5550 {random.randint(100, 999)}\n"
    )
    if not quoted:
        return text
    before = sent - timedelta(days=random.uniform(0.1, 5))
    earlier = _letter(random, reader, writer, quoted=quoted - 1, sent=before).splitlines()
    shown = "\n".join(f"> {line}".rstrip() for line in earlier)
    return f"{text}\nOn {before:%a, %d %b %Y at %H:%M}, {reader.name} <{reader.address}> wrote:\n{shown}\n"


def _as_page(text: str) -> str:
    lines = "".join(
        f'<div style="font-family:Calibri,sans-serif;font-size:11pt">{line.replace("<", "&lt;") or "<br>"}</div>\n'
        for line in text.splitlines()
    )
    return f'<html><head><meta charset="utf-8"></head>\n<body>\n{lines}</body></html>'


def _newsletter(number: int, sent: datetime, random: Random) -> bytes:
    page = "<table>" + "".join(f"<tr><td>{random.choice(_LINES)}</td></tr>\n" for _ in range(120)) + "</table>"
    fields = "List-Unsubscribe: <mailto:leave@news.example>\nPrecedence: bulk\n"
    writer = Person("Trade News", "news@news.example")
    return _mail(number, sent, writer, OWNER, "text/html; charset=utf-8", page, fields)


def _answer(number: int, sent: datetime, random: Random) -> bytes:
    """A customer's REPLY to one of our meetings, or none of his where we invited nobody: then a plain mail."""
    meeting = invented(random.randrange(5000))
    theirs = [each for each, _ in meeting.attendees if not each.address.endswith(OUR_DOMAIN)]
    if not theirs:
        return _mail(number, sent, OWNER, person(1, OUR_DOMAIN), "text/plain; charset=utf-8", _LINES[0])
    who = random.choice(theirs)
    answer = random.choice(("ACCEPTED", "ACCEPTED", "ACCEPTED", "TENTATIVE", "DECLINED"))
    reply = [
        "BEGIN:VCALENDAR", "PRODID:-//Made//Mail//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:{meeting.uid}", f"DTSTAMP:{sent.astimezone(UTC):%Y%m%dT%H%M%SZ}", "SEQUENCE:0",
        f"DTSTART:{meeting.start.astimezone(UTC):%Y%m%dT%H%M%SZ}", f"ORGANIZER:mailto:{meeting.organizer.address}",
        f"ATTENDEE;PARTSTAT={answer};CN={who.name}:mailto:{who.address}", f"SUMMARY:{meeting.title}",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    boundary = f"=_made_{number:08d}"
    parts = [
        ("text/plain; charset=utf-8", "8bit", f"{who.name} answered: {answer.lower()}"),
        ("text/calendar; charset=utf-8; method=REPLY", "8bit", "\n".join(reply)),
    ]
    domain = who.address.partition("@")[2]
    fields = f"Authentication-Results: {SERVER}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}\n"
    return _mail(number, sent, who, OWNER, _multipart("alternative", boundary), _parts(parts, boundary), fields)


def _multipart(kind: str, boundary: str) -> str:
    return f'multipart/{kind}; boundary="{boundary}"'


def _parts(parts: list[tuple[str, str, str]], boundary: str) -> str:
    shown = "".join(
        f"--{boundary}\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n{body}\n"
        for kind, encoding, body in parts
    )
    return f"{shown}--{boundary}--\n"


def _mail(number: int, sent: datetime, writer: Person, reader: Person, kind: str, body: str, fields: str = "") -> bytes:
    domain = writer.address.partition("@")[2]
    head = (
        f"Received: from out.{domain} (out.{domain} [192.0.2.{number % 250 + 1}]) by {SERVER} with ESMTPS id "
        f"{number:010d}\n for <{reader.address}>; {format_datetime(sent)}\n{fields}"
        f"From: {writer.name} <{writer.address}>\nTo: {reader.name} <{reader.address}>\n"
        f"Subject: Re: trial plan, question {number}\nDate: {format_datetime(sent)}\n"
        f"Message-ID: <made-{number:08d}@{domain}>\nMIME-Version: 1.0\nContent-Type: {kind}\n"
    )
    encoding = "" if kind.startswith("multipart/") else "Content-Transfer-Encoding: 8bit\n"
    return f"{head}{encoding}\n{body}\n".encode()


def write_mbox(path: Path, count: int) -> int:
    """Write a mailbox in one file; its size in bytes."""
    with path.open("wb") as file:
        for data in mails(count):
            file.write(b"From made@harbour.example Tue Sep 22 12:00:00 2026\n")
            file.write(data.replace(b"\nFrom ", b"\n>From ") + b"\n")
    return path.stat().st_size


def write_maildir(path: Path, count: int) -> int:
    """Write a mailbox as a folder, one file a mail; their size in bytes."""
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    size = 0
    for number, data in enumerate(mails(count)):
        (path / "cur" / f"{number:010d}.made:2,S").write_bytes(data)
        size += len(data)
    return size


WRITERS = {"mbox": write_mbox, "maildir": write_maildir}


def main() -> int:
    """Write one mailbox."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kind", choices=WRITERS)
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--mails", type=int, default=10_000)
    chosen = arguments.parse_args()
    print(f"{WRITERS[chosen.kind](chosen.path, chosen.mails):,} bytes, {chosen.mails:,} mails")
    return 0


if __name__ == "__main__":
    sys.exit(main())
