"""Debrief a meeting: what its seller felt, then the verdict, stored together or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from foothold import __version__
from foothold.actions.answer_feeling import ended_at, keep_feeling
from foothold.actions.answer_third_question import Thought, keep_thought
from foothold.actions.find_in_calendar import meeting_in_calendar
from foothold.actions.read_conversation import judge_for, meeting_of_source, sides_of_notes
from foothold.actions.settle import settle_again
from foothold.actions.settle_ending import ending_of
from foothold.actions.settle_homework import homework_taken_on
from foothold.actions.suggest_findings import ask_for_suggestions
from foothold.actions.tell_absence import settle_absence
from foothold.core.conversation import Conversation
from foothold.core.relations import Relation
from foothold.records.conversations import earlier_rows, source_kind, turn_rows
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    Account,
    Attendance,
    Attendee,
    Commitment,
    Contact,
    Homework,
    Judgement,
    Meeting,
    Membership,
    SourceConsent,
    SourceText,
)
from foothold.records.models.findings import OWN_WORDS, Promise
from foothold.records.models.meetings import UNMEASURED, Keeping, Knowing, Medium, SourceKind, Visibility
from foothold.records.who_is_who import names_somebody, remember_sides


@dataclass(frozen=True, slots=True)
class Answers:
    """What the seller said before the verdict; everything but the time may be left out.

    `met` is yes, partly, no or "" (not said); `sure` 0, 25, 50, 75, 100 percent or None (not said);
    `knowing` everyone_knew, written_notes or not_known, "" where it was not asked or not answered.
    `thought` is his answer to the third question.
    `prefilled` are the sides the page showed before he chose: what he left so is not remembered as told.
    """

    held_at: datetime
    tz: str
    account: str = ""
    sides: Mapping[str, str] = field(default_factory=dict)
    prefilled: Mapping[str, str] = field(default_factory=dict)
    knowing: str = ""
    met: str = ""
    sure: int | None = None
    thought: Thought = field(default_factory=Thought)


def debrief_meeting(
    seat: Membership, conversation: Conversation, answers: Answers, *, now: datetime, demo: bool = False
) -> Meeting:
    """Judge the conversation and keep what may be kept. The same bytes read again make no second meeting."""
    knows = _knowing(seat, conversation, answers, demo=demo)
    told = {**answers.sides, **sides_of_notes(conversation, knows)}
    document = judge_for(seat, conversation, held_at=answers.held_at, tz=answers.tz, told=told)
    with transaction.atomic():
        meeting = meeting_of_source(seat, conversation.sha256, demo=demo)
        read_before, account_before = meeting is not None, meeting.account if meeting else None
        meeting = meeting or meeting_in_calendar(seat, conversation, answers.held_at, answers.account, demo=demo)
        meeting = _keep_meeting(seat, meeting, conversation, answers, demo=demo, now=now)
        if answers.knowing and not demo:
            _keep_answer(seat, conversation, answers.knowing, now=now)
        _keep_words(seat, meeting, conversation, knows, now=now)
        if not demo:
            remember_sides(seat, chosen_sides(answers.sides, answers.prefilled))
        keep_people(meeting, conversation, document)
        forget_unused_account(account_before)
        keep_judgement(meeting, document, now=now)
        keep_feeling(
            seat, meeting, met=answers.met, sure=answers.sure, ended=ended_at(answers.held_at, conversation), now=now
        )
        keep_thought(seat, meeting, answers.thought, now=now)
        settle_again(seat, [meeting.pk])
        meeting.refresh_from_db()
    if read_before:
        forget_freed_pages()
    return meeting


def loses_words(seat: Membership, conversation: Conversation, answers: Answers) -> bool:
    """Whether going on would judge nothing and keep nothing of the words: sides open, no leave to keep them."""
    knows = _knowing(seat, conversation, answers, demo=False)
    if _keeps(knows):
        return False
    told = {**answers.sides, **sides_of_notes(conversation, knows)}
    return "sides" in judge_for(seat, conversation, held_at=answers.held_at, tz=answers.tz, told=told)["needs"]


def chosen_sides(sides: Mapping[str, str], prefilled: Mapping[str, str]) -> dict[str, str]:
    """The sides that differ from what was shown before somebody chose."""
    return {name: side for name, side in sides.items() if prefilled.get(name) != side}


def forget_unused_account(account: Account | None) -> None:
    """Remove an account that no meeting is with any more. In the caller's transaction."""
    if account is None:
        return
    if not Meeting.objects.in_workspace(account.workspace_id).filter(account=account).exists():
        Contact.objects.in_workspace(account.workspace_id).filter(account=account).delete()
        Account.objects.in_workspace(account.workspace_id).filter(pk=account.pk).delete()


