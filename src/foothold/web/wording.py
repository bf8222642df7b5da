"""A `verdict/1` document in the words of the screen (UX 6): state, one sentence, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.core.evidence import Side
from foothold.core.state import named_by
from foothold.core.verdict import Verdict
from foothold.records.models.meetings import Knowing

Document = Mapping[str, Any]
Words = str | Lazy

STATES: Mapping[str, Words] = {
    "booked": _l("Booked"),
    "offered": _l("Offered"),
    "vague": _l("Vague"),
    "silent": _l("Silent"),
    "closed": _l("Closed"),
    "": _l("Not known"),
}

FLAGS: Mapping[str, Words] = {
    "date_without_time": _l("A day, but no time."),
    "window": _l("A stretch of time, not a time."),
    "hedged": _l("Half a yes."),
    "past": _l("That time lies in the past."),
    "absence": _l("They are away first."),
    "distant": _l("More than 60 days ahead."),
    "email_appointment": _l("By mail."),
    "unconfirmed": _l("Not confirmed."),
    "seller_vague_ending": _l("We ended it open ourselves."),
}

VERDICTS: Mapping[str, Words] = {
    "order": _l("Order"),
    "advance": _l("Advance"),
    "advance (pending)": _l("Advance, pending"),
    "continuation": _l("Continuation"),
    "no sale": _l("No sale"),
    "no show": _l("No show"),
}


def verdict_word(verdict: Verdict | None) -> Words:
    """What became of a meeting, in a word; "" where it is not known."""
    return VERDICTS[verdict.value] if verdict is not None else ""


TESTS: tuple[tuple[str, Words, Words], ...] = (
    ("T1", _l("Assignment"), _l("Did they give us, or take on, something to do?")),
    ("T2", _l("Measure"), _l("How will they measure success?")),
    ("T3", _l("How soon"), _l("By when do they want results, and is that realistic?")),
    ("T4", _l("Who buys, why"), _l("Who is their customer, and what moves him?")),
    ("T5", _l("Expectations"), _l("Their goal, and what we said can be done.")),
)

MEDIA: Mapping[str, Words] = {
    "in_person": _l("in person"),
    "phone": _l("by phone"),
    "video": _l("by video"),
    "email": _l("by mail"),
    "mail": _l("by mail"),
    "link": _l("by link"),
}


FELT: Mapping[str, Words] = {
    "yes": _l("you got what you came for"),
    "partly": _l("you partly got what you came for"),
    "no": _l("you did not get what you came for"),
}
"""What a seller said before the verdict, as the meeting's page says it back."""

GRADES: Mapping[str, Words] = {
    "none": _l("no next step"),
    "vague": _l("vague: words, no date and time"),
    "proposed": _l("proposed: a date and time, not agreed"),
    "agreed": _l("agreed: date and time, not yet invited"),
    "invited": _l("invited: not yet accepted"),
    "booked": _l("booked: accepted"),
    "held": _l("held"),
}

