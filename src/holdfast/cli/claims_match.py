"""`holdfast match`: the known claims that a rumour comes near to, with what differs; it links nothing."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.claims import (
    MAX_TEXT,
    Claim,
    RumourNotReadable,
    checked_rumour,
    read_claims,
    read_rumours,
)
from holdfast.claims.engine.match.decision import SHOWN, Candidate, Decision, Matched, match_rumour
from holdfast.claims.engine.match.index import Index
from holdfast.claims.engine.match.vectors import Vectors
from holdfast.cli.given import read_named
from holdfast.cli.main import open_store
from holdfast.cli.printing import json_option, say, say_json, say_progress

_MOST_BYTES = 512_000_000
_FILE = click.Path(path_type=Path, allow_dash=True)  # what is not there is told by `read_named`
_SAID = {
    Decision.NO_MATCH: "No match: nothing known comes near enough.",
    Decision.CANDIDATES: "Candidates: whether one of them is meant is for a person to say.",
    Decision.SAME_WORDING: "Same wording as a known claim; who says it, and of when, is for a person to compare.",
}


@click.command("match")
@click.argument("text", required=False)
@click.option("--claims", type=_FILE, metavar="FILE.tsv", help="Known claims: id, claim, title.")
@click.option("--queries", type=_FILE, metavar="FILE.tsv", help="Many rumours at once: id, text.")
@click.option(
    "--semantic", is_flag=True, help="Let sentence vectors order the candidates (extra `semantic`)."
)
@json_option
def match_command(
    text: str | None, claims: Path | None, queries: Path | None, semantic: bool, as_json: bool
) -> None:
    """Find the known claims that a rumour comes near to, and name what differs. TEXT may be - for what is piped in.

    It links nothing and never says that two texts make the same claim: a person does.
    """
    if (text is None) == (queries is None):
        raise click.UsageError("Give a rumour, or a file of rumours with --queries, and not both.")
    rumours = read_rumours(read_named(queries, _MOST_BYTES), str(queries)) if queries is not None else {}
    rumour = checked_rumour(_piped() if text == "-" else text) if text is not None else ""
    vectors = Vectors() if semantic else None
    aliases = None
    if claims is not None:
        index = _index(read_claims(read_named(claims, _MOST_BYTES), str(claims)), vectors)
    else:
        index, aliases = _of_desk(vectors, threshold=as_json)
    if queries is None:
        matched = match_rumour(index, rumour, aliases=aliases)
        if as_json:
            say_json(matched.as_dict())
        else:
            _tell(matched)
        return
    answers = {}
    for done, (key, words) in enumerate(rumours.items(), 1):
        answers[key] = match_rumour(index, words, aliases=aliases)
        if done % 1000 == 0:
            say_progress(f"{done:,} of {len(rumours):,} rumours matched")
    if as_json:
        say_json({"queries": {key: matched.as_dict() for key, matched in answers.items()}})
        return
    for key, matched in answers.items():
        say(f"{key}: {rumours[key]}")
        _tell(matched)
        say("")


def _piped() -> str:
    """What is piped in, to one byte past what a rumour may have."""
    data = sys.stdin.buffer.read(4 * MAX_TEXT + 1)
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        if len(data) > 4 * MAX_TEXT:
            return data.decode("utf-8", "replace")  # too long, and told so
        raise RumourNotReadable(
            f"What is piped in is not a text in UTF-8: byte {error.start:,} is not a letter",
            untouched="Nothing was matched and nothing was stored",
            next_step="Pipe the words of the rumour in, in UTF-8",
        ) from None


def _index(known: Sequence[Claim], vectors: Vectors | None) -> Index:
    return Index(known, reorder=vectors.order, near=vectors.near) if vectors else Index(known)


def _of_desk(vectors: Vectors | None, *, threshold: bool) -> tuple[Index, Aliases]:
    """The claims that the desk holds, with those that imported reviews are about; a desk is opened for them alone."""
    context = click.get_current_context()
    if not (context.find_root().params.get("desk") or os.environ.get("HOLDFAST_DESK")):
        raise click.UsageError(
            "There are no claims to look through: no desk is named. Name one (--desk DIR), or a collection: "
            "--claims FILE.tsv (id, claim, title)."
        )
    open_store(context)
    # Imported once a desk is open: matching within a named collection needs no store.
    collection = importlib.import_module("holdfast.claims.queries.collection")
    seen = importlib.import_module("holdfast.claims.queries.seen")
    viewer = importlib.import_module("holdfast.cli.who").reader()
    index: Index = seen.claims_index(viewer)
    if not index.claims:
        raise click.UsageError(
            "This desk holds no claims to look through. Add one (holdfast claim add), import others' reviews "
            "(holdfast claim import), or name a collection: --claims FILE.tsv (id, claim, title)."
        )
    aliases: Aliases = collection.names_known(viewer)
    if vectors:
        return _index(index.claims, vectors), aliases
    if threshold:
        seen.threshold_of(viewer)  # kept with the index for the next time
    return index, aliases


def _tell(matched: Matched) -> None:
    say(_SAID[matched.decision])
    for at, candidate in enumerate(matched.candidates[:SHOWN], 1):
        say(f"{at}. {candidate.claim.id}  {candidate.score:.2f}  {candidate.claim.claim}")
        for line in _differences(candidate):
            say(f"     {line}")


def _differences(candidate: Candidate) -> list[str]:
    """A line for each difference."""
    if candidate.differences == ():
        return ["the same words"]
    return [
        f"{one.kind}: rumour {_said(one.rumour, one.rumour_as)} | claim {_said(one.claim, one.claim_as)}"
        for one in candidate.differences or ()
    ]


def _said(words: str | None, role: str | None) -> str:
    return f"{words or '(nothing)'} (as {role})" if role else words or "(nothing)"
