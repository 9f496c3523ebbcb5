"""The report of an export: one page of HTML without a script, read in ten minutes by somebody who is no engineer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from holdfast.base.why import Why
from holdfast.evidence.exported import LeftOut
from holdfast.evidence.exporting.report_parts import (
    CANNOT,
    CHECKS,
    STYLE,
    entry_words,
    seal_sentence,
    seal_weakness,
    when,
)
from holdfast.evidence.exporting.selection import EXPUNGED, REDACTED, WHOLE, Item
from holdfast.evidence.types import (
    AnswerDef,
    CheckpointDef,
    EntryDef,
    Outcome,
    Question,
    RedactionDef,
    SealState,
)
from holdfast.sources.types import DocumentDef

_QUESTIONS = {
    Question.WHERE: "Where was it?",
    Question.WHEN: "When was it?",
    Question.WHAT: "What does it show?",
    Question.WHO: "Who made it, who is in it?",
    Question.UNTAMPERED: "Is it as its author published it?",
}
_FINDINGS = {"yes": "yes", "no": "no", "cannot-tell": "cannot tell"}
_SHORT_OF = {
    Outcome.PARTIAL: "parts of the page failed",
    Outcome.CUT: "it was cut off by a limit on bytes or time",
    Outcome.BLOCKED: "a login wall or a refusal came instead",
    Outcome.FAILED: "nothing usable came",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the report tells."""

    desk: str
    published_by: str
    made: datetime
    by: str
    title: str
    items: Sequence[Item]
    manifests: Mapping[str, Mapping[str, Any]]  # of those given whole
    seals: Mapping[str, SealState]
    entries: Mapping[str, Sequence[EntryDef]]
    head: CheckpointDef
    left_out: Sequence[LeftOut]
    not_preserved: Sequence[DocumentDef]


def report_html(told: Told) -> str:
    """The whole page."""
    title = told.title or f"Evidence held by {told.desk}"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}</style></head><body><main>",
            f'<h1 dir="auto">{escape(title)}</h1>',
            *_opening(told),
            *_overview(told),
            *_missing(told),
            "<h2>The captures, one by one</h2>",
            *(line for item in told.items for line in _capture(told, item)),
            "<h2>What this does not show</h2>",
            _list(CANNOT),
            "<h2>How to check it yourself</h2>",
            _checking(told),
            "</main></body></html>",
            "",
        ]
    )


def _opening(told: Told) -> list[str]:
    count = len(told.items)
    whole, copies, gone = (
        sum(item.state == state for item in told.items) for state in (WHOLE, REDACTED, EXPUNGED)
    )
    said = [f"{whole} in full"] if whole else []
    said += [f"{copies} as redacted copies alone"] if copies else []
    said += [f"{gone} of which only the record of the deletion is left"] if gone else []
    return [
        (
            f"<p>This folder holds {count} {'capture' if count == 1 else 'captures'}"
            f" ({', '.join(said)}) from the desk <bdi>{escape(told.desk)}</bdi>, published by"
            f" <bdi>{escape(told.published_by)}</bdi>. It was made by <b>{escape(told.by)}</b> on {when(told.made)}."
            " A capture is a copy of a web page or a file, kept as it came, with a record of who collected it, when and"
            " with what.</p>"
        ),
        (
            f"<p>Everything done with the captures stands in the desk’s custody log of {told.head.size} entries."
            " Each entry carries the hash of the one before, so that none can be changed, dropped or slipped in without"
            " every later hash being another.</p>"
        ),
    ]


def _overview(told: Told) -> list[str]:
    rows = []
    for item in told.items:
        about, seal = item.capture, told.seals.get(item.capture.key)
        what = _named(item)
        rows.append(
            f'<tr><th scope="row"><a href="#{escape(about.key)}">{escape(about.key)}</a></th>'
            f'<td class="long" dir="auto">{escape(what)}</td><td>{when(about.started)}</td>'
            f"<td>{escape(about.collector)}</td><td>{escape(_outcome(item))}</td><td>{escape(_since(seal))}</td></tr>"
        )
    return [
        "<h2>What is here</h2>",
        (
            '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Capture</th>'
            '<th scope="col">Of what</th>'
            '<th scope="col">Collected</th><th scope="col">By</th><th scope="col">Outcome</th>'
            '<th scope="col">Unchanged since</th></tr></thead><tbody>'
        ),
        *rows,
        "</tbody></table></div>",
    ]


