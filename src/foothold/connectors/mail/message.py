"""One mail as a message between people: who wrote to whom, when, what is new in it, and which meetings it carries."""

import email.message
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from foothold.connectors.mail.addresses import MOST_ADDRESSES, addresses_shown, mailboxes
from foothold.connectors.mail.authentication import LONGEST_RESULTS, Authentication, judged
from foothold.connectors.mail.automatic import is_automatic
from foothold.connectors.mail.calendar_parts import calendar_parts, may_hold_calendar
from foothold.connectors.mail.charset import raw_bytes
from foothold.connectors.mail.headers import sender, unfolded, when
from foothold.connectors.mail.letter import Letter, fields_of, letter_of, parsed, parsed_headers
from foothold.connectors.mail.opening import new_text, saved_page
from foothold.connectors.mail.telling import LARGEST_BYTES
from foothold.core.decoding import decode, decode_text, refuse_large
from foothold.core.reference import references_in

NO_MESSAGE_ID = "@no-message-id.invalid"
"""How the identity ends that a mail without a Message-ID gets, made of its content (RFC 2606: never real)."""

_MOST_REFERENCES = 200
_ENOUGH_TO_TELL = 8 * 1024
_ID = re.compile(r"<([^<>\s]{1,900})>")
_SAYS_ANYTHING = frozenset({"from", "sender", "to", "subject", "date", "message-id", "received"})
_NO_HEADERS = "This mail names no sender, no recipient and no date."


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMessage:
    """A mail read. Addresses are lower case, times aware or None where the mail does not say.

    `message_id`, `in_reply_to` and `references` are without angle brackets; a mail without a
    Message-ID has one made of its content, which ends in `NO_MESSAGE_ID`. `to` are all people in To
    and Cc. `senders` is every address the From fields show: more than one, and nobody is verified.
    `new_text` is what the writer says himself (empty when not asked for), `named` the references of
    invitations (core.reference) in all of the text, quoted or not; `calendar_parts` the raw
    iCalendar texts. `authentication_results` is the topmost field of that name as it stands, so that
    the trusted server can be named later (`authenticated`). `gaps` name what could not be read.
    """

    message_id: str
    from_name: str | None = None
    from_address: str | None = None
    to: tuple[str, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    new_text: str = ""
    named: tuple[str, ...] = ()
    calendar_parts: tuple[bytes, ...] = ()
    authentication: Authentication = field(default_factory=lambda: judged("", "", None, False))
    authentication_results: str = ""
    senders: tuple[str, ...] = ()
    is_mass_mail: bool = False
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


def read_message(data: bytes, name: str, *, with_text: bool = True, authserv_id: str | None = None) -> MailMessage:
    """The mail in `data` (RFC 5322 and MIME, however broken; or saved as a web page).

    Without `with_text` the body is looked at for calendar parts only, which is several times faster.
    A text without any header is read as a mail that names nobody, and `gaps` says so; whether a file is
    a mail at all is for `looks_like_box`. Raises `Unreadable`, one line for a person, when the bytes are
    no text, empty, or beyond the limits of `open_mail`.
    """
    refuse_large(len(data), LARGEST_BYTES)
    decode_text(data.lstrip()[:_ENOUGH_TO_TELL])
    page = saved_page(data, name)
    if page is not None:
        return _of_page(page, data, with_text)
    message = parsed(data) if with_text or may_hold_calendar(data) else parsed_headers(data)
    read = of_headers(message, data, authserv_id)
    read = with_words(read, letter_of(message)) if with_text else read
    return replace(read, calendar_parts=calendar_parts(message))


def with_words(read: MailMessage, letter: Letter) -> MailMessage:
    """The mail with what stands in it."""
    return replace(read, new_text=new_text(letter), named=references_in("\n".join(line.text for line in letter.lines)))


def of_headers(message: email.message.Message, data: bytes, authserv_id: str | None) -> MailMessage:
    """What a mail's own fields say; `data` is what an identity is made of where they give none."""
    fields = fields_of(message)
    name, address = _writer(fields.get("from", fields.get("sender", "")))
    read = MailMessage(
        message_id=_id(fields.get("message-id", "")) or _made_id(fields, data),
        from_name=name,
        from_address=address,
        to=_people(message),
        sent_at=when(fields.get("date", "")),
        subject=unfolded(fields.get("subject", "")),
        authentication_results=_characters(fields.get("authentication-results", "")[: LONGEST_RESULTS + 1]),
        senders=_senders(message),
        is_mass_mail=is_automatic(fields),
        in_reply_to=_id(fields.get("in-reply-to", "")),
        gaps=() if _SAYS_ANYTHING & fields.keys() else (_NO_HEADERS,),
        references=tuple(_ID.findall(_characters(fields.get("references", ""))))[-_MOST_REFERENCES:],
    )
    return replace(read, authentication=authenticated(read, authserv_id))


def is_automatic_mail(data: bytes) -> bool:
    """Whether a mail's own headers say that it is list mail or an automatic reply. Raises as `open_mail`."""
    return is_automatic(fields_of(parsed_headers(data)))


def authenticated(message: MailMessage, authserv_id: str | None) -> Authentication:
    """The verdict on a mail already read, once it is known which server to trust (`authenticate`)."""
    address = message.from_address or ""
    return judged(message.authentication_results, address, authserv_id, message.senders == (address,))


def message_json(
    message: MailMessage, path: str, index: int | None = None, reason: str | None = None
) -> dict[str, Any]:
    """One line of `import --dry-run --json` for a mail (DESIGN 5); `reason` is what could not be read of it."""
    line: dict[str, Any] = {
        "path": path,
        "ok": True,
        "reason": reason or " ".join(message.gaps) or None,
        "message_id": message.message_id,
        "from": message.from_address or message.from_name,
        "to": list(message.to),
        "date": message.sent_at.isoformat() if message.sent_at else None,
        "subject": message.subject,
        "new_text": message.new_text,
    }
    return line if index is None else {**line, "index": index}


def _of_page(page: Letter, data: bytes, with_text: bool) -> MailMessage:
    address = (page.address or "").lower() or None
    read = MailMessage(
        message_id=hashlib.sha256(data).hexdigest()[:40] + NO_MESSAGE_ID,
        from_name=page.from_name,
        from_address=address,
        sent_at=page.sent_at,
        subject=page.subject,
        senders=(address,) if address else (),
    )
    return with_words(read, page) if with_text else read


def _writer(field_text: str) -> tuple[str | None, str | None]:
    """Name and address of the first person in From; the address in angle brackets counts, not one in the name."""
    first = next(iter(mailboxes(_characters(field_text))), None)
    if first is None:
        name, address = sender(field_text)
        return name, address.lower() if address else None
    return first.name or None, first.address


def _senders(message: email.message.Message) -> tuple[str, ...]:
    shown: dict[str, None] = {}
    for value in message.get_all("From", []):
        text = _characters(str(value))
        shown |= dict.fromkeys(mailbox.address for mailbox in mailboxes(text)) | dict.fromkeys(
            sorted(addresses_shown(text))
        )
        # A second From field, even of the same person, is a mail made to be read in two ways.
        shown |= {"": None} if shown and value is not message["From"] else {}
    return tuple(shown)


def _people(message: email.message.Message) -> tuple[str, ...]:
    fields = [_characters(str(value)) for name in ("To", "Cc") for value in message.get_all(name, [])]
    people = dict.fromkeys(mailbox.address for text in fields for mailbox in mailboxes(text))
    return tuple(people)[:MOST_ADDRESSES]


def _id(text: str) -> str:
    """A message's identity without its angle brackets; what stands there instead where it has none."""
    clean = " ".join(_characters(text[:2_000]).split())
    found = _ID.search(clean)
    return found.group(1) if found else clean.strip("<> ")[:900]


def _made_id(fields: Mapping[str, str], data: bytes) -> str:
    """The same for the same mail wherever it was kept: line ends and what servers add do not count."""
    said = "\n".join(_characters(fields.get(name, "")) for name in ("from", "to", "date", "subject"))
    body = data.replace(b"\r\n", b"\n").partition(b"\n\n")[2].strip()
    return hashlib.sha256(said.encode("utf-8", "replace") + b"\n\n" + body).hexdigest()[:40] + NO_MESSAGE_ID


def _characters(raw: str) -> str:
    """A field as written, its raw bytes read as UTF-8 or Windows-1252."""
    return decode(raw_bytes(raw))
