"""The pages in a real browser: dropping, keys, focus, and nothing wider than the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foothold.records.models.people import DemoState

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
TALK = """Speaker 1: How shall we leave it?
Speaker 2: Call me after the conference.
Speaker 1: Great.
Speaker 2: Goodbye.
"""
Read = Callable[..., Any]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("width", [390, 1280])
def test_from_paste_to_verdict(open_page: Read, width: int, script: bool) -> None:
    page = open_page("/", width, java_script_enabled=script)
    page.fill("#words", TALK)
    page.click("text=Read it")
    page.check("input[name=met][value=partly]")
    page.check("input[name=sure][value='75']")
    page.check("input[name='side.0'][value=ours]")
    page.check("input[name='side.1'][value=customer]")
    page.check("input[name=knowing][value=everyone_knew]")
    page.click("text=Show the verdict")
    page.wait_for_selector(".verdict")
    assert page.inner_text(".sentence") == "Nothing is booked."
    assert "75 % sure" in page.inner_text(".meeting-head")
    page.click(".verdict .quote a")
    assert page.url.endswith("#L2")
    assert "Call me after the conference." in page.inner_text(".line:target mark")


def test_a_dropped_file_is_read_at_once(open_page: Read) -> None:
    page = open_page("/", 1280)
    page.evaluate(
        """(words) => {
          const carried = new DataTransfer();
          carried.items.add(new File([words], "northwind.txt", {type: "text/plain"}));
          for (const kind of ["dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        TALK,
    )
    page.wait_for_selector("h1:has-text('Before the verdict')")
    assert "northwind.txt" in page.inner_text(".crumb")


DROP = """([words, count]) => {
  const carried = new DataTransfer();
  for (let at = 1; at <= count; at++) carried.items.add(new File([words], `call-${at}.txt`, {type: "text/plain"}));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.mark.parametrize("path", ["/meetings", "/setup"])
def test_a_file_may_be_dropped_on_every_page(open_page: Read, path: str) -> None:
    page = open_page(path, 1280)
    page.evaluate(DROP, [TALK, 1])
    page.wait_for_selector("h1:has-text('Before the verdict')")
    assert "call-1.txt" in page.inner_text("main")


def test_of_several_conversations_dropped_at_once_none_is_lost(open_page: Read) -> None:
    page = open_page("/meetings", 1280)
    page.evaluate(DROP, [TALK, 2])
    page.wait_for_selector("main:has-text('call-2.txt')")
    assert "call-1.txt" in page.inner_text("main")


def test_pasted_words_are_read_and_left_with_the_keyboard(open_page: Read) -> None:
    page = open_page("/", 1280)
    page.fill("#words", TALK)
    page.press("#words", "Control+Enter")
    page.wait_for_selector("h1:has-text('Before the verdict')")
    assert page.evaluate("document.activeElement.name") == "met", "the first question has the focus"
    page.keyboard.press("Escape")
    page.wait_for_selector(".drop-form")


def test_whose_notes_is_asked_only_when_they_are_not_ones_own(open_page: Read) -> None:
    page = open_page("/")
    page.fill("#words", "Met Petra. She will send the pump hours by Friday.")
    page.click("text=Read it")
    page.check("[name=knowing][value=written_notes]")
    assert not page.is_visible("text=Whose words are these?")
    page.check("[name=knowing][value=everyone_knew]")
    assert page.is_visible("text=Whose words are these?")


def test_not_right_marks_the_headline_and_the_list_at_once(open_page: Read, seat: Any, read_meeting: Read) -> None:
    page = open_page(f"/meetings/{read_meeting(seat).pk}", 1280)
    assert not page.is_visible(".verdict h2 .you-say")
    page.click(".verdict .not-right summary")
    page.click(".verdict .choice >> nth=0")
    page.wait_for_selector(".verdict h2 .you-say")
    page.wait_for_selector(".list-at-side .you-say")
    page.click(".verdict .said-by-you button")
    page.wait_for_selector(".verdict .not-right summary")
    page.wait_for_selector(".list-at-side .you-say", state="hidden")


def test_a_card_of_a_meeting_deleted_in_another_tab_says_so(
    open_page: Read, seat: Any, read_meeting: Read, complaints: list[str]
) -> None:
    meeting = read_meeting(seat)
    page = open_page(f"/meetings/{meeting.pk}", 1280)
    meeting.delete()
    page.click(".promise button[value=keep] >> nth=0")
    page.wait_for_selector(".gone a")
    assert "This meeting is no longer here." in page.inner_text(".gone")
    assert page.inner_text("h1") == "Northwind", "only the card is replaced"
    complaints.clear()  # the browser names the 404 in its console


def test_the_page_comes_before_the_list_of_meetings(open_page: Read, seat: Any, read_meeting: Read) -> None:
    page = open_page(f"/meetings/{read_meeting(seat).pk}", 1280)
    order = "document.querySelector('main').compareDocumentPosition(document.querySelector('.list-at-side'))"
    assert page.evaluate(order) & 4
    list_at, main_at = (page.locator(part).bounding_box()["x"] for part in (".list-at-side", "main"))
    assert list_at < main_at


@pytest.mark.parametrize("height", [640, 844])
def test_read_it_is_never_under_the_bar_of_a_phone(open_page: Read, height: int) -> None:
    page = open_page("/", 390)
    page.set_viewport_size({"width": 390, "height": height})
    button, bar = (page.locator(part).bounding_box() for part in (".drop-form .primary", ".bar"))
    assert button["y"] + button["height"] <= bar["y"]


def test_the_demo_is_one_line_on_a_phone_and_goes_only_after_what_goes_is_said(
    open_page: Read, live_server: Any, seat: Any
) -> None:
    seat.workspace.demo = DemoState.PRESENT
    seat.workspace.save()
    page = open_page("/setup", 390)
    assert page.locator(".demo-banner").bounding_box()["height"] <= 56
    assert not page.is_visible(".demo-banner button")
    page.click(".demo-banner summary")
    assert "all you tried on them" in page.inner_text(".demo-banner form")
    page.click(".demo-banner button")
    page.wait_for_selector("#said:has-text('The demo team is gone. Set up brings a new one.')")


def test_a_phone_is_not_told_to_drop(open_page: Read) -> None:
    page = open_page("/", 390, has_touch=True, is_mobile=True)
    assert not page.is_visible("text=Drop a transcript")
    assert page.is_visible("text=Choose a file")


def test_keeping_a_promise_keeps_the_focus_and_says_so(open_page: Read, seat: Any, read_meeting: Read) -> None:
    page = open_page(f"/meetings/{read_meeting(seat).pk}")
    page.focus(".promise button[value=keep]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".promise.confirmed")
    page.wait_for_function("document.querySelector('#said').textContent.includes('stays on the list')")
    assert page.evaluate("document.activeElement.closest('.promise') !== null")


def test_not_right_is_answered_with_the_keyboard_alone(open_page: Read, seat: Any, read_meeting: Read) -> None:
    page = open_page(f"/meetings/{read_meeting(seat).pk}")
    page.focus(".verdict .not-right summary")
    page.evaluate(
        """() => { window.opened = new Promise((done) =>
             document.querySelector(".verdict .not-right details").addEventListener("toggle", () => setTimeout(done))) }"""
    )
    page.keyboard.press("Enter")
    page.evaluate("window.opened")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict .said-by-you")
    assert "They agreed to a date and time" in page.inner_text(".verdict .said-by-you")
    assert page.evaluate("document.activeElement.closest('.not-right') !== null")
    page.click(".verdict .said-by-you button")
    page.wait_for_selector(".verdict .not-right summary")


def test_keys_go_through_the_meetings_and_back(open_page: Read, seat: Any, read_meeting: Read) -> None:
    first = read_meeting(seat)
    page = open_page("/", 1280)
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    page.keyboard.press("j")
    page.wait_for_url(f"**/meetings/{first.pk}")
    page.keyboard.press("Escape")
    page.wait_for_url("**/meetings")
    page.keyboard.press("a")
    page.wait_for_selector(".drop-form")
    page.focus("#words")
    page.keyboard.type("jam?")
    assert page.input_value("#words") == "jam?", "letters typed into a field are only letters"


def test_keys_switched_off_do_nothing(open_page: Read, seat: Any) -> None:
    seat.user.keys_on = False
    seat.user.save()
    page = open_page("/", 1280)
    page.keyboard.press("m")
    page.wait_for_timeout(300)
    assert page.locator(".drop-form").count() == 1


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_the_screen(
    open_page: Read, live_server: Any, seat: Any, read_meeting: Read, width: int
) -> None:
    meeting = read_meeting(seat, name="a-very-long-name-" * 8 + ".vtt", account="Donaudampfschifffahrts" * 4)
    page = open_page("/", width)
    for path in ("/", "/meetings", f"/meetings/{meeting.pk}", "/setup", "/keys"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
