"""Whether anything is connected by which something leaves this machine."""

from foothold.records.models import Connection


def something_is_connected() -> bool:
    """Whether anybody of this data folder has connected a mailbox or a calendar server."""
    return Connection.objects.across_workspaces(because="the start says what leaves the machine").exists()
