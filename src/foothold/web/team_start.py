"""Where one begins who leads sellers and has nothing of his own: his team, or what is still to be done for it.

METHOD 11; UX J8, J9. What is the team's is never opened by itself: each look is kept.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from foothold.records.colleagues import seats_in, teams_led_by, teams_of
from foothold.records.models import Membership, Team
from foothold.records.models.people import LEADS
from foothold.records.visibility import are_team_screens_on, sellers_in_his_teams, sellers_in_tables

TEAMS, SCREENS, INVITE = "#teams-heading", "#screens-heading", "#invite-heading"
"""Parts of the page of people."""


@dataclass(frozen=True, slots=True)
class Step:
    """What he can open or do next: `words`, what it is for, and its address."""

    words: str
    second: str
    href: str


@dataclass(frozen=True, slots=True)
class TeamStart:
    """The teams he leads, by name; how many sell in them, nobody named; and his next steps.

    `awaits_consent`: figures are kept back, they are too few. Who has not agreed is not told, so nobody is named here.
    """

    teams: str
    sellers: int
    steps: list[Step]
    awaits_consent: bool


def team_start(seat: Membership) -> TeamStart | None:
    """The context of web/parts/team_start.html; None for a seller, and for whoever sits alone."""
    if seat.role not in LEADS or not seats_in(seat.workspace_id).exclude(pk=seat.pk).exists():
        return None
    teams, sellers = teams_led_by(seat), sellers_in_his_teams(seat)
    is_on = are_team_screens_on(seat.workspace_id)
    shows_figures = bool(sellers_in_tables(seat))
    steps = _pages(shows_figures) if is_on and sellers else _still_to_do(seat, teams, sellers, is_on=is_on)
    if seat.is_admin:
        invited = _("They join by a link, and read what others see of them.")
        steps.append(Step(_("Invite a colleague"), invited, reverse("people") + INVITE))
    return TeamStart(
        teams=", ".join(each.name for each in teams),
        sellers=len(sellers),
        steps=steps,
        awaits_consent=is_on and bool(sellers) and not shows_figures,
    )


def _pages(shows_figures: bool) -> list[Step]:
    steps = [
        Step(_("Weekly review of the team"), _("Who holds the next date, deal by deal"), _of_team("pipeline")),
        Step(_("Deals of the team"), _("State, class and amount of each"), _of_team("deals")),
    ]
    if shows_figures:
        steps.append(Step(_("Last 90 days of the team"), _("As a whole: people are not compared"), _of_team("review")))
    return steps


def _of_team(page: str) -> str:
    return f"{reverse(page)}?team=1"


def _still_to_do(seat: Membership, teams: list[Team], sellers: list[Membership], *, is_on: bool) -> list[Step]:
    people = reverse("people")
    steps = []
    if not teams:
        steps.append(Step(_("You lead no team yet"), *_to_lead(seat)))
    elif not sellers:
        named = {"team": ", ".join(each.name for each in teams)}
        how = _("Choose the team beside each name.") if seat.is_admin else _("An admin puts people into it.")
        steps.append(Step(_("Nobody sells in %(team)s yet") % named, how, people))
    if not is_on:
        with_note = _("Switch them on with a note: who agreed, and when.")
        by_admin = _("An admin switches on what managers see, with a note.")
        how = with_note if seat.is_admin else by_admin
        steps.append(Step(_("Managers' screens are off: you see nothing of others"), how, people + SCREENS))
    return steps


def _to_lead(seat: Membership) -> tuple[str, str]:
    """How he comes to lead one, and where."""
    if not seat.is_admin:
        return _("An admin makes the team that you lead."), reverse("people")
    if not teams_of(seat.workspace_id):
        return _("Make one, then tick it beside your name."), reverse("people") + TEAMS
    return _("Tick it beside your name."), reverse("person", args=[seat.pk])
