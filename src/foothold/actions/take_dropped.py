"""Take in what somebody dropped in one go: import what is imported, open what is a conversation (UX J7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from foothold.actions.import_files import Report, import_paths
from foothold.actions.import_mails import import_mails, read_mails
from foothold.actions.keep_waiting_table import keep_waiting_table
from foothold.actions.read_plain_replies import keep_dropped_reply
from foothold.actions.sort_dropped import DroppedFile, as_box, sort_dropped
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Conversation, Unreadable
from foothold.read import open_conversation
from foothold.records.models import Invitation, Membership, WaitingTable

MAIL_FOLDER = "Dropped mails"
"""What single mails are kept under: one source, however often some are dropped."""
MOST_CONVERSATIONS = 12
"""Conversations opened at once; their words travel with the page."""


@dataclass(slots=True)
class Given:
    """What was made of dropped files. Nothing of the conversations is stored; `waiting` tables are asked about.

    `answered` are our invitations that dropped mails answer in words.
    """

    report: Report = field(default_factory=Report)
    answered: list[Invitation] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)
    waiting: list[WaitingTable] = field(default_factory=list)

    @property
    def only_conversation(self) -> Conversation | None:
        """The one conversation, where nothing else was dropped."""
        alone = len(self.conversations) == 1 and not self.report.read and not self.report.skipped and not self.answered
        return self.conversations[0] if alone else None

    @property
    def only_answer(self) -> Invitation | None:
        """The one invitation that was answered, where nothing else was dropped."""
        alone = not self.conversations and not self.report.read and not self.report.skipped
        return self.answered[0] if alone and len({each.pk for each in self.answered}) == 1 else None


def take_dropped(seat: Membership, files: Sequence[DroppedFile], *, now: datetime) -> Given:
    """Import and open; a file that cannot be read is named in the report and stops none of the others."""
    given = Given()
    with TemporaryDirectory(prefix="foothold-") as folder:
        dropped = sort_dropped(files, Path(folder))
        if dropped.imported:
            given.report = import_paths(seat, dropped.imported, now=now)
            _keep_tables(seat, given, now=now)
        if dropped.mails:
            mails = read_mails(seat, as_box(dropped.mails), MAIL_FOLDER)
            given.report.files += len(dropped.mails)
            given.report.add(import_mails(seat, mails, MAIL_FOLDER, now=now))
        # Of several mails, and of Outlook's, who wrote to whom is imported; what one answers in words is kept besides.
        saved = [DroppedFile(path.name, path) for path in dropped.imported if path.suffix.lower() == ".msg"]
        given.answered += [each for file in [*dropped.mails, *saved] if (each := _answered(seat, file, now=now))]
        _open([file for file in dropped.words if not _is_answer(seat, file, given, now=now)], given)
        given.report.skipped = [_by_name(each, folder) for each in [*dropped.skipped, *given.report.skipped]]
    return given


def _keep_tables(seat: Membership, given: Given, *, now: datetime) -> None:
    """Tables whose columns are asked about wait; one that was read can be read again another way for a day."""
    report = given.report
    given.waiting = [keep_waiting_table(seat, table, now=now) for table in report.asked]
    for table in report.tables:
        keep_waiting_table(seat, table, now=now)
    asked = {table.name for table in report.asked}
    report.skipped = [each for each in report.skipped if Path(each.what).name not in asked]


def _is_answer(seat: Membership, file: DroppedFile, given: Given, *, now: datetime) -> bool:
    """Whether a mail answers an invitation of ours in words, and kept as that: it is no conversation of its own."""
    invitation = _answered(seat, file, now=now) if Path(file.name).suffix.lower() == ".eml" else None
    if invitation is None:
        return False
    given.answered.append(invitation)
    given.report.files += 1
    return True


def _answered(seat: Membership, file: DroppedFile, *, now: datetime) -> Invitation | None:
    return None if file.is_cut else keep_dropped_reply(seat, file.read(), now=now)


def _open(words: Sequence[DroppedFile], given: Given) -> None:
    for file in words[:MOST_CONVERSATIONS]:
        try:
            given.conversations.append(_conversation(file))
        except Unreadable as unreadable:
            given.report.skipped.append(Skipped(file.name, str(unreadable)))
    late = _("Twelve conversations are read at a time. Drop it again after these.")
    given.report.skipped += [Skipped(file.name, late) for file in words[MOST_CONVERSATIONS:]]


def _conversation(file: DroppedFile) -> Conversation:
    data = file.read()
    if file.is_cut or len(data) > settings.LARGEST_SOURCE:
        raise Unreadable(_("This is larger than 25 MB. Export the words as VTT, SRT, TXT or DOCX."))
    return open_conversation(data, file.name)


def _by_name(skipped: Skipped, folder: str) -> Skipped:
    """What a person dropped has a name; the place we put it is none."""
    return Skipped(Path(skipped.what).name, skipped.reason) if skipped.what.startswith(folder) else skipped
