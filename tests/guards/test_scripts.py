"""The scripts of a clone: they parse, can be run, and say what they expect when used wrongly."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted([*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run", *(ROOT / "bench").glob("*.sh")])
BASH = shutil.which("bash") or "bash"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in the clone, with what it said."""
    return subprocess.run(  # noqa: S603
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=240
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_parse_and_may_be_run(script: Path) -> None:
    assert run(BASH, "-n", script).returncode == 0
    assert os.access(script, os.X_OK), f"chmod +x {script.relative_to(ROOT)}"


@pytest.mark.parametrize("wrong", [("bin/setup", "everything"), ("bin/with-postgres",)])
def test_wrong_use_says_the_right_one(wrong: tuple[str, ...]) -> None:
    answered = run(*wrong)
    assert answered.returncode == 2
    assert answered.stderr.startswith("usage: ")


def test_ci_runs_the_checks_of_the_readme_and_nothing_instead() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert ci.rstrip().endswith("exec bin/ci")
