"""The time the customer asked for is taken up: until the moved invitation leaves, she does not know that it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from booked_steps import answer_by_mail
from conftest import NOW
from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.change_invitation import has_left_by_hand, take_their_time
from foothold.records.models import Invitation
from foothold.records.models.booking import GuestActKind
from foothold.records.today import today

Make = Callable[..., Any]
UNSENT = "We have not sent it yet."


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture(params=["", "Petra Lang"], ids=["shared link", "her own link"])
def taken(seat: Any, invite: Make, request: pytest.FixtureRequest) -> Invitation:
    """Sent, countered on its page, and moved to the time she asked for."""
    one = invite(seat)
    has_left_by_hand(seat, one, now=NOW)
    wish = one.starts_at + timedelta(days=1)
    answer_as_guest(one.links[request.param], GuestActKind.OTHER_TIME, sequence=0, now=NOW, asks_for=wish)
    return take_their_time(seat, one, now=NOW)


def test_what_is_to_be_sent_stands_under_not_sent_yet(taken: Invitation, seat: Any, browser_of: Make) -> None:
    found = today(seat, now=NOW)
    assert ([each.pk for each in found.unsent], found.unanswered) == ([taken.meeting_id], ())
    page = browser_of(seat).get("/today").content.decode()
    assert "Send it: they do not know of it." in page
    assert "for us to confirm" not in page
    assert "They must answer" not in page


def test_every_screen_says_that_we_must_send_it(taken: Invitation, seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    account = f"/accounts/{taken.meeting.account_id}"
    for place in (f"/meetings/{taken.meeting_id}", "/meetings", "/accounts", account):
        page = browser.get(place).content.decode()
        assert UNSENT in page, place
        assert "not verified" not in page, place
        assert "They must answer." not in page, place
    assert "It is not sent yet." in browser.get(f"/invitations/{taken.pk}").content.decode()
    assert "they must answer" not in browser.get("/pipeline").content.decode()


def test_once_sent_it_waits_for_her_or_is_booked(taken: Invitation, seat: Any, browser_of: Make) -> None:
    has_left_by_hand(seat, taken, now=NOW)
    assert today(seat, now=NOW).unsent == ()
    assert UNSENT not in browser_of(seat).get(f"/meetings/{taken.meeting_id}").content.decode()


def test_her_answer_to_the_new_time_shows_that_she_has_it(taken: Invitation, seat: Any) -> None:
    start = taken.starts_at.strftime("%Y%m%dT%H%M%SZ")
    answer_by_mail(seat, taken, "REPLY", "ACCEPTED", sequence=1, start=start, by="petra@northwind.example")
    found = today(seat, now=NOW)
    assert (found.unsent, found.unanswered) == ((), ())
