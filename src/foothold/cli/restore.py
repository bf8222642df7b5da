"""Put a backup back: all of it, checked, or nothing changed.

Into an empty data folder; where something is kept already only --replace puts the backup in its place.
The database may be SQLite or PostgreSQL, whichever the backup came from; one of an older release is
brought to this one.
"""

import argparse
from pathlib import Path

from foothold.cli.exits import CONFLICT, DONE, NOT_CONNECTED
from foothold.cli.open_seat import opened
from foothold.cli.output import again, as_line, number_of, plain, put, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold restore`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that foothold backup wrote")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--into-empty", action="store_true", help="only where nothing is kept yet (the default)")
    where.add_argument("--replace", action="store_true", help="delete what is kept here, for good")
    parser.add_argument("--json", action="store_true", help="say what was put back as one line of JSON")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Restore into the data folder's database."""
    if not opened(args.data):
        return NOT_CONNECTED
    from foothold.actions.backup_rows import FromNewer
    from foothold.actions.restore_everything import NotEmpty, restore_everything
    from foothold.cli.progress import progress_bar

    try:
        with progress_bar() as bar:
            restored = restore_everything(args.file.expanduser(), replace=args.replace, progress=bar)
    except NotEmpty:
        say("foothold: Something is kept here already. Nothing was changed.")
        say("Restore elsewhere with --data DIR; --replace deletes what is here.")
        return CONFLICT
    except FromNewer:
        say("foothold: This database is of a newer Foothold. Nothing was changed. Update, then restore.")
        return CONFLICT
    if args.json:
        put(as_line({"rows": restored.rows, "made_at": restored.made_at, "version": restored.version}))
        return DONE
    made = plain(restored.made_at[:16].replace("T", " "))
    put(f"{number_of(restored.rows, 'row')} are back, as of {made} UTC (Foothold {plain(restored.version)}).")
    for variable in restored.elsewhere:
        say(f"{variable} is set here, so the backup's own key was not used.")
        say("Secrets open only with the key they were sealed with: put that one first or last in the variable.")
    say(f"Start again what is running. Next: {again('doctor', args.data)}, {again('serve', args.data)}")
    return DONE
