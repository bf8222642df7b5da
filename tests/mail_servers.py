"""Real mail servers for the tests, on loopback: Dovecot for reading (IMAP), aiosmtpd for sending (SMTP).

Together they stand in for a mail provider: what the SMTP server takes, it puts into the Dovecot mailboxes of those
it is for. Fixtures (loaded by conftest.py, for tests of every layer):

- `mail_provider`: a running `MailProvider`, empty and well-behaved at the start of each test.
- `mail_network`: the connectors' `Network` that finds its host names and trusts its authority.

In a test: `from mail_servers import PASSWORD`, and

    mail_provider.imap("anna@harbour.example")        a MailServer for reading her mailbox
    mail_provider.smtp("anna@harbour.example")        a MailServer for sending as her
    mail_provider.deliver("anna@harbour.example", b"From: ...")
    mail_provider.arrived                             what the SMTP server took, oldest first
    mail_provider.messages("petra@northwind.example") the mails in a mailbox, oldest first
    mail_provider.behaviour.greylist = 1              and so on: see `Behaviour`
"""

import asyncio
import base64
import contextlib
import getpass
import ipaddress
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from foothold.connectors.mail.mail_network import Network, trusted_authorities
from foothold.connectors.mail.mail_server import MailServer, Security

HOST = "mail.harbour.example"
"""The provider's name, in its certificate; `mail_network` finds it on loopback."""

PASSWORD = "pump hours, 7 – ü"
"""Of every mailbox. Beyond ASCII on purpose."""

TOKEN = "ya29.a0Af_example"
"""The access token that XOAUTH2 takes."""

PEOPLE = (
    "anna@harbour.example",
    "tom@harbour.example",
    "petra@northwind.example",
    "jan@northwind.example",
    "zoe@elsewhere.example",
)
"""Who has a mailbox. Mail to anybody else is taken by the SMTP server and goes nowhere else."""


