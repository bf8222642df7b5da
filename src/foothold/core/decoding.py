"""Bytes to characters: one rule for everything we read (DESIGN 5, canonical text)."""

import codecs
import re
from collections import Counter

from foothold.core.conversation import Unreadable

WORDS = "VTT, SRT, TXT, DOCX, EML, HTML, MD"
"""How files are called that hold a conversation."""
READS = f"Foothold reads text: {WORDS}."
"""What a person is told when a file is something else."""

MOST_CHARACTERS = 1_500_000
"""Longest canonical text we take, in characters: about forty hours of talk, far beyond any meeting."""

_ROW_OF_ZEROS = "\x00" * 4
_HALVES = re.compile("[\ud800-\udfff]")

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of what people drop by mistake: the recording instead of its transcript.
_FIRST_BYTES = (
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"FORM", "audio"),
    (b"#!AMR", "audio"),
    (b"MThd", "audio"),
    (b"\x1a\x45\xdf\xa3", "video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),
    (b"FLV\x01", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"PK\x07\x08", "a ZIP archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!\x1a\x07", "a compressed archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)


def decode(data: bytes) -> str:
    """The characters of `data`: byte order mark removed, newlines LF, NUL characters left out.

    A mark decides; without one, UTF-16 shows by its zero bytes, then UTF-8, then Windows-1252. Never
    fails: a byte no rule can read becomes U+FFFD. Nothing is normalised beyond that, so offsets into
    the result are offsets into the canonical text (DESIGN 5).
    """
    text = _characters(data).lstrip("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def whole_characters(text: str) -> str:
    """`text` with U+FFFD for each half of a character that stands alone (U+D800 to U+DFFF).

    Some encodings can write one (UTF-7, escapes); no database, file or page takes it.
    """
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def decode_text(data: bytes) -> str:
    """As `decode`, but refuses what holds no words.

    Raises `Unreadable` when the bytes are a recording, a picture, an archive or other binary data,
    when nothing is in them, or when they hold more than `MOST_CHARACTERS`.
    """
    other = foreign(data)
    if other:
        raise Unreadable(f"This looks like {other}. {READS}")
    text = decode(data)
    if not text.strip():
        raise Unreadable("This file is empty: there are no words in it.")
    if _is_binary(text) or _holds_zeros(_characters(data)):
        raise Unreadable(f"This is not text. {READS}")
    return refuse_long(text)


def refuse_large(size: int, most: int) -> None:
    """Raise `Unreadable` when `size` bytes are more than `most`: to be asked before anything is read."""
    if size > most:
        raise Unreadable(
            f"This file is {size / 1e6:,.0f} MB; Foothold reads up to {most / 1e6:,.0f} MB. "
            "Take the transcript or the mail alone, or split it."
        )


def refuse_long(text: str) -> str:
    """`text` itself, or `Unreadable` when it is longer than `MOST_CHARACTERS`."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"This holds {len(text):,} characters; Foothold reads up to {MOST_CHARACTERS:,}. Split it.")
    return text


def foreign(data: bytes) -> str | None:
    """What `data` is when its first bytes say that it is no text ("audio", "a PDF"), else None."""
    for first, what in _FIRST_BYTES:
        if data.startswith(first):
            return what
    if data[4:8] == b"ftyp":
        return "audio" if data[8:11] == b"M4A" else "video"
    if data[:4] == b"RIFF":
        return {b"WAVE": "audio", b"AVI ": "video"}.get(data[8:12], "a picture")
    # An MPEG frame without ID3 begins like UTF-16's mark (FF FE); version, layer and bit rate tell.
    if data[:1] == b"\xff" and data[1:2] in {b"\xfb", b"\xf3", b"\xf2", b"\xfa", b"\xf1", b"\xf9"}:
        return "audio"
    return None


def is_no_text(head: bytes) -> bool:
    """Whether the beginning of a file says that it is no text: by its first bytes, or by what no text holds."""
    return foreign(head) is not None or _is_binary(_characters(head).replace("\r", ""))


def _characters(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _windows_1252(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """One side of the pairs holds the script: zero for Latin letters, spaces and newlines, and little else."""
    sample = data[: 64 * 1024]
    sample = sample[: len(sample) // 2 * 2]
    for side, other, encoding in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
        script = sample[side::2]
        zeros = script.count(0)
        if zeros * 16 > len(script) and sample[other::2].count(0) * 20 <= zeros:
            commonest = sum(count for _, count in Counter(script).most_common(2))
            if commonest * 10 >= len(script) * 8:
                return encoding
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a file cut off, a bad paste) is still UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if beyond_ascii > 2 * broken else None


def _windows_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_binary(text: str) -> bool:
    sample = text[: 64 * 1024]
    controls = sum(1 for character in sample if character < " " and character not in "\n\t\f\v\x1b")
    return controls * 20 > len(sample) or sample.count("\ufffd") * 4 > len(sample)


def _holds_zeros(characters: str) -> bool:
    """Whether NUL stands where only a program, a database or an archive has it: in a row, or as one character in ten.

    A few of them strewn over a text by a bad program are left out of it (`decode`), as is what fills up its end.
    """
    filled = characters.rstrip("\x00")
    return _ROW_OF_ZEROS in filled or filled.count("\x00") * 10 > len(filled)
