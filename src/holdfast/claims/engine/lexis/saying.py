"""More verbs of saying, beside those of the packs: tense, number and gender; each list is one pattern."""

from __future__ import annotations

MORE_HE = (
    r"(?:סיפר|סיפרה|סיפרו|מספר(?= כי| ש[א-ת])|(?:העלה|העלתה|העלו|הראה|הראתה|הראו)(?= כי)|"
    r"מספרת|מספרים|גרס|גרסה|גרסו|גורס|גורסת|גורסים|הדגיש|הדגישה|הדגישו|מדגיש|מדגישה|"
    r"הכריז|הכריזה|הכריזו|מכריז|אמד|אמדה|אמדו|אומד|אומדת|אומדים|צפה|צפתה|צופה|צופים|חזה|חזתה|חוזה|חוזים|"
    r"קבע|קבעה|קבעו|קובע|קובעת|קובעים|מצא|מצאה|מצאו|מוצא|גילה|גילתה|גילו|מגלה|מגלים|התריע|התריעה|התריעו|"
    r"מתריע|"
    r"מתריעה|"
    r"התלונן|התלוננה|התלוננו|הודה|הודתה|הודו|הצביע|הצביעה|הצביעו על|השיב|השיבה|השיבו|הגיב|הגיבה|"
    r"הגיבו|"
    r"טוענות|אומרות|מעריכות|מדווחות|סבור|סבורה|סבורים|מאמין|מאמינה|מסביר|מסבירה|מסבירים|חישב|חישבה|"
    r"חישבו|מחשב|"
    r"ציטט|ציטטה|פירט|פירטה|פירטו|הציג|הציגה|הציגו|מציג|מציגה|שיער|שיערה|שיערו|משער|משערת|משערים|"
    r"מזהיר|מזהירה|מזהירים|מאשר|מאשרת|מאשרים|מוסיף|מוסיפה|חושף|חושפת|חושפים|מפרסם|מפרסמת|כותב|כותבת|"
    r"סיכם|סיכמה|סיכמו|הצהירו|הבהירו|הסבירו|מצהיר|מצהירה|מבהיר|מבהירה|נקב|נקבה|נקבו|מראים|מראה|מצביעים על|"
    r"דיברו על|דיבר על|דיברה על|מדבר על|מדברת על|מדברים על|חשש|חששו|חוששים|חוששת|מודה|מודים|מודות)"
)

