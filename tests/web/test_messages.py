"""Every text of the pages has its Arabic, in every plural form, with the same parameters."""

import re

import pytest
from babel.messages.checkers import num_plurals
from django.utils.translation import ngettext, override

from holdfast.web.messages import gathered, missing, stored

HOLE = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")


def test_nothing_lacks_its_arabic() -> None:
    assert missing(gathered(), stored()) == []


def test_parameters_survive_translation() -> None:
    kept = stored()
    for message in kept:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        holes = set(HOLE.findall(" ".join(ids)))
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts:
            assert set(HOLE.findall(text)) <= holes, message.id
        assert set(HOLE.findall(texts[-1])) == holes, message.id
        num_plurals(kept, message)


def test_each_plural_has_six_forms() -> None:
    assert all(len(message.string) == 6 for message in stored() if isinstance(message.id, tuple))


@pytest.mark.parametrize(
    ("count", "said"),
    [(2, "قولان"), (3, "3 أقوال"), (14, "14 قولًا"), (99, "99 قولًا"), (100, "100 قول"), (103, "103 أقوال")],
)
def test_arabic_counts_as_arabic_does(count: int, said: str) -> None:
    with override("ar"):
        assert ngettext("%(count)s statement", "%(count)s statements", count) % {"count": count} == said
