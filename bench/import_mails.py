"""What importing a mailbox costs: 10,000 ordinary mails, once as an mbox and once as a Maildir.

    python bench/import_mails.py [--quick] [--mails 10000] [--runs 1] [--profile]

The data folder has a made calendar of 5,000 entries already, as a seller's would, so that answers find their meetings
and the recap of every meeting is looked for. Every run is a process of its own on a copy of that folder; the target
is the whole process on the clock. "The same again" reads the mailbox a second time; "read with its text" is what
`foothold import --dry-run` reads of a mail, its new words without quotes and signature. Exit 1 when a target is missed.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from child_cost import HEAD, Cost, cost, judged, median, row, tell
from import_calendar import child as calendar_child
from import_calendar import open_foothold
from made_calendar import write_calendar
from made_mails import SERVER, WRITERS
from made_meetings import NOW

MOST_SECONDS = 60.0


# --- in the child -------------------------------------------------------------------------------


def ours(path: str) -> None:
    """Import the mailbox as `foothold import` does."""
    open_foothold()
    from foothold.actions.import_files import import_paths
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.records.models import InvitationReply, Meeting

    seat = open_personal_workspace(name="Anna Weber", tz="Europe/Berlin")
    seat.workspace.authserv_id = SERVER
    seat.workspace.save()
    began = time.process_time()
    report = import_paths(seat, [Path(path)], now=NOW)
    facts = {name: getattr(report, name) for name in ("new", "changed", "same")}
    recaps = Meeting.objects.in_workspace(seat.workspace_id).filter(recap_sent="yes").count()
    replies = InvitationReply.objects.in_workspace(seat.workspace_id).count()
    tell(began, skipped=len(report.skipped), recaps=recaps, replies=replies, **facts)


def text(path: str) -> None:
    """Read every mail with its new words; nothing is stored."""
    from foothold.connectors.mail import read_box, read_message

    began = time.process_time()
    read = sum(
        bool(read_message(data, "mailbox").new_text) for _, data in read_box(Path(path)) if isinstance(data, bytes)
    )
    tell(began, with_text=read)


def profiled(path: str) -> None:
    """The same as `ours`, and where the time went, to stderr."""
    import cProfile
    import pstats

    watched = cProfile.Profile()
    watched.runcall(ours, path)
    pstats.Stats(watched, stream=sys.stderr).sort_stats("cumulative").print_stats("foothold|django/db|email", 45)


CHILDREN: dict[str, Callable[[str], None]] = {"ours": ours, "text": text, "profiled": profiled}


# --- in the parent ------------------------------------------------------------------------------


def child(what: str, path: Path, data: Path) -> Cost:
    """This script again as a process of its own, on this data folder."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, str(Path(__file__).resolve()), "--child", what, str(path)]
    return cost(command, environment | {"FOOTHOLD_DATA": str(data)})


def measure(kind: str, path: Path, runs: int, full: Path) -> bool:
    """Print the rows of one kind of mailbox; True when the target is met and nothing was lost."""
    new, again, words = [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=full.parent) as folder:
            copy = Path(folder, "data")
            shutil.copytree(full, copy)
            new.append(child("ours", path, copy))
            again.append(child("ours", path, copy))
        words.append(child("text", path, full))
    wall = median(new, lambda each: each.wall)
    print(row(f"import, {kind}", new, judged(wall, MOST_SECONDS, "s")))
    print(row(f"the same again, {kind}", again, ""))
    print(row(f"read with its text, {kind}", words, ""))
    print(f"\n{kind}: {new[0].said}; again: {again[0].said}\n", file=sys.stderr)
    return wall <= MOST_SECONDS and not again[0].said["new"] and not new[0].said["skipped"]


def main() -> int:
    """Measure what the command line asks for; 0 when every target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--quick", action="store_true", help="500 mails beside 500 entries: a look, no figure")
    arguments.add_argument("--mails", type=int, default=10_000)
    arguments.add_argument("--runs", type=int, default=1)
    arguments.add_argument("--profile", action="store_true", help="where the time of one import goes, and nothing else")
    arguments.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child:
        CHILDREN[chosen.child[0]](chosen.child[1])
        return 0
    mails, entries = (500, 500) if chosen.quick else (chosen.mails, 5000)
    fine = []
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        place = Path(folder)
        full = place / "full"
        write_calendar(place / "calendar.ics", "google", entries)
        calendar_child("prepare", data=full)
        calendar_child("ours", str(place / "calendar.ics"), data=full)
        for kind, write in WRITERS.items():
            path = place / f"mails.{kind}"
            size = write(path, mails)
            if chosen.profile:
                child("profiled", path, full)
                return 0
            if not fine:
                print(f"{mails:,} mails, {size / 1e6:.0f} MB; median of {chosen.runs} runs\n\n{HEAD}", flush=True)
            fine.append(measure(kind, path, chosen.runs, full))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
