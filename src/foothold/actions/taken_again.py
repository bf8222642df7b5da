"""A time that was left and taken again before anybody could know of another: what was answered to it stands."""

from collections.abc import Sequence

from foothold.actions.depart import may_have_left
from foothold.core.evidence import Level
from foothold.core.replies import SetTime, start_under
from foothold.records.invitations import replies_to
from foothold.records.models import Departure, GuestAct, Invitation
from foothold.records.times_set import times_set


def keep_answers_to_it(invitation: Invitation) -> bool:
    """Say of the answers to the time that stands again that they are to it, where they know of no other; whether any.

    What left, was shown or was answered of a time in between makes them history (RFC 5546 2.1.4), and so does a time
    his calendar set: what that told anybody is not known. Called once what waited of it is taken back (`take_along`),
    before what leaves now is written: that says their answers. In the caller's transaction, before the meeting is
    settled.
    """
    times = times_set(invitation.workspace_id, [invitation])[invitation.pk]
    since = invitation.slot_sequence
    # Another time that was asked for of it waits for our answer again, too: it was the last word to it.
    to_it = [each for each in replies_to(invitation) if start_under(each.sequence, times) == invitation.starts_at]
    earlier = sorted({each.sequence for each in to_it if each.sequence < since})
    first = next((each for each in earlier if not _knows_another(invitation, times, each)), None)
    if first is None:
        return False
    for row in to_it:
        if row.sequence >= first:
            row.sequence = max(row.sequence, since)
            row.save(update_fields=["sequence"])
    return True


def _knows_another(invitation: Invitation, times: Sequence[SetTime], sequence: int) -> bool:
    """Whether who answered under this SEQUENCE may know of a time that was set since, before the present one."""
    between = [each for each in times if sequence < each.sequence < invitation.slot_sequence]
    if any(each.followed for each in between):
        return True
    return bool(between) and _may_know_of(invitation, between[0].sequence, invitation.slot_sequence)


def _may_know_of(invitation: Invitation, sequence: int, until: int) -> bool:
    """Whether anything under these SEQUENCEs can have come to them, or has come from them."""
    came = (invitation.told_sequence, invitation.known_sequence)
    if any(each is not None and each >= sequence for each in came):
        return True
    span = {"sequence__gte": sequence, "sequence__lt": until}
    left = Departure.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation, **span)
    acts = GuestAct.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation, **span)
    # What failed its check is nobody's, and shows nothing of what they know.
    believed = replies_to(invitation).filter(**span).exclude(level=Level.E0.name)
    return may_have_left(left).exists() or acts.exists() or believed.exists()
