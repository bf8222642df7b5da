"""A mailbox on an IMAP server, read and never changed: nothing is marked as seen, moved or deleted.

First the headings of what is new, many at once; then the whole of those the caller wants (DESIGN 6: only
threads with known customers are kept), so that what is nobody's business never leaves the server.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import monotonic, sleep
from typing import Any

from foothold.connectors.mail.imap_client import (
    BROKEN,
    SECONDS_A_COMMAND,
    Client,
    Wire,
    close,
    idle,
    open_client,
)
from foothold.connectors.mail.letter import parsed_headers
from foothold.connectors.mail.mail_network import Network
from foothold.connectors.mail.mail_server import MailServer
from foothold.connectors.mail.mail_troubles import MailFailed, Why
from foothold.connectors.mail.message import MailMessage, of_headers
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable

LARGEST_MAIL = 20_000_000
"""Bytes. A larger mail is skipped and named: it carries files, and no invitation is that large."""

HEADINGS_AT_ONCE = 500
BYTES_AT_ONCE = 8_000_000
"""A batch is handed over when the mails in it have so many bytes, so that few are held in memory."""

SECONDS_AN_ANSWER = 30.0

_POLL_EVERY = 60.0
_IDLE_AT_MOST = 540.0
"""Seconds. RFC 2177 asks for less than 29 minutes; routers forget silent connections after ten."""

_SLOWEST = 50_000
"""Bytes a second: a mail of 20 MB may take seven minutes."""

_NOT_GIVEN = "The mail server does not hand this mail over. Open it in your mail program; it may be damaged there."
_SEARCHED_AT_ONCE = 50_000
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_HEADING_FIELDS = (
    "FROM SENDER TO CC SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE AUTHENTICATION-RESULTS "
    "AUTO-SUBMITTED PRECEDENCE LIST-ID LIST-UNSUBSCRIBE X-AUTOREPLY X-AUTO-REPLY X-AUTORESPOND"
)
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,15})\b")
_SENT_NAMES = frozenset(
    {"sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente", "gesendete objekte"}
    | {"gesendete nachrichten", "envoyés", "éléments envoyés", "enviados", "posta inviata", "verzonden items"}
)


@dataclass(frozen=True, slots=True)
class Folder:
    """`name` as the server has it. `kind` is "inbox", "sent" or empty."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder was read: everything up to `last_uid`, as long as its UIDVALIDITY is the same (RFC 3501)."""

    folder: str
    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of a mail before it is read. `message` has no text and no calendar parts yet; `size` in bytes.

    Of a mail without a Message-ID the identity is made of its fields alone: the whole mail has another.
    """

    folder: Folder
    uid: int
    size: int
    message: MailMessage


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail that was wanted, as it stands on the server."""

    heading: Heading
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """What came, oldest first, and the `cursor` to keep in the same transaction as what is made of it.

    `seen` counts the headings looked at. `restarted` says that the server numbered the folder anew
    (UIDVALIDITY): everything comes again, to be told by its Message-ID.
    """

    cursor: Cursor
    mails: tuple[NewMail, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    seen: int = 0
    restarted: bool = False


Wants = Callable[[Heading], bool]


@contextmanager
def open_mailbox(server: MailServer, secret: str, *, network: Network | None = None) -> Iterator["OpenMailbox"]:
    """The mailbox, for as long as the `with` lasts.

    Raises `MailRefused` when a person has to change something (password, encryption, name) and `MailFailed`
    when it may work later; each is one line for a person and never holds the secret. So do its methods.
    """
    mailbox = OpenMailbox(open_client(server, secret, network or Network(), SECONDS_AN_ANSWER), server)
    try:
        yield mailbox
    finally:
        close(mailbox.client)


class OpenMailbox:
    """A connection that is logged in; made by `open_mailbox`."""

    def __init__(self, client: Client, server: MailServer) -> None:
        self.client = client
        self._server = server
        self._next_uid: dict[str, int] = {}
        self._idles = "IDLE" in client.client.capabilities

    def folders(self) -> tuple[Folder, ...]:
        """The inbox and, where it is found (RFC 6154, else by its name), the folder of sent mail."""
        with self._answered():
            listed = self.client.folder.list()
        inbox = next((info.name for info in listed if info.name.upper() == "INBOX"), "INBOX")
        sent = [info.name for info in listed if "\\sent" in map(str.lower, info.flags)]
        sent += [info.name for info in listed if _last_word(info.name, info.delim) in _SENT_NAMES]
        return (Folder(inbox, "inbox"), *(Folder(name, "sent") for name in sent[:1]))

    def count(self, folder: Folder) -> int:
        """How many mails a folder holds."""
        return self._examine(folder.name)[2]

    def new_messages(
        self,
        cursors: Iterable[Cursor],
        wants: Wants,
        *,
        since: date | None = None,
        largest: int = LARGEST_MAIL,
    ) -> Iterator[Batch]:
        """Everything beyond `cursors` in the inbox and the folder of sent mail, as batches.

        Without a cursor a folder is read from its beginning, or from what came on `since` or later. Of the
        mails that `wants` picks by their headings the whole is fetched; one larger than `largest` bytes comes
        as `Skipped`. Stop taking batches and go on another time from the last cursor kept.
        """
        known = {cursor.folder: cursor for cursor in cursors}
        for folder in self.folders():
            yield from self._of_folder(folder, known.get(folder.name), wants, since, largest)

    def wait(self, seconds: float, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Whether the inbox got more mail within `seconds`, by IDLE or, where that is not offered, by asking.

        Mail that came since `new_messages` looked, or since the last wait, counts, once. `stopped` is asked every
        second.
        """
        until = monotonic() + seconds
        inbox = self.folders()[0].name
        while True:
            before = self._next_uid.get(inbox, 0)
            next_uid = self._next_uid[inbox] = self._examine(inbox)[1]
            if before and next_uid > before:
                return True
            left = until - monotonic()
            if left <= 0 or stopped():
                return False
            if self._idles:
                with self._answered() as wire:
                    has_more = idle(wire, min(left, _IDLE_AT_MOST), stopped)
                if has_more:
                    # Told once: the next wait begins behind it.
                    self._next_uid[inbox] = self._examine(inbox)[1]
                    return True
                self._idles = has_more is not None
            else:
                pause = monotonic() + min(left, _POLL_EVERY)
                while not stopped() and (rest := pause - monotonic()) > 0:
                    sleep(min(rest, 1.0))

    def _of_folder(
        self, folder: Folder, cursor: Cursor | None, wants: Wants, since: date | None, largest: int
    ) -> Iterator[Batch]:
        uidvalidity, next_uid, count = self._examine(folder.name)
        self._next_uid[folder.name] = next_uid
        restarted = cursor is not None and cursor.uidvalidity != uidvalidity
        last = cursor.last_uid if cursor is not None and not restarted else 0
        making = _Making(folder, uidvalidity, last, restarted)
        if next_uid and next_uid <= last + 1:
            return
        for uids in _in_pieces(self._search(last, None if last else since, count), HEADINGS_AT_ONCE):
            yield from self._read(making, self._headings(folder, uids), wants, largest)
        # What was not searched for, or is gone already, need not be asked for again.
        making.last = max(making.last, next_uid - 1)
        yield making.batch()

    def _read(
        self, making: "_Making", headings: "list[Heading | Skipped]", wants: Wants, largest: int
    ) -> Iterator[Batch]:
        wanted: list[Heading] = []
        for heading in headings:
            making.seen += 1
            if isinstance(heading, Skipped):
                making.skipped.append(heading)
            elif not wants(heading):
                continue
            elif heading.size > largest:
                making.skipped.append(_too_large(heading, largest))
            else:
                wanted.append(heading)
        for group in _by_bytes(wanted, BYTES_AT_ONCE):
            for mail in self._whole(group):
                if isinstance(mail, Skipped):
                    making.skipped.append(mail)
                else:
                    making.mails.append(mail)
            if group[-1] is not wanted[-1]:
                making.last = group[-1].uid
                yield making.batch()
        uids = [heading.uid for heading in headings if isinstance(heading, Heading)]
        making.last = max([making.last, *uids])
        yield making.batch()

    def _search(self, last: int, since: date | None, count: int) -> list[int]:
        """The UIDs beyond `last`, ascending. Asked for in pieces, since a line has an end.

        From the last piece to the first: a mail deleted meanwhile moves others down, where they are still met.
        """
        found: set[int] = set()
        criteria = f"UID {last + 1}:*"
        if since is not None:
            criteria += f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        for start in reversed(range(1, count + 1, _SEARCHED_AT_ONCE)):
            end = start + _SEARCHED_AT_ONCE - 1
            with self._answered() as wire:
                answer, data = wire.uid("SEARCH", f"{start}:{end if end < count else '*'} {criteria}")
                if answer != "OK":
                    raise wire.error(answer)
            found.update(int(uid) for piece in data if piece for uid in piece.split() if uid.isdigit())
        # "n:*" names the last mail even where its UID is smaller than n.
        return sorted(uid for uid in found if uid > last)

    def _headings(self, folder: Folder, uids: Sequence[int]) -> "list[Heading | Skipped]":
        asked = f"(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({_HEADING_FIELDS})])"
        found = self._fetch(uids, asked)
        headings: list[Heading | Skipped] = [_heading(folder, uid, *found[uid]) for uid in uids if uid in found]
        return headings + [Skipped(f"{folder.name}/{uid}", _NOT_GIVEN) for uid in uids if uid in found.refused]

    def _whole(self, headings: Sequence[Heading]) -> list[NewMail | Skipped]:
        """The mails themselves; one that is gone meanwhile is left out."""
        found = self._fetch(
            [heading.uid for heading in headings], "(UID BODY.PEEK[])", sum(one.size for one in headings)
        )
        mails: list[NewMail | Skipped] = []
        for heading in headings:
            if heading.uid in found:
                mails.append(NewMail(heading, found[heading.uid][1]))
            elif heading.uid in found.refused:
                mails.append(Skipped(f"{heading.folder.name}/{heading.uid}", _NOT_GIVEN))
        return mails

    def _fetch(self, uids: Sequence[int], asked: str, expected_bytes: int = 0) -> "_Fetched":
        """What is asked of each mail. Where a server refuses several, each is asked for by itself."""
        with self._answered(seconds=SECONDS_A_COMMAND + expected_bytes / _SLOWEST) as wire:
            answer, data = wire.uid("FETCH", _ranges(uids), asked)
        if answer == "OK":
            return _fetched(data, set(uids))
        if len(uids) == 1:
            return _Fetched(refused=set(uids))
        found = _Fetched()
        for half in (uids[: len(uids) // 2], uids[len(uids) // 2 :]):
            part = self._fetch(half, asked, expected_bytes)
            found.update(part)
            found.refused |= part.refused
        return found

    def _examine(self, folder: str) -> tuple[int, int, int]:
        """UIDVALIDITY, UIDNEXT (0 where it is not said) and how many mails; read only (EXAMINE)."""
        with self._answered(folder) as wire:
            _, data = self.client.folder.set(folder, readonly=True)
            return _number(wire, "UIDVALIDITY"), _number(wire, "UIDNEXT"), int(data[0] or 0)

    @contextmanager
    def _answered(self, folder: str = "", seconds: float = SECONDS_A_COMMAND) -> Iterator[Wire]:
        wire = self.client.client
        wire.until = monotonic() + seconds
        try:
            yield wire
        except TimeoutError:
            raise MailFailed(Why.TOO_SLOW, self._server.host) from None
        except (OSError, wire.abort):
            raise MailFailed(Why.CUT_SHORT, self._server.host) from None
        except BROKEN as failed:
            if folder and not isinstance(failed, ValueError):
                raise MailFailed(Why.NO_FOLDER, self._server.host, whom=folder) from None
            raise MailFailed(Why.TROUBLE, self._server.host, said=type(failed).__name__) from None


@dataclass(slots=True)
class _Making:
    """A batch under construction."""

    folder: Folder
    uidvalidity: int
    last: int
    restarted: bool
    mails: list[NewMail] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    seen: int = 0

    def batch(self) -> Batch:
        cursor = Cursor(self.folder.name, self.uidvalidity, self.last)
        done = Batch(cursor, tuple(self.mails), tuple(self.skipped), self.seen, self.restarted)
        self.mails, self.skipped, self.seen = [], [], 0
        return done


class _Fetched(dict[int, tuple[int, bytes]]):
    """By UID: the size that was said (0: none) and what was asked for. `refused` are mails the server keeps back."""

    def __init__(self, refused: Iterable[int] = ()) -> None:
        super().__init__()
        self.refused = set(refused)


def _fetched(data: list[Any], known: set[int]) -> _Fetched:
    """imaplib's answer to FETCH, without the mails nobody asked for."""
    found = _Fetched()
    for at, piece in enumerate(data):
        if not isinstance(piece, tuple):
            continue
        # Some servers name the UID behind the mail.
        behind = data[at + 1] if at + 1 < len(data) else b""
        said = piece[0] + b" " + (behind if isinstance(behind, bytes) else b"")
        uid, size = _UID.search(said), _SIZE.search(said)
        if uid and int(uid.group(1)) in known:
            found[int(uid.group(1))] = (int(size.group(1)) if size else 0, piece[1])
    return found


def _heading(folder: Folder, uid: int, size: int, data: bytes) -> Heading | Skipped:
    try:
        return Heading(folder, uid, size, of_headers(parsed_headers(data), data, None))
    except Unreadable as unreadable:
        return Skipped(f"{folder.name}/{uid}", str(unreadable))
    except ValueError as error:
        # One mail nobody can make sense of stops no mailbox.
        return Skipped(f"{folder.name}/{uid}", f"Its headers cannot be read ({type(error).__name__}).")


def _too_large(heading: Heading, largest: int) -> Skipped:
    what = heading.message.subject or "without a subject"
    return Skipped(
        f"{heading.folder.name}/{heading.uid}",
        f'The mail "{what[:80]}" has {heading.size / 1e6:,.0f} MB; Foothold reads up to {largest / 1e6:,.0f} MB.',
    )


def _number(wire: Wire, name: str) -> int:
    _, data = wire.response(name)
    said = data[0] if data and isinstance(data[0], bytes) else b""
    return int(said) if said.isdigit() else 0


def _last_word(name: str, delimiter: str) -> str:
    return (name.rpartition(delimiter)[2] if delimiter and delimiter != "NIL" else name).casefold()


def _in_pieces(uids: list[int], most: int) -> Iterator[list[int]]:
    for start in range(0, len(uids), most):
        yield uids[start : start + most]


def _ranges(uids: Sequence[int]) -> str:
    """Ascending UIDs as IMAP writes them: 1,2,3,7 is "1:3,7"."""
    pieces: list[list[int]] = []
    for uid in uids:
        if pieces and pieces[-1][1] == uid - 1:
            pieces[-1][1] = uid
        else:
            pieces.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in pieces)


def _by_bytes(headings: list[Heading], most: int) -> Iterator[list[Heading]]:
    """Groups of at most `most` bytes, a larger mail alone."""
    group: list[Heading] = []
    for heading in headings:
        if group and sum(one.size for one in group) + heading.size > most:
            yield group
            group = []
        group.append(heading)
    if group:
        yield group
