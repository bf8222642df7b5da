"""Slots in a sentence: which day, which time, and whether it is a time at all (METHOD 4.1: D, T, F).

A slot may be half said ("Thursday?" - "At three."), so day and time are kept apart until the
conversation has joined them.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from foothold.reading import english as en
from foothold.reading.dates import DateMention, find_dates
from foothold.reading.speeches import Sentence

LONGEST_SLOT = timedelta(hours=4)
"""A stretch of the clock longer than this is a window, not a meeting's time."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, a time, or both; where the sentence says it.

    `day` is None where only a clock time was said; `start` is None where no clock time was; `window`
    marks a stretch instead of a time. `deadline` marks "by ...". `weekday_only`: nothing but a weekday's
    name fixes the day, so it may as well mean the same weekday of a slot already on the table.
    """

    span: tuple[int, int]
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    window: bool = False
    deadline: bool = False
    since: bool = False
    weekday_only: bool = False
    grain: str = "day"
    day_named: bool = True
    number_only: bool = False
    """Only the day of the month is said ("the 13th"): it may mean that of a slot already on the table."""

    whole_period: bool = False
    """A month, a season, a year: no stretch anybody could keep free."""

    @property
    def is_whole(self) -> bool:
        """A calendar date and a clock time."""
        return self.day is not None and self.start is not None and not self.window


@dataclass(frozen=True, slots=True)
class Moment:
    """Against what times are resolved: the conversation's own time and zone."""

    now: datetime
    tz: tzinfo
    locale: str | None = None


def slots_in(sentence: Sentence, moment: Moment) -> tuple[list[Slot], list[DateMention]]:
    """The slots named in a sentence, left to right, and every date mention it holds."""
    mentions = find_dates(_without_fillers(sentence.text), moment.now, moment.tz, moment.locale)
    slots = [slot for slot in (_slot(mention, sentence) for mention in mentions) if slot]
    slots = _corrected([_with_figures(slot, sentence, moment) for slot in slots], sentence.low)
    return _joined(slots, sentence.low), mentions


def _without_fillers(text: str) -> str:
    """Spoken, "Friday at, um, like eleven": the fillers blanked, so that every place stays true."""
    return en.SPOKEN_FILLER.sub(lambda found: " " * len(found.group()), text)


def _with_figures(slot: Slot, sentence: Sentence, moment: Moment) -> Slot:
    """ "Fri 330", "1 Aug, 1400": hours and minutes in one figure behind a day."""
    if slot.day is None or slot.start is not None or slot.window or slot.deadline:
        return slot
    low, (first, last) = sentence.low, slot.span
    before = low[max(0, first - 24) : first]
    figures = en.FIGURES_BEHIND.match(low, last) or en.FIGURES_BEFORE.search(before)
    spoken = en.SPOKEN_BEHIND.match(low, last) or en.SPOKEN_BEFORE.search(before)
    found = figures or spoken
    if not found:
        return slot
    begins = first - len(before) + found.start("hour") if found.string is before else first
    span = (begins, last if found.string is before else found.end())
    if figures:
        hour, minute = int(figures["hour"]), int(figures["minute"])
        hour = hour + 12 if hour < 7 and len(figures["hour"]) == 1 else hour
    else:
        word = found["hour"]
        hour = int(word) if word.isdigit() else en.HOURS[word]
        hour, minute = hour + 12 if hour < 7 else hour, en.MINUTES.get((found["half"] or "").strip(), 0)
    start = datetime.combine(slot.day, time(hour, minute), moment.tz)
    return replace(slot, span=span, start=start, grain="minute")


def _corrected(slots: list[Slot], low: str) -> list[Slot]:
    """ "Wednesday, no, sorry, Thursday, Thursday the 19th": what was taken back in the same breath is gone."""
    kept: list[Slot] = []
    for slot in slots:
        if kept and slot.day is not None and kept[-1].start is None and kept[-1].day is not None:
            between = low[kept[-1].span[1] : slot.span[0]]
            same = kept[-1].weekday_only and kept[-1].day.weekday() == slot.day.weekday()
            if (same and not between.strip(" ,.")) or en.SLIP.fullmatch(between):
                kept.pop()
        kept.append(slot)
    return kept


