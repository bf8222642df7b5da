"""Find anything (UX 2): people, customers, meetings; a page without script, a list under the field with it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foothold.records.search import LONGEST, search, words_of
from foothold.web.date_words import lines_of
from foothold.web.seats import Request


@require_safe
def find(request: Request) -> HttpResponse:
    """What was found, grouped; only the list for the dialog that is open already."""
    text = request.GET.get("q", "")[:LONGEST]
    found = search(request.seat, text)
    context = {
        "text": " ".join(words_of(text)),
        "found": found,
        "lines": lines_of(found.meetings, timezone.now()),
        "at_search": True,
    }
    return render(request, "web/parts/found.html" if request.htmx else "web/search.html", context)
