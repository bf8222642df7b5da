"""`foothold import --dry-run`: what would be read, exactly as DESIGN 5 has it, and nothing stored."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

MAIL = """From: Petra Lang <petra@northwind.example>
To: anna@harbour.example
Date: Mon, 02 Mar 2026 10:00:00 +0100
Subject: Pump hours
Message-ID: <{id}@northwind.example>

Thursday works.
"""
COMPONENT = [
    "uid", "sequence", "status", "start", "end", "all_day", "floating", "tz", "summary", "organizer", "attendees",
    "recurrence_id", "rrule",
]  # fmt: skip
Run = Callable[..., Any]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def mail(number: int) -> str:
    return MAIL.format(id=number)


def lines(said: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_a_calendar_is_one_line_with_one_component_an_entry(
    at_first: Run, calendar_file: Callable[..., Path], calendar: Callable[..., str], entry: Callable[..., str]
) -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    path = calendar_file(
        calendar(entry("one", at, None), entry("two", at + timedelta(days=1), None, partstat="DECLINED"))
    )
    [line] = lines(at_first("import", "--dry-run", "--json", path))
    assert list(line) == ["path", "ok", "reason", "method", "components"]
    assert (line["path"], line["ok"], line["reason"], line["method"]) == (str(path), True, None, "PUBLISH")
    one, two = line["components"]
    assert list(one) == COMPONENT
    assert (one["uid"], one["start"], one["end"]) == ("one", "2026-03-02T09:00:00+00:00", "2026-03-02T10:00:00+00:00")
    assert one["organizer"] == "anna@harbour.example"
    assert {"address": "petra@northwind.example", "partstat": "DECLINED", "role": "REQ-PARTICIPANT"} in two["attendees"]


def test_nothing_is_stored_and_no_framework_is_loaded(
    calendar_file: Callable[..., Path], ninety_days: Callable[..., str], folder: Path
) -> None:
    path = calendar_file(ninety_days(3, 1, 1))
    program = (
        "import sys; from foothold.cli import main; code = main(sys.argv[1:]); "
        "loaded = [name for name in sys.modules if name.split('.')[0] in ('django', 'platformdirs')]; "
        "assert not loaded, loaded; sys.exit(code)"
    )
    for form in (["--json"], []):
        words = ["import", "--dry-run", *form, str(path), "--data", str(folder)]
        said = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)  # noqa: S603
        assert said.returncode == 0, said.stderr
    assert not folder.exists()


def test_a_mail_is_one_line_and_only_those_of_a_box_have_an_index(at_first: Run, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_text(mail(1))
    boxed = "".join(f"From petra@northwind.example Mon Mar  2 10:00:00 2026\n{mail(n)}\n" for n in (2, 3))
    (tmp_path / "box.mbox").write_text(boxed)
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    (tmp_path / "Maildir" / "cur" / "1:2,S").write_text(mail(4))
    found = lines(at_first("import", "--dry-run", "--json", tmp_path))
    assert [(Path(line["path"]).name, line.get("index"), line["message_id"][0]) for line in found] == [
        ("Maildir", 0, "4"),
        ("box.mbox", 0, "2"),
        ("box.mbox", 1, "3"),
        ("one.eml", None, "1"),
    ]
    assert list(found[-1]) == ["path", "ok", "reason", "message_id", "from", "to", "date", "subject", "new_text"]
    assert (found[-1]["from"], found[-1]["to"]) == ("petra@northwind.example", ["anna@harbour.example"])
    assert (found[-1]["date"], found[-1]["new_text"].strip()) == ("2026-03-02T10:00:00+01:00", "Thursday works.")


def test_a_file_that_cannot_be_read_is_a_line_with_its_reason_and_stops_no_other(
    at_first: Run, calendar_file: Callable[..., Path], ninety_days: Callable[..., str], tmp_path: Path
) -> None:
    calendar_file(ninety_days(3, 1, 1), "b.ics")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.ics").write_bytes(b"BEGIN:VCARD\nEND:VCARD\n")
    (tmp_path / ".hidden.ics").write_bytes(b"never looked at")
    said = at_first("import", "--dry-run", "--json", tmp_path, tmp_path / "nowhere.ics")
    assert said.returncode == 0
    found = {Path(line["path"]).name: line for line in lines(said)}
    assert list(found) == ["a.pdf", "b.ics", "c.ics", "nowhere.ics"]
    for name in ("a.pdf", "c.ics", "nowhere.ics"):
        reason = found[name].pop("reason")
        assert reason
        assert found[name] == {"path": found[name]["path"], "ok": False, "method": None, "components": []}
    assert found["b.ics"]["ok"]


def test_where_nothing_can_be_read_the_exit_code_is_3(at_first: Run, tmp_path: Path) -> None:
    assert at_first("import", "--dry-run", "--json", tmp_path).returncode == 3
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert at_first("import", "--dry-run", "--json", tmp_path).returncode == 3
    assert at_first("import", "--dry-run", tmp_path).returncode == 3


def test_people_get_a_table_with_a_count_of_each_kind(
    at_first: Run, calendar_file: Callable[..., Path], ninety_days: Callable[..., str], tmp_path: Path
) -> None:
    calendar_file(ninety_days(3, 1, 1))
    (tmp_path / "one.eml").write_text(mail(1))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    said = at_first("import", "--dry-run", tmp_path)
    *rows, last = said.stdout.splitlines()
    assert [row.split()[0].rpartition("/")[2] for row in rows] == ["a.pdf", "calendar.ics", "one.eml"]
    assert "5 entries, PUBLISH" in rows[1]
    assert last == "3 files, 1 calendar with 5 entries, 1 mail, 1 left out. Nothing was stored (--dry-run)."
    assert "\033" not in said.stdout


def test_standard_input_is_shown_as_a_dash(at_first: Run, ninety_days: Callable[..., str]) -> None:
    [line] = lines(at_first("import", "--dry-run", "--json", "-", stdin=ninety_days(3, 1, 1)))
    assert (line["path"], line["ok"], len(line["components"])) == ("-", True, 5)


def test_what_was_left_out_of_a_file_stands_in_its_reason(
    at_first: Run, calendar_file: Callable[..., Path], calendar: Callable[..., str], entry: Callable[..., str]
) -> None:
    nowhere = entry("lost", datetime(2026, 3, 2, tzinfo=UTC), None).replace("DTSTART:", "DTSTART;TZID=Nowhere/Else:")
    nowhere = nowhere.replace("20260302T000000Z", "20260302T000000")
    [line] = lines(at_first("import", "--dry-run", "--json", calendar_file(calendar(nowhere))))
    assert line["ok"]
    assert "Nowhere/Else" in line["reason"]
    assert line["components"][0]["start"] is None


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.eml").write_text(mail(number))
    program = "import sys; from foothold.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", program, "import", "--dry-run", "--json", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.parametrize("kind", ["ics", "mail"])
def test_all_files_of_the_shared_data_are_a_line_and_none_is_a_fault_of_ours(kind: str) -> None:
    from zoneinfo import ZoneInfo

    from foothold.actions.look_into_files import look_into

    if not SHARED.is_dir():
        pytest.skip("the shared data (../shared/data) is not beside this clone")
    found = list(look_into([SHARED / kind], tz=ZoneInfo("Europe/Vienna")))
    assert len(found) >= sum(path.is_file() for path in (SHARED / kind).rglob("*"))
    assert not [line["path"] for line in found if "We failed" in (line["reason"] or "")]
    for line in found:
        json.dumps(line)
        assert line["ok"] or line["reason"]
