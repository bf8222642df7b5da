"""Take mails in: who wrote to whom and when, and the answers and invitations they carry.

No words are kept but those he wrote with an answer of his calendar.
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import DataError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foothold.actions.check_signatures import CheckSignature, signature_check
from foothold.actions.cover_mailboxes import days_we_wrote
from foothold.actions.form_meetings import form_meetings
from foothold.actions.import_calendar import NO_PROGRESS, Progress, Taken, finish, source_of_file
from foothold.actions.record_replies import ANSWERS, Sender, replies_in, store_replies
from foothold.actions.revive_deals import revive_deals
from foothold.actions.settle import settle, settle_again
from foothold.actions.settle_recaps import RECAP_WITHIN
from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.start_import import cover, note_new, start_import
from foothold.actions.store_entries import store_entries
from foothold.actions.uids import uid_key
from foothold.actions.what_is_known import what_is_known
from foothold.connectors.calendar import instance_key, read_calendar
from foothold.connectors.mail import MailMessage, read_message
from foothold.connectors.mail.answer_words import words_beside_answer
from foothold.core.calendar_entries import Entry, Skipped, Thread
from foothold.core.conversation import Unreadable
from foothold.core.decoding import whole_characters
from foothold.core.relations import Relation
from foothold.records.calendar_rows import thread_of
from foothold.records.changes_kept import changed_by
from foothold.records.letter_signs import accounts_of
from foothold.records.models import CalendarEntry, Import, InvitationReply, Letter, Meeting, Membership, Source
from foothold.records.models.sources import SenderCheck, SourceType
from foothold.records.scoping import ScopedQuerySet

log = logging.getLogger(__name__)

CANNOT_BE_STORED = (ValueError, OverflowError, DataError)
"""What is raised for a mail that no database takes, however often it is tried. A full disk or a lock is none of it."""

_ANSWERS_HERE = re.compile(rb"^METHOD\s*:\s*(?:REPLY|COUNTER)\b", re.IGNORECASE | re.MULTILINE)
_INVITATIONS = frozenset({"REQUEST", "CANCEL", "PUBLISH", ""})


@dataclass(slots=True)
class Mails:
    """What was read of a mail folder, before anything is stored."""

    messages: list[MailMessage] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read_mails(
    seat: Membership,
    box: Iterable[tuple[int, bytes | Skipped]],
    name: str,
    *,
    progress: Progress = NO_PROGRESS,
    check: CheckSignature | None = None,
) -> Mails:
    """Read every message of a box; those that cannot be read are named. Nothing is stored.

    `check` is given where several boxes are one run.
    """
    mails, check = Mails(), check or signature_check(seat)
    for index, data in box:
        progress("mails", index + 1, 0)
        if isinstance(data, Skipped):
            mails.skipped.append(data)
            continue
        try:
            mails.messages.append(read_for_answers(data, name, seat.workspace.authserv_id, check))
        except ValueError as error:
            mails.skipped.append(cannot_be_taken(f"{name}, mail {index + 1}", error))
    return mails


def read_for_answers(data: bytes, name: str, authserv_id: str, check: CheckSignature) -> MailMessage:
    """A mail without its words, unless a calendar's answer comes with them: then it is checked who signed it.

    Raises `Unreadable`. Asks the network.
    """
    message = read_message(data, name, with_text=False, authserv_id=authserv_id or None)
    if not any(_ANSWERS_HERE.search(part) for part in message.calendar_parts):
        return message
    message = check(message, data)
    try:
        words = read_message(data, name)
        return replace(message, new_text=words.new_text, named=words.named)
    except Unreadable:
        return message


def cannot_be_taken(what: str, error: Exception) -> Skipped:
    """The mail is named and left alone, with the reason for a person; a fault of ours is written down, and owned."""
    named = whole_characters(what).replace("\x00", "")
    if isinstance(error, Unreadable):
        return Skipped(named, str(error))
    log.error("A mail could not be taken in: %s", type(error).__name__, exc_info=error)
    return Skipped(named, _("It could not be stored; nothing of it was. That is our fault."))


def import_mails(
    seat: Membership,
    mails: Mails,
    name: str,
    *,
    now: datetime,
    files: Sequence[str] = (),
    source: Source | None = None,
    settles: bool = True,
) -> Taken:
    """Store what was read, in one transaction; the same mail again changes nothing (Message-ID).

    A mail that cannot be stored is named, and stops no other: it is taken out of `mails`. `source` is given where it is
    known already (a connected mailbox); files find their own by their folder. Who reads a mailbox in parts settles what
    is `concerned`, and the deals of the `accounts` written with, himself, once: it costs more than all the rest.
    """
    try:
        return _stored(seat, mails, name, now=now, files=files, source=source, settles=settles)
    except CANNOT_BE_STORED:
        if source is not None:
            source.refresh_from_db()
        mails.messages = _those_that_can(seat, mails.messages, mails.skipped, name, now=now)
        return _stored(seat, mails, name, now=now, files=files, source=source, settles=settles)


def _those_that_can(
    seat: Membership, messages: list[MailMessage], skipped: list[Skipped], name: str, *, now: datetime
) -> list[MailMessage]:
    """The mails that can be stored, tried by halves, nothing kept; each of the others is named in `skipped`."""
    try:
        with transaction.atomic():
            source = source_of_file(seat, SourceType.MAILS, name, name)
            _store(seat, messages, source, start_import(seat, source, [name], now=now), Taken(), now=now)
            transaction.set_rollback(True)
    except CANNOT_BE_STORED as error:
        if len(messages) < 2:
            skipped += [cannot_be_taken(each.subject[:80] or name, error) for each in messages]
            return []
        half = len(messages) // 2
        parts = (messages[:half], messages[half:])
        return [each for part in parts for each in _those_that_can(seat, part, skipped, name, now=now)]
    return messages


def _store(
    seat: Membership, messages: Sequence[MailMessage], source: Source, run: Import, taken: Taken, *, now: datetime
) -> tuple[list[Letter], list[UUID]]:
    """The letters and what they carry, stored: the letters that say something new, and the meetings answered."""
    letters = _store_letters(seat, messages, source, run, taken)
    return letters, _store_calendar_parts(seat, messages, source, run, taken, now=now)


def _stored(
    seat: Membership,
    mails: Mails,
    name: str,
    *,
    now: datetime,
    files: Sequence[str],
    source: Source | None,
    settles: bool,
) -> Taken:
    with transaction.atomic():
        source = source or source_of_file(seat, SourceType.MAILS, name, name)
        run = start_import(seat, source, list(files[:200]) or [name], now=now)
        taken = Taken(skipped=list(mails.skipped))
        with changed_by(run):
            letters, touched = _store(seat, mails.messages, source, run, taken, now=now)
        known, before = what_is_known(seat.workspace_id), (source.covers_from, source.covers_until)
        sent = [(each.from_address, each.sent_at) for each in mails.messages]
        cover(run, days_we_wrote(known, sent))
        finish(run, taken, now=now)
        ours = [at for who, at in sent if at and known.relation(who or "") is Relation.OURS]
        taken.concerned = {*touched, *_meetings_concerned(seat, source, before, ours)}
        people = {person for each in letters for person in (each.from_address, *each.to_addresses)}
        taken.accounts = accounts_of(seat.workspace_id, people)
        if settles:
            with changed_by(run):
                settle_again(seat, taken.concerned)
        revive_deals(seat.workspace_id, None, now=now)
        if settles:
            settle_after_evidence(seat.workspace_id, taken.accounts, now=now)
    return taken


def _store_letters(
    seat: Membership, messages: Sequence[MailMessage], source: Source, run: Import, taken: Taken
) -> list[Letter]:
    """Store the letters not known yet, and what is known now of the senders of others; which these are."""
    # A newsletter is no letter between people: that it came is nobody's business here.
    between_people = [message for message in messages if not message.is_mass_mail]
    # Whoever forges a copy of a mail takes nothing from the mail itself: the best of several is kept.
    by_id = {message.message_id[:255]: message for message in sorted(between_people, key=_how_believed)}
    rows = Letter.objects.in_workspace(seat.workspace_id)
    listed = list(by_id)
    known: dict[str, Letter] = {}
    for at in range(0, len(listed), 500):
        part = rows.filter(user_id=seat.user_id, message_id__in=listed[at : at + 500])
        known |= {row.message_id: row for row in part}
    new = [_letter(seat, message, source) for key, message in by_id.items() if key not in known]
    rows.bulk_create(new, batch_size=500)
    note_new(run, "letter", new)
    taken.new, taken.same = len(new), len(messages) - len(new)
    return [*new, *_checked_now(rows, by_id, known)]


def _checked_now(
    rows: ScopedQuerySet[Letter], by_id: Mapping[str, MailMessage], known: Mapping[str, Letter]
) -> list[Letter]:
    """The letters read before of whose sender more is said now, stored: a server is trusted since, or vouches."""
    changed = []
    for key, row in known.items():
        verdict = by_id[key].authentication.verdict
        if verdict != row.sender_check and row.sender_check != SenderCheck.PASS and verdict != "none":
            row.sender_check = verdict
            changed.append(row)
    rows.bulk_update(changed, ["sender_check"], batch_size=500)
    return changed


def _how_believed(message: MailMessage) -> int:
    return ("fail", "none", "pass").index(message.authentication.verdict)


def _letter(seat: Membership, message: MailMessage, source: Source) -> Letter:
    return Letter(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        source=source,
        message_id=message.message_id[:255],
        from_address=(message.from_address or "")[:254],
        to_addresses=[address[:254] for address in message.to[:200]],
        sent_at=message.sent_at,
        sender_check=message.authentication.verdict,
    )


def _store_calendar_parts(
    seat: Membership, messages: Sequence[MailMessage], source: Source, run: Import, taken: Taken, *, now: datetime
) -> list[UUID]:
    """Store the invitations and answers that came; the meetings answered."""
    replies: list[InvitationReply] = []
    threads: dict[str, Thread] = {}
    for message in sorted(messages, key=_sent):
        sender = Sender(message.from_address or "", message.authentication.verdict, message.authentication.doubt)
        for part in message.calendar_parts:
            try:
                calendar = read_calendar(part, "invitation")
            except Unreadable as unreadable:
                taken.skipped.append(Skipped(f"calendar in {message.subject[:80]!r}", str(unreadable)))
                continue
            if calendar.method in ANSWERS:
                beside, named = words_beside_answer(message.new_text), message.named
                found, skipped = replies_in(
                    seat, calendar.entries, sender, source, message.subject[:80], beside=beside, codes=named
                )
                replies += found
                taken.skipped += skipped
            elif calendar.method in _INVITATIONS:
                for thread in calendar.threads:
                    _take_invitation(seat, thread, sender, threads, taken)
    _store_invitations(seat, list(threads.values()), source, run, taken, now=now)
    touched = store_replies(seat, replies)[1]
    note_new(run, "reply", replies)
    return touched


def _sent(message: MailMessage) -> tuple[bool, float]:
    return message.sent_at is None, message.sent_at.timestamp() if message.sent_at else 0.0


def _take_invitation(
    seat: Membership, thread: Thread, sender: Sender, threads: dict[str, Thread], taken: Taken
) -> None:
    """An invitation counts only from its organizer, and only if his mail did not fail its check: From is forgeable."""
    organizer = next((entry.organizer.address for entry in thread.entries if entry.organizer), "")
    # A PUBLISH asks nobody and is nobody's answer: from an unverified sender it is anybody's claim.
    unproven = sender.verdict != "pass" and any(entry.method in {"PUBLISH", ""} for entry in thread.entries)
    if sender.verdict == "fail" or organizer != sender.address or unproven:
        taken.skipped.append(Skipped(_title(thread), "An invitation that does not come from its organizer."))
        return
    kept, is_own_calendars = _kept(seat, thread.uid)
    before = threads.get(thread.uid) or kept
    if is_own_calendars and sender.verdict != "pass":
        taken.skipped.append(
            Skipped(_title(thread), "Changed by a mail whose sender is not verified: your calendar counts.")
        )
        return
    if before is not None:
        if not _is_newer(thread, before) or organizer not in {_organizer(before), ""}:
            return
        thread = _cancelled(before, thread) if _cancels(thread) else thread
    elif _cancels(thread):
        return
    threads[thread.uid] = thread


def _kept(seat: Membership, uid: str) -> tuple[Thread | None, bool]:
    """What is kept of a UID, and whether it stands in a calendar of one's own."""
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, uid=uid_key(uid))
    row = rows.select_related("source").first()
    return (thread_of(row), row.source.kind != SourceType.MAILS) if row else (None, False)


