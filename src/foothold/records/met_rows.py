"""Meetings with customers and who was invited to them, read once for all who ask (METHOD 7.1, 8).

What a deal's chance is counted from and how silent its customer is are told from the same meetings: of many thousands
of deals each is read once.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from foothold.core.evidence import Side
from foothold.core.relations import Relation
from foothold.records.among import Keys
from foothold.records.models import Attendance, Attendee, Invitation, Meeting, Opportunity

BORNE = ("E3", "E4")
"""Levels at which something is the customer's own: located words, or an act that was seen."""


class Met(NamedTuple):
    """A meeting with a customer, held or to come; `uid` and `source` are those of its calendar's entry."""

    pk: UUID
    deal: UUID | None
    title: str
    held_at: datetime
    ends_at: datetime | None
    medium: str
    status: str
    answer: str
    answer_level: str
    noted_at: datetime | None
    put_at: datetime | None
    created_at: datetime
    organized_by: str
    we_accepted: str
    we_declined: bool
    people_known: bool
    moved_by_us: int
    moved_by_customer: int
    moved_by_unknown: int
    ending: str
    relation: str = Relation.CUSTOMER.value
    set_anew: int = 0
    untold: bool = False
    absent: str = ""
    absent_told_at: datetime | None = None
    account: UUID | None = None
    uid: str | None = None
    source: str | None = None
    is_told: bool = True
    """Whether it is known how far it was borne out on the day asked about (records.meetings_then)."""

    @property
    def moves(self) -> int:
        """How often it was moved, by whomever; also by calling it off and setting it anew."""
        return self.own_moves + self.set_anew

    @property
    def own_moves(self) -> int:
        """How often it was moved under its own UID."""
        return self.moved_by_us + self.moved_by_customer + self.moved_by_unknown

    @property
    def known_at(self) -> datetime:
        """When anybody could know of it: put in a calendar, else read by us, at the latest when it began."""
        return self.put_at or min(self.created_at, self.held_at)

    @property
    def answered_at(self) -> datetime:
        """When the answer that stands was known, as far as can be told: by the beginning at the latest.

        A calendar notes an old answer again each time it is exported (DTSTAMP): that is no later answer.
        """
        return max(min(self.noted_at or self.created_at, self.held_at), self.known_at)


Invited = tuple[UUID, str, str, str, str]
"""Of a customer person invited: the meeting, address, name, PARTSTAT, and how well that is borne out."""
Heard = tuple[UUID, str, str]
"""Of a customer person who spoke: the meeting, address and name."""
Asked = tuple[UUID, datetime | None, str, str, datetime | None, UUID | None, UUID | None]
"""Of our invitation: the meeting, when it left, how well his word is borne out, its topic, since when it is called off,
the meeting it was set in, and the answer whose time it took up."""

_MET = (
    "pk", "opportunity_id", "title", "held_at", "ends_at", "medium", "status", "answer",
    "answer_level", "noted_at", "put_at", "created_at", "organized_by", "we_accepted", "we_declined", "people_known",
    "moved_by_us", "moved_by_customer", "moved_by_unknown", "ending", "relation", "set_anew", "untold",
    "absent", "absent_told_at", "account_id", "entry__uid", "entry__source__kind",
)  # fmt: skip


def of_deals(workspace_id: Any, deals: Keys) -> Q:
    """The meetings of these deals, and the others of their accounts."""
    accounts = Opportunity.objects.in_workspace(workspace_id).filter(pk__among=deals).order_by().values("account_id")
    return Q(opportunity__among=deals) | Q(account__in=accounts)


class MetRows:
    """The meetings with customers that `which` names, in order of time, and what hangs on them.

    Who was invited before `since` is not read. With `every` they are most of the workspace's: what hangs on them is
    not asked by their keys then.
    """

    def __init__(self, workspace_id: Any, which: Q, *, since: datetime | None = None, every: bool = False) -> None:
        self.workspace_id, self._which, self._since, self._every = workspace_id, which, since, every

    @cached_property
    def meetings(self) -> list[Met]:
        """All of them."""
        rows = Meeting.objects.in_workspace(self.workspace_id).filter(self._which, relation=Relation.CUSTOMER.value)
        return [Met(*values) for values in rows.order_by("held_at", "pk").values_list(*_MET).iterator(chunk_size=2000)]

    def invited(self) -> Iterable[Invited]:
        """The people of theirs. Those of every meeting are read each time, and never are all in memory."""
        return self._invited() if self._every else self._listed

    @cached_property
    def _listed(self) -> list[Invited]:
        return list(self._invited())

    def _invited(self) -> Iterator[Invited]:
        rows = self._rows(Attendee, self._since).filter(side=Side.CUSTOMER.value)
        people: Iterator[Invited] = rows.values_list("meeting_id", "address", "name", "partstat", "level").iterator(
            chunk_size=5000
        )
        return people

    @cached_property
    def heard(self) -> list[Heard]:
        """Those of them who spoke."""
        return list(self._rows(Attendance).values_list("meeting_id", "contact__address", "contact__name"))

    @cached_property
    def invitations(self) -> list[Asked]:
        """Ours."""
        fields = ("meeting_id", "left_at", "agreed", "topic", "cancelled_at", "from_meeting_id", "taken_up")
        return list(self._rows(Invitation).values_list(*fields))

    def _rows(self, model: Any, since: datetime | None = None) -> Any:
        """The rows of a model that hang on a meeting held since then."""
        rows = model.objects.in_workspace(self.workspace_id).order_by()
        if not self._every:
            return rows.filter(meeting__among=self._keys if since is None else Keys(self._held(since)))
        rows = rows.filter(meeting__relation=Relation.CUSTOMER.value)
        return rows if since is None else rows.filter(meeting__held_at__gte=since)

    @cached_property
    def _keys(self) -> Keys:
        return Keys(met.pk for met in self.meetings)

    def _held(self, since: datetime) -> Iterator[UUID]:
        return (met.pk for met in self.meetings if met.held_at >= since)
