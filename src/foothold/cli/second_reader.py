"""`foothold read --llm`: what is sent where, said before it is sent; and what the model pointed at, for people."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foothold.connectors.models.chat_completions import ChatCompletions
    from foothold.core.conversation import Conversation
    from foothold.reading.second_reader import Said, SecondReader

KEY = "FOOTHOLD_LLM_KEY"
_FAR = {
    "this machine": "on this machine",
    "own network": "in your own network",
    "elsewhere": "outside your network",
}
_KINDS = {"slot": "date", "agreement": "yes", "commitment": "promise", "refusal": "no"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--llm and --llm-model; the key comes from the environment, where no list of processes shows it."""
    parser.add_argument(
        "--llm", metavar="URL", help=f"also ask a model at this OpenAI-compatible address; its key: {KEY}"
    )
    parser.add_argument("--llm-model", metavar="NAME", help="the model's name, as its server calls it")


def wrong_use(args: argparse.Namespace) -> str:
    """What does not go together, or nothing."""
    if args.llm_model and not args.llm:
        return "--llm-model needs --llm URL: the address where that model is asked"
    if args.llm and not args.llm_model:
        return "--llm needs --llm-model NAME: the model's name, as its server calls it"
    form = next((name for name in ("sentences", "turns", "dates", "source_text") if getattr(args, name)), None)
    return f"--llm is for a verdict; it does not go with --{form.replace('_', '-')}" if args.llm and form else ""


def second_reader(args: argparse.Namespace, conversation: "Conversation") -> "SecondReader":
    """The model named; it is said what goes to it before anything does.

    Raises `ModelTrouble`, one line for a person, where it cannot be asked at all.
    """
    from foothold.connectors.models import open_second_reader

    return _Announced(open_second_reader(args.llm, args.llm_model, os.environ.get(KEY, "")), conversation)


def is_not_installed(trouble: Exception) -> bool:
    """Whether the extra is missing, rather than the address wrong."""
    from foothold.connectors.models import Why

    return getattr(trouble, "why", None) is Why.NOT_INSTALLED


class _Announced:
    """The model, with one line to standard error before the first words leave: what goes, and where to."""

    def __init__(self, reader: "ChatCompletions", conversation: "Conversation") -> None:
        self._reader, self._length, self._is_said = reader, len(conversation.text), False

    @property
    def model(self) -> str:
        return self._reader.model

    @property
    def asked(self) -> str:
        return self._reader.asked

    def propose(self, said: "Sequence[Said]") -> list[dict[str, Any]]:
        from foothold.cli.output import plain, say

        if not self._is_said:
            self._is_said = True
            say(
                f"foothold: the conversation's text ({self._length:,} characters) and its speakers' names go to "
                f"{plain(self.asked, 300)}, {_FAR[self._reader.where]} (model {plain(self.model, 200)})"
            )
        return self._reader.propose(said)


def say_what_went_wrong(document: Mapping[str, Any]) -> None:
    """The note of a model that failed, to standard error; the verdict stands without it."""
    if document["suggestions"]["note"]:
        print(f"foothold: {document['suggestions']['note']}", file=sys.stderr)


def shown(found: Mapping[str, Any]) -> str:
    """The suggestions as lines under the verdict, marked as what they are."""
    from foothold.cli.output import plain

    if not found["found"]:
        return ""
    head = f"\n  {plain(found['model'], 60)} also pointed at these words; they move nothing above"
    return "\n".join([head, *(line for one in found["found"] for line in _lines(one))])


def _lines(one: Mapping[str, Any]) -> list[str]:
    from foothold.cli.output import plain

    label = one["test"] or _KINDS[one["kind"]]
    about = [one["owner"] or "", f"by {one['due']}" if one["due"] else "", (one["start"] or one["date"] or "")[:16]]
    notes = ", ".join(plain(part, 40) for part in about if part)
    lines = []
    for number, quote in enumerate(one["evidence"]):
        at = quote["at"]
        place = f"l.{quote['line']}" if at is None else f"{int(at // 60)}:{int(at % 60):02d}"
        words = f'{plain(quote["speaker"] or "", 14):<14}  "{plain(quote["text"], 90)}"'
        lines.append(f"  {label if number == 0 else '':<7}  {place:>5}  {words}")
    return [*lines[:-1], lines[-1] + (f"   ({notes})" if notes else "")]
