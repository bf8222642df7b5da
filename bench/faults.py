"""Faults at random instants: what was booked and answered is never lost, never wrong and never there twice.

    [bin/with-postgres] python bench/faults.py [--fault NAME ...] [--loops 100] [--seed 1] [--at-once 6]

A loop books a meeting on the page, has the customer's client answer by mail, moves it or calls it off, and waits until
it has settled; `--at-once` of them run beside each other. Web, jobs, Dovecot and Radicale are processes of their own,
the mail server (aiosmtpd) runs in this one. Meanwhile the fault befalls them at instants drawn from the seed. Then
everything stored and everything that arrived is compared with what was acknowledged. Exit 1 on any violation.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fault_checks import Verdict, checked
from fault_loops import CustomerInbox, Loop, Runner, loop_of
from fault_world import World, world

DISK_MB = 48
"""The disk that fills up: room for the database of a thousand loops."""
CALM_AFTER = 12.0
"""Seconds after which nothing more befalls a loop that cannot get on: each is to settle, however unlucky it was."""
HURRY = 60.0
"""How much faster time passes for the site while a loop waits for a lease or a pause to end."""


class Injector:
    """Does one kind of harm, again and again, at instants drawn from a seed."""

    def __init__(self, place: World, seed: int) -> None:
        self.place = place
        self.random = random.Random(seed)
        self.count = 0
        self.windows = 0
        """How many of them may have kept a 250 from being stored."""
        self.stop = threading.Event()

    def pause(self, shortest: float, longest: float) -> bool:
        """Wait; False once it is over."""
        return not self.stop.wait(self.random.uniform(shortest, longest))

    # Each of these is one fault.

    def nothing(self) -> None:
        """The loops alone: what they cost without a fault."""

    def kill_jobs(self) -> None:
        self.count += 1
        self.windows += _AT_ONCE_SENT
        self.place.jobs[0].kill()
        self.pause(0.0, 1.0)
        self.place.jobs[0].start()
        self.pause(2.5, 5.0)

    def kill_web(self) -> None:
        """By `booking`, while it answers."""

    def cut_mid_send(self) -> None:
        """After a number of bytes: in the greeting, the login, the envelope, the mail, or before the 250.

        A mail with all that is said around it has about 7,000; what is not reached is no fault.
        """
        self.windows += 1
        self.place.smtp_wire.cut_next_after(self.random.randint(0, 7_500))

    def cut_before_data(self) -> None:
        self.count += 1
        self.place.provider.behaviour.cut_before_data += 1

    def cut_after_data(self) -> None:
        self.count += 1
        self.windows += 1
        self.place.provider.behaviour.cut_after_data += 1

    def greylist(self) -> None:
        self.count += 1
        self.place.provider.behaviour.greylist += 1

    def refuse_mail_for_now(self) -> None:
        self._refuse("451 4.3.0 Try again later")

    def refuse_mail_for_good(self) -> None:
        self._refuse("550 5.7.1 Not here")

    def _refuse(self, words: str) -> None:
        self.count += 1
        self.place.provider.behaviour.after_mail = words
        self.pause(0.3, 1.5)
        self.place.provider.behaviour.after_mail = ""

    def cut_before_put(self) -> None:
        self._wire("before")

    def cut_after_put(self) -> None:
        self._wire("after")

    def refuse_put(self) -> None:
        self._wire("refused")

    def race_put(self) -> None:
        self._wire("race")

    def _wire(self, what: str) -> None:
        self.count += 1
        self.place.calendar_wire.armed[what] += 1

    def cut_mailbox(self) -> None:
        self.count += self.place.imap_wire.cut_all() > 0

    def number_anew(self) -> None:
        self.count += 1
        self.place.number_mailbox_anew()
        self.place.imap_wire.cut_all()

    def fill_disk(self) -> None:
        self.count += 1
        self.windows += _AT_ONCE_SENT
        with filled_up(self.place.data):
            self.pause(0.5, 3.0)

    def step_clock(self) -> None:
        self.count += 1
        self.place.clock.step(self.random.choice((-7200, -600, 600, 7200)))

    def start_second(self) -> None:
        """A second jobs process comes, the first is killed, or the other way round: for a while there are two."""
        self.count += 1
        self.windows += _AT_ONCE_SENT
        number = self.random.randrange(2)
        self.place.jobs[1 - number].start()
        self.pause(1.0, 4.0)
        self.place.jobs[number].kill()
        self.pause(0.0, 1.0)
        self.place.jobs[number].start()

    def disarm(self) -> None:
        """What was armed and did not happen is none."""
        behaviour = self.place.provider.behaviour
        left = behaviour.cut_before_data + behaviour.cut_after_data + behaviour.greylist
        behaviour.cut_before_data = behaviour.cut_after_data = behaviour.greylist = 0
        left += sum(self.place.calendar_wire.armed.values())
        self.place.calendar_wire.armed.clear()
        self.place.smtp_wire.disarm()
        self.count -= left

    @property
    def injected(self) -> int:
        """How many have happened."""
        return self.count + self.place.smtp_wire.happened


_AT_ONCE_SENT = 4
"""Mails a jobs process may be sending at the instant it is killed (foothold.jobs.outbox.AT_ONCE)."""


@contextmanager
def filled_up(folder: Path) -> Iterator[None]:
    """Nothing can be written in this folder's disk any more."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue
            yield
        finally:
            file.truncate(0)
    ballast.unlink()


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: `every` so many seconds (shortest, longest) it befalls."""

    words: str
    do: Callable[[Injector], None]
    every: tuple[float, float] = (0.2, 1.0)
    disk_mb: int = 0


FAULTS = {
    "none": Fault("none", Injector.nothing),
    "jobs": Fault("SIGKILL of the jobs process", Injector.kill_jobs),
    "web": Fault("SIGKILL of the web process while it answers a booking", Injector.kill_web),
    "two-jobs": Fault("two jobs processes, either killed", Injector.start_second, (0.5, 2.0)),
    "mid-send": Fault("SMTP cut after some bytes", Injector.cut_mid_send),
    "before-data": Fault("SMTP cut before DATA", Injector.cut_before_data),
    "after-data": Fault("SMTP cut after DATA, before the 250", Injector.cut_after_data),
    "greylist": Fault("SMTP greylisted (451 at RCPT)", Injector.greylist),
    "mail-4xx": Fault("SMTP refuses for now (451)", Injector.refuse_mail_for_now, (0.5, 2.0)),
    "mail-5xx": Fault("SMTP refuses for good (550), sent again by hand", Injector.refuse_mail_for_good, (0.5, 2.0)),
    "before-put": Fault("CalDAV cut before the PUT arrives", Injector.cut_before_put),
    "after-put": Fault("CalDAV cut after the PUT, before its answer", Injector.cut_after_put),
    "put-503": Fault("CalDAV refuses (503)", Injector.refuse_put),
    "put-race": Fault("entry changed between GET and PUT", Injector.race_put),
    "imap": Fault("IMAP cut", Injector.cut_mailbox, (0.5, 3.0)),
    "uidvalidity": Fault("mailbox numbered anew (UIDVALIDITY)", Injector.number_anew, (2.0, 6.0)),
    "disk": Fault("disk full", Injector.fill_disk, (1.0, 4.0), DISK_MB),
    "clock": Fault("clock stepped by 10 min or 2 h, either way", Injector.step_clock, (0.5, 3.0)),
}
MIXED = "all"


class Run:
    """Loops under one kind of fault, or all kinds in turn."""

    def __init__(self, place: World, name: str, loops: int, seed: int, at_once: int) -> None:
        self.place, self.at_once = place, at_once
        self.faults = [FAULTS[name]] if name != MIXED else [each for key, each in FAULTS.items() if key != "none"]
        if name == MIXED and os.geteuid() != 0:
            self.faults.remove(FAULTS["disk"])
        self.injector = Injector(place, seed)
        self.inbox = CustomerInbox(place)
        first = (place.clock.now() + timedelta(days=20)).replace(minute=0, second=0, microsecond=0)
        self.loops = [loop_of(number, seed, first) for number in range(loops)]
        self._killing_web = FAULTS["web"] in self.faults
        self._random = random.Random(seed + 1)
        self._waiting: dict[int, float] = {}
        self._guard = threading.Lock()
        self._web = threading.Lock()

    def __call__(self) -> Verdict:
        beside = [
            threading.Thread(target=each, daemon=True) for each in (self._inject, self._pass_time, self._supervise)
        ]
        for thread in beside:
            thread.start()
        with ThreadPoolExecutor(self.at_once, initializer=self._open_window) as pool:
            list(pool.map(self._one, self.loops))
        self.injector.stop.set()
        for thread in beside:
            thread.join()
        self.injector.disarm()
        self.place.jobs[0].start()
        self._come_to_rest()
        return checked(self.place, self.inbox, self.loops)

    def _open_window(self) -> None:
        self._local = getattr(self, "_local", threading.local())
        self._local.runner = Runner(self.place, self.inbox, self._is_waiting, self._booking)

    def _one(self, loop: Loop) -> None:
        self._local.runner.run(loop)

    def _inject(self) -> None:
        quiet = [each for each in self.faults if each.do not in {Injector.nothing, Injector.kill_web}]
        while quiet and not self.injector.stop.is_set():
            fault = self.injector.random.choice(quiet)
            if not self.injector.pause(*fault.every):
                return
            if self._is_calm():
                self.injector.disarm()
            else:
                fault.do(self.injector)

    def _booking(self) -> None:
        """A booking is about to be sent: perhaps the web process is killed while it answers."""
        if not self._killing_web or self._random.random() < 0.5 or self._is_calm():
            return
        threading.Thread(target=self._kill_web, args=(self._random.uniform(0.0, 0.3),), daemon=True).start()

    def _kill_web(self, after: float) -> None:
        time.sleep(after)
        if not self._web.acquire(blocking=False):
            return
        try:
            self.place.web.kill()
            self.injector.count += 1
            self.place.web.start()
            self.place.until_web_answers()
        finally:
            self._web.release()

    def _is_waiting(self, begins: bool) -> None:
        with self._guard:
            if begins:
                self._waiting[threading.get_ident()] = time.monotonic()
            else:
                self._waiting.pop(threading.get_ident(), None)

    def _is_calm(self) -> bool:
        with self._guard:
            return any(time.monotonic() - since > CALM_AFTER for since in self._waiting.values())

    def _pass_time(self) -> None:
        while not self.injector.stop.wait(1.0):
            if self._waiting:
                self.place.clock.step(HURRY)

    def _supervise(self) -> None:
        """A process that has ended by itself, for want of disk, is started again, as a supervisor does."""
        while not self.injector.stop.wait(1.0):
            for each in (self.place.web, *self.place.jobs):
                if each.is_wanted:
                    each.start()

    def _come_to_rest(self) -> None:
        """One more reading of mailbox and calendar: what they hold changes nothing any more."""
        from foothold.records.models import Connection

        rows = Connection.objects.in_workspace(self.place.seat.workspace_id)
        before = dict(rows.values_list("pk", "attempt"))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            self.place.clock.step(HURRY)
            now = dict(rows.filter(claimed_until=None, failures=0).values_list("pk", "attempt"))
            if len(now) == len(before) and all(now[key] > before[key] for key in before):
                return
            time.sleep(1)
        raise RuntimeError("mailbox and calendar are not read any more")


def main() -> int:
    """Run what the command line asks for, a world for each fault; 0 where nothing was violated."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--fault", action="append", choices=[*FAULTS, MIXED], help="one kind (each of them)")
    arguments.add_argument("--loops", type=int, default=100, help="of each kind")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--at-once", type=int, default=6, help="loops beside each other")
    arguments.add_argument("--keep-logs", type=Path, help="a folder for what web and jobs said")
    chosen = arguments.parse_args()
    # Stopped from outside, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(HEAD, flush=True)
    # Each in a process of its own: settings are read once.
    names = chosen.fault or list(FAULTS)
    if len(names) == 1:
        return one(names[0], chosen)
    return max([again(name, chosen) for name in names])


