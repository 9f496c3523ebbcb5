"""A broken case is told with its file, its line and its column, everything at once."""

import pytest

from cases.folders import Folder
from holdfast.base.errors import Problem
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseUnreadable


def at(problem: Problem) -> tuple[str, int | None, str | None, str]:
    return problem.file, problem.line, problem.column, problem.code


def test_the_example_of_the_page_is_whole(hillside: Folder) -> None:
    checked = check_case(hillside.root)
    assert checked.counts["obligations"] == 3
    assert checked.observations.height == 7


def test_an_unknown_key_is_named_with_the_one_that_was_meant(hillside: Folder) -> None:
    line = hillside.line("leaves_out.en")
    found = hillside.change("leaves_out.en", "leaves_ut.en").only()
    assert at(found) == ("case.toml", line, "leaves_ut", "unknown-key")
    assert "did you mean leaves_out?" in found.what


def test_the_name_of_a_thing_has_its_article(hillside: Folder) -> None:
    found = hillside.change('indicator = "hot-meals"', 'indicator = "hot-mails"').problems()[0]
    assert found.expected == "the key of an indicator of this case"


def test_a_table_nobody_knows_is_named(hillside: Folder) -> None:
    found = hillside.add("\n[[sauces]]\nkey = 'x'\n").only()
    assert found.code == "unknown-key"
    assert "sources" in found.what
    assert found.line == hillside.line("[[sauces]]")


def test_a_missing_key_is_told_where_its_table_begins(hillside: Folder) -> None:
    line = hillside.line('key = "hot-meals"') - 1
    found = hillside.change('unit = "meal"\n', "").only()
    assert at(found) == ("case.toml", line, "indicators", "missing-key")
    assert "'unit'" in found.what


def test_a_value_of_another_kind_says_what_was_expected(hillside: Folder) -> None:
    found = hillside.change("quantity = 90", 'quantity = "ninety"').problems()[0]
    assert at(found) == ("case.toml", hillside.line("ninety"), "quantity", "wrong-type")
    assert "a number" in found.expected
    assert "ninety" in found.found


def test_a_number_below_zero_is_no_promise(hillside: Folder) -> None:
    assert hillside.change("quantity = 90", "quantity = -1").problems()[0].code == "out-of-range"


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        ('indicator = "hot-meals"', 'indicator = "hot-mails"', "indicator", "unknown-indicator"),
        ('bearers = ["town"]', 'bearers = ["twon"]', "bearers", "unknown-party"),
        (
            'leaves_out.en = "Meals taken home are not written down."',
            'leaves_out.en = "x"\n[[series.coverage]]\nfirst = "2026-03-02"\ndocument = "kitchen-bok"',
            "document",
            "unknown-document",
        ),
        ('party = "parents"\n', 'party = "parent"\n', "party", "unknown-party"),
        ('reading = "average"', 'reading = "averige"', "reading", "unknown-reading"),
        ('obligation = "hot-meals-a-day"', 'obligation = "hot-meals"', "obligation", "unknown-obligation"),
    ],
)
def test_an_unknown_reference_is_told_where_it_stands(
    hillside: Folder, old: str, new: str, column: str, code: str
) -> None:
    hillside.change(old, new)
    found = [problem for problem in hillside.problems() if problem.code == code]
    assert len(found) == 1
    assert (found[0].file, found[0].line, found[0].column) == (
        "case.toml",
        hillside.line(new.splitlines()[-1]),
        column,
    )
    assert "did you mean" in found[0].what


def test_an_unknown_source_is_told_everywhere_it_is_used(hillside: Folder) -> None:
    hillside.change('key = "parents-association"', 'key = "parents-asociation"')
    found = [problem for problem in hillside.problems() if problem.code == "unknown-source"]
    assert len(found) == 3
    assert {problem.column for problem in found} == {"source"}


def test_an_unknown_series_of_a_reading_or_of_the_data(hillside: Folder) -> None:
    hillside.change('key = "meals-kitchen-book"', 'key = "meals-book"')
    lines = {problem.line for problem in hillside.problems() if problem.code == "unknown-series"}
    assert len(lines) == 4


def test_two_things_with_one_key_point_at_the_first(hillside: Folder) -> None:
    first = hillside.line('key = "agreement-text"')
    found = hillside.change('key = "kitchen-book"', 'key = "agreement-text"').problems()
    twice = [problem for problem in found if problem.code == "key-twice"]
    assert len(twice) == 1
    assert f"case.toml:{first}" in twice[0].what


def test_a_table_written_twice_is_not_toml(hillside: Folder) -> None:
    found = hillside.add('\n[agreement]\nkey = "another"\n').only()
    assert found.code == "not-toml"
    assert found.line == hillside.line('key = "another"') - 1


