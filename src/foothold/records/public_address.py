"""The address a server is reached by from outside, as it was given: read and refused before anything starts.

Standard library only: `foothold serve` reads it before Django is loaded, the settings read it again.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """Where browsers find us.

    `url` has no slash at its end, `host` is the name alone (an IPv6 address in brackets, as Django compares it),
    `place` the name with its port where that is not the usual one: what a Host header carries.
    """

    url: str
    host: str
    place: str
    is_secure: bool


def public_address(text: str, *, allow_plain_loopback: bool = False) -> PublicAddress:
    """Read an address such as `https://foothold.firm.example`.

    Plain http is for tests on this machine's own names only, and only where asked for: a password sent over it
    can be read on the way. Raises ValueError with one line for a person.
    """
    try:
        parts = urlsplit(text.strip())
        name, port = (parts.hostname or "").rstrip("."), parts.port
        name = name.encode("idna").decode("ascii") if not name.isascii() else name
    except ValueError:  # UnicodeError is one, too
        raise ValueError(f"{text} is no address. Write it like https://foothold.firm.example") from None
    if parts.scheme not in {"http", "https"} or not name:
        raise ValueError(f"{text} is no address. Write it like https://foothold.firm.example")
    if parts.username is not None or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError(f"{text}: the address ends with its host. Foothold has a host name of its own, no path.")
    if parts.scheme == "http" and not (allow_plain_loopback and name in LOOPBACK_NAMES):
        raise ValueError(f"{text} sends passwords and customers' words unencrypted. Use https://")
    host = f"[{name}]" if ":" in name else name
    usual = 443 if parts.scheme == "https" else 80
    place = host if port in {None, usual} else f"{host}:{port}"
    return PublicAddress(f"{parts.scheme}://{place}", host, place, parts.scheme == "https")
