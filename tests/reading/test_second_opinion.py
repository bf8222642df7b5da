"""A second opinion on single acts: when it is asked for, and how it is mixed in."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.reading.acts import LABELS, SURE_OF_NOTHING, act_of
from foothold.reading.second_opinion import InContext, mixed
from foothold.reading.slots import Moment

MOMENT = Moment(datetime(2026, 3, 4, 10, tzinfo=UTC), UTC)
SHARES = st.lists(st.floats(1e-9, 1.0), min_size=5, max_size=5).map(lambda some: [one / sum(some) for one in some])
SCORES = st.lists(st.floats(-50, 50), min_size=5, max_size=5)


class Stub:
    """Always of one opinion, and remembers what it was asked."""

    def __init__(self, label: str, how_sure: float = 30.0) -> None:
        self.asked: list[InContext] = []
        self._scores = [how_sure if name == label else 0.0 for name in LABELS]

    def scores(self, sentences: Sequence[InContext]) -> list[list[float]]:
        self.asked += sentences
        return [self._scores for _ in sentences]


def test_a_sentence_in_doubt_is_shown_with_its_neighbours_and_the_opinion_counts() -> None:
    stub = Stub("commitment_self")
    act = act_of("We could look into that.", MOMENT, before="Any idea?", after="Thanks.", encoder=stub)
    assert stub.asked == [("We could look into that.", "Any idea?", "Thanks.")]
    assert act.label == "commitment_self"
    assert act_of("We could look into that.", MOMENT).label != "commitment_self"


@pytest.mark.parametrize(
    "text", ["And then we had the second version which was much lighter.", "The pump was loud because it leaked."]
)
def test_where_the_default_is_sure_of_nothing_nobody_is_asked(text: str) -> None:
    stub = Stub("firm_meeting")
    assert act_of(text, MOMENT, encoder=stub) == act_of(text, MOMENT)
    assert act_of(text, MOMENT).probabilities["none"] >= SURE_OF_NOTHING
    assert stub.asked == []


@given(SHARES, SCORES)
def test_mixed_probabilities_sum_to_one(shares: list[float], opinion: list[float]) -> None:
    found = mixed(shares, opinion)
    assert sum(found) == pytest.approx(1)
    assert all(0 <= one <= 1 for one in found)


@given(SHARES, SCORES, st.integers(0, 4), st.floats(0.1, 20))
def test_the_more_the_encoder_favours_a_class_the_likelier_it_is(
    shares: list[float], opinion: list[float], which: int, more: float
) -> None:
    raised = [score + more * (place == which) for place, score in enumerate(opinion)]
    assert mixed(shares, raised)[which] >= mixed(shares, opinion)[which]
