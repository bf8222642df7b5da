"""German, as a table: words (words) and the patterns they stand in (the other modules)."""

from foothold.reading.dates.german import clock, days, mentions, periods
from foothold.reading.dates.german.words import CASED, NUMBERED, QUIET, QUIET_AT, QUIET_HOURS, WORDS
from foothold.reading.dates.tokens import Language

GERMAN = Language(
    words=WORDS,
    cased=CASED,
    numbered=NUMBERED,
    suffixes={"h": "HOUR", "uhr": "WORD"},
    tens={},
    rules={**days.RULES, **clock.RULES, **periods.RULES, **mentions.RULES},
    top="mention",
    more=("more_days", "more_clocks"),
    joints=frozenset({"oder", "und", "/", ",", ", oder", ", und", "bzw.", "oder am", "und am", "oder dem"}),
    quiet=QUIET,
    pairs=((QUIET_HOURS, QUIET_AT),),
    decimal_comma=True,
    month_first=False,
)
