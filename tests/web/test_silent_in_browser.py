"""Deciding on a silent customer in a real browser (UX J10): two taps, axe in light and dark, three widths."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from foothold.records.models import Attendee, Commitment, Identity, Letter, Opportunity, OpportunityStanding, Source

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"has_touch": True, "is_mobile": True}


@pytest.fixture
def silent(seat: Any, plan: Callable[..., Any]) -> Opportunity:
    """Northwind: five mails to Petra unanswered, we owe the price, Jan and a colleague with a long name are known."""
    now = timezone.now()
    rows = {"workspace_id": seat.workspace_id}
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    meeting = plan(seat, "Pilot result", now - timedelta(days=40))
    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account, name="Northwind, second site of the press line in Sopron", opened_at=meeting.held_at
    )
    meeting.opportunity = deal
    meeting.save()
    for name, address in (("Jan Novak", "jan"), ("Hannelore von Hohenstein-Lichtenberg", "hannelore")):
        Attendee.objects.in_workspace(seat.workspace).create(
            meeting=meeting, name=name, address=f"{address}@northwind.example", side="customer"
        )
    Commitment.objects.in_workspace(seat.workspace).create(
        meeting=meeting, place=0, side="ours", what="the price for three sites", due_on=(now - timedelta(days=9)).date()
    )
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m", name="Mails")
    letters = [
        Letter(
            **rows,
            user=seat.user,
            source=source,
            message_id=f"{number}@m",
            from_address="anna@harbour.example",
            to_addresses=["petra@northwind.example"],
            sent_at=now - timedelta(days=33 - 7 * number),
        )
        for number in range(4)
    ]
    Letter.objects.in_workspace(seat.workspace).bulk_create(letters)
    OpportunityStanding.objects.in_workspace(seat.workspace).create(
        opportunity=deal, as_of=now, state="silent", silence="dark", silent_since=letters[0].sent_at, unanswered=4
    )
    return deal


def test_from_today_two_taps_let_go_and_one_more_takes_it_back(open_page: Open, silent: Opportunity) -> None:
    page = open_page("/today", **PHONE)
    page.tap(f"a[href='/silent/{silent.pk}']")
    page.tap("button[value=let_go]")
    page.wait_for_selector("button[value=undo]")
    silent.refresh_from_db()
    assert silent.closure == "let go"
    page.tap("button[value=undo]")
    page.wait_for_selector("button[value=let_go]")
    silent.refresh_from_db()
    assert silent.closure == ""


def test_from_the_list_the_second_tap_opens_a_draft_with_two_dates(open_page: Open, silent: Opportunity) -> None:
    page = open_page("/silent", **PHONE)
    page.tap(f"a[href='/silent/{silent.pk}']")
    page.wait_for_selector("text=Let go")
    draft = page.get_attribute("text=Send two dates", "href")
    assert draft is not None
    assert draft.startswith("mailto:petra@northwind.example?subject=")


def test_it_works_by_keyboard_alone(open_page: Open, silent: Opportunity) -> None:
    page = open_page(f"/silent/{silent.pk}", width=1280)
    page.focus("button[value=let_go]")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=undo]")
    silent.refresh_from_db()
    assert silent.closure == "let go"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_overflows_and_axe_finds_nothing(
    open_page: Open, silent: Opportunity, width: int, scheme: str, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page("/silent", width=width, color_scheme=scheme)
    for name, path in (("list", "/silent"), ("deal", f"/silent/{silent.pk}"), ("today", "/today")):
        page.goto(page.url.split("/silent")[0].split("/today")[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        page.screenshot(path=tmp_path / f"{name}-{width}-{scheme}.png", full_page=True)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
    page.goto(page.url.replace("/today", f"/silent/{silent.pk}"))
    page.click("button[value=let_go]")
    page.wait_for_selector("button[value=undo]")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=tmp_path / f"gone-{width}-{scheme}.png", full_page=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
