"""What an account is called, and which one an entry names (core/account_names.py)."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.account_names import AccountNames, account_in_text, account_name

NAMES = AccountNames(
    {
        "Northwind": "northwind",
        "Northwind Breweries GmbH": "breweries",
        "Harbour Logistics": "harbour",
        "Müller Maschinen": "mueller",
        "Elbeinstruments": "elbe",
        "Target": "target",
        "Next Step": "next",
        "Ziel": "ziel",
        "HP": "hp",
        "Microsoft": "microsoft",
        "Zoom": "zoom",
        "Bestpractice": "best",
    }
)


@pytest.mark.parametrize(
    ("counterpart", "name"),
    [
        ("northwind-breweries.co.uk", "Northwind Breweries"),
        ("northwind.example", "Northwind"),
        ("northwind.onmicrosoft.com", "Northwind"),
        ("weber-und-lang-gmbh.de", "Weber und Lang GmbH"),
        ("weber-gmbh-co-kg.example", "Weber GmbH Co KG"),
        ("as-you-like.example", "As You Like"),
        ("pwc-mueller.example", "PWC Mueller"),
        ("ge.example", "GE"),
        ("bmw.example", "BMW"),
        ("hp.example", "HP"),
        ("3m.example", "3M"),
        ("xn--mller-kva.example", "Müller"),
        ("anna.weber84@gmail.com", "Anna Weber"),
        ("anna_weber@web.de", "Anna Weber"),
        ("12345@qq.com", "12345"),
        ("", ""),
    ],
)
def test_an_account_is_called_what_its_owner_chose(counterpart: str, name: str) -> None:
    assert account_name(counterpart) == name


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Northwind: lead times", "northwind"),
        ("call NORTHWIND", "northwind"),
        ("Northwind's housings", "northwind"),
        ("Northwind-Termin", "northwind"),
        ("Tour of Northwind Breweries", "breweries"),
        ("Northwind Breweries GmbH, tour", "breweries"),
        ("Northwind breweries", "breweries"),
        ("Besuch bei Mueller-Maschinen", "mueller"),
        ("Besuch bei MÜLLER MASCHINEN", "mueller"),
        ("Mu\u0308ller Maschinen", "mueller"),
        ("Elbe Instruments visit", "elbe"),
        ("anna@northwind.example", "northwind"),
    ],
)
def test_a_known_name_in_whole_words_is_its_account(title: str, key: str) -> None:
    assert NAMES.found(title) == key
    assert NAMES.found("", title) == key


@pytest.mark.parametrize(
    "title", ["", "Northwinds", "Anorthwind", "Harbour", "Logistics Harbour", "Müller", "Elbe", "…"]
)
def test_part_of_a_name_or_of_a_word_is_no_account(title: str) -> None:
    assert NAMES.found(title) is None


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Northwind meets Harbour Logistics", ""),
        ("Northwind", "Harbour Logistics, gate 3"),
        ("Northwind and Northwind Breweries", ""),
    ],
)
def test_two_accounts_named_are_doubtful(title: str, place: str) -> None:
    assert NAMES.found(title, place) is None


def test_the_same_account_named_twice_or_under_two_names_is_that_account() -> None:
    names = {"Northwind": 1, "NW Breweries": 1, "Harbour": 2}
    assert account_in_text("Northwind / NW Breweries", "at Northwind", names) == 1


def test_names_that_overlap_are_doubtful() -> None:
    assert account_in_text("Alster Harbour Logistics", "", {"Alster Harbour": 1, "Harbour Logistics": 2}) is None


def test_one_name_of_two_accounts_is_doubtful() -> None:
    assert account_in_text("Northwind", "", {"Northwind AG": 1, "Northwind Ltd": 2}) is None
    assert account_in_text("Northwind Ltd", "", {"Northwind AG": 1, "Northwind Ltd": 2}) == 2


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Pricing with Target", "target"),
        ("pricing with target", None),
        ("PRICING WITH TARGET", None),
        ("Target", None),
        ("Target for the quarter", None),
        ("Pricing: Target of this year", None),
        ("Review Target Pricing", None),
        ("Lunch with Next Step", "next"),
        ("Agree the next step", None),
        ("Next Step for us", None),
        ("Printers at HP", "hp"),
        ("HP", None),
        ("Unser Ziel und dein Ziel", None),
        ("Pricing with Zoom", "zoom"),
        ("Zoom with Petra", None),
        ("Share best practice", None),
        ("Meet with Bestpractice", "best"),
    ],
)
def test_a_short_or_ordinary_name_counts_only_written_so_in_the_middle_of_a_text(title: str, key: str | None) -> None:
    assert NAMES.found(title) == key


def test_a_place_that_is_a_video_call_names_no_account() -> None:
    assert NAMES.found("Lead times", "Microsoft Teams Meeting") is None
    assert NAMES.found("Lead times", "https://northwind.zoom.example/j/123 www.northwind.example") is None
    assert NAMES.found("Northwind", "Microsoft Teams Meeting; https://microsoft.example/x") == "northwind"
    assert NAMES.found("Licences with Microsoft", "") == "microsoft"


@given(text=st.text(max_size=200), names=st.dictionaries(st.text(max_size=30), st.integers(0, 5), max_size=8))
def test_any_text_and_any_names_are_searched(text: str, names: dict[str, int]) -> None:
    assert account_in_text(text, text[::-1], names) in {None, *names.values()}
    assert len(account_name(text)) <= 200


@given(st.permutations(["Northwind", "Northwind Breweries", "Harbour", "Next Step", "Target", "Target AG"]))
def test_the_order_of_the_names_does_not_matter(order: list[str]) -> None:
    names = AccountNames({name: name for name in order})
    assert names.found("Tour of Northwind Breweries") == "Northwind Breweries"
    assert names.found("Pricing with Target AG") == "Target AG"


@pytest.mark.parametrize("text", ["a " * 500_000, "northwind " * 100_000, "x" * 1_000_000, ":/" * 500_000])
def test_a_long_text_and_five_thousand_names_take_linear_time(text: str) -> None:
    names = AccountNames({f"northwind {'a ' * (number % 90)}{number}": number for number in range(5000)})
    begun = perf_counter()
    assert names.found(text) is None
    assert perf_counter() - begun < 20
