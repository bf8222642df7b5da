"""After and Today in a real browser: taps counted (UX 1, J3 and J6), phone and laptop, light and dark, axe."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.records.models import Afterthought, Commitment, Departure, Feeling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Make = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_TAPS_J3, MOST_TAPS_J6 = 5, 3


class Thumb:
    """Taps, counted. Speaking into a field costs the tap that opens the keyboard, and no more."""

    def __init__(self, page: Any) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        self.taps += 1
        self.page.click(selector)

    def speak(self, selector: str, words: str) -> None:
        self.tap(selector)
        self.page.keyboard.insert_text(words)


@pytest.fixture
def just_over(seat: Any, plan: Make) -> Any:
    return plan(seat, "Pilot result", timezone.now() - timedelta(minutes=50))


def test_after_a_meeting_takes_at_most_five_taps(open_page: Make, seat: Any, just_over: Any) -> None:
    page = open_page("/after")
    thumb = Thumb(page)
    thumb.tap("[name=met][value=partly]")
    thumb.tap("[name=sure] >> nth=2")
    thumb.speak("#promised", "Petra sends the pump hours by Friday")
    thumb.tap("text=Save my answers")
    page.wait_for_selector(".verdict h2")
    thumb.tap(".promise button[value=keep]")
    page.wait_for_selector(".promise.confirmed")
    assert thumb.taps <= MOST_TAPS_J3
    felt = Feeling.objects.in_workspace(seat.workspace).get()
    assert (felt.met, felt.sure) == ("partly", 50)
    assert Commitment.objects.in_workspace(seat.workspace).get().kept_at is not None
    assert Afterthought.objects.in_workspace(seat.workspace).get().answer == "", "skipped is unknown"


def test_the_day_begins_with_at_most_three_taps(open_page: Make, seat: Any, plan: Make) -> None:
    now = timezone.now()
    plan(seat, "Pilot result", now + timedelta(minutes=30))
    old = plan(seat, "Price", now - timedelta(days=9))
    for place, side in enumerate(("customer", "ours")):
        Commitment.objects.in_workspace(seat.workspace).create(
            meeting=old, place=place, side=side, owner="", what=f"what {side} owes", due_on=timezone.localdate()
        )
    page = open_page("/today")
    thumb = Thumb(page)
    assert page.locator("a:has-text('Ask')").get_attribute("href").startswith("mailto:petra@northwind.example")
    thumb.taps += 1  # the draft opens in the mail program
    thumb.tap("section:has(#we-owe-heading) button:has-text('Done')")
    page.wait_for_selector(".owed.done")
    thumb.tap(".day-line .do")
    page.wait_for_load_state()
    assert "Pilot result" in page.inner_text("main")
    assert thumb.taps <= MOST_TAPS_J6


@pytest.mark.parametrize("has_mailbox", [True, False])
def test_keep_puts_the_promise_into_the_recap_below(
    open_page: Make, seat: Any, just_over: Any, connected: Make, has_mailbox: bool
) -> None:
    if has_mailbox:
        connected(seat)
    said = [{"text": "I send you the pump hours", "speaker": "Petra", "side": "customer", "line": 1}]
    Commitment.objects.create(
        workspace=seat.workspace, meeting=just_over, place=0, side="customer", what="send the pump hours", evidence=said
    )
    page = open_page(f"/meetings/{just_over.pk}")
    words = (lambda: page.input_value("#recap-text")) if has_mailbox else (lambda: page.inner_text("#recap-text"))
    assert "pump hours" not in words()
    page.click(".promise button[value=keep]")
    page.wait_for_selector(".promise.confirmed")
    page.wait_for_selector("#recap .note", state="detached")
    assert "send the pump hours" in words()
    assert page.locator("#recap").count() == 1
    if has_mailbox:
        page.fill("#recap-text", "My own words")
        page.click(".promise button[value=undo]")
        page.wait_for_selector("#recap .note")
        assert words() == "My own words"


def test_the_recap_is_seen_and_leaves_with_one_tap(open_page: Make, seat: Any, just_over: Any, connected: Make) -> None:
    connected(seat)
    page = open_page(f"/meetings/{just_over.pk}")
    assert "Hello Petra," in page.input_value("#recap-text")
    page.click("text=Send the recap")
    page.wait_for_selector("#recap >> text=Waiting to send")
    assert Departure.objects.in_workspace(seat.workspace).get().to_addresses == ["petra@northwind.example"]


def test_after_works_with_the_keyboard_alone(open_page: Make, seat: Any, just_over: Any) -> None:
    page = open_page("/after", 1280)
    page.focus("[name=met] >> nth=0")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.focus("#promised")
    page.keyboard.type("the list of sites")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".promise")
    felt = Feeling.objects.in_workspace(seat.workspace).get()
    assert (felt.met, felt.sure) == ("yes", 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_has_nothing_to_say_and_nothing_runs_over(
    open_page: Make, seat: Any, just_over: Any, connected: Make, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    connected(seat, kind="calendar", read_at=timezone.now(), problem="The server refused the password.")
    Commitment.objects.in_workspace(seat.workspace).create(
        meeting=just_over, place=0, side="customer", owner="Petra", what="pump hours", due_on=timezone.localdate()
    )
    paths = ["/after", "/today", f"/meetings/{just_over.pk}", "/setup"]
    for path in paths:
        page = open_page(path, width, color_scheme=scheme, bypass_csp=True)
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    connected(seat)
    page = open_page(f"/meetings/{just_over.pk}", width, color_scheme=scheme, bypass_csp=True)
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    page.click(".nobody-came summary")
    page.click("text=They did not come")
    page.wait_for_selector("#missed-heading")
    for path in (f"/meetings/{just_over.pk}", "/today"):
        page = open_page(path, width, color_scheme=scheme, bypass_csp=True)
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{path}, missed: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_that_they_did_not_come_takes_one_tap_on_today_and_is_booked_anew_with_one_more(
    open_page: Make, seat: Any, just_over: Any
) -> None:
    page = open_page("/today")
    thumb = Thumb(page)
    thumb.tap(".day-line button:has-text('They did not come')")
    page.wait_for_selector("#missed-heading")
    assert thumb.taps == 1
    just_over.refresh_from_db()
    assert just_over.absent == "customer"
    thumb.tap("text=Book it anew")
    page.wait_for_load_state()
    assert f"/close?meeting={just_over.pk}" in page.url


def test_it_is_said_and_taken_back_by_keyboard_alone(open_page: Make, seat: Any, just_over: Any) -> None:
    page = open_page("/after", 1280)
    page.focus("a[href='#nobody-came']")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "They did not come"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#missed-heading")
    just_over.refresh_from_db()
    assert just_over.absent == "ours"
    page.focus("text=Take it back")
    page.keyboard.press("Enter")
    page.wait_for_selector("#stands-heading")
    just_over.refresh_from_db()
    assert just_over.absent == ""
