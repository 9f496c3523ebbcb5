"""Names in French: what a name of a source looks like, well-known bodies and places, and their names in English."""

from __future__ import annotations

_CAP = (
    r"(?:(?!(?:Le|La|Les|Un|Une|Il|Elle|On|En|Au|Aux|Du|De|Des|Plus|Près|Selon|Ce|Cette|Ces|Dans|"
    r"Pour|Depuis|Sur|Et|Mais|Ne|Se|Si|Quelque|Environ|"
    r"Jusqu)(?![^\W\d_]))[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ][^\W\d_]*(?:['-][^\W\d_]+)*)"
)
_HEAD = (
    r"(?:[Mm]inist(?:ère|re)s?|[Bb]ureau|[Aa]utorités?|[Gg]ouvernement|[Aa]gence|[Oo]ffice|"
    r"[Cc]omité|[Pp]résidence|[Pp]orte-parole|"
    r"[Aa]rmée|[Pp]olice|[Dd]éfense civile|[Cc]roissant-[Rr]ouge|[Oo]bservatoire|[Oo]rganisation|"
    r"[Ss]ervices?|[Ii]nstitut|[Cc]entre|"
    r"[Rr]apporteure?|[Hh]aut[- ][Cc]ommissariat|[Pp]rogramme|[Ff]onds|[Cc]ommission|[Cc]onseil|"
    r"[Cc]ellule|[Cc]luster|[Gg]roupe|"
    r"[Jj]ournal|[Pp]résidente?|[Dd]irecteur|[Dd]irectrice|[Ss]ecrétaire|[Cc]hef|[Cc]oordinateur|"
    r"[Cc]oordinatrice|[Mm]airie|[Pp]réfecture|"
    r"[Ss]yndicat|[Aa]ssociation|[Ff]édération|[Ff]ondation|[Hh]ôpital|[Ss]ource|[Ss]ources|[Oo]NG|[Bb]anque|[Nn]ations|[Uu]nion|[Cc]our|[Cc]roix-[Rr]ouge|"
    r"[Mm]édecins|[Ss]ecouristes|[Rr]esponsables|[Hh]abitants|[Tt]émoins|[Ee]xperts|[Mm]aire|[Pp]rocureure?|"
    r"[Pp]ompiers|[Cc]hercheurs|[Oo]pposition|[Ee]nquêteurs|[Éé]conomistes|[Pp]résidence|[Gg]endarmerie|[Pp]arquet|[Ss]ecours)"
)
_JOIN = r"(?:d[eu]|des|de la|de l'|d'|pour|aux|et|sur|sans|en|à|au|l'|la|les|le)"
_LOWER = (
    r"(?:santé|gazaoui|palestinien(?:ne)?|israélien(?:ne)?|libanais|syrien|français|défense|"
    r"intérieur|affaires|étrangères|médias|"
    r"presse|sanitaires?|locales?|nationale?|générale?|gouvernemental|gouvernement|humanitaires?|réfugiés|"
    r"coordination|statistiques?|locaux|régionaux|municipaux|centrale?|municipale?|électorale?|"
    r"alimentaire|mondiale?|internationale?|droits|homme|civile|militaires?|officielle?|"
    r"onusien(?:ne)?|officielles|hospitalières?|"
    r"médicales?|judiciaires?|secours|information|communication|éducation|agriculture|justice|"
    r"enfance|commissaire|rapporteur|"
    r"secrétaire|unies|européenne|sécurité|pénale|alimentation|spéciale?|adjointe?|état)"
)
MEANS = r"\b(?:(?:prix|salaire|loyer|coût|revenu|âge|délai) moyen|(?:dépense|durée|température|pension) moyenne)\b"
NAME = rf"(?:{_HEAD}s?(?![^\W\d_])(?: (?:{_JOIN} ?)*(?:{_CAP}|{_LOWER}))*|{_CAP}(?: (?:{_JOIN} ?){{0,2}}{_CAP})*)"
ARTICLES = (
    r"(?:[Ll]e |[Ll]a |[Ll]es |[Ll]'|[Uu]ne? |[Dd]es |[Dd]u |[Dd]e la |[Dd]e l'|[Dd]'|[Dd]e |qu'|"
    r"[Dd]u |[Aa]u )?(?:ONG |ong |organisation |association )?"
)

