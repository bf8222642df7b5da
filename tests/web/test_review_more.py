"""Under the five percentages: feeling, habit, files, tables; each only for whom it is (UX S7; METHOD 6.3, 9, 11)."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.records.models import (
    Afterthought,
    ChosenHabit,
    Feeling,
    FigureConsent,
    Meeting,
    Membership,
    SourceText,
    TeamLead,
)
from made_deals import judge

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def sure(seat: Any, plan: Make) -> Any:
    """Thirty meetings old enough of which the seller was 75 % sure; twelve went on."""
    for number in range(30):
        begins = NOW - timedelta(days=35 + number)
        went_on = number < 12
        facts = {"next_set": "in_room", "next_at": begins + timedelta(days=10)} if went_on else {"next_set": "never"}
        meeting = plan(seat, f"Offer {number}", begins, step_counts="no", **facts)
        Feeling.objects.in_workspace(seat.workspace).create(
            meeting=meeting, user=seat.user, sure=75, met="yes", said_at=meeting.ended_at, late=False
        )
    return seat


def text_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_feeling_stands_against_what_happened_for_the_seller_alone(
    sure: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(sure, colleague)
    own = text_of(browser_of(sure), "/review")
    assert "Happy ears: you felt surer than it turned out." in own
    assert "Felt minus happened: +35 points" in own
    assert "When you felt 75 % sure," in own
    assert "40 % came to a next meeting." in own
    assert "next step: 12 right, 18 wrong." in own
    for address in ("/review?team=1", "/review/numbers.json?team=1"):
        assert "appy ears" not in text_of(browser_of(sure), address)
    assert "Happy ears" not in text_of(browser_of(colleague), "/review")


def test_each_number_of_what_was_felt_leads_to_its_meetings(sure: Any, browser_of: Make) -> None:
    held = list(Meeting.objects.in_workspace(sure.workspace).order_by("held_at"))
    said = (("good_5", "advance"), ("good_4", "continuation"), ("good_2", "advance"))
    for meeting, (answer, verdict) in zip(held, said, strict=False):
        Afterthought.objects.in_workspace(sure.workspace).create(
            meeting=meeting, user=sure.user, question="how_good", answer=answer, said_at=meeting.ended_at
        )
        judge(meeting, verdict).__class__.objects.in_workspace(sure.workspace).update(made_at=NOW)
    browser = browser_of(sure)
    page = text_of(browser, "/review")
    for words, said, meetings in (
        ("Answered in time, of meetings old enough: ", "30 of 30 meetings", 30),
        ("Of meetings you rated 4 to 5, ", "1 of 2 advanced", 2),
        ("Of meetings you rated 1 to 3, ", "1 of 1 advanced", 1),
    ):
        found = re.search(rf'<a href="([^"]+)">{words}', page)
        assert found, words
        listed = text_of(browser, found.group(1).replace("&amp;", "&"))
        assert said in listed
        assert listed.count('class="due-line"') == meetings


def test_late_feelings_and_young_meetings_are_no_part_of_the_index(seat: Any, plan: Make) -> None:
    from foothold.records.felt import felt

    for days, late in ((40, True), (10, False), (50, False)):
        meeting = plan(seat, "Offer", NOW - timedelta(days=days), next_set="never")
        Feeling.objects.in_workspace(seat.workspace).create(
            meeting=meeting, user=seat.user, sure=100, said_at=meeting.ended_at, late=late
        )
    plan(seat, "Not spoken of", NOW - timedelta(days=60), next_set="never")
    found = felt(seat, now=NOW)
    assert (found.ears.happened.k, found.ears.happened.of) == (0, 1)
    assert (found.covered.k, found.covered.of) == (1, 3)


def test_one_habit_at_a_time(seat: Any, plan: Make, browser_of: Make) -> None:
    plan(seat, "Offer", NOW - timedelta(days=20))
    browser = browser_of(seat)
    for habit in ("homework", "recap"):
        assert browser.post("/review/habit", {"habit": habit}).status_code == 302
    running = ChosenHabit.objects.in_workspace(seat.workspace).filter(dropped_at=None)
    assert [(each.habit, str(each.ends_on)) for each in running] == [("recap", "2026-10-05")]
    assert "Write what was agreed within a business day" in text_of(browser, "/review")
    assert browser.post("/review/habit", {"habit": "shout"}).status_code == 404
    browser.post("/review/habit", {"habit": "date_in_the_room"})
    plan(seat, "Offer", NOW - timedelta(hours=3), next_set="in_room")
    plan(seat, "Offer", NOW - timedelta(hours=2), next_set="never")
    for page in ("/today", "/review"):
        assert "Next date in the room: 1 of 2 since Tue 22 Sep." in text_of(browser, page), page
    assert browser.get("/review/habit").status_code == 405


def test_the_files_hold_the_numbers_of_the_page(sure: Any, browser_of: Make) -> None:
    browser = browser_of(sure)
    document = json.loads(text_of(browser, "/review/numbers.json"))
    rows = list(csv.DictReader(io.StringIO(text_of(browser, "/review/numbers.csv").lstrip("\ufeff"))))
    held = document["counts"]["held"]
    assert held == 30
    assert [row["yes"] for row in rows if row["table"] == "counts" and row["what"] == "held"] == [str(held)]
    for row in rows:
        if row["table"] == "percentages":
            assert row["name"], "a code says what it means"
            assert int(row["of"]) == held or row["yes"], "what is not known has its bounds"
    kind = next(row for row in document["by_purpose"] if row["row"] == "proposal_review" and row["what"] == "P1")
    assert (kind["percent"], kind["unknown"]) == (None, kind["of"]), "nobody answered: all of it is unknown"
    assert len({row["row"] for row in document["month_ends"]}) == 6


def test_a_table_by_seller_needs_five_of_them_or_the_consent_of_each(
    sure: Any, colleague: Any, make_seat: Make, browser_of: Make, lets_lead: Make
) -> None:
    led = [colleague, *(make_seat(name, sure.workspace, role="seller") for name in ("Ulla", "Bert", "Carl"))]
    lets_lead(sure, *led)
    FigureConsent.objects.in_workspace(sure.workspace).filter(user=colleague.user).update(withdrawn_at=NOW)
    assert "by name, drawn to the team" not in text_of(browser_of(sure), "/review?team=1")
    fifth = make_seat("Dora", sure.workspace, role="seller")
    Membership.objects.in_workspace(sure.workspace).filter(pk=fifth.pk).update(
        team=TeamLead.objects.in_workspace(sure.workspace).get().team
    )
    shown = text_of(browser_of(sure), "/review?team=1")
    assert "by name, drawn to the team" in shown
    assert "by name, drawn to the team" not in text_of(browser_of(colleague), "/review?team=1")


def test_what_should_have_been_asked_stands_on_the_next_sheet(seat: Any, plan: Make, browser_of: Make) -> None:
    before = plan(seat, "Offer", NOW - timedelta(days=20))
    ahead = plan(seat, "Decision", NOW + timedelta(days=2))
    Afterthought.objects.in_workspace(seat.workspace).create(
        meeting=before, user=seat.user, question="should_have_asked", answer="forgot", words="who signs?", said_at=NOW
    )
    browser = browser_of(seat)
    assert "who signs?" in text_of(browser, "/review")
    assert "who signs?" in text_of(browser, f"/meetings/{ahead.pk}/ready")


def test_pictures_of_a_review_are_png_files_where_pillow_is(sure: Any, browser_of: Make) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    browser = browser_of(sure)
    for name in ("ninety-days", "next-dates", "weeks", "felt"):
        answer = browser.get(f"/review/pictures/{name}.png")
        assert answer.content.startswith(b"\x89PNG")
    assert browser.get("/review/pictures/nothing.png").status_code == 404


def test_a_meeting_the_customer_refused_counts_again_when_a_date_is_set_after_it(seat: Any, plan: Make) -> None:
    from foothold.records.review_reading import read_review
    from foothold.web.review_page import Asked, window_of

    plan(seat, "Refused", NOW - timedelta(days=20), ending="no", next_set="never")
    plan(
        seat, "Refused, with a date set before", NOW - timedelta(days=22), ending="no", next_set="in_room", next_at=NOW
    )
    plan(seat, "Refused, open again", NOW - timedelta(days=21), ending="no", next_set="later", next_at=NOW)
    counts = read_review(seat, window_of(seat, Asked(), NOW), now=NOW).counts
    assert (counts.held, counts.explicit_no) == (3, 2)
    assert Meeting.objects.in_workspace(seat.workspace).filter(ending="no").count() == 3


def test_meetings_that_ended_in_time_are_told_by_the_times_in_their_words(
    seat: Any, colleague: Any, plan: Make, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    lengths = (50 * 60.0, 70 * 60.0, None)
    for number, last_said in enumerate(lengths):
        begins = NOW - timedelta(days=10 + number)
        meeting = plan(seat, f"Offer {number}", begins, ends_at=begins + timedelta(hours=1))
        SourceText.objects.in_workspace(seat.workspace).create(
            meeting=meeting,
            name="talk.vtt",
            kind="vtt",
            sha256=f"{number:064}",
            text="Hello. Bye.",
            turns=[["Anna", 0, 6, 0.0, None], ["Petra", 7, 11, last_said, None]]
            if last_said is not None
            else [["Anna", 0, 11, None, None]],
            spoken=True,
            keeping="kept",
            read_at=NOW,
            expires_at=NOW + timedelta(days=90),
        )
    own = text_of(browser_of(seat), "/review")
    assert "Ended within the agreed length, by the times in their words: 1 of 2" in own
    assert all(f">{days} days</a>" in own for days in (30, 90, 180))
    assert "agreed length" not in text_of(browser_of(seat), "/review?team=1")
