"""What each side promised, and what counts as the customer's homework (METHOD 3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from foothold.core.evidence import Evidence, Level, Side
from foothold.core.substance import COPY_FROM, likeness
from foothold.core.topic import ANY_LANGUAGE, FILLER, content_words

Key = TypeVar("Key")

TOLD_WITHIN = timedelta(days=14)
"""Words alike that are further apart are another commitment [C]."""
DONE_WITHIN = timedelta(days=1)
"""What is told within this time of what was done is no new promise, although it says no day [C]."""
_TOLERANCE = 1e-9


class HomeworkKind(StrEnum):
    """What a promise costs: the kinds of METHOD 3."""

    GATHER_DATA = "gather_data"
    BRING_PERSON = "bring_person"
    GIVE_ACCESS_OR_TOUR = "give_access_or_tour"
    INTERNAL_MEETING = "internal_meeting"
    REVIEW_DOCUMENT = "review_document"
    PAY_OR_PILOT = "pay_or_pilot"
    INTRODUCE = "introduce"
    OTHER = "other"


class CommitmentState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One promise of one person: who, what, by when.

    `owner` is a person's name ("" = nobody named), `due` the last day it may be done (None = no
    day said), `level` how well the promise is borne out, `evidence` the words it rests on.
    """

    owner: str
    side: Side
    deliverable: str
    due: date | None = None
    kind: HomeworkKind = HomeworkKind.OTHER
    state: CommitmentState = CommitmentState.OPEN
    level: Level = Level.E0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[Key]):
    """A commitment as it was told once: at which moment, in which conversation, of which deal (None = not known)."""

    key: Key
    told_at: datetime
    conversation: object
    deal: object
    side: Side
    owner: str
    what: str
    due: date | None
    state: CommitmentState


def is_homework(commitment: Commitment) -> bool:
    """Tell the customer's homework: owned by a customer person, with something to show for it.

    "Think about it" is not homework, for it has no deliverable (METHOD 3).

    >>> ruiz = Commitment(owner="J. Ruiz", side=Side.CUSTOMER, deliverable="scrap data for May")
    >>> is_homework(ruiz)
    True
    """
    return commitment.side is Side.CUSTOMER and is_owned(commitment) and has_deliverable(commitment)


def is_owned(commitment: Commitment) -> bool:
    """Whether a person is named who does it."""
    return bool(commitment.owner.strip())


def has_deliverable(commitment: Commitment) -> bool:
    """Whether something comes of it, beyond having thought about it (READING, Next steps 9)."""
    return any(word not in _NOTHING_TO_SHOW for word in _words(commitment.deliverable))


def is_due_by(commitment: Commitment, day: date | None) -> bool:
    """Whether it is due not after `day`; a promise or a meeting without a day is not."""
    return day is not None and commitment.due is not None and commitment.due <= day


def is_dated_promise(commitment: Commitment) -> bool:
    """A customer's promise with a day, in the customer's own words or better (E3; METHOD 6.1, rule 5)."""
    return (
        commitment.side is Side.CUSTOMER
        and commitment.due is not None
        and commitment.level >= Level.E3
        and commitment.state is not CommitmentState.DROPPED
        and has_deliverable(commitment)
    )


def state_on(commitment: Commitment, today: date) -> CommitmentState:
    """Where the promise stands today: an open one is late from the day after it was due.

    >>> late = Commitment(owner="Ada", side=Side.OURS, deliverable="price", due=date(2026, 3, 6))
    >>> state_on(late, date(2026, 3, 7))
    <CommitmentState.LATE: 'late'>
    """
    if commitment.state is CommitmentState.OPEN and commitment.due is not None and commitment.due < today:
        return CommitmentState.LATE
    return commitment.state


def thing_promised(words: str) -> str:
    """The thing itself that somebody will hand over.

    >>> thing_promised("send you the pump hours of sites 2 and 3.")
    'the pump hours of sites 2 and 3'
    """
    flat = " ".join(words.split()).rstrip(".")
    return _HANDING_OVER.sub("", flat) or flat


