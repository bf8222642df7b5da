"""Anticipated outcomes and an agenda to suggest before a meeting (METHOD 5, us.6 and us.7; UX J1).

All of it is made from the purpose of the meeting and what is open between both sides. It is a suggestion: it
counts nothing until somebody takes it, and it is shown as one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from foothold.core.commitments import Commitment, CommitmentState, HomeworkKind, has_deliverable, thing_promised
from foothold.core.evidence import Side
from foothold.core.purpose import Purpose
from foothold.core.readiness import AgendaQuestion
from foothold.core.topic import has_topic

SUGGESTED = 3
"""Outcomes that are suggested at once."""
LAST_MINUTES = 5
"""Minutes an agenda leaves for the next step (UX J2: five minutes before the end)."""
LONGEST_WORDING = 90
"""Characters of a promise above which it is a passage, and nothing to put on an agenda."""
_SHORT_MEETING = 20


class Because(StrEnum):
    """What a suggestion rests on."""

    PURPOSE = "purpose"
    PROMISE = "promise"
    LEFT_VAGUE = "left vague"
    GOAL = "their goal"
    WHO_DECIDES = "who decides"


@dataclass(frozen=True, slots=True)
class SuggestedOutcome:
    """An outcome to leave the meeting with, and the next step that would follow. `about` are the words it rests on."""

    outcome: str
    next_step: str
    because: Because
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known before a meeting.

    `topic` is what it is about, as its title says; blank or empty words ("catch up") are none. `commitments` are
    those of both sides. `goal` is the customer's own, `left_vague` what he said instead of a date last time:
    his words, blank where there are none.
    """

    purpose: Purpose | None = None
    topic: str = ""
    commitments: Sequence[Commitment] = ()
    goal: str = ""
    left_vague: str = ""


def suggested_outcomes(situation: Situation, language: str = "en") -> tuple[SuggestedOutcome, ...]:
    """Return three outcomes, what is open before what any meeting of its kind is for.

    A social meeting has no business purpose and gets none. English where there is none in `language`.

    >>> for each in suggested_outcomes(Situation(purpose=Purpose.DECISION, topic="second site")):
    ...     print(each.outcome)
    A yes or no on second site, from the one who decides
    What is missing for a yes on second site: who brings it, by when
    Who else has a say on second site, and a date with that person
    """
    if situation.purpose is Purpose.SOCIAL:
        return ()
    words = _WORDS[_language(language)]
    topic = _topic(situation, language)
    next_step = words.next_step.get(situation.purpose, words.next_step[None]).format(topic=topic)
    open_ones = _open(situation, topic, next_step, words)
    of_kind = [
        SuggestedOutcome(each.format(topic=topic), next_step, Because.PURPOSE)
        for each in words.of_purpose.get(situation.purpose, words.of_purpose[None])
    ]
    who = SuggestedOutcome(
        words.who_decides.format(topic=topic), words.with_who_decides.format(topic=topic), Because.WHO_DECIDES
    )
    # One that says what this kind of meeting is for is always among them.
    return tuple([*of_kind[:1], *open_ones[: SUGGESTED - 1], *of_kind[1:], who][:SUGGESTED])


def suggested_agenda(
    situation: Situation, length: timedelta, *, outcome: str = "", his_question: str = "", language: str = "en"
) -> tuple[AgendaQuestion, ...]:
    """Return an agenda as questions within the length of the meeting: his first, the next step last.

    `his_question` is what the customer asked; without one he gets room for his. Whole days are planned as an hour.
    """
    words = _WORDS[_language(language)]
    minutes = int(min(length, timedelta(hours=1)) / timedelta(minutes=1))
    if minutes <= 0:
        return ()
    his = AgendaQuestion(his_question.strip() or words.his_question, his=True)
    promised = [thing_promised(each.deliverable) for each in _left(situation.commitments)]
    seen = (
        [words.what_it_shows.format(what=_capital(what)) for what in promised[:1]] if minutes > _SHORT_MEETING else []
    )
    told = said_to_them(outcome).strip()
    aim = words.reaches.format(outcome=_lower(told.rstrip("."))) if told else ""
    middle = [AgendaQuestion(each) for each in (*seen, aim) if each]
    return _timed([his, *middle], AgendaQuestion(words.next_question), minutes)