def keep_judgement(meeting: Meeting, document: Mapping[str, Any], *, now: datetime) -> Judgement:
    """A new version of the verdict with its promises; earlier versions stay. A model, where one is on, comes after."""
    judgements = Judgement.objects.in_workspace(meeting.workspace_id)
    latest = judgements.filter(meeting=meeting).aggregate(latest=Max("version"))["latest"] or 0
    judgement = judgements.create(
        meeting=meeting,
        version=latest + 1,
        document=document,
        software=__version__,
        made_at=now,
    )
    _keep_commitments(meeting, document["commitments"])
    meeting.state = (document["state"] or "").lower()
    meeting.ending = ending_of(meeting, document)
    # Blank while it is not known who is who.
    meeting.homework_set = "" if "sides" in document["needs"] else homework_taken_on(meeting)
    meeting.save(update_fields=["state", "ending", "homework_set"])
    ask_for_suggestions(meeting, judgement, now=now)
    return judgement


def keep_people(meeting: Meeting, conversation: Conversation, document: Mapping[str, Any]) -> bool:
    """The customer people who spoke become contacts of the account; who did not is none by this meeting.

    True where that tells otherwise than before whether anybody stayed away.
    """
    addresses = {turn.speaker: turn.address for turn in conversation.turns if turn.address}
    met = []
    for row in document["speakers"]:
        if row["side"] != "customer" or not names_somebody(row["name"] or ""):
            continue
        contact, _made = Contact.objects.in_workspace(meeting.workspace_id).get_or_create(
            account=meeting.account,
            name=row["name"][:200],
            defaults={"address": (addresses.get(row["name"]) or "")[:254], "demo": meeting.demo},
        )
        Attendance.objects.in_workspace(meeting.workspace_id).get_or_create(meeting=meeting, contact=contact)
        met.append(contact.pk)
    _forget_who_was_not_met(meeting, met)
    return settle_absence(meeting)


def _forget_who_was_not_met(meeting: Meeting, met: list[UUID]) -> None:
    """Somebody taken for a customer before, and now told ours, is no contact any more."""
    attendances = Attendance.objects.in_workspace(meeting.workspace_id)
    wrong = attendances.filter(meeting=meeting).exclude(contact_id__in=met)
    people = list(wrong.values_list("contact_id", flat=True))
    wrong.delete()
    met_elsewhere = attendances.filter(contact_id__in=people).values("contact_id")
    invited = Attendee.objects.in_workspace(meeting.workspace_id).filter(contact_id__in=people).values("contact_id")
    contacts = Contact.objects.in_workspace(meeting.workspace_id).filter(pk__in=people)
    contacts.exclude(pk__in=met_elsewhere).exclude(pk__in=invited).delete()


def account_named(workspace_id: UUID, name: str, *, demo: bool = False) -> Account | None:
    """The account of that name, made where it is new; None for no name. In the caller's transaction."""
    if not name.strip():
        return None
    account, _made = Account.objects.in_workspace(workspace_id).get_or_create(
        name=name.strip()[:200], defaults={"demo": demo}
    )
    return account


def _keep_meeting(
    seat: Membership,
    meeting: Meeting | None,
    conversation: Conversation,
    answers: Answers,
    *,
    demo: bool,
    now: datetime,
) -> Meeting:
    """The meeting of this source, with the customer named now; a blank field keeps the one named before."""
    account = account_named(seat.workspace_id, answers.account, demo=demo)
    meeting = meeting or Meeting(workspace=seat.workspace, seller=seat.user, demo=demo)
    account = account or meeting.account
    if account != meeting.account:
        meeting.opportunity = None
    meeting.account = account
    if meeting.entry_id is None:
        meeting.title = account.name if account else titled_by_day(answers.held_at, answers.tz)
        meeting.held_at, meeting.tz = answers.held_at, answers.tz
        meeting.ends_at = _over_by(meeting, now=now)
    if source_kind(conversation) == SourceKind.MAIL:
        meeting.medium = Medium.MAIL
    meeting.relation, meeting.account_told = Relation.CUSTOMER.value, account is not None
    meeting.save()
    return meeting


