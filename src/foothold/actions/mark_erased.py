"""Remember that somebody was erased, as marks that say nothing by themselves, so that no CRM export brings him back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.actions.erasing_words import Blot, ErasedPerson
from foothold.core.relations import mailbox
from foothold.records.models import Contact, ErasedMark


def mark_erased(workspace_id: Any, him: ErasedAttendee, contact: Contact | None) -> None:
    """Keep marks of his mailboxes, and of his names at his account. In the caller's transaction.

    Where somebody else goes by his name, the mailboxes alone are his.
    """
    signs = [_box(box) for box in him.stand_ins]
    if contact is not None and not him.by_address_only:
        of_name = _anyone if not contact.address else _named
        signs += [of_name(contact.account_id, name) for name in him.person.names]
    digests = {_digest(workspace_id, sign) for sign in signs}
    marks = ErasedMark.objects.in_workspace(workspace_id)
    there = set(marks.filter(digest__in=digests).values_list("digest", flat=True))
    for digest in digests - there:
        marks.create(digest=digest)


@dataclass(frozen=True, slots=True)
class ErasedPeople:
    """Whom an export must not bring back; loaded once for many rows."""

    workspace_id: Any
    digests: frozenset[str]

    @classmethod
    def of(cls, workspace_id: Any) -> "ErasedPeople":
        """Read the workspace's marks."""
        marks = ErasedMark.objects.in_workspace(workspace_id)
        return cls(workspace_id, frozenset(marks.values_list("digest", flat=True)))

    def has(self, address: str, name: str, account_id: UUID | None) -> bool:
        """Whether this is an erased person: by his mailbox; by name and account where a mailbox does not tell."""
        if not self.digests:
            return False
        signs = [_anyone(account_id, name)] if name else []
        signs += [_box(mailbox(address))] if address else [_named(account_id, name)]
        return any(_digest(self.workspace_id, sign) in self.digests for sign in signs)

    def without(self, text: str, address: str, name: str, account_id: UUID | None) -> str:
        """A row's words without its person, where he is an erased one."""
        if not text or not self.has(address, name, account_id):
            return text
        return Blot(ErasedPerson.of(name, address), attended=True).removed(text)


def _box(box: str) -> str:
    return f"box:{box}"


def _named(account_id: UUID | None, name: str) -> str:
    return f"name:{account_id}:{_words(name)}"


def _anyone(account_id: UUID | None, name: str) -> str:
    """Of whom no mailbox was known: whoever has the name there."""
    return f"anyone:{account_id}:{_words(name)}"


def _words(name: str) -> str:
    return " ".join(sorted(name.replace(",", " ").casefold().split()))


def _digest(workspace_id: Any, sign: str) -> str:
    return salted_hmac("foothold.erased person", f"{workspace_id}\n{sign}", algorithm="sha256").hexdigest()
