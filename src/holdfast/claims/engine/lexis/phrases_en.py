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
    Relative(
        r"(?:(?:the )?(?:start|beginning) of )?(?:this year|the current year)|so far this year|"
        r"the (?:start|beginning|turn) of the year",
        "year",
        0,
        open_end=True,
    ),
    Relative(r"next year", "year", 1),
)

_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_DAY2 = r"(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?"
_STOP = r"(?:(?<!may)(?<!june)(?<!july)(?<![a-z]{5})\.)?"  # a full stop belongs to short names: "3 Nov.", "3 November"
_MONTH = rf"\b(?P<month>{{month}})\b{_STOP}"
_MONTH2 = rf"\b(?P<month2>{{month}})\b{_STOP}"
_YEAR = r"(?P<year>(?:1[6-9]|20)[0-9]{2})(?![0-9])"
_YEAR2 = r"(?P<year2>(?:1[6-9]|20)[0-9]{2})(?![0-9])"
_WEEKDAY = r"(?:\b(?P<weekday>{weekday})\b\.?,? (?:the )?)?"
_TO = r" ?(?:-|–|—|to|and|through|until|till) ?"
FUTURE = (
    (
        r"\b(?:will|shall|won't|due|scheduled|slated|upcoming|set to|going to|plans? to|planned for|"
        r"expected (?:on|in|by)|starting next)\b"
    ),
)
DATES = (
    # the first quarter of 2025 · Q3 2024
    rf"\b(?:the )?(?P<quarter>first|second|third|fourth|last|final) quarter(?: of|,)? {_YEAR}",
    rf"\bq(?P<quarter>[1-4])(?: of|,)? ?{_YEAR}",
    # 24 February-1 March 2022 · 10-31 October 2025 · October 10-31, 2025 · October 10 to November 2
    rf"(?<![0-9,.]){_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})? ?[-–—] ?{_DAY2} (?:of )?{_MONTH2}(?:,? {_YEAR2})?",
    rf"(?<![0-9,.]){_DAY} ?(?:[-–—]|to|through|until|till) ?{_DAY2} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    # between 10 and 31 October 2025 · between October 10 and 31, 2025
    rf"(?<=between ){_DAY} and {_DAY2} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    rf"(?<=between ){_MONTH} {_DAY} and {_DAY2}(?![0-9])(?:,? {_YEAR})?",
    rf"{_MONTH} {_DAY} ?[-–—] ?{_MONTH2} {_DAY2}(?![0-9])(?:,? {_YEAR2})?",
    rf"{_MONTH} {_DAY} ?(?:[-–—]|to|through|until|till) ?{_DAY2}(?![0-9])(?:,? {_YEAR})?",
    rf"{_MONTH} ?[-–—] ?{_MONTH2}(?:,? (?:of )?{_YEAR2})?(?! ?[0-9])",
    # Saturday, November 22, 2025 · 22 November 2025 · the 22nd of November · November 2025 · Sunday
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?![0-9]|[.:][0-9]|,[0-9](?![0-9]{{3}}(?![0-9])))(?:,? ?{_YEAR})?",
    rf"{_WEEKDAY}(?<![0-9,.]){_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    rf"{_MONTH},? (?:of )?{_YEAR}",
    r"\b(?P<month>{month})\b(?! ?[0-9])",
    r"\b(?P<weekday>{weekday})\b(?!')",
    r"\b(?P<rel>{relative})\b",
)
EVENTS = (
    (
        r"(?<!\w)(?:the )?{d}(?:'s)? (?:(?:general|presidential|parliamentary|influenza|flu|"
        r"capitol|terror|terrorist|war|snow) )?(?:attacks?|massacres?|riots?|protests?|elections?|"
        r"uprising|revolution|war|insurrection|"
        r"coup|movement|census|ballots?|olympics|games|world cup|budget|constitution|agreement|"
        r"accords?|treaty|act|law|"
        r"report|article|study|survey|ruling|earthquake|genocide|famine|crisis|recession|pandemic)\b"
    ),
)

