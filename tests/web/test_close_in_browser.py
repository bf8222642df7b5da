"""Close in a real browser (UX J2, J2L): taps and keys counted with nothing connected, no signal, axe, both widths."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session

from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.actions.import_files import import_bytes
from foothold.records.models import Account, Closing, Commitment, Homework, Invitation, Meeting

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"has_touch": True, "is_mobile": True}


def calendar(now: datetime) -> bytes:
    """A meeting with Petra Lang that runs now and ends in ten minutes; three before it at ten o'clock in Berlin."""
    running = (now - timedelta(minutes=35), now + timedelta(minutes=10))
    before = [(now - timedelta(days=7 * week)).replace(hour=8, minute=0) for week in (1, 2, 3)]
    times = [running, *((start, start + timedelta(minutes=45)) for start in before)]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//harbour//EN", "X-WR-CALNAME:anna@harbour.example"]
    for number, (start, end) in enumerate(times):
        lines += ["BEGIN:VEVENT", f"UID:{number}@harbour.example", "SUMMARY:Northwind, pilot result"]
        lines += [f"{name}:{at:%Y%m%dT%H%M%SZ}" for name, at in (("DTSTAMP", now), ("DTSTART", start), ("DTEND", end))]
        lines += ["LOCATION:Their office, Hall 3", "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example"]
        lines += ["ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED:mailto:petra.lang@northwind.example", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def closing(seat: Any) -> Meeting:
    """The meeting that runs now, with a promise of each side."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    import_bytes(seat, calendar(now), "anna.ics", now=now)
    meeting = Meeting.objects.in_workspace(seat.workspace).order_by("-held_at").first()
    for place, (side, what) in enumerate((("customer", "pump hours of sites 2 and 3"), ("ours", "price for 3 sites"))):
        Commitment.objects.in_workspace(seat.workspace).create(
            meeting=meeting, place=place, side=side, what=what, owner="Petra Lang" if side == "customer" else ""
        )
    return meeting


def booked(seat: Any) -> list[Invitation]:
    """What was booked, oldest first."""
    return list(Invitation.objects.in_workspace(seat.workspace).order_by("created_at"))


def elsewhere(starts_at: datetime) -> NextDate:
    """Another meeting at that time."""
    return NextDate(
        key="elsewhere",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Berlin",
        topic="Bergmann",
        attendees=[("x@bergmann.example", "")],
    )


class Hand:
    """Counts what a person does: taps on a phone, keys on a laptop."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0

    def tap(self, selector: str) -> None:
        self.page.tap(selector)
        self.count += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


def test_the_next_step_is_booked_on_a_phone_in_six_taps_with_nothing_connected(
    open_page: Open, seat: Any, closing: Meeting
) -> None:
    page = open_page("/today", 390, **PHONE)
    hand = Hand(page)
    hand.tap(".bar a:has-text('Close')")
    page.wait_for_selector(".closing h1:has-text('Next with Petra')")
    hand.tap(".slot >> nth=0")
    hand.tap(".bring .pick:has-text('pump hours')")
    hand.tap(".send button")
    page.wait_for_selector(".leave-by")
    with page.expect_download() as file:
        hand.tap(".way-list a:has-text('Calendar file')")
    assert b"petra.lang@northwind.example" in Path(file.value.path()).read_bytes()
    hand.tap("button:has-text('I sent it')")
    page.wait_for_selector("h2:has-text('You sent it')")
    assert hand.count <= 6
    invitation = booked(seat)[0]
    assert invitation.topic == "Pump hours of sites 2 and 3"
    assert invitation.left_at is not None
    assert invitation.in_room
    brought = Homework.objects.in_workspace(seat.workspace)
    assert [each.what for each in brought] == ["pump hours of sites 2 and 3"]
    assert page.inner_text("#standing .state-word") == "OFFERED"


def test_the_next_step_is_booked_in_a_call_with_twelve_keys_and_nothing_connected(
    open_page: Open, seat: Any, closing: Meeting
) -> None:
    page = open_page(f"/meetings/{closing.pk}", 1280)
    hand = Hand(page)
    hand.press("n")
    page.wait_for_selector("#close-form")
    page.wait_for_load_state()
    hand.press("1", "Tab", "Enter")
    page.wait_for_selector(".leave-by")
    page.wait_for_load_state()
    with page.expect_download():
        hand.press("Enter")
    hand.press("Tab", "Enter")
    page.wait_for_selector("h2:has-text('You sent it')")
    assert hand.count <= 12
    assert booked(seat)[0].left_at is not None


def test_n_on_today_opens_the_meeting_that_runs(open_page: Open, closing: Meeting) -> None:
    page = open_page("/today", 1280)
    page.keyboard.press("n")
    page.wait_for_selector(f"#close-form [name=meeting][value='{closing.pk}']", state="attached")


def test_without_script_everything_is_booked_all_the_same(open_page: Open, seat: Any, closing: Meeting) -> None:
    page = open_page("/close", 390, java_script_enabled=False)
    page.check(".said-row [value=said]")
    page.fill("[name=said]", (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d 10:15"))
    page.click(".send button")
    assert page.is_visible("h2:has-text('Send it yourself')")
    assert booked(seat)[0].starts_at.minute == 15


def test_the_question_shown_follows_the_topic_until_the_seller_writes_his_own(
    open_page: Open, closing: Meeting
) -> None:
    page = open_page("/close", 390)
    question = page.locator("[name=prep_question]")
    own = page.locator("[name=topic_own]")
    page.evaluate("document.querySelector('.about details')?.setAttribute('open', '')")
    own.fill("the second depot")
    assert question.input_value() == 'What matters most to you about "the second depot", so that we come prepared?'
    own.fill("")
    assert "the second depot" not in question.input_value()
    question.fill("Who signs?")
    own.fill("the third depot")
    assert question.input_value() == "Who signs?"


def test_what_they_said_is_understood_while_it_is_typed(open_page: Open, closing: Meeting) -> None:
    page = open_page("/close", 390)
    page.fill("[name=said]", "in two weeks")
    page.wait_for_selector("#said-line:has-text('At what time?')")
    page.fill("[name=said]", (datetime.now(UTC) + timedelta(days=20)).strftime("%Y-%m-%d 10:15"))
    page.wait_for_selector("#said-line:has-text('10:15')")
    assert page.is_checked("[name=slot][value=said]")


def test_own_words_and_a_tapped_topic_are_never_both_chosen(open_page: Open, seat: Any, closing: Meeting) -> None:
    page = open_page("/close", 390)
    tapped, own = ".about .pick input:checked", "[name=topic_own]"
    page.click(".about summary")
    page.fill(own, "Terms of the second site")
    assert page.locator(tapped).count() == 0
    page.check(".about .pick input >> nth=0", force=True)
    assert page.input_value(own) == ""
    page.click(own)
    assert page.input_value(own) == "Terms of the second site", "put aside, not lost"
    assert page.locator(tapped).count() == 0
    page.fill(own, "")
    assert page.locator(tapped).count() == 1
    page.check(".about .pick input >> nth=0", force=True)
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_url("**/invitations/**")
    assert [each.topic for each in booked(seat)] == ["Pump hours of sites 2 and 3"]


def test_what_was_typed_is_there_after_a_reload_until_it_is_sent(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting
) -> None:
    page = open_page("/close", 390)
    page.click(".about summary")
    page.fill("[name=topic_own]", "Terms of the second site")
    page.click(".bring summary >> nth=0")
    page.fill("[name=they_own]", "last year's bills")
    page.check(".slot input >> nth=1", force=True)
    page.reload()
    page.wait_for_selector("#said:has-text('What you typed here is kept')")
    assert page.input_value("[name=topic_own]") == "Terms of the second site"
    assert page.is_visible("[name=they_own]"), "what is filled in is in sight"
    assert page.is_checked(".slot input >> nth=1")
    page.click(".lengths summary")
    page.click(".lengths a:has-text('60')")
    page.wait_for_url("**minutes=60")
    assert page.input_value("[name=they_own]") == "last year's bills"
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_url("**/invitations/**")
    [invitation] = booked(seat)
    assert invitation.topic == "Terms of the second site"
    page.goto(f"{live_server.url}/close?meeting={closing.pk}&another=1")
    assert page.input_value("[name=topic_own]") == ""


def test_what_was_sent_does_not_stand_there_as_unsent_where_the_browser_opens_no_store(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting
) -> None:
    page = open_page("/close", 390)
    refused = "IDBFactory.prototype.open = () => { const r = {}; setTimeout(() => r.onerror(), 0); return r; }"
    page.add_init_script(refused)
    page.reload()
    page.click(".about summary")
    page.fill("[name=topic_own]", "Terms of the second site")
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_url("**/invitations/**")
    [invitation] = booked(seat)
    assert invitation.topic == "Terms of the second site"
    page.goto(f"{live_server.url}/close?meeting={closing.pk}&another=1")
    assert page.input_value("[name=topic_own]") == ""


def test_who_leaves_takes_what_he_typed_along(
    open_page: Open, live_server: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.fill("[name=prep_question]", "What does it cost them?")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.goto(live_server.url + "/setup")
    page.click(".leave button")
    page.wait_for_url("**/enter")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    complaints.clear()  # the browser names the 401 of the way in


def test_a_slot_taken_meanwhile_keeps_every_choice_and_offers_the_next_best(
    open_page: Open, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.check(".slot input >> nth=0", force=True)
    chosen = datetime.fromisoformat(page.get_attribute(".slot input >> nth=0", "value"))
    page.check(".bring .pick input >> nth=0", force=True)
    book_next_step(seat, elsewhere(chosen), now=datetime.now(UTC))
    page.click(".send button")
    page.wait_for_selector(".problem h2:has-text('Taken meanwhile. Next best:')")
    assert page.is_checked(".bring .pick input >> nth=0")
    page.click(".send button")
    page.wait_for_selector(".leave-by")
    assert len(booked(seat)) == 2
    complaints.clear()  # the browser names the 409 in its console


def test_what_its_own_page_says_is_wrong_follows_to_no_other_and_is_there_again_on_close(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.click(".about summary")
    page.fill("[name=topic_own]", "Terms of the second site")
    page.check(".slot input >> nth=0", force=True)
    chosen = page.get_attribute(".slot input >> nth=0", "value")
    book_next_step(seat, elsewhere(datetime.fromisoformat(chosen)), now=datetime.now(UTC))
    page.click(".send button")
    page.wait_for_selector(".problem h2:has-text('Taken meanwhile')")
    page.goto(live_server.url + "/today")
    assert page.evaluate("localStorage.getItem('foothold-outbox')") is None, "nothing waits to be sent"
    assert page.is_hidden("#outbox")
    page.goto(f"{live_server.url}/close?meeting={closing.pk}")
    page.wait_for_selector("#said:has-text('What you typed here is kept')")
    assert page.input_value("[name=topic_own]") == "Terms of the second site"
    complaints.clear()  # the browser names the 409 in its console


def test_they_would_not_is_one_tap_and_the_line_to_say_is_shown(open_page: Open, seat: Any, closing: Meeting) -> None:
    page = open_page("/close", 390, **PHONE)
    page.tap("button:has-text('They would not set a date')")
    page.wait_for_selector("text=So we do not play phone tag: Tuesday or Thursday?")
    assert Closing.objects.in_workspace(seat.workspace).get().how == "refused"


def test_back_and_send_again_books_nothing_more_with_another_slot_chosen(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting
) -> None:
    page = open_page(f"/close?meeting={closing.pk}", 1280)
    page.check(".slot input >> nth=0", force=True)
    page.click(".send button")
    page.wait_for_selector(".leave-by")
    page.goto(f"{live_server.url}/close?meeting={closing.pk}")
    page.wait_for_selector("text=Made a moment ago, not sent yet")
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_url("**/invitations/*")
    assert len(booked(seat)) == 1


# --- without a signal -----------------------------------------------------------------------------------------------


def test_without_a_signal_it_waits_and_is_sent_once_when_it_is_back(
    open_page: Open, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.context.set_offline(True)
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    assert booked(seat) == []
    page.context.set_offline(False)
    page.wait_for_selector("#said:has-text('Made:')")
    page.wait_for_selector("#outbox", state="hidden")
    assert len(booked(seat)) == 1
    complaints.clear()  # the browser names the lost requests in its console


def test_what_waits_survives_the_page_and_leaves_from_another_one(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.context.set_offline(True)
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(live_server.url + "/today")
    again.wait_for_selector("#said:has-text('Made:')")
    assert len(booked(seat)) == 1
    complaints.clear()


def test_an_answer_that_was_lost_is_sent_again_and_books_once(
    open_page: Open, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)

    def swallow(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch()  # it arrives, and the answer does not
            route.abort()
        else:
            route.continue_()

    page.route("**/close", swallow)
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    assert len(booked(seat)) == 1
    page.unroute("**/close")
    page.click("text=Send now")
    page.wait_for_selector("#said:has-text('Made:')")
    assert len(booked(seat)) == 1
    complaints.clear()


def test_a_server_at_fault_is_asked_again_later(
    open_page: Open, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.route("**/close", lambda route: route.fulfill(status=503, body="down"))
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    page.unroute("**/close")
    page.wait_for_selector("#said:has-text('Made:')", timeout=15000)
    assert len(booked(seat)) == 1
    complaints.clear()


def test_who_is_not_in_any_more_logs_in_and_loses_nothing(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    cookies = page.context.cookies()
    before = list(Session.objects.all())
    Session.objects.all().delete()
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox a:has-text('Log in to send')")
    assert booked(seat) == []
    for session in before:
        session.save(force_insert=True)
    page.context.add_cookies(cookies)
    page.goto(live_server.url + "/today")
    page.wait_for_selector("#said:has-text('Made:')")
    assert len(booked(seat)) == 1
    complaints.clear()


def test_a_slot_taken_while_it_waited_keeps_the_draft_and_the_next_best_is_one_tap(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.context.set_offline(True)
    page.check(".slot input >> nth=1", force=True)
    chosen = datetime.fromisoformat(page.get_attribute(".slot input >> nth=1", "value"))
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    book_next_step(seat, elsewhere(chosen), now=datetime.now(UTC))
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(live_server.url + "/today")
    page.wait_for_selector("#outbox:has-text('Taken meanwhile. Next best:')")
    page.click("#outbox .primary")
    page.wait_for_selector("#said:has-text('Made:')")
    assert [each.topic for each in booked(seat)] == ["Bergmann", "Pump hours of sites 2 and 3"]
    complaints.clear()


def test_a_draft_without_an_address_stays_to_be_filled_or_dropped(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    account = Account.objects.in_workspace(seat.workspace).create(name="Alpine")
    page = open_page(f"/close?account={account.pk}", 390)
    page.context.set_offline(True)
    page.check(".slot input >> nth=1", force=True)
    chosen = page.get_attribute(".slot input >> nth=1", "value")
    page.fill("[name=topic_own]", "Trial of the press") if page.is_visible("[name=topic_own]") else None
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(live_server.url + "/today")
    page.click("#outbox a:has-text('Fill it in')")
    page.wait_for_selector("#said:has-text('address')")
    assert page.is_checked(f".slot input[value='{chosen}']")
    page.fill("[name=more_people]", "jo@alpine.example")
    page.click(".send button")
    page.wait_for_url("**/invitations/**")
    assert [each.meeting.account.name for each in booked(seat)] == ["Alpine"]
    page.goto(live_server.url + "/today")
    assert page.is_hidden("#outbox")
    complaints.clear()


def test_close_opens_without_a_signal_and_what_is_sent_there_waits(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(live_server.url + "/close")  # from now on the worker keeps it
    page.context.set_offline(True)
    page.goto(live_server.url + "/close")
    page.wait_for_selector(".note:has-text('No signal. These times are of')")
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    # Opened once more, the kept page carries the same key: another booking gets one of its own.
    page.goto(live_server.url + "/close")
    page.check(".slot input >> nth=2", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('2 waiting to send')")
    page.context.set_offline(False)
    page.wait_for_selector("#outbox", state="hidden")
    assert len(booked(seat)) == 2
    complaints.clear()


def test_without_a_signal_no_customer_gets_the_page_of_another(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{live_server.url}/close?meeting={closing.pk}")
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/close?account={closing.account_id}")
    assert page.inner_text("h1") == "No signal"
    page.click("text=Close, as it was opened last")
    page.wait_for_selector(".closing h1:has-text('Next with Petra')")
    page.goto(f"{live_server.url}/close?meeting={closing.pk}")
    page.wait_for_selector(".closing h1:has-text('Next with Petra')")
    complaints.clear()


def test_tomorrow_is_the_day_after_it_was_said_however_long_it_waited(
    open_page: Open, seat: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.context.set_offline(True)
    page.fill("[name=said]", "in 4 days at 10:00")
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    page.evaluate("Date.now = ((now) => () => now() + 2 * 86400000)(Date.now)")
    page.context.set_offline(False)
    page.wait_for_selector("#said:has-text('Made:')")
    [invitation] = booked(seat)
    assert invitation.meeting.held_at.astimezone(ZoneInfo(invitation.meeting.tz)).date() == (
        datetime.now(ZoneInfo(invitation.meeting.tz)).date() + timedelta(days=2)
    )
    complaints.clear()


def test_who_leaves_takes_the_kept_page_along(
    open_page: Open, live_server: Any, closing: Meeting, complaints: list[str]
) -> None:
    page = open_page("/close", 390)
    page.evaluate("caches.open('foothold-close').then((kept) => kept.put('/close', new Response('names')))")
    page.goto(live_server.url + "/setup")
    page.click(".leave button")
    page.wait_for_url("**/enter")
    assert page.evaluate("caches.has('foothold-close')") is False
    complaints.clear()  # the browser names the 401 of the way in


# --- every screen ---------------------------------------------------------------------------------------------------


def addresses(seat: Any, closing: Meeting) -> list[str]:
    """The screens of this file, with something on them."""
    account = Account.objects.in_workspace(seat.workspace).get(name="Northwind")
    now = datetime.now(UTC)
    invitation = book_next_step(seat, elsewhere(now + timedelta(days=9)), from_meeting=closing, now=now)
    older = Meeting.objects.in_workspace(seat.workspace).order_by("held_at")[0]
    Closing.objects.in_workspace(seat.workspace).create(meeting=older, user=seat.user, how="refused", said_at=now)
    return [
        "/close",
        f"/close?account={account.pk}",
        f"/meetings/{older.pk}/left-open",
        f"/meetings/{closing.pk}",
        f"/meetings/{older.pk}",
        f"/meetings/{invitation.meeting_id}",
        f"/invitations/{invitation.pk}",
        f"/invitations/{invitation.pk}?was=2026-09-24T08:00:00Z",
    ]


def open_all(page: Any) -> None:
    """Whatever is folded, unfolded."""
    for fold in page.query_selector_all("main details"):
        fold.evaluate("(fold) => { fold.open = true; }")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_screen_is_wider_than_the_window(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, width: int
) -> None:
    Commitment.objects.in_workspace(seat.workspace).update(what="Donaudampfschifffahrts" * 5)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=closing.pk).update(title="Donaudampfschifffahrts" * 8)
    page = open_page("/today", width)
    for address in addresses(seat, closing):
        page.goto(live_server.url + address)
        open_all(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_every_target_is_large_enough_for_a_thumb(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting
) -> None:
    small = """() => [...document.querySelectorAll('main :is(button, .button, summary, .pick, .slot, input[type=text])')]
        .filter((one) => one.offsetParent && !one.matches('.sr') && one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML.slice(0, 90))"""
    page = open_page("/today", 390)
    for address in addresses(seat, closing):
        page.goto(live_server.url + address)
        open_all(page)
        assert page.evaluate(small) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_has_nothing_to_say(
    open_page: Open, live_server: Any, seat: Any, closing: Meeting, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The policy lets no strange script into the page, axe's own included: this test alone turns it off.
    page = open_page("/today", width, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    for address in addresses(seat, closing):
        page.goto(live_server.url + address)
        open_all(page)
        if page.query_selector(".slot input"):
            page.check(".slot input >> nth=0", force=True)
            page.check(".bring .pick input >> nth=0", force=True)
        found = axe.Axe().run(page, options={"runOnly": RULES})
        wrong = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found.response["violations"]]
        assert not wrong, (address, wrong)


def test_axe_has_nothing_to_say_about_what_waits(open_page: Open, closing: Meeting, complaints: list[str]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page("/close", 390, bypass_csp=True)
    page.context.set_offline(True)
    page.check(".slot input >> nth=1", force=True)
    page.click(".send button")
    page.wait_for_selector("#outbox:has-text('1 waiting to send')")
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert not [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]
    complaints.clear()


def test_close_stays_within_its_budget(open_page: Open, live_server: Any, closing: Meeting) -> None:
    page = open_page("/keys", 390)
    sizes: dict[str, int] = {}

    def weigh(answer: Any) -> None:
        if answer.url.startswith("http") and "close-worker" not in answer.url:  # fetched after the page has opened
            sizes[answer.url] = len(gzip.compress(answer.body()))

    page.on("response", weigh)
    page.goto(live_server.url + "/close")
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 5, sorted(sizes)
    assert sum(sizes.values()) <= 60_000, sizes
