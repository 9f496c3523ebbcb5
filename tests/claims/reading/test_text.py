"""Plain text and Markdown: unchanged, with furniture at the ends set aside in five languages and nothing else."""
# ruff: noqa: E501 - invented articles and markup, each on the line that names it

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.claims.reading import Draft, DraftKind, read_draft
from holdfast.claims.reading.errors import DraftEmpty, DraftKindNotRead, DraftNotFound, DraftTooLong

ARTICLE = Path(__file__).resolve().parents[4] / "shared/data/claims/article/000_e9f26af73ec4e7dc.txt"
BODY = {
    "en": "The harbour office said on Monday that 412 lorries had crossed since the morning, more than on any day since "
    "the agreement was signed in the spring of last year.",
    "fr": "Le bureau du port a déclaré lundi que 412 camions étaient passés depuis le matin, plus que tout autre jour "
    "depuis la signature de l'accord au printemps de l'année dernière.",
    "es": "La oficina del puerto dijo el lunes que 412 camiones habían cruzado desde la mañana, más que en ningún otro "
    "día desde que se firmó el acuerdo en la primavera del año pasado.",
    "ar": "قال مكتب الميناء يوم الاثنين إن 412 شاحنة عبرت منذ الصباح، وهو أكبر عدد في يوم واحد منذ توقيع الاتفاق في ربيع "
    "العام الماضي بين الطرفين.",
    "he": "משרד הנמל מסר ביום שני כי 412 משאיות חצו את המעבר מאז הבוקר, יותר מבכל יום אחר מאז נחתם ההסכם באביב של השנה "
    "שעברה בין הצדדים.",
}
ENDS = {
    "en": [
        "Support our work",
        "Donate today and help us keep our 3 reporters on the ground.",
        "All rights reserved.",
    ],
    "fr": [
        "Soutenez notre travail",
        "Faites un don aujourd'hui et abonnez-vous à notre lettre.",
        "Tous droits réservés",
    ],
    "es": [
        "Apoya nuestro trabajo",
        "Haz una donación hoy y suscríbete a nuestro boletín.",
        "Todos los derechos reservados",
    ],
    "ar": ["ادعموا عملنا", "تبرعوا الآن واشتركوا في نشرتنا البريدية لتصلكم أخبارنا.", "جميع الحقوق محفوظة"],
    "he": ["תמכו בנו", "תרמו עכשיו והירשמו לניוזלטר שלנו.", "כל הזכויות שמורות"],
}
STARTS = {
    "en": "Skip to main content",
    "fr": "Aller au contenu",
    "es": "Saltar al contenido",
    "ar": "تخطى إلى المحتوى",
    "he": "דילוג לתוכן",
}


def held(draft: Draft) -> str:
    return " ".join(draft.text[start:end] for start, end in draft.body)


def test_it_works() -> None:
    draft = read_draft("The office counted 412 lorries.")
    assert (draft.kind, draft.text, draft.body) == (
        DraftKind.TEXT,
        "The office counted 412 lorries.",
        ((0, 31),),
    )
    assert draft.furniture == ()


@pytest.mark.parametrize("lang", BODY)
def test_furniture_at_both_ends_is_set_aside_with_its_reason(lang: str) -> None:
    text = "\n\n".join([STARTS[lang], "412", BODY[lang], BODY[lang].replace("412", "97"), *ENDS[lang]])
    draft = read_draft(text)
    assert draft.text == text
    assert draft.language == lang
    assert [text[a:b] for a, b, _ in draft.furniture] == [STARTS[lang], *ENDS[lang]]
    assert all(reason for _, _, reason in draft.furniture)
    assert "412" in held(draft) and "97" in held(draft)


@pytest.mark.parametrize("lang", BODY)
def test_an_appeal_in_the_middle_stays(lang: str) -> None:
    text = "\n\n".join([BODY[lang], *ENDS[lang], BODY[lang].replace("412", "97")])
    assert read_draft(text).furniture == ()


def test_figures_about_donations_stay_where_the_reader_is_not_addressed() -> None:
    text = f"{BODY['en']}\n\nDonations to the hospital fell by 40 percent in March, the ministry said."
    assert read_draft(text).furniture == ()


def test_a_speech_that_ends_with_an_appeal_to_act_is_kept() -> None:
    text = f"{BODY['en']}\n\nWe need your support to end the siege. You can call your minister: 40 of us did."
    assert read_draft(text).furniture == ()


def test_a_text_of_furniture_alone_is_kept() -> None:
    assert read_draft("Sign up to our newsletter and donate today.").furniture == ()


def test_stray_lines_before_the_furniture_go_with_it_and_figures_do_not() -> None:
    text = f"{BODY['en']}\n\nbest casino mods\n\nDonate now to support us"
    draft = read_draft(text)
    assert [text[a:b] for a, b, _ in draft.furniture] == ["best casino mods", "Donate now to support us"]
    kept = read_draft(text.replace("best casino mods", "Killed: 40"))
    assert "Killed: 40" in held(kept)


