"""The next step and whether the other side agreed to it, across turns (METHOD 4; READING, "Next steps").

The speeches are gone through once, with what is on the table in hand: slots offered and by whom, a day
without a time, an agreement. At the end the best that stands is the next step.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from foothold.core.evidence import Evidence, Side
from foothold.reading import english as en
from foothold.reading.endings import absent_until, is_refusal
from foothold.reading.looks import Look
from foothold.reading.replies import Answer, OtherQuestions, Reply, asks, hedges, is_plain, may_be_yes, reply
from foothold.reading.slots import Moment, Slot, bare_hours, may_be_same, on_day, shifted
from foothold.reading.speeches import Sentence, Speech
from foothold.reading.weighed_answers import weighed

MOST_ON_TABLE = 24
"""Offers kept in mind at once; somebody who names more has not offered the first ones any longer."""
REACH = 8
"""Speeches after which an offer is no longer answered by naming it again."""


@dataclass
class Offer:
    """A slot on the table."""

    slot: Slot
    side: Side
    speaker: str | None
    said_in: int
    sentence: Sentence
    others: OtherQuestions = OtherQuestions.NONE
    hedged: bool = False
    hedged_by_customer: bool = False
    by_mail: bool = False
    agreed: bool = False
    withdrawn: bool = False
    declined_in: int = -1
    """The speech that took it off the table; naming it there is no new offer."""
    internal: bool = False
    noted_agreed: bool = False
    answer: Sentence | None = None
    trail: list[Sentence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """The next step as found in the words: grade is none, vague, proposed or agreed."""

    grade: str
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    side: Side | None = None
    """Who named it."""
    flags: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    """What it rests on; the context in which topic and medium are looked for."""
    evidence: tuple[Evidence, ...] = ()
    slot: Slot | None = None
    by_mail: bool = False
    noted_agreed: bool = False
    """Our notes say he agreed; his own words are not among them (E1)."""


@dataclass
class _Table:
    """What is on the table while the conversation is gone through."""

    moment: Moment
    offers: list[Offer] = field(default_factory=list)
    days: list[Offer] = field(default_factory=list)
    """Days without a time, slots that were declined among them."""
    recent: list[Offer] = field(default_factory=list)
    """The offers and days of the last REACH speeches, so that a long conversation takes no longer a word."""
    vague: list[Look] = field(default_factory=list)
    past: list[Look] = field(default_factory=list)
    declined: list[Sentence] = field(default_factory=list)
    asked_when: int = -99
    asked_to_meet: int = -99
    """The speech in which we last asked for another meeting without naming a slot."""
    named_day: Slot | None = None
    """The day last named, by whom and for what ever: "that day" is it."""
    named_in: int = -99


def next_step(speeches: list[Speech], looks: list[list[Look]], moment: Moment) -> Step:
    """The next step of a conversation. Sides must be known; words of an unknown side agree to nothing."""
    table = _Table(moment)
    for number, speech in enumerate(speeches):
        table.recent = [o for o in table.recent if number - o.said_in <= REACH]
        _take_answer(table, number, speech, looks[number], speeches)
        _take_interest(table, number, speech, looks[number])
        _take_offers(table, number, speech, looks[number])
    return _outcome(table)


# --- answers ------------------------------------------------------------------------------------------


def _take_answer(table: _Table, number: int, speech: Speech, looks: list[Look], speeches: list[Speech]) -> None:
    last = _last_of_other_side(speeches, number)
    standing = [o for o in table.recent if _is_open(o) and o.said_in < number]
    theirs = [
        o for o in standing if o.side is not speech.side and not o.agreed and Side.UNKNOWN not in (o.side, speech.side)
    ]
    if theirs:
        newest = max(o.said_in for o in theirs)
        on_table = [o for o in theirs if o.said_in == newest]
        asked_back = _asked_back(speeches, number, newest)
        direct = newest >= last and not asked_back
        direct = direct or (asked_back and _was_only_made_clear(speeches, number))
        answer = _read(speech, looks, on_table, direct=direct)
        if answer.answer is not Answer.YES:
            answer = _away_then(looks, on_table, table.moment) or answer
        if direct:
            answer = _weighed(answer, speech, on_table, looks, table.moment)
        _settle(table, on_table, answer)
        if answer.answer is not Answer.NONE:
            return
    if speech.side is Side.CUSTOMER and any(absent_until(look, table.moment) for look in looks):
        # "Can we talk this week?" - "I'm away until the 6th.": that stretch is no more on the table.
        table.days = [o for o in table.days if not (o.slot.window and o.side is Side.OURS)]
    if [o for o in standing if o.agreed]:
        _take_back(table, [o for o in standing if o.agreed], speech, looks)
    own = [
        o
        for o in standing
        if o.side is speech.side and not o.agreed and o.speaker != speech.speaker and o.said_in == number - 1
    ]
    if own and _read(speech, looks, own, direct=True).answer is Answer.YES:
        # Two of one side agreeing with each other is a meeting among themselves (READING 3).
        for offer in own:
            offer.internal = True


def _take_interest(table: _Table, number: int, speech: Speech, looks: list[Look]) -> None:
    """ "Shall we do one more session?" - "Yes, but no idea when.": contact to come, with no day to it."""
    if table.asked_to_meet != number - 1 or speech.side is not Side.CUSTOMER:
        return
    answer = reply(speech, [(look.sentence, []) for look in looks[:2]], [], direct=True, others=OtherQuestions.NONE)
    some_time = any(en.SOME_TIME.search(look.low, look.words) for look in looks[:2])
    if answer.answer is Answer.YES or some_time:
        table.vague.append(looks[0])


def _asked_back(speeches: list[Speech], number: int, offered_in: int) -> bool:
    """Whether he answered the offer with a question first, so that "ok" may be to what he was told."""
    between = [s for s in speeches[offered_in + 1 : number] if s.side is speeches[number].side]
    return any(s.sentences and asks(s.sentences[-1]) for s in between)


def _was_only_made_clear(speeches: list[Speech], number: int) -> bool:
    """ "Is that with your security people?" - "It is." - "Then yes.": the offer is answered after its explanation."""
    if not en.THEN_YES.opens(speeches[number].low):
        return False
    return not any(asks(sentence) for sentence in speeches[number - 1].sentences)


def _read(speech: Speech, looks: list[Look], offers: list[Offer], direct: bool) -> Reply:
    return reply(
        speech,
        [(look.sentence, look.slots or _hours_of(look, offers)) for look in looks],
        [o.slot for o in offers],
        direct=direct,
        others=max((o.others for o in offers), key=list(OtherQuestions).index),
    )


def _weighed(answer: Reply, speech: Speech, offers: list[Offer], looks: list[Look], moment: Moment) -> Reply:
    """The answer once more, with what the learnt weights make of the whole reply."""
    words = " ".join(dict.fromkeys(s.text for offer in offers for s in (*offer.trail, offer.sentence)))
    said = [(look.sentence, look.slots or _hours_of(look, offers)) for look in looks]
    return weighed(
        answer,
        words,
        [look.sentence for look in looks],
        moment,
        single=len(offers) == 1 and offers[0].others is OtherQuestions.NONE,
        may_be_yes=may_be_yes(speech, said, [o.slot for o in offers]) and not any(map(is_refusal, looks)),
        plain=is_plain(said),
    )


def _away_then(looks: list[Look], offers: list[Offer], moment: Moment) -> Reply | None:
    """ "I'm away until the 20th" declines a slot on the 12th, and says nothing of one on the 24th."""
    for look in looks:
        until = absent_until(look, moment)
        days = [offer.slot.day for offer in offers]
        if until is not None and all(day is not None and day < until for day in days):
            return Reply(Answer.NO, None, look.sentence)
    return None


def _hours_of(look: Look, offers: list[Offer]) -> list[Slot]:
    """ "Four works.": an hour named in answer to a slot is one on its day."""
    moved = shifted(look.sentence, offers[-1].slot)
    if moved is not None:
        return [moved]
    day = offers[0].slot.day
    return bare_hours(look.sentence, day, look.moment) if day else []


def _settle(table: _Table, offers: list[Offer], answer: Reply) -> None:
    chosen = offers if answer.chosen is None else [offers[answer.chosen]]
    if answer.sentence is None:
        return
    for offer in chosen:
        offer.trail.append(answer.sentence)
        if answer.answer is Answer.YES and not offer.hedged_by_customer:
            offer.agreed, offer.answer = True, answer.sentence
        elif answer.answer is Answer.HEDGED:
            offer.hedged = offer.hedged or answer.sentence.side is Side.CUSTOMER
        elif answer.answer is Answer.NO:
            offer.withdrawn, offer.declined_in = True, answer.sentence.speech.number
            table.declined.append(answer.sentence)
            _put(
                table, table.days, replace(offer, withdrawn=False, declined_in=-1, slot=replace(offer.slot, start=None))
            )


def _is_open(offer: Offer) -> bool:
    return offer.slot.is_whole and not offer.withdrawn and not offer.internal


def _put(table: _Table, where: list[Offer], offer: Offer) -> None:
    where.append(offer)
    table.recent = [*table.recent[1 - MOST_ON_TABLE :], offer]


def _take_back(table: _Table, agreed: list[Offer], speech: Speech, looks: list[Look]) -> None:
    for look in looks:
        cancels = en.CANCELS.search(look.low, look.words)
        gone = cancels or en.UNAVAILABLE.search(look.low, look.words) or en.TAKEN_BACK.search(look.low, look.words)
        if not gone or look.sentence.is_question:
            continue
        named = [o for o in agreed if any(may_be_same(s, o.slot) for s in look.slots)]
        about_slot = (
            named
            or cancels
            or en.TAKEN_BACK.search(look.low, look.words)
            or any(w in look.words for w in ("it", "that", "then"))
        )
        if about_slot and not (look.slots and not named):
            for offer in named or agreed[-1:]:
                offer.withdrawn = True
                table.declined.append(look.sentence)


def _last_of_other_side(speeches: list[Speech], number: int) -> int:
    side = speeches[number].side
    return next(
        (
            i
            for i in range(number - 1, max(-1, number - 1 - REACH), -1)
            if speeches[i].side is not side and len(speeches[i].flat) > 12
        ),
        -1,
    )


# --- offers -------------------------------------------------------------------------------------------------


def _take_offers(table: _Table, number: int, speech: Speech, looks: list[Look]) -> None:
    named = [_slots_with_context(table, number, look) for look in looks]
    asked = [i for i, look in enumerate(looks) if not named[i] and _asks_something_else(look)]
    for place, look in enumerate(looks):
        if _tells_of_a_past_slot(look, table.moment):
            table.past.append(look)
        _note_contact(table, number, look)
        for slot in named[place] or _slots_with_context(table, number, look):
            _offer(table, number, speech, look, slot, others=_others(asked, place))
            open_from = _first_open(slot, look)
            if open_from.day is not None and not open_from.window and not look.is_past:
                table.named_day, table.named_in = open_from, number
        if not look.slots and number - table.named_in <= 1:
            _offer_day_named_before(table, number, speech, look)
        if look.asks_when:
            table.asked_when = number
        if _asks_to_meet(look):
            table.asked_to_meet = number


def _first_open(slot: Slot, look: Look) -> Slot:
    """ "I've nothing before Monday week. Could you do four that day?": that day is the Monday."""
    if slot.day is None or slot.start is not None or not look.low[slot.span[0] :].startswith("before"):
        return slot
    return replace(slot, day=slot.day + timedelta(days=1), deadline=False, window=False)


def _offer_day_named_before(table: _Table, number: int, speech: Speech, look: Look) -> None:
    """ "The whole team's in on Tuesday. Come by then.": the day of the sentence before."""
    contact = look.vague_contact or en.COMES_ALONG.search(look.low, look.words)
    if table.named_day is None or not (contact and look.is_about_us_later and en.THEN.search(look.low, look.words)):
        return
    day = replace(table.named_day, start=None, end=None, deadline=False, since=False, grain="day")
    if any(o.slot.day == day.day for o in table.recent):
        return
    _put(table, table.days, Offer(day, speech.side, speech.speaker, number, look.sentence, trail=[look.sentence]))


def _tells_of_a_past_slot(look: Look, moment: Moment) -> bool:
    """ "Last Tuesday at ten was better": a day and a time that are over, between us."""
    told = look.is_hypothetical or look.is_habit or look.is_third_party or look.is_never
    if not look.is_past or look.sentence.speech.quoted or told:
        return False
    if en.FUTURE_CUE.search(look.low, look.words) or not look.has_contact:
        return any(s.day is not None and s.start is not None and s.start <= moment.now for s in look.slots)
    return any(
        s.day is not None and s.start is not None and (s.start <= moment.now or s.weekday_only or s.number_only)
        for s in look.slots
    )


def _slots_with_context(table: _Table, number: int, look: Look) -> list[Slot]:
    """The sentence's slots, and a bare "at three?" where a day is on the table."""
    alone = look.slots[0] if len(look.slots) == 1 else None
    if alone is not None and alone.day is not None and alone.start is None and not alone.window:
        # "I'm there on Thursday, I could do 11.": the hour stands beside its day.
        hours = bare_hours(look.sentence, alone.day, table.moment)
        return [replace(on_day(h, alone.day), weekday_only=alone.weekday_only) for h in hours[:1]] or look.slots
    if look.slots:
        return look.slots
    open_slots = [o for o in table.recent if _is_open(o) and number - o.said_in <= 2]
    moved = shifted(look.sentence, open_slots[-1].slot) if open_slots else None
    if moved is not None:
        return [moved]
    day = _open_day(table, number)
    if table.named_day is not None and en.THAT_DAY.search(look.low, look.words):
        day = table.named_day.day
    if day is None:
        return []
    return bare_hours(look.sentence, day, table.moment)


