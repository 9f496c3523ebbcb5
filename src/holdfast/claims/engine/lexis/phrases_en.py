"""English phrases around figures: dates, rates, bases, sources, places, ranks, bans, votes and rulings."""

from __future__ import annotations

from holdfast.claims.engine.lexis.schema import Relative

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tues": 1, "wed": 2, "thurs": 3, "fri": 4,
}  # fmt: skip
RELATIVES = (
    Relative(r"the day before yesterday", "day", -2),
    Relative(r"yesterday|last night", "day", -1),
    Relative(r"today|tonight|this (?:morning|afternoon|evening)", "day", 0),
    Relative(r"tomorrow", "day", 1),
    Relative(r"(?:last|the previous|the past) week", "week", -1),
    Relative(r"(?:last|the previous) month", "month", -1),
    Relative(r"this month", "month", 0, open_end=True),
    Relative(r"(?:last|the previous) year", "year", -1),
    Relative(r"this year|the current year|so far this year", "year", 0, open_end=True),
    Relative(r"next year", "year", 1),
)

_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_DAY2 = r"(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?"
_MONTH = r"\b(?P<month>{month})\b\.?"
_MONTH2 = r"\b(?P<month2>{month})\b\.?"
_YEAR = r"(?P<year>(?:1[6-9]|20)[0-9]{2})(?![0-9])"
_YEAR2 = r"(?P<year2>(?:1[6-9]|20)[0-9]{2})(?![0-9])"
_WEEKDAY = r"(?:\b(?P<weekday>{weekday})\b\.?,? (?:the )?)?"
_TO = r" ?(?:-|–|—|to|and|through|until|till) ?"
DATES = (
    # 24 February-1 March 2022 · 10-31 October 2025 · October 10-31, 2025 · October 10 to November 2
    rf"(?<![0-9,.]){_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})? ?[-–—] ?{_DAY2} (?:of )?{_MONTH2}(?:,? {_YEAR2})?",
    rf"(?<![0-9,.]){_DAY} ?[-–—] ?{_DAY2} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    rf"{_MONTH} {_DAY} ?[-–—] ?{_MONTH2} {_DAY2}(?![0-9])(?:,? {_YEAR2})?",
    rf"{_MONTH} {_DAY} ?[-–—] ?{_DAY2}(?![0-9])(?:,? {_YEAR})?",
    rf"{_MONTH} ?[-–—] ?{_MONTH2}(?:,? (?:of )?{_YEAR2})?(?! ?[0-9])",
    # Saturday, November 22, 2025 · 22 November 2025 · the 22nd of November · November 2025 · Sunday
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?![0-9]|[.,:][0-9])(?:,? {_YEAR})?",
    rf"{_WEEKDAY}(?<![0-9,.]){_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    rf"{_MONTH},? (?:of )?{_YEAR}",
    r"\b(?P<month>{month})\b(?! ?[0-9])",
    r"\b(?P<weekday>{weekday})\b(?!')",
    r"\b(?P<rel>{relative})\b",
)
EVENTS = (
    r"(?<!\w)(?:the )?{d}(?:'s)? (?:(?:general|presidential|parliamentary|influenza|flu|capitol|terror|terrorist|war|snow) )?(?:attacks?|massacres?|riots?|protests?|elections?|uprising|revolution|war|insurrection|"
    r"coup|movement|census|ballots?|olympics|games|world cup|budget|constitution|agreement|accords?|treaty|act|law|"
    r"report|article|study|survey|ruling|earthquake|genocide|famine|crisis|recession|pandemic)\b",
)

