"""Addresses: English at the root, Arabic under /ar/, the same patterns for both."""

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

# A desk without pages still signs people in.
_pages = [path("", include("holdfast.web.urls"))] if find_spec("holdfast.web.urls") else []

urlpatterns = i18n_patterns(
    path("accounts/", include("holdfast.people.urls")),
    *_pages,
    prefix_default_language=False,
)
