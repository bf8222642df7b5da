"""Why a mail server did not do what it was asked, in one line for a person that never holds a password."""

from enum import Enum

from foothold.connectors.mail.mail_server import MailServer
from foothold.connectors.mail.providers import Manner, provider_at
from foothold.connectors.mail.written_fields import one_line
from foothold.core.conversation import Unreadable

LONGEST_SAID = 200
"""Characters of a server's own words that are shown."""


class Why(Enum):
    """What happened, what is safe, what to do. `{host}` is the server, `{said}` its own words where they help."""

    NO_NAME = "{host} was not found on the network. Check the name of the mail server, and the connection."
    NOT_ASKED = (
        "{host} lies in a network that is not asked. Nothing was sent there. Name the mail server of the account."
    )
    NO_ANSWER = "{host} does not answer at port {port}. Check name and port; it is tried again by itself."
    TOO_SLOW = "{host} did not answer in time. It is tried again by itself; there is nothing to do."
    HUNG_UP = (
        "{host} stopped answering before it had taken anything. It is tried again by itself; there is nothing to do."
    )
    NONSENSE = (
        "{host} answers at port {port}, but not as a mail server does. Check the port and the kind of encryption."
    )
    CERTIFICATE = (
        "{host} could not prove who it is (its certificate). The password was not sent. "
        "Check the server's name, or tell whoever runs it."
    )
    UNENCRYPTED = (
        "{host} offers no encryption at port {port}. The password was not sent. Try port 465 or 993, encrypted (TLS)."
    )
    NOT_LOCAL = "Only a server on this machine is used without encryption; {host} is not. Choose TLS or STARTTLS."
    PASSWORD = "{host} does not take this user name and password. Check both; no mail was touched."
    APP_PASSWORD = (
        "{host} asks for an app password, not the password of the account. "
        "Make one in the account's security settings and give that."
    )
    SWITCHED_OFF = (
        "{host} does not let programs into this mailbox, or the password is wrong. "
        "Switch on IMAP in the mail settings on the provider's web page, then try again."
    )
    MAIL_PASSWORD = (
        "{host} does not take this password: mail programs have one of their own there. "
        "Set it in the account's settings and give that."
    )
    NO_PASSWORD = (
        "{host} takes no password from programs. Send with the prepared web link or the calendar file instead, "
        "and bring answers back from the calendar."
    )
    BRIDGE = "The Bridge does not take this password. Give the user name and password that the Bridge itself shows."
    NO_LOGIN = "{host} offers no way to log in that Foothold knows. Try another port or kind of encryption."
    BUSY = "{host} is busy or has too many connections of this account. It is tried again by itself."
    TROUBLE = "{host} has trouble of its own ({said}). It is tried again by itself; there is nothing to do."
    LATER = "{host} takes this mail later ({said}). It is sent again by itself; there is nothing to do."
    SENDER = "{host} does not send mail of this sender ({said}). Use the address that the account belongs to."
    RECIPIENTS = "{host} does not take mail for {whom} ({said}). Check the address."
    DECLINED = "{host} declined this mail ({said}). Change it, or ask whoever runs that server."
    TOO_LARGE = "{host} does not take mails this large. Shorten the text, then send again."
    BEYOND_ASCII = "{host} cannot send to {whom}: the address has letters beyond A to Z. Ask for another address."
    UNACKNOWLEDGED = (
        "{host} stopped answering before it said that it has the mail. The very same mail is sent again; "
        "where it arrives twice, mail programs show it once."
    )
    NO_FOLDER = "{host} has no folder {whom} any more. Nothing of it was read."
    CUT_SHORT = "{host} stopped answering half-way. What was read before is kept; it goes on from there by itself."

    def words(self, host: str, *, port: int = 0, said: str = "", whom: str = "") -> str:
        """The line for a person."""
        return self.value.format(host=host, port=port, said=said or "no reason given", whom=whom)


class MailTrouble(Unreadable):
    """`why` and `host` let a page say it in another language; the message is the English line."""

    def __init__(self, why: Why, host: str = "", *, port: int = 0, said: str = "", whom: str = "") -> None:
        super().__init__(why.words(host, port=port, said=said, whom=whom))
        self.why = why
        self.host = host
        self.said = said


class MailRefused(MailTrouble):
    """Trying again will not help: a person has to change something."""


class MailFailed(MailTrouble):
    """It may work the next time."""


_OF_MANNER = {
    Manner.APP_PASSWORD: Why.APP_PASSWORD,
    Manner.SWITCHED_OFF: Why.SWITCHED_OFF,
    Manner.MAIL_PASSWORD: Why.MAIL_PASSWORD,
    Manner.NO_PASSWORD: Why.NO_PASSWORD,
    Manner.BRIDGE: Why.BRIDGE,
}
_SAYS_APP_PASSWORD = ("application-specific", "app password", "app-specific", "5.7.9", "anwendungsspezifisch")
_SAYS_NO_PASSWORD = ("5.7.139", "basic authentication is disabled", "basicauthblocked", "smtpclientauthentication")
_SAYS_SWITCHED_OFF = (
    "not enabled for imap", "imap is disabled", "imap access is disabled", "enable imap", "imap disabled",
    "not been enabled", "pop3/imap",
)  # fmt: skip


def why_not_let_in(server: MailServer, said: str) -> Why:
    """What a refused login means: by the server's words, else by what its provider is known to ask for."""
    words = said.lower()
    for why, signs in (
        (Why.NO_PASSWORD, _SAYS_NO_PASSWORD),
        (Why.APP_PASSWORD, _SAYS_APP_PASSWORD),
        (Why.SWITCHED_OFF, _SAYS_SWITCHED_OFF),
    ):
        if any(sign in words for sign in signs):
            return why
    provider = provider_at(server)
    return _OF_MANNER.get(provider.manner, Why.PASSWORD) if provider else Why.PASSWORD


def shown(said: bytes | str, *secrets: str) -> str:
    """A server's words as they may be shown: one short line, without what must not be seen."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return one_line(text, LONGEST_SAID)
