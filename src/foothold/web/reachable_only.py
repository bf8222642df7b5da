"""Pages that exist on a reachable site alone: in personal mode there is nobody to log in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from foothold.records.reach import public_url
from foothold.web.seats import open_door

View = Callable[..., HttpResponseBase]


def reachable_only(view: View) -> View:
    """The page for somebody with a seat."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not public_url():
            raise Http404
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    return shown


def reachable_door(view: View) -> View:
    """A page for strangers; in personal mode it leads to the one-time link."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not public_url():
            return redirect("enter_help")
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    return open_door(shown)  # type: ignore[arg-type]
