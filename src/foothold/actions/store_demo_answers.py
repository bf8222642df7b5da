"""Store what the demo team and its customers said of their meetings, so that the last 90 days have all they show."""

from datetime import timedelta

from foothold.core.evidence import Level
from foothold.records.models import (
    Afterthought,
    Attendee,
    CustomerJudgement,
    Feeling,
    Meeting,
    Membership,
    Preparation,
)
from foothold.records.models.findings import Met
from foothold.records.models.meetings import Known
from foothold.records.models.preparing import Asked

_FELT = (
    (Met.YES, 75), (Met.PARTLY, 75), (Met.YES, 100), (Met.YES, 50), (Met.YES, 75), (Met.NO, 25), (Met.PARTLY, 50),
)  # fmt: skip
"""Did you get what you came for, and how sure is the next date: in turn."""
_THOUGHTS = (
    (Asked.SHOULD_HAVE_ASKED, "nothing", ""),
    (Asked.COULD_MORE, "could_not", ""),
    (Asked.SHOULD_HAVE_ASKED, "not_asked", "who signs at their side"),
    (Asked.HOW_GOOD, "good_4", ""),
    (Asked.COULD_MORE, "could_have", ""),
    (Asked.SHOULD_HAVE_ASKED, "forgot", "the pump hours of last winter"),
    (Asked.SHOULD_HAVE_ASKED, "nothing", ""),
    (Asked.COULD_MORE, "could_not", ""),
)
_BOXES = (
    (True, True, True, Met.YES, Known.NO),
    (True, False, True, Met.PARTLY, Known.YES),
    (True, True, True, Met.YES, Known.NO),
)
"""The customer's three boxes, whether they got what they came for, and whether more was possible."""
_UNPREPARED_EVERY, _ANSWERED_EVERY = 5, 2


def store_demo_answers(seat: Membership, meetings: list[Meeting]) -> None:
    """Of these meetings of one of the team, oldest first and all over: goals before, answers after them."""
    kept = {"workspace_id": seat.workspace_id, "user_id": seat.user_id}
    in_turn = list(enumerate(meetings))
    Preparation.objects.in_workspace(seat.workspace_id).bulk_create(
        Preparation(
            **kept,
            meeting=each,
            opened_at=each.held_at - timedelta(days=1),
            outcome=f"A yes or no on {each.title.lower()}, and who decides",
        )
        for place, each in in_turn
        if place % _UNPREPARED_EVERY
    )
    Feeling.objects.in_workspace(seat.workspace_id).bulk_create(
        Feeling(**kept, meeting=each, met=met, sure=sure, said_at=each.ended_at + timedelta(minutes=8), late=False)
        for place, each in in_turn
        for met, sure in [_FELT[place % len(_FELT)]]
    )
    Afterthought.objects.in_workspace(seat.workspace_id).bulk_create(
        Afterthought(
            **kept,
            meeting=each,
            question=asked,
            answer=answer,
            words=words,
            said_at=each.ended_at + timedelta(minutes=9),
        )
        for place, each in in_turn
        for asked, answer, words in [_THOUGHTS[place % len(_THOUGHTS)]]
    )
    _store_judgements(seat, meetings[::_ANSWERED_EVERY])


def _store_judgements(seat: Membership, meetings: list[Meeting]) -> None:
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__in=meetings, side="customer")
    address_of = dict(people.order_by("-address").values_list("meeting_id", "address"))
    CustomerJudgement.objects.in_workspace(seat.workspace_id).bulk_create(
        CustomerJudgement(
            workspace_id=seat.workspace_id,
            meeting=each,
            address=address_of[each.pk],
            learned=learned,
            best_use=best_use,
            looking_forward=forward,
            goal=goal,
            could_more=more,
            level=Level.E4.name,
            said_at=each.ended_at + timedelta(hours=3),
        )
        for place, each in enumerate(meetings)
        if each.pk in address_of
        for learned, best_use, forward, goal, more in [_BOXES[place % len(_BOXES)]]
    )
