"""The main job by its commands: load, assess, publish, open, rebuild, on a real case."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from cli.conftest import EXAMPLES, Run, answer

MINSK = EXAMPLES / "minsk-ceasefire-osce"
FIXED_POINT = [
    "agreement", "obligation", "bearer", "reading", "indicator", "series", "source", "relation", "measured_point",
    "from", "to", "unit", "value", "stated", "low", "high", "promised", "shortfall", "days", "state", "why",
    "why_code", "why_params", "rows_used", "rows_rejected",
]  # fmt: skip
DAYS = ["in_window", "reported", "zero_reported", "missing", "partial", "not_monitored"]


def test_assess_prints_the_fixed_point(holdfast: Run, loaded: Path) -> None:
    found = answer(holdfast("assess", "--as-of", "2021-12-31", "--json", desk=loaded))
    assert list(found)[:4] == ["as_of", "said_by", "known_on", "assessments"]
    assert found["as_of"] == "2021-12-31"
    assert found["assessments"]
    for line in found["assessments"]:
        assert list(line)[: len(FIXED_POINT)] == FIXED_POINT
        assert list(line["days"] or dict.fromkeys(DAYS))[: len(DAYS)] == DAYS


def test_an_unknown_agreement_is_an_error(holdfast: Run, loaded: Path) -> None:
    done = holdfast("assess", "no-such-agreement", desk=loaded)
    assert done.returncode == 1
    assert "no-such-agreement" in done.stderr


def test_loading_again_writes_nothing(holdfast: Run, loaded: Path) -> None:
    before = answer(holdfast("verify-journal", "--json", desk=loaded))["head"]
    assert answer(holdfast("load", MINSK, "--json", desk=loaded))["seq"] is None
    assert answer(holdfast("verify-journal", "--json", desk=loaded))["head"] == before


def test_case_check_is_silent_about_a_good_case_and_writes_nothing(holdfast: Run, desk: Path) -> None:
    assert answer(holdfast("case", "check", MINSK, "--json", desk=desk))["problems"] == []
    assert answer(holdfast("assess", "--json", desk=desk))["assessments"] == []


def test_a_broken_case_names_file_and_line_and_writes_nothing(
    holdfast: Run, desk: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(MINSK, folder)
    text = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(
        text.replace('timezone = "', 'timezone = "Nowhere/', 1), encoding="utf-8"
    )
    done = holdfast("load", folder, desk=desk)
    assert done.returncode == 1
    assert "case.toml:" in done.stderr
    assert "Nowhere/" in done.stderr
    assert answer(holdfast("assess", "--json", desk=desk))["assessments"] == []


def test_a_figure_opens_with_its_rows_and_revisions(holdfast: Run, loaded: Path) -> None:
    figure = answer(holdfast("figure", "F-0001", "--json", desk=loaded))
    assert figure["key"].startswith("F-0001")
    assert figure["rows"]
    assert len(figure["revisions"]) == 1


def test_a_revision_rebuilds_byte_for_byte(holdfast: Run, loaded: Path) -> None:
    assert answer(holdfast("rebuild", "F-0001.r1", "--json", desk=loaded))["same"] is True


def test_an_edited_row_is_found_by_rebuild_and_by_verify_journal(holdfast: Run, loaded: Path) -> None:
    with sqlite3.connect(loaded / "holdfast.sqlite3") as store:
        store.execute("DROP TRIGGER record_observation_refuses_update")
        store.execute("UPDATE record_observation SET value = value + 1 WHERE value > 0 AND NOT comparator")
    store.close()
    rebuilt = holdfast("rebuild", "F-0001.r1", desk=loaded)
    assert rebuilt.returncode == 1
    assert "differs" in rebuilt.stderr
    verified = holdfast("verify-journal", "--json", desk=loaded)
    assert verified.returncode == 1
    assert any("not as it wrote them" in problem for problem in json.loads(verified.stdout)["problems"])


def test_a_figure_that_nothing_changed_is_not_published_again(holdfast: Run, loaded: Path) -> None:
    assert answer(holdfast("publish", "--all", "--reason", "again", "--json", desk=loaded))["published"] == []
    assert holdfast("publish", "F-0001", "--reason", "again", desk=loaded).returncode == 1


def test_where_there_are_two_people_the_editor_does_not_publish(holdfast: Run, desk: Path) -> None:
    assert holdfast("account", "add", "rania", "--role", "reviewer", desk=desk).returncode == 0
    assert holdfast("--as", "rania", "load", MINSK, desk=desk).returncode == 0
    alone = holdfast("--as", "rania", "publish", "F-0001", "--reason", "First", desk=desk)
    assert alone.returncode == 1
    assert holdfast("--as", "ada", "publish", "F-0001", "--reason", "First", desk=desk).returncode == 0


def test_known_on_a_day_before_the_load_is_not_known(holdfast: Run, loaded: Path) -> None:
    found = answer(holdfast("assess", "--known-on", "2022-01-01", "--json", desk=loaded))
    assert {line["state"] for line in found["assessments"]} <= {"not known", "not watched"}


@pytest.mark.slow
def test_demo_fills_the_board(holdfast: Run, tmp_path: Path) -> None:
    done = holdfast("--desk", tmp_path / "demo-desk", "demo", "--no-serve", "--examples", EXAMPLES)
    assert done.returncode == 0, done.stderr
    listed = answer(holdfast("figure", "--json", desk=tmp_path / "demo-desk"))
    assert len(listed["figures"]) >= 10
    assert all(figure["state"] for figure in listed["figures"])
    again = holdfast("--desk", tmp_path / "demo-desk", "demo", "--no-serve", "--examples", EXAMPLES)
    assert again.returncode == 0, "a demo's folder may be made anew"


def test_demo_leaves_a_folder_alone_that_is_not_a_demos(holdfast: Run, desk: Path) -> None:
    done = holdfast("--desk", desk, "demo", "--no-serve", "--examples", EXAMPLES)
    assert done.returncode == 1
    assert (desk / "secret-key").exists()


def test_a_change_in_the_files_makes_figures_stale_and_says_so(
    holdfast: Run, loaded: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(MINSK, folder)
    lines = (folder / "daily-summary.csv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    row = next(at for at, line in enumerate(lines) if "Donetsk" in line)
    cells = lines[row].split(",")
    cells[head.index("violations")] = str(int(cells[head.index("violations")]) + 1)
    lines[row] = ",".join(cells)
    (folder / "daily-summary.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = holdfast("load", folder, desk=loaded)
    assert done.returncode == 0, done.stderr
    assert "Stale until published again: F-0001" in done.stdout
    stale = {
        figure["key"]: figure["stale"]
        for figure in answer(holdfast("figure", "--json", desk=loaded))["figures"]
    }
    assert stale["F-0001"] == ["rows"]
    assert stale["F-0002"] == []
    made = answer(holdfast("publish", "--all", "--reason", "One number was corrected", "--json", desk=loaded))
    assert [revision["key"] for revision in made["published"]] == ["F-0001.r2"]
    for key in ("F-0001.r1", "F-0001.r2"):
        assert answer(holdfast("rebuild", key, "--json", desk=loaded))["same"] is True


def test_decide_lists_what_waits_and_refuses_a_day_without_a_fall(holdfast: Run, loaded: Path) -> None:
    assert answer(holdfast("decide", "--json", desk=loaded)) == {"waiting": []}
    series = answer(holdfast("assess", "--as-of", "2021-12-31", "--json", desk=loaded))["assessments"][0][
        "series"
    ]
    done = holdfast("decide", series, "2021-12-01", "restart", "--reason", "why not", desk=loaded)
    assert done.returncode == 1
    assert "did not fall" in done.stderr or "never fell" in done.stderr


def test_a_first_revision_needs_no_reason_and_a_second_one_does(holdfast: Run, desk: Path) -> None:
    assert holdfast("load", MINSK, desk=desk).returncode == 0
    assert holdfast("publish", "F-0001", desk=desk).returncode == 0
    again = holdfast("publish", "F-0001", desk=desk)
    assert again.returncode == 2
    assert "--reason" in again.stderr
