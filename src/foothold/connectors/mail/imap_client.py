"""IMAP as the standard library and imap-tools speak it, on a connection of ours and with limits of ours.

Nothing that is said is written down (no debug level). What a server sends in one piece is bounded, and so is
the time a command takes, however slowly it drips.
"""

import imaplib
import selectors
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from foothold.connectors.mail.mail_network import Network, Unreached, connected, encrypted
from foothold.connectors.mail.mail_server import Login, MailServer, Security
from foothold.connectors.mail.mail_troubles import (
    MailFailed,
    MailRefused,
    MailTrouble,
    Why,
    shown,
    why_not_let_in,
)

LARGEST_LITERAL = 30_000_000
"""Bytes a server may send in one piece."""

LONGEST_LINE = 1_000_000

SECONDS_A_COMMAND = 120.0

BROKEN = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError)
"""What is raised when the other side is gone, or says what nobody says."""

_AT_ONCE = 256 * 1024
_LATER = ("[unavailable]", "[inuse]", "[limit]", "too many", "try again", "temporar", "[serverbug]")


class Wire(imaplib.IMAP4):
    """One connection to an IMAP server, greeted and encrypted as its settings say.

    Reads for itself, so that it is known what has come and was not looked at yet, and when it is enough:
    at `until` (seconds of time.monotonic) reading ends with TimeoutError. Raises `Unreached`, and what
    `BROKEN` names.
    """

    def __init__(self, server: MailServer, network: Network, seconds: float) -> None:
        self._server = server
        self._network = network
        self._seconds = seconds
        self._come = bytearray()
        self.until = monotonic() + SECONDS_A_COMMAND
        super().__init__(server.host, server.port, seconds)
        if server.security is Security.STARTTLS:
            try:
                self._encrypt()
            except BaseException:
                self.sock.close()
                raise

    def readline(self) -> bytes:
        """A line, whatever ends it. Empty when the other side has hung up."""
        looked_at = 0
        while (end := self._come.find(b"\n", looked_at)) < 0:
            looked_at = len(self._come)
            if looked_at > LONGEST_LINE:
                raise self.abort("a line without end")
            if not self._more():
                return b""
        return self._taken(end + 1)

    def read(self, size: int) -> bytes:
        """A literal of the size that the server names, within bounds. Shorter when the other side has hung up."""
        if size > LARGEST_LITERAL:
            raise self.abort(f"a literal of {size} bytes")
        while len(self._come) < size and self._more():
            pass
        return self._taken(size)

    def has_something(self, seconds: float) -> bool:
        """Whether something to read has come, or comes within `seconds`."""
        pending = self.sock.pending() if isinstance(self.sock, ssl.SSLSocket) else 0
        if self._come or pending:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def _create_socket(self, timeout: float | None) -> socket.socket:
        sock = connected(self._server, self._network, self._seconds)
        return encrypted(sock, self._server.host, self._network) if self._server.security is Security.TLS else sock

    def _encrypt(self) -> None:
        """RFC 3501 6.2.1. A server that no longer offers it, whoever took that away, gets no password."""
        if "STARTTLS" not in self.capabilities:
            raise Unreached(Why.UNENCRYPTED)
        try:
            answer, _ = self.starttls(self._network.tls())
        except ssl.SSLCertVerificationError:
            raise Unreached(Why.CERTIFICATE) from None
        if answer != "OK":
            raise Unreached(Why.UNENCRYPTED)

    def _get_capabilities(self) -> None:
        if self._tls_established:
            # What was said before the encryption, by whomever, is forgotten.
            self._come.clear()
            self.untagged_responses = {}
        super()._get_capabilities()  # type: ignore[misc]

    def _more(self) -> bool:
        left = self.until - monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(min(left, self._seconds))
        piece = self.sock.recv(_AT_ONCE)
        self._come += piece
        return bool(piece)

    def _taken(self, size: int) -> bytes:
        piece = bytes(self._come[:size])
        del self._come[:size]
        return piece


class Client(BaseMailBox):
    """imap-tools on a `Wire`: it knows folder names, capabilities and ways to log in."""

    client: Wire

    def __init__(self, server: MailServer, network: Network, seconds: float) -> None:
        self._server = server
        self._network = network
        self._seconds = seconds
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return Wire(self._server, self._network, self._seconds)