@dataclass(frozen=True)
class Arrived:
    """One mail that the SMTP server took."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    user: str


@dataclass
class Behaviour:
    """How the SMTP server misbehaves; all of it can be changed between two attempts.

    `greylist`: so many attempts (at RCPT) get a 451 first. `refused`: address to reply at RCPT. `after_mail`: the
    reply to a whole mail instead of 250. `cut_after_data`: so many connections are cut after the mail was taken
    and before its 250. `cut_before_data`: so many are cut at MAIL. `slow`: seconds before the 250. `wrong_password`:
    what a wrong login gets. `keeps_mail_it_cut` says whether a mail whose 250 was cut off counts as arrived.
    `delivers`: whether mail goes on into the mailboxes.
    """

    greylist: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    after_mail: str = ""
    cut_after_data: int = 0
    cut_before_data: int = 0
    slow: float = 0.0
    sender_refused: str = ""
    wrong_password: str = "535 5.7.8 Authentication credentials invalid"
    keeps_mail_it_cut: bool = True
    delivers: bool = True


class Authority:
    """A certificate authority of its own, and a certificate for `HOST`, as PEM files in a folder."""

    def __init__(self, folder: Path, names: Sequence[str] = (HOST, "localhost")) -> None:
        self.file = folder / "authority.pem"
        self.certificate = folder / "server.pem"
        self.key = folder / "server.key"
        now = datetime.now(UTC)
        own_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])

        def certificate(subject: x509.Name, public_key: Any, *more: tuple[Any, bool]) -> bytes:
            builder = (
                x509.CertificateBuilder()
                .subject_name(subject)
                .issuer_name(issuer)
                .public_key(public_key)
                .serial_number(x509.random_serial_number())
                .not_valid_before(now - timedelta(days=1))
                .not_valid_after(now + timedelta(days=30))
                .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
                .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own_key.public_key()), critical=False)
            )
            for extension, critical in more:
                builder = builder.add_extension(extension, critical=critical)
            return builder.sign(own_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

        usage = dict.fromkeys("content_commitment data_encipherment encipher_only decipher_only".split(), False)
        usage |= {"digital_signature": True, "key_encipherment": False, "key_agreement": False}
        self.file.write_bytes(
            certificate(
                issuer,
                own_key.public_key(),
                (x509.BasicConstraints(ca=True, path_length=None), True),
                (x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True), True),
            )
        )
        known = [*map(x509.DNSName, names), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        self.certificate.write_bytes(
            certificate(subject, key.public_key(), (x509.SubjectAlternativeName(known), False))
        )
        self.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def context(self) -> ssl.SSLContext:
        """For a server that shows the certificate."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Dovecot:
    """Dovecot with one Maildir a person, on ports of its own (`tls_port` is encrypted from the start)."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self.folder = folder
        self.port = self.tls_port = 0
        self._authority = authority
        self._uid, self._gid = (65534, 65534) if os.getuid() == 0 else (os.getuid(), os.getgid())
        self._process: subprocess.Popen[bytes] | None = None
        self.mail = folder / "mail"
        (folder / "run").mkdir(mode=0o755)
        self.mail.mkdir(mode=0o755)
        self._own(self.mail)
        users = "".join(f"{who}:{{PLAIN}}{PASSWORD}::::::\n" for who in PEOPLE)
        (folder / "users").write_text(users, encoding="utf-8")

    def start(self) -> None:
        """Raises RuntimeError with what Dovecot says, when it does not start at three pairs of ports."""
        for _ in range(3):
            self.port, self.tls_port = free_port(), free_port()
            (self.folder / "dovecot.conf").write_text(self._configuration(self._authority), encoding="utf-8")
            if self._answers():
                return
            self.stop()
        raise RuntimeError(f"Dovecot did not start: {self.log()}")

    def _answers(self) -> bool:
        words = ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")]
        with (self.folder / "stderr").open("wb") as said:
            self._process = subprocess.Popen(words, stdout=said, stderr=said, start_new_session=True)  # noqa: S603
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as wire:
                if wire.recv(16).startswith(b"* OK"):
                    return True
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(timeout=10)
            self._process = None

    def log(self) -> str:
        """What it has to say, for a test that fails."""
        return "".join(
            path.read_text(errors="replace") for path in (self.folder / "log", self.folder / "stderr") if path.exists()
        )[-4000:]

    def box(self, who: str, folder: str = "INBOX") -> Path:
        box = self.mail / who
        return box if folder == "INBOX" else box / f".{folder}"

    def deliver(self, who: str, data: bytes, folder: str = "INBOX") -> None:
        """As a delivery agent does it: written aside, then moved into "new" in one step."""
        box = self.box(who, folder)
        for part in ("tmp", "new", "cur"):
            if not (box / part).exists():
                (box / part).mkdir(parents=True, mode=0o700)
                for made in (self.mail / who, box, box / part):
                    self._own(made)
        name = f"{time.time_ns():020d}.{secrets.token_hex(4)}.tests"
        written = box / "tmp" / name
        written.write_bytes(data)
        self._own(written)
        written.rename(box / "new" / name)

    def messages(self, who: str, folder: str = "INBOX") -> list[bytes]:
        """The mails in a mailbox, oldest first. Whether they were seen says the file's name."""
        return [path.read_bytes() for path in self.files(who, folder)]

    def files(self, who: str, folder: str = "INBOX") -> list[Path]:
        box = self.box(who, folder)
        found = [path for part in ("new", "cur") for path in (box / part).glob("*")]
        return sorted(found, key=lambda path: path.name)

    def empty(self) -> None:
        """No mailbox holds anything, as on the first day."""
        for box in self.mail.iterdir():
            shutil.rmtree(box, ignore_errors=True)

    def _own(self, path: Path) -> None:
        if os.getuid() == 0:
            os.chown(path, self._uid, self._gid)

    def _configuration(self, authority: Authority) -> str:
        run = self.folder
        who = ""
        if os.getuid() != 0:
            who = f"default_login_user = {getpass.getuser()}\ndefault_internal_user = {getpass.getuser()}\n"
        return f"""
base_dir = {run}/run
log_path = {run}/log
protocols = imap
listen = 127.0.0.1
{who}
ssl = yes
ssl_cert = <{authority.certificate}
ssl_key = <{authority.key}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{run}/mail/%u
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = username_format=%u {run}/users
}}
userdb {{
  driver = static
  args = uid={self._uid} gid={self._gid} home={run}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service auth {{
  unix_listener auth-postfix {{
    mode = 0666
  }}
}}
namespace inbox {{
  inbox = yes
  mailbox "Gesendete Objekte" {{
    special_use = \\Sent
    auto = subscribe
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = subscribe
  }}
}}
protocol imap {{
  mail_max_userip_connections = 50
}}
"""


