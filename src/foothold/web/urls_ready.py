"""Addresses of the Ready sheet: before a meeting, and what became of its predictions."""

from django.urls import path

from foothold.web.views import ready

urlpatterns = [
    path("meetings/<uuid:meeting_id>/ready", ready.ready, name="ready"),
    path("meetings/<uuid:meeting_id>/ready/outcome", ready.outcome, name="ready_outcome"),
    path("meetings/<uuid:meeting_id>/ready/agenda", ready.agenda, name="ready_agenda"),
    path("meetings/<uuid:meeting_id>/ready/answer", ready.answer, name="ready_answer"),
    path("meetings/<uuid:meeting_id>/ready/ask", ready.ask, name="ready_ask"),
    path("meetings/<uuid:meeting_id>/ready/send", ready.send, name="ready_send"),
    path("meetings/<uuid:meeting_id>/ready/sent", ready.sent, name="ready_sent"),
    path("meetings/<uuid:meeting_id>/ready/full", ready.full, name="ready_full"),
    path("meetings/<uuid:meeting_id>/ready/invite", ready.invite, name="ready_invite"),
    path("meetings/<uuid:meeting_id>/ready/invitation.ics", ready.invitation_file, name="ready_file"),
    path("meetings/<uuid:meeting_id>/expected", ready.expected, name="expected"),
]
