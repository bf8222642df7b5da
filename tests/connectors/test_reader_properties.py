"""What holds for every file: no crash but `Unreadable`, and turns that stand in the text, in order."""

import hashlib
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors import mail, transcripts
from foothold.connectors.calendar import read_calendar
from foothold.connectors.mail.charset import characters
from foothold.connectors.mail.headers import unfolded
from foothold.connectors.mail.rtf import words_of_rtf
from foothold.core.conversation import Conversation, Unreadable
from foothold.core.decoding import decode

NAMES = st.sampled_from(["a.vtt", "a.srt", "a.txt", "a.md", "a.docx", "a.eml", "a.html", "-", "GMT20260302-100000.vtt"])
OF_SUBTITLES = ["WEBVTT", "00:01.000 --> 00:02.000", "0:0:3.1 --> 0:0:5", "-->", "1", "<v Petra Lang>", "</v>", "<v",
                "<i>", "&amp;", "&#10;", "&#0;", ">> ", "- ", "NOTE x", "{\\an8}", "<", "&"]  # fmt: skip
OF_TRANSCRIPTS = ["Petra: ", "Jonas:", "[Petra] 10:02:11", "10:02:11 From Petra to Everyone: ", "Petra  0:03",
                  "(00:12)", "[00:12:03] ", "**Petra:** ", "S: ", "C: ", "Notes: ", "# ", "x:", ":"]  # fmt: skip
OF_MAILS = ["From: Petra <p@acme.example>\n", "To: J\n", "Subject: x\n", "Date: Mon, 2 Mar 2026 10:00 +0100\n",
            "--b\n", "Content-Type: text/html\n", "Content-Type: multipart/mixed; boundary=b\n", "--b--\n",
            "=?utf-8?q?=C3?=", "Content-Transfer-Encoding: base64\n", "> ", ">> ", "On 2 Mar 2026, Jonas wrote:\n",
            "-- \n", "Best,\n", "Sent from my iPhone", "-----Original Message-----", "_____",
            "This email is confidential", "begin 644 a\n", "end\n"]  # fmt: skip
OF_PAGES = ["<blockquote>", "</blockquote>", "<div class=gmail_quote>", "<p>", "<br>", "<!--", "<a b='", '"', "'"]
OF_WORDS = ["Tuesday", "yes", "at ten", "\u05e9\u05dc\u05d5\u05dd", "\U0001f44d\U0001f3fd", "e\u0301", "\u2028", "\x0c",
            "\x85", "\ufeff", "\x00", "\n", "\n\n", " "]  # fmt: skip
PIECES = st.sampled_from(OF_SUBTITLES + OF_TRANSCRIPTS + OF_MAILS + OF_PAGES + OF_WORDS * 2)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "koi8-r"])


def holds(conversation: Conversation, data: bytes) -> None:
    end = 0
    for turn in conversation.turns:
        assert end <= turn.start < turn.end <= len(conversation.text)
        words = conversation.text[turn.start : turn.end]
        assert words == words.strip()
        assert turn.at is None or turn.at >= 0
        end = turn.end
    assert "\r" not in conversation.text
    assert "\x00" not in conversation.text
    assert conversation.sha256 == hashlib.sha256(data).hexdigest()
    assert all("\n" not in gap for gap in conversation.gaps)
    assert conversation.held_at is None or conversation.held_at.utcoffset() is not None


def opened(read: Callable[[bytes, str], Conversation], data: bytes, name: str) -> Conversation | None:
    """The conversation, or None where it is refused; the refusal is one line."""
    try:
        return read(data, name)
    except Unreadable as refused:
        said = str(refused)
    assert said
    assert "\n" not in said
    return None


def opens(data: bytes, name: str) -> None:
    transcripts.looks_like(data, name)
    mail.looks_like(data, name)
    for read in (transcripts.open_transcript, mail.open_mail):
        conversation = opened(read, data, name)
        if conversation:
            holds(conversation, data)
            assert read(data, name) == conversation
    try:
        quoted = mail.thread(data, name)
    except Unreadable:
        return
    assert all(message.text.strip() for message in quoted)


@given(st.binary(max_size=400), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes, name: str) -> None:
    opens(data, name)


@given(TEXTS, NAMES, ENCODINGS)
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_refused_in_one_line(text: str, name: str, encoding: str) -> None:
    opens(text.encode(encoding, "replace"), name)


