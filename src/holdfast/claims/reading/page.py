"""Which blocks of a page are the article: what its elements say they are, then shallow features of its blocks.

1. Elements that name furniture (nav, aside, footer, header, form, and classes such as "related", "newsletter") are
   furniture with all they hold, unless they hold the headline, an article, or most of the page.
2. The article is where the page says it is (articleBody, article, main), where that holds most of the running text.
3. Elsewhere the rules on numbers of words and link density of Kohlschütter, Fankhauser and Nejdl, "Boilerplate
   Detection using Shallow Text Features" (WSDM 2010, algorithm 1, the tree learned on number of words), decide.
4. Between the first and the last block of the article only links to other pages are taken out.
5. The ends of what is left are judged as those of plain text are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfast.claims.reading.elements import HEADINGS
from holdfast.claims.reading.furniture import LAST, Paragraph, judge_ends, line_reason
from holdfast.claims.reading.markup import Block, Page, Region
from holdfast.claims.reading.types import Furniture, Span

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?؟…۔][\"'”’»)\]]*\s*$")
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "aside": "aside",
    "footer": "page footer",
    "header": "page header",
    "form": "form",
    "button": "form",
    "select": "form",
    "dialog": "dialog",
    "search": "form",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "menu": "navigation",
    "menubar": "navigation",
}
_HINTED: dict[str, str] = {
    "hidden element": "aria-hidden",
    "navigation": """nav navbar navigation menu breadcrumbs? pagination pager skip-links? topbar toolbar""",
    "appeal to the reader": """newsletter subscribe subscription signup sign-up donate donations? donation-box
        fundraiser fundraising paywall mailchimp mc4wp membership support-us cta call-to-action""",
    "share buttons": "share shares sharing sharedaddy social socials social-links follow-us addtoany",
    "cookie note": "cookies? cookie-banner cookie-consent consent gdpr",
    "links to other pages": """related related-posts? recommended recommendations most-read most-popular trending
        readmore read-more more-from more-stories outbrain taboola jp-relatedposts also-like
        popular-posts latest-news latest-posts""",
    "comments": "comments? comment-list comments-area respond disqus disqus_thread",
    "advertisement": "ad ads adverts? advertisement advertising sponsored promo promoted promotion banner-ad",
    "tags": "tags tag-list tagcloud post-tags entry-tags",
    "aside": "sidebar widget widget-area",
    "page footer": "footer site-footer page-footer copyright colophon",
    "page header": "site-header page-header masthead",
}
_HINTS = tuple(
    (reason, re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?:$|[\s_-])"))
    for reason, words in _HINTED.items()
)
_STATED = re.compile(r"(?:^|\s)articlebody(?:$|\s)")
_WORDS, _WORDS_NEXT, _WORDS_BEFORE, _LINKS, _LINKS_BEFORE = 16, 15, 4, 1 / 3, 0.555556
_AFTER_LINKS, _AFTER_LINKS_NEXT = 40, 17
_MOST_OF_IT = 0.5
_RUNNING = 10


@dataclass(frozen=True, slots=True)
class _Felt:
    """The features of a block."""

    words: int
    linked: float


_NONE = _Felt(0, 0.0)


def judge_page(page: Page, stated: str) -> tuple[tuple[Span, ...], tuple[Furniture, ...]]:
    """The body and the furniture of a page; `stated` is the article's text as its metadata give it, or empty."""
    blocks, text = page.blocks, page.text
    felt = [_feel(text, block) for block in blocks]
    _measure(page, felt)
    reasons = _of_regions(page)
    scope = _scope(page, blocks, reasons)
    verdict = [reasons[block.region] for block in blocks]
    known = _Stated(stated, page)
    for at, block in enumerate(blocks):
        if known.holds(block) and page.regions[block.region].tag != "nav":
            verdict[at] = ""
    _by_place(page, felt, verdict, scope, known)
    _ends(page, felt, verdict)
    if blocks and not any(not one for one in verdict):
        verdict = [
            "" if not reasons[block.region] or len(blocks) < 4 else one
            for block, one in zip(blocks, verdict, strict=True)
        ]
    body = tuple((b.start, b.end) for b, one in zip(blocks, verdict, strict=True) if not one)
    furniture = tuple((b.start, b.end, one) for b, one in zip(blocks, verdict, strict=True) if one)
    return body, furniture


def _feel(text: str, block: Block) -> _Felt:
    length = block.end - block.start
    words = len(_WORD.findall(text, block.start, min(block.end, block.start + 2000)))
    return _Felt(words, block.linked / length if length else 0.0)


def _measure(page: Page, felt: list[_Felt]) -> None:
    """Sum up what each region holds, with the regions inside it."""
    for block, one in zip(page.blocks, felt, strict=True):
        region = page.regions[block.region]
        region.characters += block.end - block.start
        region.headline |= block.tag == "h1"
        if one.words >= _RUNNING:
            region.plain += block.end - block.start - block.linked
    for at in range(len(page.regions) - 1, 0, -1):
        region, parent = page.regions[at], page.regions[page.regions[at].parent]
        parent.characters += region.characters
        parent.plain += region.plain
        parent.headline |= region.headline
        parent.core |= region.core or region.tag in ("article", "main")


def _of_regions(page: Page) -> list[str]:
    """Each region's reason to be furniture, its own or that of the one around it."""
    reasons = [""]
    inside = [False]  # an article or main
    most = page.regions[0].plain * _MOST_OF_IT
    for region in page.regions[1:]:
        within = inside[region.parent] or region.tag in ("article", "main")
        inside.append(within)
        own = _own_reason(region, within)
        if own and (region.core or region.headline or region.plain > most > 0):
            own = ""
        reasons.append(reasons[region.parent] or own)
    return reasons


