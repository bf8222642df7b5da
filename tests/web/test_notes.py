"""Notes in Set up, and the line in a note that switches its kind off (UX 4)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from foothold.actions.choose_notes import off_token
from foothold.records.note_choices import chosen

Make = Callable[..., Any]


def test_each_is_off_with_one_tap_in_set_up(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    assert browser.post("/setup/notes", {"kind": "ready", "on": "no"})["Location"] == "/setup#notes"
    assert not chosen(seat)["ready"]
    assert "Get ready, 20 minutes before" in browser.get("/setup").content.decode()


@pytest.mark.parametrize("sent", [{}, {"kind": "ready"}, {"kind": "all", "on": "no"}, {"kind": "ready", "on": "maybe"}])
def test_a_strange_choice_is_refused(seat: Any, browser_of: Make, sent: dict[str, str]) -> None:
    assert browser_of(seat).post("/setup/notes", sent).status_code == 400
    assert chosen(seat)["ready"]


def test_asking_customers_is_the_owners_to_say(seat: Any, colleague: Any, browser_of: Make) -> None:
    assert browser_of(colleague).post("/setup/notes", {"kind": "survey", "on": "yes"}).status_code == 400
    assert "Ask customers" not in browser_of(colleague).get("/setup").content.decode()
    browser_of(seat).post("/setup/notes", {"kind": "survey", "on": "yes"})
    assert chosen(seat)["survey"]


def test_opening_the_line_of_a_note_changes_nothing(seat: Any) -> None:
    answer = Client().get(f"/notes/off/{off_token(seat, 'ready')}")
    assert answer.status_code == 200
    assert "Switch off" in answer.content.decode()
    assert chosen(seat)["ready"]


def test_its_button_switches_that_kind_off_without_a_login_and_back(seat: Any) -> None:
    line = f"/notes/off/{off_token(seat, 'ready')}"
    assert "Undo" in Client().post(line, {"on": "no"}).content.decode()
    assert chosen(seat) == {**chosen(seat), "ready": False, "today": True}
    Client().post(line, {"on": "yes"})
    assert chosen(seat)["ready"]


@pytest.mark.parametrize("token", ["guess", "WyJ4IiwicmVhZHkiXQ:1w:abc"])
def test_a_line_that_is_not_ours_is_gone(seat: Any, token: str) -> None:
    for answer in (Client().get(f"/notes/off/{token}"), Client().post(f"/notes/off/{token}", {"on": "no"})):
        assert answer.status_code == 410
