"""Who is who: guesses are shown as guesses, one click decides, everything can be taken back (DESIGN 6)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.core.relations import Relation
from foothold.records.models import Account, Attendee, Counterpart, Identity, Meeting

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def entry(
    uid: str, *addresses: str, title: str = "Pilot", days_ago: float = 10, organizer: str = "anna@harbour.example"
) -> str:
    starts = NOW - timedelta(days=days_ago)
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp(NOW)}", f"DTSTART:{stamp(starts)}"]
    lines += [f"DTEND:{stamp(starts + timedelta(hours=1))}", f"SUMMARY:{title}"]
    if addresses:
        lines += [f"ORGANIZER:mailto:{organizer}", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example"]
        lines += [f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}" for address in addresses]
    return "\r\n".join([*lines, "END:VEVENT"])


def keep(seat: Any, *entries: str) -> None:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "X-WR-CALNAME:anna@harbour.example"]
    data = "\r\n".join([*head, *entries, "END:VCALENDAR", ""]).encode()
    report = import_bytes(seat, data, "anna.ics", now=NOW)
    assert report.read == 1, report.skipped


@pytest.fixture
def known(seat: Any) -> Any:
    """Northwind met three times, Bergmann once, a dentist, a personal address, and titles without people."""
    keep(
        seat,
        *(entry(f"n{n}", "petra@northwind.example", "jan@northwind.example", days_ago=3 + n) for n in range(3)),
        entry("b", "eva@bergmann.example", days_ago=30),
        entry("z", "praxis@zahnarzt-mitte.example", title="Zahnarzt", days_ago=7),
        entry("p", "kim.berg84@gmail.com", title="Coffee", days_ago=6),
        *(entry(f"q{n}", title=f"Quarterly review {n}", days_ago=20 + n) for n in range(2)),
        entry("l", title="Lunch", days_ago=2),
    )
    return seat


def words_of(answer: Any) -> str:
    main = answer.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def counterpart(seat: Any, value: str) -> Counterpart:
    return Counterpart.objects.in_workspace(seat.workspace).get(value=value)


def relations(seat: Any, value: str) -> set[str]:
    people = Attendee.objects.in_workspace(seat.workspace).filter(counterpart=value)
    return {person.meeting.relation for person in people.select_related("meeting")}


def test_counterparts_are_listed_those_with_most_meetings_first_and_ours_are_none(known: Any, browser_of: Make) -> None:
    said = words_of(browser_of(known).get("/who"))
    assert "4 counterparts" in said
    assert said.index("northwind.example") < said.index("bergmann.example")
    assert "3 meetings · 2 people · last" in said
    others = said[said.index("4 counterparts") :]
    assert "harbour.example" not in others


def test_as_many_meetings_are_counted_as_on_customers(known: Any, browser_of: Make) -> None:
    """One to come and one that was called off are no meetings had, on either page."""
    keep(known, entry("n9", "petra@northwind.example", days_ago=-4))
    off = entry("n8", "petra@northwind.example", days_ago=9).replace("SUMMARY:", "STATUS:CANCELLED\r\nSUMMARY:")
    keep(known, off)
    browser = browser_of(known)
    here = re.search(r"Northwind northwind\.example (\d) meetings", words_of(browser.get("/who")))
    there = re.search(r"Northwind last met .{9,12}? (\d) meetings", words_of(browser.get("/accounts")))
    assert here
    assert there
    assert here[1] == there[1] == "3"


def test_a_guess_says_that_it_is_one_and_why(known: Any, browser_of: Make) -> None:
    text = browser_of(known).get("/who").content.decode()
    assert "Our guess: you meet them." in text
    assert "Our guess: most titles sound private." in text
    assert "Not decided yet: a personal address may be anybody" in unescape(text)
    assert text.count('aria-pressed="true"') == 0, "nobody has said anything yet"


def test_one_click_decides_and_is_remembered_over_the_next_reading(known: Any, browser_of: Make) -> None:
    row = counterpart(known, "northwind.example")
    answer = browser_of(known).post(f"/who/{row.pk}", {"relation": "supplier"}, follow=True)
    assert "Northwind: Supplier." in words_of(answer)
    assert "You said so." in words_of(answer)
    assert relations(known, "northwind.example") == {Relation.SUPPLIER}
    keep(known, entry("n9", "petra@northwind.example", days_ago=1))
    assert relations(known, "northwind.example") == {Relation.SUPPLIER}


def test_back_to_our_guess_takes_the_word_back(known: Any, browser_of: Make) -> None:
    browser = browser_of(known)
    browser.post(f"/who/{counterpart(known, 'northwind.example').pk}", {"relation": "ignore"})
    assert relations(known, "northwind.example") == {Relation.IGNORE}
    browser.post(f"/who/{counterpart(known, 'northwind.example').pk}", {"relation": "guess"})
    row = counterpart(known, "northwind.example")
    assert (row.relation, row.told) == (Relation.CUSTOMER, False)
    assert relations(known, "northwind.example") == {Relation.CUSTOMER}
    meeting = (
        Meeting.objects.in_workspace(known.workspace).filter(relation=Relation.CUSTOMER).order_by("held_at").last()
    )
    assert meeting is not None
    assert meeting.account is not None
    assert meeting.account.name == "Northwind"


def test_with_script_only_the_line_comes_back_and_undo_leads_to_what_was_said_before(
    known: Any, browser_of: Make
) -> None:
    browser, row = browser_of(known), counterpart(known, "northwind.example")
    browser.post(f"/who/{row.pk}", {"relation": "partner"})
    part = browser.post(f"/who/{row.pk}", {"relation": "private"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'data-say="Northwind: Private."' in part
    assert re.search(r'value="partner" data-undo', part), "undo leads to the word before, not to the guess"


def test_the_filter_leaves_those_nobody_decided(known: Any, browser_of: Make) -> None:
    said = words_of(browser_of(known).get("/who?which=open"))
    assert "kim.berg84@gmail.com" in said
    assert "northwind.example" not in said


def test_a_stranger_answer_is_refused(known: Any, browser_of: Make) -> None:
    row = counterpart(known, "northwind.example")
    assert browser_of(known).post(f"/who/{row.pk}", {"relation": "ours"}).status_code == 400
    assert relations(known, "northwind.example") == {Relation.CUSTOMER}


def test_a_colleague_does_not_see_whom_one_meets(known: Any, colleague: Any, stranger: Any, browser_of: Make) -> None:
    row = counterpart(known, "northwind.example")
    for other in (colleague, stranger):
        assert "northwind" not in words_of(browser_of(other).get("/who"))
        assert browser_of(other).post(f"/who/{row.pk}", {"relation": "ignore"}).status_code == 404


def test_what_is_ours_is_a_guess_until_it_is_confirmed(known: Any, browser_of: Make) -> None:
    browser = browser_of(known)
    assert "everybody at harbour.example our guess" in words_of(browser.get("/who"))
    browser.post("/who/ours", {"confirm": "yes"})
    said = words_of(browser.get("/who"))
    assert "everybody at harbour.example" in said
    assert "our guess ×" not in said
    assert not Identity.objects.in_workspace(known.workspace).filter(guessed=True).exists()


def test_a_domain_said_to_be_ours_is_no_counterpart_any_more(known: Any, browser_of: Make) -> None:
    browser = browser_of(known)
    assert "bergmann.example is ours from now on." in words_of(
        browser.post("/who/ours", {"value": "bergmann.example"}, follow=True)
    )
    assert "3 counterparts" in words_of(browser.get("/who"))
    identity = Identity.objects.in_workspace(known.workspace).get(value="bergmann.example")
    browser.post(f"/who/ours/{identity.pk}/remove")
    assert "4 counterparts" in words_of(browser.get("/who"))


def test_no_address_is_no_address(known: Any, browser_of: Make) -> None:
    assert "That is no address and no domain." in words_of(
        browser_of(known).post("/who/ours", {"value": "us"}, follow=True)
    )


def test_titles_alike_are_one_line_and_get_one_customer(known: Any, browser_of: Make) -> None:
    browser = browser_of(known)
    said = words_of(browser.get("/who"))
    assert re.search(r"Quarterly review \d and 1 alike 2 meetings", said)
    browser.post("/who/titles", {"title": "Quarterly review 1", "account": "Northwind"})
    rows = Meeting.objects.in_workspace(known.workspace).filter(title__startswith="Quarterly")
    assert {(row.relation, row.account.name if row.account else "") for row in rows} == {
        (Relation.CUSTOMER, "Northwind")
    }
    assert {row.answer for row in rows} == {""}, "whether they accepted stays unknown"
    assert Account.objects.in_workspace(known.workspace).filter(name="Northwind").count() == 1


def test_a_title_may_be_private_and_taken_back(known: Any, browser_of: Make) -> None:
    browser, rows = browser_of(known), Meeting.objects.in_workspace(known.workspace)
    browser.post("/who/titles", {"title": "Lunch", "relation": "private"})
    assert rows.get(title="Lunch").relation == Relation.PRIVATE
    browser.post("/who/titles", {"title": "Lunch", "relation": "guess"})
    assert rows.get(title="Lunch").relation == ""


def test_a_title_nobody_has_is_not_found(known: Any, browser_of: Make) -> None:
    assert browser_of(known).post("/who/titles", {"title": "Never", "relation": "private"}).status_code == 404


def test_a_title_without_a_customer_named_asks_for_one(known: Any, browser_of: Make) -> None:
    answer = browser_of(known).post("/who/titles", {"title": "Lunch", "account": " "}, follow=True)
    assert "Choose or type a customer first." in words_of(answer)


def test_a_doubtful_deal_is_asked_once(known: Any, browser_of: Make) -> None:
    browser = browser_of(known)
    meeting = Meeting.objects.in_workspace(known.workspace).filter(account__name="Northwind").first()
    assert meeting is not None
    meeting.opportunity_doubtful, meeting.opportunity_told = True, False
    meeting.save()
    assert "Same deal as before?" in words_of(browser.get("/who"))
    assert browser.post(f"/who/deals/{meeting.pk}", {"same": "perhaps"}).status_code == 400
    browser.post(f"/who/deals/{meeting.pk}", {"same": "yes"})
    assert "Same deal as before?" not in words_of(browser.get("/who"))


def test_fifty_at_a_time_and_more(seat: Any, browser_of: Make, django_assert_max_num_queries: Any) -> None:
    keep(seat, *(entry(f"u{n}", f"petra@firm-{n:03d}.example") for n in range(120)))
    browser = browser_of(seat)
    browser.get("/who")
    with django_assert_max_num_queries(15):
        text = browser.get("/who").content.decode()
    assert text.count('class="counterpart') == 51, "fifty lines and their list"
    assert ">70 more</a>" in text
    assert browser.get("/who?show=150").content.decode().count('class="counterpart') == 121


@pytest.mark.parametrize("odd", ["?show=x", "?show=-1", "?show=99999999999", "?which=nobody", "?titles=%00"])
def test_odd_addresses_show_the_page(known: Any, browser_of: Make, odd: str) -> None:
    assert browser_of(known).get("/who" + odd).status_code == 200
