"""The properties of an Outlook item saved as .msg (MS-OXMSG): values by tag, or by set and number for named ones.

Only the streams asked for are read, so a file that names one long stream a thousand times costs nothing.
"""

import io
import struct
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, Protocol, cast

from foothold.connectors.mail.charset import characters
from foothold.core.conversation import Unreadable

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_STREAM = 20_000_000
MOST_RECIPIENTS = 1_000

_SMALLEST = 1536  # below this, olefile takes bytes for a path
_PROPERTIES = "__properties_version1.0"
_NAMES = "__nameid_version1.0"
_RECIPIENT = "__recip_version1.0_#"
_MOST_ENTRIES = 5_000
_ROOT_HEADER, _RECIPIENT_HEADER = 32, 8
_INTEGER16, _INTEGER32, _BOOLEAN, _TIME = 0x0002, 0x0003, 0x000B, 0x0040
_STRING8, _STRING, _BINARY = 0x001E, 0x001F, 0x0102
_SMTP_ADDRESS, _ADDRESS = 0x39FE, 0x3003
_FIRST_NAMED = 0x8000
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MESSAGE_CODEPAGE, _BODY_CODEPAGE, _LOCALE = 0x3FFD, 0x3FDE, 0x3FF1
_CODEPAGES = {65001: "utf-8", 65000: "utf-7", 20127: "us-ascii", 936: "gb18030", 932: "cp932", 20866: "koi8-r"}
_CODEPAGES |= {28590 + part: f"iso-8859-{part}" for part in range(1, 16)}
# Windows' code pages of languages beyond Western Europe, by the low byte of their locale's number.
_LANGUAGES = {
    0x01: 1256, 0x02: 1251, 0x04: 936, 0x05: 1250, 0x08: 1253, 0x0D: 1255, 0x0E: 1250, 0x11: 932, 0x12: 949,
    0x15: 1250, 0x19: 1251, 0x1B: 1250, 0x1E: 874, 0x1F: 1254, 0x22: 1251, 0x25: 1257, 0x26: 1257, 0x27: 1257,
}  # fmt: skip


def is_outlook_item(data: bytes) -> bool:
    """Whether `data` is a .msg by its content: a compound file with a property stream (a .doc has none)."""
    return data.startswith(OLE_MAGIC) and _PROPERTIES.encode("utf-16-le") in data


class _Entry(Protocol):
    """A stream or folder of a compound file, as olefile shows it."""

    name: str
    size: int
    kids: "Sequence[_Entry]"


class _Compound(Protocol):
    """What is asked of olefile's reader, which has no types of its own."""

    root: _Entry

    def openstream(self, filename: str) -> BinaryIO: ...


