"""Ready in a real browser (UX J1, S2): taps counted, keys, without script, on one page, and axe."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.book_next_step import NextDate, ToBring, book_next_step
from foothold.records.models import Invitation, Preparation, PreparedItem

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_TAPS = 5
"""UX 1, J1."""
GOAL = """WEBVTT

00:00:09.500 --> 00:00:14.000
<v Petra Lang>We want to cut the energy cost by 20 percent by spring, from 84,000 euro a year.

00:00:14.500 --> 00:00:17.000
<v Petra Lang>I will send you the pump hours of sites 2 and 3 by Friday.

00:00:19.500 --> 00:00:22.000
<v Petra Lang>Our customers are hotels who care about quiet water at night.
"""
Open = Callable[..., Any]


@pytest.fixture
def booked(seat: Any, read_meeting: Open) -> Invitation:
    """A decision to come today, with a talk behind it, invited by the seller's mailbox."""
    now = timezone.now()
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    starts_at = now + timedelta(minutes=20)
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
    # Matching the account by the address is another's business; the meeting before it is with the same customer.
    invitation.meeting.account = seat_account(seat)
    invitation.meeting.save()
    return invitation


def seat_account(seat: Any) -> Any:
    from foothold.records.models import Account

    return Account.objects.in_workspace(seat.workspace).get(name="Northwind")


def test_j1_a_seller_is_ready_in_five_taps_and_types_nothing(open_page: Open, seat: Any, booked: Invitation) -> None:
    page = open_page(f"/meetings/{booked.meeting.pk}", 390, has_touch=True, is_mobile=True)
    taps = 0

    def tap(selector: str, then: str) -> None:
        nonlocal taps
        taps += 1
        page.tap(selector)
        page.wait_for_selector(then)

    tap("a:has-text('Get ready')", ".suggestion")
    tap(".suggestion >> nth=0", ".agenda-shown[open]")
    tap(".take-agenda", ".ready-agenda > details:not(.agenda-shown)")
    tap("#item-us-5 .ask-them", "#item-us-5.asked")
    tap(".send-agenda", ".is-out")
    assert taps <= MOST_TAPS
    booked.refresh_from_db()
    assert booked.outcome == "A yes or no on the second site, from the one who decides"
    assert booked.agenda[0]["theirs"]
    assert booked.prep_question == "What would be most useful for you to learn from us?"
    assert len(Preparation.objects.in_workspace(seat.workspace).get().slots) == 3


def test_everything_works_without_script(open_page: Open, seat: Any, booked: Invitation) -> None:
    page = open_page(f"/meetings/{booked.meeting.pk}/ready", 390, java_script_enabled=False)
    page.click(".suggestion >> nth=0")
    page.click(".take-agenda")
    page.click("#item-us-4 .know summary")
    page.fill("#item-us-4 textarea", "Grid fees rise on 1 January in their region")
    page.fill("#item-us-4 [name=url]", "https://grid.example/fees")
    page.fill("#item-us-4 [name=on]", (timezone.localdate() - timedelta(days=30)).isoformat())
    page.click("#item-us-4 .know-buttons button >> nth=0")
    page.wait_for_selector("#item-us-4.known")
    page.click("#item-us-5 .skip-it")
    page.click(".send-agenda")
    page.wait_for_selector(".is-out")
    assert PreparedItem.objects.in_workspace(seat.workspace).get(item="us.4").level == "E2"


def test_keys_choose_ask_and_send(open_page: Open, booked: Invitation) -> None:
    page = open_page(f"/meetings/{booked.meeting.pk}/ready", 1280)
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.className") == "suggestion"
    page.keyboard.press("Enter")
    page.wait_for_selector(".agenda-shown[open]")
    assert page.evaluate("document.activeElement.id") == "outcome-heading", "what changed has the focus"
    page.keyboard.press("a")
    page.wait_for_selector("#item-cu-3.asked, #item-cu-3 .asked-line")
    page.keyboard.press("Enter")
    page.wait_for_selector(".is-out")


