"""What a CRM reads back: its own id first, nothing made up, no cell that runs."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foothold.actions.export_everything import EXPORTED, columns_of, exported_files
from foothold.actions.import_files import import_bytes
from foothold.actions.write_back import NEW, UnknownCrm, write_back
from foothold.records.models import Account, Judgement, Meeting, Opportunity, OpportunityStanding

pytestmark = pytest.mark.django_db
DEALS = (
    "Record ID,Deal Name,Deal Stage,Create Date,Deal owner,Associated Company\n"
    "701,Line two,Proposal,2026-01-02,Anna,Northwind\n702,Pilot,Closed lost,2026-01-02,Anna,Alpine\n"
    "703,=1+1,Proposal,2026-01-02,Tom,@Harbour\n"
)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def deals(seat: Any, colleague: Any, now: Any) -> Any:
    assert import_bytes(seat, DEALS.encode(), "deals.csv", now=now).new == 3
    return Opportunity.objects.in_workspace(seat.workspace_id)


def stand(seat: Any, deal: Any, now: Any, **values: Any) -> None:
    rows = OpportunityStanding.objects.in_workspace(seat.workspace_id)
    rows.filter(opportunity=deal).delete()
    rows.create(opportunity=deal, as_of=now, **values)


def test_open_deals_are_written_back_by_the_crms_own_id(seat: Any, deals: Any, now: Any) -> None:
    deal = deals.get(crm_key="701")
    stand(seat, deal, now, grade="invited", topic="=price", triage="nurture", slot_at=now + timedelta(days=2))
    Meeting.objects.in_workspace(seat.workspace_id).create(
        seller=seat.user, account=deal.account, opportunity=deal, held_at=now - timedelta(days=9),
        ends_at=now - timedelta(days=9, minutes=-45), tz="Europe/Berlin", title="Pilot",
    )  # fmt: skip
    written = write_back(seat, "hubspot", now=now)
    assert written.splitlines()[0] == (
        "Record ID,next_step_at,next_step_topic,next_step_grade,days_without_next_step,verdict,class"
    )
    [first] = table(written)
    assert (first["Record ID"], first["next_step_grade"], first["class"]) == ("701", "invited", "nurture")
    assert (first["next_step_topic"], first["days_without_next_step"]) == ("'=price", "9")


def test_a_no_show_is_the_verdict_written_back(seat: Any, deals: Any, plan: Any, now: Any) -> None:
    deal = deals.get(crm_key="701")
    for days, verdict in ((9, "advance"), (2, "continuation")):
        met = plan(seat, "Pilot", now - timedelta(days=days), opportunity=deal)
        Judgement.objects.in_workspace(seat.workspace_id).create(
            meeting=met, version=1, document={"verdict": verdict}, software="0", made_at=now
        )
    assert table(write_back(seat, "hubspot", now=now))[0]["verdict"] == "continuation"
    met.absent, met.absent_told_at = "customer", now
    met.save()
    assert table(write_back(seat, "hubspot", now=now))[0]["verdict"] == "no show"


def test_a_seller_writes_back_his_own_deals_alone(seat: Any, colleague: Any, deals: Any, now: Any) -> None:
    [his] = table(write_back(colleague, "hubspot", now=now))
    assert (his["Record ID"], his["next_step_at"], his["verdict"]) == ("703", "", "")


def test_a_crm_nothing_came_from_is_named_as_unknown(seat: Any, stranger: Any, deals: Any, now: Any) -> None:
    with pytest.raises(UnknownCrm, match="There are: hubspot"):
        write_back(seat, "pipedrive", now=now)
    with pytest.raises(UnknownCrm, match="none yet"):
        write_back(stranger, "hubspot", now=now)


@pytest.mark.parametrize(
    ("title", "grade", "made"), [("Demo", "proposed", 1), ("Demo", "vague", 0), ("Hello", "booked", 0)]
)
def test_a_deal_is_new_for_a_crm_with_purpose_and_grade_two_only(
    seat: Any, now: Any, title: str, grade: str, made: int
) -> None:
    account = Account.objects.in_workspace(seat.workspace_id).create(name="Harbour")
    deal = Opportunity.objects.in_workspace(seat.workspace_id).create(account=account, name="Harbour", opened_at=now)
    Meeting.objects.in_workspace(seat.workspace_id).create(
        seller=seat.user, account=account, opportunity=deal, held_at=now, ends_at=now, tz="UTC", title=title
    )
    stand(seat, deal, now, grade=grade)
    assert len(table(write_back(seat, NEW, now=now))) == made


def test_every_table_is_exported_as_csv_with_the_same_rows_and_no_formula(
    seat: Any, colleague: Any, deals: Any, read_meeting: Callable[..., Any]
) -> None:
    read_meeting(seat)
    files = dict(exported_files(seat))
    for name, model in EXPORTED.items():
        written = files[f"{name}.csv"]
        assert written.startswith("\ufeff"), name
        assert next(csv.reader(io.StringIO(written.removeprefix("\ufeff")))) == columns_of(model), name
    assert "Line two" in {row["name"] for row in table(files["opportunities.csv"])}
    his = dict(exported_files(colleague))
    assert "'=1+1" in {row["name"] for row in table(his["opportunities.csv"])}
    assert "'@Harbour" in {row["name"] for row in table(files["accounts.csv"])}
    assert len(table(files["meetings.csv"])) == 1
