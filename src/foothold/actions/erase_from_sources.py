"""Go through everything calendars, mails and call logs brought, and take one person out of it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q

from foothold.actions.erase_from_crm import erase_from_crm
from foothold.actions.erase_from_invitations import erase_from_invitations
from foothold.actions.erase_from_outbox import erase_from_outbox
from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.actions.erasing_words import REMOVED, ErasedPerson
from foothold.actions.import_calls import erased_key
from foothold.actions.match_calls import number_key
from foothold.core.relations import counterpart
from foothold.records.many_rows import overwrite
from foothold.records.meeting_rows import AT_ONCE
from foothold.records.models import (
    Account,
    Attendee,
    CalendarEntry,
    Call,
    Contact,
    Counterpart,
    Import,
    ImportChange,
    InvitationReply,
    Letter,
    Meeting,
    Opportunity,
    Source,
)
from foothold.records.scoping import InWorkspace, ScopedQuerySet


def attendee_of(workspace_id: Any, person: ErasedPerson) -> ErasedAttendee:
    """The person as calendars know him: every address that goes by his full name, every name beside his addresses."""
    seen = Attendee.objects.in_workspace(workspace_id)
    addresses = {person.address} - {""}
    if not person.only_attended:
        rows = seen.filter(_called(person)).values_list("address", "name").distinct()
        addresses |= {address for address, name in rows if address and person.speaks_as(name)}
    boxes = ErasedAttendee.of(person, addresses, ())
    hosts = Q(pk__in=[])
    for box in boxes.stand_ins:
        hosts |= Q(address__iendswith=f"@{box.partition('@')[2]}")
    beside = seen.filter(hosts).exclude(name="").values_list("address", "name").distinct()
    return ErasedAttendee.of(person, addresses, {name for address, name in beside if boxes.stand_in(address)})


def erase_from_sources(workspace_id: Any, him: ErasedAttendee) -> tuple[bool, set[UUID]]:
    """Whether he was anywhere, and the sources that named him. In the caller's transaction."""
    named_by: set[UUID] = set()
    attended = _erase_attendees(workspace_id, him)
    changed = [
        bool(attended),
        _erase_meetings(workspace_id, him, attended),
        _erase_entries(workspace_id, him, named_by),
        _erase_changes(workspace_id, him),
        _erase_replies(workspace_id, him, named_by),
        _erase_letters(workspace_id, him, named_by),
        _erase_calls(workspace_id, him, named_by),
        _erase_counterparts(workspace_id, him),
        _erase_contacts(workspace_id, him),
        _erase_names(workspace_id, him),
        _erase_runs(workspace_id, him),
        erase_from_invitations(workspace_id, him),
        erase_from_outbox(workspace_id, him),
        erase_from_crm(workspace_id, him),
    ]
    return any(changed), named_by


def _called(person: ErasedPerson) -> Q:
    """A rough choice of rows by the longest word of a name; who is meant is told in Python."""
    words = [max(name.split(), key=len) for name in person.names if len(name.split()) > 1]
    found = Q(pk__in=[])
    for word in words:
        found |= Q(name__icontains=word.strip(",."))
    return found


def _erase_attendees(workspace_id: Any, him: ErasedAttendee) -> dict[UUID, list[str]]:
    """The meetings he was invited to, with the names of the others."""
    rows = Attendee.objects.in_workspace(workspace_id)
    found: dict[UUID, list[Attendee]] = {}
    for row in rows.iterator(chunk_size=AT_ONCE):
        if him.is_him(row.address, row.name):
            found.setdefault(row.meeting_id, []).append(row)
    for theirs in found.values():
        for place, row in enumerate(theirs):
            row.address = him.stand_in(row.address) or ""
            # Two rows of him in one meeting stay two; nothing else tells them apart.
            row.name = REMOVED if not place else f"{REMOVED} {place + 1}"
            row.counterpart, row.contact = counterpart(row.address)[:254], None
    overwrite(workspace_id, [row for theirs in found.values() for row in theirs])
    others: dict[UUID, list[str]] = {pk: [] for pk in found}
    keys = list(found)
    for at in range(0, len(keys), AT_ONCE):
        beside = rows.filter(meeting__in=keys[at : at + AT_ONCE]).exclude(name="")
        for meeting_id, name in beside.values_list("meeting_id", "name"):
            others[meeting_id].append(name)
    return others


def _erase_meetings(workspace_id: Any, him: ErasedAttendee, attended: dict[UUID, list[str]]) -> bool:
    rows = Meeting.objects.in_workspace(workspace_id).values_list("pk", "title", "place", "account__name")
    changed = False
    for pk, title, place, account in list(rows.iterator()):
        others = (*attended.get(pk, ()), *([account] if account else []))
        cleaned = {
            "title": him.removed(title, attended=pk in attended, others=others)[:200],
            "place": him.removed(place, attended=pk in attended, others=others)[:200],
        }
        if cleaned != {"title": title, "place": place}:
            Meeting.objects.in_workspace(workspace_id).filter(pk=pk).update(**cleaned)
            changed = True
    return changed


def _erase_entries(workspace_id: Any, him: ErasedAttendee, named_by: set[UUID]) -> bool:
    changed = False
    for rows in _batches(CalendarEntry.objects.in_workspace(workspace_id)):
        differing = []
        for row in rows:
            entries, raw = him.entries_without(row.entries), him.raw_without(row.raw)
            if (entries, raw) != (row.entries, row.raw):
                row.entries, row.raw = entries, raw
                named_by.add(row.source_id)
                differing.append(row)
        overwrite(workspace_id, differing)
        changed |= bool(differing)
    return changed


