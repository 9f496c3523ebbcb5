"""Windows that a sentence gives in words without a number or a date: "overnight", "within a week", "every day"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.engine.items import Item, Kind

_FAR = 120  # characters between such words and the number they are said of
_NEAR = 60  # between two numbers of which both are meant: "killed 4 people and injured 9"
_LONG = {"day": 1, "week": 7, "month": 30, "year": 365}
_UNITS = {
    "day": "day|night|evening|morning|afternoon|jour|journée|nuit|soirée|matinée|día|noche|mañana|tarde|jornada"
    "|يوم|ليلة|يوما|יום|לילה|יממה",
    "week": "week|semaine|semana|أسبوع|اسبوع|שבוע",
    "month": "month|mois|mes|شهر|חודש",
    "year": "year|an|année|año|عام|سنة|שנה",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
_LATIN = "day|night|evening|morning|afternoon|week|month|year"
_FR = "jour|journée|nuit|soirée|matinée|semaine|mois|année"
_ES = "día|noche|mañana|tarde|jornada|semana|mes|año"
_AR = "يوم|ليلة|[أا]سبوع|شهر|عام|سنة"
_HE = "יום|לילה|יממה|שבוע|חודש|שנה"
_RATES = (
    rf"\b(?:each|every) (?:single )?(?P<en_each>{_LATIN})\b|\bchaque (?P<fr_each>{_FR})\b"
    rf"|\btou(?:s les|tes les) (?P<fr_all>{_FR})s?\b|\bcada (?P<es_each>{_ES})\b"
    rf"|\btod[oa]s l[oa]s (?P<es_all>{_ES})(?:e?s)?\b|(?<!\w)(?:في |ب)?كل (?P<ar_each>{_AR})(?!\w)"
    rf"|(?<!\w)(?:ב?כל|מדי) (?P<he_each>{_HE})(?!\w)"
)
_SPANS = (
    r"\b(?P<en_same_night>(?:the same|that|the previous) day|a day earlier|the day before|during the day)\b"
    r"|\b(?P<fr_same_night>le même jour|ce jour-là|la veille|dans la journée)\b"
    r"|\b(?P<es_same_night>(?:el|ese) mismo día|ese día|el día anterior|la víspera)\b"
    r"|(?<!\w)(?P<ar_same_night>(?:في )?(?:ذلك|نفس|ذات) اليوم|(?:في )?اليوم (?:نفسه|ذاته))(?!\w)"
    r"|(?<!\w)(?P<he_same_night>באותו ה?יום|ביום הזה|יום קודם לכן)(?!\w)"
    r"|\b(?:in|within|inside|over|during|in the (?:space|course) of|over the course of) (?:(?:just|only|barely|under"
    rf"|about) )?an? (?:single )?(?P<en_in>{_LATIN})\b(?! (?:of|when|that|in which|where))"
    rf"|\b(?:in|over|during|throughout) the (?:past|last|previous|latest) (?P<en_past>{_LATIN})\b"
    r"|\bthis (?P<en_this>week)\b|\b(?P<en_night>overnight|(?:during|in|through) the night|over the weekend)\b"
    rf"|\b(?:cette|la|dans la|durant la|pendant la) (?P<fr_night>nuit)\b(?! d[ue])"
    rf"|\b(?:dans|durant|pendant|au cours de) (?:la|le) (?P<fr_past>{_FR}) (?:écoulée?|passée?)\b"
    rf"|\b(?:au cours|durant|pendant) (?:de la|du|la|le) derni(?:er|ère) (?P<fr_last>{_FR})\b"
    rf"|\b(?:esta|durante la|en la|por la|de) (?P<es_night>noche|madrugada)\b(?! del?)"
    rf"|\b(?:en|durante) (?:el|la) últim[oa] (?P<es_last>{_ES})\b"
    r"|(?<!\w)(?:هذه )?(?P<ar_night>الليلة(?: الماضية| الفائتة)?|ليلا)(?!\w)"
    rf"|(?<!\w)(?:في|خلال|في غضون|في ظرف) (?P<ar_in>{_AR})(?: واحدة?)?(?= *(?:$|[.,،؛;:]))"
    rf"|(?<!\w)(?:בתוך|תוך|במשך) (?P<he_in>{_HE})(?! ה)(?!\w)|(?<!\w)ב(?P<he_one>{_HE}) אח[דת](?!\w)"
    r"|(?<!\w)(?P<he_night>הלילה|במהלך הלילה|בן לילה|ביממה (?:האחרונה|החולפת))(?!\w)"
)
_SAID = re.compile(f"(?P<rate>{_RATES})|(?P<span>{_SPANS})", re.I)
_COUNTS = frozenset([Kind.COUNT, Kind.RATE])


def with_windows(text: str, items: Sequence[Item]) -> list[Item]:
    """The items; one that the words of its part of the sentence give a length, and nothing a date, has it."""
    made = list(items)
    figures = [at for at, one in enumerate(made) if one.kind.is_figure and one.kind is not Kind.DURATION]
    starts = [made[at].start for at in figures]
    if not starts:
        return made
    for met in _SAID.finditer(text):
        unit = next(
            _unit(name, said)
            for name, said in met.groupdict().items()
            if said and name not in ("rate", "span")
        )
        place = bisect_left(starts, met.start())
        same = any(said and name.endswith("same_night") for name, said in met.groupdict().items())
        for at in _meant(text, made, figures, place, met.start(), met.end()):
            one = made[at]
            if same and one.as_of is None:
                continue  # the day that is named elsewhere
            if met["rate"]:
                made[at] = replace(one, per=unit, kind=Kind.RATE)
            else:
                made[at] = replace(one, per=f"{_LONG[unit]} days")
    return made


def _unit(name: str, said: str) -> str:
    """The unit of time that the words name; a night, in whatever words, is a day."""
    return "day" if name.endswith("night") else _UNIT_OF[said.casefold()]


def _meant(
    text: str, items: Sequence[Item], figures: Sequence[int], place: int, start: int, end: int
) -> list[int]:
    """The numbers that the words are said of: the one right before them, else the one after and those joined to it."""
    if place:
        one = items[figures[place - 1]]
        gap = text[one.end : start]
        if start < one.sentence[1] and len(gap) <= _FAR and not _parted(gap):
            return [figures[place - 1]] if _open(one) else []
    found: list[int] = []
    for at in figures[place:]:
        one = items[at]
        gap = text[end : one.start]
        limit = _NEAR if found else _FAR
        if not one.sentence[0] <= start < one.sentence[1] or len(gap) > limit or ";" in gap or ". " in gap:
            break
        if found and _parted(gap):
            break
        if _open(one):
            found.append(at)
        end = one.end
    return found


def _open(one: Item) -> bool:
    """Whether nothing else gives its time."""
    since = any(key.startswith("since-") for key in one.concepts[1:])
    return (
        one.kind in _COUNTS
        and one.per is None
        and not one.target
        and not one.ask
        and one.period_from is None
        and one.period_to is None
        and not since
    )


def _parted(gap: str) -> bool:
    return any(mark in gap for mark in ",،;؛:\n")
