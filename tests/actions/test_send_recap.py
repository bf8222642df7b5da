"""The recap: both sides' promises and the next date in our words, sent once, counted once it has left (METHOD 9, P5)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.depart import bytes_of
from foothold.actions.keep_or_drop_commitment import keep_commitment
from foothold.actions.recap_words import recap_draft
from foothold.actions.send_departure import Outcome, Sending, claim_departure, send_departure, take_back
from foothold.actions.send_recap import CannotSend, not_sent_by_hand, recap_left_by_hand, send_recap
from foothold.connectors.mail.message import read_message
from foothold.records.closing import to_close
from foothold.records.models import Attendee, Commitment, Departure, Homework, Letter
from foothold.records.models.findings import OWN_WORDS
from foothold.records.recaps import is_by_hand, recap_of
from made_deals import judge

Make = Callable[..., Any]
TO = ["petra@northwind.example"]


@pytest.fixture
def held(seat: Any, plan: Make, now: datetime) -> Any:
    """A meeting that ended an hour ago, with a promise of each side that was kept."""
    meeting = plan(seat, "Pilot result", now - timedelta(minutes=105))
    promises = Commitment.objects.in_workspace(seat.workspace)
    promises.create(
        meeting=meeting,
        place=0,
        side="customer",
        owner="petra",
        what="pump hours",
        due_on=date(2026, 9, 25),
        kept_at=now,
    )
    promises.create(meeting=meeting, place=1, side="ours", what="price for three sites", kept_at=now)
    promises.create(meeting=meeting, place=2, side="ours", what="a lunch", state="dropped")
    return meeting


def _send(seat: Any, meeting: Any, now: datetime, **fields: Any) -> Departure:
    given = {"to": TO, "subject": "What we noted", "text": "Petra: pump hours"} | fields
    return send_recap(seat, meeting, now=now, **given)


def _leaves(departure: Departure, now: datetime) -> None:
    attempt = claim_departure(departure.pk, now=now)
    assert attempt is not None
    send_departure(departure.pk, attempt, lambda *_: Sending(Outcome.SENT), clock=lambda: now)


def test_it_says_who_does_what_by_when_on_both_sides_and_no_verdict(seat: Any, held: Any) -> None:
    draft = recap_draft(seat, held)
    assert draft.to == (("petra@northwind.example", "Petra Lang"),)
    assert "Hello Petra," in draft.text
    assert "You:\n- Petra: pump hours, by Friday 25 September" in draft.text
    assert "We:\n- price for three sites" in draft.text
    assert "lunch" not in draft.text
    assert "We have not set a next date yet." in draft.text
    assert not any(word in draft.text.lower() for word in ("vague", "verdict", "silent", "offered"))


def test_what_nobody_decided_on_is_named_to_the_seller_and_goes_to_nobody(seat: Any, held: Any, now: datetime) -> None:
    promises = Commitment.objects.in_workspace(seat.workspace)
    promises.create(meeting=held, place=3, side="customer", what="ask Dan to look at it")
    promises.create(meeting=held, place=OWN_WORDS, side="ours", what="drawings of site 2")
    draft = recap_draft(seat, held)
    assert "Dan" not in draft.text
    assert draft.left_out == ("ask Dan to look at it",)
    assert "drawings of site 2" in draft.text, "what he wrote down himself is decided"
    keep_commitment(promises.get(place=3), now=now)
    assert "- ask Dan to look at it" in recap_draft(seat, held).text
    assert recap_draft(seat, held).left_out == ()


def test_the_next_date_stands_in_it(seat: Any, held: Any, plan: Make, now: datetime) -> None:
    held.next_meeting = plan(seat, "Price", now + timedelta(days=2))
    assert "Next: Thursday 24 September, 14:00–14:45 (Europe/Berlin)" in recap_draft(seat, held).text


def test_a_next_date_in_the_days_they_said_to_be_away_is_asked_about(
    seat: Any, held: Any, plan: Make, now: datetime
) -> None:
    judge(held, absence_until="2026-09-25")
    away = "You said that you are away until Friday 25 September"
    assert f"We have not set a next date yet. {away}." in recap_draft(seat, held).text
    held.next_meeting = plan(seat, "Price", now + timedelta(days=2), answer="no_answer", answer_level="")
    asks = f"14:00–14:45 (Europe/Berlin)\n{away}: does this time suit you all the same?"
    assert asks in recap_draft(seat, held).text
    held.next_meeting.answer, held.next_meeting.answer_level = "accepted", "E4"
    assert "away" not in recap_draft(seat, held).text, "they said yes to it themselves"
    held.next_meeting = plan(seat, "Price", now + timedelta(days=3), answer="no_answer", answer_level="")
    assert "away" not in recap_draft(seat, held).text, "they are back on that day"


def test_an_absence_that_is_over_is_not_spoken_of(seat: Any, held: Any) -> None:
    judge(held, absence_until="2026-09-22")
    assert "away" not in recap_draft(seat, held).text


@pytest.mark.parametrize("agreed", ["E0", "E1", "E3"])
def test_so_is_one_that_was_only_named(seat: Any, held: Any, agreed: str) -> None:
    step = {"start": "2026-09-24T10:00:00+02:00", "agreed": agreed, "grade": "proposed", "evidence": []}
    judge(held, absence_until="2026-09-25", next_step=step)
    asks = "you are away until Friday 25 September: does this time suit you all the same?"
    assert (asks in recap_draft(seat, held).text) is (agreed != "E0")


def test_asked_for_twice_it_leaves_once(seat: Any, held: Any, connected: Make, now: datetime) -> None:
    connected(seat)
    assert _send(seat, held, now) == _send(seat, held, now, text="Changed")
    assert Departure.objects.in_workspace(seat.workspace).filter(kind="recap").count() == 1


def test_taken_back_before_it_left_it_can_be_sent_anew(seat: Any, held: Any, connected: Make, now: datetime) -> None:
    connected(seat)
    first = _send(seat, held, now)
    assert take_back(first)
    assert _send(seat, held, now).message_id != first.message_id


def test_it_goes_only_to_those_who_were_there(seat: Any, held: Any, connected: Make, now: datetime) -> None:
    connected(seat)
    with pytest.raises(CannotSend, match="Choose"):
        _send(seat, held, now, to=["zoe@elsewhere.example"])
    departure = _send(seat, held, now, to=[*TO, "zoe@elsewhere.example"])
    assert departure.to_addresses == TO
    assert read_message(bytes_of(departure), "recap").to == (TO[0],)


def test_without_a_mailbox_nothing_leaves(seat: Any, held: Any, now: datetime) -> None:
    with pytest.raises(CannotSend, match="No mailbox"):
        _send(seat, held, now)


def test_a_meeting_to_come_and_one_of_the_demo_have_no_recap(
    seat: Any, held: Any, plan: Make, connected: Make, now: datetime
) -> None:
    connected(seat)
    with pytest.raises(CannotSend, match="not begun"):
        _send(seat, plan(seat, "Price", now + timedelta(days=2)), now)
    held.demo = True
    with pytest.raises(CannotSend, match="invented"):
        _send(seat, held, now)


def test_it_counts_once_it_has_left_and_not_before(seat: Any, held: Any, connected: Make, now: datetime) -> None:
    connected(seat)
    departure = _send(seat, held, now)
    held.refresh_from_db()
    assert (held.recap_sent, Letter.objects.in_workspace(seat.workspace).count()) == ("", 0)
    _leaves(departure, now)
    held.refresh_from_db()
    assert held.recap_sent == "yes"
    [letter] = Letter.objects.in_workspace(seat.workspace)
    assert (letter.message_id, letter.from_address, letter.to_addresses) == (
        departure.message_id,
        "anna@harbour.example",
        TO,
    )


def test_left_two_business_days_later_it_is_no_recap_within_the_day(
    seat: Any, held: Any, connected: Make, now: datetime
) -> None:
    connected(seat)
    _leaves(_send(seat, held, now), now + timedelta(days=2))
    held.refresh_from_db()
    assert held.recap_sent == ""


def test_the_sellers_word_that_he_sent_it_is_shown_and_raises_no_figure(seat: Any, held: Any, now: datetime) -> None:
    recap = recap_left_by_hand(seat, held, now=now)
    assert is_by_hand(recap)
    assert recap_of(held) == recap == recap_left_by_hand(seat, held, now=now)
    held.refresh_from_db()
    assert (held.recap_sent, Letter.objects.in_workspace(seat.workspace).count()) == ("", 0)
    assert not_sent_by_hand(seat, held)
    assert recap_of(held) is None


def test_what_they_promised_to_send_you_is_sent_to_us(seat: Any, held: Any, now: datetime) -> None:
    Commitment.objects.in_workspace(seat.workspace).create(
        meeting=held, place=3, side="customer", owner="petra", what="send you the list of your sites", kept_at=now
    )
    assert "Petra: send us the list of our sites" in recap_draft(seat, held).text


@pytest.mark.parametrize(
    ("speakers", "what", "line"),
    [
        (["customer"], "send you the layout of our line", "send us the layout of your line"),
        (["ours"], "bring your layout", "bring your layout"),
        (["ours"], "send us your layout", "send us your layout"),
        (["customer"], "see what you think of it", "see what you think of it"),
        (["ours", "customer"], "send us your layout", "send us your layout"),
        (["ours", "customer"], "send you the layout", "send us the layout"),
        ([], "send us your layout", "send us your layout"),
    ],
)
def test_a_promise_of_theirs_is_said_back_by_who_said_it(
    seat: Any, held: Any, now: datetime, speakers: list[str], what: str, line: str
) -> None:
    Commitment.objects.in_workspace(seat.workspace).create(
        meeting=held, place=3, side="customer", owner="petra", what=what, kept_at=now,
        evidence=[{"text": what, "side": each} for each in speakers],
    )  # fmt: skip
    assert f"Petra: {line}\n" in recap_draft(seat, held).text


def test_a_promise_that_is_also_homework_stands_in_it_once(seat: Any, held: Any, invite: Make) -> None:
    Commitment.objects.in_workspace(seat.workspace).filter(side="customer").update(what="send you the pump hours")
    booked = invite(seat, from_meeting=held)
    homework = Homework.objects.in_workspace(seat.workspace)
    homework.create(meeting=booked.meeting, place=8, side="customer", owner="Petra Lang", what="Pump hours.")
    homework.create(meeting=booked.meeting, place=9, side="customer", owner="Petra Lang", what="pump hours of site 4")
    homework.create(meeting=booked.meeting, place=10, side="ours", what="pump hours")
    text = recap_draft(seat, held).text
    assert text.casefold().count("pump hours") == 3, "another thing, and the same of the other side, are not repeated"
    assert "send us the pump hours, by Friday 25 September" in text


def test_who_declined_and_was_not_heard_is_not_thanked_for_his_time(seat: Any, held: Any, now: datetime) -> None:
    people = Attendee.objects.in_workspace(seat.workspace)
    people.create(
        meeting=held, name="Marco Riva", address="marco@northwind.example", side="customer", partstat="DECLINED"
    )
    assert "Hello Petra," in recap_draft(seat, held).text
    invited = to_close(seat, held, None, now=now).invited
    assert "marco@northwind.example" not in invited
    assert "petra@northwind.example" in invited


def test_a_date_named_and_not_agreed_yet_stands_in_it_as_proposed(seat: Any, held: Any) -> None:
    start = (held.held_at + timedelta(days=2)).isoformat()
    step = {"grade": "proposed", "agreed": "E1", "start": start}
    judge(held, "continuation", next_step=step)
    text = recap_draft(seat, held).text
    assert "Next, as proposed: Thursday 24 September" in text
    assert "not set a next date" not in text
