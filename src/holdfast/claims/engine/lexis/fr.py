"""The French pack of the figure grammar."""

from __future__ import annotations

from holdfast.claims.engine.lexis import bodies, names_fr, saying
from holdfast.claims.engine.lexis.measures_fr import (
    BOUNDS_AFTER,
    BOUNDS_BEFORE,
    MONTHS,
    NOT_FIGURES,
    PER_PIECE,
    UNITS,
    WEEKDAYS,
)
from holdfast.claims.engine.lexis.numerals_fr import numerals
from holdfast.claims.engine.lexis.schema import Lexis, Relative

W = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
DAY = "(?P<day>premier|[0-9]{1,2})(?:er)?"
DAY2 = "(?P<day2>[0-9]{1,2})(?:er)?"
POINTED = "(?: (?:dernier|dernière|passé|passée|courant|prochain|prochaine))?"
WEEK = r"(?:(?P<weekday>\b{weekday}),? )?"
PART = r"(?:début |fin |mi-|la fin |le début |la mi-)?"

SAYING = (
    "déclaré|affirmé|indiqué|annoncé|rapporté|précisé|expliqué|ajouté|dit|souligné|confirmé|"
    "signalé|publié|écrit|estimé|"
    "averti|rappelé|fait savoir|communiqué|assuré|révélé|informé|relevé|noté|dénoncé|fait état"
)
TALLYING = (
    "recensé|compté|dénombré|comptabilisé|enregistré|documenté|vérifié|répertorié|constaté|"
    "établi|identifié|collecté"
)
SAYS = (
    "publiée?s?|déclare|affirme|indique|annonce|rapporte|précise|explique|ajoute|dit|souligne|"
    "confirme|signale|estime|avertit|évoque|parle(?:nt)? d[e']|"
    "rappelle|assure|révèle|relève|note|dénonce|évalue|publie|avance|fait état|fait savoir|chiffre"
)
TALLIES = "recense|compte|dénombre|comptabilise|enregistre|documente|répertorie|établit|identifie|décompte"

_SPEAKER = bodies.BODIES["fr"]

# Words that end the phrase counted.
STOPS = (
    "de du des en dans sur par pour à au aux et ou qui que dont où depuis entre avec sans selon d'après "
    "ont a est sont été avait avaient alors tandis contre chaque quotidiennement seulement environ ce "
    "cette ces le la les un une ne n'ont étaient ayant après avant pendant durant lors jusqu'à parmi plus "
    "moins comme mais car"
)

