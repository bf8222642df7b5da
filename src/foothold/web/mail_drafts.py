"""A mail draft as a link (RFC 6068): it opens in the person's own mail program, and nothing leaves by it."""

from collections.abc import Iterable
from urllib.parse import quote

LONGEST_DRAFT = 1_900
"""Characters of a link that every program takes; what is over is left out at the end of the text."""


def mail_draft(to: Iterable[str], subject: str, text: str, *, ending: str = "") -> str:
    """The address of a draft. Lines are ended as mail ends them; `ending` stays, however long the text is."""
    people = ",".join(quote(address, safe="@") for address in to)
    link = f"mailto:{people}?subject={quote(' '.join(subject.split()))}&body="
    last = _cut(ending, LONGEST_DRAFT - len(link))
    return link + _cut(text, LONGEST_DRAFT - len(link) - len(last)) + last


def _cut(text: str, room: int) -> str:
    written, length = [], 0
    for character in text.replace("\r\n", "\n").replace("\n", "\r\n"):
        escaped = quote(character)
        length += len(escaped)
        if length > room:
            break
        written.append(escaped)
    return "".join(written)
