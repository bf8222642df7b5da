"""The words of an invitation, the same in the calendar and in the letter: what for, what about, who brings what."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from foothold.actions.letter_dates import short_day, short_moment, zone_name
from foothold.core.commitments import told_back
from foothold.core.evidence import Side
from foothold.core.outcomes import said_to_them
from foothold.records.invitations import day_promised, homework_of, seller_name
from foothold.records.models import Attendee, Commitment, Homework, Invitation, Meeting

_BRINGING = re.compile(r"^bring\s+(?:along\s+|(?:us|you)\s+)?", re.IGNORECASE)


def invitation_words(invitation: Invitation, *, link: str = "", was_at: datetime | None = None) -> str:
    """The text of the invitation as plain lines. The reference stands last: answers are known again by it.

    `link` is the shared page in a calendar's text, a person's own in the letter to him alone; empty without one.
    `was_at` is the other start they know of (`told_start`).
    """
    parts = [
        _moved_from(was_at, invitation.tz) if was_at else "",
        invitation.words.strip(),
        *what_for(
            invitation.meeting,
            seller_name(invitation),
            outcome=invitation.outcome,
            agenda=invitation.agenda,
            prep_question=invitation.prep_question,
        ),
        _("Answer, propose another time, or tick what you bring, without an account: {link}").format(link=link)
        if link
        else "",
        _("Ref {code}").format(code=invitation.code),
    ]
    return "\n\n".join(part for part in parts if part)


def _moved_from(was_at: datetime, tz: str) -> str:
    when, where = short_moment(was_at, ZoneInfo(tz)), zone_name(tz)
    return _("Moved: it was {when} ({zone}).").format(when=when, zone=where)


def what_for(
    meeting: Meeting, seller: str, *, outcome: str, agenda: Iterable[Mapping[str, object]], prep_question: str
) -> Iterator[str]:
    """What a meeting is for, what about, who brings what and what is asked before it: blocks of plain lines."""
    yield _headed(_("What we want to leave with"), [said_to_them(outcome)])
    yield _headed(_("Agenda"), [_agenda_line(each) for each in agenda])
    yield from _to_bring(meeting, seller)
    yield _headed(_("A question before we meet"), [prep_question])


def _to_bring(meeting: Meeting, seller: str) -> Iterator[str]:
    listed = homework_of(meeting)
    alone = _only_guest(meeting)
    theirs = [_homework_line(each, but=alone) for each in listed if each.side == Side.CUSTOMER]
    ours = [_homework_line(each, but=seller) for each in listed if each.side == Side.OURS]
    yield _headed(_("You bring"), theirs)
    yield _headed(_("{name} brings").format(name=seller) if seller else _("We bring"), ours)


def _headed(heading: str, lines: Iterable[str]) -> str:
    listed = [f"- {line.strip()}" for line in lines if line.strip()]
    return "\n".join([f"{heading}:", *listed]) if listed else ""


def _agenda_line(row: Mapping[str, object]) -> str:
    minutes = row.get("minutes")
    question = str(row.get("question") or "")
    return _("{question} ({minutes} min)").format(question=question, minutes=minutes) if minutes else question


def _only_guest(meeting: Meeting) -> str:
    """The name of the customer person invited, where it is one alone: nobody is named to himself."""
    people = Attendee.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, organizer=False)
    names = [each.name for each in people.exclude(side=Side.OURS.value)]
    return names[0] if len(names) == 1 else ""


def _homework_line(row: Homework, *, but: str) -> str:
    """What one brings, under a heading that says "bring" already; whose it is, where that is not `but`."""
    said = said_to_customer(row.what, row.commitment)
    what = _BRINGING.sub("", said) or said
    owned = f"{row.owner}: {what}" if row.owner and row.owner.casefold() != but.casefold() else what
    due_on = day_promised(row)
    return _("{what}, by {day}").format(what=owned, day=short_day(due_on)) if due_on else owned


def said_to_customer(what: str, promise: Commitment | None) -> str:
    """What somebody is to do as the customer is told it: his own promise said back to him (core.commitments.told_back).

    What was written anew since it was promised, or never was, is said to him as it stands.
    """
    if promise is None or promise.side != Side.CUSTOMER or " ".join(promise.what.split())[:300] != what[:300]:
        return what
    return told_back(what, {Side(each["side"]) for each in promise.evidence if each.get("side") in _SIDES})


_SIDES = frozenset(Side)
