"""S5: a deal's whole story, and the list of deals (UX S5)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from foothold.core.learning import Tier
from foothold.records.models import (
    Attendance,
    Attendee,
    Commitment,
    Contact,
    Meeting,
    Opportunity,
    OpportunityStanding,
    PipelineDecision,
)
from foothold.web.deal_page import best_quote
from foothold.web.deal_pictures import timeline
from foothold.web.deal_words import chance_words, in_ten, money
from made_deals import QUOTE, judge, make_deal, make_meeting, make_promise

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)


def text_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def northwind(seat: Any) -> Opportunity:
    deal = make_deal(seat, "Northwind", state="booked", now=NOW, amount=84_000)
    first = make_meeting(seat, deal, NOW - timedelta(days=30), "Discovery")
    judge(first)
    today = NOW.date()
    make_promise(first, "pump hours", state="done", due_on=today - timedelta(days=20), owner="Petra Lang")
    make_promise(first, "security form", due_on=today - timedelta(days=3))
    make_promise(first, "budget", due_on=today + timedelta(days=3))
    make_promise(first, "price for three sites", side="ours", due_on=today - timedelta(days=2))
    petra = Contact.objects.in_workspace(seat.workspace).create(account=deal.account, name="Petra Lang")
    Contact.objects.in_workspace(seat.workspace).create(account=deal.account, name="Jan Novak")
    Attendee.objects.in_workspace(seat.workspace).create(
        meeting=first, name="Petra Lang", side="customer", contact=petra, partstat="ACCEPTED"
    )
    return deal


def test_a_deal_says_its_state_with_its_date_its_class_and_its_chance_in_words(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    text = text_of(browser_of(seat), f"/deals/{northwind.pk}")
    assert "EUR 84 k" in text
    assert re.search(r"Booked \w{3} \d+ \w{3} \d\d:\d\d Close soon", text)
    assert "between 4 and 9 in 10 (learned from 0 closed deals: too few for a percentage)" in text
    assert "%" not in text.split("Chance of winning")[1].split("Close: book")[0]


def test_a_date_of_another_year_stands_there_with_its_year(seat: Any, northwind: Opportunity, browser_of: Make) -> None:
    far, near = NOW + timedelta(days=400), NOW + timedelta(hours=1)
    make_meeting(seat, northwind, far, "Yearly review")
    text = text_of(browser_of(seat), f"/deals/{northwind.pk}")
    assert re.search(rf"Yearly review \w{{3}} \d+ \w{{3}} {far.year} \d\d:\d\d", text)
    if near.year == NOW.year:
        make_meeting(seat, northwind, near, "Line walk")
        assert re.search(r"Line walk \w{3} \d+ \w{3} \d\d:\d\d", text_of(browser_of(seat), f"/deals/{northwind.pk}"))


def test_promises_are_counted_for_both_sides_and_lead_to_their_words(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    browser = browser_of(seat)
    text = text_of(browser, f"/deals/{northwind.pk}")
    assert "They kept 1 of 2 due" in text
    assert "We kept 0 of 1 due" in text
    page = browser.get(f"/deals/{northwind.pk}").content.decode()
    meeting = Meeting.objects.in_workspace(seat.workspace).get(title="Discovery")
    assert page.count(f"/meetings/{meeting.pk}#L3") >= 4
    assert QUOTE["text"] in unescape(page)


def test_every_reason_and_number_leads_to_what_it_was_counted_from(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    page = browser_of(seat).get(f"/deals/{northwind.pk}").content.decode()
    parts = re.findall(r'href="#([a-z]+)"', page.split('id="reasons"')[1].split("</section>")[0])
    assert parts == ["next", "promises", "people"]
    for part in [*parts, "meetings", "tests", "history"]:
        assert f'id="{part}"' in page, part
    assert "+5.6 points" in page
    assert "-2.3 points" in page


def test_who_was_met_and_who_never_was_is_said(seat: Any, northwind: Opportunity, browser_of: Make) -> None:
    text = text_of(browser_of(seat), f"/deals/{northwind.pk}")
    assert "Petra Lang 1 meeting" in text
    assert "Never met in this deal: Jan Novak" in text


def test_the_timeline_has_a_title_a_description_and_a_table_and_no_style(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    page = browser_of(seat).get(f"/deals/{northwind.pk}").content.decode()
    picture = page.split("timeline-heading")[2].split("</section>")[0]
    assert "<title" in picture
    assert "They kept 1 of 2 due, 1 open. We kept 0 of 1 due, 0 open. Next date" in unescape(picture)
    assert "style=" not in page
    kinds = {name: len(re.findall(f'class="{name}"', picture)) for name in ("kept", "too-late", "still-open", "solid")}
    assert kinds == {"kept": 1, "too-late": 2, "still-open": 1, "solid": 1}
    assert picture.count("<tr>") == 6


def test_a_deal_without_anything_says_what_is_not_known(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW, meeting=False, amount=None, p_win=None, reasons=[])
    OpportunityStanding.objects.in_workspace(seat.workspace).all().delete()
    text = text_of(browser_of(seat), f"/deals/{deal.pk}")
    for words in (
        "amount not known",
        "Not known",
        "No meeting we can see yet. A chance needs one.",
        "Nobody promised anything that we know of.",
        "Who was met is not known.",
        "None that we can see.",
        "No class was written down yet.",
        "How long they usually take is not known.",
        "nothing was due yet",
    ):
        assert words in text, words


def test_one_meeting_gives_a_range_and_says_that_it_is_one(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW)
    text = text_of(browser_of(seat), f"/deals/{deal.pk}")
    assert "Chance of winning: less than 3 in 10" in text
    assert "One meeting so far." in text
    assert "A chance needs" not in text, "one or the other"


def test_a_deal_without_a_meeting_is_not_vague_and_has_no_chance_to_say(seat: Any, browser_of: Make) -> None:
    deal = make_deal(
        seat, "Helio", state="vague", now=NOW, meeting=False, triage="not tested", p_win=None, topic="", reasons=[]
    )
    for address in ("/deals", f"/deals/{deal.pk}"):
        text = text_of(browser_of(seat), address)
        assert "no meeting we can see" in text.lower()
        assert "no next date" not in text
    assert "Chance of winning" not in text


def test_a_closed_deal_says_how_it_ended_and_no_class(seat: Any, browser_of: Make) -> None:
    ended = NOW - timedelta(days=30)
    deal = make_deal(seat, "Helio", state="vague", now=NOW, closure="won", closed_at=ended, triage="", reasons=[])
    text = text_of(browser_of(seat), f"/deals/{deal.pk}")
    assert re.search(r"Won on \w{3} \d+ \w{3} It has ended", text)
    assert "lass not known" not in text
    assert "what they do will be" not in text


def test_a_date_that_is_only_offered_is_an_outline_on_the_timeline() -> None:
    offered, booked = (
        timeline([], today=NOW.date(), next_on=NOW.date() + timedelta(days=3), booked=each).svg
        for each in (False, True)
    )
    assert (offered.count("solid"), booked.count("solid")) == (0, 1)
    assert offered.count("outline") == 1


def test_a_silent_deal_names_both_explanations_and_claims_neither(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Contoso", state="silent", now=NOW)
    text = text_of(browser_of(seat), f"/deals/{deal.pk}")
    assert re.search(r"Silent 1\d working days \(usually 3\)", text)
    assert "less interest, or something else came first" in text


def test_a_deal_is_closed_and_reopened(seat: Any, northwind: Opportunity, browser_of: Make) -> None:
    browser = browser_of(seat)
    for ended in ("won", "lost", "let go"):
        assert browser.post(f"/deals/{northwind.pk}/ended", {"ended": ended}).status_code == 302
        northwind.refresh_from_db()
        assert (northwind.closure, northwind.closed_at is not None) == (ended, True)
    assert "It has ended" in text_of(browser, f"/deals/{northwind.pk}")
    browser.post(f"/deals/{northwind.pk}/ended", {"ended": "reopen"})
    northwind.refresh_from_db()
    assert (northwind.closure, northwind.closed_at) == ("", None)
    assert browser.post(f"/deals/{northwind.pk}/ended", {"ended": "maybe"}).status_code == 400
    assert browser.get(f"/deals/{northwind.pk}/ended").status_code == 405


def test_letting_a_deal_go_says_that_a_date_with_them_still_stands(
    seat: Any, northwind: Opportunity, browser_of: Make, plan: Any
) -> None:
    browser, said = browser_of(seat), "A date with them still stands"
    gone = {"ended": "let go"}
    Meeting.objects.in_workspace(seat.workspace).filter(opportunity=northwind, held_at__gt=NOW).delete()
    assert said not in browser.post(f"/deals/{northwind.pk}/ended", gone, follow=True).content.decode()
    browser.post(f"/deals/{northwind.pk}/ended", {"ended": "reopen"})
    plan(seat, "Trial plan", NOW + timedelta(days=3), opportunity=northwind)
    assert said in browser.post(f"/deals/{northwind.pk}/ended", gone, follow=True).content.decode()


def test_a_manager_asks_about_a_colleagues_deal_and_the_seller_ends_it(
    seat: Any, colleague: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=NOW)
    boss, page = browser_of(seat), f"/deals/{deal.pk}"
    shown = boss.get(page).content.decode()
    assert 'name="ended"' not in shown
    assert f"{colleague.user.name} says how it ended." in shown
    refused = boss.post(f"{page}/ended", {"ended": "let go"}, follow=True).content.decode()
    assert "for them to end" in refused
    deal.refresh_from_db()
    assert deal.closure == ""
    asked = boss.post(f"/pipeline/{deal.pk}", {"decision": "ask", "back": "deal"})
    assert asked.headers["Location"] == page
    browser_of(colleague).post(f"{page}/ended", {"ended": "let go"})
    deal.refresh_from_db()
    assert deal.closure == "let go"


def test_the_history_holds_classes_as_they_were_written_down(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    for days, triage in ((30, "not tested"), (20, "not tested"), (9, "nurture (develop)")):
        PipelineDecision.objects.in_workspace(seat.workspace).create(
            opportunity=northwind,
            user=seat.user,
            week=(NOW - timedelta(days=days)).date(),
            decision="keep",
            decided_at=NOW - timedelta(days=days),
            triage=triage,
        )
    text = text_of(browser_of(seat), f"/deals/{northwind.pk}").split("Classes it had")[1]
    assert re.search(r"Close soon .*written down .* Nurture: develop .*written down .* Not tested from", text)
    assert text.count("Not tested") == 1


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.2, 0.6, "between 2 and 6 in 10"),
        (0.25, 0.66, "between 2 and 7 in 10"),
        (0.3, 0.7, "between 3 and 7 in 10"),
        (0.02, 0.08, "less than 1 in 10"),
        (0.04, 0.21, "less than 3 in 10"),
        (0.45, 0.95, "more than 4 in 10"),
        (0.93, 0.99, "more than 9 in 10"),
        (0.0, 0.0, "less than 1 in 10"),
        (1.0, 1.0, "more than 9 in 10"),
    ],
)
def test_a_range_in_words_is_rounded_outward(low: float, high: float, words: str) -> None:
    assert in_ten(low, high) == words


def test_promises_that_were_not_kept_are_not_called_kept(seat: Any, browser_of: Make) -> None:
    reasons = [{"signal": "commitments_kept", "points": -3.5, "count": 2}]
    deal = make_deal(seat, "Helio", state="vague", now=NOW, reasons=reasons)
    page = browser_of(seat).get(f"/deals/{deal.pk}").content.decode()
    why = page.split('id="reasons"')[1].split("</section>")[0]
    assert "Their promises that came due" in why
    assert "kept" not in why


def test_what_weighs_nothing_by_itself_has_no_points(seat: Any, browser_of: Make) -> None:
    reasons = [{"signal": "silence", "points": 0.0, "count": 4}, {"signal": "made_up_by_hand"}, "nonsense"]
    deal = make_deal(seat, "Contoso", state="silent", now=NOW, reasons=reasons)
    text = text_of(browser_of(seat), f"/deals/{deal.pk}").split("Why this class")[1].split("The class also")[0]
    assert text.split() == "Ours without an answer (4) made up by hand".split()


def test_what_waits_for_an_answer_is_called_what_it_is(seat: Any, browser_of: Make) -> None:
    touch = {"kind": "touch", "id": NOW.isoformat(), "how": "invitation"}
    reasons = [{"signal": "silence", "points": 0.0, "count": 1, "from": [touch]}]
    deal = make_deal(seat, "Contoso", state="vague", now=NOW, reasons=reasons, silence="active", unanswered=1)
    text = text_of(browser_of(seat), f"/deals/{deal.pk}")
    assert re.search(r"Invitation, \w{3} \d+ \w{3}", text)
    assert "essages without" not in text
    assert "How long they usually take is not known." in text
    assert "They answer as they usually do." not in text, "how they usually do is not known"


def test_a_percentage_comes_from_thirty_closed_deals_on() -> None:
    standing = OpportunityStanding(p_win=0.446, p_low=0.25, p_high=0.66)
    few = "between 2 and 7 in 10 (learned from 29 closed deals: too few for a percentage)"
    assert chance_words(standing, Tier(1, closed=29)) == few
    assert chance_words(standing, Tier(1, closed=30)) == "45 % (25 to 66, from 30 closed deals)"
    assert chance_words(OpportunityStanding(), Tier(1, closed=500)) == ""
    said = "between 2 and 7 in 10 (nothing learned yet from 207 closed deals: classes and tenths)"
    assert chance_words(standing, Tier(closed=207)) == said, "the tier in use learned from none of them"


def test_closed_deals_nothing_was_learned_from_yet_make_no_percentage(seat: Any, browser_of: Make) -> None:
    for number in range(30):
        make_deal(seat, f"Old {number}", state="vague", now=NOW, meeting=False, closure="lost", closed_at=NOW)
    deal = make_deal(seat, "Helio", state="offered", now=NOW, tier=1)
    assert "between 2 and 7 in 10 (learned from 0 closed deals" in text_of(browser_of(seat), f"/deals/{deal.pk}")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (84_000, "EUR 84 k"),
        (1_420_000, "EUR 1.42 m"),
        (950, "EUR 950"),
        (0, "EUR 0"),
        (12_500, "EUR 12.5 k"),
        (520_400, "EUR 520 k"),
    ],
)
def test_money_has_three_figures(value: int, shown: str) -> None:
    from decimal import Decimal

    assert money(Decimal(value), "EUR") == shown


def test_the_list_is_filtered_by_state_and_class_and_sorted(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    make_deal(seat, "Contoso", state="silent", now=NOW, amount=60_000)
    make_deal(seat, "Helio", state="vague", now=NOW, amount=None)
    make_deal(seat, "Orchard", state="offered", now=NOW, closure="won", closed_at=NOW)
    browser = browser_of(seat)

    def names(address: str) -> list[str]:
        return re.findall(r'row-title">([^<]+)</span>\s*<span class="when"', browser.get(address).content.decode())

    assert names("/deals") == ["Northwind", "Contoso", "Helio"]
    assert names("/deals?sort=name") == ["Contoso", "Helio", "Northwind"]
    assert names("/deals?sort=quiet") == ["Contoso", "Helio", "Northwind"]
    assert names("/deals?state=silent") == ["Contoso"]
    assert names("/deals?class=close+soon") == ["Northwind"]
    assert names("/deals?state=closed") == ["Orchard"]
    assert names("/deals?state=silent&class=close+soon&sort=%00") == []
    assert "“nonsense” is no filter of this list" in text_of(browser, "/deals?state=nonsense")


def test_no_deals_says_where_they_come_from(seat: Any, browser_of: Make) -> None:
    assert "No open deals." in text_of(browser_of(seat), "/deals")


def test_a_seller_sees_his_own_deals_and_a_colleagues_do_not_exist_for_him(
    seat: Any, colleague: Any, browser_of: Make
) -> None:
    own, other = (
        make_deal(colleague, "Helio", state="vague", now=NOW),
        make_deal(seat, "Contoso", state="silent", now=NOW),
    )
    browser = browser_of(colleague)
    assert browser.get(f"/deals/{own.pk}").status_code == 200
    assert browser.get(f"/deals/{other.pk}").status_code == 404
    assert browser.post(f"/deals/{other.pk}/ended", {"ended": "won"}).status_code == 404
    assert "Contoso" not in text_of(browser, "/deals?team=1")


def test_text_from_outside_stays_text(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "<script>alert(1)</script>", state="vague", now=NOW, topic="<b>x</b>")
    make_promise(Meeting.objects.in_workspace(seat.workspace).get(), '"><img src=x>', due_on=NOW.date())
    page = browser_of(seat).get(f"/deals/{deal.pk}").content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert "<img src=x" not in page


def test_a_deal_costs_a_fixed_number_of_queries(
    seat: Any, northwind: Opportunity, browser_of: Make, django_assert_max_num_queries: Any
) -> None:
    for n in range(20):
        judge(make_meeting(seat, northwind, NOW - timedelta(days=40 + n)))
    browser = browser_of(seat)
    with django_assert_max_num_queries(28):
        browser.get(f"/deals/{northwind.pk}")


def test_each_reason_leads_to_the_very_rows_and_says_how_many_are_shown(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Contoso", state="silent", now=NOW)
    held = make_meeting(seat, deal, NOW - timedelta(days=9), "Pilot result")
    source, gone = {"kind": "meeting", "id": str(held.pk)}, {"kind": "meeting", "id": str(deal.pk)}
    reasons = [{"signal": "rescheduled", "points": -1.8, "count": 31, "from": [source, source, gone]}]
    deal.standings.in_workspace(seat.workspace).update(reasons=reasons)
    page = browser_of(seat).get(f"/deals/{deal.pk}").content.decode().split('class="counted-from"')[1]
    assert f'<a href="/meetings/{held.pk}">Pilot result, ' in page.split("</details>")[0]
    assert "Counted from 2 of 31" in page


def test_words_of_a_first_name_both_sides_have_are_not_given_as_the_customers() -> None:
    quote = QUOTE | {"speaker": "Anna"}
    speakers = [{"name": "Anna", "side": "customer"}, {"name": "Anna Weber", "side": "ours"}]
    assert best_quote({"vague": [quote], "speakers": speakers}) is None
    assert best_quote({"vague": [quote], "speakers": speakers[:1]}) == quote
    assert best_quote({"vague": [QUOTE], "speakers": speakers}) == QUOTE, "a name only they have is theirs"


def test_a_date_said_aloud_and_another_in_the_calendar_are_said_to_differ(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW, meeting=False)
    following = make_meeting(seat, deal, NOW + timedelta(days=6), "Offer review")
    held = make_meeting(seat, deal, NOW - timedelta(days=2), next_meeting=following)
    step = {"grade": "proposed", "agreed": "E3", "topic": "the offer", "evidence": [QUOTE], "date": None}
    tests = {f"T{number}": {"level": "E0", "evidence": []} for number in range(1, 6)}
    judge(held, tests=tests, next_step=step | {"start": (NOW + timedelta(days=5)).isoformat()})
    assert "They differ." in text_of(browser_of(seat), f"/meetings/{held.pk}")


def test_an_admin_gives_the_deals_that_are_nobodys_and_nobody_else_does(
    seat: Any, colleague: Any, browser_of: Make
) -> None:
    free = make_deal(seat, "Alpine", state="vague", now=NOW, meeting=False)
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=free.pk).update(seller=None)
    assert "1 deal is nobody’s yet" in text_of(browser_of(seat), "/deals")
    assert "nobody’s yet" not in text_of(browser_of(colleague), "/deals")
    given = {"deal": str(free.pk), "to": str(colleague.pk), "which": "chosen"}
    assert browser_of(colleague).post("/deals/give", given).status_code == 404
    assert browser_of(seat).post("/deals/give", {**given, "to": "odd"}).status_code == 404
    said = browser_of(seat).post("/deals/give", given, follow=True).content.decode()
    assert f"1 deal is {colleague.user.name}’s now." in said
    assert Opportunity.objects.in_workspace(seat.workspace).get(pk=free.pk).seller == colleague.user


def test_a_deal_they_said_no_to_says_so_and_what_to_do(seat: Any, browser_of: Make) -> None:
    said_no = [{"signal": "refused", "points": 0.0, "count": 1}]
    deal = make_deal(seat, "Bergmann", state="vague", now=NOW, triage="let go", reasons=said_no, topic="")
    browser = browser_of(seat)
    for place in ("/deals", f"/deals/{deal.pk}", "/pipeline"):
        text = text_of(browser, place).lower()
        assert "they said no" in text, place
        assert "let go" in text, place
        assert "no next date" not in text, place
    assert "let it go. It comes back by itself" in text_of(browser, f"/deals/{deal.pk}")


@pytest.mark.parametrize(
    ("asked", "words", "advice"),
    [
        ({"count": 0, "acted": False}, "Not tested", "a promise is no act yet"),
        ({"count": 3, "acted": False}, "Not tested enough", "Too few requests to tell yet"),
        ({"count": 1, "acted": True}, "Not tested enough", "Too few requests to tell yet"),
    ],
)
def test_not_tested_tells_those_who_kept_something_from_those_never_asked(
    seat: Any, browser_of: Make, asked: dict[str, Any], words: str, advice: str
) -> None:
    reasons = [{"signal": "asks", "points": 0.0} | asked]
    deal = make_deal(seat, "Helio", state="vague", now=NOW, triage="not tested", reasons=reasons, topic="")
    browser = browser_of(seat)
    assert re.search(rf"{words}( |$)(?!enough)", text_of(browser, "/deals").split("amount")[-1].split("EUR 20 k")[-1])
    text = text_of(browser, f"/deals/{deal.pk}")
    assert advice in text
    assert "Ask for one small dated commitment." in text


def test_an_offer_that_has_not_left_says_to_send_it(seat: Any, browser_of: Make) -> None:
    unsent = [{"signal": "not_sent", "points": 0.0, "count": 1}]
    make_deal(seat, "Alpine", state="offered", now=NOW, who_must_answer="ours", reasons=unsent)
    text = text_of(browser_of(seat), "/deals")
    assert "not sent yet: send it" in text
    assert "must answer" not in text


def test_a_promise_without_a_day_shows_no_day_but_when_it_was_said(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    promise = Commitment.objects.in_workspace(seat.workspace).filter(state="open").first()
    Commitment.objects.in_workspace(seat.workspace).filter(pk=promise.pk).update(due_on=None)
    text = text_of(browser_of(seat), f"/deals/{northwind.pk}")
    assert re.search(rf"{re.escape(promise.what)} no day .*?: open, said ", text)


def test_a_person_known_from_words_and_from_a_calendar_stands_once(
    seat: Any, northwind: Opportunity, browser_of: Make
) -> None:
    later = make_meeting(seat, northwind, NOW - timedelta(days=10), "Pilot result")
    contacts = Contact.objects.in_workspace(seat.workspace)
    # Her name was taken by the one known from words, so the calendar's contact is called by its address.
    invited = contacts.create(
        account=northwind.account, name="petra@northwind.example", address="petra@northwind.example"
    )
    Attendee.objects.in_workspace(seat.workspace).create(
        meeting=later, name="Petra Lang", address=invited.address, side="customer", contact=invited, partstat="ACCEPTED"
    )
    Attendance.objects.in_workspace(seat.workspace).create(meeting=later, contact=contacts.get(name="Petra Lang"))
    text = text_of(browser_of(seat), f"/deals/{northwind.pk}")
    assert "Petra Lang 2 meetings" in text
    assert "Petra Lang 1 meeting" not in text
    assert "petra@northwind.example" not in text
