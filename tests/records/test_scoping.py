"""Rows of a workspace are never asked for, changed or pointed to from outside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from foothold.records.models import Account, Contact, Identity, Meeting, Membership
from foothold.records.scoping import InWorkspace, OutsideWorkspace, Unscoped

ROWS = [model for model in apps.get_app_config("records").get_models() if issubclass(model, InWorkspace)]
QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "list": list,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "get": lambda rows: rows.get(pk="5d8f7bd2-3b0e-4a4c-8a57-0d8f2f0c8a11"),
    "first": lambda rows: rows.order_by("pk").first(),
    "iterate": lambda rows: list(rows.iterator()),
    "aggregate": lambda rows: rows.aggregate(n=models.Count("pk")),
    "delete": lambda rows: rows.delete(),
    "update": lambda rows: rows.update(id="5d8f7bd2-3b0e-4a4c-8a57-0d8f2f0c8a11"),
    "values": lambda rows: list(rows.values("pk")),
    "in_bulk": lambda rows: rows.in_bulk(["5d8f7bd2-3b0e-4a4c-8a57-0d8f2f0c8a11"]),
    "filter": lambda rows: list(rows.filter(pk="5d8f7bd2-3b0e-4a4c-8a57-0d8f2f0c8a11")),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_a_query_without_a_workspace_is_refused(model: type[InWorkspace], question: str, db: None) -> None:
    with pytest.raises(Unscoped):
        QUESTIONS[question](model.objects.all())


def test_a_query_in_a_workspace_sees_only_its_rows(seat: Any, stranger: Any) -> None:
    Account.objects.in_workspace(seat.workspace).create(name="Northwind")
    Account.objects.in_workspace(stranger.workspace).create(name="Contoso")
    assert [account.name for account in Account.objects.in_workspace(seat.workspace)] == ["Northwind"]
    assert Account.objects.in_workspace(stranger.workspace).filter(name="Northwind").count() == 0


def test_a_related_query_needs_the_workspace_too(seat: Any) -> None:
    account = Account.objects.in_workspace(seat.workspace).create(name="Northwind")
    with pytest.raises(Unscoped):
        list(account.contacts.all())
    assert list(account.contacts.in_workspace(seat.workspace)) == []


def test_two_scopes_do_not_mix(seat: Any, stranger: Any) -> None:
    ours, theirs = Account.objects.in_workspace(seat.workspace), Account.objects.in_workspace(stranger.workspace)
    for mix in (lambda: ours | theirs, lambda: ours | Account.objects.all(), lambda: ours.union(theirs)):
        with pytest.raises(Unscoped):
            mix()


def test_looking_across_workspaces_needs_a_reason(db: None) -> None:
    with pytest.raises(Unscoped):
        Account.objects.across_workspaces(because="")


def test_a_row_cannot_point_into_another_workspace(seat: Any, stranger: Any) -> None:
    foreign = Account.objects.in_workspace(stranger.workspace).create(name="Contoso")
    with pytest.raises(OutsideWorkspace):
        Contact.objects.in_workspace(seat.workspace).create(name="Petra", account=foreign)
    contact = Contact.objects.in_workspace(seat.workspace).create(name="Petra")
    contact.account = foreign
    with pytest.raises(OutsideWorkspace):
        contact.save()
    with pytest.raises(OutsideWorkspace):
        Contact.objects.in_workspace(seat.workspace).update(account=foreign)
    with pytest.raises(OutsideWorkspace):
        Contact.objects.bulk_create([Contact(workspace=seat.workspace, name="Jan", account=foreign)])


def test_a_row_cannot_be_moved_to_another_workspace(seat: Any, stranger: Any) -> None:
    Identity.objects.in_workspace(seat.workspace).create(kind="name", value="Anna")
    with pytest.raises(OutsideWorkspace):
        Identity.objects.in_workspace(seat.workspace).update(workspace=stranger.workspace)


def test_a_meeting_is_held_by_a_member_of_its_workspace(seat: Any, stranger: Any) -> None:
    held_at = datetime(2026, 9, 22, 10, tzinfo=UTC)
    with pytest.raises(OutsideWorkspace):
        Meeting.objects.in_workspace(seat.workspace).create(
            seller=stranger.user, title="Northwind", held_at=held_at, tz="UTC"
        )


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_unique_keys_begin_with_the_workspace(model: type[InWorkspace]) -> None:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.fields[0] == "workspace", constraint.name
    loose = [field.name for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    assert loose == []


def test_the_same_name_may_live_in_two_workspaces(seat: Any, stranger: Any) -> None:
    for workspace in (seat.workspace, stranger.workspace):
        Account.objects.in_workspace(workspace).create(name="Northwind")
    assert Membership.objects.across_workspaces(because="a test counts the seats").count() == 2


def test_an_update_by_id_cannot_point_into_another_workspace(seat: Any, stranger: Any) -> None:
    ours = Account.objects.in_workspace(seat.workspace).create(name="Northwind")
    theirs = Account.objects.in_workspace(stranger.workspace).create(name="Contoso")
    contact = Contact.objects.in_workspace(seat.workspace).create(name="Petra Lang", account=ours)
    with pytest.raises(OutsideWorkspace):
        Contact.objects.in_workspace(seat.workspace).update(account_id=theirs.pk)
    contact.account_id = theirs.pk
    with pytest.raises(OutsideWorkspace):
        Contact.objects.in_workspace(seat.workspace).bulk_update([contact], ["account"])
    with pytest.raises(Unscoped):
        Contact.objects.in_workspace(seat.workspace).raw("select * from records_contact")
    assert Contact.objects.in_workspace(seat.workspace).get().account_id == ours.pk
