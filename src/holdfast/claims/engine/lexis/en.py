"""English: numbers, units, bound words, what is no figure. Phrases of time, source and rank are in phrases_en."""

from __future__ import annotations

from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis import bodies, saying
from holdfast.claims.engine.lexis import names_en as names
from holdfast.claims.engine.lexis import phrases_en as phrases
from holdfast.claims.engine.lexis.numerals_en import numerals
from holdfast.claims.engine.lexis.schema import Lexis, Unit

_MONEY = Kind.MONEY
_PEOPLE = (
    "people|persons|men|women|children|kids|babies|civilians|palestinians|israelis|ukrainians|"
    "russians|americans|"
    "soldiers|troops|fighters|refugees|migrants|workers|students|pupils|teachers|doctors|"
    "patients|victims|voters|"
    "prisoners|detainees|hostages|journalists|families|households|homes|houses|buildings|"
    "schools|hospitals|trucks|"
    "tonnes|tons|cases|deaths|dead|attacks|strikes|violations|incidents|jobs|votes|seats|units|copies|others|"
    "individuals|residents|inhabitants|citizens|participants|respondents|members|employees|"
    "companies|farmers|acres|"
    "of (?:them|these|those)|wounded|injured|times"
)

_UNITS = (
    Unit("percentage point", Kind.PERCENT, after=r"(?:percentage|per ?cent|%)[ -]points?|pps?\b|pts?\b"),
    Unit("basis point", Kind.PERCENT, after=r"basis[ -]points?\b|bps\b"),
    Unit("percent", Kind.PERCENT, after=r"%|٪|per ?cent(?:age)?\b|pct\b|percent\b"),
    Unit("USD", _MONEY, after=r"(?:us |american )?dollars?\b|us\$|usd\b|bucks\b", before=r"us ?\$|usd|\$"),
    Unit("EUR", _MONEY, after=r"euros?\b|€|eur\b", before=r"€|eur"),
    Unit(
        "GBP", _MONEY, after=r"(?:british )?pounds?(?: sterling)?\b(?! of\b)|£|gbp\b|quid\b", before=r"£|gbp"
    ),
    Unit("ILS", _MONEY, after=r"(?:new )?(?:israeli )?shekels?\b|₪|ils\b|nis\b", before=r"₪|nis|ils"),
    Unit("JPY", _MONEY, after=r"yen\b|jpy\b", before=r"¥|jpy"),
    Unit("INR", _MONEY, after=r"(?:indian )?rupees?\b|inr\b", before=r"₹|inr|rs\.?"),
    Unit("CNY", _MONEY, after=r"yuan\b|renminbi\b|cny\b", before=r"cny|rmb"),
    Unit("RUB", _MONEY, after=r"roubles?\b|rubles?\b|₽|rub\b", before=r"₽|rub"),
    Unit("UAH", _MONEY, after=r"hryvnias?\b|hryvnya\b|₴", before=r"₴|uah"),
    Unit("TRY", _MONEY, after=r"(?:turkish )?lira\b", before=r"₺"),
    Unit("NGN", _MONEY, after=r"nairas?\b", before=r"₦|ngn"),
    Unit("ZAR", _MONEY, after=r"rands?\b", before=r"zar|r"),
    Unit("KES", _MONEY, after=r"kenyan shillings?\b", before=r"ksh|kes"),
    Unit("PHP", _MONEY, after=r"(?:philippine )?pesos?\b", before=r"₱|php|p"),
    Unit("KRW", _MONEY, after=r"won\b", before=r"₩|krw"),
    Unit("CHF", _MONEY, after=r"(?:swiss )?francs?\b", before=r"chf"),
    Unit("AUD", _MONEY, after=r"australian dollars?\b", before=r"au?\$|aud"),
    Unit("CAD", _MONEY, after=r"canadian dollars?\b|loonies\b", before=r"ca?\$|cad"),
    Unit("NZD", _MONEY, after=r"new zealand dollars?\b", before=r"nz\$|nzd"),
    Unit("BRL", _MONEY, after=r"(?:brazilian )?reais\b", before=r"r\$|brl"),
    Unit("MXN", _MONEY, before=r"mx\$|mxn"),
    Unit("SGD", _MONEY, before=r"s\$|sgd"),
    Unit("HKD", _MONEY, before=r"hk\$|hkd"),
    Unit("MYR", _MONEY, after=r"ringgits?\b", before=r"rm|myr"),
    Unit("THB", _MONEY, after=r"baht\b", before=r"฿|thb"),
    Unit("IDR", _MONEY, after=r"rupiahs?\b", before=r"rp\.?|idr"),
    Unit("EGP", _MONEY, after=r"egyptian pounds?\b", before=r"e£|egp|le"),
    Unit("SAR", _MONEY, after=r"(?:saudi )?riyals?\b", before=r"sar"),
    Unit("AED", _MONEY, after=r"dirhams?\b", before=r"aed"),
    Unit("JOD", _MONEY, after=r"(?:jordanian )?dinars?\b", before=r"jod|jd"),
    Unit("cents", _MONEY, after=r"cents?\b|pence\b"),
    Unit("seconds", Kind.DURATION, after=r"seconds?\b|secs?\b"),
    Unit("minutes", Kind.DURATION, after=r"minutes?\b|mins?\b"),
    Unit("hours", Kind.DURATION, after=r"(?:consecutive |straight |full |whole |single )?(?:hours?|hrs?)\b"),
    Unit("days", Kind.DURATION, after=r"(?:consecutive |straight |full |whole |working |single )?days?\b"),
    Unit("nights", Kind.DURATION, after=r"(?:consecutive |straight |single )?nights?\b"),
    Unit("weeks", Kind.DURATION, after=r"(?:consecutive |straight |full |whole |single )?weeks?\b"),
    Unit(
        "months", Kind.DURATION, after=r"(?:consecutive |straight |full |whole |calendar |single )?months?\b"
    ),
    Unit("quarters", Kind.DURATION, after=r"(?:consecutive|straight) quarters?\b"),
    Unit(
        "years",
        Kind.DURATION,
        after=r"(?:consecutive |straight |full |whole |calendar |single )?(?:years?|yrs?)\b",
    ),
    Unit("decades", Kind.DURATION, after=r"decades?\b"),
    Unit("centuries", Kind.DURATION, after=r"centur(?:y|ies)\b"),
    Unit("generations", Kind.DURATION, after=r"generations?\b"),
    Unit("m3", Kind.COUNT, after=r"(?:cubic[ -]met(?:re|er)s?\b|m3\b|m³|cu\.? m\b)"),
    Unit("ft3", Kind.COUNT, after=r"cubic (?:feet|foot)\b"),
    Unit("km2", Kind.COUNT, after=r"(?:square[ -]kilomet(?:re|er)s?\b|sq\.? ?km\b|km2\b|km²)"),
    Unit("mi2", Kind.COUNT, after=r"(?:square[ -]miles?\b|sq\.? ?mi\b)"),
    Unit("m2", Kind.COUNT, after=r"(?:square[ -]met(?:re|er)s?\b|sq\.? ?m\b|m2\b|m²)"),
    Unit("ft2", Kind.COUNT, after=r"(?:square[ -](?:feet|foot)\b|sq\.? ?ft\b)"),
    Unit("km/h", Kind.COUNT, after=r"(?:km/h\b|kph\b|kmh\b|kilomet(?:re|er)s (?:per|an) hour\b)"),
    Unit("mph", Kind.COUNT, after=r"(?:mph\b|miles (?:per|an) hour\b)"),
    Unit("km", Kind.COUNT, after=r"(?:kilomet(?:re|er)s?|kms?)\b"),
    Unit("cm", Kind.COUNT, after=r"(?:centimet(?:re|er)s?|cms?)\b"),
    Unit("mm", Kind.COUNT, after=r"(?:millimet(?:re|er)s?|mm)\b"),
    Unit("m", Kind.COUNT, after=r"(?:met(?:re|er)s?|m)\b(?! ?(?:euro|dollar|pound))"),
    Unit("miles", Kind.COUNT, after=r"(?:nautical )?miles?\b"),
    Unit("ft", Kind.COUNT, after=r"(?:feet|foot|ft)\b"),
    Unit("inches", Kind.COUNT, after=r"(?:inch(?:es)?)\b"),
    Unit("yards", Kind.COUNT, after=r"yards?\b"),
    Unit("hectares", Kind.COUNT, after=r"(?:hectares?|ha)\b"),
    Unit("acres", Kind.COUNT, after=r"acres?\b"),
    Unit("dunams", Kind.COUNT, after=r"(?:dunams?|dunums?|donums?)\b"),
    Unit("kg", Kind.COUNT, after=r"(?:kilograms?|kilogrammes?|kilos?|kgs?)\b"),
    Unit("mg", Kind.COUNT, after=r"(?:milligrams?|mg)\b"),
    Unit("g", Kind.COUNT, after=r"(?:grams?|grammes?)\b"),
    Unit("tonnes", Kind.COUNT, after=r"(?:metric tons?|metric tonnes?|tonnes?|tons?|mt)\b"),
    Unit("lb", Kind.COUNT, after=r"(?:lbs?|pounds? (?=of\b))\b"),
    Unit("litres", Kind.COUNT, after=r"(?:lit(?:re|er)s?)\b"),
    Unit("ml", Kind.COUNT, after=r"(?:millilit(?:re|er)s?|ml)\b"),
    Unit("gallons", Kind.COUNT, after=r"gallons?\b"),
    Unit("barrels", Kind.COUNT, after=r"(?:barrels?|bbl)\b"),
    Unit("kWh", Kind.COUNT, after=r"(?:kilowatt[ -]hours?|kwh)\b"),
    Unit("MWh", Kind.COUNT, after=r"(?:megawatt[ -]hours?|mwh)\b"),
    Unit("GWh", Kind.COUNT, after=r"(?:gigawatt[ -]hours?|gwh)\b"),
    Unit("TWh", Kind.COUNT, after=r"(?:terawatt[ -]hours?|twh)\b"),
    Unit("kW", Kind.COUNT, after=r"(?:kilowatts?|kw)\b"),
    Unit("megawatts", Kind.COUNT, after=r"(?:megawatts?|mw)\b"),
    Unit("GW", Kind.COUNT, after=r"(?:gigawatts?|gw)\b"),
    Unit("W", Kind.COUNT, after=r"watts?\b"),
    Unit("V", Kind.COUNT, after=r"volts?\b"),
    Unit("degrees Celsius", Kind.COUNT, after=r"(?:°c\b|degrees? (?:celsius|centigrade)\b)"),
    Unit("°F", Kind.COUNT, after=r"(?:°f\b|degrees? fahrenheit\b)"),
    Unit("degrees", Kind.COUNT, after=r"(?:degrees?\b|°)"),
    Unit("calories", Kind.COUNT, after=r"(?:kcal|kilocalories|calories)\b"),
    Unit("GB", Kind.COUNT, after=r"(?:gigabytes?|gb)\b"),
    Unit("MB", Kind.COUNT, after=r"(?:megabytes?|mb)\b"),
)

