"""What happens after a drop (UX J7): the first sentence, several files, what is not read, and taking it back."""

import io
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from foothold.actions.take_dropped import MAIL_FOLDER
from foothold.cli.import_report import answer_lines
from foothold.connectors.file_kinds import ALL, IMPORTED
from foothold.records.answers_brought import answers_brought
from foothold.records.models import Import, InvitationReply, Meeting, Source, SourceText
from foothold.records.models.sources import ImportState
from foothold.web.first_sentence import in_room_sentence
from foothold.web.import_report import reasons

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
TALK = b"Anna Weber: How shall we leave it?\nPetra Lang: Call me after the conference.\n"


def stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def entry(
    uid: str,
    days_ago: float,
    *,
    address: str = "petra@northwind.example",
    made_days_ago: float | None = None,
    title: str = "Pilot",
) -> str:
    """A meeting of an hour; `address` empty for one that names nobody, `made_days_ago` None without CREATED."""
    starts = NOW - timedelta(days=days_ago)
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp(NOW)}", f"DTSTART:{stamp(starts)}"]
    lines += [f"DTEND:{stamp(starts + timedelta(hours=1))}", f"SUMMARY:{title}"]
    if made_days_ago is not None:
        lines.append(f"CREATED:{stamp(NOW - timedelta(days=made_days_ago))}")
    if address:
        lines += ["ORGANIZER:mailto:anna@harbour.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example"]
        lines.append(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}")
    return "\r\n".join([*lines, "END:VEVENT"])


def calendar(entries: Sequence[str], method: str = "") -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "X-WR-CALNAME:anna@harbour.example"]
    return "\r\n".join([*head, *([f"METHOD:{method}"] if method else []), *entries, "END:VCALENDAR", ""]).encode()


TWELVE = [entry(f"u{n}", 10 + 5 * n, made_days_ago=16 + 5 * n, address=f"petra@firm{n}.example") for n in range(12)]
"""Twelve customers, one meeting each, and nothing after it."""


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def words_of(answer: Any) -> str:
    """What a person reads on the page, in one line."""
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def drop(seat: Any, browser_of: Make) -> Make:
    """drop(file, ...): what the owner sees after dropping these."""
    browser = browser_of(seat)
    return lambda *files, follow=True: browser.post("/read", {"file": list(files), "files": len(files)}, follow=follow)


def test_the_first_sentence_counts_meetings_next_dates_and_customers_without_one(drop: Make) -> None:
    answer = drop(file("anna.ics", calendar(TWELVE)))
    assert answer.redirect_chain == [("/picture", 302)]
    said = words_of(answer)
    assert "12 customer meetings in 90 days." in said
    assert "0 (0 %) ended with the next one already in the calendar." in said
    assert "12 customers have no next date." in said
    assert "You: anna@harbour.example, everybody at harbour.example our guess" in said
    assert "12 customers our guess" in said
    assert "anna.ics 12 entries: 12 new" in said


def test_a_next_date_made_during_the_meeting_was_set_in_the_room(drop: Make) -> None:
    rows = [entry("a", 20, made_days_ago=30), entry("b", 10, made_days_ago=20 - 0.02), entry("c", -5, made_days_ago=3)]
    said = words_of(drop(file("anna.ics", calendar(rows))))
    assert "2 customer meetings in 90 days." in said
    assert "1 of 2 ended with the next one already in the calendar." in said, "below ten we count"
    assert "Every customer has a next date." in said


def test_without_creation_days_the_room_is_not_known_and_never_no(drop: Make) -> None:
    rows = [entry(f"u{n}", 80 - 5 * n) for n in range(12)] + [entry("ahead", -9)]
    said = words_of(drop(file("anna.ics", calendar(rows))))
    assert "12 customer meetings" in said
    assert "is not known: the calendar does not say when it was put there." in said
    assert "0 (0 %)" not in said


@pytest.mark.parametrize(
    ("yes", "unknown", "of", "sentence"),
    [
        (26, 0, 84, "26 (31 %) ended with the next one already in the calendar."),
        (
            26,
            15,
            84,
            "26 to 41 (31 % to 49 %) ended with the next one already in the calendar; for 15 it is not known.",
        ),
        (3, 0, 8, "3 of 8 ended with the next one already in the calendar."),
        (3, 2, 8, "3 to 5 of 8 ended with the next one already in the calendar; for 2 it is not known."),
    ],
)
def test_what_is_unknown_widens_the_share(yes: int, unknown: int, of: int, sentence: str) -> None:
    from foothold.core.shares import Bounds

    assert in_room_sentence(Bounds(yes, unknown, of)) == sentence


