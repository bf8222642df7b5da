"""After, by the meeting: the questions only its seller can answer, with no words of it needed (UX, S4; J3)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _l

from foothold.actions.answer_third_question import Thought
from foothold.core.debrief import ANSWERS, Answer, Question, number_in
from foothold.records.afterwards import third_question, thoughts_of
from foothold.records.models import Afterthought, Meeting, Membership
from foothold.records.models.findings import SURENESS, Met

Words = str | Lazy

ASKED: Mapping[Question, Words] = {
    Question.SHOULD_HAVE_ASKED: _l("What should I have asked?"),
    Question.CUSTOMER_WOULD_SAY: _l("What would the customer say of it?"),
    Question.COULD_MORE: _l("Could you have done more?"),
    Question.HOW_GOOD: _l("How good was it, 1 to 5?"),
    Question.CHANCE_TO_WIN: _l("How likely do we win?"),
}
SAID: Mapping[Answer, Words] = {
    Answer.NOTHING: _l("Nothing"),
    Answer.NOT_ASKED: _l("I should have asked …"),
    Answer.FORGOT: _l("I forgot …"),
    Answer.HANDLED_BADLY: _l("I did not handle … well"),
    Answer.BEST_USE: _l("The best use of the time"),
    Answer.WORTH_IT: _l("It was worth it"),
    Answer.NOT_WORTH_IT: _l("It was not worth it"),
    Answer.COULD_HAVE: _l("Yes, more"),
    Answer.COULD_NOT: _l("No, not more"),
    **{answer: str(number_in(answer)) for answer in ANSWERS[Question.HOW_GOOD]},
    **{answer: f"{number_in(answer)} %" for answer in ANSWERS[Question.CHANCE_TO_WIN]},
}


def questions(seat: Membership) -> dict[str, Any]:
    """The context of the two questions, and of the third, which takes turns."""
    question = third_question(seat)
    return {
        "met_words": Met.choices,
        "sureness": SURENESS,
        "question": question.value,
        "asked": ASKED[question],
        "answers": [(answer.value, SAID[answer]) for answer in ANSWERS[question]],
        "takes_words": question is Question.SHOULD_HAVE_ASKED,
    }


def thought_sent(sent: Mapping[str, str]) -> Thought:
    """The answer to the third question as a form sends it; what is none of its answers was not said."""
    question, answer = sent.get("question", ""), sent.get("thought", "")
    if question not in {each.value for each in Question}:
        return Thought()
    known = {each.value for each in ANSWERS[Question(question)]}
    return Thought(question, answer if answer in known else "", sent.get("thought_words", ""))


def said_lines(seat: Membership, meeting: Meeting) -> list[tuple[Words, Words, str]]:
    """What was answered to third questions, in words: the question, the answer, what was written."""
    return [(ASKED[Question(each.question)], _said(each), each.words) for each in thoughts_of(seat, meeting)]


def _said(thought: Afterthought) -> Words:
    return SAID[Answer(thought.answer)] if thought.answer else ""
