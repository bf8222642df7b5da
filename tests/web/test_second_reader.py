"""The model that suggests, on the pages: off until switched on, its words marked as its own and always escaped."""

import html
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from foothold.actions.choose_second_reader import choose_second_reader
from foothold.jobs.loop import work_once
from foothold.records.models import SecondReader, SecondReading

Read = Callable[..., Any]
KEY = "sk-very-secret-0123456789"
EVIL = """Anna Weber: How shall we leave it?
Petra Lang: <script>alert('x')</script> & call me "after" the fair.
"""


def text_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def form(url: str, **more: str) -> dict[str, str]:
    return {"base_url": url, "model": "llama3.1", "on": "on", **more}


def test_off_by_default_and_the_page_says_so(seat: Any, browser_of: Read, model_server: Any) -> None:
    browser = browser_of(seat)
    page = text_of(browser.get("/setup"))
    assert "Off: nothing is sent." in page
    assert "Nothing is sent anywhere." in page
    assert "None of it leaves this machine." in text_of(browser.get("/after"))
    assert model_server.asked == []


def test_it_says_what_is_sent_and_where_to(seat: Any, browser_of: Read, model_server: Any) -> None:
    browser = browser_of(seat)
    saved = browser.post("/setup/model", form(model_server.url, key=KEY), follow=True)
    page = text_of(saved)
    place = model_server.url[7:-3]
    assert f"Saved. Conversations kept from now on are sent to {place}." in page
    assert "The text of each conversation kept from then on, and the names of its speakers. Nothing else." in page
    assert f"<strong>{place}</strong>, on this machine" in page
    assert f"also go to {place}, on this machine" in text_of(browser.get("/after"))
    assert "Nothing is sent anywhere." not in page
    assert "None of it leaves this machine." not in text_of(browser.get("/after"))
    before = text_of(browser.post("/read", {"words": EVIL}))
    assert "Unless you say “Not known”, the words and the speakers’ names also go to" in before
    assert model_server.asked == []


@pytest.mark.parametrize(
    ("address", "far"),
    [
        ("https://api.models.example/v1", "outside your network, at somebody who may keep it"),
        ("http://192.168.7.7:8000/v1", "in your own network"),
    ],
)
def test_near_and_far_are_told_apart(seat: Any, browser_of: Read, address: str, far: str) -> None:
    assert far in text_of(browser_of(seat).post("/setup/model", form(address), follow=True))


def test_the_key_is_on_no_page_and_an_empty_field_keeps_it(seat: Any, browser_of: Read, model_server: Any) -> None:
    browser = browser_of(seat)
    pages = [browser.post("/setup/model", form(model_server.url, key=KEY), follow=True)]
    sealed = SecondReader.objects.in_workspace(seat.workspace_id).get().sealed
    pages += [browser.post("/setup/model", form(model_server.url), follow=True), browser.get("/setup")]
    pages += [browser.post("/setup/model", form("nonsense", key=KEY))]
    assert SecondReader.objects.in_workspace(seat.workspace_id).get().sealed == sealed
    assert "A key is kept, sealed, for this address alone." in text_of(pages[2])
    for page in pages:
        assert KEY not in page.content.decode()
        assert sealed not in page.content.decode()


def test_what_cannot_be_kept_stays_in_the_form_with_its_reason(seat: Any, browser_of: Read) -> None:
    answer = browser_of(seat).post("/setup/model", form("http://models.example/v1"))
    assert answer.status_code == 422
    page = text_of(answer)
    assert "is asked over https:// only" in page
    assert 'value="http://models.example/v1"' in page
    assert 'value="llama3.1"' in page
    assert not SecondReader.objects.in_workspace(seat.workspace_id).exists()


def test_trying_says_that_it_answers(seat: Any, browser_of: Read, read_meeting: Read, model_server: Any) -> None:
    read_meeting(seat)
    page = text_of(browser_of(seat).post("/setup/model", form(model_server.url, do="try"), follow=True))
    assert "answers; only invented words were sent." in page
    assert "Petra Lang" not in model_server.words


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "does not take the key (401)"), (404, "knows no such model"), (500, "trouble of its own")],
)
def test_trying_says_what_is_wrong(seat: Any, browser_of: Read, model_server: Any, status: int, said: str) -> None:
    model_server.status, model_server.body = status, b"<h1>owned</h1>"
    page = text_of(browser_of(seat).post("/setup/model", form(model_server.url, do="try", key=KEY), follow=True))
    assert said in page
    assert "owned" not in page
    assert KEY not in page


def test_nobody_there_is_said(seat: Any, browser_of: Read) -> None:
    page = text_of(browser_of(seat).post("/setup/model", form("http://127.0.0.1:9/v1", do="try"), follow=True))
    assert "127.0.0.1:9 could not be reached." in page


def test_without_the_extra_the_command_to_install_it_is_named(seat: Any, browser_of: Read, monkeypatch: Any) -> None:
    monkeypatch.setitem(__import__("sys").modules, "foothold.connectors.models.chat_completions", None)
    page = text_of(browser_of(seat).post("/setup/model", form("http://127.0.0.1:9/v1")))
    assert "pip install -e '.[llm]'" in page


