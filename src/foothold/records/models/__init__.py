"""The rows, by subject: who we are, whom we meet, what was said, what was found in it."""

from foothold.records.models.customers import Account, Contact, Counterpart, Opportunity
from foothold.records.models.findings import Commitment, Correction, Feeling, Judgement
from foothold.records.models.meetings import (
    Attendance,
    Attendee,
    Call,
    Meeting,
    SourceConsent,
    SourceText,
    SpeakerSide,
)
from foothold.records.models.people import EntryLink, Identity, Membership, User, Workspace
from foothold.records.models.second_reader import SecondReader, SecondReading
from foothold.records.models.sources import (
    CalendarEntry,
    Import,
    ImportChange,
    InvitationReply,
    Letter,
    Source,
)

__all__ = [
    "Account",
    "Attendance",
    "Attendee",
    "CalendarEntry",
    "Call",
    "Commitment",
    "Contact",
    "Correction",
    "Counterpart",
    "EntryLink",
    "Feeling",
    "Identity",
    "Import",
    "ImportChange",
    "InvitationReply",
    "Judgement",
    "Letter",
    "Meeting",
    "Membership",
    "Opportunity",
    "SecondReader",
    "SecondReading",
    "Source",
    "SourceConsent",
    "SourceText",
    "SpeakerSide",
    "User",
    "Workspace",
]
