"""An erased person is nowhere: not in recaps, notes and letters, and not in what was said after a meeting."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from foothold.actions.answer_by_mail import ASKED
from foothold.actions.delete_contact import delete_contact
from foothold.actions.send_recap import recap_left_by_hand, send_recap
from foothold.records.models import Afterthought, Commitment, Connection, Contact, Departure

Make = Callable[..., Any]


def test_recaps_echoes_and_afterthoughts_lose_him_and_what_waits_for_him_does_not_leave(
    seat: Any, plan: Make, connected: Make, now: datetime
) -> None:
    mailbox = connected(seat)
    first, second = (plan(seat, "Pilot", now - timedelta(hours=hours)) for hours in (2, 4))
    person = Contact.objects.in_workspace(seat.workspace).create(
        account=first.account, name="Petra Lang", address="petra@northwind.example"
    )
    send_recap(seat, first, to=["petra@northwind.example"], subject="For Petra Lang", text="words", now=now)
    recap_left_by_hand(seat, second, now=now)
    Afterthought.objects.in_workspace(seat.workspace).create(
        meeting=first, user=seat.user, question="should_have_asked", words="Ask Petra Lang", said_at=now
    )
    Commitment.objects.in_workspace(seat.workspace).create(
        meeting=first, place=1000, side="customer", owner="Petra Lang", what="hours"
    )
    mailbox.cursor = {ASKED: {"a@b": {"topic": "call Petra Lang"}, "c@d": {"topic": "price"}}}
    mailbox.save()
    delete_contact(person)
    stored = [
        *Departure.objects.in_workspace(seat.workspace).values_list("to_addresses", "subject"),
        *Afterthought.objects.in_workspace(seat.workspace).values_list("words"),
        *Commitment.objects.in_workspace(seat.workspace).values_list("owner"),
        *Connection.objects.in_workspace(seat.workspace).values_list("cursor"),
    ]
    assert "petra" not in str(stored).lower()
    assert "price" in str(stored)
    waiting = Departure.objects.in_workspace(seat.workspace).get(subject__startswith="For")
    assert (waiting.state, waiting.sealed) == ("taken_back", "")