def test_a_seller_neither_sees_nor_changes_it(seat: Any, colleague: Any, browser_of: Read, model_server: Any) -> None:
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m", key=KEY)
    browser = browser_of(colleague)
    assert "A model that suggests" not in browser.get("/setup").content.decode()
    assert browser.post("/setup/model", form("http://127.0.0.1:9/v1")).status_code == 404
    assert "also go to" in text_of(browser.get("/after")), "but whoever brings words is told where they go"


def test_another_workspaces_model_is_nowhere(seat: Any, stranger: Any, browser_of: Read, model_server: Any) -> None:
    choose_second_reader(seat, on=True, base_url=model_server.url, model="unique-model", key=KEY)
    browser = browser_of(stranger)
    assert "unique-model" not in browser.get("/setup").content.decode()
    browser.post("/setup/model", form(model_server.url, do="try"))
    assert "authorization" not in model_server.heads[0]


def test_the_way_in_does_not_say_that_all_stays_here_where_it_does_not(
    seat: Any, model_server: Any, client: Any
) -> None:
    from django.utils import timezone

    from foothold.actions.open_workspace import make_entry_link
    from foothold.cli.serve import _where_words_go

    link = f"/enter/{make_entry_link(seat.user, now=timezone.now())}"
    assert "Everything stays on this machine." in text_of(client.get(link))
    assert _where_words_go(None) == "Everything stays on this machine."
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m")
    page = text_of(client.get(link))
    assert "Everything stays" not in page
    assert model_server.url[7:-3] not in page, "a stranger is not told where"
    assert _where_words_go(None) == f"Words of conversations go to {model_server.url[7:-3]}."


# --- a meeting's page ------------------------------------------------------------------------------------------


def test_suggestions_stand_apart_marked_and_escaped(
    seat: Any, browser_of: Read, read_meeting: Read, model_server: Any, points_at: Any, now: datetime
) -> None:
    words = "<script>alert('x')</script> & call me \"after\" the fair."
    model_server.findings = [points_at("test", ("Petra Lang", words), test="T4"), points_at("refusal", ("X", "no"))]
    choose_second_reader(seat, on=True, base_url=model_server.url, model="<b>m</b>")
    browser, meeting = browser_of(seat), read_meeting(seat, EVIL, "call.txt")
    waiting = browser.get(f"/meetings/{meeting.pk}").content.decode()
    assert "A model is being asked" in waiting
    work_once(now=now)
    page = browser.get(f"/meetings/{meeting.pk}").content.decode()
    part = page[page.index('id="suggested"') :]
    assert "A model also pointed at these words" in part
    assert "It moves no verdict." in part
    assert "1 claim was not in the words and is left out." in part
    assert "Who buys, why" in part
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in part
    assert "<b>m</b>" not in page
    marks = r"<mark>.*?</mark>"
    assert re.findall(marks, page) == re.findall(marks, waiting), "marks are the verdict's"


def test_while_off_a_meetings_page_does_not_speak_of_models(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    assert "suggested" not in browser_of(seat).get(f"/meetings/{read_meeting(seat).pk}").content.decode()


def test_an_earlier_meeting_is_asked_about_by_its_seller_alone(
    seat: Any, colleague: Any, browser_of: Read, read_meeting: Read, model_server: Any, now: datetime
) -> None:
    meeting = read_meeting(seat)
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m")
    work_once(now=now)
    assert model_server.asked == [], "what was kept before is not sent by itself"
    assert browser_of(colleague).post(f"/meetings/{meeting.pk}/suggest").status_code == 404
    browser = browser_of(seat)
    assert "Ask the model" in browser.get(f"/meetings/{meeting.pk}").content.decode()
    assert browser.get(f"/meetings/{meeting.pk}/suggest").status_code == 405
    browser.post(f"/meetings/{meeting.pk}/suggest")
    work_once(now=now)
    assert "A model pointed at nothing else" in browser.get(f"/meetings/{meeting.pk}").content.decode()


def test_a_failure_is_one_line_and_can_be_tried_again(
    seat: Any, browser_of: Read, read_meeting: Read, model_server: Any, now: datetime
) -> None:
    model_server.status, model_server.body = 429, b"{}"
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m")
    meeting = read_meeting(seat)
    work_once(now=now)
    page = text_of(browser_of(seat).get(f"/meetings/{meeting.pk}"))
    assert "asks to be left alone for a while (429)" in page
    assert "Ask again" in page
    assert "Nothing is booked." in page


def test_a_meeting_without_kept_words_offers_nothing(
    seat: Any, browser_of: Read, read_meeting: Read, model_server: Any, now: datetime
) -> None:
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m")
    meeting = read_meeting(seat, knowing="not_known")
    browser = browser_of(seat)
    assert "suggested" not in browser.get(f"/meetings/{meeting.pk}").content.decode()
    page = text_of(browser.post(f"/meetings/{meeting.pk}/suggest", follow=True))
    assert "Nothing is sent: no model is on, or the words are not kept." in page
    assert not SecondReading.objects.in_workspace(seat.workspace_id).exists()
