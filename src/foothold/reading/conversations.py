"""A whole conversation read: what was agreed, promised, refused and left open (DESIGN 5, METHOD 3, 4, 6).

Nothing here judges; the verdict is `foothold.core`'s. Every finding carries the words it rests on.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from foothold.core.commitments import HomeworkKind
from foothold.core.conversation import Conversation
from foothold.core.evidence import Evidence, Side
from foothold.core.five_tests import MeetingTest, TestResult
from foothold.reading import english as en
from foothold.reading.asks import ask
from foothold.reading.commitments import Commitment, Promise, due_day, leans_on_before, named_thing, offered
from foothold.reading.endings import Endings, endings
from foothold.reading.looks import Look, looks_at
from foothold.reading.mass_mail import is_mass_mail
from foothold.reading.meeting_tests import five_tests
from foothold.reading.replies import Answer, OtherQuestions, Reply, reply
from foothold.reading.sides import Ours, name_in, name_parts
from foothold.reading.slots import Moment
from foothold.reading.speeches import Speech, speeches
from foothold.reading.steps import Step, next_step
from foothold.reading.topics import medium_in, topic_in


@dataclass(frozen=True, slots=True)
class Findings:
    """What the words of a conversation say."""

    step: Step
    topic: str | None
    medium: str | None
    commitments: tuple[Commitment, ...]
    tests: Mapping[MeetingTest, TestResult]
    endings: Endings
    flags: tuple[str, ...]
    refused: bool
    order: tuple[Evidence, ...]
    ask: str | None
    uses_now: bool
    """Whether anything was resolved against the conversation's own time."""


def read_conversation(
    conversation: Conversation,
    sides: dict[str | None, Side],
    moment: Moment,
    earlier_sides: Sequence[Side] = (),
    ours: Iterable[str] = (),
) -> Findings:
    """Read a conversation whose speakers' sides are known (unknown ones agree to nothing).

    `earlier_sides` are the sides of the messages a mail quotes; they are read for what is answered.
    `ours` are names of our side: in notes they are told of without having spoken.
    """
    if is_mass_mail(conversation):
        # Who wrote it speaks to nobody: as if every voice in it were unknown, and none promised anything.
        return _nothing_in_it(conversation, sides, moment)
    talk = speeches(conversation, sides, earlier_sides)
    looks = [looks_at(speech, moment) for speech in talk]
    return _found(talk, looks, moment, _our_names(sides, ours), conversation.spoken)


def _nothing_in_it(conversation: Conversation, sides: Mapping[str | None, Side], moment: Moment) -> Findings:
    """No step, no promise, no test met; a stated absence ("back on the 16th") is kept, for it stops the clock.

    It is the customer's but where we wrote it.
    """
    voices = {turn.speaker for turn in conversation.turns}
    by_us = {voice for voice in voices if sides.get(voice) is Side.OURS}
    talk = speeches(conversation, {voice: Side.OURS if voice in by_us else Side.CUSTOMER for voice in voices})
    absent = endings([look for speech in talk for look in looks_at(speech, moment)], moment)
    nothing = Endings((), (), False, (), absent.absence_until, absent.absence, absent.absence_from)
    step = Step("none")
    return Findings(
        step=step,
        topic=None,
        medium=None,
        commitments=(),
        tests=five_tests([], [], (), moment),
        endings=nothing,
        flags=_flags(step, nothing, refused=False),
        refused=False,
        order=(),
        ask=None,
        uses_now=absent.absence_until is not None,
    )


def _found(talk: list[Speech], looks: list[list[Look]], moment: Moment, ours: frozenset[str], spoken: bool) -> Findings:
    flat = [look for speech in looks for look in speech if not look.sentence.speech.quoted]
    step = next_step(talk, looks, moment)
    ends = endings(flat, moment, step.slot if step.grade == "agreed" else None, ours)
    promises = [_brought(promise, step) for promise in _commitments(talk, looks, moment, ours)]
    refused = bool(ends.refusal) and step.grade != "agreed"
    said = set(step.sentences)
    near = [look for look in flat if look.sentence in said]
    around = list(dict.fromkeys(near + _neighbours(looks, near)))
    topic = topic_in(around) if step.grade != "none" else None
    orders = [look for look in flat if look.sentence.side is Side.CUSTOMER and _is_order(look)]
    step = replace(step, grade="none") if refused else step
    return Findings(
        step=step,
        topic=topic,
        medium="email" if step.by_mail else medium_in(near) or medium_in(around),
        commitments=tuple(promises),
        tests=five_tests(flat, promises, step.evidence if step.grade == "agreed" else (), moment),
        endings=ends,
        flags=_flags(step, ends, refused),
        refused=refused,
        order=tuple(e for look in orders for e in look.sentence.evidence()),
        ask=ask(
            step,
            topic=topic,
            homework=any(p.side is Side.CUSTOMER for p in promises),
            refused=refused,
            absent_until=ends.absence_until if ends.absence_from is None else None,
            spoken=spoken,
            moment=moment,
        ),
        uses_now=any(look.mentions for look in flat),
    )


