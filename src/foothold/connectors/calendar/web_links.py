"""A meeting filled in beforehand on Google's or Outlook's page, for the seller to look at and send himself.

Nothing has to be connected for it. The page makes an entry with a UID of its own: the reference code in the text is
how it is known again when the answers come back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from html import escape
from urllib.parse import quote

from foothold.connectors.calendar.written_lines import encodable, in_one_line, is_mailbox
from foothold.core.invitation import Invitation

LONGEST_LINK = 2_000
"""Characters of a link. Outlook's servers take 2,048; Google's login passes a link on within another."""

_CUT = "…"
_TITLE = 500  # characters of the link, encoded
_PLACE = 300
_GUESTS = 700


class OutlookPage(StrEnum):
    """Whose Outlook on the web: a firm's or school's account, or a private one."""

    OFFICE = "outlook.office.com"
    LIVE = "outlook.live.com"


@dataclass(frozen=True, slots=True)
class WebLink:
    """`address` to open. `is_shortened` where not all of the text fits in; `left_out` are the attendees who do not."""

    address: str
    is_shortened: bool = False
    left_out: tuple[str, ...] = ()


def google_link(invitation: Invitation, reference: str) -> WebLink:
    """Google Calendar's page for a new meeting with `invitation` filled in; `reference` stands last in its text."""
    fixed = [
        ("action", "TEMPLATE"),
        ("dates", f"{_compact(invitation.starts_at)}/{_compact(invitation.ends_at)}"),
        ("ctz", invitation.tz),
    ]
    names = _Names(title="text", place="location", guests="add", text="details")
    return _link("https://calendar.google.com/calendar/render", fixed, names, _encoded, invitation, reference)


def outlook_link(invitation: Invitation, reference: str, page: OutlookPage = OutlookPage.OFFICE) -> WebLink:
    """Outlook's page for a new meeting with `invitation` filled in; `reference` stands last in its text.

    Outlook knows no zone here: the page shows the moments in that of its own settings.
    """
    fixed = [
        ("path", "/calendar/action/compose"),
        ("rru", "addevent"),
        ("startdt", _extended(invitation.starts_at)),
        ("enddt", _extended(invitation.ends_at)),
    ]
    names = _Names(title="subject", place="location", guests="to", text="body")
    return _link(f"https://{page}/calendar/0/deeplink/compose", fixed, names, _encoded_html, invitation, reference)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a page calls the parts of a meeting."""

    title: str
    place: str
    guests: str
    text: str


def _link(
    page: str,
    fixed: Iterable[tuple[str, str]],
    names: _Names,
    encoded_text: Callable[[str], str],
    invitation: Invitation,
    reference: str,
) -> WebLink:
    address = page + "?" + "&".join(f"{name}={_encoded(value)}" for name, value in fixed)
    title, _ = _fitting(in_one_line(invitation.summary), _TITLE, _encoded)
    address += f"&{names.title}={title}"
    guests, left_out = _guests(invitation)
    if guests:
        address += f"&{names.guests}={guests}"
    place, _ = _fitting(in_one_line(invitation.place), _PLACE, _encoded)
    if place:
        address += f"&{names.place}={place}"
    address += f"&{names.text}="
    last_line = encoded_text(("\n\n" if invitation.text.strip() else "") + in_one_line(reference))
    text, is_shortened = _fitting(_plain(invitation.text), LONGEST_LINK - len(address) - len(last_line), encoded_text)
    return WebLink(address + text + last_line, is_shortened, left_out)


def _guests(invitation: Invitation) -> tuple[str, tuple[str, ...]]:
    """The addresses with commas between them, and those that find no room."""
    written, left_out = "", []
    for attendee in invitation.attendees:
        # Within a list a comma of an address would make two of it.
        usable = is_mailbox(attendee.address) and not set(attendee.address) & set(',;"')
        longer = f"{written},{_encoded(attendee.address)}" if written else _encoded(attendee.address)
        if usable and len(longer) <= _GUESTS:
            written = longer
        else:
            left_out.append(attendee.address)
    return written, tuple(left_out)


def _fitting(text: str, room: int, encoded: Callable[[str], str]) -> tuple[str, bool]:
    """`text` encoded, cut between characters to `room`; whether it was cut."""
    whole = encoded(text)
    if len(whole) <= room:
        return whole, False
    kept, room = "", room - len(encoded(_CUT))
    for char in text:
        kept_longer = kept + encoded(char)
        if len(kept_longer) > room:
            break
        kept = kept_longer
    return kept + encoded(_CUT), True


def _plain(text: str) -> str:
    """The lines of `text`, without control characters."""
    return "\n".join(in_one_line(line) for line in text.strip().splitlines())


def _encoded(text: str) -> str:
    return quote(encodable(text), safe="")


def _encoded_html(text: str) -> str:
    """Outlook takes the text for HTML."""
    return _encoded(escape(text, quote=False).replace("\n", "<br>"))


def _compact(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _extended(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
