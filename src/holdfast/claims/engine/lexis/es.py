"""The Spanish pack of the figure grammar."""

from __future__ import annotations

from holdfast.claims.engine.lexis import bodies, names_es, saying
from holdfast.claims.engine.lexis.measures_es import (
    BOUNDS_AFTER,
    BOUNDS_BEFORE,
    MONTHS,
    NOT_FIGURES,
    PER_PIECE,
    UNITS,
    WEEKDAYS,
)
from holdfast.claims.engine.lexis.numerals_es import numerals
from holdfast.claims.engine.lexis.schema import Lexis, Relative

W = r"[^\W\d_]+(?:-[^\W\d_]+)*"
DAY = "(?P<day>primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|[0-9]{1,2})[ºo]?"
DAYS = {
    "primero": 1,
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
}
POINTED = "(?: (?:pasad[oa]|últim[oa]|próxim[oa]|en curso|del año pasado))?"
YEAR = "(?:,? (?:de |del |del año )?(?P<year>[12][0-9]{3}))?"
PART = "(?:principios de |mediados de |finales de |comienzos de |inicios de |fines de |el inicio de )?"
PAST = "(?:pasado |pasada |próximo |mismo |último |día )?"

NO_TIME = r"(?! (?:siguiente|anterior|posterior|pasad[oa]|pr[oó]xim[oa]|previ[oa]))"

SAYING = (
    "inform|declar|afirm|asegur|anunci|indic|señal|explic|agreg|añad|precis|confirm|report|"
    "public|denunci|advirt|advert|"
    "record|estim|revel|apunt|(?<!se )manifest|subray|detall|comunic|destac|coment"
)
SAID = (
    rf"(?:ha |han |había )?(?:{SAYING})(?:ó|aron|ado|a|an|ió|ieron|ido|e|en|aba|aban|í)|dij(?:o|"
    rf"eron)|ha dicho|dice|dicen|sostiene|sostuvo|expuso|advirtió|cuenta|"
    r"advierten?|habl(?:a|an|ó|aron) de|consider(?:a|an|ó|aron)"
)
TALLYING = "registr|document|contabiliz|cont|verific|enumer|recopil|constat|identific|cifr"
TALLIED = rf"(?:ha |han |había )?(?:{TALLYING})(?:ó|aron|ado|a|an|aba|aban)"

_SPEAKER = bodies.BODIES["es"]

# Words that end the phrase counted.
STOPS = (
    "de del en por para a al con sin según y e o u que quien donde desde entre sobre hasta durante "
    "mientras pero como el la los las un una unos unas han ha fue fueron son es está están había habían "
    "resultaron murieron entraron entran cada diarios diarias solo sólo este esta estos estas tras ante "
    "bajo más menos se no cuando"
)