def _organizer(thread: Thread) -> str:
    return next((entry.organizer.address for entry in thread.entries if entry.organizer), "")


def _sequence(thread: Thread) -> int:
    return max((entry.sequence for entry in thread.entries), default=0)


def _is_newer(thread: Thread, before: Thread) -> bool:
    if _cancels(thread):
        return _sequence(thread) >= _sequence(before)
    return _sequence(thread) > _sequence(before)


def _cancels(thread: Thread) -> bool:
    return any(entry.method == "CANCEL" for entry in thread.entries)


def _cancelled(before: Thread, cancel: Thread) -> Thread:
    """The thread with the cancelled instances, or all of it, marked so (RFC 5546 3.2.5)."""
    named = {instance_key(entry.recurrence_id): entry.recurrence_id for entry in cancel.entries}

    def marked(entry: Entry) -> Entry:
        hit = "" in named or instance_key(entry.recurrence_id) in named
        return replace(entry, status="CANCELLED") if hit else entry

    known = {instance_key(entry.recurrence_id) for entry in before.entries}
    new = [instance for key, instance in named.items() if key not in known]
    thread = _with_instances(before, new) if before.raw and new else before
    return replace(thread, fingerprint=cancel.fingerprint, entries=tuple(map(marked, thread.entries)))


