"""One mail to a `Conversation`: the newest message's own words, and the thread it quotes."""

import hashlib
import re

from foothold.connectors.mail.charset import characters
from foothold.connectors.mail.letter import Letter, read_letter
from foothold.connectors.mail.markup import html_lines
from foothold.connectors.mail.quotes import Message, QuotedMessage, messages, own_header
from foothold.connectors.mail.signature import without_signature
from foothold.core.conversation import Conversation, Turn
from foothold.core.decoding import decode, decode_text, refuse_large, refuse_long

LARGEST_BYTES = 30_000_000
"""Largest mail read, in bytes, attachments included; callers check a file's size before reading it."""

_HEADER_NAMES = (
    b"from", b"to", b"subject", b"date", b"message-id", b"received", b"mime-version", b"content-type",
    b"return-path", b"delivered-to", b"reply-to", b"cc", b"sender", b"x-mailer", b"dkim-signature",
    b"in-reply-to", b"references", b"authentication-results", b"content-transfer-encoding", b"user-agent",
    b"thread-topic", b"list-id",
)  # fmt: skip
_ONLY_IN_MAIL = frozenset(_HEADER_NAMES) - {
    b"from",
    b"to",
    b"subject",
    b"date",
    b"cc",
    b"sender",
    b"references",
}
_ENOUGH_TO_TELL = 64 * 1024
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def open_mail(data: bytes, name: str) -> Conversation:
    """The newest message of an EML or saved HTML mail, without quotes and signature (DESIGN 5).

    One turn, said by the name and address of the From field. The canonical text is the new text. A mail
    without words of its own (only quotes, only files) has no turn, and a gap says so.
    Raises `Unreadable`, one line for a person, when the bytes are no mail, too large or empty.
    """
    letter, kind = _letter(data, name)
    text = new_text(letter)
    gaps = () if text else (_why_nothing(letter),)
    turns = (Turn(letter.from_name, 0, len(text), address=letter.address),) if text else ()
    digest = hashlib.sha256(data).hexdigest()
    return Conversation(name, kind, text, turns, digest, held_at=letter.sent_at, gaps=gaps)


def new_text(letter: Letter) -> str:
    """What the writer says in this mail: its text without quotes and signature."""
    return _own_words(messages(letter.lines)[0], letter.from_name)


def saved_page(data: bytes, name: str) -> Letter | None:
    """The mail a person saved as a web page, None when `data` is a mail as programs exchange it."""
    if is_mail(data, weak_counts=False) or not (_is_html(data) or _extension(name) in {"html", "htm"}):
        return None
    return _saved_page(data)


def _why_nothing(letter: Letter) -> str:
    if any(not line.blank for line in letter.lines):
        return "Nothing new is written in this mail: all of it is quoted, forwarded or signature."
    return "This mail holds no text: nothing was read from it."


def thread(data: bytes, name: str) -> list[QuotedMessage]:
    """The earlier messages a mail quotes, oldest first, as far as they are quoted; not the newest.

    An answer often rests on a slot that only the quoted message names. Raises as `open_mail`.
    """
    letter, _ = _letter(data, name)
    earlier = messages(letter.lines)[1:]
    quoted = [
        QuotedMessage(message.from_name, message.address, message.sent_at, _own_words(message, message.from_name))
        for message in reversed(earlier)
    ]
    return [message for message in quoted if message.text]


def looks_like(data: bytes, name: str) -> bool:
    """Whether `data` is a mail by its content, else by the extension of `name`."""
    extension = _extension(name)
    if extension in {"eml", "mht", "mhtml", "html", "htm"}:
        return True
    return is_mail(data, weak_counts=extension not in {"txt", "md", "vtt", "srt"}) or _is_html(data)


def _letter(data: bytes, name: str) -> tuple[Letter, str]:
    refuse_large(len(data), LARGEST_BYTES)
    decode_text(data.lstrip()[:_ENOUGH_TO_TELL])
    page = saved_page(data, name)
    return (page, "html") if page else (read_letter(data), "eml")


def _extension(name: str) -> str:
    return name.lower().rpartition(".")[2]


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


def _is_html(data: bytes) -> bool:
    start = decode(data[:4096]).lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body", "<meta")) or (
        start.startswith("<") and any(tag in start for tag in ("<html", "<body", "<div", "<table", "<p>", "<br"))
    )


def is_mail(data: bytes, weak_counts: bool) -> bool:
    """Header fields before the first blank line, From among them.

    In text files "From:", "To:", "Subject:" alone are somebody's notes; a field only mail programs
    write is asked for.
    """
    start = data[:16_384].lstrip(b"\xef\xbb\xbf\r\n\t ").replace(b"\r\n", b"\n")
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        start = decode(start[: len(start) // 2 * 2]).encode()
    head = start.partition(b"\n\n")[0].split(b"\n")
    if head and head[0].startswith(b"From "):
        head = head[1:]
    fields = {line.partition(b":")[0].lower() for line in head if b":" in line[:40] and line[:1] not in b" \t"}
    known = fields & set(_HEADER_NAMES)
    if head and head[0].partition(b":")[0].lower() not in known and not _is_field(head[0]):
        return False
    return b"from" in known and len(known) >= 3 and (weak_counts or bool(known & _ONLY_IN_MAIL))


def _is_field(line: bytes) -> bool:
    name, colon, _ = line.partition(b":")
    return bool(colon) and len(name) < 60 and b" " not in name and name.isascii()
