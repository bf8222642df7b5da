"""What a CRM's rows may say: days that contradict each other, deals that may be one, amounts, cells, what goes back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.amounts import amount_in, currency_in, decimal_mark, is_unclear
from foothold.core.crm_dates import DateDoubt, deal_dates
from foothold.core.crm_deals import DealByMeetings, DealInCrm, same_deals
from foothold.core.next_step import Grade
from foothold.core.purpose import Purpose
from foothold.core.state import Closure
from foothold.core.write_back import WriteBack, days_without_next_step, may_be_made
from foothold.core.written_tables import as_csv, safe_cell

TODAY = date(2026, 6, 1)
OPENED, CLOSED = date(2026, 3, 1), date(2026, 4, 1)


def test_days_in_order_stay_as_they_are() -> None:
    settled = deal_dates(OPENED, CLOSED, None, Closure.WON, TODAY)
    assert (settled.opened_on, settled.closed_on, settled.doubts) == (OPENED, CLOSED, ())


@pytest.mark.parametrize(
    ("opened", "closed", "doubt"),
    [
        (CLOSED, OPENED, DateDoubt.CLOSED_FIRST),
        (OPENED, TODAY + timedelta(days=9), DateDoubt.CLOSED_AHEAD),
        (OPENED, None, DateDoubt.CLOSED_UNKNOWN),
    ],
)
def test_a_contradicting_closing_day_is_unknown_and_the_outcome_stays(
    opened: date, closed: date | None, doubt: DateDoubt
) -> None:
    settled = deal_dates(opened, closed, None, Closure.WON, TODAY)
    assert (settled.closed_on, settled.doubts) == (None, (doubt,))


def test_an_open_deal_has_an_expected_day_and_none_on_which_it_closed() -> None:
    settled = deal_dates(OPENED, date(2026, 9, 1), None, None, TODAY)
    assert (settled.closed_on, settled.expected_on) == (None, date(2026, 9, 1))


def test_a_deal_from_the_future_was_opened_today_at_the_latest() -> None:
    settled = deal_dates(date(2027, 1, 1), None, None, None, TODAY)
    assert (settled.opened_on, settled.doubts) == (TODAY, (DateDoubt.OPENED_AHEAD,))


DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS, DAYS, st.none() | st.sampled_from(list(Closure)))
def test_settled_days_are_never_ahead_and_never_backwards(
    opened: date | None, closed: date | None, expected: date | None, closure: Closure | None
) -> None:
    settled = deal_dates(opened, closed, expected, closure, TODAY)
    assert settled.opened_on <= TODAY
    assert settled.closed_on is None or settled.opened_on <= settled.closed_on <= TODAY
    assert closure is not None or settled.closed_on is None


def by_meetings(first: date, last: date, name: str = "met") -> DealByMeetings[str]:
    return DealByMeetings(name, first, last)


def test_a_deal_of_meetings_within_one_rows_time_is_that_row() -> None:
    row = DealInCrm("row", OPENED, None)
    assert same_deals([row], [by_meetings(OPENED, TODAY)]) == [("row", "met")]


def test_two_rows_that_fit_one_deal_are_never_merged_with_it() -> None:
    rows = [DealInCrm("one", OPENED, None), DealInCrm("two", OPENED, None)]
    assert same_deals(rows, [by_meetings(OPENED, TODAY)]) == []


def test_a_row_that_fits_two_deals_is_merged_with_neither() -> None:
    deals = [by_meetings(OPENED, TODAY, "one"), by_meetings(OPENED, TODAY, "two")]
    assert same_deals([DealInCrm("row", OPENED, None)], deals) == []


def test_meetings_after_a_deals_end_are_another_deal() -> None:
    closed = DealInCrm("row", OPENED, CLOSED)
    assert same_deals([closed], [by_meetings(OPENED, CLOSED + timedelta(days=30))]) == []
    assert same_deals([closed], [by_meetings(OPENED, CLOSED)]) == [("row", "met")]


@pytest.mark.parametrize(
    ("text", "mark", "amount", "currency"),
    [
        ("1.234,50 €", ",", "1234.50", "EUR"),
        ("$1,234.50", ".", "1234.50", ""),
        ("CHF 1'234.50", ".", "1234.50", "CHF"),
        ("(1,200.00)", ".", "-1200.00", ""),
        ("1 200,5", ",", "1200.50", ""),
        ("12", ".", "12.00", ""),
    ],
)
def test_amounts_are_read_as_programs_write_them(text: str, mark: str, amount: str, currency: str) -> None:
    assert (amount_in(text, mark), currency_in(text)) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "on request", "10 - 20", "999999999999999", "=1+1"])
def test_what_is_no_single_amount_is_none(text: str) -> None:
    assert amount_in(text, ".") is None


def test_the_sign_before_the_cents_is_told_by_the_whole_column() -> None:
    assert decimal_mark(["1.200", "350,75"], None) == ","
    assert decimal_mark(["1,200", "350.75"], None) == "."
    assert decimal_mark(["1,5", "1.5"], None) is None
    assert is_unclear(["1,200", "3,400"])
    assert not is_unclear(["1200", "3400"])


@given(st.text(max_size=80), st.sampled_from(".,"))
def test_an_amount_of_any_text_is_a_number_or_none(text: str, mark: str) -> None:
    found = amount_in(text, mark)
    assert found is None or abs(found) < 10**12


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "|calc", "'=1", "%00"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")


@given(st.text(max_size=40))
def test_a_written_cell_never_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)
    is_number = cell.removeprefix("-").replace(".", "", 1).isdigit()
    assert is_number or cell.lstrip()[:1] not in {"=", "+", "-", "@"} or cell.startswith("'")


def test_a_table_keeps_numbers_and_quotes_what_needs_it() -> None:
    assert as_csv(("a", "b"), [(-3, 'one, "two"'), (None, True)]) == 'a,b\r\n-3,"one, ""two"""\r\n,true\r\n'


