"""Who sent a mail, as far as the receiving server vouches for it (DESIGN 6 "Who answered?", RFC 8601).

The From field is forgeable. What counts is the topmost Authentication-Results field, because the server
that took the mail in wrote it last, and only under the name the workspace trusts. Where that server says nothing, a
mail's own signature may (`foothold.connectors.mail.dkim`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from foothold.connectors.mail.addresses import addresses_shown, mailboxes, structured

Verdict = Literal["pass", "fail", "none"]

UNNAMED = "*"
"""Stands for the authserv-id of a server that writes none, as Exchange Online does (against RFC 8601 2.2)."""

LONGEST_RESULTS = 8_000
"""Longest Authentication-Results field that is looked at, in characters."""

_METHOD = re.compile(r"([a-z][a-z0-9-]{0,30})(?:/\d{1,3})?=([a-z]{1,20})", re.IGNORECASE)
_PROPERTY = re.compile(r"((?:header|smtp|policy|body)\.[a-z0-9-]{1,40})=(.{1,400})", re.IGNORECASE)
_SPACED = re.compile(r"\s{0,20}([=./])\s{0,20}")


class Doubt(Enum):
    """Why a mail's own signature proves nothing about its sender, for a person."""

    UNSIGNED = "Nobody signed this mail."
    BY_ANOTHER = "This mail is signed by another domain than its sender's."
    NO_KEY = "The key this mail was signed with is not in DNS."
    NO_ANSWER = "DNS did not answer, so the signature of this mail was not checked."
    ALTERED = "The signature does not fit: this mail was changed on its way."
    UNFIT = "The signature of this mail is too weak, is over, or covers too little of it."


@dataclass(frozen=True, slots=True)
class Authentication:
    """What was found about the sender. `verdict` "none" is unverified: neither yes nor no.

    `by` is the authserv-id of the server that said so, empty where none did; `because` one line for
    a person. `doubt` says what the mail's own signature lacks, None where it was not looked at.
    """

    verdict: Verdict
    by: str = ""
    because: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    """One method's result with its properties ("header.d": "harbour.example")."""

    method: str
    result: str
    properties: dict[str, str]

    def domain(self, *names: str) -> str:
        value = next((self.properties[name] for name in names if name in self.properties), "")
        return value.rpartition("@")[2].strip("<>.").lower()


def authenticate(headers: Sequence[tuple[str, str]], from_address: str, authserv_id: str | None) -> Authentication:
    """The verdict on `from_address` by the server named `authserv_id`, from a mail's headers in their order.

    Pass: dmarc=pass, or spf=pass or dkim=pass for the domain of the From address, for the domain above
    it or one below. Fail: dmarc=fail, or both others fail for it. None: another server's word, no word,
    or a From field that shows more than one address: whose name was checked is then unclear.
    """
    raw = topmost(headers, "authentication-results")
    senders = [value for name, value in headers if name.strip().lower() == "from"]
    shown = frozenset[str]().union(*map(_senders, senders))
    return judged(raw, from_address, authserv_id, len(senders) == 1 and shown == {from_address.lower()})


def judged(results: str, from_address: str, authserv_id: str | None, one_sender: bool) -> Authentication:
    """As `authenticate`, from the topmost Authentication-Results field kept with a mail."""
    if not authserv_id:
        return Authentication("none", because="No server is trusted to say who sent this mail.")
    if not results:
        return Authentication("none", because="The receiving server says nothing about the sender.")
    by, found = parsed_results(results)
    if not by:
        return Authentication("none", because="What the mail server says of the sender cannot be read.")
    if by != authserv_id.strip().lower():
        trusted = _said_of(authserv_id.strip().lower(), unnamed="a server without a name")
        return Authentication("none", by, f"Checked by {_said_of(by, unnamed='an unnamed server')}, not by {trusted}.")
    if not one_sender:
        return Authentication("none", by, "The From field shows more than one address, or none.")
    return _verdict(found, from_address.lower().rpartition("@")[2], by)


def _said_of(by: str, *, unnamed: str = "Your mail server") -> str:
    return unnamed if by == UNNAMED else by


def authserv_ids(messages: Iterable[str]) -> tuple[str, ...]:
    """The servers named in topmost Authentication-Results fields, the most frequent first: to be proposed."""
    names = Counter(parsed_results(raw)[0] for raw in messages if raw)
    return tuple(name for name, _ in names.most_common() if name not in ("", UNNAMED))


