"""Who can say something: nouns of people and bodies, and verbs that say only where such a one is their subject.

All are patterns on the folded sentence in lower case. `BODIES` are searched in a phrase; `WEAK` verbs raise, lower or
put a count, which a storm may do as well as a ministry; `WHOM` is who is told, between the verb and its subject.
"""

from __future__ import annotations

BODIES: dict[str, str] = {
    "en": (
        r"(?<![^\W_])(?:ministr(?:y|ies)|minister|authorit(?:y|ies)|officials?|offices?|agenc(?:y|ies)|police|army|"
        r"military|government|spokes(?:man|woman|person|people)|doctors?|medics?|nurses?|rescuers?|prosecutors?|"
        r"commission(?:er)?|department|bureau|institute|universit(?:y|ies)|organi[sz](?:ations?|ers)|groups?|unions?|"
        r"committee|council|courts?|cent(?:re|er)|network|association|society|foundation|fund|bank|company|hospitals?|"
        r"sources?|experts?|researchers?|scientists?|economists?|analysts?|monitors?|activists?|lawyers?|team|mission|"
        r"service|workers?|residents?|witness(?:es)?|survivors?|villagers?|soldiers?|diplomats?|lawmakers?|guards?|"
        r"mayor|governor|president|chief|chair(?:man|woman)?|director|head|coroner|judge|board|laboratory|watchdog|"
        r"charity|trust|federation|chamber|parliament|senate|party|opposition|embassy|observatory|brigade|crescent|"
        r"cross|newspaper|broadcaster|radio|television|registry|inspector(?:s|ate)?|administration|unit|"
        r"regulator|operator|firm|coalition|alliance|secretar(?:y|iat)|envoy|rapporteur|neighbou?rs?|relatives|"
        r"farmers?|miners?|teachers?|engineers?|firefighters?|campaigners?|observers?|critics|operators?|airline|"
        r"carmaker|retailer|manufacturer|producer|lender|insurer|utility|developer|club|school|church|"
        r"institution|un|eu|nato|who|un[a-z]{3,4})(?![^\W_])"
    ),
    "fr": (
        r"(?<![^\W_])(?:minist(?:ère|re)s?|autorités?|responsables?|bureau|agences?|office|police|armée|gouvernement|"
        r"porte-parole|médecins?|soignants|secours|secouristes?|pompiers?|parquet|procureure?|commission|"
        r"commissaire|institut|universités?|organisations?|ong|syndicats?|comité|conseil|cour|tribunal|centre|réseau|"
        r"association|fondation|fonds|banque|entreprise|direction|hôpital|sources?|experts?|chercheurs?|économistes?|"
        r"analystes?|observatoire|avocats?|équipes?|mission|services?|habitants?|riverains?|témoins?|maire|mairie|"
        r"préfet|préfète|préfecture|président|présidente|présidence|directeur|directrice|chef|"
        r"patronat|opposition|parti|fédération|chambre|parlement|sénat|"
        r"croissant-rouge|croix-rouge|journal|quotidien|radio|télévision|gendarmerie|douanes?|garde-côtes|protection|"
        r"défense|organisateurs?|exploitants?|régulateur|opérateur|coalition|secrétaire|secrétariat|envoyé|"
        r"gouverneur|gouvernorat|laboratoire|onu|insee|institution|ambassade|municipalité|collectif|ligue|éleveurs?|"
        r"agriculteurs?|ingénieurs?|enseignants?|voisins?|proches|statistique|rectorat|officier|infirmière?|"
        r"correspondant|rebelle|coopérative|mutuelle|curé|évêque|transporteur|"
        r"compagnie|groupe|société|firme|capitaine|colonel|général|juge|magistrat|inspecteur|élu|député|consommateur|"
        r"chambre|caisse|régie|exploitante|professeur|météo|institut)s?(?![^\W_])"
    ),
    "es": (
        r"(?<![^\W_])(?:ministeri[oa]s?|ministr[oa]s?|autoridad(?:es)?|oficina|gobierno|agencia|policía|ejército|"
        r"portavo(?:z|ces)|médic[oa]s?|sanitarios|bomberos|rescatistas|socorristas|fiscalía|fiscal(?:es)?|"
        r"comisión|comisari[oa]|instituto|universidad(?:es)?|organizaci(?:ón|ones)|ong|sindicatos?|comité|consejo|"
        r"tribunal|corte|centro|red|asociaci(?:ón|ones)|fundación|fondo|banco|empresas?|compañía|hospital(?:es)?|"
        r"fuentes?|expert[oa]s|investigador(?:es|as?)?|economistas?|analistas?|observatorio|abogad[oa]s|"
        r"equipos?|misión|"
        r"servicios?|vecinos|residentes|testigos|alcalde|alcaldesa|alcaldía|gobernador[a]?|gobernación|presiden"
        r"(?:t[ea]|cia)|director[a]?|dirección|jef[ea]|patronal|oposición|partido|federación|cámara|parlamento|senado|"
        r"cruz roja|media luna roja|diario|periódico|radio|televisión|guardia|aduanas?|guardacostas|protección|"
        r"defensa|organizador(?:es|as)|regulador|operador[a]?|coalición|secretari[oa]|secretaría|enviad[oa]|"
        r"laboratorio|onu|embajada|municipio|ayuntamiento|junta|colectivo|liga|ganaderos|agricultores|ingenieros|"
        r"docentes|profesores|familiares|salvamento|delegación|consejería|defensoría|estadística|administración|"
        r"naciones unidas|banda|régimen|rebeldes|milicias?|gremio|cooperativa|colegio|cofradía|mutua|"
        r"aerolínea|consistorio|párroco|cura|obispado|corporación|"
        r"capitán|coronel|general|juez|jueza|magistrado|inspector|diputado|enfermera|enfermero|gerente|caja|"
        r"grupo|firma|plataforma|entidad|sociedad|instituciones)(?:es|s)?(?![^\W_])"
    ),
    "he": (
        r"[ובמ]?ה?(?:משרד|שר|שרת|לשכת|לשכה|ארגון|סוכנות|רשות|רשויות|ממשלת|ממשלה|ועדת|וועדה|ועדה|מועצת|"
        r"מועצה|דובר|דוברת|צבא|משטרת|משטרה|נציבות|נציב|קרן|בנק|מכון|מרכז|ערוץ|עיתון|התאחדות|איגוד|ראש|נשיא|"
        r"מנהל|מנהלת|בית|עמותת|עמותה|פורום|שירות|שירותי|עיריית|עירייה|גורמים|גורם|עדים|מקורות|תושבים|חוקרים|מומחים|"
        r"הנהלת|הנהלה|פעילים|כבאים|אופוזיציה|פרקליטות|חברת|חברה|מוסד|מטה|אגודת|אגודה|תנועת|תנועה|"
        r"יחידת|לשכה|מינהל|אגף|מעבדת|מעבדה|מבקר|מבקרת|מד[\"״]א|צה[\"״]ל|או[\"״]ם|למ[\"״]ס)(?![א-ת])"
    ),
    "ar": "[\u0621-\u064a]",
}

