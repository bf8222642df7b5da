"""The clock: times, slots and parts of the day."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time. `half` is "am", "pm", "24" (as written, no guess), "" (guess by rule 6), or
    "am?" and "pm?": a guess already made, for which the words beside it still count."""

    hour: int
    minute: int = 0
    half: str = ""
    about: bool = False
    zone: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether "in the evening" or the other end of a slot may still settle the half of the day."""
        return not self.half or self.half.endswith("?")

    def minutes(self) -> int:
        """Minutes after midnight. Bare 1 to 6 are afternoon, 7 to 11 morning, 12 noon (rule 6)."""
        hour = self.hour
        if self.half.startswith("am"):
            hour = 0 if hour == 12 else hour
        elif self.half.startswith("pm"):
            hour = hour + 12 if hour < 12 else hour
        elif not self.half and 1 <= hour <= 6:
            hour += 12
        return hour * 60 + self.minute


@dataclass(frozen=True, slots=True)
class Slot:
    """From one clock time to another. `loose`: somewhere between them."""

    first: Clock
    last: Clock
    loose: bool = False
    zone: str | None = None

    def bounds(self) -> tuple[int, int]:
        """Minutes after midnight of both ends; an end before its start is the next half day, or the next day."""
        first, last = self.first, self.last
        if first.is_open and last.half in {"am", "pm"} and 1 <= first.hour <= 12:
            same = replace(first, half=last.half)
            other = replace(first, half="am" if last.half == "pm" else "pm")
            first = same if same.minutes() < last.minutes() else other
        elif last.is_open and first.half in {"am", "pm"} and 1 <= last.hour <= 12:
            same = replace(last, half=first.half)
            other = replace(last, half="am" if first.half == "pm" else "pm")
            last = same if same.minutes() > first.minutes() else other
        begin, end = first.minutes(), last.minutes()
        if end <= begin and last.is_open and end + 720 > begin and end < 720:
            end += 720
        if end <= begin and first.is_open and begin >= 720 and begin - 720 < end:
            begin -= 720
        return begin, end if end > begin else end + 1440


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the day, minutes after midnight (rule 4). `half` tells a bare hour said with it apart."""

    begin: int
    end: int
    half: str = ""
    zone: str | None = None


ClockTime = Clock | Slot | Window


def halved(clock: ClockTime, window: Window) -> ClockTime:
    """The clock time with the half of the day its window says ("Tuesday evening at eight")."""
    if isinstance(clock, Clock) and clock.is_open and window.half and 1 <= clock.hour <= 12:
        return replace(clock, half=window.half)
    if isinstance(clock, Slot):
        first, last = halved(clock.first, window), halved(clock.last, window)
        if isinstance(first, Clock) and isinstance(last, Clock) and clock.last.is_open:
            return replace(clock, first=first, last=last)
    return clock
