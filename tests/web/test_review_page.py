"""Last 90 days: every number leads to exactly its meetings (UX S7; METHOD 9)."""

import contextlib
import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from foothold.core.counts import ReviewCounts
from foothold.core.window import window
from foothold.records.models import (
    Account,
    Afterthought,
    CalendarEntry,
    Call,
    CustomerJudgement,
    Departure,
    Feeling,
    FigureConsent,
    Letter,
    Look,
    Meeting,
    Opportunity,
    Preparation,
    Source,
    Workspace,
)
from foothold.records.picture import customer_meetings, review_counts
from foothold.records.review_lists import LISTS, OWN, meetings_counted
from foothold.web.review_page import Asked, window_of
from foothold.web.review_words import number_of

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
PLACES = ("/review", "/review?days=180", "/review?days=30&team=1")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def meetings_of() -> Make:
    """meetings_of(seat, many, seed=1, **fixed): customer meetings of the last half year, in every state there is."""

    def make(seat: Any, many: int, seed: int = 1, **fixed: Any) -> list[Meeting]:
        chance, workspace = Random(seed), seat.workspace  # noqa: S311 - chance for rows, no secret
        accounts = [
            Account.objects.in_workspace(workspace).get_or_create(workspace_id=workspace.pk, name=f"Firm {n}")[0]
            for n in range(5)
        ]
        deals = [
            Opportunity.objects.in_workspace(workspace).create(account=each, name=each.name, opened_at=NOW)
            for each in accounts
        ]
        source, _ = Source.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk, user=seat.user, kind="calendar_file", key="k", name="calendar"
        )
        rows = []
        entries = [
            CalendarEntry(
                workspace_id=workspace.pk, user=seat.user, source=source, uid=f"{seat.pk}-{seed}-{n}", fingerprint="f"
            )
            for n in range(many)
        ]
        CalendarEntry.objects.in_workspace(workspace).bulk_create(entries)
        for number, entry in enumerate(entries):
            # On the quarter hour, so that some begin at the very ends of the window.
            chosen = NOW - timedelta(days=chance.randint(-20, 200), minutes=15 * chance.randint(0, 96))
            held_at = fixed.get("held_at", chosen)
            place = chance.randrange(5)
            values = {
                "held_at": held_at,
                "ends_at": chance.choice([held_at + timedelta(minutes=45), None]),
                "status": chance.choice(["stands"] * 6 + ["", "cancelled", "gone"]),
                "answer": chance.choice(["accepted", "tentative", "declined", "no_answer", ""]),
                "answer_level": "E4",
                "we_declined": chance.random() < 0.1,
                "absent": "customer" if number % 13 == 12 and not fixed else "",
                "absent_told_at": held_at + timedelta(minutes=10),
                "next_set": chance.choice(["in_room", "later", "never", "unknown", ""]),
                "next_at": chance.choice([None, NOW - timedelta(days=1), NOW + timedelta(days=3)]),
                "next_fell_through": chance.random() < 0.1,
                "step_counts": chance.choice(["yes", "no", ""]),
                "recap_sent": chance.choice(["yes", "no", ""]),
                "homework_set": chance.choice(["yes", "no", ""]),
                "step_full": ("yes", "no", "")[number % 3],
                "ending": chance.choice(["", "", "", "no", "order"]),
                "medium": chance.choice(["", "phone", "video"]),
                "moved_by_us": chance.choice([0, 0, 2]),
                "moved_by_customer": chance.choice([0, 0, 1]),
                "moved_by_unknown": chance.choice([0, 0, 1]),
            } | fixed
            rows.append(
                Meeting(
                    workspace_id=workspace.pk,
                    seller=seat.user,
                    account=accounts[place],
                    opportunity=deals[place],
                    title=f"Talk {number}",
                    tz="UTC",
                    entry=entry,
                    **values,
                )
            )
        return Meeting.objects.in_workspace(workspace).bulk_create(rows)

    return make


