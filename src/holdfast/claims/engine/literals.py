"""The literals of a pattern: without which it cannot match, and with which its matches begin."""

from __future__ import annotations

from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Words = tuple[str, ...]
EDGE = "\x1f"  # no letter stands here
FIRST = "\x1e"  # of a run of masks the first, or the second after a letter
NO_DIGIT = "\x1d"  # no digit stands before
_MASKS = frozenset("\ue000\ue001\ue002")
_CAPITAL = "\ue003"  # stands for any capital letter while a pattern is read
_MOST_WORDS = 600  # literals in one set
_FEW = 16  # characters of a class that counts as literals


def literals(pattern: str) -> tuple[tuple[Words, ...], Words | None]:
    """Sets of literals without blanks: a text in which one of the sets has no literal holds no match.

    And the literals of which one stands wherever a match begins, None where they are not a few.
    """
    parsed = parser.parse(pattern)
    return _needed(parsed), _leading(parsed)


def small_beginnings(pattern: str) -> Words | None:
    """The literals of which one stands wherever a match begins but at a capital A to Z; None where not known."""
    begins = _leading(parser.parse(pattern.replace("[A-Z]", _CAPITAL)))
    return begins and tuple(word for word in begins if word[0] != _CAPITAL and not "A" <= word[0] <= "Z")


def every_string(pattern: str) -> set[str]:
    """All that a pattern can match, which is a few strings."""
    strings = _strings(parser.parse(pattern))
    if strings is None:
        raise ValueError(f"{pattern} can match more than a few strings")
    return strings


def _leading(parsed: Any) -> Words | None:
    starts = _starts(parsed)
    if starts is None:
        return None
    made: set[str] = set()
    for string, left, _ in starts:
        word, blank, _ = string.partition(" ")
        if not word:
            return None
        if word in _MASKS:
            left = FIRST if left else ""
        elif left == FIRST or (left == EDGE and not word[0].isalnum()):
            left = ""
        if not left and (word.isdigit() or (len(word) == 1 and not blank and word.isalnum())):
            return None  # a lone letter stands everywhere
        made.add(left + word + (EDGE if blank and word[-1].isalnum() else ""))
    return tuple(sorted(made)) if len(made) <= _MOST_WORDS else None


_Start = tuple[
    str, str, bool
]  # letters, what may not stand before them, whether the next part goes on with them


def _starts(parsed: Any) -> set[_Start] | None:
    """How a match of a sequence can begin; None where that is not known. A start without letters may be left over."""
    made: set[_Start] = {("", FIRST, True)}
    for code, value in parsed:
        if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
            guard = _guard(code, value)
            made = {one if one[0] or not one[2] else ("", _both(one[1], guard), True) for one in made}
            continue
        if not any(goes_on for _, _, goes_on in made):
            break
        more = _starts_of(code, value)
        if more is None and any(goes_on and not letters for letters, _, goes_on in made):
            return None
        longer: set[_Start] = set()
        for letters, left, goes_on in made:
            if not goes_on or more is None:
                longer.add((letters, left, False))
            elif letters:
                longer.update(_cut(letters + other, left, further) for other, _, further in more)
            else:
                longer.update(_cut(other, _both(left, its), further) for other, its, further in more)
        if len(longer) > _MOST_WORDS:
            if any(not letters for letters, _, _ in made):
                return None
            return {(letters, left, False) for letters, left, _ in made}  # what goes on is too much to tell
        made = longer
    return made


def _cut(letters: str, left: str, goes_on: bool) -> _Start:
    """A start up to its first blank, where that is known; a hyphen is one as well."""
    word, blank, _ = letters.replace("-", " ").partition(" ")
    if not word:
        return letters, left, goes_on
    return word + blank, left, goes_on and not blank


def _starts_of(code: Any, value: Any) -> set[_Start] | None:
    if code is codes.SUBPATTERN:
        return _starts(value[3])
    if code is codes.ATOMIC_GROUP:
        return _starts(value)
    if code is codes.BRANCH:
        union: set[_Start] = set()
        for branch in value[1]:
            some = _starts(branch)
            if some is None:
                return None
            union |= some
        return union
    strings = _strings_of(code, value)
    if strings is not None:
        return {(string, "" if string in _MASKS else FIRST, True) for string in strings}
    if code in _REPEATS:
        once = _starts(value[2])
        if once is None or any(not letters for letters, _, _ in once):
            return None
        closed = {(letters, left, goes_on and value[1] == 1) for letters, left, goes_on in once}
        return closed if value[0] else closed | {("", FIRST, True)}
    return None


def _guard(code: Any, value: Any) -> str:
    """What an assertion says of the character before: EDGE, NO_DIGIT, or "" for anything else."""
    if _edges(code, value)[1]:
        return EDGE
    if code is codes.ASSERT and value[0] < 0 and value[1][-1] == (codes.LITERAL, ord(" ")):
        return NO_DIGIT
    if code is codes.ASSERT_NOT and value[0] < 0 and value[1][0][0] is codes.IN:
        refused = value[1][0][1]
        if len(value[1]) > 1 or refused[0][0] is codes.NEGATE:
            return ""
        if (codes.CATEGORY, codes.CATEGORY_WORD) in refused:
            return EDGE
        return NO_DIGIT if (codes.RANGE, (ord("0"), ord("9"))) in refused else ""
    return ""


def _both(left: str, more: str) -> str:
    """Of two guards the one that says more."""
    if FIRST in (left, more):
        return more if left == FIRST else left
    return left or more


