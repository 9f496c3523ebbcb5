"""What the subject of a verb of saying looks like where no known name stands there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaking:
    """Patterns on the folded sentence in lower case; each is matched whole words.

    A subject reaches back from its verb to the clause's start: `cut` are words no subject goes back over, `soft` those
    it goes back over only where nothing finite stands before them. `lead` is taken off its start, `gap` off its end,
    `article` and `paper` ("figures from", "un rapport de") off what is left. `never` refuses it, `finite` and `prep`
    tell that it is no noun phrase. A subject after its verb ends before `stop`. `mute` are verbs that say nothing
    here ("told readers to"), `papers` verbs that only a paper is the subject of ("showed").
    """

    cut: str
    soft: str
    lead: str
    gap: str
    article: str
    paper: str
    never: str
    finite: str
    prep: str
    stop: str
    mute: str
    papers: str
    binding: str  # what only binds (an agreement, a plan): no source, as the bare paper is none
    sheet: str  # what such a paper is called
    begins: str = ""  # how a subject begins that stands after its verb
    elided: str = ""  # a second source whose verb is not said again, `who` with the number after it
    definite: str = ""  # words that carry their article: a name ends before a word without one that follows


_EN_PAPER = (
    r"(?:data|figures|statistics|numbers|estimates?|records|reports?|statement|stud(?:y|ies)|surveys?|polls?|"
    r"analys[ie]s|counts?|tally|research|assessment|documents?|findings|review|bulletin|accounts|census|audit|"
    r"projections?|calculations|inquiry|dossier|forecasts?|updates?|results|reckoning|briefing|index|ledgers?|register)"
)
_FR_PAPER = (
    r"(?:chiffres|données|statistiques|estimations?|bilan|rapport|étude|enquête|sondage|communiqué|décompte|"
    r"recensement|baromètre|note|calculs|registres|bulletin|analyse|audit|comptage)"
)
_ES_PAPER = (
    r"(?:datos|cifras|estadísticas|estimaciones|balance|informe|estudio|encuesta|sondeo|comunicado|recuento|"
    r"registros|boletín|censo|cálculos|análisis|auditoría|nota|parte)"
)
_HE_PAPER = (
    r"(?:נתוני|נתונים|נתון|דו\"ח|דוח|דו\"חות|דוחות|מחקר|סקר|הודעת|הודעה|הערכות|הערכת|דיווח|דיווחי|ספירת|"
    r"רישומי|סיכום|ממצאי|בדיקת|סטטיסטיקת|מפקד|תחקיר)"
)
_AR_PAPER = (
    "(?:بيانات|أرقام|إحصاءات|إحصائيات|إحصائية|تقديرات|تقرير|تقارير|بيان|دراسة|حصيلة|"
    "معطيات|استطلاع|مسح|مؤشر|نشرة|سجلات)"
)

SPEAKING: dict[str, Speaking] = {
    "en": Speaking(
        cut=(
            r"but|while|whereas|although|though|because|that|which|whom|whose|if|unless|until|whether|than|so|"
            r"however"
        ),
        soft=r"and|or|as|when|where|after|before|since|who",
        lead=(
            r"(?:meanwhile|also|yet|still|only|now|then|later|earlier|today|yesterday|instead|separately|overall|"
            r"together|likewise|similarly|in all|in total|so far|for (?:his|her|its|their) part|how(?:ever)?|both|"
            r"even)\b"
        ),
        gap=(
            r"(?: (?:published|released|issued)(?: on)? [\ue001]+)?"
            r"(?: (?:reached|contacted|interviewed|quoted|cited)(?: (?:by|in)(?: [^ ]+){1,3})?)?"
            r"(?: (?:also|later|then|now|already|since|further|itself|has|have|had|is|are|was|were|still|initially|"
            r"recently|today|yesterday|officially|publicly|previously|earlier|conservatively|only|therefore|"
            r"(?:on|in|last|late on|early on) [\ue001]+|[\ue001]+|in (?:a|an|its|his|her|their) (?:\w+ )?"
            r"(?:statement|report|review|letter|post|bulletin|update|study|survey|interview|press release)))*"
            rf"(?:(?:'s?)?(?: (?:own|latest|new|recent|official|annual|monthly|weekly|daily|internal|preliminary|"
            rf"initial|provisional))* {_EN_PAPER})?"
        ),
        article=r"(?:the|an?|its|their|our|this|these|those|his|her|some|both) ",
        paper=(
            rf"(?:(?:new|latest|recent|official|preliminary|annual|provisional|internal|monthly|weekly|daily|fresh|"
            rf"updated|revised) )*{_EN_PAPER}(?: (?:released|published|issued|compiled|collected|gathered|prepared|"
            rf"commissioned|carried out|conducted))?(?: [\ue001]+)? (?:from|by|of|at|for|reaching) "
        ),
        never=(
            r"(?:it|he|she|they|we|i|you|who|this|these|those|that|there|some|others?|many|one|most|all|none|what|"
            r"(?:the|an?|its|official|latest|new|preliminary|recent|provisional|internal)$|nobody|everyone|people|"
            r"men|women|children|victims|prices|losses|no|not)"
        ),
        finite=(
            r"is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|died|rose|"
            r"fell|killed|left|lost|went|came|took|made|got|hit|grew|said|says|say"
        ),
        prep=(
            r"in|on|at|by|for|from|to|with|of|as|after|before|since|during|over|under|among|across|around|"
            r"about|near|between|per|despite|without"
        ),
        stop=(
            r"that|which|who|in|on|as|when|while|after|before|during|since|but|because|with|to|from|at|by|is|are|was|"
            r"were|has|have|had|gave|gives?|puts?|said|says|reveal|indicate|suggest|confirm|show|shows|"
            r"showed|suggest|suggests|late|early|last|"
            r"this|next|yesterday|today|"
            r"and (?:that|more|at|about|some|over|only)"
        ),
        mute=(
            r"(?:[^\W\d_]+ (?:to (?:be|have)|by(?! (?:telephone|phone|e-?mail|text))|as)\b)|"
            r"(?:told|tells|warned|warns|asked) (?:[^\W\d_]+ ){1,3}to\b|(?:said|reported|estimated|claimed|alleged|"
            r"found|projected|forecast|predicted|expected|recorded|registered|documented|counted|identified|listed|"
            r"confirmed|announced|believed|thought|revealed) (?:to\b|by\b(?! (?:telephone|phone|e-?mail|text))|"
            r"as\b)|(?:reports?|claims?|records|"
            r"counts|estimates?|forecasts?|posts?|"
            r"projects|notes|lists|documents) (?:shows?|showed|put|puts|suggest|by|of|from|said|says|found|is|are|"
            r"was|were|"
            r"that (?:was|were))\b|claim(?:ed|s|ing)? (?:the )?(?:(?:at least|about|nearly|more than|"
            r"some) )?\ue000+ (?:lives|victims)|"
            r"(?:added|adds|wrote|posted|posts) (?:(?:about|some|nearly|more than|another|a further) )?"
            r"\ue000+ (?!per ?cent|percent)|admitted (?:to\b|(?:[^\W\d_]+ ){0,2}\ue000)|"
            r"(?:added|adds) (?!that|in |on |at |late)(?=[^\W\d_])"
        ),
        papers=(
            r"shows?|showed|shown|suggests?|suggested|points? to|pointed to|reveals?|revealed|"
            r"indicates?|indicated"
        ),
        binding=(
            r"(?:agreement|deal|plan|law|ruling|schedule|rules|contract|treaty|constitution|budget|figure|number|"
            r"total|year|month|week|season|quarter)"
            r"(?! (?:office|watchdog|committee|commission|ministry|agency|authority|bureau|department|monitor|"
            r"court)\b)"
        ),
        sheet=_EN_PAPER,
        elided=(
            r"[,;] (?:and |but |while )?(?P<who>(?:the |"
            r"an? )?[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}) at (?:[^\W\d_]+ ){0,2}{n}"
        ),
        begins=(
            r"(?:the|an?|its|one|two|several) |[A-Z]|[a-z-]+ (?:officials|spokes|authorities|police|leaders|"
            r"groups)|(?:[a-z-]+ ){0,2}[a-z-]{3,}s(?=[.,;]|$)"
        ),
    ),
    "fr": Speaking(
        cut=r"mais|tandis|alors|que|qui|dont|lequel|laquelle|quand|lorsque|si|car|puis|donc|or|qu'",
        soft=r"et|ou|comme|où|après|avant|depuis",
        lead=(
            r"(?:de son côté|pour sa part|quant à lui|quant à elle|toutefois|cependant|par ailleurs|en revanche|hier|"
            r"aujourd'hui|enfin|ainsi|selon|c'est ce (?:que|qu'))"
        ),
        gap=(
            r"(?: (?:publiée?s?|parue?s?|diffusée?s?|rendue?s? publics?|datée?s?)(?: (?:le |ce )?[\ue001]+)?)?"
            r"(?: (?:joints?|interrogée?s?|contactée?s?|consultée?s?)(?: (?:par|sur)(?: [^ ]+){1,3})?)?"
            r"(?: (?:[\ue001]+|également|aussi|en|y|n'en|l'|lui|leur|hier|encore|déjà|désormais|elle-même|"
            r"lui-même|"
            r"a|ont|avait|ne|n'|se|s'|dit|affirme|pour sa part|de son côté|quant à (?:lui|elle|eux)))*"
        ),
        article=r"(?:les? |la |l'|une? |des |du |de la |de l'|cette |cet? |ces |son |sa |ses )",
        paper=(
            rf"(?:(?:derniers?|dernières?|nouveaux?|nouvelles?) )?{_FR_PAPER}(?: (?:annuel(?:le)?s?|"
            rf"officiel(?:le)?s?|récente?s?|provisoires?|"
            rf"préliminaires?|publiée?s?|réalisée?|menée?|rendue?s? publics?|interne))*(?: [\ue001]+)? (?:de la |"
            rf"de l'|des |du |de |d'|par la |par l'|par les |par le |par )"
        ),
        never=(
            r"(?:il|elle|ils|elles|on|nous|vous|je|tu|ce|cela|ça|qui|celui-ci|celle-ci|certains|beaucoup|d'autres|"
            r"tous|"
            r"personne|rien|ne|n')"
        ),
        finite=(
            r"est|sont|a|ont|avait|avaient|était|étaient|fut|furent|sera|seront|aurait|auraient|a été|fait|"
            r"font|morts?|blessés?"
        ),
        prep=(
            r"dans|en|à|au|aux|par|pour|avec|sur|sous|de|des|du|d'|depuis|après|avant|entre|chez|lors|parmi|"
            r"vers|contre|sans|malgré|d'ici"
        ),
        stop=(
            r"que|qu'|qui|dont|dans|en|lors|sur|après|avant|depuis|mais|alors|tandis|lundi|mardi|mercredi|jeudi|"
            r"vendredi|samedi|"
            r"dimanche|ce|cette|hier|aujourd'hui|à|a|ont|est|sont|avait|montrent|montre|citée?s?|cité|via|auprès|"
            r"devant|pour|il|elle|selon|sous"
        ),
        mute=(
            r"compte(?:nt)? (?:sur|parmi|pour|bien|plus de [^,]{0,30}employés)\b|note (?:de|du)\b|dit non\b|"
            r"(?:indiquée?s?|annoncée?s?|publiée?s?|estimée?s?) par\b"
        ),
        papers=r"montre(?:nt)?|révèle(?:nt)?|indique(?:nt)?|(?:font|fait)(?! état| savoir)",
        binding=(
            r"accord|plan|loi|jugement|calendrier|contrat|règlement|traité|budget|constitution|texte|décision|"
            r"prévisions|chiffre|nombre|total|année|mois|an|semaine|saison"
        ),
        sheet=_FR_PAPER,
        elided=(
            r"[,;] (?:et |mais )?(?P<who>(?:les? |la |l')[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}?),? (?:de |d'|"
            r"à |en )(?:[^\W\d_]+ ){0,2}{n}"
        ),
        begins=r"(?:les? |la |l'|une? |des |son |sa |ses |leurs? |plusieurs |deux |[A-ZÉÈÀ])",
    ),
    "es": Speaking(
        cut=r"pero|mientras|aunque|que|quien|quienes|cuyo|cuya|cuando|si|porque|pues|sino|luego",
        soft=r"y|e|o|como|donde|tras",
        lead=(
            r"(?:por su parte|sin embargo|además|no obstante|ayer|hoy|también|asimismo|en cambio|en tanto|"
            r"por otro lado|así|"
            r"según|este|esta)\b(?! [^ ]+$)|(?:por su parte|además|ayer|hoy|también|asimismo|según|así)\b"
        ),
        gap=(
            r"(?: (?:publicad|difundid|presentad|divulgad)[oa]s?(?: (?:el |este )?[\ue001]+)?)?"
            r"(?: (?:consultad|contactad|citad|entrevistad)[oa]s?(?: (?:por|en)(?: [^ ]+){1,3})?)?"
            r"(?: (?:[\ue001]+|también|ya|ayer|hoy|ha|han|había|habían|lo|los|las|la|le|les|se|además|hasta|"
            r"por su parte|"
            r"este|el|mismo|misma))*"
        ),
        article=r"(?:el |la |los |las |una? |unos |unas |del |al |su |sus |este |esta |estos |estas |es[eao]s? )",
        paper=(
            rf"(?:(?:últim[oa]s?|nuev[oa]s?) )?{_ES_PAPER}(?: (?:anual|oficial(?:es)?|reciente|provisional(?:es)?|"
            rf"preliminar(?:es)?|publicad[oa]s?|"
            rf"elaborad[oa]|realizad[oa]|difundid[oa]s?|intern[oa]))*(?: [\ue001]+)? (?:del |de la |de los |"
            rf"de las |de |por el |por la |por los |por las |por )"
        ),
        never=(
            r"(?:él|ella|ellos|ellas|yo|usted|ustedes|nosotros|quien|esto|eso|ello|algunos|otros|muchos|nadie|"
            r"todos|no|lo|se)"
        ),
        finite=(
            r"es|son|era|eran|fue|fueron|ha|han|había|habían|está|están|será|serán|hay|tiene|tienen|murieron|murió|"
            r"dejó|dejaron|no"
        ),
        prep=r"en|por|para|a|al|con|de|del|desde|hasta|sobre|entre|tras|durante|bajo|contra|sin|ante|unos|unas|cerca",
        stop=(
            r"que|quien|en|durante|tras|desde|pero|mientras|este|esta|ayer|hoy|el (?=[\ue001])|lunes|martes|"
            r"miércoles|jueves|viernes|"
            r"sábado|domingo|del lugar|de la zona|a|ha|han|es|son|muestran|muestra|citad[oa]s?|ante|sobre|por|"
            r"con|al|como"
        ),
        mute=(
            r"contaron con\b|contó con\b|cuentan? con\b|no cuenta|estima(?:da|do)s?\b|cuenta (?:de|corriente|"
            r"atrás)\b|(?:informad|"
            r"publicad|estimad)[oa]s? por\b"
        ),
        papers=r"muestran?|revelan?|indican?|apuntan?|señalan?|reflejan?|arrojan?|sitúan?|cifran?",
        binding=(
            r"acuerdo|plan|ley|fallo|calendario|contrato|reglamento|tratado|presupuesto|constitución|texto|"
            r"decisión|cifra|número|total|año|mes|semana|temporada"
        ),
        sheet=_ES_PAPER,
        elided=(
            r"(?:[,;]| y) (?:y |pero )?(?P<who>(?:el |las? |los )[^\W\d_]+(?: [^\W\d_]+){0,3}?),? (?:de |"
            r"en |a )(?:[^\W\d_]+ ){0,2}{n}"
        ),
        begins=(
            r"(?:el |la |los |las |una? |sus? |varios |varias |dos |fuentes |vecin[oa]s |residentes |testigos |"
            r"médic[oa]s |bomberos |funcionari[oa]s |autoridades |expert[oa]s |responsables |familiares |portavoces |"
            r"[A-ZÁÉÍÓÚ])"
        ),
    ),
    "he": Speaking(
        cut=r"אבל|אך|אולם|בעוד|ואילו|כאשר|כי|אם|אלא|למרות|מאחר|לאחר|בזמן|כש[א-ת]+|אשר|ש?לפי(?:ה|הם|ו)",
        soft=r"או",
        lead=(
            r"(?:עוד|גם|מנגד|בנוסף|כך|אתמול|היום|הבוקר|אמש|לעומתם|לעומתו|לעומתה|מצדו|מצדה|מצידו|מצידה|בתוך כך|"
            r"כפי|לעומת זאת|כפי ש)(?= )"
        ),
        gap=r"(?: (?:[\ue001]+|היום|אתמול|הבוקר|אמש|גם|כבר|עצמה|עצמו|מצדו|מצדה|הערב))+",
        article=r"(?!)",
        paper=(
            rf"ה?{_HE_PAPER}(?: (?:חדש|חדשים|רשמיים|השנתי|שנתי|שפרסם|שפרסמה|שפורסם|שערך|שערכה))*(?: של| מטעם|"
            rf" מאת| על ידי)? "
        ),
        never=(
            r"(?:הוא|היא|הם|הן|אני|אנחנו|זה|זו|אלה|מי|איש|יש|אין|לא|אחרים|רבים|חלקם|"
            r"ב(?:ה|)(?:דו[\"״]?ח|הודעה|הודעת|ראיון|ישיבה|ישיבת|נאום|מסיבת|תגובה|שיחה|מכתב|סיכום|נתונים|סקר|מחקר|"
            r"תחקיר|כנס|בדיקה|דיון|תדרוך|הצהרה))"
        ),
        finite=r"היה|היו|הייתה|נהרגו|נפצעו|נהרג|נפצע|יש|אין|לא|הרס|הרסה|עלה|עלו|ירד|ירדו|מת|מתו",
        prep=r"על|עם|מן|בין|אל|לפני|אחרי|מאז|עד|את|של|ב-|מ-|ל-",
        stop=(
            r"ו?לפי[א-ת]*|במקום|באזור|כי|ש(?!ירות|ר |רי |רת |לטונ|גריר|כונ|ופט|דה |מירת|"
            r"מאי )[א-ת]{2,}|את|על|היום|אתמול|הבוקר|אמש|ביום|בשבוע|במהלך|לאחר|לפני|עם|"
            r"אל|בעוד|אך|אבל|מאז|עד|לכתב[א-ת]*|לעיתונאים|מראים|מראה|בהודעה|בראיון|בשיחה|בתגובה|אמר|אמרה|יש|לא"
        ),
        mute=r"(?:נמסר|דווח) ל|(?:אמר|אמרה|אמרו) ל[א-ת]+ ל|מסר(?:ה|ו)? (?:את |ל[א-ת]+ את )",
        papers=r"מראים|מראה|מעלים|מעלה|מצביעים|מצביעה|מלמדים|מגלים|חושף|חושפים|מעידים",
        binding=r"הסכם|ההסכם|התוכנית|תוכנית|החוק|חוק|התקציב|התקנות|תקנות|פסק הדין|לוח הזמנים|החלטת|המתווה",
        sheet=_HE_PAPER,
        elided=(r"[,;] (?:אך )?ו?(?P<who>ה[א-ת]+(?: ה[א-ת]+){0,2}) (?:על|ב|ל|ב-|ל-)(?:כ-| )?{n}"),
        begins=r"[א-ת]",
    ),
    "ar": Speaking(
        cut=r"(?!)",
        soft=r"(?!)",
        lead=r"(?!)",
        gap=r"(?!)",
        article=r"(?!)",
        paper=(
            rf"(?:ال)?{_AR_PAPER}(?![\u0621-\u064a])(?: (?:(?:ال)?(?:سنوي|شهري|أخير|جديد|رسمي)ة?|جديدة?|حديثة?|رسمية?|"
            rf"صادرة?|أولية|نشرته?|أصدرته?|أعدته?|أجرته?|سنوية?|"
            rf"أخيرة?)(?![\u0621-\u064a]))*(?: عن| من| ل(?=[\u0621-\u064a]{{4}}))? ?(?=[\u0621-\u064a])"
        ),
        never=(
            "(?:هو|هي|هم|أنه|أنها|إنه|إنها|أنهم|إنهم|ذلك|هذا|هذه|في|على|عن|إلى|من|منذ|خلال|بعد|قبل|لا|لم|لن|قد|ما|"
            "(?:بيان|تقرير|تقارير|بيانات|تقديرات)(?:ه|ها|هم)|رسمية|أولية|محلية|جديدة|غير رسمية|عدد|مقتل|إصابة|"
            "أن|إن|بأن|نحو|حوالي|أكثر|كل|بعض|وجود|سقوط|وفاة|ارتفاع)"
        ),
        finite="كان|كانت|كانوا|يكون|بلغ|بلغت|ارتفع|ارتفعت|قتل|قتلت|وصل|وصلت",
        prep="في|على|عن|إلى|من|مع",
        stop=(
            "أن|إن|أنه|أنها|إنه|إنها|أنهم|إنهم|بأن|بأنه|بأنها|عن|في|على|إلى|خلال|منذ|بعد|قبل|مع|من|حتى|أمس|اليوم|"
            "يوم|صباح|"
            "مساء|التي|الذي|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|عدد|أعداد|مقتل|إصابة|"
            "وفاة|سقوط|تسجيل|تأييد|معارضة|رفض|فقدان|خسارة|"
            "ارتفاع|انخفاض|تراجع|زيادة|وجود|نحو|حوالي|أكثر|ما|لا|لم|قد|كما|بينما|فيما|وقوع|وصول|حاجة|نقص|تضرر|تدمير|"
            "الخسائر|الأضرار|القتلى|الجرحى|المصابين|النازحين|الضحايا|التكلفة|الكلفة|الحصيلة|العدد|الوفيات|"
            "الإصابات|قوله|قولها|قولهم|"
            "إغلاق|نزوح|اعتقال|حصيلة|نسبة|وأن|وإن|لوكالة|للصحفيين|للصحافيين|بنحو|بحوالي|ب(?=\ue000)|لأن|أو|تشير|"
            "تظهر|تكشف"
        ),
        mute="(?!)",
        papers="(?:ت|ي)(?:ظهر|كشف|بين|شير|وضح|فيد)|أظهرت?|بينت|كشفت?|أشارت?|أفادت?|أوضحت?|ذكرت?",
        binding=r"الاتفاق|اتفاق|قرار|قانون|القانون|خطة|الخطة|الدستور|العقد|جدول|الجدول|الميزانية|الموازنة|معاهدة",
        sheet=_AR_PAPER,
        begins="[\u0621-\u064a]",
        definite="و?(?:ال|لل|بال)",
    ),
}