def say_all(person: Any, meeting: Meeting, place: int) -> None:
    """Third questions, the customer's answers and the letters that asked him, in turn."""
    mine = {"workspace_id": meeting.workspace_id, "meeting": meeting}
    thoughts = (
        ("should_have_asked", "nothing" if place % 2 else "forgot"),
        ("could_more", "could_have" if place % 4 else "could_not"),
        ("customer_would_say", "best_use" if place % 4 else "worth_it"),
    )
    for question, answer in thoughts if place % 2 == 0 else thoughts[:1]:
        Afterthought(**mine, user=person.user, question=question, answer=answer, said_at=NOW).save()
    if place % 5 < 3:
        CustomerJudgement(
            **mine,
            learned=True,
            best_use=place % 5 != 1,
            looking_forward=True,
            goal=("yes", "no", "")[place % 3],
            could_more=("yes", "no", "")[place % 5],
            level="E4",
            said_at=NOW + timedelta(minutes=1),
        ).save()
    if place % 3 == 0:
        Preparation(**mine, user=person.user, outcome="dates", opened_at=meeting.held_at - timedelta(days=1)).save()
    sent = {"kind": "letter", "by": "mail", "thread": "t", "state": "sent", "made_at": NOW, "due_at": NOW}
    Departure(**mine, user=person.user, key=f"ask {meeting.pk}", **sent).save()


