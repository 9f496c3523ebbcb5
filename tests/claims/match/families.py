"""Families of small changes that change what a sentence says: pairs in five languages, with the kind that must show."""

# (kinds of which one must show, claim, twin); "" where any difference will do.
PAIRS: list[tuple[str, str, str]] = []


def _family(kinds: str, *pairs: tuple[str, str]) -> None:
    PAIRS.extend((kinds, *pair) for pair in pairs)


_BASES = {
    "en": ("In the port of Calder {} lamps were broken", "342"),
    "ar": ("كسر {} مصباحا في ميناء كالدر", "342"),
    "fr": ("Dans le port de Calder {} lampes ont été cassées", "342"),
    "es": ("En el puerto de Calder se rompieron {} faroles", "342"),
    "he": ("בנמל קלדר נשברו {} פנסים", "342"),
}
_SIGNED = (
    "<342", ">342", "~342", "≈342", "342+", "≥342", "≤342", "±342", "-342", "−342", "342%", "342‰", "342²", "$342",
    "€342", "342k", "342m", ".342", "0.342", "3.42", "34.2", "3420", "324", "34", "342nd", "342 km", "342 m", "342–400",
    "３４３", "٣٤٣", "३४३", "3\u200b42", "3\u00ad43", "\u202e342\u202c", "3420000", "CCCXLII", "?342", "№342", "1/342",
    "342½",
    "342 %", "#342", "342.", "342,5", "3 42",
)  # fmt: skip
for _sentence, _number in _BASES.values():
    for _signed in _SIGNED:
        _family("", (_sentence.format(_number), _sentence.format(_signed)))
    for _signed in (
        "<342",
        ">342",
        "~342",
        "342+",
        "≥342",
        "≤342",
        "3420",
        "324",
        "342%",
        "342‰",
        "-342",
        "٣٤٣",
    ):
        _family("figure", (_sentence.format(_number), _sentence.format(_signed)))
    _family("question", (_sentence.format(_number), _sentence.format(_number) + "?"))

