"""Who wrote to whom is not needed for ever: letters go after two years (docs/privacy)."""

from datetime import datetime, timedelta

from django.db import transaction

from foothold.records.models import Letter, Source
from foothold.records.models.sources import SourceType

KEPT = timedelta(days=730)
"""How long it is kept that a mail was sent. The longest review looks back 360 days."""


def expire_letters(*, now: datetime) -> int:
    """Remove the letters of every workspace that are older; how many.

    Their mailboxes speak of the time after only: for a meeting before, nothing is known of a recap any more.
    """
    until = now - KEPT
    old = Letter.objects.across_workspaces(because="letters expire in every workspace").filter(sent_at__lt=until)
    if not old.exists():
        return 0
    with transaction.atomic():
        gone, _ = old.delete()
        if gone:
            mailboxes = Source.objects.across_workspaces(because="letters expire in every workspace")
            mailboxes = mailboxes.filter(kind=SourceType.MAILS)
            mailboxes.filter(covers_until__lt=until).update(covers_from=None, covers_until=None)
            mailboxes.filter(covers_from__lt=until).update(covers_from=until)
    return gone
