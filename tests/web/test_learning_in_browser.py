"""How well chances came true, in a real browser: width, and axe in light and dark."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from learned_documents import closed, keep

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="Debian's chromium is not installed"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Open = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_width_and_axe_has_nothing_to_say(open_page: Open, seat: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    deals = [closed(at, won=at % 2 == 0) for at in range(60)] + [closed(60 + at, won=at % 5 == 0) for at in range(60)]
    keep(seat, deals)
    for width in (320, 390, 1280):
        page = open_page("/deals/learning", width, bypass_csp=True, color_scheme=scheme)
        page.click("summary:has-text('Show numbers')")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert not [(each["id"], each["nodes"]) for each in found.response["violations"]], width
