"""Publishing: a permanent revision with its rows and charts, by a second person, and only where something changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures.conftest import CASE, LOAVES, Bakery, tamper
from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.base.clock import today
from holdfast.figures.actions import publish_figure, publish_figures
from holdfast.figures.errors import (
    AsOfInFuture,
    FigureUnknown,
    NothingChanged,
    PublishedBelowInputs,
    ReasonMissing,
)
from holdfast.figures.models import Chart, Figure, Revision, RevisionRow
from holdfast.figures.queries import (
    chart_spec,
    citation,
    corrections_list,
    figure_detail,
    figures_list,
    keys_to_publish,
    revision_rows,
    revisions_list,
)
from holdfast.journal.queries import head, lines
from holdfast.people.errors import NotAllowed, SecondPersonNeeded
from holdfast.people.types import Level, Role, Viewer

DAY = date(2026, 3, 31)


def test_a_day_that_has_not_come_is_refused(bakery: Bakery, rania: Viewer) -> None:
    with pytest.raises(AsOfInFuture, match="has not come"):
        publish_figure(rania, key="F-0001", reason="Too early", as_of=today("UTC") + timedelta(days=2))
    assert not Revision.objects.exists()


def test_it_works(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """A figure is published, and a stranger reads answer, window, days, rows, caveats and charts from its page."""
    made = publish_figure(rania, key="F-0001", reason="First publication", as_of=DAY)
    view = figure_detail(charlie, made.key, language=None)
    assert made.key == "F-0001.r1"
    assert view.body["state"] == "not kept"
    assert view.body["value"].quantize(Decimal("0.0001")) == Decimal("55.7143")
    assert view.body["answer"]["en"] == (
        "Loaves by the slips of the house: 55.7 loaves a day from 1 March 2026 to 8 March 2026, of 100 promised: "
        "not kept."
    )
    assert "رغيف" in view.body["answer"]["ar"]
    assert view.body["window"] == {"from": "2026-03-01", "to": "2026-03-08", "days": 8, "own": False}
    assert view.body["days"]["missing"] == 1 and view.body["days"]["zero_reported"] == 1
    assert view.body["caveats"] == [{"en": "The house alone counts.", "ar": "الدار وحدها تعدّ."}]
    assert view.body["independent_counters"] == 1
    assert [reading["key"] for reading in view.body["readings"]] == ["each-day", "average"]
    assert [row["used"] for row in view.rows.rows].count(True) == 7
    assert {row["document"]["key"] for row in view.rows.rows} == {"slips"}
    assert {(chart.name, chart.language) for chart in view.charts} == {
        (name, lang) for name in ("beside", "course", "days") for lang in ("en", "ar")
    }


def test_the_canonical_json_is_canonical(bakery: Bakery, rania: Viewer) -> None:
    """What is stored is the one canonical form of itself, with the keys a reader needs."""
    publish_figure(rania, key="bread-average", reason="First", as_of=DAY)
    stored = Revision.objects.get().canonical
    assert canonical_json(canonical_loads(stored)).decode() == stored
    assert set(canonical_loads(stored)) >= {
        "key", "question", "definition", "answer", "value", "unit", "band", "state", "why", "caveats", "window",
        "days", "stated", "side_by_side", "readings", "independent_counters", "sides", "rows_summary", "coverage_notes",
        "counts", "per", "disagreements", "observed_state",
        "inputs_hash", "software", "as_of", "said_by", "known_seq", "published", "by", "reason", "changed",
    }  # fmt: skip


def test_one_journal_line_names_the_figure_and_not_its_content(bakery: Bakery, rania: Viewer) -> None:
    """A revision is one line by the reviewer."""
    before = head().seq
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    (line,) = lines(after_seq=before)
    assert (line.actor, line.verb, line.object_key) == ("rania", "publish_figure", "figure:F-0001")


def test_several_are_published_together_or_not_at_all(bakery: Bakery, rania: Viewer) -> None:
    """One key that is wrong, and none is published."""
    with pytest.raises(FigureUnknown):
        publish_figures(rania, keys=["F-0001", "F-0099"], reason="All", as_of=DAY)
    assert not Revision.objects.exists()
    made = publish_figures(rania, keys=["F-0001", "F-0002"], reason="All", as_of=DAY)
    assert [one.key for one in made] == ["F-0001.r1", "F-0002.r1"]
    assert keys_to_publish(rania) == ()


def test_who_edited_does_not_publish(bakery: Bakery, person: object, alice: Viewer) -> None:
    """Alice loaded the rows; with a reviewer's role she still needs a second person."""
    reviewing = replace(alice, role=Role.REVIEWER)
    person("rania", Role.REVIEWER)  # type: ignore[operator]
    with pytest.raises(SecondPersonNeeded):
        publish_figure(reviewing, key="F-0001", reason="Mine", as_of=DAY)
    assert not Revision.objects.exists()


