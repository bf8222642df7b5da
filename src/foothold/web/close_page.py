"""Everything Close shows (UX S3), and what is sent back from it as the next step to book."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.book_next_step import (
    CannotBook,
    NextDate,
    ToBring,
    own_address,
    refuse_skipped,
    refuse_too_far,
    way_for,
)
from foothold.actions.invite import sends_itself
from foothold.actions.letter_dates import zone_name
from foothold.core.close_out import Chip, prep_question
from foothold.core.slots import OfferedSlot, Reason, Slot, SlotState, check, next_best, offer_on
from foothold.reading.said_slot import said_slot
from foothold.records.closing import LENGTHS, ToClose, booked_just_now, to_close, to_close_with
from foothold.records.models import Account, Invitation, Meeting, Membership
from foothold.records.models.booking import Way
from foothold.records.standing import Stand, standing
from foothold.web.day_words import day_words, moment_words
from foothold.web.differing_answers import differing
from foothold.web.wording import Words

SAID = "said"
"""The value of the slot that was said or set by hand."""
MOST_WAITED = timedelta(days=30)
"""The longest that words are taken to have waited on a phone."""
OWN = "own"
"""The value of a topic in the seller's own words."""
MOST_BROUGHT = 12
REASONS: Sequence[Words] = (_l("time ran out"), _l("it did not fit"), _l("they call us"))
"""Why it was not asked, in one tap."""


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot to tap, in the customer's zone: `value` is what the form sends, `second` what to know of it."""

    value: str
    day: str
    time: str
    second: str = ""
    best: bool = False
    next_best: bool = False


@dataclass(frozen=True, slots=True)
class BringLine:
    """One thing to bring; `value` holds all of it, so that what is sent needs no look back."""

    value: str
    text: str
    note: str = ""
    checked: bool = False


@dataclass(slots=True)
class Wrong:
    """What cannot be, in one line, and at which answer; `taken` where another meeting stands there."""

    words: str
    field: str = ""
    taken: bool = False
    best: SlotLine | None = None


@dataclass(frozen=True, slots=True)
class CloseForm:
    """What somebody chose, as far as he has: an empty one, or what was sent and could not be booked."""

    sent: Mapping[str, Any] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        value = self.sent.get(name, default)
        return str(value) if value is not None else default

    def many(self, name: str) -> list[str]:
        getlist = getattr(self.sent, "getlist", None)
        return list(getlist(name)) if getlist else []

    @property
    def is_sent(self) -> bool:
        return bool(self.sent)


