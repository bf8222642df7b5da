"""A DKIM check of ours: what proves that a mail comes from the domain of its sender, and what does not (DESIGN 6)."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.mail.authentication import Doubt
from foothold.connectors.mail.dkim import LARGEST, signed_by
from foothold.connectors.mail.lookups import NoAnswer, txt_records
from foothold.connectors.mail.message import read_message
from foothold.connectors.mail.sender_keys import SenderKeys
from signed_mails import COVERED, DOMAIN, Dns, Signer, pem_free

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
PETRA = f"petra@{DOMAIN}"
MAIL = (
    f"From: Petra Lang <{PETRA}>\r\nTo: anna@harbour.example\r\nSubject: Accepted:\r\n  Price for  three sites\r\n"
    "Date: Tue, 22 Sep 2026 11:30:00 +0000\r\nMessage-ID: <m@northwind.example>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: text/calendar; method=REPLY; charset="utf-8"\r\n\r\n'
    "BEGIN:VCALENDAR \r\nX-A:  two  blanks\t\r\nEND:VCALENDAR\r\n\r\n\r\n"
).encode()
RSA = Signer()
ED = Signer(kind="ed25519")
FORMS = [f"{head}/{body}" for head in ("simple", "relaxed") for body in ("simple", "relaxed")]


def doubt(data: bytes, dns: Dns | None = None, address: str = PETRA, now: datetime = NOW) -> Doubt | None:
    """None where the mail is proven to come from there."""
    found = signed_by(data, address, dns or Dns(RSA), now=now)
    assert found.verdict == ("none" if found.doubt else "pass")
    assert found.because
    return found.doubt


@pytest.mark.parametrize("signer", [RSA, ED], ids=["rsa", "ed25519"])
@pytest.mark.parametrize("form", FORMS)
def test_a_signature_of_the_senders_own_domain_proves_him(signer: Signer, form: str) -> None:
    assert doubt(signer.sign(MAIL, form=form), Dns(signer)) is None


def test_line_ends_of_a_saved_mail_and_the_first_line_of_a_box_are_no_change() -> None:
    saved = RSA.sign(MAIL).replace(b"\r\n", b"\n")
    assert doubt(saved) is None
    assert doubt(b"From petra@northwind.example Tue Sep 22 11:30:00 2026\n" + saved) is None


RFC_8463 = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=simple/simple; \r
 d=football.example.com; i=@football.example.com; \r
 q=dns/txt; s=brisbane; t=1518460054; h=from : to : \r
 subject : date : message-id : from : subject : date; \r
 bh=4bLNXImK9drULnmePzZNEBleUanJCX5PIsDIFoH4KTQ=; \r
 b=9/dsDChY0YMTtD5Eyw3wx7x22BlSJP7M5ECbJ7GWrR45nXlTCGb8l0YB\r
 o0wBLR++X5LqmsxXaOYLLJe46l10AQ==\r
DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; \r
 d=football.example.com; i=@football.example.com; \r
 q=dns/txt; s=test; t=1527915362; h=from : to : subject : \r
 date : message-id : from : subject : date; \r
 bh=4bLNXImK9drULnmePzZNEBleUanJCX5PIsDIFoH4KTQ=; \r
 b=icKcLSEZYXJ95flvWE8FT6hl5iqd8MC/LEKYH0QjsqYy6MO/4pgVNCZH\r
 l/RAXAuADxE/40Fg7uTlxwwD1hjN2Ple6J//cJfslBdDOq6zTVbne1dqtl\r
 NOat7iamJ1AfRqyG+ja7a2AZsrpUuJ7VA6O+0zRYPqpwMEkEFIzI9i/Xk=\r
From: Joe SixPack <joe@football.example.com>\r
To: Suzie Q <suzie@shopping.example.net>\r
Subject: Is dinner ready?\r
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r
Message-ID: <20030712040037.46341.5F8J@football.example.com>\r
\r
Hi.\r
\r
We lost the game.  Are you hungry yet?\r
\r
Joe.\r
"""
"""The mail of RFC 8463, appendix A, with the RFC's keys, signed by another's program (dkimpy's test data)."""
RFC_KEYS = {
    "brisbane": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "test": "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/"
    "J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l"
    "/K4w3QIDAQAB",
}


