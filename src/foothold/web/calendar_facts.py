"""What a calendar shows of one meeting: who was invited and answered what, its moves, and the next date (DESIGN 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from foothold.core.evidence import Level, Side
from foothold.core.next_dates import IN_THE_ROOM, NextSet
from foothold.core.replies import PartStat
from foothold.records.invitations import invitation_to
from foothold.records.models import Attendee, Meeting, Membership
from foothold.records.models.meetings import Medium
from foothold.records.standing import PAST, Stand, Standing, not_sent, standing
from foothold.web.account_page import moved
from foothold.web.date_words import ANSWERS, NEXT_SET, STANDS, called_off_here, css_of, css_of_next, second_of
from foothold.web.mailed_answers import MailedAnswer, disagree, mailed_answers
from foothold.web.wording import Words


@dataclass(frozen=True, slots=True)
class Invited:
    """A person the calendar names: of which side, what was answered, and how well that is borne out."""

    name: str
    address: str
    side: str
    answer: Words
    answer_css: str
    level: str
    organizer: bool
    mailed: tuple[MailedAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """A meeting as its calendar shows it; `word` and `sentence` are empty where its words have a verdict."""

    css: str
    word: Words
    second: Words
    is_over: bool
    is_ahead: bool
    invited: tuple[Invited, ...]
    moves: str
    next_css: str
    next_word: Words
    next_second: str
    next_meeting: Meeting | None
    is_call: bool
    people_known: bool
    others_mailed: tuple[MailedAnswer, ...] = ()
    """Answers in the name of somebody the calendar does not name."""
    waits_for_check: bool = False
    """Offered, and there is a yes that books nothing only because nobody vouches for its sender."""
    answers_disagree: bool = False
    """Booked, and somebody says otherwise since, in words or with nobody to vouch for him."""


def calendar_facts(seat: Membership, meeting: Meeting, *, now: datetime) -> CalendarFacts | None:
    """Return what the calendar or the call log shows; None for a meeting known from its words alone."""
    is_call = meeting.entry_id is None and meeting.medium == Medium.PHONE
    if meeting.entry_id is None and not is_call and not meeting.status:
        return None
    found = standing(meeting, now, is_sent=not not_sent([meeting], now))
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting=meeting)
    following = meeting.next_meeting if meeting.next_meeting_id else None
    over = found.stand is Stand.OVER
    mailed = mailed_answers(meeting)
    invited = tuple(_invited(person, mailed) for person in sorted(people, key=_order))
    named = {answer for person in invited for answer in person.mailed}
    return CalendarFacts(
        css=css_of(found),
        word=_("Held") if over and is_call else STANDS[found.stand],
        second=_("By the call log.") if over and is_call else _second(meeting, found),
        is_over=found.stand in PAST,
        is_ahead=found.is_ahead,
        invited=invited,
        moves=moved(meeting),
        next_css=css_of_next(meeting.next_set),
        next_word=NEXT_SET[meeting.next_set],
        next_second=_next_second(meeting, following),
        next_meeting=following,
        is_call=is_call,
        people_known=meeting.people_known or is_call,
        others_mailed=tuple(answer for answer in mailed if answer not in named),
        waits_for_check=found.stand is Stand.OFFERED and any(answer.waits_for_check for answer in mailed),
        answers_disagree=found.stand is Stand.BOOKED and disagree(mailed, _noted_yes(people)),
    )


def _second(meeting: Meeting, found: Standing) -> Words:
    """Who cancelled it where that is known: the calendar's word, or our own that was given here."""
    ours = invitation_to(meeting) if found.stand is Stand.CANCELLED else None
    if ours is not None and ours.cancelled_at is not None:
        return called_off_here(meeting)
    return second_of(meeting, found)


def _noted_yes(people: Iterable[Attendee]) -> set[str]:
    """Whose yes the calendar itself shows."""
    noted = (each for each in people if each.partstat == PartStat.ACCEPTED and each.level == Level.E4.name)
    return {each.address for each in noted}


def _order(person: Attendee) -> tuple[bool, bool, str]:
    """Customers first, then who invited, then by name."""
    return person.side != Side.CUSTOMER, not person.organizer, (person.name or person.address).casefold()


def _invited(person: Attendee, mailed: Iterable[MailedAnswer]) -> Invited:
    if person.organizer and person.partstat not in {"DECLINED", "TENTATIVE"}:
        answer: Words = _("sent the invitation")
        css = "organizer"
    else:
        answer, css = ANSWERS.get(person.partstat, ANSWERS[""]), (person.partstat or "unknown").lower()
    own = tuple(answer for answer in mailed if answer.address and answer.address == person.address)
    counted = _counted(own)
    if person.partstat in {"", PartStat.NEEDS_ACTION.value} and not person.organizer and counted and counted[0].said:
        # The calendar knows of no answer, and yet there is one: what was said, not what it is worth.
        answer, css = counted[0].said, PartStat.TENTATIVE.value.lower()
    # What the calendar itself shows is an act we saw; a claim of a mere request is worth less (DESIGN 6).
    unverified = person.partstat and person.level != Level.E4.name
    return Invited(
        name=person.name or person.address,
        address=person.address if person.name else "",
        side=person.side,
        answer=answer,
        answer_css=css,
        level=_("unverified") if unverified else "",
        organizer=person.organizer,
        mailed=own,
    )


def _counted(own: tuple[MailedAnswer, ...]) -> list[MailedAnswer]:
    """Beside a yes or a no of his own stands what he said last himself, and not what is no act of his."""
    act = next((each for each in own if each.is_his_yes or each.is_his_no), None)
    if act is None:
        return list(own)
    return [each for each in own if not (each.undoes_no_yes if act.is_his_yes else each.undoes_no_no)]


def _next_second(meeting: Meeting, following: Meeting | None) -> str:
    """When the next date was put in the calendar, and what fell through before it."""
    fell = _("A date set in the room fell through.") if meeting.next_fell_through else ""
    if following is not None and following.missed_by is not None:
        return _("We did not come.") if following.missed_by is Side.OURS else _("They did not come.")
    if following is None:
        if meeting.next_set == NextSet.UNKNOWN:
            return _("No calendar of its seller was read.")
        return " ".join(filter(None, (fell, _("No later meeting with the same people."))))
    put = _("When it was put in the calendar is not known.")
    if following.untold:
        put = _("They were not told of it yet.")
    elif following.put_at is not None:
        was_put_late = following.put_at > meeting.ended_at + IN_THE_ROOM
        late = (
            _("Put in the calendar after the meeting.")
            if was_put_late
            else _("They were told of it after the meeting.")
        )
        put = {
            NextSet.IN_ROOM.value: _("Put in the calendar before the meeting ended."),
            NextSet.LATER.value: late,
        }.get(meeting.next_set, put)
    return " ".join(filter(None, (fell, put)))
