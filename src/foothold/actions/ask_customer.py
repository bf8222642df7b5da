"""Put outcome, agenda and questions before the customer: by the invitation he has, or by the seller's own mail.

An update of what he has, never a new mail (UX J1). Where the meeting is not of our making, the words are handed to
the seller, who sends them himself and says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from django.utils.translation import gettext as _

from foothold.actions.book_next_step import CannotBook
from foothold.actions.change_invitation import change_words, has_left_by_hand
from foothold.actions.depart import leave_now
from foothold.actions.greeting import greeting
from foothold.actions.invitation_words import invitation_words, what_for
from foothold.actions.invite import sends_itself, subject_of
from foothold.actions.prepare_meeting import CannotPrepare, language_of_words, preparing, set_agenda
from foothold.core.prep_questions import prep_question_for
from foothold.core.readiness import AgendaQuestion, Item
from foothold.records.invitations import invitation_to
from foothold.records.models import GuestAct, Invitation, Meeting, Membership, Preparation, PreparedItem
from foothold.records.models.booking import GuestActKind
from foothold.records.prepared import ASKED, PREP_QUESTION, SKIPPED
from foothold.records.readiness import Sheet

MORE_MAY_FOLLOW = timedelta(minutes=1)
"""How long a question waits in the outbox for the agenda or the next question, to leave with it as one update."""
LONGEST_LINK = 1900
"""Characters of a mailto: link that mail programs still open."""


@dataclass(frozen=True, slots=True)
class OwnMail:
    """What the seller sends himself: to whom, the words, and a link that opens them in his mail program."""

    to: tuple[str, ...]
    subject: str
    text: str

    @property
    def link(self) -> str:
        """mailto: (RFC 6068), cut where mail programs would; the words to copy are whole."""
        head = f"mailto:{','.join(quote(each, safe='@') for each in self.to)}?subject={quote(self.subject)}&body="
        body = quote(self.text.replace("\n", "\r\n"))[: LONGEST_LINK - len(head)]
        # Never half an escape.
        cut = body.rfind("%", max(0, len(body) - 2))
        return head + (body[:cut] if cut >= 0 and len(body) - cut < 3 else body)


def ask_customer(
    seat: Membership, meeting: Meeting, items: Sequence[tuple[Item, str]], *, now: datetime
) -> list[PreparedItem]:
    """Ask the customer what he can answer better than we can; (item, what it is about) each, in one update.

    The first takes the prep question, which he can answer on his page, where none is asked yet; the others go on the
    agenda. What was asked before is not asked twice. Raises CannotPrepare, where the invitation cannot be changed too.
    """
    language = language_of_words()
    wanted = [(item, prep_question_for(item, about, language)) for item, about in items]
    if not all(words for _item, words in wanted):
        raise CannotPrepare(_("This is nothing the customer can answer."))
    with preparing(seat, meeting, now) as preparation:
        invitation = invitation_to(meeting)
        asked = [row.words for row in _asked(meeting)]
        fresh = [(item, words) for item, words in wanted if words not in asked]
        rows = [_keep_asked(seat, meeting, item, words, now) for item, words in fresh]
        first = next(iter(rows), None)
        if first is not None and _prep_question_is_free(meeting, invitation):
            first.grounds = {"as": PREP_QUESTION}
            first.save(update_fields=["grounds"])
        added = [row for row in rows if row.grounds.get("as") != PREP_QUESTION]
        _add_to_agenda(preparation, added)
        if invitation is not None and rows:
            _ask_in(seat, invitation, preparation, rows, now=now)
    return rows


def send_agenda(
    seat: Membership, meeting: Meeting, *, shown: Sequence[AgendaQuestion] = (), now: datetime
) -> Preparation:
    """Put outcome, agenda and what was asked into the invitation the customer has, as its next SEQUENCE.

    Where no agenda was written the one suggested that was `shown` is taken by it: no agenda is sent without one.
    The same words again send nothing new; a question that waits leaves at once. Raises CannotPrepare where there is
    nothing to send, where the meeting has no invitation of ours (its words are for the seller's own mail:
    `own_mail`), or where it cannot be changed.
    """
    with preparing(seat, meeting, now) as preparation:
        if shown and not preparation.agenda:
            preparation = set_agenda(seat, meeting, shown, now=now)
        if not (preparation.outcome.strip() or preparation.agenda):
            raise CannotPrepare(_("There is nothing to send yet. Choose an outcome, or put a question on the agenda."))
        invitation = invitation_to(meeting)
        if invitation is None:
            raise CannotPrepare(_("Foothold did not send this invitation. Copy the text into a mail of yours."))
        if preparation.agenda_sent_at is None or not _says_the_same(invitation, preparation):
            _say(seat, invitation, preparation, _asked(meeting), now=now)
        else:
            leave_now(invitation, now=now)
    return preparation


def sent_by_hand(seat: Membership, meeting: Meeting, *, now: datetime) -> Preparation:
    """The seller says that he sent the words himself: our artefact (E2), no word of the customer."""
    with preparing(seat, meeting, now) as preparation:
        preparation.agenda_sent_at = preparation.agenda_sent_at or now
        preparation.save(update_fields=["agenda_sent_at"])
        for row in _asked(meeting):
            row.asked_at = row.asked_at or now
            row.save(update_fields=["asked_at"])
        invitation = invitation_to(meeting)
        if invitation is not None and not sends_itself(invitation):
            has_left_by_hand(seat, invitation, now=now)
    return preparation


def invite_colleague(seat: Membership, meeting: Meeting, address: str, *, now: datetime) -> Invitation:
    """Invite a colleague whom the customer named on his page. Raises CannotPrepare for anybody else."""
    with preparing(seat, meeting, now):
        invitation = invitation_to(meeting)
        named = dict(colleagues_named(invitation)) if invitation else {}
        if invitation is None or address not in named:
            raise CannotPrepare(_("Nobody named this address."))
        try:
            return change_words(seat, invitation, now=now, more_people=[(address, named[address])])
        except CannotBook as refused:
            raise CannotPrepare(str(refused)) from None


def colleagues_named(invitation: Invitation) -> list[tuple[str, str]]:
    """(address, name) of colleagues the customer named and nobody has invited yet."""
    acts = GuestAct.objects.in_workspace(invitation.workspace_id).filter(
        invitation=invitation, kind=GuestActKind.COLLEAGUE
    )
    named = {
        str(said.get("address") or ""): str(said.get("name") or "") for said in acts.values_list("said", flat=True)
    }
    there = set(invitation.meeting.attendees.in_workspace(invitation.workspace_id).values_list("address", flat=True))
    return [(address, name) for address, name in named.items() if address and address not in there]


def own_mail(sheet: Sheet, seller: str, *, asking: Iterable[Item] = ()) -> OwnMail:
    """The words for a mail of the seller's own: what the meeting is for, the agenda, and what was asked.

    `asking` are items to ask about, for the confirmation mail of a first meeting.
    """
    meeting, language = sheet.meeting, language_of_words()
    people = [each for each in sheet.customers if each.address] or sheet.customers
    to = tuple(each.address for each in people if each.address)[:10]
    asked = [prep_question_for(item, "", language) for item in asking]
    if sheet.invitation is not None and not asked:
        return OwnMail(to, subject_of(sheet.invitation), invitation_words(sheet.invitation))
    question = next((row.words for row in sheet.asked.values() if row.grounds.get("as") == PREP_QUESTION), "")
    agenda = sheet.preparation.agenda if sheet.preparation else []
    blocks = [
        greeting([each.name for each in people]),
        "" if asked else _("for our meeting:"),
        *_questions(asked),
        *what_for(meeting, seller, outcome=sheet.outcome, agenda=agenda, prep_question="" if asked else question),
        seller,
    ]
    return OwnMail(to, meeting.title or _("Our meeting"), "\n\n".join(block for block in blocks if block))


def _questions(asked: Sequence[str]) -> list[str]:
    if not asked:
        return []
    lines = "\n".join(f"{place}. {each}" for place, each in enumerate(asked, 1))
    return [_("so that our meeting is worth your time, may I ask you before it:"), lines]


def _keep_asked(seat: Membership, meeting: Meeting, item: Item, words: str, now: datetime) -> PreparedItem:
    rows = PreparedItem.objects.in_workspace(seat.workspace_id)
    rows.filter(meeting=meeting, item=item.value, key=SKIPPED).delete()
    row, _made = rows.update_or_create(
        workspace_id=seat.workspace_id,
        meeting=meeting,
        item=item.value,
        key=ASKED,
        defaults={"words": words, "user_id": seat.user_id, "said_at": now, "asked_at": None, "grounds": {}},
    )
    return row


def _asked(meeting: Meeting) -> list[PreparedItem]:
    rows = PreparedItem.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, key=ASKED)
    return list(rows.order_by("said_at", "item"))


def _prep_question_is_free(meeting: Meeting, invitation: Invitation | None) -> bool:
    if invitation is not None and invitation.prep_question.strip():
        return False
    return not any(row.grounds.get("as") == PREP_QUESTION for row in _asked(meeting))


def _add_to_agenda(preparation: Preparation, asked: Iterable[PreparedItem]) -> None:
    known = {str(row.get("question")) for row in preparation.agenda}
    added = [{"question": row.words, "minutes": 0, "theirs": False} for row in asked if row.words not in known]
    if added:
        preparation.agenda, preparation.agenda_sent_at = [*preparation.agenda, *added], None
        preparation.save()


def _say(
    seat: Membership, invitation: Invitation, preparation: Preparation, asked: Iterable[PreparedItem], *, now: datetime
) -> None:
    """One update with all of it."""
    rows = list(asked)
    question = next((row.words for row in rows if row.grounds.get("as") == PREP_QUESTION), None)
    try:
        change_words(
            seat,
            invitation,
            outcome=preparation.outcome,
            agenda=preparation.agenda,
            prep_question=question,
            now=now,
        )
    except CannotBook as refused:
        raise CannotPrepare(str(refused)) from None
    preparation.agenda_sent_at = now
    preparation.save(update_fields=["agenda_sent_at"])
    for row in rows:
        row.asked_at = row.asked_at or now
        row.save(update_fields=["asked_at"])


def _ask_in(
    seat: Membership, invitation: Invitation, preparation: Preparation, asked: Sequence[PreparedItem], *, now: datetime
) -> None:
    """The questions alone, added to what the customer has: what is still being prepared stays here."""
    question = next((row.words for row in asked if row.grounds.get("as") == PREP_QUESTION), None)
    added = [row.words for row in asked if row.grounds.get("as") != PREP_QUESTION]
    agenda = [*invitation.agenda, *({"question": each, "minutes": 0, "theirs": False} for each in added)]
    try:
        changed = change_words(
            seat, invitation, agenda=agenda, prep_question=question, now=now, waits_for=MORE_MAY_FOLLOW
        )
    except CannotBook as refused:
        raise CannotPrepare(str(refused)) from None
    same = changed.outcome == preparation.outcome and changed.agenda == preparation.agenda
    preparation.agenda_sent_at = now if same else None
    preparation.save(update_fields=["agenda_sent_at"])
    for row in asked:
        row.asked_at = now
        row.save(update_fields=["asked_at"])


def _says_the_same(invitation: Invitation, preparation: Preparation) -> bool:
    same = invitation.outcome == preparation.outcome and invitation.agenda == preparation.agenda
    return same and not any(row.asked_at is None for row in _asked(invitation.meeting))
