"""What importing a calendar costs, beside what icalendar and recurring-ical-events alone need to parse and expand it.

    python bench/import_calendar.py [--quick] [--entries 5000] [--runs 5] [--large-mb 100] [--profile]

Two made exports: as Google writes them and as Outlook does (bench/made_calendar.py). Every run is a process of its own
on a copy of a data folder with an empty, migrated SQLite database; ours and theirs take turns. CPU is user + system.
The second export is read into a folder that has the first. Exit 1 when a target is missed.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from child_cost import HEAD, Cost, cost, judged, median, row, tell
from made_calendar import KINDS, entries_of, write_calendar
from made_meetings import NOW

MOST_TIMES_THEIRS, MOST_OF_THE_FIRST, MOST_MB = 1.5, 0.5, 300.0
HISTORY, HORIZON = timedelta(days=3 * 366), timedelta(days=400)
"""How far around now instances are made, by both (foothold.actions.form_meetings)."""


# --- in the child -------------------------------------------------------------------------------


def open_foothold() -> None:
    """Load Django on the data folder of the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
    import django

    django.setup()


def prepare() -> None:
    """Make the database and the owner's seat."""
    from foothold.cli.serve import migrate

    began = time.process_time()
    open_foothold()
    migrate()
    _seat()
    tell(began)


def ours(path: str) -> None:
    """Import the file as `foothold import` does, and say what was new, changed and the same."""
    open_foothold()
    from foothold.actions.import_files import import_paths
    from foothold.records.models import Meeting

    seat = _seat()
    began = time.process_time()
    report = import_paths(seat, [Path(path)], now=NOW)
    facts = {name: getattr(report, name) for name in ("new", "changed", "same")}
    facts["skipped"] = len(report.skipped)
    tell(began, meetings=Meeting.objects.in_workspace(seat.workspace_id).count(), **facts)


def theirs(path: str) -> None:
    """Parse and expand over the same time with the two libraries, and nothing else."""
    import icalendar
    import recurring_ical_events

    began = time.process_time()
    calendar = icalendar.Calendar.from_ical(Path(path).read_bytes())
    found = recurring_ical_events.of(calendar).between(NOW - HISTORY, NOW + HORIZON)
    tell(began, meetings=len(found))


def profiled(path: str) -> None:
    """The same as `ours`, and where the time went, to stderr."""
    import cProfile
    import pstats

    watched = cProfile.Profile()
    watched.runcall(ours, path)
    pstats.Stats(watched, stream=sys.stderr).sort_stats("cumulative").print_stats("foothold|django/db", 45)


def _seat():  # type: ignore[no-untyped-def]  # Django is loaded in the child only
    from foothold.actions.open_workspace import open_personal_workspace

    return open_personal_workspace(name="Anna Weber", tz="Europe/Berlin")


CHILDREN: dict[str, Callable[..., None]] = {"prepare": prepare, "ours": ours, "theirs": theirs, "profiled": profiled}


# --- in the parent ------------------------------------------------------------------------------


def child(what: str, *words: str, data: Path | None = None) -> Cost:
    """This script again as a process of its own, on this data folder."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"FOOTHOLD_DATA": str(data)} if data else {}
    return cost([sys.executable, str(Path(__file__).resolve()), "--child", what, *words], environment)


def on_a_copy(data: Path, what: str, path: Path) -> Cost:
    """A run on a data folder that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(dir=data.parent) as folder:
        copy = Path(folder, "data")
        shutil.copytree(data, copy)
        return child(what, str(path), data=copy)


def measure(kind: str, entries: int, runs: int, place: Path, empty: Path) -> bool:
    """Print the table of one kind of calendar; True when every target is met."""
    first, second = place / f"{kind}.ics", place / f"{kind}-next.ics"
    size = write_calendar(first, kind, entries)
    write_calendar(second, kind, entries, next_export=True)
    full = place / f"{kind}-data"
    shutil.copytree(empty, full)
    child("ours", str(first), data=full)
    alone, new, again = [], [], []
    for _ in range(runs):
        alone.append(child("theirs", str(first)))
        new.append(on_a_copy(empty, "ours", first))
        again.append(on_a_copy(full, "ours", second))
    told, told_again = new[0].said, again[0].said
    times = median(new, lambda each: each.cpu) / median(alone, lambda each: each.cpu)
    times_work = median(new, lambda each: each.work) / median(alone, lambda each: each.work)
    part = median(again, lambda each: each.cpu) / median(new, lambda each: each.cpu)
    part_work = median(again, lambda each: each.work) / median(new, lambda each: each.work)
    memory = max(each.peak_mb for each in new + again)
    print(f"\n{kind}: {entries:,} UIDs, {size / 1e6:.1f} MB, {told['meetings']:,} meetings; median of {runs} runs\n")
    print(HEAD)
    print(row("icalendar and recurring-ical-events, parse and expand", alone, ""))
    print(row("import", new, judged(times, MOST_TIMES_THEIRS, "times") + f" (work alone: {times_work:.2f})"))
    print(
        row("import of the next export", again, judged(part, MOST_OF_THE_FIRST, "of the first") + f" ({part_work:.2f})")
    )
    print(f"| memory | | | | {memory:.0f} MB | {judged(memory, MOST_MB, 'MB')} |")
    counts = {name: told_again[name] for name in ("new", "changed", "same")}
    expected = {"new": 0, "changed": entries // 100, "same": entries - entries // 100}
    print(f"\nthe next export: {counts}, {'as it is' if counts == expected else f'WRONG, it is {expected}'}")
    fine = times <= MOST_TIMES_THEIRS and part <= MOST_OF_THE_FIRST and memory <= MOST_MB
    return fine and counts == expected and told["new"] == entries


def measure_large(megabytes: float, place: Path, empty: Path) -> None:
    """One run each over a large file: seconds and memory, without a target."""
    print(f"\nfiles of {megabytes:g} MB, one run\n\n{HEAD}")
    for kind in KINDS:
        path = place / f"{kind}-large.ics"
        entries = entries_of(kind, megabytes)
        write_calendar(path, kind, entries)
        taken = on_a_copy(empty, "ours", path)
        facts = f"{entries:,} UIDs, {taken.said['new']:,} new, {taken.said['meetings']:,} meetings"
        print(row(f"import, {kind}", [taken], facts), flush=True)
        path.unlink()


def main() -> int:
    """Measure what the command line asks for; 0 when every target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--quick", action="store_true", help="500 entries, two runs, 2 MB: a look, no figure")
    arguments.add_argument("--entries", type=int, default=5000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--large-mb", type=float, default=100.0, help="0 leaves the large files out")
    arguments.add_argument("--profile", action="store_true", help="where the time of one import goes, and nothing else")
    arguments.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child:
        CHILDREN[chosen.child[0]](*chosen.child[1:])
        return 0
    entries, runs, large = chosen.entries, chosen.runs, chosen.large_mb
    if chosen.quick:
        entries, runs, large = 500, 2, 2.0
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        place = Path(folder)
        empty = place / "empty"
        child("prepare", data=empty)
        if chosen.profile:
            for kind in KINDS:
                write_calendar(place / f"{kind}.ics", kind, entries)
                on_a_copy(empty, "profiled", place / f"{kind}.ics")
            return 0
        fine = [measure(kind, entries, runs, place, empty) for kind in KINDS]
        if large:
            measure_large(large, place, empty)
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
