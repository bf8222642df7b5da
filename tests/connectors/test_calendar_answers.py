"""Answers as the programs people use write them: whose, to what, and which other time. All of them invented."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.calendar import Answer, answer_in, read_calendar
from foothold.core.calendar_entries import Attendee, Entry

PETRA, JAN, ANNA = "petra.lang@northwind.example", "jan.novak@northwind.example", "anna@harbour.example"
BERLIN = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""

REPLIES = {
    "Google": """PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20260924T080000Z
DTEND:20260924T084500Z
DTSTAMP:20260923T091500Z
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
UID:n1@harbour.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Petra
  Lang;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="I&#39\\;ll bring the pump hours\\, t
 oo":mailto:petra.lang@northwind.example
CREATED:20260922T120000Z
LAST-MODIFIED:20260923T091500Z
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Pilot result\\, price 3 sites
TRANSP:OPAQUE
END:VEVENT
""",
    "Exchange": f"""METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
{BERLIN}BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;CN="Lang, Petra":mailto:Petra.Lang@Northwind.example
COMMENT;LANGUAGE=de-DE:I'll bring the pump hours\\, too\\n
UID:n1@harbour.example
SUMMARY;LANGUAGE=de-DE:Zugesagt: Pilot result\\, price 3 sites
DTSTART;TZID=W. Europe Standard Time:20260924T100000
DTEND;TZID=W. Europe Standard Time:20260924T104500
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20260923T091500Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
LOCATION;LANGUAGE=de-DE:Hall 2
X-MICROSOFT-CDO-APPT-SEQUENCE:2
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-CDO-INSTTYPE:0
END:VEVENT
""",
    "Outlook": """PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra.lang@northwind.example
CLASS:PUBLIC
COMMENT:I'll bring the pump hours\\, too
CREATED:20260923T091500Z
DTEND:20260924T084500Z
DTSTAMP:20260923T091500Z
DTSTART:20260924T080000Z
LAST-MODIFIED:20260923T091500Z
PRIORITY:5
SEQUENCE:2
SUMMARY;LANGUAGE=en-us:Accepted: Pilot result\\, price 3 sites
TRANSP:OPAQUE
UID:n1@harbour.example
END:VEVENT
""",
    "Apple": """METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.5//EN
VERSION:2.0
CALSCALE:GREGORIAN
BEGIN:VEVENT
ORGANIZER;CN="Anna Weber":mailto:anna@harbour.example
ATTENDEE;CN="Petra Lang";CUTYPE=INDIVIDUAL;EMAIL="petra.lang@northwind.examp
 le";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:/MTc2NDE4Mjk/principal/
COMMENT:I'll bring the pump hours\\, too
DTSTAMP:20260923T091500Z
DTSTART;TZID=Europe/Vienna:20260924T100000
DTEND;TZID=Europe/Vienna:20260924T104500
REQUEST-STATUS:2.0;Success
SEQUENCE:2
SUMMARY:Pilot result\\, price 3 sites
UID:n1@harbour.example
END:VEVENT
""",
    "Thunderbird": """PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20260922T120000Z
LAST-MODIFIED:20260923T091500Z
DTSTAMP:20260923T091500Z
UID:n1@harbour.example
SUMMARY:Pilot result\\, price 3 sites
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:
 petra.lang@northwind.example
X-MOZ-RECEIVED-SEQUENCE:2
X-MOZ-RECEIVED-DTSTAMP:20260922T120000Z
DTSTART;TZID=Europe/Vienna:20260924T100000
DTEND;TZID=Europe/Vienna:20260924T104500
SEQUENCE:2
COMMENT:I'll bring the pump hours\\, too
END:VEVENT
""",
    "Zimbra": f"""PRODID:Zimbra-Calendar-Provider
VERSION:2.0
METHOD:REPLY
{BERLIN}BEGIN:VEVENT
UID:n1@harbour.example
SUMMARY:Accept: Pilot result\\, price 3 sites
ATTENDEE;CN=Petra Lang;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CUTYPE=INDI
 VIDUAL:mailto:petra.lang@northwind.example
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
DTSTART;TZID="W. Europe Standard Time":20260924T100000
DTEND;TZID="W. Europe Standard Time":20260924T104500
STATUS:CONFIRMED
CLASS:PUBLIC
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
TRANSP:OPAQUE
DTSTAMP:20260923T091500Z
SEQUENCE:2
COMMENT:I'll bring the pump hours\\, too
END:VEVENT
""",
    "Lotus": f"""X-LOTUS-CHARSET:UTF-8
VERSION:2.0
PRODID:-//Lotus Development Corporation//NONSGML Notes 9.0.1//EN_C
METHOD:REPLY
{BERLIN}BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20260924T100000
DTEND;TZID="W. Europe Standard Time":20260924T104500
TRANSP:OPAQUE
DTSTAMP:20260923T091500Z
COMMENT;ALTREP="CID:<FFFF__=0FBBF1@northwind.example>":I'll bring the pump hours\\, too
SEQUENCE:2
ATTENDEE;PARTSTAT=ACCEPTED;CN="Petra Lang/NW/DE";ROLE=REQ-PARTICIPANT;RSVP=FALSE
 :mailto:petra.lang@northwind.example