_GAP = (
    r" ?(?:(?:the|a|an|as many as|as much as|some|another|this|these|those|its|their|his|"
    r"her|our|a further|a total of|"
    r"an additional|what is|about) ){0,2}(?:us ?\$|[a-z]{0,2}\$|[€£¥₪₹₽₦₱₩]|(?:usd|eur|gbp|rs\.?) ?)? ?"
)

# "handed over 20", "took over 20": the particle of a verb, and no bound.
_NO_PARTICLE = "".join(
    rf"(?<!{verb} )"
    for verb in ("hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning", "give", "gives",
                 "gave", "given", "giving", "take", "takes", "took", "taken", "taking", "sign", "signed", "signing",
                 "pass", "passed", "passing", "win", "won", "carry", "carried", "bring", "brought", "make", "made")
)  # fmt: skip

_BOUNDS_BEFORE = (
    (Bound.AT_LEAST, (r"at least|at the (?:very )?least|no fewer than|no less than|not fewer than|not less "
r"than|a minimum of|"
     r"minimum|upwards? of|as (?:many|much) as at least|≥")),
    (Bound.UP_TO, (r"(?:(?:did|do|does|has|have|had|will|would|could|can)(?:n't| not)|cannot|never|not)(?: \w+ly)? "
r"(?:exceed|surpass|top|pass)(?:ed|s|ing)?|no more than|not more than|no greater than|at most|at the most|"
r"up to|as (?:many|"
r"much|high|few|low) as|a maximum of|"
     r"maximum|capped at|a ceiling of|not exceeding|≤")),
    (Bound.ESTIMATED, (r"(?:an |the )?estimated(?: to (?:be|have \w+))?(?: at)?|an estimate of|estimates? "
r"of|projected|est\.|"
r"estimat(?:ed|es) (?:the |its |their )(?:\w+ ){1,3}?at")),
    (Bound.AVERAGE, (r"(?:an |the |a )?(?:\w+ )?(?:average|mean|median)(?: (?:daily|weekly|monthly|annual|"
r"yearly))?(?: of)?(?: (?:was|is|at|around))?|averag(?:ing|ed|es)|on average")),
    (Bound.NEARLY, (r"nearly|almost|close to|just under|just below|just short of|approaching|practically|"
     r"virtually|well-nigh|nigh on")),
    (Bound.FEWER_THAN, (r"(?:far |much |slightly )?(?:fewer|less|lower|smaller) than|(?<!just )under|(?<!just "
r")below|short of|<")),
    (Bound.MORE_THAN, (r"(?:far |much |slightly |a little |well )?(?:more|greater|higher|larger|bigger|longer) "
r"than|"
     rf"(?:well |just |slightly )(?:over|above)|{_NO_PARTICLE}over|above|in excess of|exceed(?:s|ed|ing)?|surpass(?:es|"
r"ed|ing)?|upward of|"
     r"topp(?:ed|ing)|beyond|>")),
    (Bound.ABOUT, (r"about|around|roughly|approximately|approx\.?|circa|c\.|some|in the region of|in "
r"the order of|on the order of|"
     r"something like|an approximate|or so|~|≈|more or less|give or take|in the neighbou?rhood of")),
)  # fmt: skip

