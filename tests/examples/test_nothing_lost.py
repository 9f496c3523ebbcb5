"""The examples hold what they were written from: every number, every clause, every day."""

import json
from collections import Counter
from datetime import date

from examples.conftest import GAZA, GIVEN, MINSK, case_toml, needs_given, table

pytestmark = needs_given

SERIES_OF = {  # (metric, scope as given) of claims.csv -> series of statements.csv
    ("trucks_entered_total", "aid"): "gmo-aid-trucks",
    ("trucks_entered_aid", "aid incl 84 diesel, 31 gas"): "gmo-aid-trucks",
    ("trucks_entered_total", "commercial and aid"): "gmo-all-trucks",
    ("trucks_entered_total", ""): "gmo-trucks",
    ("fuel_trucks_entered_total", "diesel and gas"): "gmo-fuel-trucks",
    ("fuel_trucks_entered_total", ""): "gmo-fuel-trucks",
    ("trucks_entered_total", "aid trucks"): "hamas-aid-trucks",
    ("trucks_offloaded_total", "UN-network consignments only; offloaded at crossings"): "un2720-trucks",
    ("violations_total", ""): "gmo-violations",
    ("violations_total", '"at least"'): "gmo-violations",
    ("killed_total", ""): "gmo-killed",
    ("killed_total", "civilians"): "gmo-killed",
    ("injured_total", ""): "gmo-injured",
    ("detained_total", ""): "gmo-detained",
    ("detained_total", 'text says "during the 50 days"'): "gmo-detained",
    ("trucks_entered_total", '"just over"; derived by AP from the 70% share'): "cogat-aid-trucks",
}
KIND_OF = {
    "promised_per_day": "promised",
    "trucks_promised_total": "promised",
    "fuel_trucks_promised_total": "promised",
    "trucks_avg_per_day": "average",
    "fuel_trucks_avg_per_day": "average",
    "compliance_rate": "share",
    "fuel_compliance_rate": "share",
    "days": "days",
    "trucks_entered_commercial": "part",
    "trucks_entered_food": "part",
}


def test_every_stated_number_is_here_with_its_page_and_window() -> None:
    urls = {row["key"]: row["url"] for row in table(GAZA / "documents.csv")}
    counted = {
        (row["series"], urls[row["document"]], row["first"], row["last"], row["value"])
        for row in table(GAZA / "statements.csv")
    }
    asserted = {
        (row["kind"], urls[row["document"]], row["first"], row["last"], row["value"])
        for row in table(GAZA / "assertions.csv")
    }
    claims = table(GIVEN / "gaza-ceasefire-claims" / "claims.csv")
    assert len(claims) == 64
    for claim in claims:
        metric, where = (
            claim["metric"],
            (claim["url"], claim["period_start"], claim["period_end"], claim["value"]),
        )
        if metric.startswith("trucks_entered_2025-"):
            day = metric.removeprefix("trucks_entered_")
            assert ("gmo-daily-aid-trucks", claim["url"], day, day, claim["value"]) in counted, claim
        elif metric.startswith("violations:"):
            assert ("part", *where) in asserted, claim
        elif metric in KIND_OF:
            assert (KIND_OF[metric], *where) in asserted, claim
        else:
            assert (SERIES_OF[metric, claim["scope"]], *where) in counted, claim


def test_the_dates_of_the_relays_are_the_ones_noted() -> None:
    documents = table(GAZA / "documents.csv")
    for row in (
        *table(GIVEN / "gaza-ceasefire-claims" / "claims.csv"),
        *table(GIVEN / "gaza-ceasefire-exchanges" / "exchanges.csv"),
    ):
        dates = {document["said"] for document in documents if document["url"] == row["url"]}
        assert dates == ({row["published"]} if row["published"] else {"2025-11?"}), row["url"]


def test_every_handover_is_here_with_its_page() -> None:
    urls = {row["key"]: row["url"] for row in table(GAZA / "documents.csv")}
    here = Counter(
        (row["as_of"], urls[row["document"]], row["value"]) for row in table(GAZA / "handovers.csv")
    )
    given = table(GIVEN / "gaza-ceasefire-exchanges" / "exchanges.csv")
    for row in given:
        value = row["value_cumulative"] or "1"  # the decision to open: a state of its own here
        assert here[row["as_of"], row["url"], value], row


def test_every_clause_is_here_in_its_order() -> None:
    given = table(GIVEN / "gaza-ceasefire-exchanges" / "clauses.csv")
    clauses = case_toml(GAZA)["clauses"]
    urls = {row["key"]: row["url"] for row in table(GAZA / "documents.csv")}
    bearers = {"both": ["hamas", "israel"], "Israel": ["israel"], "Hamas": ["hamas"]}
    assert len(given) == len(clauses) == 18
    for row, clause in zip(given, clauses, strict=True):
        assert (clause["point"], clause["kind"]) == (row["point"], row["kind"]), clause["key"]
        assert clause["bearers"] == bearers[row["bearer"]], clause["key"]
        assert urls[clause["document"]] == row["url"], clause["key"]
        duties = clause.get("obligations", ())
        if row["quantity"]:
            assert [duty["quantity"] for duty in duties] == [int(row["quantity"])], clause["key"]
        watched = any(duty.get("readings") for duty in duties)
        assert watched == (row["data_here"] != "not watched"), clause["key"]


def test_the_daily_reports_are_the_ones_of_the_file() -> None:
    given = json.loads((GIVEN / "gaza-daily" / "casualties_daily.json").read_text(encoding="utf-8"))
    here = table(GAZA / "daily-reports.csv")
    wanted = [row for row in given if row["report_date"] >= "2025-10-01"]
    assert len(here) == len(wanted) == 326
    for row, original in zip(here, wanted, strict=True):
        assert row == {column: str(original.get(column, "")) for column in row}


def test_the_osce_rows_are_the_ones_transcribed() -> None:
    given = table(GIVEN / "osce-smm-ukraine" / "daily_summary.csv")
    here = table(MINSK / "daily-summary.csv")
    documents = {row["key"]: row for row in table(MINSK / "documents.csv")}
    assert len(here) == len(given) == 18
    for row, original in zip(here, given, strict=True):
        document = documents[row["document"]]
        assert row["document"] == original["report"].replace("/", "-")
        assert (document["url"], document["said"]) == (original["url"], original["issued"])
        for column in ("issued", "region", "violations", "explosions", "comparator", "comparator_violations"):
            assert row[column] == original[column]
        if original["as_of_1930"]:
            assert row["about"] == original["as_of_1930"]
        else:
            before = date.fromisoformat(original["issued"]).toordinal() - 1
            assert row["about"] == f"{date.fromordinal(before)}?"
