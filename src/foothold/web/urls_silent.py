"""Addresses of silent customers."""

from django.urls import path

from foothold.web.views import silent, tables

urlpatterns = [
    path("silent", silent.silent, name="silent"),
    path("silent.<str:kind>", tables.silent, name="silent_file"),
    path("silent/<uuid:deal_id>", silent.silent_deal, name="silent_deal"),
    path("silent/<uuid:deal_id>/decide", silent.decide, name="decide_silent"),
    path("silent/<uuid:deal_id>/proposal", silent.proposal, name="proposal"),
]