def _open_day(table: _Table, number: int) -> date | None:
    near = [o for o in table.recent if number - o.said_in <= 3 and not o.internal]
    return max(near, key=lambda o: o.said_in).slot.day if near else None


def _offer(table: _Table, number: int, speech: Speech, look: Look, slot: Slot, others: OtherQuestions) -> None:
    if look.is_third_party and not look.notes_agreement:
        return  # "Our board meets on the 10th": the same day as our slot, and no word of the slot
    on_table = [o for o in table.recent if _is_open(o)]
    again = next(
        (
            o
            for o in reversed(on_table)
            if may_be_same(slot, o.slot) and (slot.start is not None or slot.weekday_only or slot.day == o.slot.day)
        ),
        None,
    )
    if again is not None and not slot.window:
        again.trail.append(look.sentence)
        if again.side is speech.side and not again.agreed:
            again.said_in = number
            again.others = max(again.others, others, key=list(OtherQuestions).index)
        return
    if any(o.declined_in == number and may_be_same(slot, o.slot) for o in table.recent):
        return
    by_mail = slot.start is not None and any(
        promise.to_write for promise in (*look.promises, *((look.request,) if look.request else ()))
    )
    if not by_mail and (slot.deadline or not _is_offer(table, number, look, slot)):
        return
    if en.SILENCE_IS_CONSENT.search(look.low, look.words):
        others = OtherQuestions.AFTER  # "unless I hear otherwise": a bare "ok" is no consent (READING 3)
    whole = _completed(table, number, look, slot)
    offer = Offer(
        whole,
        speech.side,
        speech.speaker,
        number,
        look.sentence,
        others=others,
        hedged=hedges(look.sentence) and not look.sentence.is_question and speech.side is Side.CUSTOMER,
        by_mail=by_mail,
        noted_agreed=look.notes_agreement,
        trail=[look.sentence],
    )
    offer.hedged_by_customer = offer.hedged
    if speech.side is Side.CUSTOMER and not offer.hedged and _takes_up_an_earlier_offer(look):
        offer.agreed, offer.answer = True, look.sentence
    if not whole.is_whole or whole.since:
        _put(table, table.days, offer)
        return
    assert whole.start is not None  # noqa: S101  (a whole slot has a time)
    if whole.start <= table.moment.now:
        table.past.append(look)
        return
    _replace_moved(table, number, look, whole)
    _put(table, table.offers, offer)


