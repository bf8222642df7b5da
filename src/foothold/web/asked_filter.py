"""A filter named in an address: one the page knows, or all of the list with a word about it, never all in silence."""

from collections.abc import Container

from django.utils.translation import gettext as _


def asked_filter(written: str, known: Container[str], usual: str) -> tuple[str, str]:
    """The filter to use, and what the page says where it does not know the one asked for ("" where it does)."""
    if not written or written in known:
        return written or usual, ""
    shown = "".join(sign if sign.isprintable() else " " for sign in written[:40])
    return usual, _("“%(filter)s” is no filter of this list. All of it is shown.") % {"filter": shown}
