"""The fault test of bench/faults.py, small: real web, jobs, mail and calendar servers, and all kinds of harm in turn."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "faults.py"


def may_mount(folder: Path) -> bool:
    """Whether a disk of a given size can be had: root outside a sandbox that forbids it. Others leave that fault out."""
    if os.geteuid() != 0:
        return True
    asked = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:  # noqa: S603
        return False
    subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607
    return True


@pytest.mark.slow
def test_whatever_befalls_it_nothing_is_lost_wrong_or_there_twice(tmp_path: Path) -> None:
    if shutil.which("dovecot") is None or importlib.util.find_spec("radicale") is None:
        pytest.skip("Dovecot (Debian's dovecot-imapd) or Radicale (the dev extra) is not installed")
    if os.environ.get("DATABASE_URL"):
        pytest.skip("tried on SQLite; on PostgreSQL by bin/with-postgres bench/faults.py")
    if not may_mount(tmp_path):
        pytest.skip("no disk of a given size may be mounted here")
    words = [sys.executable, "-W", "ignore", str(BENCH), "--fault", "all", "--loops", "15", "--at-once", "8"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "| 15 |" in ended.stdout
