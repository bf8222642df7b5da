"""Confirm a found promise, drop it, set its day, or take that back."""

from datetime import date, datetime

from django.db import transaction

from foothold.actions.correct_claim import correct_claim, take_back
from foothold.actions.settle_commitments import settle_commitments_with
from foothold.actions.settle_full_steps import settle_full_steps
from foothold.actions.settle_homework import settle_homework, settle_homework_set
from foothold.records.models import Commitment, Judgement, Membership
from foothold.records.models.findings import Promise
from foothold.records.told_again import tellings

NO_PROMISE = "no_promise"
"""What the label of a dropped promise says."""


def keep_commitment(commitment: Commitment, *, now: datetime) -> Commitment:
    """It is a promise: the seller has seen it. No level of evidence moves by it."""
    with transaction.atomic():
        _wherever_told(commitment, Promise.DONE, Promise.OPEN)
        return _change(commitment, state=Promise.OPEN, kept_at=now)


def drop_commitment(seat: Membership, commitment: Commitment, *, now: datetime) -> Commitment:
    """It is no promise. It stays in the row, so that it can be undone, and is kept as a label ("Not right")."""
    with transaction.atomic():
        judgement = _judged_by(commitment)
        if judgement is not None:
            correct_claim(seat, judgement, _claim(commitment), says=NO_PROMISE, now=now)
        return _change(commitment, state=Promise.DROPPED, kept_at=None)


def reopen_commitment(seat: Membership, commitment: Commitment) -> Commitment:
    """As it was found; a label that said otherwise goes."""
    with transaction.atomic():
        judgement = _judged_by(commitment)
        if judgement is not None:
            take_back(seat, judgement, _claim(commitment))
        _wherever_told(commitment, Promise.DONE, Promise.OPEN)
        return _change(commitment, state=Promise.OPEN, kept_at=None)


def finish_commitment(commitment: Commitment) -> Commitment:
    """It was done, wherever it was told."""
    with transaction.atomic():
        _wherever_told(commitment, Promise.OPEN, Promise.DONE)
        return _change(commitment, state=Promise.DONE)


def set_due(commitment: Commitment, due_on: date | None, *, now: datetime) -> Commitment:
    """Give a promise without a day its day; that keeps it."""
    return _change(commitment, due_on=due_on, kept_at=now, state=Promise.OPEN)


def _judged_by(commitment: Commitment) -> Judgement | None:
    """The judgement that found it: the newest of its meeting; none where the seller wrote it down himself."""
    if commitment.is_own_words:
        return None
    judgements = Judgement.objects.in_workspace(commitment.workspace_id)
    return judgements.filter(meeting=commitment.meeting_id).order_by("-version").first()


def _claim(commitment: Commitment) -> str:
    return f"commitments.{commitment.place}"


def _change(commitment: Commitment, **values: object) -> Commitment:
    for name, value in values.items():
        setattr(commitment, name, value)
    with transaction.atomic():
        commitment.save(update_fields=list(values))
        settle_commitments_with(commitment)
        if commitment.kept_at is not None:
            settle_homework(commitment)
        settle_homework_set(commitment.meeting)
        settle_full_steps(commitment.workspace_id, [commitment.meeting_id])
    commitment.refresh_from_db(fields=["same_as", "state"])
    return commitment


def _wherever_told(commitment: Commitment, was: Promise, becomes: Promise) -> None:
    tellings(commitment).filter(state=was).update(state=becomes)
