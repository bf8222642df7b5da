"""Addresses of colleagues: who is here, who is asked to join, and the way in of who was asked."""

from django.urls import path

from foothold.web.reachable_only import reachable_door
from foothold.web.views import firm_login, join, people

urlpatterns = [
    path("setup/colleagues", people.people, name="people"),
    path("setup/colleagues/invite", people.invite, name="invite_colleague"),
    path("setup/colleagues/invitations/<uuid:seat_invitation_id>", people.invitation, name="seat_invitation"),
    path("setup/colleagues/<uuid:seat_id>", people.person, name="person"),
    path("setup/colleagues/<uuid:seat_id>/leaves", people.leaves, name="person_leaves"),
    path("setup/teams", people.team_made, name="team_made"),
    path("setup/teams/<uuid:team_id>", people.team, name="team"),
    path("setup/team-screens", people.team_screens, name="team_screens"),
    path("setup/yours", people.yours, name="yours"),
    path("setup/yours/shared", people.yours_shared, name="yours_shared"),
    path("welcome", people.welcome, name="welcome"),
    path("join/<str:token>", reachable_door(join.join), name="join"),
    path("login/with/<slug:provider_id>", reachable_door(firm_login.to_firm), name="openid_connect_login"),
    path("login/with/<slug:provider_id>/done", reachable_door(firm_login.from_firm), name="openid_connect_callback"),
]
