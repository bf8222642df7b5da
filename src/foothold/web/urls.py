"""Addresses of the pages."""

from django.urls import path

from foothold.web.views import after, enter, meetings, promises, setup

urlpatterns = [
    path("", after.after, name="after"),
    path("read", after.before_the_verdict, name="before"),
    path("verdict", after.verdict, name="verdict"),
    path("meetings", meetings.meetings, name="meetings"),
    path("meetings/<uuid:meeting_id>", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/words.txt", meetings.words, name="words"),
    path("meetings/<uuid:meeting_id>/not-right", meetings.not_right, name="not_right"),
    path("meetings/<uuid:meeting_id>/sides", meetings.sides, name="sides"),
    path("meetings/<uuid:meeting_id>/feeling", meetings.feeling, name="feeling"),
    path("meetings/<uuid:meeting_id>/customer", meetings.customer, name="customer"),
    path("meetings/<uuid:meeting_id>/share", meetings.share, name="share"),
    path("meetings/<uuid:meeting_id>/delete", meetings.delete, name="delete_meeting"),
    path("promises/<uuid:promise_id>", promises.promise, name="promise"),
    path("setup", setup.setup, name="setup"),
    path("setup/identities", setup.identity, name="identity"),
    path("setup/identities/<uuid:identity_id>/remove", setup.identity_gone, name="identity_gone"),
    path("setup/sides/<uuid:side_id>/forget", setup.side_gone, name="side_gone"),
    path("setup/keeping", setup.keeping, name="keeping"),
    path("setup/comfort", setup.comfort, name="comfort"),
    path("setup/export", setup.export, name="export"),
    path("setup/people/<uuid:contact_id>/export", setup.contact_export, name="contact_export"),
    path("setup/people/<uuid:contact_id>/erase", setup.contact_gone, name="contact_gone"),
    path("setup/delete-everything", setup.everything_gone, name="everything_gone"),
    path("setup/demo", setup.demo, name="demo"),
    path("keys", setup.keys, name="keys"),
    path("enter", enter.enter_help, name="enter_help"),
    path("enter/<str:token>", enter.enter, name="enter"),
    path("leave", enter.leave, name="leave"),
    path("alive", enter.alive, name="alive"),
]