SUMMARY:Pilot result\\, price 3 sites
UID:n1@harbour.example
ORGANIZER;CN="Anna Weber":mailto:anna@harbour.example
X-LOTUS-BROADCAST:FALSE
X-LOTUS-UPDATE-SEQ:3
X-LOTUS-NOTESVERSION:2
END:VEVENT
""",
}

COUNTERS = {
    "Google, all attendees listed": """PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
METHOD:COUNTER
BEGIN:VEVENT
DTSTART:20260925T120000Z
DTEND:20260925T124500Z
DTSTAMP:20260923T091500Z
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
UID:n1@harbour.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Jan;X-NUM-GUESTS=0:mailto:jan.novak@northwind.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Petra Lang;X-NUM-GUESTS=0:mailto:petra.lang@northwind.example
COMMENT:Friday is better for us
SEQUENCE:2
END:VEVENT
""",
    "Exchange": f"""METHOD:COUNTER
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
{BERLIN}BEGIN:VEVENT
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=TENTATIVE;CN="Lang, Petra":mailto:petra.lang@northwind.example
COMMENT;LANGUAGE=en-US:Friday is better for us\\n
UID:n1@harbour.example
SUMMARY;LANGUAGE=en-US:New Time Proposed: Pilot result
DTSTART;TZID=W. Europe Standard Time:20260925T140000
DTEND;TZID=W. Europe Standard Time:20260925T144500
DTSTAMP:20260923T091500Z
SEQUENCE:2
X-MS-OLK-ORIGINALEND;TZID=W. Europe Standard Time:20260924T104500
X-MS-OLK-ORIGINALSTART;TZID=W. Europe Standard Time:20260924T100000
X-MICROSOFT-CDO-APPT-SEQUENCE:2
END:VEVENT
""",
    "Zimbra, nothing answered yet": f"""PRODID:Zimbra-Calendar-Provider
VERSION:2.0
METHOD:COUNTER
{BERLIN}BEGIN:VEVENT
UID:n1@harbour.example
SUMMARY:New Time Proposed: Pilot result
ATTENDEE;CN=Petra Lang;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:petra.lang@northwind.example
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
DTSTART;TZID="W. Europe Standard Time":20260925T140000
DTEND;TZID="W. Europe Standard Time":20260925T144500
DTSTAMP:20260923T091500Z
SEQUENCE:2
COMMENT:Friday is better for us
END:VEVENT
""",
    "OpenPaaS, the organizer listed as accepted": """PRODID:-//Sabre//Sabre VObject 4.1.3//EN
VERSION:2.0
METHOD:COUNTER
BEGIN:VEVENT
UID:n1@harbour.example
DTSTART;TZID=Europe/Vienna:20260925T140000
DTEND;TZID=Europe/Vienna:20260925T144500
ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE;ROLE=CHAIR;CUTYPE=INDIVIDUAL:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;CN=Petra Lang:mailto:petra.lang@northwind.example
DTSTAMP:20260923T091500Z
COMMENT:Friday is better for us
SEQUENCE:2
END:VEVENT
""",
    "Lotus": f"""VERSION:2.0
