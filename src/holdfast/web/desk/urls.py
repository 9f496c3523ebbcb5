"""Addresses of the desk: for people who are signed in."""

from holdfast.web import converters  # noqa: F401 - registers the parts of addresses
from holdfast.web.access import at
from holdfast.web.desk import people, publish, record
from holdfast.web.desk.views import desk

urlpatterns = [
    at("desk/", desk, "desk"),
    at("desk/sources/add/", record.SOURCE.view(), "add_source"),
    at("desk/documents/add/", record.DOCUMENT.view(), "add_document"),
    at("desk/observations/add/", record.OBSERVATION.view(), "add_observation"),
    at("desk/rows/<str:key>/correct/", record.CORRECT.view(), "correct"),
    at("desk/rows/<str:key>/withdraw/", record.WITHDRAW.view(), "withdraw"),
    at("desk/series/<slug:series>/counters/<day:day>/", record.DECIDE.view(), "decide"),
    at("desk/figures/<figure:key>/publish/", publish.PUBLISH.view(), "publish"),
    at("desk/agreements/<slug:key>/obligations/<slug:duty>/finding/", publish.FINDING.view(), "finding"),
    at("desk/people/", people.people, "people"),
    at("desk/people/add/", people.ADD.view(), "people_add"),
    at("desk/people/<slug:username>/role/", people.CHANGE.view(), "people_role"),
    at("desk/people/<slug:username>/password/", people.PASSWORD.view(), "people_password"),
    at("desk/people/<slug:username>/close/", people.CLOSE.view(), "people_close"),
]
