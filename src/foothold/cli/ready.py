"""Get ready for a meeting: what is known on both sides, from where, and what is missing."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import CHECK_FAILED, DONE, NOT_CONNECTED
from foothold.cli.open_seat import open_seat
from foothold.cli.output import again, as_line, coloured, day, moment, plain, put, say, width

if TYPE_CHECKING:
    from foothold.core.outcomes import SuggestedOutcome
    from foothold.records.prepared import Answer
    from foothold.records.readiness import Sheet

_NAMES = {
    "us.1": "why they took it",
    "us.2": "their goal",
    "us.3": "top issue",
    "us.4": "what they may miss",
    "us.5": "worth learning",
    "cu.3": "homework",
    "cu.4": "people",
    "cu.5": "data",
    "us.6": "outcome, next step",
    "us.7": "agenda",
    "us.8": "could derail",
}
_NUMBERS = {"cu.3": "6", "cu.4": "6", "cu.5": "6", "us.6": "7", "us.7": "7"}
_GATES = {
    "us.6": "no outcome with a next step and two times yet",
    "us.7": "no agenda yet",
    "cu.1": "they have not accepted",
}
_CLASS_COLOURS = {"READY": "green", "PARTLY": "blue", "NOT READY": "yellow", "short": "blue"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold ready`."""
    parser.add_argument(
        "who", nargs="?", default="", metavar="WHO|TIME", help="a customer, a person, or a time as 13:30 (the next)"
    )
    add_now(parser)
    parser.add_argument("--json", action="store_true", help="one ready/1 document (docs/contracts.md)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Print the sheet of one meeting to come."""
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    from foothold.core.outcomes import suggested_outcomes
    from foothold.records.readiness import sheet_of
    from foothold.records.ready_situation import meeting_to_prepare, situation_of

    now = now_of(args, seat)
    found = meeting_to_prepare(seat, args.who, now=now)
    if found is None:
        wanted = f' with "{plain(args.who)}"' if args.who else ""
        say(f"No customer meeting to come{wanted} is known. Next: {again('today', args.data)}")
        return CHECK_FAILED
    sheet = sheet_of(seat, found, now=now)
    zone = ZoneInfo(seat.workspace.tz)
    choices = suggested_outcomes(situation_of(sheet))
    if args.json:
        put(as_line(_document(sheet, choices, zone)))
        return DONE
    for row in [*_head(sheet, zone, now), *_items(sheet, zone, now), *_suggested(sheet, choices)]:
        put(row)
    say(f"Next: {again('serve', args.data)}, and open the meeting to send the agenda or ask them.")
    return DONE


def _head(sheet: "Sheet", zone: ZoneInfo, now: datetime) -> Iterator[str]:
    from foothold.core.readiness import ReadyClass

    meeting, found = sheet.meeting, sheet.readiness
    people = ", ".join(plain(each.name or each.address, 30) for each in sheet.customers[:4])
    ends = f"{meeting.ended_at.astimezone(zone):%H:%M}"
    yield f"{plain(meeting.title or 'No title')}, {moment(meeting.held_at, zone, now)}-{ends}   {people}".rstrip()
    why = "; ".join(_GATES[gate.value] for gate in found.closed_gates)
    if found.shown is ReadyClass.SHORT:
        why = _short(sheet)
    shown = coloured(found.shown.value, _CLASS_COLOURS[found.shown.value])
    yield f"{shown}  {why}".rstrip()
    outcome = plain(sheet.outcome, width() - 12) or _no_outcome(sheet)
    yield f"outcome   {outcome if sheet.outcome or sheet.flags else 'none needed: social'}"
    if sheet.next_step:
        slots = ", ".join(moment(each, zone, now) for each in sheet.slots)
        yield f"then      {plain(sheet.next_step, 60)}{f'   ({slots})' if slots else ''}"
    yield f"you       {sheet.known} of 8 known{_owed(sheet, 'ours', 'we owe')}"
    who = plain(sheet.who or "they", 9)
    yield f"{who:<9} {found.customer:.0%} ready{_owed(sheet, 'customer', 'missing')}"


def _short(sheet: "Sheet") -> str:
    """What the class "short" means: what the short sheet asks for, and what of that is open (METHOD 5)."""
    from foothold.core.readiness import SHORT_SHEET

    asked = {each.value for each in SHORT_SHEET}
    open_ones = [_GATES[gate.value] for gate in sheet.readiness.closed_gates if gate.value in asked]
    return f"asks for an outcome with its next step, and their yes: {'; '.join(open_ones) or 'both are there'}"


def _no_outcome(sheet: "Sheet") -> str:
    """The kind is read from the title; an outcome is what nobody has set yet."""
    if sheet.purpose is None:
        return "none yet: what this meeting is for is not known"
    return f"none yet ({sheet.purpose.value.replace('_', ' ')} by its title): say what you want to leave with"


def _owed(sheet: "Sheet", side: str, word: str) -> str:
    from foothold.core.commitments import thing_promised

    left = [plain(thing_promised(each.what), 48) for each in sheet.owed if each.side == side][:3]
    return f"; {word}: {', '.join(left)}" if left else ""


def _items(sheet: "Sheet", zone: ZoneInfo, now: datetime) -> Iterator[str]:
    from foothold.core.readiness import Item

    for name, words in _NAMES.items():
        item = Item(name)
        number = _NUMBERS.get(name, name[-1])
        yield f"{number}  {words:<19} {_answer(sheet.answer_to(item), sheet, item, zone, now)}".rstrip()


def _answer(answer: "Answer | None", sheet: "Sheet", item: Any, zone: ZoneInfo, now: datetime) -> str:
    if answer is None:
        asked = sheet.asked.get(item)
        if asked is not None:
            return f"asked {moment(asked.asked_at, zone, now)}" if asked.asked_at else "to be asked in a mail of yours"
        return "skipped" if item in sheet.skipped else "?"
    text = plain(answer.text, max(30, width() - 60)) or "yes"
    said = f'"{text}"' if answer.words else text
    if answer.worth is None:
        return f"does not apply: {text}"
    return f"{said}   {_source(answer, zone, now)}{_why_nothing(answer)}"


def _source(answer: "Answer", zone: ZoneInfo, now: datetime) -> str:
    if answer.words is not None:
        return f"{plain(answer.words.speaker, 24)}, {day(answer.words.said_on.astimezone(zone), now.astimezone(zone))}"
    return plain(answer.url, 40) or answer.source.value


def _why_nothing(answer: "Answer") -> str:
    why = [each.value for each in answer.prepared.lacks]
    if answer.prepared.too_thin is not None and not answer.worth:
        why = why or [answer.prepared.too_thin.value]
    return f"   counts nothing: {', '.join(why)}" if why else ""


def _suggested(sheet: "Sheet", choices: "tuple[SuggestedOutcome, ...]") -> Iterator[str]:
    if sheet.outcome or not choices:
        return
    yield "suggested, not fact:"
    for each in choices:
        yield f"   {plain(each.outcome, width() - 4)}"


def _document(sheet: "Sheet", choices: "tuple[SuggestedOutcome, ...]", zone: ZoneInfo) -> dict[str, Any]:
    from foothold.core.readiness import Item

    meeting, found = sheet.meeting, sheet.readiness
    return {
        "schema": "ready/1",
        "id": str(meeting.pk),
        "start": meeting.held_at.astimezone(zone).isoformat(),
        "end": meeting.ended_at.astimezone(zone).isoformat(),
        "account": meeting.account.name if meeting.account else None,
        "title": meeting.title,
        "purpose": sheet.purpose.value if sheet.purpose else None,
        "class": found.shown.value,
        "reached": found.reached.value,
        "ours": round(found.ours, 4),
        "customer": round(found.customer, 4),
        "known": [each.value for each in found.known],
        "closed_gates": [each.value for each in found.closed_gates],
        "flags": [each.value for each in sheet.flags],
        "outcome": sheet.outcome or None,
        "next_step": sheet.next_step or None,
        "slots": [each.astimezone(zone).isoformat() for each in sheet.slots],
        "agenda": [{"question": each.text, "minutes": each.minutes, "theirs": each.his} for each in sheet.agenda],
        "agenda_sent": sheet.agenda_is_out,
        "items": [_item(sheet, item, zone) for item in Item],
        "owed": [
            {"side": each.side.value, "what": each.what, "owner": each.owner, "due": _iso(each.due_on)}
            for each in sheet.owed
        ],
        "suggested": [
            {"outcome": each.outcome, "next_step": each.next_step, "because": each.because.value} for each in choices
        ],
    }


def _item(sheet: "Sheet", item: Any, zone: ZoneInfo) -> dict[str, Any]:
    answer, asked = sheet.answer_to(item), sheet.asked.get(item)
    words = answer.words if answer else None
    return {
        "item": item.value,
        "value": sheet.readiness.values[item],
        "level": answer.prepared.level.name if answer else "E0",
        "source": answer.source.value if answer else None,
        "text": answer.text if answer else "",
        "by": answer.by if answer else "",
        "at": answer.said_at.astimezone(zone).isoformat() if answer and answer.said_at else None,
        "url": answer.url or None if answer else None,
        "meeting": str(words.meeting_id) if words else None,
        "start": words.start if words else None,
        "end": words.end if words else None,
        "counts_nothing": _why(answer),
        "asked": asked is not None,
        "skipped": item in sheet.skipped,
    }


def _why(answer: "Answer | None") -> list[str]:
    if answer is None or answer.worth:
        return []
    thin = answer.prepared.too_thin
    return [each.value for each in answer.prepared.lacks] + ([thin.value] if thin is not None else [])


def _iso(on: Any) -> str | None:
    return on.isoformat() if on else None
