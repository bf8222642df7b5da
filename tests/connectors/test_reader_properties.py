"""What holds for every file: no crash but `Unreadable`, and turns that stand in the text, in order."""

import hashlib
from collections.abc import Callable
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors import mail, transcripts
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
