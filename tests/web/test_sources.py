"""Sources (UX S9): what is read and when, trouble in words, take back, remove, and addresses never shown again."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.import_files import import_bytes
from foothold.connectors.calendar import feed
from foothold.connectors.calendar.feed_troubles import Why
from foothold.core.conversation import Unreadable
from foothold.records.models import Import, Meeting, Source
from foothold.records.models.sources import SourceType
from foothold.web.sources_page import EXPORTS, QUESTIONS, SEEN_IN
from foothold.web.troubles import never_read

Make = Callable[..., Any]
SECRET = "https://calendar.harbour.example/private-3f9c2a/basic.ics"
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
X-WR-CALNAME:anna@harbour.example
BEGIN:VEVENT
UID:one
DTSTAMP:20260901T000000Z
DTSTART:20260910T080000Z
DTEND:20260910T090000Z
SUMMARY:Pilot
ORGANIZER:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra@northwind.example
END:VEVENT
BEGIN:VEVENT
UID:two
DTSTAMP:20260901T000000Z
DTSTART:99991399T080000Z
SUMMARY:Broken
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def words_of(answer: Any) -> str:
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def one_entry(uid: str) -> bytes:
    """The same calendar with its first entry alone, under another UID."""
    first = ICS.partition(b"END:VEVENT\r\n")[0]
    return first.replace(b"UID:one", f"UID:{uid}".encode()) + b"END:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def imported(seat: Any) -> Any:
    import_bytes(seat, ICS, "anna.ics", now=timezone.now())
    return seat


def address_of(seat: Any, **values: Any) -> Source:
    given = {"kind": SourceType.CALENDAR_ADDRESS, "key": "k", "name": "calendar", "host": "calendar.harbour.example"}
    return Source.objects.in_workspace(seat.workspace).create(user=seat.user, **(given | values))


def test_with_nothing_read_the_file_comes_first_and_the_address_second(seat: Any, browser_of: Make) -> None:
    said = words_of(browser_of(seat).get("/sources"))
    assert "One calendar file is enough to begin." in said
    assert said.index("Drop a file") < said.index("A calendar at its address") < said.index("How to get a calendar out")


def test_a_source_says_what_was_read_and_what_was_skipped_and_why(imported: Any, browser_of: Make) -> None:
    said = words_of(browser_of(imported).get("/sources"))
    assert "anna@harbour.example Calendar, from a file" in said
    assert "Last read" in said
    assert re.search(r"Brought last \d entr(y|ies): \d new", said)
    assert "1 skipped, and why" in said
    assert "its meetings with what you prepared on Ready" in said, "what Remove takes"


def test_trouble_is_said_in_words_with_what_to_do(seat: Any, browser_of: Make) -> None:
    address_of(
        seat, problem="calendar.harbour.example asks for a login. Use the secret address.", read_at=timezone.now()
    )
    said = words_of(browser_of(seat).get("/sources"))
    assert "Not read since" in said
    assert "asks for a login. Use the secret address." in said
    assert "1 is in trouble." in words_of(browser_of(seat).get("/setup"))


def test_an_address_is_read_at_once_and_only_its_host_is_ever_shown(
    seat: Any, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "foothold.actions.add_calendar_address.fetch_calendar", lambda address, **_: feed.Fetched(ICS, "", "")
    )
    browser = browser_of(seat)
    answer = browser.post("/sources/address", {"address": SECRET}, follow=True)
    assert answer.redirect_chain == [("/picture", 302)]
    source = Source.objects.in_workspace(seat.workspace).get()
    assert source.host == "calendar.harbour.example"
    assert "private-3f9c2a" not in str(vars(source))
    page = browser.get("/sources").content.decode()
    assert "calendar.harbour.example" in page
    assert "private-3f9c2a" not in page + answer.content.decode()
    assert "Read again" in page


def test_a_refused_address_is_said_and_not_given_back(
    seat: Any, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(address: str, **_: Any) -> None:
        raise Unreadable("calendar.harbour.example lies in a private network.")

    monkeypatch.setattr("foothold.actions.add_calendar_address.fetch_calendar", refuse)
    answer = browser_of(seat).post("/sources/address", {"address": SECRET})
    assert answer.status_code == 422
    assert "calendar.harbour.example lies in a private network." in words_of(answer)
    assert "private-3f9c2a" not in answer.content.decode()
    assert not Source.objects.in_workspace(seat.workspace).exists()


@pytest.mark.parametrize("odd", ["", "calendar", "ftp://harbour.example/a.ics", "https://127.0.0.1/a.ics"])
def test_no_address_is_refused_in_words(seat: Any, browser_of: Make, odd: str) -> None:
    answer = browser_of(seat).post("/sources/address", {"address": odd})
    assert answer.status_code == 422
    assert not Source.objects.in_workspace(seat.workspace).exists()


def test_read_again_asks_now_and_says_how_it_went(seat: Any, browser_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    source = address_of(seat)

    def tell(seat: Any, given: Source, *, now: Any) -> Source:
        given.problem = "calendar.harbour.example could not be reached."
        return given

    monkeypatch.setattr("foothold.web.views.sources.refresh_now", tell)
    answer = browser_of(seat).post(f"/sources/{source.pk}/read", follow=True)
    assert "could not be reached." in words_of(answer)


def test_a_file_cannot_be_asked_again(imported: Any, browser_of: Make) -> None:
    source = Source.objects.in_workspace(imported.workspace).get()
    assert browser_of(imported).post(f"/sources/{source.pk}/read").status_code == 404


def test_undo_of_the_last_import_stands_on_the_source(imported: Any, browser_of: Make) -> None:
    browser = browser_of(imported)
    run = Import.objects.in_workspace(imported.workspace).get()
    assert f"/imports/{run.pk}/undo" in browser.get("/sources").content.decode()
    browser.post(f"/imports/{run.pk}/undo")
    assert f"/imports/{run.pk}/undo" not in browser.get("/sources").content.decode()


def test_removing_a_source_removes_what_came_from_it_and_says_what_stays(imported: Any, browser_of: Make) -> None:
    browser = browser_of(imported)
    source = Source.objects.in_workspace(imported.workspace).get()
    assert "Meetings whose words you gave stay" in words_of(browser.get("/sources"))
    said = words_of(browser.post(f"/sources/{source.pk}/remove", follow=True))
    assert "anna@harbour.example is removed" in said
    assert not Source.objects.in_workspace(imported.workspace).exists()
    assert not Meeting.objects.in_workspace(imported.workspace).exists()


def test_a_source_is_its_owners_alone(imported: Any, make_seat: Make, stranger: Any, browser_of: Make) -> None:
    source = Source.objects.in_workspace(imported.workspace).get()
    manager = make_seat("Mia", imported.workspace, role="manager")
    for other in (manager, stranger):
        assert "anna@harbour.example" not in words_of(browser_of(other).get("/sources"))
        assert browser_of(other).post(f"/sources/{source.pk}/remove").status_code == 404
    assert Source.objects.in_workspace(imported.workspace).exists()


def test_every_question_is_answered_for_every_kind_of_source() -> None:
    assert all(len(question.sights) == len(SEEN_IN) for question in QUESTIONS)
    assert {sight.mark for question in QUESTIONS for sight in question.sights} == {"yes", "partly", "no"}
    assert [each.program for each in EXPORTS] == ["Google", "Outlook", "Apple", "Thunderbird"]


def test_the_owner_says_whose_check_of_a_sender_is_believed(seat: Any, colleague: Any, browser_of: Make) -> None:
    said = words_of(browser_of(seat).post("/setup/trust", {"authserv_id": " MX.harbour.example. "}, follow=True))
    assert "Checks by mx.harbour.example are believed from now on." in said
    seat.workspace.refresh_from_db()
    assert seat.workspace.authserv_id == "mx.harbour.example"
    assert browser_of(colleague).post("/setup/trust", {"authserv_id": "evil.example"}).status_code == 404
    wrong = words_of(browser_of(seat).post("/setup/trust", {"authserv_id": "a server; dkim=pass"}, follow=True))
    assert "That names no server." in wrong
    unnamed = browser_of(seat).post("/setup/trust", {"authserv_id": "mx.old.example", "unnamed": "on"}, follow=True)
    assert "Checks that carry no name are believed from now on." in words_of(unnamed)
    page = browser_of(seat).get("/setup").content.decode()
    assert 'name="unnamed" value="on" checked' in page
    assert 'id="authserv" name="authserv_id" value=""' in page
    browser_of(seat).post("/setup/trust", {"authserv_id": ""})
    seat.workspace.refresh_from_db()
    assert seat.workspace.authserv_id == ""


def test_an_address_that_failed_at_first_says_so_at_the_top_and_claims_nothing_was_there_before(
    seat: Any, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(address: str, **_: Any) -> None:
        raise feed.FeedFailed(Why.CUT_SHORT, "calendar.harbour.example")

    monkeypatch.setattr("foothold.actions.add_calendar_address.fetch_calendar", fail)
    answer = browser_of(seat).post("/sources/address", {"address": SECRET}, follow=True)
    assert answer.redirect_chain == [("/sources", 302)]
    top = answer.content.decode().partition('id="said"')[2].partition("</div>")[0]
    assert 'role="alert"' in top
    assert "autofocus" in top
    assert "The calendar of calendar.harbour.example ended half-way. Nothing of it was read. It is asked again" in top
    assert "read before" not in words_of(answer)


@pytest.mark.parametrize("why", list(Why))
def test_of_an_address_never_read_nothing_is_said_that_presumes_it_was(why: Why) -> None:
    said = never_read(why.value)
    assert "before" not in said
    assert "any more" not in said
    assert said.endswith(".")


def test_of_an_address_read_once_it_is_said_that_what_was_read_is_kept(seat: Any, browser_of: Make) -> None:
    address_of(seat, problem=Why.GONE.value.format(host="calendar.harbour.example"), read_at=timezone.now())
    assert "any more. What was read before is kept." in words_of(browser_of(seat).get("/sources"))


def test_a_refused_address_leads_back_to_its_field(seat: Any, browser_of: Make) -> None:
    page = browser_of(seat).post("/sources/address", {"address": "calendar"}).content.decode()
    field = page.partition('id="calendar-address"')[2].partition(">")[0]
    assert "autofocus" in field
    assert "value=" not in field


def test_after_an_address_the_report_names_that_reading_and_no_earlier_file(
    imported: Any, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = one_entry("three").replace(b"X-WR-CALNAME:anna@harbour.example", b"X-WR-CALNAME:work")
    monkeypatch.setattr(
        "foothold.actions.add_calendar_address.fetch_calendar", lambda address, **_: feed.Fetched(other, "", "")
    )
    report = words_of(browser_of(imported).post("/sources/address", {"address": SECRET}, follow=True))
    report = report.partition("What was read")[2]
    assert report.strip().startswith("calendar.harbour.example 1 entry: 1 new")
    assert "anna.ics" not in report


def test_several_files_of_one_calendar_are_one_card_that_names_them_and_says_what_is_taken(
    imported: Any, browser_of: Make
) -> None:
    import_bytes(imported, one_entry("three"), "anna-autumn.ics", now=timezone.now())
    said = words_of(browser_of(imported).get("/sources"))
    assert "Files anna-autumn.ics, anna.ics" in said
    assert "In all 3 entries" in said
    assert "Undo takes back what anna-autumn.ics brought last: 1 new. Remove takes everything" in said
    assert "All 2 files, 3 entries." in said


def test_a_reading_that_changed_nothing_says_what_as_before_means(imported: Any, browser_of: Make) -> None:
    import_bytes(imported, ICS, "anna.ics", now=timezone.now())
    assert "2 as before, nothing about them has changed" in words_of(browser_of(imported).get("/sources"))


def test_an_address_is_read_about_every_hour_and_offers_no_undo_it_would_refuse(
    seat: Any, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "foothold.actions.add_calendar_address.fetch_calendar", lambda address, **_: feed.Fetched(ICS, "", "")
    )
    browser = browser_of(seat)
    browser.post("/sources/address", {"address": SECRET})
    said = words_of(browser.get("/sources"))
    assert "about every hour" in said
    assert "Undo last import" not in said


@pytest.mark.parametrize("path", ["/after", "/sources", "/today"])
def test_where_files_are_dropped_the_kinds_and_the_limit_are_said(seat: Any, browser_of: Make, path: str) -> None:
    said = words_of(browser_of(seat).get(path))
    assert "Google CSV" in said
    assert "Up to 120 MB; larger folders with the command line: foothold import FOLDER" in said


def test_changes_need_a_post(imported: Any, browser_of: Make) -> None:
    source = Source.objects.in_workspace(imported.workspace).get()
    for path in (
        f"/sources/{source.pk}/remove",
        f"/sources/{source.pk}/read",
        "/sources/address",
        "/who/ours",
        "/setup/trust",
    ):
        assert browser_of(imported).get(path).status_code == 405


def test_mails_whose_sender_failed_the_check_are_counted_and_said_to_count_for_nothing(
    seat: Any, browser_of: Make
) -> None:
    seat.workspace.authserv_id = "mx.harbour.example"
    seat.workspace.save()
    mail = (
        "Authentication-Results: mx.harbour.example; dmarc=fail header.from=northwind.example\n"
        "From: petra@northwind.example\nTo: anna@harbour.example\nMessage-ID: <1@northwind.example>\n"
        "Date: Thu, 10 Sep 2026 08:00:00 +0000\n\nYes, gladly.\n"
    )
    import_bytes(seat, mail.encode(), "in.eml", now=timezone.now())
    assert "1 mail failed its check and counts for nothing" in browser_of(seat).get("/sources").content.decode()
