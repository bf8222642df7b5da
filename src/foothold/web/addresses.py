"""Addresses of many rows of one page: worked out once, then filled in (Django's own takes longer than the row)."""

from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import get_script_prefix, reverse

_ANY = UUID(int=0)


def address(name: str, key: UUID) -> str:
    """The address of a page that is named by one key, as `reverse` gives it."""
    return _shape(name, get_script_prefix()).replace(str(_ANY), str(key))


@lru_cache(maxsize=64)
def _shape(name: str, _prefix: str) -> str:
    return reverse(name, args=[_ANY])


def counted_address(page: str, key: UUID, which: str, *, of: str | None = None) -> str:
    """The address of the list behind a number of a seller's page or a deal's; `of` narrows it."""
    path = reverse(page, args=[key, which])
    return path if of is None else f"{path}?{urlencode({'of': of})}"
