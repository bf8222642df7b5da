"""Who is named before the words: which "Name:" is a speaker and which an ordinary heading.

A label counts when it looks like a name or a role and is no ordinary phrase ("Note:", "Agenda:",
"http://"), and when it repeats, carries a clock, or stands in what is plainly a dialogue: a few lines of
which every one is "Name: words" are one. In doubt the speaker stays unknown: a wrong name would put words
into somebody's mouth (DESIGN 1.4).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LABEL = 60
"""Characters; longer openings before a colon are sentences."""

_MOST_WORDS = 6
_SHORT_TALK = 12  # lines; a longer talk repeats its speakers
_MOST_WORDS_OF_A_NAME = 3


def _words(table: str) -> list[str]:
    return table.split()


# Headings, mail headers and turns of phrase that stand before a colon in notes. Compared in lower case
# and without plural s; a label of several words is one of them when its first or last word is.
_ORDINARY = frozenset(
    _words(
        """
        absolutely account action address agenda ai aim alright also although amount an and anhang answer
        apology appendix april area asap ask assumption attachment attendance attended attendee august
        authority aw background bcc because benefit beschluss betreff blocker budget but button bye call
        caller caveat cc challenge champion chapter close comment commitment company competition competitor
        concern conclusion condition confidential contact contents context contract cool copy cost criteria
        criterion date datum day deadline deal december decision deliverable dependency description detail
        disclaimer discussion doc document download duration email end eod ergebnis error exactly example
        expectation fact fax feature february feedback file filename finding fine focus follow-up followup
        friday from ftp fw fwd fyi goal good great headline hello hey hi highlight hinweis history hmm host
        hour however http https id idea if impact important in indeed info information input insight intro
        introduction invitee issue item january join july june key kickoff language learning length link
        list located location mail mailto march maybe medium meeting memo message method metric mhm
        milestone minute mm mobile monday name nb need negative new next no note notice notiz november
        number objection objective observation october offer office oh ok okay one open opening opportunity
        option or order organisation organization organizer ort other outcome output overview owner page
        pain parking part participant passcode password people perfect person phone pin plan please point
        positive present price pricing priority pro problem process product project promise proposal ps
        purpose q1 q2 q3 q4 quote re really reason recap recommendation recording ref reference regret
        remark reminder reply-to request requirement resource result rfp right risk room saturday scope
        score section security see sent september session setup signed site size so solution sorry source
        stage start status step stop strategy subject success suggestion summary sunday support sure tag
        takeaway task tba tbd team teilnehmer tel telephone term thank thanks thema then thing three
        thursday time timeline timing tip title to to-do today todo tomorrow tool topic total training
        transcript transcription tuesday two type uh uh-huh uhrzeit um update url value vendor venue version
        via video view von warning web webex website wednesday week well wg what when where which who why
        win with wow www yeah yep yes yesterday yup ziel zoom zusammenfassung
        """
    )
)

# Headings of lists in which a name before a colon owns what follows and does not say it.
_LISTS = frozenset(
    _words(
        """
        action attendance attendee aufgabe commitment decision follow-up followup homework maßnahme next
        owner participant responsibility step task to-do todo
        """
    )
)

# Headings of what a note-taker adds to a transcript.
_NOTES = frozenset(
    _words(
        """
        agenda comment conclusion feedback impression minute note observation outcome recap remark result
        summary takeaway notiz zusammenfassung ergebnis
        """
    )
)

# Roles that name a side of the table; in talk accepted even once.
_ROLES = frozenset(
    _words(
        """
        ae agent bdr buyer c ceo cfo cio client consultant coo csm cto customer einkauf guest interviewee
        interviewer kunde lead me moderator operator procurement prospect rep respondent s sales salesman
        salesperson saleswoman sdr se seller speaker them unknown us verkäufer vertrieb vp you
        """
    )
)

# What a lone line of notes may be headed by, beyond the ordinary; more than one such line tells by itself.
_HEADINGS = frozenset(
    _words(
        """
        atmosphere background bottleneck gap goodbye gut hope interest lesson mood motivation need place plus
        preference quality reaction relation relationship requirement sentiment strength surprise threat tone
        trigger weakness wish worry
        """
    )
)

_MARKS = ".,:'’()[]#*_-"
_PARTICLES = frozenset(
    _words(
        """
        & al and bin da de del della den der di do du e el ibn la le of ten ter the van von y zu
        """
    )
)

# A label's characters: words, initials, and what meeting tools append ("Petra Lang (Acme) - 2").
_SHAPE = re.compile(r"^[\w+@][\w .,'’`´\-–&/()|@+#·]*[\w.)\]]$|^\w$", re.UNICODE)
_DIALOGUE = re.compile(
    r"\b(?:i|i'm|i'll|i'd|i've|we|we're|we'll|you|your|yes|yeah|yep|no|ok|okay|hi|hello|thanks|thank|sure|great"
    r"|ich|wir|sie|ja|nein|je|nous|vous|oui|non|yo|nosotros|sí)\b|\?",
    re.IGNORECASE,
)


_TALK = re.compile(r"[.!?…][\"'”’)]*\s*$|\b(?:me|us|let's|mich|uns)\b", re.IGNORECASE)


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
    small = [word for word in words if word[:1].islower()]
    return len(small) < len(words) and all(
        word.casefold() in _PARTICLES or word.startswith(("d'", "d’")) for word in small
    )


def begins_list(heading: str) -> bool:
    """Whether a list of who is to do what, or of who was there, follows: "Next steps:", "## Actions"."""
    return any(_singular(word) in _LISTS for word in heading[:LONGEST_LABEL].split())


def heads_notes(heading: str) -> bool:
    """Whether what follows is plainly a note-taker's: "Notes:", "Next steps:", never "One thing:"."""
    words = heading.split()
    if heading.casefold().startswith("transcribed by "):  # a tool's signature
        return True
    return 0 < len(words) <= 3 and _singular(words[-1]) in _NOTES | _LISTS


