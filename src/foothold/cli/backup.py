"""Write everything into one file: every row of the database, and the keys of the data folder.

The file is consistent though others go on working, and readable by you only. Whoever has it can read
everything and open every secret: guard it like the data folder. foothold restore puts it back.
"""

import argparse
import shlex
from pathlib import Path

from foothold.cli.exits import CONFLICT, DONE, NOT_CONNECTED, UNREADABLE
from foothold.cli.open_seat import opened
from foothold.cli.output import again, as_line, number_of, put, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold backup`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write; nothing is overwritten")
    parser.add_argument("--json", action="store_true", help="say what was written as one line of JSON")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Back up the data folder's database in the state it is in."""
    if not opened(args.data):
        return NOT_CONNECTED
    from django.utils import timezone

    from foothold.actions.backup_everything import NothingToBackUp, backup_everything
    from foothold.actions.backup_rows import FromNewer
    from foothold.cli.progress import progress_bar

    path: Path = args.file.expanduser()
    try:
        with progress_bar() as bar:
            backup = backup_everything(path, now=timezone.now(), progress=bar)
    except FileExistsError:
        say(f"foothold: {path} is there already. Nothing was written. Name another file.")
        return CONFLICT
    except NothingToBackUp:
        say("foothold: Nothing is kept here yet. Nothing was written. Another folder: --data DIR")
        return NOT_CONNECTED
    except FromNewer:
        say("foothold: This database is of a newer Foothold. Nothing was written. Update, then back up.")
        return CONFLICT
    except OSError as error:
        say(f"foothold: {path} could not be written: {error.strerror or error}. Nothing was left behind.")
        return UNREADABLE
    if args.json:
        put(as_line({"path": str(path), "rows": backup.rows, "bytes": backup.bytes, "keys": list(backup.keys)}))
        return DONE
    put(f"{path}: {number_of(backup.rows, 'row')}, {_size(backup.bytes)}")
    if backup.keys:
        say("The keys are in it: whoever has the file can read everything. Guard it.")
    for variable in backup.elsewhere:
        say(f"{variable} is set, so that key is not in it. Keep it too.")
    say(f"To put it back: {again(f'restore {shlex.quote(str(path))}', args.data)}")
    return DONE


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} kB"
