"""Sessions that have ended are not kept; on a reachable site strangers begin many that lead nowhere."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from foothold.actions.count_login_attempt import FORGOTTEN_AFTER
from foothold.records.counted_tries import expire_tries
from foothold.records.models import EntryLink, LoginAttempts


def expire_sessions(*, now: datetime) -> int:
    """Remove sessions, one-time links, counted tries and wrong passwords whose time is over; how many."""
    sessions = Session.objects.filter(expire_date__lt=now)
    links = EntryLink.objects.filter(expires_at__lt=now)
    attempts = LoginAttempts.objects.filter(last_at__lt=now - FORGOTTEN_AFTER)
    tries = expire_tries(now=now)
    if not sessions.exists() and not links.exists() and not attempts.exists():
        return tries
    with transaction.atomic():
        return int(sessions.delete()[0] + links.delete()[0] + attempts.delete()[0]) + tries
