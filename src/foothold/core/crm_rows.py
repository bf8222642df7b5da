"""What a CRM's rows say, whatever program wrote them: deals, people, firms, and what sellers logged.

A CRM holds our own words. A logged meeting or call is E1 at most and never a meeting of ours (METHOD 3); a stage and
an expected day are the seller's forecast, never an input of a judgement (METHOD 7.1); an amount is E2 (METHOD 7.2).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from foothold.core.state import Closure


class CrmKind(StrEnum):
    """What one export is a list of."""

    DEALS = "deals"
    CONTACTS = "contacts"
    COMPANIES = "companies"
    LOG = "log"


class ActKind(StrEnum):
    """What a seller logged. A note to himself and a thing to do are not acts with the customer: other."""

    MEETING = "meeting"
    CALL = "call"
    MAIL = "mail"
    OTHER = "other"


class RowDoubt(StrEnum):
    """What a row itself contradicts, or says in a way that is not taken over."""

    ENDS_CONTRADICT = "ends_contradict"
    """Stage, status and ticks say different ends: it is taken for open."""
    DAY_UNREAD = "day_unread"
    """A day is written that cannot be read, or in another order than the file's."""
    AMOUNT_UNREAD = "amount_unread"
    """An amount is written that is no single number below a trillion."""
    AMOUNT_NEGATIVE = "amount_negative"
    NAME_CUT = "name_cut"
    """A name is longer than is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmRow:
    """What all rows have: `key` is the same for the same row in every export, `row` its line in the file, from 1.

    `made_key` says that the CRM gave no id of its own and the key was made of the row's words. `account_key` is the
    firm's id in the CRM, empty where it gives none; `domain` its registrable domain: its website's, or an
    address's where the row names no firm. `doubts` are what of it was not taken as it stands.
    """

    key: str
    row: int
    made_key: bool = False
    account: str = ""
    account_key: str = ""
    domain: str = ""
    owner: str = ""
    deleted: bool = False
    doubts: tuple[RowDoubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmOpportunity(CrmRow):
    """One deal. `closure` None is open; `amount` None is not known (a zero in a CRM is an empty field).

    Days are as written and may contradict each other: `crm_dates` settles them.
    """

    name: str = ""
    amount: Decimal | None = None
    currency: str = ""
    stage: str = ""
    closure: Closure | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    expected_on: date | None = None
    contact: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmContact(CrmRow):
    """One customer person."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmCompany(CrmRow):
    """One firm."""

    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmAct(CrmRow):
    """What a seller logged: his word, E1. `at` is aware; `has_time` False where the CRM wrote a day only."""

    kind: ActKind
    at: datetime
    has_time: bool = True
    subject: str = ""
    contact: str = ""
    address: str = ""
    deal_key: str = ""
    deal: str = ""
