"""From a mail address to the servers behind it, and whether they let us in, in words.

In this order: what providers are known to have; where a firm's MX records say its mail is kept; the domain's SRV
records (RFC 6186, RFC 8314); its own autoconfig file; and the names that most domains use, tried by connecting.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum

from foothold.connectors.mail.authentication import aligned
from foothold.connectors.mail.lookups import Lookups, SrvRecord, lookups
from foothold.connectors.mail.mail_network import Network
from foothold.connectors.mail.mail_server import Login, MailServer, Security
from foothold.connectors.mail.mail_troubles import MailTrouble, Why
from foothold.connectors.mail.mailbox import open_mailbox
from foothold.connectors.mail.providers import Manner, Provider, provider_behind, provider_of
from foothold.connectors.mail.sending import Sent, check_login
from foothold.connectors.mail.written_fields import ascii_address, ascii_domain
from foothold.core.decoding import decode

_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SECURITY = {"SSL": Security.TLS, "STARTTLS": Security.STARTTLS}


class FoundBy(Enum):
    """How the servers were found, in words for a person."""

    KNOWN = "{provider} is known."
    EXCHANGER = "Mail of {domain} is kept at {provider}."
    RECORDS = "{domain} names its mail servers in DNS."
    AUTOCONFIG = "{domain} describes its mail servers."
    GUESS = "Servers with the usual names answer at {domain}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`imap` reads, `smtp` sends; None where nothing was found, or where the provider lets no program in.

    `because` says how they were found, `advice` what to do before the first connection (empty: nothing), both for
    a person. `to_confirm` says that nothing vouches for the servers' belonging to the domain: show their names and
    ask before a password goes there.
    """

    imap: MailServer | None
    smtp: MailServer | None
    found_by: FoundBy
    because: str
    provider: str = ""
    manner: Manner = Manner.PASSWORD
    advice: str = ""
    to_confirm: bool = False

    @property
    def takes_password(self) -> bool:
        """Whether there is any point in asking for one."""
        return self.manner is not Manner.NO_PASSWORD


@dataclass(frozen=True, slots=True)
class Checked:
    """One server tried: whether it works, and one line for a person. `why` is None where it works."""

    works: bool
    words: str
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """Both servers of an account; None for the one that was not given."""

    reading: Checked | None
    sending: Checked | None


def discover(address: str, *, asking: Lookups | None = None) -> MailSettings | None:
    """The servers of `address`, None where nothing was found. Takes up to half a minute.

    Raises ValueError, one line for a person, for what is no address.
    """
    address = ascii_address(address)
    domain = address.rpartition("@")[2]
    asking = asking or lookups()
    known = provider_of(domain)
    if known is not None:
        return _of_provider(known, address, FoundBy.KNOWN)
    behind = provider_behind(asking.exchangers(domain))
    if behind is not None:
        return _of_provider(behind, address, FoundBy.EXCHANGER)
    for way in (_by_records, _by_autoconfig, _guessed):
        if settings := way(address, domain, asking):
            return settings
    return None


def check_connection(
    imap: MailServer | None, smtp: MailServer | None, secret: str, *, network: Network | None = None
) -> ConnectionReport:
    """Try to log in where mail is read and where it is sent. Reads no mail and sends none."""
    network = network or Network()
    return ConnectionReport(
        _reading(imap, secret, network) if imap else None, _sending(smtp, secret, network) if smtp else None
    )


def _reading(server: MailServer, secret: str, network: Network) -> Checked:
    try:
        with open_mailbox(server, secret, network=network) as mailbox:
            inbox, *others = mailbox.folders()
            count = mailbox.count(inbox)
    except MailTrouble as trouble:
        return Checked(False, str(trouble), trouble.why)
    mails = "1 mail" if count == 1 else f"{count:,} mails"
    sent = f'Sent mail is in "{others[0].name}".' if others else "No folder of sent mail was found."
    return Checked(True, f"{server.host} lets you in. The inbox holds {mails}. {sent}")


def _sending(server: MailServer, secret: str, network: Network) -> Checked:
    outcome = check_login(server, secret, network=network)
    if isinstance(outcome, Sent):
        return Checked(True, f"{server.host} lets you in to send. Nothing was sent yet.")
    return Checked(False, outcome.words, outcome.why)


def _of_provider(provider: Provider, address: str, found_by: FoundBy) -> MailSettings:
    closed = provider.manner is Manner.NO_PASSWORD
    return MailSettings(
        imap=None if closed else replace(provider.imap, user=address),
        smtp=None if closed else replace(provider.smtp, user=address),
        found_by=found_by,
        because=found_by.value.format(provider=provider.name, domain=address.rpartition("@")[2]),
        provider=provider.name,
        manner=provider.manner,
        advice="" if provider.manner is Manner.PASSWORD else provider.advice,
    )