_BOUNDS_AFTER = (
    (Bound.AT_LEAST, (r"or (?:more|higher|greater|above|over|longer)|at (?:the very )?least|and (?:up|above|"
r"over|counting)|\+(?![0-9])")),
    (Bound.UP_TO, r"or (?:less|fewer|lower|under|below)|at (?:the )?most|at the maximum"),
    (Bound.ABOUT, r"or so|-odd|or thereabouts|approximately|roughly|more or less|give or take"),
)  # fmt: skip

# Words that a number only names: of law and of places; and those that may also stand before a count ("part 63 states").
_NAMING = (
    r"resolutions?|articles?|sections?|sec\.|§§?|rules?|paragraphs?|para\.|clauses?|chapters?|"
    r"annex|annexes|schedules?|"
    r"act no\.|regulations?|directives?|case no\.|docket|flights?|gates?|terminals?|platforms?|"
    r"routes?|highways?|"
    r"interstate|channels?|pages?|pp?\.|volumes?|vol\.|episodes?|proposition|prop\.?|amendments?|protocols?|"
    r"figs?\.|appendix|footnotes?|apartment|apt\.?|suite|nos?\.|nr\.?|nº|№|#|agenda|vision|sdg|windows|iphone|"
    r"galaxy|playstation|xbox|boeing|airbus|apollo|psalm|surah|sura|isbn|issn|doi|postcode|zip|covid|"
    r"constitution|chemical|h|cop|king|queen|pope"
)
_LABELS = (
    r"parts?|titles?|laws?|acts?|bills?|orders?|decrees?|decisions?|cases?|file|rooms?|"
    r"roads?|lines?|issues?|seasons?|"
    r"levels?|phases?|stages?|steps?|tiers?|categor(?:y|ies)|types?|class|grades?|group|"
    r"unit|zones?|sectors?|areas?|"
    r"districts?|wards?|precincts?|division|brigade|battalion|measure|conventions?|tables?|charts?|box|notes?|"
    r"questions?|lots?|blocks?|plots?|floor|day|week|round|game|match|heat|number|numbers|"
    r"form|model|version|formula|"
    r"goal|mark|reactor|code|verse|ch\.|track|studio|factor|vitamin|page"
)
# "That day 745 were counted" labels nothing.
_NO_LABEL = r"(?<!that )(?<!this )(?<!same )(?<!each )(?<!every )(?<!one )(?<!last )"
_NAMED = (
    r" ?(?:no\.? ?|number |\()?(?P<x>{n}(?:\([a-z0-9]\))?(?:(?:, ?| and | or | to | through "
    r"|, and | ?[-–/] ?|\.)"
    r"(?:articles? |sections? )?{n}(?:\([a-z0-9]\))?)*)(?! ?%| per ?cent| percent| people|"
    r" million| billion)(?!{unit})"
)

