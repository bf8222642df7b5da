"""METHOD 4.1, P: a topic, or filler."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import content_words, has_topic
from foothold.core.topic import ANY_LANGUAGE


@pytest.mark.parametrize(
    "topic",
    [
        "lead times for housings",
        "factory tour of the press line",
        "Follow up on pricing and delivery",
        "the customer's audit: scrap rate",
    ],
)
def test_two_different_content_words_are_a_topic(topic):
    assert has_topic(topic)


@pytest.mark.parametrize(
    "filler",
    [
        "",
        "Catch up / next steps",
        "follow-up call to touch base",
        "let's check in and sync about some things",
        "we'll discuss further with you",
        "pricing",
        "Pricing, pricing & PRICING",
        "pricing and update",
        "QA, IT, HR 2026",
        "…!?",
    ],
)
def test_filler_a_single_word_and_the_same_word_twice_are_none(filler):
    assert not has_topic(filler)


def test_one_content_word_needs_a_goal_of_three_words():
    assert has_topic("pricing", goal="agree second year")
    assert not has_topic("pricing", goal="agree it")
    assert not has_topic("catch up", goal="agree the price of the second year")


def test_german_has_its_own_filler():
    assert has_topic("Werksführung Presslinie", "de")
    assert has_topic("Lieferzeiten für Gehäuse", "de-AT")
    assert not has_topic("Nächste Schritte besprechen", "de")
    assert not has_topic("nochmal telefonieren wegen Abstimmung", "de")


def test_words_are_read_whole_however_they_are_encoded():
    assert content_words("Geha\u0308use") == content_words("Geh\u00e4use") == {"gehäuse"}


def test_a_language_without_a_list_is_named():
    with pytest.raises(ValueError, match="no filler list for language 'fi'"):
        has_topic("hinnat ja toimitusajat", "fi")


@given(st.text())
def test_any_text_is_read(text):
    assert has_topic(text) in (True, False)
    assert has_topic(text, "de", goal=text) in (True, False)


@pytest.mark.parametrize("piece", ["a'", "- ", "word ", "\N{RIGHT SINGLE QUOTATION MARK}x"])
def test_a_megabyte_is_read_in_linear_time(piece):
    started = time.process_time()
    has_topic(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "title", ["Besprechung mit Petra", "Rückruf Termin", "Nächste Schritte besprechen", "Catch up"]
)
def test_filler_in_any_language_is_no_topic_where_the_language_is_not_known(title: str) -> None:
    assert not has_topic(title, ANY_LANGUAGE)


def test_a_topic_stays_one_where_the_language_is_not_known() -> None:
    assert has_topic("lead times for housings", ANY_LANGUAGE)
    assert has_topic("Preise für drei Standorte", ANY_LANGUAGE)
