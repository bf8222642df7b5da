"""The rows, by subject: who we are, whom we meet, what was said, what was found in it."""

from foothold.records import among as _among  # noqa: F401
from foothold.records.models.booking import Closing, Guest, GuestAct, Homework, Invitation, InvitationStep
from foothold.records.models.connections import Connection, Departure, NoteChoice
from foothold.records.models.crm import CrmAccount, CrmAct, CrmMapping, ErasedMark, JoinedAccount, WaitingTable
from foothold.records.models.customers import Account, Contact, Counterpart, Opportunity
from foothold.records.models.deals import OpportunityStanding
from foothold.records.models.findings import Commitment, Correction, Feeling, Judgement
from foothold.records.models.habits import ChosenHabit
from foothold.records.models.meetings import (
    Attendance,
    Attendee,
    Call,
    Meeting,
    MeetingStood,
    SourceConsent,
    SourceText,
    SpeakerSide,
)
from foothold.records.models.people import EntryLink, Identity, LoginAttempts, Membership, User, Workspace
from foothold.records.models.preparing import Afterthought, CustomerJudgement, Preparation, PreparedItem
from foothold.records.models.second_reader import SecondReader, SecondReading
from foothold.records.models.silences import LettingGo, Proposal, SilenceConstants, SilencePrediction
from foothold.records.models.sources import (
    CalendarEntry,
    Import,
    ImportChange,
    InvitationReply,
    Letter,
    Source,
)
from foothold.records.models.teams import FigureConsent, Look, SeatInvitation, Team, TeamLead, TeamScreens
from foothold.records.models.triage import OpportunityClosing, OpportunityJudgement, TriageLearning, TriageSetting
from foothold.records.models.weekly import Agreement, PipelineDecision

__all__ = [
    "Account",
    "Afterthought",
    "Agreement",
    "Attendance",
    "Attendee",
    "CalendarEntry",
    "Call",
    "ChosenHabit",
    "Closing",
    "Commitment",
    "Connection",
    "Contact",
    "Correction",
    "Counterpart",
    "CrmAccount",
    "CrmAct",
    "CrmMapping",
    "CustomerJudgement",
    "Departure",
    "EntryLink",
    "ErasedMark",
    "Feeling",
    "FigureConsent",
    "Guest",
    "GuestAct",
    "Homework",
    "Identity",
    "Import",
    "ImportChange",
    "Invitation",
    "InvitationReply",
    "InvitationStep",
    "JoinedAccount",
    "Judgement",
    "Letter",
    "LettingGo",
    "LoginAttempts",
    "Look",
    "Meeting",
    "MeetingStood",
    "Membership",
    "NoteChoice",
    "Opportunity",
    "OpportunityClosing",
    "OpportunityJudgement",
    "OpportunityStanding",
    "PipelineDecision",
    "Preparation",
    "PreparedItem",
    "Proposal",
    "SeatInvitation",
    "SecondReader",
    "SecondReading",
    "SilenceConstants",
    "SilencePrediction",
    "Source",
    "SourceConsent",
    "SourceText",
    "SpeakerSide",
    "Team",
    "TeamLead",
    "TeamScreens",
    "TriageLearning",
    "TriageSetting",
    "User",
    "WaitingTable",
    "Workspace",
]
