"""A verdict for the terminal (UX 3): state first, then the words, then the sentence to say."""

from datetime import date, datetime
from typing import Any

from foothold.core.conversation import Conversation
from foothold.core.evidence import Side
from foothold.core.state import named_by

_STATES = {
    "booked": ("BOOKED", "32"),
    "offered": ("OFFERED", "34"),
    "vague": ("VAGUE", "33"),
    "closed": ("CLOSED", "31"),
    None: ("NOT JUDGED", "35"),
}
_MISSING = {
    "date_without_time": "a day, no time",
    "window": "no exact time",
    "hedged": "taken half",
    "past": "in the past",
}


def shown(document: dict[str, Any], conversation: Conversation, *, colour: bool) -> str:
    """The lines a person reads; `colour` only repeats what the words say."""
    word, code = _STATES[document["state"]]
    head = f"\033[1;{code}m{word}\033[0m" if colour else word
    lines = [
        f"{head}  {sentence(document)}",
        *_step_lines(document),
        *_vague_lines(document),
        *_promise_lines(document),
    ]
    if document["refusal"]:
        lines += [_quote(document["refusal"]["evidence"][0], "no")]
    if document["absence_until"]:
        lines.append(f"  away   until {_day(document['absence_until'])}")
    lines += [_tests_line(document)] if document["state"] else []
    if document["ask"]:
        lines.append(f'  ask    "{document["ask"]}"')
    lines += _needs_lines(document, conversation)
    return "\n".join(line for line in lines if line)


def sentence(document: dict[str, Any]) -> str:
    """The verdict in one sentence."""
    step = document["next_step"]
    if "language" in document["needs"]:
        return "these words are not English; Foothold reads English so far, and judged nothing"
    if "sides" in document["needs"]:
        return "who is on our side is not known, so nothing can be agreed"
    if document["refusal"]:
        return "they said no to going on"
    if step and step["start"] and step["agreed"] in ("E3", "E4"):
        how = "in writing" if document["source"]["kind"] in ("eml", "html") else "aloud"
        done = f"agreed {how}" + ("" if step["grade"] == "booked" else "; send the invitation to make it theirs too")
        return f"{_moment(step['start'])} is {done}"
    if step and step["start"] and step["grade"] != "vague":
        if step["agreed"] == "E1":
            return f"{_moment(step['start'])} is agreed by your notes; their own word is not seen"
        who = "they named it" if named_by(step) is Side.CUSTOMER else "they have not said yes"
        return f"{_moment(step['start'])} is on the table; {who}"
    if step and step["date"] and step["grade"] == "vague":
        return f"nothing is booked; {_day(step['date'])} was named without a time"
    return "nothing is booked"


def _step_lines(document: dict[str, Any]) -> list[str]:
    step = document["next_step"]
    if not step:
        return []
    notes = [_MISSING[flag] for flag in step["flags"] if flag in _MISSING]
    lines = [_quote(evidence, "next" if number == 0 else "") for number, evidence in enumerate(step["evidence"][:3])]
    if lines and notes:
        lines[-1] += f"   ({', '.join(notes)})"
    if step["topic"]:
        lines.append(f"  about  {step['topic']}")
    return lines


def _vague_lines(document: dict[str, Any]) -> list[str]:
    step = document["next_step"]
    known = {e["start"] for e in (step["evidence"] if step else [])}
    found = [e for e in (*document["our_vague_endings"], *document["vague"]) if e["start"] not in known]
    unique = list({e["start"]: e for e in found}.values())
    return [_quote(evidence, "vague") for evidence in unique[:4]]


def _promise_lines(document: dict[str, Any]) -> list[str]:
    names = {"customer": "they", "ours": "we", "unknown": "who?"}
    return [
        f"  {names[c['side']]:<5}  {_short(c['what'], 44):<44}  {_day(c['due']) if c['due'] else 'no day':<10}  "
        f"{'firm' if c['firm'] else 'vague'}{_place(c['evidence'][0])}"
        for c in document["commitments"]
    ]


def _tests_line(document: dict[str, Any]) -> str:
    names = {"T1": "assignment", "T2": "measure", "T3": "how soon", "T4": "who buys", "T5": "expectations"}
    words = {
        "E0": "no",
        "E1": "noted",
        "E2": "half",
        "E3": "yes",
        "E4": "yes",
        "not looked at": "not looked at",
    }
    return "  tests  " + ", ".join(f"{names[t]} {words[v['level']]}" for t, v in document["tests"].items())


def _needs_lines(document: dict[str, Any], conversation: Conversation) -> list[str]:
    lines = []
    if "sides" in document["needs"] and "language" not in document["needs"]:
        unknown = [s["name"] for s in document["speakers"] if s["side"] == "unknown" and s["name"]]
        if unknown:
            lines.append(f"  who    {', '.join(unknown[:6])}: who of them is ours? Add --ours NAME")
        elif conversation.spoken:
            lines.append('  who    nobody is named: put "Name:" before what each one says')
        else:
            lines.append("  who    whose notes are these? Add --ours and your name")
    if "now" in document["needs"]:
        lines.append("  when   read as if said today; --now 2026-03-02T10:00 says when it was")
    return lines


def _quote(evidence: dict[str, Any], label: str) -> str:
    who = "you" if evidence["side"] == "ours" else evidence["speaker"] or ""
    return f'  {label:<5}  {_clock(evidence):>5}  {_short(who, 14):<14}  "{_short(evidence["text"], 90)}"'


def _clock(evidence: dict[str, Any]) -> str:
    if evidence["at"] is None:
        return f"l.{evidence['line']}"
    minutes, seconds = divmod(int(evidence["at"]), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _place(evidence: dict[str, Any]) -> str:
    return f"  ({_clock(evidence)})"


def _short(text: str, most: int) -> str:
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%a} {day.day} {day:%b}"


def _moment(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{at:%a} {at.day} {at:%b} {at:%H:%M}"
