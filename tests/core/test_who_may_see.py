"""Whose what a person may see (METHOD 11; UX, decision 9): a table of the rule, and what holds for every standpoint."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.who_may_see import LEAST_SELLERS, Answer, Standpoint, What, are_figures_shown, may_see

LEAD = Standpoint(leads=True, is_enabled=True, sellers=LEAST_SELLERS, asks_of_one=True)
"""A manager who leads the seller he asks about, one of five, on a workspace that switched his screens on."""

STANDPOINTS = st.integers(0, 12).flatmap(
    lambda sellers: st.builds(
        Standpoint,
        is_own=st.booleans(),
        leads=st.booleans(),
        is_enabled=st.booleans(),
        sellers=st.just(sellers),
        consenting=st.integers(0, sellers),
        asks_of_one=st.booleans(),
        is_shared=st.booleans(),
    )
)


def test_a_manager_sees_findings_and_figures_of_five() -> None:
    assert may_see(What.FINDINGS, LEAD) is Answer.YES
    assert may_see(What.FIGURES, LEAD) is Answer.YES


def test_without_the_switch_he_sees_nothing() -> None:
    off = replace(LEAD, is_enabled=False, is_shared=True)
    seen = [may_see(what, off) for what in (What.FINDINGS, What.FIGURES, What.FEELING)]
    assert seen == [Answer.SWITCHED_OFF] * 3


def test_the_switch_shows_nothing_of_whom_he_does_not_lead() -> None:
    assert may_see(What.FINDINGS, replace(LEAD, leads=False)) is Answer.NOT_LED


def test_feeling_is_seen_only_where_it_is_shared() -> None:
    assert may_see(What.FEELING, LEAD) is Answer.NOT_SHARED
    assert may_see(What.FEELING, replace(LEAD, is_shared=True)) is Answer.YES


def test_words_are_seen_where_they_are_shared_by_anybody_and_else_by_nobody() -> None:
    assert may_see(What.WORDS, LEAD) is Answer.NOT_SHARED
    assert may_see(What.WORDS, Standpoint(is_shared=True)) is Answer.YES


@pytest.mark.parametrize(
    ("sellers", "consenting", "shown"),
    [
        (0, 0, False),
        (1, 0, False),
        (1, 1, True),
        (4, 0, False),
        (4, 3, False),
        (4, 4, True),
        (5, 0, True),
        (9, 0, True),
    ],
)
def test_a_table_below_five_sellers_needs_the_consent_of_each(sellers: int, consenting: int, shown: bool) -> None:
    assert are_figures_shown(sellers, consenting) is shown


def test_a_page_of_one_among_few_needs_his_own_consent_alone() -> None:
    assert not are_figures_shown(4, 0, asks_of_one=True)
    assert are_figures_shown(4, 1, asks_of_one=True)
    assert may_see(What.FIGURES, replace(LEAD, sellers=4)) is Answer.TOO_FEW


def test_more_consent_than_sellers_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        are_figures_shown(4, 5)


@given(st.sampled_from(What), STANDPOINTS)
def test_one_sees_all_of_ones_own(what: What, at: Standpoint) -> None:
    assert may_see(what, replace(at, is_own=True)) is Answer.YES


@given(st.sampled_from(What), STANDPOINTS)
def test_taking_a_right_away_never_shows_more(what: What, at: Standpoint) -> None:
    if may_see(what, at) is Answer.YES:
        return
    less = [replace(at, **{name: False}) for name in ("is_own", "leads", "is_enabled", "is_shared")]
    less.append(replace(at, consenting=0))
    assert all(may_see(what, each) is not Answer.YES for each in less)