def test_a_desk_of_one_publishes_alone(tmp_path: object, adam: Viewer) -> None:
    """Where nobody else could, the one person may."""
    Bakery(tmp_path).load(adam)  # type: ignore[arg-type]
    assert publish_figure(adam, key="F-0001", reason="Alone", as_of=DAY).number == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER, Role.ANONYMOUS])
def test_only_a_reviewer_publishes(bakery: Bakery, rania: Viewer, role: Role) -> None:
    """Editors, readers and strangers may not."""
    with pytest.raises(NotAllowed):
        publish_figure(replace(rania, role=role), key="F-0001", reason="No", as_of=DAY)
    assert not Revision.objects.exists()


def test_nothing_changed_is_refused_and_can_be_insisted_on(bakery: Bakery, rania: Viewer) -> None:
    """The same content is no revision, unless it is asked for."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    with pytest.raises(NothingChanged) as refused:
        publish_figure(rania, key="F-0001", reason="Again", as_of=date(2026, 4, 1))
    assert "holdfast publish F-0001 --again" in refused.value.next_step
    again = publish_figure(rania, key="F-0001", reason="Again", as_of=DAY, even_unchanged=True)
    assert (again.number, again.changed) == (2, ())


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_a_reason_is_given(bakery: Bakery, rania: Viewer, reason: str) -> None:
    """No revision without one."""
    with pytest.raises(ReasonMissing):
        publish_figure(rania, key="F-0001", reason=reason, as_of=DAY)
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "F-1",
        "F-0000",
        "F-0099",
        "F-0001.r9",
        "F-0001.r0",
        "../etc",
        "other:F-0001",
        "x" * 5000,
        "\x00",
        "F-٠٠٠١",
    ],
)
def test_a_key_that_names_nothing_is_said_so(bakery: Bakery, rania: Viewer, key: str) -> None:
    """Whatever is asked for, the answer is that there is no such figure."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    for asked in (figure_detail, lambda viewer, name: list(revision_rows(viewer, name))):
        with pytest.raises(FigureUnknown) as refused:
            asked(rania, key)
        assert len(str(refused.value)) < 500


def test_a_figure_never_travels_further_than_what_it_rests_on(bakery: Bakery, rania: Viewer) -> None:
    """A row of the desk under a public figure: refused, and nothing is stored."""
    tamper("UPDATE record_observation SET level = 20 WHERE value = 70")
    with pytest.raises(PublishedBelowInputs):
        publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert not Revision.objects.exists()