def test_days_without_a_next_step_are_unknown_without_a_meeting_and_none_while_booked() -> None:
    assert days_without_next_step(None, Grade.NONE, TODAY) is None
    assert days_without_next_step(OPENED, None, TODAY) is None
    assert days_without_next_step(OPENED, Grade.BOOKED, TODAY) == 0
    assert days_without_next_step(OPENED, Grade.INVITED, TODAY) == 92


@pytest.mark.parametrize(
    ("purpose", "grade", "made"),
    [
        (Purpose.DEMO, Grade.PROPOSED, True),
        (Purpose.DEMO, Grade.VAGUE, False),
        (None, Grade.BOOKED, False),
        (Purpose.SOCIAL, Grade.BOOKED, False),
        (Purpose.DEMO, None, False),
    ],
)
def test_a_deal_is_made_in_a_crm_only_with_purpose_and_grade_two(purpose: Any, grade: Any, made: bool) -> None:
    assert may_be_made(purpose, grade) is made


def test_the_id_of_the_crm_stands_first() -> None:
    assert WriteBack("7", next_step_grade="vague", triage="nurture").cells == (
        "7",
        None,
        "",
        "vague",
        None,
        "",
        "nurture",
    )


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Amount (CHF)", "CHF"),
        ("ARR", ""),
        ("MRR in EUR", "EUR"),
        ("TCV 1,200 USD", "USD"),
        ("VAT 1.200 €", "EUR"),
        ("XXX 5", ""),
    ],
)
def test_three_capitals_are_a_currency_only_where_there_is_such_a_code(text: str, currency: str) -> None:
    assert currency_in(text) == currency


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.200,00-", -1200), ("1.200,00- EUR", -1200), ("1.200\u2212", -1200), ("1.200,-", 1200), ("1.200,- EUR", 1200)],
)
def test_a_minus_behind_an_amount_is_a_minus_and_a_dash_for_the_cents_is_none(text: str, value: int) -> None:
    assert amount_in(text, ",") == value
