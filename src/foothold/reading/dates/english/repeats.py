"""English: what happens again and again."""

from foothold.reading.dates.grammar import Captures, Row, kept
from foothold.reading.dates.meaning import Repeated


def _repeated(c: Captures) -> Repeated:
    return Repeated(c.get("u") or "day")


SET: list[Row] = [
    ("every|each u=UNIT", _repeated),
    ("every|each WEEKDAY|DAYPART|weekday", _repeated),
    ("every|each other|second|third|ORD|WORD u=UNIT", _repeated),
    ("every|each other|second|third|ORD|WORD WEEKDAY", _repeated),
    ("every n=DNUM|WNUM u=UNIT", _repeated),
    ("each n=DNUM|WNUM u=UNIT", _repeated),
    ("every|each WEEKDAY and|COMMA|or WEEKDAY", _repeated),
    ("every|each working|business|work day", _repeated),
    ("every|each n=ORD|WORD of the|each|every month", lambda c: Repeated("month")),
    ("the? ORD|WORD day? of|in? each|every MONTH|month|quarter|year", lambda c: Repeated("month")),
    ("the? last|ORD|WORD WEEKDAY of|in? each|every month|quarter|year", lambda c: Repeated("month")),
    ("the? ORD|WORD and|or|COMMA last|ORD|WORD WEEKDAY of|in? each|every month|quarter", lambda c: Repeated("month")),
    ("the? last|ORD|WORD working|business? day of|in? each|every month|quarter|year", lambda c: Repeated("month")),
    ("every|each last|ORD|WORD WEEKDAY of|in the|each|every month|quarter", lambda c: Repeated("month")),
    ("u=OFTEN", _repeated),
    ("bi DASH u=OFTEN", _repeated),
    ("on ^ WEEKDAYS|DAYPARTS", _repeated),
    ("WEEKDAY DAYPARTS", _repeated),
    ("WEEKDAYS", _repeated),
    ("WEEKDAYS and|or|COMMA|& WEEKDAYS", _repeated),
    ("once|twice|thrice a|every|per|each u=UNIT", _repeated),
    ("WNUM|DNUM times a|per u=UNIT", _repeated),
    ("every|each MONTH", lambda c: Repeated("month")),
]

SET_AT: list[Row] = [
    ("s=<set>", kept("s")),
    ("s=<set> w=<part>", kept("s")),
    ("s=<set> <gap>? c=<time>", kept("s")),
    # "Every Friday, starting 8 May" starts on a day.
    ("s=<set> <gap>? c=<soft> +FREE -MONTH|LOWMONTH|<quantity>", kept("s")),
    ("s=<set> <part> <gap>? c=<time>", kept("s")),
    ("c=<time> s=<set>", kept("s")),
    ("@AT c=<soft> s=<set>", kept("s")),
    ("at c=<soft>|<time> s=<set>", kept("s")),
]


RULES: dict[str, list[Row]] = {
    "set": SET,
    "set_at": SET_AT,
}
