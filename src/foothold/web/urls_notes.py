"""Addresses of what comes after a meeting, and of notes."""

from django.urls import path

from foothold.web.views import afterwards, notes

urlpatterns = [
    path("meetings/<uuid:meeting_id>/after", afterwards.after_meeting, name="after_meeting"),
    path("meetings/<uuid:meeting_id>/absence", afterwards.absence, name="absence"),
    path("meetings/<uuid:meeting_id>/recap", afterwards.recap, name="recap"),
    path("setup/notes", notes.choose, name="choose_note"),
    path("notes/off/<str:token>", notes.off, name="note_off"),
]
