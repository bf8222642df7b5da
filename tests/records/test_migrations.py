"""Databases of the previous release come up with everything in them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("records", "0001_initial")]
HELD = datetime(2026, 9, 1, 9, tzinfo=UTC)


def migrated_to(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def latest() -> list[tuple[str, str]]:
    return [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "records"]


@pytest.mark.django_db(transaction=True)
def test_a_database_of_the_first_release_comes_up_with_its_meetings() -> None:
    newest = latest()
    apps = migrated_to(BEFORE)
    try:
        model = {name: apps.get_model("records", name) for name in ("Workspace", "User", "Membership", "Account")}
        workspace = model["Workspace"].objects.create(name="Harbour", tz="Europe/Vienna")
        anna = model["User"].objects.create(address="anna@harbour.example", name="Anna Weber", password="!")
        model["Membership"].objects.create(workspace=workspace, user=anna, role="owner")
        account = model["Account"].objects.create(workspace=workspace, name="Northwind")
        contact = apps.get_model("records", "Contact").objects.create(
            workspace=workspace, account=account, name="Petra Lang", address="petra@northwind.example"
        )
        meeting = apps.get_model("records", "Meeting").objects.create(
            workspace=workspace, seller=anna, account=account, title="Northwind", held_at=HELD, tz="UTC", state="vague"
        )
        apps.get_model("records", "Attendance").objects.create(workspace=workspace, meeting=meeting, contact=contact)
        apps.get_model("records", "Judgement").objects.create(
            workspace=workspace,
            meeting=meeting,
            version=1,
            document={"verdict": "continuation"},
            software="0.1.0",
            made_at=HELD,
        )
        apps.get_model("records", "Identity").objects.create(
            workspace=workspace, kind="domain", value="harbour.example"
        )
    finally:
        migrated_to(newest)

    from foothold.records.models import Attendance, Identity, Judgement, Meeting

    found = Meeting.objects.in_workspace(workspace.pk).get()
    assert (found.title, found.held_at, found.state, found.account.name) == ("Northwind", HELD, "vague", "Northwind")
    assert (found.relation, found.entry_id, found.answer, found.next_set) == ("customer", None, "", "")
    assert Judgement.objects.in_workspace(workspace.pk).get().document == {"verdict": "continuation"}
    assert Attendance.objects.in_workspace(workspace.pk).get().contact.name == "Petra Lang"
    assert Identity.objects.in_workspace(workspace.pk).get().guessed is False


@pytest.mark.django_db(transaction=True)
def test_a_database_without_a_second_reader_comes_up_with_it_off() -> None:
    newest = latest()
    apps = migrated_to([("records", "0002_calendar_and_mailbox")])
    try:
        workspace = apps.get_model("records", "Workspace").objects.create(name="Harbour", tz="Europe/Vienna")
    finally:
        migrated_to(newest)

    from foothold.records.models import SecondReading, Workspace
    from foothold.records.second_reader import asks_a_model, second_reader_of

    assert Workspace.objects.get(pk=workspace.pk).name == "Harbour"
    assert second_reader_of(workspace.pk) is None
    assert asks_a_model(workspace.pk) is None
    assert not SecondReading.objects.in_workspace(workspace.pk).exists()


def booked_before(**fields: Any) -> Any:
    """The workspace of a booking made by the release before its steps were kept, brought up to now."""
    newest = latest()
    apps = migrated_to([("records", "0004_meetings_on_both_sides")])
    try:
        workspace = apps.get_model("records", "Workspace").objects.create(name="Harbour", tz="Europe/Vienna")
        anna = apps.get_model("records", "User").objects.create(address="anna@harbour.example", name="Anna")
        meeting = apps.get_model("records", "Meeting").objects.create(
            workspace=workspace, seller=anna, title="Price", held_at=HELD, tz="UTC", status="stands", answer="no_answer"
        )
        moments = {"starts_at": HELD, "ends_at": HELD, "created_at": HELD, "changed_at": HELD}
        apps.get_model("records", "Invitation").objects.create(
            workspace=workspace, seller=anna, meeting=meeting, uid="u", code="c", made_under="k", way="file",
            organizer="anna@harbour.example", topic="Price", tz="UTC", **moments | fields,
        )  # fmt: skip
    finally:
        migrated_to(newest)
    return workspace


@pytest.mark.parametrize(
    ("fields", "is_untold"),
    [
        ({}, True),
        ({"left_at": HELD}, False),
        ({"agreed": "E3"}, False),
        ({"sequence": 1, "slot_sequence": 1}, True),
        ({"sequence": 1, "slot_sequence": 0}, False),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_of_bookings_that_never_left_it_says_so(fields: dict[str, Any], is_untold: bool) -> None:
    workspace = booked_before(**fields)

    from foothold.records.models import Meeting

    found = Meeting.objects.in_workspace(workspace.pk).get()
    assert found.untold is is_untold
    assert found.tally.startswith("g" if is_untold else "h")


@pytest.mark.parametrize(("slot_sequence", "kind"), [(2, "moved"), (1, "changed"), (0, "changed")])
@pytest.mark.django_db(transaction=True)
def test_the_last_step_was_a_move_only_where_the_time_was_set_by_it(slot_sequence: int, kind: str) -> None:
    workspace = booked_before(sequence=2, slot_sequence=slot_sequence)

    from foothold.records.models import InvitationStep

    assert InvitationStep.objects.in_workspace(workspace.pk).get().kind == kind


@pytest.mark.django_db(transaction=True)
def test_what_we_wrote_of_answers_was_written_under_the_time_it_is_to() -> None:
    workspace = booked_before(sequence=2, slot_sequence=1, answers_written={"petra@northwind.example": ["ACCEPTED"]})

    from foothold.records.models import Invitation

    written = Invitation.objects.in_workspace(workspace.pk).get().answers_written
    assert written == {"petra@northwind.example": [[1, "ACCEPTED"]]}


@pytest.mark.django_db
def test_the_models_and_the_migrations_say_the_same() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