@pytest.mark.parametrize("selector", RFC_KEYS)
def test_what_another_program_signed_holds(selector: str) -> None:
    dns = Dns()
    dns.records = {f"{selector}._domainkey.football.example.com": [RFC_KEYS[selector]]}
    assert doubt(RFC_8463, dns, "joe@football.example.com") is None
    assert doubt(RFC_8463.replace(b"Joe.\r", b"Jo.\r"), dns, "joe@football.example.com") is Doubt.ALTERED


# --- whose domain --------------------------------------------------------------------------------


@pytest.mark.parametrize("domain", ["northwind.example", "mail.northwind.example"])
def test_a_domain_below_or_above_the_senders_speaks_for_him(domain: str) -> None:
    above, below = Signer(domain), Signer("northwind.example")
    assert doubt(above.sign(MAIL), Dns(above)) is None
    mail = MAIL.replace(b"petra@northwind", b"petra@mail.northwind")
    assert doubt(below.sign(mail), Dns(below), "petra@mail.northwind.example") is None


@pytest.mark.parametrize(
    "domain", ["mailer.example", "notnorthwind.example", "northwind.example.evil.example", "example"]
)
def test_another_domain_speaks_for_nobody_here_and_its_key_is_not_asked_for(domain: str) -> None:
    other = Signer(domain)
    dns = Dns(other)
    assert doubt(other.sign(MAIL), dns) is Doubt.BY_ANOTHER
    assert not dns.asked


def test_who_lets_names_to_others_speaks_for_none_of_them() -> None:
    for domain, sender in (("co.uk", "northwind.co.uk"), ("github.io", "northwind.github.io")):
        host = Signer(domain)
        mail = MAIL.replace(DOMAIN.encode(), sender.encode())
        assert doubt(host.sign(mail), Dns(host), f"petra@{sender}") is Doubt.BY_ANOTHER


def test_an_address_at_a_provider_is_proven_by_the_provider() -> None:
    gmail = Signer("gmail.com")
    mail = MAIL.replace(PETRA.encode(), b"petra.lang@gmail.com")
    assert doubt(gmail.sign(mail), Dns(gmail), "petra.lang@gmail.com") is None


def test_a_list_that_signed_it_last_takes_nothing_from_her_own_signature() -> None:
    listed = Signer("list.example")
    assert doubt(listed.sign(RSA.sign(MAIL))) is None


def test_only_the_first_three_signatures_are_looked_at() -> None:
    mail, others = RSA.sign(MAIL), [Signer(f"list{place}.example", bits=1024) for place in range(3)]
    for other in others[:2]:
        mail = other.sign(mail)
    assert doubt(mail) is None
    assert doubt(others[2].sign(mail)) is Doubt.BY_ANOTHER


# --- what proves nothing -------------------------------------------------------------------------


def test_a_mail_nobody_signed_proves_nothing() -> None:
    assert doubt(MAIL) is Doubt.UNSIGNED


@pytest.mark.parametrize(
    ("was", "now_is"),
    [
        (b"two  blanks", b"three  blanks"),
        (b"Subject: Accepted", b"Subject: Declined"),
        (b"From: Petra Lang", b"From: Jan Novak"),
        (b"Date: Tue, 22", b"Date: Wed, 23"),
        (b"method=REPLY", b"method=COUNTER"),
    ],
)
def test_what_was_changed_is_not_hers(was: bytes, now_is: bytes) -> None:
    signed = RSA.sign(MAIL)
    assert was in signed
    assert doubt(signed.replace(was, now_is)) is Doubt.ALTERED


def test_of_a_changed_body_no_key_is_asked_for() -> None:
    dns = Dns(RSA)
    assert doubt(RSA.sign(MAIL) + b"More.\r\n", dns) is Doubt.ALTERED
    assert not dns.asked


