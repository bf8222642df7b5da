"""Sources: a secret address read on and on, and a source removed with everything known only from it."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import serializers
from django.db import DatabaseError, connection

from foothold.actions import refresh_source as refreshing
from foothold.actions.add_calendar_address import add_calendar_address
from foothold.actions.import_files import import_bytes
from foothold.actions.refresh_source import LEASE, claim_source, refresh_now, refresh_source, sources_due
from foothold.actions.remove_source import remove_source
from foothold.actions.tell_relations import tell_relation
from foothold.actions.undo_import import undo_import
from foothold.connectors.calendar.feed import FeedRefused
from foothold.core.conversation import Unreadable
from foothold.core.relations import Relation
from foothold.records.models import (
    Account,
    CalendarEntry,
    Contact,
    Counterpart,
    Identity,
    Import,
    ImportChange,
    InvitationReply,
    Letter,
    Meeting,
    Opportunity,
    Source,
)

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECRET = "private-8f3a61"
PEOPLE = (
    "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example\n"
    "ATTENDEE;CN=Anna Weber;PARTSTAT=ACCEPTED:mailto:anna@harbour.example\n"
    "ATTENDEE;CN=Petra Lang;PARTSTAT=ACCEPTED:mailto:petra@northwind.example\n"
)


def event(uid: str, start: str, *, summary: str = "Trial plan", people: str = PEOPLE, lines: str = "") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}@harbour.example\nDTSTAMP:20260901T000000Z\nCREATED:20260901T080000Z\n"
        f"DTSTART:{start}\nDURATION:PT1H\nSEQUENCE:0\nSUMMARY:{summary}\n{people}{lines}END:VEVENT\n"
    )


def calendar(*events: str, name: str = "anna@harbour.example") -> bytes:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:{name}\n{''.join(events)}END:VCALENDAR\n".encode()


PAST, AHEAD = event("1", "20260901T080000Z"), event("2", "20260929T080000Z")
BOTH = calendar(PAST, AHEAD)


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


@dataclass
class Site:
    """A calendar's server on this machine: what it answers, and what it was asked."""

    address: str = ""
    data: bytes = BOTH
    status: int = 200
    etag: str = ""
    cut: bool = False
    hold: threading.Event | None = None
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = True
    found = Site()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(dict(self.headers.items()))
            if found.hold is not None:
                found.hold.wait(10)
            same = found.etag and self.headers.get("If-None-Match") == found.etag
            data = b"" if same or found.status != 200 else found.data
            self.send_response(304 if same else found.status)
            if found.etag:
                self.send_header("ETag", found.etag)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if found.cut else data)

        def log_message(self, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_address[1]}/ical/{SECRET}/basic.ics?key={SECRET}"
    yield found
    server.shutdown()
    server.server_close()


def again(seat: Any, source: Source, now: datetime) -> Source:
    return refresh_now(seat, source, now=now)


def meeting(seat: Any, uid: str) -> Meeting:
    found: Meeting = rows(seat, Meeting).get(entry__uid=f"{uid}@harbour.example")
    return found


# --- adding ------------------------------------------------------------------------------------


