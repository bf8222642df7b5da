"""Read what is new in a connected mailbox: only threads with confirmed customers, and nothing is marked (DESIGN 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from foothold.actions.answer_by_mail import take_answers
from foothold.actions.check_signatures import CheckSignature, signature_check
from foothold.actions.claim_connection import EVERY, claimed, everywhere, has_failed, is_still_ours, keep_going
from foothold.actions.import_calendar import Taken, finish
from foothold.actions.import_mails import CANNOT_BE_STORED, Mails, cannot_be_taken, import_mails, read_for_answers
from foothold.actions.mail_servers import imap_of, mail_network, secret_of
from foothold.actions.read_plain_replies import ReadMail, keep_plain_replies
from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import settle_after_evidence
from foothold.connectors.mail.authentication import authserv_ids, parsed_results
from foothold.connectors.mail.mail_troubles import MailFailed
from foothold.connectors.mail.mailbox import Batch, Cursor, Heading, NewMail, open_mailbox
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable
from foothold.core.relations import Relation, counterpart
from foothold.records.changes_kept import changed_by
from foothold.records.models import Connection, Counterpart, Departure, Membership, Source
from foothold.records.models.connections import DepartureKind
from foothold.records.secrets import CannotOpen

FIRST_LOOK = timedelta(days=100)
"""How far back a mailbox is read the first time: the 90 days of a review, and what led up to them."""


FEWEST_CHECKS = 10
"""Mails that must name the same server before it is proposed as the one that checks senders [C]."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose mails are read: those of confirmed customers, and the answers to our notes from the seller's `own` address.

    Of customers' automatic mails too: that one carries an answer of a calendar, its heading does not tell (`_read`).
    `checks` gathers the fields in which the mail server says who sent what came: nothing else is kept of the rest.
    """

    customers: frozenset[str]
    notes: frozenset[str]
    own: str = ""
    checks: list[str] = field(default_factory=list)

    def __call__(self, heading: Heading) -> bool:
        message = heading.message
        if heading.folder.kind == "inbox" and len(self.checks) < _CHECKS_AT_MOST:
            self.checks.append(message.authentication_results)
        people = {message.from_address or "", *message.to}
        if any(counterpart(address) in self.customers for address in people if address):
            return True
        return not message.is_mass_mail and self.is_answer(heading)

    def is_answer(self, heading: Heading) -> bool:
        """Whether a mail claims to be the seller's own answer to a note of ours, and goes to nobody else."""
        message = heading.message
        if not self.own or message.from_address != self.own or not set(message.to) <= {self.own}:
            return False
        return bool(self.notes & {message.in_reply_to, *message.references})


_CHECKS_AT_MOST = 500


def server_that_checks(results: Sequence[str]) -> str:
    """The server that vouches for most of what comes, to be proposed; empty where none does so regularly.

    Who forges such a field does so in single mails; the receiving server writes it into all of them (RFC 8601 5).
    """
    names = authserv_ids(results)
    said = sum(parsed_results(raw)[0] == names[0] for raw in results) if names else 0
    return names[0] if said >= FEWEST_CHECKS and said * 5 >= len(results) * 4 else ""


def read_mailbox(connection_id: UUID, attempt: int, *, now: datetime) -> bool:
    """Read a claimed mailbox, batch by batch, each kept with how far it went; whether it was ours to the end.

    What goes wrong is written on the connection in one line for a person, and it goes on from there later.
    """
    mine = claimed(connection_id, attempt)
    if mine is None:
        return False
    connection, seat = mine
    told = Taken()
    left_over = bool(connection.cursor.get(_UNSETTLED))
    try:
        with open_mailbox(imap_of(connection), secret_of(connection), network=mail_network()) as opened:
            since, wanted = (now - FIRST_LOOK).date(), wanted_of(seat, connection.address)
            check = signature_check(seat)
            for batch in opened.new_messages(_cursors(connection), wanted, since=since):
                if not _keep(seat, connection, attempt, batch, wanted, told, check, now=now):
                    return False
    except CannotOpen as cannot:
        return has_failed(connection, attempt, str(cannot), now=now, may_pass=False)
    except Unreadable as trouble:
        return has_failed(connection, attempt, str(trouble), now=now, may_pass=isinstance(trouble, MailFailed))
    with transaction.atomic():
        if not is_still_ours(connection, attempt):
            return False
        if connection.cursor.pop(_UNSETTLED, False):
            with changed_by(told.run):
                settle_again(seat, None if left_over else told.concerned)
            settle_after_evidence(seat.workspace_id, told.accounts, now=now)
        checks = server_that_checks(wanted.checks) or connection.cursor.get("checks", "")
        everywhere().filter(pk=connection.pk).update(
            read_at=now,
            problem="",
            failures=0,
            next_read_at=now + EVERY,
            cursor={**connection.cursor, "checks": checks},
        )
    return True


