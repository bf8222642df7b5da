"""What a meeting's title says it is about, where that is no sale (DESIGN 6: dentists are no customers)."""

import re
from enum import StrEnum
from itertools import pairwise
from unicodedata import normalize


class Subject(StrEnum):
    """What an entry is about by its title."""

    PRIVATE = "private"
    """Doctors, school, family."""
    APPLICATION = "application"
    """Somebody applies for work."""
    AUDIENCE = "audience"
    """Many listen to one: a webinar, a conference."""
    TRAVEL = "travel"
    BUYING = "buying"
    """Invoices and renewals: it does not say who buys."""


# Whole words and pairs of words, casefolded, English and German. Only what is hardly ever said of
# a sale: each wrong word here hides customers.
_WORDS = {
    Subject.PRIVATE: """
        dentist dentist's orthodontist physio physiotherapy physiotherapist pediatrician paediatrician gynecologist
        dermatologist haircut hairdresser barber babysitter daycare kindergarten vet yoga pilates gym birthday
        zahnarzt zahnärztin zahnarzttermin zahnreinigung kieferorthopäde kieferorthopädin arzt ärztin arzttermin
        hausarzt hausärztin kinderarzt kinderärztin augenarzt hautarzt frauenarzt orthopäde tierarzt tierärztin
        physiotherapie krankengymnastik massage friseur frisör friseurtermin kita elternabend elternsprechtag
        schulfest einschulung geburtstag kindergeburtstag fußballtraining
        doctor's|appointment doctors|appointment doctor|appointment parents'|evening parents|evening
        parent|teacher school|play school|run dental|appointment eye|appointment personal|trainer
    """,
    Subject.APPLICATION: """
        bewerbung bewerbungsgespräch vorstellungsgespräch jobinterview recruiter headhunter recruiting
        interview phone|screen job|application
    """,
    Subject.AUDIENCE: """
        webinar webinars webinare newsletter livestream onlineseminar webcast meetup
        online|seminar town|hall user|conference annual|conference summit keynote
    """,
    Subject.TRAVEL: """
        flight flug rückflug hinflug abflug boarding bahnfahrt zugfahrt hotelbuchung
        hotel|reservation car|rental train|to flight|to
    """,
    Subject.BUYING: "invoice rechnung renewal lizenzverlängerung mahnung subscription|renewal",
}
_SUBJECT_OF = {tuple(words.split("|")): subject for subject, line in _WORDS.items() for words in line.split()}

# Words of selling: beside one of them "dentist" is what is sold to, or whom.
_SALES = frozenset(
    """
    demo proposal offer quote pricing price pilot kickoff onboarding contract negotiation rollout workshop discovery
    presentation pitch order tender requirements software customer client prospect sales review implementation
    angebot angebotsbesprechung preis preise vertrag vertragsverhandlung auftrag bestellung präsentation vorführung
    produktvorstellung erstgespräch bedarfsanalyse anforderungen ausschreibung einführung projekt kunde kundentermin
    vertrieb kick
    """.split()
)
_LONGEST_TITLE = 1000
"""Characters; what stands behind them is no title any more."""

_WORD = re.compile(r"[^\W_]+(?:['’](?:[^\W_]+)?)?")


def subject_of(title: str) -> Subject | None:
    """Return what a title says the entry is about, None where it may well be a sale.

    >>> subject_of("Zahnarzt"), subject_of("Demo: software for dentists, Dentist Dr. Lang")
    (<Subject.PRIVATE: 'private'>, None)
    """
    text = normalize("NFC", title[:_LONGEST_TITLE]).casefold().replace("’", "'")
    words = _WORD.findall(text)
    if not _SALES.isdisjoint(words):
        return None
    found = (_SUBJECT_OF.get(said) for said in (*pairwise(words), *((word,) for word in words)))
    return next((subject for subject in found if subject is not None), None)
