"""Promises as they are typed in notes, the owner before the task: "me: send the offer" (METHOD 3, "Commitment")."""

from foothold.reading import english as en
from foothold.reading.commitments import Promise, promise_of
from foothold.reading.dates import DateMention
from foothold.reading.slots import Moment
from foothold.reading.speeches import Sentence

_OURSELVES = frozenset({"i", "me", "we", "us"})


def noted_promises(sentence: Sentence, mentions: list[DateMention], moment: Moment) -> tuple[Promise, ...]:
    """The task a line of notes gives somebody; none in talk, where "Sarah: send the data" is Sarah's own wish."""
    if sentence.speech.speaker is not None or sentence.is_question:
        return ()
    found = en.NOTED.match(sentence.text)
    if found is None:
        return ()
    who, verb = found["who"], found["verb"].lower()
    first = who.lower().partition(" ")[0]
    ours = first in _OURSELVES
    if not ours and (not who[0].isupper() or first in en.NO_OWNER):
        return ()
    promise = promise_of(sentence, found.start("verb"), verb, None if ours else who, mentions, moment)
    return (promise,) if promise else ()