def _takes_up_an_earlier_offer(look: Look) -> bool:
    """ "I am happy with the 24th at 10, as you suggested.": what was offered before these words is agreed."""
    return (
        bool(en.YES_STRONG.search(look.low, look.words))
        and bool(en.AS_YOU_OFFERED.search(look.low, look.words))
        and not look.sentence.is_question
        and not en.UNAVAILABLE.search(look.low, look.words)
    )


def _completed(table: _Table, number: int, look: Look, slot: Slot) -> Slot:
    """A time without a day takes the day on the table, else the one it resolves to; a day alone a time just named."""
    if slot.day is not None and (slot.weekday_only or slot.number_only):
        known = next(
            (
                o.slot.day
                for o in reversed(table.recent)
                if o.slot.day and may_be_same(slot, replace(o.slot, start=None))
            ),
            None,
        )
        slot = on_day(slot, known) if known else slot
    if slot.day is not None and slot.start is None and en.SAME_TIME.search(look.low, look.words):
        last = next((o.slot for o in reversed(table.recent) if o.slot.start), None)
        return on_day(last, slot.day) if last else slot
    if slot.day is not None or slot.start is None:
        return slot
    if table.named_day is not None and en.THAT_DAY.search(look.low, look.words):
        return on_day(slot, table.named_day.day or slot.start.date())
    day = _open_day(table, number) or _day_just_named(table, number) or slot.start.date()
    return on_day(slot, day)