def topmost(headers: Iterable[tuple[str, str]], wanted: str) -> str:
    """The first field of that name (lower case), empty where there is none."""
    return next((value for name, value in headers if name.strip().lower() == wanted), "")


def parsed_results(raw: str) -> tuple[str, list[_Result]]:
    """The authserv-id in lower case and the results of one Authentication-Results field.

    UNNAMED where it begins with a result. Both empty where the field is broken or too long: who wrote it is then
    unknown.
    """
    if len(raw) > LONGEST_RESULTS:
        return "", []
    clauses: list[list[str]] = [[]]
    for kind, words in structured(raw):
        if kind == "open":
            return "", []
        if kind == "quoted":
            # A quoted value is one word, whatever it holds: "x; dmarc=pass" is no result.
            _append(clauses[-1], words.replace(" ", "_").replace(";", "_"))
        elif kind == "text":
            first, *others = _SPACED.sub(r"\1", words).split(";")
            _append(clauses[-1], first)
            clauses += [[clause] for clause in others]
    head, *rest = ["".join(clause).split() for clause in clauses]
    if head and _result(head):
        return UNNAMED, [result for words in (head, *rest) if (result := _result(words))]
    if not head or any("=" in word for word in head):
        return "", []
    return head[0].lower(), [result for words in rest if (result := _result(words))]


def _append(clause: list[str], words: str) -> None:
    """A comment between two words parts them."""
    if clause and clause[-1] and not clause[-1].endswith("=") and not words.startswith("="):
        clause.append(" ")
    clause.append(words)


def _result(words: list[str]) -> _Result | None:
    method = _METHOD.fullmatch(words[0]) if words else None
    if method is None:
        return None
    properties: dict[str, str] = {}
    for word in words[1:]:
        if found := _PROPERTY.fullmatch(word):
            properties.setdefault(found.group(1).lower(), found.group(2))
    return _Result(method.group(1).lower(), method.group(2).lower(), properties)


def _verdict(results: list[_Result], domain: str, by: str) -> Authentication:
    server = _said_of(by)
    dmarc = {result.result for result in results if result.method == "dmarc" and _speaks_of(result, domain)}
    if "fail" in dmarc:
        return Authentication("fail", by, f"{server} says that this mail does not come from {domain} (DMARC).")
    if "pass" in dmarc:
        return Authentication("pass", by, f"{server} says that this mail comes from {domain} (DMARC).")
    for method, vouched in _vouched(results):
        if aligned(vouched, domain):
            return Authentication("pass", by, f"{server} says that {vouched} sent this mail ({method.upper()}).")
    failed = {result.method for result in results if result.result in {"fail", "hardfail"} and _about(result, domain)}
    if {"dkim", "spf"} <= failed:
        return Authentication("fail", by, f"{server} says that this mail does not come from {domain} (DKIM and SPF).")
    return Authentication("none", by, f"{server} vouches for nobody at {domain}.")


def _vouched(results: list[_Result]) -> Iterator[tuple[str, str]]:
    for result in results:
        if result.result == "pass" and result.method in {"dkim", "spf"}:
            yield result.method, _domain_checked(result)


def _domain_checked(result: _Result) -> str:
    return result.domain("header.d", "header.i") if result.method == "dkim" else result.domain("smtp.mailfrom")


def _about(result: _Result, domain: str) -> bool:
    """Whether a failed check speaks of `domain`; a mailing list's broken signature does not."""
    if result.method not in {"dkim", "spf"}:
        return False
    checked = _domain_checked(result)
    return not checked or aligned(checked, domain)


def _speaks_of(result: _Result, domain: str) -> bool:
    checked = result.domain("header.from")
    return not checked or checked == domain or domain.endswith(f".{checked}")


def aligned(domain: str, sender: str) -> bool:
    """Whether two domains are the same or one lies below the other; a top-level domain aligns with nothing."""
    if "." not in domain or "." not in sender:
        return False
    return domain == sender or domain.endswith(f".{sender}") or sender.endswith(f".{domain}")


def _senders(value: str) -> frozenset[str]:
    return frozenset(mailbox.address for mailbox in mailboxes(value)) | addresses_shown(value)
