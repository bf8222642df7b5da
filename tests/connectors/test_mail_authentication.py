"""Who sent a mail, as far as the trusted server says (DESIGN 6 "Who answered?", RFC 8601)."""

import time

import pytest

from foothold.connectors.mail import authenticate, authserv_ids, read_message
from foothold.connectors.mail.authentication import UNNAMED, Authentication

SERVER = "mx.northwind.example"
FROM = ("From", "Anna Weber <anna@harbour.example>")


def verdict(results: str, sender: str = "anna@harbour.example", *, field: str = FROM[1]) -> str:
    headers = [("Authentication-Results", results), ("From", field)]
    return authenticate(headers, sender, SERVER).verdict


def test_a_dmarc_pass_of_the_trusted_server_verifies_the_sender() -> None:
    found = authenticate(
        [("Authentication-Results", f"{SERVER}; dmarc=pass header.from=harbour.example"), FROM],
        "anna@harbour.example",
        SERVER,
    )
    assert (found.verdict, found.by) == ("pass", SERVER)
    assert "harbour.example" in found.because


@pytest.mark.parametrize(
    "results",
    [
        "dkim=pass header.d=harbour.example",
        "dkim=pass header.d=mail.harbour.example",
        "dkim=pass header.i=@harbour.example header.s=key",
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=bounce@harbour.example",
        "dmarc=none header.from=harbour.example; dkim=pass header.d=harbour.example",
        "dkim=fail header.d=list.example; spf=pass smtp.mailfrom=harbour.example",
    ],
)
def test_an_aligned_dkim_or_spf_pass_verifies_the_sender(results: str) -> None:
    assert verdict(f"{SERVER}; {results}") == "pass"


@pytest.mark.parametrize(
    "results",
    [
        "dkim=pass header.d=mailer.example",
        "spf=pass smtp.mailfrom=bounce@mailer.example",
        "spf=pass smtp.helo=harbour.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=notharbour.example",
        "dkim=pass header.d=harbour.example.evil.example",
        "dmarc=pass header.from=mailer.example",
        "dkim=pass header.d=mailer.example; spf=fail smtp.mailfrom=harbour.example",
        "none",
        "",
    ],
)
def test_a_pass_for_another_domain_verifies_nobody(results: str) -> None:
    assert verdict(f"{SERVER}; {results}") == "none"


def test_a_dmarc_fail_is_a_forgery_even_beside_a_pass() -> None:
    assert (
        verdict(f"{SERVER}; spf=pass smtp.mailfrom=harbour.example; dmarc=fail header.from=harbour.example") == "fail"
    )


def test_both_dkim_and_spf_failing_is_a_forgery_and_one_alone_is_unknown() -> None:
    assert verdict(f"{SERVER}; dkim=fail header.d=harbour.example; spf=fail smtp.mailfrom=a@harbour.example") == "fail"
    assert verdict(f"{SERVER}; spf=fail smtp.mailfrom=a@harbour.example") == "none"


def test_a_mailing_lists_broken_signature_is_no_forgery() -> None:
    assert verdict(f"{SERVER}; dkim=fail header.d=list.example; spf=fail smtp.mailfrom=harbour.example") == "none"


def test_only_the_topmost_field_counts() -> None:
    headers = [
        ("Received", "by somewhere"),
        ("authentication-results", f"{SERVER}; dmarc=fail header.from=harbour.example"),
        ("Authentication-Results", f"{SERVER}; dmarc=pass header.from=harbour.example"),
        FROM,
    ]
    assert authenticate(headers, "anna@harbour.example", SERVER).verdict == "fail"
    other = [("Authentication-Results", "evil.example; dmarc=fail"), *headers]
    assert authenticate(other, "anna@harbour.example", SERVER).verdict == "none"


@pytest.mark.parametrize("trusted", [None, "", "mx.other.example", "northwind.example"])
def test_another_server_or_none_named_is_neither_yes_nor_no(trusted: str | None) -> None:
    headers = [("Authentication-Results", f"{SERVER}; dmarc=pass"), FROM]
    assert authenticate(headers, "anna@harbour.example", trusted).verdict == "none"
    assert authenticate([FROM], "anna@harbour.example", SERVER) == Authentication(
        "none", "", "The receiving server says nothing about the sender."
    )


@pytest.mark.parametrize(
    "results",
    [
        f'{SERVER}; spf=none smtp.mailfrom="x; dmarc=pass"@evil.example',
        f"{SERVER}; spf=none (he said; dmarc=pass) smtp.mailfrom=evil.example",
        f"{SERVER}; spf=none (nested (; dmarc=pass) still; dmarc=pass) smtp.mailfrom=evil.example",
        f'{SERVER}; spf=none reason="a \\"; dmarc=pass" smtp.mailfrom=evil.example',
        f"{SERVER}; spf=none (never closed; dmarc=pass",
        f'{SERVER}; spf=none "never closed; dmarc=pass',
        f"evil.example ({SERVER}); dmarc=pass",
        f"({SERVER};) evil.example; dmarc=pass",
        "dmarc=pass header.from=harbour.example",
    ],
)
def test_words_in_quotes_and_comments_are_no_results(results: str) -> None:
    assert verdict(results) == "none"


