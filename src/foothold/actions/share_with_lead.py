"""What a seller lets who leads him see beyond findings: what he felt, and figures of his own among few. His alone
to give, and to take back at any time (METHOD 6.3, 11)."""

from datetime import datetime

from django.db import transaction

from foothold.records.colleagues import has_consented
from foothold.records.models import FigureConsent, Membership


def share_feeling(seat: Membership, *, on: bool) -> None:
    """Show what he felt, and felt against evidence, to who leads him; or not any more."""
    seat.shares_feeling = on
    with transaction.atomic():
        seat.save(update_fields=["shares_feeling"])


def consent_to_figures(seat: Membership, *, on: bool, now: datetime) -> None:
    """Agree to figures of his own among fewer than five sellers, or take it back. Each word is kept with its day."""
    with transaction.atomic():
        # One word at a time of one person.
        Membership.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=seat.pk)
        rows = FigureConsent.objects.in_workspace(seat.workspace_id)
        if on and not has_consented(seat):
            rows.create(user=seat.user, given_at=now)
        if not on:
            rows.filter(user=seat.user, withdrawn_at=None).update(withdrawn_at=now)
