"""Addresses of the pages about where meetings are known from, and who is who."""

from django.urls import path

from foothold.web.views import crm, dropped, setup, sources, who_is_who

urlpatterns = [
    path("picture", dropped.picture, name="picture"),
    path("imports/<uuid:run_id>/undo", dropped.undo, name="undo_import"),
    path("sources", sources.sources, name="sources"),
    path("sources/address", sources.add_address, name="add_address"),
    path("sources/<uuid:source_id>/read", sources.read_again, name="read_again"),
    path("sources/<uuid:source_id>/remove", sources.remove_source, name="remove_source"),
    path("sources/tables/<uuid:table_id>", crm.columns, name="columns"),
    path("sources/tables/<uuid:table_id>/leave", crm.leave, name="leave_table"),
    path("sources/write-back", crm.written_back, name="write_back"),
    path("setup/trust", setup.trust, name="trust"),
    path("who", who_is_who.who_is_who, name="who_is_who"),
    path("who/ours", who_is_who.ours, name="ours"),
    path("who/ours/<uuid:identity_id>/remove", who_is_who.ours_gone, name="ours_gone"),
    path("who/titles", who_is_who.titled, name="titled"),
    path("who/deals/<uuid:meeting_id>", who_is_who.deal, name="whose_deal"),
    path("who/firms/<uuid:firm_id>", who_is_who.firm, name="firm"),
    path("who/<uuid:counterpart_id>", who_is_who.counterpart, name="counterpart"),
]
