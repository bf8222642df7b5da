"""METHOD 3: levels, located quotes, edits, deleted sources."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import (
    Attendance,
    Evidence,
    Grounds,
    Level,
    Side,
    after_deletion,
    after_edit,
    is_located,
    level_of_quote,
)

SOURCE = "Ada: Thursday at 3?\nRuiz: Thursday works.\n"
QUOTE = Evidence("Thursday works.", "Ruiz", Side.CUSTOMER, None, 2, 26, 41)
grounds = st.builds(Grounds, st.sampled_from(Level), st.just((QUOTE,)), st.booleans())


def test_his_words_located_are_e3():
    assert is_located(QUOTE, SOURCE)
    assert level_of_quote(QUOTE, SOURCE) is Level.E3


def test_a_quote_not_found_in_its_source_is_e1():
    assert level_of_quote(replace(QUOTE, text="Thursday is fine"), SOURCE) is Level.E1
    assert level_of_quote(replace(QUOTE, start=25, end=40), SOURCE) is Level.E1
    assert level_of_quote(QUOTE, "") is Level.E1


@pytest.mark.parametrize(("start", "end"), [(-16, -1), (0, 0), (5, 2)])
def test_offsets_that_are_none_locate_nothing(start, end):
    assert not is_located(replace(QUOTE, start=start, end=end, text=SOURCE[start:end]), SOURCE)


def test_words_of_nobody_identified_are_never_e3():
    assert level_of_quote(replace(QUOTE, speaker=None), SOURCE) is Level.E2
    assert level_of_quote(replace(QUOTE, side=Side.UNKNOWN), SOURCE) is Level.E2
    assert level_of_quote(replace(QUOTE, side=Side.OURS), SOURCE) is Level.E1


@given(grounds, st.sampled_from(Level))
def test_no_edit_raises_a_level(before, claimed):
    after = after_edit(before, claimed)
    assert after.level <= before.level
    assert after.level <= claimed
    assert after.evidence == before.evidence


@given(grounds)
def test_evidence_keeps_its_level_when_its_source_is_deleted_and_is_marked(before):
    after = after_deletion(before)
    assert (after.level, after.evidence, after.mark) == (
        before.level,
        before.evidence,
        "verified, source deleted",
    )


def test_a_source_still_there_has_no_mark():
    assert Grounds(Level.E3, (QUOTE,)).mark == ""


def test_held_needs_both_sides_seen():
    assert Attendance(True, True, Level.E3).held
    assert not Attendance(True, True, Level.E2).held
    assert Attendance(True, True, Level.E2).assumed
    assert not Attendance(True, None, Level.E4).held
    assert not Attendance(None, None, Level.E4).somebody_missed_it
