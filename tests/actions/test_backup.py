"""A backup holds everything as of one moment, and comes back whole or not at all, in either database."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from foothold.actions import backup_everything as writing
from foothold.actions import restore_everything as reading
from foothold.actions.backup_everything import backup_everything
from foothold.actions.backup_rows import Digest, applied_migrations, apps_of, loader, models_of, rows_of
from foothold.actions.restore_everything import NotEmpty, restore_everything
from foothold.core.conversation import Unreadable
from foothold.records.models import Account, Meeting, SourceText, User

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _key_files() -> Iterator[None]:
    """The keys of the test's data folder are as before when it ends."""
    kept = {name: (Path(settings.DATA_DIR) / name).read_bytes() for name in writing.KEYS}
    yield
    for name, content in kept.items():
        (Path(settings.DATA_DIR) / name).write_bytes(content)


@pytest.fixture
def filled(seat: Any, read_meeting: Callable[..., Any]) -> Any:
    """A workspace with a meeting and everything found in it."""
    read_meeting(seat)
    Account.objects.in_workspace(seat.workspace).create(
        name="Harbour \u00dcbersee \U0001f6a2 'quoted' \\ \n second line"
    )
    return seat


def everything() -> dict[str, tuple[int, str]]:
    """Count and checksum of every table's rows."""
    known = loader()
    found = {}
    for model in models_of(apps_of(known, applied_migrations(known))):
        digest = Digest()
        for row in rows_of(model):
            digest.add(row)
        found[model._meta.label_lower] = (digest.rows, digest.text)
    return found


