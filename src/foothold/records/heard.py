"""Who was heard in a meeting, so that nobody can say that they stayed away (METHOD 3)."""

from foothold.core.evidence import Level
from foothold.records.models import Attendance, CustomerJudgement, Meeting


def is_heard(meeting: Meeting) -> bool:
    """Whether a customer person spoke in it, or judged it: then they were there."""
    spoke = Attendance.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    judged = CustomerJudgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    return spoke.exists() or judged.exclude(level=Level.E0.name).exists()


def heard_in(meeting: Meeting) -> tuple[str, ...]:
    """The customer persons who spoke in it, by name."""
    spoke = Attendance.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    return tuple(spoke.order_by("contact__name").values_list("contact__name", flat=True))
