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
from foothold.core.percentages import PercentageId
from foothold.core.review import review
from foothold.core.window import window
from foothold.records.models import Account, CalendarEntry, Call, Feeling, Meeting, Opportunity, Source
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
                "next_set": chance.choice(["in_room", "later", "never", "unknown", ""]),
                "next_at": chance.choice([None, NOW - timedelta(days=1), NOW + timedelta(days=3)]),
                "next_fell_through": chance.random() < 0.1,
                "step_counts": chance.choice(["yes", "no", ""]),
                "recap_sent": chance.choice(["yes", "no", ""]),
                "homework_set": chance.choice(["yes", "no", ""]),
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


@pytest.fixture
def half_a_year(seat: Any, colleague: Any, meetings_of: Make) -> Any:
    """Two sellers' meetings, the owner's own feelings about some, and a colleague's."""
    for person, seed in ((seat, 1), (colleague, 2)):
        for place, meeting in enumerate(meetings_of(person, 170, seed)):
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


def test_the_weeks_add_up_to_the_meetings_held(half_a_year: Any, browser_of: Make) -> None:
    from foothold.records.review_lists import counted_by_week, share_of_week

    span = window_of(half_a_year, Asked(), NOW)
    meetings = customer_meetings(half_a_year)
    counts = review_counts(meetings, span, now=NOW)
    by_week = counted_by_week(meetings, span, now=NOW)
    assert sum(row["held"] for row in by_week.values()) == counts.held
    assert sum(row["in_room"] for row in by_week.values()) == counts.in_room
    assert sum(row["yes"] for row in by_week.values()) == counts.step_and_recap
    assert sum(row["no"] for row in by_week.values()) == counts.step_or_recap_missing
    whole = {name: sum(row[name] for row in by_week.values()) for name in ("held", "ended", "yes", "no")}
    assert share_of_week(whole) == review(counts)[PercentageId.P5].share


def test_a_week_begins_at_midnight_of_the_workspace_also_when_the_clock_changes(
    seat: Any, meetings_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zoneinfo import ZoneInfo

    from foothold.core.calendar_days import BusinessDays
    from foothold.records.review_lists import counted_by_week

    later = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    sunday_night = datetime(2026, 10, 25, 22, 45, tzinfo=UTC)  # 23:45 in Berlin, winter time since that morning
    meetings_of(seat, 1, held_at=sunday_night, ends_at=None, status="stands", answer="", we_declined=False)
    span = window(later.date(), BusinessDays(ZoneInfo("Europe/Berlin")))
    weeks = counted_by_week(customer_meetings(seat), span, now=later)
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
    assert "no mail of yours was read." in text
    five = re.sub(r"<[^>]+>", "", text.partition('class="five-list"')[2].partition("</dl>")[0])
    assert "0 %" not in five


def test_nothing_in_the_window_is_no_picture_of_noughts(seat: Any, browser_of: Make) -> None:
    text = text_of(browser_of(seat), "/review")
    assert "No customer meetings in these days." in text
    assert "<svg" not in text


def test_what_one_felt_is_for_ones_own_eyes(half_a_year: Any, colleague: Any, browser_of: Make) -> None:
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


def test_the_teams_view_is_the_managers_and_names_nobody(half_a_year: Any, colleague: Any, browser_of: Make) -> None:
    team = text_of(browser_of(half_a_year), "/review?team=1")
    assert "The team as a whole. People are not compared" in team
    assert "Tom" not in team.partition("<main")[2]
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
    text = text_of(browser_of(seat), "/review")
    assert "3 weeks without calendar: from Mon 3 Aug, Mon 10 Aug, Mon 17 Aug." in text


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
    browser = browser_of(half_a_year)
    with django_assert_max_num_queries(16):
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
