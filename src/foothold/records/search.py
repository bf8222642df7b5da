"""Find people, accounts and meetings by words of their names, as far as a person may see them (UX 2).

Only names, addresses and titles are looked at: no word of a conversation.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from foothold.records.accounts import accounts_of_his_day
from foothold.records.meeting_lists import first_seen
from foothold.records.models import Account, Attendance, Attendee, Contact, Meeting, Membership, SourceText
from foothold.records.models.meetings import Visibility
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import sees_demo

AT_MOST = 20
"""Results of each kind."""
LONGEST = 100
WORDS = 5
ACCOUNTS_OF_A_WORD = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, at most 20 of each; `more` names the kinds of which there is more."""

    people: tuple[Contact, ...] = ()
    accounts: tuple[Account, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    more: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.people or self.accounts or self.meetings)


def words_of(text: str) -> tuple[str, ...]:
    """The words looked for: the first five of the first hundred characters."""
    return tuple(text.replace("\0", " ")[:LONGEST].split()[:WORDS])


def search(seat: Membership, text: str) -> Found:
    """Everything in which each of the words stands, wherever; nothing for no words."""
    words = words_of(text)
    if not words:
        return Found()
    accounts = list(_accounts(seat, words)[: AT_MOST + 1])
    people = list(_people(seat, words)[: AT_MOST + 1])
    meetings = _meetings(seat, words)
    found = {"accounts": len(accounts), "people": len(people), "meetings": len(meetings)}
    return Found(
        people=tuple(people[:AT_MOST]),
        accounts=tuple(accounts[:AT_MOST]),
        meetings=tuple(meetings[:AT_MOST]),
        more=frozenset(kind for kind, many in found.items() if many > AT_MOST),
    )


def _accounts(seat: Membership, words: tuple[str, ...]) -> ScopedQuerySet[Account]:
    rows = accounts_of_his_day(seat).filter(_each(words, "name"))
    return rows.annotate(first=_begins(words, "name")).order_by("first", "name", "pk")


def _people(seat: Membership, words: tuple[str, ...]) -> ScopedQuerySet[Contact]:
    """By name or address; a further word may be the account's."""
    rows = Contact.objects.in_workspace(seat.workspace_id)
    rows = rows.filter(reduce(or_, (_in(word, "name", "address") for word in words)))
    if len(words) > 1:
        rows = rows.filter(_each(words, "name", "address", "account__name"))
    rows = rows.filter(_met_by(seat))
    return rows.select_related("account").annotate(first=_begins(words, "name")).order_by("first", "name", "pk")


def _met_by(seat: Membership) -> Q:
    """Invited to, or heard in, a meeting this person holds or that is shared with him.

    For an admin also whom nobody met: he came with a list, and is nobody's.
    """
    shared = SourceText.objects.in_workspace(seat.workspace_id).filter(visibility=Visibility.SHARED)
    met, nobody = Q(), Q()
    for model in (Attendee, Attendance):
        # Whom he met is gathered once; asked of each contact, a common name costs a look at all his meetings a time.
        there = model.objects.in_workspace(seat.workspace_id).exclude(contact=None)
        met |= Q(pk__in=there.filter(meeting__seller_id=seat.user_id).values("contact_id"))
        met |= Q(pk__in=there.filter(meeting__in=shared.values("meeting_id")).values("contact_id"))
        if sees_demo(seat):
            met |= Q(pk__in=there.filter(meeting__demo=True).values("contact_id"))
        nobody &= ~Q(Exists(there.filter(contact=OuterRef("pk"))))
    return met | nobody if seat.is_admin else met


def _meetings(seat: Membership, words: tuple[str, ...]) -> list[Meeting]:
    """By title, or by the account's name: a word for each. Newest first, along the index of days."""
    condition = reduce(and_, (_in(word, "title") | _with_account_named(seat, word) for word in words))
    keys: list[UUID] = []
    for query in first_seen(seat, condition, ("-held_at", "-pk"), AT_MOST + 1):
        keys += query.values_list("pk", flat=True)
    rows = Meeting.objects.in_workspace(seat.workspace_id).filter(pk__in=keys).select_related("account", "seller")
    return sorted(rows, key=lambda meeting: (meeting.held_at, meeting.pk), reverse=True)[: AT_MOST + 1]


def _with_account_named(seat: Membership, word: str) -> Q:
    """A few accounts are found once; a word that hundreds share is looked for in each meeting's, and soon found."""
    rows = Account.objects.in_workspace(seat.workspace_id).filter(_in(word, "name")).order_by("name")
    named = list(rows.values_list("pk", flat=True)[: ACCOUNTS_OF_A_WORD + 1])
    return Q(account_id__in=named) if len(named) <= ACCOUNTS_OF_A_WORD else _in(word, "account__name")


def _each(words: tuple[str, ...], *fields: str) -> Q:
    """Every word stands in one of the fields."""
    return reduce(and_, (_in(word, *fields) for word in words))


def _in(word: str, *fields: str) -> Q:
    # SQLite folds only the letters of ASCII: "müller" would not find "MÜLLER".
    written = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return reduce(or_, (Q(**{f"{field}__icontains": each}) for field in fields for each in sorted(written)))


def _begins(words: tuple[str, ...], field: str) -> Case:
    """0 for what begins with the first word, 1 for the others."""
    starts = When(Q(**{f"{field}__istartswith": words[0]}), then=Value(0))
    return Case(starts, default=Value(1), output_field=IntegerField())
