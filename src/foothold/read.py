"""`read()`: one conversation to a verdict, without a database (DESIGN 5, `verdict/1`).

Composes the connectors (bytes to a conversation), the reading (words to findings) and the core
(findings to a grade and a verdict). Deterministic: the same bytes, time, zone and sides give the same
document. Loads no Django.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from foothold.core.calendar_days import BusinessDays
from foothold.core.commitments import Commitment as CoreCommitment
from foothold.core.conversation import Conversation, Earlier, Unreadable
from foothold.core.evidence import Evidence, Level, Side
from foothold.core.five_tests import NOT_LOOKED_AT, MeetingTest, TestResult
from foothold.core.next_step import NextStep, StepKind, flags, grade
from foothold.core.state import Closure, state_on_screen
from foothold.core.verdict import AfterMeeting
from foothold.core.verdict import judge as core_judge
from foothold.reading.conversations import Findings, read_conversation
from foothold.reading.dates import find_dates
from foothold.reading.dates.year_told import told_by_weekdays
from foothold.reading.endings import Endings
from foothold.reading.languages import unread_language
from foothold.reading.second_opinion import Encoder
from foothold.reading.second_reader import SecondReader
from foothold.reading.sides import Speaker, side_of, who_is_who
from foothold.reading.slots import Moment

__all__ = ["SCHEMA", "VERSION", "is_firm", "judge", "open_conversation", "open_pasted", "read", "with_suggestions"]

SCHEMA = "verdict/1"
NOON = time(12)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE_FIELDS = ("en-GB", "en-US", "de")
"""How mail programs write dates where they leave the zone out."""
_LONGEST_DATE = 120
VERSION = 6
"""Of the reading's rules: raised whenever the same input may give another document."""


def read(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    now: datetime | None = None,
    tz: str | tzinfo | None = None,
    ours: Iterable[str] = (),
    sides: Mapping[str, str] | None = None,
    model: SecondReader | None = None,
) -> dict[str, Any]:
    """Read one conversation to a verdict: a `verdict/1` document (docs/contracts.md).

    `source` is a path, or the bytes of a VTT, SRT, TXT, MD, DOCX, EML or HTML file. `now` is when it
    was said (aware, or naive in `tz`); without it the source's own date counts, else the clock, and
    `needs` then holds "now". `ours` are names, addresses and domains of our side, `sides` sides told
    by speaker's name. A `model` adds `suggestions` and changes nothing else. Raises `Unreadable` (one
    line for a person) for what cannot be read and ValueError for an unknown zone.
    """
    if isinstance(source, bytes):
        conversation = open_conversation(source, name or "-")
    else:
        path = Path(source)
        conversation = open_conversation(read_bytes(path), name or path.name)
    document = judge(conversation, now=now, tz=tz, ours=ours, sides=sides)
    if model is None:
        return document
    return with_suggestions(document, conversation, model, now=now, tz=tz)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; Unreadable for one that is missing, a folder, or too large to be a conversation."""
    from foothold.connectors.transcripts import LARGEST_BYTES

    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable(f"{path.name} is a folder. Name one file; nothing was read.")
        if size > LARGEST_BYTES:
            raise Unreadable(
                f"{path.name} has {size / 1e6:.0f} MB; a conversation has at most {LARGEST_BYTES / 1e6:.0f} MB. "
                "Nothing was read: give the transcript, not the recording."
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name} could not be opened: {error.strerror or error}. Nothing was read.") from error


def open_conversation(data: bytes, name: str) -> Conversation:
    """The conversation in a file's bytes: by what it contains first, by its name's ending second."""
    from foothold.connectors import mail, transcripts

    if mail.looks_like(data, name):
        opened = mail.open_mail(data, name)
        quoted = mail.thread(data, name)
        earlier = tuple(Earlier(q.from_name, q.address, q.sent_at, q.text) for q in quoted)
        return replace(opened, automatic=mail.is_automatic_mail(data), earlier=earlier)
    return transcripts.open_transcript(data, name)


def open_pasted(words: str, name: str, tz: tzinfo) -> Conversation:
    """The conversation in pasted words; a mail under the header its program shows is read as that mail.

    `tz` is the zone of who pasted them: a mail program shows its times in it. Raises `Unreadable` as `read`.
    """
    from foothold.connectors import mail

    data = words.encode("utf-8", "replace")
    pasted = None if mail.looks_like(data, name) else mail.open_pasted(words, name)
    if pasted is None:
        return open_conversation(data, name)
    conversation, sent = pasted
    return conversation if conversation.held_at else replace(conversation, held_at=_written_moment(sent, tz))


def _written_moment(sent: str, tz: tzinfo) -> datetime | None:
    """The moment a date field names without a zone; None where it may be two ("11/10/2026") or lacks year or hour."""
    clock = datetime.now(tz)
    found = [each for locale in _DATE_FIELDS for each in find_dates(sent[:_LONGEST_DATE], clock, tz, locale)]
    whole = [each for each in found if each.grain == "minute" and _YEAR.search(each.text)]
    moments = {each.start for each in whole if isinstance(each.start, datetime)}
    return moments.pop() if len(moments) == 1 else None


def judge(
    conversation: Conversation,
    *,
    now: datetime | None = None,
    tz: str | tzinfo | None = None,
    ours: Iterable[str] = (),
    sides: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Judge a conversation already opened; arguments and result as for `read`."""
    moment, assumed = _moment(conversation, now, tz)
    ours = tuple(ours)
    speakers = who_is_who(conversation, ours, {name: Side(side) for name, side in (sides or {}).items()})
    known = {speaker.name: speaker.side for speaker in speakers}
    earlier = [side_of(message.speaker, message.address, ours, speakers) for message in conversation.earlier]
    findings = read_conversation(conversation, known, moment, earlier, ours)
    needs = [
        *(["language"] if unread_language(conversation.text) else []),
        *(["sides"] if _sides_unknown(speakers) else []),
        *(["now"] if assumed and findings.uses_now else []),
    ]
    return _document(conversation, speakers, findings, needs, moment)


