"""English, as a table: words (words) and the patterns they stand in (the other modules)."""

from foothold.reading.dates.english import amounts, clock, dates, days, deadlines, mentions, periods, repeats
from foothold.reading.dates.english.names import touch_up
from foothold.reading.dates.english.words import CASED, NUMBERED, QUIET, QUIET_PAIRS, TENS, WORDS
from foothold.reading.dates.tokens import Language

ENGLISH = Language(
    words=WORDS,
    cased=CASED,
    numbered=NUMBERED,
    suffixes={
        "am": "AMPM", "pm": "AMPM", "a": "AP", "p": "AP", "st": "ORD", "nd": "ORD", "rd": "ORD", "th": "ORD",
        "h": "HOUR", "ish": "ISH",
    },
    tens=TENS,
    rules={
        **amounts.RULES, **clock.RULES, **dates.RULES, **days.RULES,
        **periods.RULES, **deadlines.RULES, **repeats.RULES, **mentions.RULES,
    },
    top="mention",
    more=("more_days", "more_clocks"),
    joints=frozenset({"or", "and", "/", ",", ", or", ", and", "&", "or on", "and on"}),
    quiet=QUIET,
    pairs=QUIET_PAIRS,
    touch_up=touch_up,
)  # fmt: skip
