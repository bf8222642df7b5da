"""Subscribe to a calendar by its secret address: asked at once, read only, kept sealed."""

from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from foothold.actions.refresh_source import keep_answer, refresh_now, scanned
from foothold.connectors.calendar.feed import FeedAnswer, FeedFailed, fetch_calendar, next_try
from foothold.connectors.calendar.feed_address import Place, place_of
from foothold.records.models import Membership, Source
from foothold.records.models.sources import SourceType
from foothold.records.secrets import seal


def add_calendar_address(seat: Membership, address: str, *, now: datetime) -> Source:
    """The source of this address, read; the same address given again is read again.

    Raises `Unreadable` (`FeedRefused`), one line for a person that names the host only, where a person has to
    change something: nothing is kept then. Where the server only has trouble of its own, the source is kept
    with its `problem` and asked again by itself. Call it outside any transaction: it asks the network.
    """
    place = place_of(address, allow_private=settings.FEEDS_FROM_PRIVATE_NETWORKS)
    before = _found(seat, place)
    if before is not None:
        return refresh_now(seat, before, now=now)
    trouble: FeedFailed | None = None
    answer: FeedAnswer | None = None
    try:
        answer = fetch_calendar(str(place.url), allow_private=settings.FEEDS_FROM_PRIVATE_NETWORKS)
        calendar = scanned(answer)
    except FeedFailed as failed:
        trouble = failed
    with transaction.atomic():
        source = _found(seat, place) or _new(seat, place)
        if answer is not None:
            keep_answer(seat, source, answer, calendar, now=now)
        elif trouble is not None:
            source.problem, source.failures = str(trouble), 1
            source.next_read_at = next_try(1, now, retry_after=trouble.retry_after, spread_by=str(source.pk))
            source.save()
    return source


def _found(seat: Membership, place: Place) -> Source | None:
    rows = Source.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id, kind=SourceType.CALENDAR_ADDRESS, key=_key(seat, place)
    )
    return rows.first()


def _new(seat: Membership, place: Place) -> Source:
    """A row of its own, its address sealed for it alone."""
    pk = uuid4()
    return Source.objects.in_workspace(seat.workspace_id).create(
        id=pk,
        user_id=seat.user_id,
        kind=SourceType.CALENDAR_ADDRESS,
        key=_key(seat, place),
        name=place.host[:255],
        host=place.host[:255],
        sealed=seal(str(place.url), about=str(pk)),
    )


def _key(seat: Membership, place: Place) -> str:
    """Tells the same address again from another one; nobody can read an address from it, nor compare two people's."""
    return sha256(f"{seat.workspace_id}/{seat.user_id}/{place.url}".encode()).hexdigest()
