"""Open Foothold on this machine: the site and its jobs, one owner, a one-time link to get in.

With --public it is reached by others through a proxy that speaks HTTPS, and people log in.
"""

import argparse
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import Request, urlopen

from foothold.cli.command import command
from foothold.cli.exits import CONFLICT, DONE, NOT_CONNECTED, OUR_FAULT, USAGE
from foothold.records.public_address import PublicAddress, public_address

LOOPBACK = ("127.0.0.1", "localhost", "::1")
USUAL_PORT = 8000
MOST_WEB_PROCESSES = 4
"""On a reachable site one for each core, up to these; on one's own machine a single one is enough and spares 100 MB."""
WEB_THREADS = 4
"""Blocking threads of a web process. Left to itself the server would take hundreds."""
PUBLIC_WEB_THREADS = max(WEB_THREADS, 2 * (os.cpu_count() or 1) + 1)
"""The same on a reachable site, where a slow sender must not hold up the others; more, and granian complains."""
STARTS_WITHIN = 30.0
"""Seconds until the first page must answer."""
STOPS_WITHIN = 6.0
"""Seconds a child may take to finish what it is doing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold serve`."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to serve on (127.0.0.1); another than loopback only with --public"
    )
    parser.add_argument("--port", type=int, default=USUAL_PORT, help="port to serve on (8000)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="bring in an invented team on the first start; once removed it stays away",
    )
    parser.add_argument(
        "--once-url", action="store_true", help="print a new one-time link for the running site, and exit"
    )
    parser.add_argument(
        "--public",
        metavar="URL",
        default=os.environ.get("FOOTHOLD_PUBLIC") or None,
        help="the https:// address others reach it by, through a proxy on this machine; people log in",
    )
    parser.add_argument(
        "--trust-proxy",
        action="store_true",
        default=os.environ.get("FOOTHOLD_TRUST_PROXY") == "1",
        help="believe X-Forwarded-Proto and X-Forwarded-For: the proxy sets them and nobody gets past it",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Without --public it refuses what others could reach: there is no login then."""
    try:
        public = _public(args)
        _web_processes(args)
    except ValueError as wrong:
        return _refused(str(wrong), USAGE)
    if args.host not in LOOPBACK and not public:
        return _refused(f"{args.host} can be reached by others; this site has one owner. Use 127.0.0.1.", USAGE)
    if not 0 < args.port < 65536:
        return _refused(f"{args.port} is no port. Choose 1 to 65535.", USAGE)
    if args.once_url and public:
        return _refused(f"People log in at {public.url}. A way back in for the owner: {_owners_link(args)}", USAGE)
    if not args.once_url and not _is_free(args.host, args.port):
        return _taken(args)
    if args.once_url and not _is_ours(args.host, args.port):
        return _refused(f"Foothold is not open on port {args.port}. Start it: {_again(args)}", NOT_CONNECTED)
    try:
        open_data_folder(args.data, port=args.port, public=public, trust_proxy=args.trust_proxy)
    except OSError as error:
        return _refused(_not_usable(error), NOT_CONNECTED)
    from django.db import OperationalError

    try:
        with _one_at_a_time():
            link = _prepare(
                public.url if public else _address(args.host, args.port),
                demo=args.demo and not args.once_url,
                while_nobody_can_log_in=public is not None,
            )
    except (OSError, OperationalError) as error:
        return _refused(_not_usable(error), NOT_CONNECTED)
    if args.once_url:
        if not _opens(link):
            return _refused("That site uses another data folder. Name it: --data DIR", NOT_CONNECTED)
        print(link)
        return DONE
    return _serve(args, _welcome(public, link))


def _public(args: argparse.Namespace) -> PublicAddress | None:
    """The address of --public, or of the environment; raises ValueError with one line."""
    if not args.public:
        if args.trust_proxy:
            raise ValueError("--trust-proxy is about the proxy of a public address. Add --public https://...")
        return None
    return public_address(args.public, allow_plain_loopback=os.environ.get("FOOTHOLD_PUBLIC_FOR_TESTS") == "1")


def _welcome(public: PublicAddress | None, link: str) -> str:
    if not public:
        return f"Foothold is open. This link works once, within 30 minutes:\n\n  {link}\n"
    if not link:
        return f"Foothold is open at {public.url}. People log in there.\n"
    return (
        f"Foothold is open at {public.url}. Nobody can log in yet: this link works once, within 30 minutes, "
        f"and asks for your address and a password:\n\n  {link}\n"
    )


