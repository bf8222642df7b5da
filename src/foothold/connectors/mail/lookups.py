"""What is asked of the network: DNS, one file of a domain's own web server, and whether a mail server greets.

No third party is asked, and no address is ever sent: only the domain is named.
"""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from foothold.connectors.mail.imap_client import BROKEN, Wire
from foothold.connectors.mail.mail_network import Network, Unreached, connected, cut_off, encrypted
from foothold.connectors.mail.mail_server import MailServer, Security
from foothold.connectors.mail.sending import Sent, check_login
from foothold.connectors.mail.written_fields import ascii_domain

SECONDS = 6.0
"""For each question."""

SECONDS_A_KEY = 4.0
"""For a key somebody signs with: a mail waits for it."""

LARGEST_FILE = 100_000
MOST_REDIRECTS = 2


class NoAnswer(Exception):
    """DNS did not say: neither that something is there nor that nothing is."""


@dataclass(frozen=True, slots=True)
class SrvRecord:
    """One SRV record (RFC 2782). `host` is without the last dot; empty says that the record is not offered."""

    priority: int
    weight: int
    port: int
    host: str


@dataclass(frozen=True, slots=True)
class Lookups:
    """The questions. Each answers nothing (an empty list, None, False) where nobody answers, and never raises."""

    exchangers: Callable[[str], list[str]]
    srv_records: Callable[[str], list[SrvRecord]]
    fetch: Callable[[str], bytes | None]
    imap_greets: Callable[[MailServer], bool]
    smtp_greets: Callable[[MailServer], bool]


def lookups(network: Network | None = None) -> Lookups:
    """The questions, asked of the real network."""
    network = network or Network()
    return Lookups(
        exchangers,
        srv_records,
        partial(fetch, network=network),
        partial(imap_greets, network=network),
        partial(smtp_greets, network=network),
    )


def exchangers(domain: str) -> list[str]:
    """The MX hosts of a domain, the preferred first."""
    records = sorted(_records(domain, "MX"), key=lambda record: int(record.preference))
    return [str(record.exchange).rstrip(".").lower() for record in records]


def srv_records(name: str) -> list[SrvRecord]:
    """The SRV records of a name such as "_imaps._tcp.harbour.example", the preferred first."""
    found = [
        SrvRecord(int(record.priority), int(record.weight), int(record.port), str(record.target).rstrip(".").lower())
        for record in _records(name, "SRV")
    ]
    return sorted(found, key=lambda record: (record.priority, -record.weight))


def txt_records(name: str) -> list[str]:
    """The TXT records of a name, none where it has none. Raises `NoAnswer` where nobody answers."""
    import dns.exception
    import dns.resolver

    try:
        found = dns.resolver.resolve(f"{name}.", "TXT", lifetime=SECONDS_A_KEY, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, ValueError):
        raise NoAnswer from None
    return [b"".join(record.strings).decode("latin-1") for record in found]


def dns_answers() -> bool:
    """Whether this machine reaches DNS; only the root, which is nobody's, is asked for."""
    return bool(_records(".", "NS"))


def fetch(url: str, *, network: Network, seconds: float = SECONDS) -> bytes | None:
    """A small file over https, from the host named or where it leads; None where there is none."""
    for _ in range(MOST_REDIRECTS + 1):
        answer = _asked(url, network, seconds)
        if not isinstance(answer, str):
            return answer
        url = urljoin(url, answer)
    return None


def imap_greets(server: MailServer, *, network: Network) -> bool:
    """Whether an IMAP server answers there, encrypted as said, and proves its name."""
    try:
        wire = Wire(server, network, SECONDS)
    except (Unreached, *BROKEN):
        return False
    wire.sock.close()
    return True


def smtp_greets(server: MailServer, *, network: Network) -> bool:
    """Whether an SMTP server answers there, encrypted as said, and proves its name."""
    return isinstance(check_login(server, "", within=timedelta(seconds=SECONDS), network=network), Sent)


def _asked(url: str, network: Network, seconds: float) -> bytes | str | None:
    """The file, None, or the address a redirect leads to."""
    try:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.port not in {None, 443}:
            return None
        host = ascii_domain(parts.hostname or "")
        path = parts.path.encode("ascii").decode("ascii") or "/"
        sock = encrypted(connected(MailServer(host, 443, Security.TLS), network, seconds), host, network)
    except (Unreached, ValueError):
        return None
    connection = http.client.HTTPConnection(host)
    connection.sock = sock
    try:
        with cut_off(lambda: sock, seconds):
            connection.request("GET", path, headers={"User-Agent": "Foothold (mail settings)", "Connection": "close"})
            response = connection.getresponse()
            if response.status in {301, 302, 303, 307, 308}:
                return response.getheader("Location")
            data = response.read(LARGEST_FILE + 1)
            return data if response.status == 200 and len(data) <= LARGEST_FILE else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def _records(name: str, kind: str) -> list[Any]:
    # Loaded when first asked: most starts of the program look nothing up.
    import dns.exception
    import dns.resolver

    try:
        return list(dns.resolver.resolve(name, kind, lifetime=SECONDS, search=False))
    except (dns.exception.DNSException, OSError, ValueError):
        return []
