"""DOCX: paragraphs and cells, one a line, and no bomb is ever opened."""

import io
import struct
import zipfile

import docx
import pytest

from foothold.connectors.transcripts import open_transcript
from foothold.core.conversation import Conversation, Unreadable


def saved(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def said(conversation: Conversation) -> list[tuple[str | None, str]]:
    return [(turn.speaker, conversation.text[turn.start : turn.end]) for turn in conversation.turns]


def rewritten(document: bytes, changes: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, changes.get(part, old.read(part)))
        for part in changes.keys() - set(old.namelist()):
            new.writestr(part, changes[part])
    return stream.getvalue()


def test_every_paragraph_is_a_line_and_a_turn() -> None:
    notes = open_transcript(saved("Met Petra.", "", "She likes it."), "notes.docx")
    assert notes.text == "Met Petra.\n\nShe likes it."
    assert said(notes) == [(None, "Met Petra."), (None, "She likes it.")]
    assert notes.kind == "docx"


def test_speakers_are_read_as_in_text() -> None:
    call = open_transcript(saved("Petra: Tuesday at ten?", "Jonas: Yes, works.", "They were friendly."), "x.docx")
    assert said(call) == [("Petra", "Tuesday at ten?"), ("Jonas", "Yes, works."), (None, "They were friendly.")]


def test_the_export_of_teams_with_its_line_breaks_is_read() -> None:
    call = open_transcript(
        saved(
            "0:0:3.120 --> 0:0:5.000\nPetra Lang\nTuesday at ten?",
            "0:0:6.0 --> 0:0:8.000\nJonas\nWorks.",
            "0:0:9.0 --> 0:0:10.000\nPetra Lang\nGood.",
        ),
        "x.docx",
    )
    assert said(call) == [("Petra Lang", "Tuesday at ten?"), ("Jonas", "Works."), ("Petra Lang", "Good.")]


def test_cells_of_tables_are_lines_in_reading_order() -> None:
    table = [
        ["Petra Lang", "Tuesday at ten?"],
        ["Jonas Maier", "Works."],
        ["Petra Lang", "Good."],
        ["Jonas Maier", "Bye."],
    ]
    call = open_transcript(saved("Call", table=table), "x.docx")
    assert "Petra Lang\nTuesday at ten?\nJonas Maier\nWorks." in call.text
    assert said(call)[1:3] == [("Petra Lang", "Tuesday at ten?"), ("Jonas Maier", "Works.")]


def test_a_word_document_is_known_by_its_content() -> None:
    assert open_transcript(saved("Hello there."), "upload.vtt").kind == "docx"


def test_deleted_words_are_not_read_and_inserted_ones_are() -> None:
    body = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>Tuesday </w:t></w:r>'
        "<w:del><w:r><w:delText>at nine</w:delText></w:r></w:del><w:ins><w:r><w:t>at ten</w:t></w:r></w:ins></w:p>"
    )
    document = saved("placeholder")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        xml = archive.read("word/document.xml").decode()
    start, end = xml.index("<w:p>"), xml.index("</w:p>") + len("</w:p>")
    changed = (xml[:start] + body + xml[end:]).encode()
    assert open_transcript(rewritten(document, {"word/document.xml": changed}), "x.docx").text == "Tuesday at ten"


def test_a_part_that_inflates_too_far_is_refused_by_the_directory() -> None:
    bomb = rewritten(saved("Hello"), {"word/media/image1.bin": bytes(50_000_000)})
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="unpacks to more"):
        open_transcript(bomb, "x.docx")


def test_a_long_xml_part_is_refused() -> None:
    with pytest.raises(Unreadable, match="unpacks to more"):
        open_transcript(rewritten(saved("Hello"), {"word/document.xml": b"<a/>" * 5_000_000}), "x.docx")


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    bomb = bytearray(rewritten(saved("Hello"), {"word/zero.bin": bytes(30_000_000)}))
    entry = bomb.rindex(b"word/zero.bin") - 46
    assert bomb[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<I", bomb, entry + 24, 100)
    with pytest.raises(Unreadable):
        open_transcript(bytes(bomb), "x.docx")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:2000] + bytes(500) + data[2500:],
        lambda data: rewritten(data, {"word/document.xml": b"<w:document"}),
        lambda data: rewritten(data, {"[Content_Types].xml": b"nothing"}),
    ],
    ids=["cut off", "overwritten", "broken XML", "no types"],
)
def test_a_damaged_document_is_refused_in_one_line(damage: object) -> None:
    with pytest.raises(Unreadable) as refused:
        open_transcript(damage(saved("Hello there, this is a test.")), "x.docx")  # type: ignore[operator]
    assert "\n" not in str(refused.value)


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(Unreadable, match="no words"):
        open_transcript(saved(""), "x.docx")


def test_another_zip_is_no_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    with pytest.raises(Unreadable, match="ZIP archive"):
        open_transcript(stream.getvalue(), "x.docx")
