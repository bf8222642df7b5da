"""What our own update said of an answer comes back from the seller's calendar: our word, until he says another there."""

from datetime import datetime, timedelta
from typing import Any

from booked_steps import stand_of
from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.change_invitation import change_words
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Invitation
from foothold.records.models.booking import GuestActKind
from foothold.records.standing import Stand


class Told:
    """An invitation answered on its page, changed after each answer, and read from the seller's calendar."""

    def __init__(self, seat: Any, invitation: Any, now: datetime) -> None:
        self.seat, self.guest, self.at = seat, invitation.links["Petra Lang"], now
        self.file = calendar_file(invitation).decode()

    def on_the_page(self, answer: GuestActKind) -> None:
        answer_as_guest(self.guest, answer, sequence=self.now().sequence, now=self.later())
        changed = change_words(self.seat, self.now(), now=self.later(), outcome=f"{self.at}")
        self.file = calendar_file(changed).decode()

    def in_the_calendar(self, partstat: str = "") -> None:
        """It is read: as we wrote it, or with what he said there since."""
        said = self.file
        if partstat:
            for word in ("ACCEPTED", "DECLINED"):
                said = said.replace(f"PARTSTAT={word}", f"PARTSTAT={partstat}")
            lines = (line for line in said.splitlines(keepends=True) if not line.startswith("LAST-MODIFIED"))
            said = "".join(lines).replace("SUMMARY", f"LAST-MODIFIED:{self.later():%Y%m%dT%H%M%SZ}\r\nSUMMARY", 1)
        import_bytes(self.seat, said.encode(), "anna.ics", now=self.later())

    def now(self) -> Invitation:
        return Invitation.objects.in_workspace(self.seat.workspace).get()

    def later(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    @property
    def stand(self) -> Stand:
        return stand_of(self.now(), self.at)


def test_taken_back_on_the_page_and_given_in_his_calendar_it_is_his_yes(seat: Any, invite: Any, now: datetime) -> None:
    told = Told(seat, invite(seat), now)
    told.on_the_page(GuestActKind.YES)
    told.in_the_calendar()
    told.on_the_page(GuestActKind.NOT_THIS_TIME)
    told.in_the_calendar()
    assert told.stand is Stand.DECLINED
    told.in_the_calendar("ACCEPTED")
    assert told.stand is Stand.BOOKED


def test_taken_back_and_given_again_in_his_calendar_it_is_his_yes(seat: Any, invite: Any, now: datetime) -> None:
    told = Told(seat, invite(seat), now)
    told.on_the_page(GuestActKind.YES)
    told.in_the_calendar()
    told.in_the_calendar("DECLINED")
    assert told.stand is Stand.DECLINED
    told.in_the_calendar("ACCEPTED")
    assert told.stand is Stand.BOOKED


def test_a_calendar_that_has_our_update_of_before_says_nothing_against_what_he_said_since(
    seat: Any, invite: Any, now: datetime
) -> None:
    told = Told(seat, invite(seat), now)
    told.on_the_page(GuestActKind.YES)
    before = told.file
    told.on_the_page(GuestActKind.NOT_THIS_TIME)
    import_bytes(seat, before.encode(), "anna.ics", now=told.later())
    assert told.stand is Stand.DECLINED


def test_a_file_that_is_only_fetched_says_no_answer_that_would_come_back_as_his_calendars_word(
    seat: Any, invite: Any, now: datetime
) -> None:
    told = Told(seat, invite(seat), now)
    answer_as_guest(told.guest, GuestActKind.YES, sequence=0, now=told.later())
    told.file = calendar_file(told.now()).decode()
    assert "PARTSTAT=ACCEPTED" not in told.file.replace("\r\n ", "")
    answer_as_guest(told.guest, GuestActKind.NOT_THIS_TIME, sequence=0, now=told.later())
    told.in_the_calendar("NEEDS-ACTION")
    assert told.stand is Stand.DECLINED
    changed = change_words(seat, told.now(), now=told.later(), outcome="Yes or no")
    assert "PARTSTAT=DECLINED" in calendar_file(changed).decode().replace("\r\n ", ""), "it left so, and is remembered"