# Where in a month or year: "early", "mid-", "the end of".
_PART = r"(?:(?:the )?(?:early|late|mid|middle|start|beginning|end|turn|spring|summer|autumn|fall|winter)(?:-| of (?:the )?| )?(?:in |of )?)?"
_BEGAN = r"(?:began|begun|started|erupted|broke out|took (?:hold|effect|power|office)|came into (?:force|effect)|launched|was launched)"
SINCE = (
    rf"\bsince (?:(?:at least|as far back as|about|around) )?{_PART}(?P<a>{{d}})",
    rf"\bsince\b[^{{stop}}]{{1,70}}? (?:on|in|of) {_PART}(?P<a>{{d}})",
    rf"\bsince\b[^{{stop}}]{{1,50}}? {_BEGAN} (?P<a>{{d}})",
    rf"\b{_BEGAN} (?:on|in|at|from)? ?{_PART}(?P<a>{{d}})",
    rf"\b(?:starting|beginning|dating back|going back) (?:from |in |on |to )?{_PART}(?P<a>{{d}})",
    r"\bfrom (?P<a>{d}) (?:onwards?|on)\b",
    r"\b(?:against|compared (?:with|to)|from) the end of (?P<a>{d})",
    r"\b(?:after|following) (?P<a>{d})",
)
SPANS = (
    rf"\b(?:between|from) {_PART}(?P<a>{{d}})(?:,? (?:and|to|until|till|through|up to)|,? ?[-–—]) (?:and including )?{_PART}(?P<b>{{d}})",
    r"(?P<a>{d}) (?:to|through|until) (?P<b>{d})",
    r"\b(?:in|during|over|for|throughout|across)(?: both)? (?P<a>{d}) and (?:in )?(?P<b>{d})",
)
UNTIL = (rf"\b(?:until|till|up to|up until|through) {_PART}(?P<a>{{d}})",)
BEFORE = (rf"\b(?:before|prior to|ahead of) {_PART}(?P<a>{{d}})",)
AS_OF = (
    rf"\b(?:as of|as at|as on|by|per) (?:the end of |the start of |mid-|late |early )?(?P<a>{{d}})",
    rf"\bat (?:the )?(?:end|start|close|beginning) of (?P<a>{{d}})",
)
WITHIN = (
    rf"\b(?:in|during|over|within|throughout|for|for the whole of|in all of|on|across|in the (?:month|year) of|the year|the month of) (?:the whole of |all of )?{_PART}(?P<a>{{d}})",
    r"^(?P<a>{d})(?= (?:alone|saw|brought|recorded|marked))",
    r"(?P<a>{d}) alone\b",
)
BASELINES = (
    r"\bthan (?:in|on|at|during) {d}",
    r"\bthan (?:(?:in|on|at|during|for|the end of|before|it (?:was|did) in|they did in|was the case in|since|any \w+ since) ){0,2}[^{stop}]{0,40}?{d}",
    r"\b(?:compared (?:with|to)|versus|vs\.?|against|relative to) (?:(?:in|the|those|that|figures|of|levels|same|period) ){0,4}{d}",
    r"\b(?:per ?cent|percent|%|points?|up|down) (?:on|over|from|since|compared with) (?:the )?{d}",
    r"\b(?:highest|lowest|largest|worst|biggest|first|most|fewest) [^{stop}]{0,30}?since [^{stop}]{0,20}?{d}",
)
BREAKS = (
    r"\bwhile\b", r"\bwhereas\b", r"\bcompared (?:with|to)\b", r"\bversus\b", r"\bup from\b", r"\bdown (?:from|to)\b",
    r"\bagainst\b(?= {n})", r"\bthan (?:in|on|at|during|any|the|it|they|was|were|before)\b", r"\bwhen the\b", r"\bbut\b",
    r"\bfrom\b(?= {n}[^,;]{0,50} to )", r"(?<= )to (?={n}[^,;]{0,25} in {d})",
    r"\balthough\b", r"\bthough\b",
)  # fmt: skip

