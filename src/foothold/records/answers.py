"""Every answer of a Ready sheet that the rows give, each with its level and where it comes from (METHOD 5)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.core.commitments import Commitment as Promised
from foothold.core.commitments import CommitmentState, HomeworkKind, thing_promised
from foothold.core.evidence import Level, Side
from foothold.core.readiness import (
    MAY_NOT_APPLY,
    Item,
    Lack,
    Origin,
    Prepared,
    agenda_lacks,
    change_lacks,
    issue_lacks,
    outcome_lacks,
    own_tasks,
    risk_lacks,
    value,
)
from foothold.core.substance import COPY_FROM, TooThin, likeness, too_thin
from foothold.core.topic import content_words
from foothold.records.models import Commitment, Homework, Meeting, PreparedItem
from foothold.records.models.findings import Promise
from foothold.records.models.meetings import CustomerAnswer
from foothold.records.prepared import (
    ASKED,
    LINKED,
    NONE_NEEDED,
    OURS,
    PREP_QUESTION,
    QUOTED,
    SKIPPED,
    TYPED,
    Answer,
    From,
    Known,
    Owed,
    Words,
)
from foothold.records.standing import Stand, standing

_CONFIRMED = frozenset({Item.CU_1, Item.CU_2, Item.CU_4})
"""What the customer confirms, and what therefore wears off; what he delivers does not (METHOD 5)."""


def answers_of(known: Known, now: datetime) -> tuple[Answer, ...]:
    """Everything known about any item, the best answer first."""
    found = [
        *_from_rows(known, now),
        *_our_six_and_seven(known, now),
        *_from_calendar(known, now),
        *_from_promises(known, now),
        *_asked_and_answered(known, now),
    ]
    goal = _goal(known)
    if goal is not None and not _is_told(Item.US_2, found, known):
        found.append(_of_words(Item.US_2, goal, now))
    # What does not apply is no answer, but says more than one that counts nothing.
    return tuple(sorted(found, key=lambda each: -(each.worth if each.worth is not None else 0.01)))


def owed_in(known: Known) -> tuple[Owed, ...]:
    """What is still to be done for this meeting, ours first (UX 6: our own lateness before theirs)."""
    return tuple(sorted(_owed(known), key=lambda each: (each.side is not Side.OURS, each.due_on or date.max)))


def candidates_in(known: Known, answers: Iterable[Answer]) -> dict[Item, Words]:
    """Located words of the customer that may answer an item nobody has answered by his words yet."""
    listed = list(answers)
    goal = next((each.words for each in listed if each.item is Item.US_2 and each.words), None)
    return {item: words for item, words in _quotes(known, goal).items() if not _is_told(item, listed, known)}


def promised(owed: Owed) -> Promised:
    """What is still owed, as the core knows a promise."""
    kind = HomeworkKind.GATHER_DATA if owed.is_data else HomeworkKind.OTHER
    return Promised(
        owner=owed.owner, side=owed.side, deliverable=owed.what, due=owed.due_on, kind=kind, state=CommitmentState.OPEN
    )


def _is_told(item: Item, answers: Iterable[Answer], known: Known) -> bool:
    by_him = any(each.item is item and each.source in {From.WORDS, From.CUSTOMER_PAGE} for each in answers)
    return by_him or item in known.skipped


# --- what was prepared --------------------------------------------------------------------------


def _from_rows(known: Known, now: datetime) -> list[Answer]:
    said = [row for row in known.items if row.key not in {ASKED, SKIPPED}]
    # us.6 and us.7 stand in the preparation; their rows carry what the gate found.
    said = [row for row in said if not (row.item in (Item.US_6, Item.US_7) and row.key == TYPED)]
    return [_of_row(row, known.meeting, now) for row in said]


def _of_row(row: PreparedItem, meeting: Meeting, now: datetime) -> Answer:
    item, grounds = Item(row.item), row.grounds
    parts = {name: str(part) for name, part in (grounds.get("parts") or {}).items()}
    source_on = date.fromisoformat(grounds["on"]) if grounds.get("on") else None
    prepared = Prepared(
        item=item,
        level=Level[row.level],
        origin=_origin(row),
        too_thin=_thin(row.too_thin),
        lacks=_lacks(item, row, parts, source_on, now.astimezone(ZoneInfo(meeting.tz)).date()),
        confirmed_at=row.said_at if item in _CONFIRMED and _origin(row) is Origin.CUSTOMER else None,
        not_applicable_because=row.not_applicable if item in MAY_NOT_APPLY else "",
        none_needed_because=row.words if row.key == NONE_NEEDED and item is Item.CU_3 else "",
    )
    return Answer(
        prepared=prepared,
        text=row.not_applicable or row.words,
        source=_source_of(row),
        worth=value(prepared, now),
        said_at=row.said_at,
        by=row.by,
        words=_words_of(row),
        url=str(grounds.get("url") or ""),
        source_on=source_on,
        parts=parts,
        row=row,
    )


def _origin(row: PreparedItem) -> Origin:
    if row.key == LINKED:
        return Origin.ARTEFACT
    return Origin.TYPED if row.key in OURS else Origin.CUSTOMER


def _thin(kept: str) -> TooThin | None:
    return next((each for each in TooThin if each.value == kept), None)


def _source_of(row: PreparedItem) -> From:
    if row.key.startswith(QUOTED):
        return From.WORDS
    if row.key == LINKED:
        return From.LINK
    return From.TYPED if row.key in OURS else From.CUSTOMER_PAGE


def _lacks(
    item: Item, row: PreparedItem, parts: Mapping[str, str], source_on: date | None, today: date
) -> tuple[Lack, ...]:
    """What an answer of several parts still needs. Words of the customer are the issue and how we know it."""
    url = str(row.grounds.get("url") or "")
    if item is Item.US_3:
        is_his = row.key.startswith(QUOTED)
        return issue_lacks(
            issue=parts.get("issue", "") or row.words,
            person=parts.get("person", ""),
            this_meeting=parts.get("this_meeting", ""),
            how_we_know=parts.get("how_we_know", "")
            or str(row.grounds.get("url") or "")
            or (row.words if is_his else ""),
        )
    if item is Item.US_4 and not row.key.startswith(QUOTED):
        return change_lacks(row.words, url or parts.get("source", ""), source_on, today)
    if item is Item.US_8:
        risk = parts.get("risk", "") or row.words
        return risk_lacks(risk=risk, avoid=parts.get("avoid", ""), handle=parts.get("handle", ""))
    return ()


def _words_of(row: PreparedItem) -> Words | None:
    quote = row.grounds.get("quote")
    if not isinstance(quote, Mapping) or not row.grounds.get("meeting"):
        return None
    return Words(
        text=str(quote.get("text") or ""),
        speaker=str(quote.get("speaker") or ""),
        meeting_id=UUID(str(row.grounds["meeting"])),
        said_on=datetime.fromisoformat(str(row.grounds["said_on"])),
        line=int(quote.get("line") or 0),
        start=int(quote.get("start") or 0),
        end=int(quote.get("end") or 0),
        at=quote.get("at"),
    )


def _our_six_and_seven(known: Known, now: datetime) -> list[Answer]:
    """Outcome with the next step, and agenda: typed, and ours to show once the customer has them (E2)."""
    return [each for each in (_outcome(known, now), _agenda(known, now)) if each is not None]


def _outcome(known: Known, now: datetime) -> Answer | None:
    step = known.typed(Item.US_6)
    next_step = step.words if step else ""
    if not (known.outcome.strip() or next_step):
        return None
    lacks = outcome_lacks(known.outcome, next_step, known.slots, now)
    thin = _thin(step.too_thin) if step else too_thin(known.outcome, "", now)
    return _ours(Item.US_6, known.outcome, known, lacks, thin, now)


def _agenda(known: Known, now: datetime) -> Answer | None:
    asked = [each for each in known.agenda if each.text.strip()]
    if not asked:
        return None
    text, row = " ".join(each.text for each in asked), known.typed(Item.US_7)
    lacks = agenda_lacks(asked, known.meeting.ended_at - known.meeting.held_at)
    thin = _thin(row.too_thin) if row else too_thin(text, "", now)
    return _ours(Item.US_7, text, known, lacks, thin, now)


def _ours(item: Item, text: str, known: Known, lacks: tuple[Lack, ...], thin: TooThin | None, now: datetime) -> Answer:
    level, origin = (Level.E2, Origin.ARTEFACT) if known.is_out else (Level.E1, Origin.TYPED)
    prepared = Prepared(item=item, level=level, origin=origin, too_thin=thin, lacks=lacks)
    return Answer(
        prepared=prepared,
        text=text,
        source=From.INVITATION if known.is_out else From.TYPED,
        worth=value(prepared, now),
        row=known.typed(item),
    )


# --- what the calendar shows --------------------------------------------------------------------


def _from_calendar(known: Known, now: datetime) -> list[Answer]:
    return [
        _shown(prepared, text, From.CALENDAR, now, said_at=at)
        for prepared, text, at in (_acceptance(known, now), _people_needed(known))
        if prepared is not None
    ]


def _acceptance(known: Known, now: datetime) -> tuple[Prepared | None, str, datetime | None]:
    """cu.1: booked is his act (E4); a yes that nobody vouches for stays at its level (METHOD 4.1, DESIGN 6)."""
    meeting = known.meeting
    booked = standing(meeting, min(now, meeting.held_at - timedelta(seconds=1))).stand is Stand.BOOKED
    if not booked and meeting.answer != CustomerAnswer.ACCEPTED:
        return None, "", None
    level = Level.E4 if booked else min(Level[meeting.answer_level or "E0"], Level.E3)
    at = known.accepted_at
    prepared = Prepared(item=Item.CU_1, level=level, origin=Origin.CUSTOMER, confirmed_at=at)
    return prepared, "", at


def _people_needed(known: Known) -> tuple[Prepared | None, str, datetime | None]:
    """cu.4: several of theirs are asked. One alone says nothing of who else is needed: unknown, not done."""
    people = [each for each in known.people if each.side == Side.CUSTOMER]
    if len(people) < 2:
        return None, "", None
    names = ", ".join(each.name or each.address for each in people)
    accepted = [each for each in people if each.organizer or each.partstat == "ACCEPTED"]
    if len(accepted) == len(people):
        level = min(Level[each.level or "E0"] for each in accepted)
        if level >= Level.E3:
            prepared = Prepared(item=Item.CU_4, level=level, origin=Origin.CUSTOMER, confirmed_at=known.accepted_at)
            return prepared, names, known.accepted_at
    # An invitation to a colleague is an artefact of ours, his yes is his.
    return Prepared(item=Item.CU_4, level=Level.E2, origin=Origin.ARTEFACT), names, None


def _asked_and_answered(known: Known, now: datetime) -> list[Answer]:
    """What he answered to the prep question answers the item it was asked for."""
    answered = [row for row in known.items if row.item == Item.CU_2 and row.key not in OURS and row.words]
    asked = next((row for row in known.items if row.key == ASKED and row.grounds.get("as") == PREP_QUESTION), None)
    if asked is None:
        return []
    item = Item(asked.item)
    lacks = (Lack.AVOID, Lack.HANDLE) if item is Item.US_8 else ()
    found = []
    for row in answered:
        prepared = Prepared(item=item, level=Level[row.level], origin=Origin.CUSTOMER, lacks=lacks)
        answer = Answer(
            prepared=prepared,
            text=row.words,
            source=From.CUSTOMER_PAGE,
            worth=value(prepared, now),
            said_at=row.said_at,
            by=row.by,
        )
        found += [answer] if item is not Item.CU_2 and asked.asked_at and row.said_at >= asked.asked_at else []
    return found


# --- promises and homework ----------------------------------------------------------------------


def _owed(known: Known) -> list[Owed]:
    """What both sides still have to do, each thing once: homework of this meeting, then older promises."""
    open_homework = [each for each in known.homework if each.state == Promise.OPEN]
    found = [
        Owed(
            side=Side(each.side),
            what=each.what,
            owner=each.owner,
            due_on=each.due_on,
            is_data=bool(each.commitment and each.commitment.kind == HomeworkKind.GATHER_DATA),
        )
        for each in open_homework
    ]
    found += [
        Owed(
            side=Side(each.side),
            what=each.what,
            owner=each.owner,
            due_on=each.due_on,
            is_data=each.kind == HomeworkKind.GATHER_DATA,
        )
        for each in _older_promises(known)
        if each.state == Promise.OPEN
    ]
    return found


def _older_promises(known: Known) -> list[Commitment]:
    """Promises that are not homework of this meeting in other words."""
    listed = {each.commitment_id for each in known.homework}
    named = [(each.side, content_words(each.what)) for each in known.homework]
    return [
        each
        for each in known.promises
        if each.pk not in listed
        and not any(
            side == each.side and likeness(words, content_words(thing_promised(each.what))) >= COPY_FROM
            for side, words in named
        )
    ]


def _from_promises(known: Known, now: datetime) -> list[Answer]:
    ours = own_tasks(promised(each) for each in _owed(known))
    found = [Prepared(item=Item.US_9, level=ours, origin=Origin.ARTEFACT)] if ours else []
    theirs = [each for each in known.homework if each.side == Side.CUSTOMER]
    data = [each for each in theirs if each.commitment and each.commitment.kind == HomeworkKind.GATHER_DATA]
    answers = [_shown(each, "", From.PROMISES, now) for each in found]
    answers += _done(Item.CU_3, theirs, known, now)
    answers += _done(Item.CU_5, data, known, now, only=HomeworkKind.GATHER_DATA)
    return answers


def _done(
    item: Item, homework: Sequence[Homework], known: Known, now: datetime, *, only: HomeworkKind | None = None
) -> list[Answer]:
    """All of it done counts, by the weakest word for it; half of the homework is not homework done."""
    theirs = (each for each in _older_promises(known) if each.side == Side.CUSTOMER)
    promises = [each for each in theirs if only is None or each.kind == only]
    states = [each.state for each in homework] + [each.state for each in promises]
    if not states or Promise.OPEN in states:
        return []
    # A promise ticked off in a list is the seller's word for it.
    levels = [Level[each.done_level or "E1"] for each in homework] + [Level.E1] * len(promises)
    level = min(levels)
    origin = Origin.CUSTOMER if level >= Level.E3 else Origin.TYPED
    text = "; ".join([each.what for each in homework] + [each.what for each in promises])
    return [_shown(Prepared(item=item, level=level, origin=origin), text, From.HOMEWORK, now)]


# --- the customer's words -----------------------------------------------------------------------

_SPOKEN_TO: tuple[tuple[Item, tuple[str, ...]], ...] = (
    (Item.US_2, ("T2",)),
    (Item.US_3, ("T2", "T3", "T4")),
    (Item.US_1, ("T3",)),
)
"""Which of the five tests (METHOD 6.2) has words that may answer an item. A person says whether they do."""
_HIS_GOAL = ("T5",)
"""The test whose words are his goal: they answer us.2 by what they are."""


def _goal(known: Known) -> Words | None:
    """His goal in his words, the latest."""
    return next((words for meeting, document in known.judged for words in _said(meeting, document, _HIS_GOAL)), None)


def _quotes(known: Known, goal: Words | None) -> dict[Item, Words]:
    """The latest located words of a customer person that may answer us.1 to us.3, no words twice."""
    found: dict[Item, Words] = {}
    for item, tests in _SPOKEN_TO:
        taken = {(words.meeting_id, words.start) for words in (*found.values(), *([goal] if goal else []))}
        said = (words for meeting, document in known.judged for words in _said(meeting, document, tests))
        words = next((each for each in said if (each.meeting_id, each.start) not in taken), None)
        if words is not None:
            found[item] = words
    return found


def _said(meeting: Meeting, document: Mapping[str, Any], tests: Iterable[str]) -> list[Words]:
    rows = [row for test in tests for row in (document.get("tests", {}).get(test) or {}).get("evidence") or ()]
    return [
        Words(
            text=row["text"],
            speaker=row["speaker"],
            meeting_id=meeting.pk,
            said_on=meeting.held_at,
            line=row.get("line") or 0,
            start=row["start"],
            end=row["end"],
            at=row.get("at"),
            source_deleted="source" in row,
        )
        for row in rows
        if row.get("side") == Side.CUSTOMER and (row.get("speaker") or "").strip() and row.get("text")
    ]


def _of_words(item: Item, words: Words, now: datetime) -> Answer:
    prepared = Prepared(item=item, level=Level.E3, origin=Origin.CUSTOMER)
    return Answer(
        prepared=prepared,
        text=words.text,
        source=From.WORDS,
        worth=value(prepared, now),
        said_at=words.said_on,
        by=words.speaker,
        words=words,
    )


def _shown(prepared: Prepared, text: str, source: From, now: datetime, *, said_at: datetime | None = None) -> Answer:
    return Answer(prepared=prepared, text=text, source=source, worth=value(prepared, now), said_at=said_at)