def altered(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The backup with one member changed."""
    other = path.with_name("altered.zip")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as copy:
        for member in archive.namelist():
            content = archive.read(member)
            copy.writestr(member, change(content) if member == name else content)
    return other


def test_everything_that_was_there_is_there_again(filled: Any, tmp_path: Path) -> None:
    before = everything()
    backup = backup_everything(tmp_path / "all.zip", now=NOW)
    Account.objects.in_workspace(filled.workspace).create(name="Came later")
    User.objects.create(address="later@harbour.example", name="Later")
    restored = restore_everything(tmp_path / "all.zip", replace=True)
    assert everything() == before
    assert restored.rows == backup.rows == sum(rows for rows, _ in before.values())


def test_moments_are_restored_as_they_were_and_not_as_of_the_restore(filled: Any, tmp_path: Path) -> None:
    made_at = Meeting.objects.in_workspace(filled.workspace).get().created_at
    backup_everything(tmp_path / "all.zip", now=NOW)
    restore_everything(tmp_path / "all.zip", replace=True)
    assert Meeting.objects.in_workspace(filled.workspace).get().created_at == made_at


def test_rows_made_after_a_restore_get_free_keys(filled: Any, tmp_path: Path) -> None:
    from django.contrib.contenttypes.models import ContentType

    backup_everything(tmp_path / "all.zip", now=NOW)
    restore_everything(tmp_path / "all.zip", replace=True)
    ContentType.objects.create(app_label="records", model="new one")


def test_where_something_is_kept_nothing_is_overwritten_unless_asked(filled: Any, tmp_path: Path) -> None:
    backup_everything(tmp_path / "all.zip", now=NOW)
    Account.objects.in_workspace(filled.workspace).create(name="Came later")
    before = everything()
    with pytest.raises(NotEmpty):
        restore_everything(tmp_path / "all.zip")
    assert everything() == before


def test_the_file_is_its_owners_alone_and_nothing_lies_beside_it(filled: Any, tmp_path: Path) -> None:
    backup_everything(tmp_path / "all.zip", now=NOW)
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_a_file_that_is_there_is_not_overwritten(filled: Any, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(b"dear")
    with pytest.raises(FileExistsError):
        backup_everything(tmp_path / "all.zip", now=NOW)
    assert (tmp_path / "all.zip").read_bytes() == b"dear"


@pytest.mark.parametrize("nameless", [True, False])
def test_a_backup_that_breaks_off_leaves_nothing(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    def disk_full(what: str, done: int, of: int) -> None:
        raise OSError(28, "No space left on device")

    if not nameless:
        monkeypatch.setattr(writing, "_nameless", lambda folder: None)
    with pytest.raises(OSError, match="No space"):
        backup_everything(tmp_path / "all.zip", now=NOW, progress=disk_full)
    assert not list(tmp_path.iterdir())
    monkeypatch.undo()
    backup_everything(tmp_path / "all.zip", now=NOW)


def test_a_system_without_nameless_files_makes_the_same_backup(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_nameless", lambda folder: None)
    (tmp_path / ".all.zip.part").write_bytes(b"left by a killed process")
    backup_everything(tmp_path / "all.zip", now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    before = everything()
    restore_everything(tmp_path / "all.zip", replace=True)
    assert everything() == before


def test_every_cut_and_every_changed_part_is_refused_with_nothing_changed(filled: Any, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    backup_everything(path, now=NOW)
    whole = path.read_bytes()
    Account.objects.in_workspace(filled.workspace).create(name="Came later")
    before = everything()
    broken = [tmp_path / f"cut{share}.zip" for share in range(5)]
    for share, cut in enumerate(broken):
        cut.write_bytes(whole[: len(whole) * share // 5])
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    for name in names:
        flipped = altered(
            path, name, lambda content: content[:-2] + bytes([content[-2] ^ 1]) + content[-1:] if content else b"{}\n"
        )
        broken.append(flipped.rename(tmp_path / f"altered-{name.replace('/', '-')}.zip"))
    for each in broken:
        if each.name.endswith("manifest.json.zip"):
            continue  # its last letters are only layout
        with pytest.raises(Unreadable, match="Nothing was changed"):
            restore_everything(each, replace=True)
    assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said | {"schema": "backup/9"},
        lambda said: said | {"tables": said["tables"][:-3]},
        lambda said: said | {"tables": [*said["tables"], said["tables"][0] | {"file": "../../etc/passwd"}]},
        lambda said: said | {"tables": [table | {"rows": table["rows"] + 1} for table in said["tables"]]},
        lambda said: said | {"tables": [table | {"digest": "0" * 64} for table in said["tables"]]},
        lambda said: said | {"migrations": [*said["migrations"], ["records", "9999_of_tomorrow"]]},
        lambda said: said | {"migrations": []},
        lambda said: [],
        lambda said: {},
    ],
)
def test_a_manifest_that_says_something_else_is_refused_with_nothing_changed(
    filled: Any, tmp_path: Path, change: Callable[[Any], Any]
) -> None:
    backup_everything(tmp_path / "all.zip", now=NOW)
    before = everything()
    other = altered(tmp_path / "all.zip", "manifest.json", lambda said: json.dumps(change(json.loads(said))).encode())
    with pytest.raises(Unreadable, match="Nothing was changed"):
        restore_everything(other, replace=True)
    assert everything() == before


def test_a_backup_of_a_newer_release_is_named_as_one(filled: Any, tmp_path: Path) -> None:
    backup_everything(tmp_path / "all.zip", now=NOW)

    def newer(said: bytes) -> bytes:
        manifest = json.loads(said)
        manifest["migrations"].append(["records", "9999_of_tomorrow"])
        return json.dumps(manifest | {"version": "9.9"}).encode()

    with pytest.raises(Unreadable, match=r"Foothold 9\.9.*newer"):
        restore_everything(altered(tmp_path / "all.zip", "manifest.json", newer), replace=True)


def test_the_keys_come_with_it_and_take_the_place_of_the_folders(filled: Any, tmp_path: Path) -> None:
    from foothold.records.secrets import seal

    sealed = seal("https://calendar.example/secret", about="source")
    theirs = (Path(settings.DATA_DIR) / "encryption_key").read_text()
    backup_everything(tmp_path / "all.zip", now=NOW)
    (Path(settings.DATA_DIR) / "encryption_key").write_text("A" * 43)
    restore_everything(tmp_path / "all.zip", replace=True)
    assert (Path(settings.DATA_DIR) / "encryption_key").read_text().strip() == theirs.strip()
    assert sealed


def test_a_restore_that_fails_leaves_the_folders_own_keys(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_everything(tmp_path / "all.zip", now=NOW)
    before = everything()
    ours = Path(settings.DATA_DIR) / "encryption_key"
    ours.write_text("B" * 43)

    def fails(*given: Any) -> None:
        assert ours.read_text().endswith("," + "B" * 43), "until it is done both keys open"
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_compare", fails)
    with pytest.raises(KeyboardInterrupt):
        restore_everything(tmp_path / "all.zip", replace=True)
    assert ours.read_text() == "B" * 43
    assert everything() == before


def test_a_backup_of_the_first_release_is_restored_and_brought_to_this_one(tmp_path: Path) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("records", "0001_initial")])
    try:
        apps = executor.loader.project_state([("records", "0001_initial")]).apps
        workspace = apps.get_model("records", "Workspace").objects.create(name="Anna's", tz="Europe/Vienna")
        person = apps.get_model("records", "User").objects.create(address="anna@harbour.example", name="Anna")
        apps.get_model("records", "Membership").objects.create(workspace=workspace, user=person, role="owner")
        meeting = apps.get_model("records", "Meeting").objects.create(
            workspace=workspace, seller=person, title="Pilot", held_at=NOW, tz="Europe/Vienna", state="vague"
        )
        backup_everything(tmp_path / "old.zip", now=NOW)
        said = json.loads(zipfile.ZipFile(tmp_path / "old.zip").read("manifest.json"))
        assert ["records", "0001_initial"] in said["migrations"]
        assert not [name for app, name in said["migrations"] if app == "records" and name > "0002"]
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    restore_everything(tmp_path / "old.zip", replace=True)
    restored = Meeting.objects.in_workspace(workspace.pk).get()
    assert (restored.pk, restored.title, restored.state, restored.held_at) == (meeting.pk, "Pilot", "vague", NOW)
    known = loader()
    assert set(known.graph.nodes) == set(applied_migrations(known)), "the schema is of this release"


def other_database(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """A command on a SQLite of its own, whatever database these tests run on."""
    command = [sys.executable, "-c", "import sys; from foothold.cli import main; sys.exit(main(sys.argv[1:]))"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTHOLD_", "DATABASE_URL"))}
    ours = {"FOOTHOLD_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([*command, *words], env=kept | ours, capture_output=True, text=True, timeout=100)  # noqa: S603


def test_rows_go_from_this_database_to_a_sqlite_and_back(filled: Any, tmp_path: Path) -> None:
    before = everything()
    backup_everything(tmp_path / "there.zip", now=NOW)
    assert other_database(tmp_path / "data", "restore", str(tmp_path / "there.zip")).returncode == 0
    assert other_database(tmp_path / "data", "backup", str(tmp_path / "back.zip")).returncode == 0
    Account.objects.in_workspace(filled.workspace).create(name="Came later")
    restore_everything(tmp_path / "back.zip", replace=True)
    assert everything() == before
    assert SourceText.objects.in_workspace(filled.workspace).get().text


def test_a_backup_shows_one_moment_while_others_write(filled: Any, tmp_path: Path) -> None:
    if connection.vendor == "sqlite" and "mode=memory" in str(settings.DATABASES["default"]["NAME"]):
        pytest.skip("a database in memory has one connection")
    before = everything()
    written: list[bool] = []

    def somebody_writes(what: str, done: int, of: int) -> None:
        if not written:
            written.append(True)
            _from_another_connection(filled)

    backup_everything(tmp_path / "all.zip", now=NOW, progress=somebody_writes)
    assert written
    assert everything() != before
    restore_everything(tmp_path / "all.zip", replace=True)
    assert everything() == before


def _from_another_connection(seat: Any) -> None:
    from threading import Thread

    def write() -> None:
        try:
            Account.objects.in_workspace(seat.workspace).create(name="Written meanwhile")
        finally:
            connections.close_all()

    thread = Thread(target=write)
    thread.start()
    thread.join()
