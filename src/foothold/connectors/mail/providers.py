"""Mail providers whose servers and manners are known: facts to begin with before anything is asked of the network.

Each provider publishes them in its help pages; they change seldom, and a wrong one shows when the connection is
tested. Firms that keep their mail at a provider are known by where their MX records lead.
"""

from dataclasses import dataclass
from enum import Enum

from foothold.connectors.mail.mail_server import MailServer, Security


class Manner(Enum):
    """What a provider asks for besides the address and its password, in one line for a person."""

    PASSWORD = "The password of the mail account is what is asked for."
    APP_PASSWORD = (
        "{provider} takes no account password here but an app password: make one in the security settings of the "
        "account, and give that."
    )
    SWITCHED_OFF = (
        "{provider} lets no program in before it is allowed to: switch on IMAP in the mail settings on its web page."
    )
    MAIL_PASSWORD = "{provider} has a password of its own for mail programs: set it in the account's settings."
    NO_PASSWORD = (
        "{provider} takes no password from programs any more. Send with the prepared web link or the calendar file "
        "instead, and bring answers back from the calendar."
    )
    BRIDGE = (
        "{provider} is reached through its Bridge on this machine: start it, "
        "and give the user name and password it shows."
    )


@dataclass(frozen=True, slots=True)
class Provider:
    """`domains` are those of addresses, `exchangers` the ends of the MX hosts of firms that keep their mail there."""

    name: str
    imap: MailServer
    smtp: MailServer
    domains: frozenset[str] = frozenset()
    exchangers: tuple[str, ...] = ()
    manner: Manner = Manner.PASSWORD

    @property
    def advice(self) -> str:
        """What to do before the first connection, for a person."""
        return self.manner.value.format(provider=self.name)


def provider_of(domain: str) -> Provider | None:
    """The provider of addresses at `domain` (lower case)."""
    return _BY_DOMAIN.get(domain)


def provider_behind(exchangers: list[str]) -> Provider | None:
    """The provider that a firm's MX hosts, the preferred first, belong to."""
    for host in exchangers:
        end = f".{host.rstrip('.').lower()}"
        for provider in PROVIDERS:
            if any(end.endswith(f".{known}") for known in provider.exchangers):
                return provider
    return None


def provider_at(server: MailServer) -> Provider | None:
    """The provider that runs `server`, for what its refusals mean."""
    return next((one for one in PROVIDERS if _is_same(server, one.imap) or _is_same(server, one.smtp)), None)


def _is_same(server: MailServer, known: MailServer) -> bool:
    """By its name; on this machine, where anything may listen, by its port too."""
    return server.host.lower() == known.host and (known.security is not Security.NONE or server.port == known.port)


def _tls(host: str, port: int) -> MailServer:
    return MailServer(host, port, Security.TLS)


def _starttls(host: str, port: int = 587) -> MailServer:
    return MailServer(host, port, Security.STARTTLS)


def _domains(names: str) -> frozenset[str]:
    return frozenset(names.split())


