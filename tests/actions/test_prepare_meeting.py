"""A meeting prepared: what is kept, what counts, and that the customer's side moves by the customer alone (METHOD 5)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.answer_item import (
    answer_by_quote,
    answer_by_source,
    answer_item,
    does_not_apply,
    none_needed,
    skip_item,
    take_back,
    take_words,
)
from foothold.actions.ask_customer import ask_customer, own_mail, send_agenda, sent_by_hand
from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.actions.mark_prediction import mark_prediction
from foothold.actions.prepare_meeting import CannotPrepare, set_agenda, set_outcome, want_full_sheet
from foothold.core.readiness import AgendaQuestion, Gate, Item, Lack, ReadyClass
from foothold.core.substance import TooThin
from foothold.records.models import (
    Commitment,
    Departure,
    Homework,
    Invitation,
    Meeting,
    Preparation,
    PreparedItem,
    SourceText,
)
from foothold.records.prepared import From
from foothold.records.readiness import Sheet, hit_rate_of, predictions_of, sheet_of

Make = Callable[..., Any]
RUIZ = "Plant manager Ruiz saw scrap at 7% after the resin change in May and must report to the board"
GOAL = """WEBVTT

00:00:04.000 --> 00:00:09.000
<v Anna Weber>What would success look like for you?

00:00:09.500 --> 00:00:14.000
<v Petra Lang>We want to cut the energy cost by 20 percent by spring, from 84,000 euro a year.

00:00:19.500 --> 00:00:22.000
<v Petra Lang>Our customers are hotels who care about quiet water at night.
"""
TYPED = {
    Item.US_1: "Petra's bill for site one doubled in August and her board asked her why",
    Item.US_2: "She wants to leave knowing whether spring is realistic for both pumping stations",
    Item.US_5: "Night tariffs moved by two hours, which few plant engineers have noticed so far",
}
THEIRS = {
    Item.CU_2: "Petra told me on the phone that pump noise matters most to her hotels",
    Item.CU_4: "Her finance director and the plant engineer Novak are free that morning as well",
    Item.CU_5: "She read the meter figures of both sites to me during our last call",
}
AGENDA = [
    AgendaQuestion("Your questions: what do you want answered about the three sites?", 15, his=True),
    AgendaQuestion("What do the pump hours of sites 2 and 3 show?", 15),
    AgendaQuestion("What is the next step, with whom, on which day?", 5),
]


def _type_ours(seat: Any, meeting: Meeting, now: datetime) -> None:
    for item, words in TYPED.items():
        answer_item(seat, meeting, item, words, now=now)
    parts = {"issue": "energy cost doubled", "person": "Petra answers to her board"}
    parts |= {"this_meeting": "she needs figures by spring", "how_we_know": "her annual report page twelve"}
    answer_item(seat, meeting, Item.US_3, "", parts=parts, now=now)
    change = "Grid fees rise on the first of January in their whole supply region"
    answer_item(
        seat, meeting, Item.US_4, change, parts={"source": "the regulator"}, source_on=date(2026, 9, 1), now=now
    )
    risk = {
        "risk": "the finance director blocks the budget",
        "avoid": "ask Petra to bring him",
        "handle": "offer a trial",
    }
    answer_item(seat, meeting, Item.US_8, "", parts=risk, now=now)


def _source_ours(seat: Any, meeting: Meeting, now: datetime) -> None:
    url, on = "https://northwind.example/report", date(2026, 9, 1)
    for item in (Item.US_1, Item.US_2, Item.US_4, Item.US_5):
        answer_by_source(seat, meeting, item, f"Their report names the energy cost of {item.value}", url, on, now=now)
    parts = {"issue": "energy cost", "person": "Petra reports it", "this_meeting": "she needs figures"}
    answer_by_source(seat, meeting, Item.US_3, "", url, on, parts=parts, now=now)
    risk = {"risk": "no budget this year", "avoid": "ask early", "handle": "offer a trial"}
    answer_by_source(seat, meeting, Item.US_8, "", url, on, parts=risk, now=now)


def _set_six_and_seven(seat: Any, meeting: Meeting, now: datetime, *, agenda: bool = True) -> None:
    slots = [now + timedelta(days=days) for days in (3, 6)]
    set_outcome(
        seat,
        meeting,
        "A yes or no on the second site from Petra herself",
        next_step="Install visit with Jan Novak",
        slots=slots,
        now=now,
    )
    if agenda:
        set_agenda(seat, meeting, AGENDA, now=now)


def _customer(meeting: Meeting, item: str, now: datetime, level: str = "E4", key: str = "guest 1", **more: Any) -> None:
    """What the customer did on his page, as it is kept."""
    PreparedItem.objects.in_workspace(meeting.workspace_id).create(
        meeting=meeting,
        item=item,
        key=key,
        words="yes",
        level=level,
        by="petra@northwind.example",
        said_at=now,
        grounds={"source": "customer page"},
        **more,
    )


@pytest.fixture
def meeting(seat: Any, plan_meeting: Make) -> Meeting:
    return plan_meeting(seat)


@pytest.fixture
def booked(seat: Any, now: datetime) -> Invitation:
    """A meeting whose invitation is ours, and left by the seller's own hand."""
    starts_at = now + timedelta(days=2)
    wanted = NextDate(
        key="k",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Berlin",
        topic="Price for three sites",
        attendees=[("petra@northwind.example", "Petra Lang")],
        organizer="anna@harbour.example",
    )
    return book_next_step(seat, wanted, now=now)


