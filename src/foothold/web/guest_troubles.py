"""Why something on the customer page was not taken, and what to do: one sentence each (UX 6)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _l

from foothold.actions.guest_acts import Refusal
from foothold.web.wording import Words

SENTENCES: Mapping[Refusal, Words] = {
    Refusal.EXPIRED: _l("This meeting has passed. Nothing was changed."),
    Refusal.PASSED: _l("This meeting has passed. Nothing was changed."),
    Refusal.CANCELLED: _l("This meeting was called off. Nothing was changed."),
    Refusal.CHANGED: _l("The invitation has changed since you opened this page. Please look again, then answer."),
    Refusal.TOO_MANY: _l("That was a lot at once. Nothing was changed. Please try again in ten minutes."),
    Refusal.NOT_YET: _l("The meeting is not over yet. Please come back afterwards."),
    Refusal.NO_TIME: _l("Please choose a day and a time."),
    Refusal.TIME_PAST: _l("That time has passed. Please choose a later one."),
    Refusal.TIME_FAR: _l("That is more than a year ahead. Please choose an earlier time."),
    Refusal.SAME_TIME: _l("That is the time already proposed. If it suits you, answer Yes."),
    Refusal.TOO_LONG: _l("That is too long. Nothing was stored. Please shorten it and save again."),
    Refusal.EMPTY: _l("Please write a name and an e-mail address."),
    Refusal.NO_ADDRESS: _l("That is no e-mail address. Please look at it again."),
    Refusal.OTHER_FIRM: _l("Only people of your own company can be added here."),
    Refusal.ALREADY_INVITED: _l("This person is invited already."),
    Refusal.ENOUGH_PEOPLE: _l("That is many people. Please write to the organizer for more."),
    Refusal.NOT_THERE: _l("That is no longer on this page. Please look again."),
}

STATUS: Mapping[Refusal, int] = {
    Refusal.EXPIRED: 410,
    Refusal.PASSED: 410,
    Refusal.CANCELLED: 410,
    Refusal.CHANGED: 409,
    Refusal.TOO_MANY: 429,
}
"""The HTTP status of a refusal; 422 for what was written wrongly."""