SAID: dict[str, tuple[str, ...]] = {
    "en": (
        (
            r"(?:(?:has|have|had|also|later|now|then) ){0,2}(?:acknowledges?|admits?(?= that)|stress(?:ed|es)|"
            r"emphasi[sz]e[sd]|"
            r"underline[sd]|highlight(?:ed|s)|maintain(?:ed|s) that|contend(?:ed|s)|conceded?s?|"
            r"cautioned|recalled(?= that)|promise[sd]|pledge[sd]|vow(?:ed|s)|accuse[sd]?|"
            r"replied|"
            r"responded|remarked|observed that|complain(?:ed|s)|lament(?:ed|s)|detailed|specified|clarified|"
            r"denounced|"
            r"believes?|believed|reckon(?:ed|s)?|thinks?|expects?|expected that|spoke of|speaks? of|speaking of|"
            r"talk(?:ed|s)? of|"
            r"cites|cited|shows?|showed|points? to|pointed to|learned|learnt|heard that|concluded|concludes|"
            r"ruled that|proposes?|"
            r"boasts?|boasted|briefed|set(?=s? the [^{stop}]{1,40} at )s?|values? (?=[^{stop}]{1,40} at )|"
            r"valued(?= [^{stop}]{1,40} at )|"
            r"assess(?:ed|es)(?= [^{stop}]{1,40} (?:at|as) )|"
            r"(?:indicate|suggest|reveal|confirm|claim|warn|argue|allege|announce|report|insist|"
            r"acknowledge)(?= that\b)|"
            r"(?:both|all|each) (?:report|put|estimate|claim|forecast|count)|"
            r"(?:indicate|suggest|reveal|imply)(?=[.,;]|$| {n}| (?:about|some|more|at|nearly|almost|only)\b))"
        ),
    ),
    "fr": (
        (
            r"(?:(?:a|ont|avait|avaient) )(?:également |aussi |déjà |encore |lui-même |elle-même )?(?:évoqué|chiffré|"
            r"évalué|calculé|"
            r"reconnu|admis|soutenu|martelé|insisté|regretté|déploré|alerté|mentionné|cité|raconté|"
            r"confié|répondu|répété|"
            r"réaffirmé|détaillé|avancé|fait part|parlé|revendiqué|critiqué|conclu|observé|tablé|prévu|relaté|"
            r"proclamé|"
            r"certifié|attesté|mis en garde|jugé|lancé|assené|argué|fixé|déclaré|précisé|"
            r"indiqué|affirmé|annoncé|"
            r"estimé|recensé|compté)"
        ),
        (
            r"(?:reconnaît|reconnaissent|admet(?:tent)?|soutien(?:t|nent)|insiste(?:nt)?|"
            r"regrette(?:nt)?|déplore(?:nt)?|"
            r"alerte(?:nt)?|mentionne(?:nt)?|cite(?:nt)?|raconte(?:nt)?|répond(?:ent)?|détaille(?:nt)?|avancent|"
            r"disent|font état|confie(?:nt)?|"
            r"revendique(?:nt)?|évalue(?:nt)?|évoquent|chiffrent|calcule(?:nt)?|table(?:nt)? sur|prévoi(?:t|ent)|"
            r"montre(?:nt)?|"
            r"anticipe(?:nt)?|prétend(?:ent)?|juge(?:nt)?|craint|craignent|redoute(?:nt)?|compte(?:nt)?|"
            r"met(?:tent)? en garde|prévien(?:t|nent)|martèle(?:nt)?|résume(?:nt)?|"
            r"conclut|concluent|constate(?:nt)?|observe(?:nt)?|pointe(?:nt)?|établit|établissent|"
            r"fait savoir|font savoir|"
            r"indiquait|affirmait|annonçait|déclarait|expliquait|précisait|estimait|disait|assurait|rapportait|"
            r"soulignait|"
            r"indiqua|affirma|annonça|déclara)"
        ),
    ),
    "es": (
        (
            r"(?:ha |han |había |habían )?(?:reconoc|admit|sosten|mencion|cit|alert|lament|critic|insist|valor|"
            r"calcul|"
            r"aclar|relat|respond|reiter|avis|sugir|concluy|prev|puntualiz|ratific|difund|expres|avanz|pronostic|"
            r"proyect|asever|consign|divulg|notific|acus|reivindic|situ|evalu|observ|avisor)"
            r"(?:ó|aron|ado|a|an|ió|ieron|yó|yeron|ido|e|en|é|én|eía|eían|aba|aban|ía|ían|úa|úan)"
        ),
        (
            r"(?:habl(?:a|an|ó|aron|aba) de|(?:dio|dieron|da|dan|ha dado|han dado) (?:cuenta de|a conocer|por)|"
            r"sostienen|sostuvieron|"
            r"reconoce[n]?|prevén?|contaron|contó|subraya[n]?|"
            r"(?:estim|calcul|cifr|fij|situ|sitú|tas|valor)(?:a|an|ó|aron|ado) en|ha hecho pública?|"
            r"hizo pública?|hizo saber|hicieron saber|pus(?:o|ieron) en|"
            r"ha puesto en|han puesto en|"
            r"muestran?|mostró|mostraron|reflejan?|halló|encontró que|decía|decían|afirmaba|ha dicho|han dicho|"
            r"ha advertido|indica|indicaba)"
        ),
    ),
    "he": (MORE_HE,),
    "ar": (),
}
