"""Atom and RSS as documents: each entry once, plain words, days of both kinds; what is no feed is refused."""

from __future__ import annotations

from datetime import date

import pytest

from cases.folders import Folder
from cases.updates.publisher import Publisher
from evidence.capturing.site import PAGE, answer, truncated
from holdfast.base.clock import frozen
from holdfast.cases.actions import load_case
from holdfast.cases.errors import FeedRefused
from holdfast.cases.feeds import MOST_ENTRIES, read_feed
from holdfast.cases.queries import case_documents
from holdfast.cases.types import Came, FeedRead
from holdfast.cases.updates import update_cases
from holdfast.evidence.models import Capture
from holdfast.journal.queries import verify
from holdfast.people.types import Level, Viewer
from holdfast.sources.models import Document
from waiting import no_hang

HERE = "https://news.example.org/feeds/all.xml"


def read(content: bytes, **more: str) -> FeedRead:
    return read_feed(content, address=HERE, timezone="Asia/Gaza", **more)


def atom(*entries: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" {head}>'
        f"<title>News</title><id>urn:feed</id>{''.join(entries)}</feed>"
    ).encode()


def rss(*items: str, head: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>News</title>{head}{''.join(items)}</channel></rss>"
    ).encode()


def entry(name: str, title: str, when: str = "2026-11-20T10:00:00Z", link: str = "") -> str:
    at = f"<published>{when}</published>" if when else ""
    href = f'<link href="{link or "/" + name}"/>'
    return f"<entry><id>urn:{name}</id><title>{title}</title>{href}{at}</entry>"


def item(name: str, title: str, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>https://news.example.org/{name}</link>"
        f'<guid isPermaLink="false">{name}</guid>{more}</item>'
    )


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-11-20T21:59:59Z", date(2026, 11, 20)),
        ("2026-11-20T22:30:00Z", date(2026, 11, 21)),  # the day in Gaza, two hours on
        ("2026-11-20T23:30:00.25+02:00", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("", None),
        ("yesterday", None),
        ("2026-13-45T00:00:00Z", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_days_as_atom_writes_them(when: str, day: date | None) -> None:
    (found,) = read(atom(entry("a", "Meals", when))).entries
    assert found.said == day


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("Fri, 20 Nov 2026 22:30:00 GMT", date(2026, 11, 21)),
        ("20 Nov 26 12:00 +0200", date(2026, 11, 20)),
        ("Fri, 20 Nov 2026 22:30:00 -0000", date(2026, 11, 21)),
        ("Fri, 20 Nov 2026 22:30:00", date(2026, 11, 20)),  # no zone is said: the day as written
        ("Fri, 99 Nov 2026 22:30:00 GMT", None),
        ("x" * 5000, None),
    ],
)
def test_days_as_rss_writes_them(when: str, day: date | None) -> None:
    (found,) = read(rss(item("a", "Meals", f"<pubDate>{when}</pubDate>"))).entries
    assert found.said == day


def test_titles_are_plain_words() -> None:
    found = read(
        atom(
            '<entry><id>1</id><title type="html">600 &lt;b&gt;trucks&lt;/b&gt; &amp;amp; more</title></entry>',
            "<entry><id>2</id><title>2 &lt; 3</title></entry>",
            '<entry><id>3</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">six <i>hundred</i>'
            "</div></title></entry>",
            "<entry><id>4</id><title> a\n b\u202e </title></entry>",
            '<entry><id>5</id><title type="html">&lt;script&gt;x&lt;/script&gt;</title></entry>',
        )
    ).entries
    assert [one.title for one in found] == ["600 trucks & more", "2 < 3", "six hundred", "a b\\u202e", "x"]


def test_addresses_are_absolute_and_of_the_web_or_none() -> None:
    def link(href: str) -> str:
        (found,) = read(atom(f'<entry><id>1</id><title>t</title><link href="{href}"/></entry>')).entries
        return found.link

    assert link("../a?b=1") == "https://news.example.org/a?b=1"
    assert link("//other.example.org/x") == "https://other.example.org/x"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "https://me:secret@e.org/",
        "http://",
        "http://[",
        "ftp://e/",
    ):
        assert link(bad) == "", bad


def test_languages_come_from_the_nearest_who_says_one() -> None:
    found = read(
        atom(
            entry("a", "x"),
            '<entry xml:lang="he"><id>2</id><title>y</title></entry>',
            head='xml:lang="ar-PS"',
        )
    ).entries
    assert [one.language for one in found] == ["ar", "he"]
    assert read(rss(item("a", "x"), head="<language>en-us</language>")).entries[0].language == "en"
    assert read(rss(item("a", "x")), language="ar").entries[0].language == "ar"
    assert read(rss(item("a", "x"))).entries[0].language == ""


def test_each_entry_is_there_once() -> None:
    found = read(atom(entry("a", "first"), entry("a", "again"), entry("b", "other", link="/a")))
    assert [one.title for one in found.entries] == ["first"]


def test_entries_without_a_name_are_counted() -> None:
    found = read(rss("<item><description>only this</description></item>", item("a", "x"), "<item/>"))
    assert (len(found.entries), found.nameless) == (1, 2)


def test_no_more_than_a_thousand_are_read() -> None:
    found = read(rss(*(item(str(n), f"t{n}") for n in range(MOST_ENTRIES + 7))))
    assert (len(found.entries), found.left_out) == (MOST_ENTRIES, 7)


def test_rss_1_says_the_same() -> None:
    (found,) = read(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>T</title>'
        b"<link>https://e.org/1</link><dc:date>2026-11-20T10:00:00Z</dc:date></item></rdf:RDF>"
    ).entries
    assert (found.title, found.link, found.said) == ("T", "https://e.org/1", date(2026, 11, 20))