class _Handler:
    """What the SMTP server does with what it is given."""

    def __init__(self, provider: "MailProvider") -> None:
        self.provider = provider

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        behaviour = self.provider.behaviour
        if behaviour.cut_before_data:
            behaviour.cut_before_data -= 1
            server.transport.abort()
        if behaviour.sender_refused:
            return behaviour.sender_refused
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        behaviour = self.provider.behaviour
        if behaviour.greylist:
            behaviour.greylist -= 1
            return "451 4.7.1 Greylisted, try again in a minute"
        if address in behaviour.refused:
            return behaviour.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        behaviour = self.provider.behaviour
        if behaviour.slow:
            await asyncio.sleep(behaviour.slow)
        if behaviour.after_mail:
            return behaviour.after_mail
        cut = behaviour.cut_after_data > 0
        if not cut or behaviour.keeps_mail_it_cut:
            self.provider.take(envelope, session)
        if cut:
            behaviour.cut_after_data -= 1
            server.transport.abort()
        return "250 2.0.0 Taken"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        said = base64.b64decode(args[1]).decode()
        user = said.partition("user=")[2].partition("\x01")[0]
        if f"auth=Bearer {TOKEN}\x01" in said:
            return AuthResult(success=True, auth_data=user)
        await server.challenge_auth('{"status":"401"}', encode_to_b64=True)
        return AuthResult(success=False, handled=False, message=self.provider.behaviour.wrong_password)


