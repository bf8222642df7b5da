"""One look at each sentence, shared by all rules: its slots, and whether it is about a meeting of ours to come.

Four in five false meetings are the past, habits, third parties and courtesies; they are told here, once.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from foothold.core.evidence import Side
from foothold.reading import english as en
from foothold.reading.commitments import Promise, promises_in, requested
from foothold.reading.dates import DateMention
from foothold.reading.mass_mail import ITEM
from foothold.reading.noted_promises import noted_promises
from foothold.reading.once import once
from foothold.reading.replies import asks
from foothold.reading.slots import Moment, Slot, slots_in
from foothold.reading.speeches import Sentence, Speech


@dataclass(frozen=True, eq=False)
class Look:
    """A sentence and what can be told from it alone."""

    sentence: Sentence
    slots: list[Slot]
    mentions: list[DateMention]
    promises: tuple[Promise, ...]
    moment: Moment

    @property
    def low(self) -> str:
        return self.sentence.low

    @property
    def words(self) -> frozenset[str]:
        return self.sentence.words

    @once
    def is_never(self) -> bool:
        """Sarcasm: "when hell freezes over"."""
        return bool(en.NEVER.search(self.low, self.words))

    @once
    def notes_agreement(self) -> bool:
        """Our notes say that he agreed; his own words are not there (E1)."""
        is_note = self.sentence.speech.speaker is None and self.sentence.side is Side.OURS
        return is_note and bool(en.NOTED_AGREED.search(self.low, self.words))

    @once
    def is_past(self) -> bool:
        """It tells of a meeting that was."""
        if self.notes_agreement and any(_is_ahead(m, self.moment.now) for m in self.mentions):
            return False
        if any(_is_over(m, self.moment.now) for m in self.mentions) and not any(
            _is_ahead(m, self.moment.now) for m in self.mentions
        ):
            return True
        if not en.PAST_VERB.search(self.low, self.words):
            return False
        if self.sentence.is_question and en.PAST_QUESTION.opens(self.low):
            return True
        if en.REPORTS.search(self.low, self.words) and any(_is_ahead(m, self.moment.now) for m in self.mentions):
            return False  # "Kessler said: come on the 3rd"
        if en.ENTERED.search(self.low, self.words) and any(_is_ahead(m, self.moment.now) for m in self.mentions):
            return False  # "I've sent you an invite for Tuesday at nine"
        return (
            not en.FUTURE_CUE.search(self.low, self.words)
            and not self.sentence.is_question
            and not en.YES_STRONG.search(self.low, self.words)
        )

    @once
    def is_hypothetical(self) -> bool:
        return bool(en.HYPOTHETICAL.search(self.low, self.words))

    @once
    def is_habit(self) -> bool:
        habit = any(m.kind == "set" for m in self.mentions) or bool(en.HABIT.search(self.low, self.words))
        return habit and not en.OFFER.search(self.low, self.words)

    @once
    def is_third_party(self) -> bool:
        """Somebody else's meeting: the board's, the customer's own, a flight, a fair."""
        if not en.THIRD_PARTY.search(self.low, self.words):
            return False
        return not (en.BETWEEN_US.search(self.low, self.words) or en.COMES_TO_US.search(self.low, self.words))

    @once
    def is_courtesy(self) -> bool:
        """ "Call me if you have any questions": conditional on need, not an intention."""
        return bool(en.COURTESY.search(self.low, self.words))

    @once
    def is_agenda_item(self) -> bool:
        return self.sentence.speech.agenda and bool(
            ITEM.match(self.sentence.text) or en.HEADING.search(self.low, self.words)
        )

    @once
    def is_narration(self) -> bool:
        """The meeting that is going on, or an agenda's item: "it's now quarter to four", "10:00 Welcome"."""
        if self.is_agenda_item:
            return True
        return bool(en.NARRATION.search(self.low, self.words))

    @once
    def has_contact(self) -> bool:
        return bool(en.CONTACT_VERB.search(self.low, self.words) or en.MEETING_NOUN.search(self.low, self.words))

    @once
    def is_about_us_later(self) -> bool:
        """None of: past, hypothetical, habit, another's meeting, the one going on."""
        return not (self.is_past or self.is_hypothetical or self.is_habit or self.is_third_party or self.is_narration)

    @once
    def vague_contact(self) -> bool:
        """Future contact between us is mentioned, in whatever words."""
        if self.is_courtesy or self.is_past or self.is_hypothetical or self.is_third_party:
            return False
        return bool(en.VAGUE_CONTACT.search(self.low, self.words))

    @once
    def ends_vaguely(self) -> bool:
        """Our own open ending ("I'll touch base"): no day and time to hold us to (001-11, 003-5)."""
        if self.sentence.side is not Side.OURS or self.is_past or self.is_third_party:
            return False
        if self.is_courtesy and not en.OPEN_DOOR.search(self.low, self.words):
            return False
        if self.sentence.is_question and not en.LEAVE_ASKED.search(self.low, self.words):
            return False
        named = [slot for slot in self.slots if not (slot.window or slot.since or slot.deadline)]
        if any((slot.day or slot.start) and not self.is_promised(slot) for slot in named):
            return False
        return bool(en.OUR_VAGUE_ENDING.search(self.low, self.words))

    def is_promised(self, slot: Slot) -> bool:
        """The time belongs to a promised or requested thing ("I'll send it Thursday at 3"), not to a meeting."""
        things = self.promises or ((self.request,) if self.request else ())
        thing = next((t for t in things if t.start <= slot.span[0] < t.end), None)
        if thing is None:
            return False
        clause = self.low[thing.start : thing.end]
        words = frozenset(clause.split())
        of_a_meeting = en.CONTACT_VERB.search(clause, words) or en.MEETING_NOUN.search(clause, words)
        return not of_a_meeting and not en.ASKS_FOR_ANSWER.opens(clause)

    @once
    def asks_when(self) -> bool:
        return asks(self.sentence) and bool({"when", "time", "day", "date"} & self.words)

    @once
    def request(self) -> Promise | None:
        return requested(self.sentence, self.mentions, self.moment)


def looks_at(speech: Speech, moment: Moment) -> list[Look]:
    """A look at each sentence of a speech."""
    if speech.said_at is not None:
        moment = replace(moment, now=speech.said_at.astimezone(moment.tz))
    return [_look(sentence, moment) for sentence in speech.sentences]


def _look(sentence: Sentence, moment: Moment) -> Look:
    slots, mentions = slots_in(sentence, moment)
    if sentence.speech.quoted and sentence.speech.said_at is None:
        # Said nobody knows when: "tomorrow at ten" names no day we could hold anybody to.
        slots = [s for s in slots if en.OWN_DATE.search(sentence.low, s.span[0], s.span[1])]
    promises = promises_in(sentence, mentions, moment) or noted_promises(sentence, mentions, moment)
    return Look(sentence, slots, mentions, promises, moment)


def _is_over(mention: DateMention, now: datetime) -> bool:
    last = mention.end or mention.start
    if last is None or mention.kind not in ("point", "range"):
        return False
    return last < now if isinstance(last, datetime) else last < now.date()


def _is_ahead(mention: DateMention, now: datetime) -> bool:
    last = mention.end or mention.start
    if last is None or mention.kind not in ("point", "range"):
        return False
    return last >= now if isinstance(last, datetime) else last >= now.date()
