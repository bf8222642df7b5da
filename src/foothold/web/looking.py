"""A screen about one colleague: asked and kept in one line (`actions.look_at`). For views that take his seat's id."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone

from foothold.actions.look_at import MayNotLook, look_at
from foothold.core.who_may_see import What
from foothold.records.models import Membership
from foothold.records.models.teams import Screen
from foothold.web.seats import Request


def looked_at(
    request: Request, seat_id: UUID, screen: Screen, *, what: What = What.FIGURES, subject: str = ""
) -> Membership:
    """The seat whose page may be shown now, and the look kept; Http404 where it may not: whatever is not for this
    person does not exist."""
    rows = Membership.objects.in_workspace(request.seat.workspace_id).select_related("user", "team", "workspace")
    whom = rows.filter(pk=seat_id).first()
    if whom is None:
        raise Http404
    try:
        look_at(request.seat, whom, screen, now=timezone.now(), what=what, subject=subject)
    except MayNotLook:
        raise Http404 from None
    return whom
