"""Months, bound words, units, and numbers that are no figures in French."""

from __future__ import annotations

from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis.schema import Unit

MONTHS = {
    "janvier": 1,
    "février": 2,
    "fevrier": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "août": 8,
    "aout": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "décembre": 12,
    "decembre": 12,
    "janv.": 1,
    "févr.": 2,
    "avr.": 4,
    "juil.": 7,
    "sept.": 9,
    "oct.": 10,
    "nov.": 11,
    "déc.": 12,
}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
BOUNDS_BEFORE = (
    (
        Bound.AT_LEAST,
        r"au moins|pas moins d[e']|au minimum|un minimum d[e']|à tout le moins|non moins d[e']|minimum",
    ),
    (
        Bound.UP_TO,
        r"jusqu'(?:à|au|aux|en)|au plus|tout au plus|au maximum|un maximum d[e']|pas plus d[e']|maximum",
    ),
    (Bound.UP_TO, r"(?:ne |n')(?:dépass\w+|excèd\w+|excéd\w+) (?:pas|jamais)(?: les| le)?"),
    (
        Bound.UP_TO,
        r"(?:ne |n')(?:a|ont|avait|avaient|aurait|auraient) (?:pas|jamais) (?:dépass|excéd)\w+(?: les| le)?",
    ),
    (
        Bound.MORE_THAN,
        r"(?:bien |beaucoup |nettement |largement |un peu )?plus d[eu'](?:s)?|supérieure?s? à|au-delà d[e']",
    ),
    (
        Bound.MORE_THAN,
        (
            r"(?:dépass|excèd|excéd|franchi)\w*(?: (?:la barre|le seuil|le cap) d[e']s?)?(?: les| le)?|"
            r"passé la barre des|au-dessus d[e']"
        ),
    ),
    (
        Bound.FEWER_THAN,
        (
            r"(?:bien |beaucoup |nettement |un peu )?moins d[eu'](?:s)?|inférieure?s? à|en dessous d[e']|"
            r"au-dessous d[e']|sous (?:la barre|le seuil) des?"
        ),
    ),
    (
        Bound.NEARLY,
        (
            r"près d[eu'](?:s)?|presque|pas loin d[e']|quasiment|avoisin\w+(?: les)?|approch\w+(?: les| "
            r"d[e']s?)?|à peine moins d[e']"
        ),
    ),
    (
        Bound.ESTIMATED,
        (
            r"(?:est |sont |était |étaient |a été |ont été )?estimée?s? (?:à|entre)|(?:on |l'on "
            r")?(?:estime|estimait|évalue) (?:à|qu'environ|que)|évaluée?s? à|une estimation d[e']|selon "
            r"les estimations"
        ),
    ),
    (Bound.ESTIMATED, r"estim\w+ (?:que |qu')(?:[^\W\d_]+[ ']){0,5}?"),
    (
        Bound.ESTIMATED,
        r"estim\w+ (?:(?:le|la|les|leur|son|sa) |l')[^\W\d_]+ (?:d[eu] [^\W\d_]+ )?à(?: environ)?",
    ),
    (Bound.AVERAGE, r"(?:une |la |en )?moyenne (?:\w+ )?d[e']|en moyenne,?|moyenne d[e']"),
    (
        Bound.ABOUT,
        (
            r"environ|quelques?|autour d[e']s?|aux alentours d[e']s?|à peu près|approximativement|plus ou "
            r"moins|de l'ordre d[e']|grosso modo|une? petite?|dans les|vers|(?<![^\W\d_])d'environ|~"
        ),
    ),
)
BOUNDS_AFTER = (
    (Bound.AT_LEAST, "au moins|au minimum|ou plus|et plus|voire plus|minimum|ou davantage"),
    (Bound.UP_TO, "au plus|au maximum|tout au plus|ou moins|maximum"),
    (Bound.ABOUT, "environ|à peu près|approximativement|ou presque|peu ou prou"),
    (Bound.MORE_THAN, "et quelques"),
    (Bound.AVERAGE, "en moyenne"),
    (Bound.ESTIMATED, "selon (?:les|des) estimations|selon une estimation"),
)


def unit(name: str, kind: Kind, after: str, before: str = "") -> Unit:
    """A unit and its words."""
    return Unit(name, kind, after, before)


