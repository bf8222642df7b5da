"""Keep the seller's answer to the third question after a meeting (UX, J3). Locked once said, like his feeling."""

from dataclasses import dataclass
from datetime import datetime

from foothold.core.debrief import ANSWERS, Answer, Question
from foothold.records.models import Afterthought, Meeting, Membership

LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Thought:
    """The question that was asked, "" for none; the answer chosen and the words written, each "" where not said."""

    question: str = ""
    answer: str = ""
    words: str = ""


def keep_thought(seat: Membership, meeting: Meeting, thought: Thought, *, now: datetime) -> Afterthought | None:
    """Store it; passed over it is stored blank: asked, not known. A second answer changes nothing.

    Raises ValueError for a question we do not ask and an answer that is none of its. In the caller's transaction.
    """
    if not thought.question:
        return None
    question = Question(thought.question)
    if thought.answer and Answer(thought.answer) not in ANSWERS[question]:
        raise ValueError(f"no answer to {question}: {thought.answer}")
    row, _made = Afterthought.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id,
        meeting=meeting,
        user=seat.user,
        question=question.value,
        defaults={"answer": thought.answer, "words": thought.words.strip()[:LONGEST], "said_at": now},
    )
    return row
