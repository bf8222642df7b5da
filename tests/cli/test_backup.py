"""`foothold backup` and `foothold restore`: one file out, all of it back in, and what a kill leaves behind."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def accounts(folder: Path) -> int:
    with sqlite3.connect(folder / "foothold.sqlite3") as database:
        return int(database.execute("SELECT COUNT(*) FROM records_account").fetchone()[0])


def program(folder: Path, words: str, **names: Any) -> "subprocess.CompletedProcess[str]":
    """A few lines of Python on the data folder."""
    opening = "from foothold.cli.serve import open_data_folder; from pathlib import Path; open_data_folder(None)\n"
    given = "".join(f"{name} = {value!r}\n" for name, value in names.items())
    environment = os.environ | {"FOOTHOLD_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", opening + given + words], env=environment, capture_output=True, text=True, timeout=100
    )


def test_what_was_backed_up_is_shown_again_by_the_same_commands(filled: Run, tmp_path: Path) -> None:
    backup = filled("backup", tmp_path / "all.zip")
    assert backup.returncode == 0
    assert "Guard it" in backup.stderr
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    elsewhere = tmp_path / "elsewhere"
    restored = filled("restore", tmp_path / "all.zip", "--data", elsewhere)
    assert restored.returncode == 0, restored.stderr
    assert filled("review", "--json", "--data", elsewhere).stdout == filled("review", "--json").stdout
    assert (elsewhere / "encryption_key").read_bytes() == (tmp_path / "data" / "encryption_key").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "data", "elsewhere"]


def test_the_way_to_put_it_back_names_the_folder_that_was_backed_up(filled: Run, folder: Path, tmp_path: Path) -> None:
    assert f"restore {tmp_path / 'usual.zip'}\n" in filled("backup", tmp_path / "usual.zip").stderr
    said = filled("backup", tmp_path / "all.zip", "--data", folder).stderr
    assert f"restore {tmp_path / 'all.zip'} --data {folder}\n" in said


def test_a_second_restore_needs_to_be_meant(filled: Run, tmp_path: Path, folder: Path) -> None:
    filled("backup", tmp_path / "all.zip")
    filled("delete", "--everything", "--yes")
    assert accounts(folder) == 0
    refused = filled("restore", tmp_path / "all.zip")
    assert refused.returncode == 6
    assert "--replace" in refused.stderr
    assert accounts(folder) == 0
    assert filled("restore", tmp_path / "all.zip", "--replace").returncode == 0
    assert accounts(folder) == 12


def test_a_backup_overwrites_nothing(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_text("dear")
    assert filled("backup", tmp_path / "all.zip").returncode == 6
    assert (tmp_path / "all.zip").read_text() == "dear"


def test_with_nothing_kept_there_is_nothing_to_back_up(at_first: Run, tmp_path: Path) -> None:
    assert at_first("backup", tmp_path / "all.zip").returncode == 4
    assert not (tmp_path / "all.zip").exists()


@pytest.mark.parametrize("content", [b"", b"no backup", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_refused_in_one_line(foothold: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "all.zip").write_bytes(content)
    said = foothold("restore", tmp_path / "all.zip")
    assert said.returncode == 3
    assert "Nothing was changed" in said.stderr
    assert "Traceback" not in said.stderr
    assert foothold("restore", tmp_path / "nowhere.zip").returncode == 3


def test_a_backup_into_a_folder_that_is_not_there_is_said(filled: Run, tmp_path: Path) -> None:
    said = filled("backup", tmp_path / "nowhere" / "all.zip")
    assert said.returncode == 3
    assert "Traceback" not in said.stderr


def test_a_backup_killed_half_way_leaves_nothing(filled: Run, tmp_path: Path, folder: Path) -> None:
    killed = program(
        folder,
        "import os, signal\n"
        "from datetime import UTC, datetime\n"
        "from foothold.actions.backup_everything import backup_everything\n"
        "die = lambda what, done, of: done < of // 2 or os.kill(os.getpid(), signal.SIGKILL)\n"
        "backup_everything(Path(path), now=datetime.now(UTC), progress=die)\n",
        path=str(tmp_path / "all.zip"),
    )
    assert killed.returncode == -9
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_a_restore_killed_half_way_changes_nothing(filled: Run, tmp_path: Path, folder: Path) -> None:
    filled("backup", tmp_path / "all.zip")
    before = filled("review", "--json").stdout
    killed = program(
        folder,
        "import os, signal\n"
        "from foothold.actions.restore_everything import restore_everything\n"
        "die = lambda what, done, of: what == 'rows' and done > of // 2 and os.kill(os.getpid(), signal.SIGKILL)\n"
        "restore_everything(Path(path), replace=True, progress=die)\n",
        path=str(tmp_path / "all.zip"),
    )
    assert killed.returncode == -9
    assert filled("review", "--json").stdout == before
    assert filled("doctor").returncode == 0


def test_a_restore_onto_a_full_disk_changes_nothing(filled: Run, tmp_path: Path, folder: Path) -> None:
    filled("backup", tmp_path / "all.zip")
    elsewhere = tmp_path / "elsewhere"
    refused = program(
        elsewhere,
        "from django.db import connection\n"
        "from foothold.actions.restore_everything import restore_everything\n"
        "from foothold.core.conversation import Unreadable\n"
        "connection.cursor().execute('PRAGMA max_page_count = 60')\n"
        "try:\n"
        "    restore_everything(Path(path))\n"
        "except Unreadable as error:\n"
        "    print(error)\n",
        path=str(tmp_path / "all.zip"),
    )
    assert "disk is full" in refused.stdout
    assert "Nothing was changed" in refused.stdout
    assert filled("restore", tmp_path / "all.zip", "--data", elsewhere).returncode == 0


def test_a_backup_shows_one_moment_while_another_process_writes(filled: Run, tmp_path: Path, folder: Path) -> None:
    before = accounts(folder)
    done = program(
        folder,
        "import sqlite3\n"
        "from datetime import UTC, datetime\n"
        "from foothold.actions.backup_everything import backup_everything\n"
        "def somebody_writes(what, done, of):\n"
        "    with sqlite3.connect(database, timeout=1) as other:\n"
        "        other.execute('DELETE FROM records_attendee')\n"
        "        other.execute('UPDATE records_account SET name = name || hex(randomblob(4))')\n"
        "backup_everything(Path(path), now=datetime.now(UTC), progress=somebody_writes)\n",
        path=str(tmp_path / "all.zip"),
        database=str(folder / "foothold.sqlite3"),
    )
    assert done.returncode == 0, done.stderr
    filled("restore", tmp_path / "all.zip", "--data", tmp_path / "elsewhere")
    assert accounts(tmp_path / "elsewhere") == before
    with sqlite3.connect(tmp_path / "elsewhere" / "foothold.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM records_attendee").fetchone()[0] > 0
        names = [name for (name,) in database.execute("SELECT name FROM records_account")]
    assert max(map(len, names)) < 12


def test_a_key_of_the_environment_is_not_in_the_file_and_that_is_said(filled: Run, tmp_path: Path) -> None:
    said = filled("backup", tmp_path / "all.zip", FOOTHOLD_ENCRYPTION_KEY="A" * 43)
    assert "FOOTHOLD_ENCRYPTION_KEY is set, so that key is not in it. Keep it too." in said.stderr
