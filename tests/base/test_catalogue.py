"""The catalogues agree with each other and with the source: no reason goes unsaid, no sentence lies unused."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import holdfast.base
from holdfast.base.language import LANGUAGES, plural_categories
from holdfast.base.why import catalogue

SOURCE = Path(holdfast.base.__file__).parents[1]
TREES = {
    path: ast.parse(path.read_text("utf-8"))
    for path in sorted(SOURCE.rglob("*.py"))
    if path != SOURCE / "base" / "why.py"  # it defines the calls that are looked for
}


def _literals(node: ast.expr) -> list[str] | None:
    """The codes an argument can be, or None if it is not made of literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        one, other = _literals(node.body), _literals(node.orelse)
        return None if one is None or other is None else one + other
    return None


def _calls(owner: str, name: str | None) -> Iterator[tuple[str, ast.Call]]:
    """Every call owner.name(...) or, with no name, owner(...), and where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            target = node.func
            if name is not None and isinstance(target, ast.Attribute) and target.attr == name:
                target = target.value
            elif name is not None:
                continue
            if isinstance(target, ast.Name) and target.id == owner:
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def test_every_reason_is_written_as_a_literal_and_stands_in_the_catalogue_with_its_parameters() -> None:
    sentences = catalogue("en").sentences
    wrong, seen = [], 0
    for where, call in _calls("Why", "of"):
        seen += 1
        codes = _literals(call.args[0])
        if codes is None:
            wrong.append(f"{where}: the code is not a literal, so nobody can tell whether it has a sentence")
            continue
        names = {keyword.arg for keyword in call.keywords}
        for code in codes:
            if code not in sentences:
                wrong.append(f"{where}: {code} is not in why.en.toml")
            elif None not in names and not sentences[code].placeholders <= names:
                wrong.append(f"{where}: {code} lacks {sorted(sentences[code].placeholders - names)}")
    assert seen >= 6
    assert wrong == []


def test_every_term_written_as_a_literal_stands_in_the_catalogue() -> None:
    terms = catalogue("en").terms
    wrong = [
        f"{where}: {key}"
        for where, call in _calls("Term", None)
        for key in _literals(call.args[0]) or []
        if key not in terms
    ]
    assert wrong == []


def test_every_sentence_is_used_somewhere() -> None:
    written = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(catalogue("en").sentences) - written) == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_each_language_says_the_same_with_the_same_parameters(lang: str) -> None:
    english, other = catalogue("en"), catalogue(lang)
    assert sorted(english.sentences) == sorted(other.sentences)
    assert sorted(english.terms) == sorted(other.terms)
    differing = [
        c for c in english.sentences if english.sentences[c].placeholders != other.sentences[c].placeholders
    ]
    assert differing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_with_plurals_has_the_forms_its_language_needs(lang: str) -> None:
    needed = plural_categories(lang) - {
        "zero"
    }  # zero of a thing is said like other where no sentence is its own
    lacking = {
        code: sorted(needed - set(sentence.forms))
        for code, sentence in catalogue(lang).sentences.items()
        if len(sentence.forms) > 1 and not needed <= set(sentence.forms)
    }
    assert lacking == {}
