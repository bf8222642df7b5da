"""Which zone a calendar means by a name: IANA's, Windows', Outlook's words, or one the file defines (DESIGN 6).

A name nobody knows is unknown. It is never UTC, and never the reader's own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from foothold.connectors.calendar.zone_definitions import defined_zone
from foothold.connectors.calendar.zone_names import WINDOWS_ZONES

MOST_CHARACTERS = 200
"""Longest name of a zone we look up."""

_MOST_LINES = 5_000

# IANA's EST has no summer time, whoever writes EST usually has one: only the file can say what it means.
_DOUBTFUL = {"EST", "MST", "HST"}
_ABBREVIATIONS = _DOUBTFUL | {"CET", "EET", "MET", "WET"}
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s*([+-−])\s*(\d{1,2})(?:[:.]?(\d\d))?\)?\s*(.*)", re.IGNORECASE | re.ASCII)
_NO_OFFSET = re.compile(r"\((?:UTC|GMT)(?:[+-]00:00)?\)\s*(.*)", re.IGNORECASE)
_BETWEEN_PLACES = re.compile(r"\s*[,;]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with its name: IANA's where there is one, else the file's own, or an offset written "UTC+01:00"."""

    name: str
    rules: tzinfo


class Zones:
    """The zones of one file: each name is looked up once. `definitions` are its VTIMEZONEs' lines by TZID."""

    def __init__(self, definitions: Mapping[str, Sequence[str]] | None = None) -> None:
        self._definitions = definitions or {}
        self._found: dict[str, Zone | None] = {}

    def find(self, tzid: str) -> Zone | None:
        """The zone `tzid` names, or None where neither the world nor the file knows it."""
        if tzid not in self._found:
            name = tzid.strip().strip('"').strip()[:MOST_CHARACTERS]
            self._found[tzid] = self._zone(name) if name else None
        return self._found[tzid]

    def definition(self, tzid: str) -> Sequence[str]:
        """The lines that define `tzid` in this file; empty where it needs none, being known to the world."""
        zone = self.find(tzid)
        return () if zone is None or isinstance(zone.rules, ZoneInfo) else self._lines(tzid.strip().strip('"'))

    def _zone(self, name: str) -> Zone | None:
        if name.upper() in _ABBREVIATIONS:
            return self._defined(name) or (None if name.upper() in _DOUBTFUL else _iana(name))
        return world_zone(name) or self._defined(name) or _by_places(name) or _by_offset(name)

    def _lines(self, name: str) -> Sequence[str]:
        return self._definitions.get(name) or self._definitions.get(name.casefold()) or ()

    def _defined(self, name: str) -> Zone | None:
        lines = self._lines(name)
        if not lines:
            return None
        for line in lines:
            if line[:15].upper() == "X-LIC-LOCATION:" and (zone := _iana(line[15:].strip())):
                return zone
        rules = defined_zone(tuple(lines[:_MOST_LINES]), name)
        return Zone(name, rules) if rules else None


@lru_cache(maxsize=4096)
def world_zone(name: str) -> Zone | None:
    """The zone by IANA's name in any case or after a maker's prefix, by Windows' name, or by Outlook's words."""
    key = _windows().get(name.casefold())
    return _iana(key or name) or _by_words(name)


def _iana(name: str) -> Zone | None:
    """ "/freeassociation.sourceforge.net/Tzfile/Europe/Vienna" names Europe/Vienna, "US-Eastern" US/Eastern."""
    names = _iana_names()
    if "/" not in name and name.casefold() not in names:
        name = name.replace("-", "/", 1)
    parts = name.strip("/").split("/")
    for taken in range(min(3, len(parts)), 0, -1):
        key = names.get("/".join(parts[-taken:]).replace(" ", "_").casefold())
        # One word after a prefix ("custom/Test") is no zone of the world, but UTC is.
        if key and (taken > 1 or len(parts) == 1 or key in {"UTC", "GMT"}):
            # A prefix is a maker's mark: it begins with a slash or is "posix"; "custom_America/x" is another name.
            prefix = parts[:-taken]
            if not prefix or name.startswith("/") or prefix == ["posix"]:
                return Zone("UTC", UTC) if key in {"UTC", "Etc/UTC", "Zulu"} else Zone(key, ZoneInfo(key))
    return None


@cache
def _iana_names() -> dict[str, str]:
    return {key.casefold(): key for key in available_timezones() if key not in {"localtime", "Factory"}}


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    rows = (line.split(" | ") for line in WINDOWS_ZONES.strip().splitlines())
    return tuple((windows, iana, words) for windows, iana, words in rows)


@cache
def _windows() -> dict[str, str]:
    return {windows.casefold(): iana for windows, iana, _ in _rows()}


@cache
def _words() -> dict[str, str]:
    return {words.casefold(): iana for _, iana, words in _rows()}


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """The zones a place may stand for: those whose words name it, then IANA's own city of that name."""
    places: dict[str, list[str]] = {}
    for _, iana, words in _rows():
        for place in _BETWEEN_PLACES.split(words.casefold()):
            places.setdefault(place, []).append(iana)
    for key in _iana_names().values():
        area, _, city = key.rpartition("/")
        if area and area != "Etc":
            places.setdefault(city.replace("_", " ").casefold(), []).append(key)
    return {place: tuple(keys) for place, keys in places.items()}


def _by_words(name: str) -> Zone | None:
    """Outlook's "(UTC+01:00) Amsterdam, Berlin, ...": the places and the offset must agree."""
    offset, words = _offset_and_words(name)
    if offset is None or not words:
        return None
    key = _words().get(words)
    return _iana(key) if key else _by_places(words, offset)


def _by_places(name: str, offset: timedelta | None = None) -> Zone | None:
    """A list of places without a known whole ("Amsterdam, Berlin, Bern, Rom, Stockholm, Wien")."""
    places = _BETWEEN_PLACES.split(name.casefold())
    if offset is None and len(places) < 2:
        return None
    for place in places:
        for key in _places().get(place, ()):
            if offset is None or _winter_offset(key) == offset:
                return _iana(key)
    return None


def _by_offset(name: str) -> Zone | None:
    """Only an offset is known: a fixed one, and named so."""
    offset, _ = _offset_and_words(name)
    if offset is None or "/" in name or not -timedelta(hours=24) < offset < timedelta(hours=24):
        return None
    rules = timezone(offset)
    return Zone("UTC" if not offset else str(rules), rules)


def _offset_and_words(name: str) -> tuple[timedelta | None, str]:
    if found := _NO_OFFSET.fullmatch(name):
        return timedelta(0), found[1].casefold()
    found = _OFFSET.fullmatch(name)
    if found is None:
        return None, ""
    sign = 1 if found[1] == "+" else -1
    return sign * timedelta(hours=int(found[2]), minutes=int(found[3] or 0)), found[4].strip().casefold()


@cache
def _winter_offset(key: str) -> timedelta | None:
    zone = ZoneInfo(key)
    offsets = [datetime(2024, month, 1, tzinfo=zone).utcoffset() or timedelta(0) for month in (1, 7)]
    return min(offsets)