@pytest.fixture
def half_a_year(seat: Any, colleague: Any, meetings_of: Make) -> Any:
    """Two sellers' meetings, the owner's own feelings about some, and a colleague's, and what customers answered."""
    for person, seed in ((seat, 1), (colleague, 2)):
        for place, meeting in enumerate(meetings_of(person, 170, seed)):
            say_all(person, meeting, place)
            if place % 3 == 0:
                Feeling.objects.in_workspace(seat.workspace).create(
                    meeting=meeting,
                    user=person.user,
                    met=("yes", "partly", "no")[place % 9 // 3],
                    said_at=NOW,
                    late=False,
                )
    return seat


def text_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().partition('<section class="list-at-side"')[0]


def listed(browser: Any, address: str) -> int:
    """How many meetings a list shows, all its pages together."""
    shown, text = 0, text_of(browser, address)
    while True:
        shown += text.partition("<main")[2].count("data-meeting")
        older = re.search(r'href="([^"]+&amp;page=\d+)">Older<', text)
        if not older:
            return shown
        text = text_of(browser, unescape(older[1]))


@pytest.mark.parametrize("days", [30, 90, 180])
def test_every_list_is_as_long_as_its_number(half_a_year: Any, days: int) -> None:
    span = window_of(half_a_year, Asked(days), NOW)
    for which in LISTS:
        meetings = customer_meetings(half_a_year, whole_team=which not in OWN)
        number = number_of(review_counts(meetings, span, now=NOW), which)
        found = meetings_counted(meetings, which, span, now=NOW, seat=half_a_year)
        assert found.count() == number, which
        assert number > 0 or days < 180, f"half a year of chance has at least one {which}"


@pytest.mark.parametrize("place", PLACES)
def test_every_number_on_the_page_leads_to_as_many_meetings(half_a_year: Any, browser_of: Make, place: str) -> None:
    browser = browser_of(half_a_year)
    numbers = re.findall(r'<a href="(/review/meetings[^"]+)"><strong>(\d+)</strong>', text_of(browser, place))
    assert len(numbers) > 20
    for href, number in numbers:
        assert listed(browser, unescape(href)) == int(number), href


@pytest.mark.parametrize("place", PLACES)
def test_every_part_of_the_pictures_leads_to_as_many_meetings(half_a_year: Any, browser_of: Make, place: str) -> None:
    browser = browser_of(half_a_year)
    text = text_of(browser, place)
    rows = re.findall(
        r'<th scope="row"><a href="([^"]+)">[^<]+</a></th><td>(\d+)</td>', text.partition('id="five-heading"')[0]
    )
    assert len(rows) >= 4 + 4
    for href, number in rows:
        assert listed(browser, unescape(href)) == int(number), href
    parts = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(parts) == 3
    assert all("<title" in part and "<desc" in part and "style=" not in part for part in parts)


@pytest.mark.parametrize("place", ["/review", "/review?team=1"])
def test_every_share_leads_to_the_meetings_that_were_a_yes_or_to_all_where_none_was(
    half_a_year: Any, colleague: Any, lets_lead: Make, browser_of: Make, place: str
) -> None:
    """Of the five, week by week, at the month ends and by kind; of the team not what sellers said of themselves."""
    lets_lead(half_a_year, colleague)
    browser = browser_of(half_a_year)
    text = text_of(browser, place)
    # Where bounds alone are known the count in brackets is of those not known.
    shares = re.findall(r'<(?:td|strong)><a href="([^"]+)">[^<]*?(\d+) of (\d+)(?! not known)\b[^<]*</a>', text)
    assert len(shares) > 20
    assert len({re.sub(r"\d{4}-\d\d-\d\d", "", unescape(href)) for href, _k, _n in shares}) > (
        5 if place == "/review" else 2
    )
    for href, k, n in shares[::3]:
        assert listed(browser, unescape(href)) == (int(k) or int(n)), href
    own = [each for each in OWN if f"which={each}&" in unescape(text) or f'which={each}"' in text]
    assert bool(own) == (place == "/review")


def test_lists_of_a_seller_are_for_him_and_who_leads_him_and_the_look_is_kept(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make, make_seat: Make
) -> None:
    address = f"/review/meetings?seller={colleague.pk}&which="
    boss = browser_of(seat)
    assert boss.get(address + "held").status_code == 404
    lets_lead(seat, colleague)
    looks = Look.objects.in_workspace(seat.workspace)
    before = looks.count()
    assert boss.get(address + "held").status_code == 200
    assert looks.count() == before + 1
    assert boss.get(address + "should_have").status_code == 404, "what he said of himself is his"
    assert browser_of(colleague).get(address + "should_have").status_code == 200
    assert browser_of(make_seat("Mira", seat.workspace, role="seller")).get(address + "held").status_code == 404
    assert boss.get("/review/meetings?seller=nobody&which=held").status_code == 404


@pytest.mark.parametrize("narrow", ["until=x", "quarter=x", "week=x", "until=9999-99-99"])
def test_a_day_that_is_none_has_no_list(seat: Any, browser_of: Make, narrow: str) -> None:
    browser = browser_of(seat)
    assert browser.get(f"/review/meetings?which=held&{narrow}").status_code == 404
    assert browser.get("/review/won?quarter=2026-02-03").status_code == 404


def test_deals_won_in_a_quarter_and_calls_that_are_no_meeting_are_listed(
    seat: Any, colleague: Any, browser_of: Make
) -> None:
    firm = Account.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, name="Northwind")
    closed = NOW - timedelta(days=100)
    for name, person in (("Pumps", seat.user), ("Valves", seat.user), ("Nobody's", None)):
        Opportunity.objects.in_workspace(seat.workspace).create(
            account=firm, seller=person, name=name, opened_at=closed - timedelta(days=40), closure="won",
            closed_at=closed, amount=9_000, currency="EUR",
        )  # fmt: skip
    Call.objects.in_workspace(seat.workspace).create(
        account=firm, user=seat.user, key="1", called_at=NOW - timedelta(days=20), seconds=30, direction="out"
    )
    Meeting.objects.in_workspace(seat.workspace).create(
        seller=seat.user, account=firm, title="Talk", held_at=NOW - timedelta(days=20), tz="UTC", status="stands",
        relation="customer", ends_at=NOW - timedelta(days=19, hours=23),
    )  # fmt: skip
    browser = browser_of(seat)
    page = unescape(text_of(browser, "/review"))
    won = re.search(r'<a href="(/review/won[^"]+)">2</a>', page)
    assert won
    text = text_of(browser, won[1])
    assert ("2 deals" in text, text.count("Northwind, "), "40 days" in text) == (True, 2, True)
    calls = re.search(r'<a href="(/review/short-calls[^"]*)"><strong>1</strong>', page)
    assert calls
    assert text_of(browser, calls[1]).count("30 s") == 1


