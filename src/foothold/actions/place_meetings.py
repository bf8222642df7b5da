"""Whose meeting it is: the accounts of the customers in it, made where they are new (DESIGN 6)."""

from collections.abc import Iterable

from foothold.actions.what_is_known import Known, title_key
from foothold.core.account_names import AccountNames, account_name
from foothold.core.evidence import Side
from foothold.core.relations import Relation
from foothold.records.many_rows import insert, overwrite
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Account, Attendee, Counterpart, Meeting


def customers_among(people: Iterable[Attendee]) -> list[str]:
    """The customer counterparts of a meeting, the one with most people first, the organizer's before others."""
    count: dict[str, int] = {}
    for person in people:
        if person.side == Side.CUSTOMER and person.counterpart:
            count[person.counterpart] = count.get(person.counterpart, 0) + 2 + person.organizer
    return sorted(count, key=lambda value: (-count[value], value))


def make_accounts(rows: MeetingRows, known: Known) -> bool:
    """An account for every customer counterpart that has none yet; whether one was new."""
    wanted = {
        value
        for key, meeting in rows.meetings.items()
        if meeting.relation == Relation.CUSTOMER and meeting.entry_id
        for value in customers_among(rows.people[key])
        if value not in known.accounts or value in known.of_crm
    }
    if not wanted:
        return False
    by_name = dict(Account.objects.in_workspace(known.workspace_id).values_list("name", "pk"))
    new: list[Account] = []
    for value in sorted(wanted - known.accounts.keys()):
        name = account_name(value)
        if name not in by_name:
            new.append(Account(workspace_id=known.workspace_id, name=name, demo=known.demo))
            by_name[name] = new[-1].pk
        known.accounts[value] = by_name[name]
    insert(known.workspace_id, new)
    stored = list(Counterpart.objects.in_workspace(known.workspace_id).filter(value__in=wanted))
    for counterpart in stored:
        counterpart.account_id = known.accounts[counterpart.value]
    overwrite(known.workspace_id, stored)
    return bool(new)


def name_by_title(rows: MeetingRows, known: Known) -> None:
    """An account that became known with this reading is found in the titles of the same reading too."""
    accounts = Account.objects.in_workspace(known.workspace_id).filter(demo=known.demo)
    known.names = AccountNames(dict(accounts.values_list("name", "pk")))
    for meeting in rows.meetings.values():
        nobody = not any(person.address for person in rows.people[meeting.pk])
        if meeting.entry_id and nobody and not meeting.relation and not meeting.account_told:
            meeting.relation = known.relation_of_title(meeting.title, meeting.place)


def place(meeting: Meeting, people: list[Attendee], known: Known) -> None:
    """Say which account a meeting is with; one somebody named stays."""
    if meeting.account_told:
        return
    meeting.joint = False
    if meeting.relation != Relation.CUSTOMER:
        meeting.account_id = None
        return
    values = customers_among(people)
    meeting.joint = len({known.accounts.get(value) for value in values}) > 1
    if values:
        meeting.account_id = known.accounts.get(values[0])
        return
    by_title = known.accounts.get(title_key(meeting.title))
    meeting.account_id = by_title or known.names.found(meeting.title, meeting.place)
