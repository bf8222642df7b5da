"""Names, docstrings and hosts: what nobody would notice in one change, and everybody in a hundred."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "foothold"
RECORDS = PACKAGE / "records"
CORE = sorted((PACKAGE / "core").rglob("*.py"))
SOURCES = sorted(
    path
    for folder in ("src", "tests", "bench", "training")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
SHOWN = sorted(
    path
    for path in (PACKAGE / "web").rglob("*")
    if path.suffix in {".html", ".css", ".js", ".svg", ".txt", ".json", ".webmanifest"}
)
KEPT = sorted(
    path
    for folder in ("src", "tests", "bench", "training", "docs", "bin", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
    and not any(part.endswith("_cache") or part == "__pycache__" for part in path.parts)
    and path.suffix not in {".pyc", ".png", ".jpg", ".docx", ".ico", ".woff2"}
)
HOST = re.compile(r"(?:https?:)?//([A-Za-z0-9.-]+\.[A-Za-z]{2,})", re.IGNORECASE)
NAMESPACES = {"www.w3.org"}
EXAMPLE_HOST = re.compile(r"(?:^|\.)example(?:\.com|\.org|\.net)?$")
# The home folders and mount points a program or a person leaves behind by accident.
MACHINE = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work|workspace|mnt)/[A-Za-z0-9_.-]+")
UNWANTED_NAME = re.compile(
    r"(?:^|_)(utils?|helpers?|manager|services?|misc|common|appointment|invitee|prospect|"
    r"ghosted|sentiment|stale|rotten|todo|touchpoint|stakeholder)(?:_|$)"
)
# METHOD 3 itself says email_appointment; a Django model has managers (DESIGN 2).
TRADE_OR_FRAMEWORK = re.compile(r"email_appointment")
DJANGO_MANAGER = re.compile(r"_manager$")


def relative(path: Path) -> str:
    """The path as a reader of the repository would say it."""
    return str(path.relative_to(ROOT))


def definitions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Public functions and classes at module level, and public methods of public classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                        yield inner


def defined_names(path: Path) -> Iterator[str]:
    """Every name a file introduces for a module, class or function."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        defines = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if defines and not node.name.startswith("test_"):  # a test's name is a sentence
            yield node.name


def in_snake_case(name: str) -> str:
    """`NextStep` as `next_step`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def is_unwanted(name: str, *, in_records: bool) -> bool:
    """Whether STYLE 2 has another word for a name."""
    words = TRADE_OR_FRAMEWORK.sub("", in_snake_case(name).lstrip("_"))
    if in_records:
        words = DJANGO_MANAGER.sub("", words)
    return bool(UNWANTED_NAME.search(words))


def stem(name: str) -> str:
    """The beginning of a file's name as the specification may write it: "decoding" as " decod"."""
    return " " + re.sub("(ing|s)$", "", name).replace("_", " ")


@pytest.mark.parametrize("path", CORE, ids=relative)
def test_public_names_of_core_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} does not say which rule it holds"
    silent = [node.name for node in definitions(tree) if not ast.get_docstring(node)]
    assert not silent, f"without a docstring: {silent}"


@pytest.mark.parametrize("path", CORE, ids=relative)
def test_core_opens_no_file_socket_or_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)}
    forbidden = called & {"now", "today", "utcnow", "open", "print", "input", "urlopen", "getenv"}
    assert not forbidden, f"{path.name} calls {sorted(forbidden)}; `now` is an argument (STYLE 1)"


OF_THE_SOURCES = {
    "account_names",
    "calendar_entries",
    "crm_dates",
    "crm_deals",
    "crm_rows",
    "free_mail",
    "table_moments",
}
OF_THE_SOURCES |= {"written_tables"}
"""What calendars, mailboxes and tables call their own parts; the specification leaves these words to them."""


def test_core_files_are_named_in_the_words_of_the_trade() -> None:
    shared = ROOT.parent / "shared"
    pages = [shared / "DESIGN.md", shared / "METHOD.md", shared / "STYLE.md"]
    if not all(page.exists() for page in pages):
        pytest.skip("the specification (../shared) is not beside this clone: its words cannot be looked up")
    trade = " " + re.sub(r"[^a-z0-9]+", " ", " ".join(page.read_text(encoding="utf-8") for page in pages).lower())
    unknown = [
        name
        for name in (path.stem for path in CORE)
        if name not in {"__init__", *OF_THE_SOURCES} and stem(name) not in trade
    ]
    assert not unknown, f"core files whose names the specification does not know: {unknown}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_names_are_the_trades_words(path: Path) -> None:
    unwanted = [name for name in defined_names(path) if is_unwanted(name, in_records=path.is_relative_to(RECORDS))]
    assert not unwanted, f"STYLE 2 has other words for {unwanted}"


@pytest.mark.parametrize("path", SHOWN, ids=relative)
def test_pages_name_no_foreign_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    foreign = {
        host for host in map(str.lower, HOST.findall(text)) if host not in NAMESPACES and not EXAMPLE_HOST.search(host)
    }
    assert not foreign, f"{relative(path)} names {sorted(foreign)}; nothing leaves the machine"


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = [
        f"{relative(path)}: {match.group(0)}"
        for path in KEPT
        if path != Path(__file__).resolve()
        for match in MACHINE.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found, found


@pytest.mark.parametrize(
    ("text", "seen"),
    [("see /home/anna/notes", True), ("web/home/page", False), ("/mnt/disk/notes", True), ("at mnt/disk", False)],
)
def test_the_guard_tells_a_machines_path_from_a_word(text: str, seen: bool) -> None:
    assert bool(MACHINE.search(text)) is seen
