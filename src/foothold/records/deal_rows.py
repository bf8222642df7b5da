"""What is kept of deals as far as triage may use it, for many deals in a handful of queries (METHOD 7.1).

Rows as plain tuples: a hundred thousand deals are worked out in one go. Stage, expected date, feeling and our
own mails are not read here, so that nothing can be made of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from foothold.core.evidence import Side
from foothold.core.relations import Relation
from foothold.core.state import Closure
from foothold.records.among import Keys
from foothold.records.in_parts import in_parts
from foothold.records.letter_signs import is_ours, letters_that_count, our_addresses
from foothold.records.met_rows import BORNE, Met, MetRows, of_deals
from foothold.records.models import (
    Call,
    Closing,
    Commitment,
    Contact,
    GuestAct,
    Homework,
    Judgement,
    Meeting,
    Opportunity,
)
from foothold.records.models.booking import Closed, GuestActKind
from foothold.records.models.findings import OWN_WORDS, Promise
from foothold.records.models.meetings import SAID_NO, CalendarStatus, Medium, missed_by
from foothold.records.standing import unsent_invitations

LETTERS_BACK = timedelta(days=28)
"""How far back letters are looked at, to tell one he began from an answer."""


class Deal(NamedTuple):
    """An opportunity without what its seller forecasts of it."""

    pk: UUID
    account: UUID
    seller: UUID | None
    opened_at: datetime
    closure: str
    closed_at: datetime | None
    amount: Any
    amount_level: str
    currency: str


class Person(NamedTuple):
    """A customer person's own answer to a meeting, or that he spoke in it (`spoke`)."""

    meeting: UUID
    key: str
    partstat: str
    level: str
    spoke: bool = False


class Promised(NamedTuple):
    """A customer's promise in located words, once for each time it was told."""

    pk: UUID
    meeting: UUID
    due_on: date | None
    kind: str
    owner: str = ""
    what: str = ""


class Asked(NamedTuple):
    """Homework we asked for with an invitation; `level` is how well it is borne out that he did it."""

    meeting: UUID
    due_on: date | None
    promise: UUID | None
    done_at: datetime | None
    level: str


class PageAct(NamedTuple):
    """What a customer person did on the page of an invitation to `meeting`; `from_meeting` is where it was set."""

    meeting: UUID
    from_meeting: UUID | None
    guest: UUID
    address: str
    kind: str
    level: str
    done_at: datetime


class Sent(NamedTuple):
    """Our invitation to a meeting: when its present time left, how well his word for it is borne out, and since when
    we called it off; `taken_up_untold` where its time is one he asked for, and he cannot know yet that he gets it.
    `from_meeting` is where it was set."""

    meeting: UUID
    left_at: datetime | None
    agreed: str
    topic: str
    cancelled_at: datetime | None = None
    taken_up_untold: bool = False
    from_meeting: UUID | None = None


class Began(NamedTuple):
    """A letter or call that he began: when, who ("" not known), and which row tells it ("mail" or "call")."""

    at: datetime
    who: str
    kind: str
    pk: UUID


@dataclass(slots=True)
class DealRows:
    """Everything of one deal, each list in order of time where it has one. `met_by` where it names no seller."""

    deal: Deal
    won_before: list[datetime] = field(default_factory=list)
    """When other deals of the account were won."""
    only_one: bool = True
    """Whether the account has no other open deal: then what its people begin is about this one."""
    met_by: UUID | None = None
    meetings: list[Met] = field(default_factory=list)
    people: dict[UUID, list[Person]] = field(default_factory=dict)
    documents: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    """The latest reading of each meeting's words (`verdict/1`)."""
    promises: list[Promised] = field(default_factory=list)
    homework: list[Asked] = field(default_factory=list)
    acts: list[PageAct] = field(default_factory=list)
    invitations: dict[UUID, Sent] = field(default_factory=dict)
    refused_a_date: set[UUID] = field(default_factory=set)
    began: list[Began] = field(default_factory=list)


def deal_rows(
    workspace_id: Any,
    deals: Sequence[UUID],
    *,
    since: datetime | None = None,
    letters: "OurLetters | None" = None,
    met: MetRows | None = None,
) -> dict[UUID, DealRows]:
    """The rows of these deals, at most a few hundred at a time.

    `since` spares readings of words and letters from before it that say nothing any more; `letters` are shared between
    several calls, and `met` are the meetings of these deals where they were read already.
    """
    keys = Keys(deals)
    found = _deals(workspace_id, keys)
    shared = met or MetRows(workspace_id, of_deals(workspace_id, keys))
    by_meeting: dict[UUID, DealRows] = {}
    for meeting in shared.meetings:
        rows = found.get(meeting.deal) if meeting.deal else None
        if rows is not None:
            by_meeting[meeting.pk] = rows
            rows.meetings.append(meeting)
    _add_sellers(workspace_id, found)
    if by_meeting:
        of = _OfMeetings(shared, found, by_meeting)
        _add_people(of, since)
        _add_promises(of)
        _add_booked(of)
        _add_documents(of, since)
    _add_begun(workspace_id, found, since, letters or OurLetters(workspace_id, since))
    return found


