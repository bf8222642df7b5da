"""What sellers and customers said of held meetings, meeting by meeting (METHOD 9, P1 to P4)."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, DateTimeField, Exists, F, OuterRef, Q, Value, When

from foothold.core.answers import Answered, Boxes
from foothold.core.debrief import Answer, Question
from foothold.core.feeling import GotWhatFor
from foothold.records.models import (
    Afterthought,
    CustomerJudgement,
    Departure,
    Feeling,
    Invitation,
    Meeting,
    Preparation,
)
from foothold.records.models.connections import DepartureState
from foothold.records.models.meetings import Known
from foothold.records.scoping import ScopedQuerySet

BORNE_OUT = ("E3", "E4")
"""Levels of a customer's answer that counts: his own link, or the one shared by those who were invited."""


def answers_to(meetings: ScopedQuerySet[Meeting]) -> dict[UUID, Answered]:
    """What was said of each of these meetings; those nobody said anything of are left out.

    Of the seller only what he said of his own meetings counts.
    """
    felt: dict[UUID, GotWhatFor] = {}
    thoughts: dict[UUID, dict[Question, _Said]] = defaultdict(dict)
    asked, recorded = set(), set()
    for key, what, answer, said_at in _spoken(meetings):
        if what == _FELT:
            felt[key] = GotWhatFor(answer)
        elif what == _ASKED:
            asked.add(key)
        elif what == _GOAL:
            recorded.add(key)
        else:
            thoughts[key][Question(what)] = Answer(answer), said_at
    boxes, first_said = _boxes(meetings)
    found = {}
    for key in {*felt, *thoughts, *boxes, *asked}:
        said = thoughts.get(key, {})
        found[key] = Answered(
            met=felt.get(key),
            goal_recorded=key in recorded,
            could_more=_yes(said.get(Question.COULD_MORE), Answer.COULD_HAVE),
            debrief=said[Question.SHOULD_HAVE_ASKED][0] if Question.SHOULD_HAVE_ASKED in said else None,
            guess=_guess(said.get(Question.CUSTOMER_WOULD_SAY), first_said.get(key)),
            asked=key in asked,
            boxes=tuple(boxes.get(key, ())),
        )
    return found


_Said = tuple[Answer, datetime]


_FELT, _ASKED, _GOAL = "felt", "asked", "goal"
"""Beside the third questions, what may be said of a meeting."""


def _spoken(meetings: ScopedQuerySet[Meeting]) -> Any:
    """Meeting, what was said of it, the answer and its moment, if any: what lies in five tables, in one question."""
    never = Value(None, output_field=DateTimeField())
    nothing = Value("", output_field=CharField())
    felt = _own(Feeling, meetings).exclude(met="").values_list("meeting_id", _named(_FELT), "met", "said_at")
    sent = _of(Departure, meetings).filter(key__startswith="ask ", state=DepartureState.SENT)
    sheets = _of(Preparation, meetings).exclude(outcome="").filter(opened_at__lte=F("meeting__held_at"))
    invited = _of(Invitation, meetings).exclude(outcome="").filter(created_at__lte=F("meeting__held_at"))
    return felt.order_by().union(
        _thoughts(meetings).order_by(),
        *(
            rows.order_by().values_list("meeting_id", _named(what), nothing, never)
            # Sent: the question was left with a customer person. Goals count that were written down before it began.
            for rows, what in ((sent, _ASKED), (sheets, _GOAL), (invited, _GOAL))
        ),
        all=True,
    )


def _thoughts(meetings: ScopedQuerySet[Meeting]) -> Any:
    """The answered third questions. What was passed over, or written without an answer chosen, is not known."""
    should_have = Q(question=Question.SHOULD_HAVE_ASKED.value) & ~Q(words="")
    rows = _own(Afterthought, meetings).filter(question__in=list(Question)).filter(~Q(answer="") | should_have)
    # Words alone say what should have been asked.
    answer = Case(When(answer="", then=Value(Answer.NOT_ASKED.value)), default=F("answer"), output_field=CharField())
    return rows.values_list("meeting_id", "question", answer, "said_at")


def _named(what: str) -> Value:
    return Value(what, output_field=CharField())


def _boxes(meetings: ScopedQuerySet[Meeting]) -> tuple[dict[UUID, list[Boxes]], dict[UUID, datetime]]:
    """The customers' answers, and when the first of each meeting came."""
    found: dict[UUID, list[Boxes]] = defaultdict(list)
    first: dict[UUID, datetime] = {}
    rows = _of(CustomerJudgement, meetings).filter(level__in=BORNE_OUT).order_by("said_at")
    for row in rows:
        boxes = Boxes(
            row.learned,
            row.best_use,
            row.looking_forward,
            GotWhatFor(row.goal) if row.goal else None,
            row.could_more == Known.YES if row.could_more else None,
        )
        found[row.meeting_id].append(boxes)
        first.setdefault(row.meeting_id, row.said_at)
    return found, first


def _own(model: Any, meetings: ScopedQuerySet[Meeting]) -> Any:
    return _of(model, meetings).filter(user_id=F("meeting__seller_id"))


def _of(model: Any, meetings: ScopedQuerySet[Meeting]) -> Any:
    # From what was said to its meeting: few say anything of thousands of meetings.
    rows = model.objects.in_workspace(meetings._scope)
    return rows.filter(Exists(meetings.order_by().filter(pk=OuterRef("meeting_id"))))


def _yes(said: _Said | None, yes: Answer) -> bool | None:
    return said[0] is yes if said else None


def _guess(said: _Said | None, customer_said_at: datetime | None) -> Answer | None:
    """What was guessed after the answer had come is no guess."""
    if said is None or (customer_said_at is not None and said[1] >= customer_said_at):
        return None
    return said[0]