PRODID:-//Lotus Development Corporation//NONSGML Notes 9.0.1//EN_C
METHOD:COUNTER
{BERLIN}BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20260925T140000
DTEND;TZID="W. Europe Standard Time":20260925T144500
DTSTAMP:20260923T091500Z
COMMENT:Friday is better for us
SEQUENCE:2
ATTENDEE;ROLE=REQ-PARTICIPANT;CN="Petra Lang/NW/DE";RSVP=FALSE:mailto:petra.lang@northwind.example
UID:n1@harbour.example
X-LOTUS-UPDATE-SEQ:3
END:VEVENT
""",
}
TWO = """METHOD:REPLY
BEGIN:VEVENT
UID:n1@harbour.example
DTSTAMP:20260923T091500Z
ORGANIZER:mailto:anna@harbour.example
{}
SEQUENCE:2
END:VEVENT
"""


def entry_in(text: str) -> Entry:
    data = f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".replace("\n", "\r\n").encode()
    (entry,) = read_calendar(data, "answer.ics").entries
    return entry


def answer(text: str, sender: str = "") -> Answer:
    found = answer_in(entry_in(text), sender)
    assert found is not None
    return found


def two(*lines: str) -> str:
    return TWO.format("\n".join(lines))


@pytest.mark.parametrize("program", REPLIES)
@pytest.mark.parametrize("sender", ["", PETRA, "news@elsewhere.example"])
def test_an_acceptance_is_read_whoever_wrote_it(program: str, sender: str) -> None:
    found = answer(REPLIES[program], sender)
    assert (found.by.address, found.partstat, found.sequence) == (PETRA, "ACCEPTED", 2)
    assert found.stamped == datetime(2026, 9, 23, 9, 15, tzinfo=UTC)
    assert found.comment == "I'll bring the pump hours, too"
    assert (found.new_start, found.new_end) == (None, None)


@pytest.mark.parametrize("program", REPLIES)
@pytest.mark.parametrize("partstat", ["DECLINED", "TENTATIVE", "DELEGATED"])
def test_the_other_answers_are_read_as_well(program: str, partstat: str) -> None:
    assert answer(REPLIES[program].replace("ACCEPTED", partstat)).partstat == partstat


@pytest.mark.parametrize("program", COUNTERS)
def test_another_time_is_read_whoever_proposes_it(program: str) -> None:
    found = answer(COUNTERS[program], PETRA)
    assert found.by.address == PETRA
    assert found.partstat == ("DECLINED" if program.startswith("Google") else "TENTATIVE")
    assert (found.new_start, found.new_end) == (
        datetime(2026, 9, 25, 12, 0, tzinfo=UTC),
        datetime(2026, 9, 25, 12, 45, tzinfo=UTC),
    )
    assert (found.comment, found.sequence) == ("Friday is better for us", 2)


def test_a_counter_that_lists_several_answers_is_nobodys_without_its_mail() -> None:
    assert answer_in(entry_in(COUNTERS["Google, all attendees listed"])) is None


def test_a_counter_to_a_day_proposes_no_time_we_could_send() -> None:
    text = COUNTERS["Lotus"].replace(';TZID="W. Europe Standard Time":20260925T140000', ";VALUE=DATE:20260925")
    assert answer(text).new_start is None


def test_a_delegate_speaks_for_himself_and_names_who_sent_him() -> None:
    text = two(
        f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{JAN}":mailto:{PETRA}',
        f'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{PETRA}":mailto:{JAN}',
    )
    for sender in ("", JAN):
        found = answer(text, sender)
        assert (found.by.address, found.partstat, found.by.delegated_from) == (JAN, "ACCEPTED", PETRA)
    passed_on = answer(text, PETRA)
    assert (passed_on.by.address, passed_on.partstat, passed_on.by.delegated_to) == (PETRA, "DELEGATED", JAN)


def test_of_several_delegates_the_first_is_named() -> None:
    text = two(f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{JAN}","mailto:eva@northwind.example":mailto:{PETRA}')
    assert answer(text).by.delegated_to == JAN


def test_an_assistant_answers_in_the_name_of_the_attendee() -> None:
    text = two(
        f'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:office@northwind.example":mailto:{PETRA}',
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{JAN}",
    )
    found = answer(text, "office@northwind.example")
    assert (found.by.address, found.by.sent_by) == (PETRA, "office@northwind.example")


def test_who_got_it_forwarded_answers_for_himself() -> None:
    text = two(f"ATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=0:mailto:{JAN}")
    assert answer(text, JAN).by.address == JAN


def test_an_answer_without_an_address_is_the_senders() -> None:
    text = two('ATTENDEE;PARTSTAT=ACCEPTED;CN="Petra Lang":invalid:nomail')
    assert answer(text, PETRA).by.address == PETRA
    assert answer_in(entry_in(text)) is None


def test_an_answer_of_nobody_is_none() -> None:
    assert answer_in(entry_in(two("COMMENT:hello")), PETRA) is None


def test_a_room_answers_for_nobody() -> None:
    text = two(
        f"ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:hall2@northwind.example\nATTENDEE;PARTSTAT=DECLINED:mailto:{PETRA}"
    )
    assert answer(text).by.address == PETRA


def test_several_who_answered_are_told_apart_by_who_wrote() -> None:
    text = two(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{JAN}", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{PETRA}")
    assert answer(text, PETRA).partstat == "DECLINED"
    assert answer(text, JAN).partstat == "ACCEPTED"
    assert answer_in(entry_in(text)) is None


def test_only_one_of_several_has_answered() -> None:
    text = two(f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{JAN}", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{PETRA}")
    assert answer(text).by.address == PETRA


PEOPLE = st.builds(
    Attendee,
    st.sampled_from(["", PETRA, JAN, ANNA]),
    partstat=st.sampled_from(["", "ACCEPTED", "NEEDS-ACTION", "DELEGATED"]),
    cutype=st.sampled_from(["INDIVIDUAL", "ROOM"]),
    sent_by=st.sampled_from(["", JAN]),
    delegated_from=st.sampled_from(["", PETRA]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PEOPLE, max_size=4), st.sampled_from(["", PETRA, "x@y.example"]), st.sampled_from(["REPLY", "COUNTER"]))
def test_an_answer_is_always_that_of_somebody_it_names_or_of_its_sender(
    people: list[Attendee], sender: str, method: str
) -> None:
    found = answer_in(Entry(uid="u", attendees=tuple(people), method=method, organizer=Attendee(ANNA)), sender)
    if found:
        assert found.by.address
        assert found.by.address == sender or found.by in people
        assert found.by.is_person
