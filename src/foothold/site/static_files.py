"""Static files addressed by their content, so that a browser may keep them for a year."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class FilesNamedByContent(StaticFilesStorage):
    """`/static/name?v=<content>`: served from the installed package, no copying step before the start."""

    def url(self, name: str | None) -> str:
        address = str(super().url(name))
        version = _version(name or "")
        return f"{address}?v={version}" if version else address


@cache
def _version(name: str) -> str:
    found = finders.find(name)
    return sha256(Path(str(found)).read_bytes()).hexdigest()[:10] if found else ""