def _by_records(address: str, domain: str, asking: Lookups) -> MailSettings | None:
    """DNS is not signed as a rule: hosts outside of the domain are for a person to confirm (RFC 6186 6)."""

    def named(*kinds: tuple[str, Security]) -> MailServer | None:
        for kind, security in kinds:
            record = next(iter(asking.srv_records(f"_{kind}._tcp.{domain}")), None)
            if record is not None and (server := _of_record(record, security, address)):
                return server
        return None

    imap = named(("imaps", Security.TLS), ("imap", Security.STARTTLS))
    smtp = named(("submissions", Security.TLS), ("submission", Security.STARTTLS))
    hosts = {server.host for server in (imap, smtp) if server is not None}
    outside = any(not aligned(host, domain) for host in hosts)
    return _settings(imap, smtp, FoundBy.RECORDS, domain, to_confirm=outside)


def _of_record(record: SrvRecord, security: Security, address: str) -> MailServer | None:
    if not record.host or not 0 < record.port < 65536:
        return None
    try:
        return MailServer(ascii_domain(record.host), record.port, security, address)
    except ValueError:
        return None


def _by_autoconfig(address: str, domain: str, asking: Lookups) -> MailSettings | None:
    """The file vouches for what it names: it came over https from the domain itself."""
    for url in (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
    ):
        described = asking.fetch(url)
        provider = _described(described) if described else None
        if provider is None:
            continue
        found = {
            kind: _best(_server(element, address) for element in provider.iter(tag) if element.get("type") == kind)
            for tag, kind in (("incomingServer", "imap"), ("outgoingServer", "smtp"))
        }
        settings = _settings(found["imap"], found["smtp"], FoundBy.AUTOCONFIG, domain)
        if settings is not None:
            return settings
    return None


def _described(data: bytes) -> ElementTree.Element | None:
    """The emailProvider of an autoconfig file. One that declares entities is none: it may unfold without end."""
    text = decode(data).strip()
    if _DECLARES.search(text):
        return None
    try:
        return ElementTree.fromstring(text).find("emailProvider")  # noqa: S314 (no entities, see above)
    except (ElementTree.ParseError, ValueError, RecursionError):
        return None


def _server(element: ElementTree.Element, address: str) -> MailServer | None:
    local, _, domain = address.rpartition("@")

    def said(name: str) -> str:
        text = (element.findtext(name) or "").strip()[:500]
        for sign, value in (("%EMAILADDRESS%", address), ("%EMAILLOCALPART%", local), ("%EMAILDOMAIN%", domain)):
            text = text.replace(sign, value)
        return text

    security, port = _SECURITY.get(said("socketType").upper()), said("port")
    ways = [(way.text or "").strip().lower() for way in element.findall("authentication")]
    if security is None or not port.isdecimal() or not 0 < int(port) < 65536:
        return None
    login = Login.TOKEN if ways and set(ways) <= {"oauth2"} else Login.PASSWORD
    try:
        return MailServer(ascii_domain(said("hostname")), int(port), security, said("username") or address, login)
    except ValueError:
        return None


def _best(servers: Iterable[MailServer | None]) -> MailServer | None:
    """One that takes a password, encrypted from the start where there is a choice."""
    possible = [server for server in servers if server is not None]
    possible.sort(key=lambda server: (server.login is not Login.PASSWORD, server.security is not Security.TLS))
    return next(iter(possible), None)


def _guessed(address: str, domain: str, asking: Lookups) -> MailSettings | None:
    def candidates(first: str, tls: int, starttls: int) -> list[MailServer]:
        hosts = (f"{first}.{domain}", f"mail.{domain}", domain)
        return [MailServer(host, tls, Security.TLS, address) for host in hosts] + [
            MailServer(host, starttls, Security.STARTTLS, address) for host in hosts
        ]

    incoming, outgoing = candidates("imap", 993, 143), candidates("smtp", 465, 587)
    with ThreadPoolExecutor(max_workers=len(incoming) + len(outgoing)) as pool:
        imap = pool.map(asking.imap_greets, incoming)
        # Nobody logs in yet: the user is named only once a person has agreed.
        smtp = pool.map(asking.smtp_greets, [replace(server, user="") for server in outgoing])
        found = _first(incoming, imap), _first(outgoing, smtp)
    return _settings(*found, FoundBy.GUESS, domain)


def _first(servers: list[MailServer], answers: Iterable[bool]) -> MailServer | None:
    return next((server for server, greets in zip(servers, list(answers), strict=True) if greets), None)


def _settings(
    imap: MailServer | None, smtp: MailServer | None, found_by: FoundBy, domain: str, to_confirm: bool = False
) -> MailSettings | None:
    if imap is None and smtp is None:
        return None
    by_token = all(server.login is Login.TOKEN for server in (imap, smtp) if server is not None)
    manner = Manner.NO_PASSWORD if by_token else Manner.PASSWORD
    return MailSettings(
        imap=imap,
        smtp=smtp,
        found_by=found_by,
        because=found_by.value.format(domain=domain, provider=""),
        manner=manner,
        advice=manner.value.format(provider=domain) if by_token else "",
        to_confirm=to_confirm,
    )
