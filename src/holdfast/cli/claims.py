"""`holdfast claim`: claims, their reviews by two people, publication, others' reviews, and how every side came out."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from holdfast.claims.actions import claims, given, imports, reviews
from holdfast.claims.engine.claimreview import MOST_BYTES
from holdfast.claims.queries.claims import claim_detail, claims_list
from holdfast.claims.queries.statistics import sides_statistics
from holdfast.claims.shapes import claim_json, side_json, verdict_in_english
from holdfast.claims.stored import ClaimView, ReviewView, Side, SideCount, SideKind, Verdict
from holdfast.cli.given import read_named
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.who import reader, writer
from holdfast.people.types import Level

LEVELS = {level.name.lower(): level for level in Level}
_FILE = click.Path(path_type=Path, allow_dash=True)  # what is not there is told by `read_named`
MOST_NAMED = 20  # keys of what was imported
VERDICTS = click.Choice([one.value for one in Verdict])


def level_option(default: str) -> Callable[[Any], Any]:
    """Who may see what is written."""
    return click.option("--level", type=click.Choice(list(LEVELS)), default=default, show_default=True)


@click.group("claim")
def claim_command() -> None:
    """Add claims, review them with a second reader, publish; import what others found. A machine decides nothing."""


@claim_command.command("add")
@click.argument("text")
@click.option("--language", required=True, metavar="CODE", help="en, ar, …")
@click.option("--speaker", metavar="SOURCE", help="Who says it: the key of a source.")
@click.option("--this-desk", is_flag=True, help="This desk says it itself.")
@click.option(
    "--said", default="", metavar="DATE", help="When, as precise as is known (EDTF): 2026-03-01, 2026-03."
)
@click.option("--where", default="", help="The occasion or the medium.")
@click.option("--document", metavar="KEY", help="The document it stands in.")
@click.option("--place", default="", help="The place it is about.")
@click.option(
    "--asserts", default="", metavar="JSON", help="What it asserts: items as `holdfast extract` gives them."
)
@level_option("desk")
@json_option
def add_command(
    text: str,
    language: str,
    speaker: str | None,
    this_desk: bool,
    said: str,
    where: str,
    document: str | None,
    place: str,
    asserts: str,
    level: str,
    as_json: bool,
) -> None:
    """Add the claim TEXT as it was said."""
    key = claims.add_claim(
        viewer=writer(),
        text=text,
        language=language,
        side=Side(speaker, this_desk),
        said=said,
        where=where,
        document=document,
        place=place,
        asserts=given.items_read(asserts),
        level=LEVELS[level],
    )
    _done({"claim": key}, f"{key}. Review it: holdfast claim review {key} VERDICT --why …", as_json)


@claim_command.command("relay")
@click.argument("claim")
@click.option("--source", metavar="KEY", help="Who passed it on.")
@click.option("--document", metavar="KEY", help="In which document.")
@click.option("--said", default="", metavar="DATE", help="When (EDTF).")
@click.option("--where", default="", help="Where, in words, or an address.")
@json_option
def relay_command(
    claim: str, source: str | None, document: str | None, said: str, where: str, as_json: bool
) -> None:
    """Say who passed CLAIM on: not a second source of it."""
    number = claims.add_relay(
        viewer=writer(), claim=claim, source=source, document=document, said=said, where=where
    )
    _done({"claim": claim, "relay": number}, f"Noted: a relay of {claim}.", as_json)


@claim_command.command("review")
@click.argument("claim")
@click.argument("verdict", type=VERDICTS)
@click.option("--why", required=True, help="The reasons, in English.")
@click.option(
    "--why-in", "others", multiple=True, metavar="CODE=TEXT", help="The reasons in another language."
)
@click.option(
    "--evidence", multiple=True, metavar="KEY", help="A row O-12, a capture E-0001, a document's key."
)
@click.option("--independent", type=int, help="With “supported”: by how many independent sources.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The record as of this day; else today.")
@click.option(
    "--evidence-anyway",
    is_flag=True,
    help="Rest on rows that the desk's own check does not cite; the review says so.",
)
@json_option
def review_command(
    claim: str,
    verdict: str,
    why: str,
    others: tuple[str, ...],
    evidence: tuple[str, ...],
    independent: int | None,
    as_of: datetime | None,
    evidence_anyway: bool,
    as_json: bool,
) -> None:
    """Review CLAIM: the VERDICT is yours, with your name; the one before it stays."""
    reasons = {"en": why}
    for one in others:
        code, equals, text = one.partition("=")
        if not equals:
            raise click.UsageError(f"--why-in {one!r} is not written like ar=…")
        reasons[code.strip().lower()] = text
    key = reviews.review_claim(
        viewer=writer(),
        claim=claim,
        verdict=verdict,
        why=reasons,
        evidence=evidence,
        independent=independent,
        as_of=_day(as_of),
        evidence_anyway=evidence_anyway,
    )
    _done({"review": key}, f"{key}. Another person reads it: holdfast claim second {key}", as_json)


@claim_command.command("second")
@click.argument("review")
@click.option("--note", default="", help="What you looked at; kept, for people of the desk.")
@json_option
def second_command(review: str, note: str, as_json: bool) -> None:
    """Stand behind REVIEW as its second reader; its author cannot."""
    reviews.second_review(viewer=writer(), review=review, note=note)
    _done(
        {"review": review},
        f"{review} has a second reader. Publish it: holdfast claim publish {review}",
        as_json,
    )


@claim_command.command("publish")
@click.argument("review")
@level_option("public")
@json_option
def publish_command(review: str, level: str, as_json: bool) -> None:
    """Publish REVIEW with its claim, once a second person has read it."""
    reviews.publish_review(viewer=writer(), review=review, level=LEVELS[level])
    _done({"review": review, "level": level}, f"{review} is published ({level}).", as_json)


@claim_command.command("withdraw")
@click.argument("review")
@click.option("--reason", required=True, help="Readers see it.")
@json_option
def withdraw_command(review: str, reason: str, as_json: bool) -> None:
    """Take published REVIEW back; its page stays and says so."""
    reviews.withdraw_review(viewer=writer(), review=review, reason=reason)
    _done({"review": review, "withdrawn": True}, f"{review} is withdrawn; it stays readable.", as_json)


@claim_command.command("list")
@click.option("--verdict", type=VERDICTS, help="The one that stands.")
@click.option("--speaker", metavar="SOURCE")
@click.option("--this-desk", is_flag=True, help="This desk's own claims.")
@click.option("--language", metavar="CODE")
@json_option
def list_command(
    verdict: str | None, speaker: str | None, this_desk: bool, language: str | None, as_json: bool
) -> None:
    """List the claims, the latest first."""
    found = claims_list(
        reader(),
        verdict=Verdict(verdict) if verdict else None,
        source=speaker,
        desk=this_desk,
        language=language,
    )
    if as_json:
        say_json({"claims": [claim_json(one, whole=False) for one in found]})
        return
    for one in found:
        say(f"{one.key}  {_standing(one)}  {_whose(one)}: {one.text}")
    if not found:
        say("No claim yet. Add one: holdfast claim add TEXT --language en --speaker SOURCE")


@claim_command.command("show")
@click.argument("claim")
@json_option
def show_command(claim: str, as_json: bool) -> None:
    """Show CLAIM with its reviews, old ones too, what they rest on, and who passed it on."""
    found = claim_detail(reader(), claim)
    if as_json:
        say_json(claim_json(found))
        return
    say(f"{found.key}  {_standing(found)}")
    say(f"  “{found.text}”")
    told = [_whose(found), found.said, found.where, found.document.key if found.document else ""]
    say("  " + ", ".join(part for part in told if part))
    for relay in found.relays:
        named = [relay.source or "", relay.document.key if relay.document else "", relay.where, relay.said]
        say("  passed on: " + ", ".join(part for part in named if part))
    for review in found.reviews:
        for line in _review_lines(review):
            say("  " + line)
    for other in found.imported:
        say(f"  {other.publisher or other.url}: {other.rating or 'no rating'} ({other.url})")


@claim_command.command("import")
@click.argument("file", type=_FILE)
@click.option("--skip-broken", is_flag=True, help="Keep the others where some cannot be read.")
@level_option("desk")
@json_option
def import_command(file: Path, skip_broken: bool, level: str, as_json: bool) -> None:
    """Keep the ClaimReviews of others in FILE: JSON, a page with JSON-LD, a DataFeed. All of them or none."""
    made = imports.import_reviews(
        viewer=writer(),
        data=read_named(file, MOST_BYTES),
        name=str(file),
        level=LEVELS[level],
        skip_broken=skip_broken,
    )
    for told in made.passed_over[:20]:
        say_progress(told)
    facts = {"imported": list(made.keys), "known": made.known, "passed_over": list(made.passed_over)}
    _done(
        facts,
        f"{len(made.keys):,} reviews kept, {made.known:,} were here, {len(made.passed_over):,} passed over."
        + (f"\nKept: {_named(made.keys)}" if made.keys else ""),
        as_json,
    )


def _named(keys: tuple[str, ...]) -> str:
    """The keys, of very many the first and the last; the JSON has them all."""
    return ", ".join(keys) if len(keys) <= MOST_NAMED else f"{keys[0]} to {keys[-1]}"


@claim_command.command("link")
@click.argument("imported")
@click.argument("claim", required=False)
@click.option("--none", "unlink", is_flag=True, help="It is about none of our claims after all.")
@click.option("--reason", required=True)
@json_option
def link_command(imported: str, claim: str | None, unlink: bool, reason: str, as_json: bool) -> None:
    """Say that the review IMPORTED (I-0001) is about CLAIM: your word, nothing links by itself."""
    if (claim is None) != unlink:
        raise click.UsageError("Name the claim it is about, or say --none, and not both.")
    imports.link_imported(viewer=writer(), imported=imported, claim=claim, reason=reason)
    _done(
        {"imported": imported, "claim": claim},
        f"{imported} is about {claim or 'none of our claims'}.",
        as_json,
    )


@claim_command.command("statistics")
@json_option
def statistics_command(as_json: bool) -> None:
    """Count how the statements of every side came out, this desk's own first."""
    found = sides_statistics(reader())
    if as_json:
        say_json({"sides": [side_json(one) for one in found]})
        return
    for one in found:
        out = ", ".join(f"{count} {word}" for word, count in one.verdicts.items() if count)
        say(
            f"{_side(one)}: {one.checked} checked ({one.claims} claims, {one.lines} lines of {one.reports} drafts)"
        )
        if out:
            say(f"  {out}")


