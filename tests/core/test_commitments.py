"""METHOD 3: commitments and homework."""

from dataclasses import replace
from datetime import date

import pytest

from foothold.core import (
    Commitment,
    CommitmentState,
    HomeworkKind,
    Side,
    has_deliverable,
    is_homework,
    state_on,
)
from foothold.core.commitments import as_owed

DATA = Commitment(
    owner="J. Ruiz",
    side=Side.CUSTOMER,
    deliverable="scrap data for May",
    due=date(2026, 3, 6),
    kind=HomeworkKind.GATHER_DATA,
)


def test_a_customers_task_with_a_deliverable_is_homework():
    assert is_homework(DATA)
    assert is_homework(replace(DATA, due=None, kind=HomeworkKind.OTHER))


@pytest.mark.parametrize("changed", [{"side": Side.OURS}, {"side": Side.UNKNOWN}, {"owner": "  "}, {"deliverable": ""}])
def test_ours_nobodys_or_nothing_is_no_homework(changed):
    assert not is_homework(replace(DATA, **changed))


@pytest.mark.parametrize(
    "nothing",
    [
        "Think about it",
        "I'll have a think about your offer",
        "leave it with me",
        "let me socialise it",
        "darüber nachdenken",
    ],
)
def test_thinking_about_it_has_no_deliverable(nothing):
    assert not has_deliverable(replace(DATA, deliverable=nothing))


@pytest.mark.parametrize("something", ["send the offer back signed", "bring Anna from purchasing", "42 samples"])
def test_something_to_show_is_a_deliverable(something):
    assert has_deliverable(replace(DATA, deliverable=something))


def test_an_open_promise_is_late_from_the_day_after_it_was_due():
    assert state_on(DATA, date(2026, 3, 6)) is CommitmentState.OPEN
    assert state_on(DATA, date(2026, 3, 7)) is CommitmentState.LATE


def test_done_dropped_and_undated_promises_are_never_late():
    later = date(2027, 1, 1)
    for state in (CommitmentState.DONE, CommitmentState.DROPPED):
        assert state_on(replace(DATA, state=state), later) is state
    assert state_on(replace(DATA, due=None), later) is CommitmentState.OPEN


def test_the_kinds_are_those_of_the_method():
    kinds = "gather_data, bring_person, give_access_or_tour, internal_meeting, review_document, "
    assert ", ".join(HomeworkKind) == kinds + "pay_or_pilot, introduce, other"


@pytest.mark.parametrize(
    ("words", "side", "said"),
    [
        ("send you the price", Side.OURS, "send them the price"),
        ("Send you your terms", Side.OURS, "Send them their terms"),
        ("email me your terms", Side.OURS, "email them our terms"),
        ("send you the hours of our line", Side.CUSTOMER, "send us the hours of their line"),
        ("send us your layout", Side.CUSTOMER, "send us their layout"),
        ("send the price", Side.OURS, "send the price"),
        ("see what you think of it", Side.OURS, "see what you think of it"),
        ("send you the hours and bring us a sample", Side.CUSTOMER, "send you the hours and bring us a sample"),
        ("send you the price", Side.UNKNOWN, "send you the price"),
    ],
)
def test_a_list_of_what_is_owed_says_them_and_us_where_it_is_certain_who_is_meant(
    words: str, side: Side, said: str
) -> None:
    assert as_owed(words, side) == said
