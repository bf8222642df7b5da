"""What our own bytes say of answers: what people did themselves, and never more (DESIGN 1.1, 6).

An update is read by everybody's calendar, and comes back from the seller's own as what that calendar knows (E4).
So it says of a person what he did himself, else that he has not answered: his unproven yes would come back proven,
and a stranger's no would go to everybody in his name.
"""

from collections.abc import Mapping

from foothold.actions.settle_answers import given_by
from foothold.core.evidence import Level
from foothold.core.replies import PartStat
from foothold.records.invitations import our_word, replies_to, sequence_of
from foothold.records.models import Attendee, Invitation, Meeting
from foothold.records.times_set import notes_under


def answers_to_write(invitation: Invitation) -> dict[str, str]:
    """Each person's last answer to the present time (address to PARTSTAT), where it is his act (E4).

    So an update of the words takes back nobody's yes. A time he asks for instead is no answer to this one.
    """
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    since = invitation.slot_sequence
    notes_under([(invitation, meeting)])
    to_the_time = replies_to(invitation).filter(new_start__isnull=True)
    rows = [row for row in to_the_time if sequence_of(row, meeting, since) >= since]
    found = {}
    for person in _people(invitation, meeting):
        given = given_by(person, meeting, rows, since)
        said = [each for each in given if each.partstat is not PartStat.NEEDS_ACTION]
        if said and said[-1].level is Level.E4:
            found[person.address] = said[-1].partstat.value
    return found


def answers_known_there(invitation: Invitation) -> dict[str, str]:
    """Those of `answers_to_write` that come back as what they are: noted by the calendar itself, or remembered as our
    own word. What only looks at an invitation, as a file that is fetched, says no others: it could remember nothing.
    """
    answered = answers_to_write(invitation)
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    noted = {person.address: person.partstat for person in _people(invitation, meeting)} if answered else {}
    written = invitation.answers_written
    return {
        address: partstat
        for address, partstat in answered.items()
        if partstat in {our_word(written.get(address, ()), invitation.sequence), noted.get(address)}
    }


def remember_answers_written(invitation: Invitation, answered: Mapping[str, str]) -> None:
    """Note what leaves now of answers (`answers_to_write`) that the calendar has not noted itself. In the caller's
    transaction.

    What it had noted is its own word, and stays so when it comes back.
    """
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    noted = {person.address: person.partstat for person in _people(invitation, meeting)}
    written = {address: list(words) for address, words in invitation.answers_written.items()}
    for address, partstat in answered.items():
        words = written.setdefault(address, [])
        if partstat != (words[-1][1] if words else noted.get(address)):
            words.append([invitation.sequence, partstat])
    known = {address: words for address, words in written.items() if words}
    if known != invitation.answers_written:
        invitation.answers_written = known
        invitation.save(update_fields=["answers_written"])


def _people(invitation: Invitation, meeting: Meeting) -> list[Attendee]:
    """Whom it asks; while its new time is not in the meeting yet, what is noted there was noted of another."""
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    asked = [each for each in people.exclude(address="") if not each.organizer]
    if meeting.held_at != invitation.starts_at:
        for each in asked:
            each.partstat = ""
    return asked