def _day_just_named(table: _Table, number: int) -> date | None:
    """ "I'm in Cork on Friday. Could I ring at noon?": the day of the same speech, unless it is a promise's."""
    slot = table.named_day
    return slot.day if slot is not None and table.named_in == number and not slot.deadline else None


def _replace_moved(table: _Table, number: int, look: Look, slot: Slot) -> None:
    """ "Could we make it four instead?" takes the earlier slot off the table."""
    if not en.CHANGE.search(look.low, look.words):
        return
    for offer in table.recent:
        if _is_open(offer) and offer.said_in < number and not may_be_same(slot, offer.slot):
            offer.withdrawn = True


def _is_offer(table: _Table, number: int, look: Look, slot: Slot) -> bool:
    """Whether the slot is offered as a meeting between us, not told, not another's, not a deadline."""
    if look.is_never or not look.is_about_us_later or look.is_promised(slot) or look.is_courtesy:
        return False
    if slot.start is None and slot.day == table.moment.now.date() and _is_of_this_talk(look):
        return False
    if en.THANKED_FOR.search(look.low[: slot.span[0]]) and slot.start is None:
        return False
    if look.notes_agreement:
        return True
    until = absent_until(look, table.moment) if look.sentence.side is Side.CUSTOMER else None
    if look.sentence.side is Side.CUSTOMER and _is_absence(look):
        # "I'm back on the 16th, call me then": the day is kept, as a day; a slot after it is an offer.
        after = until is not None and slot.is_whole and slot.day is not None and slot.day >= until
        back = bool(en.ABSENCE_BACK.search(look.low, look.words)) and slot.start is None
        return after or (back and look.vague_contact)
    if _is_denied(look, slot):
        return False
    if en.OFFER.search(look.low, look.words) or look.has_contact or en.SILENCE_IS_CONSENT.search(look.low, look.words):
        return True
    told = en.TELLS.search(look.low, look.words)
    if slot.is_whole and (asks(look.sentence) or (en.ADDRESSED.search(look.low, look.words) and not told)):
        return True
    if slot.is_whole and slot.day_named and (en.YES_STRONG.search(look.low, look.words) or not told):
        return True
    if look.vague_contact and slot.grain == "day" and slot.day is not None:
        return True  # "On the 25th we have a supplier day, please come": the day is kept
    near = number - table.asked_when <= 1 or _open_day(table, number) is not None
    answers = near and slot.grain in ("minute", "hour", "day")
    letters = sum(1 for c in look.low if c.isalnum())
    named = sum(1 for c in look.low[slot.span[0] : slot.span[1]] if c.isalnum())
    return answers or (look.sentence.is_question and letters - named <= 25) or named * 2 >= letters


