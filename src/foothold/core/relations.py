"""Who is who: what a person's firm is to us, as told, or as a guess that says why (DESIGN 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from foothold.core.domains import own_label, shown
from foothold.core.mailboxes import counterpart, domains_of, is_machine, is_shared_mailbox, mailbox
from foothold.core.ours import Ours, OursBecause, SeenEntry, propose_ours
from foothold.core.titles import Subject, subject_of

__all__ = [
    "GuessBecause",
    "Ours",
    "OursBecause",
    "Relation",
    "SeenCounterpart",
    "SeenEntry",
    "counterpart",
    "is_machine",
    "is_shared_mailbox",
    "mailbox",
    "propose_ours",
    "propose_relation",
    "relation_of",
    "shown",
]


class Relation(StrEnum):
    """What somebody is to us. Who has no entry is not yet known: neither a customer nor none."""

    OURS = "ours"
    CUSTOMER = "customer"
    PARTNER = "partner"
    SUPPLIER = "supplier"
    PRIVATE = "private"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCounterpart:
    """What a calendar shows of one counterpart.

    `meetings` are the entries its people are in, `people` their different mailboxes;
    `they_organized` and `we_organized` of those entries. `titles` as written. `only_large`: every
    entry has more than 12 attendees; `all_day_only`: none has a time.
    """

    meetings: int
    people: int
    they_organized: int = 0
    we_organized: int = 0
    shared_mailboxes_only: bool = False
    titles: tuple[str, ...] = ()
    only_large: bool = False
    all_day_only: bool = False


class GuessBecause(StrEnum):
    """Why a relation is guessed, or none."""

    MET = "met"
    MET_AT_THEIR_INVITATION = "met_at_their_invitation"
    PRIVATE_WORDS = "private_words"
    AUDIENCE_WORDS = "audience_words"
    APPLICATION_WORDS = "application_words"
    TRAVEL_WORDS = "travel_words"
    BUYING_WORDS = "buying_words"
    LARGE_ONLY = "large_only"
    PERSONAL_ADDRESS = "personal_address"
    SHARED_MAILBOXES_ONLY = "shared_mailboxes_only"
    ALL_DAY_ONLY = "all_day_only"
    PRACTICE_OR_SCHOOL = "practice_or_school"
    NOBODY_MET = "nobody_met"


_GUESS_OF_SUBJECT = {
    Subject.PRIVATE: (Relation.PRIVATE, GuessBecause.PRIVATE_WORDS),
    Subject.AUDIENCE: (Relation.IGNORE, GuessBecause.AUDIENCE_WORDS),
    Subject.APPLICATION: (Relation.IGNORE, GuessBecause.APPLICATION_WORDS),
    Subject.TRAVEL: (Relation.IGNORE, GuessBecause.TRAVEL_WORDS),
    # An invoice or a renewal may be theirs to pay or ours.
    Subject.BUYING: (None, GuessBecause.BUYING_WORDS),
}

_PRACTICES_AND_SCHOOLS = frozenset(
    "zahnarzt zahnaerzte zahnaerztin zahnarztpraxis dental dentist arztpraxis praxis physio physiotherapie kita"
    " kindergarten schule grundschule gymnasium realschule gesamtschule school k12 tierarzt tierarztpraxis".split()
)
"""Words in a domain where sellers have their children and their doctors, and some their customers."""


def propose_relation(counterpart: str, facts: SeenCounterpart) -> tuple[Relation | None, GuessBecause]:
    """Return what a counterpart probably is to us, and why; no relation where a guess would be idle.

    A firm met by people is taken for a customer, as a guess to be stated and changed with one
    click; nothing here makes a supplier or a partner, which the calendar does not show. A firm
    whose entries are mostly not sales by their titles is none, and a private person is only ever
    guessed to be private [C: a customer left out costs more than one to be clicked away].
    """
    if not counterpart or facts.meetings < 1 or facts.people < 1:
        return None, GuessBecause.NOBODY_MET
    subject = _prevailing_subject(facts.titles)
    if subject is not None:
        return _GUESS_OF_SUBJECT[subject]
    if "@" in counterpart:
        return None, GuessBecause.PERSONAL_ADDRESS
    if facts.shared_mailboxes_only:
        return None, GuessBecause.SHARED_MAILBOXES_ONLY
    if facts.all_day_only:
        return None, GuessBecause.ALL_DAY_ONLY
    if facts.only_large:
        # Our own webinar is full of customers, theirs is not.
        return (None if facts.we_organized else Relation.IGNORE), GuessBecause.LARGE_ONLY
    if _PRACTICES_AND_SCHOOLS & {*own_label(counterpart).split("-"), *counterpart.split(".")}:
        return None, GuessBecause.PRACTICE_OR_SCHOOL
    invited = facts.they_organized > 0 and not facts.we_organized
    return Relation.CUSTOMER, GuessBecause.MET_AT_THEIR_INVITATION if invited else GuessBecause.MET


def relation_of(address: str, told: Mapping[str, Relation], ours: frozenset[str]) -> Relation | None:
    """Return what is known of a person's address; None where nothing was told, or for no usable address.

    `ours` are addresses and domains of ours, with every subdomain; it wins over `told`, whose
    exact address wins over its firm. Both in lower case, `told` keyed by mailbox or counterpart.
    A provider of personal mail in `ours` makes nobody ours.

    >>> told = {"northwind.example": Relation.CUSTOMER}
    >>> relation_of("petra@eu.northwind.example", told, frozenset({"harbour.example"}))
    <Relation.CUSTOMER: 'customer'>
    """
    as_written, person = address.strip().lower().removeprefix("mailto:"), mailbox(address)
    if not person:
        return None
    if not ours.isdisjoint({as_written, person, *domains_of(address)}):
        return Relation.OURS
    for known_by in (as_written, person, counterpart(address)):
        if known_by in told:
            return told[known_by]
    return None


def _prevailing_subject(titles: tuple[str, ...]) -> Subject | None:
    """What more than half of the titles are about, besides sales; entries without a title say nothing."""
    subjects = [subject_of(title) for title in titles if title.strip()]
    return next((subject for subject in Subject if 2 * subjects.count(subject) > len(subjects)), None)
