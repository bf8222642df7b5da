"""A small OpenID Connect provider on loopback: discovery, login without a page, token, userinfo. Real HTTP."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

CLIENT, SECRET = "foothold", "a secret of the client"
KEY = "0123456789abcdef0123456789abcdef"


class OidcProvider:
    """Logs in whoever `person` is. `broken` makes one of its answers nonsense; `refuses` says no at its login."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.person: dict[str, Any] = {}
        self.broken = ""
        self.refuses = False
        self.audience = CLIENT
        self.issuer = url
        self._codes: dict[str, tuple[str, dict[str, Any]]] = {}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def log_in(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256", "PKCE is asked for"
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = f"code{len(self._codes)}"
        self._codes[code] = (asked["code_challenge"], dict(self.person))
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """The token of a code, once, for who holds the client's secret and the verifier."""
        challenge, person = self._codes.pop(asked.get("code", ""), ("", {}))
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        fits = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        if not fits or asked.get("client_secret") != SECRET:
            return None
        import jwt  # with the login of a firm alone

        now = int(time.time())
        claims = {**person, "iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + 300}
        signed = jwt.encode(claims, KEY, algorithm="HS256")
        return {"access_token": json.dumps(person), "token_type": "Bearer", "id_token": signed, "expires_in": 300}


class _Answers(BaseHTTPRequestHandler):
    provider: OidcProvider

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        if self.provider.broken and self.provider.broken in place.path:
            return self._json({}, 500 if self.provider.broken == "userinfo" else 200)
        if place.path.endswith("openid-configuration"):
            return self._json(self.provider.discovery())
        if place.path == "/authorize":
            self.send_response(302)
            asked = {name: values[0] for name, values in parse_qs(place.query).items()}
            self.send_header("Location", self.provider.log_in(asked))
            self.end_headers()
            return None
        if place.path == "/userinfo":
            return self._json(json.loads(self.headers["Authorization"].removeprefix("Bearer ")))
        return self._json({}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        answer = self.provider.token({name: values[0] for name, values in parse_qs(body).items()})
        if self.provider.broken == "token":
            answer = {"nothing": "here"}
        self._json(answer if answer is not None else {"error": "invalid_grant"}, 200 if answer is not None else 400)

    def _json(self, answer: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: Any) -> None:
        pass


@pytest.fixture
def oidc_provider() -> Iterator[OidcProvider]:
    """The provider, answering on a port of its own."""
    answers: Callable[..., Any] = type("Answers", (_Answers,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)  # type: ignore[arg-type]
    provider = OidcProvider(f"http://127.0.0.1:{server.server_port}")
    answers.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()
