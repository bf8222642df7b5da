"""The command line (UX 3): the same actions as the screens, and `read` alone, without Django.

Data goes to stdout, messages to stderr. Only the command asked for is imported, so that `--version` and
`read` cost what they need.
"""

import argparse
import importlib
import os
import sys
from typing import NoReturn

from foothold import __version__
from foothold.cli.command import command
from foothold.cli.exits import INTERRUPTED, OUR_FAULT, TRY_AGAIN, UNREADABLE, USAGE

COMMANDS = {
    "import": "read calendars, mails and call logs in",
    "today": "what needs you now",
    "book": "book the next meeting with somebody",
    "ready": "get ready for a meeting: both sides, and what is missing",
    "debrief": "after a meeting: what only you know of it, or that nobody came",
    "silent": "deals without an answer to us, for longer than usual",
    "deals": "whom to see, whom to nurture, whom to let go",
    "review": "the last 90 days in five percentages",
    "read": "read one conversation to a verdict",
    "bench": "measure the reading on labelled sentences of yours",
    "serve": "open Foothold in the browser, on this machine",
    "owner": "a way back in for the owner of a reachable site",
    "people": "who is here, and a way back in for one of them",
    "doctor": "check that everything is in order",
    "export": "write out everything that is kept, to read",
    "backup": "write everything into one file, to put back",
    "restore": "put a backup back",
    "delete": "delete a contact, the demo or everything",
}
"""Each command's module in this package, and what it is for in a few words."""
# "import" is a word of Python's own; `cli.owner` is the owner's seat for every command.
_MODULES = {"import": "import_", "owner": "owner_link"}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (UX 3). No traceback reaches a person."""
    given = sys.argv[1:] if argv is None else argv
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our pipe has gone (`| head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: list[str]) -> int:
    if given[:1] in (["--version"], ["-V"]):
        print(f"foothold {__version__}")
        return 0
    if given and given[0] in COMMANDS:
        return _run_command(given[0], given[1:])
    parser = _Parser(
        prog=command(),
        description="Makes every sales meeting count.",
        epilog=_list_of_commands(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("command", nargs="?", metavar="COMMAND")
    named = parser.parse_args([g for g in given if g in ("-h", "--help")] or given[:1])
    if named.command:
        parser.error(f'there is no command "{named.command}". {_nearest(named.command)}')
    parser.print_help()
    return 0


def _run_command(name: str, rest: list[str]) -> int:
    module = importlib.import_module(f"foothold.cli.{_MODULES.get(name, name)}")
    parser = _Parser(
        prog=f"{command()} {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    args = parser.parse_args(rest)
    from foothold.core.conversation import Unreadable

    try:
        return int(module.run(args))
    except Unreadable as error:
        print(f"foothold: {error}", file=sys.stderr)
        return UNREADABLE
    except BrokenPipeError:
        raise  # `main` knows what that means
    except MemoryError:
        print("foothold: not enough memory for this; nothing was stored by half.", file=sys.stderr)
        return UNREADABLE
    except Exception as error:
        if os.environ.get("FOOTHOLD_TRACEBACK"):
            raise
        if type(error).__name__ == "OperationalError":  # Django's, which is not imported for its name alone
            print(
                f"foothold: the database did not take it ({_first_line(error)}). Nothing was stored by half. "
                f"Try again, or see {command()} doctor",
                file=sys.stderr,
            )
            return TRY_AGAIN
        print(
            f"foothold: something went wrong on our side ({type(error).__name__}: {_first_line(error)}). "
            "Nothing was stored by half. FOOTHOLD_TRACEBACK=1 shows where.",
            file=sys.stderr,
        )
        return OUR_FAULT


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:200]


def _list_of_commands() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "commands:\n" + "\n".join(lines) + f"\n\n{command()} COMMAND --help says more."


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    return f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(COMMANDS)}."


class _Parser(argparse.ArgumentParser):
    """Wrong use exits with 2 and one line; it never prints a wall of usage."""

    def error(self, message: str) -> NoReturn:
        print(f"foothold: {message}\nTry: {self.prog} --help", file=sys.stderr)
        raise SystemExit(USAGE)
