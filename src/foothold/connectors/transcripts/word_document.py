"""DOCX to its paragraphs, after making sure that opening it is safe (DESIGN 6: zip bombs)."""

import io
import zipfile
import zlib
from typing import Any

from foothold.core.conversation import Unreadable
from foothold.core.decoding import refuse_long

MOST_INFLATED = 60_000_000
"""Bytes all parts of a document may take together once inflated."""
MOST_XML = 10_000_000
"""Bytes one XML part may take once inflated; one hour of talk has less than one million."""
MOST_PARTS = 3_000
MOST_RATIO = 250
"""How many times its size a part may inflate. Word's own XML stays below 60."""
_ALWAYS_FINE = 1_000_000

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a second copy of text boxes
_CHUNK = 1 << 16


def is_word_document(data: bytes) -> bool:
    """Whether `data` is a ZIP archive that holds a Word document's main part."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("word/document") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return b"word/document" in data  # damaged: say so when it is opened


def paragraphs(data: bytes) -> str:
    """The document's paragraphs, tables' cells included, one a line, in reading order.

    Raises `Unreadable` when it is damaged, protected, or would inflate beyond the limits above.
    """
    _refuse_bombs(data)
    import docx  # here: costs 0.2 s that other formats need not pay

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_paragraphs(document.element.body))
    except Exception as broken:  # python-docx and lxml raise their own kinds for every way a file can be broken
        raise Unreadable("This Word document is damaged and cannot be opened. Save it again, or as text.") from broken
    return refuse_long(text.replace("\x00", ""))


def _refuse_bombs(data: bytes) -> None:
    """By the directory first, then by inflating, since a directory can lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_directory(parts)
            total = 0
            for part in parts:
                total += _inflated(archive, part)
                if total > MOST_INFLATED:
                    raise _too_large()
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as broken:
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable(
            "This Word document is damaged or protected. Save it again without a password, or as text."
        ) from broken


def _refuse_directory(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise _too_large()
    for part in parts:
        if part.file_size > _ALWAYS_FINE and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise _too_large()
        if part.filename.lower().endswith((".xml", ".rels")) and part.file_size > MOST_XML:
            raise _too_large()


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > part.file_size:
                raise _too_large()
    return size


def _too_large() -> Unreadable:
    return Unreadable("This document unpacks to more than Foothold opens. Save its text alone and open that.")


def _paragraphs(body: Any) -> list[str]:
    """One walk through the body's elements in reading order; deleted text has other tags."""
    done: list[str] = []
    open_paragraphs: list[list[str]] = []
    waiting: list[tuple[Any, bool]] = [(body, False)]
    while waiting:
        element, leaving = waiting.pop()
        if leaving:
            done.append("".join(open_paragraphs.pop()))
            continue
        tag = element.tag
        if tag == _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_WORDS}p":
            open_paragraphs.append([])
            waiting.append((element, True))
        elif open_paragraphs:
            open_paragraphs[-1].append(_said_by(tag, element.text))
        waiting.extend((child, False) for child in reversed(element))
    return done


def _said_by(tag: str, text: str | None) -> str:
    if tag == f"{_WORDS}t":
        return text or ""
    return {
        f"{_WORDS}tab": "\t",
        f"{_WORDS}br": "\n",
        f"{_WORDS}cr": "\n",
        f"{_WORDS}noBreakHyphen": "-",
    }.get(tag, "")