def said_to_them(outcome: str) -> str:
    """An outcome as the customer reads it: of one that is suggested here "they" is you. A seller's own words stay.

    >>> said_to_them("What it costs them today to leave their line as it is, in their own figures")
    'What it costs you today to leave their line as it is, in your own figures'
    """
    for made, turned in _AS_SAID:
        found = made.fullmatch(outcome.strip())
        if found is not None:
            return turned.format(**found.groupdict())
    return outcome


def _timed(questions: list[AgendaQuestion], last: AgendaQuestion, minutes: int) -> tuple[AgendaQuestion, ...]:
    """Minutes in fives, so that they sum to no more than there are; the next step keeps its five."""
    left = minutes - LAST_MINUTES
    each = max(0, left // len(questions) // 5 * 5)
    planned = [AgendaQuestion(one.text, each, one.his) for one in questions]
    if each:
        # What remains goes to the one the meeting is for.
        spare = (left - each * len(planned)) // 5 * 5
        planned[-1] = AgendaQuestion(planned[-1].text, each + spare, planned[-1].his)
    return (*planned, AgendaQuestion(last.text, min(LAST_MINUTES, minutes), last.his))


def _open(situation: Situation, topic: str, next_step: str, words: "_Wordings") -> list[SuggestedOutcome]:
    found = [
        SuggestedOutcome(words.of_promise.format(what=_capital(what), topic=topic), next_step, Because.PROMISE, what)
        for what in (thing_promised(each.deliverable) for each in _left(situation.commitments))
    ][:1]
    if situation.left_vague.strip():
        said = _short(situation.left_vague)
        found.append(SuggestedOutcome(words.of_vague.format(topic=topic), next_step, Because.LEFT_VAGUE, said))
    if situation.goal.strip():
        found.append(
            SuggestedOutcome(words.of_goal.format(topic=topic), next_step, Because.GOAL, _short(situation.goal))
        )
    return found


def _left(commitments: Iterable[Commitment]) -> list[Commitment]:
    """The things the customer still has to bring, the shortest wording first; a person is nothing to look at."""
    left = [
        each
        for each in commitments
        if each.side is Side.CUSTOMER
        and each.state in (CommitmentState.OPEN, CommitmentState.LATE)
        and has_deliverable(each)
        and each.kind not in (HomeworkKind.BRING_PERSON, HomeworkKind.INTRODUCE)
        and len(each.deliverable) <= LONGEST_WORDING
    ]
    return sorted(left, key=lambda each: len(each.deliverable))


def _topic(situation: Situation, language: str) -> str:
    said = " ".join(situation.topic.split())
    known = _language(language)
    about = _KIND_OF_MEETING.sub("", said)
    said = about if has_topic(about, known, goal=about) else said
    if not has_topic(said, known) or len(said) > LONGEST_WORDING:
        return _WORDS[known].topic
    return said


def _language(language: str) -> str:
    primary = re.split("[-_]", language.casefold())[0]
    return primary if primary in _WORDS else "en"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_WORDING else flat[: LONGEST_WORDING - 1].rstrip() + "…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    """A sentence goes on inside another; names and abbreviations keep their capital."""
    first = words.split(" ")[0]
    return words[:1].lower() + words[1:] if first in _BEGINNINGS else words


# "Decision on the second site" is about the second site.
_KIND_OF_MEETING = re.compile(
    r"^(?:decision|proposal|offer|demo|review|kick-?off|discovery|workshop|visit|discussion|meeting"
    r"|entscheidung|angebot|vorführung|besichtigung|termin)\s*(?:on|for|of|about|to|über|für|von|zu)\s+",
    re.IGNORECASE,
)
_BEGINNINGS = frozenset({"A", "What", "Which", "Who", "How", "Whether", "The", "Ein", "Was", "Welche", "Wer", "Wie"})


@dataclass(frozen=True, slots=True)
class _Wordings:
    topic: str
    of_purpose: Mapping[Purpose | None, tuple[str, ...]]
    next_step: Mapping[Purpose | None, str]
    of_promise: str
    of_vague: str
    of_goal: str
    who_decides: str
    with_who_decides: str
    his_question: str
    what_it_shows: str
    reaches: str
    next_question: str


_FINDING_OUT = (
    "What it costs them today to leave {topic} as it is, in their own figures",
    "What must be true of {topic} for them to change anything this year",
)
_HERAUSFINDEN = (
    "Was es sie heute kostet, bei {topic} nichts zu ändern, in ihren eigenen Zahlen",
    "Was bei {topic} stimmen muss, damit sie dieses Jahr etwas ändern",
)
_WORDS: Mapping[str, _Wordings] = {
    "en": _Wordings(
        topic="the project",
        of_purpose={
            None: ("What both sides decide on {topic} today, and who does what by when", *_FINDING_OUT[1:]),
            Purpose.FIRST_CONVERSATION: _FINDING_OUT,
            Purpose.DISCOVERY: _FINDING_OUT,
            Purpose.DEMO: (
                "Which of their own cases {topic} must solve before they go on",
                "Who at their side tries {topic}, with which data, from which day",
            ),
            Purpose.SITE_VISIT: (
                "What we saw on site, agreed in figures both sides believe",
                "Who at their site decides on {topic}, met and asked",
            ),
            Purpose.WORKING_SESSION: (
                "The figures on {topic} that both sides believe, and what follows from them",
                "What is still open on {topic}: who settles it, by when",
            ),
            Purpose.PROPOSAL_REVIEW: (
                "Which parts of {topic} they take as they are, and which must change",
                "A yes or no on {topic}, or the one condition for a yes",
            ),
            Purpose.DECISION: (
                "A yes or no on {topic}, from the one who decides",
                "What is missing for a yes on {topic}: who brings it, by when",
            ),
            Purpose.KICKOFF: (
                "Who does what by when for {topic}, agreed by both sides",
                "How both sides will tell after 30 days that {topic} works",
            ),
            Purpose.EXISTING_CUSTOMER_REVIEW: (
                "What they got out of {topic} so far, in their own figures",
                "What should be different with {topic} next year, and who decides it",
            ),
        },
        next_step={
            None: "Decision on {topic}, with whoever decides",
            Purpose.FIRST_CONVERSATION: "Look at their figures on {topic} together",
            Purpose.DISCOVERY: "Look at our proposal for {topic} together",
            Purpose.DEMO: "Trial of {topic} with their own data",
            Purpose.SITE_VISIT: "Results of the visit, and our proposal",
            Purpose.WORKING_SESSION: "Review of our proposal on {topic}",
            Purpose.PROPOSAL_REVIEW: "Decision on {topic}, with whoever signs",
            Purpose.DECISION: "Start of {topic}: first day, people, access",
            Purpose.KICKOFF: "First results of {topic}",
            Purpose.EXISTING_CUSTOMER_REVIEW: "Plan of {topic} for next year",
        },
        of_promise="{what}: looked at together, and what it means for {topic}",
        of_vague="A date and time for what stayed open on {topic} last time",
        of_goal="How far we can get towards their goal with {topic}, and by when",
        who_decides="Who else has a say on {topic}, and a date with that person",
        with_who_decides="Decision makers of {topic} at one table",
        his_question="Your questions: what do you want answered today?",
        what_it_shows="{what}: what do we see in it?",
        reaches="Can we agree today: {outcome}?",
        next_question="What is the next step, with whom, on which day?",
    ),
    "de": _Wordings(
        topic="dem Vorhaben",
        of_purpose={
            None: ("Was beide Seiten heute zu {topic} entscheiden, wer was bis wann tut", *_HERAUSFINDEN[1:]),
            Purpose.FIRST_CONVERSATION: _HERAUSFINDEN,
            Purpose.DISCOVERY: _HERAUSFINDEN,
            Purpose.DEMO: (
                "Welche eigenen Fälle {topic} lösen muss, bevor sie weitergehen",
                "Wer bei ihnen {topic} ausprobiert, mit welchen Daten, ab welchem Tag",
            ),
            Purpose.SITE_VISIT: (
                "Was wir vor Ort gesehen haben, in Zahlen, die beide Seiten glauben",
                "Wer vor Ort über {topic} entscheidet, getroffen und gefragt",
            ),
            Purpose.WORKING_SESSION: (
                "Die Zahlen zu {topic}, die beide Seiten glauben, und was daraus folgt",
                "Was bei {topic} noch offen ist: wer klärt es, bis wann",
            ),
            Purpose.PROPOSAL_REVIEW: (
                "Welche Teile von {topic} sie so nehmen, und welche anders werden müssen",
                "Ein Ja oder Nein zu {topic}, oder die eine Bedingung für ein Ja",
            ),
            Purpose.DECISION: (
                "Ein Ja oder Nein zu {topic}, von der Person, die entscheidet",
                "Was für ein Ja zu {topic} fehlt: wer bringt es, bis wann",
            ),
            Purpose.KICKOFF: (
                "Wer was bis wann für {topic} tut, von beiden Seiten vereinbart",
                "Woran beide Seiten nach 30 Tagen erkennen, dass {topic} funktioniert",
            ),
            Purpose.EXISTING_CUSTOMER_REVIEW: (
                "Was {topic} ihnen bisher gebracht hat, in ihren eigenen Zahlen",
                "Was bei {topic} nächstes Jahr anders sein soll, und wer das entscheidet",
            ),
        },
        next_step={
            None: "Entscheidung über {topic}, mit der Person, die entscheidet",
            Purpose.FIRST_CONVERSATION: "Ihre Zahlen zu {topic} gemeinsam ansehen",
            Purpose.DISCOVERY: "Unser Angebot zu {topic} gemeinsam ansehen",
            Purpose.DEMO: "Versuch von {topic} mit ihren eigenen Daten",
            Purpose.SITE_VISIT: "Ergebnisse des Besuchs und unser Angebot",
            Purpose.WORKING_SESSION: "Durchsicht unseres Angebots zu {topic}",
            Purpose.PROPOSAL_REVIEW: "Entscheidung über {topic}, mit der Person, die unterschreibt",
            Purpose.DECISION: "Beginn von {topic}: erster Tag, Personen, Zugang",
            Purpose.KICKOFF: "Erste Ergebnisse von {topic}",
            Purpose.EXISTING_CUSTOMER_REVIEW: "Plan von {topic} für das nächste Jahr",
        },
        of_promise="{what}: gemeinsam angesehen, und was das für {topic} heißt",
        of_vague="Tag und Uhrzeit für das, was bei {topic} zuletzt offen blieb",
        of_goal="Wie weit wir mit {topic} ihrem Ziel näher kommen, und bis wann",
        who_decides="Wer bei {topic} noch mitentscheidet, und ein Termin mit dieser Person",
        with_who_decides="Alle, die über {topic} entscheiden, an einem Tisch",
        his_question="Ihre Fragen: was möchten Sie heute beantwortet haben?",
        what_it_shows="{what}: was sehen wir darin?",
        reaches="Können wir heute vereinbaren: {outcome}?",
        next_question="Was ist der nächste Schritt, mit wem, an welchem Tag?",
    ),
}


def _outcomes_of(words: _Wordings) -> Iterator[str]:
    for made in words.of_purpose.values():
        yield from made
    yield from (words.of_promise, words.of_vague, words.of_goal, words.who_decides)


def _template(words: str) -> re.Pattern[str]:
    """What was made of these words, whatever stands in them."""
    parts = re.split(r"\{(\w+)\}", words)
    return re.compile("".join(f"(?P<{each}>.+)" if at % 2 else re.escape(each) for at, each in enumerate(parts)))


def _turned(words: str, language: str) -> str:
    return _THEM[language].sub(lambda each: _YOU[each[0]], words)


# "As they are" are the parts, not the people.
_THEM = {"en": re.compile(r"(?<!\bas )\b(?:they|them|their)\b"), "de": re.compile(r"\b(?:sie|ihnen|ihren?)\b")}
_YOU = {
    "they": "you", "them": "you", "their": "your",
    "sie": "Sie", "ihnen": "Ihnen", "ihre": "Ihre", "ihren": "Ihren",
}  # fmt: skip
_AS_SAID = tuple(
    (_template(each), _turned(each, language)) for language, words in _WORDS.items() for each in _outcomes_of(words)
)
