"""A seller's weekly sheet and one-to-one (METHOD 11; UX J9)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from foothold.records.changes_kept import keep_as_they_stand
from foothold.records.coaching_rates import coaching_of
from foothold.records.models import (
    Afterthought,
    Agreement,
    Call,
    Contact,
    Feeling,
    Identity,
    Invitation,
    Letter,
    Meeting,
    MeetingStood,
    OpportunityJudgement,
    OpportunityStanding,
    PipelineDecision,
    Preparation,
    Source,
    Workspace,
)
from foothold.records.one_to_one import _questions
from foothold.records.pipeline import pipeline
from foothold.records.seller_week import last_held, seller_week
from foothold.records.time_by_class import _then, time_of
from made_deals import judge, make_deal, make_meeting, make_promise

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)


def text_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def toms_week(seat: Any, colleague: Any, lets_lead: Make) -> Any:
    """A seller with a meeting that felt good and came to nothing, a booked deal, a dark one."""
    lets_lead(seat, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, amount=22_000)
    last = make_meeting(colleague, deal, NOW - timedelta(days=2), "Pilot result", next_set="never")
    judge(last)
    make_promise(last, "pump hours", due_on=NOW.date() + timedelta(days=2))
    Feeling.objects.in_workspace(colleague.workspace).create(
        meeting=last, user=colleague.user, met="yes", sure=75, said_at=NOW - timedelta(days=2), late=False
    )
    Afterthought.objects.in_workspace(colleague.workspace).create(
        meeting=last,
        user=colleague.user,
        question="should_have_asked",
        answer="not_asked",
        words="Who signs?",
        said_at=NOW - timedelta(days=2),
    )
    make_deal(colleague, "Northwind", state="booked", now=NOW, amount=84_000)
    make_deal(colleague, "Contoso", state="silent", now=NOW, amount=60_000)
    return colleague


def test_the_sheet_asks_what_date_was_asked_for_and_has_five_parts(toms_week: Any, browser_of: Make) -> None:
    text = text_of(browser_of(toms_week), f"/weekly/{toms_week.pk}")
    assert "What date did you ask for, and what did they say?" in text
    assert "How did it go" not in text
    order = ["1 Last seven days", "2 Without a booked step: 2 deals", "3 Next seven days", "4 Silent", "5 One"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert re.search(r"Helio: Pilot result Yes, 75 % sure Continuation Vague pump hours", text)
    assert "Call me after the conference." in text
    assert "Forecast EUR 84 k. Beside it, without a booked step, EUR 82 k." in text
    assert re.search(r"Contoso 1\d working days \(usually 3\) One last message with three answers\.", text)
    assert "Northwind 1 of 8 known" in text or re.search(r"Northwind .*(of 8 known|outcome)", text)


def test_a_state_has_one_name_on_deals_the_review_the_sheet_and_their_lists(toms_week: Any, browser_of: Make) -> None:
    make_deal(toms_week, "Alpine", state="offered", now=NOW)
    browser = browser_of(toms_week)
    sheet = text_of(browser, f"/weekly/{toms_week.pk}").split("2 Without")[1].split("3 Next")[0]
    for name, word in (("Alpine", "Offered"), ("Helio", "Vague"), ("Contoso", "Silent")):
        assert re.search(rf"{name} EUR [\d.]+ k {word}", sheet)
        for address in ("/deals", "/pipeline", f"/weekly/{toms_week.pk}/counted/without"):
            text = text_of(browser, address)
            assert re.search(rf"{name}.{{0,120}}? {word}\b", text), (address, text[text.find(name) :][:200])
            assert "counted next step" not in text


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"slot_at": NOW - timedelta(minutes=10)}, "Booked, its time has come"),
        ({"topic": "catch up"}, "Booked, about nothing yet"),
    ],
)
def test_of_a_booked_date_that_does_not_count_the_sheet_says_why(
    toms_week: Any, browser_of: Make, said: dict[str, Any], why: str
) -> None:
    make_deal(toms_week, "Delta", state="booked", now=NOW, amount=74_000, **said)
    text = text_of(browser_of(toms_week), f"/weekly/{toms_week.pk}").split("2 Without")[1].split("3 Next")[0]
    assert f"Delta EUR 74 k {why}" in text


def test_what_was_felt_late_was_not_said_before(toms_week: Any, browser_of: Make) -> None:
    Feeling.objects.in_workspace(toms_week.workspace).update(late=True)
    text = text_of(browser_of(toms_week), f"/weekly/{toms_week.pk}")
    assert "75 % sure" not in text
    assert re.search(r"Helio: Pilot result Continuation Vague pump hours", text)


def test_everybody_silent_is_listed_and_what_is_let_go_is_asked_so(toms_week: Any, browser_of: Make) -> None:
    make_deal(
        toms_week, "Orchard", state="silent", now=NOW, silence="quiet", unanswered=1, triage="nurture (keep warm)"
    )
    text = text_of(browser_of(toms_week), f"/weekly/{toms_week.pk}")
    silent = text.split("4 Silent")[1].split("5 One")[0]
    assert re.search(r"Orchard 1\d working days \(usually 3\) One message", silent)
    assert re.search(r"Contoso 1\d working days \(usually 3\) One last message", silent)
    without = text.split("2 Without")[1].split("3 Next")[0]
    assert re.search(r"Contoso EUR 60 k Silent met 1\d working days ago let go: send the last message\?", without)
    assert re.search(r"Orchard EUR 20 k Silent met 1\d working days ago keep warm, or close\?", without)


def test_cells_of_which_nothing_is_known_stay_empty(colleague: Any, browser_of: Make) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW)
    make_meeting(colleague, deal, NOW - timedelta(days=2), "Talk")
    page = browser_of(colleague).get(f"/weekly/{colleague.pk}").content.decode()
    row = page.split("Helio: Talk")[1].split("</tr>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["", "", "", ""]


def test_a_seller_of_one_meeting_or_none_gets_words_and_no_false_precision(colleague: Any, browser_of: Make) -> None:
    browser = browser_of(colleague)
    text = text_of(browser, f"/weekly/{colleague.pk}")
    assert "No customer meetings in seven days." in text
    assert "Not known: no mails and no calls were read." in text, "neither that somebody is silent nor that nobody is"
    assert "Nothing to say yet: too little is known." in text
    assert "No meetings in 90 days." in text
    empty = text_of(browser, f"/one-to-one/{colleague.pk}")
    assert "No deal stands out." in empty
    assert "No hours with customers in four weeks." in empty
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    make_meeting(colleague, deal, NOW - timedelta(days=10), next_set="never")
    text = text_of(browser, f"/weekly/{colleague.pk}")
    assert "order or a no: 0 of 1 meetings in 90 days" in text
    assert "A dated step before the meeting ends : 0 of 1 , aim 60 %" in text
    assert "%" not in text.split("order or a no:")[1]


def test_an_agenda_is_counted_on_all_meetings_held_and_not_on_the_prepared_ones(colleague: Any) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    held = [make_meeting(colleague, deal, NOW - timedelta(days=10 + number)) for number in range(20)]
    Preparation.objects.in_workspace(colleague.workspace).create(
        meeting=held[0], user=colleague.user, opened_at=held[0].held_at, agenda_sent_at=held[0].held_at
    )
    mails = Source.objects.in_workspace(colleague.workspace).create(
        user=colleague.user, kind="mails", key="m", covers_from=NOW - timedelta(days=60), covers_until=NOW
    )
    found = agendas_of(colleague)
    assert (found.k, found.n, found.behaviour.rate) == (1, 20, pytest.approx(0.05))
    mails.covers_from = NOW - timedelta(days=22, hours=1)
    mails.save()
    assert agendas_of(colleague).n == 6, "the mails read begin too late for the others"


def test_without_mails_it_is_not_known_that_no_agenda_was_sent_and_nobody_is_coached_on_it(
    colleague: Any, browser_of: Make
) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    for number in range(12):
        make_meeting(colleague, deal, NOW - timedelta(days=10 + number), next_set="in_room", homework_set="yes")
    assert agendas_of(colleague).behaviour.rate is None
    browser = browser_of(colleague)
    sheet, talk = (text_of(browser, f"/{page}/{colleague.pk}") for page in ("weekly", "one-to-one"))
    assert "Nothing to say yet" in sheet
    assert "agenda sent before : 0" not in sheet
    assert "This week: the agenda" not in talk
    counted = text_of(browser, f"/weekly/{colleague.pk}/counted/agenda")
    assert "0 of 0 meetings" not in counted
    assert "not done" not in counted


def agendas_of(seat: Any) -> Any:
    return next(each for each in coaching_of(seat, now=NOW).counted if each.behaviour.name == "agenda")


@pytest.mark.parametrize(
    ("next_date", "left"),
    [
        ({"answer": "accepted", "answer_level": "E4"}, "well"),
        ({"answer": "accepted", "answer_level": "E2"}, "not_well"),
        ({"answer": "no_answer", "answer_level": "E0"}, "not_well"),
        ({"answer": "", "organized_by": "customer", "we_accepted": "yes"}, "well"),
    ],
)
def test_a_date_they_accepted_in_the_room_keeps_the_policy_whatever_it_is_called(
    colleague: Any, next_date: dict[str, str], left: str
) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    following = make_meeting(colleague, deal, NOW + timedelta(days=3), "Catch up", **next_date)
    held = make_meeting(
        colleague, deal, NOW - timedelta(days=10), next_set="in_room", next_meeting=following, step_counts="no"
    )
    judge(held)
    assert getattr(coaching_of(colleague, now=NOW).left, left) == (held.pk,)


def test_a_no_keeps_the_policy_at_any_level(colleague: Any) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    held = make_meeting(colleague, deal, NOW - timedelta(days=10), next_set="never")
    judge(held, "no sale")
    assert coaching_of(colleague, now=NOW).left.well == (held.pk,)


def test_what_was_felt_and_missed_is_his_alone(toms_week: Any, seat: Any, browser_of: Make) -> None:
    own, boss = browser_of(toms_week), browser_of(seat)
    assert "75 % sure" in text_of(own, f"/weekly/{toms_week.pk}")
    assert "felt 75 % sure" in text_of(own, f"/one-to-one/{toms_week.pk}")
    assert "Who signs?" in text_of(own, f"/one-to-one/{toms_week.pk}")
    sheet, talk = text_of(boss, f"/weekly/{toms_week.pk}"), text_of(boss, f"/one-to-one/{toms_week.pk}")
    assert "75 %" not in sheet + talk
    assert "Who signs?" not in talk
    assert "felt good" not in talk
    assert "What was felt is not shared." in talk


def test_a_sheet_is_nobodys_but_the_sellers_and_who_leads_him(
    toms_week: Any, seat: Any, make_seat: Make, stranger: Any, browser_of: Make
) -> None:
    peer = make_seat("Mira", seat.workspace, role="seller")
    for address in (f"/weekly/{toms_week.pk}", f"/one-to-one/{toms_week.pk}"):
        assert browser_of(peer).get(address).status_code == 404
        assert browser_of(stranger).get(address).status_code == 404
        assert browser_of(seat).get(address).status_code == 200
    assert browser_of(peer).post(f"/one-to-one/{toms_week.pk}/agreed", {"own": "x"}).status_code == 404
    assert browser_of(toms_week).get("/weekly").headers["Location"] == f"/weekly/{toms_week.pk}"


def test_the_one_to_one_chooses_three_deals_and_names_why(toms_week: Any, browser_of: Make) -> None:
    orchard = make_deal(toms_week, "Orchard", state="vague", now=NOW, meeting=False)
    make_meeting(toms_week, orchard, NOW - timedelta(days=30))
    text = text_of(browser_of(toms_week), f"/one-to-one/{toms_week.pk}")
    deals = text.split("Three deals")[1].split("To ask")[0]
    assert re.search(
        r"Helio Felt surest, least to show .* Orchard Longest without a date .* Northwind One to copy", deals
    )


@pytest.mark.parametrize(("states", "heading"), [(("vague",), "One deal"), (("vague", "booked"), "Two deals")])
def test_the_heading_names_as_many_deals_as_stand_below_it(
    colleague: Any, browser_of: Make, states: tuple[str, ...], heading: str
) -> None:
    for number, state in enumerate(states):
        make_deal(colleague, f"Firm {number}", state=state, now=NOW)
    text = text_of(browser_of(colleague), f"/one-to-one/{colleague.pk}")
    listed = text.partition(f" {heading} ")[2].partition("To ask")[0]
    assert listed.count("Firm") == len(states)
    assert "Three deals" not in text


def test_hours_of_which_no_class_is_known_are_no_finding(colleague: Any, browser_of: Make) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    make_meeting(colleague, deal, NOW - timedelta(days=9))
    make_meeting(colleague, deal, NOW - timedelta(days=2))
    browser = browser_of(colleague)
    time = text_of(browser, f"/one-to-one/{colleague.pk}").partition("customer hours")[2].partition("A mirror")[0]
    assert "class not known yet 1.5 h" in time
    assert "%" not in time
    assert "What class these customers had is not known for any of the hours." in time
    PipelineDecision.objects.in_workspace(colleague.workspace).create(
        opportunity=deal, user=colleague.user, week=(NOW - timedelta(days=5)).date(), decision="keep",
        decided_at=NOW - timedelta(days=5), triage="not tested",
    )  # fmt: skip
    time = text_of(browser, f"/one-to-one/{colleague.pk}").partition("customer hours")[2].partition("A mirror")[0]
    # Of what is known, all of it; the other hours have no share.
    assert "not tested 0.8 h (100 %)" in time
    assert "class not known yet 0.8 h" in time
    assert "is not known for any of the hours" not in time


def test_the_longest_without_a_date_may_be_silent_and_is_counted_from_its_last_meeting(
    toms_week: Any, browser_of: Make
) -> None:
    make_deal(toms_week, "Eastgate", state="vague", now=NOW, opened_at=NOW - timedelta(days=200))
    quiet = make_deal(toms_week, "Broadfield", state="silent", now=NOW, meeting=False, silence="quiet")
    make_meeting(toms_week, quiet, NOW - timedelta(days=67))
    text = text_of(browser_of(toms_week), f"/one-to-one/{toms_week.pk}")
    assert re.search(r"Helio Felt surest.* Broadfield Longest without a date", text)
    assert "Eastgate" not in text.split("Three deals")[1].split("To ask")[0]


def test_a_question_of_the_weekly_review_is_asked_and_then_talked_about(
    toms_week: Any, seat: Any, browser_of: Make
) -> None:
    boss = browser_of(seat)
    deal = Meeting.objects.in_workspace(seat.workspace).get(title="Pilot result", held_at__lt=NOW).opportunity
    boss.post(f"/pipeline/{deal.pk}", {"decision": "ask"})
    assert "Helio What date was asked for, and what did they say? · Anna" in text_of(
        boss, f"/one-to-one/{toms_week.pk}"
    )
    question = PipelineDecision.objects.in_workspace(seat.workspace).get()
    boss.post(f"/one-to-one/{toms_week.pk}/questions/{question.pk}")
    assert "No questions were raised." in text_of(boss, f"/one-to-one/{toms_week.pk}")
    question.refresh_from_db()
    assert question.answered_at is not None


def test_two_agreements_at_most_and_a_third_changes_nothing(toms_week: Any, browser_of: Make) -> None:
    browser, address = browser_of(toms_week), f"/one-to-one/{toms_week.pk}/agreed"
    browser.post(address, {"agreed": ["Ask for a date in the room."], "own": "  Call   Contoso "})
    kept = Agreement.objects.in_workspace(toms_week.workspace).order_by("place")
    assert [each.what for each in kept] == ["Ask for a date in the room.", "Call Contoso"]
    browser.post(address, {"agreed": ["a", "b"], "own": "c"})
    assert kept.count() == 2
    assert "Two agreements at most. Nothing was changed" in text_of(browser, f"/one-to-one/{toms_week.pk}")
    browser.post(address, {"own": "x" * 5000})
    assert [len(each.what) for each in kept.all()] == [200]


def test_the_next_one_to_one_is_booked_by_the_close_screen(toms_week: Any, seat: Any, browser_of: Make) -> None:
    boss = browser_of(seat)
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    answer = boss.post(f"/one-to-one/{toms_week.pk}/agreed", {"own": "Call Contoso", "then": "book"})
    assert answer.headers["Location"] == f"/close?colleague={toms_week.pk}"
    page = boss.get(answer.headers["Location"]).content.decode()
    assert "Next with Tom" in page
    start = (NOW + timedelta(days=7)).replace(minute=0, second=0)
    fields = {"colleague": toms_week.pk, "key": "k1", "slot": start.isoformat(), "topic": "One-to-one, agreements"}
    fields |= {"who": f"{toms_week.user.address} Tom", "organizer": seat.user.address}
    booked = boss.post("/close", fields)
    assert booked.status_code == 302, booked.content.decode()[:3000]
    invitation = Invitation.objects.in_workspace(seat.workspace).get()
    assert invitation.starts_at == start
    fields |= {"key": "k2", "slot": (start + timedelta(days=1)).isoformat(), "who": "petra@northwind.example Petra"}
    refused = boss.post("/close", fields)
    assert refused.status_code == 422
    assert Invitation.objects.in_workspace(seat.workspace).count() == 1


def test_a_one_to_one_is_no_customer_meeting(toms_week: Any, seat: Any, browser_of: Make) -> None:
    test_the_next_one_to_one_is_booked_by_the_close_screen(toms_week, seat, browser_of)
    meeting = Invitation.objects.in_workspace(seat.workspace).get().meeting
    assert meeting.relation != "customer"
    assert meeting.opportunity is None


def test_hours_count_under_the_class_that_was_known_on_their_day(toms_week: Any) -> None:
    deal = Meeting.objects.in_workspace(toms_week.workspace).get(title="Pilot result", held_at__lt=NOW).opportunity
    make_meeting(toms_week, deal, NOW - timedelta(days=9), "Before")
    PipelineDecision.objects.in_workspace(toms_week.workspace).create(
        opportunity=deal,
        user=toms_week.user,
        week=(NOW - timedelta(days=5)).date(),
        decision="keep",
        decided_at=NOW - timedelta(days=5),
        triage="not tested",
    )
    time = time_of(toms_week, toms_week, now=NOW)
    assert time.by_class["not tested"] == pytest.approx(0.75)
    assert time.by_class[""] == pytest.approx(0.75 * 4)
    assert time.felt_good_without_advance == pytest.approx(0.75)


@pytest.mark.parametrize(("met", "rated", "in_vain"), [("yes", "good_1", 0.0), ("partly", "good_5", 0.75)])
def test_how_good_it_was_counts_before_whether_it_reached_its_goal(
    toms_week: Any, met: str, rated: str, in_vain: float
) -> None:
    meeting = Meeting.objects.in_workspace(toms_week.workspace).get(title="Pilot result", held_at__lt=NOW)
    Feeling.objects.in_workspace(toms_week.workspace).update(met=met)
    rate(toms_week, meeting, rated, NOW - timedelta(days=2))
    assert time_of(toms_week, toms_week, now=NOW).felt_good_without_advance == pytest.approx(in_vain)


def test_a_rating_given_once_the_verdict_was_there_is_no_feeling(toms_week: Any) -> None:
    meeting = Meeting.objects.in_workspace(toms_week.workspace).get(title="Pilot result", held_at__lt=NOW)
    rate(toms_week, meeting, "good_1", NOW - timedelta(days=1))
    assert time_of(toms_week, toms_week, now=NOW).felt_good_without_advance == pytest.approx(0.75)


def rate(seat: Any, meeting: Meeting, answer: str, at: datetime) -> None:
    Afterthought.objects.in_workspace(seat.workspace).create(
        meeting=meeting, user=seat.user, question="how_good", answer=answer, said_at=at
    )


def test_a_meeting_counts_for_each_of_ours(toms_week: Any) -> None:
    from foothold.records.models import Attendee

    meeting = Meeting.objects.in_workspace(toms_week.workspace).get(title="Pilot result", held_at__lt=NOW)
    before = time_of(toms_week, toms_week, now=NOW).total
    for name in ("Tom", "Anna", "Mira"):
        Attendee.objects.in_workspace(toms_week.workspace).create(meeting=meeting, name=name, side="ours")
    assert time_of(toms_week, toms_week, now=NOW).total == pytest.approx(before + 2 * 0.75)


@pytest.mark.parametrize(("absent", "hours"), [("customer", 0.75), ("ours", 0)])
def test_the_hours_of_a_no_show_are_spent_where_we_were_there(toms_week: Any, absent: str, hours: float) -> None:
    before = time_of(toms_week, toms_week, now=NOW).total
    deal = make_deal(toms_week, "Fabrikam", state="vague", now=NOW, meeting=False)
    missed = make_meeting(toms_week, deal, NOW - timedelta(days=2))
    assert time_of(toms_week, toms_week, now=NOW).total == pytest.approx(before + 0.75)
    missed.absent, missed.absent_told_at = absent, NOW
    missed.save()
    assert time_of(toms_week, toms_week, now=NOW).total == pytest.approx(before + hours)
    assert missed.pk not in {each.meeting.pk for each in seller_week(toms_week, toms_week, now=NOW).last}


def test_a_valuable_deal_that_got_no_hours_counts_in_the_value(toms_week: Any) -> None:
    deal = make_deal(toms_week, "Neglected", state="booked", now=NOW, amount=900_000, meeting=False)
    time = time_of(toms_week, toms_week, now=NOW)
    assert str(deal.pk) not in time.by_opportunity
    assert time.values[str(deal.pk)] > 0
    deal.closure = "lost"
    deal.save()
    assert str(deal.pk) not in time_of(toms_week, toms_week, now=NOW).values


def test_dark_is_as_it_was_on_the_day_of_spending(toms_week: Any) -> None:
    deal = make_deal(toms_week, "Fabrikam", state="vague", now=NOW, meeting=False)
    make_meeting(toms_week, deal, NOW - timedelta(days=60))

    def called(days: int, direction: str, outcome: str) -> None:
        Call.objects.in_workspace(toms_week.workspace).create(
            account=deal.account,
            user=toms_week.user,
            key=f"{days}",
            called_at=NOW - timedelta(days=days),
            direction=direction,
            outcome=outcome,
        )

    before = time_of(toms_week, toms_week, now=NOW).on_dark
    for days in (55, 50, 45, 40, 35):
        called(days, "out", "no_answer")
    held = make_meeting(toms_week, deal, NOW - timedelta(days=10), "Again")
    held.put_at = NOW - timedelta(days=10)
    held.save()
    assert time_of(toms_week, toms_week, now=NOW).on_dark == pytest.approx(before + 0.75)
    called(30, "in", "")
    assert time_of(toms_week, toms_week, now=NOW).on_dark == pytest.approx(before), "he had called before it"
    OpportunityStanding.objects.in_workspace(toms_week.workspace).filter(opportunity=deal).update(silence="dark")
    assert time_of(toms_week, toms_week, now=NOW).on_dark == pytest.approx(before), "what is so today is hindsight"


def test_a_date_called_off_since_was_booked_on_the_day_of_spending(toms_week: Any) -> None:
    deal = make_deal(toms_week, "Fabrikam", state="vague", now=NOW, meeting=False)
    make_meeting(toms_week, deal, NOW - timedelta(days=60))
    for days in (55, 50, 45, 40, 35):
        Call.objects.in_workspace(toms_week.workspace).create(
            account=deal.account, user=toms_week.user, key=f"{days}", called_at=NOW - timedelta(days=days),
            direction="out", outcome="no_answer",
        )  # fmt: skip
    before = time_of(toms_week, toms_week, now=NOW).on_dark
    make_meeting(toms_week, deal, NOW - timedelta(days=10), "Again", put_at=NOW - timedelta(days=10))
    assert time_of(toms_week, toms_week, now=NOW).on_dark == pytest.approx(before + 0.75)
    booked = {"answer": "accepted", "answer_level": "E4", "put_at": NOW - timedelta(days=20)}
    ahead = make_meeting(toms_week, deal, NOW + timedelta(days=3), "Price for three sites", **booked)
    rows = Meeting.objects.in_workspace(toms_week.workspace).filter(pk=ahead.pk)
    rows.update(created_at=NOW - timedelta(days=20), noted_at=NOW - timedelta(days=4))
    Workspace.objects.filter(pk=toms_week.workspace_id).update(changes_kept_since=NOW - timedelta(days=90))
    keep_as_they_stand(toms_week.workspace_id, rows, NOW - timedelta(days=4))
    rows.update(status="cancelled")
    assert time_of(toms_week, toms_week, now=NOW).on_dark == pytest.approx(before), "it was booked that day"
    MeetingStood.objects.in_workspace(toms_week.workspace).delete()
    Workspace.objects.filter(pk=toms_week.workspace_id).update(changes_kept_since=NOW)
    time = time_of(toms_week, toms_week, now=NOW)
    assert time.on_dark == pytest.approx(before), "and where nobody kept it, it is not known"


def test_days_without_a_step_are_the_customers_working_days(seat: Any) -> None:
    # Friday 1 and Monday 4 May 2026: the one is a holiday in Austria, the other in neither.
    now = datetime(2026, 5, 6, 10, tzinfo=UTC)
    for name, country in (("Northwind", ""), ("Alpine", "AT")):
        deal = make_deal(seat, name, state="vague", now=now, meeting=False)
        make_meeting(seat, deal, datetime(2026, 4, 29, 10, tzinfo=UTC))
        deal.account.country = country
        deal.account.tz = "Europe/Vienna" if country else ""
        deal.account.save()
    days = {each.deal.opportunity.name: each.days for each in seller_week(seat, seat, now=now).without}
    assert days == {"Northwind": 5, "Alpine": 4}


def test_a_meeting_called_by_its_customer_names_it_once(colleague: Any, browser_of: Make) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=NOW)
    make_meeting(colleague, deal, NOW - timedelta(days=2), "Helio")
    assert "Helio: Helio" not in text_of(browser_of(colleague), f"/weekly/{colleague.pk}")


def tried(seat: Any, deal: Any, at: datetime) -> None:
    """A call nobody took."""
    Call.objects.in_workspace(seat.workspace).create(
        account=deal.account, user=seat.user, key=str(at), called_at=at, direction="out", outcome="no_answer"
    )


def test_a_touch_belongs_to_the_deal_that_was_open_then(toms_week: Any) -> None:
    before = make_deal(
        toms_week,
        "Fabrikam",
        state="vague",
        now=NOW,
        meeting=False,
        closure="lost",
        closed_at=NOW - timedelta(days=10),
    )
    since = make_deal(toms_week, "Fabrikam", state="vague", now=NOW, meeting=False, opened_at=NOW - timedelta(days=5))
    for days in (12, 7, 2):
        tried(toms_week, before, NOW - timedelta(days=days))
    hours = time_of(toms_week, toms_week, now=NOW).by_opportunity
    assert hours[str(before.pk)] == pytest.approx(0.1)
    assert hours[str(since.pk)] == pytest.approx(0.1)


def test_a_mail_that_came_is_no_touch_of_his(toms_week: Any) -> None:
    deal = make_deal(toms_week, "Fabrikam", state="vague", now=NOW, meeting=False)
    rows = Contact.objects.in_workspace(toms_week.workspace)
    rows.create(account=deal.account, name="Petra Lang", address="petra@fabrikam.example")
    Identity.objects.in_workspace(toms_week.workspace).create(kind="domain", value="harbour.example")
    source = Source.objects.in_workspace(toms_week.workspace).create(
        user=toms_week.user, kind="mails", key="m", name="Mails"
    )
    for number, sender in enumerate(("jan@fabrikam.example", "tom@harbour.example")):
        Letter.objects.in_workspace(toms_week.workspace).create(
            user=toms_week.user,
            source=source,
            message_id=f"{number}@m",
            from_address=sender,
            to_addresses=["tom@harbour.example", "petra@fabrikam.example"],
            sent_at=NOW - timedelta(days=2, hours=number),
        )
    assert time_of(toms_week, toms_week, now=NOW).by_opportunity[str(deal.pk)] == pytest.approx(0.1)


def test_the_value_of_an_hour_is_by_the_judgement_that_stood_then_not_by_the_first_of_its_class(
    toms_week: Any,
) -> None:
    deal = make_deal(toms_week, "Fabrikam", state="vague", now=NOW, meeting=False)
    for version, (days, p_win) in enumerate(((20, 0.1), (10, 0.6)), 1):
        OpportunityJudgement.objects.in_workspace(toms_week.workspace).create(
            opportunity=deal,
            version=version,
            document={"triage": "nurture (develop)", "p": p_win},
            software="0",
            made_at=NOW - timedelta(days=days),
        )
    then = _then(toms_week, [deal.pk], [])[deal.pk]
    assert then.value_on(NOW - timedelta(days=25)) is None
    early, late = (then.value_on(NOW - timedelta(days=days)) for days in (15, 5))
    assert late > early


def test_of_more_than_nine_hundred_deals_none_is_left_out(colleague: Any) -> None:
    deals = [make_deal(colleague, f"Firm {number:04}", state="vague", now=NOW, meeting=False) for number in range(901)]
    last = max(deals, key=lambda each: each.pk)
    make_meeting(colleague, last, NOW - timedelta(days=20))
    PipelineDecision.objects.in_workspace(colleague.workspace).create(
        opportunity=last, user=colleague.user, week=NOW.date(), decision="ask", decided_at=NOW
    )
    found = pipeline(colleague, now=NOW).deals
    listed = tuple(sorted(found, key=lambda each: each.opportunity.pk))
    assert list(last_held(colleague, listed, NOW)) == [last.pk]
    assert [each.opportunity for each in _questions(colleague, listed)] == [last]
