"""Who is who: told, or guessed with a reason (core/relations.py, core/titles.py)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.relations import (
    GuessBecause,
    Relation,
    SeenCounterpart,
    propose_relation,
    relation_of,
)
from foothold.core.titles import Subject, subject_of

NORTHWIND = "northwind.example"
MET = SeenCounterpart(meetings=4, people=2, they_organized=1, we_organized=3)
OURS = frozenset({"harbour.example", "anna.weber@gmail.com"})
TOLD = {NORTHWIND: Relation.CUSTOMER, "petra@northwind.example": Relation.PARTNER, "jo@web.de": Relation.PRIVATE}


def test_a_firm_met_by_people_is_guessed_to_be_a_customer() -> None:
    assert propose_relation(NORTHWIND, MET) == (Relation.CUSTOMER, GuessBecause.MET)


def test_a_firm_that_always_invites_us_is_a_customer_for_another_reason() -> None:
    facts = replace(MET, they_organized=4, we_organized=0)
    assert propose_relation(NORTHWIND, facts) == (Relation.CUSTOMER, GuessBecause.MET_AT_THEIR_INVITATION)


def test_a_private_person_is_never_guessed_to_be_a_customer() -> None:
    assert propose_relation("jo@web.de", MET) == (None, GuessBecause.PERSONAL_ADDRESS)
    dentist = replace(MET, titles=("Zahnarzt", "Zahnarzttermin"))
    assert propose_relation("jo@web.de", dentist) == (Relation.PRIVATE, GuessBecause.PRIVATE_WORDS)


@pytest.mark.parametrize(
    ("title", "guess"),
    [
        ("Dentist", (Relation.PRIVATE, GuessBecause.PRIVATE_WORDS)),
        ("Physiotherapie 3/6", (Relation.PRIVATE, GuessBecause.PRIVATE_WORDS)),
        ("Kita: Elternabend", (Relation.PRIVATE, GuessBecause.PRIVATE_WORDS)),
        ("Doctor’s appointment", (Relation.PRIVATE, GuessBecause.PRIVATE_WORDS)),
        ("Bewerbungsgespräch", (Relation.IGNORE, GuessBecause.APPLICATION_WORDS)),
        ("Interview Petra Lang", (Relation.IGNORE, GuessBecause.APPLICATION_WORDS)),
        ("Webinar: ten ideas for spring", (Relation.IGNORE, GuessBecause.AUDIENCE_WORDS)),
        ("Flight LH 123", (Relation.IGNORE, GuessBecause.TRAVEL_WORDS)),
        ("Invoice 4711", (None, GuessBecause.BUYING_WORDS)),
        ("Rechnung 12/2025", (None, GuessBecause.BUYING_WORDS)),
    ],
)
def test_entries_that_are_no_sale_by_their_titles_make_no_customer(
    title: str, guess: tuple[Relation | None, GuessBecause]
) -> None:
    assert propose_relation(NORTHWIND, replace(MET, titles=(title, title, ""))) == guess


@pytest.mark.parametrize(
    "title",
    [
        "Lead times for housings",
        "Demo: practice software for Dentist Dr. Lang",
        "Zahnarztpraxis Lang",
        "Webinar proposal for Northwind",
        "Conference call with Petra",
        "Projekt Flug-Simulator",
        "",
    ],
)
def test_a_title_that_may_be_a_sale_says_nothing_against_it(title: str) -> None:
    assert subject_of(title) is None
    assert propose_relation(NORTHWIND, replace(MET, titles=(title,)))[0] is Relation.CUSTOMER


def test_half_of_the_titles_are_not_most_of_them() -> None:
    assert propose_relation(NORTHWIND, replace(MET, titles=("Webinar", "Pricing")))[0] is Relation.CUSTOMER
    assert propose_relation(NORTHWIND, replace(MET, titles=("Webinar", "Webinar", "Pricing")))[0] is Relation.IGNORE


@pytest.mark.parametrize(
    ("facts", "guess"),
    [
        (replace(MET, shared_mailboxes_only=True), (None, GuessBecause.SHARED_MAILBOXES_ONLY)),
        (replace(MET, all_day_only=True), (None, GuessBecause.ALL_DAY_ONLY)),
        (replace(MET, only_large=True, we_organized=0), (Relation.IGNORE, GuessBecause.LARGE_ONLY)),
        (replace(MET, only_large=True), (None, GuessBecause.LARGE_ONLY)),
        (replace(MET, meetings=0), (None, GuessBecause.NOBODY_MET)),
        (replace(MET, people=0), (None, GuessBecause.NOBODY_MET)),
    ],
)
def test_without_a_meeting_of_persons_nobody_is_a_customer(
    facts: SeenCounterpart, guess: tuple[Relation | None, GuessBecause]
) -> None:
    assert propose_relation(NORTHWIND, facts) == guess
    assert propose_relation("", MET) == (None, GuessBecause.NOBODY_MET)


@pytest.mark.parametrize("domain", ["zahnarzt-lang.example", "grundschule.example", "harbour.k12.ca.us"])
def test_a_practice_or_a_school_is_not_guessed(domain: str) -> None:
    assert propose_relation(domain, MET) == (None, GuessBecause.PRACTICE_OR_SCHOOL)


@pytest.mark.parametrize("domain", ["schulte.example", "dentalis.example", "praxair.example"])
def test_a_firm_with_such_letters_in_its_name_is_a_firm(domain: str) -> None:
    assert propose_relation(domain, MET)[0] is Relation.CUSTOMER


def test_a_supplier_and_a_partner_are_only_ever_told() -> None:
    guesses = {subject: propose_relation(NORTHWIND, replace(MET, titles=(subject.value,)))[0] for subject in Subject}
    assert not {Relation.SUPPLIER, Relation.PARTNER, Relation.OURS} & set(guesses.values())


@pytest.mark.parametrize(
    "address", ["jo@harbour.example", "Jo@EU.Harbour.example", "anna.weber+fair@gmail.com", "mailto:jo@harbour.example"]
)
def test_our_addresses_and_everybody_under_our_domains_are_ours(address: str) -> None:
    assert relation_of(address, TOLD, OURS) is Relation.OURS


def test_ours_wins_over_what_was_told_and_an_address_over_its_firm() -> None:
    assert relation_of("jo@northwind.example", TOLD, frozenset({NORTHWIND})) is Relation.OURS
    assert relation_of("petra@northwind.example", TOLD, OURS) is Relation.PARTNER
    assert relation_of("jo@eu.northwind.example", TOLD, OURS) is Relation.CUSTOMER
    assert relation_of("jo+x@web.de", TOLD, OURS) is Relation.PRIVATE


def test_who_was_not_told_is_not_known() -> None:
    assert relation_of("jo@elbe.example", TOLD, OURS) is None
    assert relation_of("petra@gmail.com", TOLD, OURS) is None
    assert relation_of("jo@notharbour.example", TOLD, OURS) is None
    assert relation_of("", {"": Relation.CUSTOMER}, frozenset({""})) is None


def test_a_provider_or_an_ending_among_ours_makes_nobody_ours() -> None:
    assert relation_of("petra@gmail.com", {}, frozenset({"gmail.com"})) is None
    assert relation_of("petra@northwind.co.uk", {}, frozenset({"co.uk", "uk"})) is None


def test_a_subdomain_of_ours_is_not_the_whole_firm() -> None:
    assert relation_of("jo@harbour.example", {}, frozenset({"agency.harbour.example"})) is None
    assert relation_of("jo@agency.harbour.example", {}, frozenset({"agency.harbour.example"})) is Relation.OURS


@given(title=st.text(max_size=200), address=st.text(max_size=60))
def test_any_text_is_judged(title: str, address: str) -> None:
    assert subject_of(title) in {None, *Subject}
    assert relation_of(address, TOLD, OURS) in {None, *Relation}
    propose_relation(address, replace(MET, titles=(title,)))