@dataclass(slots=True)
class Properties:
    """What one item or one recipient says of itself. Absent, damaged and too long values are None."""

    _ole: _Compound
    _folder: str
    _streams: dict[str, int]
    _codepage: int = 1252
    _fixed: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    _named: dict[tuple[uuid.UUID, int], int] = field(default_factory=dict)

    def text(self, tag: int) -> str | None:
        """A string, without NUL and with LF."""
        wide = self._stream(tag, _STRING)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        narrow = self._stream(tag, _STRING8)
        return None if narrow is None else characters(narrow, charset_of(self._codepage))

    def binary(self, tag: int) -> bytes | None:
        return self._stream(tag, _BINARY)

    def number(self, tag: int) -> int | None:
        kind, value = self._fixed.get(tag, (0, b""))
        if kind == _INTEGER32:
            return int(struct.unpack_from("<i", value)[0])
        return int(struct.unpack_from("<h", value)[0]) if kind in {_INTEGER16, _BOOLEAN} else None

    def time(self, tag: int) -> datetime | None:
        """An aware moment in UTC, in whole seconds; Outlook's empty ones lie centuries away."""
        kind, value = self._fixed.get(tag, (0, b""))
        if kind != _TIME:
            return None
        try:
            moment = _EPOCH + timedelta(seconds=struct.unpack_from("<Q", value)[0] // 10_000_000)
        except OverflowError:
            return None
        return moment if 1970 <= moment.year < 2200 else None

    def named(self, group: uuid.UUID, number: int) -> int:
        """The tag under which this file keeps a named property (MS-OXPROPS), 0 where it has none."""
        return self._named.get((group, number), 0)

    def _stream(self, tag: int, kind: int) -> bytes | None:
        return self.stream(f"__substg1.0_{tag:04X}{kind:04X}") if tag else None

    def stream(self, name: str) -> bytes | None:
        """A stream by its name in the compound file."""
        size = self._streams.get(name.lower())
        if size is None or size > LARGEST_STREAM:
            return None
        try:
            with self._ole.openstream(self._folder + name) as stream:
                return bytes(stream.read())
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class OutlookItem:
    """One .msg: its own properties and those of its recipients."""

    properties: Properties
    recipients: tuple[Properties, ...]


@contextmanager
def open_item(data: bytes) -> Iterator[OutlookItem]:
    """The item in a .msg, to be read while it is open.

    Raises `Unreadable` when `data` is none, or damaged beyond reading.
    """
    from olefile import OleFileIO  # late: only who opens a .msg pays for it

    if len(data) < _SMALLEST or not data.startswith(OLE_MAGIC):
        raise Unreadable("This is no Outlook message. Save it again from Outlook as .msg, or as text.")
    with io.BytesIO(data) as file:
        try:
            item = _item(cast(_Compound, cast(Any, OleFileIO(file))))
        except (
            OSError,
            ValueError,
            TypeError,
            AttributeError,
            LookupError,
            ArithmeticError,
            RecursionError,
            struct.error,
        ):
            raise Unreadable("This Outlook message is damaged. Save it again from Outlook and open that.") from None
        if item is None:
            raise Unreadable("This Office file holds no Outlook message.")
        yield item


def address_of(recipient: Properties) -> str:
    """A recipient's mail address in lower case, empty where only a directory name is kept."""
    addresses = ((recipient.text(tag) or "").strip().lower() for tag in (_SMTP_ADDRESS, _ADDRESS))
    return next((address for address in addresses if "@" in address and not address.startswith("/")), "")


def charset_of(codepage: int) -> str:
    """The charset's name for a Windows code page number."""
    return _CODEPAGES.get(codepage, f"cp{codepage}")


def _item(ole: _Compound) -> OutlookItem | None:
    kids = {kid.name.lower(): kid for kid in ole.root.kids}
    if _PROPERTIES not in kids or len(kids) > _MOST_ENTRIES:
        return None
    own = _properties(ole, "", ole.root.kids, _ROOT_HEADER, 1252)
    own._codepage = _codepage_of(own)
    if _NAMES in kids:
        names = _properties(ole, f"{_NAMES}/", kids[_NAMES].kids, 0, 1252)
        own._named = _named(names)
    people = [kid for name, kid in sorted(kids.items()) if name.startswith(_RECIPIENT)]
    recipients = tuple(
        _properties(ole, f"{kid.name}/", kid.kids, _RECIPIENT_HEADER, own._codepage) for kid in people[:MOST_RECIPIENTS]
    )
    return OutlookItem(own, recipients)


def _codepage_of(properties: Properties) -> int:
    """The code page of strings that are not Unicode; old Outlooks name the language only."""
    language = _LANGUAGES.get((properties.number(_LOCALE) or 0) & 0xFF)
    body = properties.number(_BODY_CODEPAGE)
    return properties.number(_MESSAGE_CODEPAGE) or language or body or 1252


def _properties(ole: _Compound, folder: str, kids: Sequence[_Entry], header: int, codepage: int) -> Properties:
    streams = {kid.name.lower(): kid.size for kid in kids[:_MOST_ENTRIES]}
    found = Properties(ole, folder, streams, codepage)
    table = found.stream(_PROPERTIES) or b""
    for kind, tag, _, value in struct.iter_unpack("<HHI8s", table[header : header + (len(table) - header) // 16 * 16]):
        found._fixed.setdefault(tag, (kind, value))
    return found


def _named(names: Properties) -> dict[tuple[uuid.UUID, int], int]:
    """The numbered names of MS-OXMSG 2.2.3: set and number to the tag this file gave them."""
    groups = names.stream("__substg1.0_00020102") or b""
    entries = names.stream("__substg1.0_00030102") or b""
    found: dict[tuple[uuid.UUID, int], int] = {}
    for number, kind, index in struct.iter_unpack("<IHH", entries[: len(entries) // 8 * 8]):
        at = ((kind >> 1) - 3) * 16  # sets 1 and 2 are well known and hold no meeting
        if not kind & 1 and at >= 0 and index < _FIRST_NAMED and len(groups) >= at + 16:
            found.setdefault((uuid.UUID(bytes_le=groups[at : at + 16]), number), _FIRST_NAMED + index)
    return found
