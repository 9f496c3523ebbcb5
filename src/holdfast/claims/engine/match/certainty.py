"""Whether a text asks, hedges or sets words apart by quotation marks: what it says may then be less than it seems."""

from __future__ import annotations

import re
import unicodedata

from holdfast.claims.engine.match.wording import words_of

_ASKS = re.compile(
    r"[?؟¿❓❔⁉]|^\W*(?:is it true|do you know|did you know|est-ce qu|est ce qu|هل|אם נכון|האם)(?![^\W_])"
)
_HEDGES = re.compile(
    r"(?<![^\W_])(?:"
    # English
    r"reportedly|alleged(?:ly)?|alleges?|allegations?|supposed(?:ly)?|"
    r"purported(?:ly)?|apparent(?:ly)?|rumou?r(?:s|ed)?|"
    r"unconfirmed|unverified|suspected|suspects?|possib(?:le|ly)|perhaps|maybe|probab(?:le|ly)|likely|unlikely|"
    r"presumabl[ey]|presumed|may (?:have|be|soon|well|not|yet|also)|might|could|would|"
    r"should|seems?|appears?|claims? to|"
    r"claimed|believed|thought to|feared|so-called|so called|hearsay|potential(?:ly)?|"
    r"plans? to|planned|threatens? to|"
    r"threatened to|intends? to|expected to|about to|nearly all|"
    # French
    r"aurai(?:t|ent)|serai(?:t|ent)|pourrai(?:t|ent)|devrai(?:t|ent)|peut-etre|probable(?:ment)?|possible(?:ment)?|"
    r"pretendu(?:e|s|es|ment)?|presume(?:e|s|es)?|suppose(?:e|s|es)?|soi-disant|apparemment|semble(?:nt)?|semblerait|"
    r"rumeurs?|allegue(?:e|s|es)?|non confirme(?:e|s|es)?|soupconne(?:e|s|es)?|"
    # Spanish
    r"habria[ns]?|seria[ns]?|podria[ns]?|deberia[ns]?|supuest(?:o|a|os|as|amente)|"
    r"presunt(?:o|a|os|as|amente)|al parecer|"
    r"quiza|quizas|tal vez|acaso|posible(?:s|mente)?|aparente(?:s|mente)?|parece[n]?|rumor(?:es)?|"
    r"sin confirmar|sospech\w{1,6}|"
    # Hebrew
    r"[ושה]?(?:אולי|ייתכן|יתכן|כנראה|לכאורה|לכאורי|חשוד|חשודה|חשודים|החשד|עשוי|עשויה|עשויים|עלול|עלולה|עלולים|"
    r"שמועה|שמועות|נטען|לטענת|לא מאומת|כביכול|נראה ש\w*)"
    r")(?![^\W_])"
    # Arabic
    r"|"
    r"(?<![^\W_])[وف]?(?:ربما|لعل|يزعم|تزعم|زعم|زعمت|زعموا|مزعوم|مزعومه|المزعوم|المزعومه|يقال|قيل|يحتمل|محتمل|محتمله|"
    r"المحتمل|يبدو|يرجح|شائعه|شائعات|اشاعه|مشتبه|المشتبه|يشتبه|غير مؤكد|غير مؤكده|قد (?=[يت])|من الممكن|يمكن ان|"
    r"من المتوقع|يفترض|المفترض)(?![^\W_])"
)
_QUOTED = re.compile(
    r'"([^"]{1,200})"|“([^”]{1,200})”|«([^»]{1,200})»|„([^“”]{1,200})[“”]|'
    r"(?<![^\W_])['‘]([^'‘’\n]{1,80})['’](?![^\W_])"
)
_MARKS = "\"“«„'‘"


def asks(plain: str) -> bool:
    """Whether the folded text asks: by a question mark or the words that open a question."""
    return bool(_ASKS.search(plain))


def hedges_in(plain: str) -> dict[str, str]:
    """The words of the folded text that say something is not sure, by themselves."""
    return {found[0].strip(): found[0].strip() for found in _HEDGES.finditer(plain)}


def quoted_in(text: str) -> dict[str, str]:
    """What stands in quotation marks, by its words; a text that stands in them as a whole sets nothing apart."""
    text = unicodedata.normalize("NFC", text)
    found: dict[str, str] = {}
    if not any(mark in text for mark in _MARKS):
        return found
    whole = words_of(text)
    for match in _QUOTED.finditer(text):
        words = words_of(next(part for part in match.groups() if part is not None))
        if words and words != whole:
            found.setdefault(" ".join(words), match[0])
    return found
