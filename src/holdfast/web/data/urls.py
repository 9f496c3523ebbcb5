"""Address of the page of downloads."""

from holdfast.web.access import at
from holdfast.web.data.views import data

urlpatterns = [at("data/", data, "data")]
