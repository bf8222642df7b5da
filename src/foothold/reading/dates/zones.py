"""Time zones as people write them. Letters and places mean the wall clock there (READING, 7)."""

from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# Wrong-season letters (CET in September) mean the wall clock, so each stands for its place.
LETTERS: dict[str, str] = {
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "akst": "America/Anchorage", "akdt": "America/Anchorage", "hst": "Pacific/Honolulu",
    "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires",
    "gmt": "Europe/London", "bst": "Europe/London", "ist": "IST",
    "wet": "Europe/Lisbon", "west": "Europe/Lisbon",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "msk": "Europe/Moscow",
    "trt": "Europe/Istanbul", "sast": "Africa/Johannesburg", "gst": "Asia/Dubai", "pkt": "Asia/Karachi",
    "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo", "kst": "Asia/Seoul",
    "awst": "Australia/Perth", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland",
    "utc": "UTC", "zulu": "UTC",
}  # fmt: skip

REGIONS: dict[str, str] = {
    "pacific": "America/Los_Angeles", "mountain": "America/Denver",
    "central": "America/Chicago", "eastern": "America/New_York",
}  # fmt: skip

# Said before "time" ("London time") or in brackets behind a clock time ("9 am (Houston)").
PLACES: dict[str, str] = {
    "london": "Europe/London", "uk": "Europe/London", "british": "Europe/London", "english": "Europe/London",
    "dublin": "Europe/Dublin", "irish": "Europe/Dublin", "lisbon": "Europe/Lisbon",
    "berlin": "Europe/Berlin", "munich": "Europe/Berlin", "hamburg": "Europe/Berlin",
    "frankfurt": "Europe/Berlin", "german": "Europe/Berlin", "germany": "Europe/Berlin",
    "paris": "Europe/Paris", "french": "Europe/Paris", "madrid": "Europe/Madrid", "spanish": "Europe/Madrid",
    "rome": "Europe/Rome", "milan": "Europe/Rome", "italian": "Europe/Rome", "vienna": "Europe/Vienna",
    "austrian": "Europe/Vienna", "zurich": "Europe/Zurich", "swiss": "Europe/Zurich",
    "amsterdam": "Europe/Amsterdam", "dutch": "Europe/Amsterdam", "brussels": "Europe/Brussels",
    "copenhagen": "Europe/Copenhagen", "stockholm": "Europe/Stockholm", "oslo": "Europe/Oslo",
    "helsinki": "Europe/Helsinki", "warsaw": "Europe/Warsaw", "polish": "Europe/Warsaw",
    "prague": "Europe/Prague", "budapest": "Europe/Budapest", "athens": "Europe/Athens",
    "istanbul": "Europe/Istanbul", "moscow": "Europe/Moscow", "dubai": "Asia/Dubai",
    "boston": "America/New_York", "toronto": "America/Toronto", "chicago": "America/Chicago",
    "houston": "America/Chicago", "dallas": "America/Chicago", "denver": "America/Denver",
    "seattle": "America/Los_Angeles", "la": "America/Los_Angeles", "sf": "America/Los_Angeles",
    "mumbai": "Asia/Kolkata", "indian": "Asia/Kolkata", "india": "Asia/Kolkata",
    "singapore": "Asia/Singapore", "beijing": "Asia/Shanghai", "shanghai": "Asia/Shanghai",
    "china": "Asia/Shanghai", "chinese": "Asia/Shanghai", "tokyo": "Asia/Tokyo", "japan": "Asia/Tokyo",
    "seoul": "Asia/Seoul", "sydney": "Australia/Sydney", "melbourne": "Australia/Melbourne",
    "european": "Europe/Berlin",
}  # fmt: skip


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo | None:
    """The zone of a key above, or of "+HH:MM" from UTC; None where this machine does not know it."""
    if name[:1] in "+-":
        hours, minutes = int(name[1:3]), int(name[4:6] or 0)
        if hours > 14 or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(offset if name[0] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def is_american(tz: tzinfo | None) -> bool:
    """Whether dates are written month first there: America/* and US/*."""
    key = getattr(tz, "key", None) or ""
    return str(key).startswith(("America/", "US/"))
