"""The data folder opened, and its owner's seat: what every command that asks the database begins with."""

from pathlib import Path
from typing import TYPE_CHECKING

from foothold.cli.output import say
from foothold.cli.serve import name_of_person, open_data_folder, prepare_data_folder, time_zone

if TYPE_CHECKING:
    from foothold.records.models import Membership


def opened(data: Path | None) -> bool:
    """Open the data folder in the state it is in; False, and one line said, where it cannot be used."""
    try:
        open_data_folder(data)
    except OSError as error:
        say(f"foothold: The data folder cannot be used: {error.strerror or error}. Name another: --data DIR")
        return False
    return True


def open_seat(data: Path | None) -> "Membership | None":
    """The owner's seat, made where the folder is new; None, and one line said, where the folder cannot be used."""
    # Asked first: Django sets the process' TZ to UTC, and the owner's days would be those of Greenwich.
    zone = time_zone()
    if not prepare_data_folder(data):
        return None
    from foothold.actions.open_workspace import open_personal_workspace

    return open_personal_workspace(name=name_of_person(), tz=zone)