BILLION = (
    '<!DOCTYPE rss [<!ENTITY a "' + "x" * 1000 + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BILLION, "document type"),
        (b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>', "document type"),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1/">]><rss><channel><item>&x;</item></channel></rss>',
            "document type",
        ),
        (b"<html><body>no</body></html>", "begins with <html>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "begins with <svg>"),
        (b"<rss><channel><item>", "broken"),
        (b"<rss><channel><item><title>&nothing;</title></item></channel></rss>", "broken"),
        (b"not xml at all", "broken"),
        (b"\x00\x01\x02", "broken"),
        (b'<?xml version="1.0" encoding="no-such"?><rss/>', "broken"),
        (b"<rss>" + b"<a>" * 100, "too deep"),
        (b"<rss>" + b" " * (8 * 1024 * 1024), "larger than 8 MB"),
    ],
)
def test_what_is_no_feed_is_refused_at_once(content: bytes, said: str) -> None:
    with pytest.raises(FeedRefused, match=said), no_hang():
        read(content)


def test_the_kind_that_was_said_is_asked_for() -> None:
    with pytest.raises(FeedRefused, match="not atom"):
        read(rss(), kind="atom")
    assert read(rss(), kind="rss").entries == ()


# --- at the desk ---

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


@pytest.fixture
def fed(hillside: Folder, publisher: Publisher) -> Folder:
    """Hillside, whose parents publish a feed."""
    return hillside.add(
        f'\n[[feeds]]\nkey = "news"\nsource = "parents-association"\naddress = "{publisher.url("/news")}"\n'
        'every = "6h"\nlanguage = "en"\n'
    )


def gives(publisher: Publisher, content: bytes, mime: str = "application/atom+xml") -> None:
    publisher.routes["/news"] = answer(content, mime=mime)


def came(alice: Viewer) -> Came:
    (found,) = update_cases(alice, case="hillside")
    return found.outcome


def test_entries_become_documents_of_the_source(fed: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, fed.root)
    known = "https://example.org/kitchen-book"
    gives(
        publisher, atom(entry("a", "Meals in May"), entry("b", "No day", ""), entry("c", "Book", link=known))
    )
    (found,) = update_cases(alice, case="hillside")
    assert (found.outcome, found.new, found.restated) == (Came.LOADED, 2, 0)
    made = Document.objects.filter(key__in=found.notes["documents"]).order_by("title__en")
    assert [(one.title, one.said, one.language, one.source.key, one.level) for one in made] == [
        ({"en": "Meals in May"}, "2026-11-20", "en", "parents-association", Level.PUBLIC),
        ({"en": "No day"}, "", "en", "parents-association", Level.PUBLIC),
    ]
    assert made[0].url == publisher.url("/a")
    assert set(found.notes["documents"]) < set(case_documents(alice, "hillside"))
    assert came(alice) is Came.SAME
    assert Document.objects.count() == 4
    assert verify().ok


def test_what_a_feed_drops_stays_and_a_new_title_is_a_fact(
    fed: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, fed.root)
    gives(publisher, atom(entry("a", "600 meals"), entry("b", "Other")))
    update_cases(alice)
    gives(publisher, rss(item("urn:a", "500 meals")), "application/rss+xml")  # the same ids in the other form
    with frozen("2026-12-01T12:00:00Z"):
        (found,) = update_cases(alice)
    assert (found.outcome, found.new, found.restated) == (Came.LOADED, 0, 1)
    (title,) = found.notes["titles"]
    assert (title["from"], title["to"]) == ("600 meals", "500 meals")
    row = Document.objects.get(key=title["document"])
    assert (row.title, row.said) == ({"en": "500 meals"}, "2026-11-20")
    assert "Until 2026-12-01 the feed gave it the title “600 meals”." in row.note["en"]
    load_case(alice, fed.change("Kitchen book, March 2026", "Kitchen book").root)
    assert Document.objects.filter(title__en__in=["500 meals", "Other"]).count() == 2
    load_case(alice, fed.write("case.toml", fed.text().partition("\n[[feeds]]")[0]).root)
    assert Document.objects.filter(title__en__in=["500 meals", "Other"]).count() == 2


def test_what_does_not_come_whole_changes_nothing(fed: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, fed.root)
    gives(publisher, atom(entry("a", "x")))
    assert came(alice) is Came.LOADED
    before = list(Document.objects.order_by("key").values())
    gives(publisher, PAGE, "application/rss+xml")
    assert came(alice) is Came.PAGE
    gives(publisher, BILLION)
    assert came(alice) is Came.UNREADABLE
    gives(publisher, atom())
    assert came(alice) is Came.EMPTY
    gives(publisher, b"")
    assert came(alice) is Came.EMPTY
    publisher.routes["/news"] = answer(b"gone", "410 Gone")
    assert came(alice) is Came.ERROR_STATUS
    publisher.routes["/news"] = truncated
    assert came(alice) is Came.CUT
    assert list(Document.objects.order_by("key").values()) == before
    assert Capture.objects.count() == 7


def test_documents_of_a_restricted_source_are_restricted(
    fed: Folder, publisher: Publisher, adam: Viewer, alice: Viewer
) -> None:
    fed.change('relation = "party"\n', 'relation = "party"\nsensitivity = "restricted"\n')
    fed.add('sensitivity = "public"\n')
    load_case(adam, fed.root)
    gives(publisher, atom(entry("a", "x")))
    assert update_cases(alice) == ()
    (found,) = update_cases(adam)
    assert (found.outcome, found.level) == (Came.LOADED, Level.RESTRICTED)
    assert Document.objects.get(key=found.notes["documents"][0]).level == Level.RESTRICTED
    assert Capture.objects.get().level == Level.RESTRICTED