def test_a_key_that_is_gone_or_revoked_proves_nothing_any_more() -> None:
    assert doubt(RSA.sign(MAIL), Dns()) is Doubt.NO_KEY
    for records in (["v=DKIM1; p="], ["v=spf1 -all"], [RSA.record, ED.record], [""], ["p"], ["ü=1; p=ü"]):
        dns = Dns()
        dns.records[RSA.name] = records
        assert doubt(RSA.sign(MAIL), dns) is Doubt.NO_KEY


def test_dns_that_does_not_answer_says_nothing() -> None:
    assert doubt(RSA.sign(MAIL), Dns(silent=True)) is Doubt.NO_ANSWER


@pytest.mark.parametrize(
    "tags",
    [
        {"l": "10"},
        {"a": "rsa-sha1"},
        {"a": "ed25519-sha256"},
        {"v": "2"},
        {"x": "1700000000"},
        {"x": "soon"},
        {"t": "9999999999"},
        {"t": "1700000000", "x": "1600000000"},
        {"q": "http"},
        {"c": "relaxed/strict"},
        {"i": "@elsewhere.example"},
        {"i": "@evilnorthwind.example"},
        {"bh": "no base64!"},
        {"": "no name"},
        {"s": "key..other"},
        {"s": "k" * 250},
    ],
    ids=str,
)
def test_a_signature_that_is_partial_weak_over_or_broken_proves_nothing(tags: dict[str, str]) -> None:
    signed = RSA.sign(MAIL) if "c" not in tags else RSA.sign(MAIL).replace(b"relaxed/relaxed", b"relaxed/strict")
    if "c" not in tags:
        signed = RSA.sign(MAIL, **tags)
    assert doubt(signed) is Doubt.UNFIT


def test_a_signature_holds_until_the_moment_it_names() -> None:
    ends = NOW + timedelta(minutes=5)
    signed = RSA.sign(MAIL, x=str(int(ends.timestamp())))
    assert doubt(signed) is None
    assert doubt(signed, now=ends + timedelta(seconds=1)) is Doubt.UNFIT


@pytest.mark.parametrize("left_out", ["from", "date", "subject", "content-type"])
def test_a_signature_covers_who_wrote_when_about_what_and_what_the_body_is(left_out: str) -> None:
    covered = ":".join(name for name in COVERED.split(":") if name != left_out)
    assert doubt(RSA.sign(MAIL, covered=covered)) is Doubt.UNFIT


PARTS = MAIL.replace(b'text/calendar; method=REPLY; charset="utf-8"', b'multipart/mixed; boundary="b1"').replace(
    b"BEGIN:VCALENDAR", b"--b1\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR"
)


def test_parts_say_themselves_what_they_are_where_nothing_stands_before_the_first() -> None:
    covered = COVERED.replace(":content-type", "")
    assert doubt(RSA.sign(PARTS, covered=covered)) is None
    quoted = PARTS.replace(b"--b1", b"Anna wrote:\r\n\r\n--b1", 1)
    assert doubt(RSA.sign(quoted, covered=covered)) is Doubt.UNFIT
    signed = RSA.sign(PARTS, covered=covered).replace(b'boundary="b1"', b'boundary="b2"')
    assert doubt(signed) is Doubt.UNFIT


@pytest.mark.parametrize(
    ("kind", "is_covered"),
    [
        (b"multipart/alternative; BOUNDARY=b1", True),
        (b"multipart/mixed;\r\n charset=utf-8;\r\n boundary*0=b; boundary*1=1", True),
        (b'multipart/mixed; x="--b1"; boundary="evil"', False),
        (b'multipart/mixed; x=b1; boundary="evil"', False),
        (b'multipart/mixed; boundary="evil"; boundary="b1"', False),
        (b'multipart/mixed; boundary="b1evil"', False),
        (b'multipart/mixed; x="boundary=b1; "; boundary=evil', False),
        (b"multipart/mixed; x=b1", False),
        (b"multipart/mixed; boundary*=utf-8''b%C3%BC1", False),
        (b"text/plain; boundary=b1", False),
    ],
)
def test_what_parts_the_mail_is_the_boundary_its_own_first_line_is(kind: bytes, is_covered: bool) -> None:
    signed = RSA.sign(PARTS, covered=COVERED.replace(":content-type", ""))
    said = signed.replace(b'multipart/mixed; boundary="b1"', kind)
    assert said != signed or kind in signed
    assert doubt(said) is (None if is_covered else Doubt.UNFIT)


