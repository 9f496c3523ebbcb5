"""A revision keeps the keys of its documents; looking at evidence changes nothing that a figure rests on."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from figures.conftest import Bakery
from figures.test_publishing import DAY
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.custody import append
from holdfast.evidence.types import Event, Verb
from holdfast.figures.actions import publish_figure
from holdfast.figures.models import Revision
from holdfast.figures.queries import figure_detail, figures_list, revision_rows, stale_keys
from holdfast.figures.touched import ASIDE, touched_seq
from holdfast.journal.actions import recording
from holdfast.journal.triggers import without_triggers
from holdfast.people.types import Viewer


def test_they_are_those_of_its_rows(bakery: Bakery, rania: Viewer) -> None:
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    keys = {row["document"]["key"] for row in revision_rows(rania, "F-0001")}
    assert keys and set(figure_detail(rania, "F-0001").documents) == keys
    assert set(next(line for line in figures_list(rania) if line.key == "F-0001").documents) == keys


def test_revisions_published_before_are_told_theirs(bakery: Bakery, rania: Viewer) -> None:
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    was = Revision.objects.values_list("documents", flat=True).get()
    with without_triggers(connection):
        Revision.objects.update(documents=[])
        import_module("holdfast.figures.migrations.0003_revision_documents").fill(apps, None)
    assert Revision.objects.values_list("documents", flat=True).get() == was != []


def test_a_line_about_evidence_leaves_what_is_stored(bakery: Bakery, rania: Viewer) -> None:
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    before = touched_seq()
    with recording(actor=rania.key, verb="view_captures", object_key="captures:1") as entry:
        append([Event(Verb.VIEWED, "E-0001", {})], actor=rania.key, batch=entry.batch)
        entry.commit_to(["E-0001"])
    assert touched_seq() == before and stale_keys(rania) == () and "view_captures" in ASIDE
    assert record_viewing(viewer=Viewer.anonymous(), keys=["E-0001"]) == range(0)
