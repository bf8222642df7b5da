"""The seller's own invitation on its meeting's page, moved by what he types."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from foothold.records.models import Invitation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_enter_moves_it_to_the_time_that_was_typed(open_page: Any, seat: Any, invite: Any) -> None:
    seat.workspace.tz = "Europe/Vienna"
    seat.workspace.save()
    day = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=7)
    invitation = invite(seat, starts_at=day, ends_at=day + timedelta(minutes=45))
    page = open_page(f"/meetings/{invitation.meeting_id}")
    page.click("#move summary")
    page.fill("#move input[name=said]", f"{day + timedelta(days=1):%d %B %Y} 14:00")
    page.keyboard.press("Enter")
    page.wait_for_url("**/invitations/**")
    moved: datetime = Invitation.objects.in_workspace(seat.workspace).get().starts_at
    assert (moved.date(), moved.astimezone(ZoneInfo(invitation.tz)).hour) == ((day + timedelta(days=1)).date(), 14)
