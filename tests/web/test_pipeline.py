"""S6: forty open deals, one decision each (UX J8)."""

import contextlib
import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from foothold.records.deal_lists import listed_deals
from foothold.records.models import (
    Connection,
    Departure,
    Meeting,
    Opportunity,
    OpportunityStanding,
    PipelineDecision,
)
from foothold.records.pipeline import Group, pipeline, this_week
from made_deals import judge, make_deal, make_meeting, make_promise

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)


def text_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return words_of(answer.content.decode())


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def names(browser: Any, address: str = "/pipeline") -> list[str]:
    return [unescape(name) for name in re.findall(r'data-name="([^"]+)"', browser.get(address).content.decode())]


def decisions(seat: Any) -> list[tuple[str, str]]:
    rows = PipelineDecision.objects.in_workspace(seat.workspace).order_by("decided_at")
    return list(rows.values_list("opportunity__name", "decision"))


def test_what_changed_comes_first_then_silent_vague_offered_and_booked_with_something_late(
    seat: Any, browser_of: Make
) -> None:
    make_deal(seat, "Offered", state="offered", now=NOW, amount=900_000)
    make_deal(seat, "Vague small", state="vague", now=NOW, amount=1_000)
    make_deal(seat, "Vague large", state="vague", now=NOW, amount=2_000)
    make_deal(seat, "Silent", state="silent", now=NOW)
    make_deal(seat, "On time", state="booked", now=NOW)
    late = make_deal(seat, "Booked late", state="booked", now=NOW)
    first = Meeting.objects.in_workspace(seat.workspace).filter(opportunity=late).order_by("held_at")[0]
    make_promise(first, "price", side="ours", due_on=NOW.date() - timedelta(days=4))
    make_deal(seat, "They acted", state="offered", now=NOW, last_act_at=NOW - timedelta(days=2))
    make_deal(seat, "New", state="vague", now=NOW, opened_at=NOW - timedelta(days=1), amount=5)
    browser = browser_of(seat)
    assert names(browser) == [
        "They acted",
        "New",
        "Silent",
        "Vague large",
        "Vague small",
        "Offered",
        "Booked late",
    ]
    text = text_of(browser, "/pipeline")
    assert "1 booked and on time, nothing to decide Show" in text
    assert "we owe 1, late" in text
    assert "7 left (about 2 minutes)" in text


def test_a_state_or_class_that_differs_from_last_weeks_decision_is_a_change(seat: Any) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    PipelineDecision.objects.in_workspace(seat.workspace).create(
        opportunity=deal,
        user=seat.user,
        week=this_week(seat, NOW) - timedelta(days=7),
        decision="keep",
        decided_at=NOW - timedelta(days=7),
        state="offered",
        triage="nurture (develop)",
    )
    (row,) = pipeline(seat, now=NOW).to_decide
    assert row.group is Group.CHANGED
    assert [each.value for each in row.changed] == ["state", "class"]


def test_the_changed_say_what_they_were(seat: Any, browser_of: Make) -> None:
    test_a_state_or_class_that_differs_from_last_weeks_decision_is_a_change(seat)
    assert "Since last week: was Offered, was: nurture: develop" in text_of(browser_of(seat), "/pipeline")


@pytest.mark.parametrize(
    "gamed",
    [{"topic": "Catch up / next steps"}, {"grade": "invited"}],
)
def test_a_booked_step_that_does_not_count_is_not_folded(seat: Any, browser_of: Make, gamed: dict[str, Any]) -> None:
    make_deal(seat, "Gamed", state="booked", now=NOW, **gamed)
    assert names(browser_of(seat)) == ["Gamed"]
    assert "EUR 0 with a booked step (0 deals)" in text_of(browser_of(seat), "/pipeline")


def test_three_moves_of_one_step_equal_none(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Moved", state="booked", now=NOW)
    ahead = Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=NOW)
    ahead.update(moved_by_us=2)
    assert names(browser_of(seat)) == []
    ahead.update(moved_by_customer=1)
    assert names(browser_of(seat)) == ["Moved"]