PROVIDERS = (
    Provider(
        "Google",
        _tls("imap.gmail.com", 993),
        _tls("smtp.gmail.com", 465),
        _domains("gmail.com googlemail.com"),
        ("google.com", "googlemail.com"),
        Manner.APP_PASSWORD,
    ),
    Provider(
        "Outlook.com",
        _tls("imap-mail.outlook.com", 993),
        _starttls("smtp-mail.outlook.com"),
        _domains("outlook.com outlook.de outlook.fr hotmail.com hotmail.de hotmail.co.uk live.com live.de msn.com"),
        ("olc.protection.outlook.com",),
        Manner.NO_PASSWORD,
    ),
    Provider(
        "Microsoft 365 (Exchange Online)",
        _tls("outlook.office365.com", 993),
        _starttls("smtp.office365.com"),
        _domains("onmicrosoft.com"),
        ("mail.protection.outlook.com", "mx.microsoft"),
        Manner.NO_PASSWORD,
    ),
    Provider(
        "iCloud",
        _tls("imap.mail.me.com", 993),
        _starttls("smtp.mail.me.com"),
        _domains("icloud.com me.com mac.com"),
        ("mail.icloud.com",),
        Manner.APP_PASSWORD,
    ),
    Provider(
        "Yahoo",
        _tls("imap.mail.yahoo.com", 993),
        _tls("smtp.mail.yahoo.com", 465),
        _domains("yahoo.com yahoo.de yahoo.fr yahoo.co.uk yahoo.it yahoo.es ymail.com rocketmail.com"),
        ("yahoodns.net",),
        Manner.APP_PASSWORD,
    ),
    Provider(
        "AOL",
        _tls("imap.aol.com", 993),
        _tls("smtp.aol.com", 465),
        _domains("aol.com aol.de aim.com"),
        (),
        Manner.APP_PASSWORD,
    ),
    Provider(
        "GMX",
        _tls("imap.gmx.net", 993),
        _tls("mail.gmx.net", 465),
        _domains("gmx.de gmx.net gmx.at gmx.ch gmx.eu gmx.org gmx.info"),
        (),
        Manner.SWITCHED_OFF,
    ),
    Provider(
        "GMX",
        _tls("imap.gmx.com", 993),
        _tls("mail.gmx.com", 465),
        _domains("gmx.com gmx.us gmx.co.uk gmx.fr gmx.es"),
        (),
        Manner.SWITCHED_OFF,
    ),
    Provider(
        "WEB.DE",
        _tls("imap.web.de", 993),
        _starttls("smtp.web.de"),
        _domains("web.de email.de"),
        (),
        Manner.SWITCHED_OFF,
    ),
    Provider(
        "Fastmail",
        _tls("imap.fastmail.com", 993),
        _tls("smtp.fastmail.com", 465),
        _domains("fastmail.com fastmail.fm fastmail.net fastmail.de sent.com"),
        ("messagingengine.com",),
        Manner.APP_PASSWORD,
    ),
    Provider(
        "Posteo",
        _tls("posteo.de", 993),
        _tls("posteo.de", 465),
        _domains("posteo.de posteo.net posteo.org posteo.eu posteo.at posteo.ch posteo.uk posteo.us"),
    ),
    Provider(
        "mailbox.org",
        _tls("imap.mailbox.org", 993),
        _tls("smtp.mailbox.org", 465),
        _domains("mailbox.org"),
        ("mailbox.org",),
    ),
    Provider(
        "IONOS",
        _tls("imap.ionos.de", 993),
        _tls("smtp.ionos.de", 465),
        exchangers=("ionos.de", "kundenserver.de"),
    ),
    Provider("IONOS", _tls("imap.ionos.com", 993), _tls("smtp.ionos.com", 465), exchangers=("ionos.com", "1and1.com")),
    Provider("STRATO", _tls("imap.strato.de", 993), _tls("smtp.strato.de", 465), exchangers=("rzone.de",)),
    Provider("OVHcloud", _tls("ssl0.ovh.net", 993), _tls("ssl0.ovh.net", 465), exchangers=("mail.ovh.net",)),
    Provider("Gandi", _tls("mail.gandi.net", 993), _tls("mail.gandi.net", 465), exchangers=("mail.gandi.net",)),
    Provider(
        "Telekom",
        _tls("secureimap.t-online.de", 993),
        _tls("securesmtp.t-online.de", 465),
        _domains("t-online.de magenta.de"),
        (),
        Manner.MAIL_PASSWORD,
    ),
    Provider(
        "freenet",
        _tls("mx.freenet.de", 993),
        _tls("mx.freenet.de", 465),
        _domains("freenet.de"),
    ),
    Provider(
        "Zoho",
        _tls("imap.zoho.com", 993),
        _tls("smtp.zoho.com", 465),
        _domains("zohomail.com zoho.com"),
        ("zoho.com",),
        Manner.SWITCHED_OFF,
    ),
    Provider(
        "Zoho",
        _tls("imap.zoho.eu", 993),
        _tls("smtp.zoho.eu", 465),
        _domains("zohomail.eu zoho.eu"),
        ("zoho.eu",),
        Manner.SWITCHED_OFF,
    ),
    Provider(
        "Proton",
        MailServer("127.0.0.1", 1143, Security.NONE),
        MailServer("127.0.0.1", 1025, Security.NONE),
        _domains("proton.me protonmail.com protonmail.ch pm.me"),
        ("protonmail.ch",),
        Manner.BRIDGE,
    ),
)  # fmt: skip
"""The first that fits counts: Outlook.com's exchangers end like those of Microsoft 365."""

_BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in provider.domains}
