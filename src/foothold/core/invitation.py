"""An invitation as we send it: what calendars need to know of a meeting (RFC 5545, RFC 5546; METHOD 4.1, I)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum


class Method(StrEnum):
    """The iTIP METHODs we send (RFC 5546 3.2). PUBLISH is for the seller's own file: it asks nobody for an answer."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    DECLINECOUNTER = "DECLINECOUNTER"


@dataclass(frozen=True, slots=True)
class Party:
    """The organizer or one who is invited. `address` is a mailbox, lower case; `name` may be empty.

    `partstat` is what he has answered as far as we know; a REQUEST that changes nothing for him says it again.
    """

    address: str
    name: str = ""
    partstat: str = "NEEDS-ACTION"
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One state of an invitation: what stands under `uid` and `sequence`, and when it was written (`stamped_at`).

    `starts_at` and `ends_at` are aware, `tz` the IANA name of the zone they are meant in; ValueError where
    they are not, or where it ends before it begins. `text` is plain, lines ended by LF. `created_at` is when
    the date was first set: it stays through every change (RFC 5545 3.8.7.1).
    """

    uid: str
    sequence: int
    stamped_at: datetime
    created_at: datetime
    organizer: Party
    attendees: tuple[Party, ...]
    starts_at: datetime
    ends_at: datetime
    tz: str
    summary: str
    text: str = ""
    place: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        for moment in (self.starts_at, self.ends_at, self.stamped_at, self.created_at):
            if moment.utcoffset() is None:
                raise ValueError(f"{moment.isoformat()} has no time zone")
        # Two moments of one zone compare by the clock, which goes back once a year.
        if self.ends_at.astimezone(UTC) <= self.starts_at.astimezone(UTC):
            raise ValueError("a meeting ends after it begins")
        if self.sequence < 0:
            raise ValueError("a SEQUENCE is 0 or more")


def changed(invitation: Invitation, *, at: datetime, **values: object) -> Invitation:
    """Return the next state under the next SEQUENCE (RFC 5546 2.1.4): a change is never SEQUENCE 0.

    Where start, end or zone differ every answer is asked for anew: it was given to another time.
    """
    after = replace(invitation, sequence=invitation.sequence + 1, stamped_at=at, **values)  # type: ignore[arg-type]
    same_slot = (after.starts_at, after.ends_at) == (invitation.starts_at, invitation.ends_at)
    if same_slot:
        return after
    return replace(after, attendees=tuple(replace(each, partstat="NEEDS-ACTION") for each in after.attendees))