def test_a_date_that_does_not_exist(hillside: Folder) -> None:
    found = hillside.change('said = "2026-03-09"', 'said = "2026-02-30"').only()
    assert (found.file, found.line, found.column) == ("case.toml", hillside.line("2026-02-30"), "said")
    assert "2026-02-30" in found.what


def test_a_start_that_does_not_exist(hillside: Folder) -> None:
    found = hillside.change('starts = "2026-03-02"', 'starts = "2026-13-02"').only()
    assert at(found) == ("case.toml", hillside.line("2026-13-02"), "starts", "no-such-day")


def test_a_clock_time_that_never_was_in_that_zone(hillside: Folder) -> None:
    found = hillside.change('starts = "2026-03-02"', 'starts = "2026-03-29T02:30"').only()
    assert (found.line, found.column) == (hillside.line("T02:30"), "starts")
    assert "did not happen" in found.what


def test_a_time_zone_that_does_not_exist(hillside: Folder) -> None:
    found = hillside.change("Europe/Belgrade", "Europe/Belgrad").only()
    assert at(found) == ("case.toml", hillside.line("Belgrad"), "timezone", "timezone-unknown")


def test_a_relation_that_lacks_its_party(hillside: Folder) -> None:
    found = hillside.change('party = "parents"\n', "").only()
    assert at(found) == ("case.toml", hillside.line("relation ="), "relation", "relation-without-party")


def test_a_relation_that_is_no_relation(hillside: Folder) -> None:
    found = hillside.change('relation = "party"', 'relation = "partie"').problems()[0]
    assert found.code == "unknown-word"
    assert "did you mean party?" in found.what


def test_a_reading_without_a_rule(hillside: Folder) -> None:
    line = hillside.line('key = "average"') - 1
    found = hillside.change('rule = "average"\n', "").only()
    assert at(found) == ("case.toml", line, "readings", "missing-key")


def test_a_rule_without_what_it_needs(hillside: Folder) -> None:
    found = hillside.change('rule = "average"', 'rule = "ratio"').only()
    assert at(found) == ("case.toml", hillside.line('rule = "ratio"'), "rule", "rule-lacks")
    assert "per_series" in found.expected


def test_a_figure_without_caveats(hillside: Folder) -> None:
    text = hillside.text()
    found = hillside.write("case.toml", text[: text.index("caveats")]).only()
    assert at(found) == ("case.toml", hillside.line("[[figures]]"), "figures", "missing-key")
    assert "caveats" in found.what


def test_a_figure_with_an_empty_list_of_caveats(hillside: Folder) -> None:
    text = hillside.text()
    hillside.write("case.toml", text[: text.index("caveats")] + "caveats = []\n")
    assert {"missing-key", "wrong-length"} == {problem.code for problem in hillside.problems()}


def test_a_figure_whose_series_stands_under_another_reading(hillside: Folder) -> None:
    hillside.change('rule = "average"\n    series = ["meals-kitchen-book"]', 'rule = "average"')
    found = hillside.only()
    assert found.code == "series-elsewhere"


def test_an_obligation_that_waits_on_itself(hillside: Folder) -> None:
    hillside.change(
        '    [[clauses.obligations.readings]]\n    key = "average"',
        '    [[clauses.obligations.conditions]]\n    waits_on = "hot-meals-a-day"\n    in_the_text = true\n'
        '    text.en = "x"\n    [[clauses.obligations.readings]]\n    key = "average"',
    )
    found = hillside.only()
    assert at(found) == ("case.toml", hillside.line("waits_on"), "waits_on", "waits-on-itself")


def test_obligations_that_wait_on_each_other_are_allowed(hillside: Folder) -> None:
    hillside.add(
        '\n[[obligations]]\nclause = "accounts"\nbearer = "town"\nkey = "town-reads"\n'
        '[[obligations.conditions]]\nwaits_on = "parents-read"\nin_the_text = true\ntext.en = "first they"\n'
        '[[obligations]]\nclause = "accounts"\nbearer = "parents"\nkey = "parents-read"\n'
        '[[obligations.conditions]]\nwaits_on = "town-reads"\nin_the_text = true\ntext.en = "first they"\n'
    )
    clauses = check_case(hillside.root).agreement.clauses
    assert [one.key for one in clauses[1].obligations] == ["town-reads", "parents-read"]


def test_a_condition_by_nobodys_word(hillside: Folder) -> None:
    hillside.add(
        '\n[[obligations]]\nclause = "accounts"\nbearer = "town"\n'
        '[[obligations.conditions]]\nwaits_on = "hot-meals-a-day"\ntext.en = "x"\n'
    )
    assert hillside.only().column == "conditions"


def test_an_obligation_of_somebody_who_does_not_bear_the_clause(hillside: Folder) -> None:
    found = hillside.change(
        "  [[clauses.obligations]]\n", '  [[clauses.obligations]]\n  bearer = "parents"\n'
    )
    assert "not-a-bearer" in {problem.code for problem in found.problems()}


