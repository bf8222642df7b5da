"""Look at something of a colleague's: asked first, kept, and shown to him (METHOD 11)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from foothold.core.who_may_see import Answer, What
from foothold.records.models import Look, Membership
from foothold.records.models.teams import Screen
from foothold.records.visibility import answer_about, led_by


class MayNotLook(PermissionError):
    """He may not; `answer` says why. Nothing was kept, because nothing was shown."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.value)
        self.answer = answer


def look_at(
    seat: Membership,
    whom: Membership,
    screen: Screen,
    *,
    now: datetime,
    what: What = What.FIGURES,
    subject: str = "",
) -> None:
    """Open a screen about one seller: raises MayNotLook, else the look is kept. One's own is nobody's look.

    `subject` says in a few words what it was: the name of a deal, the days of a review.
    """
    answer = answer_about(seat, whom, what)
    if answer is not Answer.YES:
        raise MayNotLook(answer)
    if whom.pk != seat.pk and not whom.demo:
        _keep(seat, [whom.user_id], screen, subject, now)


def keep_looks(seat: Membership, shown: Iterable[UUID], screen: Screen, *, now: datetime, subject: str = "") -> None:
    """Keep that a screen showed something of these persons, as far as he leads them.

    What a colleague shared with everybody is no manager's look. Within an hour the same screen opened again, or the
    lists behind its numbers, is the same look.
    """
    persons = set(shown) - {seat.user_id}
    led = sorted(persons & set(led_by(seat))) if persons else []
    if led:
        _keep(seat, led, screen, subject, now)


ONE_LOOK = timedelta(hours=1)
"""What is opened again within it is the same look: he who reads who looked is told once."""


def _keep(seat: Membership, persons: Iterable[UUID], screen: Screen, subject: str, now: datetime) -> None:
    looks = Look.objects.in_workspace(seat.workspace_id)
    with transaction.atomic():
        same = looks.filter(who_id=seat.user_id, whose__in=list(persons), screen=screen, what=subject[:200])
        told = set(same.filter(looked_at__gt=now - ONE_LOOK, looked_at__lte=now).values_list("whose_id", flat=True))
        looks.bulk_create(
            Look(
                workspace_id=seat.workspace_id,
                who_id=seat.user_id,
                whose_id=person,
                screen=screen,
                what=subject[:200],
                looked_at=now,
            )
            for person in persons
            if person not in told
        )
