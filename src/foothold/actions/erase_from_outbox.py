"""Take one person out of what leaves and has left: recaps, notes, letters; and out of what was said after a meeting."""

from typing import Any

from foothold.actions.answer_by_mail import ASKED
from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.records.models import Afterthought, Closing, Commitment, Connection, Departure
from foothold.records.models.connections import DepartureState
from foothold.records.models.findings import OWN_WORDS


def erase_from_outbox(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Whether he was in any of it. What still waits to leave for him is taken back. In the caller's transaction."""
    changed = [
        _erase_departures(workspace_id, him),
        _erase_said(workspace_id, him),
        _erase_own_words(workspace_id, him),
        _erase_echoes(workspace_id, him),
    ]
    return any(changed)


def _erase_departures(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for row in Departure.objects.in_workspace(workspace_id):
        to = [him.stand_in(address) or address for address in row.to_addresses]
        subject, problem = him.removed(row.subject), him.removed(row.problem)
        is_his = (to, subject) != (row.to_addresses, row.subject)
        if is_his and row.state in {DepartureState.WAITING, DepartureState.REFUSED}:
            # Its words are sealed and may be about him: it does not leave, nor can it be tried again. Under the next
            # attempt number, so that whoever sends it at this moment keeps no outcome.
            rows = Departure.objects.in_workspace(workspace_id).filter(pk=row.pk)
            rows.update(state=DepartureState.TAKEN_BACK, sealed="", attempt=row.attempt + 1)
        if is_his or problem != row.problem:
            rows = Departure.objects.in_workspace(workspace_id).filter(pk=row.pk)
            rows.update(to_addresses=to, subject=subject, problem=problem)
            changed = True
    return changed


def _erase_said(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for model in (Afterthought, Closing):
        for row in model.objects.in_workspace(workspace_id).exclude(words=""):
            words = him.removed(row.words)
            if words != row.words:
                model.objects.in_workspace(workspace_id).filter(pk=row.pk).update(words=words)
                changed = True
    return changed


def _erase_own_words(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Promises the seller wrote down himself: his name goes, what was promised stays without it."""
    changed = False
    for row in Commitment.objects.in_workspace(workspace_id).filter(place__gte=OWN_WORDS):
        owner = "" if him.is_him("", row.owner) else him.removed(row.owner)
        what = him.removed(row.what)
        if (owner, what) != (row.owner, row.what):
            Commitment.objects.in_workspace(workspace_id).filter(pk=row.pk).update(owner=owner, what=what)
            changed = True
    return changed


def _erase_echoes(workspace_id: Any, him: ErasedAttendee) -> bool:
    """What was echoed by mail and waits for a yes goes as a whole where it names him."""
    changed = False
    for row in Connection.objects.in_workspace(workspace_id):
        asked = row.cursor.get(ASKED, {})
        kept = {key: each for key, each in asked.items() if him.removed(str(each)) == str(each)}
        if kept != asked:
            rows = Connection.objects.in_workspace(workspace_id).filter(pk=row.pk)
            rows.update(cursor={**row.cursor, ASKED: kept})
            changed = True
    return changed