def test_keys_switched_off_do_nothing(open_page: Open, seat: Any, booked: Invitation) -> None:
    seat.user.keys_on = False
    seat.user.save()
    page = open_page(f"/meetings/{booked.meeting.pk}/ready", 1280)
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert not PreparedItem.objects.in_workspace(seat.workspace).exists()


def test_enter_in_a_field_keeps_the_answer_and_sends_nothing(open_page: Open, seat: Any, booked: Invitation) -> None:
    page = open_page(f"/meetings/{booked.meeting.pk}/ready", 1280)
    page.click("#item-us-8 .know summary")
    page.fill("#item-us-8 [name=risk]", "the finance director stays away and nobody may sign the budget")
    page.fill("#item-us-8 [name=avoid]", "ask Petra to bring him")
    page.fill("#item-us-8 [name=handle]", "offer a trial without a budget")
    page.press("#item-us-8 [name=handle]", "Enter")
    page.wait_for_selector("#item-us-8.known")
    booked.refresh_from_db()
    assert booked.sequence == 0


def test_the_whole_sheet_is_one_page_on_a_laptop_and_two_flicks_on_a_phone(open_page: Open, booked: Invitation) -> None:
    path = f"/meetings/{booked.meeting.pk}/ready"
    laptop, phone = open_page(path, 1280), open_page(path, 390, has_touch=True, is_mobile=True)
    laptop.set_viewport_size({"width": 1280, "height": 800})
    assert laptop.evaluate("document.documentElement.scrollHeight") <= 800
    # Two flicks after what is seen at once: three screens.
    assert phone.evaluate("document.documentElement.scrollHeight") <= 3 * 844


def test_send_agenda_stays_above_the_bar_of_a_phone(open_page: Open, booked: Invitation) -> None:
    page = open_page(f"/meetings/{booked.meeting.pk}/ready", 390, has_touch=True, is_mobile=True)
    page.tap(".suggestion >> nth=0")
    page.wait_for_selector(".ready-sticky")
    for _ in range(2):
        button, bar = (page.locator(part).bounding_box() for part in (".send-agenda", ".bar"))
        assert button["y"] + button["height"] <= bar["y"]
        page.evaluate("scrollTo(0, document.body.scrollHeight)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    open_page: Open, booked: Invitation, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page(f"/meetings/{booked.meeting.pk}/ready", width, color_scheme=scheme, bypass_csp=True)
    for step in ("as it opens", "all forms open", "outcome taken"):
        if step == "all forms open":
            page.evaluate("for (const each of document.querySelectorAll('#ready details')) each.open = true")
        if step == "outcome taken":
            page.click(".suggestion >> nth=0")
            page.wait_for_selector(".agenda-shown[open]")
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{step}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_first_meeting_and_on_today(
    open_page: Open, live_server: Any, seat: Any, plan_meeting: Open, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    held_at = timezone.now() + timedelta(minutes=20)
    meeting = plan_meeting(seat, "Alpine Foods", account="Alpine Foods", held_at=held_at)
    page = open_page(f"/meetings/{meeting.pk}/ready", 390, color_scheme=scheme, bypass_csp=True)
    for path in (f"/meetings/{meeting.pk}/ready", "/today"):
        page.goto(live_server.url + path)
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_expected_is_marked_with_one_tap_and_the_focus_stays(
    open_page: Open, seat: Any, plan_meeting: Open, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    from foothold.actions.answer_item import answer_item
    from foothold.core.readiness import Item

    now = timezone.now()
    meeting = plan_meeting(seat, held_at=now - timedelta(hours=2))
    words = "Plant manager Ruiz saw scrap at 7% after the resin change in May and must report to the board"
    answer_item(seat, meeting, Item.US_1, words, now=now - timedelta(hours=3))
    page = open_page(f"/meetings/{meeting.pk}", width, bypass_csp=True)
    page.click(".expected button[value=partly]")
    page.wait_for_selector(".expected .answered")
    assert page.evaluate("document.activeElement.closest('.expected') !== null")
    assert axe.Axe().run(page, options={"runOnly": RULES}).violations_count == 0
    assert PreparedItem.objects.in_workspace(seat.workspace).get().mark == "partly"
