"""No NUL in what a form sends: PostgreSQL cannot store one, and nobody types one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict


class WithoutNul:
    """Take NUL characters out of every form field, in one place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The API's bodies are JSON: they have no form, and are looked at where they are read.
        if request.method == "POST" and not request.path.startswith("/api/"):
            sent = request.POST
            if any("\0" in value for _, values in sent.lists() for value in values):
                request.POST = _cleaned(sent)  # type: ignore[assignment]
        return self.get_response(request)


def _cleaned(sent: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in sent.lists():
        cleaned.setlist(name, [value.replace("\0", "") for value in values])
    cleaned._mutable = False
    return cleaned
