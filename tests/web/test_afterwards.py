"""After a meeting without its words, and its recap, as the seller sees them (UX, S4; J3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.records.models import Afterthought, Commitment, Departure, Feeling
from foothold.web.recap_part import recap_part

Make = Callable[..., Any]
NOON = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def just_over(seat: Any, plan: Make) -> Any:
    """A meeting that ended three minutes ago."""
    return plan(seat, "Pilot result", NOON - timedelta(minutes=48))


def page(browser: Any, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode().split('<section class="list-at-side"')[0]


def test_two_minutes_after_its_end_a_meeting_is_at_the_top_of_after(
    seat: Any, plan: Make, browser_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(seat, "Pilot result", NOON - timedelta(minutes=46))
    assert "Pilot result" not in page(browser_of(seat), "/after")
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(minutes=1))
    shown = page(browser_of(seat), "/after")
    assert shown.index("Pilot result") < shown.index("Choose a file")


def test_what_was_called_off_or_is_somebody_elses_is_not_asked_about(
    seat: Any, colleague: Any, plan: Make, browser_of: Make
) -> None:
    plan(seat, "Called off", NOON - timedelta(hours=1), status="cancelled")
    plan(colleague, "Another's", NOON - timedelta(hours=1))
    shown = page(browser_of(seat), "/after")
    assert "Called off" not in shown
    assert "Another's" not in shown


def test_answers_are_kept_and_the_meeting_leaves_the_top(seat: Any, just_over: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    answer = browser.post(
        f"/meetings/{just_over.pk}/after",
        {
            "met": "partly",
            "sure": "50",
            "question": "should_have_asked",
            "thought": "forgot",
            "thought_words": "the CFO",
        }
        | {"promised": "Petra sends the pump hours by Friday"},
    )
    assert answer["Location"] == f"/meetings/{just_over.pk}"
    felt = Feeling.objects.in_workspace(seat.workspace).get()
    assert (felt.met, felt.sure, felt.late) == ("partly", 50, False)
    thought = Afterthought.objects.in_workspace(seat.workspace).get()
    assert (thought.question, thought.answer, thought.words) == ("should_have_asked", "forgot", "the CFO")
    assert "Pilot result</h1>" not in page(browser, "/after")


def test_own_words_become_cards_that_raise_nothing(seat: Any, just_over: Any, browser_of: Make) -> None:
    browser_of(seat).post(f"/meetings/{just_over.pk}/after", {"promised": "Petra sends the pump hours by Friday"})
    promise = Commitment.objects.in_workspace(seat.workspace).get()
    assert (promise.side, promise.owner, promise.due_on.isoformat()) == ("customer", "Petra Lang", "2026-09-25")
    assert promise.evidence == []
    just_over.refresh_from_db()
    assert (just_over.state, just_over.homework_set, just_over.step_counts) == ("", "", "")
    shown = page(browser_of(seat), f"/meetings/{just_over.pk}")
    assert "your own words" in shown


def test_a_card_of_own_words_is_dropped_and_comes_back(
    seat: Any, just_over: Any, read_meeting: Make, browser_of: Make
) -> None:
    browser = browser_of(seat)
    browser.post(f"/meetings/{just_over.pk}/after", {"promised": "the list of sites"})
    promise = Commitment.objects.in_workspace(seat.workspace).get()
    for answer, state in (("drop", "dropped"), ("undo", "open"), ("keep", "open")):
        browser.post(f"/promises/{promise.pk}", {"answer": answer})
        promise.refresh_from_db()
        assert promise.state == state


def test_words_given_later_leave_the_own_ones(seat: Any, just_over: Any, read_meeting: Make, browser_of: Make) -> None:
    browser_of(seat).post(f"/meetings/{just_over.pk}/after", {"promised": "the list of sites"})
    read = read_meeting(seat, held_at=just_over.held_at)
    assert read == just_over
    promised = list(Commitment.objects.in_workspace(seat.workspace).values_list("what", flat=True))
    assert "the list of sites" in promised
    assert len(promised) > 1


def test_everything_skipped_is_unknown_and_not_asked_again(seat: Any, just_over: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    browser.post(f"/meetings/{just_over.pk}/after", {"question": "should_have_asked"})
    assert not Feeling.objects.in_workspace(seat.workspace).exists()
    assert Afterthought.objects.in_workspace(seat.workspace).get().answer == ""
    assert "Pilot result</h1>" not in page(browser, "/after")
    assert "What you said" not in page(browser, f"/meetings/{just_over.pk}")


def test_the_third_question_takes_turns(seat: Any, just_over: Any, browser_of: Make, plan: Make) -> None:
    browser = browser_of(seat)
    assert "should I have asked" in page(browser, "/after")
    browser.post(f"/meetings/{just_over.pk}/after", {"question": "should_have_asked", "thought": "nothing"})
    plan(seat, "Price", NOON - timedelta(minutes=48))
    assert "What would the customer say" in page(browser, "/after")


def test_the_third_question_comes_before_a_verdict_by_words_too(seat: Any, browser_of: Make) -> None:
    asked = browser_of(seat).post("/read", {"words": "Petra: Call me after the conference."}).content.decode()
    assert 'name="thought"' in asked


@pytest.mark.parametrize("sent", [{"met": "maybe"}, {"sure": "33"}, {"sure": "x"}])
def test_a_strange_answer_is_refused(seat: Any, just_over: Any, browser_of: Make, sent: dict[str, str]) -> None:
    assert browser_of(seat).post(f"/meetings/{just_over.pk}/after", sent).status_code == 400
    assert not Feeling.objects.in_workspace(seat.workspace).exists()


def test_with_a_mailbox_the_recap_is_shown_and_leaves_with_one_tap(
    seat: Any, just_over: Any, connected: Make, browser_of: Make
) -> None:
    connected(seat)
    browser = browser_of(seat)
    shown = page(browser, f"/meetings/{just_over.pk}")
    assert "Hello Petra," in shown
    browser.post(
        f"/meetings/{just_over.pk}/recap",
        {"answer": "send", "to": "petra@northwind.example", "subject": "What we noted", "text": "Mine, edited"},
    )
    departure = Departure.objects.in_workspace(seat.workspace).get()
    assert (departure.kind, departure.to_addresses) == ("recap", ["petra@northwind.example"])
    assert "Waiting to send" in page(browser, f"/meetings/{just_over.pk}")


def test_what_was_typed_is_not_lost_when_it_cannot_leave(
    seat: Any, just_over: Any, connected: Make, browser_of: Make
) -> None:
    connected(seat)
    answer = browser_of(seat).post(f"/meetings/{just_over.pk}/recap", {"subject": "s", "text": "Words of half an hour"})
    assert answer.status_code == 422
    assert "Words of half an hour" in answer.content.decode()
    assert not Departure.objects.in_workspace(seat.workspace).exists()


@pytest.fixture
def promised(seat: Any, just_over: Any) -> Any:
    """Read out of its words, and neither kept nor dropped yet."""
    evidence = [{"text": "I send you the pump hours", "speaker": "Petra", "side": "customer", "line": 1}]
    return Commitment.objects.create(
        workspace=seat.workspace,
        meeting=just_over,
        place=0,
        side="customer",
        what="send the pump hours",
        evidence=evidence,
    )


def test_the_recap_follows_each_answer_to_a_promise(seat: Any, promised: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    shown = page(browser, f"/meetings/{promised.meeting_id}")
    assert "neither kept nor dropped yet: send the pump hours" in shown
    assert shown.count('id="recap"') == 1
    for answer, is_in in (("keep", True), ("undo", False), ("due", True), ("drop", False)):
        sent = {"answer": answer, "due": "2026-09-25"}
        card = browser.post(f"/promises/{promised.pk}", sent, headers={"HX-Request": "true"}).content.decode()
        recap = card.split('<section class="recap"')[1]
        assert 'hx-swap-oob="true"' in recap
        assert ("send the pump hours" in recap.split('id="recap-text"')[1]) is is_in
        assert ("pump%20hours" in recap.split("mailto:")[1]) is is_in
        assert ("Left out" in recap) is (answer == "undo")


def test_words_typed_into_the_recap_outlive_an_answer_to_a_promise(
    seat: Any, promised: Any, connected: Make, browser_of: Make
) -> None:
    connected(seat)
    browser, answered = browser_of(seat), f"/promises/{promised.pk}"
    draft = recap_part(seat, promised.meeting, now=NOON).draft
    as_drafted = {"subject": draft.subject, "text": draft.text.replace("\n", "\r\n")}
    kept = browser.post(answered, {"answer": "keep"} | as_drafted, headers={"HX-Request": "true"}).content.decode()
    assert "send the pump hours" in kept.split('id="recap-text"')[1]
    typed = {"answer": "undo", "subject": draft.subject, "text": "Words of half an hour"}
    undone = browser.post(answered, typed, headers={"HX-Request": "true"}).content.decode()
    assert "Words of half an hour</textarea>" in undone
    assert "Write it anew" in undone


def test_without_a_mailbox_it_opens_as_a_mail_and_the_word_is_noted(
    seat: Any, just_over: Any, browser_of: Make
) -> None:
    browser = browser_of(seat)
    assert 'href="mailto:petra@northwind.example?subject=What%20we%20noted' in page(
        browser, f"/meetings/{just_over.pk}"
    )
    browser.post(f"/meetings/{just_over.pk}/recap", {"answer": "by_hand"})
    assert "You say you sent it" in page(browser, f"/meetings/{just_over.pk}")
    browser.post(f"/meetings/{just_over.pk}/recap", {"answer": "not_by_hand"})
    assert "Open as a mail" in page(browser, f"/meetings/{just_over.pk}")


def test_a_colleague_sees_neither_recap_nor_what_was_said_after(
    seat: Any, colleague: Any, plan: Make, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    meeting = plan(colleague, "Pilot result", NOON - timedelta(minutes=48))
    browser_of(colleague).post(
        f"/meetings/{meeting.pk}/after", {"question": "should_have_asked", "thought_words": "the CFO"}
    )
    shown = page(browser_of(seat), f"/meetings/{meeting.pk}")
    assert "the CFO" not in shown
    assert 'id="recap"' not in shown
    assert browser_of(seat).post(f"/meetings/{meeting.pk}/recap", {"answer": "by_hand"}).status_code == 404


def test_after_leads_to_the_debrief_of_the_last_meeting_however_long_ago(
    seat: Any, plan: Make, browser_of: Make
) -> None:
    plan(seat, "Before that", NOON - timedelta(days=9))
    last = plan(seat, "Pilot result", NOON - timedelta(days=3))
    plan(seat, "To come", NOON + timedelta(days=1))
    browser = browser_of(seat)
    shown = page(browser, "/after")
    assert f'href="/meetings/{last.pk}/after">Say what happened' in shown
    assert "Before that" not in shown
    browser.post(f"/meetings/{last.pk}/after", {"met": "yes"})
    assert f'href="/meetings/{last.pk}">What was said of it' in page(browser, "/after")
