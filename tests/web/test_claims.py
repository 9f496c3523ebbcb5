"""Pages of claims: the verdict first, old verdicts visible, ClaimReview one a page, the house in the same table."""

import json
import re
from collections.abc import Callable

from django.test import Client

from holdfast.claims.stored import Verdict
from web.claims_made import HOSTILE

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_it_works(charlie: Client) -> None:
    page = text_of(charlie, "/claims/C-0001/").partition("<main")[2]
    assert (
        page.index("contradicted by Associated Press")
        < page.index("Press briefing")
        < page.index("The press counts")
    )
    for part in ("ap-2025-12-10", "E-0001", "COGAT", "alice", "rania", "preserved", "As of", "C-0001.r1"):
        assert part in page, part
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    arabic = text_of(charlie, "/ar/claims/C-0001/")
    assert "الصحافة تعدّ أقل." in arabic and 'dir="rtl"' in arabic


def test_one_claim_review_a_page_in_the_shape_that_is_documented(charlie: Client) -> None:
    # https://schema.org/ClaimReview and developers.google.com/search/docs/appearance/structured-data/factcheck:
    # required are claimReviewed, reviewRating (with alternateName) and url; recommended author and itemReviewed.
    page = text_of(charlie, "/claims/C-0001/")
    (found,) = SCRIPT.findall(page)
    body = json.loads(found)
    assert (body["@context"], body["@type"]) == ("https://schema.org", "ClaimReview")
    assert (
        body["claimReviewed"] == HOSTILE
        and body["url"] == body["@id"] == "http://testserver/claims/C-0001.r1/"
    )
    rating = body["reviewRating"]
    assert (rating["@type"], rating["alternateName"]) == ("Rating", "contradicted by Associated Press")
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)
    assert body["author"] == {
        "@type": "Organization",
        "name": "The test coalition",
        "url": "http://testserver/",
        "description": "Published by The test coalition, which campaigns for promises that are kept.",
    }
    claim = body["itemReviewed"]
    assert claim["@type"] == "Claim" and claim["datePublished"] == "2025-12-09"
    assert claim["author"]["@type"] == "Organization" and "COGAT" in claim["author"]["name"]
    assert claim["firstAppearance"] in claim["appearance"] and claim["appearance"][0]["url"].startswith(
        "https://"
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", body["datePublished"])
    assert "true" not in json.dumps(rating).lower()


def test_the_policy_stays_and_the_markup_is_data(charlie: Client) -> None:
    answer = charlie.get("/claims/C-0001.r1/")
    assert (
        "script-src" not in answer.headers["Content-Security-Policy"]
    )  # default-src 'none' holds for scripts
    assert answer.content.decode().count("<script") == 1
    alone = charlie.get("/claims/C-0001.r1.jsonld")
    assert alone.headers["Content-Type"] == "application/ld+json"
    (found,) = SCRIPT.findall(answer.content.decode())
    assert json.loads(alone.content) == json.loads(found)


def test_what_is_of_the_desk_is_not_there_for_others(
    charlie: Client, client_of: Callable[[str], Client]
) -> None:
    for path in ("/claims/C-0002/", "/claims/C-0002.json", "/claims/C-0002.r1/", "/claims/C-0002.r1.jsonld"):
        text_of(charlie, path, 404)
    assert (
        "A rumour of the desk"
        not in text_of(charlie, "/claims/") + b"".join(charlie.get("/claims.csv").streaming_content).decode()
    )
    page = text_of(client_of("alice"), "/claims/C-0002.r1/")
    assert "Not published" in page and not SCRIPT.search(page)
    text_of(client_of("alice"), "/claims/C-0002.r1.jsonld", 404)


def test_the_list_is_filtered_and_is_a_file(charlie: Client) -> None:
    assert "نحن نقول ذلك" in text_of(charlie, "/claims/?side=this-desk")
    assert "C-0001" not in text_of(charlie, "/claims/?side=this-desk")
    assert "C-0001" in text_of(charlie, "/claims/?verdict=contradicted+by&side=cogat&language=en")
    assert "C-0001" not in text_of(charlie, "/claims/?verdict=vague")
    for wrong in ("verdict=true", "side=%00", "language=%3Cb%3E", "page=99999999999999999999"):
        text_of(charlie, f"/claims/?{wrong}")
    rows = json.loads(b"".join(charlie.get("/claims.json?language=ar").streaming_content))
    assert [row["claim"] for row in rows["claims"]] == ["C-0003"]


def test_a_verdict_is_a_word_with_a_mark_and_none_is_true(charlie: Client) -> None:
    page = text_of(charlie, "/claims/")
    assert re.search(r'<i aria-hidden="true">✕</i> contradicted', page)
    assert not any(re.search(r"\btrue\b", one.value) for one in Verdict)


def test_the_house_stands_in_the_same_table(charlie: Client) -> None:
    page = text_of(charlie, "/claims/statistics/")
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.index("this desk") < table.index("COGAT")
    rows = json.loads(b"".join(charlie.get("/claims/statistics.json").streaming_content))["claim_statistics"]
    house = rows[0]
    assert (house["side"], house["lines"], house["partly_supported"]) == ("this desk", 1, 1)
    assert any(row["kind"] == "relation" and row["side"] == "body of a party" for row in rows)
    assert any(row["side"] == "cogat" and row["contradicted_by"] == 1 for row in rows)


def test_the_feed_holds_published_reviews(charlie: Client) -> None:
    feed = text_of(charlie, "/feeds/reviews.atom")
    assert "http://testserver/claims/C-0001.r1/" in feed and "C-0002" not in feed
    assert "<script>alert" not in feed


def test_pages_are_small(charlie: Client) -> None:
    for path in ("/claims/C-0001/", "/claims/", "/claims/statistics/", "/claims/imported/"):
        answer = charlie.get(path, HTTP_ACCEPT_ENCODING="gzip")
        assert len(answer.content) < 60_000


def test_two_people_take_a_claim_from_the_form_to_the_page(
    client_of: Callable[[str], Client], charlie: Client
) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    made = alice.post(
        "/desk/claims/add/", {"text": "Aid doubled", "language": "en", "speaker": "cogat", "level": 20}
    )
    claim = made.headers["Location"].strip("/").split("/")[-1]
    alice.post(f"/desk/claims/{claim}/relay/", {"document": "ap-2025-12-10"})
    wrong = alice.post(f"/desk/claims/{claim}/review/", {"verdict": "supported", "why_en": "x"})
    assert wrong.status_code == 422 and "without showing what it rests on" in wrong.content.decode()
    given = {"verdict": "vague", "why_en": "It says of what", "evidence": ""}
    review = alice.post(f"/desk/claims/{claim}/review/", given).headers["Location"].strip("/").split("/")[-1]
    assert alice.post(f"/desk/claims/{review}/second/", {}).status_code == 422
    shut = alice.get(f"/desk/claims/{review}/second/")
    assert shut.status_code == 200 and "a second reader is another person" in shut.content.decode()
    assert "I stand behind it" not in shut.content.decode()
    assert "I stand behind it" in text_of(rania, f"/desk/claims/{review}/second/")
    asked = f'href="/desk/claims/{review}/second/"'
    assert asked in text_of(rania, f"/claims/{claim}/") and asked not in text_of(alice, f"/claims/{claim}/")
    assert rania.post(f"/desk/claims/{review}/publish/", {"level": 0}).status_code == 422
    assert rania.post(f"/desk/claims/{review}/second/", {"note": "Read"}).status_code == 302
    assert alice.post(f"/desk/claims/{review}/publish/", {"level": 0}).status_code == 403
    assert rania.post(f"/desk/claims/{review}/publish/", {"level": 0}).status_code == 302
    assert "vague" in text_of(charlie, f"/claims/{claim}/")
    assert rania.post(f"/desk/claims/{review}/withdraw/", {"reason": "Too strict"}).status_code == 302
    gone = text_of(charlie, f"/claims/{review}/")
    assert "Too strict" in gone and not SCRIPT.search(gone)


def test_others_reviews_are_shown_as_text(charlie: Client, client_of: Callable[[str], Client]) -> None:
    page = text_of(charlie, "/claims/imported/")
    assert "All trucks entered" in page and "Checks &amp; Co" in page
    alice = client_of("alice")
    assert (
        alice.post("/desk/claims/imported/I-0001/link/", {"claim": "C-0001", "reason": "Same"}).status_code
        == 302
    )
    linked = text_of(charlie, "/claims/C-0001/")
    assert "Mixture" in linked and 'rel="noreferrer nofollow ugc"' in linked


def test_a_candidate_of_others_leads_to_them_with_their_rating_as_stated(charlie: Client) -> None:
    page = charlie.post("/ar/claims/match/", {"text": "All trucks <i>entered</i>"}).content.decode()
    assert 'href="https://checks.example/trucks"' in page and "Mixture" in page and "Checks &amp; Co" in page
    assert '<span lang="en" dir="ltr">“All trucks entered”</span>' in page


def test_a_date_that_cannot_be_read_says_how_to_write_it(client_of: Callable[[str], Client]) -> None:
    given = {"verdict": "vague", "why_en": "x", "as_of": "31.1.2026"}
    answer = client_of("alice").post("/desk/claims/C-0003/review/", given)
    assert answer.status_code == 422 and "year-month-day, such as 2026-01-31" in answer.content.decode()


def test_the_files_of_accepted_checks_say_who_may_see_them_in_a_word(
    client_of: Callable[[str], Client],
) -> None:
    answer = client_of("alice").get("/claims/reports.csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert rows[1].endswith((",public", ",desk")), rows[1]
