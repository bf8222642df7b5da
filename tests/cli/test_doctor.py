"""`foothold doctor`: every line says ok, warn or fail, and what to do; a failure is exit code 1."""

import json
import socket
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.cli.checks_of_database import checks_of_database

Run = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def checks(said: Any) -> dict[str, dict[str, Any]]:
    return {line["check"]: line for line in map(json.loads, said.stdout.splitlines())}


def test_all_is_well_after_an_import(filled: Run) -> None:
    said = filled("doctor", "--json", "--port", free_port())
    assert said.returncode == 0
    assert {line["state"] for line in checks(said).values()} == {"ok"}
    names = {"software", "time zones", "clock", "data folder", "disk", "keys", "port", "database", "tables", "sources"}
    assert names <= set(checks(said))
    assert "0 failed, 0 to look at" in filled("doctor", "--port", free_port()).stdout


def test_a_folder_others_can_read_is_a_warning_with_the_command_to_type(filled: Run, folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "encryption_key").chmod(0o644)
    said = filled("doctor", "--json", "--port", free_port())
    assert said.returncode == 0
    assert checks(said)["data folder"]["state"] == "warn"
    assert checks(said)["data folder"]["do"].startswith("chmod 700 ")
    assert checks(said)["keys"]["state"] == "warn"


def test_a_port_somebody_else_has_is_a_warning(filled: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = checks(filled("doctor", "--json", "--port", port))
    assert said["port"]["state"] == "warn"
    assert f"--port {int(port) + 1}" in said["port"]["do"]


def test_a_broken_key_fails(filled: Run) -> None:
    said = filled("doctor", "--json", FOOTHOLD_ENCRYPTION_KEY="no key")
    assert said.returncode == 1
    assert checks(said)["keys"]["state"] == "fail"


def test_a_damaged_database_fails_and_is_no_traceback(filled: Run, folder: Path) -> None:
    path = folder / "foothold.sqlite3"
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(8192, size, 4096):
            file.seek(at)
            file.write(b"\xff" * 200)
    said = filled("doctor", "--json")
    assert said.returncode == 1
    assert "fail" in {checks(said)[name]["state"] for name in ("database", "tables") if name in checks(said)}
    assert "Traceback" not in said.stderr


def test_a_database_that_does_not_answer_fails(foothold: Run) -> None:
    said = foothold("doctor", "--json", DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/nothing")
    assert said.returncode == 1
    assert checks(said)["database"]["state"] == "fail"


def test_tables_of_a_newer_release_fail(filled: Run, folder: Path) -> None:
    with sqlite3.connect(folder / "foothold.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '9999_of_tomorrow', '2030-01-01')"
        )
    said = filled("doctor", "--json")
    assert said.returncode == 1
    assert "newer" in checks(said)["tables"]["says"]


def test_an_import_of_tomorrow_says_that_the_clock_was_set_back(filled: Run, folder: Path) -> None:
    with sqlite3.connect(folder / "foothold.sqlite3") as database:
        database.execute("UPDATE records_import SET started_at = '2190-01-01 00:00:00'")
    said = filled("doctor", "--json", "--port", free_port())
    [*_, clock] = [line for line in map(json.loads, said.stdout.splitlines()) if line["check"] == "clock"]
    assert clock["state"] == "warn"


def test_a_source_with_a_problem_is_named_with_its_last_reading(filled: Run, folder: Path) -> None:
    with sqlite3.connect(folder / "foothold.sqlite3") as database:
        database.execute("UPDATE records_source SET problem = 'The password was refused.'")
    source = checks(filled("doctor", "--json", "--port", free_port()))["sources"]
    assert source["state"] == "warn"
    assert "The password was refused." in source["says"]
    assert "last read " in source["says"]


def test_mails_without_a_trusted_server_are_a_warning(foothold: Run, tmp_path: Path) -> None:
    mail = "From: petra@northwind.example\nTo: anna@harbour.example\nSubject: Hello\nDate: Mon, 2 Mar 2026 10:00:00 +0100\n\nHi.\n"
    (tmp_path / "one.eml").write_text(mail)
    foothold("import", tmp_path / "one.eml")
    said = checks(foothold("doctor", "--json", "--port", free_port(), FOOTHOLD_DKIM="off"))
    assert said["mail server"]["state"] == "warn"
    assert "FOOTHOLD_DKIM is off" in said["DNS"]["says"]


@pytest.mark.parametrize(("answers", "state"), [(True, "ok"), (False, "warn")])
def test_whether_dns_answers_is_said_once_mails_are_read(
    seat: Any, answers: bool, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr("foothold.connectors.mail.lookups.dns_answers", lambda: bool(asked.append(True)) or answers)
    assert {each.name: each.state for each in checks_of_database(None)}["DNS"] == "ok"
    assert not asked
    import_bytes(
        seat, b"From: petra@northwind.example\nTo: anna@harbour.example\nSubject: x\n\nHi.\n", "m.eml", now=NOW
    )
    assert {each.name: each.state for each in checks_of_database(None)}["DNS"] == state


def test_a_folder_that_cannot_be_made_fails_before_anything_else_is_asked(foothold: Run) -> None:
    said = foothold("doctor", "--data", "/dev/null/nowhere")
    assert said.returncode == 1
    assert "fail  data folder" in said.stdout
    assert "Traceback" not in said.stderr


def test_the_port_that_is_set_is_looked_at_and_said_to_be_free(filled: Run) -> None:
    port = free_port()
    says = checks(filled("doctor", "--json", FOOTHOLD_PORT=port))["port"]["says"]
    assert says == f"Port {port} is free: Foothold does not run there yet, and can"
