"""Who of them answered what, and whose answers differ: "Jan accepted, Petra declined." (METHOD 4.1)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from foothold.actions.settle_answers import said_by
from foothold.core.evidence import Level, Side
from foothold.records.invitations import AS_GIVEN, answers_since
from foothold.records.models import Attendee, Invitation, InvitationReply, Meeting
from foothold.records.models.meetings import CustomerAnswer
from foothold.records.standing import ANSWERED
from foothold.records.times_set import notes_under

_NAMED = 3
"""Of each answer; more persons are an ellipsis."""


def differing(meetings: Iterable[Meeting]) -> dict[UUID, str]:
    """Who accepted and who declined, of those of one workspace that are booked and have both. Four queries at most."""
    booked = [
        each
        for each in meetings
        if each.answer == CustomerAnswer.ACCEPTED and each.answer_level == Level.E4.name and each.entry_id is not None
    ]
    found = {key: _said(said) for key, said in _answers(booked, at_least=2).items()}
    return {key: words for key, words in found.items() if words}


def answers_of_people(meetings: Iterable[Meeting]) -> dict[UUID, CustomerAnswer]:
    """What each person answered, by his row, by whatever way it came: the calendar's own note knows one of them.

    Of meetings of one workspace that somebody answered; who answered nothing is left out. Four queries at most.
    """
    said = _answers([each for each in meetings if each.answer in ANSWERED and each.entry_id is not None], at_least=1)
    answers = {person.pk: answer for listed in said.values() for person, answer in listed if answer is not None}
    return {key: answer for key, answer in answers.items() if answer is not CustomerAnswer.NO_ANSWER}


def _answers(meetings: list[Meeting], *, at_least: int) -> dict[UUID, list[tuple[Attendee, CustomerAnswer | None]]]:
    """What each customer person answered, of those meetings that have so many of them."""
    asked = {each.pk: each for each in meetings}
    if not asked:
        return {}
    workspace_id = meetings[0].workspace_id
    theirs: dict[UUID, list[Attendee]] = {}
    people = Attendee.objects.in_workspace(workspace_id).filter(meeting__in=asked, side=Side.CUSTOMER.value)
    for person in people.order_by("name", "address"):
        theirs.setdefault(person.meeting_id, []).append(person)
    enough = {key: listed for key, listed in theirs.items() if len(listed) >= at_least}
    if not enough:
        return {}
    ours = Invitation.objects.in_workspace(workspace_id).filter(meeting__in=enough)
    slots = {each.meeting_id: each for each in ours}
    notes_under((each, asked[key]) for key, each in slots.items())
    replies: dict[UUID, list[InvitationReply]] = {}
    rows = InvitationReply.objects.in_workspace(workspace_id).filter(kept_at=None)
    uids = dict(Meeting.objects.in_workspace(workspace_id).filter(pk__in=enough).values_list("entry__uid", "pk"))
    for row in rows.filter(uid__in=uids).order_by(*AS_GIVEN):
        replies.setdefault(uids[row.uid], []).append(row)
    return {
        key: said_by(asked[key], listed, replies.get(key, []), _since(asked[key], slots))
        for key, listed in enough.items()
    }


def _since(meeting: Meeting, ours: dict[UUID, Invitation]) -> int:
    own = ours.get(meeting.pk)
    return meeting.sequence if own is None else answers_since(own.slot_sequence, own.starts_at, meeting)


def _said(said: list[tuple[Attendee, CustomerAnswer | None]]) -> str:
    yes, no = _names(said, CustomerAnswer.ACCEPTED), _names(said, CustomerAnswer.DECLINED)
    return _("%(yes)s accepted, %(no)s declined.") % {"yes": yes, "no": no} if yes and no else ""


def _names(said: list[tuple[Attendee, CustomerAnswer | None]], answer: CustomerAnswer) -> str:
    named = [person.name or person.address for person, given in said if given is answer and person.address]
    return ", ".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")
