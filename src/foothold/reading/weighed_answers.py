"""A reply read twice: by the phrase tables, and by weights learnt from replies; the costly error decides between them.

The tables know why; the weights know wordings that stand in no table. A yes of the tables that the weights find
very unlikely is none. A yes that only the weights hear counts where they are sure of it and nothing named in the reply
contradicts the slot (READING, "Next steps": a false agreement is the costliest error there is).
"""

from dataclasses import replace

from foothold.reading.answer_features import answer_features
from foothold.reading.replies import Answer, Reply
from foothold.reading.slots import Moment
from foothold.reading.speeches import Sentence
from foothold.reading.weights import weights

SURE_YES, SURE_YES_BESIDE = 0.88, 0.93
"""Above it a reply that no table knows is a yes; the second where it asks something or speaks of a thing as well.
Right in 95 and 96 of 100 such replies by itself, before the tables' vetoes (training/answers.py)."""
DOUBTED_YES = 0.12
"""Below it a yes of the tables is taken for none: of the replies labelled yes, 3 of 100 lie there."""
SURE_NO, SURE_HEDGE = 0.7, 0.6


def weighed(
    answer: Reply, offer: str, sentences: list[Sentence], moment: Moment, *, single: bool, may_be_yes: bool, plain: bool
) -> Reply:
    """The tables' answer, weighed.

    `single`: one slot is on the table and nothing else was asked with it; `may_be_yes`: nothing in the reply forbids
    it, `plain`: it says nothing else (`replies`).
    """
    if not sentences or not offer:
        return answer
    reply = " ".join(sentence.text for sentence in sentences)
    yes, hedged, no, _ = weights("answers").probabilities(answer_features(offer, reply, moment))
    if answer.answer is Answer.YES and yes < DOUBTED_YES:
        doubted = Answer.NO if no > SURE_NO else Answer.HEDGED if hedged > max(no, 0.3) else Answer.NONE
        return replace(answer, answer=doubted)
    if answer.answer is not Answer.NONE:
        return answer
    if single and may_be_yes and yes > (SURE_YES if plain else SURE_YES_BESIDE):
        return Reply(Answer.YES, 0, sentences[0])
    if no > SURE_NO:
        return Reply(Answer.NO, 0 if single else None, sentences[0])
    if hedged > SURE_HEDGE and single:
        return Reply(Answer.HEDGED, 0, sentences[0])
    return answer