# Nouns of what is done, which begin the object of a verb and no part of its subject's name.
OBJECTS_AR = (
    "(?:نمو|بلوغ|انكماش|تباطؤ|هبوط|صعود|نفاد|استمرار|خروج|عودة|مغادرة|إنقاذ|انتشال|إجلاء|ضبط|مصادرة|توقيف|إطلاق|"
    "تنفيذ|إحباط|إزالة|توزيع|تقديم|صرف|تخصيص|رصد|استقبال|تطعيم|بيع|شراء|خفض|رفع|إصلاح|بناء|افتتاح|هدم|تعليق|إلغاء|"
    "إصدار|تشريد|تهجير|احتجاز|اختفاء|غرق|احتراق|انهيار)(?![\u0621-\u064a])"
)

# Of these the subject must be somebody who can speak.
WEAK: dict[str, str] = {
    "en": (
        r"(?:raise[sd]?|revise[sd]?|lower(?:ed|s)?|brought|brings?|upped|increase[sd]?|updated?s?)"
        r"(?= (?:the|its|their|his|her) [^{stop}]{0,60}(?:toll|count|number|estimate|figure|tally|total|forecast)"
        r"[^{stop}]{0,40} to )"
    ),
    "fr": (
        r"(?:a |ont )?(?:porte(?:nt)?|porté|ramène(?:nt)?|ramené|élève(?:nt)?|élevé|abaisse(?:nt)?|abaissé|"
        r"réduit|révise(?:nt)?|révisé|fixe(?:nt)?)(?= [^{stop}]{0,60}\bà )"
    ),
    "es": (
        r"(?:ha |han )?(?:elev|rebaj|sub|baj|fij|limit|aument|increment)(?:a|an|ó|aron|aba|aban|ado|e|en|ió|ieron|ido)"
        r"(?=(?: [^{stop}]{1,70})? (?:al?|en|hasta)(?: l[oa]s?)? {n})"
    ),
    "he": r"(?:העלה|העלתה|העלו|הוריד|הורידה|הורידו)(?= (?:את )?[^{stop}]{1,50} ל-?)",
    "ar": "(?!)",
}

WHOM: dict[str, str] = {
    "en": r"(?!)",
    "fr": (
        r" ?(?:à |aux |au |devant |auprès de )(?:la |l'|des |les )?[^\W\d_]+(?: [^\W\d_]+)?,? "
        r"(?=les? |la |l'|une? |des )"
    ),
    "es": (r" ?(?:a |al |ante )(?:la |las |los |el )?[^\W\d_]+(?: [^\W\d_]+)?,? (?=el |la |los |las |una? )"),
    "he": r" ?ל(?!שכ|יג|הק)[א-ת]+ (?=[א-ת])",
    "ar": "(?!)",
}
