"""Answers nobody vouches for: they undo no yes, and come back proven by no way of our own (DESIGN 1.1, 6)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from booked_steps import JAN, THURSDAY, VIENNA, answer_by_mail, stand_of
from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.book_next_step import CannotBook
from foothold.actions.change_invitation import (
    change_words,
    move_next_step,
    take_their_time,
)
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.actions.record_pasted_reply import keep_pasted_reply
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.connectors.calendar import read_calendar
from foothold.records.models import (
    Invitation,
    Meeting,
)
from foothold.records.models.booking import GuestActKind
from foothold.records.standing import Stand


def test_an_answer_above_our_sequence_answers_what_was_sent_and_no_later_move(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", sequence=99)
    assert stand_of(invitation, now) is Stand.BOOKED
    moved = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now)
    assert stand_of(moved, now) is Stand.OFFERED


def test_an_answer_dated_ahead_does_not_outlive_a_later_no(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", at="20360101T000000Z")
    later = f"{timezone.now() + timedelta(minutes=1):%Y%m%dT%H%M%SZ}"
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", at=later)
    assert stand_of(invitation, now) is Stand.DECLINED


@pytest.mark.parametrize(("method", "partstat"), [("REPLY", "DECLINED"), ("COUNTER", "TENTATIVE")])
def test_nobody_unverified_undoes_a_verified_yes(
    book: Any, seat: Any, now: datetime, method: str, partstat: str
) -> None:
    trust_mail_server(seat, "mx.harbour.example")
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    start = "20260925T090000Z" if method == "COUNTER" else "20260924T080000Z"
    answer_by_mail(seat, invitation, method, partstat, verdict="none", start=start, at="20260922T150000Z")
    assert stand_of(invitation, now) is Stand.BOOKED
    answer_by_mail(seat, invitation, method, partstat, start=start, at="20260922T160000Z")
    assert stand_of(invitation, now) is not Stand.BOOKED


@pytest.mark.parametrize(
    ("method", "partstat"), [("REPLY", "DECLINED"), ("REPLY", "TENTATIVE"), ("COUNTER", "TENTATIVE")]
)
def test_a_from_header_alone_undoes_no_yes_of_his_own_even_where_no_server_is_trusted(
    invite: Any, seat: Any, now: datetime, method: str, partstat: str
) -> None:
    invitation = invite(seat)
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.YES, sequence=0, now=now)
    by, later = "petra@northwind.example", f"{now + timedelta(minutes=1):%Y%m%dT%H%M%SZ}"
    start = f"{invitation.starts_at + timedelta(days=1 if method == 'COUNTER' else 0):%Y%m%dT%H%M%SZ}"
    answer_by_mail(seat, invitation, method, partstat, by=by, verdict="none", start=start, at=later)
    assert stand_of(invitation, now) is Stand.BOOKED
    answer_by_mail(seat, invitation, method, partstat, by=by, start=start, at=later)
    assert stand_of(invitation, now) is not Stand.BOOKED


def test_what_the_seller_pastes_himself_confirms_that_they_take_it_back(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    words = "Sorry, Thursday at ten does not work for me."
    keep_pasted_reply(seat, invitation, words, by="petra.lang@northwind.example", now=now + timedelta(days=2))
    assert stand_of(invitation, now) is Stand.DECLINED


def test_after_his_own_no_an_unverified_answer_finds_no_yes_to_stand_against(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", at="20260922T140000Z")
    later = {"start": "20260925T090000Z", "at": "20260922T150000Z"}
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", verdict="none", **later)
    assert Meeting.objects.in_workspace(seat.workspace).get().answer == "counter"


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE"])
def test_nobody_unverified_opens_again_what_he_declined_himself(
    book: Any, seat: Any, now: datetime, partstat: str
) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", at="20260922T140000Z")
    answer_by_mail(seat, invitation, "REPLY", partstat, verdict="none", at="20260922T150000Z")
    assert stand_of(invitation, now) is Stand.DECLINED
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", at="20260922T160000Z")
    assert stand_of(invitation, now) is Stand.BOOKED


def test_a_no_that_is_no_act_of_his_protects_nothing(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", verdict="none", at="20260922T140000Z")
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", verdict="none", at="20260922T150000Z")
    assert stand_of(invitation, now) is Stand.OFFERED


def test_a_yes_by_the_link_they_share_opens_nothing_that_all_of_them_declined(
    invite: Any, seat: Any, now: datetime
) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.NOT_AT_ALL, sequence=0, now=now)
    answer_as_guest(invitation.links[""], GuestActKind.YES, sequence=0, now=now + timedelta(minutes=1))
    assert stand_of(invitation, now) is Stand.OFFERED
    later = now + timedelta(minutes=2)
    answer_as_guest(invitation.links["Jan Novak"], GuestActKind.NOT_THIS_TIME, sequence=0, now=later)
    assert stand_of(invitation, now) is Stand.DECLINED


def test_a_yes_to_an_earlier_time_protects_no_later_one(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    moved = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now)
    to_friday = {"start": "20260925T080000Z", "at": "20260922T150000Z"}
    answer_by_mail(seat, moved, "REPLY", "DECLINED", verdict="none", sequence=1, **to_friday)
    assert stand_of(moved, now) is Stand.DECLINED


def test_the_time_he_proposed_himself_is_undone_by_nobody_unverified(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    moved = take_their_time(seat, invitation, now=now)
    his_own = {"start": "20260925T090000Z", "at": "20260922T160000Z"}
    answer_by_mail(seat, moved, "REPLY", "DECLINED", verdict="none", sequence=1, **his_own)
    assert stand_of(moved, now) is Stand.BOOKED


def _says_of_answers(invitation: Invitation) -> list[str]:
    """The PARTSTATs of the file we write now."""
    return [each.partstat for each in read_calendar(calendar_file(invitation), "file").entries[0].attendees]


@pytest.mark.parametrize("changed", [False, True])
def test_a_pasted_yes_comes_back_from_our_own_file_as_no_act_of_his(
    book: Any, seat: Any, now: datetime, changed: bool
) -> None:
    invitation = book()
    keep_pasted_reply(seat, invitation, "Thursday at ten works for me.", by="petra.lang@northwind.example", now=now)
    if changed:
        invitation = change_words(seat, invitation, outcome="Yes or no", now=now)
    assert _says_of_answers(invitation) == ["NEEDS-ACTION"]
    import_bytes(seat, calendar_file(invitation), "anna.ics", now=now)
    meeting = Meeting.objects.in_workspace(seat.workspace).get()
    assert (meeting.answer, meeting.answer_level) == ("accepted", "E3")
    assert stand_of(invitation, now) is Stand.OFFERED


def test_a_yes_by_the_link_they_share_comes_back_from_our_own_file_as_nobodys_act(
    invite: Any, seat: Any, now: datetime
) -> None:
    invitation = invite(seat)
    answer_as_guest(invitation.links[""], GuestActKind.YES, sequence=0, now=now)
    import_bytes(seat, calendar_file(invitation), "anna.ics", now=now)
    assert stand_of(invitation, now) is Stand.OFFERED


def test_a_no_the_state_ignores_leaves_in_nobodys_name(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", verdict="none", at="20260922T150000Z")
    assert _says_of_answers(change_words(seat, invitation, outcome="Yes or no", now=now)) == ["ACCEPTED"]


def test_a_no_that_counts_but_is_not_proven_is_not_said_for_him(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", verdict="none")
    assert _says_of_answers(change_words(seat, invitation, outcome="Yes or no", now=now)) == ["NEEDS-ACTION"]


def test_the_yes_we_wrote_out_is_no_answer_to_his_later_no(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    changed = change_words(seat, invitation, outcome="Yes or no", now=now)
    ours = calendar_file(changed)
    answer_by_mail(seat, changed, "REPLY", "DECLINED", sequence=1, at="20260922T150000Z")
    # His calendar program saves it once more, under another reminder.
    import_bytes(seat, ours.replace(b"SEQUENCE:1", b"SEQUENCE:1\r\nLAST-MODIFIED:20260923T100000Z"), "a.ics", now=now)
    assert stand_of(changed, now) is Stand.DECLINED


def test_an_answer_the_calendar_noted_itself_stays_his_act_after_an_update(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    noted = calendar_file(invitation).replace(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=ACCEPTED")
    import_bytes(seat, noted, "anna.ics", now=now)
    changed = change_words(seat, invitation, outcome="Yes or no", now=now)
    assert _says_of_answers(changed) == ["ACCEPTED"]
    import_bytes(seat, calendar_file(changed), "anna.ics", now=now)
    assert stand_of(changed, now) is Stand.BOOKED


TWO = [("petra.lang@northwind.example", "Petra Lang"), (JAN, "Jan Novak")]


def test_another_time_that_nobody_vouches_for_takes_back_no_colleagues_yes(book: Any, seat: Any, now: datetime) -> None:
    invitation = book(attendees=TWO)
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    later = {"start": "20260925T090000Z", "at": "20260922T150000Z", "by": JAN}
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", verdict="none", **later)
    assert stand_of(invitation, now) is Stand.BOOKED
    with pytest.raises(CannotBook):
        take_their_time(seat, invitation, now=now)
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", **later)
    assert stand_of(invitation, now) is Stand.OFFERED
    assert take_their_time(seat, invitation, now=now).starts_at.isoformat() == "2026-09-25T09:00:00+00:00"


def test_another_time_by_the_link_they_share_takes_back_nobodys_yes(invite: Any, seat: Any, now: datetime) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.YES, sequence=0, now=now)
    wish = invitation.starts_at + timedelta(days=1)
    answer_as_guest(invitation.links[""], GuestActKind.OTHER_TIME, sequence=0, now=now, asks_for=wish)
    assert stand_of(invitation, now) is Stand.BOOKED


def test_while_nobody_has_said_yes_himself_anybodys_other_time_is_asked_for(
    invite: Any, seat: Any, now: datetime
) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    wish = invitation.starts_at + timedelta(days=1)
    answer_as_guest(invitation.links[""], GuestActKind.OTHER_TIME, sequence=0, now=now, asks_for=wish)
    assert Meeting.objects.in_workspace(seat.workspace).get().asked_for == wish


def test_a_late_no_to_the_earlier_time_takes_back_no_time_he_asked_for_and_got(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    moved = take_their_time(seat, invitation, now=now)
    answer_by_mail(seat, moved, "REPLY", "DECLINED", sequence=0, at="20260922T160000Z")
    assert stand_of(moved, now) is Stand.BOOKED
    answer_by_mail(seat, moved, "REPLY", "DECLINED", sequence=1, start="20260925T090000Z", at="20260922T170000Z")
    assert stand_of(moved, now) is Stand.DECLINED


def test_a_time_he_asked_for_and_took_back_before_we_moved_there_is_no_yes(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", at="20260922T140000Z")
    moved = move_next_step(seat, invitation, datetime(2026, 9, 25, 11, 0, tzinfo=VIENNA), now=now)
    assert stand_of(moved, now) is Stand.OFFERED


# --- a COUNTER that keeps the start: another end, another place, a word ------------------------------


@pytest.mark.parametrize(
    ("partstat", "stand"),
    [
        ("ACCEPTED", Stand.BOOKED),
        ("DECLINED", Stand.DECLINED),
        ("TENTATIVE", Stand.OFFERED),
        ("NEEDS-ACTION", Stand.OFFERED),
    ],
)
def test_a_counter_that_keeps_the_start_books_only_where_it_says_yes(
    book: Any, seat: Any, now: datetime, partstat: str, stand: Stand
) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", partstat)
    assert stand_of(invitation, now) is stand


@pytest.mark.parametrize(("partstat", "stand"), [("ACCEPTED", Stand.BOOKED), ("TENTATIVE", Stand.DECLINED)])
def test_against_a_counter_that_says_no_yes_an_unverified_no_counts(
    book: Any, seat: Any, now: datetime, partstat: str, stand: Stand
) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", partstat)
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", verdict="none", at="20260922T150000Z")
    assert stand_of(invitation, now) is stand


def test_a_time_of_his_that_we_took_up_stays_his_yes(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    taken = take_their_time(seat, invitation, now=now)
    assert stand_of(taken, now) is Stand.BOOKED
    to_his_time = {"start": "20260925T090000Z", "at": "20260922T150000Z"}
    answer_by_mail(seat, taken, "REPLY", "DECLINED", verdict="none", sequence=1, **to_his_time)
    assert stand_of(taken, now) is Stand.BOOKED
