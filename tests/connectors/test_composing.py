"""Letters as they leave: read back by the standard library and by our own reading, whatever stands in them."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.mail import read_message
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import (
    LARGEST_LETTER,
    LONGEST_TEXT,
    CalendarPart,
    OutgoingLetter,
    compose,
    html_of,
    message_id,
    recipients,
)

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:plan-1@harbour.example\r\n"
    b"SUMMARY:Trial plan\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
ANNA = Mailbox("Anna Weber", "anna@harbour.example")
PETRA = Mailbox("Petra Lang", "petra@northwind.example")
INVITATION = OutgoingLetter(
    message_id="1f2e@harbour.example",
    sent_at=datetime(2026, 9, 22, 14, 5, tzinfo=timezone(timedelta(hours=2))),
    sender=ANNA,
    to=(PETRA,),
    cc=(Mailbox("Jan Novák", "jan@northwind.example"),),
    reply_to=ANNA,
    subject="Trial plan, Thursday at 10",
    text="Hello Petra,\n\nshall we look at the trial plan?\nYou bring the pump hours.\n\nhttps://harbour.example/m/7?a=1&b=2.\n",
    calendar=CalendarPart(CALENDAR, "REQUEST"),
    in_reply_to="first@northwind.example",
    references=("zero@northwind.example",),
)
HOSTILE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from(list('\r\n\x00\t =?<>@",;:\\.\u2028\x85'))), max_size=120
)


def as_read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def parts(message: EmailMessage) -> dict[str, EmailMessage]:
    return {part.get_content_type(): part for part in message.walk()}  # type: ignore[misc]


def test_an_invitation_reads_back_as_it_was_meant() -> None:
    data = compose(INVITATION)
    message = as_read(data)
    assert message["From"] == "Anna Weber <anna@harbour.example>"
    assert [(one.display_name, one.addr_spec) for one in message["Cc"].addresses] == [
        ("Jan Novák", "jan@northwind.example")
    ]
    assert message["Date"].datetime == INVITATION.sent_at
    assert message["Subject"] == INVITATION.subject
    assert message["References"].split() == ["<zero@northwind.example>", "<first@northwind.example>"]
    read = read_message(data, "sent.eml")
    assert (read.message_id, read.in_reply_to) == ("1f2e@harbour.example", "first@northwind.example")
    assert read.from_address == ANNA.address
    assert read.to == ("petra@northwind.example", "jan@northwind.example")
    assert read.new_text.startswith("Hello Petra,\n\nshall we look at the trial plan?")
    assert set(read.calendar_parts) == {CALENDAR}
    assert not read.gaps


def test_the_calendar_stands_last_among_the_alternatives_and_once_more_as_a_file() -> None:
    message = as_read(compose(INVITATION))
    assert message.get_content_type() == "multipart/mixed"
    alternatives, file = message.iter_parts()
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]  # type: ignore[attr-defined]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = parts(message)["text/calendar"]
    assert calendar["Content-Type"] == 'text/calendar; charset="utf-8"; method="REQUEST"'
    assert (file.get_filename(), file.get_payload(decode=True)) == ("invitation.ics", CALENDAR)


def test_a_letter_without_a_calendar_is_text_and_html_alone() -> None:
    message = as_read(compose(replace(INVITATION, calendar=None)))
    assert message.get_content_type() == "multipart/alternative"
    assert len(list(message.iter_parts())) == 2


def test_a_calendar_beyond_ascii_arrives_byte_for_byte() -> None:
    calendar = CALENDAR.replace(b"Trial plan", "Prüfplan für Pumpe №7".encode())
    read = read_message(compose(replace(INVITATION, calendar=CalendarPart(calendar, "REQUEST", ""))), "sent.eml")
    assert read.calendar_parts == (calendar,)


def test_the_same_letter_is_the_same_bytes_and_another_text_has_other_boundaries() -> None:
    assert compose(INVITATION) == compose(replace(INVITATION))
    boundary = as_read(compose(INVITATION)).get_boundary()
    assert boundary != as_read(compose(replace(INVITATION, text="Another."))).get_boundary()


def test_a_seed_names_one_message_for_ever() -> None:
    assert message_id("meeting 7, invitation 2", "harbour.example") == (
        "85761a5efd86f3ae2fea0ca5b413ffea760e53e9@harbour.example"
    )
    assert message_id("a", "Bücher.example").endswith("@xn--bcher-kva.example")


def test_a_reminder_says_that_no_person_sent_it_and_an_invitation_does_not() -> None:
    assert as_read(compose(replace(INVITATION, is_automatic=True)))["Auto-Submitted"] == "auto-generated"
    assert read_message(compose(INVITATION), "sent.eml").is_mass_mail is False


def test_a_domain_beyond_ascii_goes_over_the_wire_in_ascii() -> None:
    petra = Mailbox("Petra", "petra@straße.example")
    assert as_read(compose(replace(INVITATION, to=(petra,))))["To"].addresses[0].domain == "xn--strae-oqa.example"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("jürgen@harbour.example", "letters before the @"),
        ("petra@northwind.example\r\nBcc: eve@elsewhere.example", "no mail address"),
        ("petra@northwind.example\x00", "no mail address"),
        ("petra@northwind.example, eve@elsewhere.example", "no mail address"),
        ("<petra@northwind.example>", "no mail address"),
        ("petra", "no mail address"),
        ("petra lang@northwind.example", "no mail address"),
        ("petra@", "no domain"),
        ("petra@-.example", "no domain"),
        ("petra@north wind.example", "no domain"),
        ("p" * 65 + "@northwind.example", "no mail address"),
        ("petra@[192.0.2.1]", "no domain"),
    ],
)
def test_what_is_no_address_is_refused_in_words(address: str, words: str) -> None:
    for who in ({"to": (Mailbox("", address),)}, {"sender": Mailbox("", address)}, {"reply_to": Mailbox("", address)}):
        with pytest.raises(ValueError, match=words):
            compose(replace(INVITATION, **who))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"message_id": "a@b.example>\r\nX: y"},
        {"message_id": "no-at"},
        {"message_id": "a b@c.example"},
        {"sent_at": datetime(2026, 9, 22)},  # noqa: DTZ001
        {"to": ()},
        {"calendar": CalendarPart(CALENDAR, "REQUEST; charset=x")},
        {"calendar": CalendarPart(CALENDAR, "CANCEL")},
        {"calendar": CalendarPart(CALENDAR + b"METHOD:CANCEL\r\n", "REQUEST")},
        {"calendar": CalendarPart(CALENDAR + b"\xff", "REQUEST")},
        {"calendar": CalendarPart(CALENDAR + b"\x00", "REQUEST")},
        {"calendar": CalendarPart(CALENDAR, "REQUEST", 'a"\r\nX: y.ics')},
        {"text": "a" * (LONGEST_TEXT + 1)},
        {"calendar": CalendarPart(CALENDAR + b"X-PADDING:1\r\n" * (LARGEST_LETTER // 20), "REQUEST")},
    ],
)
def test_what_no_letter_can_carry_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".{20}"):
        compose(replace(INVITATION, **changed))


def test_identities_of_others_that_no_field_can_hold_are_left_out() -> None:
    data = compose(
        replace(INVITATION, in_reply_to="x>\r\nBcc: <eve@elsewhere.example", references=("ok@a.example", "ü@b"))
    )
    message = as_read(data)
    assert message["Bcc"] is None
    assert message["In-Reply-To"] is None
    assert message["References"] == "<ok@a.example>"


def test_a_long_thread_keeps_its_first_mail_and_the_last_ones() -> None:
    thread = tuple(f"{number}@a.example" for number in range(300))
    kept = as_read(compose(replace(INVITATION, references=thread, in_reply_to="299@a.example")))["References"].split()
    assert (len(kept), kept[0], kept[1], kept[-1]) == (20, "<0@a.example>", "<281@a.example>", "<299@a.example>")


def test_one_person_named_twice_is_written_once() -> None:
    message = as_read(compose(replace(INVITATION, to=(PETRA, PETRA), cc=(PETRA,))))
    assert len(message["To"].addresses) == 1
    assert message["Cc"] is None


def test_the_envelope_names_everybody_once() -> None:
    assert recipients(replace(INVITATION, cc=(PETRA, ANNA))) == (PETRA.address, ANNA.address)


@settings(deadline=None)
@given(subject=HOSTILE, name=HOSTILE, other=HOSTILE)
def test_no_subject_and_no_name_adds_a_field_or_a_person(subject: str, name: str, other: str) -> None:
    people = (Mailbox(name, PETRA.address), Mailbox(other, "jan@northwind.example"))
    letter = replace(INVITATION, subject=subject, sender=Mailbox(name, ANNA.address), to=people, cc=(), reply_to=None)
    data = compose(letter)
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    assert [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith(" ")] == [
        *"Date From To Subject Message-ID In-Reply-To References MIME-Version Content-Type".split()
    ]
    assert all(len(line) <= 78 for line in head.split("\r\n"))
    read = read_message(data, "sent.eml")
    assert (read.from_address, read.to) == (ANNA.address, (PETRA.address, "jan@northwind.example"))
    assert [one.addr_spec for one in as_read(data)["To"].addresses] == [PETRA.address, "jan@northwind.example"]


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=150))
def test_subject_and_name_of_any_script_read_back(words: str) -> None:
    data = compose(replace(INVITATION, subject=words, sender=Mailbox(words, ANNA.address)))
    message = as_read(data)
    assert message["Subject"] == words
    # The parser of Python 3.11 puts a blank between two encoded words of a name: the older one does not.
    written = email.message_from_bytes(data)["From"].rpartition("<")[0].strip()
    if written.startswith("=?"):
        assert str(make_header(decode_header(written))) == words
    else:
        assert message["From"].addresses[0].display_name == words


@settings(deadline=None)
@given(HOSTILE)
def test_any_text_arrives_as_it_was_written_in_short_ascii_lines(text: str) -> None:
    data = compose(replace(INVITATION, text=text))
    assert data.isascii()
    assert not set(b"\r\n") & set(data.replace(b"\r\n", b""))
    assert all(len(line) <= 78 and not line.startswith(b"From ") for line in data.split(b"\r\n"))
    sent = re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "", text.replace("\r\n", "\n").replace("\r", "\n")
    ).strip("\n")
    arrived = parts(as_read(data))["text/plain"].get_payload(decode=True)
    assert isinstance(arrived, bytes)
    assert arrived.decode().replace("\r\n", "\n").strip("\n") == sent


def test_lines_that_servers_on_the_way_would_change_arrive_unchanged() -> None:
    text = "From here on\nends in blanks  \n.\n" + "long " * 400 + "\n=20 stays\nFrom " * 2
    arrived = parts(as_read(compose(replace(INVITATION, text=text))))["text/plain"].get_payload(decode=True)
    assert arrived == text.replace("\n", "\r\n").encode() + b"\r\n"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def tags(page: str) -> Tags:
    seen = Tags()
    seen.feed(page)
    return seen


@settings(deadline=None)
@given(st.one_of(HOSTILE, st.text(alphabet="<>&\"'ahtps:/. \n", max_size=200)))
def test_the_page_holds_paragraphs_and_links_and_nothing_that_is_fetched(text: str) -> None:
    seen = tags(html_of(text)).seen
    assert {tag for tag, _ in seen} <= {"html", "head", "meta", "body", "p", "br", "a"}
    for tag, attributes in seen:
        assert set(attributes) <= {"html": {"lang"}, "meta": {"charset"}, "a": {"href"}}.get(tag, set())
        assert tag != "a" or str(attributes["href"]).startswith(("https://", "http://"))


def test_a_link_shows_where_it_leads_and_leaves_the_full_stop_behind() -> None:
    page = html_of("See https://harbour.example/m/7?a=1&b=2.\n\nBye", "de")
    assert '<a href="https://harbour.example/m/7?a=1&amp;b=2">https://harbour.example/m/7?a=1&amp;b=2</a>.</p>' in page
    assert page.count("<p>") == 2
    assert '<html lang="de">' in page


def test_a_page_in_no_language_is_english() -> None:
    assert '<html lang="en">' in html_of("x", '"><script>')


@pytest.mark.parametrize("text", ["https://" * 40_000, "http://a" + ")" * 100_000, "\n \n" * 60_000, "=" * 200_000])
def test_contrived_text_is_written_in_moderate_time(text: str) -> None:
    began = datetime.now(UTC)
    compose(replace(INVITATION, text=text))
    assert datetime.now(UTC) - began < timedelta(seconds=5)
