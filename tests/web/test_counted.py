"""Every number on the weekly review, the sheet, the one-to-one and a deal leads to what it was counted from."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from foothold.records.models import Call, Feeling, Look, Membership, OpportunityStanding, Preparation
from made_deals import judge, make_deal, make_meeting, make_promise

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
COUNTED = re.compile(r'<a[^>]*href="([^"]*/counted/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def page_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def listed(browser: Any, address: str) -> tuple[str, list[str]]:
    """What the list says, and its lines in plain words."""
    page = page_of(browser, unescape(address))
    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)
    assert lead, address
    return plain(lead[1]), [plain(each) for each in re.findall(r"<li>(.*?)</li>", page.split('class="lead"')[1])]


@pytest.fixture
def year(seat: Any, colleague: Any, lets_lead: Make) -> Any:
    """A seller's deals of every state, in two currencies and without an amount, his meetings, calls and feelings."""
    lets_lead(seat, colleague)
    rows = Feeling.objects.in_workspace(colleague.workspace)
    for number, state in enumerate(("booked", "offered", "vague", "silent") * 3):
        amount = None if number == 5 else 10_000 + 1_000 * number
        deal = make_deal(colleague, f"Firm {number}", state=state, now=NOW, amount=amount)
        if number % 5 == 3:
            deal.currency = "USD"
            deal.save()
        for days in (2, 12, 40):
            held = make_meeting(
                colleague, deal, NOW - (days * 24 + number) * timedelta(hours=1), f"Talk {number}",
                next_set="in_room" if (number + days) % 3 else "never", homework_set="yes" if number % 2 else "no",
            )  # fmt: skip
            rows.create(meeting=held, user=colleague.user, met="yes", sure=75, said_at=held.ended_at, late=False)
            if number % 3 == 0:
                judge(held, tests={"T4": {"level": "E3" if number else "E0", "evidence": []}})
        Preparation.objects.in_workspace(colleague.workspace).create(
            meeting=held,
            user=colleague.user,
            opened_at=held.held_at,
            agenda_sent_at=held.held_at if number % 2 else None,
        )
        make_promise(held, "pump hours", due_on=NOW.date() - DAY, state="open" if number % 2 else "done")
        make_promise(held, "price", side="ours", due_on=NOW.date() - DAY)
        Call.objects.in_workspace(colleague.workspace).create(
            account=deal.account, user=colleague.user, key=str(number), called_at=NOW - (number + 1) * DAY,
            direction="out", outcome="no_answer",
        )  # fmt: skip
    make_deal(colleague, "Unseen", state="vague", now=NOW, meeting=False)
    return colleague


def screens(whom: Any) -> list[str]:
    deal = OpportunityStanding.objects.in_workspace(whom.workspace).filter(state="silent").first()
    assert deal is not None
    return [f"/weekly/{whom.pk}", f"/one-to-one/{whom.pk}", "/pipeline", f"/deals/{deal.opportunity_id}"]


def test_each_list_is_as_long_as_its_number(year: Any, browser_of: Make) -> None:
    browser = browser_of(year)
    followed = 0
    for screen in screens(year):
        for address, words in COUNTED.findall(page_of(browser, screen)):
            said, lines = listed(browser, address)
            number = re.search(r"(\d+) (?:deal|left|decided|meeting)|of (\d+)|: (\d+)", plain(words))
            if number and "/counted/hours" not in address and "hours" not in plain(words):
                assert len(lines) == int(next(filter(None, number.groups()))), (screen, address, words, lines)
                followed += 1
            money = re.search(r"(?:EUR|USD) [\d.]+ k", plain(words))
            if money:
                assert money[0] in said, (address, words, said)
                followed += 1
    assert followed > 15


def test_hours_add_up_to_the_number(year: Any, browser_of: Make) -> None:
    browser = browser_of(year)
    page = page_of(browser, f"/one-to-one/{year.pk}")
    rows = re.findall(r'<th scope="row"><a href="([^"]*hours[^"]*)">[^<]*</a></th><td>([\d.]+)</td>', page)
    assert rows, page.partition("time-heading")[2][:1500]
    for address, hours in rows:
        said, lines = listed(browser, address)
        assert said == f"{hours} hours in four weeks"
        assert sum(float(re.search(r"([\d.]+) h\b", line)[1]) for line in lines) == pytest.approx(
            float(hours), abs=0.06
        )


def test_the_marked_ones_are_the_k_of_the_n(year: Any, browser_of: Make) -> None:
    for which in ("in_room", "homework", "agenda", "psychographics"):
        said, lines = listed(browser_of(year), f"/weekly/{year.pk}/counted/{which}")
        k, n = map(int, re.findall(r"\d+", said)[:2])
        assert (len(lines), sum("not done" not in line for line in lines)) == (n, k)
        assert n


