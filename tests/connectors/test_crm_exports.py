"""Exports of HubSpot, Salesforce and Pipedrive, tables nobody knows, and what goes wrong with them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.crm.export_file import NotSure, read_crm
from foothold.connectors.crm.export_mapping import Told, fingerprint
from foothold.core.conversation import Unreadable
from foothold.core.crm_rows import ActKind, CrmKind, RowDoubt
from foothold.core.state import Closure

ZONE = ZoneInfo("Europe/Berlin")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "crm"
HUBSPOT = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company,"
    "Associated Company IDs (Primary)\n"
    '701,"Northwind, line two",Closed won,Sales,12000.5,2026-03-04 10:22,2026-01-02 09:00,Anna Weber,Northwind,9001\n'
    "702,Alpine pilot,Appointment scheduled,Sales,,2026-07-01 00:00,2026-02-02 09:00,Tom Berger,Alpine,9002\n"
)
SALESFORCE = (
    '"Opportunity Name","Account Name","Stage","Amount Currency","Amount","Close Date","Created Date",'
    '"Opportunity Owner","Opportunity ID"\n'
    '"Line two","Northwind GmbH","Closed Won","EUR","12.000,00","04.03.2026","02.01.2026","Anna Weber","0061"\n'
    '"Pilot","Alpine AG","Proposal","EUR","900,50","01.07.2026","13.01.2026","Anna Weber","0062"\n'
    '"Grand Totals (2 records)","","","","","","","",""\n'
    '"Confidential Information - Do Not Distribute","","","","","","","",""\n'
)
PIPEDRIVE = (
    "Deal - ID;Deal - Title;Deal - Value;Deal - Currency;Deal - Organization;Deal - Contact person;Deal - Stage;"
    "Deal - Status;Deal - Won time;Deal - Lost time;Deal - Expected close date;Deal - Deal created\n"
    "11;Line two;12000;EUR;Northwind;Petra Lang;Offer;Won;2026-03-04 10:00:00;;;2026-01-02 09:00:00\n"
    "12;Pilot;900;EUR;Alpine;;Offer;Lost;;2026-03-05 10:00:00;;2026-01-02 09:00:00\n"
    "13;Renewal;800;EUR;Alpine;;Offer;Open;;;2026-09-05;2026-01-02 09:00:00\n"
)


def read(text: str | bytes, **told: Any) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return read_crm(data, "deals.csv", told=Told(**told), tz=ZONE)


@pytest.mark.parametrize(
    ("text", "program"), [(HUBSPOT, "hubspot"), (SALESFORCE, "salesforce"), (PIPEDRIVE, "pipedrive")]
)
def test_each_programs_deals_are_known_by_their_columns(text: str, program: str) -> None:
    file = read(text)
    won = file.rows[0]
    assert (file.proposal.program, file.proposal.kind) == (program, CrmKind.DEALS)
    assert (won.closure, won.closed_on, won.opened_on) == (Closure.WON, date(2026, 3, 4), date(2026, 1, 2))
    assert won.amount in {Decimal("12000.50"), Decimal("12000.00")}
    assert won.account.startswith("Northwind")
    assert won.key in {"701", "0061", "11"}


def test_a_salesforce_reports_last_lines_are_no_deals() -> None:
    file = read(SALESFORCE)
    assert len(file.rows) == 2
    assert {each.what for each in file.skipped} == {"deals.csv, line 4", "deals.csv, line 5"}


def test_a_lost_deal_closed_on_its_lost_day_and_an_open_one_expects_its_own() -> None:
    _, lost, open_one = read(PIPEDRIVE).rows
    assert (lost.closure, lost.closed_on) == (Closure.LOST, date(2026, 3, 5))
    assert (open_one.closure, open_one.expected_on) == (None, date(2026, 9, 5))


def test_dates_that_could_be_two_are_asked_about_and_read_as_told() -> None:
    text = "Deal ID,Deal Name,Stage,Close Date\n1,One,Won,03/04/2026\n2,Two,Won,05/06/2026\n"
    with pytest.raises(NotSure) as asked:
        read(text)
    assert asked.value.proposal.asks == ("dates",)
    assert read(text, day_first=True).rows[0].closed_on == date(2026, 4, 3)
    assert read(text, day_first=False).rows[0].closed_on == date(2026, 3, 4)


def test_one_cell_that_tells_the_order_tells_it_for_the_whole_file() -> None:
    text = "Deal ID,Deal Name,Stage,Close Date,Create Date\n1,One,Won,03/04/2026,25/01/2026\n"
    assert read(text).rows[0].closed_on == date(2026, 4, 3)


def test_a_column_with_both_orders_of_dates_is_asked_about_and_what_does_not_fit_is_a_doubt_of_its_row() -> None:
    text = "Deal ID,Deal Name,Stage,Close Date\n1,One,Won,13/02/2026\n2,Two,Won,02/13/2026\n"
    with pytest.raises(NotSure) as asked:
        read(text)
    assert asked.value.proposal.asks == ("dates",)
    first, second = read(text, day_first=True).rows
    assert (first.closed_on, first.doubts) == (date(2026, 2, 13), ())
    assert (second.closed_on, second.doubts) == (None, (RowDoubt.DAY_UNREAD,))
    assert [row.closed_on for row in read(text, day_first=False).rows] == [None, date(2026, 2, 13)]


@pytest.mark.parametrize(
    ("amount", "doubts"),
    [
        ("-250", (RowDoubt.AMOUNT_NEGATIVE,)),
        ("(250)", (RowDoubt.AMOUNT_NEGATIVE,)),
        ("200 to 300", (RowDoubt.AMOUNT_UNREAD,)),
        ("9999999999999", (RowDoubt.AMOUNT_UNREAD,)),
        ("n/a", ()),
        ("", ()),
        ("0", ()),
    ],
)
def test_an_amount_that_is_not_taken_over_is_a_doubt_of_its_row(amount: str, doubts: tuple[RowDoubt, ...]) -> None:
    row = read(f"Deal ID,Deal Name,Stage,Amount\n1,One,Won,{amount}\n").rows[0]
    assert (row.amount, row.doubts) == (None, doubts)


@pytest.mark.parametrize("columns", ["Deal ID,Deal Name,Stage", "Record ID,Company name,Industry"])
def test_a_name_that_is_cut_is_a_doubt_of_its_row(columns: str) -> None:
    short, long = read(f"{columns}\n1,{'n' * 200},x\n2,{'m' * 201},x\n").rows
    assert short.doubts == ()
    assert long.doubts == (RowDoubt.NAME_CUT,)
    assert max(long.account, getattr(long, "name", "")) == "m" * 200


def test_two_questions_are_two_sentences() -> None:
    text = 'Deal ID,Deal Name,Stage,Amount,Close Date\n1,One,Won,"1,200",03/04/2026\n'
    with pytest.raises(NotSure) as asked:
        read(text)
    first, second = str(asked.value).split(". Say it (")[0], str(asked.value).count("). ")
    assert first == "Its dates could be day or month first"
    assert second == 1
    assert str(asked.value).endswith(").")


def test_amounts_that_could_be_two_are_asked_about() -> None:
    text = 'Deal ID,Deal Name,Stage,Amount\n1,One,Won,"1,200"\n2,Two,Won,"3,400"\n'
    with pytest.raises(NotSure) as asked:
        read(text)
    assert asked.value.proposal.asks == ("decimals",)
    assert read(text, decimal_mark=".").rows[0].amount == Decimal("1200.00")


def test_a_table_nobody_knows_is_asked_about_and_read_as_told() -> None:
    text = "Nr,Was,Wer,Stand\n1,Press line,Northwind,Won\n"
    with pytest.raises(NotSure) as asked:
        read(text)
    assert asked.value.proposal.asks == ("kind",)
    columns = {"Nr": "key", "Was": "name", "wer": "account", "Stand": "stage"}
    row = read(text, kind=CrmKind.DEALS, columns=columns).rows[0]
    assert (row.key, row.name, row.account, row.closure) == ("1", "Press line", "Northwind", Closure.WON)


def test_a_column_that_is_not_there_and_a_field_that_is_not_are_named() -> None:
    with pytest.raises(Unreadable, match='There is no column "Price"'):
        read(HUBSPOT, columns={"Price": "amount"})
    with pytest.raises(Unreadable, match='"prize" is nothing a column can hold'):
        read(HUBSPOT, columns={"Amount": "prize"})


def test_what_was_told_counts_before_what_was_guessed() -> None:
    file = read(HUBSPOT, columns={"Pipeline": "stage"})
    assert (file.rows[0].stage, file.rows[0].closure) == ("Sales", None)


def test_a_stage_and_a_status_that_contradict_each_other_are_open_with_a_doubt() -> None:
    row = read("Deal ID,Deal Name,Deal Stage,Deal Status\n1,One,Closed won,Lost\n").rows[0]
    assert row.closure is None
    assert row.doubts == (RowDoubt.ENDS_CONTRADICT,)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    text = "Deal ID,Deal Name,Deal Stage\n1,Müller Straße,Won\n2,Größe,Lost\n"
    assert [row.name for row in read(text.encode(encoding)).rows] == ["Müller Straße", "Größe"]


def test_quoted_newlines_nuls_and_formulas_are_plain_text() -> None:
    row = read("Deal ID,Deal Name,Deal Stage\n1,\"=cmd|' /C calc'!A0\nline \x00two\",Won\n").rows[0]
    assert row.name == "=cmd|' /C calc'!A0 line two"


def test_columns_of_one_name_are_told_apart_and_three_hundred_are_read() -> None:
    many = ",".join(f"Field {number}" for number in range(300))
    text = f"Deal ID,Deal Name,Owner,Owner,Deal Stage,{many}\n1,One,Anna,Tom,Won{',x' * 300}\n"
    assert read(text).rows[0].owner == "Anna"
    assert read(text, columns={"Owner (2)": "owner"}).rows[0].owner == "Tom"


def test_a_row_that_comes_twice_counts_once_and_is_named() -> None:
    file = read("Deal ID,Deal Name,Deal Stage\n1,One,Open\n1,One,Won\n")
    assert [row.closure for row in file.rows] == [Closure.WON]
    assert file.skipped[0].what == "deals.csv, line 2"


def test_a_table_without_ids_has_keys_made_of_its_words() -> None:
    first, second = (read("Deal Name,Account,Stage\nOne,Northwind,Open\n").rows[0] for _ in range(2))
    assert first.made_key
    assert first.key == second.key


@pytest.mark.parametrize("text", ["", "Deal ID,Deal Name,Deal Stage\n", "one\ntwo\n", "\x00\x00"])
def test_a_file_without_rows_is_no_table_and_says_so(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_people_and_companies_and_what_was_logged_are_known_too() -> None:
    people = read("Record ID,First Name,Last Name,Email,Company Name\n1,Petra,Lang,Petra@Northwind.example,Northwind\n")
    assert (people.rows[0].name, people.rows[0].address) == ("Petra Lang", "petra@northwind.example")
    assert people.rows[0].domain == ""
    alone = read("Record ID,First Name,Last Name,Email\n1,Petra,Lang,petra@northwind.example\n")
    assert alone.rows[0].domain == "northwind.example"
    firms = read(
        "Record ID,Company name,Company Domain Name,Country/Region\n9,Northwind,www.northwind.example,Austria\n"
    )
    assert (firms.rows[0].account_key, firms.rows[0].domain, firms.rows[0].country) == ("9", "northwind.example", "AT")
    log = read("Activity - ID;Activity - Type;Activity - Subject;Activity - Due date\n5;Meeting;Pilot;2026-03-04\n")
    assert (log.rows[0].kind, log.rows[0].has_time) == (ActKind.MEETING, False)


def test_the_same_columns_in_another_order_are_remembered_alike() -> None:
    assert fingerprint(["Deal Name", "Amount"]) == fingerprint(["amount", "deal_name"])


CELLS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_table_breaks_the_reader(rows: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    try:
        file = read("\n".join(["Deal ID,Deal Name,Close Date", *lines]))
    except Unreadable:
        return
    assert all(row.key and len(row.name) <= 200 for row in file.rows)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data (../shared/data/crm) are not beside this clone")
def test_the_shared_exports_are_read_whole() -> None:
    def rows(name: str) -> Any:
        return read_crm((SHARED / name).read_bytes(), name, told=Told(), tz=ZONE).rows

    pipeline = rows("sales_pipeline.csv")
    assert len(pipeline) == 8800
    assert sum(row.closure is Closure.WON for row in pipeline) == 4238
    assert sum(row.closure is Closure.LOST for row in pipeline) == 2473
    assert len(rows("olist_mql.csv")) == 8000
    assert all(row.closure is Closure.WON and row.closed_on for row in rows("olist_closed_deals.csv"))
    assert len(rows("accounts.csv")) == 85
