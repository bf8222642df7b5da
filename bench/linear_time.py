"""Does reading take time linear in the text? Four times the text, four times the seconds: a ratio near 4.

    python bench/linear_time.py

Prints, for each hostile phrase repeated to 50 kB and to 200 kB, the CPU seconds and their ratio.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reading"))
from test_properties import HOSTILE, conversation_of

from foothold.read import judge

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def seconds(unit: str, length: int) -> float:
    """CPU seconds, the better of two runs."""
    conversation = conversation_of([("Petra", unit * (length // len(unit)))])
    taken = []
    for _ in range(2):
        begun = time.process_time()
        judge(conversation, now=NOW, ours=["Anna"])
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Print the table."""
    print(f"{'phrase':<20} {'50 kB':>8} {'200 kB':>8} {'ratio':>6}")
    for unit in HOSTILE:
        small, large = seconds(unit, 50_000), seconds(unit, 200_000)
        print(f"{unit.strip() or repr(unit):<20} {small:8.3f} {large:8.3f} {large / small:6.1f}")


if __name__ == "__main__":
    main()
