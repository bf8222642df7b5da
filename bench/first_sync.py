"""The first reading of a mailbox of 10,000 mails and a calendar of 5,000 entries on servers; and of what came since.

    [bin/with-postgres] python bench/first_sync.py [--quick] [--mails 10000] [--entries 5000] [--runs 5] [--profile]

Dovecot and Radicale hold what made_mails.py and made_calendar.py invent; every second firm is a confirmed customer, and
only its mails are read whole. The two actions the jobs call, calendar first: seconds on the clock, servers included,
and beside them the CPU of our own process (the mail server aiosmtpd, which is idle, and Foothold).
Then one mail more and one entry changed, `--runs` times. Exit 1 when a target is missed.
"""

import argparse
import logging
import shutil
import statistics
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from platformdirs import user_cache_dir

BENCH = Path(__file__).resolve().parent
sys.path.append(str(BENCH.parent / "tests"))

from child_cost import judged  # noqa: E402
from made_calendar import calendar_lines, folded  # noqa: E402
from made_mails import SERVER, mail, mails  # noqa: E402
from made_meetings import NOW, invented  # noqa: E402
from made_people import FIRMS, OWNER, firm_domain  # noqa: E402

from calendar_servers import PASSWORDS, running_radicale  # noqa: E402

ANNA = "anna@harbour.example"
FIRST, LATER = 60.0, 1.0
CALENDAR = "first"


def entry_files(entries: int) -> Iterator[tuple[str, bytes]]:
    """Each UID of a made calendar as an object of its own: its name, its bytes."""
    lines = list(calendar_lines("google", entries))
    first, last = lines.index("BEGIN:VEVENT"), len(lines) - 1
    head = [line for line in lines[:first] if not line.startswith(("METHOD", "X-WR"))]
    events: list[list[str]] = []
    for line in lines[first:last]:
        if line == "BEGIN:VEVENT":
            events.append([])
        events[-1].append(line)
    for uid, same in groupby(events, key=_uid):
        body = [*head, *(line for event in same for line in event), "END:VCALENDAR"]
        yield uid, "".join(map(folded, body)).encode()


def _uid(event: list[str]) -> str:
    return next(line for line in event if line.startswith("UID:")).removeprefix("UID:")


