"""One peer over one text, line by line, in its own environment (bench/read_cold.py starts it there).

python peers.py dateparser-en|dateparser|recognizers TEXT_FILE [SECONDS]

Prints one JSON line: seconds of CPU for loading and for the text, dates found, lines read before the limit.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

NOW = datetime(2026, 3, 2, 10, 0)


def dateparser_finder(languages: list[str] | None) -> Callable[[str], int]:
    """How many dates dateparser's `search_dates` finds in a text, relative to NOW.

    Without `languages` it finds out the language of every text itself, which is its default.
    """
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "future"}
    return lambda text: len(search_dates(text, languages=languages, settings=settings) or [])


def recognizers_finder() -> Callable[[str], int]:
    """How many dates and times recognizers-text-suite finds in a text, English, relative to NOW."""
    from recognizers_date_time import recognize_datetime

    return lambda text: len(recognize_datetime(text, "en-us", reference=NOW))


FINDERS = {
    "dateparser-en": lambda: dateparser_finder(["en"]),
    "dateparser": lambda: dateparser_finder(None),
    "recognizers": recognizers_finder,
}


def main(peer: str, path: str, limit_seconds: float) -> None:
    """Run the peer over the file's lines, at most `limit_seconds` of CPU."""
    lines = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    began = time.process_time()
    find = FINDERS[peer]()
    find("Thursday the 12th at 3")
    loaded = time.process_time()
    found = read = 0
    for line in lines:
        found += find(line)
        read += 1
        if time.process_time() - loaded > limit_seconds:
            break
    spent = time.process_time() - loaded
    print(json.dumps({"load": loaded - began, "cpu": spent, "found": found, "read": read, "of": len(lines)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 120.0)