def _named(item: Item) -> str:
    """What a capture is of; of one that is not given whole, nothing that could say what was taken out."""
    if item.state == EXPUNGED:
        return "deleted; see its record"
    if item.state == REDACTED:
        return "not said: redacted copies alone are given"
    return item.capture.final_address or item.capture.address or _upload_name(item)


def _upload_name(item: Item) -> str:
    return next((part.name for part in item.parts if part.role == "upload"), "a file")


def _outcome(item: Item) -> str:
    return {EXPUNGED: "deleted", REDACTED: "redacted copies"}.get(item.state, item.capture.outcome.value)


def _since(seal: SealState | None) -> str:
    if seal is None or seal.since is None:
        return "nobody outside the desk says"
    return when(seal.since)


def _missing(told: Told) -> list[str]:
    found = [f"{_sentence(one.what)} is not given: {one.why}." for one in told.left_out]
    found += [
        f"The document {one.key} ({_title(one)}) is not preserved: there is no capture of it."
        for one in told.not_preserved
    ]
    for item in told.items:
        short = _SHORT_OF.get(item.capture.outcome)
        if short and item.state == WHOLE:
            found.append(f"{item.capture.key} is {item.capture.outcome.value}: {short}.")
        weak = seal_weakness(told.seals.get(item.capture.key))
        if weak:
            found.append(f"{item.capture.key}: {weak}")
    return ["<h2>What is missing</h2>", _list(found) if found else "<p>Nothing that was asked for.</p>"]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(document: DocumentDef) -> str:
    return document.title.get("en") or next(iter(document.title.values()), document.url)


def _capture(told: Told, item: Item) -> Iterable[str]:
    about, seal = item.capture, told.seals.get(item.capture.key)
    yield f'<section id="{escape(about.key)}"><h3>{escape(about.key)}</h3>'
    if seal is not None:
        gone = " Its bytes were deleted since; that it was collected stays provable." * (
            item.state == EXPUNGED
        )
        yield f'<p class="seal">{escape(seal_sentence(seal))}{gone}</p>'
    if item.state == EXPUNGED and item.review.expunge is not None:
        end = item.review.expunge
        yield (
            f"<p>Deleted on {when(end.at)} (ground: {escape(end.ground.value.replace('-', ' '))}), asked for by"
            f" {escape(end.by)}, approved by {escape(' and '.join(end.approvers))}:"
            f' <q dir="auto">{escape(end.text)}</q></p>'
        )
    if item.state == WHOLE:
        yield from _facts(told, item)
        yield from _files(item)
    if item.copies:
        yield from _copies(item.copies)
    if item.state == WHOLE:
        yield from _answers(item)
    yield from _custody(told.entries.get(about.key, ()))
    limits = told.manifests.get(about.key, {}).get("limits") or []
    if limits and item.state == WHOLE:
        yield "<h4>Limits of this capture</h4>"
        yield _list([str(one) for one in limits])
    yield "</section>"


def _facts(told: Told, item: Item) -> Iterable[str]:
    about = item.capture
    facts = [("Address asked for", about.address)] if about.address else [("File", _upload_name(item))]
    if about.final_address and about.final_address != about.address:
        facts.append(("Address that answered", about.final_address))
    if about.document:
        words = about.document_title
        facts.append(("Document", f"{about.document}: {words.get('en') or next(iter(words.values()), '')}"))
    facts += [
        ("Collected", f"{when(about.started)} to {when(about.ended)}, by the desk’s clock"),
        ("By", about.collector),
        ("Tool", f"{about.tool} ({about.method.value})"),
        (
            "Outcome",
            f"{about.outcome.value}{f', status {about.status}' if about.status else ''}. {_why(about.why)}",
        ),
    ]
    if about.ip:
        facts.append(("Server reached", about.ip))
    if about.earlier:
        facts.append(("Against the capture before", f"{about.compared.value}, held against {about.earlier}"))
    if item.review.graphic:
        facts.append(("Content", "flagged as graphic: be prepared before you open its files"))
    if item.review.held:
        facts.append(("Legal hold", "it may not be deleted"))
    yield (
        "<dl>"
        + "".join(f'<dt>{escape(name)}</dt><dd dir="auto">{escape(text)}</dd>' for name, text in facts)
        + "</dl>"
    )


def _why(why: Mapping[str, Any]) -> str:
    try:
        return Why.from_json(why["code"], why["params"]).render("en")
    except (KeyError, ValueError, TypeError):
        return ""


