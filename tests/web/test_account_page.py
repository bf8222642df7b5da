"""A customer on one page: who holds the next date, who answered what, who owes what (UX S5; DESIGN 3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.import_files import import_bytes
from foothold.records.models import Account, Attendee, Call, Commitment, Look, Meeting, Opportunity
from foothold.records.models.teams import Screen
from foothold.web.account_page import account_page as context_of
from foothold.web.account_page import moved
from foothold.web.accounts_page import accounts_page
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
ANNA = "ATTENDEE;CN=Anna Weber;PARTSTAT={}:mailto:anna@harbour.example"
PETRA = "ATTENDEE;CN=Petra Lang;PARTSTAT={}:mailto:petra@northwind.example"
OURS = "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example"
THEIRS = "ORGANIZER;CN=Petra Lang:mailto:petra@northwind.example"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def entry(uid: str, days: float, *people: str, title: str = "Northwind, pilot", **more: str) -> list[str]:
    """A VEVENT of one hour, `days` from now; put into the calendar ten days before it."""
    start = NOW + timedelta(days=days)
    lines = {"DTSTAMP": NOW, "DTSTART": start, "DTEND": start + timedelta(hours=1), "CREATED": start - timedelta(10)}
    written = [f"{name}:{at:%Y%m%dT%H%M%SZ}" for name, at in lines.items() if more.get(name) != ""]
    others = [f"{name}:{value}" for name, value in more.items() if value]
    return ["BEGIN:VEVENT", f"UID:{uid}@harbour.example", f"SUMMARY:{title}", *written, *others, *people, "END:VEVENT"]


@pytest.fixture
def calendar() -> Make:
    """calendar(seat, *entries): Anna's calendar, imported; her customer is Northwind."""

    def read(seat: Any, *entries: list[str], now: datetime = NOW) -> None:
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//harbour//EN", "X-WR-CALNAME:anna@harbour.example"]
        body = [line for each in entries for line in each]
        data = "\r\n".join([*head, *body, "END:VCALENDAR", ""]).encode()
        report = import_bytes(seat, data, "anna.ics", now=now)
        assert not report.skipped

    return read


