"""Logging in to an SMTP server (RFC 4954): PLAIN, LOGIN and XOAUTH2, in UTF-8.

The standard library's own takes ASCII passwords only.
"""

import base64
import smtplib

from foothold.connectors.mail.mail_server import Login, MailServer
from foothold.connectors.mail.mail_troubles import Why, why_not_let_in


class NotLetIn(Exception):
    """The server's answer to the login; `code` 500 and above is for good."""

    def __init__(self, why: Why, code: int, said: bytes) -> None:
        super().__init__(why.name)
        self.why = why
        self.code = code
        self.said = said


def log_in(client: smtplib.SMTP, server: MailServer, secret: str) -> None:
    """Raise `NotLetIn` where the server does not take `server.user` and `secret`, or no way is known."""
    offered = client.esmtp_features.get("auth", "").upper().split()
    user, password = server.user.encode("utf-8"), secret.encode("utf-8")
    if server.login is Login.TOKEN:
        answer = _xoauth2(client, user, password)
    elif "PLAIN" in offered:
        answer = client.docmd("AUTH PLAIN", _base64(b"\0" + user + b"\0" + password))
    elif "LOGIN" in offered:
        answer = _login(client, user, password)
    else:
        # A server that offers only tokens takes no password, whatever it is.
        why = Why.NO_PASSWORD if {"XOAUTH2", "OAUTHBEARER"} & set(offered) else Why.NO_LOGIN
        raise NotLetIn(why, 535, b"")
    code, said = answer
    if code == 235:
        return
    if code < 500:
        raise NotLetIn(Why.BUSY if code == 421 else Why.TROUBLE, code, said)
    raise NotLetIn(why_not_let_in(server, said.decode("utf-8", "replace")), code, said)


def _login(client: smtplib.SMTP, user: bytes, password: bytes) -> tuple[int, bytes]:
    answer = client.docmd("AUTH LOGIN")
    for word in (user, password):
        if answer[0] != 334:
            return answer
        answer = client.docmd(_base64(word))
    return answer


def _xoauth2(client: smtplib.SMTP, user: bytes, token: bytes) -> tuple[int, bytes]:
    answer = client.docmd("AUTH XOAUTH2", _base64(b"user=" + user + b"\x01auth=Bearer " + token + b"\x01\x01"))
    # A refusal comes as a question first, to be answered with nothing.
    return client.docmd("") if answer[0] == 334 else answer


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
