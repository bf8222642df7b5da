"""What the next meeting is about and how it is held, in the words around the slot (METHOD 4.1: P, M)."""

import re
from collections.abc import Iterable, Sequence

from foothold.core.topic import has_topic
from foothold.reading import english as en
from foothold.reading.dates import DateMention
from foothold.reading.looks import Look


def topic_in(looks: Sequence[Look]) -> str | None:
    """The first stretch that names a topic, in the speaker's own words, without day and time."""
    for look in looks:
        for found in en.TOPIC.all(look.low, look.words):
            name = next(name for name, value in found.groupdict().items() if value)
            topic = _cleaned(look, found.start(name), found.end(name))
            if topic and _names_something(topic):
                return topic
            decided = en.DECIDES_ON.search(look.low[: found.start(name)]) if topic else None
            if decided and _names_something(topic, with_verb=decided.group()):
                return _cleaned(look, decided.start(), found.end(name))
    return next((topic for look in looks for topic in [_behind_the_slot(look)] if topic), None)


def _behind_the_slot(look: Look) -> str | None:
    """ "Thursday 12 March at 15:00, pilot result": what stands behind the slot, where it is a name and no clause."""
    for slot in look.slots:
        if not slot.is_whole:
            continue
        found = en.BEHIND_A_SLOT.match(look.low, slot.span[1])
        if not found:
            continue
        topic = _cleaned(look, found.start("what"), found.end("what"))
        if _names_something(topic):
            return topic
    return None


def _names_something(topic: str, *, with_verb: str = "") -> bool:
    """A topic, and not a clause ("the CFO decides") or a time ("ten to twelve")."""
    low = topic.lower()
    first = low.split()[0] if low.split() else ""
    return (
        has_topic(f"{with_verb} {topic}")
        and first not in en.HOURS
        and not en.A_CLAUSE.search(low, frozenset(low.split()))
    )


def medium_in(looks: Iterable[Look]) -> str | None:
    """phone, video, in_person or email, where the words say so."""
    for look in looks:
        for medium, phrase in en.MEDIA:
            if phrase.search(look.low, look.words):
                return medium
    return None


def _cleaned(look: Look, start: int, end: int) -> str:
    cut = en.TOPIC_END.search(look.low, start + 1, end)
    end = cut.start() if cut else end
    text = _without(look.sentence.text, start, end, look.mentions)
    previous = None
    while previous != text:
        previous, text = text, en.TOPIC_EDGE.sub("", text).strip()
    return text


def _without(text: str, start: int, end: int, mentions: list[DateMention]) -> str:
    keep = text[start:end]
    for mention in reversed(mentions):
        left, right = mention.span[0] - start, mention.span[1] - start
        if left < len(keep) and right > 0 and mention.kind != "duration":
            keep = keep[: max(left, 0)] + " " + keep[right:]
    return re.sub(r"\s+", " ", keep).strip()
