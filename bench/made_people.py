"""Invented firms and people for the benchmarks: the same number gives the same name, always under .example."""

from typing import NamedTuple

OUR_DOMAIN = "harbour.example"
FIRMS = 300
"""Customer firms a seller meets in two years of a made calendar."""

_FIRST = (
    "Anna Petra Jan Eva Tom Lena Paul Nora Emil Clara Jonas Mira Felix Ida Oskar Greta Hugo Ella Anton Marta".split()
)
_LAST = "Weber Lang Novak Berg Sommer Vogel Keller Lindt Hofer Brandt Ritter Falk Maurer Seidel Kern Adler".split()
_KIND = "north east south west high low old new blue green grey red long broad still clear deep wide near far".split()
_PLACE = (
    "wind field brook ford gate mill stone wood lake hill bridge port dale well marsh crest shore moor bay cove"
).split()


class Person(NamedTuple):
    """Somebody with an address."""

    name: str
    address: str


def firm_domain(number: int) -> str:
    """The domain of firm `number`; after 400 names they are numbered."""
    name = _KIND[number % 20] + _PLACE[number // 20 % 20]
    return f"{name}{number // 400 or ''}.example"


def firm_name(number: int) -> str:
    """What the firm is called in a title: "Northwind"."""
    return firm_domain(number).removesuffix(".example").capitalize()


def person(number: int, domain: str) -> Person:
    """Person `number` of the firm with this domain."""
    first, last = _FIRST[number % 20], _LAST[number // 20 % 16]
    suffix = str(number // 320 or "")
    return Person(f"{first} {last}", f"{first}.{last}{suffix}@{domain}".lower())


OWNER = person(0, OUR_DOMAIN)
"""Whose calendar and mailbox they are: Anna Weber."""
