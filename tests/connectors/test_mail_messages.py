"""A mail read as a message: who, when, what is new, which meetings it carries."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.connectors.mail import LARGEST_BYTES, NO_MESSAGE_ID, message_json, open_mail, read_message
from foothold.core.conversation import Unreadable

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "mail"

MAIL = b"""Message-ID: <1@harbour.example>\r
From: =?utf-8?q?Anna_W=C3=A9ber?= <Anna@Harbour.example>\r
To: "Lang, Petra" <petra@northwind.example>, team: b@northwind.example;\r
Cc: PETRA@northwind.example, Carl (on leave) <c@northwind.example>, /o=EXCHANGE/cn=dan\r
Date: Tue, 05 Mar 2024 14:30:00 +0100\r
Subject: Offer\r
In-Reply-To: <0@northwind.example>\r
References: <a@x.example>\r
 <0@northwind.example>\r
\r
Tuesday at 10 works.\r
\r
Best regards,\r
Anna Weber\r
\r
On 4 March 2024 at 10:02, Petra Lang <petra@northwind.example> wrote:\r
> Does Tuesday work?\r
"""
INVITATION = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"


def with_parts(*parts: bytes) -> bytes:
    body = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return (
        b'From: a@harbour.example\nSubject: x\nDate: y\nContent-Type: multipart/mixed; boundary="b"\n\n'
        + body
        + b"--b--\n"
    )


def test_a_mail_says_who_wrote_to_whom_and_when() -> None:
    message = read_message(MAIL, "a.eml")
    assert (message.message_id, message.from_name) == ("1@harbour.example", "Anna Wéber")
    assert message.from_address == "anna@harbour.example"
    assert message.to == ("petra@northwind.example", "b@northwind.example", "c@northwind.example")
    assert message.sent_at == datetime(2024, 3, 5, 13, 30, tzinfo=UTC)
    assert message.in_reply_to == "0@northwind.example"
    assert message.references == ("a@x.example", "0@northwind.example")
    assert message.new_text == "Tuesday at 10 works."
    assert not message.is_mass_mail


def test_its_line_has_exactly_the_fields_of_the_contract() -> None:
    line = message_json(read_message(MAIL, "a.eml"), "box/a.eml")
    assert line == {
        "path": "box/a.eml",
        "ok": True,
        "reason": None,
        "message_id": "1@harbour.example",
        "from": "anna@harbour.example",
        "to": ["petra@northwind.example", "b@northwind.example", "c@northwind.example"],
        "date": "2024-03-05T14:30:00+01:00",
        "subject": "Offer",
        "new_text": "Tuesday at 10 works.",
    }
    assert message_json(read_message(MAIL, "a.eml"), "a.mbox", 3)["index"] == 3


def test_a_date_without_a_zone_is_no_moment() -> None:
    assert (
        read_message(b"From: a@b.example\nDate: Tue, 05 Mar 2024 14:30:00\nSubject: x\n\nYes.", "a.eml").sent_at is None
    )


def test_without_text_everything_else_is_the_same() -> None:
    full, bare = read_message(MAIL, "a.eml"), read_message(MAIL, "a.eml", with_text=False)
    assert bare.new_text == ""
    assert (bare.message_id, bare.to, bare.sent_at, bare.senders) == (
        full.message_id,
        full.to,
        full.sent_at,
        full.senders,
    )


def test_a_mail_without_an_identity_gets_the_same_one_wherever_it_was_kept() -> None:
    data = MAIL.partition(b"\r\n")[2]
    made = read_message(data, "a.eml").message_id
    assert made.endswith(NO_MESSAGE_ID)
    assert made == read_message(b"Received: by x\r\n" + data.replace(b"\r\n", b"\n") + b"\n", "b").message_id
    assert made != read_message(data.replace(b"10 works", b"11 works"), "a.eml").message_id


def test_calendar_parts_come_decoded_and_once() -> None:
    part = b"Content-Type: text/calendar; method=REPLY\nContent-Transfer-Encoding: base64\n\n"
    encoded = b"QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVQTFkNCkVORDpWQ0FMRU5EQVINCg==\n"
    attached = b'Content-Type: application/octet-stream; name="invite.ics"\n\nBEGIN:VCALENDAR\nEND:VCALENDAR'
    data = with_parts(b"Content-Type: text/plain\n\nSee you.", part + encoded, part + encoded, attached)
    for with_text in (True, False):
        message = read_message(data, "a.eml", with_text=with_text)
        assert message.calendar_parts == (INVITATION, b"BEGIN:VCALENDAR\nEND:VCALENDAR")
    assert read_message(data, "a.eml").new_text == "See you."


def test_a_calendar_part_in_another_charset_comes_in_utf8() -> None:
    part = "Content-Type: text/calendar; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nSUMMARY:Müller".encode(
        "latin-1"
    )
    assert read_message(with_parts(part), "a.eml").calendar_parts == ("SUMMARY:Müller".encode(),)


def test_a_forwarded_mails_calendar_is_not_this_mails_own() -> None:
    inner = b"Content-Type: message/rfc822\n\nFrom: x@y.example\nContent-Type: text/calendar\n\n" + INVITATION
    assert read_message(with_parts(inner), "a.eml").calendar_parts == ()


def test_no_more_than_twenty_calendar_parts_are_kept() -> None:
    parts = [b"Content-Type: text/calendar\n\nUID:%d" % number for number in range(50)]
    assert len(read_message(with_parts(*parts), "a.eml").calendar_parts) == 20


@pytest.mark.parametrize(
    "field", ["List-Unsubscribe: <mailto:x>", "Precedence: bulk", "Auto-Submitted: auto-replied", "List-Id: x"]
)
def test_list_and_automatic_mail_is_told_by_its_headers(field: str) -> None:
    assert read_message(field.encode() + b"\n" + MAIL, "a.eml").is_mass_mail


def test_a_person_who_says_no_to_auto_submitted_wrote_himself() -> None:
    assert not read_message(b"Auto-Submitted: no\nPrecedence: normal\n" + MAIL, "a.eml").is_mass_mail


def test_the_first_of_a_field_given_twice_counts() -> None:
    data = b"Subject: first\nSubject: second\nFrom: a@b.example\nMessage-ID: <1@b>\nMessage-ID: <2@b>\n\nYes."
    message = read_message(data, "a.eml")
    assert (message.subject, message.message_id) == ("first", "1@b")


def test_headers_of_ten_megabytes_are_refused_with_the_reason() -> None:
    for line in (b"X-Pad: " + b"a" * 90 + b"\n", b" folded\n", b"a:\n"):
        data = b"From: a@b.example\nX: y\n" + line * (10_000_000 // len(line)) + b"\n\nYes."
        began = time.process_time()
        with pytest.raises(Unreadable, match="headers of this mail have more than 1 MB"):
            read_message(data, "a.eml")
        assert time.process_time() - began < 2


def test_a_long_body_without_a_blank_line_is_no_long_header() -> None:
    data = b"From: a@b.example\nSubject: x\nDate: y\nThis is said.\n" + b"And more is said.\n" * 70_000
    assert read_message(data, "a.eml").new_text.startswith("This is said.")


def test_a_mail_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read_message(b"x" * (LARGEST_BYTES + 1), "a.eml")


@pytest.mark.parametrize("data", [b"", b"   \n", b"%PDF-1.4 x", b"\x00\x01\x02\x03" * 400])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_message(data, "a.eml")


def test_a_text_without_headers_names_nobody_and_says_so() -> None:
    message = read_message(b"Only words.", "a.eml")
    assert (message.from_address, message.new_text) == (None, "Only words.")
    assert message_json(message, "a.eml")["reason"] == "This mail names no sender, no recipient and no date."


def test_a_thousand_nested_parts_are_survived() -> None:
    head = b"From: a@b.example\nSubject: x\nDate: y\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(1_000))
    began = time.process_time()
    message = read_message(head + nested + b"Content-Type: text/plain\n\nYes.\n", "a.eml")
    assert message.subject == "x"
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "head",
    [
        b"Subject: =?utf-8?q?=ff=fe?= =?x-none?b?!!!?= =?utf-8?b?w?=",
        b"Subject: \xff\xfe raw \x00 bytes",
        b"Date: Tue, 99 Foo 99999 99:99:99 +9999",
        b"Message-ID: \xe4 <<>> <a b>",
        b"To: " + b"<" * 5_000,
        b"To: " + b'"' * 5_001 + b" x@y.example",
        b"Content-Type: text/plain; charset=\xff",
        b"Content-Type: text/calendar; charset=nowhere\nContent-Transfer-Encoding: base64",
        b"References: " + b"<a@b> " * 5_000,
    ],
)
def test_broken_headers_are_survived(head: bytes) -> None:
    message = read_message(head + b"\nFrom: a@b.example\nX: y\n\nYes, agreed.", "a.eml")
    assert message.from_address == "a@b.example"
    json.dumps(message_json(message, "a.eml"), ensure_ascii=False).encode()


def test_an_unclosed_quote_does_not_swallow_the_address() -> None:
    assert (
        read_message(b'From: "Weber, Anna <a@b.example>\nSubject: x\nDate: y\n\nYes.', "a.eml").from_address
        == "a@b.example"
    )


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    for sample in (
        data,
        b"From: a@b.example\nTo: " + data,
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + data,
    ):
        try:
            message = read_message(sample, "a.eml")
        except Unreadable:
            continue
        else:
            json.dumps(message_json(message, "a.eml"), ensure_ascii=False).encode()
            assert message.message_id


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_every_shared_mail_is_read_with_the_same_new_text_as_a_conversation() -> None:
    paths = [path for path in sorted(SHARED.rglob("*")) if path.is_file()]
    read = 0
    for path in paths:
        data = path.read_bytes()
        try:
            message = read_message(data, path.name)
        except Unreadable:
            with pytest.raises(Unreadable):
                open_mail(data, path.name)
            continue
        assert message.new_text == open_mail(data, path.name).text, path.name
        assert json.loads(json.dumps(message_json(message, str(path))))["ok"]
        read += 1
    assert read >= 100
