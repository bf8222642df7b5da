"""What a seller wrote he should have asked: his own list, and what is still to be asked at the next meeting (P3)."""

from django.db.models import Q

from foothold.core.debrief import Answer, Question
from foothold.core.window import Window
from foothold.records.models import Afterthought, Meeting, Membership
from foothold.records.no_customers import MAY_BE_CUSTOMERS
from foothold.records.picture import shows_demo
from foothold.records.scoping import ScopedQuerySet

_MISSED = ("", Answer.NOT_ASKED.value, Answer.FORGOT.value, Answer.HANDLED_BADLY.value)
MOST_SHOWN = 50


def should_have_asked(seat: Membership, window: Window) -> list[Afterthought]:
    """What he wrote after his own meetings of a window, the latest first; at most 50. The demo's beside its figures."""
    rows = _own(seat).filter(meeting__held_at__gte=window.start, meeting__held_at__lt=window.end)
    rows = rows.filter(meeting__demo=shows_demo(seat), meeting__relation__in=MAY_BE_CUSTOMERS)
    return list(rows.order_by("-meeting__held_at", "pk")[:MOST_SHOWN])


def still_to_ask(seat: Membership, meeting: Meeting) -> list[Afterthought]:
    """What he should have asked at earlier meetings with this customer, for the sheet of the next; all of one day."""
    if meeting.account_id is None:
        return []
    rows = _own(seat).filter(meeting__account_id=meeting.account_id, meeting__held_at__lt=meeting.held_at)
    last = rows.order_by("-meeting__held_at").first()
    # Whether it was asked since is not known: what was written of the last such meeting is what is still open.
    return list(rows.filter(meeting=last.meeting).order_by("pk")) if last else []


def _own(seat: Membership) -> ScopedQuerySet[Afterthought]:
    rows = Afterthought.objects.in_workspace(seat.workspace_id).filter(
        Q(answer__in=_MISSED), user_id=seat.user_id, meeting__seller_id=seat.user_id
    )
    return (
        rows.filter(question=Question.SHOULD_HAVE_ASKED.value)
        .exclude(words="")
        .select_related("meeting", "meeting__account")
    )
