"""From a calendar file to a picture of the meetings (issue: from a calendar and a mailbox)."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foothold.actions.book_next_step import SlotTaken, refuse_taken
from foothold.actions.debrief_meeting import Answers, debrief_meeting
from foothold.actions.first_picture import first_picture
from foothold.actions.import_files import Report, import_bytes
from foothold.actions.make_demo import make_demo
from foothold.actions.open_workspace import open_personal_workspace
from foothold.actions.tell_relations import add_ours, tell_opportunity, tell_relation, tell_title
from foothold.connectors.calendar import write_reminder
from foothold.core.relations import Relation
from foothold.read import open_conversation
from foothold.records.closing import availability_of, hours_of
from foothold.records.models import (
    Account,
    Attendee,
    CalendarEntry,
    Counterpart,
    Identity,
    Meeting,
    Membership,
    Opportunity,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
ANNA, PETRA, JAN = "anna@harbour.example", "petra@northwind.example", "jan@northwind.example"


@pytest.fixture
def seat() -> Membership:
    return open_personal_workspace(name="Anna Weber", tz="Europe/Vienna")


def vevent(
    uid: str,
    start: str,
    *,
    people: tuple[tuple[str, str], ...] = ((PETRA, "ACCEPTED"),),
    organizer: str = ANNA,
    **more: str,
) -> str:
    """A VEVENT of an hour, as Google writes it."""
    hour = int(start[9:11])
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTART:{start}",
        f"DTEND:{start[:9]}{hour + 1:02}{start[11:]}",
        "DTSTAMP:20260922T100000Z",
        f"SUMMARY:{more.pop('SUMMARY', 'Pump hours of both sites')}",
    ]
    if organizer:
        lines.append(f"ORGANIZER;CN=Anna Weber:mailto:{organizer}")
        lines.append(f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Anna Weber:mailto:{ANNA}")
    lines += [f"ATTENDEE;PARTSTAT={partstat};CN={who.split('@')[0].title()}:mailto:{who}" for who, partstat in people]
    lines += [f"{name.replace('_', '-')}:{value}" for name, value in more.items()]
    return "\r\n".join([*lines, "END:VEVENT"])


def calendar(*vevents: str, name: str = ANNA, method: str = "PUBLISH") -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", f"METHOD:{method}", f"X-WR-CALNAME:{name}"]
    return ("\r\n".join([*head, *vevents, "END:VCALENDAR"]) + "\r\n").encode()


def take(seat: Membership, *vevents: str, **how: str) -> Report:
    report = import_bytes(seat, calendar(*vevents, **how), "anna.ics", now=NOW)
    assert not report.skipped, report.skipped
    return report


def meeting(seat: Membership, uid: str, recurrence_id: str | None = None) -> Meeting:
    rows = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid=uid)
    return rows.get() if recurrence_id is None else rows.get(recurrence_id=recurrence_id)


def test_a_reminder_of_ours_in_the_calendar_is_no_meeting(seat: Membership) -> None:
    reminder = write_reminder(
        meeting_uid="first",
        ends_at=datetime(2026, 9, 24, 10, 45, tzinfo=UTC),
        tz="Europe/Vienna",
        url="https://foothold.harbour.example/close/1",
        stamped_at=NOW,
        created_at=NOW,
    )
    assert not import_bytes(seat, reminder, "anna.ics", now=NOW).skipped
    assert not Meeting.objects.in_workspace(seat.workspace_id).exists()


FIRST = vevent("first", "20260901T080000Z", CREATED="20260820T080000Z")
NEXT = vevent("next", "20260908T080000Z", CREATED="20260901T083000Z")


# --- what a calendar proves --------------------------------------------------------------------


def test_a_next_date_put_there_before_the_end_was_set_in_the_room(seat: Membership) -> None:
    take(seat, FIRST, NEXT)
    first = meeting(seat, "first")
    assert first.next_meeting == meeting(seat, "next")
    assert first.next_set == "in_room"
    assert meeting(seat, "next").next_set == "never"


def test_without_created_it_is_unknown_and_dtstamp_never_stands_in(seat: Membership) -> None:
    take(seat, FIRST, vevent("next", "20260908T080000Z"))
    assert meeting(seat, "first").next_set == "unknown"
    assert first_picture(seat, now=NOW).in_room.unknown == 1


def test_a_date_made_after_it_was_read_is_one_of_which_nobody_knows_when_it_was_set(seat: Membership) -> None:
    take(seat, FIRST, vevent("next", "20260908T080000Z", CREATED="20270101T000000Z"))
    first = meeting(seat, "first")
    assert (first.next_set, first.step_counts) == ("unknown", "")
    assert meeting(seat, "next").put_at is None
    take(seat, vevent("next", "20260908T080000Z", CREATED="20260908T090000Z", SEQUENCE="1"))
    first.refresh_from_db()
    assert (first.next_set, first.step_counts) == ("later", "no"), "written down afterwards, it was set by then at last"


def test_the_moment_a_calendar_was_copied_says_nothing_about_its_dates(seat: Membership) -> None:
    days = ("01", "03", "08", "10", "15")
    copied = [vevent(f"c{day}", f"202609{day}T080000Z", CREATED="20260921T070000Z") for day in days]
    take(seat, *copied)
    assert meeting(seat, "c01").next_set == "unknown"
    take(seat, *[text.replace("20260921T070000Z", "20260620T070000Z") for text in copied])
    assert meeting(seat, "c01").next_set == "in_room"


def test_a_title_that_says_cancelled_is_a_cancelled_meeting(seat: Membership) -> None:
    titles = ("Canceled: Pump hours", "Abgesagt: Pumpen")
    take(seat, FIRST, *[vevent(f"x{n}", f"2026090{n}T080000Z", SUMMARY=title) for n, title in enumerate(titles, 2)])
    assert first_picture(seat, now=NOW).counts.cancelled == 2


def test_a_second_calendar_named_by_another_address_is_guessed_to_be_ours_too(seat: Membership) -> None:
    lena = vevent("team", "20260903T080000Z", organizer="lena@orbit.example", people=((ANNA, "ACCEPTED"),))
    take(seat, FIRST)
    take(
        seat,
        lena.replace(f"PARTSTAT=ACCEPTED;CN=Anna Weber:mailto:{ANNA}", "X=1:mailto:lena@orbit.example"),
        name="lena@orbit.example",
    )
    assert meeting(seat, "team").relation == "ours"


def test_what_was_read_before_we_were_known_is_settled_again(seat: Membership) -> None:
    two = vevent("two", "20260902T080000Z", people=((PETRA, "ACCEPTED"),), organizer="")
    take(seat, two, name="Work")
    take(seat, FIRST, NEXT)
    assert first_picture(seat, now=NOW).accounts == 1
    assert {row.value for row in first_picture(seat, now=NOW).ours} == {ANNA, "harbour.example"}


def test_the_organizers_and_the_attendees_own_calendar_words_are_acts(seat: Membership) -> None:
    take(seat, FIRST, vevent("asked", "20260902T080000Z", people=((PETRA, "NEEDS-ACTION"),)))
    assert (meeting(seat, "first").answer, meeting(seat, "first").answer_level) == ("accepted", "E4")
    assert meeting(seat, "asked").answer == "no_answer"


def test_who_invites_us_has_named_the_slot_himself(seat: Membership) -> None:
    take(seat, FIRST, vevent("theirs", "20260902T080000Z", organizer=PETRA, people=()))
    found = meeting(seat, "theirs")
    assert (found.organized_by, found.answer, found.we_accepted) == ("customer", "accepted", "yes")


def test_a_meeting_all_of_them_declined_was_not_held(seat: Membership) -> None:
    take(seat, FIRST, vevent("no", "20260902T080000Z", people=((PETRA, "DECLINED"),)))
    counts = first_picture(seat, now=NOW).counts
    assert (counts.held, counts.declined) == (1, 1)


@pytest.mark.parametrize(
    ("put_at", "called_off_at", "set_anew_at", "moves"),
    [
        pytest.param("20260805T080000Z", "20260828T080000Z", "20260921T080000Z", 0, id="weeks before the new date"),
        pytest.param("20260805T080000Z", "20260917T080000Z", "20260917T083000Z", 1, id="just before it"),
        pytest.param("20260805T080000Z", "", "20260921T080000Z", 0, id="nobody knows when"),
    ],
)
def test_an_export_says_by_its_last_change_when_a_date_was_called_off_and_not_by_its_own_stamp(
    seat: Membership, put_at: str, called_off_at: str, set_anew_at: str, moves: int
) -> None:
    changed = {"LAST_MODIFIED": called_off_at} if called_off_at else {}
    off = vevent("off", "20260930T080000Z", STATUS="CANCELLED", CREATED=put_at, **changed)
    take(seat, off, vevent("anew", "20261002T080000Z", CREATED=set_anew_at, LAST_MODIFIED=set_anew_at))
    assert meeting(seat, "anew").set_anew == moves


def test_a_meeting_one_of_two_declined_was_held(seat: Membership) -> None:
    take(seat, vevent("half", "20260902T080000Z", people=((PETRA, "DECLINED"), (JAN, "NEEDS-ACTION"))))
    assert first_picture(seat, now=NOW).counts.held == 1


def test_a_cancelled_meeting_was_not_held(seat: Membership) -> None:
    take(seat, FIRST, vevent("gone", "20260902T080000Z", STATUS="CANCELLED"))
    counts = first_picture(seat, now=NOW).counts
    assert (counts.held, counts.cancelled) == (1, 1)


def test_the_first_sentence_counts_meetings_dates_and_customers_without_one(seat: Membership) -> None:
    helio = vevent("helio", "20260910T080000Z", people=(("ruiz@helio.example", "ACCEPTED"),))
    ahead = vevent("ahead", "20261001T080000Z", CREATED="20260908T083000Z")
    take(seat, FIRST, NEXT, ahead, helio)
    picture = first_picture(seat, now=NOW)
    assert (picture.meetings, picture.in_room.yes, picture.in_room.of) == (3, 2, 3)
    assert (picture.accounts, picture.without_next) == (2, 1)
    assert [identity.value for identity in picture.ours] == [ANNA, "harbour.example"]
    assert all(identity.guessed for identity in picture.ours)


def test_the_demos_figures_never_mix_with_real_ones(seat: Membership) -> None:
    make_demo(seat.workspace, now=NOW)
    seat.workspace.refresh_from_db()
    shown = first_picture(seat, now=NOW)
    assert shown.meetings > 10
    take(seat, FIRST, NEXT)
    real = first_picture(seat, now=NOW)
    assert (real.meetings, real.accounts) == (2, 1)
    assert {each.value for each in real.ours} == {ANNA, "harbour.example"}


# --- series --------------------------------------------------------------------------------------

WEEKLY = vevent("weekly", "20260901T080000Z", RRULE="FREQ=WEEKLY;COUNT=6", EXDATE="20260915T080000Z")


def test_a_series_is_one_meeting_an_instance_without_the_excluded_ones(seat: Membership) -> None:
    take(seat, WEEKLY)
    days = [each.held_at.day for each in Meeting.objects.in_workspace(seat.workspace_id).order_by("held_at")]
    assert days == [1, 8, 22, 29, 6]


def test_a_moved_instance_is_a_move_by_its_organizer(seat: Membership) -> None:
    moved = vevent("weekly", "20260909T090000Z", RECURRENCE_ID="20260908T080000Z", SEQUENCE="1")
    take(seat, WEEKLY, moved)
    rows = Meeting.objects.in_workspace(seat.workspace_id)
    found = rows.get(held_at=datetime(2026, 9, 9, 9, tzinfo=UTC))
    assert (found.moved_by_us, found.moved_by_customer, rows.count()) == (1, 0, 5)


def test_wall_clock_time_stays_over_the_end_of_summer_time(seat: Membership) -> None:
    text = vevent("dst", "20261020T100000", RRULE="FREQ=WEEKLY;COUNT=2").replace(
        "DTSTART:", "DTSTART;TZID=Europe/Vienna:"
    )
    take(seat, text.replace("DTEND:", "DTEND;TZID=Europe/Vienna:"))
    zone = ZoneInfo("Europe/Vienna")
    hours = [each.held_at.astimezone(zone).hour for each in Meeting.objects.in_workspace(seat.workspace_id)]
    assert hours == [10, 10]


def test_a_workspace_that_knows_no_zone_takes_the_first_calendars(seat: Membership) -> None:
    seat.workspace.tz = "UTC"
    seat.workspace.save()
    zoned = calendar(FIRST).replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Asia/Tokyo")
    import_bytes(seat, zoned, "anna.ics", now=NOW)
    seat.workspace.refresh_from_db()
    assert seat.workspace.tz == "Asia/Tokyo"
    import_bytes(seat, zoned.replace(b"Asia/Tokyo", b"Europe/Oslo"), "anna.ics", now=NOW)
    assert seat.workspace.tz == "Asia/Tokyo"


# --- the same calendar again ------------------------------------------------------------------------


def test_a_second_export_with_new_stamps_changes_nothing(seat: Membership) -> None:
    take(seat, FIRST, NEXT)
    before = sorted(Meeting.objects.in_workspace(seat.workspace_id).values_list("pk", flat=True))
    again = calendar(FIRST, NEXT).replace(b"DTSTAMP:20260922T100000Z", b"DTSTAMP:20260923T100000Z")
    report = import_bytes(seat, again, "anna (1).ics", now=NOW + timedelta(days=1))
    assert (report.new, report.changed, report.same) == (0, 0, 2)
    assert sorted(Meeting.objects.in_workspace(seat.workspace_id).values_list("pk", flat=True)) == before


def test_a_time_changed_since_is_one_change_and_one_move(seat: Membership) -> None:
    take(seat, FIRST, NEXT)
    later = vevent("next", "20260910T080000Z", CREATED="20260901T083000Z", SEQUENCE="1")
    report = take(seat, FIRST, later)
    assert (report.new, report.changed, report.same) == (0, 1, 1)
    found = meeting(seat, "next")
    assert (found.held_at.day, found.moved_by_us) == (10, 1)
    assert take(seat, FIRST, later).changed == 0


def test_a_second_calendar_without_people_does_not_make_them_forgotten(seat: Membership) -> None:
    take(seat, FIRST)
    take(seat, vevent("first", "20260901T080000Z", people=(), organizer=""), name="Published")
    found = meeting(seat, "first")
    assert (found.answer, found.account and found.account.name) == ("accepted", "Northwind")


# --- who is who ---------------------------------------------------------------------------------------


def test_accounts_contacts_and_deals_form_by_themselves(seat: Membership) -> None:
    take(seat, FIRST, NEXT)
    account = Account.objects.in_workspace(seat.workspace_id).get()
    assert account.name == "Northwind"
    assert [contact.address for contact in account.contacts.in_workspace(seat.workspace_id)] == [PETRA]
    assert Opportunity.objects.in_workspace(seat.workspace_id).get().account == account


def test_a_word_about_a_counterpart_is_remembered_and_moves_every_meeting(seat: Membership) -> None:
    take(seat, FIRST, NEXT)
    tell_relation(seat, "northwind.example", Relation.SUPPLIER)
    assert first_picture(seat, now=NOW).meetings == 0
    take(seat, FIRST, NEXT, vevent("third", "20260909T080000Z"))
    assert meeting(seat, "third").relation == "supplier"
    tell_relation(seat, "northwind.example", Relation.CUSTOMER)
    assert first_picture(seat, now=NOW).meetings == 3


def test_telling_who_is_ours_changes_sides_everywhere(seat: Membership) -> None:
    take(seat, vevent("prep", "20260901T080000Z", people=(("tom@harbourpumps.example", "ACCEPTED"),)))
    assert meeting(seat, "prep").relation == "customer"
    add_ours(seat, "harbourpumps.example")
    assert meeting(seat, "prep").relation == "ours"
    assert {person.side for person in Attendee.objects.in_workspace(seat.workspace_id)} == {"ours"}


def test_a_guess_about_us_is_never_made_over_a_persons_word(seat: Membership) -> None:
    add_ours(seat, "tom@helio.example")
    take(seat, FIRST)
    assert [each.value for each in Identity.objects.in_workspace(seat.workspace_id)] == ["tom@helio.example"]


def test_meetings_without_people_are_matched_by_known_accounts_with_answers_unknown(seat: Membership) -> None:
    take(seat, FIRST)
    take(seat, vevent("feed", "20260902T080000Z", people=(), organizer="", SUMMARY="Northwind: price"), name="Feed")
    found = meeting(seat, "feed")
    assert (found.relation, found.answer, found.people_known) == ("customer", "", False)
    assert found.account is not None
    assert found.account.name == "Northwind"


def test_an_account_that_becomes_known_is_found_in_titles_of_the_same_calendar(seat: Membership) -> None:
    take(seat, FIRST, vevent("walk", "20260902T080000Z", people=(), organizer="", SUMMARY="Site walk with Northwind"))
    assert meeting(seat, "walk").account == meeting(seat, "first").account is not None


def test_a_title_told_once_stands_for_a_customer_from_then_on(seat: Membership) -> None:
    take(seat, FIRST, vevent("site", "20260902T080000Z", people=(), organizer="", SUMMARY="Site walk 7"))
    assert meeting(seat, "site").relation == ""
    tell_title(seat, "Site walk 7", account="Helio Glass")
    take(
        seat,
        FIRST,
        vevent("site", "20260902T080000Z", people=(), organizer="", SUMMARY="Site walk 7"),
        vevent("site8", "20260903T080000Z", people=(), organizer="", SUMMARY="Site walk 8"),
    )
    assert {meeting(seat, uid).account.name for uid in ("site", "site8")} == {"Helio Glass"}  # type: ignore[union-attr]


def test_other_people_of_an_account_are_asked_about_once(seat: Membership) -> None:
    take(seat, FIRST, vevent("jan", "20260902T080000Z", people=((JAN, "ACCEPTED"),)))
    found = meeting(seat, "jan")
    assert (found.opportunity_doubtful, found.opportunity) == (True, meeting(seat, "first").opportunity)
    tell_opportunity(seat, found, same=False)
    again = meeting(seat, "jan")
    assert again.opportunity != meeting(seat, "first").opportunity
    take(seat, FIRST, vevent("jan", "20260902T080000Z", people=((JAN, "TENTATIVE"),)))
    assert meeting(seat, "jan").opportunity == again.opportunity
    assert not meeting(seat, "jan").opportunity_doubtful


def test_the_dentist_is_no_customer(seat: Membership) -> None:
    take(
        seat,
        FIRST,
        vevent("teeth", "20260902T080000Z", people=(("praxis@zahn.example", "ACCEPTED"),), SUMMARY="Zahnarzt"),
    )
    assert meeting(seat, "teeth").relation != "customer"


def test_private_entries_keep_no_title(seat: Membership) -> None:
    take(seat, vevent("secret", "20260902T080000Z", CLASS="PRIVATE", SUMMARY="Anniversary", LOCATION="Home"))
    found = meeting(seat, "secret")
    assert "Anniversary" not in found.title
    assert not found.place
    assert "Anniversary" not in str(CalendarEntry.objects.in_workspace(seat.workspace_id).get().entries)


@pytest.mark.parametrize("closed", ["PRIVATE", "CONFIDENTIAL"])
@pytest.mark.parametrize("more", [{}, {"RRULE": "FREQ=WEEKLY;COUNT=3"}])
def test_a_private_entry_is_busy_time_and_nothing_more(seat: Membership, closed: str, more: dict[str, str]) -> None:
    take(seat, vevent("open", "20260901T080000Z"))
    tell_relation(seat, "northwind.example", Relation.CUSTOMER)
    take(seat, vevent("open", "20260901T080000Z"), vevent("secret", "20260930T080000Z", CLASS=closed, **more))
    row = CalendarEntry.objects.in_workspace(seat.workspace_id).get(uid="secret")
    assert not re.search("northwind|harbour|petra|anna", f"{row.entries}{row.raw}", re.IGNORECASE)
    assert not Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__entry=row).exists()
    formed = Meeting.objects.in_workspace(seat.workspace_id).filter(entry=row)
    assert formed.count() == (3 if more else 1)
    assert {(each.relation, each.account_id, each.people_known, each.organized_by) for each in formed} == {
        ("", None, False, "")
    }
    starts_at = datetime(2026, 9, 30, 8, 30, tzinfo=UTC)
    with pytest.raises(SlotTaken, match="Private"):
        refuse_taken(seat, starts_at, starts_at + timedelta(minutes=45))
    assert (starts_at - timedelta(minutes=30), starts_at + timedelta(minutes=30)) in busy_of(seat)


def test_one_private_instance_makes_its_series_no_secret(seat: Membership) -> None:
    series = vevent("weekly", "20260930T080000Z", RRULE="FREQ=WEEKLY;COUNT=2")
    take(seat, series, vevent("weekly", "20261007T090000Z", RECURRENCE_ID="20261007T080000Z", CLASS="PRIVATE"))
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(address=PETRA)
    assert [each.meeting.held_at.day for each in people] == [30]


def test_an_entry_read_before_that_kept_people_of_a_private_one_is_read_again(seat: Membership) -> None:
    secret = vevent("secret", "20260930T080000Z", CLASS="PRIVATE")
    take(seat, secret)
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id)
    row = rows.get()
    row.entries[0]["attendees"] = [{"address": PETRA, "name": "Petra"}]
    row.save()
    take(seat, secret)
    assert PETRA not in str(rows.get().entries)


def busy_of(seat: Membership) -> list[tuple[datetime, datetime]]:
    """The stretches in which nothing is offered."""
    return list(availability_of(seat, None, hours_of(seat, None, now=NOW), now=NOW).busy)


def test_what_its_owner_marked_as_free_blocks_no_slot(seat: Membership) -> None:
    take(
        seat,
        vevent("fair", "20260930T080000Z", TRANSP="TRANSPARENT"),
        vevent("weekly", "20261001T080000Z", TRANSP="TRANSPARENT", RRULE="FREQ=WEEKLY;COUNT=3"),
        vevent("weekly", "20261008T080000Z", RECURRENCE_ID="20261008T080000Z"),
        vevent("dentist", "20260930T120000Z", TRANSP="OPAQUE"),
    )
    taken = [datetime(2026, 9, 30, 12, tzinfo=UTC), datetime(2026, 10, 8, 8, tzinfo=UTC)]
    assert sorted(start for start, _end in busy_of(seat)) == taken
    for day in (datetime(2026, 9, 30, 8, tzinfo=UTC), datetime(2026, 10, 1, 8, tzinfo=UTC)):
        refuse_taken(seat, day, day + timedelta(hours=1))
    for start in taken:
        with pytest.raises(SlotTaken):
            refuse_taken(seat, start, start + timedelta(hours=1))


# --- answers -------------------------------------------------------------------------------------------


def test_a_dropped_reply_moves_the_answer_by_uid_and_sequence_at_e3(seat: Membership) -> None:
    take(seat, vevent("ahead", "20261001T080000Z", people=((PETRA, "NEEDS-ACTION"),), SEQUENCE="2"))
    old = vevent("ahead", "20261001T080000Z", organizer="", SEQUENCE="1")
    import_bytes(seat, calendar(old, method="REPLY"), "reply.ics", now=NOW)
    assert meeting(seat, "ahead").answer == "no_answer"
    import_bytes(seat, calendar(old.replace("SEQUENCE:1", "SEQUENCE:2"), method="REPLY"), "reply.ics", now=NOW)
    found = meeting(seat, "ahead")
    assert (found.answer, found.answer_level) == ("accepted", "E3")


def test_a_counter_then_taken_up_is_the_customers_move(seat: Membership) -> None:
    take(seat, vevent("ahead", "20261001T080000Z", people=((PETRA, "NEEDS-ACTION"),)))
    counter = vevent("ahead", "20261002T090000Z", people=((PETRA, "TENTATIVE"),), organizer="")
    import_bytes(seat, calendar(counter, method="COUNTER"), "counter.ics", now=NOW)
    take(seat, vevent("ahead", "20261002T090000Z", people=((PETRA, "NEEDS-ACTION"),), SEQUENCE="1"))
    found = meeting(seat, "ahead")
    assert (found.moved_by_customer, found.moved_by_us) == (1, 0)


def test_a_counterpart_is_guessed_once_and_named_as_a_guess(seat: Membership) -> None:
    take(seat, FIRST)
    row = Counterpart.objects.in_workspace(seat.workspace_id).get()
    assert (row.value, row.relation, row.told) == ("northwind.example", "customer", False)
    assert row.because


# --- a conversation and a calendar ------------------------------------------------------------------

TALK = "Anna Weber: How shall we leave it?\nPetra Lang: Call me after the conference.\n"


def debrief(seat: Membership, account: str = "Northwind") -> Meeting:
    answers = Answers(
        held_at=datetime(2026, 9, 1, 8, 5, tzinfo=UTC),
        tz="Europe/Vienna",
        account=account,
        sides={"Anna Weber": "ours", "Petra Lang": "customer"},
        knowing="everyone_knew",
    )
    return debrief_meeting(seat, open_conversation(TALK.encode(), "talk.txt"), answers, now=NOW)


def test_a_conversation_read_after_its_calendar_is_the_calendars_meeting(seat: Membership) -> None:
    take(seat, FIRST, NEXT)
    debrief(seat)
    assert first_picture(seat, now=NOW).meetings == 2


def test_a_conversation_read_before_its_calendar_becomes_the_calendars_meeting(seat: Membership) -> None:
    said = debrief(seat)
    take(seat, FIRST, NEXT)
    said.refresh_from_db()
    assert (said.entry is not None, said.answer, said.state) == (True, "accepted", "vague")
    assert first_picture(seat, now=NOW).meetings == 2
    assert said.attendees.in_workspace(seat.workspace_id).count() == 2


def test_the_next_date_of_a_customer_met_together_with_another_is_seen(seat: Membership) -> None:
    both = ((PETRA, "ACCEPTED"), ("ruiz@helio.example", "ACCEPTED"))
    first = vevent("both", "20260901T080000Z", people=both, CREATED="20260801T080000Z")
    ahead = vevent("ruiz", "20261001T080000Z", people=both[1:], CREATED="20260901T083000Z")
    take(seat, first)
    take(seat, first, ahead)
    assert meeting(seat, "both").next_set == "in_room"
    assert {row.name for row in Account.objects.in_workspace(seat.workspace_id)} == {"Northwind", "Helio"}
