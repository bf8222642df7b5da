"""What no person says to another: newsletters, list mail, automatic replies, agendas.

A conversation with nothing in it yields nothing: nobody is held to what a newsletter announces.
"""

import re

from foothold.core.conversation import Conversation

_MASS_WORDS = re.compile(
    r"\b(?:unsubscribe|newsletter|view (?:it |this )?(?:mail |e-?mail |message )?in (?:your |a )?browser|opt[- ]?out|"
    r"register (?:now|here|by|today|online)|click here|all rights reserved|terms and conditions|special offer|"
    r"limited[- ]time|early[- ]bird|follow us|manage (?:your )?preferences|you (?:are receiving|receive) this|"
    r"no longer wish to receive|sale ends|% off|free webinar|out of (?:the )?office|automatic reply|auto-?reply)\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"\s*BEGIN:(?:VCARD|VCALENDAR)", re.IGNORECASE)
ENOUGH = 2
"""Different marks of mass mail that make a text one; a seller's own mail may hold one of them."""
LOOKED_AT = 60_000

_AGENDA = re.compile(r"^\W{0,4}(?:\w+ )?agenda\b", re.IGNORECASE | re.MULTILINE)
ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)]\s|\d{1,2}[:.h]\d\d\b|\|)")
"""An agenda's line: a bullet, a number or a time before its words."""


def is_mass_mail(conversation: Conversation) -> bool:
    """Whether nobody in particular is spoken to: the source says so, or several of its words do."""
    if conversation.automatic or _CARD.match(conversation.text):
        return True
    if conversation.spoken:
        return False
    marks = {found.group().lower() for found in _MASS_WORDS.finditer(conversation.text[:LOOKED_AT])}
    return len(marks) >= ENOUGH


def has_agenda(text: str) -> bool:
    """Whether a written text holds an agenda's heading."""
    return bool(_AGENDA.search(text[:LOOKED_AT]))
