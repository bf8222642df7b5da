"""Silent customers on the page (UX J10): both explanations, ours first, drafts that send nothing, undo, borders."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from foothold.records.models import (
    Attendee,
    Call,
    Commitment,
    Counterpart,
    Identity,
    Letter,
    LettingGo,
    Meeting,
    Opportunity,
    OpportunityStanding,
    Proposal,
    SilenceConstants,
    Source,
)
from made_deals import make_deal

Plan = Callable[..., Any]


@pytest.fixture
def client(seat: Any) -> Client:
    """A browser in which the owner is logged in."""
    browser = Client()
    browser.force_login(seat.user)
    return browser


@pytest.fixture
def silent(seat: Any, plan: Plan) -> Opportunity:
    """Northwind, met 40 days ago; Petra has left five mails unanswered. Jan is known there."""
    now = timezone.now()
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    meeting = plan(seat, "Pilot result", now - timedelta(days=40))
    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account, name="Northwind", opened_at=meeting.held_at
    )
    meeting.opportunity = deal
    meeting.save()
    Attendee.objects.in_workspace(seat.workspace).create(
        meeting=meeting,
        name="Jan <b>Novak",
        address="jan@northwind.example",
        counterpart="northwind.example",
        side="customer",
    )
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m", name="Mails")
    for number in range(5):
        Letter.objects.in_workspace(seat.workspace).create(
            user=seat.user,
            source=source,
            message_id=f"{number}@m",
            from_address="anna@harbour.example",
            to_addresses=["petra@northwind.example"],
            sent_at=now - timedelta(days=30 - 6 * number),
        )
    return deal


def page(client: Client, deal: Opportunity) -> str:
    return client.get(f"/silent/{deal.pk}").content.decode()


def test_the_list_names_the_silent_and_both_explanations(client: Client, silent: Opportunity) -> None:
    said = client.get("/silent").content.decode()
    assert "Northwind" in said
    assert "Less interested, or something else came first." in said
    assert "usual time not known" in said


def test_without_anybody_silent_the_list_says_so(seat: Any, client: Client) -> None:
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m")
    Letter.objects.in_workspace(seat.workspace).create(user=seat.user, source=source, message_id="m")
    for address in ("/silent", f"/weekly/{seat.pk}"):
        assert "Nobody is silent." in client.get(address).content.decode(), address


def test_with_hardly_any_mails_to_tell_from_it_is_said_that_it_cannot_be_told_yet(
    seat: Any, client: Client, plan: Plan
) -> None:
    now = timezone.now()
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m")
    for number, name in enumerate(("Northwind", "Alpine", "Contoso")):
        deal = make_deal(seat, name, state="vague", now=now)
        value = f"{name.lower()}.example"
        Counterpart.objects.in_workspace(seat.workspace).create(
            value=value, account=deal.account, relation="customer", told=True
        )
        Letter.objects.in_workspace(seat.workspace).create(
            user=seat.user, source=source, message_id=f"{number}@m", from_address=f"petra@{value}",
            to_addresses=["anna@harbour.example"], sent_at=now - timedelta(days=1),
        )  # fmt: skip
        pages = [client.get(address).content.decode() for address in ("/silent", f"/weekly/{seat.pk}")]
        assert all("Nobody is silent." in each for each in pages), "of each of them it can be told"
    Letter.objects.in_workspace(seat.workspace).filter(message_id__in=["1@m", "2@m"]).delete()
    for address in ("/silent", f"/weekly/{seat.pk}"):
        said = client.get(address).content.decode()
        assert "annot be told yet: with most customers no mail or call was read." in said
        assert "Nobody is silent" not in said
    Call.objects.in_workspace(seat.workspace).create(
        account=deal.account, user=seat.user, key="1", called_at=now, direction="in", outcome="spoke"
    )
    assert "Nobody is silent." in client.get("/silent").content.decode()


def test_where_neither_mail_nor_call_was_read_nobody_is_said_to_be_silent_or_not(seat: Any, client: Client) -> None:
    for address in ("/silent", f"/weekly/{seat.pk}"):
        said = client.get(address).content.decode()
        assert "ot known: no mails and no calls were read." in said, address
        assert "Nobody is silent" not in said


def test_deciding_offers_two_dates_somebody_else_and_letting_go_and_sends_nothing(
    client: Client, silent: Opportunity
) -> None:
    said = page(client, silent)
    assert "mailto:petra@northwind.example" in said
    assert "mailto:jan@northwind.example" in said
    assert "Let go" in said
    assert "Less interested, or something else came first." in said
    assert "One last message with three answers." in said
    assert "<b>Novak" not in said, "words from outside are escaped"
    assert "suit you for half an hour?" in unquote(said)


def test_after_mails_another_way_is_offered_and_only_what_is_advised_is_urged(
    client: Client, silent: Opportunity
) -> None:
    said = page(client, silent)
    assert re.search(r"<a [^>]*>Call Petra", said), "by mail they did not answer"
    urged = re.findall(r'<(?:a|button|summary) class="button big primary"|<button class="big primary" [^>]*', said)
    assert len(urged) == 1
    assert 'value="let_go"' in urged[0], "one last message is advised"


def test_the_advised_way_is_the_first_button_and_none_is_urged_before_its_day(
    seat: Any, client: Client, silent: Opportunity
) -> None:
    def ways() -> list[str]:
        said = page(client, silent).split('class="silent-ways"')[1]
        return re.findall(r"Call Petra|Send two dates|Ask Jan|Let go", said.split("</div>")[0])

    assert ways() == ["Let go", "Call Petra", "Send two dates", "Ask Jan"]
    Letter.objects.in_workspace(seat.workspace).filter(message_id="4@m").update(sent_at=timezone.now())
    said = page(client, silent)
    assert re.search(r"<strong>Wait until \w{3} \d+ \w{3}( \d{4})?\.</strong> Then: One last message", said)
    assert "big primary" not in said
    assert ways()[0] == "Let go"


def test_where_nobody_else_can_be_written_to_it_is_not_advised_to_ask_one(
    seat: Any, client: Client, silent: Opportunity
) -> None:
    # Two mails left unanswered after a meeting that was called off: dark, and another person would be next.
    Meeting.objects.in_workspace(seat.workspace).update(status="cancelled")
    Letter.objects.in_workspace(seat.workspace).filter(message_id__in=["2@m", "3@m", "4@m"]).delete()
    assert "Ask somebody else there who acted before." in page(client, silent)
    Attendee.objects.in_workspace(seat.workspace).filter(address__startswith="jan@").delete()
    said = page(client, silent)
    assert "Ask somebody else there" not in said
    assert "Another person there would be next: find out who." in said
    assert "Nobody else of this deal is known by address." in said


def test_what_we_owe_comes_first(seat: Any, client: Client, silent: Opportunity) -> None:
    Commitment.objects.in_workspace(seat.workspace).create(
        meeting=silent.meetings.in_workspace(seat.workspace).get(),
        place=0,
        side="ours",
        what="the price",
        due_on=timezone.localdate() - timedelta(days=9),
    )
    said = page(client, silent)
    assert "We owe them the price since" in said
    assert said.index("We owe them") < said.index("working days")
    assert "Deliver what we owe first." in said
    assert "We owe them the price" in client.get("/silent").content.decode()


def test_letting_go_closes_it_offers_the_last_message_and_can_be_undone(
    seat: Any, client: Client, silent: Opportunity
) -> None:
    after = client.post(f"/silent/{silent.pk}/decide", {"what": "let_go"}, follow=True).content.decode()
    silent.refresh_from_db()
    assert silent.closure == "let go"
    assert "Let go. To look at again on" in after
    assert "Nothing was sent." in after
    assert "3. No, thank you." in unquote(after)
    assert f"/silent/{silent.pk}" not in client.get("/silent").content.decode()
    back = client.post(f"/silent/{silent.pk}/decide", {"what": "undo"}, follow=True).content.decode()
    silent.refresh_from_db()
    assert silent.closure == ""
    assert "It is open again." in back


def test_whom_we_let_go_comes_up_again_on_its_day(seat: Any, client: Client, silent: Opportunity) -> None:
    client.post(f"/silent/{silent.pk}/decide", {"what": "let_go"})
    LettingGo.objects.in_workspace(seat.workspace).update(look_again_on=timezone.localdate() - timedelta(days=1))
    assert "To look at again" in client.get("/silent").content.decode()


def test_a_look_changes_nothing_and_other_answers_are_refused(client: Client, silent: Opportunity) -> None:
    assert client.get(f"/silent/{silent.pk}/decide").status_code == 405
    assert client.post(f"/silent/{silent.pk}/decide", {"what": "shout"}).status_code == 400
    silent.refresh_from_db()
    assert silent.closure == ""


def test_a_proposal_that_is_out_is_shown_with_its_days(seat: Any, client: Client, silent: Opportunity) -> None:
    sent = timezone.now() - timedelta(days=12)
    client.post(f"/silent/{silent.pk}/proposal", {"sent_on": f"{sent:%Y-%m-%d}"})
    assert "Proposal open" in page(client, silent)
    client.post(f"/silent/{silent.pk}/proposal", {"what": "answered"})
    assert Proposal.objects.in_workspace(seat.workspace).get().answered_at is not None


@pytest.mark.parametrize(
    "given",
    [
        {"sent_on": "yesterday"},
        {"sent_on": "2026-02-30"},
        {"sent_on": "2026-03-02", "answer_on": "2026-03-01"},
        {"sent_on": "0001-01-01"},
    ],
)
def test_a_day_that_is_none_keeps_nothing_and_says_so(
    seat: Any, client: Client, silent: Opportunity, given: dict[str, str]
) -> None:
    answer = client.post(f"/silent/{silent.pk}/proposal", given, follow=True)
    assert answer.status_code == 200
    assert "Saved: a proposal" not in answer.content.decode()
    assert not Proposal.objects.in_workspace(seat.workspace).exists()


def test_a_deal_without_a_meeting_is_not_called_silent(seat: Any, client: Client, silent: Opportunity) -> None:
    bare = Opportunity.objects.in_workspace(seat.workspace).create(
        account=silent.account, name="From the CRM", opened_at=datetime(2026, 1, 1, tzinfo=UTC), seller=seat.user
    )
    assert "it is not called silent" in page(client, bare)
    assert "From the CRM" not in client.get("/silent").content.decode()


@pytest.mark.parametrize("path", ["", "/decide", "/proposal"])
def test_a_colleague_and_another_workspace_find_nothing(
    silent: Opportunity, colleague: Any, make_seat: Callable[..., Any], path: str
) -> None:
    for other in (colleague, make_seat("Eve")):
        browser = Client()
        browser.force_login(other.user)
        address = f"/silent/{silent.pk}{path}"
        answer = browser.post(address, {"what": "let_go"}) if path else browser.get(address)
        assert answer.status_code == 404


def test_today_names_at_most_three_as_the_standings_have_them(seat: Any, client: Client, silent: Opportunity) -> None:
    now = timezone.now()
    for number in range(4):
        deal = Opportunity.objects.in_workspace(seat.workspace).create(
            account=silent.account, name=f"Deal {number}", opened_at=now, seller=seat.user
        )
        OpportunityStanding.objects.in_workspace(seat.workspace).create(
            opportunity=deal, as_of=now, state="silent", silence="dark", silent_since=now - timedelta(days=30 - number),
            usual_answer_days=3.2,
        )  # fmt: skip
    said = client.get("/today").content.decode()
    assert [f"Deal {n}" in said for n in range(4)] == [True, True, True, False]
    assert "(usually 3)" in said


def test_how_likely_an_answer_is_is_said_with_count_and_range_and_of_too_few_in_words(
    client: Client, silent: Opportunity
) -> None:
    assert "How likely an answer is: too few silences of yours (0 of 50)." in page(client, silent)
    kinds = {kind: {"pi0": 0.5, "ended": 64, "answered": 30} for kind in ("acted", "met", "cold")}
    SilenceConstants.objects.in_workspace(silent.workspace_id).create(kinds=kinds, made_at=timezone.now())
    said = " ".join(page(client, silent).split())
    assert re.search(
        r"Chance of an answer within five working days: \d+ % if we wait \(\d+ to \d+\), \d+ % if we write now \(\d+ to \d+\)\.",
        said,
    )
    assert "Counted on 64 silences of yours." in said
