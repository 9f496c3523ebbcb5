"""What a manifest keeps in English is said in the language of the page, and marked where it cannot be."""

import pytest
from django.utils.translation import override

from holdfast.base.why import catalogue
from holdfast.evidence.capturing import browser, http, uploads
from holdfast.web.evidence.sealed_words import read_sentence, sealed_words


@pytest.mark.parametrize(
    "kept",
    [
        *(http.TLS_LIMIT, http.PLAIN_LIMIT, http.BROWSER_LIMIT, http.OTHERS_LIMIT, http.RULE_LIMIT),
        *(browser.DECODED_LIMIT, browser.DRAWN_LIMIT, browser.HELD_LIMIT),
        *(uploads.GIVEN_LIMIT, uploads.METADATA_LIMIT),
        "The page is 20000 pixels high; the first 16000 are in the picture.",
        "Holdfast 0.1.0: the text of the body, markup taken away",
    ],
)
def test_every_sentence_is_known_again(kept: str) -> None:
    found = read_sentence(kept)
    assert found is not None and found.render("en") == kept
    assert found.code in catalogue("ar").sentences
    with override("ar"):
        assert sealed_words(kept) == found.render("ar").replace("'", "&#x27;")
    with override("en"):
        assert "<span" not in sealed_words(kept)


def test_an_unknown_one_is_marked_as_english() -> None:
    with override("ar"):
        assert sealed_words("Said by <b>another</b> tool.") == (
            '<span lang="en" dir="ltr">Said by &lt;b&gt;another&lt;/b&gt; tool.</span>'
        )
