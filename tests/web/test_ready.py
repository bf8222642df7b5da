"""Ready: both sides ready before a meeting (UX S2), through the addresses a person opens."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.answer_item import answer_item
from foothold.actions.book_next_step import NextDate, ToBring, book_next_step
from foothold.actions.invitation_words import invitation_words
from foothold.actions.prepare_meeting import set_outcome
from foothold.core.readiness import Item
from foothold.records.models import Departure, Invitation, Meeting, Preparation, PreparedItem

Make = Callable[..., Any]
RUIZ = "Plant manager Ruiz saw scrap at 7% after the resin change in May and must report to the board"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, now: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def browser(seat: Any, browser_of: Make) -> Any:
    return browser_of(seat)


@pytest.fixture
def booked(seat: Any, now: Any) -> Invitation:
    """A meeting of our own making, on its way to the customer by the seller's mailbox."""
    starts_at = now + timedelta(hours=3)
    wanted = NextDate(
        key="k",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Berlin",
        topic="Decision on the second site",
        attendees=[("petra@northwind.example", "Petra Lang")],
        organizer="anna@harbour.example",
        they_bring=[ToBring("pump hours of sites 2 and 3", "Petra Lang")],
        way="mail",
    )
    invitation = book_next_step(seat, wanted, now=now)
    Invitation.objects.in_workspace(seat.workspace).update(left_at=now)
    return invitation


def page(browser: Any, meeting: Meeting) -> str:
    answer = browser.get(f"/meetings/{meeting.pk}/ready")
    assert answer.status_code == 200
    return answer.content.decode().split('<section class="list-at-side"')[0]


def send(browser: Any, meeting: Meeting, where: str, **fields: Any) -> Any:
    return browser.post(f"/meetings/{meeting.pk}/ready/{where}", fields, follow=True)


def test_a_meeting_without_a_purpose_is_flagged_and_three_outcomes_are_suggested_as_such(
    browser: Any, seat: Any, plan_meeting: Make
) -> None:
    shown = page(browser, plan_meeting(seat))
    assert "This meeting has no purpose yet." in shown
    assert shown.count('class="suggestion"') == 3
    assert "Suggested, not fact" in shown
    assert "Which parts of price for three sites they take as they are" in shown


def test_a_social_meeting_is_not_told_to_have_a_purpose(browser: Any, seat: Any, plan_meeting: Make) -> None:
    shown = page(browser, plan_meeting(seat, "Summer lunch"))
    assert "no purpose yet" not in shown
    assert 'class="suggestion"' not in shown


def test_an_outcome_is_taken_with_its_next_step_and_times(
    browser: Any, seat: Any, plan_meeting: Make, now: Any
) -> None:
    meeting = plan_meeting(seat)
    slots = [(now + timedelta(days=days)).isoformat() for days in (2, 3)]
    send(browser, meeting, "outcome", outcome="A yes or no on the second site", next_step="Install visit", slot=slots)
    kept = Preparation.objects.in_workspace(seat.workspace).get()
    assert (kept.outcome, len(kept.slots)) == ("A yes or no on the second site", 2)
    shown = page(browser, meeting)
    assert "no purpose yet" not in shown
    assert "Install visit" in shown


def test_looking_changes_nothing(browser: Any, seat: Any, plan_meeting: Make) -> None:
    page(browser, plan_meeting(seat))
    assert not Preparation.objects.in_workspace(seat.workspace).exists()


def test_what_is_too_thin_is_kept_and_said_to_count_nothing(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat)
    send(browser, meeting, "answer", item="us.1", how="know", words="They like us")
    assert "too thin to count: fewer than 8 words" in page(browser, meeting)
    assert PreparedItem.objects.in_workspace(seat.workspace).get().words == "They like us"


def test_an_empty_answer_takes_back_only_what_was_there(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat)

    def said(words: str) -> str:
        sent = {"item": "us.1", "how": "know", "words": words}
        return str(browser.post(f"/meetings/{meeting.pk}/ready/answer", sent, follow=True).content.decode())

    nothing = said("")
    assert "Nothing was typed, so nothing is kept." in nothing
    assert "Taken back." not in nothing
    said("They like us")
    assert "Taken back." in said("")


