"""The meeting as a calendar file for the customer (RFC 5545)."""

from foothold.actions.invite import as_written
from foothold.connectors.calendar.writing import content_type, write
from foothold.core.invitation import Method
from foothold.records.models import Invitation

CONTENT_TYPE = content_type(Method.PUBLISH)


def calendar_file(invitation: Invitation) -> bytes:
    """The bytes of a PUBLISH of this invitation: the UID of the invitation by mail, and nobody asked to answer."""
    return write(as_written(invitation), Method.PUBLISH)
