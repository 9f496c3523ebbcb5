"""Names in Spanish: what a name of a source looks like, well-known bodies and places, and their names in English."""

from __future__ import annotations

_CAP = (
    r"(?:(?!(?:El|La|Los|Las|Un|Una|Unos|Unas|En|De|Del|Al|Se|No|Por|Según|Más|Cerca|Hasta|Desde|"
    r"Este|Esta|Para|Pero|Y|Su|Sus|Lo|Que|Casi)(?![^\W\d_]))[A-ZÁÉÍÓÚÜÑ][^\W\d_]*(?:-[^\W\d_]+)*)"
)
_HEAD = (
    r"(?:Canal [0-9]{1,2}|[Mm]inisteri[oa]s?|[Mm]inistr[oa]|[Oo]ficina|[Aa]utoridades|[Gg]obierno|"
    r"[Aa]gencia|[Cc]omité|[Pp]residencia|[Pp]ortavoz|[Ee]jército|"
    r"[Pp]olicía|[Dd]efensa [Cc]ivil|[Mm]edia [Ll]una [Rr]oja|[Oo]bservatorio|[Oo]rganización|"
    r"[Ss]ervicios?|[Ii]nstituto|[Cc]entro|"
    r"[Rr]elator[a]?|[Aa]lto [Cc]omisionado|[Pp]rograma|[Ff]ondo|[Cc]omisión|[Cc]onsejo|[Gg]rupo|"
    r"[Cc]lúster|[Pp]eriódico|[Dd]iario|"
    r"[Pp]resident[ea]|[Dd]irector[a]?|[Ss]ecretari[oa]|[Jj]ef[ea]|[Cc]oordinador[a]?|"
    r"[Aa]yuntamiento|[Ss]indicato|[Aa]sociación|"
    r"[Ff]ederación|[Ff]undación|[Hh]ospital|[Ff]uentes?|ONG|[Rr]ed|[Dd]efensoría|[Ff]iscalía|[Bb]anco|"
    r"[Ff]uncionari[oa]s|[Mm]édic[oa]s|[Tt]estigos|[Vv]ecinos|[Ee]xpertos|[Rr]esponsables|[Aa]lcald(?:e|esa)|"
    r"[Oo]posición|[Ss]ocorristas|[Bb]omberos|[Rr]escatistas|[Ii]nvestigador[ea]s|[Ff]iscal|[Aa]lcaldía|[Gg]obernador[a]?)"
)
_JOIN = r"(?:de|del|de la|de los|de las|para|para la|para los|y|e|sobre|sin|en|al|el|la|los|las)"
_LOWER = (
    r"(?:sanidad|salud|gazatí|palestin[oa]s?|israelíes|israelí|libanés|libanesa|siri[oa]|"
    r"español[a]?|defensa|interior|exteriores|asuntos|"
    r"prensa|medios|comunicación|sanitarias?|locales|nacional|general|gubernamental|"
    r"humanitari[oa]s?|refugiados|coordinación|"
    r"estadística|alimentari[oa]s?|mundial|internacional|derechos|humanos|civil|militar|oficial|"
    r"oficiales|hospitalarias|médicas|"
    r"judiciales|seguridad|especial|adjunt[oa]|estado|electoral|municipal|central|económic[oa]s?)"
)
SPEAKING = (
    "el |la |los |las |fuentes |médic|funcionari|testigos |autoridades |vecinos |expertos |responsables "
)
NAME = (
    rf"(?:{_HEAD}(?:e?s)?(?![^\W\d_])(?: (?:{_JOIN} ){{0,2}}(?:{_CAP}|{_LOWER}))*|"
    rf"{_CAP}(?: (?:{_JOIN} ){{0,2}}{_CAP})*)"
)
ARTICLES = (
    r"(?:[Ee]l |[Ll]a |[Ll]os |[Ll]as |[Uu]na? |[Dd]el? |[Aa]l? )?(?:ONG |organización |"
    r"asociación |propi[oa] )?"
)