PAST = [
    entry("a", -40, OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED")),
    entry("b", -30, OURS, ANNA.format("ACCEPTED"), PETRA.format("DECLINED"), title="Northwind, price"),
    entry("c", -20, OURS, ANNA.format("ACCEPTED"), PETRA.format("NEEDS-ACTION"), title="Northwind, tour"),
]


def northwind(seat: Any) -> Account:
    return Account.objects.in_workspace(seat.workspace).get(name="Northwind")


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition('<section class="list-at-side"')[0].partition("<main")[2]


def account_page(seat: Any, browser_of: Make) -> str:
    return page(browser_of(seat), f"/accounts/{northwind(seat).pk}")


@pytest.mark.parametrize(
    ("people", "state", "sentence"),
    [
        ((OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED")), "Booked", "They accepted."),
        ((OURS, ANNA.format("ACCEPTED"), PETRA.format("NEEDS-ACTION")), "Offered", "They must answer."),
        ((OURS, ANNA.format("ACCEPTED"), PETRA.format("TENTATIVE")), "Offered", "They must answer."),
        ((THEIRS, ANNA.format("NEEDS-ACTION"), PETRA.format("ACCEPTED")), "Offered", "We must answer."),
        ((THEIRS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED")), "Booked", "They accepted."),
    ],
)
def test_the_state_is_who_holds_the_next_date(
    seat: Any, browser_of: Make, calendar: Make, people: tuple[str, ...], state: str, sentence: str
) -> None:
    calendar(seat, *PAST, entry("d", 2, *people))
    card = account_page(seat, browser_of).partition("verdict state-")[2].partition("</section>")[0]
    assert state in card
    assert "Thursday 24 September 14:00" in card
    assert sentence in card


def test_without_a_date_ahead_there_is_no_next_date_and_never_silence(
    seat: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST)
    text = account_page(seat, browser_of)
    assert "No next date" in text.partition("</section>")[0]
    assert "ilent" not in text


def booking(text: str) -> str:
    """Where Book leads; empty where it is not offered."""
    return unescape(text.partition('data-close href="')[2].partition('"')[0])


def test_without_a_date_ahead_the_next_one_is_booked_after_the_last_meeting(
    seat: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST)
    last = Meeting.objects.in_workspace(seat.workspace).filter(account=northwind(seat)).latest("held_at")
    address = booking(account_page(seat, browser_of))
    assert address == f"/close?meeting={last.pk}"
    assert browser_of(seat).get(address).status_code == 200


@pytest.mark.parametrize("said", [{"STATUS": "CANCELLED"}, {}])
def test_what_was_called_off_or_declined_is_no_meeting_to_book_the_next_one_after(
    seat: Any, browser_of: Make, calendar: Make, said: dict[str, str]
) -> None:
    calendar(seat, *PAST)
    last = Meeting.objects.in_workspace(seat.workspace).filter(account=northwind(seat)).latest("held_at")
    calendar(seat, entry("z", -1, OURS, ANNA.format("ACCEPTED"), PETRA.format("DECLINED"), **said))
    assert booking(account_page(seat, browser_of)) == f"/close?meeting={last.pk}"


def test_with_a_date_ahead_none_is_booked_beside_it(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST, entry("d", 2, OURS, ANNA.format("ACCEPTED"), PETRA.format("NEEDS-ACTION")))
    assert not booking(account_page(seat, browser_of))
    calendar(seat, *PAST, entry("d", 2, OURS, ANNA.format("ACCEPTED"), PETRA.format("DECLINED"), SEQUENCE="1"))
    assert booking(account_page(seat, browser_of))


def test_who_was_never_met_or_only_by_a_colleague_is_booked_with_by_name(
    seat: Any, colleague: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST)
    found = northwind(seat)
    Meeting.objects.in_workspace(seat.workspace).filter(account=found).update(seller=colleague.user)
    Opportunity.objects.in_workspace(seat.workspace).update(seller=seat.user)
    assert booking(account_page(seat, browser_of)) == f"/close?account={found.pk}"


def test_a_declined_or_cancelled_date_is_no_next_date(seat: Any, browser_of: Make, calendar: Make) -> None:
    both = (OURS, ANNA.format("ACCEPTED"))
    calendar(
        seat,
        *PAST,
        entry("d", 2, *both, PETRA.format("DECLINED")),
        entry("e", 3, *both, PETRA.format("ACCEPTED"), STATUS="CANCELLED"),
    )
    text = account_page(seat, browser_of)
    assert "No next date" in text.partition("</section>")[0]
    assert "Declined" in text
    assert "Cancelled" in text


def test_each_person_is_shown_with_what_he_answered(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST, entry("d", 2, OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED")))
    people = account_page(seat, browser_of).partition('id="people-heading"')[2]
    assert "Petra Lang" in people
    assert "accepted 2 of 4" in people
    assert "3 meetings" in people, "the one to come is not met yet"
    assert "Anna Weber" not in people


def test_an_answer_nobody_gave_is_not_a_no(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST)
    Attendee.objects.in_workspace(seat.workspace).update(partstat="")
    assert "answers not known" in account_page(seat, browser_of)


def test_moves_are_counted_by_who_asked_for_them(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST)
    Meeting.objects.in_workspace(seat.workspace).filter(title="Northwind, tour").update(
        moved_by_us=1, moved_by_customer=2
    )
    assert "Moved 3 times: they 2, we 1" in account_page(seat, browser_of)


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ({"set_anew": 1, "moved_by_us": 1}, "Moved 2 times: we 1, called off and set anew 1"),
        ({"set_anew": 3}, "Moved 3 times: called off and set anew, earlier moves included, 3"),
    ],
)
def test_what_was_moved_before_it_was_set_anew_is_not_called_set_anew(counted: dict[str, int], words: str) -> None:
    assert moved(Meeting(**counted)) == words


def test_open_promises_of_both_sides_are_listed_ours_first(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST)
    meeting = Meeting.objects.in_workspace(seat.workspace).get(title="Northwind, tour")
    for place, (side, state) in enumerate((("customer", "open"), ("ours", "open"), ("ours", "done"))):
        Commitment.objects.in_workspace(seat.workspace).create(
            meeting=meeting, place=place, side=side, what=f"{side} {state}", state=state
        )
    text = account_page(seat, browser_of)
    assert text.index("ours open") < text.index("customer open")
    assert "ours done" not in text


def test_done_leads_back_to_the_customer(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST)
    meeting = Meeting.objects.in_workspace(seat.workspace).get(title="Northwind, tour")
    promise = Commitment.objects.in_workspace(seat.workspace).create(meeting=meeting, place=0, side="ours", what="x")
    address = f"/today/promises/{promise.pk}"
    back = browser_of(seat).post(address, {"answer": "done", "account": str(northwind(seat).pk)})
    assert back.headers["Location"] == f"/accounts/{northwind(seat).pk}"


@pytest.mark.parametrize("outcome", ["spoke", "no_answer", "booked"])
def test_a_call_is_one_tap_and_moves_no_state(seat: Any, browser_of: Make, calendar: Make, outcome: str) -> None:
    calendar(seat, *PAST)
    browser, address = browser_of(seat), f"/accounts/{northwind(seat).pk}"
    sent = {"outcome": outcome, "key": "one-page"}
    text = browser.post(f"{address}/called", sent, follow=True).content.decode()
    assert "No next date" in text
    assert ("Only the invitation and their answer make it Booked." in text) == (outcome == "booked")
    browser.post(f"{address}/called", sent)
    call = Call.objects.in_workspace(seat.workspace).get()
    assert (call.outcome, call.account_id) == (outcome, northwind(seat).pk), "sent twice is one call"
    browser.post(f"{address}/called", {"undo": str(call.pk)})
    assert not Call.objects.in_workspace(seat.workspace).exists()


def test_another_outcome_than_those_offered_is_refused(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST)
    address = f"/accounts/{northwind(seat).pk}/called"
    assert browser_of(seat).post(address, {"outcome": "won"}).status_code == 400


@pytest.mark.parametrize(("answer", "deals"), [("yes", 1), ("no", 2)])
def test_a_doubtful_deal_is_asked_once(seat: Any, browser_of: Make, calendar: Make, answer: str, deals: int) -> None:
    calendar(seat, *PAST)
    doubtful = Meeting.objects.in_workspace(seat.workspace).get(title="Northwind, tour")
    Meeting.objects.in_workspace(seat.workspace).filter(pk=doubtful.pk).update(opportunity_doubtful=True)
    browser, address = browser_of(seat), f"/accounts/{northwind(seat).pk}"
    assert "Same deal as before?" in page(browser, address)
    browser.post(f"{address}/deal", {"meeting": str(doubtful.pk), "same": answer})
    assert "Same deal as before?" not in page(browser, address)
    assert Opportunity.objects.in_workspace(seat.workspace).count() == deals


def test_a_customer_nobody_may_see_does_not_exist(
    seat: Any, colleague: Any, stranger: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST)
    address = f"/accounts/{northwind(seat).pk}"
    assert browser_of(seat).get(address).status_code == 200
    for other in (colleague, stranger):
        assert browser_of(other).get(address).status_code == 404
        assert browser_of(other).post(f"{address}/called", {"outcome": "spoke"}).status_code == 404
        assert browser_of(other).post(f"{address}/deal", {"same": "yes"}).status_code == 404


def test_a_seller_sees_his_own_meetings_with_a_customer_he_shares_with_others(
    seat: Any, colleague: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST)
    Meeting.objects.in_workspace(seat.workspace).filter(title="Northwind, tour").update(seller=colleague.user)
    text = page(browser_of(colleague), f"/accounts/{northwind(seat).pk}")
    assert "Northwind, tour" in text
    assert "Northwind, price" not in text


# --- the page of a meeting that only a calendar knows ----------------------------------------------


def meeting_page(seat: Any, browser_of: Make, title: str) -> str:
    found = Meeting.objects.in_workspace(seat.workspace).get(title=title)
    return page(browser_of(seat), f"/meetings/{found.pk}")


def test_a_past_meeting_of_the_calendar_is_held_assumed_and_asks_for_its_words(
    seat: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST)
    text = meeting_page(seat, browser_of, "Northwind, pilot")
    assert "Held (assumed)" in text
    assert "No words of this meeting yet" in text
    assert "Delete this meeting" not in text, "the calendar would bring it back"


def test_it_says_who_was_invited_and_what_each_answered(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST)
    for title, answer in (("pilot", "accepted"), ("price", "declined"), ("tour", "no answer")):
        invited = meeting_page(seat, browser_of, f"Northwind, {title}").partition('id="invited-heading"')[2]
        assert answer in invited.partition("Petra Lang")[2].partition("</li>")[0]
        assert "sent the invitation" in invited.partition("Anna Weber")[2].partition("</li>")[0]


def test_it_says_what_came_next_and_when_it_was_put_there(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(
        seat,
        entry("a", -30, OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED"), title="First"),
        entry("b", -25, OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED"), title="Second"),
        entry("c", -10, OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED"), title="Third"),
        entry("d", -5, OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED"), title="Fourth", CREATED=""),
    )
    following = [
        meeting_page(seat, browser_of, title).partition('id="next-heading"')[2]
        for title in ("First", "Second", "Third", "Fourth")
    ]
    assert "Put in the calendar before the meeting ended." in following[0]
    assert "Second" in following[0]
    assert "Put in the calendar after the meeting." in following[1]
    assert "When it was put in the calendar is not known." in following[2]
    assert "No later meeting with the same people." in following[3]


def test_a_calendar_without_people_leaves_the_answers_unknown(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, *PAST, entry("d", 2, title="Northwind, follow-up"))
    text = meeting_page(seat, browser_of, "Northwind, follow-up")
    assert "Whether they accepted is not known." in text
    assert "The calendar names nobody" in text
    assert "declined" not in text


def test_what_the_calendar_calls_private_stays_so(seat: Any, browser_of: Make, calendar: Make) -> None:
    calendar(seat, entry("a", -5, OURS, PETRA.format("ACCEPTED"), title="Secret plan", CLASS="PRIVATE"))
    found = Meeting.objects.in_workspace(seat.workspace).get()
    assert "Secret plan" not in page(browser_of(seat), f"/meetings/{found.pk}")


def test_the_list_beside_every_page_shows_what_is_to_come_and_what_came_of_the_past(
    seat: Any, browser_of: Make, calendar: Make
) -> None:
    calendar(seat, *PAST, entry("d", 2, OURS, PETRA.format("ACCEPTED"), title="Northwind, contract"))
    whole = browser_of(seat).get("/setup").content.decode()
    beside = whole.partition('<section class="list-at-side"')[2]
    assert beside.index("To come") < beside.index("Northwind, contract") < beside.index("Booked")
    assert beside.index("Booked") < beside.index("Past") < beside.index("Next later")


def test_all_meetings_are_found_page_by_page_also_where_many_begin_together(
    seat: Any, browser_of: Make, calendar: Make
) -> None:
    import re

    both = (OURS, ANNA.format("ACCEPTED"), PETRA.format("ACCEPTED"))
    calendar(seat, *(entry(str(n), -1 - n // 60, *both, title=f"Talk {n}") for n in range(130)))
    browser, seen, address = browser_of(seat), [], "/meetings"
    while address:
        text = page(browser, address)
        seen += re.findall(r"Talk \d+", re.sub(r"<title>.*?</title>", "", text))
        older = re.search(r'href="(\?older=[^"]+)"', text)
        address = f"/meetings{older[1]}" if older else ""
    assert sorted(seen) == sorted(f"Talk {n}" for n in range(130))


def test_a_silent_customer_of_whom_one_leads_is_silent_in_the_list_and_on_its_page(
    seat: Any, colleague: Any, lets_lead: Any
) -> None:
    lets_lead(seat, colleague)
    account = make_deal(colleague, "Northwind", state="silent", now=NOW).account
    (line,) = accounts_page(seat, which="all", team=True, now=NOW)["lines"]
    state = context_of(seat, account, now=NOW)["state"]
    assert (line.css, line.second) == (state.css, state.sentence)
    assert state.css == "silent"


def test_their_working_days_are_told_on_a_page_of_their_own(seat: Any, calendar: Make, browser_of: Make) -> None:
    browser = browser_of(seat)
    calendar(seat, *PAST)
    account = Account.objects.in_workspace(seat.workspace).get()
    page = f"/accounts/{account.pk}"
    assert "not told, counted by yours" in unescape(browser.get(page).content.decode())
    assert browser.get(f"{page}/days").status_code == 200
    refused = browser.post(f"{page}/days", {"tz": "Mars/Base", "country": "DE"})
    assert refused.status_code == 400
    assert "Mars/Base is not a time zone" in unescape(refused.content.decode())
    assert 'value="DE" selected' in refused.content.decode(), "what was typed stays"
    account.refresh_from_db()
    assert (account.tz, account.country) == ("", "")
    browser.post(f"{page}/days", {"tz": "Europe/Vienna", "country": "AT"})
    account.refresh_from_db()
    assert (account.tz, account.country) == ("Europe/Vienna", "AT")
    assert "Europe/Vienna · Austria" in unescape(browser.get(page).content.decode())


def test_who_opens_or_changes_a_colleagues_customers_days_leaves_a_look(
    seat: Any, colleague: Any, lets_lead: Any, browser_of: Make
) -> None:
    lets_lead(seat, colleague)
    account = make_deal(colleague, "Northwind", state="vague", now=NOW).account
    browser, looks = browser_of(seat), Look.objects.in_workspace(seat.workspace)
    browser.get(f"/accounts/{account.pk}/days")
    kept = looks.values_list("whose", "screen", "what")
    assert list(kept) == [(colleague.user_id, Screen.ACCOUNT.value, "Northwind")]
    looks.delete()
    browser.post(f"/accounts/{account.pk}/days", {"tz": "Europe/Vienna", "country": "AT"})
    assert list(kept) == [(colleague.user_id, Screen.ACCOUNT.value, "Northwind")]


def test_the_country_of_our_holidays_is_set_where_our_zone_is(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    browser.post("/setup/comfort", {"tz": "Europe/Berlin", "country": "DE", "keys": "on"})
    seat.workspace.refresh_from_db()
    assert (seat.workspace.tz, seat.workspace.country) == ("Europe/Berlin", "DE")
    assert 'value="DE" selected' in browser.get("/setup").content.decode()
    refused = browser.post("/setup/comfort", {"country": "XX", "keys": "on"}, follow=True)
    assert "The public holidays of XX are not known." in unescape(refused.content.decode())
    seat.workspace.refresh_from_db()
    assert seat.workspace.country == "DE"


@pytest.mark.parametrize("wrong", [{"country": "XX"}, {"tz": "Mars/Base"}, {"name": "A" * 201}])
def test_of_a_form_with_something_wrong_in_it_nothing_is_saved(
    seat: Any, browser_of: Make, wrong: dict[str, str]
) -> None:
    def settled() -> tuple[str, str, str, bool]:
        workspace, user = type(seat.workspace).objects.get(), type(seat.user).objects.get(pk=seat.user_id)
        return workspace.tz, workspace.country, user.name, user.keys_on

    before = settled()
    keys = {} if before[3] else {"keys": "on"}
    right = {"name": "Anna Weber-Kern", "tz": "Asia/Tokyo", "country": "JP"} | keys
    browser_of(seat).post("/setup/comfort", right | wrong)
    assert settled() == before
    browser_of(seat).post("/setup/comfort", right)
    assert settled() == ("Asia/Tokyo", "JP", "Anna Weber-Kern", not before[3])