_family(
    "figure",
    ("The tax rose by .5 percent", "The tax rose by 5 percent"),
    ("The tax rose 5 percent", "The tax rose 5 percentage points"),
    ("La taxe a monté de 5 %", "La taxe a monté de 5 points de pourcentage"),
    ("El impuesto subió un 5 %", "El impuesto subió 5 puntos porcentuales"),
    ("ارتفعت الضريبة 5 في المئة", "ارتفعت الضريبة 5 نقاط مئوية"),
    ("המס עלה ב-5 אחוזים", "המס עלה ב-5 נקודות אחוז"),
    ("The tax rose 5 %", "The tax rose 5 ‰"),
    ("The pier cost $5m", "The pier cost $5bn"),
    ("The pier cost $5m", "The pier cost €5m"),
    ("The pier cost 5 million dollars", "The pier cost 5 billion dollars"),
    ("Le quai a coûté 5 millions d'euros", "Le quai a coûté 5 milliards d'euros"),
    ("El muelle costó 5 millones de euros", "El muelle costó 5 mil millones de euros"),
    ("كلف الرصيف 5 ملايين دولار", "كلف الرصيف 5 مليارات دولار"),
    ("הרציף עלה 5 מיליון שקל", "הרציף עלה 5 מיליארד שקל"),
    ("The pier is 5 km long", "The pier is 5 m long"),
    ("Le quai mesure 5 km", "Le quai mesure 5 m"),
    ("El muelle mide 5 km", "El muelle mide 5 m"),
    ("طول الرصيف 5 كم", "طول الرصيف 5 متر"),
    ('אורך הרציף 5 ק"מ', "אורך הרציף 5 מטר"),
    ("The 5 brigades came", "The 5th brigades came"),
    ("The third ferry sank", "The fourth ferry sank"),
    ("Le troisième bac a coulé", "Le quatrième bac a coulé"),
    ("El tercer barco se hundió", "El quinto barco se hundió"),
    ("غرقت العبارة الثالثة", "غرقت العبارة الرابعة"),
    ("המעבורת השלישית טבעה", "המעבורת הרביעית טבעה"),
    ("Phase II of the plan began", "Phase III of the plan began"),
    ("342 lamps were broken", "About 342 lamps were broken"),
    ("342 lamps were broken", "Nearly 342 lamps were broken"),
    ("342 lampes ont été cassées", "Près de 342 lampes ont été cassées"),
    ("Se rompieron 342 faroles", "Se rompieron unos 342 faroles"),
    ("كسر 342 مصباحا", "كسر نحو 342 مصباحا"),
    ("נשברו 342 פנסים", "נשברו כ-342 פנסים"),
    ("It was 5 degrees at the pier", "It was -5 degrees at the pier"),
)
_family(
    "date",
    ("The pier closed in 2024", "The pier closed in 2025"),
    ("The pier closed on 3 May 2024", "The pier closed on 3 May 2025"),
    ("Le quai a fermé le 3 mai 2024", "Le quai a fermé le 3 mai 2023"),
    ("El muelle cerró el 3 de mayo de 2024", "El muelle cerró el 3 de mayo de 2023"),
    ("أغلق الرصيف في 3 مايو 2024", "أغلق الرصيف في 3 مايو 2023"),
    ("הרציף נסגר ב-3 במאי 2024", "הרציף נסגר ב-3 במאי 2023"),
    ("The pier closed at 5 am", "The pier closed at 5 pm"),
    ("The pier closed at 5:30 a.m.", "The pier closed at 5:30 p.m."),
    ("أغلق الرصيف الساعة الخامسة صباحا", "أغلق الرصيف الساعة الخامسة مساء"),
    ("Le quai a fermé dans la matinée", "Le quai a fermé dans la soirée"),
    ("El muelle cerró por la mañana", "El muelle cerró por la noche"),
    ("הרציף נסגר בבוקר", "הרציף נסגר בערב"),
    ("The pier closed on Monday", "The pier closed on Friday"),
    ("The pier closed yesterday", "The pier closed today"),
)
_family(
    "quotation",
    ("The victims left the pier", 'The "victims" left the pier'),
    ("The ceasefire holds at the pier", "The ‘ceasefire’ holds at the pier"),
    ("La victime a quitté le quai", "La « victime » a quitté le quai"),
    ("La víctima dejó el muelle", "La «víctima» dejó el muelle"),
    ("غادر الضحايا الرصيف", 'غادر "الضحايا" الرصيف'),
    ("הקורבנות עזבו את הרציף", 'ה"קורבנות" עזבו את הרציף'),
)
_family(
    "hedge",
    ("The mayor sold the pier", "The mayor reportedly sold the pier"),
    ("The mayor sold the pier", "The mayor may have sold the pier"),
    ("The victims left the pier", "The alleged victims left the pier"),
    ("Le maire a vendu le quai", "Le maire aurait vendu le quai"),
    ("El alcalde vendió el muelle", "El alcalde supuestamente vendió el muelle"),
    ("باع رئيس البلدية الرصيف", "ربما باع رئيس البلدية الرصيف"),
    ("ראש העיר מכר את הרציף", "ראש העיר כנראה מכר את הרציף"),
)
_family(
    "negation",
    ("The mayor sold the pier", "The mayor did not sell the pier"),
    ("The mayor sold the pier", "It is false that the mayor sold the pier"),
    ("The mayor sold the pier", "FALSE: The mayor sold the pier"),
    ("Le maire a vendu le quai", "Le maire n'a jamais vendu le quai"),
    ("Le maire a vendu le quai", "Il est faux que le maire a vendu le quai"),
    ("El alcalde vendió el muelle", "El alcalde no vendió el muelle"),
    ("El alcalde vendió el muelle", "Es falso que el alcalde vendió el muelle"),
    ("باع رئيس البلدية الرصيف", "لم يبع رئيس البلدية الرصيف"),
    ("باع رئيس البلدية الرصيف", "ما باع رئيس البلدية الرصيف"),
    ("ראש העיר מכר את הרציף", "ראש העיר לא מכר את הרציף"),
    ("ראש העיר מכר את הרציף", "שקר: ראש העיר מכר את הרציף"),
)
_family(
    "roles",
    ("The driver hit the mayor", "The mayor hit the driver"),
    ("The driver hit the mayor", "The driver was hit by the mayor"),
    ("Le chauffeur a frappé le maire", "Le maire a frappé le chauffeur"),
    ("El chófer golpeó al alcalde", "El alcalde golpeó al chófer"),
    ("Le chauffeur a frappé le maire", "Le chauffeur a été frappé par le maire"),
    ("El chófer golpeó al alcalde", "El chófer fue golpeado por el alcalde"),
    ("הנהג הכה את השוטר", "הנהג הוכה על ידי השוטר"),
    ("ضرب السائق رئيس البلدية", "ضرب رئيس البلدية السائق"),
    ("הנהג הכה את השוטר", "השוטר הכה את הנהג"),
    ("Egypt sued Qatar over the pier", "Qatar sued Egypt over the pier"),
    ("قاضت مصر قطر بسبب الرصيف", "قاضت قطر مصر بسبب الرصيف"),
    ("מצרים תבעה את קטר", "קטר תבעה את מצרים"),
)
_family(
    "actor place",
    ("Egypt sold the pier of Calder", "Qatar sold the pier of Calder"),
    ("L'Égypte a vendu le quai", "Le Qatar a vendu le quai"),
    ("Egipto vendió el muelle", "Catar vendió el muelle"),
    ("باعت مصر الرصيف", "باعت قطر الرصيف"),
    ("מצרים מכרה את הרציף", "קטר מכרה את הרציף"),
    ("The lamps were broken in Rafah", "The lamps were broken in Jerusalem"),
    ("Les lampes ont été cassées à Rafah", "Les lampes ont été cassées à Jérusalem"),
    ("Los faroles se rompieron en Rafah", "Los faroles se rompieron en Jerusalén"),
    ("كسرت المصابيح في رفح", "كسرت المصابيح في القدس"),
    ("הפנסים נשברו ברפיח", "הפנסים נשברו בירושלים"),
)
_family("actor", ("They gave us the pier", "They gave US the pier"))
_family(
    "source",
    ("342 lamps were broken, says UNICEF", "342 lamps were broken, says COGAT"),
    ("قالت اليونيسف إن 342 مصباحا كسرت", "قالت الأونروا إن 342 مصباحا كسرت"),
)
_family(
    "spelling",
    ("Le soldat tué un enfant", "Le soldat tue un enfant"),
    ("El papa murió ayer", "El papá murió ayer"),
    ("The minister, said the general, lied", "The minister said the general lied"),
    ("قُتِلَ السائق", "قَتَلَ السائق"),
)
_family(
    "",
    ("The mayor sold the pier", "The mаyor sold the pier"),  # a Cyrillic letter
    ("The mayor sold the pier", "The ma\u200dyor sold the pier"),
    ("The shop is at https://a.example now", "The shop is at https://b.example now"),
    ("All hospitals closed", "Some hospitals closed"),
    ("342 women were hurt", "342 children were hurt"),
    ("Prices rose by 5 %", "Prices fell by 5 %"),
    ("The pier is open", "The pier is open?!"),
    ("The mayor told the truth", "The mayor told the truth 🤥"),
    ("The plan is law", "❌ The plan is law"),
)
