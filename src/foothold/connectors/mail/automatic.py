"""Mail that no person wrote to another, by its own headers (docs/decisions/0005)."""

from collections.abc import Mapping

_MARKS = frozenset({"list-unsubscribe", "list-id", "x-autoreply", "x-auto-reply", "x-autorespond"})
_BULK = ("bulk", "list", "junk", "auto_reply")


def is_automatic(fields: Mapping[str, str]) -> bool:
    """Whether headers name list mail or an automatic reply (RFC 2369, 2919, 3834); names in lower case.

    Answers that calendar programs send on a person's behalf may be marked so too: their calendar
    parts count all the same.
    """
    submitted = fields.get("auto-submitted", "no").strip().lower()
    precedence = fields.get("precedence", "").strip().lower()
    return bool(_MARKS & fields.keys()) or not submitted.startswith("no") or precedence.startswith(_BULK)
