"""Words of a page's furniture in five languages: what it asks of its reader, and what its short lines say."""

# ruff: noqa: E501 - one line for each language and kind of phrase is easier to check than a wrapped one
from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# What an appeal asks for: money, an address, a following. Without one of these a paragraph is no appeal.
ASKED = _any(
    r"\b(?:donat(?:e|es|ing|ions?)|fund-?rais\w*|rais(?:e|ing) funds|newsletters?|digest|mailing list|inbox"
    r"|subscri(?:be|bing|bers?|ptions?)|sign(?:ing)?[ -]?up|patreon|paypal|crowdfund\w*|independent (?:media|journalism|news)"
    r"|member of our|become a (?:member|supporter|patron|friend)|reader-(?:supported|funded)|tax-deductible)\b",
    r"\b(?:dons?\b(?! juan)|donn?ez|newsletter|infolettre|lettre d.information|abonn\w+|inscri\w+|adhér\w+"
    r"|collecte de fonds|financement participatif|presse indépendante|médias? indépendants?)",
    r"\b(?:don(?:a|e|ar|ación|aciones|ativos?)\b|bolet[ií]n(?:es)?\b|suscr[ií]\w+|recaudaci\w+|socios?\b|socias?\b"
    r"|(?:periodismo|medios?) independientes?)",
    r"(?:تبرّ?ع\w*|اشترك\w*|للاشتراك|الاشتراك|نشرتنا|النشرة|القائمة البريدية|قائمتنا البريدية|بريدك|جمع التبرعات"
    r"|سجّ?لوا|(?:الصحافة|الإعلام) المستقلة?)",
    r"(?:תרמו|תרומ\w+|לתרומה|לתרום|ניוזלטר|מנוי\w*|הירשמו|הרשמו|הצטרפו|לרשימת התפוצה|גיוס כספים|עיתונות עצמאית)",
)
# Ways to ask for it that no news report uses of others.
URGED = _any(
    r"\bdonate (?:now|today|here|online|to (?:us|our|keep|help))",
    r"\bmake (?:a|your) (?:\w+ )?(?:donation|gift|contribution)",
    r"\byour (?:\w+ )?(?:help|support|donation|gift|contribution|generosity|inbox|email)\b",
    r"\bsupport (?:us\b|our (?:work|journalis\w+|reporting|newsroom|campaign|mission)|independent (?:media|journalism|news))",
    r"\bsign(?:ing)?[ -]?up (?:to|for|now|here|today|below)\b",
    r"\bsubscribe (?:to|now|today|here|for|and)\b",
    r"\b(?:our|the) (?:\w+ ){0,3}(?:newsletter|digest|mailing list)\b",
    r"\bjoin (?:us|our|the \w+ (?:of|who))\b",
    r"\bkeep (?:independent|our|us|this|the lights)\b",
    r"\bdonations? (?:are|is) (?:back|welcome|tax|doubled|matched)",
    r"\b(?:follow|find) us on\b|\bchip in\b|\bclick here\b|\bhelp us (?:keep|continue|reach|stay|raise)",
    r"\b(?:relies|rely|depends?) on (?:readers|donations|you\b|your|people like you)",
    r"\b(?:straight|direct(?:ly)?|delivered|sent) to your\b|\bbecome a (?:member|supporter|patron|subscriber|donor|friend)",
    r"\bfaites un don|\bje (?:fais un don|donne|m.abonne|soutiens)|\bdonnez (?:maintenant|aujourd|à)",
    r"\bvotre (?:aide|soutien|don|générosité|contribution|adresse|boîte)\b|\bsoutenez(?:-nous| (?:notre|nos|l.information|le journalisme))",
    r"\babonnez-vous|\binscrivez-vous|\brecevez (?:notre|nos|chaque|gratuitement)|\bdevenez (?:membre|adhérent|abonné|donateur)",
    r"\bsuivez-nous|\brejoignez(?:-nous| (?:notre|nos))|\b(?:notre|nos) (?:\w+ )?(?:newsletter|infolettre|lettre)",
    r"\bhaz (?:una|tu) donaci|\bdona (?:ahora|hoy|aquí)|\bdone (?:ahora|hoy|aquí)|\bhaga (?:una|su) donaci",
    r"\b(?:tu|su|vuestra?) (?:ayuda|apoyo|donación|donativo|contribución|aportación|correo)\b|\bapóya(?:nos|\b)|\bapoya (?:nuestro|el periodismo)",
    r"\bsuscríb(?:e|ete|ase)\b|\binscríbe(?:te|se)\b|\bregístra(?:te|se)\b|\bnuestro (?:\w+ )?boletín|\brecib[ea] (?:nuestr|cada|gratis)",
    r"\bhazte (?:socio|socia|miembro)|\bsíguenos|\búnete (?:a|ya)|\bmantener (?:vivo|viva|nuestr)",
    r"تبرّ?ع(?:وا)? (?:الآن|اليوم|لنا|هنا|ل)|تبرعك|تبرعاتكم|دعمكم?\b|مساعدتكم?\b|ادعم(?:ونا|نا|وا)|مساهمتكم?\b",
    r"اشترك(?:وا|ي)? (?:في|الآن|معنا|لتصلك|لي)|سجّ?ل(?:وا)? (?:في|الآن|بريدك|ل)|نشرتنا|انضمّ?(?:وا)? إلينا|تابع(?:ونا|نا)",
    r"(?:إلى|على|في) بريدك(?:م)?",
    r"תרמו (?:עכשיו|היום|כאן|לנו)|תרומתכם|תרומתך|תמכו בנו|עזרתכם|תמיכתכם|הירשמו|הרשמו|הצטרפו (?:אלינו|ל)|עקבו אחרינו"
    r"|(?:ה)?ניוזלטר שלנו|לתיבת הדואר",
)
READER = _any(
    r"\b(?:you|your|yours|yourself)\b|\breaders like\b",
    r"\b(?:vous|votre|vos|lecteurs|lectrices)\b",
    r"\b(?:tú|tu|tus|te|usted|ustedes|vosotros|vuestr[oa]s?|lectores|lectoras)\b",
    r"\b(?:بريدك\w*|دعمك\w*|تبرعك\w*|تبرعاتكم|لكم|منكم|إليكم|قرا(?:ء|ئ)نا|مساعدتكم|مساهمتكم)",
    r"\b(?:אתם|אתן|שלכם|לכם|אתכם|תרומתכם|עזרתכם|קוראינו)\b",
)
HOUSE = _any(
    r"\b(?:we|our|ours|us)\b",
    r"\b(?:nous|notre|nos)\b",
    r"\b(?:nosotros|nosotras|nuestr[oa]s?|nos)\b",
    r"\b(?:نحن|لنا|إلينا|معنا|عملنا|موقعنا|صحافتنا|حملتنا|نشرتنا|رسالتنا|تابعونا|ادعمونا)\b",
    r"\b(?:אנחנו|אנו|שלנו|לנו|אלינו|בנו|אחרינו)\b",
)

