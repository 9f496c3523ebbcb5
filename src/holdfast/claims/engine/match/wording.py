"""The words of a text as they are compared: marks of the networks taken out, letters folded, the language guessed."""

from __future__ import annotations

import html
import re
import unicodedata

from holdfast.claims.engine.match.latest import latest

ADDRESS = re.compile(r"(?i)(?:https?:/{1,2}|www\.|pic\.twitter\.com/|t\.co/)[^\s\"<>|]{0,2000}")
_GLUED = re.compile(r"(?i)(?=https?:/|pic\.twitter\.com/)")
_TAG = re.compile(r"[#@](\w{1,140})")
# How a copied post names who posted it and when: "— Name (@name) May 3, 2016"; not part of what it says.
_POSTED = re.compile(r"\s[—–-]{1,2}\s[^—–\n]{0,80}\(@\w{1,30}\)\s+[^\W\d_]{3,12}\.? \d{1,2}, \d{4}[\s\"”]*$")
# What a post puts before what it says; "false", "hoax" and the like are not among them: they say something.
_WORDS_BEFORE = (
    r"(?:more )?breaking(?: news)?|just in|urgent|update[ds]?|alert|news alert|developing|exclusive|flash|live|watch|"
    r"video|photos?|news|new|read|thread|icymi|urgente?|alerte?(?: info)?|derniere minute|dernière minute|en direct|"
    r"vidéo|mise à jour|info|última hora|ultima hora|en vivo|en directo|atención|vídeo|alerta|actualización|ahora|"
    r"(?:خبر )?عاجل(?: جدا| جداً)?|هام|مهم|شاهد|بالفيديو|فيديو|متابعة|الآن|حصري|تحديث|מבזק|דחוף|בלעדי|עדכון|עכשיו"
)
_ALARMS = (
    "\U0001f6a8\U0001f534\U0001f7e5\U0001f7e0\U0001f525\U0001f4e2\U0001f4e3\U0001f195\U0001f4cc\U0001f4cd\U0001f447"
    "\U0001f449\U0001f9f5\U0001f5de\U0001f4f0\U0001f4fa\U0001f4f9\U0001f3a5\U0001f4f8\U0001f4f7\U0001f53a\U0001f53b"
    "\U0001f514\U0001f4a5\u26a1\u26a0\u203c\u2757\u2755\u2b07\u27a1\u25b6\u2139\u2022\u25cf\ufe0f"
)
_BEFORE = re.compile(
    rf"\s*(?:[{_ALARMS}]+|RT\s+@\w{{1,30}}\s*:?|[\[(](?i:{_WORDS_BEFORE})[\])]\s*[:|–—-]?|"
    rf"\b(?i:{_WORDS_BEFORE})\b(?:\s*[{_ALARMS}]*\s*[:|!\n–—•]+|\s+-\s|\s*[{_ALARMS}]+)|"
    r"عاجل(?=\s)|(?:BREAKING|URGENT|JUST IN)(?=\s+[A-ZÉÀ]?[^A-Z\s])|[|•–—-](?=\s))[\s|]*"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[a-z0-9]++(?: [a-z0-9]++)*+")
# Letters that Unicode does not decompose and that Arabic writers use for one another; tatweel is no letter.
_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ß": "ss", "’": "'", "ı": "i", "ø": "o", "ł": "l"})
# Letters of other alphabets that look like Latin ones, where a word mixes them.
_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν", "ABESIJKMHOPCTYXaesijopcyxhdgABEZHIKMNOPTYXoiv"
)
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[Ͱ-ϿЀ-ԯɡ])\w+\b")
_RAISED = re.compile(r"(?<=\d)(?=[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞①-⓿])")
_SCRIPTS = ((0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"), (0x0750, 0x077F, "ar"))
# The commonest words of each language that the other two do not have.
_COMMON = {
    "en": "the of and is are was were has have that this with for from by it not they his her will would who be says",
    "fr": "le les des et est dans une du au aux sur par pour avec ont qui ne pas ce cette sont été leur selon il elle",
    "es": "el los las del y es en una al con por para que ha han se su sus lo fue fueron según como más este esta",
}
_LANGUAGE = {
    lang: frozenset(
        "".join(c for c in unicodedata.normalize("NFKD", w) if not unicodedata.combining(c))
        for w in words.split()
    )
    for lang, words in _COMMON.items()
}


def folded(text: str) -> str:
    """The text in lower case, without accents, harakat, niqqud and hidden characters, its digits in ASCII."""
    if text.isascii():
        return text.lower()
    # 10² is no 102, and 5½ no 51/2.
    plain = unicodedata.normalize("NFKD", _RAISED.sub(" ", text)).lower().translate(_LETTERS)
    return plain.translate(_FOLDS)


class _Folds(dict[int, str]):
    """What a character is folded to, found once for each."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        if c.isascii():
            told = c
        elif unicodedata.combining(c) or unicodedata.category(c) == "Cf":
            told = ""
        else:
            told = str(unicodedata.digit(c, 0)) if c.isdigit() else c
        self[code] = told
        return told


_FOLDS = _Folds()


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with blanks between."""
    return frozenset(words.split())


def joined_words(text: str) -> str:
    """The folded words of the text in order, one blank between them."""
    return text if _JOINED.fullmatch(text) else " ".join(words_of.__wrapped__(text))


@latest(4096)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of the text in order."""
    return tuple(_WORD.findall(folded(text)))


def as_written(text: str) -> str:
    """What a post says, each sign kept: without what stands before and after it (alarms, addresses, who posted it)."""
    text = html.unescape(text)
    cut = _POSTED.sub("", text)
    text = cut if any(c.isalnum() for c in cut) else text
    kept = _without_alarms(_without_addresses_after(_without_alarms(text))).strip()
    return kept if any(c.isalnum() for c in kept) else text


def plain_text(text: str) -> str:
    """The text to be found by: without addresses, alarms and hidden characters, #tags and @names split into words."""
    text = html.unescape(text)
    if "/" in text or "www." in text.lower():
        text = ADDRESS.sub(" ", _GLUED.sub(" ", text))
    text = _without_alarms(text)
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
        text = _MIXED.sub(lambda word: word[0].translate(_LOOKS), text)
    text = _TAG.sub(lambda tag: f" {_HUMP.sub(' ', tag[1].replace('_', ' '))} ", text)
    return " ".join(text.split())


def stated_text(text: str) -> str:
    """The plain text of what a post says: without the line that names who posted it and when."""
    cut = _POSTED.sub("", text)
    return plain_text(cut if any(c.isalnum() for c in cut) else text)


def _without_alarms(text: str) -> str:
    """Without "BREAKING:", "RT @name:" and signs of alarm at its ends; a text of nothing else stays as it is."""
    kept = text
    while (found := _BEFORE.match(kept)) and found.end():
        kept = kept[found.end() :]
    length = -1
    while length != len(kept):
        length = len(kept)
        kept = kept.rstrip().rstrip(_ALARMS)
    return kept if any(c.isalnum() for c in kept) else text


def _without_addresses_after(text: str) -> str:
    """Without the addresses that stand at its end, as posts have them."""
    text = _GLUED.sub(" ", text).rstrip()
    found = list(ADDRESS.finditer(text))
    while found and found[-1].end() == len(text):
        text = text[: found.pop().start()].rstrip()
    return text


@latest(4096)
def language_of(text: str) -> str | None:
    """The language by script, or by its commonest words among en, fr and es; None where that does not tell."""
    counts: dict[str, int] = {}
    letters = 0
    for c in "" if text.isascii() else text[:2000]:
        if not c.isalpha():
            continue
        letters += 1
        if c > "\u058f":
            for low, high, lang in _SCRIPTS:
                if low <= ord(c) <= high:
                    counts[lang] = counts.get(lang, 0) + 1
    if counts:
        lang, most = max(counts.items(), key=lambda one: one[1])
        if most * 2 > letters:
            return lang
    found = set(words_of(text[:2000]))
    ranked = sorted(((len(found & common), lang) for lang, common in _LANGUAGE.items()), reverse=True)
    return ranked[0][1] if ranked[0][0] > ranked[1][0] else None