def wanted_of(seat: Membership, own: str = "") -> Wanted:
    """Which mails of this person's mailbox are read. A guess about a firm lets nothing of it in."""
    customers = Counterpart.objects.in_workspace(seat.workspace_id).filter(relation=Relation.CUSTOMER, told=True)
    notes = Departure.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind=DepartureKind.NOTE)
    return Wanted(
        frozenset(customers.values_list("value", flat=True)),
        frozenset(notes.exclude(message_id="").values_list("message_id", flat=True)),
        own,
    )


def _cursors(connection: Connection) -> list[Cursor]:
    return [Cursor(**kept) for kept in connection.cursor.get("folders", [])]


_UNSETTLED = "unsettled"
"""In the cursor from the first batch that is kept until what follows from all is told: a crash forgets nothing."""


def _keep(
    seat: Membership,
    connection: Connection,
    attempt: int,
    batch: Batch,
    wanted: Wanted,
    told: Taken,
    check: CheckSignature,
    *,
    now: datetime,
) -> bool:
    """Store a batch and how far it goes, together; False where another process has taken over.

    Answers to our notes are the seller's talk with us: they are answered, and kept as no letter. What the others
    tell of meetings and accounts goes into `told`, and is settled once, at the end.
    """
    answers = [each for each in batch.mails if wanted.is_answer(each.heading)]
    letters = [each for each in batch.mails if not wanted.is_answer(each.heading)]
    mails, read = _read(seat, letters, batch.skipped, check)
    with transaction.atomic():
        if not keep_going(connection, attempt, now=now):
            return False
        if mails.messages or mails.skipped:
            taken = import_mails(seat, mails, connection.address, now=now, source=connection.source, settles=False)
            told.run = taken.run
            told.concerned |= taken.concerned
            told.accounts |= taken.accounts
            connection.cursor = {**connection.cursor, _UNSETTLED: True}
            if connection.source is not None:
                stored = {each.message_id for each in mails.messages}
                words = [each for each in read if each.message.message_id in stored]
                _keep_words(seat, words, connection.source, taken, now=now)
        take_answers(seat, connection, answers, now=now)
        folders = {kept["folder"]: kept for kept in connection.cursor.get("folders", [])}
        folders[batch.cursor.folder] = {
            "folder": batch.cursor.folder,
            "uidvalidity": batch.cursor.uidvalidity,
            "last_uid": batch.cursor.last_uid,
        }
        connection.cursor = {**connection.cursor, "folders": list(folders.values())}
        everywhere().filter(pk=connection.pk).update(cursor=connection.cursor)
    return True


def _keep_words(seat: Membership, read: Sequence[ReadMail], source: Source, taken: Taken, *, now: datetime) -> None:
    """Keep what is answered in words; words that cannot be stored are named, and stop nobody else's."""
    try:
        with transaction.atomic(), changed_by(taken.run):
            keep_plain_replies(seat, read, source, now=now)
    except CANNOT_BE_STORED as error:
        if len(read) == 1:
            taken.skipped.append(cannot_be_taken(read[0].message.subject[:80] or source.name, error))
            if taken.run is not None:
                finish(taken.run, taken, now=now)
            return
        for each in read:
            _keep_words(seat, [each], source, taken, now=now)


def _read(
    seat: Membership, letters: Sequence[NewMail], skipped: Sequence[Skipped], check: CheckSignature
) -> tuple[Mails, list[ReadMail]]:
    """The mails as they are kept: of what no person wrote, only what carries a calendar part (decision 0005)."""
    mails, whole = Mails(skipped=list(skipped)), []
    for new in letters:
        try:
            message = read_for_answers(new.data, "mail", seat.workspace.authserv_id, check)
            if message.is_mass_mail and not message.calendar_parts:
                continue
            mails.messages.append(message)
            whole.append(ReadMail(message, new.data))
        except ValueError as error:
            mails.skipped.append(cannot_be_taken(new.heading.message.subject[:80], error))
    return mails, whole