def said_back(words: str) -> str:
    """A promise in its speaker's own words, said back to him: his "you" is us. Unchanged where that is not certain.

    >>> said_back("send you the layout of our second line")
    'send us the layout of your second line'
    >>> said_back("see what you think of it")
    'see what you think of it'
    """
    named = list(_PERSONS.finditer(words))
    if not all(each["who"].lower() in (_GIVEN if each["before"] else _OWNED) for each in named):
        return words
    return _PERSONS.sub(lambda each: f"{each['before'] or ''}{_GIVEN[each['who'].lower()]}", words)


def told_back(words: str, speakers: Iterable[Side]) -> str:
    """A customer's promise as it is said to him, by who spoke the `words` it was read out of; nobody: they are a note.

    What we said ourselves speaks to him already. A note of ours, or what both of them said, is in our voice where it
    names us, else in his.

    >>> told_back("bring your layout", {Side.OURS}), told_back("bring your layout", {Side.CUSTOMER})
    ('bring your layout', 'bring our layout')
    >>> told_back("send us your layout", ()), told_back("send you the layout", ())
    ('send us your layout', 'send us the layout')
    """
    spoken_by = set(speakers)
    if spoken_by == {Side.OURS}:
        return words
    names_us = any(not each["who"].lower().startswith("you") for each in _PERSONS.finditer(words))
    return words if names_us and spoken_by != {Side.CUSTOMER} else said_back(words)


def as_owed(words: str, owed_by: Side) -> str:
    """A promise as a list of what we owe and they owe says it: who gets it is "them" or "us", whoever said "you".

    Whom it goes to tells who spoke: "send you" is the voice of who owes it, "send us" that of the other. Unchanged
    where that is not certain.

    >>> as_owed("send you the price for your second line", Side.OURS)
    'send them the price for their second line'
    >>> as_owed("send you the layout of our second line", Side.CUSTOMER)
    'send us the layout of their second line'
    >>> as_owed("send us your layout", Side.CUSTOMER), as_owed("send me your price", Side.OURS)
    ('send us their layout', 'send them our price')
    """
    found = list(_PERSONS.finditer(words))
    got_by = {each["who"].lower() for each in found if each["before"]} - _OWNED.keys()
    goes_to_you, goes_to_us = got_by == {"you"}, bool(got_by) and got_by <= {"us", "me"}
    is_certain = all(each["who"].lower() in (_GIVEN if each["before"] else _OWNED) for each in found)
    if owed_by is Side.UNKNOWN or not is_certain or not (goes_to_you or goes_to_us):
        return words
    is_our_voice = goes_to_you is (owed_by is Side.OURS)
    receiver = "them" if owed_by is Side.OURS else "us"
    owned = {"your": "their"} if is_our_voice else {"your": "our", "our": "their", "my": "their"}

    def said(each: re.Match[str]) -> str:
        who = each["who"].lower()
        return (each["before"] or "") + (owned.get(who, who) if who in _OWNED else receiver)

    return _PERSONS.sub(said, words)


def same_commitments(told: Iterable[Told[Key]]) -> dict[Key, Key]:
    """Return which of these, all of one account, say what another one says: its key to that one's.

    One owner, words nearly the same with the same numbers and names and no opposites, all within 14 days, and no two
    days: a commitment with another day is another one. The first that says the day and the deal, as far as any does,
    stands for all. What was done and is promised again is another one.
    """
    groups: list[_Group[Key]] = []
    at_hand: dict[object, list[int]] = {}
    for each in sorted(told, key=lambda one: one.told_at):
        alone = _Group.of(each)
        places = alone.looked_up_at()
        for place in places:
            at_hand[place] = [at for at in at_hand.get(place, ()) if each.told_at - groups[at].first_at <= TOLD_WITHIN]
        near = sorted({at for place in places for at in at_hand[place]})
        known = next((groups[at] for at in near if groups[at].takes(alone)), None)
        if known is not None:
            known.told.append(each)
            known.wordings.add(each.what)
            known.conversations.add(each.conversation)
            continue
        for place in places:
            at_hand[place].append(len(groups))
        groups.append(alone)
    return {
        each.key: stands.key
        for group in groups
        for stands in [_standing(group.told) or group.told[0]]
        for each in group.told
        if each is not stands
    }


