"""How silent a customer was on days gone by, with what was to be seen then (METHOD 7.3, 8).

Touches and acts are of that day by their own moments. Three things are as they are known now, for want of a moment:
whether a promise was kept (a late one kept since is no touch), who is away, and how fast customers answer as a whole.
Whether a date was booked that day is not asked here: triage's signals know it, and silence does not count then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.core.evidence import Level
from foothold.core.touches import Act
from foothold.records.calendars import Calendars
from foothold.records.in_parts import in_parts
from foothold.records.signs import LOOKED_BACK, Signs, signs_of
from foothold.records.silences import DealSilence, constants_of, of_account

Days = Mapping[tuple[UUID, UUID], Iterable[datetime]]
"""By account and deal, the days asked about (aware)."""


def silences_then(workspace_id: Any, asked: Days) -> dict[UUID, dict[datetime, DealSilence]]:
    """The silence of each of these deals on each of its days; of those that have a meeting.

    The signs of an account are read once for all days.
    """
    days = {key: sorted(each) for key, each in asked.items() if each}
    if not days:
        return {}
    constants = constants_of(workspace_id)
    moments_asked = [at for each in days.values() for at in each]
    calendars = Calendars(workspace_id, max(moments_asked), since=min(moments_asked) - LOOKED_BACK)
    found: dict[UUID, dict[datetime, DealSilence]] = {}
    for part in in_parts({account for account, _deal in days}):
        theirs = {key: each for key, each in days.items() if key[0] in set(part)}
        first, last = min(each[0] for each in theirs.values()), max(each[-1] for each in theirs.values())
        signs = signs_of(workspace_id, part, now=last, since=first - LOOKED_BACK)
        for (account, deal), moments in theirs.items():
            if account not in signs:
                continue
            for at in moments:
                then = seen_by(signs[account], at)
                silent = of_account(account, [deal], then, constants, calendars.of(account), at)
                if deal in silent:
                    found.setdefault(deal, {})[at] = silent[deal]
    return found


def seen_by(signs: Signs, at: datetime) -> Signs:
    """Of an account's signs those of the time up to `at`, as if it were that day."""
    earliest = at - LOOKED_BACK
    sight = [sign for sign in signs.found if earliest <= sign.what.at <= at]
    held = {sign.opportunity for sign in sight if isinstance(sign.what, Act) and sign.what.level is Level.E2}
    return replace(
        signs,
        found=sight,
        met={deal for deal in held if deal is not None},
        booked=set(),
        proposals=[each for each in signs.proposals if earliest <= each[1].sent_at <= at],
        promised=[each for each in signs.promised if earliest.date() <= each[2] <= at.date()],
        owed=[each for each in signs.owed if each.due_on < at.date()],
    )
