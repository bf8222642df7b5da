"""An invitation taken out of the outbox, and a time declined by hand: the page says what the customer was not told."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.asked_times import asked_times
from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.actions.change_invitation import cancel_next_step, has_left_by_hand, move_next_step
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.make_demo import make_demo
from foothold.actions.make_guest_links import make_guest_links
from foothold.actions.send_departure import take_back
from foothold.actions.settle import settle_again
from foothold.records.models import Connection, Departure, Invitation, InvitationReply, Meeting, Membership
from foothold.records.models.booking import GuestActKind, Way
from foothold.records.models.connections import ConnectionKind, DepartureState

NOW = datetime.fromisoformat("2026-09-22T12:00:00+00:00")
JAN = "jan@northwind.example"
THURSDAY = datetime.fromisoformat("2026-09-24T10:00:00+02:00")


@pytest.fixture
def browser(seat: Membership, browser_of: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client: Client = browser_of(seat)
    return client


def _book(
    seat: Membership, way: Way, *connected: ConnectionKind, jan: bool = False, after: Meeting | None = None
) -> Invitation:
    for kind in connected:
        Connection.objects.in_workspace(seat.workspace).create(
            user=seat.user, kind=kind, address="anna@harbour.example", connected_at=NOW
        )
    wanted = NextDate(
        key="key-1",
        starts_at=THURSDAY,
        ends_at=THURSDAY + timedelta(minutes=45),
        tz="Europe/Vienna",
        topic="Price for three sites",
        attendees=[("petra.lang@northwind.example", "Petra Lang"), *([(JAN, "Jan Novak")] if jan else [])],
        organizer="anna@harbour.example",
        way=way,
    )
    return book_next_step(seat, wanted, from_meeting=after, now=NOW)


def _waiting(seat: Membership) -> list[Departure]:
    return list(Departure.objects.in_workspace(seat.workspace).filter(state="waiting"))


def _pages(browser: Client, one: Invitation) -> list[str]:
    return [
        browser.get(f"/{path}").content.decode() for path in (f"invitations/{one.pk}", f"meetings/{one.meeting_id}")
    ]


@pytest.mark.parametrize("way", [Way.MAIL, Way.CALENDAR])
def test_an_invitation_taken_back_is_not_sent_and_can_be_sent(browser: Client, seat: Membership, way: Way) -> None:
    one = _book(seat, way, ConnectionKind(way.value))
    assert all('value="send"' not in page for page in _pages(browser, one))
    assert take_back(_waiting(seat)[0])
    for page in _pages(browser, one):
        assert "It is not sent yet." in page
        assert 'value="send"' in page
        assert "Invitation: taken back, not sent to" in page
    browser.post(f"/invitations/{one.pk}/change", {"what": "send"})
    browser.post(f"/invitations/{one.pk}/change", {"what": "send"})
    [again] = _waiting(seat)
    assert (again.kind, again.sequence, again.place) == ("invitation", 0, 1)
    for page in _pages(browser, one):
        assert "taken back" not in page
        assert 'value="send"' not in page


def test_a_cancellation_taken_back_was_not_told_and_can_be(browser: Client, seat: Membership) -> None:
    one = _book(seat, Way.MAIL, ConnectionKind.MAIL)
    Departure.objects.in_workspace(seat.workspace).update(state="sent", left_at=NOW)
    cancel_next_step(seat, one, now=NOW)
    assert take_back(_waiting(seat)[0])
    for page in _pages(browser, one):
        assert "They have not been told." in page
        assert "Tell them</button>" in page
    browser.post(f"/invitations/{one.pk}/change", {"what": "send"})
    assert [row.kind for row in _waiting(seat)] == ["cancellation"]
    assert "They have not been told." not in "".join(_pages(browser, one))


def _asks_for_another_time(one: Invitation) -> None:
    wish = THURSDAY + timedelta(hours=3)
    _counters(one, "petra.lang@northwind.example", wish)


def _counters(one: Invitation, address: str, wish: datetime) -> None:
    """He asks for another time, and his mail server says that it was he."""
    seat = Membership.objects.in_workspace(one.workspace_id).get(user_id=one.seller_id)
    InvitationReply.objects.in_workspace(one.workspace_id).create(
        user_id=one.seller_id,
        source=booked_here(seat),
        uid=one.uid,
        address=address,
        partstat="TENTATIVE",
        new_start=wish,
        replied_at=NOW,
        level="E4",
        because="verified",
        key=f"counter {address}",
    )
    settle_again(seat, [one.meeting_id])


def test_every_time_asked_for_stands_on_the_page_and_is_answered_for_itself(browser: Client, seat: Membership) -> None:
    one = _book(seat, Way.FILE, jan=True)
    _counters(one, "petra.lang@northwind.example", THURSDAY + timedelta(hours=3))
    _counters(one, JAN, THURSDAY + timedelta(hours=5))
    page = browser.get(f"/meetings/{one.meeting_id}").content.decode()
    assert page.index("Petra Lang asks for") < page.index("Jan Novak asks for")
    assert page.count('value="keep"') == page.count('value="take"') == 2
    asked = [each.reply.pk for each in asked_times(one)]
    page = browser.post(
        f"/invitations/{one.pk}/change", {"what": "keep", "asked": asked[0]}, follow=True
    ).content.decode()
    (draft,) = re.findall(r'href="(mailto:[^"]*)">Tell them it stays', page)
    assert "petra.lang" in draft, "who asked is told"
    assert "jan" not in draft, "and nobody else"
    page = browser.get(f"/meetings/{one.meeting_id}").content.decode()
    assert "Petra Lang asks for" not in page
    assert "Jan Novak asks for" in page
    browser.post(f"/invitations/{one.pk}/change", {"what": "take", "asked": asked[1]})
    one.refresh_from_db()
    assert one.starts_at == THURSDAY + timedelta(hours=5)


@pytest.mark.parametrize("asked", ["x", "5f1c1f5e-3d9b-4a52-8f3e-2f3d1f6f0a11"])
def test_an_answer_to_a_time_nobody_asks_for_changes_nothing(browser: Client, seat: Membership, asked: str) -> None:
    one = _book(seat, Way.FILE)
    _asks_for_another_time(one)
    page = browser.post(f"/invitations/{one.pk}/change", {"what": "take", "asked": asked}, follow=True)
    assert "Nobody asks for another time any more." in page.content.decode()
    one.refresh_from_db()
    assert one.starts_at == THURSDAY


def test_a_time_declined_by_hand_is_told_by_hand(browser: Client, seat: Membership) -> None:
    one = _book(seat, Way.FILE)
    _asks_for_another_time(one)
    page = browser.post(f"/invitations/{one.pk}/change", {"what": "keep"}, follow=True).content.decode()
    assert "Tell them; the words are ready." in page
    assert "Tell them it stays" in page
    assert "We%20cannot%20move%20to%20the%20time%20you%20proposed" in page
    page = browser.post(
        f"/invitations/{one.pk}/change", {"what": "move", "slot": "2026-09-25T10:00:00+02:00"}, follow=True
    ).content.decode()
    assert "Tell them it stays" not in page
    assert "They are asked anew" not in page


@pytest.mark.parametrize("mailbox", [True, False])
def test_where_a_calendar_server_invites_a_declined_time_leaves_by_mail_if_it_can(
    browser: Client, seat: Membership, mailbox: bool
) -> None:
    one = _book(seat, Way.CALENDAR, ConnectionKind.CALENDAR, *([ConnectionKind.MAIL] if mailbox else []))
    _asks_for_another_time(one)
    page = browser.post(f"/invitations/{one.pk}/change", {"what": "keep"}, follow=True).content.decode()
    rows = Departure.objects.in_workspace(seat.workspace).filter(kind="counter_declined", by="mail")
    assert rows.count() == int(mailbox)
    assert ("Tell them it stays" in page) is not mailbox


def test_one_never_sent_is_not_known_afterwards_and_the_seller_can_say_that_he_sent_it(
    browser: Client, seat: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = _book(seat, Way.FILE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=5))
    for page in _pages(browser, one):
        assert "We never sent it, so nothing says that it was held." in page
        assert "Held (assumed)" not in page
        assert "thank you for your time" not in page
    assert 'value="left"' in _pages(browser, one)[1]
    browser.post(f"/invitations/{one.pk}/change", {"what": "left"})
    for page in _pages(browser, one):
        assert "Held (assumed)" in page
        assert "It is not sent yet." not in page


def test_of_one_the_server_refused_the_seller_can_say_that_he_sent_it_himself(
    browser: Client, seat: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = _book(seat, Way.MAIL, ConnectionKind.MAIL)
    Departure.objects.in_workspace(seat.workspace).update(state=DepartureState.REFUSED, problem="550 no such user")
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=5))
    assert 'value="left"' in _pages(browser, one)[1]
    browser.post(f"/invitations/{one.pk}/change", {"what": "left"})
    assert "Held (assumed)" in _pages(browser, one)[1]


@pytest.mark.parametrize("way", [Way.FILE, Way.WEB])
def test_called_off_without_a_word_that_it_was_sent_it_is_not_said_that_they_know_or_not(
    browser: Client, seat: Membership, way: Way
) -> None:
    one = _book(seat, way)
    invitation, meeting = _pages(browser, one)
    assert "You did not say that you sent it. Nobody is told by us." in meeting
    assert "Call the meeting off" in invitation
    browser.post(f"/invitations/{one.pk}/change", {"what": "cancel"})
    invitation, meeting = _pages(browser, one)
    for page in (invitation, meeting):
        assert "You did not say that you sent it." in page
        assert "Did you send it? Tell them it is off" in page
        assert "They have not been told." not in page
        assert "nobody has to be told" not in page
    assert "mailto:" in invitation
    assert "<details><summary" not in invitation
    browser.post(f"/invitations/{one.pk}/change", {"what": "left"})
    invitation, meeting = _pages(browser, one)
    for page in (invitation, meeting):
        assert "You did not say that you sent it." not in page


def test_nobody_asks_to_tell_the_invented_people_of_the_demo(browser: Client, seat: Membership) -> None:
    make_demo(seat.workspace, now=NOW)
    meetings = Meeting.objects.in_workspace(seat.workspace).filter(demo=True, seller=seat.user, held_at__lt=NOW)
    one = _book(seat, Way.FILE, after=meetings.filter(relation="customer").latest("held_at"))
    cancel_next_step(seat, one, now=NOW)
    invitation, meeting = _pages(browser, one)
    assert "It was never sent: nobody has to be told." in invitation
    assert "Tell them" not in invitation + meeting


def test_called_off_after_a_change_that_was_not_sent_they_are_told_of_what_they_know(
    browser: Client, seat: Membership
) -> None:
    one = _book(seat, Way.FILE)
    has_left_by_hand(seat, one, now=NOW)
    one = move_next_step(seat, one, THURSDAY + timedelta(days=1), now=NOW)
    assert "You tell them yourself; the words are ready." in _pages(browser, one)[1]
    cancel_next_step(seat, one, now=NOW)
    assert "Tell them it is off" in _pages(browser, one)[0]
    assert "They have not been told." in _pages(browser, one)[1]


def test_called_off_after_they_answered_on_the_page_they_are_told(
    browser: Client, seat: Membership, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    one = _book(seat, Way.FILE)
    answer_as_guest(make_guest_links(one, now=NOW)[0], GuestActKind.YES, sequence=0, now=NOW)
    settings.PUBLIC_URL = ""
    cancel_next_step(seat, one, now=NOW)
    assert "They have not been told." in _pages(browser, one)[1]


@pytest.mark.parametrize("knows", [True, False])
def test_today_says_whom_to_tell_that_it_was_called_off_until_they_are_told(
    browser: Client, seat: Membership, knows: bool
) -> None:
    one = _book(seat, Way.FILE)
    if knows:
        has_left_by_hand(seat, one, now=NOW)
    one = cancel_next_step(seat, one, now=NOW)
    said, page = "Called off, and they have not been told", f"/invitations/{one.pk}"
    assert (said in browser.get("/").content.decode()) is knows
    assert ("They have not been told." in browser.get(page).content.decode()) is knows
    has_left_by_hand(seat, one, now=NOW)
    assert said not in browser.get("/").content.decode()
    told = browser.get(page).content.decode()
    assert "It was called off here." in told
    assert "The calendar says it is cancelled." not in told
