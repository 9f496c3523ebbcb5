"""English words around sources and places: who says it, what a source is called, where it is."""

from __future__ import annotations

_STUDY = (
    r"(?:data|figures?|statistics|numbers|estimates?|records?|reports?|statements?|stud(?:y|"
    r"ies)|surveys?|polls?|analys[ie]s|counts?|tall(?:y|ies)|research|assessments?|documents?|"
    r"information|updates?|findings|bulletins?|forecasts?|projections?|calculations?|results?|briefings?)"
)
_ADJ = (
    r"(?:(?:new|latest|recent|official|preliminary|annual|its|joint|separate|internal|"
    r"own|weekly|daily|monthly|press|news|provisional|initial|revised|updated|fresh|unofficial|public|internal|"
    r"quarterly|early|partial|final|customs|police|hospital|court|government|satellite) ){0,2}"
)
ACCORDING = (
    (
        rf"\baccording to (?:(?:an?|the|some) )?{_ADJ}{_STUDY} (?:(?:released|published|issued|"
        rf"compiled|collected|provided|cited|gathered|made|carried out|conducted|obtained) "
        rf")?(?:by|from|of)\b"
    ),
    r"\baccording to\b",
    r"\bas (?:reported|stated|recorded|documented|counted|estimated|announced|told|noted|claimed|cited) by\b",
    (
        r"\b(?:reported|recorded|documented|counted|estimated|announced|compiled|verified|"
        r"published|released|tallied|registered|confirmed|cited|quoted|logged|tracked|listed|notified) by\b"
    ),
    (
        r"\b(?:figures?|numbers?|toll|count|total|estimates?|tally|data)\b[^,;:.]{0,40},? (?:given|supplied|provided|"
        r"shared|put forward|circulated) by\b|, (?:a (?:figure|number|toll|count|total) )?(?:given|put forward) by\b"
    ),
    r"\bby (?:the|its own|an?) (?:count|tally|reckoning|estimates?|figures|calculation|account|records) of\b",
    (
        rf"\b{_STUDY} (?:(?:released|published|issued|compiled|collected|provided|gathered|"
        rf"reaching|obtained|reported) )?(?:by|from|of|reaching)(?= [^{{stop}}]{{1,60}} (?:shows?|"
        rf"showed|says?|said|suggests?|indicates?|reveals?|puts?|found|finds?|reported|that|gave|gives?)\b)"
    ),
    (
        r"\b(?:in the words of|in the view of|citing|quoting|cites|cited|per)\b(?! (?:day|"
        r"week|month|year|cent|capita|person|head|hour))"
    ),
    r"\bby (?=[^{stop}]{1,40}'s? (?:own |official )?(?:count|tally|reckoning|estimates?|figures)\b)",
    r"\btold by\b|\bsays?(?= [A-Z])",
)
_AUX = r"(?:(?:has|have|had|also|later|now|then|is|are|was|were|further|since|again) ){0,2}"
SAID = (
    (
        rf"{_AUX}(?:said|says|say|reported|reports|announced|announces|stated|states|told|tells|"
        rf"claimed|claims|confirmed|"
        r"confirms|declared|declares|warned|warns|noted|notes|added|adds|explained|explains|"
        r"revealed|reveals|disclosed|"
        r"discloses|indicated|indicates|argued|argues|asserted|asserts|insisted|insists|alleged|alleges|suggested|"
        r"acknowledged|admitted|tweeted|wrote|writes|posted|testified|saying|reporting|put(?=s? "
        r"[^{stop}]{0,60} at )s?|gave(?= {n} as)|gives(?= {n} as)|"
        r"pointed out|points out)"
    ),
)
TALLIED = (
    (
        rf"{_AUX}(?:counted|counts|recorded|records|documented|documents|registered|registers|"
        rf"estimated|estimates|estimate|"
        r"tallied|verified|verifies|found that|finds that|found|calculated|calculates|logged|"
        r"identified|listed|lists|"
        r"tracked|projects|projected|predicted|predicts|forecast|forecasts)"
    ),
)
SAID_GAP = (
    r"(?:'s)?(?: (?:new|latest|annual|recent|official|own|spokes(?:man|woman|person)|report|"
    r"study|survey|statement|data|figures|article|poll)){1,3}"
)
SAID_FIRST: tuple[str, ...] = (r"[\"”»],? (?:said|says|wrote|added|tweeted|claimed)(?= )",)