def test_an_address_beside_the_words_makes_it_a_source(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat, "Offer for three sites")
    fields = {"words": "Grid fees rise on 1 January", "url": "https://grid.example/fees", "on": "2026-09-01"}
    send(browser, meeting, "answer", item="us.4", how="know", **fields)
    shown = page(browser, meeting)
    assert '<a href="https://grid.example/fees" rel="noreferrer noopener">grid.example</a>' in shown
    assert "too thin" not in shown


def test_words_of_strangers_are_shown_as_words(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat, "<script>alert(1)</script> offer", people=[("<b>Petra</b>", "ACCEPTED")])
    send(browser, meeting, "answer", item="us.1", how="know", words=f"<img src=x onerror=alert(1)> {RUIZ}")
    shown = page(browser, meeting)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "<b>Petra" not in shown


def test_asking_shows_the_question_and_when(browser: Any, seat: Any, booked: Invitation) -> None:
    send(browser, booked.meeting, "answer", item="us.2", how="ask")
    assert "Asked Tue 22 Sep: What would you like to leave this meeting with?" in " ".join(
        page(browser, booked.meeting).split()
    )
    assert Departure.objects.in_workspace(seat.workspace).filter(kind="change").count() == 1


def test_asking_says_where_the_question_stands_and_whether_it_has_left(
    browser: Any, seat: Any, booked: Invitation, plan_meeting: Make
) -> None:
    asked = [("us.5", "leaves in a minute, or with the agenda"), ("us.4", "on the agenda: another question")]
    for item, said in asked:
        assert said in send(browser, booked.meeting, "answer", item=item, how="ask").content.decode()
    of_another_making = plan_meeting(seat, people=[("Jan Novak", "ACCEPTED")])
    answer = send(browser, of_another_making, "answer", item="us.5", how="ask").content.decode()
    assert "Nothing has left: send it yourself." in answer
    Invitation.objects.in_workspace(seat.workspace).update(way="file")
    answer = send(browser, booked.meeting, "answer", item="us.3", how="ask").content.decode()
    assert "Nothing has left: send the update yourself." in answer


def test_ask_now_asks_for_what_is_missing(browser: Any, seat: Any, booked: Invitation) -> None:
    shown = page(browser, booked.meeting)
    assert "pump hours of sites 2 and 3 missing" in shown
    assert "Ask now" in shown
    send(browser, booked.meeting, "ask", item=["cu.3"], about=["pump hours of sites 2 and 3"])
    booked.refresh_from_db()
    assert booked.prep_question == "Could you send us before we meet: pump hours of sites 2 and 3?"


def test_the_agenda_goes_out_as_an_update_of_what_they_have(browser: Any, seat: Any, booked: Invitation) -> None:
    send(browser, booked.meeting, "outcome", outcome="A yes or no on the second site")
    questions = {"question": ["Your questions?", "What is missing?"], "minutes": ["10", "30"], "theirs": ["0"]}
    send(browser, booked.meeting, "agenda", **questions)
    answer = send(browser, booked.meeting, "send")
    assert "The invitation is updated." in answer.content.decode()
    booked.refresh_from_db()
    assert booked.sequence == 1
    assert [row["theirs"] for row in booked.agenda] == [True, False]
    assert "1 waiting to send." in page(browser, booked.meeting)