def close_page(
    seat: Membership,
    found: ToClose,
    *,
    now: datetime,
    form: CloseForm | None = None,
    wrong: Wrong | None = None,
    another: bool = False,
) -> dict[str, Any]:
    """The context of web/close.html: everything chosen stays chosen.

    After a booking the page opens under that booking's key, so that going back and sending again books nothing
    more; `another` is for who wants one more date.
    """
    form = form or CloseForm()
    is_first = form.is_sent or another
    before = None if is_first else booked_just_now(seat, found.meeting, found.account, now=now)
    slots = slot_lines(found)
    if wrong and wrong.best:
        slots = [wrong.best, *[each for each in slots if each.value != wrong.best.value]][:3]
    full = found.offer.full_until
    chosen = form.one("slot") if not (wrong and wrong.best) else wrong.best.value
    return {
        "at_close": True,
        "found": found,
        "differ": differing([found.standing_date]).get(found.standing_date.pk, "") if found.standing_date else "",
        "meeting": found.meeting,
        "account": found.account,
        "now": now,
        "key": form.one("key") or (before.made_under if before else uuid4().hex),
        "before": before,
        "before_words": _before_words(before, now) if before else "",
        "by_hand": _is_demo(found) or way_for(seat) is Way.FILE,
        "slots": slots,
        "full_until": _line(full, found) if full else None,
        "chosen": chosen,
        "said": form.one("said"),
        "on": form.one("on"),
        "at": form.one("at"),
        "said_open": chosen == SAID or bool(form.one("said") or form.one("on") or form.one("at")),
        "minutes": int(found.length.total_seconds() // 60),
        "lengths": LENGTHS,
        "zone": zone_name(str(found.zone)),
        "notes": _notes(found),
        "topics": _topics(found, form),
        "topic_own": form.one("topic_own"),
        "they_bring": _brought(found, found.proposal.they_bring, form, "they"),
        "we_bring": _brought(found, found.proposal.we_bring, form, "we"),
        "they_own": form.one("they_own"),
        "we_own": form.one("we_own"),
        "people": _people(found, form),
        # After a meeting with one person it is that one; for a customer it is to be chosen.
        "one_person": len(found.people) == 1 and (found.meeting is not None or found.account is None),
        "more_people": form.one("more_people"),
        "prep_question": _question_sent(found, form) if form.is_sent else found.proposal.prep_question,
        "question_with": prep_question("{}"),
        "question_without": prep_question(),
        "place": form.one("place") if form.is_sent else found.place,
        "medium": form.one("medium") if form.is_sent else found.medium,
        "words": form.one("words"),
        "organizer": form.one("organizer"),
        "organizer_is_known": bool(own_address(seat, demo=_is_demo(found))),
        "wrong": wrong,
        "reasons": [str(reason) for reason in REASONS],
    }


def _is_demo(found: ToClose) -> bool:
    return found.meeting is not None and found.meeting.demo


def _before_words(before: Invitation, now: datetime) -> Words:
    """How far what was made a moment ago has come: what has not left is neither sent nor booked (UX 6)."""
    if before.left_at is None:
        waits = sends_itself(before)
        return _("Made a moment ago, waiting to send:") if waits else _("Made a moment ago, not sent yet:")
    is_booked = standing(before.meeting, now).stand is Stand.BOOKED
    return _("Booked a moment ago:") if is_booked else _("Offered a moment ago:")


def next_date_of(found: ToClose, sent: QueryDict, *, now: datetime, among_us: bool = False) -> NextDate:
    """What was sent from Close, to book. Raises CannotBook where the time cannot be told."""
    try:
        start, end = slot_sent(found, sent, said_at=_said_at(sent, now))
        start.astimezone(found.zone)
    except OverflowError:  # the first and last hours of all years
        raise CannotBook(_("That is no day and time."), "slot") from None
    refuse_too_far(start, now=now)
    form = CloseForm(sent)
    today = _said_at(sent, now).astimezone(found.zone).date()
    return NextDate(
        key=sent.get("key", ""),
        starts_at=start,
        ends_at=end,
        tz=str(found.zone),
        topic=_topic_sent(form),
        attendees=_attendees(sent),
        prep_question=_question_sent(found, form),
        words=sent.get("words", ""),
        place=sent.get("place", ""),
        medium=sent.get("medium", ""),
        they_bring=_to_bring(sent, "they", today),
        we_bring=_to_bring(sent, "we", today),
        organizer=sent.get("organizer", "").strip(),
        even_if_taken=sent.get("even_if_taken") == "1",
        among_us=among_us,
    )


def _topic_sent(form: CloseForm) -> str:
    """What it is about: the seller's own words before a topic that was tapped."""
    own, topic = form.one("topic_own").strip(), form.one("topic")
    return own if own or topic == OWN else topic


def _question_sent(found: ToClose, form: CloseForm) -> str:
    """What to ask them. Words of ours that nobody changed follow the topic; the seller's own stay."""
    question = form.one("prep_question")
    ours = {prep_question(topic) for topic in ("", found.proposal.topic, *found.topics)}
    return prep_question(_topic_sent(form)) if question in ours else question


def _said_at(sent: QueryDict, now: datetime) -> datetime:
    """When it was sent off: a phone without a signal tells for how many seconds it has waited since.

    "Tomorrow" means the day after it was said. Counted there, so that a phone whose clock is wrong counts right.
    """
    waited = sent.get("waited", "")
    if not (waited.isascii() and waited.isdecimal()):
        return now
    return now - min(timedelta(seconds=int(waited[:9])), MOST_WAITED)


def slot_sent(found: ToClose, sent: QueryDict, *, said_at: datetime) -> tuple[datetime, datetime]:
    """Start and end of what was chosen: an offered slot, a day and time set by hand, or words. Raises CannotBook."""
    chosen, said = sent.get("slot", ""), sent.get("said", "").strip()
    on, at = sent.get("on", ""), sent.get("at", "")
    if chosen and chosen != SAID:
        return _lasting(_moment(chosen), found)
    if on and at:
        return _lasting(_by_hand(f"{on}T{at}", str(found.zone)), found)
    if said:
        understood = said_slot(said, said_at, found.zone)
        if understood.start is not None:
            start, end = understood.start, understood.end
            # Two moments of one zone compare by the clock, which goes back once a year.
            lasts = end is not None and end.astimezone(UTC) > start.astimezone(UTC)
            return (start, end) if end is not None and lasts else _lasting(start, found)
        if understood.passed is not None:
            raise CannotBook(passed_words(understood.passed), "slot")
        if understood.on is not None:
            day = day_words(understood.on, "l j F")
            raise CannotBook(_("%(day)s at what time? A day alone is no date.") % {"day": day}, "slot")
        raise CannotBook(_("No time found in that. Say it as in: Thu 10:00."), "slot")
    raise CannotBook(_("Choose a time, or say which they named."), "slot")


def said_answer(seat: Membership, found: ToClose, said: str, *, now: datetime) -> tuple[str, Words]:
    """What a line is understood as, while it is typed: the start to send, if any, and one line about it."""
    understood = said_slot(said, now, found.zone)
    if understood.start is None:
        if understood.passed is not None:
            return "", passed_words(understood.passed)
        if understood.on is not None:
            return "", _("%(day)s. At what time?") % {"day": day_words(understood.on)}
        return "", _("No time in that yet.") if said.strip() else ""
    try:
        refuse_skipped(understood.start)
    except CannotBook as skipped:
        return "", str(skipped)
    slot = Slot.lasting(understood.start, found.length)
    line = f"{moment_words(understood.start)}. {STATE_WORDS[check(slot, found.availability, now)]}"
    return understood.start.isoformat(), line


def passed_words(on: date) -> str:
    """That a day named without its year has just passed; whoever means the next one writes the year."""
    words = _("%(day)s has passed. Write the year if you mean %(year)s.")
    return words % {"day": day_words(on), "year": on.year + 1}


STATE_WORDS: Mapping[SlotState, Words] = {
    SlotState.FREE: _l("You are free."),
    SlotState.PAST: _l("That has passed."),
    SlotState.TAKEN: _l("You have another meeting then."),
    SlotState.HOLIDAY: _l("A holiday, or they are away."),
    SlotState.OUTSIDE_HOURS: _l("Outside working hours."),
    SlotState.UNKNOWN: _l("Your calendar is not known there."),
}


def slot_lines(found: ToClose) -> list[SlotLine]:
    """The slots to offer, as lines to tap."""
    return [_line(each, found) for each in found.offer.slots]


def slot_lines_on(day: date, found: ToClose, *, now: datetime) -> list[SlotLine]:
    """The same on a day they asked for."""
    return [_line(each, found) for each in offer_on(day, found.availability, found.length, now).slots]


def best_instead(found: ToClose, start: datetime, *, now: datetime) -> SlotLine | None:
    """The free slot nearest to one that is taken, marked so."""
    best = next_best(Slot.lasting(start, found.length), found.availability, now)
    return _line(best, found, next_best=True) if best else None


def of_request(
    seat: Membership, meeting: Meeting | None, account: Account | None, sent: QueryDict, *, now: datetime
) -> ToClose:
    """What Close is about, with the length that was chosen."""
    return to_close(seat, meeting, account, now=now, length=_length(sent))


def of_colleague(seat: Membership, colleague: Membership, sent: QueryDict, *, now: datetime) -> ToClose:
    """The same for the next one-to-one with a colleague."""
    return to_close_with(seat, colleague, _("One-to-one, agreements"), now=now, length=_length(sent))


def _length(sent: QueryDict) -> timedelta | None:
    minutes = sent.get("minutes", "")
    return timedelta(minutes=int(minutes)) if minutes.isdecimal() and int(minutes) in LENGTHS else None


def address_of_close(meeting: Meeting | None = None, account_id: UUID | None = None) -> str:
    """Where Close opens for a meeting or a customer."""
    about = {"meeting": meeting.pk} if meeting else {"account": account_id} if account_id else {}
    return reverse("close") + (f"?{urlencode(about)}" if about else "")


def _line(each: OfferedSlot, found: ToClose, *, next_best: bool = False) -> SlotLine:
    starts_at = each.slot.starts_at.astimezone(found.zone)
    notes = [_("named when you talked")] if Reason.NAMED in each.reasons else []
    if found.hours.zones_differ:
        ours = starts_at.astimezone(found.hours.ours.days.zone)
        shown = date_format(ours, "H:i") if ours.date() == starts_at.date() else moment_words(ours)
        notes.append(_("%(time)s for you") % {"time": shown})
    if each.best and each.met_at_this_time > 1:
        notes.append(_("met then %(n)d times") % {"n": each.met_at_this_time})
    if not each.is_checked:
        notes.append(_("your calendar is not known there"))
    return SlotLine(
        value=starts_at.isoformat(),
        day=day_words(starts_at),
        time=date_format(starts_at, "H:i"),
        second=", ".join(notes),
        best=each.best,
        next_best=next_best,
    )


def _notes(found: ToClose) -> list[str]:
    """What the slots do not know (DESIGN 1.4, 6): said once, under them."""
    hours, notes = found.hours, []
    if not hours.customer_zone_is_known:
        notes.append(_("Their time zone is not known; yours is used."))
    elif hours.zones_differ:
        notes.append(_("Times are theirs (%(zone)s).") % {"zone": zone_name(str(found.zone))})
    if not hours.our_holidays_are_known and not hours.their_holidays_are_known:
        notes.append(_("Holidays are not known; only weekends are left out."))
    elif not hours.their_holidays_are_known:
        notes.append(_("Their public holidays are not known."))
    elif not hours.our_holidays_are_known:
        notes.append(_("Our public holidays are not known."))
    if found.availability.busy_known_until is None:
        notes.append(_("Your calendar was never read: check the time yourself."))
    return notes


def _topics(found: ToClose, form: CloseForm) -> list[dict[str, Any]]:
    """The topic filled in, then the others to swap it for."""
    listed = found.topics
    chosen = form.one("topic") if form.is_sent else (listed[0] if listed else OWN)
    if form.is_sent and chosen and chosen not in (*listed, OWN):
        listed.append(chosen)
    return [{"text": text, "checked": text == chosen} for text in listed]


def _brought(found: ToClose, chips: Sequence[Chip], form: CloseForm, name: str) -> list[BringLine]:
    sent = form.many(name)
    lines = [_bring_line(found, chip, sent) for chip in chips]
    known = {line.value for line in lines}
    return lines + [BringLine(value, _sent_text(value), checked=True) for value in sent if value not in known]


def _bring_line(found: ToClose, chip: Chip, sent: Sequence[str]) -> BringLine:
    promise = found.promise_id(chip)
    value = json.dumps(
        {
            "what": chip.text,
            "owner": chip.owner,
            "due": chip.due.isoformat() if chip.due else "",
            "promise": str(promise or ""),
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return BringLine(value, chip.text, chip.owner, value in sent)


def _sent_text(value: str) -> str:
    return str(_loaded(value).get("what", ""))


def _people(found: ToClose, form: CloseForm) -> list[dict[str, Any]]:
    chosen = set(form.many("who")) if form.is_sent else {f"{a} {n}".strip() for a, n in _first_people(found)}
    listed = [(f"{address} {name}".strip(), address, name) for address, name in found.people]
    return [
        {"value": value, "address": address, "name": name or address, "checked": value in chosen}
        for value, address, name in listed
    ]


def _first_people(found: ToClose) -> list[tuple[str, str]]:
    """Those of the meeting; of an account without one, its only person."""
    those = [each for each in found.people if each[0] in found.invited]
    return those or (list(found.people) if len(found.people) == 1 else [])


def _attendees(sent: QueryDict) -> list[tuple[str, str]]:
    known = [(value.partition(" ")[0], value.partition(" ")[2]) for value in sent.getlist("who")]
    typed = [each for each in sent.get("more_people", "").replace(";", ",").split(",") if each.strip()]
    return known + [(each.strip(), "") for each in typed]


def _to_bring(sent: QueryDict, name: str, today: date) -> list[ToBring]:
    given = [_one_to_bring(_loaded(value), today) for value in sent.getlist(name)[:MOST_BROUGHT]]
    own = sent.get(f"{name}_own", "").strip()
    return [each for each in given if each.what.strip()] + ([ToBring(own)] if own else [])


def _one_to_bring(value: Mapping[str, Any], today: date) -> ToBring:
    due = _day(str(value.get("due", "")))
    return ToBring(
        what=str(value.get("what", "")),
        owner=str(value.get("owner", "")),
        # A day that is over is no day for it any more. One after the meeting stays as it was said: it is no
        # homework for that meeting (METHOD 4.1, H), and nobody promised it earlier.
        due_on=due if due and today <= due else None,
        commitment=_uuid(str(value.get("promise", ""))),
    )


def _loaded(value: str) -> Mapping[str, Any]:
    """What a chip sent; a plain word is what it says."""
    try:
        loaded = json.loads(value)
    except ValueError:
        return {"what": value}
    return loaded if isinstance(loaded, dict) else {"what": value}


def _lasting(start: datetime, found: ToClose) -> tuple[datetime, datetime]:
    return start, Slot.lasting(start, found.length).ends_at


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise CannotBook(_("Choose a time, or say which they named."), "slot") from None
    if moment.utcoffset() is None:
        raise CannotBook(_("A time needs its zone."), "slot")
    return moment


def _by_hand(written: str, zone: str) -> datetime:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise CannotBook(_("That is no day and time."), "slot") from None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