PERS = (
    ("day", r"\b(?:a|per|each|every|the) (?:single )?day\b|\bdaily\b|\bin a (?:single )?day\b|/ ?day\b"),
    ("week", r"\b(?:a|per|each|every) week\b|\bweekly\b|/ ?week\b"),
    ("month", r"\b(?:a|per|each|every) month\b|\bmonthly\b|/ ?month\b"),
    ("quarter", r"\b(?:a|per|each|every) quarter\b|\bquarterly\b"),
    (
        "year",
        r"\b(?:a|per|each|every) year\b|\bannually\b|\byearly\b|\bper annum\b|\bp\.a\.|/ ?(?:yr|year)\b",
    ),
    ("hour", r"\b(?:an|per|each|every) hour\b|\bhourly\b|/ ?h(?:r|our)\b"),
    ("minute", r"\b(?:a|per|each|every) minute\b"),
    ("second", r"\b(?:per|every) second\b"),
    ("night", r"\b(?:a|per|each|every) night\b|\bnightly\b"),
    (
        "person",
        r"\b(?:a|per|each|for each|for every) (?:head|inhabitant|resident)\b|\bper (?:person|capita)\b|\bapiece\b",
    ),
    ("household", r"\b(?:a|per|each) (?:household|family)\b"),
    ("barrel", r"\b(?:a|per) barrel\b"),
    ("litre", r"\b(?:a|per) lit(?:re|er)\b"),
    ("kg", r"\b(?:a|per) (?:kilo|kilogram|kg)\b"),
    ("tonne", r"\b(?:a|per) (?:tonne|ton)\b"),
    ("100,000", r"\b(?:per|for every|in every) 100,?000\b"),
)
PERS_BEFORE = (
    ("day", r"\b(?:a |the )?daily (?:average|rate|mean|toll|quota|target|total|limit) (?:of|was|is|at)(?: (?:about|around|some))?|\bdaily"),
    ("month", r"\b(?:a |the )?monthly (?:average|rate|mean|total) (?:of|was|is)|\bmonthly"),
    ("year", r"\b(?:an |the )?(?:annual|yearly) (?:average|rate|mean|total|budget|income|salary|cost) (?:of|was|is)|\bannual"),
    ("week", r"\b(?:a |the )?weekly (?:average|rate|mean|total) (?:of|was|is)|\bweekly"),
)  # fmt: skip
WINDOWS = (
    r"\b(?:in|over|within|during|across|for)(?: (?:just|only|the|a|about|the (?:past|last|first|space of)|past|last|under|less than))? (?P<w>{n}){unit}",
)
BASES = (
    r"(?P<part>{n}){unit}? (?:out )?of (?:the |those |these |its |their |all |an? (?:estimated |total of |total )?|some |about |around |more than |over |nearly )*(?P<base>{n})",
    r"(?P<part>{n}) (?:[a-z'-]+ ){1,3}(?:out of|among|of) (?:the |a total of |all |some |about )*(?P<base>{n})(?!{unit})",
    r"(?P<part>{n}){unit} of (?:the |those |these |its |their |all )*(?:[a-z'-]+ ){0,2}(?P<base>{n})",
)
BASE_LEAD = (
    r"(?:^|[;.] )(?:out )?of (?:the |those |these |all |a total of |some |about |more than )*(?P<base>{n})",
    r"\b(?:, )?(?:out )?of (?:the|those|these) (?P<base>{n})[^{stop}]{0,60}, ",
)
BASE_BACK = (r",? ?(?:out )?of (?:them|whom|which|these|those|that (?:number|total))\b",)

