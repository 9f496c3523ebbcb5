"""What a case says wrongly of addresses and schedules is told with its line, before anything is fetched."""

import pytest

from cases.folders import Folder
from holdfast.cases.address_kinds import every
from holdfast.cases.check import check_case
from holdfast.cases.kinds import BAD
from holdfast.cases.report import Report, Spot

FETCH = '  [data.fetch]\n  address = "https://example.org/meals.csv"\n  every = "1d"\n'
FEED = (
    '\n[[feeds]]\nkey = "news"\nsource = "parents-association"\naddress = "https://example.org/feed"\n'
    'every = "6h"\n'
)


def fetching(folder: Folder, text: str = FETCH) -> Folder:
    return folder.change("  [[data.values]]\n", text + "\n  [[data.values]]\n")


def test_it_works(hillside: Folder) -> None:
    (one, feed) = check_case(fetching(hillside).add(FEED).root).watched
    assert (one.name, one.every_hours, str(one.most_vanish)) == ("meals.csv", 24, "0.2")
    assert (one.series, one.document) == (("meals-kitchen-book",), "kitchen-book")
    assert (feed.name, feed.every_hours, feed.source) == ("news", 6, "parents-association")


@pytest.mark.parametrize(
    ("old", "new", "code", "part"),
    [
        ("https://example.org/meals.csv", "http://127.0.0.1/meals.csv", "address-refused", "address ="),
        ("https://example.org/meals.csv", "http://2130706433/meals.csv", "address-refused", "address ="),
        ("https://example.org/meals.csv", "http://[::ffff:10.0.0.1]/m.csv", "address-refused", "address ="),
        ("https://example.org/meals.csv", "https://desk.local/meals.csv", "address-refused", "address ="),
        ("https://example.org/meals.csv", "https://example.org:8443/m.csv", "address-refused", "address ="),
        ("https://example.org/meals.csv", "https://a:b@example.org/m.csv", "address-refused", "address ="),
        ("https://example.org/meals.csv", "file:///etc/passwd", "address-refused", "address ="),
        ("https://example.org/meals.csv", "gopher://example.org/1", "address-refused", "address ="),
        ("https://example.org/meals.csv", "https://example.org/meals.xlsx", "format-differs", "address ="),
        ('"1d"', '"5m"', "bad-interval", "every ="),
        ('"1d"', '"0d"', "bad-interval", "every ="),
        ('"1d"', '"9999w"', "bad-interval", "every ="),
        ('every = "1d"', "every = 1", "bad-interval", "every ="),
        ('every = "1d"', 'every = "1d"\n  most_vanish = 1.5', "out-of-range", "most_vanish ="),
        ('every = "1d"', 'every = "1d"\n  most_vanish = -1', "out-of-range", "most_vanish ="),
        ('every = "1d"', 'every = "1d"\n  format = "pdf"', "unknown-word", "  format ="),
        ('every = "1d"', 'every = "1d"\n  format = "xlsx"', "format-differs", "  format ="),
        ('every = "1d"', 'every = "1d"\n  evry = "1d"', "unknown-key", "evry ="),
        ('  every = "1d"\n', "", "missing-key", "[data.fetch]"),
        ('address = "https://example.org/meals.csv"\n', "", "missing-key", "[data.fetch]"),
    ],
)
def test_a_fetch_that_is_wrong(hillside: Folder, old: str, new: str, code: str, part: str) -> None:
    problem = fetching(hillside, FETCH.replace(old, new)).only()
    assert problem.code == code
    assert (problem.file, problem.line) == ("case.toml", hillside.line(part))


def test_an_ending_that_differs_may_be_meant(hillside: Folder) -> None:
    text = FETCH.replace("meals.csv", "export.json") + '  format = "csv"\n'
    assert check_case(fetching(hillside, text).root).watched[0].address.endswith(".json")


@pytest.mark.parametrize(
    ("old", "new", "code", "part"),
    [
        ('key = "news"\n', 'key = "News"\n', "bad-key", 'key = "News"'),
        ("parents-association", "parents", "unknown-source", 'source = "parents"'),
        ("https://example.org/feed", "http://169.254.169.254/", "address-refused", "http://169"),
        ('"6h"', '"6h"\nkind = "json"', "unknown-word", "json"),
        ('"6h"', '"6h"\nlanguage = "English!"', "unknown-language", "English!"),
        ('"6h"', '"6h"\nsensitivity = "secret"', "unknown-word", "secret"),
    ],
)
def test_a_feed_that_is_wrong(hillside: Folder, old: str, new: str, code: str, part: str) -> None:
    problem = hillside.add(FEED.replace(old, new)).only()
    assert (problem.code, problem.line) == (code, hillside.line(part))


def test_a_feed_named_twice(hillside: Folder) -> None:
    assert hillside.add(FEED + FEED).only().code == "key-twice"


def test_a_file_fetched_twice(hillside: Folder) -> None:
    text = fetching(hillside).text()
    start = text.index("[[data]]")
    end = text.index("[[figures]]")
    hillside.write("case.toml", text + "\n" + text[start:end])
    assert "fetch-twice" in {problem.code for problem in hillside.problems()}


def test_a_fetch_that_is_no_table(hillside: Folder) -> None:
    problem = hillside.change('file = "meals.csv"\n', 'file = "meals.csv"\nfetch = "daily"\n').only()
    assert (problem.code, problem.line) == ("wrong-type", hillside.line("fetch ="))


def test_a_list_that_is_fetched_is_a_file(hillside: Folder) -> None:
    hillside.add('\n[tables.fetch.documents]\naddress = "https://example.org/documents.csv"\nevery = "1w"\n')
    assert hillside.only().code == "missing-key"


@pytest.mark.parametrize(
    ("said", "hours"),
    [("6h", 6), ("1d", 24), ("2 w", 336), ("1D", 24), ("366d", 8784), ("367d", 0), ("1y", 0)],
)
def test_how_often(said: str, hours: int) -> None:
    assert every(said, Spot("case.toml", 1), Report()) == (hours or BAD)
