"""What kind of meeting it is, guessed from its words: the purpose kinds of METHOD 3.

A guess is shown as one. It decides which sheet a meeting gets and which outcomes are suggested for it, and
nothing that is counted.
"""

import re
from enum import StrEnum


class Purpose(StrEnum):
    """The purpose kinds of METHOD 3."""

    FIRST_CONVERSATION = "first_conversation"
    DISCOVERY = "discovery"
    DEMO = "demo"
    SITE_VISIT = "site_visit"
    WORKING_SESSION = "working_session"
    PROPOSAL_REVIEW = "proposal_review"
    DECISION = "decision"
    KICKOFF = "kickoff"
    EXISTING_CUSTOMER_REVIEW = "existing_customer_review"
    SOCIAL = "social"


def guess_purpose(words: str, *, is_first: bool = False) -> Purpose | None:
    """Return the kind a meeting's title or topic names, English or German; None where it names none.

    What stands nearer to a decision wins. `is_first` is whether this customer was never met before: then a
    meeting that names nothing is a first conversation.

    >>> guess_purpose("Price for three sites")
    <Purpose.PROPOSAL_REVIEW: 'proposal_review'>
    >>> guess_purpose("Northwind", is_first=True)
    <Purpose.FIRST_CONVERSATION: 'first_conversation'>
    """
    for purpose, pattern in _NAMED:
        if pattern.search(words):
            return purpose
    return Purpose.FIRST_CONVERSATION if is_first else None


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


# In the order in which the first that fits is taken.
_NAMED = (
    (
        Purpose.DECISION,
        _any_of(
            "decision", "decide", "go[ /-]no[ -]?go", "yes or no", "sign(?:ing|ature|-?off)?", "contract", "approval",
            "entscheidung", "entscheiden", "freigabe", "unterschrift", "unterzeichnung", "vertrag",
        ),
    ),
    (
        Purpose.PROPOSAL_REVIEW,
        _any_of(
            "proposals?", "offers?", "quotes?", "quotation", "pric(?:e|es|ing)", "terms", "budget",
            "angebote?", "preise?", "konditionen", r"\w*angebot",
        ),
    ),
    (
        Purpose.KICKOFF,
        _any_of("kick-?off", "project start", "hand-?over", "onboarding", "projektstart", "auftakt", "übergabe"),
    ),
    (
        Purpose.SITE_VISIT,
        _any_of(
            "(?:site|plant|factory) (?:visit|tour)", "tour", "walk-?through", "on[- ]site", "survey",
            "besichtigung", "werksführung", "rundgang", "vor ort", "ortstermin", "begehung",
        ),
    ),
    (
        Purpose.DEMO,
        _any_of("demos?", "demonstration", "presentation", "product tour", "vorführung", "präsentation", "vorstellung"),
    ),
    (
        Purpose.EXISTING_CUSTOMER_REVIEW,
        _any_of("qbr", "(?:quarterly|annual|business|service) review", "renewal", "jahresgespräch", "verlängerung"),
    ),
    (
        Purpose.WORKING_SESSION,
        _any_of(
            "workshop", "working session", "lead times?", "planning", "trial", "pilot", "results?",
            "lieferzeiten?", "planung", "versuch", "testlauf", "ergebnisse?",
        ),
    ),
    (
        Purpose.FIRST_CONVERSATION,
        _any_of(
            "first (?:talk|call|meeting|conversation)", "intro(?:duction)?", "get to know",
            "erstgespräch", "kennenlernen",
        ),
    ),
    (
        Purpose.DISCOVERY,
        _any_of("discovery", "needs", "requirements", "assessment", "bedarf", "anforderungen", "bestandsaufnahme"),
    ),
    (Purpose.SOCIAL, _any_of("lunch", "dinner", "golf", "birthday", "christmas", "mittagessen", "abendessen", "feier")),
)  # fmt: skip