LEXIS = Lexis(
    lang="es",
    decimal=",.",
    thousands=". ,",
    numerals=numerals,
    magnitudes={
        "mil": 10**3,
        "miles": 10**3,
        "millón": 10**6,
        "millon": 10**6,
        "millones": 10**6,
        "mil millones": 10**9,
        "millardos": 10**9,
        "billón": 10**12,
        "billones": 10**12,
        "mill.": 10**6,
        "mm": 10**6,
    },
    glued={"k": 10**3, "m": 10**6},
    units=UNITS,
    gap=(
        r"(?: ?(?:de |l[oa]s |el |la |un total de |es[oa]s |sus |est[oa]s |a |en |un[oa]s ))? ?(?:us "
        r"?\$|[$€£])? ?"
    ),
    bounds_before=BOUNDS_BEFORE,
    bounds_after=BOUNDS_AFTER,
    averages=(
        r"\ben promedio\b",
        r"\bde media\b",
        r"\bde promedio\b",
        r"\bpor t[eé]rmino medio\b",
        r"\b(?:una|la) media (?:\w+ )?de\b",
        r"\bpromedio (?:\w+ )?de\b",
        r"\b(?:precio|salario|sueldo|coste|costo|gasto|alquiler|edad|consumo|ingreso|tiempo) (?:medi[oa]|promedio)\b",
    ),
    partitive=r"de(?![^\W\d_])(?: l[oa]s(?![^\W\d_]))?",
    joins="y|e|o|u|a",
    counted=(
        (
            "personas|camiones|civiles|palestin[oa]s|muertos|muertas|heridos|heridas|niñ[oa]s|"
            "ejecuciones|habitantes|casos|viviendas|tiendas|unidades|presos|detenidos|ataques|"
            "violaciones|víctimas|soldados|efectivos"
        ),
    ),
    changes=(
        (
            r"\b(?:pas(?:ó|a|an|aron|aba|ado|ando|ar)|aument\w+|ca(?:e|en|yó|yeron|er|ído|ía|ían)|"
            r"(?:baj|salt)(?:ó|a|an|aron|ar|ado|ando)|sub(?:ió|e|en|ieron|ir|ido|iendo)|crec\w+|desc[ei]\w+|"
            r"redu[jc]\w+|increment\w+|disminu\w+|elev(?:ó|a|an|aron)|rebaj(?:ó|a|an|aron)|recort(?:ó|a|an|aron)) "
        ),
    ),
    ranges=(
        r"\bentre (?:l[oa]s |el |un )?(?P<a>{n})(?:{unit})? y (?:l[oa]s |el |un )?(?P<b>{n})",
        r"\bde (?:l[oa]s |el |un )?(?P<a>{n})(?:{unit})? a (?:l[oa]s |el |un )?(?P<b>{n})",
        r"(?P<a>{n})(?: ?%)? (?:a|o) (?P<b>{n})",
    ),
    ratios=(
        rf"(?P<a>{{n}})(?: {W}){{0,2}}? de cada (?P<b>{{n}})",
        r"(?P<a>{n}) por cada (?P<b>{n})",
    ),
    loose_ratios=(r"(?P<a>{n}) sobre (?P<b>{n})",),
    multiples=(
        r"(?P<a>{n}) veces (?:m[aá]s|menos|mayor|superior|menor|el|la|los|las|lo|inferior|es[ae])",
        r"\bmultiplic[a-zóáé]{1,6} por (?:casi |más de |unos )?(?P<a>{n})(?!{unit})",
    ),
    not_figures=NOT_FIGURES,
    quarters={"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "último": 4},
    future=(
        r"\b(?:será|serán|habrá|tendrá|tendrán|debe|deben|deberá|previst[oa]s?|próxim[oa]s?|va a|van a)\b",
    ),
    dates=(
        (
            r"\b(?P<quarter>primer|segundo|tercer|cuarto|último) trimestre(?: de(?:l año)?|,)? "
            r"(?P<year>[12][0-9]{3})(?![0-9])"
        ),
        r"\bt(?P<quarter>[1-4]),? (?:de )?(?P<year>20[0-9]{2})(?![0-9])",
        (
            rf"(?:(?P<weekday>\b{{weekday}}),? )?\b{DAY} de (?P<month>{{month}})(?: (?:de |del "
            rf")(?P<year>[12][0-9]{{3}}))? ?(?:-|–|al|y el|hasta el) (?P<day2>[0-9]{{1,2}}) de "
            rf"(?P<month2>{{month}})\b(?: (?:de |del )(?P<year2>[12][0-9]{{3}}))?"
        ),
        (
            rf"\b{DAY} ?(?:-|–|al|y el|y|hasta el) ?(?P<day2>[0-9]{{1,2}}) de "
            rf"(?P<month>{{month}})\b{YEAR}{POINTED}"
        ),
        rf"(?:(?P<weekday>\b{{weekday}}),? )?\b{DAY} (?:de )?(?P<month>{{month}})\b{YEAR}{POINTED}",
        (
            r"\b(?P<month>{month}) ?(?:-|–|a|y|hasta) ?(?P<month2>{month})\b(?: (?:de |del "
            r")(?P<year2>[12][0-9]{3}))?"
        ),
        rf"\b(?P<month>{{month}})\b{YEAR}{POINTED}",
        r"(?<![^\W\d_])(?P<rel>{relative})(?![^\W\d_])",
        rf"\b(?P<weekday>{{weekday}})\b(?! santo){POINTED}",
    ),
    months=MONTHS,
    weekdays={name: number for number, name in enumerate(WEEKDAYS)} | {"miercoles": 2, "sabado": 5},
    days=DAYS,
    relatives=(
        Relative("anteayer|antier", "day", -2),
        Relative("ayer|anoche", "day", -1),
        Relative("hoy|esta mañana|esta tarde", "day", 0),
        Relative("la semana pasada|semana pasada|la última semana", "week", -1),
        Relative("esta semana", "week", 0, True),
        Relative("el mes pasado|mes pasado", "month", -1),
        Relative("este mes", "month", 0, True),
        Relative("el año pasado|año pasado|el año anterior", "year", -1),
        Relative(
            "(?:el )?(?:lo que va|principios|comienzos?|inicios?) de(?:l| este)? año|este año|el presente año|"
            "el año en curso",
            "year",
            0,
            True,
        ),
        Relative("la d[eé]cada pasada", "decade", -1),
    ),
    events=(
        (
            r"\b(?:ataques?|atentados?|masacres?|sucesos|operación|guerra|marchas?|acuerdos?|elecciones) "
            r"del? {d}"
        ),
    ),
    since=(
        rf"\b(?:desde|a partir de|a partir del)(?: el| la| los)? ?{PAST}{PART}(?P<a>{{d}})",
        rf"\bdesde (?:que )?(?:(?!hasta )[^\W\d_]+,? ){{1,9}}?(?:el |en |del |de ){PAST}{PART}(?P<a>{{d}})",
        (
            rf"\b(?:que )?(?:(?:comenz|empez|inici|estall|arranc|lanz)(?:ó|ada|ado|aron)|entr(?:ó|aron) en vigor)"
            rf"(?: [^\W\d_]+){{0,3}}? (?:el |en ){PAST}{PART}(?P<a>{{d}})"
        ),
    ),
    spans=(
        (
            rf"\b(?:entre|desde|del|de)(?: el| la)? ?{PAST}{PART}(?P<a>{{d}}) (?:y|al|a|hasta)(?: el| la)? "
            rf"?{PAST}{PART}(?P<b>{{d}})"
        ),
        r"\ben (?P<a>{d}) y (?:en )?(?P<b>{d})",
    ),
    before=(r"\bantes (?:de |del )(?:el |la )?(?P<a>{d})",),
    # "Until" alone names the day a state is given for; with a start it is read by `spans`.
    as_of=(
        rf"\bhasta(?: el| la)? ?{PAST}{PART}(?P<a>{{d}})",
        r"\b(?:a fecha (?:de|del)|con fecha de|al|a día de) (?P<a>{d})",
        r"(?:^|, )a (?P<a>{d})",
        r"\b(?:al (?:cierre|final|término|fin)|a (?:finales|fines|mediados)) de (?P<a>{d})",
    ),
    within=(
        (
            rf"\b(?:en|durante|el|la|a lo largo de|del|de|este|a)(?: el| la| mes de| todo el| todo| solo| "
            rf"año)*? ?{PAST}{PART}(?P<a>{{d}})"
        ),
        r"\baño (?P<a>{d})",
    ),
    baselines=(
        (
            r"\b(?:en comparación|comparado|comparada|comparados|respecto|frente)(?: (?:con|a|al|de|"
            r"del))*(?: el| la| los| las)? ?(?:[^\W\d_]+ ){0,2}?(?:en |de )?(?P<a>{d})"
        ),
        r"\bque en (?P<a>{d})",
        r"\b(?:baj[oa]|alt[oa]|elevad[oa]|peor|mayor|menor|grave|mort[ií]fer[oa]) (?:[^\W\d_]+ ){0,2}desde (?P<a>{d})",
    ),
    breaks=(
        r"\bmientras que\b",
        r"\bmientras\b",
        r"\bfrente al?\b",
        r"\ben comparación\b",
        r"\bcomparado\b",
        r"\bdespués de haber\b",
        r"\ben cambio\b",
    ),
    pers=(
        (
            "day",
            rf"al d[ií]a{NO_TIME}|por d[ií]a|diari[oa]s?|diariamente|cada d[ií]a|todos los d[ií]as|/d[ií]a",
        ),
        ("week", rf"a la semana{NO_TIME}|por semana|semanal(?:es)?|semanalmente|cada semana|/semana"),
        ("month", rf"al mes{NO_TIME}|por mes|mensual(?:es)?|mensualmente|cada mes|/mes"),
        ("year", rf"al año{NO_TIME}|por año|anual(?:es)?|anualmente|cada año|/año"),
        ("hour", r"por hora|a la hora|cada hora|/h"),
        *PER_PIECE,
        ("person", r"por persona|por habitante|per c[aá]pita|/persona"),
        ("kg", r"por kilo(?:gramo)?|el kilo|/kg"),
        ("litre", r"por litro|el litro"),
    ),
    per_number=r"(?<=[^\W\d_] )(?:por cada|por|de cada) (?P<n>{n})",
    pers_before=(
        ("day", r"(?:media|promedio) diari[oa] de"),
        ("week", r"(?:media|promedio) semanal de"),
        ("month", r"(?:media|promedio) mensual de"),
        ("year", r"(?:media|promedio) anual de"),
    ),
    windows=(
        (
            r"\b(?:en|durante|a lo largo de|en un plazo de|en l[oa]s [uú]ltim[oa]s|en apenas|en solo|en "
            r"sólo)(?: l[oa]s| es[oa]s| est[oa]s)? (?P<w>{n}(?:{unit}))"
        ),
    ),
    bases=(
        (
            rf"(?P<part>{{n}})(?:{{unit}})?(?: (?!y |o |a ){W}){{0,4}} (?:de un total de|de entre|de los|"
            rf"de las|sobre un total de|entre l[oa]s) (?:un[oa]s |cerca de )?(?P<base>{{n}})"
        ),
        r"(?P<part>{n})(?:{unit})? de (?:l[oa]s |est[oa]s |es[oa]s )?(?P<base>{n})",
    ),
    base_lead=(r"(?:^|, |; )(?:de|de entre|entre) (?:l[oa]s |un total de )(?P<base>{n})",),
    base_fore=(
        (
            r"\b(?:de ell[oa]s|de entre ell[oa]s|entre ell[oa]s|de l[oa]s cuales|de l[oa]s que|"
            r"incluid[oa]s)\b"
        ),
    ),
    base_back=(r"de ell[oa]s|de entre ell[oa]s|entre ell[oa]s|de l[oa]s cuales|de l[oa]s que|de ese total",),
    according=(
        (
            r"\b(?:según|de acuerdo (?:con|a)|conforme a|a juicio de|en palabras de|a decir de)(?: (?:el "
            r"último|los|las|un|una|el|la)(?![^\W\d_]))?(?: (?:últimos?|últimas?|nuevos?|nuevas?|"
            r"recientes?)(?![^\W\d_]))?(?: (?:datos|cifras|estimaciones|estadísticas|balance|informe|"
            r"recuento|cálculos|registros|información|comunicado)(?![^\W\d_]))?(?: (?:oficiales|"
            r"preliminares|publicad[oa]s?|facilitad[oa]s?|difundid[oa]s?|recopilad[oa]s?|anual|"
            r"emitid[oa]s?|actualizad[oa]s?)(?![^\W\d_]))?(?: (?:de|del|por|que)(?![^\W\d_]))? ?"
        ),
        r"\b(?:según|tal y como|como) (?:lo )?(?:"
        + SAID.replace("(?:ha |han |había )?", "")
        + r")(?: (?:este |el |la |en )?(?:pasado )?{d})? ",
        (
            r"\b(?:informad[oa]s?|publicad[oa]s?|registrad[oa]s?|difundid[oa]s?|anunciad[oa]s?|"
            r"facilitad[oa]s?|recogid[oa]s?|documentad[oa]s?|contabilizad[oa]s?|notificad[oa]s?|reportad[oa]s?|"
            r"denunciad[oa]s?|detectad[oa]s?|confirmad[oa]s?|verificad[oa]s?|constatad[oa]s?|recopilad[oa]s?|"
            r"elaborad[oa]s?|citad[oa]s?|aportad[oa]s?|ofrecid[oa]s?|dad[oa]s? a conocer|contad[oa]s?)(?: {d})? por "
        ),
        rf"(?:^|, )para (?=(?:el |la |los |las )?{_SPEAKER}[^{{stop}}]{{0,50}}, )",
        r"\bque (?:manejan?|dan?|ofrecen?|cit[ae]n?|barajan?|aportan?) (?=(?:el |la |los |las )?[^\W\d_])",
        r"\bcitando a (?=[^\W\d_])",
        (
            rf"\b(?:el |los |las )?(?:[uú]ltim[oa]s? )?(?:balance|recuento|datos|cifras|c[aá]lculos|estimaciones)"
            rf"(?: (?:oficial(?:es)?|provisional(?:es)?|preliminar(?:es)?|actualizad[oa]s?))? "
            rf"(?:de la |de los |de las |del |de )(?={_SPEAKER})"
        ),
        r"\b(?:datos|cifras|informe) (?:de|del) (?=[^\W\d_])",
    ),
    said=(SAID, *saying.SAID["es"], bodies.WEAK["es"]),
    said_first=(
        rf"\b(?:{SAID})(?: (?:este |el |ayer |hoy )?(?:pasado )?(?:{{d}})?)?,? (?={names_es.SPEAKING})",
        r"(?<=, )se (?:quej|lament|felicit|alarm|indign|alegr|jact)(?:a|an|ó|aron) (?=[^\W\d_])",
        (
            rf"(?<=, )(?!según|para|entre|contra|hasta|sobre|ante|desde|durante|mientras|incluid|como|tras|"
            rf"con|sin|por|bajo|"
            rf"pero|aunque|además|salvo|excepto|cuando|donde|junto|frente|[^ ]+ndo )"
            rf"(?:se |lo |ha |han )?[^\W\d_]{{3,}}(?: (?:este |el )?{{d}})? "
            rf"(?=(?:el |la |los |las |una? |sus? ){_SPEAKER}[^{{stop}}]{{0,60}}(?:[.,;]|$))"
        ),
    ),
    tallied=(TALLIED,),
    name=names_es.NAME,
    articles=names_es.ARTICLES,
    anaphors=(
        (
            r"(?:la|el|dicha|dicho|esta|este) (?:organización|agencia|oficina|institución|ong|ministerio|"
            r"informe|comunicado|cartera|organismo)"
        ),
        r"ella|él",
    ),
    owned=names_es.OWNED,
    negations=(r"\b(?:no|ningun[oa]?|ningún|ni|nunca|jamás|sin)\b",),
    targets=(
        (
            r"\b(?:deb(?:e|en|ía|ían|erían|ería)|tendría[n]? que|tenían? que|prev(?:é|én|eía|eían|"
            r"ist[oa]s?)|prometid[oa]s?|promet\w+|se compromet\w+|estipula\w*|establec\w+|acordad[oa]s?|"
            r"pactad[oa]s?|convenid[oa]s?|previst[oa]s?|"
            r"objetivo|esperad[oa]s?|necesari[oa]s?|requerid[oa]s?|se supone|está previsto|"
            r"exig\w+|hacen falta|cupo)\b"
        ),
    ),
    quotes=(("«", "»"), ("“", "”"), ('"', '"')),
    ranks=(
        (
            rf"\b(?:el|la|su) (?P<n>{{n}}) (?!trimestre|semestre|mes|año|d[ií]a|semana|vez|mandato|guerra|"
            rf"fase|parte|mitad|vuelta)(?:{W} )(?:m[aá]s |con |en |del |de |que |a |{W} (?:en |de |del |"
            rf"que ))"
        ),
        (
            r"\b(?P<n>{n}) (?:país|ciudad|estado|gobierno|universidad|empresa|banco|productor|exportador|"
            r"importador|proveedor|cliente|socio) (?:europe[oa] |mundial |árabe )?(?:en|de|del|que|"
            r"mundial)\b"
        ),
        r"\b(?:en|el|al|ocupa el) (?P<n>{n}) (?:lugar|puesto|posición)\b",
    ),
    bans=(
        (
            r"\b(?:proh[ií]b\w+|vet(?:ó|a|ado|ada|aron)|suspend\w+|bane\w+)(?: (?:el|la|los|las|toda|todo|"
            r"a|al|su|que|exportar|importar|vender))\b"
        ),
        r"\b(?:embargo|prohibición|boicot|veto) (?:a|al|de|del|total|sobre)\b",
    ),
    votes=(
        r"\b(?:vot\w+|aprob\w+|adopt\w+|rechaz\w+)(?: [^\W\d_]+){0,6} (?:por|con) {n}(?: votos)?",
        r"\b{n} votos? (?:a favor|en contra|contra|afirmativos)",
        r"\b(?:votó|votaron|ha votado|han votado) (?:a favor|en contra|por|contra|la|el)",
    ),
    rulings=(
        (
            r"\b(?:tribunal|corte|juez|jueza|juzgado|justicia|audiencia|supremo|cij|cpi)\b(?: "
            r"[^\W\d_]+){0,5} (?:ordenó|falló|condenó|dictaminó|rechazó|anuló|sentenció|resolvió|ha "
            r"ordenado|ha condenado|dictó|absolvió)"
        ),
        (
            r"\b(?:sentencia|fallo|auto|condenad[oa]s?) (?:del?|por)(?: la| el)? (?:tribunal|corte|juez|"
            r"jueza|juzgado|audiencia|supremo)"
        ),
    ),
    places=names_es.PLACES,
    in_place=(
        (
            r"\b(?:en|de|del|a|al|hacia|desde|por|entre|sobre|dentro de|a través de)(?: la| el| los| las| "
            r"toda la| todo el)? ?(?:(?:norte|sur|este|oeste|franja|ciudad|provincia|región|resto)(?: de "
            r"la| de| del)? )?"
        ),
    ),
    stops=frozenset(STOPS.split()),
)
