"""Who signed a mail: a DKIM check of our own (RFC 6376, RFC 8463; DESIGN 6 "Who answered?").

Asked only where no trusted server speaks of the sender. A pass says that the domain of the From address wrote what is
read here. Everything else proves nothing, never the contrary: keys go, and mails are changed on their way. In time
linear in the mail, which is anybody's (docs/decisions/0015).
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from foothold.connectors.mail.authentication import Authentication, Doubt, aligned
from foothold.connectors.mail.letter import parsed_headers
from foothold.connectors.mail.lookups import NoAnswer
from foothold.connectors.mail.parts import tolerant
from foothold.connectors.mail.written_fields import ascii_domain
from foothold.core.domains import registrable

Keys = Callable[[str], Sequence[str]]
"""The TXT records of a name; none where there are none. Raises `NoAnswer` where that cannot be told."""

LARGEST = 5_000_000
MOST_SIGNATURES = 3
RSA_BITS = range(1024, 8193)
CLOCKS_DIFFER = timedelta(days=1)

_LONGEST_SIGNATURE = 8_000
_LONGEST_KIND = 3_000
_MOST_TAGS = 40
_MOST_NAMED = 200
_FIELD_NAME = re.compile(rb"([!-9;-~]{1,200}):")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?){0,20}")
_BLANKS = re.compile(rb"[ \t]+")
_ALGORITHMS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
_CANONICAL = frozenset({"simple", "relaxed"})

# A second one of these is read by one program and not by the other: what was signed is then not what is read.
_ONCE = frozenset(
    b"from sender reply-to to cc subject date message-id in-reply-to references mime-version content-type"
    b" content-transfer-encoding".split()
)
_MUST_COVER = (b"from", b"date", b"subject")
_SAYS_WHAT_THE_BODY_IS = (b"content-type", b"content-transfer-encoding")


@dataclass(frozen=True, slots=True)
class _Mail:
    """The fields in their order, each a name in lower case and its bytes as they stand with CRLF, and the body."""

    fields: list[tuple[bytes, bytes]]
    body: bytes

    def value(self, name: bytes) -> bytes:
        """What the first field of that name says; empty where there is none."""
        return next((raw.partition(b":")[2] for each, raw in self.fields if each == name), b"")


@dataclass(frozen=True, slots=True)
class _Signature:
    """One DKIM-Signature field whose form is right: `raw` as it stands, `names` the fields it covers."""

    raw: bytes
    domain: str
    selector: str
    kind: str
    names: list[bytes]
    body_hash: bytes
    signed: bytes
    header_form: str
    body_form: str
    identity: str


def signed_by(data: bytes, address: str, keys: Keys, *, now: datetime) -> Authentication:
    """Whether the domain of the From `address` signed the mail in `data`, bytes as they were received.

    The caller has seen to it that From shows this address and no other (`MailMessage.senders`). Never "fail".
    """
    domain = _ascii(address.rpartition("@")[2])
    mail = _opened(data)
    if mail is None or not domain:
        return _unproven(Doubt.UNFIT)
    fields = [raw for name, raw in mail.fields if name == b"dkim-signature"][:MOST_SIGNATURES]
    doubts, is_broken = [], False
    for raw in fields:
        tags = _tags(raw.partition(b":")[2])
        is_broken = is_broken or not tags
        if not _speaks_for(tags.get("d", "").lower(), domain):
            continue
        doubt = _doubt(mail, raw, tags, keys, now)
        if doubt is None:
            return Authentication("pass", because=f"Signed by {tags['d'].lower()} (DKIM).")
        doubts.append(doubt)
    without = Doubt.UNFIT if is_broken else Doubt.BY_ANOTHER if fields else Doubt.UNSIGNED
    return _unproven(doubts[0] if doubts else without)


def _unproven(doubt: Doubt) -> Authentication:
    return Authentication("none", because=doubt.value, doubt=doubt)


def _speaks_for(domain: str, sender: str) -> bool:
    """Whether a signer's domain is the sender's own, above or below it, and nobody else's (RFC 7489 3.1.1)."""
    return aligned(domain, sender) and registrable(domain) == registrable(sender) != ""


