"""What somebody writes beside the answer of his calendar, told from what the calendar program writes there."""

import re

_ANSWERED = r"(?:(?:tentatively )?accepted|declined|replied\b.{1,20}\bto|zugesagt|abgelehnt|angenommen)"
_ASKED = r"(?:(?:this|the|your) (?:event |meeting )?invitation|diese einladung|ihre einladung)"
# "Petra Lang has declined this invitation.": from here on the program tells of the meeting.
_TELLS = re.compile(
    rf"^.{{1,120}}\b(?:(?:has |have )?{_ANSWERED} {_ASKED}|hat {_ASKED} {_ANSWERED})\b(?P<note>.{{0,40}}:)?[^\w]*$",
    re.IGNORECASE,
)
# "Declined: Price for three sites", "When: ...", "Where: ...", and the line Exchange draws below them.
_HEADS = re.compile(
    r"^(?:accepted|declined|tentative(?:ly accepted)?|zugesagt|abgelehnt|mit vorbehalt|when|where|wann|wo) ?:"
    r"|^[*~]{5,}$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*[\"“„](?P<words>.{1,4000}?)[\"”“]\s*(?:\n|$)", re.DOTALL)


def words_beside_answer(text: str) -> str:
    """His own words in the text part of a mail that carries an answer; empty where only his program speaks.

    Google writes "Petra Lang has declined this invitation with this note:", the note, and the meeting below it;
    Outlook his words alone, below the meeting's time at most.
    """
    lines = text.split("\n")
    told = next((at for at, line in enumerate(lines) if _TELLS.match(line.strip())), len(lines))
    own = [line for line in lines[:told] if not _HEADS.match(line.strip())]
    if told < len(lines):
        own += _note(lines, told)
    return "\n".join(own).strip()


def _note(lines: list[str], told: int) -> list[str]:
    told_of = _TELLS.match(lines[told].strip())
    quoted = _QUOTED.match("\n".join(lines[told + 1 :])) if told_of and told_of["note"] else None
    return [quoted["words"]] if quoted else []