_NOT_FIGURES = (
    # Numbers that name: resolutions, articles, sections, flights, rooms, routes, channels, pages.
    rf"\b(?:{_NAMING}){_NAMED}",
    rf"{_NO_LABEL}\b(?:{_LABELS}){_NAMED}(?! (?:more |other |new )?[a-z]+s\b)",
    r"\bno\.? ?(?P<x>{n})\b",
    r"(?:article|section|rule|resolution)s? [^{stop}]{1,12}(?:and|or) (?P<x>{n})",
    # Ages and thresholds that only define a group.
    (r"\b(?:aged?|ages) (?:of |between |from |over |under |above |below |about |around "
r"|just |at least |up to |only )*"
    r"(?P<x>{n}(?:(?: ?[-–] ?| and | to | or )(?:over |under |above |below )?{n})?)(?: "
r"(?:and|or) (?:over|under|above|below|older|younger|up))?"),
    (r"(?P<x>{n}(?:(?: ?[-–] ?| and | to | or ){n})?)[ -](?:(?:year|month|week|day)s?[ "
r"-]olds?|y/?o|years? of age|years? or (?:older|younger|over|under))\b"),
    (r"(?:people|those|adults?|children|kids|women|men|boys|girls|persons|individuals|workers|"
r"seniors|anyone|anybody|everyone|"
    r"all|patients|voters|citizens|residents|students|pupils|minors|youths?|males?|females?|"
r"mothers|americans|britons|"
    r"canadians|australians|population)(?: who are| is| are|,)? (?:aged |over |under |"
r"above |below |older than |younger than |between )"
    r"(?:the age of )?(?P<x>{n}(?:(?: ?[-–] ?| and | to | or ){n})?)(?! ?%)"),
    r"\b(?:are|were|was|is) (?:aged )?(?:under|over) (?P<x>{n})(?=[.,;]|$)",
    r"\bthe (?:over|under)[ -](?P<x>{n})s?\b",
    r"\b(?:over|under|above|below)[ -](?P<x>{n})s\b",
    r"\b(?:over|under)-(?P<x>{n})\b",
    r"\b(?:is|was|turns?|turned|turning|are|were) (?P<x>{n})(?: years)? old\b",
    (r"\bage (?:limit|of consent|of sexual consent|requirement)[^{stop}]{0,30}? (?:to|at|"
r"of|from|is|was) (?P<x>{n}(?: to {n})?)(?!\w)(?! ?%)"),
    # Names that hold a number.
    (r"\b(?:g|g-|top|area|catch|formula|studio|route|channel|radio|bbc|cnn|news|nato|brics|"
r"eu|un|u|sub|psalm|cop|big)[ -]?(?P<x>{n})\b(?! ?(?:%|per ?cent|percent|million|billion))"),
    r"(?P<x>{n})[ -]?(?:th|st|nd|rd)\b",
    r"\b24/7\b|\b(?P<x>{n}/{n})\b",
    r"(?P<x>{n})[ -](?:g|k|d)\b",
    r"\b(?P<x>{n}) ?(?:[ap]\.?m\.?|o'clock|gmt|utc|noon|midnight|hrs)\b",
    (r"(?:at|by|until|till|before|after|from|around) (?P<x>{n}) (?:in the (?:morning|afternoon|"
r"evening)|at night|sharp)"),
    # Scores and votes of a match.
    (r"(?:won|beat|lost|beaten|defeat|defeated|win|victory|draw|drew|score|scored|leading|"
r"led|lead|thrashed)\b[^{stop}]{0,30}? (?P<x>{n} ?[-–] ?{n})\b"),
)  # fmt: skip

