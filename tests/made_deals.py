"""Open deals as triage and silence leave them: for the tests of the screens that show them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from foothold.records.models import Account, Commitment, Judgement, Meeting, Opportunity, OpportunityStanding

REASONS = [
    {"signal": "next_step", "points": 5.6, "count": 1},
    {"signal": "commitments_kept", "points": -2.3, "count": 3},
    {"signal": "people", "points": 2.1, "count": 2},
]
QUOTE = {
    "text": "Call me after the conference.",
    "speaker": "Petra Lang",
    "side": "customer",
    "at": 14.5,
    "line": 3,
    "start": 10,
    "end": 39,
}


def make_deal(seat: Any, name: str, *, state: str, now: datetime, meeting: bool = True, **said: Any) -> Opportunity:
    """A deal of this seller in a state: booked has a slot in two days, silent sixteen days of silence.

    `amount`, `seller`, `triage`, `grade`, `topic` and every other field of a standing may be said.
    """
    workspace = seat.workspace
    account, _ = Account.objects.in_workspace(workspace).get_or_create(workspace_id=workspace.pk, name=name)
    amount = said.pop("amount", Decimal("20000"))
    deal = Opportunity.objects.in_workspace(workspace).create(
        account=account,
        seller=said.pop("seller", seat.user),
        name=name,
        opened_at=said.pop("opened_at", now - timedelta(days=60)),
        amount=amount,
        currency="EUR" if amount is not None else "",
        closure=said.pop("closure", ""),
        closed_at=said.pop("closed_at", None),
    )
    if meeting:
        make_meeting(seat, deal, now - timedelta(days=20))
        if state == "booked":
            make_meeting(
                seat, deal, now + timedelta(days=2), title="Pilot result", answer="accepted", answer_level="E4"
            )
    standing = _STANDING[state](now) | {"as_of": now, "reasons": REASONS, "meetings_held": int(meeting)} | said
    OpportunityStanding.objects.in_workspace(workspace).create(opportunity=deal, state=state, **standing)
    return deal


_STANDING = {
    "booked": lambda now: {
        "grade": "booked",
        "topic": "pilot result and price",
        "slot_at": now + timedelta(days=2),
        "triage": "close soon",
        "p_win": 0.68,
        "p_low": 0.45,
        "p_high": 0.85,
    },
    "offered": lambda now: {
        "grade": "proposed",
        "topic": "price for three sites",
        "slot_at": now + timedelta(days=3),
        "who_must_answer": "customer",
        "triage": "nurture (develop)",
        "p_win": 0.45,
        "p_low": 0.25,
        "p_high": 0.66,
    },
    "vague": lambda now: {
        "grade": "vague",
        "topic": "after the fair",
        "triage": "nurture (keep warm)",
        "uncertain": True,
        "p_win": 0.10,
        "p_low": 0.04,
        "p_high": 0.21,
    },
    "silent": lambda now: {
        "grade": "vague",
        "triage": "let go",
        "silence": "dark",
        "silent_since": now - timedelta(days=16),
        "usual_answer_days": 3.0,
        "unanswered": 4,
        "p_win": 0.04,
        "p_low": 0.02,
        "p_high": 0.08,
    },
}


def make_meeting(seat: Any, deal: Opportunity, at: datetime, title: str = "First talk", **fields: Any) -> Meeting:
    """A meeting of 45 minutes with the deal's customer."""
    given = {"status": "stands", "organized_by": "ours", "we_accepted": "yes", "people_known": True} | fields
    return Meeting.objects.in_workspace(seat.workspace).create(
        seller=seat.user,
        account=deal.account,
        opportunity=deal,
        title=title,
        held_at=at,
        ends_at=at + timedelta(minutes=45),
        tz="Europe/Berlin",
        **given,
    )


def make_promise(meeting: Meeting, what: str, *, side: str = "customer", **fields: Any) -> Commitment:
    """A promise made in a meeting, with the words it was found in."""
    rows = Commitment.objects.in_workspace(meeting.workspace_id)
    place = rows.filter(meeting=meeting).count()
    return rows.create(meeting=meeting, place=place, side=side, what=what, evidence=[QUOTE], **fields)


def judge(meeting: Meeting, verdict: str = "continuation", **fields: Any) -> Judgement:
    """A reading of a meeting: vague, by the customer's words."""
    document = {
        "schema": "verdict/1",
        "verdict": verdict,
        "state": "vague",
        "needs": [],
        "next_step": {"grade": "vague", "agreed": "E0", "start": None, "date": None, "evidence": [QUOTE], "topic": ""},
        "vague": [QUOTE],
        "refusal": None,
        "commitments": [],
        "tests": {"T4": {"level": "E0", "evidence": []}},
    } | fields
    return Judgement.objects.in_workspace(meeting.workspace_id).create(
        meeting=meeting, version=1, document=document, software="0", made_at=meeting.ended_at
    )
