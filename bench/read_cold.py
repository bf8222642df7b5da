"""What reading one hour of talk costs, cold and warm, beside two finders of dates on the same text.

    python bench/read_cold.py [TRANSCRIPT] [--runs 5] [--peer-seconds 30] [--no-peers]

Without a TRANSCRIPT the hour of bench/ami.py is made in a temporary folder. CPU is user + system of the
whole process, from wait4, median of the runs; "cold" is a new process, "warm" the second call in one.
Prints a Markdown table; exit 1 when a target is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ami

HERE = Path(__file__).resolve().parent
FOOTHOLD = Path(sys.executable).parent / "foothold"
READING = ["--now", "2026-03-02T10:00:00+01:00", "--tz", "Europe/Berlin", "--ours", ami.OURS]
VERSION_TARGET_SECONDS, COLD_TARGET_SECONDS, WARM_TARGET_SECONDS = 0.15, 1.0, 0.5
PEER_PACKAGES = ["dateparser", "recognizers-text-suite", "emoji<2"]  # recognizers needs emoji's old names
PEERS = {
    "dateparser `search_dates`, told it is English": "dateparser-en",
    "dateparser `search_dates`, as it comes": "dateparser",
    "recognizers-text-suite, en-us": "recognizers",
}
WARM = """
import sys, time
from pathlib import Path
from foothold.cli import main
sys.stdout = open("/dev/null", "w")
def once():
    assert main(sys.argv[1:]) == 0
once()
began = time.process_time()
once()
print(time.process_time() - began, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finished process used: seconds of CPU (user + system) and peak memory in MB."""

    cpu: float
    peak_mb: float


def as_installed() -> None:
    """Let what is measured keep its bytecode, as an installed package does, also where the shell forbids it."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    code = "import foothold; print(foothold.__path__[0])"
    folder = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip()
    subprocess.run([sys.executable, "-m", "compileall", "-q", folder], capture_output=True)


def cost(command: list[str]) -> Cost:
    """Run `command` with its output thrown away; leaves with its last words where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command[:3])}: exit {process.returncode}\n{said.decode(errors='replace')[-500:]}")
    in_kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(used.ru_utime + used.ru_stime, in_kilobytes / 1024)


def median_cost(command: list[str], runs: int) -> Cost:
    """The median CPU and the highest memory of `runs` runs, after one to warm the disk cache."""
    cost(command)
    costs = [cost(command) for _ in range(runs)]
    return Cost(statistics.median(c.cpu for c in costs), max(c.peak_mb for c in costs))


def warm_seconds(transcript: Path, runs: int) -> float:
    """CPU of the second `foothold read` in one process, median of `runs` processes."""
    spent = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", WARM, "read", str(transcript), *READING], stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            sys.exit(f"the second read in one process failed:\n{done.stderr[-500:]}")
        spent.append(float(done.stderr.split()[-1]))
    return statistics.median(spent)


def peer_python(name: str = "peers", packages: Sequence[str] = PEER_PACKAGES) -> str | None:
    """The interpreter of an environment with these peers, made once in the cache folder; None where it fails."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "foothold-bench"
    python = cache / name / "bin" / "python"
    ready = cache / name / "ready"
    if ready.exists():
        return str(python)
    print(f"installing {', '.join(packages)}, once ...", file=sys.stderr)
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(cache / name)],
        [str(python), "-m", "pip", "install", "--quiet", *packages],
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            print(f"the peers cannot be installed here: {done.stderr.strip()[-300:]}", file=sys.stderr)
            return None
    ready.touch()
    return str(python)


def peer_rows(transcript: Path, seconds: float) -> list[str]:
    """One row for each peer over the words of the transcript, a cue at a time."""
    python = peer_python()
    if python is None:
        return [f"| {name} | could not be installed here | | |" for name in PEERS]
    spoken = transcript.with_suffix(".words")
    spoken.write_text(words_of(transcript), encoding="utf-8")
    return [peer_row(python, name, key, spoken, seconds) for name, key in PEERS.items()]


def peer_row(python: str, name: str, key: str, spoken: Path, seconds: float) -> str:
    """The peer's CPU; where it did not finish in `seconds`, what the whole would take at that pace."""
    command = [python, "-W", "ignore", str(HERE / "peers.py"), key, str(spoken), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return f"| {name} | failed: {done.stderr.strip().splitlines()[-1][:80]} | | |"
    told = json.loads(done.stdout)
    whole = told["cpu"] * told["of"] / told["read"]
    pace = f"{told['read']} of {told['of']} cues, " if told["read"] < told["of"] else ""
    about = "about " if pace else ""
    remark = f"{pace}{told['found']} dates, loading {told['load']:.2f} s"
    return f"| {name}, dates only | {about}{whole:.2f} s | | {remark} |"


def words_of(transcript: Path) -> str:
    """The spoken lines of a VTT without its times and names, as the peers get them."""
    lines = transcript.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.partition(">")[2].removesuffix("</v>") for line in lines if line.startswith("<v "))


def row(name: str, seconds: float, target: float, remark: str) -> str:
    """One measured line of the table."""
    verdict = "met" if seconds <= target else "MISSED"
    return f"| {name} | {seconds:.3f} s | {target} s, {verdict} | {remark} |"


def measure(transcript: Path, about: str, runs: int, peer_seconds: float | None) -> bool:
    """Print the table; True when every target is met."""
    as_installed()
    bare = median_cost([sys.executable, "-c", "pass"], runs)
    version = median_cost([str(FOOTHOLD), "--version"], runs)
    cold = median_cost([str(FOOTHOLD), "read", str(transcript), *READING], runs)
    warm = warm_seconds(transcript, runs)
    over = version.cpu - bare.cpu
    print(f"{about}; median of {runs} runs, Python {sys.version.split()[0]}, bare start {bare.cpu:.3f} s\n")
    print("| what | CPU | target | |\n|---|---|---|---|")
    print(row("`foothold --version` over bare Python", over, VERSION_TARGET_SECONDS, f"{version.peak_mb:.0f} MB"))
    print(row("`foothold read`, cold", cold.cpu, COLD_TARGET_SECONDS, f"{cold.peak_mb:.0f} MB"))
    print(row("`foothold read`, warm", warm, WARM_TARGET_SECONDS, ""))
    if peer_seconds is not None:
        print("\n".join(peer_rows(transcript, peer_seconds)))
    return over <= VERSION_TARGET_SECONDS and cold.cpu <= COLD_TARGET_SECONDS and warm <= WARM_TARGET_SECONDS


def main() -> int:
    """Measure what the command line asks for; 0 when every target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("transcript", type=Path, nargs="?")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--peer-seconds", type=float, default=30.0, help="CPU a peer may use at most")
    arguments.add_argument("--no-peers", action="store_true")
    chosen = arguments.parse_args()
    peer_seconds = None if chosen.no_peers else chosen.peer_seconds
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        transcript = Path(folder, "hour.vtt")
        if chosen.transcript:
            transcript.write_bytes(chosen.transcript.read_bytes())
            about = chosen.transcript.name
        else:
            words, turns = ami.write_hour(transcript)
            about = f"one hour stitched from AMI, {words} words, {turns} cues"
        return 0 if measure(transcript, about, chosen.runs, peer_seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