def speakers(labels: Iterable[Label]) -> frozenset[str]:
    """The keys of those labels that are speakers, judged over the whole source."""
    candidates = [label for label in labels if could_name_someone(label.name)]
    counts = Counter(key(label.name) for label in candidates)
    dialogue = _is_dialogue(candidates, counts)
    sure = {key(label.name) for label in candidates if _counts(label, counts[key(label.name)], dialogue)}
    # Who speaks once among named speakers is one more of them; attached to the turn before, those words
    # would be somebody else's.
    if len(sure) > 1 or any(counts[name] > 1 for name in sure):
        sure |= {key(label.name) for label in candidates if is_capitalised(label.name) or _is_role(label.name)}
    return frozenset(sure)


def is_short_talk(labels: Iterable[Label]) -> bool:
    """Whether these labels, which stand before every line of a source, are who speaks in a short talk.

    Every one is a name of one to three capitalised words, and its words read like something said.
    """
    found = list(labels)
    return 0 < len(found) <= _SHORT_TALK and all(
        _is_plain_name(label.name) and (_TALK.search(label.words) or _DIALOGUE.search(label.words)) for label in found
    )


def _is_plain_name(name: str) -> bool:
    words = name.split()
    if not could_name_someone(name) or len(words) > _MOST_WORDS_OF_A_NAME:
        return False
    heading = heads_notes(name) or begins_list(name) or _singular(words[-1]) in _HEADINGS
    return not heading and all(word[:1].isupper() for word in words) and not any(map(str.isdigit, name))


def _counts(label: Label, times: int, dialogue: bool) -> bool:
    if _is_role(label.name):
        # "Customer: Acme Ltd" is the head of a note; "Customer: yes, we can" is talk.
        return len(label.name) == 1 or times > 1 or _DIALOGUE.search(label.words) is not None
    if label.clocked:
        return times > 1 or is_capitalised(label.name)
    return (times > 1 and is_capitalised(label.name)) or (dialogue and (times > 1 or is_capitalised(label.name)))


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
    singular = _singular(word)
    return singular if singular in _ORDINARY else word.casefold().strip(_MARKS)


def _singular(word: str) -> str:
    word = word.casefold().strip(_MARKS)
    return word[:-1] if word.endswith("s") else word
