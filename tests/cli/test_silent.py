"""`foothold silent`: who is, as words and as JSON lines, and as a check."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def mails(folder: Path) -> Path:
    """Five mails of ours that nobody answered, in a folder."""
    folder.mkdir()
    for number in range(5):
        mail = EmailMessage()
        mail["From"], mail["To"] = "Anna Weber <anna@harbour.example>", "petra@customer11.example"
        mail["Date"] = format_datetime(datetime.now(UTC) - timedelta(days=29 - 6 * number))
        mail["Message-ID"], mail["Subject"] = f"<{number}@harbour.example>", "Two dates"
        mail.set_content("Would Tuesday suit you?")
        (folder / f"{number}.eml").write_bytes(mail.as_bytes())
    return folder


def test_it_names_the_silent_and_the_check_fails(filled: Run, tmp_path: Path) -> None:
    assert filled("silent", "--check").stdout == (
        "Whether anybody is silent is not known: no mails and no calls were read.\n"
    ), "a calendar alone shows nobody's silence"
    calm = filled("import", mails(tmp_path / "mails"))
    assert calm.returncode == 0, calm.stderr
    said = filled("silent", "--check")
    assert said.returncode == 1
    assert "usual time not known" in said.stdout
    assert "Less interested, or something else came first." in said.stderr
    [found] = [json.loads(line) for line in filled("silent", "--json").stdout.splitlines()]
    assert (found["kind"], found["unanswered"], found["advised"]) == ("silent_deal", 5, "last message")
    assert 0 < found["p_alive"] < 0.5
    told = filled("silent", "--csv", "--check")
    assert told.returncode == 1
    [row] = csv.DictReader(io.StringIO(told.stdout))
    assert (row["deal"], row["unanswered"], row["we_owe"]) == (found["deal"], "5", "")
    listed = [json.loads(line) for line in filled("deals", "--json").stdout.splitlines()]
    assert [deal["silence"] for deal in listed if deal.get("state") == "silent"] == [found["state"]]
    assert found["deal"] in filled("today").stdout


def test_without_a_workspace_it_says_what_to_do(foothold: Run) -> None:
    said = foothold("silent")
    assert said.returncode in {0, 4}
    assert "Traceback" not in said.stderr
