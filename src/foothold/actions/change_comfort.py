"""What a person settles on one form for himself and, as an admin, for everybody: all of it is kept, or nothing."""

from datetime import datetime

from django.db import transaction

from foothold.actions.change_settings import change_name, switch_keys
from foothold.actions.tell_days import change_country, change_time_zone
from foothold.records.models import Membership


def change_comfort(
    seat: Membership,
    *,
    keys_on: bool,
    now: datetime,
    name: str | None = None,
    tz: str | None = None,
    country: str | None = None,
) -> None:
    """The single-letter keys, and of name, time zone and country what is told; None leaves it as it is.

    Zone and country are an admin's to say; another's are passed over. Raises ValueError, one sentence for a person,
    for what cannot be; nothing is changed then.
    """
    with transaction.atomic():
        switch_keys(seat.user, on=keys_on)
        if name is not None:
            change_name(seat.user, name)
        if tz is not None and seat.is_admin:
            change_time_zone(seat, tz, now=now)
        if country is not None and seat.is_admin:
            change_country(seat, country, now=now)
