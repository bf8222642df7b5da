"""The seat the command line works from: the owner of this data folder. Load Django first."""

from foothold.actions.open_workspace import open_personal_workspace
from foothold.records.models import Membership


def owners_seat() -> Membership:
    """The owner's seat, made where the folder is new."""
    from foothold.cli.serve import name_of_person, time_zone

    return open_personal_workspace(name=name_of_person(), tz=time_zone())