@dataclass(frozen=True, slots=True)
class _Group(Generic[Key]):
    """What was told of one commitment; the words of the first telling are read once."""

    told: list[Told[Key]]
    words: frozenset[str]
    apart: frozenset[str]
    wordings: set[str]
    conversations: set[object]

    @classmethod
    def of(cls, first: Told[Key]) -> "_Group[Key]":
        thing = thing_promised(first.what)
        apart = _told_apart_by(thing)
        # "Bring Jo" has no word of three letters: what tells it apart is then all that it says.
        return cls([first], content_words(thing, ANY_LANGUAGE) or apart, apart, {first.what}, {first.conversation})

    @property
    def first_at(self) -> datetime:
        """When it was told first."""
        return self.told[0].told_at

    def looked_up_at(self) -> list[object]:
        """Where those that may say the same are at hand, so that not each of thousands is held against each other.

        Words are too few alike as soon as more than a fifth of them differ: the first that two such have in common is
        among the first fifth of either. Nobody's is nobody's, and what is no promise says nothing.
        """
        first = self.told[0]
        if not first.owner or first.state is CommitmentState.DROPPED:
            return []
        words = sorted(self.words)[: len(self.words) // 5 + 1]
        return [(first.side, first.owner, self.apart, word) for word in words]

    def takes(self, alone: "_Group[Key]") -> bool:
        """Whether what was told alone says what these say."""
        if likeness(self.words, alone.words) < COPY_FROM - _TOLERANCE:
            return False
        one, together = alone.told[0], [*self.told, *alone.told]
        return (
            one.conversation not in self.conversations
            and all(_is_still(one, each) for each in self.told)
            and not any(_said(one.what).contradicts(_said(each)) for each in self.wordings)
            and len({each.deal for each in together} - {None}) < 2
            and len({each.due for each in together} - {None}) < 2
            and _standing(together) is not None
        )


class _Said(NamedTuple):
    """The words of a telling, and those of them that are names by their capital letter."""

    words: frozenset[str]
    names: frozenset[str]

    def contradicts(self, other: "_Said") -> bool:
        """Whether one says the opposite of the other, before or after, or each names what the other does not."""
        here, there = self.words, other.words
        if here != there and any(pair & here and pair & there and not pair & here & there for pair in _OPPOSITES):
            return True
        return bool(self.names - there) and bool(other.names - here)


@lru_cache(maxsize=4096)
def _said(what: str) -> _Said:
    thing = thing_promised(what)
    return _Said(frozenset(_words(_TO_A_PERSON.sub("", thing))), frozenset(_names(thing, what)))


def _is_still(one: Told[Key], other: Told[Key]) -> bool:
    """Whether neither is promised again after the other was done: both say the day, or are told in one day."""
    if one.state is other.state or (one.due is not None and one.due == other.due):
        return True
    return abs(one.told_at - other.told_at) < DONE_WITHIN


def _standing(told: list[Told[Key]]) -> Told[Key] | None:
    """The first that says the day where any does and is of the deal where any is; None where none is both."""
    has_day, has_deal = any(each.due for each in told), any(each.deal is not None for each in told)
    fits = (each for each in told if (each.due or not has_day) and (each.deal is not None or not has_deal))
    return next(fits, None)


def _told_apart_by(thing: str) -> frozenset[str]:
    """The numbers, letters, short names, names of the calendar and a "not" in these words: line 1 is not line 2.

    >>> sorted(_told_apart_by("the Q2 figures of line B for May, version 1.2"))
    ['1.2', 'b', 'may', 'q2']
    >>> sorted(_told_apart_by("the price for the US without customs"))
    ['not', 'us']
    """
    written = _BEHIND_APOSTROPHE.sub("", _NOT.sub(" not ", normalize("NFC", thing)))
    plain = written.casefold()
    named = {word for word in _words(plain) if word in _NAMES}
    negated = {"not"} if " not " in plain else set()
    letters = {*_LETTER.findall(plain)} - {"a", "i"}
    return frozenset({*named, *_NUMBER.findall(plain), *letters, *_short_names(written), *negated})


def _short_names(written: str) -> set[str]:
    """Two letters that are no small word: UK, HR, Jo. "IT" and "US" are names as long as not all is in capitals."""
    shouted = written.isupper()
    names = (word for word in _SHORT.findall(written) if word.casefold() not in _SMALL or word.isupper() > shouted)
    return {word.casefold() for word in names} - _SOUNDS


def _names(thing: str, what: str) -> set[str]:
    """The words written with a capital letter, but for the first of a sentence, which is so anyway."""
    first = re.match(r"\W*[^\W_]+", thing) if what.lstrip().startswith(thing) else None
    written = re.findall(r"[^\W_]+", thing[first.end() :] if first else thing)
    return set() if thing.isupper() else {word.casefold() for word in written if word[0].isupper()}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


_BEHIND_APOSTROPHE = re.compile(r"['’][^\W_]+")
_NUMBER = re.compile(r"[^\W\d_]*\d(?:[^\W_]|[.,:/-](?=[^\W_]))*")
_LETTER = re.compile(r"\b[^\W\d_]\b(?!-)")
_SHORT = re.compile(r"\b[^\W\d_]{2}\b")
# "No. 5" is a number.
_NOT = re.compile(
    r"n['’]t\b|\b(?:no(?!\.)|not|never|cannot|without|except|nicht|nie|kein\w*|ohne|außer|ausser)\b", re.IGNORECASE
)
_TO_A_PERSON = re.compile(r"\bto (?:you|us|me|him|her|them)\b", re.IGNORECASE)
_OPPOSITES = tuple(
    frozenset(pair.split("/"))
    for pair in """
    before/after above/below over/under inside/outside since/until for/against from/to up/down on/off
    vor/nach über/unter innerhalb/außerhalb seit/bis für/gegen
    """.split()
)
_SMALL = frozenset(word for words in FILLER.values() for word in words)
# What is heard in a talk, and titles.
_SOUNDS = frozenset("ah eh er hm oh uh um hi ok go mr ms dr no".split())
# Months, weekdays, what counts quarters and lines, English and German.
_NAMES = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    two three four five six seven eight nine ten eleven twelve quarter half
    first second third fourth fifth sixth seventh eighth ninth tenth
    januar jänner februar märz maerz mai juni juli oktober dezember okt dez
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    zwei drei vier fünf fuenf sechs sieben acht neun zehn elf zwölf zwoelf quartal halbjahr
    erste ersten erster erstes zweite zweiten zweiter zweites dritte dritten dritter drittes
    vierte vierten vierter viertes
    """.split()
)
_HANDING_OVER = re.compile(
    r"^(?:send|give|bring|get|provide|share|prepare|mail|email|forward|show|schick\w*|sende\w*|bring\w*)\b"
    r"(?: (?:you|us|me|over|along|together|back|with|ihnen|uns|mit))* ",
    re.IGNORECASE,
)
_OWNED = {"your": "our", "our": "your", "my": "your"}
_GIVEN = {"you": "us", "us": "you", "me": "you", **_OWNED}
# Who stands right behind one of these is who gets it; elsewhere "you" may as well be who does something.
_PERSONS = re.compile(
    r"\b(?P<before>(?:send|give|show|bring|mail|e-?mail|forward|call|tell|to|for|with|from)\s+)?"
    r"(?P<who>you|us|me|your|our|my|we|i|yours|ours|mine|yourself|yourselves|ourselves|myself)\b",
    re.IGNORECASE,
)
# Words of which "think about it", "leave it with me" and "let me socialise it" are made, English
# and German: a promise of nothing but these leaves nothing to see.
_THINKING_IT_OVER = """
a about and consider considered considering consideration for get give go going have i idea in it
leave let ll look looking matter me mind mull of offer on our over ponder proposal reflect s sleep
socialise socialize some that the them they thing things think thinking this thought thoughts time to
us we will with you your
an angebot darüber das dem den denken der die drüber durch eine er es gedanken ich ihr lassen mal
machen mir nach nachdenken noch schlafen sache sich sie tun uns überlege überlegen und wir wird
werden zu
"""
_NOTHING_TO_SHOW = frozenset(_THINKING_IT_OVER.split())