def test_a_calendar_without_people_leads_to_its_titles(drop: Make) -> None:
    said = drop(file("feed.ics", calendar([entry(f"u{n}", 10 + n, address="") for n in range(3)])))
    assert "No customer meeting found." in words_of(said)
    assert 'href="/who#' in said.content.decode()


def test_a_calendar_of_long_ago_says_when_it_ends(drop: Make) -> None:
    said = words_of(drop(file("old.ics", calendar([entry("a", 400)]))))
    assert "No customer meeting found." in said
    assert "its last one is of" in said


def test_the_same_calendar_again_changes_nothing(drop: Make, seat: Any) -> None:
    drop(file("anna.ics", calendar(TWELVE)))
    said = words_of(drop(file("anna.ics", calendar(TWELVE))))
    assert "12 entries: 12 as before, nothing about them has changed" in said
    assert Meeting.objects.in_workspace(seat.workspace).count() == 12
    assert "Undo" not in said, "there is nothing to take back"


def test_undo_takes_everything_back(drop: Make, seat: Any, browser_of: Make) -> None:
    drop(file("anna.ics", calendar(TWELVE)))
    run = Import.objects.in_workspace(seat.workspace).get()
    said = words_of(browser_of(seat).post(f"/imports/{run.pk}/undo", follow=True))
    assert "Taken back: 12 entries." in said
    assert not Meeting.objects.in_workspace(seat.workspace).exists()
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE


def test_only_ones_own_import_can_be_taken_back(drop: Make, seat: Any, colleague: Any, browser_of: Make) -> None:
    drop(file("anna.ics", calendar(TWELVE)))
    run = Import.objects.in_workspace(seat.workspace).get()
    assert browser_of(colleague).post(f"/imports/{run.pk}/undo").status_code == 404
    assert Meeting.objects.in_workspace(seat.workspace).count() == 12


def test_of_several_files_the_bad_one_is_named_and_the_others_are_read(drop: Make, seat: Any) -> None:
    answer = drop(
        file("anna.ics", calendar(TWELVE)),
        file("broken.ics", b"hello"),
        file("table.csv", b"a,b\n1,2\n"),
        file("face.png", b"\x89PNG\r\n\x1a\n\0"),
    )
    said = words_of(answer)
    assert "12 customer meetings" in said
    assert "2 not read" in said
    assert "broken.ics There is no calendar in this file" in said
    assert "How the columns of table.csv are read" in said
    assert "face.png This looks like a picture." in said
    assert gettempdir() not in said


def test_where_nothing_can_be_read_nothing_is_stored_and_each_reason_is_said(drop: Make, seat: Any) -> None:
    program = b"MZ" + bytes(60) + b"This program cannot be run in DOS mode. " * 40
    answer = drop(file("broken.ics", b"hello"), file("empty.vtt", b""), file("call.txt", program))
    assert answer.status_code == 422
    said = words_of(answer)
    assert "None of these files could be read." in said
    assert "call.txt This is not text. Foothold reads text" in said
    assert "broken.ics There is no calendar in this file" in said
    assert "empty.vtt This file is empty" in said
    assert not Source.objects.in_workspace(seat.workspace).exists()


def test_an_empty_and_a_binary_table_say_what_they_are(drop: Make) -> None:
    said = words_of(
        drop(
            file("empty.csv", b"\xef\xbb\xbf\r\n"),
            file("zip.csv", b"PK\x03\x04" + bytes(90)),
            file("odd.csv", bytes(range(32)) * 40),
        )
    )
    assert "empty.csv This file is empty. Export it again." in said
    assert "zip.csv This looks like " in said
    assert "odd.csv This is no text, whatever its name says" in said


@pytest.mark.parametrize("address", ["/after", "/sources"])
def test_every_page_that_takes_files_names_the_same_kinds(seat: Any, browser_of: Make, address: str) -> None:
    page = unescape(browser_of(seat).get(address).content.decode())
    assert IMPORTED in page
    assert (ALL in page) == (address == "/after")


def reply(invitation: Any, words: str, by: str = "petra@northwind.example") -> bytes:
    head = f"From: Petra Lang <{by}>\r\nTo: anna@harbour.example\r\nSubject: Re: Pilot\r\nDate: {NOW:%a, %d %b %Y %H:%M:%S} +0000"
    return (
        f"{head}\r\nMessage-ID: <r1@northwind.example>\r\n\r\n{words}\r\n\r\n> Reference {invitation.code}\r\n".encode()
    )