def _with_instances(before: Thread, instances: Iterable[str]) -> Thread:
    """The series with an override for each of these instances, so that they can be told apart from the others."""
    lines = "".join(
        f"BEGIN:VEVENT\r\nUID:{before.uid}\r\nRECURRENCE-ID{stamp}\r\nDTSTART{stamp}\r\nEND:VEVENT\r\n"
        for stamp in map(_stamp, instances)
    )
    whole, end, rest = before.raw.rpartition("END:VCALENDAR")
    threads = read_calendar(f"{whole}{lines}{end}{rest}".encode(), before.uid).threads
    # Who is invited and what it is about, the instance has from its series.
    series = next(entry for entry in before.entries if not entry.recurrence_id)
    added = (
        replace(series, recurrence_id=entry.recurrence_id, start=entry.start, end=entry.start, recurs=False, rrule="")
        for entry in threads[0].entries[len(before.entries) :]
    )
    return replace(before, raw=threads[0].raw, entries=(*before.entries, *added))


def _stamp(instance: str) -> str:
    """A moment or day as a property's parameters and value (RFC 5545 3.3.4, 3.3.5)."""
    if "T" not in instance:
        return f";VALUE=DATE:{instance.replace('-', '')}"
    at = datetime.fromisoformat(instance)
    return f":{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at.tzinfo else f":{at:%Y%m%dT%H%M%S}"


