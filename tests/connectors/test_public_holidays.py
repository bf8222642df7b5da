"""Public holidays: of the whole country, and none where the country is not known."""

from datetime import date

from foothold.connectors.calendar.public_holidays import knows_holidays_of, public_holidays


def test_a_countrys_days_off_are_known() -> None:
    days = public_holidays("AT", [2026])
    assert date(2026, 10, 26) in days
    assert date(2026, 10, 27) not in days


def test_each_year_has_its_own() -> None:
    assert {day.year for day in public_holidays("de", [2026, 2027])} == {2026, 2027}


def test_a_country_that_is_not_known_has_none_and_says_so() -> None:
    assert public_holidays("", [2026]) == public_holidays("QQ", [2026]) == frozenset()
    assert not knows_holidays_of("")
    assert not knows_holidays_of("QQ")
    assert knows_holidays_of("at")
