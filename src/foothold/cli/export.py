"""Write everything that is kept into a folder: JSON, and the texts as they were read."""

import argparse
import sys
from pathlib import Path

from foothold.cli.exits import CONFLICT, DONE
from foothold.cli.serve import migrate, open_data_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold export`."""
    parser.add_argument("folder", type=Path, help="folder to write into; made when missing")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Write the export of the owner's workspace. A folder with something in it is left alone."""
    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"foothold: {folder} is not empty. Nothing was written. Name a new folder.", file=sys.stderr)
        return CONFLICT
    open_data_folder(args.data)
    migrate()
    from foothold.actions.export_everything import export_to_folder
    from foothold.cli.owner import owners_seat

    count = export_to_folder(owners_seat(), folder)
    print(f"{count} files in {folder}")
    return DONE
