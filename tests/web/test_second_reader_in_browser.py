"""The model's section and its suggestions in a real browser: phone and laptop, with and without script, axe."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from foothold.actions.choose_second_reader import choose_second_reader
from foothold.jobs.loop import work_once

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
TALK = """Anna Weber: Shall I come on Tuesday the 29th at 9 and bring the drawings?
Petra Lang: The badgers will have been fed by then. Our buyers are hospitals who fear downtime more than price.
Anna Weber: Good.
"""


@pytest.fixture
def suggested(seat: Any, read_meeting: Open, model_server: Any, points_at: Open, now: datetime) -> Any:
    """A meeting with three suggestions."""
    model_server.findings = [
        points_at("agreement", ("Petra Lang", "The badgers will have been fed by then.")),
        points_at("test", ("Petra Lang", "hospitals who fear downtime more than price"), test="T4"),
        points_at("commitment", ("Anna Weber", "bring the drawings"), owner="Anna Weber"),
        points_at("commitment", ("Petra Lang", "We pay on Friday."), owner="Petra Lang"),
    ]
    choose_second_reader(seat, on=True, base_url=model_server.url, model="llama3.1:8b", key="sk-x")
    meeting = read_meeting(seat, TALK, "call.txt")
    work_once(now=now)
    return meeting


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_model_is_set_up_and_tried(open_page: Open, model_server: Any, width: int, script: bool) -> None:
    page = open_page("/setup", width, java_script_enabled=script)
    page.fill("#model-url", model_server.url)
    page.fill("#model-name", "llama3.1:8b")
    page.fill("#model-key", "sk-secret")
    page.check(".second-reader [name=on]")
    page.click("text=Save and try it")
    page.wait_for_selector(".said .success")
    assert "answers; only invented words were sent" in page.inner_text(".said")
    assert "on this machine" in page.inner_text(".second-reader .facts")
    assert page.is_checked(".second-reader [name=on]")
    assert page.input_value("#model-key") == ""
    assert model_server.heads[0]["authorization"] == "Bearer sk-secret"


def test_what_is_wrong_is_beside_the_form_and_has_the_focus(open_page: Open, complaints: list[str]) -> None:
    page = open_page("/setup", 390)
    page.fill("#model-url", "http://models.example/v1")
    page.fill("#model-name", "m")
    page.check(".second-reader [name=on]")
    page.click(".second-reader button >> nth=0")
    page.wait_for_selector("#model-wrong")
    assert page.input_value("#model-url") == "http://models.example/v1"
    assert page.evaluate("document.activeElement.id") == "model-wrong"
    complaints.clear()  # the browser names the 422 in its console


def test_what_a_model_says_comes_by_itself(
    open_page: Open, seat: Any, read_meeting: Open, model_server: Any, points_at: Open, now: datetime
) -> None:
    model_server.findings = [points_at("agreement", ("Petra Lang", "The badgers will have been fed by then."))]
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m")
    page = open_page(f"/meetings/{read_meeting(seat, TALK, 'call.txt').pk}", 1280)
    assert "A model is being asked" in page.inner_text("#suggested")
    work_once(now=now)
    page.wait_for_selector("#suggested:has-text('also pointed at these words')")
    assert page.locator("#suggested").count() == 1
    page.click("#suggested .quote a")
    assert page.url.endswith("#L2")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    open_page: Open, live_server: Any, suggested: Any, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The policy lets no script of a stranger into the page, axe included: only this test turns it off.
    page = open_page("/setup", width, color_scheme=scheme, bypass_csp=True)
    for path, part in (("/setup", ".second-reader"), (f"/meetings/{suggested.pk}", "#suggested")):
        page.goto(live_server.url + path)
        found = axe.Axe().run(page, context=part, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
