"""Close through its addresses: what is sent, what comes back, what waits on a phone and is sent again (UX S3, J2)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from foothold.records.models import (
    Account,
    Closing,
    Contact,
    Homework,
    Invitation,
    InvitationReply,
    Meeting,
    Membership,
)
from foothold.web.across_the_table import across_the_table

Read = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 9, 24, 10, 0, tzinfo=BERLIN)
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def half_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def browser(seat: Membership, browser_of: Read) -> Client:
    client: Client = browser_of(seat)
    return client


@pytest.fixture
def closing(seat: Membership, read_meeting: Read) -> Meeting:
    """The meeting that has begun at twelve, with Petra's promise of the pump hours."""
    meeting: Meeting = read_meeting(seat)
    return meeting


def given(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """What the form sends."""
    chosen = {
        "key": "key-1",
        "meeting": str(meeting.pk),
        "minutes": "45",
        "slot": THURSDAY.isoformat(),
        "topic": "Price for three sites",
        "who": "petra.lang@northwind.example Petra Lang",
        "they": json.dumps({"what": "pump hours", "owner": "Petra Lang", "due": "2026-09-23", "promise": ""}),
        "we_own": "savings of site 1",
        "organizer": "anna@harbour.example",
    }
    return {name: value for name, value in (chosen | changes).items() if value is not None}


def booked(seat: Membership) -> list[Invitation]:
    return list(Invitation.objects.in_workspace(seat.workspace).order_by("created_at"))


@pytest.mark.parametrize(
    ("said", "waited", "starts_at"),
    [
        ("tomorrow at 10:00", "0", datetime(2026, 9, 23, 10, 0, tzinfo=BERLIN)),
        ("thursday at 10:00", str(6 * 86400), datetime(2026, 9, 17, 10, 0, tzinfo=BERLIN)),
        ("in 4 days at 10:00", str(2 * 86400), datetime(2026, 9, 24, 10, 0, tzinfo=BERLIN)),
        ("tomorrow at 10:00", "soon", datetime(2026, 9, 23, 10, 0, tzinfo=BERLIN)),
        ("tomorrow at 10:00", "-5", datetime(2026, 9, 23, 10, 0, tzinfo=BERLIN)),
        ("tomorrow at 10:00", "9" * 5000, datetime(2026, 8, 24, 10, 0, tzinfo=BERLIN)),
    ],
)
def test_words_that_waited_on_a_phone_mean_what_they_meant_when_they_were_said(
    browser: Client, seat: Membership, closing: Meeting, said: str, waited: str, starts_at: datetime
) -> None:
    answer = browser.post("/close", given(closing, slot="said", said=said, waited=waited), **SCRIPT)
    if starts_at > NOW:
        assert [each.meeting.held_at for each in booked(seat)] == [starts_at]
    else:
        assert answer.status_code == 422
        assert "has passed" in answer.json()["wrong"]
        assert booked(seat) == []


def test_close_opens_with_the_meeting_that_runs(browser: Client, closing: Meeting) -> None:
    page = browser.get("/close").content.decode()
    assert f'name="meeting" value="{closing.pk}"' in page
    assert page.count('name="slot"') == 4
    assert "pump hours" in page
    assert 'name="key" value="' in page


def test_a_time_they_named_is_among_the_three_and_said_to_be(
    browser: Client, seat: Membership, read_meeting: Read
) -> None:
    text = "Anna Weber: When shall we meet again?\nPetra Lang: Wednesday 30 September at 15:00 would be good.\n"
    read_meeting(seat, text, "talk.txt")
    page = browser.get("/close").content.decode()
    assert 'value="2026-09-30T15:00:00+02:00"' in page
    assert page.count("named when you talked") == 1
    assert page.count('name="slot"') == 4


def test_without_a_meeting_it_asks_with_whom(browser: Client, seat: Membership, closing: Meeting) -> None:
    Meeting.objects.in_workspace(seat.workspace).update(held_at=NOW - timedelta(days=9), ends_at=None)
    page = browser.get("/close").content.decode()
    assert f"/close?meeting={closing.pk}" in page


def test_send_books_it_and_leads_to_how_it_leaves(browser: Client, seat: Membership, closing: Meeting) -> None:
    answer = browser.post("/close", given(closing))
    invitation = booked(seat)[0]
    assert (answer.status_code, answer["Location"]) == (302, f"/invitations/{invitation.pk}")
    assert invitation.starts_at == THURSDAY
    assert invitation.from_meeting == closing
    rows = Homework.objects.in_workspace(seat.workspace)
    assert [(each.side, each.what, str(each.due_on)) for each in rows] == [
        ("customer", "pump hours", "2026-09-23"),
        ("ours", "savings of site 1", "2026-09-24"),
    ]


def test_a_day_that_is_over_is_no_day_for_homework(browser: Client, seat: Membership, closing: Meeting) -> None:
    for key, due in (("a", "2026-09-18"), ("c", "soon")):
        browser.post("/close", given(closing, key=key, they=json.dumps({"what": key, "due": due}), even_if_taken="1"))
    rows = Homework.objects.in_workspace(seat.workspace).filter(side="customer")
    assert {str(each.due_on) for each in rows} == {"2026-09-24"}


def test_a_day_promised_after_the_meeting_is_not_made_earlier(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    browser.post("/close", given(closing, they=json.dumps({"what": "pump hours", "due": "2026-09-30"})))
    assert str(Homework.objects.in_workspace(seat.workspace).get(side="customer").due_on) == "2026-09-30"


def test_the_same_form_twice_is_one_booking(browser: Client, seat: Membership, closing: Meeting) -> None:
    first = browser.post("/close", given(closing))
    again = browser.post("/close", given(closing, topic="Something else"))
    assert first["Location"] == again["Location"]
    assert len(booked(seat)) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slot": None}, "Choose a time"),
        ({"slot": "said", "said": "Thursday"}, "Thursday 24 September at what time?"),
        ({"slot": "said", "said": "soon"}, "No time found in that"),
        ({"slot": "said", "said": "10 Sep 10:00"}, "Thu 10 Sep has passed. Write the year if you mean 2027."),
        ({"slot": "next week"}, "Choose a time"),
        ({"slot": "2026-09-24T10:00"}, "A time needs its zone"),
        ({"slot": "said", "on": "2026-13-40", "at": "10:00"}, "That is no day and time"),
        ({"slot": "2026-09-01T10:00:00+02:00"}, "That time has passed"),
        ({"topic": None}, "Say what it is about"),
        ({"who": None}, "Choose whom to invite"),
        ({"who": None, "more_people": "petra at northwind"}, "That is no mail address"),
        ({"key": ""}, "This page is too old"),
        ({"slot": "9999-12-31T23:59:00+00:00"}, "no day and time"),
        ({"slot": "9999-12-31T20:00:00-02:00"}, "too far ahead"),
        ({"slot": "9000-01-01T09:00:00+00:00"}, "too far ahead"),
        ({"slot": "0001-01-01T00:00:00+14:00"}, "no day and time"),
        ({"slot": "said", "on": "9999-12-31", "at": "23:59"}, "no day and time"),
    ],
)
def test_what_cannot_be_is_said_and_every_choice_stays(
    browser: Client, seat: Membership, closing: Meeting, changes: dict[str, Any], said: str
) -> None:
    answer = browser.post("/close", given(closing, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "savings of site 1" in page
    assert "&quot;pump hours&quot;" in page
    assert not booked(seat)


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({"slot": "said", "said": "fri 9"}, datetime(2026, 9, 25, 9, 0, tzinfo=BERLIN)),
        ({"slot": None, "said": "fri 9"}, datetime(2026, 9, 25, 9, 0, tzinfo=BERLIN)),
        ({"slot": "said", "on": "2026-10-28", "at": "09:15"}, datetime(2026, 10, 28, 9, 15, tzinfo=BERLIN)),
    ],
)
def test_a_time_they_named_is_booked_as_it_was_said(
    browser: Client, seat: Membership, closing: Meeting, changes: dict[str, Any], start: datetime
) -> None:
    browser.post("/close", given(closing, **changes))
    assert booked(seat)[0].starts_at == start


