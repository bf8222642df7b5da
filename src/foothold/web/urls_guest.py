"""Addresses of the customer page. The token is the key to it."""

from django.urls import path

from foothold.web.views import guest

urlpatterns = [
    path("i/<str:token>", guest.guest, name="guest"),
    path("i/<str:token>/stored", guest.stored, name="guest_stored"),
    path("i/<str:token>/meeting.ics", guest.calendar, name="guest_calendar"),
]
