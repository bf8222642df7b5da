"""Deals, the weekly review (J8) and the one-to-one (J9) in a real browser: keys and clicks counted, width, print, axe."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.records.models import (
    Agreement,
    Contact,
    Feeling,
    Identity,
    Invitation,
    Meeting,
    Opportunity,
    PipelineDecision,
)
from made_deals import judge, make_deal, make_meeting, make_promise

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = ("silent", "vague", "offered", "booked", "booked")
TO_DECIDE = 25
"""Of the forty, those not booked, and one that is and has something late."""


@pytest.fixture
def forty(seat: Any, colleague: Any, lets_lead: Callable[..., None]) -> Any:
    """Forty open deals of a colleague, fifteen of them booked and on time, and one more without a meeting."""
    lets_lead(seat, colleague)
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    Identity.objects.in_workspace(seat.workspace).create(kind="address", value=seat.user.address)
    for number in range(40):
        state = STATES[number % 5]
        deal = make_deal(
            colleague, f"Firm {number:02} of Northern Pumps", state=state, now=now, amount=9_000 + 950 * number
        )
        first = Meeting.objects.in_workspace(seat.workspace).filter(opportunity=deal).order_by("held_at")[0]
        judge(first)
        due = now.date() + timedelta(days=4)
        make_promise(first, "pump hours of both sites", due_on=due - timedelta(days=12), state="done")
        make_promise(first, "price for three sites", side="ours", due_on=due)
        if state == "silent":
            make_promise(first, "security form", due_on=due - timedelta(days=6))
    lately = make_meeting(colleague, deal, now - timedelta(days=1), "Pilot result", next_set="never")
    judge(lately)
    make_promise(lately, "names of who signs", due_on=now.date() + timedelta(days=3))
    make_promise(lately, "offer for site two", side="ours", due_on=now.date() - timedelta(days=1))
    Contact.objects.in_workspace(seat.workspace).create(account=deal.account, name="Jan Novak")
    Feeling.objects.in_workspace(seat.workspace).create(
        meeting=lately, user=colleague.user, met="yes", sure=75, said_at=now, late=False
    )
    make_deal(colleague, "Unseen Works", state="vague", now=now, meeting=False)
    return colleague


def addresses(whom: Any) -> list[str]:
    """The screens of this file, with rows in them."""
    deal = Meeting.objects.in_workspace(whom.workspace).get(title="Pilot result", next_set="never").opportunity
    return [
        "/deals?team=1",
        "/deals?team=1&state=silent",
        f"/deals/{deal.pk}",
        "/pipeline?team=1&show=booked",
        "/pipeline?team=1&show=unseen",
        "/pipeline",
        "/pipeline/record",
        f"/weekly/{whom.pk}",
        f"/one-to-one/{whom.pk}",
    ]


def test_forty_deals_are_reviewed_with_one_key_each(open_page: Open, forty: Any) -> None:
    page = open_page("/pipeline?team=1", 1280)
    page.wait_for_selector(".review-row.current")
    pressed = 0
    while page.locator("[data-row]:not([hidden])").count():
        name = page.get_attribute(".review-row.current", "data-name")
        page.keyboard.press("123"[pressed % 3])
        pressed += 1
        page.wait_for_selector(f"[data-undo]:not([hidden]) >> text={name}")
        assert pressed <= 60
    assert pressed == PipelineDecision.objects.in_workspace(forty.workspace).count()
    assert pressed == TO_DECIDE
    assert page.is_visible("[data-all]")
    assert page.inner_text("[data-left]") == "0"
    assert page.inner_text("[data-decided]") == f"{TO_DECIDE} decided"
    shown = page.inner_text("[data-sums]")
    page.reload()
    assert page.inner_text("[data-sums]") == shown


def test_the_keys_walk_decide_take_back_and_book(open_page: Open, forty: Any) -> None:
    page = open_page("/pipeline?team=1", 1280)
    page.wait_for_selector(".review-row.current")

    def current() -> str:
        return str(page.get_attribute(".review-row.current", "data-name"))

    first = current()
    page.keyboard.press("j")
    second = current()
    page.keyboard.press("Enter")
    assert len({first, second, current()}) == 3
    page.keyboard.press("k")
    assert current() == second
    page.keyboard.press("3")
    page.wait_for_selector("[data-undo]:not([hidden])")
    deals = Opportunity.objects.in_workspace(forty.workspace).filter(name=second)
    assert deals.get().closure == "let go"
    page.keyboard.press("z")
    page.wait_for_selector("[data-undo]", state="hidden")
    page.wait_for_function("name => document.querySelector('.review-row.current').dataset.name === name", arg=second)
    assert deals.get().closure == ""
    page.keyboard.press("b")
    page.wait_for_url("**/close?*")


def test_undo_is_offered_for_ten_seconds(open_page: Open, forty: Any) -> None:
    page = open_page("/pipeline?team=1", 1280)
    page.clock.install()
    page.reload()
    page.wait_for_selector(".review-row.current")
    page.keyboard.press("1")
    page.wait_for_selector("[data-undo]:not([hidden])")
    page.clock.fast_forward(9_000)
    assert page.is_visible("[data-undo]")
    page.clock.fast_forward(1_500)
    assert page.is_hidden("[data-undo]")
    page.keyboard.press("z")
    assert PipelineDecision.objects.in_workspace(forty.workspace).count() == 1


def test_a_decision_that_does_not_arrive_brings_its_deal_back(
    open_page: Open, forty: Any, complaints: list[str]
) -> None:
    page = open_page("/pipeline?team=1", 1280)
    name = page.get_attribute(".review-row.current", "data-name")
    page.context.set_offline(True)
    page.keyboard.press("1")
    page.wait_for_selector("#said >> text=did not reach us")
    assert page.get_attribute(".review-row.current", "data-name") == name
    assert page.inner_text("[data-left]") == str(TO_DECIDE)
    complaints.clear()  # the browser names the lost request in its console


def test_single_letters_can_be_switched_off(open_page: Open, forty: Any, seat: Any) -> None:
    seat.user.keys_on = False
    seat.user.save()
    page = open_page("/pipeline?team=1", 1280)
    page.keyboard.press("1")
    page.keyboard.press("3")
    assert page.inner_text("[data-left]") == str(TO_DECIDE)
    assert not PipelineDecision.objects.in_workspace(forty.workspace).exists()


def test_the_phone_shows_one_card_at_a_time_with_three_buttons(open_page: Open, forty: Any) -> None:
    page = open_page("/pipeline?team=1", 390)
    page.wait_for_selector(".review-row.current")
    assert page.locator("[data-row]:visible").count() == 1
    buttons = page.locator(".review-row.current button:visible")
    assert buttons.count() == 3
    assert all(button.bounding_box()["height"] >= 48 for button in buttons.all())
    name = page.get_attribute(".review-row.current", "data-name")
    buttons.nth(1).click()
    page.wait_for_selector(f"[data-undo]:not([hidden]) >> text={name}")
    assert page.locator("[data-row]:visible").count() == 1
    assert page.get_attribute(".review-row.current", "data-name") != name


def test_without_script_every_deal_has_its_buttons(open_page: Open, forty: Any) -> None:
    page = open_page("/pipeline?team=1", 390, java_script_enabled=False)
    assert page.locator("[data-row]:visible").count() == TO_DECIDE
    page.click(".review-row >> nth=0 >> text=Keep")
    assert "Kept: Firm" in page.inner_text("#said")
    assert page.locator("[data-row]:visible").count() == TO_DECIDE - 1
    assert page.url.endswith("/pipeline?team=1")


def test_a_one_to_one_ends_with_a_date_in_four_clicks(open_page: Open, forty: Any) -> None:
    page = open_page("/pipeline/record", 1280)
    page.goto(page.url.replace("/pipeline/record", f"/one-to-one/{forty.pk}"))
    page.click("text=Keep, and book the next one")
    page.wait_for_selector("h1 >> text=Next with Tom")
    page.click(".slot >> nth=0")
    page.click(".send button")
    page.wait_for_url("**/invitations/*")
    assert Agreement.objects.in_workspace(forty.workspace).count() == 1
    assert Invitation.objects.in_workspace(forty.workspace).count() == 1


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_screen_is_wider_than_the_window(open_page: Open, live_server: Any, forty: Any, width: int) -> None:
    Opportunity.objects.in_workspace(forty.workspace).filter(name__contains="39").update(name="Donaudampf" * 12)
    page = open_page("/pipeline?team=1", width)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("1")
    for address in addresses(forty):
        page.goto(live_server.url + address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (address, width, wide)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(open_page: Open, live_server: Any, forty: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for width in (1280, 390):
        page = open_page("/pipeline?team=1", width, bypass_csp=True, color_scheme=scheme)
        page.keyboard.press("2")
        page.wait_for_selector("[data-undo]:not([hidden])")
        for address in ["", *addresses(forty)]:
            if address:
                page.goto(live_server.url + address)
            found = axe.Axe().run(page, options={"runOnly": RULES})
            wrong = [
                (each["id"], [node["html"][:140] for node in each["nodes"]]) for each in found.response["violations"]
            ]
            assert not wrong, (address, width, wrong)


def test_the_weekly_sheet_is_one_printed_page(open_page: Open, forty: Any) -> None:
    page = open_page(f"/weekly/{forty.pk}", 1280)
    printed = page.pdf(format="A4", print_background=False)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") + printed.count(b"/Type/Page/") == 1


def test_the_review_costs_five_requests(open_page: Open, live_server: Any, forty: Any) -> None:
    page = open_page("/keys", 1280)
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(answer.url) if answer.url.startswith("http") else None)
    page.goto(live_server.url + "/pipeline?team=1")
    page.wait_for_load_state("networkidle")
    assert len(set(asked)) <= 5, sorted(set(asked))
