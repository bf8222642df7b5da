"""Newcomer's first picture, who is who and sources in a real browser: clicks, keys, focus, width, accessibility."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.connectors.calendar.feed import FeedFailed
from foothold.connectors.calendar.feed_troubles import Why
from foothold.records.models import Counterpart, Import, Source
from foothold.records.models.sources import ImportState, SourceType

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
Open = Callable[..., Any]
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def calendar(firms: int = 12) -> bytes:
    """A calendar of one meeting with each of `firms` customers, and two without people."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "X-WR-CALNAME:anna@harbour.example"]
    for number in range(firms + 2):
        starts = NOW - timedelta(days=5 + number % 70)
        lines += ["BEGIN:VEVENT", f"UID:u{number}", f"DTSTAMP:{stamp(NOW)}", f"DTSTART:{stamp(starts)}"]
        lines += [f"DTEND:{stamp(starts + timedelta(hours=1))}", f"CREATED:{stamp(starts - timedelta(days=9))}"]
        if number < firms:
            lines += ["SUMMARY:Pilot", "ORGANIZER:mailto:anna@harbour.example"]
            lines += ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example"]
            lines += [f"ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED:mailto:petra@firm-{number:03d}.example"]
        else:
            lines += [f"SUMMARY:Lunch {number}"]
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def known(seat: Any) -> Any:
    assert import_bytes(seat, calendar(), "anna.ics", now=NOW).read == 1
    return seat


def choose(page: Any, *files: tuple[str, bytes]) -> None:
    """What a click on "Choose a file" and a choice in the system's dialog come to."""
    given = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    page.set_input_files("#file", given)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("width", [390, 1280])
def test_from_a_calendar_file_to_the_first_sentence_in_four_clicks_without_typing(
    open_page: Open, width: int, script: bool
) -> None:
    page = open_page("/after", width, java_script_enabled=script)
    choose(page, ("anna.ics", calendar()))  # two clicks: the button, and the file
    if not script:
        page.click("text=Read it")  # the third
    page.wait_for_url("**/picture")
    assert re.sub(r"\s+", " ", page.inner_text("h1")).startswith("12 customer meetings in 90 days. 0 (0 %) ended with")
    page.click(".go-on >> text=Today")  # the last
    page.wait_for_url("**/today")


def test_several_files_are_taken_at_once_and_the_bad_one_named(open_page: Open) -> None:
    page = open_page("/sources", 1280)
    choose(page, ("anna.ics", calendar()), ("table.csv", b"a,b\n1,2\n"))
    page.wait_for_url("**/picture")
    assert "12 customer meetings" in page.inner_text("h1")
    assert "How the columns of table.csv are read" in page.inner_text(".report")


def test_an_import_is_taken_back_with_one_click(open_page: Open, known: Any) -> None:
    page = open_page("/sources", 1280)
    page.click("text=Undo last import")
    page.wait_for_selector("#said:has-text('Taken back')")
    assert Import.objects.in_workspace(known.workspace).get().state == ImportState.UNDONE


def test_one_key_decides_and_the_focus_stays_where_it_was(open_page: Open, known: Any) -> None:
    page = open_page("/who", 1280)
    button = page.locator(".counterpart").nth(2).locator("button[value=partner]")
    name = button.get_attribute("id")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{name}[aria-pressed=true]")
    assert page.evaluate("document.activeElement.id") == name
    page.wait_for_selector("#said:has-text('Partner.')")
    assert Counterpart.objects.in_workspace(known.workspace).get(told=True).relation == "partner"


def test_the_count_of_guesses_follows_each_answer(open_page: Open, known: Any) -> None:
    page = open_page("/who", 1280)
    counts = lambda: page.locator(".filters .count").all_inner_texts()  # noqa: E731
    everybody, undecided, guessed = map(int, counts())
    page.locator(".counterpart .is-guess").first.click()
    page.wait_for_selector(f".filters a:last-child .count:text-is('{guessed - 1}')")
    assert counts() == [str(everybody), str(undecided), str(guessed - 1)]
    assert page.locator(".filters").count() == 1


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_no_answer_takes_a_row_of_its_own(open_page: Open, known: Any, width: int) -> None:
    page = open_page("/who", width)
    tops = """() => [...document.querySelectorAll('.counterpart')].map((line) =>
        [...line.querySelectorAll('.relations button')].map((one) => Math.round(one.getBoundingClientRect().top)))"""
    for row in page.evaluate(tops):
        assert all(row.count(top) > 1 for top in row)