def _needed(parsed: Any) -> tuple[Words, ...]:
    sets = [words for words in _sets(parsed) if len(words) <= _MOST_WORDS]
    telling = [words for words in sets if not any(other < words for other in sets)]
    return tuple(dict.fromkeys(tuple(sorted(words)) for words in telling))


def _sets(parsed: Any, left: bool = False, right: bool = False) -> list[set[str]]:
    """The sets that a sequence asks for: each run of letters, each branch, each group that must take part.

    `left` and `right` say that no letter stands before and after it.
    """
    found: list[set[str]] = []
    run, edge = {""}, left
    parts = list(parsed)
    for at, (code, value) in enumerate(parts):
        ends, begins = _edges(code, value)
        if ends or begins:
            _close(found, run, edge, ends)
            run, edge = {""}, begins
            continue
        strings = _strings([(code, value)])
        longer = strings and {one + other for one in run for other in strings}
        if longer and len(longer) <= _MOST_WORDS:
            run = longer
            continue
        first = run == {""}
        again = _repeated(code, value)
        if again and len(run) * len(again) <= _MOST_WORDS:
            _close(found, {one + other for one in run for other in again}, edge, False)
            run, edge = again, False  # the last of the repeats stands before what follows
            continue
        _close(found, run, edge, False)
        if strings:
            run, edge = strings, first and edge
            continue
        after = at + 1 < len(parts) and _edges(*parts[at + 1])[0]
        found += _inside(code, value, first and edge, after or (right and at + 1 == len(parts)))
        run, edge = _masked_end(code, value), False
    _close(found, run, edge, right)
    return found


def _close(found: list[set[str]], run: set[str], left: bool, right: bool) -> None:
    """Add the most telling word of each string, marked where no letter may stand beside it."""
    made: set[str] = set()
    for string in run:
        words = string.split(" ")
        best, most = "", 0.0
        for at, word in enumerate(words):
            tells = len(word) - (0.5 if word[:1] in _MASKS else 0)
            if tells > most:
                most = tells
                before = EDGE if (at or left) and word[0].isalnum() else ""
                after = EDGE if (at + 1 < len(words) or right) and word[-1].isalnum() else ""
                best = before + word + after
        if not best:
            return
        made.add(best)
    found.append(made)


def _edges(code: Any, value: Any) -> tuple[bool, bool]:
    """Whether no letter stands after what ends here, and none before what begins: a word's edge, or a look around."""
    if code is codes.AT and value is codes.AT_BOUNDARY:
        return True, True
    if code is codes.ASSERT_NOT and list(value[1]) in _LETTER:
        return bool(value[0] > 0), bool(value[0] < 0)
    if code is codes.ASSERT_NOT and value[0] < 0 and len(value[1]) == 2 and [value[1][0]] in _LETTER:
        then, ahead = value[1][1]
        return False, then is codes.ASSERT and list(ahead[1]) in _LETTER  # no letter before a letter
    return False, False


_LETTER = [list(parser.parse(one)) for one in (r"\w", r"[^\W_]", r"[^\W\d_]")]


def _strings(parsed: Any) -> set[str] | None:
    """All that a sequence can match, where that is a few strings."""
    made = {""}
    for code, value in parsed:
        one = _strings_of(code, value)
        if one is None or len(made) * len(one) > _MOST_WORDS:
            return None
        made = {before + after for before in made for after in one}
    return made


def _strings_of(code: Any, value: Any) -> set[str] | None:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.IN:
        return _characters(value)
    if code in (codes.AT, codes.ASSERT_NOT):
        return {""}
    if code is codes.SUBPATTERN:
        return _strings(value[3])
    if code is codes.ATOMIC_GROUP:
        return _strings(value)
    if code in _REPEATS and value[1] == 1:
        once = _strings(value[2])
        return once if once is None or value[0] else once | {""}
    if code is codes.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            some = _strings(branch)
            if some is None:
                return None
            union |= some
        return union
    return None


_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def _repeated(code: Any, value: Any) -> set[str] | None:
    """What is repeated, where it must take part and is a few strings."""
    return _strings(value[2]) if code in _REPEATS and value[0] >= 1 else None


def _masked_end(code: Any, value: Any) -> set[str]:
    """The mask in which a group ends, so that it stands before what follows; else nothing."""
    while code is codes.SUBPATTERN and value[3]:
        code, value = value[3][-1]
    again = _repeated(code, value)
    return again if again and again <= _MASKS else {""}


def _inside(code: Any, value: Any, left: bool, right: bool) -> list[set[str]]:
    if code is codes.SUBPATTERN:
        return _sets(value[3], left, right)
    if code in _REPEATS:
        return _sets(value[2]) if value[0] >= 1 else []
    if code is codes.ATOMIC_GROUP:
        return _sets(value, left, right)
    if code is codes.ASSERT:
        return _sets(value[1]) if value[0] > 0 else []
    if code is codes.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            best = _best(_sets(branch, left, right))
            if not best:
                return []
            union |= best
        return [union]
    return []


def _characters(value: Any) -> set[str] | None:
    """A class of few characters, as literals."""
    chars: set[str] = set()
    for code, what in value:
        if code is codes.LITERAL:
            chars.add(chr(what))
        elif code is codes.RANGE and what[1] - what[0] < _FEW:
            chars.update(chr(number) for number in range(what[0], what[1] + 1))
        else:
            return None
    return chars if len(chars) <= _FEW else None


def _best(sets: list[set[str]]) -> set[str]:
    return max(sets, key=lambda words: (min(map(len, words)), -len(words)), default=set())
