"""REST, version 1: read a text, list and open conversations. Same session, same scoping as the pages."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security import SessionAuth

from foothold.actions.look_at import keep_looks
from foothold.actions.read_conversation import YEARS, judge_for
from foothold.core.conversation import Unreadable
from foothold.core.verdict import Verdict
from foothold.core.who_may_see import findings_alone
from foothold.read import open_conversation
from foothold.records.models import Judgement, Meeting
from foothold.records.models.teams import Screen
from foothold.records.second_reader import second_reading_of
from foothold.records.time_zones import known_zones
from foothold.records.verdicts import Verdicts
from foothold.records.visibility import meetings_of_his_day, meetings_seen_by, without_words, words_seen_by

LARGEST_OFFSET = 2**31


class Seated(SessionAuth):
    """The session of somebody with a seat; unsafe methods also need the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return getattr(request, "seat", None)


# No documentation page: it would load a script of 1.5 MB for what openapi.json says in 5 kB.
api = NinjaAPI(title="Foothold", version="1", docs_url=None, auth=Seated(), urls_namespace="api-v1")


class Reading(Schema):
    """A text to read. `now` is when it was said (default: this moment), `sides` who is who by name."""

    text: str = Field(max_length=5_000_000)
    name: str = Field("text.txt", max_length=255)
    now: datetime | None = None
    tz: str | None = None
    sides: dict[str, str] = Field(default_factory=dict)


class ConversationLine(Schema):
    """A conversation in a list. `missed_by` is the side its seller says did not come: then it was not held."""

    id: UUID
    title: str
    account: str | None
    seller: str
    held_at: datetime
    state: str
    missed_by: str | None = None
    demo: bool


class ConversationWhole(ConversationLine):
    """A conversation with its latest verdict; `words` only for those who may read them.

    `suggestions` are what a model pointed at beside that verdict, where the workspace lets one.
    """

    verdict: dict[str, Any] | None
    version: int | None
    words: str | None
    suggestions: dict[str, Any] | None = None


@api.post("/read", summary="Read a text to a verdict; nothing is stored")
def read(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    seat = request.seat  # type: ignore[attr-defined]
    tz = reading.tz or seat.workspace.tz
    if tz not in known_zones():
        raise HttpError(422, f"{tz} is not a time zone. Write it like Europe/Berlin.")
    if any(side not in {"ours", "customer", "unknown"} for side in reading.sides.values()):
        raise HttpError(422, "A side is ours, customer or unknown.")
    try:
        conversation = open_conversation(reading.text.replace("\0", "").encode("utf-8", "replace"), reading.name)
    except Unreadable as unreadable:
        raise HttpError(422, str(unreadable)) from unreadable
    held_at = reading.now or conversation.held_at or timezone.now()
    if held_at.year not in YEARS:
        raise HttpError(422, f"The year {held_at.year} is not one we can read.")
    if held_at.tzinfo is None:
        held_at = held_at.replace(tzinfo=ZoneInfo(tz))
    return judge_for(seat, conversation, held_at=held_at, tz=tz, told=reading.sides)


@api.get("/conversations", response=list[ConversationLine], summary="Your conversations and shared ones, newest first")
def conversations(
    request: HttpRequest, limit: int = 100, offset: Annotated[int, Field(le=LARGEST_OFFSET)] = 0
) -> list[dict[str, Any]]:
    limit, offset = min(max(limit, 1), 500), max(offset, 0)
    found = meetings_of_his_day(request.seat).select_related("seller", "account")  # type: ignore[attr-defined]
    return [_line(meeting) for meeting in found.order_by("-held_at", "pk")[offset : offset + limit]]


@api.get("/conversations/{uuid:conversation_id}", response=ConversationWhole, summary="One conversation")
def conversation(request: HttpRequest, conversation_id: UUID) -> dict[str, Any]:
    seat = request.seat  # type: ignore[attr-defined]
    meeting = meetings_seen_by(seat).select_related("seller", "account").filter(pk=conversation_id).first()
    if meeting is None:
        raise HttpError(404, "There is no such conversation.")
    keep_looks(seat, [meeting.seller_id], Screen.API, now=timezone.now(), subject=meeting.title)
    judgements = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting=meeting)
    judgement = judgements.order_by("-version").first()
    source = words_seen_by(seat).filter(meeting=meeting).first()
    reading = second_reading_of(meeting, judgement)
    is_bare = bool(without_words(seat, [meeting.pk]))
    document = judgement.document if judgement else None
    if document:
        verdict = Verdicts(seat.workspace_id, timezone.now()).of(meeting, document)
        # Of what the words judged nothing, only that it was missed is told here, as on its page.
        if document.get("verdict") or verdict is Verdict.NO_SHOW:
            document = {**document, "verdict": verdict.value if verdict else None}
    return _line(meeting) | {
        "verdict": findings_alone(document) if document and is_bare else document,
        "version": judgement.version if judgement else None,
        "words": source.text if source else None,
        "suggestions": reading.document if reading and not is_bare else None,
    }


def _line(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.pk,
        "title": meeting.title,
        "account": meeting.account.name if meeting.account else None,
        "seller": meeting.seller.name,
        "held_at": meeting.held_at,
        "state": meeting.state,
        "missed_by": meeting.missed_by.value if meeting.missed_by else None,
        "demo": meeting.demo,
    }
