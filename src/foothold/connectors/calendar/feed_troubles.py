"""Why a calendar's address gave nothing, in one line for a person that never holds the address."""

from datetime import timedelta
from enum import Enum

from foothold.core.conversation import Unreadable


class Why(Enum):
    """What happened, what is safe, what to do. `{host}` is all that is ever shown of an address."""

    ADDRESS = (
        "This is no address of a calendar: it begins with https://, http:// or webcal:// and names a host. "
        "Nothing was asked. Copy the secret address in iCal format from the calendar's settings again."
    )
    CREDENTIALS = (
        "The address of {host} holds a user name or a password. Nothing was asked. "
        "Use the calendar's secret address in iCal format, which needs neither."
    )
    PORT = (
        "{host} is to be asked on an unusual port; only 80, 443 and 8443 are. Nothing was asked. "
        "Use the calendar's address without a port."
    )
    PRIVATE = (
        "{host} lies in a private or reserved network, which is not asked. Nothing was sent there. "
        "Use a public address, or set FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS=1 if the server is your own."
    )
    REDIRECTS = (
        "{host} leads from one address to the next without a calendar. What was read before is kept. "
        "Copy the secret address from the calendar's settings again."
    )
    UNENCRYPTED = (
        "{host} is reached without encryption, though the address began with it. It was not asked; what was "
        "read before is kept. Copy the secret address from the calendar's settings again."
    )
    LOGIN = (
        "{host} asks for a login. What was read before is kept. "
        "Use the secret address in iCal format, not the one of the calendar's page."
    )
    GONE = (
        "{host} has no calendar at this address any more. What was read before is kept. "
        "Copy the secret address from the calendar's settings again; it may have been reset there."
    )
    NOT_A_CALENDAR = (
        "{host} answered with something that is no calendar, perhaps a login page. What was read before is kept. "
        "Use the secret address in iCal format, not the one of the calendar's page."
    )
    TOO_LARGE = (
        "The calendar of {host} is larger than {limit} MB. Nothing of it was read; what was read before is kept. "
        "Export a shorter period as a file and import that."
    )
    DECLINED = (
        "{host} declined to answer ({status}). What was read before is kept. "
        "Copy the secret address from the calendar's settings again."
    )
    TOO_SLOW = (
        "{host} did not send its calendar in time. What was read before is kept. "
        "It is asked again later by itself; there is nothing to do."
    )
    NO_NAME = (
        "{host} was not found on the network. What was read before is kept. "
        "It is asked again later by itself; check the connection and the address if this stays."
    )
    NO_ANSWER = (
        "{host} could not be reached or hung up. What was read before is kept. "
        "It is asked again later by itself; there is nothing to do."
    )
    CERTIFICATE = (
        "{host} could not prove who it is (its certificate). The secret address was not sent to it. "
        "It is asked again later by itself; tell whoever runs that server if this stays."
    )
    TROUBLE = (
        "{host} has trouble of its own ({status}). What was read before is kept. "
        "It is asked again later by itself; there is nothing to do."
    )
    BUSY = (
        "{host} asks not to be asked so often. What was read before is kept. "
        "It is asked again later by itself; there is nothing to do."
    )
    CUT_SHORT = (
        "The calendar of {host} ended half-way. Nothing of it was read; what was read before is kept. "
        "It is asked again later by itself; there is nothing to do."
    )
    UNPACKING = (
        "The calendar of {host} could not be unpacked. Nothing of it was read; what was read before is kept. "
        "It is asked again later by itself; there is nothing to do."
    )


class _FeedTrouble(Unreadable):
    """`why` and `host` let a page say it in another language; the message is the English line."""

    def __init__(self, why: Why, host: str = "", *, status: int = 0, limit: int = 0) -> None:
        # Megabytes as people count them; a limit below one still reads as a number.
        super().__init__(why.value.format(host=host, status=status, limit=f"{limit / 1_000_000:g}"))
        self.why = why
        self.host = host
        self.status = status


class FeedRefused(_FeedTrouble):
    """Asking again will not help: a person has to change something."""


class FeedFailed(_FeedTrouble):
    """It may work the next time. `retry_after`: how long the server asks to be left alone, if it says so."""

    def __init__(
        self, why: Why, host: str = "", *, status: int = 0, limit: int = 0, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(why, host, status=status, limit=limit)
        self.retry_after = retry_after
