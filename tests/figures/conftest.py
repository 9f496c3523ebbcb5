"""A small case and the Gaza example, loaded by an editor; a reviewer publishes."""

from pathlib import Path

import pytest
from django.db import connection

from holdfast.cases.actions import load_case
from holdfast.journal.triggers import without_triggers
from holdfast.people.types import Viewer

EXAMPLE = Path(__file__).parents[2] / "examples" / "gaza-ceasefire-2025"
CASE = """
format = 1
[case]
key = "bakery"
title.en = "Bread for the quarter"
sensitivity = "public"
licence = "CC0"
attribution.en = "invented"

[agreement]
key = "bread-2026"
title.en = "Bread agreement"
title.ar = "اتفاق الخبز"
timezone = "Asia/Gaza"
starts = "2026-03-01"
ends = "2026-03-08"

[[parties]]
key = "bakery"
name.en = "The bakery"
name.ar = "المخبز"
[[parties]]
key = "quarter"
name.en = "The quarter"

[[sources]]
key = "quarter-house"
name.en = "House of the quarter"
relation = "body of a party"
party = "quarter"
[[sources]]
key = "bakery-office"
name.en = "Office of the bakery"
relation = "body of a party"
party = "bakery"

[[documents]]
key = "slips"
source = "quarter-house"
title.en = "Slips"
url = "https://example.org/slips"
said = "2026-03-09"
[[documents]]
key = "letter"
source = "bakery-office"
title.en = "Letter"
said = "2026-03-10"

[[indicators]]
key = "loaves"
name.en = "Loaves"
kind = "flow"
unit = "loaf"
unit_name.en = "loaves"
unit_name.ar = "رغيف"
measured_point = "delivered"

[[series]]
key = "house-loaves"
name.en = "Loaves by the slips of the house"
name.ar = "أرغفة بحسب إيصالات الدار"
indicator = "loaves"
source = "quarter-house"

[[clauses]]
key = "bread"
point = "1"
bearers = ["bakery"]
kind = "quantity per time"
text.en = "A hundred loaves a day."
document = "slips"
  [[clauses.obligations]]
  key = "bread"
  title.en = "A hundred loaves a day"
  quantity = 100
  per = "day"
  unit = "loaves"
    [[clauses.obligations.readings]]
    key = "average"
    text.en = "On average."
    rule = "average"
    series = ["house-loaves"]
    [[clauses.obligations.readings]]
    key = "each-day"
    text.en = "Every single day."
    of_the_text = true
    rule = "daily floor"
    series = ["house-loaves"]

[[data]]
file = "loaves.csv"
document = "slips"
about = { day = "day" }
  [[data.values]]
  series = "house-loaves"
  value = "loaves"
  absent = "missing"

[[figures]]
key = "bread-average"
question.en = "Does the bakery deliver a hundred loaves a day?"
question.ar = "هل يسلّم المخبز مئة رغيف في اليوم؟"
obligation = "bread"
reading = "average"
series = ["house-loaves"]
caveats = [{ en = "The house alone counts.", ar = "الدار وحدها تعدّ." }]
[[figures]]
key = "loaves"
question.en = "How many loaves?"
indicator = "loaves"
series = ["house-loaves"]
caveats = [{ en = "Slips are lost." }]
"""
LOAVES = """day,loaves
2026-03-01,60
2026-03-02,70
2026-03-03,
2026-03-04,0
2026-03-05,90
2026-03-06,50
2026-03-07,40
2026-03-08,80
"""


def keys_are_checked() -> None:
    """Check foreign keys now: PostgreSQL alters no table, and so no trigger, while some wait for the commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def tamper(sql: str) -> None:
    """Change the store behind everybody's back, as somebody with the file in hand could."""
    keys_are_checked()
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute(sql)


class Bakery:
    """The invented case as a folder that a test may change and load again."""

    def __init__(self, root: Path) -> None:
        self.root = root / "bakery"
        self.root.mkdir()
        self.write(CASE, LOAVES)

    def write(self, case: str, loaves: str) -> None:
        """Write both files."""
        (self.root / "case.toml").write_text(case, encoding="utf-8")
        (self.root / "loaves.csv").write_text(loaves, encoding="utf-8")

    def load(self, viewer: Viewer) -> None:
        """Load it as this person."""
        load_case(viewer, folder=self.root)


@pytest.fixture
def bakery(tmp_path: Path, alice: Viewer) -> Bakery:
    """The invented case, loaded by Alice."""
    made = Bakery(tmp_path)
    made.load(alice)
    return made


@pytest.fixture
def gaza(alice: Viewer) -> None:
    """The example of the Gaza ceasefire, loaded by Alice."""
    load_case(alice, folder=EXAMPLE)
