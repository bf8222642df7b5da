"""What was learned from invented closed deals, for pages that show it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from foothold.core.learning import Outcome
from foothold.core.tiers import ClosedDeal, learn
from foothold.core.triage import Signals, Step
from foothold.records.learned import document_of
from foothold.records.models import TriageLearning

FIRST = datetime(2026, 1, 5, 12, tzinfo=UTC)


def closed(number: int, *, won: bool, seller: str = "a", own: float | None = None) -> ClosedDeal:
    """A deal closed on day `number`, with two landmark rows; of those won the customer had done much."""
    signals = Signals(held=4, step=Step.BOOKED, kept=3, due=3, people=3, own_acts=2) if won else Signals(held=1)
    row = Outcome(signals, 1.0, won, own)
    return ClosedDeal(f"d{number:03}", FIRST + timedelta(days=number), won, False, seller, (row, row))


def keep(seat: Any, deals: list[ClosedDeal], **changed: Any) -> dict[str, Any]:
    """Keep what `learn` makes of them as this workspace's learning; `changed` replaces parts of it."""
    document = document_of(learn(deals)) | changed
    TriageLearning.objects.in_workspace(seat.workspace).create(document=document, learned_at=FIRST)
    return document
