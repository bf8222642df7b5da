"""Erasing reaches what calendars, mails and call logs brought; the export of a person holds it; nothing is left over."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

from foothold.actions.delete_contact import delete_contact, delete_person
from foothold.actions.delete_everything import delete_everything
from foothold.actions.delete_meeting import delete_meeting
from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.actions.erasing_words import REMOVED, ErasedPerson
from foothold.actions.expire_letters import KEPT, expire_letters
from foothold.actions.export_contact import kept_about
from foothold.actions.export_everything import EXPORTED, LEFT_OUT, exported_files
from foothold.actions.import_files import import_bytes
from foothold.actions.log_call import log_call
from foothold.actions.remove_demo import remove_demo
from foothold.actions.tell_relations import tell_relation, tell_title
from foothold.actions.undo_import import undo_import
from foothold.connectors.calendar import scan_calendar
from foothold.core.relations import Relation
from foothold.records.models import (
    Account,
    Attendee,
    CalendarEntry,
    Call,
    Contact,
    Counterpart,
    Identity,
    Import,
    ImportChange,
    InvitationReply,
    Letter,
    Meeting,
    Membership,
    Opportunity,
    Source,
)
from foothold.records.scoping import InWorkspace

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ROWS = [model for model in apps.get_app_config("records").get_models() if issubclass(model, InWorkspace)]

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Anna and Petra Lang\n"
ANNA = "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example\n"
PETRA = 'ATTENDEE;CN="Lang, Petra";PARTSTAT=ACCEPTED;EMAIL=petra@northwind.example:MAILTO:Petra@Northwind.example\n'
JAN = "ATTENDEE;CN=Jan Novak;PARTSTAT=ACCEPTED:mailto:jan@northwind.example\n"


def event(uid: str, start: str, summary: str, people: str = ANNA + PETRA, lines: str = "") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}@harbour.example\nDTSTAMP:20260901T000000Z\nCREATED:20260901T080000Z\n"
        f"DTSTART:{start}\nDURATION:PT1H\nSUMMARY:{summary}\n{people}{lines}END:VEVENT\n"
    )


ONE = event("1", "20260901T080000Z", "Petra Lang: trial plan", lines="LOCATION:Office of Petra Lang\n")
SERIES = event(
    "w",
    "20260902T080000Z",
    "Weekly with Petra",
    ANNA + PETRA.replace("petra@", "petra+team@").replace("Petra@", "Petra+team@") + JAN,
    "RRULE:FREQ=WEEKLY;COUNT=5\n",
)
OTHERS = event("2", "20260903T080000Z", "Ask for Petra Lang's numbers", ANNA + JAN)
CALENDAR = f"{HEAD}{ONE}{SERIES}{OTHERS}END:VCALENDAR\n".encode()
CHANGED = CALENDAR.replace(b"trial plan", b"trial result").replace(b"COUNT=5", b"COUNT=6")
MAILS = """From x Tue Sep  1 00:00:00 2026
From: Anna Weber <anna@harbour.example>
To: Petra Lang <petra@northwind.example>
Date: Tue, 1 Sep 2026 12:00:00 +0000
Message-ID: <1@harbour.example>
Subject: Trial

Thank you.

From x Tue Sep  1 00:00:00 2026
From: Petra Lang <petra@northwind.example>
To: Anna Weber <anna@harbour.example>
Date: Wed, 2 Sep 2026 12:00:00 +0000
Message-ID: <petra@northwind.example-77@mailer.example>
Subject: Accepted
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:1@harbour.example
DTSTAMP:20260902T120000Z
DTSTART:20260901T080000Z
SEQUENCE:0
ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra@northwind.example
END:VEVENT
END:VCALENDAR

