"""From the last tap to the mail at the server: 50 bookings on the page, the jobs as a process of their own.

    [bin/with-postgres] python bench/outbox_latency.py [--bookings 50]

Counted from when the POST is answered until the mail server has taken the invitation (its 250), one booking after the
other, at moments that know nothing of the outbox's own beat; beside it the answer to the POST itself. A calendar is
connected too, and written to meanwhile. Exit 1 when the median is above its target.
"""

import argparse
import random
import statistics
import sys
import time
import uuid
from datetime import timedelta

from fault_browser import Browser
from fault_world import PETRA, World, world

MEDIAN = 2.0


def booked(place: World, browser: Browser, number: int) -> tuple[float, float]:
    """Book; seconds until the page answered, and from there until the mail was taken."""
    start = place.clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=10, hours=2 * number)
    form = {"key": uuid.uuid4().hex, "slot": start.isoformat(), "topic": "", "topic_own": f"Price for site {number}"}
    form |= {"who": f"{PETRA} Petra Lang", "they_own": "pump hours", "minutes": "45"}
    before = len(place.provider.arrived)
    began = time.monotonic()
    browser.send("/close", form)
    answered = time.monotonic()
    while len(place.provider.arrived) == before:
        if time.monotonic() > answered + 60:
            raise TimeoutError("no mail within a minute")
        time.sleep(0.005)
    return answered - began, time.monotonic() - answered


def main() -> int:
    """Measure; 0 when the target is met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--bookings", type=int, default=50)
    chosen = arguments.parse_args()
    moments = random.Random(5)
    with world(movable=False) as place:
        browser = Browser(place)
        browser.open_close()
        booked(place, browser, 0)
        both = []
        for number in range(1, chosen.bookings + 1):
            time.sleep(moments.uniform(0.2, 1.2))
            both.append(booked(place, browser, number))
    print("| what | median | p95 | target of the median |\n|---|---|---|---|")
    said = ("the POST is answered", "from there to the mail server")
    for words, seconds in zip(said, zip(*both, strict=True), strict=True):
        p95 = sorted(seconds)[round(0.95 * (len(seconds) - 1))]
        print(f"| {words} | {statistics.median(seconds):.2f} s | {p95:.2f} s | {MEDIAN:g} s |")
    return 0 if statistics.median(each[1] for each in both) < MEDIAN else 1


if __name__ == "__main__":
    sys.exit(main())
