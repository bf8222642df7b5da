"""From an address to servers, with a network that answers what each test says; and the questions themselves."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import dns.resolver
import dns.rrset
import pytest

from foothold.connectors.mail.discovery import FoundBy, check_connection, discover
from foothold.connectors.mail.lookups import LARGEST_FILE, Lookups, SrvRecord, exchangers, fetch, lookups, srv_records
from foothold.connectors.mail.mail_network import Network, trusted_authorities
from foothold.connectors.mail.mail_server import Login, MailServer, Security
from foothold.connectors.mail.mail_troubles import Why
from foothold.connectors.mail.providers import PROVIDERS, Manner
from mail_servers import HOST, PASSWORD, Authority, MailProvider

ANNA = "anna@harbour.example"
NOBODY = Lookups(
    exchangers=lambda domain: [],
    srv_records=lambda name: [],
    fetch=lambda url: None,
    imap_greets=lambda server: False,
    smtp_greets=lambda server: False,
)
AUTOCONFIG = b"""<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="harbour.example">
  <incomingServer type="pop3"><hostname>pop.harbour.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
  <incomingServer type="imap"><hostname>in.harbour.example</hostname><port>143</port><socketType>STARTTLS</socketType>
    <username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></incomingServer>
  <incomingServer type="imap"><hostname>in.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType>
    <username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></incomingServer>
  <outgoingServer type="smtp"><hostname>out.harbour.example</hostname><port>587</port><socketType>STARTTLS</socketType>
    <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></outgoingServer>
