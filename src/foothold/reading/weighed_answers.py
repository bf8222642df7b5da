"""A reply read twice: by the phrase tables, and by weights learnt from replies; the costly error decides between them.

The tables know why; the weights know wordings that stand in no table. A yes of the tables that the weights find
very unlikely is none. A yes that only the weights hear counts where they are sure of it and nothing named in the reply
contradicts the slot (READING, "Next steps": a false agreement is the costliest error there is).
"""

from dataclasses import replace

from foothold.reading.answer_features import answer_features
from foothold.reading.replies import ANSWERS, Answer, Reply
from foothold.reading.slots import Moment
from foothold.reading.speeches import Sentence
from foothold.reading.weights import weights

SURE_YES = 0.8
"""Above it a reply no table knows is a yes: right in 87 of 100 such replies by itself, before the tables' vetoes."""
DOUBTED_YES = 0.12
"""Below it a yes of the tables is taken for none: of 100 such replies 5 were a yes."""
SURE_NO, SURE_HEDGE = 0.7, 0.6


def weighed(
    answer: Reply, offer: str, sentences: list[Sentence], moment: Moment, *, single: bool, may_be_yes: bool
) -> Reply:
    """The tables' answer, weighed. `single`: one slot is on the table and nothing else was asked; `may_be_yes`: nothing in the reply
    forbids it (`replies.may_be_yes`)."""
    if not sentences or not offer:
        return answer
    reply = " ".join(sentence.text for sentence in sentences)
    yes, hedged, no, _ = weights("answers").probabilities(answer_features(offer, reply, moment))
    if answer.answer is Answer.YES and yes < DOUBTED_YES:
        doubted = Answer.NO if no > SURE_NO else Answer.HEDGED if hedged > max(no, 0.3) else Answer.NONE
        return replace(answer, answer=doubted)
    if answer.answer is not Answer.NONE:
        return answer
    if yes > SURE_YES and single and may_be_yes:
        return Reply(Answer.YES, 0, sentences[0])
    if no > SURE_NO:
        return Reply(Answer.NO, 0 if single else None, sentences[0])
    if hedged > SURE_HEDGE and single:
        return Reply(Answer.HEDGED, 0, sentences[0])
    return answer


__all__ = ["ANSWERS", "weighed"]