def test_after_a_key_the_head_counts_what_the_page_counts(seat: Any, browser_of: Make) -> None:
    for state in ("silent", "vague", "offered", "booked"):
        make_deal(seat, state, state=state, now=NOW, amount=None if state == "vague" else 1_000)
    make_deal(seat, "Moved", state="booked", now=NOW)
    Meeting.objects.in_workspace(seat.workspace).filter(opportunity__name="Moved", held_at__gt=NOW).update(set_anew=3)
    late = make_deal(seat, "Late", state="booked", now=NOW)
    first = Meeting.objects.in_workspace(seat.workspace).filter(opportunity=late).order_by("held_at")[0]
    make_promise(first, "price", due_on=NOW.date() - timedelta(days=4))
    make_deal(seat, "Catch up", state="booked", now=NOW, topic="Catch up")
    make_deal(seat, "Unseen", state="silent", now=NOW, meeting=False)
    make_deal(seat, "Lost", state="vague", now=NOW, closure="lost", closed_at=NOW)
    browser = browser_of(seat)
    for name, left in (("silent", 5), ("booked", 5), ("Moved", 4)):
        deal = Opportunity.objects.in_workspace(seat.workspace).get(name=name)
        answer = browser.post(f"/pipeline/{deal.pk}", {"decision": "keep"}, headers={"accept": "application/json"})
        found = pipeline(seat, now=NOW)
        assert len(found.to_decide) == left
        assert answer.json()["minutes"] == f"about {-(-left // 4)} minute{'s' if left > 4 else ''}"
        assert answer.json()["open"] == f"{len(found.deals)} open deals, EUR 83 k, 1 without an amount"


def test_after_a_key_the_sums_and_what_was_decided_are_those_of_the_page(seat: Any, browser_of: Make) -> None:
    for state, amount in (("silent", 20_000), ("vague", 5_000), ("offered", None), ("booked", 66_000)):
        make_deal(seat, state, state=state, now=NOW, amount=amount)
    make_deal(seat, "Lost long ago", state="vague", now=NOW, closure="lost", closed_at=NOW)
    browser = browser_of(seat)
    for name, decision, decided, left in (
        ("vague", "keep", "1 decided", 2),
        ("silent", "let_go", "2 decided", 1),
        ("silent", "undo", "1 decided", 2),
        ("vague", "undo", "", 3),
        ("silent", "let_go", "1 decided", 2),
    ):
        deal = Opportunity.objects.in_workspace(seat.workspace).get(name=name)
        script = {"accept": "application/json"}
        answer = browser.post(f"/pipeline/{deal.pk}", {"decision": decision}, headers=script).json()
        page = browser.get("/pipeline").content.decode()
        assert (answer["decided"], answer["left"]) == (decided, left)
        assert answer["sums"] in page
        assert f"data-decided>{decided}<" in page
        assert f"data-left>{left}<" in page
    assert "EUR 5 k beside it, without one (1 deal)" in words_of(answer["sums"])
    assert "Silent 0 deals" in words_of(answer["sums"])


def test_a_deal_let_go_in_the_review_is_among_those_decided_and_in_no_sum(seat: Any, browser_of: Make) -> None:
    for name in ("Helio", "Contoso", "Lost"):
        make_deal(seat, name, state="vague", now=NOW)
    browser = browser_of(seat)
    deals = {each.name: each for each in Opportunity.objects.in_workspace(seat.workspace)}
    browser.post(f"/pipeline/{deals['Helio'].pk}", {"decision": "let_go"})
    browser.post(f"/pipeline/{deals['Contoso'].pk}", {"decision": "keep"})
    browser.post(f"/deals/{deals['Lost'].pk}/ended", {"ended": "let go"})
    assert "2 decided" in text_of(browser, "/pipeline")
    listed = text_of(browser, "/pipeline/counted/decided").partition("Decided this week")[2]
    assert "2 deals" in listed
    assert "Helio" in listed
    assert "Contoso" in listed
    found = pipeline(seat, now=NOW)
    assert [each.opportunity.name for each in found.deals] == ["Contoso"]


