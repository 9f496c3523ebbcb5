"""A small case of our own making, of any length and any sensitivity, written as files and loaded by the real path."""

from datetime import date, timedelta
from pathlib import Path

CASE = """
format = 1
[case]
key = "{key}"
title.en = "School meals in {name}"
sensitivity = "{level}"
licence = "CC0"
[agreement]
key = "{key}"
title.en = "Meals agreement of {name}"
title.ar = "اتفاق الوجبات"
timezone = "Europe/Athens"
starts = "2024-01-01"
[[parties]]
key = "council"
name.en = "Council of {name}"
[[sources]]
key = "{key}-kitchen"
name.en = "<b>Kitchen</b> & co"
relation = "independent monitor"
[[documents]]
key = "{key}-book"
source = "{key}-kitchen"
title.en = "=HYPERLINK(1)"
said = "2026-01-01"
[[indicators]]
key = "{key}-meals"
name.en = "Meals served"
kind = "flow"
unit = "meal"
unit_name.en = "meals"
measured_point = "delivered"
[[series]]
key = "{key}-served"
name.en = "Meals by the kitchen's book"
indicator = "{key}-meals"
source = "{key}-kitchen"
[[clauses]]
key = "1"
point = "1"
bearers = ["council"]
kind = "quantity per time"
text.en = "Serve 100 meals a day in {name}."
  [[clauses.obligations]]
  key = "meals"
  bearer = "council"
  title.en = "Serve 100 meals a day"
  quantity = 100
  per = "day"
  unit = "meal"
    [[clauses.obligations.readings]]
    key = "average"
    text.en = "On average"
    of_the_text = true
    rule = "average"
    series = ["{key}-served"]
[[clauses]]
key = "2"
point = "2"
bearers = ["council"]
kind = "abstain"
text.en = "Do not close the kitchen."
[[data]]
file = "meals.csv"
document = "{key}-book"
about = {{ day = "day" }}
[[data.values]]
series = "{key}-served"
value = "served"
[[figures]]
key = "{key}-figure"
question.en = "How many meals a day were served in {name}?"
obligation = "meals"
reading = "average"
series = ["{key}-served"]
caveats = [{{ en = "Counts plates, not children." }}]
"""


def write_case(folder: Path, *, key: str, name: str, days: int = 40, level: str = "public") -> Path:
    """A case folder with one watched duty, one that nobody watches, one figure, and a row for each of `days`."""
    folder.mkdir(parents=True)
    (folder / "case.toml").write_text(CASE.format(key=key, name=name, level=level), encoding="utf-8")
    first = date(2024, 1, 1)
    rows = "".join(f"{first + timedelta(days=n)},{80 + n % 7}\n" for n in range(days))
    (folder / "meals.csv").write_text("day,served\n" + rows, encoding="utf-8")
    return folder
