"""What an address says by itself (core/mailboxes.py, core/domains.py, core/free_mail.py)."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.domains import registrable, shown
from foothold.core.free_mail import FREE_MAIL
from foothold.core.mailboxes import (
    counterpart,
    domains_of,
    is_machine,
    is_personal,
    is_shared_mailbox,
    mailbox,
)


@pytest.mark.parametrize(
    ("address", "known_by"),
    [
        ("Anna.Weber@Harbour.example", "harbour.example"),
        ("mailto:anna@harbour.example", "harbour.example"),
        ("anna@mail.harbour.example", "harbour.example"),
        ("anna@eu.sales.harbour.example", "harbour.example"),
        ("anna@harbour.example.", "harbour.example"),
        ("anna@northwind.co.uk", "northwind.co.uk"),
        ("anna@eu.northwind.co.uk", "northwind.co.uk"),
        ("anna@mail.northwind.com.au", "northwind.com.au"),
        ("anna@tokyo.northwind.co.jp", "northwind.co.jp"),
        ("anna@wien.northwind.co.at", "northwind.co.at"),
        ("anna@northwind.com.br", "northwind.com.br"),
        ("anna@northwind.onmicrosoft.com", "northwind.onmicrosoft.com"),
    ],
)
def test_a_firms_people_are_remembered_by_the_domain_it_registered(address: str, known_by: str) -> None:
    assert counterpart(address) == known_by


@pytest.mark.parametrize(
    "host",
    ["harbour.k12.ca.us", "school.city.kobe.jp", "harbour.vic.gov.au"],
)
def test_where_the_levels_of_an_ending_are_not_known_nothing_is_cut_off(host: str) -> None:
    assert counterpart(f"anna@{host}") == host


@pytest.mark.parametrize(
    "host",
    "gmail.com googlemail.com web.de gmx.net gmx.at t-online.de yahoo.co.uk outlook.de icloud.com qq.com orange.fr"
    " bluewin.ch uol.com.br btinternet.com comcast.net proton.me privaterelay.appleid.com tum.de uni-koeln.de"
    " stanford.edu cs.harbour.edu ox.ac.uk anu.edu.au alumni.harbour.example stud.harbour.example".split(),
)
def test_where_strangers_share_a_host_the_whole_mailbox_is_remembered(host: str) -> None:
    assert counterpart(f"Anna.Weber+crm@{host}") == f"anna.weber@{host}"
    assert is_personal(f"anna@{host}")
    assert domains_of(f"anna@{host}") == ()


@pytest.mark.parametrize("host", ["uni-elektronik.de", "gmail.example", "students-direct.example", "edu.example"])
def test_a_firm_that_only_sounds_like_one_is_a_firm(host: str) -> None:
    assert counterpart(f"anna@{host}") == host
    assert not is_personal(f"anna@{host}")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@harbour.example",
        "anna@",
        "anna@localhost",
        "anna@10.0.0.1",
        "anna@[10.0.0.1]",
        "anna@co.uk",
        "anna@harbour..example",
        "anna@-harbour.example",
        "anna @harbour.example",
        "anna@harbour.example/path",
        "anna@har\u202ebour.example",
        "anna\x00@harbour.example",
        "anna@harbour.example, petra@harbour.example",
        "a" * 300 + "@harbour.example",
        "urn:uuid:0b6e",
    ],
)
def test_what_is_no_address_has_no_counterpart(address: str) -> None:
    assert (counterpart(address), mailbox(address), domains_of(address)) == ("", "", ())
    assert not is_shared_mailbox(address)
    assert not is_machine(address)


def test_a_plus_and_capitals_make_no_other_mailbox_and_a_leading_plus_is_a_name() -> None:
    assert mailbox("Anna.Weber+Fair@Harbour.Example") == mailbox("anna.weber@harbour.example")
    assert mailbox("+4930123456@harbour.example") == "+4930123456@harbour.example"


def test_domains_are_those_a_person_stands_under_up_to_the_registered_one() -> None:
    assert domains_of("a@x.y.harbour.co.uk") == ("x.y.harbour.co.uk", "y.harbour.co.uk", "harbour.co.uk")


def test_an_ending_nobody_can_own_is_no_domain() -> None:
    assert [registrable(ending) for ending in ("com", "co.uk", "com.au", "onmicrosoft.com")] == ["", "", "", ""]


def test_names_in_other_letters_are_kept_as_written_and_shown_readable() -> None:
    assert counterpart("anna@Müller.example") == "müller.example"
    assert counterpart("anna@XN--Mller-KVA.example") == "xn--mller-kva.example"
    assert shown("xn--mller-kva.example") == "müller.example"
    assert shown("anna@xn--mller-kva.example") == "anna@müller.example"
    assert shown("xn--fiq228c5hs.example") == "中文网.example"
    assert shown("harbour.example") == "harbour.example"


@pytest.mark.parametrize(
    "letters",
    ["аррӏе", "hаrbour", "ра-у", "har\u200dbour", "ab/cd-ü"],
    ids=["all look Latin", "mixed scripts", "with a hyphen", "invisible", "a path"],
)
def test_a_name_that_may_pass_for_another_stays_in_its_code(letters: str) -> None:
    label = "xn--" + letters.encode("punycode").decode()
    assert shown(f"{label}.example") == f"{label}.example"


@pytest.mark.parametrize("label", ["xn--", "xn---", "xn--a-ecp.ru", "xn--99999999999", "xn--ab-"])
def test_a_broken_code_is_shown_as_it_is_written(label: str) -> None:
    assert shown(f"{label}.example") == f"{label}.example"


@pytest.mark.parametrize(
    "local",
    "info office sales team support kontakt contact buchhaltung accounting hello hallo post rechnung service einkauf hr"
    " vertrieb jobs info.berlin sales-emea support2 customer-service it.de harbour-team anna.office service+4711".split(),
)
def test_a_mailbox_of_several_people_is_shared(local: str) -> None:
    assert is_shared_mailbox(f"{local}@harbour.example")


@pytest.mark.parametrize(
    "local", "anna anna.weber a.weber weber hans.post kim.hi it.mueller marketa info1rma salesman teamann".split()
)
def test_a_persons_mailbox_is_not_shared(local: str) -> None:
    assert not is_shared_mailbox(f"{local}@harbour.example")


@pytest.mark.parametrize(
    "address",
    [
        "noreply@harbour.example",
        "no-reply@harbour.example",
        "do.not.reply@harbour.example",
        "booking-noreply@harbour.example",
        "mailer-daemon@harbour.example",
        "notifications@harbour.example",
        "calendar-notification@google.com",
        "c_1886abc@resource.calendar.google.com",
        "harbour.example_2d3432@resource.calendar.google.com",
        "abc@group.calendar.google.com",
        "en.german#holiday@group.v.calendar.google.com",
        "abc@import.calendar.google.com",
        "unknownorganizer@calendar.google.com",
        "notifications@calendly.com",
        "no-reply@zoom.us",
        "123456789@zoomcrc.com",
        "mailer@doodle.com",
        "fred@fireflies.ai",
        "customer.service@lufthansa.com",
        "bordkarte@booking-lufthansa.com",
        "room3@harbour.example",
        "room.alster@harbour.example",
        "raum-alster@harbour.example",
        "berlin-room12@harbour.example",
        "konferenzraum.1@harbour.example",
        "meeting-room-elbe@harbour.example",
        "4f9c2b1e-77aa-4c1d-9f00-aa11bb22cc33@harbour.example",
    ],
)
def test_a_mailbox_nobody_reads_is_a_machine(address: str) -> None:
    assert is_machine(address)


@pytest.mark.parametrize(
    "address",
    [
        "anna.weber@harbour.example",
        "anna.weber@zoom.us",
        "petra_lang@lufthansa.com",
        "wolfgang.raum@harbour.example",
        "adrian.room@harbour.example",
        "mr.lang@harbour.example",
        "info@harbour.example",
        "anna@notzoom.us",
        "anna@xcalendar.google.com.harbour.example",
    ],
)
def test_a_person_is_no_machine(address: str) -> None:
    assert not is_machine(address)


def test_the_personal_providers_are_registered_domains_or_hosts_under_one() -> None:
    assert len(FREE_MAIL) > 150
    assert all(registrable(host) and host == host.lower().strip() for host in FREE_MAIL)


@given(address=st.text(max_size=80) | st.emails())
def test_any_text_has_a_counterpart_or_none_and_saying_it_twice_changes_nothing(address: str) -> None:
    known_by = counterpart(address)
    shown(known_by), is_machine(address), is_shared_mailbox(address)
    assert mailbox(mailbox(address)) == mailbox(address)
    if "@" in known_by:
        assert counterpart(known_by) == known_by
    elif known_by:
        assert counterpart(f"anna@{known_by}") in {known_by, f"anna@{known_by}"}


@pytest.mark.parametrize("hostile", ["a" * 5_000_000, "@" * 5_000_000, "a." * 120 + "com", "a@" + "." * 5_000_000])
def test_a_long_address_costs_no_more_than_its_length(hostile: str) -> None:
    begun = perf_counter()
    counterpart(hostile), is_machine(hostile), is_shared_mailbox(hostile)
    assert perf_counter() - begun < 1