class _OfMeetings:
    """Rows that hang on the meetings of these deals: one query a kind."""

    def __init__(self, shared: MetRows, found: dict[UUID, DealRows], by_meeting: dict[UUID, DealRows]) -> None:
        self.workspace_id, self.shared = shared.workspace_id, shared
        self.deals, self.by_meeting, self._keys = list(found.values()), by_meeting, Keys(by_meeting)

    def rows(self, model: Any, to: str = "meeting", among: Iterable[UUID] | None = None) -> Any:
        """The rows of a model whose `to` is one of the meetings, or one of those given."""
        keys = self._keys if among is None else Keys(among)
        return _of(model, self.workspace_id).filter(**{f"{to}__among": keys})

    def held(self, since: datetime | None) -> list[UUID]:
        """The meetings from then on, all for None."""
        if since is None:
            return list(self.by_meeting)
        return [met.pk for rows in self.deals for met in rows.meetings if met.held_at >= since]


_DEAL = (
    "pk", "account_id", "seller_id", "opened_at", "closure", "closed_at", "amount", "amount_level", "currency",
)  # fmt: skip


def _of(model: Any, workspace_id: Any) -> Any:
    return model.objects.in_workspace(workspace_id).order_by()


def _deals(workspace_id: Any, deals: Keys) -> dict[UUID, DealRows]:
    """These deals, with what others of their accounts say: when some were won, and whether one is the only open one."""
    accounts = _of(Opportunity, workspace_id).filter(pk__among=deals).values("account_id")
    by_account: dict[UUID, list[Deal]] = {}
    for values in _of(Opportunity, workspace_id).filter(account__in=accounts).values_list(*_DEAL):
        deal = Deal(*values)
        by_account.setdefault(deal.account, []).append(deal)
    wanted, found = set(deals.listed), dict[UUID, DealRows]()
    for theirs in by_account.values():
        for deal in theirs:
            if deal.pk in wanted:
                others = [each for each in theirs if each is not deal]
                won = [each.closed_at for each in others if each.closure == Closure.WON and each.closed_at is not None]
                found[deal.pk] = DealRows(deal, won, only_one=all(each.closure for each in others))
    return found


def _add_sellers(workspace_id: Any, found: dict[UUID, DealRows]) -> None:
    """Of deals that name no seller: who held the last meeting."""
    nameless = [key for key, rows in found.items() if rows.deal.seller is None and rows.meetings]
    for key, seller in last_met_by(workspace_id, nameless).items():
        found[key].met_by = seller


def last_met_by(workspace_id: Any, deals: Iterable[UUID]) -> dict[UUID, UUID]:
    """Who holds the last meeting of each of these deals, as far as there is one."""
    met = _of(Meeting, workspace_id).filter(relation=Relation.CUSTOMER.value)
    found: dict[UUID, UUID] = {}
    for part in in_parts(deals):
        rows = met.filter(opportunity__among=Keys(part)).order_by("held_at", "pk")
        found |= dict(rows.values_list("opportunity_id", "seller_id"))
    return found


def _add_people(of: _OfMeetings, since: datetime | None) -> None:
    held = set(of.held(since))
    for meeting, address, name, partstat, level in of.shared.invited():
        if level in BORNE and meeting in held:
            person = Person(meeting, (address or name).casefold(), partstat, level)
            of.by_meeting[meeting].people.setdefault(meeting, []).append(person)
    heard = [each for each in of.shared.heard if each[0] in of.by_meeting]
    known = _people_of(
        of.workspace_id, {of.by_meeting[meeting].deal.account for meeting, address, _ in heard if not address}
    )
    for meeting, address, name in heard:
        rows = of.by_meeting[meeting]
        key = address.casefold() or person_meant(name, known.get(rows.deal.account, {}))
        rows.people.setdefault(meeting, []).append(Person(meeting, key, "", "E3", spoke=True))


