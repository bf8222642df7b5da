"""A person says who is who; it is remembered, and every meeting concerned is settled again (DESIGN 6)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foothold.actions.change_settings import kind_of
from foothold.actions.claim_connection import read_mail_again
from foothold.actions.cover_mailboxes import cover_mailboxes
from foothold.actions.settle import settle_again
from foothold.actions.what_is_known import title_key
from foothold.core.relations import Relation
from foothold.records.models import Account, Attendee, Counterpart, Identity, Meeting, Membership, Opportunity


def tell_relation(seat: Membership, value: str, relation: Relation | None, *, account: str = "") -> None:
    """Say what a counterpart (domain or personal address) is; None takes the word back to not decided.

    `account` names the customer where it is another one than the domain's own name. "ours" is not told
    here but with `add_ours`. ValueError for a counterpart that was never met.
    """
    if relation is Relation.OURS:
        raise ValueError(_("Say who is ours under “You”."))
    with transaction.atomic():
        rows = Counterpart.objects.in_workspace(seat.workspace_id)
        row = rows.filter(value=value).first()
        if row is None:
            raise ValueError(_("Nobody of that address was met."))
        row.relation, row.told = relation.value if relation else "", relation is not None
        if account.strip():
            row.account = _account(seat, account)
        row.save(update_fields=["relation", "told", "account"])
        settle_again(seat, _meetings_with(seat, value))
        if relation is Relation.CUSTOMER:
            read_mail_again(seat, now=timezone.now())


def tell_title(seat: Membership, title: str, *, account: str = "", relation: Relation | None = None) -> None:
    """Say what a title stands for where a calendar names no people: a customer by name, or another relation."""
    with transaction.atomic():
        key = title_key(title)
        told = Relation.CUSTOMER if account.strip() else relation
        values = {
            "relation": told.value if told else "",
            "told": told is not None,
            "account": _account(seat, account) if account.strip() else None,
        }
        Counterpart.objects.in_workspace(seat.workspace_id).update_or_create(
            workspace_id=seat.workspace_id, value=key, defaults=values
        )
        settle_again(seat, meetings_titled(seat, key))


def add_ours(seat: Membership, value: str) -> Identity:
    """Say that an address or domain is ours. ValueError where it is none."""
    value = value.strip().lower().removeprefix("mailto:").lstrip("@")
    if "." not in value or " " in value:
        raise ValueError(_("That is no address and no domain."))
    with transaction.atomic():
        rows = Identity.objects.in_workspace(seat.workspace_id)
        identity, _made = rows.update_or_create(
            workspace_id=seat.workspace_id, kind=kind_of(value), value=value[:254], defaults={"guessed": False}
        )
        cover_mailboxes(seat)
        settle_again(seat)
    return identity


def confirm_ours(seat: Membership) -> None:
    """What was guessed about us is right."""
    Identity.objects.in_workspace(seat.workspace_id).filter(guessed=True).update(guessed=False)


def remove_ours(seat: Membership, identity: Identity) -> None:
    """An address or domain is not ours after all."""
    with transaction.atomic():
        identity.delete()
        cover_mailboxes(seat)
        settle_again(seat)


def tell_opportunity(seat: Membership, meeting: Meeting, *, same: bool) -> None:
    """Answer a doubtful deal once: it is the same as before, or a new one from this meeting on."""
    with transaction.atomic():
        if not same and meeting.account is not None:
            meeting.opportunity = Opportunity.objects.in_workspace(seat.workspace_id).create(
                account=meeting.account,
                name=f"{meeting.account.name}, {meeting.held_at:%b %Y}"[:200],
                opened_at=meeting.held_at,
            )
        meeting.opportunity_told, meeting.opportunity_doubtful = True, False
        meeting.save(update_fields=["opportunity", "opportunity_told", "opportunity_doubtful"])
        settle_again(seat, [meeting.pk])


def meetings_titled(seat: Membership, key: str) -> list[UUID]:
    """The meetings without people whose title is remembered by `key`."""
    rows = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__isnull=False)
    unnamed = rows.exclude(attendees__address__gt="").values_list("pk", "title")
    return [pk for pk, title in unnamed if title_key(title) == key]


def _meetings_with(seat: Membership, value: str) -> Iterable[UUID]:
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(counterpart=value)
    return list(people.values_list("meeting_id", flat=True).distinct())


def _account(seat: Membership, name: str) -> Any:
    return Account.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id, name=name.strip()[:200]
    )[0]
