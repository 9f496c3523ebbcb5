"""The keys of requests that take more than one person: R-0001 for a redaction, X-0001 for an expunge."""


def wish_number(key: str, letter: str) -> int:
    """The number in a key such as R-0001; 0, which nothing has, for what is no such key."""
    head, _, digits = key.partition("-")
    if head != letter or not digits.isascii() or not digits.isdecimal() or not 4 <= len(digits) <= 15:
        return 0
    return int(digits) if key == f"{letter}-{int(digits):04d}" else 0