@pytest.mark.parametrize("team", ["", "&team=1"])
@pytest.mark.parametrize("which", ["met", "without"])
def test_the_lists_of_customers_are_as_long_as_their_numbers(
    half_a_year: Any, browser_of: Make, which: str, team: str
) -> None:
    browser = browser_of(half_a_year)
    text = text_of(browser, f"/review?days=30{team}")
    word = "Customers met" if which == "met" else "Without a next date"
    number = re.search(rf"<strong>(\d+)</strong> {word}", text)
    assert number
    page = text_of(browser, f"/review/customers?days=30&which={which}{team}")
    assert page.count('class="due-line"') == int(number[1])


def test_the_weeks_add_up_to_the_meetings_held(half_a_year: Any) -> None:
    from foothold.records.review_reading import counts_of, read_review

    span = window_of(half_a_year, Asked(), NOW)
    counts = review_counts(customer_meetings(half_a_year), span, now=NOW)
    reading = read_review(half_a_year, span, now=NOW)
    together = counts_of(reading.by_week(span).values())
    assert together.held == counts.held
    assert together.in_room == counts.in_room
    assert together.step_and_recap == counts.step_and_recap
    assert reading.counts == counts


def test_a_week_begins_at_midnight_of_the_workspace_also_when_the_clock_changes(
    seat: Any, meetings_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zoneinfo import ZoneInfo

    from foothold.core.calendar_days import BusinessDays
    from foothold.records.review_reading import read_review

    later = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    sunday_night = datetime(2026, 10, 25, 22, 45, tzinfo=UTC)  # 23:45 in Berlin, winter time since that morning
    meetings_of(seat, 1, held_at=sunday_night, ends_at=None, status="stands", answer="", we_declined=False)
    span = window(later.date(), BusinessDays(ZoneInfo("Europe/Berlin")))
    weeks = read_review(seat, span, now=later).by_week(span)
    assert [str(monday) for monday, row in weeks.items() if row["held"]] == ["2026-10-19"]


def test_under_ten_meetings_are_counted_in_words(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings_of(seat, 6, next_set="in_room", **held)
    text = text_of(browser_of(seat), "/review")
    assert "6 meetings so far. Below 10 we count instead of giving percentages." in text
    assert "6 of 6 ended with the next one already in the calendar." in text
    assert not re.search(r"\d ?%", re.sub(r"<[^>]+>", "", text))


def test_an_unknown_next_date_is_neither_yes_nor_no(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings_of(seat, 12, next_set="in_room", **held)
    meetings_of(seat, 6, 2, next_set="unknown", **held)
    meetings_of(seat, 6, 3, next_set="never", **held)
    text = unescape(text_of(browser_of(seat), "/review")).replace("\N{NO-BREAK SPACE}", " ")
    assert "12 of 24 (50 % to 75 %) ended with the next one already in the calendar. Of 6 it is not known." in text


def test_where_nothing_is_known_the_page_says_so(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    held = {"status": "stands", "answer": "", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings_of(seat, 12, next_set="unknown", **held)
    assert "is not known: the calendar does not say." in text_of(browser_of(seat), "/review")


def test_why_a_percentage_is_not_known_is_said_in_words(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings_of(seat, 12, step_counts="", recap_sent="", ending="", **held)
    text = text_of(browser_of(seat), "/review")
    assert "No customer was asked." in text
    assert "Whether a recap was sent is not known: no mails were read." in text
    five = re.sub(r"<[^>]+>", "", text.partition('class="five-list"')[2].partition("</dl>")[0])
    assert "0 %" not in five


def mails_read(seat: Any, since: datetime, until: datetime) -> None:
    Source.objects.in_workspace(seat.workspace).create(
        workspace_id=seat.workspace_id, user=seat.user, kind="mails", key="m", covers_from=since, covers_until=until
    )


def test_mails_that_end_too_early_are_named_with_their_day_and_never_called_unread(
    seat: Any, browser_of: Make, meetings_of: Make
) -> None:
    held_at = NOW - timedelta(days=20)
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": held_at}
    meetings_of(seat, 12, step_counts="yes", recap_sent="yes", ending="", **held)
    meetings_of(seat, 1, seed=2, step_counts="yes", recap_sent="", ending="", **held)
    mails_read(seat, NOW - timedelta(days=90), held_at + timedelta(hours=2))
    text = text_of(browser_of(seat), "/review")
    assert "1 meeting: The mails read end on Wed 2 Sep" in text
    assert "no mails were read" not in text
    assert "invitation is not known" not in text, "all their answers are known"


def test_a_share_known_between_two_ends_is_never_called_not_known_below(
    seat: Any, browser_of: Make, meetings_of: Make
) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=40)}
    meetings_of(seat, 12, step_counts="yes", recap_sent="yes", ending="", **held)
    meetings_of(seat, 8, seed=2, step_counts="yes", recap_sent="", ending="", **held)
    text = text_of(browser_of(seat), "/review")
    month_ends = text.partition('aria-label="Month end"')[2]
    assert "60 to 100" in text.replace("\N{NO-BREAK SPACE}", " ").replace(" %", "")
    assert re.search("No exact share in any row:[^<]*Next step agreed, written, booked", month_ends or text)
    assert "Not known in any row" not in text


def test_a_mailbox_with_too_few_mails_of_ours_was_read_and_is_never_called_unread(
    seat: Any, browser_of: Make, meetings_of: Make
) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings_of(seat, 1, step_counts="yes", recap_sent="", ending="", **held)
    inbox = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m")
    assert "no mails were read" in text_of(browser_of(seat), "/review")
    Letter.objects.in_workspace(seat.workspace).create(user=seat.user, source=inbox, message_id="m1", sent_at=NOW)
    text = text_of(browser_of(seat), "/review")
    assert "1 meeting: Whether a recap was sent is not known: too few of the mails read are yours." in text
    assert "no mails were read" not in text


def test_an_unknown_answer_is_said_to_be_the_one_to_the_next_invitation(
    seat: Any, browser_of: Make, meetings_of: Make
) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings = meetings_of(seat, 12, step_counts="yes", recap_sent="yes", ending="", **held)
    following = meetings[0]
    following.put_at = NOW - timedelta(days=21)
    following.save()
    meetings_of(seat, 2, seed=2, step_counts="", recap_sent="yes", ending="", next_meeting=following, **held)
    assert "2 meetings: Their answer to the next invitation is not known." in text_of(browser_of(seat), "/review")


def test_nothing_in_the_window_is_no_picture_of_noughts(seat: Any, browser_of: Make) -> None:
    text = text_of(browser_of(seat), "/review")
    assert "No customer meetings in these days." in text
    assert "<svg" not in text


def test_figures_kept_back_for_want_of_consent_are_said_to_be_so_and_no_name_is(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make, make_seat: Make
) -> None:
    mira = make_seat("Mira", seat.workspace, role="seller")
    lets_lead(seat, colleague, mira)
    reason = "Figures of fewer than five sellers are shown once each of them agrees."
    browser = browser_of(seat)
    for address in ("/review?team=1", "/review", "/pipeline?team=1"):
        assert reason not in text_of(browser, address), address
    FigureConsent.objects.in_workspace(seat.workspace).filter(user=mira.user).delete()
    for address in ("/review?team=1", "/review", "/pipeline?team=1"):
        text = text_of(browser, address)
        assert reason in text, address
        assert "No customer meetings in these days." not in text
        assert "Mira" not in text
    assert "No customer meetings of your own in these days." in text_of(browser, "/review?team=1")
    assert reason not in text_of(browser_of(mira), "/review")


def test_what_one_felt_is_for_ones_own_eyes(
    half_a_year: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(half_a_year, colleague)
    owner = browser_of(half_a_year)
    mine = text_of(owner, "/review")
    assert "only you see this" in mine
    team = text_of(owner, "/review?team=1")
    assert "what you came for" not in team
    assert "By your own answers" not in team
    for which in OWN:
        assert owner.get(f"/review/meetings?team=1&which={which}").status_code == 404
    own = listed(owner, "/review/meetings?days=180&which=our_goal_yes")
    assert (
        own
        == Feeling.objects.in_workspace(half_a_year.workspace)
        .filter(
            user=half_a_year.user,
            met="yes",
            meeting__in=meetings_counted(
                customer_meetings(half_a_year), "held", window_of(half_a_year, Asked(180), NOW), now=NOW
            ),
        )
        .count()
    )


def test_the_teams_view_is_the_managers_and_names_those_who_agreed_in_its_table_alone(
    half_a_year: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(half_a_year, colleague)
    team = text_of(browser_of(half_a_year), "/review?team=1")
    assert "The team as a whole. People are not compared" in team
    above, _mark, table = team.partition("<main")[2].partition('id="seller-heading"')
    assert "Tom" not in above
    assert "Tom" in table
    sellers = text_of(browser_of(colleague), "/review?team=1")
    assert "of the team" not in sellers
    mine = text_of(browser_of(colleague), "/review")
    number = r"<strong>(\d+)</strong> Next date in the room"
    assert re.search(number, sellers)[1] == re.search(number, mine)[1]  # type: ignore[index]


@pytest.mark.parametrize("days", ["7", "-1", "9999999", "x", "90 "])
def test_other_days_than_those_offered_are_the_usual_ninety(seat: Any, browser_of: Make, days: str) -> None:
    assert "Last 90 days" in browser_of(seat).get("/review", {"days": days}).content.decode()


@pytest.mark.parametrize("query", ["which=nothing", "which=held&week=x", "which=held&week=9999-12-31"])
def test_a_list_that_is_none_is_not_found(seat: Any, browser_of: Make, query: str) -> None:
    assert browser_of(seat).get(f"/review/meetings?{query}").status_code == 404


def test_weeks_without_calendar_are_named(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    fixed = {"status": "stands", "answer": "accepted", "we_declined": False}
    for week in range(13):
        if week not in (4, 5, 6):
            meetings_of(seat, 1, week, held_at=NOW - timedelta(days=7 * week + 5), **fixed)
    # Two exports: the older one ends before these weeks, the newer one begins after them.
    older = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calendar_file", key="older")
    before = NOW - timedelta(days=7 * 6)
    old = Meeting.objects.in_workspace(seat.workspace).filter(held_at__lt=before).values("entry")
    CalendarEntry.objects.in_workspace(seat.workspace).filter(pk__in=old).update(source=older)
    text = text_of(browser_of(seat), "/review")
    assert "3 weeks without calendar: from Mon 3 Aug, Mon 10 Aug, Mon 17 Aug." in text


def test_an_empty_week_within_a_calendar_was_read_and_the_demo_reads_none(
    seat: Any, browser_of: Make, meetings_of: Make
) -> None:
    fixed = {"status": "stands", "answer": "accepted", "we_declined": False}
    for week in (0, 1, 8):
        meetings_of(seat, 1, week, held_at=NOW - timedelta(days=7 * week + 5), **fixed)
    beyond = "4 weeks without calendar: from Mon 22 Jun, Mon 29 Jun, Mon 6 Jul, Mon 13 Jul."
    assert beyond in text_of(browser_of(seat), "/review")
    Workspace.objects.filter(pk=seat.workspace_id).update(demo="present")
    for week in range(13):
        meetings_of(seat, 1, 50 + week, held_at=NOW - timedelta(days=7 * week + 5), demo=True, **fixed)
    assert beyond in text_of(browser_of(seat), "/review")


def test_a_week_with_a_meeting_is_never_one_without_calendar(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    # The window is of Wed 24 June to Fri 18 September: its first and last week reach beyond it.
    fixed = {"status": "stands", "answer": "accepted", "we_declined": False}
    for week in range(1, 12):
        meetings_of(seat, 1, week, held_at=NOW - timedelta(days=7 * week + 5), **fixed)
    before, after = datetime(2026, 6, 22, 10, tzinfo=UTC), datetime(2026, 9, 19, 10, tzinfo=UTC)
    for seed, at in ((20, before), (21, after)):
        meetings_of(seat, 1, seed, held_at=at, **fixed)
    Meeting.objects.in_workspace(seat.workspace).filter(held_at=after).update(entry=None)
    assert "without calendar" not in text_of(browser_of(seat), "/review")


def test_short_calls_are_counted_apart(seat: Any, browser_of: Make, meetings_of: Make) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    meetings_of(seat, 3, **held)
    for number in range(4):
        Call.objects.in_workspace(seat.workspace).create(
            user=seat.user, key=str(number), called_at=NOW - timedelta(days=10), seconds=60
        )
    text = text_of(browser_of(seat), "/review")
    assert re.search(r"<strong>4</strong> Calls under 5 minutes", text)
    assert "3 customer meetings." in text


@pytest.mark.parametrize(("yes_before", "said"), [(6, "+67 points"), (27, "not sure enough")])
def test_a_rise_is_said_only_where_it_is_sure_enough(
    seat: Any, browser_of: Make, meetings_of: Make, yes_before: int, said: str
) -> None:
    held = {"status": "stands", "answer": "accepted", "we_declined": False, "ending": ""}
    for seed, (days, yes) in enumerate([(150, yes_before), (40, 30)]):
        at = {"held_at": NOW - timedelta(days=days)}
        meetings_of(seat, yes, seed * 2, step_counts="yes", recap_sent="yes", **at, **held)
        meetings_of(seat, 36 - yes, seed * 2 + 1, step_counts="no", recap_sent="yes", **at, **held)
    Meeting.objects.in_workspace(seat.workspace).update(opportunity=None)
    text = unescape(text_of(browser_of(seat), "/review"))
    assert "83 % (30 of 36; 68 to 92)" in text
    assert said in text


def test_the_counts_of_nobody_are_all_nought(seat: Any) -> None:
    counts = review_counts(customer_meetings(seat), window_of(seat, Asked(), NOW), now=NOW)
    assert counts == ReviewCounts()
    assert all(number_of(counts, which) == 0 for which in LISTS)


def test_the_review_costs_a_fixed_number_of_queries(
    half_a_year: Any, browser_of: Make, django_assert_max_num_queries: Any
) -> None:
    from foothold.actions.settle_review_days import rebuild_review_days

    browser = browser_of(half_a_year)
    with django_assert_max_num_queries(33):
        browser.get("/review")
    # With the numbers of the days kept there are two more: their sums, and the next dates still to come.
    rebuild_review_days(half_a_year.workspace)
    with django_assert_max_num_queries(35):
        browser.get("/review")
    with django_assert_max_num_queries(36):
        browser.get("/review?team=1")


def test_the_first_visit_of_a_page_with_pictures_stays_within_its_budget(half_a_year: Any, browser_of: Make) -> None:
    browser = browser_of(half_a_year)
    page = browser.get("/review", headers={"accept-encoding": "gzip"})
    sizes = {"/review": len(page.content)}
    for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page.content).decode()):
        with contextlib.closing(browser.get(link, headers={"accept-encoding": "gzip"})) as answer:
            sizes[link] = len(b"".join(answer.streaming_content))
    assert sizes["/review"] <= 25_000
    assert sum(sizes.values()) <= 75_000, sizes
    assert len(sizes) <= 5, sizes


def test_ones_own_answers_say_whose_they_are_as_every_share_is_said(
    seat: Any, browser_of: Make, meetings_of: Make
) -> None:
    at = {"status": "stands", "answer": "accepted", "we_declined": False, "held_at": NOW - timedelta(days=20)}
    held = meetings_of(seat, 12, **at)
    Feeling.objects.in_workspace(seat.workspace).all().delete()
    for number, meeting in enumerate(held):
        Feeling.objects.in_workspace(seat.workspace).create(
            meeting=meeting, user=seat.user, met="yes" if number < 9 else "no", said_at=meeting.ended_at, late=False
        )
    page = unescape(text_of(browser_of(seat), "/review"))
    assert "You got what you came for, by your own answers: 75 % (9 of 12; 47 to 91)" in page
    assert "Not enough to say: your “how sure” of 20 meetings is needed." in page
