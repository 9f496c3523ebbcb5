"""A mean whose rate stands before its number: "the average number of trucks that enter daily is no more than 89".

By language: the words that name a mean, and those by which the clause comes to its number; Arabic and Hebrew need none.
"""

from __future__ import annotations

from holdfast.claims.engine.lexis.phrases_ar import loose

MEANS: dict[str, tuple[str, str]] = {
    "en": (
        r"\b(?:average|mean) (?:\w+ )?(?:number|count|total|figure)s?\b|\bthe (?:average|mean)\b",
        r"\b(?:is|was|are|were|has been|of|at|reach(?:es|ed)|equals|(?:amount|c[ao]me)(?:s|ed)? to)",
    ),
    "ar": (loose("(?<![\u0621-\u064a])(?:[وف])?(?:ب|ال)?(?:متوسط|معدل)(?![\u0621-\u064a])"), ""),
    "fr": (
        r"\bnombre moyen\b|\bmoyenne\b",
        r"\b(?:est|était|sont|étaient|est de|était de|atteint|a atteint|s'établit à|s'élève à|de|à)",
    ),
    "es": (
        r"\bpromedio\b|\bmedia\b",
        r"\b(?:es|era|fue|son|es de|era de|fue de|alcanza|alcanzó|llega a|asciende a|de)",
    ),
    "he": (r"(?<![א-ת])ה?ממוצעת?(?![א-ת])", ""),
}
