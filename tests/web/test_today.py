"""Today: what needs a seller now, and nothing else (UX S1)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.answer_as_guest import answer_as_guest
from foothold.records.models import (
    Account,
    Attendee,
    CalendarEntry,
    Commitment,
    Feeling,
    Invitation,
    InvitationReply,
    Meeting,
    OpportunityStanding,
    Source,
)
from foothold.records.models.booking import GuestActKind
from foothold.records.standing import not_sent
from foothold.records.today import today
from made_deals import make_deal

Make = Callable[..., Any]
NINE = datetime(2026, 9, 22, 7, 0, tzinfo=UTC)
"""Nine o'clock of a Tuesday in Berlin."""


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NINE)


@pytest.fixture
def planned() -> Make:
    """planned(seat, title, **fields): a customer meeting of the calendar, with Petra Lang invited."""

    def plan(seat: Any, title: str, *, partstat: str = "ACCEPTED", **fields: Any) -> Meeting:
        workspace = seat.workspace
        source, _ = Source.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk, user=seat.user, kind="calendar_file", key="k", name="Anna's calendar"
        )
        count = CalendarEntry.objects.in_workspace(workspace).count()
        entry = CalendarEntry.objects.in_workspace(workspace).create(
            user=seat.user, source=source, uid=f"{count}@harbour.example", fingerprint="f"
        )
        account, _ = Account.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk, name=fields.pop("account", "Northwind")
        )
        given = {"held_at": NINE + timedelta(hours=1), "answer": "accepted", "answer_level": "E4"}
        given |= {"status": "stands", "organized_by": "ours", "we_accepted": "yes", "people_known": True} | fields
        given.setdefault("ends_at", given["held_at"] + timedelta(minutes=45))
        meeting = Meeting.objects.in_workspace(workspace).create(
            seller=seat.user, account=account, title=title, tz="Europe/Berlin", entry=entry, **given
        )
        Attendee.objects.in_workspace(workspace).create(
            meeting=meeting, name="Petra Lang", address="petra@northwind.example", side="customer", partstat=partstat
        )
        return meeting

    return plan


@pytest.fixture
def promised(planned: Make) -> Make:
    """promised(seat, what, side, due_on): a promise found in a meeting of last week."""

    def promise(seat: Any, what: str, side: str, due_on: Any) -> Commitment:
        meeting = planned(seat, "Northwind, pilot", held_at=NINE - timedelta(days=7))
        return Commitment.objects.in_workspace(seat.workspace).create(
            meeting=meeting, place=0, side=side, what=what, due_on=due_on
        )

    return promise


def page(browser: Any, address: str = "/today") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split('<section class="list-at-side"')[0]


def test_what_is_owed_is_said_of_them_and_us_not_of_you(seat: Any, browser_of: Make, promised: Make) -> None:
    promised(seat, "send you the price for your sites", "ours", NINE.date())
    promised(seat, "send you the hours of our line", "customer", NINE.date())
    text = page(browser_of(seat))
    assert ">send them the price for their sites</a>" in text
    assert ">send us the hours of their line</a>" in text


