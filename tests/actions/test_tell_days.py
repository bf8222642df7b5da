"""What is counted in business days is counted in the customer's: holidays, zone, stated absences (METHOD, "bd"; 9)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.actions.settle import settle_again
from foothold.actions.tell_days import (
    change_country,
    change_time_zone,
    settle_changed_days,
    tell_days_of,
)
from foothold.actions.undo_last_import import undo_last_import
from foothold.core.calendar_days import business_days_between
from foothold.core.window import window
from foothold.jobs.loop import work_once
from foothold.records.calendars import Calendars, our_days
from foothold.records.models import Account, Identity, Judgement, Letter, Meeting, Source, SourceText, Workspace

MAUNDY_THURSDAY = datetime(2026, 4, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 4, 7, 7, tzinfo=UTC)
WEDNESDAY = datetime(2026, 4, 8, 9, tzinfo=UTC)
Plan = Callable[..., Any]


@pytest.fixture
def before_easter(seat: Any, plan: Plan) -> Meeting:
    """Met on the Thursday before Easter; written to on Tuesday, and the next date put on Wednesday."""
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    first: Meeting = plan(seat, "Line walk", MAUNDY_THURSDAY, put_at=MAUNDY_THURSDAY - timedelta(days=9))
    plan(seat, "Lead times for housings", datetime(2026, 4, 20, 9, tzinfo=UTC), put_at=WEDNESDAY)
    box = Source.objects.in_workspace(seat.workspace).create(
        user=seat.user,
        kind="mails",
        key="m",
        name="Mails",
        covers_from=MAUNDY_THURSDAY - timedelta(days=30),
        covers_until=MAUNDY_THURSDAY + timedelta(days=60),
    )
    Letter.objects.in_workspace(seat.workspace).create(
        user=seat.user,
        source=box,
        message_id="1@m",
        from_address="anna@harbour.example",
        to_addresses=["petra@northwind.example"],
        sent_at=TUESDAY,
    )
    settle_again(seat)
    return first


def in_time(meeting: Meeting) -> tuple[str, str]:
    meeting.refresh_from_db()
    return meeting.step_counts, meeting.recap_sent


def test_good_friday_and_easter_monday_are_no_days_of_a_german_customer(seat: Any, before_easter: Meeting) -> None:
    assert in_time(before_easter) == ("no", "no"), "no country is told: only the weekend is left out"
    tell_days_of(seat, before_easter.account, tz="", country="de")
    assert in_time(before_easter) == ("yes", "yes")
    tell_days_of(seat, before_easter.account, tz="America/New_York", country="US")
    assert in_time(before_easter) == ("no", "no"), "neither day is a holiday of the whole of the United States"


def test_where_nothing_is_told_of_a_customer_our_country_counts_and_where_his_zone_is_it_does_not(
    seat: Any, before_easter: Meeting, now: datetime
) -> None:
    change_country(seat, "DE", now=now)
    work_once(now=now)
    assert in_time(before_easter) == ("yes", "yes")
    assert Workspace.objects.get(pk=seat.workspace_id).days_changed_at is None
    tell_days_of(seat, before_easter.account, tz="Europe/Vienna", country="")
    assert in_time(before_easter) == ("no", "no")


def test_days_changed_while_they_were_settled_are_settled_once_more(
    seat: Any, before_easter: Meeting, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from foothold.actions import tell_days

    change_country(seat, "DE", now=now)
    settle = tell_days.settle_accounts_again

    def and_changed(*given: Any) -> None:
        settle(*given)
        change_country(seat, "AT", now=now + timedelta(minutes=1))

    monkeypatch.setattr(tell_days, "settle_accounts_again", and_changed)
    settle_changed_days(seat.workspace_id)
    assert Workspace.objects.get(pk=seat.workspace_id).days_changed_at == now + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("tz", "country"),
    [
        ("Mars/Base", ""),
        ("", "ZZ"),
        ("Europe/Berlin", "Germany"),
        ("localtime", ""),
        ("Factory", ""),
        ("posixrules", ""),
        ("", "ß"),
        ("", "ıt"),
    ],
)
def test_what_is_no_zone_or_country_changes_nothing(seat: Any, before_easter: Meeting, tz: str, country: str) -> None:
    with pytest.raises(ValueError, match=r"zone|holidays"):
        tell_days_of(seat, before_easter.account, tz=tz, country=country)
    account = Account.objects.in_workspace(seat.workspace).get()
    assert (account.tz, account.country) == ("", "")


def test_the_own_zone_is_one_that_exists(seat: Any, now: datetime) -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        change_time_zone(seat, "Moon", now=now)


def test_a_country_a_crm_told_is_a_change_and_taken_back_the_days_are_counted_as_before(
    seat: Any, before_easter: Meeting, now: datetime
) -> None:
    head = "Record ID,Company name,Company Domain Name,Country/Region\n1,Northwind,northwind.example,"
    import_bytes(seat, f"{head}\n".encode(), "companies.csv", now=now)
    report = import_bytes(seat, f"{head}Germany\n".encode(), "companies.csv", now=now + timedelta(hours=1))
    assert (report.runs[0].changed, report.runs[0].same) == (1, 0)
    settle_changed_days(seat.workspace_id)
    assert in_time(before_easter) == ("yes", "yes")
    undo_last_import(seat, now=now + timedelta(hours=2))
    assert Account.objects.in_workspace(seat.workspace).get().country == ""
    settle_changed_days(seat.workspace_id)
    assert in_time(before_easter) == ("no", "no")


def away(seat: Any, meeting: Meeting, until: str | None, version: int = 1) -> None:
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=meeting,
        version=version,
        document={"absence": until and {"first": f"{meeting.held_at:%Y-%m-%d}", "until": until}, "verdict": None},
        software="t",
        made_at=meeting.held_at,
    )


def test_a_stated_absence_stops_the_clock_of_what_was_set_in_time(seat: Any, before_easter: Meeting) -> None:
    away(seat, before_easter, "2026-04-07")
    settle_again(seat)
    assert in_time(before_easter) == ("yes", "yes")
    away(seat, before_easter, None, version=2)
    settle_again(seat)
    assert in_time(before_easter) == ("no", "no"), "the last reading found none"


def test_an_absence_in_notes_of_ours_stops_no_clock_whoever_is_said_to_tell_it(
    seat: Any, before_easter: Meeting
) -> None:
    away(seat, before_easter, "2026-04-07")
    SourceText.objects.in_workspace(seat.workspace).create(
        meeting=before_easter,
        name="notes.md",
        kind="notes",
        sha256="0",
        keeping="none",
        read_at=TUESDAY,
        expires_at=WEDNESDAY,
    )
    settle_again(seat)
    assert in_time(before_easter) == ("no", "no")


def test_an_absence_ahead_stops_the_clock_from_its_first_day_on(seat: Any, before_easter: Meeting) -> None:
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=before_easter,
        version=1,
        document={"absence": {"first": "2026-05-04", "until": "2026-05-18"}},
        software="t",
        made_at=MAUNDY_THURSDAY,
    )
    settle_again(seat)
    assert in_time(before_easter) == ("no", "no"), "they work until May"
    days = Calendars(seat.workspace_id, WEDNESDAY).of(before_easter.account_id)
    monday, in_two_weeks = datetime(2026, 5, 4, 7, tzinfo=UTC), datetime(2026, 5, 19, 7, tzinfo=UTC)
    assert business_days_between(monday, in_two_weeks, days) == 1


@pytest.mark.parametrize("until", ["2031-01-01", "9999-12-31", "soon", ""])
def test_an_absence_nobody_has_stops_no_clock(seat: Any, before_easter: Meeting, until: str) -> None:
    away(seat, before_easter, until)
    settle_again(seat)
    assert in_time(before_easter) == ("no", "no")
    assert Calendars(seat.workspace_id, WEDNESDAY).of(before_easter.account_id).absences == ()


def test_an_absence_is_of_its_own_customer_and_of_all_their_meetings(
    seat: Any, plan: Plan, before_easter: Meeting
) -> None:
    other = plan(seat, "Pilot", MAUNDY_THURSDAY, account="Kern")
    away(seat, before_easter, "2026-04-20")
    days = Calendars(seat.workspace_id, WEDNESDAY)
    span = (WEDNESDAY, datetime(2026, 4, 21, 9, tzinfo=UTC))
    assert business_days_between(*span, days.of(before_easter.account_id)) == 1.25
    assert business_days_between(*span, days.of(other.account_id)) == 9


def test_a_review_leaves_out_the_last_two_days_we_work(seat: Any, now: datetime) -> None:
    easter_wednesday = date(2026, 4, 8)
    assert f"{window(easter_wednesday, our_days(seat.workspace, easter_wednesday)).end:%d %b}" == "07 Apr"
    change_country(seat, "DE", now=now)
    assert f"{window(easter_wednesday, our_days(seat.workspace, easter_wednesday)).end:%d %b}" == "03 Apr"