_STUDY = r"(?:data|figures?|statistics|numbers|estimates?|records?|reports?|statements?|stud(?:y|ies)|surveys?|polls?|analys[ie]s|counts?|tall(?:y|ies)|research|assessments?|documents?|information|updates?|findings)"
_ADJ = r"(?:(?:new|latest|recent|official|preliminary|annual|its|joint|separate|internal|own|weekly|daily|monthly|press|news) ){0,2}"
ACCORDING = (
    rf"\baccording to (?:(?:an?|the|some) )?{_ADJ}{_STUDY} (?:(?:released|published|issued|compiled|collected|provided|cited|gathered|made|carried out|conducted|obtained) )?(?:by|from|of)\b",
    r"\baccording to\b",
    r"\bas (?:reported|stated|recorded|documented|counted|estimated|announced|told|noted|claimed|cited) by\b",
    r"\b(?:reported|recorded|documented|counted|estimated|announced|compiled|verified|published|released|tallied|registered|confirmed|cited|quoted) by\b",
    r"\bby (?:the|its own|an?) (?:count|tally|reckoning|estimates?|figures|calculation|account|records) of\b",
    rf"\b{_STUDY} (?:(?:released|published|issued|compiled|collected|provided|gathered|reaching|obtained|reported) )?(?:by|from|of|reaching)(?= [^{{stop}}]{{1,60}} (?:shows?|showed|says?|said|suggests?|indicates?|reveals?|puts?|found|finds?|reported|that)\b)",
    r"\b(?:in the words of|in the view of|citing|quoting|cites|cited|per)\b(?! (?:day|week|month|year|cent|capita|person|head|hour))",
    r"\btold by\b|\bsays?(?= [A-Z])",
)
_AUX = r"(?:(?:has|have|had|also|later|now|then|is|are|was|were|further|since|again) ){0,2}"
SAID = (
    rf"{_AUX}(?:said|says|say|reported|reports|announced|announces|stated|states|told|tells|claimed|claims|confirmed|"
    r"confirms|declared|declares|warned|warns|noted|notes|added|adds|explained|explains|revealed|reveals|disclosed|"
    r"discloses|indicated|indicates|argued|argues|asserted|asserts|insisted|insists|alleged|alleges|suggested|"
    r"acknowledged|admitted|tweeted|wrote|writes|posted|testified|saying|reporting|put(?=s? [^{stop}]{0,60} at )s?|gave(?= {n} as)|gives(?= {n} as)|"
    r"pointed out|points out)",
)
TALLIED = (
    rf"{_AUX}(?:counted|counts|recorded|records|documented|documents|registered|registers|estimated|estimates|estimate|"
    r"tallied|verified|verifies|found that|finds that|found|calculated|calculates|logged|identified|listed|lists|"
    r"tracked|projects|projected|predicted|predicts|forecast|forecasts)",
)
SAID_GAP = r"(?:'s)?(?: (?:new|latest|annual|recent|official|own|spokes(?:man|woman|person)|report|study|survey|statement|data|figures|article|poll)){1,3}"
SAID_FIRST: tuple[str, ...] = (r"[\"”»],? (?:said|says|wrote|added|tweeted|claimed)(?= )",)