def sentence_encoder() -> Encoder | None:
    """The encoder of the [semantic] extra where it is installed and FOOTHOLD_SEMANTIC does not say off, else None."""
    if os.environ.get("FOOTHOLD_SEMANTIC", "").strip().lower() in ("off", "0", "no", "false", "none"):
        return None
    from foothold.connectors.models.encoder import encoder

    return encoder()


def with_suggestions(
    document: Mapping[str, Any],
    conversation: Conversation,
    model: SecondReader,
    *,
    now: datetime | None = None,
    tz: str | tzinfo | None = None,
) -> dict[str, Any]:
    """The document, and beside it what a model pointed at (`suggestions/1`); nothing in it moves by that.

    `now` and `tz` are those it was judged with.
    """
    from foothold.reading.suggestions import suggestions

    moment, _ = _moment(conversation, now, tz)
    return {**document, "suggestions": suggestions(conversation, document, model, moment)}


def is_firm(document: Mapping[str, Any]) -> bool:
    """`--check firm`: a date and time agreed at E3 with a topic."""
    from foothold.core.next_step import has_topic

    step = document["next_step"]
    return bool(step and step["start"] and step["agreed"] in ("E3", "E4") and has_topic(step["topic"] or ""))


def zone_of(tz: str | tzinfo | None) -> tzinfo | None:
    """The zone by its name; ValueError with a line for a person where there is none of that name."""
    if not tz or isinstance(tz, tzinfo):
        return tz or None
    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f'there is no time zone "{tz}"; write it as in Europe/Berlin') from error


def _moment(conversation: Conversation, now: datetime | None, tz: str | tzinfo | None) -> tuple[Moment, bool]:
    """When and where it was said: as told, else as the source says, else by the clock (and then assumed)."""
    zone = zone_of(tz)
    said = now or conversation.held_at or _heading_date(conversation, zone or local_zone())
    at = said or datetime.now(zone or local_zone())
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone or local_zone())
    zone = zone or at.tzinfo or UTC
    return Moment(at.astimezone(zone), zone), said is None


