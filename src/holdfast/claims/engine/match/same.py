"""Whether two texts are the same words and signs in the same order, and what is written otherwise where they are not.

Everything counts that can change what a text says: each digit, sign and mark (a point, `<`, `~`, `+`, `‰`, a question
mark, quotation marks, commas), accents ("tue" and "tué"), capitals inside a sentence ("US" and "us"), look-alike and
hidden characters. Aside stay the ways of writing one sign (blanks, kinds of dashes and quotation marks, digits of other
scripts), a full stop or exclamation mark at the end, and quotation marks around the whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from holdfast.claims.engine.match.latest import latest
from holdfast.claims.engine.match.wording import as_written

_TOKEN = re.compile(r"[^\W_]+|\s|[^\w\s]|_")
_ASIDE = re.compile("[\u00ad\u061c\u200e\u200f\u2066-\u2069\ufe0e\ufe0f\ufeffـ]")
_BLANKS = re.compile(r"\s+")
_TIGHT = re.compile(r" (?=[;:!?%٪»,،])|(?<=«) ")
_ENDS = re.compile(r"(?:(?<!\.)\.|!+|۔)\s*$")
_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»״", '"')
    | dict.fromkeys("‘’‚‛´׳", "'")
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | {"،": ",", "؟": "?", "؛": ";", "٪": "%", "％": "%"}
)
_SENTENCE_ENDS = frozenset('.!?:"')
_SHOWN = 6


def same_wording(rumour: str, claim: str) -> bool:
    """Whether the two are the same words and signs in the same order."""
    ours, theirs = _tokens(rumour), _tokens(claim)
    if len(ours) != len(theirs):
        return False
    styled = _styled(ours) or _styled(theirs)
    return all(
        one == other or _only_case(ours, theirs, at, styled)
        for at, (one, other) in enumerate(zip(ours, theirs, strict=True))
    )


def written_otherwise(rumour: str, claim: str) -> tuple[str | None, str | None]:
    """The first tokens in which the two differ, hidden characters by their code points; None where one has none."""
    ours, theirs = _tokens(rumour)[:400], _tokens(claim)[:400]
    styled = _styled(ours) or _styled(theirs)
    lower = [one.lower() for one in ours], [one.lower() for one in theirs]
    told: tuple[list[str], list[str]] = [], []
    for kind, a, b, c, d in SequenceMatcher(None, *lower, autojunk=False).get_opcodes():
        if kind == "equal":
            cased = [at for at in range(b - a) if ours[a + at] != theirs[c + at]]
            for at in cased:
                if not _only_case(ours, theirs, a + at, styled, c + at):
                    told[0].append(ours[a + at])
                    told[1].append(theirs[c + at])
            continue
        told[0].append(_legible("".join(ours[a:b])))
        told[1].append(_legible("".join(theirs[c:d])))
    first, second = (" ".join(part for part in side[:_SHOWN] if part.strip()) for side in told)
    return first or None, second or None


@latest(4096)
def _tokens(text: str) -> tuple[str, ...]:
    """Words, signs and blanks, in one way of writing each."""
    text = as_written(text)
    if not text.isascii():
        text = "".join(_digit(c) for c in unicodedata.normalize("NFC", _ASIDE.sub("", text)))
    text = _BLANKS.sub(" ", text)
    text = _TIGHT.sub("", text).translate(_SIGNS).strip()
    if len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    return tuple(_TOKEN.findall(_ENDS.sub("", text).rstrip()))


def _digit(c: str) -> str:
    return str(unicodedata.decimal(c)) if c.isdecimal() else c


def _styled(tokens: Sequence[str]) -> bool:
    """Whether capitals say nothing: no word has one, all have, or most do as in a headline."""
    words = [one for one in tokens if len(one) > 3 and one.lower() != one.upper()]
    raised = sum(one[0] != one[0].lower() for one in words)
    if not any(one != one.lower() for one in tokens):
        return True
    return len(words) > 2 and raised > 0.6 * len(words)


def _only_case(
    ours: Sequence[str], theirs: Sequence[str], at: int, styled: bool, there: int | None = None
) -> bool:
    """Whether two words differ in capitals alone, where these say nothing; an abbreviation's always do."""
    one, other = ours[at], theirs[at if there is None else there]
    if one.lower() != other.lower():
        return False
    if _abbreviated(one) != _abbreviated(other) and not (_shouted(ours) or _shouted(theirs)):
        return False
    before = next((sign for sign in reversed(ours[:at]) if sign != " "), ".")
    return styled or before in _SENTENCE_ENDS


def _abbreviated(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _shouted(tokens: Sequence[str]) -> bool:
    words = [one for one in tokens if len(one) > 1 and one.lower() != one.upper()]
    return len(words) > 2 and sum(one.isupper() for one in words) > 0.8 * len(words)


def _legible(text: str) -> str:
    """The text with characters that nobody sees named by their code points."""
    return "".join(
        f"U+{ord(c):04X}" if unicodedata.category(c) in ("Cf", "Cc", "Mn") else c for c in text
    ).strip()