def again(name: str, chosen: argparse.Namespace) -> int:
    """This script for one fault, in a process of its own."""
    words = [
        sys.executable,
        "-W",
        "ignore",
        __file__,
        "--fault",
        name,
        "--loops",
        str(chosen.loops),
        "--seed",
        str(chosen.seed),
    ]
    words += ["--at-once", str(chosen.at_once)]
    words += ["--keep-logs", str(chosen.keep_logs)] if chosen.keep_logs else []
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        try:
            said, _ = child.communicate()
        except BaseException:
            child.terminate()
            raise
    print(said.decode().removeprefix(HEAD + "\n"), end="", flush=True)
    return child.returncode


HEAD = (
    "| fault | loops | injected | lost | wrong | in the calendar twice | overtaken "
    "| copies of a mail, identical / different | seconds |\n|---|---|---|---|---|---|---|---|---|"
)


def one(name: str, chosen: argparse.Namespace) -> int:
    """One kind of fault: a row, and every violation to stderr."""
    words = FAULTS[name].words if name in FAULTS else "all of these in turn"
    needs_disk = name == "disk" or (name == MIXED and os.geteuid() == 0)
    if name == "disk" and (os.geteuid() != 0 or os.environ.get("DATABASE_URL")):
        print(f"| {words} | not tried: needs root, and SQLite | | | | | | | |", flush=True)
        return 0
    began = time.monotonic()
    with world(disk_mb=DISK_MB if needs_disk and not os.environ.get("DATABASE_URL") else 0) as place:
        run = Run(place, name, chosen.loops, chosen.seed, chosen.at_once)
        verdict = run()
        if chosen.keep_logs:
            keep(place, chosen.keep_logs / name)
        print(row(words, run, verdict, time.monotonic() - began), flush=True)
        found = verdict.violations(copies_allowed=run.injector.windows)
    for violation in found[:50]:
        print(f"{name}: {violation}", file=sys.stderr)
    return 1 if found else 0


def keep(place: World, folder: Path) -> None:
    """What the processes said, for who looks after a violation."""
    folder.mkdir(parents=True, exist_ok=True)
    for log in place.folder.glob("*.log"):
        (folder / log.name).write_bytes(log.read_bytes())


def row(words: str, run: Run, verdict: Verdict, seconds: float) -> str:
    """The line of the table."""
    counts = (len(each) for each in (verdict.lost, verdict.wrong, verdict.doubled_entries, verdict.overtaken))
    copies = f"{verdict.identical} / {verdict.different}"
    cells: Sequence[object] = (words, verdict.loops, run.injector.injected, *counts, copies, f"{seconds:.0f}")
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    sys.exit(main())