def test_a_dropped_mail_that_answers_our_invitation_is_its_answer_and_no_meeting(
    drop: Make, seat: Any, invite: Make
) -> None:
    ahead = NOW + timedelta(days=2)
    invitation = invite(seat, starts_at=ahead, ends_at=ahead + timedelta(minutes=45))
    answered = drop(file("Re Pilot.eml", reply(invitation, "Yes, that works for me.")))
    assert answered.redirect_chain[-1][0] == f"/meetings/{invitation.meeting_id}"
    assert "Read as the answer to this invitation." in words_of(answered)
    kept = InvitationReply.objects.in_workspace(seat.workspace).get()
    assert (kept.partstat, kept.level, kept.words) == ("ACCEPTED", "E3", "Yes, that works for me.")
    assert Meeting.objects.in_workspace(seat.workspace).count() == 1
    drop(file("Re Pilot.eml", reply(invitation, "Yes, that works for me.")))
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 1


@pytest.mark.parametrize(
    ("words", "by"), [("Thanks for the drawings.", "petra@northwind.example"), ("Yes, works.", "eve@elsewhere.example")]
)
def test_a_dropped_mail_that_is_no_answer_is_read_as_a_conversation(
    drop: Make, seat: Any, invite: Make, words: str, by: str
) -> None:
    ahead = NOW + timedelta(days=2)
    invitation = invite(seat, starts_at=ahead, ends_at=ahead + timedelta(minutes=45))
    answered = drop(file("Re Pilot.eml", reply(invitation, words, by)))
    assert answered.templates[0].name == "web/before.html"
    assert not InvitationReply.objects.in_workspace(seat.workspace).exists()


def test_a_single_conversation_goes_the_way_it_went(drop: Make) -> None:
    answer = drop(file("call.txt", TALK))
    assert answer.status_code == 200
    assert "Before the verdict" in words_of(answer)


def test_a_conversation_beside_a_calendar_waits_and_is_not_stored(drop: Make, seat: Any, browser_of: Make) -> None:
    answer = drop(file("anna.ics", calendar(TWELVE)), file("call.txt", TALK), file("call2.txt", TALK))
    said = words_of(answer)
    assert "2 conversations wait for you" in said
    assert "12 customer meetings" in said
    assert not SourceText.objects.in_workspace(seat.workspace).exists()
    field = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert field
    assert "Before the verdict" in words_of(browser_of(seat).post("/read", {"carried": field[1]}))


def test_conversations_alone_say_nothing_of_meetings_in_a_calendar(drop: Make) -> None:
    said = words_of(drop(file("a.txt", TALK), file("b.txt", TALK), file("photo.png", b"\x89PNG\r\n\x1a\n\0")))
    assert "2 conversations wait for you" in said
    assert "customer meeting" not in said
    assert "1 not read photo.png" in said


def test_a_carried_conversation_is_good_for_its_seller_only(drop: Make, colleague: Any, browser_of: Make) -> None:
    answer = drop(file("a.txt", TALK), file("b.txt", TALK))
    field = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert field
    refused = browser_of(colleague).post("/read", {"carried": field[1]})
    assert refused.status_code == 422
    assert "Before the verdict" not in refused.content.decode()


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return packed.getvalue()


def test_a_zip_as_google_exports_it_is_read_as_it_is(drop: Make) -> None:
    packed = archive(**{"anna@harbour.example.ics": calendar(TWELVE), "../../evil.txt": b"", "__MACOSX/x.ics": b"no"})
    said = words_of(drop(file("anna.ical.zip", packed)))
    assert "12 customer meetings" in said


