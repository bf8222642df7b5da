"""What a person can type or set is in the docs, and the links between the pages lead somewhere."""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from foothold.read import read

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "foothold").rglob("*.py"))
DOCS = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("bench/*.md")])
VARIABLE_READ = re.compile(r"""(?:environ(?:\.get)?|getenv|\benv(?:_\w+)?)\s*[\[(]\s*["']([A-Z][A-Z0-9_]{2,})["']""")
CALL = b"""WEBVTT

00:04.000 --> 00:09.000
<v Anna Weber>Shall we say Thursday the 12th at 3 for the factory tour of the press line?</v>

00:10.000 --> 00:14.000
<v Petra Lang>Thursday works. I will bring the scrap figures of line two by then.</v>
"""
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
COMMAND_IN_HELP = re.compile(r"^\s{2,}(?:foothold )?([a-z][a-z-]+)(?:\s{2,}|$)", re.MULTILINE)


def text_of(pages: list[Path]) -> str:
    """All pages as one text."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def commands() -> list[str]:
    """The commands `foothold --help` names: the braces of its usage line, or its list."""
    answered = subprocess.run(  # noqa: S603
        [Path(sys.executable).parent / "foothold", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answered.returncode == 0, answered.stderr
    braces = re.search(r"\{([a-z,-]+)\}", answered.stdout)
    return braces.group(1).split(",") if braces else COMMAND_IN_HELP.findall(answered.stdout)


def test_every_command_is_in_the_guide() -> None:
    named = commands()
    assert {"read", "serve"} <= set(named), named
    guide = text_of(sorted(ROOT.glob("docs/guide/*.md")))
    missing = [command for command in named if f"foothold {command}" not in guide]
    assert not missing, f"commands without a word in docs/guide: {missing}"


def test_every_variable_that_is_read_is_in_the_docs() -> None:
    read = {name for path in SOURCES for name in VARIABLE_READ.findall(path.read_text(encoding="utf-8"))}
    assert {"FOOTHOLD_DATA", "DATABASE_URL"} <= read, "this guard looks at the wrong words"
    read.discard("DJANGO_SETTINGS_MODULE")  # ours to set, nobody else's
    docs = text_of(DOCS)
    missing = sorted(name for name in read if not re.search(rf"\b{name}\b", docs))
    assert not missing, f"variables without a word in the docs: {missing}"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_to_files(page: Path) -> None:
    for target in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:|#", target):
            continue
        assert (page.parent / target.partition("#")[0]).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("command", ["bin/run", "bin/test"])
def test_the_readme_names_the_two_commands_and_they_run(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / command).stat().st_mode & 0o111


def test_the_version_is_in_the_changelog() -> None:
    import foothold

    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## (\[?{re.escape(foothold.__version__)}\]?|Unreleased)", log, re.MULTILINE)


def test_outputs_quoted_in_the_docs_are_what_the_program_says() -> None:
    checked = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "docs" / "guide" / "examples" / "quote.py", "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def shape(value: Any) -> Any:
    """The names of an answer's fields, however deep, without its values."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items() if key != "evidence"}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    return None


def test_the_example_of_the_contract_has_the_fields_of_a_real_answer() -> None:
    contract = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
    example = re.search(r"^```json\n(.*?)^```", contract, re.MULTILINE | re.DOTALL)
    assert example
    shown = json.loads(example.group(1))
    real = read(CALL, name="call.vtt", now=datetime.fromisoformat("2026-03-02T10:00:00+01:00"), ours=["Anna Weber"])
    assert shape(shown) == shape(real)
    assert list(shown) == list(real), "fields in another order"
    for field in ("verdict", "state", "needs"):
        assert shown[field] == real[field]
