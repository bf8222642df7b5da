"""The workspace's second reader, and what it said about a meeting."""

from typing import Any

from foothold.records.models import Judgement, Meeting, SecondReader, SecondReading


def second_reader_of(workspace_id: Any) -> SecondReader | None:
    """Which model the workspace has set up, switched on or not."""
    return SecondReader.objects.in_workspace(workspace_id).first()


def asks_a_model(workspace_id: Any) -> SecondReader | None:
    """The model that is asked about every conversation kept from now on; None while it is off."""
    return SecondReader.objects.in_workspace(workspace_id).filter(on=True).first()


def models_asked() -> list[str]:
    """The hosts to which words of conversations go from this machine, of every workspace."""
    everywhere = SecondReader.objects.across_workspaces(because="whether anything leaves the machine is the machine's")
    return sorted(set(everywhere.filter(on=True).values_list("shown", flat=True)))


def second_reading_of(meeting: Meeting, judgement: Judgement | None) -> SecondReading | None:
    """What a model pointed at beside this judgement; never what it said beside an older one."""
    return (
        SecondReading.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, judgement=judgement).first()
        if judgement
        else None
    )