def _doubt(mail: _Mail, raw: bytes, tags: dict[str, str], keys: Keys, now: datetime) -> Doubt | None:
    """Why this signature proves nothing; None where it proves its domain. DNS is asked last."""
    signature = _signature(raw, tags, now)
    if signature is None or not _covers(signature.names, mail):
        return Doubt.UNFIT
    if hashlib.sha256(_body(mail.body, signature.body_form)).digest() != signature.body_hash:
        return Doubt.ALTERED
    try:
        found = keys(f"{signature.selector}._domainkey.{signature.domain}")
    except NoAnswer:
        return Doubt.NO_ANSWER
    records = [tags for text in found if "p" in (tags := _tags(text.encode("utf-8", "replace")))]
    if len(records) != 1 or not records[0]["p"]:
        return Doubt.NO_KEY
    key = _key(records[0], signature)
    if key is None:
        return Doubt.UNFIT
    return None if _holds(key, signature, mail) else Doubt.ALTERED


# --- the mail ------------------------------------------------------------------------------------


def _opened(data: bytes) -> _Mail | None:
    """The mail taken apart as signers do; None where other readers could see other fields in it than we do."""
    if len(data) > LARGEST:
        return None
    data = data.replace(b"\r\n", b"\n")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    head, _, body = data.partition(b"\n\n")
    if b"\r" in head or b"\0" in head:
        return None
    lines: list[list[bytes]] = []
    for line in head.rstrip(b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and lines:
            lines[-1].append(line)
        elif _FIELD_NAME.match(line):
            lines.append([line])
        else:
            return None
    fields = [(each[0].partition(b":")[0].lower(), b"\r\n".join(each) + b"\r\n") for each in lines]
    names = [name for name, _ in fields]
    if any(names.count(name) > 1 for name in _ONCE) or b"from" not in names or b"date" not in names:
        return None
    return _Mail(fields, body.replace(b"\n", b"\r\n"))


def _covers(names: Collection[bytes], mail: _Mail) -> bool:
    """Whether a signature covers who wrote, when, about what, and what kind of text the body is.

    Gmail leaves Content-Type out. Of a body in several parts each says its own, and is covered; but only if nothing
    stands before the first: else anybody could make parts out of words that were quoted in a text.
    """
    if not all(name in names for name in _MUST_COVER if name == b"from" or mail.value(name)):
        return False
    if all(name in names for name in _SAYS_WHAT_THE_BODY_IS if mail.value(name)):
        return True
    boundary = _boundary(mail.value(b"content-type"))
    first = mail.body.lstrip(b"\r\n").partition(b"\r\n")[0].rstrip()
    return boundary != b"" and first == b"--" + boundary


def _boundary(kind: bytes) -> bytes:
    """What parts a body of that kind, as who reads the mail sees it; empty where it is not in parts."""
    message = parsed_headers(b"Content-Type:" + kind)
    if len(kind) > _LONGEST_KIND or message.get_content_maintype() != "multipart":
        return b""
    found = tolerant(message.get_boundary, None)
    return found.encode() if isinstance(found, str) and found.isascii() else b""


def _body(body: bytes, form: str) -> bytes:
    """The body as it is signed (RFC 6376 3.4.3, 3.4.4)."""
    if form == "relaxed":
        lines = _BLANKS.sub(b" ", body).split(b"\r\n")
        body = b"\r\n".join([line.removesuffix(b" ") for line in lines])
    end = len(body)
    while body.endswith(b"\r\n", 0, end):
        end -= 2
    return body[:end] + b"\r\n" if end or form == "simple" else b""


def _field(raw: bytes, form: str) -> bytes:
    """A field as it is signed (RFC 6376 3.4.1, 3.4.2)."""
    if form == "simple":
        return raw
    name, _, value = raw.partition(b":")
    return name.strip().lower() + b":" + _BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip(b" ") + b"\r\n"


# --- the signature -------------------------------------------------------------------------------


def _signature(raw: bytes, tags: dict[str, str], now: datetime) -> _Signature | None:
    """A signature of a kind that can prove something; None for one that is broken, weak, partial or over."""
    forms = tags.get("c", "simple/simple").lower().split("/")
    forms = [*forms, "simple"][:2] if len(forms) < 3 else []
    domain, selector = tags.get("d", "").lower(), tags.get("s", "").lower()
    identity = tags.get("i", f"@{domain}").lower().rpartition("@")[2]
    names = [name.strip().lower().encode() for name in tags.get("h", "").split(":")]
    if (
        tags.get("v") != "1"
        or tags.get("a", "").lower() not in _ALGORITHMS
        or "l" in tags
        or "dns/txt" not in [each.strip().lower() for each in tags.get("q", "dns/txt").split(":")]
        or not _CANONICAL.issuperset(forms)
        or not forms
        or len(names) > _MOST_NAMED
        or not _HOST.fullmatch(domain)
        or not _HOST.fullmatch(selector)
        or len(selector) + len(domain) > 240
        or not (identity == domain or identity.endswith(f".{domain}"))
        or not _in_time(tags, now)
    ):
        return None
    body_hash, signed = _bytes(tags.get("bh", "")), _bytes(tags.get("b", ""))
    if body_hash is None or not signed:
        return None
    kind = _ALGORITHMS[tags["a"].lower()]
    return _Signature(raw, domain, selector, kind, names, body_hash, signed, forms[0], forms[1], identity)


def _in_time(tags: dict[str, str], now: datetime) -> bool:
    """Signed before now, and not over (t=, x=)."""
    moments = [tags.get("t", "0"), tags.get("x", "9" * 12)]
    if not all(each.isascii() and each.isdigit() and len(each) <= 12 for each in moments):
        return False
    signed_at, ends_at = map(int, moments)
    return signed_at <= (now + CLOCKS_DIFFER).timestamp() and signed_at <= ends_at and now.timestamp() <= ends_at


def _tags(value: bytes) -> dict[str, str]:
    """The tags of a signature or of a key record (RFC 6376 3.2); none where its form is broken."""
    if len(value) > _LONGEST_SIGNATURE or not value.isascii():
        return {}
    tags: dict[str, str] = {}
    pieces = value.decode("ascii").split(";")
    if not pieces[-1].strip():
        pieces.pop()
    for piece in pieces[: _MOST_TAGS + 1]:
        name, equals, said = piece.partition("=")
        if not equals or not name.strip() or name.strip() in tags:
            return {}
        tags[name.strip()] = said.strip()
    return tags if len(tags) <= _MOST_TAGS else {}


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _without_signature(raw: bytes) -> bytes:
    """The field itself as it is signed: without what its b= says."""
    name, colon, value = raw.partition(b":")
    pieces = value.split(b";")
    emptied = [piece.partition(b"=")[0].strip() == b"b" for piece in pieces]
    kept = [p.partition(b"=")[0] + b"=" if empty else p for p, empty in zip(pieces, emptied, strict=True)]
    return name + colon + b";".join(kept)


def _signed_text(signature: _Signature, mail: _Mail) -> bytes:
    """The fields that are covered, of several of one name the last first, and the signature's own (RFC 6376 3.7)."""
    left: dict[bytes, list[bytes]] = {}
    for name, raw in mail.fields:
        left.setdefault(name, []).append(raw)
    chosen = [left[name].pop() for name in signature.names if left.get(name)]
    own = _field(_without_signature(signature.raw), signature.header_form)
    return b"".join(_field(raw, signature.header_form) for raw in chosen) + own.removesuffix(b"\r\n")


# --- the key -------------------------------------------------------------------------------------


def _key(record: dict[str, str], signature: _Signature) -> RSAPublicKey | Ed25519PublicKey | None:
    """The key of a record that may be used for this signature, and is strong enough."""
    flags = [each.strip().lower() for each in record.get("t", "").split(":")]
    hashes = [each.strip().lower() for each in record.get("h", "sha256").split(":")]
    services = [each.strip().lower() for each in record.get("s", "*").split(":")]
    if (
        record.get("v", "DKIM1") != "DKIM1"
        or record.get("k", "rsa").lower() != signature.kind
        or "sha256" not in hashes
        or not {"*", "email"} & set(services)
        # y: the domain is only testing. s: nobody below it.
        or "y" in flags
        or ("s" in flags and signature.identity != signature.domain)
    ):
        return None
    written = _bytes(record["p"])
    try:
        if signature.kind == "ed25519":
            return Ed25519PublicKey.from_public_bytes(written or b"")
        key = load_der_public_key(written or b"")
    except (ValueError, UnsupportedAlgorithm, TypeError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size in RSA_BITS else None


def _holds(key: RSAPublicKey | Ed25519PublicKey, signature: _Signature, mail: _Mail) -> bool:
    text = _signed_text(signature, mail)
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature.signed, text, PKCS1v15(), SHA256())
        else:
            key.verify(signature.signed, hashlib.sha256(text).digest())
    except (InvalidSignature, ValueError):
        return False
    return True


def _ascii(domain: str) -> str:
    try:
        return ascii_domain(domain)
    except ValueError:
        return ""
