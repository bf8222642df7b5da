"""The names of time zones as rows hold them."""

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from foothold.records.models import Workspace


@cache
def known_zones() -> frozenset[str]:
    """All names of zones. They are asked for with every deal, and finding them walks hundreds of files."""
    return frozenset(available_timezones()) - _NOWHERE


_NOWHERE = frozenset({"Factory", "localtime", "posixrules"})
"""Files beside the zones: no place's time, or that of whatever machine reads them."""


def zone_named(name: str) -> ZoneInfo:
    """The zone of this name; UTC where there is none."""
    return ZoneInfo(name if name in known_zones() else "UTC")


def own_zone(workspace_id: Any) -> ZoneInfo:
    """The zone a workspace counts its days in."""
    return zone_named(Workspace.objects.values_list("tz", flat=True).get(pk=workspace_id))
