"""`holdfast claim` from the terminal: every verb, each as JSON too."""

import json
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli.main import main
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db(transaction=True)]


def run(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        main([str(word) for word in words])
    except SystemExit as stop:
        code = int(stop.code or 0)
    else:
        code = 0
    out, err = capsys.readouterr()
    return code, out, err


def test_it_works(alice: Viewer, rania: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def made(who: str, *words: object) -> Any:
        code, out, err = run("--as", who, "claim", *words, "--json", capsys=capsys)
        assert code == 0, err
        return json.loads(out)

    claim = made("alice", "add", "Bread is free", "--language", "en", "--this-desk", "--said", "2026-03")[
        "claim"
    ]
    made("alice", "relay", claim, "--where", "A leaflet")
    review = made("alice", "review", claim, "vague", "--why", "No price", "--why-in", "ar=بلا سعر")["review"]
    code, _, err = run("--as", "alice", "claim", "second", review, capsys=capsys)
    assert code == 1 and "another person" in err
    made("rania", "second", review)
    assert made("rania", "publish", review)["level"] == "public"
    shown = made("alice", "show", claim)
    assert (shown["verdict"], shown["reviews"][0]["why"]["ar"]) == ("vague", "بلا سعر")
    assert [one["claim"] for one in made("alice", "list", "--verdict", "vague")["claims"]] == [claim]
    assert made("alice", "list", "--verdict", "outdated")["claims"] == []
    file = tmp_path / "others.json"
    others = {"@type": "ClaimReview", "url": "https://x.example/1", "claimReviewed": "Bread is free for all"}
    file.write_text(json.dumps([others, {"@type": "ClaimReview"}]))
    code, _, err = run("--as", "alice", "claim", "import", file, capsys=capsys)
    assert code == 1 and "Nothing was kept" in err
    (kept,) = made("alice", "import", file, "--skip-broken")["imported"]
    made("alice", "link", kept, claim, "--reason", "The same sentence")
    house = made("alice", "statistics")["sides"][0]
    assert (house["side"], house["claims"], house["verdicts"]["vague"]) == ("this desk", 1, 1)
    code, out, _ = run("--as", "alice", "match", "bread is free", "--json", capsys=capsys)
    assert code == 0 and {one["claim"] for one in json.loads(out)["candidates"]} == {claim, kept}
    made("rania", "withdraw", review, "--reason", "Too strict")
    code, out, _ = run("claim", "show", claim, capsys=capsys)
    assert code == 0 and "Too strict" in out and "no published review" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", "", "--language", "en"), 1),
        (("add", "x"), 2),
        (("add", "x", "--language", "en", "--asserts", "{"), 1),
        (("add", "x", "--language", "en", "--asserts", "[" * 5000), 1),
        (("review", "C-9999", "vague", "--why", "x"), 1),
        (("review", "C-9999", "true", "--why", "x"), 2),
        (("show", "C-9999"), 1),
        (("show", "<script>"), 1),
        (("import", "no-such-file"), 1),
        (("link", "I-0001", "--reason", "x"), 2),
    ],
)
def test_what_is_wrong_is_told_without_a_trace(
    alice: Viewer, words: tuple[str, ...], expected: int, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run("--as", "alice", "claim", *words, capsys=capsys)
    assert (code, out) == (expected, "") and err and "Traceback" not in err and "defect" not in err


def test_a_long_import_names_the_first_and_the_last(
    alice: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "feed.json"
    one = {"@type": "ClaimReview", "claimReviewed": "Bread is free"}
    file.write_text(json.dumps([one | {"url": f"https://checks.example/{n}"} for n in range(300)]))
    code, out, err = run("--as", "alice", "claim", "import", file, capsys=capsys)
    assert code == 0, err
    assert "300 reviews kept" in out and " to I-" in out and out.count("I-") == 2
