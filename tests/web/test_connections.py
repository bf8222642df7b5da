"""Connections (UX S9): tried before they are kept, wrong ones said beside the form, passwords never shown."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from foothold.actions import connect_mailbox as connecting
from foothold.actions.depart import Leaving, depart
from foothold.records.models import Connection, Departure
from foothold.records.models.connections import ConnectionKind, DepartureKind
from foothold.web.connections_page import server_of, servers_line
from mail_servers import HOST, PASSWORD

ANNA = "anna@harbour.example"


@pytest.fixture
def browser(seat: Any, browser_of: Callable[..., Any]) -> Any:
    return browser_of(seat)


@pytest.fixture
def mail_form(mail_provider: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What Anna types, with her provider's servers under Servers."""
    monkeypatch.setattr(connecting, "mail_network", mail_provider.network)
    imap, smtp = servers_line(mail_provider.imap(ANNA)), servers_line(mail_provider.smtp(ANNA))
    return {"address": ANNA, "password": PASSWORD, "imap": imap, "smtp": smtp}


def test_a_mailbox_is_connected_and_its_password_is_nowhere_on_the_page(
    browser: Any, seat: Any, mail_form: dict[str, str]
) -> None:
    page = browser.post("/connections/mail", mail_form, follow=True).content.decode()
    assert "Connected. Invitations leave from anna@harbour.example." in page
    assert PASSWORD not in page
    row = Connection.objects.in_workspace(seat.workspace).get()
    assert PASSWORD not in row.sealed + str(row.settings)


def test_a_wrong_password_is_said_in_words_and_nothing_is_kept(
    browser: Any, seat: Any, mail_form: dict[str, str]
) -> None:
    answer = browser.post("/connections/mail", mail_form | {"password": "guess"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "does not take this user name and password" in page
    assert "guess" not in page
    assert HOST in page
    assert not Connection.objects.in_workspace(seat.workspace).exists()


@pytest.mark.parametrize("line", ["", "imap example", "imap.harbour.example:99x", "imap.harbour.example:993 rot13"])
def test_a_server_that_cannot_be_read_is_refused_in_words(line: str) -> None:
    with pytest.raises(ValueError, match="Write"):
        server_of(line, ANNA, 993)


@pytest.mark.parametrize("line", ["imap.harbour.example:993", "mail.harbour.example:587", "127.0.0.1:1025 none"])
def test_a_server_is_shown_as_it_is_typed(line: str) -> None:
    assert servers_line(server_of(line, ANNA, 993)) == line


def test_a_calendar_of_several_is_chosen_without_the_password_in_the_page(
    browser: Any, seat: Any, radicale_server: Any, settings: Any
) -> None:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = True
    for name in ("one", "two"):
        radicale_server.ask("anna", "MKCALENDAR", f"/anna/{name}{seat.pk.hex[:6]}/")
    typed = {"address": radicale_server.address, "user": "anna", "password": radicale_server.passwords["anna"]}
    answer = browser.post("/connections/calendar", typed)
    page = answer.content.decode()
    assert "Which calendar holds your meetings?" in page
    assert radicale_server.passwords["anna"] not in page
    choice = answer.context["choice"]
    chosen = next(each.address for each in choice.calendars if f"two{seat.pk.hex[:6]}" in each.address)
    browser.post("/connections/calendar", {"carried": choice.carried, "calendar": chosen})
    row = Connection.objects.in_workspace(seat.workspace).get()
    assert row.settings["calendar"] == chosen


def test_a_login_carried_for_somebody_else_is_refused(browser: Any, seat: Any, stranger: Any, browser_of: Any) -> None:
    from foothold.connectors.calendar.caldav_discovery import Connected
    from foothold.web.connections_page import carry_login

    found = Connected(principal="", home="", calendars=())
    carried = carry_login(seat, found, "https://dav.harbour.example/", "anna", "secret")
    answer = browser_of(stranger).post("/connections/calendar", {"carried": carried, "calendar": "x"})
    assert answer.status_code == 422


def test_what_waits_is_shown_with_its_reason_tried_again_and_taken_back(browser: Any, seat: Any, now: datetime) -> None:
    leaving = Leaving(
        kind=DepartureKind.LETTER,
        by=ConnectionKind.MAIL,
        key="k",
        thread="t",
        data=b"x",
        to=["petra.lang@northwind.example"],
        subject="Price for three sites",
    )
    row = depart(seat, leaving, now=now)
    rows = Departure.objects.in_workspace(seat.workspace)
    rows.update(problem="mail.harbour.example is busy.", failures=2)
    page = browser.get("/connections").content.decode()
    assert "1 waiting to leave" in page
    assert "mail.harbour.example is busy." in page
    browser.post(f"/outbox/{row.pk}/again")
    assert rows.get().failures == 0
    browser.post(f"/outbox/{row.pk}/back")
    assert rows.get().state == "taken_back"


def test_disconnected_its_password_is_gone(browser: Any, seat: Any, mail_form: dict[str, str]) -> None:
    browser.post("/connections/mail", mail_form)
    row = Connection.objects.in_workspace(seat.workspace).get()
    browser.post(f"/connections/{row.pk}/forget")
    assert not Connection.objects.in_workspace(seat.workspace).exists()
