"""Delete everything a workspace knows. The empty workspace and its owner's seat stay, to start again."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from foothold.actions.settle_review_days import forget_review_days
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    Account,
    Call,
    ChosenHabit,
    Connection,
    Contact,
    Counterpart,
    Departure,
    FigureConsent,
    Identity,
    Look,
    Meeting,
    Membership,
    NoteChoice,
    Opportunity,
    SeatInvitation,
    SecondReader,
    Source,
    SourceConsent,
    SpeakerSide,
    Team,
    TeamScreens,
    User,
    Workspace,
)
from foothold.records.models.people import DemoState, Role
from foothold.records.scoping import InWorkspace

EVERYTHING: tuple[type[InWorkspace], ...] = (
    Meeting,
    Call,
    Source,
    Opportunity,
    Counterpart,
    Contact,
    Account,
    SpeakerSide,
    SourceConsent,
    Identity,
    SecondReader,
    Departure,
    Connection,
    NoteChoice,
    Look,
    FigureConsent,
    SeatInvitation,
    TeamScreens,
    Team,
    ChosenHabit,
)
"""What everything else hangs on: entries, letters, answers and runs on their source, findings on their meeting."""


def delete_everything(workspace: Workspace) -> None:
    """Remove every meeting, source, person, name and answer, and the seats of everybody but the owner."""
    with transaction.atomic():
        for model in EVERYTHING:
            model.objects.in_workspace(workspace).delete()
        forget_review_days(workspace)
        others = Membership.objects.in_workspace(workspace).exclude(role=Role.OWNER)
        people = list(others.values_list("user_id", flat=True))
        others.delete()
        delete_people_without_seat(people)
        if workspace.demo == DemoState.PRESENT:
            workspace.demo = DemoState.REMOVED
            workspace.save(update_fields=["demo"])
    forget_freed_pages()


def delete_people_without_seat(people: Iterable[UUID]) -> None:
    """Remove those of these people who sit in no workspace any more. In the caller's transaction."""
    seated = Membership.objects.across_workspaces(because="a person may sit in several workspaces")
    User.objects.filter(pk__in=people).exclude(pk__in=seated.values("user_id")).delete()
