"""Who is named before the words: which "Name:" is a speaker and which an ordinary heading.

A label counts when it looks like a name or a role and is no ordinary phrase ("Note:", "Agenda:",
"http://"), and when it repeats, carries a clock, or stands in what is plainly a dialogue. In doubt the
speaker stays unknown: a wrong name would put words into somebody's mouth (DESIGN 1.4).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LABEL = 60
"""Characters; longer openings before a colon are sentences."""

_MOST_WORDS = 6

# Headings, mail headers and turns of phrase that stand before a colon in notes. Compared in lower case
# and without plural s; a label of several words is one of them when its first or last word is.
_ORDINARY = frozenset(
    """
    account action address agenda ai aim also although amount and answer apology appendix area ask assumption
    attachment attendance attendee attended authority background bcc because benefit blocker budget but button
    call caller caveat cc challenge champion chapter close comment commitment company competition competitor
    concern conclusion condition confidential contact contents context contract copy cost criteria criterion
    date day deadline deal decision deliverable dependency description detail disclaimer discussion doc document
    download duration email end error example expectation fact fax feature feedback file filename finding focus
    follow-up followup from ftp fyi goal headline highlight history host hour however http https id idea if impact
    important in info information input insight intro introduction invitee issue item join key kickoff language
    learning length link list located location mail mailto medium meeting memo message method metric milestone
    minute mobile name nb need negative new next no note notice number objection objective observation office
    offer ok one open opening opportunity option or order organisation organization organizer other outcome
    output overview owner page pain parking part participant passcode password people person phone pin plan point
    ps positive present price pricing priority pro problem process product project promise proposal purpose quote
    reason recap recommendation recording ref reference regret remark reminder reply-to request requirement
    resource result rfp risk room scope score section security sent session setup signed site size so solution
    source stage start status step stop strategy subject success suggestion summary support tag takeaway task team tel
    telephone term then thing time timeline timing tip title to today todo to-do tomorrow tool topic total
    transcript transcription training tuesday two three type update url value vendor venue version via video view
    warning web webex website week what when where which who why win with www yes yesterday zoom
    monday wednesday thursday friday saturday sunday january february march april june july august
    september october november december q1 q2 q3 q4 eod asap tbd tba re fw fwd aw wg
    absolutely alright bye cool exactly fine good great hello hey hi hmm indeed maybe mhm mm oh okay perfect please
    really right see sorry sure thank thanks uh uh-huh um well what wow yeah yep yup
    anhang beschluss betreff datum ergebnis hinweis notiz ort teilnehmer thema uhrzeit von an ziel zusammenfassung
    """.split()
)

# Roles that name a side of the table; accepted even once.
_ROLES = frozenset(
    """
    s c seller sales salesperson salesman saleswoman rep customer client prospect buyer us them me you
    agent interviewer interviewee respondent moderator speaker lead ae sdr bdr csm se ceo cto cfo coo cio vp
    procurement consultant guest operator unknown kunde verkäufer vertrieb einkauf
    """.split()
)

_PARTICLES = frozenset("de da di do du del della der den van von zu la le el bin ibn al y e of the and & ten ter".split())

# A label's characters: words, initials, and what meeting tools append ("Petra Lang (Acme) - 2").
_SHAPE = re.compile(r"^[\w+@][\w .,'’`´\-–&/()|@+#·]*[\w.)\]]$|^\w$", re.UNICODE)
_DIALOGUE = re.compile(
    r"\b(?:i|i'm|i'll|i'd|i've|we|we're|we'll|you|your|yes|yeah|yep|no|ok|okay|hi|hello|thanks|thank|sure|great"
    r"|ich|wir|sie|ja|nein|je|nous|vous|oui|non|yo|nosotros|sí)\b|\?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A candidate: the name as written, whether a clock stands beside it, and the words after it."""

    name: str
    words: str
    clocked: bool = False


def key(name: str) -> str:
    """What makes two labels the same speaker: letters without case, single spaces."""
    return " ".join(name.casefold().split())


def could_name_someone(name: str) -> bool:
    """Whether `name` has the shape of a name or role and is no ordinary heading."""
    if not 0 < len(name) <= LONGEST_LABEL or not _SHAPE.match(name):
        return False
    words = name.split()
    if len(words) > _MOST_WORDS or (not any(map(str.isalpha, name)) and "+" not in name):
        return False
    return not is_ordinary(name) and _no_sentence(words)


def is_ordinary(name: str) -> bool:
    """Whether `name` is a heading or turn of phrase rather than a person: "Next steps", "Note"."""
    words = name.split()
    return bool(words) and bool({_plain(words[0]), _plain(words[-1])} & _ORDINARY)


def is_capitalised(name: str) -> bool:
    """Every word begins with a capital, a digit or a letter of a script without capitals."""
    words = [word.lstrip("(") for word in name.split()]
    if "@" in name and len(words) == 1:
        return True
    return all(
        not word[:1].islower() or word.casefold() in _PARTICLES or word.startswith(("d'", "d’"))
        for word in words
    )


def speakers(labels: Iterable[Label]) -> frozenset[str]:
    """The keys of those labels that are speakers, judged over the whole source."""
    candidates = [label for label in labels if could_name_someone(label.name)]
    counts = Counter(key(label.name) for label in candidates)
    dialogue = _is_dialogue(candidates, counts)
    return frozenset(
        key(label.name) for label in candidates if _counts(label, counts[key(label.name)], dialogue)
    )


def _counts(label: Label, times: int, dialogue: bool) -> bool:
    if _is_role(label.name):
        return True
    if label.clocked and (times > 1 or is_capitalised(label.name)):
        return True
    if times > 1:
        return is_capitalised(label.name) or dialogue
    return dialogue and is_capitalised(label.name)


def _is_dialogue(labels: list[Label], counts: Counter[str]) -> bool:
    """Several people speak to each other: "I", "you", "yes", a question, in their labelled words."""
    return len(counts) > 1 and sum(1 for label in labels if _DIALOGUE.search(label.words)) * 3 >= len(labels)


def _is_role(name: str) -> bool:
    words = name.casefold().split()
    return words[0] in _ROLES and (len(words) == 1 or (len(words) == 2 and words[1].isdecimal()))


def _no_sentence(words: list[str]) -> bool:
    """No full stop inside except after an initial or title, no comma except "Lang, Petra"."""
    inner = words[:-1]
    if any(word.endswith(".") and len(word) > 5 for word in inner):
        return False
    return sum(word.endswith(",") for word in inner) <= 1


def _plain(word: str) -> str:
    word = word.casefold().strip(".,'’()[]#*")
    return word[:-1] if word.endswith("s") and word[:-1] in _ORDINARY else word