def test_a_damaged_zip_is_named(drop: Make) -> None:
    packed = archive(**{"anna.ics": calendar(TWELVE)})
    said = words_of(drop(file("anna.zip", packed[: len(packed) // 2])))
    assert "The archive is damaged." in said


def test_a_zip_bomb_ends_early(drop: Make, monkeypatch: pytest.MonkeyPatch, seat: Any) -> None:
    monkeypatch.setattr("foothold.actions.unpack_archive.MOST_BYTES", 1_000_000)
    said = words_of(drop(file("bomb.zip", archive(**{"a.ics": b"0" * 3_000_000}))))
    assert "The archive holds more than 1 MB. Nothing of it was read." in said
    assert not Source.objects.in_workspace(seat.workspace).exists()


def mail(number: int, body: bytes = b"Thank you.", calendar_part: bytes = b"") -> bytes:
    head = (
        f"From: Petra Lang <petra@firm{number}.example>\r\nTo: anna@harbour.example\r\nSubject: Hello {number}\r\n"
        f"Message-ID: <{number}@northwind.example>\r\nDate: {NOW - timedelta(days=number):%a, %d %b %Y %H:%M:%S} +0000\r\nMIME-Version: 1.0\r\n"
    ).encode()
    if not calendar_part:
        return head + b"\r\n" + body + b"\r\n"
    return (
        head + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\n' + body
        + b"\r\n--x\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n" + calendar_part + b"\r\n--x--\r\n"
    )  # fmt: skip


def test_several_mails_are_one_source_and_one_undo(drop: Make, seat: Any) -> None:
    said = words_of(drop(*(file(f"{n}.eml", mail(n)) for n in range(3))))
    assert f"{MAIL_FOLDER} 3 mails: 3 new" in said
    assert Source.objects.in_workspace(seat.workspace).get().name == MAIL_FOLDER


def test_one_mail_with_an_answer_is_imported_and_offered_as_a_conversation(drop: Make, seat: Any) -> None:
    drop(file("anna.ics", calendar([entry("u1", -3, address="petra@firm1.example")])))
    reply = [
        "BEGIN:VEVENT", "UID:u1", f"DTSTAMP:{stamp(NOW)}", f"DTSTART:{stamp(NOW + timedelta(days=3))}",
        "ORGANIZER:mailto:anna@harbour.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:petra@firm1.example", "END:VEVENT",
    ]  # fmt: skip
    answer = drop(file("re.eml", mail(1, calendar_part=calendar(["\r\n".join(reply)], "REPLY"))))
    assert InvitationReply.objects.in_workspace(seat.workspace).get().partstat == "DECLINED"
    assert "1 conversation waits for you" in words_of(answer)


def test_skipped_things_are_told_by_their_reason_the_commonest_first() -> None:
    skipped = [{"what": f"m{n}", "reason": "no time"} for n in range(8)] + [{"what": "x", "reason": "year 9999"}]
    first, second = reasons(skipped)
    assert (first.reason, first.count, first.named, first.unnamed) == ("no time", 8, ("m0", "m1", "m2", "m3", "m4"), 3)
    assert second.reason == "year 9999"


def test_a_calendar_may_be_larger_than_words_and_words_may_not(
    drop: Make, seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.LARGEST_UPLOAD >= 100_000_000 > settings.LARGEST_SOURCE
    monkeypatch.setattr(settings, "LARGEST_SOURCE", 1000)
    monkeypatch.setattr(settings, "FILE_UPLOAD_MAX_MEMORY_SIZE", 1000)
    said = words_of(drop(file("anna.ics", calendar(TWELVE)), file("long.txt", TALK * 100)))
    assert "12 customer meetings" in said
    assert "long.txt This is larger than 25 MB." in said


def test_words_never_wait_on_disk_also_beside_a_calendar_too_large_for_memory(
    drop: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "FILE_UPLOAD_MAX_MEMORY_SIZE", 1000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written: list[str] = []

    def noticed(name: str, arguments: Any) -> None:
        if name == "open" and str(arguments[0]).startswith(str(tmp_path)) and arguments[2] & os.O_CREAT:
            written.append(str(arguments[0]))

    watch(noticed)
    try:
        said = words_of(drop(file("anna.ics", calendar(TWELVE)), file("call.txt", TALK), file("re.eml", mail(1))))
    finally:
        watch(None)
    assert "12 customer meetings" in said
    assert "2 conversations wait for you" in said
    assert any(path.endswith(".ics") for path in written), "the calendar does"
    assert not [path for path in written if path.endswith((".txt", ".eml"))]
    assert not list(tmp_path.iterdir()), "and nothing is left of it"


WATCHES: list[Any] = []


def watch(noticed: Any) -> None:
    """Audit hooks cannot be taken out again: one stays, and asks who wants to know."""
    if not WATCHES:
        sys.addaudithook(lambda name, arguments: WATCHES[0](name, arguments) if WATCHES[0] else None)
        WATCHES.append(None)
    WATCHES[0] = noticed


def test_a_stranger_sees_nothing_of_a_picture(drop: Make, stranger: Any, browser_of: Make) -> None:
    drop(file("anna.ics", calendar(TWELVE)))
    said = words_of(browser_of(stranger).get("/picture"))
    assert "No customer meeting found." in said
    assert "anna" not in said


def test_what_is_doubtful_of_a_crms_export_is_to_know_and_nothing_was_skipped(drop: Make) -> None:
    head = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Associated Company\n"
    said = words_of(drop(file("deals.csv", f"{head}1,Line,Closed won,2026-01-01,2026-02-01,,Alpine\n".encode())))
    assert "2 to know" in said
    assert "1 line (2): It was closed before it was opened" in said
    assert "skipped" not in said


def invited(uid: str, name: str, days: int, partstat: str, more: str = "") -> str:
    starts = NOW + timedelta(days=days)
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp(NOW)}", f"DTSTART:{stamp(starts)}", more or "SEQUENCE:0"]
    lines += [f"DTEND:{stamp(starts + timedelta(hours=1))}", "SUMMARY:Pilot", "ORGANIZER:mailto:anna@harbour.example"]
    lines += [f"ATTENDEE;CN={name};PARTSTAT={partstat}:mailto:{name.split()[0].lower()}@{uid}.example", "END:VEVENT"]
    return "\r\n".join(lines)


def test_who_accepted_by_a_calendar_that_is_read_again_is_said_by_name_day_and_time(drop: Make, seat: Any) -> None:
    first = [invited(f"u{n}", f"Petra Lang{n}", n + 2, "NEEDS-ACTION") for n in range(5)]
    was = invited("u9", "Jo Berg", 9, "ACCEPTED")
    said = words_of(drop(file("anna.ics", calendar([*first, was]))))
    assert "accepted" not in said.partition("What was read")[2], "read for the first time nothing is new"
    now_accepted = [each.replace("NEEDS-ACTION", "ACCEPTED") for each in first]
    said = words_of(drop(file("anna.ics", calendar([*now_accepted, was.replace("Pilot", "Trial")]))))
    at = (NOW + timedelta(days=2)).astimezone(ZoneInfo(seat.workspace.tz))
    assert f"Petra Lang0 accepted {at:%a} {at.day} {at:%b}" in said
    assert f"{at:%H:%M} Petra Lang1 accepted" in said
    assert "Petra Lang2 accepted" in said
    assert "and 2 more" in said
    assert "Jo Berg accepted" not in said
    run = Import.objects.in_workspace(seat.workspace).order_by("-started_at").first()
    assert answer_lines(run)[0] == f"  Petra Lang0 accepted {at:%a} {at.day} {at:%b} {at:%H:%M}"
    assert answer_lines(run)[-1] == "  and 2 more answered"


@pytest.mark.parametrize(
    ("method", "partstat", "days", "said"),
    [
        ("REPLY", "ACCEPTED", 3, "accepted"),
        ("REPLY", "DECLINED", 3, "said no to"),
        ("REPLY", "TENTATIVE", 3, "said maybe to"),
        ("COUNTER", "TENTATIVE", 4, "asks for"),
    ],
)
def test_a_dropped_answer_is_reported_whatever_it_says(
    drop: Make, seat: Any, method: str, partstat: str, days: int, said: str
) -> None:
    known = invited("u1", "Petra Lang", 3, "NEEDS-ACTION")
    drop(file("anna.ics", calendar([known])))
    at = NOW + timedelta(days=days)
    given = invited("u1", "Petra Lang", days, partstat)
    words = words_of(drop(file("reply.ics", calendar([given], method))))
    local = at.astimezone(ZoneInfo(seat.workspace.tz))
    assert f"Petra Lang {said} {local:%a} {local.day} {local:%b}" in words.partition("What was read")[2]
    run = Import.objects.in_workspace(seat.workspace).order_by("-started_at").first()
    assert answer_lines(run) == [f"  Petra Lang {said} {local:%a} {local.day} {local:%b} {local:%H:%M}"]


def test_who_said_no_by_a_calendar_that_is_read_again_is_said_once(drop: Make, seat: Any) -> None:
    known = invited("u1", "Petra Lang", 3, "NEEDS-ACTION")
    drop(file("anna.ics", calendar([known])))
    no = known.replace("NEEDS-ACTION", "DECLINED")
    assert "Petra Lang said no to" in words_of(drop(file("anna.ics", calendar([no]))))
    assert "said no" not in words_of(drop(file("anna.ics", calendar([no.replace("Pilot", "Trial")]))))


def test_a_time_accepted_before_it_was_moved_is_accepted_anew(drop: Make, seat: Any) -> None:
    drop(file("anna.ics", calendar([invited("u1", "Petra Lang", 2, "ACCEPTED")])))
    drop(file("anna.ics", calendar([invited("u1", "Petra Lang", 3, "ACCEPTED", "SEQUENCE:1")])))
    run = Import.objects.in_workspace(seat.workspace).order_by("-started_at").first()
    assert [each.at for each in answers_brought(run)] == [NOW + timedelta(days=3)]
