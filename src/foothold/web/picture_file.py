"""A picture as an answer: a PNG file, for a mail or a slide (docs/decisions/0011)."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from foothold.web.drawing import Picture
from foothold.web.png import NoPillow, png


def png_file(picture: Picture | None, name: str) -> HttpResponse:
    """The file; Http404 where there is no such picture, or nothing to draw; without Pillow what to install."""
    if picture is None:
        raise Http404
    try:
        content = png(picture)
    except NoPillow:
        return HttpResponse(
            _("Pictures as PNG need Pillow, the extra [png]: pip install pillow"), status=501, content_type="text/plain"
        )
    answer = HttpResponse(content, content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{name}.png"'
    return answer
