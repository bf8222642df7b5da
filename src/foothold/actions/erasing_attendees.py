"""What goes with a person from calendars, mails and call logs: name and address, wherever they stand in them.

In place of the address stands one at the same firm that is nobody's: the meeting stays one with that
customer, and the answer given keeps its level (METHOD 3).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from secrets import token_hex
from typing import Any

from foothold.actions.erasing_words import REMOVED, Blot, ErasedPerson
from foothold.core.relations import mailbox

STANDS_IN = "removed-"
"""How the local part of an address begins that stands for an erased person."""

_PERSON_LINE = re.compile(r"\s*(?:ATTENDEE|ORGANIZER)\s*[;:]", re.IGNORECASE)
_NAME_PARAMETER = re.compile(r';CN=(?:"([^"]*)"|([^";:]*))', re.IGNORECASE)
_TEXTS = ("summary", "location", "comment")


def is_stand_in(address: str) -> bool:
    """Whether an address stands for an erased person: nobody is behind it."""
    return address.startswith(STANDS_IN)


def _ways(name: str) -> tuple[str, ...]:
    """A name as it is written, and in the other order of its parts: "Lang, Petra" is "Petra Lang"."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return (name, f"{first} {last}") if first and last else (name,)
    first, _, last = name.strip().rpartition(" ")
    return (name, f"{last}, {first}") if first else (name,)


@dataclass(frozen=True)
class ErasedAttendee:
    """The person to erase as calendars and mails know him: by mailboxes, each with its stand-in, and by names.

    `by_address_only`: somebody else goes by the same name, so a name alone is not his.
    """

    person: ErasedPerson
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    by_address_only: bool = False

    @classmethod
    def of(cls, person: ErasedPerson, addresses: Iterable[str], names: Iterable[str]) -> "ErasedAttendee":
        """By all his addresses, and the names calendars write beside them."""
        token = token_hex(4)
        boxes = sorted({mailbox(address) for address in addresses} - {""})
        stand_ins = {
            box: f"{STANDS_IN}{token}{f'-{place}' if place else ''}@{box.partition('@')[2]}"
            for place, box in enumerate(boxes)
        }
        known_by = () if person.only_attended else (name for name in names if name.strip() and "@" not in name)
        everyone = tuple(dict.fromkeys(way for name in (*person.names, *known_by) for way in _ways(name)))
        return cls(replace(person, names=everyone), stand_ins, by_address_only=person.only_attended)

    def stand_in(self, address: str) -> str | None:
        """What stands for an address of his; None for anybody else's."""
        if not address or not self.stand_ins:
            return None
        if address not in self._asked:
            self._asked[address] = self.stand_ins.get(mailbox(address))
        return self._asked[address]

    def is_him(self, address: str, name: str) -> bool:
        """By his address; by name only where no address says who is meant."""
        if self.stand_in(address):
            return True
        return not address and not self.by_address_only and self.person.speaks_as(name)

    def removed(self, text: str, *, attended: bool = False, others: tuple[str, ...] = ()) -> str:
        """A title, place or name without him: his addresses, his full names; where he attended their parts, too."""
        if not text:
            return text
        if self._addresses is not None:
            text = self._addresses.sub(REMOVED, text)
        if self.by_address_only and not attended:
            return text
        return (Blot(self.person, attended, others) if attended else self._elsewhere).removed(text)

    def entries_without(self, entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """The VEVENTs of an entry as they are kept (records.calendar_rows), without him."""
        return [self._entry(entry) for entry in entries]

    def raw_without(self, raw: str) -> str:
        """The kept lines of a series, unfolded, without him."""
        if not raw:
            return raw
        attended = self._addresses is not None and self._addresses.search(raw) is not None
        return "\n".join(self._line(line, attended=attended) for line in raw.split("\n"))

    def before_without(self, before: Any) -> Any:
        """What an undo would bring back (ImportChange.before), without him."""
        if not isinstance(before, dict):
            return before
        cleaned = dict(before)
        if "entries" in cleaned:
            cleaned["entries"] = self.entries_without(cleaned["entries"])
            cleaned["raw"] = self.raw_without(cleaned.get("raw", ""))
        if self.is_him("", cleaned.get("name") or ""):
            cleaned["name"] = ""
        return cleaned

    def _entry(self, entry: dict[str, Any]) -> dict[str, Any]:
        people = [*entry.get("attendees", ()), *([entry["organizer"]] if "organizer" in entry else [])]
        attended = any(self.is_him(each.get("address", ""), each.get("name", "")) for each in people)
        others = tuple(each["name"] for each in people if each.get("name") and not self.person.speaks_as(each["name"]))
        cleaned = dict(entry)
        if "attendees" in cleaned:
            cleaned["attendees"] = [self._person(each) for each in cleaned["attendees"]]
        if "organizer" in cleaned:
            cleaned["organizer"] = self._person(cleaned["organizer"])
        for name in _TEXTS:
            if cleaned.get(name):
                cleaned[name] = self.removed(cleaned[name], attended=attended, others=others)
        return cleaned

    def _person(self, kept: dict[str, str]) -> dict[str, str]:
        address, name = kept.get("address", ""), kept.get("name", "")
        if not self.is_him(address, name):
            return kept
        cleaned = {**kept, "name": REMOVED}
        return {**cleaned, "address": self.stand_in(address) or ""} if address else cleaned

    def _line(self, line: str, *, attended: bool) -> str:
        if _PERSON_LINE.match(line):
            his = self._addresses is not None and self._addresses.search(line) is not None
            line = _NAME_PARAMETER.sub(lambda found: self._parameter(found, his=his), line)
            return self._with_stand_ins(line)
        if self._addresses is not None:
            line = self._with_stand_ins(line)
        name, colon, value = line.partition(":")
        return f"{name}{colon}{self.removed(value, attended=attended)}" if colon else line

    def _parameter(self, found: re.Match[str], *, his: bool) -> str:
        name = found[1] if found[1] is not None else found[2]
        named = not self.by_address_only and self.person.speaks_as(name)
        return f";CN={REMOVED}" if his or named else found.group()

    def _with_stand_ins(self, line: str) -> str:
        if self._addresses is None:
            return line
        return self._addresses.sub(lambda found: self.stand_in(found.group().replace("%40", "@")) or REMOVED, line)

    @cached_property
    def _asked(self) -> dict[str, str | None]:
        """Addresses asked before: the same ones stand in thousands of entries."""
        return {}

    @cached_property
    def _elsewhere(self) -> Blot:
        return Blot(self.person, attended=False)

    @cached_property
    def _addresses(self) -> re.Pattern[str] | None:
        """His addresses as they are written: in any case, with anything after a plus, the @ encoded or not."""
        if not self.stand_ins:
            return None
        parts = (box.partition("@") for box in sorted(self.stand_ins, key=len, reverse=True))
        each = (rf"{re.escape(local)}(?:\+[\w.-]{{1,64}})?(?:@|%40){re.escape(host)}" for local, _, host in parts)
        return re.compile(rf"(?<![\w.+-])(?:{'|'.join(each)})(?![\w-])", re.IGNORECASE)