def _over_by(meeting: Meeting, *, now: datetime) -> datetime | None:
    """The end where it is known; else now, where an hour from its start would be to come.

    Whoever drops the words of a meeting is out of it: it does not run on.
    """
    if meeting.ends_at is not None and meeting.ends_at >= meeting.held_at:
        return meeting.ends_at
    return now if meeting.held_at <= now < meeting.held_at + UNMEASURED else None


def titled_by_day(held_at: datetime, tz: str) -> str:
    """What a meeting is called while nobody has named the customer: a file's name is no customer's."""
    return _("Meeting of %(day)s") % {"day": format_date(held_at.astimezone(ZoneInfo(tz)), "j F")}


def _keeps(knows: str) -> bool:
    return knows in {Knowing.EVERYONE_KNEW, Knowing.WRITTEN_NOTES}


def _keep_words(seat: Membership, meeting: Meeting, conversation: Conversation, knows: str, *, now: datetime) -> None:
    keeps = _keeps(knows)
    SourceText.objects.in_workspace(meeting.workspace_id).update_or_create(
        meeting=meeting,
        defaults={
            "name": conversation.name[:255],
            "kind": conversation.kind,
            "sha256": conversation.sha256,
            "text": conversation.text if keeps else "",
            "turns": turn_rows(conversation) if keeps else [],
            "earlier": earlier_rows(conversation) if keeps else [],
            "gaps": list(conversation.gaps),
            "spoken": conversation.spoken,
            "automatic": conversation.automatic,
            "keeping": Keeping.KEPT if keeps else Keeping.NEVER,
            "visibility": Visibility.SELLER,
            "read_at": now,
            "expires_at": now + timedelta(days=seat.workspace.text_kept_days),
        },
    )


def _knowing(seat: Membership, conversation: Conversation, answers: Answers, *, demo: bool) -> str:
    """The answer for this kind of source, given now or earlier; empty where there is none."""
    if demo or answers.knowing:
        return answers.knowing
    consents = SourceConsent.objects.in_workspace(seat.workspace_id)
    kept = consents.filter(user=seat.user, kind=source_kind(conversation)).first()
    return kept.answer if kept else ""


def _keep_answer(seat: Membership, conversation: Conversation, knowing: str, *, now: datetime) -> None:
    """No answer is kept as none: the question comes again."""
    SourceConsent.objects.in_workspace(seat.workspace_id).update_or_create(
        user=seat.user,
        kind=source_kind(conversation),
        defaults={"answer": knowing, "answered_at": now},
    )


def _keep_commitments(meeting: Meeting, found: list[Mapping[str, Any]]) -> None:
    commitments = Commitment.objects.in_workspace(meeting.workspace_id).filter(place__lt=OWN_WORDS)
    said = list(commitments.filter(meeting=meeting))
    homework = Homework.objects.in_workspace(meeting.workspace_id)
    asked = homework.filter(commitment__meeting=meeting, commitment__place__lt=OWN_WORDS)
    hangs_on = dict(asked.values_list("pk", "commitment"))
    commitments.filter(meeting=meeting).delete()
    again: dict[UUID, Commitment] = {}
    for place, row in enumerate(found):
        before = _said_before(row, said, found)
        made = commitments.create(
            meeting=meeting,
            place=place,
            side=row["side"],
            owner=_owner(row),
            what=row["what"],
            due_on=(before and before.due_on) or day_of(row["due"]),
            kind=(row["kind"] or "")[:40],
            firm=bool(row["firm"]),
            state=before.state if before else Promise.OPEN,
            kept_at=before.kept_at if before else None,
            evidence=row["evidence"],
        )
        if before is not None:
            again[before.pk] = made
    # What was asked for with an invitation hangs on the same words as before.
    for key, was in hangs_on.items():
        homework.filter(pk=key).update(commitment=again.get(was))


def _owner(found: Mapping[str, Any]) -> str:
    return (found["owner"] or "")[:200]


def _said_before(
    row: Mapping[str, Any], said: Iterable[Commitment], found: Iterable[Mapping[str, Any]]
) -> Commitment | None:
    """The same words of the same person in the reading before; of another name's where nobody else says them now."""
    alike = [each for each in said if (each.side, each.what) == (row["side"], row["what"])]
    his = next((each for each in alike if each.owner == _owner(row)), None)
    if his is not None or len(alike) != 1:
        return his
    now_said = [each for each in found if (each["side"], each["what"]) == (row["side"], row["what"])]
    return alike[0] if len(now_said) == 1 else None


def day_of(due: str | None) -> date | None:
    """The day of an ISO date or moment; None where there is none or only a vague one."""
    try:
        return date.fromisoformat(due[:10]) if due else None
    except ValueError:
        return None
