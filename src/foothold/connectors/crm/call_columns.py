"""Which column of a call log holds what: programs' own words for them, English and German."""

import re
from collections.abc import Sequence

# Compared without signs, case and umlauts; the first name found counts.
_NAMES: dict[str, tuple[str, ...]] = {
    "at": (
        "datetime utc", "date time", "datetime", "date and time", "call time", "call start time", "start time",
        "started at", "start date time", "start", "call date time", "timestamp", "time stamp", "started",
        "date utc", "datum uhrzeit", "datum und uhrzeit", "datum zeit", "anrufzeit", "zeitpunkt", "startzeit",
        "beginn", "anrufbeginn", "call started at", "start time utc", "initiated at",
    ),
    "day": (
        "date", "call date", "start date", "day", "date tz offset incl", "datum", "anrufdatum", "tag", "startdatum",
    ),
    "clock": (
        "time", "start time", "time of day", "time tz offset incl", "call time", "uhrzeit", "zeit", "startzeit",
        "beginn", "anrufzeit",
    ),
    "length": (
        "duration in call", "talk time", "talking", "talk duration", "billsec", "duration", "call duration",
        "duration seconds", "duration in seconds", "duration sec", "duration s", "length", "call length",
        "duration minutes", "duration min", "gesprachsdauer", "gesprachszeit", "sprechzeit", "dauer",
        "anrufdauer", "dauer in sekunden", "dauer sekunden", "dauer sek", "dauer in minuten", "dauer min",
    ),
    "direction": (
        "direction", "call direction", "call type", "calltype", "type", "kind", "richtung", "anrufrichtung",
        "anruftyp", "anrufart", "typ", "art",
    ),
    "medium": ("type", "call type", "typ", "art"),
    "outcome": (
        "action result", "call result", "result", "outcome", "call outcome", "call status", "status",
        "disposition", "answered", "missed", "anrufergebnis", "ergebnis", "anrufstatus", "zustand", "angenommen",
        "beantwortet", "verpasst",
    ),
    "number": (
        "external number", "phone number", "number", "phone", "telephone", "contact number", "raw digits",
        "formatted number", "address", "other party number", "externe rufnummer", "rufnummer", "telefonnummer",
        "nummer", "telefon", "gegenstelle",
    ),
    "name": (
        "contact name", "name", "contact", "cached name", "display name", "customer", "other party", "person",
        "contact full name", "kontaktname", "kontakt", "anzeigename", "teilnehmer", "kunde",
    ),
    "from": (
        "from", "from number", "caller number", "caller", "caller id", "calling number", "source", "src", "von",
        "anrufer", "quelle",
    ),
    "to": (
        "to", "to number", "destination number", "callee number", "callee", "called number", "destination", "dst",
        "an", "nach", "angerufener", "ziel",
    ),
    "from_name": ("from name", "caller name", "caller display name", "name anrufer"),
    "to_name": ("to name", "callee name", "callee display name", "name angerufener"),
}  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WITHOUT_MARKS = str.maketrans("äöü", "aou")


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """Where each thing stands: at, day, clock, length, direction, medium, outcome, number, name, from, to."""
    plain = [plain_name(name) for name in names]
    found: dict[str, int] = {}
    for what, known in _NAMES.items():
        places = [at for name in known for at in range(len(plain)) if plain[at] == name and at not in found.values()]
        if places:
            found[what] = places[0]
    if "clock" not in found and {"at", "day"} <= found.keys() and _says_clock_only(plain[found["at"]]):
        found["clock"] = found.pop("at")  # "Date" beside "Start time": together they are the moment
    if "clock" in found and not {"at", "day"} & found.keys():
        found["at"] = found.pop("clock")  # "Time" alone holds both
    return found


def is_call_log(columns: dict[str, int]) -> bool:
    """A moment, somebody's number, and something only calls have."""
    parties = {"from", "to"} <= columns.keys()
    of_calls = {"length", "direction", "outcome"} & columns.keys()
    who = parties or bool({"number", "from", "to"} & columns.keys())
    return bool({"at", "day"} & columns.keys()) and who and (bool(of_calls) or parties)


def plain_name(name: str) -> str:
    """A column's name as words: "CallStartTime", "call_start_time" and "Call Start Time:" are one."""
    spaced = _CAMEL.sub(" ", name[:100])
    return " ".join(_WORD.findall(spaced.casefold().translate(_WITHOUT_MARKS)))


def _says_clock_only(name: str) -> bool:
    return "date" not in name and "datum" not in name and name != "timestamp"