def _people_of(workspace_id: Any, accounts: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """The known people of these accounts, key to name."""
    known: dict[UUID, dict[str, str]] = {}
    for part in in_parts(accounts):
        people = _of(Contact, workspace_id).filter(account__in=part)
        for account, address, name in people.values_list("account_id", "address", "name"):
            known.setdefault(account, {})[(address or name).casefold()] = name
    return known


def person_meant(name: str, known: Mapping[str, str]) -> str:
    """Who is meant by a name without an address, among the people `known` of the account (key to name).

    A first name alone that fits exactly one other is that person; where it fits several it is nobody new ("").

    >>> person_meant("Anna", {"anna": "Anna", "a.maurer@kern.example": "Anna Maurer"})
    'a.maurer@kern.example'
    """
    said = name.casefold().split()
    fits = {
        key for key, full in known.items() if said == full.casefold().split()[: len(said)] and key != name.casefold()
    }
    if not said or not fits:
        return name.casefold()
    return fits.pop() if len(fits) == 1 else ""


def _add_promises(of: _OfMeetings) -> None:
    # What a seller writes down, drops or ticks himself moves nothing (E1): only located words are read here. Which of
    # them say the same is told of the deal, whoever of us heard it: lists keep each seller's apart.
    said = of.rows(Commitment).filter(side=Side.CUSTOMER.value, place__lt=OWN_WORDS)
    fields = ("pk", "meeting_id", "due_on", "kind", "owner", "what")
    for *values, evidence in said.values_list(*fields, "evidence"):
        promised = Promised(*values)
        if evidence:
            of.by_meeting[promised.meeting].promises.append(promised)


def _add_booked(of: _OfMeetings) -> None:
    asked = [each for each in of.shared.invitations if each[0] in of.by_meeting]
    # Whether he can know of the time that was taken up is a long question: it is asked only where it can matter.
    taken_up = [meeting for meeting, left_at, *_, taken_up in asked if taken_up is not None and left_at is None]
    untold = _untold(of.workspace_id, taken_up) if taken_up else set()
    for meeting, left_at, agreed, topic, cancelled_at, from_meeting, _ in asked:
        sent = Sent(meeting, left_at, agreed, topic, cancelled_at, meeting in untold, from_meeting)
        of.by_meeting[meeting].invitations[meeting] = sent
    if asked:
        _add_acts(of)
    for meeting in of.rows(Closing).filter(how=Closed.REFUSED.value).values_list("meeting_id", flat=True):
        of.by_meeting[meeting].refused_a_date.add(meeting)


def _untold(workspace_id: Any, meetings: list[UUID]) -> set[UUID]:
    """Those of these meetings whose time was taken up, and who asked for it cannot know of that yet."""
    unsent = unsent_invitations(workspace_id).filter(meeting__among=meetings)
    return set(unsent.values_list("meeting_id", flat=True))


def _add_acts(of: _OfMeetings) -> None:
    """What follows from invitations of ours: acts on their pages, and homework asked for."""
    acts = of.rows(GuestAct, "invitation__meeting").filter(level__in=BORNE)
    fields = ("invitation__meeting_id", "invitation__from_meeting_id", "guest_id", "guest__address")
    for values in acts.order_by("done_at", "pk").values_list(*fields, "kind", "level", "done_at"):
        of.by_meeting[values[0]].acts.append(PageAct(*values))
    asked = of.rows(Homework).filter(side=Side.CUSTOMER.value)
    for meeting, due_on, promise, told_as, state, done_at, level in asked.values_list(
        "meeting_id", "due_on", "commitment_id", "commitment__same_as_id", "state", "done_at", "done_level"
    ):
        rows = of.by_meeting[meeting]
        if all(promise != each.pk for each in rows.promises):
            promise = told_as or promise
        done = state == Promise.DONE and level in BORNE
        rows.homework.append(Asked(meeting, due_on, promise, done_at if done else None, level))


def _add_documents(of: _OfMeetings, since: datetime | None) -> None:
    """The latest reading of each meeting; of one before `since` where a date named in it may be still to come."""
    wanted, last = of.held(since), dict[UUID, DealRows]()
    if since is not None:
        # A deal's last meeting speaks for its next date, however long ago it was.
        last = {key: rows for rows in of.deals if (key := _last_before(rows, since)) is not None}
        wanted += last
    read = of.rows(Judgement, among=wanted).order_by("version")
    for meeting, document in read.values_list("meeting_id", "document"):
        of.by_meeting[meeting].documents[meeting] = document
    for key, rows in last.items():
        if since is not None and not _names_a_time_after(rows.documents.get(key, {}), since):
            rows.documents.pop(key, None)


def _last_before(rows: DealRows, moment: datetime) -> UUID | None:
    """The last meeting that stands and began before then."""
    stands = {"", CalendarStatus.STANDS}
    held = (met for met in reversed(rows.meetings) if met.held_at < moment and met.medium != Medium.MAIL)
    there = (met for met in held if missed_by(met, moment) is None)
    return next((met.pk for met in there if met.status in stands and not met.untold), None)


def _names_a_time_after(document: Mapping[str, Any], moment: datetime) -> bool:
    start = moment_named(document)
    return start is not None and start > moment


def moment_named(document: Mapping[str, Any]) -> datetime | None:
    """The time of the next step as a reading (`verdict/1`) has it; None where it names none."""
    said = document.get("next_step") or {}
    text = said.get("start")
    if not isinstance(text, str) or not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _add_begun(workspace_id: Any, found: dict[UUID, DealRows], since: datetime | None, ours: "OurLetters") -> None:
    """Letters and calls he began; of an account with several open deals they tell of none of them."""
    only = {rows.deal.account: rows for rows in found.values() if rows.only_one}
    for account, call in _called(workspace_id, only):
        only[account].began.append(call)
    back = {account: _letters_since(rows, since) for account, rows in only.items()}
    for account, letter in _wrote(workspace_id, back, ours):
        only[account].began.append(letter)


def _letters_since(rows: DealRows, since: datetime | None) -> datetime | None:
    """From when on letters tell something: his no, and his last meeting, stand until he acts, however long ago.

    The moment is the deal's own, so that the same rows say the same whichever deals are read with it.
    """
    if since is None:
        return None
    noes = [met.held_at for met in rows.meetings if met.ending in SAID_NO]
    noes += [act.done_at for act in rows.acts if act.kind == GuestActKind.NOT_AT_ALL]
    return min([since, *noes, *(met.held_at for met in rows.meetings[-1:])])


def _called(workspace_id: Any, accounts: Iterable[UUID]) -> Iterable[tuple[UUID, Began]]:
    """Calls from the customer in a call log; what a seller taps in is his own word."""
    calls = _of(Call, workspace_id).filter(account__among=Keys(accounts), direction="in", source__isnull=False)
    rows = list(calls.values_list("called_at", "account_id", "name", "pk"))
    known = _people_of(workspace_id, {account for _, account, name, _ in rows if name})
    # A number is nobody: whoever has two would be two people, and whoever hides his one more.
    return [
        (account, Began(at, person_meant(name, known.get(account, {})), "call", pk)) for at, account, name, pk in rows
    ]


def _wrote(workspace_id: Any, accounts: Mapping[UUID, datetime | None], ours: "OurLetters") -> list[tuple[UUID, Began]]:
    """Letters of theirs that answer none of ours: no letter of ours to him in the four weeks before.

    `accounts` with the moment from which on theirs are read, None for all.

    A sender who failed his check began nothing; one nobody vouches for did (E3), as his located words do.
    """
    people = _of(Contact, workspace_id).filter(account__among=Keys(accounts)).exclude(address="")
    account_of = {address.casefold(): account for address, account in people.values_list("address", "account_id")}
    found: list[tuple[UUID, Began]] = []
    for part in in_parts(account_of):
        letters: Any = letters_that_count(workspace_id).order_by().filter(from_address__in=part, sent_at__isnull=False)
        starts = [start for start in accounts.values() if start is not None]
        if len(starts) == len(accounts):
            letters = letters.filter(sent_at__gte=min(starts))
        for address, sent_at, user, pk in letters.values_list("from_address", "sent_at", "user_id", "pk"):
            account = account_of[address.casefold()]
            start = accounts[account]
            if (start is None or sent_at >= start) and not ours.wrote(user, address, sent_at):
                found.append((account, Began(sent_at, address, "mail", pk)))
    return found


class OurLetters:
    """When each of us wrote to whom, read once a person for many deals; `since` spares what is older until it is
    asked for."""

    def __init__(self, workspace_id: Any, since: datetime | None) -> None:
        self._workspace_id, self._since = workspace_id, since
        self._to: dict[UUID, dict[str, list[datetime]]] = {}

    @cached_property
    def _ours(self) -> frozenset[str]:
        return our_addresses(self._workspace_id)

    def wrote(self, user: UUID, address: str, before: datetime) -> bool:
        """Whether this person of ours wrote to the address in the four weeks before."""
        if self._since is not None and before < self._since:
            self._since = None
            self._to.clear()
        if user not in self._to:
            self._to[user] = self._letters_of(user)
        return any(before - LETTERS_BACK <= at < before for at in self._to[user].get(address.casefold(), ()))

    def _letters_of(self, user: UUID) -> dict[str, list[datetime]]:
        letters: Any = letters_that_count(self._workspace_id).order_by().filter(user_id=user, sent_at__isnull=False)
        if self._since is not None:
            letters = letters.filter(sent_at__gte=self._since - LETTERS_BACK)
        found: dict[str, list[datetime]] = {}
        for sender, sent_at, addresses in letters.values_list("from_address", "sent_at", "to_addresses"):
            # His box holds what came to him as well, and that went to others beside him.
            if not is_ours(sender, self._ours):
                continue
            for address in addresses:
                found.setdefault(str(address).casefold(), []).append(sent_at)
        return found
