"""Mail boxes on disk: EML, mbox, Maildir, one message at a time."""

import tracemalloc
from pathlib import Path

import pytest

from foothold.connectors.mail import LARGEST_BYTES, looks_like_box, read_box, read_message
from foothold.core.calendar_entries import Skipped

HEAD = (
    b"From: anna@harbour.example\nTo: petra@northwind.example\nSubject: %s\nDate: Tue, 05 Mar 2024 14:30:00 +0100\n\n"
)
FROM_LINE = b"From anna@harbour.example Tue Mar  5 14:30:00 2024\n"


def mail(subject: bytes, body: bytes = b"Yes.\n") -> bytes:
    return HEAD % subject + body


def subjects(path: Path) -> list[str]:
    return [
        found.reason if isinstance(found, Skipped) else read_message(found, "x").subject for _, found in read_box(path)
    ]


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_single_mail_is_a_box_of_one(tmp_path: Path) -> None:
    path = written(tmp_path / "a.eml", mail(b"one"))
    assert looks_like_box(path)
    assert list(read_box(path)) == [(0, mail(b"one"))]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "first",
    [
        FROM_LINE,
        b"From - Tue Mar 05 14:30:00 2024\n",
        b"From MAILER-DAEMON Tue Mar  5 14:30 2024\n",
        b"From 1234567890@xxx Tue Mar 05 13:30:00 +0000 2024\n",
        b"From ???@??? 2024-03-05 14:30:00\n",
        b"From \n",
        b"From nobody\n",
        b"From Anna Weber Tue Mar  5 14:30:00 2024\n",
    ],
)
def test_an_mbox_is_cut_at_its_from_lines(tmp_path: Path, first: bytes, newline: bytes) -> None:
    data = (first + mail(b"one") + b"\n" + first + mail(b"two") + b"\n").replace(b"\n", newline)
    path = written(tmp_path / "box", b"\xef\xbb\xbf" + data)
    assert looks_like_box(path)
    assert subjects(path) == ["one", "two"]
    assert [index for index, _ in read_box(path)] == [0, 1]


@pytest.mark.parametrize(
    "body",
    [
        b"Yes.\nFrom anna@harbour.example Tue Mar  5 14:30:00 2024\nmore\n",  # no blank line before it
        b"Yes.\n\nFrom what I see, Tuesday works.\n",
        b"Yes.\n\nFrom Tuesday on\nSubject: to change\n",
        b"Yes.\n\n>From anna@harbour.example Tue Mar  5 14:30:00 2024\n",
        b"Yes.\n\n From anna@harbour.example Tue Mar  5 14:30:00 2024\n",
    ],
)
def test_a_body_line_that_begins_with_from_begins_no_message(tmp_path: Path, body: bytes) -> None:
    path = written(tmp_path / "box.mbox", FROM_LINE + mail(b"one", body) + b"\n" + FROM_LINE + mail(b"two"))
    assert subjects(path) == ["one", "two"]


def test_a_quoted_from_line_is_the_writers_own_words(tmp_path: Path) -> None:
    path = written(tmp_path / "box", FROM_LINE + mail(b"one", b"Yes.\n\n>From Tuesday on I am here.\n"))
    [(_, data)] = read_box(path)
    assert isinstance(data, bytes)
    assert read_message(data, "x").new_text == "Yes.\n\nFrom Tuesday on I am here."


def test_a_message_too_large_is_skipped_and_named_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "box"
    with path.open("wb") as file:
        file.write(FROM_LINE + mail(b"one") + b"\n" + FROM_LINE + mail(b"huge"))
        for _ in range(35):
            file.write(b"x" * 999_999 + b"\n")
        file.write(b"\n" + FROM_LINE + mail(b"three"))
    tracemalloc.start()
    found = subjects(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == "one"
    assert found[1] == "It has 35 MB; Foothold reads mails of up to 30 MB."
    assert found[2] == "three"
    assert peak < 3 * LARGEST_BYTES


def test_a_box_is_never_held_in_memory(tmp_path: Path) -> None:
    path = written(tmp_path / "box", (FROM_LINE + mail(b"one", b"word " * 200_000 + b"\n") + b"\n") * 40)
    tracemalloc.start()
    count = sum(1 for _ in read_box(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40
    assert peak < 8_000_000


def test_a_maildir_is_read_with_its_subfolders_and_without_tmp(tmp_path: Path) -> None:
    written(tmp_path / "cur" / "2:2,S", mail(b"seen"))
    written(tmp_path / "new" / "1", mail(b"new"))
    written(tmp_path / "tmp" / "3", mail(b"half written"))
    written(tmp_path / ".Sent" / "cur" / "4:2,RS", mail(b"sent"))
    written(tmp_path / "Archive" / "2024" / "cur" / "5:2,", mail(b"archived"))
    written(tmp_path / "dovecot-uidlist", b"3 V1 N1\n")
    assert looks_like_box(tmp_path)
    assert subjects(tmp_path) == ["new", "seen", "sent", "archived"]


def test_drafts_and_deleted_mails_of_a_maildir_are_left_out_and_named(tmp_path: Path) -> None:
    written(tmp_path / "cur" / "1:2,DS", mail(b"draft"))
    written(tmp_path / "cur" / "2:2,ST", mail(b"deleted"))
    assert [found for _, found in read_box(tmp_path)] == [
        Skipped("cur/1:2,DS", "It is a draft: it was never sent."),
        Skipped("cur/2:2,ST", "It is marked as deleted."),
    ]


def test_links_in_a_maildir_are_not_followed(tmp_path: Path) -> None:
    written(tmp_path / "outside" / "secret", mail(b"secret"))
    box = tmp_path / "box"
    written(box / "cur" / "1", mail(b"one"))
    (box / "cur" / "2").symlink_to(tmp_path / "outside" / "secret")
    (box / ".Loop").symlink_to(box)
    assert subjects(box) == ["one"]


def test_apple_mails_exported_folder_is_an_mbox(tmp_path: Path) -> None:
    written(tmp_path / "Inbox.mbox" / "mbox", FROM_LINE + mail(b"one"))
    assert looks_like_box(tmp_path / "Inbox.mbox")
    assert subjects(tmp_path / "Inbox.mbox") == ["one"]


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    [(_, found)] = read_box(tmp_path / "missing.mbox")
    assert isinstance(found, Skipped)
    assert "could not be opened" in found.reason
    assert not looks_like_box(tmp_path / "missing.mbox")
    (tmp_path / "folder").mkdir()
    [(_, found)] = read_box(tmp_path / "folder")
    assert isinstance(found, Skipped)
    assert "no mailbox" in found.reason


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("notes.txt", b"From: a@b.example\nTo: c@d.example\nSubject: notes\n\nWords", False),
        ("broken.eml", b"Content-Type: multipart/mixed\n\nbody", True),
        ("a.ics", b"BEGIN:VCALENDAR\n", False),
        ("picture.eml", b"\x89PNG\r\n", False),
        ("mail", mail(b"one"), True),
        ("story.txt", b"From there we went to the harbour at 10:30 in 2024 or so\nand on", False),
    ],
)
def test_a_mail_is_told_by_its_content(tmp_path: Path, name: str, data: bytes, expected: bool) -> None:
    assert looks_like_box(written(tmp_path / name, data)) is expected


def test_an_empty_file_holds_no_crash(tmp_path: Path) -> None:
    assert list(read_box(written(tmp_path / "empty.mbox", b""))) == [(0, b"")]