@pytest.fixture
def look(seat: Any, now: datetime) -> Callable[..., Sheet]:
    """look(meeting): its sheet."""

    def looked(meeting: Meeting, at: datetime = now) -> Sheet:
        fresh = Meeting.objects.in_workspace(seat.workspace).select_related("account").get(pk=meeting.pk)
        return sheet_of(seat, fresh, now=at)

    return looked


# --- the examples of METHOD 5, through rows ------------------------------------------------------


def test_r1_all_typed_is_not_ready_without_acceptance(seat: Any, plan_meeting: Make, look: Any, now: datetime) -> None:
    meeting = plan_meeting(seat, people=[("Petra Lang", "NEEDS-ACTION")], answer="no_answer", answer_level="")
    _type_ours(seat, meeting, now)
    _set_six_and_seven(seat, meeting, now)
    for item, words in THEIRS.items():
        answer_item(seat, meeting, item, words, now=now)
    none_needed(seat, meeting, "She has sent everything long before", now=now)
    found = look(meeting).readiness
    # us.9 is the system's own: nothing is owed (E2).
    assert round(found.ours, 2) == round((10 * 0.4 + 0.7) / 11, 2)
    assert round(found.customer, 2) == round((6 * 0.4) / 8, 2)
    assert found.reached is ReadyClass.NOT_READY
    assert Gate.ACCEPTANCE in found.closed_gates


