"""Address fields (RFC 5322 3.4) as they are written, in linear time: the standard library's parser is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foothold.connectors.mail.headers import unfolded

LONGEST_FIELD = 500_000
MOST_ADDRESSES = 10_000
_LONGEST_ADDRESS = 320

_STRUCTURE = re.compile(r"[\"()\\]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPLIT = re.compile(r"([,;:<>])")
_ADDRESS = re.compile(r"[^\s@,;<>()\[\]\"']{1,64}@[^\s@,;<>()\[\]\"']{1,255}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One "Name <address>". `address` is lower case; `name` is decoded, empty where none is given."""

    name: str
    address: str


def structured(value: str) -> Iterator[tuple[str, str]]:
    """The stretches of a structured field: ("text" | "quoted" | "comment", words) in their order.

    Quotes and comments (nested ones too) lose their marks and backslashes. A quote or comment that is
    never closed comes last as ("open", rest).
    """
    start = escaped = depth = 0
    quoted = False
    for mark in _STRUCTURE.finditer(value):
        at, sign = mark.start(), mark.group()
        if at < escaped:
            continue
        if sign == "\\":
            escaped = at + 2 if quoted or depth else at
        elif quoted or depth:
            ends = sign == '"' if quoted else depth == 1 and sign == ")"
            depth += 0 if quoted else {"(": 1, ")": -1}.get(sign, 0)
            if ends:
                yield "quoted" if quoted else "comment", _ESCAPED.sub(r"\1", value[start:at])
                quoted, start = False, at + 1
        elif sign != ")":
            yield "text", value[start:at]
            quoted, depth, start = sign == '"', int(sign == "("), at + 1
    yield "open" if quoted or depth else "text", value[start:]


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The people an address field names, each address once, at most `MOST_ADDRESSES`.

    Group names and entries without an "@" (an Exchange directory name) are left out. The address in
    angle brackets is the address, whatever address the name before it shows.
    """
    found: dict[str, Mailbox] = {}
    for entry in _entries(value[:LONGEST_FIELD].replace("[mailto:", "<").replace("<mailto:", "<")):
        mailbox = entry.mailbox()
        if mailbox is not None:
            found.setdefault(mailbox.address, mailbox)
        if len(found) >= MOST_ADDRESSES:
            break
    return tuple(found.values())


def addresses_shown(value: str) -> frozenset[str]:
    """Every address a field shows anywhere, lower case: in names and comments too, encoded or not."""
    shown = unfolded(value)
    return frozenset(found.group().lower() for found in _ADDRESS.finditer(shown))


@dataclass(slots=True)
class _Entry:
    """One entry of an address list under construction."""

    name: str = ""
    comment: str = ""
    inside: str | None = None
    open: bool = False

    def mailbox(self) -> Mailbox | None:
        """Who it names; a bare address is the last word with an "@", as in "Anna Weber a@b.example"."""
        name = self.name
        written = (self.inside or "").strip()
        if "@" not in written:
            words = self.name.split()
            written = next((word for word in reversed(words) if "@" in word), "")
            name = self.comment
        address = written.strip("<>()[]'\" ").removeprefix("mailto:").lower()
        local, _, domain = address.rpartition("@")
        if not local or not domain or len(address) > _LONGEST_ADDRESS or any(map(str.isspace, address)):
            return None
        name = unfolded(name).strip("\"'<>[],; ") if name else ""
        return Mailbox("" if name.lower() == address else name, address)


def _entries(value: str) -> Iterator[_Entry]:
    entry = _Entry()
    for kind, words in structured(value):
        if kind == "comment":
            entry.comment = entry.comment or words
        elif kind == "quoted":
            if entry.open:
                entry.inside = f'{entry.inside}"{words}"'
            else:
                entry.name += words
        else:
            for piece in _SPLIT.split(words):
                if piece in {",", ";"}:
                    yield entry
                    entry = _Entry()
                elif piece == ":" and not entry.open and "@" not in entry.name:
                    entry = _Entry()  # the name of a group ends here
                elif piece == "<":
                    entry.open, entry.inside = True, ""
                elif piece == ">":
                    entry.open = False
                elif entry.open:
                    entry.inside = (entry.inside or "") + piece
                else:
                    entry.name += piece
    yield entry