class MailProvider:
    """The two servers and the mailboxes between them. `smtp_port` wants STARTTLS, `smtp_tls_port` is encrypted."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        self.dovecot = Dovecot(folder, self.authority)
        self.behaviour = Behaviour()
        self.arrived: list[Arrived] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._smtp: list[asyncio.Server] = []
        self.smtp_port = self.smtp_tls_port = self.smtp_open_port = 0
        self.largest = 5_000_000

    def start(self) -> None:
        self.dovecot.start()
        self._thread.start()
        context = self.authority.context()
        self.smtp_port = self._serve(tls_context=context, require_starttls=True)
        # aiosmtpd knows STARTTLS as encryption and nothing else: to this one nobody has to log in, but may.
        self.smtp_tls_port = self._serve(ssl_context=context, auth_require_tls=False, auth_required=False)
        self.smtp_open_port = self._serve(auth_require_tls=False, auth_required=False)

    def stop(self) -> None:
        for server in self._smtp:
            self._loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_everything_ended(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()
        self.dovecot.stop()

    def reset(self) -> None:
        """As it was at first: empty and well-behaved."""
        self.behaviour = Behaviour()
        self.arrived = []
        self.dovecot.empty()

    def imap(self, who: str, security: Security = Security.TLS) -> MailServer:
        """Where `who` reads his mail."""
        port = self.dovecot.tls_port if security is Security.TLS else self.dovecot.port
        return MailServer("127.0.0.1" if security is Security.NONE else HOST, port, security, who)

    def smtp(self, who: str, security: Security = Security.STARTTLS) -> MailServer:
        """Where `who` sends his mail."""
        port = {Security.STARTTLS: self.smtp_port, Security.TLS: self.smtp_tls_port, Security.NONE: self.smtp_open_port}
        host = "127.0.0.1" if security is Security.NONE else HOST
        return MailServer(host, port[security], security, who if security is not Security.NONE else "")

    def network(self) -> Network:
        """What the connectors reach it with: its name leads to loopback, its authority is trusted."""
        return Network(resolve=_on_loopback, tls=lambda: trusted_authorities(self.authority.file))

    def deliver(self, who: str, data: bytes, folder: str = "INBOX") -> None:
        """Put a mail into the mailbox of `who`, as if somebody had sent it."""
        self.dovecot.deliver(who, data, folder)

    def messages(self, who: str, folder: str = "INBOX") -> list[bytes]:
        """The mails in a mailbox, oldest first."""
        return self.dovecot.messages(who, folder)

    def take(self, envelope: Envelope, session: Session) -> None:
        """A mail that was sent: kept in `arrived`, and put into the mailboxes of those it is for."""
        data = envelope.original_content or b""
        user = session.auth_data.decode() if isinstance(session.auth_data, bytes) else str(session.auth_data or "")
        self.arrived.append(Arrived(envelope.mail_from or "", tuple(envelope.rcpt_tos), data, user))
        for recipient in envelope.rcpt_tos if self.behaviour.delivers else ():
            if recipient.lower() in PEOPLE:
                # The server that takes a mail in says who sent it, above all that came with it (RFC 8601).
                domain = (envelope.mail_from or "").rpartition("@")[2]
                seal = f"Authentication-Results: {HOST}; dmarc=pass header.from={domain}\r\n".encode()
                self.dovecot.deliver(recipient.lower(), seal + data)

    def _let_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        if isinstance(given, LoginPassword):
            user, password = given.login.decode(), given.password.decode()
            if user in PEOPLE and password == PASSWORD:
                return AuthResult(success=True, auth_data=user)
        return AuthResult(success=False, handled=False, message=self.behaviour.wrong_password)

    def _serve(self, ssl_context: ssl.SSLContext | None = None, **more: Any) -> int:
        def protocol() -> SMTP:
            return SMTP(
                _Handler(self),
                loop=self._loop,
                hostname=HOST,
                authenticator=self._let_in,
                data_size_limit=self.largest,
                enable_SMTPUTF8=True,
                **{"auth_required": True, "auth_require_tls": True, **more},
            )

        making = self._loop.create_server(protocol, "127.0.0.1", 0, ssl=ssl_context)
        server = asyncio.run_coroutine_threadsafe(making, self._loop).result(timeout=10)
        self._smtp.append(server)
        return int(server.sockets[0].getsockname()[1])


async def _everything_ended() -> None:
    """Connections that are still open are given up."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _on_loopback(host: str, port: int, seconds: float) -> list[str]:
    if host in {HOST, "localhost", "127.0.0.1"}:
        return ["127.0.0.1"]
    raise OSError(f"{host} is not on this machine")


@contextlib.contextmanager
def running_provider() -> Iterator[MailProvider]:
    """A `MailProvider` for as long as the `with` lasts: for tests through the fixture, for benchmarks as it is."""
    # Dovecot's sockets need a short path, and its mail user has to get in.
    folder = Path(tempfile.mkdtemp(prefix="fh-mail-"))
    folder.chmod(0o755)
    provider = MailProvider(folder)
    try:
        provider.start()
        yield provider
    finally:
        provider.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _running_provider() -> Iterator[MailProvider]:
    if shutil.which("dovecot") is None:
        pytest.skip("Dovecot is not installed (Debian's dovecot-imapd brings it)")
    with running_provider() as provider:
        yield provider


@pytest.fixture
def mail_provider(_running_provider: MailProvider) -> MailProvider:
    """A `MailProvider`, empty and well-behaved."""
    _running_provider.reset()
    return _running_provider


@pytest.fixture
def mail_network(mail_provider: MailProvider) -> Network:
    """What the connectors reach it with."""
    return mail_provider.network()
