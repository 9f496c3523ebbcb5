"""Every address of the pages, room by room."""

from django.urls import URLPattern, URLResolver

from holdfast.web.agreements.urls import urlpatterns as agreements
from holdfast.web.api.urls import urlpatterns as api
from holdfast.web.board.urls import urlpatterns as board
from holdfast.web.claims.check_urls import urlpatterns as checking
from holdfast.web.claims.urls import urlpatterns as claims
from holdfast.web.corrections.urls import urlpatterns as corrections
from holdfast.web.data.urls import urlpatterns as data
from holdfast.web.desk.urls import urlpatterns as desk
from holdfast.web.evidence.urls import urlpatterns as evidence
from holdfast.web.feeds.urls import urlpatterns as feeds
from holdfast.web.figures.urls import urlpatterns as figures
from holdfast.web.pages.urls import urlpatterns as pages
from holdfast.web.record.urls import urlpatterns as record
from holdfast.web.search.urls import urlpatterns as search
from holdfast.web.sources.urls import urlpatterns as sources

urlpatterns: list[URLPattern | URLResolver] = [
    *board,
    *agreements,
    *figures,
    *sources,
    *record,
    *evidence,
    *checking,
    *claims,
    *corrections,
    *pages,
    *data,
    *search,
    *feeds,
    *api,
    *desk,
]
