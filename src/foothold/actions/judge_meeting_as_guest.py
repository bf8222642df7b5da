"""The customer's one answer after the meeting: three boxes (METHOD 9, P4)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from foothold.actions.guest_acts import Refusal, Refused, acting, keep_act
from foothold.records.guests import level_of
from foothold.records.models import CustomerJudgement, Guest, GuestAct
from foothold.records.models.booking import GuestActKind
from foothold.records.models.findings import Met
from foothold.records.models.meetings import Known


@dataclass(frozen=True, slots=True)
class Boxes:
    """What he ticked. None ticked is an answer, too: it was not worth it.

    `goal` (yes, partly, no) and `could_more` (yes, no) he may say beside them; blank is not said. ValueError for
    others.
    """

    learned: bool = False
    best_use: bool = False
    looking_forward: bool = False
    goal: str = ""
    could_more: str = ""

    def __post_init__(self) -> None:
        if self.goal not in {"", *Met.values} or self.could_more not in {"", *Known.values}:
            raise ValueError("no such answer")


def judge_meeting_as_guest(guest: Guest, boxes: Boxes, *, now: datetime) -> GuestAct | None:
    """Keep his answer; a later one takes its place while the page lives. None where it is the same.

    One answer a link: those who share one share the answer. Raises Refused: NOT_YET before the meeting's end,
    NOT_THERE for one they declined or did not come to, and what `acting` refuses.
    """
    with acting(guest, now, after_the_end=True) as invitation:
        if not invitation.meeting.stands or invitation.meeting.missed_by is not None:
            raise Refused(Refusal.NOT_THERE)
        before = judged(guest)
        if before == boxes:
            return None
        act = keep_act(guest, invitation, GuestActKind.JUDGED, asdict(boxes), now)
        CustomerJudgement.objects.in_workspace(guest.workspace_id).update_or_create(
            workspace_id=guest.workspace_id,
            meeting_id=invitation.meeting_id,
            address=guest.address,
            defaults={**asdict(boxes), "level": level_of(guest).name, "said_at": now},
        )
    return act


def judged(guest: Guest) -> Boxes | None:
    """What was answered by this link; None where nothing was."""
    rows = CustomerJudgement.objects.in_workspace(guest.workspace_id)
    row = rows.filter(meeting=guest.invitation.meeting_id, address=guest.address).first()
    return Boxes(row.learned, row.best_use, row.looking_forward, row.goal, row.could_more) if row else None
