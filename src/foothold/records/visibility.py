"""Who may see what (UX, decision 9): the seller first; managers see findings; words only when shared."""

from foothold.records.models import Meeting, Membership, SourceText
from foothold.records.models.meetings import Keeping, Visibility
from foothold.records.scoping import ScopedQuerySet


def meetings_seen_by(seat: Membership) -> ScopedQuerySet[Meeting]:
    """The meetings whose findings this person may see: his own, the shared ones, all for a manager."""
    meetings = Meeting.objects.in_workspace(seat.workspace_id)
    if seat.sees_all_findings:
        return meetings
    shared = SourceText.objects.in_workspace(seat.workspace_id).filter(visibility=Visibility.SHARED)
    own = meetings.filter(seller_id=seat.user_id)
    return own | meetings.filter(pk__in=shared.values("meeting_id"))


def meetings_held_by(seat: Membership) -> ScopedQuerySet[Meeting]:
    """The person's own meetings: the only ones he may change, share or delete."""
    return Meeting.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)


def words_seen_by(seat: Membership) -> ScopedQuerySet[SourceText]:
    """The kept texts this person may read: his own and the shared ones, whatever his role."""
    texts = SourceText.objects.in_workspace(seat.workspace_id).filter(keeping=Keeping.KEPT)
    return texts.filter(meeting__seller_id=seat.user_id) | texts.filter(visibility=Visibility.SHARED)
