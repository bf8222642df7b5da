"""A model behind an OpenAI-compatible address: POST {base_url}/chat/completions, one part of a talk at a time.

The key stands in no message, no log and no repr. No proxy, cookie or redirect; the answer is only read, never run.
"""

import json
import logging
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import certifi
import httpx
from pydantic import ValidationError

from foothold.connectors.models.asking import SCHEMA, Answer, Finding, messages
from foothold.connectors.models.place import Place, Where, is_ours
from foothold.connectors.models.troubles import ModelTrouble, Why

CONNECT_WITHIN = 5.0
"""Seconds until a server has to be there."""
ANSWER_WITHIN = 60.0
"""Seconds of one question: name, connection, thinking, the last byte."""
LONGEST_READING = timedelta(minutes=10)
"""All parts of one conversation together."""
LARGEST_ANSWER = 2_000_000
"""Bytes of one answer."""
LONGEST_MODEL, LONGEST_KEY = 200, 4096

_FORMS: tuple[dict[str, Any], ...] = (
    {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "findings", "strict": True, "schema": SCHEMA},
        }
    },
    {"response_format": {"type": "json_object"}},
    {},
)
"""From what most servers know to what every server knows."""
_NOT_THAT_FORM = frozenset({400, 404, 415, 422, 500, 501})
_THINKING = re.compile(r"\A.*</think>", re.DOTALL)
_INVENTED = (("Anna", "Shall we say Thursday 12 March at 15:00?"), ("Petra", "Thursday works."))


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of `host`. Raises OSError."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came back: a status and, of an answer, its bytes."""

    status: int
    body: bytes = field(default=b"", repr=False)


