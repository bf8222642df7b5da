"""Postfix beside the provider of `mail_servers`: a real mail transfer agent takes what we send, queues and delivers it.

Whoever submits logs in as Dovecot says, over STARTTLS or TLS from the start, and sends under his own address only.
What is for a mailbox of the provider goes through Postfix's queue into Dovecot's Maildir; all else is refused. Needs
root, as Postfix itself does (Debian: postfix).
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from foothold.connectors.mail.mail_server import MailServer, Security
from mail_servers import HOST, PEOPLE, MailProvider, free_port

MASTER = Path("/usr/lib/postfix/sbin/master")
DOMAINS = tuple(sorted({who.partition("@")[2] for who in PEOPLE}))
_QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace"
_SERVICES = """pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def can_run() -> bool:
    """Whether Postfix is here and may be started."""
    return MASTER.exists() and os.getuid() == 0


class Postfix:
    """A Postfix of its own: configuration, queue and ports belong to it alone."""

    def __init__(self, folder: Path, provider: MailProvider) -> None:
        self.folder = folder
        self.provider = provider
        self.port = self.tls_port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Raises RuntimeError with its log when it does not answer."""
        self.port, self.tls_port = free_port(), free_port()
        self._prepare()
        words = [str(MASTER), "-c", str(self.folder / "etc"), "-d"]
        with (self.folder / "stderr").open("wb") as said:
            self._process = subprocess.Popen(words, stdout=said, stderr=said, start_new_session=True)  # noqa: S603
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as wire:
                if wire.recv(64).startswith(b"220 "):
                    return
            time.sleep(0.05)
        raise RuntimeError(f"Postfix did not start: {self.log()}")

    def stop(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(timeout=10)

    def log(self) -> str:
        """What it has to say, for a test that fails."""
        paths = [self.folder / "log", self.folder / "stderr"]
        return "".join(path.read_text(errors="replace") for path in paths if path.exists())[-4000:]

    def smtp(self, who: str, security: Security = Security.STARTTLS) -> MailServer:
        """Where `who` sends his mail."""
        return MailServer(HOST, self.tls_port if security is Security.TLS else self.port, security, who)

    def _prepare(self) -> None:
        etc, queue = self.folder / "etc", self.folder / "queue"
        for each in (etc, queue, self.folder / "data", *(queue / name for name in _QUEUES.split())):
            each.mkdir()
            if each not in (etc, queue, queue / "pid"):
                shutil.chown(each, "postfix", "postdrop" if each.name in ("public", "maildrop") else "root")
        (etc / "boxes").write_text("".join(f"{who} {who}/\n" for who in PEOPLE), encoding="ascii")
        (etc / "logins").write_text("".join(f"{who} {who}\n" for who in PEOPLE), encoding="ascii")
        # The server that takes a mail in says who sent it, above all that came with it (RFC 8601).
        seal = f"/@(.+)$/ PREPEND Authentication-Results: {HOST}; dmarc=pass header.from=$1\n"
        (etc / "seals").write_text(seal, encoding="ascii")
        (etc / "main.cf").write_text(self._configuration(), encoding="utf-8")
        ports = f"127.0.0.1:{self.port} inet n - n - - smtpd\n127.0.0.1:{self.tls_port} inet n - n - - smtpd\n"
        wrapped = "  -o smtpd_tls_wrappermode=yes\n"
        (etc / "master.cf").write_text(ports + wrapped + _SERVICES, encoding="ascii")

    def _configuration(self) -> str:
        dovecot, etc = self.provider.dovecot, self.folder / "etc"
        uid = 65534
        return f"""compatibility_level = 3.6
config_directory = {etc}
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
daemon_directory = {MASTER.parent}
maillog_file = {self.folder}/log
maillog_file_prefixes = {self.folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = {HOST}
mydestination =
local_recipient_maps =
default_transport = error:nobody else is reached from here
relayhost =
smtpd_tls_cert_file = {self.provider.authority.certificate}
smtpd_tls_key_file = {self.provider.authority.key}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {dovecot.folder}/run/auth-postfix
smtpd_sender_login_maps = texthash:{etc}/logins
smtpd_sender_restrictions = reject_authenticated_sender_login_mismatch
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_data_restrictions = check_sender_access regexp:{etc}/seals
virtual_mailbox_domains = {", ".join(DOMAINS)}
virtual_mailbox_base = {dovecot.mail}
virtual_mailbox_maps = texthash:{etc}/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{uid}
"""


@contextmanager
def running_postfix(folder: Path, provider: MailProvider) -> Iterator[Postfix]:
    """Postfix for as long as the `with` lasts; its folder has to be one that the user "postfix" may enter."""
    postfix = Postfix(folder, provider)
    try:
        postfix.start()
        yield postfix
    finally:
        postfix.stop()