_CAP = r"[A-Z][\w&.]*(?:['-][A-Z]?\w+)*"
_HEAD = (
    r"(?:ministry|ministries|authorit(?:y|ies)|officials?|offices?|agency|agencies|polices?|military|army|government|"
    r"spokes(?:man|woman|person|people)|medics|doctors|rescuers|prosecutors?|rapporteur|commission(?:er)?|department|"
    r"bureau|institute|university|organi[sz]ations?|group|groups|union|committee|council|court|centre|center|network|"
    r"association|society|foundation|fund|bank|company|hospital|sources|experts?|researchers?|scientists|economists|"
    r"analysts|partners|monitors?|activists|lawyers|team|mission|service|services|statistics|defen[cs]e|media)"
)
_ROLE = (
    r"(?:health|interior|foreign|defen[cs]e|finance|education|local|regional|medical|government|state|police|military|"
    r"security|hospital|humanitarian|aid|rescue|emergency|civil|human|rights|united|nations|relief|court|city|"
    r"municipal|federal|national|international|independent|public|news|media|press|statistics|statistical|army|border|"
    r"labou?r|energy|trade|election|electoral|tax|senior|top|prison|immigration)"
)
_LINK = r"(?:of|for|and|on|in|the|de|del|da|di|al|el|bin|ibn|van|von|to|&|against|with|without|at)"
# Words with which a sentence begins and no name does.
_NOT_NAMES = (
    r"(?!(?:The|An?|This|That|These|Those|It|Its|He|She|They|We|I|You|And|But|Or|In|On|At|By|For|From|To|With|Of|As|If|So|"
    r"No|Not|Yes|When|While|Where|After|Before|Since|Until|Over|Under|About|Around|Nearly|Almost|More|Most|Some|Many|All|"
    r"Only|Also|Then|There|Here|Photos?|Videos?|Images?|Pictures?|Posts?|Tweets?|Claims?|Data|Figures?|Reports?|Statistics|"
    r"Scientists|Experts|Officials|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Speaking|According|However|"
    r"Meanwhile|Today|Yesterday|Earlier|Later|Of|His|Her|Their|Our|My|Each|Every|One|Two|Three|Both|What|Who|Why|How)\b)"
)
NAME = (
    rf"{_NOT_NAMES}{_CAP}(?: (?:{_LINK} ){{0,2}}{_CAP})*"
    rf"(?:(?: {_ROLE}){{0,2}} {_HEAD})*(?: (?:of|for|in) (?:the )?{_CAP}(?: {_CAP})*)?(?: and its partners)?"
    rf"|(?:{_ROLE} ){{1,3}}{_HEAD}(?: (?:of|for|in|at) (?:the )?{_CAP}(?: (?:{_LINK} ){{0,1}}{_CAP})*)?"
    rf"|{_HEAD} (?:of|for|in|at) (?:the )?{_CAP}(?: (?:{_LINK} ){{0,1}}{_CAP})*"
)
ARTICLES = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Tt]his|[Tt]hat) "
ANAPHORS = (
    r"\b(?:it|he|she|they)\b",
    r"\b(?:the|this|that|its|a) (?:\w+ )?(?:office|ministry|report|statement|organi[sz]ation|agency|group|body|authority|"
    r"authorities|spokes(?:man|woman|person)|commission|department|minister|president|paper|newspaper|army|military|"
    r"government|study|survey|company|institute|watchdog|charity|official|officials)(?:'s statement|'s report|'s figures)?\b",
)
ACRONYMS = {"MoH": "Ministry of Health", "MOH": "Ministry of Health"}
_OWNERS = (
    r"(?P<place>[A-Z][\w.-]+(?: [A-Z][\w.-]+)*?)'s (?P<who>(?:[Mm]inistry|MoH|MOH|[Hh]ealth|[Ii]nterior|[Ff]oreign|"
    r"[Dd]efen[cs]e|[Aa]uthorities|[Pp]olice|[Aa]rmy|[Mm]ilitary|[Gg]overnment|[Cc]ivil|[Cc]entral|[Ss]tatistics|[Nn]ational|"
    r"[Oo]ffice|[Bb]ureau|[Aa]gency|[Ee]lectoral|[Ee]lection|[Mm]edia|[Ss]upreme|[Mm]edical|[Ll]abou?r|[Ff]inance|[Ee]ducation).*)"
)
OWNED = (
    (_OWNERS, "{who} in {place}"),
    (
        r"(?P<who>.*\b(?:[Mm]inistry|[Aa]uthorities|[Oo]fficials|MoH)\b.*) in (?:the )?(?P<place>[A-Z][\w.-]+(?: [A-Z][\w.-]+)*)",
        "{who} in {place}",
    ),
)

NEGATIONS = (
    r"\b(?:not|never|neither|nor|without)\b(?! only| less| fewer| more)",
    r"\b(?:did|do|does|was|were|is|are|has|have|had|will|would|could|can|should)n't\b",
)
TARGETS = (
    r"\b(?:should|must|ought to|supposed to|meant to|expected to|required to|obliged to|needs? to|plans? to|planned|"
    r"planning to|pledged|pledges|promised|promises|vowed|committed to|aims? to|aimed|targets?|target of|goal of|quota|"
    r"provides? for|stipulat\w+|agreed|calls? for|proposed|proposes|stipulations of)\b",
)

