"""Answers and invitations out of mails: who may move what (DESIGN 6, "Who answered?")."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from foothold.actions.import_files import import_bytes, import_paths
from foothold.actions.import_mails import Mails, import_mails
from foothold.actions.open_workspace import open_personal_workspace
from foothold.actions.tell_relations import add_ours
from foothold.connectors.mail import read_message
from foothold.core.evidence import Side
from foothold.records.models import InvitationReply, Letter, Meeting, Membership, Source
from foothold.records.standing import standing

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 9, 25, 12, tzinfo=UTC)
ANNA, PETRA, JAN = "anna@harbour.example", "petra@northwind.example", "jan@northwind.example"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:anna@harbour.example
BEGIN:VEVENT
UID:ahead@harbour.example
SEQUENCE:1
DTSTART:20261001T080000Z
DTEND:20261001T090000Z
SUMMARY:Pilot result and price
ORGANIZER:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Petra Lang:mailto:petra@northwind.example
END:VEVENT
END:VCALENDAR
"""
REPLY = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:ahead@harbour.example
SEQUENCE:{sequence}
DTSTAMP:20260923T080000Z
DTSTART:{start}
DTEND:{end}
ORGANIZER:mailto:anna@harbour.example
ATTENDEE;PARTSTAT={partstat}:mailto:petra@northwind.example
END:VEVENT
END:VCALENDAR
"""
PASSED = "mx.harbour.example; dmarc=pass header.from=northwind.example"
FAILED = "mx.harbour.example; dmarc=fail header.from=northwind.example"


@pytest.fixture
def seat() -> Membership:
    found = open_personal_workspace(name="Anna Weber", tz="Europe/Vienna")
    found.workspace.authserv_id = "mx.harbour.example"
    found.workspace.save()
    import_bytes(found, CALENDAR.encode(), "anna.ics", now=NOW)
    return found


def reply(
    partstat: str = "ACCEPTED",
    *,
    sender: str = PETRA,
    checked: str = PASSED,
    sequence: int = 1,
    method: str = "REPLY",
    start: str = "20261001T080000Z",
    end: str = "20261001T090000Z",
    body: str = "",
) -> bytes:
    part = body or REPLY.format(method=method, sequence=sequence, partstat=partstat, start=start, end=end)
    head = f"Authentication-Results: {checked}\n" if checked else ""
    head += f"From: {sender}\nTo: {ANNA}\nSubject: {partstat}\nDate: Wed, 23 Sep 2026 08:00:00 +0000\n"
    head += f"Message-ID: <{abs(hash((partstat, sender, checked, sequence, method, start, body)))}@northwind.example>\n"
    return (
        head + f'Content-Type: text/calendar; method={method}; charset="utf-8"\nMIME-Version: 1.0\n\n{part}'
    ).encode()


def after(seat: Membership, mail: bytes) -> Meeting:
    import_bytes(seat, mail, "answer.eml", now=NOW)
    return Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="ahead@harbour.example")


def test_a_verified_accepted_is_his_act(seat: Membership) -> None:
    found = after(seat, reply())
    assert (found.answer, found.answer_level) == ("accepted", "E4")


def test_an_unverified_accepted_is_his_word_at_most(seat: Membership) -> None:
    found = after(seat, reply(checked=""))
    assert (found.answer, found.answer_level) == ("accepted", "E3")


def test_a_check_by_another_server_than_ours_is_no_check(seat: Membership) -> None:
    found = after(seat, reply(checked="mx.elsewhere.example; dmarc=pass header.from=northwind.example"))
    assert found.answer_level == "E3"


def test_a_failed_check_moves_nothing_and_is_kept_to_be_shown(seat: Membership) -> None:
    found = after(seat, reply(checked=FAILED))
    assert found.answer == "no_answer"
    assert InvitationReply.objects.in_workspace(seat.workspace_id).get().because == "rejected"


def test_a_verified_colleague_answers_for_himself(seat: Membership) -> None:
    found = after(seat, reply(sender=JAN))
    assert found.answer == "no_answer"
    assert InvitationReply.objects.in_workspace(seat.workspace_id).get().address == JAN


def test_an_answer_to_an_older_sequence_is_history(seat: Membership) -> None:
    assert after(seat, reply(sequence=0)).answer == "no_answer"


def test_a_decline_after_an_accept_takes_it_back(seat: Membership) -> None:
    after(seat, reply())
    late = reply("DECLINED").replace(b"DTSTAMP:20260923", b"DTSTAMP:20260924")
    assert after(seat, late).answer == "declined"


def test_a_counter_keeps_the_time_he_asks_for(seat: Membership) -> None:
    after(seat, reply("TENTATIVE", method="COUNTER", start="20261002T090000Z", end="20261002T100000Z"))
    kept = InvitationReply.objects.in_workspace(seat.workspace_id).get()
    assert kept.new_start == datetime(2026, 10, 2, 9, tzinfo=UTC)


def test_the_same_mail_again_changes_nothing(seat: Membership) -> None:
    after(seat, reply())
    report = import_bytes(seat, reply(), "again.eml", now=NOW)
    assert (report.new, report.same) == (0, 1)
    assert InvitationReply.objects.in_workspace(seat.workspace_id).count() == 1


def accepted_in_the_calendar(seat: Membership, partstat: str = "ACCEPTED") -> Meeting:
    changed = CALENDAR.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={partstat}")
    changed = changed.replace("SEQUENCE:1", "SEQUENCE:1\nDTSTAMP:20260925T120000Z")
    import_bytes(seat, changed.encode(), "anna.ics", now=LATER)
    return Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="ahead@harbour.example")


def standing_of(found: Meeting) -> tuple[str, str]:
    return found.answer, found.answer_level


def test_what_fails_its_check_takes_no_act_away(seat: Membership) -> None:
    accepted_in_the_calendar(seat)
    for partstat in ("DECLINED", "TENTATIVE"):
        assert standing_of(after(seat, reply(partstat, checked=FAILED))) == ("accepted", "E4")


def test_an_answer_older_than_the_calendars_note_moves_nothing(seat: Membership) -> None:
    assert accepted_in_the_calendar(seat, "DECLINED").answer == "declined"
    assert after(seat, reply()).answer == "declined"


def test_an_answer_newer_than_the_calendars_note_moves_it(seat: Membership) -> None:
    accepted_in_the_calendar(seat)
    newer = reply("DECLINED").replace(b"DTSTAMP:20260923", b"DTSTAMP:20260928")
    assert after(seat, newer).answer == "declined"


def test_a_weaker_copy_of_the_same_answer_lowers_nothing(seat: Membership) -> None:
    accepted_in_the_calendar(seat)
    copy = reply(checked="").replace(b"DTSTAMP:20260923", b"DTSTAMP:20260928")
    assert standing_of(after(seat, copy)) == ("accepted", "E4")


def test_a_tentative_to_an_older_sequence_is_history_too(seat: Membership) -> None:
    assert after(seat, reply("TENTATIVE", sequence=0)).answer == "no_answer"


def test_a_strangers_mail_answers_for_nobody(seat: Membership) -> None:
    assert after(seat, reply("DECLINED", sender="evil@evil.example", checked="")).answer == "no_answer"


def test_a_time_he_asks_for_instead_waits_for_us(seat: Membership) -> None:
    counter = reply("TENTATIVE", method="COUNTER", start="20261002T090000Z", end="20261002T100000Z")
    found = after(seat, counter)
    assert (found.answer, found.asked_for) == ("counter", datetime(2026, 10, 2, 9, tzinfo=UTC))
    assert standing(found, NOW).who_must_answer == Side.OURS


def test_a_time_he_asked_for_and_we_took_up_is_his_act(seat: Membership) -> None:
    after(seat, reply("TENTATIVE", method="COUNTER", start="20261002T090000Z", end="20261002T100000Z"))
    moved = (
        CALENDAR.replace("20261001T", "20261002T").replace("T080000Z", "T090000Z").replace("SEQUENCE:1", "SEQUENCE:2")
    )
    import_bytes(
        seat, moved.replace("DTEND:20261002T090000Z", "DTEND:20261002T100000Z").encode(), "anna.ics", now=LATER
    )
    found = Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="ahead@harbour.example")
    assert (*standing_of(found), found.moved_by_customer) == ("accepted", "E4", 1)


def test_a_forged_cancellation_of_our_own_meeting_cancels_nothing(seat: Membership) -> None:
    cancel = CALENDAR.replace("PUBLISH", "CANCEL").replace("SEQUENCE:1", "SEQUENCE:9")
    found = after(seat, reply(method="CANCEL", body=cancel, sender=ANNA, checked=""))
    assert found.status == "stands"


def test_a_colleagues_decline_is_not_ours(seat: Membership) -> None:
    bob = "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@harbour.example\nATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Petra"
    changed = CALENDAR.replace("ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Petra", bob)
    import_bytes(seat, changed.encode(), "anna.ics", now=LATER)
    found = Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="ahead@harbour.example")
    assert (found.we_declined, found.we_accepted) == (False, "yes")


# --- invitations and cancellations of theirs -----------------------------------------------------

INVITATION = CALENDAR.replace("PUBLISH", "{method}").replace("ahead@harbour", "theirs@northwind")


def theirs(method: str = "REQUEST", sequence: str = "1") -> str:
    body = INVITATION.format(method=method).replace("SEQUENCE:1", f"SEQUENCE:{sequence}")
    return body.replace(f"ORGANIZER:mailto:{ANNA}", f"ORGANIZER:mailto:{PETRA}").replace(
        "PARTSTAT=ACCEPTED", "PARTSTAT=NEEDS-ACTION"
    )


def found_theirs(seat: Membership) -> Meeting | None:
    return Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid="theirs@northwind.example").first()


def test_an_invitation_of_theirs_is_a_slot_we_have_to_answer(seat: Membership) -> None:
    after(seat, reply(method="REQUEST", body=theirs()))
    found = found_theirs(seat)
    assert found is not None
    assert (found.organized_by, found.we_accepted) == ("customer", "no")


def test_an_invitation_that_does_not_come_from_its_organizer_is_named_and_left(seat: Membership) -> None:
    report = import_bytes(seat, reply(method="REQUEST", body=theirs(), sender="x@evil.example"), "x.eml", now=NOW)
    assert found_theirs(seat) is None
    assert report.skipped


def test_only_its_organizer_cancels_a_meeting(seat: Membership) -> None:
    ours = CALENDAR.replace("PUBLISH", "CANCEL").replace("SEQUENCE:1", "SEQUENCE:2")
    assert after(seat, reply(method="CANCEL", body=ours, sender=PETRA)).status == "stands"
    after(seat, reply(method="REQUEST", body=theirs()))
    after(seat, reply(method="CANCEL", body=theirs("CANCEL", "2")))
    found = found_theirs(seat)
    assert found is not None
    assert found.status == "cancelled"


SERIES = theirs().replace("SUMMARY:", "RRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:")


def test_one_cancelled_instance_of_their_series_leaves_the_others(seat: Membership) -> None:
    after(seat, reply(method="REQUEST", body=SERIES))
    rows = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid="theirs@northwind.example")
    assert rows.filter(status="stands").count() == 4
    gone = theirs("CANCEL", "2").replace("DTSTART:20261001", "RECURRENCE-ID:20261008T080000Z\nDTSTART:20261008")
    after(seat, reply(method="CANCEL", body=gone.replace("DTEND:20261001", "DTEND:20261008")))
    assert [each.held_at.day for each in rows.filter(status="cancelled")] == [8]
    assert sorted(each.held_at.day for each in rows.filter(status="stands")) == [1, 15, 22]


# --- what cannot be stored --------------------------------------------------------------------------


def test_of_a_folder_of_mails_one_that_cannot_be_stored_is_named_and_the_others_are_kept(seat: Membership) -> None:
    found = [read_message(sent(place, NOW, PETRA), "m") for place in range(7)]
    found[4] = replace(found[4], subject="spoilt", message_id="\ud800")
    taken = import_mails(seat, Mails(found), "Sent", now=NOW)
    assert [each.what for each in taken.skipped] == ["spoilt"]
    assert (taken.new, Letter.objects.in_workspace(seat.workspace_id).count()) == (6, 6)


# --- what was written after a meeting ---------------------------------------------------------------


def sent(place: int, day: datetime, to: str) -> bytes:
    stamp = f"{day:%a, %d %b %Y %H:%M:%S} +0000"
    return f"From {ANNA} {day:%a %b %d %H:%M:%S %Y}\nFrom: {ANNA}\nTo: {to}\nDate: {stamp}\nMessage-ID: <s{place}@harbour.example>\nSubject: x\n\nHello\n\n".encode()


def held(uid: str, day: int) -> str:
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:anna@harbour.example\n"
    one = CALENDAR.split("METHOD:PUBLISH\n")[1].replace("X-WR-CALNAME:anna@harbour.example\n", "")
    one = one.replace("ahead@", f"{uid}@").replace("20261001T", f"202609{day:02}T")
    return head + one


def test_a_recap_is_known_only_where_our_sent_mail_was_read(seat: Membership, tmp_path: Path) -> None:
    add_ours(seat, "harbour.example")
    for uid, day in (("wrote", 8), ("silent", 15)):
        import_bytes(seat, held(uid, day).encode(), f"{uid}.ics", now=NOW)
    meetings = Meeting.objects.in_workspace(seat.workspace_id)
    assert set(meetings.filter(held_at__lt=NOW).values_list("recap_sent", flat=True)) == {""}
    start = datetime(2026, 9, 1, 9, tzinfo=UTC)
    days = [start + timedelta(days=2 * step) for step in range(11)]
    mails = [sent(place, day, "tom@helio.example") for place, day in enumerate(days)]
    mails.append(sent(99, datetime(2026, 9, 8, 15, tzinfo=UTC), PETRA))
    (tmp_path / "Sent.mbox").write_bytes(b"".join(mails))
    assert not import_paths(seat, [tmp_path / "Sent.mbox"], now=NOW).skipped
    assert meetings.get(entry__uid="wrote@harbour.example").recap_sent == "yes"
    assert meetings.get(entry__uid="silent@harbour.example").recap_sent == "no"


def test_a_sent_folder_read_in_parts_tells_of_recaps_what_it_tells_at_once(seat: Membership, tmp_path: Path) -> None:
    add_ours(seat, "harbour.example")
    for uid, day in (("wrote", 8), ("silent", 15)):
        import_bytes(seat, held(uid, day).encode(), f"{uid}.ics", now=NOW)
    start, box = datetime(2026, 9, 1, 9, tzinfo=UTC), tmp_path / "Sent.mbox"
    days = [start + timedelta(days=step) for step in range(22)]
    mails = [sent(place, day, "tom@helio.example") for place, day in enumerate(days)]
    for part in (mails[:10], [sent(99, datetime(2026, 9, 8, 15, tzinfo=UTC), PETRA)], mails[10:]):
        box.write_bytes(b"".join(part))
        assert not import_paths(seat, [box], now=NOW).skipped
    meetings = Meeting.objects.in_workspace(seat.workspace_id)
    assert meetings.get(entry__uid="wrote@harbour.example").recap_sent == "yes"
    assert meetings.get(entry__uid="silent@harbour.example").recap_sent == "no"


def test_a_few_saved_mails_say_nothing_about_what_we_did_not_write(seat: Membership, tmp_path: Path) -> None:
    import_bytes(seat, held("silent", 15).encode(), "silent.ics", now=NOW)
    days = [datetime(2026, 9, day, 9, tzinfo=UTC) for day in (1, 21)]
    (tmp_path / "Sent.mbox").write_bytes(b"".join(sent(place, day, PETRA) for place, day in enumerate(days)))
    import_paths(seat, [tmp_path / "Sent.mbox"], now=NOW)
    assert Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="silent@harbour.example").recap_sent == ""


def test_no_words_and_no_subject_of_a_mail_are_kept(seat: Membership) -> None:
    after(seat, reply().replace(b"Subject: ACCEPTED", b"Subject: Confidential matter"))
    letter = Letter.objects.in_workspace(seat.workspace_id).get()
    kept = " ".join(str(getattr(letter, field.attname)) for field in letter._meta.concrete_fields)
    assert "Confidential" not in kept
    assert "Confidential" not in str(list(Source.objects.in_workspace(seat.workspace_id).values()))
