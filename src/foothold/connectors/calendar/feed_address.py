"""Which addresses are asked for a calendar: hosts that anybody may ask, spelled as everybody spells them.

An address comes from a person, a redirect from a stranger: neither may make this machine ask its own
network, its own services or its provider's metadata.
"""

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from foothold.connectors.calendar.feed_troubles import FeedRefused, Why

LONGEST_ADDRESS = 4096
"""Characters. Secret addresses have 100 to 300."""

PORTS = frozenset({80, 443, 8443})

_SCHEMES = {"http": "http", "https": "https", "webcal": "https", "webcals": "https"}
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

# The registries of special-purpose addresses of IANA (RFC 6890), and where cloud providers keep the
# metadata of a machine. Written down because what Python's ipaddress calls global differs by version.
_PRIVATE_4 = [
    IPv4Network(network)
    for network in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15")
]
_NEVER_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "168.63.129.16/32",
    )
]  # fmt: skip
_PRIVATE_6 = [IPv6Network("::1/128"), IPv6Network("fc00::/7")]
_NEVER_6 = [
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fd00:ec2::/32", "fd20:ce::/32")
]
_UNICAST_6 = IPv6Network("2000::/3")
_HOLD_AN_IPV4 = [IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96")]
"""IPv4-mapped (RFC 4291) and NAT64 (RFC 6052): the last 32 bits say who is asked."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to ask: an address taken apart once, so that what was checked is what is asked.

    `host` is ASCII (IDNA), `authority` the Host header. Path and query are the secret: never shown.
    """

    scheme: str
    host: str
    port: int
    authority: bytes
    url: httpx.URL = field(repr=False)


def place_of(address: str, *, allow_private: bool, after: Place | None = None) -> Place:
    """Take `address` apart; `after` is the place whose redirect gave it (it may be relative then).

    `allow_private` also allows any port. Raises `FeedRefused` for another scheme, a user name, an unusual
    port, an IPv4 address in another spelling than four decimals, a trailing dot, and for leaving HTTPS.
    """
    url = _parsed(address, after)
    scheme = _SCHEMES.get(url.scheme) if url is not None else None
    if url is None or scheme is None:
        raise FeedRefused(Why.ADDRESS)
    host = url.raw_host.decode("ascii")
    if not _is_spelled_plainly(host):
        raise FeedRefused(Why.ADDRESS)
    if url.userinfo:
        raise FeedRefused(Why.CREDENTIALS, host)
    if after is not None and after.scheme == "https" and scheme == "http":
        raise FeedRefused(Why.UNENCRYPTED, host)
    url = url.copy_with(scheme=scheme)
    port = _DEFAULT_PORTS[scheme] if url.port is None else url.port
    if not 0 < port < 65536:
        raise FeedRefused(Why.ADDRESS)
    if port not in PORTS and not allow_private:
        raise FeedRefused(Why.PORT, host)
    return Place(scheme, host, port, url.netloc, url)


def may_be_asked(address: str, *, allow_private: bool = False) -> bool:
    """Whether a resolved IP address is public; with `allow_private`, also private and loopback ones.

    Never: link-local, multicast, reserved, documentation, 6to4 and Teredo, metadata of cloud providers.
    An address that is none is not asked.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and any(ip in network for network in _HOLD_AN_IPV4):
        ip = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if isinstance(ip, IPv4Address):
        never, private = any(ip in network for network in _NEVER_4), any(ip in network for network in _PRIVATE_4)
    else:
        private = any(ip in network for network in _PRIVATE_6)
        never = any(ip in network for network in _NEVER_6) or not (private or ip in _UNICAST_6)
    return not never and (allow_private or not private)


def _parsed(address: str, after: Place | None) -> httpx.URL | None:
    address = address.strip()
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    try:
        url = httpx.URL(address)
        return after.url.join(url) if after is not None else url
    except (httpx.InvalidURL, ValueError):
        return None


def _is_spelled_plainly(host: str) -> bool:
    """A name, an IPv6 address without a zone, or an IPv4 address as four decimals.

    Resolvers also read 2130706433, 0x7f.1, 0177.0.0.1 and 127.1 as 127.0.0.1; people do not write so.
    """
    if ":" in host:
        return "%" not in host and _is_ip(host)
    if not _NAME.fullmatch(host) or len(host) > 253:
        return False
    return _is_ip(host) or not _NUMBER.fullmatch(host.rpartition(".")[2])


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