</emailProvider></clientConfig>"""


def test_a_known_provider_is_found_without_asking_anybody() -> None:
    def fail(*asked: object) -> Any:
        raise AssertionError(asked)

    found = discover("Anna.Weber@gmail.com", asking=Lookups(fail, fail, fail, fail, fail))
    assert found is not None
    assert found.imap == MailServer("imap.gmail.com", 993, Security.TLS, "Anna.Weber@gmail.com")
    assert found.smtp == MailServer("smtp.gmail.com", 465, Security.TLS, "Anna.Weber@gmail.com")
    assert (found.found_by, found.provider, found.to_confirm) == (FoundBy.KNOWN, "Google", False)
    assert "app password" in found.advice


def test_a_firm_whose_mail_is_kept_at_a_provider_is_known_by_where_its_mail_goes() -> None:
    asking = replace(NOBODY, exchangers=lambda domain: [f"{domain.replace('.', '-')}.mail.protection.outlook.com"])
    found = discover(ANNA, asking=asking)
    assert found is not None
    assert (found.provider, found.manner, found.takes_password) == (
        "Microsoft 365 (Exchange Online)",
        Manner.NO_PASSWORD,
        False,
    )
    assert (found.imap, found.smtp) == (None, None)
    assert "web link or the calendar file" in found.advice


@pytest.mark.parametrize("host", ["notgoogle.com", "google.com.elsewhere.example"])
def test_a_host_that_only_looks_like_a_providers_is_none_of_it(host: str) -> None:
    assert discover(ANNA, asking=replace(NOBODY, exchangers=lambda domain: [host])) is None


def test_service_records_name_the_servers_and_encryption_from_the_start_comes_first() -> None:
    records = {
        "_imaps._tcp.harbour.example": [SrvRecord(0, 1, 993, "in.harbour.example")],
        "_imap._tcp.harbour.example": [SrvRecord(0, 1, 143, "old.harbour.example")],
        "_submission._tcp.harbour.example": [SrvRecord(0, 1, 587, "out.harbour.example")],
    }
    found = discover(ANNA, asking=replace(NOBODY, srv_records=lambda name: records.get(name, [])))
    assert found is not None
    assert found.imap == MailServer("in.harbour.example", 993, Security.TLS, ANNA)
    assert found.smtp == MailServer("out.harbour.example", 587, Security.STARTTLS, ANNA)
    assert (found.found_by, found.to_confirm) == (FoundBy.RECORDS, False)


def test_a_server_outside_of_the_domain_that_only_dns_names_is_to_be_confirmed() -> None:
    found = discover(
        ANNA, asking=replace(NOBODY, srv_records=lambda name: [SrvRecord(0, 1, 993, "mail.elsewhere.example")])
    )
    assert found is not None
    assert found.to_confirm


def test_a_record_that_says_not_offered_is_believed() -> None:
    assert discover(ANNA, asking=replace(NOBODY, srv_records=lambda name: [SrvRecord(0, 0, 0, "")])) is None


def test_the_domains_own_file_names_the_servers_and_what_to_log_in_as() -> None:
    asked: list[str] = []

    def answer(url: str) -> bytes | None:
        asked.append(url)
        return AUTOCONFIG if "well-known" in url else None

    found = discover(ANNA, asking=replace(NOBODY, fetch=answer))
    assert found is not None
    assert found.imap == MailServer("in.harbour.example", 993, Security.TLS, "anna")
    assert found.smtp == MailServer("out.harbour.example", 587, Security.STARTTLS, ANNA)
    assert asked == [
        "https://autoconfig.harbour.example/mail/config-v1.1.xml",
        "https://harbour.example/.well-known/autoconfig/mail/config-v1.1.xml",
    ]


def test_servers_that_take_only_tokens_say_so() -> None:
    described = AUTOCONFIG.replace(b"password-cleartext", b"OAuth2")
    found = discover(ANNA, asking=replace(NOBODY, fetch=lambda url: described))
    assert found is not None
    assert found.imap is not None
    assert found.imap.login is Login.TOKEN
    assert not found.takes_password


@pytest.mark.parametrize(
    "file",
    [
        b"<html><body>Not found</body></html>",
        b"<clientConfig>",
        b"\xff\xfe\x00",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + AUTOCONFIG,
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + AUTOCONFIG.decode()).encode("utf-16"),
        AUTOCONFIG.replace(b"993", b"99999").replace(b"143", b"x").replace(b"587", b"0"),
        AUTOCONFIG.replace(b"SSL", b"plain").replace(b"STARTTLS", b"plain"),
        AUTOCONFIG.replace(b".harbour.example<", b" .harbour.example/x<").replace(b"in.%EMAILDOMAIN%", b"a b"),
        b"<clientConfig>" + b"<a>" * 50_000,
    ],
)
def test_a_file_that_names_no_usable_server_is_left(file: bytes) -> None:
    assert discover(ANNA, asking=replace(NOBODY, fetch=lambda url: file)) is None


def test_usual_names_are_tried_by_connecting_and_nobody_is_named_to_them() -> None:
    tried: list[MailServer] = []

    def smtp(server: MailServer) -> bool:
        tried.append(server)
        return server.host == "mail.harbour.example"

    asking = replace(NOBODY, imap_greets=lambda server: server.host == "mail.harbour.example", smtp_greets=smtp)
    found = discover(ANNA, asking=asking)
    assert found is not None
    assert found.imap == MailServer("mail.harbour.example", 993, Security.TLS, ANNA)
    assert found.smtp == MailServer("mail.harbour.example", 465, Security.TLS, ANNA)
    assert found.found_by is FoundBy.GUESS
    assert {server.user for server in tried} == {""}


def test_where_nothing_is_found_nothing_is_claimed() -> None:
    assert discover(ANNA, asking=NOBODY) is None


@pytest.mark.parametrize("address", ["anna", "anna@", "a b@c.example", "anna@harbour.example\r\n.x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        discover(address, asking=NOBODY)


def test_the_table_of_providers_names_each_domain_once_and_encrypts_everything_but_the_bridge() -> None:
    domains = [domain for provider in PROVIDERS for domain in provider.domains]
    assert len(domains) == len(set(domains))
    for provider in PROVIDERS:
        for server in (provider.imap, provider.smtp):
            assert (server.security is Security.NONE) == (server.host == "127.0.0.1")
            assert server.port in {993, 465, 587, 1143, 1025}


def test_dns_is_asked_for_records_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(name: str, kind: str, **more: object) -> Any:
        texts = {
            "MX": ["20 second.harbour.example.", "10 First.harbour.example."],
            "SRV": ["5 1 993 b.harbour.example.", "1 1 993 a.harbour.example.", "1 9 993 heavy.harbour.example."],
        }
        return dns.rrset.from_text(f"{name}.", 60, "IN", kind, *texts[kind])

    monkeypatch.setattr(dns.resolver, "resolve", resolve)
    assert exchangers("harbour.example") == ["first.harbour.example", "second.harbour.example"]
    assert [record.host for record in srv_records("_imaps._tcp.harbour.example")] == [
        "heavy.harbour.example",
        "a.harbour.example",
        "b.harbour.example",
    ]


def test_dns_that_does_not_answer_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*asked: object, **more: object) -> Any:
        raise dns.resolver.NXDOMAIN

    monkeypatch.setattr(dns.resolver, "resolve", resolve)
    assert exchangers("harbour.example") == []


WEB = "autoconfig.harbour.example"
URL = f"https://{WEB}/mail/config-v1.1.xml"


@contextmanager
def web_server(folder: Path, pages: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[tuple[int, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = Authority(folder, (WEB,)).context().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("pages", "answer"),
    [
        ({"/mail/config-v1.1.xml": (200, {}, AUTOCONFIG)}, AUTOCONFIG),
        ({}, None),
        ({"/mail/config-v1.1.xml": (200, {}, b"x" * (LARGEST_FILE + 1))}, None),
        ({"/mail/config-v1.1.xml": (302, {"Location": "/there"}, b""), "/there": (200, {}, b"yes")}, b"yes"),
        ({"/mail/config-v1.1.xml": (302, {"Location": f"http://{WEB}/there"}, b""), "/there": (200, {}, b"no")}, None),
        ({"/mail/config-v1.1.xml": (302, {"Location": URL}, b"")}, None),
    ],
)
def test_the_file_is_asked_for_over_https_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: Any, answer: bytes | None
) -> None:
    with web_server(tmp_path, pages) as (port, asked):
        # Nobody listens at 443 here.
        monkeypatch.setattr(
            "foothold.connectors.mail.lookups.connected",
            lambda server, network, seconds: socket.create_connection(("127.0.0.1", port), seconds),
        )
        network = Network(tls=lambda: trusted_authorities(tmp_path / "authority.pem"))
        assert fetch(URL, network=network) == answer
        assert len(asked) <= 3


def test_a_web_server_that_cannot_prove_its_name_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web_server(tmp_path, {"/mail/config-v1.1.xml": (200, {}, AUTOCONFIG)}) as (port, asked):
        monkeypatch.setattr(
            "foothold.connectors.mail.lookups.connected",
            lambda server, network, seconds: socket.create_connection(("127.0.0.1", port), seconds),
        )
        assert fetch(URL, network=Network()) is None
        assert asked == []


def test_real_servers_are_told_by_their_greeting(mail_provider: MailProvider, mail_network: Network) -> None:
    asking = lookups(mail_network)
    imap, smtp = mail_provider.imap(ANNA), replace(mail_provider.smtp(ANNA), user="")
    assert asking.imap_greets(imap)
    assert asking.smtp_greets(smtp)
    assert not asking.imap_greets(replace(imap, port=smtp.port))
    assert not asking.smtp_greets(replace(smtp, port=mail_provider.dovecot.port))
    assert not asking.imap_greets(replace(imap, host="elsewhere.example"))


def test_a_connection_that_works_says_what_it_found(mail_provider: MailProvider, mail_network: Network) -> None:
    mail_provider.deliver(ANNA, b"Subject: a\r\n\r\n")
    report = check_connection(mail_provider.imap(ANNA), mail_provider.smtp(ANNA), PASSWORD, network=mail_network)
    assert report.reading is not None
    assert report.sending is not None
    assert report.reading.works
    assert report.reading.words == f'{HOST} lets you in. The inbox holds 1 mail. Sent mail is in "Gesendete Objekte".'
    assert report.sending.words == f"{HOST} lets you in to send. Nothing was sent yet."
    assert not mail_provider.arrived


def test_a_connection_that_does_not_work_says_why(mail_provider: MailProvider, mail_network: Network) -> None:
    report = check_connection(mail_provider.imap(ANNA), mail_provider.smtp(ANNA), "wrong", network=mail_network)
    assert report.reading is not None
    assert report.sending is not None
    assert (report.reading.works, report.reading.why) == (False, Why.PASSWORD)
    assert (report.sending.works, report.sending.why) == (False, Why.PASSWORD)
    assert check_connection(None, None, "x", network=mail_network).reading is None