class _Dead(HTMLParser):
    """Numbers in the text of <main> that stand in no link, and in no row or heading with one."""

    WHOLE = ("li", "tr", "dd", "h2", "summary", "label", "form", "header")
    OMITTED = ("svg", "script", "kbd", "form", "header")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, Any]]] = []
        self.dead: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "a":
            for _name, row in self.open:
                row["linked"] = True
        if tag not in {"input", "br", "meta", "link", "img", "path", "circle", "option"}:
            self.open.append((tag, {"linked": tag == "a", "numbers": []}))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, row = self.open.pop()
            if row["numbers"] and not row["linked"]:
                if name in self.WHOLE or not any(each in self.WHOLE for each, _row in self.open):
                    self.dead += row["numbers"]
                else:
                    self.open[-1][1]["numbers"] += row["numbers"]
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        names = [name for name, _row in self.open]
        if "main" in names and "a" not in names and re.search(r"\d", data) and not set(names) & set(self.OMITTED):
            self.open[-1][1]["numbers"].append(" ".join(data.split()))


LEADS_NOWHERE = re.compile(
    r"^[1-5] (Last|Next|Silent|One)|^Last 90 days"  # headings
    r"|aim \d+ %"  # a convention
    r"|^\(about \d+ minutes?\)$"  # a quarter of a minute for each that is left
)


def test_no_number_on_these_screens_leads_nowhere(year: Any, browser_of: Make) -> None:
    browser = browser_of(year)
    for screen in screens(year):
        reader = _Dead()
        reader.feed(page_of(browser, screen))
        assert [each for each in reader.dead if not LEADS_NOWHERE.search(each)] == [], screen


def test_a_manager_sees_the_lists_of_whom_he_leads_without_what_was_felt_and_the_look_is_kept(
    year: Any, seat: Any, browser_of: Make, make_seat: Make
) -> None:
    boss, peer = browser_of(seat), browser_of(make_seat("Mira", year.workspace, role="seller"))
    looks = Look.objects.in_workspace(seat.workspace)
    for page in (f"/weekly/{year.pk}/counted/without", f"/one-to-one/{year.pk}/counted/hours?of=close+soon"):
        before = looks.count()
        assert boss.get(page).status_code == 200
        assert looks.count() == before + 1, page
        assert peer.get(page).status_code == 404
    assert boss.get("/pipeline/counted/open?team=1").status_code == 200
    assert "Firm" not in page_of(peer, "/pipeline/counted/open?team=1")
    assert boss.get(f"/one-to-one/{year.pk}/counted/felt?of=75").status_code == 404
    assert "sure" not in page_of(boss, f"/weekly/{year.pk}/counted/last")
    Membership.objects.in_workspace(year.workspace).filter(pk=year.pk).update(shares_feeling=True)
    said, lines = listed(boss, f"/one-to-one/{year.pk}/counted/felt?of=75")
    assert len(lines) == int(re.findall(r"\d+", said)[1])


@pytest.mark.parametrize("which", ["nothing", "felt", "kept"])
def test_a_number_there_is_none_of_has_no_list(year: Any, browser_of: Make, which: str) -> None:
    browser = browser_of(year)
    deal = screens(year)[-1]
    for page in (f"/weekly/{year.pk}/counted/{which}", f"/pipeline/counted/{which}", f"{deal}/counted/{which}"):
        assert browser.get(page).status_code == 404, page
    assert browser.get(f"/one-to-one/{year.pk}/counted/felt?of=lots").status_code == 404


def test_every_picture_is_a_file_and_what_was_felt_only_where_it_is_shared(
    year: Any, seat: Any, browser_of: Make, make_seat: Make
) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    own, boss = browser_of(year), browser_of(seat)
    peer = browser_of(make_seat("Mira", year.workspace, role="seller"))
    deal = screens(year)[-1]
    seen = [f"{deal}/timeline.png", f"/one-to-one/{year.pk}/pictures/ninety-days.png"]
    seen.append(f"/one-to-one/{year.pk}/pictures/time-by-class.png")
    felt = f"/one-to-one/{year.pk}/pictures/felt.png"
    for address in (*seen, felt, "/pipeline/by-evidence.png"):
        assert own.get(address).content.startswith(b"\x89PNG"), address
    for address in seen:
        assert boss.get(address).status_code == 200
        assert peer.get(address).status_code == 404, address
    for address in (felt, f"/one-to-one/{year.pk}/felt.csv"):
        assert boss.get(address).status_code == 404, address
    for screen, name in zip(screens(year)[1:], ("ninety-days", "by-evidence", "timeline"), strict=True):
        assert f"{name}.png" in page_of(own, screen), screen


def test_every_table_is_a_file(year: Any, browser_of: Make) -> None:
    browser = browser_of(year)
    deal = screens(year)[-1]
    for file in (deal, f"/one-to-one/{year.pk}/five", f"/one-to-one/{year.pk}/felt", f"/one-to-one/{year.pk}/time"):
        lines = browser.get(f"{file}.csv").content.decode("utf-8-sig").splitlines()
        rows = browser.get(f"{file}.json").json()["rows"]
        assert len(lines) == len(rows) + 1 > 1, file
        page = page_of(browser, file.rpartition("/")[0] if file != deal else deal)
        assert f'href="{file}.csv"' in page
    parts = {row["part"] for row in browser.get(f"{deal}.json").json()["rows"]}
    assert {"reason", "promise", "meeting", "class"} <= parts
