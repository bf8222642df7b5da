"""Where a model is asked: an address taken apart once, and whether it lies in our own network.

The words of a conversation go there. Out of our own network they go over HTTPS only.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from foothold.connectors.models.troubles import ModelTrouble, Why

LONGEST_ADDRESS = 500
"""Characters."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*")
_LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_PRIVATE = (
    IPv4Network("10.0.0.0/8"), IPv4Network("172.16.0.0/12"), IPv4Network("192.168.0.0/16"),
    IPv4Network("100.64.0.0/10"), IPv6Network("fc00::/7"),
)  # fmt: skip
_NEVER = (
    IPv4Network("0.0.0.0/8"), IPv4Network("169.254.0.0/16"), IPv4Network("192.0.0.0/24"), IPv4Network("192.0.2.0/24"),
    IPv4Network("198.51.100.0/24"), IPv4Network("203.0.113.0/24"), IPv4Network("224.0.0.0/4"),
    IPv4Network("240.0.0.0/4"), IPv4Network("100.100.100.200/32"), IPv6Network("::/128"), IPv6Network("fe80::/10"),
    IPv6Network("ff00::/8"), IPv6Network("2001:db8::/32"), IPv6Network("fd00:ec2::/32"), IPv6Network("fd20:ce::/32"),
)  # fmt: skip
"""Link-local, multicast, reserved, and where cloud providers keep the metadata of a machine."""
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
"""Ends of names that no public name has (RFC 6761, 6762, 8375, and ICANN's .internal)."""


class Where(StrEnum):
    """How far away it is."""

    THIS_MACHINE = "this machine"
    OWN_NETWORK = "own network"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to ask. `path` ends without a slash; `shown` is host and port, as people are told."""

    scheme: str
    host: str
    port: int
    path: str
    where: Where

    @property
    def shown(self) -> str:
        usual = self.port == _DEFAULT_PORTS[self.scheme]
        return self._bracketed if usual else f"{self._bracketed}:{self.port}"

    @property
    def base_url(self) -> str:
        """The address as it is kept."""
        return f"{self.scheme}://{self.shown}{self.path}"

    @property
    def server(self) -> tuple[str, str, int]:
        """What a key is given for."""
        return self.scheme, self.host, self.port

    @property
    def is_local(self) -> bool:
        return self.where is not Where.ELSEWHERE

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def place_of(address: str) -> Place:
    """Take the address apart. Raises `ModelTrouble` for one that is not to be asked; nothing is looked up."""
    url = _split(address.strip())
    host = (url.hostname or "").lower()
    ip = _ip(host)
    if ip is None and not _is_a_name(host):
        raise ModelTrouble(Why.ADDRESS)
    shown = f"[{host}]" if ":" in host else host
    if "@" in url.netloc or url.query or url.fragment:
        raise ModelTrouble(Why.CREDENTIALS, shown)
    if ip is not None and _is_in(ip, _NEVER):
        raise ModelTrouble(Why.RESERVED, shown)
    path = url.path.rstrip("/").removesuffix("/chat/completions")
    if not _PATH.fullmatch(path):
        raise ModelTrouble(Why.ADDRESS)
    place = Place(url.scheme, host, _port(url), path, _where(host, ip))
    if place.scheme == "http" and not place.is_local:
        raise ModelTrouble(Why.UNENCRYPTED, place.shown)
    return place


def is_ours(address: str) -> bool:
    """Whether a resolved IP address is this machine's or private."""
    ip = _ip(address)
    return ip is not None and not _is_in(ip, _NEVER) and _is_in(ip, (*_LOOPBACK, *_PRIVATE))


def _split(address: str) -> SplitResult:
    if not address or len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable():
        raise ModelTrouble(Why.ADDRESS)
    try:
        url = urlsplit(address)
    except ValueError:
        raise ModelTrouble(Why.ADDRESS) from None
    if url.scheme not in _DEFAULT_PORTS or "\\" in address or " " in address:
        raise ModelTrouble(Why.ADDRESS)
    return url


def _port(url: SplitResult) -> int:
    try:
        port = url.port
    except ValueError:
        port = 0
    if port is None:
        return _DEFAULT_PORTS[url.scheme]
    if not 0 < port < 65536:
        raise ModelTrouble(Why.ADDRESS)
    return port


def _where(host: str, ip: IPv4Address | IPv6Address | None) -> Where:
    if ip is not None:
        if _is_in(ip, _LOOPBACK):
            return Where.THIS_MACHINE
        return Where.OWN_NETWORK if _is_in(ip, _PRIVATE) else Where.ELSEWHERE
    if host == "localhost" or host.endswith(".localhost"):
        return Where.THIS_MACHINE
    return Where.OWN_NETWORK if "." not in host or host.endswith(_PRIVATE_NAMES) else Where.ELSEWHERE


def _is_a_name(host: str) -> bool:
    """A name as everybody spells it; resolvers also read 2130706433 and 0x7f.1 as 127.0.0.1."""
    return bool(_NAME.fullmatch(host)) and len(host) <= 253 and not _NUMBER.fullmatch(host.rpartition(".")[2])


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return mapped or ip


def _is_in(ip: IPv4Address | IPv6Address, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(ip in network for network in networks if network.version == ip.version)
