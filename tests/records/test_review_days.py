"""The daily numbers of a review always equal the full computation, whatever is done to the meetings (METHOD 9)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foothold.actions.settle_review_days import forget_review_days, rebuild_review_days, settle_review_days
from foothold.core.calendar_days import BusinessDays
from foothold.core.window import window
from foothold.records import review_cells
from foothold.records.models import (
    Afterthought,
    CustomerJudgement,
    Departure,
    Feeling,
    Meeting,
    Preparation,
)
from foothold.records.picture import customer_meetings, review_counts
from foothold.records.review_cells import is_built
from foothold.records.review_days import Reviewed, marked_days, numbers_by
from foothold.records.review_reading import OF_SELLER, counts_of, numbers, read_days, read_review

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


def span_of(seat: Any) -> Any:
    zone = ZoneInfo(seat.workspace.tz)
    return window(NOW.astimezone(zone).date(), BusinessDays(zone))


def values(chance: Random) -> dict[str, Any]:
    """A meeting in any state there is; on the quarter hour, some at the very ends of a day."""
    held_at = NOW - timedelta(days=chance.randint(-5, 100), minutes=15 * chance.randint(0, 96))
    return {
        "held_at": held_at,
        "ends_at": chance.choice([held_at + timedelta(minutes=45), None, NOW + timedelta(days=1)]),
        "status": chance.choice(["stands"] * 5 + ["", "cancelled", "gone"]),
        "answer": chance.choice(["accepted", "tentative", "declined", "no_answer", ""]),
        "we_declined": chance.random() < 0.1,
        "untold": chance.random() < 0.2,
        "absent": chance.choice(["", "", "customer", "ours", "there"]),
        "absent_told_at": chance.choice([None, NOW, held_at, held_at - timedelta(days=1)]),
        "next_set": chance.choice(["in_room", "later", "never", "unknown", ""]),
        "next_at": chance.choice([None, NOW - timedelta(days=1), NOW + timedelta(days=3), NOW]),
        "next_fell_through": chance.random() < 0.1,
        "step_counts": chance.choice(["yes", "no", ""]),
        "step_full": chance.choice(["yes", "no", ""]),
        "recap_sent": chance.choice(["yes", "no", ""]),
        "homework_set": chance.choice(["yes", "no", ""]),
        "ending": chance.choice(["", "", "no", "again", "order"]),
        "medium": chance.choice(["", "phone", "video", "mail"]),
        "relation": chance.choice(["customer"] * 4 + ["ours"]),
        "moved_by_us": chance.choice([0, 0, 2]),
        "moved_by_customer": chance.choice([0, 0, 1]),
        "title": chance.choice(["Trial plan", "Offer review", "Northwind", "Kick-off"]),
    }


def insert(chance: Random, seats: list[Any], workspace: Any) -> None:
    rows = [
        Meeting(workspace_id=workspace.pk, seller=chance.choice(seats).user, tz="UTC", **values(chance))
        for _ in range(chance.randint(1, 3))
    ]
    Meeting.objects.in_workspace(workspace).bulk_create(rows)


def change(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        for name, value in values(chance).items():
            if chance.random() < 0.3:
                setattr(meeting, name, value)
        meeting.save()


def change_many(chance: Random, seats: list[Any], workspace: Any) -> None:
    name, value = chance.choice(list(values(chance).items()))
    keys = [meeting.pk for meeting in some(chance, workspace)]
    Meeting.objects.in_workspace(workspace).filter(pk__in=keys).update(**{name: value})


def move(chance: Random, seats: list[Any], workspace: Any) -> None:
    rows = some(chance, workspace)
    for meeting in rows:
        meeting.held_at += timedelta(days=chance.randint(-40, 40), hours=chance.randint(-12, 12))
    Meeting.objects.in_workspace(workspace).bulk_update(rows, ["held_at"])


def hand_over(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        meeting.seller = chance.choice(seats).user
        meeting.save(update_fields=["seller"])


def delete(chance: Random, seats: list[Any], workspace: Any) -> None:
    keys = [meeting.pk for meeting in some(chance, workspace)]
    Meeting.objects.in_workspace(workspace).filter(pk__in=keys).delete()


def put_back(chance: Random, seats: list[Any], workspace: Any) -> None:
    """A deleted meeting comes back under its own key, as a restored or undone one does."""
    for meeting in some(chance, workspace):
        kept = {field.attname: getattr(meeting, field.attname) for field in Meeting._meta.concrete_fields}
        kept.pop("tally")
        meeting.delete()
        Meeting(**kept).save(force_insert=True)


def feel(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        Feeling.objects.in_workspace(workspace).update_or_create(
            workspace_id=workspace.pk,
            meeting=meeting,
            user=meeting.seller,
            defaults={"met": chance.choice(["yes", "partly", "no", ""]), "said_at": NOW, "late": False},
        )


def prepare(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        Preparation.objects.in_workspace(workspace).update_or_create(
            workspace_id=workspace.pk,
            meeting=meeting,
            defaults={
                "user": meeting.seller,
                "outcome": chance.choice(["", "dates"]),
                "opened_at": chance.choice([NOW, meeting.held_at]),
            },
        )


def think(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        for question, answers in (
            ("should_have_asked", ["nothing", "forgot", ""]),
            ("customer_would_say", ["best_use", "worth_it"]),
            ("could_more", ["could_have", "could_not"]),
        ):
            Afterthought.objects.in_workspace(workspace).update_or_create(
                workspace_id=workspace.pk,
                meeting=meeting,
                user=meeting.seller,
                question=question,
                defaults={"answer": chance.choice(answers), "said_at": NOW},
            )


def judge(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        CustomerJudgement.objects.in_workspace(workspace).update_or_create(
            workspace_id=workspace.pk,
            meeting=meeting,
            address=chance.choice(["", "petra@northwind.example"]),
            defaults={
                "learned": chance.random() < 0.7,
                "best_use": chance.random() < 0.7,
                "looking_forward": chance.random() < 0.7,
                "goal": chance.choice(["", "yes", "no", "partly"]),
                "could_more": chance.choice(["", "yes", "no"]),
                "level": chance.choice(["E0", "E3", "E4"]),
                "said_at": NOW + timedelta(minutes=chance.choice([-5, 5])),
            },
        )


def ask(chance: Random, seats: list[Any], workspace: Any) -> None:
    for meeting in some(chance, workspace):
        Departure.objects.in_workspace(workspace).update_or_create(
            workspace_id=workspace.pk,
            key=f"ask {meeting.pk}",
            defaults={
                "user": meeting.seller,
                "meeting": meeting,
                "kind": "letter",
                "by": "mail",
                "thread": "t",
                "state": chance.choice(["sent", "waiting"]),
                "made_at": NOW,
                "due_at": NOW,
            },
        )


def take_back_words(chance: Random, seats: list[Any], workspace: Any) -> None:
    for model in (Feeling, Afterthought, CustomerJudgement):
        rows = list(model.objects.in_workspace(workspace).order_by("pk"))
        if rows:
            chance.choice(rows).delete()


def settle(chance: Random, seats: list[Any], workspace: Any) -> None:
    settle_review_days(workspace)


def rebuild(chance: Random, seats: list[Any], workspace: Any) -> None:
    rebuild_review_days(workspace)


def some(chance: Random, workspace: Any) -> list[Any]:
    rows = list(Meeting.objects.in_workspace(workspace).order_by("held_at", "pk"))
    return chance.sample(rows, min(len(rows), chance.randint(1, 3)))


EDITS: list[Callable[..., None]] = [
    insert,
    insert,
    insert,
    change,
    change_many,
    move,
    hand_over,
    delete,
    put_back,
    feel,
    feel,
    prepare,
    think,
    judge,
    judge,
    ask,
    take_back_words,
    settle,
    rebuild,
]


def stripped(counts: Any) -> dict[str, int]:
    return {name: n for name, n in asdict(counts).items() if n}


def without_accounts(counts: Any) -> dict[str, int]:
    return {name: n for name, n in stripped(counts).items() if not name.startswith("accounts")}


def test_numbers_kept_by_older_rules_are_counted_anew(seat: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(review_cells, "RULES", review_cells.RULES - 1)
        rebuild_review_days(seat.workspace)
        assert is_built(seat.workspace)
    assert not is_built(seat.workspace)
    assert numbers_by("day", Reviewed(seat.workspace), span_of(seat), now=NOW) is None
    settle_review_days(seat.workspace)
    assert is_built(seat.workspace)


def require_equal(seats: list[Any]) -> None:
    """What the daily numbers say is what counting everything says: for each seller, for all, by seller."""
    owner = seats[0]
    span = span_of(owner)
    for seat, team in [(owner, True), *((each, False) for each in seats)]:
        full = review_counts(customer_meetings(seat, whole_team=team), span, now=NOW)
        assert stripped(read_review(seat, span, now=NOW, whole_team=team).counts) == stripped(full)
        if team:
            days = read_days(seat, [span], [], now=NOW, whole_team=True)
            for parts in (days.by_day(span), days.by_kind(span)):
                assert stripped(counts_of(parts.values())) == without_accounts(full)
    by_seller = numbers(owner, "seller", span, now=NOW, whole_team=True)
    for seat in seats:
        own = review_counts(customer_meetings(seat), span, now=NOW)
        of_seller = by_seller.get(seat.user_id, {})
        assert {name: of_seller.get(name, 0) for name in OF_SELLER} == {name: getattr(own, name) for name in OF_SELLER}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=12))
def test_the_daily_numbers_equal_the_full_computation_after_any_edits(
    make_seat: Any, lets_lead: Any, seed: int, edits: list[Callable[..., None]]
) -> None:
    owner = make_seat("Anna")
    seats = [owner, make_seat("Tom", owner.workspace, role="seller")]
    lets_lead(*seats)
    chance = Random(seed)  # noqa: S311 - chance for rows, no secret
    insert(chance, seats, owner.workspace)
    rebuild_review_days(owner.workspace)
    for edit in edits:
        edit(chance, seats, owner.workspace)
        require_equal(seats)
    settle_review_days(owner.workspace)
    assert not marked_days(Reviewed(owner.workspace))
    span = span_of(owner)
    assert numbers_by("day", Reviewed(owner.workspace), span, now=NOW) is not None
    require_equal(seats)
    kept = read_days(owner, [span], [span], now=NOW, whole_team=True)
    forget_review_days(owner.workspace)
    counted = read_days(owner, [span], [span], now=NOW, whole_team=True)
    assert counted.compared == kept.compared
    for day in {*counted.by_day_and_kind, *kept.by_day_and_kind}:
        pair = (counts_of([days.by_day_and_kind.get(day, {})]) for days in (counted, kept))
        assert next(pair) == next(pair)