LEVELS: Mapping[str, Words] = {
    "E0": _l("E0, nothing shows it"),
    "E1": _l("E1, our own word"),
    "E2": _l("E2, something of ours proves it"),
    "E3": _l("E3, the customer's own words"),
    "E4": _l("E4, an act of the customer"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """The verdict card: `state` names the colour and shape, `word` and `sentence` are read."""

    state: str
    word: Words
    sentence: str
    second: str
    reasons: tuple[Words, ...]
    evidence: tuple[Mapping[str, Any], ...]
    ask: str
    verdict: Words
    needs_sides: bool = False
    needs_language: bool = False

    @property
    def is_judged(self) -> bool:
        """Whether there is more to show than why nothing was judged."""
        return not (self.needs_sides or self.needs_language)


@dataclass(frozen=True, slots=True)
class TestLine:
    """One of the five tests as the screen shows it: `answer` is yes, partly, no or unknown."""

    id: str
    name: Words
    question: Words
    answer: str
    word: Words
    evidence: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def claim(self) -> str:
        """The claim of the verdict's document that the line shows."""
        return f"tests.{self.id}"


def card(document: Document) -> Card:
    """The verdict first: what is held, by whom, resting on which words."""
    step = document.get("next_step")
    state = (document.get("state") or "").lower()
    if "language" in document.get("needs", ()):
        why = _("Foothold reads English so far; nothing was judged.")
        return Card("", _("Not known"), _("These words are not English."), why, (), (), "", "", needs_language=True)
    if "sides" in document.get("needs", ()) and document.get("verdict") is None:
        return Card("", _("Who is who?"), _("We cannot tell yet who agreed."), "", (), (), "", "", needs_sides=True)
    sentence, second = _sentences(document, state)
    return Card(
        state=state if state in STATES else "",
        word=STATES.get(state, _("Not known")),
        sentence=sentence,
        second=second,
        reasons=tuple(FLAGS[flag] for flag in (step or {}).get("flags", ()) if flag in FLAGS),
        evidence=_card_evidence(document),
        ask=_plain(document.get("ask")),
        verdict=VERDICTS.get((document.get("verdict") or "").lower(), ""),
    )


def knowing_choices(kind: str) -> list[tuple[str, Words]]:
    """The answers to "Did they know?" for a kind of source; the same value means what fits the kind."""
    by_hand: Mapping[str, Words] = {"notes": _l("My own written notes"), "mail": _l("Mail written to us")}
    words = {
        Knowing.EVERYONE_KNEW: _l("Everyone knew"),
        Knowing.WRITTEN_NOTES: by_hand.get(kind),
        Knowing.NOT_KNOWN: _l("Not known"),
    }
    return [(value.value, word) for value, word in words.items() if word]


def tests(document: Document) -> list[TestLine]:
    """The five tests as yes, no or "?", in the order of METHOD 6.2."""
    return [_test_line(key, name, question, document["tests"].get(key) or {}) for key, name, question in TESTS]


def moment(step: Mapping[str, Any], *, weekday: str = "D") -> str:
    """When the next step is, with its weekday: Thu 24 Sep 10:00, or the day alone."""
    start, day = step.get("start"), step.get("date")
    if start:
        at = _in_zone(datetime.fromisoformat(start), step.get("tz"))
        return format_date(at, f"{weekday} j M H:i")
    return format_date(date.fromisoformat(day[:10]), f"{weekday} j M") if day else ""


def clock(seconds: float | None) -> str:
    """Seconds from the start of a recording as 42:10 or 1:02:10; empty without a clock."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def _sentences(document: Document, state: str) -> tuple[str, str]:
    """The headline, and the half-sentence below it."""
    step = document.get("next_step") or {}
    verdict = (document.get("verdict") or "").lower()
    if verdict == "order":
        return _("They ordered."), ""
    if state == "closed" or document.get("refusal"):
        return _("They said no."), ""
    if step.get("start"):
        return moment(step, weekday="l"), _who_holds_it(
            step, written=document.get("source", {}).get("kind") in {"eml", "html"}
        )
    promised = _("They promised something with a day.") if verdict == "advance (pending)" else ""
    if step.get("date"):
        return _("Nothing is booked."), promised or _("%(day)s was named.") % {"day": moment(step, weekday="l")}
    return _("Nothing is booked."), promised


def _who_holds_it(step: Mapping[str, Any], *, written: bool) -> str:
    """How far a named slot has come, and whose move it is."""
    if step.get("grade") in {"booked", "held"}:
        return _("They accepted.")
    if step.get("grade") == "invited":
        return _("Agreed. They have not accepted the invitation.")
    if step.get("agreed") in {"E3", "E4"}:
        return _("Agreed in writing. Send the invitation.") if written else _("Agreed aloud. Send the invitation.")
    if step.get("agreed") in {"E1", "E2"}:
        return _("Agreed, by our own notes. Their words are not here.")
    if named_by(step) is Side.CUSTOMER:
        return _("They named it. We must answer.")
    return _("They have not said yes.")


def _card_evidence(document: Document) -> tuple[Mapping[str, Any], ...]:
    """The words the verdict rests on: the refusal, the next step, else the vaguest thing said."""
    sources = (document.get("refusal"), document.get("next_step"), *document.get("vague", ())[:1])
    for source in (*sources, *document.get("our_vague_endings", ())[:1]):
        found = evidence_of(source)
        if found:
            return found[:3]
    return ()


def evidence_of(claim: Any) -> tuple[Mapping[str, Any], ...]:
    """The evidence of a claim, whichever way the document carries it."""
    if isinstance(claim, Mapping):
        if "start" in claim and "line" in claim:
            return (claim,)
        return tuple(claim.get("evidence") or ())
    if isinstance(claim, list):
        return tuple(row for item in claim for row in evidence_of(item))
    return ()


def _test_line(key: str, name: Words, question: Words, found: Mapping[str, Any]) -> TestLine:
    level = found.get("level", "not looked at")
    evidence = tuple(found.get("evidence") or ())
    if level in {"E3", "E4"}:
        return TestLine(key, name, question, "yes", _("yes"), evidence)
    if level in {"E1", "E2"}:
        return TestLine(key, name, question, "partly", _("partly"), evidence)
    if level == "E0":
        return TestLine(key, name, question, "no", _("NO"), evidence)
    return TestLine(key, name, question, "unknown", _("?"), evidence)


def _plain(ask: Any) -> str:
    if isinstance(ask, Mapping):
        return str(ask.get("text", ""))
    return str(ask or "")


def _in_zone(at: datetime, zone: str | None) -> datetime:
    try:
        return at.astimezone(ZoneInfo(zone)) if zone and at.tzinfo else at
    except (ZoneInfoNotFoundError, ValueError):
        return at