"""
CALLS = (
    "Date/Time,Duration (seconds),Number,Name,Direction,Status\n"
    "2026-09-15 10:00:00,900,+49 170 1234567,Petra Lang,Outgoing,Answered\n"
    "2026-09-16 10:00:00,20,0170 1234567,,Outgoing,Answered\n"
)


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def everything_stored(seat: Any) -> str:
    return serializers.serialize("json", [row for model in ROWS for row in rows(seat, model)], ensure_ascii=False)


@pytest.fixture
def filled(seat: Any) -> Any:
    """A calendar read twice, a mail folder and a call log, all of which name Petra Lang."""
    import_bytes(seat, CALENDAR, "petra@northwind.example.ics", now=NOW)
    import_bytes(seat, CHANGED, "again.ics", now=LATER)
    import_bytes(seat, MAILS.encode(), "box.mbox", now=LATER)
    import_bytes(seat, CALLS.encode(), "calls.csv", now=LATER)
    for model in (ImportChange, InvitationReply, Letter, Call, Opportunity):
        assert rows(seat, model).exists(), model
    return seat


def petra(seat: Any) -> Contact:
    found: Contact = rows(seat, Contact).get(address__startswith="petra@")
    return found


# --- erasing -----------------------------------------------------------------------------------


def test_an_erased_person_is_nowhere_in_what_sources_brought(filled: Any) -> None:
    before = everything_stored(filled).casefold()
    assert all(word in before for word in ("petra", "lang", "1234567"))
    delete_contact(petra(filled))
    for contact in rows(filled, Contact).filter(name__icontains="petra"):
        delete_contact(contact)
    left = everything_stored(filled).casefold()
    for word in ("petra", '"lang', "lang,", " lang", "1234567", "petra+team"):
        assert word not in left, left[max(0, left.index(word) - 200) : left.index(word) + 50]
    assert "jan novak" in left


def test_one_erasure_reaches_every_address_and_spelling_of_the_person(filled: Any) -> None:
    assert delete_person(filled, "petra@northwind.example")
    left = everything_stored(filled).casefold()
    assert "petra@" not in left
    assert "petra+team@" not in left
    assert "lang, petra" not in left


def test_the_meetings_stay_meetings_with_that_customer_and_answers_keep_their_level(filled: Any) -> None:
    before = list(
        rows(filled, Meeting).order_by("pk").values_list("pk", "relation", "account", "answer", "answer_level")
    )
    delete_contact(petra(filled))
    after = list(
        rows(filled, Meeting).order_by("pk").values_list("pk", "relation", "account", "answer", "answer_level")
    )
    assert after == before
    tell_relation(filled, "northwind.example", Relation.CUSTOMER)
    again = list(
        rows(filled, Meeting).order_by("pk").values_list("pk", "relation", "account", "answer", "answer_level")
    )
    assert again == before


def test_the_sources_that_named_the_person_are_told(filled: Any) -> None:
    assert set(delete_contact(petra(filled))) >= {"box.mbox", "calls.csv"}


def test_the_same_files_again_do_not_bring_the_person_back(filled: Any) -> None:
    delete_person(filled, "Petra Lang")
    delete_person(filled, "petra@northwind.example")
    before = everything_stored(filled).count("petra@northwind")
    for data, name in ((CHANGED, "again.ics"), (CALLS.encode(), "calls.csv")):
        report = import_bytes(filled, data, name, now=LATER + timedelta(hours=1))
        assert (report.new, report.changed) == (0, 0), name
    assert everything_stored(filled).count("petra@northwind") == before == 0


def test_a_changed_meeting_brings_the_person_again_as_its_calendar_has_it(filled: Any) -> None:
    delete_person(filled, "petra@northwind.example")
    moved = CHANGED.replace(b"DTSTART:20260901T080000Z", b"DTSTART:20260901T090000Z")
    import_bytes(filled, moved, "again.ics", now=LATER + timedelta(hours=1))
    assert rows(filled, Attendee).filter(address="petra@northwind.example").count() == 1


def test_undoing_an_import_after_an_erasure_does_not_bring_the_person_back(filled: Any) -> None:
    delete_person(filled, "petra@northwind.example")
    for run in rows(filled, Import).order_by("-started_at"):
        if run.source.kind == "calendar_file" and run.changed:
            undo_import(filled, run, now=LATER + timedelta(hours=1))
    left = everything_stored(filled).casefold()
    assert "trial plan" in left
    assert "petra@northwind.example" not in left
    assert "lang, petra" not in left


def test_a_series_whose_person_was_erased_can_still_be_made_further(filled: Any) -> None:
    delete_person(filled, "petra@northwind.example")
    raw = rows(filled, CalendarEntry).get(uid="w@harbour.example").raw
    assert "RRULE:FREQ=WEEKLY;COUNT=6" in raw
    assert "CN=Jan Novak" in raw
    [uid] = scan_calendar(raw.encode(), "kept").fingerprints
    assert uid == "w@harbour.example"


def test_a_private_person_goes_with_what_he_was_remembered_by_and_the_account_called_after_him(seat: Any) -> None:
    private = ANNA + "ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED:mailto:petra.lang@gmail.com\n"
    data = f"{HEAD}{event('1', '20260901T080000Z', 'Trial', private)}{OTHERS}END:VCALENDAR\n".encode()
    import_bytes(seat, data, "anna.ics", now=NOW)
    tell_relation(seat, "petra.lang@gmail.com", Relation.CUSTOMER)
    assert rows(seat, Contact).filter(address="petra.lang@gmail.com").exists()
    delete_contact(rows(seat, Contact).get(address="petra.lang@gmail.com"))
    left = everything_stored(seat).casefold()
    assert "petra.lang" not in left
    assert "petra lang" not in left
    meeting = rows(seat, Meeting).get(title="Trial")
    assert (meeting.relation, meeting.answer) == ("customer", "accepted")


def test_a_title_told_to_stand_for_a_customer_is_remembered_without_the_person(seat: Any) -> None:
    data = f"{HEAD}{event('1', '20260901T080000Z', 'Coffee Petra Lang', people='')}END:VCALENDAR\n".encode()
    import_bytes(seat, data, "anna.ics", now=NOW)
    tell_title(seat, "Coffee Petra Lang", account="Northwind")
    assert delete_person(seat, "Petra Lang")
    assert [row.value for row in rows(seat, Counterpart)] == ["title:coffee removed"]
    assert rows(seat, Meeting).get().title == f"Coffee {REMOVED}"


def test_of_two_people_of_one_name_the_other_keeps_his_name_and_answers(seat: Any) -> None:
    other = ANNA + "ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED:mailto:petra@alpine.example\n"
    data = f"{HEAD}{ONE}{event('3', '20260904T080000Z', 'Drying hall', other)}END:VCALENDAR\n".encode()
    import_bytes(seat, data.replace(b'"Lang, Petra"', b"Petra Lang"), "anna.ics", now=NOW)
    delete_contact(rows(seat, Contact).get(address="petra@northwind.example"))
    assert rows(seat, Attendee).get(address="petra@alpine.example").name == "Petra Lang"
    assert not rows(seat, Attendee).filter(address="petra@northwind.example").exists()


def test_erasing_leaves_other_workspaces_alone(filled: Any, stranger: Any) -> None:
    import_bytes(stranger, CALENDAR, "zoe.ics", now=NOW)
    before = everything_stored(stranger)
    delete_contact(petra(filled))
    assert everything_stored(stranger) == before


def test_an_address_within_a_longer_one_is_somebody_elses() -> None:
    him = ErasedAttendee.of(ErasedPerson.of("", "ra@northwind.example"), ["ra@northwind.example"], ())
    line = "ATTENDEE;CN=Petra:mailto:petra@northwind.example"
    assert him.raw_without(line) == line
    assert him.removed("petra@northwind.example") == "petra@northwind.example"
    assert him.removed("(ra@Northwind.example)") == f"({REMOVED})"


# --- everything out, everything gone -----------------------------------------------------------


def test_every_kind_of_row_is_exported_or_left_out_for_a_reason() -> None:
    assert set(EXPORTED.values()) | set(LEFT_OUT) == set(ROWS)
    assert all(LEFT_OUT.values())


def test_the_export_holds_every_row_and_no_sealed_address(filled: Any) -> None:
    source = rows(filled, Source).create(
        user=filled.user, kind="calendar_address", key="k", name="a", host="h", sealed="s1:secret:value"
    )
    files = dict(exported_files(filled))
    for name, model in EXPORTED.items():
        assert len(json.loads(files[f"{name}.json"])) == rows(filled, model).count(), name
    assert str(source.pk) in files["read_from.json"]
    assert "s1:secret:value" not in "".join(files.values())
    assert "claimed_until" not in "".join(files.values())


def test_the_lines_of_a_colleagues_calendar_and_mailbox_are_not_the_owners_to_take_out(
    seat: Any, colleague: Any
) -> None:
    import_bytes(colleague, CALENDAR, "tom.ics", now=NOW)
    import_bytes(colleague, MAILS.encode(), "box.mbox", now=NOW)
    files = dict(exported_files(seat))
    kinds = ("calendar_entries", "letters", "import_changes", "meetings")
    assert [json.loads(files[f"{name}.json"]) for name in kinds] == [[]] * 4
    assert len(json.loads(dict(exported_files(colleague))["meetings.json"])) == rows(seat, Meeting).count() > 0


def test_a_persons_export_holds_what_sources_brought_and_nobody_elses(filled: Any) -> None:
    about = json.loads(json.dumps(kept_about(filled, [petra(filled)]), default=str))
    assert {row["address"] for row in about["invitations"]} == {
        "petra@northwind.example",
        "petra+team@northwind.example",
    }
    assert [row["partstat"] for row in about["answers"]] == ["ACCEPTED"]
    assert len(about["letters"]) == 2
    assert {row["uid"] for row in about["calendar_entries"]} >= {"1@harbour.example", "w@harbour.example"}
    assert len(about["meetings"]) == rows(filled, Meeting).filter(attendees__address__startswith="petra").count()
    assert "jan@northwind.example" not in json.dumps(about["invitations"])


def test_deleting_everything_leaves_no_row_of_any_source(filled: Any, stranger: Any) -> None:
    import_bytes(stranger, CALENDAR, "zoe.ics", now=NOW)
    log_call(filled, rows(filled, Account).first(), "spoke", now=NOW)
    delete_everything(filled.workspace)
    assert [type(row) for model in ROWS for row in rows(filled, model)] == [Membership]
    assert rows(stranger, Meeting).exists()


def test_a_deleted_meeting_of_a_calendar_takes_its_entry_and_people_with_it(seat: Any) -> None:
    import_bytes(seat, f"{HEAD}{ONE}END:VCALENDAR\n".encode(), "anna.ics", now=NOW)
    delete_meeting(rows(seat, Meeting).get())
    for model in (Meeting, CalendarEntry, Contact, Account, Opportunity, Counterpart):
        assert not rows(seat, model).exists(), model


def test_deleting_one_meeting_of_a_series_leaves_the_others_and_tells_their_next_date_anew(seat: Any) -> None:
    import_bytes(seat, f"{HEAD}{SERIES}END:VCALENDAR\n".encode(), "anna.ics", now=NOW)
    first, second, third = rows(seat, Meeting).order_by("held_at")[:3]
    assert first.next_meeting_id == second.pk
    delete_meeting(second)
    assert rows(seat, Meeting).get(pk=first.pk).next_meeting_id == third.pk
    assert rows(seat, Contact).count() == 2


# --- demo --------------------------------------------------------------------------------------


def test_the_demo_goes_with_its_calendar_and_what_is_real_stays(seat: Any, read_meeting: Callable[..., Any]) -> None:
    import_bytes(seat, f"{HEAD}{ONE}END:VCALENDAR\n".encode(), "anna.ics", now=NOW)
    real = {model: rows(seat, model).count() for model in (Meeting, Account, Contact, Counterpart, Source, Opportunity)}
    source = rows(seat, Source).create(user=seat.user, kind="calendar_file", key="demo", name="Demo", demo=True)
    entry = rows(seat, CalendarEntry).create(user=seat.user, source=source, uid="d", fingerprint="f")
    account = rows(seat, Account).create(name="Alpine Foods", demo=True)
    meeting = rows(seat, Meeting).create(
        seller=seat.user, entry=entry, account=account, title="Demo", held_at=NOW, tz="UTC", demo=True
    )
    contact = rows(seat, Contact).create(account=account, name="Jan Novak", address="jan@alpine.example")
    rows(seat, Attendee).create(meeting=meeting, contact=contact, counterpart="alpine.example", side="customer")
    rows(seat, Counterpart).create(value="alpine.example", relation="customer", account=account, demo=True)
    rows(seat, Opportunity).create(account=account, name="Alpine Foods", opened_at=NOW, demo=True)
    rows(seat, Identity).create(kind="domain", value="demo.example", demo=True)
    remove_demo(seat.workspace)
    assert {model: rows(seat, model).count() for model in real} == real
    assert not rows(seat, Identity).filter(demo=True).exists()
    assert not rows(seat, CalendarEntry).filter(uid="d").exists()


# --- how long ----------------------------------------------------------------------------------


def test_letters_go_after_two_years_and_the_mailbox_speaks_of_no_earlier_day(filled: Any) -> None:
    source = rows(filled, Source).filter(kind="mails")
    source.update(covers_from=datetime(2026, 9, 1, 12, tzinfo=UTC), covers_until=datetime(2026, 9, 2, 12, tzinfo=UTC))
    first = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
    assert expire_letters(now=first + KEPT) == 0
    assert expire_letters(now=first + KEPT + timedelta(hours=1)) == 1
    assert source.get().covers_from == first + timedelta(hours=1)
    assert expire_letters(now=first + KEPT + timedelta(days=9)) == 1
    assert (source.get().covers_from, source.get().covers_until) == (None, None)


def test_the_docs_name_every_kind_of_row_that_a_source_brings() -> None:
    text = (Path(__file__).parents[2] / "docs" / "privacy" / "README.md").read_text("utf-8")
    for what in ("calendar", "invitation", "letters", "calls", "two years", "sealed", "encryption_key"):
        assert what in text, what
