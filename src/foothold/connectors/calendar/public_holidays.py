"""Public holidays of a country, from the `holidays` package: nobody meets on them, and nobody is silent."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache


def public_holidays(country: str, years: Iterable[int]) -> frozenset[date]:
    """The days off in the whole country in these years; none for a country that is not known.

    `country` is ISO 3166, two letters. Holidays of single regions are left out: which one it is, nobody said.
    """
    return frozenset(day for year in years for day in _of(country.upper(), year))


def knows_holidays_of(country: str) -> bool:
    """Whether this country's holidays are known."""
    return len(country) == 2 and country.isascii() and country.upper() in _countries()


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """(code, English name) of every country whose holidays are known, by name."""
    from holidays.registry import COUNTRIES  # a quarter of a second, which only those pay who ask

    named = {code: module.replace("_", " ").title() for module, (_class, code, *_more) in COUNTRIES.items()}
    return tuple(sorted(((code, named.get(code, code)) for code in _countries()), key=lambda each: each[1]))


@lru_cache(maxsize=256)
def _of(country: str, year: int) -> frozenset[date]:
    if not knows_holidays_of(country):
        return frozenset()
    import holidays  # a quarter of a second, which only those pay who ask

    return frozenset(holidays.country_holidays(country, years=year))


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))