def test_an_address_is_asked_at_once_and_its_meetings_are_there(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    assert rows(seat, Meeting).filter(relation="customer").count() == 2
    assert (source.name, source.host, source.problem) == ("anna@harbour.example", "127.0.0.1", "")
    assert source.read_at == NOW
    assert NOW + HOUR <= source.next_read_at <= NOW + HOUR * 1.1


def test_the_same_address_again_is_the_same_source(seat: Any, site: Site) -> None:
    first = add_calendar_address(seat, site.address, now=NOW)
    second = add_calendar_address(seat, f" {site.address} ", now=NOW + HOUR)
    assert (first.pk, len(site.asked)) == (second.pk, 2)
    assert rows(seat, Meeting).count() == 2


@pytest.mark.parametrize(("status", "data"), [(404, b""), (401, b""), (200, b"<html>Please log in</html>"), (200, b"")])
def test_an_address_that_gives_no_calendar_is_refused_without_telling_the_secret(
    seat: Any, site: Site, status: int, data: bytes
) -> None:
    site.status, site.data = status, data
    with pytest.raises(FeedRefused) as refused:
        add_calendar_address(seat, site.address, now=NOW)
    assert SECRET not in f"{refused.value!r} {refused.value}"
    assert not rows(seat, Source).exists()


def test_a_private_network_is_not_asked_unless_the_settings_say_so(seat: Any, site: Site, settings: Any) -> None:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = False
    with pytest.raises(FeedRefused):
        add_calendar_address(seat, site.address, now=NOW)
    assert site.asked == []
    assert not rows(seat, Source).exists()


def test_an_answer_to_an_invitation_is_no_calendar(seat: Any, site: Site) -> None:
    site.data = BOTH.replace(b"VERSION:2.0", b"VERSION:2.0\nMETHOD:REPLY")
    with pytest.raises(Unreadable, match="not a calendar"):
        add_calendar_address(seat, site.address, now=NOW)
    assert not rows(seat, Source).exists()


def test_a_server_in_trouble_is_kept_and_asked_again_later(seat: Any, site: Site) -> None:
    site.status = 503
    source = add_calendar_address(seat, site.address, now=NOW)
    assert source.problem
    assert source.read_at is None
    assert source.pk in sources_due(now=source.next_read_at)
    site.status = 200
    source = again(seat, source, source.next_read_at)
    assert (source.problem, source.failures, rows(seat, Meeting).count()) == ("", 0, 2)


def test_the_secret_stands_in_the_sealed_field_only(seat: Any, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site.data = calendar(AHEAD, name=site.address)
    source = add_calendar_address(seat, site.address, now=NOW)
    for status in (503, 404, 200):
        site.status = status
        source = again(seat, source, NOW + HOUR)
        assert SECRET not in source.problem
    everything = [*rows(seat, Source), *rows(seat, Import), *rows(seat, ImportChange), *rows(seat, CalendarEntry)]
    assert SECRET not in serializers.serialize("json", everything)
    assert SECRET not in caplog.text
    assert refreshing.unseal(source.sealed, about=str(source.pk)) == site.address


def test_a_sealed_address_of_another_source_does_not_open(seat: Any, site: Site) -> None:
    first = add_calendar_address(seat, site.address, now=NOW)
    second = add_calendar_address(seat, site.address + "2", now=NOW)
    rows(seat, Source).filter(pk=second.pk).update(sealed=first.sealed)
    asked = len(site.asked)
    after = again(seat, second, NOW + HOUR)
    assert "sealed" in after.problem
    assert len(site.asked) == asked
    assert after.next_read_at > NOW + 20 * HOUR


# --- reading again -----------------------------------------------------------------------------


def test_nothing_new_stores_nothing_and_clears_the_problem(seat: Any, site: Site) -> None:
    site.etag = '"v1"'
    source = add_calendar_address(seat, site.address, now=NOW)
    rows(seat, Source).update(problem="It was in trouble.", failures=3)
    source = again(seat, source, NOW + HOUR)
    assert site.asked[-1]["If-None-Match"] == '"v1"'
    assert (source.problem, source.failures, source.read_at) == ("", 0, NOW + HOUR)
    assert rows(seat, Import).count() == 1


def test_only_the_last_of_the_readings_that_changed_nothing_is_kept(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    for hours in range(1, 5):
        source = again(seat, source, NOW + hours * HOUR)
    runs = rows(seat, Import).order_by("started_at")
    assert [(run.new, run.same) for run in runs] == [(2, 0), (0, 2)]


def test_a_failure_is_said_on_the_source_and_tried_later_and_later(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    site.status = 503
    waits = []
    for hours in range(1, 4):
        moment = NOW + hours * HOUR
        source = again(seat, source, moment)
        waits.append(source.next_read_at - moment)
    assert source.failures == 3
    assert "127.0.0.1" in source.problem
    assert waits == sorted(waits)
    assert waits[2] > 3 * waits[0]
    assert rows(seat, Meeting).count() == 2
    assert source.read_at == NOW


def test_a_connection_cut_half_way_changes_nothing(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    site.data, site.cut = calendar(event("7", "20261001T080000Z")), True
    source = again(seat, source, NOW + HOUR)
    assert source.problem
    assert rows(seat, Meeting).count() == 2
    assert {row.status for row in rows(seat, Meeting)} == {"stands"}


def test_a_meeting_to_come_that_vanished_is_gone_and_the_next_date_with_it(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    assert meeting(seat, "1").next_meeting_id == meeting(seat, "2").pk
    site.data = calendar(PAST)
    again(seat, source, NOW + HOUR)
    assert meeting(seat, "2").status == "gone"
    assert (meeting(seat, "1").next_meeting_id, meeting(seat, "1").next_set) == (None, "never")


def test_a_meeting_that_comes_back_stands_again_and_was_not_moved(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    site.data = calendar(PAST)
    again(seat, source, NOW + HOUR)
    site.data = BOTH
    again(seat, source, NOW + 2 * HOUR)
    back = meeting(seat, "2")
    assert (back.status, back.moves) == ("stands", 0)
    assert meeting(seat, "1").next_meeting_id == back.pk


def test_a_meeting_in_the_past_that_vanished_is_not_touched(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    site.data = calendar(AHEAD)
    again(seat, source, NOW + HOUR)
    assert meeting(seat, "1").status == "stands"


def test_a_calendar_that_suddenly_shows_nothing_takes_nothing_away(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    site.data = calendar()
    again(seat, source, NOW + HOUR)
    assert {row.status for row in rows(seat, Meeting)} == {"stands"}


def test_of_a_series_that_vanished_only_what_is_to_come_is_gone(seat: Any, site: Site) -> None:
    weekly = event("w", "20260901T080000Z", lines="RRULE:FREQ=WEEKLY;COUNT=6\n")
    site.data = calendar(AHEAD, weekly)
    source = add_calendar_address(seat, site.address, now=NOW)
    site.data = calendar(AHEAD)
    again(seat, source, NOW + HOUR)
    series = rows(seat, Meeting).filter(entry__uid="w@harbour.example").order_by("held_at")
    assert [row.status for row in series] == ["stands"] * 4 + ["gone"] * 2


def test_what_a_file_brought_first_goes_when_the_address_shows_it_no_more(seat: Any, site: Site) -> None:
    import_bytes(seat, BOTH, "anna.ics", now=NOW)
    source = add_calendar_address(seat, site.address, now=NOW + HOUR)
    assert rows(seat, Meeting).count() == 2
    site.data = calendar(PAST)
    again(seat, source, NOW + 2 * HOUR)
    assert meeting(seat, "2").status == "gone"


def test_an_import_of_an_address_is_not_undone_but_removed(seat: Any, site: Site) -> None:
    add_calendar_address(seat, site.address, now=NOW)
    with pytest.raises(ValueError, match="Remove it"):
        undo_import(seat, rows(seat, Import).get(), now=NOW + HOUR)


# --- who reads ---------------------------------------------------------------------------------


def test_an_address_is_claimed_by_one_only_and_when_due(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    assert claim_source(source.pk, now=NOW) is None
    due = source.next_read_at
    assert claim_source(source.pk, now=due) == 1
    assert claim_source(source.pk, now=due) is None
    assert sources_due(now=due) == []
    assert claim_source(source.pk, now=due + LEASE + HOUR) == 2


def test_who_comes_too_late_keeps_nothing(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    due = source.next_read_at
    late = claim_source(source.pk, now=due)
    assert late is not None
    assert claim_source(source.pk, now=due + LEASE + HOUR) == late + 1
    site.data = calendar(PAST)
    assert refresh_source(source.pk, late, now=due) is False
    assert meeting(seat, "2").status == "stands"
    assert rows(seat, Source).get().attempt == late + 1


def test_a_lease_lost_while_the_answer_was_on_its_way_keeps_nothing(
    seat: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    due = source.next_read_at
    mine = claim_source(source.pk, now=due)
    assert mine is not None
    ask = refreshing.fetch_calendar

    def ask_while_another_takes_over(*args: Any, **kwargs: Any) -> Any:
        answer = ask(*args, **kwargs)
        assert claim_source(source.pk, now=due + LEASE + HOUR) == mine + 1
        return answer

    monkeypatch.setattr(refreshing, "fetch_calendar", ask_while_another_takes_over)
    site.data = calendar(PAST)
    assert refresh_source(source.pk, mine, now=due) is False
    assert meeting(seat, "2").status == "stands"
    assert rows(seat, Source).get().claimed_until is not None


@pytest.mark.django_db(transaction=True)
def test_the_network_is_asked_outside_any_transaction(seat: Any, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = []
    ask = refreshing.fetch_calendar

    def watched(*args: Any, **kwargs: Any) -> Any:
        inside.append(connection.in_atomic_block)
        return ask(*args, **kwargs)

    monkeypatch.setattr(refreshing, "fetch_calendar", watched)
    monkeypatch.setattr("foothold.actions.add_calendar_address.fetch_calendar", watched)
    source = add_calendar_address(seat, site.address, now=NOW)
    again(seat, source, NOW + HOUR)
    assert inside == [False, False]


def test_a_clock_that_stepped_back_a_year_stops_no_reading(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    claim_source(source.pk, now=source.next_read_at)
    stepped = NOW - timedelta(days=365)
    assert sources_due(now=stepped) == [source.pk]
    assert claim_source(source.pk, now=stepped) == 2
    assert refresh_source(source.pk, 2, now=stepped)
    assert sources_due(now=stepped) == []


def test_an_address_whose_person_has_no_seat_any_more_is_read_no_more(seat: Any, colleague: Any, site: Site) -> None:
    source = add_calendar_address(colleague, site.address, now=NOW)
    colleague.delete()
    asked = len(site.asked)
    attempt = claim_source(source.pk, now=source.next_read_at)
    assert attempt is not None
    assert refresh_source(source.pk, attempt, now=source.next_read_at)
    assert (len(site.asked), sources_due(now=NOW + 30 * HOUR)) == (asked, [])


def test_another_workspace_cannot_read_or_remove_it(seat: Any, stranger: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    with pytest.raises(Source.DoesNotExist):
        refresh_now(stranger, source, now=NOW + HOUR)
    remove_source(stranger, source)
    assert rows(seat, Source).exists()


# --- removing ----------------------------------------------------------------------------------


def test_a_removed_source_leaves_nothing_that_was_known_only_from_it(seat: Any, site: Site) -> None:
    remove_source(seat, add_calendar_address(seat, site.address, now=NOW))
    for model in (Source, Import, CalendarEntry, Meeting, Contact, Account, Opportunity, Counterpart, Identity):
        assert not rows(seat, model).exists(), model


def test_removing_twice_does_nothing_more(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    remove_source(seat, source)
    remove_source(seat, source)
    assert not rows(seat, Source).exists()


def test_what_a_person_told_about_a_firm_stays_when_its_source_goes(seat: Any, site: Site) -> None:
    source = add_calendar_address(seat, site.address, now=NOW)
    tell_relation(seat, "northwind.example", Relation.CUSTOMER)
    remove_source(seat, source)
    assert [(row.value, row.told) for row in rows(seat, Counterpart)] == [("northwind.example", True)]
    assert rows(seat, Account).count() == 1


def test_a_meeting_with_words_stays_out_of_the_calendar(
    seat: Any, site: Site, read_meeting: Callable[..., Any]
) -> None:
    site.data = calendar(PAST, event("now", "20260922T110000Z"))
    source = add_calendar_address(seat, site.address, now=NOW)
    said = read_meeting(seat, held_at=datetime(2026, 9, 22, 11, 5, tzinfo=UTC))
    assert said.entry_id is not None
    remove_source(seat, source)
    left = rows(seat, Meeting).get()
    assert (left.pk, left.entry_id, left.status, left.account.name) == (said.pk, None, "", "Northwind")


def test_what_a_file_said_stands_again_when_the_address_that_took_it_over_is_removed(seat: Any, site: Site) -> None:
    import_bytes(seat, BOTH, "anna.ics", now=NOW)
    before = [(row.title, row.held_at, row.answer, row.moves) for row in rows(seat, Meeting).order_by("held_at")]
    site.data = calendar(PAST, event("2", "20260930T080000Z", summary="Trial result"), event("3", "20261007T080000Z"))
    source = add_calendar_address(seat, site.address, now=NOW + HOUR)
    assert rows(seat, Meeting).count() == 3
    remove_source(seat, source, now=NOW + 2 * HOUR)
    after = [(row.title, row.held_at, row.answer, row.moves) for row in rows(seat, Meeting).order_by("held_at")]
    assert after == before
    assert {row.source.kind for row in rows(seat, CalendarEntry).select_related("source")} == {"calendar_file"}
    assert undo_import(seat, rows(seat, Import).get(), now=NOW + 3 * HOUR)
    assert not rows(seat, Meeting).exists()


def test_an_import_over_a_removed_source_is_undone_to_before_that_source(seat: Any, site: Site) -> None:
    import_bytes(seat, BOTH, "anna.ics", now=NOW)
    site.data = calendar(PAST, event("2", "20260930T080000Z"))
    source = add_calendar_address(seat, site.address, now=NOW + HOUR)
    moved = calendar(PAST, event("2", "20261001T080000Z"))
    run = import_bytes(seat, moved, "anna.ics", now=NOW + 2 * HOUR).runs[-1]
    remove_source(seat, source, now=NOW + 3 * HOUR)
    assert meeting(seat, "2").held_at.day == 1
    assert undo_import(seat, run, now=NOW + 4 * HOUR)
    assert meeting(seat, "2").held_at.day == 29


def test_letters_and_answers_go_with_their_mailbox_and_the_recap_is_unknown_again(seat: Any) -> None:
    # The calendar knows no answer to what is ahead: a mail nobody vouches for undoes no yes.
    unanswered = AHEAD.replace("PARTSTAT=ACCEPTED:mailto:petra", "PARTSTAT=NEEDS-ACTION:mailto:petra")
    import_bytes(seat, calendar(PAST, unanswered), "anna.ics", now=NOW)
    box = "".join(
        f"From x Mon Aug 31 00:00:00 2026\nFrom: anna@harbour.example\nTo: tom@harbour.example\n"
        f"Date: {day} 2026 12:00:00 +0000\nMessage-ID: <0{n}@harbour.example>\nSubject: Lunch\n\nNow?\n\n"
        for n, day in enumerate(["Mon, 31 Aug"] * 8 + ["Tue, 8 Sep"] * 2)
    ) + (
        "From x Tue Sep  1 00:00:00 2026\nFrom: anna@harbour.example\nTo: petra@northwind.example\n"
        "Date: Tue, 1 Sep 2026 12:00:00 +0000\nMessage-ID: <1@harbour.example>\nSubject: Trial\n\nThank you.\n\n"
        "From x Tue Sep  1 00:00:00 2026\nFrom: petra@northwind.example\nTo: anna@harbour.example\n"
        "Date: Wed, 2 Sep 2026 12:00:00 +0000\nMessage-ID: <2@northwind.example>\nSubject: Declined\n"
        "MIME-Version: 1.0\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:2@harbour.example\nDTSTAMP:20260902T120000Z\n"
        "DTSTART:20260929T080000Z\nSEQUENCE:0\nATTENDEE;PARTSTAT=DECLINED:mailto:petra@northwind.example\n"
        "END:VEVENT\nEND:VCALENDAR\n\n"
    )
    import_bytes(seat, box.encode(), "box.mbox", now=NOW + HOUR)
    assert (meeting(seat, "1").recap_sent, rows(seat, InvitationReply).count()) == ("yes", 1)
    assert meeting(seat, "2").answer == "declined"
    remove_source(seat, rows(seat, Source).get(kind="mails"))
    assert not rows(seat, Letter).exists()
    assert not rows(seat, InvitationReply).exists()
    assert (meeting(seat, "1").recap_sent, meeting(seat, "2").answer) == ("", "no_answer")


def test_an_owner_removes_what_a_colleague_left_behind(seat: Any, colleague: Any, site: Site) -> None:
    source = add_calendar_address(colleague, site.address, now=NOW)
    remove_source(seat, source)
    assert not rows(seat, Meeting).exists()


# --- the disk ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="max_page_count is SQLite's")
def test_a_full_disk_leaves_nothing_half_stored_and_the_next_try_works(seat: Any, site: Site) -> None:
    many = calendar(*(event(str(number), "20260929T080000Z") for number in range(400)))
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        before = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        try:
            cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
            with pytest.raises(DatabaseError):
                import_bytes(seat, many, "anna.ics", now=NOW)
            site.data = many
            with pytest.raises(DatabaseError):
                add_calendar_address(seat, site.address, now=NOW)
        finally:
            cursor.execute(f"PRAGMA max_page_count = {before}")
    for model in (Source, Import, ImportChange, CalendarEntry, Meeting, Contact, Account):
        assert not rows(seat, model).exists(), model
    assert import_bytes(seat, many, "anna.ics", now=NOW).new == 400