_SHARE = (
    r"share|tweet|post|pin|print|e-?mail|copy link|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|youtube"
    r"|bluesky|mastodon|threads|tiktok|pocket|rss|signal|messenger|partager|imprimer|envoyer|copier le lien|compartir|imprimir"
    r"|enviar|copiar enlace|correo|شارك|مشاركة|طباعة|فيسبوك|فيس بوك|تويتر|واتساب|واتس اب|تلغرام|تيليغرام|انستغرام|يوتيوب"
    r"|نسخ الرابط|שתפו|שיתוף|הדפסה|פייסבוק|טוויטר|ווטסאפ|טלגרם|אינסטגרם"
)
_LEGAL = (
    r"home|menu|search|log ?in|sign in|register|close|open menu|toggle navigation|about(?: us)?|contact(?: us)?|advertise"
    r"|careers|jobs|faqs?|help|sitemap|terms(?: (?:of (?:use|service)|and conditions|& conditions))?|privacy(?: (?:policy|notice))?"
    r"|cookie (?:policy|settings|preferences)|accessibility|back to top|donate|subscribe|newsletter|shop|news|opinion|video|podcasts?"
    r"|accueil|menu|rechercher?|connexion|se connecter|à propos|contact|mentions légales|confidentialité|plan du site|haut de page"
    r"|s.abonner|faire un don|inicio|portada|menú|buscar|iniciar sesión|acerca de|quiénes somos|contacto|aviso legal|privacidad"
    r"|política de (?:privacidad|cookies)|suscribirse|donar|الرئيسية|القائمة|بحث|ابحث|تسجيل الدخول|من نحن|اتصل بنا|تواصل معنا"
    r"|سياسة الخصوصية|شروط الاستخدام|تبرع|اشترك|أخبار|إغلاق|דף הבית|ראשי|תפריט|חיפוש|התחברות|אודות|צור קשר|צרו קשר"
    r"|תנאי שימוש|מדיניות פרטיות|חדשות|סגור"
)
_JOIN = r"[\s|·•/,>»›:–—-]"
# Short lines that are furniture wherever they end a page or begin it: a reason, a pattern, the most words it may have.
LINES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    (
        "navigation",
        _any(
            r"^(?:skip|jump|go) to (?:the )?(?:main )?(?:content|navigation|footer)",
            r"^(?:aller|passer|accéder) au (?:contenu|menu)",
            r"^(?:saltar|ir|pasar) al (?:contenido|menú)",
            r"^(?:تخطّ?[يى]?|انتقل|اذهب|تجاوز) (?:إلى|الى) (?:ال)?(?:محتوى|قائمة)",
            r"^(?:דלג|דילוג|עבור|מעבר)\w* ל(?:תוכן|תפריט)",
            rf"^(?:(?:{_LEGAL})(?:{_JOIN}+|$))+$",
            r"^(?:home|accueil|inicio|portada|الرئيسية|דף הבית|ראשי)\s*[>»›/|]\s*\S.*$",
            r"^(?:previous|next|older|newer)(?: (?:article|post|story|page))?s?$",
        ),
        16,
    ),
    (
        "share buttons",
        _any(
            rf"^(?:(?:{_SHARE})(?:(?: (?:this|on|via|to|by|sur|en|par|por|على|عبر|ב))*{_JOIN}+|$))+$",
            r"^(?:share this|share on|partagez|comparte(?: en)?|شاركها|شارك (?:هذا|المقال|الخبر)|שתפו את)\b.{0,40}$",
        ),
        12,
    ),
    (
        "copyright line",
        _any(
            r"^(?:©|\(c\) ?(?:19|20)\d\d|copyright\b)",
            r"\ball rights reserved\b|\btous droits réservés\b|\b(?:todos los|reservados todos los) derechos\b"
            r"|(?:جميع|كل|كافة) الحقوق محفوظة|כל הזכויות שמורות",
        ),
        45,
    ),
    (
        "cookie note",
        _any(
            r"^(?=.*\bcookies?\b)(?:we|this (?:site|website)|by (?:using|continuing)|our (?:site|website)|accept|manage|reject|your privacy)\b",
            r"^(?=.*\bcookies?\b)(?:nous|ce site|en (?:poursuivant|continuant)|accepter|notre site)\b",
            r"^(?=.*\bcookies?\b)(?:utilizamos|usamos|este sitio|esta (?:web|página)|al (?:continuar|seguir)|aceptar)",
            r"^(?=.*(?:ملفات تعريف الارتباط|الكوكيز))(?:نستخدم|يستخدم|هذا الموقع|باستمرار|نحن)",
            r"^(?=.*(?:עוגיות|קוקיז))(?:אנו|אנחנו|אתר זה|האתר|בהמשך)",
        ),
        60,
    ),
    (
        "links to other pages",
        _any(
            r"^(?:related(?: (?:articles?|stories|posts?|content|coverage|news))?|read (?:more|also|next)|more (?:from|on|stories|news)"
            r"|you (?:may|might) also (?:like|be interested)|recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?"
            r"|latest (?:news|stories|posts|articles)|popular posts|see also|don.t miss|editor.s picks?|up next)\b",
            r"^(?:à lire(?: aussi| également)?|lire aussi|sur le même (?:sujet|thème)|articles? (?:liés|similaires|connexes|récents)|les plus lus"
            r"|voir aussi|plus d.articles)\b",
            r"^(?:lee(?:r)? (?:también|más)|te puede interesar|también te puede|artículos? relacionados|noticias relacionadas|lo más leído|ver más|más noticias)",
            r"^(?:اقرأ(?:وا)? (?:أيضا|أيضًا|المزيد|ايضا)|(?:مواضيع|مقالات|أخبار|موضوعات) (?:ذات صلة|مشابهة|أخرى)|الأكثر (?:قراءة|مشاهدة)|قد يعجبك|آخر الأخبار|شاهد أيضا)",
            r"^(?:קראו (?:גם|עוד)|לקריאה נוספת|כתבות (?:נוספות|קשורות|אחרות)|הנקראות ביותר|אולי יעניין|עוד בנושא)",
        ),
        20,
    ),
    (
        "comment form",
        _any(
            r"^(?:leave (?:a|your) (?:comment|reply)|post a comment|add a comment|comments? (?:are closed|off)|\d+ (?:comments?|responses)|comments? ?\(\d+\)"
            r"|your email address will not be published|laisser un commentaire|\d+ commentaires?|votre adresse e-?mail ne sera pas"
            r"|dej(?:a|ar) un comentario|\d+ comentarios?|tu dirección de correo|اترك (?:تعليقا|تعليقًا|ردا|رداً)|التعليقات|لن يتم نشر"
            r"|השאירו תגובה|הוספת תגובה|\d+ תגובות|תגובות)(?!\w)"
        ),
        24,
    ),
    (
        "tags",
        _any(
            r"^(?:tags?|tagged|filed under|posted in|categor(?:y|ies)|topics?|mots[- ]clés|étiquettes|etiquetas|categorías?|catégories?"
            r"|الوسوم|وسوم|كلمات مفتاحية|التصنيفات|תגיות|תגים)\s*:"
        ),
        40,
    ),
    (
        "advertisement",
        _any(
            r"^(?:advertisements?|advert|sponsored(?: content)?|publicité|publicidad|anuncio|إعلان|إعلانات|פרסומת)$"
        ),
        3,
    ),
)
