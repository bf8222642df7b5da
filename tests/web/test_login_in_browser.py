"""The login of a reachable site in a real browser: password, passkey, a phone, an expired session; axe, no stranger asked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.open_workspace import make_entry_link

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
PASSWORD = "three pumps in quiet rain"
ADDRESS = "anna@firm.example"


class Visit:
    """A browser with a platform authenticator that always says yes, at a site it has not been to."""

    def __init__(self, chromium: Any, url: str, **options: Any) -> None:
        self.url = url
        self.context = chromium.new_context(**options)
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.keys = self.context.new_cdp_session(self.page)
        self.keys.send("WebAuthn.enable")
        self.keys.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    def open(self, path: str) -> Any:
        self.page.goto(self.url + path)
        return self.page

    def end_session(self) -> None:
        self.context.clear_cookies(name="foothold_session")

    def log_in(self, page: Any = None) -> None:
        page = page or self.page
        page.fill("#address", ADDRESS)
        page.fill("#password", PASSWORD)
        page.click("button:text-is('Log in')")


@pytest.fixture
def public(make_reachable: Callable[..., None], live_server: Any) -> str:
    make_reachable(FOOTHOLD_PUBLIC=live_server.url, FOOTHOLD_PUBLIC_FOR_TESTS="1")
    return str(live_server.url)


@pytest.fixture
def visit(chromium: Any, public: str) -> Iterator[Callable[..., Visit]]:
    """visit(**options): a new browser; that it asked nobody but us is looked at in the end."""
    made: list[Visit] = []

    def new(**options: Any) -> Visit:
        made.append(Visit(chromium, public, **{"viewport": {"width": 1280, "height": 844}} | options))
        return made[-1]

    yield new
    for one in made:
        one.context.close()
        assert [url for url in one.asked if not url.startswith(public)] == []


@pytest.fixture
def person(seat: Any, public: str) -> Any:
    seat.user.address = ADDRESS
    seat.user.set_password(PASSWORD)
    seat.user.save()
    return seat.user


def test_an_owner_sets_himself_up_and_comes_back_by_passkey(visit: Callable[..., Visit], seat: Any) -> None:
    his = visit()
    page = his.open(f"/enter/{make_entry_link(seat.user, now=timezone.now())}")
    page.click("text=Enter")
    page.fill("#address", ADDRESS)
    page.fill("#password", PASSWORD)
    page.click("text=Save")
    page.click("text=Add a passkey")
    page.click("button:text-is('Add it')")
    page.wait_for_selector(".codes")
    codes = page.locator(".codes code").all_text_contents()
    assert len(codes) == 10
    his.open("/setup")
    page.click("text=Log out")
    his.open("/review")
    page.click("text=Use a passkey")
    page.wait_for_url(f"{his.url}/review")

    # With a passkey a stolen password alone opens nothing.
    thief = visit()
    thief.open("/login")
    thief.log_in()
    thief.page.wait_for_url("**/login/second-step")
    thief.page.goto(thief.url + "/review")
    assert "/login" in thief.page.url
    thief.page.goto(thief.url + "/login/second-step")
    thief.page.fill("#code", "00000000")
    thief.page.click("text=Go on")
    assert "That did not fit." in thief.page.inner_text("main")
    thief.page.fill("#code", codes[0])
    thief.page.click("text=Go on")
    thief.page.wait_for_url(f"{thief.url}/")


def test_a_passkey_the_person_refuses_is_said_and_the_password_still_works(
    visit: Callable[..., Visit], person: Any
) -> None:
    his = visit()
    page = his.open("/login")
    page.click("text=Use a passkey")
    page.wait_for_selector("[data-passkey-said]:not([hidden])", timeout=70_000)
    assert "No passkey was given." in page.inner_text("main")
    his.log_in()
    page.wait_for_url(f"{his.url}/")


def test_without_script_the_password_is_enough(visit: Callable[..., Visit], person: Any) -> None:
    his = visit(java_script_enabled=False)
    page = his.open("/login")
    assert not page.is_visible("text=Use a passkey")
    his.log_in()
    page.wait_for_url(f"{his.url}/")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_a_form_sent_after_the_login_ended_arrives(visit: Callable[..., Visit], person: Any, script: bool) -> None:
    his = visit(java_script_enabled=script)
    page = his.open("/login")
    his.log_in()
    his.open("/setup")
    page.fill("#value", "Anna Weber")
    his.end_session()
    page.click("#us-heading ~ form button")
    assert "Your login has ended." in page.inner_text("main")
    with his.context.expect_page() as opened:
        page.click("text=Log in, in a new tab")
    his.log_in(opened.value)
    opened.value.wait_for_url("**/account/logged-in")
    page.click("text=Then send it")
    if not script:
        page.click("button:text-is('Send it')")  # the page's own token died with the login: one click more
    page.wait_for_url("**/setup")
    assert "Anna Weber" in page.inner_text("#us-heading ~ .pills")


def test_an_answer_by_htmx_after_the_login_ended_is_not_lost(
    visit: Callable[..., Visit], person: Any, seat: Any, read_meeting: Callable[..., Any]
) -> None:
    meeting = read_meeting(seat)
    his = visit()
    page = his.open("/login")
    his.log_in()
    his.open(f"/meetings/{meeting.pk}")
    his.end_session()
    page.click(".promise button >> nth=0")
    page.wait_for_selector("#said a")
    assert "What you typed is still here." in page.inner_text("#said")
    assert page.locator("#said a").get_attribute("href") == f"/login?next=/meetings/{meeting.pk}"
    assert page.locator(".promise button").count(), "nothing was swapped"
    with his.context.expect_page() as opened:
        page.click("#said a")
    his.log_in(opened.value)
    opened.value.wait_for_url(f"{his.url}/meetings/{meeting.pk}")
    opened.value.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # a headless window never loses it
    page.wait_for_selector("#said a", state="detached")
    page.click("text=Keep >> nth=0")
    page.wait_for_selector(".promise .answered")


def test_a_press_with_a_token_that_died_says_so_and_the_next_one_counts(
    visit: Callable[..., Visit], person: Any, seat: Any, read_meeting: Callable[..., Any]
) -> None:
    meeting = read_meeting(seat)
    his = visit()
    page = his.open("/login")
    his.log_in()
    his.open(f"/meetings/{meeting.pk}")
    his.end_session()
    other = his.context.new_page()
    other.goto(f"{his.url}/login")
    his.log_in(other)
    other.wait_for_url(f"{his.url}/")
    page.click("text=Keep >> nth=0")
    page.wait_for_selector("text=Press it once more.")
    page.click("text=Keep >> nth=0")
    page.wait_for_selector(".promise .answered")


def test_axe_has_nothing_to_say_about_the_way_in(visit: Callable[..., Visit], person: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    his = visit(bypass_csp=True, reduced_motion="reduce")  # colours that still fade are measured half-way
    page = his.open("/login")

    def look(name: str) -> None:
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 844})
                page.emulate_media(color_scheme=scheme)
                found = axe.Axe().run(page, options={"runOnly": RULES})
                assert found.response["violations"] == [], (name, width, scheme)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow == 0, name

    look("login")
    his.log_in()
    page.wait_for_url(f"{his.url}/")
    for path in ("/account", "/account/password", "/account/confirm"):
        his.open(path)
        look(path)
    page.fill("#password", PASSWORD)
    page.click("text=Go on")
    for path in ("/account/passkeys/add", "/account/app", "/account/logged-in"):
        his.open(path)
        look(path)
    his.open("/setup")
    page.click("text=Pair your phone")
    look("pair")
    link = page.text_content("code.long")
    page.context.clear_cookies()
    page.goto(link)
    look("paired")


def test_a_phone_comes_in_by_the_code_on_the_laptop(visit: Callable[..., Visit], person: Any) -> None:
    laptop, phone = visit(), visit(viewport={"width": 390, "height": 844})
    laptop.open("/login")
    laptop.log_in()
    laptop.open("/setup")
    laptop.page.click("text=Pair your phone")
    box = laptop.page.locator(".qr-place svg").bounding_box()
    assert min(box["width"], box["height"]) >= 200
    phone.page.goto(laptop.page.text_content("code.long"))
    phone.page.click("text=Yes, let it in")
    phone.page.wait_for_url(f"{phone.url}/")
    assert "This phone is in." in phone.page.inner_text("#said")
