"""Whatever is dropped: one clear line or a named gap, in time linear in its size, within bounded memory."""

import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest

from foothold.connectors import mail, transcripts
from foothold.core.conversation import Conversation, Unreadable

HEADER = b"From: Petra <petra@acme.example>\nTo: Jonas\nSubject: x\nMIME-Version: 1.0\n"
PLAIN = HEADER + b"\n"
HTML = HEADER + b"Content-Type: text/html\n\n"
CUE = b"WEBVTT\n\n00:01.000 --> 00:02.000\n"
MOST_SECONDS = 10.0  # generous: a slow machine under load takes two; quadratic code takes minutes
MOST_MEMORY = 400_000_000


def as_mail(data: bytes) -> Conversation:
    mail.thread(data, "a.eml")
    return mail.open_mail(data, "a.eml")


def as_transcript(data: bytes) -> Conversation:
    return transcripts.open_transcript(data, "a.txt")


HOSTILE: dict[str, tuple[Callable[[bytes], Conversation], bytes]] = {
    "a megabyte of On": (as_mail, PLAIN + b"On " * 350_000),
    "On lines": (as_mail, PLAIN + b"On Monday 2 March 2026\n" * 20_000),
    "attributions": (as_mail, PLAIN + b"On 2 March 2026, Jonas <j@s.example> wrote:\n" * 10_000),
    "header blocks": (as_mail, PLAIN + b"From: a\nSent: b\nTo: c\nSubject: d\n" * 10_000),
    "From lines": (as_mail, PLAIN + b"From: a\n" * 25_000),
    "closings": (as_mail, PLAIN + b"Best,\n" * 50_000),
    "delimiters": (as_mail, PLAIN + b"--\n" * 50_000),
    "10,000 marks a line": (as_mail, PLAIN + (b"> " * 10_000 + b"deep\n") * 40),
    "nested quotes": (as_mail, PLAIN + b"".join(b">" * depth + b" x\n" for depth in range(1_500))),
    "10,000 block quotes": (as_mail, HTML + b"<blockquote>a" * 10_000),
    "open tags": (as_mail, HTML + b"<a " * 100_000),
    "open quotes": (as_mail, HTML + b"<a b='" * 100_000),
    "open comments": (as_mail, HTML + b"<!--" * 100_000),
    "angles": (as_mail, HTML + b"<" * 200_000),
    "unmatched ends": (as_mail, HTML + b"<div>" * 25_000 + b"</p>" * 25_000),
    "a huge number": (as_mail, HTML + b"&#" + b"9" * 100_000 + b";"),
    "nested parts": (
        as_mail,
        HEADER
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2_000))
        + b"\nx",
    ),
    "nested mails": (as_mail, HEADER + b"Content-Type: message/rfc822\n\n" * 5_000 + b"x"),
    "nested comments": (as_mail, b"From: " + b"(" * 9_000 + b"\nTo: x\nSubject: y\n\nx"),
    "a long parameter": (as_mail, HEADER + b'Content-Type: text/plain; x="' + b';\\"' * 30_000 + b"\n\nx"),
    "a long folded parameter": (as_mail, HEADER + b"Content-Type: text/plain" + b';\n x="\\""' * 20_000 + b"\n\nx"),
    "labels": (as_transcript, b"Ab: c\nDe: f\n" * 15_000),
    "clocks": (as_transcript, b"0:01\n" * 25_000),
    "stamps": (as_transcript, b"[0:01] x\n" * 20_000),
    "stars": (as_transcript, b"*" * 1_000_000 + b"a: b"),
    "spaces": (as_transcript, b"a" + b" " * 1_000_000 + b": b"),
    "tags": (as_transcript, CUE + b"<a " * 300_000),
    "changes": (as_transcript, CUE + b">> A: x " * 40_000),
    "voices": (as_transcript, CUE + b"<v A>x<v B>y" * 40_000),
    "empty cues": (as_transcript, CUE + b"0:01 --> 0:02\nx\n" * 30_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    read, data = HOSTILE[name]
    began = time.process_time()
    with suppress(Unreadable):
        read(data)
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("read", "data"),
    [
        (as_mail, PLAIN + b"\n" * 29_000_000),
        (as_mail, PLAIN + b"ab\n" * 9_000_000),
        (as_transcript, b"ab\n" * 9_000_000),
        (as_transcript, CUE + b"x\n\n0:01 --> 0:02\n" * 110_000),
    ],
    ids=["blank lines", "short lines", "short lines of text", "many cues"],
)
def test_memory_stays_bounded(read: Callable[[bytes], Conversation], data: bytes) -> None:
    tracemalloc.start()
    with suppress(Unreadable):
        read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("read", [as_mail, as_transcript])
def test_a_file_of_200_mb_is_refused_unread(read: Callable[[bytes], Conversation]) -> None:
    data = bytes(200_000_000)
    began = time.process_time()
    with pytest.raises(Unreadable, match="This file is 200 MB"):
        read(data)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["call.vtt", "call.srt", "call.txt", "call.docx"])
def test_a_recording_named_as_a_transcript_is_refused(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        transcripts.open_transcript(b"ID3\x04\x00" + bytes(1_000), name)
    assert str(refused.value) == "This looks like audio. Foothold reads text: VTT, SRT, TXT, DOCX, EML, HTML, MD."


@pytest.mark.parametrize("name", ["call.vtt", "notes.txt", "mail.eml", "page.html"])
def test_an_empty_file_is_refused(name: str) -> None:
    read = mail.open_mail if name.endswith(("eml", "html")) else transcripts.open_transcript
    with pytest.raises(Unreadable, match="This file is empty"):
        read(b"\r\n  \n", name)


def test_wrong_encodings_and_nul_bytes_are_read() -> None:
    said = "Petra: Grüße\nJonas: schön\nPetra: gut\n"
    for data in (
        said.encode("utf-16"),
        said.encode("utf-16-be"),
        said.encode("cp1252"),
        said.encode().replace(b"e", b"e\0"),
    ):
        call = transcripts.open_transcript(data, "call.txt")
        assert [turn.speaker for turn in call.turns] == ["Petra", "Jonas", "Petra"]
        assert call.text == said
