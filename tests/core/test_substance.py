"""The substance gate: what typed text has to say to count (METHOD 5)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.substance import COPY_FROM, EarlierAnswer, TooThin, likeness, too_thin
from foothold.core.topic import content_words

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
QUESTION = "Why did they take the meeting, and why is it worth their time?"
RUIZ = "Plant manager Ruiz saw scrap at 7% after the resin change in May and must report to the board"
WORDS = st.sampled_from("scrap resin board plant report May the of audit budget Ruiz line".split())


def earlier(text=RUIZ, days=7):
    return EarlierAnswer(text, NOW - timedelta(days=days))


def test_a_sentence_about_him_counts():
    assert (
        too_thin(RUIZ, QUESTION, NOW, earlier=[earlier("something else entirely")], our_products=["Foothold"]) is None
    )


@pytest.mark.parametrize("text", ["", "   ", "... !", "–"])
def test_nothing_said_counts_nothing(text):
    assert too_thin(text, QUESTION, NOW) is TooThin.EMPTY


def test_one_letter_is_too_short():
    assert too_thin("x", QUESTION, NOW) is TooThin.TOO_SHORT


def test_the_question_repeated_counts_nothing():
    assert too_thin(QUESTION, QUESTION, NOW) is TooThin.REPEATS_QUESTION
    assert too_thin("worth their time", QUESTION, NOW) is TooThin.REPEATS_QUESTION


def test_eight_words_are_enough_and_seven_are_not():
    assert too_thin("scrap resin board plant in the new", QUESTION, NOW) is TooThin.TOO_SHORT
    assert too_thin("scrap resin board plant in the new line", QUESTION, NOW) is None


def test_four_content_words_outside_the_question_are_enough_and_three_are_not():
    assert too_thin("it is the scrap and resin and board", QUESTION, NOW) is TooThin.TOO_FEW_CONTENT_WORDS
    assert too_thin("it is scrap and resin and board audit", QUESTION, NOW) is None
    assert too_thin("it is scrap and resin and board audit", "An audit?", NOW) is TooThin.TOO_FEW_CONTENT_WORDS


def test_a_word_said_often_is_one_word():
    assert too_thin("scrap " * 20, QUESTION, NOW) is TooThin.TOO_FEW_CONTENT_WORDS


def test_a_copy_of_last_weeks_answer_counts_nothing():
    assert too_thin(RUIZ, QUESTION, NOW, earlier=[earlier()]) is TooThin.COPY
    assert too_thin(RUIZ.upper() + "!", QUESTION, NOW, earlier=[earlier()]) is TooThin.COPY


def test_four_of_five_content_words_in_common_are_a_copy():
    five, four = "scrap resin board audit plant in the a", "scrap resin board audit in the a of"
    assert likeness(content_words(five), content_words(four)) == COPY_FROM
    assert too_thin(five, QUESTION, NOW, earlier=[earlier(four)]) is TooThin.COPY
    assert too_thin(five + " budget", QUESTION, NOW, earlier=[earlier(four)]) is None


def test_an_answer_of_more_than_90_days_ago_may_be_given_again():
    assert too_thin(RUIZ, QUESTION, NOW, earlier=[earlier(days=90)]) is TooThin.COPY
    assert too_thin(RUIZ, QUESTION, NOW, earlier=[EarlierAnswer(RUIZ, NOW - timedelta(days=90, seconds=1))]) is None


@pytest.mark.parametrize(
    "text",
    [
        "to learn about our product",
        "He wants to see a demo of our great new Foothold product and learn what it can do",
        "She was curious to understand the features of our Foothold Pro platform",
    ],
)
def test_only_our_product_is_no_reason_of_his(text):
    assert too_thin(text, QUESTION, NOW, our_products=["Foothold Pro"]) is TooThin.ONLY_OUR_PRODUCT


def test_our_product_beside_a_reason_of_his_counts():
    text = "He wants to see Foothold because scrap doubled after the resin change"
    assert too_thin(text, QUESTION, NOW, our_products=["Foothold"]) is None


def test_other_questions_may_be_answered_with_our_product():
    text = "We will show our product, our platform and the new software features"
    assert too_thin(text, QUESTION, NOW) is None
    assert too_thin(text, QUESTION, NOW, our_products=[]) is TooThin.ONLY_OUR_PRODUCT


def test_german_is_read_with_german_filler():
    text = "Werkleiter Ruiz sah nach dem Harzwechsel im Mai 7 Prozent Ausschuss und berichtet dem Vorstand"
    assert too_thin(text, "Warum nehmen sie sich die Zeit?", NOW, language="de") is None
    thin = "Sie möchten gerne unser neues Produkt und die Lösungen kennenlernen"
    assert too_thin(thin, "Warum?", NOW, language="de", our_products=[]) is TooThin.ONLY_OUR_PRODUCT


@given(st.text())
def test_any_text_is_judged_without_an_error(text):
    too_thin(text, text[::-1], NOW, earlier=[earlier(text[:9])], our_products=[text[3:]])


@given(st.lists(WORDS, min_size=1, max_size=30).map(" ".join))
def test_what_counted_once_is_a_copy_the_next_time(text):
    if too_thin(text, QUESTION, NOW) is None:
        assert too_thin(text, QUESTION, NOW, earlier=[earlier(text)]) is TooThin.COPY


@given(st.frozensets(WORDS), st.frozensets(WORDS))
def test_likeness_is_the_same_both_ways_and_between_0_and_1(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
