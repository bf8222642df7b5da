"""Secrets at rest: an ICS address or a token is stored sealed, and opens only where it was sealed for.

AES-256-GCM, a random nonce each time. The associated data say whose secret it is: a sealed value copied
to another row does not open there. The keys are `settings.ENCRYPTION_KEY`: 32 random bytes in urlsafe
base64, several separated by commas. The first seals, all open: that is how a key is exchanged.
"""

import binascii
import hashlib
import hmac
import os
from base64 import b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_VERSION = "s1"
_NONCE_BYTES = 12
_KEY_BYTES = 32


class CannotOpen(Exception):
    """A sealed secret that does not open. The message is one line for a person and holds nothing of it."""


_OTHER_KEY = (
    "This secret was sealed with another encryption key. Nothing is lost. Put the earlier key back "
    "(FOOTHOLD_ENCRYPTION_KEY, or the file encryption_key in the data folder), or connect the source again."
)
_CHANGED = (
    "This secret was changed after it was sealed, or belongs to something else. It was not used. "
    "Connect the source again, or restore it from a backup."
)
_NO_KEY = (
    "FOOTHOLD_ENCRYPTION_KEY holds something that is no key: 32 random bytes in urlsafe base64, several "
    "separated by commas. Nothing was sealed or opened. Put the earlier key back."
)


def seal(plain: str, *, about: str) -> str:
    """`plain`, readable only with our key and the same `about`: what it belongs to, such as the row's id.

    ASCII, about 4/3 of the UTF-8 length and 54 characters; different each time. Raises ValueError for an
    empty `about`, ImproperlyConfigured for a broken key.
    """
    bound = _bound_to(about)
    key = _keys()[0]
    nonce = os.urandom(_NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, plain.encode("utf-8", "surrogatepass"), bound)
    return f"{_VERSION}:{_name_of(key)}:{urlsafe_b64encode(sealed).decode('ascii')}"


def unseal(sealed: str, *, about: str) -> str:
    """What `seal` was given. Raises `CannotOpen`: another key, another `about`, or changed since."""
    bound = _bound_to(about)
    version, _, rest = sealed.partition(":")
    name, _, text = rest.partition(":")
    raw = _bytes_of(text) if version == _VERSION else b""
    if len(raw) <= _NONCE_BYTES:
        raise CannotOpen(_CHANGED)
    keys = [key for key in _keys() if _name_of(key) == name]
    if not keys:
        raise CannotOpen(_OTHER_KEY)
    for key in keys:
        opened = _opened(key, raw, bound)
        if opened is not None:
            return opened.decode("utf-8", "surrogatepass")
    raise CannotOpen(_CHANGED)


def check_values(plain: str, *, about: str) -> list[str]:
    """What tells that something is `plain` again without holding it: the value to keep, then those of earlier keys.

    Hex, 64 characters, the same each time; of another `about` another. Raises as `seal`.
    """
    bound = _bound_to(about)
    said = plain.encode("utf-8", "surrogatepass")
    return [hmac.new(key, bound + b"\0" + said, hashlib.sha256).hexdigest() for key in _keys()]


def _opened(key: bytes, raw: bytes, bound: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound)
    except InvalidTag:
        return None


def _bound_to(about: str) -> bytes:
    if not about:
        raise ValueError("a secret is sealed for something: `about` is empty")
    return f"foothold {_VERSION}\0{about}".encode()


def _keys() -> list[bytes]:
    keys = [_bytes_of(text.strip()) for text in settings.ENCRYPTION_KEY.split(",") if text.strip()]
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise ImproperlyConfigured(_NO_KEY)
    return keys


def _name_of(key: bytes) -> str:
    """Tells keys apart without telling anything about them; so "another key" is known from "changed"."""
    return hashlib.sha256(b"foothold key name\0" + key).hexdigest()[:8]


def _bytes_of(text: str) -> bytes:
    """Urlsafe base64, padded or not; empty where it is none."""
    try:
        return b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
