"""Addresses: English at the root, Arabic under /ar/, the same patterns for both."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("accounts/", include("holdfast.people.urls")),
    path("", include("holdfast.web.urls")),
    prefix_default_language=False,
)
