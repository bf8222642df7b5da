"""Check that everything is in order: folder, keys, database, sources, clock. Says what to do where it is not."""

import argparse
from pathlib import Path

from foothold.cli.exits import CHECK_FAILED, DONE
from foothold.cli.output import again, as_line, coloured, put, say

_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold doctor`."""
    parser.add_argument("--json", action="store_true", help="one JSON line for each check (docs/contracts.md)")
    parser.add_argument("--port", type=int, default=None, metavar="N", help="the port to serve on (8000)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Print every check; 1 where one has failed. A warning is no failure."""
    from foothold.cli.checks import FAIL, WARN, checks

    states: list[str] = []
    for check in checks(args.data, args.port):
        states.append(check.state)
        if args.json:
            put(as_line({"check": check.name, "state": check.state, "says": check.says, "do": check.do or None}))
            continue
        put(f"{coloured(f'{check.state:<4}', _COLOURS[check.state])}  {check.name:<12}  {check.says}")
        if check.do:
            put(f"{'':<20}{check.do}")
    failed, warned = states.count(FAIL), states.count(WARN)
    if not args.json:
        put(f"{failed} failed, {warned} to look at, {len(states) - failed - warned} in order.")
    if not failed and not args.json:
        say(f"Next: {again('serve', args.data)}")
    return CHECK_FAILED if failed else DONE
