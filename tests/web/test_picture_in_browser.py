"""Today, the last 90 days, a customer's page and the search in a real browser: keys, width, focus, accessibility."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.records.models import Account, Commitment, Meeting

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
FIRMS = ("northwind", "contoso", "helio", "orchard", "tidewater")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def calendar(now: datetime) -> bytes:
    """Meetings with five customers over ten weeks, one of them today, two to come."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//harbour//EN", "X-WR-CALNAME:anna@harbour.example"]
    days = [-70 + 4 * number for number in range(17)] + [2, 5]
    for number, day in enumerate(days):
        firm, start = FIRMS[number % 5], now + timedelta(days=day)
        written = (("DTSTAMP", now), ("DTSTART", start), ("DTEND", start + timedelta(minutes=45)))
        lines += ["BEGIN:VEVENT", f"UID:{number}@harbour.example", f"SUMMARY:{firm.title()}, talk {number}"]
        lines += [f"{name}:{at:%Y%m%dT%H%M%SZ}" for name, at in written]
        lines += [f"CREATED:{start - timedelta(days=21):%Y%m%dT%H%M%SZ}"] if number % 3 else []
        lines += ["ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example"]
        answer = ("ACCEPTED", "NEEDS-ACTION", "DECLINED", "TENTATIVE", "ACCEPTED")[number % 5]
        lines += [f"ATTENDEE;CN=Petra {firm.title()};PARTSTAT={answer}:mailto:petra@{firm}.example", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def known(seat: Any) -> Any:
    """The owner with a calendar, and a promise of each side that is late."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    import_bytes(seat, calendar(now), "anna.ics", now=now)
    meeting = Meeting.objects.in_workspace(seat.workspace).filter(account__name="Northwind").order_by("held_at")[0]
    for place, side in enumerate(("ours", "customer")):
        Commitment.objects.in_workspace(seat.workspace).create(
            meeting=meeting, place=place, side=side, what=f"price for site {place}", due_on=now.date() - timedelta(2)
        )
    return seat


def addresses(seat: Any) -> list[str]:
    """The screens of this file, with rows in them."""
    meetings = Meeting.objects.in_workspace(seat.workspace)
    northwind = Account.objects.in_workspace(seat.workspace).get(name="Northwind")
    past, ahead = meetings.order_by("held_at")[0], meetings.order_by("-held_at")[0]
    return [
        "/today",
        "/review",
        "/review?days=30&team=1",
        "/review/meetings?which=held",
        "/review/customers?which=without",
        f"/accounts/{northwind.pk}",
        "/accounts/no-next-date",
        f"/meetings/{past.pk}",
        f"/meetings/{ahead.pk}",
        "/meetings",
        "/accounts",
        "/search?q=north",
    ]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_screen_is_wider_than_the_window(open_page: Open, live_server: Any, known: Any, width: int) -> None:
    Meeting.objects.in_workspace(known.workspace).filter(title="Northwind, talk 0").update(
        title="Donaudampfschifffahrts" * 7
    )
    page = open_page("/today", width)
    for address in addresses(known):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_has_nothing_to_say(open_page: Open, live_server: Any, known: Any, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The policy lets no strange script into the page, axe's own included: this test alone turns it off.
    page = open_page("/today", width, color_scheme=scheme, bypass_csp=True)
    for address in addresses(known):
        page.goto(live_server.url + address)
        found = axe.Axe().run(page, options={"runOnly": RULES})
        wrong = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found.response["violations"]]
        assert not wrong, (address, wrong)


def test_axe_has_nothing_to_say_about_the_open_search(open_page: Open, known: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page("/today", 1280, bypass_csp=True)
    page.keyboard.press("Control+k")
    page.keyboard.type("north")
    page.wait_for_selector("#found a")
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert not [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]


@pytest.mark.parametrize("address", ["/today", "/review", "/meetings"])
def test_every_target_of_the_phones_bar_is_large_enough(open_page: Open, known: Any, address: str) -> None:
    page = open_page(address, 390)
    boxes = [link.bounding_box() for link in page.locator(".bar a:visible").all()]
    assert len(boxes) == 6
    assert all(box["width"] >= 48 and box["height"] >= 48 for box in boxes)
    assert boxes[-1]["x"] + boxes[-1]["width"] <= 390


def test_the_search_opens_with_a_key_finds_while_typing_and_is_chosen_by_keyboard(open_page: Open, known: Any) -> None:
    page = open_page("/today", 1280)
    page.keyboard.press("Control+k")
    page.wait_for_selector("#search[open]")
    page.keyboard.type("contoso")
    page.wait_for_selector("#found a:has-text('Contoso')")
    page.wait_for_function("/^Results: [1-9]/.test(document.querySelector('#search [role=status]').textContent)")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").strip() == "Contoso"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Contoso')")


def test_typing_goes_on_in_the_field_and_enter_opens_the_first_hit(open_page: Open, known: Any) -> None:
    page = open_page("/review", 1280)
    page.keyboard.press("Control+k")
    page.keyboard.type("con")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("toso")
    assert page.input_value("#q") == "contoso"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Contoso')")


def test_enter_waits_for_the_answer_of_who_types_faster_and_without_a_hit_leads_to_the_page(
    open_page: Open, known: Any
) -> None:
    page = open_page("/review", 1280)
    page.keyboard.press("Control+k")
    page.keyboard.type("helio")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Helio')")
    page.keyboard.press("Control+k")
    page.keyboard.type("nobody of this name")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=nobody*")
    assert "Nothing is called" in page.inner_text("main")


def test_the_first_hit_is_marked_and_said(open_page: Open, known: Any) -> None:
    page = open_page("/review", 1280)
    page.keyboard.press("Control+k")
    page.keyboard.type("contoso")
    page.wait_for_selector("#found .first-hit:has-text('Contoso')")
    assert page.inner_text("#found-count").endswith("Enter opens Contoso")


def test_escape_closes_the_search_and_the_page_stays(open_page: Open, known: Any) -> None:
    page = open_page("/review", 1280)
    page.keyboard.press("/")
    page.wait_for_selector("#search[open]")
    assert page.input_value("#q") == "", "the key that opens it is no word"
    page.keyboard.press("Escape")
    page.wait_for_selector("#search[open]", state="detached")
    assert page.url.endswith("/review")


def test_without_script_the_search_is_a_page(open_page: Open, known: Any) -> None:
    page = open_page("/today", 390, java_script_enabled=False)
    page.click(".find-link")
    page.fill("#q-page", "helio")
    page.click("text=Find")
    page.click("main .found a:has-text('Helio') >> nth=0")
    assert page.inner_text("h1") == "Helio"


def test_an_answer_that_comes_late_does_not_overwrite_a_newer_one(open_page: Open, known: Any) -> None:
    page = open_page("/today", 1280)
    held: list[Any] = []
    page.route("**/search?q=con", lambda route: held.append(route))
    page.keyboard.press("Control+k")
    page.keyboard.type("con")
    page.wait_for_timeout(400)
    page.fill("#q", "helio")
    page.wait_for_selector("#found a:has-text('Helio')")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(400)
    assert page.locator("#found a:has-text('Contoso')").count() == 0


def test_a_promise_done_is_said_keeps_the_focus_and_can_be_undone(open_page: Open, known: Any) -> None:
    page = open_page("/today", 390)
    page.focus(".owed button[value=done] >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".owed.done")
    page.wait_for_function("document.querySelector('#said').textContent.includes('Done.')")
    assert page.evaluate("document.activeElement.value") == "undo"
    page.keyboard.press("Enter")
    page.wait_for_selector(".owed.done", state="detached")
    assert page.evaluate("document.activeElement.value") == "done"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_bar_of_the_picture_leads_to_its_meetings(open_page: Open, known: Any, script: bool) -> None:
    page = open_page("/review", 1280, java_script_enabled=script)
    number = page.locator(".counted a:has-text('Next date not known') strong").inner_text()
    page.click("svg a:has-text('Not known') >> nth=0", force=True)
    page.wait_for_url("**/review/meetings?which=unknown")
    assert page.inner_text("main .lead").startswith(f"{number} meeting")
    page.click("main a.back")
    page.wait_for_url("**/review")


def test_the_numbers_behind_a_picture_open_without_script(open_page: Open, known: Any) -> None:
    page = open_page("/review", 390, java_script_enabled=False)
    table = page.locator(".picture-sheet table >> nth=0")
    assert not table.is_visible()
    page.click(".picture-sheet summary >> nth=0")
    assert table.is_visible()


def test_letters_lead_through_the_screens(open_page: Open, known: Any) -> None:
    page = open_page("/", 1280)
    assert page.locator("body.at-today").count() == 1
    page.keyboard.press("r")
    page.wait_for_url("**/review")
    page.keyboard.press("a")
    page.wait_for_url("**/after")
    page.keyboard.press("t")
    page.wait_for_url("**/today")
    page.keyboard.press("j")
    page.wait_for_url("**/meetings/*")


def test_escape_in_a_list_of_the_review_leads_back_to_it(open_page: Open, known: Any) -> None:
    page = open_page("/review/meetings?which=held&days=30", 1280)
    page.keyboard.press("Escape")
    page.wait_for_url("**/review?days=30")
