"""Outlook's .msg: mails in three kinds of text, and the answers to meetings."""

import struct
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.mail import NO_MESSAGE_ID, is_outlook_item, read_msg
from foothold.connectors.mail.rtf import decompressed, words_of_rtf
from foothold.core.conversation import Unreadable
from saved_from_outlook import (
    ANSWER,
    APPOINTMENT,
    CARL,
    GLOBAL_ID,
    HIDDEN,
    ID_HEAD,
    MAIL,
    MEETING,
    PETRA,
    SLOT,
    START,
    compound,
    msg,
)


def without(values: dict[Any, Any], *keys: Any) -> dict[Any, Any]:
    return {key: value for key, value in values.items() if key not in keys}


def calendar_lines(data: bytes) -> list[str]:
    [part] = read_msg(data, "a.msg").calendar_parts
    return part.decode().replace("\r\n ", "").split("\r\n")


def test_a_saved_mail_says_who_wrote_to_whom_and_when() -> None:
    data = msg(MAIL, [PETRA, CARL, HIDDEN])
    assert is_outlook_item(data)
    message = read_msg(data, "a.msg")
    assert (message.from_name, message.from_address) == ("Anna Weber", "anna@harbour.example")
    assert message.to == ("petra@northwind.example", "carl@northwind.example")
    assert (message.sent_at, message.subject) == (START, "Offer")
    assert (message.message_id, message.in_reply_to) == ("1@harbour.example", "0@northwind.example")
    assert message.new_text == "Tuesday at 10 works."
    assert message.calendar_parts == ()


def test_the_internet_headers_count_where_outlook_kept_them() -> None:
    head = (
        "Authentication-Results: mx.northwind.example; dmarc=pass header.from=harbour.example\r\n"
        'From: "Weber, Anna" <anna.weber@harbour.example>\r\nTo: sales@northwind.example\r\n'
        "Date: Tue, 5 Mar 2024 10:30:00 +0100\r\nMessage-ID: <2@harbour.example>\r\nList-Id: x\r\n"
    )
    message = read_msg(msg({**MAIL, 0x007D: head}, [PETRA]), "a.msg", authserv_id="mx.northwind.example")
    assert (message.from_name, message.from_address) == ("Weber, Anna", "anna.weber@harbour.example")
    assert message.to == ("sales@northwind.example",)
    assert message.message_id == "2@harbour.example"
    assert message.sent_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert message.authentication.verdict == "pass"
    assert message.is_mass_mail


def test_a_directory_name_is_no_address() -> None:
    values = {**without(MAIL, 0x5D02, 0x5D01), 0x0065: "/O=EXCHANGE/CN=ANNA"}
    message = read_msg(msg(values), "a.msg")
    assert (message.from_name, message.from_address) == ("Anna Weber", None)


def test_a_mail_without_identity_and_time_keeps_both_open() -> None:
    message = read_msg(msg(without(MAIL, 0x1035, 0x0039)), "a.msg")
    assert message.message_id.endswith(NO_MESSAGE_ID)
    assert message.message_id == read_msg(msg(without(MAIL, 0x1035, 0x0039), [PETRA]), "b.msg").message_id
    assert message.sent_at is None


def test_html_is_read_where_there_is_no_plain_text() -> None:
    page = "<html><body><p>Grüße</p></body></html>".encode("cp1252")
    values = {**without(MAIL, 0x1000), 0x1013: page, 0x3FDE: 1252}
    assert read_msg(msg(values), "a.msg").new_text == "Grüße"


@pytest.mark.parametrize(("codepage", "locale"), [(932, None), (None, 0x0411)])
def test_strings_before_unicode_are_read_in_their_code_page(codepage: int | None, locale: int | None) -> None:
    values = {**MAIL, 0x0037: ("商談".encode("cp932"),)}
    values |= {0x3FFD: codepage} if codepage else {0x3FF1: locale}
    assert read_msg(msg(values), "a.msg").subject == "商談"


def test_rtf_is_read_where_there_is_nothing_else() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Dienstag pa\'dft\u8364?.\par Gut.}"
    packed = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    assert read_msg(msg({**without(MAIL, 0x1000), 0x1009: packed}), "a.msg").new_text == "Dienstag paßt€.\nGut."