def open_data_folder(
    data: Path | None, *, port: int | None = None, public: PublicAddress | None = None, trust_proxy: bool = False
) -> None:
    """Load Django on this data folder; files made from here on are their owner's alone."""
    os.umask(0o077)
    time_zone()
    if data is not None:
        os.environ["FOOTHOLD_DATA"] = str(data.expanduser().resolve())
    if port is not None:
        os.environ["FOOTHOLD_PORT"] = str(port)
    if public is not None:
        os.environ["FOOTHOLD_PUBLIC"] = public.url
        os.environ["FOOTHOLD_TRUST_PROXY"] = "1" if trust_proxy else "0"
    os.environ["FOOTHOLD_COMMAND"] = command()
    os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
    import django

    django.setup()


def prepare_data_folder(data: Path | None) -> bool:
    """Open the data folder and bring its database to this version; False, and one line said, where it cannot be."""
    try:
        open_data_folder(data)
        from django.db import OperationalError
    except OSError as error:
        _refused(_not_usable(error), NOT_CONNECTED)
        return False
    try:
        with _one_at_a_time():
            migrate()
    except (OSError, OperationalError) as error:
        _refused(_not_usable(error), NOT_CONNECTED)
        return False
    return True


def _not_usable(error: Exception) -> str:
    said = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
    return f"The data folder cannot be used: {said}. Name another: --data DIR"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the lock of the data folder: two that start at once on an empty folder prepare it one after the other."""
    from django.conf import settings

    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    with open(Path(settings.DATA_DIR) / "prepare.lock", "a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate() -> None:
    """Bring the database to this version."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _prepare(address: str, *, demo: bool, while_nobody_can_log_in: bool = False) -> str:
    """Migrate, find or make the owner, bring the demo in when asked for the first time; a fresh link.

    No link ("") where one is only wanted while nobody can log in, and somebody can.
    """
    migrate()
    from django.utils import timezone

    from foothold.actions.make_demo import make_demo
    from foothold.actions.open_workspace import make_entry_link, open_personal_workspace
    from foothold.records.models.people import DemoState
    from foothold.records.ways_in import can_log_in

    seat = open_personal_workspace(name=name_of_person(), tz=time_zone())
    if demo and seat.workspace.demo == DemoState.NEVER:
        make_demo(seat.workspace, now=timezone.now())
    if while_nobody_can_log_in and can_log_in(seat.user):
        return ""
    return f"{address}/enter/{make_entry_link(seat.user, now=timezone.now())}"


@dataclass(slots=True)
class _Children:
    """The processes of the site: the web server and the jobs."""

    web: subprocess.Popen[bytes]
    jobs: subprocess.Popen[bytes]
    stopping: bool = field(default=False)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask both to finish; also the handler of our own signals."""
        self.stopping = True
        for child in (self.web, self.jobs):
            if child.poll() is None:
                child.terminate()

    def wait(self) -> None:
        """Wait until both have ended; end them hard after their time."""
        until = time.monotonic() + STOPS_WITHIN
        for child in (self.web, self.jobs):
            try:
                child.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _serve(args: argparse.Namespace, welcome: str) -> int:
    children = _Children(web=_start_web(args), jobs=_start_jobs())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, children.stop)
    try:
        if not _answers(children, args.host, args.port):
            return DONE if children.stopping else _refused("The site did not start. See above.", OUR_FAULT)
        print(welcome, flush=True)
        print(f"Ctrl-C stops it. {_where_words_go(args.public)}", file=sys.stderr, flush=True)
        return _watch(children)
    finally:
        children.stop()
        children.wait()


def _where_words_go(public: str | None) -> str:
    """That nothing leaves, or where words of conversations go, which an owner has switched on under Set up; and who
    reaches them, where others do."""
    from foothold.records.connected import something_is_connected
    from foothold.records.second_reader import models_asked

    hosts = models_asked()
    if hosts:
        return f"Words of conversations go to {', '.join(hosts)}."
    if something_is_connected():
        return "Words of conversations stay on this machine; what you book and send leaves by what you connected."
    if public:
        return f"What is kept stays on this machine; who logs in at {public} sees his part of it, from anywhere."
    return "Everything stays on this machine."


def _watch(children: _Children) -> int:
    """Until we are stopped. The jobs are started again when they end; without the web nothing is left."""
    while not children.stopping:
        if children.web.poll() is not None:
            return DONE if children.stopping else _refused("The web process has ended. Start again.", OUR_FAULT)
        if children.jobs.poll() is not None and not children.stopping:
            time.sleep(1)
            children.jobs = _start_jobs()
        time.sleep(0.2)
    print("Stopped.", file=sys.stderr)
    return DONE


def _start_web(args: argparse.Namespace) -> subprocess.Popen[bytes]:
    processes = _web_processes(args)
    threads = PUBLIC_WEB_THREADS if args.public else WEB_THREADS
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", args.host, "--port", str(args.port)]
    words += ["--workers", str(processes), "--blocking-threads", str(threads), "--runtime-threads", "1", "--no-ws"]
    words += ["--log-level", "warning", "foothold.site.wsgi:application"]
    return _start(words)


def _web_processes(args: argparse.Namespace) -> int:
    """How many processes answer pages; raises ValueError, in one line, where FOOTHOLD_WEB_PROCESSES is no number."""
    given = os.environ.get("FOOTHOLD_WEB_PROCESSES", "")
    if not given:
        return min(MOST_WEB_PROCESSES, os.cpu_count() or 1) if args.public else 1
    if not (given.isdecimal() and 1 <= int(given) <= 64):
        raise ValueError(f"FOOTHOLD_WEB_PROCESSES is {given!r}; it is a number from 1 to 64.")
    return int(given)


def _start_jobs() -> subprocess.Popen[bytes]:
    return _start([sys.executable, "-m", "foothold.jobs"])


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)  # noqa: S603


def _end_with_parent() -> None:
    """In the child: let the system end it when we are killed, so that none goes on alone (Linux only)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 = PR_SET_PDEATHSIG


