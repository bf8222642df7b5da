"""A mail or a meeting's answer saved from Outlook as .msg (MS-OXMSG, MS-OXCMSG)."""

import hashlib
from dataclasses import replace
from datetime import datetime

from foothold.connectors.mail.charset import characters
from foothold.connectors.mail.letter import Letter, parsed_headers
from foothold.connectors.mail.lines import Line, plain_lines
from foothold.connectors.mail.markup import html_lines
from foothold.connectors.mail.message import NO_MESSAGE_ID, MailMessage, authenticated, of_headers, with_words
from foothold.connectors.mail.outlook_meeting import is_meeting_class, meeting_part
from foothold.connectors.mail.outlook_properties import OutlookItem, Properties, address_of, charset_of, open_item
from foothold.connectors.mail.rtf import decompressed, words_of_rtf
from foothold.connectors.mail.telling import LARGEST_BYTES
from foothold.core.conversation import Unreadable
from foothold.core.decoding import refuse_large, refuse_long

_CLASS, _SUBJECT, _HEADERS = 0x001A, 0x0037, 0x007D
_BODY, _RTF, _HTML, _BODY_CODEPAGE = 0x1000, 0x1009, 0x1013, 0x3FDE
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = 0x1035, 0x1042, 0x1039
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
# Name, SMTP address, address of any kind: first whom the mail is from, then who pressed Send for them.
_WRITERS = ((0x0042, 0x5D02, 0x0065), (0x0C1A, 0x5D01, 0x0C1F))
_RECIPIENT_TYPE = 0x0C15
_TO, _CC = 1, 2

_MAIL = ("ipm.note", "report.ipm", "ipm.post", "ipm.outlook.recall")
_AUTOMATIC = ("report.", "ipm.note.rules.")


def read_msg(data: bytes, name: str, *, with_text: bool = True, authserv_id: str | None = None) -> MailMessage:
    """The mail in an Outlook .msg; for a meeting's answer, request or entry, `calendar_parts` holds it.

    What the mail's own internet headers say counts, where Outlook kept them; its properties otherwise.
    The iCalendar text of a meeting is made here from Outlook's properties.
    Raises `Unreadable` for what is no mail and no meeting, too large, damaged, or a meeting without
    time or identity.
    """
    refuse_large(len(data), LARGEST_BYTES)
    with open_item(data) as item:
        return _read(item, with_text, authserv_id)


def _read(item: OutlookItem, with_text: bool, authserv_id: str | None) -> MailMessage:
    kind = (item.properties.text(_CLASS) or "IPM.Note").lower()
    if not kind.startswith(_MAIL) and not is_meeting_class(kind):
        raise Unreadable(f"This Outlook item is neither a mail nor a meeting ({kind}).")
    lines, gaps = _words(item.properties)
    read = _heads(item, lines)
    read = replace(read, gaps=gaps, is_mass_mail=read.is_mass_mail or kind.startswith(_AUTOMATIC))
    if with_text:
        letter = Letter(read.from_name, read.from_address, read.sent_at, read.subject, lines)
        read = with_words(read, letter)
    if is_meeting_class(kind):
        read = replace(read, calendar_parts=(meeting_part(item, kind, read.from_address, read.from_name),))
    return replace(read, authentication=authenticated(read, authserv_id))


def _heads(item: OutlookItem, lines: list[Line]) -> MailMessage:
    """Who wrote to whom, when and about what: headers first, properties for what they do not say."""
    properties = item.properties
    head = (properties.text(_HEADERS) or "").encode("utf-8", "replace")
    said = of_headers(parsed_headers(head), head, None)
    name, address = _writer(properties)
    subject = properties.text(_SUBJECT) or said.subject
    sent_at = said.sent_at or properties.time(_SUBMITTED) or properties.time(_DELIVERED)
    own_id = said.message_id if not said.message_id.endswith(NO_MESSAGE_ID) else _id(properties.text(_MESSAGE_ID))
    return replace(
        said,
        message_id=own_id or _made_id(address, sent_at, subject, lines),
        from_name=said.from_name if said.from_address else name,
        from_address=said.from_address or address,
        to=said.to or _recipients(item),
        sent_at=sent_at,
        subject=" ".join(subject.split()),
        senders=said.senders or ((address,) if address else ()),
        in_reply_to=said.in_reply_to or _id(properties.text(_IN_REPLY_TO)),
        references=said.references or tuple(map(_id, (properties.text(_REFERENCES) or "").split()[-200:])),
    )


def _writer(properties: Properties) -> tuple[str | None, str | None]:
    """Name and address; an Exchange directory name ("/o=...") is no address."""
    known: str | None = None
    for name_tag, *address_tags in _WRITERS:
        name = properties.text(name_tag)
        known = known or name
        for tag in address_tags:
            address = (properties.text(tag) or "").strip().lower()
            if "@" in address and not address.startswith("/"):
                return (name if name and name.lower() != address else None), address
    return known, None


def _recipients(item: OutlookItem) -> tuple[str, ...]:
    people = (one for one in item.recipients if (one.number(_RECIPIENT_TYPE) or 0) & 0xF in {_TO, _CC})
    return tuple(dict.fromkeys(address for one in people if (address := address_of(one))))


def _id(text: str | None) -> str:
    return (text or "").strip().strip("<>")[:900]


def _made_id(address: str | None, sent_at: datetime | None, subject: str, lines: list[Line]) -> str:
    said = [address or "", sent_at.isoformat() if sent_at else "", subject, *(line.text for line in lines)]
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:40] + NO_MESSAGE_ID


def _words(properties: Properties) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of the body and what of it could not be read: plain text first, as in any mail."""
    plain = properties.text(_BODY)
    if plain and plain.strip():
        return plain_lines(refuse_long(plain)), ()
    page = properties.binary(_HTML)
    html = characters(page, charset_of(properties.number(_BODY_CODEPAGE) or 65001)) if page else properties.text(_HTML)
    if html and html.strip():
        return html_lines(refuse_long(html)), ()
    packed = properties.binary(_RTF)
    if packed is None:
        return [], ("This mail holds no text: nothing was read from it.",)
    rtf = decompressed(packed)
    if rtf is None:
        return [], ("Its text is kept as RTF that could not be opened.",)
    form, text = words_of_rtf(rtf)
    refuse_long(text)
    return (html_lines(text) if form == "html" else plain_lines(text)), ()
