"""Recurrence rules of vCalendar 1.0 ("W1 MO WE #10", its Basic Recurrence Rule Grammar) as the RRULEs they became."""

import re

_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "MP": "MONTHLY", "MD": "MONTHLY", "YM": "YEARLY", "YD": "YEARLY"}
_LISTS = {"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}
_FIRST = re.compile(r"(D|W|MP|MD|YM|YD)(\d{1,4})", re.ASCII)
_ORDINAL = re.compile(r"(\d)([+-])", re.ASCII)
_WEEKDAY = re.compile(r"(?:MO|TU|WE|TH|FR|SA|SU)$")
_NUMBER = re.compile(r"(\d{1,3})([+-]?)$", re.ASCII)
_END = re.compile(r"\d{8}(?:T\d{6}Z?)?$", re.ASCII)


def modern_rule(text: str) -> str:
    """`text` itself where it is an RRULE; a rule of vCalendar 1.0 in today's words, empty where it is neither."""
    if "FREQ" in text.upper():
        return text
    words = text.upper().split()[:50]
    first = _FIRST.fullmatch(words[0]) if words else None
    if first is None:
        return ""
    parts = [f"FREQ={_FREQUENCIES[first[1]]}", f"INTERVAL={first[2]}"]
    listed: list[str] = []
    ordinal, until = "", ""
    count = "COUNT=2"  # what the format means where it says nothing
    for word in words[1:]:
        if word.startswith("#"):
            count = f"COUNT={word[1:]}" if word[1:].strip("0") else ""
        elif _END.match(word):
            until = f"UNTIL={word}"
        elif found := _ORDINAL.fullmatch(word):
            ordinal = f"{'-' if found[2] == '-' else ''}{found[1]}"
        elif _WEEKDAY.match(word):
            listed.append(ordinal + word)
        elif first[1] in _LISTS and (found := _NUMBER.match(word)):
            listed.append(f"{'-' if found[2] == '-' else ''}{found[1]}")
    if listed:
        parts.append(f"{_LISTS.get(first[1], 'BYDAY')}={','.join(listed)}")
    return ";".join([*parts, *filter(None, [until or count])])
