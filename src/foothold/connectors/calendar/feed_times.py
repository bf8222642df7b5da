"""When a calendar's address is asked again: as its owner says, later after each failure, not all at once."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SOONEST = timedelta(minutes=15)
NORMALLY = timedelta(hours=1)
LATEST = timedelta(hours=24)
SPREAD = 0.1
"""The most that is added to a wait, as a share of it (0 to 1)."""

_HEAD = 16 * 1024
_FOLD = re.compile(r"\r?\n[ \t]")
_OWN_WORD = re.compile(r"(REFRESH-INTERVAL|X-PUBLISHED-TTL)(?:;[^:\n]{0,200})?:(\S{1,40})", re.IGNORECASE)
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s{0,4}=\s{0,4}\"?(\d{1,9})", re.IGNORECASE)


def next_try(
    failures: int,
    now: datetime,
    *,
    refresh_after: timedelta | None = None,
    retry_after: timedelta | None = None,
    spread_by: str = "",
) -> datetime:
    """When to ask again after `failures` failures in a row (0: the last one worked). Aware, like `now`.

    After a success: in `refresh_after`, kept between 15 minutes and 24 hours; in an hour where the calendar
    says nothing. After failures: 15 minutes, doubling to 24 hours, and not before `retry_after` (at most 24
    hours). Up to a tenth is added, always the same for the same `spread_by` (the subscription's id) and
    number of failures, so that not everybody asks at the same moment. Raises ValueError for a naive `now`
    or a negative number.
    """
    if now.tzinfo is None or failures < 0:
        raise ValueError("next_try needs an aware moment and a count of failures from 0 up")
    if failures == 0:
        wait = min(max(refresh_after or NORMALLY, SOONEST), LATEST)
    else:
        wait = min(SOONEST * 2 ** min(failures - 1, 10), LATEST)
        wait = max(wait, min(retry_after or SOONEST, LATEST))
    return now + wait * (1 + SPREAD * _part_of_one(f"{spread_by}/{failures}"))


def refresh_interval(data: bytes, cache_control: str = "") -> timedelta | None:
    """How often the calendar wants to be asked: REFRESH-INTERVAL (RFC 7986, 5.7), X-PUBLISHED-TTL, max-age.

    A max-age only lengthens the hour: a cache's few minutes are no wish of the calendar's owner.
    """
    said: dict[str, str] = {}
    for line in _FOLD.sub("", data[:_HEAD].replace(b"\0", b"").decode("utf-8", "replace")).splitlines():
        upper = line.strip().upper()
        if upper.startswith("BEGIN:") and not upper.endswith(":VCALENDAR"):
            break
        if own_word := _OWN_WORD.fullmatch(line.strip()):
            said.setdefault(own_word.group(1).upper(), own_word.group(2))
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        if interval := _duration(said.get(name, "")):
            return interval
    return refresh_by_header(cache_control)


def refresh_by_header(cache_control: str) -> timedelta | None:
    """The max-age of a Cache-Control header where it is longer than an hour."""
    found = _MAX_AGE.search(cache_control[:1000])
    age = timedelta(seconds=int(found.group(1))) if found else NORMALLY
    return age if age > NORMALLY else None


def retry_after(header: str, now: datetime) -> timedelta | None:
    """A Retry-After header (RFC 9110, 10.2.3), in seconds or as a date; at most 24 hours, None if unreadable."""
    header = header.strip()
    if re.fullmatch(r"[0-9]{1,9}", header):
        return min(timedelta(seconds=int(header)), LATEST)
    try:
        moment = parsedate_to_datetime(header[:100])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    # A date "-0000" comes back naive; HTTP dates are UTC.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), LATEST)


def _duration(text: str) -> timedelta | None:
    """A DURATION of RFC 5545, 3.3.6; None for none, for zero and for a negative one."""
    found = _DURATION.fullmatch(text.upper())
    if not found:
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds) or None


def _part_of_one(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32