class Measured:
    """The servers, filled, and a seat with both connected."""

    def __init__(self, stack: ExitStack, count: int, entries: int) -> None:
        from mail_servers import running_provider

        # aiosmtpd warns of its own next version, in every login.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="foothold-bench-")))
        self.provider = stack.enter_context(running_provider())
        for each in mails(count):
            self.provider.deliver(ANNA, each.replace(b"\n", b"\r\n"))
        kept = self._kept_calendar(entries)
        self.radicale = stack.enter_context(running_radicale(self.folder / "radicale"))
        if not kept:
            self._warm(entries)
        self.seat, self.rows = self._connect()

    def _connect(self) -> tuple[Any, dict[str, Any]]:
        import os

        from filled_workspace import open_database

        os.environ |= {
            "FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS": "1",
            "FOOTHOLD_MAIL_AUTHORITY": str(self.provider.authority.file),
        }
        open_database(self.folder / "data")
        from foothold.actions.connect_calendar import connect_calendar, look_for_calendars
        from foothold.actions.connect_mailbox import connect_mailbox
        from foothold.actions.open_workspace import open_personal_workspace
        from foothold.actions.trust_mail_server import trust_mail_server
        from foothold.connectors.calendar.caldav_discovery import Connected
        from foothold.connectors.mail.mail_server import MailServer, Security
        from foothold.records.models import Counterpart, Identity
        from mail_servers import PASSWORD

        seat = open_personal_workspace(name="Anna Weber", tz="Europe/Berlin")
        Identity.objects.in_workspace(seat.workspace_id).create(kind="address", value=OWNER.address)
        trust_mail_server(seat, SERVER)
        Counterpart.objects.in_workspace(seat.workspace_id).bulk_create(
            Counterpart(workspace_id=seat.workspace_id, value=firm_domain(firm), relation="customer", told=True)
            for firm in range(0, FIRMS, 2)
        )
        imap = MailServer("localhost", self.provider.dovecot.tls_port, Security.TLS, ANNA)
        smtp = MailServer("localhost", self.provider.smtp_port, Security.STARTTLS, ANNA)
        box = connect_mailbox(seat, address=ANNA, secret=PASSWORD, imap=imap, smtp=smtp, now=NOW)
        password = PASSWORDS["anna"]
        found = look_for_calendars(self.radicale.address, "anna", password)
        assert isinstance(found, Connected), found
        row = connect_calendar(seat, found, found.calendars[0], address=ANNA, user="anna", password=password, now=NOW)
        return seat, {"calendar": row, "mailbox": box}

    def _kept_calendar(self, entries: int) -> bool:
        """The calendar as Radicale keeps it; whether it has been read by a Radicale before (see `_warm`)."""
        place, kept = self.folder / "radicale", _kept(entries)
        self.calendar = place / "collection-root" / "anna" / CALENDAR
        if kept.exists():
            shutil.copytree(kept, place)
            return True
        self.calendar.mkdir(parents=True)
        (self.calendar / ".Radicale.props").write_text('{"tag": "VCALENDAR", "D:displayname": "Anna"}')
        for uid, data in entry_files(entries):
            (self.calendar / f"{uid}.ics").write_bytes(data)
        return False

    def _warm(self, entries: int) -> None:
        """Radicale reads a file it has not written itself once, for minutes, and remembers: one in use has done so."""
        login = b64encode(f"anna:{PASSWORDS['anna']}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "text/xml", "Depth": "1"}
        asked = b'<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'
        address = f"{self.radicale.address}anna/{CALENDAR}/"
        with urlopen(Request(address, asked, headers, method="PROPFIND"), timeout=1800) as answer:
            answer.read()
        shutil.copytree(self.folder / "radicale", _kept(entries))

    def read(self, what: str, *, hours: int = 0) -> tuple[float, float]:
        """Read the one or the other as the jobs do; the seconds it took, on the clock and of our CPU."""
        from foothold.actions.claim_connection import claim_connection
        from foothold.actions.read_calendar_server import read_calendar_server
        from foothold.actions.read_mailbox import read_mailbox

        reading: Callable[..., bool] = {"calendar": read_calendar_server, "mailbox": read_mailbox}[what]
        row, now = self.rows[what], NOW + timedelta(hours=hours)
        attempt = claim_connection(row.pk, now=now, due_only=False)
        assert attempt is not None
        began, used = time.monotonic(), time.process_time()
        assert reading(row.pk, attempt, now=now)
        took = time.monotonic() - began, time.process_time() - used
        row.refresh_from_db()
        assert row.problem == "", row.problem
        return took

    def one_more(self, number: int) -> None:
        """A mail comes, of a confirmed customer; an entry is moved by its organizer's program."""
        numbers = (each for each in range(10**6 + 1000 * number, 10**6 + 1000 * (number + 1)) if each % 20 == 3)
        data = next(each for each in (mail(one, NOW) for one in numbers) if _of_customer(each))
        self.provider.deliver(ANNA, data.replace(b"\n", b"\r\n"))
        uid = invented(1 + number).uid
        path = self.calendar / f"{uid}.ics"
        was = path.read_bytes()
        login = {"Content_Type": "text/calendar"}
        changed = was.replace(b"SUMMARY:", b"SUMMARY:Moved ").replace(b"SEQUENCE:0", b"SEQUENCE:1")
        assert self.radicale.ask("anna", "PUT", f"/anna/{CALENDAR}/{uid}.ics", changed, **login) in {201, 204}

    def facts(self) -> dict[str, int]:
        """How much there is now."""
        from foothold.records.models import InvitationReply, Letter, Meeting

        rows = {"meetings": Meeting, "letters": Letter, "answers": InvitationReply}
        return {name: model.objects.in_workspace(self.seat.workspace_id).count() for name, model in rows.items()}


def _kept(entries: int) -> Path:
    """Where the calendar is kept between two runs, in the cache folder."""
    return Path(user_cache_dir("foothold-bench", appauthor=False)) / f"radicale-{entries}"


def _of_customer(data: bytes) -> bool:
    return any(f"@{firm_domain(firm)}>".encode() in data for firm in range(0, FIRMS, 2))


def measure(chosen: argparse.Namespace, stack: ExitStack) -> bool:
    """Print the table; True when the targets are met."""
    place = Measured(stack, chosen.mails, chosen.entries)
    if chosen.profile:
        _profile(place)
        return True
    print(
        f"{chosen.mails:,} mails, {chosen.entries:,} entries\n\n| what | clock | our CPU | target |\n|---|---|---|---|"
    )
    first = [place.read(what) for what in ("calendar", "mailbox")]
    for what, (clock, cpu) in zip(("calendar", "mailbox"), first, strict=True):
        print(f"| first, {what} | {clock:.1f} s | {cpu:.1f} s | |")
    together = sum(clock for clock, _ in first)
    said = judged(together, FIRST, "s")
    print(f"| first, together | {together:.1f} s | {sum(cpu for _, cpu in first):.1f} s | {said} |", flush=True)
    print(place.facts(), file=sys.stderr)
    before, more = place.facts(), []
    for number in range(chosen.runs):
        place.one_more(number)
        more.append([place.read(what, hours=number + 1) for what in ("calendar", "mailbox")])
    assert place.facts()["letters"] == before["letters"] + chosen.runs, (before, place.facts())
    fine = together <= FIRST
    for what, both in zip(
        ("calendar, one entry changed", "mailbox, one mail more"), zip(*more, strict=True), strict=True
    ):
        clock, cpu = (statistics.median(column) for column in zip(*both, strict=True))
        print(f"| {what} (median of {chosen.runs}) | {clock:.2f} s | {cpu:.2f} s | {judged(clock, LATER, 's')} |")
        fine = fine and clock <= LATER
    return fine


def _profile(place: Measured) -> None:
    import cProfile
    import pstats

    for what in ("calendar", "mailbox"):
        watched = cProfile.Profile()
        print(what, watched.runcall(place.read, what), file=sys.stderr)
        pstats.Stats(watched, stream=sys.stderr).sort_stats("cumulative").print_stats(
            "foothold|django/db|email|imap", 50
        )
    place.one_more(1)
    for what in ("calendar", "mailbox"):
        watched = cProfile.Profile()
        print("later", what, watched.runcall(place.read, what, hours=1), file=sys.stderr)
        pstats.Stats(watched, stream=sys.stderr).sort_stats("cumulative").print_stats(
            "foothold|django/db|email|imap", 30
        )


def main() -> int:
    """Measure what the command line asks for; 0 when every target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--quick", action="store_true", help="500 mails and 250 entries: a look, no figure")
    arguments.add_argument("--mails", type=int, default=10_000)
    arguments.add_argument("--entries", type=int, default=5_000)
    arguments.add_argument("--runs", type=int, default=5, help="of one mail more and one entry changed")
    arguments.add_argument("--profile", action="store_true", help="where the time goes, and nothing else")
    chosen = arguments.parse_args()
    if chosen.quick:
        chosen.mails, chosen.entries = 500, 250
    with ExitStack() as stack:
        return 0 if measure(chosen, stack) else 1


if __name__ == "__main__":
    sys.exit(main())
