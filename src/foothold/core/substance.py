"""Whether typed text says something: the substance gate of METHOD 5, "not to be gamed" (2).

Nothing is refused: text that is too thin is saved and marked so, and counts nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from foothold.core.topic import content_words

WORDS_FROM = 8
"""Words a typed answer needs."""
CONTENT_WORDS_FROM = 4
"""Different content words it needs that are not in the question."""
COPY_FROM = 0.8
"""Jaccard of content words from which an answer is a copy of an earlier one."""
COPIES_LAST = timedelta(days=90)
"""How long an earlier answer is one that can be copied."""
NOT_THE_PRODUCT_FROM = 2
"""Content words about him, not about our product, from which a reason is his (as a topic has, METHOD 4.1, P)."""
_TOLERANCE = 1e-9


class TooThin(StrEnum):
    """Why typed text counts nothing."""

    EMPTY = "nothing is said"
    REPEATS_QUESTION = "only repeats the question"
    TOO_SHORT = "fewer than 8 words"
    TOO_FEW_CONTENT_WORDS = "fewer than 4 content words that are not in the question"
    ONLY_OUR_PRODUCT = "names only our product"
    COPY = "a copy of an answer of the last 90 days"


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What was typed before, to this or to another question. `at` is aware."""

    text: str
    at: datetime


def too_thin(
    text: str,
    question: str,
    now: datetime,
    *,
    earlier: Iterable[EarlierAnswer] = (),
    our_products: Iterable[str] | None = None,
    language: str = "en",
) -> TooThin | None:
    """Return why a typed answer counts nothing, the plainest reason first; None where it counts (E1).

    `question` is what it answers, as shown. `earlier` are other answers, not an older wording of this
    same one. Give `our_products` (names of what we sell and of our firm; may be empty) for us.1 alone:
    "to learn about our product" is no reason of his. ValueError for a language without a filler list.

    >>> from datetime import UTC
    >>> too_thin("x", "Why did they take the meeting?", datetime(2026, 3, 2, tzinfo=UTC))
    <TooThin.TOO_SHORT: 'fewer than 8 words'>
    """
    if not _word_count(text):
        return TooThin.EMPTY
    said = content_words(text, language)
    new = said - content_words(question, language)
    if said and not new:
        return TooThin.REPEATS_QUESTION
    if our_products is not None and said and _only_our_product(new, our_products, language):
        return TooThin.ONLY_OUR_PRODUCT
    if _word_count(text) < WORDS_FROM:
        return TooThin.TOO_SHORT
    if len(new) < CONTENT_WORDS_FROM:
        return TooThin.TOO_FEW_CONTENT_WORDS
    if any(_is_copy(said, each, now, language) for each in earlier):
        return TooThin.COPY
    return None


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words, 0 to 1; two empty sets are not alike.

    >>> likeness(frozenset({"scrap", "resin"}), frozenset({"scrap"}))
    0.5
    """
    together = one | other
    return len(one & other) / len(together) if together else 0.0


def _word_count(text: str) -> int:
    """Words as a person counts them: what stands between spaces and has a letter or a figure."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _only_our_product(new: frozenset[str], our_products: Iterable[str], language: str) -> bool:
    ours = {word for name in our_products for word in content_words(name, language)}
    return len(new - ours - _OF_ANY_PRODUCT) < min(NOT_THE_PRODUCT_FROM, len(new))


def _is_copy(said: frozenset[str], earlier: EarlierAnswer, now: datetime, language: str) -> bool:
    if not timedelta(0) <= now - earlier.at <= COPIES_LAST:
        return False
    return likeness(said, content_words(earlier.text, language)) >= COPY_FROM - _TOLERANCE


# What is said of any product to anybody, English and German: "wants to see a demo of our new
# solution" names nothing of his.
_OF_ANY_PRODUCT = frozenset(
    """
    product products solution solutions software service services tool tools platform system systems offering
    offer portfolio feature features function functions demo demonstration presentation pitch brochure company
    firm learn learning know see seeing hear look looking view show shown understand explore find get interest
    interested interesting curious want wants wanted like likes would need needs new latest great good best
    better different introduction overview information info detail details works work possible capabilities

    produkt produkte produkten lösung lösungen loesung loesungen dienst dienste dienstleistung werkzeug
    plattform angebot angebote portfolio funktion funktionen vorführung vorfuehrung präsentation praesentation
    firma unternehmen kennenlernen lernen wissen sehen hören hoeren anschauen ansehen zeigen verstehen erfahren
    interesse interessiert interessant neugierig möchte moechte wollte will gerne neu neue neuen neues gut gute
    überblick ueberblick information informationen einblick details
    """.split()
)
