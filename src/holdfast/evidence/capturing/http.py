"""Capture over HTTP: the bytes of every hop as they came, the certificates of the same connections, the text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from ssl import DER_cert_to_PEM_cert
from tempfile import NamedTemporaryFile

from holdfast.base.clock import now
from holdfast.base.errors import one_line
from holdfast.base.why import Why
from holdfast.egress.actions import Fetcher
from holdfast.egress.types import Body, Fetched, Hop
from holdfast.egress.types import Outcome as Ended
from holdfast.evidence.capturing.drafts import TOOL, Draft, DraftPart, server_json
from holdfast.evidence.capturing.file_facts import read_facts
from holdfast.evidence.capturing.judging import Came, Judged, judge_ending, judge_page, judge_status
from holdfast.evidence.capturing.saying import said
from holdfast.evidence.capturing.sniffing import LOOKED_AT, bare, same_kind, sniffed, textual
from holdfast.evidence.capturing.text import MOST_READ, decode, page_text, page_title, plain_text
from holdfast.evidence.capturing.warcs import exchanged, write_warc
from holdfast.evidence.errors import GIVE_ANOTHER, NotReached
from holdfast.evidence.store import Content
from holdfast.evidence.types import Method, Outcome, Role

MOST_DECODED = 64 * 1024 * 1024  # bytes of a body that are unpacked to be looked at; the WARC holds what came
_IN_MEMORY = 8 * 1024 * 1024
WARC_NAME, TEXT_NAME, CERTIFICATES_NAME = "capture.warc.gz", "text.txt", "certificates.pem"

TLS_LIMIT = said(Why.of("capture-limit-tls"))
PLAIN_LIMIT = said(Why.of("capture-limit-plain"))
BROWSER_LIMIT = said(Why.of("capture-limit-browser"))
OTHERS_LIMIT = said(Why.of("capture-limit-others"))
RULE_LIMIT = said(Why.of("capture-limit-rule"))


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was read out of a body to judge it, to compare it and to make its text."""

    digest: str
    size: int
    looks_like: str
    title: str
    text: str
    markup: str
    more: bool  # whether the body goes on after what was read for its text


def capture_http(fetcher: Fetcher, address: str) -> Draft:
    """Fetch an address and make a draft of what came, whatever came; `forget` lets go of a large one's file.

    Raises NotReached for an address that is not gone to.
    """
    started = now()
    with fetcher.fetch(address) as fetched:
        if not fetched.hops:
            refused = fetched.outcome is Ended.REFUSED
            trouble = NotReached(
                f"{one_line(address)} was not asked for: {fetched.why.render('en')}",
                untouched="Nothing was connected to, and nothing was kept",
                next_step=GIVE_ANOTHER if refused else "Look at the address, or try at another hour",
            )
            trouble.refused = refused
            raise trouble
        body = fetched.body(MOST_DECODED)
        try:
            return _draft(fetched, body, started)
        finally:
            body.content.close()


def forget(draft: Draft) -> None:
    """Remove the temporary files of a draft, once its parts are in the store or it is given up."""
    for part in draft.parts:
        if isinstance(part.content, Path):
            part.content.unlink(missing_ok=True)


def _draft(fetched: Fetched, body: Body, started: datetime) -> Draft:
    last = fetched.hops[-1] if fetched.hops else None
    claimed = last.header("content-type") if last else ""
    looked = _look(body, claimed)
    judged = _judge(fetched, body, looked)
    ended = now()
    limits = _limits(fetched, body, looked, judged, claimed)
    parts = [_warc_part(fetched, judged, ended, limits)]
    if looked.text and fetched.status:
        parts.append(
            DraftPart(
                Role.TEXT,
                TEXT_NAME,
                looked.text.encode("utf-8", "replace"),
                "text/plain; charset=utf-8",
                WARC_NAME,
                said(Why.of("capture-made-body", tool=TOOL)),
            )
        )
    pem = _pem(fetched.hops)
    if pem:
        parts.append(DraftPart(Role.CERTIFICATES, CERTIFICATES_NAME, pem, "application/x-pem-file"))
    return Draft(
        method=Method.HTTP,
        address=fetched.asked,
        final_address=fetched.address,
        tool=f"{TOOL}, capture over HTTP",
        started=started,
        ended=max(started, ended),
        status=fetched.status,
        mime=bare(claimed) or looked.looks_like,
        outcome=judged.outcome,
        why=judged.why,
        parts=tuple(parts),
        limits=tuple(limits),
        ip=(last.ip if last else None) or "",
        server=server_json(last.ip, last.port, last.tls) if last else None,
        payload=looked.digest if fetched.status else None,
        looks_like=looked.looks_like,
    )


