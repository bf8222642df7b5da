"""Where a mail account is reached, and as whom."""

from dataclasses import dataclass
from enum import StrEnum


class Security(StrEnum):
    """How a connection is encrypted. NONE is for a server on this machine only."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Login(StrEnum):
    """What the secret of an account is: a password, or an access token of OAuth (XOAUTH2)."""

    PASSWORD = "password"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where an account is reached, and as whom. The secret is never part of it."""

    host: str
    port: int
    security: Security = Security.TLS
    user: str = ""
    login: Login = Login.PASSWORD
