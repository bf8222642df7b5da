"""What became of a meeting by now: its words, moved by the customer's acts alone (METHOD 6.1; 6.3, 10 count by it)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foothold.core.verdict import Verdict
from foothold.records.felt import felt
from foothold.records.models import Afterthought, Judgement, Meeting, Opportunity
from foothold.records.seller_week import seller_week
from foothold.records.time_by_class import time_of
from foothold.records.verdicts import Verdicts

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
MONDAY = datetime(2026, 9, 21, 8, tzinfo=UTC)
PENDING = {"verdict": "advance (pending)"}
Plan = Callable[..., Any]


@pytest.fixture
def met(seat: Any, plan: Plan) -> Meeting:
    """A meeting of yesterday with a deal, whose words promised a next date."""
    meeting: Meeting = plan(seat, "Pilot result", MONDAY)
    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account, name="Northwind", opened_at=MONDAY, seller=seat.user
    )
    meeting.opportunity = deal
    meeting.save()
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=meeting, version=1, document=PENDING, software="t", made_at=MONDAY + timedelta(hours=3)
    )
    return meeting


def became(meeting: Meeting, document: Any = PENDING, now: datetime = NOW) -> Verdict | None:
    meeting.refresh_from_db()
    return Verdicts(meeting.workspace_id, now).of(meeting, document)


def test_an_accepted_next_date_makes_it_an_advance_and_time_alone_a_continuation(met: Meeting) -> None:
    assert became(met) is Verdict.PENDING
    assert became(met, now=NOW + timedelta(days=3)) is Verdict.CONTINUATION
    met.step_booked = "yes"
    met.save()
    assert became(met, now=NOW + timedelta(days=3)) is Verdict.ADVANCE


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"status": "cancelled"}, None),
        ({"we_declined": True}, None),
        ({"ending": "no"}, Verdict.NO_SALE),
        ({"ending": "again"}, Verdict.NO_SALE),
        ({"ending": "order"}, Verdict.ORDER),
        ({"step_booked": "no"}, Verdict.PENDING),
    ],
)
def test_what_is_known_of_it_apart_from_its_words(met: Meeting, change: dict[str, Any], found: Verdict | None) -> None:
    Meeting.objects.in_workspace(met.workspace_id).filter(pk=met.pk).update(**change)
    assert became(met) is found


def test_a_step_that_is_only_late_for_the_review_leaves_the_verdict_alone(met: Meeting) -> None:
    rows = Meeting.objects.in_workspace(met.workspace_id).filter(pk=met.pk)
    rows.update(step_counts="no", step_booked="")
    assert became(met, None) is None
    rows.update(step_booked="yes")
    assert became(met, None) is Verdict.ADVANCE
    assert became(met, {"verdict": "continuation"}) is Verdict.ADVANCE


@pytest.mark.parametrize("document", [None, {}, {"verdict": None}, {"verdict": "splendid"}])
def test_without_a_verdict_in_words_nothing_is_claimed_of_it(met: Meeting, document: Any) -> None:
    assert became(met, document) is None


def test_what_a_seller_rated_and_where_his_hours_went_count_what_became_of_it(seat: Any, met: Meeting) -> None:
    Afterthought.objects.in_workspace(seat.workspace).create(
        meeting=met, user=seat.user, question="how_good", answer="good_5", said_at=MONDAY + timedelta(hours=1)
    )
    later = NOW + timedelta(days=3)

    def counted() -> tuple[Any, Any, Any]:
        hours = time_of(seat, seat, now=later)
        [line] = seller_week(seat, seat, now=later).last
        return felt(seat, now=later).rated_high.k, hours.felt_good_without_advance, line.verdict

    advanced, without, verdict = counted()
    assert (advanced, verdict) == (0, Verdict.CONTINUATION)
    assert without > 0
    Meeting.objects.in_workspace(seat.workspace).filter(pk=met.pk).update(step_booked="yes")
    advanced, without, verdict = counted()
    assert (advanced, without, verdict) == (1, 0, Verdict.ADVANCE)
