"""Every text of the pages has its Arabic, in every plural form, with the same parameters."""

import re

from babel.messages.checkers import num_plurals

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
