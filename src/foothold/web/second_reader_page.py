"""The model that suggests, in the words of the screen: where words go (UX S9), and what it pointed at (UX S4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.suggest_findings import may_be_asked_about
from foothold.connectors.models import ModelTrouble, place_of
from foothold.records.models import Judgement, Meeting, Membership, SecondReader
from foothold.records.models.second_reader import Asked
from foothold.records.second_reader import asks_a_model, second_reader_of, second_reading_of
from foothold.web.wording import TESTS, Words

EXAMPLE_ADDRESS, EXAMPLE_MODEL = "http://127.0.0.1:11434/v1", "llama3.1:8b"

_FAR: Mapping[str, Words] = {
    "this machine": _l("on this machine"),
    "own network": _l("in your own network"),
    "elsewhere": _l("outside your network, at somebody who may keep it"),
}
_KINDS: Mapping[str, Words] = {
    "slot": _l("A date"),
    "agreement": _l("A yes"),
    "commitment": _l("A promise"),
    "refusal": _l("A no"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form shows: what is kept, or what was typed and cannot be. The key itself is never shown."""

    on: bool = False
    base_url: str = ""
    model: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """One suggestion: what it is said to be, for whom or when, and the words."""

    label: Words
    owner: str
    due: date | None
    start: datetime | None
    day: date | None
    evidence: tuple[Mapping[str, Any], ...] = field(default=())


def second_reader_form(seat: Membership, typed: Typed | None = None) -> dict[str, Any]:
    """The context of web/parts/second_reader.html."""
    reader = second_reader_of(seat.workspace_id) or SecondReader()
    return {
        "typed": typed or Typed(reader.on, reader.base_url, reader.model),
        "is_on": reader.on,
        "place": reader.shown,
        "far": how_far(reader),
        "has_key": bool(reader.sealed),
        "example_address": EXAMPLE_ADDRESS,
        "example_model": EXAMPLE_MODEL,
    }


def how_far(reader: SecondReader) -> Words:
    """Where that is, seen from here; empty where no address is kept."""
    try:
        return _FAR[place_of(reader.base_url).where]
    except ModelTrouble:
        return ""


def where_words_go(seat: Membership) -> dict[str, Any] | None:
    """To whom a conversation's words go once it is kept: `place` and `far`; None while no model is on."""
    reader = asks_a_model(seat.workspace_id)
    return {"place": reader.shown, "far": how_far(reader)} if reader else None


def suggested(meeting: Meeting, judgement: Judgement | None, *, is_own: bool) -> dict[str, Any] | None:
    """The context of web/parts/suggested.html; None where no model said, or can say, anything."""
    reading = second_reading_of(meeting, judgement)
    may_ask = (
        is_own
        and (reading is None or reading.state == Asked.FAILED)
        and asks_a_model(meeting.workspace_id) is not None
        and may_be_asked_about(meeting) is not None
    )
    if reading is None and not may_ask:
        return None
    document = (reading.document if reading else None) or {}
    found = [_pointed(one) for one in document.get("found", ())]
    waits = reading is not None and reading.state == Asked.WAITING
    return {
        "heading": _heading(waits=waits, asked=reading is not None, found=bool(found)),
        "waits": waits,
        "may_ask": may_ask,
        "note": document.get("note") or "",
        "model": document.get("model", ""),
        "place": document.get("asked", ""),
        "found": found,
        "left_out": document.get("dropped", {}).get("claims", 0),
    }


def _heading(*, waits: bool, asked: bool, found: bool) -> str:
    if waits:
        return _("A model is being asked")
    if found:
        return _("A model also pointed at these words")
    return _("A model pointed at nothing else") if asked else _("A model may point at more")


def _pointed(one: Mapping[str, Any]) -> Pointed:
    names = {test: name for test, name, _question in TESTS}
    return Pointed(
        label=names.get(one["test"], "") if one["test"] else _KINDS.get(one["kind"], one["kind"]),
        owner=one["owner"] or "",
        due=date.fromisoformat(one["due"]) if one["due"] else None,
        start=datetime.fromisoformat(one["start"]) if one["start"] else None,
        day=date.fromisoformat(one["date"]) if one["date"] else None,
        evidence=tuple(one["evidence"]),
    )