def test_a_figure_of_the_desk_is_nobody_elses(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """Charlie sees neither figure nor revision of the desk."""
    Figure.objects.update(level=Level.DESK)
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert figures_list(charlie) == () and revisions_list(charlie) == () and corrections_list(charlie) == ()
    with pytest.raises(FigureUnknown):
        figure_detail(charlie, "F-0001.r1")


def test_numbers_follow_the_case_and_are_never_used_again(bakery: Bakery, alice: Viewer) -> None:
    """A new figure takes the next number, wherever it is declared; a changed definition keeps its own."""
    head_of, figures = CASE.split("[[figures]]", 1)
    new = """[[figures]]
key = "new"
question.en = "New?"
obligation = "bread"
reading = "each-day"
series = ["house-loaves"]
caveats = [{ en = "x" }]
"""
    bakery.write(
        head_of + new + "[[figures]]" + figures.replace("a hundred loaves a day?", "100 loaves a day?"),
        LOAVES,
    )
    bakery.load(alice)
    assert {row.slug: str(row) for row in Figure.objects.all()} == {
        "bread-average": "F-0001", "loaves": "F-0002", "new": "F-0003"
    }  # fmt: skip
    assert Figure.objects.get(slug="bread-average").question["en"].endswith("100 loaves a day?")


def test_a_page_costs_four_queries_whatever_its_rows(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """The page of a figure reads what was stored."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    with CaptureQueriesContext(connection) as asked:
        figure_detail(charlie, "F-0001")
    assert len(asked) <= 4


def test_before_the_first_revision_there_is_a_question(bakery: Bakery, rania: Viewer) -> None:
    """An unpublished figure shows the desk its question and its caveats, and no number."""
    view = figure_detail(rania, "F-0001")
    assert not view.published and view.caveats and view.as_json()["revision"] is None
    assert view.as_lines()[-1] == "Not published yet."
    assert [line.state for line in figures_list(rania)] == ["", ""]


def test_before_the_first_revision_charlie_is_told_of_no_figure(
    bakery: Bakery, rania: Viewer, charlie: Viewer
) -> None:
    assert figures_list(charlie) == ()
    for read in (figure_detail, lambda viewer, key: citation(viewer, key, "https://desk.example/")):
        with pytest.raises(FigureUnknown):
            read(charlie, "F-0001")
    with pytest.raises(FigureUnknown, match="not published yet"):
        citation(rania, "F-0001", "https://desk.example/")
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert [line.key for line in figures_list(charlie)] == ["F-0001"]


def test_lists_and_lines_tell_the_revision(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """Lists carry state and answer; a terminal gets question, answer and what stands beside."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    (line,) = figures_list(charlie)
    assert (line.revision_key, line.state) == ("F-0001.r1", "not kept")
    assert canonical_json(line.as_dict())
    text = "\n".join(figure_detail(charlie, "F-0001").as_lines())
    assert "not kept" in text and "The house alone counts." in text and "by rania: First" in text
    assert canonical_json(figure_detail(charlie, "F-0001").as_json())
    assert len(list(revision_rows(charlie, "F-0001"))) == 8


def test_rows_lie_in_pages(bakery: Bakery, rania: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than a page holds are cut; the last page is shown for a number beyond it."""
    monkeypatch.setattr("holdfast.figures.body.ROWS_A_PAGE", 3)
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert RevisionRow.objects.count() == 3
    view = figure_detail(rania, "F-0001", page=99)
    assert (view.rows.page, view.rows.pages, view.rows.count, len(view.rows.rows)) == (3, 3, 8, 2)


def test_a_chart_comes_with_its_specification(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """The specification is Vega-Lite; a chart that is not there is said so."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert "vega-lite" in chart_spec(charlie, "F-0001", "days", "ar")["$schema"]
    assert Chart.objects.filter(svg__contains="style").count() == 0
    with pytest.raises(FigureUnknown):
        chart_spec(charlie, "F-0001", "pie", "en")


def test_a_revision_can_be_cited(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """Text, BibTeX and CSL-JSON name the desk, the revision, its digest and its address."""
    made = publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    cited = citation(charlie, "F-0001", "https://desk.example")
    assert "F-0001.r1" in cited.plain and made.digest in cited.plain
    assert cited.plain.startswith("The test coalition: “Does the bakery deliver")
    assert cited.bibtex.startswith("@misc{") and "https://desk.example/figures/F-0001.r1/" in cited.bibtex
    (item,) = cited.csl
    assert set(item) >= {"type", "id"}
    assert item["type"] == "dataset" and item["version"] == "r1"
    assert all(1 <= len(parts) <= 3 for parts in item["issued"]["date-parts"])