def _heading_date(conversation: Conversation, zone: tzinfo) -> datetime | None:
    """The date in the first lines of written notes ("Visit at Northwind, 2 March 2026"), at noon.

    Without a year it counts where the weekdays of the notes tell which year it was.
    """
    if conversation.spoken or conversation.kind not in ("txt", "md", "docx"):
        return None
    heading = "\n".join(conversation.text[:400].splitlines()[:3])
    clock = datetime.now(zone)
    for mention in find_dates(heading, clock, zone):
        day = mention.start
        if mention.grain != "day" or type(day) is not date:
            continue
        written = datetime.combine(day, NOON, zone)
        if _YEAR.search(mention.text):
            return written
        if any(character.isdigit() for character in mention.text):
            written = _last_time(written, clock)
            if told_by_weekdays(conversation.text, written):
                return written
    return None


def _last_time(day: datetime, clock: datetime) -> datetime:
    """That day of the year as it came last: notes tell of what was."""
    back = day.date() > clock.date()
    try:
        return day.replace(year=day.year - back)
    except ValueError:  # 29 February
        return day


def local_zone() -> tzinfo:
    """The machine's own zone, UTC where it has none."""
    return datetime.now().astimezone().tzinfo or UTC


def _sides_unknown(speakers: list[Speaker]) -> bool:
    """Nothing can be agreed while no side is known; one unknown voice among known ones agrees to nothing."""
    asked = [speaker for speaker in speakers if speaker.name] or speakers
    return not asked or any(speaker.side is Side.UNKNOWN for speaker in asked)


# --- the document ----------------------------------------------------------------------------------------


def _document(
    conversation: Conversation, speakers: list[Speaker], findings: Findings, needs: list[str], moment: Moment
) -> dict[str, Any]:
    judged = not {"sides", "language"} & set(needs)
    step = _core_step(conversation, speakers, findings, moment)
    verdict = core_judge(_after(findings, step, moment), moment.now, BusinessDays(moment.tz)) if judged else None
    state = state_on_screen(step, moment.now, closure=Closure.LOST if findings.refused else None) if judged else None
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "source": {
            "name": conversation.name,
            "kind": conversation.kind,
            "sha256": conversation.sha256,
            "text_sha256": hashlib.sha256(conversation.text.encode("utf-8", "surrogatepass")).hexdigest(),
        },
        "speakers": [{"name": s.name, "side": s.side.value, "because": s.because} for s in speakers],
        "needs": needs,
        "verdict": verdict.value if verdict else None,
        "state": state.state.value if state else None,
        "next_step": _step_json(findings, step, moment, judged),
        "commitments": [
            {
                "side": c.side.value,
                "owner": c.owner,
                "what": c.what,
                "due": c.due.isoformat() if c.due else None,
                "kind": c.kind.value,
                "firm": c.firm,
                "evidence": _evidence_json(c.evidence),
            }
            for c in findings.commitments
        ],
        "tests": {test.value: _test_json(findings.tests[test], judged) for test in MeetingTest},
        "vague": _evidence_json(findings.endings.vague),
        "our_vague_endings": _evidence_json(findings.endings.our_vague_endings),
        "refusal": {"evidence": _evidence_json(findings.endings.refusal)} if findings.refused else None,
        "absence_until": findings.endings.absence_until.isoformat() if findings.endings.absence_until else None,
        "absence": _absence_json(findings.endings, moment) if judged else None,
        "ask": findings.ask if judged else None,
    }


def _core_step(
    conversation: Conversation, speakers: list[Speaker], findings: Findings, moment: Moment
) -> NextStep | None:
    step = findings.step
    if step.grade == "none":
        return None
    return NextStep(
        starts_at=step.start if step.grade in ("proposed", "agreed") else None,
        ends_at=step.end if step.grade in ("proposed", "agreed") else None,
        starts_on=step.day,
        topic=findings.topic or "",
        medium=findings.medium or "",
        ours=_names(speakers, Side.OURS),
        customer=_names(speakers, Side.CUSTOMER),
        kind=StepKind.EMAIL_APPOINTMENT if step.by_mail else StepKind.MEETING,
        named_by=step.side or Side.UNKNOWN,
        taken_up=step.grade == "agreed",
        agreed=_agreed(findings),
        agreed_in_writing=step.grade == "agreed" and not conversation.spoken,
        hedged="hedged" in step.flags,
        evidence=step.evidence,
    )


