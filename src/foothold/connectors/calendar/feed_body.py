"""The bytes of an answer: unpacked while they come, never more than is wanted, a whole calendar or nothing."""

import codecs
import io
import re
import zlib
from collections.abc import Iterable

from foothold.connectors.calendar.feed_troubles import FeedFailed, FeedRefused, Why

LARGEST_BYTES = 100_000_000
"""Largest calendar read, in bytes after unpacking (and before it)."""

_PIECE = 256 * 1024
_ENOUGH_TO_TELL = 4096
_ENDS = re.compile(rb"(?i)(?:\A|[\r\n])END:VCALENDAR(?=[\s\0]|\Z)")
_WITH_NULS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_body(pieces: Iterable[bytes], *, encoding: str, host: str, largest: int = LARGEST_BYTES) -> bytes:
    """The calendar in the body, as many bytes of it in memory as it is long.

    `encoding` is the Content-Encoding: gzip, x-gzip, or none. Raises `FeedRefused` for what is no calendar
    (told from its first bytes) or larger than `largest` bytes, `FeedFailed` for one that is cut short or
    packed in another way.
    """
    # BytesIO hands its bytes over without a copy, which bytes(bytearray) does not.
    whole = io.BytesIO()
    looked = False
    for piece in _unpacked(_at_most(pieces, largest, host), encoding, host):
        whole.write(piece)
        if whole.tell() > largest:
            raise FeedRefused(Why.TOO_LARGE, host, limit=largest)
        if not looked and whole.tell() >= _ENOUGH_TO_TELL:
            _refuse_what_is_no_calendar(whole, host)
            looked = True
    _refuse_what_is_no_calendar(whole, host)
    if not _ends_as_a_calendar(whole):
        raise FeedFailed(Why.CUT_SHORT, host)
    return whole.getvalue()


def _at_most(pieces: Iterable[bytes], largest: int, host: str) -> Iterable[bytes]:
    """The pieces as they came: packing that makes them longer is bounded, too."""
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > largest:
            raise FeedRefused(Why.TOO_LARGE, host, limit=largest)
        yield piece


def _unpacked(pieces: Iterable[bytes], encoding: str, host: str) -> Iterable[bytes]:
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return pieces
    if encoding in {"gzip", "x-gzip"}:
        return _gunzipped(pieces, host)
    raise FeedFailed(Why.UNPACKING, host)


def _gunzipped(pieces: Iterable[bytes], host: str) -> Iterable[bytes]:
    """One gzip member, never more than `_PIECE` bytes at a time: a bomb is a long row of small pieces."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    for packed in pieces:
        while packed and not unpacking.eof:
            yield _decompressed(unpacking, packed, host)
            packed = unpacking.unconsumed_tail
        # A second member would be a part of the calendar that nobody reads: better none of it.
        if unpacking.eof and (unpacking.unused_data + packed).strip(b"\0"):
            raise FeedFailed(Why.UNPACKING, host)
    while not unpacking.eof:
        rest = _decompressed(unpacking, b"", host)
        if not rest and not unpacking.eof:
            raise FeedFailed(Why.CUT_SHORT, host)
        yield rest


def _decompressed(unpacking: "zlib._Decompress", packed: bytes, host: str) -> bytes:
    try:
        return unpacking.decompress(packed, _PIECE)
    except zlib.error:
        raise FeedFailed(Why.UNPACKING, host) from None


def _refuse_what_is_no_calendar(whole: io.BytesIO, host: str) -> None:
    head = _as_ascii(bytes(whole.getbuffer()[:_ENOUGH_TO_TELL]))
    if not head.lstrip().upper().startswith(b"BEGIN:VCALENDAR"):
        raise FeedRefused(Why.NOT_A_CALENDAR, host)


def _ends_as_a_calendar(whole: io.BytesIO) -> bool:
    """Whether the end is there. A connection that closes early looks like one that is done (RFC 9112, 6.3)."""
    start = bytes(whole.getbuffer()[:2])
    tail = bytes(whole.getbuffer()[-_ENOUGH_TO_TELL:])
    return bool(_ENDS.search(tail.replace(b"\0", b"") if start in _WITH_NULS else tail))


def _as_ascii(head: bytes) -> bytes:
    """The beginning without a byte order mark, UTF-16 as its ASCII letters."""
    if head.startswith(_WITH_NULS):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)