def _title(thread: Thread) -> str:
    return next((entry.summary[:80] for entry in thread.entries if entry.summary), thread.uid[:80])


def _store_invitations(
    seat: Membership, threads: list[Thread], source: Source, run: Import, taken: Taken, *, now: datetime
) -> None:
    if not threads:
        return
    rows = store_entries(seat, threads, source, run).rows
    formed, skipped = form_meetings(seat, rows, now=now)
    taken.skipped += skipped
    settle(seat, formed)


def _meetings_concerned(
    seat: Membership,
    source: Source,
    before: tuple[datetime | None, datetime | None],
    ours: Sequence[datetime],
) -> list[UUID]:
    """The meetings of which something else may be told now: those before a letter of ours, and in days newly covered.

    `before` are the days that were covered until now. A mailbox read batch by batch would else tell of all meetings
    with every batch anew.
    """
    since, until = source.covers_from, source.covers_until
    if since is None or until is None:
        return []
    spans = [(min(ours), max(ours))] if ours else []
    if before[0] is None or before[1] is None:
        spans = [(since, until)]
    elif before != (since, until):
        spans += [(since, before[0]), (before[1], until)]
    concerned = Q()
    for begins, ends in spans:
        concerned |= Q(held_at__gte=begins - RECAP_WITHIN, held_at__lte=ends)
    own = Meeting.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, relation=Relation.CUSTOMER)
    covered = own.filter(held_at__gte=since, held_at__lte=until)
    return list(covered.filter(concerned).values_list("pk", flat=True)) if spans else []
