"""Today, the rest of it: what is in trouble, what waits to leave, asking, hours nothing is booked after (UX, S1; J6)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.utils import timezone

from foothold.actions.depart import Leaving, depart
from foothold.records.models import Commitment
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState

Make = Callable[..., Any]
NINE = datetime(2026, 9, 22, 7, 0, tzinfo=UTC)
"""Nine o'clock of a Tuesday in Berlin."""


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NINE)


def page(browser: Any) -> str:
    answer = browser.get("/today")
    assert answer.status_code == 200
    return answer.content.decode().split('<section class="list-at-side"')[0]


def _promised(seat: Any, meeting: Any, side: str) -> Commitment:
    return Commitment.objects.in_workspace(seat.workspace).create(
        meeting=meeting, place=0, side=side, owner="Petra", what="pump hours", due_on=NINE.date()
    )


def test_what_they_owe_is_asked_for_in_a_mail_of_ones_own(seat: Any, plan: Make, browser_of: Make) -> None:
    _promised(seat, plan(seat, "Pilot", NINE - timedelta(days=7)), "customer")
    shown = page(browser_of(seat))
    draft = unquote(shown.split('href="mailto:')[1].split('"')[0])
    assert draft.startswith("petra@northwind.example?subject=What you wanted to send: pump hours")
    assert "Hello Petra," in draft
    assert "Tuesday 15 September" in draft


def test_what_we_owe_is_not_asked_for(seat: Any, plan: Make, browser_of: Make) -> None:
    _promised(seat, plan(seat, "Pilot", NINE - timedelta(days=7)), "ours")
    assert "mailto:" not in page(browser_of(seat))


def test_a_broken_connection_says_since_when_and_why(seat: Any, plan: Make, connected: Make, browser_of: Make) -> None:
    plan(seat, "Pilot", NINE + timedelta(hours=1))
    problem = "The server refused the password."
    connected(seat, kind="calendar", read_at=NINE - timedelta(minutes=80), problem=problem)
    shown = page(browser_of(seat))
    for words in ("Calendar not read since Tue 22 Sep 07:40.", problem, "What you see may be old.", "Connect again"):
        assert words in shown


def test_what_should_have_left_is_counted_and_what_is_due_later_is_not(
    seat: Any, plan: Make, connected: Make, browser_of: Make
) -> None:
    plan(seat, "Pilot", NINE + timedelta(hours=1))
    connected(seat)
    leaving = {"kind": DepartureKind.LETTER, "by": ConnectionKind.MAIL, "data": b"x"}
    depart(seat, Leaving(key="1", thread="1", **leaving), now=NINE)
    depart(seat, Leaving(key="2", thread="2", **leaving), now=NINE, due_at=NINE + timedelta(days=1))
    assert "1 waiting to send</a>" in page(browser_of(seat))


def test_what_left_is_not_counted(seat: Any, plan: Make, connected: Make, browser_of: Make) -> None:
    plan(seat, "Pilot", NINE + timedelta(hours=1))
    row = depart(
        seat,
        Leaving(kind=DepartureKind.LETTER, by=ConnectionKind.MAIL, key="1", thread="1", data=b"x"),
        now=NINE,
    )
    row.state = DepartureState.SENT
    row.save()
    assert "waiting to send</a>" not in page(browser_of(seat))


def test_an_hour_with_nothing_booked_after_it_is_named(seat: Any, plan: Make, browser_of: Make) -> None:
    over = plan(seat, "Pilot result", NINE - timedelta(days=1))
    shown = page(browser_of(seat))
    assert "Nothing booked after it" in shown
    over.next_meeting = plan(seat, "Price", NINE + timedelta(days=3))
    over.save()
    assert "Nothing booked after it" not in page(browser_of(seat))


def test_on_a_monday_the_last_business_day_is_friday(
    seat: Any, plan: Make, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    friday = datetime(2026, 9, 18, 8, 0, tzinfo=UTC)
    plan(seat, "Pilot result", friday)
    plan(seat, "Long ago", friday - timedelta(days=1))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 9, 21, 7, 0, tzinfo=UTC))
    named = page(browser_of(seat)).split("Nothing booked after it")[1]
    assert "Pilot result" in named
    assert "Long ago" not in named


def test_todays_over_meeting_leads_to_saying_how_it_went(seat: Any, plan: Make, browser_of: Make) -> None:
    over = plan(seat, "Early one", NINE - timedelta(hours=1))
    assert f'href="/meetings/{over.pk}/after"' in page(browser_of(seat))


def test_it_ends_with_that_is_all(seat: Any, plan: Make, browser_of: Make) -> None:
    plan(seat, "Pilot result", NINE - timedelta(days=1))
    shown = page(browser_of(seat))
    assert shown.index("Nothing booked after it") < shown.index("That is all.")