def test_without_a_calendar_the_start_is_after_and_today_asks_for_one(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    assert "Paste the words" in page(browser, "/")
    first = page(browser)
    assert "Drop a calendar export" in first
    assert "Bring in the demo team" in first
    assert "That is all." not in first


def test_with_a_calendar_the_start_is_today(seat: Any, browser_of: Make, planned: Make) -> None:
    planned(seat, "Northwind, pilot result")
    start = page(browser_of(seat), "/")
    assert "Tuesday 22 September" in start
    assert "Paste the words" not in start
    assert "Paste the words" in page(browser_of(seat), "/after")


def test_the_meetings_of_the_day_stand_in_time_order_and_the_list_ends(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Bergmann, price", held_at=NINE + timedelta(hours=7), account="Bergmann")
    planned(seat, "Northwind, pilot result")
    planned(seat, "Tomorrow's", held_at=NINE + timedelta(days=1))
    text = page(browser_of(seat))
    assert text.index("10:00") < text.index("Northwind, pilot result") < text.index("Petra Lang")
    assert text.index("Petra Lang") < text.index("16:00") < text.index("Bergmann, price") < text.index("That is all.")
    assert "Tomorrow" not in text


def test_a_colleagues_day_is_not_mine(seat: Any, colleague: Any, browser_of: Make, planned: Make) -> None:
    planned(colleague, "Tom's own")
    planned(seat, "Anna's own")
    assert "Tom&#x27;s own" not in page(browser_of(seat))


@pytest.mark.parametrize(
    ("fields", "word", "sentence"),
    [
        ({}, "Booked", "They accepted."),
        ({"answer": "accepted", "answer_level": "E3"}, "Offered", "They said yes, not verified"),
        ({"answer": "no_answer", "answer_level": "E0"}, "Offered", "They must answer."),
        ({"answer": "tentative", "answer_level": "E3"}, "Offered", "They must answer."),
        ({"organized_by": "customer", "we_accepted": "no"}, "Offered", "We must answer."),
        ({"organized_by": "customer"}, "Booked", "They accepted."),
        ({"answer": "", "people_known": False}, "Not known", "Whether they accepted is not known."),
    ],
)
def test_a_date_says_whether_it_is_booked_and_who_must_answer(
    seat: Any, browser_of: Make, planned: Make, fields: dict[str, Any], word: str, sentence: str
) -> None:
    planned(seat, "Northwind, pilot result", **fields)
    day = page(browser_of(seat)).partition('class="sheet day"')[2].partition("</ol>")[0]
    assert word in day
    assert sentence in day


def test_a_meeting_that_is_over_is_held_only_as_far_as_a_calendar_shows(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Early one", held_at=NINE - timedelta(hours=2))
    text = page(browser_of(seat))
    assert "Held (assumed)" in text
    assert "Say how it went" in text


def test_who_said_how_it_went_is_asked_no_more(seat: Any, browser_of: Make, planned: Make) -> None:
    meeting = planned(seat, "Early one", held_at=NINE - timedelta(hours=2))
    browser = browser_of(seat)
    Feeling.objects.in_workspace(seat.workspace).create(
        meeting=meeting, user=seat.user, met="yes", said_at=NINE - timedelta(hours=1), late=False
    )
    assert "Say how it went" not in page(browser)


def test_the_next_meeting_is_the_one_to_open(seat: Any, browser_of: Make, planned: Make) -> None:
    planned(seat, "Early one", held_at=NINE - timedelta(hours=2))
    planned(seat, "Later one", held_at=NINE + timedelta(hours=4))
    planned(seat, "Next one")
    following = page(browser_of(seat)).partition("day-line next")[2].partition("</ol>")[0]
    assert following.index("Next one") < following.index("Later one")
    assert "Early one" not in following


def test_a_meeting_that_runs_stands_apart_with_close_one_tap_away(seat: Any, browser_of: Make, planned: Make) -> None:
    running = planned(seat, "Running one", held_at=NINE - timedelta(minutes=30))
    planned(seat, "Early one", held_at=NINE - timedelta(hours=2))
    planned(seat, "Next one")
    text = page(browser_of(seat))
    now_part = text.partition('id="now-heading"')[2].partition("</section>")[0]
    assert f'href="/close?meeting={running.pk}"' in now_part
    assert "Book the next one" in now_part
    assert "left" not in now_part, "its last five minutes have not come"
    assert "Early one" not in now_part
    day = text.partition('id="day-heading"')[2].partition("</section>")[0]
    assert "Running one" not in day
    assert day.count("day-line next") == 1, "the next one is the one to open"


def test_in_its_last_five_minutes_a_meeting_says_how_many_are_left(seat: Any, browser_of: Make, planned: Make) -> None:
    planned(seat, "Ends soon", held_at=NINE - timedelta(minutes=41))
    planned(seat, "Ends later", held_at=NINE - timedelta(minutes=39), account="Contoso")
    text = page(browser_of(seat))
    assert "4 minutes left" in text
    assert "6 minutes left" not in text


@pytest.mark.parametrize("by", ["calendar", "booked here"])
def test_a_meeting_that_runs_with_the_next_one_set_says_so(seat: Any, browser_of: Make, planned: Make, by: str) -> None:
    running = planned(seat, "Running one", held_at=NINE - timedelta(minutes=30))
    following = planned(seat, "Next week", held_at=NINE + timedelta(days=7))
    if by == "calendar":
        running.next_meeting = following
        running.save()
    else:
        times = {"starts_at": following.held_at, "ends_at": following.ends_at, "created_at": NINE, "changed_at": NINE}
        Invitation.objects.in_workspace(seat.workspace).create(
            seller=seat.user, meeting=following, from_meeting=running, uid="next@harbour.example", **times
        )
    now_part = page(browser_of(seat)).partition('id="now-heading"')[2].partition("</section>")[0]
    assert "The next one is set." in now_part
    assert "Book the next one" not in now_part
    assert f'href="/close?meeting={running.pk}"' in now_part


def test_a_meeting_that_runs_past_midnight_is_still_on_today(seat: Any, planned: Make) -> None:
    midnight = NINE.replace(hour=22)
    late = planned(seat, "Late one", held_at=midnight - timedelta(minutes=30))
    assert [each.pk for each in today(seat, now=midnight + timedelta(minutes=10)).meetings] == [late.pk]
    assert today(seat, now=midnight + timedelta(minutes=20)).meetings == ()


def test_what_takes_the_whole_day_or_was_declined_is_not_to_be_closed(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    midnight = NINE.replace(hour=0) - timedelta(hours=2)
    planned(seat, "Fair", held_at=midnight, ends_at=midnight + timedelta(days=1), all_day=True)
    planned(seat, "Declined", held_at=NINE - timedelta(minutes=30), answer="declined")
    assert "now-heading" not in page(browser_of(seat))


def test_a_customer_one_is_meeting_now_is_not_listed_without_a_next_date(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Last week's", held_at=NINE - timedelta(days=7))
    assert [row.account.name for row in today(seat, now=NINE).without_next] == ["Northwind"]
    running = planned(seat, "Running one", held_at=NINE - timedelta(minutes=30))
    assert today(seat, now=NINE).without_next == ()
    assert [row.days for row in today(seat, now=running.ended_at).without_next] == [0]


def test_a_meeting_that_runs_is_neither_past_nor_to_come_in_any_list(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    running = planned(seat, "Running one", held_at=NINE - timedelta(minutes=30))
    planned(seat, "Early one", held_at=NINE - timedelta(hours=2))
    browser = browser_of(seat)
    beside = browser.get("/today").content.decode().split('<section class="list-at-side"')[1].partition("</section>")[0]
    assert beside.index(">Now<") < beside.index("Running one") < beside.index(">Past<") < beside.index("Early one")
    for address in ("/meetings", f"/accounts/{running.account_id}"):
        shown = page(browser, address)
        assert "Running one" in shown.partition('id="now-heading"')[2].partition("</section>")[0]
        so_far = shown.partition('id="past-heading"')[2].partition("</section>")[0]
        assert "Early one" in so_far
        assert "Running one" not in so_far
    assert f"/close?meeting={running.pk}" in page(browser, f"/accounts/{running.account_id}")


def test_our_own_lateness_stands_before_theirs(seat: Any, browser_of: Make, promised: Make) -> None:
    promised(seat, "pump hours", "customer", NINE.date())
    promised(seat, "price for three sites", "ours", NINE.date() - timedelta(days=4))
    promised(seat, "not due yet", "ours", NINE.date() + timedelta(days=2))
    text = page(browser_of(seat))
    assert text.index("We owe") < text.index("4 days late") < text.index("They owe") < text.index("due today")
    assert "not due yet" not in text


def test_a_promise_is_done_with_one_tap_and_may_be_taken_back(seat: Any, browser_of: Make, promised: Make) -> None:
    promise, browser = promised(seat, "price for three sites", "ours", NINE.date()), browser_of(seat)
    address = f"/today/promises/{promise.pk}"
    assert browser.post(address, {"answer": "done"}).headers["Location"] == "/today"
    assert "price for three sites" not in page(browser)
    assert browser.post(address, {"answer": "undo"}).status_code == 302
    assert "price for three sites" in page(browser)
    part = browser.post(address, {"answer": "done"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<li")
    assert "Undo" in part
    assert browser.post(address, {"answer": "keep"}).status_code == 400


def test_only_its_seller_says_that_a_promise_is_done(
    seat: Any, colleague: Any, browser_of: Make, promised: Make
) -> None:
    promise = promised(colleague, "price", "ours", NINE.date())
    assert browser_of(seat).post(f"/today/promises/{promise.pk}", {"answer": "done"}).status_code == 404


def test_three_customers_without_a_date_are_named_the_longest_first_and_all_are_one_click_away(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    for days, name in ((5, "Contoso"), (40, "Helio"), (12, "Orchard"), (20, "Tidewater")):
        planned(seat, f"{name}, talk", account=name, held_at=NINE - timedelta(days=days))
    browser = browser_of(seat)
    named = page(browser).partition("No next date")[2]
    assert named.index("Helio") < named.index("Tidewater") < named.index("Orchard")
    assert "Contoso" not in named
    assert "All 4 customers without a next date" in named
    everybody = page(browser, "/accounts/no-next-date")
    assert everybody.index("Helio") < everybody.index("Contoso")


def test_days_without_a_date_are_those_of_the_calendar_at_whatever_hour(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Talk", account="Helio", held_at=NINE - timedelta(days=14) + timedelta(hours=6))
    for address in ("/today", "/accounts/no-next-date"):
        assert "14 days" in page(browser_of(seat), address)


def test_nobody_is_called_silent_from_a_calendar_alone(seat: Any, browser_of: Make, planned: Make) -> None:
    planned(seat, "Contoso, talk", held_at=NINE - timedelta(days=60))
    assert "ilent" not in page(browser_of(seat))


def test_what_waits_for_us_and_for_them_is_listed_apart_from_the_day(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    theirs = {"organized_by": "customer", "we_accepted": "no"}
    planned(seat, "Their offer", held_at=NINE + timedelta(days=2), **theirs)
    planned(seat, "Our offer", held_at=NINE + timedelta(days=3), answer="no_answer", answer_level="E0")
    planned(seat, "Today's offer", answer="no_answer", answer_level="E0")
    text = page(browser_of(seat))
    ours, them = text.index('id="answer-heading"'), text.index('id="open-heading"')
    assert ours < text.index("Their offer") < them < text.index("Our offer")
    assert text.count("Today&#x27;s offer") == text[: text.index('id="answer-heading"')].count("Today&#x27;s offer")


def test_customers_last_met_over_90_days_ago_are_counted_in_one_line_that_leads_to_them(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    for days, name in ((5, "Contoso"), (91, "Helio"), (400, "Orchard"), (120, "Tidewater")):
        planned(seat, f"{name}, talk", account=name, held_at=NINE - timedelta(days=days))
    planned(seat, "Tidewater, next", account="Tidewater", held_at=NINE + timedelta(days=3))
    found = today(seat, now=NINE)
    assert [row.account.name for row in found.without_next] == ["Contoso"]
    assert found.without_next_older == 2
    text = page(browser_of(seat))
    assert "2 more customers, not met for over 90 days" in text
    assert 'href="/accounts?which=older"' in text
    assert text.index("not met for over 90 days") < text.index("That is all.")


def mailed(seat: Any, meeting: Meeting, **fields: Any) -> InvitationReply:
    """A yes by mail from Petra Lang that nobody vouches for."""
    given = {"address": "petra@northwind.example", "sent_from": "petra@northwind.example", "partstat": "ACCEPTED"}
    given |= {"level": "E3", "because": "unverified", "key": str(meeting.pk), "uid": meeting.entry.uid} | fields
    return InvitationReply.objects.in_workspace(seat.workspace).create(
        user=seat.user, source=meeting.entry.source, **given
    )


def test_a_yes_that_nobody_vouches_for_is_ours_to_confirm_and_says_what_to_do(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    fields = {"held_at": NINE + timedelta(days=3), "answer": "accepted", "answer_level": "E3"}
    mailed(seat, planned(seat, "By mail", partstat="NEEDS-ACTION", **fields))
    planned(seat, "By the calendar", **fields)
    planned(seat, "Booked", **(fields | {"answer_level": "E4"}))
    shown = page(browser_of(seat))
    assert "They must answer" not in shown
    text = shown.partition("They said yes: for us to confirm")[2]
    assert "Export it again and drop it here." in text
    assert "Northwind · said yes by mail, not verified" in text
    assert "Northwind · said yes, not verified" in text
    assert 'href="/setup#trust"' in text
    assert ">Booked<" not in text


def test_a_yes_to_a_time_since_moved_is_no_yes_by_mail(seat: Any, planned: Make) -> None:
    fields = {"held_at": NINE + timedelta(days=3), "answer": "accepted", "answer_level": "E3", "sequence": 2}
    mailed(seat, planned(seat, "Moved since", **fields), sequence=1)
    assert today(seat, now=NINE).accepted_by_mail == frozenset()


def test_who_asks_for_another_time_waits_for_us(seat: Any, planned: Make) -> None:
    planned(seat, "Another time", held_at=NINE + timedelta(days=3), answer="counter", answer_level="E3")
    found = today(seat, now=NINE)
    assert [meeting.title for meeting in found.to_answer] == ["Another time"]
    assert found.unanswered == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "accepted by mail, not verified"),
        ({"level": "E4", "because": "verified"}, "accepted by mail, verified"),
        ({"level": "E0", "because": "rejected"}, "accepted by mail: failed the check, not counted"),
        ({"because": "file", "sent_from": ""}, "accepted by a file, not verified"),
        ({"level": "E0", "because": "sent by another", "sent_from": "eve@harbour.example"}, "not counted"),
        ({"sequence": 0, "partstat": "DECLINED"}, "declined by mail, not verified"),
    ],
)
def test_the_page_of_a_meeting_shows_an_answer_by_mail_and_how_far_it_is_borne_out(
    seat: Any, browser_of: Make, planned: Make, fields: dict[str, Any], said: str
) -> None:
    meeting = planned(
        seat, "Pilot", held_at=NINE + timedelta(days=3), partstat="NEEDS-ACTION", answer="no_answer", answer_level="E0"
    )
    mailed(seat, meeting, **fields)
    people = page(browser_of(seat), f"/meetings/{meeting.pk}").partition("Who was invited")[2]
    assert said in people.partition("</ul>")[0]
    assert ("Name your mail server in Set up" in people) is (fields == {})


@pytest.mark.parametrize(
    ("fields", "disagree"),
    [
        ({"partstat": "DECLINED"}, True),
        ({"partstat": "DECLINED", "because": "plain words"}, True),
        ({"partstat": "DECLINED", "address": "jan@northwind.example"}, False),
        ({"new_start": NINE + timedelta(days=4), "address": "jan@northwind.example"}, True),
        ({"partstat": "ACCEPTED"}, False),
    ],
)
def test_where_their_answers_disagree_the_page_of_the_meeting_says_so_and_what_to_do(
    seat: Any, browser_of: Make, planned: Make, fields: dict[str, Any], disagree: bool
) -> None:
    booked = {"held_at": NINE + timedelta(days=3), "answer": "accepted", "answer_level": "E4"}
    meeting = planned(seat, "Price", partstat="NEEDS-ACTION", **booked)
    mailed(seat, meeting, level="E4", because="verified", key="his own", replied_at=NINE - timedelta(hours=1))
    mailed(seat, meeting, replied_at=NINE, **fields)
    text = page(browser_of(seat), f"/meetings/{meeting.pk}")
    assert ("Their answers disagree" in text) is disagree
    assert ">said yes in a mail" in text


def test_beside_a_no_of_her_own_stands_no_yes_that_nobody_vouches_for(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    meeting = planned(seat, "Price", partstat="NEEDS-ACTION", held_at=NINE + timedelta(days=3), answer="declined")
    own = {"level": "E4", "because": "verified", "key": "her own", "replied_at": NINE - timedelta(hours=1)}
    mailed(seat, meeting, partstat="DECLINED", **own)
    mailed(seat, meeting, replied_at=NINE)
    text = page(browser_of(seat), f"/meetings/{meeting.pk}")
    assert ">said no in a mail" in text
    assert "accepted by mail, not verified" in text


def test_an_answer_read_out_of_a_mails_words_is_shown_with_them(seat: Any, browser_of: Make, planned: Make) -> None:
    meeting = planned(seat, "Price", held_at=NINE + timedelta(days=3))
    mailed(seat, meeting, partstat="DECLINED", because="plain words", words="Please cancel my hotel room.")
    text = page(browser_of(seat), f"/meetings/{meeting.pk}")
    assert "declined in a mail, in words: “Please cancel my hotel room.”" in text


def test_an_answer_in_the_name_of_somebody_not_invited_is_shown_as_that(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    meeting = planned(seat, "Pilot", held_at=NINE + timedelta(days=3))
    mailed(
        seat,
        meeting,
        address="tom@northwind.example",
        level="E4",
        because="colleague",
        sent_from="tom@northwind.example",
    )
    people = page(browser_of(seat), f"/meetings/{meeting.pk}").partition("Who was invited")[2]
    assert "not on the invitation" in people
    assert "a colleague of theirs" in people


def test_a_mail_in_a_colleagues_mailbox_is_not_shown_with_my_meeting(
    seat: Any, colleague: Any, browser_of: Make, planned: Make
) -> None:
    meeting = planned(seat, "Pilot", held_at=NINE + timedelta(days=3))
    mailed(colleague, meeting)
    assert "by mail" not in page(browser_of(seat), f"/meetings/{meeting.pk}")


def test_a_day_without_meetings_says_what_is_due(seat: Any, browser_of: Make, promised: Make) -> None:
    promised(seat, "price", "ours", NINE.date())
    text = page(browser_of(seat))
    assert "No customer meetings today. 1 promise is due." in text
    assert "That is all." in text


def test_a_source_that_failed_is_said_with_its_reason_and_since_when(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Northwind, pilot result")
    Source.objects.in_workspace(seat.workspace).update(
        problem="The address was refused.", read_at=NINE - timedelta(hours=1, minutes=20)
    )
    text = page(browser_of(seat))
    assert "not read since Tue 22 Sep 07:40." in text
    assert "The address was refused. What you see may be old." in text
    assert "Connect again" in text


def test_a_no_to_a_date_ahead_is_said_until_another_one_stands(seat: Any, browser_of: Make, planned: Make) -> None:
    ahead = {"held_at": NINE + timedelta(days=3)}
    planned(seat, "Price for two sites", answer="declined", answer_level="E4", **ahead)
    planned(seat, "Ours to decline", account="Alpine", we_declined=True, answer="declined", **ahead)
    text = page(browser_of(seat))
    assert "They said no" in text
    assert text.count("They declined.") == 1
    planned(seat, "Price for one site", held_at=NINE + timedelta(days=5))
    assert "They said no" not in page(browser_of(seat))


def test_who_does_not_want_to_go_on_is_told_apart_from_a_time_that_does_not_suit(
    seat: Any, browser_of: Make, invite: Make
) -> None:
    invitation = invite(seat, "Petra Lang")
    assert invitation.starts_at > NINE
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.NOT_AT_ALL, sequence=0, now=NINE)
    text = page(browser_of(seat))
    assert "They do not want to go on." in text
    assert "They do not want to go on." in page(browser_of(seat), f"/meetings/{invitation.meeting_id}")


def test_a_title_from_outside_is_text(seat: Any, browser_of: Make, planned: Make) -> None:
    planned(seat, "<script>alert(1)</script>")
    assert "<script>alert" not in page(browser_of(seat))


def test_today_costs_a_fixed_number_of_queries(
    seat: Any, browser_of: Make, planned: Make, django_assert_max_num_queries: Any
) -> None:
    for day in range(30):
        planned(seat, f"Talk {day}", account=f"Firm {day}", held_at=NINE + timedelta(hours=1, days=day - 25))
    browser = browser_of(seat)
    with django_assert_max_num_queries(39):
        browser.get("/today")


@pytest.mark.parametrize(("answer", "is_unsent"), [("", False), ("no_answer", True), ("tentative", False)])
def test_who_has_said_maybe_has_the_invitation_whatever_words_of_it_still_wait(
    seat: Any, invite: Make, answer: str, is_unsent: bool
) -> None:
    invitation = invite(seat, starts_at=NINE + timedelta(days=2), ends_at=NINE + timedelta(days=2, hours=1))
    Meeting.objects.in_workspace(seat.workspace).filter(pk=invitation.meeting_id).update(answer=answer)
    meeting = Meeting.objects.in_workspace(seat.workspace).get(pk=invitation.meeting_id)
    assert bool(not_sent([meeting], NINE)) is is_unsent


def test_what_is_not_sent_yet_is_told_from_what_waits_for_them(seat: Any, invite: Make, browser_of: Make) -> None:
    invitation = invite(seat, starts_at=NINE + timedelta(hours=7), ends_at=NINE + timedelta(hours=8))
    ahead = invite(seat, "Jan Novak", starts_at=NINE + timedelta(days=2), ends_at=NINE + timedelta(days=2, hours=1))
    found = today(seat, now=NINE)
    assert found.not_sent == {invitation.meeting_id, ahead.meeting_id}
    assert [each.pk for each in found.unsent] == [invitation.meeting_id, ahead.meeting_id]
    assert found.unanswered == ()
    browser = browser_of(seat)
    text = browser.get("/today").content.decode()
    assert "We have not sent it yet." in text
    assert "Send it: they do not know of it." in text
    assert "They must answer" not in text
    for place in ("/meetings", "/accounts", f"/accounts/{ahead.meeting.account_id}", f"/meetings/{ahead.meeting_id}"):
        text = browser.get(place).content.decode()
        assert "We have not sent it yet." in text, place
        assert "They must answer." not in text, place
    for each in (invitation, ahead):
        each.left_at = NINE
        each.save()
    text = browser.get("/today").content.decode()
    assert "We have not sent it yet." not in text
    assert "They must answer" in text


def test_a_slot_named_aloud_is_no_missing_date_on_any_page(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Fernhill", state="offered", now=NINE, who_must_answer="customer")
    Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=NINE).delete()
    found = today(seat, now=NINE)
    assert [each.opportunity_id for each in found.aloud] == [deal.pk]
    assert found.without_next == ()
    browser = browser_of(seat)
    text = page(browser)
    assert "They must answer" in text
    assert "No next date" not in text
    text = page(browser, "/accounts")
    assert "Offered" in text
    assert "They must answer." in text
    OpportunityStanding.objects.in_workspace(seat.workspace).update(who_must_answer="ours")
    assert "named in the last conversation: send the invitation" in page(browser)