UNITS = (
    unit("percentage point", Kind.PERCENT, "points? de pourcentage|points? de pour cent|points? de %|pts?"),
    unit("basis point", Kind.PERCENT, "points? de base"),
    unit("percent", Kind.PERCENT, "%|pour cents?|p\\. ?100|p\\. ?cent"),
    unit("EUR", Kind.MONEY, "€|euros?|eur", "€"),
    unit("USD", Kind.MONEY, r"dollars?(?: américains?| us)?|us ?\$|\$(?: us)?|usd", r"(?:us ?)?\$"),
    unit("GBP", Kind.MONEY, "livres? sterling|£", "£"),
    unit("CHF", Kind.MONEY, "francs? suisses?|chf", "chf"),
    unit("ILS", Kind.MONEY, "shekels?|₪|nis", "₪|nis"),
    unit("XOF", Kind.MONEY, "francs? cfa|fcfa"),
    unit("MAD", Kind.MONEY, "dirhams?"),
    unit("DZD", Kind.MONEY, "dinars? algériens?"),
    unit("CAD", Kind.MONEY, r"dollars? canadiens?|\$ ?ca"),
    unit("centuries", Kind.DURATION, "siècles?"),
    unit("decades", Kind.DURATION, "décennies?"),
    unit("years", Kind.DURATION, "(?:premières |dernières |derniers |seule? )?(?:ans?|années?)"),
    unit("months", Kind.DURATION, "(?:premiers |derniers |seul )?mois"),
    unit("weeks", Kind.DURATION, "(?:premières |dernières |seule )?semaines?"),
    unit(
        "days",
        Kind.DURATION,
        "(?:premiers |premières |derniers |dernières |seule? )?(?:jours?|journées?|nuits?)",
    ),
    unit("hours", Kind.DURATION, "(?:premières |dernières |seule )?heures?"),
    unit("minutes", Kind.DURATION, "minutes?|min"),
    unit("seconds", Kind.DURATION, "secondes?"),
    unit("km2", Kind.COUNT, "kilomètres? carrés?|km2|km²"),
    unit("km", Kind.COUNT, "kilomètres?|km"),
    unit("m2", Kind.COUNT, "mètres? carrés?|m2|m²"),
    unit("m3", Kind.COUNT, "mètres? cubes?|m3|m³"),
    unit("m", Kind.COUNT, "mètres?|m"),
    unit("tonnes", Kind.COUNT, "tonnes?"),
    unit("kg", Kind.COUNT, "kilogrammes?|kilos?|kg"),
    unit("litres", Kind.COUNT, "litres?"),
    unit("hectares", Kind.COUNT, "hectares?|ha"),
    unit("megawatts", Kind.COUNT, "mégawatts?|mw"),
    unit("degrees Celsius", Kind.COUNT, "°c|degrés(?: celsius)?"),
    unit("calories", Kind.COUNT, "calories|kilocalories|kcal"),
)
_MONEY = r"(?:(?<=euros )|(?<=dollars )|(?<=€ )|(?<=dinars )|(?<=dirhams ))"
PER_PIECE = (
    ("tonne", rf"(?:par|à la) tonne|{_MONEY}la tonne"),
    ("kg", rf"(?:par|au) kilo(?:gramme)?|{_MONEY}le kilo"),
    ("litre", rf"(?:par|au) litre|{_MONEY}le litre"),
    ("barrel", rf"(?:par|au) baril|{_MONEY}le baril"),
    ("household", "par foyer|par ménage|par famille"),
)
NUMBERED = (
    r"articles?|art\.|résolutions?|lois?|décrets?|chapitres?|paragraphes?|alinéas?|sections?|"
    r"règlements?|directives?|"
    r"chaînes?|canal|vols?|chambres?|salles?|numéros?|n°s?|nº|no\.?|pages?|p\.|affaires?|"
    r"dossiers?|lignes?|zones?|"
    r"annexes?|points?(?= {n}[ ,.](?!%))|titres?|phases?|tomes?|volumes?|étapes?|unités?|"
    r"divisions?|brigades?|bâtiments?|"
    r"porte|route|rn|autoroutes?|routes?|convention|protocole|session|édition|version|block|bloc|"
    r"camp|secteur|taux directeur|"
    r"boulevard|rue|avenue|place|conventions?|covid|chapitre|tableau|figure|note|amendement|"
    r"amendements|projet de loi"
)
NOT_FIGURES = (
    rf"\b(?:{NUMBERED})(?: n[°o]\.?)? ?(?P<x>{{n}}(?:(?: ?[/,-] ?| et | ou | à ){{n}})*)(?! %)",
    r"\b(?:n[°º]|no\.?|numéro) ?(?P<x>{n})",
    (
        r"(?<=[ (])(?P<x>{n}) ?(?:h|heures)(?= ?{n}|[ ,.]*(?:du matin|du soir|gmt|locales|précises))"
        r"(?: ?(?:{n}))?"
    ),
    (
        r"\b(?:à|vers|dès|entre|avant|après) (?P<x>{n} ?h(?:eures?)?(?: ?{n})?)(?= |$|[,.])(?! (?:de|"
        r"plus|avant|après) )"
    ),
    r"\b(?:groupe des|g) ?-?(?P<x>{n})(?! [^\W\d_]+s\b)",
    r"\b(?:moins|plus) de (?P<x>{n} ans)\b(?! (?:de prison|d'|de guerre|après|plus|avant))",
    (
        r"\bâgée?s? (?:d['e] ?|de (?:moins de |plus de |près de )?|entre |d'au moins |d'à peine "
        r")(?P<x>{n}(?: ?(?:à|et|ou|-) ?{n})?(?:{unit})?)"
    ),
    (
        r"\b(?:enfants?|personnes?|jeunes|femmes?|hommes?|élèves|filles?|garçons?|adultes|adolescent\w*|mineurs|bébés|"
        r"population|public|ceux|celles|tranche|habitants|étudiants|patients)(?: [^\W\d_]+){0,2} de "
        r"(?P<x>{n} (?:à|et) {n} ans)\b"
    ),
    r"\b(?:l')?âge de (?P<x>{n}(?:{unit})?)",
    r"(?<=[,(] )(?P<x>{n} ans)(?= ?[,)])",
    r"\((?P<x>{n} ans)\)",
    r"\b(?:f|b|su|mig|a|covid|boeing|airbus|d|r)-?(?P<x>{n})\b",
    r"\b(?P<x>{n})(?:e|er|ère|ème|ième|nde?)\b",
    r"\b(?:top|formule|france|canal|channel|bfm|radio|arte|tf|m|rtl|europe|cnews) (?P<x>{n})\b",
    r"\b(?:l'un|l'une|les uns|les unes|à la une)\b",
)