def test_an_obligation_that_does_not_say_which_of_two_bearers(hillside: Folder) -> None:
    found = hillside.add('\n[[obligations]]\nclause = "accounts"\n').only()
    assert (found.line, found.code) == (hillside.line("[[obligations]]"), "missing-key")


def test_a_text_without_english(hillside: Folder) -> None:
    found = hillside.change('name.en = "Town of Hillside"', 'name.ar = "بلدة"').only()
    assert at(found) == ("case.toml", hillside.line("بلدة"), "name", "no-english")


def test_a_text_without_a_language(hillside: Folder) -> None:
    found = hillside.change('name.en = "Town of Hillside"', 'name = "Town of Hillside"').only()
    assert at(found) == ("case.toml", hillside.line("Town of Hillside"), "name", "wrong-type")
    assert 'name.en = "…"' in found.expected


def test_a_key_with_a_capital_letter(hillside: Folder) -> None:
    found = hillside.change('key = "hillside"\n', 'key = "Hillside"\n').only()
    assert at(found) == ("case.toml", hillside.line('"Hillside"'), "key", "bad-key")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://a:b@c.org/", "x"]
)
def test_an_address_that_is_not_one_of_the_web(hillside: Folder, url: str) -> None:
    found = hillside.change("https://example.org/kitchen-book", url).only()
    assert (found.column, found.code) == ("url", "not-an-address")


def test_a_source_that_is_its_own_upstream(hillside: Folder) -> None:
    hillside.change('relation = "party"\n', 'relation = "party"\nupstream = "parents-association"\n')
    assert hillside.only().code == "upstream-itself"


def test_a_document_that_relays_itself(hillside: Folder) -> None:
    hillside.change('url = "https://example.org/kitchen-book"', 'relays = ["kitchen-book"]')
    assert hillside.only().code == "relays-itself"


def test_a_deadline_that_counts_from_no_start(hillside: Folder) -> None:
    hillside.change('starts = "2026-03-02"\n', "").change(
        "quantity = 90\n", 'quantity = 90\n  due = "72 hours"\n'
    )
    assert hillside.only().code == "due-without-start"


def test_another_format_is_refused(hillside: Folder) -> None:
    found = hillside.change("format = 1", "format = 2").only()
    assert (found.line, found.column) == (1, "format")


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(hillside: Folder) -> None:
    hillside.change("Europe/Belgrade", "Nowhere/Else").change('unit = "meal"\n', "")
    hillside.change('rule = "daily floor"', 'rule = "every day"').change(
        'file = "meals.csv"', 'file = "meals.ods"'
    )
    found = hillside.problems()
    assert len(found) == 4
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)


def test_a_toml_error_says_its_line(hillside: Folder) -> None:
    found = hillside.change('name.en = "Town of Hillside"', "name.en = Town of Hillside").only()
    assert (found.file, found.line, found.code) == (
        "case.toml",
        hillside.line("Town of Hillside"),
        "not-toml",
    )


def test_a_folder_that_is_not_there(hillside: Folder) -> None:
    with pytest.raises(CaseUnreadable, match="cannot be opened"):
        check_case(hillside.root / "nowhere")


def test_a_file_in_place_of_a_folder(hillside: Folder) -> None:
    with pytest.raises(CaseUnreadable, match="not a folder"):
        check_case(hillside.root / "case.toml")


def test_a_folder_without_a_case(hillside: Folder) -> None:
    (hillside.root / "case.toml").unlink()
    with pytest.raises(CaseUnreadable, match=r"holds no case\.toml") as refused:
        check_case(hillside.root)
    assert refused.value.code == "case-unreadable"


def test_an_empty_case(hillside: Folder) -> None:
    assert hillside.write("case.toml", "").only().line == 1


def test_documents_that_relay_each_other(hillside: Folder) -> None:
    hillside.change('url = "https://example.org/kitchen-book"', 'relays = ["agreement-text"]')
    hillside.change('said = "2026-02-20"', 'said = "2026-02-20"\nrelays = ["kitchen-book"]')
    assert [problem.code for problem in hillside.problems()] == ["relays-circle", "relays-circle"]


def test_sources_that_count_for_each_other(hillside: Folder) -> None:
    hillside.change('relation = "party"\n', 'relation = "party"\nupstream = "school"\n')
    hillside.add(
        '\n[[sources]]\nkey = "school"\nname.en = "School"\nrelation = "press"\nupstream = "parents-association"\n'
    )
    assert {problem.code for problem in hillside.problems()} == {"upstream-circle"}


def test_one_bad_key_is_not_told_again_for_everything_that_uses_it(hillside: Folder) -> None:
    assert (
        hillside.change('key = "parents-association"', 'key = "Parents Association"').only().code == "bad-key"
    )
