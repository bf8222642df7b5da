"""In which zone a customer reads his times: the meeting's, or one he chose among likely ones (UX, S8).

Without script nothing tells where a visitor is. Nothing is remembered but in the link he follows.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.records.time_zones import known_zones
from foothold.web.wording import Words

_CITIES: Mapping[str, Words] = {
    "America/Los_Angeles": _l("Los Angeles"),
    "America/Denver": _l("Denver"),
    "America/Chicago": _l("Chicago"),
    "America/Mexico_City": _l("Mexico City"),
    "America/New_York": _l("New York"),
    "America/Toronto": _l("Toronto"),
    "America/Sao_Paulo": _l("São Paulo"),
    "Europe/London": _l("London"),
    "Europe/Dublin": _l("Dublin"),
    "Europe/Lisbon": _l("Lisbon"),
    "Europe/Madrid": _l("Madrid"),
    "Europe/Paris": _l("Paris"),
    "Europe/Brussels": _l("Brussels"),
    "Europe/Amsterdam": _l("Amsterdam"),
    "Europe/Zurich": _l("Zurich"),
    "Europe/Berlin": _l("Berlin"),
    "Europe/Vienna": _l("Vienna"),
    "Europe/Rome": _l("Rome"),
    "Europe/Copenhagen": _l("Copenhagen"),
    "Europe/Oslo": _l("Oslo"),
    "Europe/Stockholm": _l("Stockholm"),
    "Europe/Prague": _l("Prague"),
    "Europe/Warsaw": _l("Warsaw"),
    "Europe/Budapest": _l("Budapest"),
    "Europe/Helsinki": _l("Helsinki"),
    "Europe/Athens": _l("Athens"),
    "Europe/Bucharest": _l("Bucharest"),
    "Europe/Kyiv": _l("Kyiv"),
    "Europe/Istanbul": _l("Istanbul"),
    "Africa/Johannesburg": _l("Johannesburg"),
    "Asia/Jerusalem": _l("Jerusalem"),
    "Asia/Dubai": _l("Dubai"),
    "Asia/Kolkata": _l("Mumbai"),
    "Asia/Singapore": _l("Singapore"),
    "Asia/Hong_Kong": _l("Hong Kong"),
    "Asia/Shanghai": _l("Shanghai"),
    "Asia/Tokyo": _l("Tokyo"),
    "Australia/Sydney": _l("Sydney"),
}


def zone_of(chosen: str, meant_in: str) -> ZoneInfo:
    """The zone chosen where there is one of that name, else the meeting's, else UTC."""
    return ZoneInfo(next((name for name in (chosen, meant_in) if name in known_zones()), "UTC"))


def city_of(zone: ZoneInfo) -> str:
    """The city a zone is called by: Vienna of Europe/Vienna."""
    return str(_CITIES.get(zone.key) or zone.key.rpartition("/")[2].replace("_", " "))


def zone_words(zone: ZoneInfo) -> str:
    """Vienna time; UTC is called by its name."""
    return "UTC" if zone.key in {"UTC", "Etc/UTC"} else _("%(city)s time") % {"city": city_of(zone)}


def likely_zones(zone: ZoneInfo, at: datetime) -> list[tuple[str, str]]:
    """What can be chosen, from west to east, each with what its clocks show when the meeting begins."""
    names = {*_CITIES, zone.key}
    offered = sorted(
        (at.astimezone(each).replace(tzinfo=None), city_of(each), each.key) for each in map(ZoneInfo, names)
    )
    return [(key, f"{city}, {clock:%H:%M}") for clock, city, key in offered]
