"""The demo team: really read, dated back from today, and gone with one click."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from foothold.actions.import_files import import_bytes
from foothold.actions.make_demo import AMOUNTS, MEETINGS, business_days_before, dated, make_demo
from foothold.actions.remove_demo import remove_demo
from foothold.actions.tell_sides import tell_sides
from foothold.records.deals_seen import deals_seen_by
from foothold.records.models import (
    Account,
    Afterthought,
    Contact,
    Counterpart,
    CustomerJudgement,
    Feeling,
    Identity,
    Judgement,
    Letter,
    Meeting,
    Membership,
    Opportunity,
    OpportunityStanding,
    Source,
    SourceText,
    SpeakerSide,
    User,
)
from foothold.records.picture import shows_demo

REAL = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:anna@harbour.example
BEGIN:VEVENT
UID:real@harbour.example
DTSTAMP:{start:%Y%m%dT%H%M%SZ}
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:Pump trial
ORGANIZER:mailto:anna@harbour.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:jan.novak@alpine.example
END:VEVENT
END:VCALENDAR
"""


def in_(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


# The texts name days like "next Thursday": they must hold up whatever the weekday they are made on.
@pytest.mark.parametrize("weekday", range(7))
def test_the_demo_shows_every_kind_of_ending_on_any_day(seat: Any, weekday: int) -> None:
    now = datetime(2026, 9, 21, 8, tzinfo=UTC) + timedelta(days=weekday)
    make_demo(seat.workspace, now=now)
    documents = {row.meeting.title: row.document for row in in_(seat, Judgement).select_related("meeting")}
    assert len(documents) == len(MEETINGS) == 6
    assert all(document["needs"] == [] for document in documents.values())
    assert documents["Northwind Breweries"]["state"] == "vague"
    assert "seller_vague_ending" in documents["Northwind Breweries"]["next_step"]["flags"]
    assert documents["Alpine Foods"]["state"] == "offered"
    assert documents["Alpine Foods"]["next_step"]["agreed"] == "E3"
    assert documents["Fernhill Dairy"]["state"] == "offered"
    assert documents["Fernhill Dairy"]["next_step"]["agreed"] == "E0"
    assert documents["Quayside Laundry"]["absence_until"]
    assert documents["Bergmann Metall"]["state"] == "closed"
    assert any(row["side"] == "customer" and row["due"] for row in documents["Helio Glass"]["commitments"])
    assert all(meeting.demo for meeting in in_(seat, Meeting))
    assert all(meeting.held_at <= now for meeting in in_(seat, Meeting).filter(entry=None))


def test_two_demo_meetings_are_the_owners_and_one_of_the_others_is_not_shared(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    own = in_(seat, Meeting).filter(seller=seat.user, entry=None)
    others = in_(seat, SourceText).exclude(meeting__in=own)
    assert own.count() == 2
    assert [text.visibility for text in others].count("seller") == 1
    assert others.count() == 4


def test_demo_sellers_keep_what_they_felt_and_their_buttons_to_themselves(
    seat: Any, now: datetime, browser_of: Callable[..., Any]
) -> None:
    make_demo(seat.workspace, now=now)
    browser = browser_of(seat)
    for meeting in in_(seat, Meeting):
        page = browser.get(f"/meetings/{meeting.pk}").content.decode()
        mine = meeting.seller_id == seat.user_id
        for word in ("Share the words", "Delete this meeting", "Not right</summary>", 'value="keep"', "felt:"):
            assert mine or word not in page, (meeting.title, word)
        if not mine:
            assert browser.post(f"/meetings/{meeting.pk}/share", {"shared": "no"}).status_code == 404
    page = browser.get(f"/meetings/{in_(seat, Meeting).get(title='Northwind Breweries').pk}").content.decode()
    assert all(word in page for word in ("Share the words", "Delete this meeting", 'value="keep"', "felt:"))


def test_sides_told_in_the_demo_are_not_remembered(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    source = in_(seat, SourceText).select_related("meeting").get(meeting__title="Northwind Breweries")
    tell_sides(seat, source, {"You": "ours", "Petra Lang": "customer"}, now=now)
    assert not in_(seat, SpeakerSide).exists()


def test_the_demo_is_made_once(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    made = in_(seat, Meeting).count()
    make_demo(seat.workspace, now=now)
    assert in_(seat, Meeting).filter(entry=None).count() == len(MEETINGS)
    assert in_(seat, Meeting).count() == made


def test_the_demos_calendar_has_every_kind_of_next_date_and_one_ahead(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    planned = in_(seat, Meeting).filter(entry__isnull=False, seller=seat.user)
    assert {"in_room", "later", "never"} <= set(planned.values_list("next_set", flat=True))
    assert planned.filter(held_at__gt=now, answer="accepted").exists()
    assert {each.relation for each in planned} == {"customer"}


def test_who_we_are_in_the_demo_is_nobody_in_a_real_calendar(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    assert all(each.demo for each in in_(seat, Identity))
    remove_demo(seat.workspace)
    for model in (Identity, Meeting, Account, Opportunity, Counterpart, Source):
        assert not in_(seat, model).exists(), model


def test_each_screen_of_the_demo_shows_what_it_is_for(
    seat: Any, now: datetime, browser_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)
    make_demo(seat.workspace, now=now)
    browser = browser_of(seat)

    def text(address: str) -> str:
        page = re.sub(r"<[^>]+>", " ", browser.get(address).content.decode().split('<main id="main"')[1])
        return " ".join(page.split())

    for address in ("/review", "/review?team=1"):
        shown = text(address)
        for name in ("came for", "done more", "asked”", "best use of the time", "written, booked"):
            assert re.search(rf"{name}: \d", shown), (address, name)
    assert re.search(r"\b[2-9] deals have no answer to us", text("/silent"))
    assert "Silent Castle Cinema" in text("/today")
    states = {each.state for each in in_(seat, OpportunityStanding)}
    assert states >= {"booked", "offered", "vague", "silent"}
    sellers = {deal.seller_id for deal in in_(seat, Opportunity)}
    assert len(sellers) == 4, "there is a team to look at"


def test_the_demos_mailbox_tells_nothing_of_real_meetings(seat: Any, now: datetime) -> None:
    """It covers its days for the demo alone: of a real meeting it is not known whether a recap was sent."""
    make_demo(seat.workspace, now=now)
    held = (now - timedelta(days=20)).replace(hour=9)
    import_bytes(seat, REAL.format(start=held, end=held + timedelta(minutes=45)).encode(), "real.ics", now=now)
    real = in_(seat, Meeting).get(demo=False)
    assert (real.relation, real.recap_sent) == ("customer", "")
    assert {"yes", "no"} <= set(in_(seat, Meeting).filter(demo=True).values_list("recap_sent", flat=True))


def test_removing_the_demo_leaves_nothing_of_it(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    remove_demo(seat.workspace)
    for model in (Meeting, Contact, Account, SourceText, SpeakerSide, Letter, CustomerJudgement, Feeling, Afterthought):
        assert not in_(seat, model).exists(), model
    assert [row.user_id for row in in_(seat, Membership)] == [seat.user_id]
    assert User.objects.count() == 1


def test_removing_the_demo_keeps_what_is_real(seat: Any, now: datetime, read_meeting: Callable[..., Any]) -> None:
    make_demo(seat.workspace, now=now)
    real = read_meeting(seat, account="Alpine Foods", text="Anna Weber: Hello.\nJan Novak: Hello.\n", name="real.txt")
    remove_demo(seat.workspace)
    assert [meeting.pk for meeting in in_(seat, Meeting)] == [real.pk]
    assert [(row.name, row.demo) for row in in_(seat, Account)] == [("Alpine Foods", False)]
    assert [(row.name, row.demo) for row in in_(seat, Contact)] == [("Jan Novak", False)]


def test_the_demo_says_that_it_will_step_aside_and_then_that_it_did_and_that_nothing_is_lost(
    seat: Any, now: datetime, read_meeting: Callable[..., Any], browser_of: Callable[..., Any]
) -> None:
    make_demo(seat.workspace, now=now)
    browser = browser_of(seat)
    before = browser.get("/meetings").content.decode()
    assert "Once you add your own, lists and figures show yours alone." in before
    real = read_meeting(seat, account="Real Foods", text="You: Hello.\nJan Novak: Hello.\n", name="real.txt")
    Meeting.objects.in_workspace(seat.workspace_id).filter(pk=real.pk).update(relation="customer")
    after = browser.get("/meetings").content.decode()
    assert "show your own alone now." in after
    assert "Nothing is lost: the search finds the demo" in after
    # Lists show his own alone, as the banner says: the one of the meetings and the one beside every page too.
    assert "Real Foods" in after
    assert "Northwind Breweries" not in after
    assert "Northwind" in before
    assert "Northwind Breweries" in browser.get("/search?q=northwind").content.decode()
    for address in ("/who", "/pipeline", "/review"):
        listed = browser.get(address, follow=True).content.decode()
        assert not [each for each in ("Northwind", "Alpine", "Mira", "Harvest", "Castle") if each in listed], address
    assert browser.get("/picture").context["guessed_customers"] == 0


def test_where_managers_screens_are_off_it_is_said_why_the_demos_people_are_seen_nevertheless(
    seat: Any, now: datetime, browser_of: Callable[..., Any]
) -> None:
    said = "Of them you see what a manager sees where it is on"
    browser, pages = browser_of(seat), [reverse("people"), reverse("yours")]
    assert not [each for each in pages if said in browser.get(each).content.decode()]
    make_demo(seat.workspace, now=now)
    assert [each for each in pages if said in browser.get(each).content.decode()] == pages


def test_a_first_deal_of_one_s_own_steps_out_from_behind_the_demo(seat: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    assert shows_demo(seat)
    firm = in_(seat, Account).create(name="Real Foods")
    own = in_(seat, Opportunity).create(account=firm, name="Pumps for site two", seller=seat.user, opened_at=now)
    assert not shows_demo(seat)
    assert [deal.pk for deal in deals_seen_by(seat)] == [own.pk]


def test_the_demo_stays_in_its_workspace(seat: Any, stranger: Any, now: datetime) -> None:
    make_demo(seat.workspace, now=now)
    assert not in_(stranger, Meeting).exists()


def test_demo_days_fall_on_working_days() -> None:
    for offset in range(14):
        today = date(2026, 9, 14) + timedelta(days=offset)
        for days in range(13):
            assert business_days_before(today, days).weekday() < 5
            assert business_days_before(today, days) <= today


def test_a_marked_day_is_written_out() -> None:
    assert dated("Back on {+12}.", datetime(2026, 9, 21, tzinfo=UTC)) == "Back on Monday the 5th of October."


def test_the_demos_deals_have_amounts_and_some_have_none(seat: Any) -> None:
    make_demo(seat.workspace, now=datetime(2026, 9, 21, 8, tzinfo=UTC))
    amounts = {deal.account.name: deal.amount for deal in in_(seat, Opportunity).select_related("account")}
    assert {name: amount for name, amount in amounts.items() if amount is not None} == AMOUNTS
    assert None in amounts.values()
