"""What an indicator counts, in keys of the concept lexicon, and the words a case teaches for a key of its own."""

from typing import Any

from holdfast.cases import kinds
from holdfast.cases.report import Report, Spot
from holdfast.claims.engine.concepts import known_keys


def phrases(value: Any, spot: Spot, report: Report) -> Any:
    """By language, the ways in which texts name one thing."""
    column = spot.column or "words"
    expected = f'{column}.en = ["hot meals", "meals served"]'
    if not isinstance(value, dict):
        return kinds.refuse(report, spot, expected, value, "wrong-type", "the words say no language")
    found: dict[str, tuple[str, ...]] = {}
    for code, said in value.items():
        at = Spot(spot.file, spot.line, f"{column}.{code}")
        if not kinds.LANGUAGE_CODE.fullmatch(code):
            return kinds.refuse(
                report, at, "a language code such as en or ar", code, "unknown-language",
                "this is not the code of a language",
            )  # fmt: skip
        kept = kinds.several(kinds.text(80), least=1, most=100)(said, at, report)
        if kept is kinds.BAD:
            return kinds.BAD
        found[code] = kept
    return found


def look_at_concepts(row: Any, report: Report) -> None:
    """A concept is of the lexicon, a name after by- or in-, or taught by the words of its indicator."""
    known = known_keys()
    taught = [
        key for key in row.get("concepts", ()) if key not in known and not key.startswith(("by-", "in-"))
    ]
    if taught and not row.get("words"):
        report.add(
            row.spot("concepts"),
            f"the concept {taught[0]!r} is not in the lexicon, and no words are given for it",
            expected='one of the lexicon (docs/checking.md), or words.en = ["…"] beside it',
            found=taught[0],
            code="unknown-concept",
        )
    if len(taught) > 1:
        report.add(
            row.spot("concepts"),
            "the words of an indicator teach one concept, and several are new",
            expected="one new concept for each indicator",
            found=", ".join(taught),
            code="unknown-concept",
        )
    elif row.get("words") and not row.get("concepts"):
        report.add(
            row.spot("words"),
            "the words are given without the concept they stand for",
            expected='concepts = ["a-key-of-your-own"]',
            code="missing-key",
        )
