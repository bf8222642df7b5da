"""Switch a kind of note on or off, with one tap in Set up or by the signed line in the note itself (UX 4)."""

from django.core import signing
from django.db import transaction

from foothold.records.models import Membership, NoteChoice
from foothold.records.note_choices import DEFAULTS, SURVEY

_SALT = "foothold.notes.off"


def choose_note(seat: Membership, kind: str, *, on: bool) -> None:
    """Remember it. Raises ValueError for no kind of ours, and for the survey from somebody who is no owner."""
    if kind not in DEFAULTS:
        raise ValueError(f"no kind of note: {kind[:40]!r}")
    if kind == SURVEY and not seat.is_admin:
        raise ValueError("asking customers is the owner's to say")
    rows = NoteChoice.objects.in_workspace(seat.workspace_id)
    with transaction.atomic():
        rows.update_or_create(workspace_id=seat.workspace_id, user_id=seat.user_id, kind=kind, defaults={"on": on})
        if kind == SURVEY:
            # One word speaks for the workspace: another owner's earlier one gives way.
            rows.filter(kind=SURVEY).exclude(user_id=seat.user_id).delete()


def off_token(seat: Membership, kind: str) -> str:
    """What stands in a note's own line to switch its kind off: good for this and nothing else."""
    return signing.dumps([str(seat.pk), kind], salt=_SALT)


def meant_by(token: str) -> tuple[Membership, str] | None:
    """Whose notes of which kind a line is about; None for one we never gave."""
    try:
        seat_id, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    seats = Membership.objects.across_workspaces(because="the line says whose notes it is about")
    seat = seats.filter(pk=seat_id).select_related("workspace", "user").first()
    return (seat, str(kind)) if seat is not None and kind in DEFAULTS else None
