"""Calls are meetings too, from five minutes with a customer; one tap books nothing."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold.actions.import_calls import import_calls
from foothold.actions.import_files import import_bytes
from foothold.actions.log_call import log_call, take_back_call
from foothold.actions.match_calls import number_key
from foothold.actions.remove_source import remove_source
from foothold.actions.undo_import import undo_import
from foothold.connectors.crm.call_log import read_call_log
from foothold.core.window import Window
from foothold.records.models import Account, Attendee, Call, Contact, Import, Meeting, Opportunity, Source
from foothold.records.picture import short_calls

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
HEAD = "Date/Time,Duration (seconds),Number,Name,Direction,Status\n"


@pytest.fixture
def northwind(seat: Any) -> Account:
    account: Account = rows(seat, Account).create(name="Northwind")
    rows(seat, Contact).create(name="Petra Lang", account=account, address="petra@northwind.example")
    return account


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def called(day: str, seconds: str, *, name: str = "Petra Lang", number: str = "+49 170 1234567") -> str:
    return f"{day},{seconds},{number},{name},Outgoing,{'Answered' if seconds != '0' else 'No answer'}\n"


def read(seat: Any, *lines: str, name: str = "calls.csv", now: datetime = NOW) -> Any:
    log = read_call_log((HEAD + "".join(lines)).encode(), name, tz=ZoneInfo("Europe/Berlin"))
    return import_calls(seat, log, name, now=now)


@pytest.mark.parametrize(("seconds", "meetings"), [("299", 0), ("300", 1), ("", 0), ("0", 0)])
def test_a_call_is_a_meeting_from_five_minutes_on(seat: Any, northwind: Account, seconds: str, meetings: int) -> None:
    read(seat, called("2026-09-15 10:00:00", seconds))
    assert rows(seat, Meeting).count() == meetings
    assert rows(seat, Call).get().account == northwind
    window = Window(datetime(2026, 9, 1, tzinfo=UTC), NOW)
    assert short_calls(seat, window).count() == 1 - meetings


def test_a_long_call_is_a_meeting_by_phone_held_with_that_customer(seat: Any, northwind: Account) -> None:
    read(seat, called("2026-09-15 10:00:00", "600"))
    meeting = rows(seat, Meeting).get()
    assert (meeting.account, meeting.medium, meeting.relation) == (northwind, "phone", "customer")
    assert (meeting.ends_at - meeting.held_at).total_seconds() == 600
    assert (meeting.status, meeting.answer, meeting.state, meeting.entry_id) == ("", "", "", None)
    assert rows(seat, Attendee).get().address == "petra@northwind.example"


def test_the_same_log_again_changes_nothing(seat: Any, northwind: Account) -> None:
    lines = called("2026-09-15 10:00:00", "600"), called("2026-09-16 10:00:00", "20")
    assert read(seat, *lines).new == 2
    taken = read(seat, *lines, called("2026-09-17 10:00:00", "30"))
    assert (taken.new, taken.changed, taken.same) == (1, 0, 2)
    assert (rows(seat, Call).count(), rows(seat, Meeting).count()) == (3, 1)


def test_a_call_with_somebody_unknown_is_no_meeting_with_a_customer(seat: Any, northwind: Account) -> None:
    read(seat, called("2026-09-15 10:00:00", "900", name="Kita Sonnenschein", number="030 9876543"))
    assert not rows(seat, Meeting).exists()
    assert rows(seat, Call).get().account is None


def test_a_number_seen_with_a_customer_is_that_customers_however_it_is_written(seat: Any, northwind: Account) -> None:
    read(seat, called("2026-09-15 10:00:00", "20"))
    read(seat, called("2026-09-16 10:00:00", "900", name="", number="0170-1234567"), name="other.csv")
    assert rows(seat, Meeting).get().account == northwind


@pytest.mark.parametrize("number", ["", "anonymous", "110", "+", "withheld 12"])
def test_a_number_that_is_none_is_nobodys(number: str) -> None:
    assert number_key(number) == ""


def test_a_name_at_two_customers_is_matched_to_neither(seat: Any, northwind: Account) -> None:
    rows(seat, Contact).create(name="Petra Lang", account=rows(seat, Account).create(name="Alpine"))
    read(seat, called("2026-09-15 10:00:00", "900"))
    assert rows(seat, Call).get().account is None


def test_a_call_in_the_time_of_a_planned_meeting_is_that_meeting(seat: Any, northwind: Account) -> None:
    planned = rows(seat, Meeting).create(
        seller=seat.user,
        account=northwind,
        title="Trial",
        tz="Europe/Berlin",
        held_at=datetime(2026, 9, 15, 8, 0, tzinfo=UTC),
        ends_at=datetime(2026, 9, 15, 9, 0, tzinfo=UTC),
    )
    taken = read(seat, called("2026-09-15 10:02:00", "900"))
    assert rows(seat, Call).get().meeting == planned
    assert rows(seat, Meeting).count() == 1
    undo_import(seat, taken.run, now=NOW)
    assert rows(seat, Call).count() == 0


def test_a_log_that_now_knows_the_length_makes_the_meeting_and_its_undo_takes_it_back(
    seat: Any, northwind: Account
) -> None:
    read(seat, called("2026-09-15 10:00:00", ""))
    taken = read(seat, called("2026-09-15 10:00:00", "900"))
    assert (taken.changed, rows(seat, Meeting).count()) == (1, 1)
    undo_import(seat, taken.run, now=NOW)
    assert rows(seat, Call).get().seconds is None
    assert not rows(seat, Meeting).exists()


def test_undoing_a_log_takes_its_calls_and_their_meetings_and_leaves_the_customer_we_knew(
    seat: Any, northwind: Account
) -> None:
    rows(seat, Meeting).create(seller=seat.user, account=northwind, title="Trial", tz="UTC", held_at=NOW)
    taken = read(seat, called("2026-09-15 10:00:00", "900"))
    undo_import(seat, taken.run, now=NOW)
    assert rows(seat, Call).count() == 0
    assert rows(seat, Meeting).get().title == "Trial"
    assert rows(seat, Account).get() == northwind
    assert rows(seat, Source).get().covers_from is None


def test_removing_a_log_takes_its_calls_and_their_meetings(seat: Any, northwind: Account) -> None:
    read(seat, called("2026-09-15 10:00:00", "900"))
    remove_source(seat, rows(seat, Source).get())
    for model in (Call, Meeting, Import, Opportunity):
        assert not rows(seat, model).exists(), model


def test_a_call_log_is_recognised_and_imported_like_any_file(seat: Any, northwind: Account) -> None:
    report = import_bytes(seat, (HEAD + called("2026-09-15 10:00:00", "900")).encode(), "calls.csv", now=NOW)
    assert (report.new, report.skipped) == (1, [])
    assert rows(seat, Meeting).get().medium == "phone"


# --- one tap -----------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["spoke", "no_answer", "booked"])
def test_a_tap_is_kept_and_moves_nothing(seat: Any, northwind: Account, outcome: str) -> None:
    rows(seat, Meeting).create(seller=seat.user, account=northwind, title="Trial", tz="UTC", held_at=NOW)
    before = list(rows(seat, Meeting).values())
    call = log_call(seat, northwind, outcome, now=NOW)
    assert (call.outcome, call.account, call.called_at, call.seconds) == (outcome, northwind, NOW, None)
    assert list(rows(seat, Meeting).values()) == before


def test_the_same_tap_sent_twice_is_one_call(seat: Any, northwind: Account) -> None:
    assert log_call(seat, northwind, "spoke", now=NOW, key="a1") == log_call(
        seat, northwind, "spoke", now=NOW, key="a1"
    )
    assert log_call(seat, northwind, "spoke", now=NOW) != log_call(seat, northwind, "spoke", now=NOW)


def test_another_outcome_is_no_call(seat: Any, northwind: Account) -> None:
    with pytest.raises(ValueError, match="spoke"):
        log_call(seat, northwind, "sold", now=NOW)
    assert not rows(seat, Call).exists()


def test_a_tap_is_taken_back_by_whoever_made_it(seat: Any, colleague: Any, northwind: Account) -> None:
    call = log_call(seat, northwind, "spoke", now=NOW)
    assert take_back_call(colleague, call.pk, now=NOW) is False
    assert take_back_call(seat, call.pk, now=NOW) is True
    assert take_back_call(seat, call.pk, now=NOW) is False


def test_a_call_of_a_log_is_not_taken_back_by_a_tap(seat: Any, northwind: Account) -> None:
    read(seat, called("2026-09-15 10:00:00", "20"))
    assert take_back_call(seat, rows(seat, Call).get().pk, now=NOW) is False