def _files(item: Item) -> Iterable[str]:
    yield "<h4>Its files</h4>"
    yield '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">File</th><th scope="col">What it is</th>'
    yield '<th scope="col">Bytes</th><th scope="col">SHA-256</th></tr></thead><tbody>'
    for part in item.parts:
        made = f", made from {part.parent} by {part.made_by}" if part.parent else ""
        yield (
            f'<tr><td class="long" dir="auto">captures/{escape(item.capture.key)}/{escape(part.name)}</td>'
            f"<td>{escape(part.role + made)}</td><td>{part.size}</td><td><code>{escape(part.sha256)}</code></td></tr>"
        )
    yield "</tbody></table></div>"
    if any(part.role == "warc" for part in item.parts):
        yield "<p>capture.wacz holds the same WARC once more, packed for viewers of web archives.</p>"


def _copies(copies: Sequence[RedactionDef]) -> Iterable[str]:
    yield "<h4>Redacted copies</h4><ul>"
    for one in copies:
        yield (
            f"<li>redactions/{escape(one.key)}/{escape(one.name)}, made on {when(one.at)}: asked for by"
            f" {escape(one.by)}, approved by {escape(one.approver)}. Reason:"
            f' <q dir="auto">{escape(one.reason)}</q>. Its record is sealed by entry {one.seq} of the log.</li>'
        )
    yield "</ul>"


def _answers(item: Item) -> Iterable[str]:
    yield "<h4>What reviewers answered</h4>"
    answers = [(question, one) for question, some in item.review.answers.items() for one in some]
    if not answers:
        yield "<p>Nobody has reviewed it.</p>"
        return
    yield (
        "<p>Confirmed as untampered by two people, neither of them its collector.</p>"
        if item.review.confirmed
        else "<p>Not confirmed by two people yet.</p>"
    )
    yield "<dl>"
    for question, one in answers:
        yield f"<dt>{_QUESTIONS[question]}</dt><dd>{_answer(one)}</dd>"
    yield "</dl>"


def _answer(one: AnswerDef) -> str:
    replaced = " (replaced since)" if one.replaced else ""
    finding = f"<b>{_FINDINGS[one.finding.value]}</b>. " if one.finding else ""
    if one.text is None:
        said = "Its words were deleted."
    else:
        said = (
            f'<q dir="auto">{escape(one.text)}</q> Method: <q dir="auto">{escape(one.method or "")}</q>'
            f' Reasons: <q dir="auto">{escape(one.reasons or "")}</q>'
        )
    words = [
        f"{escape(other.by)} {'agrees' if other.agrees else 'disagrees'} ({when(other.at)})"
        + (f': <q dir="auto">{escape(other.reason)}</q>' if other.reason else "")
        for other in one.confirmations
    ]
    others = "; ".join(words) if words else "nobody else has looked"
    return f"{finding}{said} — {escape(one.by)}, {when(one.at)}{replaced}. Others: {others}."


def _custody(entries: Sequence[EntryDef]) -> Iterable[str]:
    yield "<h4>Custody: who did what with it</h4>"
    yield '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Entry</th><th scope="col">When</th>'
    yield '<th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>'
    for one in entries:
        yield (
            f"<tr><td>{one.seq}</td><td>{when(one.at)}</td><td>{escape(one.actor)}</td>"
            f'<td class="long" dir="auto">{escape(entry_words(one))}</td></tr>'
        )
    yield "</tbody></table></div>"


def _checking(told: Told) -> str:
    return (
        "<p>In this folder’s parent lies <code>verify.py</code>. With Python 3.9 or newer, and without a network, run"
        " <code>python3 -I -S verify.py</code> there. It prints one line for each check and ends with 0 (passed), 1"
        " (failed) or 3 (not checkable). Take your own copy of verify.py if you do not trust who gave you this one.</p>"
        "<p>This page is the desk’s own word. No check compares what it says with the log: it is held by the desk’s"
        " signature over the list of files alone. What the log sealed lies in the files beside it.</p>"
        f"{_list(CHECKS)}"
        f"<p>The head of the log: <code>{told.head.size} {escape(told.head.root)}</code>, signed as"
        f" <bdi>{escape(told.head.note.splitlines()[0])}</bdi> on {when(told.head.at.astimezone(UTC))} by the desk’s"
        " clock.</p>"
    )


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f'<li dir="auto">{escape(item)}</li>' for item in items) + "</ul>"
