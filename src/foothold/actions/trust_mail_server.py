"""Say whose check of a sender is believed: the authserv-id of our own mail server (RFC 8601; DESIGN 6)."""

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foothold.actions.claim_connection import read_mail_again
from foothold.connectors.mail.authentication import UNNAMED
from foothold.records.models import Membership

_SERVER = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?")


def trust_mail_server(seat: Membership, authserv_id: str, *, now: datetime | None = None) -> str:
    """Believe the topmost Authentication-Results of this server from now on; of none where it is empty.

    Answers read before keep the level they were read with, until their mails are read again: connected mailboxes
    are, as soon as they are looked at. UNNAMED believes fields that begin without a name. Returns it as kept, in lower
    case. ValueError for what names no server.
    """
    name = authserv_id.strip().rstrip(".").lower()
    if name not in ("", UNNAMED) and not _SERVER.fullmatch(name):
        raise ValueError(_("That names no server. Write it like mx.harbour.example."))
    with transaction.atomic():
        seat.workspace.authserv_id = name
        seat.workspace.save(update_fields=["authserv_id"])
        read_mail_again(seat, now=now or timezone.now())
    return name
