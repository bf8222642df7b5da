"""Addresses of the pages about what is connected, and what waits to leave."""

from django.urls import path

from foothold.web.views import connections

urlpatterns = [
    path("connections", connections.connections, name="connections"),
    path("connections/mail", connections.mail, name="connect_mail"),
    path("connections/calendar", connections.calendar, name="connect_calendar"),
    path("connections/<uuid:connection_id>/read", connections.read_now, name="read_connection"),
    path("connections/<uuid:connection_id>/forget", connections.forget, name="forget_connection"),
    path("connections/<uuid:connection_id>/trust", connections.trust, name="trust_connection"),
    path("outbox/<uuid:departure_id>/again", connections.send_again, name="send_again"),
    path("outbox/<uuid:departure_id>/back", connections.back, name="take_back"),
]
