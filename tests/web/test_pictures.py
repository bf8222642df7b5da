"""UX 5 and S7: pictures made on the server, read in black and white, with their numbers behind them."""

import gzip
import io
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from foothold.core.counts import ReviewCounts
from foothold.core.differences import change
from foothold.core.percentages import PercentageId
from foothold.core.review import review
from foothold.core.shares import Share
from foothold.web.deal_pictures import Promised, timeline
from foothold.web.figures import counted_on, points, shown, with_interval
from foothold.web.ninety_days import Trend, ninety_days
from foothold.web.pictures import Week, meetings_by_week, next_dates
from foothold.web.png import png

SVG = "{http://www.w3.org/2000/svg}"
MONDAYS = [date(2026, 6, 22) + timedelta(7 * week) for week in range(13)]
COUNTS = ReviewCounts(
    held=84,
    debriefed=50,
    should_have=12,
    customer_asked=84,
    customer_answered=8,
    best_use=3,
    in_room=26,
    later=20,
    never=30,
    step_not_counted=30,
    step_or_recap_missing=30,
)
REVIEW = review(COUNTS)
SHARES = [Share(week % 5, 4 + week) for week in range(13)]
TRENDS = [Trend(each, list(zip(MONDAYS, SHARES, strict=True))) for each in REVIEW.percentages]
WEEKS = [Week(monday, 4 + index % 6, index % 4, index % 2) for index, monday in enumerate(MONDAYS)]


def link(key):
    return f"/meetings?part={key}&days=90"


def pictures(to=link):
    return [ninety_days(TRENDS, link=to), next_dates(COUNTS, link=to), meetings_by_week(WEEKS, link=to)]


def drawn(picture):
    # Parsed to be looked at; the text is our own.
    return ElementTree.fromstring(picture.svg)  # noqa: S314


def texts(picture):
    return [element.text for element in drawn(picture).iter(f"{SVG}text")]


def shapes(picture, css):
    return [element.get("d") for element in drawn(picture).iter(f"{SVG}path") if element.get("class") == css]


@pytest.mark.parametrize("picture", pictures() + pictures(None), ids=lambda picture: picture.title)
def test_a_picture_has_a_title_a_description_and_its_numbers_behind_it(picture):
    root = drawn(picture)
    assert root.findtext(f"{SVG}title") == picture.title
    assert root.findtext(f"{SVG}desc")
    named = {element.get("id") for element in root.iter() if element.get("id")}
    assert set(root.get("aria-labelledby").split()) == named
    assert {len(row.cells) for row in picture.table.rows} == {len(picture.table.headings)}


@pytest.mark.parametrize("picture", pictures() + pictures(None), ids=lambda picture: picture.title)
def test_a_picture_obeys_the_policy_and_fits_the_narrowest_phone(picture):
    root = drawn(picture)
    assert not [element.tag for element in root.iter() if element.get("style") or element.tag == f"{SVG}style"]
    assert root.get("viewBox").startswith("0 0 320 ")
    assert root.get("width") is None


@pytest.mark.parametrize("picture", pictures() + pictures(None), ids=lambda picture: picture.title)
def test_a_picture_weighs_little_more_than_a_kilobyte(picture):
    assert len(gzip.compress(picture.svg.encode())) < 1150


def test_the_same_numbers_give_the_same_picture():
    assert pictures() == pictures()


def test_pictures_on_one_page_share_no_id():
    named = [re.findall(r' id="([^"]+)"', picture.svg) for picture in pictures()]
    assert len({each for ids in named for each in ids}) == sum(map(len, named)) == 6


@pytest.mark.parametrize("picture", pictures(None), ids=lambda picture: picture.title)
def test_without_links_a_picture_is_an_image(picture):
    assert drawn(picture).get("role") == "img"
    assert "<a " not in picture.svg


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.title)
def test_with_links_a_picture_is_a_group_of_links_with_names(picture):
    root = drawn(picture)
    links = list(root.iter(f"{SVG}a"))
    assert root.get("role") == "group"
    assert links
    assert all(each.findtext(f"{SVG}title") for each in links)


