"""How well the chances of deals came true (METHOD 7.3)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foothold.web.learning_page import learning_page
from foothold.web.seats import Request


@require_safe
def learning(request: Request) -> HttpResponse:
    """The proof beside what was learned from closed deals: of the workspace, and of nobody in it."""
    return render(request, "web/learning.html", learning_page(request.seat))
