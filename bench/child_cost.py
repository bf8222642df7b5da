"""What a process of its own costs: CPU, seconds on the clock and peak memory, from wait4; and what it says."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` is user and system together and `wall` the clock, in seconds, of the whole process; `said` is the last
    line of its output, a JSON object."""

    cpu: float
    wall: float
    peak_mb: float
    said: dict[str, Any]

    @property
    def work(self) -> float:
        """CPU seconds of the work alone, without starting Python and loading what it needs."""
        return float(self.said["cpu"])


def cost(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run `command`; leave with its last words where it fails.

    The caller has to be small itself: Linux counts the memory of the process that started it (exec keeps ru_maxrss).
    """
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    said = process.stdout.read().decode().splitlines()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not said:
        sys.exit(f"{' '.join(command[:4])}: exit {process.returncode}")
    in_kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(used.ru_utime + used.ru_stime, wall, in_kilobytes / 1024, json.loads(said[-1]))


def tell(began: float, **facts: Any) -> None:
    """In the child: the CPU since `began` (time.process_time) and what else there is to say."""
    print(json.dumps({"cpu": time.process_time() - began, **facts}), flush=True)


def median(costs: Sequence[Cost], of: Callable[[Cost], float]) -> float:
    """The median of one figure."""
    return statistics.median(of(each) for each in costs)


def row(name: str, costs: Sequence[Cost], target: str) -> str:
    """One measured line: CPU of the process, of the work in it, clock, and the highest memory."""
    cpu = median(costs, lambda each: each.cpu), median(costs, lambda each: each.work)
    memory = max(each.peak_mb for each in costs)
    clock = median(costs, lambda each: each.wall)
    return f"| {name} | {cpu[0]:.2f} s | {cpu[1]:.2f} s | {clock:.2f} s | {memory:.0f} MB | {target} |"


HEAD = "| what | CPU of the process | of that, the work | clock | memory | target |\n|---|---|---|---|---|---|"


def judged(value: float, limit: float, unit: str) -> str:
    """ "1.27 of at most 1.5 times, met"."""
    return f"{value:.2f} of at most {limit:g} {unit}, {'met' if value <= limit else 'MISSED'}"
