"""Halves of a month and of a year in five languages: "the first half of November", "au second semestre 2025"."""

from __future__ import annotations

_YEAR = "(?P<year>(?:1[6-9]|20)[0-9]{2})(?![0-9])"
_MONTH = r"(?P<month>{month})(?!\w)"


def _patterns(head: str, of_month: str, of_year: str, then_year: str) -> tuple[str, str]:
    """The half of a month, its year perhaps after it, and that of a year."""
    return rf"{head}{of_month}{_MONTH}(?:{then_year}{_YEAR})?", f"{head}{of_year}{_YEAR}"


HALVES: dict[str, tuple[str, ...]] = {
    "en": _patterns(
        r"\b(?:the )?(?:(?P<half1>first)|(?P<half2>second|latter|last)) half of ", "", "", ",? (?:of )?"
    ),
    "fr": _patterns(
        r"\b(?:(?:au|le|du|la) )?(?:(?P<half1>premi(?:er|ère))|(?P<half2>seconde?|deuxième)) "
        r"(?:semestre|moitié|quinzaine) ",
        "(?:de |d'|du mois de )", "(?:de |de l'année )?", " (?:de )?",
    ),
    "es": _patterns(
        r"\b(?:(?P<half1>primera?)|(?P<half2>segund[oa])) (?:semestre|mitad|quincena) ",
        "(?:de |del mes de )", "(?:de |del |del año )", " del? (?:año )?",
    ),
    "ar": _patterns(
        "(?:ال)?نصف ال(?:(?P<half1>[أا]ول)|(?P<half2>ثاني)) من ", "(?:شهر )?", "(?:عام |سنة )?", " (?:من )?(?:عام )?"
    ),
    "he": _patterns(
        "ה?מחצית ה(?:(?P<half1>ראשונה)|(?P<half2>שני+ה)) של ", "(?:חודש )?", "(?:שנת )?", ",? "
    ),
}  # fmt: skip