def shifted(sentence: Sentence, slot: Slot) -> Slot | None:
    """ "An hour later?", "make it twenty past": a slot named by its distance from the one offered."""
    if slot.start is None or slot.day is None:
        return None
    if found := en.LATER_BY.search(sentence.low):
        hours = {"half an": 0.5, "an": 1.0, "one": 1.0, "1": 1.0, "two": 2.0, "2": 2.0}
        by = timedelta(hours=hours[found["hours"]]) if found["hours"] else timedelta(minutes=_count(found["minutes"]))
        start = slot.start + (by if found["way"] in ("later", "after") else -by)
    elif found := en.MINUTES_PAST.search(sentence.low):
        minutes = _count(found["count"])
        hour = slot.start.replace(minute=0)
        start = hour + timedelta(minutes=minutes if found["way"] == "past" else 60 - minutes)
    elif found := en.NEXT_DAY.search(sentence.low):
        by = timedelta(days=7 if found["unit"] == "week" else 1)
        start = slot.start + (-by if found["way"] == "previous" else by)
    else:
        return None
    return Slot(found.span(), start.date(), start, None, grain="minute")


def _count(word: str) -> int:
    return int(word) if word.isdigit() else en.COUNTS[word.replace("-", " ").removeprefix("a ")]


def bare_hours(sentence: Sentence, day: date, moment: Moment) -> list[Slot]:
    """ "At three?" where a day is on the table already: the times on that day (1 to 6 are afternoon)."""
    return [_hour_on(day, found, moment) for found in en.BARE_HOUR.finditer(sentence.low)]


def _hour_on(day: date, found: re.Match[str], moment: Moment) -> Slot:
    word = found["hour"]
    hour = int(word) if word.isdigit() else en.HOURS[word]
    minute = int(found["minute"]) if found["minute"] else en.MINUTES.get((found["half"] or "").strip(), 0)
    start = datetime.combine(day, time(hour + 12 if hour < 7 else hour, minute), moment.tz)
    return Slot((found.start("hour"), found.end()), None, start, None, grain="minute")


def on_day(slot: Slot, day: date) -> Slot:
    """The slot's clock time on that day."""
    if slot.start is None:
        return replace(slot, day=day)
    start = datetime.combine(day, slot.start.timetz().replace(tzinfo=None), slot.start.tzinfo)
    end = start + (slot.end - slot.start) if slot.end else None
    return replace(slot, day=day, start=start, end=end)


def may_be_same(said: Slot, other: Slot) -> bool:
    """Whether `said` can be read as naming `other` again: nothing in it contradicts."""
    if said.day is not None and other.day is not None and said.day != other.day:
        same_weekday = said.weekday_only and said.day.weekday() == other.day.weekday()
        same_number = said.number_only and said.day.day == other.day.day
        if not (same_weekday or same_number):
            return False
    if said.start is not None and other.start is not None:
        return said.start.timetz().replace(tzinfo=None) == other.start.timetz().replace(tzinfo=None)
    return True


