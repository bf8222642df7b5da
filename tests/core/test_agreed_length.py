"""Whether a meeting kept to the agreed length (METHOD 11; 002-15)."""

from datetime import timedelta

import pytest

from foothold.core.agreed_length import kept_to

AGREED = timedelta(minutes=45)


@pytest.mark.parametrize(("last_said", "kept"), [(0.0, True), (2700.0, True), (2700.1, False), (None, None)])
def test_the_last_words_begin_within_the_agreed_length_or_it_is_not_known(
    last_said: float | None, kept: bool | None
) -> None:
    assert kept_to(AGREED, last_said) is kept


def test_a_length_of_nothing_was_not_agreed() -> None:
    assert kept_to(timedelta(), 10.0) is None
    assert kept_to(timedelta(minutes=-5), 10.0) is None
