"""A CRM's export comes in by its keys, changes only what differs, is undone whole, and merges nothing by guessing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from foothold.actions.delete_contact import delete_contact
from foothold.actions.give_deals import give_deals
from foothold.actions.import_files import import_bytes, import_paths
from foothold.actions.remove_source import remove_source
from foothold.actions.settle import settle_again
from foothold.actions.tell_amount import tell_amount
from foothold.actions.undo_import import undo_import
from foothold.actions.undo_last_import import undo_last_import
from foothold.connectors.crm.export_mapping import Told
from foothold.core.crm_rows import CrmKind
from foothold.records.deals_seen import deals_seen_by
from foothold.records.models import (
    Account,
    Attendee,
    Contact,
    CrmAccount,
    CrmAct,
    CrmMapping,
    ErasedMark,
    ImportChange,
    Meeting,
    Opportunity,
    OpportunityStanding,
    Source,
)
from foothold.records.visibility import deals_of_nobody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HEAD = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company\n"
OPEN_DEAL = "701,Line two,Proposal,12000,2026-09-01,2026-01-02,Anna,Northwind\n"
WON = "701,Line two,Closed won,12000,2026-05-04,2026-01-02,Anna,Northwind\n"
ALPINE = "702,Pilot,Proposal,,2026-07-01,2026-02-02,Somebody Else,Alpine\n"

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:anna@harbour.example\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTAMP:20260501T100000Z\r\nDTSTART:20260501T100000Z\r\nDTEND:20260501T110000Z\r\nSUMMARY:Pilot\r\n"
    "ORGANIZER:mailto:anna@harbour.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra@northwind.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
"""One meeting with Petra Lang of Northwind, on 1 May."""


def take(seat: Any, text: str, name: str = "deals.csv", now: datetime = NOW) -> Any:
    return import_bytes(seat, text.encode(), name, now=now)


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def counts(report: Any) -> tuple[int, int, int]:
    return report.new, report.changed, report.same


def said(report: Any) -> str:
    return " ".join(each.reason for each in report.skipped)


def test_deals_come_in_with_what_the_crm_says_of_them(seat: Any) -> None:
    report = take(seat, HEAD + OPEN_DEAL + ALPINE)
    deal = rows(seat, Opportunity).get(crm_key="701")
    assert counts(report) == (2, 0, 0)
    assert (deal.account.name, deal.seller_id, deal.crm) == ("Northwind", seat.user_id, "hubspot")
    assert (deal.amount, deal.amount_level, deal.stage) == (Decimal(12000), "E2", "Proposal")
    assert (str(deal.expected_on), deal.closure, deal.closed_at) == ("2026-09-01", "", None)
    assert rows(seat, Opportunity).get(crm_key="702").seller is None
    assert "1 without a seller here: Somebody Else" in said(report)


def test_the_same_export_again_changes_nothing_and_an_outcome_changed_afterwards_is_kept_with_its_past(
    seat: Any,
) -> None:
    take(seat, HEAD + OPEN_DEAL)
    assert counts(take(seat, HEAD + OPEN_DEAL)) == (0, 0, 1)
    assert counts(take(seat, HEAD + WON)) == (0, 1, 0)
    deal = rows(seat, Opportunity).get()
    assert (deal.closure, deal.closed_at.date().isoformat()) == ("won", "2026-05-04")
    before = rows(seat, ImportChange).get(model="opportunity", before__isnull=False).before
    assert (before["closure"], before["closed_at"]) == ("", None)
    assert counts(take(seat, HEAD + OPEN_DEAL)) == (0, 1, 0)
    assert rows(seat, Opportunity).get().closure == ""


def test_a_deal_of_a_crm_and_what_changed_of_it_is_worked_out_at_once(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    assert rows(seat, OpportunityStanding).get().state == "vague"
    take(seat, HEAD + WON)
    assert rows(seat, OpportunityStanding).get().state == "closed"


def test_each_reading_is_undone_to_what_was_before_it(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    take(seat, HEAD + WON + ALPINE, now=NOW + timedelta(hours=1))
    undo_last_import(seat, now=NOW)
    deal = rows(seat, Opportunity).get()
    assert (deal.crm_key, deal.closure, deal.amount) == ("701", "", Decimal(12000))
    assert [account.name for account in rows(seat, Account)] == ["Northwind"]
    undo_last_import(seat, now=NOW)
    assert not any(rows(seat, model).exists() for model in (Opportunity, Account, CrmAccount))


def test_an_amount_typed_here_keeps_its_currency_until_the_crm_says_one_and_outlives_an_undo(seat: Any) -> None:
    take(seat, CALENDAR, "calendar.ics")
    head = HEAD.replace("Amount", "Amount,Currency")
    without = "701,Line two,Proposal,,USD,2026-09-01,2026-04-20,Anna,Northwind\n"
    take(seat, head + without, now=NOW + timedelta(minutes=1))
    deal = rows(seat, Opportunity).get(crm_key="701")
    tell_amount(seat, deal, "9000", "EUR")
    take(seat, head + without.replace("Proposal", "Decision"), now=NOW + timedelta(hours=1))
    deal.refresh_from_db()
    assert (deal.stage, deal.amount, deal.currency, deal.amount_level) == ("Decision", 9000, "EUR", "E1")
    take(seat, head + without.replace(",,USD", ",12000,USD"), now=NOW + timedelta(hours=2))
    deal.refresh_from_db()
    assert (deal.amount, deal.currency, deal.amount_level) == (12000, "USD", "E2")
    for _ in range(3):
        undo_last_import(seat, now=NOW)
    deal.refresh_from_db()
    assert (deal.crm_key, deal.amount, deal.currency, deal.amount_level) == ("", 9000, "EUR", "E1")


def test_an_earlier_reading_is_not_undone_before_the_later_one(seat: Any) -> None:
    first = take(seat, HEAD + OPEN_DEAL).runs[0]
    take(seat, HEAD + WON, now=NOW + timedelta(hours=1))
    with pytest.raises(ValueError, match="Undo that one first"):
        undo_import(seat, first, now=NOW)


def test_a_removed_source_takes_its_deals_with_it(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    remove_source(seat, rows(seat, Source).get(), now=NOW)
    assert not any(rows(seat, model).exists() for model in (Opportunity, Account, CrmAccount, Source))


def test_another_workspace_sees_nothing_of_it(seat: Any, stranger: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    assert not rows(stranger, Opportunity).exists()
    assert counts(take(stranger, HEAD + OPEN_DEAL)) == (1, 0, 0)


def test_a_deal_without_meetings_stays_when_its_account_is_settled(
    seat: Any, plan_meeting: Callable[..., Meeting]
) -> None:
    take(seat, HEAD + OPEN_DEAL + "703,Old line,Proposal,,2026-09-01,2026-01-02,Anna,Northwind\n")
    plan_meeting(seat)
    settle_again(seat)
    assert set(rows(seat, Opportunity).exclude(crm_key="").values_list("crm_key", flat=True)) == {"701", "703"}


def test_a_new_meeting_joins_the_one_open_deal_of_its_account_without_reading_the_crm_again(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    take(seat, CALENDAR, "anna.ics")
    deal = rows(seat, Opportunity).get()
    assert (deal.crm_key, rows(seat, Meeting).get().opportunity_id) == ("701", deal.pk)
    assert not rows(seat, Meeting).get().opportunity_doubtful


def test_a_new_meeting_that_could_be_of_two_deals_of_the_crm_is_asked_about_and_none_is_taken_for_one_that_ended(
    seat: Any,
) -> None:
    take(seat, HEAD + OPEN_DEAL + OPEN_DEAL.replace("701", "703"))
    take(seat, CALENDAR, "anna.ics")
    assert rows(seat, Opportunity).count() == 2
    assert rows(seat, Meeting).get().opportunity_doubtful
    undo_last_import(seat, now=NOW)
    take(seat, HEAD + WON + WON.replace("701", "703"))
    take(seat, CALENDAR, "anna.ics")
    assert rows(seat, Meeting).get().opportunity.crm_key == ""


def test_the_one_deal_that_meetings_made_is_the_one_the_crm_names(seat: Any) -> None:
    take(seat, CALENDAR, "anna.ics")
    made = rows(seat, Opportunity).get()
    report = take(seat, HEAD + OPEN_DEAL.replace("2026-01-02", "2026-04-20"), now=NOW + timedelta(hours=1))
    assert counts(report) == (0, 1, 0)
    deal = rows(seat, Opportunity).get()
    assert (deal.pk, deal.crm_key, deal.name) == (made.pk, "701", "Line two")
    assert rows(seat, Meeting).get().opportunity_id == made.pk
    undo_last_import(seat, now=NOW)
    deal.refresh_from_db()
    assert (deal.crm_key, deal.amount, deal.name) == ("", None, "Northwind")


def test_two_deals_in_the_crm_are_never_guessed_to_be_the_one_of_the_calendar(seat: Any) -> None:
    take(seat, CALENDAR, "anna.ics")
    assert counts(take(seat, HEAD + OPEN_DEAL + OPEN_DEAL.replace("701", "703"))) == (2, 0, 0)
    assert rows(seat, Meeting).get().opportunity.crm_key == ""


def test_a_name_that_is_only_like_anothers_is_kept_apart_and_told(seat: Any) -> None:
    rows(seat, Account).create(name="Northwind")
    report = take(seat, HEAD + OPEN_DEAL.replace("Northwind", "Northwind Breweries"))
    firm = rows(seat, CrmAccount).get()
    assert (firm.account.name, firm.may_be.name) == ("Northwind Breweries", "Northwind")
    assert "Nothing was merged" in said(report)


def test_a_legal_form_alone_makes_no_other_customer(seat: Any) -> None:
    rows(seat, Account).create(name="Northwind")
    take(seat, HEAD + OPEN_DEAL.replace("Northwind", "Northwind GmbH"))
    assert [account.name for account in rows(seat, Account)] == ["Northwind"]


def test_a_firm_that_moved_in_the_crm_moves_its_deals_without_meetings_alone(
    seat: Any, plan_meeting: Callable[..., Meeting]
) -> None:
    take(seat, HEAD + OPEN_DEAL + "703,Other,Proposal,,2026-09-01,2026-01-02,Anna,Northwind\n")
    meeting = plan_meeting(seat)
    meeting.opportunity = rows(seat, Opportunity).get(crm_key="701")
    meeting.save(update_fields=["opportunity"])
    merged = (HEAD + OPEN_DEAL + "703,Other,Proposal,,2026-09-01,2026-01-02,Anna,Northwind\n").replace(
        "Northwind", "Harbour"
    )
    report = take(seat, merged)
    where = dict(rows(seat, Opportunity).values_list("crm_key", "account__name"))
    assert where == {"701": "Northwind", "703": "Harbour"}
    assert "It stays where it was met" in said(report)


def test_contradicting_days_are_told_and_the_outcome_stays(seat: Any) -> None:
    report = take(seat, HEAD + "1,One,Closed won,5,2026-01-01,2026-02-01,Anna,Northwind\n")
    deal = rows(seat, Opportunity).get()
    assert (deal.closure, deal.closed_at) == ("won", None)
    assert "closed before it was opened" in said(report)


def test_a_deal_marked_deleted_in_the_crm_is_left_as_it_is_and_told(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    gone = HEAD.replace("\n", ",Is Deleted\n") + WON.replace("\n", ",true\n")
    report = take(seat, gone)
    assert rows(seat, Opportunity).get().closure == ""
    assert "marked as deleted" in said(report)


def test_two_unknown_programs_that_count_from_one_do_not_overwrite_each_other(seat: Any) -> None:
    take(seat, "Deal No,Title,Customer,Sales stage\n1,Pump,Northwind,Open\n".replace("Deal No", "id"))
    report = take(seat, "id,Title,Client,Sales stage\n1,Crane,Harbour,Open\n")
    assert rows(seat, Opportunity).get().name == "Pump"
    assert "Another deal of another customer has this key" in said(report)


PEOPLE = "Record ID,First Name,Last Name,Email,Company Name,Contact owner\n"


def test_people_are_known_by_their_address_and_never_moved_once_met(
    seat: Any, plan_meeting: Callable[..., Meeting]
) -> None:
    report = take(seat, PEOPLE + "1,Petra,Lang,petra@northwind.example,Northwind,Anna\n", "people.csv")
    assert counts(report) == (1, 0, 0)
    petra = rows(seat, Contact).get()
    moved = PEOPLE + "1,Petra,Lang,petra@northwind.example,Harbour,Anna\n"
    assert counts(take(seat, moved, "people.csv")) == (0, 1, 0)
    plan_meeting(seat)
    rows(seat, Attendee).update(contact=petra)
    report = take(seat, PEOPLE + "1,Petra,Lang,petra@northwind.example,Alpine,Anna\n", "people.csv")
    petra.refresh_from_db()
    assert petra.account.name == "Harbour"
    assert "another firm in the CRM" in said(report)


def test_undoing_people_takes_them_and_their_firms_out(seat: Any) -> None:
    take(seat, PEOPLE + "1,Petra,Lang,petra@northwind.example,Northwind,Anna\n", "people.csv")
    undo_last_import(seat, now=NOW)
    assert not any(rows(seat, model).exists() for model in (Contact, Account, CrmAccount))


def test_a_firms_domain_makes_its_meetings_its_own(seat: Any) -> None:
    firms = "Record ID,Company name,Company Domain Name,Country/Region,Company owner\n"
    take(seat, firms + "9,Nordwind Brauerei,northwind.example,Austria,Anna\n", "firms.csv")
    take(seat, CALENDAR, "anna.ics")
    assert rows(seat, Meeting).get().account.name == "Nordwind Brauerei"
    assert rows(seat, Account).get().country == "AT"


LOG = "Activity - ID;Activity - Type;Activity - Subject;Activity - Due date;Activity - Organization\n"


def test_what_was_logged_is_no_meeting_and_is_counted_apart(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    report = take(seat, LOG + "5;Meeting;Pilot with Petra Lang;2026-05-04;Northwind\n", "log.csv")
    act = rows(seat, CrmAct).get()
    assert (act.kind, act.account.name) == ("meeting", "Northwind")
    assert not rows(seat, Meeting).exists()
    assert "1 of 1 logged meetings are in no calendar" in said(report)
    undo_last_import(seat, now=NOW)
    assert not rows(seat, CrmAct).exists()


def test_an_erased_person_is_gone_from_what_was_logged_and_from_what_an_undo_would_bring_back(seat: Any) -> None:
    take(seat, PEOPLE + "1,Petra,Lang,petra@northwind.example,Northwind,Anna\n", "people.csv")
    log = LOG.replace("\n", ";Activity - Contact person\n")
    take(seat, log + "5;Meeting;Pilot with Petra Lang;2026-05-04;Northwind;Petra Lang\n", "log.csv")
    take(seat, PEOPLE + "1,Petra,Lang,petra@northwind.example,Harbour,Anna\n", "people.csv")
    delete_contact(rows(seat, Contact).get())
    kept = str(list(rows(seat, CrmAct).values())) + str(list(rows(seat, ImportChange).values()))
    assert "Petra" not in kept
    assert "petra@" not in kept


def test_an_erased_person_does_not_come_back_with_the_next_export(seat: Any, stranger: Any) -> None:
    people = (
        PEOPLE + "1,Petra,Lang,petra@northwind.example,Northwind,Anna\n2,Jo,Berg,jo@northwind.example,Northwind,Anna\n"
    )
    log = (
        LOG.replace("\n", ";Activity - Contact person\n")
        + "5;Meeting;Pilot with Petra;2026-05-04;Northwind;Petra Lang\n"
    )
    take(seat, people, "people.csv")
    take(seat, log, "log.csv")
    delete_contact(rows(seat, Contact).get(name="Petra Lang"))
    report = take(seat, people.replace("petra@", "Petra+crm@"), "people.csv")
    take(seat, log, "log.csv")
    assert list(rows(seat, Contact).values_list("name", flat=True)) == ["Jo Berg"]
    assert "was erased here, and stays out" in said(report)
    act = rows(seat, CrmAct).get()
    assert "Petra" not in act.subject + act.name
    assert "petra" not in str(list(rows(seat, ErasedMark).values())).casefold()
    take(stranger, people, "people.csv")
    assert rows(stranger, Contact).count() == 2, "another workspace's people are its own"


def test_whoever_was_erased_without_an_address_stays_out_at_his_firm_alone(seat: Any) -> None:
    take(seat, PEOPLE + "1,Petra,Lang,,Northwind,Anna\n", "people.csv")
    delete_contact(rows(seat, Contact).get())
    again = "1,Petra,Lang,petra@northwind.example,Northwind,Anna\n2,Petra,Lang,petra@alpine.example,Alpine,Anna\n"
    take(seat, PEOPLE + again, "people.csv")
    assert list(rows(seat, Contact).values_list("address", flat=True)) == ["petra@alpine.example"]


def test_what_was_told_about_columns_is_remembered_by_their_names(seat: Any, tmp_path: Any) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Nr,Was,Wer,Stand\n1,Press line,Northwind,Won\n", encoding="utf-8")
    told = Told({"Nr": "key", "Was": "name", "Wer": "account", "Stand": "stage"}, CrmKind.DEALS)
    assert import_paths(seat, [path], now=NOW).read == 0
    assert import_paths(seat, [path], now=NOW, told=told).new == 1
    assert import_paths(seat, [path], now=NOW).same == 1
    assert rows(seat, CrmMapping).get().columns["Was"] == "name"


def test_a_table_that_is_no_crms_stops_none_of_the_others(seat: Any, tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(HEAD + OPEN_DEAL, encoding="utf-8")
    report = import_paths(seat, [tmp_path], now=NOW)
    assert (report.files, report.read, report.new) == (2, 1, 1)
    assert "Nothing tells what this is a list of" in said(report)


def test_who_is_alone_here_sees_the_deals_of_owners_who_are_not(seat: Any) -> None:
    report = take(seat, HEAD + OPEN_DEAL + ALPINE)
    assert "1 without a seller here: Somebody Else. You are alone here: they are listed as yours." in said(report)
    assert {each.crm_key for each in deals_seen_by(seat)} == {"701", "702"}


def test_with_colleagues_an_admin_gives_the_deals_that_are_nobodys_to_a_person(seat: Any, colleague: Any) -> None:
    report = take(seat, HEAD + OPEN_DEAL + ALPINE)
    assert "1 without a seller here: Somebody Else. An admin gives them to a person under Deals." in said(report)
    assert [each.crm_key for each in deals_of_nobody(seat)] == ["702"]
    assert {each.crm_key for each in deals_seen_by(seat)} == {"701"}
    mine = list(rows(seat, Opportunity).filter(crm_key="701").values_list("pk", flat=True))
    assert give_deals(colleague, None, colleague, now=NOW) == 0
    assert give_deals(seat, mine, colleague, now=NOW) == 0
    assert give_deals(seat, None, colleague, now=NOW) == 1
    assert {each.crm_key for each in deals_seen_by(colleague)} == {"702"}


def test_a_deal_without_a_firm_names_its_customer_by_its_own_name_or_its_row(seat: Any) -> None:
    take(seat, HEAD + OPEN_DEAL)
    plain = "Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company\n"
    lines = "Renewal,Proposal,5,2026-09-01,2026-01-02,Anna,\nNorthwind,Proposal,7,2026-09-01,2026-01-02,Anna,\n"
    nameless = ",Proposal,9,2026-09-01,2026-01-02,Anna,\n"
    take(seat, plain + lines + nameless, "more.csv")
    names = set(rows(seat, Account).values_list("name", flat=True))
    assert names == {"Northwind", "Renewal", "Northwind (row 3)", "Unnamed customer (row 4)"}
    assert rows(seat, Opportunity).get(account__name="Unnamed customer (row 4)").name == "Unnamed deal (row 4)"
    again = take(seat, plain + lines + nameless, "more.csv")
    assert (again.new, again.changed) == (0, 0)
    assert set(rows(seat, Account).values_list("name", flat=True)) == names