def _look(body: Body, claimed: str) -> _Looked:
    digest, head = hashlib.sha256(), bytearray()
    for piece in body.content.chunks():
        digest.update(piece)
        if len(head) < MOST_READ:
            head += piece
    read = bytes(head[:MOST_READ])
    looks_like = sniffed(read[:LOOKED_AT])
    kind = bare(claimed) if textual(claimed) and looks_like != "text/html" else looks_like
    title = text = markup = ""
    if body.state != "not decoded" and kind and textual(kind):
        said = decode(read, claimed)
        if kind in ("text/html", "application/xhtml+xml"):
            title, text, markup = page_title(said), page_text(said), said
        else:
            text = page_text(said) if "xml" in kind else plain_text(said)
    elif looks_like == "application/pdf" and body.state == "whole":
        text = _pdf_text(body)
    size = len(body.content)
    return _Looked(digest.hexdigest(), size, looks_like, title, text, markup, size > len(read))


def _pdf_text(body: Body) -> str:
    with NamedTemporaryFile(prefix="holdfast-pdf-") as file:
        body.content.copy_to(file)
        file.flush()
        return plain_text(read_facts(Path(file.name))[1])


def _judge(fetched: Fetched, body: Body, looked: _Looked) -> Judged:
    said = judge_ending(fetched.outcome, fetched.why, fetched.status) or judge_status(fetched.status)
    if said is not None:
        return said
    if body.state == "cut by size":
        return Judged(Outcome.CUT, Why.of("capture-unpacks-too-large", bytes=MOST_DECODED))
    came = Came(
        asked=fetched.asked,
        final=fetched.address,
        status=fetched.status,
        size=looked.size if body.state == "whole" else max(looked.size, 1),
        title=looked.title,
        text=looked.text,
        markup=looked.markup,
        challenged="challenge" in fetched.hops[-1].header("cf-mitigated").lower(),
    )
    return judge_page(came)


def _limits(fetched: Fetched, body: Body, looked: _Looked, judged: Judged, claimed: str) -> list[str]:
    last = fetched.hops[-1] if fetched.hops else None
    if last is None or not fetched.status:
        failed = last is not None and last.tls is not None and not last.tls.verified
        return (
            [said(Why.of("capture-limit-certificate"))] if failed else [said(Why.of("capture-limit-nothing"))]
        )
    limits = [TLS_LIMIT if last.tls else PLAIN_LIMIT, BROWSER_LIMIT, OTHERS_LIMIT]
    if last.tls and not last.tls.whole_chain:
        limits.append(said(Why.of("capture-limit-own-certificate")))
    if judged.by_rule:
        limits.append(RULE_LIMIT)
    if not same_kind(claimed, looked.looks_like):
        limits.append(said(Why.of("capture-limit-called", said=bare(claimed), looks=looked.looks_like)))
    if body.state in ("broken", "not decoded"):
        limits.append(said(Why.of("capture-limit-coding", codings=", ".join(body.codings)[:100])))
    if body.state == "cut by size":
        limits.append(said(Why.of("capture-limit-unpacked", bytes=str(MOST_DECODED))))
    if looked.more and looked.text:
        limits.append(said(Why.of("capture-limit-text", bytes=str(MOST_READ))))
    return limits


def _warc_part(fetched: Fetched, judged: Judged, made: datetime, limits: list[str]) -> DraftPart:
    facts = [
        ("outcome", judged.outcome.value),
        ("why", judged.why.render("en")),
        ("fetch", f"{fetched.outcome.value}: {fetched.why.render('en')}"),
        *(("limit", limit) for limit in limits),
        *((f"hop-{at}", _hop_fact(hop)) for at, hop in enumerate(fetched.hops, 1)),
    ]
    about = {"description": f"{TOOL}, capture over HTTP", "conformsTo": "ISO 28500:2017"}
    exchanges = [exchanged(hop) for hop in fetched.hops]
    size = sum(len(hop.response) + len(hop.request) for hop in fetched.hops)
    content: Content
    if size <= _IN_MEMORY:
        held = BytesIO()
        write_warc(held, exchanges, address=fetched.address, made=made, about=about, facts=facts)
        content = held.getvalue()
    else:
        with NamedTemporaryFile(prefix="holdfast-warc-", delete=False) as file:
            content = Path(file.name)
            write_warc(file, exchanges, address=fetched.address, made=made, about=about, facts=facts)
    return DraftPart(Role.WARC, WARC_NAME, content, "application/warc")


def _hop_fact(hop: Hop) -> str:
    ended = hop.cut.value if hop.cut is not None else f"answered {hop.status}"
    tls = f", {hop.tls.protocol} {'verified' if hop.tls.verified else hop.tls.said}" if hop.tls else ""
    surplus = f", {hop.surplus} bytes after the end of the answer" if hop.surplus else ""
    return f"{hop.method} {hop.address} at {hop.ip or 'no address'}: {ended}{tls}{surplus}"


def _pem(hops: tuple[Hop, ...]) -> bytes:
    """The certificates of every connection, each once, in the order they were shown."""
    shown = {certificate: None for hop in hops if hop.tls for certificate in hop.tls.chain}
    return "".join(DER_cert_to_PEM_cert(one) for one in shown).encode("ascii")