_ORDER = r"(?:(?:the|its|his|her|their|a) )"
RANKS = (
    r"\bthe (?P<n>{n})(?:st|nd|rd|th)?(?: [a-z'-]+){0,3}? (?:country|nation|state|city|town|province|region|person|man|woman|"
    r"president|leader|player|team|company|bank|party|government|member|territory|place|league|economy|university|"
    r"airline|club|athlete|african|european|asian|american|arab|lawmaker|minister|athlete|power)(?: [a-z'-]+){0,4}? (?:to|after|since|in)\b",
    r"\b(?:the|world's|country's|europe's|africa's|asia's|nation's|its|as) (?P<n>{n})(?:st|nd|rd|th)?[ -](?:most[ -][a-z-]+|least[ -][a-z-]+|largest|biggest|highest|lowest|"
    r"poorest|richest|smallest|deadliest|worst|best|longest|oldest|tallest|fastest|busiest|leading|ranked|top|greatest|youngest)\b",
    r"\b(?:ranks?|ranked|ranking|placed|finished|came|comes|stood|stands|is|was) (?:only )?(?P<n>{n})(?:st|nd|rd|th)? (?:in|among|out of|on|worldwide|globally|nationally|overall|for)\b",
    r"\bbecom(?:e|es|ing)|became the (?P<n>{n})(?:st|nd|rd|th)? ",
    r"\bthe (?P<n>{n})(?:st|nd|rd|th)? (?:to|such)\b",
    r"\b(?:in|took|takes|taking|won) (?P<n>{n})(?:st|nd|rd|th)? place\b",
)  # fmt: skip
BANS = (
    r"\b(?:banned|bans?|banning|prohibit(?:s|ed|ing)?|outlaw(?:s|ed|ing)?|forbid(?:s|den)?|forbade|proscribed|embargo(?:es|ed)?|"
    r"remains? banned|blacklist(?:s|ed)?|disallow(?:s|ed)?|barred|bars)\b",
)
VOTES = (
    r"\bvot(?:ed|es|ing) (?:[^{stop}]{0,40} )?{n} ?(?:-|–|to|against) ?{n}\b",
    r"\bby (?:a vote of )?{n} (?:votes? )?(?:to|against|-) {n}\b",
    r"\b(?:a|in a|by a) {n} ?(?:-|–|to) ?{n} vote\b",
    r"{n} (?:votes?|members?|states?|countries|lawmakers|mps|senators|deputies) (?:voted )?(?:in favou?r|for|against)\b[^;.]{0,60}",
    r"\b(?:voted|votes|vote) (?:in favou?r|for|against|to|down)\b",
    r"\b(?:adopted|passed|approved|rejected) (?:by|with) (?:a |an )?(?:unanimous|majority|{n})\b",
)
RULINGS = (
    r"\b(?:court|judge|judges|tribunal|justices|icj|icc|panel|jury)(?: \w+){0,4} (?:ruled|rules|ruling|held|found|finds|ordered|orders|convicted|"
    r"acquitted|sentenced|upheld|overturned|struck down|dismissed|granted|blocked)\b",
    r"\b(?:ruling|verdict|judg(?:e)?ment|conviction|injunction|advisory opinion|arrest warrants?)\b",
    r"\b(?:was|were|been) (?:convicted|acquitted|sentenced|found guilty|ruled)\b",
)

PLACES = {
    "gaza": "Gaza", "gaza strip": "Gaza Strip", "the gaza strip": "Gaza Strip", "gaza city": "Gaza City",
    "west bank": "West Bank", "occupied west bank": "West Bank", "east jerusalem": "East Jerusalem",
    "jerusalem": "Jerusalem", "rafah": "Rafah", "khan younis": "Khan Younis", "khan yunis": "Khan Younis",
    "deir al-balah": "Deir al-Balah", "north gaza": "North Gaza", "jabalia": "Jabalia", "jenin": "Jenin",
    "hebron": "Hebron", "nablus": "Nablus", "palestine": "Palestine", "kashmir": "Kashmir", "crimea": "Crimea",
    "donbas": "Donbas", "donetsk": "Donetsk", "luhansk": "Luhansk", "kharkiv": "Kharkiv", "kyiv": "Kyiv",
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
IN_PLACE = (
    r"\b(?:in|across|throughout|into|within|inside|around|over|all over|entered|entering|enter|reach(?:ed|ing)?|inhabitants of|population of|people of) "
    r"(?:the |all |all of |of )?(?:whole |entire |besieged |occupied |northern |southern |eastern |western |central |war-torn )?(?:the )?",
)
STOPS = frozenset(
    "in on at by for from to of with without and or but as than that which who whom whose when where while since until "
    "during before after between among against over under into onto out up down off about around through throughout "
    "across per is are was were be been being has have had do does did will would can could should may might must "
    "said says say according if because so not a an the this these those it its they their he she his her we our you "
    "each every also only alone more less now then there here both either daily weekly monthly annually yearly "
    "got get gets went go goes came come comes entered carried remain remained".split()
)