class ChatCompletions:
    """One model at one place; `foothold.reading.second_reader.SecondReader`.

    Remembers which form of structured output the server takes, and how long one conversation has taken.
    """

    def __init__(
        self,
        place: Place,
        model: str,
        key: str = "",
        *,
        answer_within: float = ANSWER_WITHIN,
        connect_within: float = CONNECT_WITHIN,
        resolve: Callable[[str, int], Sequence[str]] = look_up,
    ) -> None:
        """Raises `ModelTrouble` for a name or key that cannot be one."""
        self._place, self._model, self._key = place, checked_model(model), checked_key(key)
        self._answer_within, self._connect_within, self._resolve = answer_within, connect_within, resolve
        self._form, self._temperature = 0, True
        self._until: float | None = None

    def __repr__(self) -> str:
        return f"<{self._model} at {self._place.shown}>"

    @property
    def model(self) -> str:
        return self._model

    @property
    def asked(self) -> str:
        """Host and port."""
        return self._place.shown

    @property
    def where(self) -> Where:
        """How far away the words go."""
        return self._place.where

    def propose(self, said: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        """The model's claims about these words, of the right form and otherwise unproven; `{}` for a formless one.

        Raises `ModelTrouble`, one line for a person.
        """
        self._until = self._until or time.monotonic() + LONGEST_READING.total_seconds()
        if time.monotonic() > self._until:
            raise self._trouble(Why.TOO_LONG, seconds=int(LONGEST_READING.total_seconds()))
        return self._findings(self._content(self._asked_in_some_form(said)))

    def check(self) -> int:
        """Ask about an invented exchange; how many claims came back. Raises `ModelTrouble`."""
        return len(self.propose(_INVENTED))

    # --- asking ----------------------------------------------------------------------------------------

    def _asked_in_some_form(self, said: Sequence[tuple[str, str]]) -> bytes:
        """The answer's bytes. A server that does not know a form of structured output is asked without it."""
        while True:
            sent = self._exchange({"model": self._model, "messages": messages(said), **self._options()})
            if sent.status == 200:
                return sent.body
            if sent.status == 400 and self._temperature and b"temperature" in sent.body.lower():
                self._temperature = False  # some models know one temperature only
            elif sent.status in _NOT_THAT_FORM and self._form + 1 < len(_FORMS):
                self._form += 1
            else:
                raise self._refusal(sent.status)

    def _options(self) -> dict[str, Any]:
        return {"stream": False, **({"temperature": 0} if self._temperature else {}), **_FORMS[self._form]}

    def _refusal(self, status: int) -> ModelTrouble:
        if status in (401, 403):
            return self._trouble(Why.UNAUTHORISED, status=status)
        if status == 404:
            return self._trouble(Why.NOT_FOUND, status=status)
        if status == 429:
            return self._trouble(Why.BUSY, status=status)
        if 300 <= status < 400:
            return self._trouble(Why.REDIRECT, status=status)
        return self._trouble(Why.TROUBLE if status >= 500 else Why.DECLINED, status=status)

    def _exchange(self, question: dict[str, Any]) -> _Sent:
        """One question and its answer within the time, whatever the other side does meanwhile."""
        answers: queue.SimpleQueue[_Sent | ModelTrouble] = queue.SimpleQueue()
        until = time.monotonic() + self._answer_within

        def ask() -> None:
            answers.put(self._answered(question, until))

        # A resolver, or a server that sends a byte a minute, knows no deadline of ours: nobody waits for it.
        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self._answer_within)
        except queue.Empty:
            answer = self._too_slow()
        if isinstance(answer, ModelTrouble):
            raise answer
        return answer

    def _answered(self, question: dict[str, Any], until: float) -> _Sent | ModelTrouble:
        """What httpx raises is left behind here: it may hold the key."""
        try:
            for address in self._addresses():
                try:
                    return self._post(question, address, until)
                except (httpx.ConnectError, httpx.ConnectTimeout) as failed:
                    refused = self._trouble(Why.CERTIFICATE if _is_unproven(failed) else Why.REFUSED)
            return refused
        except ModelTrouble as trouble:
            return trouble
        except httpx.TimeoutException:
            return self._too_slow()
        except httpx.HTTPError:
            return self._trouble(Why.NO_ANSWER)
        except Exception:
            return self._trouble(Why.NO_ANSWER)

    def _addresses(self) -> list[str]:
        """Whom to connect to. Over plain HTTP only addresses of our own network, the very ones looked at here."""
        if self._place.scheme == "https":
            return [self._place.host]
        try:
            found = list(dict.fromkeys(self._resolve(self._place.host, self._place.port)))
        except (OSError, UnicodeError):
            found = []
        if not found:
            raise self._trouble(Why.NO_NAME)
        if not all(is_ours(address.partition("%")[0]) for address in found):
            raise self._trouble(Why.NOT_LOCAL)
        return found

    def _post(self, question: dict[str, Any], address: str, until: float) -> _Sent:
        host = f"[{address}]" if ":" in address else address
        url = f"{self._place.scheme}://{host}:{self._place.port}{self._place.path}/chat/completions"
        headers = {
            "Host": self._place.shown,
            "User-Agent": "Foothold",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            **({"Authorization": f"Bearer {self._key}"} if self._key else {}),
        }
        timeout = httpx.Timeout(self._answer_within, connect=self._connect_within)
        transport = httpx.HTTPTransport(verify=_trusted(self._place.scheme), trust_env=False)
        with (
            httpx.Client(transport=transport, timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", url, json=question, headers=headers) as response,
        ):
            return _Sent(response.status_code, self._body(response, until))

    def _body(self, response: httpx.Response, until: float) -> bytes:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise self._trouble(Why.NONSENSE)
        whole = bytearray()
        for piece in response.iter_raw():
            whole += piece
            if len(whole) > LARGEST_ANSWER:
                raise self._trouble(Why.TOO_LARGE, limit=LARGEST_ANSWER)
            if time.monotonic() > until:
                raise self._too_slow()
        return bytes(whole)

    # --- what came back -----------------------------------------------------------------------------------

    def _content(self, body: bytes) -> str:
        """The words of the first choice."""
        try:
            content = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, RecursionError):
            raise self._trouble(Why.NONSENSE) from None
        except (KeyError, IndexError, TypeError):
            raise self._trouble(Why.MISMATCH) from None
        if not isinstance(content, str) or not content.strip():
            raise self._trouble(Why.NO_ANSWER)
        return content

    def _findings(self, content: str) -> list[dict[str, Any]]:
        try:
            given = Answer.model_validate(_json_in(content)).findings
        except (ValueError, RecursionError) as wrong:
            why = Why.MISMATCH if isinstance(wrong, ValidationError) else Why.NONSENSE
        else:
            found = [_finding(one) for one in given]
            if not given or any(found):
                return found
            why = Why.MISMATCH
        raise self._trouble(why)

    def _too_slow(self) -> ModelTrouble:
        return self._trouble(Why.TOO_SLOW, seconds=round(self._answer_within))

    def _trouble(self, why: Why, *, status: int = 0, seconds: int = 0, limit: int = 0) -> ModelTrouble:
        return ModelTrouble(why, self._place.shown, status=status, seconds=seconds, limit=limit)


def checked_model(model: str) -> str:
    """The model's name; `ModelTrouble` for none, or for what cannot be one."""
    model = model.strip()
    if not model or len(model) > LONGEST_MODEL or not model.isprintable():
        raise ModelTrouble(Why.MODEL)
    return model


def checked_key(key: str) -> str:
    """The key, or nothing; `ModelTrouble` for what no header can carry."""
    key = key.strip()
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise ModelTrouble(Why.KEY)
    return key


def _finding(given: object) -> dict[str, Any]:
    try:
        return Finding.model_validate(given).model_dump()
    except (ValidationError, RecursionError):
        return {}


def _json_in(content: str) -> object:
    """The JSON in an answer; models without structured output think aloud, fence it, or talk around it."""
    text = _THINKING.sub("", content, count=1).strip()
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text[text.find("{") : text.rfind("}") + 1])


def _trusted(scheme: str) -> ssl.SSLContext | bool:
    """TLS 1.2 or later, name and chain verified against the machine's and certifi's authorities."""
    if scheme == "http":
        return False
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    context.load_verify_locations(certifi.where())
    return context


def _is_unproven(failed: BaseException) -> bool:
    cause: BaseException | None = failed
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


# httpcore writes every header at DEBUG, the key among them. A filter holds where a level would be set anew by
# the next logging configuration.
for _name in ("httpx", "httpcore.connection", "httpcore.http11"):
    logging.getLogger(_name).addFilter(_is_worth_a_line)