@given(TEXTS, st.binary(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_damage_to_a_mail_is_read_or_refused_in_one_line(text: str, damage: bytes) -> None:
    opens(b"From: Petra <p@acme.example>\nSubject: x\n" + damage + b"\n" + text.encode(), "a.eml")


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_text_files_stay_as_they_are(text: str) -> None:
    data = text.encode()
    try:
        conversation = transcripts.open_transcript(data, "a.txt")
    except Unreadable:
        return
    if conversation.kind == "txt":
        assert conversation.text == decode(data)


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00\ufeff", exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=200, deadline=None)
def test_utf_8_is_decoded_character_for_character(text: str) -> None:
    assert decode(("a" + text).encode()) == "a" + text


SPOKEN = st.tuples(st.sampled_from(["Petra Lang", "Jonas", "O'Neill"]), st.sampled_from(["yes", "at < ten", "A & B"]))


@given(st.lists(SPOKEN, min_size=1))
@settings(max_examples=100, deadline=None)
def test_every_voice_written_into_a_vtt_is_read_back(said: list[tuple[str, str]]) -> None:
    cues = [
        f"00:{number // 60:02}:{number % 60:02}.000 --> 00:59:59.000\n<v {name}>{escape(words, quote=False)}</v>"
        for number, (name, words) in enumerate(said)
    ]
    call = transcripts.open_transcript(("WEBVTT\n\n" + "\n\n".join(cues)).encode(), "a.vtt")
    assert [(turn.speaker, call.text[turn.start : turn.end]) for turn in call.turns] == said


CHARSETS = st.sampled_from(["utf-7", "unicode-1-1-utf-7", "utf-8", "utf-16", "hz", "iso-2022-jp", "gb18030", "shift_jis",
                            "big5hkscs", "x-unknown", "unicode-escape", "punycode", "utf-32", ""])  # fmt: skip
OF_CHARSETS = st.sampled_from([b"+2AA-", b"+3AA-", b"+2D3cTQ-", b"+AAA-", b"\\ud800", b"\x00", b"\xed\xa0\x80", b"\xd8\x00",
                               b"~{", b"\x1b$B", b"a", b" ", b"\r"])  # fmt: skip
BYTES = st.lists(OF_CHARSETS | st.binary(max_size=4), max_size=12).map(b"".join)


def can_be_stored(text: str) -> bool:
    return text == text.encode().decode() and "\x00" not in text


@given(BYTES, CHARSETS)
@settings(max_examples=500, deadline=None)
def test_any_bytes_under_any_charset_give_a_text_that_can_be_stored(data: bytes, charset: str) -> None:
    assert can_be_stored(characters(data, charset))
    assert can_be_stored(decode(data))


# A charset may be named "unicode-escape": Python decodes by it, and only warns of what it finds.
@pytest.mark.filterwarnings("ignore:.*invalid escape sequence:DeprecationWarning")
@given(BYTES, CHARSETS)
@settings(max_examples=300, deadline=None)
def test_any_mail_in_any_charset_gives_words_that_can_be_stored(data: bytes, charset: str) -> None:
    quoted = "".join(f"={byte:02X}" for byte in data)
    word = f"=?{charset or 'x'}?q?{quoted}?="
    name = f"filename*={charset or 'x'}''{quoted.replace('=', '%')}.ics".encode()
    head = f"From: {word} <p@acme.example>\nTo: {word}@a.example\nMessage-ID: <{word}>\nSubject: {word}\n".encode()
    plain = f"Content-Type: text/plain; charset={charset}\n".encode()
    for body in (
        plain + b"\n" + data,
        b"Content-Type: text/calendar; charset=" + charset.encode() + b"\n\nBEGIN:VCALENDAR\n" + data,
        plain + b"Content-Disposition: attachment; " + name + b"\n\nBEGIN:VCALENDAR\n" + data,
    ):
        try:
            read = mail.read_message(head + body, "a.eml")
        except Unreadable:
            continue
        said = [read.from_name or "", read.from_address or "", *read.to, read.subject, read.message_id, read.new_text]
        assert all(map(can_be_stored, said))
        assert all(part.decode() for part in read.calendar_parts)


@pytest.mark.parametrize("charset", ["utf-7", "UTF-7", "unicode-1-1-utf-7"])
def test_half_a_character_alone_is_none(charset: str) -> None:
    assert characters(b"Works for me +2AA-", charset) == "Works for me \ufffd"
    assert characters(b"Works for me +2D3cTQ-", charset) == "Works for me \U0001f44d"
    assert unfolded(f"=?{charset}?q?Re:_+2AA-?=") == "Re: \ufffd"


@pytest.mark.parametrize("charset", ["utf-7", "unicode-escape", "raw-unicode-escape"])
def test_a_calendars_words_can_be_stored_whatever_charset_they_name(charset: str) -> None:
    lines = f"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET={charset}:Call +2AA- \\ud800 +AAA-\r\n"
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260924T080000Z\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
    (entry,) = read_calendar(data.encode(), "a.ics").entries
    assert can_be_stored(entry.summary)


@given(
    st.lists(st.sampled_from(["\\u-10240 ?", "\\u0 ?", "\\'00", "\\u55357 ?", "\\u56397 ?", "a", "\\ansicpg65000 "]))
)
@settings(max_examples=100, deadline=None)
def test_a_rich_texts_words_can_be_stored(pieces: list[str]) -> None:
    assert can_be_stored(words_of_rtf(("{\\rtf1 " + "".join(pieces) + "}").encode())[1])
