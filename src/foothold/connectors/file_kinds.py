"""What files Foothold reads, in the words that pages and commands share: this is the one list of them."""

from foothold.core.decoding import WORDS

CALENDARS = "ICS, ZIP, Outlook or Google CSV"
MAILS = "EML, mbox, Maildir, Outlook MSG"
CALLS_AND_CRM = "CSV"
IMPORTED = f"Calendar: {CALENDARS} · Mail: {MAILS} · Calls and CRM exports: {CALLS_AND_CRM}"
"""What becomes meetings, mails, calls and deals."""
ALL = f"{IMPORTED} · Words: {WORDS}"
"""With the conversations that become verdicts."""
