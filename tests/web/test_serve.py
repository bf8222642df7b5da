# ruff: noqa: S310, S603  (our own command and our own loopback address)
"""`foothold serve`: one command opens the site, refuses what is unsafe, and leaves nothing running."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, build_opener, urlopen

import pytest

from foothold.cli.command import command

SERVE = [sys.executable, "-c", "import sys; from foothold.cli import main; sys.exit(main(sys.argv[1:]))", "serve"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path) -> dict[str, str]:
    ours = {"FOOTHOLD_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTHOLD_", "DJANGO_"))}
    return kept | ours


def once(data: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*SERVE, *args], env=environment(data), capture_output=True, text=True, timeout=240, check=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running site on an empty data folder: (process, port, first link, data folder)."""
    data, port = tmp_path_factory.mktemp("data") / "new folder", free_port()
    process = subprocess.Popen(
        [*SERVE, "--port", str(port)], env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    link = ""
    until = time.monotonic() + 240
    while not link and time.monotonic() < until:
        found = re.search(r"http://\S+/enter/\S+", process.stdout.readline())
        link = found[0] if found else ""
    try:
        yield process, port, link, data
    finally:
        process.terminate()
        process.communicate(timeout=60)


def children_of(pid: int) -> list[int]:
    stats = [path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    own = [int(text.split()[0]) for text in stats if text.rpartition(")")[2].split()[1] == str(pid)]
    return own + [grandchild for child in own for grandchild in children_of(child)]


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def opened(data: Path, **more: str) -> tuple[Any, list[int]]:
    """A site of its own that has said it is open, and the processes it has begun."""
    process = subprocess.Popen(
        [*SERVE, "--port", str(free_port())],
        env=environment(data) | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "Foothold is open" in process.stdout.readline()
    return process, children_of(process.pid)


def test_the_printed_link_opens_the_site(site: Any) -> None:
    _, port, link, _ = site
    assert link.startswith(f"http://127.0.0.1:{port}/enter/")
    with urlopen(link, timeout=10) as page:
        assert b'<form method="post">' in page.read()


def test_a_stranger_is_sent_to_the_way_in(site: Any) -> None:
    _, port, _, _ = site
    with pytest.raises(HTTPError) as refused:
        urlopen(f"http://127.0.0.1:{port}/", timeout=10)
    assert refused.value.code == 401
    assert b"foothold serve --once-url" in refused.value.read()
    refused.value.close()


def test_a_rebound_name_is_refused(site: Any) -> None:
    _, port, _, _ = site
    for host in (f"evil.example:{port}", "127.0.0.1:1"):
        with pytest.raises(HTTPError) as refused:
            build_opener().open(Request(f"http://127.0.0.1:{port}/alive", headers={"Host": host}), timeout=10)
        assert refused.value.code == 400
        refused.value.close()


def test_the_data_is_its_owners_alone(site: Any) -> None:
    data = site[3]
    for path in (data, data / "foothold.sqlite3", data / "secret_key"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_another_link_comes_with_once_url(site: Any) -> None:
    _, port, link, data = site
    other = once(data, "--port", str(port), "--once-url")
    assert other.returncode == 0
    assert other.stdout.strip() != link
    with urlopen(other.stdout.strip(), timeout=10) as page:
        assert page.status == 200


def test_a_taken_port_is_said_in_one_line(site: Any) -> None:
    _, port, _, data = site
    refused = once(data, "--port", str(port))
    assert refused.returncode == 6
    said = f"foothold: Foothold is already open on port {port}. For a new link: "
    assert refused.stderr.startswith(said)
    assert refused.stderr.endswith(f"foothold serve --port {port} --once-url\n")


def test_a_port_taken_by_a_stranger_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        refused = once(tmp_path / "data", "--port", str(port))
    assert refused.returncode == 6
    assert refused.stderr.startswith(f"foothold: Port {port} is taken. Try: ")
    assert refused.stderr.endswith(f"foothold serve --port {port + 1}\n")


def test_without_a_site_there_is_no_link(tmp_path: Path) -> None:
    port = free_port()
    refused = once(tmp_path / "data", "--port", str(port), "--once-url")
    assert (refused.returncode, refused.stdout) == (4, "")
    assert refused.stderr.startswith(f"foothold: Foothold is not open on port {port}. Start it: ")


def test_a_link_for_another_data_folder_is_not_printed(site: Any, tmp_path: Path) -> None:
    refused = once(tmp_path / "data", "--port", str(site[1]), "--once-url")
    assert (refused.returncode, refused.stdout) == (4, "")
    assert "another data folder" in refused.stderr


def test_the_command_is_named_so_that_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "clone" / ".venv" / "bin" / "foothold"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "clone" / ".venv"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path / "clone")
    assert command() == ".venv/bin/foothold"
    monkeypatch.chdir(tmp_path)
    assert command() == "clone/.venv/bin/foothold"
    monkeypatch.chdir("/")
    assert Path("/", command()) == program
    monkeypatch.setenv("PATH", str(program.parent))
    assert command() == "foothold"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", "::"])  # noqa: S104
def test_an_address_others_could_reach_is_refused(tmp_path: Path, host: str) -> None:
    refused = once(tmp_path / "data", "--host", host)
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_nothing_running(tmp_path: Path, number: signal.Signals) -> None:
    process, family = opened(tmp_path)
    assert len(family) >= 2
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert said.endswith("Stopped.\n")
    assert not [pid for pid in family if alive(pid)]


PUBLIC = "https://foothold.firm.example"


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A reachable site on an empty data folder: (port, first words, data folder)."""
    data, port = tmp_path_factory.mktemp("data") / "new folder", free_port()
    process = subprocess.Popen(
        [*SERVE, "--port", str(port), "--public", PUBLIC, "--trust-proxy"],
        env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = "".join(process.stdout.readline() for _ in range(3))
    try:
        yield port, said, data
    finally:
        process.terminate()
        process.communicate(timeout=60)


def asked(port: int, path: str, host: str) -> Any:
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with build_opener().open(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_a_reachable_site_first_prints_a_link_at_its_public_address(public_site: Any) -> None:
    port, said, _ = public_site
    link = re.search(rf"{PUBLIC}(/enter/\S+)", said)
    assert link, said
    assert "Nobody can log in yet" in said
    assert asked(port, link[1], "foothold.firm.example")[0] == 200
    assert asked(port, "/login", "foothold.firm.example")[0] == 200


def test_a_reachable_site_answers_loopback_about_its_health_only(public_site: Any) -> None:
    port, _, _ = public_site
    assert asked(port, "/alive", f"127.0.0.1:{port}") == (200, "foothold")
    assert asked(port, "/login", f"127.0.0.1:{port}")[0] == 400
    assert asked(port, "/login", "evil.example")[0] == 400


def test_the_owner_gets_back_in_from_the_terminal(public_site: Any) -> None:
    port, _, data = public_site
    refused = once(data, "--port", str(port), "--public", PUBLIC, "--once-url")
    assert refused.returncode == 2
    assert "owner --link" in refused.stderr
    words = [*SERVE[:-1], "owner", "--link"]
    unknown = subprocess.run(words, env=environment(data), capture_output=True, text=True, timeout=240, check=False)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    made = subprocess.run(
        [*words, "--public", PUBLIC], env=environment(data), capture_output=True, text=True, timeout=240, check=False
    )
    assert made.returncode == 0, made.stderr
    path = made.stdout.strip().removeprefix(PUBLIC)
    assert asked(port, path, "foothold.firm.example")[0] == 200


def test_no_link_is_printed_once_somebody_can_log_in(tmp_path: Path) -> None:
    data = tmp_path / "data"
    script = (
        "from foothold.cli.open_seat import open_seat; seat = open_seat(None)\n"
        "from foothold.actions.settle_way_in import settle_way_in\n"
        "settle_way_in(seat.user, address='anna@firm.example', name='Anna', password='three pumps in quiet rain')"
    )
    subprocess.run([sys.executable, "-c", script], env=environment(data), timeout=240, check=True)
    process = subprocess.Popen(
        [*SERVE, "--port", str(free_port()), "--public", PUBLIC],
        env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.readline()
    process.terminate()
    rest, _ = process.communicate(timeout=60)
    assert said == f"Foothold is open at {PUBLIC}. People log in there.\n"
    assert "/enter/" not in rest


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--public", "http://foothold.firm.example"], "https://"),
        (["--public", "foothold.firm.example"], "no address"),
        (["--trust-proxy"], "--public"),
        (["--host", "0.0.0.0"], "one owner"),  # noqa: S104
    ],
)
def test_what_would_be_unsafe_is_refused_in_one_line(tmp_path: Path, words: list[str], said: str) -> None:
    refused = once(tmp_path / "data", *words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_export_and_delete_work_from_the_command_line(tmp_path: Path) -> None:
    def run(*args: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*SERVE[:-1], *args],
            env=environment(tmp_path / "data"),
            capture_output=True,
            text=True,
            timeout=240,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    out = tmp_path / "out"
    assert run("export", str(out)).returncode == 0
    assert (out / "meetings.json").read_text("utf-8") == "[]\n"
    assert run("export", str(out)).returncode == 6
    unknown = run("export", str(tmp_path / "one"), "--contact", "Petra Lang")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr == "foothold: Nobody of that name is kept. Nothing was written.\n"
    assert not (tmp_path / "one").exists()
    assert run("delete", "--everything").returncode == 2
    assert run("delete", "--everything", "--yes").stdout == "Everything is deleted.\n"
    nobody = run("delete", "--contact", "Petra Lang", "--yes")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert nobody.stderr.startswith("foothold: Nobody of that name is kept.")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_serve_leaves_no_child_behind(tmp_path: Path) -> None:
    process, family = opened(tmp_path)
    assert len(family) >= 2
    process.kill()
    process.wait()
    for said in (process.stdout, process.stderr):
        said.close()
    until = time.monotonic() + 60
    while time.monotonic() < until and any(alive(pid) for pid in family):
        time.sleep(0.1)
    assert not [pid for pid in family if alive(pid)]


@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
def test_two_web_processes_answer_and_when_one_is_killed_the_site_says_so_and_leaves_none_behind(
    tmp_path: Path,
) -> None:
    process, family = opened(tmp_path, FOOTHOLD_WEB_PROCESSES="2")
    answering = [pid for child in family for pid in children_of(child)]
    assert len(answering) == 2
    os.kill(answering[0], signal.SIGKILL)
    assert "The web process has ended. Start again." in process.communicate(timeout=60)[1]
    assert not [pid for pid in family if alive(pid)]


def test_a_number_of_web_processes_that_is_none_is_refused_in_one_line(tmp_path: Path) -> None:
    wanted = environment(tmp_path) | {"FOOTHOLD_WEB_PROCESSES": "many"}
    said = subprocess.run([*SERVE, "--port", str(free_port())], env=wanted, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (
        2,
        "foothold: FOOTHOLD_WEB_PROCESSES is 'many'; it is a number from 1 to 64.\n",
    )


def test_a_data_folder_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    for words in (["serve", "--port", str(free_port())], ["export", str(tmp_path / "out")]):
        said = subprocess.run(
            [*SERVE[:-1], *words, "--data", str(tmp_path / "file")],
            env=environment(tmp_path / "data"),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert said.returncode == 4, said.stderr
        assert said.stderr.startswith("foothold: The data folder cannot be used: ")
        assert said.stderr.count("\n") == 1


def test_two_that_start_on_one_empty_folder_prepare_it_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [*SERVE[:-1], "export", str(tmp_path / f"out{number}")],
            env=environment(tmp_path / "data"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    for process in started:
        _, said = process.communicate(timeout=240)
        assert (process.returncode, said) == (0, "")