def _flags(step: Step, ends: Endings, refused: bool) -> tuple[str, ...]:
    flags = [] if refused else list(step.flags)
    if ends.seller_ends_vaguely and step.grade != "agreed":
        flags.append("seller_vague_ending")
    if refused:
        flags.append("refusal")
    if ends.absence_until is not None:
        flags.append("absence")
    return tuple(flags)


def _is_order(look: Look) -> bool:
    return (
        bool(en.ORDER.search(look.low, look.words))
        and look.is_about_us_later
        and not look.sentence.is_question
        and "if" not in look.words
    )


def _neighbours(looks: list[list[Look]], near: list[Look]) -> list[Look]:
    """The speeches the slot stands in, and the ones beside them: where its topic is named."""
    numbers = {look.sentence.speech.number for look in near}
    wide = sorted({n + d for n in numbers for d in (-1, 0, 1)})
    return [look for n in wide if 0 <= n < len(looks) for look in looks[n]]


def _our_names(sides: dict[str | None, Side], ours: Iterable[str]) -> frozenset[str]:
    spoke = (name_parts(name) for name, side in sides.items() if side is Side.OURS and name)
    return frozenset().union(*spoke, *Ours.of(ours).names)


# --- promises across turns ---------------------------------------------------------------------------


def _commitments(talk: list[Speech], looks: list[list[Look]], moment: Moment, ours: frozenset[str]) -> list[Commitment]:
    found: list[Commitment] = []
    for number, speech in enumerate(talk):
        taken_up = _taken_up(number, talk, looks, moment, ours)
        for place, look in enumerate(looks[number]):
            if speech.quoted:
                continue
            for promise in look.promises:
                leans = leans_on_before(promise.what)
                if _holds(look, promise) and not (leans and taken_up):
                    promise = _completed(promise, looks, number, place) if leans else promise
                    found.append(_commitment(promise, speech, ours))
        found.extend(taken_up)
    return _without_repeats(found)


def _completed(promise: Promise, looks: list[list[Look]], number: int, place: int) -> Promise:
    """ "Legal want your certificate." - "I'll get that to you within two weeks.": the thing is the certificate."""
    before = [*(looks[number - 1] if number else []), *looks[number][:place]]
    things = [thing for look in before[-2:] for thing in [named_thing(look.sentence.text)] if thing]
    return replace(promise, what=f"{promise.what} ({things[-1]})") if things else promise


def _brought(commitment: Commitment, step: Step) -> Commitment:
    """What is to be brought to the meeting is due on the meeting's day (READING, "Due dates")."""
    brings = commitment.kind is HomeworkKind.BRING_PERSON or _BRING.match(commitment.what.lower())
    if not brings or commitment.due is not None or step.day is None:
        return commitment
    return replace(commitment, due=step.day, firm=True)


_BRING = re.compile(r"bring|(?:have|get) .{1,60} with (?:me|us)$")


def _holds(look: Look, promise: Promise) -> bool:
    """Not sarcasm, courtesy, supposition or an agenda's item, nor something told of the past."""
    ahead = "'ll" in look.low or bool({"will", "lemme", "let", "gonna", "shall"} & look.words)
    told = look.is_past and promise.due is None and not ahead
    return not (look.is_never or look.is_courtesy or look.is_hypothetical or look.is_agenda_item or told)