# A plural that owns what follows belongs to the name: "Prisoners' Media Office".
_CAP = r"[A-Z][\w&.]*(?:['-][A-Z]?\w+)*(?:(?<=s)'(?= [A-Z]))?"
_HEAD = (
    r"(?:ministry|ministries|authorit(?:y|ies)|officials?|offices?|agency|agencies|polices?|"
    r"military|army|government|"
    r"spokes(?:man|woman|person|people)|medics|doctors|rescuers|prosecutors?|rapporteur|"
    r"commission(?:er)?|department|"
    r"bureau|institute|university|organi[sz]ations?|group|groups|union|committee|council|"
    r"court|centre|center|network|"
    r"association|society|foundation|fund|bank|company|hospital|sources|experts?|researchers?|"
    r"scientists|economists|"
    r"analysts|partners|monitors?|activists|lawyers|team|mission|service|services|statistics|defen[cs]e|media|"
    r"workers|residents|witnesses|survivors|radio|television)"
)
_ROLE = (
    r"(?:health|interior|foreign|defen[cs]e|finance|education|local|regional|medical|government|"
    r"state|police|military|"
    r"security|hospital|humanitarian|aid|rescue|emergency|civil|human|rights|united|nations|relief|court|city|"
    r"municipal|federal|national|international|independent|public|news|media|press|statistics|"
    r"statistical|army|border|"
    r"labou?r|energy|trade|election|electoral|tax|senior|top|prison|immigration)"
)
_LINK = r"(?:of|for|and|on|in|the|de|del|da|di|al|el|bin|ibn|van|von|to|&|against|with|without|at)"
# Those who speak under a common noun: "doctors at the district hospital", "state television".
_SAYERS = (
    r"(?:police|officials|authorities|doctors|medics|rescuers|workers|residents|witnesses|survivors|prosecutors|"
    r"researchers|economists|analysts|experts|activists|lawyers|monitors|investigators|engineers|"
    r"firefighters|lawmakers|organi[sz]ers|diplomats|teachers|unions|army|military|government|opposition|"
    r"television|radio|media|mayor|governor|bureau|unions?|council|committee|hospitals?|company|bank|court|"
    r"charit(?:y|ies)|groups|associations?|institute|university|mission|spokes(?:man|woman|person)|sources?)"
)
_SUBJECT = (
    r"(?:health|interior|finance|education|defen[cs]e|agriculture|justice|labou?r|foreign affairs|transport|"
    r"energy|trade|housing|statistics|prisoners' affairs|media|the environment|social affairs|economy)"
)
_KIND = (
    rf"(?:{_ROLE}|(?:mayor|governor|president|prime minister)'s|central|transport|weather|water|port|rights|state|"
    r"statistics|district|city|village|town|court|rescue|aid|relief|hospital|security|"
    r"private|nurses'|teachers'|UN|Western|European|American|Israeli|Palestinian|Lebanese|Syrian|Egyptian)"
)
# Words with which a sentence begins and no name does.
_NOT_NAMES = (
    r"(?!(?:The|An?|This|That|These|Those|It|Its|He|She|They|We|I|You|And|But|Or|In|On|"
    r"At|By|For|From|To|With|Of|As|If|So|"
    r"No|Not|Yes|When|While|Where|After|Before|Since|Until|Over|Under|About|Around|Nearly|"
    r"Almost|More|Most|Some|Many|All|"
    r"Only|Also|Then|There|Here|Photos?|Videos?|Images?|Pictures?|Posts?|Tweets?|Claims?|"
    r"Data|Figures?|Reports?|Statistics|"
    r"Scientists|Experts|Officials|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Speaking|According|However|"
    r"Meanwhile|Today|Yesterday|Earlier|Later|Of|His|Her|Their|Our|My|Each|Every|One|Two|"
    r"Three|Both|What|Who|Why|How)\b)"
)
NAME = (
    rf"{_NOT_NAMES}{_CAP}(?: (?:{_LINK} ){{0,2}}{_CAP})*"
    rf"(?:(?: {_ROLE}){{0,2}} {_HEAD})*(?: (?:of|for|in) (?:the )?{_CAP}(?: {_CAP})*)?(?: and its partners)?"
    rf"|(?:{_ROLE} ){{1,3}}{_HEAD}(?: (?:of|for|in|at) (?:the )?{_CAP}(?: (?:{_LINK} ){{0,1}}{_CAP})*)?"
    rf"|{_HEAD} (?:of|for|in|at) (?:the )?{_CAP}(?: (?:{_LINK} ){{0,1}}{_CAP})*"
    rf"|{_HEAD} (?:of|for) (?:the |public )?{_SUBJECT}(?: and {_SUBJECT})?"
    rf"(?: (?:of|for|in) (?:the )?{_CAP}(?: {_CAP})*)?"
    rf"|(?:{_KIND} ){{1,2}}(?:office|agency|ministry|commission|department|authority)"
    rf"|(?:{_KIND} ){{0,2}}{_SAYERS}"
    rf"(?: (?:at|of|in|for) (?:the |an? )(?:[a-z-]+ ){{0,2}}{_HEAD})?(?! [A-Z])"
)
ARTICLES = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Tt]his|[Tt]hat) "
ANAPHORS = (
    r"\b(?:it|he|she|they)\b",
    (
        r"\b(?:the|this|that|its|a) (?:\w+ )?(?:office|ministry|report|statement|organi[sz]ation|"
        r"agency|group|body|authority|"
        r"authorities|spokes(?:man|woman|person)|commission|department|minister|president|"
        r"paper|newspaper|army|military|"
        r"government|study|survey|company|institute|watchdog|charity|official|officials)(?:'s "
        r"statement|'s report|'s figures)?\b"
    ),
)
ACRONYMS = {"MoH": "Ministry of Health", "MOH": "Ministry of Health"}
_OWNERS = (
    r"(?P<place>[A-Z][\w.-]+(?: [A-Z][\w.-]+)*?)'s (?P<who>(?:[Mm]inistry|MoH|MOH|[Hh]ealth|"
    r"[Ii]nterior|[Ff]oreign|"
    r"[Dd]efen[cs]e|[Aa]uthorities|[Pp]olice|[Aa]rmy|[Mm]ilitary|[Gg]overnment|[Cc]ivil|"
    r"[Cc]entral|[Ss]tatistics|[Nn]ational|"
    r"[Oo]ffice|[Bb]ureau|[Aa]gency|[Ee]lectoral|[Ee]lection|[Mm]edia|[Ss]upreme|[Mm]edical|"
    r"[Ll]abou?r|[Ff]inance|[Ee]ducation).*)"
)
_KIND_OF = (
    r"(?:[Gg]roup|[Cc]harity|[Oo]rgani[sz]ation|[Aa]gency|[Ww]atchdog|NGO|[Nn]ewspaper|[Bb]roadcaster|[Dd]aily|[Nn]etwork|"
    r"[Tt]hink tank|[Nn]on-?profit|[Cc]onsultancy|[Ww]ebsite|[Mm]agazine|[Cc]hannel|[Ff]irm)"
)
OWNED = (
    (rf"(?:[A-Za-z][a-z'-]+ ){{0,3}}?{_KIND_OF} (?P<who>[A-Z].*)", "{who}"),
    (r"(?P<who>[A-Z]\w+(?: [A-Z]\w+)*) (?:news agency|newswire|newspaper|news channel|broadcaster)", "{who}"),
    (_OWNERS, "{who} in {place}"),
    (
        (
            r"(?P<who>.*\b(?:[Mm]inistry|[Aa]uthorities|[Oo]fficials|MoH)\b.*) in (?:the )?(?P<place>[A-Z][\w.-]+(?: "
            r"[A-Z][\w.-]+)*)"
        ),
        "{who} in {place}",
    ),
)

