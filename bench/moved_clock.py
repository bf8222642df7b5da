"""Web and jobs of the product by a clock that can be stepped: the machine's, and as many seconds as a file says.

    python bench/moved_clock.py                                   the jobs, as `python -m foothold.jobs`
    python -m granian --interface wsgi moved_clock:application    the web, with bench/ on PYTHONPATH

Only what they ask for the time is another (django.utils.timezone.now); pauses and timeouts are the machine's.
libfaketime would step it for everything, but slows SQLite's waiting for a lock to seconds.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

_FILE = Path(os.environ["BENCH_CLOCK"])
_FRESH = 0.2
_machine = timezone.now
_read = (0.0, 0.0)
"""When the file was read last, and what it said."""


def now() -> datetime:
    """The moved time."""
    global _read
    if time.monotonic() - _read[0] > _FRESH:
        _read = (time.monotonic(), float(_FILE.read_text("ascii")))
    return _machine() + timedelta(seconds=_read[1])


# Before anything of the product is loaded: some of it takes the clock as a default.
timezone.now = now
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foothold.site.settings")

if __name__ == "__main__":
    from foothold.jobs.__main__ import main

    main()
else:
    from foothold.site.wsgi import application  # noqa: F401
