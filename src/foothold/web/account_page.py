"""Everything an account's page shows: who holds the next date, who was met, who owes what."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.connectors.calendar.public_holidays import countries
from foothold.core.evidence import Side
from foothold.records.accounts import Met, SeenAccount, seen_account
from foothold.records.meeting_lists import running_apart
from foothold.records.models import Account, Attendee, Invitation, Judgement, Meeting, Membership
from foothold.records.models.meetings import CallOutcome, CustomerAnswer
from foothold.records.silent_deals import NamedSilent, account_silent
from foothold.records.standing import Stand, Standing, best_date, not_sent
from foothold.web import wording
from foothold.web.date_words import ANSWERS, STANDS, Line, css_of, line_of, second_of
from foothold.web.deal_page import close_address
from foothold.web.differing_answers import answers_of_people
from foothold.web.silent_words import waited
from foothold.web.today_page import Owed, owed
from foothold.web.wording import Words

NOTHING_SAID: Mapping[UUID, CustomerAnswer] = {}


@dataclass(frozen=True, slots=True)
class Answered:
    """A customer person and what he answered to one invitation."""

    name: str
    answer: Words
    css: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A meeting in the account's list, with the answers of its people where it is to come."""

    line: Line
    people: tuple[Answered, ...]
    moves: str


@dataclass(frozen=True, slots=True)
class AccountState:
    """Who holds the next date: the state, the sentence, and the meeting it rests on."""

    css: str
    word: Words
    sentence: Words
    second: Words = ""
    meeting: Meeting | None = None


def account_page(seat: Membership, account: Account, *, now: datetime) -> dict[str, Any]:
    """The context of web/account.html."""
    seen = seen_account(seat, account, now=now)
    promises = owed(seen.promises, timezone.localdate(now))
    unsent = not_sent(seen.ahead, now)
    said = answers_of_people(seen.ahead)
    deals = {meeting.opportunity_id for meeting in (*seen.ahead, *seen.past) if meeting.opportunity_id}
    has_date = best_date(list(seen.ahead), now, unsent) is not None
    running, past = running_apart(seen.past, now)
    return {
        "account": account,
        "close_address": "" if has_date else close_address(seat, account.pk, seen.past),
        "state": account_state(seat, seen, now, account_silent(seat, account, now=now)),
        "ahead": [_line(meeting, seen, now, unsent, said) for meeting in seen.ahead],
        "running": [_line(meeting, seen, now) for meeting in running],
        "past": [_line(meeting, seen, now) for meeting in past],
        "past_is_all": seen.past_is_all,
        "several_deals": len(deals) > 1,
        "people": [(person, _answers(person)) for person in seen.people],
        "we_owe": _of_side(promises, Side.OURS),
        "they_owe": _of_side(promises, Side.CUSTOMER),
        "calls": seen.calls,
        "outcomes": CallOutcome.choices,
        # A second tap of the same page, or a form sent twice, is the same call.
        "call_key": uuid4().hex,
        "doubtful": _doubtful(seat, seen),
        "their_days": _their_days(account),
    }


def _their_days(account: Account) -> str:
    """What is known of them, in a few words."""
    country = dict(countries()).get(account.country, account.country) if account.country else ""
    return " · ".join(filter(None, (account.tz, country))) or _("not told, counted by yours")


def account_state(
    seat: Membership, seen: SeenAccount, now: datetime, silent: NamedSilent | None = None
) -> AccountState:
    """Booked by the calendar, else silent as its standing has it, else offered; without a date ahead, what was last
    said; else no next date. A calendar alone never makes anybody silent (DESIGN 3)."""
    best = best_date(list(seen.ahead), now, not_sent(seen.ahead, now))
    if silent is not None and (best is None or best[1].stand is not Stand.BOOKED):
        return AccountState("silent", _("Silent"), waited(silent.days, silent.usual))
    if best is not None:
        meeting, found = best
        return _dated(meeting, found)
    last = next((meeting for meeting in seen.past if meeting.state), None)
    if last is not None and last == next(iter(seen.past), None):
        return _as_said(seat, last, now)
    if not seen.past:
        return AccountState("unknown", _("Not known"), _("No meeting we can see."))
    return AccountState("next-never", _("No next date"), _("Nothing is in the calendar."))