def test_rtf_that_cannot_be_opened_is_named() -> None:
    message = read_msg(msg({**without(MAIL, 0x1000), 0x1009: b"\x00" * 40}), "a.msg")
    assert message.new_text == ""
    assert message.gaps == ("Its text is kept as RTF that could not be opened.",)


def test_compressed_rtf_repeats_what_stood_before() -> None:
    # MS-OXRTFCP's form by hand: literals with flag 0, then one reference to the start of the window's words.
    start = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720"
    body = bytes([0b00000001]) + struct.pack(">H", 0 << 4 | 8) + b"Yes yes"
    body += bytes([0b00000010]) + b"." + struct.pack(">H", 217 << 4 | 1)
    packed = struct.pack("<IIII", len(body) + 12, 21, 0x75465A4C, 0) + body
    assert decompressed(packed) == start[:10] + b"Yes yes." + b"Yes"


def test_html_inside_rtf_comes_out_as_it_was() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1251\fromhtml1{\fonttbl{\f1\fcharset204 Arial;}}"
        rb"{\*\htmltag64 <p>}\htmlrtf {\b \htmlrtf0 \'c4\'e0\htmlrtf \b0}\htmlrtf0 {\*\htmltag72 </p>}"
        rb"{\*\htmltag84 &nbsp;}{\pict\bin5 }}}}}}\u-10179?\u-8704?}"
    )
    assert words_of_rtf(rtf) == ("html", "<p>Да</p>&nbsp;😀")


def test_an_acceptance_becomes_a_reply() -> None:
    lines = calendar_lines(msg(ANSWER, [PETRA], SLOT))
    assert "METHOD:REPLY" in lines
    assert f"UID:{GLOBAL_ID.hex().upper()}" in lines
    assert {"SEQUENCE:2", "DTSTART:20240305T090000Z", "DTEND:20240305T100000Z", "DTSTAMP:20240304T090000Z"} <= set(
        lines
    )
    assert "SUMMARY:Accepted: Kick-off\\, part 1" in lines
    assert 'ORGANIZER;CN="Petra Lang":mailto:petra@northwind.example' in lines
    assert 'ATTENDEE;PARTSTAT=ACCEPTED;CN="Anna Weber":mailto:anna@harbour.example' in lines


@pytest.mark.parametrize(("word", "partstat"), [("Neg", "DECLINED"), ("Tent", "TENTATIVE")])
def test_the_message_class_says_what_was_answered(word: str, partstat: str) -> None:
    values = {**ANSWER, 0x001A: f"IPM.Schedule.Meeting.Resp.{word}"}
    assert f'ATTENDEE;PARTSTAT={partstat};CN="Anna Weber":mailto:anna@harbour.example' in calendar_lines(
        msg(values, [], SLOT)
    )


def test_another_time_proposed_becomes_a_counter() -> None:
    new = {
        (APPOINTMENT, 0x8257): True,
        (APPOINTMENT, 0x8250): START + timedelta(days=1),
        (APPOINTMENT, 0x8251): START + timedelta(days=1, hours=1),
    }
    values = {**ANSWER, 0x001A: "IPM.Schedule.Meeting.Resp.Tent"}
    lines = calendar_lines(msg(values, [], {**SLOT, **new}))
    assert {"METHOD:COUNTER", "DTSTART:20240306T090000Z", "X-MS-OLK-ORIGINALSTART:20240305T090000Z"} <= set(lines)


def test_another_programs_uid_is_kept_as_it_was() -> None:
    data = b"vCal-Uid\x01\x00\x00\x00abc@calendar.example\x00"
    whole = ID_HEAD + bytes(20) + struct.pack("<I", len(data)) + data
    assert "UID:abc@calendar.example" in calendar_lines(msg(ANSWER, [], {**SLOT, (MEETING, 0x0023): whole}))


def test_one_instance_of_a_series_is_named_by_its_day() -> None:
    whole = ID_HEAD + bytes([0x07, 0xE8, 3, 12]) + GLOBAL_ID[20:]
    lines = calendar_lines(msg(ANSWER, [], {**without(SLOT, (MEETING, 0x0023)), (MEETING, 0x0003): whole}))
    assert "RECURRENCE-ID;VALUE=DATE:20240312" in lines
    assert f"UID:{GLOBAL_ID.hex().upper()}" in lines


