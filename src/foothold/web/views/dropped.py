"""What happens after a drop: calendars, mails and call logs are taken in, conversations asked about (UX J7)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.keep_waiting_table import waiting_tables
from foothold.actions.sort_dropped import DroppedFile
from foothold.actions.take_dropped import Given, take_dropped
from foothold.actions.undo_import import undo_import
from foothold.records.models import Membership
from foothold.web.carried import carry
from foothold.web.import_report import LAST_DROP, Told, report_of, runs_of
from foothold.web.picture_page import picture_page
from foothold.web.seats import Request
from foothold.web.uploads import is_cut


def take(seat: Membership, files: Sequence["UploadedFile[Any]"]) -> Given:
    """Import what is imported, open what is a conversation. Nothing of a conversation is stored."""
    return take_dropped(seat, [_given(file) for file in files], now=timezone.now())


def _given(file: "UploadedFile[Any]") -> DroppedFile:
    content = Path(file.temporary_file_path()) if isinstance(file, TemporaryUploadedFile) else file.read()
    return DroppedFile(file.name or "file", content, is_cut(file))


def answer(request: Request, given: Given) -> HttpResponse:
    """The page after a drop that brought more than one conversation alone."""
    told = report_of(given.report)
    if not given.conversations:
        request.session[LAST_DROP] = told.as_kept()
        # A table alone is asked about at once; beside other files its question waits under their report.
        alone = given.waiting and len(given.waiting) == given.report.files
        return redirect("columns", given.waiting[0].pk) if alone else redirect("picture")
    offered = [(each, carry(request.seat, each)) for each in given.conversations]
    return render(request, "web/picture.html", _context(request, told) | {"conversations": offered})


@require_safe
def picture(request: Request) -> HttpResponse:
    """The first sentence, and what the last drop brought."""
    return render(request, "web/picture.html", _context(request, Told.from_kept(request.session.get(LAST_DROP))))


def _context(request: Request, told: Told) -> dict[str, Any]:
    runs = runs_of(request.seat, told.runs)
    return picture_page(request.seat, now=timezone.now()) | {
        "told": told,
        "runs": runs,
        "tables": waiting_tables(request.seat, now=timezone.now()),
    }


@require_POST
def undo(request: Request, run_id: UUID) -> HttpResponse:
    """Take an import back: everything is as it was before it."""
    run = get_object_or_404(runs_of(request.seat, None), pk=run_id)
    try:
        undo_import(request.seat, run, now=timezone.now())
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        entries = run.new + run.changed
        words = ngettext("Taken back: %(n)d entry.", "Taken back: %(n)d entries.", entries)
        messages.success(request, words % {"n": entries})
    return redirect("sources")