def test_each_part_links_to_its_meetings():
    hrefs = [each.get("href") for each in drawn(next_dates(COUNTS, link=link)).iter(f"{SVG}a")]
    assert hrefs == [link(key) for key in ("in_room", "later", "never", "unknown")]
    hrefs = [each.get("href") for each in drawn(ninety_days(TRENDS, link=link)).iter(f"{SVG}a")]
    assert hrefs == [link(each) for each in PercentageId]
    hrefs = [each.get("href") for each in drawn(meetings_by_week(WEEKS, link=link)).iter(f"{SVG}a")]
    assert hrefs == [link(monday.isoformat()) for monday in MONDAYS]


def test_the_numbers_behind_a_picture_carry_the_same_links():
    rows = next_dates(COUNTS, link=link).table.rows
    assert [row.href for row in rows] == [link(key) for key in ("in_room", "later", "never", "unknown")] + [""]
    assert meetings_by_week(WEEKS, link=link).table.rows[2].href == link("2026-07-06")


def test_what_has_no_meetings_links_nowhere():
    picture = next_dates(ReviewCounts(held=3, in_room=3), link=link)
    assert [each.get("href") for each in drawn(picture).iter(f"{SVG}a")] == [link("in_room")]
    assert "<a " not in meetings_by_week([Week(MONDAYS[0], 0, 0)], link=link).svg


def test_an_address_cannot_break_out_of_its_picture():
    hostile = '/"><script>alert(1)</script>'
    for picture in pictures(lambda _key: hostile):
        assert "<script" not in picture.svg
        assert drawn(picture).find(f".//{SVG}a").get("href") == hostile


def test_next_dates_are_told_apart_by_shape_and_word():
    picture = next_dates(COUNTS)
    assert [len(shapes(picture, css)) for css in ("solid", "hatched", "outline", "dashed")] == [1, 2, 1, 1]
    assert texts(picture) == [
        *("In the room", "26 of 84, 31 % to 40 %"),
        *("Later", "20 of 84"),
        *("No next date", "30 of 84"),
        *("Not known", "8 of 84"),
    ]


def test_a_calendar_alone_is_never_called_silent():
    assert not any("silent" in picture.svg.lower() for picture in pictures())


def test_the_length_of_a_bar_is_its_part_of_all_held_meetings():
    assert shapes(next_dates(ReviewCounts(held=20, in_room=10, never=10)), "solid") == ["M1 22h159v14h-159z"]


def test_nothing_held_draws_no_bar_and_counts_nothing():
    picture = next_dates(ReviewCounts())
    assert not shapes(picture, "solid")
    assert texts(picture)[1] == "0 of 0"


def test_few_meetings_get_no_percentage():
    assert texts(next_dates(ReviewCounts(held=8, in_room=3, never=5)))[1] == "3 of 8"


def test_counts_that_exceed_the_meetings_held_are_refused():
    with pytest.raises(ValueError, match="no bounds"):
        next_dates(ReviewCounts(held=3, in_room=2, never=2))
    with pytest.raises(ValueError, match="no bounds"):
        Week(MONDAYS[0], held=3, in_room=2, unknown=2)


def test_a_column_stands_on_the_axis_and_stacks_to_all_held_meetings():
    picture = meetings_by_week([Week(MONDAYS[0], 8, 2, 2), Week(MONDAYS[1], 4, 4)])
    assert shapes(picture, "solid")[:2] == ["M24 81h112v21h-112z", "M24 60h112v42h-112z"]
    assert shapes(picture, "outline")[0] == "M24 39h112v42h-112z"
    assert shapes(picture, "dashed")[0] == "M24 18h112v21h-112z"


def test_each_week_says_one_number_its_meetings_and_the_table_says_the_others():
    picture = meetings_by_week([Week(MONDAYS[0], 8, 2, 1)])
    assert [each for each in texts(picture) if each.isdecimal()] == ["8"]
    assert picture.table.headings == ("Week from", "Meetings", "In the room", "Later or none", "Not known")
    assert picture.table.rows[0].cells == ("Mon 22 Jun", "8", "2", "5", "1")


def test_a_year_of_weeks_drops_the_numbers_that_would_run_together():
    year = [Week(date(2025, 9, 22) + timedelta(7 * week), 5, 1) for week in range(52)]
    assert "5" not in texts(meetings_by_week(year))
    assert len(meetings_by_week(year).table.rows) == 52


def test_no_weeks_are_an_empty_picture():
    assert meetings_by_week([]).table.rows == ()
    assert "0 meetings held" in drawn(meetings_by_week([])).findtext(f"{SVG}desc")


