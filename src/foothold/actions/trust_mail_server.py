"""Say whose check of a sender is believed: the authserv-id of our own mail server (RFC 8601; DESIGN 6)."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.records.models import Membership

_SERVER = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?")


def trust_mail_server(seat: Membership, authserv_id: str) -> str:
    """Believe the topmost Authentication-Results of this server from now on; of none where it is empty.

    Answers read before keep the level they were read with, until their mails are read again. Returns it as
    kept, in lower case. ValueError for what names no server.
    """
    name = authserv_id.strip().rstrip(".").lower()
    if name and not _SERVER.fullmatch(name):
        raise ValueError(_("That names no server. Write it like mx.harbour.example."))
    with transaction.atomic():
        seat.workspace.authserv_id = name
        seat.workspace.save(update_fields=["authserv_id"])
    return name
