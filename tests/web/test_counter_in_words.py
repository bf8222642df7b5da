"""Another time that no calendar can hold: it is a question to the seller all the same, and can be answered."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from booked_steps import PETRA, THURSDAY, answer_by_mail
from foothold.records.models import Invitation, InvitationReply

FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def browser(seat: Any, browser_of: Callable[[Any], Client], monkeypatch: pytest.MonkeyPatch, now: datetime) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return browser_of(seat)


@pytest.fixture
def one(seat: Any, now: datetime) -> Invitation:
    from booked_steps import WANTED
    from foothold.actions.book_next_step import book_next_step

    invitation = book_next_step(seat, WANTED, now=now)
    answer_by_mail(
        seat, invitation, "COUNTER", "TENTATIVE", start="20260925T100000", at="20260922T115800Z"
    )  # without a zone
    return invitation


def part(browser: Client, one: Invitation) -> str:
    page = browser.get(f"/meetings/{one.meeting_id}").content.decode()
    return "".join(re.findall(r'<div class="ask" role="group".*?</form></div>', page, re.DOTALL))


def test_it_is_asked_in_their_words_with_a_way_to_move_to_write_and_to_keep(browser: Client, one: Invitation) -> None:
    asked = part(browser, one)
    assert "Fri 25 Sep 10:00 (no time zone)" in asked
    assert 'name="said"' in asked
    assert 'value="keep"' in asked
    draft = unquote(re.findall(r'href="(mailto:[^"]+)"', asked)[0])
    assert draft.startswith(f"mailto:{PETRA}?")
    assert "You asked for Fri 25 Sep 10:00 (no time zone)." in draft


def test_moved_to_the_time_the_seller_says_it_is_answered(browser: Client, one: Invitation, seat: Any) -> None:
    browser.post(f"/invitations/{one.pk}/change", {"what": "move", "said": "Friday 10:00"})
    moved = Invitation.objects.in_workspace(seat.workspace).get()
    assert (moved.starts_at, moved.agreed, moved.taken_up) == (FRIDAY, "E0", None), "what he meant nobody has read"
    assert part(browser, moved) == ""


def test_our_time_kept_answers_it_too(browser: Client, one: Invitation, seat: Any) -> None:
    row = InvitationReply.objects.in_workspace(seat.workspace).get()
    browser.post(f"/invitations/{one.pk}/change", {"what": "keep", "asked": str(row.pk)})
    row.refresh_from_db()
    assert row.kept_at is not None
    assert part(browser, one) == ""
    assert "Tell them it stays" in browser.get(f"/invitations/{one.pk}").content.decode()


def test_his_time_cannot_be_taken_unread(browser: Client, one: Invitation, seat: Any) -> None:
    row = InvitationReply.objects.in_workspace(seat.workspace).get()
    browser.post(f"/invitations/{one.pk}/change", {"what": "take", "asked": str(row.pk)})
    assert Invitation.objects.in_workspace(seat.workspace).get().starts_at == THURSDAY


def test_a_later_yes_of_his_is_his_last_word(browser: Client, one: Invitation, seat: Any) -> None:
    answer_by_mail(seat, one, "REPLY", "ACCEPTED", at="20260922T115900Z")
    assert part(browser, one) == ""
