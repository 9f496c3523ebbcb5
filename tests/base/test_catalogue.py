"""The catalogues agree with each other and with the source: no reason goes unsaid, no sentence lies unused."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import pytest

import holdfast.base
from holdfast.base.language import LANGUAGES, plural_categories
from holdfast.base.why import catalogue

SOURCE = Path(holdfast.base.__file__).parents[1]
Calls = list[tuple[str, ast.Call]]


@dataclass(frozen=True)
class Written:
    """What the source says of the catalogues; not the trees it was read from, which are a hundred megabytes."""

    reasons: Calls
    terms: Calls
    texts: frozenset[str]


@pytest.fixture(scope="module")
def written() -> Written:
    """Every call of Why.of and of Term with where it stands, and every text written as a literal."""
    reasons: Calls = []
    terms: Calls = []
    texts: set[str] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        if path == SOURCE / "base" / "why.py":  # it defines the calls that are looked for
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            where = f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif _is_call(node, "Why", "of"):
                reasons.append((where, node))
            elif _is_call(node, "Term", None):
                terms.append((where, node))
    return Written(reasons, terms, frozenset(texts))


def _literals(node: ast.expr) -> list[str] | None:
    """The codes an argument can be, or None if it is not made of literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        one, other = _literals(node.body), _literals(node.orelse)
        return None if one is None or other is None else one + other
    return None


def _is_call(node: ast.AST, owner: str, name: str | None) -> TypeGuard[ast.Call]:
    """Whether it is a call owner.name(...) or, with no name, owner(...), with something in it."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    target = node.func
    if name is not None:
        if not isinstance(target, ast.Attribute) or target.attr != name:
            return False
        target = target.value
    return isinstance(target, ast.Name) and target.id == owner


def test_every_reason_is_written_as_a_literal_and_stands_in_the_catalogue_with_its_parameters(
    written: Written,
) -> None:
    sentences = catalogue("en").sentences
    wrong, seen = [], 0
    for where, call in written.reasons:
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


def test_every_term_written_as_a_literal_stands_in_the_catalogue(written: Written) -> None:
    terms = catalogue("en").terms
    wrong = [
        f"{where}: {key}"
        for where, call in written.terms
        for key in _literals(call.args[0]) or []
        if key not in terms
    ]
    assert wrong == []


def test_every_sentence_is_used_somewhere(written: Written) -> None:
    assert sorted(set(catalogue("en").sentences) - written.texts) == []


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
