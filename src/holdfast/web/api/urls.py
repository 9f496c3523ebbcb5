"""Addresses of the API."""

from django.urls import path

from holdfast.web.access import at
from holdfast.web.api.v1 import api
from holdfast.web.api.views import nothing, openapi, reference

urlpatterns = [
    at("api/", reference, "api"),
    at("api/openapi.json", openapi, "openapi"),
    path("api/v1/", api.urls),
    at("api/<path:rest>", nothing, "api_nothing"),
]