# Where in a month or year: "early", "mid-", "the end of".
_PART = (
    r"(?:(?:the )?(?:early|late|mid|middle|start|beginning|end|turn|spring|summer|autumn|"
    r"fall|winter)(?:-| of (?:the )?| )?(?:in |of )?)?"
)
_BEGAN = (
    r"(?:began|begun|started|erupted|broke out|took (?:hold|effect|power|office)|came "
    r"into (?:force|effect)|launched|was launched)"
)
SINCE = (
    rf"\bsince (?:(?:at least|as far back as|about|around) )?{_PART}(?P<a>{{d}})",
    rf"\bsince\b[^{{stop}}]{{1,70}}?(?: on| in|(?<! as) of) {_PART}(?P<a>{{d}})",
    rf"\bsince\b[^{{stop}}]{{1,50}}? {_BEGAN} (?P<a>{{d}})",
    rf"\b{_BEGAN} (?:on|in|at|from)? ?{_PART}(?P<a>{{d}})",
    rf"\b(?:starting|beginning|dating back|going back) (?:from |in |on |to )?{_PART}(?P<a>{{d}})",
    r"\bfrom (?P<a>{d}) (?:onwards?|on)\b",
    r"\b(?:against|compared (?:with|to)|from) the end of (?P<a>{d})",
    r"\b(?:after|following) (?P<a>{d})",
)
SPANS = (
    (
        rf"\b(?:between|from|since) {_PART}(?P<a>{{d}})(?:,? (?:and|to|until|till|through|up to)|"
        rf",? ?[-–—]) (?:and including )?{_PART}(?P<b>{{d}})"
    ),
    r"(?P<a>{d}) (?:to|through|until) (?P<b>{d})",
    r"\b(?:in|during|over|for|throughout|across)(?: both)? (?P<a>{d}) and (?:in )?(?P<b>{d})",
)
UNTIL = (
    rf"\b(?:until|till|up to|up until|through) {_PART}(?P<a>{{d}})",
    r"\b(?:hours|days|weeks|months|years) (?:to|ending|ending on) (?P<a>{d})",
)
BEFORE = (rf"\b(?:before|prior to|ahead of) {_PART}(?P<a>{{d}})",)
AS_OF = (
    r"\b(?:as of|as at|as on|by|per) (?:the end of |the start of |mid-|late |early )?(?P<a>{d})",
    r"\bat (?:the )?(?:end|start|close|beginning) of (?P<a>{d})",
)
WITHIN = (
    (
        rf"\b(?:in|during|over|within|throughout|for|for the whole of|in all of|on|across|in "
        rf"the (?:month|year) of|the year|the month of) (?:the whole of |all of )?{_PART}(?P<a>{{d}})"
    ),
    r"^(?P<a>{d})(?= (?:alone|saw|brought|recorded|marked))",
    r"(?P<a>{d}) alone\b",
)
BASELINES = (
    r"\bthan (?:in|on|at|during) {d}",
    (
        r"\bthan (?:(?:in|on|at|during|for|the end of|before|it (?:was|did) in|they did in|"
        r"was the case in|since|any \w+ since) ){0,2}[^{stop}]{0,40}?{d}"
    ),
    (
        r"\b(?:compared (?:with|to)|versus|vs\.?|against|relative to) (?:(?:in|the|those|that|"
        r"figures|of|levels|same|period) ){0,4}{d}"
    ),
    r"\b(?:per ?cent|percent|%|points?) (?:on|over|from|since|compared with) (?:the )?{d}",
    r"(?:{n}|%|per ?cent|points?|\b(?:is|are|was|were|be|been)|,) (?:up|down) (?:on|over|from|since) (?:the )?{d}",
    r"\b(?:highest|lowest|largest|worst|biggest|first|most|fewest) [^{stop}]{0,30}?since [^{stop}]{0,20}?{d}",
)
BREAKS = (
    r"\bwhile\b", r"\bwhereas\b", r"\bcompared (?:with|to)\b", r"\bversus\b", r"\bup from\b", r"\bdown (?:from|to)\b",
    r"\bagainst\b(?= {n})", r"\bthan (?:in|on|at|during|any|the|it|they|was|were|before)\b",
    r"\bwhen the\b(?=[^;]{0,90}{n})", r"\bbut\b",
    r"\bfrom\b(?= {n}[^,;]{0,50} to )", r"(?<= )to (?={n}[^,;]{0,25} in {d})",
    r"\balthough\b", r"\bthough\b",
)  # fmt: skip

