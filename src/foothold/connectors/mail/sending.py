"""One attempt to hand a mail to a server (RFC 5321), and exactly how it ended (DESIGN 6).

SMTP cannot be exactly once: whoever hears no 250 does not know. That outcome has a type of its own, so that
the outbox sends the identical copy again and nothing else.
"""

import re
import smtplib
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from foothold.connectors.mail.composing import LARGEST_LETTER
from foothold.connectors.mail.mail_network import Network, Unreached, connected, cut_off, encrypted
from foothold.connectors.mail.mail_server import MailServer, Security
from foothold.connectors.mail.mail_troubles import Why, shown
from foothold.connectors.mail.smtp_login import NotLetIn, log_in
from foothold.connectors.mail.written_fields import ascii_domain, one_line

WITHIN = timedelta(seconds=60)
"""One attempt, from the name looked up to the 250."""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_AT_LINE_START = re.compile(rb"^\.", re.MULTILINE)
_NOT_IN_PATHS = re.compile(r"[\x00-\x20<>\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One recipient that a server did not take; `for_good` says that asking again is useless."""

    address: str
    words: str
    for_good: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has the mail (250), for all recipients but those in `refused`."""

    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedForNow:
    """Not taken, and may be taken later (4xx): greylisting, too many at once, a full queue."""

    words: str
    why: Why
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedForGood:
    """Not taken, and sending the same again is useless (5xx).

    `recipients` are those it concerns. `concerns_account` says that nothing is wrong with the mail: login or
    encryption of the seller's account have to be put right, then everything waiting can leave.
    """

    words: str
    why: Why
    recipients: tuple[str, ...] = ()
    concerns_account: bool = False


@dataclass(frozen=True, slots=True)
class NotReached:
    """No server was reached, or it hung up before it was given the mail. It certainly has nothing of it."""

    words: str
    why: Why


@dataclass(frozen=True, slots=True)
class Unacknowledged:
    """The connection broke between the mail and the server's 250: it may have it. Send the identical copy again."""

    words: str
    why: Why = Why.UNACKNOWLEDGED


Outcome = Sent | RefusedForNow | RefusedForGood | NotReached | Unacknowledged


def send(
    server: MailServer,
    secret: str,
    sender: str,
    recipients: Sequence[str],
    message: bytes,
    *,
    within: timedelta = WITHIN,
    network: Network | None = None,
) -> Outcome:
    """Hand `message` to `server` for `recipients`; blocks for about `within` at most.

    Without `server.user` nobody logs in. Line ends become CRLF. What is said of a server is one line for a
    person and never holds the secret. Raises ValueError for an address that is none, and for no recipient.
    """
    if not recipients:
        raise ValueError("A mail needs a recipient.")
    paths = [_path(address) for address in recipients]
    attempt = _Attempt(server, secret, _path(sender), dict(zip(paths, recipients, strict=True)))
    if len(message) > LARGEST_LETTER:
        return attempt.refused(Why.TOO_LARGE, recipients=tuple(recipients))
    client = _Client(server, network or Network(), within.total_seconds())
    wire_form = _LINE_END.sub(b"\r\n", message)
    return attempt.run(client, lambda: attempt.hand_over(client, wire_form))


def check_login(
    server: MailServer, secret: str, *, within: timedelta = WITHIN, network: Network | None = None
) -> Outcome:
    """Connect, encrypt and log in as `send` does, and send nothing: `Sent()` means that it would work."""
    client = _Client(server, network or Network(), within.total_seconds())
    return _Attempt(server, secret, "", {}).run(client, lambda: None)


class _Ended(Exception):
    """A server's answer that ends the attempt."""

    def __init__(self, why: Why, code: int, said: bytes | str, whose: tuple[str, ...] = ()) -> None:
        super().__init__(why.name)
        self.why = why
        self.code = code
        self.said = said
        self.whose = whose


class _Client(smtplib.SMTP):
    """smtplib on a connection of ours. It never writes down what is said (no debug level)."""

    def __init__(self, server: MailServer, network: Network, seconds: float) -> None:
        super().__init__(local_hostname="localhost", timeout=seconds)
        self._server = server
        self._network = network
        self.seconds = seconds

    def open(self) -> None:
        """Connect and be greeted, encrypted as the server's settings say."""
        code, said = self.connect(self._server.host, self._server.port)
        if code == -1:
            raise Unreached(Why.NONSENSE)
        if code != 220:
            # Not a word about the mail: even a 5xx here says only that this server is not open to us now.
            raise _Ended(Why.TROUBLE, 421, said)
        # As mail programs do: the machine's name is nobody's business, and looking it up takes time.
        here = str(self._wire().getsockname()[0])
        self.local_hostname = f"[IPv6:{here}]" if ":" in here else f"[{here}]"
        self.ehlo_or_helo_if_needed()
        if self._server.security is Security.STARTTLS:
            self._encrypt()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        wire = connected(self._server, self._network, timeout)
        return encrypted(wire, host, self._network) if self._server.security is Security.TLS else wire

    def _encrypt(self) -> None:
        """RFC 3207. A server that no longer offers it, whoever took that away, gets no password."""
        if not self.has_extn("starttls"):
            raise _Ended(Why.UNENCRYPTED, 500, "")
        code, said = self.docmd("STARTTLS")
        if code != 220:
            raise _Ended(Why.UNENCRYPTED if code >= 500 else Why.TROUBLE, code, said)
        self.sock = encrypted(self._wire(), self._server.host, self._network)
        # What was said before the encryption, by whomever, is forgotten (4.2).
        self.file = None
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False
        self.ehlo_or_helo_if_needed()

    def _wire(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected
        return self.sock


@dataclass(slots=True)
class _Attempt:
    """`whose` gives the address as it was said for each as it goes over the wire."""

    server: MailServer
    secret: str = field(repr=False)
    sender: str
    whose: dict[str, str]
    given: bool = False
    refusals: list[tuple[str, int, bytes]] = field(default_factory=list)

    def run(self, client: _Client, task: Callable[[], None]) -> Outcome:
        """Connect, log in, do `task`, leave."""
        try:
            with cut_off(lambda: client.sock, client.seconds):
                client.open()
                self._let_in(client)
                task()
                _leave(client)
        except (_Ended, Unreached) as ended:
            return self._outcome(ended)
        except _BROKEN:
            if self.given:
                return Unacknowledged(self._words(Why.UNACKNOWLEDGED))
            return NotReached(self._words(Why.HUNG_UP), Why.HUNG_UP)
        finally:
            client.close()
        return Sent(tuple(self._refusal(*refusal) for refusal in self.refusals))

    def hand_over(self, client: _Client, message: bytes) -> None:
        """Envelope and mail (RFC 5321 3.3). `message` has its line ends as the wire wants them."""
        self._envelope(client, message)
        code, said = client.docmd("DATA")
        if code != 354:
            raise _Ended(_of_reply(code, said), code, said, self._everybody)
        end = b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
        self.given = True
        client.send(_AT_LINE_START.sub(b"..", message) + end)
        code, said = client.getreply()
        if code == -1:
            raise smtplib.SMTPServerDisconnected  # no reply that anybody could read is none
        if code != 250:
            raise _Ended(_of_reply(code, said), code, said, self._everybody)

    @property
    def _everybody(self) -> tuple[str, ...]:
        return tuple(self.whose.values())

    def _outcome(self, ended: "_Ended | Unreached") -> Outcome:
        if isinstance(ended, Unreached):
            if ended.why in _OF_ACCOUNT:
                return self.refused(ended.why, concerns_account=True)
            return NotReached(self._words(ended.why), ended.why)
        if ended.code < 500:
            refused = tuple(self._refusal(*refusal) for refusal in self.refusals)
            return RefusedForNow(self._words(ended.why, ended.said), ended.why, refused)
        concerns_account = ended.why in _OF_ACCOUNT
        whom = () if concerns_account else ended.whose
        return self.refused(ended.why, ended.said, recipients=whom, concerns_account=concerns_account)

    def refused(
        self, why: Why, said: bytes | str = "", recipients: tuple[str, ...] = (), concerns_account: bool = False
    ) -> RefusedForGood:
        whom = one_line(", ".join(recipients), 200)
        return RefusedForGood(self._words(why, said, whom), why, recipients, concerns_account)

    def _let_in(self, client: _Client) -> None:
        if not self.server.user:
            return
        try:
            log_in(client, self.server, self.secret)
        except NotLetIn as refused:
            raise _Ended(refused.why, refused.code, refused.said) from None

    def _envelope(self, client: _Client, message: bytes) -> None:
        if 0 < _size(client) < len(message):
            raise _Ended(Why.TOO_LARGE, 552, "", self._everybody)
        code, said = client.mail(self.sender, self._options(client, message))
        if code != 250:
            why = Why.SENDER if _of_reply(code, said) is Why.DECLINED else _of_reply(code, said)
            raise _Ended(why, code, said, self._everybody)
        for path in self.whose:
            code, said = client.rcpt(path)
            if code not in {250, 251}:
                self.refusals.append((path, code, said))
            if code == 421:
                raise _Ended(Why.BUSY, code, said)
        if len(self.refusals) == len(self.whose):
            # One that may be taken later keeps the mail alive; the others are named all the same.
            _, code, said = min(self.refusals, key=lambda refusal: refusal[1])
            raise _Ended(Why.RECIPIENTS if code >= 500 else Why.LATER, code, said, self._everybody)

    def _options(self, client: _Client, message: bytes) -> list[str]:
        options = [f"SIZE={len(message)}"] if client.has_extn("size") else []
        foreign = [self.whose.get(path, path) for path in (self.sender, *self.whose) if not path.isascii()]
        if foreign:
            if not client.has_extn("smtputf8"):
                raise _Ended(Why.BEYOND_ASCII, 553, "", tuple(foreign))
            client.command_encoding = "utf-8"
            options.append("SMTPUTF8")
        if (foreign or not message.isascii()) and client.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
        return options

    def _refusal(self, path: str, code: int, said: bytes) -> Refusal:
        whom = self.whose[path]
        why = Why.RECIPIENTS if code >= 500 else Why.LATER
        return Refusal(whom, self._words(why, said, whom), code >= 500)

    def _words(self, why: Why, said: bytes | str = "", whom: str = "") -> str:
        host, port = self.server.host, self.server.port
        return why.words(host, port=port, said=shown(said, self.secret), whom=whom)


_OF_ACCOUNT = frozenset(
    {Why.PASSWORD, Why.APP_PASSWORD, Why.SWITCHED_OFF, Why.MAIL_PASSWORD, Why.NO_PASSWORD, Why.BRIDGE, Why.NO_LOGIN}
    | {Why.UNENCRYPTED, Why.NOT_LOCAL, Why.NOT_ASKED, Why.SENDER}
)
_BROKEN = (OSError, smtplib.SMTPException, ValueError)
"""What smtplib raises when the other side is gone, or says what nobody says."""


def _leave(client: _Client) -> None:
    """Politely; what happens from here on changes nothing."""
    with suppress(*_BROKEN):
        client.quit()


def _of_reply(code: int, said: bytes) -> Why:
    """RFC 5321 4.2, and the enhanced codes of RFC 3463 where a number alone says too little."""
    if code == 552 or b"5.3.4" in said or b"5.2.3" in said:
        return Why.TOO_LARGE
    if code == 530:
        return Why.PASSWORD
    if code == 421:
        return Why.BUSY
    return Why.DECLINED if code >= 500 else Why.LATER


def _size(client: smtplib.SMTP) -> int:
    """The largest mail a server says it takes (RFC 1870); 0 where it does not say."""
    said = client.esmtp_features.get("size", "").strip()
    return int(said) if said.isdecimal() and len(said) < 20 else 0


def _path(address: str) -> str:
    """An address for MAIL FROM and RCPT TO, its domain in ASCII. Raises ValueError where it would be a command."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or _NOT_IN_PATHS.search(address.strip()):
        raise ValueError(f'"{one_line(address, 80)}" is no mail address.')
    return f"{local}@{ascii_domain(domain)}"
