"""Links to Google's and Outlook's own pages: what the page is told, and what is kept where not all of it fits."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.calendar.web_links import LONGEST_LINK, OutlookPage, WebLink, google_link, outlook_link
from foothold.core.invitation import Invitation, Party

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
VIENNA = ZoneInfo("Europe/Vienna")
CODE = "Reference FH-7K2M9Q"
INVITATION = Invitation(
    uid="n1@harbour.example",
    sequence=0,
    stamped_at=NOW,
    created_at=NOW,
    organizer=Party("anna@harbour.example", "Anna Weber"),
    attendees=(Party("petra@northwind.example"), Party("jan+cal@northwind.example")),
    starts_at=datetime(2026, 9, 24, 10, tzinfo=VIENNA),
    ends_at=datetime(2026, 9, 24, 10, 45, tzinfo=VIENNA),
    tz="Europe/Vienna",
    summary="Pilot result & price",
    text="Your side: pump hours <site 2>\nOurs: savings",
    place="Hall 2, Northwind",
)


def said(link: WebLink) -> dict[str, str]:
    """What the page reads out of the link."""
    return {name: value for name, (value,) in parse_qs(urlsplit(link.address).query, strict_parsing=True).items()}


def test_google_is_told_everything() -> None:
    link = google_link(INVITATION, CODE)
    assert link.address.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&")
    assert said(link) == {
        "action": "TEMPLATE",
        "dates": "20260924T080000Z/20260924T084500Z",
        "ctz": "Europe/Vienna",
        "text": "Pilot result & price",
        "add": "petra@northwind.example,jan+cal@northwind.example",
        "location": "Hall 2, Northwind",
        "details": f"Your side: pump hours <site 2>\nOurs: savings\n\n{CODE}",
    }
    assert (link.is_shortened, link.left_out) == (False, ())


@pytest.mark.parametrize(
    ("page", "host"), [(OutlookPage.OFFICE, "outlook.office.com"), (OutlookPage.LIVE, "outlook.live.com")]
)
def test_outlook_is_told_everything_and_the_text_as_html(page: OutlookPage, host: str) -> None:
    link = outlook_link(INVITATION, CODE, page)
    assert link.address.startswith(f"https://{host}/calendar/0/deeplink/compose?")
    assert said(link) == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "startdt": "2026-09-24T08:00:00Z",
        "enddt": "2026-09-24T08:45:00Z",
        "subject": "Pilot result & price",
        "to": "petra@northwind.example,jan+cal@northwind.example",
        "location": "Hall 2, Northwind",
        "body": f"Your side: pump hours &lt;site 2&gt;<br>Ours: savings<br><br>{CODE}",
    }


def test_a_long_text_is_cut_and_the_code_is_kept() -> None:
    link = google_link(replace(INVITATION, text="Agenda point. " * 400), CODE)
    assert link.is_shortened
    assert len(link.address) <= LONGEST_LINK
    assert said(link)["details"].startswith("Agenda point. Agenda point. ")
    assert said(link)["details"].endswith(f"…\n\n{CODE}")


def test_an_address_that_would_become_two_guests_is_named_instead() -> None:
    odd = replace(INVITATION, attendees=(Party("petra@northwind.example"), Party("a,eve@evil.example")))
    assert said(google_link(odd, CODE))["add"] == "petra@northwind.example"
    assert google_link(odd, CODE).left_out == ("a,eve@evil.example",)


def test_attendees_who_find_no_room_are_named() -> None:
    many = tuple(Party(f"person.number.{n}@northwind.example") for n in range(80))
    link = outlook_link(replace(INVITATION, attendees=many), CODE)
    assert len(link.address) <= LONGEST_LINK
    assert len(said(link)["to"].split(",")) + len(link.left_out) == 80
    assert link.left_out


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=3_000),
    st.text(max_size=800),
    st.text(max_size=800),
    st.sampled_from([google_link, outlook_link]),
)
def test_whatever_stands_in_it_the_link_is_short_and_ends_with_the_code(text, title, place, link_of) -> None:  # type: ignore[no-untyped-def]
    link = link_of(replace(INVITATION, text=text, summary=title, place=place), CODE)
    assert len(link.address) <= LONGEST_LINK
    assert link.address.isascii()
    read = said(link)
    assert (read.get("details") or read["body"]).endswith(CODE)
    assert set(read) <= {
        "action",
        "dates",
        "ctz",
        "text",
        "add",
        "location",
        "details",
        "path",
        "rru",
        "startdt",
        "enddt",
        "subject",
        "to",
        "body",
    }
