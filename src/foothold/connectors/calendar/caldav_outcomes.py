"""What came of asking a CalDAV server, each as a type of its own; every trouble says what happened and what to do.

A message names the host and the server's own words, never a path, a password or a token.
"""

from dataclasses import dataclass, field

from foothold.connectors.calendar.feed_troubles import Why


@dataclass(frozen=True, slots=True)
class Trouble:
    """Nothing came of it. `host` is who was asked, empty where nobody was."""

    host: str = ""

    @property
    def message(self) -> str:
        """What happened, what is safe and what to do, in one line for a person."""
        raise NotImplementedError

    @property
    def may_pass(self) -> bool:
        """Whether asking again later may work, without anybody changing anything."""
        return False


@dataclass(frozen=True, slots=True)
class WrongPassword(Trouble):
    """The server does not take this login (401)."""

    @property
    def message(self) -> str:
        return (
            f"{self.host} does not accept this user name and password. Nothing was changed there. Check both; where "
            "two-step login is on, make an app password in the account's security settings and use that."
        )


@dataclass(frozen=True, slots=True)
class NotFound(Trouble):
    """There is nothing at this place (404, 410), or the calendar an entry belongs in is gone (409)."""

    @property
    def message(self) -> str:
        return (
            f"{self.host} has nothing at this place any more. Nothing was changed there. "
            "Connect the calendar again and choose it anew; it may have been deleted or renamed."
        )


@dataclass(frozen=True, slots=True)
class NoCalendarHere(Trouble):
    """The host answers, but speaks no CalDAV here, or holds no calendar for meetings."""

    speaks_caldav: bool = False

    @property
    def message(self) -> str:
        if self.speaks_caldav:
            return (
                f"{self.host} lets you in, but this account has no calendar for meetings. Nothing was changed there. "
                "Make one in your calendar program and connect again."
            )
        return (
            f"{self.host} answers, but not as a CalDAV server. Nothing was changed there. "
            'Look for "CalDAV" in your provider\'s help and paste that address here.'
        )


@dataclass(frozen=True, slots=True)
class CannotReach(Trouble):
    """Nobody there, or nobody we may ask. `status` is that of a server in trouble of its own, else 0."""

    reason: Why = Why.NO_ANSWER
    status: int = 0

    @property
    def message(self) -> str:
        return _CANNOT_REACH[self.reason].format(host=self.host, status=self.status)

    @property
    def may_pass(self) -> bool:
        return self.reason in _MAY_PASS


@dataclass(frozen=True, slots=True)
class Refused(Trouble):
    """The server understood and would not. `words` are its own, at most 200 characters, perhaps none."""

    status: int = 0
    words: str = ""

    @property
    def message(self) -> str:
        said = f': "{self.words}"' if self.words else ""
        return (
            f"{self.host} refused ({self.status}){said}. Nothing was changed there. "
            "Check that this account may write to the calendar; its provider can say more."
        )


@dataclass(frozen=True, slots=True)
class Conflict(Trouble):
    """What stands there is not what we thought (412). `data` and `etag` are what does, empty where nothing does."""

    data: bytes = field(default=b"", repr=False)
    etag: str = ""

    @property
    def message(self) -> str:
        return (
            f"The meeting in the calendar at {self.host} was changed there meanwhile. Nothing was overwritten. "
            "It is read again; look at it and send once more."
        )

    @property
    def may_pass(self) -> bool:
        return True


class CalDavFailed(Exception):
    """A `Trouble` on its way out; the public functions return it instead of raising."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


_MAY_PASS = frozenset({Why.NO_NAME, Why.NO_ANSWER, Why.TOO_SLOW, Why.CERTIFICATE, Why.TROUBLE, Why.BUSY, Why.CUT_SHORT})

_LATER = "It is tried again later by itself."
_CANNOT_REACH = {
    Why.ADDRESS: "This is no address of a calendar server. Nothing was asked. Use your mail address, or an address "
    "that begins with https://.",
    Why.CREDENTIALS: "The address of {host} holds a user name or a password. Nothing was asked. Leave them out of the "
    "address and type them into their own fields.",
    Why.PORT: "{host} is to be asked on an unusual port; only 80, 443 and 8443 are. Nothing was asked. Use the "
    "address without a port, or set FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS=1 if the server is your own.",
    Why.PRIVATE: "{host} lies in a private or reserved network, which is not asked. Nothing was sent there. Use a "
    "public address, or set FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS=1 if the server is your own.",
    Why.REDIRECTS: "{host} leads elsewhere, where your password is not sent. Nothing was changed. Paste the address "
    "your provider names for CalDAV.",
    Why.UNENCRYPTED: "{host} would be asked without encryption, with your password in it. Nothing was sent. Use an "
    "address that begins with https://.",
    Why.TOO_LARGE: "{host} answered with more than is read at once. Nothing was changed. Choose a smaller calendar, "
    "or export it as a file and import that.",
    Why.TOO_SLOW: "{host} did not answer in time. What it did with it is looked up before anything is sent again. "
    + _LATER,
    Why.NO_NAME: "{host} was not found on the network. Nothing was sent. "
    + _LATER
    + " Check the address if this stays.",
    Why.NO_ANSWER: "{host} could not be reached or hung up. " + _LATER + " Check the connection if this stays.",
    Why.CERTIFICATE: "{host} could not prove who it is (its certificate). Your password was not sent to it. "
    + _LATER
    + " Tell whoever runs that server if this stays.",
    Why.TROUBLE: "{host} has trouble of its own ({status}). " + _LATER,
    Why.BUSY: "{host} asks not to be asked so often. " + _LATER,
    Why.CUT_SHORT: "The answer of {host} ended half-way or cannot be read. Nothing of it was kept. " + _LATER,
}  # fmt: skip
