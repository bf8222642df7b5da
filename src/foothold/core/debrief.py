"""The third question after a meeting: which one is asked, and what can be answered with one tap (UX, J3; METHOD 9).

It rotates, so that a debrief stays at five taps. A question that was passed over is unknown, not no.
"""

from enum import StrEnum


class Question(StrEnum):
    """What is asked third; a prediction of the Ready sheet is marked on the sheet's own part of the page."""

    SHOULD_HAVE_ASKED = "should_have_asked"
    CUSTOMER_WOULD_SAY = "customer_would_say"
    COULD_MORE = "could_more"
    HOW_GOOD = "how_good"
    CHANCE_TO_WIN = "chance_to_win"


class Answer(StrEnum):
    """The one-tap answers. Four belong to SHOULD_HAVE_ASKED (P3), three are the guess before P4, two are P2.

    The others are METHOD 6.3's: how good it was, 1 to 5, and how likely we win, in percent.
    """

    NOTHING = "nothing"
    NOT_ASKED = "not_asked"
    FORGOT = "forgot"
    HANDLED_BADLY = "handled_badly"
    BEST_USE = "best_use"
    WORTH_IT = "worth_it"
    NOT_WORTH_IT = "not_worth_it"
    COULD_HAVE = "could_have"
    COULD_NOT = "could_not"
    GOOD_1 = "good_1"
    GOOD_2 = "good_2"
    GOOD_3 = "good_3"
    GOOD_4 = "good_4"
    GOOD_5 = "good_5"
    WIN_0 = "win_0"
    WIN_25 = "win_25"
    WIN_50 = "win_50"
    WIN_75 = "win_75"
    WIN_100 = "win_100"


ANSWERS = {
    Question.SHOULD_HAVE_ASKED: (Answer.NOTHING, Answer.NOT_ASKED, Answer.FORGOT, Answer.HANDLED_BADLY),
    Question.CUSTOMER_WOULD_SAY: (Answer.BEST_USE, Answer.WORTH_IT, Answer.NOT_WORTH_IT),
    Question.COULD_MORE: (Answer.COULD_HAVE, Answer.COULD_NOT),
    Question.HOW_GOOD: (Answer.GOOD_1, Answer.GOOD_2, Answer.GOOD_3, Answer.GOOD_4, Answer.GOOD_5),
    Question.CHANCE_TO_WIN: (Answer.WIN_0, Answer.WIN_25, Answer.WIN_50, Answer.WIN_75, Answer.WIN_100),
}
"""What each question can be answered with."""


def number_in(answer: Answer) -> int | None:
    """Return the number an answer says: 1 to 5, or percent; None for a word.

    >>> number_in(Answer.GOOD_4), number_in(Answer.WIN_75), number_in(Answer.FORGOT)
    (4, 75, None)
    """
    kind, _, number = answer.partition("_")
    return int(number) if kind in {"good", "win"} else None


def question_after(asked: int) -> Question:
    """Return the question that is next, `asked` having been asked so far.

    >>> [question_after(asked).value for asked in range(4)]
    ['should_have_asked', 'customer_would_say', 'could_more', 'how_good']
    """
    questions = tuple(Question)
    return questions[asked % len(questions)]
