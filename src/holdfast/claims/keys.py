"""Keys of the claims desk: claims C-0001, their reviews C-0001.r2, accepted checks D-0001, others' reviews I-0001."""

import re

_CLAIM = re.compile(r"C-([0-9]{4,15})")
_REVIEW = re.compile(r"C-([0-9]{4,15})\.r([1-9][0-9]{0,5})")
_REPORT = re.compile(r"D-([0-9]{4,15})")
_IMPORTED = re.compile(r"I-([0-9]{4,15})")


def claim_key(number: int) -> str:
    """C-0001."""
    return f"C-{number:04d}"


def review_key(claim: int, number: int) -> str:
    """C-0001.r2."""
    return f"C-{claim:04d}.r{number}"


def imported_key(number: int) -> str:
    """I-0001."""
    return f"I-{number:04d}"


def claim_number(key: str) -> int:
    """The number in C-0001; 0 for a text that is no such key."""
    return _number(_CLAIM, key)


def report_number(key: str) -> int:
    """The number in D-0001; 0 for a text that is no such key."""
    return _number(_REPORT, key)


def imported_number(key: str) -> int:
    """The number in I-0001; 0 for a text that is no such key."""
    return _number(_IMPORTED, key)


def review_number(key: str) -> tuple[int, int]:
    """The numbers of claim and review in C-0001.r2; two noughts for a text that is no such key."""
    found = _REVIEW.fullmatch(key) if isinstance(key, str) else None
    if found is None or review_key(int(found[1]), int(found[2])) != key:
        return 0, 0
    return int(found[1]), int(found[2])


def _number(form: re.Pattern[str], key: str) -> int:
    found = form.fullmatch(key) if isinstance(key, str) else None
    number = int(found[1]) if found else 0
    return number if found and f"{key[:2]}{number:04d}" == key else 0