def test_a_deal_without_a_meeting_is_never_silent_and_is_named_apart(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Unseen", state="silent", now=NOW, meeting=False)
    browser = browser_of(seat)
    text = text_of(browser, "/pipeline")
    assert "1 deal has no meeting we can see Show" in text
    assert "Silent 0 deals" in text
    assert names(browser) == []
    assert "Unseen EUR 20 k" in text_of(browser, "/pipeline?show=unseen")


def test_value_without_a_booked_step_stands_beside_the_forecast(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Booked", state="booked", now=NOW, amount=84_000)
    make_deal(seat, "Offered", state="offered", now=NOW, amount=60_000)
    make_deal(seat, "Vague", state="vague", now=NOW, amount=None)
    text = text_of(browser_of(seat), "/pipeline")
    assert "EUR 84 k with a booked step (1 deal)" in text
    assert "EUR 60 k beside it, without one (1 deal)" in text
    assert "Of 1 deal the amount is not known: it is in neither." in text


def test_a_sum_of_no_deals_is_left_out(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Booked", state="booked", now=NOW, amount=84_000)
    browser = browser_of(seat)
    page = text_of(browser, "/pipeline")
    assert "EUR 84 k with a booked step (1 deal)" in page
    pages = [page, text_of(browser, "/pipeline/record"), text_of(browser, f"/weekly/{seat.pk}")]
    assert not any("eside it, without" in each for each in pages)
    [said] = re.findall(r"<desc[^>]*>(Booked[^<]*)</desc>", browser.get("/pipeline").content.decode())
    assert said == "Booked: 1, EUR 84 k"


def test_a_step_whose_time_has_passed_is_in_no_forecast_on_either_page(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Booked", state="booked", now=NOW, amount=84_000)
    OpportunityStanding.objects.in_workspace(seat.workspace).update(slot_at=NOW - timedelta(hours=1))
    assert "EUR 84 k beside it, without one (1 deal)" in text_of(browser_of(seat), "/pipeline")
    listed = listed_deals(seat, now=NOW)
    assert (listed.forecast.deals, listed.outside.deals) == (0, 1)


def test_a_decision_is_kept_with_who_when_and_where_the_deal_stood(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    browser = browser_of(seat)
    browser.post(f"/pipeline/{deal.pk}", {"decision": "ask"})
    row = PipelineDecision.objects.in_workspace(seat.workspace).get()
    assert (row.decision, row.user, row.week, row.state) == ("ask", seat.user, this_week(seat, NOW), "vague")
    asked = "To ask in the one-to-one: What date was asked for, and what did they say? (Helio)"
    assert asked in text_of(browser, "/pipeline")
    assert "What date was asked for, and what did they say?" in text_of(browser, "/pipeline/record")
    assert names(browser) == []


def test_letting_go_closes_the_deal_and_undo_opens_it_again(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    browser = browser_of(seat)
    browser.post(f"/pipeline/{deal.pk}", {"decision": "let_go"})
    deal.refresh_from_db()
    assert deal.closure == "let go"
    browser.post(f"/pipeline/{deal.pk}", {"decision": "undo"})
    deal.refresh_from_db()
    assert deal.closure == ""
    assert decisions(seat) == []
    browser.post(f"/pipeline/{deal.pk}", {"decision": "undo"})
    deal.refresh_from_db()
    assert deal.closure == ""


def test_the_page_of_a_deal_says_who_let_it_go_where_that_was_somebody_else(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=NOW)
    browser_of(seat).post(f"/pipeline/{deal.pk}", {"decision": "let_go", "team": "1"})
    said = f"said by {seat.user.name}"
    assert said in text_of(browser_of(colleague), f"/deals/{deal.pk}")
    assert said not in text_of(browser_of(seat), f"/deals/{deal.pk}")


def test_a_decision_answers_with_the_head_as_it_is_then_and_no_minutes_for_nothing(seat: Any, browser_of: Make) -> None:
    gone = make_deal(seat, "Helio", state="silent", now=NOW, amount=20_000)
    make_deal(seat, "Northwind", state="booked", now=NOW, amount=66_000)
    browser, script = browser_of(seat), {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "fetch"}
    assert "data-open>2 open deals, EUR 86 k<" in browser.get("/pipeline").content.decode()
    assert 'class="primary" name="decision" value="keep"' not in browser.get("/pipeline").content.decode()
    answer = browser.post(f"/pipeline/{gone.pk}", {"decision": "let_go"}, **script).json()
    assert (answer["open"], answer["minutes"]) == ("1 open deal, EUR 66 k", "")


def test_a_later_decision_of_the_week_takes_the_place_of_the_first(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    browser = browser_of(seat)
    for decision in ("let_go", "keep", "keep"):
        browser.post(f"/pipeline/{deal.pk}", {"decision": decision})
    deal.refresh_from_db()
    assert (deal.closure, decisions(seat)) == ("", [("Helio", "keep")])


def test_a_deal_won_before_is_not_reopened_by_undoing_a_keep(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    browser = browser_of(seat)
    browser.post(f"/pipeline/{deal.pk}", {"decision": "keep"})
    browser.post(f"/deals/{deal.pk}/ended", {"ended": "won"})
    browser.post(f"/pipeline/{deal.pk}", {"decision": "undo"})
    deal.refresh_from_db()
    assert deal.closure == "won"


def test_nothing_is_decided_by_looking_or_by_a_strange_word(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    browser = browser_of(seat)
    assert browser.get(f"/pipeline/{deal.pk}").status_code == 405
    assert browser.post(f"/pipeline/{deal.pk}", {"decision": "win"}).status_code == 400
    browser.get("/pipeline")
    browser.get("/pipeline/record")
    assert decisions(seat) == []


def test_a_seller_decides_on_his_own_deals_alone_and_a_manager_on_his_teams(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    theirs = make_deal(seat, "Contoso", state="silent", now=NOW)
    own = make_deal(colleague, "Helio", state="vague", now=NOW)
    assert names(browser_of(colleague), "/pipeline?team=1") == ["Helio"]
    assert browser_of(colleague).post(f"/pipeline/{theirs.pk}", {"decision": "keep"}).status_code == 404
    boss = browser_of(seat)
    assert names(boss) == ["Contoso"]
    assert names(boss, "/pipeline?team=1") == ["Contoso", "Helio"]
    assert boss.post(f"/pipeline/{own.pk}", {"decision": "ask", "team": "1"}).headers["Location"] == "/pipeline?team=1"
    assert "Ask (1) Helio EUR 20 k Anna" in text_of(browser_of(colleague), "/pipeline/record")


def test_the_keys_of_the_review_and_of_a_silent_deal_lead_to_their_own_pages(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="silent", now=NOW)
    browser = browser_of(seat)
    assert f'action="/pipeline/{deal.pk}"' in browser.get("/pipeline").content.decode()
    assert f'action="/silent/{deal.pk}/decide"' in browser.get(f"/silent/{deal.pk}").content.decode()


def test_looking_at_the_teams_review_is_told_once_by_its_name_to_whose_deals_were_there(
    seat: Any, colleague: Any, make_seat: Make, browser_of: Make, lets_lead: Make
) -> None:
    idle = make_seat("Uma", seat.workspace, role="seller")
    lets_lead(seat, colleague, idle)
    make_deal(colleague, "Helio", state="vague", now=NOW)
    boss = browser_of(seat)
    for _ in range(3):
        boss.get("/pipeline?team=1")
    assert text_of(browser_of(colleague), "/setup/yours").count("Weekly review") == 2, "the menu, and one look"
    assert "No manager has looked" in text_of(browser_of(idle), "/setup/yours")


def test_the_record_holds_one_week_on_one_page(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    for name, decision in (("Helio", "keep"), ("Contoso", "let_go"), ("Orchard", "ask")):
        browser.post(f"/pipeline/{make_deal(seat, name, state='vague', now=NOW).pk}", {"decision": decision})
    text = text_of(browser, "/pipeline/record")
    assert re.search(r"Let go \(1\) Contoso .* Ask \(1\) Orchard .* for the one-to-one .* Keep \(1\) Helio", text)
    assert "Nothing was decided in this week." in text_of(browser, "/pipeline/record?week=2026-01-05")
    for strange in ("x", "9999-12-31", "%00"):
        assert browser.get(f"/pipeline/record?week={strange}").status_code == 200


def test_the_record_and_its_forecast_are_of_the_deals_that_were_gone_through(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    browser = browser_of(seat)
    for whom, name, amount in ((seat, "Own", 20_000), (colleague, "Toms", 50_000)):
        deal = make_deal(whom, name, state="vague", now=NOW, amount=amount)
        browser.post(f"/pipeline/{deal.pk}", {"decision": "keep"})
    make_deal(colleague, "Booked", state="booked", now=NOW, amount=9_000)
    mine, teams = (text_of(browser, f"/pipeline/record{asked}") for asked in ("", "?team=1"))
    assert "Keep (1) Own" in mine
    assert "EUR 0 with a booked step (0 deals) EUR 20 k beside it, without one (1 deal)" in mine
    assert "- Own, EUR 20 k (Anna)" in mine
    assert "- Toms" not in mine
    assert "Forecast EUR 0. Beside it, without a booked step, EUR 20 k." in mine
    assert "Keep (2)" in teams
    assert "EUR 9 k with a booked step (1 deal) EUR 70 k beside it, without one (2 deals)" in teams
    page = browser.get("/pipeline?team=1").content.decode()
    assert page.count('href="/pipeline/record?team=1"') == 2
    for asked, number in (("", 1), ("&amp;team=1", 2)):
        address = f"/pipeline/counted/beside?of=EUR{asked}"
        assert f'href="{address}"' in browser.get(f"/pipeline/record?{asked[5:]}").content.decode()
        assert f"{number} deal" in text_of(browser, unescape(address))


def test_the_record_is_mailed_once_by_a_click_to_those_concerned(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    browser = browser_of(seat)
    deal = make_deal(colleague, "Helio", state="vague", now=NOW)
    browser.post(f"/pipeline/{deal.pk}", {"decision": "ask"})
    assert "No mailbox is connected" in text_of(browser, "/pipeline/record?team=1")
    browser.post("/pipeline/record/mail", {"week": "", "team": "1"})
    assert not Departure.objects.in_workspace(seat.workspace).exists()
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=NOW
    )
    page = text_of(browser, "/pipeline/record?team=1")
    assert "- Helio, EUR 20 k (Anna)" in page
    for _ in range(2):
        browser.post("/pipeline/record/mail", {"week": "", "team": "1"})
    (row,) = Departure.objects.in_workspace(seat.workspace).all()
    assert sorted(row.to_addresses) == sorted([seat.user.address, colleague.user.address])


def test_an_empty_pipeline_says_what_to_do(seat: Any, browser_of: Make) -> None:
    page = browser_of(seat).get("/pipeline").content.decode()
    assert "Nothing open. Deals come from your CRM's export, a CSV file:" in unescape(page)
    assert '<a href="/sources">drop it here</a>' in page
    assert "connect a CRM" not in page, "there is no such connection"


def test_a_manager_whose_team_shows_nothing_is_told_what_is_missing(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    make_deal(seat, "Contoso", state="vague", now=NOW)
    browser = browser_of(seat)
    missing = "an admin makes the team you lead and switches on what managers see"
    assert missing not in text_of(browser, "/pipeline"), "no manager"
    type(seat).objects.in_workspace(seat.workspace).filter(pk=seat.pk).update(role="manager")
    assert missing in text_of(browser, "/pipeline")
    lets_lead(seat, colleague)
    assert missing not in text_of(browser, "/pipeline")


def test_the_picture_counts_what_the_list_behind_it_shows(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Contoso", state="vague", now=NOW)
    unseen = [{"signal": "no_meeting_seen", "points": 0.0, "count": 0}]
    make_deal(
        seat, "Helio", state="vague", now=NOW, meeting=False, triage="not tested", p_win=None, reasons=unseen
    )  # fmt: skip
    browser = browser_of(seat)
    assert len(pipeline(seat, now=NOW).of_state("vague")) == 1
    text = text_of(browser, "/deals?state=vague")
    assert "1 deal" in text
    assert "Helio" not in text.split("1 deal")[1]


def test_without_any_amount_there_is_no_sum_and_every_bar_is_one_deal_of_the_same_height(
    seat: Any, browser_of: Make
) -> None:
    for name in ("Contoso", "Helio"):
        make_deal(seat, name, state="vague", now=NOW, amount=None)
    make_deal(seat, "Alpine", state="booked", now=NOW, amount=None)
    browser = browser_of(seat)
    text = text_of(browser, "/pipeline")
    assert "Of none of these 3 deals the amount is known: there is no sum." in text
    assert "neither" not in text
    assert "No amount is known: each bar is a deal, all of one height." in text
    bars = re.findall(r'd="M\S+ \S+h8v(\S+?)h-8z"', browser.get("/pipeline").content.decode())
    assert len(bars) == 3
    assert len(set(bars)) == 1
    assert "Of neither" not in text_of(browser, f"/weekly/{seat.pk}")
    assert "there is no sum" in text_of(browser, f"/weekly/{seat.pk}")


def test_where_one_amount_is_known_height_is_the_amount(seat: Any, browser_of: Make) -> None:
    make_deal(seat, "Contoso", state="vague", now=NOW, amount=None)
    make_deal(seat, "Helio", state="vague", now=NOW)
    text = text_of(browser_of(seat), "/pipeline")
    assert "Of 1 deal the amount is not known: it is in neither." in text
    assert "Height is the amount." in text


def test_the_best_quote_leads_to_the_words_and_stays_text(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    meeting = make_meeting(seat, deal, NOW - timedelta(days=3))
    words = {"text": "<b>looks good</b>", "side": "customer", "line": 7, "start": 0, "end": 5}
    judge(meeting, next_step=None, vague=[words])
    page = browser_of(seat).get("/pipeline").content.decode()
    assert f'href="/meetings/{meeting.pk}#L7"><q>&lt;b&gt;looks good' in page


@pytest.fixture
def forty(seat: Any) -> Any:
    """Forty deals, ten of each state, each with promises and words."""
    for number in range(40):
        state = ("silent", "vague", "offered", "booked")[number % 4]
        deal = make_deal(seat, f"Firm {number:02}", state=state, now=NOW, amount=10_000 + 1_000 * number)
        first = Meeting.objects.in_workspace(seat.workspace).filter(opportunity=deal).order_by("held_at")[0]
        judge(first)
        for day, mark in ((-9, "done"), (-4, "open"), (6, "open")):
            side = "customer" if state == "booked" and day == -4 else "ours"
            due = NOW.date() + timedelta(days=day)
            if state != "booked" or day != -4:
                make_promise(first, f"paper {day}", side=side, state=mark, due_on=due)
    return seat


def test_forty_deals_cost_a_fixed_number_of_queries(
    forty: Any, browser_of: Make, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(forty)
    with django_assert_max_num_queries(28):
        browser.get("/pipeline")


def test_the_page_stays_within_its_budget(forty: Any, browser_of: Make) -> None:
    browser = browser_of(forty)
    page = browser.get("/pipeline", headers={"accept-encoding": "gzip"})
    sizes = {"/pipeline": len(page.content)}
    for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page.content).decode()):
        with contextlib.closing(browser.get(link, headers={"accept-encoding": "gzip"})) as answer:
            sizes[link] = len(b"".join(answer.streaming_content))
    assert sizes["/pipeline"] <= 30_000
    assert sum(sizes.values()) <= 80_000, sizes
    assert len(sizes) <= 5, sizes


def test_no_style_stands_in_the_page(forty: Any, browser_of: Make) -> None:
    assert "style=" not in browser_of(forty).get("/pipeline").content.decode()


def test_a_deal_of_nobody_known_belongs_to_whoever_met_them(seat: Any, colleague: Any, browser_of: Make) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, seller=None)
    assert Opportunity.objects.in_workspace(seat.workspace).get().seller is None
    assert names(browser_of(colleague)) == ["Helio"]
    assert names(browser_of(seat)) == []
    assert browser_of(colleague).post(f"/pipeline/{deal.pk}", {"decision": "keep"}).status_code == 302


def test_words_and_promises_of_a_meeting_one_may_not_see_stand_on_no_row(
    seat: Any, colleague: Any, browser_of: Make
) -> None:
    def words(text: str) -> dict[str, Any]:
        return {"text": text, "side": "customer", "line": 7, "start": 0, "end": 5}

    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    judge(make_meeting(seat, deal, NOW - timedelta(days=3)), next_step=None, vague=[words("my own words")])
    his = make_meeting(colleague, deal, NOW - timedelta(days=2))
    judge(his, next_step=None, vague=[words("told to Tom alone")])
    make_promise(his, "price told by Tom", side="ours", due_on=NOW.date() - timedelta(days=4))
    text = text_of(browser_of(seat), "/pipeline")
    assert "my own words" in text
    assert "told to Tom alone" not in text
    assert "price told by Tom" not in text
    assert "late" not in text


def test_another_meeting_that_was_moved_takes_nothing_from_the_next_step(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Booked", state="booked", now=NOW)
    make_meeting(seat, deal, NOW + timedelta(days=9), "Steering group", moved_by_us=3)
    assert names(browser_of(seat)) == []