def _sends_what_it_shows(browser: Any, meeting: Meeting) -> None:
    """Press Send agenda with all the button's form holds."""
    form = page(browser, meeting).split(f'action="/meetings/{meeting.pk}/ready/send"')[1].split("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(unescape(value))
    assert send(browser, meeting, "send", **fields).status_code == 200


def test_the_agenda_suggested_on_the_screen_is_what_send_agenda_sends(browser: Any, booked: Invitation) -> None:
    send(browser, booked.meeting, "outcome", outcome="A yes or no on the second site")
    _sends_what_it_shows(browser, booked.meeting)
    booked.refresh_from_db()
    assert booked.agenda[0]["question"] == "Your questions: what do you want answered today?"
    assert booked.agenda[0]["theirs"]
    assert "Agenda:\n- Your questions" in invitation_words(booked)


def test_an_agenda_that_was_written_is_not_replaced_by_a_suggested_one(browser: Any, booked: Invitation) -> None:
    send(browser, booked.meeting, "agenda", question=["What is missing?"], minutes=["10"])
    send(browser, booked.meeting, "send", question=["Another one?"], minutes=["5"])
    booked.refresh_from_db()
    assert [row["question"] for row in booked.agenda] == ["What is missing?"]


def test_a_suggested_outcome_is_said_to_the_customer_as_you(browser: Any, booked: Invitation) -> None:
    said = "What it costs them today to leave clean room needs as it is, in their own figures"
    send(browser, booked.meeting, "outcome", outcome=said)
    _sends_what_it_shows(browser, booked.meeting)
    booked.refresh_from_db()
    text = invitation_words(booked)
    assert "- What it costs you today to leave clean room needs as it is, in your own figures" in text
    assert "Can we agree today: what it costs you today" in text
    assert said in page(browser, booked.meeting)


def test_a_refused_update_says_why_and_offers_the_text(browser: Any, seat: Any, booked: Invitation) -> None:
    send(browser, booked.meeting, "outcome", outcome="A yes or no on the second site")
    send(browser, booked.meeting, "send")
    sent = Departure.objects.in_workspace(seat.workspace).filter(kind="change")
    sent.update(state="refused", problem="550 mailbox full")
    shown = page(browser, booked.meeting)
    assert "Could not update the invitation" in shown
    assert "550 mailbox full" in shown
    assert "A yes or no on the second site" in shown.split('id="mail-text"')[1]


def test_a_meeting_from_a_calendar_is_answered_by_a_mail_of_ones_own(
    browser: Any, seat: Any, plan_meeting: Make
) -> None:
    meeting = plan_meeting(seat)
    send(browser, meeting, "outcome", outcome="A yes or no on the second site")
    shown = page(browser, meeting)
    assert "Send agenda" not in shown
    assert 'href="mailto:petra@northwind.example?subject=' in shown
    send(browser, meeting, "sent")
    assert "Petra has outcome and agenda, sent Tue 22 Sep" in page(browser, meeting)


def test_without_a_connection_the_update_is_a_file_to_open(browser: Any, seat: Any, booked: Invitation) -> None:
    Invitation.objects.in_workspace(seat.workspace).update(way="file")
    send(browser, booked.meeting, "outcome", outcome="A yes or no on the second site")
    assert "Nothing is connected" in send(browser, booked.meeting, "send").content.decode()
    file = browser.get(f"/meetings/{booked.meeting.pk}/ready/invitation.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"SEQUENCE:1" in file.content
    send(browser, booked.meeting, "sent")
    assert "Petra has outcome and agenda" in page(browser, booked.meeting)


def test_a_first_meeting_gets_three_questions_to_ask(browser: Any, seat: Any, plan_meeting: Make) -> None:
    people = [("Kurt Aigner", "NEEDS-ACTION"), ("Eva Brandt", "NEEDS-ACTION")]
    meeting = plan_meeting(
        seat, "Alpine Foods", people, account="Alpine Foods", answer="no_answer", answer_level="", organized_by="ours"
    )
    shown = page(browser, meeting)
    assert "We know Alpine Foods and 2 names." in shown
    assert "1. What would you like to leave this meeting with?" in shown


def test_the_short_sheet_does_not_ask_for_what_is_not_needed(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat, "Pump trial")
    shown = page(browser, meeting)
    assert "Could derail" not in shown
    assert "All eight" in shown
    send(browser, meeting, "full", full="yes")
    assert "Could derail" in page(browser, meeting)


def test_the_percentage_beside_their_name_opens_what_it_was_counted_from(
    browser: Any, seat: Any, plan_meeting: Make, booked: Invitation
) -> None:
    shown = page(browser, plan_meeting(seat))
    said = re.search(r"<summary>(\d+) % ready</summary><ul>(.*?)</ul>", shown)
    assert said
    lines = re.findall(r"<li class=.(\w+).>(\w[\w ]+\w) <span[^>]*>(.*?)</span>", said[2])
    assert "One is known when each of its parts is." in shown
    assert lines[:2] == [("done", "Accepted", "2 of 2 points"), ("missing", "Prep question", "missing, 0 of 2 points")]
    assert f"{said[1]} % of what this meeting needs of them is there. Only what they do or say counts in full." in shown
    found = re.findall(r"([\d.]+) of (\d)", said[2])
    assert int(said[1]) == round(100 * sum(float(n) for n, _ in found) / sum(int(of) for _, of in found))


def test_a_short_sheet_is_called_short_and_not_ready_beside_what_is_not_known(
    browser: Any, seat: Any, plan_meeting: Make, now: Any
) -> None:
    meeting = plan_meeting(seat, "Pump trial")
    slots = [now + timedelta(days=days) for days in (2, 3)]
    words = "Which of both pumps stays, in figures that Petra and her plant engineer believe"
    set_outcome(seat, meeting, words, next_step="Install visit with Jan Novak", slots=slots, now=now)
    shown = page(browser, meeting)
    assert "Short sheet</span>" in shown
    assert "Outcome and acceptance are there. More is not asked." in shown
    assert "% ready" not in shown
    assert "Ready</span>" not in shown


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("answer", {"item": "us.9", "how": "know"}),
        ("answer", {"item": "us.8", "how": "na", "reason": "no"}),
        ("answer", {"item": "cu.4", "how": "na", "reason": " "}),
        ("answer", {"item": "us.1", "how": "take", "start": "7"}),
        ("answer", {"item": "us.5", "how": "know", "words": "x", "url": "https://"}),
        ("send", {}),
        ("invite", {"address": "eva@northwind.example"}),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    browser: Any, seat: Any, plan_meeting: Make, where: str, fields: dict[str, str]
) -> None:
    meeting = plan_meeting(seat)
    answer = send(browser, meeting, where, **fields)
    assert answer.status_code == 200
    assert 'class="error" role="alert"' in answer.content.decode()
    assert not PreparedItem.objects.in_workspace(seat.workspace).exists()


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("answer", {"item": "us.77", "how": "know"}),
        ("answer", {"item": "us.1", "how": "guess"}),
        ("answer", {}),
        ("ask", {"item": "x"}),
        ("outcome", {"outcome": "x", "slot": "soon"}),
        ("outcome", {"outcome": "x", "slot": "2026-09-24T10:00"}),
    ],
)
def test_what_no_page_sends_is_refused(
    browser: Any, seat: Any, plan_meeting: Make, where: str, fields: dict[str, str]
) -> None:
    assert send(browser, plan_meeting(seat), where, **fields).status_code == 400
    assert not Preparation.objects.in_workspace(seat.workspace).exists()


