"""Addresses of the site: pages, the API, and the pages for what went wrong."""

from django.urls import include, path

from foothold.api.v1 import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("foothold.web.urls")),
]
handler400 = "foothold.web.errors.bad_request"
handler403 = "foothold.web.errors.forbidden"
handler404 = "foothold.web.errors.not_found"
handler429 = "foothold.web.errors.too_often"
"""Not Django's: django-allauth looks for it here."""
handler500 = "foothold.web.errors.our_fault"
