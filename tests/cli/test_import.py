"""`foothold import`: what is stored, what is said, and how it is taken back (UX 3; DESIGN 5)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.cli.progress import Bar, drawn

Text = Callable[..., str]
Run = Callable[..., Any]


def test_the_first_sentence_says_meetings_customers_and_who_we_are_taken_for(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    said = foothold("import", calendar_file(ninety_days(12, in_room=6, later=3)))
    assert said.returncode == 0
    assert "12 customer meetings, 12 customers, " in said.stdout
    assert "You: anna@harbour.example" in said.stdout
    assert "guessed; change: --me" in said.stdout
    assert "6 of 12 (50 %) ended with the next one already in the calendar." in said.stdout
    assert "3 customers have no next date." in said.stdout


def test_below_ten_meetings_there_are_counts_and_no_percentage(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    said = foothold("import", calendar_file(ninety_days(6, in_room=3, later=1))).stdout
    assert "3 of 6 (too few for a percentage) ended with the next one already in the calendar." in said
    assert "%" not in said


def test_without_created_it_is_not_known_when_the_next_date_was_put_there(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    said = foothold("import", calendar_file(ninety_days(12, in_room=12, later=0, with_created=False))).stdout
    assert "is not known: the calendar does not say when it was put there." in said
    assert "0 of 12" not in said


def test_what_was_read_goes_to_standard_error_and_the_next_commands_are_named(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, tmp_path: Path
) -> None:
    calendar_file(ninety_days(6, 3, 1))
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7\n")
    said = foothold("import", tmp_path / "calendar.ics", tmp_path / "notes.pdf")
    assert said.returncode == 0
    assert "Read 1 of 2 files: 10 entries new, 0 changed, 0 the same." in said.stderr
    assert "notes.pdf" in said.stderr
    assert "review --days 90" in said.stderr
    assert "Read 1" not in said.stdout


def test_the_same_calendar_again_changes_nothing(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    path = calendar_file(ninety_days(6, 3, 1))
    first, second = (json.loads(foothold("import", "--json", path).stdout) for _ in range(2))
    assert (first["new"], first["changed"], first["same"]) == (10, 0, 0)
    assert (second["new"], second["changed"], second["same"]) == (0, 0, 10)


def test_with_json_the_last_line_is_the_contract(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, tmp_path: Path
) -> None:
    path = calendar_file(ninety_days(6, 3, 1))
    (tmp_path / "broken.ics").write_bytes(b"")
    said = foothold("import", "--json", path, tmp_path / "broken.ics")
    last = json.loads(said.stdout.splitlines()[-1])
    assert last["schema"] == "import/1"
    assert (last["files"], last["read"]) == (2, 1)
    assert [Path(each["path"]).name for each in last["skipped"]] == ["broken.ics"]
    assert last["skipped"][0]["reason"]
    assert last["meetings"] == 10
    assert set(last) == {"schema", "files", "read", "skipped", "meetings", "new", "changed", "same"}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7"])
def test_where_nothing_at_all_can_be_read_the_exit_code_is_3(foothold: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.bin").write_bytes(content)
    said = foothold("import", tmp_path / "file.bin")
    assert said.returncode == 3
    assert "Traceback" not in said.stderr
    assert foothold("import", tmp_path / "nowhere.ics").returncode == 3


@pytest.mark.parametrize(
    "words",
    [[], ["--undo", "calendar.ics"], ["calendar.ics", "--dry-run", "--me", "anna@harbour.example"], ["--me", "Anna"]],
)
def test_wrong_use_is_said_in_one_line(at_first: Run, words: list[str], folder: Path) -> None:
    said = at_first("import", *words)
    assert said.returncode == 2
    assert said.stderr.startswith("foothold: ")
    assert not folder.exists()


def test_who_says_who_he_is_is_no_guess_any_more(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    path = calendar_file(ninety_days(12, 6, 3))
    told = foothold("import", "--me", "anna@harbour.example", path).stdout
    assert "You: anna@harbour.example; guessed: everybody at harbour.example (change: --me)." in told
    assert "12 customer meetings, 12 customers, " in told
    other = foothold("import", "--me", "petra@customer00.example").stdout
    assert "petra@customer00.example" in other
    assert "harbour.example; guessed" not in other


def test_the_last_import_is_undone_whole(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, calendar: Text, entry: Text
) -> None:
    now = datetime.now(UTC)
    first = calendar_file(ninety_days(12, 6, 3))
    foothold("import", first)
    more = [
        calendar_file(
            calendar(entry(f"more-{n}", now - timedelta(days=20), now - timedelta(days=25), customer=f"late{n}")),
            f"{n}.ics",
        )
        for n in (1, 2)
    ]
    assert "14 customer meetings" in foothold("import", *more).stdout
    undone = foothold("import", "--undo")
    assert undone.returncode == 0
    assert "1.ics" in undone.stdout
    assert "2.ics" in undone.stdout
    assert "12 customer meetings" in foothold("import", first).stdout


def test_with_nothing_to_undo_it_says_so(foothold: Run) -> None:
    said = foothold("import", "--undo")
    assert said.returncode == 1
    assert "no import to undo" in said.stderr


def test_standard_input_is_a_file_like_any_other(foothold: Run, ninety_days: Text) -> None:
    said = foothold("import", "-", stdin=ninety_days(12, 6, 3))
    assert said.returncode == 0
    assert "12 customer meetings" in said.stdout


def test_a_bar_is_drawn_for_a_terminal_and_not_into_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("foothold.cli.progress.SHOWN_AFTER", 0.0)
    monkeypatch.setattr("foothold.cli.progress._EVERY", 0.0)
    Bar()("meetings", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = Bar()
    bar("meetings", 1, 2)
    bar.clear()
    assert "1 of 2 meetings" in capsys.readouterr().err


@pytest.mark.parametrize("columns", range(1, 130, 7))
def test_a_bar_is_never_wider_than_the_terminal(columns: int) -> None:
    assert len(drawn("meetings", 12_345, 67_890, columns)) <= columns
    assert len(drawn("mails", 12_345, 0, columns)) <= columns


def test_where_it_is_not_known_who_we_are_nobodys_yes_is_counted_and_it_is_said(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text
) -> None:
    at = datetime.now(UTC) - timedelta(days=20)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", entry("one", at, at - timedelta(days=9), partstat="NEEDS-ACTION")]
    file = calendar_file("\r\n".join([*lines, "END:VCALENDAR", ""]))
    foothold("import", file)
    review = json.loads(foothold("review", "--json").stdout)
    assert (review["who_we_are_known"], review["beside"]["accepted"]["yes"]) == (False, 0)
    assert "Who you are is not known, so nobody's yes is counted" in foothold("review").stderr
    foothold("import", "--me", "anna@harbour.example")
    told = json.loads(foothold("review", "--json").stdout)
    assert (told["who_we_are_known"], told["beside"]["accepted"]["yes"]) == (True, 0)