def _answers(children: _Children, host: str, port: int) -> bool:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and not children.stopping and children.web.poll() is None:
        if _is_ours(host, port):
            return True
        time.sleep(0.1)
    return False


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _taken(args: argparse.Namespace) -> int:
    """The port is somebody's: our own site's, or a stranger's."""
    if _is_ours(args.host, args.port):
        link = _owners_link(args) if args.public else f"{_again(args)} --once-url"
        line = f"Foothold is already open on port {args.port}. For a new link: {link}"
    else:
        line = f"Port {args.port} is taken. Try: {command()} serve --port {args.port + 1}"
    return _refused(line, CONFLICT)


def _again(args: argparse.Namespace) -> str:
    """The command that serves the same site: host, port and folder where they are not the usual ones."""
    words = [command(), "serve"]
    words += ["--host", args.host] if args.host != LOOPBACK[0] else []
    words += ["--port", str(args.port)] if args.port != USUAL_PORT else []
    words += ["--data", shlex.quote(str(args.data))] if args.data else []
    words += ["--public", args.public] if args.public else []
    words += ["--trust-proxy"] if args.trust_proxy else []
    return " ".join(words)


def _owners_link(args: argparse.Namespace) -> str:
    words = [command(), "owner", "--link"]
    words += ["--data", shlex.quote(str(args.data))] if args.data else []
    words += ["--public", args.public] if os.environ.get("FOOTHOLD_PUBLIC") != args.public else []
    return " ".join(words)


def _is_ours(host: str, port: int) -> bool:
    """Whether Foothold answers there. Asked by a name of loopback, which it knows in either mode."""
    where = {"0.0.0.0": LOOPBACK[0], "::": LOOPBACK[2]}.get(host, host)  # noqa: S104  (every address: ask the nearest)
    question = Request(f"{_address(where, port)}/alive", headers={"Host": f"{LOOPBACK[0]}:{port}"})  # noqa: S310
    try:
        with urlopen(question, timeout=2) as answer:  # noqa: S310  (our own address)
            return bool(answer.read(20) == b"foothold")
    except (URLError, OSError, HTTPException):
        return False


def _opens(link: str) -> bool:
    """Whether the running site knows the link; looking does not use it up."""
    try:
        with urlopen(link, timeout=5) as page:  # noqa: S310  (our own loopback address)
            return bool(page.status == 200)
    except (URLError, OSError, HTTPException):
        return False


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _refused(line: str, code: int) -> int:
    print(f"foothold: {line}", file=sys.stderr)
    return code


def name_of_person() -> str:
    """What the machine calls the person; "You" where it knows only a machine's name."""
    try:
        import pwd

        name = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError):
        name = ""
    return name if name and name.lower() != "root" else "You"


@cache
def time_zone() -> str:
    """The machine's zone by name, UTC where it does not say. Asked before Django sets its own (`open_data_folder`)."""
    from zoneinfo import available_timezones

    link = Path("/etc/localtime").resolve().as_posix()
    said = os.environ.get("TZ") or link.partition("zoneinfo/")[2]
    return said if said in available_timezones() else "UTC"