_IN_GAZA = r" (?:de|en) (?:la Franja de )?Gaza| gazatí| de la Franja"
_BODIES = (
    (
        (
            rf"[Oo]ficina (?:de (?:[Mm]edios|[Pp]rensa|[Cc]omunicación|[Ii]nformación) (?:del [Gg]obierno|"
            rf"[Gg]ubernamental)|[Gg]ubernamental de (?:[Mm]edios|[Pp]rensa|[Cc]omunicación|"
            rf"[Ii]nformación))(?:{_IN_GAZA})?"
        ),
        "Gaza Government Media Office",
    ),
    (
        (
            rf"[Mm]inisterio de (?:[Ss]anidad|[Ss]alud)(?: palestino)?(?:{_IN_GAZA}|, controlado por Hamás|"
            rf" del enclave)"
        ),
        "Ministry of Health in Gaza",
    ),
    (
        (
            r"[Mm]inisterio de (?:[Ss]anidad|[Ss]alud) palestino|[Mm]inisterio palestino de (?:[Ss]anidad|"
            r"[Ss]alud)"
        ),
        "Palestinian Ministry of Health",
    ),
    (
        (
            r"[Mm]inisterio de (?:[Ss]anidad|[Ss]alud)(?: [Pp]ública)? libanés|[Mm]inisterio libanés de "
            r"(?:[Ss]anidad|[Ss]alud)"
        ),
        "Lebanese Ministry of Health",
    ),
    (r"[Mm]inisterio de (?:[Ss]anidad|[Ss]alud)", "Ministry of Health"),
    (rf"[Aa]utoridades (?:sanitarias|de salud)(?:{_IN_GAZA})", "Health authorities in Gaza"),
    (rf"[Dd]efensa [Cc]ivil(?: palestina)?(?:{_IN_GAZA})", "Civil Defence in Gaza"),
    (r"[Dd]efensa [Cc]ivil", "Civil Defence"),
    (r"(?:ONU|Naciones Unidas|[Oo]rganización de las Naciones Unidas)", "UN"),
    (
        (
            r"OCHA|[Oo]ficina (?:de (?:la ONU|(?:las )?Naciones Unidas) )?(?:para la|de) [Cc]oordinación "
            r"de (?:los )?[Aa]suntos [Hh]umanitarios(?: \(OCHA\))?"
        ),
        "OCHA",
    ),
    (
        (
            r"ACNUDH|[Oo]ficina (?:de (?:la ONU|(?:las )?Naciones Unidas) )(?:para|de) (?:los "
            r")?[Dd]erechos [Hh]umanos|[Aa]lto [Cc]omisionado (?:de (?:la ONU|(?:las )?Naciones Unidas) "
            r")?para los [Dd]erechos [Hh]umanos"
        ),
        "OHCHR",
    ),
    (r"ACNUR|[Aa]gencia de la ONU para los [Rr]efugiados", "UNHCR"),
    (r"PMA|[Pp]rograma [Mm]undial de [Aa]limentos", "World Food Programme"),
    (r"OMS|[Oo]rganización [Mm]undial de la [Ss]alud", "World Health Organization"),
    (r"UNICEF|Unicef", "UNICEF"),
    (r"UNRWA", "UNRWA"),
    (r"FAO", "FAO"),
    (r"Amnistía Internacional", "Amnesty International"),
    (
        r"CICR|[Cc]omité [Ii]nternacional de la [Cc]ruz [Rr]oja|[Cc]ruz [Rr]oja",
        "International Committee of the Red Cross",
    ),
    (r"MSF|[Mm]édicos [Ss]in [Ff]ronteras", "Doctors Without Borders"),
    (r"[Mm]edia [Ll]una [Rr]oja [Pp]alestina", "Palestine Red Crescent Society"),
    (r"[Ee]jército (?:de Israel|israelí)", "Israeli army"),
    (r"CIJ|[Cc]orte [Ii]nternacional de [Jj]usticia", "International Court of Justice"),
    (r"CPI|[Cc]orte [Pp]enal [Ii]nternacional", "International Criminal Court"),
    (r"[Bb]anco [Mm]undial", "World Bank"),
    (r"FMI|[Ff]ondo [Mm]onetario [Ii]nternacional", "International Monetary Fund"),
    (r"[Cc]onsejo de [Ss]eguridad(?: de la ONU)?", "UN Security Council"),
    (r"Unión Europea", "European Union"),
    (r"Comisión Europea", "European Commission"),
    (r"Reporteros [Ss]in [Ff]ronteras|RSF", "Reporters Without Borders"),
    (
        r"[Oo]bservatorio [Ss]irio(?: de| para los) [Dd]erechos [Hh]umanos",
        "Syrian Observatory for Human Rights",
    ),
)
_OFFICES = (
    ("[Ii]nterior", "Interior"),
    ("[Aa]suntos [Ee]xteriores|[Ee]xteriores|[Rr]elaciones [Ee]xteriores", "Foreign Affairs"),
    ("[Dd]efensa", "Defence"),
    ("[Hh]acienda|[Ff]inanzas", "Finance"),
    ("[Ee]ducación", "Education"),
    ("[Aa]gricultura", "Agriculture"),
    ("[Jj]usticia", "Justice"),
    ("[Ss]anidad|[Ss]alud", "Health"),
    ("[Tt]rabajo", "Labour"),
)
_VOICE = r"(?:[Pp]ortavoz (?:de la |de los |de las |del |de ))?"
_KIND_OF = (
    r"(?:[Dd]iario|[Pp]eriódico|[Aa]gencia(?: de noticias)?|[Cc]adena|ONG|[Rr]evista|[Ss]emanario|[Ee]misora|"
    r"[Oo]rganización (?:humanitaria|no gubernamental|benéfica)) (?P<who>[A-ZÁÉÍÓÚ].*)"
)
OWNED = (
    (_KIND_OF, "{who}"),
    *tuple((f"{_VOICE}(?:{pattern})", name) for pattern, name in _BODIES),
    *tuple(
        (rf"[Mm]inisterio (?:de |del |de la )(?:{words})(?:{where})", f"Ministry of {name}{place}")
        for words, name in _OFFICES
        for where, place in (
            (r" (?:de|en) (?:la Franja de )?Gaza", " in Gaza"),
            (r" (?:de|en|del) (?:el )?Líbano| libanés", " in Lebanon"),
            (r" (?:de|en) Sudán| sudanés", " in Sudan"),
            (r" (?:de|en|del) Yemen| yemení", " in Yemen"),
            (r" (?:de|en) Siria| sirio", " in Syria"),
            (r" (?:de|en) Ucrania| ucraniano", " in Ukraine"),
            (r" (?:de|en) España| español", " in Spain"),
            ("", ""),
        )
    ),
)
PLACES = {
    "donetsk": "Donetsk",
    "lugansk": "Luhansk",
    "luhansk": "Luhansk",
    "franja de gaza": "Gaza Strip",
    "franja": "Gaza Strip",
    "gaza": "Gaza",
    "ciudad de gaza": "Gaza City",
    "enclave": "Gaza Strip",
    "enclave palestino": "Gaza Strip",
    "cisjordania": "West Bank",
    "cisjordania ocupada": "West Bank",
    "jerusalén": "Jerusalem",
    "jerusalén este": "East Jerusalem",
    "rafah": "Rafah",
    "rafá": "Rafah",
    "jan yunis": "Khan Younis",
    "yabalia": "Jabalia",
    "yenín": "Jenin",
    "nablus": "Nablus",
    "hebrón": "Hebron",
    "tulkarem": "Tulkarm",
    "ramala": "Ramallah",
    "belén": "Bethlehem",
    "beirut": "Beirut",
    "damasco": "Damascus",
    "alepo": "Aleppo",
    "bagdad": "Baghdad",
    "el cairo": "Cairo",
    "jartum": "Khartoum",
    "el fasher": "El Fasher",
    "darfur": "Darfur",
    "mundo": "world",
    "todo el mundo": "world",
    "planeta": "world",
    "unión europea": "European Union",
    "europa": "Europe",
    "estados unidos": "United States",
    "ee.uu.": "United States",
    "eeuu": "United States",
    "reino unido": "United Kingdom",
    "kiev": "Kyiv",
    "palestina": "Palestine",
    "kerem shalom": "Kerem Shalom",
    "madrid": "Madrid",
    "bruselas": "Brussels",
}
