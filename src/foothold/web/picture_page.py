"""The page with the first sentence (UX J7): what is known, what was guessed, and where to go on."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from foothold.actions.first_picture import first_picture
from foothold.core.relations import Relation
from foothold.records.models import Counterpart, Membership
from foothold.records.picture import shows_demo
from foothold.web.first_sentence import in_room_sentence, meetings_sentence, nothing_found, without_next_sentence
from foothold.web.pictures import next_dates
from foothold.web.review_asked import Asked
from foothold.web.who_page import title_lines


def picture_page(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """What picture.html shows."""
    picture = first_picture(seat, now=now)
    guessed = Counterpart.objects.in_workspace(seat.workspace_id).filter(told=False, account__demo=shows_demo(seat))
    page: dict[str, Any] = {
        "picture": picture,
        "guessed_customers": guessed.filter(relation=Relation.CUSTOMER.value).count(),
        "open_titles": sum(each.is_open for each in title_lines(seat)),
        "from_day": picture.window.start,
        "to_day": picture.window.end - timedelta(days=1),
    }
    if not picture.meetings:
        return page | {"nothing": nothing_found(seat, picture)}
    return page | {
        "meetings_sentence": meetings_sentence(picture),
        "in_room_sentence": in_room_sentence(picture.in_room),
        "without_next_sentence": without_next_sentence(picture),
        # The review's list, and not Today's: it counts the same days.
        "without_next_address": Asked().at("review_accounts", which="without"),
        "drawn": next_dates(picture.counts, link=_meetings_of),
    }


def _meetings_of(key: str) -> str:
    return f"{reverse('review_meetings')}?{urlencode({'which': key})}"
