"""Who answers what in a REPLY or COUNTER, whichever program wrote it (RFC 5546 3.2.3, 3.2.7; DESIGN 6).

By the standard an answer names one attendee. Google's, Zimbra's and OpenPaaS's counters list everybody, the organizer
too; a delegate's answer names who sent him; Exchange sometimes leaves the address out. Who sent the mail tells them
apart, where there is a mail.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from foothold.core.calendar_entries import Attendee, Entry

ANSWERING = frozenset({"REPLY", "COUNTER"})
"""The METHODs that carry an attendee's answer."""

_OPEN = frozenset({"", "NEEDS-ACTION"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One attendee's answer.

    `by` is who gives it, `partstat` what he says: as written, but TENTATIVE for who proposes another time and says no
    more (programs leave NEEDS-ACTION there, or nothing). `new_start` and `new_end` are the time he proposes instead
    (COUNTER), aware; None where he proposes none, or one nobody can put into a calendar: `asks` is that one as he
    wrote it (a day, a zone nobody knows, none), and `wall` the time on his wall where he names no zone.
    `comment` is what he wrote beside it. `slot_start` is the time a REPLY answers, as his program gives it back.
    """

    by: Attendee
    partstat: str
    sequence: int
    stamped: datetime | None
    new_start: datetime | None = None
    new_end: datetime | None = None
    asks: str = ""
    wall: datetime | None = None
    comment: str = ""
    slot_start: datetime | None = None


def answer_in(entry: Entry, sender: str = "") -> Answer | None:
    """The answer this entry carries, None where it does not say whose it is.

    `sender` is the mail's From, lower case; empty for a bare file, where several attendees with an answer each are
    nobody's.
    """
    attendee = _answering(entry, sender.lower())
    if attendee is None:
        return None
    counters = entry.method == "COUNTER"
    return Answer(
        by=attendee,
        partstat="TENTATIVE" if counters and attendee.partstat in _OPEN else attendee.partstat,
        sequence=entry.sequence,
        stamped=entry.stamped,
        new_start=_moment(entry.start) if counters else None,
        new_end=_moment(entry.end) if counters else None,
        asks=_as_written(entry) if counters else "",
        wall=entry.start if counters and entry.floating and isinstance(entry.start, datetime) else None,
        comment=entry.comment or attendee.comment,
        slot_start=None if counters else _moment(entry.start),
    )


def _answering(entry: Entry, sender: str) -> Attendee | None:
    organizer = entry.organizer.address if entry.organizer else ""
    people = [each for each in entry.attendees if each.is_person]
    # The organizer answers nobody, unless the program took the attendee for him.
    people = [each for each in people if not each.address or each.address != organizer] or people
    by_sender = [each for each in people if each.address == sender] or [
        each for each in people if each.sent_by == sender
    ]
    if sender and by_sender:
        return by_sender[0]
    if len(people) > 1:
        answered = [each for each in people if each.partstat not in _OPEN]
        # Who passed it on has answered before; the delegate speaks now.
        people = [each for each in answered if each.partstat != "DELEGATED"] or answered
        people = [each for each in people if each.delegated_from] or people
    if len(people) != 1:
        return None
    (attendee,) = people
    if not attendee.address:
        return replace(attendee, address=sender) if sender else None
    return attendee


def _as_written(entry: Entry) -> str:
    """A start that is no moment, for a person: "Fri 25 Sep 10:00 (Mars/Olympus)"; empty where it is one."""
    start = entry.start
    if start is None:
        return entry.as_written
    if isinstance(start, datetime):
        return "" if start.tzinfo is not None else f"{start:%a %d %b %H:%M} (no time zone)"
    return f"{start:%a %d %b} (all day)"


def _moment(at: object) -> datetime | None:
    return at if isinstance(at, datetime) and at.tzinfo is not None else None