def test_each_of_the_five_says_its_number_and_what_it_was_counted_on():
    assert [(shown(each), counted_on(each)) for each in REVIEW.percentages] == [
        ("not known", ""),
        ("not known", ""),
        ("24 %", "12 of 50"),
        ("3 of 8", ""),
        ("0 % to 64 %", "54 of 84 not known"),
    ]
    assert set(texts(ninety_days(TRENDS))) >= {"24 %", "12 of 50", "3 of 8", "0 % to 64 %", "not known"}


def test_the_number_in_full_has_its_interval():
    assert with_interval(REVIEW[PercentageId.P3]) == "24 % (12 of 50; 14 to 37)"
    assert with_interval(REVIEW[PercentageId.P4]) == "3 of 8"
    assert with_interval(REVIEW[PercentageId.P5]) == "0 % to 64 % (54 of 84 not known)"


def test_an_answer_of_the_customer_stands_beside_its_bounds_and_response():
    rows = {row.cells[0]: row.cells for row in ninety_days(TRENDS).table.rows}
    assert rows["Of all meetings"][4] == "4 % to 94 %"
    assert rows["Answered for"][1:] == ("0 %", "0 %", "60 %", "10 %", "no answer needed")


@pytest.mark.parametrize(
    ("before", "said"), [(Share(2, 48), "+20 points"), (Share(40, 48), "-59 points"), (Share(10, 48), "")]
)
def test_a_change_is_said_only_where_it_may_be(before, said):
    changed = change(Share(12, 50), before, date(2026, 9, 30))
    assert points(changed) == said
    picture = ninety_days([Trend(REVIEW[PercentageId.P3], change=changed)])
    assert texts(picture)[-1] == (f"12 of 50, {said}" if said else "12 of 50")
    assert picture.table.rows[1].cells == ("Change", said or "not sure enough")


def test_a_line_breaks_where_a_week_has_no_meeting_and_small_dots_are_few_meetings():
    shares = [Share(5, 10), None, Share(0, 0), Share(4, 4), Share(0, 12)]
    picture = ninety_days([Trend(REVIEW[PercentageId.P3], list(zip(MONDAYS, shares, strict=False)))])
    assert shapes(picture, "trend") == ["M4 36M133 22L176 50", "M133 22h0", "M4 36h0M176 50h0"]
    assert [row.cells[1] for row in picture.table.rows[4:]] == ["5 of 10", "none", "none", "4 of 4", "0 of 12"]


def test_of_a_percentage_known_in_bounds_only_no_line_is_drawn():
    weeks = [(monday, Share(0, 5)) for monday in MONDAYS]
    assert REVIEW[PercentageId.P5].share is None
    picture = ninety_days([Trend(REVIEW[PercentageId.P5], weeks)])
    assert not shapes(picture, "trend")
    assert "weeks" not in texts(picture)
    assert picture.table.rows[4].cells[1] == "0 of 5", "what is known of a week stays in the table"


def test_a_line_stands_on_its_weeks():
    picture = ninety_days([Trend(REVIEW[PercentageId.P3], [(monday, Share(5, 10)) for monday in MONDAYS])])
    said = texts(picture)
    assert "Mon 22 Jun" in said
    assert "weeks" not in said, "three words would run together"


def test_weeks_stand_in_the_order_of_time_behind_the_lines():
    rows = ninety_days(TRENDS).table.rows
    assert [row.cells[0] for row in rows[4:6]] == ["Mon 22 Jun", "Mon 29 Jun"]
    assert len(rows) == 4 + 13


def test_the_pictures_of_deals_are_drawn_as_files_as_wide_as_they_are() -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    promises = [
        Promised(date(2026, 9, day), side, "pump hours", kept)
        for day, side, kept in ((1, "customer", "kept"), (8, "ours", "late"), (15, "customer", "open"))
    ]
    picture = timeline(promises, today=date(2026, 9, 20), next_on=date(2026, 9, 24))
    with image.open(io.BytesIO(png(picture))) as drawn:
        assert drawn.width == (720 + 2 * 16) * 3
        colours = {colour for _many, colour in drawn.convert("RGB").getcolors(1 << 20)}
    assert {(0x0A, 0x5A, 0x8C), (0xB3, 0x26, 0x1E)} <= colours, "the disc kept, the triangle late"
