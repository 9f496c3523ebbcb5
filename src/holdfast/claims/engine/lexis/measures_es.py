"""Months, bound words, units, and numbers that are no figures in Spanish."""

from __future__ import annotations

from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis.schema import Unit

MONTHS = {
    "enero": 1,
    "febrero": 2,
    "marzo": 3,
    "abril": 4,
    "mayo": 5,
    "junio": 6,
    "julio": 7,
    "agosto": 8,
    "septiembre": 9,
    "setiembre": 9,
    "octubre": 10,
    "noviembre": 11,
    "diciembre": 12,
}
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
BOUNDS_BEFORE = (
    (
        Bound.AT_LEAST,
        "al menos|por lo menos|como m[ií]nimo|no menos de|un m[ií]nimo de|cuando menos|m[ií]nimo",
    ),
    (
        Bound.UP_TO,
        (
            "hasta(?! el )(?: un total de| unos)?|a lo sumo|como m[aá]ximo|no m[aá]s de|un m[aá]ximo de|"
            "como mucho|m[aá]ximo"
        ),
    ),
    (
        Bound.UP_TO,
        r"(?:no|nunca)(?: ha| han| había| habían)? (?:super|sobrepas|exced|rebas|pas)\w+(?: l[oa]s| de l[oa]s| de)?",
    ),
    (
        Bound.MORE_THAN,
        (
            r"(?:bastante |mucho |algo |poco )?m[aá]s del?(?: l[oa]s)?|por encima de(?: l[oa]s)?|"
            r"superior(?:es)? a(?: l[oa]s)?"
        ),
    ),
    (
        Bound.MORE_THAN,
        (
            r"(?:super|sobrepas|exced|rebas)\w+(?: la barrera de| la cifra de| el umbral de)?(?: l[oa]s)?|"
            r"m[aá]s all[aá] de"
        ),
    ),
    (
        Bound.FEWER_THAN,
        (
            r"(?:mucho |bastante |algo |poco )?menos del?(?: l[oa]s)?|por debajo de(?: l[oa]s)?|"
            r"inferior(?:es)? a(?: l[oa]s)?|no llega(?:n|ron)? a(?: l[oa]s)?"
        ),
    ),
    (
        Bound.NEARLY,
        (
            r"casi|cerca del?(?: l[oa]s)?|pr[oó]xim[oa]s? a(?: l[oa]s)?|poco menos de|roz\w+(?: l[oa]s)?|"
            r"prácticamente|ronda(?:n|ba|ban|ron)?(?: l[oa]s)?(?<!ronda)(?<!rondan)"
        ),
    ),
    (
        Bound.ESTIMATED,
        (
            r"(?:se )?(?:estim|calcul)(?:a|an|aron|ó|aba|ado|ada|ados|adas)(?: en| que(?: "
            r"[^\W\d_]+){0,5}?)?|se cifr\w+ en|una estimaci[oó]n de|un estimado de|estimad[oa]s? en"
        ),
    ),
    (
        Bound.AVERAGE,
        (
            r"(?:una |la )?media (?:\w+ )?de|(?:un |el )?promedio (?:\w+ )?de|en promedio,?|de media,?|de "
            r"promedio,?|por t[eé]rmino medio"
        ),
    ),
    (
        Bound.ABOUT,
        (
            r"un[oa]s|alrededor de(?: l[oa]s)?|en torno a(?: l[oa]s)?|aproximadamente|m[aá]s o menos|cosa "
            r"de|del orden de|sobre l[oa]s|ronda(?:n|ba|ban|ron)?(?: l[oa]s)?|algunos|~|hacia l[oa]s"
        ),
    ),
)
BOUNDS_AFTER = (
    (Bound.AT_LEAST, "al menos|por lo menos|como mínimo|o más"),
    (Bound.UP_TO, "como máximo|a lo sumo|o menos|como mucho"),
    (Bound.ABOUT, "aproximadamente|más o menos|o así|aproximad[oa]s"),
    (Bound.MORE_THAN, "y pico|largos"),
    (Bound.ESTIMATED, "según (?:las )?estimaciones|según una estimación"),
    (Bound.AVERAGE, "de media|en promedio|de promedio|por término medio"),
)
UNITS = (
    Unit("percentage point", Kind.PERCENT, "puntos? porcentual(?:es)?|puntos? de porcentaje|pp"),
    Unit("basis point", Kind.PERCENT, "puntos? (?:b[aá]sicos?|base)"),
    Unit("percent", Kind.PERCENT, "%|por cientos?|por 100"),
    Unit("EUR", Kind.MONEY, "€|euros?", "€"),
    Unit(
        "USD",
        Kind.MONEY,
        r"d[oó]lares(?: estadounidenses| americanos)?|d[oó]lar|us ?\$|\$|usd",
        r"(?:us ?)?\$",
    ),
    Unit("GBP", Kind.MONEY, "libras?(?: esterlinas?)?|£", "£"),
    Unit("ILS", Kind.MONEY, "s[eé]queles?|shekels?|₪", "₪"),
    Unit("MXN", Kind.MONEY, "pesos? mexicanos?"),
    Unit("ARS", Kind.MONEY, "pesos? argentinos?"),
    Unit("COP", Kind.MONEY, "pesos? colombianos?"),
    Unit("CLP", Kind.MONEY, "pesos? chilenos?"),
    Unit("CHF", Kind.MONEY, "francos? suizos?"),
    Unit("centuries", Kind.DURATION, "siglos?"),
    Unit("decades", Kind.DURATION, "d[eé]cadas?|decenios?"),
    Unit("years", Kind.DURATION, "(?:solo |único )?años?"),
    Unit("months", Kind.DURATION, "(?:solo |único )?mes(?:es)?"),
    Unit("weeks", Kind.DURATION, "(?:sola |única )?semanas?"),
    Unit("days", Kind.DURATION, "(?:sol[oa] |únic[oa] )?(?:d[ií]as?|jornadas?|noches?)"),
    Unit("hours", Kind.DURATION, "(?:sola |única )?horas?"),
    Unit("minutes", Kind.DURATION, "minutos?|min"),
    Unit("seconds", Kind.DURATION, "segundos?"),
    Unit("km2", Kind.COUNT, "kil[oó]metros? cuadrados?|km2|km²"),
    Unit("km", Kind.COUNT, "kil[oó]metros?|km"),
    Unit("m2", Kind.COUNT, "metros? cuadrados?|m2|m²"),
    Unit("m3", Kind.COUNT, "metros? c[uú]bicos?|m3|m³"),
    Unit("m", Kind.COUNT, "metros?|m"),
    Unit("tonnes", Kind.COUNT, "toneladas?"),
    Unit("kg", Kind.COUNT, "kilogramos?|kilos?|kg"),
    Unit("litres", Kind.COUNT, "litros?"),
    Unit("hectares", Kind.COUNT, "hect[aá]reas?|ha"),
    Unit("megawatts", Kind.COUNT, "megavatios?|mw"),
    Unit("degrees Celsius", Kind.COUNT, "°c|grados?(?: celsius| centígrados)?"),
    Unit("calories", Kind.COUNT, "calor[ií]as|kilocalor[ií]as|kcal"),
)
_MONEY = r"(?:(?<=euros )|(?<=dólares )|(?<=€ )|(?<=pesos ))"
PER_PIECE = (
    ("tonne", rf"por tonelada|{_MONEY}la tonelada"),
    ("kg", rf"por kilo(?:gramo)?|{_MONEY}el kilo"),
    ("litre", rf"por litro|{_MONEY}el litro"),
    ("barrel", rf"por barril|{_MONEY}el barril"),
    ("household", "por hogar|por familia"),
)
NUMBERED = (
    r"art[ií]culos?|art\.|resoluci[oó]n(?:es)?|ley(?:es)?|decretos?|cap[ií]tulos?|p[aá]rrafos?|"
    r"apartados?|secci[oó]n|secciones|"
    r"reglamento|directiva|canal|vuelos?|habitaci[oó]n|sala|n[uú]meros?|n\.?[ºo°]\.?|núm\.|no\.|"
    r"p[aá]ginas?|p[aá]g\.|expedientes?|"
    r"caso|causa|l[ií]nea|zona|anexo|t[ií]tulo|fase|tomo|volumen|unidad|divisi[oó]n|brigada|"
    r"edificio|puerta|ruta|carretera|"
    r"autopista|convenio|protocolo|sesi[oó]n|edici[oó]n|versi[oó]n|bloque|sector|calle|avenida|"
    r"covid|tabla|gr[aá]fico|nota|"
    r"enmienda|disposici[oó]n|planta|piso|puesto"
)
NOT_FIGURES = (
    rf"\b(?:{NUMBERED})(?: n\.?[ºo°]\.?)? ?(?P<x>{{n}}(?:(?: ?[/,-] ?| y | a ){{n}})*)(?! %)",
    r"(?:\bn\.?[º°o]\.?|\bno\.|\bnúmero|#) ?(?P<x>{n})",
    (
        r"\b(?:a|desde|hasta|hacia|sobre|entre|de|son) las? (?P<x>{n}(?:[:.h] ?{n})?)(?=$|[ ,.;](?! "
        r"?(?:personas|familias|víctimas|mujeres|muertes|toneladas|horas y)))(?! [^\W\d_]{4,}(?:as|"
        r"es)\b)(?: horas| h)?"
    ),
    r"(?<=[ (])(?P<x>{n}) ?(?:h\b|[ap]\.? ?m\b)",
    r"\b(?:grupo de los|g) ?-?(?P<x>{n})(?! [^\W\d_]+s\b)",
    r"\b(?:menores|mayores) de (?P<x>{n}(?:{unit})?)",
    r"\b(?:menos|m[aá]s) de (?P<x>{n} años)(?= de edad)",
    (
        r"\b(?:niñ\w+|j[oó]ven\w*|personas|mujeres|hombres|adult\w+|edad\w*|alumn\w+|menores|chic[oa]s|población|"
        r"adolescentes|estudiantes|pacientes)(?: [^\W\d_]+){0,2} (?:de|entre|de entre) (?P<x>{n} (?:a|y) {n} años)\b"
    ),
    r"\b(?P<x>{n} años)(?= de edad)",
    (
        r"\b(?:niñ[oa]s?|hombres?|mujer(?:es)?|joven|jóvenes|menor|adolescente|señor|anciano|anciana|"
        r"palestino|palestina) de (?P<x>{n}(?: y {n})? años)"
    ),
    r"(?<=[,(] )(?:de )?(?P<x>{n} años)(?= ?[,)])",
    r"\((?P<x>{n} años)\)",
    r"\bedad(?:es)? (?:de|inferior a|superior a|comprendida entre) (?P<x>{n}(?: y {n})?(?:{unit})?)",
    r"\b(?:f|b|su|mig|a|covid|boeing|airbus|r)-?(?P<x>{n})\b",
    r"(?P<x>{n})[.]?[ºª](?!c)",
    r"\b(?:antena|telecinco|top|formula) (?P<x>{n})(?=$|[ ,.](?! ?[^\W\d_]+s\b))",
    r"\b(?:un[oa]s a otr[oa]s|cada un[oa]|un[oa] de (?:los|las|ellos|ellas)|cualquiera)\b",
)
