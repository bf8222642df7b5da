"""How a UID is kept."""

from hashlib import sha256


def uid_key(uid: str) -> str:
    """A UID as rows keep it: itself, or its digest where it is longer than a column (255 characters)."""
    return uid if len(uid) <= 255 else f"sha256:{sha256(uid.encode('utf-8', 'replace')).hexdigest()}"
