"""What the rooms above say in English is said in Arabic on the Arabic page; one sentence forgotten fails here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import holdfast
from holdfast.base.errors import HoldfastError
from holdfast.base.why import Why
from holdfast.claims.errors import ClaimInvalid
from holdfast.egress.errors import AddressRefused
from holdfast.web.claims.sentences import failure_said, failure_text, here_said, sentence_said

ROOM = Path(holdfast.__file__).parent / "claims"
REFUSING = {"untouched", "next_step"}
# Said on the command line alone: a page has no such file, part or table.
NOT_ON_A_PAGE = (
    "The document comment",  # its words are checked where they are made, by the calls of _bomb
    "not a file", "Name a file, or give", "cannot be opened", "Look at its name", "is not in a text of",
    "Give a number from 0", "is not a position", "The table [claims.model]", "Mend it as docs",
)  # fmt: skip
# What stands in a sentence and is itself a choice of words.
HOLES = {
    "_many(count, 'picture')": "2 pictures",
    "_many(count, 'frame')": "2 frames",
    "'picture' if count == 1 else 'pictures'": "pictures",
    "'' if count == 1 else 's'": "s",
    "size": "9 characters",
    "pictures": "",
    "cites": "cites none of them",
    "'linked to ' + str(about) if about else 'linked to no claim'": "linked to no claim",
}
WHATS = {
    "drafts": "script", "word": "comment", "claimreview": "It is empty", "proposing": "It took longer than 9 s"
}  # fmt: skip
SOURCES = [
    *sorted((ROOM / "reading").glob("*.py")),
    *sorted((ROOM / "actions").glob("*.py")),
    *sorted((ROOM / "queries").glob("*.py")),
    ROOM / "proposing.py",
    ROOM / "engine" / "claimreview.py",
    ROOM / "engine" / "languages.py",
]


def _hole(node: ast.AST, at: int, stem: str) -> str:
    code = ast.unparse(node.value) if isinstance(node, ast.FormattedValue) else ""
    return HOLES[code] if code in HOLES else WHATS[stem] if code == "what" and stem in WHATS else f"{at}7"


def _words(node: ast.AST, stem: str) -> Iterator[str]:
    """Each text that an expression may give, with something in place of what differs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = enumerate(node.values)
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else _hole(part, at, stem) for at, part in parts
        )
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body, stem)
        yield from _words(node.orelse, stem)


def _said(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if name[:1].isupper() and any(word.arg in REFUSING for word in node.keywords):
            given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in REFUSING)]
        elif name == "_bomb":
            yield from (f"The document {one}" for one in _words(node.args[0], path.stem))
            continue
        elif name == "invalid":
            given = node.args[:2]
        elif ast.unparse(node.func) in ("said.append", "notes.append", "_failed"):
            given = node.args
        else:
            continue
        for one in given:
            yield from _words(one, path.stem)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_sentence_of_the_room_has_its_arabic(path: Path) -> None:
    with override("ar"):
        unknown = [
            said
            for said in _said(path)
            if not any(part in said for part in NOT_ON_A_PAGE) and here_said(said) is None
        ]
    assert unknown == []


def test_notes_and_doubts_are_looked_for_where_they_are_made() -> None:
    said = {path.stem: set(_said(path)) for path in SOURCES}
    assert sum(map(len, said.values())) > 90
    assert "Hidden text is not read" in said["word"] and "Blocks of code are not checked" in said["plain"]
    assert "Nothing was stored" in said["drafts"] | said["encodings"]


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Page headers and footers are not read", "لا تُقرأ رؤوس الصفحات وتذييلاتها"),
        ("3 pictures: what they show is not read", "عدد الصور 3: لا يُقرأ ما فيها"),
        (
            (
                "No one language of the text can be told, so only digits and signs were looked for "
                "(it is in several scripts that are read here, and none of them is most of it)"
            ),
            (
                "لا تُعرف للنص لغة واحدة، فلم يُبحث إلا عن الأرقام والعلامات "
                "(هو بكتابات عدة تُقرأ هنا، وليس أكثره بواحدة منها)"
            ),
        ),
        ("3.203 could be 3203 or 3.203", "3.203 قد يكون 3203 أو 3.203"),
    ],
)
def test_a_note_is_said_in_arabic_with_its_numbers(english: str, arabic: str) -> None:
    with override("ar"):
        assert here_said(english) == arabic
    with override("en"):
        assert here_said(english) == english


def test_a_refusal_says_its_three_sentences_in_arabic_and_what_it_names_is_isolated() -> None:
    error = ClaimInvalid(
        "There is no row, capture or document 'O-9'",
        untouched="Nothing was written",
        next_step="Check it in parts",
    )
    with override("ar"):
        said = failure_text(error)
    assert said == "لا صف ولا لقطة ولا وثيقة بهذا المعرّف: \u2068'O-9'\u2069. لم يُكتب شيء. افحصها أجزاءً."


def test_the_reason_an_address_is_refused_is_said_in_arabic() -> None:
    why = Why.of("egress-name-inside", host="intranet.local")
    with override("ar"):
        said = str(failure_said(AddressRefused(why)))
        assert why.render("ar") in said and "لم يُتّصل بشيء" in said


def test_what_is_wrong_with_a_file_of_reviews_is_said_review_by_review() -> None:
    said = (
        "x.json: Review 1: it gives no address of the web (url). "
        "Review 2: it does not say which claim it reviews (claimReviewed). And 4 more like it."
    )
    with override("ar"):
        found = here_said(said)
    assert found and found.startswith("\u2068x.json\u2069: المراجعة 1: لا تعطي عنوانًا")
    assert "المراجعة 2: لا تقول" in found and found.endswith("و4 أخرى مثلها.")


def test_what_is_not_known_stays_english_and_says_so_and_no_command_is_shown() -> None:
    error = HoldfastError("A <b>new</b> thing", next_step="Run holdfast verify")
    with override("ar"):
        assert str(failure_said(error)) == '<span lang="en" dir="ltr">A &lt;b&gt;new&lt;/b&gt; thing.</span>'
    with override("en"):
        assert str(failure_said(error)) == "<span>A &lt;b&gt;new&lt;/b&gt; thing.</span>"
    assert str(sentence_said("")) == ""


def test_a_page_names_no_option_of_the_command_line() -> None:
    with override("en"):
        assert here_said("Look at the list of claims: holdfast claim list.") == "Look at the list of claims."
        assert here_said("Mend them, or keep the others alone: --skip-broken") == (
            "Mend them, or tick to keep the others alone"
        )