def _slot(mention: DateMention, sentence: Sentence) -> Slot | None:
    if mention.kind not in ("point", "range") or mention.grain == "vague":
        return None
    low = sentence.low[mention.span[0] : mention.span[1]]
    if re.fullmatch(r"(?:on )?(?:this|that) day", low):
        return None  # points back to a day named before
    if low.startswith("through ") and isinstance(mention.end, datetime):
        # "Shall we talk it through Thursday 3pm?": the word belongs to the talking, not to the time.
        mention = replace(mention, kind="point", start=mention.end, end=None)
    before = sentence.low[max(0, mention.span[0] - 16) : mention.span[0]]
    first = mention.start or mention.end
    if first is None:
        return None
    deadline = bool(en.DEADLINE.match(low)) or bool(en.DEADLINE_BEFORE.search(before))
    named_day = bool(en.DAY_WORD.search(low))
    if not isinstance(first, datetime):
        return _day_slot(mention, low, deadline)
    begin = first
    if en.THAT_ONE.search(low) and before.endswith("the "):
        # "the Thursday one": of the slots on the table, no one o'clock.
        return Slot(mention.span, day=begin.date(), weekday_only=True)
    end = mention.end if isinstance(mention.end, datetime) and mention.end != first else None
    plain = en.NO_WINDOW.sub(" ", low)
    if mention.grain == "minute" and end is None:
        plain = en.PART_OF_DAY.sub(" ", plain)  # "at eight in the morning"
    window = (bool(en.WINDOW_WORD.search(plain)) and not en.EXACT_TIME.search(low)) or (
        end is not None and (end - begin > LONGEST_SLOT or low.startswith("between"))
    )
    begins = bool(en.FROM_A_TIME.search(low)) and not en.ANY_TIME.search(sentence.low, sentence.words)
    if not begins and (mention.start is None or (mention.kind == "range" and mention.end is None)):
        window = window or not deadline
    window = window and not begins
    return Slot(
        mention.span,
        day=begin.date() if named_day or mention.grain not in ("minute", "hour") else None,
        start=begin,
        end=end,
        window=window,
        deadline=deadline,
        since=bool(en.SINCE.match(low)) and not begins,
        day_named=named_day,
        number_only=bool(en.BARE_NUMBER.search(low)) and not en.NOT_ONLY_NUMBER.search(low),
        weekday_only=bool(en.BARE_WEEKDAY.match(low)) and not en.NOT_ONLY_WEEKDAY.search(low),
        grain=mention.grain,
    )


def _day_slot(mention: DateMention, low: str, deadline: bool) -> Slot | None:
    first = mention.start or mention.end
    assert first is not None  # noqa: S101  (the caller has looked)
    long = mention.grain in ("week", "month", "quarter", "year")
    ranged = mention.end is not None and mention.end != mention.start
    last = mention.end
    ends_a_month = last is not None and not isinstance(last, datetime) and (last + timedelta(days=1)).day == 1
    return Slot(
        mention.span,
        day=None if long else first,
        window=long or ranged,
        deadline=deadline,
        since=bool(en.SINCE.match(low)),
        weekday_only=bool(en.BARE_WEEKDAY.fullmatch(low)),
        number_only=bool(en.BARE_NUMBER.match(low)),
        grain=mention.grain,
        whole_period=long and mention.grain != "week" and first.day == 1 and ends_a_month,
    )


def _joined(slots: list[Slot], low: str) -> list[Slot]:
    """Days and times of one sentence put together: "Thursday the 12th, shall we say at 3?"."""
    days = [s for s in slots if s.day is not None and s.start is None and not s.window and not s.deadline]
    times = [s for s in slots if s.day is None and s.start is not None]
    if len(days) == 1 and times:
        day = days[0].day
        assert day is not None  # noqa: S101
        joined = [
            replace(on_day(t, day), span=_around(days[0], t), weekday_only=days[0].weekday_only, day_named=True)
            for t in times
        ]
        return sorted([s for s in slots if s not in days and s not in times] + joined, key=_place)
    whole = [s for s in slots if s.day is not None and s.start is not None]
    if days and whole and en.MORE_THAN_ONE.search(low):
        # "Tuesday or Wednesday at ten": the time is meant for both.
        shared = [
            replace(on_day(replace(whole[0], end=None), d.day), span=d.span, weekday_only=d.weekday_only)
            for d in days
            if d.day and d.span < whole[0].span
        ]
        kept = [s for s in slots if s not in days or not s.span < whole[0].span]
        return sorted(shared + kept, key=_place)
    return slots


def _around(one: Slot, other: Slot) -> tuple[int, int]:
    return min(one.span[0], other.span[0]), max(one.span[1], other.span[1])


def _place(slot: Slot) -> tuple[int, int]:
    return slot.span
