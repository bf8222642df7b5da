"""Header fields as we write them (RFC 5322, RFC 2047): ASCII only, short lines, one line never two fields.

Our own writer rather than the standard library's, because a letter sent again must be the same bytes, also
after an update of Python, and because a field is the place where a hostile name would add one.
"""

import base64
import re
import unicodedata
from collections.abc import Iterable

import idna

from foothold.connectors.mail.addresses import Mailbox

LONGEST_SUBJECT = 400
LONGEST_NAME = 200
"""In characters; what is longer is nobody's subject or name, and is cut."""

MOST_REFERENCES = 20
"""The first mail of a thread and its last ones; longer lists are refused by some servers."""

_LONGEST_LINE = 76
_LONGEST_WORD = 60
_BYTES_A_WORD = 42
"""Bytes in an encoded word of at most 75 characters (RFC 2047 2): 42 bytes are 56 characters of base64."""

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/?^_`{|}~-]+)*")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
                     r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")  # fmt: skip
_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,900}")
_LINE_ENDS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def ascii_address(address: str) -> str:
    """`address` as it goes over the wire: its domain in ASCII (IDNA 2008). Raises ValueError in words.

    Letters beyond ASCII before the "@" are refused: most servers on the way cannot take them (RFC 6531).
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or len(local) > 64 or _has_control(address.strip()):
        raise ValueError(f"{_shown(address)} is no mail address.")
    if not local.isascii():
        raise ValueError(
            f"{_shown(address)} has letters before the @ that many mail servers cannot take. Ask for another address."
        )
    if not _LOCAL_PART.fullmatch(local):
        raise ValueError(f"{_shown(address)} is no mail address.")
    return f"{local}@{ascii_domain(domain)}"


def ascii_domain(domain: str) -> str:
    """A domain in ASCII and lower case (IDNA 2008 with the mapping of UTS 46). Raises ValueError in words."""
    try:
        written = domain if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        written = ""
    if not _DOMAIN.fullmatch(written):
        raise ValueError(f"{_shown(domain)} is no domain.")
    return written.lower()


def text_field(name: str, text: str) -> str:
    """One unstructured field, as Subject."""
    words = one_line(text, LONGEST_SUBJECT)
    return _folded(name, words.split(" ") if _is_plain(words) else _encoded_words(words))


def people_field(name: str, people: Iterable[Mailbox]) -> str:
    """An address field, one person a line. Raises ValueError for what is no address."""
    written = [_person(person) for person in people]
    return f"{name}: " + ",\r\n ".join(written) + "\r\n"


def ids_field(name: str, ids: Iterable[str]) -> str:
    """In-Reply-To or References, one identity a line; identities no field can hold are left out, as is the field."""
    kept = [f"<{given}>" for given in dict.fromkeys(ids) if _MESSAGE_ID.fullmatch(given)]
    if len(kept) > MOST_REFERENCES:
        kept = kept[:1] + kept[1 - MOST_REFERENCES :]
    return f"{name}: " + "\r\n ".join(kept) + "\r\n" if kept else ""


def id_of(message_id: str) -> str:
    """A Message-ID of ours in its angle brackets. Raises ValueError where it is none."""
    if not _MESSAGE_ID.fullmatch(message_id) or message_id.count("@") != 1:
        raise ValueError(f"{_shown(message_id)} is no Message-ID.")
    return f"<{message_id}>"


def one_line(text: str, longest: int) -> str:
    """`text` on one line: line ends, tabs and other control characters become blanks, many blanks one."""
    clean = "".join(" " if unicodedata.category(sign) in _LINE_ENDS else sign for sign in text[: longest * 4])
    clean = " ".join(clean.split())
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"


def _person(person: Mailbox) -> str:
    address = ascii_address(person.address)
    name = one_line(person.name, LONGEST_NAME)
    if not name or name.lower() == person.address.lower():
        return address
    written = name if _ATOMS.fullmatch(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if len(written) > _LONGEST_WORD or not name.isascii() or "=?" in name:
        written = "\r\n ".join(_encoded_words(name))
    return f"{written}\r\n <{address}>" if len(written) + len(address) > _LONGEST_WORD else f"{written} <{address}>"


def _folded(name: str, words: Iterable[str]) -> str:
    lines, line = [], f"{name}:"
    for word in words:
        if len(line) + 1 + len(word) > _LONGEST_LINE and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line]) + "\r\n"


def _is_plain(words: str) -> bool:
    """Whether a line can stand as it is: no word too long to be folded, none that reads as encoded."""
    return words.isascii() and "=?" not in words and all(len(word) <= _LONGEST_WORD for word in words.split(" "))


def _encoded_words(text: str) -> list[str]:
    """RFC 2047: UTF-8 in base64, a character never split over two words."""
    pieces, piece = [], b""
    for sign in text:
        encoded = sign.encode("utf-8")
        if len(piece) + len(encoded) > _BYTES_A_WORD:
            pieces.append(piece)
            piece = b""
        piece += encoded
    return [f"=?utf-8?B?{base64.b64encode(piece).decode('ascii')}?=" for piece in [*pieces, piece]]


def _has_control(text: str) -> bool:
    return any(unicodedata.category(sign) in _LINE_ENDS for sign in text)


def _shown(text: str) -> str:
    return f'"{one_line(text, 80)}"'