def _dated(meeting: Meeting, found: Standing) -> AccountState:
    word = _("Answer not known") if found.stand is Stand.UNKNOWN else STANDS[found.stand]
    return AccountState(css_of(found), word, "", second_of(meeting, found), meeting)


def _as_said(seat: Membership, meeting: Meeting, now: datetime) -> AccountState:
    """The verdict of the last conversation, as long as the time it names is to come."""
    judgements = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting=meeting)
    judgement = judgements.order_by("-version").first()
    document = judgement.document if judgement else {}
    start = (document.get("next_step") or {}).get("start")
    # A time that was named is over, too, once what was booked out of that conversation was called off.
    booked = Invitation.objects.in_workspace(seat.workspace_id).filter(from_meeting=meeting)
    is_over = start and (datetime.fromisoformat(start) <= now or booked.exclude(cancelled_at=None).exists())
    if not document or is_over:
        return AccountState("next-never", _("No next date"), _("Nothing is in the calendar."))
    card = wording.card(document)
    return AccountState(card.state or "unknown", card.word, card.sentence, _("By your last conversation."), meeting)


def _line(
    meeting: Meeting,
    seen: SeenAccount,
    now: datetime,
    unsent: Container[UUID] = frozenset(),
    said: Mapping[UUID, CustomerAnswer] = NOTHING_SAID,
) -> AccountLine:
    line = line_of(meeting, now, unsent)
    people = seen.people_of.get(meeting.pk, [])
    return AccountLine(line, tuple(answered(person, said.get(person.pk)) for person in people), moved(meeting))


def answered(person: Attendee, said: CustomerAnswer | None = None) -> Answered:
    """Who and what: no answer and an unknown answer are two things. `said` is what came by another way than the
    calendar, and stands above what that noted."""
    if said is not None:
        return Answered(person.name or person.address, said.label, said.value)
    answer = ANSWERS.get(person.partstat, ANSWERS[""])
    return Answered(person.name or person.address, answer, (person.partstat or "unknown").lower())


def moved(meeting: Meeting) -> str:
    """Moved 3 times: they 2, we 1; empty where it never was."""
    if not meeting.moves:
        return ""
    said = ngettext("Moved once", "Moved %(n)d times", meeting.moves) % {"n": meeting.moves}
    by = (
        (_("they %(n)d"), meeting.moved_by_customer),
        (_("we %(n)d"), meeting.moved_by_us),
        (_("not known who %(n)d"), meeting.moved_by_unknown),
        (_set_anew(meeting.set_anew), meeting.set_anew),
    )
    return f"{said}: " + ", ".join(words % {"n": n} for words, n in by if n)


def _set_anew(moves: int) -> Words:
    """One is the setting anew itself; more may be that, or moves of the dates before it."""
    return (
        _("called off and set anew %(n)d")
        if moves == 1
        else _("called off and set anew, earlier moves included, %(n)d")
    )


def _answers(person: Met) -> str:
    """Accepted 3 of 4; nothing where no answer is known."""
    if not person.answered:
        return _("answers not known")
    return _("accepted %(k)d of %(of)d") % {"k": person.accepted, "of": person.answered}


def _of_side(promises: list[Owed], side: Side) -> list[Owed]:
    return [each for each in promises if each.promise.side == side]


def _doubtful(seat: Membership, seen: SeenAccount) -> Meeting | None:
    """The one meeting to ask about: the earliest of one's own whose deal is a guess."""
    own = [meeting for meeting in (*seen.past, *seen.ahead) if meeting.seller_id == seat.user_id]
    return min((each for each in own if each.opportunity_doubtful), key=lambda each: each.held_at, default=None)