# "4.1% a month earlier", "a year ago": a time and no rate; "500 trucks a day before the war" is one.
_NO_TIME = (
    r"(?! (?:ago|later|previously|prior|old)\b| earlier\b(?! (?:this|in) )| (?:before|after)(?=[.,;:)]|$))"
)
PERS = (
    (
        "day",
        rf"\b(?:a|per|each|every|the) (?:single )?day\b{_NO_TIME}|\bdaily\b|\bin a (?:single )?day\b|/ ?day\b",
    ),
    ("week", rf"\b(?:a|per|each|every) week\b{_NO_TIME}|\bweekly\b|/ ?week\b"),
    ("month", rf"\b(?:a|per|each|every) month\b{_NO_TIME}|\bmonthly\b|/ ?month\b"),
    ("quarter", rf"\b(?:a|per|each|every) quarter\b{_NO_TIME}|\bquarterly\b"),
    (
        "year",
        rf"\b(?:a|per|each|every) year\b{_NO_TIME}|\bannually\b|\byearly\b|\bper annum\b|\bp\.a\.|/ ?(?:yr|year)\b",
    ),
    ("hour", rf"\b(?:an|per|each|every) hour\b{_NO_TIME}|\bhourly\b|/ ?h(?:r|our)\b"),
    ("minute", rf"\b(?:a|per|each|every) minute\b{_NO_TIME}"),
    ("second", r"\b(?:per|every) second\b"),
    ("night", rf"\b(?:a|per|each|every) night\b{_NO_TIME}|\bnightly\b"),
    (
        "person",
        (
            r"\b(?:a|per|each|for each|for every) (?:head|inhabitant|resident)\b|\bper (?:person|"
            r"capita)\b|\bapiece\b"
        ),
    ),
    ("household", r"\b(?:a|per|each) (?:household|family)\b"),
    ("barrel", r"\b(?:a|per) barrel\b"),
    ("litre", r"\b(?:a|per) lit(?:re|er)\b"),
    ("kg", r"\b(?:a|per) (?:kilo|kilogram|kg)\b"),
    ("tonne", r"\b(?:a|per) (?:tonne|ton)\b"),
)
PERS_BEFORE = (
    ("day", (r"\b(?:a |the )?daily (?:average|rate|mean|toll|quota|target|total|limit) (?:of|was|"
r"is|at)(?: (?:about|around|some))?|\bdaily")),
    ("month", r"\b(?:a |the )?monthly (?:average|rate|mean|total) (?:of|was|is)|\bmonthly"),
    ("year", (r"\b(?:an |the )?(?:annual|yearly) (?:average|rate|mean|total|budget|income|salary|"
r"cost) (?:of|was|is)|\bannual")),
    ("week", r"\b(?:a |the )?weekly (?:average|rate|mean|total) (?:of|was|is)|\bweekly"),
)  # fmt: skip
WINDOWS = (
    (
        r"\b(?:in|over|within|during|across|for)(?: (?:just|only|the|a|about|the (?:past|last|"
        r"first|space of)|past|last|under|less than))? (?P<w>{n}){unit}"
    ),
    r"^the (?P<w>{n}){unit} (?:to|up to|until|ending|ending on) {d}",
)
BASES = (
    (
        r"(?P<part>{n}){unit}? (?:out )?of (?:the |those |these |its |their |all |an? (?:estimated "
        r"|total of |total )?|some |about |around |more than |over |nearly )*(?P<base>{n})"
    ),
    (
        r"(?P<part>{n}) (?:[a-z'-]+ ){1,3}(?:out of|among|of) (?:(?:the )?[a-z-]+'s |the |a total of |all |some "
        r"|about )*(?P<base>{n})(?!{unit})"
    ),
    r"(?P<part>{n}){unit} of (?:the |those |these |its |their |all )*(?:[a-z'-]+ ){0,2}(?P<base>{n})",
)
BASE_LEAD = (
    r"(?:^|[;.] )(?:out )?of (?:the |those |these |all |a total of |some |about |more than )*(?P<base>{n})",
    (
        r"(?<!one )(?<!none )(?<!any )(?<!each )(?<!all )(?<!most )(?<!\ue000 )\b(?:out )?of (?:the|those|these) "
        r"(?P<base>{n})[^{stop}]{0,60}, "
    ),
)
BASE_BACK = (r",? ?(?:out )?of (?:them|whom|which|it|these|those|that (?:number|total))\b",)

NEGATIONS = (
    r"\b(?:not|never|neither|nor|without)\b(?! only| less| fewer| more)",
    r"\b(?:did|do|does|was|were|is|are|has|have|had|will|would|could|can|should)n't\b",
)
TARGETS = (
    (
        r"\b(?:should|must|ought to|supposed to|meant to|expected to|required to|obliged to|"
        r"needs? to|plans? to|planned|"
        r"planning to|pledged|pledges|promised|promises|vowed|committed to|aims? to|aimed|"
        r"targets?|target of|goal of|quota|"
        r"wants?|seeks?|hopes? (?:to|for)|intends? to|"
        r"provides? for|stipulat\w+|agreed|calls? for|proposed|proposes|stipulations of)\b"
    ),
)