def _taken_up(
    number: int, talk: Sequence[Speech], looks: list[list[Look]], moment: Moment, ours: frozenset[str]
) -> list[Commitment]:
    """Requests and offers of the speech before that this one says yes to."""
    if number == 0 or talk[number].quoted or talk[number - 1].side is talk[number].side:
        return []
    asked = [look for look in looks[number - 1][-3:] if not look.slots or all(map(look.is_promised, look.slots))]
    last = next(
        (look for look in reversed(asked) if look.sentence.is_question or {"please", "need"} & look.words),
        None,
    )
    if last is None or (looks[number - 1][-1].sentence.is_question and looks[number - 1][-1] is not last):
        return []
    request = last.request
    offer = offered(last.sentence, last.mentions, moment) if request is None else None
    promise = request or offer
    if promise is None:
        return []
    first = looks[number][:2]
    said = [p for look in first for p in look.promises]
    answer = reply(talk[number], [(look.sentence, []) for look in first], [], direct=True, others=OtherQuestions.NONE)
    if answer.answer in (Answer.NONE, Answer.YES):
        named = next((look.sentence for look in looks[number][:3] if _says_it_will_be_done(look, promise)), None)
        answer = answer if named is None else Reply(Answer.YES, None, named)
    if answer.answer is not Answer.YES or answer.sentence is None or any(_same(p, promise) for p in said):
        return []
    due = promise.due or next((p.due for p in said if p.due), None) or _own_day(first)
    owner = talk[number] if request is not None else talk[number - 1]
    made = _commitment(replace(promise, due=due), owner, ours)
    # The owner's own words first: the yes to a request, the offer he made.
    words = (
        (answer.sentence.evidence(), made.evidence)
        if request is not None
        else (made.evidence, answer.sentence.evidence())
    )
    return [replace(made, evidence=(*words[0], *words[1]))]


def _says_it_will_be_done(look: Look, promise: Promise) -> bool:
    """ "Will do on the remittance." "Monday by half one, in your inbox.": a yes that names the thing or its day."""
    if look.sentence.is_question:
        return False
    things = set(re.findall(r"\w{4,}", promise.what.lower())) & look.words
    if things and en.YES_PLAIN.opens(en.FILLER_OPENING.sub("", look.low)):
        return True
    on_time = promise.due is not None and any(due_day(m) == promise.due for m in look.mentions)
    return on_time and bool(re.search(r"\bin your (?:inbox|hands|mail)|\bwith you\b|\bit is\b", look.low))


def _own_day(looks: list[Look]) -> date | None:
    return next((day for look in looks for m in look.mentions for day in [due_day(m)] if day), None)


def _same(one: Promise, other: Promise) -> bool:
    return bool(_content(one.what) & _content(other.what))


def _content(what: str) -> set[str]:
    return set(re.findall(r"\w{4,}", what.lower())) - {"your", "will", "with", "that", "this", "them", "have", "over"}


def _commitment(promise: Promise, speech: Speech, ours: frozenset[str]) -> Commitment:
    side = speech.side
    owner = name_in(promise.who or speech.speaker)
    if promise.who and speech.speaker is None:
        # Notes: "Petra will send the hours" is about her; "we send the price" is about us.
        named = name_parts(promise.who)
        side = Side.OURS if named & ours or promise.who.startswith(("my ", "our ")) else Side.CUSTOMER
    start, end = promise.start, promise.end
    return Commitment(
        side=side,
        owner=owner,
        what=promise.what,
        due=promise.due,
        kind=promise.kind,
        firm=promise.due is not None and not promise.conditional,
        evidence=tuple(promise.sentence.evidence()) if start >= 0 and end else (),
    )


def _without_repeats(commitments: list[Commitment]) -> list[Commitment]:
    kept: list[Commitment] = []
    for one in commitments:
        again = next((i for i, k in enumerate(kept) if _is_repeated(k, one)), None)
        if again is None:
            kept.append(one)
        elif kept[again].due is None or one.due is not None:
            kept[again] = replace(one, evidence=(*kept[again].evidence, *one.evidence))
    return kept


def _is_repeated(one: Commitment, other: Commitment) -> bool:
    """The same words of one side; where both say who, of one person: two people promise two things."""
    named, also = name_parts(one.owner or ""), name_parts(other.owner or "")
    is_one = named <= also or also <= named
    return one.side is other.side and _key(one.what) == _key(other.what) and is_one


def _key(what: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", what.lower())) - {
        "you",
        "the",
        "send",
        "mail",
        "email",
        "get",
        "have",
        "over",
        "them",
    }