@pytest.mark.parametrize(
    "results",
    [
        f"{SERVER} 1;\r\n\tdmarc=pass (p=reject\r\n\t dis=none) header.from=harbour.example",
        f"{SERVER.upper()}; DMARC = pass header.from = Harbour.Example",
        f"(first) {SERVER} (second) ; dmarc=pass (third) header.from=harbour.example",
        f"{SERVER}; spf=softfail smtp.mailfrom=x.example; dkim/1=pass header.d=harbour.example",
    ],
)
def test_folding_comments_versions_and_case_do_not_matter(results: str) -> None:
    assert verdict(results) == "pass"


@pytest.mark.parametrize(
    "field",
    [
        "Anna <anna@harbour.example>, Eve <eve@evil.example>",
        "anna@harbour.example <eve@evil.example>",
        '"anna@harbour.example" <eve@evil.example>',
        '"eve@evil.example" <anna@harbour.example>',
        "=?utf-8?q?eve=40evil.example?= <anna@harbour.example>",
        "anna@harbour.example (eve@evil.example)",
        "",
    ],
)
def test_a_from_field_showing_two_addresses_verifies_nobody(field: str) -> None:
    for sender in ("anna@harbour.example", "eve@evil.example"):
        results = f"{SERVER}; dmarc=pass header.from={sender.partition('@')[2]}"
        assert verdict(results, sender, field=field) == "none"


def test_two_from_fields_verify_nobody() -> None:
    data = (
        f"Authentication-Results: {SERVER}; dmarc=pass header.from=harbour.example\n"
        "From: anna@harbour.example\nFrom: anna@harbour.example\nSubject: x\n\nYes."
    ).encode()
    assert read_message(data, "x.eml", authserv_id=SERVER).authentication.verdict == "none"


def test_the_address_in_angle_brackets_is_the_sender_whatever_the_name_shows() -> None:
    message = read_message(b'From: "anna@harbour.example" <eve@evil.example>\nSubject: x\nDate: y\n\nYes.', "x.eml")
    assert message.from_address == "eve@evil.example"


def unnamed(results: str, trusted: str | None = UNNAMED) -> Authentication:
    return authenticate([("Authentication-Results", results), FROM], "anna@harbour.example", trusted)


def test_a_server_that_writes_no_name_is_believed_where_it_is_trusted_and_nowhere_else() -> None:
    # As Exchange Online writes it: no authserv-id, no blank after some semicolons, words that are no properties.
    results = (
        "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=harbour.example; dkim=pass (signature was verified)\r\n"
        " header.d=harbour.example;dmarc=pass action=none\r\n header.from=harbour.example;compauth=pass reason=100"
    )
    found = unnamed(results)
    assert (found.verdict, found.because) == (
        "pass",
        "Your mail server says that this mail comes from harbour.example (DMARC).",
    )
    assert unnamed(results, SERVER).verdict == unnamed(results, None).verdict == "none"
    assert unnamed(results.replace("dmarc=pass", "dmarc=fail")).verdict == "fail"
    assert unnamed(f"{SERVER}; {results}").verdict == "none"
    assert unnamed(f"{SERVER}; {results}").because == f"Checked by {SERVER}, not by a server without a name."


@pytest.mark.parametrize(
    "results",
    [
        "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=harbour.example",
        "spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example;dmarc=bestguesspass header.from=evil.example",
        '"dmarc=pass header.from=harbour.example"',
        "(dmarc=pass)",
        "dmarc=pass header.from=harbour.example; (",
        "",
    ],
)
def test_a_server_without_a_name_that_vouches_for_nobody_is_neither_yes_nor_no(results: str) -> None:
    assert unnamed(results).verdict == "none"


@pytest.mark.parametrize("trusted", [UNNAMED, SERVER])
def test_of_a_field_that_is_broken_it_is_said_that_it_cannot_be_read(trusted: str) -> None:
    found = unnamed("dmarc=pass header.from=harbour.example; (", trusted)
    assert found.because == "What the mail server says of the sender cannot be read."


def test_the_server_named_most_often_is_proposed() -> None:
    fields = ["b.example; none", f"{SERVER}; none", "", f"{SERVER} 1; spf=pass", "spf=pass", "x" * 9_000]
    assert authserv_ids(fields) == (SERVER, "b.example")


@pytest.mark.parametrize("piece", ["(", '"', '"\\"', "\\", "a=b ", ";", "spf=pass ", "((a)", " = "])
def test_no_results_field_takes_long(piece: str) -> None:
    field = f"{SERVER}; " + piece * 400_000
    began = time.process_time()
    read_message(
        f"From: {piece * 100_000}\nAuthentication-Results: {field}\nSubject: x\n\nYes.".encode()[:999_000], "x"
    )
    verdict(field, field=piece * 100_000)
    assert time.process_time() - began < 3
