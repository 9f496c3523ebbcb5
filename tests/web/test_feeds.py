"""Feeds: entries a reader's program can trust, whatever a source or a publisher wrote."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from holdfast.cases.actions import load_case
from holdfast.figures.actions import publish_figure
from holdfast.figures.queries import figures_list
from web.conftest import House
from web.factory import write_case

ATOM = "{http://www.w3.org/2005/Atom}"
NAME = "</svg><script>alert(1)</script>"
REASON = "<b>why</b> & co"


@pytest.fixture
def published(house: House, db: None, tmp_path: Path) -> None:
    """A figure over a series with a hostile name, published twice for a reason with markup."""
    folder = write_case(tmp_path / "feed-school", key="feed-school", name="Feedville")
    text = (folder / "case.toml").read_text(encoding="utf-8").replace("Meals by the kitchen's book", NAME)
    (folder / "case.toml").write_text(text, encoding="utf-8")
    load_case(house.people["alice"], folder)
    rania = house.people["rania"]
    key = next(line.key for line in figures_list(rania) if line.slug == "feed-school-figure")
    publish_figure(rania, key=key, reason=REASON)
    (folder / "meals.csv").write_text("day,served\n2024-01-01,7\n", encoding="utf-8")
    load_case(house.people["alice"], folder)
    publish_figure(rania, key=key, reason=REASON)


@pytest.mark.parametrize(
    "path", ["/feeds/revisions.atom", "/feeds/corrections.atom", "/ar/feeds/corrections.atom"]
)
def test_what_somebody_wrote_is_text_and_no_markup(published: None, charlie: Client, path: str) -> None:
    feed = ElementTree.fromstring(charlie.get(path).content)  # noqa: S314 - our own answer
    summaries = feed.findall(f"{ATOM}entry/{ATOM}summary")
    assert summaries and {one.get("type") for one in summaries} == {"text"}
    assert any(REASON in (one.text or "") for one in summaries)
    for one in feed.iter():
        assert one.get("type") not in ("html", "xhtml")
