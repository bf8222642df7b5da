"""The calendar reader on real files that stay outside this repository (../shared/data/ics): skipped where absent."""

import csv
import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from foothold.connectors.calendar import CalendarFile, entry_json, expand, looks_like_calendar, read_calendar
from foothold.core.conversation import Unreadable

ICS = Path(__file__).resolve().parents[3] / "shared" / "data" / "ics"

pytestmark = pytest.mark.skipif(not (ICS / "INDEX.csv").is_file(), reason="../shared/data/ics is absent: not read")

VIENNA = ZoneInfo("Europe/Vienna")
SINCE, UNTIL = datetime(2023, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)

# Calendars within a C string, each line ending in a backslash: no calendar begins there.
IN_A_PROGRAM = {"libical/src_test_icaltestparser.c__1.ics", "libical/src_test_regression.c__1.ics"}
# Where the index, made by looking for capitals in the bytes, sees less than stands there.
MORE_THAN_INDEXED = re.compile(r"CaseInsensitive\d|XProperty1|Bug2912657")
# Where it counts what no attendee of a meeting said.
COUNTED_OTHERWISE = {
    "libical/test-data_crash.ics": "damaged bytes",
    "libical/test-data_issue252.ics": "damaged bytes",
    "libical/test-data_zday.ics": "damaged bytes; PARTSTAT in quotes",
    "libical/test-data_stresstest.ics": "attendees outside of any entry",
    "ccs-calendarserver/txdav_caldav_datastore_scheduling_imip_test_test_inbound.py__2.ics": "a parameter after the value",
    "ccs-calendarserver/txdav_caldav_datastore_scheduling_test_test_processing.py__4.ics": "PARTSTAT in quotes",
    "calcard/resources_ical_026.ics.out__1.ics": "PARTSTAT in a line the index does not know as an attendee",
    "calcard/resources_ical_046.ics": "attendees outside of any entry",
    "ical4j/src_test_resources_samples_valid_zidestoreical4jbomb.ics": "PARTSTAT in quotes",
}
NO_MEETING = re.compile(rb"BEGIN:V(?:TODO|JOURNAL|FREEBUSY)", re.IGNORECASE)


@cache
def index() -> list[dict[str, str]]:
    with (ICS / "INDEX.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@cache
def files() -> tuple[dict[str, CalendarFile], dict[str, str]]:
    """Every file read, and the reason of every one that was not."""
    read: dict[str, CalendarFile] = {}
    refused: dict[str, str] = {}
    for row in index():
        data = (ICS / row["file"]).read_bytes()
        try:
            read[row["file"]] = read_calendar(data, row["file"])
        except Unreadable as reason:
            refused[row["file"]] = str(reason)
    return read, refused


def test_every_file_is_read_or_refused_with_a_reason() -> None:
    read, refused = files()
    assert len(read) + len(refused) == len(index()) == 1_843
    entries = {row["file"]: int(row["n_vevent"]) for row in index()}
    assert {name for name in refused if entries[name]} == IN_A_PROGRAM
    assert all(reason and "\n" not in reason for reason in refused.values())


def test_every_entry_of_every_file_is_there() -> None:
    read, _ = files()
    for row in index():
        if row["file"] in read and not MORE_THAN_INDEXED.search(row["file"]):
            assert len(read[row["file"]].entries) == int(row["n_vevent"]), row["file"]


def test_methods_are_as_in_the_index() -> None:
    read, _ = files()
    for row in index():
        if row["file"] in read and row["file"] not in COUNTED_OTHERWISE and not MORE_THAN_INDEXED.search(row["file"]):
            assert read[row["file"]].method == row["method"], row["file"]


def test_answers_are_as_in_the_index() -> None:
    """The index counts every PARTSTAT written, of to-dos too; an attendee without one has none here."""
    read, _ = files()
    compared = 0
    for row in index():
        name = row["file"]
        if name not in read or name in COUNTED_OTHERWISE or NO_MEETING.search((ICS / name).read_bytes()):
            continue
        indexed = {
            word: int(count) for word, _, count in (part.partition(":") for part in row["partstat"].split(";")) if word
        }
        found = Counter(attendee.partstat for entry in read[name].entries for attendee in entry.attendees)
        assert {word: count for word, count in found.items() if word} == indexed, name
        compared += bool(indexed)
    assert compared > 250


def test_no_naive_time_and_no_start_lost_without_a_word() -> None:
    read, _ = files()
    for name, file in read.items():
        for entry in file.entries:
            for at in (entry.start, entry.end):
                assert not isinstance(at, datetime) or entry.floating or at.utcoffset() is not None, name
            assert entry.start is not None or entry.problem, name
            assert entry_json(entry)["uid"], name
        problems = {entry.problem for entry in file.entries if entry.problem}
        assert not problems or file.skipped, name


def test_every_thread_expands_to_aware_times() -> None:
    read, _ = files()
    for name, file in read.items():
        for thread in file.threads:
            found, _ = expand(thread, since=SINCE, until=UNTIL, tz=VIENNA)
            assert all(meeting.starts_at.utcoffset() is not None for meeting in found), name
            assert all(meeting.ends_at.astimezone(UTC) >= meeting.starts_at.astimezone(UTC) for meeting in found), name


def test_every_calendar_file_looks_like_one_by_its_content() -> None:
    read, _ = files()
    unseen = [name for name in read if not looks_like_calendar((ICS / name).read_bytes()[: 64 * 1024], "no name")]
    assert not unseen