def _erase_changes(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for rows in _batches(ImportChange.objects.in_workspace(workspace_id).filter(before__isnull=False)):
        differing = []
        for row in rows:
            before = him.before_without(row.before)
            if before != row.before:
                row.before = before
                differing.append(row)
        overwrite(workspace_id, differing)
        changed |= bool(differing)
    return changed


def _erase_replies(workspace_id: Any, him: ErasedAttendee, named_by: set[UUID]) -> bool:
    differing = []
    for row in InvitationReply.objects.in_workspace(workspace_id).iterator(chunk_size=AT_ONCE):
        gave, sent = him.stand_in(row.address), him.stand_in(row.sent_from)
        if gave or sent:
            row.address, row.sent_from = gave or row.address, sent or row.sent_from
            named_by.add(row.source_id)
            differing.append(row)
    overwrite(workspace_id, differing)
    return bool(differing)


def _erase_letters(workspace_id: Any, him: ErasedAttendee, named_by: set[UUID]) -> bool:
    differing = []
    for row in Letter.objects.in_workspace(workspace_id).iterator(chunk_size=AT_ONCE):
        sender = him.stand_in(row.from_address) or row.from_address
        to = [him.stand_in(address) or address for address in row.to_addresses]
        # Some programs write the sender's address into the Message-ID.
        message_id = row.message_id
        if him.removed(message_id) != message_id:
            message_id = f"sha256:{sha256(message_id.encode()).hexdigest()}"
        if (sender, to, message_id) != (row.from_address, row.to_addresses, row.message_id):
            row.from_address, row.to_addresses, row.message_id = sender, to, message_id
            named_by.add(row.source_id)
            differing.append(row)
    overwrite(workspace_id, differing)
    return bool(differing)


def _erase_calls(workspace_id: Any, him: ErasedAttendee, named_by: set[UUID]) -> bool:
    """His name, and the number he called from or was called at; a number is his where a call names him with it."""
    rows = list(Call.objects.in_workspace(workspace_id))
    his = [row for row in rows if row.name and him.is_him("", row.name)]
    numbers = {number_key(row.number) for row in his} - {""}
    chosen = {row.pk for row in his}
    his += [row for row in rows if row.pk not in chosen and row.number and number_key(row.number) in numbers]
    for row in his:
        row.name, row.number = "", ""
        if row.source_id:
            row.key = erased_key(row.key)
            named_by.add(row.source_id)
    overwrite(workspace_id, his)
    return bool(his)


def _erase_counterparts(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for row in Counterpart.objects.in_workspace(workspace_id):
        value = him.stand_in(row.value) if "@" in row.value else _title_without(row.value, him)
        if value and value != row.value:
            rest = Counterpart.objects.in_workspace(workspace_id).filter(value=value[:254])
            if rest.exists():
                row.delete()
            else:
                row.value = value[:254]
                row.save(update_fields=["value"])
            changed = True
    return changed


def _title_without(value: str, him: ErasedAttendee) -> str:
    """A title is remembered by its words in small letters."""
    for name in him.person.names:
        words = name.casefold().split()
        if len(words) > 1 and not him.by_address_only:
            value = f"{value} ".replace(f"{' '.join(words)} ", "removed ").rstrip()
    return value


def _erase_contacts(workspace_id: Any, him: ErasedAttendee) -> bool:
    """The same person under another spelling of the same mailbox."""
    people = Contact.objects.in_workspace(workspace_id).exclude(address="")
    his = [pk for pk, address in people.values_list("pk", "address") if him.stand_in(address)]
    return people.filter(pk__in=his).delete()[0] > 0


def _erase_names(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Accounts and deals called after a private person, calendars called after their owner."""
    changed = False
    models: tuple[type[InWorkspace], ...] = (Account, Opportunity, Source)
    for model in models:
        rows: ScopedQuerySet[Any] = model.objects.in_workspace(workspace_id)
        taken = set(rows.values_list("name", flat=True))
        for row in rows:
            name = REMOVED if him.is_him("", row.name) else him.removed(row.name)
            if name == row.name:
                continue
            numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
            row.name = next((each for each in (name, *numbered) if each not in taken), name)
            taken.add(row.name)
            row.save(update_fields=["name"])
            changed = True
    return changed


def _erase_runs(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Names of files, and titles of what was skipped."""
    changed = False
    for run in Import.objects.in_workspace(workspace_id):
        files = [him.removed(name) for name in run.files]
        skipped = [
            {key: him.removed(value) if isinstance(value, str) else value for key, value in each.items()}
            for each in run.skipped
        ]
        if (files, skipped) != (run.files, run.skipped):
            run.files, run.skipped = files, skipped
            run.save(update_fields=["files", "skipped"])
            changed = True
    return changed


def _batches(rows: ScopedQuerySet[Any]) -> Iterator[list[Any]]:
    """Rows in batches, by key: what is stored meanwhile does not move what comes next."""
    keys: Iterable[UUID] = list(rows.order_by("pk").values_list("pk", flat=True))
    listed = list(keys)
    for at in range(0, len(listed), AT_ONCE):
        yield list(rows.filter(pk__in=listed[at : at + AT_ONCE]))
