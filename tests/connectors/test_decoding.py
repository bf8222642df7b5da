"""Bytes to characters: marks, UTF-16, Windows-1252, NUL, and what is no text at all."""

import codecs

import pytest

from foothold.core.conversation import Unreadable
from foothold.core.decoding import MOST_CHARACTERS, decode, decode_text, foreign, refuse_large

SAID = "Petra: Grüße, Dienstag 10 Uhr – passt 👍\nJonas: שלום\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decode(SAID.encode(encoding)) == SAID


def test_utf_16_of_another_script_needs_no_mark() -> None:
    assert decode("Анна: во вторник в десять?\nПётр: да\n".encode("utf-16-le")).startswith("Анна: во вторник")


def test_a_big_endian_mark_decides() -> None:
    assert decode(codecs.BOM_UTF16_BE + SAID.encode("utf-16-be")) == SAID


def test_what_is_no_utf_8_is_windows_1252() -> None:
    assert decode("Müller: “ja” – für 5 €".encode("cp1252")) == "Müller: “ja” – für 5 €"


def test_a_file_cut_off_inside_a_character_stays_utf_8() -> None:
    assert decode("Müller grüßt, schön".encode() + "ü".encode()[:1]) == "Müller grüßt, schön\ufffd"


def test_nul_characters_are_left_out() -> None:
    assert decode(b"Petra: yes\x00 please\x00\n") == "Petra: yes please\n"


def test_newlines_become_lf_and_nothing_else_changes() -> None:
    assert decode("a\r\nb\rc\n\u2028 e\u0301".encode()) == "a\nb\nc\n\u2028 e\u0301"


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"ID3\x03\x00", "audio"),
        (b"OggS\x00\x02", "audio"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio"),
        (b"\xff\xfb\x90\x64\x00", "audio"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio"),
        (b"\x00\x00\x00\x20ftypisom", "video"),
        (b"\x1a\x45\xdf\xa3\x01", "video"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
    ],
)
def test_what_is_no_text_is_told_by_its_first_bytes(start: bytes, what: str) -> None:
    assert foreign(start + bytes(100)) == what
    with pytest.raises(Unreadable) as refused:
        decode_text(start + bytes(100))
    assert str(refused.value) == f"This looks like {what}. Foothold reads text: VTT, SRT, TXT, DOCX, EML, HTML, MD."


@pytest.mark.parametrize("nothing", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00" * 50])
def test_a_file_without_words_is_refused_as_empty(nothing: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        decode_text(nothing)


def test_bytes_that_mean_nothing_are_refused() -> None:
    with pytest.raises(Unreadable, match="not text"):
        decode_text(bytes(range(1, 32)) * 20)


@pytest.mark.parametrize(
    "data",
    [
        b"MZ" + bytes(58) + b"This program cannot be run in DOS mode. " * 40 + bytes(8) + b"kernel32.dll, user32.dll",
        b"notes.txt" + bytes(91) + b"Petra: we will send you the pump hours by Friday.\n" * 60,
        b"Petra: yes, that works for us, let us do that on Thursday at ten.\n" * 4_000 + bytes(16) + b"and a program",
        b"".join(bytes([each, 0]) for each in b"Petra") + b"Petra: yes. " * 3,
    ],
)
def test_what_holds_zeros_as_no_text_does_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^This is not text\. Foothold reads text"):
        decode_text(data)


def test_a_text_whose_end_is_filled_up_with_zeros_is_read() -> None:
    assert decode_text(b"Petra: yes\n" + bytes(4096)) == "Petra: yes\n"


def test_a_text_beyond_the_limit_is_refused_in_one_line() -> None:
    with pytest.raises(Unreadable, match=r"^This holds 1,500,001 characters; Foothold reads up to 1,500,000\."):
        decode_text(b"a" * (MOST_CHARACTERS + 1))


def test_a_file_is_refused_by_its_size_alone() -> None:
    refuse_large(30_000_000, 30_000_000)
    with pytest.raises(Unreadable, match=r"^This file is 200 MB; Foothold reads up to 30 MB\."):
        refuse_large(200_000_000, 30_000_000)
