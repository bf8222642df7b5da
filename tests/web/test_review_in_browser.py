"""Last 90 days with feeling, tables and a habit in a real browser: width, accessibility, taps (UX S7, 7)."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.records.models import Afterthought, ChosenHabit, CustomerJudgement, Feeling

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def a_quarter(seat: Any, plan: Callable[..., Any]) -> Any:
    """Forty meetings with feelings, answers and words of what should have been asked."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    common = seat.workspace
    for number in range(40):
        begins = now - timedelta(days=5 + 2 * number)
        facts = {"next_set": "in_room", "next_at": begins + timedelta(days=9)} if number % 3 else {"next_set": "never"}
        facts |= {"step_counts": "yes" if number % 3 else "no", "recap_sent": "yes" if number % 2 else "no"}
        title = ("Offer", "Trial plan", "Northwind", "Kick-off")[number % 4]
        meeting = plan(seat, f"{title} {number}", begins, **facts)
        Feeling.objects.in_workspace(common).create(
            meeting=meeting,
            user=seat.user,
            sure=(0, 25, 50, 75, 100)[number % 5],
            met="yes",
            said_at=meeting.ended_at,
            late=False,
        )
        Afterthought.objects.in_workspace(common).create(
            meeting=meeting,
            user=seat.user,
            question="should_have_asked",
            answer="forgot" if number % 4 == 0 else "nothing",
            words="who else has to sign at the plant in Donaudampfschifffahrtsgesellschaft" if number % 4 == 0 else "",
            said_at=meeting.ended_at,
        )
        if number % 2:
            CustomerJudgement.objects.in_workspace(common).create(
                meeting=meeting,
                learned=True,
                best_use=number % 4 == 1,
                looking_forward=True,
                goal="yes",
                level="E4",
                said_at=meeting.ended_at,
            )
    return seat


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_never_wider_than_the_window(open_page: Open, a_quarter: Any, width: int) -> None:
    page = open_page("/review", width)
    for part in page.locator("details").all():
        part.evaluate("part => { part.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_column_behind_a_picture_is_cut_on_a_laptop(open_page: Open, a_quarter: Any) -> None:
    page = open_page("/review", 1280)
    for part in page.locator("details.behind").all():
        part.evaluate("part => { part.open = true }")
    cut = "[...document.querySelectorAll('.behind .scrolls')].filter((each) => each.scrollWidth > each.clientWidth).length"
    assert page.locator(".behind .scrolls").count() >= 3
    assert page.evaluate(cut) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_about_the_whole_page(open_page: Open, a_quarter: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page("/review", 390, color_scheme=scheme, bypass_csp=True)
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert not [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found.response["violations"]]


def test_a_habit_is_chosen_with_one_tap_and_by_keyboard(open_page: Open, a_quarter: Any) -> None:
    page = open_page("/review", 390)
    button = page.locator(".habits button").first
    box = button.bounding_box()
    assert box["height"] >= 44
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#habit strong")
    assert ChosenHabit.objects.in_workspace(a_quarter.workspace).get().habit == "date_in_the_room"


def test_a_first_visit_costs_five_requests_and_75_kb(open_page: Open, live_server: Any, a_quarter: Any) -> None:
    page = open_page("/keys", 1280)
    # A new context, so that nothing is kept from the page before; the same person.
    fresh = page.context.browser.new_context(storage_state=page.context.storage_state())
    first = fresh.new_page()
    sizes: dict[str, int] = {}

    def count(answer: Any) -> None:
        if answer.url.startswith("http"):
            sizes[answer.url] = len(gzip.compress(answer.body()))

    first.on("requestfinished", lambda request: count(request.response()))
    first.goto(live_server.url + "/review")
    first.wait_for_load_state("networkidle")
    fresh.close()
    assert len(sizes) <= 5, sizes
    assert sum(sizes.values()) <= 75_000, sizes