_IN_GAZA = r" (?:de |à |dans )(?:la bande de )?Gaza"
_BODIES = (
    (
        (
            rf"[Bb]ureau (?:gouvernemental des médias|des médias du gouvernement|de presse gouvernemental|"
            rf"médias du gouvernement)(?:{_IN_GAZA})?"
        ),
        "Gaza Government Media Office",
    ),
    (
        (
            rf"[Mm]inistère (?:de la )?[Ss]anté (?:palestinien )?(?:{_IN_GAZA[1:]}|gazaoui|du Hamas|dirigé "
            rf"par le Hamas)"
        ),
        "Ministry of Health in Gaza",
    ),
    (
        r"[Mm]inistère palestinien de la [Ss]anté|[Mm]inistère de la [Ss]anté palestinien",
        "Palestinian Ministry of Health",
    ),
    (
        r"[Mm]inistère libanais de la [Ss]anté|[Mm]inistère de la [Ss]anté libanais",
        "Lebanese Ministry of Health",
    ),
    (r"[Mm]inistère de la [Ss]anté", "Ministry of Health"),
    (rf"[Aa]utorités sanitaires(?:{_IN_GAZA})", "Health authorities in Gaza"),
    (rf"[Dd]éfense civile(?: palestinienne)?(?:{_IN_GAZA})", "Civil Defence in Gaza"),
    (r"[Dd]éfense civile", "Civil Defence"),
    (r"(?:l')?ONU|[Nn]ations [Uu]nies|[Oo]rganisation des Nations [Uu]nies", "UN"),
    (
        (
            r"(?:l')?OCHA|[Bb]ureau (?:des Nations [Uu]nies|de l'ONU)? ?(?:pour|de) la coordination des "
            r"affaires humanitaires(?: \(OCHA\))?|[Bb]ureau de coordination des affaires humanitaires"
        ),
        "OCHA",
    ),
    (r"HCDH|[Hh]aut[- ][Cc]ommissariat (?:des Nations [Uu]nies |de l'ONU )?aux droits de l'homme", "OHCHR"),
    (
        r"HCR|[Hh]aut[- ][Cc]ommissariat (?:des Nations [Uu]nies |de l'ONU )?(?:pour les|aux) réfugiés",
        "UNHCR",
    ),
    (r"PAM|[Pp]rogramme [Aa]limentaire [Mm]ondial", "World Food Programme"),
    (r"OMS|[Oo]rganisation [Mm]ondiale de la [Ss]anté", "World Health Organization"),
    (r"(?:l')?Unicef|UNICEF", "UNICEF"),
    (r"(?:l')?UNRWA|Unrwa", "UNRWA"),
    (r"FAO", "FAO"),
    (
        r"CICR|[Cc]omité [Ii]nternational de la [Cc]roix-[Rr]ouge|[Cc]roix-[Rr]ouge",
        "International Committee of the Red Cross",
    ),
    (r"MSF|[Mm]édecins sans [Ff]rontières", "Doctors Without Borders"),
    (r"[Cc]roissant-[Rr]ouge palestinien", "Palestine Red Crescent Society"),
    (r"(?:l')?[Aa]rmée israélienne|Tsahal", "Israeli army"),
    (r"CIJ|[Cc]our [Ii]nternationale de [Jj]ustice", "International Court of Justice"),
    (r"CPI|[Cc]our [Pp]énale [Ii]nternationale", "International Criminal Court"),
    (r"[Bb]anque [Mm]ondiale", "World Bank"),
    (r"FMI|[Ff]onds [Mm]onétaire [Ii]nternational", "International Monetary Fund"),
    (r"[Cc]onseil de [Ss]écurité(?: de l'ONU)?", "UN Security Council"),
    (r"[Uu]nion européenne", "European Union"),
    (r"[Rr]eporters sans frontières|RSF", "Reporters Without Borders"),
    (r"Sipri|SIPRI|[Ii]nstitut international de recherche sur la paix de Stockholm", "SIPRI"),
    (r"[Oo]bservatoire syrien des droits de l'homme|OSDH", "Syrian Observatory for Human Rights"),
    (r"[Cc]ommission européenne", "European Commission"),
)
_OFFICES = (
    ("[Ii]ntérieur", "Interior"),
    ("[Aa]ffaires étrangères", "Foreign Affairs"),
    ("[Dd]éfense", "Defence"),
    ("[Ff]inances", "Finance"),
    ("[Éé]ducation", "Education"),
    ("[Aa]griculture", "Agriculture"),
    ("[Jj]ustice", "Justice"),
    ("[Ss]anté", "Health"),
    ("[Tt]ravail", "Labour"),
)
_VOICE = r"(?:[Pp]orte-parole (?:de la |de l'|du |des |de |d'))?"
_KIND_OF = (
    r"(?:[Jj]ournal|[Qq]uotidien|[Aa]gence(?: de presse)?|[Cc]haîne|ONG|[Mm]agazine|[Hh]ebdomadaire|[Ss]ite|"
    r"[Oo]rganisation (?:humanitaire|non gouvernementale|caritative)) (?P<who>[A-ZÉÈÀ].*)"
)
OWNED = (
    (_KIND_OF, "{who}"),
    *tuple((f"{_VOICE}(?:{pattern})", name) for pattern, name in _BODIES),
    *tuple(
        (rf"[Mm]inistère (?:de la |de l'|des |du )(?:{words})(?:{where})", f"Ministry of {name}{place}")
        for words, name in _OFFICES
        for where, place in (
            (r" (?:de |à |dans la bande de |de la bande de )Gaza", " in Gaza"),
            (r" (?:au |du )Liban| libanais", " in Lebanon"),
            (r" (?:au |du )Soudan| soudanais", " in Sudan"),
            (r" (?:au |du )Yémen| yéménite", " in Yemen"),
            (r" (?:en |de )Syrie| syrien", " in Syria"),
            (r" (?:en |d')Ukraine| ukrainien", " in Ukraine"),
            ("", ""),
        )
    ),
    *tuple(
        (rf"[Mm]inistère {adjective} (?:de la |de l'|des |du )(?:{words})", f"Ministry of {name} in {place}")
        for words, name in _OFFICES
        for adjective, place in (
            ("syrien", "Syria"),
            ("soudanais", "Sudan"),
            ("ukrainien", "Ukraine"),
            ("libanais", "Lebanon"),
        )
    ),
)
PLACES = {
    "donetsk": "Donetsk",
    "louhansk": "Luhansk",
    "lougansk": "Luhansk",
    "bande de gaza": "Gaza Strip",
    "gaza": "Gaza",
    "ville de gaza": "Gaza City",
    "gaza-ville": "Gaza City",
    "enclave": "Gaza Strip",
    "enclave palestinienne": "Gaza Strip",
    "territoire palestinien": "Palestinian territory",
    "cisjordanie": "West Bank",
    "cisjordanie occupée": "West Bank",
    "jérusalem": "Jerusalem",
    "jérusalem-est": "East Jerusalem",
    "rafah": "Rafah",
    "khan younès": "Khan Younis",
    "khan younis": "Khan Younis",
    "jabalia": "Jabalia",
    "jénine": "Jenin",
    "naplouse": "Nablus",
    "hébron": "Hebron",
    "tulkarem": "Tulkarm",
    "ramallah": "Ramallah",
    "bethléem": "Bethlehem",
    "israël": "Israel",
    "beyrouth": "Beirut",
    "damas": "Damascus",
    "alep": "Aleppo",
    "bagdad": "Baghdad",
    "le caire": "Cairo",
    "khartoum": "Khartoum",
    "el-fasher": "El Fasher",
    "darfour": "Darfur",
    "monde": "world",
    "monde entier": "world",
    "planète": "world",
    "union européenne": "European Union",
    "europe": "Europe",
    "syrie": "Syria",
    "états-unis": "United States",
    "royaume-uni": "United Kingdom",
    "kiev": "Kyiv",
    "palestine": "Palestine",
    "kerem shalom": "Kerem Shalom",
    "paris": "Paris",
    "bruxelles": "Brussels",
}