def _agreed(findings: Findings) -> Level:
    """E3 where the customer's own located words agree; a seller's note that he did is E1."""
    if findings.step.grade != "agreed":
        return Level.E1 if findings.step.noted_agreed else Level.E0
    return _level(findings.step.evidence)


def _names(speakers: list[Speaker], side: Side) -> tuple[str, ...]:
    return tuple(s.name for s in speakers if s.side is side and s.name)


def _after(findings: Findings, step: NextStep | None, moment: Moment) -> AfterMeeting:
    return AfterMeeting(
        ended_at=moment.now,
        order=_level(findings.order),
        refusal=_level(findings.endings.refusal) if findings.refused else Level.E0,
        next_step=step,
        promises=tuple(
            CoreCommitment(
                owner=c.owner or "",
                side=c.side,
                deliverable=c.what,
                due=c.due,
                kind=c.kind,
                level=_level(c.evidence),
                evidence=c.evidence,
            )
            for c in findings.commitments
        ),
    )


def _absence_json(endings: Endings, moment: Moment) -> dict[str, str] | None:
    """The days he said to be away, in his own located words: those stop the clock. What we note of it does not."""
    if endings.absence_until is None or _level(endings.absence) < Level.E3:
        return None
    first = endings.absence_from or moment.now.date()
    return {"first": first.isoformat(), "until": endings.absence_until.isoformat()}


def _level(evidence: Iterable[Evidence]) -> Level:
    """His located words E3, if it is known who spoke them (METHOD 3); what we say he said E1."""
    words = list(evidence)
    if any(e.side is Side.CUSTOMER and e.speaker is not None for e in words):
        return Level.E3
    return Level.E1 if words else Level.E0


def _step_json(findings: Findings, step: NextStep | None, moment: Moment, judged: bool) -> dict[str, Any] | None:
    found = findings.step
    if step is None and not findings.flags:
        return None
    return {
        "grade": grade(step, moment.now).value,
        "agreed": (_agreed(findings) if judged else Level.E0).name,
        "named_by": step.named_by.value if step is not None and step.starts_at else None,
        "start": found.start.isoformat() if step is not None and step.starts_at and found.start else None,
        "date": found.day.isoformat() if step is not None and found.day else None,
        "tz": zone_name(moment.tz, found.start) if step is not None and step.starts_at else None,
        "topic": findings.topic if step is not None else None,
        "medium": findings.medium if step is not None else None,
        "flags": _all_flags(findings, step, moment),
        "evidence": _evidence_json(found.evidence),
    }


def _all_flags(findings: Findings, step: NextStep | None, moment: Moment) -> list[str]:
    """What the words show, then what the core adds (more than 60 days ahead)."""
    days = BusinessDays(moment.tz)
    distant = [f.value for f in flags(step, moment.now, days) if f.value == "distant"]
    return [*findings.flags, *distant]


def zone_name(tz: tzinfo, at: datetime | None) -> str:
    """The zone's name as calendars write it, else its offset."""
    return getattr(tz, "key", None) or str(tz.tzname(at) if at else tz)


def _test_json(result: TestResult, judged: bool) -> dict[str, Any]:
    shown = result if judged else replace(result, level=NOT_LOOKED_AT, evidence=())
    return {"level": shown.shown, "evidence": _evidence_json(shown.evidence)}


def _evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "text": e.text,
            "speaker": e.speaker,
            "side": e.side.value,
            "at": e.at,
            "line": e.line,
            "start": e.start,
            "end": e.end,
        }
        for e in evidence
    ]


class _CallableModule(ModuleType):
    """`foothold.read` is this module and, by DESIGN 5, the function of that name: importing the module
    would hide the function from `from foothold import read`, so the module can be called like it."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return read(*args, **kwargs)


sys.modules[__name__].__class__ = _CallableModule
