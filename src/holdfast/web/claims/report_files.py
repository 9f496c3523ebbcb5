"""An accepted check to take along: Markdown for the desk's own editors, a brief for whoever reads on paper."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from holdfast.claims.briefs import brief_pdf
from holdfast.claims.stored import ReportView
from holdfast.web.claims.check_shown import Finding, Laid
from holdfast.web.claims.check_words import MARKS, newer_word, verdict_word
from holdfast.web.writing import day_text, here, language, text_in

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_RANK = list(MARKS)
_ISOLATED = "\u2068{}\u2069"
_LONG = 220


def facts(found: ReportView) -> list[tuple[str, str]]:
    """What is said of the report as a whole."""
    whose = gettext("this desk’s own") if found.desk else found.other or here(found.source_name) or "–"
    journal = gettext("journal line")
    return [
        (gettext("Report"), found.key),
        (gettext("Whose text"), whose),
        (gettext("Record of"), f"{day_text(found.as_of)[1]} ({journal} {found.seq})"),
        (
            gettext("Accepted by"),
            f"{_isolated(found.by)}{gettext(', ')}{_isolated(day_text(found.checked_at)[1])}",
        ),
        ("SHA-256", found.sha256),
    ]


def caveat() -> str:
    """What a verdict is not."""
    return gettext(
        "A verdict says what this desk’s record holds on that day, from whom and for when; none says that something "
        "is true. What the record does not hold may still be so."
    )


def worst_first(laid: Laid) -> list[Finding]:
    """What will be thrown back first, what may be next, then the others."""
    return sorted(
        laid.findings, key=lambda one: (not one.thrown, not one.unborne, _RANK.index(one.verdict), one.number)
    )


def markdown(found: ReportView, laid: Laid) -> str:
    """The report as Markdown; what stands in the text cannot become a heading, a link or HTML."""
    out = [f"# {_plain(laid.answer())}", "", f"**{_plain(found.title)}**", ""]
    out += [f"- {_plain(name)}: {_plain(value)}" for name, value in facts(found)]
    for one in worst_first(laid):
        out += [
            "",
            f"## {one.number}. {one.mark} {_plain(one.word)}: “{_plain(_isolated(one.words))}”",
            "",
            _plain(one.why),
        ]
        if one.change:
            out += ["", f"**{_plain(one.change_head)}** {_plain(one.change)}"]
        if one.decided.get("otherwise"):
            out += ["", f"{_plain(_otherwise(one))} {_plain(one.decided['reason'])}"]
        if one.rows:
            out.append("")
        for row in one.rows:
            address = row.get("address") or ""
            # An address in angle brackets is a link in every Markdown; one that could leave them is left out.
            linked = f" <{address}>" if re.fullmatch(r"https?://[^\s<>]+", address) else ""
            newer = f"{_plain(newer_word(row))} " if row.get("newer") else ""
            out.append(f"- {newer}{_plain(_row(row))}{linked}")
        out += ["", f"`{re.sub('[^a-z0-9-]', '', one.rule)}`"]
    return "\n".join([*out, "", _plain(caveat()), ""])


def brief(found: ReportView, laid: Laid) -> bytes:
    """The brief as PDF; raises BriefNeedsTypst."""
    publisher, aim = settings.DESK.said_in(language())
    called = gettext("Accepted check of a draft")
    head = {
        "lang": language(),
        "rtl": language() == "ar",
        "kicker": f"{settings.DESK.name} · {called}",
        "answer": laid.answer(),
        "title": _isolated(_cut(found.title)),
        "facts": [
            (name, value if _ISOLATED[0] in value else _isolated(value)) for name, value in facts(found)
        ],
        "reason": gettext("Decided otherwise:"),
        "more": gettext("And {count} more lines; the report itself has them all."),
        "caveat": caveat(),
        "whose": gettext("Published by {publisher}, which campaigns for {aim}.").format(
            publisher=_isolated(publisher), aim=_isolated(aim)
        ),
    }
    return brief_pdf(head, [_brief_line(one) for one in worst_first(laid)])


def _brief_line(one: Finding) -> dict[str, Any]:
    rows = [_with_address(row) for row in one.proof]
    return {
        "number": str(one.number),
        "mark": one.mark,
        "verdict": one.word,
        "quote": quote_of(one),
        "why": _cut(one.why, 400),
        "change": _cut(one.change, 300),
        "asked": one.change_head,
        "reason": _isolated(_cut(str(one.decided.get("reason") or ""), 300))
        if one.decided.get("otherwise")
        else "",
        "row": _cut(" · ".join(rows), 400 * max(1, len(rows))),
    }


def quote_of(one: Finding) -> list[str]:
    """The words around it, with its own words by themselves between them; all of it turned by nothing outside."""
    start, end = _ISOLATED.split("{}")
    return [start + " ".join(one.before.split("\n")), _cut(one.words), " ".join(one.after.split("\n")) + end]


def _otherwise(one: Finding) -> str:
    said = gettext("Decided otherwise by {name}; the rules proposed “{verdict}”.")
    return said.format(name=one.decided["by"], verdict=verdict_word(one.decided["proposed"]))


def _with_address(row: Any) -> str:
    """A row on paper, with its address spelled out; one that is newer than what the line is held to says so."""
    address = str(row.get("address") or "")
    said = " · ".join(part for part in (_row(row), _isolated(address) if address else "") if part)
    return " ".join(part for part in (newer_word(row), said) if part)


def _row(row: Any) -> str:
    title = text_in(row.get("title"), language())[0] or str(row.get("document") or "")
    days = row["last_day"]
    if row["first_day"] and row["first_day"] != days:
        days = f"{row['first_day']} – {days}"
    parts = (
        " ".join(part for part in (row["bound_word"], row["number"], row["per_word"]) if part),
        days,
        here(row.get("source_name")) or str(row.get("source") or ""),
        title,
        str(row.get("row") or ""),
        str(row.get("capture") or gettext("no preserved copy")),
    )
    return " · ".join(_isolated(part) for part in parts if part)


def _isolated(text: str) -> str:
    return _ISOLATED.format(text)


def _plain(text: object) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(str(text).split()))


def _cut(text: str, most: int = _LONG) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
