"""One mail to a `Conversation`: the newest message's own words, and the thread it quotes."""

import hashlib
import re
from dataclasses import replace

from foothold.connectors.mail.charset import characters
from foothold.connectors.mail.letter import Letter, read_letter
from foothold.connectors.mail.lines import plain_lines
from foothold.connectors.mail.markup import html_lines
from foothold.connectors.mail.quotes import Message, QuotedMessage, messages, own_header
from foothold.connectors.mail.signature import without_signature
from foothold.connectors.mail.telling import LARGEST_BYTES, extension_of, is_html, is_mail
from foothold.core.conversation import Conversation, Earlier, Turn
from foothold.core.decoding import decode_text, refuse_large, refuse_long

_ENOUGH_TO_TELL = 64 * 1024
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def open_mail(data: bytes, name: str) -> Conversation:
    """The newest message of an EML or saved HTML mail, without quotes and signature (DESIGN 5).

    One turn, said by the name and address of the From field. The canonical text is the new text. A mail
    without words of its own (only quotes, only files) has no turn, and a gap says so.
    Raises `Unreadable`, one line for a person, when the bytes are no mail, too large or empty.
    """
    letter, kind = _letter(data, name)
    return _conversation(letter, name, kind, data)


def open_pasted(words: str, name: str) -> tuple[Conversation, str] | None:
    """A mail pasted with the header its program shows above it, and the date as it stands there; None for other words.

    From with an address or a date, and two more fields: "From: Vienna" above somebody's notes is no mail. The
    conversation is that of `open_mail`. Raises `Unreadable` when the words are too many.
    """
    lines = plain_lines(refuse_long(words))
    header = own_header(lines)
    if header is None or not (header.sent or "@" in (header.address or "")):
        return None
    letter = Letter(header.from_name, header.address, header.sent_at, "", lines[header.length :])
    earlier = tuple(Earlier(q.from_name, q.address, q.sent_at, q.text) for q in _quoted(letter))
    opened = _conversation(letter, name, "eml", words.encode("utf-8", "replace"))
    return replace(opened, earlier=earlier), header.sent


def new_text(letter: Letter) -> str:
    """What the writer says in this mail: its text without quotes and signature."""
    return _own_words(messages(letter.lines)[0], letter.from_name)


def saved_page(data: bytes, name: str) -> Letter | None:
    """The mail a person saved as a web page, None when `data` is a mail as programs exchange it."""
    if is_mail(data, weak_counts=False) or not (is_html(data) or extension_of(name) in {"html", "htm"}):
        return None
    return _saved_page(data)


def _conversation(letter: Letter, name: str, kind: str, data: bytes) -> Conversation:
    text = new_text(letter)
    gaps = () if text else (_why_nothing(letter),)
    # Who sends under no name is called by his address: nobody would make a note of ours of it.
    turns = (Turn(letter.from_name or letter.address or None, 0, len(text), address=letter.address),) if text else ()
    digest = hashlib.sha256(data).hexdigest()
    return Conversation(name, kind, text, turns, digest, held_at=letter.sent_at, gaps=gaps)


def _why_nothing(letter: Letter) -> str:
    if any(not line.blank for line in letter.lines):
        return "Nothing new is written in this mail: all of it is quoted, forwarded or signature."
    return "This mail holds no text: nothing was read from it."


def thread(data: bytes, name: str) -> list[QuotedMessage]:
    """The earlier messages a mail quotes, oldest first, as far as they are quoted; not the newest.

    An answer often rests on a slot that only the quoted message names. Raises as `open_mail`.
    """
    letter, _ = _letter(data, name)
    return _quoted(letter)


def _quoted(letter: Letter) -> list[QuotedMessage]:
    earlier = messages(letter.lines)[1:]
    quoted = [
        QuotedMessage(message.from_name, message.address, message.sent_at, _own_words(message, message.from_name))
        for message in reversed(earlier)
    ]
    return [message for message in quoted if message.text]


def _letter(data: bytes, name: str) -> tuple[Letter, str]:
    refuse_large(len(data), LARGEST_BYTES)
    decode_text(data.lstrip()[:_ENOUGH_TO_TELL])
    page = saved_page(data, name)
    return (page, "html") if page else (read_letter(data), "eml")


def _saved_page(data: bytes) -> Letter:
    declared = _CHARSET.search(data[:4096])
    text = characters(data, declared.group(1).decode("ascii") if declared else None)
    lines = html_lines(refuse_long(text))
    header = own_header(lines)
    if header is None:
        return Letter(None, None, None, "", lines)
    return Letter(header.from_name, header.address, header.sent_at, "", lines[header.length :])


def _own_words(message: Message, writer: str | None) -> str:
    return "\n".join(without_signature(message.lines, writer))