def test_a_slot_taken_meanwhile_comes_back_with_the_next_best_chosen(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    browser.post("/close", given(closing, key="first"))
    answer = browser.post("/close", given(closing))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Taken meanwhile. Next best: Thu 24 Sep 11:00" in page
    assert 'value="2026-09-24T11:00:00+02:00" checked' in page
    assert browser.post("/close", given(closing, even_if_taken="1")).status_code == 302


NIGHTS = [
    ("Europe/Berlin", "2027-03-28", "01:30"),
    ("America/New_York", "2027-03-14", "01:30"),
    ("Europe/Berlin", "2026-10-25", "02:30"),
    ("America/New_York", "2026-11-01", "01:30"),
]
"""The clocks jump, or go back, within the 90 minutes."""


@pytest.mark.parametrize(("zone", "on", "at"), NIGHTS)
def test_90_minutes_are_90_minutes_in_the_night_the_clocks_change(
    browser: Client, seat: Membership, closing: Meeting, zone: str, on: str, at: str
) -> None:
    Account.objects.in_workspace(seat.workspace).update(tz=zone)
    browser.post("/close", given(closing, slot="said", on=on, at=at, minutes="90"))
    (found,) = booked(seat)
    assert (found.starts_at.astimezone(ZoneInfo(zone)).isoformat()[:16], found.tz) == (f"{on}T{at}", zone)
    assert found.ends_at - found.starts_at == timedelta(minutes=90)
    assert found.meeting.ends_at == found.ends_at


@pytest.mark.parametrize(("zone", "on", "at"), NIGHTS)
def test_moved_into_the_night_the_clocks_change_it_lasts_as_long(
    browser: Client, seat: Membership, closing: Meeting, zone: str, on: str, at: str
) -> None:
    Account.objects.in_workspace(seat.workspace).update(tz=zone)
    browser.post("/close", given(closing, minutes="90"))
    browser.post(f"/invitations/{booked(seat)[0].pk}/change", {"what": "move", "on": on, "at": at})
    (found,) = booked(seat)
    assert found.starts_at.astimezone(ZoneInfo(zone)).isoformat()[:16] == f"{on}T{at}"
    assert found.ends_at - found.starts_at == timedelta(minutes=90)


@pytest.mark.parametrize(("zone", "on"), [("Europe/Berlin", "2027-03-28"), ("America/New_York", "2027-03-14")])
def test_a_time_the_clocks_skip_is_refused_in_words(
    browser: Client, seat: Membership, closing: Meeting, zone: str, on: str
) -> None:
    Account.objects.in_workspace(seat.workspace).update(tz=zone)
    answer = browser.post("/close", given(closing, slot="said", on=on, at="02:30"))
    assert "the clocks go forward. Say 01:30 or 03:30." in answer.content.decode()
    assert booked(seat) == []
    browser.post("/close", given(closing))
    address = f"/invitations/{booked(seat)[0].pk}/change"
    moved = browser.post(address, {"what": "move", "on": on, "at": "02:30"}, follow=True)
    assert "the clocks go forward. Say 01:30 or 03:30." in moved.content.decode()
    assert booked(seat)[0].starts_at == THURSDAY


# --- for the phone that keeps it ----------------------------------------------------------------------------


def test_a_script_is_told_where_it_was_booked(browser: Client, seat: Membership, closing: Meeting) -> None:
    for _again in (1, 2):
        answer = browser.post("/close", given(closing), **SCRIPT)
        assert answer.json() == {"booked": f"/invitations/{booked(seat)[0].pk}"}


def test_a_script_is_told_what_is_taken_and_the_next_best(browser: Client, closing: Meeting) -> None:
    browser.post("/close", given(closing, key="first"))
    answer = browser.post("/close", given(closing), **SCRIPT)
    assert answer.status_code == 409
    assert answer.json()["next_best"] == {"slot": "2026-09-24T11:00:00+02:00", "words": "Thu 24 Sep 11:00"}


def test_a_script_is_told_what_is_wrong(browser: Client, closing: Meeting) -> None:
    answer = browser.post("/close", given(closing, topic=None), **SCRIPT)
    assert (answer.status_code, answer.json()["field"]) == (422, "topic")


def test_a_script_without_a_seat_is_told_where_to_get_in(closing: Meeting) -> None:
    for answer in (Client().get("/close/ready", **SCRIPT), Client().post("/close", given(closing), **SCRIPT)):
        assert (answer.status_code, answer.json()) == (401, {"login": "/enter"})


def test_a_fresh_token_is_for_the_person_who_is_in(browser: Client, seat: Membership) -> None:
    answer = browser.get("/close/ready", **SCRIPT).json()
    assert answer["person"] == str(seat.user_id)
    assert len(answer["token"]) > 30


def test_a_line_is_understood_while_it_is_typed(browser: Client, closing: Meeting) -> None:
    def said(words: str) -> dict[str, str]:
        asked = {"meeting": str(closing.pk), "said": words}
        found: dict[str, str] = browser.get("/close/said", asked, **SCRIPT).json()
        return found

    assert said("thu 10")["slot"] == "2026-09-24T10:00:00+02:00"
    assert "At what time?" in said("thursday")["line"]
    assert "Outside working hours" in said("sunday at 11")["line"]
    assert said("10 sep 10:00") == {"slot": "", "line": "Thu 10 Sep has passed. Write the year if you mean 2027."}
    assert said("12 jan 10:00")["line"].startswith("Tue 12 Jan 2027 10:00. ")
    browser.post("/close", given(closing))
    assert "You have another meeting then." in said("thu 10")["line"]


def test_the_script_that_opens_close_without_a_signal_is_a_script(browser: Client) -> None:
    answer = browser.get("/close-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"foothold-close" in answer.content


# --- how it leaves ------------------------------------------------------------------------------------------


def test_with_nothing_connected_it_leaves_by_file_web_page_or_mail(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    browser.post("/close", given(closing))
    invitation = booked(seat)[0]
    page = unquote(browser.get(f"/invitations/{invitation.pk}").content.decode())
    for way in ("calendar.google.com", "outlook.office.com", "outlook.live.com", "mailto:petra.lang@northwind.example"):
        assert way in page
    assert page.count(invitation.code) >= 5, "the reference stands in every way's text"
    assert "It is not sent yet." in page
    file = browser.get(f"/invitations/{invitation.pk}/meeting.ics")
    assert b"ATTENDEE" in file.content
    assert b"METHOD" not in file.content
    browser.post(f"/invitations/{invitation.pk}/change", {"what": "left"})
    invitation.refresh_from_db()
    assert invitation.left_at == NOW
    assert "You sent it" in browser.get(f"/invitations/{invitation.pk}").content.decode()


def test_a_copy_for_oneself_asks_nobody(browser: Client, seat: Membership, closing: Meeting) -> None:
    browser.post("/close", given(closing))
    copy = browser.get(f"/invitations/{booked(seat)[0].pk}/meeting.ics?copy=1").content
    assert b"METHOD:PUBLISH" in copy
    assert b"ATTENDEE" not in copy


def test_the_customers_words_stay_words_in_every_link(browser: Client, seat: Membership, closing: Meeting) -> None:
    browser.post("/close", given(closing, topic_own='<script>alert("x")</script> & more', words="a&b=c\r\nBcc: x"))
    page = browser.get(f"/invitations/{booked(seat)[0].pk}").content.decode()
    assert "<script>alert" not in page
    assert "%0D%0ABcc%3A" in page, "a line in the draft, no header of it"


def test_it_is_moved_and_moved_back(browser: Client, seat: Membership, closing: Meeting) -> None:
    browser.post("/close", given(closing))
    invitation = booked(seat)[0]
    address = f"/invitations/{invitation.pk}/change"
    answer = browser.post(address, {"what": "move", "said": "fri 9"})
    assert answer["Location"] == f"/invitations/{invitation.pk}?was=2026-09-24T08:00:00Z"
    assert "It was Thu 24 Sep 10:00." in browser.get(answer["Location"]).content.decode()
    browser.post(address, {"what": "move", "slot": "2026-09-24T08:00:00+00:00"})
    invitation.refresh_from_db()
    assert (invitation.starts_at, invitation.sequence) == (THURSDAY, 2)


def test_a_time_of_another_year_is_shown_with_it(browser: Client, seat: Membership, closing: Meeting) -> None:
    browser.post("/close", given(closing, slot="said", said="20 Nov 2027 10:00"))
    (invitation,) = booked(seat)
    assert "Sat 20 Nov 2027 10:00" in browser.get(f"/invitations/{invitation.pk}").content.decode()
    assert "Sat 20 Nov 2027 10:00" in browser.get(f"/close?meeting={closing.pk}").content.decode()
    moved = {"what": "move", "said": "10 Sep 10:00"}
    answer = browser.post(f"/invitations/{invitation.pk}/change", moved)
    assert (answer.status_code, "Thu 10 Sep has passed." in answer.content.decode()) == (422, True)
    invitation.refresh_from_db()
    assert invitation.starts_at.year == 2027


def test_a_time_that_is_not_understood_moves_nothing_and_stays_in_its_field(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    browser.post("/close", given(closing))
    (invitation,) = booked(seat)
    answer = browser.post(f"/invitations/{invitation.pk}/change", {"what": "move", "said": "after <the> fair"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<details id="move" open>' in page
    assert 'value="after &lt;the&gt; fair"' in page
    assert "Say a day and a time, as in: Thu 10:00. Nothing was moved." in page
    assert booked(seat)[0].starts_at == THURSDAY


def test_moved_to_a_time_that_is_taken_it_stays_and_says_so(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    browser.post("/close", given(closing))
    browser.post("/close", given(closing, key="2", slot=(THURSDAY + timedelta(days=1)).isoformat()))
    first = booked(seat)[0]
    answer = browser.post(f"/invitations/{first.pk}/change", {"what": "move", "said": "fri 10"})
    assert answer.status_code == 409
    assert "Nothing was moved." in answer.content.decode()
    first.refresh_from_db()
    assert first.starts_at == THURSDAY


@pytest.mark.parametrize(
    "to",
    [{"slot": "9999-12-31T23:59:00+00:00"}, {"on": "9999-12-31", "at": "23:59"}, {"slot": "0001-01-01T00:00+14:00"}],
)
def test_it_is_not_moved_to_the_end_of_all_calendars(
    browser: Client, seat: Membership, closing: Meeting, to: dict[str, str]
) -> None:
    browser.post("/close", given(closing))
    one = booked(seat)[0]
    assert browser.post(f"/invitations/{one.pk}/change", {"what": "move"} | to).status_code == 302
    assert booked(seat)[0].starts_at == one.starts_at
    assert browser.get(f"/invitations/{one.pk}?was=9999-12-31T23:59:00-11:00").status_code == 200


def test_called_off_it_offers_a_new_one(browser: Client, seat: Membership, closing: Meeting) -> None:
    browser.post("/close", given(closing))
    invitation = booked(seat)[0]
    page = browser.post(f"/invitations/{invitation.pk}/change", {"what": "cancel"}, follow=True).content.decode()
    assert "Called off." in page
    assert "Book a new one" in page
    page = browser.get(f"/meetings/{invitation.meeting_id}").content.decode()
    assert "Called off" in page


@pytest.mark.parametrize("what", ["take", "keep"])
def test_without_another_time_asked_for_there_is_none_to_take(
    browser: Client, seat: Membership, closing: Meeting, what: str
) -> None:
    browser.post("/close", given(closing))
    answer = browser.post(f"/invitations/{booked(seat)[0].pk}/change", {"what": what}, follow=True)
    assert "Nobody asks for another time any more." in answer.content.decode()


def test_a_pasted_reply_is_shown_back_before_it_is_kept(browser: Client, seat: Membership, closing: Meeting) -> None:
    browser.post("/close", given(closing))
    invitation = booked(seat)[0]
    address, words = f"/invitations/{invitation.pk}/reply", "Could we do Friday 25 September at 9 instead?"
    page = browser.post(address, {"text": words}).content.decode()
    assert "They ask for Fri 25 Sep 09:00." in page
    assert not InvitationReply.objects.in_workspace(seat.workspace).exists()
    browser.post(address, {"text": words, "is_right": "1", "by": "petra.lang@northwind.example"})
    page = browser.get(f"/meetings/{invitation.meeting_id}").content.decode()
    assert "Take their time" in page
    assert "by a reply you pasted, not verified" in page
    assert 'said-tentative">asked for another time in a reply you pasted' in page
    assert "no answer" not in page
    browser.post(f"/invitations/{invitation.pk}/change", {"what": "take"})
    invitation.refresh_from_db()
    assert invitation.starts_at == datetime(2026, 9, 25, 9, 0, tzinfo=BERLIN)


# --- without a date -----------------------------------------------------------------------------------------


def test_they_would_not_is_kept_and_the_line_to_say_follows(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    page = browser.post(f"/meetings/{closing.pk}/left-open", {"how": "refused"}, follow=True).content.decode()
    assert "So we do not play phone tag: Tuesday or Thursday?" in page
    page = browser.get(f"/meetings/{closing.pk}").content.decode()
    assert "They would not set a date." in page
    assert "phone tag: Tuesday or Thursday?" not in page
    browser.post(f"/meetings/{closing.pk}/left-open", {"undo": "1"})
    assert not Closing.objects.in_workspace(seat.workspace).exists()


def test_not_asked_is_kept_with_its_reason_and_asks_for_one(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    address = f"/meetings/{closing.pk}/left-open"
    answer = browser.post(address, {"how": "not_asked", "own_words": " "}, follow=True)
    assert "Say why it was not asked" in answer.content.decode()
    browser.post(address, {"how": "not_asked", "own_words": "the fire alarm"})
    assert Closing.objects.in_workspace(seat.workspace).get().words == "the fire alarm"
    assert browser.post(address, {"how": "won"}).status_code == 400


def test_the_meetings_page_says_that_a_date_was_set(browser: Client, closing: Meeting) -> None:
    closing.ends_at = closing.held_at + timedelta(hours=1)
    closing.save()
    assert "Book the next one" in browser.get(f"/meetings/{closing.pk}").content.decode()
    browser.post("/close", given(closing))
    page = browser.get(f"/meetings/{closing.pk}").content.decode()
    assert "Date set: Thu 24 Sep 10:00" in page
    assert "before it ended" in page


def test_a_time_the_clocks_skip_is_not_moved_in_silence(browser: Client, closing: Meeting) -> None:
    asked = {"meeting": str(closing.pk), "said": "Sunday 28 March 2027 at 02:30"}
    answer = browser.get("/close/said", asked).json()
    assert answer["slot"] == ""
    assert "Say 01:30 or 03:30." in answer["line"]


def test_the_letter_is_read_before_it_leaves_and_nothing_is_kept(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    asked = given(closing, prep_question="What would make it worth your time?", preview="1")
    page = browser.post("/close", asked).content.decode()
    assert "The letter as it will leave" in page
    assert "Invitation: " in page
    assert page.count("What would make it worth your time?") == 2, "in the letter, and still in its field"
    assert booked(seat) == []
    asked.pop("preview")
    browser.post("/close", asked)
    assert len(booked(seat)) == 1, "the same key books it"


def test_the_question_they_are_asked_is_shown(browser: Client, closing: Meeting) -> None:
    page = browser.get(f"/close?meeting={closing.pk}").content.decode()
    assert page.index('name="prep_question"') < page.index('class="more"')


def test_enter_sends_and_does_not_open_the_letter(browser: Client, closing: Meeting) -> None:
    page = browser.get(f"/close?meeting={closing.pk}").content.decode()
    assert page.index('class="primary big"') < page.index('name="preview"'), "the first button is the one Enter presses"


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        ('What matters most to you about "Price for three sites", so that we come prepared?', "the second depot"),
        ("What matters most to you in our next meeting, so that we come prepared?", "the second depot"),
        ("Who signs at your side?", "Who signs at your side?"),
    ],
)
def test_the_question_follows_the_topic_and_the_seller_s_own_stays(
    browser: Client, seat: Membership, closing: Meeting, asked: str, leaves: str
) -> None:
    page = browser.get(f"/close?meeting={closing.pk}").content.decode()
    first = unescape(page.split('name="topic" value="')[1].split('"')[0])
    asked = asked.replace("Price for three sites", first)
    browser.post("/close", given(closing, topic_own="the second depot", prep_question=asked))
    (invitation,) = booked(seat)
    assert leaves in invitation.prep_question
    assert first not in invitation.prep_question


@pytest.mark.parametrize(("has_mailbox", "button"), [(True, "Send <kbd"), (False, "Make the invite <kbd")])
def test_the_button_says_send_only_where_it_sends(
    browser: Client, seat: Membership, closing: Meeting, connected: Any, has_mailbox: bool, button: str
) -> None:
    if has_mailbox:
        connected(seat)
    page = browser.get(f"/close?meeting={closing.pk}").content.decode()
    assert f'<button class="primary big">{button}' in page
    assert ("you send it yourself, on the next page" in page) is not has_mailbox


def test_what_was_made_a_moment_ago_is_said_to_be_no_further_than_it_is(
    browser: Client, seat: Membership, closing: Meeting, connected: Any
) -> None:
    connected(seat)
    browser.post("/close", given(closing))
    (invitation,) = booked(seat)
    assert "Made a moment ago, waiting to send:" in browser.get(f"/close?meeting={closing.pk}").content.decode()
    invitation.left_at = timezone.now()
    invitation.save()
    assert "Offered a moment ago:" in browser.get(f"/close?meeting={closing.pk}").content.decode()
    Meeting.objects.in_workspace(seat.workspace).filter(pk=invitation.meeting_id).update(
        answer="accepted", answer_level="E4"
    )
    assert "Booked a moment ago:" in browser.get(f"/close?meeting={closing.pk}").content.decode()


def test_back_and_send_again_leads_to_the_booking_and_books_nothing_more(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    browser.post("/close", given(closing))
    page = browser.get(f"/close?meeting={closing.pk}").content.decode()
    assert "Made a moment ago, not sent yet:" in page
    [invitation] = booked(seat)
    assert f'href="/invitations/{invitation.pk}"' in page
    key = page.split('name="key" value="')[1].split('"')[0]
    later = (THURSDAY + timedelta(days=1)).isoformat()
    answer = browser.post("/close", given(closing, key=key, slot=later), follow=True)
    assert answer.request["PATH_INFO"] == f"/invitations/{invitation.pk}"
    assert "This was made already. Nothing more was made or sent." in answer.content.decode()
    assert booked(seat) == [invitation]
    another = browser.get(f"/close?meeting={closing.pk}&another=1").content.decode()
    assert "a moment ago" not in another
    assert another.split('name="key" value="')[1].split('"')[0] != key


def test_for_a_customer_the_people_to_invite_are_to_choose_also_where_there_is_one(
    browser: Client, seat: Membership, closing: Meeting
) -> None:
    assert closing.account is not None
    Contact.objects.in_workspace(seat.workspace).create(
        account=closing.account, name="Jan Novak", address="jan.novak@northwind.example"
    )
    for about in (f"account={closing.account_id}", f"meeting={closing.pk}"):
        page = browser.get(f"/close?{about}").content.decode()
        assert ("<legend>Invite</legend>" in page) == about.startswith("account"), about
        assert page.count('name="more_people"') == 1


def test_of_the_demo_it_is_said_why_there_is_no_link_for_the_customer(
    browser: Client, seat: Membership, closing: Meeting, settings: Any
) -> None:
    browser.post("/close", given(closing))
    [invitation] = booked(seat)
    page = f"/invitations/{invitation.pk}"
    why = "This is the demo: nothing of it leaves, so there is no link for the customer."
    assert "Foothold is open on this computer only." in browser.get(page).content.decode()
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    assert why not in across_the_table(invitation).why
    invitation.meeting.demo = True
    assert across_the_table(invitation).why == why
