"""Mails signed as a customer's server signs them (RFC 6376), with keys made here; what DNS would say of them."""

import base64
import hashlib
import re

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from foothold.connectors.mail.lookups import NoAnswer

DOMAIN = "northwind.example"
COVERED = "from:to:subject:date:message-id:mime-version:content-type"


def pem_free(public: object, form: str = "SubjectPublicKeyInfo") -> str:
    if isinstance(public, ed25519.Ed25519PublicKey):
        return base64.b64encode(public.public_bytes_raw()).decode()
    format = getattr(serialization.PublicFormat, form)
    return base64.b64encode(public.public_bytes(serialization.Encoding.DER, format)).decode()  # type: ignore[attr-defined]


class Signer:
    """A domain's server with a key of its own; `record` is what stands in DNS."""

    def __init__(self, domain: str = DOMAIN, *, kind: str = "rsa", bits: int = 2048, selector: str = "key") -> None:
        self.domain, self.kind, self.selector = domain, kind, selector
        self.key = ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else rsa.generate_private_key(65537, bits)
        self.record = f"v=DKIM1; k={kind}; p={pem_free(self.key.public_key())}"
        self.name = f"{selector}._domainkey.{domain}"

    def sign(self, mail: bytes, *, form: str = "relaxed/relaxed", covered: str = COVERED, **more: str) -> bytes:
        """The mail with its signature on top; `more` are tags set besides or instead, None leaves one out."""
        mail = re.sub(rb"\r?\n", b"\r\n", mail)
        head, _, body = mail.partition(b"\r\n\r\n")
        fields = re.findall(rb"[^\r\n]+(?:\r\n[ \t][^\r\n]*)*", head)
        header_form, body_form = form.split("/")
        digest = hashlib.sha256(canonical_body(body, body_form)).digest()
        tags = {"v": "1", "a": f"{self.kind}-sha256", "c": form, "d": self.domain, "s": self.selector}
        tags |= {"h": covered, "bh": base64.b64encode(digest).decode()} | more | {"b": ""}
        own = "DKIM-Signature: " + ";\r\n ".join(f"{name}={said}" for name, said in tags.items())
        chosen = []
        for name in covered.split(":"):
            same = [field for field in fields if field.lower().startswith(name.encode() + b":")]
            chosen += same[-1:] if name not in covered.split(":")[: covered.split(":").index(name)] else []
        text = b"\r\n".join(canonical_field(field, header_form) for field in [*chosen, own.encode()])
        if isinstance(self.key, ed25519.Ed25519PrivateKey):
            signed = self.key.sign(hashlib.sha256(text).digest())
        else:
            signed = self.key.sign(text, padding.PKCS1v15(), SHA256())
        return own.encode() + base64.b64encode(signed) + b"\r\n" + mail


def canonical_body(body: bytes, form: str) -> bytes:
    if form == "relaxed":
        body = re.sub(rb"[ \t]+", b" ", re.sub(rb"[ \t]+(?=\r\n|$)", b"", body))
    body = re.sub(rb"(\r\n)*$", b"", body)
    return body + b"\r\n" if body or form == "simple" else b""


def canonical_field(field: bytes, form: str) -> bytes:
    if form == "simple":
        return field
    name, _, said = field.partition(b":")
    return name.lower() + b":" + re.sub(rb"[ \t]+", b" ", said.replace(b"\r\n", b"")).strip()


class Dns:
    """Answers what signers publish, and remembers what it was asked; `silent` answers nothing at all."""

    def __init__(self, *signers: Signer, silent: bool = False) -> None:
        self.records: dict[str, list[str]] = {each.name: [each.record] for each in signers}
        self.silent = silent
        self.asked: list[str] = []

    def __call__(self, name: str) -> list[str]:
        self.asked.append(name)
        if self.silent:
            raise NoAnswer
        return self.records.get(name, [])