def test_odd_agendas_are_kept_as_far_as_they_go(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat)
    fields = {"question": ["  ", "What? " * 100, "Why?"], "minutes": ["x", "99999999"], "theirs": ["2", "7", "x"]}
    send(browser, meeting, "agenda", **fields)
    rows = Preparation.objects.in_workspace(seat.workspace).get().agenda
    assert [(len(row["question"]), row["minutes"], row["theirs"]) for row in rows] == [(200, 0, False), (4, 0, True)]


def test_a_script_gets_the_sheet_alone(browser: Any, seat: Any, plan_meeting: Make) -> None:
    meeting = plan_meeting(seat)
    answer = browser.post(
        f"/meetings/{meeting.pk}/ready/answer",
        {"item": "us.5", "how": "skip"},
        headers={"HX-Request": "true"},
    )
    shown = answer.content.decode()
    assert shown.startswith("<article")
    assert 'data-say="Skipped."' in shown


# --- today and after -----------------------------------------------------------------------------


def test_today_says_how_ready_a_meeting_is(browser: Any, seat: Any, plan_meeting: Make, now: Any) -> None:
    meeting = plan_meeting(seat, "Offer for three sites")
    shown = browser.get("/today").content.decode()
    assert "no outcome yet" in shown
    assert f'href="/meetings/{meeting.pk}/ready">Set one' in shown
    set_outcome(seat, meeting, "A yes or no on the second site", now=now)
    answer_item(seat, meeting, Item.US_1, RUIZ, now=now)
    shown = browser.get("/today").content.decode()
    assert "1 of 8 known" in shown
    assert "Get ready" in shown