def _is_of_this_talk(look: Look) -> bool:
    """ "Good to see you today.", "Thanks for your time today.": of the conversation at hand, not of one to come."""
    told = en.OF_THIS_TALK.opens(look.low) or en.OF_THIS_TALK.opens(en.FILLER_OPENING.sub("", look.low))
    return told is not None and not look.sentence.is_question


def _is_denied(look: Look, slot: Slot) -> bool:
    """ "Can't do 3, how about 4?": three is denied, four is not; a comma or a "but" parts them."""
    for denial in en.UNAVAILABLE.all(look.low, look.words):
        if en.ELSEWHERE.opens(denial.group()) and en.OFFER.search(look.low, look.words):
            continue  # "I'm in Poznań on Thursday, I could pass by at five"
        between = look.low[denial.end() : slot.span[0]] or look.low[slot.span[1] : denial.start()]
        if not en.NEW_CLAUSE.search(between):
            return True
    return False


def _is_absence(look: Look) -> bool:
    return bool(
        en.ABSENCE_AWAY.search(look.low, look.words)
        or (
            en.ABSENCE_BACK.search(look.low, look.words)
            and not look.sentence.is_question
            and "available" not in look.words
        )
    )


def _asks_to_meet(look: Look) -> bool:
    """We ask for another meeting, and name no day and time."""
    if look.sentence.side is not Side.OURS or look.is_past or look.is_hypothetical:
        return False
    return asks(look.sentence) and bool(en.PROPOSES_TO_MEET.search(look.low, look.words))


def _others(asked: list[int], place: int) -> OtherQuestions:
    if not asked:
        return OtherQuestions.NONE
    return OtherQuestions.AFTER if asked[-1] > place else OtherQuestions.BEFORE