LEXIS = Lexis(
    lang="fr",
    decimal=",",
    thousands=" .",
    numerals=numerals,
    magnitudes={
        "mille": 10**3,
        "millier": 10**3,
        "milliers": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "mds": 10**9,
        "md": 10**9,
        "mio": 10**6,
        "mrd": 10**9,
        "billions": 10**12,
    },
    glued={"k": 10**3, "m": 10**6, "md": 10**9, "mds": 10**9},
    units=UNITS,
    gap=(
        r"(?: ?(?:d'|de |des |du |les |le |la |l'|à |aux |quelque |ces |ses |leurs |un total d[e'] "
        r"?))? ?(?:us ?\$|[$€£])? ?"
    ),
    bounds_before=BOUNDS_BEFORE,
    bounds_after=BOUNDS_AFTER,
    averages=(r"\ben moyenne\b", r"\bmoyenne d[e']", names_fr.MEANS),
    partitive="de |d'|des |du |de la |de l'",
    joins="et|ou|puis|à",
    counted=(
        (
            "personnes|camions|civils|palestiniens?|morts|blessés|enfants|exécutions|habitants|cas|"
            "tentes|unités|logements|détenus|attaques|frappes|violations|victimes|soldats"
        ),
    ),
    changes=(
        (
            r"\b(?:pass(?:e|é|ée|ées|és|er|ent|ant|ait|a)|augment\w+|recul\w+|baiss\w+|chut\w+|grimp\w+|bond\w+|"
            r"diminu\w+|progress\w+|tomb\w+|relev\w+|élev\w+|rehauss\w+|"
            r"abaiss\w+|rédui\w+|mont(?:e|é|ée|ées|és|er|ent|ait|a)) "
        ),
    ),
    ranges=(
        r"\bentre (?P<a>{n})(?:{unit})? et (?P<b>{n})",
        r"\bde (?P<a>{n})(?:{unit})? à (?P<b>{n})",
        r"(?P<a>{n})(?: ?%)? (?:à|ou) (?P<b>{n})",
    ),
    ratios=(r"(?P<a>{n}) pour (?P<b>{n})",),
    loose_ratios=(rf"(?P<a>{{n}})(?: {W}){{0,2}}? sur (?:chaque )?(?P<b>{{n}})(?=$|[ ,.;:)])",),
    multiples=(
        r"(?P<a>{n}) fois (?:plus|moins|le|la|les|supérieure?s?|celui|celle|ce|autant)",
        r"\bmultipli[a-zé]{1,5} par (?:près de |plus de |environ )?(?P<a>{n})(?!{unit})",
    ),
    not_figures=NOT_FIGURES,
    quarters={"premier": 1, "deuxième": 2, "second": 2, "troisième": 3, "quatrième": 4, "dernier": 4},
    future=(
        (
            r"\b(?:sera|seront|aura|auront|doit|doivent|devra|devront|devrait|devraient|prévue?s?|"
            r"prochaine?s?|va|vont)\b"
        ),
    ),
    dates=(
        (
            r"\b(?:(?:au|le|du) )?(?P<quarter>premier|deuxième|second|troisième|quatrième|dernier) trimestre"
            r"(?: de(?: l'année)?|,)? (?P<year>[12][0-9]{3})(?![0-9])"
        ),
        r"\bt(?P<quarter>[1-4]),? (?P<year>20[0-9]{2})(?![0-9])",
        (
            rf"{WEEK}\b{DAY} (?P<month>{{month}})(?: (?P<year>[12][0-9]{{3}}))? ?(?:-|–|au|et le|jusqu'au) "
            rf"(?:{{weekday}} )?{DAY2} (?P<month2>{{month}})\b(?: (?P<year2>[12][0-9]{{3}}))?"
        ),
        (
            rf"\b{DAY} ?(?:-|–|au|et le|et) ?{DAY2} (?P<month>{{month}})\b(?: "
            rf"(?P<year>[12][0-9]{{3}}))?{POINTED}"
        ),
        rf"{WEEK}\b{DAY} (?P<month>{{month}})(?![^\W\d_])(?: (?:de )?(?P<year>[12][0-9]{{3}}))?{POINTED}",
        (
            r"\b(?P<month>{month}) ?(?:-|–|à|et|jusqu'à|jusqu'en) ?(?P<month2>{month})\b(?: "
            r"(?P<year2>[12][0-9]{3}))?"
        ),
        rf"\b(?P<month>{{month}})\b(?<!mars)(?: (?:de )?(?P<year>[12][0-9]{{3}}))?{POINTED}",
        (
            rf"\b(?:en |de |mois de |depuis |début |fin |mi-)(?P<month>mars)\b(?: "
            rf"(?P<year>[12][0-9]{{3}}))?{POINTED}"
        ),
        r"\b(?P<month>mars) (?P<year>[12][0-9]{3})",
        r"\b(?P<rel>{relative})\b",
        rf"\b(?P<weekday>{{weekday}})\b(?! (?:saint|noir|gras)){POINTED}",
    ),
    months=MONTHS,
    weekdays={name: number for number, name in enumerate(WEEKDAYS)},
    days={"premier": 1},
    relatives=(
        Relative("avant-hier", "day", -2),
        Relative("hier(?: soir| matin)?", "day", -1),
        Relative("aujourd'hui|ce matin|ce soir|ce jour", "day", 0),
        Relative("demain", "day", 1),
        Relative("la semaine (?:dernière|passée)|semaine dernière", "week", -1),
        Relative("cette semaine", "week", 0, True),
        Relative("le mois dernier|mois dernier|le mois passé", "month", -1),
        Relative("ce mois-ci", "month", 0, True),
        Relative("l'an dernier|l'année dernière|l'année passée|l'an passé", "year", -1),
        Relative(
            "(?:le )?début de (?:l'année|cette année)|le 1er janvier dernier|cette année", "year", 0, True
        ),
        Relative("l'année précédente", "year", -1),
    ),
    events=(
        (
            r"\b(?:attaques?|attentats?|massacres?|évènements|événements|opération|guerre|manifestations|"
            r"accords?) du {d}"
        ),
    ),
    since=(
        rf"\b(?:depuis|à partir|à compter|dès)(?: (?:le|la|du|de|d'|début|fin|mi-))*? ?{PART}(?P<a>{{d}})",
        (
            rf"\bdepuis (?:(?!jusqu|au |selon|indiqu|annonc|déclar|affirm|rapport)[^\W\d_]+(?:, |[ '-])){{1,9}}?"
            rf"(?:le |du |en |(?<!, )au |d'|de ){PART}(?P<a>{{d}})"
        ),
        (
            rf"\b(?:qui |qu[e'] ?(?:[^\W\d_]+ )?)(?:a |ont |avait |est )?(?:commencé|débuté|déclenché|"
            rf"lancé|entrée?|éclaté|lancée?)(?: en vigueur)?(?: [^\W\d_]+){{0,3}}? (?:le |en "
            rf"){PART}(?P<a>{{d}})"
        ),
        (
            rf"\b(?:entrée?|commencée?|déclenchée?|débutée?|lancée?|entamée?)(?: en vigueur)? (?:le |en "
            rf"){PART}(?P<a>{{d}})"
        ),
    ),
    spans=(
        (
            rf"\b(?:entre|du|de|depuis)(?: le| la| l')? ?{PART}(?P<a>{{d}}) (?:et|au|à|jusqu'(?:au|en|"
            rf"à))(?: le| la| l')? ?{PART}(?P<b>{{d}})"
        ),
        r"\b(?:en|aux mois de) (?P<a>{d}) et (?:en )?(?P<b>{d})",
    ),
    before=(r"\bavant (?:le |la |l')?(?P<a>{d})",),
    # "Until" alone names the day a state is given for; with a start it is read by `spans`.
    as_of=(
        rf"\bjusqu'(?:au|à|en)(?: la)? ?{PART}(?P<a>{{d}})",
        r"\b(?:à la date du|en date du|au|à ce jour,? le|arrêtée?s? au|dès le matin du) (?P<a>{d})",
    ),
    within=(
        (
            rf"\b(?:en|au cours de|durant|pendant|lors de|dans|le|la|sur|courant|au mois de|à|de|d'|du)(?: "
            rf"le| la| l'| mois de| seul mois de| seule journée de| l'année| l'an)*? ?{PART}(?P<a>{{d}})"
        ),
        r"\b(?:l'année|l'an|année|l'exercice) (?P<a>{d})",
    ),
    baselines=(
        (
            r"\b(?:par rapport|comparée?s?|en comparaison)(?: (?:à|au|aux|avec|de))*(?: l'| la| le)? "
            r"?(?:[^\W\d_]+ ){0,2}?(?:en |de )?(?P<a>{d})"
        ),
        r"\b(?:qu'en|que l'|contre en) ?(?P<a>{d})",
        r"\b(?:bas|haut|élevée?|faible|important|fort|meurtri(?:er|ère)|grave)s? (?:[^\W\d_]+ ){0,2}depuis (?P<a>{d})",
    ),
    breaks=(
        r"\balors que\b",
        r"\btandis que?\b",
        r"\bcontre\b",
        r"\bpar rapport\b",
        r"\ben comparaison\b",
        r"\bpuis\b",
        r"\baprès avoir\b",
    ),
    pers=(
        (
            "day",
            (
                r"par jour|quotidiennement|quotidiens?|quotidiennes?|chaque jour|journaliers?|journalières?|"
                r"tous les jours|/jour|/j"
            ),
        ),
        ("week", r"par semaine|chaque semaine|hebdomadaires?|/semaine|toutes les semaines"),
        ("month", r"par mois|chaque mois|mensuels?|mensuelles?|mensuellement|/mois|tous les mois"),
        ("year", r"par an|chaque année|annuels?|annuelles?|annuellement|/an|par année|tous les ans"),
        ("hour", r"par heure|de l'heure|chaque heure|à l'heure|/h"),
        *PER_PIECE,
        ("person", r"par personne|par habitant|par tête|/personne"),
        ("km2", r"par kilomètre carré|au kilomètre carré|par km2|/km2|/km²"),
    ),
    per_number=r"(?<=[^\W\d_] )(?:pour|par|sur) (?P<n>{n})(?= habitants| personnes| naissances| enfants|[.,;]|$)",
    pers_before=(
        ("day", r"moyenne (?:quotidienne|journalière) d[e']"),
        ("week", r"moyenne hebdomadaire d[e']"),
        ("month", r"moyenne mensuelle d[e']"),
        ("year", r"moyenne annuelle d[e']"),
    ),
    windows=(
        (
            r"\b(?:en|pendant|durant|sur|au cours des|ces|sur une période de|dans les|en l'espace de) "
            r"(?P<w>{n}(?:{unit}))(?! plus tard)"
        ),
    ),
    bases=(
        (
            rf"(?P<part>{{n}})(?:{{unit}})?(?: (?!et |ou |à )(?:d'|l')?{W}){{0,4}} (?:sur|parmi|sur un "
            rf"total d[e']|d'un total d[e']) (?:les |ces |un total d[e'] ?|quelque |environ "
            rf")?(?P<base>{{n}})"
        ),
        r"(?P<part>{n})(?:{unit})? des (?P<base>{n})",
    ),
    base_lead=(
        (
            r"(?:^|, |; )(?:sur|parmi|des|sur un total d[e']) ?(?:les |ces |quelque |environ "
            r")?(?P<base>{n})"
        ),
    ),
    base_fore=(
        r"\b(?:dont|parmi lesquels|parmi lesquelles|parmi eux|parmi elles|d'entre eux|d'entre elles)\b",
    ),
    base_back=(
        (
            r"d'entre eux|d'entre elles|parmi eux|parmi elles|parmi lesquels|parmi lesquelles|de ce total|"
            r"dont"
        ),
    ),
    according=(
        (
            r"\b(?:selon|d'après|suivant|à en croire|aux dires de|au dire de)(?: (?:le dernier|les|un|des|"
            r"le|la|de)(?![^\W\d_]))?(?: (?:derniers?|dernières?|nouveaux?|récents?)(?![^\W\d_]))?(?: "
            r"(?:chiffres|données|estimations|statistiques|bilan(?: annuel)?|rapport(?: annuel)?|calculs|"
            r"décompte|décomptes|informations|communiqué|registres)(?![^\W\d_]))?(?: (?:publiée?s?|"
            r"fournie?s?|communiquée?s?|diffusée?s?|collectée?s?|établie?s?)(?![^\W\d_]))?(?: {d})?(?: "
            r"(?:d[eu'](?:s)?|par))? ?"
        ),
        r"\b(?:d'après|selon) (?:[^\W\d_]+ ){0,3}?(?:qu'|que |de |d'|du |des )",
        (
            r"\b(?:indiquée?s?|rapportée?s?|annoncée?s?|publiée?s?|recensée?s?|enregistrée?s?|"
            r"communiquée?s?|fournie?s?|signalée?s?|dénombrée?s?|comptabilisée?s?|documentée?s?|répertoriée?s?|"
            r"relevée?s?|constatée?s?|notifiée?s?|vérifiée?s?|confirmée?s?|avancée?s?|donnée?s?|diffusée?s?|"
            r"collectée?s?|compilée?s?|établie?s?|citée?s?|chiffrée?s?|évaluée?s?|estimée?s?)(?: {d})? par "
        ),
        rf"(?:^|, )pour (?=(?:les? |la |l')?{_SPEAKER}[^{{stop}}]{{0,50}}, )",
        rf"{{n}}(?: ?%| [^\W\d_]+){{0,2}} pour (?=(?:les? |la |l'){_SPEAKER})",
        r"\b(?:que|qu') ?(?:donne|avance|cite|évoque|retient)(?:nt)? (?=[^\W\d_])",
        (
            r"(?:^|[,;] |\bindique-t-on |\bappris |\bapprend-on )de (?=sources? [^\W\d_])|"
            r"\b(?:auprès d[eu'](?:s| la| l')? ?|source : |"
            r"(?:chiffres|données) d[eu'](?: la)? ?)(?=[^\W\d_])"
        ),
        rf"\bbilan d(?:e la |e l'|es |u |e |')(?={_SPEAKER})",
    ),
    said=(
        rf"(?:a|ont|avait) (?:{SAYING})(?: {{d}})?",
        rf"(?:{SAYS}|{SAYS.replace('|', 'nt|')}nt)",
        *saying.SAID["fr"],
        bodies.WEAK["fr"],
    ),
    said_first=(
        rf"\b(?:a|ont) (?:{SAYING})(?: {{d}})? (?=l[ea'] ?|les |des |une? )",
        rf"\b(?:comme )?(?:{SAYS})(?: {{d}})? (?=l[ea'] ?)",
        (
            r"(?<=, )(?:(?:se |s')(?:est |sont )?(?:félicit|inqui[eè]t|alarm|indign|plai[gn]|réjoui|lament|"
            r"désol|émeu|étonn)"
            r"[^\W\d_]*|(?:a|ont) (?:constaté|prévenu|rétorqué|calculé|comptabilisé)) (?=[^\W\d_])"
        ),
        (
            rf"(?<=, )(?!selon|dont|contre|dans|avec|malgré|comme|pour|par|sans|sous|vers|entre|chez|lors|"
            rf"après|avant|depuis|"
            rf"quand|mais|tandis|alors|puis|"
            rf"parmi|sauf|notamment|soit|voire|ainsi|outre|hors|y compris|[^ ]+ant )"
            rf"(?:se |s'|ne |n'|l'|y )?(?:(?:a|ont|avait|est|sont|était) )?[^\W\d_]{{3,}}(?: {{d}})? "
            rf"(?=(?:les? |la |l'|une? |des |son |sa |ses |leurs? ){_SPEAKER}[^{{stop}}]{{0,60}}(?:[.,;]|$))"
        ),
    ),
    tallied=(rf"(?:a|ont|avait) (?:{TALLYING})", rf"(?:{TALLIES}|{TALLIES.replace('|', 'nt|')}nt)"),
    said_gap=" (?:n')?en| y| leur| lui",
    name=names_fr.NAME,
    articles=names_fr.ARTICLES,
    anaphors=(
        r"l'(?:organisation|agence|office|institution|ong|onu)",
        r"le (?:ministère|bureau|rapport|communiqué|texte)",
        r"elle|il|ce dernier|cette dernière|celui-ci|celle-ci",
    ),
    owned=names_fr.OWNED,
    negations=(r"\b(?:ne|n'|aucune?|ni|pas|jamais|sans)\b",),
    targets=(
        (
            r"\b(?:devai(?:t|ent)|doit|doivent|devrai(?:t|ent)|prévoi\w+|prévue?s?|promis\w*|promet\w*|"
            r"s'engag\w+|est censée?|censée?s?|sont censés|objectif|attendue?s?|requis|nécessaires?|"
            r"convenue?s?|stipulée?s?|exigée?s?|vise\w*|il faudrait|il faut|quota|plafond)\b"
        ),
    ),
    quotes=(("«", "»"), ("“", "”"), ('"', '"')),
    ranks=(
        (
            rf"\b(?:le|la|l'|son|sa) (?P<n>{{n}}) (?!trimestre|semestre|mois|année|jour|semaine|fois|"
            rf"mandat|guerre|phase|partie|moitié|jugement|tour)(?:plus |moins )?{W}(?: {W}){{0,3}}? (?:à|"
            rf"au|du|de|d'|dans|en|qui)\b"
        ),
        rf"\b(?:le|la) (?P<n>{{n}}) (?:plus|moins) {W}",
        (
            r"\b(?P<n>{n}) (?:pays|ville|état|gouvernement|université|entreprise|banque|producteur|"
            r"exportateur|importateur|fournisseur|client|partenaire) (?:européenne? |mondiale? |arabe "
            r")?(?:à|du|de|au|dans|mondial)\b"
        ),
        r"\b(?:au|à la|en) (?P<n>{n}) (?:rang|place|position)\b",
    ),
    bans=(
        r"\b(?:interdi\w+|prohib\w+|bann\w+|suspend\w*|suspendu\w*) (?:l'|les? |la |toute? |aux? |à |d'|de )",
        r"\b(?:embargo|interdiction|boycott) (?:sur|total|d[e'u]|des|complet)",
    ),
    votes=(
        r"\b(?:vot\w+|adopt\w+|approuv\w+|rejet\w+)(?: [^\W\d_]+){0,6} (?:par|avec) {n}(?: voix)? ",
        r"\b{n} (?:voix|votes?) (?:pour|contre)\b",
        r"\b(?:a|ont) voté (?:pour|contre|en faveur|l'|la|le|une|un)",
    ),
    rulings=(
        (
            r"\b(?:cour|tribunal|juges?|justice|conseil d'état|cij|cpi|cassation)\b(?: [^\W\d_]+){0,5} "
            r"(?:a|ont) (?:ordonné|jugé|condamné|statué|rejeté|annulé|estimé que|tranché|décidé|confirmé)"
        ),
        (
            r"\b(?:condamnée?s? par|ordonnance d[eu'](?: la)?|arrêt d[eu'](?: la)?|jugement d[eu'](?: "
            r"la)?) (?:cour|tribunal|juges?)"
        ),
    ),
    places=names_fr.PLACES,
    in_place=(
        (
            r"\b(?:à|au|aux|en|dans|sur|de|du|des|d'|vers|à travers|l'intérieur de|depuis|entre)(?: la| "
            r"le| l'| les| toute la| tout le)? ?(?:(?:nord|sud|est|ouest|bande|ville|enclave|province|"
            r"région)(?: de la| de| d')? )?"
        ),
    ),
    stops=frozenset(STOPS.split()),
)
