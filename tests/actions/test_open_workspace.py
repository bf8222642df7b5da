"""The way in: one owner, links that work once."""

from datetime import datetime, timedelta

import pytest

from foothold.actions.open_workspace import (
    LINK_LIVES,
    link_is_open,
    make_entry_link,
    open_personal_workspace,
    use_entry_link,
)
from foothold.records.models import EntryLink, User, Workspace

pytestmark = pytest.mark.django_db


def test_the_first_start_makes_the_owner_and_later_ones_find_him() -> None:
    first = open_personal_workspace(name="Anna", tz="Europe/Berlin")
    second = open_personal_workspace(name="Somebody else", tz="UTC")
    assert first.pk == second.pk
    assert (Workspace.objects.count(), User.objects.count(), second.workspace.tz) == (1, 1, "Europe/Berlin")
    assert not first.user.has_usable_password()


def test_a_link_lets_in_once(now: datetime) -> None:
    seat = open_personal_workspace(name="Anna", tz="UTC")
    token = make_entry_link(seat.user, now=now)
    assert link_is_open(token, now=now)
    assert link_is_open(token, now=now), "looking does not use it up"
    assert use_entry_link(token, now=now) == seat.user
    assert use_entry_link(token, now=now) is None
    assert not link_is_open(token, now=now)


def test_a_link_dies_with_its_time(now: datetime) -> None:
    token = make_entry_link(open_personal_workspace(name="Anna", tz="UTC").user, now=now)
    assert use_entry_link(token, now=now + LINK_LIVES + timedelta(seconds=1)) is None


def test_the_token_itself_is_not_stored(now: datetime) -> None:
    token = make_entry_link(open_personal_workspace(name="Anna", tz="UTC").user, now=now)
    assert len(token) >= 43
    assert token not in EntryLink.objects.get().token_sha256
    assert use_entry_link("guess", now=now) is None