def test_a_key_of_1024_bits_is_enough_and_a_smaller_one_or_one_for_something_else_is_not() -> None:
    enough = Signer(bits=1024)
    assert doubt(enough.sign(MAIL), Dns(enough)) is None
    old_form = Dns(RSA)
    old_form.records[RSA.name] = [f"k=rsa; p={pem_free(RSA.key.public_key(), 'PKCS1')}"]
    assert doubt(RSA.sign(MAIL), old_form) is None
    for more in ("; t=y", "; h=sha1", "; s=tlsrpt", "; v=DKIM2"):
        dns = Dns(RSA)
        dns.records[RSA.name] = [RSA.record.removeprefix("v=DKIM1; ") + more]
        assert doubt(RSA.sign(MAIL), dns) is Doubt.UNFIT
    for record in (SMALL, "k=rsa; p=AAAA", "k=ed25519; p=AAAA", ED.record, f"k=rsa; p={pem_free(ED.key.public_key())}"):
        dns = Dns(RSA)
        dns.records[RSA.name] = [record]
        assert doubt(RSA.sign(MAIL), dns) is Doubt.UNFIT


SMALL = (
    "k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANqNRSl9d1UbdlFdk4I2tfIpBFDsFkaomcGyNpDPgl5HGj7IbTb4uC9QgQk1GhXuya7dEe0m3ZoJ"
    "l62N6LGxhx8CAwEAAQ=="
)
"""512 bits."""


def test_a_key_for_one_domain_alone_is_not_for_those_below_it() -> None:
    dns = Dns(RSA)
    dns.records[RSA.name] = [f"{RSA.record}; t=s"]
    assert doubt(RSA.sign(MAIL), dns) is None
    assert doubt(RSA.sign(MAIL, i="@mail.northwind.example"), dns) is Doubt.UNFIT


# --- mails made to be read in two ways -----------------------------------------------------------


@pytest.mark.parametrize(
    "added",
    [
        f"From: {PETRA}\r\n",
        "Content-Type: text/plain\r\n",
        "Subject: x\r\n",
        "Date: Wed, 23 Sep 2026 11:30:00 +0000\r\n",
        "X-A: b\rFrom: jan@northwind.example\r\n",
        "no field\r\n",
        "From : jan@northwind.example\r\n",
        "\ufeffX-A: b\r\n",
        "X-A: \0\r\n",
    ],
    ids=repr,
)
@pytest.mark.parametrize("on_top", [True, False])
def test_a_mail_that_two_programs_read_differently_proves_nothing(added: str, on_top: bool) -> None:
    signed = RSA.sign(MAIL)
    head, _, body = signed.partition(b"\r\n\r\n")
    # On top "From :" is the first line of a box, to our reader too.
    first = b"X-B: c\r\n" if added.startswith("From ") else b""
    data = first + added.encode() + signed if on_top else head + b"\r\n" + added.encode() + b"\r\n" + body
    assert doubt(data) is not None


def test_a_mail_without_a_sender_or_a_day_proves_nothing() -> None:
    for name in (b"From", b"Date"):
        mail = b"\r\n".join(line for line in MAIL.split(b"\r\n") if not line.startswith(name))
        assert doubt(RSA.sign(mail)) is Doubt.UNFIT


def test_too_large_a_mail_is_not_looked_at() -> None:
    dns = Dns(RSA)
    assert doubt(RSA.sign(MAIL + b"x" * LARGEST), dns) is Doubt.UNFIT
    assert not dns.asked