_ORDER = r"(?:(?:the|its|his|her|their|a) )"
RANKS = (
    (r"\bthe (?P<o>{n})(?:st|nd|rd|th)?(?: [a-z'-]+){0,3}? (?:country|nation|state|city|"
r"town|province|region|person|man|woman|"
    r"president|leader|player|team|company|bank|party|government|member|territory|place|"
r"league|economy|university|"
    r"airline|club|athlete|african|european|asian|american|arab|lawmaker|minister|athlete|"
r"power)(?: [a-z'-]+){0,4}? (?:to|after|since|in)\b"),
    (r"\b(?:the|world's|country's|europe's|africa's|asia's|nation's|its|as) (?P<o>{n})(?:st|"
r"nd|rd|th)?[ -](?:most[ -][a-z-]+|least[ -][a-z-]+|largest|biggest|highest|lowest|"
    r"poorest|richest|smallest|deadliest|worst|best|longest|oldest|tallest|fastest|busiest|"
r"leading|ranked|top|greatest|youngest)\b"),
    (r"\b(?:(?:ranks?|ranked|ranking|placed) (?:only )?(?P<n>{n})(?:st|nd|rd|th)?|"
r"(?:finished|came|comes|stood|stands|is|was) (?:only )?(?P<o>{n})(?:st|nd|rd|th)?) "
r"(?:in|among|out of|on|worldwide|globally|nationally|overall|for)\b"),
    r"\bbecom(?:e|es|ing)|became the (?P<n>{n})(?:st|nd|rd|th)? ",
    r"\bthe (?P<o>{n})(?:st|nd|rd|th)? (?:to|such)\b",
    r"\b(?:in|took|takes|taking|won) (?P<n>{n})(?:st|nd|rd|th)? place\b",
)  # fmt: skip
BANS = (
    (
        r"\b(?:banned|bans?|banning|prohibit(?:s|ed|ing)?|outlaw(?:s|ed|ing)?|forbid(?:s|den)?|"
        r"forbade|proscribed|embargo(?:es|ed)?|"
        r"remains? banned|blacklist(?:s|ed)?|disallow(?:s|ed)?|barred|bars)\b"
    ),
)
VOTES = (
    r"\bvot(?:ed|es|ing) (?:[^{stop}]{0,40} )?{n} ?(?:-|–|to|against) ?{n}\b",
    r"\bby (?:a vote of {n} (?:votes? )?|{n} votes? )(?:to|against|-) {n}\b(?!{unit}| points?\b| times\b)",
    r"\bby {n} (?:against {n}\b|(?:to|-|–) {n} (?=votes?\b))",
    (
        r"\b(?:pass|approv|adopt|reject|back|defeat|carri|ratif|endors|confirm|convict|acquit|impeach|overr[iou]d|"
        r"overrul|elect|ruled|repeal|decid)[a-z]*(?: (?!by )[^ {stop}]{1,20}){0,8} by {n} (?:to|-|–) "
        r"{n}\b(?!{unit}| points?\b| times\b)"
    ),
    r"\b(?:a|in a|by a) {n} ?(?:-|–|to) ?{n} vote\b",
    (
        r"{n} (?:votes?|members?|states?|countries|lawmakers|mps|senators|deputies) (?:voted "
        r")?(?:in favou?r|for|against)\b[^;.]{0,60}"
    ),
    r"\b(?:voted|votes|vote) (?:in favou?r|for|against|to|down)\b",
    r"\b(?:adopted|passed|approved|rejected) (?:by|with) (?:a |an )?(?:unanimous|majority|{n})\b",
)
RULINGS = (
    (
        r"\b(?:court|judge|judges|tribunal|justices|icj|icc|panel|jury)(?: \w+){0,4} (?:ruled|"
        r"rules|ruling|held|found|finds|ordered|orders|convicted|"
        r"acquitted|sentenced|upheld|overturned|struck down|dismissed|granted|blocked)\b"
    ),
    r"\b(?:ruling|verdict|judg(?:e)?ment|conviction|injunction|advisory opinion|arrest warrants?)\b",
    r"\b(?:was|were|been) (?:convicted|acquitted|sentenced|found guilty|ruled)\b",
)

IN_PLACE = (
    (
        r"\b(?:in|across|throughout|into|within|inside|around|over|all over|entered|entering|"
        r"enter|reach(?:ed|ing)?|inhabitants of|population of|people of) "
        r"(?:the |all |all of |of )?(?:whole |entire |besieged |occupied |northern |southern "
        r"|eastern |western |central |war-torn )?(?:the )?"
    ),
)
_STOPS = (
    "in on at by for from to of with without and or but as than that which who whom whose when where while "
    "since until during before after between among against over under into onto out up down off about around "
    "through throughout across per is are was were be been being has have had do does did will would can could "
    "should may might must said says say according if because so not a an the this these those it its they "
    "their he she his her we our you each every also only alone more less now then there here both either "
    "daily weekly monthly annually yearly got get gets went go goes came come comes entered carried remain "
    "remained"
)
STOPS = frozenset(_STOPS.split())