def test_r2_ours_typed_and_accepted_is_not_ready(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    _type_ours(seat, meeting, now)
    _set_six_and_seven(seat, meeting, now)
    found = look(meeting).readiness
    assert round(found.customer, 2) == 0.25
    assert found.reached is ReadyClass.NOT_READY
    assert found.closed_gates == ()


def test_r3_ours_sourced_and_accepted_is_not_ready_either(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    _source_ours(seat, meeting, now)
    _set_six_and_seven(seat, meeting, now)
    sent_by_hand(seat, meeting, now=now)
    found = look(meeting).readiness
    assert (round(found.ours, 2), round(found.customer, 2)) == (0.70, 0.25)
    assert found.reached is ReadyClass.NOT_READY


def test_r4_the_customer_answered_and_did_his_homework_and_it_is_ready(
    seat: Any, plan_meeting: Make, look: Any, now: datetime, read_meeting: Make
) -> None:
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    meeting = plan_meeting(
        seat, "Offer for three sites", people=[("Petra Lang", "ACCEPTED"), ("Jan Novak", "NEEDS-ACTION")]
    )
    _source_ours(seat, meeting, now)
    answer_by_quote(seat, meeting, Item.US_2, "We want to cut the energy cost by 20 percent by spring", now=now)
    _set_six_and_seven(seat, meeting, now)
    sent_by_hand(seat, meeting, now=now)
    _customer(meeting, "cu.2", now)
    Homework.objects.in_workspace(seat.workspace).create(
        meeting=meeting, place=0, side="customer", what="pump hours", state="done", done_level="E4", done_at=now
    )
    found = look(meeting).readiness
    assert round(found.ours, 2) == 0.75
    assert round(found.customer, 2) == 0.84
    assert found.shown is ReadyClass.READY


def test_r5_without_an_agenda_the_gate_stays_closed(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    _source_ours(seat, meeting, now)
    _set_six_and_seven(seat, meeting, now, agenda=False)
    for item in ("cu.2", "cu.3", "cu.4", "cu.5"):
        _customer(meeting, item, now)
    found = look(meeting).readiness
    assert found.customer == 1.0
    assert found.closed_gates == (Gate.AGENDA,)
    assert found.reached is ReadyClass.NOT_READY


def test_r6_a_first_meeting_can_be_ready(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    _source_ours(seat, meeting, now)
    _set_six_and_seven(seat, meeting, now)
    sent_by_hand(seat, meeting, now=now)
    _customer(meeting, "cu.2", now)
    none_needed(seat, meeting, "It is our first talk", now=now)
    for item in (Item.CU_4, Item.CU_5):
        does_not_apply(seat, meeting, item, "Petra decides alone", now=now)
    want_full_sheet(seat, meeting, full=True, now=now)
    found = look(meeting).readiness
    assert (round(found.ours, 2), round(found.customer, 2)) == (0.70, 0.80)
    assert found.shown is ReadyClass.READY


# --- what typed text is worth --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [("x", TooThin.TOO_SHORT), ("Why did they take the meeting?", TooThin.REPEATS_QUESTION), (RUIZ, None)],
)
def test_nothing_is_refused_but_thin_words_count_nothing(
    seat: Any, meeting: Meeting, look: Any, now: datetime, words: str, why: TooThin | None
) -> None:
    answer_item(seat, meeting, Item.US_1, words, now=now)
    answer = look(meeting).answer_to(Item.US_1)
    assert answer is not None
    assert answer.text == words
    assert answer.prepared.too_thin is why
    assert answer.worth == (0 if why else 0.4)


def test_a_copy_of_last_weeks_answer_counts_nothing(seat: Any, plan_meeting: Make, look: Any, now: datetime) -> None:
    answer_item(seat, plan_meeting(seat), Item.US_1, RUIZ, now=now - timedelta(days=7))
    other = plan_meeting(seat, "Another", held_at=now + timedelta(days=1))
    answer_item(seat, other, Item.US_1, RUIZ, now=now)
    assert look(other).answer_to(Item.US_1).prepared.too_thin is TooThin.COPY


def test_a_better_wording_of_the_same_answer_is_no_copy(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    answer_item(seat, meeting, Item.US_1, RUIZ, now=now)
    answer_item(seat, meeting, Item.US_1, f"{RUIZ} soon", now=now)
    assert look(meeting).answer_to(Item.US_1).worth == 0.4


def test_to_learn_about_us_is_no_reason_of_his(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    answer_item(
        seat, meeting, Item.US_1, "They want to see a demonstration of our new latest product and its features", now=now
    )
    assert look(meeting).answer_to(Item.US_1).prepared.too_thin is TooThin.ONLY_OUR_PRODUCT


def test_a_risk_without_a_way_to_handle_it_counts_nothing(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    parts = {"risk": "the finance director stays away again and nobody can sign the budget", "avoid": "ask him"}
    answer_item(seat, meeting, Item.US_8, "", parts=parts, now=now)
    answer = look(meeting).answer_to(Item.US_8)
    assert answer.prepared.lacks == (Lack.HANDLE,)
    assert answer.worth == 0


def test_a_source_is_worth_more_than_our_word_and_an_old_one_nothing_for_a_change(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    change = "Grid fees rise on 1 January in their region"
    answer_by_source(seat, meeting, Item.US_4, change, "https://grid.example/fees", date(2026, 8, 1), now=now)
    assert look(meeting).answer_to(Item.US_4).worth == 0.7
    answer_by_source(seat, meeting, Item.US_4, change, "https://grid.example/fees", date(2025, 8, 1), now=now)
    assert look(meeting).answer_to(Item.US_4).prepared.lacks == (Lack.OLD_SOURCE,)


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "grid.example/fees", "https://", "http://a b.example"])
def test_a_source_needs_a_web_address(seat: Any, meeting: Meeting, now: datetime, url: str) -> None:
    with pytest.raises(CannotPrepare):
        answer_by_source(seat, meeting, Item.US_5, "something", url, now=now)
    assert not PreparedItem.objects.in_workspace(seat.workspace).exists()


# --- the customer's words ------------------------------------------------------------------------


def test_his_goal_in_his_words_is_known_without_a_tap(
    seat: Any, meeting: Meeting, look: Any, now: datetime, read_meeting: Make
) -> None:
    earlier = read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    answer = look(meeting).answer_to(Item.US_2)
    assert (answer.source, answer.worth, answer.by) == (From.WORDS, 1.0, "Petra Lang")
    text = SourceText.objects.in_workspace(seat.workspace).get(meeting=earlier).text
    assert text[answer.words.start : answer.words.end] == answer.text
    assert answer.words.at == 9.5


def test_words_that_may_answer_count_only_once_somebody_says_they_do(
    seat: Any, meeting: Meeting, look: Any, now: datetime, read_meeting: Make
) -> None:
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    sheet = look(meeting)
    offered = {item: words for item, words in sheet.candidates.items() if item is Item.US_1 or item is Item.US_3}
    assert offered
    item, words = next(iter(offered.items()))
    assert sheet.answer_to(item) is None
    parts = {"person": "her guests complain", "this_meeting": "she wants it quiet by spring"}
    row = take_words(seat, meeting, item, words.start, parts=parts, now=now)
    assert (row.level, row.words, row.by) == ("E3", words.text, "Petra Lang")
    assert look(meeting).answer_to(item).worth == 1.0
    assert item not in look(meeting).candidates


def test_only_words_that_were_offered_are_taken(seat: Any, meeting: Meeting, now: datetime, read_meeting: Make) -> None:
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    with pytest.raises(CannotPrepare):
        take_words(seat, meeting, Item.US_1, 3, now=now)


@pytest.mark.parametrize(
    ("quote", "level"),
    [
        ("hotels who care about quiet water", "E3"),
        ("What would success look like for you?", "E1"),
        ("We have already signed with you", "E1"),
    ],
    ids=["his words", "our own words", "nobody said it"],
)
def test_a_quote_is_worth_what_its_source_bears(
    seat: Any, meeting: Meeting, now: datetime, read_meeting: Make, quote: str, level: str
) -> None:
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    row, found = answer_by_quote(seat, meeting, Item.US_5, quote, now=now)
    assert row is not None
    assert (row.level, found.name) == (level, level)


def test_a_quote_is_not_found_at_another_customer(
    seat: Any, meeting: Meeting, now: datetime, read_meeting: Make
) -> None:
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14), account="Helio")
    _row, found = answer_by_quote(seat, meeting, Item.US_5, "hotels who care about quiet water", now=now)
    assert found.name == "E1"


# --- the customer's side -------------------------------------------------------------------------


def test_our_typing_moves_the_customers_side_by_no_more_than_our_word(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    answer_item(seat, meeting, Item.CU_2, "She told me on the phone that the agenda suits her very well", now=now)
    assert look(meeting).answer_to(Item.CU_2).worth == 0.4
    answer_by_source(seat, meeting, Item.CU_2, "Her note", "https://northwind.example/note", now=now)
    assert look(meeting).answer_to(Item.CU_2).worth == 0.7


def test_an_acceptance_of_three_weeks_ago_counts_less_but_the_gate_stays_open(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    from foothold.records.models import InvitationReply, Source

    InvitationReply.objects.in_workspace(seat.workspace).create(
        user=seat.user,
        source=Source.objects.in_workspace(seat.workspace).get(),
        key="r",
        uid=meeting.entry.uid,
        address="petra@northwind.example",
        partstat="ACCEPTED",
        replied_at=now - timedelta(days=21),
        level="E4",
        because="x",
    )
    sheet = look(meeting)
    assert sheet.answer_to(Item.CU_1).worth == 0.7
    assert Gate.ACCEPTANCE not in sheet.readiness.closed_gates


def test_a_yes_nobody_vouches_for_opens_no_gate(seat: Any, plan_meeting: Make, look: Any) -> None:
    assert Gate.ACCEPTANCE in look(plan_meeting(seat, answer_level="E3")).readiness.closed_gates


def test_half_of_the_homework_is_not_homework_done(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    rows = Homework.objects.in_workspace(seat.workspace)
    rows.create(meeting=meeting, place=0, side="customer", what="pump hours", state="done", done_level="E4")
    open_one = rows.create(meeting=meeting, place=1, side="customer", what="floor plan")
    assert look(meeting).answer_to(Item.CU_3) is None
    assert [each.what for each in look(meeting).owed] == ["floor plan"]
    open_one.state, open_one.done_level = "done", "E1"
    open_one.save()
    assert look(meeting).answer_to(Item.CU_3).worth == 0.4, "the weakest word for it counts"


def test_what_we_owe_them_keeps_our_own_item_open(
    seat: Any, meeting: Meeting, look: Any, now: datetime, plan_meeting: Make
) -> None:
    assert look(meeting).answer_to(Item.US_9).worth == 0.7
    earlier = plan_meeting(seat, "Pilot", held_at=now - timedelta(days=7))
    promise = Commitment.objects.in_workspace(seat.workspace).create(
        meeting=earlier, place=0, side="ours", what="price for three sites"
    )
    assert look(meeting).answer_to(Item.US_9) is None
    promise.state = "done"
    promise.save()
    assert look(meeting).answer_to(Item.US_9).worth == 0.7


def test_only_people_and_data_may_not_apply_and_a_reason_is_given(seat: Any, meeting: Meeting, now: datetime) -> None:
    for item, reason in ((Item.US_8, "no"), (Item.CU_3, "no"), (Item.CU_4, "  ")):
        with pytest.raises(CannotPrepare):
            does_not_apply(seat, meeting, item, reason, now=now)


# --- asking and sending --------------------------------------------------------------------------


def test_asking_puts_the_question_into_the_invitation_they_have(
    seat: Any, booked: Invitation, look: Any, now: datetime
) -> None:
    ask_customer(seat, booked.meeting, [(Item.US_2, ""), (Item.US_8, "")], now=now)
    booked.refresh_from_db()
    assert booked.sequence == 1, "one update for all questions"
    assert booked.prep_question == "What would you like to leave this meeting with?"
    assert [row["question"] for row in booked.agenda] == [
        "Is there anything that could get in the way of a good result?"
    ]
    assert look(booked.meeting).asked[Item.US_2].asked_at == now
    assert look(booked.meeting).answer_to(Item.US_2) is None, "a question is no answer"


def test_the_same_question_is_not_asked_twice(seat: Any, booked: Invitation, now: datetime) -> None:
    for _ in range(2):
        ask_customer(seat, booked.meeting, [(Item.US_2, "")], now=now)
    booked.refresh_from_db()
    assert booked.sequence == 1


def test_his_answer_answers_what_was_asked(seat: Any, booked: Invitation, look: Any, now: datetime) -> None:
    ask_customer(seat, booked.meeting, [(Item.US_2, "")], now=now)
    _customer(booked.meeting, "cu.2", now + timedelta(hours=1))
    sheet = look(booked.meeting, now + timedelta(hours=2))
    assert (sheet.answer_to(Item.US_2).worth, sheet.answer_to(Item.CU_2).worth) == (1.0, 1.0)
    assert sheet.answer_to(Item.US_2).source is From.CUSTOMER_PAGE


def test_sending_the_agenda_updates_what_they_have_and_takes_back_nobodys_yes(
    seat: Any, booked: Invitation, look: Any, now: datetime
) -> None:
    _set_six_and_seven(seat, booked.meeting, now)
    assert look(booked.meeting).answer_to(Item.US_7).worth == 0.4
    send_agenda(seat, booked.meeting, now=now)
    booked.refresh_from_db()
    assert (booked.sequence, booked.slot_sequence) == (1, 0)
    assert booked.outcome == "A yes or no on the second site from Petra herself"
    assert len(booked.agenda) == 3
    send_agenda(seat, booked.meeting, now=now)
    booked.refresh_from_db()
    assert booked.sequence == 1, "the same words again are not sent"


def test_the_agenda_is_out_only_once_it_has_left(seat: Any, booked: Invitation, look: Any, now: datetime) -> None:
    _set_six_and_seven(seat, booked.meeting, now)
    send_agenda(seat, booked.meeting, now=now)
    assert not look(booked.meeting).agenda_is_out, "nothing is connected: the seller has it still to send"
    sent_by_hand(seat, booked.meeting, now=now)
    assert look(booked.meeting).answer_to(Item.US_7).worth == 0.7
    set_agenda(seat, booked.meeting, AGENDA[:2], now=now)
    assert look(booked.meeting).answer_to(Item.US_7).worth == 0.4, "they do not have the new one"


def test_a_meeting_of_another_making_is_prepared_by_a_mail_of_ones_own(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    _set_six_and_seven(seat, meeting, now)
    ask_customer(seat, meeting, [(Item.US_2, "")], now=now)
    with pytest.raises(CannotPrepare):
        send_agenda(seat, meeting, now=now)
    mail = own_mail(look(meeting), "Anna")
    assert mail.to == ("petra@northwind.example",)
    assert "A yes or no on the second site" in mail.text
    assert "What would you like to leave this meeting with?" in mail.text
    assert mail.link.startswith("mailto:petra@northwind.example?subject=Price%20for%20three%20sites&body=Hello%20Petra")
    assert not Departure.objects.in_workspace(seat.workspace).exists()
    assert look(meeting).asked[Item.US_2].asked_at is None, "given to send is not sent"
    sent_by_hand(seat, meeting, now=now)
    assert look(meeting).asked[Item.US_2].asked_at == now


@pytest.mark.parametrize(("second", "begins"), [("Jan Novak", "Hello Jan, Petra,"), ("", "Hello,")])
def test_a_mail_to_several_greets_all_of_them_or_names_nobody(
    seat: Any, plan_meeting: Any, look: Any, now: datetime, second: str, begins: str
) -> None:
    meeting = plan_meeting(seat, people=[("Petra Lang", "ACCEPTED"), ("Jan Novak", "NEEDS-ACTION")])
    meeting.attendees.in_workspace(seat.workspace_id).filter(name="Jan Novak").update(name=second)
    mail = own_mail(look(meeting), "Anna")
    assert len(mail.to) == 2
    assert mail.text.startswith(f"{begins}\n\n")


def test_a_link_to_a_mail_program_is_never_cut_in_half_an_escape(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    for letters in range(6):
        set_outcome(seat, meeting, "x" * letters + "ö" * 1500, now=now)
        link = own_mail(look(meeting), "Anna").link
        assert len(link) <= 1900
        assert "%" not in link[-2:], link[-6:]


def test_a_meeting_called_off_is_not_asked_about(seat: Any, booked: Invitation, now: datetime) -> None:
    booked.cancelled_at = now
    booked.save()
    with pytest.raises(CannotPrepare):
        ask_customer(seat, booked.meeting, [(Item.US_2, "")], now=now)
    assert not PreparedItem.objects.in_workspace(seat.workspace).exists(), "all of it or nothing"


# --- the sheet -----------------------------------------------------------------------------------


def test_preparing_begins_with_what_they_were_invited_with(
    seat: Any, booked: Invitation, look: Any, now: datetime
) -> None:
    booked.outcome, booked.left_at = "Yes or no on the second site, said by Petra", now
    booked.save()
    assert look(booked.meeting).outcome == booked.outcome
    assert look(booked.meeting).agenda_is_out
    want_full_sheet(seat, booked.meeting, full=True, now=now)
    assert look(booked.meeting).outcome == booked.outcome
    assert look(booked.meeting).agenda_is_out


def test_a_meeting_without_purpose_is_flagged_before_it(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    assert [flag.value for flag in look(meeting).flags] == ["no purpose"]
    set_outcome(seat, meeting, "A yes or no", now=now)
    assert look(meeting).flags == ()


def test_the_full_sheet_is_for_decisions_and_proposals_and_whenever_wanted(
    seat: Any, plan_meeting: Make, look: Any, now: datetime
) -> None:
    assert look(plan_meeting(seat, "Decision on site two")).is_full
    meeting = plan_meeting(seat, "Pump trial")
    assert not look(meeting).is_full
    assert look(meeting).readiness.shown is ReadyClass.SHORT
    want_full_sheet(seat, meeting, full=True, now=now)
    assert look(meeting).is_full


def test_what_is_skipped_counts_nothing_and_can_be_answered_after_all(
    seat: Any, meeting: Meeting, look: Any, now: datetime
) -> None:
    skip_item(seat, meeting, Item.US_5, now=now)
    assert look(meeting).skipped == {Item.US_5}
    answer_item(seat, meeting, Item.US_5, TYPED[Item.US_5], now=now)
    assert look(meeting).skipped == frozenset()
    take_back(seat, meeting, Item.US_5, now=now)
    assert look(meeting).answer_to(Item.US_5) is None


def test_taking_back_leaves_what_the_customer_said(seat: Any, meeting: Meeting, look: Any, now: datetime) -> None:
    _customer(meeting, "cu.4", now)
    answer_item(seat, meeting, Item.CU_4, RUIZ, now=now)
    take_back(seat, meeting, Item.CU_4, now=now)
    assert look(meeting).answer_to(Item.CU_4).worth == 1.0


def test_nothing_is_prepared_after_the_meeting(seat: Any, meeting: Meeting, now: datetime) -> None:
    with pytest.raises(CannotPrepare):
        answer_item(seat, meeting, Item.US_1, RUIZ, now=now + timedelta(days=1))
    assert not Preparation.objects.in_workspace(seat.workspace).exists()


def test_a_colleagues_meeting_is_prepared_by_nobody_else(
    seat: Any, colleague: Any, plan_meeting: Make, now: datetime
) -> None:
    with pytest.raises(CannotPrepare):
        set_outcome(seat, plan_meeting(colleague), "x", now=now)


def test_many_sheets_cost_no_more_queries_than_one(
    seat: Any, plan_meeting: Make, now: datetime, django_assert_max_num_queries: Any
) -> None:
    from foothold.records.readiness import sheets

    meetings = [plan_meeting(seat, f"Talk {place}", account=f"Customer {place}") for place in range(6)]
    with django_assert_max_num_queries(14):
        assert len(sheets(seat, meetings, now=now)) == 6


# --- after the meeting ---------------------------------------------------------------------------


def test_predictions_are_marked_after_the_meeting_and_counted(seat: Any, meeting: Meeting, now: datetime) -> None:
    answer_item(seat, meeting, Item.US_1, RUIZ, now=now)
    with pytest.raises(CannotPrepare):
        mark_prediction(seat, meeting, Item.US_1, "hit", now=now)
    later = now + timedelta(hours=4)
    assert list(predictions_of(seat, meeting, now=later)) == [Item.US_1]
    mark_prediction(seat, meeting, Item.US_1, "hit", now=later)
    assert (hit_rate_of(seat).hit, hit_rate_of(seat).share.of) == (1, 1)
    mark_prediction(seat, meeting, Item.US_1, "", now=later)
    assert hit_rate_of(seat).hit == 0


@pytest.mark.parametrize(("item", "mark"), [(Item.US_5, "hit"), (Item.US_1, "perhaps"), (Item.US_8, "hit")])
def test_only_what_was_predicted_is_marked(seat: Any, meeting: Meeting, now: datetime, item: Item, mark: str) -> None:
    answer_item(seat, meeting, Item.US_1, RUIZ, now=now)
    answer_item(seat, meeting, Item.US_5, TYPED[Item.US_5], now=now)
    with pytest.raises(CannotPrepare):
        mark_prediction(seat, meeting, item, mark, now=now + timedelta(hours=4))


def test_his_goal_that_the_sheet_showed_can_be_marked_too(
    seat: Any, meeting: Meeting, now: datetime, read_meeting: Make
) -> None:
    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    later = now + timedelta(hours=4)
    assert Item.US_2 not in predictions_of(seat, meeting, now=later), "nobody looked at the sheet"
    want_full_sheet(seat, meeting, full=True, now=now)
    row = mark_prediction(seat, meeting, Item.US_2, "partly", now=later)
    assert (row.level, row.mark, row.marked_by) == ("E3", "partly", "seller")
    assert mark_prediction(seat, meeting, Item.US_2, "hit", now=later).pk == row.pk


def test_an_erased_person_leaves_neither_words_nor_name_on_the_sheet(
    seat: Any, meeting: Meeting, look: Any, now: datetime, read_meeting: Make
) -> None:
    from foothold.actions.delete_contact import delete_person

    read_meeting(seat, GOAL, held_at=now - timedelta(days=14))
    answer_by_quote(seat, meeting, Item.US_5, "hotels who care about quiet water at night", now=now)
    answer_item(
        seat, meeting, Item.US_1, "Petra Lang must tell her board why the energy bill of site one doubled", now=now
    )
    set_outcome(seat, meeting, "A yes or no on the second site from Petra Lang", now=now)
    _customer(meeting, "cu.2", now)
    assert delete_person(seat, "Petra Lang")
    rows = PreparedItem.objects.in_workspace(seat.workspace)
    kept = " ".join(f"{row.words} {row.by} {row.grounds}" for row in rows)
    kept += str(list(Preparation.objects.in_workspace(seat.workspace).values_list("outcome", "agenda")))
    for trace in ("Petra", "quiet water", "petra@northwind.example"):
        assert trace not in kept, trace
    assert look(meeting).answer_to(Item.US_5).worth == 1.0, "the level stays"
