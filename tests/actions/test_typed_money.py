"""Numbers and currencies as a person types them: read as they are written, or refused, and never read as another."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.actions.typed_money import currency_typed_with, typed_number

MOST = 10**12 - 1
STYLES = (
    (",", "."),
    (".", ","),
    (" ", ","),
    (" ", "."),
    ("\u202f", ","),
    ("'", "."),
    ("\u2019", "."),
    ("", "."),
    ("", ","),
)
"""The sign of thousands and that of cents."""


def number(text: str) -> Decimal | None:
    return typed_number(text, "The amount", MOST)


@pytest.mark.parametrize(
    "text", ["20.000.00", "1.2.3", "1,2,3", "1 2 3", "1.200.5", "84.000,00,1", ".5", "€ 5 USD", "5 h"]
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write one number"):
        number(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1.200,-", "1200"),
        ("500 Kč", "500"),
        ("12,34,567.50", "1234567.5"),
        ("CA$ 20", "20"),
        ("$ 5", "5"),
        ("5 kr", "5"),
    ],
)
def test_prices_are_read_as_they_are_written(text: str, kept: str) -> None:
    assert number(text) == Decimal(kept)


@given(st.integers(1, MOST * 100), st.sampled_from(STYLES), st.sampled_from(("", "€ ", "USD ", "$", "CHF")))
def test_every_amount_is_read_in_every_way_of_writing_it(cents: int, style: tuple[str, str], before: str) -> None:
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}".replace(",", style[0])
    assert number(f"{before}{grouped}{style[1]}{rest:02}") == Decimal(cents) / 100


@given(st.text("0123456789.,' ", max_size=20))
def test_an_amount_that_is_taken_has_at_most_one_sign_of_cents(text: str) -> None:
    try:
        kept = number(text)
    except ValueError:
        return
    signs = re.findall(r"[.,' ]", text.strip())
    assert kept is None or len(set(signs[:-1])) <= 1
    for sign in set(signs):
        if signs.count(sign) > 1:
            after = re.split(r"[.,' ]", text.strip().rpartition(sign)[2])[0]
            assert len(after) == 3, "a sign that comes twice is of thousands"


@pytest.mark.parametrize(
    ("amount", "beside", "currency"),
    [
        ("€500", "USD", "EUR"),
        ("CA$ 5", "EUR", "CAD"),
        ("$500", "USD", "USD"),
        ("$5", "CAD", "CAD"),
        ("¥5", "JPY", "JPY"),
    ],
)
def test_the_sign_of_one_currency_tells_it_and_that_of_many_tells_none(amount: str, beside: str, currency: str) -> None:
    assert currency_typed_with(amount, beside) == currency


@pytest.mark.parametrize(("amount", "beside"), [("$500", "EUR"), ("500 kr", "EUR"), ("¥5", "USD")])
def test_a_sign_of_other_currencies_is_refused(amount: str, beside: str) -> None:
    with pytest.raises(ValueError, match=f"is not {beside}"):
        currency_typed_with(amount, beside)