def test_an_entry_shows_who_answered_what() -> None:
    values = {**MAIL, 0x001A: "IPM.Appointment"}
    people = [{**PETRA, 0x5FFF: 3}, {**CARL, 0x5FFF: 4}, {0x39FE: "anna@harbour.example", 0x5FFD: 3, 0x0C15: 1}]
    lines = calendar_lines(msg(values, people, {**SLOT, (APPOINTMENT, 0x8208): "Room 1"}))
    assert 'ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;CN="Petra Lang":mailto:petra@northwind.example' in lines
    assert 'ATTENDEE;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT;CN="Carl":mailto:carl@northwind.example' in lines
    assert 'ORGANIZER;CN="Anna Weber":mailto:anna@harbour.example' in lines
    assert "LOCATION:Room 1" in lines
    assert sum(line.startswith("ATTENDEE") for line in lines) == 2


def test_a_whole_day_is_its_days_wherever_midnight_was() -> None:
    midnight = datetime(2024, 3, 4, 23, 0, tzinfo=UTC)  # in Berlin
    day = {(APPOINTMENT, 0x8215): True, (APPOINTMENT, 0x820D): midnight, (APPOINTMENT, 0x820E): midnight + timedelta(1)}
    lines = calendar_lines(msg({**MAIL, 0x001A: "IPM.Appointment"}, [], {**SLOT, **day}))
    assert {"DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240306"} <= set(lines)


def test_a_hostile_name_cannot_add_a_line() -> None:
    values = {**ANSWER, 0x0042: 'Anna"\r\nATTENDEE:mailto:eve@evil.example', 0x0037: "x\nSTATUS:CANCELLED"}
    lines = calendar_lines(msg(values, [], SLOT))
    assert sum(line.startswith("ATTENDEE") for line in lines) == 1
    assert not any(line.startswith("STATUS") for line in lines)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (msg({**MAIL, 0x001A: "IPM.Contact"}), "neither a mail nor a meeting"),
        (msg(ANSWER, [], without(SLOT, (MEETING, 0x0003), (MEETING, 0x0023))), "no identity"),
        (msg(ANSWER, [], without(SLOT, (APPOINTMENT, 0x820D))), "no start"),
        (msg({**MAIL, 0x001A: "IPM.Appointment"}, [], {**SLOT, (APPOINTMENT, 0x8223): True}), "series"),
        (msg({**ANSWER, 0x001A: "IPM.Schedule.Meeting.Notification.Forward"}, [], SLOT), "not read"),
        (compound({"WordDocument": b"x" * 5_000}), "no Outlook message"),
        (b"From: a@b.example\n\nx", "no Outlook message"),
        (b"", "no Outlook message"),
        (msg(MAIL)[:1_600], "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_msg(data, "a.msg")


def test_a_word_document_is_no_outlook_item() -> None:
    assert not is_outlook_item(compound({"WordDocument": b"x"}))
    assert not is_outlook_item(b"From: a")


WHOLE = msg({**ANSWER, 0x1009: b"\x00" * 40}, [PETRA, CARL], SLOT)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_no_damage_crashes_the_reader(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    try:
        message = read_msg(bytes(data), "a.msg")
    except Unreadable:
        return
    assert message.message_id
    for part in message.calendar_parts:
        assert part.startswith(b"BEGIN:VCALENDAR")


@given(st.binary(max_size=300))
def test_no_rtf_crashes_the_reader(data: bytes) -> None:
    words_of_rtf(b"{\\rtf1\\fromhtml1 " + data)
    packed = struct.pack("<IIII", len(data) + 12, 4_000, 0x75465A4C, 0) + data
    words_of_rtf(decompressed(packed) or b"")


@pytest.mark.parametrize(
    "piece", [b"{", b"}", b"\\", b"\\'", b"{\\*\\htmltag", b"\\u1?", b"\\bin9", b"\\uc9 \\u65", b"a\\"]
)
def test_no_rtf_takes_long(piece: bytes) -> None:
    began = time.process_time()
    words_of_rtf(b"{\\rtf1\\fromhtml1 " + piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 8
