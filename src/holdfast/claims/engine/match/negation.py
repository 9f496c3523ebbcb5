"""Cue words of denial in five languages: whether a text says that something is not so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfast.claims.engine.match.wording import folded

# Phrases in which a word of denial denies nothing.
_NOT_DENIALS = re.compile(
    r"\b(?:not only|no (?:fewer|less|more|later|sooner) than|not (?:less|fewer|more) than|no doubt|no\. ?\d|"
    r"whether or not|nothing but|non seulement|pas moins de|pas plus de|sans doute|no solo|no menos de|no mas de|"
    r"nada menos que|sin duda|לא רק|לא פחות מ|לא יותר מ|ללא ספק)"
    r"|ليس فقط|لا يقل عن|لا تقل عن|ما لا يقل عن|لا يزيد عن|لا شك"
)
_CUES = re.compile(
    r""
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w{2,8}n't|isnt|arent|wasnt|werent|dont|doesnt|"
    r"didnt|wont|hasnt|havent|denies|denied|deny|fails? to|failed to|refus(?:es|ed|ing) to|false(?:ly)?|untrue|"
    r"ne|n'(?=\w)|pas|jamais|aucun|aucune|ni|sans|dement(?:i|ent)?|nie|nient|"
    r"nunca|jamas|ningun|ninguna|ninguno|nadie|tampoco|sin|nego|niega|niegan|desmintio|desmiente|"
    r"[והשכ]?לא|[והש]?אין|[והש]?אינ(?:ו|ה|ם|ן)|[ומ]?בלי|[ו]?ללא|מעולם|מכחיש(?:ה|ים)?|הכחיש(?:ה|ו)?)\b"
    r"|(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|بدون|دون|غير|نفى|نفت|ينفي|تنفي|ابدا)(?!\w)"
)

# Words by which a text says that another statement is wrong, or that hardly anything of it is so.
_WEAKER = re.compile(
    r"\b(?:hardly|barely|scarcely|unable to|unfounded|baseless|debunk(?:s|ed)?|disprove[sdn]?|refut(?:e|es|ed)|"
    r"hoax(?:es)?|fabricated|fakes?|faked|myth|lie[sd]?|lying|incorrect|wrong(?:ly)?|"
    r"reject(?:s|ed)?|dismiss(?:es|ed)?|rul(?:es|ed) out|"
    r"stopp?(?:s|ed)|halt(?:s|ed)?|ceased?|"
    r"rien|nulle?|faux|fausse(?:ment|s)?|refuse(?:nt)?|refuse de|mensonges?|"
    r"infonde(?:e|s|es)?|rejette(?:nt)?|guere|"
    r"nada|falso|falsa|falsos|falsas|falsamente|mentiras?|bulos?|rechaz(?:a|an|o|aron)|apenas|imposible|"
    r"שקר|שקרי|שקרית|כוזב|כוזבת|שווא|[ו]?טרם|אף אחד|אף לא|שום|בדיה|דחה|דחתה)\b"
    r"|"
    r"(?<!\w)[وف]?(?:كاذب|كاذبه|الكاذبه|كذب|كذبه|مفبرك|مفبركه|ملفق|ملفقه|زائف|زائفه|باطل|لا اساس|عدم|رفض|رفضت|يستبعد|"
    r"استبعد|استبعدت|كذبت|نفوا|نفي|لما|كلا)(?!\w)"
    r"|(?:^|(?<=[.،,;:!«\"] )|(?<=[.،,;:!«\"]))ما (?=[^\W\d_]{2})"  # where it opens a sentence; elsewhere it is "what"
)


def denials_in(text: str) -> tuple[str, ...]:
    """The cue words of denial in the text, in order; a bound such as "no fewer than" is none."""
    return tuple(match[0] for match in _CUES.finditer(_without_bounds(folded(text))))


def weaker_in(plain: str) -> tuple[str, ...]:
    """The weaker words of a folded text, by which it says that something is wrong or hardly so."""
    return tuple(match[0].strip() for match in _WEAKER.finditer(_without_bounds(plain)))


def odd(denials: Sequence[str]) -> bool:
    """Whether a text with these cues denies: by an odd number of them, where French "ne … pas" counts once."""
    plain = [cue for cue in denials if cue not in ("ne", "n'")]
    return (len(plain) or len(denials) - len(plain)) % 2 == 1


def _without_bounds(plain: str) -> str:
    return _NOT_DENIALS.sub(" ", plain)