def test_the_whole_text_can_be_asked_for() -> None:
    draft = read_draft(f"{BODY['en']}\n\nDonate now to support us").whole()
    assert draft.furniture == ()
    assert "Donate now" in held(draft)


@pytest.mark.skipif(not ARTICLE.is_file(), reason="../shared/data/claims/article is not here")
def test_the_real_draft_ends_at_its_stray_link_line() -> None:
    draft = read_draft(ARTICLE)
    text = draft.text
    stray = text.rindex("\n\n", 0, text.index("Urgent End Of Year") - 2) + 2
    tail = [one for one in draft.furniture if one[0] > 1000]
    assert tail[0][0] == stray
    assert tail[-1][1] == len(text.rstrip())
    assert draft.body[-1][1] <= stray
    assert [text[a:b] for a, b, _ in draft.furniture if a < 1000] == ["Skip to content"]


def test_markdown_keeps_its_marks_and_leaves_out_code_targets_and_front_matter() -> None:
    text = (
        "---\ntitle: 77\n---\n# Crossing\n\nThe office counted **412** lorries ([9 more](https://example.org/2031/8)).\n\n"
        "| day | lorries |\n|-----|---------|\n| Mon | 55 |\n\n```\nx = 31\n```\n\nRun `count 12` now.\n"
    )
    draft = read_draft(text, name="draft.md")
    said = held(draft)
    assert draft.kind is DraftKind.MARKDOWN and draft.text == text
    assert all(figure in said for figure in ("412", "9 more", "55"))
    assert not any(figure in said for figure in ("77", "2031", "31\n", "count 12"))


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("4 March 2031", "2031-03-04"),
        ("Published: March 4, 2031 at 10:30", "2031-03-04"),
        ("Publié le 4 mars 2031", "2031-03-04"),
        ("Miércoles, 4 de marzo de 2031", "2031-03-04"),
        ("٤ آذار ٢٠٣١", "2031-03-04"),
        ("4 במרץ 2031", "2031-03-04"),
        ("2031-03-04", "2031-03-04"),
        ("HILLTOWN, March 4, 2031 (Agency) — The office said so.", "2031-03-04"),
        ("On 4 March 2031 the office counted 412 lorries.", "None"),
    ],
)
def test_a_dateline_is_the_date_of_the_text(line: str, when: str) -> None:
    draft = read_draft(f"A headline\n\n{line}\n\n{BODY['en']}")
    assert str(draft.published) == when


@pytest.mark.parametrize(
    "data",
    [
        "مرحبا 412".encode("utf-16"),
        "\ufeffمرحبا 412".encode(),
        ("عبرت 412 شاحنة " * 9).encode("windows-1256"),
    ],
)
def test_encodings_are_told(data: bytes) -> None:
    assert "412" in read_draft(data).text
    assert any("\u0620" < char < "\u064b" for char in read_draft(data).text)


def test_an_old_code_page_is_said() -> None:
    draft = read_draft("L'été a coûté 412 francs à la région".encode("windows-1252"))
    assert draft.text.startswith("L'été")
    assert "windows-1252" in draft.notes[0]


@pytest.mark.parametrize("data", [b"", b"  \n\t ", "\ufeff", "\xa0"])
def test_nothing_is_an_error(data: bytes | str) -> None:
    with pytest.raises(DraftEmpty):
        read_draft(data)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 50, b"\x89PNG\r\n\x1a\n" + b"a" * 99, b"\x00\x01" * 500]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DraftKindNotRead):
        read_draft(data)


def test_what_is_no_file_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DraftNotFound):
        read_draft(tmp_path)
    with pytest.raises(DraftNotFound):
        read_draft(tmp_path / "none.txt")
    with pytest.raises(DraftTooLong):
        read_draft("a" * 9_000_000)


PIECES = st.sampled_from(
    ["\n", "\n\n", "# ", "`", "```\n", "](", "](x)", "Donate now", "Sign up to our newsletter", "412 people came.", "<!--", "-->",
     "---\n", "|", "قال", "\x00", "\u202e", "http://a.b", "Share", "©", *BODY.values(), *(one for end in ENDS.values() for one in end)]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join), st.booleans())
def test_spans_are_sorted_disjoint_and_inside(text: str, markdown: bool) -> None:
    try:
        draft = read_draft(text, kind=DraftKind.MARKDOWN if markdown else DraftKind.TEXT)
    except DraftEmpty:
        return
    spans = sorted([*draft.body, *((a, b) for a, b, _ in draft.furniture)])
    assert draft.text == text
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert list(draft.body) == sorted(draft.body) and list(draft.furniture) == sorted(draft.furniture)