def _done(facts: dict[str, Any], sentence: str, as_json: bool) -> None:
    if as_json:
        say_json(facts)
    else:
        say(sentence)


def _day(given_day: datetime | None) -> date | None:
    return given_day.date() if given_day else None


def _whose(claim: ClaimView) -> str:
    return "this desk" if claim.desk else claim.speaker or "nobody known"


def _standing(claim: ClaimView) -> str:
    current = claim.current
    return (
        verdict_in_english(current.verdict, current.independent, _against(current))
        if current
        else "no published review"
    )


def _against(review: ReviewView) -> list[Any]:
    return [one.document.source_name for one in review.evidence if one.document]


def _review_lines(review: ReviewView) -> list[str]:
    said = verdict_in_english(review.verdict, review.independent, _against(review))
    lines = [
        f"{review.key}  {said}  as of {review.as_of}, {review.standing.value}"
        + (f", superseded by {review.superseded_by}" if review.superseded_by else ""),
        f"  by {review.by}" + (f", second reader {review.second}" if review.second else ""),
        f"  {review.why.get('en', '')}",
    ]
    if review.withdrawn_why:
        lines.append(f"  withdrawn: {review.withdrawn_why}")
    lines += [f"  {one.key}  {one.address}" for one in review.evidence]
    if review.hidden_evidence:
        lines.append(f"  {review.hidden_evidence} more that you may not see")
    return lines


def _side(one: SideCount) -> str:
    if one.kind is SideKind.RELATION:
        return f"{one.key} ({one.agreement})"
    return one.key