def test_today_says_ready_and_offers_nothing_more(browser: Any, seat: Any, plan_meeting: Make, now: Any) -> None:
    meeting = plan_meeting(seat, "Pump trial")
    slots = [now + timedelta(days=days) for days in (2, 3)]
    words = "Which of both pumps stays, in figures that Petra and her plant engineer believe"
    set_outcome(seat, meeting, words, next_step="Install visit with Jan Novak", slots=slots, now=now)
    shown = browser.get("/today").content.decode()
    assert 'class="ready-word ready">ready<' in shown
    assert "Get ready" not in shown


def test_the_page_of_a_meeting_to_come_leads_to_its_sheet(
    browser: Any, seat: Any, plan_meeting: Make, now: Any
) -> None:
    ahead = plan_meeting(seat)
    over = plan_meeting(seat, "Over", held_at=now - timedelta(hours=3))
    assert f'href="/meetings/{ahead.pk}/ready"' in browser.get(f"/meetings/{ahead.pk}").content.decode()
    assert f'href="/meetings/{over.pk}/ready"' not in browser.get(f"/meetings/{over.pk}").content.decode()
    assert browser.get(f"/meetings/{over.pk}/ready")["Location"] == f"/meetings/{over.pk}"


def test_after_the_meeting_each_prediction_is_marked_with_one_tap(
    browser: Any, seat: Any, plan_meeting: Make, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = plan_meeting(seat)
    answer_item(seat, meeting, Item.US_1, RUIZ, now=now)
    assert "as you expected" not in browser.get(f"/meetings/{meeting.pk}").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=5))
    shown = browser.get(f"/meetings/{meeting.pk}").content.decode()
    assert "Did it turn out as you expected?" in shown
    browser.post(f"/meetings/{meeting.pk}/expected", {"item": "us.1", "mark": "miss"})
    assert PreparedItem.objects.in_workspace(seat.workspace).get().mark == "miss"
    assert "Expected right so far: 0 of 1." in browser.get(f"/meetings/{meeting.pk}").content.decode()
    assert browser.post(f"/meetings/{meeting.pk}/expected", {"item": "us.99"}).status_code == 400


def test_only_its_seller_sees_the_sheet_of_a_meeting(
    seat: Any, colleague: Any, browser_of: Make, plan_meeting: Make
) -> None:
    meeting = plan_meeting(colleague)
    assert browser_of(seat).get(f"/meetings/{meeting.pk}/ready").status_code == 404
    assert browser_of(seat).post(f"/meetings/{meeting.pk}/ready/outcome", {"outcome": "x"}).status_code == 404


def test_the_sheet_costs_a_fixed_number_of_queries(
    browser: Any, seat: Any, plan_meeting: Make, read_meeting: Make, now: Any, django_assert_max_num_queries: Any
) -> None:
    for days in range(1, 8):
        read_meeting(seat, name=f"call-{days}.vtt", held_at=now - timedelta(days=days))
    meeting = plan_meeting(seat)
    with django_assert_max_num_queries(32):
        page(browser, meeting)


def test_the_sheet_is_small_enough_for_a_phone(browser: Any, booked: Invitation) -> None:
    import contextlib
    import gzip
    import re

    answer = browser.get(f"/meetings/{booked.meeting.pk}/ready", headers={"accept-encoding": "gzip"})
    sizes = [len(answer.content)]
    for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(answer.content).decode()):
        with contextlib.closing(browser.get(link, headers={"accept-encoding": "gzip"})) as file:
            sizes.append(len(b"".join(file.streaming_content)))
    assert sizes[0] < 15_000, "every later visit"
    assert sum(sizes) < 60_000, "the first visit"
