"""One visit to a customer page: by which link, in which language, on which clocks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from foothold.records.guests import acts_of
from foothold.records.invitations import seller_name
from foothold.records.models import Guest, GuestAct, Invitation
from foothold.records.own_name import STANDS_IN
from foothold.web.guest_zones import zone_of, zone_words

LANGUAGES = {"en": "English", "de": "Deutsch"}


@dataclass(frozen=True)
class Visit:
    """`chosen` are the parts of the link the visitor chose himself: language and zone. `just` names the act from which
    his browser comes back, as it stands in the address it was sent on to."""

    token: str
    guest: Guest
    chosen: dict[str, str]
    now: datetime
    just: str = ""

    @property
    def invitation(self) -> Invitation:
        return self.guest.invitation

    @cached_property
    def acts(self) -> list[GuestAct]:
        """What was done on the page before this visit, by whomever."""
        return acts_of(self.invitation)

    @property
    def own_acts(self) -> list[GuestAct]:
        """The same by this link."""
        return [act for act in self.acts if act.guest_id == self.guest.pk]

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone_of(self.chosen.get("tz", ""), self.invitation.tz)

    @property
    def seller(self) -> str:
        return seller_name(self.invitation) or self.invitation.organizer

    @property
    def firm(self) -> str:
        """The seller's firm; empty where the desk is called after him."""
        name = self.guest.workspace.name.strip()
        return "" if name.casefold() in {self.seller.strip().casefold(), STANDS_IN.casefold()} else name

    def address(self, name: str = "guest", **changed: str) -> str:
        """The address of one of this link's pages, with what was chosen."""
        query = {key: value for key, value in {**self.chosen, **changed}.items() if value}
        return reverse(name, args=[self.token]) + (f"?{urlencode(query)}" if query else "")

    def day(self, at: datetime) -> str:
        """Thursday 24 September, with the year where it is another than this one."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone)
        return format_date(local, _("l j\u00a0F") if local.year == today.year else _("l j\u00a0F Y"))

    def on_day(self, day: date) -> str:
        """The same of a day without a time, which is the same everywhere."""
        return self.day(datetime.combine(day, time(12), tzinfo=self.zone))

    def clock(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def hours(self, start: datetime, end: datetime) -> str:
        """10:00–10:45, with the day where it ends on another."""
        on_another = (
            start.astimezone(self.zone).date() != (end - timedelta(microseconds=1)).astimezone(self.zone).date()
        )
        ends = f"{self.day(end)}, {self.clock(end)}" if on_another else self.clock(end)
        return _("%(start)s–%(end)s") % {"start": self.clock(start), "end": ends}

    def moment(self, at: datetime) -> str:
        return _("%(day)s, %(clock)s") % {"day": self.day(at), "clock": self.clock(at)}

    def zone_words(self) -> str:
        return zone_words(self.zone)


def language_of(request: HttpRequest) -> str:
    """The language chosen in the link, else the first of the browser's that we speak, else English."""
    chosen = request.GET.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        if tag.partition("-")[0] in LANGUAGES:
            return tag.partition("-")[0]
    return "en"


def other_languages() -> list[tuple[str, str]]:
    """The languages one can change to, each in its own word."""
    return [(code, name) for code, name in LANGUAGES.items() if code != get_language()]


def spoken(language: str) -> override:
    """These pages speak a language the seller's own screens do not speak yet."""
    return override(language)
