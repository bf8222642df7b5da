"""Read one conversation to a verdict: what is agreed, promised and vague, and the words it rests on.

FILE is a transcript, a mail or notes, of one of the kinds below; - is standard input.
Nothing is stored, and nothing leaves this machine unless --llm names a model to ask besides.
"""

import argparse
import gc
import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from foothold.cli import second_reader
from foothold.cli.exits import CHECK_FAILED, DONE, NOT_CONNECTED, UNREADABLE, USAGE

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which a conversation can have been held; the calendar's own ends cannot be counted from."""

_LINES = ("sentences", "turns", "dates")
_SELDOM = 50_000
"""New objects between two searches for garbage: what is read lives until it is printed, so hardly any is found."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of DESIGN 5."""
    from foothold.core.decoding import WORDS

    parser.epilog = f"Kinds of files: {WORDS}"
    parser.add_argument("file", metavar="FILE", nargs="?", help="the conversation; - for standard input")
    parser.add_argument("--json", action="store_true", help="one verdict/1 document (docs/contracts.md)")
    parser.add_argument(
        "--now", metavar="ISO", help="when it was said, as 2026-03-02T10:00; default: the source's own date"
    )
    parser.add_argument("--tz", metavar="ZONE", help="its time zone, as Europe/Berlin; default: this machine's")
    parser.add_argument(
        "--ours",
        metavar="NAME_OR_EMAIL",
        action="append",
        nargs="+",
        default=[],
        help="who is on our side: names, addresses or domains",
    )
    parser.add_argument("--check", choices=["firm"], help="exit with 1 unless a date and time with a topic is agreed")
    parser.add_argument("--source-text", action="store_true", help="print the canonical text that all offsets refer to")
    second_reader.add_arguments(parser)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--sentences", action="store_true", help="FILE holds JSON lines of sentences: their acts")
    forms.add_argument("--turns", action="store_true", help="FILE holds JSON lines of exchanges: their grades")
    forms.add_argument("--dates", action="store_true", help="FILE holds JSON lines of texts: the dates in them")


def run(args: argparse.Namespace) -> int:
    """Read and print; the exit codes of UX 3."""
    gc.set_threshold(max(_SELDOM, gc.get_threshold()[0]))
    ours = [one for group in args.ours for one in group]
    if args.file is None and len(ours) > 1:
        # "--ours Anna call.vtt": the option takes every word that follows it, the file too.
        args.file = ours.pop()
    if args.file is None:
        return _wrong_use("name a FILE to read, or - for standard input")
    try:
        now = datetime.fromisoformat(args.now) if args.now else None
    except ValueError:
        return _wrong_use(f'--now "{args.now}" is no ISO date and time; write it as 2026-03-02T10:00')
    if now is not None and not FIRST_YEAR <= now.year <= LAST_YEAR:
        return _wrong_use(f"--now: the year {now.year} is out of reach; {FIRST_YEAR} to {LAST_YEAR} can be read")
    from foothold.read import zone_of

    try:
        zone_of(args.tz)
    except ValueError as error:
        return _wrong_use(f"--tz: {error}")
    if wrong := second_reader.wrong_use(args):
        return _wrong_use(wrong)
    form = next((name for name in _LINES if getattr(args, name)), None)
    if form:
        given = [f"--{name}" for name in ("now", "tz", "check") if getattr(args, name)]
        given += [*(["--ours"] if ours else []), *(["--source-text"] if args.source_text else [])]
        if given:
            return _wrong_use(f"{given[0]} does not go with --{form}: every line says it for itself")
        return _read_lines(args.file, form)
    return _read_conversation(args, now, ours)


def _read_conversation(args: argparse.Namespace, now: datetime | None, ours: list[str]) -> int:
    from foothold.core.conversation import Unreadable
    from foothold.read import is_firm, judge, open_conversation, with_suggestions

    conversation = open_conversation(_bytes_of(args.file), _name_of(args.file))
    if args.source_text:
        sys.stdout.write(conversation.text)
        return DONE
    try:
        model = second_reader.second_reader(args, conversation) if args.llm else None
    except Unreadable as trouble:
        print(f"foothold: {trouble}", file=sys.stderr)
        return NOT_CONNECTED if second_reader.is_not_installed(trouble) else USAGE
    document = judge(conversation, now=now, tz=args.tz, ours=ours)
    if model is not None:
        document = with_suggestions(document, conversation, model, now=now, tz=args.tz)
        second_reader.say_what_went_wrong(document)
    if args.json:
        print(_json(document))
    else:
        from foothold.cli.verdict_text import shown

        print(shown(document, conversation, colour=_colour()))
        if model is not None and (pointed_at := second_reader.shown(document["suggestions"])):
            print(pointed_at)
    for gap in conversation.gaps:
        print(f"foothold: {gap}", file=sys.stderr)
    return CHECK_FAILED if args.check == "firm" and not is_firm(document) else DONE


def _bytes_of(name: str) -> bytes:
    from foothold.connectors.transcripts import LARGEST_BYTES
    from foothold.read import read_bytes

    if name != "-":
        return read_bytes(Path(name))
    # One byte more than allowed tells a stream that is too long from one that just fits.
    return sys.stdin.buffer.read(LARGEST_BYTES + 1)


def _name_of(name: str) -> str:
    return name if name == "-" else Path(name).name


def _colour() -> bool:
    import os

    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _wrong_use(message: str) -> int:
    print(f"foothold: {message}", file=sys.stderr)
    return USAGE


def _read_lines(name: str, form: str) -> int:
    """One JSON line in, one out; a line that cannot be read is named on stderr and the others go on."""
    from foothold.cli.read_lines import answer

    bad = 0
    for number, line in enumerate(_lines_of(name), 1):
        if not line.strip():
            continue
        try:
            out: dict[str, Any] = answer(form, json.loads(line, parse_constant=_no_constant))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
            bad += 1
            print(f"foothold: line {number} was left out: {_reason(error)}", file=sys.stderr)
            continue
        sys.stdout.write(_json(out) + "\n")
    return UNREADABLE if bad else DONE


def _lines_of(name: str) -> Iterator[str]:
    from foothold.core.conversation import Unreadable

    if name == "-":
        yield from io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
        return
    try:
        with open(name, encoding="utf-8-sig", errors="replace") as lines:
            yield from lines
    except OSError as error:
        raise Unreadable(f"{Path(name).name} could not be opened: {error.strerror}. Nothing was read.") from error


def _json(value: dict[str, Any]) -> str:
    """One line of JSON that any reader of UTF-8 can take, half characters of odd input replaced."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return "it is no JSON"
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]!r}"
    return str(error)
