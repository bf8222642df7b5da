"""The customer page in a real browser, script switched off: two taps to a yes, keyboard, axe, nothing too wide."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.records.models import GuestAct, Homework, Meeting

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Make = Callable[..., Any]


@pytest.fixture
def invited(seat: Any, invite: Make, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An invitation with everything on it; `at(moment)` sets the site's clock, which begins at the tests' `now`."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(now)
    invitation = invite(seat, "Petra Lang", "Jan Novak", place="https://meet.harbour.example/" + "pilot" * 20)
    rows = Homework.objects.in_workspace(seat.workspace)
    due = (now + timedelta(days=1)).date()
    rows.create(meeting=invitation.meeting, place=0, side="customer", owner="Petra Lang", what="pump hours", due_on=due)
    rows.create(meeting=invitation.meeting, place=1, side="customer", what="Zählerstände" * 12)
    rows.create(meeting=invitation.meeting, place=2, side="ours", what="savings of site 1")
    invitation.own, invitation.at = invitation.paths["Petra Lang"], at
    return invitation


@pytest.fixture
def visit(chromium: Any, live_server: Any, complaints: list[str]) -> Iterator[Make]:
    """visit(path, width=390, **options): a stranger's browser on that page. Complaints of the console fail the test."""
    contexts = []

    def opened(path: str, width: int = 390, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_taps_say_yes(visit: Make, invited: Any, script: bool) -> None:
    page = visit(invited.own, java_script_enabled=script)
    assert len(page.asked) == 1, page.asked
    box = page.locator(".yes").bounding_box()
    assert box["y"] + box["height"] < 844, "the yes is in reach without scrolling"
    page.click(".yes")
    assert "You answered at 14:00: Yes." in page.inner_text("#answer")
    assert Meeting.objects.in_workspace(invited.workspace_id).get(pk=invited.meeting_id).answer_level == "E4"


def test_opening_it_with_everything_that_scanners_do_changes_nothing(visit: Make, invited: Any) -> None:
    page = visit(invited.own)
    for link in page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.href)"):
        page.request.get(link)
    page.evaluate("document.querySelectorAll('summary').forEach(each => each.click())")
    page.reload()
    assert not GuestAct.objects.in_workspace(invited.workspace_id).exists()


def test_the_keyboard_alone_is_enough(visit: Make, invited: Any) -> None:
    page = visit(invited.own, 1280, java_script_enabled=False)

    def tab_to(what: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if what in (page.locator(":focus").get_attribute("value") or page.locator(":focus").inner_text()):
                return
        raise AssertionError(f"no way to {what}")

    tab_to("Another time")
    page.keyboard.press("Enter")
    tab_to("2026-")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said")
    assert "Another time" in page.inner_text(".said")
    page.locator("#bring-0").focus()
    page.keyboard.press("Space")
    page.wait_for_selector("#bring-0[aria-checked=true]")
    kinds = GuestAct.objects.in_workspace(invited.workspace_id).order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["brought", "other_time"]


def test_a_time_of_ones_own_is_typed_without_script(visit: Make, invited: Any) -> None:
    page = visit(invited.own, java_script_enabled=False, locale="de-DE")
    page.click("summary:has-text('Ein anderer Zeitpunkt')")
    page.fill("#day", "2026-09-28")
    page.fill("#clock", "15:30")
    page.click("text=Diese Zeit vorschlagen")
    assert "Montag, 28. September, 15:30 Uhr" in page.inner_text(".said").replace("\xa0", " ")


def test_another_city_is_chosen_without_script(visit: Make, invited: Any) -> None:
    page = visit(invited.own, java_script_enabled=False)
    page.click("summary:has-text('Vienna time')")
    page.select_option("#tz", "Asia/Tokyo")
    page.click("text=Show times there")
    assert "17:00–17:45" in page.inner_text("h1")
    page.click("text=Deutsch")
    assert "17:00–17:45 Uhr" in page.inner_text("h1")
    assert "Ortszeit Tokio" in page.inner_text(".zone")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    visit: Make, invited: Any, width: int, scheme: str, complaints: list[str]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The policy lets no strange script into the page, axe's own included: this test alone turns it off.
    page = visit(invited.own, width, color_scheme=scheme, bypass_csp=True, locale="de-DE" if width == 390 else "en-GB")

    def looked_at() -> None:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.evaluate(
            "[...document.querySelectorAll('button, summary, nav a, select, input:not([type=hidden])')]"
            ".filter(each => each.getBoundingClientRect().height < (each.type === 'checkbox' ? 24 : 44))"
            ".map(each => each.outerHTML)"
        )
        assert small == []

    looked_at()
    page.evaluate("document.querySelector('.yes').click()")
    page.wait_for_selector(".said")
    looked_at()
    for path in ("/stored", "", "/nothing"):
        if path == "":
            invited.at(invited.ends_at + timedelta(hours=1))
        page.goto(page.url.partition("/i/")[0] + (invited.own + path if path != "/nothing" else "/i/guess"))
        looked_at()
    assert complaints.pop().endswith("(Not Found)"), "the last page is one that is not there"