@pytest.mark.parametrize(
    "filling", [b" " * 4_000_000 + b"x", b"\r\n" * 2_000_000, b" \r\n" * 1_000_000, b"\t \r" * 1_000_000]
)
def test_a_hostile_body_costs_no_more_than_its_length(filling: bytes) -> None:
    signed = RSA.sign(MAIL)
    began = time.monotonic()
    doubt(signed + filling)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "value", [b"\r\n " * 200_000, b";" * 500_000, b"b=" * 300_000, b" " * 900_000, b"h=" + b":" * 7000]
)
def test_a_hostile_signature_costs_no_more_than_its_length(value: bytes) -> None:
    began = time.monotonic()
    doubt(b"DKIM-Signature: v=1; a=rsa-sha256; d=northwind.example; s=key; " + value + b"!\r\n" + MAIL)
    assert time.monotonic() - began < 5


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_no_bytes_in_a_signed_mail_are_a_crash_or_another_mail(noise: bytes, place: int) -> None:
    signed = RSA.sign(MAIL)
    at = min(place, len(signed))
    mixed = signed[:at] + noise + signed[at:]
    if doubt(mixed) is None:
        was, found = read_message(signed, "m"), read_message(mixed, "m")
        assert (found.senders, found.subject, found.sent_at) == (was.senders, was.subject, was.sent_at)
        assert (
            found.calendar_parts == was.calendar_parts
            or b"".join(found.calendar_parts).split() == b"".join(was.calendar_parts).split()
        )


# --- the keys ------------------------------------------------------------------------------------


def test_each_key_is_asked_for_once() -> None:
    dns = Dns(RSA)
    keys = SenderKeys(dns)
    for _ in range(3):
        assert list(keys(RSA.name)) == [RSA.record]
        assert not keys("gone._domainkey.northwind.example")
    assert dns.asked == [RSA.name, "gone._domainkey.northwind.example"]


def test_after_two_questions_nobody_answered_no_more_is_asked() -> None:
    dns = Dns(silent=True)
    keys = SenderKeys(dns)
    for place in range(5):
        with pytest.raises(NoAnswer):
            keys(f"{place % 4}._domainkey.northwind.example")
    assert dns.asked == ["0._domainkey.northwind.example", "1._domainkey.northwind.example"]


def test_slow_answers_end_the_asking_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 7))
    monkeypatch.setattr("foothold.connectors.mail.sender_keys.time.monotonic", lambda: next(clock))
    dns = Dns()
    keys = SenderKeys(dns)
    for place in range(3):
        assert not keys(f"{place}.example")
    with pytest.raises(NoAnswer):
        keys("3.example")


@pytest.fixture
def name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """name_server("key" | "nothing" | "no such name" | "failure" | "silence"): what a real one on loopback answers."""
    says = ["key"]

    def answer(query: dns.message.Message) -> bytes | None:
        answer = dns.message.make_response(query)
        if says[0] == "key":
            text = '"v=DKIM1; " "p=AAAA"'
            answer.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", "TXT", text))
        elif says[0] != "nothing":
            answer.set_rcode(dns.rcode.SERVFAIL if says[0] == "failure" else dns.rcode.NXDOMAIN)
        return None if says[0] == "silence" else answer.to_wire()

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                data, who = server.recvfrom(2000)
                if not data:
                    return
                if wire := answer(dns.message.from_wire(data)):
                    server.sendto(wire, who)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.getsockname()[1]
        monkeypatch.setattr("dns.resolver.default_resolver", resolver)
        monkeypatch.setattr("foothold.connectors.mail.lookups.SECONDS_A_KEY", 0.3)
        yield lambda word: says.__setitem__(0, word)
        server.sendto(b"", server.getsockname())
        thread.join()


def test_a_name_without_a_key_and_a_dns_that_does_not_say_are_told_apart(name_server: Callable[[str], None]) -> None:
    assert txt_records("key._domainkey.northwind.example") == ["v=DKIM1; p=AAAA"]
    for says in ("nothing", "no such name"):
        name_server(says)
        assert txt_records("key._domainkey.northwind.example") == []
    for says in ("failure", "silence"):
        name_server(says)
        with pytest.raises(NoAnswer):
            txt_records("key._domainkey.northwind.example")
    with pytest.raises(NoAnswer):
        txt_records("a" * 70 + ".example")