LEXIS = Lexis(
    lang="en",
    decimal=".",
    thousands=", ",
    numerals=numerals,
    magnitudes={
        "hundred": 100,
        "thousand": 1000,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
        "mn": 10**6,
        "mln": 10**6,
        "bn": 10**9,
        "bln": 10**9,
        "tn": 10**12,
        "trn": 10**12,
        "lakh": 10**5,
        "lakhs": 10**5,
        "crore": 10**7,
        "crores": 10**7,
        "quadrillion": 10**15,
        "dozen": 12,
    },
    glued={"k": 1000, "m": 10**6, "mn": 10**6, "mil": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12},
    units=_UNITS,
    gap=_GAP,
    bounds_before=_BOUNDS_BEFORE,
    bounds_after=_BOUNDS_AFTER,
    averages=(
        r"\bon average\b",
        r"\bon an average\b",
        r"\b(?:average|mean|median) (?:[a-z]+ ){1,3}(?:was|is|at|to|stood|rose|fell|reached)\b",
        r"\bper [a-z]+ on average\b",
        r"\bin the mean\b",
    ),
    partitive="of",
    joins="and|or|to|&",
    counted=(rf"(?:{_PEOPLE})\b",),
    changes=(
        (
            r"\b(?:rose|risen|rise|rises|rising|fell|fallen|falls?|falling|grew|grown|grow|grows|"
            r"growing|increas\w+|decreas\w+|"
            r"dropp?\w*|declin\w+|climb\w*|jump\w*|soar\w*|surg\w+|plung\w+|plummet\w*|shrank|"
            r"shrunk|shr?ink\w*|went|gone|goes|"
            r"going|up|down|cut|cuts|cutting|reduc\w+|rais\w+|lower\w*|slash\w*|expand\w*|chang\w+|"
            r"mov\w+|swell\w*|doubl\w+|"
            r"halv\w+|tripl\w+|quadrupl\w+|shift\w*|slid|slipp\w+|slump\w*|widen\w*|narrow\w*)\b"
        ),
    ),
    ranges=(
        (
            r"\b(?:between|from) (?:about |around |roughly |some |an estimated )?[$€£₪¥]?(?P<a>{n}){unit}? "
            r"(?:and|to) (?:about |around |over )?[$€£₪¥]?(?P<b>{n})"
        ),
        r"(?P<a>{n}){unit}? (?:to|or) [$€£₪¥]?(?P<b>{n})",
    ),
    ratios=(
        r"(?P<a>{n}) (?:in|out of) (?:every|each) (?P<b>{n})",
        (
            r"(?P<a>{n})[ -]in[ -](?P<b>{n})(?!{unit})(?! (?:of|weeks|different|countries|cities|"
            r"states|places|locations|provinces|regions|incidents|attacks|cases|operations|schools|"
            r"hospitals)\b)(?= |[,.;:!?)]|$)"
        ),
        r"(?P<a>{n}) (?:[a-z'-]+ ){0,3}for every (?P<b>{n})",
    ),
    loose_ratios=(
        r"(?P<a>{n}) out of (?P<b>{n})",
        r"(?P<a>{n}) of every (?P<b>{n})",
        r"(?P<a>{n})[ -]in[ -](?P<b>{n}) of (?:them|these|those|us|the|its|their|all|our)\b",
    ),
    multiples=(
        (
            r"(?P<a>{n})(?:[ -]times|x) (?:as (?:many|much|[a-z-]+(?: [a-z-]+)? as(?! (?:of|at|on)\b))|more|higher|"
            r"larger|bigger|greater|the|faster|longer|likelier|better|worse|less|"
            r"lower|fewer|smaller|that|those|what|over(?=[,.;:!?)]|$)|stronger|cheaper|wealthier|deadlier|heavier|"
            r"taller|deeper|richer)\b"
        ),
        r"(?P<a>{n})[ -]?fold\b",
        r"(?P<a>{n})x\b",
        r"\bmultipl(?:ied|ies|ying) by (?:almost |nearly |over |about )?(?P<a>{n})(?!{unit})",
    ),
    not_figures=_NOT_FIGURES,
    dates=phrases.DATES,
    quarters={"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4},
    future=phrases.FUTURE,
    months=phrases.MONTHS,
    capital_months=True,
    weekdays=phrases.WEEKDAYS,
    relatives=phrases.RELATIVES,
    events=phrases.EVENTS,
    since=phrases.SINCE,
    spans=phrases.SPANS,
    until=phrases.UNTIL,
    before=phrases.BEFORE,
    as_of=phrases.AS_OF,
    within=phrases.WITHIN,
    baselines=phrases.BASELINES,
    breaks=phrases.BREAKS,
    per_number=r"(?<=[a-z] )(?:per|for every|in every|out of every) (?P<n>{n})",
    pers=phrases.PERS,
    pers_before=phrases.PERS_BEFORE,
    windows=phrases.WINDOWS,
    bases=phrases.BASES,
    base_lead=phrases.BASE_LEAD,
    base_back=phrases.BASE_BACK,
    according=names.ACCORDING,
    said=(*names.SAID, *saying.SAID["en"], bodies.WEAK["en"]),
    said_first=names.SAID_FIRST,
    tallied=names.TALLIED,
    said_gap=names.SAID_GAP,
    name=names.NAME,
    articles=names.ARTICLES,
    anaphors=names.ANAPHORS,
    acronyms=names.ACRONYMS,
    owned=names.OWNED,
    negations=phrases.NEGATIONS,
    targets=phrases.TARGETS,
    ranks=phrases.RANKS,
    bans=phrases.BANS,
    votes=phrases.VOTES,
    rulings=phrases.RULINGS,
    places=names.PLACES,
    in_place=phrases.IN_PLACE,
    stops=phrases.STOPS,
)
