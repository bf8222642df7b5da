"""Confirm a found promise, drop it, set its day, or take that back."""

from datetime import date, datetime

from django.db import transaction

from foothold.records.models import Commitment
from foothold.records.models.findings import Promise


def keep_commitment(commitment: Commitment, *, now: datetime) -> Commitment:
    """It is a promise: the seller has seen it. No level of evidence moves by it."""
    return _change(commitment, state=Promise.OPEN, kept_at=now)


def drop_commitment(commitment: Commitment) -> Commitment:
    """It is none, or none any more. It stays in the row, so that dropping can be undone."""
    return _change(commitment, state=Promise.DROPPED, kept_at=None)


def reopen_commitment(commitment: Commitment) -> Commitment:
    """As it was found."""
    return _change(commitment, state=Promise.OPEN, kept_at=None)


def finish_commitment(commitment: Commitment) -> Commitment:
    """It was done."""
    return _change(commitment, state=Promise.DONE)


def set_due(commitment: Commitment, due_on: date | None, *, now: datetime) -> Commitment:
    """Give a promise without a day its day; that keeps it."""
    return _change(commitment, due_on=due_on, kept_at=now, state=Promise.OPEN)


def _change(commitment: Commitment, **values: object) -> Commitment:
    for name, value in values.items():
        setattr(commitment, name, value)
    with transaction.atomic():
        commitment.save(update_fields=list(values))
    return commitment
