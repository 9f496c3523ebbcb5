"""Arabic nouns whose dual is a count of two in one word: "شاحنتان", "قتيلين"; others have a dual like their plural."""

from __future__ import annotations

# Feminine nouns without their last letter: the dual in "تان", "تين", and before another noun "تا", "تي".
_FEMININE = (
    "شاحن سيار سفين طائر حافل ناقل قافل غار قذيف عبو رصاص جث امرأ سيد فتا طفل شقيق مدرس قري بلد مدين محافظ منطق "
    "دول شرك منظم مجموع محط مزرع عياد جامع مروحي مسير مركب آلي دباب باخر خيم شق غرف عملي حادث "
    "محاول حال إصاب وفا دفع شحن جلس قضي موظف ممرض صحفي صحافي مواطن أسر عائل رحل دوري قاعد منشأ سور كنيس "
    "كتيب وحد جريح ضحي رهين طالب عامل مسعف حقيب قنبل"
)
# Those of which it may also be "my truck" only stand here where nobody owns one.
_OWNED_BY_NOBODY = "شاحن قافل غار قذيف عبو سفين ناقل باخر دباب محافظ عملي دفع شحن"
# Masculine nouns with a broken plural: both cases are duals.
_BROKEN = (
    "شخص قتيل جريح شهيد طفل رجل جندي شاب ضابط عنصر منزل مبني صاروخ جسر قارب مركب حريق انفجار هجوم زلزال حادث مصنع "
    "نفق جثمان أسير طبيب وزير نائب لغم متجر قطار مخيم يتيم مريض مستشفي مسجد مطار ميناء مرفأ فيضان إعصار عمود كيس "
    "لاجئ قاضي نجل شقيق فندق مختبر مستودع خزان بئر"
)
# Masculine nouns whose plural ends as the oblique dual does: the nominative alone is a dual.
_SOUND = (
    "مصاب صحفي صحافي مدني مسلح عامل مسعف شرطي فلسطيني لبناني سوري إسرائيلي مصري سوداني يمني عراقي قيادي معتقل "
    "موظف مواطن مهاجر متظاهر محتج مشتبه ناشط لاعب سائق مزارع صياد مهندس مدرس محامي طالب مستوطن "
    "مفقود مستخدم مسؤول إيراني "
    "تركي روسي أوكراني أمريكي فرنسي مغربي جزائري تونسي ليبي أردني"
)


def _forms() -> frozenset[str]:
    made = {noun + end for noun in _FEMININE.split() for end in ("تان", "تين")}
    made |= {noun + end for noun in _FEMININE.split() for end in ("تا",)}
    made |= {noun + "تي" for noun in _OWNED_BY_NOBODY.split()}
    made |= {noun + end for noun in _BROKEN.split() for end in ("ان", "ين")}
    made |= {noun + "ان" for noun in _SOUND.split()}
    return frozenset(made - _OTHERS)


# Words that look like one and are none: names, other words, and singulars in the accusative.
_OTHERS = frozenset(("حالتا", "وحدتا", "قضيتا", "كتيبتا", "سيدتا", "طفلتا", "شقيقتا", "مدرستا", "جامعتا"))

DUALS = _forms()