def open_client(server: MailServer, secret: str, network: Network, seconds: float) -> Client:
    """Connected and logged in. Raises `MailRefused` and `MailFailed`; `seconds` is for each answer."""
    try:
        client = Client(server, network, seconds)
    except Unreached as unreached:
        raise _of_unreached(unreached, server) from None
    except OSError:
        raise MailFailed(Why.HUNG_UP, server.host) from None
    except (imaplib.IMAP4.error, ImapToolsError, ValueError):
        raise MailFailed(Why.NONSENSE, server.host, port=server.port) from None
    try:
        _log_in(client, server, secret)
    except MailTrouble as refused:
        trouble = refused
    except (imaplib.IMAP4.abort, OSError) as failed:
        # Some servers say why and hang up.
        said = str(failed)
        trouble = _of_login(said, server, secret) if "BYE" in said else MailFailed(Why.HUNG_UP, server.host)
    except BROKEN as failed:
        trouble = _of_login(str(failed), server, secret)
    else:
        return client
    close(client)
    raise trouble


def close(client: Client) -> None:
    """Politely where the connection still stands, and in any case."""
    wire = client.client
    wire.until = monotonic() + 5
    with suppress(*BROKEN):
        wire.logout()
    with suppress(*BROKEN):
        wire.shutdown()
    wire.sock.close()


def idle(wire: Wire, seconds: float, stopped: Callable[[], bool]) -> bool | None:
    """Whether the selected folder got more mail within `seconds` (RFC 2177), None where the server refuses to tell.

    Raises what `BROKEN` names. `stopped` is asked every second; what it ends is no news.
    """
    wire.until = monotonic() + seconds + SECONDS_A_COMMAND
    tag: bytes = wire._new_tag()
    wire.send(tag + b" IDLE\r\n")
    until = monotonic() + seconds
    has_more = False
    # More mail may be announced before the server says that it is idling.
    while not (line := _line(wire)).startswith(b"+"):
        if line.startswith(tag):
            return None
        has_more = has_more or _is_more(line)
    while not has_more and not stopped() and (left := until - monotonic()) > 0:
        has_more = wire.has_something(min(left, 1.0)) and _is_more(_line(wire))
    wire.send(b"DONE\r\n")
    while not (line := _line(wire)).startswith(tag):
        has_more = has_more or _is_more(line)
    wire.tagged_commands.pop(tag, None)
    return has_more


def _line(wire: Wire) -> bytes:
    line: bytes = wire._get_line()
    if line.startswith(b"* BYE"):
        raise wire.abort("BYE")
    return line


def _is_more(line: bytes) -> bool:
    return line.startswith(b"* ") and line.upper().rstrip().endswith(b" EXISTS")


def _log_in(client: Client, server: MailServer, secret: str) -> None:
    offered = client.client.capabilities
    if any(sign < " " or sign == "\x7f" for sign in secret + server.user):
        raise MailRefused(Why.PASSWORD, server.host)
    if server.login is Login.TOKEN:
        client.xoauth2(server.user, secret, None)
    elif "AUTH=PLAIN" in offered:
        client.login_utf8(server.user, secret, None)
    elif "LOGINDISABLED" in offered:
        by_token = {"AUTH=XOAUTH2", "AUTH=OAUTHBEARER"} & set(offered)
        raise MailRefused(Why.NO_PASSWORD if by_token else Why.NO_LOGIN, server.host)
    else:
        client.login(server.user, secret, None)


def _of_unreached(unreached: Unreached, server: MailServer) -> MailTrouble:
    for_good = unreached.why in {Why.NOT_ASKED, Why.NOT_LOCAL, Why.UNENCRYPTED}
    return (MailRefused if for_good else MailFailed)(unreached.why, server.host, port=server.port)


def _of_login(said: str, server: MailServer, secret: str) -> MailTrouble:
    words = said.lower()
    if any(sign in words for sign in _LATER):
        return MailFailed(Why.BUSY, server.host, said=shown(said, secret))
    return MailRefused(why_not_let_in(server, words), server.host, said=shown(said, secret))
