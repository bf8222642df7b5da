"""What happens after a drop: calendars, mails and call logs are taken in, conversations asked about (UX J7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.import_files import Report, import_paths
from foothold.actions.sort_dropped import sort_dropped
from foothold.actions.undo_import import undo_import
from foothold.actions.unpack_archive import file_name
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Conversation, Unreadable
from foothold.read import open_conversation
from foothold.records.models import Membership
from foothold.web.carried import carry
from foothold.web.import_report import Told, report_of, runs_of
from foothold.web.picture_page import picture_page
from foothold.web.seats import Request

LAST_DROP = "last_drop"
"""Where the session keeps what the last drop brought: no words, only names, counts and reasons."""
MOST_CONVERSATIONS = 12
"""Conversations offered at once; their words travel with the page."""


@dataclass(slots=True)
class Given:
    """What was made of dropped files."""

    report: Report
    conversations: list[Conversation]

    @property
    def only_conversation(self) -> Conversation | None:
        """The one conversation, where nothing else was dropped."""
        alone = len(self.conversations) == 1 and not self.report.read and not self.report.skipped
        return self.conversations[0] if alone else None


def take(seat: Membership, files: Sequence[UploadedFile]) -> Given:
    """Import what is imported, open what is a conversation. Nothing of a conversation is stored."""
    with TemporaryDirectory(prefix="foothold-") as folder:
        paths = [_written(file, Path(folder) / str(place)) for place, file in enumerate(files)]
        opened = Path(folder) / "opened"
        opened.mkdir()
        dropped = sort_dropped(paths, opened)
        report = import_paths(seat, dropped.imported, now=timezone.now()) if dropped.imported else Report()
        report.skipped = [_by_name(each, folder) for each in [*dropped.skipped, *report.skipped]]
        conversations = _opened(dropped.conversations, report)
    return Given(report, conversations)


def _written(file: UploadedFile, folder: Path) -> Path:
    folder.mkdir()
    path = folder / file_name(file.name or "")
    with path.open("wb") as target:
        for block in file.chunks():
            target.write(block)
    return path


def _by_name(skipped: Skipped, folder: str) -> Skipped:
    """What a person dropped has a name, not the place we put it."""
    return Skipped(Path(skipped.what).name, skipped.reason) if skipped.what.startswith(folder) else skipped


def _opened(paths: Sequence[Path], report: Report) -> list[Conversation]:
    conversations = []
    for path in paths[:MOST_CONVERSATIONS]:
        try:
            if path.stat().st_size > settings.LARGEST_SOURCE:
                raise Unreadable(_("This is larger than 25 MB. Export the words as VTT, SRT, TXT or DOCX."))
            conversations.append(open_conversation(path.read_bytes(), path.name))
        except Unreadable as unreadable:
            report.skipped.append(Skipped(path.name, str(unreadable)))
    report.skipped += [
        Skipped(path.name, _("Twelve conversations are read at a time. Drop it again after these."))
        for path in paths[MOST_CONVERSATIONS:]
    ]
    return conversations


def answer(request: Request, given: Given) -> HttpResponse:
    """The page after a drop that brought more than one conversation alone."""
    told = report_of(given.report)
    if not given.conversations:
        request.session[LAST_DROP] = told.as_kept()
        return redirect("picture")
    offered = [(each, carry(request.seat, each)) for each in given.conversations]
    return render(request, "web/picture.html", _context(request, told) | {"conversations": offered})


@require_safe
def picture(request: Request) -> HttpResponse:
    """The first sentence, and what the last drop brought."""
    return render(request, "web/picture.html", _context(request, Told.from_kept(request.session.get(LAST_DROP))))


def _context(request: Request, told: Told) -> dict[str, Any]:
    runs = runs_of(request.seat, told.runs)
    return picture_page(request.seat, now=timezone.now()) | {"told": told, "runs": runs}


@require_POST
def undo(request: Request, run_id: UUID) -> HttpResponse:
    """Take an import back: everything is as it was before it."""
    run = get_object_or_404(runs_of(request.seat, None), pk=run_id)
    try:
        undo_import(request.seat, run)
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        entries = run.new + run.changed
        words = ngettext("Taken back: %(n)d entry.", "Taken back: %(n)d entries.", entries)
        messages.success(request, words % {"n": entries})
    return redirect("sources")
