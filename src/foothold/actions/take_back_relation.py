"""Take back what was said of a counterpart or a title: our guess stands again (UX: undo instead of "are you sure")."""

from django.db import transaction

from foothold.actions.settle import settle_again
from foothold.actions.tell_relations import meetings_titled
from foothold.actions.what_is_known import title_key
from foothold.records.models import Attendee, Counterpart, Membership


def take_back_relation(seat: Membership, value: str) -> None:
    """Forget the word about a domain or personal address; it is guessed anew from all its meetings."""
    with transaction.atomic():
        Counterpart.objects.in_workspace(seat.workspace_id).filter(value=value).delete()
        people = Attendee.objects.in_workspace(seat.workspace_id).filter(counterpart=value)
        settle_again(seat, people.values_list("meeting_id", flat=True).distinct())


def take_back_title(seat: Membership, title: str) -> None:
    """The same for the title of meetings without people."""
    key = title_key(title)
    with transaction.atomic():
        Counterpart.objects.in_workspace(seat.workspace_id).filter(value=key).delete()
        settle_again(seat, meetings_titled(seat, key))
