"""The same promise, told in a talk and in a mail, is one promise with both as its words (METHOD 3)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.keep_or_drop_commitment import (
    drop_commitment,
    finish_commitment,
    keep_commitment,
    reopen_commitment,
    set_due,
)
from foothold.records.models import Commitment
from foothold.records.models.findings import ONCE
from foothold.records.today import today
from foothold.records.told_again import told_elsewhere

TALK = "Petra Lang: We'll send you the scrap data of line two.\nAnna Weber: Thank you, Petra.\n"
MAIL = (
    "From: Petra Lang <petra@northwind.example>\nTo: Anna Weber <anna@harbour.example>\n"
    "Date: Wed, 23 Sep 2026 09:00:00 +0200\nSubject: Data\nMessage-ID: <1@northwind.example>\n\n"
    "Hello Anna,\n\nI will send you the scrap data of line two by {day}.\n\nPetra\n"
)
SIDES = {"Anna Weber": "ours", "Petra Lang": "customer"}
DAY = timedelta(days=1)


@pytest.fixture
def tell(seat: Any, now: datetime, read_meeting: Any) -> Any:
    def tell(text: str = TALK, name: str = "talk.txt", at: datetime = now, sides: Any = SIDES) -> Commitment:
        meeting = read_meeting(seat, text, name, held_at=at, sides=sides)
        return Commitment.objects.in_workspace(seat.workspace).get(meeting=meeting)

    return tell


@pytest.fixture
def both(tell: Any, now: datetime) -> tuple[Commitment, Commitment]:
    """Told in a talk without a day, and the day after in a mail with one."""
    talk, mail = tell(), tell(MAIL.format(day="Friday"), "mail.eml", now + DAY)
    talk.refresh_from_db()
    return talk, mail


def listed(seat: Any) -> list[Commitment]:
    return list(Commitment.objects.in_workspace(seat.workspace).filter(ONCE))


def test_the_mail_that_says_the_day_stands_for_both_and_each_leads_to_the_other(seat: Any, both: Any) -> None:
    talk, mail = both
    assert (talk.due_on, mail.due_on) == (None, date(2026, 9, 25))
    assert (talk.same_as_id, mail.same_as_id) == (mail.pk, None)
    assert told_elsewhere(seat, both) == {talk.pk: [mail], mail.pk: [talk]}
    assert talk.evidence
    assert mail.evidence


def test_today_names_it_once(seat: Any, tell: Any, now: datetime) -> None:
    tell(TALK.replace("of line two", "of line two by Friday"))
    tell(MAIL.format(day="Friday"), "mail.eml", now + DAY)
    found = today(seat, now=now + 4 * DAY)
    assert [each.what for each in found.they_owe] == ["send you the scrap data of line two"]


def test_another_day_is_another_promise(seat: Any, tell: Any, now: datetime) -> None:
    tell(TALK.replace("of line two", "of line two by Friday"))
    tell(MAIL.format(day="30 September"), "mail.eml", now + DAY)
    assert len(listed(seat)) == 2


def test_done_is_done_wherever_it_was_told_and_so_is_taking_that_back(seat: Any, both: Any) -> None:
    for one in both:
        finish_commitment(one)
        assert [each.state for each in Commitment.objects.in_workspace(seat.workspace)] == ["done", "done"]
        assert len(listed(seat)) == 1
        reopen_commitment(seat, one)
        assert [each.state for each in Commitment.objects.in_workspace(seat.workspace)] == ["open", "open"]
        assert len(listed(seat)) == 1
        for each in both:
            each.refresh_from_db()


@pytest.mark.parametrize("after", [DAY / 24, 2 * DAY], ids=["an hour", "two days"])
def test_what_was_done_is_not_owed_again_by_a_mail_that_says_the_same_day(
    seat: Any, tell: Any, now: datetime, after: timedelta
) -> None:
    talk = tell(TALK.replace("of line two", "of line two by Friday"))
    finish_commitment(talk)
    mail = tell(MAIL.format(day="Friday").replace("Wed, 23", "Tue, 22"), "mail.eml", now + after)
    assert [each.pk for each in listed(seat)] == [talk.pk]
    assert mail.state == "done"
    assert today(seat, now=now + 9 * DAY).they_owe == ()
    reopen_commitment(seat, talk)
    assert {each.state for each in Commitment.objects.in_workspace(seat.workspace)} == {"open"}


def test_what_is_kept_after_it_was_done_is_open_wherever_it_was_told(seat: Any, both: Any, now: datetime) -> None:
    talk, mail = both
    finish_commitment(talk)
    mail.refresh_from_db()
    keep_commitment(mail, now=now)
    assert {each.state for each in Commitment.objects.in_workspace(seat.workspace)} == {"open"}


def test_where_one_telling_is_dropped_the_other_stands(seat: Any, both: Any, now: datetime) -> None:
    for dropped, other in (both, both[::-1]):
        drop_commitment(seat, dropped, now=now)
        left = [each for each in listed(seat) if each.state == "open"]
        assert [each.pk for each in left] == [other.pk]
        assert told_elsewhere(seat, [other]) == {}
        reopen_commitment(seat, dropped)
        assert len(listed(seat)) == 1
        for each in both:
            each.refresh_from_db()


def test_a_day_of_its_own_set_by_hand_makes_two_of_them(seat: Any, both: Any, now: datetime) -> None:
    talk, _mail = both
    set_due(talk, date(2026, 9, 30), now=now)
    assert len(listed(seat)) == 2


def test_the_first_name_alone_is_the_same_person(seat: Any, tell: Any, now: datetime) -> None:
    tell(TALK.replace("Petra Lang:", "Petra:"), sides={"Anna Weber": "ours", "Petra": "customer"})
    tell(MAIL.format(day="Friday"), "mail.eml", now + DAY)
    assert len(listed(seat)) == 1


def test_once_the_later_meeting_is_deleted_the_first_stands(seat: Any, both: Any) -> None:
    talk, mail = both
    mail.meeting.delete()
    assert [each.pk for each in listed(seat)] == [talk.pk]
