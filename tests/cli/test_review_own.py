"""What a review says to its seller alone, as lines (UX 3; METHOD 6.3)."""

from foothold.cli.review_text import Own, own_lines
from foothold.core.shares import Share


def test_each_answer_stands_beside_how_many_of_those_went_on() -> None:
    own = Own(((25, Share(3, 8)), (75, Share(16, 46)), (100, Share(0, 0))), Share(0, 0))
    assert own_lines(own) == [
        "felt 25 sure -> 3 of 8 went on (too few for a percentage)",
        "felt 75 sure -> 35 % went on (16 of 46; 23 to 49 %)",
    ]
