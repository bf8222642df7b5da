"""Imports point inward (DESIGN 2), and what a script reads loads no framework (DESIGN 6)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEIGHTY = ("django", "ninja", "granian", "numpy", "httpx", "pydantic")
WATCH = """
import sys
from foothold.cli import main
try:
    code = main(sys.argv[2:])
except SystemExit as left:
    code = left.code
loaded = sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[1].split(",")))
print("loaded:", ",".join(loaded) or "nothing", file=sys.stderr)
sys.exit(code)
"""


def foothold_watched(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """`foothold` with `arguments` in a new process, which says on stderr what weighty packages it loaded."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", WATCH, ",".join(WEIGHTY), *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )


def test_import_contracts_hold() -> None:
    checked = subprocess.run(  # noqa: S603
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout, checked.stdout


@pytest.mark.parametrize("command", ["--version", "--help"])
def test_the_command_line_says_who_it_is_without_a_framework(command: str) -> None:
    answered = foothold_watched(command)
    assert answered.returncode == 0, answered.stderr
    assert answered.stdout.strip()
    assert "loaded: nothing" in answered.stderr


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_reading_loads_no_framework(form: tuple[str, ...]) -> None:
    answered = foothold_watched(
        "read", "-", *form, given="Anna: Shall we say Thursday the 12th at 3?\nPetra: Thursday works.\n"
    )
    assert answered.returncode == 0, answered.stderr
    assert answered.stdout.strip()
    assert "loaded: nothing" in answered.stderr


def test_no_file_of_core_takes_the_place_of_a_name_core_gives() -> None:
    """A file, once imported, stands in its package under its own name: the name of a function would be lost."""
    from foothold import core

    files = {path.stem for path in (ROOT / "src/foothold/core").glob("*.py")}
    assert sorted(files & set(core.__all__)) == []


def test_importing_the_package_loads_nothing_of_it() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import foothold, sys; print(*(m for m in sys.modules if 'foothold.' in m))"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.strip() == ""


@pytest.mark.parametrize("before", ["", "import foothold.read; ", "from foothold.read import judge; "])
def test_the_promised_import_gives_something_to_call(before: str) -> None:
    asked = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"{before}from foothold import read; assert callable(read), read"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert asked.returncode == 0, asked.stderr
