"""The customer page carries its own few styles, so that it is one request; the policy knows them by their hash."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.safestring import SafeString, mark_safe

_FILE = Path(__file__).parent / "templates" / "web" / "guest" / "guest.css"


def _short(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", " ".join(css.split())).replace(";}", "}")


_CSS = _short(_FILE.read_text("utf-8"))
STYLE: SafeString = mark_safe(f"<style>{_CSS}</style>")  # noqa: S308  (a file of ours, no word of anybody's in it)

POLICY = {
    "default-src": [NONE],
    "style-src": [f"'sha256-{b64encode(sha256(_CSS.encode()).digest()).decode()}'"],
    # An empty icon of its own keeps browsers from asking for one.
    "img-src": ["data:"],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}
"""The Content-Security-Policy of these pages: no script at all, no style but this one."""