def _asks_something_else(look: Look) -> bool:
    if look.sentence.side is Side.OURS and not look.slots and en.SUPPOSES.search(look.low, look.words):
        return True
    return look.sentence.is_question and not look.slots and not _asks_if_slot_suits(look)


def _asks_if_slot_suits(look: Look) -> bool:
    """ "Does that suit you?", "Ok?": about the slot, not about the machine."""
    if en.TAG_QUESTION.search(look.low.rstrip("? "), look.words) and len(look.words) <= 7:
        return True
    suits = {"ok", "okay", "suit", "work", "works", "right", "good", "agreed", "fine"} & look.words
    about_it = {"that", "it", "this", "you", "these", "those"} & look.words
    return len(look.words) <= 7 and bool(suits) and (bool(about_it) or len(look.words) <= 2)


def _note_contact(table: _Table, number: int, look: Look) -> None:
    if look.sentence.speech.quoted:
        return
    if look.is_never and not en.VAGUE_CONTACT.search(look.low, look.words):
        return  # "Another meeting on Sunday, just what I needed": no word of contact to come
    if look.vague_contact or look.ends_vaguely or look.is_never:
        table.vague.append(look)


# --- what stands at the end ----------------------------------------------------------------------------------


def _outcome(table: _Table) -> Step:
    standing = [o for o in table.offers if not o.withdrawn and not o.internal and _is_said_here(o)]
    agreed = [o for o in standing if o.agreed]
    if agreed:
        return _step("agreed", min(agreed, key=_begins), table)
    if standing:
        newest = max(o.said_in for o in standing)
        return _step("proposed", min((o for o in standing if o.said_in == newest), key=_begins), table)
    days = [o for o in table.days if not o.internal and _is_said_here(o)]
    if days:
        told = [o for o in days if not o.slot.whole_period]
        return _vague_with_day((told or days)[-1], table)
    if table.vague or table.declined:
        return _vague_without_day(table)
    if table.past:
        return Step(
            "none",
            flags=("past",),
            sentences=(table.past[-1].sentence,),
            evidence=tuple(table.past[-1].sentence.evidence()),
        )
    return Step("none")


def _is_said_here(offer: Offer) -> bool:
    """Not only in a message that this mail quotes."""
    return any(not sentence.speech.quoted for sentence in offer.trail)


def _begins(offer: Offer) -> tuple[bool, float]:
    """Sorts by the begin; a time without a day of its own ("your shift starts at six") comes last."""
    return not offer.slot.day_named, offer.slot.start.timestamp() if offer.slot.start else float("inf")


def _step(grade: str, offer: Offer, table: _Table) -> Step:
    flags = ["hedged"] if offer.hedged and grade == "proposed" else []
    if offer.by_mail:
        flags.append("email_appointment")
    words = [offer.sentence, *([offer.answer] if offer.answer else offer.trail[1:2])]
    return Step(
        grade,
        start=offer.slot.start,
        end=offer.slot.end,
        day=offer.slot.day,
        slot=offer.slot,
        side=offer.side,
        flags=tuple(flags),
        sentences=tuple(dict.fromkeys([offer.sentence, *offer.trail])),
        evidence=_evidence(words),
        by_mail=offer.by_mail,
        noted_agreed=offer.noted_agreed,
    )


def _vague_with_day(offer: Offer, table: _Table) -> Step:
    part = en.PART_BEHIND.match(offer.sentence.low, offer.slot.span[1]) if offer.slot.start is None else None
    flag = "window" if offer.slot.window or offer.slot.since or part else "date_without_time"
    declined = bool(table.declined) and offer.slot.start is None and offer.trail[-1] in table.declined
    flags: tuple[str, ...] = () if declined or offer.slot.whole_period else (flag,)
    sentences = [offer.sentence, *offer.trail[-1:]]
    return Step(
        "vague",
        day=None if declined else offer.slot.day,
        side=offer.side,
        flags=flags,
        sentences=tuple(offer.trail),
        evidence=_evidence(sentences),
    )


def _vague_without_day(table: _Table) -> Step:
    sentences = [look.sentence for look in table.vague[-2:]] or table.declined[-1:]
    return Step("vague", side=sentences[-1].side, sentences=tuple(sentences), evidence=_evidence(sentences))


def _evidence(sentences: list[Sentence]) -> tuple[Evidence, ...]:
    return tuple(e for sentence in dict.fromkeys(sentences) for e in sentence.evidence())
