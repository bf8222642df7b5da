"""What a seller said of his meetings before the verdict, beside what happened: for his eyes alone (METHOD 6.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.core.debrief import Answer, Question, number_in
from foothold.core.feeling import (
    GotWhatFor,
    HappyEars,
    Said,
    calibration,
    counting,
    coverage,
    felt_and_advanced,
    has_advanced,
    held_in_time,
    is_due,
)
from foothold.core.next_dates import NextSet
from foothold.core.shares import Share
from foothold.core.verdict import Verdict
from foothold.records.models import Afterthought, Feeling, Judgement, Meeting, Membership
from foothold.records.models.meetings import Known
from foothold.records.picture import MEETING_TAKES_PLACE, customer_meetings
from foothold.records.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Felt:
    """The happy-ears index with its coverage; how sure, in percent, beside how many of those went on.

    `of_sureness` are the meetings of each of these shares, and whether they went on.

    `rated_high` is how many of the meetings rated 4-5 advanced, `rated_low` of those rated 1-3.

    `of_covered` and `of_rated` are the meetings of these shares, each with what it counted as: whether it was answered
    in time, its rating and whether it advanced.

    `right_against` counts meetings of which the seller was sure (75% and more) though nothing counted as a next step,
    and the next one was held all the same: intuition has value (METHOD 11, K7). `wrong_against` those where it was not.
    """

    ears: HappyEars
    covered: Share
    by_sureness: tuple[tuple[int, Share], ...]
    of_sureness: Mapping[int, tuple[tuple[Meeting, bool], ...]]
    rated_high: Share
    rated_low: Share
    of_covered: tuple[tuple[UUID, bool], ...]
    of_rated: tuple[tuple[UUID, int, bool], ...]
    right_against: tuple[Meeting, ...]
    wrong_against: tuple[Meeting, ...]


def felt(seat: Membership, *, now: datetime) -> Felt:
    """Everything the person ever said in time of his own meetings; old enough ones alone count."""
    meetings = customer_meetings(seat).filter(MEETING_TAKES_PLACE, held_at__lt=now)
    rows = Feeling.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, meeting__in=meetings)
    said, of_meeting = [], {}
    for row in rows.select_related("meeting"):
        said.append(_said(row, row.meeting, now))
        of_meeting[str(row.meeting_id)] = row.meeting
    old_enough = [each for each in meetings.only("pk", "held_at", "ends_at") if is_due(each.ended_at, now)]
    spoken_of = {each.meeting for each in said}
    # Meetings he said nothing of are part of the coverage, and of nothing else.
    silent = [
        Said(meeting=str(each.pk), ended_at=each.ended_at) for each in old_enough if str(each.pk) not in spoken_of
    ]
    counted = counting(said, now)
    against = [each for each in counted if _is_sure(each) and of_meeting[each.meeting].step_counts == Known.NO]
    rated = ratings(seat, now=now)
    high, low = felt_and_advanced(rated.values())
    in_time = {UUID(each.meeting) for each in counted}
    of_sureness: dict[int, list[tuple[Meeting, bool]]] = {}
    for one in sorted(counted, key=lambda each: each.ended_at):
        of_sureness.setdefault(round(100 * (one.sure or 0)), []).append((of_meeting[one.meeting], bool(one.happened)))
    return Felt(
        ears=calibration(said, now),
        covered=coverage([*said, *silent], now),
        by_sureness=tuple(
            (percent, Share(sum(went_on for _meeting, went_on in group), len(group)))
            for percent, group in sorted(of_sureness.items())
        ),
        of_sureness={percent: tuple(group) for percent, group in of_sureness.items()},
        rated_high=high,
        rated_low=low,
        of_covered=tuple((each.pk, each.pk in in_time) for each in old_enough),
        of_rated=tuple(
            (key, stars, has_advanced(verdict)) for key, (stars, verdict) in rated.items() if verdict is not None
        ),
        right_against=tuple(of_meeting[each.meeting] for each in against if each.happened),
        wrong_against=tuple(of_meeting[each.meeting] for each in against if not each.happened),
    )


def ratings(seat: Membership, *, now: datetime) -> dict[UUID, tuple[int, Verdict | None]]:
    """How good he said his own meetings were, 1 to 5, with what became of them; none rated after a verdict."""
    thoughts = Afterthought.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id, meeting__seller_id=seat.user_id, question=Question.HOW_GOOD.value
    )
    rated = {row.meeting_id: row for row in thoughts.exclude(answer="").select_related("meeting")}
    documents: dict[UUID, Mapping[str, Any]] = {}
    seen_before = set()
    judgements = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting__in=list(rated)).order_by("version")
    for judgement in judgements:
        documents[judgement.meeting_id] = judgement.document
        if judgement.made_at < rated[judgement.meeting_id].said_at:
            seen_before.add(judgement.meeting_id)
    verdicts = Verdicts(seat.workspace, now, since=min((row.meeting.held_at for row in rated.values()), default=now))
    found = {}
    for key, row in rated.items():
        number = number_in(Answer(row.answer))
        if number is not None and key not in seen_before:
            found[key] = number, verdicts.of(row.meeting, documents.get(key))
    return found


def _is_sure(said: Said) -> bool:
    return said.sure is not None and said.sure >= 0.75


def _said(row: Feeling, meeting: Meeting, now: datetime) -> Said:
    # Kept, and out of the count: what came late, or after the verdict was seen.
    after_verdict = row.said_at if row.late else None
    return Said(
        meeting=str(meeting.pk),
        ended_at=meeting.ended_at,
        said_at=row.said_at,
        verdict_shown_at=after_verdict,
        got_what_for=GotWhatFor(row.met) if row.met else None,
        sure=None if row.sure is None else row.sure / 100,
        happened=_happened(meeting, now),
    )


def _happened(meeting: Meeting, now: datetime) -> bool | None:
    """Whether the next step was held within 30 days; None where the calendar does not tell."""
    if meeting.next_fell_through:
        return held_in_time(meeting.ended_at, None, now)
    if meeting.next_at is None and meeting.next_set != NextSet.NEVER:
        return None
    held_at = meeting.next_at if meeting.next_at is not None and meeting.next_at <= now else None
    return held_in_time(meeting.ended_at, held_at, now)