def _own_reason(region: Region, within: bool) -> str:
    first = region.marks.partition(" ")[0]
    if first in _ROLES:
        return _ROLES[first]
    if region.tag in _TAGS and not (region.tag == "header" and within):
        return _TAGS[region.tag]
    if region.tag in ("article", "main", "body", "html", *HEADINGS) or not region.marks:
        return ""
    if _STATED.search(region.marks):
        return ""
    for reason, pattern in _HINTS:
        if pattern.search(region.marks):
            return reason
    return ""


def _scope(page: Page, blocks: list[Block], reasons: list[str]) -> Span | None:
    """First and last block of the element that holds the article, where one holds most of the running text."""
    free = [at for at, region in enumerate(page.regions) if not reasons[at]]
    best = 0
    for wanted in ("main", "article", "stated"):
        held = [at for at in free if _is(page.regions[at], wanted)]
        if not held:
            continue
        top = max(held, key=lambda at: page.regions[at].plain)
        least = (0.5 if wanted == "article" else 0.4) * page.regions[best].plain
        if page.regions[top].plain >= max(least, 1):
            best = top
    if not best:
        return None
    inside = {best}
    for at in range(best + 1, len(page.regions)):
        if page.regions[at].parent in inside:
            inside.add(at)
    held = [at for at, block in enumerate(blocks) if block.region in inside]
    return (held[0], held[-1]) if held else None


def _is(region: Region, wanted: str) -> bool:
    if wanted == "stated":
        return bool(_STATED.search(region.marks))
    return region.tag == wanted or region.marks.split(" ")[0] == wanted


def _by_place(page: Page, felt: list[_Felt], verdict: list[str], scope: Span | None, known: _Stated) -> None:
    """Write a reason for each block that is not the article, by where it stands and by its neighbours."""
    blocks = page.blocks
    headline = next((at for at, block in enumerate(blocks) if block.tag == "h1" and not verdict[at]), None)
    free = [at for at in range(len(blocks)) if not verdict[at]]
    for place, at in enumerate(free):
        block, one = blocks[at], felt[at]
        if at == headline or known.holds(block):
            continue
        before = felt[free[place - 1]] if place else _NONE
        after = felt[free[place + 1]] if place + 1 < len(free) else _NONE
        if scope is not None and scope[0] <= at <= scope[1]:
            if _is_link(page, block, one) and (
                block.tag == "li" or not _SENTENCE_END.search(page.text[block.start : block.end])
            ):
                verdict[at] = "links to other pages"
        elif scope is not None and at > scope[1]:
            verdict[at] = "after the article"
        elif scope is not None and (headline is None or at < headline):
            verdict[at] = "before the article"
        elif not is_content(one, before, after):
            verdict[at] = "short text among links" if one.linked < _LINKS else "links to other pages"
    if scope is None:
        _fill_middle(page, felt, verdict, free)


def _is_link(page: Page, block: Block, one: _Felt) -> bool:
    said = page.text[block.start : min(block.end, block.start + 600)]
    return (
        one.linked > 0.8
        and one.words <= 30
        and (block.tag in ("li", *HEADINGS[1:]) or bool(line_reason(said)) or one.words <= 3)
    )


def _fill_middle(page: Page, felt: list[_Felt], verdict: list[str], free: list[int]) -> None:
    """Between the first and the last long block of the article only links go; without any long block, nothing does."""
    long = [at for at in free if not verdict[at] and felt[at].words > _WORDS and felt[at].linked <= _LINKS]
    heads = [at for at in free if page.blocks[at].tag == "h1"]
    first, last = (min([*long[:1], *heads[:1]]), long[-1]) if long else (0, len(page.blocks))
    for at in free:
        if first <= at <= last and verdict[at] and (felt[at].linked <= _LINKS or not long):
            verdict[at] = ""


def is_content(one: _Felt, before: _Felt, after: _Felt) -> bool:
    """Whether a block is content, by the tree that the paper learned on numbers of words and link density."""
    if one.linked > _LINKS:
        return False
    if before.linked <= _LINKS_BEFORE:
        return one.words > _WORDS or after.words > _WORDS_NEXT or before.words > _WORDS_BEFORE
    return one.words > _AFTER_LINKS or after.words > _AFTER_LINKS_NEXT


def _ends(page: Page, felt: list[_Felt], verdict: list[str]) -> None:
    left = [at for at, reason in enumerate(verdict) if not reason]
    paragraphs = [
        Paragraph(block.start, block.end, block.tag in HEADINGS, felt[at].linked)
        for at in left
        for block in (page.blocks[at],)
    ]
    headline = {page.blocks[at].start for at in left if page.blocks[at].tag == "h1"}
    found = judge_ends(page.text, paragraphs[:LAST], paragraphs[-LAST:])
    for at, one in zip(left, paragraphs, strict=True):
        if one.start in found and one.start not in headline:
            verdict[at] = found[one.start]


class _Stated:
    """The blocks that the article's text as JSON-LD states it has too; short blocks prove nothing."""

    def __init__(self, stated: str, page: Page) -> None:
        said = " ".join(stated[:100_000].split())
        self._held = {
            block.start
            for block in (page.blocks[:2000] if said else ())
            if 40 <= block.end - block.start <= 5000
            and " ".join(page.text[block.start : block.end].split()) in said
        }

    def holds(self, block: Block) -> bool:
        """Whether the metadata's article has the words of this block."""
        return block.start in self._held
