"""recognizers-text-suite over cases, in its own environment (bench/dates_suite.py starts it there).

    python dates_peer.py < CASES > FOUND

In: lines `{"text","now"}`. Out, line by line: `[{"start","end","kind","values"}]`, `end` not included.
"""

import json
import sys
from datetime import datetime

from recognizers_date_time import recognize_datetime


def found(text: str, now: datetime) -> list[dict[str, object]]:
    """What the peer finds in one text; where it fails, nothing."""
    try:
        results = recognize_datetime(text, "en-us", reference=now)
    except Exception:
        return []
    return [
        {
            "start": result.start,
            "end": result.end + 1,
            "kind": result.type_name.split(".")[-1],
            "values": (result.resolution or {}).get("values") or [],
        }
        for result in results
    ]


for line in sys.stdin:
    case = json.loads(line)
    print(json.dumps(found(case["text"], datetime.fromisoformat(case["now"]))))
