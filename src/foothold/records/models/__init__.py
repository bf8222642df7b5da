"""The rows, by subject: who we are, whom we meet, what was said, what was found in it."""

from foothold.records.models.customers import Account, Contact
from foothold.records.models.findings import Commitment, Correction, Feeling, Judgement
from foothold.records.models.meetings import Attendance, Meeting, SourceConsent, SourceText, SpeakerSide
from foothold.records.models.people import EntryLink, Identity, Membership, User, Workspace

__all__ = [
    "Account",
    "Attendance",
    "Commitment",
    "Contact",
    "Correction",
    "EntryLink",
    "Feeling",
    "Identity",
    "Judgement",
    "Meeting",
    "Membership",
    "SourceConsent",
    "SourceText",
    "SpeakerSide",
    "User",
    "Workspace",
]
