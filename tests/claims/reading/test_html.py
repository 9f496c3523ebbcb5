"""Pages: the article without its furniture, every character's place in the source kept, hostile markup survived."""
# ruff: noqa: E501 - invented articles and markup, each on the line that names it

import tracemalloc
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.claims.reading import Draft, DraftKind, read_draft
from holdfast.claims.reading.errors import DraftEmpty, DraftTooLong
from waiting import no_hang

LONG = "The harbour office said on Monday that {} lorries had crossed since the morning, more than on any day before."
PAGE = f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>Site | Crossing</title>
<meta property="article:published_time" content="2031-03-04T10:00:00Z"><style>p{{}}</style></head>
<body class="has-sidebar"><header><a href=/>The Example Post</a><nav><ul><li><a href=1>Home</a></ul></nav></header>
<div class="content"><h1>Crossing opens for 412 lorries &amp; 3 buses</h1>
<p>{LONG.format(412)}</p><script>var a = "<p>501</p>";</script><p hidden>502</p><p style="display: none">503</p>
<!-- 504 --><p>Short one: 17 were hurt.</p>
<aside><h3>Related</h3><ul><li><a href=a>Strike kills 505</a></ul></aside>
<table><tr><th>Day<th>Lorries<tr><td>Mon<td>1&nbsp;300</table>
<p>{LONG.format(1300)}</p><noscript>506</noscript><template><p>507</p></template><iframe srcdoc="<p>508</p>"></iframe>
<div class="newsletter-box"><p>Sign up to our newsletter for 509 stories.</p></div><form>510 <button>511</button></form>
<p>© 2031 The Example Post. All rights reserved.</p></div><footer>512 Some Street</footer></body></html>"""


def held(draft: Draft) -> str:
    return "\n".join(draft.text[start:end] for start, end in draft.body)


def placed(source: str, draft: Draft) -> None:
    """Every character shows at its place in the source, or is of the entity there."""
    for at, char in enumerate(draft.text):
        place = draft.source_offset(at)
        assert 0 <= place < len(source)
        if not char.isspace():
            there = source[place : place + 40]
            assert there[0] == char or (there[0] == "&" and char in unescape(there)), (at, char, there)


def test_it_works() -> None:
    draft = read_draft(PAGE)
    said = held(draft)
    assert draft.kind is DraftKind.HTML
    assert all(word in said for word in ("412 lorries & 3 buses", "17 were hurt", "Mon\t1\xa0300", "1300"))
    assert not any(str(number) in said for number in range(501, 513))
    assert not any(str(number) in draft.text for number in (501, 502, 503, 504, 506, 507, 508))
    assert {"aside", "page footer", "copyright line", "appeal to the reader"} <= {
        one[2] for one in draft.furniture
    }
    assert (str(draft.published), draft.published_from) == ("2031-03-04", "meta tag")
    assert draft.title == "Crossing opens for 412 lorries & 3 buses"
    placed(PAGE, draft)


def test_without_elements_that_say_so_link_density_decides() -> None:
    links = "".join(f"<div><a href={n}>Story number {n}</a></div>" for n in range(600, 620))
    page = f"<html><body>{links}<div>{LONG.format(412)}</div><div>{LONG.format(97)}</div>{links}<div>Call 699</div></body></html>"
    said = held(read_draft(page))
    assert "412" in said and "97" in said
    assert "Story" not in said


def test_an_article_is_found_among_cards_of_other_articles() -> None:
    card = "<article><a href=x>Another story with 700 people in it</a></article>"
    page = f"<body><main><article><h1>Ours</h1><p>{LONG.format(412)}</p><p>{LONG.format(9)}</p></article>{card * 4}</main></body>"
    draft = read_draft(page, kind="html")
    assert "412" in held(draft)
    assert "700" not in held(draft)


@pytest.mark.parametrize(
    "opening", ["<nav>", "<footer>", "<aside>", "<header>", "<div class=related>", "<form>"]
)
def test_an_element_never_closed_hides_no_article(opening: str) -> None:
    page = f"<html><body>{opening}<h1>Ours</h1><p>{LONG.format(412)}</p><p>{LONG.format(9)}</p></body></html>"
    assert "412" in held(read_draft(page))


def test_json_ld_states_date_and_text() -> None:
    page = (
        '<html><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2031-03-04",'
        f'"articleBody": "{LONG.format(412)}"}}]}}</script><div class=promo><p>{LONG.format(412)}</p></div></html>'
    )
    draft = read_draft(page)
    assert (str(draft.published), draft.published_from) == ("2031-03-04", "JSON-LD")
    assert "412" in held(draft)


def test_a_time_element_states_the_date_and_an_update_does_not() -> None:
    page = f'<html><time class=updated datetime=2032-01-01>x</time><time datetime="2031-03-04T01:00">y</time><p>{LONG}</html>'
    assert str(read_draft(page).published) == "2031-03-04"


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "iso-8859-6"])
def test_the_declared_charset_is_used(charset: str) -> None:
    page = f"<html><meta charset={charset}><p>عبرت 412 شاحنة اليوم".encode(charset)
    assert "شاحنة" in read_draft(page).text
    assert "شاحنة" in read_draft("<html><p>عبرت 412 شاحنة اليوم".encode("utf-16")).text


HOSTILE = {
    "nested": lambda: "<div>" * 1_000_000 + "412 came",
    "nested inline": lambda: "<div>" + "<b>" * 800_000 + "412 came" + "</i>" * 800_000,
    "tags never ended": lambda: "<p>412 came" + "<a " * 1_000_000,
    "comments never ended": lambda: "<p>412 came" + "<!--" * 1_000_000,
    "scripts never ended": lambda: "<p>412 came" + "<script>" * 500_000,
    "quotes never ended": lambda: "<p>412 came" + "<a b='\">" * 600_000,
    "paragraphs": lambda: "<p>412 came" * 400_000,
    "attributes": lambda: "<p " + "a " * 2_000_000 + ">412 came",
    "huge entity": lambda: "<p>412 came &#" + "9" * 3_000_000 + ";",
    "ampersands": lambda: "<p>412 came " + "&" * 3_000_000,
    "navs": lambda: "<p>412 came" + "<nav>a" * 500_000,
}


TOO_LONG = {
    "nested": "400,000 tags",
    "nested inline": "400,000 tags",
    "paragraphs": "2,000,000 characters",
    "ampersands": "2,000,000 characters",
    "navs": "400,000 tags",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_read_or_refused_with_the_reason(name: str) -> None:
    page = "<html>" + HOSTILE[name]()
    with no_hang():
        if name in TOO_LONG:
            with pytest.raises(DraftTooLong, match=TOO_LONG[name]):
                read_draft(page)
        else:
            assert "412" in read_draft(page).text


@pytest.mark.parametrize(
    ("part", "times", "end"), [("<div>", 300_000, "412 came"), ("<p>412 came", 180_000, "")]
)
def test_a_page_within_the_limits_is_read_whole(part: str, times: int, end: str) -> None:
    assert read_draft("<html>" + part * times + end).text.endswith("412 came")


def test_a_page_beyond_them_takes_no_more_memory_than_the_limits_allow() -> None:
    tracemalloc.start()
    with pytest.raises(DraftTooLong):
        read_draft(b"<html>" + b"<p>412 came" * 700_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 * 1024**2  # of it 16 are the page itself, as bytes and as text


def test_a_page_without_text_is_an_error() -> None:
    with pytest.raises(DraftEmpty):
        read_draft("<html><script>412</script><img src=x></html>")


MARKS = st.sampled_from(
    ["<p>", "</p>", "<div class=related>", "</div>", "<nav>", "</nav>", "<a href=x>", "</a>", "<table>", "<tr>", "<td>", "</table>",
     "<br>", "<pre>", "</pre>", "&amp;", "&nbsp;", "&#x41;", "&NotEqualTilde;", "&notit;", "&#0;", "&#99999999999;", "&shy;", "<!--", "-->",
     "<script>", "</script>", "<li>", "<ul>", "</ul>", "<h1>", "</h1>", "<article>", "</article>", "<", ">", '"', "'", "<main hidden>",
     "412 people came. ", "قال ", " ", "\n", "<title>", "</title>", "<p style='display:none'>", "</", "<?", "<![CDATA[", "]]>"]
)  # fmt: skip


@given(st.lists(st.one_of(MARKS, st.text(max_size=6)), max_size=40).map("".join))
def test_spans_and_places_hold_for_any_markup(markup: str) -> None:
    source = "<html>" + markup
    try:
        draft = read_draft(source, kind=DraftKind.HTML)
    except DraftEmpty:
        return
    spans = sorted([*draft.body, *((a, b) for a, b, _ in draft.furniture)])
    assert all(0 <= a < b <= len(draft.text) for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(draft.text[a:b] for a, b in spans).split() == draft.text.split() or len(spans) > 1
    placed(source, draft)
