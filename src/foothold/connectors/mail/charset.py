"""Characters of a mail part: the declared charset where it is true, ours where it lies."""

import codecs

from foothold.core.decoding import decode, whole_characters

# Labels of one-byte charsets that mail programs put on whatever they send.
_OFTEN_WRONG = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})

# Names in use that the standard library does not know, and supersets of those it reads too narrowly.
_ALSO = {
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "hz",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "cp1252",
}

# Charsets that use ASCII bytes only; with others in it the label is wrong.
_SEVEN_BITS = ("utf-7", "hz", "iso2022")

# Python text codecs that are no charsets; some take quadratic time.
_NO_CHARSET = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})


def characters(data: bytes, declared: str | None) -> str:
    """The text of `data`, newlines LF, without NUL or half a character (`whole_characters`); never fails.

    UTF-8 that is valid wins over a declared one-byte charset; a charset that is unknown or does not
    fit its bytes is not believed, and the rule for undeclared files applies (`foothold.core.decoding`).
    """
    codec = _codec(declared)
    if codec is None or codec == "utf-8" or (codec in _OFTEN_WRONG and _is_utf8(data)):
        return decode(data)
    if codec.startswith(_SEVEN_BITS) and not data.isascii():
        return decode(data)
    try:
        text = data.decode(codec)
    except ValueError:
        return decode(data) if codec in _OFTEN_WRONG or _is_utf8(data) else _as_far_as_possible(data, codec)
    return _as_lines(text.lstrip("\ufeff"))


def raw_bytes(field: str) -> bytes:
    """The bytes of a field as the standard library gives it: bytes beyond ASCII stand in it as surrogates.

    Of a parameter in a charset of its own (RFC 2231) it makes characters, which may hold half a one.
    """
    try:
        return field.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return whole_characters(field).encode()


def _codec(declared: str | None) -> str | None:
    name = (declared or "").strip().strip("\"'").lower()
    name = _ALSO.get(name, name)
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError, TypeError):
        return None
    is_text = getattr(codecs.lookup(name), "_is_text_encoding", True)
    return codec if is_text and codec.replace("_", "-") not in _NO_CHARSET else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_far_as_possible(data: bytes, codec: str) -> str:
    text = data.decode(codec, "replace")
    if text.count("\ufffd") * 10 > len(text):
        return decode(data)
    return _as_lines(text)


def _as_lines(text: str) -> str:
    return whole_characters(text).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