def test_a_failed_address_is_said_at_the_top_with_the_focus_on_it(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, complaints: list[str]
) -> None:
    def fail(address: str, **_: Any) -> None:
        raise FeedFailed(Why.NO_ANSWER, "calendar.harbour.example")

    monkeypatch.setattr("foothold.actions.add_calendar_address.fetch_calendar", fail)
    page = open_page("/sources", 390)
    page.fill("#calendar-address", "https://calendar.harbour.example/private-3f9c2a/basic.ics")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said [role=alert]:has-text('could not be reached')")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.fill("#calendar-address", "calendar")
    page.keyboard.press("Enter")
    page.wait_for_selector("#address-wrong")
    assert page.evaluate("document.activeElement.id") == "calendar-address"
    in_sight = "document.querySelector('#address-wrong').getBoundingClientRect().bottom < innerHeight - 64"
    page.wait_for_timeout(600)  # the page scrolls there, smoothly
    assert page.evaluate(in_sight)
    complaints.clear()  # the console names every answer of 422


def test_z_takes_back_the_last_answer_and_the_focus_stays(open_page: Open, known: Any) -> None:
    page = open_page("/who", 1280)
    for place, value in ((0, "supplier"), (1, "private")):
        button = page.locator(".counterpart").nth(place).locator(f"button[value={value}]")
        button.click()
        page.wait_for_selector(f"#{button.get_attribute('id')}[aria-pressed=true]")
    page.keyboard.press("z")
    page.wait_for_selector("#said:has-text('back to our guess')")
    told = Counterpart.objects.in_workspace(known.workspace).filter(told=True)
    assert [row.relation for row in told] == ["supplier"], "the earlier answer stands"
    assert page.evaluate("document.activeElement.closest('.counterpart') !== null")


def test_a_title_gets_its_customer_from_the_list(open_page: Open, known: Any) -> None:
    page = open_page("/who")
    line = page.locator("#titles .counterpart").first
    line.locator("input[name=account]").fill("Firm 003")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said:has-text('Firm 003.')")
    assert "You said so." in line.inner_text()


def test_who_is_who_works_without_script(open_page: Open, known: Any) -> None:
    page = open_page("/who", java_script_enabled=False)
    page.locator(".counterpart").nth(1).locator("button[value=ignore]").click()
    page.wait_for_url("**/who**#c-*")
    assert "Ignore." in page.inner_text("#said")


def test_three_hundred_counterparts_come_at_once_and_fifty_are_shown(open_page: Open, seat: Any) -> None:
    import_bytes(seat, calendar(300), "anna.ics", now=NOW)
    page = open_page("/who", 1280)
    assert page.locator("#others .counterpart").count() == 50
    page.click("text=250 more")
    page.wait_for_url("**show=100**")
    assert page.locator("#others .counterpart").count() == 100


def test_the_secret_address_is_typed_like_a_password(open_page: Open) -> None:
    page = open_page("/sources")
    assert page.get_attribute("#calendar-address", "type") == "password"
    assert page.get_attribute("#calendar-address", "autocomplete") == "off"


PAGES = ("/after", "/picture", "/who", "/who?which=open", "/sources", "/setup")


@pytest.fixture
def in_trouble(known: Any) -> Any:
    Source.objects.in_workspace(known.workspace).create(
        user=known.user, kind=SourceType.CALENDAR_ADDRESS, key="k", name="a", host="a-long-host-name." * 5 + "example",
        problem="It asks for a login. What was read before is kept. Use the secret address in iCal format.", read_at=NOW,
    )  # fmt: skip
    import_bytes(known, calendar(3).replace(b"Lunch", b"Donaudampfschifffahrtsgesellschaft" * 3), "b.ics", now=NOW)
    return known


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_the_screen(open_page: Open, live_server: Any, in_trouble: Any, width: int) -> None:
    page = open_page("/picture", width)
    for path in PAGES:
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_every_target_is_large_enough_for_a_thumb(open_page: Open, live_server: Any, in_trouble: Any) -> None:
    page = open_page("/picture", 390)
    small = """() => [...document.querySelectorAll('main button, main a.button, main summary, main nav a')]
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44 && !one.matches('.link'))
        .map((one) => one.outerHTML.slice(0, 90))"""
    for path in PAGES:
        page.goto(live_server.url + path)
        assert page.evaluate(small) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_to_complain_of(
    open_page: Open, live_server: Any, in_trouble: Any, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The policy lets no script of a stranger into the page, axe included: only this test turns it off.
    page = open_page("/picture", width, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    for path in PAGES:
        page.goto(live_server.url + path)
        for fold in page.query_selector_all("main details"):
            fold.evaluate("(fold) => { fold.open = true; }")
        found = axe.Axe().run(page, context="main", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
