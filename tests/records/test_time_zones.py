"""The names of time zones."""

import zoneinfo
from typing import Any

from foothold.records import time_zones
from foothold.records.time_zones import known_zones


def test_the_names_of_zones_are_looked_up_once(monkeypatch: Any) -> None:
    looked_up = []

    def look_up() -> set[str]:
        looked_up.append(1)
        return zoneinfo.available_timezones()

    known_zones.cache_clear()
    monkeypatch.setattr(time_zones, "available_timezones", look_up)
    assert "Europe/Berlin" in known_zones()
    assert "Europe/Nowhere" not in known_zones()
    assert len(looked_up) == 1
