"""Outlook's third way to keep a mail's words: RTF, compressed (MS-OXRTFCP), often with the HTML it was made
from inside (MS-OXRTFEX). One pass, and no more output than `LONGEST`.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from foothold.connectors.mail.charset import characters

LONGEST = 8_000_000
"""Longest RTF that is opened, in bytes."""

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
# What every compressor and reader starts from (MS-OXRTFCP 2.1.2.1).
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])|"
    rb"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_DEEPEST = 1_000
_UNSEEN = frozenset((
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"listtable",
    b"listoverridetable", b"rsidtbl", b"generator", b"themedata", b"xmlnstbl", b"fldinst", b"nonshppict",
))  # fmt: skip
_CHARACTERS = {
    b"par": "\n", b"line": "\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—", b"cell": "\t", b"row": "\n",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
# Code pages of fonts' character sets (the numbers of Windows' GDI).
_FONT_CHARSETS = {
    0: 1252, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
    186: 1257, 204: 1251, 222: 874, 238: 1250,
}  # fmt: skip


def decompressed(data: bytes) -> bytes | None:
    """The RTF in a PidTagRtfCompressed value; None when it is damaged or longer than `LONGEST`."""
    if len(data) < 16:
        return None
    packed, raw, kind, _ = struct.unpack_from("<IIII", data)
    if raw > LONGEST or kind not in {_COMPRESSED, _PLAIN}:
        return None
    body = data[16 : 4 + packed]
    return body[:raw] if kind == _PLAIN else _unpacked(body, raw)


def _unpacked(body: bytes, length: int) -> bytes:
    """LZ with a window of 4,096 bytes; eight literals or references follow each byte of flags."""
    window = bytearray(_START.ljust(_WINDOW, b"\x00"))
    out = bytearray()
    write, at, end = len(_START), 0, len(body)
    while at < end and len(out) < length:
        flags, at = body[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                if at >= end:
                    return bytes(out)
                out.append(body[at])
                window[write] = body[at]
                write, at = (write + 1) % _WINDOW, at + 1
                continue
            if at + 1 >= end:
                return bytes(out)
            reference, at = body[at] << 8 | body[at + 1], at + 2
            read = reference >> 4
            if read == write:
                return bytes(out)
            for _ in range((reference & 15) + 2):
                byte = window[read]
                out.append(byte)
                window[write] = byte
                read, write = (read + 1) % _WINDOW, (write + 1) % _WINDOW
    return bytes(out[:length])


def words_of_rtf(rtf: bytes) -> tuple[str, str]:
    """("html" or "plain", text): the HTML an RTF was made from where it holds one, else its own words."""
    is_html = b"\\fromhtml" in rtf[:4_000]
    writer = _Writer(is_html=is_html)
    for token in _tokens(rtf):
        writer.take(token)
    return "html" if is_html else "plain", writer.text()


def _tokens(rtf: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while found := _TOKEN.search(rtf, at):
        yield found
        at = found.end()
        if found["word"] == b"bin":  # that many bytes of a picture follow
            at += max(0, int(found["number"] or 0))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside the braces being read."""

    unseen: bool = False
    is_tag: bool = False
    is_rtf_only: bool = False
    charset: str | None = None
    after_unicode: int = 1
    in_fonts: bool = False


@dataclass(slots=True)
class _Writer:
    """Collects the words outside of what is only there for looks."""

    is_html: bool
    _state: _State = field(default_factory=_State)
    _outer: list[_State] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _charset: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _skip: int = 0
    _star: bool = False

    def text(self) -> str:
        """All of it without NUL; a character given as two halves (an emoji) is put together."""
        self._flush()
        pieces = "".join(self._pieces).replace("\x00", "")
        return pieces.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def take(self, token: re.Match[bytes]) -> None:
        if brace := token["brace"]:
            self._brace(brace)
        elif word := token["word"]:
            self._word(word.lower(), int(token["number"]) if token["number"] else None)
        elif digits := token["hex"]:
            self._add_bytes(bytes([int(digits, 16)]))
        elif words := token["text"]:
            self._add_bytes(words)
        elif token["sign"] == b"*":
            self._star = True
        else:
            self._add(_SIGNS.get(token["sign"], ""))

    def _brace(self, brace: bytes) -> None:
        self._skip = 0
        self._flush()
        if brace == b"{":
            if len(self._outer) < _DEEPEST:
                self._outer.append(self._state)
        elif self._outer:
            self._state = self._outer.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._star = self._star, False
        if word == b"htmltag":
            self._flush()
            self._state = replace(self._state, is_tag=True, unseen=not self.is_html)
        elif starred or word in _UNSEEN:
            self._state = replace(self._state, unseen=True, in_fonts=word == b"fonttbl")
        elif word == b"htmlrtf":
            self._flush()
            self._state = replace(self._state, is_rtf_only=number != 0)
        elif word == b"u" and number is not None:
            self._flush()
            self._add(chr(number & 0xFFFF))
            self._skip = self._state.after_unicode
        elif word == b"uc":
            self._state = replace(self._state, after_unicode=max(0, min(number or 0, 9)))
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        else:
            self._charset_word(word, number or 0)

    def _charset_word(self, word: bytes, number: int) -> None:
        if word == b"ansicpg":
            self._charset = "utf-8" if number == 65001 else f"cp{number}"
        elif word == b"f":
            self._flush()
            self._font = number
            if not self._state.in_fonts:
                self._state = replace(self._state, charset=self._fonts.get(number))
        elif word == b"fcharset" and self._state.in_fonts and number in _FONT_CHARSETS and number:
            self._fonts[self._font] = f"cp{_FONT_CHARSETS[number]}"

    def _add_bytes(self, data: bytes) -> None:
        if self._skip:  # the older program's stand-in for a character that \u already gave
            left, self._skip = data[self._skip :], max(0, self._skip - len(data))
            data = left
        if self._shown:
            self._bytes += data

    def _add(self, text: str) -> None:
        if self._shown:
            self._flush()
            self._pieces.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._pieces.append(characters(bytes(self._bytes), self._state.charset or self._charset))
            self._bytes.clear()

    @property
    def _shown(self) -> bool:
        return not self._state.unseen and not (self.is_html and self._state.is_rtf_only)
