"""Meeting and invitation never say two times, and an answer counts for the start it was given to (RFC 5546 2.1.4)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import FRIDAY, JAN, ON_FRIDAY, ON_THURSDAY, THURSDAY, Step, answer_by_mail, exported
from foothold.actions.change_invitation import change_words, send_what_was_taken_back
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Departure, Identity, InvitationStep, Meeting, MeetingStood
from foothold.records.models.booking import InvitationStepKind
from foothold.records.standing import Stand, standing

SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def the_clock_goes_along(step: Step) -> None:
    """Also where only a reading is made."""


@pytest.mark.parametrize("sequence", [0, 1])
def test_a_calendar_that_has_not_got_our_move_yet_moves_nothing_back(step: Step, sequence: int) -> None:
    step.booked()
    step.read(THURSDAY)
    step.moved(FRIDAY)
    step.sent()
    step.answered("ACCEPTED", ON_FRIDAY, 1)
    step.read(THURSDAY, sequence, words="New title: ", partstat="DECLINED")
    assert step.times == (FRIDAY, FRIDAY)
    assert step.stand is Stand.BOOKED
    assert step.meeting.title.startswith("New title")
    assert step.meeting.moved_by_us == 1
    kinds = InvitationStep.objects.in_workspace(step.seat.workspace).order_by("done_at").values_list("kind", flat=True)
    assert InvitationStepKind.FOLLOWED.value not in kinds


def test_a_yes_noted_at_the_time_his_calendar_still_shows_is_none_to_ours(step: Step) -> None:
    step.booked()
    step.moved(FRIDAY)
    step.read(THURSDAY, partstat="ACCEPTED")
    assert step.stand is Stand.OFFERED


def test_what_a_calendar_that_does_not_count_moves_back_is_followed(step: Step) -> None:
    step.booked()
    step.read(THURSDAY)
    step.read(FRIDAY)
    step.answered("ACCEPTED", ON_FRIDAY)
    assert step.stand is Stand.BOOKED
    step.read(THURSDAY)
    assert step.times == (THURSDAY, THURSDAY)
    assert step.stand is Stand.OFFERED


def test_what_is_sent_by_mail_names_the_time_at_which_the_meeting_stands(step: Step) -> None:
    step.mailed()
    left = Departure.objects.in_workspace(step.seat.workspace)
    step.read(FRIDAY)
    step.read(THURSDAY)
    send_what_was_taken_back(step.seat, step.now, now=step.later())
    assert step.meeting.held_at == THURSDAY
    assert [each.subject for each in left.filter(state="waiting")] == [
        "Changed: Price for three sites, Thu 24 Sep 2026 10:00"
    ]


def test_a_time_his_calendar_counted_further_than_we_did_is_followed_wherever_it_stood_before(step: Step) -> None:
    step.booked()
    step.moved(FRIDAY)
    step.read(THURSDAY, 2)
    assert step.times == (THURSDAY, THURSDAY)


@pytest.mark.parametrize("sequence", [1, 2, 7])
@pytest.mark.parametrize(("start", "stand"), [(ON_THURSDAY, Stand.OFFERED), (ON_FRIDAY, Stand.BOOKED)])
def test_a_number_his_calendar_counted_itself_books_no_time_but_the_one_he_gives_back(
    step: Step, sequence: int, start: str, stand: Stand
) -> None:
    step.booked()
    step.sent()
    step.moved(FRIDAY)
    step.sent()
    step.answered("ACCEPTED", start, sequence)
    assert step.stand is stand


def test_a_yes_to_a_time_we_have_not_read_in_his_calendar_yet_books_none_before_it_is(step: Step) -> None:
    step.booked()
    step.answered("ACCEPTED", ON_FRIDAY)
    assert step.stand is Stand.OFFERED
    step.read(FRIDAY)
    assert step.stand is Stand.BOOKED


OWN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//macOS 15.0//EN
BEGIN:VEVENT
UID:{uid}
SEQUENCE:0
DTSTAMP:202609{day}T070000Z
LAST-MODIFIED:202609{touched}T100000Z
DTSTART:202609{day}T080000Z
DTEND:202609{day}T084500Z
SUMMARY:Price for three sites
ORGANIZER;CN=Anna:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example
ATTENDEE;CN=Petra Lang;PARTSTAT=NEEDS-ACTION:mailto:petra.lang@northwind.example
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


class Own:
    uid = "own-1@harbour.example"


def test_a_meeting_of_his_own_calendar_moved_without_counting_is_not_booked_by_the_yes_to_before(
    seat: Any, now: datetime
) -> None:
    def stand() -> Stand:
        return standing(Meeting.objects.in_workspace(seat.workspace).get(), now).stand

    Identity.objects.in_workspace(seat.workspace).create(kind="address", value="anna@harbour.example")
    import_bytes(seat, OWN.format(uid=Own.uid, day=24, touched=20).encode(), "anna.ics", now=now)
    answer_by_mail(seat, Own, "REPLY", "ACCEPTED", start=ON_THURSDAY, at="20260922T100000Z")  # type: ignore[arg-type]
    assert stand() is Stand.BOOKED
    import_bytes(seat, OWN.format(uid=Own.uid, day=25, touched=22).encode(), "anna.ics", now=now)
    assert stand() is Stand.OFFERED


def test_moved_and_moved_back_before_anything_left_a_yes_stands(step: Step) -> None:
    step.booked()
    step.sent()
    step.answered("ACCEPTED", ON_THURSDAY)
    step.moved(FRIDAY)
    assert step.stand is Stand.OFFERED
    step.moved(THURSDAY)
    assert step.stand is Stand.BOOKED


def test_moved_and_moved_back_after_they_were_told_a_yes_is_history(step: Step) -> None:
    step.booked()
    step.sent()
    step.answered("ACCEPTED", ON_THURSDAY)
    step.moved(FRIDAY)
    step.sent()
    step.moved(THURSDAY)
    assert step.stand is Stand.OFFERED


@pytest.mark.parametrize("counted", [0, 1, 2])
def test_an_edit_his_calendar_counted_itself_says_of_no_move_that_it_was_sent(step: Step, counted: int) -> None:
    step.booked()
    step.sent()
    step.read(THURSDAY)
    step.moved(FRIDAY)
    step.moved(SATURDAY)
    step.read(THURSDAY if counted < 2 else FRIDAY, counted, words="New title: ")
    assert (step.now.left_at, step.now.told_sequence) == (None, counted // 2)
    assert step.meeting.untold is True
    assert step.times[0] == SATURDAY


def test_moved_there_too_without_counting_they_were_told_of_it(step: Step) -> None:
    step.booked()
    step.read(THURSDAY)
    step.moved(FRIDAY)
    step.read(FRIDAY, 0)
    assert (step.now.left_at is not None, step.now.told_sequence) == (True, 1)
    assert step.meeting.untold is False


@pytest.mark.parametrize("moved", [False, True])
def test_a_calendar_without_who_was_added_tells_of_the_time_alone(step: Step, moved: bool) -> None:
    step.booked()
    step.read(THURSDAY)
    step.moved(FRIDAY)
    change_words(step.seat, step.now, now=step.later(), more_people=[(JAN, "Jan")])
    step.read(FRIDAY if moved else THURSDAY, 2, words="New title: ")
    assert (step.now.left_at, step.now.told_sequence) == (None, int(moved))
    step.given(exported(calendar_file(step.now).decode()))
    assert (step.now.left_at is not None, step.now.told_sequence) == (True, 2)


@pytest.mark.parametrize(("shown", "stands"), [(THURSDAY, FRIDAY), (MONDAY, MONDAY)])
@pytest.mark.parametrize("read_before", [True, False])
def test_of_a_move_whose_step_kept_no_time_the_meeting_itself_tells_which_was_before(
    step: Step, shown: datetime, stands: datetime, read_before: bool
) -> None:
    step.booked()
    step.sent()
    if read_before:
        step.read(THURSDAY)
    step.moved(FRIDAY)
    step.sent()
    InvitationStep.objects.in_workspace(step.seat.workspace).filter(kind="moved").update(was_at=None, is_at=None)
    step.read(shown)
    assert step.times == (stands, stands)


def test_where_nothing_is_on_record_of_the_time_before_a_lower_number_is_not_followed(step: Step) -> None:
    step.booked()
    step.moved(FRIDAY)
    InvitationStep.objects.in_workspace(step.seat.workspace).filter(kind="moved").update(was_at=None, is_at=None)
    MeetingStood.objects.in_workspace(step.seat.workspace).delete()
    step.read(MONDAY)
    assert step.times == (FRIDAY, FRIDAY)