PLACES = {
    "gaza": "Gaza", "gaza strip": "Gaza Strip", "the gaza strip": "Gaza Strip", "gaza city": "Gaza City",
    "west bank": "West Bank", "occupied west bank": "West Bank", "east jerusalem": "East Jerusalem",
    "jerusalem": "Jerusalem", "rafah": "Rafah", "khan younis": "Khan Younis", "khan yunis": "Khan Younis",
    "deir al-balah": "Deir al-Balah", "north gaza": "North Gaza", "jabalia": "Jabalia", "jenin": "Jenin",
    "hebron": "Hebron", "nablus": "Nablus", "palestine": "Palestine", "kashmir": "Kashmir", "crimea": "Crimea",
    "donbas": "Donbas", "donetsk": "Donetsk", "luhansk": "Luhansk", "lugansk": "Luhansk", "kharkiv": "Kharkiv",
    "kyiv": "Kyiv",
    "mariupol": "Mariupol", "darfur": "Darfur", "khartoum": "Khartoum", "tigray": "Tigray", "xinjiang": "Xinjiang",
    "tibet": "Tibet", "kurdistan": "Kurdistan", "idlib": "Idlib", "aleppo": "Aleppo", "damascus": "Damascus",
    "beirut": "Beirut", "tehran": "Tehran", "tel aviv": "Tel Aviv", "haifa": "Haifa", "baghdad": "Baghdad",
    "mosul": "Mosul", "kabul": "Kabul", "sanaa": "Sanaa", "london": "London", "paris": "Paris", "berlin": "Berlin",
    "new york": "New York", "washington": "Washington", "california": "California", "texas": "Texas",
    "florida": "Florida", "england": "England", "scotland": "Scotland", "wales": "Wales",
    "northern ireland": "Northern Ireland", "us": "United States", "the us": "United States",
    "u.s.": "United States", "usa": "United States", "uk": "United Kingdom", "britain": "United Kingdom",
    "uae": "United Arab Emirates", "drc": "Congo - Kinshasa", "ivory coast": "Côte d'Ivoire", "turkey": "Türkiye",
    "myanmar": "Myanmar", "burma": "Myanmar", "hong kong": "Hong Kong", "victoria": "Victoria",
    "new south wales": "New South Wales", "queensland": "Queensland", "ontario": "Ontario", "quebec": "Quebec",
    "europe": "Europe", "africa": "Africa", "asia": "Asia", "north america": "North America",
    "latin america": "Latin America", "middle east": "Middle East", "european union": "European Union",
    "world": "world", "globe": "world", "planet": "world", "kashmir valley": "Kashmir",
    "democratic republic of the congo": "Congo - Kinshasa", "bosnia": "Bosnia & Herzegovina",
}  # fmt: skip
